/* conllu.c: text that is already split, in CoNLL-U, to an article with sentences and tokens.
 *
 * In: a file of documents parted by "# newdoc".  Out: one article a call; its text is put together again from forms,
 * SpaceAfter and "# newpar".  Never: reads the tags, heads and lemmas that the file may have.
 * Invariants: (1) sentences and tokens are exactly those of the file, empty nodes left out. (2) a sentence without a
 * readable token is left out. (3) parts of a multiword token lie inside it, in order, each not empty; a token whose
 * parts find no room there is one token.  Cost: linear.
 * Source: universaldependencies.org/format.html.
 */
#include "intake/parts.h"

typedef struct reader {
    stm_intake *in;
    stm_arena *arena;
    stm_article *out;
    stm_buf text;
    bool paragraph;      /* the next sentence begins one */
    bool open;           /* a sentence is being read */
    bool space;          /* white space goes before the next token */
    uint32_t whole_last; /* number of the last part of the multiword token that is being read; 0: none */
    uint32_t whole_first_token;
    stm_span whole;
} reader;

static uint32_t number(stm_str s, size_t *used)
{
    uint32_t n = 0;
    size_t i = 0;
    while (i < s.n && i < 9 && s.p[i] >= '0' && s.p[i] <= '9') {
        n = n * 10 + (uint32_t)(s.p[i++] - '0');
    }
    *used = i;
    return n;
}

static stm_str column(stm_str line, uint32_t k)
{
    size_t at = 0;
    for (;;) {
        const char *tab = at < line.n ? memchr(line.p + at, '\t', line.n - at) : NULL;
        size_t end = tab == NULL ? line.n : (size_t)(tab - line.p);
        if (k-- == 0) {
            return (stm_str){ line.p + at, end - at };
        }
        if (tab == NULL) {
            return STM_STR("");
        }
        at = end + 1;
    }
}

/* Writes the white space that is due, and the form; where it lies. */
static stm_span write_form(reader *r, stm_str form)
{
    stm_span at;
    if (!r->open) {
        const char *gap = r->text.n == 0 ? "" : r->paragraph ? "\n\n" : r->space ? " " : "";
        stm_buf_addz(r->arena, &r->text, gap);
        if (r->paragraph || r->out->paragraphs.n == 0) {
            stm_vec_push(r->arena, &r->out->paragraphs, (stm_span){ r->text.n, r->text.n });
        }
        stm_vec_push(r->arena, &r->out->sentences,
                     (stm_sentence){ .at = { r->text.n, r->text.n },
                                     .first_token = r->out->tokens.n,
                                     .paragraph = r->out->paragraphs.n - 1 });
        r->open = true;
        r->paragraph = false;
    } else if (r->space) {
        stm_buf_addz(r->arena, &r->text, " ");
    }
    at.start = r->text.n;
    stm_buf_add_str(r->arena, &r->text, form);
    at.end = r->text.n;
    return at;
}

static void add_token(reader *r, stm_span at, bool glued)
{
    stm_vec_push(r->arena, &r->out->tokens,
                 (stm_token){ .at = at, .sentence = r->out->sentences.n - 1, .head = STM_NONE, .glued = glued });
}

/* Where the next part of the multiword token lies: as many bytes as its form has, but so that later parts fit. */
static void add_part(reader *r, uint32_t id, stm_str form)
{
    uint32_t start =
        r->out->tokens.n > r->whole_first_token ? r->out->tokens.at[r->out->tokens.n - 1].at.end : r->whole.start;
    uint32_t left = r->whole_last - id, end = start;
    while (end < r->whole.end && (end - start < form.n || left == 0)) {
        do {
            end++;
        } while (end < r->whole.end && ((unsigned char)r->text.at[end] & 0xC0) == 0x80);
    }
    while (left > 0 && end > start && r->whole.end - end < left) {
        do {
            end--;
        } while (end > start && ((unsigned char)r->text.at[end] & 0xC0) == 0x80);
    }
    if (end > start) {
        add_token(r, (stm_span){ start, end }, left > 0);
    }
    if (left == 0) {
        stm_token *last = r->out->tokens.n > r->whole_first_token ? &r->out->tokens.at[r->out->tokens.n - 1] : NULL;
        if (last == NULL) {
            add_token(r, r->whole, false);
        } else {
            last->at.end = r->whole.end;
            last->glued = 0;
        }
        r->whole_last = 0;
    }
}

static bool space_after(stm_str line) { return stm_str_find(column(line, 9), STM_STR("SpaceAfter=No"), 0) == SIZE_MAX; }

static void token_line(reader *r, stm_str line)
{
    stm_str id = column(line, 0), form = column(line, 1);
    size_t used, more;
    uint32_t first = number(id, &used);
    if (used == 0 || form.n == 0) {
        stm_intake_note(r->in, UINT64_MAX, "a token line without number or form is left out");
        return;
    }
    if (used < id.n && id.p[used] == '.') { /* empty node */
        return;
    }
    if (used < id.n && id.p[used] == '-') {
        uint32_t last = number((stm_str){ id.p + used + 1, id.n - used - 1 }, &more);
        if (last > first && r->whole_last == 0) {
            r->whole = write_form(r, form);
            r->whole_last = last;
            r->whole_first_token = r->out->tokens.n;
            r->space = space_after(line);
        }
        return;
    }
    if (r->whole_last != 0) {
        add_part(r, first < r->whole_last ? first : r->whole_last, form);
        return;
    }
    add_token(r, write_form(r, form), false);
    r->space = space_after(line);
}

static void end_sentence(reader *r)
{
    stm_sentence *s;
    if (!r->open) {
        return;
    }
    if (r->whole_last != 0) {
        add_part(r, r->whole_last, STM_STR(""));
    }
    s = &r->out->sentences.at[r->out->sentences.n - 1];
    s->n_tokens = r->out->tokens.n - s->first_token;
    s->at.end = r->out->paragraphs.at[s->paragraph].end = r->text.n;
    r->open = false;
}

static void comment(reader *r, stm_str line)
{
    stm_str s = stm_str_trim((stm_str){ line.p + 1, line.n - 1 });
    const char *eq = memchr(s.p, '=', s.n);
    if (stm_str_starts(s, "newpar")) {
        r->paragraph = true;
    } else if (stm_str_starts(s, "newdoc") && eq != NULL) {
        r->out->id = stm_str_dup(r->arena, stm_str_trim((stm_str){ eq + 1, (size_t)(s.p + s.n - eq - 1) }));
    }
}

static bool is_newdoc(stm_str line)
{
    return line.n > 0 && line.p[0] == '#' &&
           stm_str_starts(stm_str_trim((stm_str){ line.p + 1, line.n - 1 }), "newdoc");
}

bool stm_intake_conllu(stm_intake *in, stm_arena *arena, stm_article *out, bool *ended)
{
    reader r = { .in = in, .arena = arena, .out = out };
    stm_err err = { .byte = UINT64_MAX };
    bool begun = false;
    if (in->conllu.p == NULL) {
        if (stm_file_all(in->file, in->options.max_file_bytes, &in->conllu, &err) != STM_OK) {
            if (err.status == STM_NO_MEMORY) {
                stm_arena_fail(arena);
            }
            stm_intake_fail(in, err.byte, "%s", err.message);
            *ended = true;
            return false;
        }
        in->conllu_at = 0;
    }
    while (in->conllu_at < in->conllu.n) {
        const char *from = in->conllu.p + in->conllu_at, *nl = memchr(from, '\n', in->conllu.n - in->conllu_at);
        size_t n = nl == NULL ? in->conllu.n - in->conllu_at : (size_t)(nl - from),
               next = in->conllu_at + n + (nl != NULL);
        stm_str line = { from, n > 0 && from[n - 1] == '\r' ? n - 1 : n };
        if (is_newdoc(line) && begun) {
            break;
        }
        in->conllu_at = next;
        in->line++;
        if (line.n == 0) {
            end_sentence(&r);
        } else if (line.p[0] == '#' && !r.open) {
            comment(&r, line);
            begun = begun || is_newdoc(line);
        } else {
            token_line(&r, stm_intake_clean(arena, stm_intake_decode(in, arena, line, STM_STR("utf-8"))));
            begun = true;
        }
    }
    end_sentence(&r);
    *ended = in->conllu_at == in->conllu.n;
    out->text = stm_buf_str(&r.text);
    in->furnished = true;
    return begun;
}
