/* description_places.c: "the capital", "the Marenian capital", "the country", "our nation" joined with the one place of
 * the list of countries that they can mean; "the state" with the state of America that a text is about.
 *
 * In: descriptions, names, data/countries.txt.  Out: groups joined.  Never: chooses between two: the text names one
 * capital (of the people that stands before the word), one country; or it names none, and the story one. Cost: linear
 * in descriptions of these words, times the entities of the story.
 */
#include "record/descriptions.h"
#include "record/record_words.h"

#define LEAST_NAMED 2 /* times that a country is named */

/* Number of the country that a description's words of a people are of, or STM_NONE; *other: any further word. */
static uint32_t people_of(const describer *d, const description *x, bool *other)
{
    uint32_t number = STM_NONE;
    *other = false;
    for (uint32_t i = 0; i < x->n_attributes; i++) {
        uint32_t n = stm_map_get(&d->w->words->demonyms, x->attribute[i]);
        *other = *other || n == STM_NONE;
        number = n == STM_NONE ? number : n;
    }
    return number;
}

/* The name as the lists have it: "u.s." is "united states". */
static stm_str listed(const stm_work *w, stm_str name)
{
    stm_str key = stm_str_lower(w->arena, stm_without_the(name));
    char *p = STM_NEW_ARRAY(w->arena, char, key.n + 1);
    uint32_t n = 0, full;
    for (size_t i = 0; i < key.n; i++) {
        if (key.p[i] != '.') {
            p[n++] = key.p[i];
        }
    }
    full = stm_map_get(&w->words->forms, (stm_str){ p, n });
    return full == STM_NONE ? key : w->words->full.at[full];
}

/* By entity of the record: one more than the number of the country that its name is, or is the capital of; 0. */
typedef struct listed_places {
    uint32_t *country, *capital;
} listed_places;

static listed_places read_places(const describer *d)
{
    const stm_work *w = d->w;
    size_t n = (size_t)w->record->entities.n + 1;
    listed_places p = { STM_NEW_ARRAY(w->arena, uint32_t, n), STM_NEW_ARRAY(w->arena, uint32_t, n) };
    for (uint32_t e = 0; e < w->record->entities.n; e++) {
        const stm_record_entity *x = &w->record->entities.at[e];
        if (d->named[e] == e && x->kind != STM_PERSON && x->kind != STM_GROUP) {
            stm_str name = listed(w, x->name);
            p.country[e] = stm_map_get(&w->words->countries, name) + 1; /* STM_NONE + 1 is 0 */
            p.capital[e] = stm_map_get(&w->words->capitals, name) + 1;
        }
    }
    return p;
}

/* The one place of `table` in a member (STM_NONE: in the story), if `number` is its country or STM_NONE. */
static uint32_t only_one(const describer *d, const uint32_t *table, uint32_t member, uint32_t number, uint32_t *n)
{
    const stm_work *w = d->w;
    uint32_t found = STM_NONE;
    *n = 0;
    for (uint32_t e = 0; e < w->record->entities.n; e++) {
        const stm_record_entity *x = &w->record->entities.at[e];
        bool there = member == STM_NONE;
        uint32_t root;
        if (table[e] == 0 || (number != STM_NONE && table[e] != number + 1)) {
            continue;
        }
        for (uint32_t i = 0; i < x->mentions.n && !there; i++) {
            there = x->mentions.at[i].article == w->index[member];
        }
        root = stm_group_root(d, e);
        if (there && root != found) {
            found = root;
            ++*n;
        }
    }
    return *n == 1 ? found : STM_NONE;
}

static bool capital(const description *x) { return stm_str_eqz(x->word, "capital"); }
static bool country(const description *x) { return stm_among(x->word, "country nation"); }

/* Words that may mean any, or another: "a country", "the island nation". */
static bool open(const describer *d, const description *x)
{
    bool other;
    uint32_t number = people_of(d, x, &other);
    return x->plural || x->indefinite || x->contrast || x->quantity || other || (capital(x) && !x->definite) ||
           (country(x) && number != STM_NONE);
}

/* States of America, which a text calls "the state". */
static const char *const states[] = {
    "alabama",       "alaska",     "arizona",      "arkansas",     "california",     "colorado",      "connecticut",
    "delaware",      "florida",    "georgia",      "hawaii",       "idaho",          "illinois",      "indiana",
    "iowa",          "kansas",     "kentucky",     "louisiana",    "maine",          "maryland",      "massachusetts",
    "michigan",      "minnesota",  "mississippi",  "missouri",     "montana",        "nebraska",      "nevada",
    "new hampshire", "new jersey", "new mexico",   "new york",     "north carolina", "north dakota",  "ohio",
    "oklahoma",      "oregon",     "pennsylvania", "rhode island", "south carolina", "south dakota",  "tennessee",
    "texas",         "utah",       "vermont",      "virginia",     "washington",     "west virginia", "wisconsin",
    "wyoming",
};

/* The state that a member (STM_NONE: the story) names LEAST_NAMED times and more than any two others; STM_NONE. */
static uint32_t state_of(const describer *d, const bool *state, uint32_t member)
{
    const stm_work *w = d->w;
    uint32_t best = STM_NONE, most = 0, next = 0;
    for (uint32_t e = 0; e < w->record->entities.n; e++) {
        const stm_record_entity *x = &w->record->entities.at[e];
        uint32_t n = 0;
        for (uint32_t i = 0; state[e] && i < x->mentions.n; i++) {
            n += member == STM_NONE || x->mentions.at[i].article == w->index[member];
        }
        if (n > most) {
            next = most;
            most = n;
            best = e;
        } else if (n > next) {
            next = n;
        }
    }
    return most >= LEAST_NAMED && most > 2 * next ? best : STM_NONE;
}

static void join_states(describer *d)
{
    const stm_work *w = d->w;
    bool *state = STM_NEW_ARRAY(w->arena, bool, (size_t)w->record->entities.n + 1);
    for (uint32_t e = 0; e < w->record->entities.n; e++) {
        state[e] = d->named[e] == e && w->record->entities.at[e].kind == STM_PLACE &&
                   ONE_OF(listed(w, w->record->entities.at[e].name), states);
    }
    for (uint32_t i = 0; i < d->all.n; i++) {
        const description *x = &d->all.at[i];
        const stm_article *a = w->article[x->member];
        uint32_t found;
        if ((x->head + 1 < a->tokens.n && stm_str_eqz(stm_token_form(a, x->head + 1), "of")) ||
            !stm_str_eqz(x->word, "state") || !x->definite || x->plural || x->contrast || x->quantity ||
            x->n_attributes > 0 || d->named[stm_group_root(d, x->group)] != STM_NONE) {
            continue;
        }
        found = state_of(d, state, x->member);
        found = found == STM_NONE ? state_of(d, state, STM_NONE) : found;
        if (found != STM_NONE) {
            (void)stm_group_join(d, x->group, found, false);
        }
    }
}

void stm_places_join(describer *d)
{
    listed_places places = read_places(d);
    bool *barred = STM_NEW_ARRAY(d->w->arena, bool, (size_t)d->w->record->entities.n + 1);
    for (uint32_t i = 0; i < d->all.n; i++) {
        const description *x = &d->all.at[i];
        barred[x->group] = barred[x->group] || x->plural || x->contrast || x->quantity;
    }
    for (uint32_t i = 0; i < d->all.n; i++) {
        const description *x = &d->all.at[i];
        const uint32_t *of = capital(x) ? places.capital : places.country;
        uint32_t number, found, n;
        bool other;
        if ((!capital(x) && !country(x)) || open(d, x) || barred[x->group] ||
            d->named[stm_group_root(d, x->group)] != STM_NONE) {
            continue;
        }
        number = people_of(d, x, &other);
        found = only_one(d, of, x->member, number, &n);
        found = n > 0 ? found : only_one(d, of, STM_NONE, number, &n);
        if (found != STM_NONE && (capital(x) || d->w->record->entities.at[found].mentions.n >= LEAST_NAMED)) {
            stm_group_join(d, x->group, found, false);
        }
    }
    join_states(d);
}
