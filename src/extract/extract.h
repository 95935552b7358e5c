/* extract.h: map of the stage `extract`: one article's times, figures, entities, quotations.
 *
 * Order in the pipeline: times -> figures -> entities -> quotations -> links (figures to quotations).
 * A lexicon is read-only after opening and shared by all threads. Everything here is called inside
 * stm_arena_protect of `arena` and allocates what it leaves in the article there.
 */
#ifndef STM_EXTRACT_EXTRACT_H
#define STM_EXTRACT_EXTRACT_H

#include "article/article.h"

/* Word lists of data/, indexed. */
typedef struct stm_lexicon stm_lexicon;
stm_status stm_lexicon_open(stm_lexicon **out, stm_err *err) STM_MUST_USE;
void stm_lexicon_close(stm_lexicon *lexicon);

/* The text cut into words as times and figures read them, stretch by stretch: cut once for an article. It depends on
 * the text alone and lives in `arena`. Below NULL may stand for it, and it is cut anew.
 */
typedef struct stm_stretches stm_stretches;
const stm_stretches *stm_stretches_cut(stm_arena *arena, const stm_lexicon *lexicon, const stm_article *article);

/* Finds time expressions and resolves those that article.published_day allows. */
void stm_extract_times(stm_arena *arena, const stm_lexicon *lexicon, const stm_stretches *words, stm_article *article);
/* Where the clock of the dateline's place and a weekday of the text tell that its day is not that of publication: sets
 * article.written_day and written_why. After times; true: they must be resolved again. Needs no trees.
 */
bool stm_find_local_day(stm_arena *arena, stm_article *article);
/* Counts the times inside quotations from the day of speaking, where a day is named beside the cue. After quotations.
 */
void stm_resolve_quoted_times(stm_arena *arena, const stm_lexicon *lexicon, const stm_stretches *words,
                              stm_article *article);
/* "An aid plan unveiled on Sunday": the day is the plan's, and the text goes on from the day that it was at. Needs
 * trees; false without them. */
bool stm_time_of_noun(const stm_article *article, stm_span at);
/* Resolves the deictic ones again after article.published_day has become known. */
void stm_resolve_times(stm_arena *arena, const stm_lexicon *lexicon, const stm_stretches *words, stm_article *article);
void stm_extract_figures(stm_arena *arena, const stm_lexicon *lexicon, const stm_stretches *words, stm_bounds bounds,
                         stm_article *article);
/* Joins name mentions into entities, adds titles, nominals and pronouns. */
void stm_extract_entities(stm_arena *arena, const stm_lexicon *lexicon, stm_article *article);
void stm_extract_quotations(stm_arena *arena, const stm_lexicon *lexicon, stm_article *article);
/* Sets figures[].quotation, where and holds_from/to. After entities and quotations. */
void stm_link_figures(stm_arena *arena, stm_article *article);

#endif
