/* sides_page.c: see sides.h. The two texts as one HTML page. */
#include "write/page.h"
#include "write/sides.h"

static void cell(stm_html *h, const stm_article *of, const stm_sides_piece *pieces, uint32_t n, bool left)
{
    const char *tag = left ? "del" : "ins";
    stm_html_raw(h, "<td>");
    for (uint32_t i = 0; i < n; i++) {
        stm_html_raw(h, i == 0 ? "" : " ");
        if (pieces[i].changed) {
            stm_html_rawf(h, "<%s class=\"%s\" title=\"%s\">", tag, stm_change_name(pieces[i].what),
                          pieces[i].what == STM_CHANGE_STYLE ? "house style" : stm_change_name(pieces[i].what));
        }
        stm_html_text(h, stm_str_trim(stm_str_sub(of->text, pieces[i].at)));
        if (pieces[i].changed) {
            stm_html_rawf(h, "</%s>", tag);
        }
    }
    stm_html_raw(h, "</td>");
}

void stm_sides_table(stm_html *h, const stm_sides *s, stm_str name_a, stm_str name_b)
{
    static const char *const classes[] = { "same", "edited", "moved", "only-a", "only-b", "moved-here" };
    static const char *const words[] = { "the same", "reworded", "moved", "left only", "right only", "moved" };
    stm_html_raw(h, "<table class=\"sides\">\n<thead><tr><th scope=\"col\">");
    stm_html_text(h, name_a);
    stm_html_raw(h, "</th><th scope=\"col\">");
    stm_html_text(h, name_b);
    stm_html_raw(h, "</th></tr></thead>\n<tbody>\n");
    for (uint32_t i = 0; i < s->rows.n; i++) {
        const stm_sides_row *r = &s->rows.at[i];
        stm_html_rawf(h, "<tr class=\"%s%s\" title=\"%s\">", classes[r->kind], r->begins ? " begins" : "",
                      words[r->kind]);
        cell(h, s->a, r->a.at, r->a.n, true);
        cell(h, s->b, r->b.at, r->b.n, false);
        stm_html_raw(h, "</tr>\n");
    }
    stm_html_raw(h, "</tbody></table>\n");
}

void stm_sides_page(stm_arena *arena, stm_buf *to, stm_article *const *articles, const stm_sides *s)
{
    stm_html h = { arena, to };
    stm_str title =
        stm_str_format(arena, "%.*s and %.*s, side by side", (int)s->a->id.n, s->a->id.p, (int)s->b->id.n, s->b->id.p);
    stm_page_head(&h, title);
    stm_html_raw(&h, "<main id=\"record\" class=\"diff\">\n<header class=\"masthead\"><h1>");
    stm_html_text(&h, title);
    stm_html_raw(&h, "</h1>\n<p class=\"span\">");
    stm_html_text(&h, stm_sides_summary(arena, articles, s));
    stm_html_raw(&h, "</p></header>\n");
    stm_sides_table(&h, s, s->a->id, s->b->id);
    stm_html_raw(&h, "</main>\n<footer><p>Made by stemma. Words only on the left are struck out, words only "
                     "on the right underlined. Figures, dates and names that changed, and words of quotations, "
                     "are marked; mere house style is grey. A tinted row stands in one text only; a "
                     "sentence that was moved has another tint and stands beside its partner, and in italics where it "
                     "is on the right.</p></footer>\n</body>\n</html>\n");
}
