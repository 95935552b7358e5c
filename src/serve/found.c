/* found.c: the page of a search: its form, and the passages that were found, each with its way to article and story. */
#include "serve/serve_parts.h"
#include "store/search.h"

static const char *const kinds[] = { "text", "quotation", "figure", "statement" };

typedef struct finding {
    stm_html html;
    uint32_t skip, seen;
    const stm_hit *hit;
} finding;

static void marked(stm_html *h, const stm_hit *hit)
{
    stm_str text = hit->article->text;
    uint32_t at = hit->shown.start;
    for (uint32_t i = 0; i < hit->matches.n; i++) {
        stm_span m = hit->matches.at[i];
        stm_html_text(h, stm_str_sub(text, (stm_span){ at, m.start }));
        stm_html_raw(h, "<mark>");
        stm_html_text(h, stm_str_sub(text, m));
        stm_html_raw(h, "</mark>");
        at = m.end;
    }
    stm_html_text(h, stm_str_sub(text, (stm_span){ at, hit->shown.end }));
}

static void hit_of(void *arg)
{
    finding *f = arg;
    stm_html *h = &f->html;
    const stm_hit *hit = f->hit;
    const stm_article *a = hit->article;
    stm_html_rawf(h, "<li><a class=\"p l0\" href=\"/article/%lld?at=%u-%u#t0-%u\">", (long long)hit->article_number,
                  hit->at.start, hit->at.end, hit->at.start);
    marked(h, hit);
    stm_html_raw(h, "</a><p>");
    if (hit->speaker.p != NULL) {
        stm_html_raw(h, "<b class=\"who\">");
        stm_html_text(h, hit->speaker);
        stm_html_raw(h, "</b> · ");
    }
    stm_html_text(h, a->outlet.p == NULL ? a->id : a->outlet);
    if (a->published.p != NULL) {
        stm_html_raw(h, " · ");
        stm_html_text(h, stm_view_date(h->arena, a->published, true));
    }
    if (hit->story_id > 0) {
        stm_html_rawf(h, " · <a href=\"/story/%lld\">", (long long)hit->story_id);
        if (hit->story_title.p == NULL) {
            stm_html_rawf(h, "story s%u</a>", hit->story);
        } else {
            stm_html_text(h, hit->story_title);
            stm_html_raw(h, "</a>");
        }
    }
    stm_html_raw(h, "</p></li>\n");
}

/* Hits come in an arena that is emptied after each; the page is in another, whose failure must not pass over the
 * search. */
static stm_status take(void *arg, stm_arena *arena, const stm_hit *hit)
{
    finding *f = arg;
    (void)arena;
    f->hit = hit;
    return f->seen++ < f->skip ? STM_OK : stm_arena_protect(f->html.arena, hit_of, f);
}

static void form(stm_html *h, const stm_target *t, stm_str kind)
{
    stm_html_raw(h, "<form action=\"/search\" class=\"ask\">\n<label>Words <input type=\"search\" name=\"q\" "
                    "maxlength=\"1000\" value=\"");
    stm_html_text(h, t->query);
    stm_html_raw(h, "\"></label>\n<label>Said by <input name=\"speaker\" maxlength=\"200\" value=\"");
    stm_html_text(h, t->speaker);
    stm_html_raw(h, "\"></label>\n<label>Look in <select name=\"kind\">");
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        stm_html_rawf(h, "<option value=\"%s\"%s>%s</option>", kinds[i], stm_str_eqz(kind, kinds[i]) ? " selected" : "",
                      i == 0   ? "paragraphs"
                      : i == 1 ? "quotations"
                      : i == 2 ? "figures"
                               : "statements");
    }
    stm_html_raw(h, "</select></label>\n<label>From <input type=\"date\" name=\"from\" value=\"");
    stm_html_text(h, t->from);
    stm_html_raw(h, "\"></label>\n<label>To <input type=\"date\" name=\"to\" value=\"");
    stm_html_text(h, t->to);
    stm_html_raw(h, "\"></label>\n<button type=\"submit\">Search</button>\n</form>\n");
}

static void add_value(stm_arena *arena, stm_buf *to, const char *key, stm_str value)
{
    if (value.n > 0) {
        stm_str escaped = stm_query_escaped(arena, value);
        stm_buf_format(arena, to, "%s=%.*s&", key, (int)escaped.n, escaped.p);
    }
}

static stm_str again(stm_arena *arena, const stm_target *t)
{
    stm_buf to = { 0 };
    stm_buf_addz(arena, &to, "/search?");
    add_value(arena, &to, "q", t->query);
    add_value(arena, &to, "speaker", t->speaker);
    add_value(arena, &to, "kind", t->kind);
    add_value(arena, &to, "from", t->from);
    add_value(arena, &to, "to", t->to);
    return stm_buf_str(&to);
}

static bool is_day(stm_str s)
{
    for (size_t i = 0; i < s.n; i++) {
        if ((i == 4 || i == 7) ? s.p[i] != '-' : s.p[i] < '0' || s.p[i] > '9') {
            return false;
        }
    }
    return s.p == NULL || s.n == 10;
}

/* The kind that is meant: that which is named, else as `stemma search` has it; NULL: there is none of that name. */
static const char *kind_of(const stm_target *t)
{
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (stm_str_eqz(t->kind, kinds[i])) {
            return kinds[i];
        }
    }
    return t->kind.p != NULL ? NULL : t->speaker.p != NULL ? kinds[1] : kinds[0];
}

static void help(stm_html *h)
{
    stm_html_raw(h, "<dl class=\"how\"><div><dt>captain tow</dt><dd>passages with both words</dd></div>"
                    "<div><dt>\"tow her off\"</dt><dd>side by side, in this order</dd></div>"
                    "<div><dt>ferry OR boat captain</dt><dd>captain, and one of the two</dd></div>"
                    "<div><dt>tow -tonight</dt><dd>tow, but not tonight</dd></div>"
                    "<div><dt>resign*</dt><dd>resign, resigned, resignation</dd></div></dl>\n");
}

stm_status stm_serve_search(stm_arena *arena, stm_buf *to, stm_store *store, const stm_target *t, stm_err *err)
{
    const char *kind = kind_of(t);
    stm_buf hits = { 0 };
    finding f = { .html = { arena, &hits }, .skip = (t->page - 1) * STM_SERVE_ROWS };
    stm_html h = { arena, to };
    stm_search_options options = { .query = t->query.p == NULL ? STM_STR("") : t->query,
                                   .speaker = t->speaker,
                                   .kind = kind,
                                   .from = t->from,
                                   .to = t->to,
                                   .limit = t->page * STM_SERVE_ROWS };
    bool asked = t->query.n > 0 || t->speaker.n > 0;
    uint32_t found = 0;
    stm_status status = STM_OK;
    if (kind == NULL || !is_day(t->from) || !is_day(t->to)) {
        status = stm_fail(err, STM_USAGE,
                          kind == NULL ? "there is no such kind of passage" : "a day is written as 2024-03-31");
    } else if (asked) {
        status = stm_search(store, &options, take, &f, &found, err);
    }
    if (status != STM_OK && status != STM_USAGE) {
        return status;
    }
    stm_serve_head(
        &h, asked ? stm_str_format(arena, "Search: %.*s", (int)options.query.n, options.query.p) : STM_STR("Search"),
        false);
    stm_html_raw(&h, "<main id=\"record\" class=\"sheet\">\n<header class=\"masthead\"><h1>Search</h1></header>\n");
    form(&h, t, stm_str_of(kind == NULL ? kinds[0] : kind));
    if (status == STM_USAGE) {
        stm_html_raw(&h, "<p class=\"flag\">");
        stm_html_text(&h, stm_str_of(err->message));
        stm_html_raw(&h, "</p>\n");
        help(&h);
    } else if (!asked) {
        help(&h);
    } else {
        stm_html_rawf(&h, "<p class=\"span\">%u passage%s%s</p>\n<ol class=\"found hits\">\n", found,
                      found == 1 ? "" : "s", found == 0 ? "" : ", best first");
        stm_buf_add(arena, to, hits.at, hits.n);
        stm_html_raw(&h, "</ol>\n");
        stm_serve_pager(&h, again(arena, t), t->page, found > t->page * STM_SERVE_ROWS);
    }
    stm_serve_close(&h);
    return status;
}
