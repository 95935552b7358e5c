/* attribution.h: map of the step that finds who said what. Internal to extract.
 *
 * Order: marks (quote_marks.c) -> trees (attribution.c) -> direct speech (quotations_direct.c) -> verbs, nouns,
 * adjectives, phrases (attribution_*.c) -> one list of quotations (quotations.c) -> speakers (quotations_speaker.c).
 * Everything between is an stm_said; it lives in the article's arena.
 */
#ifndef STM_EXTRACT_ATTRIBUTION_H
#define STM_EXTRACT_ATTRIBUTION_H

#include "extract/lexicon.h"
#include "extract/quote_marks.h"

/* Up to four runs of tokens, both ends inclusive, in text order. */
typedef struct stm_runs {
    uint32_t first[4], last[4], n;
} stm_runs;

/* What the content is: a clause, an infinitive, a noun phrase. */
typedef enum stm_extent { STM_EXTENT_CLAUSE, STM_EXTENT_INFINITIVE, STM_EXTENT_PHRASE } stm_extent;

typedef struct stm_said {
    stm_spans content;
    stm_span cue, source;
    uint32_t cue_token;   /* main word of the cue, or STM_NONE */
    uint32_t source_head; /* token, or STM_NONE */
    stm_act act;
    stm_extent extent;
    bool negated;
    bool verbatim;  /* the very words, though without marks: a turn of a conversation */
    bool direct;    /* whole clauses in marks */
    bool agentless; /* the words say that nobody is named: "is expected to" */
    bool predicate; /* an object with what is said of it: "called the plan a disgrace" */
    stm_modality modality;
} stm_said;

typedef struct stm_finder {
    stm_arena *arena;
    const stm_lexicon *lexicon;
    const stm_article *article;
    stm_quoteds quoted;
    uint32_t *quote_of; /* per token: innermost quoted passage, or STM_NONE */
    uint32_t *first;    /* per token: first token of its subtree */
    uint32_t *last;     /* per token: last token of its subtree, inclusive */
    uint32_t *children; /* child lists, one after the other, each in text order */
    uint32_t *child_at; /* per token, plus one: where its list begins in children */
    uint32_t *said_by;  /* per token: the said whose cue it is, or STM_NONE */
    uint32_t *aside; /* per token: the cue of the parenthesis that it stands in ("..., she said, ..."), or STM_NONE */
    STM_VEC(stm_said) said;
    uint64_t steps; /* of pairing marks and of direct speech: what a test holds to be linear */
} stm_finder;

/* Reads marks and trees. Call inside stm_arena_protect. */
void stm_finder_init(stm_finder *f, stm_arena *arena, const stm_lexicon *lexicon, const stm_article *article);

/* The ways to find an attribution; each appends to f->said and marks f->said_by. */
void stm_attribute_direct(stm_finder *f);
void stm_attribute_tail(stm_finder *f, uint32_t verb); /* parentheses first: others must not reach into them */
void stm_attribute_verb(stm_finder *f, uint32_t verb);
void stm_attribute_noun(stm_finder *f, uint32_t noun);
void stm_attribute_adjective(stm_finder *f, uint32_t adjective);
void stm_attribute_phrase(stm_finder *f, uint32_t token); /* "according to" */
void stm_attribute_labels(stm_finder *f);                 /* "SMITH: ..." */
/* ---- attribution_surface.c ---- */
void stm_attribute_headlines(stm_finder *f); /* "..., mayor says" */
/* "..., adding": true if the verb is that and has said something. */
bool stm_attribute_adding(stm_finder *f, uint32_t verb);
/* "The cable was reportedly cut". After the verbs: what others report is left alone. */
void stm_attribute_hearsay(stm_finder *f, uint32_t adverb);
/* The head of the finite clause that begins right behind the word, or STM_NONE. */
uint32_t stm_clause_right_behind(const stm_finder *f, uint32_t word);
/* "as soon as possible", and no predicate. */
bool stm_compared(const stm_finder *f, uint32_t head);
/* What stands behind a semicolon is a sentence of its own, and the reporter's again. */
void stm_cut_at_semicolon(const stm_finder *f, uint32_t cue, stm_runs *content);
/* "offered to plead guilty, but the guild / had refused": who does what is told next is no part of it. */
void stm_cut_at_but(const stm_finder *f, uint32_t cue, stm_runs *content);
/* "put the toll at 30": the phrase with the number, `phrase` if it has one, or STM_NONE. */
uint32_t stm_number_put_on(const stm_finder *f, uint32_t object, uint32_t phrase);

/* Acts of plain saying, and negation, from the words said. */
void stm_attribution_force(stm_finder *f);
/* How what is said stands to fact. Needs the acts. */
void stm_attribution_modality(stm_finder *f);
/* The head of the first clause of what is said, or STM_NONE. */
uint32_t stm_said_main_word(const stm_finder *f, const stm_said *said);

/* True for furniture that reports nothing. */
bool stm_is_silent(const stm_article *article, uint32_t token);

/* Words of what is said, by blanks. */
uint32_t stm_said_words(const stm_finder *f, const stm_said *said);
/* What is told was done to a thing or to somebody, and nobody's words; see quotations_deeds.c. */
bool stm_said_is_deed(const stm_finder *f, const stm_said *said);
/* Quotations into article->quotations, by first content byte; and who speaks. */
void stm_said_to_quotations(stm_finder *f, stm_article *article);
void stm_quotation_speakers(stm_finder *f, stm_article *article);
/* The passage up to its first comma or relative clause, without a mark that opens speech; of a head outside of it, the
 * noun phrase of the head. Lives as long as the article's text. quotations_name.c */
stm_str stm_source_name(const stm_finder *f, uint32_t head, stm_span source);
/* "the four-term senator": the only entity with a name (`named`, by entity) and that office, or STM_NONE. */
uint32_t stm_holder_of_office(const stm_finder *f, const stm_article *article, const bool *named,
                              const stm_quotation *quotation);
/* quotations_bodies.c: does the body that spoke in `before` (may be NULL) speak again as "the company", as "it"?
 * `named` by entity, `entity_of` by token. */
bool stm_body_again(const stm_finder *f, const stm_article *article, const bool *named, const uint32_t *entity_of,
                    const stm_quotation *q, const stm_quotation *before);
bool stm_it_again(const stm_finder *f, const stm_article *article, const stm_quotation *q, const stm_quotation *before);
/* The passages that say that a speaker would not be named. Needs the speakers. */
void stm_quotation_anonymity(const stm_finder *f, stm_article *article);
/* A word for somebody who speaks without a name ("officials"), and not for kin or counsel of somebody named. */
bool stm_nameless_word(const stm_finder *f, uint32_t head);
/* The source at `source`, headed by `head`, is some of many: "some Democrats", "one of his friends". */
bool stm_some_of_them(const stm_finder *f, uint32_t head, stm_span source);

/* ---- trees --------------------------------------------------------------------------------------------- */

static inline const stm_token *stm_tok(const stm_finder *f, uint32_t t) { return &f->article->tokens.at[t]; }
static inline stm_str stm_form(const stm_finder *f, uint32_t t)
{
    return stm_str_sub(f->article->text, f->article->tokens.at[t].at);
}
/* End of t's child list, bounded: no word of a sentence has more children than this, a broken tree may. */
enum { STM_MAX_CHILDREN = 128 };
static inline uint32_t stm_children_end(const stm_finder *f, uint32_t t)
{
    uint32_t start = f->child_at[t], end = f->child_at[t + 1];
    return end - start > STM_MAX_CHILDREN ? start + STM_MAX_CHILDREN : end;
}
/* Lower-case lemma; the form where there is none. */
static inline stm_str stm_lemma_or_form(const stm_finder *f, uint32_t t)
{
    stm_str lemma = stm_tok(f, t)->lemma;
    return lemma.p == NULL ? stm_form(f, t) : lemma;
}
/* ASCII case aside, one of the words of `list`, which are parted by single blanks. */
STM_ALWAYS_INLINE bool stm_word_in(stm_str word, const char *list)
{
    return stm_sieve_pass(stm_sieve_word(word), list) && stm_str_among(word, list);
}
STM_ALWAYS_INLINE bool stm_lemma_in(const stm_finder *f, uint32_t t, const char *list)
{
    return stm_word_in(stm_lemma_or_form(f, t), list);
}
static inline bool stm_lemma_is(const stm_finder *f, uint32_t t, const char *lemma)
{
    return stm_str_eq_nocase(stm_lemma_or_form(f, t), stm_str_of(lemma));
}
/* First child with this relation, or STM_NONE. */
uint32_t stm_child(const stm_finder *f, uint32_t t, stm_deprel rel);
/* The case marker or mark (preposition, "that") of t whose lemma is in `list`, or STM_NONE. */
uint32_t stm_marker(const stm_finder *f, uint32_t t, const char *list);
uint32_t stm_marker_of(const stm_finder *f, uint32_t t, const stm_strs *list);
bool stm_is_verb(const stm_finder *f, uint32_t t);
bool stm_is_passive(const stm_finder *f, uint32_t t);
bool stm_is_negated(const stm_finder *f, uint32_t t);
/* Outermost quoted passage that t stands in but `from` does not, or STM_NONE. from STM_NONE: outside all. */
uint32_t stm_quote_beyond(const stm_finder *f, uint32_t t, uint32_t from);

/* Who does v: head token of a noun phrase, or STM_NONE. *without: a subtree inside that phrase that is no part of
 * it (the clause that v heads), or STM_NONE. */
uint32_t stm_subject(const stm_finder *f, uint32_t v, uint32_t *without);
/* Off the surface (attribution_subject.c): the verb that has the subject of the participle v behind a comma, or v; the
 * head of the noun phrase right before a finite verb, or STM_NONE; the name before a parenthesis right before v, or
 * STM_NONE. */
uint32_t stm_participle_head(const stm_finder *f, uint32_t v);
uint32_t stm_noun_before(const stm_finder *f, uint32_t v);
uint32_t stm_name_before_parenthesis(const stm_finder *f, uint32_t v);
uint32_t stm_it_says(const stm_finder *f,
                     uint32_t v); /* "it" of "it added that" that the tree takes for empty, or STM_NONE */
bool stm_was_asked(const stm_finder *f, uint32_t v); /* a participle whose subject is the one asked */
/* "Ann Roe, 37, urged": the name, or STM_NONE. */
uint32_t stm_name_before_commas(const stm_finder *f, uint32_t v);
/* The verb, read as a clause on the noun before it, is what that noun's phrase does. The head of the tokens first ..
 * last: the first noun that hangs on nothing among them, else the last token. (attribution_subject.c) */
bool stm_lost_past(const stm_finder *f, uint32_t v);
/* "thought to be" that the tree takes for a past tense. */
bool stm_misread_participle(const stm_finder *f, uint32_t v);
uint32_t stm_head_within(const stm_finder *f, uint32_t first, uint32_t last);
/* The agent of a passive: the noun behind "by", or STM_NONE. */
uint32_t stm_agent(const stm_finder *f, uint32_t v);

/* ---- extents (attribution_extent.c) -------------------------------------------------------------------- */

/* Fits the last run of *r, which lies behind v, to the surface. addressed: an object may stand before the clause. */
void stm_extent_fit(const stm_finder *f, uint32_t v, stm_extent kind, bool addressed, stm_runs *r);
/* The last token of the first clause of first..last: a second finite verb without a subject of its own is not part. */
uint32_t stm_extent_one_clause(const stm_finder *f, uint32_t first, uint32_t last);
/* A mark that sets what follows apart; not the hyphen of a word. */
bool stm_is_stop_mark(const stm_finder *f, uint32_t token);
/* A verb in the present or past, or a modal. */
bool stm_is_finite(const stm_finder *f, uint32_t token);
/* "Monday", "yesterday", "earlier". */
bool stm_is_time_word(const stm_finder *f, uint32_t token);
/* Where and how one speaks to the public: "interview", "statement", "Friday". */
bool stm_is_occasion(const stm_finder *f, uint32_t t);
/* "A, Smith said." and "A, Smith said, B": true if v stands so; then *r is what is said, *source who speaks and
 * *aside the clause of the cue. addressed: an object of v is the one addressed ("Smith told reporters"). */
bool stm_extent_tail(const stm_finder *f, uint32_t v, bool addressed, stm_runs *r, stm_runs *source, stm_runs *aside);

/* ---- runs of tokens ------------------------------------------------------------------------------------ */

void stm_runs_add(stm_runs *r, uint32_t first, uint32_t last);
void stm_runs_add_tree(const stm_finder *f, stm_runs *r, uint32_t t);
/* Takes the tokens first..last out. */
void stm_runs_cut(stm_runs *r, uint32_t first, uint32_t last);
void stm_runs_cut_tree(const stm_finder *f, stm_runs *r, uint32_t t);
/* Spans of the runs without stops, commas and conjunctions at their edges; quoted passages that they cut (and
 * that the cue is not in) are taken whole. */
stm_spans stm_runs_spans(const stm_finder *f, const stm_runs *r, uint32_t cue);
/* "who may not speak publicly said": the adverb between an infinitive and a finite verb is the infinitive's, whatever
 * the tree says. `last`, or the token behind it. */
uint32_t stm_with_adverb(const stm_finder *f, uint32_t last);
/* The passage of a noun phrase, `without` cut off its end. */
stm_span stm_phrase_span(const stm_finder *f, uint32_t head, uint32_t without);
/* The cue of v: auxiliaries and adverbs before it, particle and `preposition` (may be STM_NONE) after it. */
stm_span stm_cue_span(const stm_finder *f, uint32_t v, uint32_t preposition);

/* Appends; content must not be empty. Sets source from `subject` (may be STM_NONE). */
stm_said *stm_said_add(stm_finder *f, const stm_runs *content, uint32_t cue_token, stm_span cue, stm_act act,
                       uint32_t subject, uint32_t without);
/* Gives an attribution its cue and its speaker, as stm_said_add does. */
void stm_said_cue(stm_finder *f, uint32_t said, uint32_t cue_token, stm_span cue, stm_act act, uint32_t subject,
                  uint32_t without);

#endif
