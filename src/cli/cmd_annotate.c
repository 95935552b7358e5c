/* cmd_annotate.c: `stemma articles` and `stemma annotate`: one article at a time, memory of one article. */
#include "cli/cli.h"

typedef struct stream {
    stm_session session;
    stm_depth depth;
    stm_arena arena; /* of the article at hand */
    stm_article article;
    stm_buf buf;
    stm_output out;
    bool more;
} stream;

static void read_next(void *arg)
{
    stream *s = arg;
    stm_session *session = &s->session;
    memset(&s->buf, 0, sizeof s->buf);
    stm_article_init(&s->article);
    session->status = stm_intake_next(session->intake, &s->arena, &s->article, &s->more, &session->err);
}

static void write_article(void *arg)
{
    stream *s = arg;
    stm_json json;
    if (s->session.cli->conllu) {
        stm_conllu_article(&s->arena, &s->buf, &s->article);
        return;
    }
    stm_json_init(&json, &s->arena, &s->buf);
    json.offsets = stm_cli_offsets(s->session.cli);
    json.tokens = s->session.cli->tokens;
    stm_json_article(&json, &s->article, s->depth);
    stm_buf_addz(&s->arena, &s->buf, "\n");
}

static stm_status one_article(stream *s)
{
    stm_session *session = &s->session;
    stm_status status = stm_arena_protect(&s->arena, read_next, s);
    if (status != STM_OK) {
        return stm_fail(&session->err, status, "out of memory while reading");
    }
    if (session->status != STM_OK || !s->more) {
        return session->status;
    }
    status = stm_engine_article(session->engine, s->depth, &s->arena, &s->article, &session->err);
    if (status == STM_OK) {
        status = stm_arena_protect(&s->arena, write_article, s);
        if (status != STM_OK) {
            return stm_fail(&session->err, status, "out of memory while writing");
        }
    }
    return status;
}

static int run(const stm_cli *cli, stm_depth depth)
{
    stream s = { .depth = depth, .more = true };
    stm_session *session = &s.session;
    stm_status closed;
    stm_arena_init(&s.arena, 0);
    if (stm_session_open(session, cli) == STM_OK) {
        session->status = stm_output_open(&s.out, NULL, &session->err);
    }
    while (session->status == STM_OK && s.more && !ferror(s.out.file)) {
        stm_arena_reset(&s.arena);
        session->status = one_article(&s);
        if (session->status == STM_OK && s.more) {
            session->n_articles++;
            stm_output_put(&s.out, &s.buf);
            stm_progress_show(&session->progress, "articles written:", session->n_articles);
        }
    }
    closed = stm_output_close(&s.out, true, session->status == STM_OK ? &session->err : NULL);
    session->status = session->status == STM_OK ? closed : session->status;
    stm_arena_fini(&s.arena);
    return stm_session_close(session);
}

int stm_cmd_articles(const stm_cli *cli)
{
    return run(cli, STM_DEPTH_ARTICLES);
}

int stm_cmd_annotate(const stm_cli *cli)
{
    return run(cli, cli->conllu ? STM_DEPTH_PARSE : STM_DEPTH_ANNOTATE);
}
