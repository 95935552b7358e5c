/* saying_retold.c: two texts' own words for one saying.
 *
 * In: two whole sayings of two texts and how like they are.  Out: whether they are one saying.
 * Never: two speeches in marks (those have the same words or are two), what one text denies, numbers that differ, days
 * that are apart.
 *
 * Of one named person on one day two reporters seldom carry two sayings that share most of what is rare in them; of a
 * body they do, in their first sentences, which sum up a happening each. A body speaks through its paper and its
 * spokesman: "the ministry", "a ministry spokesman", "the statement" are one mouth where they say the same, and so are
 * the offices of one state. Where a text does not say whose words it prints, the words in marks tell. What somebody is
 * charged with is one charge, whoever is not named for it. Bars were read off 212 stories without a record (see
 * docs/results/record.md). Cost: the words that name the two who speak.
 */
#include "record/record_words.h"
#include "record/sayings.h"

#define LEAST_TERMS 3
#define LEAST_DICE_PERSON 0.42f
#define LEAST_SHARED_PERSON 7.0f
#define LEAST_DICE_BODY 0.44f
#define LEAST_SHARED_BODY 8.0f
#define LEAST_DICE_HOUSE 0.42f
#define LEAST_COVERED_HOUSE 0.5f
#define LEAST_SHARED_THINGS 12.0f   /* of one person, whose main clauses are about two things */
#define LEAST_DICE_UNTOLD 0.5f      /* one of the two in marks */
#define LEAST_DICE_UNTOLD_ALL 0.85f /* neither */
#define LEAST_DICE_CHARGE 0.4f
#define LEAST_RUN_COPIED 8 /* words */
#define LEAST_DICE_COPIED 0.6f
#define LEAST_COVERED_COPIED 0.7f
#define LEAST_DICE_EDITION 0.55f
#define LEAST_DICE_EDITED 0.8f /* whoever one of the two lays it to */
#define LEAST_COVERED_EDITED 0.9f
#define MAX_OWN 8

/* ---- who ------------------------------------------------------------------------------------------------- */

/* What a passage that names who speaks is made of. */
typedef struct house {
    bool paper, voice, state, body;
    uint32_t land;            /* number of the country that it names, or STM_NONE */
    uint32_t n, own[MAX_OWN]; /* terms of what else it says: whose paper, of which state */
} house;

/* Words by which a state's offices are known. */
static bool office(stm_str lemma)
{
    return stm_among(lemma, "government administration ministry department military army navy defence defense force "
                            "authority official state");
}

/* The number of the country that the word or name is or comes from, or STM_NONE: "Kenya", "Kenyan". */
static uint32_t land_of(const stm_work *w, stm_str word)
{
    stm_str lower = stm_str_lower(w->arena, word);
    uint32_t number = stm_map_get(&w->words->demonyms, lower);
    return number != STM_NONE ? number : stm_map_get(&w->words->countries, lower);
}

static void add_own(house *h, uint32_t term)
{
    for (uint32_t i = 0; i < h->n; i++) {
        if (h->own[i] == term) {
            return;
        }
    }
    if (term != STM_NONE && h->n < MAX_OWN) {
        h->own[h->n++] = term;
    }
}

static house house_of(const stm_work *w, const saying *s)
{
    const stm_article *a = w->article[s->member];
    house h = { .land = STM_NONE };
    stm_span at = s->said->source;
    bool named = s->speaker != STM_NONE && w->named.at[s->speaker];
    h.body = named && w->record->entities.at[s->speaker].kind != STM_PERSON;
    if (named) {
        add_own(&h, w->entity_term[s->speaker]);
        h.land = land_of(w, w->record->entities.at[s->speaker].name);
        h.state = h.land != STM_NONE;
    }
    for (uint32_t i = stm_span_some(at) ? stm_token_from(a, at.start) : a->tokens.n;
         i < a->tokens.n && a->tokens.at[i].at.start < at.end; i++) {
        stm_str lemma =
            stm_str_lower(w->arena, a->tokens.at[i].lemma.p != NULL ? a->tokens.at[i].lemma : stm_token_form(a, i));
        uint32_t term = w->token_term[s->member][i].id, land = land_of(w, stm_token_form(a, i));
        h.land = land != STM_NONE ? land : h.land;
        if (stm_among(lemma, "statement release communique letter email e-mail memo memorandum filing")) {
            h.paper = true;
        } else if (stm_among(lemma, "spokesman spokeswoman spokesperson representative")) {
            h.voice = true;
        } else if (office(lemma)) {
            h.state = true;
            h.voice = h.voice || stm_among(lemma, "official authority");
        } else if (a->tokens.at[i].upos != STM_VERB) {
            add_own(&h, term);
        }
    }
    return h;
}

static bool person(const stm_work *w, const saying *s)
{
    return s->speaker != STM_NONE && w->named.at[s->speaker] && w->record->entities.at[s->speaker].kind == STM_PERSON;
}

/* "The ministry", "a ministry spokesman", "the statement"; "the navy", "Orsan officials". */
static bool one_house(const stm_work *w, const saying *a, const saying *b)
{
    house x, y;
    if (person(w, a) || person(w, b)) {
        return false;
    }
    x = house_of(w, a);
    y = house_of(w, b);
    if (!(x.paper || x.voice || x.state || x.body) || !(y.paper || y.voice || y.state || y.body) ||
        (x.land != STM_NONE && y.land != STM_NONE && x.land != y.land)) {
        return false;
    }
    for (uint32_t i = 0; i < x.n; i++) {
        for (uint32_t k = 0; k < y.n; k++) {
            if (x.own[i] == y.own[k]) {
                return x.paper || x.voice || y.paper || y.voice || (x.state && y.state);
            }
        }
    }
    return (x.n == 0 && (x.paper || x.voice)) || (y.n == 0 && (y.paper || y.voice)) || (x.state && y.state);
}

/* Who is one of them does not speak for them. */
bool stm_saying_of_party(const stm_work *w, const saying *s)
{
    return s->speaker != STM_NONE && w->record->entities.at[s->speaker].kind == STM_GROUP &&
           stm_str_ends(w->record->entities.at[s->speaker].name, "s");
}

static bool untold(const saying *s) { return s->speaker == STM_NONE && s->kind_of_people.p == NULL; }

static bool in_marks(const saying *s) { return s->said->kind != STM_QUOTE_INDIRECT; }

/* Two people of whom each has a name. */
static bool two_people(const stm_work *w, const saying *a, const saying *b)
{
    return a->speaker != b->speaker && person(w, a) && person(w, b);
}

/* ---- what ------------------------------------------------------------------------------------------------ */

/* Main clauses about two things: "took the plan back", "the meeting was cancelled". Who praises or demands names the
 * one thing in whatever words. */
static bool two_things(const stm_work *w, const saying *a, const saying *b)
{
    return a->object.terms.n > 0 && b->object.terms.n > 0 && !stm_matter_has_root(w, &a->object, &b->object) &&
           (a->said->act != b->said->act || a->said->act == STM_ACT_SAY);
}

/* One mouth, which has a name. */
static bool of_one(const stm_work *w, const saying *a, const saying *b, const stm_likeness *like)
{
    if (a->speaker == STM_NONE || a->speaker != b->speaker || !w->named.at[a->speaker]) {
        return false;
    }
    if (person(w, a)) {
        return like->dice >= LEAST_DICE_PERSON && like->shared >= LEAST_SHARED_PERSON && !two_things(w, a, b);
    }
    return like->dice >= LEAST_DICE_BODY && like->shared >= LEAST_SHARED_BODY && !(a->lead && b->lead) &&
           !stm_saying_of_all(w, a, b);
}

static bool of_house(const stm_work *w, const saying *a, const saying *b, const stm_likeness *like)
{
    if (a->speaker != b->speaker && ((a->said->act == STM_ACT_DEMAND) != (b->said->act == STM_ACT_DEMAND) ||
                                     (a->said->act == STM_ACT_ANNOUNCE) != (b->said->act == STM_ACT_ANNOUNCE))) {
        return false; /* one asks for it, the other does it */
    }
    if (a->speaker == b->speaker && person(w, a) && two_things(w, a, b) && like->shared < LEAST_SHARED_THINGS) {
        return false; /* who speaks for himself is no house */
    }
    return like->dice >= LEAST_DICE_HOUSE && like->shared >= LEAST_SHARED_PERSON &&
           like->least >= LEAST_COVERED_HOUSE && !(a->lead && b->lead) && !stm_saying_of_all(w, a, b) &&
           !stm_saying_of_party(w, a) && !stm_saying_of_party(w, b) &&
           (stm_saying_one_side(w, a, b) || one_house(w, a, b));
}

/* One text does not say whose words these are. */
static bool of_somebody(const saying *a, const saying *b, const stm_likeness *like)
{
    return untold(a) != untold(b) && like->shared >= LEAST_SHARED_BODY &&
           (like->dice >= LEAST_DICE_UNTOLD_ALL || (like->dice >= LEAST_DICE_UNTOLD && (in_marks(a) || in_marks(b))));
}

/* Nobody, or who brings a charge and what it is written in: "prosecutors", "the indictment", "the Justice Department".
 */
static bool of_law(const stm_work *w, const saying *s)
{
    stm_str name, word;
    size_t from = 0;
    if (untold(s) || person(w, s)) {
        return untold(s);
    }
    name = stm_str_lower(w->arena, s->speaker != STM_NONE && w->named.at[s->speaker]
                                       ? w->record->entities.at[s->speaker].name
                                       : s->kind_of_people);
    for (size_t i = 0; i <= name.n; i++) {
        if (i == name.n || name.p[i] == ' ') {
            word = (stm_str){ name.p + from, i - from };
            from = i + 1;
            if (stm_among(word,
                          "indictment complaint charge document affidavit filing jury prosecutor justice attorney "
                          "court prosecution fbi authority police sheriff")) {
                return true;
            }
        }
    }
    return false;
}

static bool one_charge(const stm_work *w, const saying *a, const saying *b, const stm_likeness *like)
{
    return of_law(w, a) && of_law(w, b) && a->said->act == STM_ACT_ACCUSE && b->said->act == STM_ACT_ACCUSE &&
           like->dice >= LEAST_DICE_CHARGE && like->shared >= LEAST_SHARED_PERSON;
}

/* Word for word for the most part, whoever one of the two lays it to. */
static bool copied(const stm_work *w, const saying *a, const saying *b, const stm_likeness *like)
{
    return like->dice >= LEAST_DICE_COPIED && like->least >= LEAST_COVERED_COPIED && !(a->lead && b->lead) &&
           !two_people(w, a, b) && stm_saying_run(w, a, b) >= LEAST_RUN_COPIED;
}

/* Of two editions of one text, which say all that one quotation says within another in both. */
static bool of_line(const stm_work *w, const saying *a, const saying *b, const stm_likeness *like)
{
    return like->dice >= LEAST_DICE_EDITION && a->said->nested_in == STM_NONE && b->said->nested_in == STM_NONE &&
           (of_one(w, a, b, like) || of_house(w, a, b, like) ||
            (like->dice >= LEAST_DICE_EDITED && like->least >= LEAST_COVERED_EDITED));
}

/* One denies what the other says, and neither has a "not" that makes it the same. */
static bool denied_by_one(const saying *a, const saying *b)
{
    return (a->said->act == STM_ACT_DENY) != (b->said->act == STM_ACT_DENY) && a->negated == b->negated &&
           a->said->act != STM_ACT_REJECT && b->said->act != STM_ACT_REJECT;
}

bool stm_saying_retold(const stm_work *w, const saying *a, const saying *b, const stm_likeness *like)
{
    if (a->member == b->member || a->part || b->part || like->n < LEAST_TERMS || a->topic || b->topic ||
        a->said->negated != b->said->negated ||
        (a->said->kind == STM_QUOTE_DIRECT && b->said->kind == STM_QUOTE_DIRECT) || !stm_saying_days_near(w, a, b) ||
        stm_sayings_denial_apart(a, b) || denied_by_one(a, b) || stm_matters_numbers_apart(w, &a->matter, &b->matter) ||
        stm_sayings_of_two(w, a, b) || !stm_matters_share_event(w, &a->matter, &b->matter)) {
        return false;
    }
    if (w->line[a->member] == w->line[b->member]) {
        return of_line(w, a, b, like);
    }
    return of_one(w, a, b, like) || of_house(w, a, b, like) || of_somebody(a, b, like) || one_charge(w, a, b, like) ||
           copied(w, a, b, like);
}
