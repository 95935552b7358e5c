/* record_put.c: two versions of one saying that do not say the same.
 *
 * In: an utterance.  Out: two of its versions, of independent lines, of which one has a reserve or a number that the
 * other lacks, or that give a whole sentence in marks in other words.  Never: a version that is only cut at an end, one
 * that is no more than spelled otherwise, two editions of one text.  Cost: versions squared, of which there are few.
 */
#include "record/changes.h"
#include "record/record_parts.h"

#define LEAST_ALIKE 0.5f /* of the shorter of two sentences in marks, by what both say */
#define MAX_RESERVE 7    /* words */

/* Of the reserve that a note gives: a whole sentence more is no reserve lost. */
static uint32_t words_in_marks(stm_str note)
{
    size_t from = stm_str_find(note, STM_STR("\xE2\x80\x9C"), 0), to = stm_str_find(note, STM_STR("\xE2\x80\x9D"), 0);
    uint32_t n = 1;
    if (from != SIZE_MAX && stm_str_starts((stm_str){ note.p + from + 3, note.n - from - 3 }, "and ")) {
        return MAX_RESERVE + 1; /* another thing said */
    }
    for (size_t i = from; from != SIZE_MAX && to != SIZE_MAX && i < to; i++) {
        n += note.p[i] == ' ';
    }
    return n;
}

/* Two variants of different lines of which one has a reserve or a number that the other lacks. */
static bool differ(const stm_work *w, const stm_variant *a, const stm_variant *b)
{
    uint32_t ma = w->member_of[a->article], mb = w->member_of[b->article];
    stm_variant_relation relation;
    stm_str note;
    if (w->line[ma] == w->line[mb]) {
        return false;
    }
    stm_variant_relate(w, ma, stm_variant_said(a, w->article[ma]), mb, stm_variant_said(b, w->article[mb]), &relation,
                       &note);
    return note.p != NULL && stm_str_find(note, STM_STR("reserve"), 0) != SIZE_MAX &&
           words_in_marks(note) <= MAX_RESERVE &&
           w->article[ma]->quotations.at[a->quotation].kind == STM_QUOTE_DIRECT &&
           w->article[mb]->quotations.at[b->quotation].kind ==
               STM_QUOTE_DIRECT; /* a few words in marks leave out much */
}

/* The words alone, small, a blank between: "States, but I" is "states but i". */
static stm_str bare_words(stm_arena *arena, stm_str s)
{
    char *p = stm_arena_copy(arena, s.p, s.n);
    size_t n = 0;
    bool blank = true;
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i] >= 'A' && s.p[i] <= 'Z' ? (char)(s.p[i] + 32) : s.p[i];
        bool letter = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (unsigned char)c >= 0x80;
        if (letter || (!blank && n < s.n)) {
            p[n++] = letter ? c : ' ';
        }
        blank = !letter;
    }
    while (n > 0 && p[n - 1] == ' ') {
        n--;
    }
    return (stm_str){ p, n };
}

/* The first piece of the one stands whole in the other, by its words. */
static bool cut_only(stm_work *w, const stm_article *a, const stm_quotation *x, const stm_article *b,
                     const stm_quotation *y)
{
    stm_str s = bare_words(w->arena, stm_str_sub(a->text, stm_span_trim(a, x->content.at[0]))),
            t = bare_words(w->arena, stm_str_sub(b->text, stm_span_of(y)));
    return x->content.n == 1 && s.n > 0 && stm_str_find(t, s, 0) != SIZE_MAX;
}

/* Two whole sentences in marks, of different lines, that are not the same words: another translation, words changed, or
 * words left out of the middle without a mark. Not one that is only cut at an end. */
static bool altered(stm_work *w, const stm_variant *a, const stm_variant *b)
{
    uint32_t ma = w->member_of[a->article], mb = w->member_of[b->article];
    const stm_quotation *x = stm_variant_said(a, w->article[ma]), *y = stm_variant_said(b, w->article[mb]);
    stm_variant_relation relation;
    stm_matter p, q;
    stm_str note;
    if (w->line[ma] == w->line[mb] || a->part != NULL || b->part != NULL || x->kind != STM_QUOTE_DIRECT ||
        y->kind != STM_QUOTE_DIRECT || cut_only(w, w->article[ma], x, w->article[mb], y) ||
        cut_only(w, w->article[mb], y, w->article[ma], x)) {
        return false;
    }
    stm_matter_of(w, ma, x->content.at, x->content.n, &p);
    stm_matter_of(w, mb, y->content.at, y->content.n, &q);
    if (stm_matter_compare(w, &p, &q).least < LEAST_ALIKE) {
        return false;
    }
    stm_variant_relate(w, ma, x, mb, y, &relation, &note);
    return ((relation == STM_VARIANT_TRANSLATED || relation == STM_VARIANT_ALTERED) &&
            stm_variant_words_differ(w, ma, x, mb, y)) ||
           (note.p != NULL && stm_str_find(note, STM_STR("without a mark"), 0) != SIZE_MAX);
}

void stm_put_otherwise(stm_work *w, const stm_utterance *u, const stm_variant *full, const stm_variant **one,
                       const stm_variant **other)
{
    *one = *other = NULL;
    for (uint32_t i = 0; i < u->variants.n && *other == NULL; i++) {
        if (differ(w, full, &u->variants.at[i])) {
            *one = full;
            *other = &u->variants.at[i];
        }
    }
    for (uint32_t i = 0; i < u->variants.n && *other == NULL; i++) {
        for (uint32_t k = 0; k < i && *other == NULL; k++) {
            if (altered(w, &u->variants.at[k], &u->variants.at[i])) {
                *one = &u->variants.at[k];
                *other = &u->variants.at[i];
            }
        }
    }
}
