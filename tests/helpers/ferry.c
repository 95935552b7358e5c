/* ferry.c: see ferry.h. Passages are given by their words, so that the record survives edits of the examples. */
#include "helpers/ferry.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum { HARBOUR, LANTERN, RADIO, MERIDIAN, ISLANDER, N };
static const char *const ids[N] = { "harbour-post", "daily-lantern", "coast-radio", "meridian", "islander" };
static const char *const outlets[N] = { "Harbour Post", "Daily Lantern", "Coast Radio", "Meridian Weekly", NULL };
static const char *const days[N] = { "2023-03-14", "2023-03-15", "2023-03-15", "2023-03-16", NULL };

static stm_arena *A;
static stm_run *R;

static _Noreturn void broken(const char *what, const char *detail)
{
    (void)fprintf(stderr, "ferry.c: %s: %s\n", what, detail);
    abort();
}

static stm_passage at(uint32_t article, const char *words)
{
    size_t start = stm_str_find(R->articles.at[article]->text, stm_str_of(words), 0);
    if (start == SIZE_MAX) {
        broken("no such passage", words);
    }
    return (stm_passage){ article, { (uint32_t)start, (uint32_t)(start + strlen(words)) } };
}

static void article(uint32_t i)
{
    char path[600], piece[4096];
    stm_buf buf = { 0 };
    stm_article *a = STM_NEW(A, stm_article);
    FILE *f;
    size_t n, end;
    (void)snprintf(path, sizeof path, "%s/../examples/stories/ferry/%s.txt", STM_TEST_DIR, ids[i]);
    f = fopen(path, "rb");
    if (f == NULL) {
        broken("cannot be read", path);
    }
    while ((n = fread(piece, 1, sizeof piece, f)) > 0) {
        stm_buf_add(A, &buf, piece, n);
    }
    (void)fclose(f);
    stm_article_init(a);
    a->text = stm_buf_str(&buf);
    a->id = stm_str_of(ids[i]);
    a->from = stm_str_format(A, "examples/stories/ferry/%s.txt", ids[i]);
    a->outlet = stm_str_of(outlets[i]);
    end = stm_str_find(a->text, STM_STR("\n"), 0);
    a->title = (stm_str){ a->text.p, end };
    a->language = STM_STR("en");
    stm_vec_push(A, &a->furniture, (stm_furniture){ STM_FURN_HEADLINE, { 0, (uint32_t)end } });
    if (days[i] != NULL) {
        a->published = stm_str_of(days[i]);
        a->published_day = stm_day_of((stm_date){ 2023, 3, (days[i][8] - '0') * 10 + days[i][9] - '0' });
        a->published_from = STM_FROM_TEXT;
    } else {
        a->published = STM_STR("2023-03-15");
        a->published_day = stm_day_of((stm_date){ 2023, 3, 15 });
        a->published_from = STM_FROM_STORY;
        a->published_why = STM_STR("It names Wednesday, and the other articles date the sinking to Tuesday 14 March.");
    }
    stm_vec_push(A, &R->articles, a);
}

static void aligned(stm_pair *p, const char *a, const char *b, stm_aligned_kind kind)
{
    stm_vec_push(A, &p->passages, (stm_aligned){ at(p->a, a).at, at(p->b, b).at, kind });
}

static void reuse(void)
{
    stm_pair *p = stm_vec_add(A, &R->reuse.pairs);
    stm_family *f = stm_vec_add(A, &R->reuse.families);
    *p = (stm_pair){ .a = HARBOUR,
                     .b = LANTERN,
                     .shared_a = 0.78,
                     .shared_b = 0.8,
                     .relation = STM_REL_COMMON_SOURCE,
                     .from = HARBOUR,
                     .confidence = 0.9 };
    aligned(p,
            "A passenger ferry capsized in heavy seas off Port Lisle on Tuesday, killing at least 17 people, the coast "
            "guard said",
            "A passenger ferry capsized in heavy seas off Port Lisle on Tuesday, killing at least 19 people, the "
            "coastguard said",
            STM_ALIGNED_EDITED);
    aligned(
        p,
        "“The vessel was carrying far more people than it is licensed to carry,” Eriksen told reporters on the quay.",
        "“The vessel was carrying far more people than it is licensed to carry, and it should never have left port in "
        "that weather,” Mr Eriksen told reporters on the quay.",
        STM_ALIGNED_EDITED);
    aligned(p, "“We warned the company twice last month.”", "“We warned the company twice last month.”",
            STM_ALIGNED_SAME);
    aligned(p, "The operator, Blue Strait Lines, denied that the ferry was overloaded.",
            "The operator, Blue Strait Lines, denied that the ferry was overloaded.", STM_ALIGNED_SAME);
    aligned(p,
            "Navy divers had brought 126 people to shore by early afternoon, and about 70 were still missing, the "
            "coast guard said.",
            "Navy divers had brought 131 people to shore by nightfall, and about 60 were still missing, the coastguard "
            "said.",
            STM_ALIGNED_EDITED);
    stm_vec_push(A, &f->articles, HARBOUR);
    stm_vec_push(A, &f->articles, LANTERN);
    f->n_lost = 1;
    f->root = 2;
    stm_vec_push(A, &f->edges, (stm_edge){ 2, 0, STM_REL_EDIT, 0.8, true });
    stm_vec_push(A, &f->edges, (stm_edge){ 2, 1, STM_REL_EDIT, 0.7, true });
}

static uint32_t quotation(uint32_t article_index, stm_quotation_kind kind, const char *words, const char *second)
{
    stm_article *a = R->articles.at[article_index];
    stm_quotation *q = stm_vec_add(A, &a->quotations);
    q->kind = kind;
    q->cue = q->source = STM_NO_SPAN;
    q->source_head = q->speaker = q->nested_in = STM_NONE;
    stm_vec_push(A, &q->content, at(article_index, words).at);
    if (second != NULL) {
        stm_vec_push(A, &q->content, at(article_index, second).at);
    }
    return a->quotations.n - 1;
}

static stm_utterance *utterance(stm_record *r, uint32_t speaker, const char *when, uint32_t lines)
{
    stm_utterance *u = stm_vec_add(A, &r->utterances);
    u->speaker = speaker;
    u->when = stm_str_of(when);
    u->lines = lines;
    u->confidence = NAN;
    return u;
}

static void variant(stm_utterance *u, uint32_t article_index, uint32_t q, stm_variant_relation relation,
                    const char *note)
{
    stm_vec_push(A, &u->variants, (stm_variant){ article_index, q, NULL, relation, stm_str_of(note) });
}

static uint32_t entity(stm_record *r, stm_entity_kind kind, const char *name, uint32_t article_index)
{
    stm_record_entity *e = stm_vec_add(A, &r->entities);
    e->kind = kind;
    e->name = stm_str_of(name);
    stm_vec_push(A, &e->forms, e->name);
    stm_vec_push(A, &e->mentions, at(article_index, name));
    return r->entities.n - 1;
}

static void reading(stm_statement *s, stm_passage passage, stm_stance stance, uint32_t by, const char *words)
{
    stm_vec_push(A, &s->readings, (stm_statement_reading){ passage, stance, by, STM_NULL_STR, stm_str_of(words) });
}

static stm_statement *statement(stm_record *r, const char *about, stm_statement_status status, uint32_t lines,
                                uint32_t origins)
{
    stm_statement *s = stm_vec_add(A, &r->statements);
    s->about = stm_str_of(about);
    s->status = status;
    s->lines = lines;
    s->origins = origins;
    s->confidence = NAN;
    return s;
}

static void figure_reading(stm_record_figure *f, stm_passage passage, double low, double high, uint32_t by,
                           const char *holds)
{
    stm_vec_push(A, &f->readings,
                 (stm_figure_reading){ passage, low, high, STM_STR("person"), by, STM_NULL_STR, stm_str_of(holds) });
}

static stm_record_figure *figure(stm_record *r, const char *counted, stm_figure_status status, uint32_t lines,
                                 uint32_t origins)
{
    stm_record_figure *f = stm_vec_add(A, &r->figures);
    f->counted = stm_str_of(counted);
    f->status = status;
    f->lines = lines;
    f->origins = origins;
    f->confidence = NAN;
    return f;
}

static void event(stm_record *r, const char *from, const char *to, const char *what, uint32_t lines, bool agree,
                  stm_passage a, stm_passage b)
{
    stm_event *e = stm_vec_add(A, &r->timeline);
    *e = (stm_event){ .from = stm_str_of(from),
                      .to = stm_str_of(to),
                      .event = stm_str_of(what),
                      .status = STM_EVENT_HAPPENED,
                      .said_by = STM_NONE,
                      .lines = lines,
                      .agree = agree,
                      .confidence = NAN };
    stm_vec_push(A, &e->passages, a);
    if (b.article != a.article) {
        stm_vec_push(A, &e->passages, b);
    }
}

static void build(void *arg)
{
    stm_record *r;
    stm_utterance *u;
    stm_statement *s;
    stm_record_figure *f;
    stm_proposal *p;
    uint32_t eriksen, line, holt, amsel, voss, dahl;
    R = arg;
    A = &R->arena;
    for (uint32_t i = 0; i < N; i++) {
        article(i);
    }
    reuse();
    r = stm_vec_add(A, &R->stories);
    r->title = STM_STR("Sinking of the ferry Halcyon Star off Port Lisle");
    r->from = STM_STR("2023-03-14");
    r->to = STM_STR("2023-03-16");
    r->lines = 4;
    for (uint32_t i = 0; i < N; i++) {
        stm_vec_push(A, &r->articles, i);
    }
    stm_vec_push(A, &r->families, 0);
    eriksen = entity(r, STM_PERSON, "Tomas Eriksen", HARBOUR);
    line = entity(r, STM_ORGANIZATION, "Blue Strait Lines", HARBOUR);
    holt = entity(r, STM_PERSON, "Maren Holt", HARBOUR);
    amsel = entity(r, STM_PERSON, "Viktor Amsel", MERIDIAN);
    voss = entity(r, STM_PERSON, "Adela Voss", LANTERN);
    dahl = entity(r, STM_PERSON, "Runa Dahl", MERIDIAN);

    u = utterance(r, eriksen, "2023-03-14", 1);
    variant(u, LANTERN,
            quotation(LANTERN, STM_QUOTE_DIRECT,
                      "The vessel was carrying far more people than it is licensed to carry, and it should never have "
                      "left port in that weather",
                      "We warned the company twice last month."),
            STM_VARIANT_FULLEST, NULL);
    variant(u, HARBOUR,
            quotation(HARBOUR, STM_QUOTE_DIRECT, "The vessel was carrying far more people than it is licensed to carry",
                      "We warned the company twice last month."),
            STM_VARIANT_TRIMMED, "a comma inside the marks hides the cut");
    u = utterance(r, STM_NONE, "2023-03-14", 1);
    u->speaker_name = STM_STR("Jonas Pell");
    variant(u, LANTERN,
            quotation(LANTERN, STM_QUOTE_DIRECT, "The cars began to slide and then the lights went out",
                      "Nobody told us what to do."),
            STM_VARIANT_FULLEST, NULL);
    variant(u, HARBOUR,
            quotation(HARBOUR, STM_QUOTE_DIRECT, "The cars began to slide and then the lights went out", NULL),
            STM_VARIANT_TRIMMED, NULL);
    u = utterance(r, amsel, "2023-03-16", 1);
    variant(
        u, MERIDIAN,
        quotation(MERIDIAN, STM_QUOTE_DIRECT,
                  "We have nothing to hide. The ship was licensed for 220 passengers, and there were fewer than that.",
                  NULL),
        STM_VARIANT_FULLEST, NULL);

    s = statement(r, "whether the ferry was overloaded", STM_ST_CONTESTED, 3, 3);
    reading(s, at(HARBOUR, "The vessel was carrying far more people than it is licensed to carry"), STM_ASSERTS,
            eriksen, "far more people than it is licensed to carry");
    reading(s, at(LANTERN, "The vessel was carrying far more people than it is licensed to carry"), STM_ASSERTS,
            eriksen, "far more people than it is licensed to carry");
    reading(s, at(MERIDIAN, "Commander Tomas Eriksen says that it was."), STM_ASSERTS, eriksen,
            "far more people than it is licensed to carry");
    reading(s, at(RADIO, "You could see that she was too heavy"), STM_ASSERTS, STM_NONE, NULL);
    reading(s, at(HARBOUR, "The Halcyon Star was within its limits"), STM_DENIES, holt, NULL);
    reading(s, at(RADIO, "198 tickets had been sold and that the ship was licensed for 220 passengers"), STM_DENIES,
            amsel, NULL);
    s = statement(r, "whether the company was warned", STM_ST_DENIED, 3, 2);
    reading(s, at(HARBOUR, "We warned the company twice last month."), STM_ASSERTS, eriksen, NULL);
    reading(s, at(RADIO, "Twice in February we told them in writing"), STM_ASSERTS, eriksen, NULL);
    reading(s, at(MERIDIAN, "no such letter had reached his office"), STM_DENIES, amsel, NULL);
    s = statement(r, "the coast guard warned the company in February", STM_ST_AGREED, 3, 1);
    reading(s, at(LANTERN, "We warned the company twice last month."), STM_ASSERTS, eriksen, NULL);
    reading(s, at(RADIO, "Twice in February we told them in writing"), STM_ASSERTS, eriksen, NULL);
    reading(s, at(MERIDIAN, "it warned the company in writing on February 6 and again on February 20"), STM_ASSERTS,
            eriksen, NULL);
    s = statement(r, "distance from the harbour entrance", STM_ST_CHANGED, 1, 1);
    reading(s, at(HARBOUR, "about two miles from the harbor entrance"), STM_ASSERTS, eriksen, "about two miles");
    reading(s, at(LANTERN, "about three kilometres from the harbour entrance"), STM_ASSERTS, eriksen,
            "about three kilometres");
    s = statement(r, "the ferry left Orrin at 6 a.m.", STM_ST_AGREED, 2, 2);
    reading(s, at(HARBOUR, "The Halcyon Star left the island of Orrin at 6 a.m."), STM_REPORTS, STM_NONE, NULL);
    reading(s, at(ISLANDER, "I put my sister on that boat at six in the morning"), STM_REPORTS, STM_NONE, NULL);

    f = figure(r, "people on board", STM_FIG_CONFLICT, 3, 2);
    figure_reading(f, at(HARBOUR, "214 people"), 214, 214, eriksen, "2023-03-14");
    figure_reading(f, at(RADIO, "198 tickets"), 198, 198, amsel, "2023-03-14");
    figure_reading(f, at(MERIDIAN, "214"), 214, 214, eriksen, "2023-03-14");
    figure_reading(f, at(MERIDIAN, "198 tickets"), 198, 198, line, "2023-03-14");
    f = figure(r, "dead", STM_FIG_UPDATE, 4, 2);
    figure_reading(f, at(HARBOUR, "at least 17 people"), 17, NAN, eriksen, "2023-03-14");
    figure_reading(f, at(LANTERN, "at least 19 people"), 19, NAN, eriksen, "2023-03-14");
    figure_reading(f, at(RADIO, "31"), 31, 31, STM_NONE, "2023-03-15");
    figure_reading(f, at(ISLANDER, "31 people"), 31, 31, STM_NONE, "2023-03-15");
    figure_reading(f, at(MERIDIAN, "Thirty-four people"), 34, 34, eriksen, "2023-03-16");
    f = figure(r, "missing", STM_FIG_UPDATE, 3, 1);
    figure_reading(f, at(HARBOUR, "about 70"), 63, 77, eriksen, "2023-03-14");
    figure_reading(f, at(LANTERN, "about 60"), 54, 66, eriksen, "2023-03-14");
    figure_reading(f, at(RADIO, "Twenty-eight people"), 28, 28, STM_NONE, "2023-03-15");
    figure_reading(f, at(MERIDIAN, "25"), 25, 25, eriksen, "2023-03-16");

    p = stm_vec_add(A, &r->proposals);
    p->name = STM_STR("ban on night and storm sailings for old ferries");
    p->confidence = NAN;
    stm_vec_push(A, &p->by, voss);
    stm_vec_push(
        A, &p->states,
        (stm_proposal_state){
            STM_PROPOSED, STM_STR("2023-03-14"), voss, STM_NULL_STR,
            at(LANTERN,
               "the government would propose a ban on night and storm sailings for ferries older than 30 years") });
    stm_vec_push(
        A, &p->states,
        (stm_proposal_state){
            STM_WITHDRAWN, STM_STR("2023-03-16"), STM_NONE, STM_NULL_STR,
            at(MERIDIAN,
               "Transport Minister Adela Voss withdrew her proposal for a ban on storm sailings on Thursday") });
    (void)dahl;

    event(r, "2023-02-06", "2023-02-20", "the coast guard warns the company in writing, twice", 2, true,
          at(MERIDIAN, "it warned the company in writing on February 6 and again on February 20"),
          at(RADIO, "Twice in February we told them in writing"));
    event(r, "2023-03-14", "2023-03-14", "the Halcyon Star capsizes off Port Lisle", 4, true,
          at(HARBOUR, "A passenger ferry capsized in heavy seas off Port Lisle on Tuesday"),
          at(MERIDIAN, "the ferry Halcyon Star capsized off Port Lisle on Tuesday"));
    event(r, "2023-03-15", "2023-03-15", "divers reach the car deck", 1, true, at(RADIO, "divers reached the car deck"),
          at(RADIO, "divers reached the car deck"));
    event(r, "2023-03-17", "2023-03-17", "planned: a service in the harbour church", 1, true,
          at(ISLANDER, "A service will be held in the harbour church on Friday."),
          at(ISLANDER, "A service will be held in the harbour church on Friday."));
}

void ferry_make(stm_run *run)
{
    if (stm_arena_protect(&run->arena, build, run) != STM_OK) {
        broken("out of memory", "");
    }
}
