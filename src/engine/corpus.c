/* corpus.c: see corpus.h. What a corpus is made of, and the index. corpus_read.c is the first pass, corpus_compare.c
 * the second.
 *
 * Memory: the bound is shared out among seeds, sketches, shelf and one batch; beside it some 60 bytes an article, and 8
 * for each fingerprint that an article shares with another.
 */
#include "engine/corpus_parts.h"

#define BATCH_BYTES ((uint64_t)256 << 20) /* of text, where memory has no bound */
#define BATCH_BYTES_LEAST ((uint64_t)4 << 20)
#define BATCH_SHARE 40 /* a byte of text that is compared takes up to so many */

static stm_status no_memory(stm_err *err) { return stm_fail(err, STM_NO_MEMORY, "out of memory while comparing"); }

/* ---- the index ------------------------------------------------------------------------------------------ */

static bool note_print(stm_corpus *c, uint64_t print)
{
    if (c->n_prints == c->cap_prints) {
        uint32_t cap = c->cap_prints * 2 + 1024;
        uint64_t *prints = stm_mem_realloc(c->prints, cap * sizeof *prints);
        if (prints == NULL) {
            return false;
        }
        c->prints = prints;
        c->cap_prints = cap;
    }
    c->prints[c->n_prints++] = print;
    return true;
}

/* Is the article in the index, or was it read before? Its print is that of the id that it came with. */
static bool is_known(void *arg, const stm_article *a)
{
    stm_corpus *c = arg;
    uint64_t print = stm_kept_print(a);
    bool known = false;
    if (c->known_status == STM_OK) {
        c->known_status = stm_kept_meet(c->kept, print, &known, NULL);
    }
    if (c->known_status == STM_OK && !known && !note_print(c, print)) {
        c->known_status = STM_NO_MEMORY;
    }
    return known || c->known_status != STM_OK;
}

typedef struct ids_call {
    stm_intake *intake;
    stm_status status;
} ids_call;

static void take_id(void *arg, stm_str id)
{
    ids_call *call = arg;
    call->status = call->status == STM_OK ? stm_intake_take_id(call->intake, id, NULL) : call->status;
}

static stm_status open_index(stm_corpus *c, stm_err *err)
{
    ids_call ids = { c->intake, STM_OK };
    stm_status status = stm_kept_open(c->options.index, !c->options.index_as_it_is, c->batch_bytes, &c->kept, err);
    if (status != STM_OK) {
        return status;
    }
    c->n_before = c->kept->n;
    c->n_kept = c->kept->stale ? 0 : c->n_before;
    c->counts.anew = c->kept->stale;
    c->batch_bytes = c->kept->batch_bytes;
    c->sketches.kept = c->kept;
    c->sketches.get_kept = stm_kept_sketch;
    for (uint32_t i = 0; i < c->n_kept && status == STM_OK; i++) {
        status = stm_sketches_add_kept(&c->sketches, c->kept->rows[i].n_seeds, c->kept->rows[i].noisy != 0, err);
    }
    status = status == STM_OK ? stm_kept_ids(c->kept, take_id, &ids, err) : status;
    status = status != STM_OK ? status : ids.status == STM_OK ? STM_OK : no_memory(err);
    for (uint32_t i = 0; i < c->n_before && c->kept->stale && status == STM_OK; i++) {
        status = note_print(c, c->kept->rows[i].print) ? STM_OK : no_memory(err);
    }
    status = status == STM_OK && c->kept->stale ? stm_corpus_make_anew(c, err) : status;
    stm_intake_pass_over(c->intake, is_known, c);
    return status;
}

stm_status stm_corpus_read(stm_intake *intake, const stm_corpus_options *options, stm_corpus **out, stm_err *err)
{
    stm_corpus *c = stm_mem_zalloc(1, sizeof *c);
    uint64_t memory;
    stm_status status;
    *out = NULL;
    if (c == NULL) {
        return no_memory(err);
    }
    if (options != NULL) {
        c->options = *options;
    }
    memory = c->options.memory_bytes;
    c->options.threads = c->options.threads == 0 ? 1 : c->options.threads;
    c->intake = intake;
    c->shelf.memory_bytes = memory == 0 ? 0 : memory / 4 + 1;
    c->sketches.memory_bytes = memory == 0 ? 0 : memory / 8 + 1;
    c->batch_bytes = c->options.batch_bytes != 0                    ? c->options.batch_bytes
                     : memory == 0                                  ? BATCH_BYTES
                     : memory / 4 / BATCH_SHARE < BATCH_BYTES_LEAST ? BATCH_BYTES_LEAST
                                                                    : memory / 4 / BATCH_SHARE;
    c->stock = memory == 0 ? stm_stock_new() : NULL; /* a bound leaves nothing to lie idle */
    c->shelf.pile.from = c->sketches.pile.from = c->stock;
    c->shelf.intake = intake;
    if (!c->options.quick) {
        stm_intake_note_places(intake);
    }
    status = memory == 0 && c->stock == NULL
                 ? no_memory(err)
                 : stm_seeds_new(memory == 0 ? 0 : memory / 4 + 1, c->stock, &c->seeds, err);
    status = status == STM_OK && c->options.index != NULL ? open_index(c, err) : status;
    status = status == STM_OK ? stm_corpus_first_pass(c, err) : status;
    status = status == STM_OK && c->known_status != STM_OK ? no_memory(err) : status;
    c->counts.passed = stm_intake_passed(intake);
    c->counts.kept = c->n_before;
    if (status != STM_OK) {
        stm_corpus_close(c);
        return status;
    }
    *out = c;
    return STM_OK;
}

void stm_corpus_close(stm_corpus *c)
{
    if (c == NULL) {
        return;
    }
    stm_shelf_fini(&c->shelf);
    stm_sketches_fini(&c->sketches);
    stm_seeds_free(c->seeds);
    stm_postings_fini(&c->postings);
    stm_links_fini(&c->links);
    stm_mem_free(c->group);
    stm_mem_free(c->number);
    stm_mem_free(c->prints);
    stm_mem_free(c->families);
    stm_kept_close(c->kept);
    stm_stock_free(c->stock);
    stm_mem_free(c);
}

const stm_corpus_counts *stm_corpus_counted(const stm_corpus *c) { return &c->counts; }

uint32_t stm_corpus_articles(const stm_corpus *c) { return stm_corpus_size(c); }

uint32_t stm_corpus_first_new(const stm_corpus *c) { return c->options.all ? 0 : c->n_before; }

uint32_t stm_corpus_families(const stm_corpus *c, uint32_t i) { return c->families[i]; }

uint32_t stm_corpus_text_bytes(const stm_corpus *c, uint32_t i)
{
    return i < c->n_kept ? c->kept->rows[i].text_bytes : c->shelf.text_bytes[i - c->n_kept];
}

stm_status stm_corpus_article(const stm_corpus *c, uint32_t i, stm_arena *arena, stm_article **out, stm_err *err)
{
    return i < c->n_kept ? stm_kept_article(c->kept, i, arena, out, err)
                         : stm_shelf_get(&c->shelf, i - c->n_kept, arena, out, err);
}

void stm_corpus_furnish(const stm_corpus *c, stm_arena *arena, stm_article *article)
{
    if (article->bare) {
        stm_intake_furnish(c->intake, arena, article);
    }
}

stm_status stm_corpus_id(const stm_corpus *c, uint32_t i, stm_arena *arena, stm_str *out, stm_err *err)
{
    stm_article *article = NULL;
    stm_status status = STM_OK;
    if (i >= c->n_kept) {
        return stm_shelf_id(&c->shelf, i - c->n_kept, arena, out, err);
    }
    status = stm_corpus_article(c, i, arena, &article, err);
    *out = status == STM_OK ? article->id : STM_NULL_STR;
    return status;
}

stm_status stm_corpus_keep(stm_corpus *c, stm_err *err)
{
    return c->kept == NULL || !c->kept->write || c->shelf.n == 0
               ? STM_OK
               : stm_kept_commit(c->kept, &c->shelf, &c->sketches, c->prints, &c->links, c->families, err);
}
