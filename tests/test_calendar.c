/* test_calendar.c: the calendar against the C library and against itself, every day of 1900-2100. */
#define _POSIX_C_SOURCE 200809L
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/calendar.h"
#include "extract/times.h"

static int32_t first(void) { return stm_day_of((stm_date){ 1900, 1, 1 }); }

static int32_t last(void) { return stm_day_of((stm_date){ 2100, 12, 31 }); }

/* gmtime_r and strftime of the C library are another hand's calendar. */
static void test_days_against_the_c_library(void **state)
{
    (void)state;
    for (int32_t day = first(); day <= last(); day++) {
        stm_date d = stm_date_of(day);
        time_t at = (time_t)day * 86400;
        struct tm tm;
        char iso[32];
        int32_t y, w;
        assert_non_null(gmtime_r(&at, &tm));
        assert_int_equal(d.year, tm.tm_year + 1900);
        assert_int_equal(d.month, tm.tm_mon + 1);
        assert_int_equal(d.day, tm.tm_mday);
        assert_int_equal(stm_weekday(day), tm.tm_wday == 0 ? 7 : tm.tm_wday);
        assert_int_equal(stm_day_of(d), day);
        assert_true(strftime(iso, sizeof iso, "%G %V", &tm) > 0);
        stm_iso_week(day, &y, &w);
        assert_int_equal(y, atoi(iso));
        assert_int_equal(w, atoi(iso + 5));
        assert_int_equal(stm_iso_week_day(y, w), day - stm_weekday(day) + 1);
    }
}

static void test_lengths(void **state)
{
    (void)state;
    for (int32_t y = 1900; y <= 2100; y++) {
        int32_t days = 0, weeks = stm_iso_week_day(y, 53) == STM_NO_DAY ? 52 : 53;
        for (int32_t m = 1; m <= 12; m++) {
            int32_t n = stm_month_days(y, m);
            days += n;
            assert_true(stm_date_valid((stm_date){ y, m, n }));
            assert_false(stm_date_valid((stm_date){ y, m, n + 1 }));
            assert_false(stm_date_valid((stm_date){ y, m, 0 }));
        }
        assert_int_equal(days, stm_day_of((stm_date){ y + 1, 1, 1 }) - stm_day_of((stm_date){ y, 1, 1 }));
        assert_int_equal(weeks * 7, stm_iso_week_day(y + 1, 1) - stm_iso_week_day(y, 1));
        assert_int_equal(stm_iso_week_day(y, 0), STM_NO_DAY);
        assert_int_equal(stm_iso_week_day(y, 54), STM_NO_DAY);
    }
}

static void test_months_there_and_back(void **state)
{
    (void)state;
    for (int32_t day = first(); day <= last(); day += 17) {
        stm_date d = stm_date_of(day);
        for (int32_t k = -30; k <= 30; k++) {
            stm_date e = stm_date_of(stm_add_months(day, k));
            assert_int_equal(e.year * 12 + e.month, d.year * 12 + d.month + k);
            assert_int_equal(e.day, d.day < stm_month_days(e.year, e.month) ? d.day : stm_month_days(e.year, e.month));
        }
        assert_int_equal(stm_add_days(stm_add_days(day, 1000), -1000), day);
    }
}

static void test_weekdays_of_months(void **state)
{
    (void)state;
    for (int32_t y = 1900; y <= 2100; y++) {
        for (int32_t m = 1; m <= 12; m++) {
            for (int32_t w = 1; w <= 7; w++) {
                int32_t end = stm_nth_weekday(y, m, w, -1), n = 0;
                while (n < 5 && stm_nth_weekday(y, m, w, n + 1) != STM_NO_DAY) {
                    int32_t day = stm_nth_weekday(y, m, w, ++n);
                    assert_int_equal(stm_weekday(day), w);
                    assert_int_equal((stm_date_of(day).day - 1) / 7, n - 1);
                    assert_int_equal(stm_date_of(day).month, m);
                }
                assert_true(n == 4 || n == 5);
                assert_int_equal(end, stm_nth_weekday(y, m, w, n));
            }
        }
    }
}

/* The tables of the ecclesiastical full moon (Clavius, in the form of Gauss with Lichtenberg's correction). */
static void test_easter(void **state)
{
    (void)state;
    for (int32_t y = 1900; y <= 2100; y++) {
        int32_t k = y / 100, m = 15 + (3 * k + 3) / 4 - (8 * k + 13) / 25, s = 2 - (3 * k + 3) / 4, a = y % 19;
        int32_t d = (19 * a + m) % 30, r = (d + a / 11) / 29, og = 21 + d - r, sz = 7 - (y + y / 4 + s) % 7;
        int32_t oe = 7 - (og - sz) % 7, march = og + oe;
        assert_int_equal(stm_easter(y), stm_day_of((stm_date){ y, 3, 1 }) + march - 1);
        assert_int_equal(stm_weekday(stm_easter(y)), 7);
    }
}

/* Quarters, halves, seasons, months, decades and weeks as TIMEX3 values, against days that the C library names. */
static void test_values(void **state)
{
    (void)state;
    for (int32_t day = first(); day <= last(); day++) {
        time_t at = (time_t)day * 86400;
        struct tm tm;
        char value[32];
        int32_t from, to;
        assert_non_null(gmtime_r(&at, &tm));
        assert_true(strftime(value, sizeof value, "%Y-%m-%d", &tm) > 0);
        stm_value_days(stm_str_of(value), &from, &to);
        assert_int_equal(from, day);
        assert_int_equal(to, day);
        assert_true(strftime(value, sizeof value, "%G-W%V", &tm) > 0);
        stm_value_days(stm_str_of(value), &from, &to);
        assert_true(from <= day && day <= to && to - from == 6 && stm_weekday(from) == 1);
        assert_true(strftime(value, sizeof value, "%Y-%m", &tm) > 0);
        stm_value_days(stm_str_of(value), &from, &to);
        assert_int_equal(from, day - tm.tm_mday + 1);
        at = (time_t)(to + 1) * 86400; /* the day after the last is the first of a month */
        assert_non_null(gmtime_r(&at, &tm));
        assert_int_equal(tm.tm_mday, 1);
        at = (time_t)day * 86400;
        assert_non_null(gmtime_r(&at, &tm));
        snprintf(value, sizeof value, "%04d-Q%d", tm.tm_year + 1900, tm.tm_mon / 3 + 1);
        stm_value_days(stm_str_of(value), &from, &to);
        assert_true(from <= day && day <= to && to - from >= 89 && to - from <= 91);
        snprintf(value, sizeof value, "%04d-H%d", tm.tm_year + 1900, tm.tm_mon / 6 + 1);
        stm_value_days(stm_str_of(value), &from, &to);
        assert_true(from <= day && day <= to && to - from >= 180 && to - from <= 183);
        snprintf(value, sizeof value, "%03d", (tm.tm_year + 1900) / 10);
        stm_value_days(stm_str_of(value), &from, &to);
        assert_true(from <= day && day <= to && to - from >= 3650 && to - from <= 3652);
        snprintf(value, sizeof value, "%04d-%s", tm.tm_mon < 2 ? tm.tm_year + 1899 : tm.tm_year + 1900,
                 tm.tm_mon < 2 || tm.tm_mon == 11 ? "WI"
                 : tm.tm_mon < 5                  ? "SP"
                 : tm.tm_mon < 8                  ? "SU"
                                                  : "FA");
        stm_value_days(stm_str_of(value), &from, &to);
        assert_true(from <= day && day <= to && to - from >= 89 && to - from <= 91);
    }
}

/* The fixed holidays and those by rule lie where the C library's weekdays put them. */
static void test_holidays(void **state)
{
    (void)state;
    for (int32_t y = 1900; y <= 2100; y++) {
        int32_t thanks = stm_nth_weekday(y, 11, 4, 4), memorial = stm_nth_weekday(y, 5, 1, -1), count = 0;
        for (int32_t day = stm_day_of((stm_date){ y, 11, 1 }); day <= thanks; day++) {
            time_t at = (time_t)day * 86400;
            struct tm tm;
            assert_non_null(gmtime_r(&at, &tm));
            count += tm.tm_wday == 4;
        }
        assert_int_equal(count, 4);
        assert_int_equal(stm_weekday(memorial), 1);
        assert_true(stm_date_of(memorial).month == 5 && stm_date_of(memorial + 7).month == 6);
        assert_int_equal(stm_weekday(stm_add_days(stm_easter(y), -2)), 5);
        assert_true(stm_easter(y) >= stm_day_of((stm_date){ y, 3, 22 }) &&
                    stm_easter(y) <= stm_day_of((stm_date){ y, 4, 25 }));
    }
    /* tables: the days printed in almanacs */
    assert_int_equal(stm_easter(1954), stm_day_of((stm_date){ 1954, 4, 18 }));
    assert_int_equal(stm_easter(1981), stm_day_of((stm_date){ 1981, 4, 19 }));
    assert_int_equal(stm_easter(2000), stm_day_of((stm_date){ 2000, 4, 23 }));
    assert_int_equal(stm_easter(2038), stm_day_of((stm_date){ 2038, 4, 25 }));
    assert_int_equal(stm_easter(2049), stm_day_of((stm_date){ 2049, 4, 18 }));
}

static void test_absurd(void **state)
{
    (void)state;
    assert_int_equal(stm_day_of((stm_date){ 2016, 2, 31 }), STM_NO_DAY);
    assert_int_equal(stm_day_of((stm_date){ 0, 1, 1 }), STM_NO_DAY);
    assert_int_equal(stm_day_of((stm_date){ 10000, 1, 1 }), STM_NO_DAY);
    assert_int_equal(stm_day_of((stm_date){ 2100, 2, 29 }), STM_NO_DAY);
    assert_int_not_equal(stm_day_of((stm_date){ 2000, 2, 29 }), STM_NO_DAY);
    assert_int_equal(stm_add_months(first(), INT64_MAX), STM_NO_DAY);
    assert_int_equal(stm_add_months(first(), -12 * 1900), STM_NO_DAY);
    assert_int_equal(stm_add_days(first(), INT64_MAX), STM_NO_DAY);
    assert_int_equal(stm_add_days(STM_NO_DAY, 1), STM_NO_DAY);
    assert_int_equal(stm_add_days(stm_day_of((stm_date){ 9999, 12, 31 }), 1), STM_NO_DAY);
    assert_int_equal(stm_nth_weekday(2016, 13, 1, 1), STM_NO_DAY);
    assert_int_equal(stm_nth_weekday(2016, 2, 8, 1), STM_NO_DAY);
    assert_int_equal(stm_easter(0), STM_NO_DAY);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_days_against_the_c_library),
        cmocka_unit_test(test_lengths),
        cmocka_unit_test(test_months_there_and_back),
        cmocka_unit_test(test_weekdays_of_months),
        cmocka_unit_test(test_easter),
        cmocka_unit_test(test_values),
        cmocka_unit_test(test_holidays),
        cmocka_unit_test(test_absurd),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
