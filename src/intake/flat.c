/* flat.c: a line of JSONL as most of them are: one object whose values are all strings or null. It is read without a
 * tree of values and without an allocation for each of them.
 *
 * In: bytes, UTF-8 if they are text.  Out: keys and texts.  Never: decides that a line is broken: whatever it does not
 * know (other values, control characters, lone surrogates, U+0000, a key that comes twice) is left to the parser for
 * all of JSON, and where both can read a line they give the same.  Cost: linear, sixteen bytes at a time.  Source: RFC
 * 8259.
 */
#include "intake/flat.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

typedef struct scan {
    const char *at, *end;
    char *to;  /* room for all strings */
    bool high; /* a string may have had bytes that are not ASCII */
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
    static const char meant[256] = {
        ['"'] = '"', ['\\'] = '\\', ['/'] = '/', ['b'] = '\b', ['f'] = '\f', ['n'] = '\n', ['r'] = '\r', ['t'] = '\t'
    };
    char name = s->at < s->end ? meant[(unsigned char)*s->at] : '\0';
    uint32_t c, low;
    if (name != '\0') {
        *s->to++ = name;
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

#define SIXTEEN STM_FLAT_MORE /* bytes that may be written behind a string */

#ifdef __SSE2__

/* A bit for each of sixteen bytes: it is a quotation mark, backslash or control character. */
static inline uint32_t stops(__m128i v)
{
    __m128i low = _mm_set1_epi8(0x1F), stop;
    stop = _mm_or_si128(_mm_cmpeq_epi8(v, _mm_set1_epi8('"')), _mm_cmpeq_epi8(v, _mm_set1_epi8('\\')));
    return (uint32_t)_mm_movemask_epi8(_mm_or_si128(stop, _mm_cmpeq_epi8(_mm_max_epu8(v, low), low)));
}

#endif

/* Copies bytes in front of the next quotation mark, backslash or control character, most of them sixteen at a time. */
static void take_plain(scan *s)
{
    const char *at = s->at, *end = s->end; /* what is written might be these, as far as the compiler knows */
    char *to = s->to;
    size_t n;
#ifdef __SSE2__
    __m128i all = _mm_setzero_si128();
    while (end - at >= SIXTEEN) {
        __m128i v = _mm_loadu_si128((const __m128i *)(const void *)at);
        uint32_t found = stops(v);
        all = _mm_or_si128(all, v);
        _mm_storeu_si128((__m128i *)(void *)to, v);
        if (found != 0) {
            n = (size_t)__builtin_ctz(found);
            s->at = at + n;
            s->to = to + n;
            s->high |= _mm_movemask_epi8(all) != 0;
            return;
        }
        at += SIXTEEN;
        to += SIXTEEN;
    }
    s->high |= _mm_movemask_epi8(all) != 0;
#endif
    n = plain(at, end);
    for (size_t i = 0; i < n; i++) {
        s->high |= (unsigned char)at[i] >= 0x80;
    }
    memmove(to, at, n);
    s->at = at + n;
    s->to = to + n;
}

/* Up to a quotation mark, or the end. */
static bool take_inside(scan *s)
{
    for (;;) {
        take_plain(s);
        if (s->at == s->end || *s->at == '"') {
            return true;
        }
        if (*s->at++ != '\\' || !take_escape(s)) {
            return false;
        }
    }
}

static bool take_text(scan *s, stm_str *out, stm_str *raw)
{
    const char *from = s->to, *at;
    if (!take(s, '"')) {
        return false;
    }
    at = s->at;
    if (!take_inside(s) || s->at == s->end) {
        return false;
    }
    *raw = (stm_str){ at, (size_t)(s->at++ - at) };
    *out = (stm_str){ from, (size_t)(s->to - from) };
    *s->to++ = '\0';
    return true;
}

bool stm_flat_text(stm_str raw, char *to, stm_str *out)
{
    scan s = { raw.p, raw.p + raw.n, to, false };
    bool whole = take_inside(&s) && s.at == s.end;
    *out = (stm_str){ to, (size_t)(s.to - to) };
    return whole;
}

/* A string, or null. */
static bool take_value(scan *s, stm_flat_member *m)
{
    skip_blank(s);
    if (s->end - s->at >= 4 && memcmp(s->at, "null", 4) == 0) {
        m->text = m->raw = STM_NULL_STR;
        s->at += 4;
        return true;
    }
    return take_text(s, &m->text, &m->raw);
}

const stm_flat_member *stm_flat_get(const stm_flat *flat, const char *key)
{
    for (uint32_t i = 0; i < flat->n; i++) {
        if (stm_str_eqz(flat->at[i].key, key)) {
            return &flat->at[i];
        }
    }
    return NULL;
}

static bool has(const stm_flat *flat, stm_str key)
{
    bool found = false;
    for (uint32_t i = 0; i < flat->n && !found; i++) {
        found = stm_str_eq(flat->at[i].key, key);
    }
    return found;
}

bool stm_flat_read(stm_arena *arena, stm_str line, stm_flat *out)
{
    scan s = { line.p, line.p + line.n, NULL, false };
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
        if (out->n == STM_FLAT_MOST || !take_text(&s, &m.key, &m.raw) || has(out, m.key) || !take(&s, ':') ||
            !take_value(&s, &m)) {
            return false;
        }
        out->at[out->n++] = m;
    } while (take(&s, ','));
    if (!take(&s, '}')) {
        return false;
    }
    skip_blank(&s);
    out->ascii = !s.high;
    return s.at == s.end;
}
