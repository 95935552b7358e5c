/* page_lines.c: see page.h. Where the wording of an article's paragraphs is from: a bar beside those that it shares
 * with its family, and a sentence that sums up.
 */
#include "write/page.h"

stm_page_lines *stm_page_lines_of(stm_arena *arena, const stm_run *run)
{
    stm_page_lines *out = STM_NEW_ARRAY(arena, stm_page_lines, run->articles.n);
    for (uint32_t f = 0; f < run->reuse.families.n; f++) {
        const stm_family *family = &run->reuse.families.at[f];
        for (uint32_t i = 0; i < family->passages.n; i++) {
            const stm_line_passage *p = &family->passages.at[i];
            stm_vec_push(arena, &out[family->articles.at[p->node]], (stm_page_line){ family, p });
        }
    }
    return out;
}

const stm_page_line *stm_page_line_at(const stm_page_lines *lines, stm_span at)
{
    for (uint32_t i = 0; i < lines->n; i++) {
        stm_span p = lines->at[i].passage->at;
        uint32_t lo = p.start > at.start ? p.start : at.start, hi = p.end < at.end ? p.end : at.end;
        if (lo < hi && (hi - lo) * 2 >= at.end - at.start) {
            return &lines->at[i];
        }
    }
    return NULL;
}

stm_str stm_page_line_source(const stm_view *view, const stm_page_line *line)
{
    uint32_t from = line->passage->from;
    return from < line->family->articles.n ? view->names[line->family->articles.at[from]]
                                           : STM_STR("a text that is not here");
}

/* Percent of the text that stands in passages of one role and source. */
static uint32_t percent(const stm_page_lines *lines, const stm_page_line *like, size_t text)
{
    uint64_t bytes = 0;
    for (uint32_t i = 0; i < lines->n; i++) {
        const stm_page_line *x = &lines->at[i];
        bool same_source = x->family == like->family && x->passage->from == like->passage->from;
        if (x->passage->role == like->passage->role && (same_source || like->passage->role != STM_ROLE_COPY)) {
            bytes += x->passage->at.end - x->passage->at.start;
        }
    }
    return text == 0 ? 0 : (uint32_t)(bytes * 100 / text);
}

static bool told_before(const stm_page_lines *lines, uint32_t i)
{
    const stm_page_line *x = &lines->at[i];
    for (uint32_t k = 0; k < i; k++) {
        const stm_page_line *y = &lines->at[k];
        if (x->passage->role == y->passage->role &&
            (x->passage->role != STM_ROLE_COPY || (x->family == y->family && x->passage->from == y->passage->from))) {
            return true;
        }
    }
    return false;
}

void stm_page_lines_sum(stm_html *h, const stm_page_lines *lines, const stm_view *view, const stm_article *a)
{
    bool any = false;
    for (uint32_t i = 0; i < lines->n; i++) {
        const stm_page_line *x = &lines->at[i];
        uint32_t n = percent(lines, x, a->text.n);
        if (n == 0 || told_before(lines, i)) {
            continue;
        }
        stm_html_raw(h, any ? " " : "<p class=\"date\">");
        any = true;
        if (x->passage->role == STM_ROLE_COPY) {
            stm_html_rawf(h, "%u&nbsp;%% is from ", n);
            stm_html_text(h, stm_page_line_source(view, x));
            stm_html_raw(h, ".");
        } else {
            stm_html_rawf(h,
                          x->passage->role == STM_ROLE_SOURCE ? "Others have %u&nbsp;%% from here."
                                                              : "%u&nbsp;%% is shared; who had it first is not known.",
                          n);
        }
    }
    stm_html_raw(h, any ? "</p>" : "");
}
