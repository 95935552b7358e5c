/* test_window.c: the stories of a stream that is longer than what is kept in memory. Each article comes out once; a
 * story whose articles come near one another is whole; a late article joins as long as its story is in sight; a stream
 * that fits gives what one grouping gives; threads change nothing. Label "threads". */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdio.h>

#include "write/json.h"

static stm_engine *engines[2]; /* one thread, four */

static int set_up(void **state)
{
    (void)state;
    for (uint32_t i = 0; i < 2; i++) {
        stm_engine_options options = { .threads = i == 0 ? 1 : 4 };
        assert_int_equal(stm_engine_open(&options, &engines[i], NULL), STM_OK);
    }
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    stm_engine_close(engines[0]);
    stm_engine_close(engines[1]);
    return 0;
}

/* ---- a stream of invented happenings ----------------------------------------------------------------------- */

static const char *const who[] = { "Mara Vint", "Odo Karr",  "Ines Tolla",  "Bram Eskil",  "Lia Fonn",   "Tor Wexley",
                                   "Una Sarn",  "Pell Odda", "Rik Manning", "Sela Throst", "Nils Abery", "Vera Quill" };
static const char *const where[] = { "Tarn",    "Lorvik", "Ostmere", "Hollin", "Gravesend Bay", "Pirr",
                                     "Dunholt", "Escar",  "Maltby",  "Ruan",   "Skell",         "Whinny" };
static const char *const what[] = { "bridge collapse", "school fire",  "mine flood",     "ferry strike",
                                    "dam leak",        "bank raid",    "train crash",    "museum theft",
                                    "harbour spill",   "rail closure", "orchard blight", "tower demolition" };

enum { HAPPENINGS = 12 };

/* One article of happening `k`; `side` makes its words differ from the others. */
static void put(stm_arena *arena, stm_buf *to, uint32_t k, uint32_t side)
{
    static const char *const told[] = { "crews worked through the night", "a council inquiry was promised",
                                        "neighbours heard a loud noise", "insurers sent their inspectors",
                                        "volunteers brought blankets and tea" };
    stm_buf_format(arena, to,
                   "{\"id\": \"h%u-%u\", \"title\": \"%s in %s\", \"text\": \"The %s in %s was discussed by %s on "
                   "the spot. %s of %s spoke of the %s, and %s in %s, where the %s began.\"}\n",
                   k, side, what[k], where[k], what[k], where[k], who[k], who[k], where[k], what[k], told[side % 5],
                   where[k], what[k]);
}

typedef struct stories {
    stm_arena arena;
    stm_buf text; /* a line for each story: the ids of its articles */
    uint32_t n;
    uint64_t articles;
} stories;

static stm_status take(void *arg, stm_arena *arena, const stm_record *outline, uint32_t number,
                       stm_article *const *articles)
{
    stories *s = arg;
    char line[4000] = "";
    size_t at = 0;
    (void)arena;
    assert_int_equal(number, s->n);
    s->n++;
    for (uint32_t i = 0; i < outline->articles.n; i++) {
        stm_str id = articles[outline->articles.at[i]]->id;
        at += (size_t)snprintf(line + at, sizeof line - at, "%.*s ", (int)id.n, id.p);
    }
    (void)snprintf(line + at, sizeof line - at, "\n");
    stm_buf_addz(&s->arena, &s->text, line);
    return STM_OK;
}

typedef struct run_call {
    stories *s;
    stm_engine *engine;
    stm_buf *input;
    uint32_t window;
} run_call;

static void run(void *arg)
{
    run_call *c = arg;
    stm_intake *intake = NULL;
    stm_err err = { 0 };
    assert_int_equal(stm_intake_open_bytes(stm_buf_str(c->input), "stream", &(stm_intake_options){ .format = "jsonl" },
                                           NULL, NULL, &intake, &err),
                     STM_OK);
    assert_int_equal(stm_engine_stories(c->engine, intake, c->window, take, c->s, &c->s->articles, &err), STM_OK);
    stm_intake_close(intake);
    stm_buf_add(&c->s->arena, &c->s->text, "", 1);
}

/* The stories, once with one thread and once with four. */
static void stories_of(stm_buf *input, uint32_t window, stories *out)
{
    stories other = { 0 };
    stories *both[] = { out, &other };
    for (uint32_t i = 0; i < 2; i++) {
        run_call call = { both[i], engines[i], input, window };
        memset(both[i], 0, sizeof *both[i]);
        stm_arena_init(&both[i]->arena, 0);
        assert_int_equal(stm_arena_protect(&both[i]->arena, run, &call), STM_OK);
    }
    assert_string_equal(out->text.at, other.text.at);
    stm_arena_fini(&other.arena);
}

typedef struct input {
    stm_arena arena;
    stm_buf text;
    void (*make)(stm_arena *arena, stm_buf *to);
} input;

static void make(void *arg)
{
    input *in = arg;
    in->make(&in->arena, &in->text);
}

static void input_of(input *in, void (*fn)(stm_arena *arena, stm_buf *to))
{
    memset(in, 0, sizeof *in);
    stm_arena_init(&in->arena, 0);
    in->make = fn;
    assert_int_equal(stm_arena_protect(&in->arena, make, in), STM_OK);
}

/* ---- tests ------------------------------------------------------------------------------------------------- */

/* Happening after happening, the last two articles of each among the first of the next. */
static void one_after_the_other(stm_arena *arena, stm_buf *to)
{
    for (uint32_t k = 0; k < HAPPENINGS; k++) {
        put(arena, to, k, 0);
        put(arena, to, k, 1);
        if (k > 0) {
            put(arena, to, k - 1, 3);
            put(arena, to, k - 1, 4);
        }
        put(arena, to, k, 2);
    }
}

static void test_longer_than_the_window(void **state)
{
    input in;
    stories s, whole;
    (void)state;
    input_of(&in, one_after_the_other);
    stories_of(&in.text, 24, &s);
    assert_int_equal(s.articles, 5 * HAPPENINGS - 2);
    for (uint32_t k = 0; k + 1 < HAPPENINGS; k++) {
        char line[200];
        (void)snprintf(line, sizeof line, "h%u-0 h%u-1 h%u-2 h%u-3 h%u-4 \n", k, k, k, k, k);
        if (strstr(s.text.at, line) == NULL) {
            fail_msg("no story %s in\n%s", line, s.text.at);
        }
    }
    assert_int_equal(s.n, HAPPENINGS);
    stories_of(&in.text, 1000, &whole);
    assert_int_equal(whole.n, HAPPENINGS);
    stm_arena_fini(&s.arena);
    stm_arena_fini(&whole.arena);
    stm_arena_fini(&in.arena);
}

/* One happening at the start and again after everything else: in sight one story, out of sight two. */
static void early_and_late(stm_arena *arena, stm_buf *to)
{
    put(arena, to, 0, 0);
    put(arena, to, 0, 1);
    for (uint32_t i = 0; i < 40; i++) {
        put(arena, to, 1 + i % (HAPPENINGS - 1), i / (HAPPENINGS - 1));
    }
    put(arena, to, 0, 2);
    put(arena, to, 0, 3);
}

static void test_late_articles(void **state)
{
    input in;
    stories s;
    (void)state;
    input_of(&in, early_and_late);
    stories_of(&in.text, 100, &s);
    assert_non_null(strstr(s.text.at, "h0-0 h0-1 h0-2 h0-3 \n"));
    stm_arena_fini(&s.arena);
    stories_of(&in.text, 16, &s);
    assert_non_null(strstr(s.text.at, "h0-0 h0-1 \n"));
    assert_non_null(strstr(s.text.at, "h0-2 h0-3 \n"));
    assert_int_equal(s.articles, 44);
    stm_arena_fini(&s.arena);
    stm_arena_fini(&in.arena);
}

/* ---- records ----------------------------------------------------------------------------------------------- */

static void make_line(void *arg, stm_run *run, uint32_t number, stm_buf *out)
{
    stm_json json;
    (void)arg;
    stm_json_init(&json, &run->arena, out);
    json.first_story = number;
    stm_json_run(&json, run);
    stm_buf_addz(&run->arena, out, "\n");
}

static stm_status take_line(void *arg, stm_buf *made, uint32_t n_articles)
{
    stories *s = arg;
    s->n++;
    s->articles += n_articles;
    stm_buf_add(&s->arena, &s->text, made->at, made->n);
    return STM_OK;
}

static void run_records(void *arg)
{
    run_call *c = arg;
    stm_record_stream stream = { c->s, c->window, make_line, take_line };
    stm_intake *intake = NULL;
    uint64_t n = 0;
    stm_err err = { 0 };
    assert_int_equal(stm_intake_open_bytes(stm_buf_str(c->input), "stream", &(stm_intake_options){ .format = "jsonl" },
                                           NULL, NULL, &intake, &err),
                     STM_OK);
    assert_int_equal(stm_engine_records(c->engine, intake, &stream, &n, &err), STM_OK);
    assert_int_equal(n, c->s->articles);
    stm_intake_close(intake);
    stm_buf_add(&c->s->arena, &c->s->text, "", 1);
}

/* The records are those of the stories, whole and with all their articles, at any number of threads. */
static void test_records(void **state)
{
    input in;
    stories s[2], outlines;
    (void)state;
    input_of(&in, one_after_the_other);
    stories_of(&in.text, 24, &outlines);
    for (uint32_t i = 0; i < 2; i++) {
        run_call call = { &s[i], engines[i], &in.text, 24 };
        memset(&s[i], 0, sizeof s[i]);
        stm_arena_init(&s[i].arena, 0);
        assert_int_equal(stm_arena_protect(&s[i].arena, run_records, &call), STM_OK);
    }
    assert_int_equal(s[0].n, outlines.n);
    assert_int_equal(s[0].articles, 5 * HAPPENINGS - 2);
    assert_string_equal(s[0].text.at, s[1].text.at);
    assert_non_null(strstr(s[0].text.at, "\"articles\": [\"h3-0\", \"h3-1\", \"h3-2\", \"h3-3\", \"h3-4\"]"));
    assert_non_null(strstr(s[0].text.at, "\"sentences\": [["));
    stm_arena_fini(&s[0].arena);
    stm_arena_fini(&s[1].arena);
    stm_arena_fini(&outlines.arena);
    stm_arena_fini(&in.arena);
}

/* A happening of more articles than one thread annotates by itself, among short ones. */
static void one_long(stm_arena *arena, stm_buf *to)
{
    for (uint32_t i = 0; i < 24; i++) {
        put(arena, to, 1, i);
        put(arena, to, 2 + i % (HAPPENINGS - 2), i / (HAPPENINGS - 2));
    }
}

static void test_long_story(void **state)
{
    input in;
    stories s[2];
    (void)state;
    input_of(&in, one_long);
    for (uint32_t i = 0; i < 2; i++) {
        run_call call = { &s[i], engines[i], &in.text, 100 };
        memset(&s[i], 0, sizeof s[i]);
        stm_arena_init(&s[i].arena, 0);
        assert_int_equal(stm_arena_protect(&s[i].arena, run_records, &call), STM_OK);
    }
    assert_int_equal(s[0].articles, 48);
    assert_string_equal(s[0].text.at, s[1].text.at);
    assert_non_null(strstr(s[0].text.at, "\"articles\": [\"h1-0\", \"h1-1\", \"h1-2\", \"h1-3\", \"h1-4\", "
                                         "\"h1-5\", \"h1-6\", \"h1-7\", \"h1-8\", \"h1-9\", \"h1-10\", "
                                         "\"h1-11\", \"h1-12\", \"h1-13\", \"h1-14\", \"h1-15\""));
    stm_arena_fini(&s[0].arena);
    stm_arena_fini(&s[1].arena);
    stm_arena_fini(&in.arena);
}

static void write_run(void *arg)
{
    stm_run *run = ((void **)arg)[0];
    stm_buf *to = ((void **)arg)[1];
    stm_json json;
    stm_json_init(&json, &run->arena, to);
    stm_json_run(&json, run);
    stm_buf_add(&run->arena, to, "", 1);
}

/* All records of a run, made on one thread and on several. */
static void test_run(void **state)
{
    input in;
    stm_run runs[2];
    stm_buf text[2] = { 0 };
    (void)state;
    input_of(&in, one_after_the_other);
    for (uint32_t i = 0; i < 2; i++) {
        stm_intake *intake = NULL;
        stm_run_init(&runs[i]);
        assert_int_equal(stm_intake_open_bytes(stm_buf_str(&in.text), "run", &(stm_intake_options){ .format = "jsonl" },
                                               NULL, NULL, &intake, NULL),
                         STM_OK);
        assert_int_equal(stm_engine_read(engines[i], STM_DEPTH_ANNOTATE, intake, &runs[i], NULL), STM_OK);
        assert_int_equal(stm_engine_record(engines[i], STM_TOGETHER_UNKNOWN, &runs[i], NULL), STM_OK);
        stm_intake_close(intake);
        assert_int_equal(runs[i].stories.n, HAPPENINGS);
        assert_int_equal(stm_arena_protect(&runs[i].arena, write_run, (void *[]){ &runs[i], &text[i] }), STM_OK);
    }
    assert_string_equal(text[0].at, text[1].at);
    stm_run_fini(&runs[0]);
    stm_run_fini(&runs[1]);
    stm_arena_fini(&in.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_longer_than_the_window),
        cmocka_unit_test(test_late_articles),
        cmocka_unit_test(test_records),
        cmocka_unit_test(test_long_story),
        cmocka_unit_test(test_run),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
