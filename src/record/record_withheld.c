/* record_withheld.c: a name that one text says is withheld, and another gives.
 *
 * In: trees, entities, matters.  Out: statements, contested.
 *
 * "Police would not name the woman" and "the woman, identified by the police as Ann Roe": mostly two hours of one day,
 * but a reader of the first text is owed the second. The two are of one person, or of as many, where the entity or the
 * noun is the same, or a pronoun goes with the noun and the sentences tell of one thing. Within one text only where two
 * mouths are told apart. Never: somebody who is not named because nobody knows his name.
 * Cost: the few such verbs, each with each.
 */
#include "record/record_parts.h"

#define MAX_NAMINGS 100
#define MAX_NAME 8 /* tokens of a name behind "as" */

typedef struct naming {
    uint32_t member, verb, who; /* who: token */
    stm_span at, name;          /* name: where it is given */
    bool given;
} naming;

typedef STM_VEC(naming) namings;

static bool declined(const stm_article *a, uint32_t verb)
{
    uint32_t up = a->tokens.at[verb].head;
    return stm_clause_negated(a, verb) ||
           (a->tokens.at[verb].deprel == STM_DEP_XCOMP && up != STM_NONE &&
            stm_among(stm_token_lemma(a, up), "decline refuse") && !stm_clause_negated(a, up));
}

/* Whose name: "the names of the two men", "her name". */
static uint32_t whose(const stm_article *a, uint32_t noun)
{
    const stm_sentence *s = &a->sentences.at[a->tokens.at[noun].sentence];
    for (uint32_t i = s->first_token; i < s->first_token + s->n_tokens; i++) {
        const stm_token *t = &a->tokens.at[i];
        if (t->head == noun && (t->deprel == STM_DEP_NMOD || t->deprel == STM_DEP_NMOD_POSS)) {
            return i;
        }
    }
    return STM_NONE;
}

/* "as Ann Roe": the stretch of the name, empty where none stands there. */
static stm_span name_of(const stm_article *a, uint32_t verb)
{
    const stm_sentence *s = &a->sentences.at[a->tokens.at[verb].sentence];
    for (uint32_t i = verb + 1; i < s->first_token + s->n_tokens; i++) {
        const stm_token *t = &a->tokens.at[i];
        uint32_t last = i;
        if (t->head != verb || t->upos != STM_PROPN || !stm_form_among(a, i - 1, "as")) {
            continue;
        }
        while (last + 1 < s->first_token + s->n_tokens && last < i + MAX_NAME &&
               a->tokens.at[last + 1].upos == STM_PROPN) {
            last++;
        }
        if (last > i) { /* a first name and a surname */
            return (stm_span){ t->at.start, a->tokens.at[last].at.end };
        }
    }
    return (stm_span){ 0, 0 };
}

static stm_span said_span(const stm_article *a, uint32_t verb, uint32_t last)
{
    const stm_sentence *s = &a->sentences.at[a->tokens.at[verb].sentence];
    uint32_t up = a->tokens.at[verb].head;
    uint32_t first = a->tokens.at[verb].deprel == STM_DEP_XCOMP && up != STM_NONE && up < verb ? up : verb;
    uint32_t agent = stm_arguments_of(a, first).agent;
    stm_span at = { a->tokens.at[first].at.start, a->tokens.at[last > first ? last : first].at.end };
    for (uint32_t i = s->first_token; i < first; i++) {
        if (a->tokens.at[i].head == first &&
            (a->tokens.at[i].deprel == STM_DEP_AUX || a->tokens.at[i].deprel == STM_DEP_AUX_PASS)) {
            at.start = a->tokens.at[i].at.start;
            break;
        }
    }
    if (agent != STM_NONE && agent < first && agent + 6 > first) {
        stm_span who = stm_noun_phrase(a, agent);
        at.start = who.start < at.start ? who.start : at.start;
    }
    return at;
}

static bool plural(const stm_article *a, uint32_t i)
{
    return a->tokens.at[i].xpos == STM_XP_NNS || stm_form_among(a, i, "them they their");
}

/* The last token of several names, before the next verb. */
static uint32_t names_end(const stm_article *a, uint32_t from)
{
    uint32_t last = from;
    for (uint32_t i = from + 1; i < a->tokens.n && a->tokens.at[i].sentence == a->tokens.at[from].sentence &&
                                a->tokens.at[i].upos != STM_VERB && a->tokens.at[i].upos != STM_AUX;
         i++) {
        last = a->tokens.at[i].upos == STM_PROPN ? i : last;
    }
    return a->tokens.at[last].at.end;
}

static void collect(stm_work *w, namings *out)
{
    for (uint32_t m = 0; m < w->n; m++) {
        const stm_article *a = w->article[m];
        for (uint32_t i = 0; i < a->tokens.n && out->n < MAX_NAMINGS; i++) {
            naming n = { .member = m, .verb = i, .who = STM_NONE };
            stm_str l = stm_token_lemma(a, i);
            uint32_t patient, last = i;
            if (a->tokens.at[i].upos != STM_VERB || a->sentences.at[a->tokens.at[i].sentence].furniture != 0) {
                continue;
            }
            patient = stm_arguments_of(a, i).patient;
            if (stm_among(l, "name identify") && patient != STM_NONE) {
                n.name = name_of(a, i);
                n.given = n.name.end > n.name.start;
                n.who = declined(a, i) != n.given ? patient : STM_NONE;
                for (last = i; last + 1 < a->tokens.n && a->tokens.at[last + 1].at.end <= n.name.end; last++) {
                }
                last = n.given ? last : patient;
            } else if (patient != STM_NONE && stm_among(stm_token_lemma(a, patient), "name identity") &&
                       ((stm_among(l, "release disclose give reveal publish provide") && declined(a, i)) ||
                        (stm_str_eqz(l, "withhold") && !stm_clause_negated(a, i)))) {
                n.who = whose(a, patient);
                last = n.who != STM_NONE && n.who > patient ? n.who : patient;
            }
            if (n.who != STM_NONE) {
                n.at = said_span(a, i, last > i ? last : i);
                if (plural(a, n.who) && n.given) {
                    n.at.end = names_end(a, last); /* "as Ann Roe, 47, of Orsa and Bo Lund, 48" */
                    n.name.end = n.at.end;
                }
                if (patient < i && patient + 12 > i) {
                    stm_span what = stm_noun_phrase(a, patient);
                    n.at.start = what.start < n.at.start ? what.start : n.at.start;
                }
                stm_vec_push(w->arena, out, n);
            }
        }
    }
}

/* A pronoun goes with a noun. */
static bool goes_with(const stm_article *a, uint32_t pronoun, const stm_article *b, uint32_t noun)
{
    if (stm_form_among(a, pronoun, "them they their")) {
        return plural(b, noun);
    }
    return !plural(b, noun) && ((stm_form_among(a, pronoun, "her she") &&
                                 stm_among(stm_token_lemma(b, noun), "woman girl mother sister wife victim")) ||
                                (stm_form_among(a, pronoun, "him he his") &&
                                 stm_among(stm_token_lemma(b, noun), "man boy father brother husband victim")));
}

static bool of_dead(const stm_article *a, uint32_t verb)
{
    const stm_sentence *s = &a->sentences.at[a->tokens.at[verb].sentence];
    for (uint32_t i = s->first_token; i < s->first_token + s->n_tokens; i++) {
        if (stm_among(stm_token_lemma(a, i), "kill die death dead murder slay")) {
            return true;
        }
    }
    return false;
}

static bool one_person(stm_work *w, const naming *x, const naming *y)
{
    const stm_article *a = w->article[x->member], *b = w->article[y->member];
    uint32_t ea = w->at_token[x->member][x->who], eb = w->at_token[y->member][y->who];
    bool near = x->member == y->member && a->tokens.at[x->verb].sentence == a->tokens.at[y->verb].sentence;
    bool dead = of_dead(a, x->verb) && of_dead(b, y->verb);
    stm_matter p, q;
    if (ea != STM_NONE && ea == eb) {
        return true;
    }
    if (plural(a, x->who) != plural(b, y->who)) {
        return false;
    }
    stm_matter_of(w, x->member, &a->sentences.at[a->tokens.at[x->verb].sentence].at, 1, &p);
    stm_matter_of(w, y->member, &b->sentences.at[b->tokens.at[y->verb].sentence].at, 1, &q);
    if (a->tokens.at[x->who].upos == STM_PRON || b->tokens.at[y->who].upos == STM_PRON) {
        bool both = a->tokens.at[x->who].upos == STM_PRON && b->tokens.at[y->who].upos == STM_PRON;
        return !both &&
               (a->tokens.at[x->who].upos == STM_PRON ? goes_with(a, x->who, b, y->who)
                                                      : goes_with(b, y->who, a, x->who)) &&
               (near || dead || stm_matters_share_event(w, &p, &q));
    }
    return stm_str_eq_nocase(stm_token_lemma(a, x->who), stm_token_lemma(b, y->who)) &&
           (near || dead || stm_matters_share_event(w, &p, &q));
}

void stm_record_withheld(stm_work *w)
{
    namings all = { 0 };
    collect(w, &all);
    for (uint32_t i = 0; i < all.n; i++) {
        const naming *x = &all.at[i];
        stm_contest c = { 0 };
        stm_str name = STM_NULL_STR, who = STM_NULL_STR;
        for (uint32_t k = 0; k < all.n && !x->given; k++) {
            const naming *y = &all.at[k];
            if (!y->given || !one_person(w, x, y) ||
                (y->member != x->member && w->line[y->member] == w->line[x->member])) {
                continue;
            }
            stm_contest_add(w, &c, x->member, x->at, STM_ASSERTS, STM_NULL_STR);
            stm_contest_add(w, &c, y->member, y->at, STM_ASSERTS, STM_NULL_STR);
            name = stm_wording(w->arena, w->article[y->member], y->name);
            who = stm_wording(w->arena, w->article[y->member], stm_noun_phrase(w->article[y->member], y->who));
            if (w->article[y->member]->tokens.at[y->who].upos == STM_PRON) {
                who = stm_wording(w->arena, w->article[x->member], stm_noun_phrase(w->article[x->member], x->who));
            }
        }
        if (name.p != NULL) {
            bool several = plural(w->article[x->member], x->who);
            who = stm_str_starts(who, "The ") ? stm_str_format(w->arena, "the %.*s", (int)who.n - 4, who.p + 4) : who;
            stm_contest_close(w, &c, STM_ST_CONTESTED,
                              stm_str_format(w->arena, "%s of %.*s: withheld, or given as %.*s",
                                             several ? "Names" : "Name", (int)who.n, who.p, (int)name.n, name.p),
                              0.65);
        }
    }
}
