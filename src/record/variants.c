/* variants.c: how one version of a saying stands to the fullest one, and what differs, in a reader's words.
 *
 * In: two quotations.  Out: relation; the note is written by variant_notes.c.  Words are compared by their letters
 * without case; the longest common subsequence (Myers 1986 in spirit, plain dynamic programming here: quotations are
 * short) tells what was dropped, added and changed. Cost: words times words, at most MAX_WORDS each.
 */
#include <stdlib.h>

#include "record/changes.h"
#include "record/variant_words.h"

#define MAX_WORDS STM_VARIANT_MAX_WORDS
#define MARK 4      /* bytes of a quotation mark, and of the comma before it */
#define MOST_EDGE 6 /* words at the beginning or the end that may stand for each other */

typedef stm_variant_words words;

/* Lower case, and one kind of apostrophe. */
static stm_str plain_word(stm_arena *arena, stm_str s)
{
    stm_str low = stm_str_lower(arena, s);
    char *p = stm_arena_copy(arena, low.p, low.n);
    size_t n = 0;
    for (size_t i = 0; i < low.n; i++) {
        bool curly = (unsigned char)low.p[i] == 0xE2 && i + 2 < low.n && (unsigned char)low.p[i + 1] == 0x80 &&
                     ((unsigned char)low.p[i + 2] == 0x98 || (unsigned char)low.p[i + 2] == 0x99);
        p[n++] = curly ? '\'' : low.p[i];
        i += curly ? 2 : 0;
    }
    return (stm_str){ p, n };
}

bool stm_word_shortened(stm_str s, stm_str whole)
{
    size_t i = 1, k = 1;
    if (s.n < 3 || s.p[s.n - 1] != '.' || whole.n <= s.n || whole.p[whole.n - 1] == '.' || s.p[0] != whole.p[0]) {
        return false;
    }
    while (i + 1 < s.n && k < whole.n) {
        i += s.p[i] == whole.p[k];
        k++;
    }
    return i + 1 == s.n;
}

/* One word in two spellings: "a.m." and "am", "harbour" and "harbor", "realise" and "realize". */
bool stm_variant_one_word(stm_str a, stm_str b)
{
    static const char *const brief[][2] = { { "'ve", "have" }, { "'re", "are" }, { "'ll", "will" }, { "'m", "am" },
                                            { "n't", "not" },  { "ca", "can" },  { "wo", "will" } };
    static const char spares[] = ".-'"; /* what a spelling may begin with that the other has not */
    size_t i = 0, k = 0;
    if (a.n > 0 && b.n > 0 && a.p[0] != b.p[0] && strchr(spares, a.p[0]) == NULL && strchr(spares, b.p[0]) == NULL) {
        return false;
    }
    for (size_t x = 0; x < sizeof brief / sizeof *brief; x++) {
        if ((stm_str_eqz(a, brief[x][0]) && stm_str_eqz(b, brief[x][1])) ||
            (stm_str_eqz(b, brief[x][0]) && stm_str_eqz(a, brief[x][1]))) {
            return true;
        }
    }
    if (stm_word_shortened(a, b) || stm_word_shortened(b, a)) {
        return true;
    }
    while (i < a.n || k < b.n) {
        char x = i < a.n ? a.p[i] : 0, y = k < b.n ? b.p[k] : 0;
        if (i > 1 && k > 1 && i + 2 == a.n && k + 2 == b.n && ((x == 'e' && y == 'r') || (x == 'r' && y == 'e')) &&
            a.p[i + 1] == y && b.p[k + 1] == x) {
            return true; /* "fiber", "fibre" */
        }
        if (x != 0 && x == y) {
            i++;
            k++;
        } else if (x == '.' || x == '-') {
            i++;
        } else if (y == '.' || y == '-') {
            k++;
        } else if (i > 2 && ((x == 's' && y == 'z') || (x == 'z' && y == 's') ||
                             (a.p[i - 1] == 'n' && k > 0 && b.p[k - 1] == 'n' && i + 1 < a.n && a.p[i + 1] == 'e' &&
                              ((x == 'c' && y == 's') || (x == 's' && y == 'c'))))) { /* "defence", "defense" */
            i++;
            k++;
        } else if (i > 1 && x == 'u' && y == 'r' && a.p[i - 1] == 'o') {
            i++;
        } else if (k > 1 && y == 'u' && x == 'r' && b.p[k - 1] == 'o') {
            k++;
        } else {
            return false;
        }
    }
    return true;
}

static void read_words(const stm_work *w, uint32_t member, const stm_quotation *q, words *out)
{
    const stm_article *a = w->article[member];
    memset(out, 0, sizeof *out);
    for (uint32_t k = 0; k < q->content.n; k++) {
        bool put_in = false; /* "her (Ann Lee's) family": the desk's words */
        for (uint32_t i = stm_token_from(a, q->content.at[k].start);
             i < a->tokens.n && a->tokens.at[i].at.start < q->content.at[k].end && out->n < MAX_WORDS; i++) {
            stm_str s = stm_token_form(a, i);
            put_in = q->kind == STM_QUOTE_DIRECT && (put_in ? !stm_str_eqz(s, ")") : stm_str_eqz(s, "("));
            if (put_in) {
                continue;
            }
            unsigned char c = (unsigned char)s.p[0];
            bool letter = (c | 32) >= 'a' ? (c | 32) <= 'z' || (c >= 0xC3 && c != 0xE2) : c >= '0' && c <= '9';
            if (stm_str_eqz(s, "\xE2\x80\xA6") || stm_str_starts(s, "..") || stm_str_starts(s, ". .")) {
                out->cut_after = out->cut ? out->cut_after : out->n;
                out->cut = true;
            }
            if (!letter && (c != '\'' || s.n < 2 || s.p[1] == '\'') && !(c == 0xE2 && s.n > 3)) {
                continue; /* a mark, be it two apostrophes for one */
            }
            if (out->n == 0 && q->kind != STM_QUOTE_DIRECT && stm_str_eqz(s, "that")) {
                continue; /* the reporter's own */
            }
            out->piece[out->n] = (uint8_t)(k < 255 ? k : 255);
            out->span[out->n] = a->tokens.at[i].at;
            out->at[out->n++] = plain_word(w->arena, s);
        }
    }
}

/* keep_a[i], keep_b[i]: the word is part of the longest common subsequence. */
static uint32_t common(const stm_work *w, const words *a, const words *b, bool *keep_a, bool *keep_b)
{
    uint16_t *t = stm_word_table(w);
    uint32_t wide = b->n + 1, i = 0, k = 0, n = 0;
    memset(&t[a->n * wide], 0, sizeof *t * wide);
    for (uint32_t x = 0; x < a->n; x++) {
        t[x * wide + b->n] = 0;
    }
    for (uint32_t x = a->n; x-- > 0;) {
        for (uint32_t y = b->n; y-- > 0;) {
            uint16_t skip = t[(x + 1) * wide + y] > t[x * wide + y + 1] ? t[(x + 1) * wide + y] : t[x * wide + y + 1];
            t[x * wide + y] =
                stm_variant_one_word(a->at[x], b->at[y]) ? (uint16_t)(t[(x + 1) * wide + y + 1] + 1) : skip;
        }
    }
    while (i < a->n && k < b->n) {
        if (stm_variant_one_word(a->at[i], b->at[k])) {
            keep_a[i++] = keep_b[k++] = true;
            n++;
        } else if (t[(i + 1) * wide + k] >= t[i * wide + k + 1]) {
            i++;
        } else {
            k++;
        }
    }
    return n;
}

bool stm_variant_tail(const stm_article *a, stm_span at)
{
    stm_str s = stm_str_sub(a->text, at);
    return at.start > 0 && a->text.p[at.start - 1] != ' ' && (s.p[0] == '\'' || stm_str_starts(s, "\xE2\x80\x99"));
}

bool stm_variant_weighs(const stm_article *a, uint32_t token)
{
    uint8_t x = a->tokens.at[token].upos;
    return x == STM_UPOS_NONE || x == STM_NOUN || x == STM_PROPN || x == STM_VERB || x == STM_ADJ || x == STM_ADV ||
           x == STM_NUM;
}

/* He holds an office of a country whose language is not English: two wordings of his are two translations. */
static bool speaks_foreign(const stm_work *w, uint32_t member, const stm_quotation *q)
{
    static const char *const english[] = { "United States", "United Kingdom", "Canada",       "Australia",
                                           "New Zealand",   "Ireland",        "South Africa", "Nigeria",
                                           "Kenya",         "Ghana",          "Uganda",       "Zambia",
                                           "Zimbabwe",      "Malawi",         "Botswana",     "Namibia",
                                           "Jamaica",       "Barbados",       "Bahamas",      "Trinidad and Tobago",
                                           "Guyana",        "Belize",         "Singapore",    "India",
                                           "Pakistan",      "Philippines",    "Malta",        "Liberia",
                                           "Sierra Leone" };
    uint32_t e = q->speaker == STM_NONE ? STM_NONE : w->entity[member][q->speaker];
    stm_str country = STM_NULL_STR;
    for (uint32_t m = 0; e != STM_NONE && m < w->n && country.p == NULL; m++) {
        for (uint32_t i = 0; i < w->article[m]->entities.n && country.p == NULL; i++) {
            if (w->entity[m][i] == e) {
                country = w->article[m]->entities.at[i].country;
            }
        }
    }
    for (size_t i = 0; i < sizeof english / sizeof *english; i++) {
        if (country.p != NULL && stm_str_eqz(country, english[i])) {
            return false;
        }
    }
    return country.p != NULL;
}

/* A run of words of which one says something by itself or turns what is said. */
static bool run_tells(const stm_work *w, uint32_t member, const words *a, uint32_t from, uint32_t to)
{
    const stm_article *article = w->article[member];
    for (uint32_t i = from; i < to; i++) {
        uint32_t token = stm_token_from(article, a->span[i].start);
        if (stm_variant_weighs(article, token) || article->tokens.at[token].upos == STM_AUX ||
            (w->token_class[member][token] & (STM_WORD_NOT | STM_WORD_HEDGE)) != 0) {
            return true;
        }
    }
    return false;
}

static bool any_run_tells(const stm_work *w, uint32_t member, const words *a, const bool *keep)
{
    for (uint32_t i = 0; i < a->n; i++) {
        if (!keep[i] && run_tells(w, member, a, i, i + 1)) {
            return true;
        }
    }
    return false;
}

/* "[the harbour]", "(Vint)": a reader sees that it was put in. */
static bool in_brackets(const stm_article *article, const words *a, uint32_t from, uint32_t to)
{
    uint32_t start = from < to ? a->span[from].start : 0, end = from < to ? a->span[to - 1].end : 0;
    return start > 0 && end < article->text.n && strchr("[(", article->text.p[start - 1]) != NULL &&
           strchr("])", article->text.p[end]) != NULL;
}

/* "cyber-crime", "cyber crime"; "can't", "cant" */
static bool same_letters(const words *a, uint32_t a0, uint32_t a1, const words *b, uint32_t b0, uint32_t b1)
{
    size_t i = 0, k = 0;
    while (a0 < a1 && b0 < b1) {
        i += i < a->at[a0].n && strchr("-'", a->at[a0].p[i]) != NULL;
        k += k < b->at[b0].n && strchr("-'", b->at[b0].p[k]) != NULL;
        if (i < a->at[a0].n && k < b->at[b0].n && a->at[a0].p[i++] != b->at[b0].p[k++]) {
            return false;
        }
        if (i >= a->at[a0].n) {
            a0++;
            i = 0;
        }
        if (k >= b->at[b0].n) {
            b0++;
            k = 0;
        }
    }
    return a0 == a1 && b0 == b1;
}

/* Where one side lacks what the other has before its word `at`, it stops and begins again, or has an ellipsis. */
static bool breaks_off(const words *a, uint32_t at) { return a->cut || a->piece[at] != a->piece[at - 1]; }

bool stm_variant_words_differ(const stm_work *w, uint32_t ma, const stm_quotation *x, uint32_t mb,
                              const stm_quotation *y)
{
    words sides[2], *a = &sides[0], *b = &sides[1];
    bool keep_a[MAX_WORDS] = { false }, keep_b[MAX_WORDS] = { false };
    read_words(w, ma, x, a);
    read_words(w, mb, y, b);
    (void)common(w, a, b, keep_a, keep_b);
    for (uint32_t i = 0, k = 0; i < a->n || k < b->n; i++, k++) {
        uint32_t i0 = i, k0 = k;
        bool edge, tells;
        while (i < a->n && !keep_a[i]) {
            i++;
        }
        while (k < b->n && !keep_b[k]) {
            k++;
        }
        edge = (i0 == 0 && k0 == 0) || (i == a->n && k == b->n);
        tells = (run_tells(w, ma, a, i0, i) || run_tells(w, mb, b, k0, k)) && !in_brackets(w->article[ma], a, i0, i) &&
                !in_brackets(w->article[mb], b, k0, k);
        if (i > i0 && k > k0) {
            if (tells && !same_letters(a, i0, i, b, k0, k) && (!edge || (i - i0 <= MOST_EDGE && k - k0 <= MOST_EDGE))) {
                return true;
            }
        } else if (tells && !edge && !(i > i0 ? breaks_off(b, k0) : breaks_off(a, i0))) {
            return true;
        }
    }
    return false;
}

/* All that the other lacks stands outside the marks of the one, and the other stands in marks throughout: "described
 * the man as “calm”", "“calm,” he said". What differs is the reporter's. */
static bool only_frame(const stm_quotation *p, const words *f, const bool *keep_f, const stm_quotation *q)
{
    for (uint32_t i = 0; i < f->n; i++) {
        for (uint32_t k = 0; k < p->quoted.n && !keep_f[i]; k++) {
            if (stm_span_meets(p->quoted.at[k], f->span[i])) {
                return false;
            }
        }
    }
    for (uint32_t k = 0; k < q->content.n; k++) {
        bool marks = false;
        for (uint32_t i = 0; i < q->quoted.n; i++) {
            marks = marks || (q->quoted.at[i].start <= q->content.at[k].start + MARK &&
                              q->content.at[k].end <= q->quoted.at[i].end + MARK);
        }
        if (!marks) {
            return false;
        }
    }
    return p->kind == STM_QUOTE_MIXED && p->quoted.n > 0;
}

void stm_variant_relate(const stm_work *w, uint32_t full_member, const stm_quotation *p, uint32_t member,
                        const stm_quotation *q, stm_variant_relation *relation, stm_str *note)
{
    words sides[2], *f = &sides[0], *v = &sides[1];
    bool keep_f[MAX_WORDS] = { false }, keep_v[MAX_WORDS] = { false };
    stm_variant_side x = { full_member, f, keep_f }, y = { member, v, keep_v };
    bool one_line = w->line[full_member] == w->line[member];
    uint32_t n;
    read_words(w, full_member, p, f);
    read_words(w, member, q, v);
    n = common(w, f, v, keep_f, keep_v);
    if (n == v->n && (n == f->n || only_frame(p, f, keep_f, q))) {
        *relation = STM_VARIANT_SAME;
        *note = STM_NULL_STR;
        return;
    }
    if (stm_variant_figures_differ(f, keep_f, v, keep_v)) {
        *relation = STM_VARIANT_ALTERED;
    } else if (n == v->n) {
        *relation = q->kind == STM_QUOTE_INDIRECT && p->kind != STM_QUOTE_INDIRECT ? STM_VARIANT_PARAPHRASED
                                                                                   : STM_VARIANT_TRIMMED;
    } else if (q->kind == STM_QUOTE_INDIRECT) {
        *relation =
            p->kind == STM_QUOTE_INDIRECT && one_line && n * 2 > v->n ? STM_VARIANT_ALTERED : STM_VARIANT_PARAPHRASED;
    } else if (q->kind == STM_QUOTE_DIRECT && p->kind == STM_QUOTE_DIRECT) {
        *relation = (one_line && n * 10 > v->n * 7) || !speaks_foreign(w, full_member, p) ? STM_VARIANT_ALTERED
                                                                                          : STM_VARIANT_TRANSLATED;
    } else {
        *relation = p->kind == STM_QUOTE_INDIRECT && !one_line ? STM_VARIANT_PARAPHRASED : STM_VARIANT_ALTERED;
    }
    if (full_member == member && q->kind != STM_QUOTE_DIRECT && *relation == STM_VARIANT_ALTERED) {
        *relation = STM_VARIANT_PARAPHRASED; /* a text sums up what it quotes: nobody altered anything */
    }
    if (*relation == STM_VARIANT_ALTERED && n * 2 <= v->n) {
        *relation = STM_VARIANT_PARAPHRASED; /* other words throughout: there is no word that stands for another */
    }
    if (*relation == STM_VARIANT_TRIMMED && !any_run_tells(w, full_member, f, keep_f)) {
        *relation = STM_VARIANT_SAME; /* "all three of the mills", "all three mills" */
        *note = STM_NULL_STR;
        return;
    }
    if ((*relation == STM_VARIANT_ALTERED || *relation == STM_VARIANT_TRIMMED) &&
        !stm_variant_figures_differ(f, keep_f, v, keep_v) && v->cut == f->cut) {
        stm_span there, here;
        if (!(q->kind == STM_QUOTE_DIRECT && stm_variant_moved(w, &x, &y)) &&
            !stm_variant_gap(w, &x, &y, &there, &here)) { /* a name by another, a tense */
            *relation = STM_VARIANT_SAME;
            *note = STM_NULL_STR;
            return;
        }
    }
    stm_variant_note(w, &x, &y, *relation, p, q, note);
    if (p->kind == STM_QUOTE_MIXED && q->kind == STM_QUOTE_MIXED && !one_line && *relation == STM_VARIANT_ALTERED &&
        !stm_variant_figures_differ(f, keep_f, v, keep_v) && note->p != NULL &&
        stm_str_find(*note, STM_STR("reserve"), 0) == SIZE_MAX &&
        stm_str_find(*note, STM_STR(" a mark"), 0) == SIZE_MAX) {
        *relation = STM_VARIANT_PARAPHRASED; /* what differs is either desk's own */
        *note = STM_NULL_STR;
    }
}
