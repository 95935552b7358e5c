/* page.c: see page.h. The frame of the page and its sections; drawings, quotations and texts are in page_*.c. */
#include "write/page.h"

#include "data/data.h"
#include "write/alike.h"
#include "write/sides.h"

uint32_t stm_page_color(const stm_view *view, uint32_t article)
{
    return view->line_of[article] == STM_NONE ? 0 : view->line_of[article] % 8;
}

void stm_page_open_passages(stm_page *page, uint32_t article, const stm_span *at, uint32_t n, const char *classes)
{
    stm_html *h = &page->html;
    stm_html_rawf(h, "<a class=\"%s l%u\" href=\"#", classes, stm_page_color(page->view, article));
    if (at[0].end > at[0].start) {
        stm_html_rawf(h, "t%u-%u\" data-p=\"%u", article, at[0].start, article);
    } else {
        stm_html_rawf(h, "a%u\" data-p=\"%u", article, article);
    }
    for (uint32_t i = 0; i < n; i++) {
        stm_html_rawf(h, " %u %u", at[i].start, at[i].end);
        if (at[i].end > at[i].start) {
            stm_vec_push(h->arena, page->cited, (stm_passage){ article, at[i] });
        }
    }
    stm_html_raw(h, "\">");
}

void stm_page_open_passage(stm_page *page, stm_passage at, const char *classes)
{
    stm_page_open_passages(page, at.article, &at.at, 1, classes);
}

static void say_text(stm_prose *p, stm_str s) { stm_html_text(&((stm_page *)p)->html, s); }

static void say_strong(stm_prose *p, stm_str s)
{
    stm_html *h = &((stm_page *)p)->html;
    stm_html_raw(h, "<b>");
    stm_html_text(h, s);
    stm_html_raw(h, "</b>");
}

static void say_words(stm_prose *p, stm_passage at, stm_str shown, bool quoted)
{
    stm_page *page = (stm_page *)p;
    stm_page_open_passage(page, at, "p");
    stm_html_raw(&page->html, quoted ? "“" : "");
    stm_html_text(&page->html, shown);
    stm_html_raw(&page->html, quoted ? "”</a>" : "</a>");
}

static void say_article(stm_prose *p, stm_passage at)
{
    stm_page *page = (stm_page *)p;
    stm_page_open_passage(page, at, "w");
    stm_html_text(&page->html, page->view->names[at.article]);
    stm_html_raw(&page->html, "</a>");
}

static void statement(stm_page *p, const stm_item *item)
{
    static const char *const stance[] = { "asserts", "denies", "doubts", "reports" };
    const stm_statement *s = &p->view->record->statements.at[item->index];
    stm_reading_groups groups;
    stm_html *h = &p->html;
    if (s->status == STM_ST_CHANGED && stm_page_editions(p, s)) {
        return;
    }
    stm_html_raw(h, "<ul class=\"readings\">\n");
    stm_view_group_readings(h->arena, p->view, s, &groups);
    for (uint32_t g = 0; g < groups.n; g++) {
        stm_html_rawf(h, "<li class=\"%s\">", stance[s->readings.at[groups.at[g].first].stance]);
        if (item->section == STM_SEC_ONE_ORIGIN) {
            stm_prose_witness(&p->prose, s, &groups.at[g]);
        } else {
            stm_prose_reading(&p->prose, s, &groups.at[g]);
        }
        stm_html_raw(h, "</li>\n");
    }
    stm_html_raw(h, "</ul>\n");
}

static void figure(stm_page *p, const stm_item *item)
{
    const stm_record_figure *f = &p->view->record->figures.at[item->index];
    stm_reading_groups groups;
    stm_html *h = &p->html;
    stm_view_group_figures(h->arena, p->view, f, &groups);
    stm_page_chart(p, f, &groups);
    stm_html_raw(h, "<ul class=\"readings\">\n");
    for (uint32_t g = 0; g < groups.n; g++) {
        stm_html_raw(h, "<li>");
        stm_prose_figure(&p->prose, f, &groups.at[g]);
        stm_html_raw(h, "</li>\n");
    }
    stm_html_raw(h, "</ul>\n");
}

static void proposal(stm_page *p, const stm_item *item)
{
    const stm_proposal *x = &p->view->record->proposals.at[item->index];
    stm_reading_groups groups;
    stm_html *h = &p->html;
    stm_html_raw(h, "<ol class=\"states\">\n");
    stm_view_group_states(h->arena, p->view, x, &groups);
    for (uint32_t g = 0; g < groups.n; g++) {
        stm_html_rawf(h, "<li class=\"%s\">", stm_proposal_status_name(x->states.at[groups.at[g].first].state));
        stm_prose_state(&p->prose, x, &groups.at[g]);
        stm_html_raw(h, "</li>\n");
    }
    stm_html_raw(h, "</ol>\n");
}

static void unsure(stm_page *p, const stm_item *item)
{
    if (item->confidence < p->view->sure) {
        stm_html_rawf(&p->html, " <span class=\"unsure\">unsure, %.0f %%</span>", 100 * item->confidence);
    }
}

static void event(stm_page *p, const stm_item *item)
{
    const stm_event *e = &p->view->record->timeline.at[item->index];
    stm_html *h = &p->html;
    stm_str dates = stm_view_event_dates(h->arena, p->view, e);
    stm_html_rawf(h, "<li id=\"s%u-event%u\" class=\"item\"><p class=\"when\">", p->story + 1, item->index + 1);
    stm_html_text(h, dates.p == NULL ? STM_STR("Day unknown") : dates);
    stm_prose_event_status(&p->prose, e);
    stm_html_raw(h, "</p><p class=\"what\">");
    stm_html_text(h, stm_view_balanced(h->arena, stm_view_event_words(h->arena, e->event)));
    unsure(p, item);
    stm_html_raw(h, " <span class=\"by\">");
    stm_prose_event_voice(&p->prose, e);
    for (uint32_t i = 0; i < e->passages.n; i++) {
        if (i == e->n_told) {
            stm_html_raw(h, "see also ");
        }
        say_article(&p->prose, e->passages.at[i]);
        stm_html_raw(h, " ");
    }
    stm_html_raw(h, e->agree ? "</span></p></li>\n" : "</span> <em class=\"flag\">Accounts differ.</em></p></li>\n");
}

static void item(stm_page *p, const stm_item *it)
{
    static const char *const kinds[] = { "statement", "figure", "saying", "proposal", "event" };
    stm_html *h = &p->html;
    if (it->kind == STM_ITEM_EVENT) {
        event(p, it);
        return;
    }
    stm_html_rawf(h, "<article id=\"s%u-%s%u\" class=\"item %s\" tabindex=\"-1\">\n<h3>", p->story + 1, kinds[it->kind],
                  it->index + 1, kinds[it->kind]);
    if (!(it->section == STM_SEC_CHANGED && it->kind == STM_ITEM_STATEMENT &&
          stm_prose_change(&p->prose, &p->view->record->statements.at[it->index]))) {
        stm_prose_heading(&p->prose, it);
    }
    unsure(p, it);
    stm_html_raw(h, "</h3>\n");
    if (it->lines >= 2) {
        stm_html_raw(h, "<p class=\"weight\">");
        stm_prose_weight(&p->prose, it);
        stm_html_raw(h, "</p>\n");
    }
    switch (it->kind) {
    case STM_ITEM_STATEMENT: statement(p, it); break;
    case STM_ITEM_FIGURE: figure(p, it); break;
    case STM_ITEM_UTTERANCE: stm_page_variants(p, &p->view->record->utterances.at[it->index]); break;
    case STM_ITEM_PROPOSAL: proposal(p, it); break;
    case STM_ITEM_EVENT: break;
    }
    stm_html_raw(h, "</article>\n");
}

static bool is_sure(const stm_page *p, const stm_item *it) { return !(it->confidence < p->view->sure); }

static void items(stm_page *p, const stm_items *v, bool sure, bool alone)
{
    for (uint32_t i = 0; i < v->n; i++) {
        if (is_sure(p, &v->at[i]) == sure && v->at[i].plain == alone) {
            item(p, &v->at[i]);
        }
    }
}

static uint32_t count(const stm_page *p, const stm_items *v, bool sure, bool alone)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < v->n; i++) {
        n += is_sure(p, &v->at[i]) == sure && v->at[i].plain == alone;
    }
    return n;
}

static const char *const anchors[] = { "contested", "one-origin", "changed",   "agreed",
                                       "sayings",   "figures",    "proposals", "timeline" };

static void more(stm_page *p, const stm_items *v, bool sure, bool alone, const char *label)
{
    uint32_t n = count(p, v, sure, alone);
    bool list = v->n != 0 && v->at[0].kind == STM_ITEM_EVENT;
    if (n == 0) {
        return;
    }
    stm_html_rawf(&p->html, "<details class=\"more\"><summary>%u %s</summary>%s\n", n, label,
                  list ? "<ol class=\"timeline\">" : "");
    items(p, v, sure, alone);
    stm_html_raw(&p->html, list ? "</ol></details>\n" : "</details>\n");
}

static void section(stm_page *p, stm_section s)
{
    const stm_items *v = &p->view->sections[s];
    bool list = s == STM_SEC_TIMELINE;
    if (v->n == 0) {
        return;
    }
    stm_html_rawf(&p->html, "<section id=\"s%u-%s\" class=\"%s\">\n<h2>%s</h2>\n<p class=\"about\">%s</p>\n%s",
                  p->story + 1, anchors[s], anchors[s], stm_section_title(s), stm_section_about(s),
                  list && count(p, v, true, false) != 0 ? "<ol class=\"timeline\">\n" : "");
    items(p, v, true, false);
    stm_html_raw(&p->html, list && count(p, v, true, false) != 0 ? "</ol>\n" : "");
    more(p, v, true, true,
         s == STM_SEC_QUOTES ? "that one text alone has, or all in the same words"
                             : "that one text alone gives, or that another item tells");
    more(p, v, false, false, "less certain");
    more(p, v, false, true, "less certain, in one text only or told by another item");
    stm_html_raw(&p->html, "</section>\n");
}

/* What two people are quoted with: a reader may take them for one. */
static void alikes(stm_page *p)
{
    stm_alikes found;
    stm_alikes_find(p->html.arena, p->view, &found);
    if (found.n == 0) {
        return;
    }
    stm_html_rawf(
        &p->html,
        "<section id=\"s%u-alike\" class=\"alike\">\n<h2>Like words, two mouths</h2>\n<p class=\"about\">Words "
        "that two people are quoted with: two sayings, not one.</p>\n<ul>\n",
        p->story + 1);
    for (uint32_t i = 0; i < found.n; i++) {
        stm_html_raw(&p->html, "<li>");
        stm_alike_print(&p->prose, &found.at[i]);
        stm_html_raw(&p->html, ".</li>\n");
    }
    stm_html_raw(&p->html, "</ul>\n</section>\n");
}

static void contents(stm_page *p)
{
    static const char *const brief[] = { "Contested", "One origin", "Changed",   "Agreed",
                                         "Sayings",   "Figures",    "Proposals", "Timeline" };
    stm_html *h = &p->html;
    stm_html_rawf(h,
                  "<nav class=\"contents\" aria-label=\"Contents\"><ul>\n<li><a href=\"#s%u-lines\">Lines</a></li>\n",
                  p->story + 1);
    for (stm_section s = STM_SEC_CONTESTED; s < STM_SEC_COUNT; s++) {
        uint32_t n = count(p, &p->view->sections[s], true, false);
        if (p->view->sections[s].n != 0) {
            stm_html_rawf(h, "<li><a href=\"#s%u-%s\">%s", p->story + 1, anchors[s], brief[s]);
            n == 0 ? stm_html_raw(h, "</a></li>\n") : stm_html_rawf(h, " <span>%u</span></a></li>\n", n);
        }
    }
    stm_html_raw(h, "</ul></nav>\n");
}

static void entities(stm_page *p)
{
    const stm_record *r = p->view->record;
    stm_html *h = &p->html;
    if (r->entities.n == 0) {
        return;
    }
    stm_html_rawf(
        h,
        "<section id=\"s%u-names\" class=\"names\"><details><summary><h2>Who and what is named</h2></summary>\n"
        "<dl>\n",
        p->story + 1);
    for (uint32_t i = 0; i < r->entities.n; i++) {
        const stm_record_entity *e = &r->entities.at[i];
        bool first = true;
        stm_html_raw(h, "<div><dt>");
        stm_html_text(h, e->name);
        stm_html_rawf(h, " <span>%s</span></dt><dd>", stm_entity_kind_name(e->kind));
        for (uint32_t k = 0; k < e->forms.n; k++) {
            if (!stm_str_eq(e->forms.at[k], e->name)) {
                stm_html_raw(h, first ? "also " : ", ");
                stm_html_text(h, e->forms.at[k]);
                first = false;
            }
        }
        stm_html_rawf(h, "%s%u mention%s</dd></div>\n", first ? "" : "; ", e->mentions.n,
                      e->mentions.n == 1 ? "" : "s");
    }
    stm_html_raw(h, "</dl></details></section>\n");
}

/* Editions of one text side by side, folded away: pairs along the stemma's edges, or neighbours where none is known. */
static void editions(stm_page *p)
{
    enum { MOST = 12 };
    const stm_record *r = p->view->record;
    const stm_run *run = p->view->run;
    uint32_t shown = 0;
    for (uint32_t i = 0; i < run->reuse.pairs.n && shown < MOST; i++) {
        const stm_pair *pair = &run->reuse.pairs.at[i];
        const stm_family *f = NULL;
        uint32_t a = pair->from == pair->b ? pair->b : pair->a, b = a == pair->a ? pair->b : pair->a;
        bool wanted = false;
        stm_sides sides;
        for (uint32_t k = 0; k < r->families.n && f == NULL; k++) {
            f = p->view->family_of[a] == r->families.at[k] && p->view->family_of[b] == r->families.at[k]
                    ? &run->reuse.families.at[r->families.at[k]]
                    : NULL;
        }
        for (uint32_t e = 0; f != NULL && e < f->edges.n; e++) {
            uint32_t from = f->edges.at[e].from, to = f->edges.at[e].to;
            wanted |=
                from < f->articles.n && to < f->articles.n && f->articles.at[from] == a && f->articles.at[to] == b;
        }
        wanted |= f != NULL && f->edges.n == 0 && f->articles.n == 2;
        if (!wanted || pair->passages.n == 0) {
            continue;
        }
        shown++;
        stm_sides_make(p->html.arena, run->articles.at, a, b, pair, &sides);
        stm_html_raw(&p->html, "<details class=\"more\"><summary>");
        stm_html_text(&p->html, p->view->names[a]);
        stm_html_raw(&p->html, " and ");
        stm_html_text(&p->html, p->view->names[b]);
        stm_html_raw(&p->html, ", side by side</summary>\n");
        stm_sides_table(&p->html, &sides, p->view->names[a], p->view->names[b]);
        stm_html_raw(&p->html, "</details>\n");
    }
}

static void story(stm_page *p)
{
    const stm_record *r = p->view->record;
    stm_html *h = &p->html;
    stm_str dates = stm_view_dates(h->arena, r->from, r->to);
    uint32_t shown = 0;
    stm_html_rawf(h, "<div class=\"story\" id=\"s%u\">\n<header class=\"masthead\">\n<h1>", p->story + 1);
    stm_html_text(h, stm_view_title(h->arena, p->view->run, r));
    stm_html_raw(h, "</h1>\n<p class=\"span\">");
    if (dates.p != NULL) {
        stm_html_text(h, dates);
        stm_html_raw(h, " · ");
    }
    stm_html_rawf(h, "%u article%s · %u independent line%s of text%s</p>\n</header>\n", r->articles.n,
                  r->articles.n == 1 ? "" : "s", r->lines, r->lines == 1 ? "" : "s",
                  dates.p != NULL || stm_view_any_day(r)       ? ""
                  : p->view->sections[STM_SEC_TIMELINE].n == 0 ? " · none has a date, so there is no timeline"
                                                               : " · none has a date, so no day is known");
    contents(p);
    stm_html_rawf(
        h,
        "<section id=\"s%u-lines\" class=\"lines\">\n<h2>Lines of text</h2>\n<p class=\"about\">Articles that "
        "share their wording are one line: one witness, however often it is printed.</p>\n",
        p->story + 1);
    stm_page_stemma(p);
    editions(p);
    stm_html_raw(h, "</section>\n");
    for (stm_section s = STM_SEC_CONTESTED; s < STM_SEC_COUNT; s++) {
        section(p, s);
        if (s == STM_SEC_QUOTES) {
            alikes(p);
        }
        shown += p->view->sections[s].n;
    }
    if (shown == 0) {
        stm_html_raw(h, "<p class=\"nothing\">Nothing to compare was found in these articles.</p>\n");
    }
    entities(p);
    stm_html_raw(h, "</div>\n");
}

void stm_page_head(stm_html *h, stm_str title)
{
    stm_html_raw(
        h,
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; "
        "script-src 'unsafe-inline'; base-uri 'none'; form-action 'none'\">\n"
        "<meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"generator\" content=\"stemma\">\n<title>");
    stm_html_text(h, title);
    stm_html_raw(h, "</title>\n<style>\n");
    stm_buf_add(h->arena, h->to, stm_data_page_css, stm_data_page_css_size);
    stm_html_raw(h, "</style>\n</head>\n<body>\n<a class=\"skip\" href=\"#record\">To the record</a>\n");
}

static void foot(stm_html *h, const stm_page_site *site)
{
    stm_html_raw(
        h, "</div>\n</aside>\n</div>\n<footer>\n<p>Made by stemma from the articles beside it, without a network and "
           "without a judgement of its own: every line leads to the passage that it rests on. A colour is a line of "
           "text. <span class=\"keys\">Keys: <kbd>j</kbd> <kbd>k</kbd> next and previous item, <kbd>n</kbd> "
           "<kbd>p</kbd> its passages, <kbd>Esc</kbd> back to the record.</span></p>\n</footer>\n");
    if (site != NULL) {
        site->script(site->arg, h);
    } else {
        stm_html_raw(h, "<script>\n");
        stm_buf_add(h->arena, h->to, stm_data_page_js, stm_data_page_js_size);
        stm_html_raw(h, "</script>\n");
    }
    stm_html_raw(h, "</body>\n</html>\n");
}

/* Where a page holds several stories, a list of them opens it. */
static void index_of_stories(stm_html *h, const stm_run *run)
{
    if (run->stories.n < 2) {
        return;
    }
    stm_html_rawf(h, "<nav class=\"stories\" aria-label=\"Stories\"><p>%u stories</p>\n<ol>\n", run->stories.n);
    for (uint32_t i = 0; i < run->stories.n; i++) {
        const stm_record *r = &run->stories.at[i];
        stm_str dates = stm_view_dates(h->arena, r->from, r->to);
        stm_html_rawf(h, "<li><a href=\"#s%u\">", i + 1);
        stm_html_text(h, stm_view_title(h->arena, run, r));
        stm_html_raw(h, "</a> <span>");
        stm_html_text(h, dates);
        stm_html_rawf(h, "%s%u article%s</span></li>\n", dates.p == NULL ? "" : " · ", r->articles.n,
                      r->articles.n == 1 ? "" : "s");
    }
    stm_html_raw(h, "</ol></nav>\n");
}

void stm_page_run(stm_arena *arena, stm_buf *to, const stm_run *run, const stm_view_options *shown)
{
    stm_page_run_at(arena, to, run, shown, NULL);
}

void stm_page_run_at(stm_arena *arena, stm_buf *to, const stm_run *run, const stm_view_options *shown,
                     const stm_page_site *site)
{
    stm_str title = run->stories.n == 0 ? STM_STR("No story") : stm_view_title(arena, run, &run->stories.at[0]);
    stm_view *views = STM_NEW_ARRAY(arena, stm_view, run->stories.n + 1);
    stm_view_options options = shown == NULL ? (stm_view_options){ 0 } : *shown;
    stm_passages cited = { 0 };
    stm_page p = { .html = { arena, to }, .cited = &cited };
    options.all = true; /* what is unsure or plain is folded away, not left out */
    if (site != NULL) {
        site->head(site->arg, &p.html, title);
    } else {
        stm_page_head(&p.html, title);
    }
    stm_html_raw(&p.html, "<div class=\"desk\">\n<main id=\"record\">\n");
    index_of_stories(&p.html, run);
    for (uint32_t i = 0; i < run->stories.n; i++) {
        stm_view_make(arena, run, &run->stories.at[i], &options, i == 0 ? NULL : &views[0], &views[i]);
        p.view = &views[i];
        p.story = i;
        p.prose = (stm_prose){ .arena = arena,
                               .to = to,
                               .view = &views[i],
                               .limit = 0,
                               .text = say_text,
                               .strong = say_strong,
                               .words = say_words,
                               .article = say_article };
        story(&p);
    }
    if (run->stories.n == 0) {
        stm_html_raw(&p.html, "<h1>No story</h1>\n");
    }
    stm_html_raw(&p.html, "</main>\n<aside class=\"reader\" id=\"reader\" aria-label=\"The articles\" tabindex=\"0\">\n"
                          "<h2>The articles</h2>\n<div class=\"texts\">\n");
    stm_page_articles(&p, run, views);
    foot(&p.html, site);
}
