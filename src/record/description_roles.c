/* description_roles.c: "the sheriff", "the accounting firm", "a 47-year-old man" joined with the one name that they
 * fit.
 *
 * In: descriptions, titles, names.  Out: groups joined.  Never: chooses between two names. Cost: linear in
 * descriptions, times the names that carry a word.
 */
#include "record/descriptions.h"

#define OF_WORDS 8 /* behind "the head of" */

/* ---- roles ----------------------------------------------------------------------------------------------- */

static void carries(describer *d, stm_str word, uint32_t named)
{
    uint32_t list = stm_map_get(&d->first_of, word);
    if (list != STM_NONE) {
        stm_u32s *of = &d->roles_of_word[list];
        for (uint32_t i = 0; i < of->n; i++) {
            if (of->at[i] == named) {
                return;
            }
        }
        stm_vec_push(d->w->arena, of, named);
    }
}

/* The word for the office in a title: "president" in "interim president"; "vice president". */
static stm_str office(stm_arena *arena, stm_str title)
{
    stm_str last = stm_last_word(title), before = stm_last_word(stm_str_trim((stm_str){ title.p, title.n - last.n }));
    return stm_str_lower(arena, stm_other_office(before) ? stm_str_join(arena, before, ' ', last) : last);
}

/* Which names carry which words: as a title, in a description that is one with them, or as the last word of their own.
 */
static void read_roles(describer *d)
{
    stm_work *w = d->w;
    d->roles_of_word = STM_NEW_ARRAY(w->arena, stm_u32s, (size_t)d->lists.n + 1);
    for (uint32_t m = 0; m < w->n; m++) {
        const stm_article *a = w->article[m];
        for (uint32_t e = 0; e < a->entities.n; e++) {
            uint32_t g = w->entity[m][e];
            if (g == STM_NONE || d->named[stm_group_root(d, g)] == STM_NONE) {
                continue;
            }
            for (uint32_t t = 0; t < a->entities.at[e].titles.n; t++) {
                carries(d, office(w->arena, a->entities.at[e].titles.at[t]), stm_group_root(d, g));
            }
            if (a->entities.at[e].kind != STM_PERSON) {
                carries(d, stm_str_lower(w->arena, stm_last_word(w->record->entities.at[g].name)),
                        stm_group_root(d, g));
            }
        }
    }
    for (uint32_t i = 0; i < d->all.n; i++) {
        uint32_t g = stm_group_root(d, d->all.at[i].group);
        if (d->named[g] != STM_NONE && !stm_anybody(d->all.at[i].word)) {
            carries(d, d->all.at[i].word, g);
        }
    }
}

static bool in_article(const stm_work *w, uint32_t member, const describer *d, uint32_t root)
{
    for (uint32_t e = 0; e < w->article[member]->entities.n; e++) {
        if (w->entity[member][e] != STM_NONE && stm_group_root(d, w->entity[member][e]) == root) {
            return true;
        }
    }
    return false;
}

/* What the entity is called in full has the attribute: "the military hospital" is no "Lakeside Hospital". */
static bool attributes_fit(const describer *d, const description *x, uint32_t root, const stm_u32s *list)
{
    const stm_record *r = d->w->record;
    stm_str name = stm_str_lower(d->w->arena, r->entities.at[d->named[root]].name);
    bool person = r->entities.at[root].kind == STM_PERSON;
    uint32_t fit = 0;
    uint32_t n = 0;
    for (uint32_t i = 0; i < x->n_attributes; i++) {
        bool there = stm_str_find(name, x->attribute[i], 0) != SIZE_MAX;
        for (uint32_t k = 0; k < list->n && !there; k++) {
            const description *o = &d->all.at[list->at[k]];
            there = stm_group_root(d, o->group) == root && stm_description_has(o, x->attribute[i]);
        }
        fit += there;
        n += there || !x->proper[i] || person; /* "the Northport shipping firm": where it is */
    }
    return person ? fit == n : x->n_attributes == 0 || (fit > 0 && fit * 2 >= n);
}

/* "The head of Opal" is no "works council head": the title, with words before the office, has none of what "of" names.
 */
static bool of_another(const describer *d, const description *x, uint32_t root)
{
    const stm_article *a = d->w->article[x->member];
    uint32_t of = x->head + 1, end = of;
    bool titled = false;
    if (of + 1 >= a->tokens.n || !stm_form_among(a, of, "of") ||
        a->tokens.at[of].sentence != a->tokens.at[x->head].sentence) {
        return false;
    }
    while (end < a->tokens.n && end < of + OF_WORDS && a->tokens.at[end].sentence == a->tokens.at[of].sentence) {
        end++;
    }
    for (uint32_t m = 0; m < d->w->n; m++) {
        const stm_article *o = d->w->article[m];
        for (uint32_t e = 0; e < o->entities.n; e++) {
            uint32_t g = d->w->entity[m][e];
            for (uint32_t t = 0; g != STM_NONE && stm_group_root(d, g) == root && t < o->entities.at[e].titles.n; t++) {
                stm_str title = stm_str_lower(d->w->arena, o->entities.at[e].titles.at[t]);
                stm_str before = stm_str_trim((stm_str){ title.p, title.n - stm_last_word(title).n });
                if (!stm_str_eq(office(d->w->arena, title), x->word)) {
                    continue;
                }
                if (before.n == 0 || stm_among(before, "former acting interim new deputy ex- senior co- vice")) {
                    return false;
                }
                titled = true;
                for (uint32_t i = of + 1; i < end; i++) {
                    stm_str f = stm_str_lower(d->w->arena, stm_token_form(a, i));
                    if (f.n > 2 && stm_str_find(before, f, 0) != SIZE_MAX) {
                        return false;
                    }
                }
            }
        }
    }
    return titled;
}

typedef struct meant {
    uint32_t here, there; /* named in the same text, in any */
    uint32_t n_here, n_there;
} meant;

static void look_up(describer *d, const description *x, stm_str word, meant *out)
{
    uint32_t l = stm_map_get(&d->first_of, word);
    const stm_u32s *of = l == STM_NONE ? NULL : &d->roles_of_word[l];
    for (uint32_t i = 0; of != NULL && i < of->n; i++) {
        uint32_t root = stm_group_root(d, of->at[i]);
        if (!stm_kinds_agree(d->w->record->entities.at[root].kind, d->w->record->entities.at[x->group].kind) ||
            !attributes_fit(d, x, root, &d->lists.at[l]) || of_another(d, x, root)) {
            continue;
        }
        if (root != out->there) {
            out->n_there++;
            out->there = root;
        }
        if (root != out->here && in_article(d->w, x->member, d, root)) {
            out->n_here++;
            out->here = root;
        }
    }
}

/* The word is part of the name: "the hospital" of "Lakeside Hospital". */
static bool named_so(const describer *d, uint32_t root, stm_str word)
{
    const stm_record_entity *e = &d->w->record->entities.at[d->named[root]];
    return stm_str_find(stm_str_lower(d->w->arena, e->name), word, 0) != SIZE_MAX;
}

/* The one named entity that a description may mean by its role, or STM_NONE. */
static uint32_t by_role(describer *d, const description *x)
{
    meant m = { STM_NONE, STM_NONE, 0, 0 };
    bool lead = x->sentence < LEAD_SENTENCES;
    bool person = d->w->record->entities.at[stm_group_root(d, x->group)].kind == STM_PERSON;
    const stm_strs *of = person ? stm_partners_of(d, x->word) : NULL;
    if (x->plural || x->contrast || x->quantity || stm_anybody(x->word) ||
        d->w->record->entities.at[stm_group_root(d, x->group)].kind == STM_GROUP ||
        (x->indefinite && (person || !lead || x->n_attributes == 0)) || (!x->definite && !x->indefinite && !lead)) {
        return STM_NONE;
    }
    look_up(d, x, x->word, &m);
    for (uint32_t i = 0; of != NULL && i < of->n && m.n_there == 0; i++) {
        look_up(d, x, of->at[i], &m);
    }
    uint32_t to = m.n_here == 1 ? m.here : m.n_here == 0 && m.n_there == 1 ? m.there : STM_NONE;
    /* "the company": in a story of two, what another text calls so says nothing */
    return to != STM_NONE && !person && x->n_attributes == 0 && !named_so(d, to, x->word) ? STM_NONE : to;
}

static void join_roles(describer *d)
{
    bool *barred = STM_NEW_ARRAY(d->w->arena, bool, (size_t)d->w->record->entities.n + 1);
    for (uint32_t i = 0; i < d->all.n; i++) {
        const description *x = &d->all.at[i];
        for (uint32_t k = 0; k < x->n_attributes; k++) {
            barred[x->group] = barred[x->group] || (x->proper[k] && x->plural);
        }
        barred[x->group] = barred[x->group] || stm_somebody_new(d, x);
    }
    for (uint32_t i = 0; i < d->all.n; i++) {
        const description *x = &d->all.at[i];
        if (d->named[stm_group_root(d, x->group)] == STM_NONE && !barred[x->group]) {
            uint32_t to = by_role(d, x);
            if (to != STM_NONE && !stm_brought_in(d, x)) {
                stm_group_join(d, x->group, to, false);
            }
        }
    }
}

/* ---- ages ------------------------------------------------------------------------------------------------ */

/* "Ann Lee, 47," or "47-year-old Ann Lee". */
static uint32_t age_of_name(const stm_article *a, const stm_mention *m)
{
    uint32_t n = 0, past = 0, from = m->at.start > 16 ? m->at.start - 16 : 0;
    stm_str s;
    for (uint32_t i = from; i < m->at.start; i++) {
        uint32_t age = (i == 0 || a->text.p[i - 1] < '0' || a->text.p[i - 1] > '9') ? stm_age_at(a, i, &past) : 0;
        if (age > 0 && past + 1 == m->at.start) {
            return age;
        }
    }
    from = stm_token_from(a, m->at.end);
    if (from + 2 >= a->tokens.n || !stm_str_eqz(stm_token_form(a, from), ",")) {
        return 0;
    }
    s = stm_token_form(a, from + 1);
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] < '0' || s.p[i] > '9' || n > 120) {
            return 0;
        }
        n = n * 10 + (uint32_t)(s.p[i] - '0');
    }
    s = stm_token_form(a, from + 2);
    return n < 120 && (stm_str_eqz(s, ",") || stm_str_eqz(s, "of") || stm_str_eqz(s, ".")) ? n : 0;
}

static void join_ages(describer *d)
{
    stm_work *w = d->w;
    uint32_t of_age[120], n_of_age[120] = { 0 };
    for (uint32_t i = 0; i < d->all.n; i++) { /* "A 58-year-old woman ... identified as Ann Lee" */
        const description *x = &d->all.at[i];
        uint32_t root = stm_group_root(d, x->group);
        if (x->age > 0 && x->age < 120 && !x->plural && d->named[root] != STM_NONE &&
            (n_of_age[x->age] == 0 || of_age[x->age] != root)) {
            of_age[x->age] = root;
            n_of_age[x->age]++;
        }
    }
    for (uint32_t m = 0; m < w->n; m++) {
        const stm_article *a = w->article[m];
        for (uint32_t e = 0; e < a->entities.n; e++) {
            for (uint32_t i = 0; i < a->entities.at[e].mentions.n && w->entity[m][e] != STM_NONE; i++) {
                const stm_mention *x = &a->entities.at[e].mentions.at[i];
                uint32_t root = stm_group_root(d, w->entity[m][e]), age;
                if (x->form == STM_MENTION_NAME && a->entities.at[e].kind == STM_PERSON && d->named[root] != STM_NONE &&
                    (age = age_of_name(a, x)) > 0 && (n_of_age[age] == 0 || of_age[age] != root)) {
                    of_age[age] = root;
                    n_of_age[age]++;
                }
            }
        }
    }
    for (uint32_t i = 0; i < d->all.n; i++) {
        const description *x = &d->all.at[i];
        if (x->age > 0 && x->age < 120 && !x->plural && n_of_age[x->age] == 1 &&
            d->named[stm_group_root(d, x->group)] == STM_NONE) {
            stm_group_join(d, x->group, of_age[x->age], false);
        }
    }
}

void stm_roles_join(describer *d)
{
    read_roles(d);
    join_roles(d);
    join_ages(d);
}
