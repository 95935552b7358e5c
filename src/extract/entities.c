/* entities.c: entities of one article.
 *
 * In: tokens with trees, entities of one name mention each.  Out: article.entities: each entity with all its
 * mentions, its fullest name, its titles, the country of its office.
 * Left out: a mention that nothing resolves (a pronoun). Invariants: (1) mentions of an entity are in text order and
 * no two have the same span. (2) entities are in the order of their first mentions. Cost: linear.
 */
#include "extract/coref.h"

static stm_span span_of(const stm_coref *c, const stm_ment *m)
{
    return (stm_span){ c->a->tokens.at[m->first].at.start, c->a->tokens.at[m->last].at.end };
}

static void write_entities(stm_coref *c)
{
    stm_article *a = c->a;
    uint32_t *place = STM_NEW_ARRAY(c->arena, uint32_t, c->sets.n + 1);
    memset(place, 0xff, sizeof *place * (c->sets.n + 1));
    memset(&a->entities, 0, sizeof a->entities);
    for (uint32_t k = 0; k < c->ments.n; k++) {
        const stm_ment *m = &c->ments.at[k];
        uint32_t set = m->set >= STM_NONE - 1 ? STM_NONE : stm_coref_set(c, m->set);
        const stm_set *s = set == STM_NONE ? NULL : &c->sets.at[set];
        stm_entity *e;
        if (s == NULL) {
            continue;
        }
        if (place[set] == STM_NONE) {
            place[set] = a->entities.n;
            e = stm_vec_add(c->arena, &a->entities);
            e->kind = s->kind;
            e->name = stm_str_sub(a->text, span_of(c, &c->ments.at[s->best]));
            for (uint32_t i = 0; i < s->titles.n; i++) {
                stm_vec_push(c->arena, &e->titles, stm_str_sub(a->text, s->titles.at[i]));
            }
            if (s->country != 0 && s->kind == STM_PERSON) {
                e->country = c->words->country_names.at[s->country - 1];
            }
        }
        e = &a->entities.at[place[set]];
        stm_vec_push(c->arena, &e->mentions, (stm_mention){ .at = span_of(c, m), .form = m->form, .head = m->head });
    }
}

void stm_extract_entities(stm_arena *arena, const stm_lexicon *lexicon, stm_article *article)
{
    stm_coref c = { .arena = arena, .words = &lexicon->persons, .a = article };
    if (article->tokens.n == 0) {
        return;
    }
    c.quote = STM_NEW_ARRAY(arena, uint32_t, article->tokens.n);
    c.name_at = STM_NEW_ARRAY(arena, uint32_t, article->tokens.n);
    memset(c.name_at, 0xff, sizeof *c.name_at * article->tokens.n);
    stm_coref_mentions(&c);
    stm_coref_names(&c);
    stm_coref_titles(&c);
    stm_coref_resolve(&c);
    write_entities(&c);
}
