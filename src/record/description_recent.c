/* description_recent.c: "the company", "the network" joined with the body that its text speaks of most, and spoke of
 * last.
 *
 * In: descriptions, mentions of the articles.  Out: groups joined; `open` of descriptions.  Never: where the body
 * spoken of most is not the one named last, or was last named more than a sentence before; where anything stands before
 * the noun. What else its text took for the same body ("how many companies") stays where it was. Cost: linear in
 * descriptions of these words, times the mentions of their article.
 */
#include "record/descriptions.h"

#define LEAST_BEFORE 4 /* mentions of the body before the word */
#define REACH 1        /* sentences */

static bool body(stm_str word)
{
    return stm_among(word, "company firm group corporation network agency organization organisation carrier airline "
                           "insurer lender retailer manufacturer automaker carmaker drugmaker charity");
}

static bool of_ship(stm_str word)
{
    return stm_among(word, "ship vessel warship frigate destroyer freighter tanker trawler liner boat");
}

/* Mentions of an article's entity before a token; *last the token of the latest. */
static uint32_t mentions_before(const stm_entity *e, uint32_t token, uint32_t *last, bool *named)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < e->mentions.n; i++) {
        const stm_mention *m = &e->mentions.at[i];
        if (m->form != STM_MENTION_PRONOUN && m->head < token) {
            n++;
            *last = m->head;
            *named = *named || m->form == STM_MENTION_NAME;
        }
    }
    return n;
}

/* The entity of the record that a description means, or STM_NONE. */
static uint32_t most_and_last(const describer *d, const description *x)
{
    const stm_article *a = d->w->article[x->member];
    uint32_t most = STM_NONE, latest = STM_NONE, most_n = 0, latest_at = 0;
    for (uint32_t e = 0; e < a->entities.n; e++) {
        uint32_t last = 0, n, g = d->w->entity[x->member][e];
        bool named = false;
        if (a->entities.at[e].kind != STM_ORGANIZATION || g == STM_NONE) {
            continue;
        }
        n = mentions_before(&a->entities.at[e], x->head, &last, &named);
        if (!named) {
            continue;
        }
        if (n > most_n) {
            most_n = n;
            most = g;
        }
        if (last >= latest_at) {
            latest_at = last;
            latest = g;
        }
    }
    return most != STM_NONE && most_n >= LEAST_BEFORE && stm_group_root(d, most) == stm_group_root(d, latest) &&
                   a->tokens.at[latest_at].sentence + REACH >= x->sentence
               ? most
               : STM_NONE;
}

static bool bare(const description *x)
{
    return x->definite && !x->plural && !x->contrast && !x->quantity && x->n_attributes == 0;
}

/* The story names two that could be meant: which one it is, its own text must tell. */
static void mark_open(describer *d)
{
    const stm_record *r = d->w->record;
    uint32_t bodies = 0, ships = 0;
    for (uint32_t e = 0; e < r->entities.n; e++) {
        bool one = d->named[e] == e && r->entities.at[e].mentions.n > 1;
        bodies += one && r->entities.at[e].kind == STM_ORGANIZATION;
        ships += one && stm_among(stm_first_word(r->entities.at[e].name), STM_SHIP_LETTERS);
    }
    for (uint32_t i = 0; i < d->all.n; i++) {
        description *x = &d->all.at[i];
        x->open = bare(x) && ((body(x->word) && bodies > 1) || (of_ship(x->word) && ships > 1));
    }
}

/* Whom a description of these words means, or STM_NONE. */
static uint32_t meant_by(const describer *d, const description *x)
{
    return bare(x) && body(x->word) && d->named[stm_group_root(d, x->group)] == STM_NONE &&
                   d->w->record->entities.at[x->group].kind == STM_ORGANIZATION
               ? most_and_last(d, x)
               : STM_NONE;
}

/* Gives the mention of a description to another entity of the record. */
static void move_mention(describer *d, description *x, uint32_t to)
{
    stm_work *w = d->w;
    stm_passages *from = &w->record->entities.at[x->group].mentions;
    const stm_token *head = &w->article[x->member]->tokens.at[x->head];
    uint32_t n = 0;
    for (uint32_t i = 0; i < from->n; i++) {
        const stm_passage p = from->at[i];
        if (p.article == w->index[x->member] && p.at.start <= head->at.start && head->at.end <= p.at.end) {
            stm_vec_push(w->arena, &w->record->entities.at[to].mentions, p);
        } else {
            from->at[n++] = p;
        }
    }
    from->n = n;
    w->at_token[x->member][x->head] = to;
    x->group = to;
}

void stm_recent_join(describer *d)
{
    mark_open(d);
    for (uint32_t i = 0, end; i < d->all.n; i = end) { /* those of one entity of an article follow each other */
        uint32_t to = meant_by(d, &d->all.at[i]);
        bool all = to != STM_NONE;
        for (end = i + 1; end < d->all.n && d->all.at[end].member == d->all.at[i].member &&
                          d->all.at[end].entity == d->all.at[i].entity;
             end++) {
            uint32_t other = meant_by(d, &d->all.at[end]);
            all = all && other != STM_NONE && stm_group_root(d, other) == stm_group_root(d, to);
        }
        if (all) {
            (void)stm_group_join(d, d->all.at[i].group, to, false);
        }
        for (uint32_t k = i; k < end && !all; k++) {
            to = meant_by(d, &d->all.at[k]);
            if (to != STM_NONE) {
                move_mention(d, &d->all.at[k], to);
            }
        }
    }
}
