/* record_sources.c: two editions of one text that lay one thing to two mouths.
 *
 * In: clauses and quotations of members of one line.  Out: statements, changed.
 *
 * "The talks are going on, officials said" and, in the later edition, "Kerry acknowledged that the talks were going
 * on": a source was found, lost or put in the place of another. Two clauses are one where verb and subject are the same
 * and their matters are alike, or where one speaker's words are given once as his and once as those of witnesses that
 * he tells of. Never: lines that do not copy from each other (there two mouths are two witnesses); a body and who
 * speaks for it; a speaker whom the other edition quotes to the same effect. Cost: quoted clauses of a line that share
 * a verb, each with each.
 */
#include "record/record_parts.h"

#define LEAST_DICE 0.3f     /* two people with names */
#define LEAST_DICE_ONE 0.5f /* one, and somebody without */
#define MAX_PAIRS 20000

/* The verb of a unit with a subject that is no pronoun, or STM_NONE. */
static uint32_t subject_of(const stm_work *w, const stm_unit *u)
{
    const stm_article *a = w->article[u->member];
    const stm_sentence *s = &a->sentences.at[u->sentence];
    for (uint32_t i = s->first_token; i < s->first_token + s->n_tokens; i++) {
        const stm_token *t = &a->tokens.at[i];
        if (t->head == u->head && (t->deprel == STM_DEP_NSUBJ || t->deprel == STM_DEP_NSUBJ_PASS) &&
            t->upos != STM_PRON) {
            return i;
        }
    }
    return STM_NONE;
}

/* A clause that is what somebody says, in the reporter's words, and not a part of it. */
static bool quotable(const stm_work *w, const stm_unit *u)
{
    const stm_article *a = w->article[u->member];
    const stm_quotation *q = u->quotation == STM_NONE ? NULL : &a->quotations.at[u->quotation];
    uint32_t up;
    if (q == NULL || u->head == STM_NONE || u->caption || u->headline || u->modal ||
        w->attribution[u->member][u->head] != 0 || q->kind == STM_QUOTE_DIRECT || q->speaker_name.p == NULL ||
        q->nested_in != STM_NONE || q->negated || stm_clause_hypothetical(a, u->head)) {
        return false;
    }
    up = a->tokens.at[u->head].head;
    return (up == STM_NONE || w->attribution[u->member][up] != 0) &&
           !stm_form_among(a, stm_token_from(a, q->content.at[0].start), "whether if to");
}

/* A person with a name. */
static bool is_person(const stm_work *w, uint32_t entity)
{
    return entity != STM_NONE && w->named.at[entity] && w->record->entities.at[entity].kind == STM_PERSON;
}

/* Several people: one without a name may be the very one whose name the other edition gives. */
static bool several(const stm_article *a, const stm_quotation *q)
{
    return q->anonymous && q->source_head != STM_NONE && a->tokens.at[q->source_head].xpos == STM_XP_NNS;
}

/* One verb; or one adjective with a copula, which is no term. */
static bool one_head(const stm_work *w, const stm_unit *x, const stm_unit *y)
{
    stm_str l = w->article[x->member]->tokens.at[x->head].lemma, m = w->article[y->member]->tokens.at[y->head].lemma;
    return x->verb != STM_NONE || y->verb != STM_NONE ? x->verb == y->verb
                                                      : l.p != NULL && m.p != NULL && stm_str_eq(l, m);
}

static bool one_claim(stm_work *w, const stm_unit *x, const stm_unit *y, float least)
{
    uint32_t s = subject_of(w, x), t = subject_of(w, y);
    stm_likeness like;
    if (s == STM_NONE || t == STM_NONE || !one_head(w, x, y) || x->negated != y->negated ||
        stm_tokens_alike(w, x->member, s, y->member, t) != 1) {
        return false;
    }
    like = stm_matter_compare(w, &x->matter, &y->matter);
    return like.dice >= least && like.n + (x->verb == STM_NONE) >= 2;
}

/* Somebody in the text of x says to the same effect what the speaker of y says: he was there already. */
static bool there_too(const stm_work *w, const stm_unit *x, uint32_t entity, stm_str name)
{
    for (uint32_t u = w->first_unit[x->member]; u < w->first_unit[x->member + 1]; u++) {
        const stm_unit *v = &w->units.at[u];
        uint32_t e;
        stm_str n;
        if (v == x || v->quotation == STM_NONE || v->head == STM_NONE || !one_head(w, x, v)) {
            continue;
        }
        stm_said_by(w, v->member, v->quotation, &e, &n);
        if (n.p != NULL && stm_one_origin(w, e, n, entity, name)) {
            return true;
        }
    }
    return false;
}

static bool bystander(const stm_article *a, uint32_t token)
{
    stm_str l = a->tokens.at[token].lemma;
    return l.p != NULL && stm_among(l, "witness eyewitness bystander neighbor neighbour resident survivor passenger "
                                       "worker employee colleague relative friend doctor student driver motorist");
}

/* What somebody else says within a quotation, and most of it; STM_NONE: nobody does. */
static uint32_t inner_of(const stm_work *w, uint32_t member, uint32_t quotation)
{
    const stm_article *a = w->article[member];
    stm_span all = stm_span_of(&a->quotations.at[quotation]);
    for (uint32_t q = 0; q < a->quotations.n; q++) {
        stm_span s = stm_span_of(&a->quotations.at[q]);
        if (q != quotation && a->quotations.at[q].nested_in == quotation && !a->quotations.at[q].negated &&
            a->quotations.at[q].source_head != STM_NONE && bystander(a, a->quotations.at[q].source_head) &&
            (s.end - s.start) * 2 > all.end - all.start) {
            return q;
        }
    }
    return STM_NONE;
}

/* In one edition a man speaks, in the other he tells what witnesses said: whoever knows it is another. */
static void handed_on(stm_work *w)
{
    for (uint32_t u = 0; u < w->record->utterances.n; u++) {
        const stm_utterance *all = &w->record->utterances.at[u];
        for (uint32_t i = 0; i < all->variants.n; i++) {
            const stm_variant *x = &all->variants.at[i];
            uint32_t mx = w->member_of[x->article], inner = inner_of(w, mx, x->quotation);
            for (uint32_t k = 0; k < all->variants.n && inner != STM_NONE; k++) {
                const stm_variant *y = &all->variants.at[k];
                uint32_t my = w->member_of[y->article];
                stm_contest c = { 0 };
                stm_span sx = stm_span_of(stm_variant_said(x, w->article[mx]));
                stm_span sy = stm_span_of(stm_variant_said(y, w->article[my]));
                stm_str whom = w->article[mx]->quotations.at[inner].speaker_name;
                if (mx == my || w->line[mx] != w->line[my] || all->speaker_name.p == NULL || whom.p == NULL ||
                    inner_of(w, my, y->quotation) != STM_NONE) {
                    continue;
                }
                sx = w->article[mx]->sentences.at[stm_sentence_at(w->article[mx], sx.start)].at;
                sy = w->article[my]->sentences.at[stm_sentence_at(w->article[my], sy.start)].at;
                stm_contest_add(w, &c, my, sy, STM_REPORTS, all->speaker_name);
                stm_contest_add(w, &c, mx, sx, STM_REPORTS, whom);
                stm_contest_close(w, &c, STM_ST_CHANGED,
                                  stm_str_format(w->arena, "Whose word it is, that of %.*s or of %.*s",
                                                 (int)all->speaker_name.n, all->speaker_name.p, (int)whom.n, whom.p),
                                  0.6);
                inner = STM_NONE;
            }
        }
    }
}

void stm_record_sources(stm_work *w)
{
    uint8_t *done = STM_NEW_ARRAY(w->arena, uint8_t, (size_t)w->units.n + 1);
    uint32_t looked = 0;
    stm_u32s said = { 0 };
    for (uint32_t i = 0; i < w->units.n; i++) {
        if (quotable(w, &w->units.at[i])) {
            stm_vec_push(w->arena, &said, i);
        }
    }
    for (uint32_t p = 0; p < said.n; p++) {
        uint32_t i = said.at[p];
        const stm_unit *x = &w->units.at[i];
        for (uint32_t q = 0; q < p && !done[i] && looked < MAX_PAIRS; q++) {
            uint32_t k = said.at[q];
            const stm_unit *y = &w->units.at[k];
            uint32_t ex, ey;
            stm_str nx, ny, about;
            stm_contest c = { 0 };
            bool two, one;
            if (y->member == x->member || w->line[y->member] != w->line[x->member] || done[k] || !one_head(w, x, y)) {
                continue;
            }
            looked++;
            stm_said_by(w, x->member, x->quotation, &ex, &nx);
            stm_said_by(w, y->member, y->quotation, &ey, &ny);
            two = is_person(w, ex) && is_person(w, ey);
            one = (is_person(w, ex) &&
                   several(w->article[y->member], &w->article[y->member]->quotations.at[y->quotation])) ||
                  (is_person(w, ey) &&
                   several(w->article[x->member], &w->article[x->member]->quotations.at[x->quotation]));
            if (nx.p == NULL || ny.p == NULL || (!two && !one) || stm_one_origin(w, ex, nx, ey, ny) ||
                !one_claim(w, x, y, two ? LEAST_DICE : LEAST_DICE_ONE) || there_too(w, x, ey, ny) ||
                there_too(w, y, ex, nx)) {
                continue;
            }
            stm_contest_add(w, &c, y->member, w->article[y->member]->sentences.at[y->sentence].at, STM_REPORTS, ny);
            stm_contest_add(w, &c, x->member, w->article[x->member]->sentences.at[x->sentence].at, STM_REPORTS, nx);
            about = stm_unit_wording(w, k);
            about = about.p != NULL ? about : stm_unit_with_noun(w, k);
            done[i] = done[k] = 1;
            stm_contest_close(w, &c, STM_ST_CHANGED,
                              stm_str_format(w->arena, "Who says so, %.*s or %.*s: %.*s", (int)ny.n, ny.p, (int)nx.n,
                                             nx.p, (int)about.n, about.p),
                              0.65);
        }
    }
    handed_on(w);
}
