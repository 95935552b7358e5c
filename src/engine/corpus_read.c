/* corpus_read.c: the first pass of corpus.h, a pipeline whose slots hold a handful of articles each. Any one thread
 * cuts lines off the input; all threads read them, sketch the articles and pack what is kept of these; the calling
 * thread admits them to the run in the order of the input and puts sketches and packs away, which is little more than
 * copying.
 *
 * In: an intake.  Out: sketches, seeds, shelf, each article under the same number.  Never: holds more than a few slots
 * of articles beside those.
 * Invariant: what is put away depends on the input alone: where articles are refused when they are admitted (known
 * already, one too many), the fingerprints of their slot are dealt out once more without theirs.
 */
#include "base/pipeline.h"
#include "engine/corpus_parts.h"

#define SLOT_PIECES 32
#define SLOT_BYTES ((size_t)256 * 1024)
#define SLOTS_PER_THREAD 4
#define SLOTS_MORE 16 /* while one thread is held up, by new pages; untouched where none is */

/* What a slot holds of an article, beside the article. */
typedef struct packed {
    stm_article *article;
    uint32_t text_bytes;
    size_t record, bytes; /* in the slot's pack: the record without its id */
    size_t first;         /* in the slot's seeds */
    stm_sketch sketch;
    bool admitted;
} packed;

typedef struct slot {
    stm_arena arena;
    STM_VEC(stm_piece) pieces;
    STM_VEC(packed) articles; /* those that were found in the pieces, in order */
    stm_pack records;
    uint64_t *seeds;
    size_t n_seeds, cap_seeds;
    stm_dealt dealt;
    stm_err err;
} slot;

/* What each thread works with. */
typedef struct lane {
    stm_hand *hand;
    stm_arena of_sketcher;
    stm_sketcher *sketcher;
} lane;

typedef struct first_pass {
    stm_corpus *c;
    slot *slots;
    lane *lanes;
    uint32_t n_slots, n_lanes;
} first_pass;

static stm_status no_memory(stm_err *err) { return stm_fail(err, STM_NO_MEMORY, "out of memory while comparing"); }

/* ---- reading ------------------------------------------------------------------------------------------- */

static void empty(slot *s)
{
    stm_arena_reset(&s->arena);
    memset(&s->pieces, 0, sizeof s->pieces);
    memset(&s->articles, 0, sizeof s->articles);
    s->records.n = 0;
    s->n_seeds = 0;
}

static void new_piece(void *arg)
{
    slot *s = arg;
    (void)stm_vec_add(&s->arena, &s->pieces);
}

static stm_status read_slot(void *arg, uint32_t index, bool *more)
{
    first_pass *f = arg;
    slot *s = &f->slots[index];
    size_t bytes = 0;
    empty(s);
    *more = true;
    while (*more && s->pieces.n < SLOT_PIECES && bytes < SLOT_BYTES) {
        stm_status status = stm_arena_protect(&s->arena, new_piece, s);
        stm_piece *piece = status == STM_OK ? &s->pieces.at[s->pieces.n - 1] : NULL;
        if (status == STM_OK) {
            status = stm_intake_cut(f->c->intake, &s->arena, piece, more, &s->err);
        }
        if (status != STM_OK) {
            return s->err.status == status ? status : no_memory(&s->err);
        }
        bytes += piece->line.n;
        for (uint32_t i = 0; i < piece->found.n; i++) {
            bytes += piece->found.at[i].article == NULL ? 0 : piece->found.at[i].article->text.n;
        }
    }
    return STM_OK;
}

/* ---- sketching ----------------------------------------------------------------------------------------- */

typedef struct work_call {
    first_pass *f;
    slot *s;
    lane *lane;
    stm_status status;
} work_call;

static void new_sketcher(void *arg)
{
    lane *l = arg;
    l->sketcher = stm_sketcher_new(&l->of_sketcher);
}

static bool keep_seeds(slot *s, const stm_sketch *sketch)
{
    if (s->cap_seeds - s->n_seeds < sketch->n) {
        size_t cap = s->cap_seeds + s->cap_seeds / 2 + sketch->n;
        uint64_t *seeds = stm_mem_realloc(s->seeds, cap * sizeof *seeds);
        if (seeds == NULL) {
            return false;
        }
        s->seeds = seeds;
        s->cap_seeds = cap;
    }
    if (sketch->n != 0) {
        memcpy(s->seeds + s->n_seeds, sketch->at, sketch->n * sizeof *s->seeds);
    }
    s->n_seeds += sketch->n;
    return true;
}

static stm_status pack_article(work_call *call, const stm_finding *found)
{
    stm_article *a = found->article;
    const stm_corpus *c = call->f->c;
    slot *s = call->s;
    packed *p = stm_vec_add(&s->arena, &s->articles);
    if (c->kept != NULL && c->options.dated) { /* else articles are furnished when they are needed */
        stm_intake_furnish(c->intake, &s->arena, a);
    }
    *p = (packed){ .article = a, .text_bytes = (uint32_t)a->text.n, .record = s->records.n, .first = s->n_seeds };
    stm_sketch_text(call->lane->sketcher, a->text, &p->sketch);
    if (!keep_seeds(s, &p->sketch)) {
        return STM_NO_MEMORY;
    }
    if (c->options.quick) {
        stm_article bare = { .id = a->id };
        call->status = stm_pack_add(&s->records, &bare, NULL);
    } else {
        call->status = stm_pack_add(&s->records, a, &found->place);
    }
    p->bytes = s->records.n - p->record;
    return call->status;
}

/* Seeds may have moved while more were kept. */
static void point_to_seeds(slot *s)
{
    for (uint32_t i = 0; i < s->articles.n; i++) {
        s->articles.at[i].sketch.at = s->seeds + s->articles.at[i].first;
    }
}

static stm_status deal(slot *s, bool all)
{
    stm_sketch *sketches = STM_NEW_ARRAY(&s->arena, stm_sketch, s->articles.n);
    uint32_t n = 0;
    for (uint32_t i = 0; i < s->articles.n; i++) {
        if (all || s->articles.at[i].admitted) {
            sketches[n++] = s->articles.at[i].sketch;
        }
    }
    return stm_dealt_set(&s->dealt, sketches, n) ? STM_OK : STM_NO_MEMORY;
}

static void work_on(void *arg)
{
    work_call *call = arg;
    slot *s = call->s;
    stm_arena_share_guard(&call->lane->of_sketcher, &s->arena);
    for (uint32_t k = 0; k < s->pieces.n && call->status == STM_OK; k++) {
        stm_piece *piece = &s->pieces.at[k];
        if (piece->line.p != NULL) {
            call->status = stm_hand_read(call->lane->hand, &s->arena, piece, &s->err);
        }
        for (uint32_t i = 0; i < piece->found.n && call->status == STM_OK; i++) {
            if (piece->found.at[i].article != NULL) {
                call->status = pack_article(call, &piece->found.at[i]);
            }
        }
    }
    if (call->status == STM_OK) {
        point_to_seeds(s);
        call->status = deal(s, true);
    }
}

static stm_status sketch_slot(void *arg, uint32_t lane_number, uint32_t index)
{
    first_pass *f = arg;
    slot *s = &f->slots[index];
    lane *l = &f->lanes[lane_number];
    work_call call = { f, s, l, STM_OK };
    stm_status status;
    stm_stock_ahead(f->c->stock); /* here, and not where one thread at a time puts away */
    status = l->sketcher == NULL ? stm_arena_protect(&l->of_sketcher, new_sketcher, l) : STM_OK;
    status = status == STM_OK ? stm_arena_protect(&s->arena, work_on, &call) : status;
    status = status == STM_OK ? call.status : status;
    return status == STM_OK || s->err.status == status ? status : no_memory(&s->err);
}

/* ---- putting away -------------------------------------------------------------------------------------- */

static stm_status put_away(stm_corpus *c, slot *s, const packed *p)
{
    stm_str rest = { s->records.at + p->record, p->bytes };
    stm_status status = stm_sketches_add(&c->sketches, &p->sketch, &s->err);
    if (status == STM_OK) {
        status = stm_shelf_add(&c->shelf, p->article->id, rest, p->text_bytes, &s->err);
    }
    c->counts.seeds += p->sketch.n;
    return status;
}

static void deal_again(void *arg)
{
    work_call *call = arg;
    call->status = deal(call->s, false);
}

/* Behind the articles of a slot: their fingerprints, `n` of them counting from `first`. */
static stm_status add_seeds(first_pass *f, slot *s, uint32_t first, uint32_t n)
{
    work_call call = { f, s, NULL, STM_OK };
    stm_status status = STM_OK;
    if (n < s->articles.n) {
        status = stm_arena_protect(&s->arena, deal_again, &call);
        status = status == STM_OK ? call.status : status;
    }
    return status == STM_OK ? stm_seeds_add(f->c->seeds, first, &s->dealt, &s->err) : no_memory(&s->err);
}

static stm_status shelve_slot(void *arg, uint32_t index)
{
    first_pass *f = arg;
    stm_corpus *c = f->c;
    slot *s = &f->slots[index];
    uint32_t first = stm_corpus_size(c), k = 0;
    stm_status status = STM_OK;
    for (uint32_t i = 0; i < s->pieces.n && status == STM_OK; i++) {
        const stm_findings *found = &s->pieces.at[i].found;
        for (uint32_t x = 0; x < found->n && status == STM_OK; x++) {
            packed *p = found->at[x].article == NULL ? NULL : &s->articles.at[k++];
            bool admitted;
            status = stm_intake_admit(c->intake, &s->arena, &found->at[x], &admitted, &s->err);
            if (admitted) {
                p->admitted = true;
                c->counts.articles++;
                status = put_away(c, s, p);
            }
        }
    }
    status = status == STM_OK ? add_seeds(f, s, first, stm_corpus_size(c) - first) : status;
    if (c->options.on_progress != NULL) {
        c->options.on_progress(c->options.on_progress_arg, "articles read:", c->counts.articles);
    }
    return status;
}

/* ---- the pass ------------------------------------------------------------------------------------------ */

static stm_status begin(first_pass *f, stm_corpus *c, uint32_t n_lanes, uint32_t n_slots, stm_err *err)
{
    stm_status status = STM_OK;
    *f = (first_pass){ .c = c, .n_slots = n_slots, .n_lanes = n_lanes };
    f->slots = stm_mem_zalloc(n_slots, sizeof *f->slots);
    f->lanes = stm_mem_zalloc(n_lanes, sizeof *f->lanes);
    if (f->slots == NULL || f->lanes == NULL) {
        return no_memory(err);
    }
    for (uint32_t k = 0; k < n_slots; k++) {
        stm_arena_init(&f->slots[k].arena, 1 << 18);
    }
    for (uint32_t k = 0; k < n_lanes && status == STM_OK; k++) {
        stm_arena_init(&f->lanes[k].of_sketcher, 0);
        status = stm_hand_new(c->intake, &f->lanes[k].hand, err);
    }
    return status;
}

static void end(first_pass *f)
{
    for (uint32_t k = 0; k < f->n_slots && f->slots != NULL; k++) {
        stm_arena_fini(&f->slots[k].arena);
        stm_pack_fini(&f->slots[k].records);
        stm_mem_free(f->slots[k].seeds);
        stm_dealt_fini(&f->slots[k].dealt);
    }
    for (uint32_t k = 0; k < f->n_lanes && f->lanes != NULL; k++) {
        stm_arena_fini(&f->lanes[k].of_sketcher);
        stm_hand_free(f->lanes[k].hand);
    }
    stm_mem_free(f->slots);
    stm_mem_free(f->lanes);
}

static void tell(const first_pass *f, stm_status status, stm_err *err)
{
    for (uint32_t k = 0; k < f->n_slots && status != STM_OK && err != NULL; k++) {
        if (f->slots[k].err.status == status) {
            *err = f->slots[k].err;
        }
    }
}

stm_status stm_corpus_first_pass(stm_corpus *c, stm_err *err)
{
    uint32_t threads = c->options.threads < STM_PIPELINE_THREADS ? c->options.threads : STM_PIPELINE_THREADS;
    first_pass f;
    stm_status status = begin(&f, c, threads, threads < 2 ? 1 : threads * SLOTS_PER_THREAD + SLOTS_MORE, err);
    if (status == STM_OK) {
        stm_pipeline p = { threads, f.n_slots, &f, read_slot, sketch_slot, shelve_slot, .write_anywhere = true };
        status = stm_pipeline_run(&p);
        tell(&f, status, err);
    }
    end(&f);
    return status;
}

/* ---- an index made anew -------------------------------------------------------------------------------- */

typedef struct again {
    first_pass f;
    uint32_t i; /* of the index: the next article */
    stm_status status;
} again;

/* A handful of articles of the index; one piece each, as if the article had been found there. */
static void take_again(void *arg)
{
    again *g = arg;
    slot *s = &g->f.slots[0];
    const stm_kept *kept = g->f.c->kept;
    while (g->status == STM_OK && g->i < kept->n && s->pieces.n < SLOT_PIECES) {
        stm_finding found = { 0 };
        stm_piece *piece = stm_vec_add(&s->arena, &s->pieces);
        g->status = stm_kept_article(kept, g->i++, &s->arena, &found.article, &s->err);
        stm_vec_push(&s->arena, &piece->found, found);
    }
}

stm_status stm_corpus_make_anew(stm_corpus *c, stm_err *err)
{
    again g = { .i = 0 };
    stm_status status = begin(&g.f, c, 1, 1, err);
    while (status == STM_OK && g.i < c->kept->n) {
        slot *s = &g.f.slots[0];
        uint32_t first = stm_corpus_size(c);
        empty(s);
        status = stm_arena_protect(&s->arena, take_again, &g);
        status = status == STM_OK ? g.status : no_memory(&s->err);
        status = status == STM_OK ? sketch_slot(&g.f, 0, 0) : status;
        for (uint32_t k = 0; k < s->articles.n && status == STM_OK; k++) { /* it was admitted by the run that read it */
            status = put_away(c, s, &s->articles.at[k]);
        }
        status = status == STM_OK ? add_seeds(&g.f, s, first, s->articles.n) : status;
        tell(&g.f, status, err);
        if (c->options.on_progress != NULL) {
            c->options.on_progress(c->options.on_progress_arg, "making the index anew:", g.i);
        }
    }
    end(&g.f);
    return status == STM_OK ? stm_kept_forget(c->kept, err) : status;
}
