/* matches.c: which clauses of independent lines speak of one matter.
 *
 * In: units.  Out: work.matches, best first; work.matches_of.  Never: matches within one line (record_changes.c).
 *
 * Two clauses match where they share enough of what is rare in the story, by weight and by share of either, and at
 * least one word for what happens: names alone do not make a matter.
 * Cost: pairs are looked at only where two clauses share a term that not more than MAX_SHARING others have.
 */
#include <stdlib.h>

#include "record/record_parts.h"

#define MAX_SHARING 80
#define STRONG_SCORE 7.0f /* weight shared times the sum of its shares */
#define EXACT_SCORE 6.0f  /* enough where three words at least are the very same */
#define LEAST_SCORE 5.0f
#define LEAST_SHARED 4.0f
#define LEAST_DICE 0.25f
#define NAMES_ENOUGH 6 /* shared terms that need no event among them */
#define NEAR_SCORE 5.0f
#define NEAR_SHARED 2.0f

static int best_first(const void *a, const void *b)
{
    const stm_match *x = a, *y = b;
    return x->score != y->score ? (x->score < y->score) - (x->score > y->score)
           : x->a != y->a       ? (x->a > y->a) - (x->a < y->a)
                                : (x->b > y->b) - (x->b < y->b);
}

/* A word for what happens in both, itself or a synonym. */
bool stm_matters_share_event(const stm_work *w, const stm_matter *a, const stm_matter *b)
{
    for (uint32_t i = 0; i < a->terms.n && i < 64; i++) {
        if (w->event.at[a->terms.at[i].id]) {
            for (uint32_t k = 0; k < b->terms.n && k < 64; k++) {
                if (w->event.at[b->terms.at[k].id] && stm_terms_alike(w, a->terms.at[i].id, b->terms.at[k].id)) {
                    return true;
                }
            }
        }
    }
    return false;
}

static bool is_number(stm_str key) { return key.n > 0 && ((key.p[0] >= '0' && key.p[0] <= '9')); }

/* Both give numbers, and none in common. */
bool stm_matters_numbers_apart(const stm_work *w, const stm_matter *a, const stm_matter *b)
{
    bool x = false, y = false;
    for (uint32_t i = 0; i < a->terms.n; i++) {
        x = x || is_number(w->terms.items.at[a->terms.at[i].id].key);
        for (uint32_t k = 0; k < b->terms.n && x; k++) {
            if (a->terms.at[i].id == b->terms.at[k].id && is_number(w->terms.items.at[a->terms.at[i].id].key)) {
                return false;
            }
        }
    }
    for (uint32_t k = 0; k < b->terms.n; k++) {
        y = y || is_number(w->terms.items.at[b->terms.at[k].id].key);
    }
    return x && y;
}

/* The verbs that head the two are one or synonyms, or one of them stands in the other as a noun. */
static bool same_verb(const stm_work *w, const stm_unit *a, const stm_unit *b)
{
    if (a->verb == STM_NONE || b->verb == STM_NONE) {
        return false;
    }
    if (stm_terms_alike(w, a->verb, b->verb)) {
        return true;
    }
    for (uint32_t i = 0; i < a->matter.terms.n; i++) {
        if (stm_terms_alike(w, a->matter.terms.at[i].id, b->verb)) {
            return true;
        }
    }
    for (uint32_t i = 0; i < b->matter.terms.n; i++) {
        if (stm_terms_alike(w, b->matter.terms.at[i].id, a->verb)) {
            return true;
        }
    }
    return false;
}

/* To claim a win is not to win. */
static bool attitude(const stm_work *w, const stm_unit *u)
{
    static const char *const words[] = {
        "claim", "seek", "want",     "plan", "hope",  "try",    "attempt", "aim",
        "vow",   "fear", "threaten", "deny", "doubt", "expect", "refuse",  "consider"
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (u->verb != STM_NONE && stm_str_eqz(w->terms.items.at[u->verb].key, words[i])) {
            return true;
        }
    }
    for (uint32_t k = 0; (u->headline || u->sentence == 0) && k < u->matter.terms.n; k++) {
        if (stm_str_eqz(w->terms.items.at[u->matter.terms.at[k].id].key, "claim")) {
            return true; /* headlines leave out what would tell the noun from the verb */
        }
    }
    return false;
}

/* The person who does it, by name; or STM_NONE. */
static uint32_t doer(const stm_work *w, const stm_unit *u)
{
    const stm_article *a = w->article[u->member];
    const stm_sentence *s = &a->sentences.at[u->sentence];
    for (uint32_t i = s->first_token; u->head != STM_NONE && i < s->first_token + s->n_tokens; i++) {
        if (a->tokens.at[i].head == u->head &&
            (a->tokens.at[i].deprel == STM_DEP_NSUBJ || a->tokens.at[i].deprel == STM_DEP_NSUBJ_PASS)) {
            uint32_t e = w->at_token[u->member][i];
            return e != STM_NONE && w->named.at[e] && w->record->entities.at[e].kind == STM_PERSON &&
                           a->tokens.at[i].upos != STM_PRON
                       ? e
                       : STM_NONE;
        }
    }
    return STM_NONE;
}

/* The noun that a verb of more or less is about: "sales rose 5 percent"; or STM_NONE. */
static uint32_t measured(const stm_work *w, const stm_unit *u)
{
    const stm_article *a = w->article[u->member];
    uint32_t who;
    if (u->head == STM_NONE || a->tokens.at[u->head].upos != STM_VERB ||
        !stm_among(
            stm_token_lemma(a, u->head),
            "rise fall climb drop gain increase decrease decline jump surge grow shrink slip slide tumble plunge "
            "soar sink rally edge dip plummet")) {
        return STM_NONE;
    }
    who = stm_arguments_of(a, u->head).agent;
    if (who == STM_NONE && u->head > 0) {
        who = u->head - 1; /* "said net sales rose": the tree may hang them on the verb of saying */
    }
    return who != STM_NONE && a->tokens.at[who].upos == STM_NOUN ? who : STM_NONE;
}

static bool sentence_has(const stm_work *w, uint32_t term, const stm_unit *u)
{
    const stm_sentence *s = &w->article[u->member]->sentences.at[u->sentence];
    for (uint32_t i = s->first_token; i < s->first_token + s->n_tokens; i++) {
        uint32_t other = w->token_term[u->member][i].id;
        if (other != STM_NONE && stm_terms_alike(w, term, other)) {
            return true;
        }
    }
    return false;
}

/* "Shares jumped 5 percent", "sales rose 5 percent": neither sentence speaks of what rises in the other. */
bool stm_units_two_rise(const stm_work *w, const stm_unit *a, const stm_unit *b)
{
    uint32_t x = measured(w, a), y = x == STM_NONE ? STM_NONE : measured(w, b), s, t;
    if (y == STM_NONE) {
        return false;
    }
    s = w->token_term[a->member][x].id;
    t = w->token_term[b->member][y].id;
    return s != STM_NONE && t != STM_NONE && !sentence_has(w, s, b) && !sentence_has(w, t, a);
}

/* "Lund fired back", "Toresku fired back": two deeds. */
bool stm_units_two_do_it(const stm_work *w, const stm_unit *a, const stm_unit *b)
{
    uint32_t x = doer(w, a), y = doer(w, b);
    return x != STM_NONE && y != STM_NONE && x != y;
}

bool stm_units_days_apart(const stm_work *w, uint32_t a, uint32_t b)
{
    const stm_unit *x, *y;
    if (a == STM_NONE || b == STM_NONE) {
        return false;
    }
    x = &w->units.at[a];
    y = &w->units.at[b];
    return x->from_day != STM_NO_DAY && y->from_day != STM_NO_DAY &&
           (x->to_day + 1 < y->from_day || y->to_day + 1 < x->from_day);
}

/* Not "to determine the route" or "until it reopens", which nobody says has been done, nor a noun that stands in a
 * clause. */
static bool tells(const stm_work *w, const stm_unit *u)
{
    const stm_article *a = w->article[u->member];
    const stm_token *t = u->head == STM_NONE ? NULL : &a->tokens.at[u->head];
    bool copula = false, infinitive = false;
    if (t == NULL || t->deprel == STM_DEP_ROOT) {
        return true;
    }
    for (uint32_t i = u->head; i-- > 0 && a->tokens.at[i].sentence == t->sentence;) {
        if (a->tokens.at[i].head == u->head) {
            if (a->tokens.at[i].deprel == STM_DEP_MARK && stm_form_among(a, i, "if unless until whether")) {
                return false;
            }
            copula = copula || a->tokens.at[i].deprel == STM_DEP_COP;
            infinitive = infinitive || (a->tokens.at[i].deprel == STM_DEP_MARK &&
                                        stm_str_eq_nocase(stm_token_form(a, i), STM_STR("to")));
        }
    }
    return !infinitive && (t->upos == STM_VERB || copula);
}

/* By unit: whether it says that something is so; asked when it is first needed. */
typedef enum asserting { NOT_ASKED, ASSERTS, ASSERTS_NOT } asserting;

static bool asserts(const stm_work *w, uint8_t *known, uint32_t unit)
{
    const stm_unit *u = &w->units.at[unit];
    if (known[unit] == NOT_ASKED) {
        const stm_article *a = w->article[u->member];
        bool open = u->head != STM_NONE && (stm_clause_hypothetical(a, u->head) || stm_clause_habitual(a, u->head));
        known[unit] = !open && tells(w, u) ? ASSERTS : ASSERTS_NOT;
    }
    return known[unit] == ASSERTS;
}

/* What they share cannot weigh more than the lighter of the two does, but for the rounding of sums. */
static bool too_light(const stm_matter *a, const stm_matter *b)
{
    float most = (a->weight < b->weight ? a->weight : b->weight) * 1.001f;
    return most < NEAR_SHARED || 2 * most < LEAST_DICE * (a->weight + b->weight);
}

static bool one_matter(stm_work *w, uint8_t *known, const stm_unit *a, const stm_unit *b, stm_match *m)
{
    if (w->line[a->member] == w->line[b->member] || stm_units_days_apart(w, m->a, m->b) ||
        too_light(&a->matter, &b->matter)) {
        return false;
    }
    m->like = stm_matter_compare(w, &a->matter, &b->matter);
    m->score = m->like.shared * (m->like.dice + m->like.least);
    if (m->score >= NEAR_SCORE && m->like.n >= 2) {
        stm_vec_push(w->arena, &w->near, *m);
    }
    if (m->score < LEAST_SCORE || !asserts(w, known, m->a) || !asserts(w, known, m->b) ||
        m->like.shared < LEAST_SHARED || m->like.n < 2 || m->like.dice < LEAST_DICE ||
        (m->like.n < NAMES_ENOUGH && !stm_matters_share_event(w, &a->matter, &b->matter)) ||
        stm_matters_numbers_apart(w, &a->matter, &b->matter)) {
        return false;
    }
    m->strong =
        attitude(w, a) == attitude(w, b) &&
        (!attitude(w, a) || (a->verb != STM_NONE && b->verb != STM_NONE && stm_terms_alike(w, a->verb, b->verb))) &&
        (m->score >= STRONG_SCORE || (m->score >= EXACT_SCORE && m->like.exact >= 3)) && a->negated == b->negated &&
        a->modal == b->modal && m->like.n >= 2;
    m->same_verb = same_verb(w, a, b);
    return true;
}

void stm_matches_find(stm_work *w)
{
    stm_u32s *with = STM_NEW_ARRAY(w->arena, stm_u32s, (size_t)w->rarity.n + 1);
    uint32_t *seen = STM_NEW_ARRAY(w->arena, uint32_t, (size_t)w->units.n + 1);
    uint8_t *known = STM_NEW_ARRAY(w->arena, uint8_t, (size_t)w->units.n + 1);
    bool one_line = stm_lines_total(w->line, w->n) < 2; /* then nothing can match */
    for (uint32_t i = 0; i < w->units.n && !one_line; i++) {
        const stm_unit *u = &w->units.at[i];
        for (uint32_t k = 0; k < u->matter.terms.n; k++) {
            stm_u32s *list = &with[u->matter.terms.at[k].id];
            for (uint32_t j = list->n > MAX_SHARING ? list->n - MAX_SHARING : 0; j < list->n; j++) {
                stm_match m = { .a = list->at[j], .b = i };
                if (seen[list->at[j]] != i + 1) {
                    seen[list->at[j]] = i + 1;
                    if (one_matter(w, known, &w->units.at[m.a], u, &m)) {
                        stm_vec_push(w->arena, &w->matches, m);
                    }
                }
            }
            stm_vec_push(w->arena, list, i);
        }
    }
    if (w->matches.n > 0) {
        qsort(w->matches.at, w->matches.n, sizeof *w->matches.at, best_first);
    }
    if (w->near.n > 0) {
        qsort(w->near.at, w->near.n, sizeof *w->near.at, best_first);
    }
    w->matches_of = STM_NEW_ARRAY(w->arena, stm_u32s, (size_t)w->units.n + 1);
    for (uint32_t i = 0; i < w->matches.n; i++) {
        stm_vec_push(w->arena, &w->matches_of[w->matches.at[i].a], i);
        stm_vec_push(w->arena, &w->matches_of[w->matches.at[i].b], i);
    }
}

uint32_t stm_first_unit(const stm_work *w, uint32_t member, uint32_t sentence)
{
    uint32_t lo = w->first_unit[member], hi = w->first_unit[member + 1];
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (w->units.at[mid].sentence < sentence) {
            lo = mid + 1;
        } else {
            hi = mid;
        }
    }
    return lo;
}

uint32_t stm_unit_at(const stm_work *w, uint32_t member, uint32_t byte)
{
    uint32_t s = stm_sentence_at(w->article[member], byte), lo = stm_first_unit(w, member, s), best = STM_NONE;
    for (; s != STM_NONE && lo < w->first_unit[member + 1] && w->units.at[lo].sentence == s; lo++) {
        stm_span at = w->units.at[lo].at;
        if (at.start <= byte && byte < at.end &&
            (best == STM_NONE || at.end - at.start < w->units.at[best].at.end - w->units.at[best].at.start)) {
            best = lo;
        }
    }
    return best;
}
