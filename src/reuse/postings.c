/* postings.c: see postings.h. Part by part, seeds are sorted (radix sort of as many bits as leave few keys together,
 * then those few); equal ones that stand in several articles become a list. Then they are turned around: what does an
 * article look at? How common a fingerprint is counts up to each article alone: later ones take nothing back, and a
 * kept index need not look at earlier ones again.
 *
 * In: seeds.  Out: lists.  Cost: linear in fingerprints. Memory: a part for each thread, some 8 bytes for each
 * fingerprint of an article that stands in another one too, and 8 an article for each thread but one.
 */
#include <assert.h>

#include "base/crew.h"
#include "reuse/seeds.h"
#include "reuse/sketch_wide.h"

static_assert(STM_SEED_CAP < 1 << (30 - STM_BEFORE_SHIFT), "what is before an article fits its entry");
static_assert(STM_PLACE_SHIFT + STM_PART_BITS == STM_BEFORE_SHIFT, "the part fits between");

static stm_status no_memory(stm_err *err) { return stm_fail(err, STM_NO_MEMORY, "out of memory while comparing"); }

/* ---- sorting ------------------------------------------------------------------------------------------- */

#define DIGIT_MOST 11 /* bits of one pass */
#define DIGIT_LEAST 6
#define TOP (64 - PART_BITS) /* bits of a key */
#define FEW 32               /* keys that are sorted by insertion */

static_assert(TOP - ARTICLE_BITS - 2 * DIGIT_LEAST <= 2 * DIGIT_MOST,
              "two passes and two more see a whole fingerprint");

static void radix_pass(const uint64_t *from, uint64_t *to, size_t n, uint32_t shift, uint32_t digit)
{
    size_t count[(1u << DIGIT_MOST) + 1];
    uint64_t mask = (1u << digit) - 1;
    memset(count, 0, (mask + 2) * sizeof *count);
    for (size_t i = 0; i < n; i++) {
        count[(from[i] >> shift & mask) + 1]++;
    }
    for (uint32_t d = 0; d <= mask; d++) {
        count[d + 1] += count[d];
    }
    for (size_t i = 0; i < n; i++) {
        to[count[from[i] >> shift & mask]++] = from[i];
    }
}

static void insert_keys(uint64_t *keys, size_t n)
{
    for (size_t i = 1; i < n; i++) {
        uint64_t key = keys[i];
        size_t k = i;
        for (; k > 0 && keys[k - 1] > key; k--) {
            keys[k] = keys[k - 1];
        }
        keys[k] = key;
    }
}

/* Sorts keys that ascend by article already: by as many bits as leave few together, then those that are not in order
 * yet. Copies of one fingerprint are: they ascend by article. */
static void sort_keys(uint64_t *keys, uint64_t *spare, size_t n)
{
    uint32_t digit = DIGIT_LEAST, sorted, rest;
    while (digit < DIGIT_MOST && (size_t)1 << (2 * digit - 2) < n) {
        digit++;
    }
    sorted = TOP - 2 * digit;
    rest = (sorted - ARTICLE_BITS + 1) / 2;
    radix_pass(keys, spare, n, sorted, digit);
    radix_pass(spare, keys, n, sorted + digit, digit);
    for (size_t i = 1; i < n; i++) {
        size_t from = i, end = i;
        if (keys[i - 1] <= keys[i]) {
            continue;
        }
        while (from > 0 && (keys[from - 1] ^ keys[i]) >> sorted == 0) {
            from--;
        }
        while (end < n && (keys[end] ^ keys[i]) >> sorted == 0) {
            end++;
        }
        if (end - from <= FEW) {
            insert_keys(keys + from, end - from);
        } else { /* many copies of several */
            radix_pass(keys + from, spare, end - from, ARTICLE_BITS, rest);
            radix_pass(spare, keys + from, end - from, ARTICLE_BITS + rest, rest);
        }
        i = end - 1;
    }
}

/* ---- lists --------------------------------------------------------------------------------------------- */

/* Grows an array of at least `n` items by half; false: no memory. */
static bool room32(uint32_t **at, size_t *cap, size_t n)
{
    uint32_t *grown;
    size_t to = *cap + *cap / 2 + 1024;
    if (n <= *cap) {
        return true;
    }
    grown = stm_mem_realloc(*at, (to < n ? n : to) * sizeof **at);
    if (grown == NULL) {
        return false;
    }
    *at = grown;
    *cap = to < n ? n : to;
    return true;
}

/* Lists, or entries, that lie one after the other. */
typedef struct stm_postings_block {
    struct stm_postings_block *next;
    size_t size, used; /* numbers */
    uint32_t at[];
} stm_postings_block;

#define HEADER (sizeof(stm_postings_block) / sizeof(uint32_t))
#define LARGE (STM_MEM_HUGE / sizeof(uint32_t) - HEADER) /* numbers of a block from the stock */
#define SMALL ((size_t)1 << 14)                          /* and of one for few articles */

static void free_blocks(stm_postings_block *b, stm_stock *from)
{
    while (b != NULL) {
        stm_postings_block *next = b->next;
        if (b->size == LARGE) {
            stm_stock_give(from, b);
        } else {
            stm_mem_free(b);
        }
        b = next;
    }
}

/* Room for n numbers in the first block, or in a new one of `size` or more. NULL: no memory. */
static uint32_t *block_room(stm_postings_block **blocks, stm_stock *from, size_t n, size_t size)
{
    stm_postings_block *b = *blocks;
    if (b == NULL || b->size - b->used < n) {
        size = n > size ? n : size;
        b = size == LARGE ? stm_stock_take(from) : stm_mem_alloc((HEADER + size) * sizeof *b->at);
        if (b == NULL) {
            return NULL;
        }
        b->size = size;
        b->used = 0;
        if (*blocks != NULL && (*blocks)->size - (*blocks)->used > size - n) { /* that has more room left */
            b->next = (*blocks)->next;
            (*blocks)->next = b;
        } else {
            b->next = *blocks;
            *blocks = b;
        }
    }
    b->used += n;
    return b->at + b->used - n;
}

typedef struct lists {
    uint32_t *articles;
    uint32_t *sizes; /* and above SIZE_BITS the last bits of the fingerprint, which are its luck */
    size_t n, cap, n_lists, cap_sizes;
} lists;

#define SIZE_BITS (ARTICLE_BITS + 1)

/* The keys of one part, gathered and sorted. */
typedef struct sorted {
    uint64_t *keys, *spare;
    size_t n, cap;
    bool wide; /* this processor has what sketch_wide.h needs */
} sorted;

/* Which of 64 keys are followed by one of their fingerprint. */
typedef struct repeats {
    size_t at;
    uint64_t bits;
} repeats;

static void read_repeats(const sorted *p, size_t at, repeats *r)
{
    *r = (repeats){ at, 0 };
#if STM_SKETCH_X86
    if (p->wide && at + 64 < p->n) {
        r->bits = stm_wide_repeats(p->keys + at, ARTICLE_BITS);
        return;
    }
#endif
    for (size_t k = 0; k < 64 && at + k + 1 < p->n; k++) {
        r->bits |= (uint64_t)((p->keys[at + k] ^ p->keys[at + k + 1]) >> ARTICLE_BITS == 0) << k;
    }
}

/* The first such key from i on, or n. */
static size_t first_repeated(const sorted *p, size_t i, repeats *r)
{
    while (i < p->n) {
        uint64_t bits;
        if (i - r->at >= 64) {
            read_repeats(p, i, r);
        }
        bits = r->bits >> (i - r->at);
        if (bits != 0) {
            return i + (size_t)__builtin_ctzll(bits);
        }
        i = r->at + 64;
    }
    return p->n;
}

/* Makes the lists of one part: each article once for a fingerprint, and only fingerprints of two or more articles. */
static stm_status take_lists(const sorted *p, uint64_t number, const stm_kept_seeds *kept, lists *l, stm_err *err)
{
    const uint64_t low = ((uint64_t)1 << ARTICLE_BITS) - 1;
    repeats r = { SIZE_MAX / 2, 0 };
    for (size_t i = kept == NULL ? first_repeated(p, 0, &r) : 0, j; i < p->n;
         i = kept == NULL ? first_repeated(p, j, &r) : j) {
        uint64_t first = p->keys[i], last = first, key = first;
        const uint32_t *before = NULL;
        uint32_t n_before = 0;
        size_t start = l->n;
        for (j = i + 1; j < p->n && (key = p->keys[j]) >> ARTICLE_BITS == first >> ARTICLE_BITS; j++) {
            last = key;
        }
        if (kept != NULL) {
            uint64_t fingerprint = number << (STM_SKETCH_BITS - PART_BITS) | first >> ARTICLE_BITS;
            stm_status status = kept->find(kept->arg, fingerprint, &before, &n_before, err);
            if (status != STM_OK) {
                return status;
            }
        }
        if (last == first && n_before == 0) {
            continue;
        }
        if (!room32(&l->articles, &l->cap, l->n + n_before + (j - i)) ||
            !room32(&l->sizes, &l->cap_sizes, l->n_lists + 1)) {
            return no_memory(err);
        }
        if (n_before > 0) {
            memcpy(l->articles + l->n, before, n_before * sizeof *before);
            l->n += n_before;
        }
        l->articles[l->n++] = (uint32_t)(first & low);
        last = first;
        for (size_t k = i + 1; k < j; k++) {
            key = p->keys[k];
            if (key != last) {
                l->articles[l->n++] = (uint32_t)(key & low);
            }
            last = key;
        }
        l->sizes[l->n_lists++] = (uint32_t)(l->n - start) | (uint32_t)(first >> ARTICLE_BITS) << SIZE_BITS;
    }
    return STM_OK;
}

/* The same where no index asks: they are written where the keys were, each of which becomes one number at the most, and
 * kept at their true size, in `blocks`. Spends the keys. */
static stm_status put_lists(const sorted *of, lists *l, stm_postings_block **blocks, stm_stock *from, size_t size,
                            stm_err *err)
{
    lists draft = { (uint32_t *)(void *)of->keys, (uint32_t *)(void *)of->spare, .cap = of->n, .cap_sizes = of->n };
    stm_status status = take_lists(of, 0, NULL, &draft, err);
    l->articles = block_room(blocks, from, draft.n, size);
    l->sizes = stm_mem_alloc(draft.n_lists * sizeof *l->sizes);
    if (l->articles == NULL || l->sizes == NULL) {
        return no_memory(err);
    }
    memcpy(l->articles, draft.articles, draft.n * sizeof *l->articles);
    memcpy(l->sizes, draft.sizes, draft.n_lists * sizeof *l->sizes);
    l->n = draft.n;
    l->n_lists = draft.n_lists;
    return status;
}

/* Hands the sorted keys of one part to the index, each once and with the part's bits; spends them. */
static stm_status give_keys(const sorted *p, uint64_t number, const stm_kept_seeds *kept, stm_err *err)
{
    size_t n = 0;
    for (size_t i = 0; i < p->n; i++) {
        if (i == 0 || p->keys[i] != p->keys[i - 1]) {
            p->keys[n++] = p->keys[i];
        }
    }
    for (size_t i = 0; i < n; i++) {
        p->keys[i] |= number << (64 - PART_BITS);
    }
    return kept->take(kept->arg, p->keys, n, err);
}

/* Parts that are sorted together, one on each thread; all of them, where no kept index asks in between. */
typedef struct sorting {
    stm_seeds *seeds;
    uint32_t first;
    sorted of[STM_CREW_MAX]; /* by lane; where a kept index waits for them by item */
    bool listing;
    stm_postings_block *blocks[STM_CREW_MAX]; /* by lane */
    size_t block;                             /* numbers of one */
    lists *of_part;
    stm_err errors[STM_CREW_MAX];
} sorting;

static bool sorted_room(sorted *to, size_t n)
{
    if (n > to->cap) {
        stm_mem_free(to->keys);
        stm_mem_free(to->spare);
        to->cap = n + n / 8;
        to->keys = stm_mem_alloc(to->cap * sizeof *to->keys);
        to->spare = stm_mem_alloc(to->cap * sizeof *to->spare);
    }
    if (to->keys == NULL || to->spare == NULL) {
        to->cap = 0;
    }
    to->n = n;
#if STM_SKETCH_X86
    to->wide = stm_sketch_wide();
#endif
    return n <= to->cap;
}

static stm_status sort_part(void *arg, uint32_t lane, uint32_t item)
{
    sorting *t = arg;
    const part *p = &t->seeds->parts[t->first + item];
    sorted *of = &t->of[t->listing ? lane : item];
    size_t n = p->n + (size_t)p->n_spilt;
    stm_status status;
    if (n == 0) {
        of->n = 0;
        return STM_OK;
    }
    status = sorted_room(of, n) ? stm_seeds_gather(t->seeds, t->first + item, of->keys, &t->errors[lane])
                                : no_memory(&t->errors[lane]);
    if (status == STM_OK) {
        sort_keys(of->keys, of->spare, n);
        if (t->listing) {
            status = put_lists(of, &t->of_part[t->first + item], &t->blocks[lane], t->seeds->from, t->block,
                               &t->errors[lane]);
        }
    }
    return status;
}

/* Whether each thread is likely to fill a large block with lists. */
static bool many_keys(const stm_seeds *s, uint32_t threads)
{
    uint64_t n = 0;
    for (uint32_t k = 0; k < PARTS; k++) {
        n += s->parts[k].n + s->parts[k].n_spilt;
    }
    return n / (threads == 0 ? 1 : threads) >= LARGE;
}

/* `of_part`: PARTS of them, empty; `blocks` gets what they lie in. */
static stm_status all_lists(stm_seeds *s, const stm_kept_seeds *kept, uint32_t threads, lists *of_part,
                            stm_postings_block **blocks, stm_err *err)
{
    sorting *t = stm_mem_zalloc(1, sizeof *t);
    uint32_t together = kept == NULL ? PARTS : threads == 0 ? 1 : threads < STM_CREW_MAX ? threads : STM_CREW_MAX;
    stm_status status = t == NULL ? no_memory(err) : STM_OK;
    for (uint32_t k = 0; k < PARTS && status == STM_OK; k += together) {
        uint32_t n = PARTS - k < together ? PARTS - k : together;
        t->seeds = s;
        t->first = k;
        t->listing = kept == NULL;
        t->block = many_keys(s, threads) ? LARGE : SMALL;
        t->of_part = of_part;
        status = stm_crew_run(threads, n, sort_part, t);
        for (uint32_t i = 0; i < STM_CREW_MAX && status != STM_OK; i++) {
            if (t->errors[i].status == status && err != NULL) {
                *err = t->errors[i];
            }
        }
        for (uint32_t i = 0; i < n && status == STM_OK && !t->listing; i++) {
            status = take_lists(&t->of[i], k + i, kept, &of_part[k + i], err);
            status = status == STM_OK && t->of[i].n > 0 ? give_keys(&t->of[i], k + i, kept, err) : status;
        }
    }
    for (uint32_t i = 0; i < STM_CREW_MAX && t != NULL; i++) {
        stm_mem_free(t->of[i].keys);
        stm_mem_free(t->of[i].spare);
        while (t->blocks[i] != NULL) {
            stm_postings_block *b = t->blocks[i];
            t->blocks[i] = b->next;
            b->next = *blocks;
            *blocks = b;
        }
    }
    stm_mem_free(t);
    stm_seeds_drop(s);
    return status;
}

/* ---- turning around ------------------------------------------------------------------------------------ */

/* Each thread turns the lists of a range of parts around. Entries of an article are in the order of the parts: those
 * that the first range makes come first. */
typedef struct turning {
    stm_postings *to;
    const lists *of_part;
    stm_entries_end **at; /* by range and article */
    uint32_t ranges;
    bool filling; /* the entries are counted already */
    size_t bytes; /* of all entries, where they are flat */
} turning;

#define RANGES_MOST 8 /* each but the last takes 8 bytes an article */

/* What the k-th article of a list notes: all before it, one by one; or its place in the list; or nothing, where many
 * have the fingerprint and luck is against it. Returns the number of entries; `to` NULL: only counts. */
static inline uint32_t note(const uint32_t *list, uint64_t place, uint32_t part_number, uint32_t luck, uint32_t k,
                            uint32_t *to)
{
    if (k >= STM_SHORT_LIST) {
        if (k >= STM_SEED_COMMON && luck % stm_postings_thin(list[k]) != 0) {
            return 0;
        }
        if (to != NULL) {
            place += k;
            to[0] = STM_AT_PLACE | (k < STM_SEED_CAP ? k : STM_SEED_CAP) << STM_BEFORE_SHIFT |
                    part_number << STM_PLACE_SHIFT | (uint32_t)(place >> 32);
            to[1] = (uint32_t)place;
        }
        return 2;
    }
    for (uint32_t x = 0; x < k && to != NULL; x++) {
        to[x] = STM_NEAR | (k + 1) << STM_NEAR_SHIFT | list[x];
    }
    return k;
}

static void turn_part(const turning *t, uint32_t part_number, stm_entries_end *at)
{
    const stm_postings *out = t->to;
    const lists *l = &t->of_part[part_number];
    uint64_t place = 0;
    for (size_t i = 0; i < l->n_lists; i++) {
        const uint32_t *list = l->articles + place;
        uint32_t size = l->sizes[i] & (((uint32_t)1 << SIZE_BITS) - 1), luck = l->sizes[i] >> SIZE_BITS, k = 1;
        while (list[k] < out->first) {
            k++; /* the last one is never before */
        }
        for (; k < size; k++) {
            stm_entries_end *end = &at[list[k]];
            if (t->filling) {
                end->at += note(list, place, part_number, luck, k, end->at);
            } else {
                end->n += note(list, place, part_number, luck, k, NULL);
            }
        }
        place += size;
    }
}

static stm_status turn_range(void *arg, uint32_t lane, uint32_t item)
{
    const turning *t = arg;
    (void)lane;
    for (uint32_t k = PARTS * item / t->ranges; k < PARTS * (item + 1) / t->ranges; k++) {
        turn_part(t, k, t->at[item]);
    }
    return STM_OK;
}

/* A stretch of the memory of the entries, which are about to be written all over. */
static stm_status ready_stretch(void *arg, uint32_t lane, uint32_t item)
{
    const turning *t = arg;
    size_t from = item * STM_MEM_HUGE, left = t->bytes - from;
    (void)lane;
    stm_mem_ready(t->to->flat, from, left < STM_MEM_HUGE ? left : STM_MEM_HUGE);
    return STM_OK;
}

/* All entries of an article, which lie together. */
static uint64_t entries_of(const turning *t, uint32_t article)
{
    uint64_t n = 0;
    for (uint32_t r = 0; r < t->ranges; r++) {
        n += t->at[r][article].n;
    }
    return n;
}

/* From how many entries a range has of an article to where they begin. */
static void place_article(const turning *t, uint32_t article, uint32_t *at)
{
    t->to->entries[article] = at;
    for (uint32_t r = 0; r < t->ranges; r++) {
        uint64_t n = t->at[r][article].n;
        t->at[r][article].at = at;
        at += n;
    }
}

/* Room for all entries: in blocks that others are done with, else in one piece, of which each thread makes a part. */
static stm_status place_entries(turning *t, uint32_t threads, stm_err *err)
{
    stm_postings *to = t->to;
    uint64_t sum = 0, most = 0;
    for (uint32_t a = 0; a < to->n_articles; a++) {
        uint64_t n = entries_of(t, a);
        sum += n;
        most = n > most ? n : most;
    }
    if (most <= LARGE && stm_stock_idle(to->from)) {
        for (uint32_t a = 0; a < to->n_articles; a++) {
            uint32_t *at = block_room(&to->blocks, to->from, entries_of(t, a), LARGE);
            if (at == NULL) {
                return no_memory(err);
            }
            place_article(t, a, at);
        }
        return STM_OK;
    }
    t->bytes = (size_t)sum * sizeof *to->flat;
    to->flat = stm_mem_bare(t->bytes);
    if (to->flat == NULL) {
        return no_memory(err);
    }
    sum = 0;
    for (uint32_t a = 0; a < to->n_articles; a++) {
        uint64_t n = entries_of(t, a);
        place_article(t, a, to->flat + sum);
        sum += n;
    }
    return stm_crew_run(threads, (uint32_t)((t->bytes + STM_MEM_HUGE - 1) / STM_MEM_HUGE), ready_stretch, t);
}

static stm_status turn(stm_postings *out, const lists *of_part, uint32_t threads, stm_err *err)
{
    stm_entries_end *at[RANGES_MOST] = { NULL };
    turning t = { .to = out, .of_part = of_part, .at = at };
    stm_status status = STM_OK;
    t.ranges = threads < 2 ? 1 : threads < RANGES_MOST ? threads : RANGES_MOST;
    out->entries = stm_mem_zalloc(out->n_articles, sizeof *out->entries);
    out->ends = stm_mem_zalloc(out->n_articles, sizeof *out->ends);
    for (uint32_t r = 0; r + 1 < t.ranges && status == STM_OK; r++) {
        at[r] = stm_mem_zalloc(out->n_articles, sizeof *at[r]);
        status = at[r] == NULL ? no_memory(err) : STM_OK;
    }
    status = out->entries == NULL || out->ends == NULL ? no_memory(err) : status;
    if (status == STM_OK) {
        at[t.ranges - 1] = out->ends; /* where the last range ends, all do */
        status = stm_crew_run(threads, t.ranges, turn_range, &t);
    }
    status = status == STM_OK ? place_entries(&t, threads, err) : status;
    if (status == STM_OK) {
        t.filling = true;
        status = stm_crew_run(threads, t.ranges, turn_range, &t);
    }
    for (uint32_t r = 0; r + 1 < t.ranges; r++) {
        stm_mem_free(at[r]);
    }
    return status;
}

stm_status stm_postings_build(stm_seeds *seeds, uint32_t n_articles, const stm_kept_seeds *kept, uint32_t threads,
                              stm_postings *out, stm_err *err)
{
    lists *of_part = stm_mem_zalloc(PARTS, sizeof *of_part);
    stm_status status;
    *out = (stm_postings){ .n_articles = n_articles,
                           .first = kept == NULL ? 0 : kept->n_articles,
                           .from = seeds->from,
                           .apart = kept != NULL };
    status = of_part == NULL ? no_memory(err) : all_lists(seeds, kept, threads, of_part, &out->blocks, err);
    for (uint32_t k = 0; k < PARTS && of_part != NULL; k++) {
        out->articles[k] = of_part[k].articles;
        out->n_lists += of_part[k].n_lists;
    }
    status = status == STM_OK ? turn(out, of_part, threads, err) : status;
    for (uint32_t k = 0; k < PARTS && of_part != NULL; k++) {
        stm_mem_free(of_part[k].sizes);
    }
    stm_mem_free(of_part);
    return status;
}

void stm_postings_fini(stm_postings *p)
{
    for (uint32_t k = 0; k < PARTS && p->apart; k++) {
        stm_mem_free(p->articles[k]);
    }
    free_blocks(p->blocks, p->from);
    stm_mem_free(p->flat);
    stm_mem_free(p->entries);
    stm_mem_free(p->ends);
    *p = (stm_postings){ 0 };
}
