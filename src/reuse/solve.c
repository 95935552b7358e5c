/* solve.c: runs the steps of the second pass and turns their words into bytes.
 *
 * Where only some articles are asked for, texts are folded, trees grown and relations read for what touches them: pairs
 * from earlier runs bring their passages, boilerplate and families are judged by passages and counts of words alone.
 *
 * Never: keeps anything but the result; an allocation that fails releases all of it.
 */
#include "reuse/solve.h"

#include <stdlib.h>

#include "reuse/direction.h"
#include "reuse/edition.h"
#include "reuse/credited.h"
#include "reuse/forms.h"
#include "reuse/reuse_tuning.h"
#include "reuse/reuse_work.h"

#define ARENA_BLOCK ((size_t)1 << 18) /* fits what the first pass gives back, which lies in pieces */

typedef struct solve_call {
    stm_arena *arena;
    stm_arena kept, scratch; /* of the batch; of one step */
    stm_reuse_work work;
    bool *grown; /* by family: its tree is wanted */
    stm_reuse *out;
} solve_call;

static int by_pair(const void *x, const void *y)
{
    const stm_rpair *p = x, *q = y;
    return p->a != q->a ? (p->a < q->a ? -1 : 1) : p->b != q->b ? (p->b < q->b ? -1 : 1) : 0;
}

static int by_key(const void *x, const void *y)
{
    uint64_t a = *(const uint64_t *)x, b = *(const uint64_t *)y;
    return a < b ? -1 : a > b;
}

static int by_start(const void *x, const void *y)
{
    const stm_aligned *p = x, *q = y;
    return p->a.start != q->a.start ? (p->a.start < q->a.start ? -1 : 1) : p->b.start < q->b.start ? -1 : 1;
}

stm_rpair *stm_rpair_find(stm_reuse_work *w, uint32_t a, uint32_t b)
{
    stm_rpair key = { .a = a < b ? a : b, .b = a < b ? b : a };
    return w->pairs.n == 0 ? NULL : bsearch(&key, w->pairs.at, w->pairs.n, sizeof *w->pairs.at, by_pair);
}

/* Comparison put the later article on the a side of passages; here each pair gets the order of its indexes. */
static void order_pairs(stm_reuse_work *w)
{
    for (uint32_t i = 0; i < w->pairs.n; i++) {
        stm_alignment *v = &w->pairs.at[i].passages;
        for (uint32_t k = 0; k < v->n; k++) {
            stm_passage_words p = v->at[k];
            v->at[k].a0 = p.b0, v->at[k].a1 = p.b1, v->at[k].same_a = p.same_b;
            v->at[k].b0 = p.a0, v->at[k].b1 = p.a1, v->at[k].same_b = p.same_a;
        }
    }
    if (w->pairs.n > 1) {
        qsort(w->pairs.at, w->pairs.n, sizeof *w->pairs.at, by_pair);
    }
}

static double share(uint64_t bytes, const stm_article *a)
{
    double s = a->text.n == 0 ? 0 : (double)bytes / (double)a->text.n;
    return s > 1 ? 1 : s;
}

/* How often such a pair is right in its relation and direction. That two texts are identical is no guess. */
static double pair_confidence(const stm_reuse_work *w, const stm_pair *p, bool credited)
{
    bool agency = p->from != STM_NONE && w->origins[p->from] >= STM_ORIGIN_WIRE;
    double shared = p->shared_a < p->shared_b ? p->shared_a : p->shared_b;
    int percent = 100;
    switch (p->relation) {
    case STM_REL_IDENTICAL: break;
    case STM_REL_REPRINT: percent = STM_SURE_REPRINT; break;
    case STM_REL_EDIT: percent = agency ? STM_SURE_EDIT_AGENCY : STM_SURE_EDIT; break;
    case STM_REL_EXCERPT:
        percent = p->from == STM_NONE ? STM_SURE_EXCERPT
                  : credited          ? STM_SURE_EXCERPT_CREDITED
                  : agency            ? STM_SURE_EXCERPT_AGENCY
                                      : STM_SURE_EXCERPT_FROM;
        break;
    case STM_REL_COMMON_SOURCE:
        percent = shared * 100 >= STM_SURE_SHARE ? STM_SURE_COMMON : STM_SURE_COMMON_LITTLE;
        break;
    }
    return percent / 100.0;
}

static void emit_pair(stm_arena *arena, const stm_reuse_work *w, const stm_rpair *from, stm_pair *to)
{
    const stm_rtext *ta = &w->texts[from->a], *tb = &w->texts[from->b];
    uint64_t bytes_a = 0, bytes_b = 0;
    *to = (stm_pair){ .a = from->a, .b = from->b, .relation = from->relation, .from = from->from };
    for (uint32_t i = 0; i < from->passages.n; i++) {
        const stm_passage_words *p = &from->passages.at[i];
        stm_aligned x = { { stm_rtext_start(ta, p->a0), stm_rtext_end(ta, p->a1 - 1) },
                          { stm_rtext_start(tb, p->b0), stm_rtext_end(tb, p->b1 - 1) },
                          p->kind };
        if (!p->dropped) {
            bytes_a += x.a.end - x.a.start;
            bytes_b += x.b.end - x.b.start;
            stm_vec_push(arena, &to->passages, x);
        }
    }
    if (to->passages.n > 1) {
        qsort(to->passages.at, to->passages.n, sizeof *to->passages.at, by_start);
    }
    to->shared_a = share(bytes_a, w->articles[from->a]);
    to->shared_b = share(bytes_b, w->articles[from->b]);
    to->confidence = pair_confidence(w, to, from->credited);
}

/* Families in the order of their first articles; two with one first article stay as they are. */
static void order_families(stm_reuse *out, stm_arena *scratch)
{
    uint64_t *keys = STM_NEW_ARRAY(scratch, uint64_t, out->families.n);
    stm_family *sorted = STM_NEW_ARRAY(scratch, stm_family, out->families.n);
    for (uint32_t f = 0; f < out->families.n; f++) {
        keys[f] = (uint64_t)out->families.at[f].articles.at[0] << 32 | f;
    }
    if (out->families.n > 1) {
        qsort(keys, out->families.n, sizeof *keys, by_key);
    }
    for (uint32_t f = 0; f < out->families.n; f++) {
        sorted[f] = out->families.at[(uint32_t)keys[f]];
    }
    for (uint32_t f = 0; f < out->families.n; f++) {
        out->families.at[f] = sorted[f];
    }
}

typedef struct family_turn {
    solve_call *call;
    stm_reuse_lane *lane;
    stm_family *family;
} family_turn;

static void grow_stemma(void *arg)
{
    family_turn *t = arg;
    stm_reuse_lane *lane = t->lane;
    stm_arena_share_guard(&lane->scratch, &lane->kept);
    stm_arena_share_guard(&lane->draft, &lane->kept);
    if (!lane->ready) {
        stm_aligner_init(&lane->aligner, &lane->scratch);
        lane->ready = true;
    }
    stm_arena_reset(&lane->draft);
    stm_reuse_stemma(&t->call->work, &lane->kept, &lane->aligner, &lane->draft, t->family);
    stm_arena_reset(&lane->draft);
    stm_family_lines(&t->call->work, &lane->kept, &lane->draft, t->family);
}

static stm_status stemma_item(void *arg, uint32_t lane, uint32_t item)
{
    solve_call *c = arg;
    family_turn t = { c, &c->work.lanes[lane], &c->out->families.at[item] };
    return !c->grown[item] ? STM_OK : stm_arena_protect(&t.lane->kept, grow_stemma, &t);
}

/* Whose texts they are that share any. */
static void find_origins(stm_reuse_work *w)
{
    bool *done = STM_NEW_ARRAY(w->arena, bool, w->n);
    w->origins = stm_arena_array(w->arena, w->n, 1);
    for (uint32_t i = 0; i < w->pairs.n; i++) {
        const uint32_t at[] = { w->pairs.at[i].a, w->pairs.at[i].b };
        for (size_t k = 0; k < 2; k++) {
            if (!done[at[k]] && w->articles[at[k]] != NULL) {
                w->origins[at[k]] = (uint8_t)stm_origin_of(&w->agencies, w->articles[at[k]]);
                done[at[k]] = true;
            }
        }
    }
}

/* Of each article how many families it is in: none, one, or more. */
static uint8_t *count_families(solve_call *c)
{
    uint8_t *families = stm_arena_array(&c->scratch, c->work.n, 1);
    for (uint32_t f = 0; f < c->out->families.n; f++) {
        for (uint32_t k = 0; k < c->out->families.at[f].articles.n; k++) {
            uint8_t *n = &families[c->out->families.at[f].articles.at[k]];
            *n = *n == 0 ? 1 : 2;
        }
    }
    return families;
}

static void grow_stemmas(solve_call *c)
{
    stm_reuse_work *w = &c->work;
    const uint8_t *families = count_families(c);
    w->hedges = stm_hedges_new(w->arena, w->folds);
    stm_agencies_init(w->arena, &w->agencies);
    find_origins(w);
    stm_credited_houses(w, c->out, families);
    stm_forms_judge(w, c->out, families);
    if (stm_crew_help(w->crew, w->n_lanes, c->out->families.n, stemma_item, c) != STM_OK) {
        stm_arena_fail(w->arena);
    }
    for (uint32_t i = 0; i < c->out->families.n; i++) { /* out of the lanes' memory */
        stm_family *f = &c->out->families.at[i];
        stm_edge *edges = STM_NEW_ARRAY(c->arena, stm_edge, f->edges.n);
        stm_line_passage *passages = STM_NEW_ARRAY(c->arena, stm_line_passage, f->passages.n);
        if (f->edges.n != 0) {
            memcpy(edges, f->edges.at, f->edges.n * sizeof *edges);
        }
        if (f->passages.n != 0) {
            memcpy(passages, f->passages.at, f->passages.n * sizeof *passages);
        }
        f->passages.at = passages;
        f->passages.cap = f->passages.n;
        f->edges.at = edges;
        f->edges.cap = f->edges.n;
    }
}

static bool is_asked(const stm_reuse_work *w, uint32_t article)
{
    return w->source == NULL || w->source->asked == NULL || w->source->asked[article] != 0;
}

/* Which families get a tree, and the texts that these and the relations of what is asked for need. A relation rests on
 * the trees of both articles, and of an excerpt on whom else they are excerpts of. */
static void choose(solve_call *c)
{
    stm_reuse_work *w = &c->work;
    uint8_t *near = stm_arena_array(&c->scratch, w->n, 1);
    c->grown = STM_NEW_ARRAY(w->arena, bool, c->out->families.n);
    for (uint32_t i = 0; i < w->n; i++) {
        near[i] = is_asked(w, i);
    }
    for (uint32_t i = 0; i < w->pairs.n; i++) {
        const stm_rpair *p = &w->pairs.at[i];
        if (is_asked(w, p->a) || is_asked(w, p->b)) {
            near[p->a] = near[p->b] = 1;
        }
    }
    memset(w->needed, 0, w->n);
    for (uint32_t i = 0; i < w->pairs.n; i++) {
        const stm_rpair *p = &w->pairs.at[i];
        if ((near[p->a] | near[p->b]) != 0) {
            w->needed[p->a] = w->needed[p->b] = 1;
        }
    }
    for (uint32_t f = 0; f < c->out->families.n; f++) {
        const stm_family *family = &c->out->families.at[f];
        for (uint32_t k = 0; k < family->articles.n; k++) {
            c->grown[f] = c->grown[f] || near[family->articles.at[k]] != 0;
        }
        for (uint32_t k = 0; k < family->articles.n && c->grown[f]; k++) {
            w->needed[family->articles.at[k]] = 1;
        }
    }
    stm_reuse_fold(w);
    stm_reuse_furnish(w);
    for (uint32_t i = 0; i < w->boiler.n; i++) { /* of those that were not folded yet when it was found */
        const stm_boiler_words *b = &w->boiler.at[i];
        for (uint32_t k = b->from; k < b->to && w->texts[b->article].letters != NULL; k++) {
            w->texts[b->article].flags[k] |= STM_RWORD_BOILER;
        }
    }
}

static void run(void *arg)
{
    solve_call *c = arg;
    stm_reuse_work *w = &c->work;
    stm_arena_share_guard(&c->kept, c->arena);
    stm_arena_share_guard(&c->scratch, c->arena);
    w->arena = &c->kept;
    stm_reuse_compare(w);
    order_pairs(w);
    stm_reuse_boilerplate(w, &c->scratch);
    stm_reuse_families(w, c->arena, c->out);
    stm_arena_reset(&c->scratch);
    order_families(c->out, &c->scratch);
    choose(c);
    grow_stemmas(c);
    stm_arena_reset(&c->scratch);
    stm_reuse_relations(w, &c->scratch, c->out);
    for (uint32_t i = 0; i < w->pairs.n; i++) {
        if (is_asked(w, w->pairs.at[i].a) || is_asked(w, w->pairs.at[i].b)) {
            emit_pair(c->arena, w, &w->pairs.at[i], stm_vec_add(c->arena, &c->out->pairs));
        }
    }
}

stm_status stm_reuse_solve(stm_arena *arena, const stm_batch *batch, stm_reuse *out, stm_err *err)
{
    solve_call *call = stm_mem_zalloc(1, sizeof *call);
    uint32_t threads = batch->threads == 0 ? 1 : batch->threads;
    stm_status status, why;
    memset(out, 0, sizeof *out);
    if (call == NULL) {
        return stm_fail(err, STM_NO_MEMORY, "out of memory while comparing articles");
    }
    call->arena = arena;
    call->out = out;
    call->work.articles = batch->articles;
    call->work.source = batch->source;
    call->work.err = err;
    call->work.n = batch->n;
    call->work.number = batch->number;
    call->work.link_start = batch->link_start;
    call->work.links = batch->links;
    call->work.tells = batch->tells;
    call->work.crew = batch->crew;
    call->work.n_lanes = threads < STM_REUSE_LANES ? threads : STM_REUSE_LANES;
    stm_arena_init_sharing(&call->kept, ARENA_BLOCK, batch->stock);
    stm_arena_init_sharing(&call->scratch, ARENA_BLOCK, batch->stock);
    for (uint32_t k = 0; k < call->work.n_lanes; k++) {
        stm_arena_init_sharing(&call->work.lanes[k].kept, ARENA_BLOCK, batch->stock);
        stm_arena_init_sharing(&call->work.lanes[k].scratch, ARENA_BLOCK, batch->stock);
        stm_arena_init_sharing(&call->work.lanes[k].draft, ARENA_BLOCK, batch->stock);
    }
    status = stm_arena_protect(arena, run, call);
    why = call->work.status;
    for (uint32_t k = 0; k < call->work.n_lanes; k++) {
        stm_arena_fini(&call->work.lanes[k].kept);
        stm_arena_fini(&call->work.lanes[k].scratch);
        stm_arena_fini(&call->work.lanes[k].draft);
    }
    stm_arena_fini(&call->kept);
    stm_arena_fini(&call->scratch);
    stm_mem_free(call);
    if (status != STM_OK) {
        memset(out, 0, sizeof *out);
        return why != STM_OK ? why : stm_fail(err, status, "out of memory while comparing articles");
    }
    return STM_OK;
}

void stm_reuse_renumber(stm_reuse *r, const uint32_t *number)
{
    for (uint32_t i = 0; i < r->pairs.n; i++) {
        stm_pair *p = &r->pairs.at[i];
        p->a = number[p->a];
        p->b = number[p->b];
        p->from = p->from == STM_NONE ? STM_NONE : number[p->from];
    }
    for (uint32_t f = 0; f < r->families.n; f++) {
        for (uint32_t k = 0; k < r->families.at[f].articles.n; k++) {
            r->families.at[f].articles.at[k] = number[r->families.at[f].articles.at[k]];
        }
    }
}
