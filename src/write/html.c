/* html.c: see html.h. WHATWG HTML, section 13.1.4: which code points a document may hold. */
#include "write/html.h"

#include <stdio.h>

#include "text/text.h"

void stm_html_raw(stm_html *h, const char *markup) { stm_buf_addz(h->arena, h->to, markup); }

void stm_html_rawf(stm_html *h, const char *format, ...)
{
    char piece[1024];
    va_list args;
    int n;
    va_start(args, format);
    n = vsnprintf(piece, sizeof piece, format, args);
    va_end(args);
    if (n > 0) {
        stm_buf_add(h->arena, h->to, piece, (size_t)n < sizeof piece ? (size_t)n : sizeof piece - 1);
    }
}

static bool allowed(uint32_t c)
{
    if (c < 0x20) {
        return c == '\t' || c == '\n' || c == '\f' || c == '\r';
    }
    return !(c >= 0x7f && c < 0xa0) && !(c >= 0xfdd0 && c <= 0xfdef) && (c & 0xfffe) != 0xfffe;
}

static void escaped(stm_html *h, stm_str s, bool xml)
{
    size_t done = 0;
    if (s.n == 0) {
        return;
    }
    for (size_t i = 0; i < s.n;) {
        uint32_t c;
        size_t n = stm_utf8_decode(s.p + i, s.p + s.n, &c);
        const char *as = c == '&'           ? "&amp;"
                         : c == '<'         ? "&lt;"
                         : c == '>'         ? "&gt;"
                         : c == '"'         ? "&quot;"
                         : c == '\''        ? "&#39;"
                         : c == '\f' && xml ? " "
                         : allowed(c)       ? NULL
                                            : "\xef\xbf\xbd";
        if (as != NULL) {
            stm_buf_add(h->arena, h->to, s.p + done, i - done);
            stm_buf_addz(h->arena, h->to, as);
            done = i + n;
        }
        i += n;
    }
    stm_buf_add(h->arena, h->to, s.p + done, s.n - done);
}

void stm_html_text(stm_html *h, stm_str s) { escaped(h, s, false); }

void stm_xml_text(stm_html *h, stm_str s) { escaped(h, s, true); }

void stm_html_textz(stm_html *h, const char *text) { stm_html_text(h, stm_str_of(text)); }
