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

static void put(stm_json *json, const char *p, size_t n) { stm_buf_add(json->arena, json->to, p, n); }

static void before_value(stm_json *json)
{
    if (json->comma[json->depth]) {
        put(json, ", ", 2);
    }
    json->comma[json->depth] = true;
}

void stm_json_begin(stm_json *json, char bracket)
{
    before_value(json);
    put(json, &bracket, 1);
    json->depth++;
    json->comma[json->depth] = false;
}

void stm_json_end(stm_json *json, char bracket)
{
    json->depth--;
    put(json, &bracket, 1);
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

static void quoted(stm_json *json, stm_str s)
{
    static const char hex[] = "0123456789abcdef";
    size_t done = 0;
    put(json, "\"", 1);
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c;
        char escape[6] = { '\\', 'u', '0', '0', 0, 0 };
        while (s.n - i > 8 && !may_need_escape(s.p + i)) {
            i += 8;
        }
        c = (unsigned char)s.p[i];
        if (c >= 0x20 && c != '"' && c != '\\' && c != 0x7f) {
            continue;
        }
        put(json, s.p + done, i - done);
        done = i + 1;
        if (c == '"' || c == '\\') {
            escape[1] = (char)c;
            put(json, escape, 2);
        } else if (c == '\n' || c == '\t' || c == '\r') {
            escape[1] = c == '\n' ? 'n' : c == '\t' ? 't' : 'r';
            put(json, escape, 2);
        } else {
            escape[4] = hex[c >> 4];
            escape[5] = hex[c & 15];
            put(json, escape, 6);
        }
    }
    put(json, s.p + done, s.n - done);
    put(json, "\"", 1);
}

/* Nearly all keys are short plain words. */
void stm_json_key(stm_json *json, const char *key)
{
    char whole[48];
    size_t at = 0;
    whole[at++] = '"';
    while (*key > ' ' && *key != '"' && *key != '\\' && *key != 0x7f && at < sizeof whole - 3) {
        whole[at++] = *key++;
    }
    if (json->comma[json->depth]) {
        put(json, ", ", 2);
    }
    if (*key == '\0') {
        memcpy(whole + at, "\": ", 3);
        put(json, whole, at + 3);
    } else {
        quoted(json, stm_str_of(key - (at - 1)));
        put(json, ": ", 2);
    }
    json->comma[json->depth] = false; /* the value that follows takes no comma; its end sets it again */
}

void stm_json_str(stm_json *json, stm_str s)
{
    if (s.p == NULL) {
        stm_json_null(json);
        return;
    }
    before_value(json);
    quoted(json, s);
}

void stm_json_z(stm_json *json, const char *z) { stm_json_str(json, stm_str_of(z)); }

/* The digits of v. */
static void put_int(stm_json *json, int64_t v)
{
    char digits[24];
    size_t at = sizeof digits;
    uint64_t left = v < 0 ? -(uint64_t)v : (uint64_t)v;
    do {
        digits[--at] = (char)('0' + left % 10);
        left /= 10;
    } while (left != 0);
    if (v < 0) {
        digits[--at] = '-';
    }
    put(json, digits + at, sizeof digits - at);
}

void stm_json_int(stm_json *json, int64_t v)
{
    before_value(json);
    put_int(json, v);
}

void stm_json_id(stm_json *json, char letter, uint32_t index)
{
    if (index == STM_NONE) {
        stm_json_null(json);
        return;
    }
    before_value(json);
    put(json, "\"", 1);
    put(json, &letter, 1);
    put_int(json, (int64_t)index + 1);
    put(json, "\"", 1);
}

/* Writes v with so many digits; whether they read back the same. */
static bool digits_of(char *digits, size_t size, int precision, double v)
{
    (void)snprintf(digits, size, "%.*g", precision, v);
    return strtod(digits, NULL) == v;
}

void stm_json_real(stm_json *json, double v)
{
    char digits[40];
    if (!isfinite(v)) {
        stm_json_null(json);
        return;
    }
    before_value(json);
    if (v == floor(v) && fabs(v) < 1e15 && !(v == 0 && signbit(v))) {
        put_int(json, (int64_t)v);
        return;
    }
    if (!digits_of(digits, sizeof digits, 6, v)) {
        bool many = !digits_of(digits, sizeof digits, 15, v); /* then fewer will not do either */
        for (int precision = many ? 16 : 7; precision <= 17 && !digits_of(digits, sizeof digits, precision, v);
             precision++) {
        }
    }
    put(json, digits, strlen(digits));
}

void stm_json_bool(stm_json *json, bool v)
{
    before_value(json);
    stm_buf_addz(json->arena, json->to, v ? "true" : "false");
}

void stm_json_null(stm_json *json)
{
    before_value(json);
    put(json, "null", 4);
}
