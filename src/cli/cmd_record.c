/* cmd_record.c: `stemma record`, the main job: articles in, one record out, as files and as a digest. */
#include "cli/cli.h"
#include "write/digest.h"
#include "write/page.h"

typedef struct job {
    stm_session *session;
    stm_output *out;
} job;

static void drain(void *arg, stm_buf *buf)
{
    if (buf->n > 1 << 16) {
        stm_output_put(arg, buf);
    }
}

static void write_json(void *arg)
{
    job *j = arg;
    stm_run *run = &j->session->run;
    stm_buf buf = { 0 };
    stm_json json;
    stm_json_init(&json, &run->arena, &buf);
    json.offsets = stm_cli_offsets(j->session->cli);
    json.tokens = j->session->cli->tokens;
    json.drain = drain;
    json.drain_arg = j->out;
    stm_json_run(&json, run);
    stm_buf_addz(&run->arena, &buf, "\n");
    stm_output_put(j->out, &buf);
}

static void write_digest(void *arg)
{
    job *j = arg;
    const stm_cli *cli = j->session->cli;
    stm_buf buf = { 0 };
    stm_digest_options options = { .view = stm_cli_view(cli), .width = stm_terminal_width(cli),
                                   .color = stm_terminal_color(cli) };
    stm_digest_run(&j->session->run.arena, &buf, &j->session->run, &options);
    stm_output_put(j->out, &buf);
}

static void write_page(void *arg)
{
    job *j = arg;
    stm_buf buf = { 0 };
    stm_page_run(&j->session->run.arena, &buf, &j->session->run);
    stm_output_put(j->out, &buf);
}

/* One output file; nothing to do for a NULL path. */
static void write_file(stm_session *s, const char *path, void (*fn)(void *arg))
{
    stm_output out = { 0 };
    job j = { s, &out };
    stm_status closed;
    if (path == NULL || s->status != STM_OK) {
        return;
    }
    stm_progress_end(&s->progress);
    s->status = stm_output_open(&out, path, &s->err);
    if (s->status == STM_OK) {
        stm_status written = stm_session_protect(s, fn, &j);
        closed = stm_output_close(&out, written == STM_OK, written == STM_OK ? &s->err : NULL);
        s->status = written == STM_OK ? closed : written;
    }
}

int stm_cmd_record(const stm_cli *cli)
{
    stm_session s;
    if (stm_session_open(&s, cli) == STM_OK && stm_session_record(&s, true) == STM_OK) {
        bool files = cli->json != NULL || cli->html != NULL;
        write_file(&s, cli->html, write_page);
        write_file(&s, cli->json, write_json);
        write_file(&s, files ? NULL : "-", write_digest);
    }
    return stm_session_close(&s);
}
