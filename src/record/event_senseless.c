/* event_senseless.c: days and clauses of which no event can be made that a reader could use.
 *
 * In: an expression of time, the words of its clause.  Out: whether the words date nothing ("the rule was widely mocked
 * at the time", "one she regrets to this day"), or tell nothing (only that somebody spoke, a clause cut off from
 * its subject).  Never: says what they date instead. Cost: linear in the sentence.
 */
#include "record/event_times.h"

static uint32_t first_of(const stm_article *a, uint32_t token)
{
    return a->sentences.at[a->tokens.at[token].sentence].first_token;
}

static uint32_t end_of(const stm_article *a, uint32_t token)
{
    const stm_sentence *s = &a->sentences.at[a->tokens.at[token].sentence];
    return s->first_token + s->n_tokens;
}

/* "At the time, Lund led the guild" takes up the day told before it. Within a sentence ("mocked at the time") it is of
 * what the sentence tells, and so it is with a clause of its own ("at the time that he stopped me"). */
static bool of_that_time(const stm_article *a, const stm_time *t, uint32_t first)
{
    stm_str own = stm_str_sub(a->text, t->at);
    uint32_t next = stm_token_from(a, t->at.end), i = first;
    if (!stm_str_eq_nocase(own, STM_STR("the time")) && !stm_str_eq_nocase(own, STM_STR("that time"))) {
        return false;
    }
    if (next < a->tokens.n && stm_form_among(a, next, "that when of")) {
        return true;
    }
    i -= i > first_of(a, first) && a->tokens.at[i - 1].upos == STM_ADP ? 1 : 0;
    for (; i > first_of(a, first); i--) {
        if (a->tokens.at[i - 1].upos == STM_CCONJ || a->tokens.at[i - 1].upos == STM_SCONJ) {
            return false; /* "and at the time it was said that" */
        }
        if (a->tokens.at[i - 1].upos != STM_PUNCT) {
            return true;
        }
    }
    return false;
}

/* "one she regrets to this day": still. */
static bool to_this_day(const stm_article *a, const stm_time *t, uint32_t first)
{
    return first > first_of(a, first) && stm_form_among(a, first - 1, "to") &&
           stm_str_eq_nocase(stm_str_sub(a->text, t->at), STM_STR("this day"));
}

/* "It will not change overnight": at once. */
static bool at_once(const stm_article *a, const stm_time *t, uint32_t first)
{
    uint32_t head = stm_clause_head(a, first);
    if (!stm_str_eq_nocase(stm_str_sub(a->text, t->at), STM_STR("overnight")) || head == STM_NONE) {
        return false;
    }
    for (uint32_t i = first_of(a, first); i < first; i++) {
        if (a->tokens.at[i].head == head && a->tokens.at[i].xpos == STM_XP_MD) {
            return stm_clause_negated(a, head);
        }
    }
    return false;
}

/* "Update, 9:45 a.m.": a time of the text. */
static bool of_updating(const stm_article *a, uint32_t first)
{
    return first > first_of(a, first) + 1 && stm_form_among(a, first - 1, ", :") &&
           stm_form_among(a, first - 2, "Update Updated UPDATE UPDATED");
}

/* "after the markets closed on Wednesday": an hour, told by what happens every day at it. */
static bool of_market_hours(const stm_article *a, uint32_t first)
{
    uint32_t head = stm_clause_head(a, first);
    bool market = false, marked = false;
    if (head == STM_NONE || a->tokens.at[head].deprel != STM_DEP_ADVCL ||
        !stm_among(stm_token_lemma(a, head), "close open")) {
        return false;
    }
    for (uint32_t i = first_of(a, head); i < head; i++) {
        market |= a->tokens.at[i].head == head && a->tokens.at[i].deprel == STM_DEP_NSUBJ &&
                  stm_among(stm_token_lemma(a, i), "market exchange bourse trading");
        marked |= a->tokens.at[i].head == head && stm_form_among(a, i, "after before as when once until After Before");
    }
    return market && marked;
}

bool stm_time_dates_nothing(const stm_article *a, const stm_time *t)
{
    uint32_t first = stm_token_from(a, t->at.start);
    return first < a->tokens.n && (of_market_hours(a, first) || of_that_time(a, t, first) || to_this_day(a, t, first) ||
                                   at_once(a, t, first) || of_updating(a, first));
}

/* "Roe asked on Monday", "he told the council in a letter Tuesday": nothing is left of what was said. */
bool stm_event_only_speaks(const stm_work *w, uint32_t member, stm_span words, const stm_time *t)
{
    const stm_article *a = w->article[member];
    bool speaks = false;
    for (uint32_t i = stm_token_from(a, words.start); i < a->tokens.n && a->tokens.at[i].at.start < words.end; i++) {
        const stm_token *x = &a->tokens.at[i];
        bool when = x->at.start < t->at.end && x->at.end > t->at.start;
        bool verb = x->upos == STM_VERB &&
                    stm_among(stm_token_lemma(a, i), "report say announce tell write state reveal tweet ask note add");
        speaks |= verb;
        if (!(when || verb || x->upos == STM_PUNCT || x->upos == STM_ADP || x->upos == STM_DET || x->upos == STM_ADV ||
              x->upos == STM_PROPN || x->upos == STM_PRON || x->upos == STM_SCONJ || x->deprel == STM_DEP_NSUBJ ||
              stm_form_among(a, i, "tweet statement interview letter e-mail email"))) {
            return false;
        }
    }
    return speaks;
}

/* "One released this week found 56": a clause before the main verb, which has no subject but that of the clause. */
static bool takes_subject(const stm_article *a, uint32_t head)
{
    const stm_token *t = &a->tokens.at[head];
    bool marked = false;
    if (t->deprel != STM_DEP_ADVCL || t->head == STM_NONE || t->head <= head) {
        return false;
    }
    for (uint32_t i = first_of(a, head); i < end_of(a, head); i++) {
        uint8_t rel = a->tokens.at[i].deprel;
        marked |= a->tokens.at[i].head == head && (rel == STM_DEP_MARK || a->tokens.at[i].xpos == STM_XP_WRB);
        if (a->tokens.at[i].head == t->head &&
            (rel == STM_DEP_NSUBJ || rel == STM_DEP_NSUBJ_PASS || rel == STM_DEP_CSUBJ || rel == STM_DEP_EXPL)) {
            return false;
        }
    }
    return !marked;
}

/* "Shot himself on Friday": who did stands before, in a phrase that the tree made of him. */
static bool lacks_subject(const stm_article *a, uint32_t head)
{
    bool past = a->tokens.at[head].xpos == STM_XP_VBD || a->tokens.at[head].xpos == STM_XP_VBZ;
    for (uint32_t i = first_of(a, head); i < end_of(a, head) && past; i++) {
        uint8_t rel = a->tokens.at[i].deprel;
        past = !(a->tokens.at[i].head == head &&
                 (rel == STM_DEP_NSUBJ || rel == STM_DEP_NSUBJ_PASS || rel == STM_DEP_COP || rel == STM_DEP_AUX));
    }
    return past;
}

bool stm_event_cut_off(const stm_article *a, uint32_t head, stm_span words)
{
    uint32_t first = stm_token_from(a, words.start);
    if (head == STM_NONE || first >= a->tokens.n) {
        return false;
    }
    return takes_subject(a, head) || (first == head && lacks_subject(a, head));
}
