/* place_names.c: parts of places ("eastern Marenia"), and names of countries that stand for an adjective.
 *
 * In: name mentions, tokens with trees.  Out: record.entities with an entity for each part that a text names; the whole
 * keeps its mention inside of it.  Never: a part that is written as a name of its own ("East Dunmore" is known as that
 * already); what a direction says of a journey ("east of Dunmore"). Cost: linear in mentions; parts are compared with
 * the entities of the record once each.
 */
#include "record/descriptions.h"

#define MAX_WITHIN 3 /* tokens of a place's name */

typedef struct direction {
    const char *brief, *full;
} direction;

static const direction directions[] = {
    { "east", "eastern" },
    { "west", "western" },
    { "north", "northern" },
    { "south", "southern" },
    { "northeast", "northeastern" },
    { "north-east", "northeastern" },
    { "north-eastern", "northeastern" },
    { "northwest", "northwestern" },
    { "north-west", "northwestern" },
    { "north-western", "northwestern" },
    { "southeast", "southeastern" },
    { "south-east", "southeastern" },
    { "south-eastern", "southeastern" },
    { "southwest", "southwestern" },
    { "south-west", "southwestern" },
    { "south-western", "southwestern" },
    { "central", "central" },
};

/* The full form of a word of direction, or NULL. */
static const char *direction_of(stm_str word)
{
    for (size_t i = 0; i < sizeof directions / sizeof *directions; i++) {
        if (stm_str_eqz_nocase(word, directions[i].brief) || stm_str_eqz_nocase(word, directions[i].full)) {
            return directions[i].full;
        }
    }
    return NULL;
}

bool stm_nationality_word(const stm_article *a, const stm_mention *m)
{
    static const char *const words[] = { "U.S.", "US", "U.K.", "UK" };
    const stm_token *t = m->head == STM_NONE || m->head >= a->tokens.n ? NULL : &a->tokens.at[m->head];
    if (t == NULL || !ONE_OF(stm_str_sub(a->text, m->at), words) || t->head == STM_NONE) {
        return false;
    }
    if (t->head < m->head) {
        return t->deprel == STM_DEP_CONJ && a->tokens.at[t->head].upos == STM_ADJ; /* "Marenian and U.S. experts" */
    }
    return t->deprel == STM_DEP_COMPOUND || t->deprel == STM_DEP_AMOD || t->deprel == STM_DEP_NMOD ||
           t->deprel == STM_DEP_NMOD_UNMARKED || t->deprel == STM_DEP_OBL;
}

/* The words of direction before a name: where they start, and what they come to; NULL without. */
static const char *before_name(const stm_article *a, uint32_t first, uint32_t *start)
{
    const stm_sentence *s = &a->sentences.at[a->tokens.at[first].sentence];
    uint32_t at = first, floor = s->first_token;
    const char *full = NULL;
    for (uint32_t n = 1; n <= 3 && at >= floor + n; n += 2) { /* "eastern", "south" "-" "eastern" */
        stm_str words = stm_str_sub(a->text, (stm_span){ a->tokens.at[at - n].at.start, a->tokens.at[at - 1].at.end });
        const char *found = direction_of(words);
        if (found != NULL) {
            full = found;
            *start = at - n;
        }
    }
    if (full == NULL || (*start != floor && stm_token_form(a, *start).p[0] < 'a')) {
        return NULL; /* in capitals within a sentence: a name */
    }
    return a->tokens.at[first].head == *start ? NULL : full;
}

static uint32_t part_called(stm_record *r, stm_str name)
{
    for (uint32_t i = 0; i < r->entities.n; i++) {
        if (r->entities.at[i].kind == STM_PLACE && stm_str_eq_nocase(stm_without_the(r->entities.at[i].name), name)) {
            return i;
        }
    }
    return STM_NONE;
}

static void add_part(stm_work *w, uint32_t member, const stm_mention *m, stm_str whole)
{
    const stm_article *a = w->article[member];
    uint32_t first = stm_token_from(a, m->at.start), start = STM_NONE, at;
    const char *full = first < a->tokens.n ? before_name(a, first, &start) : NULL;
    stm_record_entity *e;
    stm_span span;
    stm_str name, form;
    bool known = false;
    if (full == NULL) {
        return;
    }
    name = stm_str_format(w->arena, "%s %.*s", full, (int)whole.n, whole.p);
    at = part_called(w->record, name);
    if (at == STM_NONE) {
        at = w->record->entities.n;
        e = stm_vec_add(w->arena, &w->record->entities);
        *e = (stm_record_entity){ .kind = STM_PLACE, .name = name };
    }
    e = &w->record->entities.at[at];
    span = (stm_span){ a->tokens.at[start].at.start, m->at.end };
    form = stm_wording(w->arena, a, span);
    for (uint32_t i = 0; i < e->forms.n; i++) {
        known = known || stm_str_eq(e->forms.at[i], form);
    }
    if (!known) {
        stm_vec_push(w->arena, &e->forms, form);
    }
    stm_vec_push(w->arena, &e->mentions, (stm_passage){ w->index[member], span });
}

/* What a town or a state has: "Northport Police Department", "Kent County Sheriff's Office". */
static bool of_a_place(stm_str word)
{
    return stm_among(word, "Police Fire Sheriff Public City County Department District School Court Council Mayor");
}

/* The place whose name begins a body's: it is named in "Northport Fire Department" as well. */
static void add_within(stm_work *w, uint32_t member, stm_span body)
{
    const stm_article *a = w->article[member];
    uint32_t first = stm_token_from(a, body.start);
    for (uint32_t n = 1; n <= MAX_WITHIN && first + n < a->tokens.n && a->tokens.at[first + n].at.end <= body.end;
         n++) {
        stm_span at = { body.start, a->tokens.at[first + n - 1].at.end };
        uint32_t place =
            of_a_place(stm_token_form(a, first + n)) ? part_called(w->record, stm_str_sub(a->text, at)) : STM_NONE;
        if (place != STM_NONE && w->record->entities.at[place].mentions.n > 1) {
            stm_vec_push(w->arena, &w->record->entities.at[place].mentions, (stm_passage){ w->index[member], at });
            return;
        }
    }
}

void stm_place_parts(stm_work *w)
{
    for (uint32_t m = 0; m < w->n; m++) {
        const stm_article *a = w->article[m];
        for (uint32_t i = 0; i < a->entities.n; i++) {
            const stm_entity *e = &a->entities.at[i];
            for (uint32_t k = 0; e->kind == STM_ORGANIZATION && k < e->mentions.n; k++) {
                if (e->mentions.at[k].form == STM_MENTION_NAME) {
                    add_within(w, m, e->mentions.at[k].at);
                }
            }
            for (uint32_t k = 0; e->kind == STM_PLACE && w->entity[m][i] != STM_NONE && k < e->mentions.n; k++) {
                if (e->mentions.at[k].form == STM_MENTION_NAME) {
                    add_part(w, m, &e->mentions.at[k], stm_str_sub(a->text, e->mentions.at[k].at));
                }
            }
        }
    }
}
