/* ninjs.c: a news item in JSON, as IPTC has it: ninjs 1, 2 and 3.
 *
 * In: an object that json-c has read, borrowed.  Out: an article: text, headline, names, date, language, place, id.
 * Never: heeds an embargo, reads what its publisher withdrew, takes an object that has a text of its own for one of
 * these. Source: iptc.org/std/ninjs (1.5, 2.1, 3.0); versions 2 and 3 write headlines and bodies as lists.
 */
#include "intake/xml_parts.h"

static stm_str string_of(json_object *o, const char *name)
{
    json_object *v = NULL;
    if (!json_object_is_type(o, json_type_object) || !json_object_object_get_ex(o, name, &v) ||
        !json_object_is_type(v, json_type_string)) {
        return STM_NULL_STR;
    }
    return stm_str_trim((stm_str){ json_object_get_string(v), (size_t)json_object_get_string_len(v) });
}

/* The first of these that says something, in the arena. */
static stm_str first_of(stm_arena *arena, json_object *o, const char *const *keys)
{
    for (; *keys != NULL; keys++) {
        stm_str s = string_of(o, *keys);
        if (s.n > 0) {
            return stm_intake_clean(arena, stm_str_dup(arena, s));
        }
    }
    return STM_NULL_STR;
}

/* The value of the first item of a list whose content type is one of these; "": of the first one. */
static stm_str of_list(stm_arena *arena, json_object *o, const char *name, const char *types)
{
    static const char *const value[] = { "value", NULL };
    static const char *const type[] = { "contenttype", "contentType", NULL };
    json_object *list = NULL;
    if (!json_object_object_get_ex(o, name, &list) || !json_object_is_type(list, json_type_array)) {
        return STM_NULL_STR;
    }
    for (size_t i = 0; i < json_object_array_length(list); i++) {
        json_object *item = json_object_array_get_idx(list, i);
        stm_str s = first_of(arena, item, value);
        if (s.n > 0 && (*types == '\0' || stm_str_among(first_of(arena, item, type), types))) {
            return s;
        }
    }
    return STM_NULL_STR;
}

bool stm_is_ninjs(json_object *o)
{
    static const char *const bodies[] = { "body_text", "body_xhtml", "body_html", "bodies" };
    bool found = false;
    for (size_t i = 0; i < sizeof bodies / sizeof bodies[0] && !found; i++) {
        found = json_object_object_get_ex(o, bodies[i], NULL);
    }
    return found;
}

static bool text_of(stm_intake *in, stm_arena *arena, json_object *o, stm_article *out)
{
    static const char *const plain[] = { "body_text", NULL }, *const marked[] = { "body_xhtml", "body_html", NULL };
    stm_str s = first_of(arena, o, plain);
    s = s.p != NULL ? s : of_list(arena, o, "bodies", "text/plain");
    if (s.p != NULL) {
        out->text = s;
        return true;
    }
    s = first_of(arena, o, marked);
    s = s.p != NULL ? s : of_list(arena, o, "bodies", "text/html application/xhtml+xml");
    out->text = STM_STR("");
    return s.p == NULL || stm_intake_fragment(in, arena, s, out->title, &out->text);
}

bool stm_intake_ninjs(stm_intake *in, stm_arena *arena, json_object *o, stm_article *out)
{
    static const char *const status[] = { "pubstatus", "pubStatus", NULL }, *const id[] = { "uri", NULL };
    static const char *const title[] = { "headline", "title", NULL }, *const names[] = { "byline", "by", NULL };
    static const char *const version[] = { "versioncreated", "versionCreated", NULL };
    static const char *const language[] = { "language", NULL }, *const place[] = { "located", NULL };
    static const char *const kind[] = { "type", NULL };
    if (stm_str_among(first_of(arena, o, status), "withheld canceled")) {
        stm_intake_note(in, UINT64_MAX, "was withdrawn by its publisher");
        return false;
    }
    out->id = first_of(arena, o, id);
    out->title = first_of(arena, o, title);
    out->title = out->title.p != NULL ? out->title : of_list(arena, o, "headlines", "");
    out->language = stm_xml_language(arena, first_of(arena, o, language));
    out->dateline_place = first_of(arena, o, place);
    stm_xml_published(in, arena, first_of(arena, o, version), out);
    stm_news_names(in, arena, first_of(arena, o, names), out);
    /* a picture or video has no text, and none is missed */
    return text_of(in, arena, o, out) &&
           (out->text.n > 0 || !stm_str_among(first_of(arena, o, kind), "picture video audio graphic"));
}
