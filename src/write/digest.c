/* digest.c: see digest.h. The sections of view.h as folded lines; sentences come from prose.c. */
#include "write/digest.h"

#include "write/alike.h"
#include "language/tongue.h"
#include "write/fold.h"
#include "write/prose.h"

/* What a reader takes in at once; the rest is counted, and shown when asked for. */
enum {
    MOST_ITEMS = 8,
    MOST_CONTESTED = 14,
    MOST_READINGS = 4,
    MOST_FIGURES = 8,
    MOST_WHOLE = 6,
    MOST_ALIKE = 3,
    MOST_WORDS = 180
};

typedef struct digest {
    stm_prose prose; /* first: the prose callbacks get back from it */
    stm_fold fold;
    const stm_digest_options *options;
    const stm_view *view;
} digest;

static void say_text(stm_prose *p, stm_str s) { stm_fold_add(&((digest *)p)->fold, STM_PLAIN, s); }

static void say_strong(stm_prose *p, stm_str s) { stm_fold_add(&((digest *)p)->fold, STM_BOLD, s); }

static void say_words(stm_prose *p, stm_passage at, stm_str shown, bool quoted)
{
    stm_fold *f = &((digest *)p)->fold;
    (void)at;
    stm_fold_addz(f, STM_PLAIN, quoted ? "“" : "");
    stm_fold_add(f, STM_PLAIN, shown);
    stm_fold_addz(f, STM_PLAIN, quoted ? "”" : "");
}

static void say_article(stm_prose *p, stm_passage at)
{
    stm_fold_add(&((digest *)p)->fold, STM_BLUE, p->view->names[at.article]);
}

static void heading(digest *d)
{
    const stm_record *r = d->view->record;
    stm_str dates = stm_view_dates(d->prose.arena, r->from, r->to);
    stm_fold_add(&d->fold, STM_BOLD, stm_view_title(d->prose.arena, d->view->run, r));
    stm_fold_end(&d->fold, 0, 0);
    if (dates.p != NULL) {
        stm_fold_add(&d->fold, STM_PLAIN, dates);
        stm_fold_addz(&d->fold, STM_PLAIN, ", ");
    }
    stm_fold_add(&d->fold, STM_PLAIN,
                 stm_str_format(d->prose.arena, "%u article%s, %u independent line%s of text", r->articles.n,
                                r->articles.n == 1 ? "" : "s", r->lines, r->lines == 1 ? "" : "s"));
    if (dates.p == NULL && !stm_view_any_day(r)) {
        stm_fold_addz(&d->fold, STM_PLAIN,
                      d->view->sections[STM_SEC_TIMELINE].n == 0
                          ? ". None has a date, so there is no timeline: --published DATE gives them one"
                          : ". None has a date, so no day of what happened is known: --published DATE gives them one");
    }
    stm_fold_end(&d->fold, 0, 0);
}

/* "shares passages with X": of a family in which each is a line of its own, the one that stands above; or NULL. */
static stm_str shares_with(digest *d, uint32_t article)
{
    const stm_reuse *reuse = &d->view->run->reuse;
    const stm_view *v = d->view;
    for (uint32_t i = 0; i < reuse->pairs.n; i++) {
        const stm_pair *p = &reuse->pairs.at[i];
        uint32_t other = p->a == article ? p->b : p->a;
        if ((p->a == article || p->b == article) && v->family_of[article] != STM_NONE &&
            v->family_of[other] == v->family_of[article] && v->line_of[other] < v->line_of[article]) {
            return stm_str_format(d->prose.arena, ", shares passages with %.*s", (int)v->names[other].n,
                                  v->names[other].p);
        }
    }
    return STM_NULL_STR;
}

/* How an article of a line stands to the others of the line: "edit of X", or NULL. */
static stm_str derivation(digest *d, uint32_t article)
{
    static const char *const how[] = { "identical to", "reprint of", "edit of", "excerpt of", "shares a source with" };
    const stm_reuse *reuse = &d->view->run->reuse;
    const stm_pair *best = NULL;
    for (uint32_t i = 0; i < reuse->pairs.n; i++) {
        const stm_pair *p = &reuse->pairs.at[i];
        bool here = (p->a == article || p->b == article) && p->from != STM_NONE && p->from != article;
        if (here && (best == NULL || p->confidence > best->confidence)) {
            best = p;
        }
    }
    if (best == NULL || d->view->line_of[best->a] != d->view->line_of[best->b]) {
        return shares_with(d, article);
    }
    return stm_str_format(d->prose.arena, ", %s %.*s", how[best->relation], (int)d->view->names[best->from].n,
                          d->view->names[best->from].p);
}

static void article_line(digest *d, uint32_t article, stm_str from, bool first_of_line)
{
    const stm_article *a = d->view->run->articles.at[article];
    stm_str name = d->view->names[article];
    stm_fold_add(&d->fold, STM_PLAIN,
                 first_of_line ? stm_str_format(d->prose.arena, "%u. ", d->view->line_of[article] + 1) : STM_STR(""));
    stm_fold_add(&d->fold, STM_BLUE, name);
    if (a->outlet.n != 0 && !stm_str_eq(a->outlet, name)) {
        stm_fold_addz(&d->fold, STM_PLAIN, ", ");
        stm_fold_add(&d->fold, STM_PLAIN, a->outlet);
    }
    if (a->published_day != STM_NO_DAY) {
        /* what a text of no date names last is its day, or the day before a morning paper's */
        stm_fold_addz(&d->fold, STM_PLAIN, stm_article_day_is_guess(a) ? ", about " : ", ");
        stm_fold_add(&d->fold, STM_PLAIN,
                     stm_view_date(d->prose.arena, stm_day_format(d->prose.arena, a->published_day), false));
        if (stm_article_day_is_guess(a)) {
            stm_fold_addz(&d->fold, STM_DIM,
                          a->published_from == STM_FROM_STORY ? " (worked out from the story)"
                                                              : " (worked out from its own words)");
        }
    }
    if (stm_tongue_name(a).p != NULL) {
        stm_fold_addz(&d->fold, STM_PLAIN, ", in ");
        stm_fold_add(&d->fold, STM_PLAIN, stm_tongue_name(a));
        stm_fold_addz(&d->fold, STM_DIM, " (only its wording is compared)");
    }
    stm_fold_add(&d->fold, STM_PLAIN, from.p == NULL ? STM_STR("") : from);
    if (a->title.n != 0) {
        stm_fold_addz(&d->fold, STM_PLAIN, ": ");
        stm_fold_add(&d->fold, STM_PLAIN, a->title);
    }
    stm_fold_end(&d->fold, first_of_line ? 2 : 5, 7);
}

static void section_title(digest *d, const char *title)
{
    stm_fold_gap(&d->fold);
    stm_fold_addz(&d->fold, STM_BOLD, title);
    stm_fold_end(&d->fold, 0, 0);
}

/* Of each line first what is made from no other text of it. */
static void articles(digest *d)
{
    const stm_record *r = d->view->record;
    stm_str *from = STM_NEW_ARRAY(d->prose.arena, stm_str, r->articles.n);
    section_title(d, "ARTICLES, BY LINE OF TEXT");
    for (uint32_t i = 0; i < r->articles.n; i++) {
        from[i] = derivation(d, r->articles.at[i]);
    }
    for (uint32_t line = 0; line < d->view->n_lines; line++) {
        bool first = true;
        for (uint32_t i = 0; i < 2 * r->articles.n; i++) {
            uint32_t k = i % r->articles.n;
            if (d->view->line_of[r->articles.at[k]] == line && (from[k].p == NULL) == (i < r->articles.n)) {
                article_line(d, r->articles.at[k], from[k], first);
                first = false;
            }
        }
    }
}

/* A full stop, unless the sentence has one already, inside closing marks or not. */
static void full_stop(digest *d)
{
    stm_str p = stm_buf_str(&d->fold.paragraph);
    while (p.n > 0 && (unsigned char)p.p[p.n - 1] <= STM_STYLE_COUNT) {
        p.n--;
    }
    p.n -= stm_str_ends(p, "”") ? strlen("”") : stm_str_ends(p, "\"") ? 1 : 0;
    if (p.n > 0 && !stm_str_ends(p, "…") && strchr(".!?", p.p[p.n - 1]) == NULL) {
        stm_fold_addz(&d->fold, STM_PLAIN, ".");
    }
}

static void doubt(digest *d, const stm_item *item)
{
    if (item->confidence < STM_VIEW_SURE) {
        stm_fold_add(&d->fold, STM_DIM, stm_str_format(d->prose.arena, " [unsure, %.0f %%]", 100 * item->confidence));
    }
}

/* How many of n readings are shown. */
static uint32_t shown_of(const digest *d, uint32_t n, uint32_t most)
{
    return d->options->view.all || n <= most + 1 ? n : most;
}

static uint32_t shown(const digest *d, uint32_t n) { return shown_of(d, n, MOST_READINGS); }

/* What is not long is told whole. */
static uint32_t whole(const digest *d, uint32_t n) { return n <= MOST_WHOLE ? n : shown(d, n); }

static void more_readings(digest *d, uint32_t n, uint32_t shown)
{
    if (shown < n) {
        stm_fold_add(&d->fold, STM_DIM, stm_str_format(d->prose.arena, "and %u more", n - shown));
        stm_fold_end(&d->fold, 4, 6);
    }
}

/* How many items of a section are printed. */
static uint32_t printed(const digest *d, stm_section which)
{
    const uint32_t most = which == STM_SEC_TIMELINE    ? 2 * MOST_ITEMS
                          : which == STM_SEC_CONTESTED ? MOST_CONTESTED
                                                       : MOST_ITEMS;
    uint32_t n = d->view->sections[which].n;
    return d->options->view.all || d->options->view.matter != NULL || n <= most + 1 ? n : most;
}

static bool has_version(const digest *d, const stm_utterance *u, stm_passage at)
{
    for (uint32_t i = 0; i < u->variants.n; i++) {
        const stm_variant *x = &u->variants.at[i];
        const stm_quotation *q = stm_variant_said(x, d->view->run->articles.at[x->article]);
        if (x->article == at.article && q->content.at[0].start < at.at.end &&
            at.at.start < q->content.at[q->content.n - 1].end) {
            return true;
        }
    }
    return false;
}

/* The words of all readings are versions of one saying that is printed below. */
static bool versions_below(const digest *d, const stm_statement *s)
{
    const stm_items *quotes = &d->view->sections[STM_SEC_QUOTES];
    bool all = false;
    for (uint32_t i = 0; i < printed(d, STM_SEC_QUOTES) && !all; i++) {
        all = s->readings.n > 0;
        for (uint32_t k = 0; k < s->readings.n && all; k++) {
            all = has_version(d, &d->view->record->utterances.at[quotes->at[i].index], s->readings.at[k].passage);
        }
    }
    return all;
}

static void only_texts(digest *d, const stm_statement *s)
{
    stm_passages at = { 0 };
    for (uint32_t i = 0; i < s->readings.n; i++) {
        stm_vec_push(d->prose.arena, &at, s->readings.at[i].passage);
    }
    stm_prose_articles(&d->prose, at.at, at.n);
    stm_fold_addz(&d->fold, STM_PLAIN, ", in the versions below.");
    stm_fold_end(&d->fold, 4, 6);
}

/* "Who is to go: “all rebels” or “all foreign rebels”": one man may have said both, and who joins his words hides it.
 */
static bool two_wordings(const stm_statement *s)
{
    return s->status == STM_ST_CONTESTED && stm_str_find(s->about, STM_STR("” or “"), 0) != SIZE_MAX;
}

static void statement(digest *d, const stm_item *item)
{
    uint32_t n;
    const stm_statement *s = &d->view->record->statements.at[item->index];
    stm_reading_groups groups;
    if (item->section == STM_SEC_ONE_ORIGIN && versions_below(d, s)) {
        only_texts(d, s);
        return;
    }
    stm_view_group_readings(d->prose.arena, d->view, s, &groups);
    n = two_wordings(s) ? whole(d, groups.n) : shown(d, groups.n);
    if (n < groups.n) {
        stm_view_join_voices(d->prose.arena, d->view, s, &groups);
    }
    n = n < groups.n ? shown(d, groups.n) : n;
    for (uint32_t g = 0; g < n && g < groups.n; g++) {
        if (item->section == STM_SEC_ONE_ORIGIN) {
            stm_prose_witness(&d->prose, s, &groups.at[g]);
        } else {
            stm_prose_reading(&d->prose, s, &groups.at[g]);
        }
        full_stop(d);
        stm_fold_end(&d->fold, 4, 6);
    }
    more_readings(d, groups.n, n < groups.n ? n : groups.n);
}

static void body(digest *d, const stm_item *item)
{
    stm_reading_groups groups;
    const stm_record *r = d->view->record;
    switch (item->kind) {
    case STM_ITEM_STATEMENT: statement(d, item); break;
    case STM_ITEM_FIGURE:
        stm_view_group_figures(d->prose.arena, d->view, &r->figures.at[item->index], &groups);
        for (uint32_t g = 0; g < shown_of(d, groups.n, MOST_FIGURES); g++) {
            stm_prose_figure(&d->prose, &r->figures.at[item->index], &groups.at[g]);
            full_stop(d);
            stm_fold_end(&d->fold, 4, 6);
        }
        more_readings(d, groups.n, shown_of(d, groups.n, MOST_FIGURES));
        break;
    case STM_ITEM_UTTERANCE:
        stm_view_group_variants(d->prose.arena, d->view, &r->utterances.at[item->index], &groups);
        if (shown(d, groups.n) < groups.n) {
            stm_view_versions_first(d->prose.arena, &r->utterances.at[item->index], MOST_READINGS, &groups);
        }
        for (uint32_t g = 0; g < shown(d, groups.n); g++) {
            stm_prose_variant(&d->prose, &r->utterances.at[item->index], &groups.at[g]);
            full_stop(d);
            stm_fold_end(&d->fold, 4, 6);
        }
        more_readings(d, groups.n, shown(d, groups.n));
        break;
    case STM_ITEM_PROPOSAL:
        stm_view_group_states(d->prose.arena, d->view, &r->proposals.at[item->index], &groups);
        stm_view_join_states(d->prose.arena, d->view, &r->proposals.at[item->index], groups.n >= MOST_READINGS,
                             &groups);
        if (whole(d, groups.n) < groups.n) {
            stm_view_fates_first(d->prose.arena, &r->proposals.at[item->index], MOST_READINGS, &groups);
        }
        for (uint32_t g = 0; g < whole(d, groups.n); g++) {
            stm_prose_state(&d->prose, &r->proposals.at[item->index], &groups.at[g]);
            full_stop(d);
            stm_fold_end(&d->fold, 4, 6);
        }
        more_readings(d, groups.n, whole(d, groups.n));
        break;
    case STM_ITEM_EVENT: break;
    }
}

static void event(digest *d, const stm_item *item)
{
    const stm_event *e = &d->view->record->timeline.at[item->index];
    stm_str dates = stm_view_event_dates(d->prose.arena, d->view, e);
    stm_fold_add(&d->fold, STM_BOLD, dates.p == NULL ? STM_STR("Day unknown") : dates);
    stm_prose_event_status(&d->prose, e);
    stm_fold_addz(&d->fold, STM_PLAIN, ": ");
    stm_fold_add(
        &d->fold, STM_PLAIN,
        stm_view_balanced(d->prose.arena, stm_view_short(d->prose.arena, stm_view_event_words(d->prose.arena, e->event),
                                                         d->prose.limit)));
    stm_fold_addz(&d->fold, STM_PLAIN, " (");
    stm_prose_event_voice(&d->prose, e);
    stm_fold_addz(&d->fold, STM_PLAIN,
                  stm_prose_event_articles(&d->prose, e) || e->agree ? ")." : "; they do not agree).");
    doubt(d, item);
    stm_fold_end(&d->fold, 2, 6);
}

/* It was still to come when the last article was written. */
static bool lies_ahead(const stm_record *r, const stm_event *e)
{
    bool open = e->status != STM_EVENT_HAPPENED;
    stm_str last = e->to.p != NULL ? e->to : e->from;
    return last.p == NULL || r->to.p == NULL ? open : stm_str_cmp(last, r->to) >= (open ? 0 : 1);
}

/* Which items of a section are printed: the first, but of the timeline what lies ahead before what is past, and of
 * that what more lines of text tell before what fewer tell, what has a day before what has none, the later before the
 * earlier. */
static bool *chosen(const digest *d, stm_section which, uint32_t n)
{
    const stm_items *items = &d->view->sections[which];
    bool *in = STM_NEW_ARRAY(d->prose.arena, bool, items->n + 1);
    for (uint32_t i = 0; i < items->n; i++) {
        in[i] = which == STM_SEC_TIMELINE || i < n;
    }
    for (uint32_t left = items->n; which == STM_SEC_TIMELINE && left > n; left--) {
        uint32_t least = STM_NONE;
        bool least_ahead = false, least_dated = false;
        for (uint32_t i = 0; i < items->n; i++) {
            const stm_event *e = &d->view->record->timeline.at[items->at[i].index];
            bool ahead = lies_ahead(d->view->record, e), dated = e->from.p != NULL;
            if (in[i] && (least == STM_NONE ||
                          (ahead != least_ahead                           ? least_ahead
                           : items->at[i].lines != items->at[least].lines ? items->at[i].lines < items->at[least].lines
                                                                          : least_dated && !dated))) {
                least = i;
                least_dated = dated;
                least_ahead = ahead;
            }
        }
        in[least] = false;
    }
    return in;
}

/* Two people, one turn of phrase: a reader may take them for one. */
static void alikes(digest *d)
{
    stm_alikes found;
    if (d->options->view.matter != NULL && strcmp(d->options->view.matter, "quotes") != 0) {
        return;
    }
    stm_alikes_find(d->prose.arena, d->view, &found);
    if (found.n == 0) {
        return;
    }
    section_title(d, "LIKE WORDS, TWO MOUTHS");
    for (uint32_t i = 0; i < found.n && (i < MOST_ALIKE || d->options->view.all); i++) {
        stm_alike_print(&d->prose, &found.at[i]);
        stm_fold_addz(&d->fold, STM_PLAIN, ".");
        stm_fold_end(&d->fold, 2, 4);
    }
}

static void section(digest *d, stm_section which)
{
    static const char *const titles[] = { "CONTESTED",
                                          "MANY LINES, ONE ORIGIN",
                                          "CHANGED BETWEEN EDITIONS",
                                          "AGREED",
                                          "ONE SAYING, SEVERAL VERSIONS",
                                          "FIGURES",
                                          "PROPOSALS AND THEIR FATE",
                                          "TIMELINE" };
    static const char *const rest[] = { "--matter conflict", "--matter conflict",
                                        "--matter conflict", "--all",
                                        "--matter quotes",   "--matter figures",
                                        "--matter timeline", "--matter timeline" };
    const stm_items *items = &d->view->sections[which];
    uint32_t n = printed(d, which);
    const bool *in;
    if (items->n == 0) {
        return;
    }
    in = chosen(d, which, n);
    section_title(d, titles[which]);
    for (uint32_t i = 0; i < items->n; i++) {
        const stm_item *item = &items->at[i];
        if (!in[i]) {
            continue;
        }
        if (item->kind == STM_ITEM_EVENT) {
            event(d, item);
            continue;
        }
        if (item->section == STM_SEC_CHANGED && item->kind == STM_ITEM_STATEMENT &&
            stm_prose_change(&d->prose, &d->view->record->statements.at[item->index])) {
            doubt(d, item);
            full_stop(d);
            stm_fold_end(&d->fold, 2, 4);
            continue;
        }
        stm_prose_heading(&d->prose, item);
        if (item->lines >= 2) {
            full_stop(d);
            stm_fold_addz(&d->fold, STM_PLAIN, " ");
            stm_prose_weight(&d->prose, item);
            full_stop(d);
        }
        doubt(d, item);
        stm_fold_end(&d->fold, 2, 4);
        body(d, item);
    }
    if (n < items->n) {
        stm_fold_add(&d->fold, STM_DIM, stm_str_format(d->prose.arena, "and %u more: %s", items->n - n, rest[which]));
        stm_fold_end(&d->fold, 2, 4);
    }
}

void stm_digest_run(stm_arena *arena, stm_buf *to, const stm_run *run, const stm_digest_options *options)
{
    stm_view view, before;
    for (uint32_t i = 0; i < run->stories.n; i++) {
        digest d = { 0 };
        uint32_t n_shown = 0;
        stm_view_make(arena, run, &run->stories.at[i], &options->view, i == 0 ? NULL : &before, &view);
        before = view;
        d.options = options;
        d.view = &view;
        d.prose = (stm_prose){ .arena = arena,
                               .to = to,
                               .view = &view,
                               .limit = MOST_WORDS,
                               .brief = true,
                               .text = say_text,
                               .strong = say_strong,
                               .words = say_words,
                               .article = say_article };
        stm_fold_init(&d.fold, arena, to, options->width, options->color);
        if (i != 0) {
            stm_fold_gap(&d.fold);
        }
        heading(&d);
        if (options->view.matter == NULL) {
            articles(&d);
        }
        for (stm_section s = STM_SEC_CONTESTED; s < STM_SEC_COUNT; s++) {
            section(&d, s);
            if (s == STM_SEC_QUOTES) {
                alikes(&d);
            }
            n_shown += view.sections[s].n;
        }
        if (n_shown == 0) {
            stm_fold_gap(&d.fold);
            stm_fold_addz(&d.fold, STM_PLAIN, "Nothing to compare was found in these articles.");
            stm_fold_end(&d.fold, 0, 0);
        }
    }
}
