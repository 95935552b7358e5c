/* cli.h: the command line: options, subcommands, and what they share.
 *
 * In: argv.  Out: files, standard output, an exit status (docs/output.md): 0 all well, 1 some inputs could not be
 * read, 2 wrong usage, 3 nothing could be done.  This folder alone prints and decides exit statuses.
 */
#ifndef STM_CLI_CLI_H
#define STM_CLI_CLI_H

#include <stdio.h>

#include "write/json.h"
#include "write/view.h"

enum { STM_EXIT_OK = 0, STM_EXIT_SOME = 1, STM_EXIT_USAGE = 2, STM_EXIT_NOTHING = 3 };

typedef struct stm_command stm_command;

/* Everything that was said on the command line; strings are argv's. */
typedef struct stm_cli {
    const stm_command *command;
    bool named; /* the command stands on the command line */
    const char **paths;
    uint32_t n_paths;
    const char **map;
    uint32_t n_map;
    const char *json, *html, *csv, *dot, *graphml, *tei, *annotations; /* where outputs go; "-" is standard output */
    const char *jsonl;                                                 /* the same, story after story */
    const char *db;                                                    /* the store */
    const char *kind, *speaker, *from, *to;                            /* of search */
    const char *port, *listen;                                         /* of serve */
    const char *input, *published, *models, *offsets, *bounds, *matter, *color, *quotations;
    uint32_t threads, min_lines, width, limit, window;
    const char *format, *cluster_column, *index; /* of stemma reuse */
    uint64_t memory;                             /* bytes; 0: no bound */
    uint32_t min_share;                          /* percent; 0: 50 */
    bool clusters, keep_one, quick, statistics;
    double min_confidence;                      /* 0: not said */
    uint32_t max_size, max_articles, max_depth; /* limits of intake; 0: its defaults */
    bool one_story, ndjson, conllu, tokens, times, all, quiet, help, version;
} stm_cli;

struct stm_command {
    const char *name;
    uint32_t bit; /* which options it takes, see options.c */
    int (*run)(const stm_cli *cli);
    const char *arguments; /* "INPUT..." */
    const char *reads;     /* "files or folders": completes "Name ..." */
    const char *does;      /* one line for the list of commands */
    const char *about;     /* a paragraph or two */
    const char *examples;
};

/* commands.c: the table, ended by a NULL name; the first is the one that runs when none is named. */
extern const stm_command stm_commands[];
const stm_command *stm_command_of(const char *name);

/* options.c: reads argv into *cli. cli->paths and cli->map have room for argc strings each. False after a
 * message on stderr: the exit status is STM_EXIT_USAGE. */
bool stm_cli_parse(int argc, char **argv, stm_cli *cli);
/* The option lines of a command's help. */
void stm_cli_print_options(FILE *to, uint32_t bit);
/* Of the n words the one that a mistyped word most likely means; NULL if none is near. */
const char *stm_cli_nearest(const char *word, const char *const *words, size_t n);

/* help.c */
void stm_cli_help(FILE *to, const stm_command *command);
void stm_cli_overview(FILE *to);
void stm_cli_version(FILE *to);

/* terminal.c: what standard output and standard error can do. */
bool stm_terminal_color(const stm_cli *cli);
uint32_t stm_terminal_width(const stm_cli *cli);

/* The progress line on standard error: only on a terminal, only when the work takes longer than a moment. */
typedef struct stm_progress {
    bool on, shown;
    int64_t started_ms, shown_ms;
} stm_progress;
void stm_progress_start(stm_progress *p, const stm_cli *cli);
void stm_progress_show(stm_progress *p, const char *doing, uint64_t done);
void stm_progress_end(stm_progress *p);

/* session.c: an engine, an open input and a run. */
typedef struct stm_session {
    const stm_cli *cli;
    stm_engine *engine;
    stm_intake *intake;
    stm_run run;
    stm_err err;
    stm_status status;
    stm_progress progress;
    uint64_t n_articles;
} stm_session;

/* Opens engine and input; the status is in session->status too. Close in any case. */
stm_status stm_session_open(stm_session *session, const stm_cli *cli) STM_MUST_USE;
/* The same for articles whose furniture is read later, when it is needed. */
stm_status stm_session_open_bare(stm_session *session, const stm_cli *cli) STM_MUST_USE;
/* Frees everything, says what went wrong, returns the exit status. */
int stm_session_close(stm_session *session);
/* Reads and annotates everything, compares it, builds the stories' records. */
stm_status stm_session_record(stm_session *session, stm_together together) STM_MUST_USE;
uint32_t stm_cli_threads(const stm_cli *cli);
/* What of the record is to be shown. */
stm_view_options stm_cli_view(const stm_cli *cli);
stm_offsets stm_cli_offsets(const stm_cli *cli);
/* The same into the store cli->db, and `run` is what of it was made anew. Says on `report` what was done. */
stm_status stm_session_store(stm_session *session, stm_together together, FILE *report) STM_MUST_USE;
/* Runs fn(arg) inside the run's arena guard; its failure becomes the session's. */
stm_status stm_session_protect(stm_session *session, void (*fn)(void *arg), void *arg) STM_MUST_USE;

/* output.c: a file that appears whole or not at all, or standard output. */
typedef struct stm_output {
    FILE *file;
    const char *path; /* NULL or "-": standard output */
    char *temporary;  /* NULL: written in place */
} stm_output;
stm_status stm_output_open(stm_output *out, const char *path, stm_err *err) STM_MUST_USE;
/* Writes the buffer and empties it. Errors show at the end. */
void stm_output_put(stm_output *out, stm_buf *buf);
/* keep false: the work failed, the file stays as it was. */
stm_status stm_output_close(stm_output *out, bool keep, stm_err *err) STM_MUST_USE;

/* cmd_*.c */
int stm_cmd_articles(const stm_cli *cli);
int stm_cmd_annotate(const stm_cli *cli);
int stm_cmd_reuse(const stm_cli *cli);
int stm_cmd_stories(const stm_cli *cli);
int stm_cmd_record(const stm_cli *cli);
int stm_cmd_diff(const stm_cli *cli);
int stm_cmd_search(const stm_cli *cli);
int stm_cmd_check(const stm_cli *cli);
int stm_cmd_serve(const stm_cli *cli);

#endif
