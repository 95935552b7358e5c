/* test_intake_dates.c: dates as publishers write them, and strings that are none or could be two. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>

#include "intake/parts.h"

typedef struct read_call {
    stm_arena *arena;
    const char *in;
    stm_when when;
    stm_str out;
} read_call;

static void format(void *arg)
{
    read_call *c = arg;
    c->out = c->when.day == STM_NO_DAY ? STM_STR("none") : stm_when_format(c->arena, c->when);
    c->out = stm_str_dup(c->arena, c->out);
}

static void check(stm_when when, const char *in, const char *expected)
{
    stm_arena arena;
    read_call call = { &arena, in, when, STM_NULL_STR };
    stm_arena_init(&arena, 0);
    assert_int_equal(stm_arena_protect(&arena, format, &call), STM_OK);
    if (!stm_str_eqz(call.out, expected)) {
        fail_msg("\"%s\" is %s, not %s", in, call.out.p, expected);
    }
    stm_arena_fini(&arena);
}

static void test_whole(void **state)
{
    static const char *const cases[][2] = {
        { "2016-12-06", "2016-12-06" },
        { "20161206", "2016-12-06" },
        { "2016/12/06", "2016-12-06" },
        { "2016-12-06T10:11:12Z", "2016-12-06T10:11:12Z" },
        { "2016-12-06T10:11:12.345+0100", "2016-12-06T10:11:12+01:00" },
        { "2016-12-06T10:11-05:00", "2016-12-06T10:11:00-05:00" },
        { "2016-12-06 10:11:12", "2016-12-06T10:11:12" },
        { "2016-12-06T10:11:12+01:00[Europe/Paris]", "2016-12-06T10:11:12+01:00" },
        { "Tue, 06 Dec 2016 10:11:12 GMT", "2016-12-06T10:11:12Z" },
        { "Tue, 6 Dec 2016 10:11:12 -0500", "2016-12-06T10:11:12-05:00" },
        { "December 6, 2016", "2016-12-06" },
        { "Dec. 6, 2016 10:15 a.m. EST", "2016-12-06T10:15:00-05:00" },
        { "Dec 6, 2016 at 12:05 am", "2016-12-06T00:05:00" },
        { "6th December 2016", "2016-12-06" },
        { "Tuesday 6 December 2016 22.15 GMT", "2016-12-06T22:15:00Z" },
        { "Published: 6 December 2016", "2016-12-06" },
        { "Posted on Tuesday, December 6th, 2016", "2016-12-06" },
        { "06.12.2016", "2016-12-06" },
        { "25/12/2016", "2016-12-25" },
        { "12/25/2016", "2016-12-25" },
        { "06/06/2016", "2016-06-06" },
        { "9 / 14 / 2013 01:03 PM", "2013-09-14T13:03:00" },
        { "Last updated 13:26 14 / 09 / 2013", "2013-09-14T13:26:00" },
        { "Posted: 08 / 05 / 2013 10:20 am EDT", "2013-08-05T10:20:00-04:00" },
        { "8:13 AM PDT 8/2/2013", "2013-08-02T08:13:00-07:00" },
        { "12/25/16", "2016-12-25" },
        { "First posted: 11 / 28 / 16 06:05 PM ET", "2016-11-28T18:05:00" },
        { "8/2/13 8:13 AM PDT", "2013-08-02T08:13:00-07:00" },
        { "8/2/13 8:13 AM", "none" },
        { "25/12/16", "none" },
        { "8:13 AM GMT 8/2/2013", "none" },
        { "13/2/2016 and 4", "none" },
        { "03/04/2016", "none" },
        { "2016-02-30", "none" },
        { "2016", "none" },
        { "December 2016", "none" },
        { "6 December", "none" },
        { "Ferry aground on December 6, 2016", "none" },
        { "December 6, 2016 was a Tuesday", "none" },
        { "10:15", "none" },
        { "", "none" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        check(stm_when_read(stm_str_of(cases[i][0])), cases[i][0], cases[i][1]);
    }
}

static void test_address(void **state)
{
    static const char *const cases[][2] = {
        { "https://gazette.example/2016/12/06/ferry", "2016-12-06" },
        { "https://gazette.example/news/2016-12-06-ferry.html", "2016-12-06" },
        { "https://gazette.example/news/20161206-ferry", "2016-12-06" },
        { "https://gazette.example/2016/dec/06/ferry", "2016-12-06" },
        { "https://gazette.example/2016/12/ferry", "none" },
        { "https://gazette.example/20161306/ferry", "none" },
        { "https://gazette.example/id/201612061", "none" },
        { "https://gazette.example/12-06-2016", "none" },
        { "", "none" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        check(stm_when_url(stm_str_of(cases[i][0])), cases[i][0], cases[i][1]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_whole), cmocka_unit_test(test_address) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
