/* matter.c: what a piece of text speaks of, as a set of weighted terms.
 *
 * In: articles with tokens, entities, times, figures; entities across articles.  Out: units, terms, rarity.
 *
 * Terms stand for what they mean in the story, not for their letters: a mention of an entity, name or pronoun, is that
 * entity; a time is its days; a number is its value; another word is its lemma. Synonyms (data/synonyms.txt,
 * data/news_synonyms.txt) and words with one beginning count at a discount. A term weighs what it tells: rare in the
 * story and rare in English (data/story_df.txt) weighs most.
 *
 * Invariants: (1) the terms of a matter are by id, each once. (2) after stm_matter_open no term is new, so that arrays
 * by term may be made. Cost: linear in tokens.
 * Source of weights: Robertson and Sparck Jones (1976); synonym matching after Mihalcea, Corley and Strapparava (AAAI
 * 2006).
 */
#include <math.h>
#include <stdlib.h>

#include "record/record_words.h"

#define LIGHT 0.35f /* adverbs and other words that seldom carry the matter */
#define PRONOUN 0.5f
#define LEAST_RARITY 0.3f
#define MAX_SENTENCE 400 /* tokens; longer ones are lists and damage */
#define FEW_UNITS 30.0   /* added, so that in a story of three sentences a word in two of them still tells something */
#define ENGLISH_TEXTS 668.0
#define FEW_TERMS 48 /* are sorted where they stand */
#define AHEAD 8      /* terms: how far memory is told what will be asked of it */

/* ---- terms ----------------------------------------------------------------------------------------------- */

static const char *const stem_ends[] = { "ingly", "edly", "ings", "ing", "ies", "ied", "ed", "es", "ly", "s" };

static stm_str stem(stm_str s)
{
    char last = s.n == 0 ? '\0' : s.p[s.n - 1];
    if (last != 'y' && last != 's' && last != 'g' && last != 'd') {
        return s;
    }
    for (size_t i = 0; i < sizeof stem_ends / sizeof *stem_ends; i++) {
        size_t m = strlen(stem_ends[i]);
        if (s.n >= m + 3 && memcmp(s.p + s.n - m, stem_ends[i], m) == 0) {
            return (stm_str){ s.p, s.n - m };
        }
    }
    return s;
}

static stm_str lower_lemma(stm_arena *arena, const stm_article *a, uint32_t token)
{
    stm_str lemma = a->tokens.at[token].lemma;
    return stm_str_lower_of(arena, lemma.p != NULL && lemma.n > 0 ? lemma : stm_token_form(a, token));
}

stm_str stm_lemma_known(stm_arena *arena, const stm_map *words, const stm_article *a, uint32_t token)
{
    static const char *const ends[][2] = { { "d", "" },    { "ed", "" }, { "ing", "" },
                                           { "ing", "e" }, { "s", "" },  { "es", "" } };
    stm_str lemma = lower_lemma(arena, a, token), form;
    if (a->tokens.at[token].upos != STM_VERB || stm_map_get(words, lemma) != STM_NONE) {
        return lemma;
    }
    form = stm_str_lower_of(arena, stm_token_form(a, token));
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        size_t n = strlen(ends[i][0]);
        if (form.n > n + 2 && stm_str_ends(form, ends[i][0])) {
            stm_str s = { form.p, form.n - n };
            s = ends[i][1][0] == '\0' ? s : stm_str_join(arena, s, ends[i][1][0], STM_STR(""));
            if (stm_map_get(words, s) != STM_NONE) {
                return s;
            }
        }
    }
    return lemma;
}

static stm_str lemma_of(stm_work *w, const stm_article *a, uint32_t token)
{
    return stm_lemma_known(w->arena, &w->words->synonyms, a, token);
}

static uint32_t term_of(stm_work *w, stm_str key, bool event)
{
    uint32_t *at = stm_map_put(w->arena, &w->terms, key, STM_NONE);
    if (*at == STM_NONE) {
        *at = w->rarity.n;
        stm_vec_push(w->arena, &w->rarity, 1);
        stm_vec_push(w->arena, &w->event, event);
    }
    return *at;
}

static int by_id(const void *a, const void *b)
{
    const stm_matter_term *x = a, *y = b;
    return x->id != y->id ? (x->id > y->id) - (x->id < y->id) : (x->weight < y->weight) - (x->weight > y->weight);
}

/* The times of an article, walked along with its tokens. */
typedef struct walk {
    uint32_t next;        /* the first time that does not end before the token */
    uint32_t known, term; /* the time that was last asked for, and its term */
} walk;

static uint32_t time_at(walk *along, const stm_article *a, stm_span at)
{
    while (along->next < a->times.n && a->times.at[along->next].at.end <= at.start) {
        along->next++;
    }
    return along->next < a->times.n && stm_span_meets(a->times.at[along->next].at, at) ? along->next : STM_NONE;
}

static bool is_number(stm_str s) { return s.n > 0 && s.p[0] >= '0' && s.p[0] <= '9'; }

static bool is_particle(stm_str s)
{
    static const char *const words[] = { "back", "out", "off", "up", "down", "over", "away" };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (stm_str_eqz(s, words[i])) {
            return true;
        }
    }
    return false;
}

/* Phrasal verbs count as one word: "wipe out". */
static stm_str with_particle(stm_work *w, const stm_article *a, uint32_t token, stm_str lemma)
{
    for (uint32_t k = token + 1; k < a->tokens.n && k < token + 4; k++) {
        const stm_token *t = &a->tokens.at[k];
        if (t->head == token && (t->deprel == STM_DEP_COMPOUND_PRT || (t->deprel == STM_DEP_ADVMOD && k == token + 1 &&
                                                                       is_particle(stm_token_form(a, k))))) {
            stm_str p = lemma_of(w, a, k);
            return stm_str_join(w->arena, lemma, '_', p);
        }
    }
    return lemma;
}

/* "two" -> "2". */
static stm_str in_digits(stm_str word)
{
    static const char *const words[] = { "zero",     "one",      "two",      "three",   "four",    "five",
                                         "six",      "seven",    "eight",    "nine",    "ten",     "eleven",
                                         "twelve",   "thirteen", "fourteen", "fifteen", "sixteen", "seventeen",
                                         "eighteen", "nineteen", "twenty" };
    static const char *const digits[] = { "0",  "1",  "2",  "3",  "4",  "5",  "6",  "7",  "8",  "9", "10",
                                          "11", "12", "13", "14", "15", "16", "17", "18", "19", "20" };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (stm_str_eqz_nocase(word, words[i])) {
            return stm_str_of(digits[i]);
        }
    }
    return word;
}

/* "Kenyan": Kenya, where the story speaks of it; or STM_NONE. */
static uint32_t country_of(const stm_work *w, stm_str form)
{
    uint32_t number = stm_map_get(&w->words->demonyms, stm_str_lower_of(w->arena, form));
    return number == STM_NONE ? STM_NONE : w->country[number];
}

static void find_countries(stm_work *w)
{
    w->country = STM_NEW_ARRAY(w->arena, uint32_t, (size_t)w->words->n_countries + 1);
    memset(w->country, 0xFF, sizeof(uint32_t) * ((size_t)w->words->n_countries + 1));
    for (uint32_t e = 0; e < w->record->entities.n; e++) {
        const stm_record_entity *x = &w->record->entities.at[e];
        uint32_t number =
            x->kind == STM_PERSON ? STM_NONE : stm_map_get(&w->words->countries, stm_str_lower(w->arena, x->name));
        if (number != STM_NONE && w->named.at[e] && w->country[number] == STM_NONE) {
            w->country[number] = e;
        }
    }
}

static uint32_t term_of_time(stm_work *w, walk *along, uint32_t number, const stm_time *t)
{
    if (along->known != number) {
        along->known = number;
        along->term =
            term_of(w, stm_str_format(w->arena, "@%d %d", (int)t->from_day, (int)(t->to_day - t->from_day)), false);
    }
    return along->term;
}

static uint32_t term_of_entity(stm_work *w, uint32_t e)
{
    if (w->entity_term[e] == STM_NONE) {
        w->entity_term[e] = term_of(w, stm_str_numbered(w->arena, '=', e), false);
    }
    return w->entity_term[e];
}

static bool may_carry(uint8_t upos)
{
    return upos == STM_UPOS_NONE || upos == STM_NOUN || upos == STM_PROPN || upos == STM_VERB || upos == STM_ADJ ||
           upos == STM_NUM || upos == STM_ADV || upos == STM_X;
}

/* Lemmas of the verbs of an article, as stm_lemma_known gives them, looked up together. By token; NULL: no verb. */
static stm_str *lemmas_of_verbs(stm_work *w, const stm_article *a)
{
    uint32_t total = a->tokens.n + 1, n = 0;
    stm_str *out = STM_NEW_ARRAY(w->arena, stm_str, total), *keys = STM_NEW_ARRAY(w->arena, stm_str, total);
    uint32_t *at = STM_NEW_ARRAY(w->arena, uint32_t, total), *known = STM_NEW_ARRAY(w->arena, uint32_t, total);
    for (uint32_t i = 0; i < a->tokens.n; i++) {
        if (a->tokens.at[i].upos == STM_VERB) {
            at[n] = i;
            keys[n++] = lower_lemma(w->arena, a, i);
        }
    }
    stm_map_get_many(&w->words->synonyms, keys, n, known);
    for (uint32_t k = 0; k < n; k++) {
        out[at[k]] = known[k] != STM_NONE ? keys[k] : lemma_of(w, a, at[k]);
    }
    return out;
}

/* The term of one token and what share of its rarity it weighs; STM_NONE: it says nothing of the matter. Asked once of
 * each token, in order, and kept. `verb`: its lemma, or NULL. */
static uint32_t find_term(stm_work *w, walk *along, uint32_t member, uint32_t i, stm_str verb, float *share)
{
    const stm_article *a = w->article[member];
    const stm_token *t = &a->tokens.at[i];
    uint32_t e = w->at_token[member][i], classes;
    uint32_t when = time_at(along, a, t->at);
    stm_str lemma;
    bool event;
    *share = 1;
    if (when != STM_NONE) {
        const stm_time *x = &a->times.at[when];
        if (x->from_day != STM_NO_DAY && x->to_day != STM_NO_DAY && x->to_day - x->from_day < 370) {
            return term_of_time(w, along, when, x);
        }
    }
    if (e != STM_NONE && !w->named.at[e]) {
        e = STM_NONE; /* "the officers": who they are in another article is not known, the word is */
    }
    if (e == STM_NONE && stm_token_form(a, i).p[0] >= 'A' && stm_token_form(a, i).p[0] <= 'Z') {
        e = country_of(w, stm_token_form(a, i));
    }
    if (e != STM_NONE) {
        *share = t->upos == STM_PRON ? PRONOUN : 1;
        return term_of_entity(w, e);
    }
    if (!may_carry(t->upos)) {
        return STM_NONE;
    }
    lemma = verb.p != NULL ? verb : lemma_of(w, a, i);
    if (t->upos == STM_NUM) {
        lemma = in_digits(lemma);
        *share = is_number(lemma) ? 1 : 0.7f;
    } else if (t->upos == STM_ADV || t->upos == STM_X) {
        *share = LIGHT;
    }
    if (lemma.n < 2 && !is_number(lemma)) {
        return STM_NONE;
    }
    if (lemma.n < 3 && t->upos == STM_UPOS_NONE) {
        return STM_NONE;
    }
    if (!is_number(lemma) && (unsigned char)(lemma.p[0] | 32) < 'a') {
        return STM_NONE; /* marks */
    }
    if (t->upos == STM_VERB && stm_str_eqz(lemma, "fire")) {
        lemma = STM_STR("fire_v"); /* who is fired, and what burns */
    }
    if (t->upos == STM_NOUN && stm_str_eqz(lemma, "toll")) {
        lemma = STM_STR("toll_n"); /* how many died is no bell */
    }
    lemma = with_particle(w, a, i, lemma);
    classes = stm_word_class_of(w->words, lemma);
    if (classes & STM_WORD_PLAIN) {
        return STM_NONE;
    }
    if (classes != 0) {
        *share = LIGHT;
    }
    event = (t->upos == STM_VERB || t->upos == STM_NOUN || t->upos == STM_UPOS_NONE) && !is_number(lemma);
    return term_of(w, lemma, event);
}

/* Bits of the words that the token may be, by its form and by its lemma. */
static uint8_t class_of(const stm_work *w, uint32_t member, uint32_t i)
{
    const stm_article *a = w->article[member];
    stm_str lemma = a->tokens.at[i].lemma;
    if (a->tokens.at[i].upos == STM_NOUN && lemma.p != NULL && stm_str_eqz(lemma, "suspect")) {
        return 0; /* a man, not a doubt */
    }
    return (uint8_t)(stm_word_class_of(w->words, stm_str_sub(w->lower[member], a->tokens.at[i].at)) |
                     (lemma.p == NULL ? 0 : stm_word_class_of(w->words, lemma)));
}

static void add_token(stm_work *w, uint32_t member, uint32_t token, stm_matter *out)
{
    stm_matter_term t = w->token_term[member][token];
    if (t.id != STM_NONE) {
        stm_vec_push(w->arena, &out->terms, (stm_matter_term){ t.id, t.weight * w->rarity.at[t.id] });
    }
}

/* Sorts, and keeps each term once, at its greatest weight. */
static void close_matter(stm_matter *m)
{
    uint32_t kept = 0;
    m->weight = 0;
    if (m->terms.n > FEW_TERMS) {
        qsort(m->terms.at, m->terms.n, sizeof *m->terms.at, by_id);
    } else {
        for (uint32_t i = 1; i < m->terms.n; i++) {
            stm_matter_term x = m->terms.at[i];
            uint32_t k = i;
            for (; k > 0 && by_id(&x, &m->terms.at[k - 1]) < 0; k--) {
                m->terms.at[k] = m->terms.at[k - 1];
            }
            m->terms.at[k] = x;
        }
    }
    for (uint32_t i = 0; i < m->terms.n; i++) {
        if (kept == 0 || m->terms.at[i].id != m->terms.at[kept - 1].id) {
            m->terms.at[kept++] = m->terms.at[i];
            m->weight += m->terms.at[i].weight;
        }
    }
    m->terms.n = kept;
}

void stm_matter_of(stm_work *w, uint32_t member, const stm_span *spans, uint32_t n, stm_matter *out)
{
    const stm_article *a = w->article[member];
    memset(out, 0, sizeof *out);
    for (uint32_t s = 0; s < n; s++) {
        for (uint32_t i = stm_token_from(a, spans[s].start); i < a->tokens.n && a->tokens.at[i].at.start < spans[s].end;
             i++) {
            add_token(w, member, i, out);
        }
    }
    close_matter(out);
}

/* ---- units ----------------------------------------------------------------------------------------------- */

#define LOOK_BACK 24 /* quotations before a place that may reach over it */

static uint32_t quotation_over(const stm_article *a, stm_span at)
{
    uint32_t best = STM_NONE, best_size = UINT32_MAX, lo = 0, hi = a->quotations.n;
    while (lo < hi) { /* first quotation that begins behind it */
        uint32_t mid = lo + (hi - lo) / 2;
        if (a->quotations.at[mid].content.at[0].start < at.end) {
            lo = mid + 1;
        } else {
            hi = mid;
        }
    }
    for (uint32_t q = lo > LOOK_BACK ? lo - LOOK_BACK : 0; q < lo; q++) {
        stm_span s = stm_span_of(&a->quotations.at[q]);
        if (stm_span_meets(s, at) && !stm_quotation_is_plea(a, &a->quotations.at[q])) {
            uint32_t from = s.start > at.start ? s.start : at.start, to = s.end < at.end ? s.end : at.end;
            if (2 * (to - from) >= at.end - at.start && s.end - s.start < best_size) {
                best = q;
                best_size = s.end - s.start;
            }
        }
    }
    return best;
}

static uint32_t subject_of(const stm_article *a, const stm_sentence *s, uint32_t head)
{
    for (uint32_t i = s->first_token; i < s->first_token + s->n_tokens; i++) {
        const stm_token *t = &a->tokens.at[i];
        if (t->head == head && (t->deprel == STM_DEP_NSUBJ || t->deprel == STM_DEP_NSUBJ_PASS)) {
            return i;
        }
    }
    return STM_NONE;
}

/* Whom a clause without a subject of its own is about: the noun that it hangs on, or the subject of its first verb. */
static uint32_t silent_subject(const stm_article *a, const stm_sentence *s, uint32_t head)
{
    const stm_token *t = &a->tokens.at[head];
    uint32_t own = subject_of(a, s, head);
    bool relative = t->deprel == STM_DEP_ACL || t->deprel == STM_DEP_ACL_RELCL;
    if (t->head == STM_NONE || (own != STM_NONE && !(relative && a->tokens.at[own].upos == STM_PRON))) {
        return STM_NONE;
    }
    return relative ? t->head : subject_of(a, s, t->head);
}

#define MAX_DAYS 45 /* of a stretch that says when something happened */

/* The days that a stretch names, if they are one stretch. */
static void days_of(const stm_article *a, stm_span at, int32_t *from, int32_t *to)
{
    uint32_t lo = stm_time_from(a, at.start);
    *from = *to = STM_NO_DAY;
    for (; lo < a->times.n && a->times.at[lo].at.start < at.end; lo++) {
        const stm_time *t = &a->times.at[lo];
        if ((t->type == STM_TIME_DATE || t->type == STM_TIME_TIME) && !t->vague && t->from_day != STM_NO_DAY &&
            t->to_day != STM_NO_DAY && t->to_day - t->from_day <= MAX_DAYS) {
            if (*from != STM_NO_DAY && (t->from_day > *to || t->to_day < *from)) {
                *from = *to = STM_NO_DAY;
                return;
            }
            *from = *from == STM_NO_DAY || t->from_day > *from ? t->from_day : *from;
            *to = *to == STM_NO_DAY || t->to_day < *to ? t->to_day : *to;
        }
    }
}

/* "said he felt for Lind, who pleaded guilty on Friday": what a clause behind a comma tells of somebody by name, in
 * words that are no speaker's, is the reporter's. */
static bool by_the_way(const stm_article *a, uint32_t head, uint32_t quotation)
{
    const stm_quotation *q = &a->quotations.at[quotation];
    stm_span own = stm_span_of(q), clause;
    uint32_t noun, first;
    if (head == STM_NONE || q->kind == STM_QUOTE_DIRECT || a->tokens.at[head].deprel != STM_DEP_ACL_RELCL) {
        return false;
    }
    noun = a->tokens.at[head].head;
    clause = stm_clause_span(a, head);
    first = stm_token_from(a, clause.start);
    for (uint32_t k = 0; k < q->quoted.n; k++) {
        if (stm_span_meets(q->quoted.at[k], clause)) {
            return false;
        }
    }
    while (first < head && (a->tokens.at[first].upos == STM_PUNCT)) {
        first++;
    }
    return noun != STM_NONE && a->tokens.at[noun].upos == STM_PROPN && a->tokens.at[noun].at.start >= own.start &&
           first > noun && stm_form_among(a, first - 1, ",") && stm_form_among(a, first, "who which");
}

/* "The guards found a bow in the car, but Orr as “calm. Very calm,” one said": a sentence that ends within marks which
 * it opened on its way goes as far as the comma before the clause that it breaks off in, if its verb stands before. */
static stm_span before_broken(const stm_article *a, stm_span at, uint32_t head)
{
    uint32_t open = STM_NONE, cut = at.end, i = stm_token_from(a, at.start);
    for (; i < a->tokens.n && a->tokens.at[i].at.start < at.end; i++) {
        stm_str s = stm_token_form(a, i);
        bool shuts = stm_str_starts(s, "\xE2\x80\x9D"), opens = stm_str_starts(s, "\xE2\x80\x9C");
        if (shuts || opens || stm_str_eqz(s, "\"")) {
            open = opens || (!shuts && open == STM_NONE) ? i : STM_NONE;
        }
    }
    if (open == STM_NONE || a->tokens.at[open].at.start <= at.start || head > open || i >= a->tokens.n ||
        (a->text.p[at.end - 1] != '.' && a->text.p[at.end] != '.') || a->tokens.at[i].upos == STM_PUNCT ||
        a->tokens.at[i].at.start > at.end + 2 || stm_form_among(a, open - 1, ", :")) {
        return at; /* nothing goes on within the marks, or they hold a speech */
    }
    for (i = open; i-- > head + 1;) {
        if (stm_form_among(a, i, ",")) {
            cut = a->tokens.at[i].at.start;
            break;
        }
    }
    return stm_span_trim(a, (stm_span){ at.start, cut });
}

static void add_unit(stm_work *w, uint32_t member, uint32_t sentence, uint32_t head, const uint32_t *clause)
{
    const stm_article *a = w->article[member];
    const stm_sentence *s = &a->sentences.at[sentence];
    stm_unit u = { .member = member, .sentence = sentence, .head = head };
    uint32_t classes, subject;
    u.at = head == STM_NONE || a->tokens.at[head].deprel == STM_DEP_ROOT ? s->at : stm_clause_span(a, head);
    if (stm_span_some(a->dateline) && a->dateline.start <= u.at.start && a->dateline.end > u.at.start &&
        a->dateline.end < u.at.end) {
        u.at.start = a->dateline.end;
        u.at = stm_span_trim(a, u.at);
    }
    u.at = head == STM_NONE ? u.at : before_broken(a, u.at, head);
    u.verb = STM_NONE;
    if (head != STM_NONE && w->attribution[member][head]) {
        return; /* "the minister said" is who speaks, not what is said */
    }
    for (uint32_t i = 0; i < s->n_tokens; i++) {
        if (clause[i] == head && !w->attribution[member][s->first_token + i]) {
            add_token(w, member, s->first_token + i, &u.matter);
        }
    }
    if (head != STM_NONE && a->tokens.at[head].upos == STM_VERB) {
        u.verb = w->token_term[member][head].id;
    }
    subject = head == STM_NONE ? STM_NONE : silent_subject(a, s, head);
    if (subject != STM_NONE) {
        add_token(w, member, subject, &u.matter);
    }
    close_matter(&u.matter);
    if (u.matter.terms.n < 2 && head != STM_NONE && a->tokens.at[head].deprel != STM_DEP_ROOT) {
        return;
    }
    days_of(a, u.at, &u.from_day, &u.to_day);
    if (u.from_day == STM_NO_DAY) {
        days_of(a, s->at, &u.from_day, &u.to_day);
    }
    u.caption = s->furniture == 1 + STM_FURN_CAPTION;
    u.headline = s->furniture == 1 + STM_FURN_HEADLINE;
    u.quotation = quotation_over(a, head == STM_NONE ? u.at : a->tokens.at[head].at);
    u.quotation = u.quotation != STM_NONE && by_the_way(a, head, u.quotation) ? STM_NONE : u.quotation;
    classes = stm_matter_classes(w, member, u.at);
    u.negated = head != STM_NONE && stm_clause_negated(a, head) != stm_clause_thought_not(a, head);
    for (uint32_t i = 0; i < s->n_tokens; i++) { /* what will or may be is not what was */
        u.modal = u.modal ||
                  (a->tokens.at[s->first_token + i].head == head && a->tokens.at[s->first_token + i].xpos == STM_XP_MD);
    }
    u.hedged = (classes & (STM_WORD_HEDGE | STM_WORD_DOUBT)) != 0;
    stm_vec_push(w->arena, &w->units, u);
}

/* "said", whatever the words amount to; "called it" what is harsh. */
static bool says(const stm_article *a, const stm_quotation *q)
{
    const char *verbs = q->act == STM_ACT_CRITICIZE ? "say tell add call label brand describe" : "say tell add";
    for (uint32_t i = stm_span_some(q->cue) ? stm_token_from(a, q->cue.start) : a->tokens.n;
         i < a->tokens.n && a->tokens.at[i].at.start < q->cue.end; i++) {
        if (a->tokens.at[i].lemma.p != NULL && stm_str_among(a->tokens.at[i].lemma, verbs)) {
            return true;
        }
    }
    return false;
}

/* The tokens that say who speaks and that he does. */
static void mark_attribution(stm_work *w, uint32_t member)
{
    const stm_article *a = w->article[member];
    w->attribution[member] = STM_NEW_ARRAY(w->arena, uint8_t, (size_t)a->tokens.n + 1);
    for (uint32_t q = 0; q < a->quotations.n; q++) {
        const stm_quotation *x = &a->quotations.at[q];
        stm_span parts[2] = { x->cue, x->source };
        bool plain = x->act == STM_ACT_SAY || x->act == STM_ACT_REPORT || x->act == STM_ACT_ANNOUNCE ||
                     x->act == STM_ACT_CONFIRM || x->act == STM_ACT_THINK;
        plain = (plain || says(a, x)) && !stm_quotation_is_plea(a, x);
        /* to reject, to promise, to threaten, to plead guilty is itself what happened */
        for (uint32_t k = 0; k < 2 && plain && stm_span_some(x->cue); k++) {
            for (uint32_t i = stm_span_some(parts[k]) ? stm_token_from(a, parts[k].start) : a->tokens.n;
                 i < a->tokens.n && a->tokens.at[i].at.start < parts[k].end; i++) {
                w->attribution[member][i] = 1;
            }
        }
    }
}

static void add_units(stm_work *w, uint32_t member)
{
    const stm_article *a = w->article[member];
    uint32_t *seen_in = STM_NEW_ARRAY(w->arena, uint32_t, (size_t)a->tokens.n + 1); /* by head: sentence, from 1 on */
    for (uint32_t s = 0; s < a->sentences.n; s++) {
        const stm_sentence *x = &a->sentences.at[s];
        uint32_t f = x->furniture, *clause;
        if (f != 0 && f != 1 + STM_FURN_CAPTION && f != 1 + STM_FURN_HEADLINE) {
            continue;
        }
        clause = STM_NEW_ARRAY(w->arena, uint32_t, (size_t)x->n_tokens + 1);
        for (uint32_t i = 0; i < x->n_tokens; i++) {
            clause[i] = stm_clause_head(a, x->first_token + i);
        }
        if (x->n_tokens > 0 && x->n_tokens <= MAX_SENTENCE) {
            bool whole = false;
            for (uint32_t i = 0; i < x->n_tokens; i++) {
                uint32_t *seen = &seen_in[clause[i] == STM_NONE ? a->tokens.n : clause[i]];
                bool first = *seen != s + 1;
                *seen = s + 1;
                /* words that hang on nothing are a unit only where the whole sentence does */
                if (first && (clause[i] != STM_NONE || (!whole && i == 0))) {
                    add_unit(w, member, s, clause[i], clause);
                    whole = whole || clause[i] == STM_NONE;
                }
            }
        }
    }
}

/* A key of an entity or of a time, no word. */
static bool stands_for(stm_str key) { return key.p[0] == '=' || key.p[0] == '@'; }

/* Rarity in the story and in English; the lesser of the two counts. */
static void weigh(stm_work *w, stm_str *keys, uint32_t *known)
{
    uint32_t n = w->rarity.n;
    uint32_t *df = STM_NEW_ARRAY(w->arena, uint32_t, (size_t)n + 1);
    for (uint32_t u = 0; u < w->units.n; u++) {
        for (uint32_t k = 0; k < w->units.at[u].matter.terms.n; k++) {
            df[w->units.at[u].matter.terms.at[k].id]++;
        }
    }
    for (uint32_t t = 0; t < n; t++) {
        stm_str key = w->terms.items.at[t].key;
        keys[t] = stands_for(key) ? STM_STR("") : stem(key);
    }
    stm_map_get_many(&w->words->english, keys, n, known);
    for (uint32_t t = 0; t < n; t++) {
        double here = log((w->units.n + FEW_UNITS) / (df[t] + 0.5));
        double there = known[t] == STM_NONE ? 6 : log(ENGLISH_TEXTS / known[t]);
        double x = here < there ? here : there;
        w->rarity.at[t] = (float)(x < LEAST_RARITY ? LEAST_RARITY : x > 4.5 ? 4.5 : x);
    }
    for (uint32_t u = 0; u < w->units.n; u++) {
        stm_matter *m = &w->units.at[u].matter;
        m->weight = 0;
        for (uint32_t k = 0; k < m->terms.n; k++) {
            m->terms.at[k].weight *= w->rarity.at[m->terms.at[k].id];
            m->weight += m->terms.at[k].weight;
        }
    }
}

/* The first bytes of a word, as a number; 0: it is too short to be known by them. */
static uint64_t beginning_of(stm_str s)
{
    uint64_t x = 0;
    if (s.n >= STM_BEGINNING_BYTES && s.p[0] >= 'a') {
        memcpy(&x, s.p, STM_BEGINNING_BYTES);
    }
    return x;
}

static void add_hint(stm_term_kin *k, uint64_t what)
{
    uint64_t mixed = what * UINT64_C(0x9E3779B97F4A7C15);
    k->hint |= (uint64_t)1 << (mixed >> 58);
    k->second |= (uint64_t)1 << (mixed >> 52 & 63);
}

/* What stm_terms_alike asks for. */
static void find_kin(stm_work *w, stm_str *keys, uint32_t *known)
{
    const stm_record_words *words = w->words;
    uint32_t n = w->terms.items.n;
    w->kin = STM_NEW_ARRAY(w->arena, stm_term_kin, (size_t)n + 1);
    for (uint32_t t = 0; t < n; t++) {
        keys[t] = stands_for(w->terms.items.at[t].key) ? STM_STR("") : w->terms.items.at[t].key;
    }
    stm_map_get_many(&words->synonyms, keys, n, known);
    for (uint32_t t = 0; t < n; t++) {
        stm_str key = w->terms.items.at[t].key;
        uint32_t at = known[t];
        if (t + 2 * AHEAD < n && known[t + 2 * AHEAD] != STM_NONE) {
            __builtin_prefetch(&words->groups.at[known[t + 2 * AHEAD]]);
        }
        if (t + AHEAD < n && known[t + AHEAD] != STM_NONE) {
            __builtin_prefetch(words->groups.at[known[t + AHEAD]].at);
        }
        stm_term_kin *k = &w->kin[t];
        k->beginning = beginning_of(key);
        if (k->beginning != 0) {
            add_hint(k, k->beginning);
        }
        if (at != STM_NONE) {
            k->groups = words->groups.at[at];
            for (uint32_t g = 0; g < k->groups.n; g++) {
                add_hint(k, k->groups.at[g]);
            }
        }
    }
}

void stm_matter_open(stm_work *w)
{
    stm_str *keys; /* of terms, as they are looked up */
    uint32_t *known;
    find_countries(w);
    w->attribution = STM_NEW_ARRAY(w->arena, uint8_t *, (size_t)w->n + 1);
    w->first_unit = STM_NEW_ARRAY(w->arena, uint32_t, (size_t)w->n + 1);
    w->token_term = STM_NEW_ARRAY(w->arena, stm_matter_term *, (size_t)w->n + 1);
    w->token_class = STM_NEW_ARRAY(w->arena, uint8_t *, (size_t)w->n + 1);
    w->entity_term = STM_NEW_ARRAY(w->arena, uint32_t, (size_t)w->record->entities.n + 1);
    memset(w->entity_term, 0xFF, sizeof(uint32_t) * ((size_t)w->record->entities.n + 1));
    for (uint32_t m = 0; m < w->n; m++) {
        walk along = { .known = STM_NONE };
        const stm_str *verbs = lemmas_of_verbs(w, w->article[m]);
        w->first_unit[m] = w->units.n;
        mark_attribution(w, m);
        w->token_term[m] = stm_arena_raw(w->arena, (size_t)w->article[m]->tokens.n + 1, sizeof(stm_matter_term));
        w->token_class[m] = stm_arena_raw(w->arena, (size_t)w->article[m]->tokens.n + 1, 1);
        for (uint32_t i = 0; i < w->article[m]->tokens.n; i++) { /* every term is known from here on */
            stm_matter_term *t = &w->token_term[m][i];
            t->id = find_term(w, &along, m, i, verbs[i], &t->weight);
            w->token_class[m][i] = class_of(w, m, i);
        }
        add_units(w, m);
    }
    w->first_unit[w->n] = w->units.n;
    keys = STM_NEW_ARRAY(w->arena, stm_str, (size_t)w->rarity.n + 1);
    known = STM_NEW_ARRAY(w->arena, uint32_t, (size_t)w->rarity.n + 1);
    weigh(w, keys, known);
    find_kin(w, keys, known);
}
