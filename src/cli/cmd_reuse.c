/* cmd_reuse.c: `stemma reuse`: pairs that share text, then families, one JSON object a line; or a list of clusters, or
 * of what to keep; or tables of them.
 *
 * Rows come batch by batch, in the order of the groups, and are written in the order of the articles. With an index,
 * what is written is those lines of all that have a new article in them; then the index takes the new articles up.
 */
#include <math.h>
#include <pthread.h>
#include <stdlib.h>

#include "cli/cli.h"
#include "cli/rows.h"
#include "engine/corpus.h"
#include "write/export.h"

typedef struct job {
    stm_session *session;
    const stm_cli *cli;
    stm_corpus *corpus;
    stm_output out;
    pthread_mutex_t lock; /* of rows and clusters, which several threads add to */
    stm_rows pairs, families;
    stm_buf piece;    /* of what is written */
    uint32_t *up;     /* by article: an earlier one of its cluster, or itself; NULL: nobody asks for clusters */
    uint32_t *weight; /* by article: bytes of text */
    double share;     /* of both texts that makes a pair one cluster */
    uint32_t first;   /* article that clusters are written from */
    bool csv;
    stm_arena scratch;
    size_t at; /* article that is being written */
    stm_status status;
} job;

typedef struct estimate {
    job *job;
    uint32_t a, b;
    double shared_a, shared_b; /* thousandths: it is no more exact */
} estimate;

static const char *const family_mark = "\"f1\"";

static uint32_t root_of(uint32_t *up, uint32_t x)
{
    while (up[x] != x) {
        up[x] = up[up[x]];
        x = up[x];
    }
    return x;
}

static stm_str real(stm_arena *arena, double v)
{
    stm_buf buf = { 0 };
    stm_json json;
    stm_json_init(&json, arena, &buf);
    stm_json_real(&json, v);
    return stm_buf_str(&buf);
}

static void pair_row(const job *j, stm_arena *arena, stm_buf *to, const stm_pair *p, stm_article *const *articles)
{
    stm_json json;
    if (j->csv) {
        stm_str cells[] = { articles[p->a]->id,
                            articles[p->b]->id,
                            real(arena, p->shared_a),
                            real(arena, p->shared_b),
                            stm_str_of(stm_relation_name(p->relation)),
                            p->from == STM_NONE ? STM_STR("") : articles[p->from]->id,
                            real(arena, p->confidence) };
        stm_csv_row(arena, to, cells, sizeof cells / sizeof *cells);
        return;
    }
    stm_json_init(&json, arena, to);
    json.offsets = stm_cli_offsets(j->cli);
    stm_json_pair(&json, p, articles);
    stm_buf_addz(arena, to, "\n");
}

static bool is_new(const job *j, const stm_family *family, const uint32_t *number)
{
    uint32_t first = stm_corpus_first_new(j->corpus);
    for (uint32_t k = 0; k < family->articles.n; k++) {
        if (number[family->articles.at[k]] >= first) {
            return true;
        }
    }
    return false;
}

/* Rows that wait to be added, so that the lock is asked for seldom. */
#define WAITING_MOST 64
#define WAITING_BYTES ((size_t)1 << 16)

typedef struct waiting {
    job *job;
    stm_rows *to;
    stm_buf text;
    uint32_t n;
    struct {
        uint64_t key;
        size_t end;
    } rows[WAITING_MOST];
} waiting;

static stm_status add_waiting(waiting *w, stm_err *err)
{
    stm_status status = STM_OK;
    size_t from = 0;
    (void)pthread_mutex_lock(&w->job->lock);
    for (uint32_t i = 0; i < w->n && status == STM_OK; i++) {
        stm_str row = w->rows[i].end == from ? STM_STR("") : (stm_str){ w->text.at + from, w->rows[i].end - from };
        status = stm_rows_add(w->to, w->rows[i].key, row, err);
        from = w->rows[i].end;
    }
    (void)pthread_mutex_unlock(&w->job->lock);
    w->n = 0;
    w->text.n = 0;
    return status;
}

/* What was put into `text` since the last call is a row. */
static stm_status end_row(waiting *w, uint64_t key, stm_err *err)
{
    w->rows[w->n].key = key;
    w->rows[w->n++].end = w->text.n;
    return w->n == WAITING_MOST || w->text.n > WAITING_BYTES ? add_waiting(w, err) : STM_OK;
}

static void join_clusters(job *j, uint32_t a, uint32_t b)
{
    uint32_t x = root_of(j->up, a), y = root_of(j->up, b);
    j->up[x > y ? x : y] = x < y ? x : y;
}

static void cluster_batch(job *j, const stm_reuse *reuse, const uint32_t *number)
{
    (void)pthread_mutex_lock(&j->lock);
    for (uint32_t i = 0; i < reuse->pairs.n; i++) {
        const stm_pair *p = &reuse->pairs.at[i];
        if (p->shared_a >= j->share && p->shared_b >= j->share) {
            join_clusters(j, number[p->a], number[p->b]);
        }
    }
    (void)pthread_mutex_unlock(&j->lock);
}

static stm_status take_batch(void *arg, stm_arena *arena, const stm_reuse *reuse, stm_article *const *articles,
                             const uint32_t *number, stm_err *err)
{
    job *j = arg;
    waiting *w;
    stm_status status = STM_OK;
    if (j->up != NULL) {
        cluster_batch(j, reuse, number);
        return STM_OK;
    }
    w = STM_NEW(arena, waiting);
    w->job = j;
    w->to = &j->pairs;
    for (uint32_t i = 0; i < reuse->pairs.n && status == STM_OK; i++) {
        const stm_pair *p = &reuse->pairs.at[i];
        pair_row(j, arena, &w->text, p, articles);
        status = end_row(w, (uint64_t)number[p->a] << 32 | number[p->b], err);
    }
    status = status == STM_OK ? add_waiting(w, err) : status;
    w->to = &j->families;
    for (uint32_t f = 0; f < reuse->families.n && status == STM_OK && !j->csv; f++) {
        const stm_family *family = &reuse->families.at[f];
        if (is_new(j, family, number)) {
            stm_json json;
            stm_json_init(&json, arena, &w->text);
            stm_json_family(&json, family, 0, articles); /* its number is known when all are there */
            stm_buf_addz(arena, &w->text, "\n");
        } /* else it only has a number */
        status = end_row(w, number[family->articles.at[0]], err);
    }
    return status == STM_OK ? add_waiting(w, err) : status;
}

/* ---- estimates ----------------------------------------------------------------------------------------- */

static void estimate_row(void *arg)
{
    estimate *e = arg;
    job *j = e->job;
    stm_arena *arena = &j->scratch;
    stm_str a, b;
    stm_buf buf = { 0 };
    j->status = stm_corpus_id(j->corpus, e->a, arena, &a, &j->session->err);
    if (j->status == STM_OK) {
        j->status = stm_corpus_id(j->corpus, e->b, arena, &b, &j->session->err);
    }
    if (j->status != STM_OK) {
        return;
    }
    if (j->csv) {
        stm_str cells[] = { a, b, real(arena, e->shared_a), real(arena, e->shared_b), STM_STR("true") };
        stm_csv_row(arena, &buf, cells, sizeof cells / sizeof *cells);
    } else {
        stm_json json;
        stm_json_init(&json, arena, &buf);
        stm_json_begin(&json, '{');
        stm_json_key(&json, "pair"), stm_json_begin(&json, '[');
        stm_json_str(&json, a), stm_json_str(&json, b);
        stm_json_end(&json, ']');
        stm_json_key(&json, "shared_a"), stm_json_real(&json, e->shared_a);
        stm_json_key(&json, "shared_b"), stm_json_real(&json, e->shared_b);
        stm_json_key(&json, "estimated"), stm_json_bool(&json, true);
        stm_json_end(&json, '}');
        stm_buf_addz(arena, &buf, "\n");
    }
    stm_output_put(&j->out, &buf);
}

static stm_status take_estimate(void *arg, uint32_t a, uint32_t b, double shared_a, double shared_b, stm_err *err)
{
    job *j = arg;
    estimate e = { j, a, b, floor(shared_a * 1000 + 0.5) / 1000, floor(shared_b * 1000 + 0.5) / 1000 };
    stm_status status;
    if (j->up != NULL) {
        if (shared_a >= j->share && shared_b >= j->share) {
            join_clusters(j, a, b);
        }
        return STM_OK;
    }
    stm_arena_reset(&j->scratch);
    status = stm_arena_protect(&j->scratch, estimate_row, &e);
    return status == STM_OK ? j->status : stm_fail(err, status, "out of memory while writing");
}

/* ---- pairs and families -------------------------------------------------------------------------------- */

/* Rows are short; they go out in pieces of such a size. */
#define PIECE ((size_t)1 << 17)

static void put_out(job *j, const char *p, size_t n)
{
    if (j->piece.n + n > PIECE) {
        stm_output_put(&j->out, &j->piece);
    }
    if (n > PIECE) {
        (void)fwrite(p, 1, n, j->out.file);
        return;
    }
    memcpy(j->piece.at + j->piece.n, p, n);
    j->piece.n += (uint32_t)n;
}

static stm_status write_pairs(job *j, stm_err *err)
{
    char *room = NULL;
    size_t cap = 0;
    stm_status status = STM_OK;
    stm_rows_sort(&j->pairs);
    for (size_t i = 0; i < j->pairs.n && status == STM_OK; i++) {
        stm_str row;
        status = stm_rows_get(&j->pairs, i, &room, &cap, &row, err);
        if (status == STM_OK) {
            put_out(j, row.p, row.n);
        }
    }
    stm_mem_free(room);
    return status;
}

/* Families are numbered in the order of their first articles, with those that are not written. */
static stm_status write_families(job *j, stm_err *err)
{
    char *room = NULL;
    size_t cap = 0, i = 0;
    uint64_t before = 0;
    stm_status status = STM_OK;
    stm_rows_sort(&j->families);
    for (uint32_t a = 0; a < j->session->n_articles && status == STM_OK && !j->csv; a++) {
        for (size_t k = 1; i < j->families.n && j->families.rows[i].key == a && status == STM_OK; i++, k++) {
            stm_str row;
            status = stm_rows_get(&j->families, i, &room, &cap, &row, err);
            if (status == STM_OK && row.n > 0) {
                size_t mark = stm_str_find(row, stm_str_of(family_mark), 0);
                char number[32];
                int n = snprintf(number, sizeof number, "\"f%llu\"", (unsigned long long)(before + k));
                put_out(j, row.p, mark);
                put_out(j, number, (size_t)n);
                mark += strlen(family_mark);
                put_out(j, row.p + mark, row.n - mark);
            }
        }
        before += stm_corpus_families(j->corpus, a);
    }
    stm_mem_free(room);
    return status;
}

/* ---- clusters ------------------------------------------------------------------------------------------ */

static void cluster_row(void *arg)
{
    job *j = arg;
    uint32_t i = (uint32_t)j->at, root = j->up[i];
    const char *name = j->cli->cluster_column == NULL ? "cluster" : j->cli->cluster_column;
    bool keep = j->weight[root] == i;
    stm_str id;
    stm_buf buf = { 0 };
    j->status = stm_corpus_id(j->corpus, i, &j->scratch, &id, &j->session->err);
    if (j->status != STM_OK) {
        return;
    }
    if (j->csv) {
        stm_str cells[] = { id, stm_str_format(&j->scratch, "%u", root), keep ? STM_STR("true") : STM_STR("false") };
        stm_csv_row(&j->scratch, &buf, cells, j->cli->keep_one ? 2 : 3);
    } else {
        stm_json json;
        stm_json_init(&json, &j->scratch, &buf);
        stm_json_begin(&json, '{');
        stm_json_key(&json, "id"), stm_json_str(&json, id);
        stm_json_key(&json, name), stm_json_int(&json, root);
        if (!j->cli->keep_one) {
            stm_json_key(&json, "keep"), stm_json_bool(&json, keep);
        }
        stm_json_end(&json, '}');
        stm_buf_addz(&j->scratch, &buf, "\n");
    }
    stm_output_put(&j->out, &buf);
}

/* A cluster has the number of its first article, from 0. The longest text is kept, the first of several such. */
static stm_status write_clusters(job *j, uint64_t n, stm_err *err)
{
    uint32_t *longest = j->weight;
    stm_status status = STM_OK;
    for (uint32_t i = 0; i < n; i++) {
        uint32_t root = j->up[i] = root_of(j->up, i);
        if (root == i || stm_corpus_text_bytes(j->corpus, i) > stm_corpus_text_bytes(j->corpus, longest[root])) {
            longest[root] = i;
        }
    }
    for (j->at = j->first; j->at < n && status == STM_OK; j->at++) {
        if (j->cli->keep_one && longest[j->up[j->at]] != j->at) {
            continue;
        }
        stm_arena_reset(&j->scratch);
        status = stm_arena_protect(&j->scratch, cluster_row, j);
        status = status == STM_OK ? j->status : stm_fail(err, status, "out of memory while writing");
    }
    return status;
}

/* ---- the command --------------------------------------------------------------------------------------- */

static void progress(void *arg, const char *doing, uint64_t n) { stm_progress_show(arg, doing, n); }

static stm_status prepare(job *j, stm_err *err)
{
    uint64_t n = j->session->n_articles;
    j->pairs.memory_bytes = j->families.memory_bytes = j->cli->memory == 0 ? 0 : j->cli->memory / 16 + 1;
    if (!j->cli->clusters && !j->cli->keep_one) {
        return STM_OK;
    }
    j->up = stm_mem_alloc((size_t)n * sizeof *j->up);
    j->weight = stm_mem_zalloc((size_t)n, sizeof *j->weight);
    if (j->up == NULL || j->weight == NULL) {
        return stm_fail(err, STM_NO_MEMORY, "out of memory");
    }
    for (uint32_t i = 0; i < n; i++) {
        j->up[i] = i;
    }
    return STM_OK;
}

static stm_status write_all(job *j, stm_err *err)
{
    const char *name = j->cli->cluster_column == NULL ? "cluster" : j->cli->cluster_column;
    stm_status status;
    if (j->up != NULL) {
        if (j->csv) {
            (void)fprintf(j->out.file, "id,%s%s\r\n", name, j->cli->keep_one ? "" : ",keep");
        }
        return write_clusters(j, j->session->n_articles, err);
    }
    if (j->cli->quick) {
        if (j->csv) {
            (void)fputs("a,b,shared_a,shared_b,estimated\r\n", j->out.file);
        }
        return stm_corpus_estimate(j->corpus, take_estimate, j, err);
    }
    if (j->csv) {
        (void)fputs("a,b,shared_a,shared_b,relation,from,confidence\r\n", j->out.file);
    }
    j->piece.at = stm_mem_alloc(PIECE);
    status = j->piece.at == NULL ? stm_fail(err, STM_NO_MEMORY, "out of memory while writing") : write_pairs(j, err);
    status = status == STM_OK ? write_families(j, err) : status;
    if (j->piece.at != NULL) {
        stm_output_put(&j->out, &j->piece);
    }
    stm_mem_free(j->piece.at);
    return status;
}

static void tell(const stm_corpus_counts *c, const char *index)
{
    (void)fprintf(stderr,
                  "stemma: articles %llu, fingerprints %llu, met in lists %llu, pairs probed %llu, aligned %llu,\n"
                  "        articles compared %llu, batches %llu, links left out %llu\n",
                  (unsigned long long)c->articles, (unsigned long long)c->seeds, (unsigned long long)c->looked,
                  (unsigned long long)c->probed, (unsigned long long)c->links, (unsigned long long)c->linked,
                  (unsigned long long)c->batches, (unsigned long long)c->cut);
    if (index != NULL) {
        (void)fprintf(stderr, "        articles in the index before %llu, known already %llu\n",
                      (unsigned long long)c->kept, (unsigned long long)c->passed);
        (void)fputs(c->anew ? "        the index was of other rules and is made anew from its own articles\n" : "",
                    stderr);
    }
}

int stm_cmd_reuse(const stm_cli *cli)
{
    stm_session s;
    job j = { .session = &s,
              .cli = cli,
              .lock = PTHREAD_MUTEX_INITIALIZER,
              .csv = cli->format != NULL && strcmp(cli->format, "csv") == 0 };
    bool clusters = cli->clusters || cli->keep_one;
    stm_corpus_options options = { .threads = stm_cli_threads(cli),
                                   .memory_bytes = cli->memory,
                                   .index = cli->index,
                                   .index_as_it_is = cli->n_paths == 0,
                                   .all = cli->all || cli->index == NULL || clusters,
                                   .quick = cli->quick,
                                   .dated = cli->published != NULL };
    stm_status closed;
    j.share = (cli->min_share == 0 ? 50 : cli->min_share) / 100.0;
    stm_arena_init(&j.scratch, 0);
    if (stm_session_open_bare(&s, cli) == STM_OK && cli->quick && cli->index != NULL) {
        s.status =
            stm_fail(&s.err, STM_USAGE, "an index keeps texts and passages, and --quick has none: leave out either");
    }
    if (s.status == STM_OK) {
        options.on_progress = progress;
        options.on_progress_arg = &s.progress;
        s.status = stm_corpus_read(s.intake, &options, &j.corpus, &s.err);
    }
    if (s.status == STM_OK) {
        s.n_articles = stm_corpus_articles(j.corpus);
        j.first = cli->all ? 0 : (uint32_t)stm_corpus_counted(j.corpus)->kept;
        s.status = prepare(&j, &s.err);
    }
    if (s.status == STM_OK) {
        s.status = !cli->quick    ? stm_corpus_compare(j.corpus, take_batch, &j, &s.err)
                   : j.up != NULL ? stm_corpus_estimate(j.corpus, take_estimate, &j, &s.err)
                                  : STM_OK; /* pairs are written as they are found */
    }
    if (s.status == STM_OK) {
        s.status = stm_output_open(&j.out, NULL, &s.err);
    }
    if (s.status == STM_OK) {
        stm_progress_end(&s.progress);
        s.status = write_all(&j, &s.err);
        closed = stm_output_close(&j.out, s.status == STM_OK, &s.err);
        s.status = s.status == STM_OK ? closed : s.status;
        if (s.status == STM_OK) {
            s.status = stm_corpus_keep(j.corpus, &s.err);
        }
        if (cli->statistics) {
            tell(stm_corpus_counted(j.corpus), cli->index);
        }
    }
    stm_rows_fini(&j.pairs);
    stm_rows_fini(&j.families);
    stm_mem_free(j.up);
    stm_mem_free(j.weight);
    stm_arena_fini(&j.scratch);
    (void)pthread_mutex_destroy(&j.lock);
    stm_corpus_close(j.corpus);
    return stm_session_close(&s);
}
