/* record_things.c: the things that a story is about: the bill, the bomb, the letter.
 *
 * In: tokens of all articles, record.entities, data/things.txt.  Out: more of record.entities, of kind `other`, behind
 * all others; more mentions of a named one that a text ties to such a noun ("The bill, known as the Harbour Act").
 * A thing is a noun of the list, in the plural only if that stands there ("the documents"), that the texts speak of as
 * known ("the bill", "that letter", "such a measure"), with how each text brings it in ("a bill" for the first time,
 * "Bill" in a headline). Words of one line are
 * one thing; those with nouns before them ("the harbour bill", "the tax bill") only where these have a word in common,
 * and one without is the one that its text spoke of last.
 * Never: what a text tells apart ("another device", "the second bomb"); what is named in passing: a thing has
 * LEAST_MENTIONS, at least half of them as known, in two articles, and is named in passing a third more often at most.
 * Nothing else of the record is touched: no token of these nouns belongs to them. Cost: linear in tokens; the things of
 * one line are compared by their nouns, at most MAX_KINDS of them.
 */
#include <stdlib.h>

#include "data/data.h"
#include "record/descriptions.h"
#include "record/record_words.h"

#define LEAST_MENTIONS 4
#define MAX_KINDS 16
#define MAX_BEFORE 4
#define REACH 12 /* words before a head */
#define MAX_STEPS 8
#define KNOWN_WORDS 6 /* "known as the", "called the" */

typedef struct thing {
    uint32_t member, first, head;
    stm_str before[MAX_BEFORE]; /* nouns that stand before it */
    uint32_t n_before;
    uint32_t named; /* the entity that the text says it is, or STM_NONE */
    bool known;     /* "the", "this", "such a", or whose it is */
    bool pointed;   /* known, and not only by whose it is */
} thing;

/* Things of one line whose nouns go together. */
typedef struct thing_kind {
    stm_strs before;
    uint32_t n;
} thing_kind;

typedef struct thing_row {
    STM_VEC(thing) all;
    uint32_t in_passing; /* mentions that are left out: "any bill", "a bill" of many */
} thing_row;

void stm_thing_words_read(stm_record_words *words)
{
    stm_word_rows rows = { stm_data_things, stm_data_things + stm_data_things_size, 0 };
    stm_str word;
    uint32_t place;
    while (stm_word_rows_next(&rows, &word, &place)) {
        words->n_thing_rows += place == 0;
        (void)stm_map_put(&words->arena, &words->things, word, words->n_thing_rows - 1);
    }
}

/* The word right under `head` over which a token before it hangs on it, or STM_NONE. */
static uint32_t branch_before(const stm_article *a, uint32_t token, uint32_t head)
{
    for (uint32_t step = 0; step < MAX_STEPS && token != STM_NONE && token < head; step++) {
        if (a->tokens.at[token].head == head) {
            return token;
        }
        token = a->tokens.at[token].head;
    }
    return STM_NONE;
}

/* First of the words before a head that tell of it: articles, owners, adjectives, nouns. */
static uint32_t first_of(const stm_article *a, uint32_t head)
{
    uint32_t floor = a->sentences.at[a->tokens.at[head].sentence].first_token, first = head;
    for (uint32_t t = head; t > floor && head - t < REACH; t--) {
        uint32_t branch = branch_before(a, t - 1, head);
        uint8_t how = branch == STM_NONE ? STM_DEP_NONE : a->tokens.at[branch].deprel;
        if ((how != STM_DEP_DET && how != STM_DEP_DET_PREDET && how != STM_DEP_AMOD && how != STM_DEP_COMPOUND &&
             how != STM_DEP_NUMMOD && how != STM_DEP_NMOD_POSS && how != STM_DEP_PUNCT) ||
            (a->tokens.at[t - 1].upos == STM_PUNCT && !stm_str_eqz(stm_token_form(a, t - 1), "-"))) {
            break;
        }
        first = t - 1;
    }
    return first;
}

/* How the words before the head present it. */
typedef struct presented {
    bool known, new, apart, any, owned;
} presented;

static presented read_before(stm_work *w, const stm_article *a, thing *x)
{
    static const char *const known[] = { "the", "this", "that", "such", "these", "those" }, *const new[] = { "a",
                                                                                                             "an" };
    static const char *const any[] = { "any", "no", "every", "each", "some", "what", "which", "either", "neither" };
    static const char *const apart[] = { "other",    "another",   "second",   "third",    "first",
                                         "next",     "former",    "similar",  "earlier",  "previous",
                                         "separate", "different", "possible", "potential" };
    presented p = { 0 };
    for (uint32_t i = x->first; i < x->head; i++) {
        const stm_token *t = &a->tokens.at[i];
        stm_str word = stm_token_word(w, a, i);
        p.known = p.known || ONE_OF(word, known);
        p.new = p.new || ONE_OF(word, new);
        p.any = p.any || ONE_OF(word, any);
        p.apart = p.apart || ONE_OF(word, apart);
        p.owned = p.owned || t->deprel == STM_DEP_NMOD_POSS;
        if (t->deprel == STM_DEP_COMPOUND && t->upos == STM_NOUN && x->n_before < MAX_BEFORE) {
            x->before[x->n_before++] = word;
        }
    }
    p.new = p.new && !p.known;
    return p;
}

/* "The bill, known as the Harbour Act,": the entity of the name, whose last word is of the same line. */
static uint32_t said_to_be(const stm_work *w, const stm_article *a, const thing *x, uint32_t row)
{
    static const char *const ways[] = { "know", "call", "dub", "title", "name" };
    uint32_t i = x->head + 1, name = STM_NONE;
    stm_str last;
    bool tied = false, said = false;
    for (; i < a->tokens.n && i <= x->head + KNOWN_WORDS && a->tokens.at[i].sentence == a->tokens.at[x->head].sentence;
         i++) {
        const stm_token *t = &a->tokens.at[i];
        name = w->at_token[x->member][i];
        if (name != STM_NONE && w->named.at[name]) {
            break;
        }
        name = STM_NONE;
        said = said || (i <= x->head + 3 && t->lemma.p != NULL && ONE_OF(t->lemma, ways) && t->xpos == STM_XP_VBN);
        tied = tied || said || (i == x->head + 1 && stm_str_eqz(stm_token_form(a, i), ","));
    }
    if (name == STM_NONE || !tied) {
        return STM_NONE;
    }
    while (!said && i + 1 < a->tokens.n && w->at_token[x->member][i + 1] == name) {
        i++;
    }
    if (!said && i + 1 < a->tokens.n && a->tokens.at[i + 1].upos != STM_PUNCT) {
        return STM_NONE; /* "the investigation, the Bureau of Investigation said" */
    }
    last = stm_last_word(w->record->entities.at[name].name);
    return stm_map_get(&w->words->things, last) == row ||
                   stm_map_get(&w->words->things, stm_str_lower(w->arena, last)) == row
               ? name
               : STM_NONE;
}

/* "bill" in "the bill signing"; not in "the bill cut taxes", whatever the tree makes of it. */
static bool before_noun(const stm_article *a, uint32_t i)
{
    const stm_token *t = &a->tokens.at[i], *next = i + 1 < a->tokens.n ? t + 1 : NULL;
    return (t->deprel == STM_DEP_COMPOUND || t->deprel == STM_DEP_FLAT || t->deprel == STM_DEP_AMOD) &&
           !(next != NULL && next->sentence == t->sentence && next->upos == STM_VERB && next->xpos != STM_XP_VBG);
}

static void collect(stm_work *w, thing_row *rows, uint32_t member)
{
    const stm_article *a = w->article[member];
    bool *met = STM_NEW_ARRAY(w->arena, bool, (size_t)w->words->n_thing_rows + 1);
    for (uint32_t i = 0; i < a->tokens.n; i++) {
        const stm_token *t = &a->tokens.at[i];
        uint32_t row;
        thing x = { .member = member, .head = i, .named = STM_NONE };
        presented p;
        bool headline = a->sentences.at[t->sentence].furniture == 1 + STM_FURN_HEADLINE;
        bool plural = t->xpos == STM_XP_NNS;
        if ((t->xpos != STM_XP_NN && !plural && !(headline && t->xpos == STM_XP_NNP)) ||
            w->at_token[member][i] != STM_NONE || before_noun(a, i)) {
            continue;
        }
        row = stm_map_get(&w->words->things,
                          plural ? stm_str_lower(w->arena, stm_token_form(a, i)) : stm_token_word(w, a, i));
        if (row == STM_NONE) {
            continue;
        }
        x.first = first_of(a, i);
        p = read_before(w, a, &x);
        p.new = p.new || (plural && !p.known && !p.owned);
        x.known = p.known || p.owned;
        x.pointed = p.known;
        if (p.apart || p.any || !(x.known || headline || (p.new && !met[row]))) {
            rows[row].in_passing++;
            continue;
        }
        met[row] = met[row] || !headline; /* "Quake shakes Dunmore" over "A strong quake shook Dunmore" */
        x.named = said_to_be(w, a, &x, row);
        stm_vec_push(w->arena, &rows[row].all, x);
    }
}

static bool is_in(const stm_strs *a, stm_str word)
{
    for (uint32_t i = 0; i < a->n; i++) {
        if (stm_str_eq(a->at[i], word)) {
            return true;
        }
    }
    return false;
}

static bool in_common(const stm_strs *a, const thing *x)
{
    for (uint32_t k = 0; k < x->n_before; k++) {
        if (is_in(a, x->before[k])) {
            return true;
        }
    }
    return false;
}

/* The kinds of a line, by the nouns before it; of[i]: that of its i-th thing, STM_NONE for one without. */
static uint32_t sort_kinds(stm_work *w, const thing_row *row, thing_kind *kinds, uint32_t *of)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < row->all.n; i++) {
        const thing *x = &row->all.at[i];
        uint32_t k = 0;
        of[i] = STM_NONE;
        if (x->n_before == 0) {
            continue;
        }
        while (k < n && !in_common(&kinds[k].before, x)) {
            k++;
        }
        if (k == n && n == MAX_KINDS) {
            continue;
        }
        n += k == n;
        of[i] = k;
        kinds[k].n++;
        for (uint32_t b = 0; b < x->n_before; b++) {
            if (!is_in(&kinds[k].before, x->before[b])) {
                stm_vec_push(w->arena, &kinds[k].before, x->before[b]);
            }
        }
    }
    return n;
}

/* One without such nouns is what its text spoke of last, or else what most texts speak of. */
static void settle_bare(const thing_row *row, const thing_kind *kinds, uint32_t n, uint32_t *of)
{
    uint32_t most = 0, last = STM_NONE;
    for (uint32_t k = 1; k < n; k++) {
        most = kinds[k].n > kinds[most].n ? k : most;
    }
    for (uint32_t i = 0; i < row->all.n; i++) {
        last = i > 0 && row->all.at[i].member != row->all.at[i - 1].member ? STM_NONE : last;
        of[i] = of[i] != STM_NONE && kinds[of[i]].n == 1 && !row->all.at[i].known ? STM_NONE : of[i];
        last = of[i] != STM_NONE && kinds[of[i]].n > 1 ? of[i] : last;
        of[i] = of[i] != STM_NONE ? of[i] : last != STM_NONE ? last : most;
    }
}

static void add_thing(stm_work *w, const thing *x, stm_record_entity *e)
{
    const stm_article *a = w->article[x->member];
    stm_entity one = { .kind = STM_OTHER };
    stm_mention m = { { a->tokens.at[x->first].at.start, a->tokens.at[x->head].at.end }, STM_MENTION_NOMINAL, x->head };
    stm_span at;
    stm_str form = stm_wording(w->arena, a, m.at);
    stm_vec_push(w->arena, &one.mentions, m);
    at = stm_whole_description(a, &one, 0);
    stm_vec_push(w->arena, &e->mentions, (stm_passage){ w->index[x->member], at });
    for (uint32_t i = 0; i < e->forms.n; i++) {
        if (stm_str_eq_nocase(e->forms.at[i], form)) {
            return;
        }
    }
    stm_vec_push(w->arena, &e->forms, form);
}

/* The form that most of the mentions have, the earliest of several. */
static stm_str called(const stm_work *w, const thing_row *row, const uint32_t *of, uint32_t kind)
{
    stm_map times = { 0 };
    stm_str best = STM_NULL_STR;
    uint32_t most = 0;
    for (int pass = 0; pass < 2; pass++) {
        for (uint32_t i = 0; i < row->all.n; i++) {
            const thing *x = &row->all.at[i];
            const stm_article *a = w->article[x->member];
            stm_str form =
                stm_wording(w->arena, a, (stm_span){ a->tokens.at[x->first].at.start, a->tokens.at[x->head].at.end });
            uint32_t *n = of[i] != kind ? NULL : stm_map_put(w->arena, &times, stm_str_lower(w->arena, form), 0);
            if (n == NULL) {
                continue;
            }
            *n += pass == 0;
            if (pass == 1 && (*n > most || (*n == most && best.p[0] < 'a' && form.p[0] >= 'a'))) {
                most = *n;
                best = form;
            }
        }
    }
    return best;
}

static int by_place(const void *a, const void *b)
{
    const stm_passage *x = a, *y = b;
    return x->article != y->article     ? (x->article > y->article) - (x->article < y->article)
           : x->at.start != y->at.start ? (x->at.start > y->at.start) - (x->at.start < y->at.start)
                                        : (x->at.end > y->at.end) - (x->at.end < y->at.end);
}

static void list_kind(stm_work *w, const thing_row *row, const uint32_t *of, uint32_t kind)
{
    uint32_t n = 0, known = 0, pointed = 0, members = 0, last = STM_NONE, to = STM_NONE;
    bool two = false;
    stm_record_entity *e;
    for (uint32_t i = 0; i < row->all.n; i++) {
        const thing *x = &row->all.at[i];
        if (of[i] == kind) {
            n++;
            known += x->known;
            pointed += x->pointed;
            members += x->member != last;
            last = x->member;
            two = two || (x->named != STM_NONE && to != STM_NONE && to != x->named);
            to = x->named != STM_NONE ? x->named : to;
        }
    }
    if (n < LEAST_MENTIONS || (members < 2 && n < 6) || pointed < 2 || known * 2 < n ||
        known * 4 < row->in_passing * 3 || two) {
        return;
    }
    if (to == STM_NONE) {
        to = w->record->entities.n;
        e = stm_vec_add(w->arena, &w->record->entities);
        *e = (stm_record_entity){ .kind = STM_OTHER, .name = called(w, row, of, kind) };
        stm_vec_push(w->arena, &w->named, false);
    }
    for (uint32_t i = 0; i < row->all.n; i++) {
        if (of[i] == kind) {
            add_thing(w, &row->all.at[i], &w->record->entities.at[to]);
        }
    }
    e = &w->record->entities.at[to];
    qsort(e->mentions.at, e->mentions.n, sizeof(stm_passage), by_place);
}

void stm_record_things(stm_work *w)
{
    thing_row *rows = STM_NEW_ARRAY(w->arena, thing_row, (size_t)w->words->n_thing_rows + 1);
    for (uint32_t m = 0; m < w->n; m++) {
        collect(w, rows, m);
    }
    for (uint32_t r = 0; r < w->words->n_thing_rows; r++) {
        thing_kind kinds[MAX_KINDS] = { 0 };
        uint32_t *of, n;
        if (rows[r].all.n < LEAST_MENTIONS) {
            continue;
        }
        of = STM_NEW_ARRAY(w->arena, uint32_t, (size_t)rows[r].all.n + 1);
        n = sort_kinds(w, &rows[r], kinds, of);
        settle_bare(&rows[r], kinds, n, of);
        for (uint32_t k = 0; k < n || k == 0; k++) {
            list_kind(w, &rows[r], of, k);
        }
    }
}
