/* sides.h: two articles side by side, as rows.
 *
 * In: two articles and the pair that the stage `reuse` found, or none.  Out: rows from top to bottom; a sentence stands
 * beside the one that it stands for (or two beside one that was cut in two), what changed inside it word by word;
 * between them what stands on one side only, as much of a paragraph as does.
 * Invariants: (1) every word of both texts stands in exactly one row of its side, moved sentences excepted on the
 * right: they stand beside their partner and, in a row of kind STM_SIDES_MOVED_HERE, where they were.
 */
#ifndef STM_WRITE_SIDES_H
#define STM_WRITE_SIDES_H

#include "engine/engine.h"
#include "write/html.h"
#include "write/words_diff.h"

typedef enum stm_sides_kind {
    STM_SIDES_SAME,
    STM_SIDES_EDITED,
    STM_SIDES_MOVED,
    STM_SIDES_ONLY_A,
    STM_SIDES_ONLY_B,
    STM_SIDES_MOVED_HERE
} stm_sides_kind;

/* What changed, told from the words that were put for each other: house style is the same in another form. */
typedef enum stm_change {
    STM_CHANGE_WORDING,
    STM_CHANGE_STYLE,
    STM_CHANGE_FIGURE,
    STM_CHANGE_DATE,
    STM_CHANGE_NAME,
    STM_CHANGE_QUOTATION
} stm_change;
const char *stm_change_name(stm_change v);

/* A piece of a cell: changed words are of kind ONLY_A on the left, ONLY_B on the right. */
typedef struct stm_sides_piece {
    stm_span at;
    bool changed;
    stm_change what; /* where changed */
} stm_sides_piece;

typedef struct stm_sides_row {
    stm_sides_kind kind;
    bool begins; /* a paragraph, on a side where it has something */
    STM_VEC(stm_sides_piece) a, b;
} stm_sides_row;

typedef struct stm_sides {
    const stm_article *a, *b;
    const stm_pair *pair; /* NULL: no shared wording */
    bool swapped;         /* pair->b is our a */
    STM_VEC(stm_sides_row) rows;
} stm_sides;

/* What changed between words `x` of text `a` and words `y` of text `b`, either of them perhaps none (sides_change.c).
 */
struct stm_folds;
stm_change stm_sides_change(stm_arena *arena, const struct stm_folds *folds, stm_str a, stm_span x, stm_str b,
                            stm_span y);

/* articles: those that `pair` speaks of. Call inside stm_arena_protect. */
void stm_sides_make(stm_arena *arena, stm_article *const *articles, uint32_t a, uint32_t b, const stm_pair *pair,
                    stm_sides *out);

/* One sentence that sums up: "B was edited from A; 72 % of A stands in B, ...". Article names are their ids. */
stm_str stm_sides_summary(stm_arena *arena, stm_article *const *articles, const stm_sides *sides);

/* Side by side for a terminal of `width` columns; color: ANSI. */
void stm_sides_print(stm_arena *arena, stm_buf *to, stm_article *const *articles, const stm_sides *sides,
                     uint32_t width, bool color);
/* The table alone, for a page that is being written; `names`: the two articles' names. */
void stm_sides_table(stm_html *html, const stm_sides *sides, stm_str name_a, stm_str name_b);
/* As one HTML page. */
void stm_sides_page(stm_arena *arena, stm_buf *to, stm_article *const *articles, const stm_sides *sides);

#endif
