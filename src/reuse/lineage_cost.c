/* lineage_cost.c: what a tree of texts and lost sources costs.
 *
 * A word is invented once and may be lost many times. So a tree costs what a child has that its parent has not: words
 * that would have to be invented a second time. A little is added for each stretch that was left out or put for
 * another, for words that the parent alone has, and for a headline of others that the parent had given up. What a lost
 * source held is worked out from its neighbours: a word that stands on two sides of it stood in it, except where more
 * of them have another reading in its place. It pays for what it holds like any text, once.
 *
 * In: the table of words, priors, a tree.  Out: its cost.  Cost: linear in the words of the edges at lost sources;
 * other edges are valued once, in stm_lineage_prepare, quadratic in the texts. Source: parsimony with irreversible gain
 * (Dollo), and the readings of inner nodes from their neighbours, as used in computational stemmatology (Roos and
 * Heikkila, "Evaluating methods for computer-assisted stemmatology using artificial benchmark data sets", 2009).
 */
#include "reuse/lineage_work.h"
#include "reuse/reuse_tuning.h"

/* What a node holds. */
typedef struct holding {
    const uint64_t *has, *own_at;
    const uint16_t *own; /* NULL: none */
    bool noisy;          /* letters were misread */
} holding;

static uint32_t low_bit(uint64_t m) { return (uint32_t)__builtin_ctzll(m); }

/* Words between two that parent and child share. */
typedef struct gap {
    uint32_t p, p_own, c, c_own; /* words of the parent, of the child */
    int32_t gain;                /* what inventing the child's costs */
} gap;

static int32_t gap_cost(const gap *g, bool end, bool c_noisy, bool editions)
{
    int32_t cost = 0;
    uint32_t p = g->p + g->p_own;
    if (g->c > 0) {
        cost += g->gain + STM_LINEAGE_GAIN;
    }
    if (p > 0 && !end && !editions) { /* what is left out at the end was trimmed */
        if (g->c + g->c_own > 0) {
            cost += c_noisy && g->c_own > 0 ? 0 : STM_LINEAGE_INSTEAD;
        } else {
            cost += STM_LINEAGE_OMISSION;
        }
    }
    return cost;
}

/* Words of parent and child as they are walked through. */
typedef struct step {
    gap g;
    bool open; /* g has something */
    bool c_noisy, editions;
    int32_t sum;
    uint32_t p_own, p_own_last; /* of the parent; before the last that both have */
} step;

/* A word that both have. */
static void meet(step *s)
{
    if (s->open) {
        s->sum += gap_cost(&s->g, false, s->c_noisy, s->editions);
        s->g = (gap){ 0 };
        s->open = false;
    }
    s->p_own_last = s->p_own;
}

/* Where the compiler may not use an instruction for it, it calls a function. */
static inline uint32_t count_bits(uint64_t m)
{
#ifdef __POPCNT__
    return (uint32_t)__builtin_popcountll(m);
#else
    m -= m >> 1 & 0x5555555555555555u;
    m = (m & 0x3333333333333333u) + (m >> 2 & 0x3333333333333333u);
    return (uint32_t)(((m + (m >> 4)) & 0x0F0F0F0F0F0F0F0Fu) * 0x0101010101010101u >> 56);
#endif
}

/* What it costs to invent some words of a block. */
static int32_t gain_of(const stm_lineage_work *w, uint32_t block, uint64_t words)
{
    return (int32_t)(count_bits(words) * STM_LINEAGE_LONG -
                     count_bits(words & w->shorts[block]) * (STM_LINEAGE_LONG - STM_LINEAGE_SHORT));
}

/* Words of one block that the parent alone has, and those that the child alone has. */
static void add_words(const stm_lineage_work *w, uint32_t block, uint64_t of_p, uint64_t of_c, step *s)
{
    s->g.p += count_bits(of_p);
    if (of_c != 0) {
        s->g.c += count_bits(of_c);
        s->g.gain += gain_of(w, block, of_c);
    }
    s->open = s->open || (of_p | of_c) != 0;
}

/* What it costs that a text with c's words was made from one with p's. Words that both have are passed over but where
 * others stand between them. */
static int32_t step_cost(const stm_lineage_work *w, const holding *p, const holding *c, bool editions)
{
    step s = { .c_noisy = c->noisy, .editions = editions };
    for (uint32_t b = 0; b < w->columns->n_blocks; b++) {
        uint64_t hp = p->has[b], hc = c->has[b], own = p->own_at[b] | c->own_at[b], both = hp & hc, past = 0;
        for (uint64_t m; (m = ((hp ^ hc) | own) & ~past) != 0;) {
            uint64_t bit = m & (~m + 1), below = bit - 1, end;
            if ((both & below & ~past) != 0) {
                meet(&s);
            }
            if ((own & bit) != 0) { /* in front of the word that stands there */
                uint32_t k = b * 64 + low_bit(m);
                uint32_t po = p->own == NULL ? 0 : p->own[k], co = c->own == NULL ? 0 : c->own[k];
                s.g.p_own += po;
                s.g.c_own += co;
                s.p_own += po;
                s.open = true;
            }
            if ((both & bit) != 0) {
                meet(&s);
            }
            end = (both | (own & ~bit)) & ~below; /* up to the next word that both have, or the next own ones */
            end = (end & (~end + 1)) - 1;         /* all, where there is none */
            add_words(w, b, hp & ~hc & end & ~below, hc & ~hp & end & ~below, &s);
            past = end | bit | below;
        }
        if ((both & ~past) != 0) {
            meet(&s);
        }
    }
    if (s.open) {
        s.sum += gap_cost(&s.g, true, s.c_noisy, editions);
    }
    if (s.p_own_last > STM_LINEAGE_OWN_MOST) {
        s.p_own_last = STM_LINEAGE_OWN_MOST;
    }
    return s.sum + (editions ? 0 : (int32_t)s.p_own_last * STM_LINEAGE_PARENT_OWN / 10);
}

/* ---- readings ---- */

/* Words of a short gap on either side that may stand for each other. */
typedef struct reading_gap {
    uint32_t p[STM_STEMMA_STRETCH], c[STM_STEMMA_STRETCH], n_p, n_c;
} reading_gap;

static void note_gap(stm_lineage_work *w, const reading_gap *g, uint32_t *few, uint32_t *many)
{
    const uint32_t *texts_of = w->columns->texts_of;
    uint32_t most = STM_NONE;
    for (uint32_t i = 0; i < g->n_c && i < STM_STEMMA_STRETCH; i++) {
        (g->n_c < STM_STEMMA_STRETCH ? few : many)[g->c[i]]++;
    }
    if (g->n_c == 0 || g->n_c >= STM_STEMMA_STRETCH || g->n_p == 0 || g->n_p >= STM_STEMMA_STRETCH) {
        return;
    }
    for (uint32_t i = 0; i < g->n_p; i++) {
        most = most == STM_NONE || texts_of[g->p[i]] > texts_of[most] ? g->p[i] : most;
    }
    for (uint32_t i = 0; i < g->n_c; i++) {
        uint32_t *r = &w->rival[g->c[i]];
        *r = *r == STM_NONE || texts_of[most] > texts_of[*r] ? most : *r;
    }
}

static void compare_readings(stm_lineage_work *w, uint32_t p, uint32_t c, uint32_t *few, uint32_t *many)
{
    const uint64_t *hp = w->columns->rows + (size_t)p * w->columns->n_blocks;
    const uint64_t *hc = w->columns->rows + (size_t)c * w->columns->n_blocks;
    reading_gap g = { .n_p = 0 };
    for (uint32_t b = 0; b < w->columns->n_blocks; b++) {
        uint64_t left = hp[b] & hc[b]; /* what both have and is not behind yet: it ends a gap */
        for (uint64_t odd = hp[b] ^ hc[b]; odd != 0; odd &= odd - 1) {
            uint32_t bit = low_bit(odd), k = b * 64 + bit;
            uint64_t from_here = ~(uint64_t)0 << bit;
            if ((left & ~from_here) != 0) {
                note_gap(w, &g, few, many);
                g.n_p = g.n_c = 0;
                left &= from_here;
            }
            if ((hp[b] >> bit & 1) != 0) {
                if (g.n_p < STM_STEMMA_STRETCH) {
                    g.p[g.n_p] = k;
                }
                g.n_p++;
            } else {
                if (g.n_c < STM_STEMMA_STRETCH) {
                    g.c[g.n_c] = k;
                } else {
                    many[k]++;
                }
                g.n_c++;
            }
        }
        if (left != 0 && g.n_p + g.n_c > 0) {
            note_gap(w, &g, few, many);
            g.n_p = g.n_c = 0;
        }
    }
    note_gap(w, &g, few, many);
}

static void find_readings(stm_lineage_work *w, stm_arena *scratch)
{
    uint32_t n = w->columns->n_columns;
    uint32_t *few = STM_NEW_ARRAY(scratch, uint32_t, n), *many = STM_NEW_ARRAY(scratch, uint32_t, n);
    w->shorts = STM_NEW_ARRAY(scratch, uint64_t, w->columns->n_blocks);
    w->rival = STM_NEW_ARRAY(scratch, uint32_t, n);
    w->rivals = STM_NEW_ARRAY(scratch, uint32_t, n);
    for (uint32_t k = 0; k < n; k++) {
        w->rival[k] = STM_NONE;
    }
    for (uint32_t p = 0; p < w->n; p++) {
        for (uint32_t c = 0; c < w->n; c++) {
            if (p != c) {
                compare_readings(w, p, c, few, many);
            }
        }
    }
    for (uint32_t k = 0; k < n; k++) {
        w->shorts[k / 64] |= (uint64_t)(few[k] > many[k]) << k % 64;
        if (w->rival[k] != STM_NONE) {
            w->rivals[w->n_rivals++] = k;
        }
    }
}

/* ---- a tree ---- */

static const uint64_t *row_of(const stm_lineage_work *w, const stm_valuation *v, uint32_t x)
{
    return x < w->n ? w->columns->rows + (size_t)x * w->columns->n_blocks
                    : v->rows + (size_t)(x - w->n) * w->columns->n_blocks;
}

static bool arrange(const stm_lineage_work *w, const stm_forest *f, stm_valuation *v)
{
    uint32_t root = STM_NONE;
    v->n_order = 0;
    for (uint32_t x = 0; x < w->max; x++) {
        v->first_kid[x] = STM_NONE;
    }
    for (uint32_t x = w->max; x-- > 0;) {
        if (!f->used[x]) {
            continue;
        }
        if (f->parent[x] == STM_NONE) {
            root = x;
        } else {
            v->next_kid[x] = v->first_kid[f->parent[x]];
            v->first_kid[f->parent[x]] = x;
        }
    }
    if (root == STM_NONE) {
        return false;
    }
    v->order[v->n_order++] = root;
    for (uint32_t i = 0; i < v->n_order; i++) {
        for (uint32_t k = v->first_kid[v->order[i]]; k != STM_NONE; k = v->next_kid[k]) {
            v->order[v->n_order++] = k;
        }
    }
    return true;
}

/* A reading leaves a lost source where more of its neighbours have the rival reading. */
static void settle_rivals(const stm_lineage_work *w, const stm_valuation *v, const stm_forest *f, uint32_t x,
                          uint64_t *row)
{
    for (uint32_t i = 0; i < w->n_rivals; i++) {
        uint32_t k = w->rivals[i], r = w->rival[k], mine = 0, theirs = 0;
        if ((row[k / 64] >> k % 64 & 1) == 0 || (row[r / 64] >> r % 64 & 1) == 0) {
            continue;
        }
        for (uint32_t y = v->first_kid[x]; y != STM_NONE; y = v->next_kid[y]) {
            const uint64_t *h = y < w->n ? row_of(w, v, y) : v->below + (size_t)(y - w->n) * w->columns->n_blocks;
            mine += h[k / 64] >> k % 64 & 1;
            theirs += h[r / 64] >> r % 64 & 1;
        }
        if (f->parent[x] != STM_NONE) {
            const uint64_t *h = row_of(w, v, f->parent[x]);
            mine += h[k / 64] >> k % 64 & 1;
            theirs += h[r / 64] >> r % 64 & 1;
        }
        if (theirs > mine || (theirs == mine && w->columns->texts_of[r] > w->columns->texts_of[k])) {
            row[k / 64] &= ~((uint64_t)1 << k % 64);
        }
    }
}

static uint32_t title_of(const stm_lineage_work *w, const stm_valuation *v, uint32_t x)
{
    return x < w->n && w->priors->title[x] != 0 ? w->priors->title[x] : v->title[x];
}

/* The headline that most neighbours of a node have that has none; 0: none. */
static uint32_t lost_title(const stm_lineage_work *w, const stm_valuation *v, uint32_t x, uint32_t parent)
{
    uint32_t best = 0, most = 0;
    for (uint32_t y = v->first_kid[x]; y != STM_NONE; y = v->next_kid[y]) {
        uint32_t t = title_of(w, v, y), n = 0;
        if (t == 0 || t > w->priors->shared_titles || t == best) {
            continue;
        }
        for (uint32_t z = v->first_kid[x]; z != STM_NONE; z = v->next_kid[z]) {
            n += title_of(w, v, z) == t;
        }
        n += parent != STM_NONE && title_of(w, v, parent) == t;
        if (n > most || (n == most && t < best)) {
            most = n;
            best = t;
        }
    }
    return best;
}

static uint64_t stir(uint64_t h, uint64_t x)
{
    h = (h ^ x) * 0x9E3779B97F4A7C15u;
    return h ^ h >> 29;
}

static uint64_t hash_row(const uint64_t *row, uint32_t blocks)
{
    uint64_t one = 1, two = 2;
    for (uint32_t b = 0; b < blocks; b++) {
        one = stir(one, row[b]);
        two = stir(two, row[b] * 0xD6E8FEB86659FD93u + b);
    }
    return (one ^ (two << 32 | two >> 32)) | (uint64_t)1 << 63; /* above the numbers of texts */
}

/* A lost source holds what stands on two sides of it. */
static void fill_lost(const stm_lineage_work *w, const stm_forest *f, stm_valuation *v)
{
    uint32_t blocks = w->columns->n_blocks;
    for (uint32_t i = v->n_order; i-- > 0;) {
        v->title[v->order[i]] = lost_title(w, v, v->order[i], STM_NONE);
    }
    for (uint32_t i = 0; i < v->n_order; i++) {
        v->title[v->order[i]] = lost_title(w, v, v->order[i], f->parent[v->order[i]]);
    }
    for (uint32_t i = v->n_order; i-- > 0;) {
        uint32_t x = v->order[i];
        uint64_t *below, *twos;
        if (x < w->n) {
            continue;
        }
        below = v->below + (size_t)(x - w->n) * blocks;
        twos = v->twos + (size_t)(x - w->n) * blocks;
        memset(below, 0, sizeof *below * blocks);
        memset(twos, 0, sizeof *twos * blocks);
        for (uint32_t k = v->first_kid[x]; k != STM_NONE; k = v->next_kid[k]) {
            const uint64_t *h = k < w->n ? row_of(w, v, k) : v->below + (size_t)(k - w->n) * blocks;
            for (uint32_t b = 0; b < blocks; b++) {
                twos[b] |= below[b] & h[b];
                below[b] |= h[b];
            }
        }
    }
    for (uint32_t i = 0; i < v->n_order; i++) {
        uint32_t x = v->order[i];
        uint64_t *row;
        if (x < w->n) {
            continue;
        }
        row = v->rows + (size_t)(x - w->n) * blocks;
        memcpy(row, v->twos + (size_t)(x - w->n) * blocks, sizeof *row * blocks);
        if (f->parent[x] != STM_NONE) {
            const uint64_t *h = row_of(w, v, f->parent[x]), *below = v->below + (size_t)(x - w->n) * blocks;
            for (uint32_t b = 0; b < blocks; b++) {
                row[b] |= below[b] & h[b];
            }
        }
        settle_rivals(w, v, f, x, row);
        v->mark[x - w->n] = hash_row(row, blocks);
    }
}

static holding holding_of(const stm_lineage_work *w, const stm_valuation *v, uint32_t x)
{
    holding h = { row_of(w, v, x), w->none, NULL, false };
    if (x < w->n) {
        h.own_at = w->columns->own_at + (size_t)x * w->columns->n_blocks;
        h.own = w->columns->own + (size_t)x * (w->columns->n_columns + 1);
        h.noisy = w->noisy[x];
    }
    return h;
}

/* A headline of several texts that the parent has not, having another. */
static int32_t title_cost(const stm_lineage_work *w, uint32_t p, uint32_t c)
{
    return c != 0 && p != 0 && p != c && c <= w->priors->shared_titles ? STM_LINEAGE_TITLE : 0;
}

#define NOTHING (UINT64_MAX >> 1) /* a parent that is no text and no lost source */

static uint64_t key_of(const stm_lineage_work *w, const stm_valuation *v, uint32_t x)
{
    return x < w->n ? x + 1u : v->mark[x - w->n];
}

/* Where the cost of a step is kept, or is to be put. */
static stm_known_step *known_step(const stm_valuation *v, uint64_t parent, uint64_t child)
{
    return &v->known[(uint32_t)(stir(stir(0, parent), child) >> 32) & (v->n_known - 1)];
}

/* step_cost of an edge at a lost source. */
static int32_t lost_step(const stm_lineage_work *w, const stm_valuation *v, uint32_t p, uint32_t c)
{
    uint64_t kp = key_of(w, v, p), kc = key_of(w, v, c);
    stm_known_step *k = known_step(v, kp, kc);
    if (k->parent != kp || k->child != kc) {
        holding hp = holding_of(w, v, p), hc = holding_of(w, v, c);
        *k = (stm_known_step){ kp, kc, step_cost(w, &hp, &hc, false) };
    }
    return k->cost;
}

/* What it costs to invent all that a node holds. */
static int32_t invention(const stm_lineage_work *w, const stm_valuation *v, uint32_t x)
{
    uint64_t key = key_of(w, v, x);
    stm_known_step *k = known_step(v, NOTHING, key);
    if (k->parent != NOTHING || k->child != key) {
        const uint64_t *row = row_of(w, v, x);
        int32_t sum = 0;
        for (uint32_t b = 0; b < w->columns->n_blocks; b++) {
            sum += gain_of(w, b, row[b]);
        }
        *k = (stm_known_step){ NOTHING, key, sum };
    }
    return k->cost;
}

static int32_t edge_cost(const stm_lineage_work *w, const stm_forest *f, const stm_valuation *v, uint32_t p, uint32_t c,
                         bool p_is_root)
{
    int32_t cost;
    if (p < w->n && c < w->n) {
        return w->pair[(size_t)p * w->n + c];
    }
    cost = lost_step(w, v, p, c);
    if (c < w->n) {
        uint32_t q = p;
        while (q != STM_NONE && q >= w->n) {
            q = f->parent[q];
        }
        cost += p_is_root ? STM_LINEAGE_TOP_CHILD : STM_LINEAGE_CHILD;
        cost += q != STM_NONE && w->priors->late[(size_t)q * w->n + c] ? STM_DIRECTION_LATER : 0;
    } else if (p < w->n) {
        cost += w->priors->over[p];
    }
    return cost;
}

int64_t stm_lineage_value(const stm_lineage_work *w, const stm_forest *f, stm_valuation *v)
{
    int64_t sum = 0;
    uint32_t root;
    if (!arrange(w, f, v)) {
        return STM_NO_TREE;
    }
    root = v->order[0];
    fill_lost(w, f, v);
    sum += invention(w, v, root);
    sum += title_of(w, v, root) != 0 && title_of(w, v, root) <= w->priors->shared_titles ? STM_LINEAGE_TITLE : 0;
    sum += root < w->n ? w->priors->first[root] : w->priors->lost_root;
    for (uint32_t i = 0; i < v->n_order; i++) {
        uint32_t x = v->order[i];
        if (x >= w->n && x != root) {
            sum += w->priors->lost;
        }
        if (x >= w->n && (v->first_kid[x] == STM_NONE || v->next_kid[v->first_kid[x]] == STM_NONE)) {
            return STM_NO_TREE;
        }
        if (x != root) {
            sum += edge_cost(w, f, v, f->parent[x], x, f->parent[x] == root) +
                   title_cost(w, title_of(w, v, f->parent[x]), title_of(w, v, x));
        }
    }
    return sum;
}

void stm_valuation_init(stm_valuation *v, const stm_lineage_work *w, stm_arena *scratch)
{
    size_t cells = (size_t)w->n * w->columns->n_blocks;
    v->order = STM_NEW_ARRAY(scratch, uint32_t, w->max);
    v->first_kid = STM_NEW_ARRAY(scratch, uint32_t, w->max);
    v->next_kid = STM_NEW_ARRAY(scratch, uint32_t, w->max);
    v->title = STM_NEW_ARRAY(scratch, uint32_t, w->max);
    v->below = STM_NEW_ARRAY(scratch, uint64_t, cells);
    v->rows = STM_NEW_ARRAY(scratch, uint64_t, cells);
    v->twos = STM_NEW_ARRAY(scratch, uint64_t, cells);
    v->mark = STM_NEW_ARRAY(scratch, uint64_t, w->n);
    v->n_known = 64;
    while (v->n_known < 32 * w->n) {
        v->n_known *= 2;
    }
    v->known = STM_NEW_ARRAY(scratch, stm_known_step, v->n_known);
}

void stm_lineage_prepare(stm_lineage_work *w, stm_arena *scratch)
{
    const stm_lineage_priors *priors = w->priors;
    w->none = STM_NEW_ARRAY(scratch, uint64_t, w->columns->n_blocks);
    w->pair = STM_NEW_ARRAY(scratch, int32_t, (size_t)w->n * w->n);
    find_readings(w, scratch);
    for (uint32_t p = 0; p < w->n; p++) {
        holding hp = holding_of(w, NULL, p);
        for (uint32_t c = 0; c < w->n; c++) {
            size_t cell = (size_t)p * w->n + c;
            if (p != c) {
                holding hc = holding_of(w, NULL, c);
                w->pair[cell] = step_cost(w, &hp, &hc, priors->editions[cell] != 0) + priors->edge[cell];
            }
        }
    }
}
