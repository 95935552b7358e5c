/* intake.h: map of the stage `intake`: bytes to articles.
 *
 * In: files, folders, globs, "-".  Out: articles with text, metadata, furniture; diagnostics for what could not be
 * read.  Bad input is not an error: the reader reports it and goes on with the next article.
 */
#ifndef STM_INTAKE_INTAKE_H
#define STM_INTAKE_INTAKE_H

#include "article/article.h"

typedef struct stm_intake_options {
    uint64_t max_file_bytes; /* of a text, a page, a feed, a line of JSONL, a record of WARC, decompressed; 0: 64 MiB */
    uint64_t max_article_bytes; /* of text; 0: 16 MiB */
    uint32_t max_depth;         /* of HTML and JSON; 0: 512 */
    uint64_t max_articles;      /* of one run; 0: 10,000,000 */
    const char
        *format; /* NULL or "auto"; "text", "html", "jsonl", "conllu", "warc", "feed", "nitf", "newsml", "ninjs" */
    const char *const *map; /* n_map strings "theirs=ours" */
    uint32_t n_map;
    const char *published; /* default date for articles that have none (published_from OPTION); NULL: none */
    bool bare;             /* leave what the text says of itself (furniture, dateline, credits) to stm_intake_furnish */
} stm_intake_options;

/* One thing that could not be read, or not as it stood. Strings live during the call only. */
typedef struct stm_diagnostic {
    const char *file;
    uint64_t line; /* 1-based; 0: not known */
    uint64_t byte; /* 0-based; UINT64_MAX: not known */
    const char *reason;
    bool recovered; /* the article was read all the same: a repaired byte, an id made unique */
} stm_diagnostic;

typedef struct stm_intake stm_intake;
typedef void (*stm_intake_report)(void *arg, const stm_diagnostic *d);

/* paths[0..n) and the strings of the options are borrowed until close. `report` may be NULL; it is called from the
 * thread that calls stm_intake_next. STM_USAGE: an option that makes no sense. */
stm_status stm_intake_open(const char *const *paths, uint32_t n, const stm_intake_options *options,
                           stm_intake_report report, void *arg, stm_intake **out, stm_err *err) STM_MUST_USE;
/* The same for one input in memory, borrowed until close; `name` stands for the file's name. */
stm_status stm_intake_open_bytes(stm_str bytes, const char *name, const stm_intake_options *options,
                                 stm_intake_report report, void *arg, stm_intake **out, stm_err *err) STM_MUST_USE;
/* Sends diagnostics elsewhere from now on; *old_report and *old_arg (NULL allowed) get where they went before. */
void stm_intake_redirect(stm_intake *intake, stm_intake_report report, void *arg, stm_intake_report *old_report,
                         void **old_arg);
/* An id that no article of this run may get; before the first one is read. Copied. */
stm_status stm_intake_take_id(stm_intake *intake, stm_str id, stm_err *err) STM_MUST_USE;
/* Articles for which `known` says true are passed over: it is asked before an id is made another one because it is
 * taken. It does not fail. */
void stm_intake_pass_over(stm_intake *intake, bool (*known)(void *arg, const stm_article *article), void *arg);
/* How many were. */
uint64_t stm_intake_passed(const stm_intake *intake);
/* Reads the next article into `arena`. STM_OK with *more false: the input is at its end. */
stm_status stm_intake_next(stm_intake *intake, stm_arena *arena, stm_article *out, bool *more,
                           stm_err *err) STM_MUST_USE;

/* ---- with many hands ------------------------------------------------------------------------------------------- */

/* Where the text of an article lies in a file that it can be read from again. */
typedef struct stm_text_place {
    uint64_t at, sum; /* of the bytes there: the first one, a checksum */
    uint32_t bytes;
    uint32_t file; /* its number, from 1; 0: there is no such place */
} stm_text_place;

/* What an input holds: an article that is not admitted yet, or (article NULL) a diagnostic. */
typedef struct stm_finding {
    stm_article *article;
    bool of_user;         /* the article's id is the user's */
    stm_diagnostic note;  /* of an article only where it stands */
    stm_text_place place; /* of its text, where places are noted */
} stm_finding;

typedef STM_VEC(stm_finding) stm_findings;

/* What is cut off an input at once: what was found in it, or a line or record that nobody has looked into yet. */
typedef struct stm_piece {
    stm_findings found;
    stm_str line;        /* or record of WARC; NULL: there is none */
    bool record;         /* it is one */
    const char *name;    /* of its file */
    uint64_t at, offset; /* its number; its first byte */
    uint32_t file;       /* that texts can be read from again, as in stm_text_place */
} stm_piece;

typedef struct stm_hand stm_hand;

/* Reading on several threads gives the same articles, ids and diagnostics as stm_intake_next, with which it must not be
 * mixed: one thread at a time cuts pieces off, any hand looks into a piece, and one thread at a time admits what was
 * found, in the order of the pieces; diagnostics are reported from there.
 *
 * A hand is for one thread at a time. All are made before the first piece is cut, and freed before the intake. */
stm_status stm_hand_new(stm_intake *intake, stm_hand **out, stm_err *err) STM_MUST_USE;
void stm_hand_free(stm_hand *hand);
/* The next piece, in `arena`. *more false: the input is at its end; there may be something in the piece all the same.
 */
stm_status stm_intake_cut(stm_intake *intake, stm_arena *arena, stm_piece *out, bool *more, stm_err *err) STM_MUST_USE;
/* Puts what is in the line of a piece to `found`; of a piece without one nothing is asked. */
stm_status stm_hand_read(stm_hand *hand, stm_arena *arena, stm_piece *piece, stm_err *err) STM_MUST_USE;
/* Gives the article its id, or reports the diagnostic. *admitted: it is an article that counts. */
stm_status stm_intake_admit(stm_intake *intake, stm_arena *arena, const stm_finding *finding, bool *admitted,
                            stm_err *err) STM_MUST_USE;

/* Notes from now on where texts lie, for those that can be read again: from large regular files of JSONL that are not
 * packed, the first few dozen of them, which then stay open. Before the first piece is cut. */
void stm_intake_note_places(stm_intake *intake);
/* The text at such a place, in `arena`; inside stm_arena_protect. STM_IO: the file was changed meanwhile, or cannot be
 * read. Thread-safe once the intake is at its end. */
stm_status stm_intake_text_again(const stm_intake *intake, const stm_text_place *place, stm_arena *arena, stm_str *out,
                                 stm_err *err) STM_MUST_USE;

/* ---- the last steps --------------------------------------------------------------------------------------------- */

/* Completes an article that was read with `bare`: as it would have been without, but for credits of whom people talked
 * to. Inside stm_arena_protect. Thread-safe once the intake is at its end, or has hands. */
void stm_intake_furnish(const stm_intake *intake, stm_arena *arena, stm_article *article);
/* The last step for an article that the caller has made from text of his own: U+0000 is replaced, and what the text
 * says of itself (furniture, dateline, credits, title, byline, day) is filled in where it is unknown. Inside
 * stm_arena_protect. Reads the word lists each time: for a few articles, not for a stream. */
void stm_intake_prepare(stm_arena *arena, stm_article *article);
/* How many documents could not be read; recovered ones do not count. */
uint64_t stm_intake_failures(const stm_intake *intake);
void stm_intake_close(stm_intake *intake);

#endif
