/* name_bounds.c: where a name that the tagger found begins and ends, by what no name holds and what none ends with.
 *
 * In: tokens, a name's tokens and kind.  Out: the same, narrower; or none.
 *   owners    "WXY's Ann Roe", taken for one name of a person
 *   offices   "House Speaker", "Senate Minority Leader" before "Ann Roe": a body, if anything is left of it, and no
 *             person
 *   sides     "Senate Minority" before "Leader"
 *   tickers   "Acme ACM.N", "(ACM.N)": the sign of a share
 *   nicknames Carl “The Boot” Bendt, taken for two names
 *   particles "Omar al" before "Rashid"; "Harbour" before "Hospital"; origins: "Paul Okello of Marenia"
 *   ships     "Tolsta" behind "MV"
 * Never: guesses a name where the tagger found nothing. Cost: linear in its tokens.
 */
#include "extract/coref.h"

#include "text/text.h"

/* "ACM.N", "VW.DE": capitals, a dot, one to three capitals. */
static bool ticker(stm_str s)
{
    size_t dot = stm_str_find(s, STM_STR("."), 0);
    if (dot == SIZE_MAX || dot < 2 || dot > 6 || dot + 1 >= s.n || s.n - dot > 4) {
        return false;
    }
    for (size_t i = 0; i < s.n; i++) {
        if (i != dot && (s.p[i] < 'A' || s.p[i] > 'Z')) {
            return false;
        }
    }
    return true;
}

static bool goes_on(const stm_coref *c, uint32_t last)
{
    const stm_token *t = c->a->tokens.at;
    return last + 1 < c->a->tokens.n && t[last + 1].sentence == t[last].sentence && t[last + 1].upos == STM_PROPN;
}

static bool office(const stm_coref *c, uint32_t token)
{
    uint32_t title = stm_map_get(&c->words->titles, stm_coref_lower(c, token));
    return title != STM_NONE && (title & 255) == STM_TITLE_OFFICE;
}

/* An office, or another word for a person: "Leader", "Executive". */
static bool post(const stm_coref *c, uint32_t token)
{
    uint32_t noun = stm_map_get(&c->words->nouns, stm_coref_lower(c, token));
    return office(c, token) || stm_str_eqz(stm_token_form(c->a, token), "Whip") ||
           (noun != STM_NONE && (noun & 255) == 'p');
}

/* "Orsa County Sheriff": who holds an office of a county; towns are called after other offices. */
static bool county_officer(const stm_coref *c, uint32_t token)
{
    return stm_str_among(stm_coref_lower(c, token), "prosecutor sheriff attorney coroner commissioner executive");
}

/* "the Orsa Harbour Prosecutor's office": the name of a body, whose last word it is not. */
static bool owner_mark(const stm_coref *c, uint32_t token)
{
    return token < c->a->tokens.n && c->a->tokens.at[token].xpos == STM_XP_POS;
}

bool stm_name_bounds(const stm_coref *c, uint32_t *first, uint32_t *last, stm_entity_kind *kind)
{
    const stm_token *t = c->a->tokens.at;
    while (ticker(stm_token_form(c->a, *last))) {
        if (*last == *first) {
            return false;
        }
        --*last;
    }
    if (*last == *first && stm_str_eqz(stm_token_form(c->a, *first), "State")) {
        return false; /* "Secretary of State", "State police" */
    }
    if (*kind != STM_PERSON) {
        if (*kind == STM_PLACE && *last > *first &&
            (office(c, *last) || (county_officer(c, *last) && !owner_mark(c, *last + 1)))) {
            --*last;
        }
        if (*kind == STM_ORGANIZATION && post(c, *last) &&
            (goes_on(c, *last) ||
             (*last > *first && stm_among(stm_token_form(c->a, *last - 1), "Minority Majority")))) {
            do {
                if (*last == *first) {
                    return false;
                }
                --*last;
            } while (post(c, *last) ||
                     stm_among(stm_token_form(c->a, *last), "Minority Majority Vice Deputy Assistant Prime Press"));
            *first += *first < *last && stm_among(stm_token_form(c->a, *first), "Assistant Deputy Former");
            return true;
        }
        if (*last > *first && stm_among(stm_token_form(c->a, *last), "Minority Majority") &&
            *last + 1 < c->a->tokens.n && stm_among(stm_token_form(c->a, *last + 1), "Leader Whip")) {
            --*last;
        }
        return true;
    }
    for (uint32_t i = *first; i < *last; i++) {
        if (t[i].xpos == STM_XP_POS) {
            *first = i + 1;
        }
    }
    if (office(c, *last) && goes_on(c, *last) &&
        stm_map_get(&c->words->given, stm_coref_lower(c, *first)) == STM_NONE) {
        if (*last == *first) {
            return false;
        }
        --*last;
        *kind = STM_ORGANIZATION;
    }
    return true;
}

static bool mark(const stm_coref *c, uint32_t token)
{
    return stm_among(stm_token_form(c->a, token), "\" ' \xE2\x80\x9C \xE2\x80\x9D \xE2\x80\x98 \xE2\x80\x99 `` ''");
}

#define NICKNAME_WORDS 3

uint32_t stm_name_before_nickname(const stm_coref *c, uint32_t first, uint32_t last)
{
    const stm_token *t = c->a->tokens.at;
    uint32_t close = last, open, n = 0, name;
    while (close > 0 && close + 1 > first && (close == last || !mark(c, close))) {
        close--;
    }
    for (open = close; open > 0 && mark(c, close) && !(open < close && mark(c, open)); open--) {
        stm_str word = stm_token_form(c->a, open);
        if (open < close &&
            (++n > NICKNAME_WORDS || ((word.p[0] < 'A' || word.p[0] > 'Z') && !stm_among(word, "the of")))) {
            return STM_NONE;
        }
    }
    if (n == 0 || open == 0 || open > first || t[open - 1].sentence != t[last].sentence) {
        return STM_NONE;
    }
    name = c->name_at[open - 1];
    return name != STM_NONE && c->ments.at[name].kind == STM_PERSON && c->ments.at[name].first == open - 1 ? name
                                                                                                           : STM_NONE;
}

uint32_t stm_name_after_particle(const stm_coref *c, uint32_t first, uint32_t last)
{
    const stm_token *t = c->a->tokens.at;
    return last > first && last + 1 < c->a->tokens.n && t[last + 1].sentence == t[last].sentence &&
                   t[last + 1].upos == STM_PROPN && c->name_at[last + 1] == STM_NONE &&
                   stm_among(stm_coref_lower(c, last), "al el bin ibn abu von van der del della")
               ? last + 1
               : last;
}

bool stm_name_body_goes_on(const stm_coref *c, uint32_t last)
{
    const stm_token *t = c->a->tokens.at;
    return last + 1 < c->a->tokens.n && t[last + 1].sentence == t[last].sentence && t[last + 1].upos == STM_PROPN &&
           c->name_at[last + 1] == STM_NONE &&
           stm_among(stm_token_form(c->a, last + 1),
                     "Hospital University College Ministry Council School Church Museum Institute Foundation Airlines");
}

bool stm_name_of_ship(stm_coref *c, uint32_t *first, uint32_t last, stm_entity_kind *kind)
{
    bool letters = stm_among(stm_token_form(c->a, *first), STM_SHIP_LETTERS);
    if (!letters && *first > 0 && c->a->tokens.at[*first - 1].sentence == c->a->tokens.at[last].sentence &&
        stm_among(stm_token_form(c->a, *first - 1), STM_SHIP_LETTERS)) {
        uint32_t name = c->name_at[--*first];
        if (name != STM_NONE && name + 1 == c->ments.n) {
            c->ments.n--; /* the letters are no name of their own */
        }
        letters = true;
    }
    if (letters && *first < last) {
        *kind = STM_OTHER;
    }
    return letters && *first < last;
}

uint32_t stm_name_before_origin(const stm_coref *c, uint32_t first, uint32_t last)
{
    for (uint32_t i = first + 2; i < last; i++) {
        if (stm_str_eqz(stm_token_form(c->a, i), "of")) {
            return i - 1;
        }
    }
    return last;
}
