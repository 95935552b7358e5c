/* flat.c: a line of JSONL as most of them are: one object whose values are all strings or null. It is read without a
 * tree of values and without an allocation for each of them.
 *
 * In: valid UTF-8.  Out: keys and texts.  Never: decides that a line is broken: whatever it does not know (other
 * values, control characters, lone surrogates, U+0000, a key that comes twice) is left to the parser for all of JSON,
 * and where both can read a line they give the same.  Cost: linear, eight bytes at a time.  Source: RFC 8259.
 */
#include "intake/flat.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

typedef struct scan {
    const char *at, *end;
    char *to; /* room for all strings */
} scan;

static void skip_blank(scan *s)
{
    while (s->at < s->end && (*s->at == ' ' || *s->at == '\t' || *s->at == '\n' || *s->at == '\r')) {
        s->at++;
    }
}

static bool take(scan *s, char c)
{
    skip_blank(s);
    if (s->at < s->end && *s->at == c) {
        s->at++;
        return true;
    }
    return false;
}

#define EACH 0x0101010101010101u
#define HIGH 0x8080808080808080u

/* The high bit of a byte that is 0; borrows may mark a byte behind one that is. */
static uint64_t zeros(uint64_t v) { return (v - EACH) & ~v & HIGH; }

/* Bytes in front of the next quotation mark, backslash or control character. */
static size_t plain(const char *p, const char *end)
{
    const char *from = p;
    while (end - p >= 8) {
        uint64_t v;
        memcpy(&v, p, sizeof v);
        if ((zeros(v ^ EACH * '"') | zeros(v ^ EACH * '\\') | ((v - EACH * 0x20) & ~v & HIGH)) != 0) {
            break;
        }
        p += 8;
    }
    while (p < end && *p != '"' && *p != '\\' && (unsigned char)*p >= 0x20) {
        p++;
    }
    return (size_t)(p - from);
}

static bool hex4(const scan *s, const char *p, uint32_t *out)
{
    *out = 0;
    if (s->end - p < 4) {
        return false;
    }
    for (int i = 0; i < 4; i++) {
        char c = p[i], small = (char)(c | 0x20);
        uint32_t digit = c >= '0' && c <= '9' ? (uint32_t)(c - '0') : (uint32_t)(small - 'a' + 10);
        if (!(c >= '0' && c <= '9') && !(small >= 'a' && small <= 'f')) {
            return false;
        }
        *out = *out << 4 | digit;
    }
    return true;
}

static void put_utf8(scan *s, uint32_t c)
{
    if (c < 0x80) {
        *s->to++ = (char)c;
        return;
    }
    if (c < 0x800) {
        *s->to++ = (char)(0xC0 | c >> 6);
    } else {
        if (c < 0x10000) {
            *s->to++ = (char)(0xE0 | c >> 12);
        } else {
            *s->to++ = (char)(0xF0 | c >> 18);
            *s->to++ = (char)(0x80 | (c >> 12 & 0x3F));
        }
        *s->to++ = (char)(0x80 | (c >> 6 & 0x3F));
    }
    *s->to++ = (char)(0x80 | (c & 0x3F));
}

/* Behind a backslash; six bytes of an escape are three at the most, so there is room. */
static bool take_escape(scan *s)
{
    static const char names[] = "\"\\/bfnrt", meant[] = "\"\\/\b\f\n\r\t";
    const char *name = s->at < s->end ? memchr(names, *s->at, sizeof names - 1) : NULL;
    uint32_t c, low;
    if (name != NULL) {
        *s->to++ = meant[name - names];
        s->at++;
        return true;
    }
    if (s->at == s->end || *s->at != 'u' || !hex4(s, s->at + 1, &c) || c == 0 || (c >= 0xDC00 && c < 0xE000)) {
        return false;
    }
    s->at += 5;
    if (c >= 0xD800 && c < 0xDC00) {
        if (s->end - s->at < 6 || s->at[0] != '\\' || s->at[1] != 'u' || !hex4(s, s->at + 2, &low) || low < 0xDC00 ||
            low >= 0xE000) {
            return false;
        }
        c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
        s->at += 6;
    }
    put_utf8(s, c);
    return true;
}

#define SIXTEEN 16 /* bytes that may be written behind a string */

/* Copies bytes in front of the next quotation mark, backslash or control character, most of them sixteen at a time. */
static void take_plain(scan *s)
{
    size_t n = 0;
#ifdef __SSE2__
    while (s->end - s->at >= SIXTEEN) {
        __m128i v = _mm_loadu_si128((const __m128i *)(const void *)s->at), low = _mm_set1_epi8(0x1F), stop;
        uint32_t stops;
        stop = _mm_or_si128(_mm_cmpeq_epi8(v, _mm_set1_epi8('"')), _mm_cmpeq_epi8(v, _mm_set1_epi8('\\')));
        stop = _mm_or_si128(stop, _mm_cmpeq_epi8(_mm_max_epu8(v, low), low));
        stops = (uint32_t)_mm_movemask_epi8(stop);
        _mm_storeu_si128((__m128i *)(void *)s->to, v);
        n = stops == 0 ? SIXTEEN : (size_t)__builtin_ctz(stops);
        s->at += n;
        s->to += n;
        if (stops != 0) {
            return;
        }
    }
#endif
    n = plain(s->at, s->end);
    memcpy(s->to, s->at, n);
    s->at += n;
    s->to += n;
}

static bool take_text(scan *s, stm_str *out)
{
    const char *from = s->to;
    if (!take(s, '"')) {
        return false;
    }
    for (;;) {
        take_plain(s);
        if (s->at == s->end || (*s->at != '"' && *s->at != '\\')) {
            return false;
        }
        if (*s->at++ == '"') {
            break;
        }
        if (!take_escape(s)) {
            return false;
        }
    }
    *out = (stm_str){ from, (size_t)(s->to - from) };
    *s->to++ = '\0';
    return true;
}

/* A string, or null. */
static bool take_value(scan *s, stm_str *out)
{
    skip_blank(s);
    if (s->end - s->at >= 4 && memcmp(s->at, "null", 4) == 0) {
        *out = STM_NULL_STR;
        s->at += 4;
        return true;
    }
    return take_text(s, out);
}

const stm_str *stm_flat_get(const stm_flat *flat, stm_str key)
{
    for (uint32_t i = 0; i < flat->n; i++) {
        if (stm_str_eq(flat->at[i].key, key)) {
            return &flat->at[i].text;
        }
    }
    return NULL;
}

bool stm_flat_read(stm_arena *arena, stm_str line, stm_flat *out)
{
    scan s = { line.p, line.p + line.n, NULL };
    out->n = 0;
    if (!take(&s, '{')) {
        return false;
    }
    skip_blank(&s);
    if (s.at == s.end || *s.at != '"') {
        return false;
    }
    /* a string and its end take no more than it did with its marks */
    s.to = stm_arena_raw(arena, line.n + 1 + SIXTEEN, 1);
    do {
        stm_flat_member m;
        if (out->n == STM_FLAT_MOST || !take_text(&s, &m.key) || stm_flat_get(out, m.key) != NULL || !take(&s, ':') ||
            !take_value(&s, &m.text)) {
            return false;
        }
        out->at[out->n++] = m;
    } while (take(&s, ','));
    if (!take(&s, '}')) {
        return false;
    }
    skip_blank(&s);
    return s.at == s.end;
}
