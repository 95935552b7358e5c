/* news.c: news items of agencies: NITF, and NewsML-G2 with NITF, XHTML or plain text in it.
 *
 * In: an item of a parsed document.  Out: an article: text, title, id, names, dateline, dates, language, outlet. Never:
 * heeds an embargo, reads what its publisher withdrew, takes a headline, caption or note to editors for text.
 * The text is the paragraphs of the body with a blank line between them, white space folded, as markup means it.
 * Sources: iptc.org/std/NITF/3.6; NewsML-G2 2.33 (iptc.org/standards/newsml-g2), itemMeta, contentMeta, contentSet.
 */
#include "intake/furnish.h"
#include "intake/xml_parts.h"

/* ---- text ----------------------------------------------------------------------------------------------- */

static bool is_block(stm_str name)
{
    return stm_str_among(name,
                         "p div h1 h2 h3 h4 h5 h6 hl1 hl2 ul ol li dl dt dd table tr td th thead tbody blockquote bq "
                         "pre section article header footer main block body body.content body.head body.end hr hedline "
                         "abstract center");
}

/* What is no running text. */
static bool is_beside(stm_str name)
{
    return stm_str_among(name, "script style head media figure aside nav form object note ednote media-metadata");
}

static void add_folded(stm_arena *arena, stm_buf *out, stm_str text, bool *gap, bool *blank)
{
    for (size_t i = 0; i < text.n; i++) {
        bool hard = i + 1 < text.n && (unsigned char)text.p[i] == 0xC2 && (unsigned char)text.p[i + 1] == 0xA0;
        if (hard || text.p[i] == ' ' || (text.p[i] >= '\t' && text.p[i] <= '\r')) {
            *blank = true;
            i += hard;
            continue;
        }
        if (out->n > 0 && (*gap || *blank)) {
            stm_buf_addz(arena, out, *gap ? "\n\n" : " ");
        }
        *gap = *blank = false;
        stm_buf_add(arena, out, text.p + i, 1);
    }
}

static stm_str paragraphs(stm_arena *arena, const stm_xml *xml, uint32_t node, stm_str title)
{
    stm_buf out = { 0 };
    bool gap = false, blank = false;
    uint32_t open = node, end = xml->nodes.at[node].end;
    for (uint32_t i = node + 1; i <= end; i++) {
        const stm_xml_node *n;
        for (; open != node && xml->nodes.at[open].end <= i; open = xml->nodes.at[open].parent) {
            gap = gap || is_block(xml->nodes.at[open].name);
        }
        if (i == end) {
            break;
        }
        n = &xml->nodes.at[i];
        if (n->name.p == NULL) {
            add_folded(arena, &out, n->text, &gap, &blank);
        } else if (is_beside(n->name) || (title.p != NULL && stm_str_among(n->name, "h1 hl1") && n->end - i < 64 &&
                                          stm_str_eq(paragraphs(arena, xml, i, STM_NULL_STR), title))) {
            gap = true;
            i = n->end - 1;
        } else {
            gap = gap || is_block(n->name);
            blank = blank || stm_str_eqz(n->name, "br");
            open = i;
        }
    }
    return stm_buf_str(&out);
}

/* What an element says, in one line; empty is unknown. */
static stm_str line_of(stm_arena *arena, const stm_xml *xml, uint32_t node)
{
    return node == STM_NONE ? STM_NULL_STR : stm_xml_string(arena, paragraphs(arena, xml, node, STM_NULL_STR));
}

static void fill(stm_str *to, stm_str value)
{
    if (to->p == NULL && value.n > 0) {
        *to = value;
    }
}

static stm_str copy_of(stm_arena *arena, stm_str value)
{
    return stm_xml_string(arena, value.p == NULL ? value : stm_str_dup(arena, value));
}

/* A line that is a dateline by its element: read as one that stands before a text. `place`: by an element of its own.
 */
static void read_dateline(stm_intake *in, stm_arena *arena, stm_str line, stm_str place, stm_article *out)
{
    stm_article tried;
    stm_furnisher f = { arena, &in->words, &tried, { STM_NO_DAY, -1, INT32_MIN } };
    stm_article_init(&tried);
    while (line.n > 0 && (line.p[line.n - 1] == '-' || line.p[line.n - 1] == ' ')) {
        line.n--;
    }
    if (line.n > 0 && line.n < 200 && out->dateline_place.p == NULL) {
        tried.published_day = out->published_day;
        tried.text = stm_str_format(arena, "%.*s \xE2\x80\x94 .", (int)line.n, line.p);
        if (stm_dateline_read(&f, (stm_span){ 0, (uint32_t)tried.text.n })) {
            out->dateline_place = tried.dateline_place;
            out->dateline_day = tried.dateline_day;
        }
    }
    fill(&out->dateline_place, place);
}

void stm_news_names(stm_intake *in, stm_arena *arena, stm_str line, stm_article *out)
{
    if (line.n > 3 && stm_str_eqz_nocase((stm_str){ line.p, 3 }, "by ")) {
        line = (stm_str){ line.p + 3, line.n - 3 };
    }
    if (line.n > 0) {
        stm_byline_split(arena, &in->words, line, &out->byline);
    }
}

/* ---- NITF ----------------------------------------------------------------------------------------------- */

static stm_str attribute_below(const stm_xml *xml, uint32_t node, const char *name, const char *attribute)
{
    uint32_t at = stm_xml_below(xml, node, name);
    return at == STM_NONE ? STM_NULL_STR : stm_xml_attribute_of(xml, at, attribute);
}

static void nitf_names(stm_intake *in, stm_arena *arena, uint32_t byline, stm_article *out)
{
    const stm_xml *xml = &in->xml;
    for (uint32_t i = byline; i < xml->nodes.at[byline].end; i++) {
        if (stm_xml_is(xml, i, STM_XML_PLAIN, "person")) {
            stm_news_names(in, arena, line_of(arena, xml, i), out);
        }
    }
    if (out->byline.n == 0) {
        stm_str all = line_of(arena, xml, byline), title = line_of(arena, xml, stm_xml_below(xml, byline, "byttl"));
        size_t at = title.p == NULL ? SIZE_MAX : stm_str_find(all, title, 0);
        all.n = at == SIZE_MAX ? all.n : at;
        stm_news_names(in, arena, stm_str_trim(all), out);
    }
}

/* NITF writes dates without strokes: 20160503T180000Z. */
static stm_str with_strokes(stm_arena *arena, stm_str s)
{
    size_t digits = 0, clock = 0;
    while (digits < s.n && s.p[digits] >= '0' && s.p[digits] <= '9') {
        digits++;
    }
    while (digits == 8 && 9 + clock < s.n && s.p[8] == 'T' && s.p[9 + clock] >= '0' && s.p[9 + clock] <= '9') {
        clock++;
    }
    if (digits != 8 || (clock != 4 && clock != 6 && s.n != 8)) {
        return s;
    }
    if (clock == 0) {
        return stm_str_format(arena, "%.4s-%.2s-%.2s", s.p, s.p + 4, s.p + 6);
    }
    return stm_str_format(arena, "%.4s-%.2s-%.2sT%.2s:%.2s:%.2s%.*s", s.p, s.p + 4, s.p + 6, s.p + 9, s.p + 11,
                          clock == 6 ? s.p + 13 : "00", (int)(s.n - 9 - clock), s.p + 9 + clock);
}

/* Fills what is unknown yet. */
static void nitf(stm_intake *in, stm_arena *arena, uint32_t node, stm_article *out)
{
    const stm_xml *xml = &in->xml;
    uint32_t head = stm_xml_below(xml, node, "head"), body = stm_xml_below(xml, node, "body");
    uint32_t top = stm_xml_below(xml, node, "body.head"), content = stm_xml_below(xml, node, "body.content");
    stm_str day = attribute_below(xml, node, "pubdata", "date.publication");
    fill(&out->title, top == STM_NONE ? STM_NULL_STR : line_of(arena, xml, stm_xml_below(xml, top, "hl1")));
    fill(&out->title, head == STM_NONE
                          ? STM_NULL_STR
                          : line_of(arena, xml, stm_xml_child(xml, head, STM_XML_PLAIN, "title", STM_NONE)));
    fill(&out->id, copy_of(arena, attribute_below(xml, node, "doc-id", "id-string")));
    fill(&out->outlet, copy_of(arena, attribute_below(xml, node, "pubdata", "name")));
    if (out->published_day == STM_NO_DAY) {
        day = day.p != NULL ? day : attribute_below(xml, node, "date.issue", "norm");
        stm_xml_published(in, arena, with_strokes(arena, stm_str_trim(day)), out);
    }
    for (uint32_t at = body == STM_NONE ? node : body; at != STM_NONE && out->language.p == NULL;
         at = xml->nodes.at[at].parent) {
        out->language = stm_xml_language(arena, stm_xml_attribute_of(xml, at, "xml:lang"));
    }
    if (top != STM_NONE) {
        uint32_t byline = stm_xml_below(xml, top, "byline"), dateline = stm_xml_below(xml, top, "dateline");
        if (byline != STM_NONE && out->byline.n == 0) {
            nitf_names(in, arena, byline, out);
        }
        if (dateline != STM_NONE) {
            uint32_t place = stm_xml_below(xml, dateline, "location");
            uint32_t city = place == STM_NONE ? STM_NONE : stm_xml_below(xml, place, "city");
            read_dateline(in, arena, line_of(arena, xml, dateline),
                          line_of(arena, xml, city != STM_NONE ? city : place), out);
        }
    }
    if (content != STM_NONE || body != STM_NONE) {
        out->text = paragraphs(arena, xml, content != STM_NONE ? content : body, out->title);
    }
}

/* ---- NewsML-G2 ------------------------------------------------------------------------------------------ */

/* What is in the item's <contentSet>: in the first of its parts that has a text. */
static bool content(stm_intake *in, stm_arena *arena, uint32_t set, stm_article *out)
{
    const stm_xml *xml = &in->xml;
    for (uint32_t i = set + 1; i < xml->nodes.at[set].end && out->text.n == 0; i = xml->nodes.at[i].end) {
        stm_str type = stm_xml_attribute_of(xml, i, "contenttype");
        uint32_t inner;
        if (stm_xml_is(xml, i, STM_XML_PLAIN, "inlineXML")) {
            if ((inner = stm_xml_below(xml, i, "nitf")) != STM_NONE) {
                nitf(in, arena, inner, out);
            } else {
                inner = stm_xml_below(xml, i, "body");
                out->text = paragraphs(arena, xml, inner == STM_NONE ? i : inner, out->title);
            }
        } else if (stm_xml_is(xml, i, STM_XML_PLAIN, "inlineData")) {
            stm_str text = stm_xml_inner(arena, xml, i);
            if (!stm_str_among(type, "text/html application/xhtml+xml")) {
                out->text = text;
            } else if (!stm_intake_fragment(in, arena, text, out->title, &out->text)) {
                return false;
            }
        }
    }
    return true;
}

static stm_str name_or_literal(stm_arena *arena, const stm_xml *xml, uint32_t node)
{
    stm_str s = line_of(arena, xml, stm_xml_child(xml, node, STM_XML_PLAIN, "name", STM_NONE));
    return s.p != NULL ? s : copy_of(arena, stm_xml_attribute_of(xml, node, "literal"));
}

static void item_meta(stm_intake *in, stm_arena *arena, uint32_t meta, stm_article *out)
{
    const stm_xml *xml = &in->xml;
    uint32_t provider = stm_xml_child(xml, meta, STM_XML_PLAIN, "provider", STM_NONE);
    uint32_t created = stm_xml_child(xml, meta, STM_XML_PLAIN, "versionCreated", STM_NONE);
    if (provider != STM_NONE) {
        out->outlet = name_or_literal(arena, xml, provider);
    }
    if (created != STM_NONE) {
        stm_xml_published(in, arena, stm_xml_inner(arena, xml, created), out);
    }
}

/* Where the item is from: the one city, or the one place. */
static stm_str located(stm_arena *arena, const stm_xml *xml, uint32_t meta)
{
    uint32_t n = 0, n_cities = 0, only = STM_NONE, city = STM_NONE;
    for (uint32_t c = stm_xml_child(xml, meta, STM_XML_PLAIN, "located", STM_NONE); c != STM_NONE;
         c = stm_xml_child(xml, meta, STM_XML_PLAIN, "located", c)) {
        bool is_city = stm_str_ends(stm_xml_attribute_of(xml, c, "type"), ":city");
        only = c;
        city = is_city ? c : city;
        n++;
        n_cities += is_city;
    }
    return n == 1 || n_cities == 1 ? name_or_literal(arena, xml, n_cities == 1 ? city : only) : STM_NULL_STR;
}

static void content_meta(stm_intake *in, stm_arena *arena, uint32_t meta, stm_article *out)
{
    const stm_xml *xml = &in->xml;
    uint32_t by = stm_xml_child(xml, meta, STM_XML_PLAIN, "by", STM_NONE);
    uint32_t language = stm_xml_child(xml, meta, STM_XML_PLAIN, "language", STM_NONE);
    uint32_t dateline = stm_xml_child(xml, meta, STM_XML_PLAIN, "dateline", STM_NONE);
    fill(&out->title, line_of(arena, xml, stm_xml_child(xml, meta, STM_XML_PLAIN, "headline", STM_NONE)));
    if (language != STM_NONE) {
        out->language = stm_xml_language(arena, stm_xml_attribute_of(xml, language, "tag"));
    }
    if (by != STM_NONE) {
        stm_news_names(in, arena, line_of(arena, xml, by), out);
    }
    for (uint32_t c = stm_xml_child(xml, meta, STM_XML_PLAIN, "creator", STM_NONE); c != STM_NONE && by == STM_NONE;
         c = stm_xml_child(xml, meta, STM_XML_PLAIN, "creator", c)) {
        stm_news_names(in, arena, name_or_literal(arena, xml, c), out);
    }
    read_dateline(in, arena, line_of(arena, xml, dateline), located(arena, xml, meta), out);
}

static bool news_item(stm_intake *in, stm_arena *arena, uint32_t item, stm_article *out)
{
    const stm_xml *xml = &in->xml;
    uint32_t meta = stm_xml_child(xml, item, STM_XML_PLAIN, "itemMeta", STM_NONE);
    uint32_t about = stm_xml_child(xml, item, STM_XML_PLAIN, "contentMeta", STM_NONE);
    uint32_t set = stm_xml_child(xml, item, STM_XML_PLAIN, "contentSet", STM_NONE);
    stm_str status = meta == STM_NONE ? STM_NULL_STR : attribute_below(xml, meta, "pubStatus", "qcode");
    out->id = copy_of(arena, stm_xml_attribute_of(xml, item, "guid"));
    if (stm_str_ends(status, ":canceled") || stm_str_ends(status, ":withheld")) {
        stm_intake_note(in, UINT64_MAX, "was withdrawn by its publisher");
        return false;
    }
    if (meta != STM_NONE) {
        item_meta(in, arena, meta, out);
    }
    if (about != STM_NONE) {
        content_meta(in, arena, about, out);
    }
    fill(&out->title, meta == STM_NONE
                          ? STM_NULL_STR
                          : line_of(arena, xml, stm_xml_child(xml, meta, STM_XML_PLAIN, "title", STM_NONE)));
    fill(&out->language, stm_xml_language(arena, stm_xml_attribute_of(xml, item, "xml:lang")));
    return set == STM_NONE || content(in, arena, set, out);
}

bool stm_is_news_item(const stm_xml *xml, uint32_t node)
{
    const stm_xml_node *n = &xml->nodes.at[node];
    return stm_str_eqz(n->name, "newsItem") || stm_str_eqz(n->name, "nitf");
}

/* A picture or video: it has no text, and none is missed. */
static bool is_other_class(const stm_xml *xml, uint32_t item)
{
    stm_str kind = attribute_below(xml, item, "itemClass", "qcode");
    size_t colon = stm_str_find(kind, STM_STR(":"), 0);
    return colon != SIZE_MAX &&
           stm_str_among((stm_str){ kind.p + colon + 1, kind.n - colon - 1 }, "picture video audio graphic animation");
}

bool stm_news_item(stm_intake *in, stm_arena *arena, uint32_t item, stm_article *out)
{
    if (stm_str_eqz(in->xml.nodes.at[item].name, "nitf")) {
        nitf(in, arena, item, out);
        return true;
    }
    return news_item(in, arena, item, out) && (out->text.n > 0 || !is_other_class(&in->xml, item));
}
