/* test_story_date.c: undated articles dated by the weekdays they use and by the other articles of their story; texts
 * printed a day after they were written. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>

#include <stdio.h>

#include "extract/extract.h"
#include "story/story.h"
#include "text/text.h"

#define MOST 4

typedef struct story_call {
    stm_arena arena;
    stm_lexicon *lexicon;
    stm_article articles[MOST];
    const char *texts[MOST], *days[MOST]; /* days: published, or NULL */
    uint32_t n;
    bool related;        /* the first article shares text with each of the others, after they are dated */
    uint32_t kin;        /* the first article shares most of this one's text; 0: none */
    const char *written; /* of the first article, or NULL */
} story_call;

static int32_t day_of(const char *z)
{
    int y, m, d;
    return sscanf(z, "%d-%d-%d", &y, &m, &d) == 3 ? stm_day_of((stm_date){ y, m, d }) : STM_NO_DAY;
}

static void date_story(void *arg)
{
    story_call *c = arg;
    stm_article *list[MOST];
    stm_u32s members = { 0 };
    stm_reuse reuse = { 0 };
    for (uint32_t i = 0; i < c->n; i++) {
        stm_article *a = list[i] = &c->articles[i];
        stm_article_init(a);
        a->id = stm_str_format(&c->arena, "a%u", (unsigned)i);
        a->text = stm_str_of(c->texts[i]);
        if (c->days[i] != NULL) {
            a->published = stm_str_of(c->days[i]);
            a->published_day = day_of(c->days[i]);
            a->published_from = STM_FROM_METADATA;
        }
        stm_text_split(&c->arena, a);
        stm_extract_times(&c->arena, c->lexicon, NULL, a);
        stm_vec_push(&c->arena, &members, i);
    }
    if (c->kin > 0) {
        *stm_vec_add(&c->arena, &reuse.pairs) =
            (stm_pair){ .a = 0, .b = c->kin, .shared_a = 0.3, .shared_b = 0.9, .relation = STM_REL_EDIT };
    }
    stm_story_date(&c->arena, list, &members, &reuse);
    for (uint32_t b = 1; c->related && b < c->n; b++) {
        *stm_vec_add(&c->arena, &reuse.pairs) = (stm_pair){ .a = 0, .b = b, .relation = STM_REL_EDIT };
    }
    stm_story_written(&c->arena, list, &members, &reuse);
}

/* `want` per article: the day, or NULL for undated. */
static void check(story_call *c, const char *const *want)
{
    stm_arena_init(&c->arena, 0);
    assert_int_equal(stm_lexicon_open(&c->lexicon, NULL), STM_OK);
    assert_int_equal(stm_arena_protect(&c->arena, date_story, c), STM_OK);
    for (uint32_t i = 0; i < c->n; i++) {
        const stm_article *a = &c->articles[i];
        if (want[i] == NULL) {
            assert_null(a->published.p);
            assert_int_equal(a->published_day, STM_NO_DAY);
        } else {
            assert_true(stm_str_eqz(a->published, want[i]));
        }
        assert_int_equal(a->published_why.p != NULL, want[i] != NULL && c->days[i] == NULL);
        assert_int_equal(a->written_day, i == 0 && c->written != NULL ? day_of(c->written) : STM_NO_DAY);
        assert_int_equal(a->written_why.p != NULL, a->written_day != STM_NO_DAY);
    }
    stm_lexicon_close(c->lexicon);
    stm_arena_fini(&c->arena);
}

static void test_week_from_a_borne_out_date(void **state)
{
    story_call c = { .n = 3,
                     .texts = {
                         "The ferry sank on Tuesday. Divers said on Tuesday that they would go down on Thursday.",
                         "Crews searched the bay on Wednesday. The ferry sank on Tuesday, the harbour master said on "
                         "Wednesday.",
                         "The ferry leaves the quay, March 1, 2011\nIt sank on Tuesday. An inquiry will open on "
                         "Friday, the mayor said on Wednesday." } };
    const char *want[] = { "2011-03-01", "2011-03-02", "2011-03-02" };
    (void)state;
    check(&c, want);
}

static void test_week_from_a_dated_article(void **state)
{
    story_call c = {
        .n = 2,
        .texts = { "The mill burned on Monday. Firemen said on Monday that it would be searched on Tuesday.",
                   "The mill burned on Monday." },
        .days = { NULL, "2014-09-09" }
    };
    const char *want[] = { "2014-09-08", "2014-09-09" };
    (void)state;
    check(&c, want);
}

static void test_not_determined(void **state)
{
    story_call none = { .n = 2, .texts = { "The mill burned on Monday, officials said on Monday.", "A mill burned." } };
    story_call past = { .n = 1,
                        .texts = { "The mill, opened on May 4, 1998, burned on Monday, officials said on Monday." } };
    story_call vague = { .n = 2,
                         .texts = { "A mill burned.", "The mill burned on Monday." },
                         .days = { NULL, "2014-09-09" } };
    const char *nothing[] = { NULL, NULL }, *second[] = { NULL, "2014-09-09" };
    (void)state;
    check(&none, nothing); /* a weekday without a week */
    check(&past, nothing); /* a date of long ago that was a Monday too */
    check(&vague, second); /* a week without a weekday */
}

static void test_two_weeks_to_choose_from(void **state)
{
    story_call c = { .n = 3,
                     .texts = { "The board met on Sunday.", "The mill was sold on Monday, its owner said on Monday.",
                                "The sale of the mill is near, a paper said on Monday." },
                     .days = { "2014-09-07", NULL, "2014-09-15" } };
    const char *want[] = { "2014-09-07", NULL, "2014-09-15" };
    (void)state;
    check(&c, want); /* Monday the eighth, or the fifteenth? */
}

static void test_week_of_the_same_weekday_told(void **state)
{
    story_call c = { .n = 3,
                     .texts = { "Sealed offers for the mill in Lorvik are due by Tuesday, brokers said on Sunday.",
                                "Shares of the mill rose on Monday. Brokers said sealed offers for the mill in Lorvik "
                                "were due by Tuesday.",
                                "The sale of the mill is near, a paper said on Monday." },
                     .days = { "2014-09-07", NULL, "2014-09-15" } };
    const char *want[] = { "2014-09-07", "2014-09-08", "2014-09-15" };
    (void)state;
    check(&c, want);
}

static void test_week_of_the_kin(void **state)
{
    story_call c = { .n = 3,
                     .texts = { "The mill was sold on Monday, its owner said on Monday.", "The board met on Sunday.",
                                "The sale of the mill is near, a paper said on Monday." },
                     .days = { NULL, "2014-09-07", "2014-09-15" },
                     .kin = 1 };
    const char *early[] = { "2014-09-08", "2014-09-07", "2014-09-15" };
    const char *late[] = { "2014-09-15", "2014-09-07", "2014-09-15" };
    (void)state;
    check(&c, early);
    c.kin = 2;
    check(&c, late);
}

static void test_first_report_of_what_is_charged_later(void **state)
{
    story_call c = { .n = 3,
                     .texts = { "Marta Holm, 5, was shot dead in her home in Lorvik late Tuesday. Lorvik police were "
                                "called to the home on Wednesday.",
                                "Grandparents were charged on Wednesday over the shooting of Marta Holm, 5, who was "
                                "shot dead on March 2 in her home in Lorvik.",
                                "Marta Holm, 5, was shot dead in her home in Lorvik on March 2, the charges that "
                                "were read on Wednesday say." },
                     .days = { NULL, "2011-03-16", NULL } };
    const char *want[] = { "2011-03-02", "2011-03-16", "2011-03-16" };
    (void)state;
    check(&c, want);
}

static void test_gloss(void **state)
{
    story_call c = {
        .n = 2,
        .texts = { "\"They will not come tomorrow [on Wednesday],\" the envoy said. Talks cannot begin Wednesday.",
                   "Talks were called off." },
        .days = { NULL, "2014-09-09" }
    };
    const char *want[] = { "2014-09-09", "2014-09-09" };
    (void)state;
    check(&c, want);
}

/* Nobody tells of the fire before it: not on the Sunday of which one article reminds. */
static void test_not_before_what_it_tells(void **state)
{
    story_call c = {
        .n = 3,
        .texts = { "Four dead in Orrin cannery fire. Four workers were killed when a fire broke out in the "
                   "cannery at Orrin harbour on Wednesday, the mayor said.",
                   "FOUR WORKERS DEAD AT ORRIN. A fire at the cannery of Orrin harbour is still burning. "
                   "The owners announced Sunday that the hall would be sold.",
                   "Four dead as Orrin harbour cannery burns. A fire killed four workers. The rules for "
                   "such halls will be voted on Thursday." },
        .days = { "2014-09-10", NULL, NULL }
    };
    story_call other = c, quiet = c;
    const char *want[] = { "2014-09-10", "2014-09-10", "2014-09-10" };
    const char *before[] = { "2014-09-10", "2014-09-07" }, *none[] = { "2014-09-10", NULL };
    (void)state;
    check(&c, want);
    other.n = quiet.n = 2; /* of another matter: Sunday is the newest day */
    other.texts[1] = "Hall at Orrin for sale. The owners announced Sunday that the hall would be sold.";
    check(&other, before);
    quiet.texts[1] = "Four workers dead at Orrin: fire at the cannery of Orrin harbour. No weekday is told.";
    check(&quiet, none);
}

/* A story of months: a date in one article fixes the week of that one alone. */
static void test_a_long_story(void **state)
{
    story_call c = {
        .n = 4,
        .texts = { "The ferry leaves the quay, March 1, 2011\nIt sank on Tuesday. An inquiry will open on "
                   "Friday, the mayor said on Wednesday.",
                   "The ferry sank on Tuesday. Divers said on Tuesday that they would go down on Thursday.",
                   "A wreck was raised.", "A harbour was closed." },
        .days = { NULL, NULL, "2011-01-04", "2011-04-05" }
    };
    const char *want[] = { "2011-03-02", NULL, "2011-01-04", "2011-04-05" };
    (void)state;
    check(&c, want);
}

#define FIRE(morning, noon)                                                                                            \
    "The mill at Dunmore burned to the ground " morning ", firemen said. Calls to the owner of the mill were not "     \
    "answered " noon ", and a recording said that the offices were closed."

static void test_printed_a_day_later(void **state)
{
    const char *two[] = { "2014-09-09", "2014-09-08" }, *three[] = { "2014-09-09", "2014-09-08", "2014-09-08" };
    story_call later = { .n = 2,
                         .texts = { FIRE("this morning", "this afternoon"),
                                    FIRE("Monday morning", "Monday afternoon") },
                         .days = { "2014-09-09", "2014-09-08" },
                         .related = true,
                         .written = "2014-09-08" };
    story_call unrelated = later, once = later, same = later, two_days = later, against = later;
    (void)state;
    check(&later, two);
    unrelated.related = false;
    unrelated.written = NULL;
    check(&unrelated, two);
    once.texts[0] = FIRE("this morning", "at noon"); /* one place alone may be an update */
    once.written = NULL;
    check(&once, two);
    same.texts[1] = FIRE("Tuesday morning", "Tuesday afternoon");
    same.written = NULL;
    check(&same, two);
    two_days.texts[1] = FIRE("Sunday morning", "Sunday afternoon");
    two_days.written = NULL;
    check(&two_days, two);
    against.texts[1] = FIRE("Monday morning", "Tuesday afternoon");
    against.texts[2] = FIRE("Monday morning", "at noon");
    against.days[2] = "2014-09-08";
    against.n = 3;
    against.written = NULL;
    check(&against, three);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_week_from_a_borne_out_date),
        cmocka_unit_test(test_week_from_a_dated_article),
        cmocka_unit_test(test_two_weeks_to_choose_from),
        cmocka_unit_test(test_week_of_the_same_weekday_told),
        cmocka_unit_test(test_week_of_the_kin),
        cmocka_unit_test(test_first_report_of_what_is_charged_later),
        cmocka_unit_test(test_not_determined),
        cmocka_unit_test(test_gloss),
        cmocka_unit_test(test_not_before_what_it_tells),
        cmocka_unit_test(test_a_long_story),
        cmocka_unit_test(test_printed_a_day_later),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
