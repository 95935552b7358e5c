/* main.c: the program `stemma`. First version of the command line. */
#include <stdio.h>
#include <stdlib.h>

#include "write/json.h"

static void complain(void *arg, const stm_diagnostic *d)
{
    (void)arg;
    (void)fprintf(stderr, "stemma: %s:%llu: %s\n", d->file, (unsigned long long)d->line, d->reason);
}

typedef struct output {
    stm_run *run;
    const char *command;
    const char *json_file;
    bool conllu, tokens;
    stm_depth depth;
} output;

static void flush(stm_buf *buf, FILE *to)
{
    (void)fwrite(buf->at, 1, buf->n, to);
    buf->n = 0;
}

static void write_output(void *arg)
{
    output *o = arg;
    stm_arena *arena = &o->run->arena;
    stm_buf buf = { 0 };
    stm_json json;
    if (strcmp(o->command, "record") == 0) {
        FILE *f = o->json_file == NULL || strcmp(o->json_file, "-") == 0 ? stdout : fopen(o->json_file, "wb");
        stm_json_init(&json, arena, &buf);
        stm_json_run(&json, o->run);
        stm_buf_addz(arena, &buf, "\n");
        if (f != NULL) {
            flush(&buf, f);
            (void)fflush(f);
        }
        return;
    }
    for (uint32_t i = 0; i < o->run->articles.n && strcmp(o->command, "reuse") != 0 && strcmp(o->command, "stories") != 0; i++) {
        if (o->conllu) {
            stm_conllu_article(arena, &buf, o->run->articles.at[i]);
        } else {
            stm_json_init(&json, arena, &buf);
            json.tokens = o->tokens;
            stm_json_article(&json, o->run->articles.at[i], o->depth);
            stm_buf_addz(arena, &buf, "\n");
        }
        flush(&buf, stdout);
    }
    for (uint32_t i = 0; i < o->run->reuse.pairs.n && strcmp(o->command, "reuse") == 0; i++) {
        stm_json_init(&json, arena, &buf);
        stm_json_pair(&json, &o->run->reuse.pairs.at[i], o->run->articles.at);
        stm_buf_addz(arena, &buf, "\n");
        flush(&buf, stdout);
    }
    for (uint32_t i = 0; i < o->run->reuse.families.n && strcmp(o->command, "reuse") == 0; i++) {
        stm_json_init(&json, arena, &buf);
        stm_json_family(&json, &o->run->reuse.families.at[i], i, o->run->articles.at);
        stm_buf_addz(arena, &buf, "\n");
        flush(&buf, stdout);
    }
    for (uint32_t i = 0; i < o->run->stories.n && strcmp(o->command, "stories") == 0; i++) {
        stm_json_init(&json, arena, &buf);
        stm_json_story(&json, &o->run->stories.at[i], i, o->run->articles.at);
        stm_buf_addz(arena, &buf, "\n");
        flush(&buf, stdout);
    }
}

int main(int argc, char **argv)
{
    static const char *const commands[] = { "articles", "annotate", "reuse", "stories", "record" };
    output o = { .command = "record", .depth = STM_DEPTH_ANNOTATE };
    const char **paths = calloc((size_t)argc + 1, sizeof *paths);
    uint32_t n = 0;
    int i = 1;
    stm_intake_options intake_options = { 0 };
    stm_engine_options engine_options = { 0 };
    stm_engine *engine = NULL;
    stm_intake *intake = NULL;
    stm_err err = { 0 };
    stm_run run;
    stm_status status;
    for (size_t k = 0; argc > 1 && k < sizeof commands / sizeof *commands; k++) {
        if (strcmp(argv[1], commands[k]) == 0) {
            o.command = commands[k];
            i = 2;
        }
    }
    for (; i < argc && paths != NULL; i++) {
        if (strcmp(argv[i], "--json") == 0 && i + 1 < argc) {
            o.json_file = argv[++i];
        } else if (strcmp(argv[i], "--conllu") == 0) {
            o.conllu = true;
        } else if (strcmp(argv[i], "--tokens") == 0) {
            o.tokens = true;
        } else if (strcmp(argv[i], "--input") == 0 && i + 1 < argc) {
            intake_options.format = argv[++i];
        } else {
            paths[n++] = argv[i];
        }
    }
    engine_options.keep_tokens = intake_options.format != NULL && strcmp(intake_options.format, "conllu") == 0;
    o.depth = strcmp(o.command, "articles") == 0 || strcmp(o.command, "reuse") == 0 ? STM_DEPTH_ARTICLES : o.conllu ? STM_DEPTH_PARSE : STM_DEPTH_ANNOTATE;
    stm_run_init(&run);
    o.run = &run;
    status = stm_engine_open(&engine_options, &engine, &err);
    if (status == STM_OK) {
        status = stm_intake_open(paths, n, &intake_options, complain, NULL, &intake, &err);
    }
    if (status == STM_OK) {
        status = stm_engine_read(engine, o.depth, intake, &run, &err);
    }
    if (status == STM_OK && strcmp(o.command, "articles") != 0 && strcmp(o.command, "annotate") != 0) {
        status = stm_engine_record(engine, true, &run, &err);
    }
    if (status == STM_OK) {
        status = stm_arena_protect(&run.arena, write_output, &o);
    }
    if (status != STM_OK) {
        (void)fprintf(stderr, "stemma: %s\n", err.message);
    }
    i = status != STM_OK ? 3 : stm_intake_failures(intake) != 0 ? 1 : 0;
    stm_intake_close(intake);
    stm_engine_close(engine);
    stm_run_fini(&run);
    free(paths);
    return i;
}
