/* html_main.c: finds the running text of the article in a page.
 *
 * In: the tree.  Out: paragraphs.  Never: reads a site's own template; all rules are about wording, tags and mass.
 * Method: (1) running text has mass: characters in text nodes of some length that are no links. (2) what says by tag,
 * class or role that it is something else (navigation, comments, related stories) is left out, unless it holds most
 * of the mass. (3) the container is the smallest element that holds nearly all of what is left; elements that say
 * that they are the body of an article count for more. (4) inside it, blocks that are links, labels or repeats go.
 * Sources: the idea of mass by text density is Kohlschütter, Fankhauser, Nejdl, "Boilerplate Detection using Shallow
 * Text Features" (WSDM 2010); scoring of containers by their paragraphs is Arc90's Readability (2009).
 * Cost: linear in the nodes, and in their class names.
 */
#include "intake/html_main.h"

#include "base/map.h"
#include "data/data.h"

#define LONG_TEXT 30u /* bytes of a text node that count as running text */

#define END_PERCENT 90
enum { FLAG_OUT = 1, FLAG_LINK = 2, FLAG_CAPTION = 4, FLAG_HINT = 8, FLAG_SURE = 16 };

typedef struct block {
    stm_str text;
    uint32_t container; /* nearest block element */
    uint32_t node;      /* first text node */
    uint32_t links;     /* bytes of text inside of links */
    bool out;           /* in something that is not the article */
    bool keep;
} block;

typedef struct page {
    stm_arena *arena;
    const stm_html *html;
    const stm_newswords *words;
    uint32_t n;
    uint8_t *flags;      /* FLAG_*, of node and what it inherits */
    uint32_t *container; /* nearest block element, itself included */
    uint64_t *mass;      /* prefix sums over the nodes: mass[k] is of nodes before k */
    bool noscript;       /* the text stands in <noscript>, for readers that run no scripts, as we are one */
    STM_VEC(block) blocks;
} page;

static bool is_block(stm_tag t)
{
    switch (t) {
    case STM_TAG_TEXT:
    case STM_TAG_OTHER:
    case STM_TAG_A:
    case STM_TAG_EM:
    case STM_TAG_STRONG:
    case STM_TAG_SMALL:
    case STM_TAG_CITE:
    case STM_TAG_Q:
    case STM_TAG_TIME:
    case STM_TAG_CODE:
    case STM_TAG_SUB:
    case STM_TAG_SUP:
    case STM_TAG_I:
    case STM_TAG_B:
    case STM_TAG_U:
    case STM_TAG_SPAN:
    case STM_TAG_BR:
    case STM_TAG_IMG:
    case STM_TAG_FONT:
    case STM_TAG_LABEL: return false;
    default: return true;
    }
}

/* Elements whose text nobody reads as part of a page. */
static bool is_unread(stm_tag t)
{
    switch (t) {
    case STM_TAG_HEAD:
    case STM_TAG_SCRIPT:
    case STM_TAG_STYLE:
    case STM_TAG_TEMPLATE:
    case STM_TAG_IFRAME:
    case STM_TAG_SVG:
    case STM_TAG_CANVAS:
    case STM_TAG_OBJECT:
    case STM_TAG_EMBED:
    case STM_TAG_VIDEO:
    case STM_TAG_AUDIO:
    case STM_TAG_SELECT:
    case STM_TAG_TEXTAREA:
    case STM_TAG_MATH:
    case STM_TAG_BUTTON:
    case STM_TAG_INPUT:
    case STM_TAG_MENU: return true;
    default: return false;
    }
}

/* ---- what names say ------------------------------------------------------------------------------------- */

static bool alnum(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); }

static bool upper(char c) { return c >= 'A' && c <= 'Z'; }

typedef enum name_says {
    SAYS_NOTHING = 0,
    SAYS_OTHER = 1,
    SAYS_COMMENT = 2,
    SAYS_BODY = 4,
    SAYS_BODY_SURELY = 8
} name_says;

/* Words of a class or id, cut at what is no letter and at a capital in the middle; also every two neighbours. */
static unsigned read_name(const stm_map *names, stm_str s)
{
    unsigned says = 0;
    char two[64];
    size_t before = 0, n = 0;
    for (size_t i = 0; i <= s.n; i++) {
        bool cut = i == s.n || !alnum(s.p[i]) || (i > 0 && upper(s.p[i]) && !upper(s.p[i - 1]));
        if (cut) {
            if (n > before) {
                uint32_t hit = stm_map_get(names, (stm_str){ two + before, n - before });
                says |= hit == STM_NONE ? 0 : hit;
                hit = before > 0 ? stm_map_get(names, (stm_str){ two, n }) : STM_NONE;
                says |= hit == STM_NONE ? 0 : hit;
                if (before > 0) {
                    memmove(two, two + before, n - before);
                    n -= before;
                }
                before = n;
            }
            if (i < s.n && (s.p[i] == ' ' || n > sizeof two / 2)) {
                before = n = 0;
            }
        }
        if (i < s.n && alnum(s.p[i]) && n + 1 < sizeof two) {
            two[n++] = upper(s.p[i]) ? (char)(s.p[i] + 32) : s.p[i];
        }
    }
    return says;
}

static void load_names(stm_arena *arena, stm_map *names)
{
    const char *p = stm_data_page_names, *end = p + stm_data_page_names_size;
    uint32_t kind = SAYS_NOTHING;
    while (p < end) {
        const char *nl = memchr(p, '\n', (size_t)(end - p));
        stm_str line = stm_str_trim((stm_str){ p, nl == NULL ? (size_t)(end - p) : (size_t)(nl - p) });
        p = nl == NULL ? end : nl + 1;
        if (line.n == 0 || line.p[0] == '#') {
            continue;
        }
        if (line.p[0] == '[') {
            kind = stm_str_eqz(line, "[other]")     ? SAYS_OTHER
                   : stm_str_eqz(line, "[comment]") ? SAYS_COMMENT
                                                    : SAYS_BODY;
            continue;
        }
        for (size_t i = 0, start = 0; i <= line.n; i++) {
            if (i == line.n || line.p[i] == ' ') {
                if (i > start) {
                    *stm_map_put(arena, names, (stm_str){ line.p + start, i - start }, 0) |= kind;
                }
                start = i + 1;
            }
        }
    }
}

static bool is_hidden(const stm_html *h, uint32_t i)
{
    stm_str style = stm_html_attribute(h, i, "style");
    if (stm_html_attribute(h, i, "hidden").p != NULL || stm_str_eqz(stm_html_attribute(h, i, "aria-hidden"), "true")) {
        return true;
    }
    return style.p != NULL && (stm_str_find(style, STM_STR("display:none"), 0) != SIZE_MAX ||
                               stm_str_find(style, STM_STR("display: none"), 0) != SIZE_MAX);
}

static unsigned says(const page *p, const stm_map *names, uint32_t i)
{
    const stm_html *h = p->html;
    stm_str role = stm_html_attribute(h, i, "role");
    stm_str prop = stm_html_attribute(h, i, "itemprop");
    unsigned v = 0;
    stm_str s = stm_html_attribute(h, i, "class");
    v |= s.p == NULL ? 0 : read_name(names, s);
    s = stm_html_attribute(h, i, "id");
    v |= s.p == NULL ? 0 : read_name(names, s);
    s = stm_html_attribute(h, i, "data-component");
    v |= s.p == NULL ? 0 : read_name(names, s);
    if (prop.p != NULL && stm_str_eq_nocase(prop, STM_STR("articleBody"))) {
        v = SAYS_BODY | SAYS_BODY_SURELY;
    }
    if (prop.p != NULL && stm_str_eq_nocase(prop, STM_STR("comment"))) {
        v |= SAYS_COMMENT;
    }
    if (role.p != NULL &&
        (stm_str_eqz(role, "navigation") || stm_str_eqz(role, "complementary") || stm_str_eqz(role, "contentinfo") ||
         stm_str_eqz(role, "banner") || stm_str_eqz(role, "dialog") || stm_str_eqz(role, "search"))) {
        v |= SAYS_OTHER;
    }
    return v;
}

/* ---- passes over the tree -------------------------------------------------------------------------------- */

/* Is most of the page's text in <noscript>? */
static bool noscript_reads(const stm_html *h)
{
    uint64_t inside = 0, outside = 0;
    uint32_t end = 0;
    for (uint32_t i = 0; i < h->nodes.n; i++) {
        const stm_node *n = &h->nodes.at[i];
        if (is_unread(n->tag)) {
            i = n->end - 1;
        } else if (n->tag == STM_TAG_NOSCRIPT && n->end > end) {
            end = n->end;
        } else if (n->tag == STM_TAG_TEXT && n->text.n >= 2 * LONG_TEXT && n->text.p[0] != '<') {
            *(i < end ? &inside : &outside) += n->text.n;
        }
    }
    return inside > 1000 && inside > 2 * outside;
}

/* Mass, with only what is never read left out. */
static void weigh(page *p)
{
    const stm_html *h = p->html;
    for (uint32_t i = 0; i < p->n; i++) {
        const stm_node *n = &h->nodes.at[i];
        uint8_t above = n->parent == STM_NONE ? 0 : p->flags[n->parent];
        bool block_here = n->tag != STM_TAG_TEXT && is_block(n->tag);
        p->flags[i] = above;
        p->container[i] = block_here || n->parent == STM_NONE ? i : p->container[n->parent];
        if (is_unread(n->tag) || (n->tag == STM_TAG_NOSCRIPT && !p->noscript) ||
            (n->tag != STM_TAG_TEXT && n->n_attributes > 0 && is_hidden(h, i))) {
            p->flags[i] |= FLAG_OUT;
        }
        if (n->tag == STM_TAG_A) {
            p->flags[i] |= FLAG_LINK;
        }
        p->mass[i + 1] = p->mass[i];
        if (n->tag == STM_TAG_TEXT && (p->flags[i] & (FLAG_OUT | FLAG_LINK)) == 0) {
            stm_str t = stm_str_trim(n->text);
            p->mass[i + 1] += t.n >= LONG_TEXT ? t.n : 0;
        }
    }
}

static bool holds_tag(const page *p, uint32_t node, stm_tag tag)
{
    for (uint32_t i = node + 1; i < p->html->nodes.at[node].end; i++) {
        if (p->html->nodes.at[i].tag == tag) {
            return true;
        }
    }
    return false;
}

/* Does it stand inside of a paragraph, as a dateline or an emphasis does? */
static bool in_paragraph(const page *p, uint32_t node)
{
    return p->html->nodes.at[p->container[node]].tag == STM_TAG_P;
}

/* Takes out what says that it is something else, then weighs again. */
static void exclude(page *p, const stm_map *names)
{
    uint64_t total = p->mass[p->n], sum = 0, before = 0;
    uint32_t article_end = 0;
    for (uint32_t i = 0; i < p->n; i++) {
        const stm_node *n = &p->html->nodes.at[i];
        uint64_t mass;
        unsigned v = 0;
        bool out = false;
        if (n->parent != STM_NONE) {
            p->flags[i] |= p->flags[n->parent];
        }
        if (n->tag != STM_TAG_TEXT && n->tag != STM_TAG_BODY && n->tag != STM_TAG_HTML &&
            (p->flags[i] & FLAG_OUT) == 0) {
            mass = p->mass[n->end] - p->mass[i];
            v = n->n_attributes > 0 ? says(p, names, i) : 0;
            switch (n->tag) {
            case STM_TAG_NAV:
            case STM_TAG_FOOTER: out = mass * 2 < total; break;
            case STM_TAG_ASIDE: out = mass * 3 < total; break;
            case STM_TAG_FIGCAPTION:
            case STM_TAG_CAPTION: out = mass * 2 < total; break;
            case STM_TAG_FORM:
            case STM_TAG_FIELDSET: out = mass * 3 < total; break;
            case STM_TAG_ARTICLE: /* inside of another one: a teaser */
                out = article_end > i && mass * 5 < total * 2 && p->mass[article_end] - p->mass[i] > mass;
                if (n->end > article_end) {
                    article_end = n->end;
                }
                break;
            default: break;
            }
            if ((v & SAYS_COMMENT) != 0 && (mass * 10 < total * 9) && (v & SAYS_BODY) == 0 &&
                !(mass * 4 > total && holds_tag(p, i, STM_TAG_H1))) {
                out = true;
            }
            if ((v & SAYS_OTHER) != 0 && mass * 5 < total * 2 && (is_block(n->tag) || !in_paragraph(p, i))) {
                out = true;
            }
            if ((v & SAYS_BODY) != 0 && !out) {
                /* inherited: what lies below a body is body */
                p->flags[i] |= (v & SAYS_BODY_SURELY) != 0 ? FLAG_HINT | FLAG_SURE : FLAG_HINT;
            }
            p->flags[i] |= out ? FLAG_OUT : 0;
        }
    }
    for (uint32_t i = 0; i < p->n; i++) {
        uint64_t was = p->mass[i + 1] - before;
        before = p->mass[i + 1];
        sum += (p->flags[i] & FLAG_OUT) != 0 ? 0 : was;
        p->mass[i + 1] = sum;
    }
}

/* ---- blocks --------------------------------------------------------------------------------------------- */

static bool space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

/* U+00A0, which pages use where they mean a blank. */
static bool hard_space(stm_str t, size_t k)
{
    return k + 1 < t.n && (unsigned char)t.p[k] == 0xC2 && (unsigned char)t.p[k + 1] == 0xA0;
}

typedef struct building {
    stm_buf text;
    block b;
    bool open;
    uint32_t breaks;
} building;

static void close_block(page *p, building *w)
{
    while (w->text.n > 0 && space(w->text.at[w->text.n - 1])) {
        w->text.n--;
    }
    if (w->open && w->text.n > 0) {
        w->b.text = stm_buf_str(&w->text);
        stm_vec_push(p->arena, &p->blocks, w->b);
        w->text = (stm_buf){ 0 };
    }
    w->text.n = 0;
    w->open = false;
    w->breaks = 0;
}

static bool blank(stm_str t)
{
    for (size_t k = 0; k < t.n; k++) {
        if (hard_space(t, k)) {
            k++;
        } else if (!space(t.p[k])) {
            return false;
        }
    }
    return true;
}

static void add_text(page *p, building *w, uint32_t node)
{
    stm_str t = p->html->nodes.at[node].text;
    uint32_t before = w->text.n;
    bool pre = p->html->nodes.at[p->container[node]].tag == STM_TAG_PRE;
    if (blank(t)) {
        if (w->open && w->text.n > 0 && !space(w->text.at[w->text.n - 1])) {
            stm_buf_addz(p->arena, &w->text, " ");
        }
        return;
    }
    if (w->open && w->breaks >= 2) {
        close_block(p, w);
    }
    if (!w->open) {
        w->open = true;
        w->b = (block){ STM_NULL_STR, p->container[node], node, 0, (p->flags[node] & FLAG_OUT) != 0, false };
        before = 0;
    } else if (w->breaks == 1) {
        while (w->text.n > 0 && w->text.at[w->text.n - 1] == ' ') {
            w->text.n--;
        }
        stm_buf_addz(p->arena, &w->text, "\n");
    }
    w->breaks = 0;
    for (size_t k = 0; k < t.n;) {
        size_t end = k;
        if (space(t.p[k]) || hard_space(t, k)) {
            k += hard_space(t, k);
            if (w->text.n > 0 && (pre || !space(w->text.at[w->text.n - 1]))) {
                stm_buf_addz(p->arena, &w->text, pre && t.p[k] == '\n' ? "\n" : " ");
            }
            k++;
            continue;
        }
        while (end < t.n && !space(t.p[end]) && !hard_space(t, end)) {
            end++;
        }
        stm_buf_add(p->arena, &w->text, t.p + k, end - k);
        k = end;
    }
    if ((p->flags[node] & FLAG_LINK) != 0) {
        w->b.links += w->text.n > before ? w->text.n - before : 0;
    }
}

static void cut_blocks(page *p)
{
    building w = { { 0 }, { STM_NULL_STR, 0, 0, 0, false, false }, false, 0 };
    for (uint32_t i = 0; i < p->n; i++) {
        const stm_node *n = &p->html->nodes.at[i];
        if (n->tag == STM_TAG_TEXT) {
            if (w.open && (p->container[i] != w.b.container || ((p->flags[i] & FLAG_OUT) != 0) != w.b.out)) {
                close_block(p, &w);
            }
            add_text(p, &w, i);
        } else if (n->tag == STM_TAG_BR) {
            w.breaks++;
        } else if (is_unread(n->tag) || (n->tag == STM_TAG_NOSCRIPT && !p->noscript)) {
            i = n->end - 1;
        } else if (is_block(n->tag)) {
            close_block(p, &w);
        }
    }
    close_block(p, &w);
}

/* ---- the container -------------------------------------------------------------------------------------- */

static uint64_t part_of(const page *p, const uint64_t *sums, uint32_t node)
{
    return sums[p->html->nodes.at[node].end] - sums[node];
}

/* From `at` down to the smallest element that still holds nearly all of what `sums` counts. */
static uint32_t descend(const page *p, const uint64_t *sums, uint32_t at, uint32_t percent)
{
    uint64_t total = part_of(p, sums, at);
    for (;;) {
        uint32_t next = STM_NONE;
        for (uint32_t i = at + 1; i < p->html->nodes.at[at].end; i = p->html->nodes.at[i].end) {
            if (p->html->nodes.at[i].tag != STM_TAG_TEXT && part_of(p, sums, i) * 100 >= total * percent) {
                next = i;
            }
        }
        if (next == STM_NONE || !is_block(p->html->nodes.at[next].tag) || p->html->nodes.at[next].tag == STM_TAG_P) {
            return at;
        }
        at = next;
    }
}

/* The part of the mass that lies in elements with one of these flags. */
static uint64_t *mass_with(const page *p, unsigned flags)
{
    uint64_t *sums = STM_NEW_ARRAY(p->arena, uint64_t, (size_t)p->n + 1);
    for (uint32_t i = 0; i < p->n; i++) {
        sums[i + 1] = sums[i] + ((p->flags[i] & flags) != 0 ? p->mass[i + 1] - p->mass[i] : 0);
    }
    return sums;
}

/* Bodies that say so, if they hold a good part of the mass: the smallest element around them. Else around all mass. */
static uint32_t choose(const page *p)
{
    uint64_t total = p->mass[p->n];
    const uint64_t *sure = mass_with(p, FLAG_SURE), *hinted = mass_with(p, FLAG_HINT);
    if (sure[p->n] * 8 >= total && sure[p->n] >= 250) {
        return descend(p, sure, 0, 90);
    }
    if (hinted[p->n] * 3 >= total) {
        return descend(p, hinted, 0, 97);
    }
    return descend(p, p->mass, 0, 80);
}

/* ---- the blocks inside of it ------------------------------------------------------------------------------ */

static bool ends_sentence(stm_str s)
{
    size_t n;
    s = stm_str_unclosed(s);
    n = s.n;
    if (stm_str_ends(s, "\xE2\x80\xA6")) {
        return true;
    }
    return n > 0 && (s.p[n - 1] == '.' || s.p[n - 1] == '!' || s.p[n - 1] == '?' || s.p[n - 1] == ':');
}

static bool is_heading(stm_tag t) { return t >= STM_TAG_H1 && t <= STM_TAG_H6; }

static bool same_folded(stm_str a, stm_str b) { return stm_str_eq_nocase(stm_str_trim(a), stm_str_trim(b)); }

/* A short line behind which no article goes on. */
static bool is_end(stm_str s)
{
    static const char *const ends[] = { "related stories",
                                        "related articles",
                                        "related posts",
                                        "related content",
                                        "related news",
                                        "related coverage",
                                        "related topics",
                                        "related links",
                                        "related:",
                                        "related",
                                        "you may also like",
                                        "you might also like",
                                        "more from",
                                        "more stories",
                                        "more news",
                                        "more great",
                                        "more on this",
                                        "more like this",
                                        "our latest",
                                        "latest stories",
                                        "latest news",
                                        "latest from",
                                        "read next",
                                        "read more",
                                        "recommended",
                                        "most popular",
                                        "most read",
                                        "popular stories",
                                        "popular posts",
                                        "trending",
                                        "about the author",
                                        "about the writer",
                                        "about author",
                                        "comments",
                                        "leave a reply",
                                        "leave a comment",
                                        "post a comment",
                                        "join the conversation",
                                        "explore further",
                                        "share this",
                                        "share:",
                                        "tags:",
                                        "filed under",
                                        "up next",
                                        "next article",
                                        "recent posts",
                                        "subscribe",
                                        "sign up",
                                        "newsletter",
                                        "what to read next",
                                        "sponsored",
                                        "promoted",
                                        "from around the web",
                                        "from the web",
                                        "see also",
                                        "top stories",
                                        "editor's picks",
                                        "editors' picks",
                                        "editor\xE2\x80\x99s picks",
                                        "in this story",
                                        "topics",
                                        "advertisement",
                                        "this story originally",
                                        "add a comment" };
    if (s.n > 45) {
        return false;
    }
    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
        size_t n = strlen(ends[i]);
        if (s.n >= n && stm_str_eqz_nocase((stm_str){ s.p, n }, ends[i]) && (s.n == n || !alnum(s.p[n]))) {
            return true;
        }
    }
    return false;
}

static bool running(const page *p, const block *b)
{
    return !is_heading(p->html->nodes.at[b->container].tag) && b->text.n >= 60 && b->links * 2 < b->text.n &&
           (ends_sentence(b->text) || b->text.n > 140);
}

/* Where the article is over: the first line that starts something else and has no more than a fifth of the running
 * text behind it, or none that hangs near where the text before it hung. */
static uint32_t find_end(const page *p, uint32_t from, uint32_t to)
{
    uint64_t all = 0, seen = 0;
    for (uint32_t i = 0; i < p->blocks.n; i++) {
        const block *b = &p->blocks.at[i];
        all += b->node >= from && b->node < to && !b->out && running(p, b) ? b->text.n : 0;
    }
    for (uint32_t i = 0; i < p->blocks.n; i++) {
        const block *b = &p->blocks.at[i];
        if (b->node < from || b->node >= to) {
            continue;
        }
        if (seen * 100 >= all * END_PERCENT && seen > 0 && is_end(b->text)) {
            return i;
        }
        seen += !b->out && running(p, b) ? b->text.n : 0;
    }
    return p->blocks.n;
}

static void filter(page *p, uint32_t container, stm_str title)
{
    uint32_t end = p->html->nodes.at[container].end, first = STM_NONE, last = 0;
    uint32_t over = find_end(p, container, end);
    stm_map seen = { 0 };
    for (uint32_t i = 0; i < p->blocks.n; i++) {
        block *b = &p->blocks.at[i];
        stm_tag tag = p->html->nodes.at[b->container].tag;
        bool inside = b->node >= container && b->node < end && i < over;
        uint32_t *times;
        if (!inside || b->out || b->links * 10 > b->text.n * 9 || b->text.p[0] == '<' || same_folded(b->text, title) ||
            tag == STM_TAG_H1) {
            continue;
        }
        if (b->links * 10 > b->text.n * 7 && tag != STM_TAG_P) {
            continue;
        }
        if (stm_promo_in(p->words, b->text) && b->text.n < 300) {
            continue;
        }
        times = stm_map_put(p->arena, &seen, b->text, 0);
        if (++*times > 1 && b->text.n > 40) {
            continue;
        }
        b->keep = true;
        if (running(p, b)) {
            first = first == STM_NONE ? i : first;
            last = i;
        }
    }
    for (uint32_t i = 0; i < p->blocks.n; i++) {
        block *b = &p->blocks.at[i];
        stm_tag tag = p->html->nodes.at[b->container].tag;
        if (!b->keep || first == STM_NONE) {
            continue;
        }
        if (i < first && (is_heading(tag) || !ends_sentence(b->text))) {
            b->keep = false; /* headline, date, byline */
        }
        if (i > last && !ends_sentence(b->text) && tag != STM_TAG_P && tag != STM_TAG_LI && tag != STM_TAG_TD) {
            b->keep = false;
        }
    }
}

stm_str stm_html_main(stm_arena *arena, const stm_html *html, const stm_newswords *words, stm_str title)
{
    page p = { .arena = arena, .html = html, .words = words, .n = html->nodes.n };
    stm_map names = { 0 };
    stm_buf out = { 0 };
    uint32_t container;
    if (p.n == 0) {
        return STM_STR("");
    }
    load_names(arena, &names);
    p.flags = STM_NEW_ARRAY(arena, uint8_t, p.n);
    p.container = STM_NEW_ARRAY(arena, uint32_t, p.n);
    p.mass = STM_NEW_ARRAY(arena, uint64_t, (size_t)p.n + 1);
    p.noscript = noscript_reads(html);
    weigh(&p);
    exclude(&p, &names);
    cut_blocks(&p);
    container = choose(&p);
    filter(&p, container, title);
    for (uint32_t i = 0; i < p.blocks.n; i++) {
        if (p.blocks.at[i].keep) {
            if (out.n > 0) {
                stm_buf_addz(arena, &out, "\n\n");
            }
            stm_buf_add_str(arena, &out, p.blocks.at[i].text);
        }
    }
    return stm_buf_str(&out);
}
