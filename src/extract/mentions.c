/* mentions.c: where an article speaks of somebody or something: names, nominals, pronouns.
 *
 * In: tokens with trees, name mentions.  Out: stm_coref.ments in text order, without sets.
 * A nominal is a common noun of the lists with the words before it that belong to it; what follows it ("of the
 * city") is left out. Invariants: (1) no nominal overlaps a name, save where the name stands inside of its
 * modifiers. (2) at most one mention a head token. Cost: linear.
 */
#include "extract/coref.h"

#include "text/text.h"

stm_str stm_coref_lower(const stm_coref *c, uint32_t token)
{
    return stm_str_lower_of(c->arena, stm_token_form(c->a, token));
}

/* ---- quotation marks ----------------------------------------------------------------------------------- */

/* Numbers the stretches between quotation marks; a paragraph's end closes them. */
static void find_quotes(stm_coref *c)
{
    uint32_t open = 0, n = 0, paragraph = STM_NONE;
    for (uint32_t i = 0; i < c->a->tokens.n; i++) {
        stm_str f = stm_token_form(c->a, i);
        uint32_t p = c->a->sentences.at[c->a->tokens.at[i].sentence].paragraph;
        bool straight;
        if (p != paragraph) {
            open = 0;
            paragraph = p;
        }
        if (f.n > 3 || (f.n > 0 && (f.p[0] | 32) >= 'a' && (f.p[0] | 32) <= 'z')) { /* most are words */
            c->quote[i] = open;
            continue;
        }
        straight = stm_str_eqz(f, "\"") || stm_str_eqz(f, "''") || stm_str_eqz(f, "``");
        if (stm_str_eqz(f, "“") || stm_str_eqz(f, "«") || (straight && open == 0)) {
            open = ++n;
        } else if (stm_str_eqz(f, "”") || stm_str_eqz(f, "»") || straight) {
            c->quote[i] = open;
            open = 0;
            continue;
        }
        c->quote[i] = open;
    }
    c->n_quotes = n;
    c->speaker = STM_NEW_ARRAY(c->arena, uint32_t, n + 1);
    memset(c->speaker, 0xff, sizeof *c->speaker * (n + 1));
}

/* ---- common to all ------------------------------------------------------------------------------------- */

static uint8_t role_of(const stm_coref *c, uint32_t head)
{
    const stm_token *t = &c->a->tokens.at[head];
    for (uint32_t step = 0; step < 4 && t->deprel == STM_DEP_CONJ && t->head != STM_NONE; step++) {
        t = &c->a->tokens.at[t->head];
    }
    switch (t->deprel) {
    case STM_DEP_NSUBJ:
    case STM_DEP_NSUBJ_PASS:
    case STM_DEP_CSUBJ: return STM_ROLE_SUBJECT;
    case STM_DEP_OBJ:
    case STM_DEP_IOBJ: return STM_ROLE_OBJECT;
    case STM_DEP_NMOD_POSS: return STM_ROLE_OWNER;
    case STM_DEP_OBL:
    case STM_DEP_OBL_AGENT:
    case STM_DEP_OBL_UNMARKED: return STM_ROLE_OBLIQUE;
    case STM_DEP_NMOD:
    case STM_DEP_COMPOUND:
    case STM_DEP_AMOD: return STM_ROLE_NOUN;
    default: return STM_ROLE_OTHER;
    }
}

static stm_ment *add(stm_coref *c, uint32_t first, uint32_t last, uint32_t head, stm_mention_form form)
{
    stm_ment *m = stm_vec_add(c->arena, &c->ments);
    *m = (stm_ment){ .first = first,
                     .last = last,
                     .head = head,
                     .form = form,
                     .set = STM_NONE,
                     .next = STM_NONE,
                     .quote = c->quote[head],
                     .role = role_of(c, head),
                     .number = STM_ONE | STM_MANY };
    return m;
}

/* ---- names --------------------------------------------------------------------------------------------- */

/* The token whose head lies outside of the span; the last one if the span is no subtree. */
static uint32_t head_of(const stm_article *a, uint32_t first, uint32_t last)
{
    uint32_t found = STM_NONE;
    for (uint32_t i = first; i <= last; i++) {
        uint32_t h = a->tokens.at[i].head;
        if (a->tokens.at[i].deprel != STM_DEP_PUNCT && (h == STM_NONE || h < first || h > last)) {
            if (found != STM_NONE) {
                return last;
            }
            found = i;
        }
    }
    return found == STM_NONE || a->tokens.at[found].deprel == STM_DEP_NONE ? last : found;
}

uint8_t stm_coref_gender_of_name(const stm_coref *c, uint32_t first, uint32_t last)
{
    uint32_t g = stm_map_get(&c->words->given, stm_coref_lower(c, first));
    if (g == STM_NONE || (first == last && (g & STM_SURNAME_TOO) != 0)) {
        return 0; /* "Thomas" alone may be anybody */
    }
    g &= STM_MALE | STM_FEMALE;
    return g == (STM_MALE | STM_FEMALE) ? 0 : (uint8_t)g;
}

/* A title at the name's start belongs to the titles, not to the name. */
static uint32_t without_title(const stm_coref *c, uint32_t first, uint32_t last, uint8_t *gender, bool *titled)
{
    while (first < last) {
        uint32_t t = stm_map_get(&c->words->titles, stm_coref_lower(c, first));
        if (t == STM_NONE) {
            break;
        }
        *gender = (uint8_t)(*gender | t >> 8);
        *titled = true;
        first++;
    }
    return first;
}

/* "the Americans" are people; "American" before a noun is no participant. */
static void demonym(stm_coref *c, uint32_t first, uint32_t last)
{
    const stm_token *t = &c->a->tokens.at[last];
    stm_ment *m;
    if (t->upos == STM_ADJ || t->deprel == STM_DEP_AMOD || t->deprel == STM_DEP_COMPOUND) {
        return;
    }
    m = add(c, first, last, last, STM_MENTION_NAME);
    m->kind = STM_GROUP;
    m->number = t->xpos == STM_XP_NNP || t->xpos == STM_XP_NN ? STM_ONE | STM_MANY : STM_MANY;
    m->word = stm_coref_lower(c, last);
    for (uint32_t i = first; i <= last; i++) {
        c->name_at[i] = c->ments.n - 1;
    }
}

/* "Kenyan", which is the name of no country. */
static bool nationality(const stm_coref *c, uint32_t token)
{
    stm_str word = stm_coref_lower(c, token);
    return stm_map_get(&c->words->demonyms, word) != STM_NONE && stm_map_get(&c->words->countries, word) == STM_NONE;
}

/* The words under which a noun may stand in the list: its form, and its lemma where it is a plural. */
typedef struct noun_keys {
    uint32_t token;
    stm_str key[2];
    uint32_t kind[2]; /* of the list, or STM_NONE */
} noun_keys;

static bool plural(const stm_token *t) { return t->xpos == STM_XP_NNS || t->xpos == STM_XP_NNPS; }

static void set_keys(const stm_coref *c, uint32_t token, noun_keys *out)
{
    const stm_token *t = &c->a->tokens.at[token];
    out->token = token;
    out->key[0] = out->key[1] = stm_coref_lower(c, token);
    if (plural(t) && t->lemma.p != NULL) {
        out->key[1] = stm_str_lower_of(c->arena, t->lemma);
    }
}

/* The list's word of a noun and its number; STM_NONE if it is in no list. */
static uint32_t noun_of(const stm_token *t, const noun_keys *known, stm_str *word, uint8_t *number)
{
    uint32_t kind = known->kind[0];
    *word = known->key[1];
    *number = plural(t) ? STM_MANY : STM_ONE;
    if (plural(t)) {
        uint32_t k = known->kind[1];
        if (k != STM_NONE && (kind == STM_NONE || (k & 255) == 'p' || (k & 255) == '-')) {
            kind = k; /* "leaders" are people first, whatever else the plural may mean; "ways" are as little as a way */
        }
    } else if (kind != STM_NONE && ((kind & 255) == 'g' || (kind & 255) == 'o')) {
        *number = STM_ONE | STM_MANY;
    }
    return kind;
}

static void place_mention(stm_coref *c, uint32_t first, uint32_t last)
{
    stm_ment *m = add(c, first, last, head_of(c->a, first, last), STM_MENTION_NAME);
    m->kind = STM_PLACE;
    m->gender = STM_NEUTER;
    m->number = STM_ONE;
    m->word = stm_coref_lower(c, m->head);
    for (uint32_t i = first; i <= last; i++) {
        c->name_at[i] = c->ments.n - 1;
    }
}

/* "Interstate 75", "Highway 1": a road goes by its number. */
static bool numbered_road(const stm_coref *c, uint32_t token)
{
    stm_str number = token + 1 < c->a->tokens.n ? stm_token_form(c->a, token + 1) : STM_NULL_STR;
    return number.n > 0 && c->name_at[token] == STM_NONE && c->name_at[token + 1] == STM_NONE &&
           c->a->tokens.at[token].sentence == c->a->tokens.at[token + 1].sentence &&
           stm_among(stm_token_form(c->a, token), "Interstate Highway Route Motorway Autobahn") && number.n <= 4 &&
           number.p[0] >= '1' && number.p[0] <= '9';
}

/* "D-Vt.": the state that a member of a parliament sits for, behind the letter of his party. */
static bool seat(const stm_coref *c, uint32_t token)
{
    const stm_token *t = c->a->tokens.at;
    stm_str form = stm_token_form(c->a, token), party = token < 2 ? STM_NULL_STR : stm_token_form(c->a, token - 2);
    return party.n == 1 && (party.p[0] == 'D' || party.p[0] == 'R' || party.p[0] == 'I') &&
           c->name_at[token] == STM_NONE && c->name_at[token - 2] == STM_NONE &&
           stm_str_eqz(stm_token_form(c->a, token - 1), "-") && t[token - 2].at.end == t[token - 1].at.start &&
           t[token - 1].at.end == t[token].at.start && form.n > 1 && form.p[0] >= 'A' && form.p[0] <= 'Z';
}

/* "Mr. Quill": a person, whatever the name was tagged as. */
static bool addressed(const stm_coref *c, uint32_t first, uint32_t last)
{
    uint32_t before =
        first > 0 && c->a->tokens.at[first - 1].sentence == c->a->tokens.at[first].sentence ? first - 1 : first;
    return (first < last && stm_among(stm_token_form(c->a, first), "Mr. Mr Mrs. Mrs Ms. Ms")) ||
           (before < first && stm_among(stm_token_form(c->a, before), "Mr. Mr Mrs. Mrs Ms. Ms"));
}

/* The name reaches to `last`. */
static void reach(stm_coref *c, uint32_t name, uint32_t last)
{
    stm_ment *m = &c->ments.at[name];
    m->last = last;
    m->head = head_of(c->a, m->first, last);
    m->gender = stm_coref_gender_of_name(c, m->first, last);
    m->word = stm_coref_lower(c, m->head);
    for (uint32_t i = m->first; i <= last; i++) {
        c->name_at[i] = name;
    }
}

/* Two lone names of a person side by side are one; so are a given name, a nickname in marks and a surname. */
static bool goes_on(stm_coref *c, uint32_t first, uint32_t last, stm_entity_kind kind)
{
    uint32_t name = stm_name_before_nickname(c, first, last);
    if (name == STM_NONE && kind == STM_PERSON && first == last && first > 0 && c->name_at[first - 1] != STM_NONE) {
        const stm_ment *m = &c->ments.at[c->name_at[first - 1]];
        if (m->kind == STM_PERSON && m->first == m->last && m->last + 1 == first &&
            c->a->tokens.at[m->first].sentence == c->a->tokens.at[first].sentence) {
            name = c->name_at[first - 1];
        }
    }
    if (name == STM_NONE) {
        return false;
    }
    c->ments.n = name + 1; /* the nickname is no name of its own */
    reach(c, name, last);
    return true;
}

static void name_mention(stm_coref *c, const stm_entity *e)
{
    stm_span at = e->mentions.at[0].at;
    uint32_t first = stm_token_from(c->a, at.start), last = first, whole;
    uint8_t gender = 0;
    bool titled = false;
    stm_entity_kind kind = e->kind;
    stm_ment *m;
    if (first >= c->a->tokens.n || c->name_at[first] != STM_NONE) {
        return;
    }
    while (last + 1 < c->a->tokens.n && c->a->tokens.at[last + 1].at.start < at.end) {
        last++;
    }
    if (!stm_name_bounds(c, &first, &last, &kind)) {
        return;
    }
    kind = kind != STM_GROUP && addressed(c, first, last) ? STM_PERSON : kind;
    if (e->kind == STM_GROUP || (first == last && e->kind != STM_PERSON && nationality(c, first))) {
        demonym(c, first, last);
        return;
    }
    if (kind == STM_PERSON && first == last && c->a->tokens.at[first].xpos == STM_XP_NNS) {
        stm_str word;
        uint8_t number;
        uint32_t noun;
        noun_keys known;
        set_keys(c, first, &known);
        stm_map_get_many(&c->words->nouns, known.key, 2, known.kind);
        noun = noun_of(&c->a->tokens.at[first], &known, &word, &number);
        if (noun != STM_NONE && (noun & 255) == 'p') {
            return; /* "Aides say": people, not a name */
        }
    }
    if (kind != STM_PERSON && stm_name_body_goes_on(c, last)) {
        last++;
        kind = STM_ORGANIZATION;
    }
    whole = last;
    if (kind == STM_PLACE && last + 1 < c->a->tokens.n && stm_str_eqz(stm_token_form(c->a, last + 1), "County") &&
        c->a->tokens.at[last + 1].sentence == c->a->tokens.at[last].sentence) {
        last++; /* "Kent County" is not Kent */
    }
    if (kind == STM_PERSON) {
        first = without_title(c, first, last, &gender, &titled);
        last = stm_name_after_particle(c, first, stm_name_before_origin(c, first, last));
        if (first > 0 && !titled) {
            uint32_t t = stm_map_get(&c->words->titles, stm_coref_lower(c, first - 1));
            titled = t != STM_NONE;
            gender = t == STM_NONE ? 0 : (uint8_t)(t >> 8);
        }
        if (gender == 0) {
            gender = stm_coref_gender_of_name(c, first, last);
        }
    } else if (kind == STM_ORGANIZATION || kind == STM_PLACE || kind == STM_OTHER) {
        gender = STM_NEUTER;
    }
    if (goes_on(c, first, last, kind)) {
        return;
    }
    if (stm_name_of_ship(c, &first, last, &kind)) {
        gender = STM_NEUTER;
    }
    m = add(c, first, last, head_of(c->a, first, last), STM_MENTION_NAME);
    m->kind = kind;
    m->gender = gender;
    m->named_by_title = titled;
    m->number = kind == STM_PERSON || kind == STM_PLACE || kind == STM_OTHER ? STM_ONE : STM_ONE | STM_MANY;
    m->word = stm_coref_lower(c, m->head);
    for (uint32_t i = first; i <= last; i++) {
        c->name_at[i] = c->ments.n - 1;
    }
    if (kind == STM_PERSON && last < whole) { /* "of" and a place */
        place_mention(c, last + 2, whole);
    }
}

/* ---- nominals ------------------------------------------------------------------------------------------ */

static uint8_t article_of(const stm_coref *c, uint32_t first, uint32_t head)
{
    stm_str w = stm_coref_lower(c, first);
    const stm_token *t = &c->a->tokens.at[first];
    if (first == head) {
        return STM_BARE;
    }
    if (stm_str_eqz(w, "the") || stm_str_eqz(w, "both")) {
        return STM_DEFINITE;
    }
    if (stm_str_eqz(w, "this") || stm_str_eqz(w, "that") || stm_str_eqz(w, "these") || stm_str_eqz(w, "those")) {
        return STM_THIS;
    }
    if (t->xpos == STM_XP_PRPS) {
        return STM_OWNED;
    }
    for (uint32_t i = first; i < head; i++) {
        if (c->a->tokens.at[i].xpos == STM_XP_POS) {
            return STM_OWNED;
        }
    }
    return t->xpos == STM_XP_DT || t->upos == STM_NUM || t->upos == STM_DET ? STM_INDEFINITE : STM_BARE;
}

/* "The square is home to shops": it has them, and no home is spoken of. */
static bool home_to(const stm_coref *c, uint32_t i)
{
    return i > 0 && i + 1 < c->a->tokens.n && stm_str_eqz(stm_token_form(c->a, i), "home") &&
           stm_str_eqz(stm_token_form(c->a, i + 1), "to") && c->a->tokens.at[i - 1].upos != STM_PRON &&
           c->a->tokens.at[i - 1].upos != STM_ADJ && c->a->tokens.at[i - 1].upos != STM_DET;
}

/* "A couple of months": a number, not two people. */
static bool some_of(const stm_coref *c, uint32_t i)
{
    return i + 1 < c->a->tokens.n && stm_str_among(stm_coref_lower(c, i), "couple pair trio") &&
           stm_str_eqz(stm_token_form(c->a, i + 1), "of");
}

static bool may_be_nominal(const stm_coref *c, uint32_t head)
{
    const stm_token *t = &c->a->tokens.at[head];
    return c->name_at[head] == STM_NONE && (t->upos == STM_NOUN || t->upos == STM_PROPN) &&
           t->deprel != STM_DEP_COMPOUND && t->deprel != STM_DEP_FLAT && t->deprel != STM_DEP_AMOD &&
           !home_to(c, head) && !some_of(c, head);
}

/* What the list says of all that may be nominals, in text order, and an end; looked up together, since the list lies
 * far from what is at hand. */
static const noun_keys *look_up_nouns(const stm_coref *c)
{
    noun_keys *known;
    stm_str *keys;
    uint32_t *kinds, n = 0;
    for (uint32_t i = 0; i < c->a->tokens.n; i++) {
        n += may_be_nominal(c, i);
    }
    known = STM_NEW_ARRAY(c->arena, noun_keys, (size_t)n + 1);
    keys = STM_NEW_ARRAY(c->arena, stm_str, 2 * (size_t)n + 1);
    kinds = STM_NEW_ARRAY(c->arena, uint32_t, 2 * (size_t)n + 1);
    n = 0;
    for (uint32_t i = 0; i < c->a->tokens.n; i++) {
        if (may_be_nominal(c, i)) {
            noun_keys *k = &known[n / 2];
            set_keys(c, i, k);
            keys[n++] = k->key[0];
            keys[n++] = k->key[1];
        }
    }
    stm_map_get_many(&c->words->nouns, keys, n, kinds);
    for (uint32_t k = 0; k < n; k++) {
        known[k / 2].kind[k % 2] = kinds[k];
    }
    known[n / 2].token = STM_NONE;
    return known;
}

stm_str stm_coref_office(const stm_coref *c, uint32_t token, stm_str word)
{
    const stm_token *t = c->a->tokens.at;
    stm_str before = token > 0 && t[token - 1].sentence == t[token].sentence ? stm_coref_lower(c, token - 1) : word;
    bool second = stm_among(before, "vice deputy assistant associate");
    if (stm_str_eqz(word, "governor") && stm_among(before, "lt lt. lieutenant")) {
        return STM_STR("lieutenant governor");
    }
    return second ? stm_str_join(c->arena, before, ' ', word) : word;
}

static void nominal(stm_coref *c, uint32_t head, const noun_keys *known)
{
    const stm_token *t = &c->a->tokens.at[head];
    stm_str word;
    uint8_t number;
    uint32_t kind, first;
    stm_ment *m;
    kind = noun_of(t, known, &word, &number);
    if (kind == STM_NONE || (kind & 255) == '-') {
        return;
    }
    first = stm_nominal_start(c, head);
    if (first == head && (kind & 255) == 'p' && number == STM_ONE && role_of(c, head) == STM_ROLE_OWNER) {
        return; /* "sheriff's deputies" speaks of no sheriff */
    }
    if (number == STM_MANY && first < head && stm_str_eq_nocase(stm_token_form(c->a, first), STM_STR("that"))) {
        first++; /* the conjunction */
    }
    if (number == STM_MANY && (kind & 255) == 'p' && stm_nominal_is_one_of(c, head, &first)) {
        number = STM_ONE;
        m = add(c, first, head, first, STM_MENTION_NOMINAL);
    } else {
        m = add(c, first, head, head, STM_MENTION_NOMINAL);
    }
    m->word = (kind & 255) == 'p' ? stm_coref_office(c, head, word) : word;
    m->number = number;
    m->gender = (uint8_t)(kind >> 8);
    m->article = article_of(c, first, head);
    switch (kind & 255) {
    case 'p': m->kind = number == STM_MANY ? STM_GROUP : STM_PERSON; break;
    case 'g': m->kind = STM_GROUP; break;
    case 'o': m->kind = STM_ORGANIZATION; break;
    case 'l': m->kind = STM_PLACE; break;
    default: m->kind = STM_OTHER; break;
    }
    if ((kind & 255) != 'p') {
        m->gender = STM_NEUTER;
    }
}

/* ---- pronouns ------------------------------------------------------------------------------------------ */

typedef struct pronoun_row {
    const char *form;
    uint8_t person, number, gender;
    bool reflexive, owner;
} pronoun_row;

#define PRONOUNS                                                                                                       \
    "he him his himself she her hers herself it its itself they them their theirs themselves i me my mine myself we "  \
    "us our ours ourselves you your yours yourself"
#define ANY (STM_MALE | STM_FEMALE | STM_NEUTER)
#define HUMAN (STM_MALE | STM_FEMALE)
static const pronoun_row pronouns[] = {
    { "he", 3, STM_ONE, STM_MALE, false, false },
    { "him", 3, STM_ONE, STM_MALE, false, false },
    { "his", 3, STM_ONE, STM_MALE, false, true },
    { "himself", 3, STM_ONE, STM_MALE, true, false },
    { "she", 3, STM_ONE, STM_FEMALE, false, false },
    { "her", 3, STM_ONE, STM_FEMALE, false, false },
    { "hers", 3, STM_ONE, STM_FEMALE, false, true },
    { "herself", 3, STM_ONE, STM_FEMALE, true, false },
    { "it", 3, STM_ONE, STM_NEUTER, false, false },
    { "its", 3, STM_ONE, STM_NEUTER, false, true },
    { "itself", 3, STM_ONE, STM_NEUTER, true, false },
    { "they", 3, STM_MANY, ANY, false, false },
    { "them", 3, STM_MANY, ANY, false, false },
    { "their", 3, STM_MANY, ANY, false, true },
    { "theirs", 3, STM_MANY, ANY, false, true },
    { "themselves", 3, STM_MANY, ANY, true, false },
    { "i", 1, STM_ONE, HUMAN, false, false },
    { "me", 1, STM_ONE, HUMAN, false, false },
    { "my", 1, STM_ONE, HUMAN, false, true },
    { "mine", 1, STM_ONE, HUMAN, false, true },
    { "myself", 1, STM_ONE, HUMAN, true, false },
    { "we", 1, STM_MANY, ANY, false, false },
    { "us", 1, STM_MANY, ANY, false, false },
    { "our", 1, STM_MANY, ANY, false, true },
    { "ours", 1, STM_MANY, ANY, false, true },
    { "ourselves", 1, STM_MANY, ANY, true, false },
    { "you", 2, STM_ONE | STM_MANY, HUMAN, false, false },
    { "your", 2, STM_ONE | STM_MANY, HUMAN, false, true },
    { "yours", 2, STM_ONE | STM_MANY, HUMAN, false, true },
    { "yourself", 2, STM_ONE, HUMAN, true, false },
};

static void pronoun(stm_coref *c, uint32_t token)
{
    stm_str form = stm_token_form(c->a, token), w;
    const stm_token *t = &c->a->tokens.at[token];
    if (!stm_sieve_pass(stm_sieve_word(form), PRONOUNS) || c->name_at[token] != STM_NONE || (stm_str_eqz(form, "US"))) {
        return;
    }
    w = stm_coref_lower(c, token);
    for (size_t i = 0; i < sizeof pronouns / sizeof *pronouns; i++) {
        if (w.n > 0 && w.p[0] == pronouns[i].form[0] && stm_str_eqz(w, pronouns[i].form)) {
            stm_ment *m;
            if (t->deprel == STM_DEP_EXPL) {
                return;
            }
            m = add(c, token, token, token, STM_MENTION_PRONOUN);
            m->person = pronouns[i].person;
            m->number = pronouns[i].number;
            m->gender = pronouns[i].gender;
            m->reflexive = pronouns[i].reflexive;
            m->owner = pronouns[i].owner || t->xpos == STM_XP_PRPS;
            m->kind = m->number == STM_MANY ? STM_GROUP : m->gender == STM_NEUTER ? STM_OTHER : STM_PERSON;
            m->word = w;
            return;
        }
    }
}

/* A word that no name covers, but that is written as a name and is the surname of somebody whom the article names. */
static bool missed_name(stm_coref *c, uint32_t token)
{
    stm_str f = stm_token_form(c->a, token);
    uint32_t sentence = c->a->tokens.at[token].sentence, name;
    stm_ment *m;
    if (c->name_at[token] != STM_NONE || f.n < 4 || f.p[0] < 'A' || f.p[0] > 'Z' || f.p[1] < 'a' || f.p[1] > 'z' ||
        stm_map_get(&c->surnames, stm_coref_surname(c, token)) == STM_NONE ||
        (token == c->a->sentences.at[sentence].first_token && c->a->tokens.at[token].upos != STM_PROPN &&
         c->a->tokens.at[token].deprel != STM_DEP_NSUBJ) ||
        (token + 1 < c->a->tokens.n && c->name_at[token + 1] != STM_NONE) ||
        (token > 0 && c->name_at[token - 1] != STM_NONE)) {
        return false;
    }
    name = stm_name_before_nickname(c, token, token);
    if (name != STM_NONE) {
        reach(c, name, token);
        return true;
    }
    m = add(c, token, token, token, STM_MENTION_NAME);
    m->kind = STM_PERSON;
    m->number = STM_ONE;
    m->word = stm_coref_lower(c, token);
    return true;
}

static void full_names(stm_coref *c)
{
    for (uint32_t i = 0; i < c->ments.n; i++) {
        const stm_ment *m = &c->ments.at[i];
        if (m->kind == STM_PERSON && m->first < m->last) {
            uint32_t given, surname;
            stm_coref_name_parts(c, m, &given, &surname);
            (void)stm_map_put(c->arena, &c->surnames, stm_coref_surname(c, surname), 1);
        }
    }
}

static bool before(const stm_ment *x, const stm_ment *y)
{
    return x->first != y->first ? x->first < y->first : x->last > y->last;
}

/* Names, and then the rest, are each in order: one merge. */
static void merge(stm_coref *c, uint32_t n_names)
{
    stm_ment *all = STM_NEW_ARRAY(c->arena, stm_ment, c->ments.n + 1), *from = c->ments.at;
    uint32_t i = 0, k = n_names, n = 0;
    for (uint32_t j = n_names + 1; j < c->ments.n; j++) { /* nominals by head come nearly sorted by first token */
        stm_ment m = from[j];
        uint32_t at = j;
        for (; at > n_names && before(&m, &from[at - 1]); at--) {
            from[at] = from[at - 1];
        }
        from[at] = m;
    }
    while (i < n_names || k < c->ments.n) {
        all[n++] = k == c->ments.n || (i < n_names && before(&from[i], &from[k])) ? from[i++] : from[k++];
    }
    if (n > 0) {
        memcpy(c->ments.at, all, sizeof *all * n);
    }
    for (i = 0; i < n; i++) {
        if (c->ments.at[i].form == STM_MENTION_NAME) {
            for (k = c->ments.at[i].first; k <= c->ments.at[i].last; k++) {
                c->name_at[k] = i;
            }
        }
    }
}

void stm_coref_mentions(stm_coref *c)
{
    const noun_keys *known;
    uint32_t n_names;
    find_quotes(c);
    for (uint32_t i = 0; i < c->a->entities.n; i++) {
        name_mention(c, &c->a->entities.at[i]);
    }
    n_names = c->ments.n;
    full_names(c);
    known = look_up_nouns(c);
    for (uint32_t i = 0; i < c->a->tokens.n; i++) {
        uint32_t n = c->ments.n;
        known += known->token < i;
        if (numbered_road(c, i)) {
            place_mention(c, i, i + 1);
            continue;
        }
        if (seat(c, i)) {
            place_mention(c, i, i);
            continue;
        }
        pronoun(c, i);
        if (c->ments.n == n && !missed_name(c, i) && known->token == i && c->name_at[i] == STM_NONE) {
            nominal(c, i, known);
        }
    }
    merge(c, n_names);
}
