/* saying_root.c: the word of what is said on which the rest of it hangs.
 *
 * In: a quotation.  Out: the matter of its main verb, or of what that verb is only the wish for ("plans to meet":
 * meet), of its object, of the nouns where there is no verb; whether it has begun or is done. Never: looks outside what
 * is said. Cost: tokens of the quotation.
 */
#include <string.h>

#include "record/sayings.h"

/* "plans to meet": what is said is the meeting. */
static uint32_t wanted(const stm_article *a, uint32_t verb)
{
    static const char *const words[] = { "plan", "expect", "prepare", "want",  "hope",    "intend", "decide",
                                         "try",  "seek",   "aim",     "agree", "need",    "feel",   "go",
                                         "have", "be",     "begin",   "start", "continue" };
    stm_str l = a->tokens.at[verb].lemma;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        for (uint32_t t = verb + 1; l.p != NULL && stm_str_eqz(l, words[i]) && t < a->tokens.n && t < verb + 12; t++) {
            uint32_t h = a->tokens.at[t].head; /* also "has no plans to meet" */
            bool of_plan = h != STM_NONE && a->tokens.at[t].deprel == STM_DEP_ACL && a->tokens.at[h].head == verb &&
                           stm_form_among(a, h, "plan plans intention intent desire wish");
            if (a->tokens.at[t].upos == STM_VERB &&
                ((h == verb && a->tokens.at[t].deprel == STM_DEP_XCOMP) || of_plan)) {
                return t;
            }
        }
    }
    return verb;
}

/* "was unknown", "is a step back" */
static bool has_copula(const stm_article *a, uint32_t token)
{
    for (uint32_t i = token; i-- > 0 && token - i < 12 && a->tokens.at[i].sentence == a->tokens.at[token].sentence;) {
        if (a->tokens.at[i].head == token && a->tokens.at[i].deprel == STM_DEP_COP) {
            return true;
        }
    }
    return false;
}

/* The verb, or what "be" says of somebody, on which the rest of a quotation hangs; STM_NONE. */
static uint32_t main_word(const stm_article *a, const stm_quotation *q)
{
    stm_span c = q->content.at[0];
    for (uint32_t i = stm_token_from(a, c.start); i < a->tokens.n && a->tokens.at[i].at.start < c.end; i++) {
        uint32_t h = a->tokens.at[i].head;
        bool outside = h == STM_NONE || a->tokens.at[h].at.start < c.start || a->tokens.at[h].at.start >= c.end;
        if (outside &&
            (a->tokens.at[i].upos == STM_VERB || (a->tokens.at[i].deprel != STM_DEP_ADVCL && has_copula(a, i)))) {
            return i;
        }
    }
    return STM_NONE;
}

void stm_matter_root(stm_work *w, uint32_t member, const stm_quotation *q, stm_matter *out)
{
    const stm_article *a = w->article[member];
    uint32_t i = main_word(a, q);
    memset(out, 0, sizeof *out);
    if (i != STM_NONE) {
        stm_matter_of(w, member, &a->tokens.at[wanted(a, i)].at, 1, out);
    }
}

void stm_matter_object(stm_work *w, uint32_t member, const stm_quotation *q, stm_matter *out)
{
    const stm_article *a = w->article[member];
    stm_span c = q->content.at[0];
    uint32_t first = stm_token_from(a, c.start), root = STM_NONE, object = STM_NONE;
    memset(out, 0, sizeof *out);
    for (uint32_t i = first; i < a->tokens.n && a->tokens.at[i].at.start < c.end && root == STM_NONE; i++) {
        uint32_t h = a->tokens.at[i].head;
        bool outside = h == STM_NONE || a->tokens.at[h].at.start < c.start || a->tokens.at[h].at.start >= c.end;
        root = outside && a->tokens.at[i].upos == STM_VERB ? i : STM_NONE;
    }
    for (uint32_t i = first; root != STM_NONE && i < a->tokens.n && a->tokens.at[i].at.start < c.end; i++) {
        const stm_token *t = &a->tokens.at[i];
        if (t->head == root && (t->upos == STM_NOUN || t->upos == STM_PROPN) &&
            (t->deprel == STM_DEP_OBJ || t->deprel == STM_DEP_NSUBJ_PASS)) {
            object = object == STM_NONE ? i : object;
        }
    }
    if (object != STM_NONE) {
        stm_matter_of(w, member, &a->tokens.at[object].at, 1, out);
    }
}

void stm_matter_core(stm_work *w, uint32_t member, const stm_quotation *q, stm_matter *out)
{
    const stm_article *a = w->article[member];
    stm_span c = q->content.at[0], at[3];
    uint32_t n = 0;
    memset(out, 0, sizeof *out);
    for (uint32_t i = stm_token_from(a, c.start); i < a->tokens.n && a->tokens.at[i].at.start < c.end; i++) {
        uint32_t h = a->tokens.at[i].head;
        bool outside = h == STM_NONE || a->tokens.at[h].at.start < c.start || a->tokens.at[h].at.start >= c.end;
        if (outside && (a->tokens.at[i].upos == STM_VERB || a->tokens.at[i].upos == STM_AUX)) {
            return;
        }
        if (outside && a->tokens.at[i].upos == STM_NOUN && n < 3) {
            at[n++] = a->tokens.at[i].at;
        }
    }
    stm_matter_of(w, member, at, n, out);
}

stm_saying_course stm_saying_course_of(const stm_article *a, const stm_quotation *q)
{
    uint32_t i = main_word(a, q), from;
    if (i == STM_NONE || a->tokens.at[i].lemma.p == NULL) {
        return STM_COURSE_UNTOLD;
    }
    if (stm_among(a->tokens.at[i].lemma, "begin start")) {
        return wanted(a, i) == i ? STM_COURSE_UNTOLD : STM_COURSE_BEGUN;
    }
    from = i > 6 ? i - 6 : 0;
    for (uint32_t k = from; k < i; k++) {
        if (a->tokens.at[k].head == i && a->tokens.at[k].deprel == STM_DEP_AUX &&
            stm_form_among(a, k, "have has had")) {
            return STM_COURSE_DONE;
        }
    }
    return STM_COURSE_UNTOLD;
}
