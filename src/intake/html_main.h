/* html_main.h: the main text of a page, and what the page says of itself. */
#ifndef STM_INTAKE_HTML_MAIN_H
#define STM_INTAKE_HTML_MAIN_H

#include <json-c/json.h>

#include "article/article.h"
#include "intake/html_tree.h"
#include "intake/newswords.h"

/* The article's text: paragraphs with a blank line between them. Empty: there is none. `title`: to leave it out. */
stm_str stm_html_main(stm_arena *arena, const stm_html *html, const stm_newswords *words, stm_str title);
/* What pages say of themselves in one way or another; unknown is STM_NULL_STR. */
typedef struct stm_page_facts {
    stm_str title, published, modified, outlet, url, language;
    stm_str page_published; /* of the page, where no article is described: less sure */
    stm_strs authors;
} stm_page_facts;

/* Reads one <script type="application/ld+json">. *hold keeps json-c's object while the arena is used, and is NULL
 * again afterwards; if an allocation fails it is the caller's to put. */
void stm_html_jsonld(stm_arena *arena, stm_str script, uint32_t max_depth, json_object **hold, stm_page_facts *facts);
/* Fills title, byline, outlet, url, language, published, modified where the page gives them. */
void stm_html_metadata(stm_arena *arena, const stm_html *html, const stm_newswords *words, uint32_t max_depth,
                       json_object **hold, stm_article *a);

#endif
