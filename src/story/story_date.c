/* story_date.c: dates the undated articles of a story. */
#include "story/story.h"

void stm_story_date(stm_arena *arena, stm_article *const *articles, const stm_u32s *members, const stm_reuse *reuse)
{
    (void)arena, (void)articles, (void)members, (void)reuse;
}
