/* serve_parts.h: what the files of src/serve share. */
#ifndef STM_SERVE_SERVE_PARTS_H
#define STM_SERVE_SERVE_PARTS_H

#include "serve/serve.h"
#include "store/browse.h"
#include "write/page.h"

/* ---- target.c: what is asked for ---------------------------------------------------------------------------- */

typedef enum stm_place {
    STM_AT_NOWHERE,
    STM_AT_LIST,
    STM_AT_STORY,      /* number: its id */
    STM_AT_STORY_NAME, /* number: as in "s3" */
    STM_AT_STORY_FILE, /* file: an index into stm_serve_files */
    STM_AT_ARTICLE,
    STM_AT_SEARCH,
    STM_AT_PAGE_CSS,
    STM_AT_SERVE_CSS,
    STM_AT_PAGE_JS,
    STM_AT_ICON
} stm_place;

typedef struct stm_target {
    stm_place place;
    int64_t number;
    uint32_t file;
    uint32_t page;                /* from 1 */
    stm_str query, speaker, kind; /* of a search; NULL: not said */
    stm_str from, to;
    stm_span at; /* the passage of an article that is meant; no span: none */
} stm_target;

/* The forms in which a story can be had as a file: "/story/3/stemma.dot". */
typedef struct stm_serve_file {
    const char *name, *type, *about;
} stm_serve_file;
#define STM_SERVE_FILES 10
extern const stm_serve_file stm_serve_files[STM_SERVE_FILES];

/* Reads a target. False: it is no target that HTTP allows, or its escapes are no UTF-8. In stm_arena_protect. */
bool stm_target_read(stm_arena *arena, stm_str target, stm_target *out);
/* Whether a page of another site cannot have sent a browser here under this name: an address in numbers, or
 * "localhost", with or without a port. (A name of a stranger's may lead to this machine: DNS rebinding.) */
bool stm_host_allowed(stm_str host);
/* `s` as part of a query: all but letters, digits, "-", "_", "." and "~" escaped. */
stm_str stm_query_escaped(stm_arena *arena, stm_str s);

/* ---- pages; all in stm_arena_protect ------------------------------------------------------------------------ */

/* Everything to <main>, with the bar that leads to the list and to the search. */
void stm_serve_open(stm_html *html, stm_str title);
/* The head and the bar alone, for pages that go on otherwise; `search`: with the field for it. */
void stm_serve_head(stm_html *html, stm_str title, bool search);
void stm_serve_close(stm_html *html);
/* The links "newer" and "older" of a list that goes on; `query` is what their addresses begin with. */
void stm_serve_pager(stm_html *html, stm_str query, uint32_t page, bool more);
/* A page that says what went wrong and where to go. */
void stm_serve_told(stm_html *html, const char *title, stm_str what);

void stm_serve_list(stm_html *html, const stm_story_rows *rows, const stm_browse_counts *counts, uint32_t page);
/* The page of a story with the bar and the list of its files. */
void stm_serve_story(stm_arena *arena, stm_buf *to, const stm_run *run, int64_t id);
void stm_serve_story_file(stm_arena *arena, stm_buf *to, stm_run *run, uint32_t number, uint32_t file);
/* An article with what it says; it is the one of `run`, which gets a record without items. */
void stm_serve_article(stm_arena *arena, stm_buf *to, stm_run *run, const stm_article_page *page, stm_span at);

enum { STM_SERVE_ROWS = 25 }; /* on one page of a list */
/* A search from its query to its page. STM_USAGE: the query is not clear, and the page says why. */
stm_status stm_serve_search(stm_arena *arena, stm_buf *to, stm_store *store, const stm_target *target,
                            stm_err *err) STM_MUST_USE;

#endif
