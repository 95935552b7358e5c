/* record_entities.c: the entities of all articles joined into those of the story.
 *
 * In: article entities.  Out: record.entities; work.entity, work.at_token.
 *
 * People join on the surname, in one spelling or nearly one, where the first names do not speak against it; where a
 * surname alone could be two people it stays apart. Bodies and places join on the whole name, on a short form that
 * everybody knows (data/name_forms.txt), on initials, or on spellings one letter apart. Descriptions follow in
 * record_descriptions.c. Never: joins two forms that one article keeps apart.
 * Cost: linear but for the near spellings, which are looked for among names with the same first letter.
 */
#include <stdlib.h>

#include "data/data.h"
#include "record/descriptions.h"
#include "record/record_words.h"

#define MAX_CALLED 60

typedef struct name {
    stm_str key;         /* folded: lower case, no "the", no possessive, hyphens as blanks */
    stm_str first, last; /* people */
    bool nominal;
    bool capital; /* a nominal of one word with a capital */
} name;

typedef struct known {
    name of;
    stm_entity_kind kind;
    uint32_t member;               /* last member whose entity joined it */
    uint32_t n;                    /* mentions of the fullest form */
    uint32_t votes[STM_OTHER + 1]; /* by kind: names that the texts' own entities of that kind have */
} known;

typedef struct entity_table {
    STM_VEC(known) known; /* beside record.entities */
    stm_map keys;         /* kind letter + key */
} entity_table;

static const char *const suffixes[] = { "jr", "jr.", "sr", "sr.", "iii", "ii", "iv" };

static stm_str fold(stm_arena *arena, stm_str s)
{
    stm_buf b = { 0 };
    size_t i = 0;
    if (s.n > 4 && (s.p[0] | 32) == 't' && (s.p[1] | 32) == 'h' && (s.p[2] | 32) == 'e' && s.p[3] == ' ') {
        i = 4;
    } else if (s.n > 2 && (s.p[0] | 32) == 'a' && s.p[1] == ' ') {
        i = 2;
    } else if (s.n > 3 && (s.p[0] | 32) == 'a' && (s.p[1] | 32) == 'n' && s.p[2] == ' ') {
        i = 3;
    }
    stm_buf_reserve(arena, &b, 2 * s.n + 1); /* " & " grows to " and " */
    for (; i < s.n; i++) {
        char c = s.p[i];
        if (c >= 'A' && c <= 'Z') {
            c = (char)(c | 32);
        } else if (c == '-' || c == '\n' || c == '\t') {
            c = ' ';
        } else if ((unsigned char)c == 0xE2 && i + 2 < s.n && (unsigned char)s.p[i + 1] == 0x80) {
            c = (unsigned char)s.p[i + 2] == 0x99 || (unsigned char)s.p[i + 2] == 0x98 ? '\'' : ' ';
            i += 2;
        }
        if (c == '&' && b.n > 0 && b.at[b.n - 1] == ' ' && i + 1 < s.n && s.p[i + 1] == ' ') {
            memcpy(b.at + b.n, "and", 3);
            b.n += 3;
            continue;
        }
        if (c == '.' || (c == ' ' && (b.n == 0 || b.at[b.n - 1] == ' '))) {
            continue;
        }
        b.at[b.n++] = c;
    }
    while (b.n > 0 && b.at[b.n - 1] == ' ') {
        b.n--;
    }
    if (b.n > 2 && b.at[b.n - 1] == 's' && b.at[b.n - 2] == '\'') {
        b.n -= 2;
    } else if (b.n > 2 && b.at[b.n - 1] == '\'') {
        b.n--;
    }
    if (stm_str_starts(stm_buf_str(&b), "united states ")) { /* as in "U.S. Coast Guard" */
        return stm_str_format(arena, "us %.*s", (int)(b.n - 14), b.at + 14);
    }
    return stm_str_dup(arena, stm_buf_str(&b));
}

static stm_str next_word(stm_str s, size_t *at)
{
    size_t from;
    while (*at < s.n && s.p[*at] == ' ') {
        (*at)++;
    }
    from = *at;
    while (*at < s.n && s.p[*at] != ' ') {
        (*at)++;
    }
    return (stm_str){ s.p + from, *at - from };
}

/* "La Croix", "van Dorn": a particle is no given name. */
static bool surname_of_two(const name *n)
{
    return n->key.n == n->first.n + 1 + n->last.n &&
           stm_among(n->first, "la le les de du des della di da dos del van von der den ter ten el bin ibn abu st");
}

static void split_person(name *n)
{
    size_t at = 0;
    stm_str word = next_word(n->key, &at);
    n->first = word;
    n->last = word;
    while (at < n->key.n) {
        bool suffix = false;
        word = next_word(n->key, &at);
        for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++) {
            suffix = suffix || stm_str_eqz(word, suffixes[i]);
        }
        if (word.n > 0 && !suffix) {
            n->last = word;
        }
    }
    if (n->first.p == n->last.p || surname_of_two(n)) {
        n->first = STM_NULL_STR;
    }
}

/* Edit distance, no more than `most` + 1. */
static uint32_t distance(stm_str a, stm_str b, uint32_t most)
{
    uint32_t row[2][48];
    if (a.n > 40 || b.n > 40 || (a.n > b.n ? a.n - b.n : b.n - a.n) > most) {
        return most + 1;
    }
    for (uint32_t k = 0; k <= b.n; k++) {
        row[0][k] = k;
    }
    for (uint32_t i = 0; i < a.n; i++) {
        uint32_t *old = row[i & 1], *new = row[(i + 1) & 1];
        new[0] = i + 1;
        for (uint32_t k = 0; k < b.n; k++) {
            uint32_t d = old[k] + (a.p[i] != b.p[k]);
            d = old[k + 1] + 1 < d ? old[k + 1] + 1 : d;
            new[k + 1] = new[k] + 1 < d ? new[k] + 1 : d;
        }
    }
    return row[a.n & 1][b.n];
}

static bool near_spelling(stm_str a, stm_str b)
{
    return stm_str_eq(a, b) || (a.n >= 5 && b.n >= 5 && a.p[0] == b.p[0] && distance(a, b, 1) <= 1) ||
           (a.n >= 9 && b.n >= 9 && a.p[0] == b.p[0] && distance(a, b, 2) <= 2);
}

/* "Carolos" and "Karolos", "Elias" and "Ilias": letters that stand for one sound of another script. */
static bool other_script(stm_str a, stm_str b)
{
    static const char *const sounds[] = { "ckq", "aeio", "jyi", "vwb", "szx", "gjh", "ou" };
    for (size_t i = 0; i < sizeof sounds / sizeof *sounds; i++) {
        if (strchr(sounds[i], a.p[0]) != NULL && strchr(sounds[i], b.p[0]) != NULL) {
            return a.n >= 5 && a.n == b.n && memcmp(a.p + 1, b.p + 1, a.n - 1) == 0;
        }
    }
    return false;
}

static bool first_names_agree(const stm_work *w, const name *x, const name *y)
{
    stm_str a = x->first, b = y->first;
    if (a.p == NULL || b.p == NULL) {
        return true;
    }
    if (a.n == 1 || b.n == 1) {
        return a.p[0] == b.p[0];
    }
    return near_spelling(a, b) || (a.n >= 3 && b.n >= 3 && memcmp(a.p, b.p, 3) == 0) ||
           (stm_str_eq(x->last, y->last) &&
            (other_script(a, b) || stm_map_get(&w->words->nicknames, stm_str_format(w->arena, "%.*s %.*s", (int)a.n,
                                                                                    a.p, (int)b.n, b.p)) != STM_NONE));
}

/* `full` is `bare`, of two words or more, with a word before it that was taken for a part: "undersheriff james gage".
 */
static bool with_a_title(stm_str full, stm_str bare)
{
    return full.n > bare.n + 1 && stm_str_find(bare, STM_STR(" "), 0) != SIZE_MAX &&
           full.p[full.n - bare.n - 1] == ' ' && stm_str_eq((stm_str){ full.p + full.n - bare.n, bare.n }, bare);
}

static bool initials_of(stm_str abbreviation, stm_str full)
{
    size_t at = 0, k = 0;
    if (abbreviation.n < 2 || abbreviation.n > 6) {
        return false;
    }
    while (at < full.n) {
        stm_str word = next_word(full, &at);
        if (word.n == 0 || stm_str_eqz(word, "of") || stm_str_eqz(word, "the") || stm_str_eqz(word, "and") ||
            stm_str_eqz(word, "for")) {
            continue;
        }
        if (k == 0 && word.n == 2 && at < full.n && stm_among(word, "us un uk eu") &&
            memcmp(word.p, abbreviation.p, 2) == 0) {
            k = 2;
        } else if (k >= abbreviation.n || abbreviation.p[k++] != word.p[0]) {
            return false;
        }
    }
    return k == abbreviation.n && k > 1;
}

void stm_name_forms_read(stm_record_words *w)
{
    const char *p = stm_data_name_forms, *end = p + stm_data_name_forms_size;
    while (p < end) {
        const char *stop = memchr(p, '\n', (size_t)(end - p));
        const char *colon = memchr(p, ':', (size_t)((stop == NULL ? end : stop) - p));
        stop = stop == NULL ? end : stop;
        if (*p != '#' && colon != NULL) {
            stm_str full = { p, (size_t)(colon - p) };
            const char *q = colon + 1;
            while (q < stop) {
                const char *comma = memchr(q, ',', (size_t)(stop - q));
                comma = comma == NULL ? stop : comma;
                *stm_map_put(&w->arena, &w->forms, stm_str_trim((stm_str){ q, (size_t)(comma - q) }), 0) = w->full.n;
                q = comma + 1;
            }
            stm_vec_push(&w->arena, &w->full, full);
        }
        p = stop + 1;
    }
}

static bool person_like(stm_entity_kind kind, bool nominal) { return kind == STM_PERSON && !nominal; }

/* "Ann", "Sandi": the one person of the story with that given name, or the one it is short for. */
static uint32_t by_given_name(const stm_work *w, const entity_table *t, const name *n)
{
    uint32_t best = STM_NONE, found = 0;
    for (uint32_t i = 0; i < t->known.n; i++) {
        const name *k = &t->known.at[i].of;
        char pair[80];
        bool same;
        if (t->known.at[i].kind != STM_PERSON || k->nominal || k->first.p == NULL ||
            k->first.n + n->key.n + 2 > sizeof pair) {
            continue;
        }
        same = stm_str_eq(k->first, n->key) || (n->key.n >= 4 && k->first.n > n->key.n + 1 &&
                                                memcmp(k->first.p, n->key.p, n->key.n) == 0) /* "Seb" for Sebastian */;
        if (!same && k->first.n > 1) { /* in place: asked for every person of the story */
            memcpy(pair, k->first.p, k->first.n);
            pair[k->first.n] = ' ';
            memcpy(pair + k->first.n + 1, n->key.p, n->key.n);
            same = stm_map_get(&w->words->nicknames, (stm_str){ pair, k->first.n + 1 + n->key.n }) != STM_NONE;
        }
        if (same) {
            best = i;
            found++;
        }
    }
    return found == 1 ? best : STM_NONE;
}

/* "ardel holdings inc" without what firms are in law: "ardel". */
static stm_str without_legal_form(stm_str key)
{
    for (size_t i = key.n; i > 0; i--) {
        if (key.p[i - 1] == ' ') {
            stm_str last = { key.p + i, key.n - i };
            if (!stm_among(last, "inc corp co ltd plc llc ag nv sa gmbh holdings incorporated corporation limited")) {
                break;
            }
            key.n = i - 1;
        }
    }
    return key;
}

/* What the text calls a body for short is the name of that body in other texts too. */
static void add_short_keys(stm_work *w, entity_table *t, const stm_article *a, const stm_entity *e, uint32_t at)
{
    for (uint32_t i = 0; e->kind == STM_ORGANIZATION && i < e->mentions.n; i++) {
        stm_str key;
        if (e->mentions.at[i].form == STM_MENTION_NAME) {
            key = fold(w->arena, stm_str_sub(a->text, e->mentions.at[i].at));
            (void)stm_map_put(w->arena, &t->keys, key, at);
            (void)stm_map_put(w->arena, &t->keys, without_legal_form(key), at);
        }
    }
}

static uint32_t find(stm_work *w, entity_table *t, const name *n, stm_entity_kind kind, uint32_t member)
{
    uint32_t best = stm_map_get(&t->keys, n->key), found = 0;
    if (n->nominal && !n->capital) {
        return STM_NONE; /* record_descriptions.c */
    }
    best = best == STM_NONE && kind == STM_ORGANIZATION ? stm_map_get(&t->keys, without_legal_form(n->key)) : best;
    if (best != STM_NONE && !n->nominal) {
        return best;
    }
    /* "Craft said": a surname that was taken for a word */
    for (uint32_t i = 0; i < t->known.n && n->nominal; i++) {
        if (t->known.at[i].kind == STM_PERSON && !t->known.at[i].of.nominal && t->known.at[i].of.first.p != NULL &&
            stm_str_eq(t->known.at[i].of.last, n->key)) {
            best = i;
            found++;
        }
    }
    if (n->nominal) {
        return found == 1 ? best : stm_map_get(&t->keys, n->key);
    }
    for (uint32_t i = 0; i < t->known.n; i++) {
        const known *k = &t->known.at[i];
        /* an article keeps two people apart by their first names; a bare surname in it is whom it named in full */
        bool apart = k->member == member && !(kind == STM_PERSON && k->kind == STM_PERSON && n->first.p == NULL);
        if (k->of.nominal || k->of.key.n == 0 || n->key.n == 0 || (apart && kind == STM_PERSON)) {
            continue;
        }
        if (person_like(kind, false) && k->kind == STM_PERSON) {
            if (near_spelling(k->of.last, n->last) &&
                (first_names_agree(w, &k->of, n) || with_a_title(k->of.key, n->key) ||
                 with_a_title(n->key, k->of.key))) {
                best = i;
                found++;
            }
        } else if (kind != STM_PERSON && k->kind != STM_PERSON) {
            if ((!apart && near_spelling(k->of.key, n->key)) || initials_of(n->key, k->of.key) ||
                initials_of(k->of.key, n->key)) {
                best = i;
                found++;
            }
        }
    }
    if (found == 0 && person_like(kind, false) && n->first.p == NULL) {
        return by_given_name(w, t, n);
    }
    return found == 1 ? best : STM_NONE;
}

static void add_form(stm_arena *arena, stm_record_entity *e, stm_str form)
{
    for (uint32_t i = 0; i < e->forms.n; i++) {
        if (stm_str_eq(e->forms.at[i], form)) {
            return;
        }
    }
    stm_vec_push(arena, &e->forms, form);
}

/* The entity's name; of a person that is called by a title, the fullest of the names that stand in the text. */
static stm_str best_name(const stm_work *w, const stm_article *a, const stm_entity *e)
{
    stm_str best = STM_NULL_STR;
    for (uint32_t i = 0; i < e->mentions.n; i++) {
        stm_str s = stm_str_sub(a->text, e->mentions.at[i].at);
        if (e->mentions.at[i].form == STM_MENTION_NAME) {
            if (stm_str_eq(s, e->name)) {
                return e->name;
            }
            best = s.n > best.n && s.n < 50 ? s : best;
        }
    }
    return e->kind == STM_PERSON && best.p != NULL
               ? stm_wording(w->arena, a,
                             (stm_span){ (uint32_t)(best.p - a->text.p), (uint32_t)(best.p - a->text.p + best.n) })
               : e->name;
}

/* What nobody names is called by its first description, as long as the text needs to tell which one is meant. */
static stm_str called(const stm_work *w, const stm_article *a, const stm_entity *e, stm_str brief)
{
    for (uint32_t i = 0; i < e->mentions.n; i++) {
        if (e->mentions.at[i].form == STM_MENTION_NOMINAL &&
            stm_str_eq(stm_str_sub(a->text, e->mentions.at[i].at), brief)) {
            stm_span at = stm_whole_description(a, e, i);
            return at.end - at.start < MAX_CALLED ? stm_wording(w->arena, a, at) : brief;
        }
    }
    return brief;
}

/* "dies in prison", "took to streets", "in office": a bare noun for a place, and behind a preposition for a body, says
 * how somebody is rather than where; "in court" and "in parliament" may be one of a kind. */
static bool no_place(const stm_article *a, const stm_mention *m, stm_entity_kind kind)
{
    const stm_token *t = m->head < a->tokens.n ? &a->tokens.at[m->head] : NULL;
    bool bare = t != NULL && t->at.start == m->at.start && t->at.end == m->at.end && t->upos == STM_NOUN &&
                stm_token_form(a, m->head).p[0] >= 'a';
    return bare &&
           (kind == STM_PLACE ? !stm_among(stm_token_form(a, m->head), "parliament congress")
                              : kind == STM_ORGANIZATION && m->head > 0 && a->tokens.at[m->head - 1].upos == STM_ADP &&
                                    !stm_among(stm_token_form(a, m->head), "parliament government congress court"));
}

/* "any suspect", "no ferry", "people" say of nobody in particular. */
static bool nobody(const stm_work *w, const stm_article *a, const stm_mention *m, stm_entity_kind kind, stm_span whole)
{
    stm_str first = stm_str_lower(w->arena, stm_first_word(stm_str_sub(a->text, m->at)));
    return m->form == STM_MENTION_NOMINAL &&
           (stm_among(first, "any no every each either neither") ||
            stm_str_eq_nocase(stm_str_sub(a->text, whole), STM_STR("people")) || no_place(a, m, kind));
}

static void take_entity(stm_work *w, entity_table *t, uint32_t member, uint32_t index, bool nominals)
{
    stm_article *a = w->article[member];
    const stm_entity *e = &a->entities.at[index];
    stm_record_entity *to;
    name n = { 0 };
    uint32_t at, alias, covered = 0; /* by a description that ends with a name: "the town of Millbrook" */
    bool named = false;
    stm_str own;
    for (uint32_t i = 0; i < e->mentions.n; i++) {
        const stm_mention *m = &e->mentions.at[i];
        named = named || m->form == STM_MENTION_NAME;
    }
    if (e->mentions.n == 0 || e->name.p == NULL || named == nominals) {
        return;
    }
    own = best_name(w, a, e);
    n.key = fold(w->arena, own);
    n.nominal = !named;
    n.capital = !named && e->name.n > 0 && e->name.p[0] >= 'A' && e->name.p[0] <= 'Z' &&
                stm_str_find(e->name, STM_STR(" "), 0) == SIZE_MAX;
    alias = stm_map_get(&w->words->forms, n.key);
    if (alias != STM_NONE && named) {
        n.key = w->words->full.at[alias];
    }
    if (person_like(e->kind, n.nominal)) {
        split_person(&n);
    }
    at = find(w, t, &n, e->kind, member);
    if (at == STM_NONE) {
        at = t->known.n;
        stm_vec_push(w->arena, &t->known, ((known){ .of = n, .kind = e->kind, .member = member }));
        to = stm_vec_add(w->arena, &w->record->entities);
        to->kind = e->kind;
        to->name = named ? own : called(w, a, e, own);
    }
    if (stm_map_get(&t->keys, n.key) == STM_NONE) {
        *stm_map_put(w->arena, &t->keys, n.key, at) = at;
    }
    add_short_keys(w, t, a, e, at);
    to = &w->record->entities.at[at];
    t->known.at[at].member = member;
    for (uint32_t i = 0; i < e->mentions.n; i++) {
        t->known.at[at].votes[e->kind] += e->mentions.at[i].form == STM_MENTION_NAME;
    }
    if (named && (t->known.at[at].of.nominal || (stm_without_the(own).n > stm_without_the(to->name).n && own.n < 60))) {
        to->name = own;
        if (t->known.at[at].of.nominal || n.key.n > t->known.at[at].of.key.n) {
            t->known.at[at].of = n;
        }
    }
    w->entity[member][index] = at;
    for (uint32_t i = 0; i < e->mentions.n; i++) {
        const stm_mention *m = &e->mentions.at[i];
        stm_passage p = { w->index[member], m->form == STM_MENTION_NOMINAL ? stm_whole_description(a, e, i) : m->at };
        bool within = m->form == STM_MENTION_NAME && m->at.end <= covered;
        if (!within && !nobody(w, a, m, e->kind, p.at)) {
            stm_vec_push(w->arena, &to->mentions, p);
            covered = m->form == STM_MENTION_NOMINAL ? p.at.end : covered;
        }
        if (m->form != STM_MENTION_PRONOUN) {
            add_form(w->arena, to, stm_wording(w->arena, a, m->at));
        }
        if (m->head != STM_NONE && m->head < a->tokens.n) {
            w->at_token[member][m->head] = at;
        }
    }
}

/* Words of a name that are not its head say nothing more than the head does. */
static void cover_names(stm_work *w, uint32_t member)
{
    const stm_article *a = w->article[member];
    for (uint32_t e = 0; e < a->entities.n; e++) {
        for (uint32_t i = 0; i < a->entities.at[e].mentions.n; i++) {
            const stm_mention *m = &a->entities.at[e].mentions.at[i];
            if (m->form == STM_MENTION_NAME && w->entity[member][e] != STM_NONE) {
                for (uint32_t k = stm_token_from(a, m->at.start);
                     k < a->tokens.n && a->tokens.at[k].at.start < m->at.end; k++) {
                    if (w->at_token[member][k] == STM_NONE) {
                        w->at_token[member][k] = w->entity[member][e];
                    }
                }
            }
        }
    }
}

/* What most of its names were taken for; of two kinds with as many, a body of several words, or what it has. */
static stm_entity_kind most_voted(const known *k, stm_entity_kind own)
{
    bool words = stm_str_find(k->of.key, STM_STR(" "), 0) != SIZE_MAX;
    stm_entity_kind best = words && k->votes[STM_ORGANIZATION] > 0 ? STM_ORGANIZATION : own;
    for (int i = 0; i <= STM_OTHER; i++) {
        best = k->votes[i] > k->votes[best] ? (stm_entity_kind)i : best;
    }
    return best;
}

void stm_record_entities(stm_work *w)
{
    entity_table t = { 0 };
    bool *named;
    w->entity = STM_NEW_ARRAY(w->arena, uint32_t *, (size_t)w->n + 1);
    w->at_token = STM_NEW_ARRAY(w->arena, uint32_t *, (size_t)w->n + 1);
    for (uint32_t m = 0; m < w->n; m++) {
        const stm_article *a = w->article[m];
        w->entity[m] = STM_NEW_ARRAY(w->arena, uint32_t, (size_t)a->entities.n + 1);
        w->at_token[m] = STM_NEW_ARRAY(w->arena, uint32_t, (size_t)a->tokens.n + 1);
        memset(w->entity[m], 0xFF, sizeof(uint32_t) * ((size_t)a->entities.n + 1));
        memset(w->at_token[m], 0xFF, sizeof(uint32_t) * ((size_t)a->tokens.n + 1));
        for (uint32_t e = 0; e < a->entities.n; e++) {
            take_entity(w, &t, m, e, false);
        }
    }
    for (uint32_t m = 0; m < w->n; m++) {
        for (uint32_t e = 0; e < w->article[m]->entities.n; e++) {
            take_entity(w, &t, m, e, true);
        }
        cover_names(w, m);
    }
    for (uint32_t i = 0; i < t.known.n; i++) {
        w->record->entities.at[i].kind = most_voted(&t.known.at[i], w->record->entities.at[i].kind);
    }
    stm_names_spread(w);
    stm_place_parts(w);
    named = STM_NEW_ARRAY(w->arena, bool, (size_t)w->record->entities.n + 1);
    for (uint32_t i = 0; i < t.known.n; i++) {
        named[i] = !t.known.at[i].of.nominal;
    }
    for (uint32_t i = t.known.n; i < w->record->entities.n; i++) {
        named[i] = true; /* parts of places */
    }
    stm_record_descriptions(w, named);
}
