/* cmd_annotate.c: `stemma articles` and `stemma annotate`: a stream of articles, with memory for a few of them. */
#include "cli/cli.h"
#include "write/quotation_rows.h"

typedef struct stream {
    stm_session session;
    stm_depth depth;
    stm_output out;
} stream;

static stm_status write_article(void *arg, stm_arena *arena, stm_article *article)
{
    stream *s = arg;
    stm_session *session = &s->session;
    stm_buf buf = { 0 };
    if (session->cli->conllu) {
        stm_conllu_article(arena, &buf, article);
    } else if (session->cli->quotations != NULL) {
        bool csv = strcmp(session->cli->quotations, "csv") == 0;
        if (csv && session->n_articles == 0) {
            stm_quotation_rows_heading(arena, &buf);
        }
        stm_quotation_rows(arena, &buf, article, stm_cli_offsets(session->cli), csv);
    } else {
        stm_json json;
        stm_json_init(&json, arena, &buf);
        json.offsets = stm_cli_offsets(session->cli);
        json.tokens = session->cli->tokens;
        stm_json_article(&json, article, s->depth);
        stm_buf_addz(arena, &buf, "\n");
    }
    session->n_articles++;
    stm_output_put(&s->out, &buf);
    return ferror(s->out.file) ? STM_IO : STM_OK;
}

static int run(const stm_cli *cli, stm_depth depth)
{
    stream s = { .depth = depth };
    stm_session *session = &s.session;
    stm_status closed;
    if (stm_session_open(session, cli) == STM_OK) {
        session->status = stm_output_open(&s.out, NULL, &session->err);
    }
    if (session->status == STM_OK) {
        session->status = stm_engine_stream(session->engine, depth, session->intake, write_article, &s, &session->err);
    }
    if (session->status == STM_IO && s.out.file != NULL && ferror(s.out.file)) {
        session->status = STM_OK; /* closing the output says why */
    }
    closed = stm_output_close(&s.out, true, session->status == STM_OK ? &session->err : NULL);
    session->status = session->status == STM_OK ? closed : session->status;
    return stm_session_close(session);
}

int stm_cmd_articles(const stm_cli *cli) { return run(cli, STM_DEPTH_ARTICLES); }

int stm_cmd_annotate(const stm_cli *cli)
{
    if (cli->times && (cli->conllu || cli->tokens || cli->quotations != NULL)) {
        (void)fprintf(stderr,
                      "stemma: --times writes nothing but times: leave out --conllu, --tokens and --quotations.\n");
        return STM_EXIT_USAGE;
    }
    return run(cli, cli->times ? STM_DEPTH_TIMES : cli->conllu ? STM_DEPTH_PARSE : STM_DEPTH_ANNOTATE);
}
