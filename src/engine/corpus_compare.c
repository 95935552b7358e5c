/* corpus_compare.c: the second pass of corpus.h. Links make groups; groups in the order of their first articles make
 * batches that fit the memory; each batch is brought back from the shelf and compared, and articles that share
 * something are completed (furniture, datelines).
 *
 * With an index, links are looked for from the new articles alone: those of earlier ones never change. A group has to
 * be judged anew when something new is linked with it, by whatever chain of links; it then brings the passages that
 * earlier runs found, and texts only where they are looked at. All other groups stay as they were.
 */
#include <pthread.h>
#include <stdlib.h>

#include "base/crew.h"
#include "engine/corpus_parts.h"

#define SHARES 64 /* into so many shares the groups are parted, of so much text: memory is used again soon */
#define SHARE_LEAST ((uint64_t)1 << 20)
#define SHARE_MOST ((uint64_t)4 << 20)
#define SHARE_LAST ((uint64_t)1 << 17) /* the last ones are smaller, that all threads end at one time */
#define SHARE_LEFT 8                   /* a share takes at most one in so many of what is left */
#define ARENA_BLOCK ((size_t)1 << 18)  /* fits what the first pass gives back, which lies in pieces */

static stm_status no_memory(stm_err *err) { return stm_fail(err, STM_NO_MEMORY, "out of memory while comparing"); }

/* ---- groups -------------------------------------------------------------------------------------------- */

#define LIGHTEST 32u        /* weight of a link that holds what falls apart together; it doubles ... */
#define HEAVIEST (1u << 17) /* ... up to this */

static uint32_t root_of(uint32_t *up, uint32_t x)
{
    while (up[x] != x) {
        up[x] = up[up[x]];
        x = up[x];
    }
    return x;
}

/* Joins what links of at least `least` weight join. */
static void join(stm_corpus *c, uint32_t least)
{
    uint32_t n = c->links.n_articles;
    for (uint32_t i = 0; i < n; i++) {
        for (uint64_t k = c->links.start[i]; k < c->links.start[i + 1]; k++) {
            if (c->links.at[k].shared >= least) {
                uint32_t x = root_of(c->group, i), y = root_of(c->group, c->links.at[k].article);
                c->group[x > y ? x : y] = x < y ? x : y;
            }
        }
    }
}

/* Bytes of text by group, under its first article. */
static void weigh(const stm_corpus *c, uint64_t *bytes)
{
    for (uint32_t i = 0; i < c->links.n_articles; i++) {
        bytes[i] = 0;
    }
    for (uint32_t i = 0; i < c->links.n_articles; i++) {
        bytes[c->group[i]] += stm_corpus_text_bytes(c, i);
    }
}

/* Articles that are linked with something new, by whatever chain of links: what was said of the others still holds. */
static void find_stirred(stm_corpus *c, uint8_t *stirred)
{
    uint32_t n = c->links.n_articles;
    for (uint32_t i = c->options.all || c->counts.anew ? 0 : c->n_kept; i < n; i++) {
        stirred[root_of(c->group, i)] = 1;
    }
    for (uint32_t i = 0; i < n; i++) {
        stirred[i] = stirred[root_of(c->group, i)];
    }
}

/* Pieces of what fell apart are joined again as far as they fit into a batch, by the heaviest links first: where all
 * links weigh the same (copies of one text), asking for heavier ones leaves nothing but single articles. */
static void join_what_fits(stm_corpus *c, uint64_t *bytes)
{
    uint32_t n = c->links.n_articles;
    for (uint32_t i = 0; i < n; i++) {
        c->group[i] = root_of(c->group, i);
    }
    weigh(c, bytes);
    for (uint32_t least = HEAVIEST; least > 0; least /= 2) {
        for (uint32_t i = 0; i < n; i++) {
            for (uint64_t k = c->links.start[i]; k < c->links.start[i + 1]; k++) {
                uint32_t x, y;
                if (c->links.at[k].shared < least || c->links.at[k].shared >= 2 * (uint64_t)least) {
                    continue;
                }
                x = root_of(c->group, i);
                y = root_of(c->group, c->links.at[k].article);
                if (x != y && bytes[x] + bytes[y] <= c->batch_bytes) {
                    uint32_t first = x < y ? x : y;
                    c->group[x > y ? x : y] = first;
                    bytes[first] = bytes[x] + bytes[y];
                }
            }
        }
    }
}

/* Groups by all links. A group that is too large for a batch falls apart, and is joined again by heavier links only,
 * until its pieces fit: the weight that is asked for doubles from round to round. */
static void make_groups(stm_corpus *c, uint64_t *bytes, uint8_t *stirred)
{
    uint32_t n = c->links.n_articles;
    bool large = true, fell_apart = false;
    for (uint32_t i = 0; i < n; i++) {
        c->group[i] = i;
    }
    join(c, 0);
    find_stirred(c, stirred);
    for (uint32_t least = LIGHTEST; large && least <= HEAVIEST; least *= 2) {
        large = false;
        for (uint32_t i = 0; i < n; i++) {
            c->group[i] = root_of(c->group, i);
        }
        weigh(c, bytes);
        for (uint32_t i = 0; i < n; i++) {
            c->number[i] = bytes[c->group[i]] > c->batch_bytes;
        }
        for (uint32_t i = 0; i < n; i++) {
            large = large || (c->number[i] != 0 && bytes[c->group[i]] > stm_corpus_text_bytes(c, i));
            c->group[i] = c->number[i] != 0 ? i : c->group[i];
        }
        if (large) {
            join(c, least);
            fell_apart = true;
        }
    }
    if (fell_apart) {
        join_what_fits(c, bytes);
    }
    for (uint32_t i = 0; i < n; i++) {
        c->group[i] = root_of(c->group, i);
        c->number[i] = STM_NONE;
    }
    for (uint32_t i = 0; i < n && fell_apart; i++) {
        for (uint64_t k = c->links.start[i]; k < c->links.start[i + 1]; k++) {
            c->counts.cut += c->group[c->links.at[k].article] != c->group[i];
        }
    }
}

/* ---- second pass --------------------------------------------------------------------------------------- */

/* Groups that are compared together. */
typedef struct share {
    size_t first; /* in `members` of the pass */
    uint32_t n;
    uint64_t load; /* bytes of text */
} share;

typedef struct second_pass second_pass;

/* A share that is being compared. */
typedef struct batch {
    second_pass *pass;
    stm_corpus *c;
    stm_arena arena;
    stm_arena lanes[STM_CREW_MAX]; /* articles */
    const uint32_t *members;       /* n: articles, ascending */
    uint32_t n, threads;
    stm_crew *crew;         /* NULL: one thread */
    stm_article **articles; /* those that were fetched */
    uint8_t *asked;
    uint64_t *link; /* by link of the batch: its number among all */
    stm_err err;
    stm_status status;
} batch;

struct second_pass {
    stm_corpus *c;
    uint32_t *members; /* articles of all shares */
    share *shares;
    uint32_t n_shares, cap_shares, n_large; /* large ones first; none has more than one group */
    uint64_t enough;                        /* of text in one share, unless its only group has more */
    uint64_t small;                         /* of text in all groups that have no more than that */
    uint32_t threads, alone;                /* shares that are compared one after the other, by all threads */
    stm_corpus_sink sink;
    void *arg;
    pthread_mutex_t lock; /* of progress */
    batch *side_by_side;  /* by lane */
};

typedef struct fetch_call {
    batch *b;
    uint32_t lane, item;
    const stm_article **out;
    stm_err *err;
    stm_status status;
} fetch_call;

static void fetch(void *arg)
{
    fetch_call *f = arg;
    stm_article *article = NULL;
    f->status = stm_corpus_article(f->b->c, f->b->members[f->item], &f->b->lanes[f->lane], &article, f->err);
    *f->out = f->b->articles[f->item] = article;
    if (f->item + 1 < f->b->n && f->b->members[f->item + 1] >= f->b->c->n_kept) {
        stm_shelf_expect(&f->b->c->shelf, f->b->members[f->item + 1] - f->b->c->n_kept);
    }
}

static stm_status fetch_item(void *arg, uint32_t lane, uint32_t item, const stm_article **out, stm_err *err)
{
    fetch_call f = { arg, lane, item, out, err, STM_OK };
    stm_status status = stm_arena_protect(&f.b->lanes[lane], fetch, &f);
    return status == STM_OK ? f.status : no_memory(err);
}

static void furnish(void *arg)
{
    fetch_call *f = arg;
    stm_corpus_furnish(f->b->c, &f->b->lanes[f->lane], f->b->articles[f->item]);
}

static stm_status furnish_item(void *arg, uint32_t lane, uint32_t item, stm_err *err)
{
    fetch_call f = { arg, lane, item, NULL, err, STM_OK };
    return stm_arena_protect(&f.b->lanes[lane], furnish, &f) == STM_OK ? STM_OK : no_memory(err);
}

static stm_status recall(void *arg, uint64_t k, stm_arena *arena, stm_link_result *out, bool *known, stm_err *err)
{
    const batch *b = arg;
    return stm_kept_recall(b->c->kept, b->link[k], arena, out, known, err);
}

static stm_status note(void *arg, uint64_t k, stm_arena *arena, const stm_link_result *result, stm_err *err)
{
    const batch *b = arg;
    return stm_kept_note(b->c->kept, b->link[k], arena, result, err);
}

static void count_families(stm_corpus *c, const batch *b, const stm_reuse *reuse)
{
    for (uint32_t f = 0; f < reuse->families.n; f++) {
        c->families[b->members[reuse->families.at[f].articles.at[0]]]++;
    }
}

/* Inside the guard of b->arena. */
static void solve_batch(void *arg)
{
    batch *b = arg;
    stm_corpus *c = b->c;
    stm_batch_source source = { .arg = b, .fetch = fetch_item, .furnish = furnish_item };
    stm_batch work = {
        .n = b->n, .threads = b->threads, .crew = b->crew, .stock = c->stock, .number = b->members, .source = &source
    };
    stm_reuse reuse;
    STM_VEC(uint32_t) links = { 0 };
    STM_VEC(uint64_t) numbers = { 0 };
    STM_VEC(uint8_t) tells = { 0 };
    uint64_t *start = STM_NEW_ARRAY(&b->arena, uint64_t, (size_t)b->n + 1);
    b->articles = STM_NEW_ARRAY(&b->arena, stm_article *, b->n);
    b->asked = stm_arena_array(&b->arena, b->n, 1);
    for (uint32_t m = 0; m < b->n; m++) {
        uint32_t i = b->members[m];
        for (uint64_t k = c->links.start[i]; k < c->links.start[i + 1]; k++) {
            if (c->group[c->links.at[k].article] == c->group[i]) {
                stm_vec_push(&b->arena, &links, c->number[c->links.at[k].article]);
                stm_vec_push(&b->arena, &numbers, k);
                stm_vec_push(&b->arena, &tells, stm_link_tells(&c->links.at[k]));
            }
        }
        start[m + 1] = links.n;
        b->asked[m] = i >= c->n_before;
    }
    b->link = numbers.at;
    if (c->kept != NULL) {
        source.recall = recall;
        source.note = note;
        source.asked = c->options.all ? NULL : b->asked;
    }
    work.articles = STM_NEW_ARRAY(&b->arena, const stm_article *, b->n);
    work.link_start = start;
    work.links = links.at;
    work.tells = tells.at;
    b->status = stm_reuse_solve(&b->arena, &work, &reuse, &b->err);
    if (b->status == STM_OK) {
        count_families(c, b, &reuse);
        b->status = b->pass->sink(b->pass->arg, &b->arena, &reuse, b->articles, b->members, &b->err);
    }
}

static stm_status run_share(batch *b, const share *s, uint32_t threads, stm_crew *crew)
{
    second_pass *p = b->pass;
    const stm_corpus_options *o = &p->c->options;
    stm_status status;
    b->members = p->members + s->first;
    b->n = s->n;
    b->threads = threads;
    b->crew = crew;
    for (uint32_t m = 0; m < b->n; m++) {
        b->c->number[b->members[m]] = m;
    }
    status = stm_arena_protect(&b->arena, solve_batch, b);
    status = status == STM_OK ? b->status : no_memory(&b->err);
    stm_arena_reset(&b->arena);
    for (uint32_t k = 0; k < STM_CREW_MAX; k++) {
        stm_arena_fini(&b->lanes[k]);
    }
    if (o->on_progress != NULL) {
        (void)pthread_mutex_lock(&p->lock);
        o->on_progress(o->on_progress_arg, "comparing articles: beyond", p->members[s->first]);
        (void)pthread_mutex_unlock(&p->lock);
    }
    return status;
}

static stm_status run_alone(void *arg, stm_crew *crew)
{
    second_pass *p = arg;
    stm_status status = STM_OK;
    for (uint32_t i = 0; i < p->alone && status == STM_OK; i++) {
        status = run_share(&p->side_by_side[0], &p->shares[i], p->threads, crew);
    }
    return status;
}

static stm_status share_item(void *arg, uint32_t lane, uint32_t item)
{
    second_pass *p = arg;
    return run_share(&p->side_by_side[lane], &p->shares[p->alone + item], 1, NULL);
}

/* Large shares one after the other, each on all threads; the others side by side, as many as fit into the memory of a
 * batch: a thread then has nobody to wait for. Some steps of a large share are one thread's alone: meanwhile the
 * others do those beside, where these fit too. What is noted in an index has an order, so there all come in theirs. */
static stm_status run_shares(second_pass *p, stm_err *err)
{
    stm_corpus *c = p->c;
    uint32_t threads = c->options.threads < STM_CREW_MAX ? c->options.threads : STM_CREW_MAX;
    uint64_t fit = c->batch_bytes / p->enough, largest = p->n_large == 0 ? 0 : p->shares[0].load;
    uint32_t beside = c->kept != NULL || fit < 2 ? 1 : fit < threads ? (uint32_t)fit : threads;
    stm_crew_plan plan = {
        .threads = threads, .lead = run_alone, .lead_arg = p, .beside = share_item, .beside_arg = p
    };
    stm_status status = STM_OK;
    p->threads = threads;
    p->alone = beside > 1 && p->n_shares > 1 ? p->n_large : p->n_shares;
    p->side_by_side = stm_mem_zalloc(beside, sizeof *p->side_by_side);
    if (p->side_by_side == NULL) {
        return no_memory(err);
    }
    for (uint32_t k = 0; k < beside; k++) {
        batch *b = &p->side_by_side[k];
        b->pass = p;
        b->c = c;
        stm_arena_init_sharing(&b->arena, ARENA_BLOCK, c->stock);
        for (uint32_t x = 0; x < STM_CREW_MAX; x++) {
            stm_arena_init_sharing(&b->lanes[x], ARENA_BLOCK, c->stock);
        }
    }
    plan.lanes = beside;
    if (largest <= c->batch_bytes && (c->batch_bytes - largest) / p->enough >= beside - 1) {
        plan.n = p->n_shares - p->alone;
    }
    status = stm_crew_led(&plan);
    if (status == STM_OK && plan.n < p->n_shares - p->alone) {
        status = stm_crew_run(beside, p->n_shares - p->alone, share_item, p);
    }
    for (uint32_t k = 0; k < beside; k++) {
        if (p->side_by_side[k].err.status != STM_OK && err != NULL) {
            *err = p->side_by_side[k].err;
        }
        stm_arena_fini(&p->side_by_side[k].arena);
    }
    stm_mem_free(p->side_by_side);
    return status;
}

static int by_number(const void *x, const void *y)
{
    uint32_t a = *(const uint32_t *)x, b = *(const uint32_t *)y;
    return a < b ? -1 : a > b;
}

/* Large ones first, so that none is begun when the others are done. */
static int by_load(const void *x, const void *y)
{
    const share *a = x, *b = y;
    return a->load != b->load ? (a->load > b->load ? -1 : 1) : a->first < b->first ? -1 : 1;
}

static bool add_share(second_pass *p, size_t first, size_t end, uint64_t load)
{
    if (p->n_shares == p->cap_shares) {
        uint32_t cap = p->cap_shares * 2 + 64;
        share *shares = stm_mem_realloc(p->shares, cap * sizeof *shares);
        if (shares == NULL) {
            return false;
        }
        p->shares = shares;
        p->cap_shares = cap;
    }
    qsort(p->members + first, end - first, sizeof *p->members, by_number);
    p->shares[p->n_shares++] = (share){ first, (uint32_t)(end - first), load };
    p->n_large += load > p->enough;
    return true;
}

/* How much goes into the next share, of what is left for small ones. */
static uint64_t next_load(const second_pass *p, uint64_t left)
{
    uint64_t part = left / SHARE_LEFT;
    if (p->c->kept != NULL || p->small <= p->enough || part >= p->enough) {
        return p->enough;
    }
    return part < SHARE_LAST && SHARE_LAST < p->enough ? SHARE_LAST : part;
}

/* Groups in the order of their first articles; as many to a share as are enough. `size` and `chain` are spare. */
static stm_status share_out(second_pass *p, const uint64_t *bytes, const uint8_t *stirred, uint32_t *size,
                            uint32_t *chain, stm_err *err)
{
    stm_corpus *c = p->c;
    uint32_t n = c->links.n_articles;
    uint64_t load = 0, total = 0, left;
    size_t first = 0, end = 0;
    /* the members of each group as a chain from its first article */
    for (uint32_t i = 0; i < n; i++) {
        size[i] = 0;
        chain[i] = STM_NONE;
    }
    for (uint32_t i = n; i-- > 0;) {
        uint32_t g = c->group[i];
        size[g]++;
        if (g != i) {
            chain[i] = chain[g];
            chain[g] = i;
        }
    }
    for (uint32_t g = 0; g < n; g++) {
        total += c->group[g] == g && size[g] > 1 && stirred[g] != 0 ? bytes[g] : 0;
    }
    p->enough = total / SHARES < SHARE_LEAST ? SHARE_LEAST : total / SHARES > SHARE_MOST ? SHARE_MOST : total / SHARES;
    p->enough = c->batch_bytes < p->enough ? c->batch_bytes : p->enough;
    for (uint32_t g = 0; g < n; g++) {
        bool some = c->group[g] == g && size[g] > 1 && stirred[g] != 0;
        p->small += some && bytes[g] <= p->enough ? bytes[g] : 0;
    }
    left = p->small;
    for (uint32_t g = 0; g <= n; g++) {
        bool some = g < n && c->group[g] == g && size[g] > 1 && stirred[g] != 0;
        if (end > first && (g == n || (some && load + bytes[g] > next_load(p, left)))) {
            if (!add_share(p, first, end, load)) {
                return no_memory(err);
            }
            first = end;
            left -= load <= p->enough ? load : 0;
            load = 0;
        }
        for (uint32_t i = some ? g : STM_NONE; i != STM_NONE; i = chain[i]) {
            p->members[end++] = i;
        }
        load += some ? bytes[g] : 0;
    }
    c->counts.linked = end;
    c->counts.batches = p->n_shares;
    if (c->kept == NULL && p->n_shares > 1) {
        qsort(p->shares, p->n_shares, sizeof *p->shares, by_load);
    }
    return STM_OK;
}

/* ---- both ---------------------------------------------------------------------------------------------- */

/* The links of the index, then those of the new articles. */
static stm_status join_links(stm_corpus *c, stm_err *err)
{
    stm_links *l = &c->links;
    uint64_t before, found;
    stm_candidate *at;
    if (c->n_kept == 0) {
        return STM_OK;
    }
    before = c->kept->link_start[c->n_kept];
    found = l->start[l->n_articles];
    at = stm_mem_realloc(l->at, (size_t)(before + found + 1) * sizeof *at);
    if (at == NULL) {
        return no_memory(err);
    }
    l->at = at;
    memmove(at + before, at, (size_t)found * sizeof *at);
    memcpy(at, c->kept->links, (size_t)before * sizeof *at);
    memcpy(l->start, c->kept->link_start, ((size_t)c->n_kept + 1) * sizeof *l->start);
    for (uint32_t i = c->n_kept + 1; i <= l->n_articles; i++) {
        l->start[i] += before;
    }
    return STM_OK;
}

static stm_status find_links(stm_corpus *c, stm_err *err)
{
    stm_kept_seeds kept = { 0 };
    stm_links before = { 0 };
    stm_status status;
    if (c->kept != NULL) {
        kept = stm_kept_seeds_of(c->kept);
        before = (stm_links){ .start = c->kept->link_start, .at = c->kept->links, .n_articles = c->n_kept };
    }
    status = stm_postings_build(c->seeds, stm_corpus_size(c), c->kept == NULL ? NULL : &kept, c->options.threads,
                                &c->postings, err);
    if (status == STM_OK && c->kept != NULL) {
        status = stm_kept_keys_end(c->kept->keys, err);
    }
    status = status == STM_OK ? stm_links_find(&c->postings, &c->sketches, c->options.threads, !c->options.quick,
                                               &before, &c->links, err)
                              : status;
    stm_seeds_free(c->seeds);
    c->seeds = NULL;
    stm_postings_fini(&c->postings);
    if (!c->options.quick) { /* else they are looked at once more */
        stm_sketches_release(&c->sketches);
    }
    if (status == STM_OK) {
        c->counts.looked = c->links.looked;
        c->counts.probed = c->links.probed;
        c->counts.links = c->links.start[c->links.n_articles];
        status = join_links(c, err);
    }
    return status;
}

stm_status stm_corpus_compare(stm_corpus *c, stm_corpus_sink sink, void *arg, stm_err *err)
{
    size_t n = stm_corpus_size(c);
    uint32_t *spare;
    uint64_t *bytes;
    uint8_t *stirred;
    second_pass p = { .c = c, .sink = sink, .arg = arg };
    stm_status status;
    if (c->options.on_progress != NULL) {
        c->options.on_progress(c->options.on_progress_arg, "comparing articles:", c->shelf.n);
    }
    status = find_links(c, err);
    if (status != STM_OK) {
        return status;
    }
    c->group = stm_mem_alloc(n * sizeof *c->group);
    c->number = stm_mem_alloc(n * sizeof *c->number);
    c->families = stm_mem_zalloc(n, sizeof *c->families);
    bytes = stm_mem_alloc(n * sizeof *bytes);
    spare = stm_mem_alloc(n * 3 * sizeof *spare);
    stirred = stm_mem_zalloc(n, 1);
    if (c->group == NULL || c->number == NULL || c->families == NULL || bytes == NULL || spare == NULL ||
        stirred == NULL || pthread_mutex_init(&p.lock, NULL) != 0) {
        status = no_memory(err);
    } else {
        p.members = spare + 2 * n;
        if (c->n_kept > 0) {
            memcpy(c->families, c->kept->families, c->n_kept * sizeof *c->families);
        }
        make_groups(c, bytes, stirred);
        for (size_t i = 0; i < n; i++) { /* those that are in no group any more too */
            c->families[i] = stirred[i] != 0 ? 0 : c->families[i];
        }
        weigh(c, bytes);
        status = share_out(&p, bytes, stirred, spare, spare + n, err);
        status = status == STM_OK ? run_shares(&p, err) : status;
        (void)pthread_mutex_destroy(&p.lock);
    }
    stm_mem_free(p.shares);
    stm_mem_free(stirred);
    stm_mem_free(spare);
    stm_mem_free(bytes);
    return status;
}

/* ---- estimates ------------------------------------------------------------------------------------------ */

static double share_of(uint32_t letters, const stm_packed_sketch *s)
{
    uint32_t all = s->n == 0 ? 0 : stm_packed_place(s, s->n - 1) + STM_SEED_LETTERS;
    return letters >= all ? 1 : (double)letters / all;
}

/* Articles b that a lane takes at a time. */
#define STRETCH 256

typedef struct covers {
    const stm_corpus *c;
    struct cover { /* by link: what is shared of either article; less than 0: too little */
        double of_a, of_b;
    } * of_link;
    struct cover_lane {
        stm_prober prober;
        stm_sketch_room room_a, room_b;
        stm_err err;
    } lanes[STM_CREW_MAX];
} covers;

static stm_status cover_article(covers *v, struct cover_lane *l, uint32_t b)
{
    const stm_sketches *s = &v->c->sketches;
    const stm_links *links = &v->c->links;
    stm_packed_sketch of_a, of_b;
    stm_status status = stm_sketches_get(s, b, &l->room_b, &of_b, &l->err);
    if (status == STM_OK && !stm_prober_set(&l->prober, &of_b)) {
        status = no_memory(&l->err);
    }
    for (uint64_t k = links->start[b]; k < links->start[b + 1] && status == STM_OK; k++) {
        uint32_t a = links->at[k].article, in_a, in_b;
        status = stm_sketches_get(s, a, &l->room_a, &of_a, &l->err);
        if (status != STM_OK) {
            break;
        }
        stm_prober_cover(&l->prober, &of_a, s->noisy[a] | s->noisy[b] ? STM_PROBE_MIN_NOISY : STM_PROBE_MIN, &in_b,
                         &in_a);
        v->of_link[k] = in_a >= STM_QUICK_LETTERS && in_b >= STM_QUICK_LETTERS
                            ? (struct cover){ share_of(in_a, &of_a), share_of(in_b, &of_b) }
                            : (struct cover){ -1, -1 };
    }
    return status;
}

static stm_status cover_stretch(void *arg, uint32_t lane, uint32_t item)
{
    covers *v = arg;
    const stm_links *links = &v->c->links;
    uint32_t from = item * STRETCH, end = links->n_articles - from < STRETCH ? links->n_articles : from + STRETCH;
    stm_status status = STM_OK;
    for (uint32_t b = from; b < end && status == STM_OK; b++) {
        status = links->start[b] == links->start[b + 1] ? STM_OK : cover_article(v, &v->lanes[lane], b);
    }
    return status;
}

stm_status stm_corpus_estimate(stm_corpus *c, stm_corpus_estimate_sink sink, void *arg, stm_err *err)
{
    stm_status status = find_links(c, err);
    covers *v = stm_mem_zalloc(1, sizeof *v);
    uint32_t n = status == STM_OK ? c->links.n_articles : 0;
    if (v == NULL) {
        return no_memory(err);
    }
    v->c = c;
    if (status == STM_OK) {
        v->of_link = stm_mem_alloc((size_t)c->counts.links * sizeof *v->of_link);
        status = v->of_link == NULL ? no_memory(err) : STM_OK;
    }
    if (status == STM_OK) {
        status = stm_crew_run(c->options.threads, (n + STRETCH - 1) / STRETCH, cover_stretch, v);
    }
    for (uint32_t k = 0; k < STM_CREW_MAX; k++) {
        if (v->lanes[k].err.status != STM_OK && err != NULL) {
            *err = v->lanes[k].err;
        }
        stm_prober_fini(&v->lanes[k].prober);
        stm_sketch_room_fini(&v->lanes[k].room_a);
        stm_sketch_room_fini(&v->lanes[k].room_b);
    }
    for (uint32_t b = 0; b < n && status == STM_OK; b++) {
        c->counts.linked += c->links.start[b] != c->links.start[b + 1];
        for (uint64_t k = c->links.start[b]; k < c->links.start[b + 1] && status == STM_OK; k++) {
            if (v->of_link[k].of_a >= 0) {
                status = sink(arg, c->links.at[k].article, b, v->of_link[k].of_a, v->of_link[k].of_b, err);
            }
        }
    }
    stm_mem_free(v->of_link);
    stm_mem_free(v);
    return status;
}
