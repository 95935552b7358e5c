/* page.c: bytes of an HTML page to an article.
 *
 * In: bytes.  Out: main text, metadata.  Never: runs scripts, fetches anything.  Order: the declared encoding is found
 * in the first bytes, the page is decoded, parsed, asked what it says of itself, and its main text is taken.
 * Source: HTML Standard, 13.2.3.2 (prescan of a byte stream for its encoding).
 */
#include "intake/html_main.h"
#include "intake/parts.h"

#define PRESCAN 4096

static char lower(char c) { return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c; }

stm_str stm_intake_declared(stm_str bytes)
{
    static const char *const keys[] = { "charset", "encoding" };
    size_t n = bytes.n < PRESCAN ? bytes.n : PRESCAN;
    for (size_t k = 0; k < 2; k++) {
        size_t len = strlen(keys[k]);
        for (size_t i = 0; i + len < n; i++) {
            size_t m = 0, start;
            while (m < len && lower(bytes.p[i + m]) == keys[k][m]) {
                m++;
            }
            if (m < len) {
                continue;
            }
            i += len;
            while (i < n && (bytes.p[i] == ' ' || bytes.p[i] == '=' || bytes.p[i] == '"' || bytes.p[i] == '\'')) {
                i++;
            }
            start = i;
            while (i < n && (lower(bytes.p[i]) >= 'a' ? lower(bytes.p[i]) <= 'z'
                                                      : (bytes.p[i] >= '0' && bytes.p[i] <= ':') || bytes.p[i] == '-' ||
                                                            bytes.p[i] == '_')) {
                i++;
            }
            if (i > start + 2) {
                return (stm_str){ bytes.p + start, i - start };
            }
        }
    }
    return STM_NULL_STR;
}

bool stm_intake_page(stm_intake *in, stm_arena *arena, stm_str bytes, stm_str charset, stm_article *out)
{
    stm_err err = { .byte = UINT64_MAX };
    stm_html html;
    stm_str encoding = charset.p == NULL ? stm_intake_declared(bytes) : charset;
    stm_str text = stm_intake_clean(arena, stm_intake_decode(in, arena, bytes, encoding));
    if (stm_html_parse(arena, text, in->options.max_depth, &html, &err) != STM_OK) {
        stm_intake_fail(in, UINT64_MAX, "%s", err.message);
        return false;
    }
    stm_html_metadata(arena, &html, &in->words, in->options.max_depth, &in->json, out);
    out->text = stm_html_main(arena, &html, &in->words, out->title);
    if (stm_str_trim(out->text).n == 0) {
        stm_intake_empty(in, "no article text was found in the page");
        return false;
    }
    return true;
}
