/* coref_rank.c: how well a set that was spoken of before suits a pronoun.
 *
 * In: the pronoun, the set, its nearest mention.  Out: the features that hold, and the sum of their weights.
 * The weights are in coref_weights.h; train/coref_train.py writes them. Cost: constant.
 */
#include "extract/coref.h"
#include "extract/coref_weights.h"

static uint8_t distance(uint32_t sentences)
{
    return sentences < 4 ? (uint8_t)sentences : 4;
}

static bool same_clause(const stm_coref *c, const stm_ment *near, const stm_ment *m)
{
    uint32_t x = c->a->tokens.at[near->head].head, y = c->a->tokens.at[m->head].head;
    if (m->owner && y != STM_NONE) {
        y = c->a->tokens.at[y].head;
    }
    return x != STM_NONE && x == y;
}

uint32_t stm_coref_features(const stm_coref *c, uint32_t mention, uint32_t set, uint32_t nearest, uint32_t order,
                            uint8_t out[STM_RANK_FEATURES])
{
    const stm_ment *m = &c->ments.at[mention], *near = &c->ments.at[nearest];
    const stm_set *s = &c->sets.at[set];
    const stm_token *tokens = c->a->tokens.at;
    uint32_t apart = tokens[m->first].sentence - tokens[near->first].sentence, n = 0;
    uint8_t class = m->number == STM_MANY ? 2 : m->gender == STM_NEUTER ? 1 : 0;
    bool after = near->first > m->first;
    out[n++] = after ? 5 : distance(apart);
    out[n++] = (uint8_t)(6 + (order < 4 ? order : 4));
    out[n++] = (uint8_t)(11 + near->role);
    if (m->role == STM_ROLE_SUBJECT && near->role == STM_ROLE_SUBJECT) {
        out[n++] = 17;
    } else if (m->role == STM_ROLE_OBJECT && near->role == STM_ROLE_OBJECT) {
        out[n++] = 18;
    } else if (m->owner && near->role == STM_ROLE_SUBJECT && apart == 0) {
        out[n++] = 19;
    }
    out[n++] = (uint8_t)(20 + near->form);
    out[n++] = (uint8_t)(s->n == 1 ? 23 : s->n == 2 ? 24 : s->n < 6 ? 25 : 26);
    out[n++] = s->gender != 0 ? 27 : 28;
    out[n++] = near->quote == m->quote ? 29 : 30;
    if (apart == 0 && same_clause(c, near, m)) {
        out[n++] = 31;
    }
    if (near->first == c->a->sentences.at[tokens[near->first].sentence].first_token) {
        out[n++] = 32;
    }
    if (near->role == STM_ROLE_SUBJECT && tokens[near->head].head != STM_NONE &&
        tokens[tokens[near->head].head].deprel == STM_DEP_ROOT) {
        out[n++] = 33;
    }
    out[n++] = (uint8_t)(34 + 5 * class + (uint8_t)s->kind);
    if (c->a->sentences.at[tokens[m->first].sentence].paragraph == c->a->sentences.at[tokens[near->first].sentence].paragraph) {
        out[n++] = 49;
    }
    if (tokens[near->head].deprel == STM_DEP_CONJ) {
        out[n++] = 50;
    }
    if (s->n_names > 0) {
        out[n++] = 51;
    }
    return n;
}

int32_t stm_coref_rank(const uint8_t *features, uint32_t n)
{
    int32_t sum = 0;
    for (uint32_t i = 0; i < n; i++) {
        sum += stm_coref_weights[features[i]];
    }
    return sum;
}
