/* record_amounts.c: amounts that texts give with another reach: all of whom, how long at the least, a number that a
 * speaker takes back in one breath.
 *
 * In: trees, figures, quotations, matters.  Out: statements, contested; figures, in conflict.
 *
 * "All rebels are to leave", "foreign rebels would depart, leaving only the guards of the duke": who goes from a place,
 * in texts that may call them by other names. "The withdrawal of all fighters" and "of all foreign fighters": one deed,
 * the same people, and one of the two leaves some out. "A seven-day truce" and "a truce of at least seven days": the
 * length of one thing, of which there is one in the story. "We have four doors, three doors": one quotation, two
 * numbers of one thing with nothing between them. Never: deeds that are not alike; lengths of what there may be several
 * of (sentences, visits). Cost: each such phrase with each.
 */
#include <math.h>

#include "record/record_parts.h"

#define MAX_PHRASES 100
#define MAX_STEPS 3
#define BREATH 8 /* bytes between the two numbers of a speaker who corrects himself */

typedef struct phrase {
    uint32_t member, noun;
    stm_span at;
    bool restricted;
    bool irregulars;  /* rebels, by whatever name */
    bool leaves;      /* the deed is to go away from somewhere */
    double low, high; /* of a length, in days; NaN: open */
    stm_matter deed, people;
} phrase;

typedef STM_VEC(phrase) phrases;

/* ---- all of whom ----------------------------------------------------------------------------------------- */

/* What narrows the noun: "foreign", "backed by", "who want to leave". */
static bool narrowed(const stm_article *a, uint32_t noun)
{
    const stm_sentence *s = &a->sentences.at[a->tokens.at[noun].sentence];
    for (uint32_t i = s->first_token; i < s->first_token + s->n_tokens; i++) {
        const stm_token *t = &a->tokens.at[i];
        if (t->head == noun &&
            (t->deprel == STM_DEP_AMOD || t->deprel == STM_DEP_ACL || t->deprel == STM_DEP_ACL_RELCL)) {
            return true;
        }
    }
    return false;
}

/* To go away from where one is, by the verb or the noun. */
static bool of_leaving(const stm_article *a, uint32_t token)
{
    return stm_among(stm_token_lemma(a, token),
                     "leave depart departure withdraw withdrawal evacuate evacuation exit pullout passage exodus");
}

/* The verbs and nouns that the people hang on, and what hangs on those: "the withdrawal of", "allow to leave". */
static void deed_of(stm_work *w, uint32_t member, uint32_t noun, phrase *p)
{
    const stm_article *a = w->article[member];
    const stm_sentence *s = &a->sentences.at[a->tokens.at[noun].sentence];
    stm_span spans[8];
    uint32_t up = a->tokens.at[noun].head, n = 0;
    for (uint32_t step = 0; step < MAX_STEPS && up != STM_NONE && n < 4; step++) {
        if (a->tokens.at[up].upos == STM_VERB || a->tokens.at[up].upos == STM_NOUN) {
            spans[n++] = a->tokens.at[up].at;
            p->leaves = p->leaves || of_leaving(a, up);
            p->at.start =
                a->tokens.at[up].at.start < p->at.start && step == 0 ? a->tokens.at[up].at.start : p->at.start;
            for (uint32_t i = noun + 1; i < s->first_token + s->n_tokens && i < noun + 8 && n < 8; i++) {
                if (a->tokens.at[i].head == up && a->tokens.at[i].upos == STM_VERB) {
                    spans[n++] = a->tokens.at[i].at; /* "allow all fighters to leave" */
                    p->leaves = p->leaves || of_leaving(a, i);
                } else if (step == 0 && stm_form_among(a, i, "to") && i + 1 < s->first_token + s->n_tokens &&
                           of_leaving(a, i + 1) && a->tokens.at[i + 1].head >= noun && a->tokens.at[i + 1].head < i) {
                    p->leaves = true; /* "to allow all fighters without exception to leave", hung on the exception */
                    p->at.end = a->tokens.at[i + 1].at.end;
                }
            }
        }
        if (a->tokens.at[up].upos == STM_VERB) {
            break;
        }
        up = a->tokens.at[up].head;
    }
    stm_matter_of(w, member, spans, n, &p->deed);
}

/* People, or bodies of people: of products and versions each text means those that it has spoken of. */
static bool people(const stm_article *a, uint32_t noun)
{
    static const char words[] =
        "fighter rebel militant insurgent gunman soldier troop force army militia police officer guard civilian "
        "resident "
        "inhabitant citizen person people man woman child boy girl worker employee staff miner teacher student pupil "
        "passenger driver pilot sailor crew prisoner inmate hostage captive detainee refugee migrant foreigner "
        "official "
        "member minister lawmaker deputy delegate voter candidate victim survivor patient doctor nurse player "
        "shareholder creditor customer party group faction country state nation family tenant protester striker";
    stm_str l = a->tokens.at[noun].lemma;
    return l.p != NULL && stm_among(l, words);
}

/* What one text calls rebels is what another calls militants. */
static bool irregulars(const stm_article *a, uint32_t from, uint32_t noun)
{
    for (uint32_t i = from; i <= noun; i++) {
        if (stm_among(stm_token_lemma(a, i), "fighter rebel militant insurgent gunman")) {
            return true;
        }
    }
    return false;
}

static bool same_people(const stm_work *w, const phrase *x, const phrase *y)
{
    return (x->irregulars && y->irregulars) || stm_matters_share_event(w, &x->people, &y->people);
}

static void all_of(stm_work *w, phrases *out)
{
    for (uint32_t m = 0; m < w->n; m++) {
        const stm_article *a = w->article[m];
        for (uint32_t i = 0; i < a->tokens.n && out->n < MAX_PHRASES; i++) {
            const stm_token *t = &a->tokens.at[i];
            uint32_t noun = t->head;
            phrase p = { .member = m, .noun = noun };
            stm_span spans[6];
            uint32_t n = 0;
            if (!stm_form_among(a, i, "all") || t->upos != STM_DET || noun == STM_NONE || noun < i || noun > i + 7 ||
                a->tokens.at[noun].xpos != STM_XP_NNS || !people(a, noun)) {
                continue;
            }
            for (uint32_t k = i + 1; k <= noun && n < 6; k++) {
                if (a->tokens.at[k].upos == STM_NOUN) {
                    spans[n++] = a->tokens.at[k].at;
                }
            }
            stm_matter_of(w, m, spans, n, &p.people);
            p.restricted = narrowed(a, noun);
            p.irregulars = irregulars(a, i, noun);
            p.at = (stm_span){ t->at.start, a->tokens.at[noun].at.end };
            deed_of(w, m, noun, &p);
            if (!p.leaves && i > 1 && stm_form_among(a, i - 1, "for of") && of_leaving(a, i - 2)) {
                p.leaves = true; /* "to involve free passage for all rebels", whatever hangs on what */
                p.at.start = a->tokens.at[i - 2].at.start;
            }
            stm_vec_push(w->arena, out, p);
        }
    }
}

/* "Foreign fighters would depart, leaving only the guards of the duke": a token "leaving", whose clause tells who else
 * does not go; the verb that it hangs on, or STM_NONE. */
static uint32_t but_some(const stm_article *a, uint32_t t)
{
    uint32_t verb = a->tokens.at[t].head;
    return stm_form_among(a, t, "leaving") && a->tokens.at[t].deprel == STM_DEP_ADVCL && t + 1 < a->tokens.n &&
                   stm_form_among(a, t + 1, "only just behind") && verb != STM_NONE && verb < t && of_leaving(a, verb)
               ? verb
               : STM_NONE;
}

/* Clauses that say of some that they go and of others that they stay. */
static void some_of(stm_work *w, phrases *out)
{
    for (uint32_t m = 0; m < w->n; m++) {
        const stm_article *a = w->article[m];
        for (uint32_t i = 0; i < a->tokens.n && out->n < MAX_PHRASES; i++) {
            phrase p = { .member = m, .noun = STM_NONE, .restricted = true, .leaves = true };
            uint32_t verb = but_some(a, i);
            const stm_sentence *s = &a->sentences.at[a->tokens.at[i].sentence];
            for (uint32_t k = s->first_token; verb != STM_NONE && k < verb; k++) {
                p.noun = a->tokens.at[k].head == verb && a->tokens.at[k].deprel == STM_DEP_NSUBJ && people(a, k)
                             ? k
                             : p.noun;
            }
            if (p.noun != STM_NONE) {
                stm_matter_of(w, m, &a->tokens.at[p.noun].at, 1, &p.people);
                p.irregulars = irregulars(a, p.noun, p.noun);
                p.at = (stm_span){ stm_clause_span(a, p.noun).start, stm_clause_span(a, i).end };
                stm_vec_push(w->arena, out, p);
            }
        }
    }
}

/* Both tell of a place that people leave, and one text of a line that is in neither: "all militants without
 * exception". */
static void further(stm_work *w, const phrases *all, const phrase *x, stm_contest *c)
{
    for (uint32_t k = 0; k < all->n && x->leaves; k++) {
        const phrase *y = &all->at[k];
        if (y->leaves && same_people(w, x, y)) {
            stm_contest_add(w, c, y->member, y->at, STM_ASSERTS, STM_NULL_STR);
        }
    }
}

static void whom(stm_work *w)
{
    phrases all = { 0 };
    all_of(w, &all);
    some_of(w, &all);
    for (uint32_t i = 0; i < all.n; i++) {
        const phrase *x = &all.at[i], *found = NULL;
        stm_contest c = { 0 };
        for (uint32_t k = 0; k < all.n && x->restricted; k++) {
            const phrase *y = &all.at[k];
            if (y->restricted || w->line[x->member] == w->line[y->member] ||
                !((x->leaves && y->leaves) || stm_matters_share_event(w, &x->deed, &y->deed)) ||
                !((x->leaves && y->leaves) ? same_people(w, x, y)
                                           : stm_matters_share_event(w, &x->people, &y->people))) {
                continue;
            }
            stm_contest_add(w, &c, x->member, x->at, STM_ASSERTS, STM_NULL_STR);
            stm_contest_add(w, &c, y->member, y->at, STM_ASSERTS, STM_NULL_STR);
            found = found == NULL ? y : found;
        }
        if (found != NULL) {
            const stm_article *a = w->article[x->member], *b = w->article[found->member];
            stm_str p = stm_wording(w->arena, a, (stm_span){ x->at.start, a->tokens.at[x->noun].at.end });
            stm_str q = stm_wording(w->arena, b, found->at);
            further(w, &all, x, &c);
            stm_contest_close(
                w, &c, STM_ST_CONTESTED,
                stm_str_format(
                    w->arena,
                    x->leaves ? "Who is to leave: \xE2\x80\x9C%.*s\xE2\x80\x9D or "
                                "\xE2\x80\x9C%.*s\xE2\x80\x9D"
                              : "What is meant by all: \xE2\x80\x9C%.*s\xE2\x80\x9D or \xE2\x80\x9C%.*s\xE2\x80\x9D",
                    (int)q.n, q.p, (int)p.n, p.p),
                0.6);
            return;
        }
    }
}

/* ---- how long -------------------------------------------------------------------------------------------- */

static double days_of(stm_str unit)
{
    return unit.p == NULL               ? 0
           : stm_str_eqz(unit, "day")   ? 1
           : stm_str_eqz(unit, "week")  ? 7
           : stm_str_eqz(unit, "hour")  ? 1.0 / 24
           : stm_str_eqz(unit, "month") ? 30
                                        : 0;
}

/* What lasts so long: "a seven-day truce", "a truce of at least seven days". A token, or STM_NONE. */
static uint32_t what_lasts(const stm_article *a, const stm_figure *f)
{
    static const char *const words = "truce ceasefire cease-fire armistice curfew lockdown blackout strike";
    uint32_t first = stm_token_from(a, f->at.start), end = first;
    while (end < a->tokens.n && a->tokens.at[end].at.start < f->at.end) {
        end++;
    }
    for (uint32_t i = end; i < a->tokens.n && i < end + 3 && a->tokens.at[i].sentence == a->tokens.at[first].sentence;
         i++) {
        if (a->tokens.at[i].upos == STM_NOUN && stm_among(stm_token_lemma(a, i), words)) {
            return i;
        }
    }
    return first > 1 && stm_form_among(a, first - 1, "of") && stm_among(stm_token_lemma(a, first - 2), words)
               ? first - 2
               : STM_NONE;
}

static void lengths(stm_work *w)
{
    phrases all = { 0 };
    stm_contest c = { 0 };
    bool differ = false;
    stm_str what = STM_NULL_STR;
    for (uint32_t m = 0; m < w->n; m++) {
        const stm_article *a = w->article[m];
        for (uint32_t i = 0; i < a->figures.n && all.n < MAX_PHRASES; i++) {
            const stm_figure *f = &a->figures.at[i];
            phrase p = { .member = m, .noun = days_of(f->unit) > 0 ? what_lasts(a, f) : STM_NONE };
            if (p.noun == STM_NONE) {
                continue;
            }
            p.low = f->low * days_of(f->unit);
            p.high = f->high * days_of(f->unit);
            p.at = f->at;
            if (a->tokens.at[p.noun].at.start > p.at.start) {
                p.at.end = a->tokens.at[p.noun].at.end;
            } else {
                p.at.start = a->tokens.at[p.noun].at.start;
            }
            stm_vec_push(w->arena, &all, p);
        }
    }
    for (uint32_t i = 0; i < all.n; i++) {
        for (uint32_t k = 0; k < i; k++) {
            const phrase *x = &all.at[i], *y = &all.at[k];
            bool high = isnan(x->high) ? isnan(y->high) : x->high == y->high;
            differ = differ || (w->line[x->member] != w->line[y->member] && (x->low != y->low || !high));
        }
    }
    for (uint32_t i = 0; i < all.n && differ; i++) {
        const stm_article *a = w->article[all.at[i].member];
        what = stm_token_lemma(a, all.at[i].noun);
        stm_contest_add(w, &c, all.at[i].member, all.at[i].at, STM_ASSERTS, STM_NULL_STR);
    }
    stm_contest_close(w, &c, STM_ST_CONTESTED,
                      stm_str_format(w->arena, "Length of the %.*s", (int)what.n, what.p == NULL ? "" : what.p), 0.6);
}

/* ---- taken back ------------------------------------------------------------------------------------------ */

static bool breath(const stm_article *a, const stm_figure *f, const stm_figure *g)
{
    stm_span gap = { stm_span_some(f->counted_at) && f->counted_at.end > f->at.end ? f->counted_at.end : f->at.end,
                     g->at.start };
    stm_str s = gap.end > gap.start && gap.end - gap.start <= BREATH ? stm_str_sub(a->text, gap) : STM_NULL_STR;
    return s.p != NULL &&
           (stm_str_find(s, STM_STR("--"), 0) != SIZE_MAX || stm_str_find(s, STM_STR("\xE2\x80\x94"), 0) != SIZE_MAX ||
            stm_str_find(s, STM_STR("\xE2\x80\x93"), 0) != SIZE_MAX || stm_str_find(s, STM_STR(" - "), 0) != SIZE_MAX ||
            stm_str_find(s, STM_STR(" no"), 0) != SIZE_MAX || stm_str_find(s, STM_STR("sorry"), 0) != SIZE_MAX);
}

static void taken_back(stm_work *w)
{
    for (uint32_t m = 0; m < w->n; m++) {
        const stm_article *a = w->article[m];
        for (uint32_t i = 0; i + 1 < a->figures.n; i++) {
            const stm_figure *f = &a->figures.at[i], *g = &a->figures.at[i + 1];
            stm_record_figure *r;
            if (f->quotation == STM_NONE || f->quotation != g->quotation || f->counted.p == NULL ||
                g->counted.p == NULL || !stm_str_eq_nocase(f->counted, g->counted) || f->low == g->low ||
                a->quotations.at[f->quotation].kind == STM_QUOTE_INDIRECT || !breath(a, f, g)) {
                continue;
            }
            r = stm_vec_add(w->arena, &w->record->figures);
            memset(r, 0, sizeof *r);
            r->counted = f->counted;
            r->status = STM_FIG_CONFLICT;
            r->lines = r->origins = 1;
            r->confidence = 0.6;
            for (uint32_t k = 0; k < 2; k++) {
                const stm_figure *x = &a->figures.at[i + k];
                stm_figure_reading v = {
                    .passage = { w->index[m], x->at }, .low = x->low, .high = x->high, .unit = x->unit
                };
                stm_said_by(w, m, x->quotation, &v.said_by, &v.said_by_name);
                stm_vec_push(w->arena, &r->readings, v);
            }
        }
    }
}

void stm_record_amounts(stm_work *w)
{
    whom(w);
    lengths(w);
    taken_back(w);
}
