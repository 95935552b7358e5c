/* event_apart.c: days that are not of the clause that their trees put them in.
 *
 * In: an expression of time, the word of it on which it hangs.  Out: whether the day is of something else in the
 * sentence: of whom the clause is compared with, of what a relative clause or a noun tells, of a verb left out.
 * Never: says of what else. Cost: linear in the sentence.
 */
#include "record/event_times.h"

#define COMPARED_WITHIN 14 /* words between "unlike" and the day */

static uint32_t first_of(const stm_article *a, uint32_t token)
{
    return a->sentences.at[a->tokens.at[token].sentence].first_token;
}

/* The first word of the phrase: the time, or the preposition before it. */
static uint32_t phrase_first(const stm_article *a, stm_span at)
{
    uint32_t first = stm_token_from(a, at.start);
    return first > 0 && first < a->tokens.n && first > first_of(a, first) && a->tokens.at[first - 1].upos == STM_ADP
               ? first - 1
               : first;
}

/* "unlike Orr in 1988", "like Lind a week ago"; "the worst since at least 1998", "since the low reached on 9 March". */
static bool of_other_side(const stm_article *a, uint32_t first)
{
    uint32_t floor = first_of(a, first);
    for (uint32_t i = first, n = 0; i > floor && n < COMPARED_WITHIN; n++) {
        uint8_t p = a->tokens.at[--i].upos;
        if ((p == STM_ADP && stm_form_among(a, i, "unlike Unlike like Like")) ||
            (n > 0 && stm_form_among(a, i, "since Since"))) {
            return true;
        }
        if (p == STM_VERB && a->tokens.at[i].xpos == STM_XP_VBN && a->tokens.at[i].deprel == STM_DEP_ACL) {
            continue; /* "the low reached" */
        }
        if (p == STM_VERB || p == STM_AUX || p == STM_SCONJ ||
            (p == STM_PUNCT && !stm_form_among(a, i, "( ) - \xE2\x80\x93"))) {
            return false; /* "since the guild's first year (5-11) in 2003" */
        }
    }
    return false;
}

/* "did all that Orr did not last week", "more than it did in May": the verb is left out. */
static bool of_verb_left_out(const stm_article *a, uint32_t first)
{
    uint32_t floor = first_of(a, first), i = first;
    if (i > floor + 1 && stm_form_among(a, i - 1, "not n't n\xE2\x80\x99t")) {
        i--;
    }
    return i > floor && a->tokens.at[i - 1].upos == STM_AUX && stm_form_among(a, i - 1, "do does did") &&
           (a->tokens.at[i - 1].head == STM_NONE || a->tokens.at[i - 1].head < i ||
            a->tokens.at[a->tokens.at[i - 1].head].upos != STM_VERB || i == first);
}

/* "at a party in May at which he sang": a clause about the noun begins right behind the day, so that the day is the
 * noun's as well. */
static bool before_relative(const stm_article *a, stm_span at)
{
    uint32_t next = stm_token_from(a, at.end);
    if (next + 1 >= a->tokens.n || a->tokens.at[next].sentence != a->tokens.at[next - 1].sentence) {
        return false;
    }
    return a->tokens.at[next].upos == STM_ADP && stm_form_among(a, next, "in at on during") &&
           stm_form_among(a, next + 1, "which");
}

/* "Ann Roe, who married in Orsa last year, took the tram": between the verb of a clause about the subject and the main
 * verb, with no comma before it. */
static bool within_relative(const stm_article *a, uint32_t first, uint32_t verb)
{
    uint32_t subject = STM_NONE, floor = verb == STM_NONE ? STM_NONE : first_of(a, verb);
    if (verb == STM_NONE || first >= verb || first <= floor || a->tokens.at[first - 1].upos == STM_PUNCT) {
        return false;
    }
    for (uint32_t i = floor; i < first; i++) {
        uint8_t rel = a->tokens.at[i].deprel;
        if (a->tokens.at[i].head == verb && (rel == STM_DEP_NSUBJ || rel == STM_DEP_NSUBJ_PASS)) {
            subject = i;
        }
    }
    for (uint32_t i = subject == STM_NONE ? first : subject + 1; i < first; i++) {
        if (a->tokens.at[i].deprel == STM_DEP_ACL_RELCL && a->tokens.at[i].head == subject) {
            for (uint32_t k = first; k < verb; k++) { /* its comma is still to come */
                if (stm_form_among(a, k, ",")) {
                    return true;
                }
            }
        }
    }
    return false;
}

/* "the mill, which held a bank, on 17 June": behind the comma that ends a clause about a noun. */
static bool behind_relative(const stm_article *a, uint32_t first, uint32_t verb)
{
    return verb != STM_NONE && verb < first && a->tokens.at[verb].deprel == STM_DEP_ACL_RELCL &&
           first > first_of(a, first) && stm_form_among(a, first - 1, ",");
}

/* "Last night we receive a letter": who speaks tells what is over in the present. */
static bool spoken(const stm_article *a, stm_span at)
{
    for (uint32_t i = 0; i < a->quotations.n; i++) {
        const stm_quotation *q = &a->quotations.at[i];
        for (uint32_t k = 0; k < q->content.n && q->kind == STM_QUOTE_DIRECT; k++) {
            if (stm_span_meets(q->content.at[k], at)) {
                return true;
            }
        }
    }
    return false;
}

/* "There is fear after last week's choice", "have been charged with a murder on Friday": what is, and what has been, is
 * of no day that is over. */
static bool of_past_in_present(const stm_article *a, uint32_t verb, uint32_t first, int32_t to)
{
    const stm_sentence *s = verb == STM_NONE ? NULL : &a->sentences.at[a->tokens.at[verb].sentence];
    int32_t today = stm_article_today(a);
    bool present = s != NULL && (a->tokens.at[verb].xpos == STM_XP_VBZ || a->tokens.at[verb].xpos == STM_XP_VBP);
    if (s == NULL || today == STM_NO_DAY || to >= today || s->furniture == 1 + STM_FURN_HEADLINE ||
        stm_among(stm_token_lemma(a, verb), "take begin start end open close come go run expire")) {
        return false; /* "takes effect from 1 April" */
    }
    for (uint32_t i = s->first_token; i < s->first_token + s->n_tokens; i++) {
        uint8_t rel = a->tokens.at[i].deprel, x = a->tokens.at[i].xpos;
        if (i > verb && i < first && a->tokens.at[i].upos == STM_VERB) {
            return false; /* "has taken the town and went on to burn it on Monday": of the second, maybe */
        }
        if (a->tokens.at[i].head == verb && i < verb &&
            (rel == STM_DEP_AUX || rel == STM_DEP_COP || rel == STM_DEP_AUX_PASS)) {
            if (x == STM_XP_VBD || x == STM_XP_MD) {
                return false;
            }
            present = present || x == STM_XP_VBZ || x == STM_XP_VBP;
        }
    }
    return present;
}

/* "Marena Server 2008": a year right behind a name. */
static bool year_of_name(const stm_article *a, const stm_time *t, uint32_t first)
{
    return t->value.n == 4 && stm_span_some(t->at) && t->at.end - t->at.start == 4 && first > first_of(a, first) &&
           a->tokens.at[first - 1].upos == STM_PROPN && a->tokens.at[first - 1].at.end + 1 == t->at.start &&
           (a->tokens.at[first].deprel == STM_DEP_FLAT || a->tokens.at[first].deprel == STM_DEP_NUMMOD) &&
           a->tokens.at[first].head < first;
}

/* "a leader from yesterday": what a noun is from. */
static bool noun_from(const stm_article *a, uint32_t first)
{
    return first > 0 && stm_form_among(a, first - 1, "from") && stm_form_among(a, first, "yesterday") &&
           a->tokens.at[first].deprel == STM_DEP_NMOD;
}

bool stm_time_apart(const stm_article *a, const stm_time *t, uint32_t token, int32_t to)
{
    uint32_t first = stm_token_from(a, t->at.start), phrase = phrase_first(a, t->at), verb = stm_clause_head(a, token);
    if (first >= a->tokens.n || phrase >= a->tokens.n) {
        return false;
    }
    return of_other_side(a, phrase) || of_verb_left_out(a, phrase) || before_relative(a, t->at) ||
           within_relative(a, phrase, verb) || behind_relative(a, phrase, verb) || year_of_name(a, t, first) ||
           noun_from(a, first) ||
           (!(first > 0 && stm_form_among(a, first - 1, "since Since")) && !spoken(a, t->at) &&
            of_past_in_present(a, verb, phrase, to));
}

bool stm_time_again(const stm_article *a, uint32_t time)
{
    const stm_time *t = &a->times.at[time];
    stm_str between;
    if (time == 0 || t[-1].at.end >= t->at.start || t[-1].type != t->type) {
        return false;
    }
    between = stm_str_trim(stm_str_sub(a->text, (stm_span){ t[-1].at.end, t->at.start }));
    between = stm_str_starts(between, ", ") ? (stm_str){ between.p + 2, between.n - 2 } : between;
    return stm_str_eqz(between, "and again") || stm_str_eqz(between, "and again on") ||
           stm_str_eqz(between, "and again in") || stm_str_eqz(between, "and then again on");
}

bool stm_clause_several_times(const stm_article *a, stm_span clause)
{
    for (uint32_t i = stm_token_from(a, clause.start); i < a->tokens.n && a->tokens.at[i].at.start < clause.end; i++) {
        if (stm_form_among(a, i, "twice Twice thrice Thrice") ||
            (i > 0 && stm_form_among(a, i, "times") && a->tokens.at[i - 1].upos == STM_NUM)) {
            return true;
        }
    }
    return false;
}
