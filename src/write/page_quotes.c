/* page_quotes.c: see page.h. One saying in its versions, side by side; what the fullest has and another lacks is
 * struck out there, what another has of its own is underlined. */
#include "write/page.h"
#include "write/words_diff.h"

#define ALIKE 0.34 /* below, the wordings are shown as they are: nearly every word would be marked */

/* `strike`: show what only the fullest has. */
static void marked(stm_page *page, stm_str fullest, stm_str here, const stm_diff *diff, bool strike)
{
    stm_html *h = &page->html;
    bool first = true;
    for (uint32_t i = 0; i < diff->runs.n; i++) {
        const stm_diff_run *r = &diff->runs.at[i];
        if (r->kind == STM_DIFF_ONLY_A && !strike) {
            continue;
        }
        stm_html_raw(h, first ? "" : " ");
        first = false;
        switch (r->kind) {
        case STM_DIFF_SAME: stm_html_text(h, stm_str_sub(here, r->b)); break;
        case STM_DIFF_ONLY_A:
            stm_html_raw(h, "<del>");
            stm_html_text(h, stm_str_sub(fullest, r->a));
            stm_html_raw(h, "</del>");
            break;
        case STM_DIFF_ONLY_B:
            stm_html_raw(h, "<ins>");
            stm_html_text(h, stm_str_sub(here, r->b));
            stm_html_raw(h, "</ins>");
            break;
        }
    }
}

static void variant(stm_page *page, const stm_utterance *u, const stm_reading_group *g, stm_str fullest)
{
    static const char *const how[] = { "In full", "The same", "Trimmed", "In other words", "Paraphrased", "Altered" };
    stm_html *h = &page->html;
    const stm_variant *v = &u->variants.at[g->first];
    const stm_article *a = page->view->run->articles.at[v->article];
    const stm_quotation *q = stm_variant_said(v, a);
    stm_str said = stm_view_quotation(h->arena, a, q);
    stm_str by = stm_prose_other_speaker(&page->prose, u, v);
    bool marks = q->kind == STM_QUOTE_DIRECT;
    stm_diff diff;
    stm_html_rawf(h, "<figure class=\"variant %s\"><blockquote>", stm_variant_name(v->relation));
    stm_page_open_passages(page, v->article, q->content.at, q->content.n, "p");
    stm_html_raw(h, marks ? "“" : "");
    if (fullest.p == NULL) {
        stm_html_text(h, said);
    } else {
        stm_diff_words(h->arena, fullest, said, false, &diff);
        if (diff.alike < ALIKE) {
            stm_html_text(h, said);
        } else {
            marked(page, fullest, said, &diff, true);
        }
    }
    stm_html_raw(h, marks ? "”" : "");
    stm_html_raw(h, "</a></blockquote><figcaption>");
    if (g->members.n < u->variants.n) {
        stm_html_rawf(h, "<b>%s</b> ",
                      q->kind == STM_QUOTE_INDIRECT && v->relation <= STM_VARIANT_SAME ? "Indirect" : how[v->relation]);
    }
    for (uint32_t i = 0; i < g->members.n; i++) {
        const stm_variant *m = &u->variants.at[g->members.at[i]];
        const stm_quotation *mq = stm_variant_said(m, page->view->run->articles.at[m->article]);
        stm_html_raw(h, i == 0 ? "" : " ");
        stm_page_open_passages(page, m->article, mq->content.at, mq->content.n, "w");
        stm_html_text(h, page->view->names[m->article]);
        stm_html_raw(h, "</a>");
    }
    if (by.p != NULL) {
        stm_html_raw(h, ", from ");
        stm_html_text(h, stm_view_mid_sentence(h->arena, page->view, stm_view_called(h->arena, page->view, by)));
    }
    if (v->note.p != NULL) {
        stm_html_raw(h, " <span class=\"note\">");
        stm_html_text(h, v->note);
        stm_html_raw(h, "</span>");
    }
    stm_html_raw(h, "</figcaption></figure>\n");
}

void stm_page_variants(stm_page *page, const stm_utterance *u)
{
    stm_reading_groups groups;
    stm_str fullest = STM_NULL_STR;
    stm_view_group_variants(page->html.arena, page->view, u, &groups);
    stm_html_raw(&page->html, "<div class=\"variants\">\n");
    for (uint32_t g = 0; g < groups.n; g++) {
        const stm_variant *v = &u->variants.at[groups.at[g].first];
        variant(page, u, &groups.at[g], fullest);
        if (v->relation == STM_VARIANT_FULLEST && fullest.p == NULL) {
            const stm_article *a = page->view->run->articles.at[v->article];
            fullest = stm_view_quotation(page->html.arena, a, stm_variant_said(v, a));
        }
    }
    stm_html_raw(&page->html, "</div>\n");
}

static void edition(stm_page *page, const stm_statement *s, const stm_reading_group *g, stm_str other)
{
    const stm_statement_reading *r = &s->readings.at[g->first];
    stm_html *h = &page->html;
    stm_str said = stm_view_words(h->arena, page->view, r->passage, 0);
    stm_diff diff;
    stm_html_raw(h, "<figure class=\"variant edition\"><blockquote>");
    stm_page_open_passage(page, r->passage, "p");
    stm_diff_words(h->arena, other, said, false, &diff);
    if (diff.alike < ALIKE) {
        stm_html_text(h, said);
    } else {
        marked(page, other, said, &diff, false);
    }
    stm_html_raw(h, "</a></blockquote><figcaption>");
    for (uint32_t i = 0; i < g->members.n; i++) {
        stm_html_raw(h, i == 0 ? "" : " ");
        page->prose.article(&page->prose, s->readings.at[g->members.at[i]].passage);
    }
    stm_html_raw(h, "</figcaption></figure>\n");
}

bool stm_page_editions(stm_page *page, const stm_statement *s)
{
    stm_reading_groups groups;
    const stm_statement_reading *a, *b;
    bool known;
    if (!stm_view_group_editions(page->html.arena, page->view, s, &groups, &known)) {
        return false;
    }
    a = &s->readings.at[groups.at[0].first];
    b = &s->readings.at[groups.at[1].first];
    stm_html_raw(&page->html, "<div class=\"variants\">\n");
    edition(page, s, &groups.at[0], stm_view_words(page->html.arena, page->view, b->passage, 0));
    edition(page, s, &groups.at[1], stm_view_words(page->html.arena, page->view, a->passage, 0));
    stm_html_raw(&page->html, "</div>\n");
    return true;
}
