/* xml_tree.c: see xml_tree.h. expat calls back for each element and text; what it tells is put into the array.
 *
 * Bounds: depth; namespaces in force; declared entities (expat expands entities in entities by recursion); and what all
 * entities grow to, which is held against the size of the document: the "billion laughs" stop there.
 * Sources: XML 1.0 (5th ed.), Namespaces in XML 1.0; https://libexpat.github.io/doc/api/latest/.
 */
#include "intake/xml_tree.h"

#include <expat.h>

#define MAX_SPACES 64
#define MAX_ATTRIBUTES 200 /* of an element; the others are left out */
#define MAX_ENTITIES 100
#define GROWTH 4                        /* times the document */
#define GROWTH_FREE ((size_t)1 << 20)   /* and so much besides */
#define FED_AT_ONCE ((size_t)512 << 20) /* expat takes an int */

typedef struct binding {
    stm_str prefix;
    stm_xml_space space;
    uint32_t node;
} binding;

typedef struct builder {
    stm_arena *arena;
    stm_xml *xml;
    XML_Parser parser;
    stm_buf text;
    binding spaces[MAX_SPACES];
    uint32_t n_spaces;
    uint32_t open, depth, max_depth, entities; /* open: the element that is being read */
    size_t grown, limit;
    const char *stopped; /* why; NULL: it was not */
    bool too_deep, no_memory;
} builder;

static stm_xml_space space_of(stm_str uri)
{
    static const struct {
        const char *start;
        stm_xml_space space;
    } known[] = { { "http://www.w3.org/2005/Atom", STM_XML_ATOM },
                  { "http://purl.org/atom/ns#", STM_XML_ATOM },
                  { "http://purl.org/rss/1.0/modules/content/", STM_XML_CONTENT },
                  { "http://purl.org/rss/1.0/modules/", STM_XML_OTHER },
                  { "http://purl.org/rss/1.0/", STM_XML_PLAIN },
                  { "http://my.netscape.com/rdf/simple/0.9/", STM_XML_PLAIN },
                  { "http://channel.netscape.com/rdf/simple/0.9/", STM_XML_PLAIN },
                  { "http://backend.userland.com/", STM_XML_PLAIN },
                  { "http://iptc.org/std/nar/", STM_XML_PLAIN },
                  { "http://iptc.org/std/NITF/", STM_XML_PLAIN },
                  { "http://purl.org/dc/", STM_XML_DC },
                  { "http://www.w3.org/1999/02/22-rdf-syntax-ns#", STM_XML_RDF },
                  { "http://www.w3.org/1999/xhtml", STM_XML_XHTML } };
    if (uri.n == 0) {
        return STM_XML_PLAIN;
    }
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        if (stm_str_starts(uri, known[i].start)) {
            return known[i].space;
        }
    }
    return STM_XML_OTHER;
}

static stm_xml_space space_by_prefix(const builder *b, stm_str prefix)
{
    static const struct {
        const char *prefix;
        stm_xml_space space;
    } usual[] = { { "atom", STM_XML_ATOM },  { "content", STM_XML_CONTENT }, { "dc", STM_XML_DC },
                  { "dcterms", STM_XML_DC }, { "rdf", STM_XML_RDF },         { "xhtml", STM_XML_XHTML } };
    for (uint32_t i = b->n_spaces; i > 0; i--) {
        if (stm_str_eq(b->spaces[i - 1].prefix, prefix)) {
            return b->spaces[i - 1].space;
        }
    }
    for (size_t i = 0; i < sizeof usual / sizeof usual[0]; i++) {
        if (stm_str_eqz(prefix, usual[i].prefix)) {
            return usual[i].space;
        }
    }
    return prefix.n == 0 ? STM_XML_PLAIN : STM_XML_OTHER;
}

static void stop(builder *b, const char *why)
{
    if (b->stopped == NULL) {
        b->stopped = why;
        (void)XML_StopParser(b->parser, XML_FALSE);
    }
}

static void grow(builder *b, size_t n)
{
    b->grown += n;
    if (b->grown > b->limit) {
        stop(b, "entities grow beyond all measure");
    }
}

/* The namespaces that an element declares are in force in it. */
static void bind(builder *b, uint32_t node, const XML_Char **attributes)
{
    for (size_t i = 0; attributes[i] != NULL; i += 2) {
        stm_str name = stm_str_of(attributes[i]);
        if (!stm_str_starts(name, "xmlns") || (name.n > 5 && name.p[5] != ':')) {
            continue;
        }
        if (b->n_spaces == MAX_SPACES) {
            stop(b, "too many namespaces");
            return;
        }
        name = name.n > 5 ? (stm_str){ name.p + 6, name.n - 6 } : STM_STR("");
        b->spaces[b->n_spaces++] =
            (binding){ stm_str_dup(b->arena, name), space_of(stm_str_of(attributes[i + 1])), node };
    }
}

static void XMLCALL on_start(void *arg, const XML_Char *name, const XML_Char **attributes)
{
    builder *b = arg;
    stm_str full = stm_str_of(name), prefix = STM_STR("");
    size_t colon = stm_str_find(full, STM_STR(":"), 0);
    uint32_t node = b->xml->nodes.n, first = b->xml->attributes.n;
    if (b->stopped != NULL) {
        return;
    }
    if (b->depth == b->max_depth) {
        b->too_deep = true;
        stop(b, "XML is nested deeper than the limit");
        return;
    }
    grow(b, full.n + 8);
    bind(b, node, attributes);
    for (size_t i = 0; attributes[i] != NULL && b->stopped == NULL && i < 2 * MAX_ATTRIBUTES; i += 2) {
        stm_str key = stm_str_of(attributes[i]), value = stm_str_of(attributes[i + 1]);
        grow(b, key.n + value.n);
        stm_vec_push(b->arena, &b->xml->attributes,
                     (stm_xml_attribute){ stm_str_dup(b->arena, key), stm_str_dup(b->arena, value) });
    }
    if (colon != SIZE_MAX) {
        prefix = (stm_str){ full.p, colon };
        full = (stm_str){ full.p + colon + 1, full.n - colon - 1 };
    }
    stm_vec_push(b->arena, &b->xml->nodes,
                 (stm_xml_node){ .name = stm_str_dup(b->arena, full),
                                 .space = space_by_prefix(b, prefix),
                                 .parent = b->open,
                                 .attribute = first,
                                 .n_attributes = b->xml->attributes.n - first,
                                 .line = (uint32_t)XML_GetCurrentLineNumber(b->parser) });
    b->open = node;
    b->depth++;
}

static void XMLCALL on_end(void *arg, const XML_Char *name)
{
    builder *b = arg;
    stm_xml_node *n;
    (void)name;
    if (b->stopped != NULL || b->open == STM_NONE) {
        return;
    }
    n = &b->xml->nodes.at[b->open];
    n->end = b->xml->nodes.n;
    n->whole = true;
    while (b->n_spaces > 0 && b->spaces[b->n_spaces - 1].node == b->open) {
        b->n_spaces--;
    }
    b->open = n->parent;
    b->depth--;
}

static void add_text(builder *b, const char *p, size_t n)
{
    stm_xml_node *last;
    if (b->stopped != NULL || b->open == STM_NONE) {
        return;
    }
    last = &b->xml->nodes.at[b->xml->nodes.n - 1];
    grow(b, n);
    if (last->name.p != NULL || last->parent != b->open || last->text_at + last->text.n != b->text.n) {
        last = stm_vec_add(b->arena, &b->xml->nodes);
        *last = (stm_xml_node){ .parent = b->open, .end = b->xml->nodes.n, .whole = true, .text_at = b->text.n };
    }
    stm_buf_add(b->arena, &b->text, p, n);
    last->text.n += n;
}

static void XMLCALL on_text(void *arg, const XML_Char *s, int n) { add_text(arg, s, (size_t)n); }

/* The character of an entity of HTML, in UTF-8; its length, or 0. */
static size_t html_entity(const char *name, char out[4])
{
    static const char latin[] = /* from U+00A0 on */
        "nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute "
        "micro "
        "para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig "
        "Ccedil "
        "Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash "
        "Ugrave "
        "Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc "
        "euml "
        "igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml "
        "yacute "
        "thorn yuml ";
    static const struct {
        const char *name;
        const char *is;
    } others[] = { { "ndash", "\xE2\x80\x93" },  { "mdash", "\xE2\x80\x94" }, { "lsquo", "\xE2\x80\x98" },
                   { "rsquo", "\xE2\x80\x99" },  { "ldquo", "\xE2\x80\x9C" }, { "rdquo", "\xE2\x80\x9D" },
                   { "hellip", "\xE2\x80\xA6" }, { "bull", "\xE2\x80\xA2" },  { "euro", "\xE2\x82\xAC" },
                   { "trade", "\xE2\x84\xA2" } };
    size_t n = strlen(name);
    unsigned code = 0xA0;
    for (const char *p = latin; *p != '\0'; p = strchr(p, ' ') + 1, code++) {
        if (strncmp(p, name, n) == 0 && p[n] == ' ') {
            out[0] = (char)(0xC0 | (code >> 6));
            out[1] = (char)(0x80 | (code & 0x3F));
            return 2;
        }
    }
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        if (strcmp(name, others[i].name) == 0) {
            memcpy(out, others[i].is, 3);
            return 3;
        }
    }
    return 0;
}

/* An entity that nobody declared: one of HTML, which many feeds use all the same, or left as it is written. */
static void XMLCALL on_skipped(void *arg, const XML_Char *name, int is_parameter)
{
    builder *b = arg;
    char is[4];
    size_t n = is_parameter == 0 ? html_entity(name, is) : 0;
    if (n != 0) {
        add_text(b, is, n);
    } else if (is_parameter == 0) {
        add_text(b, "&", 1);
        add_text(b, name, strlen(name));
        add_text(b, ";", 1);
    }
}

static void XMLCALL on_entity(void *arg, const XML_Char *name, int is_parameter, const XML_Char *value, int n,
                              const XML_Char *base, const XML_Char *system_id, const XML_Char *public_id,
                              const XML_Char *notation)
{
    builder *b = arg;
    (void)name, (void)is_parameter, (void)value, (void)n, (void)base, (void)system_id, (void)public_id, (void)notation;
    if (++b->entities > MAX_ENTITIES) {
        stop(b, "declares too many entities");
    }
}

/* Nothing outside of the document is read: whatever it names is empty. That there is something makes unknown entities
 * no error. */
static int XMLCALL on_external(XML_Parser parser, const XML_Char *context, const XML_Char *base,
                               const XML_Char *system_id, const XML_Char *public_id)
{
    builder *b = XML_GetUserData(parser);
    XML_Parser inner = XML_ExternalEntityParserCreate(parser, context, NULL);
    enum XML_Status status = inner == NULL ? XML_STATUS_ERROR : XML_Parse(inner, "", 0, 1);
    (void)base, (void)system_id, (void)public_id;
    b->no_memory = b->no_memory || status != XML_STATUS_OK;
    if (inner != NULL) {
        XML_ParserFree(inner);
    }
    return (int)status;
}

void stm_xml_drop(stm_xml_parser **parser)
{
    if (*parser != NULL) {
        XML_ParserFree(*parser);
        *parser = NULL;
    }
}

static void finish(builder *b)
{
    stm_xml *xml = b->xml;
    for (uint32_t i = 0; i < xml->nodes.n; i++) {
        stm_xml_node *n = &xml->nodes.at[i];
        if (n->name.p == NULL) {
            n->text.p = n->text.n == 0 ? "" : b->text.at + n->text_at;
        } else if (!n->whole) {
            n->end = xml->nodes.n;
        }
    }
}

stm_status stm_xml_parse(stm_arena *arena, stm_str document, uint32_t max_depth, stm_xml_parser **hold, stm_xml *out,
                         stm_err *err)
{
    static const XML_Memory_Handling_Suite memory = { stm_mem_alloc, stm_mem_realloc, stm_mem_free };
    builder b = {
        .arena = arena, .xml = out, .open = STM_NONE, .max_depth = max_depth, .limit = document.n * GROWTH + GROWTH_FREE
    };
    enum XML_Status status = XML_STATUS_OK;
    stm_status result = STM_OK;
    memset(out, 0, sizeof *out);
    *hold = b.parser = XML_ParserCreate_MM("UTF-8", &memory, NULL);
    if (b.parser == NULL) {
        stm_arena_fail(arena);
    }
    stm_buf_reserve(arena, &b.text, document.n / 2);
    XML_SetUserData(b.parser, &b);
    XML_SetElementHandler(b.parser, on_start, on_end);
    XML_SetCharacterDataHandler(b.parser, on_text);
    XML_SetSkippedEntityHandler(b.parser, on_skipped);
    XML_SetEntityDeclHandler(b.parser, on_entity);
    XML_SetExternalEntityRefHandler(b.parser, on_external);
    (void)XML_SetParamEntityParsing(b.parser, XML_PARAM_ENTITY_PARSING_ALWAYS);
    (void)XML_UseForeignDTD(b.parser, XML_TRUE);
    for (size_t at = 0; at <= document.n && status == XML_STATUS_OK; at += FED_AT_ONCE) {
        size_t n = document.n - at < FED_AT_ONCE ? document.n - at : FED_AT_ONCE;
        status = XML_Parse(b.parser, document.p + at, (int)n, at + n == document.n);
    }
    if (status != XML_STATUS_OK) {
        enum XML_Error code = XML_GetErrorCode(b.parser);
        if (code == XML_ERROR_NO_MEMORY || b.no_memory) {
            stm_arena_fail(arena);
        }
        result = b.too_deep ? stm_fail(err, STM_LIMIT, "%s of %u", b.stopped, max_depth)
                            : stm_fail(err, STM_FORMAT, "is not XML: %s",
                                       b.stopped != NULL ? b.stopped : XML_ErrorString(code));
        if (err != NULL) {
            err->line = XML_GetCurrentLineNumber(b.parser);
            err->byte = (uint64_t)XML_GetCurrentByteIndex(b.parser);
        }
    }
    finish(&b);
    stm_xml_drop(hold);
    return result;
}

/* ---- asking --------------------------------------------------------------------------------------------- */

uint32_t stm_xml_child(const stm_xml *xml, uint32_t node, stm_xml_space space, const char *name, uint32_t after)
{
    uint32_t end = xml->nodes.at[node].end;
    for (uint32_t i = after == STM_NONE ? node + 1 : xml->nodes.at[after].end; i < end; i = xml->nodes.at[i].end) {
        if (stm_xml_is(xml, i, space, name)) {
            return i;
        }
    }
    return STM_NONE;
}

uint32_t stm_xml_below(const stm_xml *xml, uint32_t node, const char *name)
{
    for (uint32_t i = node + 1; i < xml->nodes.at[node].end; i++) {
        if (xml->nodes.at[i].name.p != NULL && stm_str_eqz(xml->nodes.at[i].name, name)) {
            return i;
        }
    }
    return STM_NONE;
}

stm_str stm_xml_attribute_of(const stm_xml *xml, uint32_t node, const char *name)
{
    const stm_xml_node *n = &xml->nodes.at[node];
    for (uint32_t i = 0; i < n->n_attributes; i++) {
        if (stm_str_eqz(xml->attributes.at[n->attribute + i].name, name)) {
            return xml->attributes.at[n->attribute + i].value;
        }
    }
    return STM_NULL_STR;
}

stm_str stm_xml_inner(stm_arena *arena, const stm_xml *xml, uint32_t node)
{
    stm_buf out = { 0 };
    for (uint32_t i = node; i < xml->nodes.at[node].end; i++) {
        if (xml->nodes.at[i].name.p == NULL) {
            stm_buf_add_str(arena, &out, xml->nodes.at[i].text);
        }
    }
    return stm_str_trim(stm_buf_str(&out));
}

static void escape(stm_arena *arena, stm_buf *out, stm_str s)
{
    size_t from = 0;
    for (size_t i = 0; i < s.n; i++) {
        const char *as = s.p[i] == '<' ? "&lt;" : s.p[i] == '>' ? "&gt;" : s.p[i] == '&' ? "&amp;" : NULL;
        if (as != NULL) {
            stm_buf_add(arena, out, s.p + from, i - from);
            stm_buf_addz(arena, out, as);
            from = i + 1;
        }
    }
    stm_buf_add(arena, out, s.p + from, s.n - from);
}

static void add_tag(stm_arena *arena, stm_buf *out, const char *open, stm_str name)
{
    stm_buf_addz(arena, out, open);
    stm_buf_add_str(arena, out, name);
    stm_buf_addz(arena, out, ">");
}

stm_str stm_xml_markup(stm_arena *arena, const stm_xml *xml, uint32_t node)
{
    static const char empty[] = "br hr img wbr col input link meta area embed source track";
    stm_buf out = { 0 };
    uint32_t open = node;
    for (uint32_t i = node + 1; i <= xml->nodes.at[node].end; i++) {
        while (open != node && xml->nodes.at[open].end <= i) {
            if (!stm_str_among(xml->nodes.at[open].name, empty)) {
                add_tag(arena, &out, "</", xml->nodes.at[open].name);
            }
            open = xml->nodes.at[open].parent;
        }
        if (i == xml->nodes.at[node].end) {
            break;
        }
        if (xml->nodes.at[i].name.p == NULL) {
            escape(arena, &out, xml->nodes.at[i].text);
        } else {
            add_tag(arena, &out, "<", xml->nodes.at[i].name);
            open = i;
        }
    }
    return stm_buf_str(&out);
}
