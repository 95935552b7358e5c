/* shown.c: a story and an article as pages of the site, and a story in the forms of other programs. */
#include "serve/serve_parts.h"
#include "write/export.h"
#include "write/view.h"

typedef struct site_call {
    int64_t story;
} site_call;

static void head(void *arg, stm_html *h, stm_str title)
{
    const site_call *c = arg;
    stm_serve_head(h, title, true);
    stm_html_raw(h, "<p class=\"files\"><span>As a file:</span> ");
    for (uint32_t i = 0; i < STM_SERVE_FILES; i++) {
        stm_html_rawf(h, "<a href=\"/story/%lld/%s\">%s</a>%s", (long long)c->story, stm_serve_files[i].name,
                      stm_serve_files[i].about, i + 1 < STM_SERVE_FILES ? ", " : "");
    }
    stm_html_raw(h, "</p>\n");
}

static void script(void *arg, stm_html *h)
{
    (void)arg;
    stm_html_raw(h, "<script src=\"/page.js\"></script>\n");
}

void stm_serve_story(stm_arena *arena, stm_buf *to, const stm_run *run, int64_t id)
{
    site_call call = { id };
    stm_page_site site = { &call, head, script };
    stm_page_run_at(arena, to, run, NULL, &site);
}

void stm_serve_story_file(stm_arena *arena, stm_buf *to, stm_run *run, uint32_t number, uint32_t file)
{
    const char *name = stm_serve_files[file].name;
    stm_json json;
    if (strcmp(name, "record.json") == 0) {
        stm_json_init(&json, arena, to);
        json.first_story = number - 1;
        stm_json_run(&json, run);
        stm_buf_addz(arena, to, "\n");
    } else if (strcmp(name, "page.html") == 0) {
        stm_page_run(arena, to, run, NULL);
    } else if (strcmp(name, "stemma.dot") == 0) {
        stm_graph_dot(arena, to, run);
    } else if (strcmp(name, "apparatus.tei.xml") == 0) {
        stm_tei_run(arena, to, run);
    } else if (strcmp(name, "annotations.jsonld") == 0) {
        stm_annotations_run(arena, to, run, STM_VIEW_SURE);
    } else {
        for (int t = 0; t < STM_TABLE_COUNT; t++) {
            size_t n = strlen(stm_table_name((stm_table)t));
            if (strncmp(name, stm_table_name((stm_table)t), n) == 0 && name[n] == '.') {
                stm_csv_table(arena, to, run, (stm_table)t, STM_VIEW_SURE, STM_OFFSETS_BYTES);
            }
        }
    }
}

/* ---- an article -------------------------------------------------------------------------------------------- */

static void quotations(stm_page *p, const stm_article *a)
{
    stm_html *h = &p->html;
    if (a->quotations.n == 0) {
        return;
    }
    stm_html_raw(h, "<section id=\"quotations\"><h2>Who says what</h2>\n");
    for (uint32_t i = 0; i < a->quotations.n; i++) {
        const stm_quotation *q = &a->quotations.at[i];
        stm_html_raw(h, "<article class=\"item\" tabindex=\"-1\"><h3>");
        stm_html_text(h, q->speaker_name.p == NULL ? STM_STR("Not named") : q->speaker_name);
        stm_html_raw(h, "</h3>\n<p>");
        stm_page_open_passages(p, 0, q->content.at, q->content.n, "p");
        stm_html_text(h, stm_view_quotation(h->arena, a, q));
        stm_html_raw(h, "</a></p></article>\n");
    }
    stm_html_raw(h, "</section>\n");
}

static void figures(stm_page *p, const stm_article *a)
{
    stm_html *h = &p->html;
    if (a->figures.n == 0) {
        return;
    }
    stm_html_raw(h, "<section id=\"figures\"><h2>Figures</h2>\n<ul class=\"readings\">\n");
    for (uint32_t i = 0; i < a->figures.n; i++) {
        const stm_figure *f = &a->figures.at[i];
        stm_html_raw(h, "<li class=\"item\">");
        stm_page_open_passage(p, (stm_passage){ 0, f->at }, "p");
        stm_html_text(h, stm_view_words(h->arena, p->view, (stm_passage){ 0, f->at }, 0));
        stm_html_raw(h, "</a>");
        if (f->counted.p != NULL) {
            stm_html_raw(h, " <span class=\"weight\">");
            stm_html_text(h, f->counted);
            stm_html_raw(h, "</span>");
        }
        stm_html_raw(h, "</li>\n");
    }
    stm_html_raw(h, "</ul></section>\n");
}

static bool inside(const stm_article *a, stm_span at)
{
    return stm_span_some(at) && at.end <= a->text.n && ((unsigned char)a->text.p[at.start] & 0xC0) != 0x80 &&
           (at.end == a->text.n || ((unsigned char)a->text.p[at.end] & 0xC0) != 0x80);
}

void stm_serve_article(stm_arena *arena, stm_buf *to, stm_run *run, const stm_article_page *page, stm_span at)
{
    stm_article *a = page->article;
    stm_passages cited = { 0 };
    stm_view view;
    stm_page p = { .html = { arena, to }, .view = &view, .cited = &cited };
    stm_record *record = stm_vec_add(arena, &run->stories);
    stm_html *h = &p.html;
    stm_str title = a->title.p != NULL ? a->title : a->id;
    stm_vec_push(arena, &record->articles, 0);
    record->lines = 1;
    stm_view_make(arena, run, record, NULL, NULL, &view);
    stm_serve_head(h, title, true);
    stm_html_raw(h, "<div class=\"desk\">\n<main id=\"record\">\n<header class=\"masthead\"><h1>");
    stm_html_text(h, title);
    stm_html_raw(h, "</h1>\n<p class=\"span\">");
    stm_html_text(h, a->outlet.p == NULL ? a->id : a->outlet);
    if (a->published.p != NULL) {
        stm_html_raw(h, " · ");
        stm_html_text(h, stm_view_date(arena, a->published, true));
    }
    stm_html_raw(h, "</p>\n");
    if (page->story > 0) {
        stm_html_rawf(h, "<p class=\"span\">Of the story <a href=\"/story/%lld\">", (long long)page->story);
        stm_html_text(h, page->story_title.p == NULL ? stm_str_format(arena, "s%u", page->story_number)
                                                     : page->story_title);
        stm_html_raw(h, "</a></p>\n");
    }
    stm_html_raw(h, "</header>\n");
    if (inside(a, at)) {
        stm_html_raw(h, "<section id=\"passage\"><h2>The passage</h2>\n<article class=\"item\" tabindex=\"-1\"><p>");
        stm_page_open_passage(&p, (stm_passage){ 0, at }, "p");
        stm_html_text(h, stm_view_words(arena, &view, (stm_passage){ 0, at }, 0));
        stm_html_raw(h, "</a></p></article></section>\n");
    }
    quotations(&p, a);
    figures(&p, a);
    if (a->quotations.n == 0 && a->figures.n == 0) {
        stm_html_raw(h, "<p class=\"nothing\">No quotation and no figure was found in it.</p>\n");
    }
    stm_html_raw(h, "</main>\n<aside class=\"reader alone\" id=\"reader\" aria-label=\"The article\" tabindex=\"0\">\n"
                    "<h2>The article</h2>\n<div class=\"texts\">\n");
    stm_page_articles(&p, run, &view);
    stm_html_raw(h, "</div>\n</aside>\n</div>\n<footer><p>Made by stemma from the store at this machine.</p></footer>\n"
                    "<script src=\"/page.js\"></script>\n</body>\n</html>\n");
}
