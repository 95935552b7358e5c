/* object.c: see object.h. RFC 8259, strictly, but for numbers, whose digits strtod reads later.
 *
 * Invariants: (1) `open` holds the arrays and objects that are not closed, outermost first. (2) a value's `next` is
 * set when the one behind it begins.  Cost: linear in the bytes; a member is found by going through its object.
 */
#include "store/object.h"

#include <utf8proc.h>

enum { MOST_DEPTH = 32 };

typedef struct reader {
    stm_arena *arena;
    stm_str json;
    size_t at;
    stm_object *out;
    uint32_t open[MOST_DEPTH], last[MOST_DEPTH]; /* the bracket, and its last value so far */
    uint32_t depth;
    stm_str key;
} reader;

static void blanks(reader *r)
{
    while (r->at < r->json.n && memchr(" \t\r\n", r->json.p[r->at], 4) != NULL) {
        r->at++;
    }
}

static bool taken(reader *r, char c)
{
    blanks(r);
    if (r->at < r->json.n && r->json.p[r->at] == c) {
        r->at++;
        return true;
    }
    return false;
}

static bool hex4(const reader *r, size_t at, uint32_t *out)
{
    *out = 0;
    if (r->json.n - at < 4) {
        return false;
    }
    for (size_t i = at; i < at + 4; i++) {
        char c = r->json.p[i];
        uint32_t v = c >= '0' && c <= '9'   ? (uint32_t)(c - '0')
                     : c >= 'a' && c <= 'f' ? (uint32_t)(c - 'a') + 10
                     : c >= 'A' && c <= 'F' ? (uint32_t)(c - 'A') + 10
                                            : 16;
        if (v == 16) {
            return false;
        }
        *out = *out * 16 + v;
    }
    return true;
}

/* Behind a backslash. */
static bool escape(reader *r, stm_buf *to)
{
    static const char from[] = "\"\\/bfnrt", as[] = "\"\\/\b\f\n\r\t";
    char c = r->at < r->json.n ? r->json.p[r->at++] : '\0';
    const char *plain = c == '\0' ? NULL : strchr(from, c);
    utf8proc_uint8_t bytes[4];
    uint32_t u, low;
    if (plain != NULL) {
        stm_buf_add(r->arena, to, as + (plain - from), 1);
        return true;
    }
    if (c != 'u' || !hex4(r, r->at, &u)) {
        return false;
    }
    r->at += 4;
    if (u >= 0xD800 && u < 0xDC00 && r->json.n - r->at >= 6 && memcmp(r->json.p + r->at, "\\u", 2) == 0 &&
        hex4(r, r->at + 2, &low) && low >= 0xDC00 && low < 0xE000) {
        u = 0x10000 + ((u - 0xD800) << 10) + (low - 0xDC00);
        r->at += 6;
    }
    if (u >= 0xD800 && u < 0xE000) {
        return false;
    }
    stm_buf_add(r->arena, to, (const char *)bytes, (size_t)utf8proc_encode_char((utf8proc_int32_t)u, bytes));
    return true;
}

/* Behind the opening mark. */
static bool string(reader *r, stm_str *out)
{
    stm_buf buf = { 0 };
    size_t from = r->at;
    bool escapes = false;
    for (; r->at < r->json.n && r->json.p[r->at] != '"';) {
        if ((unsigned char)r->json.p[r->at] < 0x20) {
            return false;
        }
        if (r->json.p[r->at] != '\\') {
            r->at++;
            continue;
        }
        stm_buf_add(r->arena, &buf, r->json.p + from, r->at - from);
        escapes = true;
        r->at++;
        if (!escape(r, &buf)) {
            return false;
        }
        from = r->at;
    }
    if (r->at >= r->json.n) {
        return false;
    }
    if (escapes) {
        stm_buf_add(r->arena, &buf, r->json.p + from, r->at - from);
    }
    *out = escapes ? stm_buf_str(&buf) : (stm_str){ r->json.p + from, r->at - from };
    r->at++;
    return true;
}

static uint32_t add(reader *r, stm_value_kind kind, stm_str text)
{
    uint32_t i = r->out->values.n;
    stm_vec_push(r->arena, &r->out->values, (stm_value){ kind, r->key, text, STM_NONE, STM_NONE });
    r->key = STM_NULL_STR;
    if (r->depth > 0) {
        uint32_t *last = &r->last[r->depth - 1];
        if (*last == STM_NONE) {
            r->out->values.at[r->open[r->depth - 1]].first = i;
        } else {
            r->out->values.at[*last].next = i;
        }
        *last = i;
    }
    return i;
}

static bool scalar(reader *r)
{
    static const struct {
        const char *word;
        stm_value_kind kind;
    } words[] = { { "null", STM_V_NULL }, { "false", STM_V_FALSE }, { "true", STM_V_TRUE } };
    stm_str rest = { r->json.p + r->at, r->json.n - r->at };
    size_t n = 0;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (stm_str_starts(rest, words[i].word)) {
            (void)add(r, words[i].kind, STM_NULL_STR);
            r->at += strlen(words[i].word);
            return true;
        }
    }
    while (n < rest.n && memchr("+-.0123456789eE", rest.p[n], 15) != NULL) {
        n++;
    }
    (void)add(r, STM_V_NUMBER, (stm_str){ rest.p, n });
    r->at += n;
    return n > 0 && n < 40;
}

/* The key of the next member and its colon, in an object. */
static bool key(reader *r)
{
    if (r->depth == 0 || r->out->values.at[r->open[r->depth - 1]].kind != STM_V_OBJECT) {
        return true;
    }
    return taken(r, '"') && string(r, &r->key) && taken(r, ':');
}

/* A value, or the opening of one. */
static bool value(reader *r)
{
    stm_str text;
    blanks(r);
    if (r->at < r->json.n && (r->json.p[r->at] == '{' || r->json.p[r->at] == '[')) {
        stm_value_kind kind = r->json.p[r->at++] == '{' ? STM_V_OBJECT : STM_V_ARRAY;
        uint32_t i = add(r, kind, STM_NULL_STR);
        if (r->depth == MOST_DEPTH) {
            return false;
        }
        r->open[r->depth] = i;
        r->last[r->depth++] = STM_NONE;
        return true;
    }
    if (taken(r, '"')) {
        if (!string(r, &text)) {
            return false;
        }
        (void)add(r, STM_V_STRING, text);
        return true;
    }
    return scalar(r);
}

bool stm_object_read(stm_arena *arena, stm_str json, stm_object *out)
{
    reader r = { .arena = arena, .json = json, .out = out };
    memset(out, 0, sizeof *out);
    if (!value(&r)) {
        return false;
    }
    while (r.depth > 0) {
        uint32_t open = r.open[r.depth - 1];
        if (taken(&r, out->values.at[open].kind == STM_V_OBJECT ? '}' : ']')) {
            r.depth--;
        } else if ((r.last[r.depth - 1] != STM_NONE && !taken(&r, ',')) || !key(&r) || !value(&r)) {
            return false;
        }
    }
    blanks(&r);
    return r.at == json.n;
}

uint32_t stm_object_get(const stm_object *o, uint32_t of, const char *name)
{
    uint32_t i = of == STM_NONE || o->values.at[of].kind != STM_V_OBJECT ? STM_NONE : o->values.at[of].first;
    while (i != STM_NONE && !stm_str_eqz(o->values.at[i].key, name)) {
        i = o->values.at[i].next;
    }
    return i;
}

uint32_t stm_object_first(const stm_object *o, uint32_t of)
{
    return of == STM_NONE || o->values.at[of].kind != STM_V_ARRAY ? STM_NONE : o->values.at[of].first;
}
