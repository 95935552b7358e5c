/* session.c: an engine, an open input and a run; diagnostics on standard error; the exit status. */
#include <unistd.h>

#include "cli/cli.h"
#include "store/store.h"

static void report(void *arg, const stm_diagnostic *d)
{
    stm_session *s = arg;
    stm_progress_end(&s->progress);
    (void)fprintf(stderr, "stemma: %s", d->file);
    if (d->line != 0) {
        (void)fprintf(stderr, ":%llu", (unsigned long long)d->line);
    }
    if (d->byte != UINT64_MAX) {
        (void)fprintf(stderr, ": byte %llu", (unsigned long long)d->byte);
    }
    (void)fprintf(stderr, ": %s\n", d->reason);
}

static void article_done(void *arg, uint64_t n) { stm_progress_show(arg, "articles read:", n); }

uint32_t stm_cli_threads(const stm_cli *cli)
{
    long n = cli->threads != 0 ? (long)cli->threads : sysconf(_SC_NPROCESSORS_ONLN);
    return n < 1 ? 1 : n > 64 ? 64 : (uint32_t)n;
}

static stm_status open_session(stm_session *s, const stm_cli *cli, bool bare)
{
    stm_engine_options engine = { 0 };
    stm_intake_options intake = { 0 };
    memset(s, 0, sizeof *s);
    s->cli = cli;
    stm_run_init(&s->run);
    stm_progress_start(&s->progress, cli);
    engine.threads = stm_cli_threads(cli);
    engine.models = cli->models;
    engine.on_article = article_done;
    engine.on_article_arg = &s->progress;
    engine.bounds = cli->bounds == NULL || strcmp(cli->bounds, "stemma") == 0 ? STM_BOUNDS_STEMMA
                    : strcmp(cli->bounds, "acled") == 0                       ? STM_BOUNDS_ACLED
                                                                              : STM_BOUNDS_UCDP;
    engine.keep_tokens = cli->input != NULL && strcmp(cli->input, "conllu") == 0;
    intake.bare = bare;
    intake.format = cli->input;
    intake.map = cli->map;
    intake.n_map = cli->n_map;
    intake.published = cli->published;
    intake.max_file_bytes = (uint64_t)cli->max_size << 20;
    intake.max_article_bytes = (uint64_t)cli->max_size << 20;
    intake.max_articles = cli->max_articles;
    intake.max_depth = cli->max_depth;
    s->status = bare ? STM_OK : stm_engine_open(&engine, &s->engine, &s->err);
    if (s->status == STM_OK) {
        s->status = stm_intake_open(cli->paths, cli->n_paths, &intake, report, s, &s->intake, &s->err);
    }
    return s->status;
}

stm_status stm_session_open(stm_session *s, const stm_cli *cli) { return open_session(s, cli, false); }

stm_status stm_session_open_bare(stm_session *s, const stm_cli *cli) { return open_session(s, cli, true); }

int stm_session_close(stm_session *s)
{
    uint64_t failures = s->intake == NULL ? 0 : stm_intake_failures(s->intake);
    int status = s->status == STM_USAGE ? STM_EXIT_USAGE : s->status != STM_OK ? STM_EXIT_NOTHING : STM_EXIT_OK;
    stm_progress_end(&s->progress);
    if (s->status != STM_OK) {
        (void)fprintf(stderr, "stemma: %s\n", s->err.message[0] == '\0' ? stm_status_name(s->status) : s->err.message);
    } else if (s->n_articles == 0) {
        (void)fprintf(stderr, "stemma: no article was found in the inputs.\n");
        status = STM_EXIT_NOTHING;
    } else if (failures != 0) {
        status = STM_EXIT_SOME;
    }
    stm_intake_close(s->intake);
    stm_engine_close(s->engine);
    stm_run_fini(&s->run);
    return status;
}

stm_offsets stm_cli_offsets(const stm_cli *cli)
{
    return cli->offsets == NULL || *cli->offsets == 'b' ? STM_OFFSETS_BYTES
           : *cli->offsets == 'c'                       ? STM_OFFSETS_CODEPOINTS
                                                        : STM_OFFSETS_UTF16;
}

stm_status stm_session_protect(stm_session *s, void (*fn)(void *arg), void *arg)
{
    s->status = stm_arena_protect(&s->run.arena, fn, arg);
    return s->status == STM_OK ? STM_OK : stm_fail(&s->err, s->status, "out of memory while writing");
}

stm_status stm_session_record(stm_session *s, stm_together together)
{
    s->status = stm_engine_read(s->engine, STM_DEPTH_ANNOTATE, s->intake, &s->run, &s->err);
    s->n_articles = s->run.articles.n;
    if (s->status == STM_OK && s->n_articles != 0) {
        stm_progress_show(&s->progress, "comparing articles:", s->n_articles);
        s->status = stm_engine_record(s->engine, together, &s->run, &s->err);
    }
    return s->status;
}

static const char *plural(uint32_t n, const char *one, const char *many) { return n == 1 ? one : many; }

static void say_stored(const stm_store_report *r, const char *path, FILE *to)
{
    (void)fprintf(to, "%s: %u %s added", path, r->added, plural(r->added, "article", "articles"));
    if (r->known != 0) {
        (void)fprintf(to, ", %u there already", r->known);
    }
    (void)fprintf(to, "; %s%u %s made anew; it holds %u %s in %u %s.\n",
                  r->other_rules ? "rules or models are not what they were: " : "", r->updated,
                  plural(r->updated, "story", "stories"), r->articles, plural(r->articles, "article", "articles"),
                  r->stories, plural(r->stories, "story", "stories"));
}

stm_status stm_session_store(stm_session *s, stm_together together, FILE *report)
{
    stm_store *store = NULL;
    stm_store_report done;
    s->status =
        stm_store_open(s->cli->db, true, &store, &s->err); /* before the long work: what is wrong shows at once */
    if (s->status == STM_OK) {
        s->status = stm_engine_read(s->engine, STM_DEPTH_ARTICLES, s->intake, &s->run, &s->err);
    }
    s->n_articles = s->run.articles.n;
    if (s->status == STM_OK && s->n_articles != 0) {
        stm_progress_show(&s->progress, "comparing articles:", s->n_articles);
        s->status = stm_store_add(store, s->engine, together, &s->run, &done, &s->err);
        if (s->status == STM_OK && report != NULL) {
            stm_progress_end(&s->progress);
            say_stored(&done, s->cli->db, report);
        }
    }
    stm_store_close(store);
    return s->status;
}

stm_view_options stm_cli_view(const stm_cli *cli)
{
    return (stm_view_options){
        .min_lines = cli->min_lines, .all = cli->all, .sure = cli->min_confidence, .matter = cli->matter
    };
}
