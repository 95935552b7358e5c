/* proposals.h: what the files of proposals share: the word list, a noun that names a proposal, a proposal in the
 * making. */
#ifndef STM_RECORD_PROPOSALS_H
#define STM_RECORD_PROPOSALS_H

#include "base/gate.h"
#include "record/record_parts.h"

typedef enum stm_proposal_role {
    STM_ROLE_NOUN,
    STM_ROLE_VERB,
    STM_ROLE_SELF,
    STM_ROLE_ADJ,
    STM_ROLES
} stm_proposal_role;

/* data/proposals.txt */
typedef struct stm_proposal_words {
    stm_map role[STM_ROLES]; /* noun: kind; others: state */
    stm_gate nouns_gate;
    stm_map kinds;
} stm_proposal_words;

/* A noun of the list where it stands. */
typedef struct stm_proposal_mention {
    uint32_t member, noun, kind;
    stm_span at;       /* the noun phrase */
    stm_matter beside; /* of the phrase, the noun left out */
    bool any;          /* "a deal", "plans": none that the reader knows already */
    bool another;      /* "another plan": not one that was spoken of before */
    bool meet;         /* told with the verb */
    stm_str label;     /* what it is called there; NULL: the words of the phrase */
    bool new_one; /* "a new plan", "their own plan": one that was, only where the words beside the noun say which */
} stm_proposal_mention;

/* A proposal under all its names. */
typedef struct stm_topic {
    uint32_t kind, n;
    uint32_t member;          /* last member that named it */
    uint32_t last;            /* the noun there */
    uint32_t who;             /* of a bid, the entity of the record that makes it; STM_NONE: not told */
    bool vague;               /* its name is one of something that the reader does not know yet */
    bool meet;                /* told with a verb of meeting */
    bool gathers;             /* some text calls it a meeting or a summit */
    bool meeting;             /* the mention at hand has the noun "meeting" */
    bool another;             /* set against the others by its own words */
    bool fresh;               /* only by "new" or "own", which a strong sign that it is one of them outweighs */
    int32_t from_day, to_day; /* that talks are set for; STM_NO_DAY: not told */
    stm_matter beside;
    float named; /* how much the name tells */
    stm_str name;
    STM_VEC(stm_proposal_state) states;
    stm_u32s by;
} stm_topic;

bool stm_proposal_kind_is(const stm_proposal_words *words, uint32_t kind, const char *name);
/* The kind of talks. */
uint32_t stm_proposal_talks(const stm_proposal_words *words);
/* ---- proposal_meetings.c ---- */
/* The verb tells of a meeting: fills `mention`. */
bool stm_proposal_meets(stm_work *work, const stm_proposal_words *words, uint32_t member, uint32_t token,
                        stm_proposal_mention *mention);
/* Adds what the clause says of the meeting: planned, refused, called off. */
void stm_proposal_meet_states(stm_work *work, stm_topic *topic, const stm_proposal_mention *mention);
/* ---- proposal_phrases.c ---- */
/* Kind of the proposal that a noun names, or STM_NONE. Of "a proposal for a ban" the first noun is the mention, and the
 * kind is that of the second. */
uint32_t stm_proposal_kind(const stm_proposal_words *words, const stm_article *article, uint32_t token);
/* The noun phrase around `noun`, without what stands before a dash or a comma. */
stm_span stm_proposal_phrase(const stm_proposal_words *words, const stm_article *article, uint32_t noun);
/* The phrase without "its" and "their own". */
stm_span stm_proposal_bare(const stm_article *article, stm_span at, uint32_t noun);
/* Reads the words before the noun into `mention`; false: "any plan", "no deal", and so none. */
bool stm_proposal_which(const stm_article *article, stm_span at, stm_proposal_mention *mention);
/* ---- proposal_states.c ---- */
/* Adds the states that the tree around the mention tells of, and who proposed it. */
void stm_proposal_states(stm_work *work, const stm_proposal_words *words, stm_topic *topic,
                         const stm_proposal_mention *mention);
/* Adds a state with its passage, who says so and the day that the clause of `verb` names. */
void stm_proposal_add_state(stm_work *work, stm_topic *topic, uint32_t member, uint32_t state, stm_span at,
                            uint32_t verb);
/* Takes the days of a time that hangs on `word` as those that the talks are set for. */
void stm_proposal_set_for(const stm_article *article, stm_topic *topic, uint32_t word);

#endif
