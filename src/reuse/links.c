/* links.c: see links.h. The candidates of an article are probed: do the fingerprints in common stand in one order, at
 * like distances? What is commonplace is put aside before, and judged in the order of the articles, when all are done:
 * some of it is worth probing too, and some is aligned to tell boilerplate.
 *
 * In: lists, sketches.  Out: links.  Cost: that of the candidates, and linear in the sketches of each pair probed.
 * Memory: the links, and those of candidates.h and commonplace.h.
 */
#include "reuse/links.h"

#include "base/crew.h"
#include "reuse/commonplace.h"

static stm_status no_memory(stm_err *err) { return stm_fail(err, STM_NO_MEMORY, "out of memory while comparing"); }

typedef struct search_lane {
    stm_candidate_scratch scratch;
    stm_prober prober;
    stm_sketch_room room_a, room_b;
    uint64_t probed;
    stm_err err;
    uint32_t n_witnesses;
    stm_candidate *found; /* STM_CANDIDATES_MAX + STM_WITNESSES, and STM_CANDIDATES_MAX that are not looked at */
    stm_candidate *at;    /* of all articles that this lane did */
    size_t n, cap;
    stm_candidate *late; /* of those that it looked at once more */
    size_t n_late, cap_late;
} search_lane;

/* Where the links of an article are. Until what is commonplace is judged, that stands behind them: what was probed, and
 * what was not. */
typedef struct place {
    uint32_t lane, n, n_tried, n_common;
    bool late; /* which of the lane's two rows it is in */
    uint64_t first;
} place;

typedef struct search {
    const stm_postings *postings;
    const stm_sketches *sketches;
    search_lane *lanes[STM_CREW_MAX]; /* NULL: it has done nothing yet */
    place *places;                    /* by article */
    bool witnesses;
    const stm_links *before;
} search;

#define STRETCH 64 /* articles that a lane takes at a time */

/* Takes out what shares no passage. */
static stm_status probe(search *s, search_lane *l, uint32_t article, stm_candidate *at, uint32_t *n)
{
    stm_packed_sketch b;
    const bool few = article < STM_MATCH_FEW;
    const stm_probe of_clean = { STM_PROBE_MIN, STM_PROBE_LETTERS, few ? 0 : STM_PROBE_COVERED,
                                 few ? 0 : STM_PROBE_WORTH };
    const stm_probe of_noisy = { STM_PROBE_MIN_NOISY, STM_PROBE_LETTERS_NOISY, 0, 0 };
    uint32_t kept = 0;
    stm_status status = STM_OK;
    for (uint32_t k = 0; k < *n && status == STM_OK; k++) {
        uint32_t other = at[k].article;
        bool noisy = (s->sketches->noisy[article] | s->sketches->noisy[other]) != 0;
        if (k + 1 < *n) {
            stm_sketches_expect(s->sketches, at[k + 1].article);
        }
        if ((s->sketches->noisy[article] & s->sketches->noisy[other]) != 0) {
            at[kept++] = at[k]; /* too little is left of a passage to tell */
            continue;
        }
        status = stm_sketches_get(s->sketches, other, &l->room_b, &b, &l->err);
        if (status == STM_OK && stm_prober_enough(&l->prober, &b, noisy ? &of_noisy : &of_clean)) {
            at[kept++] = at[k];
        }
    }
    l->probed += *n;
    *n = kept;
    return status;
}

/* Whether a link rests on so little that it may be boilerplate and no more: a small part of the shorter sketch. */
static bool rests_on_little(const stm_sketches *s, uint32_t article, const stm_candidate *at, uint32_t n)
{
    uint32_t own = stm_sketches_count(s, article);
    for (uint32_t k = 0; k < n; k++) {
        uint32_t other = stm_sketches_count(s, at[k].article), least = own < other ? own : other;
        if ((uint64_t)at[k].count * 100 < (uint64_t)least * STM_WITNESS_PERCENT) {
            return true;
        }
    }
    return false;
}

/* Takes out what cannot reach STM_QUICK_LETTERS, without a look at it. */
static uint32_t leave_little(const uint8_t *noisy, uint32_t article, stm_candidate *at, uint32_t n)
{
    uint32_t kept = 0;
    for (uint32_t k = 0; k < n; k++) {
        if ((noisy[article] | noisy[at[k].article]) != 0 || at[k].count >= STM_QUICK_MIN) {
            at[kept++] = at[k];
        }
    }
    return kept;
}

/* Candidates, in l->found, and at found + STM_CANDIDATES_MAX witnesses, where they cost nothing; else these are found
 * when an article turns out to need any, for few do. */
static uint32_t find_candidates(const search *s, search_lane *l, uint32_t article)
{
    stm_candidate *witnesses = s->witnesses && stm_candidates_at_once(article) ? l->found + STM_CANDIDATES_MAX : NULL;
    return stm_candidates_find(s->postings, s->sketches->noisy, article, &l->scratch, l->found, witnesses,
                               &l->n_witnesses);
}

static uint32_t find_witnesses(const search *s, search_lane *l, uint32_t article)
{
    stm_candidate *witnesses = l->found + STM_CANDIDATES_MAX, *again = witnesses + STM_WITNESSES;
    if (!stm_candidates_at_once(article)) {
        (void)stm_candidates_find(s->postings, s->sketches->noisy, article, &l->scratch, again, witnesses,
                                  &l->n_witnesses);
    }
    return l->n_witnesses;
}

/* Adds them to the links of one article. */
static stm_status add_witnesses(search *s, search_lane *l, uint32_t article, uint32_t *n)
{
    uint32_t m = find_witnesses(s, l, article);
    stm_status status = probe(s, l, article, l->found + STM_CANDIDATES_MAX, &m);
    memmove(l->found + *n, l->found + STM_CANDIDATES_MAX, m * sizeof *l->found);
    *n += m;
    stm_candidates_sort(l->found, *n);
    return status;
}

static stm_status set_prober(search *s, search_lane *l, uint32_t article)
{
    stm_packed_sketch a;
    stm_status status = stm_sketches_get(s->sketches, article, &l->room_a, &a, &l->err);
    if (status == STM_OK && !stm_prober_set(&l->prober, &a)) {
        status = no_memory(&l->err);
    }
    return status;
}

/* Puts what is commonplace behind the other candidates, of which it returns the number. */
static uint32_t part_common(const search *s, search_lane *l, uint32_t article, uint32_t n)
{
    stm_candidate *common = l->found + STM_CANDIDATES_MAX + STM_WITNESSES;
    uint32_t own = stm_sketches_count(s->sketches, article), kept = 0, n_common = 0;
    for (uint32_t k = 0; k < n; k++) {
        stm_candidate c = l->found[k];
        uint32_t other = stm_sketches_count(s->sketches, c.article);
        if ((s->sketches->noisy[article] | s->sketches->noisy[c.article]) == 0 &&
            stm_is_commonplace(&c, own < other ? own : other)) {
            common[n_common++] = c;
        } else {
            l->found[kept++] = c;
        }
    }
    if (n_common != 0) {
        memcpy(l->found + kept, common, n_common * sizeof *common);
    }
    return kept;
}

/* Probes the best of what is commonplace and of the witnesses; p->n_common of the former stand behind the links. */
static stm_status try_common(search *s, search_lane *l, uint32_t article, place *p)
{
    stm_candidate tried[STM_COMMON_TRIED], *at = l->found + p->n;
    uint32_t n = p->n_common, m = find_witnesses(s, l, article), n_tried = 0, kept = 0;
    stm_status status;
    memmove(at + n, l->found + STM_CANDIDATES_MAX, m * sizeof *at);
    for (uint32_t k = n; k < n + m; k++) {
        at[k].shared = 0; /* no candidates themselves */
    }
    for (uint32_t k = 0; k < n + m; k++) {
        n_tried = stm_commonplace_best(tried, n_tried, at[k]);
    }
    for (uint32_t k = 0; k < n; k++) {
        if (n_tried == 0 || stm_commonplace_better(&tried[n_tried - 1], &at[k])) {
            at[kept++] = at[k];
        }
    }
    memmove(at + n_tried, at, kept * sizeof *at);
    memcpy(at, tried, n_tried * sizeof *at);
    stm_candidates_sort(at, n_tried);
    p->n_tried = n_tried;
    status = probe(s, l, article, at, &p->n_tried);
    memmove(at + p->n_tried, at + n_tried, kept * sizeof *at);
    p->n_common = kept;
    return status;
}

/* The links of one article, in l->found; behind them what is commonplace. */
static stm_status search_article(search *s, search_lane *l, uint32_t article, place *p)
{
    uint32_t n;
    bool few = article < STM_MATCH_FEW;
    stm_status status;
    stm_sketches_expect(s->sketches, article); /* most are probed */
    n = find_candidates(s, l, article);
    if (!s->witnesses) {
        n = leave_little(s->sketches->noisy, article, l->found, n);
    }
    p->n = s->witnesses && !few ? part_common(s, l, article, n) : n;
    p->n_common = n - p->n;
    n = p->n;
    if (n == 0) {
        return STM_OK;
    }
    stm_sketches_expect(s->sketches, l->found[0].article);
    status = set_prober(s, l, article);
    status = status == STM_OK ? probe(s, l, article, l->found, &p->n) : status;
    memmove(l->found + p->n, l->found + n, p->n_common * sizeof *l->found);
    if (status == STM_OK && s->witnesses && rests_on_little(s->sketches, article, l->found, p->n)) {
        status = few ? add_witnesses(s, l, article, &p->n) : try_common(s, l, article, p);
    }
    return status;
}

/* Puts candidates behind the others of a row. False: no memory. */
static bool put(stm_candidate **at, size_t *n, size_t *cap, const stm_candidate *found, uint32_t n_found)
{
    if (*n + n_found > *cap) {
        size_t grown = (*n + n_found) * 2 + 1024;
        stm_candidate *moved = stm_mem_realloc(*at, grown * sizeof *moved);
        if (moved == NULL) {
            return false;
        }
        *at = moved;
        *cap = grown;
    }
    if (n_found != 0) {
        memcpy(*at + *n, found, n_found * sizeof *found);
    }
    *n += n_found;
    return true;
}

/* NULL: no memory. */
static search_lane *lane_of(search *s, uint32_t lane)
{
    uint32_t n = s->postings->n_articles;
    search_lane *l = s->lanes[lane];
    if (l != NULL) {
        return l;
    }
    l = s->lanes[lane] = stm_mem_zalloc(1, sizeof *l);
    if (l == NULL) {
        return NULL;
    }
    l->found = stm_mem_alloc((2 * STM_CANDIDATES_MAX + STM_WITNESSES) * sizeof *l->found);
    l->scratch.count = stm_mem_zalloc(n, sizeof *l->scratch.count);
    l->scratch.touched = stm_mem_zalloc((size_t)n + 1, sizeof *l->scratch.touched);
    l->scratch.counted = stm_mem_zalloc((size_t)n + 1, sizeof *l->scratch.counted);
    for (uint32_t a = 0; a < n; a++) {
        l->scratch.some_noisy[a % STM_ROUGH] |= s->sketches->noisy[a];
    }
    return l->found != NULL && l->scratch.count != NULL && l->scratch.touched != NULL && l->scratch.counted != NULL
               ? l
               : NULL;
}

static stm_status search_stretch(void *arg, uint32_t lane, uint32_t item)
{
    search *s = arg;
    search_lane *l = lane_of(s, lane);
    uint32_t n = s->postings->n_articles, from = s->postings->first + item * STRETCH;
    uint32_t end = n - from < STRETCH ? n : from + STRETCH;
    if (l == NULL) {
        return STM_NO_MEMORY;
    }
    for (uint32_t a = from; a < end; a++) {
        place p = { .lane = lane };
        stm_status status = search_article(s, l, a, &p);
        if (status != STM_OK) {
            return status;
        }
        p.first = l->n;
        if (!put(&l->at, &l->n, &l->cap, l->found, p.n + p.n_tried + p.n_common)) {
            return STM_NO_MEMORY;
        }
        s->places[a] = p;
    }
    return STM_OK;
}

static stm_candidate *found_of(const search *s, uint32_t article)
{
    const place *p = &s->places[article];
    const search_lane *l = s->lanes[p->lane];
    stm_candidate *found = l == NULL ? NULL : p->late ? l->late : l->at;
    return found == NULL ? NULL : found + p->first; /* nothing was found for any article yet */
}

/* ---- what is commonplace ------------------------------------------------------------------------------- */

/* Kin by the links of an index; weaker ones of the first articles make none. */
static void join_before(const search *s, stm_kindred *kin, uint32_t article)
{
    for (uint64_t k = s->before->start[article]; k < s->before->start[article + 1]; k++) {
        const stm_candidate *c = &s->before->at[k];
        uint32_t of_noisy = (uint32_t)s->sketches->noisy[article] + s->sketches->noisy[c->article];
        if (stm_link_tells(c)) {
            stm_kindred_tell(kin, article, c->article);
        } else if (c->shared >= stm_candidates_weight(article, of_noisy)) {
            stm_kindred_join(kin, article, c, 1);
        }
    }
}

/* Says what of it is a link, and what is to be looked at once more: article by article, by those before. */
static stm_status judge_common(search *s)
{
    stm_kindred kin;
    stm_status status = stm_kindred_init(&kin, s->sketches, s->postings->n_articles) ? STM_OK : STM_NO_MEMORY;
    for (uint32_t a = 0; a < s->postings->n_articles && status == STM_OK; a++) {
        place *p = &s->places[a];
        if (a < s->postings->first) {
            join_before(s, &kin, a);
            continue;
        }
        stm_kindred_join(&kin, a, found_of(s, a), p->n);
        if (p->n_tried + p->n_common != 0) {
            uint32_t n_links = p->n_tried;
            p->n_common = stm_kindred_sift(&kin, a, found_of(s, a) + p->n, &n_links, p->n_common);
            p->n += n_links;
            p->n_tried = 0;
            stm_candidates_sort(found_of(s, a), p->n);
        }
    }
    stm_kindred_fini(&kin);
    return status;
}

/* Probes what is left of it. */
static stm_status search_late(search *s, uint32_t lane, uint32_t article)
{
    search_lane *l = lane_of(s, lane);
    place *p = &s->places[article];
    uint32_t n = p->n, more = p->n_common;
    stm_status status = l == NULL ? STM_NO_MEMORY : set_prober(s, l, article);
    if (status != STM_OK) {
        return status;
    }
    memcpy(l->found, found_of(s, article), (n + more) * sizeof *l->found);
    status = probe(s, l, article, l->found + n, &more);
    n += more;
    stm_candidates_sort(l->found, n);
    if (status == STM_OK && !put(&l->late, &l->n_late, &l->cap_late, l->found, n)) {
        status = STM_NO_MEMORY;
    }
    *p = (place){ .lane = lane, .n = n, .late = true, .first = l->n_late - n };
    return status;
}

static stm_status late_stretch(void *arg, uint32_t lane, uint32_t item)
{
    search *s = arg;
    uint32_t n = s->postings->n_articles, from = s->postings->first + item * STRETCH;
    uint32_t end = n - from < STRETCH ? n : from + STRETCH;
    stm_status status = STM_OK;
    for (uint32_t a = from; a < end && status == STM_OK; a++) {
        status = s->places[a].n_common == 0 ? STM_OK : search_late(s, lane, a);
    }
    return status;
}

/* ---- all articles -------------------------------------------------------------------------------------- */

static stm_status join_lanes(search *s, stm_links *out)
{
    uint32_t n = s->postings->n_articles;
    uint64_t total = 0;
    for (uint32_t k = 0; k < STM_CREW_MAX; k++) {
        const search_lane *l = s->lanes[k];
        if (l != NULL) {
            total += l->n;
            out->looked += l->scratch.looked;
            out->probed += l->probed;
        }
    }
    out->n_articles = n;
    out->start = stm_mem_alloc(((size_t)n + 1) * sizeof *out->start);
    out->at = stm_mem_alloc((size_t)total * sizeof *out->at);
    if (out->start == NULL || out->at == NULL) {
        return STM_NO_MEMORY;
    }
    out->start[0] = 0;
    for (uint32_t a = 0; a < n; a++) {
        const place *p = &s->places[a];
        out->start[a + 1] = out->start[a] + p->n;
        if (p->n != 0) {
            memcpy(out->at + out->start[a], found_of(s, a), p->n * sizeof *out->at);
        }
    }
    return STM_OK;
}

static void free_lane(search_lane *l)
{
    if (l != NULL) {
        stm_prober_fini(&l->prober);
        stm_sketch_room_fini(&l->room_a);
        stm_sketch_room_fini(&l->room_b);
        stm_mem_free(l->scratch.count);
        stm_mem_free(l->scratch.touched);
        stm_mem_free(l->scratch.counted);
        stm_mem_free(l->found);
        stm_mem_free(l->at);
        stm_mem_free(l->late);
        stm_mem_free(l);
    }
}

stm_status stm_links_find(const stm_postings *postings, const stm_sketches *sketches, uint32_t threads, bool witnesses,
                          const stm_links *before, stm_links *out, stm_err *err)
{
    search *s = stm_mem_zalloc(1, sizeof *s);
    stm_status status = STM_NO_MEMORY;
    *out = (stm_links){ 0 };
    if (s != NULL) {
        s->postings = postings;
        s->sketches = sketches;
        s->witnesses = witnesses;
        s->before = before;
        s->places = stm_mem_zalloc(postings->n_articles, sizeof *s->places);
        if (s->places != NULL) {
            uint32_t n = (postings->n_articles - postings->first + STRETCH - 1) / STRETCH;
            status = stm_crew_run(threads, n, search_stretch, s);
            if (status == STM_OK && witnesses) {
                status = judge_common(s);
                status = status == STM_OK ? stm_crew_run(threads, n, late_stretch, s) : status;
            }
        }
        status = status == STM_OK ? join_lanes(s, out) : status;
        for (uint32_t k = 0; k < STM_CREW_MAX; k++) {
            if (s->lanes[k] != NULL && s->lanes[k]->err.status != STM_OK && err != NULL) {
                *err = s->lanes[k]->err;
            }
            free_lane(s->lanes[k]);
        }
        stm_mem_free(s->places);
        stm_mem_free(s);
    }
    return status == STM_NO_MEMORY ? no_memory(err) : status;
}

void stm_links_fini(stm_links *l)
{
    stm_mem_free(l->start);
    stm_mem_free(l->at);
    *l = (stm_links){ 0 };
}
