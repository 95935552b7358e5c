/* calendar.c: see calendar.h. */
#include "base/calendar.h"

int32_t stm_month_days(int32_t year, int32_t month)
{
    static const int8_t days[13] = { 0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    if (month < 1 || month > 12) {
        return 0;
    }
    return month == 2 && leap ? 29 : days[month];
}

bool stm_date_valid(stm_date d)
{
    return d.year >= 1 && d.year <= 9999 && d.month >= 1 && d.month <= 12 && d.day >= 1 &&
           d.day <= stm_month_days(d.year, d.month);
}

int32_t stm_day_of(stm_date d)
{
    int32_t y, era, yoe, doy, doe;
    if (!stm_date_valid(d)) {
        return STM_NO_DAY;
    }
    y = d.month <= 2 ? d.year - 1 : d.year;
    era = y / 400;
    yoe = y - era * 400;
    doy = (153 * (d.month + (d.month > 2 ? -3 : 9)) + 2) / 5 + d.day - 1;
    doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
    return era * 146097 + doe - 719468;
}

stm_date stm_date_of(int32_t day)
{
    int64_t z = (int64_t)day + 719468;
    int64_t era = (z >= 0 ? z : z - 146096) / 146097;
    int64_t doe = z - era * 146097;
    int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    int64_t mp = (5 * doy + 2) / 153;
    stm_date d;
    d.day = (int32_t)(doy - (153 * mp + 2) / 5 + 1);
    d.month = (int32_t)(mp < 10 ? mp + 3 : mp - 9);
    d.year = (int32_t)(yoe + era * 400 + (d.month <= 2));
    return d;
}

int32_t stm_weekday(int32_t day)
{
    int64_t w = ((int64_t)day + 3) % 7; /* 1970-01-01 was a Thursday */
    return (int32_t)(w < 0 ? w + 7 : w) + 1;
}

void stm_iso_week(int32_t day, int32_t *year, int32_t *week)
{
    int32_t thursday = day - stm_weekday(day) + 4;
    int32_t y = stm_date_of(thursday).year;
    *year = y;
    *week = (thursday - stm_day_of((stm_date){ y, 1, 1 })) / 7 + 1;
}

int32_t stm_iso_week_day(int32_t year, int32_t week)
{
    int32_t first = stm_day_of((stm_date){ year, 1, 4 }), monday, y, w;
    if (first == STM_NO_DAY || week < 1 || week > 53) {
        return STM_NO_DAY;
    }
    monday = first - stm_weekday(first) + 1 + 7 * (week - 1);
    stm_iso_week(monday, &y, &w);
    return y == year && w == week ? monday : STM_NO_DAY;
}

int32_t stm_add_months(int32_t day, int64_t months)
{
    stm_date d;
    int64_t m;
    if (day == STM_NO_DAY || months > 200000 || months < -200000) {
        return STM_NO_DAY;
    }
    d = stm_date_of(day);
    m = (int64_t)d.year * 12 + d.month - 1 + months;
    if (m < 12) {
        return STM_NO_DAY;
    }
    d.year = (int32_t)(m / 12);
    d.month = (int32_t)(m % 12) + 1;
    if (d.day > stm_month_days(d.year, d.month)) {
        d.day = stm_month_days(d.year, d.month);
    }
    return stm_day_of(d);
}

int32_t stm_add_days(int32_t day, int64_t days)
{
    int64_t sum = day + days;
    if (day == STM_NO_DAY || days > 4000000 || days < -4000000 || sum < stm_day_of((stm_date){ 1, 1, 1 }) ||
        sum > stm_day_of((stm_date){ 9999, 12, 31 })) {
        return STM_NO_DAY;
    }
    return (int32_t)sum;
}

int32_t stm_nth_weekday(int32_t year, int32_t month, int32_t weekday, int32_t n)
{
    int32_t first = stm_day_of((stm_date){ year, month, 1 }), length = stm_month_days(year, month), at;
    if (first == STM_NO_DAY || weekday < 1 || weekday > 7 || n == 0 || n > 5 || n < -1) {
        return STM_NO_DAY;
    }
    at = (weekday - stm_weekday(first) + 7) % 7;
    if (n < 0) {
        at += at + 28 < length ? 28 : 21;
    } else {
        at += 7 * (n - 1);
    }
    return at < length ? first + at : STM_NO_DAY;
}

int32_t stm_easter(int32_t year)
{
    int32_t a = year % 19, b = year / 100, c = year % 100, d = b / 4, e = b % 4, f = (b + 8) / 25;
    int32_t g = (b - f + 1) / 3, h = (19 * a + b - d - g + 15) % 30, i = c / 4, k = c % 4;
    int32_t l = (32 + 2 * e + 2 * i - h - k) % 7, m = (a + 11 * h + 22 * l) / 451, n = h + l - 7 * m + 114;
    return year < 1 || year > 9999 ? STM_NO_DAY : stm_day_of((stm_date){ year, n / 31, n % 31 + 1 });
}

static void put_digits(char *to, uint32_t n, int32_t v)
{
    while (n-- > 0) {
        to[n] = (char)('0' + v % 10);
        v /= 10;
    }
}

stm_str stm_day_format(stm_arena *arena, int32_t day)
{
    stm_date d;
    if (day == STM_NO_DAY) {
        return STM_NULL_STR;
    }
    d = stm_date_of(day);
    if (d.year >= 0 && d.year <= 9999) {
        char to[] = "0000-00-00";
        put_digits(to, 4, d.year);
        put_digits(to + 5, 2, d.month);
        put_digits(to + 8, 2, d.day);
        return (stm_str){ stm_arena_copy(arena, to, sizeof to - 1), sizeof to - 1 };
    }
    return stm_str_format(arena, "%04d-%02d-%02d", (int)d.year, (int)d.month, (int)d.day);
}
