/* cmd_diff.c: `stemma diff A B`: two articles side by side, on the terminal or as a page. */
#include "cli/cli.h"
#include "write/sides.h"

typedef struct job {
    stm_session *session;
    stm_output *out;
} job;

static void write_sides(void *arg)
{
    job *j = arg;
    stm_run *run = &j->session->run;
    const stm_cli *cli = j->session->cli;
    stm_buf buf = { 0 };
    stm_sides sides;
    stm_sides_make(&run->arena, run->articles.at, 0, 1, run->reuse.pairs.n == 0 ? NULL : &run->reuse.pairs.at[0],
                   &sides);
    if (cli->html != NULL) {
        stm_sides_page(&run->arena, &buf, run->articles.at, &sides);
    } else {
        stm_sides_print(&run->arena, &buf, run->articles.at, &sides, stm_terminal_width(cli), stm_terminal_color(cli));
    }
    stm_output_put(j->out, &buf);
}

int stm_cmd_diff(const stm_cli *cli)
{
    stm_session s;
    stm_output out = { 0 };
    job j = { &s, &out };
    if (stm_session_open(&s, cli) == STM_OK) {
        s.status = stm_engine_read(s.engine, STM_DEPTH_ARTICLES, s.intake, &s.run, &s.err);
        s.n_articles = s.run.articles.n;
    }
    if (s.status == STM_OK && s.n_articles != 0 && s.n_articles != 2) {
        s.status =
            stm_fail(&s.err, STM_USAGE, "diff compares two articles; the inputs hold %u. Try: stemma diff A.txt B.txt",
                     s.run.articles.n);
    }
    if (s.status == STM_OK && s.n_articles == 2) {
        stm_reuse_options options = { .threads = stm_cli_threads(cli) };
        s.status = stm_reuse_run(&s.run.arena, (const stm_article *const *)s.run.articles.at, 2, &options, &s.run.reuse,
                                 &s.err);
        if (s.status == STM_OK) {
            s.status = stm_output_open(&out, cli->html, &s.err);
        }
        if (s.status == STM_OK) {
            bool written = stm_session_protect(&s, write_sides, &j) == STM_OK;
            stm_status closed = stm_output_close(&out, written, written ? &s.err : NULL);
            s.status = written ? closed : s.status;
        }
    }
    return stm_session_close(&s);
}
