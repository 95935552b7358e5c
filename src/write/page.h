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

/* The same as a page of a site, which has style and script at addresses of its own. */
typedef struct stm_page_site {
    void *arg;
    void (*head)(void *arg, stm_html *html, stm_str title); /* everything before the desk, with <body> */
    void (*script)(void *arg, stm_html *html);
} stm_page_site;
void stm_page_run_at(stm_arena *arena, stm_buf *to, const stm_run *run, const stm_view_options *shown,
                     const stm_page_site *site);

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
/* What of an article's text is from its family's others, or theirs from it; by article, in the order of families and
 * places. page_lines.c */
typedef struct stm_page_line {
    const stm_family *family;
    const stm_line_passage *passage;
} stm_page_line;
typedef STM_VEC(stm_page_line) stm_page_lines;
stm_page_lines *stm_page_lines_of(stm_arena *arena, const stm_run *run);
/* The one that holds half of a paragraph and more; NULL: none does. */
const stm_page_line *stm_page_line_at(const stm_page_lines *lines, stm_span paragraph);
/* The name of the text that a copy is from. */
stm_str stm_page_line_source(const stm_view *view, const stm_page_line *line);
/* "62 % is from Meridian. Others have 12 % from here.", as a paragraph; nothing where nothing is shared. */
void stm_page_lines_sum(stm_html *html, const stm_page_lines *lines, const stm_view *view, const stm_article *article);
/* The texts of all articles with the cited passages marked. page_articles.c */
void stm_page_articles(stm_page *page, const stm_run *run, const stm_view *views);
/* Number of a line of text as a class name: one of eight colours. */
uint32_t stm_page_color(const stm_view *view, uint32_t article);

#endif
