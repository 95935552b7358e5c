/* cmd_diff.c: `stemma diff A B`: two articles side by side. */
#include "cli/cli.h"

int stm_cmd_diff(const stm_cli *cli)
{
    (void)cli;
    return STM_EXIT_NOTHING;
}
