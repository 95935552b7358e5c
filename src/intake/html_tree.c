/* html_tree.c: see html_tree.h.
 *
 * gumbo's tree construction does not recurse, but its time grows with the depth of the stack of open elements, and
 * gumbo_destroy_output recurses. So the depth is bounded by a scan of the bytes beforehand, everything that gumbo
 * allocates comes from the arena and is never freed by gumbo, and a page that makes gumbo allocate out of proportion
 * (formatting elements opened again in every paragraph) is given up.
 * Source: HTML Standard, 13.2 (parsing), 13.2.4.2 (scope of the stack of open elements).
 */
#include "intake/html_tree.h"

#include <gumbo.h>
#include <stdlib.h>

#include "intake/encoding.h"

/* ---- depth --------------------------------------------------------------------------------------------- */

typedef struct scan_tag {
    char name[12]; /* lower case, cut */
    size_t n;
} scan_tag;

static char lower(char c) { return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c; }

static bool letter(char c)
{
    c = lower(c);
    return c >= 'a' && c <= 'z';
}

static bool one_of(const scan_tag *t, const char *const *names)
{
    for (; *names != NULL; names++) {
        if (strcmp(t->name, *names) == 0) {
            return true;
        }
    }
    return false;
}

/* The end of the tag that starts at `i`: behind its ">", quoted values jumped over. */
static size_t tag_end(stm_str s, size_t i)
{
    char quote = 0;
    for (; i < s.n; i++) {
        char c = s.p[i];
        if (quote != 0) {
            quote = c == quote ? 0 : quote;
        } else if ((c == '"' || c == '\'') && s.p[i - 1] == '=') {
            quote = c;
        } else if (c == '>') {
            return i + 1;
        }
    }
    return s.n;
}

/* Behind the end tag of an element whose content is not markup. */
static size_t raw_end(stm_str s, size_t i, const scan_tag *t)
{
    while (i < s.n) {
        const char *hit = memchr(s.p + i, '<', s.n - i);
        size_t k = hit == NULL ? s.n : (size_t)(hit - s.p);
        if (k + 2 + t->n <= s.n && s.p[k + 1] == '/') {
            size_t same = 0;
            while (same < t->n && lower(s.p[k + 2 + same]) == t->name[same]) {
                same++;
            }
            if (same == t->n) {
                return tag_end(s, k + 2);
            }
        }
        i = k + 1;
    }
    return s.n;
}

/* A simulation of the stack of open elements that errs towards deep: does it stay within max_depth? */
static bool shallow(stm_arena *arena, stm_str s, uint32_t max_depth)
{
    static const char *const raw[] = { "script", "style",   "textarea", "title", "xmp",
                                       "iframe", "noembed", "noframes", NULL };
    static const char *const empty[] = { "area",  "base",   "br",    "col",    "embed", "hr",  "img",      "input",
                                         "link",  "meta",   "param", "source", "track", "wbr", "basefont", "bgsound",
                                         "frame", "keygen", "html",  "body",   "head",  NULL };
    static const char *const implied[] = { "p",        "li",      "dt",    "dd",    "option", "optgroup", "tr",
                                           "td",       "th",      "tbody", "thead", "tfoot",  "rp",       "rt",
                                           "colgroup", "caption", "a",     "nobr",  "button", NULL };
    scan_tag *open = STM_NEW_ARRAY(arena, scan_tag, max_depth);
    uint32_t depth = 0;
    for (size_t i = 0; i < s.n;) {
        const char *hit = memchr(s.p + i, '<', s.n - i);
        size_t at = hit == NULL ? s.n : (size_t)(hit - s.p);
        bool closing = at + 1 < s.n && s.p[at + 1] == '/';
        scan_tag t = { { 0 }, 0 };
        if (at + 4 <= s.n && memcmp(s.p + at, "<!--", 4) == 0) {
            size_t end = stm_str_find(s, STM_STR("-->"), at + 2);
            i = end == SIZE_MAX ? s.n : end + 3;
            continue;
        }
        i = at + 1 + closing;
        if (i >= s.n || !letter(s.p[i])) {
            continue;
        }
        while (i < s.n && (letter(s.p[i]) || (s.p[i] >= '0' && s.p[i] <= '9') || s.p[i] == '-')) {
            if (t.n + 1 < sizeof t.name) {
                t.name[t.n++] = lower(s.p[i]);
            }
            i++;
        }
        i = tag_end(s, i);
        if (one_of(&t, empty)) {
            continue;
        }
        if (closing) {
            for (uint32_t k = depth; k > 0; k--) {
                if (strcmp(open[k - 1].name, t.name) == 0) {
                    depth = k - 1;
                    break;
                }
            }
        } else if (one_of(&t, raw)) {
            i = raw_end(s, i, &t);
        } else {
            if (one_of(&t, implied) && depth > 0 && strcmp(open[depth - 1].name, t.name) == 0) {
                depth--; /* <p>..<p> and <li>..<li> do not nest */
            }
            if (depth == max_depth) {
                return false;
            }
            open[depth++] = t;
        }
    }
    return true;
}

/* ---- gumbo --------------------------------------------------------------------------------------------- */

typedef struct parser_memory {
    stm_arena *arena;
    size_t used, limit;
    bool over;
} parser_memory;

static void *give(void *arg, size_t bytes)
{
    parser_memory *m = arg;
    m->used += bytes + 16;
    if (m->used > m->limit) {
        m->over = true;
        stm_arena_fail(m->arena);
    }
    return stm_arena_alloc(m->arena, bytes);
}

static void take_back(void *arg, void *p)
{
    (void)arg;
    (void)p;
}

static stm_tag tag_of(GumboTag tag)
{
    switch (tag) {
#define STM_TAG_CASE(name)                                                                                             \
    case GUMBO_TAG_##name: return STM_TAG_##name;
        STM_HTML_TAGS(STM_TAG_CASE)
#undef STM_TAG_CASE
    default: return STM_TAG_OTHER;
    }
}

/* gumbo's character references can overflow and come out as bytes that are no UTF-8. */
static stm_str string_of(stm_arena *arena, const char *z) { return stm_decode_utf8(arena, stm_str_of(z)); }

static void add_attributes(stm_arena *arena, stm_html *out, uint32_t node, const GumboVector *v)
{
    out->nodes.at[node].attribute = out->attributes.n;
    out->nodes.at[node].n_attributes = v->length;
    for (unsigned i = 0; i < v->length; i++) {
        const GumboAttribute *a = v->data[i];
        stm_str name = string_of(arena, a->name), value = string_of(arena, a->value);
        stm_vec_push(arena, &out->attributes, (stm_attribute){ name, value });
    }
}

/* Walks gumbo's tree by its parent pointers. */
static void flatten(stm_arena *arena, const GumboNode *root, stm_html *out)
{
    const GumboNode *n = root;
    uint32_t parent = STM_NONE;
    for (;;) {
        const GumboVector *children = n->type == GUMBO_NODE_DOCUMENT ? &n->v.document.children
                                      : n->type == GUMBO_NODE_ELEMENT || n->type == GUMBO_NODE_TEMPLATE
                                          ? &n->v.element.children
                                          : NULL;
        uint32_t at = out->nodes.n;
        bool text = n->type == GUMBO_NODE_TEXT || n->type == GUMBO_NODE_WHITESPACE || n->type == GUMBO_NODE_CDATA;
        if (children != NULL || text) {
            stm_str s = text ? string_of(arena, n->v.text.text) : STM_NULL_STR;
            stm_vec_push(arena, &out->nodes,
                         (stm_node){ text ? STM_TAG_TEXT : STM_TAG_OTHER, parent, at + 1, 0, 0, s });
            if (children != NULL && n->type != GUMBO_NODE_DOCUMENT) {
                out->nodes.at[at].tag = tag_of(n->v.element.tag);
                add_attributes(arena, out, at, &n->v.element.attributes);
            }
        }
        if (children != NULL && children->length > 0) {
            parent = at;
            n = children->data[0];
            continue;
        }
        for (;;) { /* to the next sibling, here or further up */
            const GumboNode *up = n->parent;
            const GumboVector *siblings;
            if (n == root) {
                return;
            }
            siblings = up->type == GUMBO_NODE_DOCUMENT ? &up->v.document.children : &up->v.element.children;
            if (n->index_within_parent + 1 < siblings->length) {
                n = siblings->data[n->index_within_parent + 1];
                break;
            }
            out->nodes.at[parent].end = out->nodes.n;
            parent = out->nodes.at[parent].parent;
            n = up;
        }
    }
}

typedef struct parse_call {
    stm_arena *arena;
    parser_memory memory;
    stm_str page;
    const GumboNode *root;
} parse_call;

static void run_gumbo(void *arg)
{
    parse_call *c = arg;
    GumboOptions options = kGumboDefaultOptions;
    options.allocator = give;
    options.deallocator = take_back;
    options.userdata = &c->memory;
    options.max_errors = 0;
    c->root = gumbo_parse_with_options(&options, c->page.p, c->page.n)->document;
}

stm_status stm_html_parse(stm_arena *arena, stm_str page, uint32_t max_depth, stm_html *out, stm_err *err)
{
    parse_call call = { arena, { arena, 0, page.n * 48 + ((size_t)16 << 20), false }, page, NULL };
    stm_status status;
    memset(out, 0, sizeof *out);
    if (!shallow(arena, page, max_depth)) {
        return stm_fail(err, STM_LIMIT, "HTML is nested deeper than the limit of %u", max_depth);
    }
    status = stm_arena_protect(arena, run_gumbo, &call);
    if (status != STM_OK && call.memory.over) {
        return stm_fail(err, STM_LIMIT, "HTML needs more memory than its size allows");
    }
    if (status != STM_OK) {
        stm_arena_fail(arena);
    }
    flatten(arena, call.root, out);
    return STM_OK;
}

stm_str stm_html_attribute(const stm_html *html, uint32_t node, const char *name)
{
    const stm_node *n = &html->nodes.at[node];
    for (uint32_t i = 0; i < n->n_attributes; i++) {
        if (stm_str_eqz(html->attributes.at[n->attribute + i].name, name)) {
            return html->attributes.at[n->attribute + i].value;
        }
    }
    return STM_NULL_STR;
}

stm_str stm_html_node_text(stm_arena *arena, const stm_html *html, uint32_t node)
{
    stm_buf buf = { 0 };
    for (uint32_t i = node; i < html->nodes.at[node].end; i++) {
        stm_str t = html->nodes.at[i].text;
        if (html->nodes.at[i].tag == STM_TAG_SCRIPT || html->nodes.at[i].tag == STM_TAG_STYLE) {
            i = html->nodes.at[i].end - 1;
            continue;
        }
        if (html->nodes.at[i].tag == STM_TAG_BR) {
            t = STM_STR(" ");
        }
        for (size_t k = 0; k < t.n; k++) {
            bool hard = k + 1 < t.n && (unsigned char)t.p[k] == 0xC2 && (unsigned char)t.p[k + 1] == 0xA0;
            bool blank = hard || t.p[k] == ' ' || (t.p[k] >= '\t' && t.p[k] <= '\r');
            k += hard;
            if (!blank) {
                stm_buf_add(arena, &buf, t.p + k, 1);
            } else if (buf.n > 0 && buf.at[buf.n - 1] != ' ') {
                stm_buf_addz(arena, &buf, " ");
            }
        }
    }
    while (buf.n > 0 && buf.at[buf.n - 1] == ' ') {
        buf.n--;
    }
    return stm_buf_str(&buf);
}
