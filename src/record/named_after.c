/* named_after.c: what is called by a name and a noun: "the Astra store", "the Bellin crime family", "the NWS news
 * agency".
 *
 * In: descriptions, names.  Out: a description joined with the name before its noun where both name one thing: the name
 * of a body ("the NWS news agency" is NWS), or a name that the texts use before such nouns only ("the Astra store");
 * the name alone is then no mention beside the whole.  Never: a place that a thing lies in ("the Northport store"), a
 * part or a place of a body ("an Acme branch").  Cost: linear in descriptions and mentions.
 */
#include "record/descriptions.h"

#define MAX_BETWEEN 2 /* "Bellin organized crime family" */

/* A noun for a whole that may have a name. */
static bool whole(const description *x)
{
    static const char *const words[] = {
        "agency",   "airline", "bakery",   "bank",       "bar",    "boutique",  "brand",   "brewery", "cafe",
        "cartel",   "casino",  "chain",    "charity",    "church", "cinema",    "clinic",  "club",    "company",
        "complex",  "dairy",   "factory",  "family",     "ferry",  "firm",      "gallery", "gang",    "group",
        "hospital", "hotel",   "magazine", "mall",       "mine",   "mosque",    "museum",  "network", "newspaper",
        "plant",    "pub",     "refinery", "restaurant", "school", "ship",      "shop",    "store",   "supermarket",
        "theater",  "theatre", "tower",    "train",      "vessel", "warehouse", "website", "yacht"
    };
    return !x->plural && ONE_OF(x->word, words);
}

/* The token on which a name before the noun of a description ends, or STM_NONE. */
static uint32_t name_before(const describer *d, const description *x)
{
    const stm_article *a = d->w->article[x->member];
    for (uint32_t n = 1; n <= MAX_BETWEEN + 1 && n <= x->head; n++) {
        uint32_t i = x->head - n, e = d->w->at_token[x->member][i];
        const stm_token *t = &a->tokens.at[i];
        if (t->sentence != x->sentence) {
            break;
        }
        if (e != STM_NONE && d->named[e] != STM_NONE && e != x->group) {
            return t->deprel != STM_DEP_NMOD_POSS && t->xpos != STM_XP_POS ? i : STM_NONE;
        }
        if ((t->upos != STM_NOUN && t->upos != STM_ADJ && t->upos != STM_VERB) || stm_token_form(a, i).p[0] < 'a') {
            break;
        }
    }
    return STM_NONE;
}

/* A noun follows that the word hangs on. */
static bool before_noun(const stm_article *a, uint32_t i)
{
    const stm_token *t = &a->tokens.at[i];
    return i + 1 < a->tokens.n && t->head != STM_NONE && t->head > i && a->tokens.at[i + 1].sentence == t->sentence &&
           (t->deprel == STM_DEP_COMPOUND || t->deprel == STM_DEP_FLAT || t->deprel == STM_DEP_AMOD) &&
           a->tokens.at[i + 1].upos != STM_PUNCT;
}

/* The name stands nowhere without a noun behind it. */
static bool never_alone(const stm_work *w, const stm_record_entity *e)
{
    for (uint32_t i = 0; i < e->mentions.n; i++) {
        const stm_article *a = w->article[w->member_of[e->mentions.at[i].article]];
        uint32_t past = stm_token_from(a, e->mentions.at[i].at.end);
        if (past == 0 || !before_noun(a, past - 1)) {
            return false;
        }
    }
    return e->mentions.n > (e->kind == STM_PLACE);
}

/* The mention of the name within a description. */
static void drop_name(stm_work *w, const description *x, uint32_t name)
{
    stm_passages *all = &w->record->entities.at[name].mentions;
    const stm_token *head = &w->article[x->member]->tokens.at[x->head];
    uint32_t n = 0;
    for (uint32_t i = 0; i < all->n; i++) {
        const stm_passage *p = &all->at[i];
        if (p->article != w->index[x->member] || p->at.end > head->at.start ||
            stm_token_from(w->article[x->member], p->at.end) + MAX_BETWEEN < x->head) {
            all->at[n++] = *p;
        }
    }
    all->n = n;
}

void stm_named_after(describer *d)
{
    stm_work *w = d->w;
    uint32_t *name = STM_NEW_ARRAY(w->arena, uint32_t, (size_t)d->all.n + 1);
    bool *only = STM_NEW_ARRAY(w->arena, bool, (size_t)w->record->entities.n + 1);
    for (uint32_t i = 0; i < d->all.n; i++) {
        const description *x = &d->all.at[i];
        uint32_t at = whole(x) ? name_before(d, x) : STM_NONE;
        name[i] = at == STM_NONE ? STM_NONE : w->at_token[x->member][at];
        if (name[i] != STM_NONE) {
            only[name[i]] = never_alone(w, &w->record->entities.at[name[i]]);
        }
    }
    for (uint32_t i = 0; i < d->all.n; i++) {
        const description *x = &d->all.at[i];
        stm_record_entity *e = name[i] == STM_NONE ? NULL : &w->record->entities.at[name[i]];
        if (e == NULL || e->kind == STM_GROUP || (e->kind == STM_PLACE && !only[name[i]])) {
            continue;
        }
        if (only[name[i]] || e->kind == STM_ORGANIZATION || e->kind == STM_OTHER) {
            stm_group_join(d, name[i], x->group, true);
            e->kind = only[name[i]] ? w->record->entities.at[x->group].kind : e->kind;
        }
        drop_name(w, x, name[i]);
    }
}
