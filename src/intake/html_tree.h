/* html_tree.h: a parsed page as one flat array, in document order.
 *
 * In: UTF-8 bytes.  Out: nodes; the subtree of node i is [i, nodes[i].end).  Never: recursion, and memory or time
 * beyond a bound that follows from the size of the page.
 * Invariants: (1) nodes[0] is the document; parent < child. (2) text and attribute values live in the arena.
 * gumbo stands behind this file and nowhere else, so that another parser can take its place.
 */
#ifndef STM_INTAKE_HTML_TREE_H
#define STM_INTAKE_HTML_TREE_H

#include "base/str.h"

/* The elements that somebody asks for; all others are STM_TAG_OTHER. */
/* clang-format off */
#define STM_HTML_TAGS(X)                                                                                               \
    X(HTML)                                                                                                            \
    X(HEAD) X(TITLE) X(BASE) X(LINK) X(META) X(STYLE) X(SCRIPT) X(NOSCRIPT) X(TEMPLATE) X(BODY) X(ARTICLE) X(SECTION)  \
        X(NAV) X(ASIDE) X(H1) X(H2) X(H3) X(H4) X(H5) X(H6) X(HEADER) X(FOOTER) X(ADDRESS) X(P) X(HR) X(PRE)           \
            X(BLOCKQUOTE) X(OL) X(UL) X(LI) X(DL) X(DT) X(DD) X(FIGURE) X(FIGCAPTION) X(MAIN) X(DIV) X(A) X(EM)        \
                X(STRONG) X(SMALL) X(CITE) X(Q) X(TIME) X(CODE) X(SUB) X(SUP) X(I) X(B) X(U) X(SPAN) X(BR) X(IMG)      \
                    X(IFRAME) X(EMBED) X(OBJECT) X(VIDEO) X(AUDIO) X(CANVAS) X(SVG) X(MATH) X(TABLE) X(CAPTION)        \
                        X(TBODY) X(THEAD) X(TFOOT) X(TR) X(TD) X(TH) X(FORM) X(FIELDSET) X(LEGEND) X(LABEL) X(INPUT)   \
                            X(BUTTON) X(SELECT) X(OPTION) X(TEXTAREA) X(DETAILS) X(SUMMARY) X(MENU) X(CENTER) X(FONT)
/* clang-format on */

#define STM_TAG_ENUM(name) STM_TAG_##name,
typedef enum stm_tag { STM_TAG_TEXT, STM_TAG_OTHER, STM_HTML_TAGS(STM_TAG_ENUM) STM_TAG_COUNT } stm_tag;
#undef STM_TAG_ENUM

typedef struct stm_attribute {
    stm_str name; /* lower case */
    stm_str value;
} stm_attribute;

typedef struct stm_node {
    stm_tag tag;
    uint32_t parent; /* STM_NONE: the document */
    uint32_t end;
    uint32_t attribute, n_attributes; /* into attributes */
    stm_str text;                     /* of STM_TAG_TEXT: characters with entities decoded */
} stm_node;

typedef struct stm_html {
    STM_VEC(stm_node) nodes;
    STM_VEC(stm_attribute) attributes;
} stm_html;

/* STM_LIMIT: nested deeper than max_depth, or a page that grows beyond all measure while it is parsed.
 * Inside stm_arena_protect. */
stm_status stm_html_parse(stm_arena *arena, stm_str page, uint32_t max_depth, stm_html *out, stm_err *err) STM_MUST_USE;

/* The value of an attribute; STM_NULL_STR: it has none. */
stm_str stm_html_attribute(const stm_html *html, uint32_t node, const char *name);
/* All text below a node, white space folded to single blanks. */
stm_str stm_html_node_text(stm_arena *arena, const stm_html *html, uint32_t node);

#endif
