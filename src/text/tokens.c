/* tokens.c: a paragraph into the words of Universal Dependencies (English: as in EWT and GUM).
 *
 * In: text of a paragraph.  Out: token spans; parts of one written word ("do|n't") are `glued`.  Never: looks beyond
 * the paragraph.  Invariants: (1) tokens hold all characters but white space. (2) no token holds white space.
 * Cost: linear; the look-ahead for a stop or an address is one word.
 * Source: universaldependencies.org/en, "Tokenization and word segmentation"; PTB conventions as EWT keeps them.
 */
#include "data/data.h"
#include "text/split.h"
#include "text/word_list.h"

#define WORD_CAP 64

typedef struct splitter {
    stm_arena *arena;
    stm_article *article;
    stm_str text;
    uint32_t first_token; /* of the paragraph */
    uint32_t start, end;  /* of the paragraph */
    uint32_t chunk, stop; /* of the piece between white space */
    bool single_open;     /* a single quotation mark is open */
    stm_sieve contractions;
} splitter;

static void emit(splitter *s, uint32_t from, uint32_t to, bool glued)
{
    if (to > from) {
        stm_vec_push(s->arena, &s->article->tokens,
                     (stm_token){ .at = { from, to }, .head = STM_NONE, .glued = glued });
    }
}

static stm_char at(const splitter *s, uint32_t p) { return stm_char_at(s->text, p, s->stop); }

static stm_str piece(const splitter *s, uint32_t from, uint32_t to) { return (stm_str){ s->text.p + from, to - from }; }

static bool digit(stm_char c) { return c.n != 0 && c.kind == STM_CHAR_DIGIT; }

static uint32_t digits(const splitter *s, uint32_t p)
{
    uint32_t n = 0;
    while (p + n < s->stop && s->text.p[p + n] >= '0' && s->text.p[p + n] <= '9') {
        n++;
    }
    return n;
}

/* ---- addresses ----------------------------------------------------------------------------------------- */

/* End of an address without the marks of the sentence behind it. */
static uint32_t trim_address(const splitter *s, uint32_t from, uint32_t to)
{
    while (to > from) {
        stm_char c = stm_char_before(s->text, to, from);
        if (strchr(".,;:!?>", (int)(c.c < 0x80 ? c.c : 'x')) == NULL && !stm_is_closer(c.c)) {
            break;
        }
        if (c.c == ')' && memchr(s->text.p + from, '(', to - from < 256 ? to - from : 256) != NULL) {
            break;
        }
        to -= c.n;
    }
    return to;
}

static bool address_byte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_' ||
           c == '-' || c == '+' || c == '%';
}

/* End of the URL or mail address that begins at p, or p. */
static uint32_t address(const splitter *s, uint32_t p)
{
    static const char *const starts[] = { "http://", "https://", "www.", "ftp://", "mailto:" };
    char buffer[8];
    stm_str low = stm_low(piece(s, p, s->stop), buffer, sizeof buffer);
    uint32_t q = p, dot = 0;
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++) {
        if (low.n > 0 && low.p[0] == starts[i][0] && stm_str_starts(low, starts[i]) &&
            s->stop - p > strlen(starts[i])) {
            return trim_address(s, p, s->stop);
        }
    }
    while (q < s->stop && q - p < 64 && address_byte(s->text.p[q])) {
        q++;
    }
    if (q == p || q + 2 >= s->stop || s->text.p[q] != '@' || !address_byte(s->text.p[q + 1])) {
        return p;
    }
    for (q++; q < s->stop && address_byte(s->text.p[q]); q++) {
        dot = s->text.p[q] == '.' ? q : dot;
    }
    return dot == 0 ? p : trim_address(s, p, q);
}

/* ---- full stops ---------------------------------------------------------------------------------------- */

/* Does the stop behind the word [from, to) belong to it? */
static bool keeps_stop(const splitter *s, uint32_t from, uint32_t to)
{
    stm_str word = piece(s, from, to);
    uint32_t flags = stm_abbreviation(word), after = to + 1, q = after;
    stm_char first = stm_char_at(s->text, from, to), next = at(s, after);
    stm_span follows;
    stm_char then;
    bool last, small, number, starter;
    if (next.n != 0 && (next.c == '.' || stm_char_is_word(next))) {
        return false;
    }
    if (from == s->start && after < s->end && next.n == 0 && digits(s, from) == to - from && to - from <= 3) {
        return true; /* "1. The first item" */
    }
    if (flags == 0) {
        return from == s->start && to - from == 1 && stm_char_is_letter(first) && next.n == 0 && after < s->end;
    }
    while (q < s->end && stm_is_closer(stm_char_at(s->text, q, s->end).c)) {
        q += stm_char_at(s->text, q, s->end).n;
    }
    follows = stm_next_word(s->text, q, s->end);
    then = stm_char_at(s->text, follows.start, s->end);
    last = follows.start >= s->end;
    small =
        then.kind == STM_CHAR_LOWER || (then.n != 0 && strchr(",;:-&", (int)(then.c < 0x80 ? then.c : 'x')) != NULL);
    number = digit(then) || then.c == '#' || then.c == '$';
    starter = !last && stm_sentence_starter(stm_str_sub(s->text, follows));
    if (memchr(word.p, '.', word.n) != NULL) {
        return true;
    }
    if ((flags & (STM_ABBR_TITLE | STM_ABBR_END)) != 0 && word.n <= 4 && first.n == word.n) { /* one letter */
        return !last && !starter && (first.c != 'I' || !small) && (first.kind == STM_CHAR_UPPER || number);
    }
    if ((flags & STM_ABBR_WEAK) != 0) {
        bool named = first.kind == STM_CHAR_UPPER && (flags & (STM_ABBR_TITLE | STM_ABBR_END | STM_ABBR_MONTH)) != 0;
        return !last &&
               ((number && (flags & (STM_ABBR_NUMBER | STM_ABBR_MONTH)) != 0) ||
                (small && (flags & (STM_ABBR_END | STM_ABBR_MID | STM_ABBR_TITLE)) != 0) || (named && !starter));
    }
    if ((flags & (STM_ABBR_END | STM_ABBR_MONTH)) != 0) {
        return true;
    }
    if ((flags & (STM_ABBR_TITLE | STM_ABBR_MID)) != 0) {
        return !last;
    }
    return number;
}

/* ---- words --------------------------------------------------------------------------------------------- */

/* Is the hyphen at p inside one word that began at `from`? */
static bool joins(const splitter *s, uint32_t from, uint32_t p, uint32_t width)
{
    char buffer[16];
    uint32_t n = digits(s, from), m, k;
    uint32_t left = from;
    if (n > 0 && from + n == p && width == 1) { /* telephone numbers and dates */
        bool fresh = from == s->chunk || !stm_char_is_word(stm_char_before(s->text, from, s->chunk));
        m = digits(s, p + 1);
        k = s->text.p[p + 1 + m < s->stop ? p + 1 + m : p] == '-' && p + 1 + m < s->stop ? digits(s, p + 2 + m) : 0;
        return fresh && ((n == 3 && m == 3 && k == 4) || (n == 4 && m == 2 && k == 2) || (n == 3 && m == 4 && k == 0) ||
                         (n == 1 && m == 3 && k == 3));
    }
    if (n > 0 && width == 1 && p - from < 24) { /* further groups of the same */
        uint32_t q = from;
        while (q < p && ((s->text.p[q] >= '0' && s->text.p[q] <= '9') || s->text.p[q] == '-')) {
            q++;
        }
        return q == p && digits(s, p + 1) >= 2;
    }
    for (uint32_t q = p; q > from; q--) {
        if (s->text.p[q - 1] == '-') {
            left = q;
            break;
        }
    }
    return p - left < sizeof buffer && stm_char_is_letter(at(s, p + width)) &&
           stm_word_list_has(stm_data_hyphen_prefixes, stm_data_hyphen_prefixes_size,
                             stm_low(piece(s, left, p), buffer, sizeof buffer));
}

/* "over.Then": a stop without its space. */
static bool missing_space(const splitter *s, uint32_t from, uint32_t p)
{
    stm_char next = at(s, p + 1), then = at(s, p + 1 + next.n);
    stm_char before = stm_char_before(s->text, p, from), prior = stm_char_before(s->text, p - before.n, from);
    bool word = before.kind == STM_CHAR_LOWER && prior.n != 0 && prior.kind == STM_CHAR_LOWER;
    bool amount = digit(before) && digit(prior);
    return next.kind == STM_CHAR_UPPER && (word || amount) && then.n != 0 && then.kind == STM_CHAR_LOWER &&
           memchr(s->text.p + from, '.', p - from) == NULL;
}

static bool plain_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

static uint32_t scan_word(const splitter *s, uint32_t from)
{
    uint32_t p = from + at(s, from).n;
    for (;;) {
        stm_char c, before, next;
        bool keep;
        while (p < s->stop && plain_letter(s->text.p[p])) {
            p++;
        }
        c = at(s, p);
        before = stm_char_before(s->text, p, from);
        next = at(s, p + c.n);
        if (c.n == 0) {
            return p;
        }
        if (stm_char_is_word(c) || c.c == '_' || (c.c == 0xB0 && p == from + 1 && (s->text.p[from] | 32) == 'n')) {
            p += c.n;
            continue;
        }
        if (!stm_char_is_word(next)) {
            return p;
        }
        switch (c.c) {
        case '\'':
        case 0x2019: keep = stm_char_is_letter(next); break;
        case '.': keep = !missing_space(s, from, p); break;
        case ',': keep = digit(before) && digit(next) && digits(s, p + 1) >= 3; break;
        case ':':
        case '/': keep = digit(before) && digit(next); break;
        case '-':
        case 0x2011: keep = joins(s, from, p, c.n); break;
        case '&': keep = before.kind == STM_CHAR_UPPER && next.kind == STM_CHAR_UPPER && p - from <= 3; break;
        case 0xAD: keep = true; break;
        default: keep = false;
        }
        if (!keep) {
            return p;
        }
        p += c.n;
    }
}

/* Where the clitic of [from, to) begins, or `to`. */
static uint32_t clitic(const splitter *s, uint32_t from, uint32_t to)
{
    static const char *const ends[] = { "'s", "'m", "'re", "'ve", "'ll", "'d" };
    char buffer[8];
    uint32_t p = to, width;
    stm_str tail;
    while (p > from && to - p < 3 && (unsigned char)s->text.p[p - 1] < 0x80 && s->text.p[p - 1] != '\'') {
        p--;
    }
    width = p > from && s->text.p[p - 1] == '\''                                 ? 1
            : p >= from + 3 && memcmp(s->text.p + p - 3, "\xE2\x80\x99", 3) == 0 ? 3
                                                                                 : 0;
    if (width == 0 || p - width == from) {
        return to;
    }
    tail = stm_low(piece(s, p - width, to), buffer, sizeof buffer);
    if (stm_str_eqz(tail, "'t") && p - width >= from + 2 && (s->text.p[p - width - 1] | 32) == 'n') {
        return p - width - 1;
    }
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        if (stm_str_eqz(tail, ends[i])) {
            return p - width;
        }
    }
    return to;
}

/* Where the second part of a number with letters behind it ("10km", "7pm") begins, or `to`. */
static uint32_t number_suffix(const splitter *s, uint32_t from, uint32_t to)
{
    char buffer[8];
    uint32_t p = from;
    while (p < to &&
           ((s->text.p[p] >= '0' && s->text.p[p] <= '9') || (p > from && strchr(".,:", s->text.p[p]) != NULL))) {
        p++;
    }
    if (p == from || p == to || to - p >= sizeof buffer) {
        return to;
    }
    return stm_word_list_has(stm_data_number_suffixes, stm_data_number_suffixes_size,
                             stm_low(piece(s, p, to), buffer, sizeof buffer))
               ? p
               : to;
}

/* Emits the word [from, to), in its parts. */
static void emit_word(splitter *s, uint32_t from, uint32_t to)
{
    char buffer[16];
    uint32_t cut = clitic(s, from, to);
    if (cut < to) { /* at most "would|n't|'ve" */
        uint32_t inner = clitic(s, from, cut);
        emit(s, from, inner, true);
        emit(s, inner, cut, inner < cut);
        emit(s, cut, to, false);
        return;
    }
    cut = number_suffix(s, from, to);
    if (cut < to) {
        emit(s, from, cut, false);
        emit(s, cut, to, false);
        return;
    }
    if (to - from < sizeof buffer && stm_sieve_meet(stm_sieve_word(piece(s, from, to)), s->contractions)) {
        stm_str part = stm_word_list_find(stm_data_contractions, stm_data_contractions_size,
                                          stm_low(piece(s, from, to), buffer, sizeof buffer));
        if (part.n == 1) {
            cut = from + (uint32_t)(part.p[0] - '0');
            emit(s, from, cut, true);
            emit(s, cut, to, false);
            return;
        }
    }
    emit(s, from, to, false);
}

/* How many bytes of "'s" stand at p, behind an abbreviation: "U.S.'s". */
static uint32_t possessive(const splitter *s, uint32_t p)
{
    stm_char mark = at(s, p), letter = at(s, p + mark.n);
    bool found = mark.n != 0 && stm_is_apostrophe(mark.c) && (letter.c | 32) == 's' && letter.n == 1;
    return found && !stm_char_is_word(at(s, p + mark.n + 1)) ? mark.n + 1U : 0;
}

static uint32_t word(splitter *s, uint32_t from)
{
    uint32_t to = scan_word(s, from);
    if (to < s->stop && s->text.p[to] == '.' && keeps_stop(s, from, to)) {
        to++;
        to += possessive(s, to);
    }
    if (to < s->stop && s->text.p[to] == '$' && to - from <= 3 && digit(at(s, to + 1)) &&
        at(s, from).kind == STM_CHAR_UPPER) {
        to++; /* US$ */
    }
    emit_word(s, from, to);
    return to;
}

/* ---- marks --------------------------------------------------------------------------------------------- */

/* End of a face such as ":-)" that stands alone from p on, or p. */
static uint32_t face(const splitter *s, uint32_t p)
{
    uint32_t q = p;
    if (p != s->chunk || s->stop - p < 2 || s->stop - p > 4 || strchr(":;=", s->text.p[p]) == NULL) {
        return p;
    }
    q++;
    q += s->text.p[q] == '-' ? 1 : 0;
    if (q >= s->stop || strchr("()DPpO/|", s->text.p[q]) == NULL) {
        return p;
    }
    while (q < s->stop && strchr("()", s->text.p[q]) != NULL) {
        q++;
    }
    return q == s->stop || q + 1 == s->stop ? (q == p + 1 ? s->stop : q) : p;
}

/* "'90s", "'em": an apostrophe that belongs to what follows. */
static bool elided(const splitter *s, uint32_t p, uint32_t width)
{
    static const char *const words[] = { "em", "til", "tis", "twas", "cause", "n", "bout" };
    char buffer[8];
    uint32_t q = p + width, from = q;
    if (digits(s, q) == 2 && q + 2 < s->stop && s->text.p[q + 2] == 's' && !stm_char_is_word(at(s, q + 3))) {
        return true;
    }
    while (stm_char_is_letter(at(s, q))) {
        q += at(s, q).n;
    }
    for (size_t i = 0; i < sizeof words / sizeof *words && q - from < sizeof buffer; i++) {
        if (stm_str_eqz(stm_low(piece(s, from, q), buffer, sizeof buffer), words[i])) {
            return true;
        }
    }
    return false;
}

static uint32_t apostrophe(splitter *s, uint32_t p, stm_char c)
{
    uint32_t n = s->article->tokens.n;
    stm_char before = stm_char_before(s->text, p, s->chunk);
    bool s_before = before.n != 0 && strchr("sSzZxX", (int)(before.c < 0x80 ? before.c : 'q')) != NULL;
    if (!stm_char_is_word(before) && elided(s, p, c.n)) {
        uint32_t q = p + c.n;
        while (stm_char_is_word(at(s, q))) {
            q += at(s, q).n;
        }
        emit(s, p, q, false);
        return q;
    }
    if (s_before && !s->single_open && n > s->first_token) { /* "the workers' union" */
        s->article->tokens.at[n - 1].glued = 1;
        emit(s, p, p + c.n, false);
        return p + c.n;
    }
    if (at(s, p + c.n).c == c.c && c.c == '\'') {
        emit(s, p, p + 2, false);
        return p + 2;
    }
    s->single_open = !stm_char_is_word(before) && stm_char_is_word(at(s, p + c.n));
    emit(s, p, p + c.n, false);
    return p + c.n;
}

static uint32_t mark(splitter *s, uint32_t p, stm_char c)
{
    uint32_t q = face(s, p), run = p + c.n;
    if (q > p) {
        emit(s, p, q, false);
        return q;
    }
    if (stm_is_apostrophe(c.c)) {
        return apostrophe(s, p, c);
    }
    if (c.c == 0x2018) {
        s->single_open = true;
    }
    if (c.c == '.' && digit(at(s, run)) &&
        (p == s->chunk || !stm_char_is_word(stm_char_before(s->text, p, s->chunk)))) {
        q = scan_word(s, p);
        emit(s, p, q, false);
        return q;
    }
    if (c.c == '[' && s->stop - p >= 5 && memcmp(s->text.p + p, "[...]", 5) == 0) {
        emit(s, p, p + 5, false);
        return p + 5;
    }
    if (c.c < 0x80 && strchr(".-*=_~#<>`+|", (int)c.c) != NULL) {
        while (run < s->stop && s->text.p[run] == (char)c.c) {
            run++;
        }
    } else if (c.c == '!' || c.c == '?') {
        while (run < s->stop && (s->text.p[run] == '!' || s->text.p[run] == '?')) {
            run++;
        }
    } else {
        while (c.kind == STM_CHAR_OTHER && c.c > 0x7F && (c.c == 0x2014 || c.c == 0x2026) && at(s, run).c == c.c) {
            run += c.n;
        }
    }
    emit(s, p, run, false);
    return run;
}

static void chunk(splitter *s)
{
    uint32_t p = s->chunk;
    while (p < s->stop) {
        stm_char c = at(s, p);
        bool fresh = p == s->chunk || !stm_char_is_word(stm_char_before(s->text, p, s->chunk));
        uint32_t q = fresh && c.c < 0x80 ? address(s, p) : p;
        if (q > p) {
            emit(s, p, q, false);
        } else if (stm_char_is_word(c) || ((c.c == '#' || c.c == '@') && fresh && stm_char_is_letter(at(s, p + 1)))) {
            q = word(s, p);
        } else {
            q = mark(s, p, c);
        }
        p = q;
    }
}

void stm_split_tokens(stm_arena *arena, stm_article *article, stm_span paragraph)
{
    splitter s = { .arena = arena,
                   .article = article,
                   .text = article->text,
                   .first_token = article->tokens.n,
                   .start = paragraph.start,
                   .end = paragraph.end,
                   .contractions = stm_word_list_sieve(stm_data_contractions, stm_data_contractions_size) };
    uint32_t p = paragraph.start;
    if (article->tokens.n == 0) { /* five bytes a token, and no more room than most articles need */
        stm_vec_reserve(arena, &article->tokens, (uint32_t)(s.text.n < 16384 ? s.text.n : 16384) / 5 + 8);
    }
    while (p < paragraph.end) {
        stm_char c = stm_char_at(s.text, p, paragraph.end);
        if (c.kind == STM_CHAR_SPACE) {
            p += c.n;
            continue;
        }
        s.chunk = s.stop = p;
        while (s.stop < paragraph.end && (c = stm_char_at(s.text, s.stop, paragraph.end)).kind != STM_CHAR_SPACE) {
            s.stop += c.n;
        }
        chunk(&s);
        p = s.stop;
    }
}
