/* entities_titles.c: titles in front of names, and appositions.
 *
 * In: mentions, names in sets.  Out: titles and roles of sets; nominals that stand beside a name go into its set.
 *   in front     "Foreign Minister Ilan Toresku", "local activist Ann Roe": the words from the first that is no
 *                nationality up to the name are a title if they hold a title or a noun for a person
 *   named        "identified the gunman as Ann Roe"
 *   beside       "Ann Roe, the mayor of Troy," and "the mayor, Ann Roe,": a noun for a person after or before a comma
 * Invariant: (1) a title lies in one sentence and never overlaps a name of a person. Cost: linear; a title has at
 * most STM_TITLE_WORDS words.
 */
#include "extract/coref.h"

#define STM_OWNERS 5
#define STM_OF_WORDS 12 /* behind "the head", up to the comma */
#define STM_APPOSED 8   /* mentions between a name and what stands beside it */
#define STM_TITLE_WORDS 9
#define STM_ORIGIN 7 /* tokens */

static bool capital(stm_str w) { return w.p[0] >= 'A' && w.p[0] <= 'Z'; }

static bool title_word(const stm_coref *c, uint32_t token)
{
    stm_str w = stm_coref_lower(c, token);
    uint32_t noun = stm_map_get(&c->words->nouns, w);
    return stm_map_get(&c->words->titles, w) != STM_NONE || (noun != STM_NONE && (noun & 255) == 'p');
}

/* May this word stand inside of "Secretary of State", "vice president", "Troy police Lt."? */
static bool inside_title(const stm_coref *c, uint32_t token)
{
    const stm_token *t = &c->a->tokens.at[token];
    stm_str w = stm_token_form(c->a, token);
    if (c->name_at[token] != STM_NONE) {
        return c->ments.at[c->name_at[token]].kind != STM_PERSON;
    }
    if (stm_str_eqz(w, "of") || stm_str_eqz(w, "for") || stm_str_eqz(w, "-") || stm_str_eqz(w, "and")) {
        return true;
    }
    if (t->upos == STM_CCONJ || t->upos == STM_SCONJ || t->upos == STM_ADV || t->upos == STM_DET ||
        t->upos == STM_PRON || t->upos == STM_ADP || t->upos == STM_AUX) {
        return false;
    }
    return title_word(c, token) || t->upos == STM_NOUN || t->upos == STM_PROPN || t->upos == STM_ADJ || capital(w);
}

/* A title written short, as it is written when the name is not beside it: "the governor" is "Gov. Ann Roe". */
static stm_str in_full(stm_str title)
{
    static const char *const pairs[][2] = {
        { "gov", "governor" },   { "sen", "senator" },  { "rep", "representative" }, { "gen", "general" },
        { "lt", "lieutenant" },  { "col", "colonel" },  { "maj", "major" },          { "capt", "captain" },
        { "sgt", "sergeant" },   { "cpl", "corporal" }, { "adm", "admiral" },        { "cmdr", "commander" },
        { "prof", "professor" }, { "rev", "reverend" }, { "dr", "doctor" },          { "brig", "brigadier" },
    };
    stm_str bare = { title.p, title.n - (title.n > 1 && title.p[title.n - 1] == '.') };
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        if (stm_str_eqz(bare, pairs[i][0])) {
            return stm_str_of(pairs[i][1]);
        }
    }
    return title;
}

static void add_role(stm_coref *c, uint32_t set, stm_str word)
{
    stm_set *s = &c->sets.at[set];
    for (uint32_t i = 0; i < s->roles.n; i++) {
        if (stm_str_eq(s->roles.at[i], word)) {
            return;
        }
    }
    if (s->roles.n < 16) {
        stm_vec_push(c->arena, &s->roles, word);
    }
}

static void add_title(stm_coref *c, uint32_t set, uint32_t first, uint32_t last)
{
    stm_set *s = &c->sets.at[set];
    stm_span at = { c->a->tokens.at[first].at.start, c->a->tokens.at[last].at.end };
    stm_str new = stm_str_sub(c->a->text, at);
    for (uint32_t i = first; i <= last; i++) {
        if (title_word(c, i)) {
            stm_str w = stm_coref_lower(c, i);
            uint32_t t = stm_map_get(&c->words->titles, w);
            add_role(c, set, stm_coref_office(c, i, in_full(w)));
            if (t != STM_NONE && t >> 8 != 0 && s->gender == 0) {
                s->gender = (uint8_t)(t >> 8);
            }
        }
    }
    for (uint32_t i = 0; i < s->titles.n; i++) {
        if (stm_str_eq_nocase(stm_str_sub(c->a->text, s->titles.at[i]), new)) {
            return;
        }
    }
    if (s->titles.n < 16) {
        stm_vec_push(c->arena, &s->titles, at);
    }
}

/* The number of the country that tokens [from, to) name, by itself or by its people, plus one; 0: none. */
static uint32_t country_of(const stm_coref *c, uint32_t from, uint32_t to)
{
    stm_span at = { c->a->tokens.at[from].at.start, c->a->tokens.at[to - 1].at.end };
    stm_str w = stm_str_lower(c->arena, stm_str_sub(c->a->text, at));
    uint32_t n = stm_map_get(&c->words->demonyms, w);
    n = n == STM_NONE ? stm_map_get(&c->words->countries, w) : n;
    return n == STM_NONE ? 0 : n + 1;
}

/* "Kenyan Foreign Minister", "U.S. Secretary of State", "Kenya's president": the country of an office whose words
 * begin at `title`, with words for it from `at` on. */
static void office_of(stm_coref *c, uint32_t set, uint32_t floor, uint32_t at, uint32_t title)
{
    stm_set *s = &c->sets.at[set];
    uint32_t from = at, to = title;
    if (to == at && to > floor + 1 && c->a->tokens.at[to - 1].xpos == STM_XP_POS) {
        to--;
        from = to - 1;
    }
    if (from < to && c->name_at[to - 1] != STM_NONE) {
        const stm_ment *n = &c->ments.at[c->name_at[to - 1]];
        from = n->last + 1 == to && n->first >= floor ? n->first : from;
    }
    if (s->country == 0 && from < to) {
        s->country = country_of(c, from, to);
    }
}

/* "president of Kenya", "President Ann Roe of Kenya": the country that token `at` begins to name. */
static void office_in(stm_coref *c, uint32_t set, uint32_t at)
{
    stm_set *s = &c->sets.at[set];
    const stm_ment *n = at < c->a->tokens.n && c->name_at[at] != STM_NONE ? &c->ments.at[c->name_at[at]] : NULL;
    if (n != NULL && s->country == 0 && n->first == at && n->kind == STM_PLACE) {
        s->country = country_of(c, at, n->last + 1);
    }
}

/* The first of tokens [first, last] that is neither of a nationality nor of a name without a title. */
static uint32_t without_nationality(const stm_coref *c, uint32_t first, uint32_t last)
{
    while (first < last) {
        bool two = first + 1 < last && country_of(c, first, first + 2) != 0;
        if (!two && stm_map_get(&c->words->demonyms, stm_coref_lower(c, first)) == STM_NONE &&
            (c->name_at[first] == STM_NONE || title_word(c, first))) {
            break;
        }
        first += two ? 2 : 1;
    }
    return first;
}

/* Without these words the title would not be true. */
static bool changes_office(stm_str w)
{
    static const char *const words[] = {
        "former", "deputy", "acting", "interim", "late", "onetime", "outgoing", "then"
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (stm_str_eqz(w, words[i])) {
            return true;
        }
    }
    return false;
}

/* "Secretary of State", "former Minister for Trade": is there an "of" or "for" behind a title's word? */
static bool office_for(const stm_coref *c, uint32_t first, uint32_t last)
{
    for (uint32_t i = first + 1; i < last && i < first + 4; i++) {
        stm_str w = stm_token_form(c->a, i);
        if ((stm_str_eqz(w, "of") || stm_str_eqz(w, "for")) && title_word(c, i - 1)) {
            return true;
        }
    }
    return false;
}

/* "designate" in "Prime Minister-designate Ann Roe". */
static bool chosen(const stm_coref *c, uint32_t token)
{
    stm_str w = stm_token_form(c->a, token);
    return token > 1 && (stm_str_eqz(w, "designate") || stm_str_eqz(w, "elect")) &&
           stm_str_eqz(stm_token_form(c->a, token - 1), "-") && title_word(c, token - 2);
}

/* Titles right in front of a person's name. */
static void in_front(stm_coref *c, uint32_t mention)
{
    const stm_ment *m = &c->ments.at[mention];
    uint32_t floor = c->a->sentences.at[c->a->tokens.at[m->first].sentence].first_token, at = m->first, first, last,
             country;
    bool title = false;
    uint32_t form = m->first > floor ? stm_map_get(&c->words->titles, stm_coref_lower(c, m->first - 1)) : STM_NONE;
    if (form != STM_NONE && (form & 255) == STM_TITLE_FORM && form >> 8 != 0) {
        add_title(c, m->set, m->first - 1, m->first - 1); /* nothing stands before "Mr." */
        return;
    }
    while (at > floor && m->first - at < STM_TITLE_WORDS && inside_title(c, at - 1)) {
        stm_str w = stm_token_form(c->a, at - 1);
        bool link = stm_str_eqz(w, "of") || stm_str_eqz(w, "for") || stm_str_eqz(w, "and") || stm_str_eqz(w, "-");
        if (chosen(c, at - 1)) {
            at--;
            continue;
        }
        if (link && (at == m->first || at - 1 == floor || !title_word(c, at - 2))) {
            break;
        }
        at--;
        title = title || title_word(c, at);
    }
    if (!title) {
        return;
    }
    first = without_nationality(c, at, m->first - 1);
    last = m->first - 1;
    country = first;
    while (first < last && c->a->tokens.at[first].upos == STM_ADJ && !title_word(c, first) &&
           !capital(stm_token_form(c->a, first)) && !changes_office(stm_token_form(c->a, first))) {
        first++;
    }
    if (!title_word(c, last) && !chosen(c, last) &&
        stm_map_get(&c->words->titles, stm_coref_lower(c, first)) == STM_NONE && !office_for(c, first, last)) {
        return;
    }
    office_of(c, m->set, floor, at, country);
    if (m->last + 2 < c->a->tokens.n && stm_str_eqz(stm_token_form(c->a, m->last + 1), "of")) {
        office_in(c, m->set, m->last + 2);
    }
    add_title(c, m->set, first, last);
    for (uint32_t k = mention, step = 0; k > 0 && step < STM_TITLE_WORDS;
         step++) { /* "State" in "Secretary of State" */
        stm_ment *n = &c->ments.at[--k];
        if (n->form == STM_MENTION_NOMINAL && n->set == STM_NONE && n->first >= at && n->last <= last) {
            n->set = STM_NONE - 1;
        }
    }
}

static uint32_t starting_at(const stm_coref *c, uint32_t from, uint32_t token)
{
    for (uint32_t k = from; k < c->ments.n && c->ments.at[k].first <= token; k++) {
        if (c->ments.at[k].first == token) {
            return k;
        }
    }
    return STM_NONE;
}

static bool comma(const stm_coref *c, uint32_t token)
{
    return token < c->a->tokens.n && stm_str_eqz(stm_token_form(c->a, token), ",");
}

static bool personal(const stm_ment *m)
{
    return m->form == STM_MENTION_NOMINAL && m->kind == STM_PERSON && m->set == STM_NONE;
}

static void beside(stm_coref *c, uint32_t name, uint32_t nominal)
{
    uint32_t first = c->ments.at[nominal].first, last = c->ments.at[nominal].last, words;
    stm_coref_add(c, c->ments.at[name].set, nominal);
    if (c->ments.at[nominal].article == STM_DEFINITE || c->ments.at[nominal].article == STM_INDEFINITE) {
        first++;
    }
    words = first;
    first = without_nationality(c, first, last);
    office_of(c, c->ments.at[name].set, c->a->sentences.at[c->a->tokens.at[words].sentence].first_token, words, first);
    if (last + 2 < c->a->tokens.n && stm_str_eqz(stm_token_form(c->a, last + 1), "of")) {
        office_in(c, c->ments.at[name].set, last + 2);
    }
    add_title(c, c->ments.at[name].set, first, last);
    add_role(c, c->ments.at[name].set, c->ments.at[nominal].word);
}

/* What may come after "Ann Roe, the mayor". */
static bool follows_apposition(stm_str w)
{
    static const char *const words[] = { ",", ".", "of", "for", "at", "who", "whose", "from", "in", "with", "(", ";" };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (stm_str_eqz(w, words[i])) {
            return true;
        }
    }
    return false;
}

/* "Ann Roe, the president's chief adviser,": what the tree hangs on the name, with its owner before it. */
static uint32_t apposed_with_owner(const stm_coref *c, uint32_t mention, uint32_t from)
{
    const stm_ment *m = &c->ments.at[mention];
    const stm_token *t = c->a->tokens.at;
    for (uint32_t k = mention + 1; k < c->ments.n && k <= mention + STM_OWNERS; k++) {
        const stm_ment *n = &c->ments.at[k];
        if (t[n->head].sentence != t[m->first].sentence) {
            break;
        }
        if (personal(n) && n->number == STM_ONE && t[n->head].deprel == STM_DEP_APPOS && t[n->head].head >= m->first &&
            t[n->head].head <= m->last && n->first > from + 1 && t[n->first - 1].xpos == STM_XP_POS) {
            for (uint32_t i = from; i < n->first; i++) {
                if (comma(c, i)) {
                    return STM_NONE;
                }
            }
            return k;
        }
    }
    return STM_NONE;
}

/* What the tree hangs the name on, whatever stands between: "his father, the Rev. Paul Roe,", "a member, Mayor Roe". */
static void apposed_in_tree(stm_coref *c, uint32_t mention)
{
    const stm_ment *m = &c->ments.at[mention];
    const stm_token *t = c->a->tokens.at;
    uint32_t sentence = t[m->first].sentence;
    for (uint32_t k = mention, step = 0; k > 0 && step < STM_APPOSED; step++) {
        const stm_ment *n = &c->ments.at[--k];
        if (t[n->head].sentence != sentence) {
            break;
        }
        uint32_t of = t[m->head].head; /* of "one of her brothers, Paul Roe" the tree may take either noun */
        if (personal(n) && n->number == STM_ONE && t[m->head].deprel == STM_DEP_APPOS && of >= n->first &&
            of <= n->last && n->last + 1 < m->first && t[n->last + 1].upos == STM_PUNCT) {
            beside(c, mention, k);
            break;
        }
    }
}

/* The last token of the name with what tells where its bearer is from: "Ann Roe of Marenia", "Ann Roe (D-Marenia)", and
 * "Ann Roe, D-Marenia". */
static uint32_t with_origin(const stm_coref *c, const stm_ment *m, uint32_t end)
{
    const stm_token *t = c->a->tokens.at;
    uint32_t last = m->last, at = last + 1;
    if (at + 2 < end &&
        (stm_str_eqz(stm_token_form(c->a, at), "of") || stm_str_eqz(stm_token_form(c->a, at), "from"))) {
        const stm_ment *n = c->name_at[at + 1] == STM_NONE ? NULL : &c->ments.at[c->name_at[at + 1]];
        last = n != NULL && n->kind == STM_PLACE && n->first == at + 1 ? n->last : last;
    } else if (at < end && stm_str_eqz(stm_token_form(c->a, at), "(")) {
        while (at < end && at < m->last + STM_ORIGIN && !stm_str_eqz(stm_token_form(c->a, at), ")")) {
            at++;
        }
        last = at < end && stm_str_eqz(stm_token_form(c->a, at), ")") ? at : last;
    } else if (at + 4 < end && comma(c, at) && t[at + 1].at.end - t[at + 1].at.start == 1 &&
               capital(stm_token_form(c->a, at + 1)) && stm_str_eqz(stm_token_form(c->a, at + 2), "-")) {
        while (at + 1 < end && at < m->last + STM_ORIGIN && !comma(c, at + 1)) {
            at++;
        }
        last = at + 1 < end && comma(c, at + 1) ? at : last;
    }
    return last;
}

/* "the head of the harbour board, Ann Roe,": behind the nominal nothing but what it is of stands before the comma,
 * whatever noun the tree hangs the name on. */
static bool over_phrase(const stm_coref *c, const stm_ment *n, uint32_t end)
{
    const stm_token *t = c->a->tokens.at;
    if (n->article == STM_BARE || n->last + 1 >= end || !stm_among(stm_token_form(c->a, n->last + 1), "of for") ||
        end > n->last + STM_OF_WORDS) {
        return false;
    }
    for (uint32_t i = n->last + 1; i < end; i++) {
        if (t[i].upos == STM_VERB || t[i].upos == STM_AUX || t[i].upos == STM_PUNCT || t[i].upos == STM_CCONJ) {
            return false;
        }
    }
    return true;
}

/* "Ann Roe, the mayor of Troy, said" and "the mayor of Troy, Ann Roe, said". */
static void appositions(stm_coref *c, uint32_t mention)
{
    const stm_ment *m = &c->ments.at[mention];
    const stm_article *a = c->a;
    uint32_t sentence = a->tokens.at[m->first].sentence;
    uint32_t end = a->sentences.at[sentence].first_token + a->sentences.at[sentence].n_tokens, after;
    uint32_t over = with_origin(c, m, end);
    bool owned = false;
    if (comma(c, over + 1)) {
        uint32_t at = over + 2, k;
        at +=
            at + 2 < end && a->tokens.at[at].upos == STM_NUM && comma(c, at + 1) ? 2 : 0; /* "Ann Roe, 34, a teacher" */
        k = at < end ? apposed_with_owner(c, mention, at) : STM_NONE;
        if (k != STM_NONE) {
            beside(c, mention, k);
            return;
        }
        k = at < end ? starting_at(c, mention + 1, at) : STM_NONE;
        if (k != STM_NONE && c->ments.at[k].form == STM_MENTION_NAME && c->ments.at[k].kind != STM_PERSON &&
            c->ments.at[k].last + 2 < end && a->tokens.at[c->ments.at[k].last + 1].xpos == STM_XP_POS) {
            k = starting_at(c, k + 1, c->ments.at[k].last + 2); /* "Ann Roe, Kenya's foreign minister," */
            owned = k != STM_NONE;
        }
        if (k != STM_NONE && personal(&c->ments.at[k]) && c->ments.at[k].number == STM_ONE) {
            uint32_t h = c->ments.at[k].head;
            uint32_t up = a->tokens.at[h].head;
            bool apposed = a->tokens.at[h].deprel == STM_DEP_APPOS && up >= m->first && up <= m->last;
            after = c->ments.at[k].last + 1;
            if (apposed || (after < end && (owned || c->ments.at[k].article != STM_BARE) &&
                            follows_apposition(stm_token_form(a, after)))) {
                beside(c, mention, k);
            }
        }
    }
    if (mention > 0 && m->first > a->sentences.at[sentence].first_token + 1 && comma(c, m->first - 1) &&
        (comma(c, m->last + 1) || m->last + 1 == end || a->tokens.at[m->last + 1].upos == STM_PUNCT)) {
        uint32_t k = mention;
        bool other = false;                                  /* "the mother of a boy, Paul Roe," */
        for (uint32_t step = 0; k > 0 && step < 6; step++) { /* the nominal whose subtree ends at the comma */
            const stm_ment *n = &c->ments.at[--k];
            if (a->tokens.at[n->first].sentence != sentence) {
                break;
            }
            if (personal(n) && n->number == STM_ONE && n->article != STM_INDEFINITE &&
                (n->last + 2 == m->first || (!other && over_phrase(c, n, m->first - 1)) ||
                 (a->tokens.at[m->head].head == n->head && a->tokens.at[m->head].deprel == STM_DEP_APPOS))) {
                beside(c, mention, k);
                break;
            }
            other = other || n->kind == STM_PERSON;
        }
    }
}

/* "Acme, a mining company in Perth," and "the mining company, Acme,": a nominal of the name's own kind beside a comma.
 */
static void other_appositions(stm_coref *c, uint32_t mention)
{
    const stm_ment *m = &c->ments.at[mention];
    const stm_article *a = c->a;
    uint32_t sentence = a->tokens.at[m->first].sentence;
    uint32_t end = a->sentences.at[sentence].first_token + a->sentences.at[sentence].n_tokens;
    if (comma(c, m->last + 1) && m->last + 2 < end) {
        uint32_t k = starting_at(c, mention + 1, m->last + 2);
        const stm_ment *n = k == STM_NONE ? NULL : &c->ments.at[k];
        if (n != NULL && n->form == STM_MENTION_NOMINAL && n->set == STM_NONE && n->kind == m->kind &&
            n->number != STM_MANY && (n->article == STM_DEFINITE || n->article == STM_INDEFINITE) &&
            a->tokens.at[n->head].deprel == STM_DEP_APPOS && a->tokens.at[n->head].head >= m->first &&
            a->tokens.at[n->head].head <= m->last) {
            stm_coref_add(c, m->set, k);
        }
    }
    for (uint32_t k = mention, step = 0; k > 0 && step < 3; step++) {
        const stm_ment *n = &c->ments.at[--k];
        if (n->form == STM_MENTION_NOMINAL && n->set == STM_NONE && n->kind == m->kind && n->number != STM_MANY &&
            n->last + 2 == m->first && comma(c, n->last + 1) && a->tokens.at[m->head].deprel == STM_DEP_APPOS &&
            a->tokens.at[m->head].head == n->head) {
            stm_coref_add(c, m->set, k);
            break;
        }
    }
}

/* "The minister Ann Roe": a nominal that ends right before a name. */
static void touching(stm_coref *c, uint32_t mention)
{
    const stm_ment *m = &c->ments.at[mention];
    for (uint32_t k = mention, step = 0; k > 0 && step < 4; step++) {
        const stm_ment *n = &c->ments.at[--k];
        if (n->last + 1 == m->first && personal(n) &&
            c->a->tokens.at[n->head].sentence == c->a->tokens.at[m->first].sentence) {
            c->ments.at[k].set = STM_NONE - 1; /* a part of the name's phrase: no mention of its own */
        }
    }
}

/* "Police identified the gunman as Ann Roe", "the gunman was named as Ann Roe": the nominal is the name's. */
static void identified(stm_coref *c, uint32_t mention)
{
    const stm_ment *m = &c->ments.at[mention];
    const stm_token *tokens = c->a->tokens.at;
    uint32_t floor = c->a->sentences.at[tokens[m->first].sentence].first_token, at = m->first, verb = STM_NONE;
    while (at > floor && m->first - at < STM_TITLE_WORDS && !stm_str_eqz(stm_token_form(c->a, at - 1), "as")) {
        at--;
    }
    for (uint32_t step = 0; at > floor + 1 && step < STM_TITLE_WORDS && verb == STM_NONE; step++) {
        stm_str lemma = tokens[--at].lemma;
        if (lemma.p != NULL && (stm_str_eqz(lemma, "identify") || stm_str_eqz(lemma, "name"))) {
            verb = at;
        }
    }
    for (uint32_t k = mention; verb != STM_NONE && k > 0 && c->ments.at[k - 1].first >= floor; k--) {
        const stm_ment *n = &c->ments.at[k - 1];
        uint8_t rel = tokens[n->head].deprel;
        if (personal(n) && n->number == STM_ONE && tokens[n->head].head == verb &&
            (rel == STM_DEP_OBJ || rel == STM_DEP_NSUBJ_PASS)) {
            beside(c, mention, k - 1);
            return;
        }
    }
}

void stm_coref_titles(stm_coref *c)
{
    for (uint32_t i = 0; i < c->ments.n; i++) {
        if (c->ments.at[i].form == STM_MENTION_NAME) {
            c->ments.at[i].set = stm_coref_set(c, c->ments.at[i].set);
        }
        if (c->ments.at[i].form == STM_MENTION_NAME && c->ments.at[i].kind == STM_PERSON) {
            if (c->ments.at[i].first > 0) {
                in_front(c, i);
            }
            touching(c, i);
            appositions(c, i);
            apposed_in_tree(c, i);
            identified(c, i);
        } else if (c->ments.at[i].form == STM_MENTION_NAME && c->ments.at[i].kind != STM_GROUP) {
            other_appositions(c, i);
        }
    }
}
