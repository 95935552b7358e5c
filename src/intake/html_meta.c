/* html_meta.c */
#include "intake/html_main.h"

void stm_html_metadata(stm_arena *arena, const stm_html *html, const stm_newswords *words, stm_article *a)
{
    (void)words;
    for (uint32_t i = 0; i < html->nodes.n; i++) {
        if (html->nodes.at[i].tag == STM_TAG_H1 && a->title.p == NULL) {
            a->title = stm_html_node_text(arena, html, i);
        }
    }
}
