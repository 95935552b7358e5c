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
    STM_ROLE_OF,
    STM_ROLES
} stm_proposal_role;

/* data/proposals.txt */
typedef struct stm_proposal_words {
    stm_map role[STM_ROLES]; /* noun: kind; others: state */
    stm_gate nouns_gate;
    stm_map kinds;
} stm_proposal_words;

/* Of a verb that says nothing of that kind of thing. */
#define STM_NO_FATE 100U

#define STM_BID_PARTIES 4
#define STM_PRICES 2 /* in all, and of a share */
/* Words of a bid that is not the first one. */
#define STM_BID_LATER "increased raised latest new fresh higher improved sweetened second third final revised"

/* What tells one bid, or one deal, from another. */
typedef struct stm_bid {
    bool is;                           /* a bid, not a deal */
    bool later;                        /* "the increased offer": not the first one */
    bool several;                      /* "two bids" */
    uint32_t who;                      /* the entity of the record that makes it; STM_NONE: not told */
    double price[STM_PRICES];          /* in `unit` */
    stm_str unit[STM_PRICES];          /* NULL: no such price */
    uint32_t parties[STM_BID_PARTIES]; /* entities that the phrase names */
    uint32_t n_parties;
} stm_bid;

typedef enum stm_bid_fit { STM_BID_APART, STM_BID_OPEN, STM_BID_SAME } stm_bid_fit;

/* A noun of the list where it stands. */
typedef struct stm_proposal_mention {
    uint32_t member, noun, kind;
    stm_span at;       /* the noun phrase */
    stm_matter beside; /* of the phrase, the noun left out */
    float told;        /* weight of the clause that says what it holds */
    bool any;          /* "a deal", "plans": none that the reader knows already */
    bool another;      /* "another plan": not one that was spoken of before */
    bool meet;         /* told with the verb */
    stm_str label;     /* what it is called there; NULL: the words of the phrase */
    uint32_t over;     /* told by a verb: the word that tells it */
    uint32_t state;    /* and what it tells */
    bool declined;     /* that somebody will not do it */
    bool slight;       /* that somebody is to do it of his own accord */
    bool drops;        /* "to cancel it": what is asked for is that something be dropped */
    uint32_t whom;     /* 1 + the entity that is asked; 0 */
    bool again;        /* "asked her to publish them": what, the text has told before */
    uint32_t deed;     /* 1 + the verb of what is to be done; 0: a noun is told, or more than one verb */
    uint32_t of;       /* 1 + the topic that it is of, where that is known; 0 */
    uint32_t thing;    /* 1 + the noun of a thing that a verb proposes; 0 */
    uint32_t undoes;   /* 1 + the noun of what is asked to be dropped; 0: nothing is */
    bool new_one; /* "a new plan", "their own plan": one that was, only where the words beside the noun say which */
    stm_bid bid;
} stm_proposal_mention;

/* A proposal under all its names. */
typedef struct stm_topic {
    uint32_t kind, n;
    uint32_t member; /* last member that named it */
    uint32_t last;   /* the noun there */
    uint32_t kinds;  /* bits: all that texts call it */
    stm_bid bid;
    bool over;                /* a bid that some text says was turned down */
    int32_t over_day;         /* the first day of publication of such a text; STM_NO_DAY */
    bool vague;               /* its name is one of something that the reader does not know yet */
    bool meet;                /* told with a verb of meeting */
    bool gathers;             /* some text calls it a meeting or a summit */
    stm_u32s people;          /* whom phrases of a meeting name */
    bool placed;              /* a meeting of which nothing but the place is told */
    bool meeting;             /* the mention at hand has the noun "meeting" */
    bool another;             /* set against the others by its own words */
    bool fresh;               /* only by "new" or "own", which a strong sign that it is one of them outweighs */
    int32_t from_day, to_day; /* that talks are set for; STM_NO_DAY: not told */
    stm_matter beside;
    float named; /* how much the name tells */
    stm_str name;
    STM_VEC(stm_proposal_state) states;
    STM_VEC(stm_passage) made; /* where a bid stands with whose it is: it has been made */
    stm_u32s members;          /* in which it is named, by order */
    stm_u32s by;
    bool plural;     /* "bills": no text speaks of one */
    bool in_body;    /* "a proposal in the council" */
    bool by_noun;    /* not only told by a verb over another: "plans to close the yard" */
    bool declined;   /* all that is told is that somebody will not do it */
    bool slight;     /* or that he is to do it of his own accord: worth a line where two lines tell of it */
    bool headline;   /* only headlines name it */
    bool aimless;    /* no phrase says what it is about, only who is in it */
    uint32_t toward; /* talks: the topic that they are on; STM_NONE */
    uint32_t undoes; /* a call to drop a proposal: the topic of that, or its own; STM_NONE */
    bool drops;
    uint32_t whom;                /* 1 + the entity that is asked; 0 */
    uint32_t person;              /* 1 + the entity whose office or race it is; 0 */
    uint32_t deed, deed_member;   /* 1 + the verb of what is to be done, and where that stands; 0 */
    const struct stm_topic *into; /* the one that it was found to be; NULL: none */
} stm_topic;

typedef STM_VEC(stm_topic) stm_topics;

/* A mention that carries no state, with its topic. */
typedef struct stm_named_mention {
    uint32_t topic;
    stm_proposal_mention mention;
} stm_named_mention;
typedef STM_VEC(stm_named_mention) stm_named_mentions;

#define STM_PROPOSAL_SLIGHT 1.2f /* weight of what is said beside a noun that tells hardly anything */

bool stm_proposal_kind_is(const stm_proposal_words *words, uint32_t kind, const char *name);
/* The kind of talks. */
uint32_t stm_proposal_talks(const stm_proposal_words *words);
/* ---- proposal_calls.c ---- */
/* A word of a member, and the topic that it was found to name. */
typedef struct stm_named_at {
    uint32_t member, token, topic;
} stm_named_at;
typedef STM_VEC(stm_named_at) stm_named_ats;
/* "To cancel", "to lift". */
bool stm_proposal_drops(const stm_article *article, uint32_t verb);
/* "To cancel the meeting", "to lift the ban": the noun of a proposal that the verb undoes; STM_NONE. */
uint32_t stm_proposal_undone(const stm_proposal_words *words, const stm_article *article, uint32_t verb);
void stm_proposal_name_at(stm_work *work, stm_named_ats *all, uint32_t member, uint32_t token, uint32_t topic);
/* Tells topics of calls which topic they would have dropped. calls: the noun of that, and the topic of the call; named:
 * nouns and their topics, in the order of the texts. */
void stm_proposal_find_undone(const stm_named_ats *calls, const stm_named_ats *named, stm_topics *all);
/* "To use the letters against him", "to use today's letters": one verb, and one noun that is its object, of one who
 * plans it, or asked of nobody else. */
bool stm_proposal_same_deed(const stm_work *work, const stm_proposal_words *words, const stm_topic *topic,
                            const stm_proposal_mention *mention);
/* "She had asked the board to publish them": what the same one has asked of the same body; NULL. */
stm_topic *stm_proposal_asked_before(const stm_work *work, stm_topics *all, const stm_proposal_mention *mention);
/* The topic that it has become in the end. */
const stm_topic *stm_topic_final(const stm_topic *topic);
/* ---- proposal_merges.c ---- */
void stm_proposal_merge(stm_work *work, const stm_proposal_words *words, stm_topics *all);
/* ---- proposal_meetings.c ---- */
/* The verb tells of a meeting: fills `mention`. */
bool stm_proposal_meets(stm_work *work, const stm_proposal_words *words, uint32_t member, uint32_t token,
                        stm_proposal_mention *mention);
/* Adds what the clause says of the meeting: planned, refused, called off. */
void stm_proposal_meet_states(stm_work *work, stm_topic *topic, const stm_proposal_mention *mention);
/* What a request or an invitation is for, where that is a meeting: the noun, or the verb "meet"; STM_NONE. */
uint32_t stm_proposal_asked_for(const stm_proposal_words *words, const stm_article *article, uint32_t noun,
                                uint32_t kind);
/* Reads the meeting that a request is for as a mention: with all that stands between the two words. */
void stm_proposal_read_asked(stm_work *work, const stm_proposal_mention *request, uint32_t inner,
                             stm_proposal_mention *mention);
/* ---- proposal_phrases.c ---- */
/* The first token that hangs on `of` so; STM_NONE. */
uint32_t stm_proposal_child(const stm_article *article, uint32_t of, stm_deprel deprel);
/* The tokens of the sentence that `token` is in: from *from on, before *to. */
static inline void stm_proposal_range(const stm_article *article, uint32_t token, uint32_t *from, uint32_t *to)
{
    const stm_sentence *s = &article->sentences.at[article->tokens.at[token].sentence];
    *from = s->first_token;
    *to = s->first_token + s->n_tokens;
}
/* Behind the last token of that sentence. */
static inline uint32_t stm_proposal_sentence_end(const stm_article *article, uint32_t token)
{
    const stm_sentence *s = &article->sentences.at[article->tokens.at[token].sentence];
    return s->first_token + s->n_tokens;
}
/* Kind of the proposal that a noun names, or STM_NONE. Of "a proposal for a ban" the first noun is the mention, and the
 * kind is that of the second. */
uint32_t stm_proposal_kind(const stm_proposal_words *words, const stm_article *article, uint32_t token);
/* Of "talks this week on a deal" the deal: what a noun of talks is on; STM_NONE. */
uint32_t stm_proposal_talked_of(const stm_proposal_words *words, const stm_article *article, uint32_t noun);
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
/* The entity at the token, if there is one, is among those who propose it. */
void stm_proposal_add_by(stm_work *work, stm_topic *topic, uint32_t member, uint32_t token);
/* Takes the days of a time that hangs on `word` as those that the talks are set for. */
void stm_proposal_set_for(const stm_article *article, stm_topic *topic, uint32_t word);
/* ---- proposal_moods.c ---- */
typedef struct stm_mood {
    bool future, open, condition, infinitive; /* open: may, could, must */
} stm_mood;
stm_mood stm_mood_of(const stm_article *article, uint32_t verb);
/* The clause is conditional, or only says what may or should be. */
bool stm_proposal_unreal(const stm_article *article, uint32_t verb);
/* "Called on her to drop the plan", "should withdraw the offer": who says so is against it. */
bool stm_proposal_demanded(const stm_article *article, uint32_t verb);
/* "Call off this summit": a bare verb with nobody who does it, at the head of what is said. */
bool stm_proposal_commands(const stm_article *article, uint32_t verb);
/* "Stopped short of calling": what the verb tells was not done. */
bool stm_proposal_shunned(const stm_article *article, uint32_t verb);
/* The verb is "refuse", "decline" or "fail". */
bool stm_proposal_refuses(const stm_article *article, uint32_t verb);
/* The verb stands under "will", or is announced under "would". */
bool stm_proposal_will(const stm_article *article, uint32_t verb);
/* The verb that denies what the relative clause of `verb` tells; STM_NONE. */
uint32_t stm_proposal_denied_over(const stm_article *article, uint32_t verb);
/* The state that a verb tells where it is denied: an agreement is still talked of, what is not in force is off, a
 * pledge that is not kept is broken; STM_NONE: says nothing. */
uint32_t stm_proposal_turned(const stm_article *article, uint32_t verb, uint32_t state, bool pledge);
/* The state that a verb tells under its mood: STM_NONE where nothing has come about. */
uint32_t stm_proposal_as_told(const stm_map *discussing, const stm_article *article, uint32_t verb, uint32_t state,
                              const stm_proposal_mention *mention, bool talks);
/* ---- proposal_bids.c ---- */
/* Reads who bids, at what price and for whom into `mention`, where it is a bid or a deal. */
void stm_bid_read(const stm_work *work, const stm_proposal_words *words, stm_proposal_mention *mention);
/* Whether the mention is of the topic's bid or deal, as far as bidder, price and parties tell. */
stm_bid_fit stm_bid_fits(const stm_work *work, const stm_topic *topic, const stm_proposal_mention *mention);
/* The verb tells of one body that is to take or join another, under a verb or a noun of planning ("agreed to merge
 * with"): fills `mention`. */
bool stm_bid_joins(stm_work *work, const stm_proposal_words *words, uint32_t member, uint32_t verb,
                   stm_proposal_mention *mention);
/* The noun is one of planning over such a verb, which is the mention then. */
bool stm_bid_joined(stm_work *work, const stm_proposal_words *words, uint32_t member, uint32_t noun);
/* Adds what the verb over it says. */
void stm_bid_joins_states(stm_work *work, const stm_proposal_words *words, stm_topic *topic,
                          const stm_proposal_mention *mention);
/* The phrase says whose bid it is, and nothing says that it is only thought of. */
bool stm_bid_made(const stm_work *work, const stm_proposal_mention *mention);
/* The entity whose words the token lies in, or STM_NONE. */
uint32_t stm_speaker_over(stm_work *work, uint32_t member, uint32_t token);
/* Takes what the mention tells of the bid over into the topic, with what its states tell by now. */
void stm_bid_learn(const stm_work *work, stm_topic *topic, const stm_proposal_mention *mention);
/* ---- proposal_silent.c: after all mentions are read ---- */
/* Adds what the texts say of proposals that have a state, in mentions that carry none. */
void stm_proposal_silent(stm_work *work, const stm_proposal_words *words, stm_topics *all,
                         const stm_named_mentions *silent);
/* ---- proposal_turns.c ---- */
/* The state that a noun tells ("veto", "support"), or, where the verb over it takes it back ("voted to override the
 * veto"), what has come of it, and *verb the verb of that; STM_NONE: nothing is told. */
uint32_t stm_proposal_turned_back(const stm_article *article, uint32_t noun, uint32_t state, uint32_t *verb);
/* "But the guild refused", "we said yes": adds that to the proposal that the sentence has told of before. */
bool stm_proposal_answered(stm_work *work, const stm_proposal_words *words, stm_topics *all, uint32_t member,
                           uint32_t token);
/* "The veto" under a verb, with nothing behind it: of the bill that was spoken of last. */
bool stm_proposal_veto(const stm_article *article, uint32_t token);
void stm_proposal_veto_state(stm_work *work, stm_topic *topic, uint32_t member, uint32_t token);
/* What is to become of the subject of "should not take place", "will go ahead"; STM_NONE: nothing is told. */
uint32_t stm_proposal_goes_ahead(const stm_article *article, uint32_t noun);
/* ---- proposal_made.c ---- */
/* The verb makes a proposal: "invited her to speak", "offered to pay". Fills `mention`. */
bool stm_proposal_made(stm_work *work, const stm_proposal_words *words, uint32_t member, uint32_t token,
                       stm_proposal_mention *mention);
/* "An invitation to speak in Alda": the infinitive right behind the noun; STM_NO_SPAN. */
stm_span stm_proposal_content(const stm_article *article, uint32_t noun);
/* "A bill letting towns sue", "a plan to move the mill": what it holds, where the clause stands right behind `last`,
 * the end of the noun's phrase, and hangs on the noun; STM_NO_SPAN. */
stm_span stm_proposal_holds(const stm_article *article, uint32_t noun, uint32_t last);
void stm_proposal_made_state(stm_work *work, stm_topic *topic, const stm_proposal_mention *mention);
/* The last word of what hangs on `head`, no further than a comma; where it is too long, no further than a noun. */
uint32_t stm_proposal_last_of(const stm_article *article, uint32_t head);
/* Words that carry something in a stretch: of "to help" one. */
uint32_t stm_proposal_said(const stm_article *article, stm_span at);
/* The verb decides on a proposal that a noun or "it" names: "to block the bill", "to make new ones". */
bool stm_proposal_of_another(const stm_proposal_words *words, const stm_article *article, uint32_t verb);
/* Fills the mention from the words of what is proposed. */
void stm_proposal_fill(stm_work *work, uint32_t member, uint32_t token, uint32_t kind, stm_span at,
                       stm_proposal_mention *mention);
/* ---- proposal_aims.c ---- */
/* The verb is what somebody wants another to do, plans or weighs: fills `mention`. */
bool stm_proposal_aims(stm_work *work, const stm_proposal_words *words, uint32_t member, uint32_t token,
                       stm_proposal_mention *mention);
void stm_proposal_aims_state(stm_work *work, stm_topic *topic, const stm_proposal_mention *mention);
/* The verb, of words up to `last`, decides on a proposal that is named among them: "will vote on the bill". */
bool stm_proposal_decides_on(const stm_proposal_words *words, const stm_article *article, uint32_t verb, uint32_t last);
/* The verb tells a fact, in a finite form. */
bool stm_proposal_told(const stm_article *article, uint32_t verb);
/* The token is of somebody, a body, a group or a place that the texts know. */
bool stm_proposal_somebody(const stm_work *work, uint32_t member, uint32_t token);
/* ---- proposal_deeds.c ---- */
/* The word tells what somebody orders, threatens, agrees or refuses to do: fills `mention`. */
bool stm_proposal_deed(stm_work *work, const stm_proposal_words *words, uint32_t member, uint32_t token,
                       stm_proposal_mention *mention);
/* All that is told of the topic is what somebody does of his own accord, in texts of one line, and nothing came of it.
 */
bool stm_proposal_slight(const stm_work *work, const stm_topic *topic);
/* ---- proposal_about.c ---- */
/* The phrase without the somebody that it is put to. */
stm_span stm_proposal_without_addressee(const stm_work *work, const stm_proposal_words *words,
                                        const stm_proposal_mention *mention);
/* The phrase says whose plan or request it is, and what it holds: it has been made. */
bool stm_proposal_owned(const stm_work *work, const stm_proposal_words *words, const stm_proposal_mention *mention);
/* Reads what stands beside the noun into `mention`, which has its phrase and its bid. */
void stm_proposal_read_beside(stm_work *work, stm_proposal_mention *mention);
/* ---- proposal_things.c ---- */
/* Adds the lemmas of nouns that some text calls proposed or planned to `things`, with the value 0. */
void stm_proposal_find_things(stm_work *work, const stm_proposal_words *words, stm_map *things);
/* The noun is one of these, and called so here, or known to the reader. */
bool stm_proposal_thing(const stm_map *things, const stm_article *article, uint32_t token);
/* 1 + the topic that such a mention is of, where things have it; 0: a new one, or one that its words will tell;
 * STM_NONE: it is of none. */
uint32_t stm_proposal_thing_topic(stm_work *work, const stm_map *things, const stm_topics *all,
                                  const stm_proposal_mention *mention);
/* The noun is what somebody plans or weighs: "is considering an emergency release", "to explore strategic options".
 * Fills `mention`. */
bool stm_proposal_weighed(stm_work *work, const stm_proposal_words *words, uint32_t member, uint32_t token,
                          stm_proposal_mention *mention);
/* An election, a vigil, a rally: what people come together for; not before a court. */
bool stm_proposal_gathering(const stm_article *article, uint32_t noun);
/* The verb decides on such things. */
bool stm_proposal_decides_thing(stm_str verb);
/* ---- proposal_exits.c ---- */
/* Adds a topic for each who is asked, or refuses, to leave an office. */
void stm_proposal_exits(stm_work *work, stm_topics *all);
/* Adds the topic of what becomes of a person, entity `who` of member `member`, by a word there. kind: a noun of the
 * list; called: what it is called before "of NAME". */
stm_topic *stm_topic_of_person(stm_work *work, stm_topics *all, uint32_t member, uint32_t token, uint32_t who,
                               const char *kind, const char *called);
/* The verb says that its subject leaves an office or a race. */
bool stm_proposal_leaves(const stm_article *article, uint32_t verb);
/* ---- proposal_races.c ---- */
/* Adds a topic for each who is to run for an office. */
void stm_proposal_races(stm_work *work, stm_topics *all);
/* The verb tells that somebody who has a name is to run. */
bool stm_proposal_race_at(const stm_work *work, uint32_t member, uint32_t verb);
/* ---- proposal_hires.c ---- */
/* Adds a topic for each who is asked, or named, to take an office or a part. */
void stm_proposal_hires(stm_work *work, stm_topics *all);
/* The verb tells that somebody who has a name is to take an office or a part. */
bool stm_proposal_hire_at(const stm_work *work, uint32_t member, uint32_t verb);
/* ---- proposal_beside.c ---- */
/* "Her decision to ask for the letters surprised them", "one count went as part of a plea deal": the head of the
 * clause that speaks of it as of something that was made; STM_NONE. */
uint32_t stm_proposal_as_made(const stm_article *article, const stm_proposal_mention *mention);
/* The token is the "it" of "vote for it": the bill or the like that was spoken of last. */
bool stm_proposal_voted(const stm_article *article, uint32_t token);
/* Adds the states that nouns, adjectives and prepositions around the phrase tell of. */
void stm_proposal_beside(stm_work *work, const stm_proposal_words *words, stm_topic *topic,
                         const stm_proposal_mention *mention);

#endif
