/* saying_full.c: which of two versions of a saying is nearer to what was said.
 *
 * In: two versions.  Out: whether the first is fuller.  Words in marks go before a reporter's, the body before a
 * headline; of what is equally near, what tells more; of two editions with as many words, the one that the other was
 * made from. Never: a guess which of two editions came first. Cost: the bytes of both.
 */
#include "record/sayings.h"

static uint32_t bytes_of(const stm_spans *spans)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < spans->n; i++) {
        n += spans->at[i].end - spans->at[i].start;
    }
    return n;
}

/* How near the words are to what was said: 0 whole in marks, 1 half of it, 2 the reporter's; in a headline or under a
 * picture they are cut to fit. */
static uint32_t distance_from_mouth(const stm_work *w, const saying *x)
{
    const stm_article *a = w->article[x->member];
    uint32_t s = stm_sentence_at(a, x->at.start);
    uint32_t rank = x->said->kind == STM_QUOTE_DIRECT                               ? 0
                    : bytes_of(&x->said->quoted) * 2 >= bytes_of(&x->said->content) ? 1
                                                                                    : 2;
    return rank + (s != STM_NONE && a->sentences.at[s].furniture != 0 ? 3 : 0);
}

static uint32_t blanks_of(const stm_article *a, const stm_spans *spans)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < spans->n; i++) {
        for (uint32_t k = spans->at[i].start; k < spans->at[i].end; k++) {
            n += a->text.p[k] == ' ' || a->text.p[k] == '\n';
        }
    }
    return n;
}

/* The text of y was made from that of x, and has as many words here: what differs was changed there. */
static bool made_from(const stm_work *w, const saying *x, const saying *y)
{
    uint32_t a = w->index[x->member], b = w->index[y->member];
    const stm_pair *p = a == b ? NULL : stm_pair_of(w->reuse, a < b ? a : b, a < b ? b : a);
    return p != NULL && p->from == a && p->relation != STM_REL_COMMON_SOURCE &&
           blanks_of(w->article[x->member], &x->said->content) == blanks_of(w->article[y->member], &y->said->content);
}

/* Nearer to what was said; of what is equally near, what tells more of it; of two editions alike, the first. */
bool stm_saying_fuller(const stm_work *w, const saying *x, const saying *y)
{
    uint32_t p = distance_from_mouth(w, x), q = distance_from_mouth(w, y);
    if (p != q) {
        return p < q;
    }
    if (x->part == y->part && (made_from(w, x, y) || made_from(w, y, x))) {
        return made_from(w, x, y);
    }
    if (p == 0 && (x->part || y->part)) {
        return bytes_of(&w->article[x->member]->quotations.at[x->quotation].content) >
               bytes_of(&w->article[y->member]->quotations.at[y->quotation].content);
    }
    return x->part != y->part ? y->part : bytes_of(&x->said->content) > bytes_of(&y->said->content);
}
