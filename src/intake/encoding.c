/* encoding.c: see encoding.h. iconv does the conversion and uchardet the guess, both only here. While one of their
 * handles is open nothing is allocated from the arena, so that a failure cannot leak it. */
#include "intake/encoding.h"

#include <errno.h>
#include <iconv.h>
#include <stdint.h>
#include <stdio.h>
#include <uchardet/uchardet.h>

#include "text/text.h"

#define SAMPLE ((size_t)64 * 1024)

/* Labels whose text is, on the web and in wire archives, really a larger set (WHATWG, section 4.2). */
static const char *const labels[][2] = {
    { "ascii", "windows-1252" },
    { "us-ascii", "windows-1252" },
    { "iso-8859-1", "windows-1252" },
    { "iso8859-1", "windows-1252" },
    { "iso_8859-1", "windows-1252" },
    { "latin1", "windows-1252" },
    { "latin-1", "windows-1252" },
    { "l1", "windows-1252" },
    { "cp1252", "windows-1252" },
    { "x-cp1252", "windows-1252" },
    { "ansi", "windows-1252" },
    { "iso-8859-9", "windows-1254" },
    { "latin5", "windows-1254" },
    { "iso-8859-11", "windows-874" },
    { "tis-620", "windows-874" },
    { "gb2312", "GB18030" },
    { "gb_2312-80", "GB18030" },
    { "gbk", "GB18030" },
    { "x-gbk", "GB18030" },
    { "ks_c_5601-1987", "CP949" },
    { "euc-kr", "CP949" },
    { "ksc5601", "CP949" },
    { "shift_jis", "CP932" },
    { "shift-jis", "CP932" },
    { "sjis", "CP932" },
    { "x-sjis", "CP932" },
    { "windows-31j", "CP932" },
    { "big5", "BIG5-HKSCS" },
    { "x-x-big5", "BIG5-HKSCS" },
    { "utf8", "UTF-8" },
    { "unicode-1-1-utf-8", "UTF-8" },
    { "x-user-defined", "windows-1252" },
};

static void set_name(char *to, size_t size, stm_str name)
{
    size_t n = 0;
    for (size_t i = 0; i < name.n && n + 1 < size; i++) {
        char c = name.p[i];
        bool ok = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' ||
                  c == ':' || c == '.';
        if (!ok) {
            break;
        }
        to[n++] = c;
    }
    to[n] = '\0';
    for (size_t i = 0; i < sizeof labels / sizeof labels[0]; i++) {
        if (stm_str_eqz_nocase(stm_str_of(to), labels[i][0])) {
            (void)snprintf(to, size, "%s", labels[i][1]);
            return;
        }
    }
}

typedef struct utf8_count {
    uint64_t good, bad; /* characters of several bytes; bytes that belong to none */
    uint64_t first_bad;
} utf8_count;

/* The next eight bytes. */
static bool all_ascii(const char *p)
{
    uint64_t v;
    memcpy(&v, p, sizeof v);
    return (v & 0x8080808080808080u) == 0;
}

static utf8_count count_utf8(stm_str s)
{
    utf8_count n = { 0, 0, UINT64_MAX };
    const char *p = s.p, *end = s.p + s.n;
    while (p < end) {
        uint32_t c;
        size_t k;
        if ((unsigned char)*p < 0x80) {
            while (end - p >= 32 && all_ascii(p) && all_ascii(p + 8) && all_ascii(p + 16) && all_ascii(p + 24)) {
                p += 32;
            }
            if (p < end) {
                p += end - p >= 8 && all_ascii(p) ? 8 : (unsigned char)*p < 0x80;
            }
            continue;
        }
        k = stm_utf8_decode(p, end, &c);
        if (k > 1) {
            n.good++;
        } else {
            if (n.bad++ == 0) {
                n.first_bad = (uint64_t)(p - s.p);
            }
        }
        p += k;
    }
    return n;
}

/* Bytes that are no UTF-8 become U+FFFD, one for each. */
static void repair_utf8(stm_arena *arena, stm_str s, const utf8_count *n, stm_decoded *out)
{
    char *to = stm_arena_alloc(arena, s.n + 2 * n->bad + 1);
    size_t at = 0;
    const char *p = s.p, *end = s.p + s.n;
    while (p < end) {
        uint32_t c;
        size_t k = stm_utf8_decode(p, end, &c);
        if (k == 1 && (unsigned char)*p >= 0x80) {
            memcpy(to + at, "\xEF\xBF\xBD", 3);
            at += 3;
        } else {
            memcpy(to + at, p, k);
            at += k;
        }
        p += k;
    }
    out->text = (stm_str){ to, at };
    out->replaced = n->bad;
    out->first_error = n->first_bad;
}

stm_str stm_decode_utf8(stm_arena *arena, stm_str bytes)
{
    stm_decoded out = { .text = bytes };
    utf8_count n = count_utf8(bytes);
    if (n.bad != 0) {
        repair_utf8(arena, bytes, &n, &out);
    }
    return out.text;
}

/* False when iconv does not know the encoding. Room: no encoding makes more than 3 bytes of UTF-8 out of one. */
static bool convert(stm_arena *arena, stm_str s, const char *encoding, stm_decoded *out)
{
    size_t room = s.n > SIZE_MAX / 3 - 16 ? SIZE_MAX : 3 * s.n + 16;
    char *to = stm_arena_alloc(arena, room);
    char *dst = to;
    char *src = (char *)(uintptr_t)s.p; /* iconv's prototype has no const; it does not write there */
    size_t left = s.n;
    iconv_t cd = iconv_open("UTF-8", encoding);
    if (cd == (iconv_t)-1) {
        return false;
    }
    while (left > 0) {
        if (iconv(cd, &src, &left, &dst, &room) != (size_t)-1) {
            break;
        }
        if (errno == E2BIG || room < 3) {
            break;
        }
        if (out->replaced++ == 0) {
            out->first_error = (uint64_t)(src - s.p);
        }
        memcpy(dst, "\xEF\xBF\xBD", 3);
        dst += 3;
        room -= 3;
        src++;
        left--;
        (void)iconv(cd, NULL, NULL, NULL, NULL);
    }
    (void)iconv(cd, NULL, NULL, &dst, &room);
    (void)iconv_close(cd);
    out->text = (stm_str){ to, (size_t)(dst - to) };
    return true;
}

static void guess(stm_str s, char *name, size_t size)
{
    uchardet_t u = uchardet_new();
    name[0] = '\0';
    if (u != NULL) {
        if (uchardet_handle_data(u, s.p, s.n < 8 * SAMPLE ? s.n : 8 * SAMPLE) == 0) {
            uchardet_data_end(u);
            set_name(name, size, stm_str_of(uchardet_get_charset(u)));
        }
        uchardet_delete(u);
    }
}

const char *stm_decode_wide(stm_str s)
{
    size_t n = s.n < SAMPLE ? s.n & ~(size_t)1 : SAMPLE, even = 0, odd = 0;
    if (n == 0 || memchr(s.p, 0, n) == NULL) {
        return NULL;
    }
    for (size_t i = 0; i + 1 < n; i += 2) {
        even += s.p[i] == 0;
        odd += s.p[i + 1] == 0;
    }
    if (n >= 16 && odd > n / 5 && even == 0) {
        return "UTF-16LE";
    }
    return n >= 16 && even > n / 5 && odd == 0 ? "UTF-16BE" : NULL;
}

static stm_decoded as(stm_arena *arena, stm_str bytes, const char *encoding)
{
    stm_decoded out = { .first_error = UINT64_MAX };
    (void)snprintf(out.encoding, sizeof out.encoding, "%s", encoding);
    if (!convert(arena, bytes, encoding, &out)) {
        out.encoding[0] = '\0';
    }
    return out;
}

stm_decoded stm_decode(stm_arena *arena, stm_str bytes, stm_str declared)
{
    stm_decoded out = { .text = bytes, .encoding = "UTF-8", .first_error = UINT64_MAX };
    const unsigned char *u = (const unsigned char *)bytes.p;
    const char *wide;
    char name[40];
    utf8_count n;
    size_t mark = bytes.n >= 3 && u[0] == 0xEF && u[1] == 0xBB && u[2] == 0xBF ? 3 : 0;
    if (bytes.n >= 2 && mark == 0 && ((u[0] == 0xFF && u[1] == 0xFE) || (u[0] == 0xFE && u[1] == 0xFF))) {
        return as(arena, (stm_str){ bytes.p + 2, bytes.n - 2 }, u[0] == 0xFF ? "UTF-16LE" : "UTF-16BE");
    }
    bytes.p += mark;
    bytes.n -= mark;
    out.text = bytes;
    name[0] = '\0';
    if (declared.p != NULL) {
        set_name(name, sizeof name, stm_str_trim(declared));
    }
    n = count_utf8(bytes);
    wide = mark == 0 ? stm_decode_wide(bytes) : NULL;
    if (wide != NULL) {
        return as(arena, bytes, wide);
    }
    if (n.bad == 0) {
        /* seven-bit encodings look like UTF-8; only their own name and an escape tell */
        bool seven = strncmp(name, "iso-2022", 8) == 0 || strncmp(name, "ISO-2022", 8) == 0;
        if (seven && n.good == 0 && memchr(bytes.p, 0x1B, bytes.n) != NULL) {
            stm_decoded other = as(arena, bytes, name);
            if (other.encoding[0] != '\0') {
                return other;
            }
        }
        return out;
    }
    if (mark == 0 && n.good < 4 * n.bad) {
        if (name[0] == '\0' || stm_str_eq_nocase(stm_str_of(name), STM_STR("utf-8"))) {
            guess(bytes, name, sizeof name);
        }
        if (name[0] != '\0' && !stm_str_eq_nocase(stm_str_of(name), STM_STR("utf-8"))) {
            stm_decoded other = as(arena, bytes, name);
            if (other.encoding[0] != '\0') {
                return other;
            }
        }
        if (name[0] == '\0') {
            return as(arena, bytes, "windows-1252");
        }
    }
    repair_utf8(arena, bytes, &n, &out);
    out.first_error += mark;
    return out;
}
