/* tongue.c: see tongue.h. libexttextcat stands behind this file. Its answers on English are not asked for: lists and
 * tables have few function words in any language, so that only a text without those that English cannot do without is
 * looked at.
 */
#include "language/tongue.h"

#include <pthread.h>
#include <textcat.h>

#include "base/map.h"
#include "data/data.h"

enum {
    LOOKED_AT = 4000, /* bytes of a text */
    FEWEST = 25,      /* words that tell something */
    ENGLISH = 5,      /* function words in a hundred: of 21,941 English news texts five have fewer, all lists or poor
                       * ones */
    ANSWER = 8        /* letters of a code */
};

struct stm_tongues {
    pthread_mutex_t lock; /* of all that follows; the library keeps its answer in its handle */
    bool asked;
    void *handle; /* NULL: the tables could not be read */
};

stm_status stm_tongues_open(stm_tongues **out, stm_err *err)
{
    stm_tongues *t = stm_mem_zalloc(1, sizeof *t);
    *out = NULL;
    if (t == NULL || pthread_mutex_init(&t->lock, NULL) != 0) {
        stm_mem_free(t);
        return stm_fail(err, STM_NO_MEMORY, "out of memory");
    }
    *out = t;
    return STM_OK;
}

void stm_tongues_close(stm_tongues *t)
{
    if (t != NULL) {
        if (t->handle != NULL) {
            textcat_Done(t->handle);
        }
        (void)pthread_mutex_destroy(&t->lock);
        stm_mem_free(t);
    }
}

static bool is_letter(unsigned char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c >= 0x80; }

/* Words that make up a fifth of English news, and that hardly any other language writes so. */
static bool is_english_word(const char *p, size_t n)
{
    static const char *const words[] = { "the",  "and",   "that", "with",  "from", "this", "which", "were",
                                         "they", "their", "been", "would", "have", "has",  "will",  "not",
                                         "but",  "by",    "for",  "are",   "of",   "to" };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (stm_str_eq_nocase((stm_str){ p, n }, stm_str_of(words[i]))) {
            return true;
        }
    }
    return false;
}

typedef struct shares {
    uint32_t words, english;
    uint32_t digits;
    uint32_t far; /* bytes of letters that are not Latin ones, or have an accent */
} shares;

static shares count_words(stm_str s)
{
    shares of = { 0, 0, 0, 0 };
    for (size_t i = 0; i < s.n;) {
        size_t start = i;
        while (i < s.n && is_letter((unsigned char)s.p[i])) {
            of.far += (unsigned char)s.p[i++] >= 0x80;
        }
        if (i > start) {
            of.words++;
            of.english += i - start < 6 && is_english_word(s.p + start, i - start);
        }
        if (i == start) {
            of.digits += s.p[i] >= '0' && s.p[i] <= '9';
            i++;
        }
    }
    return of;
}

/* The first code of an answer "[de--utf8][nl--utf8]". STM_NULL_STR: none, or English is among them. */
static stm_str read_answer(stm_arena *arena, const char *answer)
{
    const char *p = answer, *end;
    if (p == NULL || *p != '[' || strstr(p, "[en-") != NULL || strstr(p, "[sco-") != NULL) {
        return STM_NULL_STR;
    }
    end = ++p;
    while (end - p < ANSWER && *end >= 'a' && *end <= 'z') {
        end++;
    }
    return end == p ? STM_NULL_STR : stm_str_dup(arena, (stm_str){ p, (size_t)(end - p) });
}

static stm_str recognise(stm_tongues *t, stm_arena *arena, stm_str s)
{
    stm_str code = STM_NULL_STR;
    char answer[64] = "";
    (void)pthread_mutex_lock(&t->lock);
    if (!t->asked) {
        t->asked = true;
        t->handle = special_textcat_Init(STM_TEXTCAT_DIR "/fpdb.conf", STM_TEXTCAT_DIR "/");
    }
    if (t->handle != NULL) {
        const char *said = textcat_Classify(t->handle, s.p, s.n);
        (void)snprintf(answer, sizeof answer, "%s", said == NULL ? "" : said);
    }
    (void)pthread_mutex_unlock(&t->lock);
    code = read_answer(arena, answer);
    return t->handle == NULL ? STM_STR("und") : code;
}

static bool is_code(stm_str language, const char *code)
{
    size_t n = strlen(code);
    return language.n >= n && stm_str_eq_nocase((stm_str){ language.p, n }, stm_str_of(code)) &&
           (language.n == n || language.p[n] == '-' || language.p[n] == '_');
}

bool stm_tongue_is_english(const stm_article *a)
{
    return a->language.n == 0 || is_code(a->language, "en") || is_code(a->language, "eng") ||
           stm_str_eq_nocase(a->language, STM_STR("english"));
}

void stm_tongue_find(stm_tongues *t, stm_arena *arena, stm_article *a)
{
    stm_str s = { a->text.p, a->text.n < LOOKED_AT ? a->text.n : LOOKED_AT };
    shares of = count_words(s);
    /* a table has more digits than words */
    bool foreign = (of.words >= FEWEST && of.english * 100 < of.words * ENGLISH && of.digits < of.words) ||
                   (s.n >= FEWEST * 3 && of.far * 2 > s.n); /* Chinese has no blanks between words */
    if (!foreign && !stm_tongue_is_english(a)) {
        a->language = STM_STR("en"); /* what a page says of all that it ever shows */
    } else if (foreign && stm_tongue_is_english(a)) {
        stm_str code = recognise(t, arena, s);
        a->language = code.p == NULL ? a->language : code;
    }
}

stm_str stm_tongue_name(const stm_article *a)
{
    const char *p = stm_data_tongues, *end = p + stm_data_tongues_size;
    while (p < end && !stm_tongue_is_english(a)) {
        const char *eol = memchr(p, '\n', (size_t)(end - p)), *stop = eol == NULL ? end : eol;
        const char *blank = memchr(p, ' ', (size_t)(stop - p));
        size_t n = blank == NULL ? 0 : (size_t)(blank - p);
        if (n != 0 && *p != '#' && a->language.n >= n &&
            stm_str_eq_nocase((stm_str){ p, n }, (stm_str){ a->language.p, n }) &&
            (a->language.n == n || a->language.p[n] == '-' || a->language.p[n] == '_')) {
            return (stm_str){ blank + 1, (size_t)(stop - blank - 1) };
        }
        p = stop + 1;
    }
    return stm_tongue_is_english(a) ? STM_NULL_STR : a->language;
}
