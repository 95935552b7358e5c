/* corpus.c: see corpus.h. The first pass is a pipeline whose slots hold a handful of articles each: read, sketched on
 * all threads, put away in order. corpus_compare.c is the second pass.
 *
 * Memory: the bound is shared out among seeds, sketches, shelf and one batch; beside it some 60 bytes an article, and 8
 * for each fingerprint that an article shares with another.
 */
#include "base/pipeline.h"
#include "engine/corpus_parts.h"

#define SLOT_ARTICLES 32
#define SLOT_BYTES ((size_t)256 * 1024)
#define SLOTS_PER_THREAD 16
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
    const stm_intake *furnisher; /* NULL: articles are furnished when they are needed */
    stm_err err;
} slot;

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
        if (s->furnisher != NULL) {
            stm_intake_furnish(s->furnisher, &s->arena, s->articles[i]);
        }
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
        stm_article bare = { .id = s->articles[i]->id };
        call->status = stm_seeds_add(c->seeds, stm_corpus_size(c), &s->sketches[i], &s->err);
        if (call->status == STM_OK) {
            call->status = stm_sketches_add(&c->sketches, &s->sketches[i], &s->err);
        }
        if (call->status == STM_OK) {
            call->status = stm_shelf_add(&c->shelf, &s->arena, c->options.quick ? &bare : s->articles[i], &s->err);
        }
        if (call->status == STM_OK) {
            c->shelf.text_bytes[c->shelf.n - 1] = (uint32_t)s->articles[i]->text.n;
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
        c->slots[k].furnisher = c->kept != NULL && c->options.dated ? c->intake : NULL;
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

/* ---- the index ------------------------------------------------------------------------------------------ */

static bool note_print(stm_corpus *c, uint64_t print)
{
    if (c->n_prints == c->cap_prints) {
        uint32_t cap = c->cap_prints * 2 + 1024;
        uint64_t *prints = stm_mem_realloc(c->prints, cap * sizeof *prints);
        if (prints == NULL) {
            return false;
        }
        c->prints = prints;
        c->cap_prints = cap;
    }
    c->prints[c->n_prints++] = print;
    return true;
}

/* Is the article in the index, or was it read before? Its print is that of the id that it came with. */
static bool is_known(void *arg, const stm_article *a)
{
    stm_corpus *c = arg;
    uint64_t print = stm_kept_print(a);
    bool known = false;
    if (c->known_status == STM_OK) {
        c->known_status = stm_kept_meet(c->kept, print, &known, NULL);
    }
    if (c->known_status == STM_OK && !known && !note_print(c, print)) {
        c->known_status = STM_NO_MEMORY;
    }
    return known || c->known_status != STM_OK;
}

typedef struct ids_call {
    stm_intake *intake;
    stm_status status;
} ids_call;

static void take_id(void *arg, stm_str id)
{
    ids_call *call = arg;
    call->status = call->status == STM_OK ? stm_intake_take_id(call->intake, id, NULL) : call->status;
}

/* The articles of an index whose links and passages do not count any more, as if they had been read now. */
typedef struct again {
    stm_corpus *c;
    uint32_t i;
    stm_arena arena;
    slot slot;
    stm_status status;
} again;

static void take_again(void *arg)
{
    again *g = arg;
    stm_arena_reset(&g->slot.arena);
    stm_arena_share_guard(&g->slot.arena, &g->arena);
    g->slot.n = 0;
    while (g->status == STM_OK && g->i < g->c->kept->n && g->slot.n < SLOT_ARTICLES) {
        g->status = stm_kept_article(g->c->kept, g->i++, &g->slot.arena, &g->slot.articles[g->slot.n], &g->slot.err);
        g->slot.n += g->status == STM_OK;
    }
}

static stm_status make_anew(stm_corpus *c, stm_err *err)
{
    again *g = stm_mem_zalloc(1, sizeof *g);
    stm_status status = STM_OK;
    if (g == NULL) {
        return no_memory(err);
    }
    g->c = c;
    stm_arena_init(&g->arena, 0);
    stm_arena_init(&g->slot.arena, 1 << 18);
    stm_arena_init(&g->slot.of_sketcher, 0);
    c->slots = &g->slot;
    while (status == STM_OK && g->i < c->kept->n) {
        status = stm_arena_protect(&g->arena, take_again, g);
        status = status == STM_OK ? g->status : no_memory(&g->slot.err);
        status = status == STM_OK ? sketch_slot(c, 0) : status;
        status = status == STM_OK ? shelve_slot(c, 0) : status;
        if (c->options.on_progress != NULL) {
            c->options.on_progress(c->options.on_progress_arg, "making the index anew:", g->i);
        }
    }
    c->slots = NULL;
    if (status != STM_OK && err != NULL) {
        *err = g->slot.err;
    }
    stm_arena_fini(&g->arena);
    stm_arena_fini(&g->slot.arena);
    stm_arena_fini(&g->slot.of_sketcher);
    stm_mem_free(g);
    return status == STM_OK ? stm_kept_forget(c->kept, err) : status;
}

static stm_status open_index(stm_corpus *c, stm_err *err)
{
    ids_call ids = { c->intake, STM_OK };
    stm_status status = stm_kept_open(c->options.index, !c->options.index_as_it_is, c->batch_bytes, &c->kept, err);
    if (status != STM_OK) {
        return status;
    }
    c->n_before = c->kept->n;
    c->n_kept = c->kept->stale ? 0 : c->n_before;
    c->counts.anew = c->kept->stale;
    c->batch_bytes = c->kept->batch_bytes;
    c->sketches.kept = c->kept;
    c->sketches.get_kept = stm_kept_sketch;
    for (uint32_t i = 0; i < c->n_kept && status == STM_OK; i++) {
        status = stm_sketches_add_kept(&c->sketches, c->kept->rows[i].n_seeds, c->kept->rows[i].noisy != 0, err);
    }
    status = status == STM_OK ? stm_kept_ids(c->kept, take_id, &ids, err) : status;
    status = status != STM_OK ? status : ids.status == STM_OK ? STM_OK : no_memory(err);
    for (uint32_t i = 0; i < c->n_before && c->kept->stale && status == STM_OK; i++) {
        status = note_print(c, c->kept->rows[i].print) ? STM_OK : no_memory(err);
    }
    status = status == STM_OK && c->kept->stale ? make_anew(c, err) : status;
    stm_intake_pass_over(c->intake, is_known, c);
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
    c->batch_bytes = c->options.batch_bytes != 0                    ? c->options.batch_bytes
                     : memory == 0                                  ? BATCH_BYTES
                     : memory / 4 / BATCH_SHARE < BATCH_BYTES_LEAST ? BATCH_BYTES_LEAST
                                                                    : memory / 4 / BATCH_SHARE;
    status = stm_seeds_new(memory == 0 ? 0 : memory / 4 + 1, &c->seeds, err);
    status = status == STM_OK && c->options.index != NULL ? open_index(c, err) : status;
    status = status == STM_OK ? first_pass(c, err) : status;
    status = status == STM_OK && c->known_status != STM_OK ? no_memory(err) : status;
    c->counts.passed = stm_intake_passed(intake);
    c->counts.kept = c->n_before;
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
    stm_mem_free(c->prints);
    stm_mem_free(c->families);
    stm_kept_close(c->kept);
    stm_mem_free(c);
}

const stm_corpus_counts *stm_corpus_counted(const stm_corpus *c) { return &c->counts; }

uint32_t stm_corpus_articles(const stm_corpus *c) { return stm_corpus_size(c); }

uint32_t stm_corpus_first_new(const stm_corpus *c) { return c->options.all ? 0 : c->n_before; }

uint32_t stm_corpus_families(const stm_corpus *c, uint32_t i) { return c->families[i]; }

uint32_t stm_corpus_text_bytes(const stm_corpus *c, uint32_t i)
{
    return i < c->n_kept ? c->kept->rows[i].text_bytes : c->shelf.text_bytes[i - c->n_kept];
}

stm_status stm_corpus_article(const stm_corpus *c, uint32_t i, stm_arena *arena, stm_article **out, stm_err *err)
{
    return i < c->n_kept ? stm_kept_article(c->kept, i, arena, out, err)
                         : stm_shelf_get(&c->shelf, i - c->n_kept, arena, out, err);
}

void stm_corpus_furnish(const stm_corpus *c, stm_arena *arena, stm_article *article)
{
    if (article->bare) {
        stm_intake_furnish(c->intake, arena, article);
    }
}

stm_status stm_corpus_keep(stm_corpus *c, stm_err *err)
{
    return c->kept == NULL || !c->kept->write || c->shelf.n == 0
               ? STM_OK
               : stm_kept_commit(c->kept, &c->shelf, &c->sketches, c->prints, &c->links, c->families, err);
}
