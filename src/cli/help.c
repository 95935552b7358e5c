/* help.c: --help and --version. */
#include "cli/cli.h"

void stm_cli_version(FILE *to) { (void)fprintf(to, "stemma " STM_VERSION "\n"); }

void stm_cli_overview(FILE *to)
{
    (void)fprintf(to, "stemma reads many news articles about one happening and makes one record of them: who copies\n"
                      "from whom, who really says what, which figures and dates are given, what is agreed and what\n"
                      "is contested, each item with the passage it rests on. It works offline.\n"
                      "\n"
                      "Usage:\n"
                      "  stemma INPUT...                   the digest of a story, on the terminal\n"
                      "  stemma COMMAND [OPTION]... INPUT...\n"
                      "\n"
                      "Commands:\n");
    for (const stm_command *c = stm_commands; c->name != NULL; c++) {
        (void)fprintf(to, "  %-10s %s\n", c->name, c->does);
    }
    (void)fprintf(to,
                  "\n"
                  "Start here:\n"
                  "  stemma examples/stories/ferry/*\n"
                  "  stemma --html page.html examples/stories/ferry/*\n"
                  "  stemma help record\n"
                  "\n"
                  "Exit status: 0 all well; 1 some inputs could not be read; 2 wrong usage; 3 nothing could be done.\n"
                  "Manual: man stemma\n");
}

void stm_cli_help(FILE *to, const stm_command *command)
{
    (void)fprintf(to, "Usage: stemma %s [OPTION]... %s\n\n%s\nOptions:\n", command->name, command->arguments,
                  command->about);
    stm_cli_print_options(to, command->bit);
    (void)fprintf(to, "\nExamples:\n%s", command->examples);
}
