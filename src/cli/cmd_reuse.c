/* cmd_reuse.c: `stemma reuse`: pairs that share text, then families, one JSON object a line. */
#include "cli/cli.h"

typedef struct job {
    stm_session *session;
    stm_output *out;
} job;

static void write_reuse(void *arg)
{
    job *j = arg;
    stm_run *run = &j->session->run;
    stm_buf buf = { 0 };
    stm_json json;
    for (uint32_t i = 0; i < run->reuse.pairs.n + run->reuse.families.n; i++) {
        stm_json_init(&json, &run->arena, &buf);
        json.offsets = stm_cli_offsets(j->session->cli);
        if (i < run->reuse.pairs.n) {
            stm_json_pair(&json, &run->reuse.pairs.at[i], run->articles.at);
        } else {
            uint32_t f = i - run->reuse.pairs.n;
            stm_json_family(&json, &run->reuse.families.at[f], f, run->articles.at);
        }
        stm_buf_addz(&run->arena, &buf, "\n");
        stm_output_put(j->out, &buf);
    }
}

int stm_cmd_reuse(const stm_cli *cli)
{
    stm_session s;
    stm_output out = { 0 };
    job j = { &s, &out };
    stm_status closed;
    if (stm_session_open(&s, cli) == STM_OK) {
        s.status = stm_engine_read(s.engine, STM_DEPTH_ARTICLES, s.intake, &s.run, &s.err);
        s.n_articles = s.run.articles.n;
    }
    if (s.status == STM_OK) {
        stm_reuse_options options = { .threads = stm_cli_threads(cli) };
        stm_progress_show(&s.progress, "comparing articles:", s.n_articles);
        s.status = stm_reuse_run(&s.run.arena, (const stm_article *const *)s.run.articles.at, s.run.articles.n,
                                 &options, &s.run.reuse, &s.err);
    }
    if (s.status == STM_OK) {
        s.status = stm_output_open(&out, NULL, &s.err);
    }
    if (s.status == STM_OK && stm_session_protect(&s, write_reuse, &j) == STM_OK) {
        closed = stm_output_close(&out, true, &s.err);
        s.status = closed;
    }
    return stm_session_close(&s);
}
