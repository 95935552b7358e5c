/* cmd_record.c: `stemma record`, the main job: articles in, one record out, as files and as a digest. */
#include <errno.h>
#include <sys/stat.h>

#include "cli/cli.h"
#include "write/digest.h"
#include "write/export.h"
#include "write/page.h"

typedef struct job {
    stm_session *session;
    stm_output *out;
    stm_table table;
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
    stm_digest_options options = { .view = stm_cli_view(cli),
                                   .width = stm_terminal_width(cli),
                                   .color = stm_terminal_color(cli) };
    stm_digest_run(&j->session->run.arena, &buf, &j->session->run, &options);
    stm_output_put(j->out, &buf);
}

static void write_page(void *arg)
{
    job *j = arg;
    stm_buf buf = { 0 };
    stm_view_options shown = stm_cli_view(j->session->cli);
    stm_page_run(&j->session->run.arena, &buf, &j->session->run, &shown);
    stm_output_put(j->out, &buf);
}

static void write_dot(void *arg)
{
    job *j = arg;
    stm_buf buf = { 0 };
    stm_graph_dot(&j->session->run.arena, &buf, &j->session->run);
    stm_output_put(j->out, &buf);
}

static void write_graphml(void *arg)
{
    job *j = arg;
    stm_buf buf = { 0 };
    stm_graph_graphml(&j->session->run.arena, &buf, &j->session->run);
    stm_output_put(j->out, &buf);
}

static void write_tei(void *arg)
{
    job *j = arg;
    stm_buf buf = { 0 };
    stm_tei_run(&j->session->run.arena, &buf, &j->session->run);
    stm_output_put(j->out, &buf);
}

/* How sure an item must be to be written to a table or as annotations: as the digest shows it. */
static double how_sure(const job *j)
{
    const stm_cli *cli = j->session->cli;
    return cli->all ? 0 : cli->min_confidence > 0 ? cli->min_confidence : STM_VIEW_SURE;
}

static void write_annotations(void *arg)
{
    job *j = arg;
    stm_buf buf = { 0 };
    stm_annotations_run(&j->session->run.arena, &buf, &j->session->run, how_sure(j));
    stm_output_put(j->out, &buf);
}

static void write_csv(void *arg)
{
    job *j = arg;
    stm_buf buf = { 0 };
    stm_csv_table(&j->session->run.arena, &buf, &j->session->run, j->table, how_sure(j),
                  stm_cli_offsets(j->session->cli));
    stm_output_put(j->out, &buf);
}

/* One output file; nothing to do for a NULL path. */
static void write_file(stm_session *s, const char *path, void (*fn)(void *arg), stm_table table)
{
    stm_output out = { 0 };
    job j = { s, &out, table };
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

static void write_tables(stm_session *s, const char *folder)
{
    char path[4096];
    if (folder == NULL || s->status != STM_OK) {
        return;
    }
    if (mkdir(folder, 0777) != 0 && errno != EEXIST) {
        s->status = stm_fail(&s->err, STM_IO, "the folder %s cannot be made: %s", folder, strerror(errno));
    }
    for (stm_table t = 0; t < STM_TABLE_COUNT; t++) {
        int n = snprintf(path, sizeof path, "%s/%s.csv", folder, stm_table_name(t));
        if (n < 0 || (size_t)n >= sizeof path) {
            s->status = stm_fail(&s->err, STM_IO, "the name of the folder for --csv is too long");
            return;
        }
        write_file(s, path, write_csv, t);
    }
}

/* Everything into memory, or into the store and what changed there into memory. */
static stm_status make(stm_session *s, bool busy)
{
    stm_together together = s->cli->one_story ? STM_TOGETHER_ONE : STM_TOGETHER_LIKELY;
    if (s->cli->db == NULL) {
        return stm_session_record(s, together);
    }
    if (s->cli->input != NULL && strcmp(s->cli->input, "conllu") == 0) {
        s->status = stm_fail(&s->err, STM_USAGE, "a store keeps texts, not the tokens of CoNLL-U: leave out --db");
        return s->status;
    }
    return stm_session_store(s, together, s->cli->quiet ? NULL : busy || !s->cli->named ? stderr : stdout);
}

/* ---- story after story ------------------------------------------------------------------------------------ */

typedef struct stream_job {
    stm_session *session;
    stm_output out;
    uint64_t n_done; /* articles */
} stream_job;

static void make_line(void *arg, stm_run *run, uint32_t number, stm_buf *out)
{
    const stm_cli *cli = ((stream_job *)arg)->session->cli;
    stm_json json;
    stm_json_init(&json, &run->arena, out);
    json.offsets = stm_cli_offsets(cli);
    json.tokens = cli->tokens;
    json.first_story = number;
    stm_json_run(&json, run);
    stm_buf_addz(&run->arena, out, "\n");
}

static stm_status take_line(void *arg, stm_buf *made, uint32_t n_articles)
{
    stream_job *j = arg;
    stm_output_put(&j->out, made);
    j->n_done += n_articles;
    stm_progress_show(&j->session->progress, "articles recorded:", j->n_done);
    return STM_OK;
}

/* What goes with --jsonl, or what to leave out. */
static const char *not_with_jsonl(const stm_cli *cli)
{
    const struct {
        bool there;
        const char *name;
    } others[] = {
        { cli->json != NULL, "--json" },       { cli->html != NULL, "--html" },
        { cli->csv != NULL, "--csv" },         { cli->dot != NULL, "--dot" },
        { cli->graphml != NULL, "--graphml" }, { cli->tei != NULL, "--tei" },
        { cli->db != NULL, "--db" },           { cli->annotations != NULL, "--annotations" },
        { cli->one_story, "--one-story" },     { cli->matter != NULL, "--matter" },
    };
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        if (others[i].there) {
            return others[i].name;
        }
    }
    return NULL;
}

static int record_stream(const stm_cli *cli)
{
    stm_session s;
    stream_job j = { .session = &s };
    stm_record_stream stream = { &j, cli->window, make_line, take_line };
    const char *other = not_with_jsonl(cli);
    if (stm_session_open(&s, cli) == STM_OK) {
        if (other != NULL) {
            s.status = stm_fail(&s.err, STM_USAGE, "--jsonl lets go of each story when it ends: leave out %s", other);
        } else if (cli->input != NULL && strcmp(cli->input, "conllu") == 0) {
            s.status = stm_fail(&s.err, STM_USAGE, "--jsonl reads texts, not the tokens of CoNLL-U: use --json");
        } else {
            s.status = stm_output_open(&j.out, cli->jsonl, &s.err);
        }
    }
    if (s.status == STM_OK) {
        stm_status closed;
        s.status = stm_engine_records(s.engine, s.intake, &stream, &s.n_articles, &s.err);
        closed = stm_output_close(&j.out, s.status == STM_OK, s.status == STM_OK ? &s.err : NULL);
        s.status = s.status == STM_OK ? closed : s.status;
    }
    return stm_session_close(&s);
}

int stm_cmd_record(const stm_cli *cli)
{
    const struct {
        const char *path;
        void (*write)(void *arg);
    } files[] = {
        { cli->json, write_json },       { cli->html, write_page }, { cli->dot, write_dot },
        { cli->graphml, write_graphml }, { cli->tei, write_tei },   { cli->annotations, write_annotations },
    };
    /* The digest is written where nothing else was asked for, and always when no command was named. */
    bool digest = cli->csv == NULL && cli->db == NULL;
    bool busy = false; /* an output goes to standard output */
    stm_session s;
    if (cli->jsonl != NULL) {
        return record_stream(cli);
    }
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        digest &= files[i].path == NULL;
        busy |= files[i].path != NULL && strcmp(files[i].path, "-") == 0;
    }
    if (stm_session_open(&s, cli) == STM_OK && make(&s, busy) == STM_OK && s.n_articles != 0) {
        for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
            write_file(&s, files[i].path, files[i].write, 0);
        }
        write_tables(&s, cli->csv);
        write_file(&s, (digest || !cli->named) && !busy ? "-" : NULL, write_digest, 0);
    }
    return stm_session_close(&s);
}
