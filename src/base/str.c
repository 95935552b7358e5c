/* str.c: see str.h. */
#include "base/str.h"

#include <stdio.h>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

int stm_str_cmp(stm_str a, stm_str b)
{
    size_t n = a.n < b.n ? a.n : b.n;
    int d = n == 0 ? 0 : memcmp(a.p, b.p, n);
    return d != 0 ? d : (a.n > b.n) - (a.n < b.n);
}

static inline unsigned char lower(unsigned char c) { return c >= 'A' && c <= 'Z' ? (unsigned char)(c + 32) : c; }

bool stm_str_eq_nocase(stm_str a, stm_str b)
{
    if (a.n != b.n) {
        return false;
    }
    for (size_t i = 0; i < a.n; i++) {
        if (lower((unsigned char)a.p[i]) != lower((unsigned char)b.p[i])) {
            return false;
        }
    }
    return true;
}

#ifdef __SSE2__
/* stm_str_among_of for a list of at least s.n + 15 bytes: of sixteen places at a time those where the word's first and
 * last byte stand, ASCII case aside, and a blank or the end behind them. Few are left to be compared in full. */
static bool among_long(stm_str s, const char *list, size_t n)
{
    const __m128i small = _mm_set1_epi8(0x20);
    const __m128i first = _mm_or_si128(_mm_set1_epi8(s.p[0]), small);
    const __m128i last = _mm_or_si128(_mm_set1_epi8(s.p[s.n - 1]), small);
    size_t end = n - s.n - 15; /* the last place from which sixteen can be read, with what stands behind the words */
    for (size_t at = 0;; at = end - at < 16 ? end : at + 16) {
        const __m128i *p = (const __m128i *)(const void *)(list + at);
        const __m128i *q = (const __m128i *)(const void *)(list + at + s.n - 1);
        const __m128i *behind = (const __m128i *)(const void *)(list + at + s.n);
        __m128i same = _mm_cmpeq_epi8(_mm_or_si128(_mm_loadu_si128(p), small), first);
        same = _mm_and_si128(same, _mm_cmpeq_epi8(_mm_or_si128(_mm_loadu_si128(q), small), last));
        same = _mm_and_si128(same, _mm_cmpeq_epi8(_mm_or_si128(_mm_loadu_si128(behind), small), small));
        for (uint32_t hits = (uint32_t)_mm_movemask_epi8(same); hits != 0; hits &= hits - 1) {
            size_t start = at + (uint32_t)__builtin_ctz(hits);
            if ((start == 0 || list[start - 1] == ' ') && stm_str_eq_nocase((stm_str){ list + start, s.n }, s)) {
                return memchr(s.p, ' ', s.n) == NULL; /* two words in a row are none */
            }
        }
        if (at == end) {
            return false;
        }
    }
}
#endif

bool stm_str_among_of(stm_str s, const char *list, size_t n)
{
    const uint64_t ones = UINT64_C(0x0101010101010101), low = 0x7F * ones;
    size_t start = 0;
#ifdef __SSE2__
    if (s.n > 0 && n >= s.n + 15) {
        return among_long(s, list, n);
    }
#endif
    for (size_t at = 0; at <= n && s.n > 0;
         at += 8) { /* eight bytes at a time: few jumps, most words are too long or short */
        uint64_t x = 0, ends;
        if (n - at >= sizeof x) {
            memcpy(&x, list + at, sizeof x);
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
            x = __builtin_bswap64(x);
#endif
            x ^= ' ' * ones;
        } else {
            for (size_t k = 0; at + k < n; k++) {
                x |= (uint64_t)((unsigned char)list[at + k] ^ ' ') << 8 * k;
            }
        }
        for (ends = ~(((x & low) + low) | x | low); ends != 0; ends &= ends - 1) {
            size_t end = at + (size_t)__builtin_ctzll(ends) / 8;
            if (end == start + s.n && stm_str_eq_nocase((stm_str){ list + start, s.n }, s)) {
                return true;
            }
            start = end + 1;
        }
    }
    return false;
}

bool stm_str_starts(stm_str s, const char *prefix)
{
    size_t n = strlen(prefix);
    return s.n >= n && (n == 0 || memcmp(s.p, prefix, n) == 0);
}

bool stm_str_ends(stm_str s, const char *suffix)
{
    size_t n = strlen(suffix);
    return s.n >= n && (n == 0 || memcmp(s.p + s.n - n, suffix, n) == 0);
}

/* Where the byte of the needle stands that a text has least of, so that a search for it has the longest leaps; one
 * place is left out. */
static size_t rarest(stm_str needle, size_t but)
{
    enum { MOST = 23 };
    static const uint8_t leaps[256] = {
        [' '] = 1,  ['e'] = 2,  ['t'] = 3,  ['a'] = 4,  ['o'] = 5,  ['i'] = 6,  ['n'] = 7,   ['s'] = 8,
        ['r'] = 9,  ['h'] = 10, ['l'] = 11, ['d'] = 12, ['c'] = 13, ['u'] = 14, ['m'] = 15,  ['f'] = 16,
        ['p'] = 17, ['g'] = 18, ['w'] = 19, ['y'] = 20, ['b'] = 21, ['v'] = 22, ['k'] = MOST
    };
    size_t best = 0, n = needle.n < 24 ? needle.n : 24;
    uint32_t most = 0;
    for (size_t i = 0; i < n; i++) {
        uint32_t leap = leaps[(unsigned char)needle.p[i]];
        leap = leap == 0 ? MOST + 1 : leap; /* of no common letter */
        if (leap > most && i != but) {
            most = leap;
            best = i;
        }
    }
    return best;
}

#ifdef __SSE2__
/* A bit for each of sixteen places from `at` on where both bytes of the needle stand, the first the lowest. */
static uint32_t both_at(const char *at, stm_str needle, size_t x, size_t y)
{
    __m128i of_x = _mm_loadu_si128((const __m128i *)(const void *)(at + x));
    __m128i of_y = _mm_loadu_si128((const __m128i *)(const void *)(at + y));
    of_x = _mm_cmpeq_epi8(of_x, _mm_set1_epi8(needle.p[x]));
    of_y = _mm_cmpeq_epi8(of_y, _mm_set1_epi8(needle.p[y]));
    return (uint32_t)_mm_movemask_epi8(_mm_and_si128(of_x, of_y));
}
#endif

size_t stm_str_find(stm_str hay, stm_str needle, size_t from)
{
    size_t rare, i = from;
    if (from > hay.n || needle.n > hay.n - from) {
        return SIZE_MAX;
    }
    if (needle.n == 0) {
        return from;
    }
    rare = rarest(needle, SIZE_MAX);
#ifdef __SSE2__
    /* bytes are common in a text, pairs of them are not */
    for (size_t other = rarest(needle, rare); needle.n > 1 && i + needle.n + 15 <= hay.n; i += 16) {
        for (uint32_t hits = both_at(hay.p + i, needle, rare, other); hits != 0; hits &= hits - 1) {
            size_t at = i + (uint32_t)__builtin_ctz(hits);
            if (memcmp(hay.p + at, needle.p, needle.n) == 0) {
                return at;
            }
        }
    }
#endif
    for (; i + needle.n <= hay.n; i++) {
        const char *hit = memchr(hay.p + i + rare, needle.p[rare], hay.n - needle.n - i + 1);
        if (hit == NULL) {
            return SIZE_MAX;
        }
        i = (size_t)(hit - hay.p) - rare;
        if (memcmp(hay.p + i, needle.p, needle.n) == 0) {
            return i;
        }
    }
    return SIZE_MAX;
}

static bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

stm_str stm_str_trim(stm_str s)
{
    while (s.n > 0 && is_space(s.p[0])) {
        s.p++;
        s.n--;
    }
    while (s.n > 0 && is_space(s.p[s.n - 1])) {
        s.n--;
    }
    return s;
}

stm_str stm_str_unclosed(stm_str s)
{
    while (s.n > 0) {
        unsigned char c = (unsigned char)s.p[s.n - 1];
        if (c == '"' || c == '\'' || c == ')' || c == ']') {
            s.n--;
        } else if (stm_str_ends(s, "\xE2\x80\x9D") || stm_str_ends(s, "\xE2\x80\x99")) {
            s.n -= 3;
        } else {
            break;
        }
    }
    return s;
}

stm_str stm_str_dup(stm_arena *arena, stm_str s)
{
    if (s.p == NULL) {
        return s;
    }
    return (stm_str){ stm_arena_copy(arena, s.p, s.n), s.n };
}

stm_str stm_str_lower(stm_arena *arena, stm_str s)
{
    char *to = stm_arena_copy(arena, s.p == NULL ? "" : s.p, s.n);
    for (size_t i = 0; i < s.n; i++) {
        to[i] = (char)lower((unsigned char)to[i]);
    }
    return (stm_str){ to, s.n };
}

stm_str stm_str_lower_of(stm_arena *arena, stm_str s)
{
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] >= 'A' && s.p[i] <= 'Z') {
            return stm_str_lower(arena, s);
        }
    }
    return s;
}

stm_str stm_str_join(stm_arena *arena, stm_str first, char between, stm_str second)
{
    char *to = stm_arena_alloc(arena, first.n + second.n + 2);
    if (first.n > 0) {
        memcpy(to, first.p, first.n);
    }
    to[first.n] = between;
    if (second.n > 0) {
        memcpy(to + first.n + 1, second.p, second.n);
    }
    return (stm_str){ to, first.n + 1 + second.n };
}

stm_str stm_str_numbered(stm_arena *arena, char mark, uint32_t n)
{
    char digits[12];
    size_t at = sizeof digits;
    do {
        digits[--at] = (char)('0' + n % 10);
        n /= 10;
    } while (n != 0);
    digits[--at] = mark;
    return (stm_str){ stm_arena_copy(arena, digits + at, sizeof digits - at), sizeof digits - at };
}

static stm_str STM_PRINTF(2, 0) format_args(stm_arena *arena, const char *format, va_list args)
{
    va_list again;
    int n;
    char *to;
    va_copy(again, args);
    n = vsnprintf(NULL, 0, format, again);
    va_end(again);
    if (n < 0) {
        return STM_STR("");
    }
    to = stm_arena_alloc(arena, (size_t)n + 1);
    (void)vsnprintf(to, (size_t)n + 1, format, args);
    return (stm_str){ to, (size_t)n };
}

stm_str stm_str_format(stm_arena *arena, const char *format, ...)
{
    va_list args;
    stm_str s;
    va_start(args, format);
    s = format_args(arena, format, args);
    va_end(args);
    return s;
}

void *stm_vec_grow(stm_arena *arena, void *at, uint32_t n, uint32_t *cap, size_t item_bytes)
{
    if (*cap > UINT32_MAX / 4) {
        stm_arena_fail(arena);
    }
    return stm_vec_room(arena, at, n, cap, *cap == 0 ? 8 : *cap * 2, item_bytes);
}

void *stm_vec_room(stm_arena *arena, void *at, uint32_t n, uint32_t *cap, uint32_t want, size_t item_bytes)
{
    char *to = stm_arena_raw(arena, want, item_bytes);
    size_t had = (size_t)n * item_bytes;
    if (n != 0) {
        memcpy(to, at, had);
    }
    memset(to + had, 0, want * item_bytes - had);
    *cap = want;
    return to;
}

void stm_buf_reserve(stm_arena *arena, stm_buf *buf, size_t n)
{
    uint32_t cap = buf->cap == 0 ? 64 : buf->cap;
    char *to;
    if (n > UINT32_MAX / 4 || buf->n > UINT32_MAX / 4) {
        stm_arena_fail(arena);
    }
    if (buf->cap - buf->n >= n) {
        return;
    }
    while (cap - buf->n < n) {
        cap *= 2;
    }
    to = stm_arena_raw(arena, cap, 1);
    if (buf->n != 0) {
        memcpy(to, buf->at, buf->n);
    }
    memset(to + buf->n, 0, cap - buf->n);
    buf->at = to;
    buf->cap = cap;
}

void stm_buf_add(stm_arena *arena, stm_buf *buf, const char *p, size_t n)
{
    stm_buf_reserve(arena, buf, n);
    if (n != 0) {
        memcpy(buf->at + buf->n, p, n);
    }
    buf->n += (uint32_t)n;
}

void stm_buf_addz(stm_arena *arena, stm_buf *buf, const char *z) { stm_buf_add(arena, buf, z, strlen(z)); }

void stm_buf_add_str(stm_arena *arena, stm_buf *buf, stm_str s) { stm_buf_add(arena, buf, s.p, s.n); }

void stm_buf_format(stm_arena *arena, stm_buf *buf, const char *format, ...)
{
    va_list args;
    stm_str s;
    va_start(args, format);
    s = format_args(arena, format, args);
    va_end(args);
    stm_buf_add(arena, buf, s.p, s.n);
}

uint32_t stm_u32s_place(const stm_u32s *list, uint32_t number)
{
    uint32_t low = 0, high = list->n;
    while (low < high) {
        uint32_t mid = low + (high - low) / 2;
        if (list->at[mid] < number) {
            low = mid + 1;
        } else {
            high = mid;
        }
    }
    return low < list->n && list->at[low] == number ? low : STM_NONE;
}
