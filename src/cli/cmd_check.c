/* cmd_check.c: `stemma check`: verifies stores, and indexes of reuse. Exit status 0: it is whole; 1: something is wrong
 * with it. */
#include "cli/cli.h"
#include "engine/kept.h"
#include "store/store.h"

static void complain(void *arg, const char *what)
{
    (void)fprintf(stderr, "stemma: %s: %s\n", (const char *)arg, what);
}

static int check_index(const stm_cli *cli, const char *path)
{
    stm_kept *kept = NULL;
    stm_err err = { 0 };
    stm_status status = stm_kept_open(path, false, 0, &kept, &err);
    uint32_t n = kept == NULL ? 0 : kept->n;
    status = status == STM_OK ? stm_kept_check(kept, &err) : status;
    stm_kept_close(kept);
    if (status != STM_OK) {
        (void)fprintf(stderr, "stemma: %s\n", err.message[0] == '\0' ? stm_status_name(status) : err.message);
        return status == STM_FORMAT ? STM_EXIT_SOME : STM_EXIT_NOTHING;
    }
    if (!cli->quiet) {
        (void)printf("%s is whole: an index of %u articles.\n", path, n);
    }
    return STM_EXIT_OK;
}

int stm_cmd_check(const stm_cli *cli)
{
    int worst = STM_EXIT_OK;
    for (uint32_t i = 0; i < cli->n_paths; i++) {
        if (stm_kept_is(cli->paths[i])) {
            int exit = check_index(cli, cli->paths[i]);
            worst = exit > worst ? exit : worst;
            continue;
        }
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
            if (counts.other_rules) {
                (void)printf("Its records were made by other rules or models than this program has; "
                             "\"stemma record --db\" makes them anew.\n");
            }
        }
    }
    return worst;
}
