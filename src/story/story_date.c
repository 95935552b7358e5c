/* story_date.c: dates the undated articles of a story.
 *
 * In: annotated articles of one story, some dated, some not.  Out: published, published_day, published_from (TEXT when
 * the article's own words fix the day, STORY when others are needed), published_why: one sentence of reasoning. Never:
 * a day that is not determined; touches an article that has a date. Invariants: (1) published_why is set exactly for
 * the articles dated here. (2) the order of the members changes nothing. Cost: linear in the times of the members.
 *
 * The idea is the historian's: news calls the day of its newest event by its bare weekday, and looks ahead a few days
 * at most. So (a) the weekdays and tenses of an article give the weekday on which it was written; (b) a dated article
 * of the story, or a calendar date that the story's own weekdays bear out, gives the week. Either must be the best by a
 * margin, or the article stays undated; where dated ones lie so far apart that the weekday could be of two weeks, the
 * same weekday told in the same words decides, or nothing. (c) No article tells of a happening before it: where its
 * lead is of one that a dated article's lead gives a day to, its own weekdays choose among that day and those after it;
 * and what others date by the calendar to weeks before is told by its bare weekdays in its first reports alone.
 */
#include "story/story_parts.h"

/* How well a bare weekday fits a day of writing that lies so many days after it (past) or before it (future). */
static const double past_fit[7] = { 3, 2, 1, 0.5, 0, -1.5, -3 };
static const double future_fit[7] = { 0.5, 2, 1.5, 1, 0, -1.5, -3 };

#define MARGIN 1.0 /* by which the best weekday must lead */

typedef struct writing {
    double score[8];       /* by weekday: how well those that it names fit, if it names any */
    bool names;            /* it names one */
    int32_t weekday;       /* 1-7; 0: not determined */
    int32_t newest, ahead; /* weekdays that speak for it; 0: none */
    bool gloss;            /* "tomorrow [Wednesday]" settled it */
} writing;

/* A calendar date that some article writes, brought to a day where its year is known. */
typedef struct fixed_date {
    int32_t year, month, day;
    uint32_t article;
    stm_span at;
    int32_t weekday; /* written beside it; 0: none */
    bool caption;    /* stands in a caption: a picture's date is news */
} fixed_date;

typedef STM_VEC(fixed_date) fixed_dates;

static int32_t number(stm_str s, size_t at, size_t n)
{
    int32_t v = 0;
    for (size_t i = at; i < at + n; i++) {
        if (i >= s.n || s.p[i] < '0' || s.p[i] > '9') {
            return -1;
        }
        v = v * 10 + (s.p[i] - '0');
    }
    return v;
}

static bool is_word(const stm_article *a, const stm_time *t, const char *word)
{
    return stm_str_eqz_nocase(stm_str_sub(a->text, t->at), word);
}

/* "tomorrow [on Wednesday]": the weekday of the day of speaking, or 0. */
static int32_t gloss_of(const stm_article *a, uint32_t i)
{
    const stm_time *t = &a->times.at[i], *n = i + 1 < a->times.n ? &a->times.at[i + 1] : NULL;
    int32_t off = is_word(a, t, "tomorrow") ? 1 : is_word(a, t, "yesterday") ? -1 : is_word(a, t, "today") ? 0 : 9;
    if (off == 9 || n == NULL || n->weekday == 0 || n->at.start - t->at.end > 20) {
        return 0;
    }
    for (uint32_t b = t->at.end; b < n->at.start; b++) {
        if (a->text.p[b] == '[' || a->text.p[b] == '(') {
            return (n->weekday - 1 - off + 7) % 7 + 1;
        }
    }
    return 0;
}

static double fit(const stm_time *t, int32_t day)
{
    int32_t back = (day - t->weekday + 7) % 7, ahead = (7 - back) % 7;
    if (t->tense == 3) {
        return future_fit[ahead];
    }
    if (t->tense == 2) { /* "they meet on Monday" */
        return future_fit[ahead] > past_fit[back] ? future_fit[ahead] : past_fit[back] * 0.5;
    }
    return past_fit[back] * (t->tense == 1 ? 1 : 0.7);
}

static writing weekday_of_writing(const stm_article *a)
{
    int32_t best = 0, second = 0;
    uint32_t n = 0;
    writing w = { 0 };
    double *score = w.score;
    for (uint32_t i = 0; i < a->times.n; i++) {
        const stm_time *t = &a->times.at[i];
        int32_t gloss = gloss_of(a, i);
        if (gloss > 0) {
            score[gloss] += 4;
            w.gloss = true;
            n++;
        }
        if (t->weekday == 0 || t->month > 0) {
            continue;
        }
        n++;
        for (int32_t d = 1; d <= 7; d++) {
            score[d] += fit(t, d);
        }
    }
    w.names = n > 0;
    if (n == 0) {
        return w;
    }
    best = 1;
    for (int32_t d = 2; d <= 7; d++) {
        best = score[d] > score[best] ? d : best;
    }
    second = best == 1 ? 2 : 1;
    for (int32_t d = 1; d <= 7; d++) {
        second = d != best && score[d] > score[second] ? d : second;
    }
    if (score[best] < 1.5 || score[best] - score[second] < (n == 1 ? 0.6 : MARGIN)) {
        return w;
    }
    for (uint32_t i = 0; i < a->times.n; i++) {
        const stm_time *t = &a->times.at[i];
        if (t->weekday > 0 && t->month == 0 && t->tense != 3 && (best - t->weekday + 7) % 7 <= 1 &&
            (w.newest == 0 || t->weekday == best)) {
            w.newest = t->weekday;
        }
        if (t->weekday > 0 && t->month == 0 && t->tense == 3 && t->weekday != best && w.ahead == 0) {
            w.ahead = t->weekday;
        }
    }
    if (w.newest == 0 && w.ahead == 0 && !w.gloss) {
        return w;
    }
    w.weekday = best;
    return w;
}

static const char *weekday_name(int32_t weekday)
{
    static const char *const names[] = { "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday" };
    return names[(weekday + 6) % 7];
}

/* Furniture, or a line that ends without a stop: captions print the date of the picture. */
static bool in_caption(const stm_article *a, stm_span at)
{
    uint32_t end = at.end;
    for (uint32_t i = 0; i < a->furniture.n; i++) {
        if (a->furniture.at[i].kind == STM_FURN_CAPTION && a->furniture.at[i].at.start <= at.start &&
            at.end <= a->furniture.at[i].at.end) {
            return true;
        }
    }
    while (end < a->text.n && (a->text.p[end] == ' ' || a->text.p[end] == '\r')) {
        end++;
    }
    return end < a->text.n && a->text.p[end] == '\n';
}

/* All calendar dates with a day, of all members; future ones left out. */
static void collect(stm_arena *arena, stm_article *const *articles, const stm_u32s *members, fixed_dates *out)
{
    for (uint32_t m = 0; m < members->n; m++) {
        const stm_article *a = articles[members->at[m]];
        for (uint32_t i = 0; i < a->times.n; i++) {
            const stm_time *t = &a->times.at[i];
            fixed_date d = { .article = members->at[m], .at = t->at };
            if (t->tense == 3) {
                continue;
            }
            d.caption = in_caption(a, t->at);
            if (t->month > 0) {
                d.month = t->month, d.day = t->month_day, d.weekday = t->weekday;
            } else if (!t->deictic && t->weekday == 0 && (t->type == STM_TIME_DATE || t->type == STM_TIME_TIME) &&
                       t->value.n >= 10 && t->value.p[4] == '-') {
                d.year = number(t->value, 0, 4), d.month = number(t->value, 5, 2), d.day = number(t->value, 8, 2);
                if (d.year < 1 || d.month < 1 || d.day < 1) {
                    continue;
                }
            } else {
                continue;
            }
            stm_vec_push(arena, out, d);
        }
    }
}

/* The newest year that the story names as past or present; 0: none. */
static int32_t newest_year(stm_article *const *articles, const stm_u32s *members)
{
    int32_t year = 0;
    for (uint32_t m = 0; m < members->n; m++) {
        const stm_article *a = articles[members->at[m]];
        for (uint32_t i = 0; i < a->times.n; i++) {
            const stm_time *t = &a->times.at[i];
            bool point = t->type == STM_TIME_DATE || t->type == STM_TIME_TIME;
            int32_t y = t->deictic || t->tense == 3 || !point || (t->value.n != 4 && t->value.n != 7 && t->value.n < 10)
                            ? 0
                            : number(t->value, 0, 4);
            year = y > year && y < 2200 ? y : year;
        }
    }
    return year;
}

/* Does a weekday of the story, in the past, name the day `day` for articles written from that day to six days later? */
static uint32_t borne_out(stm_article *const *articles, const stm_u32s *members, const writing *writings, int32_t day)
{
    uint32_t votes = 0;
    for (uint32_t m = 0; m < members->n; m++) {
        const stm_article *a = articles[members->at[m]];
        bool heard = false;
        if (writings[m].weekday == 0) {
            continue;
        }
        for (uint32_t i = 0; i < a->times.n && !heard; i++) {
            heard = a->times.at[i].weekday == stm_weekday(day) && a->times.at[i].tense != 3;
        }
        votes += heard;
    }
    return votes;
}

typedef struct week {
    int32_t anchor;    /* a day near which all articles lie; STM_NO_DAY: not determined */
    int32_t low, high; /* of the dated articles, where those fix it */
    bool after;        /* they lie on it or after it, not before */
    bool lengthy;      /* dated articles lie in several weeks: what fixes one article's fixes no other's */
    uint32_t article;
    stm_span at; /* the date that fixed it; no span: the article's own day of publication */
} week;

/* A dated article of the story: the middle one of them. */
static week week_of_dated(stm_article *const *articles, const stm_u32s *members)
{
    week w = { STM_NO_DAY, STM_NO_DAY, STM_NO_DAY, false, false, STM_NONE, STM_NO_SPAN };
    int32_t low = STM_NO_DAY, high = STM_NO_DAY;
    for (uint32_t m = 0; m < members->n; m++) {
        int32_t day = articles[members->at[m]]->published_day;
        if (day != STM_NO_DAY) {
            low = low == STM_NO_DAY || day < low ? day : low;
            high = high == STM_NO_DAY || day > high ? day : high;
        }
    }
    w.lengthy = low != STM_NO_DAY && high - low > 2 * STM_STORY_SPAN;
    w.low = low;
    w.high = high;
    if (low == STM_NO_DAY || w.lengthy) {
        return w; /* a long story: its dated articles do not fix a week for the others */
    }
    for (uint32_t m = 0; m < members->n; m++) {
        int32_t day = articles[members->at[m]]->published_day;
        if (day != STM_NO_DAY && (w.anchor == STM_NO_DAY ||
                                  (day > w.anchor ? day - (low + high) / 2 < (low + high) / 2 - w.anchor : false))) {
            w.anchor = day;
            w.article = members->at[m];
        }
    }
    return w;
}

/* Does a date without a year, in another article of the story, lie within two weeks of `day`? */
static bool has_neighbour(const fixed_dates *dates, uint32_t self, int32_t day)
{
    int32_t year = stm_date_of(day).year;
    for (uint32_t i = 0; i < dates->n; i++) {
        const fixed_date *d = &dates->at[i];
        for (int32_t y = year - 1; d->article != dates->at[self].article && d->year == 0 && y <= year + 1; y++) {
            int32_t other = stm_day_of((stm_date){ y, d->month, d->day });
            if (other != STM_NO_DAY && other != day && other - day <= 14 && day - other <= 21) {
                return true;
            }
        }
    }
    return false;
}

/* The latest calendar date of the past that a weekday of the story bears out. News leaves out the year of what is
 * recent: a date with its year counts as a picture's only, one without a year beside another such date only. */
static week week_of_dates(stm_article *const *articles, const stm_u32s *members, const writing *writings,
                          const fixed_dates *dates)
{
    week w = { STM_NO_DAY, STM_NO_DAY, STM_NO_DAY, true, false, STM_NONE, STM_NO_SPAN };
    int32_t newest = newest_year(articles, members), witness = STM_NO_DAY;
    if (newest == 0) {
        return w;
    }
    for (uint32_t i = 0; i < dates->n; i++) {
        const fixed_date *d = &dates->at[i];
        int32_t found = STM_NO_DAY, years = 0;
        for (int32_t y = newest; y <= newest + 1; y++) {
            int32_t day = stm_day_of((stm_date){ y, d->month, d->day });
            bool right =
                day != STM_NO_DAY && (d->year == 0 || d->year == y) &&
                (d->weekday > 0 ? d->weekday == stm_weekday(day) : borne_out(articles, members, writings, day) > 0);
            if (right && (d->year > 0 ? d->caption : d->weekday > 0 && has_neighbour(dates, i, day))) {
                found = day;
                years++;
            }
        }
        if (years == 1 && (witness == STM_NO_DAY || found > witness)) {
            witness = found;
            w.article = d->article;
            w.at = d->at;
        }
    }
    if (witness == STM_NO_DAY) {
        return w;
    }
    w.anchor = witness;
    for (uint32_t i = 0; i < dates->n; i++) { /* a later date near by moves the earliest possible day on */
        const fixed_date *d = &dates->at[i];
        int32_t y = stm_date_of(witness).year,
                day = stm_day_of((stm_date){ d->year > 0 ? d->year : y, d->month, d->day });
        if (d->year == 0 && day != STM_NO_DAY && day < witness - 180) {
            day = stm_day_of((stm_date){ y + 1, d->month, d->day });
        }
        if (day != STM_NO_DAY && day > w.anchor && day - witness < STM_STORY_SPAN) {
            w.anchor = day;
        } else if (day != STM_NO_DAY && day >= witness + STM_STORY_SPAN && day < witness + 150) {
            w.anchor = STM_NO_DAY; /* the story goes on long after: the weekday may have met the date by chance */
            return w;
        }
    }
    return w;
}

static int32_t day_near(const week *w, int32_t weekday)
{
    if (w->after) {
        return stm_add_days(w->anchor, (weekday - stm_weekday(w->anchor) + 7) % 7);
    }
    return stm_day_around(w->anchor, weekday);
}

static stm_str reason_of_event(stm_arena *arena, int32_t event, const stm_article *by)
{
    stm_buf why = { 0 };
    stm_buf_format(arena, &why, "It tells what article %.*s of the same story dates to %.10s", (int)by->id.n, by->id.p,
                   stm_day_format(arena, event).p);
    stm_buf_addz(arena, &why, "; of that day and those after it, its own weekdays fit this one best.");
    return stm_buf_str(&why);
}

static stm_str reason(stm_arena *arena, const writing *w, const week *k, const stm_article *self,
                      const stm_article *other)
{
    stm_buf why = { 0 };
    if (w->newest > 0) {
        stm_buf_format(arena, &why, "The newest day behind it is a bare %s", weekday_name(w->newest));
    } else {
        stm_buf_format(arena, &why, "Its weekdays fit a %s", weekday_name(w->weekday));
    }
    if (w->ahead > 0) {
        stm_buf_format(arena, &why, " and %s is still ahead", weekday_name(w->ahead));
    }
    if (w->gloss) {
        stm_buf_addz(arena, &why, ", with a weekday put in brackets beside \"tomorrow\" or the like");
    }
    if (stm_span_some(k->at)) {
        stm_buf_addz(arena, &why, "; \"");
        stm_buf_add_str(arena, &why, stm_str_sub(other->text, k->at));
        stm_buf_format(arena, &why, "\" in %s%.*s fixes the week.", self == other ? "the article itself" : "article ",
                       self == other ? 0 : (int)other->id.n, self == other ? "" : other->id.p);
    } else {
        stm_buf_format(arena, &why, "; article %.*s of the same story, published %.10s, fixes the week.",
                       (int)other->id.n, other->id.p, stm_day_format(arena, other->published_day).p);
    }
    return stm_buf_str(&why);
}

/* Dates member m by what it tells of, if its weekdays choose one day. */
static void put_by_event(stm_arena *arena, stm_article *const *articles, const stm_u32s *members, const writing *w,
                         uint32_t m, int32_t event, const stm_article *by)
{
    stm_article *a = articles[members->at[m]];
    int32_t day = stm_day_best_from(articles, members, w->score, event);
    if (day != STM_NO_DAY) {
        a->published_why = reason_of_event(arena, event, by);
        a->published_from = STM_FROM_STORY;
        a->published_day = day;
        a->published = stm_day_format(arena, day);
    }
}

void stm_story_date(stm_arena *arena, stm_article *const *articles, const stm_u32s *members, const stm_reuse *reuse)
{
    writing *writings = STM_NEW_ARRAY(arena, writing, members->n);
    fixed_dates dates = { 0 };
    uint32_t undated = 0;
    week dated, by_date;
    for (uint32_t m = 0; m < members->n; m++) {
        const stm_article *a = articles[members->at[m]];
        writings[m] = weekday_of_writing(a);
        undated += a->published_day == STM_NO_DAY;
    }
    if (undated == 0) {
        return;
    }
    collect(arena, articles, members, &dates);
    dated = week_of_dated(articles, members);
    by_date = week_of_dates(articles, members, writings, &dates);
    for (uint32_t m = 0; m < members->n; m++) {
        stm_article *a = articles[members->at[m]];
        const week *k = dated.anchor != STM_NO_DAY ? &dated : &by_date;
        int32_t day, event;
        uint32_t by = STM_NONE, fixes = k->article;
        if (a->published_day != STM_NO_DAY || !writings[m].names || k->anchor == STM_NO_DAY ||
            (dated.lengthy && k->article != members->at[m])) {
            continue;
        }
        day = writings[m].weekday == 0 ? STM_NO_DAY : day_near(k, writings[m].weekday);
        if (day != STM_NO_DAY && k == &dated &&
            stm_day_around(k->low, writings[m].weekday) != stm_day_around(k->high, writings[m].weekday)) {
            day = stm_week_of_kin(articles, members, m, writings[m].weekday, reuse, &fixes);
            day = day != STM_NO_DAY ? day : stm_week_of_told(arena, articles, members, m, writings[m].weekday, &fixes);
        }
        event = day == STM_NO_DAY ? STM_NO_DAY : stm_told_long_before(arena, articles, members, m, day, &by);
        if (event != STM_NO_DAY) {
            put_by_event(arena, articles, members, &writings[m], m, event, articles[by]);
            continue;
        }
        event = day == STM_NO_DAY || k == &dated ? stm_told_not_before(arena, articles, members, m, &by) : STM_NO_DAY;
        if (event != STM_NO_DAY && (day == STM_NO_DAY || day < event)) {
            put_by_event(arena, articles, members, &writings[m], m, event, articles[by]);
            continue;
        }
        if (day == STM_NO_DAY) {
            continue;
        }
        a->published_why = reason(arena, &writings[m], k, a, articles[fixes]);
        a->published_from = fixes == members->at[m] ? STM_FROM_TEXT : STM_FROM_STORY;
        a->published_day = day;
        a->published = stm_day_format(arena, day);
    }
}
