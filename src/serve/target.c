/* target.c: see serve_parts.h. What a request asks for, out of the bytes of its target.
 *
 * In: any bytes.  Out: a place and its values.  Never: a path of the file system. Invariants: (1) every value is valid
 * UTF-8 without control characters. (2) a number is at most MOST.  Cost: linear.  Source: RFC 3986, RFC 9110; the
 * query as HTML forms write it (WHATWG URL, application/x-www-form-urlencoded).
 */
#include "serve/serve_parts.h"
#include "text/text.h"

#define MOST 1000000000000LL

const stm_serve_file stm_serve_files[STM_SERVE_FILES] = {
    { "record.json", "application/json", "record, as JSON" },
    { "page.html", "text/html; charset=utf-8", "page, as one file" },
    { "quotations.csv", "text/csv; charset=utf-8", "quotations" },
    { "figures.csv", "text/csv; charset=utf-8", "figures" },
    { "statements.csv", "text/csv; charset=utf-8", "statements" },
    { "proposals.csv", "text/csv; charset=utf-8", "proposals" },
    { "timeline.csv", "text/csv; charset=utf-8", "timeline" },
    { "stemma.dot", "text/vnd.graphviz; charset=utf-8", "stemma, for Graphviz" },
    { "apparatus.tei.xml", "application/tei+xml", "apparatus, as TEI" },
    { "annotations.jsonld", "application/ld+json", "annotations, as JSON-LD" },
};

static int hex(char c)
{
    return c >= '0' && c <= '9'   ? c - '0'
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                  : -1;
}

/* Undoes the escapes of a piece; in a query a plus is a blank. */
static bool unescaped(stm_arena *arena, stm_str s, bool query, stm_str *out)
{
    stm_buf buf = { 0 };
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i] == '+' && query ? ' ' : s.p[i];
        if (c == '%') {
            int high = i + 2 < s.n ? hex(s.p[i + 1]) : -1, low = i + 2 < s.n ? hex(s.p[i + 2]) : -1;
            if (high < 0 || low < 0) {
                return false;
            }
            c = (char)(high * 16 + low);
            i += 2;
        }
        if ((unsigned char)c < 0x20 || c == 0x7F) {
            return false;
        }
        stm_buf_add(arena, &buf, &c, 1);
    }
    *out = stm_buf_str(&buf);
    return stm_utf8_valid_prefix(out->p, out->n) == out->n;
}

/* All of `s` as a number from 1 to MOST; 0: it is none. */
static int64_t number(stm_str s)
{
    int64_t n = 0;
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] < '0' || s.p[i] > '9' || n > MOST || (n == 0 && s.p[i] == '0')) {
            return 0;
        }
        n = n * 10 + (s.p[i] - '0');
    }
    return n <= MOST ? n : 0;
}

/* "120-310" */
static stm_span passage(stm_str s)
{
    size_t dash = stm_str_find(s, STM_STR("-"), 0);
    int64_t start, end;
    if (dash == SIZE_MAX) {
        return STM_NO_SPAN;
    }
    start = number((stm_str){ s.p, dash });
    end = number((stm_str){ s.p + dash + 1, s.n - dash - 1 });
    return end <= start || end >= STM_NONE || (start == 0 && !(dash == 1 && s.p[0] == '0'))
               ? STM_NO_SPAN
               : (stm_span){ (uint32_t)start, (uint32_t)end };
}

static void set(stm_target *t, stm_str key, stm_str value)
{
    int64_t n;
    if (stm_str_eqz(key, "q")) {
        t->query = value;
    } else if (stm_str_eqz(key, "speaker") && value.n > 0) {
        t->speaker = value;
    } else if (stm_str_eqz(key, "kind") && value.n > 0) {
        t->kind = value;
    } else if (stm_str_eqz(key, "from") && value.n > 0) {
        t->from = value;
    } else if (stm_str_eqz(key, "to") && value.n > 0) {
        t->to = value;
    } else if (stm_str_eqz(key, "at")) {
        t->at = passage(value);
    } else if (stm_str_eqz(key, "page")) {
        n = number(value);
        t->page = n < 1 ? 1 : n > 100000 ? 100000 : (uint32_t)n;
    }
}

static bool read_query(stm_arena *arena, stm_str q, stm_target *out)
{
    for (size_t at = 0; at < q.n;) {
        size_t end = stm_str_find(q, STM_STR("&"), at);
        stm_str part, key, value;
        size_t equals;
        end = end == SIZE_MAX ? q.n : end;
        part = (stm_str){ q.p + at, end - at };
        equals = stm_str_find(part, STM_STR("="), 0);
        equals = equals == SIZE_MAX ? part.n : equals;
        if (!unescaped(arena, (stm_str){ part.p, equals }, true, &key) ||
            !unescaped(arena, equals == part.n ? STM_STR("") : (stm_str){ part.p + equals + 1, part.n - equals - 1 },
                       true, &value)) {
            return false;
        }
        set(out, key, value);
        at = end + 1;
    }
    return true;
}

static void read_story(stm_str rest, stm_target *out)
{
    size_t slash = stm_str_find(rest, STM_STR("/"), 0);
    stm_str id = slash == SIZE_MAX ? rest : (stm_str){ rest.p, slash };
    bool json = slash == SIZE_MAX && stm_str_ends(id, ".json");
    id.n -= json ? 5 : 0;
    if (slash == SIZE_MAX && !json && id.n > 1 && id.p[0] == 's') {
        out->number = number((stm_str){ id.p + 1, id.n - 1 });
        out->place = out->number > 0 && out->number < STM_NONE ? STM_AT_STORY_NAME : STM_AT_NOWHERE;
        return;
    }
    out->number = number(id);
    if (out->number == 0) {
        return;
    }
    out->place = slash == SIZE_MAX && !json ? STM_AT_STORY : json ? STM_AT_STORY_FILE : STM_AT_NOWHERE;
    for (uint32_t i = 0; slash != SIZE_MAX && i < STM_SERVE_FILES; i++) {
        if (stm_str_eqz((stm_str){ rest.p + slash + 1, rest.n - slash - 1 }, stm_serve_files[i].name)) {
            out->place = STM_AT_STORY_FILE;
            out->file = i;
        }
    }
}

static void read_path(stm_str path, stm_target *out)
{
    static const struct {
        const char *path;
        stm_place place;
    } fixed[] = { { "/", STM_AT_LIST },
                  { "/search", STM_AT_SEARCH },
                  { "/page.css", STM_AT_PAGE_CSS },
                  { "/serve.css", STM_AT_SERVE_CSS },
                  { "/page.js", STM_AT_PAGE_JS },
                  { "/favicon.ico", STM_AT_ICON } };
    for (size_t i = 0; i < sizeof fixed / sizeof *fixed; i++) {
        if (stm_str_eqz(path, fixed[i].path)) {
            out->place = fixed[i].place;
        }
    }
    if (stm_str_starts(path, "/story/")) {
        read_story((stm_str){ path.p + 7, path.n - 7 }, out);
    } else if (stm_str_starts(path, "/article/")) {
        out->number = number((stm_str){ path.p + 9, path.n - 9 });
        out->place = out->number > 0 ? STM_AT_ARTICLE : STM_AT_NOWHERE;
    }
}

bool stm_target_read(stm_arena *arena, stm_str target, stm_target *out)
{
    size_t mark = stm_str_find(target, STM_STR("?"), 0);
    stm_str path;
    *out = (stm_target){ .page = 1, .at = STM_NO_SPAN };
    for (size_t i = 0; i < target.n; i++) {
        if ((unsigned char)target.p[i] <= 0x20 || (unsigned char)target.p[i] >= 0x7F) {
            return false;
        }
    }
    if (target.n == 0 || target.p[0] != '/' ||
        !unescaped(arena, (stm_str){ target.p, mark == SIZE_MAX ? target.n : mark }, false, &path)) {
        return false;
    }
    read_path(path, out);
    return mark == SIZE_MAX || read_query(arena, (stm_str){ target.p + mark + 1, target.n - mark - 1 }, out);
}

bool stm_host_allowed(stm_str host)
{
    size_t end = 0, colon;
    bool numbers = host.n > 0, dots = false;
    if (host.n > 0 && host.p[0] == '[') { /* IPv6 */
        size_t close = stm_str_find(host, STM_STR("]"), 0);
        end = close == SIZE_MAX ? 0 : close + 1;
        for (size_t i = 1; i + 1 < end; i++) {
            numbers = numbers && (hex(host.p[i]) >= 0 || host.p[i] == ':' || host.p[i] == '.');
        }
        numbers = numbers && end > 3;
    } else {
        colon = stm_str_find(host, STM_STR(":"), 0);
        end = colon == SIZE_MAX ? host.n : colon;
        for (size_t i = 0; i < end; i++) {
            numbers = numbers && ((host.p[i] >= '0' && host.p[i] <= '9') || host.p[i] == '.');
            dots = dots || host.p[i] == '.';
        }
        numbers = numbers && dots;
    }
    for (size_t i = end + 1; i < host.n; i++) {
        if (host.p[i] < '0' || host.p[i] > '9') {
            return false;
        }
    }
    if (end < host.n && host.p[end] != ':') {
        return false;
    }
    return numbers || stm_str_eqz_nocase((stm_str){ host.p, end }, "localhost");
}

stm_str stm_query_escaped(stm_arena *arena, stm_str s)
{
    static const char digits[] = "0123456789ABCDEF";
    stm_buf out = { 0 };
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
                     c == '_' || c == '.' || c == '~';
        char escape[3] = { '%', digits[c >> 4], digits[c & 15] };
        stm_buf_add(arena, &out, plain ? (const char *)&c : escape, plain ? 1 : 3);
    }
    return stm_buf_str(&out);
}
