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

static void quoted(stm_json *json, stm_str s)
{
    static const char hex[] = "0123456789abcdef";
    size_t done = 0;
    put(json, "\"", 1);
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        char escape[6] = { '\\', 'u', '0', '0', 0, 0 };
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

void stm_json_key(stm_json *json, const char *key)
{
    before_value(json);
    quoted(json, stm_str_of(key));
    put(json, ": ", 2);
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

void stm_json_int(stm_json *json, int64_t v)
{
    before_value(json);
    stm_buf_format(json->arena, json->to, "%lld", (long long)v);
}

void stm_json_real(stm_json *json, double v)
{
    char digits[40];
    if (!isfinite(v)) {
        stm_json_null(json);
        return;
    }
    before_value(json);
    if (v == floor(v) && fabs(v) < 1e15) {
        stm_buf_format(json->arena, json->to, "%.0f", v);
        return;
    }
    for (int precision = 6; precision <= 17; precision++) {
        (void)snprintf(digits, sizeof digits, "%.*g", precision, v);
        if (strtod(digits, NULL) == v) {
            break;
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
