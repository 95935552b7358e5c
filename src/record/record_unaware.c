/* record_unaware.c: what one says has happened, and another says he knows nothing of.
 *
 * In: trees, quotations, matters.  Out: statements, contested.
 *
 * "He was not aware of any refusal to meet": no denial, yet it stands against who says that there was one. The thing
 * that he does not know of is a noun ("refusal") with what hangs on it ("to meet"); another says the same with that
 * word or its verb, and for a refusal with a negated future ("would not attend the meeting"). Never: the same mouth; a
 * speaker who only asks.
 * Cost: the few such phrases, each with every quotation.
 */
#include "record/record_parts.h"

#define MAX_UNAWARE 50

typedef struct unaware {
    uint32_t member, quotation, noun;
    stm_span at;
    stm_matter thing, about;
} unaware;

typedef STM_VEC(unaware) unawares;

/* Of "not aware of any refusal", "unaware of any", "no knowledge of any" the noun; STM_NONE. */
static uint32_t unknown_thing(const stm_article *a, uint32_t i)
{
    stm_str l = stm_token_lemma(a, i);
    const stm_sentence *s = &a->sentences.at[a->tokens.at[i].sentence];
    bool no = stm_str_eqz(l, "unaware") || (stm_str_eqz(l, "aware") && stm_clause_negated(a, i)) ||
              (stm_str_eqz(l, "knowledge") && i > 0 && stm_form_among(a, i - 1, "no"));
    if (!no || i + 3 >= a->tokens.n || !stm_form_among(a, i + 1, "of") || !stm_form_among(a, i + 2, "any a an such")) {
        return STM_NONE;
    }
    for (uint32_t k = i + 3; k < s->first_token + s->n_tokens && k < i + 7; k++) {
        if (a->tokens.at[k].upos == STM_NOUN &&
            (a->tokens.at[k].head == i || a->tokens.at[k].head == STM_NONE || a->tokens.at[k].head < k)) {
            return k;
        }
    }
    return STM_NONE;
}

static uint32_t quotation_at(const stm_article *a, uint32_t byte)
{
    uint32_t best = STM_NONE, least = UINT32_MAX;
    for (uint32_t q = 0; q < a->quotations.n; q++) {
        stm_span s = stm_span_of(&a->quotations.at[q]);
        if (s.start <= byte && byte < s.end && s.end - s.start < least) {
            least = s.end - s.start;
            best = q;
        }
    }
    return best;
}

/* The quotation says that somebody will not do it. */
static bool will_not(const stm_article *a, const stm_quotation *q)
{
    stm_span at = stm_span_of(q);
    for (uint32_t i = stm_token_from(a, at.start); i + 1 < a->tokens.n && a->tokens.at[i].at.start < at.end; i++) {
        if ((a->tokens.at[i].xpos == STM_XP_MD && stm_form_among(a, i + 1, "not n't never")) ||
            stm_form_among(a, i, "cannot")) {
            return true;
        }
    }
    return false;
}

static bool asserts(stm_work *w, const unaware *x, uint32_t member, uint32_t quotation)
{
    const stm_article *a = w->article[x->member], *b = w->article[member];
    const stm_quotation *q = &b->quotations.at[quotation];
    uint32_t ex, ey;
    stm_str nx, ny;
    stm_matter all;
    bool named;
    if ((member == x->member && stm_span_meets(stm_span_of(q), x->at)) || q->act == STM_ACT_ASK ||
        q->act == STM_ACT_DENY || q->nested_in != STM_NONE) {
        return false;
    }
    stm_said_by(w, x->member, x->quotation, &ex, &nx);
    stm_said_by(w, member, quotation, &ey, &ny);
    if (nx.p == NULL || ny.p == NULL || stm_one_origin(w, ex, nx, ey, ny)) {
        return false;
    }
    stm_matter_of(w, member, q->content.at, q->content.n, &all);
    named = stm_matters_share_event(w, &x->thing, &all) ||
            (stm_among(stm_token_lemma(a, x->noun), "refusal rejection") && will_not(b, q));
    return named && x->about.terms.n > 0 && stm_matters_share_event(w, &x->about, &all);
}

/* Without the marks of a quotation that begins or ends within. */
static stm_str unmarked(stm_arena *arena, stm_str s)
{
    stm_buf b = { 0 };
    for (size_t i = 0; i < s.n; i++) {
        if (i + 3 <= s.n && (memcmp(s.p + i, "\xE2\x80\x9C", 3) == 0 || memcmp(s.p + i, "\xE2\x80\x9D", 3) == 0)) {
            i += 2;
        } else if (s.p[i] != '"') {
            stm_buf_add(arena, &b, s.p + i, 1);
        }
    }
    return stm_buf_str(&b);
}

static void collect(stm_work *w, unawares *out)
{
    for (uint32_t m = 0; m < w->n; m++) {
        const stm_article *a = w->article[m];
        for (uint32_t i = 0; i < a->tokens.n && out->n < MAX_UNAWARE; i++) {
            unaware x = { .member = m, .noun = unknown_thing(a, i) };
            stm_span clause, rest;
            if (x.noun == STM_NONE || (x.quotation = quotation_at(a, a->tokens.at[i].at.start)) == STM_NONE) {
                continue;
            }
            clause = stm_clause_span(a, stm_clause_head(a, i) == STM_NONE ? i : stm_clause_head(a, i));
            x.at.start = a->tokens.at[i > 0 && stm_form_among(a, i - 1, "not no") ? i - 1 : i].at.start;
            x.at.end = clause.end;
            rest = (stm_span){ a->tokens.at[x.noun].at.end, clause.end };
            stm_matter_of(w, m, &a->tokens.at[x.noun].at, 1, &x.thing);
            if (rest.end > rest.start) {
                stm_matter_of(w, m, &rest, 1, &x.about);
            }
            stm_vec_push(w->arena, out, x);
        }
    }
}

/* One speaker, not aware of one thing. */
static bool one(const stm_work *w, const unaware *x, const unaware *y)
{
    uint32_t ex, ey;
    stm_str nx, ny;
    stm_said_by(w, x->member, x->quotation, &ex, &nx);
    stm_said_by(w, y->member, y->quotation, &ey, &ny);
    return nx.p != NULL && ny.p != NULL && stm_one_origin(w, ex, nx, ey, ny) &&
           stm_str_eq(stm_token_lemma(w->article[x->member], x->noun), stm_token_lemma(w->article[y->member], y->noun));
}

void stm_record_unaware(stm_work *w)
{
    unawares all = { 0 };
    collect(w, &all);
    for (uint32_t i = 0; i < all.n; i++) {
        const unaware *x = &all.at[i];
        stm_contest c = { 0 };
        bool any = false, told = false;
        uint32_t entity;
        stm_str who, what;
        for (uint32_t k = 0; k < i && !told; k++) {
            told = one(w, x, &all.at[k]);
        }
        for (uint32_t k = i; k < all.n && !told; k++) {
            if (one(w, x, &all.at[k])) {
                stm_contest_add(w, &c, all.at[k].member, all.at[k].at, STM_DOUBTS, STM_NULL_STR);
            }
        }
        for (uint32_t o = 0; o < w->n && !told; o++) {
            for (uint32_t q = 0; q < w->article[o]->quotations.n; q++) {
                if (asserts(w, x, o, q)) {
                    stm_contest_add(w, &c, o, stm_span_of(&w->article[o]->quotations.at[q]), STM_ASSERTS, STM_NULL_STR);
                    any = true;
                }
            }
        }
        if (any) {
            stm_said_by(w, x->member, x->quotation, &entity, &who);
            what = unmarked(w->arena, stm_wording(w->arena, w->article[x->member], x->at));
            stm_contest_close(
                w, &c, STM_ST_CONTESTED,
                stm_str_format(w->arena, "%.*s is %.*s; others tell of one", (int)who.n, who.p, (int)what.n, what.p),
                0.6);
        }
    }
}
