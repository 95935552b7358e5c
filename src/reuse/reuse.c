/* reuse.c: runs the steps of the stage and turns their words into bytes.
 *
 * Never: keeps anything but the result; an allocation that fails releases all of it.
 */
#include "reuse/reuse.h"

#include <stdlib.h>

#include "reuse/direction.h"
#include "reuse/edition.h"
#include "reuse/reuse_tuning.h"
#include "reuse/reuse_work.h"

typedef struct reuse_call {
    stm_arena *arena;
    stm_arena kept, scratch; /* of the run; of the comparison */
    stm_reuse_work work;
    stm_reuse *out;
} reuse_call;

static int by_pair(const void *x, const void *y)
{
    const stm_rpair *p = x, *q = y;
    return p->a != q->a ? (p->a < q->a ? -1 : 1) : p->b != q->b ? (p->b < q->b ? -1 : 1) : 0;
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
static double pair_confidence(const stm_pair *p)
{
    static const int percent[][2] = {
        [STM_REL_IDENTICAL] = { 100, 100 },
        [STM_REL_REPRINT] = { STM_SURE_REPRINT, STM_SURE_REPRINT },
        [STM_REL_EDIT] = { STM_SURE_EDIT_LITTLE, STM_SURE_EDIT },
        [STM_REL_EXCERPT] = { STM_SURE_EXCERPT_LITTLE, STM_SURE_EXCERPT },
        [STM_REL_COMMON_SOURCE] = { STM_SURE_COMMON_LITTLE, STM_SURE_COMMON },
    };
    double shared = p->shared_a < p->shared_b ? p->shared_a : p->shared_b;
    return percent[p->relation][shared * 100 >= STM_SURE_SHARE] / 100.0;
}

static void emit_pair(stm_arena *arena, const stm_reuse_work *w, const stm_rpair *from, stm_pair *to)
{
    const stm_rtext *ta = &w->texts[from->a], *tb = &w->texts[from->b];
    uint64_t bytes_a = 0, bytes_b = 0;
    *to = (stm_pair){ .a = from->a, .b = from->b, .relation = from->relation, .from = from->from };
    for (uint32_t i = 0; i < from->passages.n; i++) {
        const stm_passage_words *p = &from->passages.at[i];
        stm_aligned x = { { ta->words[p->a0].start, ta->words[p->a1 - 1].end },
                          { tb->words[p->b0].start, tb->words[p->b1 - 1].end },
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
    to->confidence = pair_confidence(to);
}

static void run(void *arg)
{
    reuse_call *c = arg;
    stm_reuse_work *w = &c->work;
    stm_aligner aligner;
    stm_arena_share_guard(&c->kept, c->arena);
    stm_arena_share_guard(&c->scratch, c->arena);
    w->arena = &c->kept;
    stm_reuse_compare(w, &c->scratch);
    order_pairs(w);
    stm_reuse_boilerplate(w, &c->scratch);
    stm_reuse_families(w, c->arena, c->out);
    stm_aligner_init(&aligner, &c->kept);
    w->hedges = stm_hedges_new(w->arena, w->folds);
    stm_agencies_init(w->arena, &w->agencies);
    for (uint32_t i = 0; i < c->out->families.n; i++) {
        stm_arena_reset(&c->scratch);
        stm_reuse_stemma(w, c->arena, &aligner, &c->scratch, &c->out->families.at[i]);
    }
    stm_arena_reset(&c->scratch);
    stm_reuse_relations(w, &c->scratch, c->out);
    for (uint32_t i = 0; i < w->pairs.n; i++) {
        emit_pair(c->arena, w, &w->pairs.at[i], stm_vec_add(c->arena, &c->out->pairs));
    }
}

stm_status stm_reuse_run(stm_arena *arena, const stm_article *const *articles, uint32_t n,
                         const stm_reuse_options *options, stm_reuse *out, stm_err *err)
{
    reuse_call *call = stm_mem_zalloc(1, sizeof *call);
    uint32_t threads = options == NULL || options->threads == 0 ? 1 : options->threads;
    stm_status status;
    memset(out, 0, sizeof *out);
    if (call == NULL) {
        return stm_fail(err, STM_NO_MEMORY, "out of memory while comparing articles");
    }
    call->arena = arena;
    call->out = out;
    call->work.articles = articles;
    call->work.n = n;
    call->work.n_lanes = threads < STM_REUSE_LANES ? threads : STM_REUSE_LANES;
    stm_arena_init(&call->kept, 1 << 20);
    stm_arena_init(&call->scratch, 1 << 20);
    for (uint32_t k = 0; k < call->work.n_lanes; k++) {
        stm_arena_init(&call->work.lanes[k].kept, 1 << 20);
        stm_arena_init(&call->work.lanes[k].scratch, 1 << 20);
        stm_arena_init(&call->work.lanes[k].draft, 1 << 20);
    }
    status = stm_arena_protect(arena, run, call);
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
        return stm_fail(err, status, "out of memory while comparing articles");
    }
    return STM_OK;
}
