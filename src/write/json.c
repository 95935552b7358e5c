/* json.c: see json.h. The writer itself; the contract's objects are in json_article.c and json_story.c. */
#include "write/json.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

void stm_json_init(stm_json *json, stm_arena *arena, stm_buf *to)
{
    memset(json, 0, sizeof *json);
    json->arena = arena;
    json->to = to;
}

/* Where the next bytes go, with room for n of them; wrote() says how far they were used. */
static inline char *room(stm_json *json, size_t n)
{
    stm_buf *to = json->to;
    if (to->cap - to->n < n) {
        stm_buf_reserve(json->arena, to, n);
    }
    return to->at + to->n;
}

static inline void wrote(stm_json *json, const char *end) { json->to->n = (uint32_t)(end - json->to->at); }

/* Before a value whose first bytes, at most n, are written to what is returned. */
static inline char *before_value(stm_json *json, size_t n)
{
    char *to = room(json, n + 2);
    if (json->comma[json->depth]) {
        *to++ = ',';
        *to++ = ' ';
    }
    json->comma[json->depth] = true;
    return to;
}

static void plain(stm_json *json, const char *word, size_t n)
{
    char *to = before_value(json, n);
    memcpy(to, word, n);
    wrote(json, to + n);
}

void stm_json_begin(stm_json *json, char bracket)
{
    char *to = before_value(json, 1);
    *to++ = bracket;
    wrote(json, to);
    json->depth++;
    json->comma[json->depth] = false;
}

void stm_json_end(stm_json *json, char bracket)
{
    char *to = room(json, 1);
    json->depth--;
    *to++ = bracket;
    wrote(json, to);
}

/* Whether one of 8 bytes is under 0x20, a quotation mark, a backslash or 0x7f; may be wrongly true, not wrongly false.
 */
static bool may_need_escape(const char *p)
{
    const uint64_t ones = UINT64_C(0x0101010101010101), tops = ones << 7;
    uint64_t x, low, marks;
    memcpy(&x, p, sizeof x);
    low = (x - ones * 0x20) & ~x;
    marks = ((x ^ ones * '"') - ones) | ((x ^ ones * '\\') - ones) | ((x ^ ones * 0x7f) - ones);
    return ((low | (marks & ~x)) & tops) != 0;
}

static char *escaped(char *to, unsigned char c)
{
    static const char hex[] = "0123456789abcdef";
    *to++ = '\\';
    if (c == '"' || c == '\\') {
        *to++ = (char)c;
    } else if (c == '\n' || c == '\t' || c == '\r') {
        *to++ = c == '\n' ? 'n' : c == '\t' ? 't' : 'r';
    } else {
        memcpy(to, "u00", 3);
        to[3] = hex[c >> 4];
        to[4] = hex[c & 15];
        to += 5;
    }
    return to;
}

/* Copies 8 bytes at a time, and those among which one needs an escape one by one. */
static void quoted(stm_json *json, stm_str s)
{
    size_t i = 0;
    char *to = room(json, s.n + 2 + 64);
    *to++ = '"';
    while (i < s.n) {
        size_t end = i + 8 < s.n ? i + 8 : s.n;
        if (end - i == 8 && !may_need_escape(s.p + i)) {
            memcpy(to, s.p + i, 8);
            to += 8;
            i = end;
            continue;
        }
        for (; i < end; i++) {
            unsigned char c = (unsigned char)s.p[i];
            if (c >= 0x20 && c != '"' && c != '\\' && c != 0x7f) {
                *to++ = (char)c;
            } else {
                to = escaped(to, c);
            }
        }
        wrote(json, to); /* 48 bytes at most, of the 64 that were more than needed */
        to = room(json, s.n - i + 2 + 64);
    }
    *to++ = '"';
    wrote(json, to);
}

/* Nearly all keys are short plain words. */
void stm_json_key(stm_json *json, const char *key)
{
    enum { SHORT = 44 };
    char *to = before_value(json, SHORT + 12), *from = to;
    size_t n = strlen(key);
    bool plain_word = n <= SHORT;
    if (plain_word) {
        *to++ = '"';
        memcpy(to, key, n);
        memset(to + n, 'x', 8);
        for (size_t i = 0; i < n; i += 8) {
            plain_word = plain_word && !may_need_escape(to + i);
        }
        to += n;
        *to++ = '"';
    }
    if (!plain_word) {
        wrote(json, from);
        quoted(json, (stm_str){ key, n });
        to = room(json, 2);
    }
    *to++ = ':';
    *to++ = ' ';
    wrote(json, to);
    json->comma[json->depth] = false; /* the value that follows takes no comma; its end sets it again */
}

void stm_json_str(stm_json *json, stm_str s)
{
    if (s.p == NULL) {
        stm_json_null(json);
        return;
    }
    wrote(json, before_value(json, 0));
    quoted(json, s);
}

void stm_json_z(stm_json *json, const char *z) { stm_json_str(json, stm_str_of(z)); }

enum { INT_BYTES = 24 };

/* The digits of v, INT_BYTES at most; where they end. */
static char *put_int(char *to, int64_t v)
{
    char digits[INT_BYTES];
    size_t at = sizeof digits;
    uint64_t left = v < 0 ? -(uint64_t)v : (uint64_t)v;
    do {
        digits[--at] = (char)('0' + left % 10);
        left /= 10;
    } while (left != 0);
    if (v < 0) {
        digits[--at] = '-';
    }
    memcpy(to, digits + at, sizeof digits - at);
    return to + sizeof digits - at;
}

void stm_json_int(stm_json *json, int64_t v) { wrote(json, put_int(before_value(json, INT_BYTES), v)); }

void stm_json_id(stm_json *json, char letter, uint32_t index)
{
    char *to;
    if (index == STM_NONE) {
        stm_json_null(json);
        return;
    }
    to = before_value(json, INT_BYTES + 3);
    *to++ = '"';
    *to++ = letter;
    to = put_int(to, (int64_t)index + 1);
    *to++ = '"';
    wrote(json, to);
}

/* Writes v with so many digits; whether they read back the same. */
static bool digits_of(char *digits, size_t size, int precision, double v)
{
    (void)snprintf(digits, size, "%.*g", precision, v);
    return strtod(digits, NULL) == v;
}

#ifdef __SIZEOF_INT128__
__extension__ typedef unsigned __int128 wide;

/* Shares are most of what is written: from a thousandth to one, digits are worked out exactly with whole numbers. v is
 * m / 2^e; n / 10^places, the nearest number of so many places, reads back as v if it is closer to it than half of 1 /
 * 2^e.
 */
static bool share_digits(char *digits, double v)
{
    int x, zeros = v >= 0.1 ? 0 : v >= 0.01 ? 1 : 2;
    uint64_t m = (uint64_t)ldexp(frexp(v, &x), 53), ten = 1, n = 0;
    uint32_t e = (uint32_t)(53 - x), places = 0;
    if (m == (uint64_t)1 << 52) {
        return false; /* numbers below it are closer to each other than those above */
    }
    for (int precision = 6; precision <= 17; precision++) {
        wide of_v, of_n, off;
        for (; places < (uint32_t)(precision + zeros); places++) {
            ten *= 10;
        }
        of_v = (wide)m * ten;
        n = (uint64_t)(of_v >> e);
        off = of_v - ((wide)n << e);
        n += off > (wide)1 << (e - 1) || (off == (wide)1 << (e - 1) && (n & 1) != 0);
        of_n = (wide)n << e;
        off = of_n > of_v ? of_n - of_v : of_v - of_n;
        if (off * 2 < ten || (off * 2 == ten && (m & 1) == 0)) {
            break;
        }
    }
    for (; n % 10 == 0; n /= 10) {
        places--;
    }
    digits[0] = '0';
    digits[1] = '.';
    digits[places + 2] = '\0';
    for (uint32_t i = places + 1; i > 1; i--, n /= 10) {
        digits[i] = (char)('0' + n % 10);
    }
    return true;
}
#else
static bool share_digits(char *digits, double v)
{
    (void)digits;
    (void)v;
    return false;
}
#endif

void stm_json_real(stm_json *json, double v)
{
    char digits[40];
    if (!isfinite(v)) {
        stm_json_null(json);
        return;
    }
    if (v == floor(v) && fabs(v) < 1e15 && !(v == 0 && signbit(v))) {
        stm_json_int(json, (int64_t)v);
        return;
    }
    if (!(v >= 0.001 && v < 1 && share_digits(digits, v)) && !digits_of(digits, sizeof digits, 6, v)) {
        bool many = !digits_of(digits, sizeof digits, 15, v); /* then fewer will not do either */
        for (int precision = many ? 16 : 7; precision <= 17 && !digits_of(digits, sizeof digits, precision, v);
             precision++) {
        }
    }
    plain(json, digits, strlen(digits));
}

void stm_json_bool(stm_json *json, bool v) { plain(json, v ? "true" : "false", v ? 4 : 5); }

void stm_json_null(stm_json *json) { plain(json, "null", 4); }
