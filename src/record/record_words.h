/* record_words.h: the word lists of the stage, read once and shared by all stories. Internal to `record`. */
#ifndef STM_RECORD_WORDS_H
#define STM_RECORD_WORDS_H

#include "base/gate.h"
#include "record/proposals.h"
#include "record/record_parts.h"

/* data/tellings.txt */
typedef struct stm_telling_words {
    stm_map rows;   /* value: number */
    stm_map word;   /* of verbs: bit row * 2 + side for each row that has it */
    stm_map place;  /* value: number of the place's name */
    stm_map places; /* names of places */
} stm_telling_words;

/* data/labels.txt */
#define STM_MAX_LABELS 64 /* words of the list */
typedef struct stm_label_words {
    stm_map word; /* value: row */
    stm_gate word_gate;
    stm_map rows;
    uint32_t kind[STM_MAX_LABELS]; /* by word: those that take no side against each other have one */
} stm_label_words;

/* Keys are bytes of the lists as they are compiled in, or live in the arena. Read only once it is open. */
struct stm_record_words {
    stm_arena arena;
    stm_map synonyms;         /* data/synonyms.txt, news_synonyms.txt; value: index into groups */
    STM_VEC(stm_u32s) groups; /* the lines that a word is in, ascending */
    uint32_t n_groups;
    stm_map classes; /* data/stance_words.txt; value: bits of stm_word_class */
    stm_gate classes_gate;
    stm_map opposites; /* data/antonyms.txt: "a b" with a < b */
    stm_map english;   /* data/story_df.txt; value: texts of ordinary English that have the stem */
    stm_map event;     /* data/event_status.txt */
    stm_proposal_words proposals;
    stm_map partners;              /* data/roles.txt; value: index into partners_of */
    STM_VEC(stm_strs) partners_of; /* the words that it may stand for */
    stm_map nicknames;             /* data/nicknames.txt: "bill william", either way round */
    stm_map forms;                 /* data/name_forms.txt: short form; value: index into full */
    STM_VEC(stm_str) full;
    stm_map things; /* data/things.txt; value: row */
    uint32_t n_thing_rows;
    stm_telling_words tellings;
    stm_label_words labels;
    stm_map posts;                         /* data/posts.txt; value: row */
    stm_map countries, capitals, demonyms; /* data/countries.txt, lower case; value: number of the country */
    uint32_t n_countries;
    stm_map shares_predicate, shares_ground, shares_side; /* data/shares.txt; values: group; 0; side */
};

/* Bits of stm_word_class. */
static inline uint32_t stm_word_class_of(const stm_record_words *words, stm_str word)
{
    uint32_t c = stm_gate_get(&words->classes_gate, &words->classes, word);
    return c == STM_NONE ? 0 : c;
}

/* ---- word_rows.c ---- */
typedef struct stm_word_rows {
    const char *at, *end;
    uint32_t place; /* of the next word in its line */
} stm_word_rows;
/* The next word of the list, and its place in its line, 0 the first; false at the end. */
bool stm_word_rows_next(stm_word_rows *rows, stm_str *word, uint32_t *place);

/* Each reads what it is named after into `words`. */
void stm_event_words_read(stm_record_words *words);
void stm_proposal_words_read(stm_record_words *words);
void stm_partners_read(stm_record_words *words);
void stm_name_forms_read(stm_record_words *words);
void stm_share_words_read(stm_record_words *words);
void stm_telling_words_read(stm_record_words *words);
void stm_post_words_read(stm_record_words *words);
void stm_thing_words_read(stm_record_words *words);
void stm_label_words_read(stm_record_words *words);

#endif
