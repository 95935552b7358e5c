/* warc.c: web archives, one record after another.
 *
 * In: an open file.  Out: records worth a look, and what stands in one as an article: pages that a server answered with
 * status 200, pages and texts kept as such (resource), texts made from pages (conversion).  Never: takes the day of the
 * crawl for that of publication; keeps more than one record in memory, and of those that are not read only what is
 * needed to see that the next one begins where it should.
 * Invariants: (1) a record whose length is not that of its block is reported, not read. (2) behind what is broken,
 * reading goes on at the next line that begins a record, behind damaged compression at the next member. (3) nothing of
 * an archive is looked at twice, but for the header and, behind a wrong length, that record's block.
 * Sources: ISO 28500:2017 (WARC/1.1), annex D (a gzip member for each record); RFC 9112, 7.1 (chunks).
 */
#include "intake/parts.h"

#define HEADER_BYTES ((size_t)64 * 1024)  /* of a record, and of an HTTP answer */
#define CHECKED_BYTES ((uint64_t)1 << 20) /* a block that is passed over is held against its length up to here */
#define AFTER_BYTES 16                    /* looked at behind a block */

typedef struct warc_header {
    stm_str type, target, content_type;
    bool truncated;
    size_t bytes; /* with the empty line */
    uint64_t length;
} warc_header;

/* ---- header fields -------------------------------------------------------------------------------------- */

/* Length of a header with the empty line behind it; 0: it has no end. */
static size_t header_end(stm_str s)
{
    const char *hit = s.p;
    while (hit != NULL) {
        size_t at = (size_t)(hit - s.p);
        hit = at < s.n ? memchr(hit, '\n', s.n - at) : NULL;
        if (hit == NULL) {
            break;
        }
        hit++;
        at = (size_t)(hit - s.p);
        if (at < s.n && s.p[at] == '\n') {
            return at + 1;
        }
        if (at + 1 < s.n && s.p[at] == '\r' && s.p[at + 1] == '\n') {
            return at + 2;
        }
    }
    return 0;
}

/* The line that *rest begins with, taken off it. */
static stm_str next_line(stm_str *rest)
{
    const char *hit = rest->n == 0 ? NULL : memchr(rest->p, '\n', rest->n);
    size_t n = hit == NULL ? rest->n : (size_t)(hit - rest->p) + 1;
    stm_str line = { rest->p, n };
    *rest = (stm_str){ rest->p + n, rest->n - n };
    return line;
}

/* The next field of a header, with the lines that go on with it. False: there is none. */
static bool next_field(stm_str *rest, stm_str *name, stm_str *value)
{
    while (rest->n > 0) {
        stm_str line = next_line(rest);
        const char *colon = memchr(line.p, ':', line.n);
        while (rest->n > 0 && (rest->p[0] == ' ' || rest->p[0] == '\t')) {
            line.n += next_line(rest).n;
        }
        if (colon != NULL) {
            *name = stm_str_trim((stm_str){ line.p, (size_t)(colon - line.p) });
            *value = stm_str_trim((stm_str){ colon + 1, (size_t)(line.p + line.n - colon) - 1 });
            return true;
        }
    }
    return false;
}

static bool read_length(stm_str s, uint64_t *out)
{
    *out = 0;
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] < '0' || s.p[i] > '9' || *out > UINT64_MAX / 100) {
            return false;
        }
        *out = *out * 10 + (uint64_t)(s.p[i] - '0');
    }
    return s.n > 0;
}

/* `s` starts with a whole header. False: it does not say how long its block is. */
static bool read_header(stm_str s, warc_header *h)
{
    stm_str rest, name, value;
    bool known = false;
    *h = (warc_header){ .bytes = header_end(s) };
    rest = (stm_str){ s.p, h->bytes };
    (void)next_line(&rest);
    while (next_field(&rest, &name, &value)) {
        if (stm_str_eqz_nocase(name, "WARC-Type")) {
            h->type = value;
        } else if (stm_str_eqz_nocase(name, "WARC-Target-URI")) {
            bool marked = value.n > 1 && value.p[0] == '<' && value.p[value.n - 1] == '>';
            h->target = marked ? (stm_str){ value.p + 1, value.n - 2 } : value;
        } else if (stm_str_eqz_nocase(name, "Content-Type")) {
            h->content_type = value;
        } else if (stm_str_eqz_nocase(name, "WARC-Truncated")) {
            h->truncated = true;
        } else if (stm_str_eqz_nocase(name, "Content-Length")) {
            known = read_length(value, &h->length);
        }
    }
    return known;
}

/* "text/html; charset=utf-8" without what stands behind the semicolon. */
static stm_str media_type(stm_str value)
{
    const char *semicolon = value.n == 0 ? NULL : memchr(value.p, ';', value.n);
    return stm_str_trim(semicolon == NULL ? value : (stm_str){ value.p, (size_t)(semicolon - value.p) });
}

static stm_str charset_of(stm_str value)
{
    static const char key[] = "charset=";
    for (size_t i = 0; i + sizeof key <= value.n; i++) {
        if (stm_str_eqz_nocase((stm_str){ value.p + i, sizeof key - 1 }, key)) {
            stm_str s = { value.p + i + sizeof key - 1, value.n - i - (sizeof key - 1) };
            size_t n = 0;
            if (s.n > 0 && (s.p[0] == '"' || s.p[0] == '\'')) {
                s.p++;
                s.n--;
            }
            while (n < s.n && strchr("\"'; \t,\r\n", s.p[n]) == NULL) {
                n++;
            }
            return n == 0 ? STM_NULL_STR : (stm_str){ s.p, n };
        }
    }
    return STM_NULL_STR;
}

static bool is_page(stm_str content_type)
{
    return stm_str_among(media_type(content_type), "text/html application/xhtml+xml");
}

/* ---- an answer of a server ------------------------------------------------------------------------------ */

typedef struct http_answer {
    stm_str content_type, body, packing;
    bool chunked;
} http_answer;

/* False: it is no answer with status 200. A body that is not all there is what there is. */
static bool read_answer(stm_str block, http_answer *out)
{
    stm_str rest, name, value, line;
    size_t end = header_end(block), blank;
    *out = (http_answer){ .body = STM_STR("") };
    rest = (stm_str){ block.p, end == 0 ? block.n : end };
    line = next_line(&rest);
    blank = stm_str_find(line, STM_STR(" "), 0);
    if (!stm_str_starts(block, "HTTP/") || blank == SIZE_MAX ||
        !stm_str_starts((stm_str){ line.p + blank + 1, line.n - blank - 1 }, "200") ||
        (line.n > blank + 4 && line.p[blank + 4] > ' ')) {
        return false;
    }
    while (next_field(&rest, &name, &value)) {
        if (stm_str_eqz_nocase(name, "Content-Type") && out->content_type.p == NULL) {
            out->content_type = value;
        } else if (stm_str_eqz_nocase(name, "Content-Encoding")) {
            out->packing = value;
        } else if (stm_str_eqz_nocase(name, "Transfer-Encoding")) {
            out->chunked = value.n >= 7 && stm_str_eqz_nocase((stm_str){ value.p + value.n - 7, 7 }, "chunked");
        }
    }
    if (end != 0) {
        out->body = (stm_str){ block.p + end, block.n - end };
    }
    return true;
}

/* The length that a chunk begins with; false: it begins with none. *used: with its line. */
static bool chunk_length(stm_str s, uint64_t *length, size_t *used)
{
    size_t i = 0;
    *length = 0;
    for (; i < s.n && i < 15; i++) {
        char c = s.p[i] >= 'A' && s.p[i] <= 'F' ? (char)(s.p[i] + 32) : s.p[i];
        if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'))) {
            break;
        }
        *length = *length * 16 + (uint64_t)(c >= 'a' ? c - 'a' + 10 : c - '0');
    }
    *used = next_line(&s).n;
    s.p -= *used;
    return i > 0 && *used > i && s.p[*used - 1] == '\n' && strchr(" \t;\r\n", s.p[i]) != NULL;
}

/* The chunks of a body without their lengths. Many archives keep a body without chunks under a header that speaks of
 * them: what does not begin like a chunk is the body. */
static stm_str without_chunks(stm_arena *arena, stm_str body)
{
    stm_buf out = { 0 };
    stm_str rest = body;
    uint64_t length;
    size_t used;
    while (chunk_length(rest, &length, &used)) {
        stm_str data = { rest.p + used, rest.n - used };
        if (length < data.n && data.p[length] != '\r' && data.p[length] != '\n' && out.n == 0) {
            return body;
        }
        data.n = length < data.n ? (size_t)length : data.n;
        if (out.n == 0) {
            stm_buf_reserve(arena, &out, body.n);
        }
        stm_buf_add(arena, &out, data.p, data.n);
        rest = (stm_str){ data.p + data.n, rest.n - used - data.n };
        (void)(rest.n > 0 && next_line(&rest).n);
        if (length == 0) {
            break;
        }
    }
    return rest.p == body.p ? body : stm_buf_str(&out);
}

/* The body as the page was written. False: it cannot be had; the reason is reported. */
static bool unpack(stm_intake *in, stm_arena *arena, const http_answer *answer, stm_str *out)
{
    stm_err err = { .byte = UINT64_MAX };
    const char *why;
    *out = answer->chunked ? without_chunks(arena, answer->body) : answer->body;
    if (stm_str_starts(*out, "\x1F\x8B") || stm_str_starts(*out, "\x28\xB5\x2F\xFD")) {
        if (stm_file_open_bytes(*out, &in->body, &err) != STM_OK ||
            stm_file_all(in->body, in->options.max_file_bytes, out, &err) != STM_OK) {
            if (err.status == STM_NO_MEMORY) {
                stm_arena_fail(arena);
            }
            stm_intake_fail(in, UINT64_MAX, "the page in the record: %s", err.message);
            return false;
        }
    }
    if (out->n > 0 && stm_intake_sniff(*out, &why) == STM_FORMAT_REFUSED) {
        if (answer->packing.p != NULL) {
            stm_intake_fail(in, UINT64_MAX, "the page in the record is packed in a way that is not read: %.*s",
                            (int)(answer->packing.n < 40 ? answer->packing.n : 40), answer->packing.p);
        } else {
            stm_intake_fail(in, UINT64_MAX, "the page in the record %s", why);
        }
        return false;
    }
    return true;
}

static bool look_into(stm_intake *in, stm_arena *arena, stm_str record, stm_article *out)
{
    warc_header h;
    http_answer answer;
    stm_str block, body;
    bool got;
    (void)read_header(record, &h);
    block = (stm_str){ record.p + h.bytes, record.n - h.bytes };
    out->url =
        h.target.n == 0 ? STM_NULL_STR : stm_intake_clean(arena, stm_decode_utf8(arena, stm_str_dup(arena, h.target)));
    if (stm_str_eqz_nocase(h.type, "response")) {
        got = read_answer(block, &answer) && unpack(in, arena, &answer, &body) &&
              stm_intake_page(in, arena, body, charset_of(answer.content_type), out);
    } else if (is_page(h.content_type)) {
        got = stm_intake_page(in, arena, block, charset_of(h.content_type), out);
    } else {
        got = stm_intake_text(in, arena, block, charset_of(h.content_type), out);
    }
    if (got && h.truncated) {
        stm_intake_note(in, UINT64_MAX, "the archive holds only a part of it");
    }
    return got;
}

/* What was read in passing memory, in the arena of its article. */
static void keep(stm_arena *arena, stm_article *a)
{
    stm_str *const strings[] = { &a->text,     &a->url,      &a->title,     &a->outlet,
                                 &a->language, &a->modified, &a->published, &a->published_why };
    stm_strs names = { 0 };
    for (size_t i = 0; i < sizeof strings / sizeof strings[0]; i++) {
        *strings[i] = stm_str_dup(arena, *strings[i]);
    }
    for (uint32_t i = 0; i < a->byline.n; i++) {
        stm_vec_push(arena, &names, stm_str_dup(arena, a->byline.at[i]));
    }
    a->byline = names;
}

bool stm_intake_warc(stm_intake *in, stm_arena *arena, stm_str record, stm_article *out)
{
    stm_arena_share_guard(&in->of_record, arena);
    if (!look_into(in, &in->of_record, record, out)) {
        return false;
    }
    keep(arena, out);
    return true;
}

/* Not what a crawler keeps about itself (metadata:, urn:, dns:). */
static bool is_document(stm_str address)
{
    static const char *const schemes[] = { "http://", "https://", "ftp://", "file://" };
    for (size_t i = 0; i < sizeof schemes / sizeof schemes[0]; i++) {
        size_t n = strlen(schemes[i]);
        if (address.n > n && stm_str_eqz_nocase((stm_str){ address.p, n }, schemes[i])) {
            return true;
        }
    }
    return false;
}

/* Is it worth a look? `block`: how its block begins. */
static bool is_wanted(const warc_header *h, stm_str block)
{
    http_answer answer;
    const char *why;
    if (stm_str_eqz_nocase(h->type, "response")) {
        return read_answer(block, &answer) &&
               (answer.content_type.n > 0 ? is_page(answer.content_type)
                                          : stm_intake_sniff(answer.body, &why) == STM_FORMAT_HTML);
    }
    return (stm_str_eqz_nocase(h->type, "resource") || stm_str_eqz_nocase(h->type, "conversion")) &&
           is_document(h->target) &&
           (is_page(h->content_type) || stm_str_eqz_nocase(media_type(h->content_type), "text/plain"));
}

/* ---- from record to record ------------------------------------------------------------------------------ */

/* Fewer bytes than asked for: the file ends with them, or is damaged behind them. */
static stm_str peek(stm_intake *in, stm_arena *arena, uint64_t want)
{
    stm_err err = { .byte = UINT64_MAX };
    stm_str s;
    if (stm_file_peek(in->file, (size_t)want, &s, &err) == STM_NO_MEMORY) {
        stm_arena_fail(arena);
    }
    return s;
}

/* Takes bytes that were peeked at. */
static void take(stm_intake *in, uint64_t n)
{
    uint64_t taken = 1;
    for (; n > 0 && taken > 0; n -= taken) {
        if (stm_file_skip(in->file, n, &taken, NULL) != STM_OK) {
            break;
        }
    }
}

/* The next record must be looked for, from here on. */
static void lose(stm_intake *in, bool in_line)
{
    in->lost = true;
    in->lost_in_line = in_line;
}

/* Goes on behind damaged compression. False: the file is at its end. */
static bool recover(stm_intake *in)
{
    lose(in, false);
    return stm_file_failed(in->file, NULL) && stm_file_recover(in->file);
}

/* The record is broken. `cut`: there are no more bytes than were looked at. *ended: nothing is behind it. */
static void broken(stm_intake *in, stm_arena *arena, bool cut, const char *why, bool *ended)
{
    stm_err err;
    if (cut && stm_file_failed(in->file, &err)) {
        if (err.status == STM_NO_MEMORY) {
            stm_arena_fail(arena);
        }
        stm_intake_fail(in, in->record_at, "%s", err.message);
        *ended = !recover(in);
        return;
    }
    stm_intake_fail(in, in->record_at, "%s", why);
    take(in, 1);
    lose(in, true);
}

/* "WARC/1.1" and the end of the line. */
static bool is_version(stm_str s)
{
    return s.n > 8 && memcmp(s.p, "WARC/", 5) == 0 && s.p[5] >= '0' && s.p[5] <= '9' && s.p[6] == '.' &&
           s.p[7] >= '0' && s.p[7] <= '9' && (s.p[8] == '\r' || s.p[8] == '\n');
}

/* Moves on to the next line that begins a record. False: there is none. */
static bool find_record(stm_intake *in, stm_arena *arena)
{
    for (;;) {
        stm_str s = peek(in, arena, HEADER_BYTES);
        size_t i = 0;
        if (s.n == 0) {
            stm_err err;
            if (recover(in)) {
                continue;
            }
            if (stm_file_failed(in->file, &err) && err.status != STM_FORMAT) {
                stm_intake_fail(in, err.byte, "%s", err.message);
            }
            return false;
        }
        while (i < s.n) {
            const char *hit;
            if (!in->lost_in_line && s.n - i < 9 && s.n == HEADER_BYTES) {
                break; /* look again with what is behind it */
            }
            if (!in->lost_in_line && is_version((stm_str){ s.p + i, s.n - i })) {
                take(in, i);
                in->lost = false;
                return true;
            }
            hit = memchr(s.p + i, '\n', s.n - i);
            in->lost_in_line = hit == NULL;
            i = hit == NULL ? s.n : (size_t)(hit - s.p) + 1;
        }
        take(in, i);
    }
}

/* What stands behind a block: empty lines, and the next record or the end. Compression that was damaged inside of the
 * record is not an end; the next member begins behind a record that is whole. */
static bool is_whole(const stm_intake *in, stm_str after, uint64_t total)
{
    uint64_t place;
    size_t i = 0;
    while (i < after.n && (after.p[i] == '\r' || after.p[i] == '\n')) {
        i++;
    }
    if (after.n < AFTER_BYTES && stm_file_failed(in->file, NULL)) {
        return stm_file_frame(in->file, total + i, &place);
    }
    return i == after.n || memcmp(after.p + i, "WARC/", after.n - i < 5 ? after.n - i : 5) == 0;
}

/* Takes a record that is not looked at; only its end can tell that it is shorter than it says, or a member that begins
 * inside of it. */
static void pass_over(stm_intake *in, stm_arena *arena, uint64_t left, bool *ended)
{
    uint64_t taken, place;
    while (left > 0) {
        if (stm_file_skip(in->file, left, &taken, NULL) != STM_OK || taken == 0) {
            broken(in, arena, true, "the file ends inside of the record", ended);
            return;
        }
        left -= taken;
        if (left > 0 && stm_file_frame(in->file, 0, &place) && is_version(peek(in, arena, 9))) {
            stm_intake_fail(in, in->record_at, "the record is shorter than it says");
            return;
        }
    }
}

/* Past what stands between records. False: there is nothing more. */
static bool begin_record(stm_intake *in, stm_arena *arena, bool *ended)
{
    for (;;) {
        stm_str s = peek(in, arena, AFTER_BYTES);
        size_t i = 0;
        while (i < s.n && strchr("\r\n \t", s.p[i]) != NULL && s.p[i] != '\0') {
            i++;
        }
        take(in, i);
        if (s.n == 0 && stm_file_failed(in->file, NULL)) {
            (void)stm_file_frame(in->file, 0, &in->record_at);
            broken(in, arena, true, "", ended);
            return false;
        }
        if (i < s.n || s.n == 0) {
            (void)stm_file_frame(in->file, 0, &in->record_at);
            *ended = s.n == 0;
            return s.n > 0;
        }
    }
}

/* The header of the record; *head begins with it and has some of the block. False: it has none. */
static bool read_head(stm_intake *in, stm_arena *arena, warc_header *h, stm_str *head, bool *ended)
{
    size_t end = 0;
    bool another = false; /* a record begins inside of what should be a header: it is looked for no further */
    for (size_t want = 1024; end == 0 && !another && want <= HEADER_BYTES; want *= 4) {
        size_t next;
        *head = peek(in, arena, want);
        next = stm_str_find(*head, STM_STR("\nWARC/1."), 0);
        end = header_end((stm_str){ head->p, next == SIZE_MAX ? head->n : next + 1 });
        another = next != SIZE_MAX;
        if (head->n < want) {
            break;
        }
    }
    if (!is_version(*head)) {
        broken(in, arena, head->n < 9, "no WARC record begins here", ended);
        return false;
    }
    if (end == 0) {
        bool cut = head->n < HEADER_BYTES && !another;
        broken(in, arena, cut, cut ? "the file ends inside of a header" : "the header has no end", ended);
        return false;
    }
    if (!read_header(*head, h) || h->length > UINT64_MAX / 2) {
        broken(in, arena, false, "the record does not say how long it is", ended);
        return false;
    }
    *head = peek(in, arena, h->bytes + (h->length < HEADER_BYTES ? h->length : HEADER_BYTES));
    return true;
}

/* The file is at its end. */
static bool end_file(stm_intake *in, bool *ended)
{
    if (in->wanted == 0) {
        stm_intake_note(in, UINT64_MAX, "the archive holds no page and no text");
    }
    *ended = true;
    return false;
}

bool stm_intake_take_record(stm_intake *in, stm_arena *arena, stm_str *record, uint64_t *place, bool *ended)
{
    warc_header h;
    stm_str head;
    uint64_t total;
    bool wanted;
    *ended = false;
    if (in->lost && !find_record(in, arena)) {
        return end_file(in, ended);
    }
    if (!begin_record(in, arena, ended) || (in->item++, !read_head(in, arena, &h, &head, ended))) {
        return *ended ? end_file(in, ended) : false;
    }
    *place = in->record_at;
    total = h.bytes + h.length;
    wanted = is_wanted(&h, (stm_str){ head.p + h.bytes, head.n - h.bytes });
    if (wanted && h.length > in->options.max_file_bytes) {
        stm_intake_fail(in, *place, "record of %llu bytes is longer than the limit of %llu",
                        (unsigned long long)h.length, (unsigned long long)in->options.max_file_bytes);
        wanted = false;
    }
    if (!wanted && h.length > CHECKED_BYTES) {
        pass_over(in, arena, total, ended);
        return *ended ? end_file(in, ended) : false;
    }
    head = peek(in, arena, total + AFTER_BYTES);
    if (head.n < total || !is_whole(in, (stm_str){ head.p + total, head.n - total }, total)) {
        const char *why =
            head.n < total ? "the file ends inside of the record" : "the record is not as long as it says";
        broken(in, arena, head.n < total + AFTER_BYTES, why, ended);
        return *ended ? end_file(in, ended) : false;
    }
    take(in, total);
    *record = (stm_str){ head.p, (size_t)total };
    in->wanted += wanted;
    return wanted;
}
