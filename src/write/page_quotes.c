/* page_quotes.c: see page.h. One saying in its versions, side by side; what the fullest has and another lacks is
 * struck out there, what another has of its own is underlined. */
#include "write/page.h"
#include "write/words_diff.h"

#define ALIKE 0.34 /* below, the wordings are shown as they are: nearly every word would be marked */

static void marked(stm_page *page, stm_str fullest, stm_str here, const stm_diff *diff)
{
    stm_html *h = &page->html;
    for (uint32_t i = 0; i < diff->runs.n; i++) {
        const stm_diff_run *r = &diff->runs.at[i];
        stm_html_raw(h, i == 0 ? "" : " ");
        switch (r->kind) {
        case STM_DIFF_SAME:
            stm_html_text(h, stm_str_sub(here, r->b));
            break;
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

static void variant(stm_page *page, const stm_variant *v, stm_str fullest)
{
    static const char *const how[] = { "In full", "The same", "Trimmed", "Translated otherwise", "Paraphrased", "Altered" };
    stm_html *h = &page->html;
    const stm_article *a = page->view->run->articles.at[v->article];
    const stm_quotation *q = &a->quotations.at[v->quotation];
    stm_passage at = { v->article, q->content.at[0] };
    stm_str said = stm_view_quotation(h->arena, a, q);
    bool marks = q->kind != STM_QUOTE_INDIRECT;
    stm_diff diff;
    stm_html_rawf(h, "<figure class=\"variant %s\"><blockquote>", stm_variant_name(v->relation));
    stm_page_open_passages(page, v->article, q->content.at, q->content.n, "p");
    stm_html_raw(h, marks ? "“" : "");
    if (fullest.p == NULL) {
        stm_html_text(h, said);
    } else {
        stm_diff_words(h->arena, fullest, said, &diff);
        if (diff.alike < ALIKE) {
            stm_html_text(h, said);
        } else {
            marked(page, fullest, said, &diff);
        }
    }
    stm_html_raw(h, marks ? "”" : "");
    stm_html_raw(h, "</a></blockquote><figcaption><b>");
    stm_html_raw(h, q->kind == STM_QUOTE_INDIRECT && v->relation == STM_VARIANT_FULLEST ? "Indirect" : how[v->relation]);
    stm_html_raw(h, "</b> ");
    page->prose.article(&page->prose, at);
    if (v->note.p != NULL) {
        stm_html_raw(h, " <span class=\"note\">");
        stm_html_text(h, v->note);
        stm_html_raw(h, "</span>");
    }
    stm_html_raw(h, "</figcaption></figure>\n");
}

void stm_page_variants(stm_page *page, const stm_utterance *u)
{
    uint32_t full = STM_NONE;
    stm_str fullest = STM_NULL_STR;
    for (uint32_t i = 0; i < u->variants.n && full == STM_NONE; i++) {
        full = u->variants.at[i].relation == STM_VARIANT_FULLEST ? i : STM_NONE;
    }
    if (full != STM_NONE) {
        const stm_article *a = page->view->run->articles.at[u->variants.at[full].article];
        fullest = stm_view_quotation(page->html.arena, a, &a->quotations.at[u->variants.at[full].quotation]);
    }
    stm_html_raw(&page->html, "<div class=\"variants\">\n");
    if (full != STM_NONE) {
        variant(page, &u->variants.at[full], STM_NULL_STR);
    }
    for (uint32_t i = 0; i < u->variants.n; i++) {
        if (i != full) {
            variant(page, &u->variants.at[i], fullest);
        }
    }
    stm_html_raw(&page->html, "</div>\n");
}
