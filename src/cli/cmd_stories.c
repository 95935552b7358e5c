/* cmd_stories.c: `stemma stories`: the stories of a mixed stream, one JSON object a line. */
#include "cli/cli.h"

typedef struct job {
    stm_session *session;
    stm_output out;
} job;

static stm_status write_story(void *arg, stm_arena *arena, const stm_record *outline, uint32_t number,
                              stm_article *const *articles)
{
    job *j = arg;
    stm_buf buf = { 0 };
    stm_json json;
    stm_json_init(&json, arena, &buf);
    json.offsets = stm_cli_offsets(j->session->cli);
    stm_json_story(&json, outline, number, articles);
    stm_buf_addz(arena, &buf, "\n");
    stm_output_put(&j->out, &buf);
    return STM_OK;
}

int stm_cmd_stories(const stm_cli *cli)
{
    stm_session s;
    job j = { .session = &s };
    if (stm_session_open(&s, cli) == STM_OK) {
        s.status = stm_output_open(&j.out, NULL, &s.err);
    }
    if (s.status == STM_OK) {
        s.status = stm_engine_stories(s.engine, s.intake, cli->window, write_story, &j, &s.n_articles, &s.err);
    }
    if (s.status == STM_OK) {
        s.status = stm_output_close(&j.out, true, &s.err);
    }
    return stm_session_close(&s);
}
