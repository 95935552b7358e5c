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

#include "data/data.h"
#include "record/record_parts.h"

#define MAX_ALIKE 120
#define MAX_ATTRIBUTES 8
#define LEAD_SENTENCES 4  /* "an accounting firm" there is the one that the text names below */
#define LOCAL_SENTENCES 1 /* "a gunman ... the gunman": what was brought in just before */
#define IDENTIFY_WORDS 6

/* A nominal mention: its head word, and what stands before it. */
typedef struct description {
    uint32_t group; /* entity of the record, before joining */
    uint32_t member, sentence, head, entity;
    stm_str word;    /* lemma of the head, lower case */
    stm_str wording; /* of the mention without its article, lower case */
    stm_str attribute[MAX_ATTRIBUTES];
    bool proper[MAX_ATTRIBUTES]; /* a name */
    uint32_t n_attributes, age;
    bool definite, indefinite, plural, contrast, quantity;
} description;

typedef struct describer {
    stm_work *w;
    uint32_t *up;    /* by entity of the record: union-find, the root is the least */
    uint32_t *named; /* by root: an entity with a name, or STM_NONE */
    STM_VEC(description) all;
    stm_map first_of; /* head word -> index into lists */
    STM_VEC(stm_u32s) lists;
    stm_map partners_of; /* word -> index into partners: the words that it may stand for */
    STM_VEC(stm_strs) partners;
    stm_u32s *roles_of_word; /* by list: roots of named entities that carry the word */
} describer;

static uint32_t root_of(const describer *d, uint32_t i)
{
    while (d->up[i] != i) {
        d->up[i] = d->up[d->up[i]];
        i = d->up[i];
    }
    return i;
}

static bool kinds_agree(stm_entity_kind a, stm_entity_kind b) { return (a == STM_PERSON) == (b == STM_PERSON); }

/* Joins two groups unless both have names that are not known to be one. */
static bool join(describer *d, uint32_t a, uint32_t b, bool names_too)
{
    stm_record *r = d->w->record;
    uint32_t lo, hi;
    a = root_of(d, a);
    b = root_of(d, b);
    if (a == b) {
        return true;
    }
    if (d->named[a] != STM_NONE && d->named[b] != STM_NONE && !names_too) {
        return false;
    }
    if (!names_too && !kinds_agree(r->entities.at[a].kind, r->entities.at[b].kind)) {
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

static stm_str no_the(stm_str s)
{
    if (s.n > 4 && (s.p[0] | 32) == 't' && (s.p[1] | 32) == 'h' && (s.p[2] | 32) == 'e' && s.p[3] == ' ') {
        return (stm_str){ s.p + 4, s.n - 4 };
    }
    return s;
}

static stm_str last_word(stm_str s)
{
    size_t i = s.n;
    while (i > 0 && s.p[i - 1] != ' ') {
        i--;
    }
    return (stm_str){ s.p + i, s.n - i };
}

static bool one_of(stm_str s, const char *const *words, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (stm_str_eq_nocase(s, stm_str_of(words[i]))) {
            return true;
        }
    }
    return false;
}
#define ONE_OF(s, list) one_of((s), (list), sizeof(list) / sizeof *(list))

/* "Alda" and "Alda province" are one place; "Alda" and "Alda City" need not be. */
static bool longer_by_kind(stm_str tail, stm_entity_kind kind)
{
    static const char *const places[] = { "province",    "township",      "peninsula",   "region",
                                          "governorate", "neighbourhood", "neighborhood" };
    static const char *const bodies[] = { "tv",   "inc",      "corp",    "co",           "ltd", "plc",
                                          "llc",  "group",    "company", "corporation",  "ag",  "sa",
                                          "gmbh", "holdings", "limited", "incorporated", "news" };
    return kind == STM_PLACE ? ONE_OF(tail, places) : ONE_OF(tail, bodies);
}

/* `brief` is a way to say `full`. */
static bool short_for(const stm_record_entity *brief, const stm_record_entity *full)
{
    static const char *const common[] = {
        "court", "party", "department", "club", "committee", "association", "league"
    };
    stm_str a = no_the(brief->name), b = no_the(full->name);
    bool same_kind = brief->kind == full->kind || (brief->kind != STM_PLACE && full->kind != STM_PLACE) ||
                     full->kind == STM_ORGANIZATION;
    if (a.n + 2 > b.n || full->kind == STM_PERSON || full->kind == STM_GROUP || !same_kind) {
        return false;
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
        /* "Vardon" for "Vardon Advisors": one word that is no place */
        return brief->kind != STM_PLACE && full->kind == STM_ORGANIZATION &&
               stm_str_find(a, STM_STR(" "), 0) == SIZE_MAX && a.n >= 4 && tail.n > 2;
    }
    return brief->kind != STM_PERSON && stm_str_find(a, STM_STR(" "), 0) != SIZE_MAX && b.p[b.n - a.n - 1] == ' ' &&
           stm_str_eq_nocase((stm_str){ b.p + b.n - a.n, a.n }, a) && !ONE_OF(last_word(a), common);
}

static stm_str first_word(stm_str s)
{
    size_t i = 0;
    while (i < s.n && s.p[i] != ' ' && s.p[i] != '-') {
        i++;
    }
    return (stm_str){ s.p, i };
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
            index_word(arena, &first, first_word(no_the(r->entities.at[i].name)), i);
            index_word(arena, &last, last_word(r->entities.at[i].name), i);
        }
    }
    for (uint32_t i = 0; i < r->entities.n; i++) {
        const stm_record_entity *e = &r->entities.at[i];
        uint32_t found = STM_NONE, n = 0;
        const stm_u32s *lists[2];
        bool person = false;
        if (d->named[i] == STM_NONE || e->kind == STM_OTHER || e->name.n < 3) {
            continue;
        }
        lists[0] = with_word(arena, &first, first_word(no_the(e->name)));
        lists[1] = with_word(arena, &last, last_word(e->name));
        for (uint32_t l = 0; l < 2; l++) {
            for (uint32_t k = 0; lists[l] != NULL && k < lists[l]->n; k++) {
                uint32_t o = lists[l]->at[k];
                if (o == i) {
                    continue;
                }
                if (short_for(e, &r->entities.at[o])) {
                    n += found == STM_NONE || root_of(d, o) != root_of(d, found);
                    found = o;
                } else if (r->entities.at[o].kind != STM_ORGANIZATION) {
                    person = true; /* somebody or some place has the word in his name */
                }
            }
        }
        if (n == 1 && !(person && stm_str_find(e->name, STM_STR(" "), 0) == SIZE_MAX)) {
            join(d, i, found, true);
        }
    }
}

/* ---- reading descriptions -------------------------------------------------------------------------------- */

static stm_str lemma_of(stm_work *w, const stm_article *a, uint32_t token)
{
    const stm_token *t = &a->tokens.at[token];
    return stm_str_lower(w->arena, t->lemma.p != NULL && t->lemma.n > 0 ? t->lemma : stm_token_form(a, token));
}

/* "38-year-old" or "38 years old" from a byte on -> 38, else 0; *end behind it. */
static uint32_t age_at(const stm_article *a, uint32_t byte, uint32_t *end)
{
    static const char *const ways[] = { "-year-old", "-years-old", " year old", " years old" };
    uint32_t n = 0, i = byte;
    while (i < a->text.n && a->text.p[i] >= '0' && a->text.p[i] <= '9' && n < 200) {
        n = n * 10 + (uint32_t)(a->text.p[i++] - '0');
    }
    for (size_t k = 0; i > byte && n < 120 && k < sizeof ways / sizeof *ways; k++) {
        if (stm_str_starts((stm_str){ a->text.p + i, a->text.n - i }, ways[k])) {
            *end = i + (uint32_t)strlen(ways[k]);
            return n;
        }
    }
    return 0;
}

static bool neutral(stm_str word)
{
    static const char *const words[] = { "all",       "some",      "then", "and",  "very",  "entire", "alleged",
                                         "suspected", "remaining", "own",  "same", "local", "late" };
    static const char *const ends[] = { "-backed", "-led", "-held", "-run", "-based", "-controlled" };
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        if (stm_str_ends(word, ends[i])) {
            return true;
        }
    }
    return ONE_OF(word, words);
}

static void describe(describer *d, uint32_t member, uint32_t entity, const stm_mention *m)
{
    static const char *const apart[] = { "other",   "another", "several", "many",   "most",      "few",      "both",
                                         "former",  "fellow",  "next",    "second", "third",     "various",  "numerous",
                                         "certain", "new",     "more",    "first",  "different", "separate", "else" };
    stm_work *w = d->w;
    const stm_article *a = w->article[member];
    description *x;
    uint32_t list, from;
    if (m->head == STM_NONE || m->head >= a->tokens.n) {
        return;
    }
    x = stm_vec_add(w->arena, &d->all);
    memset(x, 0, sizeof *x);
    x->group = w->entity[member][entity];
    x->member = member;
    x->entity = entity;
    x->head = m->head;
    x->sentence = a->tokens.at[m->head].sentence;
    x->word = lemma_of(w, a, m->head);
    x->plural = a->tokens.at[m->head].xpos == STM_XP_NNS || a->tokens.at[m->head].xpos == STM_XP_NNPS;
    for (uint32_t i = stm_token_from(a, m->at.start), past = 0; i < m->head; i++) {
        stm_str word = lemma_of(w, a, i);
        uint8_t upos = a->tokens.at[i].upos;
        uint32_t age = age_at(a, a->tokens.at[i].at.start, &past);
        if (age > 0 || a->tokens.at[i].at.start < past) {
            x->age = age > 0 ? age : x->age;
        } else if (stm_str_eqz(word, "the") || stm_str_eqz(word, "this") || stm_str_eqz(word, "that") ||
                   stm_str_eqz(word, "these") || stm_str_eqz(word, "those")) {
            x->definite = true;
        } else if (stm_str_eqz(word, "a") || stm_str_eqz(word, "an")) {
            x->indefinite = true;
        } else if (ONE_OF(word, apart)) {
            x->contrast = true;
        } else if (upos == STM_NUM || (word.n > 0 && word.p[0] >= '0' && word.p[0] <= '9')) {
            x->quantity = true;
        } else if (word.n > 0 && upos != STM_PUNCT && upos != STM_PRON && upos != STM_PART && !neutral(word) &&
                   x->n_attributes < MAX_ATTRIBUTES) {
            x->proper[x->n_attributes] = upos == STM_PROPN;
            x->attribute[x->n_attributes++] = word;
        }
    }
    x->wording = stm_str_lower(w->arena, stm_wording(w->arena, a, m->at));
    x->wording = no_the(x->wording);
    if (x->indefinite) {
        x->wording = (stm_str){ x->wording.p + first_word(x->wording).n, x->wording.n - first_word(x->wording).n };
        x->wording = stm_str_trim(x->wording);
    }
    from = d->lists.n;
    list = *stm_map_put(w->arena, &d->first_of, x->word, from);
    if (list == from) {
        stm_vec_push(w->arena, &d->lists, (stm_u32s){ 0 });
    }
    stm_vec_push(w->arena, &d->lists.at[list], d->all.n - 1);
}

/* "Police said": a common noun at the head of a sentence that was taken for somebody's name. */
static void unname(describer *d)
{
    stm_record *r = d->w->record;
    stm_map common = { 0 }; /* form of a description's head -> kind */
    for (uint32_t m = 0; m < d->w->n; m++) {
        const stm_article *a = d->w->article[m];
        for (uint32_t e = 0; e < a->entities.n; e++) {
            for (uint32_t i = 0; i < a->entities.at[e].mentions.n; i++) {
                const stm_mention *x = &a->entities.at[e].mentions.at[i];
                if (x->form == STM_MENTION_NOMINAL && x->head != STM_NONE && x->head < a->tokens.n &&
                    stm_token_form(a, x->head).p[0] >= 'a') {
                    stm_map_put(d->w->arena, &common, stm_token_form(a, x->head), a->entities.at[e].kind);
                }
            }
        }
    }
    for (uint32_t i = 0; i < r->entities.n; i++) {
        uint32_t kind = d->named[i] == STM_NONE || r->entities.at[i].kind == STM_PLACE
                            ? STM_NONE
                            : stm_map_get(&common, stm_str_lower(d->w->arena, r->entities.at[i].name));
        if (kind == STM_GROUP) {
            d->named[i] = STM_NONE;
            r->entities.at[i].kind = STM_GROUP;
        }
    }
}

static void read_all(describer *d)
{
    for (uint32_t m = 0; m < d->w->n; m++) {
        const stm_article *a = d->w->article[m];
        for (uint32_t e = 0; e < a->entities.n; e++) {
            for (uint32_t i = 0; i < a->entities.at[e].mentions.n && d->w->entity[m][e] != STM_NONE; i++) {
                const stm_mention *x = &a->entities.at[e].mentions.at[i];
                if (x->form == STM_MENTION_NOMINAL ||
                    (x->form == STM_MENTION_NAME && d->named[d->w->entity[m][e]] == STM_NONE)) {
                    describe(d, m, e, x);
                }
            }
        }
    }
}

static bool has_attribute(const description *x, stm_str word)
{
    for (uint32_t i = 0; i < x->n_attributes; i++) {
        if (stm_str_eq(x->attribute[i], word)) {
            return true;
        }
    }
    return false;
}

/* Every attribute of x is one of y. */
static bool within(const description *x, const description *y)
{
    for (uint32_t i = 0; i < x->n_attributes; i++) {
        if (!has_attribute(y, x->attribute[i])) {
            return false;
        }
    }
    return true;
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
    if (i < a->tokens.n && age_at(a, a->tokens.at[i].at.start, &past) > 0) {
        i = stm_token_from(a, past);
    }
    return i < a->tokens.n && a->tokens.at[i].sentence == sentence && is_name_at(d, member, i)
               ? d->w->at_token[member][i]
               : STM_NONE;
}

/* "the police chief, Ann Lee," "The suspect, identified by the police as Jon Vale," "identified the victim as Ann Lee".
 */
static void bridge(describer *d, const description *x)
{
    static const char *const verbs[] = { "identify", "name" };
    const stm_article *a = d->w->article[x->member];
    uint32_t i = x->head + 1, name = STM_NONE;
    bool known = false;
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
        known = known || ONE_OF(lemma_of(d->w, a, k), verbs);
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
        if (ONE_OF(lemma_of(d->w, a, from), verbs) && stm_str_eqz(stm_token_form(a, i), "as")) {
            name = name_from(d, x->member, i + 1, x->sentence);
        }
    }
    if (name != STM_NONE) {
        join(d, x->group, name, false);
    }
}

static const stm_strs *partners(const describer *d, stm_str word)
{
    uint32_t i = stm_map_get(&d->partners_of, word);
    return i == STM_NONE ? NULL : &d->partners.at[i];
}

/* ---- descriptions with each other ------------------------------------------------------------------------ */

/* A word for anybody or anything tells nothing. */
static bool anybody(stm_str word)
{
    static const char *const words[] = { "man",    "woman", "person",   "people",  "boy",    "girl",     "child",
                                         "member", "one",   "friend",   "part",    "side",   "thing",    "group",
                                         "state",  "case",  "wife",     "husband", "son",    "father",   "mother",
                                         "other",  "who",   "daughter", "brother", "sister", "official", "employee" };
    return ONE_OF(word, words);
}

/* Brought in for the first time, in the middle of a text: anybody. */
static bool somebody_new(const describer *d, const description *x)
{
    return x->indefinite && x->sentence >= LEAD_SENTENCES && d->w->record->entities.at[x->group].kind == STM_PERSON;
}

/* "a gunman killed five people ... before a policeman shot the gunman" */
static bool brought_in(const describer *d, const description *x)
{
    uint32_t list = stm_map_get(&d->first_of, x->word);
    const stm_strs *of = partners(d, x->word);
    for (uint32_t p = 0; !x->indefinite && !x->plural && p <= (of == NULL ? 0 : of->n); p++) {
        list = p == 0 ? list : stm_map_get(&d->first_of, of->at[p - 1]);
        for (uint32_t i = 0; list != STM_NONE && i < d->lists.at[list].n; i++) {
            const description *o = &d->all.at[d->lists.at[list].at[i]];
            if (o->member == x->member && o->head < x->head && o->sentence + LOCAL_SENTENCES >= x->sentence &&
                o->indefinite && somebody_new(d, o)) {
                return true;
            }
        }
    }
    return false;
}

static bool compatible(const describer *d, const description *x, const description *y)
{
    bool same = x->n_attributes == y->n_attributes && within(x, y);
    stm_entity_kind kind = d->w->record->entities.at[x->group].kind;
    if (x->plural != y->plural || x->contrast || y->contrast || x->quantity || y->quantity ||
        (x->age > 0 && y->age > 0 && x->age != y->age) || somebody_new(d, x) || somebody_new(d, y)) {
        return false;
    }
    if (anybody(x->word)) {
        return same && x->age == y->age && (x->n_attributes > 0 || x->age > 0);
    }
    if (same || (kind != STM_PERSON && kind != STM_GROUP && (x->plural || x->indefinite || y->indefinite))) {
        return same;
    }
    return within(x, y) || within(y, x);
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
        if (root_of(d, o->group) != root_of(d, full->group) && root_of(d, o->group) != root_of(d, bare->group) &&
            o->plural == full->plural && within(bare, o) && o->n_attributes > bare->n_attributes &&
            !(within(o, full) || within(full, o))) {
            return true;
        }
        if (!full->plural && o->member == bare->member && root_of(d, o->group) != root_of(d, bare->group)) {
            return true; /* the text has two of them */
        }
    }
    return false;
}

/* The same words for it in another text. */
static void join_worded(describer *d, const stm_u32s *list)
{
    stm_map seen = { 0 }; /* value: description */
    for (uint32_t i = 0; i < list->n; i++) {
        const description *x = &d->all.at[list->at[i]];
        uint32_t at, *slot;
        bool told = x->n_attributes > 0 || x->age > 0 || x->quantity || (!x->plural && x->sentence < LEAD_SENTENCES);
        if ((anybody(x->word) && !told) || brought_in(d, x)) {
            continue;
        }
        slot = stm_map_put(d->w->arena, &seen, x->wording, list->at[i]);
        at = *slot;
        if (d->all.at[at].member != x->member && d->named[root_of(d, x->group)] == STM_NONE &&
            d->named[root_of(d, d->all.at[at].group)] == STM_NONE && x->plural == d->all.at[at].plural) {
            join(d, d->all.at[at].group, x->group, false);
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
            uint32_t a = root_of(d, x->group), b = root_of(d, y->group);
            /* singular, in one text: kept apart there */
            bool apart = x->member == y->member && !(x->plural && y->plural && !x->indefinite && !y->indefinite);
            if (a != b && !apart && d->named[a] == STM_NONE && d->named[b] == STM_NONE && compatible(d, x, y) &&
                !open_between(d, list, x, y)) {
                join(d, a, b, false);
            }
        }
    }
}

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
            if (g == STM_NONE || d->named[root_of(d, g)] == STM_NONE) {
                continue;
            }
            for (uint32_t t = 0; t < a->entities.at[e].titles.n; t++) {
                carries(d, stm_str_lower(w->arena, last_word(a->entities.at[e].titles.at[t])), root_of(d, g));
            }
            if (a->entities.at[e].kind != STM_PERSON) {
                carries(d, stm_str_lower(w->arena, last_word(w->record->entities.at[g].name)), root_of(d, g));
            }
        }
    }
    for (uint32_t i = 0; i < d->all.n; i++) {
        uint32_t g = root_of(d, d->all.at[i].group);
        if (d->named[g] != STM_NONE && !anybody(d->all.at[i].word)) {
            carries(d, d->all.at[i].word, g);
        }
    }
}

static bool in_article(const stm_work *w, uint32_t member, const describer *d, uint32_t root)
{
    for (uint32_t e = 0; e < w->article[member]->entities.n; e++) {
        if (w->entity[member][e] != STM_NONE && root_of(d, w->entity[member][e]) == root) {
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
            there = root_of(d, o->group) == root && has_attribute(o, x->attribute[i]);
        }
        fit += there;
        n += there || !x->proper[i] || person; /* "the Northport shipping firm": where it is */
    }
    return person ? fit == n : x->n_attributes == 0 || (fit > 0 && fit * 2 >= n);
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
        uint32_t root = root_of(d, of->at[i]);
        if (!kinds_agree(d->w->record->entities.at[root].kind, d->w->record->entities.at[x->group].kind) ||
            !attributes_fit(d, x, root, &d->lists.at[l])) {
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

/* The one named entity that a description may mean by its role, or STM_NONE. */
static uint32_t by_role(describer *d, const description *x)
{
    meant m = { STM_NONE, STM_NONE, 0, 0 };
    bool lead = x->sentence < LEAD_SENTENCES;
    bool person = d->w->record->entities.at[root_of(d, x->group)].kind == STM_PERSON;
    const stm_strs *of = person ? partners(d, x->word) : NULL;
    if (x->plural || x->contrast || x->quantity || anybody(x->word) ||
        d->w->record->entities.at[root_of(d, x->group)].kind == STM_GROUP ||
        (x->indefinite && (person || !lead || x->n_attributes == 0)) || (!x->definite && !x->indefinite && !lead)) {
        return STM_NONE;
    }
    look_up(d, x, x->word, &m);
    for (uint32_t i = 0; of != NULL && i < of->n && m.n_there == 0; i++) {
        look_up(d, x, of->at[i], &m);
    }
    return m.n_here == 1 ? m.here : m.n_here == 0 && m.n_there == 1 ? m.there : STM_NONE;
}

static void join_roles(describer *d)
{
    bool *barred = STM_NEW_ARRAY(d->w->arena, bool, (size_t)d->w->record->entities.n + 1);
    for (uint32_t i = 0; i < d->all.n; i++) {
        const description *x = &d->all.at[i];
        for (uint32_t k = 0; k < x->n_attributes; k++) {
            barred[x->group] = barred[x->group] || (x->proper[k] && x->plural);
        }
        barred[x->group] = barred[x->group] || somebody_new(d, x);
    }
    for (uint32_t i = 0; i < d->all.n; i++) {
        const description *x = &d->all.at[i];
        if (d->named[root_of(d, x->group)] == STM_NONE && !barred[x->group]) {
            uint32_t to = by_role(d, x);
            if (to != STM_NONE && !brought_in(d, x)) {
                join(d, x->group, to, false);
            }
        }
    }
}

static void partner(describer *d, stm_str a, stm_str b)
{
    uint32_t n = d->partners.n, i = *stm_map_put(d->w->arena, &d->partners_of, a, n);
    if (i == n) {
        stm_vec_push(d->w->arena, &d->partners, (stm_strs){ 0 });
    }
    stm_vec_push(d->w->arena, &d->partners.at[i], b);
}

/* data/roles.txt: the first word of a line for any of the others, and the others for it. */
static void read_partners(describer *d)
{
    const char *p = stm_data_roles, *end = p + stm_data_roles_size;
    while (p < end) {
        const char *stop = memchr(p, '\n', (size_t)(end - p));
        stm_str first = STM_NULL_STR;
        stop = stop == NULL ? end : stop;
        while (p < stop && *p != '#') {
            const char *q = p;
            while (q < stop && *q != ' ') {
                q++;
            }
            if (q > p && first.p == NULL) {
                first = (stm_str){ p, (size_t)(q - p) };
            } else if (q > p) {
                partner(d, first, (stm_str){ p, (size_t)(q - p) });
                partner(d, (stm_str){ p, (size_t)(q - p) }, first);
            }
            p = q < stop ? q + 1 : stop;
        }
        p = stop + 1;
    }
}

/* ---- ages ------------------------------------------------------------------------------------------------ */

/* "Ann Lee, 47," or "47-year-old Ann Lee". */
static uint32_t age_of_name(const stm_article *a, const stm_mention *m)
{
    uint32_t n = 0, past = 0, from = m->at.start > 16 ? m->at.start - 16 : 0;
    stm_str s;
    for (uint32_t i = from; i < m->at.start; i++) {
        uint32_t age = (i == 0 || a->text.p[i - 1] < '0' || a->text.p[i - 1] > '9') ? age_at(a, i, &past) : 0;
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
    for (uint32_t m = 0; m < w->n; m++) {
        const stm_article *a = w->article[m];
        for (uint32_t e = 0; e < a->entities.n; e++) {
            for (uint32_t i = 0; i < a->entities.at[e].mentions.n && w->entity[m][e] != STM_NONE; i++) {
                const stm_mention *x = &a->entities.at[e].mentions.at[i];
                uint32_t root = root_of(d, w->entity[m][e]), age;
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
            d->named[root_of(d, x->group)] == STM_NONE) {
            join(d, x->group, of_age[x->age], false);
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
    const stm_work *w = d->w;
    uint32_t most = 0;
    for (uint32_t i = 0; i < e->forms.n && i < MAX_ALIKE; i++) {
        stm_str form = no_the(e->forms.at[i]);
        uint32_t n = 0;
        for (uint32_t k = 0; k < e->mentions.n && k < MAX_ALIKE; k++) {
            const stm_article *a = w->article[w->member_of[e->mentions.at[k].article]];
            n += stm_str_eq_nocase(no_the(stm_str_sub(a->text, e->mentions.at[k].at)), form);
        }
        if (n > most) {
            most = n;
            e->name = e->forms.at[i];
        }
    }
}

/* By root: what has a name, what is spoken of more than once, a person, who is quoted, and what "the" marks as known.
 * What is mentioned once in passing ("a brigade") and what only pronouns speak of is nobody's entity. */
static uint8_t *worth_listing(const describer *d)
{
    const stm_record *r = d->w->record;
    uint8_t *worth = STM_NEW_ARRAY(d->w->arena, uint8_t, (size_t)r->entities.n + 1);
    uint32_t *n = STM_NEW_ARRAY(d->w->arena, uint32_t, (size_t)r->entities.n + 1);
    for (uint32_t i = 0; i < r->entities.n; i++) {
        worth[i] = d->named[root_of(d, i)] != STM_NONE;
    }
    for (uint32_t m = 0; m < d->w->n; m++) {
        const stm_article *a = d->w->article[m];
        for (uint32_t q = 0; q < a->quotations.n; q++) {
            uint32_t e = a->quotations.at[q].speaker;
            if (e != STM_NONE && d->w->entity[m][e] != STM_NONE) {
                worth[root_of(d, d->w->entity[m][e])] = 1;
            }
        }
    }
    for (uint32_t i = 0; i < d->all.n; i++) {
        const description *x = &d->all.at[i];
        uint32_t root = root_of(d, x->group);
        stm_entity_kind kind = r->entities.at[root].kind;
        n[root]++;
        worth[root] = worth[root] || x->definite || n[root] > 1 || kind == STM_PERSON;
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
    for (uint32_t i = 0; i < r->entities.n; i++) {
        stm_record_entity *e = &r->entities.at[i], *t = &r->entities.at[root_of(d, i)];
        if (t == e) {
            to[i] = worth[i] ? n++ : STM_NONE;
            continue;
        }
        to[i] = to[root_of(d, i)];
        if (to[i] == STM_NONE) {
            continue;
        }
        for (uint32_t k = 0; k < e->mentions.n; k++) {
            stm_vec_push(w->arena, &t->mentions, e->mentions.at[k]);
        }
        for (uint32_t k = 0; k < e->forms.n; k++) {
            add_form(w->arena, t, e->forms.at[k]);
        }
        if (d->named[root_of(d, i)] == i) {
            t->name = e->name;
            t->kind = e->kind;
        }
    }
    for (uint32_t i = 0; i < r->entities.n; i++) {
        if (root_of(d, i) == i && to[i] != STM_NONE) {
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
    unname(&d);
    join_names(&d);
    read_all(&d);
    read_partners(&d);
    for (uint32_t i = 0; i < d.all.n; i++) {
        bridge(&d, &d.all.at[i]);
    }
    for (uint32_t i = 0; i < d.lists.n; i++) {
        join_alike(&d, &d.lists.at[i]);
    }
    read_roles(&d);
    join_roles(&d);
    join_ages(&d);
    collapse(&d);
}
