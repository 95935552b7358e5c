/* cmd_search.c: `stemma search`: passages of a store, on the terminal or one JSON object a line. */
#include "base/calendar.h"
#include "cli/cli.h"
#include "store/search.h"
#include "write/json_span.h"

enum { DEFAULT_LIMIT = 20 };

typedef struct job {
    const stm_cli *cli;
    stm_output out;
    bool color;
    uint32_t width, n;
} job;

static void spans(stm_json *j, const stm_spans *v)
{
    stm_json_begin(j, '[');
    for (uint32_t i = 0; i < v->n; i++) {
        stm_json_span(j, v->at[i]);
    }
    stm_json_end(j, ']');
}

static void write_object(stm_arena *arena, stm_buf *to, const stm_hit *hit, stm_offsets offsets)
{
    stm_json json;
    stm_json *j = &json;
    const stm_article *a = hit->article;
    stm_json_init(j, arena, to);
    j->offsets = offsets;
    j->of = a;
    stm_json_begin(j, '{');
    stm_json_key(j, "article"), stm_json_str(j, a->id);
    stm_json_span_fields(j, hit->at);
    stm_json_key(j, "kind"), stm_json_str(j, hit->kind);
    stm_json_key(j, "item"), stm_json_str(j, hit->item);
    stm_json_key(j, "speaker_name"), stm_json_str(j, hit->speaker);
    stm_json_key(j, "outlet"), stm_json_str(j, a->outlet);
    stm_json_key(j, "title"), stm_json_str(j, a->title);
    stm_json_key(j, "url"), stm_json_str(j, a->url);
    stm_json_key(j, "published"), stm_json_str(j, a->published);
    stm_json_key(j, "story");
    stm_json_str(j, hit->story == STM_NONE ? STM_NULL_STR : stm_str_format(arena, "s%u", hit->story));
    stm_json_key(j, "shown"), stm_json_span(j, hit->shown);
    stm_json_key(j, "text"), stm_json_str(j, stm_str_sub(a->text, hit->shown));
    stm_json_key(j, "matches"), spans(j, &hit->matches);
    stm_json_end(j, '}');
    stm_buf_addz(arena, to, "\n");
}

/* Without control characters: a name comes from a stranger's page and goes to a terminal. */
static void put_name(stm_arena *arena, stm_buf *to, stm_str s)
{
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        if (c == 0xC2 && i + 1 < s.n && (unsigned char)s.p[i + 1] < 0xA0) {
            i++;
        } else if (c >= 0x20 && c != 0x7F) {
            stm_buf_add(arena, to, s.p + i, 1);
        }
    }
}

/* "1. Harbour Post, 2023-03-14: harbour-post, bytes 120-310, story s1" */
static void head_line(stm_arena *arena, stm_buf *to, const job *j, const stm_hit *hit)
{
    const stm_article *a = hit->article;
    stm_str name = a->outlet.p == NULL ? a->id : a->outlet;
    stm_buf_format(arena, to, "%s%u. ", j->color ? "\033[1m" : "", j->n);
    put_name(arena, to, name);
    stm_buf_addz(arena, to, j->color ? "\033[0m" : "");
    if (a->published.p != NULL) {
        stm_buf_addz(arena, to, ", ");
        put_name(arena, to, a->published);
    }
    if (hit->speaker.p != NULL) {
        stm_buf_addz(arena, to, "; ");
        put_name(arena, to, hit->speaker);
    }
    stm_buf_addz(arena, to, " (");
    put_name(arena, to, a->id);
    stm_buf_format(arena, to, " %u-%u", hit->at.start, hit->at.end);
    if (hit->story != STM_NONE) {
        stm_buf_format(arena, to, ", story s%u", hit->story);
    }
    stm_buf_addz(arena, to, ")\n");
}

/* White space of the text becomes single blanks; a match that is within a word is still a match. */
static void passage_lines(stm_arena *arena, stm_buf *to, const job *j, const stm_hit *hit)
{
    const char *text = hit->article->text.p;
    uint32_t column = 3, at = hit->shown.start, m = 0;
    bool inside = false, first = true;
    stm_buf_addz(arena, to, "   ");
    while (at < hit->shown.end) {
        uint32_t end = at, letters = 0;
        while (at < hit->shown.end && (unsigned char)text[at] <= ' ') {
            at++;
        }
        for (end = at; end < hit->shown.end && (unsigned char)text[end] > ' '; end++) {
            letters += ((unsigned char)text[end] & 0xC0) != 0x80;
        }
        if (end == at) {
            break;
        }
        if (!first && column + 1 + letters > j->width) {
            stm_buf_addz(arena, to, "\n   ");
            column = 3;
        } else if (!first) {
            stm_buf_addz(arena, to, " ");
            column++;
        }
        first = false;
        column += letters;
        for (; at < end; at++) {
            while (m < hit->matches.n && hit->matches.at[m].end <= at) {
                m++;
            }
            bool is = m < hit->matches.n && hit->matches.at[m].start <= at;
            if (is != inside && j->color) {
                stm_buf_addz(arena, to, is ? "\033[1;33m" : "\033[0m");
            }
            inside = is;
            if ((unsigned char)text[at] == 0xC2 && at + 1 < end && (unsigned char)text[at + 1] < 0xA0) {
                at++; /* a control character */
            } else if ((unsigned char)text[at] != 0x7F) {
                stm_buf_add(arena, to, text + at, 1);
            }
        }
        if (inside && j->color) {
            stm_buf_addz(arena, to, "\033[0m");
        }
        inside = false;
    }
    stm_buf_addz(arena, to, "\n\n");
}

static stm_status show(void *arg, stm_arena *arena, const stm_hit *hit)
{
    job *j = arg;
    stm_buf buf = { 0 };
    j->n++;
    if (j->cli->ndjson) {
        write_object(arena, &buf, hit, stm_cli_offsets(j->cli));
    } else {
        head_line(arena, &buf, j, hit);
        passage_lines(arena, &buf, j, hit);
    }
    stm_output_put(&j->out, &buf);
    return STM_OK;
}

static bool is_day(const char *s)
{
    int n = 0;
    stm_date d;
    return s == NULL || (strlen(s) == 10 && sscanf(s, "%4d-%2d-%2d%n", &d.year, &d.month, &d.day, &n) == 3 && n == 10 &&
                         stm_date_valid(d));
}

static int said(const stm_err *err, stm_status status)
{
    (void)fprintf(stderr, "stemma: %s\n", err->message[0] == '\0' ? stm_status_name(status) : err->message);
    return status == STM_USAGE ? STM_EXIT_USAGE : STM_EXIT_NOTHING;
}

/* The words after the store's name, with blanks between them. */
static stm_status join(const stm_cli *cli, char **out, stm_err *err)
{
    size_t n = 1;
    for (uint32_t i = 1; i < cli->n_paths; i++) {
        n += strlen(cli->paths[i]) + 1;
    }
    *out = stm_mem_zalloc(n, 1);
    if (*out == NULL) {
        return stm_fail(err, STM_NO_MEMORY, "out of memory");
    }
    for (uint32_t i = 1; i < cli->n_paths; i++) {
        size_t at = strlen(*out);
        (void)snprintf(*out + at, n - at, "%s%s", i == 1 ? "" : " ", cli->paths[i]);
    }
    return STM_OK;
}

int stm_cmd_search(const stm_cli *cli)
{
    job j = { .cli = cli, .color = stm_terminal_color(cli), .width = stm_terminal_width(cli) };
    stm_search_options options = { .speaker = stm_str_of(cli->speaker),
                                   .from = stm_str_of(cli->from),
                                   .to = stm_str_of(cli->to),
                                   .limit = cli->limit == 0 ? DEFAULT_LIMIT : cli->limit };
    stm_store *store = NULL;
    stm_err err = { 0 };
    char *query = NULL;
    uint32_t found = 0;
    stm_status status = join(cli, &query, &err);
    options.kind = cli->kind != NULL ? cli->kind : cli->speaker != NULL ? "quotation" : "text";
    if (status == STM_OK && (!is_day(cli->from) || !is_day(cli->to))) {
        status = stm_fail(&err, STM_USAGE, "--from and --to want a day, as 2024-03-31");
    }
    if (status == STM_OK) {
        options.query = stm_str_of(query);
        status = stm_store_open(cli->paths[0], false, &store, &err);
    }
    if (status == STM_OK) {
        status = stm_output_open(&j.out, NULL, &err);
    }
    if (status == STM_OK) {
        status = stm_search(store, &options, show, &j, &found, &err);
    }
    if (status == STM_OK) {
        status = stm_output_close(&j.out, true, &err);
    }
    stm_store_close(store);
    stm_mem_free(query);
    if (status != STM_OK) {
        return said(&err, status);
    }
    if (found > j.n) {
        (void)fprintf(stderr, "%u of %u passages; the others: --limit %u\n", j.n, found, found);
    } else if (found == 0) {
        (void)fprintf(stderr, "nothing was found\n");
    }
    return found == 0 ? STM_EXIT_SOME : STM_EXIT_OK;
}
