/* coref_office.c: of which country, and of which body, a nominal for a person says that he is.
 *
 * In: mentions and sets as they are so far.  Out: the country of "the Marenian president"; whether "the chairman of the
 * Water Board" can be of a set.  Never: changes any.  Cost: the words of the nominal, and STM_SEEN_OF_A_SET mentions of
 * the set.
 */
#include "extract/coref.h"

#define STM_SEEN_OF_A_SET 8

uint32_t stm_coref_office_country(const stm_coref *c, const stm_ment *m)
{
    uint32_t country = 0;
    for (uint32_t i = m->first; m->kind == STM_PERSON && i < m->head && country == 0; i++) {
        uint32_t n = stm_map_get(&c->words->demonyms, stm_coref_lower(c, i));
        n = n == STM_NONE ? stm_map_get(&c->words->countries, stm_coref_lower(c, i)) : n;
        country = n == STM_NONE ? 0 : n + 1;
    }
    return country;
}

/* The name behind a nominal that says whose or of what it is, in lower case: "the chairman of the Water Board";
 * null. */
static stm_str of_what(const stm_coref *c, const stm_ment *m)
{
    uint32_t at = m->last + 1, sentence = c->a->tokens.at[m->last].sentence;
    if (at >= c->a->tokens.n || !stm_among(stm_coref_lower(c, at), "of on for at")) {
        return STM_NULL_STR;
    }
    for (uint32_t i = at + 1; i < at + 4 && i < c->a->tokens.n && c->a->tokens.at[i].sentence == sentence; i++) {
        if (c->name_at[i] != STM_NONE) {
            const stm_ment *n = &c->ments.at[c->name_at[i]];
            stm_span name = { c->a->tokens.at[n->first].at.start, c->a->tokens.at[n->last].at.end };
            return stm_str_lower(c->arena, stm_str_sub(c->a->text, name));
        }
        if (c->a->tokens.at[i].upos != STM_DET && c->a->tokens.at[i].upos != STM_ADJ) {
            break;
        }
    }
    return STM_NULL_STR;
}

bool stm_coref_of_another(const stm_coref *c, const stm_set *s, const stm_ment *m)
{
    stm_str other = of_what(c, m);
    uint32_t k = s->first;
    for (uint32_t step = 0; other.p != NULL && step < STM_SEEN_OF_A_SET && k != STM_NONE; step++) {
        const stm_ment *x = &c->ments.at[k];
        stm_str old = x->form == STM_MENTION_NOMINAL && stm_str_eq(x->word, m->word) ? of_what(c, x) : STM_NULL_STR;
        if (old.p != NULL) {
            return stm_str_find(old, other, 0) == SIZE_MAX && stm_str_find(other, old, 0) == SIZE_MAX;
        }
        k = k == s->last ? STM_NONE : x->next;
    }
    return false;
}
