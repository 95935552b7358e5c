/* listing.c: the frame of the pages, the list of stories, and what is said where there is no page. */
#include "serve/serve_parts.h"

void stm_serve_head(stm_html *h, stm_str title, bool search)
{
    stm_html_raw(
        h, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
           "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
           "<meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"generator\" content=\"stemma\">\n"
           "<link rel=\"icon\" href=\"/favicon.ico\" type=\"image/svg+xml\">\n"
           "<link rel=\"stylesheet\" href=\"/page.css\">\n<link rel=\"stylesheet\" href=\"/serve.css\">\n<title>");
    stm_html_text(h, title);
    stm_html_raw(h, "</title>\n</head>\n<body>\n<a class=\"skip\" href=\"#record\">To the record</a>\n"
                    "<div class=\"site\"><nav aria-label=\"Site\"><a href=\"/\">Stories</a></nav>\n");
    stm_html_raw(h, search ? "<form action=\"/search\" role=\"search\"><input type=\"search\" name=\"q\" aria-label="
                             "\"Search\" placeholder=\"Search all articles\" maxlength=\"1000\">"
                             "<button type=\"submit\">Search</button></form></div>\n"
                           : "</div>\n");
}

void stm_serve_open(stm_html *h, stm_str title)
{
    stm_serve_head(h, title, true);
    stm_html_raw(h, "<main id=\"record\" class=\"sheet\">\n");
}

void stm_serve_close(stm_html *h)
{
    stm_html_raw(h, "</main>\n<footer>\n<p>Made by stemma from the store at this machine. Nothing can be changed here, "
                    "and nothing is asked of any network.</p>\n</footer>\n</body>\n</html>\n");
}

void stm_serve_pager(stm_html *h, stm_str begins, uint32_t page, bool more)
{
    if (page == 1 && !more) {
        return;
    }
    stm_html_raw(h, "<nav class=\"pager\" aria-label=\"Pages\">");
    if (page > 1) {
        stm_html_raw(h, "<a rel=\"prev\" href=\"");
        stm_html_text(h, begins);
        stm_html_rawf(h, "page=%u\">Back</a> ", page - 1);
    }
    stm_html_rawf(h, "<span>Page %u</span>", page);
    if (more) {
        stm_html_raw(h, " <a rel=\"next\" href=\"");
        stm_html_text(h, begins);
        stm_html_rawf(h, "page=%u\">More</a>", page + 1);
    }
    stm_html_raw(h, "</nav>\n");
}

void stm_serve_told(stm_html *h, const char *title, stm_str what)
{
    stm_serve_open(h, stm_str_of(title));
    stm_html_raw(h, "<header class=\"masthead\"><h1>");
    stm_html_textz(h, title);
    stm_html_raw(h, "</h1>\n<p class=\"span\">");
    stm_html_text(h, what);
    stm_html_raw(h, "</p>\n<p><a href=\"/\">To the stories</a></p></header>\n");
    stm_serve_close(h);
}

/* The title, or the names of its first articles. */
static void title_of(stm_html *h, const stm_story_row *row)
{
    if (row->title.p != NULL) {
        stm_html_text(h, row->title);
        return;
    }
    for (uint32_t i = 0; i < row->names.n; i++) {
        stm_html_raw(h, i == 0 ? "" : ", ");
        stm_html_text(h, row->names.at[i]);
    }
    stm_html_raw(h, row->articles > row->names.n ? ", …" : "");
}

static void count(stm_html *h, uint32_t n, const char *one, const char *several)
{
    stm_html_rawf(h, "%u %s", n, n == 1 ? one : several);
}

static void story(stm_html *h, const stm_story_row *row)
{
    stm_str dates = stm_view_dates(h->arena, row->from, row->to);
    stm_html_rawf(h, "<li><a href=\"/story/%lld\">", (long long)row->id);
    title_of(h, row);
    stm_html_raw(h, "</a><p>");
    stm_html_text(h, dates.p == NULL ? STM_STR("No day known") : dates);
    stm_html_raw(h, " · ");
    count(h, row->articles, "article", "articles");
    stm_html_raw(h, " · ");
    count(h, row->lines, "line of text", "lines of text");
    if (row->contested > 0) {
        stm_html_rawf(h, " · <b>%u contested</b>", row->contested);
    }
    stm_html_raw(h, "</p></li>\n");
}

void stm_serve_list(stm_html *h, const stm_story_rows *rows, const stm_browse_counts *counts, uint32_t page)
{
    stm_serve_open(h, STM_STR("Stories"));
    stm_html_rawf(h,
                  "<header class=\"masthead\"><h1>Stories</h1>\n<p class=\"span\">%llu stor%s of %llu article%s, "
                  "newest first</p></header>\n",
                  (unsigned long long)counts->stories, counts->stories == 1 ? "y" : "ies",
                  (unsigned long long)counts->articles, counts->articles == 1 ? "" : "s");
    if (rows->n == 0) {
        stm_html_raw(h, "<p class=\"nothing\">The store has no articles yet.</p>\n");
    } else {
        stm_html_raw(h, "<ol class=\"found\">\n");
        for (uint32_t i = 0; i < rows->n; i++) {
            story(h, &rows->at[i]);
        }
        stm_html_raw(h, "</ol>\n");
    }
    stm_serve_pager(h, STM_STR("/?"), page, (uint64_t)page * STM_SERVE_ROWS < counts->stories);
    stm_serve_close(h);
}
