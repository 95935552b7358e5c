/* test_record.c: the record of small stories, built by hand from tokens, and its invariants on strange input. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "record/record_parts.h"
#include "text/text.h"

/* ---- lines and origins ----------------------------------------------------------------------------------- */

typedef struct lines_call {
    stm_arena arena;
    uint32_t total;
} lines_call;

static void count_lines(void *arg)
{
    lines_call *c = arg;
    stm_u32s members = { 0 };
    stm_reuse reuse = { 0 };
    stm_family *f;
    stm_pair *p;
    for (uint32_t i = 0; i < 5; i++) {
        stm_vec_push(&c->arena, &members, i);
    }
    f = stm_vec_add(&c->arena, &reuse.families);
    stm_vec_push(&c->arena, &f->articles, 0);
    stm_vec_push(&c->arena, &f->articles, 2);
    p = stm_vec_add(&c->arena, &reuse.pairs);
    *p = (stm_pair){ .a = 2, .b = 3, .shared_a = 0.2, .shared_b = 0.25, .relation = STM_REL_EXCERPT, .from = STM_NONE };
    p = stm_vec_add(&c->arena, &reuse.pairs);
    *p =
        (stm_pair){ .a = 3, .b = 4, .shared_a = 0.02, .shared_b = 0.05, .relation = STM_REL_EXCERPT, .from = STM_NONE };
    c->total = stm_lines_total(stm_lines_of(&c->arena, &members, NULL, &reuse), members.n);
}

static void test_lines_err_low(void **state)
{
    lines_call c = { 0 };
    (void)state;
    stm_arena_init(&c.arena, 0);
    assert_int_equal(stm_arena_protect(&c.arena, count_lines, &c), STM_OK);
    /* 0 and 2 are a family, 3 shares a fifth with 2; a short quotation in common joins nobody */
    assert_int_equal(c.total, 3);
    stm_arena_fini(&c.arena);
}

/* Two of a family that share a sentence in marks: with its words outside the marks, or within. */
static void count_quoting(void *arg)
{
    static const char *const text[2][2] = { { "Mara Vint said \"the tram of Orsa is late and will be late\".",
                                              "In Linden: \"the tram of Orsa is late and will be late\"." },
                                            { "The tram of Orsa is late and will be late.",
                                              "It is so: the tram of Orsa is late and will be late." } };
    lines_call *c = arg;
    for (uint32_t t = 0; t < 2; t++) {
        stm_u32s members = { 0 };
        stm_reuse reuse = { 0 };
        stm_family *f = stm_vec_add(&c->arena, &reuse.families);
        stm_pair *p = stm_vec_add(&c->arena, &reuse.pairs);
        stm_aligned same = { .kind = STM_ALIGNED_SAME };
        stm_article **articles = STM_NEW_ARRAY(&c->arena, stm_article *, 2);
        *p = (stm_pair){ .b = 1, .shared_a = 0.2, .shared_b = 0.25, .relation = STM_REL_COMMON_SOURCE };
        p->from = STM_NONE;
        for (uint32_t i = 0; i < 2; i++) {
            stm_span *at = i == 0 ? &same.a : &same.b;
            size_t from = strstr(text[t][i], "tram") - text[t][i];
            articles[i] = STM_NEW(&c->arena, stm_article);
            stm_article_init(articles[i]);
            articles[i]->text = stm_str_of(text[t][i]);
            *at = (stm_span){ (uint32_t)from, (uint32_t)(from + strlen("tram of Orsa is late and will be late")) };
            stm_vec_push(&c->arena, &members, i);
            stm_vec_push(&c->arena, &f->articles, i);
        }
        stm_vec_push(&c->arena, &p->passages, same);
        c->total = 10 * c->total + stm_lines_total(stm_lines_of(&c->arena, &members, articles, &reuse), 2);
    }
}

static void test_quoting_alike_is_no_copying(void **state)
{
    lines_call c = { 0 };
    (void)state;
    stm_arena_init(&c.arena, 0);
    assert_int_equal(stm_arena_protect(&c.arena, count_quoting, &c), STM_OK);
    assert_int_equal(c.total, 21);
    stm_arena_fini(&c.arena);
}

/* Two texts that have charges as a court read them out, in reports of their own: of two desks, of one, and of an edit;
 * then what passages of the two desks are one line. */
static void count_served(void *arg)
{
    static const char *const text[] = { "The clerk read two counts of arson. Orsa was calm, the square stood empty and "
                                        "all the shops of the town were shut by noon on that long day.",
                                        "In Linden, far from the sea, a clerk read two counts of arson. Nobody else "
                                        "was asked, and the court rose for the day, to sit again by the end of May." };
    static const char *const shared = "clerk read two counts of arson", *const outlets[][2] = { { "Post", "Echo" },
                                                                                                { "Post", "Post" },
                                                                                                { "Post", "Echo" } };
    lines_call *c = arg;
    for (uint32_t t = 0; t < 3; t++) {
        stm_u32s members = { 0 };
        stm_reuse reuse = { 0 };
        stm_family *f = stm_vec_add(&c->arena, &reuse.families);
        stm_pair *p = stm_vec_add(&c->arena, &reuse.pairs);
        stm_aligned same = { .kind = STM_ALIGNED_SAME };
        stm_article **articles = STM_NEW_ARRAY(&c->arena, stm_article *, 2);
        stm_work w = { .arena = &c->arena, .n = 2, .reuse = &reuse, .article = articles };
        *p = (stm_pair){ .b = 1, .shared_a = 0.23, .shared_b = 0.1, .from = STM_NONE };
        p->relation = t == 2 ? STM_REL_EDIT : STM_REL_COMMON_SOURCE;
        for (uint32_t i = 0; i < 2; i++) {
            stm_span *at = i == 0 ? &same.a : &same.b;
            uint32_t from = (uint32_t)(strstr(text[i], shared) - text[i]);
            articles[i] = STM_NEW(&c->arena, stm_article);
            stm_article_init(articles[i]);
            articles[i]->text = stm_str_of(text[i]);
            articles[i]->outlet = stm_str_of(outlets[t][i]);
            *at = (stm_span){ from, from + (uint32_t)strlen(shared) };
            stm_vec_push(&c->arena, &members, i);
            stm_vec_push(&c->arena, &f->articles, i);
        }
        stm_vec_push(&c->arena, &p->passages, same);
        w.line = stm_lines_of(&c->arena, &members, articles, &reuse);
        w.index = members.at;
        c->total = 10 * c->total + stm_lines_total(w.line, 2);
        if (t == 0) {
            stm_span read[2] = { same.a, same.b }, told[2] = { { same.a.end + 2, same.a.end + 20 }, same.b };
            c->total = 10 * c->total + stm_lines_worded(&w, &members, read, 12);
            c->total = 10 * c->total + stm_lines_worded(&w, &members, told, 12);
        }
    }
}

static void test_one_source_is_one_line_where_it_is_shared(void **state)
{
    lines_call c = { 0 };
    (void)state;
    stm_arena_init(&c.arena, 0);
    assert_int_equal(stm_arena_protect(&c.arena, count_served, &c), STM_OK);
    assert_int_equal(c.total, 21211); /* two desks: 2, what they share 1, another passage 2; one desk 1; an edit 1 */
    stm_arena_fini(&c.arena);
}

/* A desk's report in two editions and, some days later, another in two: how many lines. */
static void count_written_again(void *arg)
{
    lines_call *c = arg;
    for (int32_t days = 0; days < 8; days += 7) {
        stm_u32s members = { 0 };
        stm_reuse reuse = { 0 };
        stm_family *f = stm_vec_add(&c->arena, &reuse.families);
        stm_article **articles = STM_NEW_ARRAY(&c->arena, stm_article *, 4);
        for (uint32_t i = 0; i < 4; i++) {
            articles[i] = STM_NEW(&c->arena, stm_article);
            stm_article_init(articles[i]);
            articles[i]->text = STM_STR("The ferry of Orsa is late.");
            articles[i]->published_day = 14000 + (i < 2 ? 0 : days);
            stm_vec_push(&c->arena, &members, i);
            stm_vec_push(&c->arena, &f->articles, i);
        }
        for (uint32_t a = 0; a < 4; a++) {
            for (uint32_t b = a + 1; b < 4; b++) {
                stm_pair *p = stm_vec_add(&c->arena, &reuse.pairs);
                double shared = a / 2 == b / 2 ? 0.9 : 0.2;
                *p = (stm_pair){ .a = a, .b = b, .shared_a = shared, .shared_b = shared, .from = STM_NONE };
                p->relation = STM_REL_COMMON_SOURCE;
            }
        }
        c->total = 10 * c->total + stm_lines_total(stm_lines_of(&c->arena, &members, articles, &reuse), 4);
    }
}

static void test_a_report_of_another_day_is_a_line(void **state)
{
    lines_call c = { 0 };
    (void)state;
    stm_arena_init(&c.arena, 0);
    assert_int_equal(stm_arena_protect(&c.arena, count_written_again, &c), STM_OK);
    assert_int_equal(c.total, 12);
    stm_arena_fini(&c.arena);
}

static void count_origins(void *arg)
{
    lines_call *c = arg;
    static const char *const names[] = { "police", "the authorities", NULL, "Mara Vint", NULL };
    stm_work w = { .arena = &c->arena };
    stm_u32s said_by = { 0 };
    stm_strs said = { 0 };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        stm_vec_push(&c->arena, &said_by, STM_NONE);
        stm_vec_push(&c->arena, &said, stm_str_of(names[i]));
        if (names[i] == NULL) {
            said.at[i] = STM_NULL_STR;
        }
    }
    c->total = stm_origins_among(&w, &said_by, &said);
}

static void test_origins(void **state)
{
    lines_call c = { 0 };
    (void)state;
    stm_arena_init(&c.arena, 0);
    assert_int_equal(stm_arena_protect(&c.arena, count_origins, &c), STM_OK);
    assert_int_equal(c.total, 3); /* the police by two names, a woman, the reports themselves */
    stm_arena_fini(&c.arena);
}

/* ---- whole records --------------------------------------------------------------------------------------- */

typedef struct quote {
    const char *content, *cue, *source, *speaker;
    stm_quotation_kind kind;
    stm_act act;
} quote;

typedef struct text {
    const char *text;
    quote quotes[4];
} text;

typedef struct build {
    stm_arena arena;
    stm_record_words *words;
    const text *texts;
    uint32_t n;
    stm_article **articles;
    stm_record record;
} build;

static stm_span find(stm_str text_of, const char *part)
{
    size_t at;
    if (part == NULL) {
        return STM_NO_SPAN;
    }
    at = stm_str_find(text_of, stm_str_of(part), 0);
    assert_true(at != SIZE_MAX);
    return (stm_span){ (uint32_t)at, (uint32_t)(at + strlen(part)) };
}

static uint32_t person(stm_arena *arena, stm_article *a, stm_span at)
{
    stm_str name = stm_str_sub(a->text, at);
    stm_entity *e;
    for (uint32_t i = 0; i < a->entities.n; i++) {
        if (stm_str_eq(a->entities.at[i].name, name)) {
            return i;
        }
    }
    e = stm_vec_add(arena, &a->entities);
    e->kind = STM_PERSON;
    e->name = name;
    stm_vec_push(arena, &e->mentions, (stm_mention){ at, STM_MENTION_NAME, stm_token_from(a, at.end - 1) });
    return a->entities.n - 1;
}

static void build_record(void *arg)
{
    build *b = arg;
    stm_u32s members = { 0 };
    stm_reuse reuse = { 0 };
    b->articles = STM_NEW_ARRAY(&b->arena, stm_article *, b->n + 1);
    for (uint32_t i = 0; i < b->n; i++) {
        stm_article *a = STM_NEW(&b->arena, stm_article);
        b->articles[i] = a;
        stm_article_init(a);
        a->id = stm_str_format(&b->arena, "t%u", i);
        a->text = stm_str_of(b->texts[i].text);
        stm_text_split(&b->arena, a);
        for (uint32_t k = 0; k < 4 && b->texts[i].quotes[k].content != NULL; k++) {
            const quote *q = &b->texts[i].quotes[k];
            stm_quotation *to = stm_vec_add(&b->arena, &a->quotations);
            *to = (stm_quotation){
                .kind = q->kind, .act = q->act, .source_head = STM_NONE, .speaker = STM_NONE, .nested_in = STM_NONE
            };
            stm_vec_push(&b->arena, &to->content, find(a->text, q->content));
            to->cue = find(a->text, q->cue);
            to->source = find(a->text, q->source);
            to->speaker_name = stm_str_of(q->speaker);
            to->speaker = person(&b->arena, a, find(a->text, q->speaker));
        }
        stm_vec_push(&b->arena, &members, i);
    }
    stm_record_build(&b->arena, b->words, NULL, b->articles, b->n, &members, &reuse, &b->record);
}

static void run(build *b, const text *texts, uint32_t n)
{
    memset(b, 0, sizeof *b);
    stm_arena_init(&b->arena, 0);
    b->texts = texts;
    b->n = n;
    assert_int_equal(stm_record_words_open(&b->words, NULL), STM_OK);
    assert_int_equal(stm_arena_protect(&b->arena, build_record, b), STM_OK);
    stm_record_words_close(b->words);
}

static const text bridge[] = {
    { "The Tarn bridge will be demolished before the winter storms, engineer Mara Vint said. Traffic was calm.",
      { { "The Tarn bridge will be demolished before the winter storms", "said", "Mara Vint", "Mara Vint",
          STM_QUOTE_INDIRECT, STM_ACT_SAY } } },
    { "\"As far as I understand, the Tarn bridge is going to be demolished before the winter storms arrive,\" Mara "
      "Vint said.",
      { { "\"As far as I understand, the Tarn bridge is going to be demolished before the winter storms arrive,\"",
          "said", "Mara Vint", "Mara Vint", STM_QUOTE_DIRECT, STM_ACT_SAY } } },
    { "\"The Tarn bridge will be demolished before the winter storms,\" Oskar Lund said in the evening.",
      { { "\"The Tarn bridge will be demolished before the winter storms,\"", "said", "Oskar Lund", "Oskar Lund",
          STM_QUOTE_DIRECT, STM_ACT_SAY } } },
};

static void test_one_saying(void **state)
{
    build b;
    const stm_utterance *joined = NULL;
    (void)state;
    run(&b, bridge, 3);
    for (uint32_t i = 0; i < b.record.utterances.n; i++) {
        if (b.record.utterances.at[i].variants.n > 1) {
            assert_null(joined);
            joined = &b.record.utterances.at[i];
        }
    }
    /* Vint's two versions are one; the same words from Lund's mouth are not */
    assert_non_null(joined);
    assert_int_equal(joined->variants.n, 2);
    assert_int_equal(joined->lines, 2);
    assert_true(joined->variants.at[0].article == 0 && joined->variants.at[1].article == 1);
    assert_int_equal(joined->variants.at[0].relation, STM_VARIANT_PARAPHRASED);
    assert_int_equal(joined->variants.at[1].relation, STM_VARIANT_FULLEST);
    assert_true(stm_str_find(joined->variants.at[0].note, STM_STR("As far as I understand"), 0) != SIZE_MAX);
    stm_arena_fini(&b.arena);
}

static const text ellipsis[] = {
    { "\"They have torn up their offer for the harbour and drawn another one, which... puts us back at the start and "
      "is "
      "meant to keep the council waiting until the spring floods,\" Mara Vint said.",
      { { "\"They have torn up their offer for the harbour and drawn another one, which... puts us back at the start "
          "and "
          "is meant to keep the council waiting until the spring floods,\"",
          "said", "Mara Vint", "Mara Vint", STM_QUOTE_DIRECT, STM_ACT_SAY } } },
    { "\"They have torn up their offer for the harbour and drawn another one. As far as I understand the \"other\" one "
      "puts us back at the start, to keep the council waiting,\" Mara Vint said.",
      { { "\"They have torn up their offer for the harbour and drawn another one. As far as I understand the \"other\" "
          "one puts us back at the start, to keep the council waiting,\"",
          "said", "Mara Vint", "Mara Vint", STM_QUOTE_DIRECT, STM_ACT_SAY } } },
};

/* Where one version has an ellipsis and the other a reserve, the reader is told of both in one. */
static void test_reserve_at_an_ellipsis(void **state)
{
    build b;
    bool seen = false;
    (void)state;
    run(&b, ellipsis, 2);
    for (uint32_t i = 0; i < b.record.utterances.n; i++) {
        const stm_utterance *u = &b.record.utterances.at[i];
        for (uint32_t v = 0; u->variants.n == 2 && v < 2; v++) {
            if (u->variants.at[v].article == 1) {
                seen = stm_str_find(u->variants.at[v].note, STM_STR("where the fullest version has an ellipsis"), 0) !=
                       SIZE_MAX;
            }
        }
    }
    assert_true(seen);
    stm_arena_fini(&b.arena);
}

static const text denial[] = {
    { "The company had sold the Tarn quarry to a rival, Mara Vint said. Oskar Lund denied that the company had sold "
      "the Tarn quarry.",
      { { "The company had sold the Tarn quarry to a rival", "said", "Mara Vint", "Mara Vint", STM_QUOTE_INDIRECT,
          STM_ACT_SAY },
        { "that the company had sold the Tarn quarry", "denied", "Oskar Lund", "Oskar Lund", STM_QUOTE_INDIRECT,
          STM_ACT_DENY } } },
};

static void test_denied(void **state)
{
    build b;
    bool found = false;
    (void)state;
    run(&b, denial, 1);
    for (uint32_t i = 0; i < b.record.statements.n; i++) {
        const stm_statement *s = &b.record.statements.at[i];
        if (s->status == STM_ST_DENIED) {
            found = true;
            assert_int_equal(s->readings.n, 2);
            assert_int_equal(s->readings.at[1].stance, STM_DENIES);
            assert_true(stm_str_starts(s->readings.at[1].reading, "Oskar Lund denied"));
            assert_int_equal(s->origins, 2);
        }
    }
    assert_true(found);
    stm_arena_fini(&b.arena);
}

static void check(const build *b)
{
    const stm_record *r = &b->record;
    for (uint32_t i = 0; i < r->statements.n; i++) {
        assert_true(r->statements.at[i].readings.n > 0);
        for (uint32_t k = 0; k < r->statements.at[i].readings.n; k++) {
            stm_passage p = r->statements.at[i].readings.at[k].passage;
            assert_true(p.article < b->n && p.at.start < p.at.end && p.at.end <= b->articles[p.article]->text.n);
        }
    }
    for (uint32_t i = 0; i < r->timeline.n; i++) {
        assert_true(r->timeline.at[i].passages.n > 0);
    }
    for (uint32_t i = 0; i < r->utterances.n; i++) {
        assert_true(r->utterances.at[i].variants.n > 0);
    }
}

static void test_strange_texts(void **state)
{
    static char long_text[60000];
    const text texts[] = { { "", { { 0 } } },
                           { "\n\n\n", { { 0 } } },
                           { "\"\"\"\"\"\"", { { 0 } } },
                           { long_text, { { 0 } } },
                           { "word word word word", { { 0 } } },
                           { "word word word word", { { 0 } } } };
    build b;
    (void)state;
    for (size_t i = 0; i + 1 < sizeof long_text; i++) {
        long_text[i] = i % 7 == 6 ? ' ' : (char)('a' + i % 5);
    }
    run(&b, texts, 6);
    check(&b);
    stm_arena_fini(&b.arena);
    run(&b, texts, 0);
    stm_arena_fini(&b.arena);
    run(&b, bridge, 3);
    check(&b);
    stm_arena_fini(&b.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lines_err_low),
        cmocka_unit_test(test_quoting_alike_is_no_copying),
        cmocka_unit_test(test_one_source_is_one_line_where_it_is_shared),
        cmocka_unit_test(test_a_report_of_another_day_is_a_line),
        cmocka_unit_test(test_origins),
        cmocka_unit_test(test_one_saying),
        cmocka_unit_test(test_reserve_at_an_ellipsis),
        cmocka_unit_test(test_denied),
        cmocka_unit_test(test_strange_texts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
