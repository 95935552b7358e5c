/* view.h: one story as its reader meets it: what to show, in which order, under which names.
 *
 * In: a run and one of its records.  Out: article names, lines of text, items sorted into sections, most telling
 * first.  The digest and the page walk the same view, so that they never say different things.
 * Invariants: (1) an item stands in one section. (2) the order depends on the record only.
 */
#ifndef STM_WRITE_VIEW_H
#define STM_WRITE_VIEW_H

#include "engine/engine.h"

typedef enum stm_section {
    STM_SEC_CONTESTED,  /* denied, doubted, told differently by independent lines */
    STM_SEC_ONE_ORIGIN, /* many lines carry it, one person or body says it */
    STM_SEC_CHANGED,    /* differs between editions of one text */
    STM_SEC_AGREED,
    STM_SEC_QUOTES,  /* one saying in several versions */
    STM_SEC_FIGURES, /* one quantity read several times */
    STM_SEC_PROPOSALS,
    STM_SEC_TIMELINE,
    STM_SEC_COUNT
} stm_section;

typedef enum stm_item_kind {
    STM_ITEM_STATEMENT,
    STM_ITEM_FIGURE,
    STM_ITEM_UTTERANCE,
    STM_ITEM_PROPOSAL,
    STM_ITEM_EVENT
} stm_item_kind;

typedef struct stm_item {
    stm_section section;
    stm_item_kind kind;
    uint32_t index; /* in the record's array of that kind */
    uint32_t lines;
    bool low;          /* after all others of its section */
    uint32_t rank;     /* order within the section: lines, and more for an open denial */
    double confidence; /* NaN: not said */
    bool plain;        /* nothing to compare: one article only, the same words within one line of text, or another
                        item tells of the same passages */
} stm_item;
typedef STM_VEC(stm_item) stm_items;

typedef struct stm_view_options {
    uint32_t min_lines; /* leave out what fewer lines carry; 0: no bound */
    bool all;           /* also unsure items and plain ones */
    double sure;        /* an item with less confidence is unsure; 0: STM_VIEW_SURE */
    const char *matter; /* NULL, or "conflict", "quotes", "figures", "timeline" */
} stm_view_options;

#define STM_VIEW_SURE 0.5 /* items with less confidence are shown only when asked for */

typedef struct stm_view {
    const stm_run *run;
    const stm_record *record;
    stm_str *names;      /* by article index: the outlet where that tells the articles apart, else the id */
    uint32_t *line_of;   /* by article index: number of its line of text in its story, from 0; STM_NONE: no story yet */
    uint32_t *family_of; /* by article index: index into the run's families, or STM_NONE */
    uint32_t n_lines;
    double sure; /* items with less confidence are unsure */
    stm_items sections[STM_SEC_COUNT];
} stm_view;

/* Call inside stm_arena_protect. `options` may be NULL. `before`: another view of the same run, or NULL; the arrays by
 * article are then shared, so that the views of many stories take no more room than their articles. */
void stm_view_make(stm_arena *arena, const stm_run *run, const stm_record *record, const stm_view_options *options,
                   const stm_view *before, stm_view *out);

/* Items of the timeline, sorted by day: those of one day by the hour, then by lines, then as the texts have them. */
void stm_view_order_events(const stm_view *view, stm_items *items);

/* How many items of a record stand under "Contested" and are neither unsure nor plain. Needs no articles. */
uint32_t stm_view_contested(const stm_record *record);

/* "Contested", "Many lines, one origin", ... and one line that explains the section. */
const char *stm_section_title(stm_section section);
const char *stm_section_about(stm_section section);

/* The text of a passage on one line, its dateline left off, white space folded, cut at a word's end after about `limit`
 * bytes (0: never). */
stm_str stm_view_words(stm_arena *arena, const stm_view *view, stm_passage passage, size_t limit);
/* `s` on one line, cut at a word's end after about `limit` bytes (0: never). */
stm_str stm_view_short(stm_arena *arena, stm_str s, size_t limit);
/* `s` with a quotation mark put before a stray closing one, and behind a stray opening one: passages may begin or
 * end inside a quotation. */
stm_str stm_view_balanced(stm_arena *arena, stm_str s);
/* A few words before and behind `words` where they stand in the passage, cut ends marked with "…"; NULL if they
 * do not stand there. */
stm_str stm_view_context(stm_arena *arena, const stm_view *view, stm_passage passage, stm_str words);
/* What a quotation says: its contents, without marks around a direct one; where the cue interrupts them, ” … “ stands
 * between. */
stm_str stm_view_quotation(stm_arena *arena, const stm_article *article, const stm_quotation *quotation);
/* "that the ferry sank", told by somebody, without its "that". */
stm_str stm_view_without_that(stm_str s);
/* Entity's name, else `name`, else NULL. */
stm_str stm_view_speaker(const stm_view *view, uint32_t entity, stm_str name);
/* "Her campaign", who says the words `near`, as "Elena Rusk’s campaign", where the text tells whose it is; else `name`.
 */
stm_str stm_view_whose(stm_arena *arena, const stm_view *view, stm_str name, stm_passage near);
/* "She [Clara Weiss] plans to meet him": words shown of a passage that begin with a pronoun for a person, likewise. */
stm_str stm_view_who(stm_arena *arena, const stm_view *view, stm_passage at, stm_str shown);
/* "14 March 2023" for ISO "2023-03-14", "March 2023" for "2023-03", with ", 18:30" if a clock time follows;
 * other strings as they are. `year` false leaves the year off. */
stm_str stm_view_date(stm_arena *arena, stm_str iso, bool year);
/* "14 to 16 March 2023"; one date if they are the same; whole months and years without days ("June to August 2023",
 * "2009 to 2013"); NULL if both are unknown. */
stm_str stm_view_dates(stm_arena *arena, stm_str from, stm_str to);
/* The same of an event; "By 30 June 2023" of what is to be by then. */
stm_str stm_view_event_dates(stm_arena *arena, const stm_view *view, const stm_event *event);
/* The words of an event without "a few hours later", of which they do not tell later than what; as they are where a
 * clause before may tell it. */
stm_str stm_view_event_words(stm_arena *arena, stm_str event);
/* Some event has a day: those without one stand last. */
static inline bool stm_view_any_day(const stm_record *record)
{
    return record->timeline.n > 0 && record->timeline.at[0].from.p != NULL;
}
/* The day of an ISO date or date-time; STM_NO_DAY for a month, a week, anything else. */
int32_t stm_view_day_of(stm_str iso);
/* "31", "1,200", "60 to 70", "at least 17", "0.67". */
stm_str stm_view_number(stm_arena *arena, double low, double high);
/* The same of a reading in its unit: a share of 0.6667 is "67 %". */
stm_str stm_view_amount(stm_arena *arena, const stm_figure_reading *reading);
/* The day that a figure's reading stands for: `holds`, else the article's day; STM_NO_DAY. */
int32_t stm_view_reading_day(const stm_view *view, const stm_figure_reading *reading);
/* The record's title, else a name made of its articles. */
stm_str stm_view_title(stm_arena *arena, const stm_run *run, const stm_record *record);
/* Which of two articles was made from which: the earlier one, or STM_NONE. */
uint32_t stm_view_earlier(const stm_view *view, uint32_t a, uint32_t b);
/* Names that differ in nothing but capitals and an article: "authorities", "The authorities". */
bool stm_view_same_name(stm_str a, stm_str b);
/* A name inside a sentence: "Some witnesses" as "some witnesses", "Critics" as "critics"; other names as they are, and
 * words that the texts of the view always write with a capital ("Democrats"). view: NULL: no texts. */
stm_str stm_view_mid_sentence(stm_arena *arena, const stm_view *view, stm_str name);
/* A name as the story's sentences have it: "the United States". */
stm_str stm_view_called(stm_arena *arena, const stm_view *view, stm_str name);
/* "a clerk", "the ministry", "a letter", any name; not "a controversy", which a parser may take for who speaks. */
bool stm_view_may_speak(stm_arena *arena, stm_str name);
/* "Roe: “It sank”": what a statement is about is one person's saying. */
bool stm_view_is_saying(stm_str about);
/* "Police", "two of the pilots", "Union officials" take a plural verb; "one of them", "Blue Strait Lines" do not. */
bool stm_view_plural(stm_arena *arena, stm_str name);

/* Readings that say the same: printed as one. */
typedef struct stm_reading_group {
    uint32_t first;   /* index of the reading that is shown */
    stm_u32s members; /* reading indexes */
    uint32_t n_same;  /* the first of them, which have the words that are shown; 0: all */
} stm_reading_group;
typedef STM_VEC(stm_reading_group) stm_reading_groups;
void stm_view_group_readings(stm_arena *arena, const stm_view *view, const stm_statement *statement,
                             stm_reading_groups *out);
/* Joins the groups that one speaker (or, where nobody is named, one article) has with one stance: the first wording
 * stands for all; members from n_same on have other words. */
void stm_view_join_voices(stm_arena *arena, const stm_view *view, const stm_statement *statement,
                          stm_reading_groups *groups);
/* The readings of a changed statement by their wording alone; true if there are two, the earlier edition first, with
 * *known saying whether it is known to be earlier. */
bool stm_view_group_editions(stm_arena *arena, const stm_view *view, const stm_statement *statement,
                             stm_reading_groups *out, bool *known);
/* The same for the readings of a figure: same bounds, same source, days that do not differ; by day, unknown last. */
void stm_view_group_figures(stm_arena *arena, const stm_view *view, const stm_record_figure *figure,
                            stm_reading_groups *out);
/* The same for the variants of an utterance: same words; the fullest first. */
void stm_view_group_variants(stm_arena *arena, const stm_view *view, const stm_utterance *utterance,
                             stm_reading_groups *out);
/* For who shows the first `most`: the fullest, versions of which a note says how they differ, then one of each further
 * article; what is shown and what is not, each in the order it had. */
void stm_view_versions_first(stm_arena *arena, const stm_utterance *utterance, uint32_t most,
                             stm_reading_groups *groups);
/* What a reader is told that became of a proposal: the state's name, but of what is discussed "opinion" where somebody
 * only says what he would call it, and "under discussion" where that goes on or lies ahead. */
stm_str stm_view_state_name(const stm_view *view, const stm_proposal_state *state);
/* "The talks planned for Wednesday": the day of a proposal's state is the one that it is set for. The word before the
 * day ("for", "by", "before", "until"), or NULL. */
const char *stm_view_set_for(const stm_view *view, const stm_proposal_state *state);
/* The same for the states of a proposal: same state, same words. */
void stm_view_group_states(stm_arena *arena, const stm_view *view, const stm_proposal *proposal,
                           stm_reading_groups *out);
/* Joins the groups that one speaker has for one state, as stm_view_join_voices does; of one article only where they are
 * `many`. What is said of the thing is no fate, and is joined only where one named speaker says it. */
void stm_view_join_states(stm_arena *arena, const stm_view *view, const stm_proposal *proposal, bool many,
                          stm_reading_groups *groups);
/* A version in the headline of a text that has the saying below. */
bool stm_view_said_again(const stm_view *view, const stm_utterance *utterance, const stm_variant *variant);
/* For who shows the first `most`: one group of each fate, then further ones, then what was said of the thing; what is
 * shown and what is not, each in the order it had. */
void stm_view_fates_first(stm_arena *arena, const stm_proposal *proposal, uint32_t most, stm_reading_groups *groups);

#endif
