/* entities_join.c: which names of an article name the same one.
 *
 * In: name mentions.  Out: a set for each of them. From left to right:
 *   persons   the same full name; the same surname with given names that agree ("Sergei", "Sergey", "S."); a surname or
 *             given name alone, for the nearest person who bears it; "Mrs." keeps a wife from her husband
 *   others    the same words but for articles, marks and endings of companies; a country's other names; the letters
 *             of a name ("Free Syrian Army": FSA); what "formerly known as", "now called" tie together
 * Invariants: (1) a name of one kind never joins one of another kind, save by "known as" and by letters. (2) each
 * mention is looked up in tables: linear in the mentions; a surname's bearers are tried up to STM_BEARERS deep.
 */
#include "extract/coref.h"

#include "text/text.h"

#define STM_BEARERS 8
#define STM_KNOWN_REACH 6

/* ---- sets ---------------------------------------------------------------------------------------------- */

uint32_t stm_coref_set(stm_coref *c, uint32_t set)
{
    while (set != STM_NONE && c->sets.at[set].joined != set) {
        uint32_t up = c->sets.at[set].joined;
        c->sets.at[set].joined = c->sets.at[up].joined;
        set = up;
    }
    return set;
}

static bool fuller(const stm_coref *c, uint32_t a, uint32_t b)
{
    const stm_ment *x = &c->ments.at[a], *y = &c->ments.at[b];
    uint32_t nx = x->last - x->first, ny = y->last - y->first;
    if (x->form != y->form) {
        return x->form < y->form;
    }
    if (x->borrowed != y->borrowed) {
        return y->borrowed;
    }
    return x->form != STM_MENTION_PRONOUN && nx > ny;
}

static void take(stm_set *s, const stm_ment *m)
{
    uint8_t g = m->gender, n = m->number;
    if (g != 0 && m->form != STM_MENTION_PRONOUN) {
        s->gender = s->gender == 0 || (s->gender & g) == 0 ? g : s->gender & g;
    } else if (g == STM_MALE || g == STM_FEMALE) {
        s->gender = s->gender == 0 || (s->gender & g) != 0 ? g : s->gender;
    }
    if ((s->number & n) != 0 && m->form != STM_MENTION_PRONOUN) {
        s->number &= n;
    }
}

void stm_coref_add(stm_coref *c, uint32_t set, uint32_t mention)
{
    stm_set *s;
    set = stm_coref_set(c, set);
    s = &c->sets.at[set];
    c->ments.at[mention].set = set;
    c->ments.at[s->last].next = mention;
    s->last = mention;
    s->n++;
    s->n_names += c->ments.at[mention].form == STM_MENTION_NAME;
    s->best = fuller(c, mention, s->best) ? mention : s->best;
    take(s, &c->ments.at[mention]);
}

uint32_t stm_coref_new(stm_coref *c, uint32_t mention)
{
    stm_ment *m = &c->ments.at[mention];
    stm_set *s = stm_vec_add(c->arena, &c->sets);
    uint32_t set = c->sets.n - 1;
    *s = (stm_set){ .kind = m->kind,
                    .gender = m->gender,
                    .number = m->number,
                    .first = mention,
                    .last = mention,
                    .n = 1,
                    .n_names = m->form == STM_MENTION_NAME,
                    .given = STM_NONE,
                    .surname = STM_NONE,
                    .best = mention,
                    .joined = set };
    m->set = set;
    return set;
}

uint32_t stm_coref_join(stm_coref *c, uint32_t a, uint32_t b)
{
    stm_set *x, *y;
    a = stm_coref_set(c, a);
    b = stm_coref_set(c, b);
    if (a == b) {
        return a;
    }
    if (c->sets.at[b].n_names > c->sets.at[a].n_names) {
        uint32_t t = a;
        a = b;
        b = t;
    }
    x = &c->sets.at[a];
    y = &c->sets.at[b];
    c->ments.at[x->last].next = y->first;
    x->last = y->last;
    x->n += y->n;
    x->n_names += y->n_names;
    x->best = fuller(c, y->best, x->best) ? y->best : x->best;
    x->gender = x->gender == 0 ? y->gender : x->gender;
    x->country = x->country == 0 ? y->country : x->country;
    if (x->surname == STM_NONE) {
        x->surname = y->surname;
        x->given = y->given;
    }
    for (uint32_t i = 0; i < y->titles.n; i++) {
        stm_vec_push(c->arena, &x->titles, y->titles.at[i]);
    }
    for (uint32_t i = 0; i < y->roles.n; i++) {
        stm_vec_push(c->arena, &x->roles, y->roles.at[i]);
    }
    y->joined = a;
    return a;
}

/* ---- names as keys ------------------------------------------------------------------------------------- */

typedef struct tables {
    stm_map keys;              /* kind and words -> set */
    stm_map surnames;          /* word -> latest bearer */
    stm_map given;             /* word -> latest bearer */
    stm_map letters;           /* letters of a name -> set */
    stm_map countries;         /* numbers of those that the article names */
    stm_map short_names;       /* a lone word in capitals -> set */
    STM_VEC(uint32_t) earlier; /* per set: the bearer of the same surname before it */
} tables;

static bool one_of(stm_str w, const char *const *list, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (stm_str_eqz(w, list[i])) {
            return true;
        }
    }
    return false;
}
#define ONE_OF(w, list) one_of((w), (list), sizeof(list) / sizeof *(list))

static const char *const small_words[] = { "the", "of", "and", "for", "in", "de", "du", "la", "des", "on", "to", "&" };
static const char *const company_words[] = { "inc",         "corp",     "co",           "ltd",    "plc",
                                             "llc",         "ag",       "nv",           "sa",     "ab",
                                             "oyj",         "spa",      "gmbh",         "group",  "company",
                                             "corporation", "holdings", "incorporated", "limited" };
static const char *const particles[] = { "al", "el", "ul", "bin", "ibn", "abu" };

/* Lower-case letters and digits of the words, one blank between words and at hyphens; "the" and marks left out. */
static stm_str words_key(const stm_coref *c, const stm_ment *m, bool bare)
{
    stm_buf key = { 0 };
    size_t end_of[STM_KNOWN_REACH * 4] = { 0 };
    uint32_t n = 0;
    for (uint32_t i = m->first; i <= m->last; i++) {
        stm_str w = stm_coref_lower(c, i);
        size_t before = key.n;
        if (stm_str_eqz(w, "the") || stm_str_eqz(w, "'s") || stm_str_eqz(w, "’s")) {
            continue;
        }
        if (key.n > 0) {
            stm_buf_add(c->arena, &key, " ", 1);
        }
        for (size_t k = 0; k < w.n; k++) {
            char ch = w.p[k];
            bool keep = (ch >= 'a' && ch <= 'z') || (ch >= '0' && ch <= '9') || (uint8_t)ch >= 0x80 || ch == '&';
            if (keep) {
                stm_buf_add(c->arena, &key, &ch, 1);
            } else if ((ch == '-') && key.n > 0 && key.at[key.n - 1] != ' ') {
                stm_buf_add(c->arena, &key, " ", 1);
            }
        }
        if (key.n == before + (before > 0)) {
            key.n = (uint32_t)before;
        } else if (n < sizeof end_of / sizeof *end_of) {
            end_of[n++] = key.n;
        }
    }
    while (bare && n > 1) { /* "Acme Holdings Ltd" is "acme" */
        stm_str last = { key.at + end_of[n - 2] + 1, key.n - end_of[n - 2] - 1 };
        if (!ONE_OF(last, company_words)) {
            break;
        }
        key.n = (uint32_t)end_of[--n - 1];
    }
    return stm_buf_str(&key);
}

enum { LETTERS_LARGE, LETTERS_ALL, LETTERS_FIRM, LETTERS_WAYS };

/* First letters of the words in lower case; all of "U.S.". Of the large words, of all, or of a firm as it is written
 * short: "Rand & Toll Ltd" is "r&t". NULL if there is but one. */
static stm_str first_letters(const stm_coref *c, const stm_ment *m, int way)
{
    stm_buf key = { 0 };
    for (uint32_t i = m->first; i <= m->last; i++) {
        stm_str w = stm_coref_lower(c, i), bare = { w.p, w.n - (w.n > 1 && w.p[w.n - 1] == '.') };
        if (way == LETTERS_FIRM && i > m->first && ONE_OF(bare, company_words)) {
            break;
        }
        if (way == LETTERS_FIRM && stm_str_eqz(w, "&")) {
            stm_buf_add(c->arena, &key, "&", 1);
        }
        if (w.p[0] >= 'a' && w.p[0] <= 'z' && (way != LETTERS_LARGE || !ONE_OF(w, small_words)) &&
            !stm_str_eqz(w, "the")) {
            stm_buf_add(c->arena, &key, w.p, 1);
            for (size_t k = 2; k + 1 < w.n && w.p[k - 1] == '.' && w.p[k + 1] == '.'; k += 2) {
                stm_buf_add(c->arena, &key, w.p + k, 1);
            }
        }
    }
    return key.n < 2 ? STM_NULL_STR : stm_buf_str(&key);
}

/* "FSA", "U.N.", "R&T" -> "fsa", "un", "r&t"; NULL if the name is no such word. */
static stm_str as_letters(const stm_coref *c, const stm_ment *m)
{
    stm_str w = stm_token_form(c->a, m->first);
    stm_buf key = { 0 };
    if (m->first != m->last || w.n > 12) {
        return STM_NULL_STR;
    }
    for (size_t i = 0; i < w.n; i++) {
        if (w.p[i] >= 'A' && w.p[i] <= 'Z') {
            char low = (char)(w.p[i] + 32);
            stm_buf_add(c->arena, &key, &low, 1);
        } else if (w.p[i] == '&' && i > 0 && i + 1 < w.n) {
            stm_buf_add(c->arena, &key, "&", 1);
        } else if (w.p[i] != '.') {
            return STM_NULL_STR;
        }
    }
    return key.n < 2 ? STM_NULL_STR : stm_buf_str(&key);
}

/* ---- persons ------------------------------------------------------------------------------------------- */

void stm_coref_name_parts(const stm_coref *c, const stm_ment *m, uint32_t *given, uint32_t *surname)
{
    uint32_t last = m->last;
    while (last > m->first && stm_among(stm_coref_lower(c, last), STM_GENERATIONS)) {
        last--;
    }
    while (last > m->first && stm_token_form(c->a, last).p[0] == ',') {
        last--;
    }
    *surname = last;
    *given = m->first < last ? m->first : STM_NONE;
}

/* "al-Assad" and "Assad" are one surname. */
stm_str stm_coref_surname(const stm_coref *c, uint32_t token)
{
    stm_str w = stm_coref_lower(c, token);
    size_t dash = stm_str_find(w, STM_STR("-"), 0);
    if (dash != SIZE_MAX && dash + 2 < w.n && ONE_OF(((stm_str){ w.p, dash }), particles)) {
        return (stm_str){ w.p + dash + 1, w.n - dash - 1 };
    }
    return w;
}

/* Spellings of one given name: equal, an initial, a short form, or one or two letters apart. */
static bool given_agree(stm_str a, stm_str b)
{
    size_t same = 0, tail = 0, longer = a.n > b.n ? a.n : b.n, shorter = a.n < b.n ? a.n : b.n;
    while (same < shorter && a.p[same] == b.p[same]) {
        same++;
    }
    while (tail < shorter - same && a.p[a.n - 1 - tail] == b.p[b.n - 1 - tail]) {
        tail++;
    }
    if (same == shorter || (shorter <= 2 && same >= 1 && (a.p[1] == '.' || b.p[1] == '.'))) {
        return true;
    }
    return same >= 2 && longer >= 4 && longer - same - tail <= 2;
}

static stm_str joined_names(const stm_coref *c, uint32_t a, uint32_t b)
{
    stm_str x = stm_coref_lower(c, a), y = stm_coref_lower(c, b);
    return stm_str_format(c->arena, "%.*s %.*s", (int)x.n, x.p, (int)y.n, y.p);
}

#define OFTEN_ENOUGH 4

/* "Mr. Roe" again and again, and then "Tom Roe Jr.": the son, and no fuller name of him whom the text is about. */
static bool son_of(const stm_coref *c, const stm_set *father, const stm_ment *m)
{
    return father->given == STM_NONE && father->n_names >= OFTEN_ENOUGH &&
           stm_among(stm_coref_lower(c, m->last), STM_GENERATIONS);
}

static bool same_person(const stm_coref *c, const stm_set *s, const stm_ment *m, uint32_t given)
{
    if (given != STM_NONE && son_of(c, s, m)) {
        return false;
    }
    if (s->gender != 0 && m->gender != 0 && (s->gender & m->gender) == 0) {
        return false;
    }
    if (given == STM_NONE || s->given == STM_NONE) {
        return true;
    }
    return given_agree(stm_coref_lower(c, given), stm_coref_lower(c, s->given)) ||
           stm_map_get(&c->words->nicknames, joined_names(c, given, s->given)) != STM_NONE;
}

static void bear(stm_coref *c, tables *t, uint32_t set, uint32_t given, uint32_t surname)
{
    stm_set *s = &c->sets.at[set];
    uint32_t *latest = stm_map_put(c->arena, &t->surnames, stm_coref_surname(c, surname), STM_NONE);
    while (t->earlier.n <= set) {
        stm_vec_push(c->arena, &t->earlier, STM_NONE);
    }
    if (*latest != set) {
        uint32_t at = *latest;
        uint32_t steps = 0;
        while (at != STM_NONE && t->earlier.at[at] != set && steps++ < STM_BEARERS) {
            at = t->earlier.at[at];
        }
        if (at != STM_NONE && t->earlier.at[at] == set) {
            t->earlier.at[at] = t->earlier.at[set];
        }
        t->earlier.at[set] = *latest;
        *latest = set;
    }
    if (given != STM_NONE) {
        *stm_map_put(c->arena, &t->given, stm_coref_lower(c, given), set) = set;
    }
    if (s->surname == STM_NONE || s->given == STM_NONE) {
        s->given = given;
        s->surname = surname;
    }
}

/* "his wife, Alva, ... Alva Ode said": who so far had only the given name; STM_NONE. */
static uint32_t named_before(const stm_coref *c, const tables *t, const stm_ment *m, uint32_t given)
{
    stm_str name = stm_coref_lower(c, given);
    uint32_t kind = stm_map_get(&c->words->given, name), at = stm_map_get(&t->surnames, name);
    const stm_set *s = at == STM_NONE ? NULL : &c->sets.at[at];
    return s != NULL && kind != STM_NONE && (kind & STM_SURNAME_TOO) == 0 && s->given == STM_NONE &&
                   t->earlier.at[at] == STM_NONE && (s->gender == 0 || m->gender == 0 || (s->gender & m->gender) != 0)
               ? at
               : STM_NONE;
}

static void person(stm_coref *c, tables *t, uint32_t mention)
{
    const stm_ment *m = &c->ments.at[mention];
    uint32_t given, surname, at, steps = 0;
    stm_coref_name_parts(c, m, &given, &surname);
    at = stm_map_get(&t->surnames, stm_coref_surname(c, surname));
    while (at != STM_NONE && steps++ < STM_BEARERS && !same_person(c, &c->sets.at[at], m, given)) {
        at = t->earlier.at[at];
    }
    if (at != STM_NONE && steps > STM_BEARERS) {
        at = STM_NONE;
    }
    if (at != STM_NONE && given == STM_NONE && t->earlier.at[at] != STM_NONE &&
        son_of(c, &c->sets.at[t->earlier.at[at]], &c->ments.at[c->sets.at[at].best])) {
        at = t->earlier.at[at];
    }
    if (at == STM_NONE && given == STM_NONE && !m->named_by_title) {
        at = stm_map_get(&t->given, stm_coref_lower(c, surname));
        if (at != STM_NONE) {
            stm_coref_add(c, at, mention);
            return;
        }
    }
    at = at == STM_NONE && given != STM_NONE ? named_before(c, t, m, given) : at;
    if (at == STM_NONE) {
        at = stm_coref_new(c, mention);
    } else {
        stm_coref_add(c, at, mention);
    }
    bear(c, t, at, given, surname);
}

/* ---- bodies, places, the rest -------------------------------------------------------------------------- */

static void enter(stm_coref *c, tables *t, uint32_t mention, uint32_t set, stm_str key, stm_str letters)
{
    const stm_ment *m = &c->ments.at[mention];
    *stm_map_put(c->arena, &t->keys, key, set) = set;
    if (m->kind == STM_ORGANIZATION || m->kind == STM_OTHER || m->kind == STM_GROUP) {
        for (int way = 0; way < LETTERS_WAYS; way++) {
            stm_str first = first_letters(c, m, way);
            if (first.p != NULL) {
                (void)stm_map_put(c->arena, &t->letters, first, set);
            }
        }
    }
    if (letters.p != NULL) {
        (void)stm_map_put(c->arena, &t->short_names, letters, set);
    }
}

/* Does "Moscow" act here, as a government does: says, decides, owns, is talked with or told? */
static bool acts(const stm_coref *c, const stm_ment *m)
{
    static const char *const with[] = { "with", "by", "against", "between" };
    static const char *const addressed[] = { "notify",    "tell",    "inform",   "warn",     "accuse",
                                             "urge",      "ask",     "blame",    "press",    "assure",
                                             "oppose",    "support", "back",     "pressure", "criticise",
                                             "criticize", "condemn", "threaten", "remind",   "invite" };
    const stm_token *tokens = c->a->tokens.at;
    uint32_t verb = tokens[m->head].head;
    if (m->role == STM_ROLE_SUBJECT) {
        return tokens[m->head].deprel == STM_DEP_NSUBJ && verb != STM_NONE && tokens[verb].upos == STM_VERB;
    }
    if (m->role == STM_ROLE_OWNER) {
        return true;
    }
    if (tokens[m->head].deprel == STM_DEP_OBJ || tokens[m->head].deprel == STM_DEP_IOBJ) {
        return verb != STM_NONE && tokens[verb].lemma.p != NULL && ONE_OF(tokens[verb].lemma, addressed);
    }
    return m->first > 0 && tokens[m->first - 1].upos == STM_ADP && ONE_OF(stm_coref_lower(c, m->first - 1), with);
}

/* The country that a capital stands for, if it acts and the article names the country; STM_NONE else. */
static uint32_t stands_for(const stm_coref *c, const tables *t, const stm_ment *m, stm_str name)
{
    static const char *const states[] = { "say",  "warn",   "accuse",  "deny",   "insist",
                                          "urge", "reject", "condemn", "demand", "announce" };
    uint32_t country =
        m->kind == STM_PLACE || m->kind == STM_ORGANIZATION ? stm_map_get(&c->words->capitals, name) : STM_NONE;
    uint32_t own = stm_map_get(&c->words->countries, name), verb = c->a->tokens.at[m->head].head;
    if (m->kind == STM_ORGANIZATION &&
        (m->role != STM_ROLE_SUBJECT || verb == STM_NONE || c->a->tokens.at[verb].lemma.p == NULL ||
         !ONE_OF(c->a->tokens.at[verb].lemma, states))) {
        return STM_NONE; /* a club may be called after its city: only what states say counts */
    }
    if (country == STM_NONE || own != STM_NONE || stm_str_eqz(name, "brussels") || !acts(c, m) ||
        stm_map_get(&t->countries, stm_str_numbered(c->arena, '#', country)) == STM_NONE) {
        return STM_NONE;
    }
    return country;
}

static void other(stm_coref *c, tables *t, uint32_t mention)
{
    stm_ment *m = &c->ments.at[mention];
    stm_str bare = words_key(c, m, m->kind == STM_ORGANIZATION), letters = as_letters(c, m), key, plain;
    uint32_t country, at;
    plain = stm_str_lower(c->arena, stm_str_sub(c->a->text, (stm_span){ c->a->tokens.at[m->first].at.start,
                                                                        c->a->tokens.at[m->last].at.end }));
    country = stm_map_get(&c->words->countries, plain);
    if (country == STM_NONE) {
        country = stands_for(c, t, m, plain);
        m->borrowed = country != STM_NONE;
        m->kind = country != STM_NONE ? STM_PLACE : m->kind;
    }
    if (country == STM_NONE && m->kind == STM_GROUP) {
        country = stm_map_get(&c->words->demonyms, plain);
    }
    key = stm_str_join(c->arena, (stm_str){ &"0123456789"[m->kind], 1 }, ' ',
                       country == STM_NONE ? bare : stm_str_numbered(c->arena, '#', country));
    at = stm_map_get(&t->keys, key);
    if (at == STM_NONE && letters.p != NULL && m->kind != STM_PLACE) {
        at = stm_map_get(&t->letters, letters);
        at = at == STM_NONE ? stm_map_get(&t->short_names, letters) : at;
        if (at != STM_NONE && c->sets.at[stm_coref_set(c, at)].kind == STM_PLACE) {
            at = STM_NONE;
        }
    }
    if (at == STM_NONE && m->first < m->last && m->kind == STM_ORGANIZATION) {
        for (int way = 0; way < LETTERS_WAYS && at == STM_NONE; way++) {
            stm_str first = first_letters(c, m, way);
            at = first.p == NULL ? STM_NONE : stm_map_get(&t->short_names, first);
        }
    }
    if (at == STM_NONE) {
        at = stm_coref_new(c, mention);
    } else {
        at = stm_coref_set(c, at);
        stm_coref_add(c, at, mention);
    }
    enter(c, t, mention, at, key, letters);
}

/* ---- aliases ------------------------------------------------------------------------------------------- */

/* May mention p, before the words from `at` on, be what is known as m? A person only right before them, and by a name
 * of a person. */
static bool may_be_called(const stm_coref *c, uint32_t p, uint32_t at, const stm_ment *m)
{
    const stm_ment *x = &c->ments.at[p];
    bool close = x->last + 1 == at || (x->last + 2 == at && stm_str_eqz(stm_token_form(c->a, x->last + 1), ","));
    return x->kind != STM_PERSON || (m->kind == STM_PERSON && x->form == STM_MENTION_NAME && close);
}

/* "X, formerly known as Y", "X, now called Y", "X (Y)" with Y the letters of X. */
static void aliases(stm_coref *c)
{
    static const char *const known[] = { "known", "called", "named", "renamed", "dubbed", "styled" };
    static const char *const when[] = { "formerly",   "previously", "now",  "also", "once",
                                        "originally", "better",     "then", "until" };
    for (uint32_t k = 1; k < c->ments.n; k++) {
        const stm_ment *m = &c->ments.at[k];
        uint32_t at = m->first, floor = c->a->sentences.at[c->a->tokens.at[m->first].sentence].first_token;
        bool seen = false, timed = false, leads = false; /* to a third: "also called for Mr. Roe to" */
        if (m->form != STM_MENTION_NAME || at == floor) {
            continue;
        }
        for (uint32_t step = 0; step < STM_KNOWN_REACH && at > floor; step++) {
            stm_str w = stm_coref_lower(c, --at);
            if (c->name_at[at] != STM_NONE && c->name_at[at] != k) {
                break;
            }
            seen = seen || ONE_OF(w, known) || stm_str_eqz(w, "aka") || stm_str_eqz(w, "a.k.a.");
            timed = timed || ONE_OF(w, when) || stm_str_eqz(w, "renamed") || stm_str_eqz(w, "aka");
            leads |= !seen && !stm_str_eqz(w, "as") && c->a->tokens.at[at].upos == STM_ADP;
            if (timed && seen && !ONE_OF(w, when) && !ONE_OF(w, known)) {
                break;
            }
        }
        if (seen && timed && !leads && k > 0) {
            uint32_t p = STM_NONE; /* the mention that ends nearest before that, no pronoun */
            for (uint32_t q = k, step = 0; q > 0 && step < STM_KNOWN_REACH; step++) {
                const stm_ment *x = &c->ments.at[--q];
                if (x->form != STM_MENTION_PRONOUN && x->last <= at &&
                    (p == STM_NONE || x->last > c->ments.at[p].last)) {
                    p = q;
                }
            }
            if (p != STM_NONE && c->ments.at[p].first >= floor && may_be_called(c, p, at, m)) {
                if (c->ments.at[p].set == STM_NONE) {
                    stm_entity_kind kind = c->ments.at[p].kind;
                    stm_set *s = &c->sets.at[stm_coref_set(c, m->set)];
                    stm_coref_add(c, m->set, p);
                    if (s->kind != kind) { /* "the group known as X": X is no person */
                        s->kind = kind == STM_GROUP ? STM_ORGANIZATION : kind;
                        s->gender = 0;
                        s->number = STM_ONE | STM_MANY;
                    }
                } else {
                    (void)stm_coref_join(c, m->set, c->ments.at[p].set);
                }
            }
        }
    }
}

void stm_coref_names(stm_coref *c)
{
    tables t = { 0 };
    stm_coref_settle_kinds(c);
    for (uint32_t i = 0; i < c->ments.n; i++) {
        const stm_ment *m = &c->ments.at[i];
        if (m->form == STM_MENTION_NAME && m->kind == STM_PLACE) {
            stm_str name =
                stm_str_lower(c->arena, stm_str_sub(c->a->text, (stm_span){ c->a->tokens.at[m->first].at.start,
                                                                            c->a->tokens.at[m->last].at.end }));
            uint32_t country = stm_map_get(&c->words->countries, name);
            if (country != STM_NONE) {
                (void)stm_map_put(c->arena, &t.countries, stm_str_numbered(c->arena, '#', country), 1);
            }
        }
    }
    for (uint32_t i = 0; i < c->ments.n; i++) {
        if (c->ments.at[i].form == STM_MENTION_NAME) {
            if (c->ments.at[i].kind == STM_PERSON) {
                person(c, &t, i);
            } else {
                other(c, &t, i);
            }
        }
    }
    aliases(c);
}
