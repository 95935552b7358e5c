/* commonplace.c: see commonplace.h. What thousands of articles of one agency have in common (who was not available for
 * comment, what analysts had expected, what an index measures) links each of them with dozens of others, and of a
 * hundred such links two are left when passages are judged. Their fingerprints show it before anything is folded: many
 * articles before have them. So have those of a text that was printed by many; but these are kin. A few of the links
 * are aligned nevertheless, to tell boilerplate in what is left.
 *
 * In: candidates, article by article.  Out: those worth aligning.  Never: looks at what comes later.
 * Cost: linear in the candidates. Memory: 9 bytes for each article.
 */
#include "reuse/commonplace.h"

uint32_t stm_commonplace_best(stm_candidate *at, uint32_t n, stm_candidate c)
{
    uint32_t k = n;
    while (k > 0 && stm_commonplace_better(&c, &at[k - 1])) {
        k--;
    }
    if (k == STM_COMMON_TRIED) {
        return n;
    }
    n += n < STM_COMMON_TRIED;
    memmove(at + k + 1, at + k, (n - k - 1) * sizeof *at);
    at[k] = c;
    return n;
}

bool stm_kindred_init(stm_kindred *k, const stm_sketches *sketches, uint32_t n)
{
    *k = (stm_kindred){ sketches, stm_mem_alloc(n * sizeof *k->up), stm_mem_zalloc(n, sizeof *k->met),
                        stm_mem_zalloc(n, sizeof *k->told) };
    for (uint32_t i = 0; i < n && k->up != NULL; i++) {
        k->up[i] = i;
    }
    return k->up != NULL && k->met != NULL && k->told != NULL;
}

void stm_kindred_fini(stm_kindred *k)
{
    stm_mem_free(k->up);
    stm_mem_free(k->met);
    stm_mem_free(k->told);
    *k = (stm_kindred){ NULL, NULL, NULL, NULL };
}

static uint32_t root_of(uint32_t *up, uint32_t x)
{
    while (up[x] != x) {
        up[x] = up[up[x]];
        x = up[x];
    }
    return x;
}

void stm_kindred_join(stm_kindred *k, uint32_t article, const stm_candidate *at, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        uint32_t x = stm_sketches_count(k->sketches, article), y = stm_sketches_count(k->sketches, at[i].article);
        if ((uint64_t)at[i].count * 100 >= (uint64_t)(x < y ? x : y) * STM_KINDRED_PERCENT) {
            x = root_of(k->up, article);
            y = root_of(k->up, at[i].article);
            k->up[x > y ? x : y] = x < y ? x : y;
        }
    }
}

void stm_kindred_tell(stm_kindred *k, uint32_t a, uint32_t b)
{
    k->told[a] += k->told[a] < UINT8_MAX;
    k->told[b] += k->told[b] < UINT8_MAX;
}

uint32_t stm_kindred_sift(stm_kindred *k, uint32_t article, stm_candidate *at, uint32_t *n_tried, uint32_t n)
{
    uint32_t own = root_of(k->up, article), all = *n_tried + n, kept = 0, tried = *n_tried;
    for (uint32_t i = 0; i < all; i++) {
        k->met[root_of(k->up, at[i].article)]++;
    }
    for (uint32_t i = 0; i < all; i++) { /* candidates of no kin: none */
        uint32_t root = root_of(k->up, at[i].article);
        if (root != own && k->met[root] < STM_KINDRED_MANY) {
            at[i].shared = 0;
        }
    }
    for (uint32_t i = 0; i < all; i++) {
        k->met[root_of(k->up, at[i].article)] = 0;
    }
    *n_tried = 0;
    for (uint32_t i = 0; i < all; i++) {
        bool tells = i < tried && at[i].shared == 0 && k->told[at[i].article] < STM_COMMON_TOLD;
        if (tells) {
            stm_kindred_tell(k, article, at[i].article);
        }
        if (tells || at[i].shared != 0) {
            *n_tried += i < tried;
            at[kept++] = at[i];
        }
    }
    return kept - *n_tried;
}
