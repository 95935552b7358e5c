/* story.h: map of the stage `story`: which articles are about one happening, and what day an undated one is of.
 *
 * In: annotated articles, reuse.  Out: groups of article indexes; article.published* for undated ones;
 * article.written*.
 */
#ifndef STM_STORY_STORY_H
#define STM_STORY_STORY_H

#include "reuse/reuse.h"

typedef struct stm_grouping {
    STM_VEC(stm_u32s) stories; /* each ascending; by first article; every article in exactly one */
} stm_grouping;

/* Finds the stories of a mixed stream, the same at any number of threads. `reuse` may be NULL. The result lives in
 * `arena`. STM_NO_MEMORY, and then `out` is empty. */
stm_status stm_story_group(stm_arena *arena, stm_article *const *articles, uint32_t n, const stm_reuse *reuse,
                           uint32_t threads, stm_grouping *out, stm_err *err) STM_MUST_USE;

/* Dates the undated articles of one story from its others; sets published*, published_from STORY or TEXT. */
void stm_story_date(stm_arena *arena, stm_article *const *articles, const stm_u32s *members, const stm_reuse *reuse);

/* Finds the articles whose "today" is the day before their publication, as relatives of the text tell; sets written_day
 * and written_why of every dated member. Their times are resolved again by whoever calls. After stm_story_date. */
void stm_story_written(stm_arena *arena, stm_article *const *articles, const stm_u32s *members, const stm_reuse *reuse);

#endif
