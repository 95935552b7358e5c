/* parts.h: what the files of src/intake share with one another and nobody else.
 *
 * Order of work: walk (paths to files) -> sniff (bytes to a format) -> text, html, json, warc, xml (one document to
 * articles)
 * -> furniture, dateline, credits (marks in the text) -> ids.
 * Rule of this folder: a foreign object (json-c, DIR, stm_file) that lives while something is allocated from an
 * arena hangs in struct stm_intake, so that a failed allocation loses nothing.
 */
#ifndef STM_INTAKE_PARTS_H
#define STM_INTAKE_PARTS_H

#include <dirent.h>
#include <glob.h>
#include <json-c/json.h>
#include <stdatomic.h>

#include "base/file.h"
#include "base/map.h"
#include "intake/encoding.h"
#include "intake/intake.h"
#include "intake/newswords.h"
#include "intake/xml_tree.h"

typedef enum stm_format {
    STM_FORMAT_AUTO,
    STM_FORMAT_TEXT,
    STM_FORMAT_HTML,
    STM_FORMAT_JSONL,
    STM_FORMAT_CONLLU,
    STM_FORMAT_WARC,
    STM_FORMAT_XML, /* feeds and news of agencies, told apart by their elements */
    STM_FORMAT_REFUSED
} stm_format;

#define STM_PLACES_FILES 32

typedef struct stm_places_file {
    int fd;
    const char *name;
} stm_places_file;

/* Files that texts can be read from again. */
typedef struct stm_places {
    stm_places_file at[STM_PLACES_FILES];
    uint32_t n;
} stm_places;

struct stm_intake {
    const char *const *paths;
    uint32_t n_paths, path; /* index of the next one */
    stm_str memory;         /* the one input, when it is no file; NULL: files */
    const char *memory_name;
    bool memory_taken;
    stm_intake_options options;
    stm_format format;
    void (*report)(void *arg, const stm_diagnostic *d);
    void *arg;
    uint64_t failures, articles, passed;
    bool (*known)(void *arg, const stm_article *a); /* NULL: nobody knows any */
    void *known_arg;
    atomic_bool stopped; /* the limit of articles is reached */

    stm_arena arena;  /* lives as long as the intake: file names, words */
    stm_arena of_ids; /* the same, of those who admit */
    stm_map ids;
    stm_findings *found; /* where articles and diagnostics are put, ... */
    stm_arena *found_in; /* ... and what that is allocated from. NULL: they are admitted and reported at once */
    stm_newswords words; /* read at the first article */
    bool words_ready;
    STM_VEC(const char *) files; /* what paths[path - 1] stands for */
    uint32_t file_at;

    const char *name; /* of the open file */
    stm_format kind;  /* of the open file */
    stm_file *file;
    uint64_t line;
    uint64_t item;         /* of a file of items without lines: number of the one that is being read; 0: it has none */
    bool in_record;        /* what is said now is said of the record of an archive, ... */
    uint64_t record_at;    /* ... which lies here */
    bool lost;             /* the next record of the archive must be looked for, ... */
    bool lost_in_line;     /* ... and no line begins here */
    uint64_t wanted;       /* records of the archive that were read */
    stm_arena of_record;   /* for looking into one: many pages have no article */
    stm_file *body;        /* what a record holds packed; NULL: nothing */
    stm_arena of_document; /* lives as long as the open file: an XML document */
    stm_xml xml;
    stm_xml_parser *xml_parser;
    uint32_t xml_at;           /* the node that is looked at next */
    uint32_t xml_channel;      /* of RSS, or STM_NONE */
    bool xml_read, xml_broken; /* the file was read; an error was reported */
    json_tokener *tokener;
    json_object *json; /* document or line that is being read; its members are borrowed */
    json_object *list; /* array of articles in it, borrowed; NULL: none */
    size_t list_at;
    stm_str conllu; /* the whole open file, borrowed from it; NULL: not read yet */
    size_t conllu_at;
    bool furnished; /* the article brought its own marks */
    bool noting;    /* where texts lie */
    stm_places places;
    uint32_t origin; /* of the open file or the line, as stm_text_place.file */
    stm_str raw;     /* of the text that was read last the short way: as it stands in the line */
    DIR *dir;
    bool globbed;
    glob_t matches;
};

/* ---- diagnostics --------------------------------------------------------------------------------------- */

/* The document is lost. `byte` UINT64_MAX: not known. */
void stm_intake_fail(stm_intake *in, uint64_t byte, const char *format, ...) STM_PRINTF(3, 4);
/* The document is read, but something in it was repaired or left out. */
void stm_intake_note(stm_intake *in, uint64_t byte, const char *format, ...) STM_PRINTF(3, 4);

/* There is nothing to read: the document is lost, unless it is one of many of an archive, where that is said only. */
void stm_intake_empty(stm_intake *in, const char *reason);
/* Counts and reports. */
void stm_intake_deliver(stm_intake *in, const stm_diagnostic *d);

/* ---- steps --------------------------------------------------------------------------------------------- */

/* One step through the input; true when `out` is an article. *ended: the input is at its end. */
bool stm_intake_step(stm_intake *in, stm_arena *arena, stm_article *out, bool *ended);
/* Of a step that would read a line: only takes it, borrowed from the file. False: there is nothing in it, *ended: nor
 * behind it. */
bool stm_intake_take_line(stm_intake *in, stm_arena *arena, stm_str *line, uint64_t *offset, bool *ended);
/* The same for a record of WARC; *place: where it lies (stm_file_frame). False too: it is none that is read. */
bool stm_intake_take_record(stm_intake *in, stm_arena *arena, stm_str *record, uint64_t *place, bool *ended);
/* A record to an article. */
bool stm_intake_record(stm_intake *in, stm_arena *arena, stm_str record, uint64_t place, stm_article *out);
void stm_intake_drop_body(stm_intake *in);
/* A line to an article, or to a list in in->list. */
bool stm_intake_line(stm_intake *in, stm_arena *arena, stm_str line, uint64_t offset, stm_article *out);
bool stm_intake_next_of_list(stm_intake *in, stm_arena *arena, stm_article *out);
void stm_intake_drop_json(stm_intake *in);
void stm_intake_close_file(stm_intake *in);
/* Lets an article or a diagnostic into the run. False: it is no article, or one too many, or known already. */
bool stm_intake_let_in(stm_intake *in, stm_arena *arena, const stm_finding *f);
/* Reads the word lists, if that was not done yet. */
void stm_intake_words(stm_intake *in);

/* Fills in->files from one path: a file, a folder (all below it, sorted), a pattern, "-". */
void stm_intake_walk(stm_intake *in, const char *path);

/* What the first bytes are. For STM_FORMAT_REFUSED *why is a reason. */
stm_format stm_intake_sniff(stm_str head, const char **why);

/* One JSON object to an article. Output of our own stages keeps the marks that it has. False: it has no text; the
 * reason is reported. */
bool stm_intake_object(stm_intake *in, stm_arena *arena, json_object *o, stm_article *out);
/* Is it a news item of IPTC's, where it has no text of its own? And such an item to an article, as stm_intake_object.
 */
bool stm_is_ninjs(json_object *o);
bool stm_intake_ninjs(stm_intake *in, stm_arena *arena, json_object *o, stm_article *out);
/* The same for a line, where that can be done the short way; false: it cannot. It is decoded where it must be. *got:
 * what stm_intake_object says. */
bool stm_intake_flat(stm_intake *in, stm_arena *arena, stm_str *line, stm_article *out, bool *got);
/* The number of the open file, whose head was peeked at, if its texts can be read from it again and that is wanted;
 * else 0. */
uint32_t stm_places_open(stm_intake *in);
void stm_places_close(stm_places *places);
/* Where in->raw lies, of a line that begins at `offset`. */
stm_text_place stm_text_place_of(const stm_intake *in, stm_str line, uint64_t offset);
/* Bytes of one page to an article. `charset`: the encoding by who delivered the page, before what it says itself;
 * STM_NULL_STR: not told. An address that the article has already stays. False: nothing to read in it; the reason is
 * reported. */
bool stm_intake_page(stm_intake *in, stm_arena *arena, stm_str bytes, stm_str charset, stm_article *out);
/* Bytes of one plain text to an article. */
bool stm_intake_text(stm_intake *in, stm_arena *arena, stm_str bytes, stm_str charset, stm_article *out);
/* What stands in a record of WARC (header and block) to an article without an id. False: nothing to read in it; the
 * reason is reported. */
bool stm_intake_warc(stm_intake *in, stm_arena *arena, stm_str record, stm_article *out);

/* The next document of a CoNLL-U file. *ended: it is the last. False: nothing in it; the reason is reported. */
bool stm_intake_conllu(stm_intake *in, stm_arena *arena, stm_article *out, bool *ended);

/* The next item of an XML document. *ended: there is none. False: nothing in it; the reason is reported. */
bool stm_intake_xml(stm_intake *in, stm_arena *arena, stm_article *out, bool *ended);

/* The name behind "charset=" in a <meta>, or "encoding=" in an XML declaration. */
stm_str stm_intake_declared(stm_str bytes);
/* Bytes to UTF-8, with a note when something had to be repaired. */
stm_str stm_intake_decode(stm_intake *in, stm_arena *arena, stm_str bytes, stm_str declared);
/* Text without U+0000, which no output format can carry. */
stm_str stm_intake_clean(stm_arena *arena, stm_str text);

/* ---- what the text says of itself ----------------------------------------------------------------------- */

/* Fills furniture, dateline, credits (with `told` those of whom people talked to, too), and title, byline, published
 * where they are unknown. */
void stm_furnish(stm_arena *arena, const stm_newswords *words, stm_article *a, bool told);
/* "Jane Roe and John Doe, Reuters" to names, without "By", places, agencies. */
void stm_byline_split(stm_arena *arena, const stm_newswords *words, stm_str line, stm_strs *out);

/* ---- dates --------------------------------------------------------------------------------------------- */

typedef struct stm_when {
    int32_t day;          /* STM_NO_DAY: none */
    int32_t second;       /* of the day; -1: no clock time */
    int32_t zone_minutes; /* east of UTC; INT32_MIN: not given */
} stm_when;

/* A date that `s` as a whole is, in any of the usual forms; filler such as "Published:" is allowed. day is
 * STM_NO_DAY when it is none, or when it could be two (03/04/2016). */
stm_when stm_when_read(stm_str s);
/* The same for the start of `s`; *used is its length. */
stm_when stm_when_prefix(stm_str s, size_t *used);
/* A piece of a date: "May 3", "2016", "Tuesday"; what is not there is 0. */
bool stm_when_parts(stm_str s, int32_t *year, int32_t *month, int32_t *day);
/* The date in a path such as /2016/12/06/ or /20161206-. */
stm_when stm_when_url(stm_str url);
/* Sets published, published_day, published_at. */
void stm_when_set(stm_arena *arena, stm_article *a, stm_when when, stm_published_from from);
/* ISO 8601, as much as is known. */
stm_str stm_when_format(stm_arena *arena, stm_when when);

#endif
