/* links.h: which pairs of articles are worth aligning.
 *
 * Invariants: (1) links depend on the articles and their order alone, not on threads or memory. (2) an article's links
 * depend on it and the articles before it alone: the links of the first articles of an input are the first links of the
 * whole, which is what a kept index rests on.
 */
#ifndef STM_REUSE_LINKS_H
#define STM_REUSE_LINKS_H

#include "reuse/candidates.h"
#include "reuse/prober.h"

/* Whether a link tells boilerplate alone, and makes no pair. */
static inline bool stm_link_tells(const stm_candidate *c) { return c->shared == 0; }

/* All links of all articles; none of those before postings.first. */
typedef struct stm_links {
    uint64_t *start;   /* n_articles + 1: where an article's links begin in `at` */
    stm_candidate *at; /* ascending for each article */
    uint32_t n_articles;
    uint64_t looked, probed; /* statistics: articles met in lists; pairs of sketches compared */
} stm_links;

/* The links of articles before `postings->first` are in `before` (where there are any): later ones rest on them.
 * `witnesses`: with the weaker candidates that boilerplate is told by, and without those that are commonplace
 * (commonplace.h); false: for estimates alone, without what is too little for one (STM_QUICK_MIN). */
stm_status stm_links_find(const stm_postings *postings, const stm_sketches *sketches, uint32_t threads, bool witnesses,
                          const stm_links *before, stm_links *out, stm_err *err) STM_MUST_USE;
void stm_links_fini(stm_links *links);

#endif
