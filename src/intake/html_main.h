/* html_main.h: the main text of a page, and what the page says of itself. */
#ifndef STM_INTAKE_HTML_MAIN_H
#define STM_INTAKE_HTML_MAIN_H

#include "article/article.h"
#include "intake/html_tree.h"
#include "intake/newswords.h"

/* The article's text: paragraphs with a blank line between them. Empty: there is none. `title`: to leave it out. */
stm_str stm_html_main(stm_arena *arena, const stm_html *html, const stm_newswords *words, stm_str title);
/* Fills title, byline, outlet, url, language, published, modified where the page gives them. max_depth: of JSON-LD. */
void stm_html_metadata(stm_arena *arena, const stm_html *html, const stm_newswords *words, stm_article *a);

#endif
