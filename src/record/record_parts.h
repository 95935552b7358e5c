/* record_parts.h: what the files of src/record share: one piece of work on one story.
 *
 * Members are numbered 0 .. n-1 in the order of record.articles; `article index` is the run's. A matter is what a
 * piece of text speaks of, as a weighted set of terms that other wordings of the same thing share.
 */
#ifndef STM_RECORD_PARTS_H
#define STM_RECORD_PARTS_H

#include "base/map.h"
#include "record/record.h"

typedef struct stm_matter_term {
    uint32_t id;
    float weight;
} stm_matter_term;

/* A set of terms, by id, each once. */
typedef struct stm_matter {
    STM_VEC(stm_matter_term) terms;
    float weight; /* sum */
} stm_matter;

/* What two matters have in common. */
typedef struct stm_likeness {
    float shared;   /* weight of shared terms, synonyms at a discount */
    float dice;     /* 2 shared / (a + b) */
    float least;    /* shared / the lighter one */
    uint32_t n;     /* shared terms */
    uint32_t exact; /* of these not by a synonym */
} stm_likeness;

/* The piece of text that statements are made of: a clause with what hangs on it; its matter is of its own words, those
 * of clauses inside it left out, with the subject that it is silent on. Unparsed text: a sentence. */
typedef struct stm_unit {
    uint32_t member, sentence;
    uint32_t head;      /* token, or STM_NONE */
    uint32_t verb;      /* term of the head, or STM_NONE */
    stm_span at;        /* of a main clause: the sentence */
    uint32_t quotation; /* of the article: the innermost that holds most of it, or STM_NONE */
    stm_matter matter;
    int32_t from_day, to_day; /* that its sentence names, where it names one stretch of days; STM_NO_DAY */
    bool negated, modal, hedged, caption, headline;
} stm_unit;

/* Two units of different lines that speak of one matter. */
typedef struct stm_match {
    uint32_t a, b; /* units */
    float score;
    bool strong; /* enough to start a statement; others only add to one */
    bool same_verb;
    stm_likeness like;
} stm_match;

/* Two sentences of texts of different lines, each the likest to the other in its text. */
typedef struct stm_likest {
    uint32_t member[2], sentence[2];
} stm_likest;

/* A statement speaks of the unit; or only of it as one version of a saying, which another mouth may bear out. */
enum { STM_USED = 1, STM_SAID = 2 };

typedef enum stm_word_class {
    STM_WORD_HEDGE = 1,
    STM_WORD_DOUBT = 2,
    STM_WORD_DENY = 4,
    STM_WORD_NOT = 8,
    STM_WORD_PLAIN = 16
} stm_word_class;

#define STM_TABLE_WORDS 221 /* words of either side that are compared, and one */

#define STM_BEGINNING_BYTES 6

/* What makes a term like another one. */
typedef struct stm_term_kin {
    uint64_t hint;      /* of two terms that are alike, one bit at least is the same, */
    uint64_t second;    /* and one of these; 0: no other is like it */
    uint64_t beginning; /* its first bytes; 0: it has fewer, or is no word */
    stm_u32s groups;    /* of synonyms, ascending */
} stm_term_kin;

typedef struct stm_work {
    stm_arena *arena;
    const stm_record_words *words;
    const stm_model *model;    /* NULL: no word has a vector */
    stm_article **article;     /* by member */
    const uint32_t *index;     /* by member: the run's article index */
    const uint32_t *member_of; /* by article index of the run: member, or STM_NONE */
    uint32_t n;
    const stm_reuse *reuse;
    uint32_t *line; /* by member */
    stm_record *record;
    uint32_t **entity;      /* [member][entity of the article]: entity of the record, or STM_NONE */
    uint32_t **at_token;    /* [member][token]: entity of the record whose mention's head it is, or STM_NONE */
    stm_u32s *tokens_of;    /* by entity of the record: the tokens of at_token that are it, member and token by turns */
    STM_VEC(uint8_t) named; /* by entity of the record: some text gives it a name */
    stm_str *lower;         /* by member: the text with A-Z made a-z, byte for byte */
    uint16_t **table;       /* the one table for comparing word by word, made when it is first asked for */
    uint32_t *country;      /* by number in words.countries: entity of the record that has its name, or STM_NONE */
    uint8_t **attribution;  /* [member][token]: part of a source or cue */
    stm_matter_term **token_term; /* [member][token]: its term, or STM_NONE, and what share of its rarity counts */
    uint8_t **token_class;        /* [member][token]: bits of stm_word_class */
    uint32_t *entity_term;        /* by entity of the record: its term, or STM_NONE */
    stm_map terms;                /* value: term id */
    STM_VEC(float) rarity;        /* by term id */
    STM_VEC(bool) event;          /* by term id: a verb or the like, not a name, a day or a number */
    stm_term_kin *kin;            /* by term id */
    STM_VEC(stm_unit) units;
    uint32_t *first_unit;        /* by member; units of a member lie together, by sentence */
    uint8_t *no_label;           /* by unit: a bit for each way that gives no label; see agreed_told.c */
    uint8_t *used;               /* by unit: STM_USED, STM_SAID or 0 */
    STM_VEC(stm_match) matches;  /* best first */
    stm_u32s *matches_of;        /* by unit: its matches, best first */
    STM_VEC(stm_match) near;     /* matches and pairs that may be about one matter: nobody says that they agree */
    STM_VEC(stm_likest) likest;  /* likest first; fact_aligned.c */
    STM_VEC(stm_passage) shares; /* figures that tell how much of something is held or ruined */
} stm_work;

/* ---- lines.c ---- */
/* line[i] of member i: the least member of its line. */
uint32_t *stm_lines_of(stm_arena *arena, const stm_u32s *members, stm_article *const *articles, const stm_reuse *reuse);
/* The headline that the story goes by, borrowed from its article; NULL: none of them has one (record_title.c). */
stm_str stm_title_of(stm_arena *arena, stm_article *const *articles, const stm_u32s *members);
bool stm_family_here(const stm_family *family, const stm_u32s *members);
uint32_t stm_lines_total(const uint32_t *line, uint32_t n);
/* Lines among members[0..n), with repetitions. */
uint32_t stm_lines_among(const stm_work *work, const stm_u32s *members);
/* The reuse stage has the two passages beside each other, in words of the reporters' own. */
bool stm_passages_shared(const stm_work *work, uint32_t member_a, stm_span a, uint32_t member_b, stm_span b);
/* The same, where texts of two lines are one that share these passages, one a member, or have `least` words in a row of
 * them in common. lines_worded.c
 */
uint32_t stm_lines_worded(const stm_work *work, const stm_u32s *members, const stm_span *passages, uint32_t least);
/* Who a reading goes back to, as a key: an entity of the record, a kind of people, or the reports themselves. */
uint32_t stm_origins_among(const stm_work *work, const stm_u32s *said_by, const stm_strs *names);
/* Sets lines and origins of a statement by its readings. */
void stm_count_readings(stm_work *work, stm_statement *statement);

/* Two who speak are one, or one of them for the other. */
bool stm_one_origin(const stm_work *work, uint32_t ea, stm_str na, uint32_t eb, stm_str nb);

/* ---- record_entities.c ---- */
void stm_record_entities(stm_work *work);
/* ---- record_descriptions.c: the end of record_entities.c; fills work.named ---- */
void stm_record_descriptions(stm_work *work, const bool *named);

/* ---- record_utterances.c, variants.c ---- */
void stm_record_utterances(stm_work *work);
void stm_variant_relate(const stm_work *work, uint32_t full_member, const stm_quotation *full, uint32_t member,
                        const stm_quotation *quotation, stm_variant_relation *relation, stm_str *note);

/* Some words of the one stand for words of the other, or are lacking within it where it shows no break: more than that
 * one goes on. */
bool stm_variant_words_differ(const stm_work *work, uint32_t member_a, const stm_quotation *a, uint32_t member_b,
                              const stm_quotation *b);
/* "Sen.", "Lt." of "senator", "lieutenant"; both lower case. */
bool stm_word_shortened(stm_str shortened, stm_str whole);

/* The main verb of what is said, and whether `other` has it or a synonym; without a verb, always. */
void stm_matter_root(stm_work *work, uint32_t member, const stm_quotation *q, stm_matter *out);
/* Of the object of that verb, or of what something is done to. */
void stm_matter_object(stm_work *work, uint32_t member, const stm_quotation *q, stm_matter *out);
/* Of the nouns on which the rest hangs, where that is no verb. */
void stm_matter_core(stm_work *work, uint32_t member, const stm_quotation *q, stm_matter *out);
bool stm_matter_has_root(const stm_work *work, const stm_matter *root, const stm_matter *other);

/* ---- record_changes.c ---- */
void stm_record_changes(stm_work *work);

/* ---- matches.c ---- */
void stm_matches_find(stm_work *work);
/* First unit of a sentence, or of the next that has one. */
uint32_t stm_first_unit(const stm_work *work, uint32_t member, uint32_t sentence);
/* The smallest unit over a byte of a member, or STM_NONE. */
uint32_t stm_unit_at(const stm_work *work, uint32_t member, uint32_t byte);

/* Both name days, and not the same ones. */
bool stm_units_days_apart(const stm_work *work, uint32_t a, uint32_t b);
/* Each has a subject of its own, and its matter has neither the other's nor what that does: two events (arguments.c).
 */
bool stm_units_of_two(stm_work *work, uint32_t a, const stm_matter *of_a, uint32_t b, const stm_matter *of_b);
/* Two people, by name, do what the two tell. */
bool stm_units_two_do_it(const stm_work *work, const stm_unit *a, const stm_unit *b);
/* What rises or falls in the one is not spoken of in the other. */
bool stm_units_two_rise(const stm_work *work, const stm_unit *a, const stm_unit *b);

/* ---- clauses.c ---- */
/* The verb (or predicate with a copula) whose clause `token` stands in, or STM_NONE. */
uint32_t stm_clause_head(const stm_article *article, uint32_t token);
/* What hangs on `head`, from its first token to its last, no further than its sentence. */
stm_span stm_clause_span(const stm_article *article, uint32_t head);
bool stm_clause_negated(const stm_article *article, uint32_t head);
/* "whether he goes or stays": nobody says either. */
bool stm_clause_left_open(const stm_article *article, uint32_t head);
/* "when prices fall, shops close": what is so at times, and not what happened once. */
bool stm_clause_habitual(const stm_article *article, uint32_t head);
/* "I do not think he won": he did not. */
bool stm_clause_thought_not(const stm_article *article, uint32_t head);
/* A clause on a noun that need not exist, or that is refused: no assertion. */
bool stm_clause_hypothetical(const stm_article *article, uint32_t head);
/* The subject of the clause is "the company", "its chairman" and no more, which mostly has a name somewhere. */
bool stm_subject_vague(const stm_work *work, uint32_t member, uint32_t head);

/* ---- arguments.c ---- */
typedef struct stm_arguments {
    uint32_t agent, patient; /* tokens, or STM_NONE */
} stm_arguments;
/* Of a verb, in the active or the passive; a clause on a noun has that noun for the one it is silent on. */
stm_arguments stm_arguments_of(const stm_article *article, uint32_t verb);
/* Another verb, done to another, and not known to be done by the same: "cleared the hall", "hurt two men in the hall".
 */
bool stm_units_other_deed(stm_work *work, const stm_unit *a, const stm_unit *b);
/* Nothing tells that the two units are of two deeds, or of one that is done by two or to two: STM_NONE tells nothing.
 * The first is no clause on what need not be. */
bool stm_units_one_deed(stm_work *work, uint32_t a, uint32_t b);
/* "Some of the merchants" and "several ships" have not done what the fishermen have: of two unlike nouns, both known,
 * one is told of some of its kind only. */
bool stm_tokens_some_unlike(stm_work *work, uint32_t member_a, uint32_t a, uint32_t member_b, uint32_t b);
/* Two tokens of two members: 1 one thing, -1 two, 0 one of them is STM_NONE or a pronoun that stands for nobody known.
 */
int stm_tokens_alike(stm_work *work, uint32_t member_a, uint32_t a, uint32_t member_b, uint32_t b);

/* ---- contest.c ---- */
/* A statement in the making: readings of one matter by several articles or several mouths. All zero to begin with. */
typedef struct stm_contest {
    stm_statement st;
    stm_u32s members, said_by;
    stm_strs names;
} stm_contest;
/* Adds what one article gives. reading NULL: the words of the passage. A passage that meets one of the same article is
 * left out. Who says it is the speaker of the quotation that it lies in; with st.wording set, only of one in marks. */
void stm_contest_add(stm_work *work, stm_contest *contest, uint32_t member, stm_span at, stm_stance stance,
                     stm_str reading);
/* Counts lines and origins and adds it to record.statements; with fewer than two readings it is dropped. */
void stm_contest_close(stm_work *work, stm_contest *contest, stm_statement_status status, stm_str about,
                       double confidence);

/* ---- record_differences.c: after the statements ---- */
void stm_record_differences(stm_work *work);

/* ---- contest_doubles.c: after all that is contested ---- */
/* One statement for what is contested under one heading. */
void stm_contests_join(stm_work *work);
/* Gives `into` the readings of `from` that lie on none of its own, and counts its lines and origins again. */
void stm_contest_take(stm_work *work, stm_statement *into, const stm_statement *from);

/* ---- contest_beside.c: after what is agreed and what is contested ---- */
/* What texts tell beside a fact that they have in common. */
void stm_record_beside(stm_work *work);
/* contest_aligned.c, after it */
void stm_record_aligned(stm_work *work);

/* ---- record_put.c ---- */
/* Two versions, of which `full` is the fullest, that do not say the same; NULL both: there are none. */
void stm_put_otherwise(stm_work *work, const stm_utterance *utterance, const stm_variant *full, const stm_variant **one,
                       const stm_variant **other);

/* ---- event_status.c ---- */
/* Whether what is dated to `day` happened, is planned, or was called off. `head`: the verb of its clause; `noun`: the
 * noun that carries the day, or STM_NONE. *off_at: the verb that calls it off where another clause does, or STM_NONE.
 */
stm_event_status stm_event_status_of(stm_arena *arena, const stm_map *words, const stm_article *article, uint32_t head,
                                     uint32_t noun, int32_t day, uint32_t *off_at);
/* Words that call something off, or a verb that is negated. */
bool stm_event_calls_off(stm_arena *arena, const stm_map *words, const stm_article *article, stm_span at);
/* "was due to speak on Monday": the verb of what is planned, and not the main one. "Vowed to go on Monday" on a day
 * that is over may be the day of the vow. */
bool stm_event_meant(stm_arena *arena, const stm_map *words, const stm_article *article, uint32_t head, int32_t day);

/* ---- event_doubles.c ---- */
/* Drops events whose passages all lie on those of another of the same days and status. */
void stm_event_doubles_drop(stm_arena *arena, stm_record *record);

/* ---- event_joins.c: after the proposals ---- */
/* Joins events that the record follows as one proposal, or that are one plan. */
void stm_events_join(stm_work *work);
/* One of the event's passages meets this one. */
bool stm_event_lies_on(const stm_event *event, stm_passage passage);
/* Adds the passage unless the event lies on it; whether it was added. */
bool stm_event_add(stm_work *work, stm_event *event, stm_passage passage);
/* Sets the event's lines by the articles of its passages. */
void stm_event_count(stm_work *work, stm_event *event);
/* The days of the first, which both have, are among those of the second. */
bool stm_event_within(const stm_event *first, const stm_event *second);
/* By how much something rose or fell in the two passages, and none of it meets: prices at two
 * hours are two. event_amounts.c. */
bool stm_measures_apart(const stm_work *work, uint32_t member, stm_span at, uint32_t other, stm_span in);
/* The same of some passages of two events. */
bool stm_events_measures_apart(const stm_work *work, const stm_event *first, const stm_event *second);
/* `from` goes into `to`, which keeps the finer days and the better wording. */
void stm_event_take_in(stm_work *work, stm_event *to, const stm_event *from);
/* event_elsewhere.c: events that no text tells both of, and that tell one thing. */
void stm_events_elsewhere(stm_work *work);
/* Puts the event into the timeline, behind those that begin no later. */
void stm_timeline_insert(stm_work *work, stm_event event);

/* ---- event_sayings.c: after the joins ---- */
/* Adds to the timeline who spoke on which day, where the day stands beside the reporting verb. */
void stm_record_occasions(stm_work *work);

/* ---- event_outcomes.c: after the sayings ---- */
/* Joins what was planned for a day with what came of it on that day. */
void stm_event_outcomes(stm_work *work);

/* ---- event_tellers.c: after all that is in the timeline ---- */
/* Puts the passages that bear out an event's words before the others, and counts them. */
void stm_event_tellers(stm_work *work);
/* The other passage bears out what the first stretch says. */
bool stm_event_tells(stm_work *work, uint32_t member, stm_span at, uint32_t other, stm_span there);
/* Where the words of the event stand in the passage; false, and the whole of it: they are put together from pieces. */
bool stm_event_words_in(const stm_work *work, const stm_event *event, const stm_passage *passage, stm_span *at);
/* undated_shown.c: after the tellers. Makes events without a day that two lines tell sure enough to be shown. */
void stm_undated_show(stm_work *work);

/* ---- record_timeline.c, record_proposals.c ---- */
void stm_record_timeline(stm_work *work);
/* By first day, last day and words. */
void stm_timeline_sort(stm_record *record);
void stm_record_course(stm_work *work);  /* record_course.c: after the timeline, which it adds to */
void stm_record_undated(stm_work *work); /* record_undated.c: after all other events */
void stm_record_proposals(stm_work *work);

/* ---- saying_heading.c ---- */
/* The version that heads the saying: the fullest, or, where other lines have little of it, the longest of which they
 * have half. */
const stm_variant *stm_saying_headed_by(stm_work *work, const stm_utterance *utterance, const stm_variant *fullest);
/* `words` of the version that heads it, without what is joined to their end where another text has it not. */
stm_str stm_saying_heading(stm_work *work, const stm_utterance *utterance, const stm_variant *head, stm_str words);

/* ---- record_voices.c ---- */
/* Statements that rest on who said what: sayings that several lines carry, sayings that are denied. */
void stm_record_voices(stm_work *work);
/* The quotation is of one who says that something is not so. */
bool stm_quotation_denies(const stm_article *article, const stm_quotation *quotation);

/* ---- record_claims.c: after the voices, before the statements ---- */
void stm_record_claims(stm_work *work);
/* "not yet", "did not spread further", "previously": what the clause says or denies is of another time or extent. */
bool stm_unit_waits(const stm_article *article, const stm_unit *unit);

/* ---- record_tellings.c: after the figures; record_refusals.c, record_labels.c, record_withheld.c, record_sources.c
 * ---- */
void stm_record_sources(stm_work *work);
void stm_record_withheld(stm_work *work);
void stm_record_ages(stm_work *work);   /* record_ages.c */
void stm_record_unsaid(stm_work *work); /* record_unsaid.c */
void stm_record_labels(stm_work *work);
void stm_record_tellings(stm_work *work);
void stm_record_accused(stm_work *work); /* record_accused.c: after the voices */
void stm_record_denied(stm_work *work);  /* record_denied.c: after all that is contested */
void stm_record_opposed(stm_work *work); /* record_opposed.c: after the figures and the claims */
void stm_record_amounts(stm_work *work); /* record_amounts.c */
void stm_record_clocks(stm_work *work);  /* record_clocks.c */
void stm_record_unaware(stm_work *work); /* record_unaware.c */
void stm_record_backers(stm_work *work); /* record_backers.c */
void stm_record_refusals(stm_work *work);
void stm_record_posts(stm_work *work);      /* record_posts.c */
void stm_record_things(stm_work *work);     /* record_things.c */
void stm_record_crowds(stm_work *work);     /* record_crowds.c */
void stm_record_conditions(stm_work *work); /* record_conditions.c */
void stm_record_moments(stm_work *work);    /* record_moments.c: after the timeline */

/* ---- unit_wording.c ---- */
/* The unit as a sentence of its own, with its subject; NULL where that cannot be made of the text. */
stm_str stm_unit_wording(const stm_work *work, uint32_t unit);
/* The same, no further than the byte `end`, and the stretches that it was made of: *who is STM_NO_SPAN where the
 * subject stands within *words. */
stm_str stm_unit_wording_until(const stm_work *work, uint32_t unit, uint32_t end, stm_span *who, stm_span *words);
/* The noun with what stands before it. */
stm_span stm_noun_phrase(const stm_article *article, uint32_t noun);
/* A clause on a noun that makes no sentence of its own, with that noun: "proposals made in Rome"; else the unit. */
stm_str stm_unit_with_noun(const stm_work *work, uint32_t unit);
/* What a reader is shown of the unit: itself, or the next clause over it that makes a sentence and has the same mouth.
 */
stm_str stm_unit_reading(const stm_work *work, uint32_t unit);
/* The clause tells that somebody speaks, whether or not what he says was found. */
bool stm_unit_speaks(const stm_work *work, const stm_unit *unit);
/* Neither a pronoun nor a word that leads on from something stands first. */
bool stm_stands_alone(stm_str sentence);
/* ---- agreed_passages.c: after all that reads the passages of agreements ---- */
void stm_agreed_passages(stm_work *work);

/* ---- record_attributed.c: after all agreements ---- */
void stm_record_attributed(stm_work *work);

/* ---- agreed_origins.c: after all agreements ---- */
void stm_agreed_origins(stm_work *work);

/* ---- agreed_wording.c ---- */
/* Of clauses that tell one thing (the first 12 of them), one a reading, takes for the statement's label a wording that
 * stands by itself and that at least two lines bear out, and drops the readings that do not, with their members and
 * mouths. False, and nothing is changed, where there is no such wording. */
bool stm_agreed_on(stm_work *work, stm_statement *statement, const stm_u32s *units, stm_u32s *members,
                   stm_u32s *said_by, stm_strs *names);
/* First letter upper case. */
stm_str stm_capital(stm_arena *arena, stm_str s);
/* "that three had failed and that voters had left" without its "that"s: s lacks the first, and the second goes. */
stm_str stm_plain_and(stm_arena *arena, stm_str s);
/* "But the ferry left" without the word that ties it to what stood before. */
stm_str stm_without_link(stm_arena *arena, stm_str s);

/* ---- record_shares.c: before record_figures.c ---- */
void stm_record_shares(stm_work *work);
/* The figure there is one that only record_shares.c compares. */
bool stm_record_is_share(const stm_work *work, uint32_t member, stm_span at);

/* ---- figure_sense.c ---- */
/* The number is one of something: no score, page, year or age. */
bool stm_figure_counts(const stm_article *article, const stm_figure *figure);
/* "a woman", "his mother": one by its noun, which says nothing of how many there are. */
bool stm_figure_names_one(const stm_article *article, const stm_figure *figure);
/* The quotation whose speaker answers for a figure, or STM_NONE: "the union said that the firm had told it" is the
 * union's. */
uint32_t stm_figure_told_in(const stm_article *article, const stm_figure *figure);
/* What is counted, with what each of it is of: "crowns a share". */
stm_span stm_figure_with_rate(const stm_article *article, const stm_figure *figure);
/* "three-story": the number is part of a word. */
bool stm_figure_attribute(const stm_article *article, const stm_figure *figure);
/* "group’s fighters", a label of the figure, as "Blue Hand’s fighters", where the text's group has a name; else the
 * label. */
stm_str stm_figure_whose(const stm_work *work, uint32_t member, const stm_figure *figure, stm_str label);
/* What counts the same as `other`, a figure of another text, stands further down in the text: "Ann Roe, 48", of whom a
 * text tells before it brings in "a 48-year-old man", is not he. */
bool stm_figure_again_later(const stm_article *article, const stm_figure *figure, const stm_figure *other);
/* A label that says nothing of what is counted: "times", "points". */
bool stm_figure_label_vague(stm_str label);

/* One word in the singular: "party", "Magnum"; of more than one it is no label. */
bool stm_figure_label_singular(stm_str label);
/* Whose age a figure gives, its label being "age of ...": the entity, or STM_NONE. */
uint32_t stm_figure_whose_age(const stm_work *work, uint32_t member, const stm_figure *figure, uint32_t sentence);
/* "Won by 40 votes", "40 seats more than the others": by how much one is ahead. */
bool stm_figure_margin(const stm_article *article, const stm_figure *figure);
/* "age of woman" as "age of a woman". */
stm_str stm_figure_label_with_article(stm_arena *arena, stm_str label);
/* "62 crowns a share"; "15 of the 19". */
bool stm_figure_is_rate(const stm_article *article, const stm_figure *figure);
bool stm_figure_is_part(const stm_article *article, const stm_figure *figure);
/* ---- figure_values.c ---- */
/* The day that a number holds for: the one day of its sentence, unless that is of a noun ("the 3 May raid"); NULL. */
stm_str stm_figure_holds(stm_work *work, uint32_t member, const stm_figure *figure);
/* Two parties, by name, do what the two sums stand in: two bidders. */
bool stm_figures_two_parties(const stm_work *work, uint32_t member_a, const stm_figure *a, uint32_t member_b,
                             const stm_figure *b);
/* One sum, by its value alone; both have one unit, and no two parties. */
bool stm_figures_one_sum(const stm_work *work, uint32_t member_a, const stm_figure *a, uint32_t member_b,
                         const stm_figure *b);
/* One number of things, exact and odd, that stands for one thing in either text: "46 planes", "46 jets". */
bool stm_figures_one_number(const stm_work *work, uint32_t member_a, const stm_figure *a, uint32_t member_b,
                            const stm_figure *b);
/* The same great number of people. */
bool stm_figures_one_crowd(const stm_figure *a, const stm_figure *b);
/* "a few", "several", "dozens": no number is named. */
bool stm_figure_wordy(stm_arena *arena, const stm_article *article, const stm_figure *figure);
/* "aid package", "savings": what a sum of money is; NULL: the text does not say it beside the sum. */
stm_str stm_figure_sum_of(stm_work *work, uint32_t member, const stm_figure *figure);
/* "pence per share", of a sum that is a rate; NULL: not read off the words behind it. */
stm_str stm_figure_price(stm_arena *arena, const stm_article *article, const stm_figure *figure);
/* What became of the people counted, by the words within a few of the number. */
typedef enum stm_harm {
    STM_NO_HARM,
    STM_DEAD,
    STM_INJURED,
    STM_MISSING,
    STM_ARRESTED,
    STM_EVACUATED,
    STM_HOMELESS
} stm_harm;
stm_harm stm_figure_harm(const stm_article *article, const stm_figure *figure);
/* "people killed"; of none, nothing. */
stm_str stm_harm_name(stm_harm harm);
/* "about 60 were still missing": what is so right behind the figure is still so. */
bool stm_figure_still(const stm_article *article, const stm_figure *figure);

/* ---- record_figures.c, record_statements.c ---- */
void stm_record_figures(stm_work *work);
void stm_record_rivals(stm_work *work); /* figure_rivals.c: after the figures and the crowds */
/* Each stretch holds a figure, of one dimension, in two units, and they come to the same. */
bool stm_figures_convert(const stm_work *work, uint32_t a, stm_span in_a, uint32_t b, stm_span in_b);
void stm_record_statements(stm_work *work);

/* ---- matter.c ---- */
/* Finds terms, their rarity, and all units. */
void stm_matter_open(stm_work *work);
/* Matter of a stretch of one article, quotation marks and speakers left aside. */
void stm_matter_of(stm_work *work, uint32_t member, const stm_span *spans, uint32_t n, stm_matter *out);
stm_likeness stm_matter_compare(const stm_work *work, const stm_matter *a, const stm_matter *b);
bool stm_matters_share_event(const stm_work *work, const stm_matter *a, const stm_matter *b);
/* The lemma; where `words` lacks it and has the form without an ending, that: "vetoed" is "veto", not "vet". */
stm_str stm_lemma_known(stm_arena *arena, const stm_map *words, const stm_article *article, uint32_t token);
bool stm_kin_alike(const stm_term_kin *x, const stm_term_kin *y);
/* A quick no: most pairs of terms share no bit. */
static inline bool stm_kin_may_be_alike(const stm_term_kin *x, const stm_term_kin *y)
{
    return (x->hint & y->hint) != 0 && (x->second & y->second) != 0;
}
/* Two terms are one, synonyms, or words with one beginning. */
static inline bool stm_terms_alike(const stm_work *work, uint32_t x, uint32_t y)
{
    const stm_term_kin *a = &work->kin[x], *b = &work->kin[y];
    return x == y || (stm_kin_may_be_alike(a, b) && stm_kin_alike(a, b));
}
/* Both give numbers, and none in common. */
bool stm_matters_numbers_apart(const stm_work *work, const stm_matter *a, const stm_matter *b);
bool stm_matter_opposed(const stm_work *work, const stm_matter *a, const stm_matter *b);
/* Bits of the words in a stretch. */
uint32_t stm_matter_classes(const stm_work *work, uint32_t member, stm_span at);

/* STM_TABLE_WORDS squared numbers. */
uint16_t *stm_word_table(const stm_work *work);

/* ---- passages.c ---- */
bool stm_span_meets(stm_span a, stm_span b);
stm_span stm_span_of(const stm_quotation *q); /* from its first content byte to its last */
/* A stretch as a reader would quote it: no white space or marks at its ends, line breaks made blanks. */
stm_str stm_wording(stm_arena *arena, const stm_article *article, stm_span at);
stm_span stm_span_trim(const stm_article *article, stm_span at);
/* The token of a sentence from which on it has these whole words, or STM_NONE. */
uint32_t stm_token_of(const stm_article *article, uint32_t sentence, stm_str words);
/* The stretch with the rest of a hyphened word that it begins or ends in. */
stm_span stm_whole_words(const stm_article *article, stm_span at);
/* "pleaded guilty to fraud": words, and a deed told as a fact. */
bool stm_quotation_is_plea(const stm_article *article, const stm_quotation *quotation);
/* Who says the quotation: entity of the record or STM_NONE, and its name (NULL: nobody known). */
void stm_said_by(const stm_work *work, uint32_t member, uint32_t quotation, uint32_t *entity, stm_str *name);
/* One person or body is known to say both. */
bool stm_units_one_speaker(const stm_work *work, const stm_unit *a, const stm_unit *b);

#endif
