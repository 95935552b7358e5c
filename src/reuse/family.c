/* family.c: articles to families.
 *
 * Articles are joined pair by pair, the closest first, and two groups only if most of their members are linked with
 * each other (a threshold between single and average linkage). So an article that holds paragraphs of two texts joins
 * one group and cannot pull the other one in. Afterwards an article that shares much with the members of a second
 * group is entered there too: a composite, with a parent in either family. What shares little with a group's members
 * is an excerpt and no member.
 *
 * In: pairs.  Out: families with their articles.  Cost: sorting pairs; counting links between groups is quadratic in
 * the articles of one connected component up to STM_FAMILY_DENSE, and linear in its pairs beyond.
 */
#include <stdlib.h>

#include "reuse/reuse_tuning.h"
#include "reuse/reuse_work.h"

/* A pair close enough for one family, by weight: the share of the shorter article that stands in the longer one. */
typedef struct link {
    uint32_t weight; /* in tenths of a percent */
    uint32_t words, a, b;
} link;

typedef STM_VEC(link) links;

static int closest_first(const void *x, const void *y)
{
    const link *p = x, *q = y;
    if (p->weight != q->weight) {
        return p->weight > q->weight ? -1 : 1;
    }
    if (p->words != q->words) {
        return p->words > q->words ? -1 : 1;
    }
    return p->a != q->a ? (p->a < q->a ? -1 : 1) : p->b < q->b ? -1 : p->b > q->b;
}

static uint32_t root_of(uint32_t *up, uint32_t x)
{
    while (up[x] != x) {
        up[x] = up[up[x]];
        x = up[x];
    }
    return x;
}

/* Scattered over most of both articles, as a rewritten text is and an excerpt is not. */
static bool is_scattered(const stm_reuse_work *w, const stm_rpair *p)
{
    uint32_t n = 0, lo_a = UINT32_MAX, hi_a = 0, lo_b = UINT32_MAX, hi_b = 0;
    for (uint32_t k = 0; k < p->passages.n; k++) {
        const stm_passage_words *x = &p->passages.at[k];
        if (!x->dropped) {
            n++;
            lo_a = x->a0 < lo_a ? x->a0 : lo_a;
            lo_b = x->b0 < lo_b ? x->b0 : lo_b;
            hi_a = x->a1 > hi_a ? x->a1 : hi_a;
            hi_b = x->b1 > hi_b ? x->b1 : hi_b;
        }
    }
    return n >= STM_SCATTERED_PASSAGES && p->words_a * 100 >= w->texts[p->a].n_words * STM_SCATTERED_SHARE &&
           p->words_b * 100 >= w->texts[p->b].n_words * STM_SCATTERED_SHARE &&
           (hi_a - lo_a) * 100 >= w->texts[p->a].n_words * STM_SCATTERED_PERCENT &&
           (hi_b - lo_b) * 100 >= w->texts[p->b].n_words * STM_SCATTERED_PERCENT;
}

uint32_t stm_rpair_weight(const stm_reuse_work *w, const stm_rpair *p)
{
    uint32_t na = w->texts[p->a].n_words, nb = w->texts[p->b].n_words, small = na < nb ? na : nb;
    uint32_t shared = (p->words_a + p->words_b) / 2, weight;
    weight = small == 0 ? 0 : shared >= small ? 1000 : (uint32_t)((uint64_t)shared * 1000 / small);
    return weight < STM_KIN_WEIGHT && weight >= STM_SCATTERED_WEIGHT && is_scattered(w, p) ? STM_KIN_WEIGHT : weight;
}

/* The articles of one connected component, numbered 0 .. n-1. */
typedef struct component {
    const stm_u32s *articles;
    uint32_t *group;   /* n: the group's first number */
    uint32_t *size;    /* n: of the group that begins here */
    uint32_t *between; /* n * n: links between groups; NULL in a large component */
} component;

static void merge_groups(component *c, uint32_t x, uint32_t y)
{
    uint32_t n = c->articles->n, keep = x < y ? x : y, gone = x < y ? y : x;
    for (uint32_t i = 0; i < n; i++) {
        if (c->group[i] == gone) {
            c->group[i] = keep;
        }
    }
    for (uint32_t i = 0; i < n; i++) {
        c->between[(size_t)keep * n + i] += c->between[(size_t)gone * n + i];
    }
    for (uint32_t i = 0; i < n; i++) {
        c->between[(size_t)i * n + keep] += c->between[(size_t)i * n + gone];
    }
    c->size[keep] += c->size[gone];
    c->size[gone] = 0;
}

static void group_component(component *c, const link *at, uint32_t n_links, const uint32_t *number)
{
    uint32_t n = c->articles->n;
    bool changed = true;
    for (uint32_t i = 0; i < n; i++) {
        c->group[i] = i;
        c->size[i] = 1;
    }
    if (c->between == NULL) {
        /* too many to count links between groups: what hangs together is one family */
        memset(c->group, 0, sizeof *c->group * n);
        memset(c->size, 0, sizeof *c->size * n);
        c->size[0] = n;
        return;
    }
    for (uint32_t i = 0; i < n_links; i++) {
        uint32_t x = number[at[i].a], y = number[at[i].b];
        c->between[(size_t)x * n + y] = c->between[(size_t)y * n + x] = 1;
    }
    for (uint32_t round = 0; round < STM_FAMILY_ROUNDS && changed; round++) {
        changed = false;
        for (uint32_t i = 0; i < n_links; i++) {
            uint32_t x = c->group[number[at[i].a]], y = c->group[number[at[i].b]];
            uint64_t all, linked;
            if (x == y) {
                continue;
            }
            all = (uint64_t)c->size[x] * c->size[y];
            linked = c->between[(size_t)x * n + y];
            if (linked * 100 >= all * STM_FAMILY_LINKED_PERCENT) {
                merge_groups(c, x, y);
                changed = true;
            }
        }
    }
}

/* One article's sum of weights with the members of one group. */
typedef struct tie {
    uint32_t group, weight, words;
} tie;

static int by_group(const void *x, const void *y)
{
    const tie *p = x, *q = y;
    return p->group != q->group ? (p->group < q->group ? -1 : 1) : 0;
}

/* Enters each article into other groups that it shares much with. */
static void add_composites(stm_reuse_work *w, stm_arena *arena, const uint32_t *family_of, stm_reuse *out)
{
    STM_VEC(tie) ties = { 0 };
    uint64_t *start = STM_NEW_ARRAY(w->arena, uint64_t, (size_t)w->n + 2);
    uint32_t *pair_of = STM_NEW_ARRAY(w->arena, uint32_t, (size_t)w->pairs.n * 2);
    uint32_t *first_size = STM_NEW_ARRAY(w->arena, uint32_t, out->families.n);
    for (uint32_t f = 0; f < out->families.n; f++) {
        first_size[f] = out->families.at[f].articles.n;
    }
    for (uint32_t i = 0; i < w->pairs.n; i++) {
        start[w->pairs.at[i].a + 2]++;
        start[w->pairs.at[i].b + 2]++;
    }
    for (uint32_t i = 0; i < w->n; i++) {
        start[i + 2] += start[i + 1];
    }
    for (uint32_t i = 0; i < w->pairs.n; i++) {
        pair_of[start[w->pairs.at[i].a + 1]++] = i;
        pair_of[start[w->pairs.at[i].b + 1]++] = i;
    }
    for (uint32_t a = 0; a < w->n; a++) {
        ties.n = 0;
        for (uint64_t k = start[a]; k < start[a + 1]; k++) {
            const stm_rpair *p = &w->pairs.at[pair_of[k]];
            uint32_t other = p->a == a ? p->b : p->a;
            if (family_of[other] != STM_NONE && family_of[other] != family_of[a]) {
                uint32_t words = p->a == a ? p->words_a : p->words_b;
                stm_vec_push(w->arena, &ties, (tie){ family_of[other], stm_rpair_weight(w, p), words });
            }
        }
        if (ties.n > 1) {
            qsort(ties.at, ties.n, sizeof *ties.at, by_group);
        }
        for (uint32_t i = 0; i < ties.n;) {
            uint32_t j = i, most = 0;
            uint64_t sum = 0;
            for (; j < ties.n && ties.at[j].group == ties.at[i].group; j++) {
                sum += ties.at[j].weight;
                most = ties.at[j].words > most ? ties.at[j].words : most;
            }
            if (sum >= (uint64_t)first_size[ties.at[i].group] * STM_COMPOSITE_WEIGHT &&
                most * 100 >= w->texts[a].n_words * STM_COMPOSITE_PERCENT) {
                stm_vec_push(arena, &out->families.at[ties.at[i].group].articles, a);
            }
            i = j;
        }
    }
}

static int by_number(const void *x, const void *y)
{
    uint32_t a = *(const uint32_t *)x, b = *(const uint32_t *)y;
    return a < b ? -1 : a > b;
}

void stm_reuse_families(stm_reuse_work *w, stm_arena *arena, stm_reuse *out)
{
    uint32_t *up = STM_NEW_ARRAY(w->arena, uint32_t, w->n), *number = STM_NEW_ARRAY(w->arena, uint32_t, w->n);
    uint32_t *family_of = STM_NEW_ARRAY(w->arena, uint32_t, w->n);
    stm_u32s *members = STM_NEW_ARRAY(w->arena, stm_u32s, w->n);
    links *of = STM_NEW_ARRAY(w->arena, links, w->n);
    for (uint32_t i = 0; i < w->n; i++) {
        up[i] = i;
        family_of[i] = STM_NONE;
    }
    for (uint32_t i = 0; i < w->pairs.n; i++) {
        const stm_rpair *p = &w->pairs.at[i];
        if (stm_rpair_weight(w, p) >= STM_KIN_WEIGHT) {
            uint32_t x = root_of(up, p->a), y = root_of(up, p->b);
            up[x > y ? x : y] = x < y ? x : y;
        }
    }
    for (uint32_t i = 0; i < w->n; i++) {
        uint32_t r = root_of(up, i);
        number[i] = members[r].n;
        stm_vec_push(w->arena, &members[r], i);
    }
    for (uint32_t i = 0; i < w->pairs.n; i++) {
        const stm_rpair *p = &w->pairs.at[i];
        uint32_t weight = stm_rpair_weight(w, p);
        if (weight >= STM_KIN_WEIGHT) {
            stm_vec_push(w->arena, &of[root_of(up, p->a)], (link){ weight, p->words_a, p->a, p->b });
        }
    }
    for (uint32_t r = 0; r < w->n; r++) {
        component c = { .articles = &members[r] };
        uint32_t n = members[r].n, *family;
        if (n < 2) {
            continue;
        }
        qsort(of[r].at, of[r].n, sizeof *of[r].at, closest_first);
        c.group = STM_NEW_ARRAY(w->arena, uint32_t, n);
        c.size = STM_NEW_ARRAY(w->arena, uint32_t, n);
        c.between = n > STM_FAMILY_DENSE ? NULL : STM_NEW_ARRAY(w->arena, uint32_t, (size_t)n * n);
        group_component(&c, of[r].at, of[r].n, number);
        family = STM_NEW_ARRAY(w->arena, uint32_t, n);
        for (uint32_t i = 0; i < n; i++) {
            uint32_t g = c.group[i];
            if (c.size[g] < 2) {
                continue;
            }
            if (g == i) {
                stm_family *f = stm_vec_add(arena, &out->families);
                f->root = STM_NONE;
                family[g] = out->families.n - 1;
            }
            family_of[members[r].at[i]] = family[g];
            stm_vec_push(arena, &out->families.at[family[g]].articles, members[r].at[i]);
        }
    }
    add_composites(w, arena, family_of, out);
    for (uint32_t f = 0; f < out->families.n; f++) {
        stm_u32s *v = &out->families.at[f].articles;
        qsort(v->at, v->n, sizeof *v->at, by_number);
    }
}
