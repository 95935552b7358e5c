/* html_jsonld.c: the article that a page describes in schema.org's words.
 *
 * In: the text of one JSON-LD script.  Out: headline, authors, dates, publisher, where they were unknown.  Never:
 * believes a description of another thing on the page (lists, products, breadcrumbs).
 * Idea: objects are visited without recursion; the first whose @type ends in "Article" or "Posting" or is a kind of
 * report counts. References ("author": {"@id": ...}) are looked up among all objects of the script.
 * Cost: linear, times the number of references.  Source: schema.org NewsArticle; JSON-LD 1.1, sections 3.3, 4.9.
 */
#include "intake/html_main.h"

#define MAX_OBJECTS 4096

typedef struct objects {
    json_object **at;
    uint32_t n, cap;
} objects;

static json_object *get(json_object *o, const char *name)
{
    json_object *v = NULL;
    return json_object_is_type(o, json_type_object) && json_object_object_get_ex(o, name, &v) ? v : NULL;
}

static stm_str string_of(json_object *v)
{
    if (json_object_is_type(v, json_type_array) && json_object_array_length(v) > 0) {
        v = json_object_array_get_idx(v, 0);
    }
    if (!json_object_is_type(v, json_type_string)) {
        return STM_NULL_STR;
    }
    return (stm_str){ json_object_get_string(v), (size_t)json_object_get_string_len(v) };
}

/* All objects in the value, breadth first. */
static void collect(stm_arena *arena, json_object *root, objects *out)
{
    if (root != NULL) {
        stm_vec_push(arena, out, root);
    }
    for (uint32_t i = 0; i < out->n && out->n < MAX_OBJECTS; i++) {
        json_object *o = out->at[i];
        if (json_object_is_type(o, json_type_array)) {
            for (size_t k = 0; k < json_object_array_length(o) && out->n < MAX_OBJECTS; k++) {
                json_object *v = json_object_array_get_idx(o, k);
                if (json_object_is_type(v, json_type_object) || json_object_is_type(v, json_type_array)) {
                    stm_vec_push(arena, out, v);
                }
            }
        } else if (json_object_is_type(o, json_type_object)) {
            json_object_object_foreach(o, key, v)
            {
                (void)key;
                if (out->n < MAX_OBJECTS &&
                    (json_object_is_type(v, json_type_object) || json_object_is_type(v, json_type_array))) {
                    stm_vec_push(arena, out, v);
                }
            }
        }
    }
}

static bool type_is_article(json_object *o)
{
    json_object *t = get(o, "@type");
    size_t n = json_object_is_type(t, json_type_array) ? json_object_array_length(t) : 1;
    for (size_t i = 0; i < n; i++) {
        stm_str s = string_of(json_object_is_type(t, json_type_array) ? json_object_array_get_idx(t, i) : t);
        if (s.p != NULL && (stm_str_ends(s, "Article") || stm_str_ends(s, "Posting") || stm_str_ends(s, "Report") ||
                            stm_str_ends(s, "Review"))) {
            return true;
        }
    }
    return false;
}

/* What an object with nothing but "@id" stands for. */
static json_object *resolve(const objects *all, json_object *o)
{
    stm_str id = string_of(get(o, "@id"));
    if (id.p == NULL || get(o, "name") != NULL) {
        return o;
    }
    for (uint32_t i = 0; i < all->n; i++) {
        if (get(all->at[i], "name") != NULL && stm_str_eq(string_of(get(all->at[i], "@id")), id)) {
            return all->at[i];
        }
    }
    return o;
}

/* Sites write HTML's character references into JSON, where they mean nothing; the usual ones are undone. */
static stm_str undo_references(stm_arena *arena, stm_str s)
{
    static const char *const names[][2] = { { "&amp;", "&" },
                                            { "&quot;", "\"" },
                                            { "&apos;", "'" },
                                            { "&lt;", "<" },
                                            { "&gt;", ">" },
                                            { "&nbsp;", " " },
                                            { "&#39;", "'" },
                                            { "&#039;", "'" },
                                            { "&#x27;", "'" },
                                            { "&#34;", "\"" },
                                            { "&#038;", "&" },
                                            { "&#38;", "&" },
                                            { "&#8216;", "\xE2\x80\x98" },
                                            { "&#8217;", "\xE2\x80\x99" },
                                            { "&rsquo;", "\xE2\x80\x99" },
                                            { "&lsquo;", "\xE2\x80\x98" },
                                            { "&#8220;", "\xE2\x80\x9C" },
                                            { "&#8221;", "\xE2\x80\x9D" },
                                            { "&ldquo;", "\xE2\x80\x9C" },
                                            { "&rdquo;", "\xE2\x80\x9D" },
                                            { "&#8211;", "\xE2\x80\x93" },
                                            { "&ndash;", "\xE2\x80\x93" },
                                            { "&#8212;", "\xE2\x80\x94" },
                                            { "&mdash;", "\xE2\x80\x94" } };
    stm_buf out = { 0 };
    if (s.n == 0 || memchr(s.p, '&', s.n) == NULL) {
        return s;
    }
    for (size_t i = 0; i < s.n;) {
        size_t used = 0;
        for (size_t k = 0; k < sizeof names / sizeof names[0] && s.p[i] == '&' && used == 0; k++) {
            if (stm_str_starts((stm_str){ s.p + i, s.n - i }, names[k][0])) {
                used = strlen(names[k][0]);
                stm_buf_addz(arena, &out, names[k][1]);
            }
        }
        if (used == 0) {
            stm_buf_add(arena, &out, s.p + i, 1);
            used = 1;
        }
        i += used;
    }
    return stm_buf_str(&out);
}

static void add_authors(stm_arena *arena, const objects *all, json_object *v, stm_strs *out)
{
    size_t n = json_object_is_type(v, json_type_array) ? json_object_array_length(v) : v == NULL ? 0 : 1;
    for (size_t i = 0; i < n && i < 32; i++) {
        json_object *one = resolve(all, json_object_is_type(v, json_type_array) ? json_object_array_get_idx(v, i) : v);
        json_object *names = json_object_is_type(one, json_type_object) ? get(one, "name") : one;
        size_t m = json_object_is_type(names, json_type_array) ? json_object_array_length(names) : 1;
        for (size_t k = 0; k < m && k < 32; k++) {
            stm_str name =
                string_of(json_object_is_type(names, json_type_array) ? json_object_array_get_idx(names, k) : names);
            if (name.p != NULL) {
                stm_str copy = undo_references(arena, stm_str_dup(arena, name));
                stm_vec_push(arena, out, copy);
            }
        }
    }
}

static void fill(stm_arena *arena, stm_str *to, stm_str value)
{
    if (to->p == NULL && stm_str_trim(value).n > 0) {
        *to = undo_references(arena, stm_str_dup(arena, stm_str_trim(value)));
    }
}

void stm_html_jsonld(stm_arena *arena, stm_str script, uint32_t max_depth, json_object **hold, stm_page_facts *facts)
{
    objects all = { 0 };
    json_tokener *tokener;
    const char *brace = script.n == 0 ? NULL : memchr(script.p, '{', script.n);
    const char *bracket = script.n == 0 ? NULL : memchr(script.p, '[', script.n);
    const char *start = brace == NULL || (bracket != NULL && bracket < brace) ? bracket : brace;
    if (start != NULL && start > script.p && start[0] == '[' &&
        memchr(script.p, '<', (size_t)(start - script.p)) != NULL) {
        start = brace; /* "<![CDATA[" */
    }
    if (start == NULL || script.n > INT32_MAX / 2) {
        return;
    }
    tokener = json_tokener_new_ex((int)max_depth);
    if (tokener == NULL) {
        stm_arena_fail(arena);
    }
    *hold = json_tokener_parse_ex(tokener, start, (int)(script.n - (size_t)(start - script.p)));
    json_tokener_free(tokener);
    collect(arena, *hold, &all);
    for (uint32_t i = 0; i < all.n; i++) {
        json_object *o = all.at[i];
        if (!type_is_article(o)) {
            continue;
        }
        fill(arena, &facts->title, string_of(get(o, "headline")));
        fill(arena, &facts->published, string_of(get(o, "datePublished")));
        fill(arena, &facts->modified, string_of(get(o, "dateModified")));
        fill(arena, &facts->outlet, string_of(get(resolve(&all, get(o, "publisher")), "name")));
        if (facts->authors.n == 0) {
            add_authors(arena, &all, get(o, "author"), &facts->authors);
        }
        break;
    }
    for (uint32_t i = 0; i < all.n && facts->published.p == NULL; i++) {
        if (stm_str_eqz(string_of(get(all.at[i], "@type")), "WebPage")) {
            fill(arena, &facts->page_published, string_of(get(all.at[i], "datePublished")));
        }
    }
    if (*hold != NULL) {
        (void)json_object_put(*hold);
        *hold = NULL;
    }
}
