/* postings.c: see postings.h. Fingerprints are dealt into PARTS parts by their first bits and kept there with their
 * articles, or written to a temporary file when they are too many. Part by part they are then sorted (radix sort of
 * enough bits, insertion of the few that are left together); equal ones that stand in several articles become a list.
 * How common a fingerprint is counts up to each article alone: later ones take nothing back, and a kept index need not
 * look at earlier ones again.
 *
 * In: sketches.  Out: lists.  Cost: linear in fingerprints. Memory: a part for each thread, and some 8 bytes for each
 * fingerprint of an article that stands in another one too.
 */
#include "reuse/postings.h"

#include "base/crew.h"

#define PART_BITS 6
#define PARTS (1u << PART_BITS)
#define ARTICLE_BITS STM_ARTICLE_BITS
#define DIGIT 11 /* bits of one pass of the sort; two passes */

/* What went to the file of one part at one time. */
typedef struct run {
    uint64_t at, n;
    uint32_t part, next; /* index of the part's run before it, plus 1 */
} run;

typedef struct part {
    uint64_t *keys; /* fingerprint without the part's bits, then article */
    size_t n, cap;
    uint32_t last_run; /* index plus 1; 0: none */
    uint64_t n_spilt;
} part;

struct stm_seeds {
    uint64_t memory_bytes, held; /* bound; bytes of keys in memory */
    part parts[PARTS];
    stm_spill spill;
    run *runs;
    uint32_t n_runs, cap_runs;
};

static stm_status no_memory(stm_err *err) { return stm_fail(err, STM_NO_MEMORY, "out of memory while comparing"); }

stm_status stm_seeds_new(uint64_t memory_bytes, stm_seeds **out, stm_err *err)
{
    *out = stm_mem_zalloc(1, sizeof **out);
    if (*out == NULL) {
        return no_memory(err);
    }
    (*out)->memory_bytes = memory_bytes == 0 ? UINT64_MAX : memory_bytes;
    return STM_OK;
}

void stm_seeds_free(stm_seeds *s)
{
    if (s == NULL) {
        return;
    }
    for (uint32_t k = 0; k < PARTS; k++) {
        stm_mem_free(s->parts[k].keys);
    }
    stm_mem_free(s->runs);
    stm_spill_close(&s->spill);
    stm_mem_free(s);
}

static stm_status spill_parts(stm_seeds *s, stm_err *err)
{
    if (s->n_runs + PARTS > s->cap_runs) {
        uint32_t cap = s->cap_runs * 2 + 4 * PARTS;
        run *runs = stm_mem_realloc(s->runs, cap * sizeof *runs);
        if (runs == NULL) {
            return no_memory(err);
        }
        s->runs = runs;
        s->cap_runs = cap;
    }
    for (uint32_t k = 0; k < PARTS; k++) {
        part *p = &s->parts[k];
        run *r = &s->runs[s->n_runs];
        stm_status status;
        if (p->n == 0) {
            continue;
        }
        *r = (run){ .n = p->n, .part = k, .next = p->last_run };
        status = stm_spill_add(&s->spill, p->keys, p->n * sizeof *p->keys, &r->at, err);
        if (status != STM_OK) {
            return status;
        }
        p->last_run = ++s->n_runs;
        p->n_spilt += p->n;
        p->n = 0;
    }
    s->held = 0;
    return STM_OK;
}

static bool part_room(part *p, size_t n)
{
    size_t cap = p->cap == 0 ? 256 : p->cap;
    uint64_t *keys;
    while (cap < n) {
        cap += cap / 2;
    }
    if (cap > p->cap) {
        keys = stm_mem_realloc(p->keys, cap * sizeof *keys);
        if (keys == NULL) {
            return false;
        }
        p->keys = keys;
        p->cap = cap;
    }
    return true;
}

stm_status stm_seeds_add(stm_seeds *s, uint32_t article, const stm_sketch *sketch, stm_err *err)
{
    const uint64_t *at = sketch->at;
    if (article >= STM_REUSE_ARTICLES_MAX) {
        return stm_fail(err, STM_LIMIT, "more than %u articles cannot be compared", STM_REUSE_ARTICLES_MAX);
    }
    for (uint32_t i = 0; i < sketch->n; i++) {
        part *p = &s->parts[at[i] >> (64 - PART_BITS)];
        if (p->n == p->cap && !part_room(p, p->n + 1)) {
            return no_memory(err);
        }
        p->keys[p->n++] = at[i] << PART_BITS >> (PART_BITS + STM_PLACE_BITS) << ARTICLE_BITS | article;
    }
    s->held += sketch->n * sizeof *at;
    return s->held > s->memory_bytes ? spill_parts(s, err) : STM_OK;
}

/* Brings back what the part has in the file; runs are read last to first. */
static stm_status gather(stm_seeds *s, part *p, stm_err *err)
{
    size_t n = p->n, end = n + (size_t)p->n_spilt;
    if (p->n_spilt == 0) {
        return STM_OK;
    }
    if (!part_room(p, end)) {
        return no_memory(err);
    }
    memmove(p->keys + p->n_spilt, p->keys, n * sizeof *p->keys);
    end = (size_t)p->n_spilt;
    for (uint32_t r = p->last_run; r != 0; r = s->runs[r - 1].next) {
        stm_status status;
        end -= (size_t)s->runs[r - 1].n;
        status = stm_spill_read(&s->spill, s->runs[r - 1].at, p->keys + end, (size_t)s->runs[r - 1].n * sizeof *p->keys,
                                err);
        if (status != STM_OK) {
            return status;
        }
    }
    p->n = n + (size_t)p->n_spilt;
    return STM_OK;
}

static void radix_pass(const uint64_t *from, uint64_t *to, size_t n, uint32_t shift)
{
    size_t count[(1u << DIGIT) + 1] = { 0 };
    uint64_t mask = (1u << DIGIT) - 1;
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

#define FEW 32

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

/* Sorts keys that ascend by article already: by as many bits as leave few together, then those few. */
static void sort_keys(uint64_t *keys, uint64_t *spare, size_t n)
{
    uint32_t top = 64 - PART_BITS;
    radix_pass(keys, spare, n, top - 2 * DIGIT);
    radix_pass(spare, keys, n, top - DIGIT);
    for (size_t i = 0; i < n;) {
        size_t j = i + 1;
        while (j < n && (keys[j] ^ keys[i]) >> (top - 2 * DIGIT) == 0) {
            j++;
        }
        if (j - i <= FEW) {
            insert_keys(keys + i, j - i);
        } else { /* many copies of one text; the bits that are left are no more than two digits */
            radix_pass(keys + i, spare, j - i, ARTICLE_BITS);
            radix_pass(spare, keys + i, j - i, ARTICLE_BITS + DIGIT);
        }
        i = j;
    }
}

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

typedef struct lists {
    uint32_t *articles;
    uint32_t *sizes; /* and above SIZE_BITS the last bits of the fingerprint, which are its luck */
    size_t n, cap, n_lists, cap_sizes;
} lists;

#define SIZE_BITS (ARTICLE_BITS + 1)

/* Adds the lists of one part: each article once for a fingerprint, and only fingerprints of two or more articles. */
static stm_status take_lists(const part *p, uint64_t number, const stm_kept_seeds *kept, lists *l, stm_err *err)
{
    const uint64_t low = ((uint64_t)1 << ARTICLE_BITS) - 1;
    for (size_t i = 0; i < p->n;) {
        size_t j = i + 1, first = l->n;
        const uint32_t *before = NULL;
        uint32_t n_before = 0;
        while (j < p->n && p->keys[j] >> ARTICLE_BITS == p->keys[i] >> ARTICLE_BITS) {
            j++;
        }
        if (kept != NULL) {
            uint64_t fingerprint = number << (STM_SKETCH_BITS - PART_BITS) | p->keys[i] >> ARTICLE_BITS;
            stm_status status = kept->find(kept->arg, fingerprint, &before, &n_before, err);
            if (status != STM_OK) {
                return status;
            }
        }
        if (p->keys[j - 1] != p->keys[i] || n_before > 0) {
            if (!room32(&l->articles, &l->cap, l->n + n_before + (j - i)) ||
                !room32(&l->sizes, &l->cap_sizes, l->n_lists + 1)) {
                return no_memory(err);
            }
            if (n_before > 0) {
                memcpy(l->articles + l->n, before, n_before * sizeof *before);
                l->n += n_before;
            }
            for (size_t k = i; k < j; k++) {
                if (k == i || p->keys[k] != p->keys[k - 1]) {
                    l->articles[l->n++] = (uint32_t)(p->keys[k] & low);
                }
            }
            l->sizes[l->n_lists++] = (uint32_t)(l->n - first) | (uint32_t)(p->keys[i] >> ARTICLE_BITS) << SIZE_BITS;
        }
        i = j;
    }
    return STM_OK;
}

/* Hands the sorted keys of one part to the index, each once and with the part's bits; spends them. */
static stm_status give_keys(part *p, uint64_t number, const stm_kept_seeds *kept, stm_err *err)
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

/* Parts that are sorted together, one on each thread. */
typedef struct sorting {
    stm_seeds *seeds;
    uint32_t first;
    uint64_t *spare[STM_CREW_MAX]; /* by lane */
    size_t cap[STM_CREW_MAX];
    bool listing;            /* no kept index asks in between: each makes its lists at once */
    lists own[STM_CREW_MAX]; /* by item */
    stm_err errors[STM_CREW_MAX];
} sorting;

static stm_status sort_part(void *arg, uint32_t lane, uint32_t item)
{
    sorting *t = arg;
    part *p = &t->seeds->parts[t->first + item];
    stm_status status = gather(t->seeds, p, &t->errors[lane]);
    if (status == STM_OK && p->n > t->cap[lane]) {
        stm_mem_free(t->spare[lane]);
        t->cap[lane] = p->n + p->n / 8;
        t->spare[lane] = stm_mem_alloc(t->cap[lane] * sizeof **t->spare);
        if (t->spare[lane] == NULL) {
            t->cap[lane] = 0;
            status = no_memory(&t->errors[lane]);
        }
    }
    if (status == STM_OK && p->n > 0) {
        sort_keys(p->keys, t->spare[lane], p->n);
        if (t->listing) {
            status = take_lists(p, t->first + item, NULL, &t->own[item], &t->errors[lane]);
        }
    }
    return status;
}

/* Appends the lists of one part, and empties them. */
static stm_status append_lists(lists *to, lists *own, stm_err *err)
{
    if (own->n_lists == 0) {
        return STM_OK;
    }
    if (!room32(&to->articles, &to->cap, to->n + own->n) ||
        !room32(&to->sizes, &to->cap_sizes, to->n_lists + own->n_lists)) {
        return no_memory(err);
    }
    memcpy(to->articles + to->n, own->articles, own->n * sizeof *own->articles);
    memcpy(to->sizes + to->n_lists, own->sizes, own->n_lists * sizeof *own->sizes);
    to->n += own->n;
    to->n_lists += own->n_lists;
    own->n = own->n_lists = 0;
    return STM_OK;
}

static stm_status all_lists(stm_seeds *s, const stm_kept_seeds *kept, uint32_t threads, lists *l, stm_err *err)
{
    sorting *t = stm_mem_zalloc(1, sizeof *t);
    uint32_t together = threads == 0 ? 1 : threads < STM_CREW_MAX ? threads : STM_CREW_MAX;
    stm_status status = t == NULL ? no_memory(err) : STM_OK;
    for (uint32_t k = 0; k < PARTS && status == STM_OK; k += together) {
        uint32_t n = PARTS - k < together ? PARTS - k : together;
        t->seeds = s;
        t->first = k;
        t->listing = kept == NULL && together > 1;
        status = stm_crew_run(together, n, sort_part, t);
        for (uint32_t i = 0; i < STM_CREW_MAX && status != STM_OK; i++) {
            if (t->errors[i].status == status && err != NULL) {
                *err = t->errors[i];
            }
        }
        for (uint32_t i = 0; i < n && status == STM_OK; i++) {
            part *p = &s->parts[k + i];
            if (t->listing) {
                status = append_lists(l, &t->own[i], err);
            } else if (p->n > 0) {
                status = take_lists(p, k + i, kept, l, err);
                status = status == STM_OK && kept != NULL ? give_keys(p, k + i, kept, err) : status;
            }
            stm_mem_free(p->keys);
            *p = (part){ 0 };
        }
    }
    for (uint32_t i = 0; i < STM_CREW_MAX && t != NULL; i++) {
        stm_mem_free(t->spare[i]);
        stm_mem_free(t->own[i].articles);
        stm_mem_free(t->own[i].sizes);
    }
    stm_mem_free(t);
    return status;
}

/* The first in a list that looks at others. */
static uint32_t own_from(const stm_postings *p, uint32_t l)
{
    const uint32_t *list = p->articles + p->list_start[l];
    uint32_t k = 1;
    while (list[k] < p->first) {
        k++; /* the last one is never before p->first */
    }
    return k;
}

/* What the k-th article of a list notes: all before it, one by one; or its place and the list; or nothing, where many
 * have the fingerprint and luck is against it. Returns the number of entries; `to` NULL: only counts. */
static uint32_t note(const stm_postings *p, uint32_t l, uint32_t luck, uint32_t k, uint32_t *to)
{
    const uint32_t *list = p->articles + p->list_start[l];
    if (k >= STM_SHORT_LIST) {
        if (k >= STM_SEED_COMMON && luck % stm_postings_thin(list[k]) != 0) {
            return 0;
        }
        if (to != NULL) {
            to[0] = STM_AT_PLACE | k;
            to[1] = l;
        }
        return 2;
    }
    for (uint32_t x = 0; x < k && to != NULL; x++) {
        to[x] = STM_NEAR | (k + 1) << STM_NEAR_SHIFT | list[x];
    }
    return k;
}

/* Turning lists around, each thread for a range of articles. */
typedef struct turning {
    stm_postings *to;
    const uint32_t *sizes;
    uint32_t ranges;
    bool filling; /* the entries are counted already */
} turning;

#define RANGES_MOST 8 /* each of them reads all lists */

static stm_status turn_range(void *arg, uint32_t lane, uint32_t item)
{
    const turning *t = arg;
    stm_postings *out = t->to;
    uint32_t low = (uint32_t)((uint64_t)out->n_articles * item / t->ranges);
    uint32_t high = (uint32_t)((uint64_t)out->n_articles * (item + 1) / t->ranges);
    (void)lane;
    for (uint32_t l = 0; l < out->n_lists; l++) {
        uint64_t first = out->list_start[l], size = out->list_start[l + 1] - first;
        const uint32_t *list = out->articles + first;
        uint32_t luck = t->sizes[l] >> SIZE_BITS;
        if (list[size - 1] < low) {
            continue;
        }
        for (uint32_t k = own_from(out, l); k < size && list[k] < high; k++) {
            if (list[k] < low) {
                continue;
            }
            if (t->filling) {
                uint64_t *at = &out->article_start[list[k] + 1];
                *at += note(out, l, luck, k, out->of_article + *at);
            } else {
                out->article_start[list[k] + 2] += note(out, l, luck, k, NULL);
            }
        }
    }
    return STM_OK;
}

/* Turns lists of articles around: which lists an article stands in. */
static stm_status turn(stm_postings *out, const uint32_t *sizes, uint32_t threads, stm_err *err)
{
    turning t = { .to = out,
                  .sizes = sizes,
                  .ranges = threads < 2             ? 1
                            : threads < RANGES_MOST ? threads
                                                    : RANGES_MOST };
    stm_status status;
    out->article_start = stm_mem_zalloc((size_t)out->n_articles + 2, sizeof *out->article_start);
    if (out->article_start == NULL) {
        return no_memory(err);
    }
    status = stm_crew_run(threads, t.ranges, turn_range, &t);
    for (uint32_t a = 0; a < out->n_articles; a++) {
        out->article_start[a + 2] += out->article_start[a + 1];
    }
    if (status == STM_OK) {
        out->of_article = stm_mem_alloc((size_t)out->article_start[out->n_articles + 1] * sizeof *out->of_article);
        status = out->of_article == NULL ? no_memory(err) : STM_OK;
    }
    if (status == STM_OK) {
        t.filling = true;
        status = stm_crew_run(threads, t.ranges, turn_range, &t);
    }
    return status;
}

stm_status stm_postings_build(stm_seeds *seeds, uint32_t n_articles, const stm_kept_seeds *kept, uint32_t threads,
                              stm_postings *out, stm_err *err)
{
    lists l = { 0 };
    uint64_t at = 0;
    stm_status status = all_lists(seeds, kept, threads, &l, err);
    *out = (stm_postings){ .articles = l.articles,
                           .n_articles = n_articles,
                           .first = kept == NULL ? 0 : kept->n_articles };
    if (status == STM_OK && l.n_lists >= STM_AT_PLACE) {
        status = stm_fail(err, STM_LIMIT, "too many fingerprints in common");
    }
    if (status == STM_OK) {
        out->list_start = stm_mem_alloc((l.n_lists + 1) * sizeof *out->list_start);
        status = out->list_start == NULL ? no_memory(err) : STM_OK;
    }
    if (status == STM_OK) {
        out->n_lists = (uint32_t)l.n_lists;
        for (uint32_t k = 0; k < out->n_lists; k++) {
            out->list_start[k] = at;
            at += l.sizes[k] & (((uint32_t)1 << SIZE_BITS) - 1);
        }
        out->list_start[out->n_lists] = at;
        status = turn(out, l.sizes, threads, err);
    }
    stm_mem_free(l.sizes);
    return status;
}

void stm_postings_fini(stm_postings *p)
{
    stm_mem_free(p->articles);
    stm_mem_free(p->list_start);
    stm_mem_free(p->of_article);
    stm_mem_free(p->article_start);
    *p = (stm_postings){ 0 };
}
