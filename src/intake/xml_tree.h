/* xml_tree.h: a parsed XML document as one flat array, in document order.
 *
 * In: UTF-8 bytes.  Out: nodes; the subtree of node i is [i, nodes[i].end).  Never: fetches anything, reads an external
 * entity, recurses; memory and time stay within a bound that follows from the size of the document.
 * Invariants: (1) nodes[0] is the root element. (2) parent < child. (3) strings live in the arena.
 * expat stands behind this file and nowhere else, so that another parser can take its place.
 */
#ifndef STM_INTAKE_XML_TREE_H
#define STM_INTAKE_XML_TREE_H

#include "base/str.h"

/* Namespaces that somebody asks for. PLAIN: none, and those in which RSS, NITF and NewsML-G2 name their own elements. A
 * prefix that is not declared means what it usually does. */
typedef enum stm_xml_space {
    STM_XML_PLAIN,
    STM_XML_ATOM,
    STM_XML_CONTENT, /* content:encoded */
    STM_XML_DC,      /* Dublin Core, elements and terms */
    STM_XML_RDF,
    STM_XML_XHTML,
    STM_XML_OTHER
} stm_xml_space;

typedef struct stm_xml_node {
    stm_str name; /* without prefix; NULL: text */
    stm_xml_space space;
    uint32_t parent; /* STM_NONE: the root */
    uint32_t end;
    uint32_t attribute, n_attributes; /* into attributes */
    uint32_t line;                    /* 1-based */
    bool whole;                       /* it was closed; false: the document broke off inside of it */
    stm_str text;                     /* of a text: characters, entities undone */
    size_t text_at;                   /* while it is parsed */
} stm_xml_node;

typedef struct stm_xml_attribute {
    stm_str name; /* with its prefix, as written */
    stm_str value;
} stm_xml_attribute;

typedef struct stm_xml {
    STM_VEC(stm_xml_node) nodes;
    STM_VEC(stm_xml_attribute) attributes;
} stm_xml;

/* A parser that lives while it may be left by a failed allocation: put it where stm_xml_drop is called for it. */
typedef struct XML_ParserStruct stm_xml_parser;
void stm_xml_drop(stm_xml_parser **parser);

/* What was read before an error is in `out` all the same. STM_FORMAT: not well-formed, or entities that grow beyond
 * measure; STM_LIMIT: nested deeper than max_depth; err->line and err->byte say where. Inside stm_arena_protect;
 * *hold is NULL before and after. */
stm_status stm_xml_parse(stm_arena *arena, stm_str document, uint32_t max_depth, stm_xml_parser **hold, stm_xml *out,
                         stm_err *err) STM_MUST_USE;

/* The first child of this name behind `after` (STM_NONE: the first of all), or STM_NONE. */
uint32_t stm_xml_child(const stm_xml *xml, uint32_t node, stm_xml_space space, const char *name, uint32_t after);
/* The first element of this name below a node, at any depth, or STM_NONE. */
uint32_t stm_xml_below(const stm_xml *xml, uint32_t node, const char *name);
static inline bool stm_xml_is(const stm_xml *xml, uint32_t node, stm_xml_space space, const char *name)
{
    const stm_xml_node *n = &xml->nodes.at[node];
    return n->name.p != NULL && n->space == space && stm_str_eqz(n->name, name);
}
/* The value of an attribute by its written name; STM_NULL_STR: it has none. */
stm_str stm_xml_attribute_of(const stm_xml *xml, uint32_t node, const char *name);
/* All text below a node, as it stands, without white space at its ends. */
stm_str stm_xml_inner(stm_arena *arena, const stm_xml *xml, uint32_t node);
/* What is below a node, written as HTML. */
stm_str stm_xml_markup(stm_arena *arena, const stm_xml *xml, uint32_t node);

#endif
