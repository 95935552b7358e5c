/* kept.c: see kept.h. Opening, looking up; kept_add.c adds.
 *
 * Invariant: what is asked of articles before a commit is the same after it, so that a run may end at any place.
 */
#include "engine/kept.h"

#include "base/file.h"
#include "base/map.h"
#include "reuse_hash.h"

#define MAGIC "STMINDEX"
#define VERSION 1u
#define RULES STM_REUSE_HASH
#define REMEDY "Delete it and give all articles to --index again, or take a copy."

static stm_status no_memory(stm_err *err)
{
    return stm_fail(err, STM_NO_MEMORY, "out of memory while reading the index");
}

/* ---- opening ------------------------------------------------------------------------------------------- */

/* Articles and links that the blocks speak of. */
static stm_status count(stm_kept *k, uint64_t *n_links, stm_err *err)
{
    uint32_t n;
    const stm_ledger_block *b = stm_ledger_blocks(k->ledger, &n);
    uint64_t linked = 0;
    k->n = 0;
    *n_links = 0;
    for (uint32_t i = 0; i < n; i++) {
        bool good = true;
        if (b[i].kind == STM_KEPT_ROWS) {
            good = i > 0 && b[i - 1].kind == STM_KEPT_RECORDS && b[i].a == k->n &&
                   b[i].bytes == b[i].b * sizeof *k->rows && b[i].b <= STM_REUSE_ARTICLES_MAX - k->n;
            k->n += (uint32_t)b[i].b;
        } else if (b[i].kind == STM_KEPT_LINKS) {
            good = b[i].a <= STM_REUSE_ARTICLES_MAX && b[i].b < UINT64_MAX >> 8 &&
                   b[i].bytes == b[i].a * sizeof(uint32_t) + b[i].b * sizeof *k->links;
            linked += b[i].a;
            *n_links += b[i].b;
        } else if (b[i].kind == STM_KEPT_PLACES) {
            good = b[i].bytes == b[i].a * 2 * sizeof(uint64_t);
        }
        if (!good) {
            return stm_ledger_damaged(k->ledger, b[i].at, err);
        }
    }
    return linked == k->n ? STM_OK : stm_ledger_damaged(k->ledger, 0, err);
}

static stm_status load_rows(stm_kept *k, const stm_ledger_block *b, stm_err *err)
{
    stm_kept_row *rows = k->rows + b->a;
    stm_status status = stm_ledger_load(k->ledger, b, rows, err);
    for (uint64_t i = 0; i < b->b && status == STM_OK; i++) {
        if (rows[i].bytes > b[-1].bytes || rows[i].at > b[-1].bytes - rows[i].bytes) {
            return stm_ledger_damaged(k->ledger, b->at + i * sizeof *rows, err);
        }
        rows[i].at += b[-1].at; /* the block may have moved */
    }
    return status;
}

static stm_status load_links(stm_kept *k, const stm_ledger_block *b, uint32_t first, stm_err *err)
{
    uint64_t *start = k->link_start + first;
    uint64_t end = *start + b->b;
    char *bytes = stm_mem_alloc((size_t)b->bytes + 1);
    stm_status status = bytes == NULL ? no_memory(err) : stm_ledger_load(k->ledger, b, bytes, err);
    for (uint64_t i = 0; i < b->a && status == STM_OK; i++) {
        uint32_t n;
        memcpy(&n, bytes + i * sizeof n, sizeof n);
        start[i + 1] = start[i] + n;
        status = start[i + 1] <= end ? STM_OK : stm_ledger_damaged(k->ledger, b->at, err);
        for (uint32_t x = 0; x < n && status == STM_OK; x++) {
            stm_candidate *c = &k->links[start[i] + x];
            memcpy(c, bytes + b->a * sizeof n + (start[i] - *start + x) * sizeof *c, sizeof *c);
            status = c->article < first + i ? STM_OK : stm_ledger_damaged(k->ledger, b->at, err);
        }
    }
    if (status == STM_OK && start[b->a] != end) {
        status = stm_ledger_damaged(k->ledger, b->at, err);
    }
    stm_mem_free(bytes);
    return status;
}

/* Where the passages of links are: block `b`, behind the passages themselves. */
static stm_status load_places(stm_kept *k, const stm_ledger_block *b, uint64_t n_links, stm_err *err)
{
    uint64_t *at = stm_mem_alloc((size_t)b->bytes + 1);
    stm_status status = at == NULL ? no_memory(err) : stm_ledger_load(k->ledger, b, at, err);
    for (uint64_t i = 0; i < b->a && status == STM_OK; i++) {
        uint64_t link = at[2 * i], place = at[2 * i + 1];
        if (link >= n_links || (place != 0 && place - 1 >= b[-1].bytes)) {
            status = stm_ledger_damaged(k->ledger, b->at + 16 * i, err);
        } else {
            k->aligned[link] = place == 0 ? 1 : b[-1].at + place - 1;
        }
    }
    stm_mem_free(at);
    return status;
}

static bool put_print(stm_kept *k, uint64_t print)
{
    uint64_t s = print & k->prints_mask;
    print += print == 0;
    while (k->prints[s] != 0 && k->prints[s] != print) {
        s = (s + 1) & k->prints_mask;
    }
    if (k->prints[s] == print) {
        return false;
    }
    k->prints[s] = print;
    k->n_prints++;
    return true;
}

static stm_status grow_prints(stm_kept *k, stm_err *err)
{
    uint64_t *old = k->prints, n = old == NULL ? 0 : k->prints_mask + 1, cap = 1024;
    while (cap < 4 * (k->n + k->n_prints)) {
        cap *= 2;
    }
    k->prints = stm_mem_zalloc((size_t)cap, sizeof *k->prints);
    if (k->prints == NULL) {
        k->prints = old;
        return no_memory(err);
    }
    k->prints_mask = cap - 1;
    k->n_prints = 0;
    for (uint64_t i = 0; i < n; i++) {
        if (old[i] != 0) {
            (void)put_print(k, old[i]);
        }
    }
    stm_mem_free(old);
    return STM_OK;
}

static stm_status load_settings(stm_kept *k, const stm_ledger_block *b, stm_err *err)
{
    char rules[sizeof RULES - 1] = { 0 };
    stm_status status = b->bytes == sizeof rules ? stm_ledger_load(k->ledger, b, rules, err) : STM_OK;
    k->batch_bytes = b->a;
    k->stale = memcmp(rules, RULES, sizeof rules) != 0;
    return status;
}

static stm_status put_settings(stm_kept *k, stm_err *err)
{
    stm_status status;
    stm_ledger_begin(k->ledger, STM_KEPT_SETTINGS);
    status = stm_ledger_add(k->ledger, RULES, sizeof RULES - 1, err);
    return status == STM_OK ? stm_ledger_end(k->ledger, k->batch_bytes, 0, err) : status;
}

static stm_status load(stm_kept *k, uint64_t n_links, stm_err *err)
{
    uint32_t n, first = 0;
    const stm_ledger_block *b = stm_ledger_blocks(k->ledger, &n);
    stm_status status = STM_OK;
    k->rows = stm_mem_zalloc(k->n + (size_t)1, sizeof *k->rows);
    k->link_start = stm_mem_zalloc(k->n + (size_t)1, sizeof *k->link_start);
    k->links = stm_mem_zalloc((size_t)n_links + 1, sizeof *k->links);
    k->aligned = stm_mem_zalloc((size_t)n_links + 1, sizeof *k->aligned);
    k->families = stm_mem_zalloc(k->n + (size_t)1, sizeof *k->families);
    if (k->rows == NULL || k->link_start == NULL || k->links == NULL || k->aligned == NULL || k->families == NULL) {
        return no_memory(err);
    }
    for (uint32_t i = 0; i < n && status == STM_OK; i++) {
        if (b[i].kind == STM_KEPT_SETTINGS) {
            status = load_settings(k, &b[i], err);
        }
    }
    for (uint32_t i = 0; i < n && status == STM_OK; i++) {
        switch (b[i].kind) {
        case STM_KEPT_ROWS: status = load_rows(k, &b[i], err); break;
        case STM_KEPT_LINKS:
            status = k->stale ? STM_OK : load_links(k, &b[i], first, err);
            first += (uint32_t)b[i].a;
            break;
        case STM_KEPT_PLACES:
            status = k->stale ? STM_OK
                     : i > 0  ? load_places(k, &b[i], n_links, err)
                              : stm_ledger_damaged(k->ledger, b[i].at, err);
            break;
        case STM_KEPT_FAMILIES:
            status = k->stale                                   ? STM_OK
                     : b[i].bytes == k->n * sizeof *k->families ? stm_ledger_load(k->ledger, &b[i], k->families, err)
                                                                : stm_ledger_damaged(k->ledger, b[i].at, err);
            break;
        default: break;
        }
    }
    status = status == STM_OK ? grow_prints(k, err) : status;
    for (uint32_t i = 0; i < k->n && status == STM_OK; i++) {
        (void)put_print(k, k->rows[i].print);
    }
    return status;
}

stm_status stm_kept_open(const char *path, bool write, uint64_t batch_bytes, stm_kept **out, stm_err *err)
{
    stm_kept *k = stm_mem_zalloc(1, sizeof *k);
    uint64_t n_links = 0;
    uint32_t n_blocks = 0;
    stm_status status;
    *out = NULL;
    if (k == NULL) {
        return no_memory(err);
    }
    k->write = write;
    k->batch_bytes = batch_bytes;
    status = stm_ledger_open(path, MAGIC, VERSION, write, REMEDY, &k->ledger, err);
    status = status == STM_OK ? count(k, &n_links, err) : status;
    status = status == STM_OK ? load(k, n_links, err) : status;
    status = status == STM_OK ? stm_kept_keys_open(k->ledger, k->stale, &k->keys, err) : status;
    if (status == STM_OK) {
        (void)stm_ledger_blocks(k->ledger, &n_blocks);
    }
    if (status == STM_OK && n_blocks == 0 && write) {
        status = put_settings(k, err);
    }
    if (status != STM_OK) {
        stm_kept_close(k);
        return status;
    }
    *out = k;
    return STM_OK;
}

stm_status stm_kept_forget(stm_kept *k, stm_err *err)
{
    uint32_t n;
    (void)stm_ledger_blocks(k->ledger, &n);
    while (n > 0) {
        stm_ledger_drop(k->ledger, --n);
    }
    k->n = 0;
    k->link_start[0] = 0;
    k->stale = false;
    return k->write ? put_settings(k, err) : STM_OK;
}

void stm_kept_close(stm_kept *k)
{
    if (k == NULL) {
        return;
    }
    stm_kept_keys_close(k->keys);
    stm_ledger_close(k->ledger);
    stm_mem_free(k->rows);
    stm_mem_free(k->link_start);
    stm_mem_free(k->links);
    stm_mem_free(k->aligned);
    stm_mem_free(k->families);
    stm_mem_free(k->prints);
    stm_mem_free(k->noted);
    stm_mem_free(k);
}

/* ---- looking up ---------------------------------------------------------------------------------------- */

stm_status stm_kept_ids(const stm_kept *k, void (*take)(void *arg, stm_str id), void *arg, stm_err *err)
{
    uint32_t n;
    const stm_ledger_block *b = stm_ledger_blocks(k->ledger, &n);
    stm_status status = STM_OK;
    for (uint32_t i = 0; i < n && status == STM_OK; i++) {
        char *bytes;
        if (b[i].kind != STM_KEPT_IDS) {
            continue;
        }
        bytes = stm_mem_alloc((size_t)b[i].bytes + 1);
        status = bytes == NULL ? no_memory(err) : stm_ledger_load(k->ledger, &b[i], bytes, err);
        for (uint64_t at = 0; at < b[i].bytes && status == STM_OK;) {
            uint32_t length = 0;
            if (b[i].bytes - at >= sizeof length) {
                memcpy(&length, bytes + at, sizeof length);
            }
            at += sizeof length;
            if (at > b[i].bytes || length > b[i].bytes - at) {
                status = stm_ledger_damaged(k->ledger, b[i].at, err);
                break;
            }
            take(arg, (stm_str){ bytes + at, length });
            at += length;
        }
        stm_mem_free(bytes);
    }
    return status;
}

uint64_t stm_kept_print(const stm_article *a)
{
    uint64_t id = stm_hash(a->id.p, a->id.n);
    return (id << 31 | id >> 33) * 0x9E3779B97F4A7C15u ^ stm_hash(a->text.p, a->text.n);
}

stm_status stm_kept_meet(stm_kept *k, uint64_t print, bool *known, stm_err *err)
{
    stm_status status = k->n_prints * 2 > k->prints_mask ? grow_prints(k, err) : STM_OK;
    *known = status == STM_OK && !put_print(k, print);
    return status;
}

static stm_status read_sound(const stm_kept *k, uint64_t at, void *p, size_t n, uint32_t sum, stm_err *err)
{
    stm_status status = stm_ledger_read(k->ledger, at, p, n, err);
    return status != STM_OK || (uint32_t)stm_hash(p, n) == sum ? status : stm_ledger_damaged(k->ledger, at, err);
}

stm_status stm_kept_article(const stm_kept *k, uint32_t i, stm_arena *arena, stm_article **out, stm_err *err)
{
    const stm_kept_row *r = &k->rows[i];
    char *bytes = stm_arena_alloc(arena, r->bytes); /* strings point into it */
    stm_status status = read_sound(k, r->at, bytes, r->bytes, r->record_sum, err);
    if (status == STM_OK &&
        !(stm_shelf_unpack(arena, (stm_str){ bytes, r->bytes }, out) && stm_article_validate(*out, NULL))) {
        status = stm_ledger_damaged(k->ledger, r->at, err);
    }
    return status;
}

typedef struct sketch_call {
    const stm_kept *k;
    uint32_t i;
    stm_arena arena;
    stm_sketch sketch;
    stm_err *err;
    stm_status status;
} sketch_call;

static void sketch_again(void *arg)
{
    sketch_call *c = arg;
    stm_article *article;
    c->status = stm_kept_article(c->k, c->i, &c->arena, &article, c->err);
    if (c->status == STM_OK) {
        stm_sketch_text(stm_sketcher_new(&c->arena), article->text, &c->sketch);
    }
}

stm_status stm_kept_sketch(const void *kept, uint32_t i, stm_sketch_room *room, stm_packed_sketch *out, stm_err *err)
{
    sketch_call c = { .k = kept, .i = i, .err = err };
    stm_status status;
    stm_arena_init(&c.arena, 0);
    status = stm_arena_protect(&c.arena, sketch_again, &c);
    status = status == STM_OK ? c.status : no_memory(err);
    if (status == STM_OK && c.sketch.n != c.k->rows[i].n_seeds) {
        status = stm_ledger_damaged(c.k->ledger, c.k->rows[i].at, err);
    }
    if (status == STM_OK && !stm_sketch_pack(room, &c.sketch, out)) {
        status = no_memory(err);
    }
    stm_arena_fini(&c.arena);
    return status;
}

/* Of an index that nothing is added to. */
static stm_status take_nothing(void *arg, const uint64_t *keys, size_t n, stm_err *err)
{
    (void)arg;
    (void)keys;
    (void)n;
    (void)err;
    return STM_OK;
}

stm_kept_seeds stm_kept_seeds_of(stm_kept *k)
{
    return (stm_kept_seeds){ k->keys, k->n, stm_kept_keys_find, k->write ? stm_kept_keys_take : take_nothing };
}

bool stm_kept_is(const char *path)
{
    stm_file *file = NULL;
    stm_str head = STM_STR("");
    bool is = stm_file_open(path, &file, NULL) == STM_OK &&
              stm_file_peek(file, sizeof MAGIC - 1, &head, NULL) == STM_OK && stm_str_starts(head, MAGIC);
    stm_file_close(file);
    return is;
}

stm_status stm_kept_check(const stm_kept *k, stm_err *err)
{
    uint32_t n;
    const stm_ledger_block *b = stm_ledger_blocks(k->ledger, &n);
    stm_status status = STM_OK;
    for (uint32_t i = 0; i < n && status == STM_OK; i++) {
        status = stm_ledger_load(k->ledger, &b[i], NULL, err);
    }
    return status;
}

/* ---- passages ------------------------------------------------------------------------------------------ */

/* Noted of a link: 32 bits of size, 32 bits of checksum, then numbers of seven bits a byte. */
#define HEAD 8u
#define GUESS 512u /* most are shorter: one read for both */
#define FIELDS 13u

typedef struct reader {
    const uint8_t *at, *end;
    bool sound;
} reader;

static uint32_t take_number(reader *r)
{
    uint32_t v = 0;
    for (uint32_t shift = 0; shift < 35; shift += 7) {
        if (r->at == r->end) {
            break;
        }
        v |= (uint32_t)(*r->at & 127) << shift;
        if (*r->at++ < 128) {
            return v;
        }
    }
    r->sound = false;
    return 0;
}

static bool unpack(stm_arena *arena, const uint8_t *bytes, size_t n, stm_link_result *out)
{
    reader r = { bytes, bytes + n, true };
    uint32_t n_passages;
    out->n_words_a = take_number(&r);
    out->n_words_b = take_number(&r);
    n_passages = take_number(&r);
    for (uint32_t i = 0; i < n_passages && r.sound; i++) {
        stm_passage_words p = { .a0 = take_number(&r), .b0 = 0 };
        p.a1 = p.a0 + take_number(&r);
        p.b0 = take_number(&r);
        p.b1 = p.b0 + take_number(&r);
        p.same_a = take_number(&r);
        p.same_b = take_number(&r);
        p.alike = take_number(&r);
        p.figures = take_number(&r);
        p.figures_same = take_number(&r);
        p.names = take_number(&r);
        p.names_same = take_number(&r);
        p.longest = take_number(&r);
        p.kind = (stm_aligned_kind)take_number(&r);
        /* the later article is on the side a */
        r.sound = r.sound && p.a1 <= out->n_words_b && p.b1 <= out->n_words_a && p.a1 > p.a0 && p.b1 > p.b0 &&
                  p.kind <= STM_ALIGNED_MOVED;
        stm_vec_push(arena, &out->passages, p);
    }
    return r.sound && r.at == r.end;
}

stm_status stm_kept_recall(const stm_kept *k, uint64_t link, stm_arena *arena, stm_link_result *out, bool *known,
                           stm_err *err)
{
    uint64_t at = link < k->link_start[k->n] ? k->aligned[link] : 0;
    uint32_t head[2] = { 0, 0 };
    uint8_t guess[HEAD + GUESS], *bytes = guess + HEAD;
    uint64_t end = stm_ledger_size(k->ledger);
    stm_status status;
    memset(out, 0, sizeof *out);
    *known = at != 0;
    if (at <= 1) {
        return STM_OK;
    }
    status = stm_ledger_read(k->ledger, at, guess, end - at < sizeof guess ? (size_t)(end - at) : sizeof guess, err);
    if (status != STM_OK) {
        return status;
    }
    memcpy(head, guess, sizeof head);
    if (end - at < HEAD || head[0] > end - at - HEAD) {
        return stm_ledger_damaged(k->ledger, at, err);
    }
    if (head[0] > GUESS) {
        bytes = stm_arena_alloc(arena, head[0]);
        status = stm_ledger_read(k->ledger, at + HEAD, bytes, head[0], err);
    }
    if (status == STM_OK && ((uint32_t)stm_hash(bytes, head[0]) != head[1] || !unpack(arena, bytes, head[0], out))) {
        status = stm_ledger_damaged(k->ledger, at, err);
    }
    return status;
}

static void put_number(stm_arena *arena, stm_buf *to, uint32_t v)
{
    char byte;
    for (; v > 127; v >>= 7) {
        byte = (char)(v | 128);
        stm_buf_add(arena, to, &byte, 1);
    }
    byte = (char)v;
    stm_buf_add(arena, to, &byte, 1);
}

static void pack(stm_arena *arena, stm_buf *to, const stm_link_result *r)
{
    uint32_t head[2] = { 0, 0 };
    stm_buf_add(arena, to, (const char *)head, sizeof head);
    put_number(arena, to, r->n_words_a);
    put_number(arena, to, r->n_words_b);
    put_number(arena, to, r->passages.n);
    for (uint32_t i = 0; i < r->passages.n; i++) {
        const stm_passage_words *p = &r->passages.at[i];
        const uint32_t fields[FIELDS] = {
            p->a0,      p->a1 - p->a0,   p->b0,    p->b1 - p->b0, p->same_a,  p->same_b,        p->alike,
            p->figures, p->figures_same, p->names, p->names_same, p->longest, (uint32_t)p->kind
        };
        for (uint32_t f = 0; f < FIELDS; f++) {
            put_number(arena, to, fields[f]);
        }
    }
    head[0] = to->n - HEAD;
    head[1] = (uint32_t)stm_hash(to->at + HEAD, to->n - HEAD);
    memcpy(to->at, head, sizeof head);
}

stm_status stm_kept_note(stm_kept *k, uint64_t link, stm_arena *scratch, const stm_link_result *result, stm_err *err)
{
    stm_buf draft = { 0 };
    if (!k->write) {
        return STM_OK;
    }
    if (!k->noting) {
        stm_ledger_begin(k->ledger, STM_KEPT_ALIGNED);
        k->noting = true;
    }
    if (k->n_noted == k->cap_noted) {
        size_t cap = k->cap_noted * 2 + 256;
        uint64_t *noted = stm_mem_realloc(k->noted, cap * 2 * sizeof *noted);
        if (noted == NULL) {
            return no_memory(err);
        }
        k->noted = noted;
        k->cap_noted = cap;
    }
    k->noted[2 * k->n_noted] = link;
    k->noted[2 * k->n_noted + 1] = result->passages.n == 0 ? 0 : stm_ledger_written(k->ledger) + 1;
    k->n_noted++;
    if (result->passages.n == 0) {
        return STM_OK;
    }
    pack(scratch, &draft, result);
    return stm_ledger_add(k->ledger, draft.at, draft.n, err);
}
