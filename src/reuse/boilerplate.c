/* boilerplate.c: text that stands in many articles that have nothing else in common belongs to none of them.
 *
 * Footers, terms of use, subscription calls and lead-ins link articles that do not descend from one another. They are
 * told from excerpts by whom they link: an excerpt links an article with one family, whose members share much more
 * with each other; boilerplate links it with many families. So articles are first joined by strong pairs; then a
 * passage whose counterparts lie in several of the groups is dropped. Less evidence is asked for at the end of both
 * articles, where footers stand.
 * Form reports (earnings, weather, police) share a skeleton whose figures and names differ: a pair in which most
 * of those have no partner is a form. What is left must be more than a handful of stock phrases.
 *
 * In: pairs with passages.  Out: passages marked `dropped`; pairs without enough left are taken out.
 * Threads: articles are judged side by side; each writes what it says of its own side of a passage.
 * Cost: sorting passages, and linear in pairs of passages of one article that overlap, STM_BOILER_LOOK at most each.
 */
#include <stdlib.h>

#include "reuse/reuse_tuning.h"
#include "reuse/reuse_work.h"

#define FEW 24

/* One side of a passage. */
typedef struct side {
    uint32_t article, start, end; /* words */
    uint32_t reach;               /* where the last ends of those that begin no later; once they are in order */
    uint32_t group;               /* of the other article */
    uint32_t pair, passage;
} side;

/* Of one article. */
static int by_place(const void *x, const void *y)
{
    const side *p = x, *q = y;
    if (p->start != q->start) {
        return p->start < q->start ? -1 : 1;
    }
    return p->pair != q->pair ? (p->pair < q->pair ? -1 : 1) : p->passage < q->passage ? -1 : 1;
}

static uint32_t root_of(uint32_t *up, uint32_t x)
{
    while (up[x] != x) {
        up[x] = up[up[x]];
        x = up[x];
    }
    return x;
}

/* What all passages of a pair that are not dropped add up to. */
static stm_passage_words sum_up(const stm_rpair *p, uint32_t *n)
{
    stm_passage_words all = { 0 };
    *n = 0;
    for (uint32_t k = 0; k < p->passages.n; k++) {
        const stm_passage_words *x = &p->passages.at[k];
        if (x->dropped) {
            continue;
        }
        *n += 1;
        all.a1 += x->a1 - x->a0;
        all.b1 += x->b1 - x->b0;
        all.same_a += x->same_a;
        all.same_b += x->same_b;
        all.alike += x->alike;
        all.figures += x->figures;
        all.figures_same += x->figures_same;
        all.names += x->names;
        all.names_same += x->names_same;
        all.longest = x->longest > all.longest ? x->longest : all.longest;
    }
    return all;
}

/* The skeleton agrees and the facts do not. Where letters are wrong, figures differ without being other figures. */
static bool is_form(const stm_rpair *p)
{
    uint32_t n;
    stm_passage_words s = sum_up(p, &n);
    uint32_t facts = s.figures + s.names, same = s.figures_same + s.names_same;
    bool noisy = s.alike * STM_NOISY_SHARE > s.same_a + s.same_b;
    if (facts < STM_FORM_FACTS || s.longest >= STM_FORM_LETTERS) {
        return false;
    }
    if (noisy) {
        return same * 100 < facts * STM_FORM_NOISY_PERCENT;
    }
    return same * 100 < facts * STM_FORM_PERCENT ||
           (s.figures >= STM_FORM_FACTS && s.figures_same * 100 < s.figures * STM_FORM_FIGURES_PERCENT &&
            same * 100 < facts * STM_FORM_BOTH_PERCENT);
}

/* Whether what two articles share is more than stock phrases: words in common, less what each break in them costs. */
static bool is_evidence(const stm_rpair *p)
{
    uint32_t n;
    stm_passage_words s = sum_up(p, &n);
    int64_t same = s.same_a < s.same_b ? s.same_a : s.same_b;
    int64_t gap_a = s.a1 - s.same_a, gap_b = s.b1 - s.same_b;
    int64_t score = 10 * same - 5 * (gap_a > gap_b ? gap_a : gap_b) - 60 * (int64_t)n -
                    10 * (int64_t)(s.figures - s.figures_same) - 5 * (int64_t)(s.names - s.names_same) + s.longest;
    return s.a1 >= STM_PAIR_WORDS && s.b1 >= STM_PAIR_WORDS && score >= STM_EVIDENCE;
}

static void recount(stm_rpair *p)
{
    p->words_a = p->words_b = 0;
    for (uint32_t k = 0; k < p->passages.n; k++) {
        const stm_passage_words *x = &p->passages.at[k];
        if (!x->dropped) {
            p->words_a += x->a1 - x->a0;
            p->words_b += x->b1 - x->b0;
        }
    }
}

static void drop_forms(stm_reuse_work *w)
{
    for (uint32_t i = 0; i < w->pairs.n; i++) {
        stm_rpair *p = &w->pairs.at[i];
        if (is_form(p)) {
            for (uint32_t k = 0; k < p->passages.n; k++) {
                p->passages.at[k].dropped = true;
            }
        }
        recount(p);
    }
}

static bool is_strong(const stm_reuse_work *w, const stm_rpair *p)
{
    uint32_t na = w->texts[p->a].n_words, nb = w->texts[p->b].n_words;
    uint32_t small = na < nb ? na : nb, shared = p->words_a < p->words_b ? p->words_a : p->words_b;
    return shared >= STM_STRONG_WORDS && shared * 100 >= small * STM_STRONG_PERCENT;
}

static bool at_end(const stm_rtext *t, uint32_t start, uint32_t end)
{
    uint32_t room = end - start < 12 ? 12 : end - start;
    return t->n_words - end <= room;
}

/* Ascending by place: insertion into the few. */
static void sort_sides(side *at, uint32_t n)
{
    if (n > FEW) {
        qsort(at, n, sizeof *at, by_place);
        return;
    }
    for (uint32_t i = 1; i < n; i++) {
        side x = at[i];
        uint32_t k = i;
        for (; k > 0 && by_place(&at[k - 1], &x) > 0; k--) {
            at[k] = at[k - 1];
        }
        at[k] = x;
    }
}

/* All passages by their articles, which are judged on all threads. */
typedef struct judging {
    const stm_reuse_work *w;
    side *sides;
    const uint32_t *first; /* by article: its first side */
    const uint32_t *up;    /* by article: the first of its group */
    uint8_t **marks;       /* by pair: of each passage what was said of it in a, and behind these in b */
} judging;

/* Marks bits: 1 the side of a, 2 the side of b looks like boilerplate; both where one side leaves no doubt. */
static void judge_article(const judging *j, side *at, uint32_t n)
{
    const stm_reuse_work *w = j->w;
    const uint32_t *up = j->up;
    for (uint32_t i = 1; i < n; i++) {
        at[i].reach = at[i - 1].reach > at[i].end ? at[i - 1].reach : at[i].end;
    }
    for (uint32_t i = 0; i < n; i++) {
        uint32_t groups[STM_BOILER_GROUPS], n_groups = 0, own = up[at[i].article], looked = 0;
        const stm_rtext *t = &w->texts[at[i].article];
        uint32_t need = at_end(t, at[i].start, at[i].end) ? STM_BOILER_GROUPS_END : STM_BOILER_GROUPS;
        for (uint32_t pass = 0; pass < 2; pass++) {
            uint32_t k = i;
            while (looked < STM_BOILER_LOOK && n_groups < STM_BOILER_GROUPS) {
                uint32_t lo, hi, g;
                bool known;
                if (pass == 0 ? k == 0 || at[k - 1].reach <= at[i].start : k + 1 >= n) {
                    break;
                }
                k = pass == 0 ? k - 1 : k + 1;
                if (pass == 1 && at[k].start >= at[i].end) {
                    break;
                }
                looked++;
                lo = at[k].start > at[i].start ? at[k].start : at[i].start;
                hi = at[k].end < at[i].end ? at[k].end : at[i].end;
                g = at[k].group;
                known = g == own || hi <= lo || (hi - lo) * 2 < at[i].end - at[i].start;
                for (uint32_t x = 0; x < n_groups && !known; x++) {
                    known = groups[x] == g;
                }
                if (!known) {
                    groups[n_groups++] = g;
                }
            }
            looked = 0;
        }
        if (at[i].group != own) {
            bool counted = false;
            for (uint32_t x = 0; x < n_groups; x++) {
                counted = counted || groups[x] == at[i].group;
            }
            n_groups += counted ? 0 : 1;
        }
        if (n_groups >= need) {
            const stm_rpair *p = &w->pairs.at[at[i].pair];
            bool of_a = at[i].article == p->a;
            uint8_t *mark = &j->marks[at[i].pair][at[i].passage + (of_a ? 0 : p->passages.n)];
            *mark = of_a ? 1 : 2;
            if (n_groups >= STM_BOILER_GROUPS) {
                *mark = 3; /* whoever has it from there has boilerplate */
            }
        }
    }
}

#define STRETCH 256 /* articles that a lane takes at a time */

static stm_status judge_item(void *arg, uint32_t lane, uint32_t item)
{
    const judging *j = arg;
    (void)lane;
    for (uint32_t a = item * STRETCH; a < j->w->n && a < (item + 1) * STRETCH; a++) {
        side *at = j->sides + j->first[a];
        sort_sides(at, j->first[a + 1] - j->first[a]);
        judge_article(j, at, j->first[a + 1] - j->first[a]);
    }
    return STM_OK;
}

static void mark_words(stm_reuse_work *w, uint32_t article, uint32_t from, uint32_t to)
{
    stm_rtext *t = &w->texts[article];
    stm_vec_push(w->arena, &w->boiler, (stm_boiler_words){ article, from, to });
    for (uint32_t k = from; k < to && t->letters != NULL; k++) {
        t->flags[k] |= STM_RWORD_BOILER;
    }
}

static void drop_shared_by_strangers(stm_reuse_work *w, stm_arena *scratch)
{
    uint32_t *up = STM_NEW_ARRAY(scratch, uint32_t, w->n);
    uint8_t **marks = STM_NEW_ARRAY(scratch, uint8_t *, w->pairs.n);
    uint32_t *first = STM_NEW_ARRAY(scratch, uint32_t, (size_t)w->n + 2); /* by article, plus 2: its first side */
    side *sides;
    judging all;
    for (uint32_t i = 0; i < w->n; i++) {
        up[i] = i;
    }
    for (uint32_t i = 0; i < w->pairs.n; i++) {
        if (is_strong(w, &w->pairs.at[i])) {
            uint32_t x = root_of(up, w->pairs.at[i].a), y = root_of(up, w->pairs.at[i].b);
            up[x > y ? x : y] = x < y ? x : y;
        }
    }
    for (uint32_t i = 0; i < w->n; i++) {
        up[i] = root_of(up, i);
    }
    for (uint32_t i = 0; i < w->pairs.n; i++) {
        const stm_rpair *p = &w->pairs.at[i];
        marks[i] = stm_arena_array(scratch, (size_t)p->passages.n * 2, 1);
        first[p->a + 2] += p->passages.n;
        first[p->b + 2] += p->passages.n;
    }
    for (uint32_t a = 0; a < w->n; a++) {
        first[a + 2] += first[a + 1];
    }
    sides = STM_NEW_ARRAY(scratch, side, first[w->n + 1]);
    for (uint32_t i = 0; i < w->pairs.n; i++) {
        const stm_rpair *p = &w->pairs.at[i];
        for (uint32_t k = 0; k < p->passages.n; k++) {
            const stm_passage_words *x = &p->passages.at[k];
            sides[first[p->a + 1]++] = (side){ p->a, x->a0, x->a1, x->a1, up[p->b], i, k };
            sides[first[p->b + 1]++] = (side){ p->b, x->b0, x->b1, x->b1, up[p->a], i, k };
        }
    }
    all = (judging){ w, sides, first, up, marks };
    if (stm_crew_help(w->crew, w->n_lanes, (w->n + STRETCH - 1) / STRETCH, judge_item, &all) != STM_OK) {
        stm_arena_fail(w->arena);
    }
    for (uint32_t i = 0; i < w->pairs.n; i++) {
        stm_rpair *p = &w->pairs.at[i];
        for (uint32_t k = 0; k < p->passages.n; k++) {
            if ((marks[i][k] | marks[i][p->passages.n + k]) == 3) {
                p->passages.at[k].dropped = true;
                mark_words(w, p->a, p->passages.at[k].a0, p->passages.at[k].a1);
                mark_words(w, p->b, p->passages.at[k].b0, p->passages.at[k].b1);
            }
        }
        recount(p);
    }
}

void stm_reuse_boilerplate(stm_reuse_work *w, stm_arena *scratch)
{
    uint32_t kept = 0;
    drop_forms(w);
    drop_shared_by_strangers(w, scratch);
    for (uint32_t i = 0; i < w->pairs.n; i++) {
        if ((w->tells == NULL || w->tells[w->pairs.at[i].link] == 0) && is_evidence(&w->pairs.at[i])) {
            w->pairs.at[kept++] = w->pairs.at[i];
        }
    }
    w->pairs.n = kept;
}
