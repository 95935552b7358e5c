/* lines_worded.c: texts that share hardly anything and have one passage in the same words are one witness to it.
 *
 * In: passages, one of each member.  Out: how many lines of text they are.  Counts err low: a run of so many words that
 * two texts have in common, outside quotation marks, is taken for copied from one of them or from a third, whatever
 * the rest of the two is like. What stands inside the marks is the speaker's: two reporters may well have it alike.
 * Cost: the words of the sentences of one passage times those of another, for each pair of passages of two lines.
 */
#include "record/record_parts.h"

enum { MOST_WORDS = 120, MOST_PASSAGES = 64, KEPT = 6 };

typedef struct wording {
    stm_str word[MOST_WORDS]; /* n == 0: a quotation stood here */
    uint32_t n;
} wording;

static bool in_marks(const stm_article *a, stm_span at)
{
    for (uint32_t i = 0; i < a->quotations.n; i++) {
        const stm_quotation *q = &a->quotations.at[i];
        for (uint32_t k = 0; q->kind == STM_QUOTE_DIRECT && k < q->content.n; k++) {
            if (stm_span_meets(q->content.at[k], at)) {
                return true;
            }
        }
    }
    return false;
}

static void read_wording(const stm_work *w, uint32_t member, stm_span at, wording *out)
{
    const stm_article *a = w->article[member];
    uint32_t first = stm_token_from(a, at.start), end = first;
    bool marks = false, any;
    while (end < a->tokens.n && a->tokens.at[end].at.start < at.end) {
        end++;
    }
    any = end > first && in_marks(a, (stm_span){ a->tokens.at[first].at.start, a->tokens.at[end - 1].at.end });
    out->n = 0;
    for (uint32_t i = first; i < end && out->n < MOST_WORDS; i++) {
        stm_str s = stm_token_form(a, i);
        bool word = s.n > 1 || (s.p[0] | 32) == 'a' || (s.p[0] >= '0' && s.p[0] <= '9');
        if (stm_str_eqz(s, "\"") || stm_str_eqz(s, "\xE2\x80\x9C") || stm_str_eqz(s, "\xE2\x80\x9D")) {
            marks = stm_str_eqz(s, "\"") ? !marks : stm_str_eqz(s, "\xE2\x80\x9C");
            out->word[out->n++] = STM_NULL_STR;
        } else if (word && a->tokens.at[i].upos != STM_PUNCT) {
            out->word[out->n++] = marks || (any && in_marks(a, a->tokens.at[i].at)) ? STM_NULL_STR : s;
        }
    }
}

/* Read once, where it is kept. */
static const wording *wording_of(const stm_work *w, uint32_t member, stm_span at, wording *out, bool *kept)
{
    if (kept == NULL || !*kept) {
        read_wording(w, member, at, out);
    }
    if (kept != NULL) {
        *kept = true;
    }
    return out;
}

/* Words that stand in names ("the U.S. Court of Appeals for the Ninth Circuit") are alike in whoever writes of them:
 * more than half of the run is none.
 */
static bool copied(const wording *x, const wording *y, uint32_t least)
{
    for (uint32_t i = 0; i + least <= x->n; i++) {
        for (uint32_t k = 0; k + least <= y->n; k++) {
            uint32_t n = 0, plain = 0;
            while (n < least && x->word[i + n].n > 0 && stm_str_eq_nocase(x->word[i + n], y->word[k + n])) {
                plain += x->word[i + n].p[0] >= 'a' && x->word[i + n].p[0] <= 'z';
                n++;
            }
            if (n == least && plain * 2 > least) {
                return true;
            }
        }
    }
    return false;
}

uint32_t stm_lines_worded(const stm_work *w, const stm_u32s *members, const stm_span *at, uint32_t least)
{
    uint32_t n = members->n, lines = 0;
    uint32_t line[MOST_PASSAGES];
    wording kept[KEPT], more[2]; /* what is read again and again, and what is beyond that */
    bool read[KEPT] = { false };
    if (n > MOST_PASSAGES) {
        return stm_lines_among(w, members);
    }
    for (uint32_t i = 0; i < n; i++) {
        line[i] = w->line[members->at[i]];
    }
    for (uint32_t i = 1; i < n; i++) {
        const wording *x = NULL;
        for (uint32_t k = 0; k < i; k++) {
            uint32_t old = line[i];
            const wording *y;
            if (line[k] == old) {
                continue;
            }
            x = x != NULL
                    ? x
                    : wording_of(w, members->at[i], at[i], i < KEPT ? &kept[i] : &more[0], i < KEPT ? &read[i] : NULL);
            y = wording_of(w, members->at[k], at[k], k < KEPT ? &kept[k] : &more[1], k < KEPT ? &read[k] : NULL);
            if (copied(x, y, least) || stm_passages_shared(w, members->at[k], at[k], members->at[i], at[i])) {
                uint32_t to = line[k];
                for (uint32_t m = 0; m < n; m++) {
                    line[m] = line[m] == old ? to : line[m];
                }
            }
        }
    }
    for (uint32_t i = 0; i < n; i++) {
        bool seen = false;
        for (uint32_t k = 0; k < i && !seen; k++) {
            seen = line[k] == line[i];
        }
        lines += !seen;
    }
    return lines;
}
