/* story.c: groups articles into stories. */
#include "story/story.h"

void stm_story_group(stm_arena *arena, stm_article *const *articles, uint32_t n, const stm_reuse *reuse,
                     stm_grouping *out)
{
    (void)articles, (void)reuse;
    memset(out, 0, sizeof *out);
    if (n > 0) {
        stm_u32s *story = stm_vec_add(arena, &out->stories);
        for (uint32_t i = 0; i < n; i++) {
            stm_vec_push(arena, story, i);
        }
    }
}
