/* candidates.c: see candidates.h. All fingerprints are sorted with their articles (least significant digit radix
 * sort); equal ones that stand in several articles become a list; an article then counts its partners by walking its
 * lists. A list that is longer than the cap is not walked whole: each article looks at the few before it, so that a
 * text with a million copies costs a million steps and not their square.
 *
 * In: sketches.  Out: lists, candidate pairs.  Cost: linear in fingerprints, and in the pairs that share one, where
 * an article meets at most STM_SEED_CAP others by one fingerprint.
 */
#include "reuse/candidates.h"

#include "reuse/reuse_tuning.h"

static void radix_sort(uint64_t *at, uint64_t *spare, size_t n)
{
    for (uint32_t shift = 0; shift < 64; shift += 8) {
        size_t count[257] = { 0 };
        uint64_t *swap = at;
        for (size_t i = 0; i < n; i++) {
            count[(at[i] >> shift & 255) + 1]++;
        }
        for (uint32_t d = 0; d < 256; d++) {
            count[d + 1] += count[d];
        }
        for (size_t i = 0; i < n; i++) {
            spare[count[at[i] >> shift & 255]++] = at[i];
        }
        at = spare;
        spare = swap;
    }
}

void stm_postings_build(stm_arena *arena, stm_arena *scratch, uint32_t *const *sketches, const uint32_t *sketch_n,
                        uint32_t n_articles, stm_postings *out)
{
    size_t total = 0, n_kept = 0, k = 0, of = 0;
    uint64_t *keys, *spare;
    uint32_t n_lists = 0;
    for (uint32_t a = 0; a < n_articles; a++) {
        total += sketch_n[a];
    }
    keys = STM_NEW_ARRAY(scratch, uint64_t, total);
    spare = STM_NEW_ARRAY(scratch, uint64_t, total);
    for (uint32_t a = 0; a < n_articles; a++) {
        for (uint32_t i = 0; i < sketch_n[a]; i++) {
            keys[k++] = (uint64_t)sketches[a][i] << 32 | a;
        }
    }
    radix_sort(keys, spare, total);
    /* keep each article once per fingerprint, and only fingerprints of two or more articles */
    for (size_t i = 0; i < total;) {
        size_t j = i, first = n_kept;
        uint32_t hash = (uint32_t)(keys[i] >> 32);
        while (j < total && (uint32_t)(keys[j] >> 32) == hash) {
            if (j == i || keys[j] != keys[j - 1]) {
                spare[n_kept++] = keys[j];
            }
            j++;
        }
        if (n_kept - first < 2) {
            n_kept = first;
        } else {
            n_lists++;
        }
        i = j;
    }
    out->n_articles = n_articles;
    out->n_lists = n_lists;
    out->articles = STM_NEW_ARRAY(arena, uint32_t, n_kept);
    out->list_start = STM_NEW_ARRAY(arena, uint32_t, (size_t)n_lists + 1);
    out->article_start = STM_NEW_ARRAY(arena, uint64_t, (size_t)n_articles + 2);
    out->of_article = STM_NEW_ARRAY(arena, uint32_t, n_kept);
    n_lists = 0;
    for (size_t i = 0; i < n_kept; i++) {
        out->articles[i] = (uint32_t)spare[i];
        out->article_start[(uint32_t)spare[i] + 2]++;
        if (i == 0 || spare[i] >> 32 != spare[i - 1] >> 32) {
            out->list_start[n_lists++] = (uint32_t)i;
        }
    }
    out->list_start[n_lists] = (uint32_t)n_kept;
    for (uint32_t a = 0; a < n_articles; a++) {
        out->article_start[a + 2] += out->article_start[a + 1];
    }
    for (uint32_t l = 0; l < n_lists; l++) {
        for (; of < out->list_start[l + 1]; of++) {
            out->of_article[out->article_start[out->articles[of] + 1]++] = l;
        }
    }
}

/* Where `article` stands in its ascending list. */
static uint32_t place_in(const uint32_t *list, uint32_t n, uint32_t article)
{
    uint32_t lo = 0, hi = n;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (list[mid] < article) {
            lo = mid + 1;
        } else {
            hi = mid;
        }
    }
    return lo;
}

/* The count that the STM_CANDIDATES_MAX best partners reach. */
static uint32_t least_count(const stm_candidate_scratch *s, uint32_t n)
{
    uint32_t histogram[256] = { 0 }, kept = 0, least = 255;
    if (n <= STM_CANDIDATES_MAX) {
        return STM_SEED_MIN_NOISY;
    }
    for (uint32_t i = 0; i < n; i++) {
        uint32_t c = s->count[s->touched[i]];
        histogram[c < 255 ? c : 255]++;
    }
    while (least > STM_SEED_MIN_NOISY && kept + histogram[least] <= STM_CANDIDATES_MAX) {
        kept += histogram[least--];
    }
    return least + 1;
}

uint32_t stm_candidates_find(const stm_postings *p, const bool *noisy, uint32_t article, stm_candidate_scratch *s,
                             stm_candidate *out)
{
    uint32_t n_touched = 0, n = 0, least;
    for (uint64_t i = p->article_start[article]; i < p->article_start[article + 1]; i++) {
        uint32_t l = p->of_article[i], n_list = p->list_start[l + 1] - p->list_start[l];
        const uint32_t *list = p->articles + p->list_start[l];
        uint32_t weight = n_list <= STM_SEED_RARE ? 4 : n_list <= STM_SEED_COMMON ? 2 : 1;
        uint32_t place = n_list > STM_SEED_CAP ? place_in(list, n_list, article) : 0;
        for (uint32_t k = place > STM_SEED_WINDOW ? place - STM_SEED_WINDOW : 0; k < n_list && list[k] < article; k++) {
            if (s->count[list[k]] == 0) {
                s->touched[n_touched++] = list[k];
            }
            s->count[list[k]] += weight;
        }
    }
    least = least_count(s, n_touched);
    for (uint32_t i = 0; i < n_touched; i++) {
        uint32_t other = s->touched[i], shared = s->count[other];
        uint32_t enough = noisy[article] || noisy[other] ? STM_SEED_MIN_NOISY : STM_SEED_MIN;
        s->count[other] = 0;
        if (shared >= enough && shared >= least && n < STM_CANDIDATES_MAX) {
            out[n++] = (stm_candidate){ other, shared };
        }
    }
    /* ascending: insertion into the few, heap order into the many */
    for (uint32_t gap = n / 2; gap > 0; gap /= 2) {
        for (uint32_t i = gap; i < n; i++) {
            stm_candidate c = out[i];
            uint32_t k = i;
            for (; k >= gap && out[k - gap].article > c.article; k -= gap) {
                out[k] = out[k - gap];
            }
            out[k] = c;
        }
    }
    return n;
}
