/* record.h: map of the stage `record`: everything known of one story, every item with its passages.
 *
 * In: annotated articles, reuse, one group of story.h.  Out: stm_record.  The fields are those of the contract.
 * Invariants: (1) every item has at least one passage. (2) `lines` and `origins` err low. (3) unknown is NULL.
 */
#ifndef STM_RECORD_RECORD_H
#define STM_RECORD_RECORD_H

#include "language/language.h"
#include "story/story.h"

typedef struct stm_passage {
    uint32_t article; /* index into the run's articles */
    stm_span at;
} stm_passage;
typedef STM_VEC(stm_passage) stm_passages;

typedef struct stm_record_entity {
    stm_entity_kind kind;
    stm_str name;
    stm_strs forms;
    stm_passages mentions;
} stm_record_entity;

typedef enum stm_variant_relation {
    STM_VARIANT_FULLEST,
    STM_VARIANT_SAME,
    STM_VARIANT_TRIMMED,
    STM_VARIANT_TRANSLATED,
    STM_VARIANT_PARAPHRASED,
    STM_VARIANT_ALTERED
} stm_variant_relation;

typedef struct stm_variant {
    uint32_t article;
    uint32_t quotation;        /* index in the article */
    const stm_quotation *part; /* it with less content, where only a part is a version of the saying; NULL: all of it */
    stm_variant_relation relation;
    stm_str note; /* NULL: nothing to say */
} stm_variant;

typedef struct stm_utterance {
    uint32_t speaker; /* entity index in the record, or STM_NONE */
    stm_str speaker_name;
    stm_str when; /* ISO; NULL unknown */
    uint32_t lines;
    STM_VEC(stm_variant) variants;
    double confidence; /* NaN: not said */
} stm_utterance;

typedef enum stm_figure_status { STM_FIG_AGREE, STM_FIG_CONFLICT, STM_FIG_UPDATE, STM_FIG_UNCLEAR } stm_figure_status;

typedef struct stm_figure_reading {
    stm_passage passage;
    double low, high; /* NaN: unbounded */
    stm_str unit;
    uint32_t said_by;     /* entity index in the record, or STM_NONE */
    stm_str said_by_name; /* when it is no entity: "a monitoring group"; NULL: the article itself */
    stm_str holds;        /* ISO; NULL */
} stm_figure_reading;

typedef struct stm_record_figure {
    stm_str counted;
    stm_figure_status status;
    uint32_t lines, origins;
    STM_VEC(stm_figure_reading) readings;
    double confidence;
} stm_record_figure;

typedef enum stm_statement_status {
    STM_ST_AGREED,
    STM_ST_CONTESTED,
    STM_ST_DENIED,
    STM_ST_CHANGED,
    STM_ST_SINGLE_SOURCE
} stm_statement_status;
typedef enum stm_stance { STM_ASSERTS, STM_DENIES, STM_DOUBTS, STM_REPORTS } stm_stance;

typedef struct stm_statement_reading {
    stm_passage passage;
    stm_stance stance;
    uint32_t said_by; /* entity index in the record, or STM_NONE */
    stm_str said_by_name;
    stm_str reading;
} stm_statement_reading;

typedef struct stm_statement {
    stm_str about;
    stm_statement_status status;
    uint32_t lines, origins;
    STM_VEC(stm_statement_reading) readings;
    double confidence;
    bool wording; /* texts differ only in what they call it: shown after what they tell differently */
} stm_statement;

typedef enum stm_proposal_status {
    STM_PROPOSED,
    STM_DISCUSSED,
    STM_AGREED,
    STM_AMENDED,
    STM_WITHDRAWN,
    STM_REJECTED,
    STM_VETOED,
    STM_IN_FORCE,
    STM_BROKEN
} stm_proposal_status;

typedef struct stm_proposal_state {
    stm_proposal_status state;
    stm_str when;
    uint32_t said_by;
    stm_str said_by_name;
    stm_passage passage;
} stm_proposal_state;

typedef struct stm_proposal {
    stm_str name;
    stm_u32s by; /* entity indexes in the record */
    STM_VEC(stm_proposal_state) states;
    double confidence;
} stm_proposal;

typedef enum stm_event_status {
    STM_EVENT_OPEN, /* not told, or texts differ */
    STM_EVENT_HAPPENED,
    STM_EVENT_PLANNED,
    STM_EVENT_POSSIBLE, /* may, might, if */
    STM_EVENT_CANCELLED
} stm_event_status;

typedef struct stm_event {
    stm_str from, to; /* ISO; NULL */
    stm_str event;
    stm_event_status status;
    uint32_t said_by;     /* entity index in the record, or STM_NONE */
    stm_str said_by_name; /* who alone says so; NULL: the articles themselves, or several */
    uint32_t lines;
    bool agree;
    stm_passages passages;
    uint32_t n_told; /* of the passages: the first tell what `event` says, those behind speak of it in another way */
    double confidence;
} stm_event;

typedef struct stm_record {
    stm_str title; /* NULL: none of the articles has one */
    stm_str from, to;
    stm_u32s articles; /* indexes into the run's articles */
    stm_u32s families; /* indexes into reuse.families */
    stm_u32s line_of; /* by position in articles: position of the first article of its line of text; empty: not known */
    uint32_t lines;
    STM_VEC(stm_record_entity) entities;
    STM_VEC(stm_utterance) utterances;
    STM_VEC(stm_record_figure) figures;
    STM_VEC(stm_statement) statements;
    STM_VEC(stm_proposal) proposals;
    STM_VEC(stm_event) timeline;
} stm_record;

/* The first piece of what is said as a reader is to see it: with its cue where there is no verb in it, or where the cue
 * makes something else of it ("denied that", "demanded that", "gave no sign that", "rumors that"), and the cue stands
 * right before ("would not release any details") or between two pieces, which are then one stretch ("Lee was
 * listed among the staff"). */
stm_span stm_quotation_told(const stm_article *article, const stm_quotation *quotation);
/* The source is "he" or "she" and no more: who that is was read from the text around it. */
bool stm_source_is_pronoun(const stm_article *article, const stm_quotation *quotation);

/* What the variant says: its part, or the whole quotation. */
static inline const stm_quotation *stm_variant_said(const stm_variant *v, const stm_article *article)
{
    return v->part != NULL ? v->part : &article->quotations.at[v->quotation];
}

const char *stm_variant_name(stm_variant_relation v);
const char *stm_figure_status_name(stm_figure_status v);
const char *stm_statement_status_name(stm_statement_status v);
const char *stm_stance_name(stm_stance v);
const char *stm_proposal_status_name(stm_proposal_status v);
const char *stm_event_status_name(stm_event_status v); /* NULL: open */

/* Title, days, articles, families and lines alone; needs no annotations. Call inside stm_arena_protect. */
void stm_record_outline(stm_arena *arena, stm_article *const *articles, const stm_u32s *members, const stm_reuse *reuse,
                        stm_record *out);

/* The word lists of the stage: read once, used by any number of threads. STM_NO_MEMORY. Yours to close. */
typedef struct stm_record_words stm_record_words;
stm_status stm_record_words_open(stm_record_words **out, stm_err *err) STM_MUST_USE;
void stm_record_words_close(stm_record_words *words);

/* Builds the record of one story. `model`: for the vectors of words; NULL: without them. Call inside stm_arena_protect;
 * several stories at a time, each in an arena of its own. */
void stm_record_build(stm_arena *arena, const stm_record_words *words, const stm_model *model,
                      stm_article *const *articles, uint32_t n_articles, const stm_u32s *members,
                      const stm_reuse *reuse, stm_record *out);

#endif
