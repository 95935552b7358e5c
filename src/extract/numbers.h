/* numbers.h: words with their meanings in time and number expressions, and numerals read from them.
 *
 * Times and figures read the text through words of their own (letters, digits, one mark), not through the tokens
 * of the article: numerals and dates are cut at other places than syntax cuts ("third-quarter", "48km", "1990s").
 * A wordbook is read-only after opening. Everything here is called inside stm_arena_protect.
 */
#ifndef STM_EXTRACT_NUMBERS_H
#define STM_EXTRACT_NUMBERS_H

#include "base/map.h"
#include "base/sieve.h"
#include "extract/extract.h"

/* Classes of a word; a word may have several ("second": unit, ordinal). */
enum {
    STM_W_CARDINAL = 1u << 0,
    STM_W_SCALE = 1u << 1,
    STM_W_SCALES = 1u << 2,
    STM_W_DOZEN = 1u << 3,
    STM_W_DOZENS = 1u << 4,
    STM_W_ORDINAL = 1u << 5,
    STM_W_PART = 1u << 6,
    STM_W_PARTS = 1u << 7,
    STM_W_SUFFIX = 1u << 8,
    STM_W_MONTH = 1u << 9,
    STM_W_WEEKDAY = 1u << 10,
    STM_W_WEEKDAYS = 1u << 11,
    STM_W_UNIT = 1u << 12,
    STM_W_UNITS = 1u << 13,
    STM_W_WEEKEND = 1u << 14,
    STM_W_DAYPART = 1u << 15,
    STM_W_DAYPARTS = 1u << 16,
    STM_W_SEASON = 1u << 17,
    STM_W_SEASONS = 1u << 18,
    STM_W_DAY = 1u << 19,
    STM_W_VAGUE = 1u << 20,
    STM_W_SET = 1u << 21,
    STM_W_DECADE = 1u << 22,
    STM_W_ZONE = 1u << 23,
    STM_W_CLOCK = 1u << 24,
    STM_W_OVERNIGHT = 1u << 25,
    STM_W_CAPITAL = 1u << 26,
    STM_W_ABBREVIATION = 1u << 27,
    STM_W_HOLIDAY = 1u << 28
};

typedef struct stm_word_entry {
    uint32_t classes;
    double number;                  /* of cardinal, ordinal, scale, part, suffix */
    int32_t month, weekday, offset; /* offset: days from today, or minutes from UTC, or an hour of the clock */
    int32_t decade;
    char unit; /* s i h D W F M Q Y E C L */
    char part[3], season[3];
    stm_str value; /* TIMEX3 value of vague and set */
} stm_word_entry;

typedef struct stm_holiday {
    stm_strs words;       /* lower case */
    int32_t month, day;   /* fixed date; month 0: a rule */
    int32_t weekday, nth; /* nth weekday of `month` when day is 0 and nth is not */
    int32_t easter;       /* days from Easter Sunday, when `by_easter` */
    bool by_easter, election;
} stm_holiday;

/* A measure, currency or thing to count with a name of its own. */
typedef struct stm_unit_name {
    stm_strs words;          /* as written, lower case; symbols are words too */
    stm_str unit;            /* "square kilometer" */
    stm_str kind;            /* "length", "money", ... */
    bool exact_case, before; /* "$" stands before the number */
    bool bare;               /* a word that is a unit after a number only ("in", "m") */
} stm_unit_name;

/* An approximator: "nearly", "more than". */
typedef struct stm_bound_phrase {
    stm_strs words; /* lower case */
    uint8_t kind;   /* stm_bound_kind of figures.h, in the order of the list's kinds */
    uint32_t next;  /* the next phrase with the same first word, or STM_NONE */
} stm_bound_phrase;

/* How a word that no list tells of as a time's may open one: as its first word, as one that leads to such a word, or
 * behind one that leads. And whether it may open an amount. */
enum { STM_OPENS = 1, STM_OPENS_LEADING = 2, STM_OPENS_SECOND = 4, STM_OPENS_AMOUNT = 8 };

/* What is known of a word. */
typedef struct stm_word_lists {
    uint32_t entry, unit, bound; /* as in stm_word */
    uint8_t opens;               /* bits of stm_opens */
} stm_word_lists;

typedef struct stm_wordbook {
    stm_map index; /* lower-case word -> entries */
    stm_map words; /* lower-case word -> lists */
    STM_VEC(stm_word_lists) lists;
    STM_VEC(stm_word_entry) entries;
    STM_VEC(stm_holiday) holidays;
    STM_VEC(stm_unit_name) units;
    stm_map unit_index; /* first word of a unit -> units_next chain head */
    stm_u32s unit_next; /* per unit: next unit with the same first word, or STM_NONE */
    STM_VEC(stm_bound_phrase) bounds;
    stm_map bound_index; /* first word -> bounds chain head */
    stm_map people;      /* lower-case nouns that name people (singular and plural) */
} stm_wordbook;

/* Reads the lists of data/ into `book`, in `arena`. */
void stm_wordbook_open(stm_arena *arena, stm_wordbook *book);
const stm_wordbook *stm_lexicon_wordbook(const stm_lexicon *lexicon);

typedef enum stm_word_kind { STM_WORD_LETTERS, STM_WORD_DIGITS, STM_WORD_MARK } stm_word_kind;

typedef struct stm_word {
    stm_span at;
    uint32_t code;          /* STM_WORD_MARK: its code point, with dashes brought to '-' and apostrophes to '\'' */
    uint32_t entry;         /* index into wordbook entries, or STM_NONE */
    uint32_t unit, bound;   /* the first of the units, of the approximators, that begin with it, or STM_NONE */
    bool begins;            /* a time may begin with it, as far as it and the word behind it tell */
    bool leads, second;     /* none begins with it alone; one may have it for its second word */
    bool amount;            /* an amount may begin with it */
    stm_sieve sieve;        /* of its text */
    double value;           /* STM_WORD_DIGITS: its number */
    uint8_t kind;           /* stm_word_kind */
    uint8_t digits;         /* STM_WORD_DIGITS: digits before the point, at most 255 */
    uint8_t decimals;       /* digits after the point */
    bool grouped;           /* has thousands commas */
    bool space;             /* white space stands before it */
    bool line;              /* a line ends before it, and the text is not wrapped by hand */
    bool capital, capitals; /* first letter, all letters */
    bool dash;              /* a mark that was a dash longer than a hyphen */
} stm_word;

typedef struct stm_words {
    const stm_article *article;
    const stm_wordbook *book;
    STM_VEC(stm_word) at;
} stm_words;

struct stm_stretches {
    STM_VEC(stm_words) at; /* in text order */
};

/* Cuts text[span] into words. */
void stm_words_cut(stm_arena *arena, stm_words *words, stm_span span, bool wrapped);
/* Do lines of the text end by hand in the midst of sentences? */
bool stm_text_wrapped(stm_str text);
/* The next stretch of text, from *at on, that holds no blank line; false at the end. */
bool stm_next_stretch(stm_str text, uint32_t *at, stm_span *out);

static inline const stm_word *stm_word_at(const stm_words *w, uint32_t i) { return i < w->at.n ? &w->at.at[i] : NULL; }
static inline const stm_word_entry *stm_word_entry_at(const stm_words *w, uint32_t i)
{
    return i < w->at.n && w->at.at[i].entry != STM_NONE ? &w->book->entries.at[w->at.at[i].entry] : NULL;
}
/* Classes of word i; 0 past the end. A word marked `cap` counts with a capital only. */
static inline uint32_t stm_word_classes(const stm_words *w, uint32_t i)
{
    const stm_word_entry *e = stm_word_entry_at(w, i);
    return e == NULL || ((e->classes & STM_W_CAPITAL) && !w->at.at[i].capital) ? 0 : e->classes;
}
static inline stm_str stm_word_text(const stm_words *w, uint32_t i)
{
    return i < w->at.n ? stm_str_sub(w->article->text, w->at.at[i].at) : STM_STR("");
}
bool stm_word_is_surely(const stm_words *w, uint32_t i, const char *z);
bool stm_word_among_surely(const stm_words *w, uint32_t i, const char *list);
/* Is word i the lower-case word `z`, whatever its case? */
STM_ALWAYS_INLINE bool stm_word_is(const stm_words *w, uint32_t i, const char *z)
{
    return i < w->at.n && stm_sieve_pass(w->at.at[i].sieve, z) && stm_word_is_surely(w, i, z);
}
/* Is it a word of letters and one of `list`, parted by blanks? */
STM_ALWAYS_INLINE bool stm_word_among(const stm_words *w, uint32_t i, const char *list)
{
    return i < w->at.n && stm_sieve_pass(w->at.at[i].sieve, list) && stm_word_among_surely(w, i, list);
}
static inline bool stm_word_mark(const stm_words *w, uint32_t i, uint32_t code)
{
    return i < w->at.n && w->at.at[i].kind == STM_WORD_MARK && w->at.at[i].code == code;
}
/* Word i follows the one before it with nothing between. */
static inline bool stm_word_glued(const stm_words *w, uint32_t i) { return i < w->at.n && !w->at.at[i].space; }

/* A numeral: "3", "1.5 million", "two hundred and six", "half a dozen", "2 1/2", "three quarters". */
typedef struct stm_numeral {
    uint32_t end; /* word index past the last */
    double value;
    double unit; /* size of the last place that is named: 100 for "300", 1e6 for "2 million", 0.1 for "1.5" */
    bool ordinal, fraction, bare_plural; /* "dozens", "hundreds of thousands": value is one unit */
    bool article;                        /* begins with "a" */
    bool year_like;                      /* four bare digits */
    bool digits;
} stm_numeral;

/* The longest numeral at word i; false if there is none. Numbers beyond 1e300 are none. */
bool stm_numeral_read(const stm_words *w, uint32_t i, stm_numeral *out);
/* A cardinal below a million in words or digits, for dates and durations; 0 words if none. */
uint32_t stm_cardinal_read(const stm_words *w, uint32_t i, double *value);
/* "3rd", "third", "twenty-first"; 0 words if none. */
uint32_t stm_ordinal_read(const stm_words *w, uint32_t i, int32_t *value);

#endif
