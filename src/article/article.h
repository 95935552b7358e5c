/* article.h: the one type that every stage reads and fills. A record, no behaviour but its word lists.
 *
 * Who fills what:   intake: identity, metadata, text, furniture.   text: paragraphs, sentences, token spans.
 *                   language: lemma, tags, trees, name mentions.   extract: entities, quotations, times, figures.
 *
 * Invariants: (1) `text` is valid UTF-8 and never changes after intake. (2) every stm_span lies inside text, on
 * character boundaries. (3) sentences and tokens are in text order and do not overlap; the tokens of sentence s
 * are tokens[first_token .. first_token + n_tokens). (4) 32-bit indexes speak of the same article; STM_NONE is
 * "none". (5) unknown is STM_NULL_STR, STM_NO_SPAN, STM_NONE, STM_NO_DAY, NaN: never a guess.
 */
#ifndef STM_ARTICLE_ARTICLE_H
#define STM_ARTICLE_ARTICLE_H

#include "base/calendar.h"
#include "base/sieve.h"
#include "base/str.h"

/* ---- metadata ------------------------------------------------------------------------------------------ */

typedef enum stm_published_from {
    STM_FROM_NOTHING,
    STM_FROM_METADATA,
    STM_FROM_URL,
    STM_FROM_TEXT,
    STM_FROM_OPTION,
    STM_FROM_STORY
} stm_published_from;

typedef enum stm_credit_kind { STM_CREDIT_TEXT, STM_CREDIT_PHOTO, STM_CREDIT_TOLD } stm_credit_kind;

typedef struct stm_credit {
    stm_str agency; /* "Reuters", "The Associated Press" */
    stm_credit_kind kind;
    stm_span at;
} stm_credit;

typedef enum stm_furniture_kind {
    STM_FURN_HEADLINE,
    STM_FURN_BYLINE,
    STM_FURN_DATELINE,
    STM_FURN_CAPTION,
    STM_FURN_CREDIT,
    STM_FURN_PROMO
} stm_furniture_kind;

typedef struct stm_furniture {
    stm_furniture_kind kind;
    stm_span at;
} stm_furniture;

/* ---- language ------------------------------------------------------------------------------------------ */

/* Universal Dependencies v2 universal part-of-speech tags. */
typedef enum stm_upos {
    STM_UPOS_NONE,
    STM_ADJ,
    STM_ADP,
    STM_ADV,
    STM_AUX,
    STM_CCONJ,
    STM_DET,
    STM_INTJ,
    STM_NOUN,
    STM_NUM,
    STM_PART,
    STM_PRON,
    STM_PROPN,
    STM_PUNCT,
    STM_SCONJ,
    STM_SYM,
    STM_VERB,
    STM_X,
    STM_UPOS_COUNT
} stm_upos;

/* Penn Treebank tags as in UD_English-EWT's XPOS column; names in stm_xpos_name. */
typedef enum stm_xpos {
    STM_XPOS_NONE,
    STM_XP_CC,
    STM_XP_CD,
    STM_XP_DT,
    STM_XP_EX,
    STM_XP_FW,
    STM_XP_IN,
    STM_XP_JJ,
    STM_XP_JJR,
    STM_XP_JJS,
    STM_XP_LS,
    STM_XP_MD,
    STM_XP_NN,
    STM_XP_NNS,
    STM_XP_NNP,
    STM_XP_NNPS,
    STM_XP_PDT,
    STM_XP_POS,
    STM_XP_PRP,
    STM_XP_PRPS,
    STM_XP_RB,
    STM_XP_RBR,
    STM_XP_RBS,
    STM_XP_RP,
    STM_XP_SYM,
    STM_XP_TO,
    STM_XP_UH,
    STM_XP_VB,
    STM_XP_VBD,
    STM_XP_VBG,
    STM_XP_VBN,
    STM_XP_VBP,
    STM_XP_VBZ,
    STM_XP_WDT,
    STM_XP_WP,
    STM_XP_WPS,
    STM_XP_WRB,
    STM_XP_HYPH,
    STM_XP_AFX,
    STM_XP_ADD,
    STM_XP_NFP,
    STM_XP_GW,
    STM_XP_XX,
    STM_XP_PUNCT,
    STM_XPOS_COUNT
} stm_xpos;

/* UD v2 relations and the subtypes of English that extraction reads. Others fall back to their main type. */
typedef enum stm_deprel {
    STM_DEP_NONE,
    STM_DEP_ROOT,
    STM_DEP_ACL,
    STM_DEP_ACL_RELCL,
    STM_DEP_ADVCL,
    STM_DEP_ADVCL_RELCL,
    STM_DEP_ADVMOD,
    STM_DEP_AMOD,
    STM_DEP_APPOS,
    STM_DEP_AUX,
    STM_DEP_AUX_PASS,
    STM_DEP_CASE,
    STM_DEP_CC,
    STM_DEP_CC_PRECONJ,
    STM_DEP_CCOMP,
    STM_DEP_CLF,
    STM_DEP_COMPOUND,
    STM_DEP_COMPOUND_PRT,
    STM_DEP_CONJ,
    STM_DEP_COP,
    STM_DEP_CSUBJ,
    STM_DEP_CSUBJ_PASS,
    STM_DEP_DEP,
    STM_DEP_DET,
    STM_DEP_DET_PREDET,
    STM_DEP_DISCOURSE,
    STM_DEP_DISLOCATED,
    STM_DEP_EXPL,
    STM_DEP_FIXED,
    STM_DEP_FLAT,
    STM_DEP_GOESWITH,
    STM_DEP_IOBJ,
    STM_DEP_LIST,
    STM_DEP_MARK,
    STM_DEP_NMOD,
    STM_DEP_NMOD_POSS,
    STM_DEP_NMOD_UNMARKED,
    STM_DEP_NSUBJ,
    STM_DEP_NSUBJ_PASS,
    STM_DEP_NUMMOD,
    STM_DEP_OBJ,
    STM_DEP_OBL,
    STM_DEP_OBL_AGENT,
    STM_DEP_OBL_UNMARKED,
    STM_DEP_ORPHAN,
    STM_DEP_PARATAXIS,
    STM_DEP_PUNCT,
    STM_DEP_REPARANDUM,
    STM_DEP_VOCATIVE,
    STM_DEP_XCOMP,
    STM_DEPREL_COUNT
} stm_deprel;

#define STM_TOKEN_STRETCH 8 /* bytes: a word and a half */

typedef struct stm_token {
    stm_span at;       /* the surface form is text[at]; parts of a multiword token ("do|n't") are tokens of their own */
    stm_str lemma;     /* STM_NULL_STR before tagging */
    uint32_t sentence; /* index into sentences */
    uint32_t head;     /* index into tokens; STM_NONE: the root, or not parsed */
    uint8_t upos;      /* stm_upos */
    uint8_t xpos;      /* stm_xpos */
    uint8_t deprel;    /* stm_deprel; STM_DEP_NONE: not parsed */
    uint8_t glued;     /* 1: part of one multiword token together with the next token */
} stm_token;

typedef struct stm_sentence {
    stm_span at; /* no white space at its ends */
    uint32_t first_token, n_tokens;
    uint32_t paragraph; /* index into paragraphs */
    uint8_t furniture;  /* 1 + stm_furniture_kind of the furniture that it lies in; 0: body text */
} stm_sentence;

/* ---- entities ------------------------------------------------------------------------------------------ */

typedef enum stm_entity_kind { STM_PERSON, STM_ORGANIZATION, STM_PLACE, STM_GROUP, STM_OTHER } stm_entity_kind;
typedef enum stm_mention_form { STM_MENTION_NAME, STM_MENTION_NOMINAL, STM_MENTION_PRONOUN } stm_mention_form;

#define STM_SHIP_LETTERS "MV M/V M/S MT INS USS USNS HMS HMAS HMCS RMS" /* before the name of a ship */

typedef struct stm_mention {
    stm_span at;
    stm_mention_form form;
    uint32_t head; /* token index of the head word */
} stm_mention;

typedef struct stm_entity {
    stm_entity_kind kind;
    stm_str name;    /* fullest form used in the article, or the nominal */
    stm_strs titles; /* as written: "Foreign Minister" */
    stm_str country; /* of a person's office, as data/countries.txt names it: "Russia"; p NULL: not said */
    STM_VEC(stm_mention) mentions; /* text order */
} stm_entity;

/* ---- quotations ---------------------------------------------------------------------------------------- */

typedef enum stm_quotation_kind { STM_QUOTE_DIRECT, STM_QUOTE_MIXED, STM_QUOTE_INDIRECT } stm_quotation_kind;

/* Names by stm_act_name; add at the end, and to the name list. */
typedef enum stm_act {
    STM_ACT_SAY,
    STM_ACT_ASK,
    STM_ACT_DENY,
    STM_ACT_CONFIRM,
    STM_ACT_ACCUSE,
    STM_ACT_THREATEN,
    STM_ACT_PROMISE,
    STM_ACT_PROPOSE,
    STM_ACT_DEMAND,
    STM_ACT_REJECT,
    STM_ACT_ESTIMATE,
    STM_ACT_THINK,
    STM_ACT_WARN,
    STM_ACT_PRAISE,
    STM_ACT_CRITICIZE,
    STM_ACT_ANNOUNCE,
    STM_ACT_REPORT,
    STM_ACT_AGREE,
    STM_ACT_DOUBT,
    STM_ACT_ORDER,
    STM_ACT_HOPE,
    STM_ACT_COUNT
} stm_act;

/* How what is said stands to fact. Names by stm_modality_name; add at the end, and to the name list. */
typedef enum stm_modality {
    STM_MODALITY_NONE, /* a phrase that tells nothing of it */
    STM_MODALITY_ASSERTED,
    STM_MODALITY_POSSIBLE,
    STM_MODALITY_FUTURE,
    STM_MODALITY_CONDITIONAL,
    STM_MODALITY_OBLIGATION,
    STM_MODALITY_INTENTION,
    STM_MODALITY_QUESTION,
    STM_MODALITY_COUNT
} stm_modality;

typedef struct stm_quotation {
    stm_quotation_kind kind;
    stm_spans content;    /* text order, at least one */
    stm_spans quoted;     /* what stands in quotation marks, the marks left off */
    stm_span cue;         /* reporting expression, or STM_NO_SPAN */
    stm_span source;      /* passage that names who speaks, or STM_NO_SPAN */
    uint32_t source_head; /* token index or STM_NONE */
    uint32_t speaker;     /* entity index or STM_NONE */
    stm_str speaker_name; /* of the entity, or of an anonymous source as written; NULL: unknown */
    uint32_t nested_in;   /* quotation index or STM_NONE */
    stm_act act;
    stm_modality modality;
    bool anonymous;
    bool negated;
    stm_span anonymity; /* passage that says that the speaker would not be named, or STM_NO_SPAN */
} stm_quotation;

/* ---- times --------------------------------------------------------------------------------------------- */

typedef enum stm_time_type { STM_TIME_DATE, STM_TIME_TIME, STM_TIME_DURATION, STM_TIME_SET } stm_time_type;

#define STM_NO_ZONE INT16_MIN

typedef struct stm_time {
    stm_span at;
    stm_time_type type;
    stm_str value;            /* TIMEX3 value; NULL: not resolved */
    int32_t from_day, to_day; /* inclusive; STM_NO_DAY: unknown or open */
    stm_str from, to;         /* ISO 8601 as written out; NULL: unknown */
    bool deictic;             /* its value depends on the publication date: resolved again when that becomes known */
    bool vague;               /* PAST_REF, "recently" */
    bool holiday;             /* a day by the name of its feast */
    /* What is written, for dating articles by each other: a bare weekday, or month and day without a year. */
    uint8_t weekday;          /* 1 Monday to 7; 0: none; beside a month: written with the date */
    uint8_t month, month_day; /* 0: none */
    uint8_t tense;            /* of the governing verb: 0 unknown, 1 past, 2 present, 3 future */
    int16_t zone;             /* minutes from UTC, where the text says so; STM_NO_ZONE */
} stm_time;

/* ---- figures ------------------------------------------------------------------------------------------- */

/* Whose conventions give a count its bounds: stemma's own, or those of two event data sets (docs/figures.md). */
typedef enum stm_bounds { STM_BOUNDS_STEMMA, STM_BOUNDS_ACLED, STM_BOUNDS_UCDP } stm_bounds;

typedef struct stm_figure {
    stm_span at;           /* from approximator to unit or counted noun */
    double low, high;      /* NaN: unbounded */
    double best;           /* the one number that `bounds` codes; NaN: none, or bounds is STM_BOUNDS_STEMMA */
    stm_str approximation; /* "nearly"; NULL: none */
    stm_str unit;          /* as in data/units; NULL: none */
    stm_str counted;       /* "civilians killed"; NULL: not found */
    stm_span counted_at;
    stm_span where;               /* the place that its sentence names for it; no span: none, or several */
    int32_t holds_from, holds_to; /* days; STM_NO_DAY: unknown */
    uint32_t quotation;           /* index, or STM_NONE: the article says so itself */
    bool low_hard, high_hard;     /* fixed by logic, not by a convention */
    uint8_t bounds;               /* stm_bounds that set low and high */
} stm_figure;

/* ---- the article --------------------------------------------------------------------------------------- */

typedef struct stm_article {
    stm_str id;   /* unique in a run */
    stm_str from; /* file, or file:line */
    stm_str url, outlet, title, language, modified;
    stm_strs byline;
    stm_span dateline;      /* the whole of it, in text */
    stm_str dateline_place; /* "Beirut" */
    int32_t dateline_day;
    STM_VEC(stm_credit) credits;
    stm_str published;     /* ISO 8601 date or date-time as it is written out */
    int32_t published_day; /* local date of publication */
    int64_t published_at;  /* seconds since 1970-01-01T00:00Z if a clock time is known, else STM_NO_INSTANT */
    stm_published_from published_from;
    stm_str published_why; /* one sentence of reasoning when published_from is STORY or TEXT; NULL else */
    /* The day that its "today" means where a relative of the text tells that it is not published_day; STM_NO_DAY, NULL
     */
    int32_t written_day;
    stm_str written_why;

    stm_str text;
    STM_VEC(stm_furniture) furniture; /* text order */
    bool bare;                        /* what the text says of itself is not read yet: stm_intake_furnish */

    stm_spans paragraphs;
    STM_VEC(stm_sentence) sentences;
    STM_VEC(stm_token) tokens;
    uint32_t
        *token_at; /* by stretch of STM_TOKEN_STRETCH bytes: the first token that ends in it or behind; NULL: unknown */
    STM_VEC(stm_entity) entities;
    STM_VEC(stm_quotation) quotations; /* by first content byte */
    STM_VEC(stm_time) times;           /* text order */
    STM_VEC(stm_figure) figures;       /* text order */
} stm_article;

/* The contract's word for each value ("metadata", "NOUN", "nsubj:pass", ...). Never NULL. */
/* The day that "today" means in the article: written_day, or else published_day. */
int32_t stm_article_today(const stm_article *article);

const char *stm_published_from_name(stm_published_from v);
/* Reasons for a day that stands where articles have theirs (published_why); of other reasons a day is worked out. */
#define STM_WHY_DATELINE "The dateline gives the day, month and year."
#define STM_WHY_DATE_LINE "The date stands in a line of its own at the head of the text."
/* Whether the day of publication was worked out, from other articles or from days that the text names. */
bool stm_article_day_is_guess(const stm_article *article);
const char *stm_credit_name(stm_credit_kind v);
const char *stm_furniture_name(stm_furniture_kind v);
const char *stm_upos_name(stm_upos v);
const char *stm_xpos_name(stm_xpos v);
const char *stm_deprel_name(stm_deprel v);
const char *stm_entity_kind_name(stm_entity_kind v);
const char *stm_mention_form_name(stm_mention_form v);
const char *stm_quotation_kind_name(stm_quotation_kind v);
const char *stm_act_name(stm_act v);
const char *stm_modality_name(stm_modality v); /* "?" for STM_MODALITY_NONE */
const char *stm_time_type_name(stm_time_type v);
/* The value of a word; *_NONE if there is no such word. A deprel's unknown subtype is its main type. */
stm_upos stm_upos_of(stm_str name);
stm_xpos stm_xpos_of(stm_str name);
stm_deprel stm_deprel_of(stm_str name);

static inline stm_str stm_token_form(const stm_article *a, uint32_t token)
{
    return stm_str_sub(a->text, a->tokens.at[token].at);
}
/* Its lemma, or an empty string where it has none. Never NULL. */
static inline stm_str stm_token_lemma(const stm_article *a, uint32_t token)
{
    stm_str lemma = a->tokens.at[token].lemma;
    return lemma.p == NULL ? STM_STR("") : lemma;
}

/* Notes where the tokens lie, so that stm_token_from need not search: once the last one is there. */
void stm_tokens_placed(stm_arena *arena, stm_article *article);
/* First token (time, sentence) that ends behind `byte`; tokens.n (times.n, STM_NONE for sentences) if there is none. By
 * bisection. */
uint32_t stm_token_from(const stm_article *article, uint32_t byte);
uint32_t stm_time_from(const stm_article *article, uint32_t byte);
uint32_t stm_sentence_at(const stm_article *article, uint32_t byte);
/* Whether the form of a token, ASCII case aside, is one of the words of `list`, which single blanks part. */
STM_ALWAYS_INLINE bool stm_form_among(const stm_article *a, uint32_t token, const char *list)
{
    return stm_among(stm_token_form(a, token), list);
}

/* An empty article: every unknown field says so. */
void stm_article_init(stm_article *article);
/* Checks the invariants above; false and a message if one is broken. For tests, fuzzers and `stemma check`. */
bool stm_article_validate(const stm_article *article, stm_err *err);

#endif
