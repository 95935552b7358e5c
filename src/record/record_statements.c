/* record_statements.c: what independent lines say of one matter: agreed, contested, denied.
 *
 * In: units, utterances' speakers.  Out: statements.
 *
 * Sentences of different lines that share enough of what is rare in the story speak of one matter. The strongest pair
 * is the seed of a statement; every other line may add the sentence of its own that is most like the seed's. Readings
 * are `denied` where one speaker denies what another asserts, `contested` where one side negates what the other says,
 * or puts an opposite for it; otherwise they agree. Where it is not clear which, nothing is said.
 * Cost: linear in matches.
 */
#include <math.h>

#include "record/record_parts.h"

#define MAX_READINGS 12
#define SURE_SCORE 8.0f /* of a match */
#define HIDDEN 0.49     /* the most that a weaker match gets: below what is shown unasked */
#define LEAST_SURE 0.1  /* what is no surer is not said to be agreed */
#define AROUND 4        /* quotations before one among which those stand that contain it */
#define LEAST_ABOUT 28  /* bytes: a shorter clause says too little by itself */

/* In what is denied, or in what somebody is denied to have said: "denied that he asked them to stop". */
static bool denies(const stm_work *w, const stm_unit *u)
{
    const stm_article *a = w->article[u->member];
    uint32_t from = u->quotation == STM_NONE || u->quotation < AROUND ? 0 : u->quotation - AROUND;
    for (uint32_t i = from; u->quotation != STM_NONE && i <= u->quotation; i++) {
        stm_span at = stm_span_of(&a->quotations.at[i]);
        bool over = i == u->quotation || (at.start <= u->at.start && u->at.end <= at.end);
        if (over && stm_quotation_denies(a, &a->quotations.at[i])) {
            return true;
        }
    }
    return false;
}

static stm_statement_status status_of(const stm_work *w, const stm_unit *a, const stm_unit *b)
{
    if (denies(w, a) != denies(w, b)) {
        return STM_ST_DENIED;
    }
    if (a->negated != b->negated || stm_matter_opposed(w, &a->matter, &b->matter)) {
        return STM_ST_CONTESTED;
    }
    return STM_ST_AGREED;
}

static void add_reading(stm_work *w, stm_statement *st, const stm_unit *u, stm_u32s *members, stm_u32s *said_by,
                        stm_strs *names)
{
    stm_statement_reading r = { .passage = { w->index[u->member], stm_span_trim(w->article[u->member], u->at) } };
    stm_said_by(w, u->member, u->quotation, &r.said_by, &r.said_by_name);
    r.stance = denies(w, u) ? STM_DENIES : u->hedged && u->quotation != STM_NONE ? STM_REPORTS : STM_ASSERTS;
    r.reading = stm_unit_reading(w, (uint32_t)(u - w->units.at));
    stm_vec_push(w->arena, &st->readings, r);
    stm_vec_push(w->arena, members, u->member);
    stm_vec_push(w->arena, said_by, r.said_by);
    stm_vec_push(w->arena, names, r.said_by_name);
}

static bool has_article(const stm_u32s *members, uint32_t member)
{
    for (uint32_t i = 0; i < members->n; i++) {
        if (members->at[i] == member) {
            return true;
        }
    }
    return false;
}

static bool starts_with_pronoun(stm_str s)
{
    static const char words[] = "he she it they we i this that these those you his her its their our my";
    size_t n = 0;
    while (n < s.n && ((s.p[n] | 32) >= 'a' && (s.p[n] | 32) <= 'z')) {
        n++; /* up to a blank, or to the mark of "she'd" */
    }
    return n < s.n && n < 6 && s.p[n] != '-' && s.p[n] != '.' && stm_str_among((stm_str){ s.p, n }, words);
}

/* "If you do wrong, then ...", "and promotions favour": not all of what was said. */
static bool hangs_on_more(stm_str s)
{
    static const char *const words[] = { "if ",    "when ",     "and ",     "but ",   "or ",       "because ",
                                         "while ", "after ",    "before ",  "where ", "although ", "whether ",
                                         "that ",  "now that ", "so that ", "until ", "unless ",   "since ",
                                         "as ",    "than ",     "who ",     "whose ", "which " };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        size_t n = strlen(words[i]);
        if (s.n > n && stm_str_eqz_nocase((stm_str){ s.p, n }, words[i])) {
            return true;
        }
    }
    return false;
}

bool stm_stands_alone(stm_str s) { return !starts_with_pronoun(s) && !hangs_on_more(s); }

/* The reading that makes the best sentence of its own: the shortest that has its subject. */
static stm_str about_of(stm_work *w, const stm_u32s *units)
{
    stm_str best = STM_NULL_STR;
    for (uint32_t i = 0; i < units->n; i++) {
        stm_str s = stm_unit_wording(w, units->at[i]);
        if (s.p != NULL && s.n >= LEAST_ABOUT && !hangs_on_more(s)) {
            bool whose = !starts_with_pronoun(s), had = best.p != NULL && !starts_with_pronoun(best);
            if (best.p == NULL || (whose && !had) || (whose == had && s.n < best.n)) {
                best = s;
            }
        }
    }
    return stm_capital(w->arena, best);
}

/* "which has been besieged since July": of what, the noun before it says. */
static bool relative(const stm_work *w, uint32_t unit)
{
    const stm_unit *u = &w->units.at[unit];
    return u->head != STM_NONE && w->article[u->member]->tokens.at[u->head].deprel == STM_DEP_ACL_RELCL;
}

static void grow(stm_work *w, stm_statement *st, uint32_t seed, stm_u32s *units, stm_u32s *members, stm_u32s *said_by,
                 stm_strs *names)
{
    const stm_u32s *list = &w->matches_of[seed];
    for (uint32_t k = 0; k < list->n && st->readings.n < MAX_READINGS; k++) {
        const stm_match *x = &w->matches.at[list->at[k]];
        uint32_t o = x->a == seed ? x->b : x->a;
        bool apart = false; /* in days, or in who does it, from any of them */
        if (w->used[o] || (stm_unit_wording(w, o).p == NULL && !(relative(w, o) && x->strong && x->like.n > 2)) ||
            !(x->strong || (x->same_verb && x->like.least >= 0.5f)) ||
            status_of(w, &w->units.at[seed], &w->units.at[o]) != STM_ST_AGREED) {
            continue;
        }
        for (uint32_t i = 0; i < units->n && !apart; i++) {
            apart = stm_units_days_apart(w, units->at[i], o) ||
                    stm_units_two_do_it(w, &w->units.at[units->at[i]], &w->units.at[o]) ||
                    stm_units_two_rise(w, &w->units.at[units->at[i]], &w->units.at[o]);
        }
        if (apart) {
            continue;
        }
        w->used[o] = STM_USED;
        if (!has_article(members, w->units.at[o].member)) {
            stm_vec_push(w->arena, units, o);
            add_reading(w, st, &w->units.at[o], members, said_by, names);
        }
    }
}

static bool quoted(const stm_work *w, const stm_unit *u)
{
    return u->quotation != STM_NONE && w->article[u->member]->quotations.at[u->quotation].kind != STM_QUOTE_INDIRECT;
}

/* The verb that says what is begun, asked for or wanted: its term, or STM_NONE. */
static uint32_t complement(const stm_work *w, const stm_unit *u)
{
    const stm_article *a = w->article[u->member];
    for (uint32_t i = u->head == STM_NONE ? a->tokens.n : u->head + 1;
         i < a->tokens.n && a->tokens.at[i].sentence == a->tokens.at[u->head].sentence; i++) {
        const stm_token *t = &a->tokens.at[i];
        if (t->head == u->head &&
            (t->deprel == STM_DEP_XCOMP || t->deprel == STM_DEP_CCOMP ||
             (t->deprel == STM_DEP_ADVCL && t->xpos == STM_XP_VB)) &&
            t->upos == STM_VERB && t->lemma.p != NULL) {
            return stm_map_get(&w->terms, t->lemma);
        }
    }
    return STM_NONE;
}

/* "called on Congress to pay", "called on Congress to vote". */
static bool asked_apart(const stm_work *w, const stm_unit *a, const stm_unit *b)
{
    uint32_t x = complement(w, a), y = complement(w, b);
    return x != STM_NONE && y != STM_NONE && !stm_terms_alike(w, x, y);
}

/* The same; or "the strike began", "he began to doubt". */
static bool other_complements(const stm_work *w, const stm_unit *a, const stm_unit *b)
{
    uint32_t x = complement(w, a), y = complement(w, b);
    return x != STM_NONE && y != STM_NONE ? !stm_terms_alike(w, x, y) : x != y;
}

/* How sure it is that the two say one thing: they do where verb and arguments are the same. Like words from two mouths
 * are two sayings, whatever they share. */
static double confidence_of(const stm_work *w, const stm_match *m, bool has_sentence)
{
    const stm_unit *a = &w->units.at[m->a], *b = &w->units.at[m->b];
    double sure = 0.35 + 0.03 * (m->score < 12 ? m->score : 12);
    uint32_t ea, eb;
    stm_str na, nb;
    if (!m->same_verb || stm_unit_speaks(w, a) || stm_unit_speaks(w, b)) {
        sure -= 0.3; /* two that say something need not say the same */
    }
    if (m->same_verb && other_complements(w, a, b)) {
        sure -= 0.25;
    }
    if (!has_sentence) {
        sure -= 0.25;
    }
    if (quoted(w, a) && quoted(w, b)) {
        stm_said_by(w, a->member, a->quotation, &ea, &na);
        stm_said_by(w, b->member, b->quotation, &eb, &nb);
        sure -= ea != eb || ea == STM_NONE ? 0.3 : 0;
    }
    if (a->modal && a->quotation != STM_NONE && b->quotation != STM_NONE) {
        stm_said_by(w, a->member, a->quotation, &ea, &na);
        stm_said_by(w, b->member, b->quotation, &eb, &nb);
        sure -= ea != eb ? 0.3 : 0; /* what should be is what each of them thinks */
    }
    if (m->like.n < 3) {
        sure -= 0.2; /* a man who "was fired" and one who "opened fire" share two terms */
    }
    if ((a->headline && stm_unit_wording(w, m->a).p == NULL) || (b->headline && stm_unit_wording(w, m->b).p == NULL)) {
        sure -= 0.2; /* a piece of a headline */
    }
    if (m->like.exact < 2) {
        sure -= 0.15;
    }
    sure -= stm_unit_wording(w, m->a).p == NULL ? 0.15 : 0;
    sure -= stm_unit_wording(w, m->b).p == NULL ? 0.15 : 0;
    sure = m->score < SURE_SCORE && sure > HIDDEN ? HIDDEN : sure;
    return sure < LEAST_SURE ? LEAST_SURE : sure;
}

/* All of its readings stand in one that is contested: then they do not agree. */
static bool contested(const stm_work *w, const stm_statement *st)
{
    for (uint32_t i = 0; i < w->record->statements.n; i++) {
        const stm_statement *o = &w->record->statements.at[i];
        uint32_t n = 0;
        for (uint32_t r = 0; r < st->readings.n && o->status != STM_ST_AGREED && n == r; r++) {
            const stm_passage *p = &st->readings.at[r].passage;
            for (uint32_t k = 0; k < o->readings.n && n == r; k++) {
                const stm_passage *q = &o->readings.at[k].passage;
                n += p->article == q->article && stm_span_meets(p->at, q->at);
            }
        }
        if (n > 0 && n == st->readings.n) {
            return true;
        }
    }
    return false;
}

#define COPIED_WORDS 10

static uint32_t lines_of(const stm_work *w, const stm_statement *st, const stm_u32s *members)
{
    stm_span *at = STM_NEW_ARRAY(w->arena, stm_span, (size_t)members->n + 1);
    for (uint32_t i = 0; i < members->n && i < st->readings.n; i++) {
        at[i] = st->readings.at[i].passage.at;
    }
    return stm_lines_worded(w, members, at, COPIED_WORDS);
}

void stm_record_statements(stm_work *w)
{
    for (uint32_t i = 0; i < w->matches.n; i++) {
        const stm_match *m = &w->matches.at[i];
        const stm_unit *a = &w->units.at[m->a], *b = &w->units.at[m->b];
        stm_statement st = { 0 };
        stm_u32s members = { 0 }, said_by = { 0 }, units = { 0 };
        stm_strs names = { 0 };
        bool sure;
        if (w->used[m->a] == STM_USED || w->used[m->b] == STM_USED || (w->used[m->a] != 0 && w->used[m->b] != 0) ||
            !m->strong) {
            continue;
        }
        st.status = status_of(w, a, b);
        if (st.status == STM_ST_AGREED &&
            (stm_units_two_do_it(w, a, b) || stm_units_two_rise(w, a, b) || (m->same_verb && asked_apart(w, a, b)))) {
            continue;
        }
        if (st.status == STM_ST_AGREED && (a->headline || b->headline)) {
            continue; /* it bears out what two texts tell below theirs, and founds nothing */
        }
        if (st.status == STM_ST_CONTESTED && a->negated != b->negated &&
            (stm_unit_waits(w->article[a->member], a) || stm_unit_waits(w->article[b->member], b))) {
            continue;
        }
        if (st.status != STM_ST_AGREED && stm_units_one_speaker(w, a, b)) {
            continue; /* a man who contradicts himself is rarer than a clause read wrong */
        }
        w->used[m->a] = w->used[m->b] = STM_USED;
        stm_vec_push(w->arena, &units, m->a);
        stm_vec_push(w->arena, &units, m->b);
        add_reading(w, &st, a, &members, &said_by, &names);
        add_reading(w, &st, b, &members, &said_by, &names);
        /* the units that match either seed, and then those that match what was added */
        for (uint32_t k = 0; k < 2; k++) {
            grow(w, &st, units.at[k], &units, &members, &said_by, &names);
        }
        sure = st.status != STM_ST_AGREED || stm_agreed_on(w, &st, &units, &members, &said_by, &names);
        if (st.about.p == NULL) {
            st.about = about_of(w, &units);
        }
        st.lines = lines_of(w, &st, &members);
        st.origins = stm_origins_among(w, &said_by, &names);
        st.confidence = confidence_of(w, m, st.about.p != NULL);
        if (st.about.p != NULL && starts_with_pronoun(st.about)) {
            st.confidence -= 0.1;
        }
        sure = sure && !(st.status == STM_ST_AGREED && contested(w, &st));
        if (!sure && st.confidence > HIDDEN) {
            st.confidence = HIDDEN; /* no sentence that all of them bear out, or not all do */
        }
        if (st.status == STM_ST_AGREED && (st.confidence <= LEAST_SURE || st.lines < 2)) {
            for (uint32_t k = 0; k < units.n; k++) {
                w->used[units.at[k]] = 0;
            }
            continue;
        }
        if (st.about.p == NULL) {
            st.about = stm_capital(w->arena, stm_unit_with_noun(w, m->a));
        }
        stm_vec_push(w->arena, &w->record->statements, st);
    }
}
