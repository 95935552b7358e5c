/* main.c: the program `stemma`: reads the command line and runs one subcommand. */
#include <sys/stat.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

#include "cli/cli.h"

static bool exists(const char *path)
{
    struct stat s;
    return stat(path, &s) == 0;
}

/* "stemma anotate x.txt": a first word that is neither a file nor a glob but near the name of a command. */
static const char *mistyped_command(const char *word)
{
    const char *names[32];
    size_t n = 0;
    if (word[0] == '-' || strpbrk(word, "./*?[") != NULL || exists(word)) {
        return NULL;
    }
    for (const stm_command *c = stm_commands; c->name != NULL && n < 32; c++) {
        names[n++] = c->name;
    }
    return stm_cli_nearest(word, names, n);
}

static int run(int argc, char **argv, stm_cli *cli)
{
    const char *near = argc > 1 && stm_command_of(argv[1]) == NULL ? mistyped_command(argv[1]) : NULL;
    if (near != NULL) {
        (void)fprintf(stderr, "stemma: \"%s\" is neither a command nor a file. Did you mean: stemma %s\n", argv[1],
                      near);
        return STM_EXIT_USAGE;
    }
    if (argc > 1 && strcmp(argv[1], "help") == 0 && !exists("help")) {
        const stm_command *of = argc > 2 ? stm_command_of(argv[2]) : NULL;
        of == NULL ? stm_cli_overview(stdout) : stm_cli_help(stdout, of);
        return STM_EXIT_OK;
    }
    if (!stm_cli_parse(argc, argv, cli)) {
        return STM_EXIT_USAGE;
    }
    if (cli->help) {
        bool named = argc > 1 && stm_command_of(argv[1]) != NULL;
        named ? stm_cli_help(stdout, cli->command) : stm_cli_overview(stdout);
        return STM_EXIT_OK;
    }
    if (cli->version) {
        stm_cli_version(stdout);
        return STM_EXIT_OK;
    }
    if (cli->n_paths == 0 && !(cli->index != NULL && cli->all)) {
        (void)fprintf(stderr, "stemma: nothing to read. Name %s:\n  stemma %s %s\nHelp: stemma help %s\n",
                      cli->command->reads, cli->command->name, cli->command->arguments, cli->command->name);
        return STM_EXIT_USAGE;
    }
    return cli->command->run(cli);
}

/* Memory that is given back is asked for again at once, by the next batch: glibc would return each large block to the
 * kernel in between. */
static void keep_memory(void)
{
#ifdef __GLIBC__
    (void)mallopt(M_MMAP_THRESHOLD, 4 << 20);
    (void)mallopt(M_TRIM_THRESHOLD, 64 << 20);
    (void)mallopt(M_TOP_PAD, 1 << 20);
#endif
}

int main(int argc, char **argv)
{
    stm_cli cli = { 0 };
    int status = STM_EXIT_NOTHING;
    size_t room = (size_t)(argc < 1 ? 1 : argc);
    keep_memory();
    cli.paths = stm_mem_zalloc(room, sizeof *cli.paths);
    cli.map = stm_mem_zalloc(room, sizeof *cli.map);
    if (cli.paths != NULL && cli.map != NULL) {
        status = run(argc, argv, &cli);
    }
    stm_mem_free(cli.paths);
    stm_mem_free(cli.map);
    return status;
}
