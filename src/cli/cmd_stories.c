/* cmd_stories.c: `stemma stories`: the stories of a mixed stream, one JSON object a line. */
#include "cli/cli.h"

typedef struct job {
    stm_session *session;
    stm_output *out;
} job;

static void write_stories(void *arg)
{
    job *j = arg;
    stm_run *run = &j->session->run;
    stm_buf buf = { 0 };
    stm_json json;
    for (uint32_t i = 0; i < run->stories.n; i++) {
        stm_json_init(&json, &run->arena, &buf);
        json.offsets = stm_cli_offsets(j->session->cli);
        stm_json_story(&json, &run->stories.at[i], i, run->articles.at);
        stm_buf_addz(&run->arena, &buf, "\n");
        stm_output_put(j->out, &buf);
    }
}

int stm_cmd_stories(const stm_cli *cli)
{
    stm_session s;
    stm_output out = { 0 };
    job j = { &s, &out };
    if (stm_session_open(&s, cli) == STM_OK) {
        s.status = stm_engine_read(s.engine, STM_DEPTH_ARTICLES, s.intake, &s.run, &s.err);
        s.n_articles = s.run.articles.n;
    }
    if (s.status == STM_OK && s.n_articles != 0) {
        stm_progress_show(&s.progress, "comparing articles:", s.n_articles);
        s.status = stm_engine_stories(s.engine, &s.run, &s.err);
    }
    if (s.status == STM_OK) {
        s.status = stm_output_open(&out, NULL, &s.err);
    }
    if (s.status == STM_OK && stm_session_protect(&s, write_stories, &j) == STM_OK) {
        s.status = stm_output_close(&out, true, &s.err);
    }
    return stm_session_close(&s);
}
