/* record_descriptions.c: descriptions ("the suspect", "the sheriff", "a 47-year-old man", "the accounting firm") joined
 * with the names that carry them, and with each other, across the articles of a story.
 *
 * In: record.entities with one entry a name or a wording, work.entity, work.at_token.  Out: the same, fewer of them.
 *   names         "Defence Ministry" is the one "Northern Defence Ministry", "WXYZ" is "WXYZ-TV", where there is but
 * one bridges       "The suspect, 38-year-old Jon Vale,", "identified the victim as Ann Lee" descriptions  one head
 * word, attributes that do not speak against each other: "the rebels", "all rebels" roles         "the sheriff" where
 * one name of the article, or else of the story, has that title ages          "a 47-year-old man" where one named
 * person of the story is 47 Never: joins two names over a description, a person with a body, or what a text keeps apart
 * by "another", "other". Invariants: (1) an entity keeps the place of its earliest part. (2) a group holds at most one
 * named person. Cost: linear but for descriptions with the same head word, which are compared in pairs up to MAX_ALIKE.
 * Source: role and apposition evidence after Haghighi and Klein, "Simple coreference resolution with rich syntactic and
 * semantic features" (EMNLP 2009).
 */
#include <stdlib.h>

#include "record/descriptions.h"

#define MAX_ALIKE 120
#define IDENTIFY_WORDS 6
#define OFTEN 4
#define COMPANY_ENDINGS "Inc Inc. Corp Corp. Co. Ltd Ltd. plc Plc PLC LLC AG SA NV SpA GmbH SE Oyj"

uint32_t stm_group_root(const describer *d, uint32_t i)
{
    while (d->up[i] != i) {
        d->up[i] = d->up[d->up[i]];
        i = d->up[i];
    }
    return i;
}

bool stm_kinds_agree(stm_entity_kind a, stm_entity_kind b) { return (a == STM_PERSON) == (b == STM_PERSON); }

/* Joins two groups unless both have names that are not known to be one. */
bool stm_group_join(describer *d, uint32_t a, uint32_t b, bool names_too)
{
    stm_record *r = d->w->record;
    uint32_t lo, hi;
    a = stm_group_root(d, a);
    b = stm_group_root(d, b);
    if (a == b) {
        return true;
    }
    if (d->named[a] != STM_NONE && d->named[b] != STM_NONE && !names_too) {
        return false;
    }
    if (!names_too && !stm_kinds_agree(r->entities.at[a].kind, r->entities.at[b].kind)) {
        return false;
    }
    lo = a < b ? a : b;
    hi = a < b ? b : a;
    d->up[hi] = lo;
    if (d->named[lo] == STM_NONE ||
        (d->named[hi] != STM_NONE && r->entities.at[d->named[hi]].name.n > r->entities.at[d->named[lo]].name.n)) {
        d->named[lo] = d->named[hi];
    }
    return true;
}

/* ---- names ----------------------------------------------------------------------------------------------- */

/* "Alda" and "Alda province" are one place; "Alda" and "Alda City" need not be. */
static bool longer_by_kind(stm_str tail, stm_entity_kind kind)
{
    static const char *const places[] = { "province", "township",    "peninsula",     "region",      "island",
                                          "sea",      "governorate", "neighbourhood", "neighborhood" };
    static const char *const bodies[] = { "tv",
                                          "inc",
                                          "corp",
                                          "co",
                                          "ltd",
                                          "plc",
                                          "llc",
                                          "group",
                                          "company",
                                          "corporation",
                                          "ag",
                                          "sa",
                                          "gmbh",
                                          "holdings",
                                          "limited",
                                          "incorporated",
                                          "news",
                                          "international",
                                          "communications",
                                          "systems",
                                          "motors",
                                          "airlines",
                                          "airways",
                                          "technologies",
                                          "industries",
                                          "energy",
                                          "pharmaceuticals",
                                          "entertainment",
                                          "partners",
                                          "securities",
                                          "financial",
                                          "foods",
                                          "stores",
                                          "telecom",
                                          "brands",
                                          "motor",
                                          "automotive",
                                          "electric",
                                          "steel" };
    return kind == STM_PLACE ? ONE_OF(tail, places) : ONE_OF(tail, bodies);
}

/* "Fish & Game Service" is "Fish and Game Service". */
static stm_str with_and(stm_arena *arena, stm_str s)
{
    size_t at = stm_str_find(s, STM_STR(" & "), 0);
    return at == SIZE_MAX ? s : stm_str_format(arena, "%.*s and %.*s", (int)at, s.p, (int)(s.n - at - 3), s.p + at + 3);
}

/* "MV Harrow": the letters before a ship's name. */
static bool ship(stm_str full, stm_str brief)
{
    size_t n = full.n - brief.n;
    return full.n > brief.n + 1 && stm_among((stm_str){ full.p, n - 1 }, STM_SHIP_LETTERS) &&
           stm_str_eq_nocase((stm_str){ full.p + n, brief.n }, brief);
}

/* "Vardon Quay" and "Vardon Quay Ltd.": whatever the name alone was taken for. */
static bool with_ending(const stm_record_entity *brief, const stm_record_entity *full)
{
    stm_str a = stm_without_the(brief->name), b = stm_without_the(full->name);
    return full->kind == STM_ORGANIZATION && stm_str_find(a, STM_STR(" "), 0) != SIZE_MAX && b.n > a.n + 2 &&
           stm_str_eq_nocase((stm_str){ b.p, a.n }, a) &&
           stm_among((stm_str){ b.p + a.n + 1, b.n - a.n - 1 }, COMPANY_ENDINGS);
}

/* `brief` is a way to say `full`. */
static bool short_for(stm_arena *arena, const stm_record_entity *brief, const stm_record_entity *full)
{
    static const char *const common[] = {
        "court", "party", "department", "club", "committee", "association", "league"
    };
    static const char *const within[] = { "council",     "committee", "commission", "court",       "assembly",
                                          "ministry",    "office",    "department", "mission",     "police",
                                          "secretariat", "members",   "democrats",  "republicans", "caucus" };
    stm_str a = with_and(arena, stm_without_the(brief->name)), b = with_and(arena, stm_without_the(full->name));
    bool words = stm_str_find(a, STM_STR(" "), 0) != SIZE_MAX;
    bool same_kind = brief->kind == full->kind || (brief->kind != STM_PLACE && full->kind != STM_PLACE) ||
                     full->kind == STM_ORGANIZATION;
    if (ship(b, a)) {
        return true;
    }
    if (brief->kind == STM_OTHER || a.n + 2 > b.n || full->kind == STM_PERSON || full->kind == STM_GROUP ||
        !same_kind || b.p[0] >= 'a') {
        return false; /* "eastern Port Hale" is a part of Port Hale */
    }
    if (stm_str_eq_nocase((stm_str){ b.p, a.n }, a) && (b.p[a.n] == ' ' || b.p[a.n] == '-')) {
        stm_str tail = stm_str_trim((stm_str){ b.p + a.n + 1, b.n - a.n - 1 });
        if (tail.n > 1 && tail.p[tail.n - 1] == '.') {
            tail.n--;
        }
        if (brief->kind == STM_PLACE ? full->kind == STM_PLACE && longer_by_kind(tail, STM_PLACE)
                                     : longer_by_kind(tail, full->kind)) {
            return true;
        }
        /* "Vardon" for "Vardon Advisors": one word that is no place and no "U.N." */
        return brief->kind != STM_PLACE && full->kind == STM_ORGANIZATION &&
               stm_str_find(a, STM_STR(" "), 0) == SIZE_MAX && a.n >= 4 && tail.n > 2 && a.p[1] >= 'a' &&
               !ONE_OF(stm_last_word(tail), within);
    }
    return brief->kind != STM_PERSON && words && b.p[b.n - a.n - 1] == ' ' &&
           stm_str_eq_nocase((stm_str){ b.p + b.n - a.n, a.n }, a) && !ONE_OF(stm_last_word(a), common);
}

typedef struct word_index {
    stm_map of;
    STM_VEC(stm_u32s) lists;
} word_index;

static void index_word(stm_arena *arena, word_index *x, stm_str word, uint32_t entity)
{
    uint32_t n = x->lists.n, i = *stm_map_put(arena, &x->of, stm_str_lower(arena, word), n);
    if (i == n) {
        stm_vec_push(arena, &x->lists, (stm_u32s){ 0 });
    }
    stm_vec_push(arena, &x->lists.at[i], entity);
}

static const stm_u32s *with_word(stm_arena *arena, const word_index *x, stm_str word)
{
    uint32_t i = stm_map_get(&x->of, stm_str_lower(arena, word));
    return i == STM_NONE ? NULL : &x->lists.at[i];
}

static void join_names(describer *d)
{
    stm_record *r = d->w->record;
    stm_arena *arena = d->w->arena;
    word_index first = { 0 }, last = { 0 };
    for (uint32_t i = 0; i < r->entities.n; i++) {
        if (d->named[i] != STM_NONE) {
            index_word(arena, &first, stm_first_word(stm_without_the(r->entities.at[i].name)), i);
            index_word(arena, &last, stm_last_word(r->entities.at[i].name), i);
        }
    }
    for (uint32_t i = 0; i < r->entities.n; i++) {
        const stm_record_entity *e = &r->entities.at[i];
        uint32_t found = STM_NONE, n = 0;
        const stm_u32s *lists[2];
        bool person = false;
        if (d->named[i] == STM_NONE || e->name.n < 3) {
            continue;
        }
        lists[0] = with_word(arena, &first, stm_first_word(stm_without_the(e->name)));
        lists[1] = with_word(arena, &last, stm_last_word(e->name));
        for (uint32_t l = 0; l < 2; l++) {
            for (uint32_t k = 0; lists[l] != NULL && k < lists[l]->n; k++) {
                uint32_t o = lists[l]->at[k];
                if (o == i) {
                    continue;
                }
                if (with_ending(e, &r->entities.at[o])) {
                    stm_group_join(d, i, o, true); /* "Vardon Quay Bakeries" may be theirs as well */
                    continue;
                }
                if (short_for(arena, e, &r->entities.at[o])) {
                    n += found == STM_NONE || stm_group_root(d, o) != stm_group_root(d, found);
                    found = o;
                } else if (r->entities.at[o].kind != STM_ORGANIZATION) {
                    person = true; /* somebody or some place has the word in his name */
                }
            }
        }
        if (n == 1 && !(person && stm_str_find(e->name, STM_STR(" "), 0) == SIZE_MAX)) {
            stm_group_join(d, i, found, true);
        }
    }
}

/* ---- bridges --------------------------------------------------------------------------------------------- */

static bool is_name_at(const describer *d, uint32_t member, uint32_t token)
{
    uint32_t e = d->w->at_token[member][token];
    return e != STM_NONE && d->named[e] != STM_NONE && d->w->article[member]->tokens.at[token].upos == STM_PROPN;
}

/* The name that begins at a token or, over an age, shortly behind it; its entity, or STM_NONE. */
static uint32_t name_from(const describer *d, uint32_t member, uint32_t token, uint32_t sentence)
{
    const stm_article *a = d->w->article[member];
    uint32_t past = 0, i = token;
    if (i < a->tokens.n && stm_age_at(a, a->tokens.at[i].at.start, &past) > 0) {
        i = stm_token_from(a, past);
    }
    return i < a->tokens.n && a->tokens.at[i].sentence == sentence && is_name_at(d, member, i)
               ? d->w->at_token[member][i]
               : STM_NONE;
}

/* "Ann Lee (Hull), a member of the board", "Ann Lee, a priest, former mayor": the person on whose name the tree hangs
 * the description, if no other person is named between. */
static uint32_t apposed_to(const describer *d, const description *x)
{
    const stm_article *a = d->w->article[x->member];
    const stm_record *r = d->w->record;
    uint32_t up = a->tokens.at[x->head].head, i = up, name;
    if (a->tokens.at[x->head].deprel != STM_DEP_APPOS || up == STM_NONE || up >= x->head ||
        !is_name_at(d, x->member, up)) {
        return STM_NONE;
    }
    name = d->w->at_token[x->member][up];
    while (i < x->head && d->w->at_token[x->member][i] == name) {
        i++;
    }
    if (r->entities.at[name].kind != STM_PERSON || r->entities.at[x->group].kind != STM_PERSON ||
        a->tokens.at[i].upos != STM_PUNCT) {
        return STM_NONE;
    }
    for (bool aside = false; i < x->head; i++) {
        uint32_t e = d->w->at_token[x->member][i];
        bool person = e != STM_NONE && e != name && d->named[e] != STM_NONE && r->entities.at[e].kind == STM_PERSON;
        aside = stm_str_eqz(stm_token_form(a, i), "(") || (aside && !stm_str_eqz(stm_token_form(a, i), ")"));
        if (person && !aside && i + 1 < x->head && d->w->at_token[x->member][i + 1] != e &&
            a->tokens.at[i + 1].xpos != STM_XP_POS && a->tokens.at[i].deprel != STM_DEP_COMPOUND) {
            return STM_NONE;
        }
    }
    return name;
}

/* "the police chief, Ann Lee," "The suspect, identified by the police as Jon Vale," "identified the victim as Ann Lee".
 */
static void bridge(describer *d, const description *x)
{
    static const char *const verbs[] = { "identify", "name" };
    const stm_article *a = d->w->article[x->member];
    uint32_t i = x->head + 1, name = x->plural ? STM_NONE : apposed_to(d, x);
    bool known = false;
    if (name != STM_NONE) {
        stm_group_join(d, x->group, name, false);
        return;
    }
    if (x->plural || i + 1 >= a->tokens.n || x->contrast) {
        return;
    }
    if (stm_str_eqz(stm_token_form(a, i), ",") && !x->indefinite) {
        name = name_from(d, x->member, i + 1, x->sentence);
        if (name != STM_NONE) { /* the name ends with a comma or the sentence: no list */
            uint32_t k = i + 1;
            while (k < a->tokens.n && d->w->at_token[x->member][k] != name) {
                k++;
            }
            while (k < a->tokens.n && d->w->at_token[x->member][k] == name) {
                k++;
            }
            name = k >= a->tokens.n || a->tokens.at[k].sentence != x->sentence ||
                           (a->tokens.at[k].upos == STM_PUNCT && !stm_str_eqz(stm_token_form(a, k), "-"))
                       ? name
                       : STM_NONE;
        }
    }
    for (uint32_t k = i; name == STM_NONE && k < a->tokens.n && k < i + IDENTIFY_WORDS; k++) {
        if (a->tokens.at[k].sentence != x->sentence) {
            break;
        }
        known = known || ONE_OF(stm_token_word(d->w, a, k), verbs);
        if (known && stm_str_eqz(stm_token_form(a, k), "as") && k + 1 < a->tokens.n) {
            name = name_from(d, x->member, k + 1, x->sentence);
            break;
        }
    }
    if (name == STM_NONE && x->head >= 2 && x->definite) { /* "identified the victim as Ann Lee" */
        uint32_t from = stm_token_from(a, a->tokens.at[x->head].at.start) - 1;
        while (from > 0 && from + 4 > x->head && a->tokens.at[from].upos != STM_VERB) {
            from--;
        }
        if (ONE_OF(stm_token_word(d->w, a, from), verbs) && stm_str_eqz(stm_token_form(a, i), "as")) {
            name = name_from(d, x->member, i + 1, x->sentence);
        }
    }
    if (name != STM_NONE) {
        stm_group_join(d, x->group, name, false);
    }
}

/* ---- descriptions with each other ------------------------------------------------------------------------ */

static bool compatible(const describer *d, const description *x, const description *y)
{
    bool same = x->n_attributes == y->n_attributes && stm_description_within(x, y);
    stm_entity_kind kind = d->w->record->entities.at[x->group].kind;
    if (x->plural != y->plural || x->contrast || y->contrast || x->quantity || y->quantity ||
        (x->age > 0 && y->age > 0 && x->age != y->age) || stm_somebody_new(d, x) || stm_somebody_new(d, y)) {
        return false;
    }
    if (stm_anybody(x->word)) {
        return same && x->age == y->age && (x->n_attributes > 0 || x->age > 0);
    }
    if (same || (kind != STM_PERSON && kind != STM_GROUP && (x->plural || x->indefinite || y->indefinite))) {
        return same;
    }
    return stm_description_within(x, y) || stm_description_within(y, x);
}

/* Another description with the word does not go with one of the two: which of them is meant is open. */
static bool open_between(const describer *d, const stm_u32s *list, const description *x, const description *y)
{
    const description *bare = x->n_attributes < y->n_attributes ? x : y, *full = bare == x ? y : x;
    if (x->n_attributes == y->n_attributes) {
        return false;
    }
    for (uint32_t i = 0; i < list->n; i++) {
        const description *o = &d->all.at[list->at[i]];
        if (stm_group_root(d, o->group) != stm_group_root(d, full->group) &&
            stm_group_root(d, o->group) != stm_group_root(d, bare->group) && o->plural == full->plural &&
            stm_description_within(bare, o) && o->n_attributes > bare->n_attributes &&
            !(stm_description_within(o, full) || stm_description_within(full, o))) {
            return true;
        }
        if (!full->plural && o->member == bare->member &&
            stm_group_root(d, o->group) != stm_group_root(d, bare->group)) {
            return true; /* the text has two of them */
        }
    }
    return false;
}

/* The same words for it in another text. */
static void join_worded(describer *d, const stm_u32s *list)
{
    stm_map seen = { 0 }, new = { 0 }; /* value: description; of those whom a text brings in */
    for (uint32_t i = 0; i < list->n; i++) {
        const description *x = &d->all.at[list->at[i]];
        uint32_t at, *slot;
        bool told = x->n_attributes > 0 || x->age > 0 || x->quantity || (!x->plural && x->sentence < LEAD_SENTENCES);
        if ((stm_anybody(x->word) && !told) || stm_brought_in(d, x) || x->open) {
            continue;
        }
        slot = stm_map_put(d->w->arena, stm_somebody_new(d, x) ? &new : &seen, x->wording, list->at[i]);
        at = *slot;
        if (d->all.at[at].member != x->member && d->named[stm_group_root(d, x->group)] == STM_NONE &&
            d->named[stm_group_root(d, d->all.at[at].group)] == STM_NONE && x->plural == d->all.at[at].plural) {
            stm_group_join(d, d->all.at[at].group, x->group, false);
        }
        *slot = list->at[i];
    }
}

static void join_alike(describer *d, const stm_u32s *list)
{
    uint32_t n = list->n < MAX_ALIKE ? list->n : MAX_ALIKE;
    join_worded(d, list);
    for (uint32_t i = 0; i < n; i++) {
        for (uint32_t k = 0; k < i; k++) {
            const description *x = &d->all.at[list->at[k]], *y = &d->all.at[list->at[i]];
            uint32_t a = stm_group_root(d, x->group), b = stm_group_root(d, y->group);
            /* singular, in one text: kept apart there */
            bool apart = (x->member != y->member && (x->open || y->open)) ||
                         (x->member == y->member && !(x->plural && y->plural && !x->indefinite && !y->indefinite));
            if (a != b && !apart && d->named[a] == STM_NONE && d->named[b] == STM_NONE && compatible(d, x, y) &&
                !open_between(d, list, x, y)) {
                stm_group_join(d, a, b, false);
            }
        }
    }
}

/* "Woman dies in mill fire" over "A 58-year-old woman died": a headline's noun without an article is whom the lead
 * brings in by that noun, where it brings in one. */
static void join_headline(describer *d, const stm_u32s *list)
{
    for (uint32_t i = 0; i < list->n; i++) {
        const description *x = &d->all.at[list->at[i]];
        uint32_t found = STM_NONE, n = 0;
        if (x->sentence != 0 || x->definite || x->indefinite || x->plural || x->quantity || x->contrast ||
            d->w->record->entities.at[x->group].kind != STM_PERSON) {
            continue;
        }
        for (uint32_t k = 0; k < list->n; k++) {
            const description *y = &d->all.at[list->at[k]];
            if (y->member == x->member && y->sentence > 0 && y->sentence < LEAD_SENTENCES && y->indefinite &&
                !y->plural && !y->contrast && stm_description_within(x, y)) {
                found = y->group;
                n++;
            }
        }
        if (n == 1) {
            stm_group_join(d, x->group, found, false);
        }
    }
}

/* ---- writing them down ----------------------------------------------------------------------------------- */

static void add_form(stm_arena *arena, stm_record_entity *e, stm_str form)
{
    for (uint32_t i = 0; i < e->forms.n; i++) {
        if (stm_str_eq(e->forms.at[i], form)) {
            return;
        }
    }
    stm_vec_push(arena, &e->forms, form);
}

static int by_place(const void *a, const void *b)
{
    const stm_passage *x = a, *y = b;
    return x->article != y->article     ? (x->article > y->article) - (x->article < y->article)
           : x->at.start != y->at.start ? (x->at.start > y->at.start) - (x->at.start < y->at.start)
                                        : (x->at.end > y->at.end) - (x->at.end < y->at.end);
}

/* What the texts call it most often, the earliest of several: "the police", not "the Northport police". */
static void name_by_use(const describer *d, stm_record_entity *e)
{
    static const char *const owners[] = { "his", "her", "its", "their", "our", "my", "your" }; /* whose is not told */
    const stm_work *w = d->w;
    uint32_t most = 0;
    for (uint32_t i = 0; i < e->forms.n && i < MAX_ALIKE; i++) {
        stm_str form = stm_without_the(e->forms.at[i]);
        uint32_t n = 0;
        for (uint32_t k = 0; k < e->mentions.n && k < MAX_ALIKE; k++) {
            const stm_article *a = w->article[w->member_of[e->mentions.at[k].article]];
            n += stm_str_eq_nocase(stm_without_the(stm_str_sub(a->text, e->mentions.at[k].at)), form);
        }
        if (n > most && !ONE_OF(stm_first_word(e->forms.at[i]), owners)) {
            most = n;
            e->name = e->forms.at[i];
        }
    }
}

/* "a couple of hours", "a number of firms" */
static bool measure_of(const describer *d, const description *x)
{
    static const char *const words[] = { "couple", "number", "pair", "majority", "handful", "series", "rest" };
    const stm_article *a = d->w->article[x->member];
    return x->head + 1 < a->tokens.n && stm_str_eqz(stm_token_form(a, x->head + 1), "of") && ONE_OF(x->word, words);
}

/* The texts speak of such things again and again: "their car", "another car". */
static bool often(const describer *d, const description *x)
{
    uint32_t list = stm_map_get(&d->first_of, x->word);
    return list != STM_NONE && d->lists.at[list].n >= OFTEN;
}

/* "Reporters were told": a group by itself, no part of a list or of a name's phrase, by a word that says who they are.
 */
static bool told_once(const describer *d, const description *x)
{
    const stm_article *a = d->w->article[x->member];
    const stm_token *next = x->head + 1 < a->tokens.n ? &a->tokens.at[x->head + 1] : NULL;
    return !stm_anybody(x->word) && a->tokens.at[x->head].deprel != STM_DEP_CONJ &&
           (next == NULL || (next->upos != STM_CCONJ && next->upos != STM_PROPN));
}

/* "He is a bad man", "called him a liar": what is said of somebody, who is known. */
static bool predicate(const describer *d, const description *x)
{
    const stm_article *a = d->w->article[x->member];
    const stm_sentence *s = &a->sentences.at[x->sentence];
    bool is = false;
    for (uint32_t i = s->first_token; x->indefinite && i < x->head; i++) {
        if (a->tokens.at[i].head == x->head && a->tokens.at[i].deprel == STM_DEP_NSUBJ &&
            stm_among(stm_token_form(a, i), "It it That that This this There there")) {
            return false; /* "it was a clerk who found the letter" */
        }
        is = is || (a->tokens.at[i].head == x->head && a->tokens.at[i].deprel == STM_DEP_COP);
    }
    return is || (x->indefinite && a->tokens.at[x->head].deprel == STM_DEP_XCOMP);
}

/* "took to the streets", "campaign funds": no places of their own, and money. */
static bool anywhere(const description *x)
{
    static const char *const of[] = { "hedge", "pension", "investment", "mutual", "index", "wealth", "equity" };
    bool owners = false;
    for (uint32_t i = 0; i < x->n_attributes; i++) {
        owners = owners || ONE_OF(x->attribute[i], of);
    }
    return x->plural && (stm_among(x->word, "street sidewalk") || (stm_str_eqz(x->word, "fund") && !owners));
}

/* "outside parliament": there is but one where the text is from. */
static bool one_of_a_kind(const description *x) { return !x->plural && stm_among(x->word, "parliament congress"); }

/* By root: what has a name, what is spoken of more than once, a person, who is quoted, what "the" marks as known, and
 * several of whom the text says how many or which. What is mentioned once in passing ("a brigade"), a
 * thing that is never more than a bare noun ("distribution") and what only pronouns speak of is nobody's entity. */
static uint8_t *worth_listing(const describer *d)
{
    const stm_record *r = d->w->record;
    uint8_t *worth = STM_NEW_ARRAY(d->w->arena, uint8_t, (size_t)r->entities.n + 1);
    uint32_t *n = STM_NEW_ARRAY(d->w->arena, uint32_t, (size_t)r->entities.n + 1);
    for (uint32_t i = 0; i < r->entities.n; i++) {
        worth[i] = d->named[stm_group_root(d, i)] != STM_NONE;
    }
    for (uint32_t m = 0; m < d->w->n; m++) {
        const stm_article *a = d->w->article[m];
        for (uint32_t q = 0; q < a->quotations.n; q++) {
            uint32_t e = a->quotations.at[q].speaker;
            if (e != STM_NONE && d->w->entity[m][e] != STM_NONE) {
                worth[stm_group_root(d, d->w->entity[m][e])] = 1;
            }
        }
    }
    for (uint32_t i = 0; i < d->all.n; i++) {
        const description *x = &d->all.at[i];
        uint32_t root = stm_group_root(d, x->group);
        stm_entity_kind kind = r->entities.at[root].kind;
        bool people;
        if (measure_of(d, x) || anywhere(x)) {
            continue;
        }
        n[root]++;
        people = kind == STM_PERSON || kind == STM_GROUP;
        worth[root] = worth[root] || x->definite || (kind == STM_PERSON && !predicate(d, x)) ||
                      (n[root] > 1 && (people || x->indefinite || x->n_attributes > 0 || one_of_a_kind(x))) ||
                      (kind == STM_OTHER && !x->plural && often(d, x)) ||
                      (kind == STM_GROUP && x->plural && (x->n_attributes > 0 || x->quantity || told_once(d, x)));
    }
    return worth;
}

/* Moves everything to the roots and closes the gaps. */
static void collapse(describer *d)
{
    stm_work *w = d->w;
    stm_record *r = w->record;
    uint32_t *to = STM_NEW_ARRAY(w->arena, uint32_t, (size_t)r->entities.n + 1), n = 0;
    uint8_t *worth = worth_listing(d);
    bool *some = STM_NEW_ARRAY(w->arena, bool, (size_t)r->entities.n + 1); /* names inside longer ones are gone */
    for (uint32_t i = 0; i < r->entities.n; i++) {
        uint32_t root = stm_group_root(d, i);
        some[root] = some[root] || r->entities.at[i].mentions.n > 0;
    }
    for (uint32_t i = 0; i < r->entities.n; i++) {
        stm_record_entity *e = &r->entities.at[i], *t = &r->entities.at[stm_group_root(d, i)];
        if (t == e) {
            to[i] = worth[i] && some[i] ? n++ : STM_NONE;
            continue;
        }
        to[i] = to[stm_group_root(d, i)];
        if (to[i] == STM_NONE) {
            continue;
        }
        for (uint32_t k = 0; k < e->mentions.n; k++) {
            stm_vec_push(w->arena, &t->mentions, e->mentions.at[k]);
        }
        for (uint32_t k = 0; k < e->forms.n; k++) {
            add_form(w->arena, t, e->forms.at[k]);
        }
        if (d->named[stm_group_root(d, i)] == i) {
            t->name = e->name;
            t->kind = e->kind;
        }
    }
    for (uint32_t i = 0; i < r->entities.n; i++) {
        if (stm_group_root(d, i) == i && to[i] != STM_NONE) {
            if (d->named[i] == STM_NONE && r->entities.at[i].forms.n > 2) {
                name_by_use(d, &r->entities.at[i]);
            }
            if (r->entities.at[i].mentions.n > 1) {
                qsort(r->entities.at[i].mentions.at, r->entities.at[i].mentions.n, sizeof(stm_passage), by_place);
            }
            r->entities.at[to[i]] = r->entities.at[i];
            stm_vec_push(w->arena, &w->named, d->named[i] != STM_NONE);
        }
    }
    r->entities.n = n;
    for (uint32_t m = 0; m < w->n; m++) {
        for (uint32_t e = 0; e < w->article[m]->entities.n; e++) {
            w->entity[m][e] = w->entity[m][e] == STM_NONE ? STM_NONE : to[w->entity[m][e]];
        }
        for (uint32_t t = 0; t < w->article[m]->tokens.n; t++) {
            w->at_token[m][t] = w->at_token[m][t] == STM_NONE ? STM_NONE : to[w->at_token[m][t]];
        }
    }
}

void stm_record_descriptions(stm_work *w, const bool *named)
{
    describer d = { .w = w };
    uint32_t n = w->record->entities.n;
    d.up = STM_NEW_ARRAY(w->arena, uint32_t, (size_t)n + 1);
    d.named = STM_NEW_ARRAY(w->arena, uint32_t, (size_t)n + 1);
    for (uint32_t i = 0; i < n; i++) {
        d.up[i] = i;
        d.named[i] = named[i] ? i : STM_NONE;
    }
    stm_descriptions_unname(&d);
    join_names(&d);
    stm_descriptions_read(&d);
    stm_named_after(&d);
    for (uint32_t i = 0; i < d.all.n; i++) {
        bridge(&d, &d.all.at[i]);
    }
    stm_recent_join(&d);
    for (uint32_t i = 0; i < d.lists.n; i++) {
        join_headline(&d, &d.lists.at[i]);
        join_alike(&d, &d.lists.at[i]);
    }
    stm_groups_join(&d);
    stm_roles_join(&d);
    stm_places_join(&d);
    collapse(&d);
}
