/* family_lines.c: which line of text each passage of a family's articles belongs to: where its wording entered the
 * family, and whom the article has it from. One article can be a copy in one paragraph and a source in the next.
 *
 * By sentences: an article has a sentence of another one if passages of the two hold half of its words. All articles of
 * the family that have a sentence have it from where their branches of the tree meet. If that is one of them, it is the
 * source; if it is a lost source, they are copies of that; if it is an article that has not the sentence, or the order
 * of a step on the way is not known, nothing is said but that they share it. Furniture and boilerplate belong to
 * nobody.
 *
 * In: pairs, a family with its tree, folded texts of its articles.  Out: family.passages, by article and place.
 * Cost: passages of the pairs inside the family, and sentences times articles that have them.
 */
#include "reuse/reuse_tuning.h"
#include "reuse/reuse_work.h"

/* The tree of one family. */
typedef struct tree {
    uint32_t n, n_nodes; /* articles; and lost sources behind them */
    uint32_t *parent, *depth;
    bool *told;   /* of the edge above */
    double *sure; /* the same: its confidence */
} tree;

/* One sentence of an article. */
typedef struct line_sentence {
    uint32_t start, end; /* words */
    uint32_t body;       /* words that are neither furniture nor boilerplate */
} line_sentence;

typedef struct sentences {
    STM_VEC(line_sentence) list;
    uint32_t *of_word; /* n_words: its sentence */
    uint32_t *body;    /* n_words + 1: words of the body before this one */
    uint32_t *cover;   /* of a sentence, by one partner */
    uint64_t *have;    /* sentences * row: bit of every article that has it */
    uint32_t row;      /* words of bits */
} sentences;

static void plant(stm_arena *arena, const stm_family *family, tree *t)
{
    t->n = family->articles.n;
    t->n_nodes = t->n + family->n_lost;
    t->parent = STM_NEW_ARRAY(arena, uint32_t, t->n_nodes);
    t->depth = STM_NEW_ARRAY(arena, uint32_t, t->n_nodes);
    t->told = STM_NEW_ARRAY(arena, bool, t->n_nodes);
    t->sure = STM_NEW_ARRAY(arena, double, t->n_nodes);
    for (uint32_t x = 0; x < t->n_nodes; x++) {
        t->parent[x] = STM_NONE;
    }
    for (uint32_t e = 0; e < family->edges.n; e++) {
        t->parent[family->edges.at[e].to] = family->edges.at[e].from;
        t->told[family->edges.at[e].to] = family->edges.at[e].told;
        t->sure[family->edges.at[e].to] = family->edges.at[e].confidence;
    }
    for (uint32_t x = 0; x < t->n_nodes; x++) {
        for (uint32_t up = t->parent[x]; up != STM_NONE; up = t->parent[up]) {
            t->depth[x]++;
        }
    }
}

/* Where the branches of two nodes meet; STM_NONE: nowhere. */
static uint32_t meet(const tree *t, uint32_t x, uint32_t y)
{
    while (x != y && x != STM_NONE && y != STM_NONE) {
        if (t->depth[x] >= t->depth[y]) {
            x = t->parent[x];
        } else {
            y = t->parent[y];
        }
    }
    return x == y ? x : STM_NONE;
}

static void part(stm_arena *arena, const stm_rtext *text, uint32_t n_articles, sentences *s)
{
    uint32_t *of_word = stm_arena_raw(arena, (size_t)text->n_words + 1, sizeof *of_word);
    uint32_t *body = stm_arena_raw(arena, (size_t)text->n_words + 1, sizeof *body), sum = 0;
    line_sentence open = { 0 };
    s->list.n = 0;
    body[0] = 0;
    for (uint32_t w = 0; w < text->n_words; w++) {
        uint32_t flags = text->flags[w];
        if (w > 0 && (flags & (STM_RWORD_SENTENCE | STM_RWORD_PARAGRAPH)) != 0) {
            open.end = w;
            open.body = sum - body[open.start];
            stm_vec_push(arena, &s->list, open);
            open.start = w;
        }
        of_word[w] = s->list.n;
        sum += (flags & (STM_RWORD_FURNITURE | STM_RWORD_BOILER)) == 0;
        body[w + 1] = sum;
    }
    if (text->n_words > 0) {
        open.end = text->n_words;
        open.body = sum - body[open.start];
        stm_vec_push(arena, &s->list, open);
    }
    s->of_word = of_word;
    s->body = body;
    s->row = (n_articles + 63) / 64;
    s->cover = STM_NEW_ARRAY(arena, uint32_t, s->list.n);
    s->have = STM_NEW_ARRAY(arena, uint64_t, (size_t)s->list.n * s->row);
}

/* Notes that article `node` has what the passages of a pair hold. */
static void note_pair(sentences *s, const stm_rpair *p, bool side_a, uint32_t node)
{
    uint32_t low = s->list.n, high = 0;
    for (uint32_t k = 0; k < p->passages.n; k++) {
        const stm_passage_words *x = &p->passages.at[k];
        uint32_t from = side_a ? x->a0 : x->b0, to = side_a ? x->a1 : x->b1, i = s->of_word[from];
        low = i < low ? i : low;
        for (; !x->dropped && i < s->list.n && s->list.at[i].start < to; i++) {
            uint32_t lo = s->list.at[i].start > from ? s->list.at[i].start : from;
            uint32_t hi = s->list.at[i].end < to ? s->list.at[i].end : to;
            s->cover[i] += s->body[hi] - s->body[lo];
            high = i + 1 > high ? i + 1 : high;
        }
    }
    for (uint32_t i = low; i < high; i++) {
        if (s->cover[i] > 0 && s->cover[i] * 2 >= s->list.at[i].body) {
            s->have[(size_t)i * s->row + node / 64] |= (uint64_t)1 << node % 64;
        }
        s->cover[i] = 0;
    }
}

static bool has(const uint64_t *bits, uint32_t node) { return (bits[node / 64] >> node % 64 & 1) != 0; }

/* How sure it is that x has something from `top`, above it: as the least sure step. 0: a step is not told. */
static double sureness(const tree *t, uint32_t x, uint32_t top)
{
    double least = 1;
    for (; x != top; x = t->parent[x]) {
        if (!t->told[x]) {
            return 0;
        }
        least = t->sure[x] < least ? t->sure[x] : least;
    }
    return least;
}

/* What is said of a sentence of article x; false: nobody else has it. */
static bool judge(const tree *t, uint32_t x, const uint64_t *bits, stm_line_passage *out)
{
    uint32_t top = x, others = 0;
    for (uint32_t y = 0; y < t->n; y++) {
        if (y != x && has(bits, y)) {
            others++;
            top = top == STM_NONE ? STM_NONE : meet(t, top, y);
        }
    }
    *out = (stm_line_passage){ .node = x, .role = STM_ROLE_SHARED, .origin = STM_NONE, .from = STM_NONE };
    if (others == 0) {
        return false;
    }
    if (top == x) {
        for (uint32_t y = 0; y < t->n; y++) {
            double sure = y != x && has(bits, y) ? sureness(t, y, x) : 0;
            out->confidence = sure > out->confidence ? sure : out->confidence;
        }
        if (out->confidence > 0) {
            out->role = STM_ROLE_SOURCE;
            out->origin = x;
        }
    } else if (top != STM_NONE && (top >= t->n || has(bits, top)) && sureness(t, x, top) > 0) {
        uint32_t up = t->parent[x];
        while (up < t->n && !has(bits, up)) {
            up = t->parent[up];
        }
        out->role = STM_ROLE_COPY;
        out->origin = top;
        out->from = up;
        out->confidence = sureness(t, x, top);
    }
    return true;
}

static void add_article(stm_reuse_work *w, stm_arena *arena, const tree *t, uint32_t x, const sentences *s,
                        stm_family *family)
{
    const stm_rtext *text = &w->texts[family->articles.at[x]];
    bool open = false; /* the last passage goes on */
    for (uint32_t i = 0; i < s->list.n; i++) {
        const line_sentence *sentence = &s->list.at[i];
        stm_line_passage p, *last = family->passages.n == 0 ? NULL : &family->passages.at[family->passages.n - 1];
        if (sentence->body == 0) {
            continue;
        }
        if (!judge(t, x, s->have + (size_t)i * s->row, &p)) {
            open = false;
            continue;
        }
        p.at = (stm_span){ stm_rtext_start(text, sentence->start), stm_rtext_end(text, sentence->end - 1) };
        if (open && last->role == p.role && last->origin == p.origin && last->from == p.from) {
            last->at.end = p.at.end;
        } else {
            stm_vec_push(arena, &family->passages, p);
        }
        open = true;
    }
}

void stm_family_lines(stm_reuse_work *w, stm_arena *arena, stm_arena *scratch, stm_family *family)
{
    tree t;
    if (family->edges.n == 0) {
        return;
    }
    plant(scratch, family, &t);
    for (uint32_t x = 0; x < t.n; x++) {
        sentences s = { .row = 0 };
        part(scratch, &w->texts[family->articles.at[x]], t.n, &s);
        for (uint32_t y = 0; y < t.n; y++) {
            const stm_rpair *p = y == x ? NULL : stm_rpair_find(w, family->articles.at[x], family->articles.at[y]);
            if (p != NULL) {
                note_pair(&s, p, p->a == family->articles.at[x], y);
            }
        }
        add_article(w, arena, &t, x, &s, family);
    }
}
