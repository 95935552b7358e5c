/* sides_change.c: see sides.h. What changed where words were put for others.
 *
 * In: the words and the texts around them.  Out: one kind, the most telling: house style only, a figure, a date, a
 * name, the wording of a quotation, wording.  Never: looks further than the paragraph.
 */
#include "reuse/reuse_text.h"
#include "write/sides.h"

const char *stm_change_name(stm_change v)
{
    static const char *const names[] = { "wording", "style", "figure", "date", "name", "quotation" };
    return names[v];
}

/* The letters of some words with house style folded away. */
static stm_str folded(stm_arena *arena, const struct stm_folds *folds, stm_str words)
{
    stm_article piece;
    stm_rtext text;
    stm_article_init(&piece);
    piece.text = words;
    stm_reuse_text(arena, folds, &piece, &text);
    return (stm_str){ (const char *)text.letters, text.n_letters };
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || (unsigned char)c >= 0xc3;
}

/* The next word's letters and digits from *at on; empty: none is left. */
static stm_str next_word(stm_str s, size_t *at)
{
    size_t start;
    while (*at < s.n && !is_letter(s.p[*at])) {
        (*at)++;
    }
    start = *at;
    while (*at < s.n && is_letter(s.p[*at])) {
        (*at)++;
    }
    return (stm_str){ s.p + start, *at - start };
}

static bool is_one_of(stm_str word, const char *const *list)
{
    for (; *list != NULL; list++) {
        if (stm_str_eqz_nocase(word, *list)) {
            return true;
        }
    }
    return false;
}

static bool has_one_of(stm_str words, const char *const *list)
{
    size_t at = 0;
    for (stm_str w = next_word(words, &at); w.n != 0; w = next_word(words, &at)) {
        if (is_one_of(w, list)) {
            return true;
        }
    }
    return false;
}

static bool has_only(stm_str words, const char *const *list)
{
    size_t at = 0;
    for (stm_str w = next_word(words, &at); w.n != 0; w = next_word(words, &at)) {
        if (!is_one_of(w, list)) {
            return false;
        }
    }
    return true;
}

static bool has_digit(stm_str s)
{
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] >= '0' && s.p[i] <= '9') {
            return true;
        }
    }
    return false;
}

/* A word with a capital that does not begin a sentence, and is no form of address. */
static bool has_name(stm_str text, stm_span at)
{
    static const char *const address[] = { "mr", "mrs", "ms", "miss", NULL };
    for (uint32_t i = at.start; i < at.end; i++) {
        uint32_t k = i;
        size_t word = i;
        bool begins;
        if (text.p[i] < 'A' || text.p[i] > 'Z' || (i > 0 && is_letter(text.p[i - 1]))) {
            continue;
        }
        while (k > 0 && (text.p[k - 1] == ' ' || text.p[k - 1] == '"' || (unsigned char)text.p[k - 1] >= 0x80)) {
            k--;
        }
        begins =
            k == 0 || text.p[k - 1] == '\n' || text.p[k - 1] == '.' || text.p[k - 1] == '!' || text.p[k - 1] == '?';
        if (!begins && !is_one_of(next_word(text, &word), address)) {
            return true;
        }
    }
    return false;
}

/* Whether a place stands between quotation marks, straight or typographic, of its paragraph. */
static bool is_quoted(stm_str text, uint32_t at)
{
    uint32_t start = at;
    bool open = false;
    while (start > 0 && text.p[start - 1] != '\n') {
        start--;
    }
    for (uint32_t i = start; i < at; i++) {
        if (text.p[i] == '"') {
            open = !open;
        } else if (i + 2 < text.n && memcmp(text.p + i, "\xe2\x80\x9c", 3) == 0) {
            open = true;
        } else if (i + 2 < text.n && memcmp(text.p + i, "\xe2\x80\x9d", 3) == 0) {
            open = false;
        }
    }
    return open;
}

/* One word on either side, of which one is short for the other: a title, or "not" drawn to the word before. */
static bool is_short_for(stm_str a, stm_str b)
{
    static const char *const pairs[][2] = { { "lt", "lieutenant" },      { "gov", "governor" },
                                            { "sen", "senator" },        { "gen", "general" },
                                            { "sgt", "sergeant" },       { "col", "colonel" },
                                            { "capt", "captain" },       { "prof", "professor" },
                                            { "rep", "representative" }, { "cannot", "cant" } };
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        if (stm_str_eq(a, stm_str_of(pairs[i][0])) && stm_str_eq(b, stm_str_of(pairs[i][1]))) {
            return true;
        }
    }
    /* "couldnt", "couldnot" */
    return a.n > 3 && b.n == a.n + 1 && memcmp(a.p, b.p, a.n - 1) == 0 && a.p[a.n - 1] == 't' && a.p[a.n - 2] == 'n' &&
           memcmp(b.p + b.n - 3, "not", 3) == 0;
}

/* Whether a piece stands in quotation marks; few: it has no more than a name has. */
static bool is_quoted_piece(stm_str text, stm_span at, bool few)
{
    size_t from = 0;
    uint32_t words = 0;
    while (next_word(stm_str_sub(text, at), &from).n != 0) {
        words++;
    }
    return at.end > at.start && is_quoted(text, at.start) && (few || words > 4);
}

stm_change stm_sides_change(stm_arena *arena, const struct stm_folds *folds, stm_str a, stm_span x, stm_str b,
                            stm_span y)
{
    static const char *const titles[] = { "mr", "mrs", "ms", "miss", NULL };
    static const char *const days[] = { "monday", "tuesday", "wednesday", "thursday", "friday",   "saturday",
                                        "sunday", "january", "february",  "march",    "april",    "june",
                                        "july",   "august",  "september", "october",  "november", "december",
                                        "jan",    "feb",     "aug",       "sept",     "oct",      "nov",
                                        "dec",    "today",   "yesterday", "tomorrow", "tonight",  NULL };
    stm_str left = stm_str_sub(a, x), right = stm_str_sub(b, y);
    stm_str fa = folded(arena, folds, left), fb = folded(arena, folds, right);
    if (stm_str_eq(fa, fb) || is_short_for(fa, fb) || is_short_for(fb, fa) ||
        (has_only(left, titles) && has_only(right, titles))) {
        return STM_CHANGE_STYLE;
    }
    if (has_one_of(left, days) || has_one_of(right, days)) {
        return STM_CHANGE_DATE;
    }
    if (has_digit(fa) || has_digit(fb)) {
        return STM_CHANGE_FIGURE;
    }
    if (is_quoted_piece(a, x, false) || is_quoted_piece(b, y, false)) {
        return STM_CHANGE_QUOTATION;
    }
    if (has_name(a, x) || has_name(b, y)) {
        return STM_CHANGE_NAME;
    }
    return is_quoted_piece(a, x, true) || is_quoted_piece(b, y, true) ? STM_CHANGE_QUOTATION : STM_CHANGE_WORDING;
}
