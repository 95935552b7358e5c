/* intake.h: map of the stage `intake`: bytes to articles.
 *
 * In: files, folders, globs, "-".  Out: articles with text, metadata, furniture; diagnostics for what could not be
 * read.  Bad input is not an error: the reader reports it and goes on with the next article.
 */
#ifndef STM_INTAKE_INTAKE_H
#define STM_INTAKE_INTAKE_H

#include "article/article.h"

typedef struct stm_intake_options {
    uint64_t max_file_bytes;    /* after decompression; 0: default */
    uint64_t max_article_bytes; /* of text; 0: default */
    uint32_t max_depth;         /* of HTML and JSON; 0: default */
    uint64_t max_articles;      /* 0: default */
    const char *format;         /* NULL or "auto"; "text", "html", "jsonl", "conllu" */
    const char *const *map;     /* n_map strings "theirs=ours" */
    uint32_t n_map;
    const char *published;      /* default date for articles that have none (published_from OPTION); NULL: none */
} stm_intake_options;

/* One thing that could not be read. Strings live during the call only. */
typedef struct stm_diagnostic {
    const char *file;
    uint64_t line; /* 1-based; 0: not known */
    uint64_t byte; /* 0-based; UINT64_MAX: not known */
    const char *reason;
} stm_diagnostic;

typedef struct stm_intake stm_intake;

/* paths[0..n) are borrowed until close. `report` may be NULL. */
stm_status stm_intake_open(const char *const *paths, uint32_t n, const stm_intake_options *options,
                           void (*report)(void *arg, const stm_diagnostic *d), void *arg, stm_intake **out,
                           stm_err *err) STM_MUST_USE;
/* Reads the next article into `arena`. STM_OK with *more false: the input is at its end. */
stm_status stm_intake_next(stm_intake *intake, stm_arena *arena, stm_article *out, bool *more,
                           stm_err *err) STM_MUST_USE;
uint64_t stm_intake_failures(const stm_intake *intake);
void stm_intake_close(stm_intake *intake);

#endif
