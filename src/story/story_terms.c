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
 * Cost: linear in bytes.  Source: Salton and Buckley, "Term-weighting approaches in automatic text retrieval" (1988);
 * views of title, lead, entities: Miranda et al., "Multilingual Clustering of Streaming News" (EMNLP 2018).
 */
#include <math.h>
#include <stdlib.h>

#include "base/map.h"
#include "data/data.h"
#include "story/story_parts.h"

#define BACKGROUND_TEXTS 30.0 /* what the table of ordinary English weighs, in articles */
#define IDF_FLOOR 0.05
#define IDF_LESS 0.3 /* taken off each term's rarity: middling words bring noise */
#define LEAD_WORDS 60
#define TITLE_BYTES 80      /* of the text, where there is no title */
#define MAX_TOKEN 40        /* bytes; longer ones are addresses and noise */
#define MAX_TEXT (1u << 20) /* bytes of one article that are read */

typedef enum view { WORDS, LEAD, NAMES, NUMBERS, TITLE, PAIRS, VIEWS } view;
static const double view_weight[VIEWS] = { 0.4, 0.2, 0.2, 0.1, 0.2, 0.2 };

typedef struct count {
    uint32_t term, view, n;
} count;

typedef struct vocabulary {
    stm_map terms; /* "v" + stem: value is the term id */
    STM_VEC(uint32_t) df;
    STM_VEC(uint32_t) last;  /* 1 + last article that had it */
    STM_VEC(uint32_t) place; /* index into its counts */
    stm_map background;
    double background_texts;
} vocabulary;

typedef STM_VEC(count) counts;

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

static void add(stm_arena *arena, vocabulary *v, counts *c, uint32_t article, view where, const char *key, size_t n)
{
    char buf[2 * MAX_TOKEN + 4];
    uint32_t id;
    stm_str k = { buf, n + 1 };
    buf[0] = (char)('a' + (int)where);
    memcpy(buf + 1, key, n);
    id = stm_map_get(&v->terms, k);
    if (id == STM_NONE) {
        id = v->df.n;
        *stm_map_put(arena, &v->terms, stm_str_dup(arena, k), id) = id;
        stm_vec_push(arena, &v->df, 0);
        stm_vec_push(arena, &v->last, 0);
        stm_vec_push(arena, &v->place, 0);
    }
    if (v->last.at[id] != article + 1) {
        v->last.at[id] = article + 1;
        v->df.at[id]++;
        v->place.at[id] = c->n;
        stm_vec_push(arena, c, (count){ id, where, 0 });
    }
    c->at[v->place.at[id]].n++;
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

static double rarity(const vocabulary *v, uint32_t term, uint32_t n)
{
    double share = BACKGROUND_TEXTS / v->background_texts;
    stm_str key = v->terms.items.at[term].key;
    uint32_t known = stm_map_get(&v->background, (stm_str){ key.p + 1, key.n - 1 });
    double df = v->df.at[term] + share * (known == STM_NONE || key.p[0] == 'a' + PAIRS ? 1 : known);
    double ratio = (n + BACKGROUND_TEXTS) / df;
    double idf = ratio > 2 ? log(ratio) - IDF_LESS : 0;
    return v->df.at[term] < 2 || ratio <= 2 ? 0 : idf > IDF_FLOOR ? idf : IDF_FLOOR;
}

static int by_term(const void *a, const void *b)
{
    uint32_t x = ((const stm_term_weight *)a)->term, y = ((const stm_term_weight *)b)->term;
    return (x > y) - (x < y);
}

void stm_story_terms(stm_arena *arena, stm_article *const *articles, uint32_t n, stm_term_vectors *out)
{
    vocabulary v = { 0 };
    counts *of = STM_NEW_ARRAY(arena, counts, n);
    double *idf;
    read_background(arena, &v);
    for (uint32_t i = 0; i < n; i++) {
        const stm_article *a = articles[i];
        stm_str title = a->title.p == NULL ? STM_STR("") : a->title;
        stm_str head = { a->text.p, a->text.n < TITLE_BYTES ? a->text.n : TITLE_BYTES };
        uint32_t left = LEAD_WORDS;
        bool inside = title.n > 0 &&
                      stm_str_find((stm_str){ a->text.p, head.n + title.n < a->text.n ? head.n + title.n : a->text.n },
                                   title, 0) != SIZE_MAX;
        /* A title that is the text's own first line is read there; its words count once. */
        if (title.n > 0) {
            uint32_t words = 1u << WORDS | 1u << LEAD | 1u << NAMES | 1u << PAIRS;
            left = read_part(arena, &v, &of[i], i, title, 1u << TITLE | (inside ? 0 : words), left);
        } else {
            (void)read_part(arena, &v, &of[i], i, head, 1u << TITLE, 0);
        }
        (void)read_part(arena, &v, &of[i], i, a->text, 1u << WORDS | 1u << LEAD | 1u << NAMES | 1u << PAIRS,
                        left > 10 ? left : 10);
    }
    idf = STM_NEW_ARRAY(arena, double, v.df.n);
    for (uint32_t t = 0; t < v.df.n; t++) {
        idf[t] = rarity(&v, t, n);
    }
    out->at = STM_NEW_ARRAY(arena, stm_term_vector, n);
    out->n = n;
    out->n_terms = v.df.n;
    for (uint32_t i = 0; i < n; i++) {
        double square[VIEWS] = { 0 };
        stm_term_vector *to = &out->at[i];
        for (uint32_t k = 0; k < of[i].n; k++) {
            const count *c = &of[i].at[k];
            double w = idf[c->term] * (1 + log(c->n));
            square[c->view] += w * w;
        }
        for (uint32_t k = 0; k < of[i].n; k++) {
            const count *c = &of[i].at[k];
            if (idf[c->term] > 0) {
                double w = idf[c->term] * (1 + log(c->n)) / sqrt(square[c->view]);
                stm_vec_push(arena, &to->terms, (stm_term_weight){ c->term, (float)(w * sqrt(view_weight[c->view])) });
            }
        }
        if (to->terms.n > 0) {
            qsort(to->terms.at, to->terms.n, sizeof *to->terms.at, by_term);
        }
    }
}
