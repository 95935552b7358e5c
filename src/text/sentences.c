/* sentences.c: the tokens of a paragraph into sentences.
 *
 * In: tokens of one paragraph.  Out: sentences; tokens[].sentence.  Never: cuts inside a token or a glued group.
 * Invariants: (1) every token is in exactly one sentence. (2) a sentence holds at least one token.
 * Cost: linear.
 * Rules, in this order, for the gap behind a token that ends a sentence or may: closing marks belong to the sentence
 * that they close; a comma, a dash or a small letter goes on with it; behind an abbreviation a new sentence shows by a
 * word with which sentences begin. Bullets and the next number of a list begin one anyway. A crosshead in capitals that
 * runs on into the text behind it, as archives keep them ("LEGAL ACTION LIKELY The board said ..."), is one of its own.
 */
#include "data/data.h"
#include "text/split.h"
#include "text/word_list.h"

typedef struct rules {
    const stm_article *a;
    uint32_t first, end; /* tokens of the paragraph */
    uint32_t list_next;  /* the number or letter that the next item of a list would have; 0: no list */
    bool list_letters;
} rules;

static stm_str form(const rules *r, uint32_t i) { return stm_token_form(r->a, i); }
static stm_span at(const rules *r, uint32_t i) { return r->a->tokens.at[i].at; }

static bool gap_before(const rules *r, uint32_t i) { return i > r->first && at(r, i).start > at(r, i - 1).end; }

static stm_char first_char(const rules *r, uint32_t i) { return stm_char_at(r->a->text, at(r, i).start, at(r, i).end); }

static bool one_of(stm_str s, const char *set) { return s.n == 1 && strchr(set, s.p[0]) != NULL; }

static bool is_dots(stm_str s)
{
    size_t n = 0;
    while (n < s.n && s.p[n] == '.') {
        n++;
    }
    return (n == s.n && n >= 2) || stm_str_eqz(s, "\xE2\x80\xA6");
}

static bool is_bang(stm_str s) { return s.n > 0 && (s.p[0] == '!' || s.p[0] == '?'); }

static bool is_stop(stm_str s)
{
    return stm_str_eqz(s, ".") || stm_str_eqz(s, "\xE3\x80\x82") || stm_str_eqz(s, "\xEF\xBC\x8E") ||
           stm_str_eqz(s, "\xEF\xBD\xA1") || stm_str_eqz(s, "\xEF\xBC\x81") || stm_str_eqz(s, "\xEF\xBC\x9F");
}

static bool is_bullet(stm_str s)
{
    return stm_str_eqz(s, "\xE2\x80\xA2") || stm_str_eqz(s, "\xE2\x81\x83") || stm_str_eqz(s, "\xE2\x97\x8F") ||
           stm_str_eqz(s, "\xE2\x96\xAA") || stm_str_eqz(s, "\xE2\x80\xA3");
}

/* ---- lists --------------------------------------------------------------------------------------------- */

/* The number or letter of "3.", "3)", "(c)" or "c." at token i, else 0. */
static uint32_t item_number(const rules *r, uint32_t i, bool *letters)
{
    stm_str f = form(r, i), next = i + 1 < r->end ? form(r, i + 1) : STM_STR("");
    uint32_t n = 0;
    size_t k = 0;
    bool marked;
    if (f.n > 4 || f.n == 0) {
        return 0;
    }
    while (k < f.n && f.p[k] >= '0' && f.p[k] <= '9') {
        n = n * 10 + (uint32_t)(f.p[k++] - '0');
    }
    *letters = k == 0;
    if (k == 0 && ((f.p[0] | 32) >= 'a' && (f.p[0] | 32) <= 'z')) {
        n = (uint32_t)((f.p[0] | 32) - 'a') + 1;
        k = 1;
    }
    marked = k < f.n ? f.n == k + 1 && f.p[k] == '.' : one_of(next, ".)") && !gap_before(r, i + 1);
    return k > 0 && marked && n < 1000 ? n : 0;
}

/* Does token i begin the next item of the list that the paragraph opened? */
static bool next_item(rules *r, uint32_t i)
{
    bool letters;
    uint32_t n = r->list_next == 0 || !gap_before(r, i) ? 0 : item_number(r, i, &letters);
    if (n == 0 || n != r->list_next || letters != r->list_letters) {
        return false;
    }
    r->list_next = n + 1;
    return true;
}

static void open_list(rules *r, uint32_t i)
{
    bool letters = false;
    uint32_t n;
    i += i + 1 < r->end && is_bullet(form(r, i)) ? 1 : 0;
    n = item_number(r, i, &letters);
    if (n != 0 && (!letters || n == 1 || r->list_letters)) {
        r->list_next = n + 1;
        r->list_letters = letters;
    }
}

/* ---- ends ---------------------------------------------------------------------------------------------- */

/* First token behind the marks that close what token i ends. */
static uint32_t skip_closers(const rules *r, uint32_t i)
{
    uint32_t k = i + 1;
    while (k < r->end && !gap_before(r, k) && at(r, k).end - at(r, k).start <= 3) {
        stm_char c = first_char(r, k);
        if (!(c.n == at(r, k).end - at(r, k).start && stm_is_closer(c.c)) && !stm_str_eqz(form(r, k), "''")) {
            break;
        }
        k++;
    }
    if (k < r->end && at(r, k).end - at(r, k).start <= 4 && at(r, k).end - at(r, k).start >= 2 &&
        strchr(":;=", form(r, k).p[0]) != NULL) {
        k++; /* a face such as ":-)" */
    }
    return k;
}

/* The word that token k or the one behind opening marks is. */
static uint32_t skip_openers(const rules *r, uint32_t k)
{
    while (k + 1 < r->end && stm_is_opener(first_char(r, k).c) && at(r, k).end - at(r, k).start <= 3) {
        k++;
    }
    return k;
}

static bool in_list(stm_str word, const char *const *list, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (stm_str_eqz(word, list[i])) {
            return true;
        }
    }
    return false;
}

/* Is token k what an hour goes on with: a day, a month, the name of a zone ("8 p.m. Monday", "8 p.m. EST")? A day or
 * month that opens a clause ("8 p.m. Monday was") is rarer than one that belongs to the hour. */
static bool goes_on_with_hour(const rules *r, uint32_t k)
{
    static const char *const words[] = { "Monday", "Tuesday", "Wednesday", "Thursday", "Friday",   "Saturday", "Sunday",
                                         "Mon.",   "Tue.",    "Tues.",     "Wed.",     "Thu.",     "Thurs.",   "Fri.",
                                         "Sat.",   "Sun.",    "Jan.",      "Feb.",     "Mar.",     "Apr.",     "Jun.",
                                         "Jul.",   "Aug.",    "Sep.",      "Sept.",    "Oct.",     "Nov.",     "Dec.",
                                         "EST",    "EDT",     "CST",       "CDT",      "MST",      "MDT",      "PST",
                                         "PDT",    "AKST",    "AKDT",      "HST",      "GMT",      "UTC",      "BST",
                                         "CET",    "CEST",    "EET",       "IST",      "ET",       "CT",       "MT",
                                         "PT",     "Eastern", "Central",   "Pacific",  "Greenwich" };
    static const char *const months[] = { "January", "February", "March",     "April",   "May",      "June",
                                          "July",    "August",   "September", "October", "November", "December" };
    if (in_list(form(r, k), months, sizeof months / sizeof *months)) {
        return k + 1 < r->end && first_char(r, k + 1).kind == STM_CHAR_DIGIT;
    }
    return in_list(form(r, k), words, sizeof words / sizeof *words);
}

/* Does a sentence begin at k, given that an abbreviation stands at i < k? */
static bool begins_after_abbreviation(const rules *r, uint32_t from, uint32_t i, uint32_t k)
{
    stm_str f = form(r, i), word = { f.p, f.n - 1 };
    uint32_t w = skip_openers(r, k), flags = stm_abbreviation(word);
    stm_char c = first_char(r, w);
    bool initials = (flags & STM_ABBR_TITLE) != 0 && (flags & STM_ABBR_END) != 0;
    if (c.kind != STM_CHAR_UPPER && !(c.kind == STM_CHAR_DIGIT && w > k)) {
        return false;
    }
    if ((flags & STM_ABBR_TITLE) != 0 && !initials) {
        return false;
    }
    if (w > k && (flags & (STM_ABBR_END | STM_ABBR_MONTH)) != 0 && first_char(r, k).c != '(') {
        return true;
    }
    if (stm_sentence_starter(form(r, w))) {
        return (flags & (STM_ABBR_END | STM_ABBR_MONTH)) != 0;
    }
    /* "until 6 p.m. Mr. Lee left": the hour ends a sentence that has had its verb */
    return f.n == 4 && f.p[1] == '.' && (f.p[2] | 32) == 'm' && ((f.p[0] | 32) == 'a' || (f.p[0] | 32) == 'p') &&
           i - from >= 5 && form(r, w).n > 1 && !goes_on_with_hour(r, w);
}

/* Is what stands before token i in its sentence nothing but full stops, bullets, or a number of a list? */
static bool nothing_yet(const rules *r, uint32_t from, uint32_t i)
{
    bool letters;
    uint32_t k = from + (is_bullet(form(r, from)) && from < i ? 1 : 0);
    if (k == i && item_number(r, k, &letters) != 0) {
        return true;
    }
    if (k + 1 == i && item_number(r, k, &letters) != 0) {
        return true;
    }
    while (k < i && i - from < 8 && is_stop(form(r, k))) {
        k++;
    }
    return k == i;
}

/* "It was over. . . . Then": a full stop, and an ellipsis that opens the next sentence. */
static bool before_ellipsis(const rules *r, uint32_t i)
{
    uint32_t k = i + 1;
    while (k < r->end && k <= i + 4 && gap_before(r, k) && is_stop(form(r, k))) {
        k++;
    }
    return k == i + 4 && k < r->end && !gap_before(r, i) && first_char(r, k).kind == STM_CHAR_UPPER;
}

/* Does the sentence go on behind a mark of exclamation or question before a small letter: behind a name that has the
 * mark ("Yahoo! in"), or before who says it ("Stop! he said")? */
static bool asks_on(const rules *r, uint32_t from, uint32_t i, uint32_t k)
{
    static const char *const who[] = {
        "he", "she", "they", "we", "said", "asked", "says", "cried", "shouted", "thought"
    };
    if (in_list(form(r, k), who, sizeof who / sizeof *who)) {
        return true;
    }
    return i <= from + 1 || (form(r, i).n == 1 && first_char(r, i - 1).kind == STM_CHAR_UPPER);
}

/* Where the next sentence begins if one ends with token i, else 0. */
static uint32_t ends(const rules *r, uint32_t from, uint32_t i)
{
    stm_str f = form(r, i);
    bool stop = is_stop(f), dots = is_dots(f), bang = is_bang(f);
    bool abbreviation = !stop && !dots && f.n >= 2 && f.p[f.n - 1] == '.';
    uint32_t k, w;
    stm_char c;
    if ((!stop && !dots && !bang && !abbreviation) || r->a->tokens.at[i].glued) {
        return 0;
    }
    k = skip_closers(r, i);
    if (k >= r->end) {
        return k;
    }
    if (nothing_yet(r, from, i)) {
        return 0;
    }
    if (stop && before_ellipsis(r, i)) {
        return i + 1;
    }
    if (abbreviation) {
        return gap_before(r, k) && begins_after_abbreviation(r, from, i, k) ? k : 0;
    }
    w = skip_openers(r, k);
    c = first_char(r, w);
    if (one_of(form(r, k), ".,;:!?)]-/") || is_dots(form(r, k)) || is_bang(form(r, k)) ||
        stm_str_eqz(form(r, k), "\xE2\x80\x94") || stm_str_eqz(form(r, k), "--") ||
        stm_str_eqz(form(r, k), "\xE2\x80\x93")) {
        return 0;
    }
    if (i > from && one_of(form(r, i - 1), "[(") && k < r->end && one_of(form(r, k), "])")) {
        return 0;
    }
    if (!gap_before(r, k)) { /* "over.Then" */
        return stop && k == i + 1 && c.kind == STM_CHAR_UPPER && i > from && at(r, i - 1).end - at(r, i - 1).start >= 2
                   ? k
               : stop && f.n > 1 ? k
                                 : 0;
    }
    if (c.kind == STM_CHAR_LOWER && bang && k == i + 1 && w == k) {
        return asks_on(r, from, i, k) ? 0 : k;
    }
    if (c.kind == STM_CHAR_LOWER) {
        bool word = i > from && at(r, i - 1).end == at(r, i).start && stm_char_is_letter(first_char(r, i - 1));
        bool unit = word && i > from + 1 && form(r, i - 1).n <= 3 &&
                    (form(r, i - 1).n == 1 || first_char(r, i - 2).kind == STM_CHAR_DIGIT);
        return stop && k == i + 1 && w == k && word && !unit && i - from >= 3 ? k : 0; /* "1.80 m. tall" goes on */
    }
    if ((dots || (stop && i > from && gap_before(r, i))) && w == k &&
        (c.kind != STM_CHAR_UPPER || stm_str_eqz(form(r, k), "I"))) {
        return 0;
    }
    return k;
}

static uint8_t furniture_of(const stm_article *a, stm_span at)
{
    for (uint32_t i = 0; i < a->furniture.n; i++) {
        stm_span f = a->furniture.at[i].at;
        if (f.start <= at.start && at.end <= f.end) {
            return (uint8_t)(1 + a->furniture.at[i].kind);
        }
        if (f.start >= at.end) {
            break;
        }
    }
    return 0;
}

static void add(stm_arena *arena, stm_article *a, uint32_t paragraph, uint32_t from, uint32_t to)
{
    stm_span span = { a->tokens.at[from].at.start, a->tokens.at[to - 1].at.end };
    for (uint32_t i = from; i < to; i++) {
        a->tokens.at[i].sentence = a->sentences.n;
    }
    stm_vec_push(arena, &a->sentences,
                 (stm_sentence){ .at = span,
                                 .first_token = from,
                                 .n_tokens = to - from,
                                 .paragraph = paragraph,
                                 .furniture = furniture_of(a, span) });
}

/* A dateline is a unit of its own: it is no part of the first sentence, nor of its tree. The first token behind it;
 * `first`, where none stands there or nothing follows it. */
static uint32_t behind_dateline(const rules *r, uint32_t first)
{
    stm_span at = r->a->dateline;
    uint32_t i = first;
    if (!stm_span_some(at) || r->a->tokens.at[first].at.start != at.start) {
        return first;
    }
    while (i < r->end && r->a->tokens.at[i].at.start < at.end) {
        i++;
    }
    return i < r->end ? i : first;
}

/* ---- crossheads ---------------------------------------------------------------------------------------- */

enum { MAX_HEAD = 10 }; /* tokens */

static bool in_capitals(stm_str s)
{
    bool letter = false;
    for (size_t i = 0; i < s.n; i++) {
        if ((s.p[i] >= 'a' && s.p[i] <= 'z') || (unsigned char)s.p[i] >= 0x80 || (s.p[i] >= '0' && s.p[i] <= '9') ||
            s.p[i] == '.') {
            return false;
        }
        letter = letter || (s.p[i] >= 'A' && s.p[i] <= 'Z');
    }
    return letter || (s.n == 1 && strchr("'&-", s.p[0]) != NULL);
}

/* A word of ordinary English, in one of its forms. */
static bool ordinary(stm_str s)
{
    static const char *const ends[] = { "", "s", "es", "ed", "ing", "ly" };
    char low[24];
    if (s.n < 3 || s.n >= sizeof low || stm_among(s, "CEO NEW YORK SAN NEWS TODAY RADIO TIMES POST")) { /* "FOX NEWS" */
        return false;
    }
    for (size_t i = 0; i < s.n; i++) {
        low[i] = (char)(s.p[i] >= 'A' && s.p[i] <= 'Z' ? s.p[i] | 32 : s.p[i]);
    }
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        stm_str word = { low, s.n };
        if (stm_str_ends(word, ends[i]) && s.n >= strlen(ends[i]) + 3) {
            word.n -= strlen(ends[i]);
            if (stm_word_list_has(stm_data_story_df, stm_data_story_df_size, word)) {
                return true;
            }
        }
    }
    return false;
}

/* "The", "U.S.", but not "INC." */
static bool may_open(const rules *r, uint32_t i)
{
    stm_str s = form(r, i);
    bool lower = s.n > 2 && s.p[1] == '.';
    for (size_t k = 1; k < s.n; k++) {
        lower = lower || (s.p[k] >= 'a' && s.p[k] <= 'z') || (unsigned char)s.p[k] >= 0x80;
    }
    return lower && first_char(r, i).kind == STM_CHAR_UPPER;
}

/* The first token behind a crosshead that stands at `from`, or `from`. Two words at the least, one of them ordinary:
 * "KLM CEO Hartman" and "ABN AMRO Equities" are none.
 */
static uint32_t behind_crosshead(const rules *r, uint32_t from)
{
    uint32_t i = from, words = 0;
    bool known = false;
    while (i < r->end && i - from <= MAX_HEAD && in_capitals(form(r, i))) {
        words += form(r, i).n > 1 && form(r, i).p[0] != '\'';
        known = known || ordinary(form(r, i));
        i++;
    }
    if (i >= r->end || i - from > MAX_HEAD) {
        return from;
    }
    if (i > from && (stm_str_eqz(form(r, i - 1), "A") || stm_str_eqz(form(r, i - 1), "I"))) {
        i--; /* "A SMALLER PIE A vote is due" */
    } else if (!may_open(r, i)) {
        return from;
    }
    return words >= 2 && known && gap_before(r, i) ? i : from;
}

void stm_split_sentences(stm_arena *arena, stm_article *a, uint32_t paragraph, uint32_t first)
{
    rules r = { .a = a, .first = first, .end = a->tokens.n };
    uint32_t from = first, i = first;
    if (first == r.end) {
        return;
    }
    i = from = behind_dateline(&r, first);
    if (from > first) {
        add(arena, a, paragraph, first, from);
    }
    open_list(&r, from);
    while (i < r.end) {
        uint32_t next = i == from ? behind_crosshead(&r, from) : from;
        next = next > from ? next : ends(&r, from, i);
        if (next == 0 && i + 1 < r.end && !a->tokens.at[i].glued &&
            (next_item(&r, i + 1) || is_bullet(form(&r, i + 1)))) {
            next = i + 1;
        }
        if (next == 0) {
            i++;
            continue;
        }
        add(arena, a, paragraph, from, next);
        from = i = next;
        if (next < r.end && !next_item(&r, next)) {
            open_list(&r, next);
        }
    }
    if (from < r.end) {
        add(arena, a, paragraph, from, r.end);
    }
}
