/* saying_fate.c: what befalls whoever does a thing, or will not do it.
 *
 * In: two sayings of two texts.  Out: whether both are one such threat or promise.
 * Never: two mouths, days that are apart; one who does a thing and one who refuses it.
 *
 * "Whoever will not pay will be fined", "anyone who refuses to pay is to face a penalty": a sentence about nobody in
 * particular, which translators and reporters put in words of their own, so that often not one of them is the same.
 * What stays is its shape, and the sense of what is done or of what follows. Source of the latter: word_vector.c.
 * Cost: tokens of the two sayings.
 */
#include "record/record_words.h"
#include "record/sayings.h"

#define LEAST_NEAR 0.7f /* cosine, of two verbs */

/* The token behind which stands "who" of "anyone who", or "whoever"; the verb of that clause goes to *deed. */
static bool nobody_in_particular(const stm_article *a, uint32_t i, uint32_t *deed)
{
    const stm_sentence *s = &a->sentences.at[a->tokens.at[i].sentence];
    uint32_t end = s->first_token + s->n_tokens;
    *deed = STM_NONE;
    if (stm_form_among(a, i, "whoever whosoever")) {
        for (uint32_t v = i + 1; v < end && *deed == STM_NONE; v++) {
            *deed = a->tokens.at[v].upos == STM_VERB ? v : STM_NONE;
        }
        return *deed != STM_NONE;
    }
    if (!stm_form_among(a, i, "anyone anybody everyone everybody those he people all") || i + 1 >= end ||
        !stm_form_among(a, i + 1, "who")) {
        return false;
    }
    for (uint32_t v = i + 2; v < end && *deed == STM_NONE; v++) {
        if (a->tokens.at[v].head == i && a->tokens.at[v].deprel == STM_DEP_ACL_RELCL &&
            a->tokens.at[v].upos == STM_VERB) {
            *deed = v;
        }
    }
    return *deed != STM_NONE;
}

static bool has_child(const stm_article *a, uint32_t head, uint32_t from, const char *words)
{
    for (uint32_t i = from; i < head; i++) {
        if (a->tokens.at[i].head == head && stm_form_among(a, i, words)) {
            return true;
        }
    }
    return false;
}

stm_saying_fate stm_saying_fate_of(const stm_article *a, stm_span at)
{
    stm_saying_fate f = { STM_NONE, STM_NONE, false };
    for (uint32_t i = stm_token_from(a, at.start); i < a->tokens.n && a->tokens.at[i].at.start < at.end; i++) {
        const stm_sentence *x = &a->sentences.at[a->tokens.at[i].sentence];
        uint32_t deed;
        if (!nobody_in_particular(a, i, &deed)) {
            continue;
        }
        f.refused =
            has_child(a, deed, i, "not never n't n’t") || stm_among(stm_token_lemma(a, deed), "refuse decline fail");
        for (uint32_t v = deed + 1; v < x->first_token + x->n_tokens && a->tokens.at[v].at.end <= at.end; v++) {
            const stm_token *t = &a->tokens.at[v];
            if (t->upos == STM_VERB && t->head == deed && t->deprel == STM_DEP_XCOMP) {
                f.deed = v; /* "refuses to pay" */
            } else if (t->upos == STM_VERB && has_child(a, v, deed + 1, "will would shall must")) {
                f.deed = f.deed == STM_NONE ? deed : f.deed;
                f.end = v;
                return f;
            }
        }
        f.deed = STM_NONE;
    }
    return f;
}

/* Of one sense, or of one kind: "pay" and "settle". */
static bool near_in_sense(const stm_work *w, stm_str a, stm_str b)
{
    const int8_t *x, *y;
    double xy = 0, xx = 0, yy = 0;
    if (stm_str_eq_nocase(a, b)) {
        return true;
    }
    x = w->model == NULL ? NULL : stm_language_vector(w->model, a);
    y = w->model == NULL ? NULL : stm_language_vector(w->model, b);
    for (uint32_t d = 0; x != NULL && y != NULL && d < stm_language_dims(w->model); d++) {
        xy += x[d] * y[d]; /* whole numbers, all of them small */
        xx += x[d] * x[d];
        yy += y[d] * y[d];
    }
    return xy > 0 && xy * xy >= (double)LEAST_NEAR * LEAST_NEAR * xx * yy;
}

bool stm_saying_one_fate(const stm_work *w, const saying *a, const saying *b)
{
    const stm_article *x = w->article[a->member], *y = w->article[b->member];
    bool deed, end;
    if (a->fate.end == STM_NONE || b->fate.end == STM_NONE || a->fate.refused != b->fate.refused ||
        a->member == b->member || !stm_saying_one_mouth(w, a, b) || !stm_saying_days_near(w, a, b)) {
        return false;
    }
    deed = near_in_sense(w, stm_token_lemma(x, a->fate.deed), stm_token_lemma(y, b->fate.deed));
    end = near_in_sense(w, stm_token_lemma(x, a->fate.end), stm_token_lemma(y, b->fate.end));
    return a->fate.refused ? deed || end : deed && end; /* opposites are near in sense: "is rewarded", "is punished" */
}
