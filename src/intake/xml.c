/* xml.c: an XML document to its articles, one after another.
 *
 * In: an open file.  Out: the article of one item a call.  Never: loses the items before a place where the document is
 * broken; takes an item that is not whole.  Holds one document, within the limit of a file.
 */
#include "intake/xml_parts.h"

/* XML 1.0 allows no control characters; feeds have them. What was given back is in the document's arena. */
static stm_str without_controls(stm_intake *in, stm_str s)
{
    uint64_t n = 0;
    char *to = NULL;
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        if (c < 0x20 && c != '\t' && c != '\n' && c != '\r') {
            to = to == NULL ? stm_arena_copy(&in->of_document, s.p, s.n) : to;
            to[i] = ' ';
            n++;
        }
    }
    if (n != 0) {
        stm_intake_note(in, UINT64_MAX, "%llu control characters were left out", (unsigned long long)n);
        s.p = to;
    }
    return s;
}

/* The name in an XML declaration. */
static stm_str declared(stm_str bytes)
{
    size_t end = stm_str_starts(bytes, "<?xml") ? stm_str_find(bytes, STM_STR("?>"), 0) : SIZE_MAX;
    return end == SIZE_MAX ? STM_NULL_STR : stm_intake_declared((stm_str){ bytes.p, end });
}

/* False: the file cannot be read at all; the reason is reported. */
static bool parse(stm_intake *in, stm_arena *arena)
{
    stm_err err = { .byte = UINT64_MAX };
    stm_str bytes, text;
    if (stm_file_all(in->file, in->options.max_file_bytes, &bytes, &err) != STM_OK) {
        if (err.status == STM_NO_MEMORY) {
            stm_arena_fail(arena);
        }
        stm_intake_fail(in, err.byte, "%s", err.message);
        return false;
    }
    bytes = stm_str_trim(bytes);
    text = without_controls(in, stm_intake_decode(in, &in->of_document, bytes, declared(bytes)));
    if (stm_xml_parse(&in->of_document, text, in->options.max_depth, &in->xml_parser, &in->xml, &err) != STM_OK) {
        in->line = err.line;
        stm_intake_fail(in, err.byte, "%s", err.message);
        in->line = 0;
        in->xml_broken = true;
    }
    in->xml_channel = in->xml.nodes.n == 0 ? STM_NONE : stm_xml_child(&in->xml, 0, STM_XML_PLAIN, "channel", STM_NONE);
    return true;
}

static bool is_item(const stm_xml *xml, uint32_t node)
{
    return xml->nodes.at[node].name.p != NULL && (stm_is_feed_item(xml, node) || stm_is_news_item(xml, node));
}

bool stm_intake_xml(stm_intake *in, stm_arena *arena, stm_article *out, bool *ended)
{
    const stm_xml *xml = &in->xml;
    *ended = false;
    if (!in->xml_read) {
        in->xml_read = true;
        if (!parse(in, arena)) {
            *ended = true;
            return false;
        }
    }
    while (in->xml_at < xml->nodes.n) {
        uint32_t node = in->xml_at;
        if (!is_item(xml, node)) {
            in->xml_at++;
            continue;
        }
        in->xml_at = xml->nodes.at[node].end;
        if (xml->nodes.at[node].whole) {
            in->item++;
            in->line = xml->nodes.at[node].line;
            return stm_is_news_item(xml, node) ? stm_news_item(in, arena, node, out)
                                               : stm_feed_item(in, arena, node, out);
        }
    }
    in->line = 0;
    if (in->item == 0 && !in->xml_broken) {
        stm_intake_fail(in, UINT64_MAX, "holds no news item of a kind that is read");
    }
    *ended = true;
    return false;
}
