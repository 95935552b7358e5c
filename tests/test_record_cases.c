/* test_record_cases.c: the record of small invented stories, from readable files.
 *
 * In: tests/cases/record/NAME.case. "== title" opens a case; "> id day outlet" (day as 2023-03-14, or nothing, outlet
 * or nothing) opens one of its texts, of which a first line "* words" is its headline; a line "--" ends the texts. Then
 * one expectation a line, words of the texts separated by " / ": one: a / b
 * ...          forms of one entity             apart: a / b    of no one entity saying: a / b ...       versions of one
 * utterance       not-saying: a / b STATUS: a / b ...       readings, one each, of one statement or figure with that
 * status (agreed, contested, denied, changed; agree, conflict, update) not-STATUS: a / b       no such
 * once STATUS: a / b      one such, and no second
 * event 2021-05-03 happened: a / b ...     passages of one event of that day (or FROM..TO, or "unknown")
 * and status
 * proposal: a / b ...                      states of one proposal;  state vetoed: a    a state of some proposal
 * state vetoed 2021-05-06: a               with its day;  named: a      what some proposal is called
 * by: a / b                                who proposes it / what it is called
 * shown STATUS: a / b ...                  the same as STATUS, of what is sure enough to be shown unasked
 * lines 3: a / b                           readings of a statement or figure of so many lines
 * origins 1: a / b                         and of one that goes back to so many
 * label: a                                 of a statement or figure that is shown;  note: a    of a version of a saying
 * told: a                                  of an event that is shown
 * line: a                                  of a line of the digest, as a reader meets it
 * order: a / b                             a line of the digest, and one behind it
 * version: a / b ...                       as the record gives the versions of one saying: what a reader sees
 * counts: a                                a figure of some text: its words = its bounds what is counted
 * '#' opens a comment.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>

#include "engine/engine.h"
#include "helpers/case_files.h"
#include "write/digest.h"

#define SHOWN 0.5 /* the confidence from which on an item is shown unasked */

enum { MAX_FILE = 200000, MAX_TEXTS = 12, MAX_PARTS = 8, MAX_ITEMS = 64 };

typedef struct given {
    char *id, *day, *text;
} given;

typedef struct item { /* what one line of expectation is looked for in */
    stm_str name;     /* "saying", a status */
    stm_strs pieces;
} item;

typedef struct items {
    STM_VEC(item) at;
} items;

typedef struct fill {
    stm_run *run;
    const given *texts;
    int n;
    items *out;
} fill;

static void make_articles(void *arg)
{
    fill *f = arg;
    for (int i = 0; i < f->n; i++) {
        stm_article *a = STM_NEW(&f->run->arena, stm_article);
        stm_date d;
        stm_article_init(a);
        a->id = stm_str_of(f->texts[i].id);
        a->from = a->id;
        a->text = stm_str_trim(stm_str_of(f->texts[i].text));
        if (stm_str_starts(a->text, "* ")) {
            stm_span head = { 0, 0 };
            a->text = stm_str_trim((stm_str){ a->text.p + 2, a->text.n - 2 });
            head.end = (uint32_t)stm_str_find(a->text, STM_STR("\n"), 0);
            a->title = stm_str_sub(a->text, head);
            stm_vec_push(&f->run->arena, &a->furniture, (stm_furniture){ STM_FURN_HEADLINE, head });
        }
        if (f->texts[i].day[0] != '\0') {
            assert_int_equal(sscanf(f->texts[i].day, "%d-%d-%d", &d.year, &d.month, &d.day), 3);
            a->published = (stm_str){ f->texts[i].day, strcspn(f->texts[i].day, " ") };
            a->published_day = stm_day_of(d);
            a->published_from = STM_FROM_METADATA;
            a->outlet = stm_str_trim(stm_str_of(f->texts[i].day + a->published.n));
            a->outlet = a->outlet.n > 0 ? a->outlet : STM_NULL_STR;
        }
        stm_vec_push(&f->run->arena, &f->run->articles, a);
    }
}

static stm_str passage(const stm_run *run, stm_passage p)
{
    return stm_str_sub(run->articles.at[p.article]->text, p.at);
}

static void add_label(stm_arena *arena, items *out, double confidence, stm_str label)
{
    if (label.p != NULL && !(confidence < SHOWN)) {
        item *x = stm_vec_add(arena, &out->at);
        *x = (item){ STM_STR("label"), { 0 } };
        stm_vec_push(arena, &x->pieces, label);
    }
}

/* Labels, notes, what is shown, versions as a reader sees them. */
static void read_words(void *arg)
{
    fill *f = arg;
    stm_arena *arena = &f->run->arena;
    const stm_record *r = &f->run->stories.at[0];
    for (uint32_t i = 0; i < r->statements.n; i++) {
        const stm_statement *s = &r->statements.at[i];
        add_label(arena, f->out, s->confidence, s->about);
        if (!(s->confidence < SHOWN)) {
            item *x = stm_vec_add(arena, &f->out->at);
            *x = (item){ stm_str_format(arena, "shown %s", stm_statement_status_name(s->status)), { 0 } };
            for (uint32_t k = 0; k < s->readings.n; k++) {
                stm_vec_push(arena, &x->pieces, passage(f->run, s->readings.at[k].passage));
            }
        }
    }
    for (uint32_t i = 0; i < r->figures.n; i++) {
        const stm_record_figure *g = &r->figures.at[i];
        add_label(arena, f->out, g->confidence, g->counted);
        if (!(g->confidence < SHOWN)) {
            item *x = stm_vec_add(arena, &f->out->at);
            *x = (item){ stm_str_format(arena, "shown %s", stm_figure_status_name(g->status)), { 0 } };
            for (uint32_t k = 0; k < g->readings.n; k++) {
                stm_vec_push(arena, &x->pieces, passage(f->run, g->readings.at[k].passage));
            }
        }
    }
    for (uint32_t i = 0; i < r->utterances.n; i++) {
        item *all = stm_vec_add(arena, &f->out->at);
        uint32_t at = f->out->at.n - 1;
        *all = (item){ STM_STR("version"), { 0 } };
        for (uint32_t k = 0; k < r->utterances.at[i].variants.n; k++) {
            const stm_variant *v = &r->utterances.at[i].variants.at[k];
            const stm_article *a = f->run->articles.at[v->article];
            stm_vec_push(arena, &f->out->at.at[at].pieces,
                         stm_str_sub(a->text, stm_quotation_told(a, stm_variant_said(v, a))));
            if (v->note.p != NULL) {
                item *x = stm_vec_add(arena, &f->out->at);
                *x = (item){ STM_STR("note"), { 0 } };
                stm_vec_push(arena, &x->pieces, v->note);
            }
        }
    }
}

/* "a nurse = 1-1 nurse killed": the figures of the texts, as they are annotated with trees. */
static void read_figures(void *arg)
{
    fill *f = arg;
    stm_arena *arena = &f->run->arena;
    for (uint32_t i = 0; i < f->run->articles.n; i++) {
        const stm_article *a = f->run->articles.at[i];
        for (uint32_t k = 0; k < a->figures.n; k++) {
            const stm_figure *g = &a->figures.at[k];
            stm_str words = stm_str_sub(a->text, g->at);
            item *x = stm_vec_add(arena, &f->out->at);
            *x = (item){ STM_STR("counts"), { 0 } };
            stm_vec_push(arena, &x->pieces,
                         stm_str_format(arena, "%.*s = %g-%g %.*s", (int)words.n, words.p, g->low, g->high,
                                        (int)g->counted.n, g->counted.n > 0 ? g->counted.p : ""));
        }
    }
}

/* What is said of how often it is told: "lines 3", "origins 1". */
static void add_counts(fill *f, const item *readings, uint32_t lines, uint32_t origins)
{
    stm_arena *arena = &f->run->arena;
    item of_lines = { stm_str_format(arena, "lines %u", lines), readings->pieces };
    item of_origins = { stm_str_format(arena, "origins %u", origins), readings->pieces };
    stm_vec_push(arena, &f->out->at, of_lines);
    stm_vec_push(arena, &f->out->at, of_origins);
}

static void read_items(void *arg)
{
    fill *f = arg;
    stm_arena *arena = &f->run->arena;
    const stm_record *r = &f->run->stories.at[0];
    for (uint32_t i = 0; i < r->entities.n; i++) {
        item *x = stm_vec_add(arena, &f->out->at);
        *x = (item){ STM_STR("one"), { 0 } };
        for (uint32_t k = 0; k < r->entities.at[i].mentions.n; k++) {
            stm_vec_push(arena, &x->pieces, passage(f->run, r->entities.at[i].mentions.at[k]));
        }
    }
    for (uint32_t i = 0; i < r->utterances.n; i++) {
        item *x = stm_vec_add(arena, &f->out->at);
        *x = (item){ STM_STR("saying"), { 0 } };
        for (uint32_t k = 0; k < r->utterances.at[i].variants.n; k++) {
            const stm_variant *v = &r->utterances.at[i].variants.at[k];
            const stm_quotation *q = &f->run->articles.at[v->article]->quotations.at[v->quotation];
            stm_vec_push(
                arena, &x->pieces,
                passage(f->run,
                        (stm_passage){ v->article, { q->content.at[0].start, q->content.at[q->content.n - 1].end } }));
        }
    }
    for (uint32_t i = 0; i < r->statements.n; i++) {
        item *x = stm_vec_add(arena, &f->out->at);
        *x = (item){ stm_str_of(stm_statement_status_name(r->statements.at[i].status)), { 0 } };
        for (uint32_t k = 0; k < r->statements.at[i].readings.n; k++) {
            stm_vec_push(arena, &x->pieces, passage(f->run, r->statements.at[i].readings.at[k].passage));
        }
        add_counts(f, x, r->statements.at[i].lines, r->statements.at[i].origins);
    }
    for (uint32_t i = 0; i < r->figures.n; i++) {
        item *x = stm_vec_add(arena, &f->out->at);
        *x = (item){ stm_str_of(stm_figure_status_name(r->figures.at[i].status)), { 0 } };
        for (uint32_t k = 0; k < r->figures.at[i].readings.n; k++) {
            stm_vec_push(arena, &x->pieces, passage(f->run, r->figures.at[i].readings.at[k].passage));
        }
        add_counts(f, x, r->figures.at[i].lines, r->figures.at[i].origins);
    }
}

/* Proposals, as "proposal" with the passages of all their states and "state vetoed" with those of one. */
static void read_proposals(void *arg)
{
    fill *f = arg;
    stm_arena *arena = &f->run->arena;
    const stm_record *r = &f->run->stories.at[0];
    for (uint32_t i = 0; i < r->proposals.n; i++) {
        item *whole = stm_vec_add(arena, &f->out->at), *named;
        uint32_t at = f->out->at.n - 1;
        *whole = (item){ STM_STR("proposal"), { 0 } };
        named = stm_vec_add(arena, &f->out->at);
        *named = (item){ STM_STR("named"), { 0 } };
        stm_vec_push(arena, &named->pieces, r->proposals.at[i].name);
        for (uint32_t k = 0; k < r->proposals.at[i].by.n; k++) {
            item *owner = stm_vec_add(arena, &f->out->at);
            *owner = (item){ STM_STR("by"), { 0 } };
            stm_vec_push(arena, &owner->pieces, r->entities.at[r->proposals.at[i].by.at[k]].name);
            stm_vec_push(arena, &owner->pieces, r->proposals.at[i].name);
        }
        for (uint32_t k = 0; k < r->proposals.at[i].states.n; k++) {
            const stm_proposal_state *s = &r->proposals.at[i].states.at[k];
            item *x = stm_vec_add(arena, &f->out->at);
            *x = (item){ stm_str_format(arena, "state %s", stm_proposal_status_name(s->state)), { 0 } };
            stm_vec_push(arena, &x->pieces, passage(f->run, s->passage));
            x = stm_vec_add(arena, &f->out->at);
            *x = (item){ stm_str_format(arena, "state %s %.*s", stm_proposal_status_name(s->state), (int)s->when.n,
                                        s->when.p == NULL ? "" : s->when.p),
                         { 0 } };
            stm_vec_push(arena, &x->pieces, passage(f->run, s->passage));
            stm_vec_push(arena, &f->out->at.at[at].pieces, passage(f->run, s->passage));
        }
    }
}

/* Events, as "event 2021-05-03 happened" or "event 2021-05-03..2021-05-05 open". */
static void read_timeline(void *arg)
{
    fill *f = arg;
    stm_arena *arena = &f->run->arena;
    const stm_record *r = &f->run->stories.at[0];
    for (uint32_t i = 0; i < r->timeline.n; i++) {
        const stm_event *e = &r->timeline.at[i];
        const char *status = stm_event_status_name(e->status);
        item *x = stm_vec_add(arena, &f->out->at);
        bool one = stm_str_eq(e->from, e->to);
        stm_str from = e->from.p == NULL ? STM_STR("unknown") : e->from;
        *x = (item){ stm_str_format(arena, "event %.*s%s%.*s %s", (int)from.n, from.p, one ? "" : "..",
                                    one ? 0 : (int)e->to.n, e->to.p, status == NULL ? "open" : status),
                     { 0 } };
        for (uint32_t k = 0; k < e->passages.n; k++) {
            stm_vec_push(arena, &x->pieces, passage(f->run, e->passages.at[k]));
        }
        if (!(e->confidence < SHOWN)) {
            x = stm_vec_add(arena, &f->out->at);
            *x = (item){ STM_STR("told"), { 0 } };
            stm_vec_push(arena, &x->pieces, e->event);
        }
    }
}

/* The digest, line by line. */
static void read_digest(void *arg)
{
    fill *f = arg;
    stm_arena *arena = &f->run->arena;
    stm_digest_options options = { .width = 4000 };
    stm_buf buf = { 0 };
    stm_str text;
    stm_digest_run(arena, &buf, f->run, &options);
    text = stm_buf_str(&buf);
    for (size_t at = 0; at < text.n;) {
        size_t end = stm_str_find(text, STM_STR("\n"), at);
        item *x = stm_vec_add(arena, &f->out->at);
        end = end == SIZE_MAX ? text.n : end;
        *x = (item){ STM_STR("line"), { 0 } };
        stm_vec_push(arena, &x->pieces, ((stm_str){ text.p + at, end - at }));
        at = end + 1;
    }
}

/* The pieces of the item have the parts, each in a piece of its own. A form is the whole piece. */
static bool holds(const item *x, char **parts, int n, bool whole)
{
    bool used[512] = { false };
    for (int i = 0; i < n; i++) {
        uint32_t k = 0;
        for (; k < x->pieces.n && k < 512; k++) {
            stm_str s = x->pieces.at[k];
            if (!used[k] && (whole ? stm_str_eqz(s, parts[i]) : stm_str_find(s, stm_str_of(parts[i]), 0) != SIZE_MAX)) {
                used[k] = true;
                break;
            }
        }
        if (k == x->pieces.n || k == 512) {
            return false;
        }
    }
    return true;
}

/* Lines of the digest that stand one behind the other. */
static bool in_order(const items *all, char **parts, int n)
{
    int found = 0;
    for (uint32_t i = 0; i < all->at.n && found < n; i++) {
        found += stm_str_eqz(all->at.at[i].name, "line") && holds(&all->at.at[i], &parts[found], 1, false);
    }
    return found == n;
}

static bool as_wanted(const items *all, char *line)
{
    char *parts[MAX_PARTS], *p = strstr(line, ": ");
    bool unwanted, once;
    const char *name = line;
    int n = 0, found = 0;
    assert_non_null(p);
    *p = '\0';
    p += 2;
    unwanted = strncmp(name, "not-", 4) == 0 || strcmp(name, "apart") == 0;
    once = strncmp(name, "once ", 5) == 0;
    name = strcmp(name, "apart") == 0 ? "one" : unwanted ? name + 4 : once ? name + 5 : name;
    while (p != NULL && n < MAX_PARTS) {
        char *next = strstr(p, " / ");
        if (next != NULL) {
            *next = '\0';
            next += 3;
        }
        parts[n++] = p;
        p = next;
    }
    if (strcmp(name, "order") == 0) {
        return in_order(all, parts, n) != unwanted;
    }
    for (uint32_t i = 0; i < all->at.n; i++) {
        found += stm_str_eqz(all->at.at[i].name, name) && holds(&all->at.at[i], parts, n, strcmp(name, "one") == 0);
    }
    return unwanted ? found == 0 : once ? found == 1 : found > 0;
}

static int run_case(stm_engine *engine, const char *file, const char *title, const given *texts, int n, char **want,
                    int n_want)
{
    stm_run run;
    stm_err err = { 0 };
    items all = { 0 };
    fill f = { &run, texts, n, &all };
    int wrong = 0;
    stm_run_init(&run);
    assert_int_equal(stm_arena_protect(&run.arena, make_articles, &f), STM_OK);
    for (uint32_t i = 0; i < run.articles.n; i++) {
        assert_int_equal(stm_engine_article(engine, STM_DEPTH_ANNOTATE, &run.arena, run.articles.at[i], &err), STM_OK);
    }
    assert_int_equal(stm_engine_record(engine, STM_TOGETHER_ONE, &run, &err), STM_OK);
    assert_int_equal(run.stories.n, 1);
    assert_int_equal(stm_arena_protect(&run.arena, read_items, &f), STM_OK);
    assert_int_equal(stm_arena_protect(&run.arena, read_words, &f), STM_OK);
    assert_int_equal(stm_arena_protect(&run.arena, read_timeline, &f), STM_OK);
    assert_int_equal(stm_arena_protect(&run.arena, read_proposals, &f), STM_OK);
    assert_int_equal(stm_arena_protect(&run.arena, read_figures, &f), STM_OK);
    assert_int_equal(stm_arena_protect(&run.arena, read_digest, &f), STM_OK);
    for (int i = 0; i < n_want; i++) {
        char shown[1000];
        (void)snprintf(shown, sizeof shown, "%s", want[i]);
        if (!as_wanted(&all, want[i])) {
            print_error("%s: %s\n    want %s\n", file, title, shown);
            wrong++;
        }
    }
    for (uint32_t i = 0; wrong > 0 && i < all.at.n; i++) {
        print_error("    got  %.*s:", (int)all.at.at[i].name.n, all.at.at[i].name.p);
        for (uint32_t k = 0; k < all.at.at[i].pieces.n; k++) {
            print_error("%s %.*s", k > 0 ? " /" : "", (int)all.at.at[i].pieces.at[k].n, all.at.at[i].pieces.at[k].p);
        }
        print_error("\n");
    }
    stm_run_fini(&run);
    return wrong;
}

static int run_file(void *engine, const char *path)
{
    static char all[MAX_FILE], body[MAX_TEXTS][MAX_FILE / 8];
    given texts[MAX_TEXTS];
    char *want[MAX_ITEMS], *title = NULL, *line, *next;
    int n_want = 0, n = 0, wrong = 0, state = 0; /* 0: before the first case, 1: in its texts, 2: what is expected */
    FILE *f = fopen(path, "rb");
    size_t size;
    assert_non_null(f);
    size = fread(all, 1, sizeof all - 1, f);
    (void)fclose(f);
    all[size] = '\0';
    for (line = all; line != NULL; line = next) {
        next = strchr(line, '\n');
        if (next != NULL) {
            *next++ = '\0';
        }
        if (strncmp(line, "== ", 3) == 0) {
            wrong += state == 2 ? run_case(engine, path, title, texts, n, want, n_want) : 0;
            title = line + 3;
            n = n_want = 0;
            state = 1;
        } else if (state == 1 && strncmp(line, "> ", 2) == 0) {
            char *day = strchr(line + 2, ' ');
            assert_true(n < MAX_TEXTS);
            if (day != NULL) {
                *day++ = '\0';
            }
            body[n][0] = '\0';
            texts[n] = (given){ line + 2, day == NULL ? line + strlen(line) : day, body[n] };
            if (day == NULL) {
                texts[n].day = line + 2 + strlen(line + 2);
            }
            n++;
        } else if (state == 1 && strcmp(line, "--") == 0) {
            state = 2;
        } else if (state == 1 && n > 0) {
            assert_true(strlen(body[n - 1]) + strlen(line) + 2 < sizeof body[0]);
            (void)strcat(strcat(body[n - 1], line), "\n");
        } else if (state == 2 && *line != '\0' && *line != '#') {
            assert_true(n_want < MAX_ITEMS);
            want[n_want++] = line;
        }
    }
    wrong += state == 2 ? run_case(engine, path, title, texts, n, want, n_want) : 0;
    return wrong;
}

static void test_cases(void **state)
{
    stm_engine *engine;
    stm_err err = { 0 };
    (void)state;
    assert_int_equal(stm_engine_open(NULL, &engine, &err), STM_OK);
    assert_int_equal(case_files_each("record", run_file, engine), 0);
    stm_engine_close(engine);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_cases) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
