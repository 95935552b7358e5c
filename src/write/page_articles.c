/* page_articles.c: see page.h. The texts, cut at the ends of all cited passages, so that passages may overlap.
 *
 * A piece that a passage covers is <span class="c" id="tARTICLE-START">. Cost: O(n log n) in passages, linear in text.
 */
#include <stdlib.h>

#include "language/tongue.h"
#include "write/page.h"

static int by_place(const void *x, const void *y)
{
    const stm_passage *a = x, *b = y;
    if (a->article != b->article) {
        return a->article < b->article ? -1 : 1;
    }
    if (a->at.start != b->at.start) {
        return a->at.start < b->at.start ? -1 : 1;
    }
    return a->at.end < b->at.end ? -1 : a->at.end > b->at.end;
}

static int by_number(const void *x, const void *y)
{
    uint32_t a = *(const uint32_t *)x, b = *(const uint32_t *)y;
    return a < b ? -1 : a > b;
}

typedef struct cuts {
    stm_u32s at;    /* places where a passage starts or ends, ascending, each once */
    int32_t *depth; /* passages that cover the text after at[i] */
} cuts;

static void find_cuts(stm_arena *arena, const stm_passage *p, uint32_t n, cuts *out)
{
    uint32_t kept = 0;
    memset(out, 0, sizeof *out);
    for (uint32_t i = 0; i < n; i++) {
        stm_vec_push(arena, &out->at, p[i].at.start);
        stm_vec_push(arena, &out->at, p[i].at.end);
    }
    if (out->at.n > 1) {
        qsort(out->at.at, out->at.n, sizeof *out->at.at, by_number);
    }
    for (uint32_t i = 0; i < out->at.n; i++) {
        if (kept == 0 || out->at.at[kept - 1] != out->at.at[i]) {
            out->at.at[kept++] = out->at.at[i];
        }
    }
    out->at.n = kept;
    out->depth = STM_NEW_ARRAY(arena, int32_t, kept + 1);
    for (uint32_t i = 0; i < n; i++) {
        const uint32_t *from = bsearch(&p[i].at.start, out->at.at, kept, sizeof *out->at.at, by_number);
        const uint32_t *to = bsearch(&p[i].at.end, out->at.at, kept, sizeof *out->at.at, by_number);
        out->depth[from - out->at.at]++;
        out->depth[to - out->at.at]--;
    }
    for (uint32_t i = 1; i < kept; i++) {
        out->depth[i] += out->depth[i - 1];
    }
}

/* text[start, end) of one paragraph; *k is the first cut behind start. */
static void pieces(stm_html *h, const stm_article *a, uint32_t index, const cuts *c, uint32_t *k, stm_span line)
{
    uint32_t at = line.start;
    while (*k < c->at.n && c->at.at[*k] <= at) {
        (*k)++;
    }
    while (at < line.end) {
        uint32_t end = *k < c->at.n && c->at.at[*k] < line.end ? c->at.at[*k] : line.end;
        bool covered = *k > 0 && c->depth[*k - 1] > 0;
        if (covered) {
            stm_html_rawf(h, "<span class=\"c\" id=\"t%u-%u\">", index, at);
        }
        stm_html_text(h, stm_str_sub(a->text, (stm_span){ at, end }));
        stm_html_raw(h, covered ? "</span>" : "");
        at = end;
        if (*k < c->at.n && c->at.at[*k] == at) {
            (*k)++;
        }
    }
}

static const char *furniture_of(const stm_article *a, stm_span line)
{
    for (uint32_t i = 0; i < a->furniture.n; i++) {
        if (a->furniture.at[i].at.start <= line.start && a->furniture.at[i].at.end >= line.end) {
            return stm_furniture_name(a->furniture.at[i].kind);
        }
    }
    return NULL;
}

/* <p>, with what it is and whom it is from. */
static void open_paragraph(stm_html *h, const stm_article *a, const stm_page_lines *lines, const stm_view *v,
                           stm_span at)
{
    const char *kind = furniture_of(a, at);
    const stm_page_line *line = kind != NULL ? NULL : stm_page_line_at(lines, at);
    if (kind != NULL) {
        stm_html_rawf(h, "<p class=\"furniture %s\">", kind);
    } else if (line == NULL) {
        stm_html_raw(h, "<p>");
    } else if (line->passage->role == STM_ROLE_COPY) {
        stm_html_raw(h, "<p class=\"copy\" title=\"from ");
        stm_html_text(h, stm_page_line_source(v, line));
        stm_html_raw(h, "\">");
    } else {
        stm_html_raw(h, line->passage->role == STM_ROLE_SOURCE
                            ? "<p class=\"source\" title=\"others have it from here\">"
                            : "<p class=\"shared\" title=\"others have it too; who had it first is not known\">");
    }
}

static void body(stm_html *h, const stm_article *a, uint32_t index, const cuts *c, const stm_page_lines *lines,
                 const stm_view *v)
{
    uint32_t k = 0, n = (uint32_t)a->text.n;
    stm_html_raw(h, "<div class=\"body\" dir=\"auto\"");
    if (a->language.n == 2) {
        stm_html_raw(h, " lang=\"");
        stm_html_text(h, a->language);
        stm_html_raw(h, "\"");
    }
    stm_html_raw(h, ">\n");
    for (uint32_t start = 0; start < n;) {
        const char *newline = memchr(a->text.p + start, '\n', n - start);
        uint32_t end = newline == NULL ? n : (uint32_t)(newline - a->text.p);
        uint32_t last = end;
        while (last > start && (a->text.p[last - 1] == '\r' || a->text.p[last - 1] == ' ')) {
            last--;
        }
        if (last > start) {
            open_paragraph(h, a, lines, v, (stm_span){ start, last });
            pieces(h, a, index, c, &k, (stm_span){ start, last });
            stm_html_raw(h, "</p>\n");
        }
        start = end + 1;
    }
    stm_html_raw(h, "</div>\n");
}

static void heading(stm_html *h, const stm_article *a, const stm_view *v, const stm_page_lines *lines, uint32_t index)
{
    static const char *const from[] = {
        "", "", ", from its address", ", from its text", ", as given", ", worked out from the other articles"
    };
    stm_html_rawf(h, "<header><p class=\"line\">Line %u</p><h3>", v->line_of[index] + 1);
    stm_html_text(h, v->names[index]);
    stm_html_raw(h, "</h3>");
    if (a->byline.n != 0) {
        stm_html_raw(h, "<p class=\"byline\">By ");
        for (uint32_t i = 0; i < a->byline.n; i++) {
            stm_html_raw(h, i == 0 ? "" : ", ");
            stm_html_text(h, a->byline.at[i]);
        }
        stm_html_raw(h, "</p>");
    }
    stm_html_raw(h, "<p class=\"date\">");
    if (a->published.p == NULL) {
        stm_html_raw(h, "No date");
    } else {
        stm_html_text(h, stm_view_date(h->arena, a->published, true));
        stm_html_raw(h, from[a->published_from]);
    }
    if (a->published_why.p != NULL) {
        stm_html_raw(h, ". ");
        stm_html_text(h, a->published_why);
    }
    if (a->written_why.p != NULL) {
        stm_html_raw(h, ". Written on ");
        stm_html_text(h, stm_view_date(h->arena, stm_day_format(h->arena, a->written_day), false));
        stm_html_raw(h, ". ");
        stm_html_text(h, a->written_why);
    }
    if (stm_tongue_name(a).p != NULL) {
        stm_html_raw(h, ". In ");
        stm_html_text(h, stm_tongue_name(a));
        stm_html_raw(h, ": only its wording is compared");
    }
    stm_html_raw(h, "</p>");
    stm_page_lines_sum(h, lines, v, a);
    stm_html_raw(h, "</header>\n");
}

typedef struct place {
    uint32_t story, line, article;
} place;

/* Story by story, line of text by line of text. */
static int by_line(const void *x, const void *y)
{
    const place *a = x, *b = y;
    if (a->story != b->story) {
        return a->story < b->story ? -1 : 1;
    }
    if (a->line != b->line) {
        return a->line < b->line ? -1 : 1;
    }
    return a->article < b->article ? -1 : a->article > b->article;
}

void stm_page_articles(stm_page *page, const stm_run *run, const stm_view *views)
{
    stm_html *h = &page->html;
    stm_passages *cited = page->cited;
    uint32_t *first = STM_NEW_ARRAY(h->arena, uint32_t, run->articles.n + 2); /* by article: its passages in `cited` */
    const stm_page_lines *lines = stm_page_lines_of(h->arena, run);
    STM_VEC(place) order = { 0 };
    if (cited->n > 1) {
        qsort(cited->at, cited->n, sizeof *cited->at, by_place);
    }
    for (uint32_t i = 0; i < cited->n; i++) {
        first[cited->at[i].article + 1]++;
    }
    for (uint32_t i = 0; i < run->articles.n; i++) {
        first[i + 1] += first[i];
    }
    for (uint32_t s = 0; s < run->stories.n; s++) {
        const stm_u32s *members = &run->stories.at[s].articles;
        for (uint32_t k = 0; k < members->n; k++) {
            stm_vec_push(h->arena, &order, (place){ s, views[s].line_of[members->at[k]], members->at[k] });
        }
    }
    if (order.n > 1) {
        qsort(order.at, order.n, sizeof *order.at, by_line);
    }
    for (uint32_t i = 0; i < order.n; i++) {
        uint32_t a = order.at[i].article;
        const stm_view *v = &views[order.at[i].story];
        cuts c;
        if (i > 0 && order.at[i - 1].article == a) {
            continue;
        }
        find_cuts(h->arena, cited->n == 0 ? NULL : cited->at + first[a], first[a + 1] - first[a], &c);
        stm_html_rawf(h, "<article id=\"a%u\" class=\"l%u\" tabindex=\"-1\">\n", a, stm_page_color(v, a));
        heading(h, run->articles.at[a], v, &lines[a], a);
        body(h, run->articles.at[a], a, &c, &lines[a], v);
        stm_html_raw(h, "</article>\n");
    }
}
