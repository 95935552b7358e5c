/* event_pronouns.c: whom the pronoun means that an event begins with.
 *
 * In: a dated clause, entities.  Out: the event with a name in brackets behind the pronoun: "She [Ada Roe] will meet".
 * Never: a name that is a guess. The sentence begins with the pronoun, the one before it in the paragraph has for its
 * subject the one whom the entities give the pronoun, by a name, and tells of nobody else of that kind.
 * Cost: two sentences.
 */
#include "record/event_dates.h"

typedef enum kind_of_pronoun { NO_PRONOUN, OF_PERSON, OF_THING } kind_of_pronoun;

static kind_of_pronoun kind_of(const stm_article *a, uint32_t token)
{
    return stm_form_among(a, token, "He She His Her he she his her") ? OF_PERSON
           : stm_form_among(a, token, "It Its it its")               ? OF_THING
                                                                     : NO_PRONOUN;
}

static bool fits(const stm_work *w, uint32_t entity, kind_of_pronoun kind)
{
    bool person = w->record->entities.at[entity].kind == STM_PERSON;
    return kind == OF_PERSON ? person : !person;
}

/* The subject of the sentence's main verb is `entity`, by its name. */
static bool is_subject(const stm_work *w, uint32_t member, uint32_t token)
{
    const stm_article *a = w->article[member];
    uint32_t head = a->tokens.at[token].head;
    return a->tokens.at[token].upos == STM_PROPN && a->tokens.at[token].deprel == STM_DEP_NSUBJ && head != STM_NONE &&
           a->tokens.at[head].deprel == STM_DEP_ROOT;
}

stm_str stm_event_with_name(stm_work *w, uint32_t member, uint32_t token, stm_str event)
{
    const stm_article *a = w->article[member];
    kind_of_pronoun kind = token < a->tokens.n ? kind_of(a, token) : NO_PRONOUN;
    uint32_t sentence = kind == NO_PRONOUN ? 0 : a->tokens.at[token].sentence, e, own = STM_NONE;
    const stm_sentence *before = sentence == 0 ? NULL : &a->sentences.at[sentence - 1];
    stm_str form, name;
    if (before == NULL || a->sentences.at[sentence].first_token != token || before->furniture != 0) {
        return event;
    }
    e = w->at_token[member][token];
    form = stm_token_form(a, token);
    if (e == STM_NONE || !w->named.at[e] || !fits(w, e, kind) || event.n <= form.n ||
        !stm_str_eq_nocase((stm_str){ event.p, form.n }, form)) {
        return event;
    }
    for (uint32_t i = before->first_token; i < before->first_token + before->n_tokens; i++) {
        uint32_t other = w->at_token[member][i];
        if (other == STM_NONE || !fits(w, other, kind)) {
            continue;
        }
        if (other != e) {
            return event;
        }
        own = own == STM_NONE && is_subject(w, member, i) ? i : own;
    }
    name = w->record->entities.at[e].name;
    return own == STM_NONE ? event
                           : stm_str_format(w->arena, "%.*s [%.*s]%.*s", (int)form.n, event.p, (int)name.n, name.p,
                                            (int)(event.n - form.n), event.p + form.n);
}
