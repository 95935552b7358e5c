/* stemma.h: the library's public interface.
 *
 * stemma reads news articles about one happening and makes one record of it. A caller opens a `stemma`, adds
 * articles, runs it, and walks what was found: articles, pairs that share text, and the items of each story, every
 * item with the passages that it rests on. The same record can be had as JSON.
 *
 *     stemma *s = NULL;
 *     if (stemma_open(NULL, &s) == STEMMA_OK && stemma_add_file(s, "a.txt") == STEMMA_OK &&
 *         stemma_add_file(s, "b.txt") == STEMMA_OK && stemma_run(s) == STEMMA_OK) {
 *         for (size_t i = 0; i < stemma_item_count(s, 0); i++) { ... stemma_item_at(s, 0, i) ... }
 *     }
 *     stemma_close(s);
 *
 * Ownership: a stemma owns everything that it hands out; pointers live until the next stemma_add_* or stemma_run, or
 * stemma_close. Strings end in NUL and are valid UTF-8. Offsets are bytes of the article's text, half-open.
 * Threads: one stemma is used by one thread at a time; different ones are independent. Nothing is global.
 * The library never prints, exits or aborts.
 */
#ifndef STEMMA_STEMMA_H
#define STEMMA_STEMMA_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__)
#define STEMMA_API __attribute__((visibility("default")))
#else
#define STEMMA_API
#endif

#define STEMMA_NONE ((size_t)-1) /* no index */

typedef enum stemma_status {
    STEMMA_OK = 0,
    STEMMA_NO_MEMORY, /* an allocation failed; the stemma can only be closed */
    STEMMA_IO,        /* a file or the models could not be read */
    STEMMA_FORMAT,    /* an input is not what it claims to be; nothing was added */
    STEMMA_LIMIT,     /* a limit on size, depth or number was reached */
    STEMMA_USAGE      /* called in the wrong order or with an index that does not exist */
} stemma_status;

typedef struct stemma stemma;

typedef struct stemma_options {
    size_t size;        /* sizeof(stemma_options): lets later versions add fields */
    const char *models; /* folder of the model files; NULL: the installed ones */
    unsigned threads;   /* 0: one */
    int one_story;      /* not 0: all articles are about one happening; 0: find the stories */
} stemma_options;

/* An article, as far as intake knows it. NULL is "unknown". */
typedef struct stemma_article {
    const char *id;
    const char *from; /* file that it was read from */
    const char *title;
    const char *outlet;
    const char *published;      /* ISO 8601 */
    const char *published_from; /* "metadata", "url", "text", "option", "story" */
    const char *text;
    size_t text_bytes;
} stemma_article;

/* Two articles that share text. */
typedef struct stemma_pair {
    size_t a, b;               /* article indexes, a < b */
    double shared_a, shared_b; /* share of each text that stands in the other, 0-1 */
    const char *relation;      /* "identical", "reprint", "edit", "excerpt", "common-source" */
    size_t from;               /* article index of the earlier text, or STEMMA_NONE */
    double confidence;         /* 0-1 */
} stemma_pair;

typedef enum stemma_item_kind {
    STEMMA_UTTERANCE, /* readings: the variants of one saying */
    STEMMA_FIGURE,    /* readings: what each article says of one quantity */
    STEMMA_STATEMENT, /* readings: who asserts, who denies */
    STEMMA_PROPOSAL,  /* readings: its states */
    STEMMA_EVENT      /* readings: the passages of a dated event */
} stemma_item_kind;

/* What one article gives for an item. */
typedef struct stemma_reading {
    size_t article;      /* article index */
    size_t start, end;   /* bytes of that article's text */
    const char *status;  /* variant relation, stance or state, as in the JSON; NULL */
    const char *said_by; /* NULL: the article itself, or unknown */
    const char *note;    /* reading or note in words; NULL */
} stemma_reading;

typedef struct stemma_item {
    stemma_item_kind kind;
    const char *label;  /* what it is about, who speaks, what happened; NULL: unknown */
    const char *status; /* "contested", "conflict", ...; NULL where the kind has none */
    const char *when;   /* ISO 8601; NULL */
    unsigned lines;     /* independent lines of text; 0: not counted for this kind */
    unsigned origins;   /* distinct people or bodies that it goes back to; 0: not counted for this kind */
    double confidence;  /* 0-1; negative: not given */
    const stemma_reading *readings;
    size_t n_readings; /* at least 1 */
} stemma_item;

/* One story of the run. */
typedef struct stemma_story {
    const char *title;      /* NULL */
    const char *from, *to;  /* ISO 8601 dates; NULL */
    const size_t *articles; /* article indexes, ascending */
    size_t n_articles;
    unsigned lines; /* independent lines of text in it */
} stemma_story;

/* "0.1.0" */
STEMMA_API const char *stemma_version(void);
/* A word or two for a status. Never NULL. */
STEMMA_API const char *stemma_status_name(stemma_status status);

/* Opens the models. options may be NULL. *out is the caller's and set on STEMMA_OK only.
 * STEMMA_NO_MEMORY, STEMMA_IO, STEMMA_FORMAT (models). */
STEMMA_API stemma_status stemma_open(const stemma_options *options, stemma **out);
/* NULL is allowed. */
STEMMA_API void stemma_close(stemma *s);
/* What went wrong in the last call that failed, in a sentence; "" if none did. */
STEMMA_API const char *stemma_error(const stemma *s);

/* Reads and annotates every article of a file, folder or archive, as the program does. A part that cannot be read is
 * counted (stemma_failures) and the rest is added; STEMMA_IO or STEMMA_FORMAT only if nothing could be. An id that is
 * taken already gets "-2", "-3", ... behind it. */
STEMMA_API stemma_status stemma_add_file(stemma *s, const char *path);
/* Adds one article. text: `bytes` bytes of any content (invalid UTF-8 is replaced). id: not NULL. published: ISO 8601
 * or NULL. STEMMA_USAGE if the id is taken, STEMMA_LIMIT from 1 GiB on. */
STEMMA_API stemma_status stemma_add_text(stemma *s, const char *id, const char *text, size_t bytes,
                                         const char *published);
/* Inputs that could not be read so far. */
STEMMA_API size_t stemma_failures(const stemma *s);

/* Compares all articles added so far and builds the stories. May be called again after more were added. */
STEMMA_API stemma_status stemma_run(stemma *s);

/* Walking the results of the last stemma_run. An index that does not exist gives NULL, or a count of 0. */
STEMMA_API size_t stemma_article_count(const stemma *s);
STEMMA_API const stemma_article *stemma_article_at(const stemma *s, size_t i);
STEMMA_API size_t stemma_pair_count(const stemma *s);
STEMMA_API const stemma_pair *stemma_pair_at(const stemma *s, size_t i);
STEMMA_API size_t stemma_story_count(const stemma *s);
STEMMA_API const stemma_story *stemma_story_at(const stemma *s, size_t i);
STEMMA_API size_t stemma_item_count(const stemma *s, size_t story);
STEMMA_API const stemma_item *stemma_item_at(const stemma *s, size_t story, size_t i);

/* The whole record as the contract's JSON (docs/output.md), NUL behind it; *bytes without the NUL. Owned by s.
 * STEMMA_USAGE before stemma_run. */
STEMMA_API stemma_status stemma_json(stemma *s, const char **out, size_t *bytes);

#ifdef __cplusplus
}
#endif
#endif
