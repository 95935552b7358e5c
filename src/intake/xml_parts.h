/* xml_parts.h: what the files that read news in XML, and ninjs, share: xml.c goes from item to item, feed.c and news.c
 * read one. */
#ifndef STM_INTAKE_XML_PARTS_H
#define STM_INTAKE_XML_PARTS_H

#include "intake/parts.h"

/* Is it an item of a feed, and one item of in->xml to an article without an id of ours. False: nothing to read in it;
 * the reason is reported. */
bool stm_is_feed_item(const stm_xml *xml, uint32_t node);
bool stm_feed_item(stm_intake *in, stm_arena *arena, uint32_t item, stm_article *out);

/* The same for items of agencies. */
bool stm_is_news_item(const stm_xml *xml, uint32_t node);
bool stm_news_item(stm_intake *in, stm_arena *arena, uint32_t item, stm_article *out);

/* "By Jane Roe and John Doe" to the article's names. */
void stm_news_names(stm_intake *in, stm_arena *arena, stm_str line, stm_article *out);

/* The main text of HTML that is no whole page, or the text as it is where it has no tags. `title`: to leave it out.
 * False: it cannot be read; the reason is reported. */
bool stm_intake_fragment(stm_intake *in, stm_arena *arena, stm_str html, stm_str title, stm_str *out);

/* A value as it is; empty is unknown. */
stm_str stm_xml_string(stm_arena *arena, stm_str s);
/* The text of what may have tags, white space folded; empty is unknown. */
stm_str stm_xml_line(stm_intake *in, stm_arena *arena, stm_str s);
/* "en" of "en-GB"; unknown where it is none. */
stm_str stm_xml_language(stm_arena *arena, stm_str s);
/* Sets the date of publication, with a note where it is not understood. */
void stm_xml_published(stm_intake *in, stm_arena *arena, stm_str s, stm_article *out);
void stm_xml_modified(stm_arena *arena, stm_str s, stm_article *out);

#endif
