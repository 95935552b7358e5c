/* page.h: a record as one HTML page that needs no network and no script to be read.
 *
 * In: a run.  Out: one HTML document (WHATWG HTML), style and script inside.  Never: a byte of an article that is not
 * escaped, an address that is fetched.
 * The page is complete without its script, which adds: the passage beside the record, keys, the way back from a
 * passage to the items that rest on it.
 */
#ifndef STM_WRITE_PAGE_H
#define STM_WRITE_PAGE_H

#include "write/html.h"
#include "write/prose.h"

/* Appends the whole document. `shown` says what of the records it has (matter, lines, what is unsure); NULL: all.
 * Unsure and plain items are folded away. Call inside stm_arena_protect. */
void stm_page_run(stm_arena *arena, stm_buf *to, const stm_run *run, const stm_view_options *shown);

/* ---- shared by the page_*.c files ------------------------------------------------------------------------ */

typedef struct stm_page {
    stm_prose prose; /* first: prose callbacks get back from it */
    stm_html html;
    const stm_view *view;
    uint32_t story;      /* number of the story, from 0 */
    stm_passages *cited; /* every passage that the record part links to; all stories */
} stm_page;

/* Everything up to and with <body>, and the link that skips to #record. */
void stm_page_head(stm_html *html, stm_str title);
/* <a> to a passage with a class; the caller writes the content and </a>. Remembers the passage. */
void stm_page_open_passage(stm_page *page, stm_passage at, const char *classes);
/* The same for passages of one article that belong together: the parts of a quotation. */
void stm_page_open_passages(stm_page *page, uint32_t article, const stm_span *at, uint32_t n, const char *classes);
/* The drawn stemma of the story's lines of text. page_stemma.c */
void stm_page_stemma(stm_page *page);
/* A figure's readings as a drawing: over time where days differ, else as ranges. page_chart.c */
void stm_page_chart(stm_page *page, const stm_record_figure *figure, const stm_reading_groups *groups);
/* The versions of one saying side by side. page_quotes.c */
void stm_page_variants(stm_page *page, const stm_utterance *utterance);
/* The two editions of a changed statement side by side; false if there are not two. page_quotes.c */
bool stm_page_editions(stm_page *page, const stm_statement *statement);
/* The texts of all articles with the cited passages marked. page_articles.c */
void stm_page_articles(stm_page *page, const stm_run *run, const stm_view *views);
/* Number of a line of text as a class name: one of eight colours. */
uint32_t stm_page_color(const stm_view *view, uint32_t article);

#endif
