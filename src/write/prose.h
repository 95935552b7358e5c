/* prose.h: sentences about a record, said once and printed by several writers.
 *
 * In: a view and one of its items.  Out: calls of the writer's four functions, in reading order.  The digest
 * prints them as lines, the page as HTML with links.  Never: words that no passage bears out.
 */
#ifndef STM_WRITE_PROSE_H
#define STM_WRITE_PROSE_H

#include "write/view.h"

typedef struct stm_prose stm_prose;
struct stm_prose {
    stm_arena *arena;
    stm_buf *to;
    const stm_view *view;
    size_t limit; /* shown passages are cut after about this many bytes; 0: never */
    bool brief;   /* for lines, not for a page: of a note only its first part; a change with its context */
    void (*text)(stm_prose *prose, stm_str text);
    void (*strong)(stm_prose *prose, stm_str text);
    /* Words of an article. `shown` is what to print; quoted: in quotation marks. */
    void (*words)(stm_prose *prose, stm_passage at, stm_str shown, bool quoted);
    /* An article's name; it leads to the passage. */
    void (*article)(stm_prose *prose, stm_passage at);
};

void stm_prose_textz(stm_prose *prose, const char *text);
/* The words of a passage: in marks, unless they have marks of their own inside. */
void stm_prose_quote(stm_prose *prose, stm_passage at, stm_str shown);

/* What the item is about, as a heading without a full stop. */
void stm_prose_heading(stm_prose *prose, const stm_item *item);
/* One sentence that sums up lines and origins; nothing if there is nothing to say. */
void stm_prose_weight(stm_prose *prose, const stm_item *item);
/* One reading of a statement with all articles that carry it. */
void stm_prose_reading(stm_prose *prose, const stm_statement *statement, const stm_reading_group *group);
/* The two editions of a changed statement as one sentence; false, and nothing said, if there are not two. */
bool stm_prose_change(stm_prose *prose, const stm_statement *statement);
/* The same where the heading has named the one who says it. */
void stm_prose_witness(stm_prose *prose, const stm_statement *statement, const stm_reading_group *group);
void stm_prose_figure(stm_prose *prose, const stm_record_figure *figure, const stm_reading_group *group);
void stm_prose_variant(stm_prose *prose, const stm_utterance *utterance, const stm_reading_group *group);
void stm_prose_state(stm_prose *prose, const stm_proposal *proposal, const stm_reading_group *group);
/* ", planned", ", cancelled", or ", to come" of what is open and of a day after the last article, where the words do
 * not tell so; else nothing. */
void stm_prose_event_status(stm_prose *prose, const stm_event *event);
/* "says Mara Vint: " where one alone says so. */
void stm_prose_event_voice(stm_prose *prose, const stm_event *event);
/* The articles that tell it as printed, then "; see also" those that only speak of it in another way, then "; b has 12
 * March": true, some give another day. */
bool stm_prose_event_articles(stm_prose *prose, const stm_event *event);
/* "Harbour Post, Daily Lantern and Meridian": the articles of some passages, each once. */
void stm_prose_articles(stm_prose *prose, const stm_passage *at, uint32_t n);

/* ---- prose_mouths.c ---- */
/* Whom the article names as the one who says it, where that is nobody of the name of the utterance's speaker; NULL. */
stm_str stm_prose_other_speaker(const stm_prose *prose, const stm_utterance *utterance, const stm_variant *variant);
/* Who tells in the passage's article that `by` says it, where that is another than the article and `by`; NULL. */
stm_str stm_prose_reteller(const stm_prose *prose, stm_passage passage, stm_str by);
/* Of the lines of the statement how many tell what is said only as another tells it; that one's name, or NULL where
 * there are several. */
uint32_t stm_prose_lines_retold(const stm_prose *prose, const stm_statement *statement, stm_str *reteller);

/* "“They left,” he said. “They had to.”": the reading's words, where the passage has them in marks, as the pieces that
 * they are, to be put in marks as a whole; else NULL. `shown`: the words, cut to what is shown. */
stm_str stm_prose_in_pieces(const stm_prose *prose, const stm_statement_reading *reading, stm_str passage,
                            stm_str shown);

#endif
