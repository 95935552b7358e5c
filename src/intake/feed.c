/* feed.c: RSS 0.9x, 1.0 and 2.0 and Atom, item by item.
 *
 * In: an item of a parsed document.  Out: an article: text, title, address, names, dates, id.  Never: takes the
 * channel's title for the outlet, its date for that of an item, or a summary where the item has its whole text. Order
 * of belief: content:encoded or content, then description or summary. What has tags goes the way of a page, its main
 * text alone; what has none is a text as it stands. Sources: rssboard.org/rss-specification;
 * web.resource.org/rss/1.0/spec; RFC 4287 (Atom).
 */
#include "intake/html_main.h"
#include "intake/xml_parts.h"

/* ---- what XML items share ------------------------------------------------------------------------------- */

stm_str stm_xml_string(stm_arena *arena, stm_str s) { return s.n == 0 ? STM_NULL_STR : stm_intake_clean(arena, s); }

/* The first child of this name that has text; STM_NULL_STR: there is none. */
static stm_str child_text(stm_arena *arena, const stm_xml *xml, uint32_t item, stm_xml_space space, const char *name)
{
    for (uint32_t c = STM_NONE;;) {
        stm_str s;
        c = stm_xml_child(xml, item, space, name, c);
        if (c == STM_NONE) {
            return STM_NULL_STR;
        }
        s = stm_xml_inner(arena, xml, c);
        if (s.n > 0) {
            return s;
        }
    }
}

stm_str stm_xml_language(stm_arena *arena, stm_str s)
{
    size_t n = 0;
    s = stm_str_trim(s);
    while (n < s.n && s.p[n] != '-' && s.p[n] != '_') {
        n++;
    }
    return n < 2 || n > 3 ? STM_NULL_STR : stm_str_lower(arena, (stm_str){ s.p, n });
}

void stm_xml_published(stm_intake *in, stm_arena *arena, stm_str s, stm_article *out)
{
    stm_when when;
    if (s.n == 0) {
        return;
    }
    when = stm_when_read(s);
    if (when.day == STM_NO_DAY) {
        stm_intake_note(in, UINT64_MAX, "the date of publication is not understood");
    } else {
        stm_when_set(arena, out, when, STM_FROM_METADATA);
    }
}

void stm_xml_modified(stm_arena *arena, stm_str s, stm_article *out)
{
    stm_when when = stm_when_read(s);
    out->modified = when.day == STM_NO_DAY ? STM_NULL_STR : stm_when_format(arena, when);
}

static bool is_markup(stm_str s)
{
    for (size_t i = 0; i + 1 < s.n; i++) {
        char c = (char)(s.p[i + 1] | 32);
        if ((s.p[i] == '<' && ((c >= 'a' && c <= 'z') || s.p[i + 1] == '/' || s.p[i + 1] == '!')) ||
            (s.p[i] == '&' && ((c >= 'a' && c <= 'z') || s.p[i + 1] == '#'))) {
            return true;
        }
    }
    return false;
}

bool stm_intake_fragment(stm_intake *in, stm_arena *arena, stm_str s, stm_str title, stm_str *out)
{
    stm_err err;
    stm_html html;
    if (!is_markup(s)) {
        *out = s;
        return true;
    }
    if (stm_html_parse(arena, s, in->options.max_depth, &html, &err) != STM_OK) {
        stm_intake_fail(in, UINT64_MAX, "%s", err.message);
        return false;
    }
    *out = stm_html_main(arena, &html, &in->words, title);
    return true;
}

stm_str stm_xml_line(stm_intake *in, stm_arena *arena, stm_str s)
{
    stm_err err;
    stm_html html;
    if (s.n == 0 || (is_markup(s) && stm_html_parse(arena, s, in->options.max_depth, &html, &err) != STM_OK)) {
        return STM_NULL_STR;
    }
    if (!is_markup(s)) {
        html = (stm_html){ 0 };
        stm_vec_push(arena, &html.nodes, (stm_node){ STM_TAG_TEXT, STM_NONE, 1, 0, 0, s });
    }
    s = stm_html_node_text(arena, &html, 0);
    return stm_xml_string(arena, s);
}

/* ---- RSS ------------------------------------------------------------------------------------------------ */

static bool is_address(stm_str s)
{
    return s.n < 4096 && (stm_str_starts(s, "http://") || stm_str_starts(s, "https://")) &&
           stm_str_find(s, STM_STR(" "), 0) == SIZE_MAX;
}

/* "jane@gazette.example (Jane Roe)", or the name alone. */
static stm_str name_of_author(stm_str s)
{
    size_t open = stm_str_find(s, STM_STR("("), 0);
    if (stm_str_find(s, STM_STR("@"), 0) == SIZE_MAX) {
        return s;
    }
    if (open == SIZE_MAX || s.p[s.n - 1] != ')') {
        return STM_NULL_STR;
    }
    return stm_str_trim((stm_str){ s.p + open + 1, s.n - open - 2 });
}

static void add_names(stm_intake *in, stm_arena *arena, const stm_xml *xml, uint32_t item, stm_xml_space space,
                      const char *name, stm_article *out)
{
    for (uint32_t c = stm_xml_child(xml, item, space, name, STM_NONE); c != STM_NONE;
         c = stm_xml_child(xml, item, space, name, c)) {
        stm_str s = name_of_author(stm_xml_line(in, arena, stm_xml_inner(arena, xml, c)));
        if (s.n > 0) {
            stm_byline_split(arena, &in->words, s, &out->byline);
        }
    }
}

static bool rss_item(stm_intake *in, stm_arena *arena, uint32_t item, stm_article *out)
{
    const stm_xml *xml = &in->xml;
    uint32_t guid = stm_xml_child(xml, item, STM_XML_PLAIN, "guid", STM_NONE);
    uint32_t channel = in->xml_channel;
    stm_str text = child_text(arena, xml, item, STM_XML_CONTENT, "encoded"), date, link, id;
    link = child_text(arena, xml, item, STM_XML_PLAIN, "link");
    id = guid == STM_NONE ? stm_xml_attribute_of(xml, item, "rdf:about") : stm_xml_inner(arena, xml, guid);
    if (link.p == NULL && (guid == STM_NONE || !stm_str_eqz(stm_xml_attribute_of(xml, guid, "isPermaLink"), "false"))) {
        link = id;
    }
    out->id = stm_xml_string(arena, id);
    out->url = is_address(link) ? stm_xml_string(arena, link) : STM_NULL_STR;
    out->title = stm_xml_line(in, arena, child_text(arena, xml, item, STM_XML_PLAIN, "title"));
    out->outlet = stm_xml_line(in, arena, child_text(arena, xml, item, STM_XML_PLAIN, "source"));
    if (out->outlet.p == NULL) {
        out->outlet = stm_xml_line(in, arena, child_text(arena, xml, item, STM_XML_DC, "publisher"));
    }
    date = child_text(arena, xml, item, STM_XML_PLAIN, "pubDate");
    stm_xml_published(in, arena, date.p != NULL ? date : child_text(arena, xml, item, STM_XML_DC, "date"), out);
    stm_xml_modified(arena, child_text(arena, xml, item, STM_XML_DC, "modified"), out);
    add_names(in, arena, xml, item, STM_XML_DC, "creator", out);
    if (out->byline.n == 0) {
        add_names(in, arena, xml, item, STM_XML_PLAIN, "author", out);
    }
    if (channel != STM_NONE) {
        stm_str language = child_text(arena, xml, channel, STM_XML_PLAIN, "language");
        language = language.p != NULL ? language : child_text(arena, xml, channel, STM_XML_DC, "language");
        out->language = stm_xml_language(arena, language);
    }
    if (text.p == NULL) {
        text = child_text(arena, xml, item, STM_XML_PLAIN, "description");
    }
    return stm_intake_fragment(in, arena, text, out->title, &out->text);
}

/* ---- Atom ----------------------------------------------------------------------------------------------- */

/* A text construct, or content: type "text", "html" or "xhtml". */
static bool atom_text(stm_intake *in, stm_arena *arena, uint32_t node, stm_str title, stm_str *out)
{
    stm_str type = stm_xml_attribute_of(&in->xml, node, "type");
    if (stm_str_eqz_nocase(type, "xhtml")) {
        return stm_intake_fragment(in, arena, stm_xml_markup(arena, &in->xml, node), title, out);
    }
    *out = stm_xml_inner(arena, &in->xml, node);
    return !stm_str_among(type, "html text/html") || stm_intake_fragment(in, arena, *out, title, out);
}

static stm_str atom_title(stm_intake *in, stm_arena *arena, uint32_t entry)
{
    uint32_t node = stm_xml_child(&in->xml, entry, STM_XML_ATOM, "title", STM_NONE);
    stm_str type;
    if (node == STM_NONE) {
        return STM_NULL_STR;
    }
    type = stm_xml_attribute_of(&in->xml, node, "type");
    return stm_str_among(type, "html text/html") ? stm_xml_line(in, arena, stm_xml_inner(arena, &in->xml, node))
                                                 : stm_xml_string(arena, stm_xml_inner(arena, &in->xml, node));
}

static bool atom_entry(stm_intake *in, stm_arena *arena, uint32_t entry, stm_article *out)
{
    const stm_xml *xml = &in->xml;
    stm_str published = child_text(arena, xml, entry, STM_XML_ATOM, "published");
    stm_str updated = child_text(arena, xml, entry, STM_XML_ATOM, "updated"), language = STM_NULL_STR;
    uint32_t source = stm_xml_child(xml, entry, STM_XML_ATOM, "source", STM_NONE);
    out->id = stm_xml_string(arena, child_text(arena, xml, entry, STM_XML_ATOM, "id"));
    out->title = atom_title(in, arena, entry);
    out->outlet = source == STM_NONE ? STM_NULL_STR : atom_title(in, arena, source);
    for (uint32_t c = stm_xml_child(xml, entry, STM_XML_ATOM, "link", STM_NONE); c != STM_NONE && out->url.p == NULL;
         c = stm_xml_child(xml, entry, STM_XML_ATOM, "link", c)) {
        stm_str rel = stm_xml_attribute_of(xml, c, "rel"), href = stm_xml_attribute_of(xml, c, "href");
        if ((rel.p == NULL || stm_str_eqz(rel, "alternate")) && is_address(href)) {
            out->url = stm_xml_string(arena, stm_str_dup(arena, href));
        }
    }
    stm_xml_published(in, arena, published.p != NULL ? published : updated, out);
    stm_xml_modified(arena, published.p != NULL ? updated : STM_NULL_STR, out);
    for (uint32_t c = stm_xml_child(xml, entry, STM_XML_ATOM, "author", STM_NONE); c != STM_NONE;
         c = stm_xml_child(xml, entry, STM_XML_ATOM, "author", c)) {
        add_names(in, arena, xml, c, STM_XML_ATOM, "name", out);
    }
    for (uint32_t up = entry; up != STM_NONE && language.p == NULL; up = xml->nodes.at[up].parent) {
        language = stm_xml_attribute_of(xml, up, "xml:lang");
    }
    out->language = stm_xml_language(arena, language);
    for (int k = 0; k < 2 && stm_str_trim(out->text).n == 0; k++) {
        uint32_t node = stm_xml_child(xml, entry, STM_XML_ATOM, k == 0 ? "content" : "summary", STM_NONE);
        if (node != STM_NONE && !atom_text(in, arena, node, out->title, &out->text)) {
            return false;
        }
    }
    return true;
}

bool stm_feed_item(stm_intake *in, stm_arena *arena, uint32_t item, stm_article *out)
{
    return stm_xml_is(&in->xml, item, STM_XML_ATOM, "entry") ? atom_entry(in, arena, item, out)
                                                             : rss_item(in, arena, item, out);
}

bool stm_is_feed_item(const stm_xml *xml, uint32_t node)
{
    return (stm_xml_is(xml, node, STM_XML_ATOM, "entry") && stm_str_eqz(xml->nodes.at[0].name, "feed")) ||
           (stm_xml_is(xml, node, STM_XML_PLAIN, "item") &&
            (stm_str_eqz(xml->nodes.at[0].name, "rss") || stm_str_eqz(xml->nodes.at[0].name, "RDF")));
}
