/* story_terms.c: one sparse vector per article, whose dot products say how alike two articles are in matter.
 *
 * In: articles.  Out: vectors.  Never: anything that depends on threads.
 *
 * The views of an article (story_count.c), each a TF-IDF vector of length 1, are laid side by side, times the square
 * roots of the views' weights: one dot product is then the weighted sum of cosines, and one index serves them all.
 *
 * Rarity is counted in the articles at hand and in a small table of ordinary English (data/story_df.txt) that counts
 * as BACKGROUND_TEXTS further articles: with five articles it is nearly all that is known, with thousands nothing.
 * A term that only one article has says nothing of likeness and is left out, from the length too. Most terms are such
 * ones, and they are never put into a table: two sets of bits, "seen" and "seen again", let through what may matter.
 *
 * Invariants: (1) terms are numbered by descending count of articles, then by part and first article. (2) a part of the
 * terms is the work of one lane, so no two write to one place.
 * Cost: linear in terms; while it runs, 10 bytes for each different term of an article and some 30 for each term that
 * two articles have.  Source: Salton and Buckley, "Term-weighting approaches in automatic text retrieval" (1988); views
 * of title, lead, entities: Miranda et al., "Multilingual Clustering of Streaming News" (EMNLP 2018).
 */
#include <math.h>
#include <stdlib.h>

#include "base/map.h"
#include "data/data.h"
#include "story/story_parts.h"

#define BACKGROUND_TEXTS 30.0 /* what the table of ordinary English weighs, in articles */
#define IDF_FLOOR 0.05
#define IDF_POWER 1.1
#define IDF_LESS 0.6     /* taken off each term's rarity: middling words bring noise */
#define NAME_WEIGHT 3    /* of a word that is mostly written as a name, in title and lead */
#define MAX_POSTINGS 300 /* articles that have a rare term, at most */
#define STRETCH 32       /* articles that a lane takes at a time */
#define LOGS 64

static const double view_weight[STM_VIEWS] = { 0.5, 0.25, 0.12, 0.06, 0.12, 0.25 };

typedef struct term {
    uint64_t hash;
    uint32_t df;
    uint32_t view;
} term;

typedef struct value {
    uint32_t id; /* number of the term, STM_NONE where one article has it */
    float idf;
} value;

typedef struct part {
    STM_VEC(term) terms;
    uint32_t *slots; /* index into terms + 1 by hash; 0: free */
    uint32_t n_slots;
    value *value; /* by index into terms */
} part;

typedef struct background_word {
    uint64_t hash;
    uint32_t texts;
} background_word;

typedef struct background {
    background_word *slots; /* texts 0: free */
    uint32_t n_slots;
    double texts;
} background;

typedef struct terms_call {
    stm_article *const *articles;
    uint32_t n;
    stm_term_counter *counters[STM_CREW_MAX];
    stm_term_counts *counts; /* by article */
    part parts[STM_STORY_PARTS];
    background english;
    stm_term_vectors *out;
    double logs[LOGS];
    stm_term_weight **room, **lead_room; /* by article: where its vector and its lead are written */
    uint32_t *n_room;
} terms_call;

/* ---- ordinary English ------------------------------------------------------------------------------------- */

static uint32_t background_slot(const background *b, uint64_t hash)
{
    uint32_t k = (uint32_t)hash & (b->n_slots - 1);
    while (b->slots[k].texts != 0 && b->slots[k].hash != hash) {
        k = (k + 1) & (b->n_slots - 1);
    }
    return k;
}

static void read_background(stm_arena *arena, background *b)
{
    stm_str all = { stm_data_story_df, stm_data_story_df_size };
    size_t at = 0;
    uint32_t lines = 0;
    for (size_t i = 0; i < all.n; i++) {
        lines += all.p[i] == '\n';
    }
    b->texts = 1;
    b->n_slots = 16;
    while (b->n_slots < 2 * lines) {
        b->n_slots *= 2;
    }
    b->slots = STM_NEW_ARRAY(arena, background_word, b->n_slots);
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
            b->texts = strtod(line.p + 2, NULL);
        } else {
            uint64_t hash = stm_hash(line.p, space);
            b->slots[background_slot(b, hash)] = (background_word){ hash, (uint32_t)strtoul(line.p + space, NULL, 10) };
        }
    }
}

static double rarity(const background *english, const term *t, uint32_t n)
{
    const background_word *w =
        &english->slots[background_slot(english, stm_term_hash(t->hash, (stm_term_view)t->view))];
    uint32_t known = t->view == STM_VIEW_PAIRS || w->texts == 0 ? 1 : w->texts;
    double df = t->df + BACKGROUND_TEXTS / english->texts * known;
    double ratio = (n + BACKGROUND_TEXTS) / df;
    double idf = ratio > 2 ? pow(log(ratio), IDF_POWER) - IDF_LESS : 0;
    return t->df < 2 || ratio <= 2 ? 0 : idf > IDF_FLOOR ? idf : IDF_FLOOR;
}

/* ---- one part of the terms -------------------------------------------------------------------------------- */

static uint32_t term_slot(const part *p, uint64_t hash)
{
    uint32_t k = (uint32_t)hash & (p->n_slots - 1);
    while (p->slots[k] != 0 && p->terms.at[p->slots[k] - 1].hash != hash) {
        k = (k + 1) & (p->n_slots - 1);
    }
    return k;
}

static void grow(stm_arena *scratch, part *p)
{
    p->n_slots *= 2;
    p->slots = STM_NEW_ARRAY(scratch, uint32_t, p->n_slots);
    for (uint32_t i = 0; i < p->terms.n; i++) {
        p->slots[term_slot(p, p->terms.at[i].hash)] = i + 1;
    }
}

/* The place of a term among those of the part; STM_NONE: no two articles have it. */
static uint32_t place_of(stm_arena *scratch, part *p, uint64_t hash, uint32_t view)
{
    uint32_t slot = term_slot(p, hash);
    if (p->slots[slot] == 0) {
        if (p->terms.n >= p->n_slots / 2) {
            grow(scratch, p);
            slot = term_slot(p, hash);
        }
        p->slots[slot] = p->terms.n + 1;
        stm_vec_push(scratch, &p->terms, (term){ hash, 0, view });
    }
    return p->slots[slot] - 1;
}

static void do_part(void *arg, stm_arena *scratch, uint32_t lane, uint32_t item)
{
    terms_call *c = arg;
    part *p = &c->parts[item];
    uint64_t total = 0, *seen, *again;
    size_t words = 64;
    (void)lane;
    for (uint32_t i = 0; i < c->n; i++) {
        total += c->counts[i].start[item + 1] - c->counts[i].start[item];
    }
    while (words * 8 < total) { /* 8 bits a term: one in nine of those of one article is let through */
        words *= 2;
    }
    seen = STM_NEW_ARRAY(scratch, uint64_t, words);
    again = STM_NEW_ARRAY(scratch, uint64_t, words);
    for (uint32_t i = 0; i < c->n; i++) {
        const stm_term_counts *of = &c->counts[i];
        for (uint32_t k = of->start[item]; k < of->start[item + 1]; k++) {
            uint64_t bit = UINT64_C(1) << (of->hash[k] & 63);
            size_t at = (size_t)(of->hash[k] >> 6) & (words - 1);
            again[at] |= seen[at] & bit;
            seen[at] |= bit;
        }
    }
    p->n_slots = 1u << 10;
    p->slots = STM_NEW_ARRAY(scratch, uint32_t, p->n_slots);
    for (uint32_t i = 0; i < c->n; i++) {
        const stm_term_counts *of = &c->counts[i];
        for (uint32_t k = of->start[item]; k < of->start[item + 1]; k++) {
            uint64_t hash = of->hash[k];
            uint32_t place = STM_NONE;
            if ((again[(size_t)(hash >> 6) & (words - 1)] >> (hash & 63) & 1) != 0) {
                place = place_of(scratch, p, hash, of->what[k] & 7);
                p->terms.at[place].df++;
            }
            of->hash[k] = place;
        }
    }
    p->value = STM_NEW_ARRAY(scratch, value, (size_t)p->terms.n + 1);
    for (uint32_t t = 0; t < p->terms.n; t++) {
        p->value[t].idf = (float)rarity(&c->english, &p->terms.at[t], c->n);
    }
}

/* Numbers the terms, the most frequent first. */
static void number_terms(stm_arena *arena, terms_call *c)
{
    uint32_t *at = STM_NEW_ARRAY(arena, uint32_t, (size_t)c->n + 2), n = 0;
    for (uint32_t p = 0; p < STM_STORY_PARTS; p++) {
        for (uint32_t t = 0; t < c->parts[p].terms.n; t++) {
            at[c->parts[p].terms.at[t].df] += c->parts[p].value[t].idf > 0;
        }
    }
    for (uint32_t df = c->n; df >= 2; df--) {
        uint32_t many = at[df];
        at[df] = n;
        n += many;
        c->out->first_rare = df > MAX_POSTINGS ? n : c->out->first_rare;
    }
    c->out->n_terms = n;
    c->out->df = STM_NEW_ARRAY(arena, uint32_t, (size_t)n + 1);
    for (uint32_t p = 0; p < STM_STORY_PARTS; p++) {
        for (uint32_t t = 0; t < c->parts[p].terms.n; t++) {
            uint32_t df = c->parts[p].terms.at[t].df;
            value *x = &c->parts[p].value[t];
            x->id = x->idf > 0 ? at[df]++ : STM_NONE;
            if (x->id != STM_NONE) {
                c->out->df[x->id] = df;
            }
        }
    }
}

/* ---- one article ------------------------------------------------------------------------------------------ */

static double more_for(const terms_call *c, uint32_t times) { return times < LOGS ? c->logs[times] : 1 + log(times); }

static const term *known(const terms_call *c, uint64_t hash, value *of)
{
    const part *p = &c->parts[stm_term_part(hash)];
    uint32_t place = p->slots[term_slot(p, hash)];
    *of = place == 0 ? (value){ STM_NONE, 0 } : p->value[place - 1];
    return place == 0 ? NULL : &p->terms.at[place - 1];
}

static void weigh(terms_call *c, uint32_t article)
{
    const stm_term_counts *of = &c->counts[article];
    uint32_t room = c->n_room[article], front = 0, back = room;
    stm_term_weight *to = c->room[article];
    double square[STM_VIEWS] = { 0 };
    for (uint32_t p = 0; p < STM_STORY_PARTS; p++) {
        for (uint32_t k = of->start[p]; k < of->start[p + 1]; k++) {
            if (of->hash[k] != STM_NONE) {
                double w = c->parts[p].value[of->hash[k]].idf * more_for(c, of->what[k] >> 3);
                square[of->what[k] & 7] += w * w;
            }
        }
    }
    for (uint32_t v = 0; v < STM_VIEWS; v++) {
        square[v] = square[v] > 0 ? sqrt(view_weight[v] / square[v]) : 0;
    }
    for (uint32_t p = 0; p < STM_STORY_PARTS; p++) {
        for (uint32_t k = of->start[p]; k < of->start[p + 1]; k++) {
            value x = of->hash[k] == STM_NONE ? (value){ STM_NONE, 0 } : c->parts[p].value[of->hash[k]];
            if (x.id != STM_NONE) {
                double w = x.idf * more_for(c, of->what[k] >> 3) * square[of->what[k] & 7];
                to[x.id < c->out->first_rare ? front++ : --back] = (stm_term_weight){ x.id, (float)w };
            }
        }
    }
    c->out->at[article] = (stm_term_vector){ to, to + back, front, room - back };
}

/* What title and lead say: their words, by the ids of the view WORDS, names counting NAME_WEIGHT times. */
static void lead_of(terms_call *c, uint32_t article)
{
    const stm_term_counts *of = &c->counts[article];
    stm_lead lead = { c->lead_room[article], 0, 0 };
    for (uint32_t k = 0; k < of->n_lead; k++) {
        value is, is_name;
        const term *word = known(c, of->lead[k], &is), *name;
        double w = is.idf;
        if (is.id == STM_NONE) {
            continue;
        }
        name = known(c, stm_term_hash(of->lead[k], STM_VIEW_NAMES), &is_name);
        w *= name != NULL && name->df * 2 > word->df ? NAME_WEIGHT : 1;
        c->lead_room[article][lead.n++] = (stm_term_weight){ is.id, (float)w };
        lead.sum += w;
    }
    c->out->lead[article] = lead;
}

static uint32_t stretch_end(const terms_call *c, uint32_t item)
{
    return c->n - item * STRETCH < STRETCH ? c->n : (item + 1) * STRETCH;
}

static void count_stretch(void *arg, stm_arena *scratch, uint32_t lane, uint32_t item)
{
    terms_call *c = arg;
    if (c->counters[lane] == NULL) {
        c->counters[lane] = stm_term_counter_new(scratch);
    }
    for (uint32_t i = item * STRETCH; i < stretch_end(c, item); i++) {
        stm_term_count(scratch, c->counters[lane], c->articles[i], &c->counts[i]);
    }
}

static void weigh_stretch(void *arg, stm_arena *scratch, uint32_t lane, uint32_t item)
{
    terms_call *c = arg;
    (void)scratch;
    (void)lane;
    for (uint32_t i = item * STRETCH; i < stretch_end(c, item); i++) {
        weigh(c, i);
        lead_of(c, i);
    }
}

void stm_story_terms(stm_arena *arena, stm_story_lanes *lanes, stm_article *const *articles, uint32_t n,
                     stm_term_vectors *out)
{
    terms_call *c = STM_NEW(arena, terms_call);
    c->articles = articles;
    c->n = n;
    c->counts = STM_NEW_ARRAY(arena, stm_term_counts, n);
    c->out = out;
    for (uint32_t i = 1; i < LOGS; i++) {
        c->logs[i] = 1 + log(i);
    }
    read_background(arena, &c->english);
    stm_story_crew(arena, lanes, (n + STRETCH - 1) / STRETCH, count_stretch, c);
    stm_story_crew(arena, lanes, STM_STORY_PARTS, do_part, c);
    *out = (stm_term_vectors){ .n = n };
    number_terms(arena, c);
    out->at = STM_NEW_ARRAY(arena, stm_term_vector, n);
    out->lead = STM_NEW_ARRAY(arena, stm_lead, n);
    c->room = STM_NEW_ARRAY(arena, stm_term_weight *, n);
    c->n_room = STM_NEW_ARRAY(arena, uint32_t, n);
    c->lead_room = STM_NEW_ARRAY(arena, stm_term_weight *, n);
    out->weekdays = STM_NEW_ARRAY(arena, uint8_t, n);
    out->day = STM_NEW_ARRAY(arena, int32_t, n);
    for (uint32_t i = 0; i < n; i++) {
        out->weekdays[i] = (uint8_t)c->counts[i].weekdays;
        out->day[i] = articles[i]->published_day;
        for (uint32_t k = 0; k < c->counts[i].start[STM_STORY_PARTS]; k++) {
            c->n_room[i] += c->counts[i].hash[k] != STM_NONE;
        }
        c->room[i] = stm_arena_raw(arena, (size_t)c->n_room[i] + 1, sizeof(stm_term_weight));
        c->lead_room[i] = stm_arena_raw(arena, (size_t)c->counts[i].n_lead + 1, sizeof(stm_term_weight));
    }
    stm_story_crew(arena, lanes, (n + STRETCH - 1) / STRETCH, weigh_stretch, c);
    for (uint32_t k = 0; k < STM_CREW_MAX; k++) {
        stm_arena_fini(&lanes->arena[k]); /* the counts and the tables: most of what was needed */
    }
}
