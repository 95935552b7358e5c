/* saying_leads.c: who is meant where the head of an article says what somebody of some calling says.
 *
 * In: sayings of one article.  Out: of a lead, the quotation in which the one whom it does not name speaks; whether a
 * headline and the first sentence are one saying.
 * Never: takes a crowd for one man; a body for its officer; two who differ in number or in what they deny.
 *
 * "The harbour's chief executive said on Monday that ..." opens a text, and the next sentence has his words and his
 * name: "“...,” said chief executive Ann Lee". A reporter who holds the name back gives it with the first words that he
 * quotes. What calling the lead gives must stand beside the name, or be none ("a woman", "a witness"). And a headline
 * that ends in ": report" or ": paper" sums up the report that the first sentence tells of.
 * Cost: a lead is compared with the few sayings behind it; a headline with those of the first sentence.
 */
#include "record/record_words.h"
#include "record/sayings.h"

#define SAYINGS_BEHIND 8
#define SENTENCES_BEHIND 2
#define LEAST_SHARED_LED 1.5f /* of a lead and what the man says then: one word that is not in everything */
#define LEAST_TERMS_LED 2     /* where it gives no calling */
#define LEAST_COVERED_TITLE 0.4f
#define LEAST_TERMS_TITLE 2
#define LEAST_TERMS_PRESS 1
#define LEAST_SHARED_PRESS 3.0f

/* ---- leads ----------------------------------------------------------------------------------------------- */

/* The first sentence of the body. */
static uint32_t first_sentence(const stm_article *a)
{
    uint32_t s = 0;
    while (s < a->sentences.n &&
           (a->sentences.at[s].furniture != 0 || stm_saying_in_headline(a, a->sentences.at[s].at))) {
        s++;
    }
    return s;
}

/* One man or woman without a name: "a leading analyst", "the port's chief executive". */
static bool one_unnamed(const stm_work *w, const saying *s)
{
    const stm_article *a = w->article[s->member];
    uint32_t head = s->said->source_head;
    return (s->speaker == STM_NONE || !w->named.at[s->speaker]) && head != STM_NONE && head < a->tokens.n &&
           a->tokens.at[head].xpos == STM_XP_NN && a->tokens.at[head].upos == STM_NOUN &&
           !stm_source_is_pronoun(a, s->said);
}

/* "A woman", "a witness": of whatever calling. */
static bool of_no_calling(stm_str lemma)
{
    return stm_among(lemma, "woman man person witness eyewitness resident neighbor neighbour mother father parent "
                            "bystander passenger victim survivor analyst expert");
}

static stm_str calling_of(const stm_work *w, const saying *lead)
{
    return stm_token_lemma(w->article[lead->member], lead->said->source_head);
}

/* "Executive" for a chairman: data/roles.txt. */
static bool stands_for(const stm_work *w, stm_str calling, stm_str other)
{
    uint32_t row = stm_map_get(&w->words->partners, calling);
    for (uint32_t i = 0; row != STM_NONE && i < w->words->partners_of.at[row].n; i++) {
        if (stm_str_eq(w->words->partners_of.at[row].at[i], other)) {
            return true;
        }
    }
    return false;
}

/* "A ceremony" is none. */
static bool a_calling(const stm_work *w, const saying *lead)
{
    return stm_map_get(&w->words->partners, calling_of(w, lead)) != STM_NONE;
}

/* "The customs official", and the customs: the lead names the house as well. */
static bool of_house(const stm_work *w, const saying *lead, uint32_t house)
{
    const stm_article *a = w->article[lead->member];
    for (uint32_t i = stm_token_from(a, lead->said->source.start);
         stm_span_some(lead->said->source) && i < a->tokens.n && a->tokens.at[i].at.start < lead->said->source.end;
         i++) {
        if (w->at_token[lead->member][i] == house && w->named.at[house] &&
            w->record->entities.at[house].kind != STM_PERSON) {
            return true;
        }
    }
    return false;
}

/* The calling that the lead gives stands beside the name, in the sentence of the words in marks. */
static bool calling_there(const stm_work *w, const saying *lead, const saying *then)
{
    const stm_article *a = w->article[lead->member];
    stm_str calling = calling_of(w, lead);
    const stm_sentence *s = &a->sentences.at[stm_sentence_at(a, then->said->source.start)];
    if (of_no_calling(calling)) {
        return true;
    }
    for (uint32_t i = s->first_token; i < s->first_token + s->n_tokens; i++) {
        stm_str lemma = stm_str_lower(w->arena, stm_token_lemma(a, i));
        uint32_t house = w->at_token[lead->member][i];
        bool quoted = false;
        for (uint32_t k = 0; k < then->said->content.n; k++) {
            quoted = quoted || stm_span_meets(a->tokens.at[i].at, then->said->content.at[k]);
        }
        if (!quoted &&
            (stm_str_eq(lemma, calling) || stands_for(w, calling, lemma) ||
             (house != STM_NONE && house != then->speaker && a_calling(w, lead) && of_house(w, lead, house)))) {
            return true;
        }
    }
    return false;
}

/* "Ann Lee told reporters", and nothing of who that is: the lead has just said it. */
static bool bare_name(const stm_work *w, const saying *then)
{
    const stm_article *a = w->article[then->member];
    uint32_t first = stm_token_from(a, then->said->source.start), i = first;
    while (i < a->tokens.n && a->tokens.at[i].at.start < then->said->source.end) {
        if (a->tokens.at[i].upos != STM_PROPN) {
            return false;
        }
        i++;
    }
    return i > first + 1 && i < a->tokens.n && a->tokens.at[i].upos == STM_VERB;
}

static bool person(const stm_work *w, const saying *s)
{
    return s->speaker != STM_NONE && w->named.at[s->speaker] && w->record->entities.at[s->speaker].kind == STM_PERSON;
}

/* The first speech in marks behind the lead, of a man who has a name. */
static const saying *led_to(const stm_work *w, const sayings *all, uint32_t i)
{
    const saying *lead = &all->at.at[i];
    const stm_article *a = w->article[lead->member];
    uint32_t from = stm_sentence_at(a, lead->at.start);
    if (lead->headline || !lead->lead || from == STM_NONE || !one_unnamed(w, lead)) {
        return NULL;
    }
    for (uint32_t k = 0; k < all->at.n && k <= i + SAYINGS_BEHIND; k++) {
        const saying *then = &all->at.at[k];
        uint32_t at;
        if (then->member != lead->member || then->at.start <= lead->at.end) {
            continue;
        }
        at = stm_sentence_at(a, then->at.start);
        if (at == STM_NONE || at == from || then->said->nested_in != STM_NONE) {
            continue;
        }
        if (at > from + SENTENCES_BEHIND) {
            return NULL;
        }
        if (then->said->kind != STM_QUOTE_DIRECT) {
            if (stm_source_is_pronoun(a, then->said) || then->speaker == lead->speaker) {
                from = at; /* he goes on, without his name */
                continue;
            }
            return NULL;
        }
        return person(w, then) && stm_span_some(then->said->source) && !stm_source_is_pronoun(a, then->said) &&
                       (calling_there(w, lead, then) || (a_calling(w, lead) && bare_name(w, then)))
                   ? then
                   : NULL;
    }
    return NULL;
}

/* Whatever the text has the one without a name say. */
static void give_all(sayings *all, uint32_t member, uint32_t unnamed, const saying *then)
{
    for (uint32_t i = 0; unnamed != STM_NONE && i < all->at.n; i++) {
        if (all->at.at[i].member == member && all->at.at[i].speaker == unnamed) {
            all->at.at[i].speaker = then->speaker;
            all->at.at[i].kind_of_people = then->kind_of_people;
        }
    }
}

void stm_sayings_lead_on(stm_work *w, sayings *all)
{
    for (uint32_t i = 0; i < all->at.n; i++) {
        saying *lead = &all->at.at[i];
        const saying *then = led_to(w, all, i);
        if (then != NULL) {
            stm_likeness like = stm_matter_compare(w, &lead->matter, &then->matter);
            bool named = !of_no_calling(calling_of(w, lead));
            if (like.n >= (named ? 1U : LEAST_TERMS_LED) && like.shared >= LEAST_SHARED_LED &&
                !stm_matters_numbers_apart(w, &lead->matter, &then->matter)) {
                lead->spoken_out = then->quotation;
            }
            give_all(all, lead->member, lead->speaker, then);
            lead->speaker = then->speaker;
            lead->kind_of_people = then->kind_of_people;
        }
    }
}

/* ---- headlines ------------------------------------------------------------------------------------------- */

/* "...: report", "...: paper". */
static bool by_press(const saying *s)
{
    return s->kind_of_people.p != NULL &&
           stm_among(s->kind_of_people, "report paper newspaper magazine media press journal");
}

/* A headline's "analyst" and the first sentence's "a leading analyst", whom the text names further down or not. */
static bool one_man(const stm_work *w, const saying *head, const saying *first)
{
    const stm_article *a = w->article[head->member];
    uint32_t x = head->said->source_head, y = first->said->source_head;
    if (first->speaker != STM_NONE && w->record->entities.at[first->speaker].kind != STM_PERSON) {
        return false; /* a body */
    }
    if (x != STM_NONE && y != STM_NONE && x < a->tokens.n && y < a->tokens.n && a->tokens.at[y].xpos == STM_XP_NN) {
        return stm_str_eq_nocase(stm_token_lemma(a, x), stm_token_lemma(a, y));
    }
    return person(w, first) && stm_saying_one_mouth(w, head, first);
}

bool stm_saying_titles(const stm_work *w, const saying *a, const saying *b, const stm_likeness *like)
{
    const saying *head = a->headline ? a : b, *first = head == a ? b : a;
    const stm_article *text = w->article[a->member];
    bool press;
    if (a->member != b->member || a->headline == b->headline || a->part || b->part ||
        head->said->nested_in != STM_NONE || first->said->nested_in != STM_NONE ||
        stm_sentence_at(text, first->at.start) != first_sentence(text) || head->said->negated != first->said->negated ||
        stm_matters_numbers_apart(w, &a->matter, &b->matter)) {
        return false;
    }
    press = by_press(head) && (first->said->act == STM_ACT_REPORT || by_press(first));
    return (press && like->n >= LEAST_TERMS_PRESS && like->shared >= LEAST_SHARED_PRESS) ||
           (one_man(w, head, first) && like->n >= LEAST_TERMS_TITLE && like->least >= LEAST_COVERED_TITLE);
}
