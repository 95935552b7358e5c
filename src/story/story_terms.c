/* story_terms.c: one sparse vector per article, whose dot products say how alike two articles are in matter.
 *
 * In: article.title, article.text (no annotations).  Out: vectors.  Never: looks at word order beyond two words.
 *
 * Six views of an article, each a TF-IDF vector of length 1, are laid side by side: all words, the words of title and
 * lead (where news says what happened), names (capitals inside a sentence), numbers, the title, and pairs of words.
 * Laid side by side with the square roots of the views' weights, one dot product is the weighted sum of cosines, so
 * one index serves them all.
 *
 * Rarity is counted in the articles at hand and in a small table of ordinary English (data/story_df.txt) that counts
 * as BACKGROUND_TEXTS further articles: with five articles it is nearly all that is known, with thousands nothing.
 * A term that only one article has says nothing of likeness and is left out, from the length too.
 *
 * A term is known by 64 bits of hash alone (XXH3 of view and word): with some millions of terms two fall together once
 * in a million runs, and then two rare words are taken for one.
 *
 * Cost: linear in bytes; while it runs, 8 bytes for each different term of an article and some 40 for each different
 * term of all.  Source: Salton and Buckley, "Term-weighting approaches in automatic text retrieval" (1988);
 * views of title, lead, entities: Miranda et al., "Multilingual Clustering of Streaming News" (EMNLP 2018).
 */
#include <math.h>
#include <stdlib.h>

#include "base/map.h"
#include "data/data.h"
#include "story/story_parts.h"

#define BACKGROUND_TEXTS 30.0 /* what the table of ordinary English weighs, in articles */
#define IDF_FLOOR 0.05
#define IDF_POWER 1.1
#define IDF_LESS 0.6  /* taken off each term's rarity: middling words bring noise */
#define NAME_WEIGHT 3 /* of a word that is mostly written as a name, in title and lead */
#define LEAD_WORDS 60
#define TITLE_BYTES 80 /* of the text, where there is no title */
#define MAX_TOKEN 40   /* bytes; longer ones are addresses and noise */
#define MAX_COUNT 60000
#define MAX_TEXT (1u << 20) /* bytes of one article that are read */

typedef enum view { WORDS, LEAD, NAMES, NUMBERS, TITLE, PAIRS, VIEWS } view;
static const double view_weight[VIEWS] = { 0.5, 0.25, 0.12, 0.06, 0.12, 0.25 };

typedef struct count {
    uint32_t term;
    uint16_t view, n; /* n: at most MAX_COUNT */
} count;

typedef struct term {
    uint64_t hash;
    uint32_t df;
    uint32_t last;  /* 1 + last article that had it */
    uint32_t place; /* index into its counts */
    uint16_t known; /* texts of ordinary English that have it */
    uint8_t view;
} term;

typedef struct vocabulary {
    STM_VEC(term) terms;
    uint32_t *slots; /* term id + 1 by hash; 0: free */
    uint32_t n_slots;
    stm_map background;
    double background_texts;
} vocabulary;

typedef STM_VEC(count) counts;
typedef struct article_counts {
    const count *at;
    uint32_t n;
} article_counts;

static bool is_letter(unsigned char c) { return (c | 32) >= 'a' && (c | 32) <= 'z'; }

static bool is_digit(unsigned char c) { return c >= '0' && c <= '9'; }

/* Letters, digits and the bytes of letters beyond ASCII; general punctuation (E2 80 xx) parts words. */
static size_t word_bytes(const char *p, const char *end)
{
    unsigned char c = (unsigned char)*p;
    if (is_letter(c) || is_digit(c)) {
        return 1;
    }
    if (c >= 0xC3 && c <= 0xF4 && c != 0xE2 && c != 0xEF) {
        size_t n = c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
        return (size_t)(end - p) >= n ? n : 0;
    }
    return 0;
}

/* A light suffix stripper: enough to bring the forms of one word together, and cheap. */
static size_t stem_length(const char *w, size_t n)
{
    static const char *const ends[] = { "ingly", "edly", "ings", "ing", "ies", "ied", "ed", "es", "ly", "s" };
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        size_t m = strlen(ends[i]);
        if (n >= m + 3 && memcmp(w + n - m, ends[i], m) == 0) {
            return n - m;
        }
    }
    return n;
}

static void grow(stm_arena *arena, vocabulary *v)
{
    uint32_t n = v->n_slots == 0 ? 1u << 14 : 2 * v->n_slots;
    uint32_t *slots = STM_NEW_ARRAY(arena, uint32_t, n);
    for (uint32_t id = 0; id < v->terms.n; id++) {
        uint32_t k = (uint32_t)v->terms.at[id].hash & (n - 1);
        while (slots[k] != 0) {
            k = (k + 1) & (n - 1);
        }
        slots[k] = id + 1;
    }
    v->slots = slots;
    v->n_slots = n;
}

static uint32_t known_texts(const vocabulary *v, view where, stm_str word)
{
    uint32_t known = where == PAIRS ? STM_NONE : stm_map_get(&v->background, word);
    return known == STM_NONE ? 1 : known > UINT16_MAX ? UINT16_MAX : known;
}

/* The hash of a word in one view; that of the same word in another follows from it. */
static uint64_t in_view(uint64_t hash, view where) { return hash ^ (uint64_t)where * UINT64_C(0x9E3779B97F4A7C15); }

static uint32_t term_id(const vocabulary *v, uint64_t hash, uint32_t *slot)
{
    uint32_t k = (uint32_t)hash & (v->n_slots - 1);
    while (v->slots[k] != 0 && v->terms.at[v->slots[k] - 1].hash != hash) {
        k = (k + 1) & (v->n_slots - 1);
    }
    *slot = k;
    return v->slots[k] == 0 ? STM_NONE : v->slots[k] - 1;
}

static void add(stm_arena *arena, vocabulary *v, counts *c, uint32_t article, view where, const char *key, size_t n)
{
    uint64_t hash = in_view(stm_hash(key, n), where);
    uint32_t id, slot;
    term *t;
    if (v->terms.n >= v->n_slots / 2) {
        grow(arena, v);
    }
    id = term_id(v, hash, &slot);
    if (id == STM_NONE) {
        v->slots[slot] = v->terms.n + 1;
        id = v->terms.n;
        t = stm_vec_add(arena, &v->terms);
        t->hash = hash;
        t->view = (uint8_t)where;
        t->known = (uint16_t)known_texts(v, where, (stm_str){ key, n });
    }
    t = &v->terms.at[id];
    if (t->last != article + 1) {
        t->last = article + 1;
        t->df++;
        t->place = c->n;
        stm_vec_push(arena, c, (count){ id, (uint16_t)where, 0 });
    }
    if (c->at[t->place].n < MAX_COUNT) {
        c->at[t->place].n++;
    }
}

/* Runs over one part of an article. `views`: bit set of the views that its words count in. */
static uint32_t read_part(stm_arena *arena, vocabulary *v, counts *c, uint32_t article, stm_str text, uint32_t views,
                          uint32_t lead_left)
{
    const char *p = text.p, *end = text.p + (text.n < MAX_TEXT ? text.n : MAX_TEXT);
    char key[2 * MAX_TOKEN + 2];
    size_t before = 0; /* bytes of the word before, kept at the start of `key`; 0: none */
    bool start = true; /* of a sentence */
    while (p < end) {
        size_t n = 0, step;
        char *word = key + before + (before != 0);
        const char *from = p;
        bool number;
        while (p < end && (step = word_bytes(p, end)) != 0) {
            for (size_t i = 0; i < step; i++, p++) {
                if (n < MAX_TOKEN) {
                    word[n++] = is_letter((unsigned char)*p) ? (char)(*p | 32) : *p;
                }
            }
            if (p + 1 < end && (*p == '.' || *p == ',') && is_digit((unsigned char)p[-1]) &&
                is_digit((unsigned char)p[1])) {
                word[n < MAX_TOKEN ? n++ : n - 1] = *p;
                p++;
            }
        }
        if (n == 0) {
            if (*p == '.' || *p == '!' || *p == '?' || *p == '\n') {
                start = true;
                before = 0;
            }
            p++;
            continue;
        }
        number = is_digit((unsigned char)*from);
        if (number && (views & 1u << WORDS)) {
            add(arena, v, c, article, NUMBERS, word, n);
        }
        if (n < 2) {
            before = 0;
            start = false;
            continue;
        }
        n = stem_length(word, n);
        if (views & 1u << WORDS) {
            add(arena, v, c, article, WORDS, word, n);
        }
        if ((views & 1u << LEAD) && lead_left > 0) {
            lead_left--;
            add(arena, v, c, article, LEAD, word, n);
        }
        if ((views & 1u << NAMES) && !start && *from >= 'A' && *from <= 'Z') {
            add(arena, v, c, article, NAMES, word, n);
        }
        if (views & 1u << TITLE) {
            add(arena, v, c, article, TITLE, word, n);
        }
        if ((views & 1u << PAIRS) && before != 0) {
            key[before] = ' ';
            add(arena, v, c, article, PAIRS, key, before + 1 + n);
        }
        memmove(key, word, n);
        before = n;
        start = false;
    }
    return lead_left;
}

static void read_background(stm_arena *arena, vocabulary *v)
{
    stm_str all = { stm_data_story_df, stm_data_story_df_size };
    size_t at = 0;
    v->background_texts = 1;
    while (at < all.n) {
        size_t end = stm_str_find(all, STM_STR("\n"), at), space;
        stm_str line;
        end = end == SIZE_MAX ? all.n : end;
        line = (stm_str){ all.p + at, end - at };
        at = end + 1;
        space = stm_str_find(line, STM_STR(" "), 0);
        if (line.n == 0 || line.p[0] == '#' || space == SIZE_MAX) {
            continue;
        }
        if (stm_str_starts(line, "= ")) {
            v->background_texts = strtod(line.p + 2, NULL);
        } else {
            *stm_map_put(arena, &v->background, (stm_str){ line.p, space }, 0) =
                (uint32_t)strtoul(line.p + space, NULL, 10);
        }
    }
}

static double rarity(const vocabulary *v, const term *t, uint32_t n)
{
    double share = BACKGROUND_TEXTS / v->background_texts;
    double df = t->df + share * t->known;
    double ratio = (n + BACKGROUND_TEXTS) / df;
    double idf = ratio > 2 ? pow(log(ratio), IDF_POWER) - IDF_LESS : 0;
    return t->df < 2 || ratio <= 2 ? 0 : idf > IDF_FLOOR ? idf : IDF_FLOOR;
}

static int by_term(const void *a, const void *b)
{
    uint32_t x = ((const stm_term_weight *)a)->term, y = ((const stm_term_weight *)b)->term;
    return (x > y) - (x < y);
}

/* The counts of one article, in an array of their own size. */
static article_counts count_article(stm_arena *arena, vocabulary *v, counts *c, const stm_article *a, uint32_t article)
{
    stm_str title = a->title.p == NULL ? STM_STR("") : a->title;
    stm_str head = { a->text.p, a->text.n < TITLE_BYTES ? a->text.n : TITLE_BYTES };
    uint32_t left = LEAD_WORDS;
    bool inside =
        title.n > 0 && stm_str_find((stm_str){ a->text.p, head.n + title.n < a->text.n ? head.n + title.n : a->text.n },
                                    title, 0) != SIZE_MAX;
    count *kept;
    c->n = 0;
    /* A title that is the text's own first line is read there; its words count once. */
    if (title.n > 0) {
        uint32_t words = 1u << WORDS | 1u << LEAD | 1u << NAMES | 1u << PAIRS;
        left = read_part(arena, v, c, article, title, 1u << TITLE | (inside ? 0 : words), left);
    } else {
        (void)read_part(arena, v, c, article, head, 1u << TITLE, 0);
    }
    (void)read_part(arena, v, c, article, a->text, 1u << WORDS | 1u << LEAD | 1u << NAMES | 1u << PAIRS,
                    left > 10 ? left : 10);
    kept = STM_NEW_ARRAY(arena, count, (size_t)c->n + 1);
    if (c->n > 0) {
        memcpy(kept, c->at, c->n * sizeof *kept);
    }
    return (article_counts){ kept, c->n };
}

static void weigh(stm_arena *arena, const double *idf, article_counts of, stm_term_vector *to)
{
    double square[VIEWS] = { 0 };
    uint32_t n = 0;
    for (uint32_t k = 0; k < of.n; k++) {
        double w = idf[of.at[k].term] * (1 + log(of.at[k].n));
        square[of.at[k].view] += w * w;
        n += w > 0;
    }
    to->terms.at = STM_NEW_ARRAY(arena, stm_term_weight, (size_t)n + 1);
    to->terms.cap = n + 1;
    for (uint32_t k = 0; k < of.n; k++) {
        const count *c = &of.at[k];
        if (idf[c->term] > 0) {
            double w = idf[c->term] * (1 + log(c->n)) / sqrt(square[c->view]);
            to->terms.at[to->terms.n++] = (stm_term_weight){ c->term, (float)(w * sqrt(view_weight[c->view])) };
        }
    }
    qsort(to->terms.at, to->terms.n, sizeof *to->terms.at, by_term);
}

static uint32_t seen_in(const vocabulary *v, const term *t, view where)
{
    uint32_t slot;
    return term_id(v, in_view(in_view(t->hash, (view)t->view), where), &slot);
}

/* What title and lead say: their words, by the ids of the view WORDS, names counting NAME_WEIGHT times. */
static void lead_of(stm_arena *arena, const vocabulary *v, const double *idf, article_counts of, stm_lead *to)
{
    for (uint32_t k = 0; k < of.n; k++) {
        const term *t = &v->terms.at[of.at[k].term];
        uint32_t word, name;
        double w;
        if (of.at[k].view != LEAD && of.at[k].view != TITLE) {
            continue;
        }
        word = seen_in(v, t, WORDS);
        w = word == STM_NONE ? 0 : idf[word];
        if (w > 0) {
            name = seen_in(v, t, NAMES);
            w *= name != STM_NONE && v->terms.at[name].df * 2 > v->terms.at[word].df ? NAME_WEIGHT : 1;
            stm_vec_push(arena, &to->terms, (stm_term_weight){ word, (float)w });
            to->sum += w;
        }
    }
    if (to->terms.n > 0) {
        qsort(to->terms.at, to->terms.n, sizeof *to->terms.at, by_term);
    }
}

void stm_story_terms(stm_arena *arena, stm_article *const *articles, uint32_t n, stm_term_vectors *out)
{
    vocabulary v = { 0 };
    article_counts *of = STM_NEW_ARRAY(arena, article_counts, n);
    counts scratch = { 0 };
    double *idf;
    read_background(arena, &v);
    for (uint32_t i = 0; i < n; i++) {
        of[i] = count_article(arena, &v, &scratch, articles[i], i);
    }
    idf = STM_NEW_ARRAY(arena, double, v.terms.n);
    for (uint32_t t = 0; t < v.terms.n; t++) {
        idf[t] = rarity(&v, &v.terms.at[t], n);
    }
    out->at = STM_NEW_ARRAY(arena, stm_term_vector, n);
    out->lead = STM_NEW_ARRAY(arena, stm_lead, n);
    out->n = n;
    out->n_terms = v.terms.n;
    for (uint32_t i = 0; i < n; i++) {
        weigh(arena, idf, of[i], &out->at[i]);
        lead_of(arena, &v, idf, of[i], &out->lead[i]);
    }
}
