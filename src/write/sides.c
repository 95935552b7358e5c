/* sides.c: see sides.h. The rows. Cost: that of the word difference of each aligned passage. */
#include "reuse/reuse_text.h"
#include "write/sides.h"

#include <stdlib.h>

typedef struct aligned {
    stm_span a, b;
    bool moved;
} aligned;
typedef STM_VEC(aligned) aligned_list;

static int by_left(const void *x, const void *y)
{
    const aligned *p = x, *q = y;
    return p->a.start < q->a.start ? -1 : p->a.start > q->a.start;
}

static int by_right(const void *x, const void *y)
{
    const aligned *p = x, *q = y;
    return p->b.start < q->b.start ? -1 : p->b.start > q->b.start;
}

/* The passages as (our a, our b); what does not follow the order of both texts is moved. Of crossing passages the
 * heaviest increasing chain stays in place (longest increasing subsequence by length, quadratic in passages). */
static void gather(stm_arena *arena, const stm_sides *s, aligned_list *out)
{
    uint64_t *weight;
    uint32_t *from, best = STM_NONE;
    for (uint32_t i = 0; s->pair != NULL && i < s->pair->passages.n; i++) {
        const stm_aligned *p = &s->pair->passages.at[i];
        stm_vec_push(arena, out, (aligned){ s->swapped ? p->b : p->a, s->swapped ? p->a : p->b, true });
    }
    if (out->n == 0) {
        return;
    }
    qsort(out->at, out->n, sizeof *out->at, by_left);
    weight = STM_NEW_ARRAY(arena, uint64_t, out->n);
    from = STM_NEW_ARRAY(arena, uint32_t, out->n);
    for (uint32_t i = 0; i < out->n; i++) {
        const aligned *p = &out->at[i];
        uint64_t own = (uint64_t)(p->a.end - p->a.start) + (p->b.end - p->b.start) + 1;
        from[i] = STM_NONE;
        weight[i] = own;
        for (uint32_t k = i > 500 ? i - 500 : 0; k < i; k++) {
            if (out->at[k].a.end <= p->a.start && out->at[k].b.end <= p->b.start && weight[k] + own > weight[i]) {
                weight[i] = weight[k] + own;
                from[i] = k;
            }
        }
        best = best == STM_NONE || weight[i] > weight[best] ? i : best;
    }
    for (; best != STM_NONE; best = from[best]) {
        out->at[best].moved = false;
    }
}

/* Changed words at the ends of a passage belong to what stands around it. */
static void trim(stm_arena *arena, const stm_sides *s, aligned *p)
{
    stm_diff d;
    uint32_t first = STM_NONE, last = STM_NONE;
    stm_diff_words(arena, stm_str_sub(s->a->text, p->a), stm_str_sub(s->b->text, p->b), false, &d);
    for (uint32_t i = 0; i < d.runs.n; i++) {
        if (d.runs.at[i].kind == STM_DIFF_SAME) {
            first = first == STM_NONE ? i : first;
            last = i;
        }
    }
    if (first != STM_NONE) {
        p->a = (stm_span){ p->a.start + d.runs.at[first].a.start, p->a.start + d.runs.at[last].a.end };
        p->b = (stm_span){ p->b.start + d.runs.at[first].b.start, p->b.start + d.runs.at[last].b.end };
    }
}

enum { REACH = 240 }; /* how far a passage is widened to the ends of its paragraph */

static uint32_t paragraph_start(stm_str text, uint32_t from, uint32_t least)
{
    uint32_t i = from;
    while (i > least && text.p[i - 1] != '\n' && from - i <= REACH) {
        i--;
    }
    return from - i <= REACH ? i : from;
}

static uint32_t paragraph_end(stm_str text, uint32_t from, uint32_t most)
{
    uint32_t i = from;
    while (i < most && text.p[i] != '\n' && i - from <= REACH) {
        i++;
    }
    return i - from <= REACH ? i : from;
}

/* Paragraph breaks inside a gap. */
static uint32_t breaks(stm_str text, uint32_t from, uint32_t to)
{
    uint32_t n = 0;
    for (uint32_t i = from; i < to; i++) {
        n += text.p[i] == '\n' && (i == from || text.p[i - 1] != '\n');
    }
    return n;
}

/* Passages that stay in place are widened to whole paragraphs, and joined where little stands between them: the word
 * difference then says what was put in or left out. */
static void widen(stm_arena *arena, const stm_sides *s, aligned_list *list)
{
    stm_str a = s->a->text, b = s->b->text;
    uint32_t n = 0, end_a = 0, end_b = 0;
    for (uint32_t i = 0; i < list->n; i++) {
        trim(arena, s, &list->at[i]);
    }
    for (uint32_t i = 0; i < list->n; i++) {
        aligned p = list->at[i];
        aligned *before = n == 0 ? NULL : &list->at[n - 1];
        uint32_t next_a = (uint32_t)a.n, next_b = (uint32_t)b.n;
        if (p.moved) {
            list->at[n++] = p;
            end_a = p.a.end;
            continue;
        }
        for (uint32_t k = 0; k < list->n; k++) { /* what stands to the right of it on each side */
            next_a = list->at[k].a.start >= p.a.end && list->at[k].a.start < next_a ? list->at[k].a.start : next_a;
            next_b = list->at[k].b.start >= p.b.end && list->at[k].b.start < next_b ? list->at[k].b.start : next_b;
            end_b = list->at[k].moved && list->at[k].b.end <= p.b.start && list->at[k].b.end > end_b ? list->at[k].b.end
                                                                                                     : end_b;
        }
        p.a.start = paragraph_start(a, p.a.start, end_a);
        p.b.start = paragraph_start(b, p.b.start, end_b);
        p.a.end = paragraph_end(a, p.a.end, next_a);
        p.b.end = paragraph_end(b, p.b.end, next_b);
        if (before != NULL && !before->moved && before->b.end >= end_b && p.a.start - before->a.end <= 4 * REACH &&
            p.b.start - before->b.end <= 4 * REACH && breaks(a, before->a.end, p.a.start) < 2 &&
            breaks(b, before->b.end, p.b.start) < 2) {
            before->a.end = p.a.end;
            before->b.end = p.b.end;
        } else {
            list->at[n++] = p;
        }
        end_a = p.a.end;
        end_b = p.b.end;
    }
    list->n = n;
}

static bool worth_showing(stm_str s)
{
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        if ((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c >= 0xc3) {
            return true;
        }
    }
    return false;
}

/* Text that stands on one side only: a row for each paragraph. */
static void one_side(stm_arena *arena, stm_sides *s, stm_sides_kind kind, stm_span at)
{
    const stm_article *of = kind == STM_SIDES_ONLY_A ? s->a : s->b;
    for (uint32_t start = at.start; start < at.end;) {
        const char *newline = memchr(of->text.p + start, '\n', at.end - start);
        uint32_t end = newline == NULL ? at.end : (uint32_t)(newline - of->text.p);
        stm_span line = { start, end };
        if (worth_showing(stm_str_sub(of->text, line))) {
            stm_sides_row *row = stm_vec_add(arena, &s->rows);
            row->kind = kind;
            if (kind == STM_SIDES_ONLY_A) {
                stm_vec_push(arena, &row->a, (stm_sides_piece){ line, false, STM_CHANGE_WORDING });
            } else {
                stm_vec_push(arena, &row->b, (stm_sides_piece){ line, false, STM_CHANGE_WORDING });
            }
        }
        start = end + 1;
    }
}

/* The right side's text of [start, end) less the passages that are shown beside their partner elsewhere. */
static void right_gap(stm_arena *arena, stm_sides *s, const aligned_list *by_b, stm_span at)
{
    uint32_t start = at.start;
    for (uint32_t i = 0; i < by_b->n && start < at.end; i++) {
        const aligned *p = &by_b->at[i];
        if (!p->moved || p->b.start < start || p->b.start >= at.end) {
            continue;
        }
        one_side(arena, s, STM_SIDES_ONLY_B, (stm_span){ start, p->b.start });
        stm_sides_row *row = stm_vec_add(arena, &s->rows);
        row->kind = STM_SIDES_MOVED_HERE;
        stm_vec_push(arena, &row->b, (stm_sides_piece){ p->b, false, STM_CHANGE_WORDING });
        start = p->b.end;
    }
    if (start < at.end) {
        one_side(arena, s, STM_SIDES_ONLY_B, (stm_span){ start, at.end });
    }
}

static bool newline_before(stm_str text, stm_span word)
{
    for (uint32_t i = word.start; i-- > 0 && (unsigned char)text.p[i] <= ' ';) {
        if (text.p[i] == '\n') {
            return true;
        }
    }
    return false;
}

/* The first place inside [from + 1, to) of both runs' texts where a paragraph begins on both sides; else the ends. */
static bool paragraph_in(stm_str a, stm_str b, stm_span *ra, stm_span *rb)
{
    uint32_t i = ra->start, k = rb->start;
    for (;;) {
        while (i < ra->end && (unsigned char)a.p[i] > ' ') {
            i++;
        }
        while (k < rb->end && (unsigned char)b.p[k] > ' ') {
            k++;
        }
        while (i < ra->end && (unsigned char)a.p[i] <= ' ') {
            i++;
        }
        while (k < rb->end && (unsigned char)b.p[k] <= ' ') {
            k++;
        }
        if (i >= ra->end || k >= rb->end) {
            return false;
        }
        if (newline_before(a, (stm_span){ i, i }) && newline_before(b, (stm_span){ k, k })) {
            ra->end = i;
            rb->end = k;
            return true;
        }
    }
}

static void close_row(stm_sides_row *row)
{
    bool changed = false;
    for (uint32_t i = 0; i < row->a.n; i++) {
        changed |= row->a.at[i].changed;
    }
    for (uint32_t i = 0; i < row->b.n; i++) {
        changed |= row->b.at[i].changed;
    }
    if (row->kind == STM_SIDES_SAME && changed) {
        row->kind = STM_SIDES_EDITED;
    }
}

/* What changed in run i, together with the run that stands for it on the other side. */
static stm_change change_at(stm_arena *arena, const struct stm_folds *folds, const stm_sides *s, const aligned *p,
                            const stm_diff *d, uint32_t i)
{
    stm_span x = { 0, 0 }, y = { 0, 0 };
    uint32_t first =
        i > 0 && d->runs.at[i].kind == STM_DIFF_ONLY_B && d->runs.at[i - 1].kind == STM_DIFF_ONLY_A ? i - 1 : i;
    for (uint32_t k = first; k <= first + 1 && k < d->runs.n; k++) {
        const stm_diff_run *r = &d->runs.at[k];
        if (r->kind == STM_DIFF_ONLY_A) {
            x = (stm_span){ p->a.start + r->a.start, p->a.start + r->a.end };
        } else if (r->kind == STM_DIFF_ONLY_B) {
            y = (stm_span){ p->b.start + r->b.start, p->b.start + r->b.end };
        } else {
            break;
        }
    }
    return stm_sides_change(arena, folds, s->a->text, x, s->b->text, y);
}

static void both_sides(stm_arena *arena, const struct stm_folds *folds, stm_sides *s, const aligned *p)
{
    stm_str a = stm_str_sub(s->a->text, p->a), b = stm_str_sub(s->b->text, p->b);
    stm_sides_kind kind = p->moved ? STM_SIDES_MOVED : STM_SIDES_SAME;
    stm_sides_row *row = stm_vec_add(arena, &s->rows);
    stm_diff diff;
    row->kind = kind;
    stm_diff_words(arena, a, b, false, &diff);
    for (uint32_t i = 0; i < diff.runs.n; i++) {
        stm_span x = diff.runs.at[i].a, y = diff.runs.at[i].b;
        stm_diff_kind what = diff.runs.at[i].kind;
        stm_change change = what == STM_DIFF_SAME ? STM_CHANGE_WORDING : change_at(arena, folds, s, p, &diff, i);
        bool cut =
            what == STM_DIFF_SAME && (row->a.n != 0 || row->b.n != 0) && newline_before(a, x) && newline_before(b, y);
        for (;;) {
            stm_span left = x, right = y;
            bool more;
            if (cut) {
                close_row(row);
                row = stm_vec_add(arena, &s->rows);
                row->kind = kind;
            }
            more = what == STM_DIFF_SAME && paragraph_in(a, b, &left, &right);
            if (what != STM_DIFF_ONLY_B) {
                stm_vec_push(arena, &row->a,
                             (stm_sides_piece){
                                 { p->a.start + left.start, p->a.start + left.end }, what != STM_DIFF_SAME, change });
            }
            if (what != STM_DIFF_ONLY_A) {
                stm_vec_push(arena, &row->b,
                             (stm_sides_piece){
                                 { p->b.start + right.start, p->b.start + right.end }, what != STM_DIFF_SAME, change });
            }
            if (!more) {
                break;
            }
            x.start = left.end;
            y.start = right.end;
            cut = true;
        }
    }
    close_row(row);
}

void stm_sides_make(stm_arena *arena, stm_article *const *articles, uint32_t a, uint32_t b, const stm_pair *pair,
                    stm_sides *out)
{
    aligned_list list = { 0 }, by_b = { 0 };
    uint32_t at_a = 0, at_b = 0;
    const struct stm_folds *folds = stm_folds_new(arena);
    memset(out, 0, sizeof *out);
    out->a = articles[a];
    out->b = articles[b];
    out->pair = pair;
    out->swapped = pair != NULL && pair->a == b;
    gather(arena, out, &list);
    widen(arena, out, &list);
    for (uint32_t i = 0; i < list.n; i++) {
        stm_vec_push(arena, &by_b, list.at[i]);
    }
    if (by_b.n > 1) {
        qsort(by_b.at, by_b.n, sizeof *by_b.at, by_right);
    }
    for (uint32_t i = 0; i < list.n; i++) {
        const aligned *p = &list.at[i];
        if (p->a.start < at_a) {
            continue; /* overlaps the one before on the left */
        }
        one_side(arena, out, STM_SIDES_ONLY_A, (stm_span){ at_a, p->a.start });
        if (!p->moved) {
            right_gap(arena, out, &by_b, (stm_span){ at_b, p->b.start });
            at_b = p->b.end;
        }
        both_sides(arena, folds, out, p);
        at_a = p->a.end;
    }
    one_side(arena, out, STM_SIDES_ONLY_A, (stm_span){ at_a, (uint32_t)out->a->text.n });
    right_gap(arena, out, &by_b, (stm_span){ at_b, (uint32_t)out->b->text.n });
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
