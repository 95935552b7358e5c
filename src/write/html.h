/* html.h: HTML as text: everything from an article is escaped on its way in.
 *
 * Invariants: (1) text never opens or closes an element. (2) characters that HTML does not allow become U+FFFD.
 */
#ifndef STM_WRITE_HTML_H
#define STM_WRITE_HTML_H

#include "base/str.h"

typedef struct stm_html {
    stm_arena *arena;
    stm_buf *to;
} stm_html;

/* Markup of our own, as it is. */
void stm_html_raw(stm_html *html, const char *markup);
void stm_html_rawf(stm_html *html, const char *format, ...) STM_PRINTF(2, 3);
/* Text or the value of an attribute in double quotes: & < > " ' escaped. */
void stm_html_text(stm_html *html, stm_str text);
/* The same for XML 1.0: form feeds become spaces. */
void stm_xml_text(stm_html *xml, stm_str text);
void stm_html_textz(stm_html *html, const char *text);

#endif
