/* sides.c: see sides.h. The rows, from the sentences that sides_match.c puts together. Cost: that of the word
 * difference of each pair of sentences.
 */
#include "reuse/reuse_text.h"
#include "write/sides_match.h"

typedef struct rows {
    stm_arena *arena;
    stm_sides *s;
    stm_match_sides m;
    const struct stm_folds *folds;
    uint32_t paragraph_a, paragraph_b; /* of the last row that had something on this side */
} rows;

static stm_sides_row *add_row(rows *r, stm_sides_kind kind)
{
    stm_sides_row *row = stm_vec_add(r->arena, &r->s->rows);
    row->kind = kind;
    return row;
}

/* Does a paragraph begin with unit `u`, as rows go? */
static bool begins(uint32_t *last, const stm_unit *u)
{
    bool is = *last != u->paragraph;
    *last = u->paragraph;
    return is;
}

/* Units [from, to) of one side that are in no block, or on the right in one that is shown elsewhere: a row for all of
 * one kind in one paragraph. */
static void one_side(rows *r, bool left, uint32_t from, uint32_t to)
{
    const stm_units *units = left ? &r->m.a : &r->m.b;
    for (uint32_t u = from; u < to;) {
        const stm_unit *first = &units->at[u];
        stm_sides_row *row = add_row(r, left                       ? STM_SIDES_ONLY_A
                                        : first->block == STM_NONE ? STM_SIDES_ONLY_B
                                                                   : STM_SIDES_MOVED_HERE);
        stm_sides_piece piece = { first->at, false, STM_CHANGE_WORDING };
        row->begins = begins(left ? &r->paragraph_a : &r->paragraph_b, first);
        for (u++; u < to && units->at[u].block == first->block && units->at[u].paragraph == first->paragraph; u++) {
            piece.at.end = units->at[u].at.end;
        }
        if (left) {
            stm_vec_push(r->arena, &row->a, piece);
        } else {
            stm_vec_push(r->arena, &row->b, piece);
        }
    }
}

/* What changed in run i, together with the run that stands for it on the other side. */
static stm_change change_at(stm_arena *arena, const struct stm_folds *folds, const stm_sides *s, stm_span a, stm_span b,
                            const stm_diff *d, uint32_t i)
{
    stm_span x = { 0, 0 }, y = { 0, 0 };
    uint32_t first =
        i > 0 && d->runs.at[i].kind == STM_DIFF_ONLY_B && d->runs.at[i - 1].kind == STM_DIFF_ONLY_A ? i - 1 : i;
    for (uint32_t k = first; k <= first + 1 && k < d->runs.n; k++) {
        const stm_diff_run *r = &d->runs.at[k];
        if (r->kind == STM_DIFF_ONLY_A) {
            x = (stm_span){ a.start + r->a.start, a.start + r->a.end };
        } else if (r->kind == STM_DIFF_ONLY_B) {
            y = (stm_span){ b.start + r->b.start, b.start + r->b.end };
        } else {
            break;
        }
    }
    return stm_sides_change(arena, folds, s->a->text, x, s->b->text, y);
}

static void both_sides(rows *r, const stm_block *k)
{
    const stm_unit *ua = &r->m.a.at[k->a], *ub = &r->m.b.at[k->b];
    stm_span a = { ua->at.start, ua[k->na - 1].at.end }, b = { ub->at.start, ub[k->nb - 1].at.end };
    stm_sides_row *row = add_row(r, k->moved ? STM_SIDES_MOVED : STM_SIDES_SAME);
    bool new_a = begins(&r->paragraph_a, ua), new_b = !k->moved && begins(&r->paragraph_b, ub);
    stm_diff diff;
    row->begins = new_a || new_b;
    r->paragraph_a = ua[k->na - 1].paragraph;
    r->paragraph_b = k->moved ? r->paragraph_b : ub[k->nb - 1].paragraph;
    stm_diff_words(r->arena, stm_str_sub(r->s->a->text, a), stm_str_sub(r->s->b->text, b), false, &diff);
    for (uint32_t i = 0; i < diff.runs.n; i++) {
        const stm_diff_run *run = &diff.runs.at[i];
        bool changed = run->kind != STM_DIFF_SAME;
        stm_change what = changed ? change_at(r->arena, r->folds, r->s, a, b, &diff, i) : STM_CHANGE_WORDING;
        if (run->kind != STM_DIFF_ONLY_B) {
            stm_vec_push(r->arena, &row->a,
                         (stm_sides_piece){ { a.start + run->a.start, a.start + run->a.end }, changed, what });
        }
        if (run->kind != STM_DIFF_ONLY_A) {
            stm_vec_push(r->arena, &row->b,
                         (stm_sides_piece){ { b.start + run->b.start, b.start + run->b.end }, changed, what });
        }
        if (changed && what != STM_CHANGE_STYLE && row->kind == STM_SIDES_SAME) {
            row->kind = STM_SIDES_EDITED;
        }
    }
}

void stm_sides_make(stm_arena *arena, stm_article *const *articles, uint32_t a, uint32_t b, const stm_pair *pair,
                    stm_sides *out)
{
    rows r = { .arena = arena, .s = out, .paragraph_a = STM_NONE, .paragraph_b = STM_NONE };
    uint32_t at_a = 0, at_b = 0;
    memset(out, 0, sizeof *out);
    out->a = articles[a];
    out->b = articles[b];
    out->pair = pair;
    out->swapped = pair != NULL && pair->a == b;
    r.folds = stm_folds_new(arena);
    stm_sides_match(arena, out, &r.m);
    for (uint32_t i = 0; i < r.m.blocks.n; i++) {
        const stm_block *k = &r.m.blocks.at[i];
        one_side(&r, true, at_a, k->a);
        if (!k->moved) {
            one_side(&r, false, at_b, k->b);
            at_b = k->b + k->nb;
        }
        both_sides(&r, k);
        at_a = k->a + k->na;
    }
    one_side(&r, true, at_a, r.m.a.n);
    one_side(&r, false, at_b, r.m.b.n);
}

stm_str stm_sides_summary(stm_arena *arena, stm_article *const *articles, const stm_sides *s)
{
    static const char *const how[] = { "is identical to", "is a reprint of", "was edited from", "is an excerpt of",
                                       "has a source in common with" };
    const stm_pair *p = s->pair;
    stm_str a = s->a->id, b = s->b->id;
    stm_buf buf = { 0 };
    double shared_a, shared_b;
    if (p == NULL) {
        return stm_str_format(arena, "%.*s and %.*s share no wording.", (int)a.n, a.p, (int)b.n, b.p);
    }
    shared_a = 100 * (s->swapped ? p->shared_b : p->shared_a);
    shared_b = 100 * (s->swapped ? p->shared_a : p->shared_b);
    if (p->from == STM_NONE || p->relation == STM_REL_COMMON_SOURCE || p->relation == STM_REL_IDENTICAL) {
        stm_buf_format(arena, &buf, "%.*s and %.*s %s", (int)a.n, a.p, (int)b.n, b.p,
                       p->relation == STM_REL_IDENTICAL       ? "are identical"
                       : p->relation == STM_REL_COMMON_SOURCE ? "have a source in common"
                                                              : "share wording; which was first is not known");
    } else {
        stm_str from = articles[p->from]->id, to = articles[p->from == p->a ? p->b : p->a]->id;
        stm_buf_format(arena, &buf, "%.*s %s %.*s", (int)to.n, to.p, how[p->relation], (int)from.n, from.p);
    }
    stm_buf_format(arena, &buf, ". %.0f %% of %.*s stands in %.*s, %.0f %% of %.*s in %.*s.", shared_a, (int)a.n, a.p,
                   (int)b.n, b.p, shared_b, (int)b.n, b.p, (int)a.n, a.p);
    return stm_buf_str(&buf);
}
