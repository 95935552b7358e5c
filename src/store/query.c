/* query.c: see search.h. Reads a query, finds it in a text, and puts it into the words of FTS5.
 *
 * In: any bytes.  Out: terms of folded words.  Never: anything of the query reaches FTS5 but words in quotation marks.
 * Words are parted and folded as the tokenizer unicode61 does it (letters, digits and private use; small letters,
 * without accents). The index keeps no positions (detail=column), so that words side by side are found in two steps:
 * all of them by the index, their order here.
 * Invariants: (1) no term is without words. (2) at most MAX_TERMS terms of at most MAX_WORDS words.  Cost: linear in
 * the query, and in text times terms.
 */
#include <stdlib.h>
#include <utf8proc.h>

#include "store/search.h"
#include "text/text.h"

enum { MAX_QUERY = 4096, MAX_TERMS = 64, MAX_WORDS = 32 };

static bool is_mark(uint32_t c) { return c >= 0x300 && c <= 0x36F; }

static bool in_word(uint32_t c)
{
    switch (utf8proc_category((utf8proc_int32_t)c)) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_NL:
    case UTF8PROC_CATEGORY_NO:
    case UTF8PROC_CATEGORY_CO: return true;
    default: return false;
    }
}

/* Appends the character, small, and Latin letters without accents, as the tokenizer has it. */
static void fold(stm_arena *arena, stm_buf *to, uint32_t c)
{
    utf8proc_int32_t parts[8], small = utf8proc_tolower((utf8proc_int32_t)c);
    utf8proc_uint8_t bytes[4];
    int last = 0;
    utf8proc_ssize_t n = c < 0x80 ? 0 : utf8proc_decompose_char(small, parts, 8, UTF8PROC_DECOMPOSE, &last);
    if (n > 1 && n <= 8 && parts[0] >= 'a' && parts[0] <= 'z' && is_mark((uint32_t)parts[1])) {
        small = parts[0];
    }
    if (!is_mark((uint32_t)small)) {
        n = utf8proc_encode_char(small, bytes);
        stm_buf_add(arena, to, (const char *)bytes, (size_t)n);
    }
}

/* The next word from *at on: its place, and folded. False: there is none before `end`. */
static bool next_word(stm_arena *arena, stm_str text, size_t *at, size_t end, stm_span *place, stm_str *folded)
{
    const char *p = text.p + *at, *stop = text.p + end;
    stm_buf buf = { 0 };
    uint32_t c = 0;
    size_t n = 0;
    while (p < stop && (n = stm_utf8_decode(p, stop, &c), !in_word(c))) {
        p += n;
    }
    if (p >= stop) {
        *at = end;
        return false;
    }
    place->start = (uint32_t)(p - text.p);
    while (p < stop && (n = stm_utf8_decode(p, stop, &c), in_word(c) || is_mark(c))) {
        fold(arena, &buf, c);
        p += n;
    }
    place->end = (uint32_t)(p - text.p);
    *at = place->end;
    *folded = stm_buf_str(&buf);
    return true;
}

/* ---- reading --------------------------------------------------------------------------------------------- */

typedef struct parse_call {
    stm_arena *arena;
    stm_str q;
    stm_sought *out;
    stm_err *err;
    stm_status status;
    uint32_t n_terms;
} parse_call;

static void wrong(parse_call *c, size_t at, const char *what)
{
    if (c->status == STM_OK) {
        c->status = stm_fail(c->err, STM_USAGE, "the query is not clear at its byte %zu: %s", at, what);
        if (c->err != NULL) {
            c->err->byte = at;
        }
    }
}

static bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v'; }

/* Bytes of a mark that opens or closes words in quotation marks, or 0. */
static size_t quote_at(stm_str q, size_t at)
{
    if (q.p[at] == '"') {
        return 1;
    }
    return q.n - at >= 3 && (memcmp(q.p + at, "“", 3) == 0 || memcmp(q.p + at, "”", 3) == 0) ? 3 : 0;
}

static size_t closing(stm_str q, size_t at)
{
    while (at < q.n && quote_at(q, at) == 0) {
        at++;
    }
    return at;
}

static void add_term(parse_call *c, const stm_term *term, bool without, bool either)
{
    if (++c->n_terms > MAX_TERMS) {
        wrong(c, 0, "it has more than 64 words. Leave some out.");
    } else if (without) {
        stm_vec_push(c->arena, &c->out->none, *term);
    } else if (either) {
        stm_vec_push(c->arena, &c->out->all.at[c->out->all.n - 1], *term);
    } else {
        stm_terms *group = stm_vec_add(c->arena, &c->out->all);
        stm_vec_push(c->arena, group, *term);
    }
}

static void read_words(parse_call *c, size_t from, size_t to, stm_term *term)
{
    stm_span place;
    stm_str word;
    memset(term, 0, sizeof *term);
    while (next_word(c->arena, c->q, &from, to, &place, &word)) {
        if (term->words.n == MAX_WORDS) {
            wrong(c, place.start, "more than 32 words stand side by side. Leave some out.");
            return;
        }
        stm_vec_push(c->arena, &term->words, word);
    }
}

static void check_bare(parse_call *c, size_t from, size_t to, bool *prefix)
{
    *prefix = to > from + 1 && c->q.p[to - 1] == '*';
    for (size_t i = from; i < to; i++) {
        char ch = c->q.p[i];
        if (ch == '*' && !(*prefix && i == to - 1)) {
            wrong(c, i, "a star stands for the rest of a word: write it behind the word's beginning, as in resign*");
        } else if (ch == '(' && i > from) {
            wrong(c, i,
                  "NEAR(...) and the like are not understood. Put words that stand side by side in "
                  "quotation marks.");
        } else if ((ch == '(' || ch == ')') && to - from == 1) {
            wrong(c, i, "brackets are not understood. OR joins the two words beside it: ferry OR boat captain");
        }
    }
}

static bool is_operator(stm_str word) { return stm_str_eqz(word, "OR") || stm_str_eqz(word, "NOT"); }

static void parse(void *arg)
{
    parse_call *c = arg;
    stm_str q = c->q;
    bool either = false, without = false, negated_last = false;
    size_t at = 0, operator_at = 0;
    while (at < q.n && c->status == STM_OK) {
        size_t start = at, mark, end;
        stm_term term;
        if (is_space(q.p[at])) {
            at++;
            continue;
        }
        if (q.p[at] == '-' && at + 1 < q.n && !is_space(q.p[at + 1]) && q.p[at + 1] != '-') {
            if (without || either) {
                wrong(c, at, "OR and NOT want a word behind them, not a minus. Write one of them only.");
                return;
            }
            without = true;
            operator_at = at++;
        }
        mark = quote_at(q, at);
        if (mark != 0) {
            end = closing(q, at + mark);
            if (end >= q.n) {
                wrong(c, at, "this quotation mark is not closed. Close it, or leave it out.");
                return;
            }
            read_words(c, at + mark, end, &term);
            at = end + quote_at(q, end);
            if (at < q.n && q.p[at] == '*') {
                wrong(c, at, "a star does not go with quotation marks. Write it behind a single word.");
                return;
            }
        } else {
            bool prefix;
            for (end = at; end < q.n && !is_space(q.p[end]) && quote_at(q, end) == 0; end++) {
            }
            if (is_operator((stm_str){ q.p + at, end - at }) && !without) {
                bool or = q.p[at] == 'O';
                if (either || (or &&(c->out->all.n == 0 || negated_last))) {
                    wrong(c, at, "OR stands between two words: ferry OR boat. For the word itself write it small.");
                    return;
                }
                operator_at = at;
                either = or ;
                without = ! or ;
                at = end;
                continue;
            }
            if (stm_str_eqz((stm_str){ q.p + at, end - at }, "AND")) {
                if (either || without) {
                    wrong(c, at, "AND does not follow OR or NOT. Leave it out: all words must be found anyway.");
                }
                at = end;
                continue;
            }
            check_bare(c, at, end, &prefix);
            read_words(c, at, end, &term);
            term.prefix = prefix && term.words.n > 0;
            if (prefix && term.words.n == 0) {
                wrong(c, at,
                      "a star stands for the rest of a word: write it behind the word's beginning, as in resign*");
            }
            at = end;
        }
        if (c->status == STM_OK && term.words.n > 0) {
            add_term(c, &term, without, either);
            negated_last = without;
            either = without = false;
        } else if (start == operator_at && without && q.p[start] == '-') {
            without = false; /* a dash */
        }
    }
    if (either || without) {
        wrong(c, operator_at, "a word is missing behind OR, NOT or the minus.");
    } else if (c->out->all.n == 0 && c->out->none.n > 0) {
        wrong(c, 0, "it only says what must not be found. Add a word that must.");
    }
}

stm_status stm_search_parse(stm_arena *arena, stm_str query, stm_sought *out, stm_err *err)
{
    parse_call c = { .arena = arena, .q = query, .out = out, .err = err };
    memset(out, 0, sizeof *out);
    if (query.n > MAX_QUERY) {
        return stm_fail(err, STM_USAGE, "the query is longer than %d bytes. Look for fewer words.", MAX_QUERY);
    }
    if (stm_arena_protect(arena, parse, &c) != STM_OK) {
        return stm_fail(err, STM_NO_MEMORY, "out of memory");
    }
    return c.status;
}

/* ---- finding in a text ------------------------------------------------------------------------------------ */

typedef struct text_word {
    stm_span at;
    stm_str folded;
} text_word;
typedef STM_VEC(text_word) text_words;

static bool word_is(stm_str have, stm_str want, bool prefix)
{
    return have.n >= want.n && (prefix || have.n == want.n) && memcmp(have.p, want.p, want.n) == 0;
}

static bool find_term(stm_arena *arena, const stm_term *t, const text_words *words, stm_spans *matches)
{
    bool found = false;
    for (uint32_t i = 0; i + t->words.n <= words->n; i++) {
        uint32_t k = 0;
        while (k < t->words.n && word_is(words->at[i + k].folded, t->words.at[k], t->prefix && k + 1 == t->words.n)) {
            k++;
        }
        if (k == t->words.n) {
            found = true;
            if (matches == NULL) {
                return true;
            }
            stm_vec_push(arena, matches, (stm_span){ words->at[i].at.start, words->at[i + k - 1].at.end });
        }
    }
    return found;
}

static int by_start(const void *a, const void *b)
{
    const stm_span *x = a, *y = b;
    return x->start != y->start ? (x->start > y->start) - (x->start < y->start) : (x->end < y->end) - (x->end > y->end);
}

bool stm_search_match(stm_arena *arena, const stm_sought *sought, stm_str text, stm_spans *matches)
{
    text_words words = { 0 };
    text_word w;
    size_t at = 0;
    uint32_t n = 0;
    memset(matches, 0, sizeof *matches);
    while (next_word(arena, text, &at, text.n, &w.at, &w.folded)) {
        stm_vec_push(arena, &words, w);
    }
    for (uint32_t i = 0; i < sought->none.n; i++) {
        if (find_term(arena, &sought->none.at[i], &words, NULL)) {
            return false;
        }
    }
    for (uint32_t g = 0; g < sought->all.n; g++) {
        bool found = false;
        for (uint32_t i = 0; i < sought->all.at[g].n; i++) {
            found = find_term(arena, &sought->all.at[g].at[i], &words, matches) || found;
        }
        if (!found) {
            matches->n = 0;
            return false;
        }
    }
    if (matches->n > 0) {
        qsort(matches->at, matches->n, sizeof *matches->at, by_start);
    }
    for (uint32_t i = 0; i < matches->n; i++) {
        if (n > 0 && matches->at[i].start < matches->at[n - 1].end) {
            matches->at[n - 1].end =
                matches->at[i].end > matches->at[n - 1].end ? matches->at[i].end : matches->at[n - 1].end;
        } else {
            matches->at[n++] = matches->at[i];
        }
    }
    matches->n = n;
    return true;
}

/* ---- for FTS5 --------------------------------------------------------------------------------------------- */

static void put_term(stm_arena *arena, stm_buf *to, const stm_term *t)
{
    stm_buf_addz(arena, to, "(");
    for (uint32_t i = 0; i < t->words.n; i++) {
        stm_buf_format(arena, to, "%s\"%.*s\"%s", i == 0 ? "" : " AND ", (int)t->words.at[i].n, t->words.at[i].p,
                       t->prefix && i + 1 == t->words.n ? " *" : "");
    }
    stm_buf_addz(arena, to, ")");
}

static void put_all(stm_arena *arena, stm_buf *to, const char *column, const stm_sought *sought)
{
    stm_buf_format(arena, to, "%s%s : (", to->n == 0 ? "" : " AND ", column);
    for (uint32_t g = 0; g < sought->all.n; g++) {
        stm_buf_addz(arena, to, g == 0 ? "(" : " AND (");
        for (uint32_t i = 0; i < sought->all.at[g].n; i++) {
            stm_buf_addz(arena, to, i == 0 ? "" : " OR ");
            put_term(arena, to, &sought->all.at[g].at[i]);
        }
        stm_buf_addz(arena, to, ")");
    }
    stm_buf_addz(arena, to, ")");
}

stm_str stm_search_expression(stm_arena *arena, const stm_sought *sought, const stm_sought *speaker)
{
    stm_buf out = { 0 };
    if (sought->all.n > 0) {
        put_all(arena, &out, "words", sought);
    }
    if (speaker != NULL && speaker->all.n > 0) {
        put_all(arena, &out, "speaker", speaker);
    }
    /* Single words only: of several the index knows no order. stm_search_match looks at all of them. */
    for (uint32_t i = 0; i < sought->none.n && out.n > 0; i++) {
        if (sought->none.at[i].words.n == 1) {
            stm_buf_addz(arena, &out, " NOT words : ");
            put_term(arena, &out, &sought->none.at[i]);
        }
    }
    return out.n == 0 ? STM_NULL_STR : stm_buf_str(&out);
}
