/* record_changes.c: what changed between two editions of one text: the silent corrections.
 *
 * In: pairs of one line with aligned passages, sentences, matters.  Out: statements of status `changed`.
 *
 * Sentences that stand beside each other are compared word by word. A change counts where it can change what a reader
 * believes: a name, number, day, source, a word of doubt or denial, or a content word that no synonym stands in for.
 * Never counted: marks, spelling, articles and auxiliaries, a name shortened or a pronoun put for it, an abbreviation.
 * Sentences that no passage covers are put beside each other where verb, subject and most words are the same.
 * The same change between several pairs of a family is one statement with a reading of each article.
 * Cost: words times words of two sentences, for the sentences that passages put side by side.
 */
#include <stdlib.h>

#include "record/record_words.h"

#define MAX_WORDS 160
#define LEAST_COMMON 0.45 /* of the shorter sentence's words */
#define LEAST_WEIGHT 1.8f /* of the terms that changed */
#define MANY_WORDS 9
#define REWRITTEN_DICE 0.35f /* of the matters of two sentences that no passage puts beside each other */
#define MAX_PHRASE 12 /* words that are quoted of a change */

typedef struct region {
    uint32_t a0, a1, b0, b1; /* token runs, half-open; of either side one may be empty */
} region;

typedef struct edition {
    uint32_t member, first, n; /* tokens of the sentence */
    stm_str low[MAX_WORDS];
} edition;

typedef struct changes {
    stm_map known; /* about + line: statement index */
} changes;

static void load(stm_work *w, uint32_t member, uint32_t sentence, edition *e)
{
    const stm_article *a = w->article[member];
    const stm_sentence *s = &a->sentences.at[sentence];
    e->member = member;
    e->first = s->first_token;
    e->n = s->n_tokens < MAX_WORDS ? s->n_tokens : MAX_WORDS;
    for (uint32_t i = 0; i < e->n; i++) {
        e->low[i] = stm_str_sub(w->lower[member], a->tokens.at[s->first_token + i].at);
    }
}

static bool is_word(stm_str s)
{
    unsigned char c = s.n == 0 ? 0 : (unsigned char)s.p[0];
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 0xC3 && c != 0xE2);
}

/* ---- the comparison of two sentences --------------------------------------------------------------------- */

/* Of "was fired last week was arrested" the words added are "was fired last week", not "fired last week was". */
static void slide(const stm_work *w, const edition *e, uint32_t *from, uint32_t *to, uint32_t *there, uint32_t *there_end)
{
    while (*there == *there_end && *there > 0 && *from > 0 && *to > *from + 1 &&
           stm_str_eq(e->low[*from - 1], e->low[*to - 1])) {
        uint8_t upos = w->article[e->member]->tokens.at[e->first + *to - 1].upos;
        if (upos != STM_AUX && upos != STM_DET && upos != STM_ADP && upos != STM_PART && upos != STM_CCONJ) {
            return;
        }
        --*from;
        --*to;
        --*there;
        --*there_end;
    }
}

static uint32_t regions_of(stm_work *w, const edition *a, const edition *b, region *out, uint32_t max, uint32_t *same)
{
    uint32_t wide = b->n + 1, n = 0, i = 0, k = 0;
    uint16_t *t = stm_word_table(w);
    *same = 0;
    memset(&t[a->n * wide], 0, sizeof *t * wide);
    for (uint32_t x = 0; x < a->n; x++) {
        t[x * wide + b->n] = 0;
    }
    for (uint32_t x = a->n; x-- > 0;) {
        for (uint32_t y = b->n; y-- > 0;) {
            uint16_t skip = t[(x + 1) * wide + y] > t[x * wide + y + 1] ? t[(x + 1) * wide + y] : t[x * wide + y + 1];
            t[x * wide + y] = stm_str_eq(a->low[x], b->low[y]) ? (uint16_t)(t[(x + 1) * wide + y + 1] + 1) : skip;
        }
    }
    while (i < a->n || k < b->n) {
        region r = { i, i, k, k };
        while (i < a->n || k < b->n) {
            if (i < a->n && k < b->n && stm_str_eq(a->low[i], b->low[k])) {
                break;
            }
            if (k >= b->n || (i < a->n && t[(i + 1) * wide + k] >= t[i * wide + k + 1])) {
                i++;
            } else {
                k++;
            }
        }
        r.a1 = i;
        r.b1 = k;
        slide(w, a, &r.a0, &r.a1, &r.b0, &r.b1);
        slide(w, b, &r.b0, &r.b1, &r.a0, &r.a1);
        if ((r.a1 > r.a0 || r.b1 > r.b0) && n < max) {
            out[n++] = r;
        }
        while (i < a->n && k < b->n && stm_str_eq(a->low[i], b->low[k])) {
            *same += is_word(a->low[i]);
            i++;
            k++;
        }
    }
    return n;
}

static stm_span run_span(const stm_work *w, const edition *e, uint32_t from, uint32_t to)
{
    const stm_article *a = w->article[e->member];
    return (stm_span){ a->tokens.at[e->first + from].at.start, a->tokens.at[e->first + to - 1].at.end };
}

/* The sentence with the ones before and after it. */
static stm_span around(const stm_work *w, const edition *e)
{
    const stm_article *a = w->article[e->member];
    uint32_t s = a->tokens.at[e->first].sentence;
    uint32_t from = s > 0 ? s - 1 : 0, to = s + 1 < a->sentences.n ? s + 1 : s;
    return (stm_span){ a->sentences.at[from].at.start, a->sentences.at[to].at.end };
}

static float new_weight(const stm_work *w, const stm_matter *of, const stm_matter *beside)
{
    stm_likeness like = stm_matter_compare(w, of, beside);
    return of->weight - like.shared;
}

static bool same_letters(stm_str a, stm_str b)
{
    size_t i = 0, k = 0;
    for (;;) {
        while (i < a.n && (a.p[i] == '.' || a.p[i] == '-' || a.p[i] == ' ')) {
            i++;
        }
        while (k < b.n && (b.p[k] == '.' || b.p[k] == '-' || b.p[k] == ' ')) {
            k++;
        }
        if (i == a.n || k == b.n || a.p[i] != b.p[k]) {
            return i == a.n && k == b.n;
        }
        i++;
        k++;
    }
}

static bool spelled_alike(stm_str a, stm_str b)
{
    size_t same = 0, most = a.n > b.n ? a.n : b.n, least = a.n < b.n ? a.n : b.n, tail = 0;
    while (same < least && a.p[same] == b.p[same]) {
        same++;
    }
    while (tail + same < least && a.p[a.n - 1 - tail] == b.p[b.n - 1 - tail]) {
        tail++;
    }
    return most >= 4 && same > 0 && most - same - tail <= 2 && a.p[0] >= 'a' && same + tail >= 3;
}

/* Every word of the run is part of a name that the other article's text around has too, or a title beside it. */
static bool name_only(const stm_work *w, const edition *e, uint32_t from, uint32_t to, const edition *other)
{
    const stm_article *a = w->article[e->member], *b = w->article[other->member];
    stm_span near = around(w, other);
    bool named = from == to;
    for (uint32_t i = from; i < to; i++) {
        uint32_t entity = w->at_token[e->member][e->first + i];
        stm_str form = stm_token_form(a, e->first + i);
        bool there = !is_word(e->low[i]) || stm_str_eqz(e->low[i], "the") || stm_str_eqz(e->low[i], "al") ||
                     (form.p[0] >= 'A' && form.p[0] <= 'Z');
        for (uint32_t t = stm_token_from(b, near.start);
             entity != STM_NONE && t < b->tokens.n && b->tokens.at[t].at.start < near.end; t++) {
            named = named || w->at_token[other->member][t] == entity;
        }
        if (!there) {
            return false;
        }
    }
    return named;
}

/* "said, adding" for "asserted": only how the speaker is brought in. */
static bool attribution_only(const stm_work *w, const edition *e, uint32_t from, uint32_t to)
{
    for (uint32_t i = from; i < to; i++) {
        stm_str l = w->article[e->member]->tokens.at[e->first + i].lemma;
        uint32_t c = l.p == NULL ? STM_NONE : stm_map_get(&w->words->classes, l);
        if (is_word(e->low[i]) && w->article[e->member]->tokens.at[e->first + i].upos == STM_VERB &&
            !w->attribution[e->member][e->first + i] && (c == STM_NONE || !(c & STM_WORD_PLAIN))) {
            return false;
        }
        if (is_word(e->low[i]) && w->article[e->member]->tokens.at[e->first + i].upos != STM_VERB &&
            w->article[e->member]->tokens.at[e->first + i].upos != STM_PRON) {
            return false;
        }
    }
    return from < to;
}

/* A word for speaking that takes a side. */
static bool loaded(const stm_work *w, const edition *e, uint32_t from, uint32_t to)
{
    for (uint32_t i = from; i < to; i++) {
        stm_str l = w->article[e->member]->tokens.at[e->first + i].lemma;
        if (l.p != NULL && stm_str_among(l, "claim allege admit concede confess acknowledge insist boast deny threaten")) {
            return true;
        }
    }
    return false;
}

/* The entity of the record that a name at this token stands for, or of the next within two tokens. */
static uint32_t named_at(const stm_work *w, const edition *e, uint32_t from, uint32_t to)
{
    uint32_t found = STM_NONE;
    for (uint32_t i = from; i < to + 2 && i < e->n && found == STM_NONE; i++) {
        found = w->article[e->member]->tokens.at[e->first + i].upos == STM_PROPN ? w->at_token[e->member][e->first + i]
                                                                                   : STM_NONE;
    }
    return found;
}

/* "Undersheriff James" before a surname, "III, 38" behind one: how somebody is brought in whom the other text has, too,
 * and brings in in another place. */
static bool brings_in(const stm_work *w, const edition *e, uint32_t from, uint32_t to, const edition *other)
{
    const stm_article *a = w->article[e->member], *b = w->article[other->member];
    uint32_t entity = from == to ? STM_NONE : named_at(w, e, from > 2 ? from - 2 : 0, to);
    bool there = from < to && stm_str_find(w->lower[other->member],
                                           stm_str_sub(w->lower[e->member], run_span(w, e, from, to)), 0) != SIZE_MAX;
    for (uint32_t i = 0; i < a->times.n && from < to; i++) {
        if (stm_span_meets(a->times.at[i].at, run_span(w, e, from, to))) {
            return false;
        }
    }
    for (uint32_t i = from; i < to; i++) {
        const stm_token *t = &a->tokens.at[e->first + i];
        stm_str form = stm_token_form(a, e->first + i);
        bool title = t->upos == STM_NOUN && i + 1 < e->n && a->tokens.at[e->first + i + 1].upos == STM_PROPN;
        bool digits = form.p[0] >= '0' && form.p[0] <= '9';
        if (is_word(e->low[i]) && t->upos != STM_PROPN && !title && !stm_str_among(form, "II III IV Jr Sr Jr. Sr.") &&
            (!digits || stm_str_find(w->lower[other->member], e->low[i], 0) == SIZE_MAX)) {
            return false;
        }
    }
    for (uint32_t t = 0; entity != STM_NONE && t < b->tokens.n && !there; t++) {
        there = w->at_token[other->member][t] == entity && b->tokens.at[t].upos == STM_PROPN;
    }
    return there;
}

/* "the coastal city of" before a name. */
static bool explains_place(const edition *e, uint32_t from, uint32_t to)
{
    return to - from >= 3 && to - from <= 5 && stm_str_eqz(e->low[from], "the") && stm_str_eqz(e->low[to - 1], "of") &&
           stm_str_among(e->low[to - 2], "city town village port province state region island suburb county district "
                                         "capital country nation hamlet area");
}

/* "had not yet regained" beside "had yet to regain". */
static bool not_yet(const edition *e, uint32_t from, uint32_t to, const edition *other)
{
    bool yet = false;
    for (uint32_t i = 0; i + 1 < other->n && !yet; i++) {
        yet = stm_str_eqz(other->low[i], "yet") && stm_str_eqz(other->low[i + 1], "to");
    }
    return yet && to == from + 1 && stm_str_eqz(e->low[from], "not");
}

/* One verb for another of which one says less surely that it comes about: "plans to meet", "expects to meet". */
static bool other_intent(const stm_work *w, const edition *a, uint32_t i, const edition *b, uint32_t k)
{
    static const char *const words = "plan intend expect hope want agree promise vow refuse decline try attempt seek "
                                     "threaten offer consider prepare demand order claim admit concede insist";
    const stm_token *x = &w->article[a->member]->tokens.at[a->first + i];
    const stm_token *y = &w->article[b->member]->tokens.at[b->first + k];
    return x->upos == STM_VERB && y->upos == STM_VERB && x->lemma.p != NULL && y->lemma.p != NULL &&
           !stm_str_eq(x->lemma, y->lemma) && stm_str_among(x->lemma, words) && stm_str_among(y->lemma, words);
}

static bool one_place(const stm_work *w, const edition *e, uint32_t from, uint32_t to)
{
    for (uint32_t i = from; i < to; i++) {
        uint32_t entity = w->at_token[e->member][e->first + i];
        if (is_word(e->low[i]) && !stm_str_eqz(e->low[i], "the") &&
            (entity == STM_NONE || w->record->entities.at[entity].kind != STM_PLACE)) {
            return false;
        }
    }
    return from < to;
}

static bool in_furniture(const stm_work *w, const edition *e, uint32_t from, uint32_t to)
{
    const stm_article *a = w->article[e->member];
    stm_span s;
    if (from == to) {
        return false;
    }
    s = run_span(w, e, from, to);
    if (stm_span_some(a->dateline) && stm_span_meets(a->dateline, s)) {
        return true;
    }
    for (uint32_t i = 0; i < a->furniture.n && a->furniture.at[i].at.start < s.end; i++) {
        if (stm_span_meets(a->furniture.at[i].at, s)) {
            return true;
        }
    }
    return false;
}

static bool has_content(const stm_work *w, const edition *e, uint32_t from, uint32_t to)
{
    for (uint32_t i = from; i < to; i++) {
        uint8_t u = w->article[e->member]->tokens.at[e->first + i].upos;
        if (u == STM_NOUN || u == STM_PROPN || u == STM_VERB || u == STM_ADJ || u == STM_NUM || u == STM_UPOS_NONE) {
            return true;
        }
    }
    return false;
}

static bool has_number(const stm_work *w, const edition *e, uint32_t from, uint32_t to)
{
    const stm_article *a = w->article[e->member];
    stm_span s;
    if (from == to) {
        return false;
    }
    s = run_span(w, e, from, to);
    for (uint32_t i = 0; i < a->figures.n && a->figures.at[i].at.start < s.end; i++) {
        if (stm_span_meets(a->figures.at[i].at, s)) {
            return true;
        }
    }
    for (uint32_t i = 0; i < a->times.n && a->times.at[i].at.start < s.end; i++) {
        if (stm_span_meets(a->times.at[i].at, s) && !a->times.at[i].vague) {
            return true;
        }
    }
    return false;
}

/* How much the change can change what a reader believes: 0 not at all, 1 a denial or a number. */
static double weight_of(stm_work *w, const edition *a, const edition *b, const region *r)
{
    stm_matter x = { 0 }, y = { 0 }, all_a, all_b;
    uint32_t cx = 0, cy = 0;
    stm_span near_a = around(w, a), near_b = around(w, b);
    float gone, come;
    if (r->a1 > r->a0) {
        stm_span s = run_span(w, a, r->a0, r->a1);
        stm_matter_of(w, a->member, &s, 1, &x);
        cx = stm_matter_classes(w, a->member, s) & ~(uint32_t)STM_WORD_PLAIN;
    }
    if (r->b1 > r->b0) {
        stm_span s = run_span(w, b, r->b0, r->b1);
        stm_matter_of(w, b->member, &s, 1, &y);
        cy = stm_matter_classes(w, b->member, s) & ~(uint32_t)STM_WORD_PLAIN;
    }
    if (r->a1 - r->a0 == 1 && r->b1 - r->b0 == 1 && spelled_alike(a->low[r->a0], b->low[r->b0])) {
        return 0;
    }
    if ((r->a1 - r->a0 >= MANY_WORDS && r->b1 > r->b0 && r->b1 - r->b0 <= 2) ||
        (r->b1 - r->b0 >= MANY_WORDS && r->a1 > r->a0 && r->a1 - r->a0 <= 2)) {
        return 0; /* sentences that were cut at different places, not changed */
    }
    if ((r->a0 == r->a1 && (brings_in(w, b, r->b0, r->b1, a) || explains_place(b, r->b0, r->b1))) ||
        (r->b0 == r->b1 && (brings_in(w, a, r->a0, r->a1, b) || explains_place(a, r->a0, r->a1)))) {
        return 0;
    }
    if (not_yet(a, r->a0, r->a1, b) || not_yet(b, r->b0, r->b1, a)) {
        return 0;
    }
    if (r->a1 - r->a0 == 1 && r->b1 - r->b0 == 1 && other_intent(w, a, r->a0, b, r->b0)) {
        return 0.65;
    }
    if (in_furniture(w, a, r->a0, r->a1) || in_furniture(w, b, r->b0, r->b1)) {
        return 0;
    }
    if (r->a1 > r->a0 && r->b1 > r->b0) {
        stm_span p = run_span(w, a, r->a0, r->a1), q = run_span(w, b, r->b0, r->b1);
        if (same_letters(stm_str_lower(w->arena, stm_str_sub(w->article[a->member]->text, p)),
                         stm_str_lower(w->arena, stm_str_sub(w->article[b->member]->text, q)))) {
            return 0;
        }
        if (stm_figures_convert(w, a->member, p, b->member, q)) {
            return 0.3; /* miles for kilometres */
        }
    }
    if (!has_content(w, a, r->a0, r->a1) && !has_content(w, b, r->b0, r->b1) && (cx | cy) == 0) {
        return 0; /* "at about" for "around" */
    }
    stm_matter_of(w, a->member, &near_a, 1, &all_a);
    stm_matter_of(w, b->member, &near_b, 1, &all_b);
    cx &= ~stm_matter_classes(w, b->member, near_b);
    cy &= ~stm_matter_classes(w, a->member, near_a);
    /* what the other edition has nowhere near: words move between sentences */
    gone = new_weight(w, &x, &all_b);
    come = new_weight(w, &y, &all_a);
    if (gone < LEAST_WEIGHT && come < LEAST_WEIGHT &&
        ((cx | cy) & (STM_WORD_NOT | STM_WORD_DENY | STM_WORD_HEDGE | STM_WORD_DOUBT)) == 0) {
        return 0;
    }
    if (name_only(w, a, r->a0, r->a1, b) && name_only(w, b, r->b0, r->b1, a)) {
        return 0.3;
    }
    if (attribution_only(w, a, r->a0, r->a1) && attribution_only(w, b, r->b0, r->b1)) {
        return loaded(w, a, r->a0, r->a1) != loaded(w, b, r->b0, r->b1) ? 0.6 : 0; /* "asserted" is "said" */
    }
    if (one_place(w, a, r->a0, r->a1) && one_place(w, b, r->b0, r->b1)) {
        return 0.35; /* the capital for the country */
    }
    if (has_number(w, a, r->a0, r->a1) || has_number(w, b, r->b0, r->b1)) {
        return 0.85;
    }
    if (((cx | cy) & (STM_WORD_NOT | STM_WORD_DENY | STM_WORD_HEDGE | STM_WORD_DOUBT)) != 0) {
        return 0.8;
    }
    return gone + come >= 6 ? 0.7 : gone + come >= 3.5f ? 0.6 : 0.45;
}

/* ---- statements ------------------------------------------------------------------------------------------ */

static stm_str phrase(stm_work *w, const edition *e, uint32_t from, uint32_t to)
{
    const stm_article *a = w->article[e->member];
    uint32_t end = to - from > MAX_PHRASE ? from + MAX_PHRASE : to;
    stm_str s;
    while (from < end && !is_word(e->low[from])) {
        from++;
    }
    while (end > from && !is_word(e->low[end - 1])) {
        end--;
    }
    if (from == end) {
        return STM_NULL_STR;
    }
    s = stm_wording(w->arena, a, run_span(w, e, from, end));
    return end < to && to - from > MAX_PHRASE ? stm_str_format(w->arena, "%.*s\xE2\x80\xA6", (int)s.n, s.p) : s;
}

static void add_reading(stm_work *w, stm_statement *st, const edition *e, stm_str words, stm_str other)
{
    const stm_article *a = w->article[e->member];
    stm_span at = stm_span_trim(a, run_span(w, e, 0, e->n));
    stm_statement_reading r = { .passage = { w->index[e->member], at }, .stance = STM_ASSERTS, .said_by = STM_NONE };
    for (uint32_t i = 0; i < st->readings.n; i++) {
        if (st->readings.at[i].passage.article == r.passage.article &&
            st->readings.at[i].passage.at.start == at.start) {
            return;
        }
    }
    r.reading = words.p != NULL
                    ? words
                    : stm_str_format(w->arena, "without \xE2\x80\x9C%.*s\xE2\x80\x9D", (int)other.n, other.p);
    stm_vec_push(w->arena, &st->readings, r);
}

static void add_change(stm_work *w, changes *c, const edition *a, const edition *b, const region *r, double weight)
{
    stm_str x = r->a1 > r->a0 ? phrase(w, a, r->a0, r->a1) : STM_NULL_STR;
    stm_str y = r->b1 > r->b0 ? phrase(w, b, r->b0, r->b1) : STM_NULL_STR;
    stm_str about, key;
    uint32_t *at;
    if (x.p == NULL && y.p == NULL) {
        return;
    }
    if (x.p != NULL && y.p != NULL) {
        stm_str lo = stm_str_cmp(x, y) <= 0 ? x : y, hi = lo.p == x.p ? y : x;
        about = stm_str_format(w->arena,
                               "\xE2\x80\x9C%.*s\xE2\x80\x9D in one edition, \xE2\x80\x9C%.*s\xE2\x80\x9D in another",
                               (int)lo.n, lo.p, (int)hi.n, hi.p);
    } else {
        stm_str one = x.p != NULL ? x : y;
        about = stm_str_format(w->arena, "\xE2\x80\x9C%.*s\xE2\x80\x9D stands in one edition and not in another",
                               (int)one.n, one.p);
    }
    key = stm_str_format(w->arena, "%u %.*s", w->line[a->member], (int)about.n, about.p);
    at = stm_map_put(w->arena, &c->known, key, STM_NONE);
    if (*at == STM_NONE) {
        stm_statement *st = stm_vec_add(w->arena, &w->record->statements);
        *at = w->record->statements.n - 1;
        st->about = about;
        st->status = STM_ST_CHANGED;
        st->lines = 1;
        st->origins = 1;
        st->confidence = weight;
    }
    add_reading(w, &w->record->statements.at[*at], a, x, y);
    add_reading(w, &w->record->statements.at[*at], b, y, x);
}

/* ---- which sentences stand beside each other ------------------------------------------------------------- */

/* Words of a time, counted in its sentence; false: it does not lie in the sentence. */
static bool time_words(const stm_work *w, const edition *e, const stm_time *t, uint32_t *from, uint32_t *to)
{
    const stm_article *a = w->article[e->member];
    uint32_t first = stm_token_from(a, t->at.start), end = first;
    while (end < a->tokens.n && a->tokens.at[end].at.start < t->at.end) {
        end++;
    }
    *from = first - e->first;
    *to = end - e->first;
    return first >= e->first && end <= e->first + e->n && end > first;
}

/* "12 March" for "March 2" is one change of a whole day, and "March 12" for "12 March" none: the regions within two
 * times that stand beside each other become one, or go. Returns how many are left. */
static uint32_t whole_times(const stm_work *w, const edition *a, const edition *b, region *r, uint32_t n)
{
    const stm_article *x = w->article[a->member], *y = w->article[b->member];
    for (uint32_t i = 0; i < x->times.n; i++) {
        region whole;
        if (!time_words(w, a, &x->times.at[i], &whole.a0, &whole.a1)) {
            continue;
        }
        for (uint32_t k = 0; k < y->times.n; k++) {
            const stm_time *p = &x->times.at[i], *q = &y->times.at[k];
            uint32_t kept = 0, inside = 0, first = 0;
            if (!time_words(w, b, q, &whole.b0, &whole.b1)) {
                continue;
            }
            for (uint32_t m = 0; m < n; m++) {
                bool in = r[m].a0 >= whole.a0 && r[m].a1 <= whole.a1 && r[m].b0 >= whole.b0 && r[m].b1 <= whole.b1;
                first = in && inside == 0 ? kept : first;
                inside += in;
                if (!in || inside == 1) {
                    r[kept++] = in ? whole : r[m];
                }
            }
            n = kept;
            if (inside > 0 && p->from_day != STM_NO_DAY && p->from_day == q->from_day && p->to_day == q->to_day) {
                memmove(&r[first], &r[first + 1], sizeof *r * (n - first - 1));
                n--;
            }
        }
    }
    return n;
}

/* False: the two are not one sentence in two editions. */
static bool compare_sentences(stm_work *w, changes *c, uint32_t ma, uint32_t sa, uint32_t mb, uint32_t sb)
{
    edition sides[2], *a = &sides[0], *b = &sides[1];
    region regions[16];
    uint32_t n, same, words_a = 0, words_b = 0, least, best = STM_NONE;
    double most = 0;
    load(w, ma, sa, a);
    load(w, mb, sb, b);
    n = whole_times(w, a, b, regions, regions_of(w, a, b, regions, 16, &same));
    for (uint32_t i = 0; i < a->n; i++) {
        words_a += is_word(a->low[i]);
    }
    for (uint32_t i = 0; i < b->n; i++) {
        words_b += is_word(b->low[i]);
    }
    least = words_a < words_b ? words_a : words_b;
    if (same < 4 || (double)same < LEAST_COMMON * least) {
        return false;
    }
    /* One statement a sentence: its weightiest change, and the others are in the passage. */
    for (uint32_t i = 0; i < n; i++) {
        double weight = weight_of(w, a, b, &regions[i]);
        if (weight > most) {
            most = weight;
            best = i;
        }
    }
    if (best != STM_NONE) {
        add_change(w, c, a, b, &regions[best], most);
    }
    return true;
}

static uint32_t overlap(stm_span a, stm_span b)
{
    uint32_t from = a.start > b.start ? a.start : b.start, to = a.end < b.end ? a.end : b.end;
    return from < to ? to - from : 0;
}

/* The sentence of b that the passages put most of sentence sa beside. */
static uint32_t beside(const stm_work *w, const stm_pair *p, uint32_t ma, uint32_t sa, uint32_t mb)
{
    stm_span s = w->article[ma]->sentences.at[sa].at;
    uint32_t best = STM_NONE, most = 0;
    for (uint32_t i = 0; i < p->passages.n && p->passages.at[i].a.start < s.end; i++) {
        const stm_aligned *x = &p->passages.at[i];
        uint32_t k = overlap(x->a, s), from, to, middle;
        if (k > most) {
            double scale = (double)(x->b.end - x->b.start) / (double)(x->a.end - x->a.start);
            from = x->a.start > s.start ? x->a.start : s.start;
            to = x->a.end < s.end ? x->a.end : s.end;
            middle = x->b.start + (uint32_t)(((from + to) / 2.0 - x->a.start) * scale);
            best = stm_sentence_at(w->article[mb], middle < x->b.end ? middle : x->b.end - 1);
            most = k;
        }
    }
    return best;
}

/* Words in common of two sentences, as a share of the shorter one's. */
static double common(stm_work *w, uint32_t ma, uint32_t sa, uint32_t mb, uint32_t sb)
{
    edition sides[2];
    region regions[16];
    uint32_t same, words[2] = { 0, 0 };
    load(w, ma, sa, &sides[0]);
    load(w, mb, sb, &sides[1]);
    (void)regions_of(w, &sides[0], &sides[1], regions, 16, &same);
    for (uint32_t k = 0; k < 2; k++) {
        for (uint32_t i = 0; i < sides[k].n; i++) {
            words[k] += is_word(sides[k].low[i]);
        }
    }
    return same < 4 ? 0 : (double)same / (words[0] < words[1] ? words[0] : words[1]);
}

/* The head of the sentence and its subject, as lemmas; false: it has no subject that is a noun. */
static bool deed_of(const stm_article *a, uint32_t sentence, stm_str *verb, stm_str *subject)
{
    const stm_sentence *s = &a->sentences.at[sentence];
    uint32_t root = STM_NONE;
    subject->p = NULL;
    for (uint32_t i = s->first_token; i < s->first_token + s->n_tokens && root == STM_NONE; i++) {
        root = a->tokens.at[i].deprel == STM_DEP_ROOT ? i : STM_NONE;
    }
    for (uint32_t i = s->first_token; i < s->first_token + s->n_tokens && root != STM_NONE; i++) {
        const stm_token *t = &a->tokens.at[i];
        if (t->head == root && (t->deprel == STM_DEP_NSUBJ || t->deprel == STM_DEP_NSUBJ_PASS) && t->upos != STM_PRON) {
            *subject = t->lemma;
        }
    }
    *verb = root == STM_NONE ? STM_NULL_STR : a->tokens.at[root].lemma;
    return verb->p != NULL && subject->p != NULL;
}

static bool one_deed(const stm_article *a, uint32_t sa, const stm_article *b, uint32_t sb)
{
    stm_str v, s, x, y;
    return deed_of(a, sa, &v, &s) && deed_of(b, sb, &x, &y) && stm_str_eq(v, x) && stm_str_eq_nocase(s, y);
}

/* Sentences that were written anew, so that no passage puts them beside each other: the best pairs of those left. */
static void compare_rewritten(stm_work *w, changes *c, uint32_t ma, const bool *done_a, uint32_t mb, const bool *done_b)
{
    const stm_article *a = w->article[ma], *b = w->article[mb];
    stm_matter *matter = STM_NEW_ARRAY(w->arena, stm_matter, (size_t)b->sentences.n + 1);
    for (uint32_t t = 0; t < b->sentences.n; t++) {
        if (!done_b[t]) {
            stm_matter_of(w, mb, &b->sentences.at[t].at, 1, &matter[t]);
        }
    }
    for (uint32_t s = 0; s < a->sentences.n; s++) {
        uint32_t best = STM_NONE;
        double most = 0;
        stm_matter own;
        if (done_a[s]) {
            continue;
        }
        stm_matter_of(w, ma, &a->sentences.at[s].at, 1, &own);
        for (uint32_t t = 0; t < b->sentences.n; t++) {
            bool apart = done_b[t] || stm_matter_compare(w, &own, &matter[t]).dice < REWRITTEN_DICE;
            double share = apart || !one_deed(a, s, b, t) ? 0 : common(w, ma, s, mb, t);
            best = share > most ? t : best;
            most = share > most ? share : most;
        }
        if (best != STM_NONE) {
            (void)compare_sentences(w, c, ma, s, mb, best);
        }
    }
}

void stm_record_changes(stm_work *w, const uint32_t *member_of, uint32_t n_member_of)
{
    changes c = { 0 };
    for (uint32_t i = 0; i < w->reuse->pairs.n; i++) {
        const stm_pair *p = &w->reuse->pairs.at[i];
        uint32_t ma = p->a < n_member_of ? member_of[p->a] : STM_NONE,
                 mb = p->b < n_member_of ? member_of[p->b] : STM_NONE;
        bool *done_a, *done_b;
        if (ma == STM_NONE || mb == STM_NONE || p->relation == STM_REL_IDENTICAL || w->line[ma] != w->line[mb]) {
            continue;
        }
        done_a = STM_NEW_ARRAY(w->arena, bool, (size_t)w->article[ma]->sentences.n + 1);
        done_b = STM_NEW_ARRAY(w->arena, bool, (size_t)w->article[mb]->sentences.n + 1);
        for (uint32_t t = 0; t < w->article[mb]->sentences.n; t++) {
            done_b[t] = w->article[mb]->sentences.at[t].furniture != 0;
        }
        for (uint32_t s = 0; s < w->article[ma]->sentences.n; s++) {
            const stm_sentence *x = &w->article[ma]->sentences.at[s];
            uint32_t k = x->furniture != 0 ? STM_NONE : beside(w, p, ma, s, mb), best = k;
            uint32_t most = 0;
            done_a[s] = x->furniture != 0;
            if (k == STM_NONE) {
                continue;
            }
            /* sentence breaks shift: of the three nearest the one with most words in common */
            for (uint32_t t = k > 0 ? k - 1 : 0; t <= k + 1 && t < w->article[mb]->sentences.n; t++) {
                edition sides[2], *a = &sides[0], *b = &sides[1];
                region regions[16];
                uint32_t same;
                load(w, ma, s, a);
                load(w, mb, t, b);
                (void)regions_of(w, a, b, regions, 16, &same);
                if (same > most) {
                    most = same;
                    best = t;
                }
            }
            if (w->article[mb]->sentences.at[best].furniture == 0 && compare_sentences(w, &c, ma, s, mb, best)) {
                done_a[s] = done_b[best] = true;
            }
        }
        compare_rewritten(w, &c, ma, done_a, mb, done_b);
    }
}
