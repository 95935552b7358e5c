/* html_meta.c: what a page says of itself: title, names, dates, outlet.
 *
 * In: the tree.  Out: metadata of the article.  Never: takes a date or a name from running text.
 * Order of belief, for each field: JSON-LD, <meta>, microdata, elements that say what they are (<time>, rel=author,
 * classes), the address. A title is the <h1> when the page's other titles bear it out.  Cost: linear.
 * Sources: schema.org; the Open Graph protocol; HTML Standard, 4.2.5 and 4.5.14; Dublin Core in HTML (DC-HTML).
 */
#include "intake/html_main.h"
#include "intake/parts.h"

enum { OF_TITLE, OF_PUBLISHED, OF_MODIFIED, OF_AUTHOR, OF_OUTLET, OF_URL, OF_LANGUAGE, N_FACTS };

/* Names of <meta name|property|itemprop>, best first within a field. */
static const struct {
    const char *name;
    int fact;
} metas[] = {
    { "og:title", OF_TITLE },
    { "twitter:title", OF_TITLE },
    { "dc.title", OF_TITLE },
    { "headline", OF_TITLE },
    { "article:published_time", OF_PUBLISHED },
    { "og:article:published_time", OF_PUBLISHED },
    { "og:published_time", OF_PUBLISHED },
    { "datepublished", OF_PUBLISHED },
    { "article.published", OF_PUBLISHED },
    { "published_time", OF_PUBLISHED },
    { "parsely-pub-date", OF_PUBLISHED },
    { "sailthru.date", OF_PUBLISHED },
    { "dc.date.issued", OF_PUBLISHED },
    { "dcterms.issued", OF_PUBLISHED },
    { "dc.date.created", OF_PUBLISHED },
    { "dcterms.created", OF_PUBLISHED },
    { "dc.date", OF_PUBLISHED },
    { "dcterms.date", OF_PUBLISHED },
    { "pubdate", OF_PUBLISHED },
    { "publishdate", OF_PUBLISHED },
    { "publish-date", OF_PUBLISHED },
    { "publish_date", OF_PUBLISHED },
    { "publication_date", OF_PUBLISHED },
    { "publicationdate", OF_PUBLISHED },
    { "originalpublicationdate", OF_PUBLISHED },
    { "article_date_original", OF_PUBLISHED },
    { "cxenseparse:recs:publishtime", OF_PUBLISHED },
    { "citation_publication_date", OF_PUBLISHED },
    { "citation_date", OF_PUBLISHED },
    { "displaydate", OF_PUBLISHED },
    { "date", OF_PUBLISHED },
    { "date.release", OF_PUBLISHED },
    { "release_date", OF_PUBLISHED },
    { "datecreated", OF_PUBLISHED },
    { "article:modified_time", OF_MODIFIED },
    { "og:updated_time", OF_MODIFIED },
    { "datemodified", OF_MODIFIED },
    { "dcterms.modified", OF_MODIFIED },
    { "last-modified", OF_MODIFIED },
    { "author", OF_AUTHOR },
    { "article:author", OF_AUTHOR },
    { "parsely-author", OF_AUTHOR },
    { "sailthru.author", OF_AUTHOR },
    { "byl", OF_AUTHOR },
    { "dc.creator", OF_AUTHOR },
    { "dcterms.creator", OF_AUTHOR },
    { "citation_author", OF_AUTHOR },
    { "article:author_name", OF_AUTHOR },
    { "og:site_name", OF_OUTLET },
    { "publisher", OF_OUTLET },
    { "dc.publisher", OF_OUTLET },
    { "application-name", OF_OUTLET },
    { "og:url", OF_URL },
    { "og:locale", OF_LANGUAGE },
    { "language", OF_LANGUAGE },
};
#define N_METAS (sizeof metas / sizeof metas[0])

typedef struct reading {
    stm_arena *arena;
    const stm_html *html;
    stm_page_facts facts;
    size_t rank[N_FACTS]; /* of the meta that filled the fact; N_METAS: something better */
    stm_str page_title, meta_title;
    uint32_t h1; /* the first one, or STM_NONE */
} reading;

static stm_str *field_of(reading *r, int fact)
{
    switch (fact) {
    case OF_TITLE: return &r->meta_title;
    case OF_PUBLISHED: return &r->facts.published;
    case OF_MODIFIED: return &r->facts.modified;
    case OF_OUTLET: return &r->facts.outlet;
    case OF_URL: return &r->facts.url;
    default: return &r->facts.language;
    }
}

static bool is_date(stm_str s) { return stm_when_read(s).day != STM_NO_DAY; }

static bool is_address(stm_str s)
{
    return stm_str_find(s, STM_STR("://"), 0) != SIZE_MAX || stm_str_starts(s, "www.") || stm_str_starts(s, "@") ||
           stm_str_starts(s, "/");
}

static void read_meta(reading *r, uint32_t node)
{
    static const char *const keys[] = { "property", "name", "itemprop", "http-equiv" };
    stm_str content = stm_str_trim(stm_html_attribute(r->html, node, "content"));
    for (size_t k = 0; k < sizeof keys / sizeof keys[0] && content.n > 0; k++) {
        stm_str name = stm_html_attribute(r->html, node, keys[k]);
        for (size_t i = 0; i < N_METAS && name.p != NULL; i++) {
            int fact = metas[i].fact;
            bool better;
            if (!stm_str_eqz_nocase(name, metas[i].name)) {
                continue;
            }
            better = r->rank[fact] > i && r->rank[fact] != N_METAS;
            if (fact == OF_AUTHOR) {
                if (!is_address(content) && (better || r->rank[fact] == SIZE_MAX || r->rank[fact] == i)) {
                    if (r->rank[fact] != i) {
                        r->facts.authors.n = 0;
                    }
                    stm_vec_push(r->arena, &r->facts.authors, content);
                    r->rank[fact] = i;
                }
            } else if ((better || r->rank[fact] == SIZE_MAX) &&
                       ((fact != OF_PUBLISHED && fact != OF_MODIFIED) || is_date(content))) {
                *field_of(r, fact) = content;
                r->rank[fact] = i;
            }
        }
    }
}

static bool name_has(const reading *r, uint32_t node, const char *const *words)
{
    static const char *const keys[] = { "class", "id", "itemprop", "rel", "data-testid" };
    for (size_t k = 0; k < sizeof keys / sizeof keys[0]; k++) {
        stm_str s = stm_html_attribute(r->html, node, keys[k]);
        if (s.p != NULL && s.n < 200) {
            stm_str low = stm_str_lower(r->arena, s);
            for (const char *const *w = words; *w != NULL; w++) {
                if (stm_str_find(low, stm_str_of(*w), 0) != SIZE_MAX) {
                    return true;
                }
            }
        }
    }
    return false;
}

/* The date at the start of a short text ("Posted on May 3, 2016 by Jane Roe"); STM_NULL_STR: none, or of a change. */
static stm_str leading_date(stm_str text)
{
    static const char *const changed[] = { "Updated", "updated", "UPDATED", "Last", "Modified", "last" };
    size_t used;
    for (size_t i = 0; i < sizeof changed / sizeof changed[0]; i++) {
        if (stm_str_starts(text, changed[i])) {
            return STM_NULL_STR;
        }
    }
    if (text.n < 8 || text.n > 120 || stm_when_prefix(text, &used).day == STM_NO_DAY) {
        return STM_NULL_STR;
    }
    return (stm_str){ text.p, used };
}

#define DATE_REACH 220 /* nodes behind the headline in which a date without a mark of its own may stand */

/* Microdata and classes that say "published"; then <time>; then classes that say "date"; then a text that starts with
 * a date: of each kind the first behind the headline. */
static void find_date(reading *r)
{
    static const char *const published[] = { "datepublished", "published", "pubdate",      "pub-date",   "publish",
                                             "entry-date",    "post-date", "article-date", "entry-time", NULL };
    static const char *const dated[] = { "date", "time", "byline", "posted", "meta", "publish", "info", NULL };
    uint32_t from = r->h1 == STM_NONE ? 0 : r->h1;
    stm_str second = STM_NULL_STR, third = STM_NULL_STR, fourth = STM_NULL_STR;
    for (uint32_t i = 0; i < r->html->nodes.n && r->facts.published.p == NULL; i++) {
        const stm_node *n = &r->html->nodes.at[i];
        stm_str machine, text;
        if (n->tag == STM_TAG_TEXT && fourth.p == NULL && i >= from && i - from < DATE_REACH && n->text.n < 400 &&
            r->html->nodes.at[n->parent].tag != STM_TAG_SCRIPT) {
            fourth = leading_date(stm_str_trim(n->text));
        }
        if (n->tag == STM_TAG_TEXT || n->tag == STM_TAG_META || n->end - i > 14 ||
            n->n_attributes + (n->tag == STM_TAG_TIME) == 0) {
            continue;
        }
        machine = stm_html_attribute(r->html, i, n->tag == STM_TAG_TIME ? "datetime" : "content");
        machine = machine.p == NULL ? stm_html_attribute(r->html, i, "datetime") : machine;
        machine = machine.p == NULL ? stm_html_attribute(r->html, i, "title") : machine;
        if (machine.p != NULL && is_date(machine)) {
            if (name_has(r, i, published) || stm_html_attribute(r->html, i, "pubdate").p != NULL) {
                r->facts.published = machine;
            } else if (n->tag == STM_TAG_TIME && second.p == NULL && i >= from) {
                second = machine;
            }
            continue;
        }
        if (third.p == NULL && i >= from && (n->tag == STM_TAG_TIME || name_has(r, i, dated))) {
            text = stm_html_node_text(r->arena, r->html, i);
            third = leading_date(text);
        }
    }
    if (r->facts.published.p == NULL) {
        r->facts.published = second.p != NULL ? second : third.p != NULL ? third : fourth;
    }
}

/* Nodes behind the headline in which a byline may stand. */
#define BYLINE_REACH 400

/* A link to the page of somebody who writes here. */
static bool leads_to_author(const reading *r, uint32_t node)
{
    static const char *const paths[] = { "/author/",   "/authors/",   "/staff/",      "/reporter",
                                         "/newsteam/", "/journalist", "/contributor", "/columnist",
                                         "/writers/",  "/by/",        "/people/" };
    stm_str href = stm_html_attribute(r->html, node, "href");
    for (size_t i = 0; i < sizeof paths / sizeof paths[0] && r->html->nodes.at[node].tag == STM_TAG_A; i++) {
        if (href.p != NULL && stm_str_find(href, stm_str_of(paths[i]), 0) != SIZE_MAX) {
            return true;
        }
    }
    return false;
}

/* The text of the smallest element around a text node that says more than "By". */
static stm_str around(reading *r, uint32_t node)
{
    stm_str text = STM_NULL_STR;
    for (uint32_t k = 0; k < 3 && node != STM_NONE; k++) {
        text = stm_html_node_text(r->arena, r->html, node);
        if (text.n > 8) {
            break;
        }
        node = r->html->nodes.at[node].parent;
    }
    return text;
}

/* rel=author, itemprop=author, class "byline" or "author", or a line that starts with "By": the first near the
 * headline that reads like names, and is not in the comments. */
static void find_author(reading *r, const stm_newswords *words)
{
    static const char *const byline[] = { "byline", "author", "contributor", "writer", "creator", NULL };
    static const char *const other[] = { "comment", "related", "photo",  "image",   "caption", "credit",
                                         "share",   "social",  "footer", "sidebar", NULL };
    stm_strs names = { 0 };
    uint32_t n_nodes = r->html->nodes.n, first = r->h1 == STM_NONE ? 0 : r->h1;
    uint32_t end = r->h1 == STM_NONE ? n_nodes / 3 : n_nodes - first > BYLINE_REACH ? first + BYLINE_REACH : n_nodes;
    for (uint32_t i = first; i < end && names.n == 0; i++) {
        const stm_node *n = &r->html->nodes.at[i];
        if (n->tag == STM_TAG_TEXT) {
            stm_str t = stm_str_trim(n->text), date = leading_date(t);
            if (date.p != NULL && stm_str_starts((stm_str){ t.p + date.n, t.n - date.n }, "by ")) {
                stm_byline_split(r->arena, words, (stm_str){ t.p + date.n + 3, t.n - date.n - 3 }, &names);
            } else if (t.n >= 2 && t.n < 100 && (t.p[0] == 'B' || t.p[0] == 'b') && (t.p[1] == 'y' || t.p[1] == 'Y') &&
                       (t.n == 2 || t.p[2] == ' ' || t.p[2] == ':' || (unsigned char)t.p[2] == 0xC2)) {
                t = around(r, i);
                if (t.n > 5 && t.n < 120) {
                    stm_byline_split(r->arena, words, (stm_str){ t.p + 3, t.n - 3 }, &names);
                }
            }
        } else if (n->tag != STM_TAG_META && n->tag != STM_TAG_BODY && n->n_attributes > 0 && n->end - i <= 30 &&
                   (name_has(r, i, byline) || leads_to_author(r, i)) && !name_has(r, i, other)) {
            stm_str text = stm_html_node_text(r->arena, r->html, i);
            if (text.n > 2 && text.n < 120) {
                stm_byline_split(r->arena, words, text, &names);
            }
        }
    }
    r->facts.authors = names;
}

/* ---- titles -------------------------------------------------------------------------------------------- */

static size_t folded(stm_arena *arena, stm_str s, stm_str *out)
{
    stm_buf b = { 0 };
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        c = c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (unsigned char)c >= 0xC3) {
            stm_buf_add(arena, &b, &c, 1);
        }
    }
    *out = stm_buf_str(&b);
    return out->n;
}

/* Does one title hold the other, marks and case aside, and is more than an outlet's name? */
static bool bears_out(stm_arena *arena, stm_str a, stm_str b)
{
    stm_str x, y;
    if (a.p == NULL || b.p == NULL || folded(arena, a, &x) < 8 || folded(arena, b, &y) < 8) {
        return false;
    }
    if (x.n > y.n) {
        stm_str swap = x;
        x = y;
        y = swap;
    }
    return (x.n >= 25 || x.n * 5 >= y.n * 2) && stm_str_find(y, x, 0) != SIZE_MAX;
}

static bool same_letters(stm_arena *arena, stm_str a, stm_str b)
{
    stm_str x, y;
    return a.p != NULL && b.p != NULL && folded(arena, a, &x) > 0 && folded(arena, b, &y) > 0 && stm_str_eq(x, y);
}

/* "Politics | Headline" without the section. */
static stm_str without_section(stm_str s)
{
    size_t at = stm_str_find(s, STM_STR(" | "), 0);
    return at != SIZE_MAX && at < 24 && s.n - at - 3 > 2 * at ? (stm_str){ s.p + at + 3, s.n - at - 3 } : s;
}

/* "Headline | The Daily Gazette" without the outlet: the longest part between separators. */
static stm_str without_outlet(stm_str s, stm_str outlet)
{
    static const char *const seps[] = {
        " | ", " - ", " \xE2\x80\x93 ", " \xE2\x80\x94 ", " \xC2\xBB ", " :: ", " \xE2\x80\xA2 ", " \xC2\xB7 ", " // ",
        " < ", " / "
    };
    for (size_t k = 0; k < sizeof seps / sizeof seps[0]; k++) {
        stm_str sep = stm_str_of(seps[k]);
        size_t at = stm_str_find(s, sep, 0), last = SIZE_MAX;
        while (at != SIZE_MAX) {
            last = at;
            at = stm_str_find(s, sep, at + 1);
        }
        if (last != SIZE_MAX) {
            stm_str head = { s.p, last }, tail = { s.p + last + sep.n, s.n - last - sep.n };
            bool named = outlet.p != NULL && stm_str_eq_nocase(tail, outlet);
            bool dash = k == 1 || k == 2 || k == 3;
            if (named || (head.n > tail.n && (!dash || tail.n < 30))) {
                return without_outlet(stm_str_trim(head), STM_NULL_STR);
            }
            if (!dash && tail.n > head.n && stm_str_find(s, sep, 0) == last) {
                return stm_str_trim(tail);
            }
        }
    }
    return s;
}

static stm_str choose_title(reading *r)
{
    stm_str page = without_outlet(r->page_title, r->facts.outlet);
    stm_str meta = r->meta_title.p == NULL ? STM_NULL_STR : without_outlet(r->meta_title, r->facts.outlet);
    stm_str first = STM_NULL_STR, second_best = STM_NULL_STR;
    uint32_t count = 0;
    for (uint32_t i = 0; i < r->html->nodes.n && count < 12; i++) {
        stm_str h;
        if (r->html->nodes.at[i].tag != STM_TAG_H1) {
            continue;
        }
        h = stm_html_node_text(r->arena, r->html, i);
        if (h.n < 4 || h.n > 400) {
            continue;
        }
        count++;
        if (same_letters(r->arena, h, r->facts.outlet)) {
            continue;
        }
        if (bears_out(r->arena, h, r->meta_title) || bears_out(r->arena, h, r->page_title) ||
            bears_out(r->arena, h, r->facts.title)) {
            return without_section(h);
        }
        if (first.p == NULL) {
            first = h;
        }
        if (h.n > second_best.n) {
            second_best = h;
        }
    }
    if (r->facts.title.p != NULL) {
        return without_section(without_outlet(r->facts.title, r->facts.outlet));
    }
    if (meta.p != NULL && meta.n > 0) {
        return meta;
    }
    return second_best.n > 20 ? second_best : page.n > 0 ? page : first;
}

/* ---- all together -------------------------------------------------------------------------------------- */

static void copy(stm_arena *arena, stm_str *to, stm_str value)
{
    if (to->p == NULL && value.p != NULL && value.n > 0) {
        *to = stm_str_dup(arena, value);
    }
}

static void read_head(reading *r, uint32_t max_depth, json_object **hold)
{
    for (uint32_t i = 0; i < r->html->nodes.n; i++) {
        const stm_node *n = &r->html->nodes.at[i];
        stm_str s;
        switch (n->tag) {
        case STM_TAG_SCRIPT:
            s = stm_html_attribute(r->html, i, "type");
            if (s.p != NULL && stm_str_eq_nocase(s, STM_STR("application/ld+json")) && n->end > i + 1) {
                stm_html_jsonld(r->arena, r->html->nodes.at[i + 1].text, max_depth, hold, &r->facts);
            }
            break;
        case STM_TAG_TITLE:
            if (r->page_title.p == NULL) {
                r->page_title = stm_html_node_text(r->arena, r->html, i);
            }
            break;
        case STM_TAG_H1: r->h1 = r->h1 == STM_NONE ? i : r->h1; break;
        case STM_TAG_LINK:
            s = stm_html_attribute(r->html, i, "rel");
            if (s.p != NULL && stm_str_eq_nocase(s, STM_STR("canonical")) &&
                is_address(stm_html_attribute(r->html, i, "href"))) {
                r->facts.url = stm_html_attribute(r->html, i, "href");
                r->rank[OF_URL] = N_METAS;
            }
            break;
        default: break;
        }
    }
}

/* A time in UTC can fall on another day than where the page was published; the day in the page's address is that of
 * the place. Then the day is the address's, and the instant stays. */
static void set_published(stm_arena *arena, stm_article *a, stm_when when)
{
    stm_when address = a->url.p == NULL ? (stm_when){ STM_NO_DAY, -1, INT32_MIN } : stm_when_url(a->url);
    stm_when_set(arena, a, when, STM_FROM_METADATA);
    if (address.day != STM_NO_DAY && when.zone_minutes == 0 &&
        (address.day == when.day - 1 || address.day == when.day + 1)) {
        int64_t instant = a->published_at;
        stm_when_set(arena, a, address, STM_FROM_METADATA);
        a->published_at = instant;
    }
}

void stm_html_metadata(stm_arena *arena, const stm_html *html, const stm_newswords *words, uint32_t max_depth,
                       json_object **hold, stm_article *a)
{
    reading r = { .arena = arena, .html = html, .h1 = STM_NONE };
    for (int k = 0; k < N_FACTS; k++) {
        r.rank[k] = SIZE_MAX;
    }
    read_head(&r, max_depth, hold);
    if (r.facts.published.p != NULL && !is_date(r.facts.published)) {
        r.facts.published = STM_NULL_STR;
    }
    r.rank[OF_PUBLISHED] = r.facts.published.p != NULL ? N_METAS : SIZE_MAX;
    r.rank[OF_MODIFIED] = r.facts.modified.p != NULL && is_date(r.facts.modified) ? N_METAS : SIZE_MAX;
    for (uint32_t i = 0; i < r.facts.authors.n; i++) {
        stm_byline_split(arena, words, r.facts.authors.at[i], &a->byline);
    }
    r.facts.authors.n = 0;
    for (uint32_t i = 0; i < html->nodes.n; i++) {
        if (html->nodes.at[i].tag == STM_TAG_META) {
            read_meta(&r, i);
        } else if (html->nodes.at[i].tag == STM_TAG_HTML && r.facts.language.p == NULL) {
            stm_str lang = stm_html_attribute(html, i, "lang");
            if (lang.n >= 2) {
                r.facts.language = lang;
                r.rank[OF_LANGUAGE] = N_METAS;
            }
        }
    }
    for (uint32_t i = 0; i < r.facts.authors.n && a->byline.n == 0; i++) {
        stm_byline_split(arena, words, r.facts.authors.at[i], &a->byline);
    }
    if (r.facts.published.p == NULL) {
        find_date(&r);
    }
    if (r.facts.published.p == NULL && r.facts.page_published.p != NULL && is_date(r.facts.page_published)) {
        r.facts.published = r.facts.page_published;
    }
    if (a->byline.n == 0) {
        find_author(&r, words);
        a->byline = r.facts.authors;
    }
    for (uint32_t i = 0; i < a->byline.n; i++) { /* the outlet is no author */
        if (same_letters(arena, a->byline.at[i], r.facts.outlet)) {
            a->byline.at[i--] = a->byline.at[--a->byline.n];
        }
    }
    copy(arena, &a->title, choose_title(&r));
    copy(arena, &a->outlet, r.facts.outlet);
    copy(arena, &a->url, r.facts.url);
    if (r.facts.language.n >= 2) {
        size_t n = 0;
        while (n < r.facts.language.n && r.facts.language.p[n] != '-' && r.facts.language.p[n] != '_') {
            n++;
        }
        copy(arena, &a->language, stm_str_lower(arena, (stm_str){ r.facts.language.p, n }));
    }
    if (r.facts.published.p != NULL) {
        size_t used;
        set_published(arena, a, stm_when_prefix(r.facts.published, &used));
    }
    if (r.facts.modified.p != NULL && is_date(r.facts.modified)) {
        a->modified = stm_when_format(arena, stm_when_read(r.facts.modified));
    }
}
