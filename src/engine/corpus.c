/* corpus.c: see corpus.h. The first pass is a pipeline whose slots hold a handful of articles each: read, sketched on
 * all threads, put away in order. Links make groups; groups in the order of their first articles make batches that fit
 * the memory; each batch is brought back from the shelf, completed (furniture, datelines) and compared.
 *
 * Memory: the bound is shared out among seeds, sketches, shelf and one batch; beside it some 60 bytes an article, and 8
 * for each fingerprint that an article shares with another.
 */
#include "engine/corpus.h"

#include <stdlib.h>

#include "base/crew.h"
#include "base/pipeline.h"
#include "engine/shelf.h"
#include "reuse/solve.h"

#define SLOT_ARTICLES 32
#define SLOT_BYTES ((size_t)256 * 1024)
#define SLOTS_PER_THREAD 4
#define BATCH_BYTES ((uint64_t)256 << 20) /* of text, where memory has no bound */
#define BATCH_BYTES_LEAST ((uint64_t)4 << 20)
#define BATCH_SHARE 40 /* a byte of text that is compared takes up to so many */

typedef struct slot {
    stm_arena arena;
    stm_sketcher *sketcher;
    stm_arena of_sketcher;
    stm_article *articles[SLOT_ARTICLES];
    stm_sketch sketches[SLOT_ARTICLES];
    uint32_t n;
    stm_err err;
} slot;

struct stm_corpus {
    stm_corpus_options options;
    stm_intake *intake;
    stm_corpus_counts counts;
    stm_shelf shelf;
    stm_sketches sketches;
    stm_seeds *seeds;
    stm_postings postings;
    stm_links links;
    slot *slots;
    uint32_t n_slots;
    stm_err *err;
    /* of the comparison */
    uint32_t *group;  /* by article: first article of its group */
    uint32_t *number; /* by article: place in its batch */
    uint64_t batch_bytes;
};

static stm_status no_memory(stm_err *err) { return stm_fail(err, STM_NO_MEMORY, "out of memory while comparing"); }

/* ---- first pass ---------------------------------------------------------------------------------------- */

static void new_article(void *arg)
{
    slot *s = arg;
    s->articles[s->n] = STM_NEW(&s->arena, stm_article);
}

static stm_status read_slot(void *arg, uint32_t index, bool *more)
{
    stm_corpus *c = arg;
    slot *s = &c->slots[index];
    size_t bytes = 0;
    stm_arena_reset(&s->arena);
    s->n = 0;
    *more = true;
    while (*more && s->n < SLOT_ARTICLES && bytes < SLOT_BYTES) {
        stm_status status = stm_arena_protect(&s->arena, new_article, s);
        if (status == STM_OK) {
            status = stm_intake_next(c->intake, &s->arena, s->articles[s->n], more, &s->err);
        }
        if (status != STM_OK) {
            return s->err.status == status ? status : no_memory(&s->err);
        }
        if (*more) {
            bytes += s->articles[s->n++]->text.n;
            c->counts.articles++;
        }
    }
    if (c->options.on_progress != NULL) {
        c->options.on_progress(c->options.on_progress_arg, "articles read:", c->counts.articles);
    }
    return STM_OK;
}

static void new_sketcher(void *arg)
{
    slot *s = arg;
    s->sketcher = stm_sketcher_new(&s->of_sketcher);
}

static void sketch_articles(void *arg)
{
    slot *s = arg;
    stm_arena_share_guard(&s->of_sketcher, &s->arena);
    for (uint32_t i = 0; i < s->n; i++) {
        uint64_t *at;
        stm_sketch_text(s->sketcher, s->articles[i]->text, &s->sketches[i]);
        at = STM_NEW_ARRAY(&s->arena, uint64_t, s->sketches[i].n);
        if (s->sketches[i].n != 0) {
            memcpy(at, s->sketches[i].at, s->sketches[i].n * sizeof *at);
        }
        s->sketches[i].at = at;
    }
}

static stm_status sketch_slot(void *arg, uint32_t index)
{
    slot *s = &((stm_corpus *)arg)->slots[index];
    stm_status status = s->sketcher == NULL ? stm_arena_protect(&s->of_sketcher, new_sketcher, s) : STM_OK;
    status = status == STM_OK ? stm_arena_protect(&s->arena, sketch_articles, s) : status;
    return status == STM_OK ? STM_OK : no_memory(&s->err);
}

typedef struct shelve_call {
    stm_corpus *c;
    slot *s;
    stm_status status;
} shelve_call;

static void shelve(void *arg)
{
    shelve_call *call = arg;
    stm_corpus *c = call->c;
    slot *s = call->s;
    for (uint32_t i = 0; i < s->n && call->status == STM_OK; i++) {
        call->status = stm_seeds_add(c->seeds, c->shelf.n, &s->sketches[i], &s->err);
        if (call->status == STM_OK) {
            call->status = stm_sketches_add(&c->sketches, &s->sketches[i], &s->err);
        }
        if (call->status == STM_OK) {
            call->status = stm_shelf_add(&c->shelf, &s->arena, s->articles[i], &s->err);
        }
        c->counts.seeds += s->sketches[i].n;
    }
}

static stm_status shelve_slot(void *arg, uint32_t index)
{
    shelve_call call = { arg, &((stm_corpus *)arg)->slots[index], STM_OK };
    stm_status status = stm_arena_protect(&call.s->arena, shelve, &call);
    return status == STM_OK ? call.status : no_memory(&call.s->err);
}

static stm_status first_pass(stm_corpus *c, stm_err *err)
{
    uint32_t threads = c->options.threads;
    stm_pipeline p = { threads, threads < 2 ? 1 : threads * SLOTS_PER_THREAD, c, read_slot, sketch_slot, shelve_slot };
    stm_status status;
    c->slots = stm_mem_zalloc(p.n_slots, sizeof *c->slots);
    if (c->slots == NULL) {
        return no_memory(err);
    }
    c->n_slots = p.n_slots;
    for (uint32_t k = 0; k < p.n_slots; k++) {
        stm_arena_init(&c->slots[k].arena, 1 << 18);
        stm_arena_init(&c->slots[k].of_sketcher, 0);
    }
    status = stm_pipeline_run(&p);
    for (uint32_t k = 0; k < p.n_slots && status != STM_OK; k++) {
        if (c->slots[k].err.status == status && err != NULL) {
            *err = c->slots[k].err;
        }
    }
    for (uint32_t k = 0; k < p.n_slots; k++) {
        stm_arena_fini(&c->slots[k].arena);
        stm_arena_fini(&c->slots[k].of_sketcher);
    }
    stm_mem_free(c->slots);
    c->slots = NULL;
    return status;
}

stm_status stm_corpus_read(stm_intake *intake, const stm_corpus_options *options, stm_corpus **out, stm_err *err)
{
    stm_corpus *c = stm_mem_zalloc(1, sizeof *c);
    uint64_t memory;
    stm_status status;
    *out = NULL;
    if (c == NULL) {
        return no_memory(err);
    }
    if (options != NULL) {
        c->options = *options;
    }
    memory = c->options.memory_bytes;
    c->options.threads = c->options.threads == 0 ? 1 : c->options.threads;
    c->intake = intake;
    c->shelf.memory_bytes = memory == 0 ? 0 : memory / 4 + 1;
    c->sketches.memory_bytes = memory == 0 ? 0 : memory / 8 + 1;
    c->batch_bytes = memory == 0                                    ? BATCH_BYTES
                     : memory / 4 / BATCH_SHARE < BATCH_BYTES_LEAST ? BATCH_BYTES_LEAST
                                                                    : memory / 4 / BATCH_SHARE;
    status = stm_seeds_new(memory == 0 ? 0 : memory / 4 + 1, &c->seeds, err);
    status = status == STM_OK ? first_pass(c, err) : status;
    if (status != STM_OK) {
        stm_corpus_close(c);
        return status;
    }
    *out = c;
    return STM_OK;
}

void stm_corpus_close(stm_corpus *c)
{
    if (c == NULL) {
        return;
    }
    stm_shelf_fini(&c->shelf);
    stm_sketches_fini(&c->sketches);
    stm_seeds_free(c->seeds);
    stm_postings_fini(&c->postings);
    stm_links_fini(&c->links);
    stm_mem_free(c->group);
    stm_mem_free(c->number);
    stm_mem_free(c);
}

const stm_corpus_counts *stm_corpus_counted(const stm_corpus *c) { return &c->counts; }

uint32_t stm_corpus_text_bytes(const stm_corpus *c, uint32_t i) { return c->shelf.text_bytes[i]; }

stm_status stm_corpus_article(const stm_corpus *c, uint32_t i, stm_arena *arena, bool furnish, stm_article **out,
                              stm_err *err)
{
    stm_status status = stm_shelf_get(&c->shelf, i, arena, out, err);
    if (status == STM_OK && furnish && (*out)->bare) {
        stm_intake_furnish(c->intake, arena, *out);
    }
    return status;
}

/* ---- groups -------------------------------------------------------------------------------------------- */

static uint32_t root_of(uint32_t *up, uint32_t x)
{
    while (up[x] != x) {
        up[x] = up[up[x]];
        x = up[x];
    }
    return x;
}

/* Joins what links of at least `least` weight join. */
static void join(stm_corpus *c, uint32_t least)
{
    uint32_t n = c->links.n_articles;
    for (uint32_t i = 0; i < n; i++) {
        for (uint64_t k = c->links.start[i]; k < c->links.start[i + 1]; k++) {
            if (c->links.at[k].shared >= least) {
                uint32_t x = root_of(c->group, i), y = root_of(c->group, c->links.at[k].article);
                c->group[x > y ? x : y] = x < y ? x : y;
            }
        }
    }
}

/* Bytes of text by group, under its first article. */
static void weigh(const stm_corpus *c, uint64_t *bytes)
{
    for (uint32_t i = 0; i < c->links.n_articles; i++) {
        bytes[i] = 0;
    }
    for (uint32_t i = 0; i < c->links.n_articles; i++) {
        bytes[c->group[i]] += c->shelf.text_bytes[i];
    }
}

/* Groups by all links. A group that is too large for a batch falls apart, and is joined again by heavier links only,
 * until its pieces fit: the weight that is asked for doubles from round to round. */
static void make_groups(stm_corpus *c, uint64_t *bytes)
{
    uint32_t n = c->links.n_articles;
    bool large = true;
    for (uint32_t i = 0; i < n; i++) {
        c->group[i] = i;
    }
    join(c, 0);
    for (uint32_t least = 32; large && least < (1u << 18); least *= 2) {
        large = false;
        for (uint32_t i = 0; i < n; i++) {
            c->group[i] = root_of(c->group, i);
        }
        weigh(c, bytes);
        for (uint32_t i = 0; i < n; i++) {
            c->number[i] = bytes[c->group[i]] > c->batch_bytes;
        }
        for (uint32_t i = 0; i < n; i++) {
            large = large || (c->number[i] != 0 && bytes[c->group[i]] > c->shelf.text_bytes[i]);
            c->group[i] = c->number[i] != 0 ? i : c->group[i];
        }
        if (large) {
            join(c, least);
        }
    }
    for (uint32_t i = 0; i < n; i++) {
        c->group[i] = root_of(c->group, i);
        c->number[i] = STM_NONE;
    }
}

/* ---- second pass --------------------------------------------------------------------------------------- */

typedef struct batch {
    stm_corpus *c;
    stm_arena arena;
    stm_arena lanes[STM_CREW_MAX]; /* articles */
    stm_err errors[STM_CREW_MAX];
    uint32_t *members; /* n: articles, ascending */
    uint32_t n;
    stm_article **articles;
    stm_corpus_sink sink;
    void *arg;
    stm_err *err;
    stm_status status;
} batch;

typedef struct fetch_call {
    batch *b;
    uint32_t lane, item;
    stm_status status;
} fetch_call;

static void fetch(void *arg)
{
    fetch_call *f = arg;
    f->status = stm_corpus_article(f->b->c, f->b->members[f->item], &f->b->lanes[f->lane], true,
                                   &f->b->articles[f->item], &f->b->errors[f->lane]);
}

static stm_status fetch_item(void *arg, uint32_t lane, uint32_t item)
{
    fetch_call f = { arg, lane, item, STM_OK };
    stm_status status = stm_arena_protect(&f.b->lanes[lane], fetch, &f);
    return status == STM_OK ? f.status : no_memory(&f.b->errors[lane]);
}

/* Inside the guard of b->arena. */
static void solve_batch(void *arg)
{
    batch *b = arg;
    stm_corpus *c = b->c;
    stm_batch work = { .n = b->n, .threads = c->options.threads };
    stm_reuse reuse;
    STM_VEC(uint32_t) links = { 0 };
    uint64_t *start = STM_NEW_ARRAY(&b->arena, uint64_t, (size_t)b->n + 1);
    b->articles = STM_NEW_ARRAY(&b->arena, stm_article *, b->n);
    for (uint32_t m = 0; m < b->n; m++) {
        uint32_t i = b->members[m];
        for (uint64_t k = c->links.start[i]; k < c->links.start[i + 1]; k++) {
            if (c->group[c->links.at[k].article] == c->group[i]) {
                stm_vec_push(&b->arena, &links, c->number[c->links.at[k].article]);
            } else {
                c->counts.cut++;
            }
        }
        start[m + 1] = links.n;
    }
    b->status = stm_crew_run(c->options.threads, b->n, fetch_item, b);
    for (uint32_t k = 0; k < STM_CREW_MAX && b->status != STM_OK; k++) {
        if (b->errors[k].status == b->status && b->err != NULL) {
            *b->err = b->errors[k];
        }
    }
    if (b->status != STM_OK) {
        return;
    }
    work.articles = (const stm_article *const *)b->articles;
    work.link_start = start;
    work.links = links.at;
    b->status = stm_reuse_solve(&b->arena, &work, &reuse, b->err);
    if (b->status == STM_OK) {
        b->status = b->sink(b->arg, &b->arena, &reuse, b->articles, b->members, b->err);
    }
}

static stm_status run_batch(batch *b)
{
    stm_status status = stm_arena_protect(&b->arena, solve_batch, b);
    status = status == STM_OK ? b->status : no_memory(b->err);
    stm_arena_reset(&b->arena);
    for (uint32_t k = 0; k < STM_CREW_MAX; k++) {
        stm_arena_fini(&b->lanes[k]);
    }
    b->c->counts.batches++;
    b->n = 0;
    return status;
}

static int by_number(const void *x, const void *y)
{
    uint32_t a = *(const uint32_t *)x, b = *(const uint32_t *)y;
    return a < b ? -1 : a > b;
}

/* Groups in the order of their first articles; as many to a batch as fit. */
static stm_status second_pass(stm_corpus *c, batch *b, const uint64_t *bytes, uint32_t *size, uint32_t *chain)
{
    uint32_t n = c->links.n_articles;
    uint64_t load = 0;
    stm_status status = STM_OK;
    /* the members of each group as a chain from its first article */
    for (uint32_t i = 0; i < n; i++) {
        size[i] = 0;
        chain[i] = STM_NONE;
    }
    for (uint32_t i = n; i-- > 0;) {
        uint32_t g = c->group[i];
        size[g]++;
        if (g != i) {
            chain[i] = chain[g];
            chain[g] = i;
        }
    }
    for (uint32_t g = 0; g <= n && status == STM_OK; g++) {
        bool some = g < n && c->group[g] == g && size[g] > 1;
        if (b->n > 0 && (g == n || (some && load + bytes[g] > c->batch_bytes))) {
            qsort(b->members, b->n, sizeof *b->members, by_number);
            for (uint32_t m = 0; m < b->n; m++) {
                c->number[b->members[m]] = m;
            }
            status = run_batch(b);
            load = 0;
            if (c->options.on_progress != NULL) {
                c->options.on_progress(c->options.on_progress_arg, "comparing articles: beyond", g);
            }
        }
        for (uint32_t i = some ? g : STM_NONE; i != STM_NONE; i = chain[i]) {
            b->members[b->n++] = i;
            c->counts.linked++;
        }
        load += some ? bytes[g] : 0;
    }
    return status;
}

stm_status stm_corpus_compare(stm_corpus *c, stm_corpus_sink sink, void *arg, stm_err *err)
{
    uint32_t n = c->shelf.n, *spare;
    uint64_t *bytes;
    batch *b;
    stm_status status;
    if (c->options.on_progress != NULL) {
        c->options.on_progress(c->options.on_progress_arg, "comparing articles:", n);
    }
    status = stm_postings_build(c->seeds, n, NULL, &c->postings, err);
    status = status == STM_OK ? stm_links_find(&c->postings, &c->sketches, c->options.threads, &c->links, err) : status;
    stm_seeds_free(c->seeds);
    c->seeds = NULL;
    stm_postings_fini(&c->postings);
    if (status != STM_OK) {
        return status;
    }
    stm_sketches_fini(&c->sketches);
    c->counts.looked = c->links.looked;
    c->counts.probed = c->links.probed;
    c->counts.links = c->links.start[n];
    c->group = stm_mem_alloc(n * sizeof *c->group);
    c->number = stm_mem_alloc(n * sizeof *c->number);
    bytes = stm_mem_alloc(n * sizeof *bytes);
    spare = stm_mem_alloc((size_t)n * 3 * sizeof *spare);
    b = stm_mem_zalloc(1, sizeof *b);
    if (c->group == NULL || c->number == NULL || bytes == NULL || spare == NULL || b == NULL) {
        status = no_memory(err);
    } else {
        b->c = c;
        b->members = spare + (size_t)2 * n;
        b->sink = sink;
        b->arg = arg;
        b->err = err;
        stm_arena_init(&b->arena, 1 << 20);
        for (uint32_t k = 0; k < STM_CREW_MAX; k++) {
            stm_arena_init(&b->lanes[k], 1 << 20);
        }
        make_groups(c, bytes);
        weigh(c, bytes);
        status = second_pass(c, b, bytes, spare, spare + n);
        stm_arena_fini(&b->arena);
    }
    stm_mem_free(b);
    stm_mem_free(spare);
    stm_mem_free(bytes);
    return status;
}
