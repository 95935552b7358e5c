/* sides_match.c: see sides_match.h.
 *
 * Words that are the same in a passage of both count for the two sentences that they stand in. Two sentences of which
 * the shorter one has half of its words in the other belong together; a sentence that was cut in two, or drawn together
 * from two, makes a block with both, as long as a block is one stretch on either side. Of blocks that cross, the
 * heaviest chain in one order stays in place and the others are moved (longest increasing subsequence, by words). Then
 * sentences that were left between the same two blocks on both sides are tried with each other as wholes.
 *
 * Cost: that of the word difference of each passage, cut at common sentences where it is long; sentences of one gap
 * times each other, up to GAP_MOST.
 */
#include "write/sides_match.h"

#include <stdlib.h>

#include "text/text.h"

enum {
    BLOCK_UNITS = 3,   /* sentences of a block, on either side */
    GAP_MOST = 400,    /* pairs of sentences of one gap that are tried */
    LOOKBACK = 500,    /* blocks that a block may follow in the chain */
    LONG_PASSAGE = 40, /* sentences */
    LEAST = 3          /* words in common, unless the shorter sentence has fewer */
};
#define GAP_ALIKE 0.4 /* of the words of the longer sentence */

/* Words that sentences a and b have in common. */
typedef struct bond {
    uint32_t a, b, words;
} bond;
typedef STM_VEC(bond) bonds;

static bool is_word(stm_str s)
{
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        if ((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c >= 0xc3) {
            return true;
        }
    }
    return false;
}

/* The next word of [*at, end); false: there is none. */
static bool next_word(stm_str text, uint32_t *at, uint32_t end, stm_span *out)
{
    while (*at < end && (unsigned char)text.p[*at] <= ' ') {
        (*at)++;
    }
    out->start = *at;
    while (*at < end && (unsigned char)text.p[*at] > ' ') {
        (*at)++;
    }
    out->end = *at;
    return out->end > out->start;
}

static void cut_sentences(stm_arena *arena, const stm_article *article, stm_units *out)
{
    stm_article own;
    if (article->sentences.n == 0) { /* it was not annotated */
        stm_article_init(&own);
        own.text = article->text;
        own.furniture = article->furniture;
        stm_text_split(arena, &own);
        article = &own;
    }
    for (uint32_t s = 0; s < article->sentences.n; s++) {
        const stm_sentence *sentence = &article->sentences.at[s];
        uint32_t at = sentence->at.start, n = 0;
        stm_span word;
        while (next_word(article->text, &at, sentence->at.end, &word)) {
            n += is_word(stm_str_sub(article->text, word));
        }
        if (n > 0) {
            stm_vec_push(arena, out, (stm_unit){ sentence->at, sentence->paragraph, n, STM_NONE });
        }
    }
}

/* The unit that holds a byte, from `from` on. */
static uint32_t unit_at(const stm_units *units, uint32_t from, uint32_t byte)
{
    while (from < units->n && units->at[from].at.end <= byte) {
        from++;
    }
    return from < units->n && units->at[from].at.start <= byte ? from : STM_NONE;
}

static uint32_t first_unit(const stm_units *units, uint32_t byte)
{
    uint32_t lo = 0, hi = units->n;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (units->at[mid].at.end <= byte) {
            lo = mid + 1;
        } else {
            hi = mid;
        }
    }
    return lo;
}

static void add_bond(stm_arena *arena, bonds *list, uint32_t from, uint32_t a, uint32_t b)
{
    for (uint32_t i = list->n; i-- > from;) {
        if (list->at[i].a == a && list->at[i].b == b) {
            list->at[i].words++;
            return;
        }
    }
    stm_vec_push(arena, list, (bond){ a, b, 1 });
}

/* Binds what is the same in two stretches by their word difference. */
static void bind_words(stm_arena *arena, const stm_sides *s, const stm_match_sides *m, stm_span a, stm_span b,
                       bonds *out)
{
    uint32_t ua = first_unit(&m->a, a.start), ub = first_unit(&m->b, b.start), from = out->n;
    stm_diff d;
    stm_diff_words(arena, stm_str_sub(s->a->text, a), stm_str_sub(s->b->text, b), false, &d);
    for (uint32_t i = 0; i < d.runs.n; i++) {
        const stm_diff_run *r = &d.runs.at[i];
        uint32_t x = a.start + r->a.start, y = b.start + r->b.start;
        stm_span wa, wb;
        while (r->kind == STM_DIFF_SAME && next_word(s->a->text, &x, a.start + r->a.end, &wa) &&
               next_word(s->b->text, &y, b.start + r->b.end, &wb)) {
            uint32_t ia = unit_at(&m->a, ua, wa.start), ib = unit_at(&m->b, ub, wb.start);
            if (ia != STM_NONE && ib != STM_NONE && is_word(stm_str_sub(s->a->text, wa))) {
                /* bonds of this passage are near each other: those before the last few are not looked at again */
                add_bond(arena, out, out->n > from + 8 ? out->n - 8 : from, ia, ib);
                ua = ia;
                ub = ib;
            }
        }
    }
}

/* The letters and digits of a sentence, without case. */
static uint64_t key_of(stm_str text)
{
    uint64_t key = 14695981039346656037u; /* FNV-1a */
    for (size_t i = 0; i < text.n; i++) {
        unsigned char c = (unsigned char)text.p[i];
        c = c >= 'A' && c <= 'Z' ? (unsigned char)(c - 'A' + 'a') : c;
        if ((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || c >= 0x80) {
            key = (key ^ c) * 1099511628211u;
        }
    }
    return key;
}

/* Place of the one sentence among `keys` that has `key`; STM_NONE: none has it, or several. */
static uint32_t only_one(const uint64_t *keys, uint32_t n, uint64_t key)
{
    uint32_t at = STM_NONE;
    for (uint32_t i = 0; i < n; i++) {
        if (keys[i] == key) {
            if (at != STM_NONE) {
                return STM_NONE;
            }
            at = i;
        }
    }
    return at;
}

/* A passage that is too long for one word difference is cut at sentences that both have, once each; of those that
 * cross, the longest chain counts. */
static void bind_passage(stm_arena *arena, const stm_sides *s, const stm_match_sides *m, stm_span a, stm_span b,
                         bonds *out)
{
    uint32_t a0 = first_unit(&m->a, a.start), a1 = first_unit(&m->a, a.end), best = STM_NONE, n;
    uint32_t b0 = first_unit(&m->b, b.start), b1 = first_unit(&m->b, b.end), n_b = b1 - b0, *partner, *length, *from;
    uint64_t *keys_a, *keys_b;
    STM_VEC(uint32_t) chain = { 0 };
    n = a1 - a0;
    if (n < LONG_PASSAGE || n_b < LONG_PASSAGE) {
        bind_words(arena, s, m, a, b, out);
        return;
    }
    keys_a = STM_NEW_ARRAY(arena, uint64_t, n);
    keys_b = STM_NEW_ARRAY(arena, uint64_t, n_b);
    partner = STM_NEW_ARRAY(arena, uint32_t, n);
    length = STM_NEW_ARRAY(arena, uint32_t, n);
    from = STM_NEW_ARRAY(arena, uint32_t, n);
    for (uint32_t i = 0; i < n; i++) {
        keys_a[i] = key_of(stm_str_sub(s->a->text, m->a.at[a0 + i].at));
    }
    for (uint32_t k = 0; k < n_b; k++) {
        keys_b[k] = key_of(stm_str_sub(s->b->text, m->b.at[b0 + k].at));
    }
    for (uint32_t i = 0; i < n; i++) {
        partner[i] = only_one(keys_a, n, keys_a[i]) == i ? only_one(keys_b, n_b, keys_a[i]) : STM_NONE;
        from[i] = STM_NONE;
        length[i] = partner[i] != STM_NONE;
        for (uint32_t k = i > LOOKBACK ? i - LOOKBACK : 0; k < i && length[i] != 0; k++) {
            if (length[k] >= length[i] && partner[k] < partner[i]) {
                length[i] = length[k] + 1;
                from[i] = k;
            }
        }
        best = length[i] != 0 && (best == STM_NONE || length[i] > length[best]) ? i : best;
    }
    for (; best != STM_NONE; best = from[best]) {
        stm_vec_push(arena, &chain, best);
    }
    while (chain.n > 0) {
        uint32_t i = chain.at[--chain.n];
        stm_span x = m->a.at[a0 + i].at, y = m->b.at[b0 + partner[i]].at;
        if (x.start < a.start || y.start < b.start) { /* the passage begins inside of it */
            continue;
        }
        bind_words(arena, s, m, (stm_span){ a.start, x.end }, (stm_span){ b.start, y.end }, out);
        a.start = x.end < a.end ? x.end : a.end;
        b.start = y.end < b.end ? y.end : b.end;
    }
    bind_words(arena, s, m, a, b, out);
}

static int strongest_first(const void *x, const void *y)
{
    const bond *p = x, *q = y;
    if (p->words != q->words) {
        return p->words > q->words ? -1 : 1;
    }
    return p->a != q->a ? (p->a < q->a ? -1 : 1) : p->b < q->b ? -1 : p->b > q->b;
}

/* A block of two, or one more sentence in a block, where it stays one stretch on both sides. */
static void take_bond(stm_arena *arena, stm_match_sides *m, const bond *x)
{
    stm_unit *ua = &m->a.at[x->a], *ub = &m->b.at[x->b];
    stm_block *k;
    if (ua->block == STM_NONE && ub->block == STM_NONE) {
        ua->block = ub->block = m->blocks.n;
        stm_vec_push(arena, &m->blocks, (stm_block){ x->a, x->b, 1, 1, true });
        return;
    }
    if (ua->block != STM_NONE && ub->block != STM_NONE) {
        return; /* each belongs somewhere already */
    }
    k = &m->blocks.at[ua->block != STM_NONE ? ua->block : ub->block];
    if (ua->block == STM_NONE && k->na < BLOCK_UNITS && (x->a + 1 == k->a || x->a == k->a + k->na)) {
        k->a = x->a < k->a ? x->a : k->a;
        k->na++;
        ua->block = ub->block;
    } else if (ub->block == STM_NONE && k->nb < BLOCK_UNITS && (x->b + 1 == k->b || x->b == k->b + k->nb)) {
        k->b = x->b < k->b ? x->b : k->b;
        k->nb++;
        ub->block = ua->block;
    }
}

static int by_left(const void *x, const void *y)
{
    const stm_block *p = x, *q = y;
    return p->a < q->a ? -1 : p->a > q->a;
}

static void number_blocks(stm_match_sides *m)
{
    if (m->blocks.n > 1) {
        qsort(m->blocks.at, m->blocks.n, sizeof *m->blocks.at, by_left);
    }
    for (uint32_t i = 0; i < m->blocks.n; i++) {
        const stm_block *k = &m->blocks.at[i];
        for (uint32_t u = k->a; u < k->a + k->na; u++) {
            m->a.at[u].block = i;
        }
        for (uint32_t u = k->b; u < k->b + k->nb; u++) {
            m->b.at[u].block = i;
        }
    }
}

static uint64_t weight_of(const stm_match_sides *m, const stm_block *k)
{
    uint64_t words = 1;
    for (uint32_t u = k->a; u < k->a + k->na; u++) {
        words += m->a.at[u].words;
    }
    for (uint32_t u = k->b; u < k->b + k->nb; u++) {
        words += m->b.at[u].words;
    }
    return words;
}

static void find_moved(stm_arena *arena, stm_match_sides *m)
{
    uint32_t n = m->blocks.n, best = STM_NONE;
    uint64_t *weight = STM_NEW_ARRAY(arena, uint64_t, n);
    uint32_t *from = STM_NEW_ARRAY(arena, uint32_t, n);
    for (uint32_t i = 0; i < n; i++) {
        uint64_t own = weight_of(m, &m->blocks.at[i]);
        from[i] = STM_NONE;
        weight[i] = own;
        for (uint32_t k = i > LOOKBACK ? i - LOOKBACK : 0; k < i; k++) {
            if (m->blocks.at[k].b < m->blocks.at[i].b && weight[k] + own > weight[i]) {
                weight[i] = weight[k] + own;
                from[i] = k;
            }
        }
        best = best == STM_NONE || weight[i] > weight[best] ? i : best;
    }
    for (; best != STM_NONE; best = from[best]) {
        m->blocks.at[best].moved = false;
    }
}

/* Sentences [a0, a1) and [b0, b1) between two blocks: the two that are most alike, then what is before and behind. */
static void fill_gap(stm_arena *arena, const stm_sides *s, stm_match_sides *m, uint32_t a0, uint32_t a1, uint32_t b0,
                     uint32_t b1)
{
    STM_VEC(stm_block) todo = { 0 };
    stm_vec_push(arena, &todo, (stm_block){ a0, b0, a1 - a0, b1 - b0, false });
    while (todo.n > 0) {
        stm_block gap = todo.at[--todo.n];
        uint32_t best_a = 0, best_b = 0;
        double best = GAP_ALIKE;
        if ((uint64_t)gap.na * gap.nb > GAP_MOST) {
            continue;
        }
        for (uint32_t i = gap.a; i < gap.a + gap.na; i++) {
            for (uint32_t k = gap.b; k < gap.b + gap.nb; k++) {
                stm_diff d;
                uint32_t few = m->a.at[i].words, many = m->b.at[k].words;
                if (m->a.at[i].block != STM_NONE || m->b.at[k].block != STM_NONE) {
                    continue;
                }
                if (few > many) {
                    uint32_t swap = few;
                    few = many;
                    many = swap;
                }
                if (few < LEAST || few < best * many) {
                    continue; /* they cannot be so much alike */
                }
                stm_diff_words(arena, stm_str_sub(s->a->text, m->a.at[i].at), stm_str_sub(s->b->text, m->b.at[k].at),
                               false, &d);
                if (d.alike > best) {
                    best = d.alike;
                    best_a = i;
                    best_b = k;
                }
            }
        }
        if (best > GAP_ALIKE) {
            m->a.at[best_a].block = m->b.at[best_b].block = m->blocks.n;
            stm_vec_push(arena, &m->blocks, (stm_block){ best_a, best_b, 1, 1, false });
            stm_vec_push(arena, &todo, (stm_block){ gap.a, gap.b, best_a - gap.a, best_b - gap.b, false });
            stm_vec_push(
                arena, &todo,
                (stm_block){ best_a + 1, best_b + 1, gap.a + gap.na - best_a - 1, gap.b + gap.nb - best_b - 1, false });
        }
    }
}

void stm_sides_match(stm_arena *arena, const stm_sides *s, stm_match_sides *m)
{
    bonds list = { 0 };
    uint32_t n, end_a = 0, end_b = 0;
    memset(m, 0, sizeof *m);
    cut_sentences(arena, s->a, &m->a);
    cut_sentences(arena, s->b, &m->b);
    for (uint32_t i = 0; s->pair != NULL && i < s->pair->passages.n; i++) {
        const stm_aligned *p = &s->pair->passages.at[i];
        bind_passage(arena, s, m, s->swapped ? p->b : p->a, s->swapped ? p->a : p->b, &list);
    }
    if (list.n > 1) {
        qsort(list.at, list.n, sizeof *list.at, strongest_first);
    }
    for (uint32_t i = 0; i < list.n; i++) {
        uint32_t few = m->a.at[list.at[i].a].words, other = m->b.at[list.at[i].b].words;
        few = other < few ? other : few;
        if (list.at[i].words * 2 >= few && (list.at[i].words >= LEAST || list.at[i].words >= few)) {
            take_bond(arena, m, &list.at[i]);
        }
    }
    number_blocks(m);
    find_moved(arena, m);
    n = m->blocks.n;
    for (uint32_t i = 0; i <= n && n > 0; i++) {
        stm_block k = i < n ? m->blocks.at[i] : (stm_block){ m->a.n, m->b.n, 0, 0, false };
        if (!k.moved) {
            fill_gap(arena, s, m, end_a, k.a, end_b, k.b);
            end_a = k.a + k.na;
            end_b = k.b + k.nb;
        }
    }
    number_blocks(m);
}
