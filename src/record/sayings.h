/* sayings.h: quotations and parts of quotations as record_utterances.c compares them. Internal to `record`. */
#ifndef STM_RECORD_SAYINGS_H
#define STM_RECORD_SAYINGS_H

#include "record/record_parts.h"

/* "Crews began handing out bread", "we have handed out bread". */
typedef enum stm_saying_course { STM_COURSE_UNTOLD, STM_COURSE_BEGUN, STM_COURSE_DONE } stm_saying_course;

/* What somebody, whoever it is, does or refuses to do, and what follows from it: two verbs. */
typedef struct stm_saying_fate {
    uint32_t deed, end; /* tokens; `end` is STM_NONE where nothing of the kind is said */
    bool refused;
} stm_saying_fate;

/* A quotation; or a part of one, a sentence or a clause, which may be another's version of a part of what was said. */
typedef struct saying {
    uint32_t member, quotation;
    uint32_t speaker;       /* entity of the record or STM_NONE */
    stm_str kind_of_people; /* head word of an unnamed source, lower case; NULL: nobody */
    int32_t day;            /* of speaking, where the text gives it; STM_NO_DAY */
    stm_matter matter;
    stm_matter root;   /* of its main verb */
    stm_matter object; /* of what the main verb is about: its object, or the subject where it has none */
    stm_matter quoted; /* of the words in marks, where the rest is the reporter's; else empty */
    stm_matter core;   /* of the noun that it comes to, where it has no verb: "a truce of a week" */
    uint32_t listed;   /* who is listed on a page that says so: entity, or STM_NONE */
    uint32_t told;     /* who is told so, where the cue says whom: entity, or STM_NONE */
    uint32_t subject;  /* of its main verb, by name or "I": entity, or STM_NONE */
    stm_u32s people;   /* persons whom it names, but for the speaker: entities */
    stm_saying_course course;
    uint32_t target; /* whom the cue accuses, praises, blames, by name: entity, or STM_NONE */
    bool summary;    /* indirect: one clause, which says what it is about */
    uint8_t plea; /* STM_ACT_CONFIRM or _DENY: "pleaded guilty", of which there is one of a man; PLEA_AHEAD; else 0 */
    uint32_t stance; /* 1: for it, 2: against it, in a few words of a reporter's; else 0 */
    bool topic;      /* "how it came about": what was spoken of, not what was said of it */
    stm_saying_fate fate;
    stm_span at;
    const stm_quotation *said; /* the quotation, or a copy with less content */
    bool part;
    bool negated;                 /* of a part: its verb is */
    uint32_t first_part, n_parts; /* of a whole: behind all wholes */
    bool lead;                    /* in the headline or the first sentences */
    bool headline;                /* in a headline */
    uint32_t spoken_out;          /* the quotation that says a verdict out, or STM_NONE */
    uint32_t whole;               /* of a part: the saying that it is a part of; else itself */
    uint32_t up;                  /* union-find */
} saying;

typedef struct sayings {
    STM_VEC(saying) at;
} sayings;

/* All quotations that are no part of one by the same speaker. */
void stm_sayings_collect(stm_work *work, sayings *out);
/* What the saying says: matter, main verb, what that is about; `said` is the quotation or a part of it. */
void stm_saying_fill(stm_work *work, saying *saying, const stm_quotation *said);
/* Sentences, clauses and stretches of those that have several, behind the first n (saying_parts.c). */
void stm_sayings_add_parts(stm_work *work, sayings *out, uint32_t n);
/* ---- saying_heads.c ---- */
bool stm_saying_in_headline(const stm_article *article, stm_span at);
/* A headline that names who speaks by office is said by whom its own text lets say as much. */
void stm_sayings_give_headlines(stm_work *work, sayings *all);
/* The quotation of the next sentence in which what is told of a verdict on a thing is spoken out, or STM_NONE. */
uint32_t stm_saying_spoken_out(stm_work *work, uint32_t member, uint32_t quotation);

/* "rejected the offer", "is discussing their surrender", "defended his title": what was done about a thing, not words
 * about it. */
bool stm_saying_bare_deed(const stm_article *article, const stm_quotation *quotation);
/* "Asked about the bid, Orr said": whoever asked says nothing. */
bool stm_saying_was_asked(const stm_article *article, const stm_quotation *quotation);

/* ---- saying_fate.c ---- */
/* What `at` says of nobody in particular: what is done, or not, and what follows. */
stm_saying_fate stm_saying_fate_of(const stm_article *article, stm_span at);
/* One mouth tells in two texts what befalls whoever does, or refuses, a thing. */
bool stm_saying_one_fate(const stm_work *work, const saying *a, const saying *b);

/* ---- saying_leads.c ---- */
/* A lead that tells what "the chief executive" says is said by whom the next sentence lets speak, with his name. */
void stm_sayings_lead_on(stm_work *work, sayings *all);
/* A headline and the first sentence of its text are one saying. */
bool stm_saying_titles(const stm_work *work, const saying *a, const saying *b, const stm_likeness *like);

/* ---- saying_marks.c ---- */
uint32_t stm_saying_told(const stm_work *work, uint32_t member, const stm_quotation *quotation);
uint32_t stm_saying_listed(const stm_work *work, uint32_t member, const stm_quotation *quotation);
/* Both ask for calls to one telephone number, whoever a text says asks: "anyone with information is asked to call". */
bool stm_saying_one_appeal(const stm_work *work, const saying *a, const saying *b);
/* The verb has a subject of its own. */
bool stm_saying_does(const stm_article *article, uint32_t verb);
/* "If I could do more, I would", "if there was more that I could do, I would": one mouth's words in marks, most of
 * them the same, in two texts. */
bool stm_saying_put_otherwise(const stm_work *work, const saying *a, const saying *b);
/* All words in marks of `few` stand in `all` as well, and are nobody else's. */
bool stm_saying_fragment(const stm_work *work, const saying *few, const saying *all, const stm_likeness *like);

/* ---- saying_sides.c ---- */
/* One of the two speaks for the other: the police, and their chief. */
bool stm_saying_one_side(const stm_work *work, const saying *a, const saying *b);
/* Few words, most of them the same. */
bool stm_saying_short_and_like(const stm_likeness *like);
/* Many words, most of the shorter's the same; or what both deny. */
bool stm_saying_much_shared(const saying *a, const saying *b, const stm_likeness *like);
/* What one text begins with, and the other begins with as well, though it has somebody say it further down: what all
 * tell, each desk in its own words. */
bool stm_saying_of_all(const stm_work *work, const saying *a, const saying *b);
/* "The source" and "another source". */
bool stm_saying_another(const saying *a, const saying *b);
/* One is a charge that no text lays to anybody ("was charged with theft"), the other no charge: a verdict, a plea. */
bool stm_saying_of_the_law(const saying *a, const saying *b);
/* Nearly the same, of two texts, from mouths of one side, or from one that is not told or could be anybody's. */
bool stm_saying_of_side(const stm_work *work, const saying *a, const saying *b, const stm_likeness *like);
/* One verb of what a named person will do, or will not: "I will not resign". */
bool stm_saying_own_step(const stm_work *work, const saying *saying);
/* Two such of one speaker and one step. */
bool stm_saying_one_step(const stm_work *work, const saying *a, const saying *b);
/* What one text tells in its own words and quotes in the next sentence; of one mouth. */
bool stm_saying_quoted_next(const stm_work *work, const saying *a, const saying *b, const stm_likeness *like);

/* In marks and in the reporter's words, of one man who has a name: most of either. */
bool stm_saying_told_and_quoted(const stm_work *work, const saying *a, const saying *b, const stm_likeness *like);
/* "Refused to testify", "declined to testify in the house"; "ordered a search": a deed that two texts tell of one. */
bool stm_saying_one_deed(const stm_work *work, const saying *a, const saying *b, const stm_likeness *like);

/* ---- saying_retold.c ---- */
/* Many who have one name speak: "Republicans". */
bool stm_saying_of_party(const stm_work *work, const saying *saying);
/* Two texts of two lines tell one saying in words of their own. */
bool stm_saying_retold(const stm_work *work, const saying *a, const saying *b, const stm_likeness *like);

/* ---- saying_only.c ---- */
/* Two sayings, by their place in the list, that nothing else comes near. */
typedef struct stm_only {
    uint32_t a, b;
    float strength;
} stm_only;

typedef struct stm_onlys {
    STM_VEC(stm_only) at;
} stm_onlys;

/* What one mouth says in two texts of two lines, each other's likest by far; `root` says which sayings are joined
 * already. The strongest first. */
void stm_sayings_only(stm_work *work, const sayings *sayings, const uint32_t *root, stm_onlys *out);

/* ---- saying_split.c ---- */
/* Two sayings of which one long version alone holds both: true, and the versions (n + 1 of them, with a part of the
 * long one in each) lie in `versions` so that the first `first` are one saying and the others another. `versions` has
 * room for one more. */
bool stm_saying_split(const stm_work *work, const sayings *sayings, const saying **versions, uint32_t n,
                      uint32_t *first);

/* ---- saying_full.c ---- */
/* The first is nearer to what was said, or tells more of it, than the second. */
bool stm_saying_fuller(const stm_work *work, const saying *first, const saying *second);

/* ---- saying_days.c ---- */
/* One of the two was told to the paper that prints it, and the other to another paper, or was in print before. */
bool stm_saying_other_interview(const stm_work *work, const saying *a, const saying *b);
/* A day named in the sentence of the cue, outside what is quoted; STM_NO_DAY. */
int32_t stm_saying_day(const stm_article *article, const stm_quotation *quotation);
bool stm_saying_days_agree(const saying *a, const saying *b);
/* What a text prints was not said on a later day. */
bool stm_saying_printed_before(const stm_work *work, const saying *text, const saying *said);
/* Days between the two; where a text does not name the day of speaking, it is about that of publication. */
int32_t stm_saying_days_apart(const stm_work *work, const saying *a, const saying *b);
/* Both may be of one day. */
bool stm_saying_days_near(const stm_work *work, const saying *a, const saying *b);

/* Two sentences out of longer speeches in marks, short, and alike without being the same: "thank you all". */
bool stm_sayings_small_talk(const stm_work *work, const saying *a, const saying *b);
/* The longest run of words that both have, in words. */
uint32_t stm_saying_run(const stm_work *work, const saying *a, const saying *b);

/* ---- saying_people.c ---- */
/* The persons whom a quotation names, but for who speaks. */
void stm_saying_people(stm_work *work, uint32_t member, const stm_quotation *quotation, uint32_t speaker,
                       stm_u32s *people);
/* '"...", she wrote', where another text names the speaker of the same words: who "she" is was a guess, and the
 * utterance's speaker is who is meant. */
bool stm_saying_speaker_guessed(const stm_work *work, const stm_utterance *utterance, const stm_variant *variant);
/* Whom the verb of the cue accuses, praises or the like, where a name tells; else STM_NONE. */
uint32_t stm_saying_target(const stm_work *work, uint32_t member, const stm_quotation *quotation);
/* How far what the main verb says has come. */
stm_saying_course stm_saying_course_of(const stm_article *article, const stm_quotation *quotation);
/* Both name persons, and none in common; or of each another one is accused or praised, or does one deed; or the deed is
 * begun in one and done in the other. */
bool stm_sayings_of_two(const stm_work *work, const saying *a, const saying *b);

/* One of the two is denied, and the other is not. */
bool stm_sayings_denial_apart(const saying *a, const saying *b);
/* One text has one ask for it, another has him ask for it on a condition: not in the same breath. */
bool stm_saying_asked_twice(const stm_work *work, const saying *a, const saying *b);
/* Three things that one mouth names in a row, in two texts: "for shareholders, for workers and for the town". */
bool stm_saying_one_list(const stm_work *work, const saying *a, const saying *b);
/* One is what somebody fears, the other what he says is so. */
bool stm_saying_only_feared(const stm_work *work, const saying *a, const saying *b);
/* How like the two are, if one mouth may have said both on one occasion; 1 and more is enough to join them. */
float stm_one_saying(const stm_work *work, const saying *a, const saying *b);
/* The same bytes, but for capitals and what stands around them. */
bool stm_saying_same_words(const stm_work *work, const saying *a, const saying *b);
/* One speaker, or two without a name who are called alike. */
bool stm_saying_one_mouth(const stm_work *work, const saying *a, const saying *b);

#endif
