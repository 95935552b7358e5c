/* cmd_check.c: `stemma check`: verifies a store. Exit status 0: it is whole; 1: something is wrong with it. */
#include "cli/cli.h"
#include "store/store.h"

static void complain(void *arg, const char *what)
{
    (void)fprintf(stderr, "stemma: %s: %s\n", (const char *)arg, what);
}

int stm_cmd_check(const stm_cli *cli)
{
    int worst = STM_EXIT_OK;
    for (uint32_t i = 0; i < cli->n_paths; i++) {
        char path[1000];
        stm_store *store = NULL;
        stm_store_counts counts = { 0 };
        stm_err err = { 0 };
        uint64_t wrong = 0;
        stm_status status = stm_store_open(cli->paths[i], false, &store, &err);
        (void)snprintf(path, sizeof path, "%s", cli->paths[i]);
        if (status == STM_OK) {
            status = stm_store_check(store, complain, path, &counts, &wrong, &err);
        }
        stm_store_close(store);
        if (status != STM_OK) {
            (void)fprintf(stderr, "stemma: %s\n", err.message[0] == '\0' ? stm_status_name(status) : err.message);
            worst = status != STM_FORMAT ? STM_EXIT_NOTHING : worst < STM_EXIT_SOME ? STM_EXIT_SOME : worst;
        } else if (wrong != 0) {
            (void)fprintf(stderr,
                          "stemma: %s: %llu %s wrong. Make the store again from the articles, or take a copy of it.\n",
                          path, (unsigned long long)wrong, wrong == 1 ? "thing is" : "things are");
            worst = worst < STM_EXIT_SOME ? STM_EXIT_SOME : worst;
        } else if (!cli->quiet) {
            (void)printf("%s is whole: articles %llu, stories %llu, passages %llu.\n", path,
                         (unsigned long long)counts.articles, (unsigned long long)counts.stories,
                         (unsigned long long)counts.passages);
        }
    }
    return worst;
}
