/* intake.c: opens inputs and hands out articles. First version: plain text and JSONL files. */
#include "intake/intake.h"

#include <json-c/json.h>
#include <stdio.h>
#include <stdlib.h>

struct stm_intake {
    const char *const *paths;
    uint32_t n, at;
    FILE *file; /* open JSONL */
    char *line;
    size_t line_cap;
    uint64_t line_number, failures;
    void (*report)(void *arg, const stm_diagnostic *d);
    void *arg;
};

stm_status stm_intake_open(const char *const *paths, uint32_t n, const stm_intake_options *options,
                           void (*report)(void *arg, const stm_diagnostic *d), void *arg, stm_intake **out,
                           stm_err *err)
{
    stm_intake *in = stm_mem_zalloc(1, sizeof *in);
    (void)options;
    if (in == NULL) {
        return stm_fail(err, STM_NO_MEMORY, "out of memory");
    }
    in->paths = paths;
    in->n = n;
    in->report = report;
    in->arg = arg;
    *out = in;
    return STM_OK;
}

static void complain(stm_intake *in, const char *reason)
{
    stm_diagnostic d = { in->paths[in->at], in->line_number, UINT64_MAX, reason };
    in->failures++;
    if (in->report != NULL) {
        in->report(in->arg, &d);
    }
}

static stm_str field(stm_arena *arena, json_object *o, const char *name)
{
    json_object *v = NULL;
    if (!json_object_object_get_ex(o, name, &v) || !json_object_is_type(v, json_type_string)) {
        return STM_NULL_STR;
    }
    return stm_str_dup(arena, (stm_str){ json_object_get_string(v), (size_t)json_object_get_string_len(v) });
}

static bool from_json(stm_intake *in, stm_arena *arena, const char *line, stm_article *out)
{
    json_object *o = json_tokener_parse(line);
    if (o == NULL) {
        complain(in, "not a JSON object");
        return false;
    }
    out->text = field(arena, o, "text");
    out->id = field(arena, o, "id");
    out->url = field(arena, o, "url");
    out->title = field(arena, o, "title");
    out->outlet = field(arena, o, "outlet");
    out->language = field(arena, o, "language");
    out->published = field(arena, o, "published");
    json_object_put(o);
    if (out->text.p == NULL) {
        complain(in, "no field \"text\"");
        return false;
    }
    if (out->published.n >= 10) {
        stm_date d = { atoi(out->published.p), atoi(out->published.p + 5), atoi(out->published.p + 8) };
        out->published_day = stm_day_of(d);
        out->published_from = STM_FROM_METADATA;
    }
    return true;
}

static stm_str base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    stm_str s = stm_str_of(slash == NULL ? path : slash + 1);
    return stm_str_ends(s, ".txt") ? (stm_str){ s.p, s.n - 4 } : s;
}

static bool from_text(stm_intake *in, stm_arena *arena, FILE *f, stm_article *out)
{
    stm_buf buf = { 0 };
    char piece[8192];
    size_t n;
    while ((n = fread(piece, 1, sizeof piece, f)) > 0) {
        stm_buf_add(arena, &buf, piece, n);
    }
    out->text = stm_buf_str(&buf);
    out->id = stm_str_dup(arena, base_name(in->paths[in->at]));
    return true;
}

stm_status stm_intake_next(stm_intake *in, stm_arena *arena, stm_article *out, bool *more, stm_err *err)
{
    (void)err;
    *more = false;
    while (!*more && in->at < in->n) {
        const char *path = in->paths[in->at];
        bool jsonl = stm_str_ends(stm_str_of(path), ".jsonl");
        stm_article_init(out);
        out->from = stm_str_dup(arena, stm_str_of(path));
        if (in->file == NULL) {
            in->line_number = 0;
            in->file = fopen(path, "rb");
            if (in->file == NULL) {
                complain(in, "cannot be opened");
                in->at++;
                continue;
            }
        }
        if (jsonl && getline(&in->line, &in->line_cap, in->file) >= 0) {
            in->line_number++;
            *more = from_json(in, arena, in->line, out);
            continue;
        }
        *more = !jsonl && from_text(in, arena, in->file, out);
        (void)fclose(in->file);
        in->file = NULL;
        in->at++;
    }
    return STM_OK;
}

uint64_t stm_intake_failures(const stm_intake *in)
{
    return in->failures;
}

void stm_intake_close(stm_intake *in)
{
    if (in != NULL) {
        if (in->file != NULL) {
            (void)fclose(in->file);
        }
        free(in->line);
        stm_mem_free(in);
    }
}
