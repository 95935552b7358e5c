/* times.h: between the steps of time extraction: what is written (stm_when) and what it means (stm_time).
 *
 * times_match.c reads one expression off the words; times_tense.c says which way its verb looks; times_resolve.c
 * turns it into a TIMEX3 value and days; times.c walks the article.
 */
#ifndef STM_EXTRACT_TIMES_H
#define STM_EXTRACT_TIMES_H

#include "extract/numbers.h"

typedef enum stm_when_kind {
    STM_WHEN_NONE,
    STM_WHEN_DATE,
    STM_WHEN_WEEKDAY,
    STM_WHEN_DAY,
    STM_WHEN_PERIOD,
    STM_WHEN_DURATION,
    STM_WHEN_SHIFT,
    STM_WHEN_SEASON,
    STM_WHEN_QUARTER,
    STM_WHEN_DECADE,
    STM_WHEN_CENTURY,
    STM_WHEN_HOLIDAY,
    STM_WHEN_WEEKEND,
    STM_WHEN_VAGUE,
    STM_WHEN_SET,
    STM_WHEN_CLOCK,
    STM_WHEN_PART
} stm_when_kind;

/* How an expression is tied to a day: by a determiner, or not. */
typedef enum stm_tie {
    STM_TIE_NONE,
    STM_TIE_THE,
    STM_TIE_THIS,
    STM_TIE_LAST,
    STM_TIE_NEXT,
    STM_TIE_PAST,
    STM_TIE_COMING,
    STM_TIE_PREVIOUS,
    STM_TIE_FOLLOWING,
    STM_TIE_THAT,
    STM_TIE_LATEST,
    STM_TIE_EACH,
    STM_TIE_FIRST,
    STM_TIE_A,
    STM_TIE_THIS_PAST,
    STM_TIE_THIS_COMING
} stm_tie;

typedef enum stm_shift {
    STM_SHIFT_NONE,
    STM_SHIFT_AGO,
    STM_SHIFT_EARLIER,
    STM_SHIFT_LATER,
    STM_SHIFT_FROM_NOW,
    STM_SHIFT_AFTER
} stm_shift;
typedef enum stm_when_mod {
    STM_MOD_NONE,
    STM_MOD_START,
    STM_MOD_MID,
    STM_MOD_END,
    STM_MOD_BEFORE,
    STM_MOD_AFTER,
    STM_MOD_NTH /* "the second week of May", "the last day of 2015": part, nth */
} stm_when_mod;

/* How the article writes numeric dates. */
typedef enum stm_date_order { STM_ORDER_UNKNOWN, STM_ORDER_DAY_FIRST, STM_ORDER_MONTH_FIRST } stm_date_order;

typedef struct stm_when {
    uint32_t first, end; /* words, half-open */
    stm_when_kind kind;
    stm_tie tie, year_tie;
    int32_t year, month, day, weekday; /* 0: not said */
    bool bc, two_digit_year;
    char unit;
    double count;   /* of units; NaN: vague ("several") */
    bool counted;   /* a number, "a few" or a bare plural stands before the unit */
    bool adjective; /* "seven-day" */
    stm_shift shift;
    stm_when_mod mod;
    char nth_unit; /* of STM_MOD_NTH: D, W, M, or w for `weekday` */
    int32_t nth;   /* 1-5; -1: the last */
    bool open;     /* a numeric date of which either number may be the month */
    char part[3], season[3];
    int32_t quarter; /* 1-4; half: 5, 6; 0: "the quarter" */
    bool fiscal;
    bool clock;
    int32_t hour, minute, second; /* -1: not said */
    bool zone;
    int32_t zone_minutes;
    int32_t offset;   /* days from the day of speaking */
    uint32_t holiday; /* index */
    stm_str value;    /* of vague expressions and sets */
    bool back;        /* a vague expression that takes up the date told before it: "at the time" */
    bool approx;
    uint32_t pair_first, pair_end; /* words of the bare day of a pair ("2" of "2 to 5 December"); equal: none */
    int32_t pair_day;
    bool pair_before; /* the bare day stands before the full date */
    bool over;        /* a weekday of the week that ends with the day of speaking, whatever the tense */
} stm_when;

/* "crash", "shooting": nobody sets a day for it. */
bool stm_is_mishap(const stm_article *article, uint32_t token);

/* The longest time expression that begins at word i; false if there is none. */
bool stm_when_match(const stm_words *words, uint32_t i, stm_date_order order, stm_when *out);

typedef enum stm_tense { STM_TENSE_UNKNOWN, STM_TENSE_PAST, STM_TENSE_PRESENT, STM_TENSE_FUTURE } stm_tense;
/* The tense of the verb that governs the bytes `at`. */
stm_tense stm_tense_at(const stm_article *article, const stm_words *words, uint32_t word, uint32_t end);

/* What has been said before; the resolver reads and moves it on. */
typedef struct stm_when_state {
    const stm_wordbook *book;
    int32_t today;                 /* the day of speaking; STM_NO_DAY: unknown */
    bool narrative;                /* a history: bare months belong to the last year that was named */
    int32_t year, month;           /* last named; 0: none */
    int32_t day;                   /* last named day, or STM_NO_DAY */
    int32_t here;                  /* the weekday of the day of writing, where that day is unknown; 0: unknown too */
    int32_t weekday;               /* last named, of a week that is unknown; 0: none */
    int32_t hour, minute;          /* last clock time of that day; -1: none */
    uint8_t fresh;                 /* that day was named whole in this sentence (2) or the one before (1) */
    int32_t quarter, quarter_year; /* last named; 0: none */
    bool bc;
    bool reckons; /* results of a quarter are compared with those of a year before */
    stm_str told; /* the value of the last date told that is over; null: none */
} stm_when_state;

/* Fills type, value, days of `out`; moves `state` on. `before`: the word before the expression. */
void stm_when_resolve(stm_arena *arena, const stm_when *when, stm_tense tense, stm_str before, stm_when_state *state,
                      stm_time *out);
/* The days that a TIMEX3 DATE or TIME value spans; both STM_NO_DAY if it does not say. */
void stm_value_days(stm_str value, int32_t *from, int32_t *to);

#endif
