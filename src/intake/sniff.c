/* sniff.c: what kind of document the first bytes are.
 *
 * In: the first few thousand bytes, decompressed.  Out: a format, or a refusal with its reason.
 * Never: looks at file names; those lie too often.  Cost: linear in the head.
 * Source: WHATWG MIME Sniffing Standard, section 7.1 (HTML patterns) and 7.2 (binary data bytes).
 */
#include "intake/parts.h"

static const struct {
    const char *magic;
    size_t n;
    const char *why;
} binaries[] = {
    { "%PDF-", 5, "is a PDF file, not text" },
    { "PK\003\004", 4, "is a ZIP or office file, not text" },
    { "\x89PNG", 4, "is a picture, not text" },
    { "\xFF\xD8\xFF", 3, "is a picture, not text" },
    { "GIF8", 4, "is a picture, not text" },
    { "\x7F"
      "ELF",
      4, "is a program, not text" },
    { "BZh9", 4, "is bzip2 data; gzip and zstd are read" },
    { "\xFD"
      "7zXZ",
      5, "is xz data; gzip and zstd are read" },
    { "SQLite format 3", 15, "is a database, not text" },
};

static const char *const html_starts[] = {
    "<!doctype html", "<html",    "<head",    "<body", "<title",  "<meta", "<script", "<style", "<link",
    "<div",           "<article", "<section", "<main", "<table",  "<p>",   "<p ",     "<h1",    "<h2",
    "<span",          "<a ",      "<br",      "<img",  "<header", "<font", "<b>",
};

static bool starts_nocase(stm_str s, const char *lower)
{
    size_t n = strlen(lower);
    return s.n >= n && stm_str_eq_nocase((stm_str){ s.p, n }, (stm_str){ lower, n });
}

static bool holds_nocase(stm_str s, const char *lower)
{
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == '<' && starts_nocase((stm_str){ s.p + i, s.n - i }, lower)) {
            return true;
        }
    }
    return false;
}

/* The root of a document that xml.c reads, or its document type. */
static bool is_news_root(stm_str s)
{
    static const char roots[] = "rss feed RDF nitf newsItem newsMessage";
    bool type = s.n > 10 && stm_str_eq_nocase((stm_str){ s.p, 10 }, STM_STR("<!doctype "));
    size_t from = type ? 10 : 1, n = from;
    while (n < s.n && n < 64 && strchr(" \t\r\n/>[", s.p[n]) == NULL) {
        from = s.p[n++] == ':' ? n : from;
    }
    return n < s.n && s.p[0] == '<' && stm_str_among((stm_str){ s.p + from, n - from }, roots);
}

/* Past a document type, with what it declares; where it stands if it has no end. */
static stm_str skip_doctype(stm_str s)
{
    bool inside = false;
    if (s.n < 9 || !stm_str_eq_nocase((stm_str){ s.p, 9 }, STM_STR("<!doctype"))) {
        return s;
    }
    for (size_t i = 9; i < s.n; i++) {
        inside = s.p[i] == '[' ? true : s.p[i] == ']' ? false : inside;
        if (s.p[i] == '>' && !inside) {
            return (stm_str){ s.p + i + 1, s.n - i - 1 };
        }
    }
    return s;
}

/* Past comments, an XML declaration and white space. */
static stm_str skip_prologue(stm_str s)
{
    for (;;) {
        const char *close;
        size_t end;
        s = stm_str_trim(s);
        if (stm_str_starts(s, "<!--")) {
            close = "-->";
        } else if (stm_str_starts(s, "<?")) {
            close = "?>";
        } else {
            return s;
        }
        end = stm_str_find(s, stm_str_of(close), 2);
        if (end == SIZE_MAX) {
            return s;
        }
        end += strlen(close);
        s.p += end;
        s.n -= end;
    }
}

static stm_format sniff_markup(stm_str s, const char **why)
{
    stm_str rest = skip_prologue(s);
    if (is_news_root(rest) || is_news_root(skip_prologue(skip_doctype(rest)))) {
        return STM_FORMAT_XML;
    }
    for (size_t i = 0; i < sizeof html_starts / sizeof html_starts[0]; i++) {
        if (starts_nocase(rest, html_starts[i])) {
            return STM_FORMAT_HTML;
        }
    }
    if (holds_nocase(rest, "<!doctype html") || holds_nocase(rest, "<html") || holds_nocase(rest, "<body")) {
        return STM_FORMAT_HTML;
    }
    if (stm_str_starts(s, "<?xml")) {
        *why = "is an XML file of a kind that is not read";
        return STM_FORMAT_REFUSED;
    }
    return STM_FORMAT_TEXT;
}

stm_format stm_intake_sniff(stm_str head, const char **why)
{
    const unsigned char *u = (const unsigned char *)head.p;
    stm_str s = head;
    size_t odd = 0;
    *why = NULL;
    for (size_t i = 0; i < sizeof binaries / sizeof binaries[0]; i++) {
        if (head.n >= binaries[i].n && memcmp(head.p, binaries[i].magic, binaries[i].n) == 0) {
            *why = binaries[i].why;
            return STM_FORMAT_REFUSED;
        }
    }
    if (stm_str_starts(head, "WARC/1.")) {
        return STM_FORMAT_WARC;
    }
    if (head.n >= 2 && ((u[0] == 0xFF && u[1] == 0xFE) || (u[0] == 0xFE && u[1] == 0xFF))) {
        return u[0] == 0xFF && head.n > 3 && u[2] == '<' && u[3] == 0 ? STM_FORMAT_HTML : STM_FORMAT_TEXT;
    }
    if (head.n >= 3 && u[0] == 0xEF && u[1] == 0xBB && u[2] == 0xBF) {
        s.p += 3;
        s.n -= 3;
    }
    for (size_t i = 0; i < head.n; i++) {
        odd += u[i] < 0x20 && u[i] != '\t' && u[i] != '\n' && u[i] != '\r' && u[i] != '\f' && u[i] != 0x1B;
    }
    if (odd > head.n / 20 && stm_decode_wide(head) == NULL) {
        *why = "is binary, not text";
        return STM_FORMAT_REFUSED;
    }
    s = stm_str_trim(s);
    if (s.n > 1 && (s.p[0] == '{' || s.p[0] == '[')) {
        stm_str inner = stm_str_trim((stm_str){ s.p + 1, s.n - 1 });
        if (inner.n > 0 && (s.p[0] == '{' ? inner.p[0] == '"' || inner.p[0] == '}' : inner.p[0] == '{')) {
            return STM_FORMAT_JSONL;
        }
    }
    return s.n > 0 && s.p[0] == '<' ? sniff_markup(s, why) : STM_FORMAT_TEXT;
}
