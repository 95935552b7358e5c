/* when.c: dates as publishers write them: in metadata, in the line under a headline, in an address.
 *
 * In: a short string.  Out: day, clock time, zone, each only when the string says it beyond doubt.  Never: guesses
 * which of two numbers is the month.  Cost: linear.
 * Sources: ISO 8601-1:2019; RFC 5322, section 3.3; RFC 9110, section 5.6.7; English usage on both sides of the ocean.
 */
#include <stdio.h>

#include "intake/parts.h"

typedef struct reader {
    const char *p, *end;
    int32_t year, month, day;
    int32_t number; /* an unclaimed number before a month name ("6 December"); -1: none */
    int32_t second, zone;
    bool has_clock;
    bool american;   /* the zone is one of America's, where the month stands before the day */
    int32_t open[3]; /* year and two numbers that may each be the month; 0: none */
} reader;

static bool digit(char c) { return c >= '0' && c <= '9'; }

static bool letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

/* Up to `max` digits at p; *n of them. */
static int32_t number(const char *p, const char *end, int max, int *n)
{
    int32_t v = 0;
    *n = 0;
    while (p + *n < end && *n < max && digit(p[*n])) {
        v = v * 10 + (p[*n] - '0');
        ++*n;
    }
    return v;
}

static int32_t month_of(stm_str w)
{
    static const char *const months[] = { "january", "february", "march",     "april",   "may",      "june",
                                          "july",    "august",   "september", "october", "november", "december" };
    for (int32_t i = 0; i < 12; i++) {
        stm_str full = stm_str_of(months[i]);
        bool abbreviated = w.n == 3 || (w.n == 4 && (i == 5 || i == 6 || i == 8));
        if (stm_str_eq_nocase(w, full) || (abbreviated && stm_str_eq_nocase(w, (stm_str){ full.p, w.n }))) {
            return i + 1;
        }
    }
    return 0;
}

static bool weekday_or_filler(stm_str w)
{
    static const char *const words[] = {
        "monday",    "tuesday", "wednesday", "thursday",   "friday", "saturday", "sunday", "mon",     "tue",
        "tues",      "wed",     "weds",      "thu",        "thur",   "thurs",    "fri",    "sat",     "sun",
        "published", "posted",  "on",        "at",         "of",     "date",     "pub",    "publish", "time",
        "updated",   "first",   "last",      "modified",   "the",    "issued",   "filed",  "created", "release",
        "released",  "added",   "written",   "originally", "h",      "hrs",      "hours",  "uhr",
    };
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (stm_str_eqz_nocase(w, words[i])) {
            return true;
        }
    }
    return false;
}

static bool zone_of(stm_str w, int32_t *minutes, bool *american)
{
    static const struct {
        const char *name;
        int32_t minutes;
    } zones[] = { { "z", 0 },      { "utc", 0 },    { "gmt", 0 },    { "est", -300 }, { "edt", -240 },
                  { "cst", -360 }, { "cdt", -300 }, { "mst", -420 }, { "mdt", -360 }, { "pst", -480 },
                  { "pdt", -420 }, { "cet", 60 },   { "cest", 120 }, { "bst", 60 },   { "eet", 120 },
                  { "eest", 180 }, { "msk", 180 },  { "jst", 540 },  { "aest", 600 }, { "aedt", 660 } };
    for (size_t i = 0; i < sizeof zones / sizeof zones[0]; i++) {
        if (stm_str_eqz_nocase(w, zones[i].name)) {
            *minutes = zones[i].minutes;
            *american = zones[i].minutes < -200;
            return true;
        }
    }
    /* places whose zone depends on the season: the clock time stays local */
    *american = stm_str_eq_nocase(w, STM_STR("et")) || stm_str_eq_nocase(w, STM_STR("pt")) ||
                stm_str_eq_nocase(w, STM_STR("ct")) || stm_str_eq_nocase(w, STM_STR("mt"));
    return *american || stm_str_eq_nocase(w, STM_STR("ist"));
}

/* "+0100", "+01:00", "-5" behind a clock time. */
static void read_offset(reader *r)
{
    int n, m;
    int32_t sign = *r->p == '-' ? -1 : 1;
    int32_t h = number(r->p + 1, r->end, 4, &n);
    if (n == 0) {
        return;
    }
    r->p += 1 + n;
    if (n <= 2) {
        int32_t minutes = 0;
        if (r->p < r->end && *r->p == ':') {
            minutes = number(r->p + 1, r->end, 2, &m);
            r->p += m == 2 ? 3 : 0;
        }
        h = h * 100 + minutes;
    }
    if (h / 100 <= 14 && h % 100 < 60) {
        r->zone = sign * (h / 100 * 60 + h % 100);
    }
}

/* hh:mm[:ss[.fff]] with a.m. or p.m. behind it. */
static bool read_clock(reader *r)
{
    int n, m;
    int32_t h = number(r->p, r->end, 2, &n), min, sec = 0;
    const char *p = r->p + n;
    if (n == 0 || p >= r->end || (*p != ':' && *p != '.') || r->has_clock) {
        return false;
    }
    min = number(p + 1, r->end, 2, &m);
    if (m != 2 || (p + 3 < r->end && digit(p[3])) || (*p == '.' && p + 3 < r->end && p[3] == '.')) {
        return false;
    }
    if (*p == '.' && r->year == 0) {
        return false; /* 06.12 is a date more often than a time */
    }
    p += 3;
    if (p < r->end && *p == ':') {
        sec = number(p + 1, r->end, 2, &m);
        if (m != 2) {
            return false;
        }
        p += 3;
        if (p < r->end && (*p == '.' || *p == ',') && p + 1 < r->end && digit(p[1])) {
            p++;
            while (p < r->end && digit(*p)) {
                p++;
            }
        }
    }
    while (p < r->end && *p == ' ') {
        p++;
    }
    if (p + 1 < r->end && (*p == 'a' || *p == 'A' || *p == 'p' || *p == 'P')) {
        const char *q = p + 1;
        q += *q == '.';
        if (q < r->end && (*q == 'm' || *q == 'M') && (q + 1 == r->end || !letter(q[1]))) {
            h = h % 12 + (*p == 'p' || *p == 'P' ? 12 : 0);
            p = q + 1;
            p += p < r->end && *p == '.';
        }
    }
    if (h > 23 || min > 59 || sec > 60) {
        return false;
    }
    r->second = h * 3600 + min * 60 + (sec > 59 ? 59 : sec);
    r->has_clock = true;
    r->p = p;
    return true;
}

static bool set(reader *r, int32_t year, int32_t month, int32_t day)
{
    stm_date d = { year, month, day };
    if (r->year != 0 || !stm_date_valid(d) || year < 1500 || year > 2200) {
        return false;
    }
    r->year = year;
    r->month = month;
    r->day = day;
    return true;
}

/* Past the spaces that some put around a slash: "9 / 14 / 2013". */
static const char *to_slash(const reader *r, const char *p)
{
    const char *q = p;
    while (q < r->end && *q == ' ') {
        q++;
    }
    return q < r->end && *q == '/' ? q : p;
}

static const char *past_slash(const reader *r, const char *p)
{
    while (*(p - 1) == '/' && p < r->end && *p == ' ') {
        p++;
    }
    return p;
}

/* 2016-12-06, 2016/12/06, 20161206, 06.12.2016, 12/25/2016. */
static bool read_numeric(reader *r)
{
    int n[3];
    int32_t v[3];
    const char *p = r->p;
    char sep;
    v[0] = number(p, r->end, 8, &n[0]);
    if (n[0] == 8) {
        if ((p + 8 < r->end && digit(p[8])) || !set(r, v[0] / 10000, v[0] / 100 % 100, v[0] % 100)) {
            return false;
        }
        r->p += 8;
        return true;
    }
    p = to_slash(r, p + n[0]);
    sep = p < r->end ? *p : 0;
    if (n[0] == 0 || (sep != '-' && sep != '/' && sep != '.')) {
        return false;
    }
    p = past_slash(r, p + 1);
    v[1] = number(p, r->end, 2, &n[1]);
    p = sep == '/' ? to_slash(r, p + n[1]) : p + n[1];
    if (n[1] == 0 || p >= r->end || *p != sep) {
        return false;
    }
    p = past_slash(r, p + 1);
    v[2] = number(p, r->end, 4, &n[2]);
    p += n[2];
    if (n[0] == 4 && (n[2] == 1 || n[2] == 2)) {
        if (!set(r, v[0], v[1], v[2])) {
            return false;
        }
    } else if (n[0] <= 2 && n[2] == 4) {
        bool day_first = sep == '.' || v[0] > 12 || v[0] == v[1];
        if (!day_first && v[1] <= 12) { /* could be either */
            r->open[0] = v[2];
            r->open[1] = v[0];
            r->open[2] = v[1];
            r->p = p;
            return sep == '/' && v[0] > 0 && v[1] > 0 && r->year == 0;
        }
        if (!(day_first ? set(r, v[2], v[1], v[0]) : set(r, v[2], v[0], v[1]))) {
            return false;
        }
    } else if (sep == '/' && n[0] <= 2 && n[2] == 2 && v[0] >= 1 && v[0] <= 12 && (p == r->end || !digit(*p))) {
        int32_t year = v[2] + (v[2] < 70 ? 2000 : 1900); /* 12/25/16: no day, no year stands first */
        if (v[1] > 12) {
            if (!set(r, year, v[0], v[1])) {
                return false;
            }
        } else {
            r->open[0] = year;
            r->open[1] = v[0];
            r->open[2] = v[1];
        }
    } else {
        return false;
    }
    r->p = p;
    return true;
}

static bool read_number(reader *r)
{
    int n;
    int32_t v;
    if (read_clock(r) || read_numeric(r)) {
        return true;
    }
    v = number(r->p, r->end, 4, &n);
    if (r->p + n < r->end && digit(r->p[n])) {
        return false;
    }
    if (n == 4 && r->month != 0 && r->day != 0 && r->year == 0) {
        int32_t month = r->month, day = r->day;
        if (!set(r, v, month, day)) {
            return false;
        }
    } else if (n <= 2 && v >= 1 && v <= 31 && r->month != 0 && r->day == 0) {
        r->day = v;
    } else if (n <= 2 && v >= 1 && v <= 31 && r->number < 0 && r->month == 0) {
        r->number = v;
    } else {
        return false;
    }
    r->p += n;
    if (n <= 2 && r->p + 1 < r->end) {
        stm_str tail = { r->p, 2 };
        bool ordinal = stm_str_eq_nocase(tail, STM_STR("st")) || stm_str_eq_nocase(tail, STM_STR("nd")) ||
                       stm_str_eq_nocase(tail, STM_STR("rd")) || stm_str_eq_nocase(tail, STM_STR("th"));
        if (ordinal && (r->p + 2 == r->end || !letter(r->p[2]))) {
            r->p += 2;
        }
    }
    return true;
}

static bool read_word(reader *r)
{
    const char *start = r->p;
    stm_str w;
    int32_t month;
    while (r->p < r->end && letter(*r->p)) {
        r->p++;
    }
    w = (stm_str){ start, (size_t)(r->p - start) };
    month = month_of(w);
    if (month != 0 && r->month == 0) {
        r->month = month;
        if (r->number > 0) {
            r->day = r->number;
            r->number = -1;
        }
        return true;
    }
    if (r->has_clock && zone_of(w, &r->zone, &r->american)) {
        return true;
    }
    if ((w.n == 1 && (w.p[0] == 'T' || w.p[0] == 't')) || weekday_or_filler(w)) {
        return true;
    }
    r->p = start;
    return false;
}

/* One piece; false where something stands that is no part of a date. */
static bool read_piece(reader *r)
{
    char c = *r->p;
    if (digit(c)) {
        return read_number(r);
    }
    if (letter(c)) {
        return read_word(r);
    }
    if ((c == '+' || c == '-') && r->has_clock && r->zone == INT32_MIN && r->p + 1 < r->end && digit(r->p[1])) {
        read_offset(r);
        return true;
    }
    if ((unsigned char)c == 0xC2 && r->p + 1 < r->end &&
        ((unsigned char)r->p[1] == 0xA0 || (unsigned char)r->p[1] == 0xB7)) {
        r->p += 2; /* no-break space, middle dot */
        return true;
    }
    if (r->p + 2 < r->end && (unsigned char)c == 0xE2 && (unsigned char)r->p[1] == 0x80) {
        r->p += 3; /* dashes, bullets, thin spaces */
        return true;
    }
    if (c != '\0' && strchr(" \t\r\n,.:;|-/()[]", c) != NULL) {
        r->p++;
        return true;
    }
    return false;
}

static stm_when result(const reader *r)
{
    stm_when w = { STM_NO_DAY, -1, INT32_MIN };
    bool open = r->year == 0 && r->month == 0 && r->open[0] >= 1500 && r->open[0] <= 2200 && r->american;
    if (open) {
        w.day = stm_day_of((stm_date){ r->open[0], r->open[1], r->open[2] });
    } else if (r->year != 0) {
        w.day = stm_day_of((stm_date){ r->year, r->month, r->day });
    }
    if (w.day != STM_NO_DAY) {
        w.second = r->has_clock ? r->second : -1;
        w.zone_minutes = r->has_clock ? r->zone : INT32_MIN;
    }
    return w;
}

stm_when stm_when_prefix(stm_str s, size_t *used)
{
    reader r = { s.p, s.p + s.n, 0, 0, 0, -1, 0, INT32_MIN, false, false, { 0 } };
    while (r.p < r.end && read_piece(&r)) {
    }
    *used = (size_t)(r.p - s.p);
    return result(&r);
}

stm_when stm_when_read(stm_str s)
{
    size_t used;
    stm_when w = { STM_NO_DAY, -1, INT32_MIN };
    stm_str t = stm_str_trim(s);
    if (t.n == 0 || t.n > 120) {
        return w;
    }
    w = stm_when_prefix(t, &used);
    /* ISO strings may carry a named zone or an epoch behind them ("[Europe/Paris]"); a date they are all the same */
    if (used < t.n && !(used >= 19 && digit(t.p[0]) && w.second >= 0)) {
        w.day = STM_NO_DAY;
    }
    return w;
}

bool stm_when_parts(stm_str s, int32_t *year, int32_t *month, int32_t *day)
{
    reader r = { s.p, s.p + s.n, 0, 0, 0, -1, 0, INT32_MIN, false, false, { 0 } };
    int n;
    *year = number(s.p, s.p + s.n, 4, &n);
    *month = *day = 0;
    if (n == 4 && s.n == 4) {
        return *year >= 1900 && *year < 2100;
    }
    *year = 0;
    while (r.p < r.end && read_piece(&r)) {
    }
    if (r.p < r.end || s.n == 0 || r.number > 0 || r.has_clock) {
        return false;
    }
    *year = r.year;
    *month = r.month;
    *day = r.day;
    return true;
}

stm_when stm_when_url(stm_str url)
{
    stm_when none = { STM_NO_DAY, -1, INT32_MIN };
    for (size_t i = 1; i + 8 <= url.n; i++) {
        reader r = { url.p + i, url.p + url.n, 0, 0, 0, -1, 0, INT32_MIN, false, false, { 0 } };
        char before = url.p[i - 1];
        const char *p = url.p + i;
        if (before != '/' && before != '-' && before != '_' && before != '=' && before != '.') {
            continue;
        }
        if (!digit(p[0]) || (p[0] != '1' && p[0] != '2') || !read_numeric(&r)) {
            /* /2016/dec/06/ */
            int n, k;
            int32_t year = number(p, r.end, 4, &n), month, day;
            if (n != 4 || url.n - i < 11 || p[4] != '/' || !letter(p[5]) || p[8] != '/') {
                continue;
            }
            month = month_of((stm_str){ p + 5, 3 });
            day = number(p + 9, r.end, 2, &k);
            if (month == 0 || k == 0 || !set(&r, year, month, day)) {
                continue;
            }
            r.p = p + 9 + k;
        }
        if (r.year >= 1990 && r.year < 2100 && (r.p == r.end || !(digit(*r.p) || letter(*r.p)))) {
            return result(&r);
        }
    }
    return none;
}

/* Two digits of n, which is below 100, and a mark behind them. */
static char *two_digits(char *to, int32_t n, char mark)
{
    *to++ = (char)('0' + n / 10);
    *to++ = (char)('0' + n % 10);
    *to++ = mark;
    return to;
}

/* Written digit by digit: each article of a corpus has such a date. */
stm_str stm_when_format(stm_arena *arena, stm_when w)
{
    stm_date d = stm_date_of(w.day);
    char time[24], *at = time;
    if (w.second < 0) {
        return stm_day_format(arena, w.day);
    }
    at = two_digits(at, (int32_t)d.month, '-');
    at = two_digits(at, (int32_t)d.day, 'T');
    at = two_digits(at, w.second / 3600 % 100, ':');
    at = two_digits(at, w.second / 60 % 60, ':');
    at = two_digits(at, w.second % 60, 'Z');
    if (w.zone_minutes != 0) {
        at--;
    }
    if (w.zone_minutes != 0 && w.zone_minutes != INT32_MIN) {
        int32_t m = w.zone_minutes < 0 ? -w.zone_minutes : w.zone_minutes;
        *at++ = w.zone_minutes < 0 ? '-' : '+';
        at = two_digits(at, m / 60 % 24, ':');
        at = two_digits(at, m % 60, '\0') - 1;
    }
    if (d.year >= 1000 && d.year <= 9999) {
        char all[32];
        (void)two_digits(all, (int32_t)d.year / 100, '\0');
        (void)two_digits(all + 2, (int32_t)d.year % 100, '-');
        memcpy(all + 5, time, (size_t)(at - time));
        return (stm_str){ stm_arena_copy(arena, all, 5 + (size_t)(at - time)), 5 + (size_t)(at - time) };
    }
    return stm_str_format(arena, "%04d-%.*s", (int)d.year, (int)(at - time), time);
}

void stm_when_set(stm_arena *arena, stm_article *a, stm_when w, stm_published_from from)
{
    if (w.day == STM_NO_DAY) {
        return;
    }
    a->published = stm_when_format(arena, w);
    a->published_day = w.day;
    a->published_from = from;
    if (w.second >= 0 && w.zone_minutes != INT32_MIN) {
        a->published_at = (int64_t)w.day * 86400 + w.second - (int64_t)w.zone_minutes * 60;
    }
}
