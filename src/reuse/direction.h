/* direction.h: what speaks for and against one article having been made from another, besides their wording. */
#ifndef STM_REUSE_DIRECTION_H
#define STM_REUSE_DIRECTION_H

#include "article/article.h"
#include "base/map.h"

/* Fills `agencies` with the names of those that sell texts, as data/agencies.txt writes them. */
void stm_agencies_init(stm_arena *arena, stm_map *agencies);
/* -1: a was published before b; 1: after; 0: at the same time, or not known. */
int stm_published_order(const stm_article *a, const stm_article *b);
/* Both name their outlet, and it is one. */
bool stm_one_outlet(const stm_article *a, const stm_article *b);
/* Whose text it is: an agency's, by its outlet; of an unknown outlet, an agency's by its form, or perhaps by its
 * dateline; or a newspaper's. */
typedef enum stm_origin { STM_ORIGIN_OUTLET, STM_ORIGIN_MAYBE, STM_ORIGIN_WIRE, STM_ORIGIN_AGENCY } stm_origin;
/* Cost: linear in the text where the outlet is not known. */
stm_origin stm_origin_of(const stm_map *agencies, const stm_article *a);
/* It has quotation marks of a typesetter. */
bool stm_is_typeset(const stm_article *a);
/* The article names an agency as its source. */
bool stm_credits_agency(const stm_map *agencies, const stm_article *a);
/* What it costs to say that an article was made from none, in tenths of a word. */
int32_t stm_first_of_all_cost(stm_origin origin, const stm_article *a);
/* What it costs to say that `to` was made from `from`, in tenths of a word. */
int32_t stm_direction_cost(stm_origin from, stm_origin to, int published_order);

#endif
