/* intake.c: opens inputs and hands out articles, one after another.
 *
 * In: paths.  Out: one article a call, with an id that no other article of the run has.  Never: gives up the run for
 * one bad document.  States: no file open -> (open, sniff) -> a stream of lines or records, or a JSON document, or
 * one text or page -> no file open.  Cost: linear; holds one document and the ids of the run.
 */
#include "intake/intake.h"

#include <stdarg.h>
#include <stdio.h>

#include "intake/parts.h"

#define DEFAULT_FILE_BYTES ((uint64_t)64 << 20)
#define DEFAULT_ARTICLE_BYTES ((uint64_t)16 << 20)
#define DEFAULT_DEPTH 512
#define DEFAULT_ARTICLES 10000000
#define HEAD_BYTES 4096

static void set_default(uint64_t *value, uint64_t otherwise)
{
    if (*value == 0) {
        *value = otherwise;
    }
}

static bool format_of(const char *name, stm_format *out)
{
    static const struct {
        const char *name;
        stm_format format;
    } formats[] = { { "auto", STM_FORMAT_AUTO },   { "text", STM_FORMAT_TEXT },     { "html", STM_FORMAT_HTML },
                    { "jsonl", STM_FORMAT_JSONL }, { "conllu", STM_FORMAT_CONLLU }, { "warc", STM_FORMAT_WARC },
                    { "feed", STM_FORMAT_XML },    { "nitf", STM_FORMAT_XML },      { "newsml", STM_FORMAT_XML },
                    { "ninjs", STM_FORMAT_JSONL } };
    for (size_t i = 0; i < sizeof formats / sizeof formats[0]; i++) {
        if (name == NULL || strcmp(name, formats[i].name) == 0) {
            *out = formats[i].format;
            return true;
        }
    }
    return false;
}

stm_status stm_intake_open(const char *const *paths, uint32_t n, const stm_intake_options *options,
                           stm_intake_report report, void *arg, stm_intake **out, stm_err *err)
{
    stm_intake *in = stm_mem_zalloc(1, sizeof *in);
    uint64_t depth;
    *out = NULL;
    if (in == NULL) {
        return stm_fail(err, STM_NO_MEMORY, "out of memory");
    }
    stm_arena_init(&in->arena, 0);
    stm_arena_init(&in->of_ids, 0);
    stm_arena_init(&in->of_document, 0);
    stm_arena_init(&in->of_record, 0);
    atomic_init(&in->stopped, false);
    if (options != NULL) {
        in->options = *options;
    }
    depth = in->options.max_depth;
    set_default(&in->options.max_file_bytes, DEFAULT_FILE_BYTES);
    set_default(&in->options.max_article_bytes, DEFAULT_ARTICLE_BYTES);
    set_default(&in->options.max_articles, DEFAULT_ARTICLES);
    set_default(&depth, DEFAULT_DEPTH);
    in->options.max_depth = (uint32_t)depth;
    if (in->options.max_article_bytes >= UINT32_MAX / 8) {
        in->options.max_article_bytes = UINT32_MAX / 8; /* offsets have 32 bits */
    }
    in->paths = paths;
    in->n_paths = n;
    in->report = report;
    in->arg = arg;
    in->name = "";
    if (!format_of(in->options.format, &in->format)) {
        stm_intake_close(in);
        return stm_fail(
            err, STM_USAGE,
            "input format '%s' is not one of auto, text, html, jsonl, conllu, warc, feed, nitf, newsml, ninjs",
            options->format);
    }
    for (uint32_t i = 0; i < in->options.n_map; i++) {
        const char *eq = strchr(in->options.map[i], '=');
        if (eq == NULL || eq == in->options.map[i] || eq[1] == '\0') {
            stm_status status = stm_fail(err, STM_USAGE, "'%s' is not of the form theirs=ours", in->options.map[i]);
            stm_intake_close(in);
            return status;
        }
    }
    if (in->options.published != NULL && stm_when_read(stm_str_of(in->options.published)).day == STM_NO_DAY) {
        stm_status status = stm_fail(err, STM_USAGE, "'%s' is not a date", in->options.published);
        stm_intake_close(in);
        return status;
    }
    *out = in;
    return STM_OK;
}

stm_status stm_intake_open_bytes(stm_str bytes, const char *name, const stm_intake_options *options,
                                 stm_intake_report report, void *arg, stm_intake **out, stm_err *err)
{
    stm_status status = stm_intake_open(NULL, 0, options, report, arg, out, err);
    if (status == STM_OK) {
        (*out)->memory = bytes.p == NULL ? STM_STR("") : bytes;
        (*out)->memory_name = name;
    }
    return status;
}

void stm_intake_redirect(stm_intake *in, stm_intake_report report, void *arg, stm_intake_report *old_report,
                         void **old_arg)
{
    if (old_report != NULL) {
        *old_report = in->report;
    }
    if (old_arg != NULL) {
        *old_arg = in->arg;
    }
    in->report = report;
    in->arg = arg;
}

/* ---- diagnostics --------------------------------------------------------------------------------------- */

static void STM_PRINTF(4, 0) say(stm_intake *in, uint64_t byte, bool recovered, const char *format, va_list args)
{
    char reason[256];
    stm_finding f = { .note = { in->name, in->line, in->in_record ? in->record_at : byte, reason, recovered } };
    (void)vsnprintf(reason, sizeof reason, format, args);
    if (in->found == NULL) {
        stm_intake_deliver(in, &f.note);
        return;
    }
    f.note.reason = stm_str_dup(in->found_in, stm_str_of(reason)).p;
    stm_vec_push(in->found_in, in->found, f);
}

void stm_intake_fail(stm_intake *in, uint64_t byte, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    say(in, byte, false, format, args);
    va_end(args);
}

void stm_intake_note(stm_intake *in, uint64_t byte, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    say(in, byte, true, format, args);
    va_end(args);
}

void stm_intake_empty(stm_intake *in, const char *reason)
{
    if (in->in_record) {
        stm_intake_note(in, UINT64_MAX, "%s", reason);
    } else {
        stm_intake_fail(in, UINT64_MAX, "%s", reason);
    }
}

/* ---- text ---------------------------------------------------------------------------------------------- */

stm_str stm_intake_decode(stm_intake *in, stm_arena *arena, stm_str bytes, stm_str declared)
{
    stm_decoded d = stm_decode(arena, bytes, declared);
    if (d.replaced != 0) {
        stm_intake_note(in, d.first_error, "%llu bytes are not valid %s and were replaced",
                        (unsigned long long)d.replaced, d.encoding);
    }
    return d.text;
}

stm_str stm_intake_clean(stm_arena *arena, stm_str text)
{
    stm_buf buf = { 0 };
    if (text.n == 0 || memchr(text.p, 0, text.n) == NULL) {
        return text;
    }
    for (size_t i = 0; i < text.n;) {
        const char *hit = memchr(text.p + i, 0, text.n - i);
        size_t end = hit == NULL ? text.n : (size_t)(hit - text.p);
        stm_buf_add(arena, &buf, text.p + i, end - i);
        if (hit != NULL) {
            stm_buf_addz(arena, &buf, "\xEF\xBF\xBD");
        }
        i = end + 1;
    }
    return stm_buf_str(&buf);
}

bool stm_intake_text(stm_intake *in, stm_arena *arena, stm_str bytes, stm_str charset, stm_article *out)
{
    stm_str text = stm_intake_decode(in, arena, bytes, charset);
    if (text.p == bytes.p || (text.n != 0 && text.p > bytes.p && text.p < bytes.p + bytes.n)) {
        text = stm_str_dup(arena, text);
    }
    out->text = stm_intake_clean(arena, text);
    return true;
}

/* ---- one article after another ------------------------------------------------------------------------- */

void stm_intake_close_file(stm_intake *in)
{
    stm_file_close(in->file);
    in->file = NULL;
    if (in->json != NULL) {
        (void)json_object_put(in->json);
        in->json = NULL;
    }
    in->list = NULL;
    in->conllu = STM_NULL_STR;
    in->line = in->item = in->wanted = 0;
    in->lost = in->xml_read = in->xml_broken = false;
    in->xml = (stm_xml){ 0 };
    in->xml_at = 0;
    stm_xml_drop(&in->xml_parser);
    stm_arena_reset(&in->of_document);
}

void stm_intake_drop_body(stm_intake *in)
{
    stm_file_close(in->body);
    in->body = NULL;
    in->in_record = false;
    in->of_record.guard = NULL;
    stm_arena_reset(&in->of_record);
}

/* The first members of an archive are damaged: goes on with the next one, if there is one and it looks like a record.
 */
static bool is_archive_behind(stm_intake *in)
{
    const char *why;
    stm_str head;
    while (in->file != NULL && stm_file_recover(in->file)) {
        if (stm_file_peek(in->file, HEAD_BYTES, &head, NULL) == STM_OK &&
            stm_intake_sniff(head, &why) == STM_FORMAT_WARC) {
            return true;
        }
    }
    return false;
}

/* False: nothing to read here; the reason is reported. Leaves in->kind decided. */
static bool open_file(stm_intake *in, const char *name)
{
    stm_err err = { .byte = UINT64_MAX };
    stm_str head = STM_STR("");
    const char *why = NULL;
    bool broken;
    in->name = strcmp(name, "-") == 0 ? "stdin" : name;
    in->line = 0;
    broken = (in->memory.p != NULL ? stm_file_open_bytes(in->memory, &in->file, &err)
                                   : stm_file_open(name, &in->file, &err)) != STM_OK ||
             stm_file_peek(in->file, HEAD_BYTES, &head, &err) != STM_OK;
    in->kind = stm_intake_sniff(head, &why);
    if (in->format != STM_FORMAT_AUTO && (in->kind != STM_FORMAT_REFUSED || head.n == 0)) {
        in->kind = in->format;
    }
    if (!broken && (in->kind == STM_FORMAT_TEXT || in->kind == STM_FORMAT_HTML || in->kind == STM_FORMAT_XML ||
                    in->kind == STM_FORMAT_REFUSED)) {
        broken = stm_file_failed(in->file, &err);
    }
    if (broken && err.status == STM_NO_MEMORY) {
        stm_arena_fail(&in->arena);
    }
    if (!broken && (head.n == 0 || in->kind == STM_FORMAT_REFUSED)) {
        stm_intake_fail(in, 0, "%s", head.n == 0 ? "is empty" : why);
        stm_intake_close_file(in);
        return false;
    }
    if (broken) {
        stm_intake_fail(in, err.byte, "%s", err.message);
        if (is_archive_behind(in)) {
            in->kind = STM_FORMAT_WARC;
        } else {
            stm_intake_close_file(in);
        }
    }
    in->origin = in->file != NULL && in->kind == STM_FORMAT_JSONL ? stm_places_open(in) : 0;
    return in->file != NULL;
}

static stm_str base_name(const char *path)
{
    static const char *const packed[] = { ".gz", ".zst", ".zstd" };
    const char *slash = strrchr(path, '/');
    stm_str s = stm_str_of(slash == NULL ? path : slash + 1);
    for (size_t i = 0; i < sizeof packed / sizeof packed[0]; i++) {
        if (stm_str_ends(s, packed[i]) && s.n > strlen(packed[i])) {
            s.n -= strlen(packed[i]);
            break;
        }
    }
    for (size_t i = s.n; i > 1 && s.n - i < 6; i--) {
        if (s.p[i - 1] == '.') {
            s.n = i - 1;
            break;
        }
    }
    return s;
}

static void complete(const stm_intake *in, stm_arena *arena, stm_article *a, bool furnished, bool told)
{
    if (!furnished) {
        stm_furnish(arena, &in->words, a, told);
    }
    if (a->published_day == STM_NO_DAY && a->published.p == NULL && in->options.published != NULL) {
        stm_when_set(arena, a, stm_when_read(stm_str_of(in->options.published)), STM_FROM_OPTION);
    }
}

void stm_intake_furnish(const stm_intake *in, stm_arena *arena, stm_article *a)
{
    complete(in, arena, a, false, false);
    a->bare = false;
}

static bool blank(stm_str s) { return stm_str_trim(s).n == 0; }

/* "name:7"; for 0 the name alone. */
static stm_str numbered(stm_arena *arena, stm_str name, char between, uint64_t number)
{
    char digits[24], *at = digits + sizeof digits;
    stm_buf buf = { 0 };
    for (uint64_t rest = number; rest > 0; rest /= 10) {
        *--at = (char)('0' + rest % 10);
    }
    if (number == 0) {
        return stm_str_dup(arena, name);
    }
    *--at = between;
    stm_buf_add_str(arena, &buf, name);
    stm_buf_add(arena, &buf, at, (size_t)(digits + sizeof digits - at));
    return stm_buf_str(&buf);
}

/* The last step for every article; `place`: of its text, NULL if it has none. False: it is refused. */
static bool finish(stm_intake *in, stm_arena *arena, stm_article *a, const stm_text_place *place)
{
    stm_str text = a->text;
    stm_finding f = { .article = a, .of_user = a->id.p != NULL, .note = { .file = in->name, .line = in->line } };
    uint64_t number;
    if (a->text.n > in->options.max_article_bytes) {
        stm_intake_fail(in, UINT64_MAX, "text of %zu bytes is longer than the limit of %llu", a->text.n,
                        (unsigned long long)in->options.max_article_bytes);
        return false;
    }
    if (blank(a->text)) {
        stm_intake_empty(in, "has no text");
        return false;
    }
    number = in->list != NULL ? in->list_at : in->item != 0 ? in->item : in->line;
    if (a->from.p == NULL) {
        a->from = numbered(arena, stm_str_of(in->name), ':', in->line);
    }
    if (!f.of_user) {
        a->id = numbered(arena, base_name(in->name), '-', number);
    }
    a->bare = in->options.bare && !in->furnished;
    if (!a->bare) {
        complete(in, arena, a, in->furnished, true);
    }
    if (in->found == NULL) {
        return stm_intake_let_in(in, arena, &f);
    }
    if (place != NULL && a->text.p == text.p && a->text.n == text.n) {
        f.place = *place;
    }
    stm_vec_push(in->found_in, in->found, f);
    return true;
}

/* The reason why the stream broke off, said once; then the file is done. */
static void broke_off(stm_intake *in, stm_arena *arena, const stm_err *err)
{
    if (err->status == STM_NO_MEMORY) {
        stm_arena_fail(arena);
    }
    stm_intake_fail(in, err->byte, "%s", err->message);
}

/* A JSON value that the tokener has read: an article, a list of them, or a record with "articles". */
static bool take_json(stm_intake *in, stm_arena *arena, json_object *o, stm_article *out)
{
    json_object *list = NULL;
    in->json = o;
    if (json_object_is_type(o, json_type_array)) {
        list = o;
    } else if (json_object_is_type(o, json_type_object)) {
        if (!json_object_object_get_ex(o, "articles", &list) || !json_object_is_type(list, json_type_array) ||
            json_object_object_get_ex(o, "text", NULL)) {
            return stm_intake_object(in, arena, o, out) && finish(in, arena, out, NULL);
        }
    } else {
        stm_intake_fail(in, UINT64_MAX, "is JSON, but not an object");
        return false;
    }
    in->list = list;
    in->list_at = 0;
    return false;
}

bool stm_intake_next_of_list(stm_intake *in, stm_arena *arena, stm_article *out)
{
    json_object *o = json_object_array_get_idx(in->list, in->list_at++);
    if (!json_object_is_type(o, json_type_object)) {
        stm_intake_fail(in, UINT64_MAX, "item %zu of the list is not an object", in->list_at);
        return false;
    }
    return stm_intake_object(in, arena, o, out) && finish(in, arena, out, NULL);
}

static json_object *parse(stm_intake *in, stm_arena *arena, stm_str s, size_t *at, enum json_tokener_error *why)
{
    json_object *o;
    if (in->tokener == NULL) {
        in->tokener = json_tokener_new_ex((int)in->options.max_depth);
        if (in->tokener == NULL) {
            stm_arena_fail(arena);
        }
    }
    json_tokener_reset(in->tokener);
    o = json_tokener_parse_ex(in->tokener, s.p, (int)s.n);
    *why = json_tokener_get_error(in->tokener);
    *at = json_tokener_get_parse_end(in->tokener);
    if (*why == json_tokener_success && o != NULL && !blank((stm_str){ s.p + *at, s.n - *at })) {
        (void)json_object_put(o);
        o = NULL;
        *why = json_tokener_error_parse_unexpected;
    }
    return o;
}

/* The first line is only the beginning of a value. Is it the beginning of a document that is written over several
 * lines, or a broken line of JSONL, with the next article behind it? */
static bool is_document(stm_intake *in, stm_str first)
{
    stm_err err;
    stm_str next;
    if (in->line != 1 || stm_str_trim(first).p[0] == '[') {
        return in->line == 1;
    }
    return stm_file_peek(in->file, HEAD_BYTES, &next, &err) == STM_OK && !stm_str_starts(stm_str_trim(next), "{");
}

/* The whole file is one JSON document. */
static json_object *parse_document(stm_intake *in, stm_arena *arena, stm_str first, size_t *at,
                                   enum json_tokener_error *why)
{
    stm_err err = { .byte = UINT64_MAX };
    stm_str rest;
    stm_buf all = { 0 };
    if (first.n > INT32_MAX / 4) {
        return NULL;
    }
    stm_buf_add_str(arena, &all, first);
    stm_buf_addz(arena, &all, "\n");
    if (stm_file_all(in->file, in->options.max_file_bytes, &rest, &err) != STM_OK) {
        if (err.status == STM_NO_MEMORY) {
            stm_arena_fail(arena);
        }
        return NULL;
    }
    stm_buf_add_str(arena, &all, stm_decode(arena, rest, STM_NULL_STR).text);
    stm_buf_addz(arena, &all, "\n"); /* a number needs an end */
    in->line = 0;
    return parse(in, arena, stm_buf_str(&all), at, why);
}

bool stm_intake_take_line(stm_intake *in, stm_arena *arena, stm_str *line, uint64_t *offset, bool *ended)
{
    stm_err err = { .byte = UINT64_MAX };
    bool more;
    size_t max = in->options.max_file_bytes < INT32_MAX ? in->options.max_file_bytes : INT32_MAX;
    stm_status status;
    *offset = stm_file_offset(in->file);
    status = stm_file_line(in->file, max, line, &more, &err);
    if (more) {
        in->line++;
    }
    if (status != STM_OK) {
        err.byte = status == STM_LIMIT ? *offset : err.byte;
        broke_off(in, arena, &err);
        *ended = !more;
        return false;
    }
    *ended = !more;
    return more && !blank(*line);
}

bool stm_intake_line(stm_intake *in, stm_arena *arena, stm_str line, uint64_t offset, stm_article *out)
{
    size_t at = 0;
    enum json_tokener_error why = json_tokener_success;
    json_object *o;
    bool got;
    stm_str bytes = line;
    if (stm_intake_flat(in, arena, &line, out, &got)) {
        stm_text_place place = got ? stm_text_place_of(in, bytes, offset) : (stm_text_place){ 0 };
        return got && finish(in, arena, out, &place);
    }
    o = parse(in, arena, line, &at, &why);
    if (o == NULL && why == json_tokener_continue && is_document(in, line)) {
        offset = 0;
        o = parse_document(in, arena, line, &at, &why);
    }
    if (o == NULL) {
        if (why == json_tokener_success) {
            stm_intake_fail(in, offset + at, "is JSON, but not an object");
        } else {
            stm_intake_fail(in, offset + at, "is not JSON: %s",
                            why == json_tokener_continue ? "it ends early" : json_tokener_error_desc(why));
        }
        return false;
    }
    return take_json(in, arena, o, out);
}

bool stm_intake_record(stm_intake *in, stm_arena *arena, stm_str record, uint64_t place, stm_article *out)
{
    bool got;
    in->in_record = true;
    in->record_at = place;
    got = stm_intake_warc(in, arena, record, out);
    if (got) {
        out->from = stm_str_format(arena, "%s:%llu", in->name, (unsigned long long)place);
        got = finish(in, arena, out, NULL);
    }
    stm_intake_drop_body(in);
    return got;
}

/* A document that is one article. */
static bool whole_file(stm_intake *in, stm_arena *arena, stm_article *out)
{
    stm_err err = { .byte = UINT64_MAX };
    stm_str bytes;
    bool ok;
    if (stm_file_all(in->file, in->options.max_file_bytes, &bytes, &err) != STM_OK) {
        broke_off(in, arena, &err);
        return false;
    }
    ok = in->kind == STM_FORMAT_HTML ? stm_intake_page(in, arena, bytes, STM_NULL_STR, out)
                                     : stm_intake_text(in, arena, bytes, STM_NULL_STR, out);
    return ok && finish(in, arena, out, NULL);
}

void stm_intake_drop_json(stm_intake *in)
{
    if (in->json != NULL) {
        (void)json_object_put(in->json);
        in->json = NULL;
        in->list = NULL;
    }
}

bool stm_intake_step(stm_intake *in, stm_arena *arena, stm_article *out, bool *ended)
{
    bool got, done = true;
    stm_str line;
    uint64_t offset;
    in->furnished = false;
    if (in->list != NULL) { /* the members of a list have numbers, not lines */
        if (in->list_at < json_object_array_length(in->list)) {
            return stm_intake_next_of_list(in, arena, out);
        }
        in->list = NULL;
    }
    stm_intake_drop_json(in);
    stm_intake_drop_body(in);
    if (in->file != NULL && in->kind == STM_FORMAT_JSONL) {
        got = stm_intake_take_line(in, arena, &line, &offset, &done) && stm_intake_line(in, arena, line, offset, out);
        if (done) {
            stm_intake_close_file(in);
        }
        return got;
    }
    if (in->file != NULL && in->kind == STM_FORMAT_WARC) {
        got =
            stm_intake_take_record(in, arena, &line, &offset, &done) && stm_intake_record(in, arena, line, offset, out);
        if (done) {
            stm_intake_close_file(in);
        }
        return got;
    }
    if (in->file != NULL && (in->kind == STM_FORMAT_CONLLU || in->kind == STM_FORMAT_XML)) {
        got = (in->kind == STM_FORMAT_XML ? stm_intake_xml(in, arena, out, &done)
                                          : stm_intake_conllu(in, arena, out, &done)) &&
              finish(in, arena, out, NULL);
        if (done) {
            stm_intake_close_file(in);
        }
        return got;
    }
    if (in->file != NULL) {
        stm_intake_close_file(in); /* left open by a failed allocation */
    }
    if (in->file_at < in->files.n) {
        if (open_file(in, in->files.at[in->file_at++]) &&
            (in->kind == STM_FORMAT_HTML || in->kind == STM_FORMAT_TEXT)) {
            got = whole_file(in, arena, out);
            stm_intake_close_file(in);
            return got;
        }
        return false;
    }
    if (in->memory.p != NULL && !in->memory_taken) {
        in->memory_taken = true;
        in->files.n = in->file_at = 0;
        stm_vec_push(&in->arena, &in->files, in->memory_name);
        return false;
    }
    if (in->path < in->n_paths) {
        in->line = 0;
        stm_intake_walk(in, in->paths[in->path++]);
        return false;
    }
    *ended = true;
    return false;
}

typedef struct next_call {
    stm_intake *in;
    stm_arena *arena;
    stm_article *out;
    bool more;
} next_call;

void stm_intake_words(stm_intake *in)
{
    if (!in->words_ready) {
        stm_newswords_init(&in->arena, &in->words);
        in->words_ready = true;
    }
}

static void next_article(void *arg)
{
    next_call *c = arg;
    stm_intake *in = c->in;
    bool ended = false;
    stm_arena_share_guard(&in->arena, c->arena);
    stm_arena_share_guard(&in->of_ids, c->arena);
    stm_arena_share_guard(&in->of_document, c->arena);
    stm_intake_words(in);
    while (!c->more && !ended && !atomic_load(&in->stopped)) {
        stm_article_init(c->out);
        c->more = stm_intake_step(in, c->arena, c->out, &ended);
    }
}

stm_status stm_intake_next(stm_intake *in, stm_arena *arena, stm_article *out, bool *more, stm_err *err)
{
    next_call call = { in, arena, out, false };
    stm_status status = stm_arena_protect(arena, next_article, &call);
    in->arena.guard = in->of_ids.guard = in->of_document.guard = NULL;
    *more = status == STM_OK && call.more;
    return status == STM_OK ? STM_OK : stm_fail(err, status, "out of memory while reading %s", in->name);
}

void stm_intake_prepare(stm_arena *arena, stm_article *a)
{
    stm_newswords words;
    stm_newswords_init(arena, &words);
    a->text = stm_intake_clean(arena, a->text);
    stm_furnish(arena, &words, a, true);
}

uint64_t stm_intake_failures(const stm_intake *in) { return in->failures; }

void stm_intake_close(stm_intake *in)
{
    if (in == NULL) {
        return;
    }
    stm_intake_close_file(in);
    stm_intake_drop_body(in);
    stm_places_close(&in->places);
    if (in->dir != NULL) {
        (void)closedir(in->dir);
    }
    if (in->globbed) {
        globfree(&in->matches);
    }
    if (in->tokener != NULL) {
        json_tokener_free(in->tokener);
    }
    stm_arena_fini(&in->arena);
    stm_arena_fini(&in->of_ids);
    stm_arena_fini(&in->of_document);
    stm_arena_fini(&in->of_record);
    stm_mem_free(in);
}
