/* coref_rank.c: how well a set that was spoken of before suits a pronoun.
 *
 * In: the pronoun, the set, its nearest mention.  Out: the features that hold, and the sum of their weights.
 * Numbers of features: each group below has a range of its own; coref_weights.h holds the weights, which
 * train/coref.sh fits. Cost: constant; walks up the tree stop at STM_CLIMB.
 */
#include "extract/coref.h"
#include "extract/coref_weights.h"

#define STM_CLIMB 12
#define STM_AFTER 3 /* beside 0, 1, 2 sentences back: the mention comes after the pronoun */

static uint32_t least(uint32_t a, uint32_t b) { return a < b ? a : b; }

static bool governs(const stm_coref *c, uint32_t verb, uint32_t token)
{
    for (uint32_t step = 0; step < STM_CLIMB && token != STM_NONE; step++) {
        token = c->a->tokens.at[token].head;
        if (token == verb) {
            return true;
        }
    }
    return false;
}

static uint32_t depth(const stm_coref *c, uint32_t token)
{
    uint32_t d = 0;
    while (d < 5 && c->a->tokens.at[token].head != STM_NONE) {
        token = c->a->tokens.at[token].head;
        d++;
    }
    return d;
}

/* The relation by which the clause of this token hangs in its sentence, in four classes. */
static uint32_t clause_of(const stm_coref *c, uint32_t token)
{
    for (uint32_t step = 0; step < STM_CLIMB && token != STM_NONE; step++) {
        switch (c->a->tokens.at[token].deprel) {
        case STM_DEP_ROOT: return 0;
        case STM_DEP_ACL:
        case STM_DEP_ACL_RELCL: return 1;
        case STM_DEP_ADVCL:
        case STM_DEP_ADVCL_RELCL: return 2;
        case STM_DEP_CCOMP:
        case STM_DEP_XCOMP:
        case STM_DEP_PARATAXIS:
        case STM_DEP_CSUBJ: return 3;
        default: token = c->a->tokens.at[token].head; break;
        }
    }
    return 0;
}

static uint32_t pronoun_role(const stm_ment *m)
{
    return m->owner ? 3 : m->role == STM_ROLE_SUBJECT ? 0 : m->role == STM_ROLE_OBJECT ? 1 : 2;
}

static void put(stm_candidate *x, uint32_t base, uint32_t value) { x->features[x->n++] = (uint16_t)(base + value); }

/* The preposition in front of a mention, in twelve classes; 0: none. */
static uint32_t preposition(const stm_coref *c, const stm_ment *near)
{
    static const char *const words[] = { "of", "by", "with", "to", "for", "from", "in", "on", "at", "against", "like" };
    stm_str w;
    if (near->first == 0 || c->a->tokens.at[near->first - 1].upos != STM_ADP) {
        return 0;
    }
    w = stm_token_form(c->a, near->first - 1);
    for (uint32_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (stm_str_eq_nocase(w, stm_str_of(words[i]))) {
            return i + 1;
        }
    }
    return 12;
}

static bool bracketed(const stm_coref *c, const stm_ment *near)
{
    for (uint32_t k = near->first, step = 0; k > 0 && step < 6; step++) {
        stm_str w = stm_token_form(c->a, --k);
        if (stm_str_eqz(w, "(")) {
            return true;
        }
        if (stm_str_eqz(w, ")")) {
            return false;
        }
    }
    return false;
}

static uint32_t tokens_apart(const stm_ment *m, const stm_ment *near)
{
    uint32_t d = m->first > near->last ? m->first - near->last : near->first - m->last, k = 0;
    while (d > 1 && k < 6) {
        d >>= 1;
        k++;
    }
    return k;
}

static bool next_is(const stm_coref *c, const stm_ment *near, const char *word)
{
    return near->last + 1 < c->a->tokens.n && stm_str_eqz(stm_token_form(c->a, near->last + 1), word);
}

static void surroundings(const stm_coref *c, const stm_ment *m, const stm_ment *near, const stm_set *s, uint32_t d,
                         uint32_t order, stm_candidate *x)
{
    uint32_t side = d == STM_AFTER ? 2 : d != 0;
    put(x, 440, 13 * side + preposition(c, near));
    if (bracketed(c, near)) {
        put(x, 480, side);
    }
    put(x, 484, 7 * side + tokens_apart(m, near));
    put(x, 508, 6 * least(s->n_names, 4) + least(order, 5));
    if (next_is(c, near, "and") || next_is(c, near, "or")) {
        put(x, 540, side);
    }
    put(x, 544, 3 * least(s->roles.n, 2) + near->form);
    put(x, 556,
        6 * (uint32_t)(m->gender == STM_FEMALE) + 2 * (s->gender != 0) +
            (near->form == STM_MENTION_NAME && near->first < near->last));
    put(x, 570, next_is(c, near, "'s") || next_is(c, near, "’s") ? 1 + m->owner : 0);
    put(x, 574, next_is(c, near, ","));
}

static void tree(const stm_coref *c, const stm_ment *m, const stm_ment *near, uint32_t d, stm_candidate *x)
{
    const stm_token *tokens = c->a->tokens.at;
    uint32_t verb = tokens[near->head].head;
    put(x, 350, 4 * d + clause_of(c, near->head));
    put(x, 368, 6 * d + depth(c, near->head));
    if ((d == 0 || d == STM_AFTER) && near->role == STM_ROLE_SUBJECT && verb != STM_NONE && governs(c, verb, m->head)) {
        put(x, 392, near->first > m->first ? 1 : tokens[verb].deprel == STM_DEP_ROOT ? 0 : 2);
    }
    if (d == 0 && governs(c, near->head, m->head)) {
        put(x, 396, m->owner);
    }
    if (tokens[near->head].deprel == STM_DEP_CONJ) {
        put(x, 398, d != 0);
    }
    if (tokens[near->head].deprel == STM_DEP_APPOS) {
        put(x, 400, 0);
    }
    if (near->first == c->a->sentences.at[tokens[near->first].sentence].first_token) {
        put(x, 402, d);
    }
    if (m->first == c->a->sentences.at[tokens[m->first].sentence].first_token) {
        put(x, 408, 6 * d + near->role);
    }
}

static void one(const stm_coref *c, uint32_t mention, uint32_t order, stm_candidate *x)
{
    const stm_ment *m = &c->ments.at[mention], *near;
    const stm_set *s;
    const stm_token *tokens = c->a->tokens.at;
    uint32_t class = m->number == STM_MANY ? 2 : m->gender == STM_NEUTER ? 1 : 0, apart, d, role = pronoun_role(m);
    x->n = 0;
    if (x->set == STM_NONE) {
        put(x, 0, class);
        put(x, 4, 4 * class + role);
        put(x, 16, 3 * class + least(order, 2));
        return;
    }
    near = &c->ments.at[x->near];
    s = &c->sets.at[x->set];
    apart = near->first > m->first ? 5 : least(tokens[m->first].sentence - tokens[near->first].sentence, 4);
    d = apart == 5 ? STM_AFTER : least(apart, 2);
    put(x, 32, 6 * class + apart);
    put(x, 52, 6 * class + least(order, 5));
    put(x, 72, 6 * d + near->role);
    put(x, 100, 24 * d + 6 * role + near->role);
    put(x, 200, 3 * d + near->form);
    put(x, 216, 4 * class + least(s->n, 4) - 1);
    put(x, 232, 5 * class + least(s->n_names, 4));
    put(x, 248, 2 * class + (s->gender != 0));
    put(x, 256, near->quote == m->quote ? 0 : m->quote == 0 ? 1 : near->quote == 0 ? 2 : 3);
    put(x, 260, 5 * class + (uint32_t)s->kind);
    put(x, 276,
        c->a->sentences.at[tokens[m->first].sentence].paragraph ==
            c->a->sentences.at[tokens[near->first].sentence].paragraph);
    put(x, 280, 6 * d + least(order, 5));
    put(x, 308, 4 * class + (near->number == STM_MANY ? 0 : near->number == STM_ONE ? 1 : 2));
    put(x, 320, 3 * least(role, 3) + near->form);
    put(x, 332, near->form == STM_MENTION_PRONOUN ? (stm_str_eq(near->word, m->word) ? 1 : 2) : 0);
    put(x, 336, 3 * class + (near->article == STM_INDEFINITE ? 0 : near->form == STM_MENTION_NOMINAL ? 1 : 2));
    tree(c, m, near, d, x);
    surroundings(c, m, near, s, d, order, x);
}

/* What tells one candidate from the rest: said most, named most, alone in its known gender, in subject place. */
static void compare(const stm_coref *c, uint32_t mention, stm_candidate *candidates, uint32_t n)
{
    uint32_t most = 0, named = 0, known = 0, subjects = 0;
    uint32_t here = c->a->tokens.at[c->ments.at[mention].first].sentence;
    for (uint32_t k = 0; k + 1 < n; k++) {
        const stm_set *s = &c->sets.at[candidates[k].set];
        most = s->n > most ? s->n : most;
        named = s->n_names > named ? s->n_names : named;
        known += s->gender != 0 && s->kind == STM_PERSON;
    }
    for (uint32_t k = 0; k + 1 < n; k++) {
        stm_candidate *x = &candidates[k];
        const stm_set *s = &c->sets.at[x->set];
        const stm_ment *near = &c->ments.at[x->near];
        uint32_t apart = near->first > c->ments.at[mention].first
                             ? STM_AFTER
                             : least(here - c->a->tokens.at[near->first].sentence, 2);
        bool subject = near->role == STM_ROLE_SUBJECT && near->first < c->ments.at[mention].first;
        put(x, 580, (s->n == most ? 1 : 0) + 2 * least(known, 2) + 6 * (s->gender != 0));
        put(x, 594, (s->n_names == named) + 2 * least(n - 2, 4));
        put(x, 606, 4 * least(s->n_names, 2) + apart);
        if (subject) {
            put(x, 620, 5 * least(subjects, 2) + (uint32_t)pronoun_role(&c->ments.at[mention]));
            subjects++;
        }
    }
}

void stm_coref_features(const stm_coref *c, uint32_t mention, stm_candidate *candidates, uint32_t n)
{
    for (uint32_t k = 0; k < n; k++) {
        one(c, mention, k, &candidates[k]);
    }
    compare(c, mention, candidates, n);
}

int32_t stm_coref_rank(const stm_candidate *x)
{
    int32_t sum = 0;
    for (uint32_t i = 0; i < x->n; i++) {
        sum += stm_coref_weights[x->features[i]];
    }
    return sum;
}
