/* event_times.c: what an expression of time dates: its clause, a noun, or nothing.
 *
 * In: times, tokens with trees.  Out: the token that a time hangs on, the noun that it stands beside, the day of a time
 * of day.  Never: a day that no word tells. Cost: linear in the sentence.
 */
#include "record/event_times.h"

#define DAY_CARRIED 3 /* sentences */

/* The word of a time expression that hangs on a word outside it. */
uint32_t stm_time_head(const stm_article *a, stm_span at)
{
    uint32_t first = stm_token_from(a, at.start), end = first;
    while (end < a->tokens.n && a->tokens.at[end].at.start < at.end) {
        end++;
    }
    for (uint32_t i = first; i < end; i++) {
        uint32_t h = a->tokens.at[i].head;
        if (h == STM_NONE || h < first || h >= end) {
            return i;
        }
    }
    return first;
}

/* "a 2007 saloon": a year that names a thing dates nothing. */
bool stm_time_names_thing(const stm_article *a, uint32_t token, const stm_time *t)
{
    const stm_token *x = &a->tokens.at[token];
    return t->to_day - t->from_day > 300 && x->head != STM_NONE && x->head > token && x->deprel != STM_DEP_OBL &&
           (a->tokens.at[x->head].upos == STM_NOUN || a->tokens.at[x->head].upos == STM_PROPN);
}

/* "in winter", "in spring": a long stretch that no number and no "last" or "this" ties to a year. */
bool stm_time_unanchored(stm_arena *arena, const stm_article *a, const stm_time *t)
{
    static const char *const anchors[] = { "last", "this",    "next",  "past", "coming", "previous",
                                           "ago",  "earlier", "since", "late", "early" };
    stm_str s = stm_str_lower(arena, stm_str_sub(a->text, t->at));
    if (t->to_day - t->from_day < 40) {
        return false;
    }
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] >= '0' && s.p[i] <= '9') {
            return false;
        }
    }
    for (size_t i = 0; i < sizeof anchors / sizeof *anchors; i++) {
        if (stm_str_find(s, stm_str_of(anchors[i]), 0) != SIZE_MAX) {
            return false;
        }
    }
    return true;
}

/* "the Sept. 11 attack", "their Friday meeting": between a determiner and a noun, whatever the tree says. */
static uint32_t noun_behind(const stm_article *a, stm_span at)
{
    uint32_t first = stm_token_from(a, at.start), next = first;
    while (next < a->tokens.n && a->tokens.at[next].at.start < at.end) {
        next++;
    }
    if (next < a->tokens.n && stm_str_eqz(stm_token_form(a, next), ",")) {
        next++;
    }
    if (first == 0 || next >= a->tokens.n || a->tokens.at[next].sentence != a->tokens.at[first].sentence ||
        a->tokens.at[next].upos != STM_NOUN) {
        return STM_NONE;
    }
    first--;
    return a->tokens.at[first].upos == STM_DET || a->tokens.at[first].xpos == STM_XP_PRPS ||
                   a->tokens.at[first].xpos == STM_XP_POS
               ? next
               : STM_NONE;
}

/* "the Friday talks": the day is the thing's, whatever the verb says of it. The noun, or STM_NONE. */
uint32_t stm_time_noun(const stm_article *a, stm_span at, uint32_t token)
{
    const stm_token *x = &a->tokens.at[token];
    if (x->head == STM_NONE || noun_behind(a, at) != STM_NONE) {
        return noun_behind(a, at);
    }
    if (x->head < token && x->deprel == STM_DEP_NMOD_UNMARKED && a->tokens.at[x->head].upos == STM_NOUN) {
        return x->head; /* "the comments Monday" */
    }
    return x->head > token && x->head < token + 6 && a->tokens.at[x->head].upos == STM_NOUN &&
                   (x->deprel == STM_DEP_COMPOUND || x->deprel == STM_DEP_NMOD_UNMARKED ||
                    x->deprel == STM_DEP_NMOD_POSS || x->deprel == STM_DEP_OBL_UNMARKED || x->deprel == STM_DEP_NMOD)
               ? x->head
               : STM_NONE;
}

/* "at 6 a.m.", "early afternoon": no word of it says which day. */
bool stm_time_only_clock(stm_arena *arena, const stm_article *a, stm_span at)
{
    static const char *const words[] = { "a.m.",     "p.m.",   "am",        "pm",        "a.m",     "p.m",
                                         "early",    "late",   "morning",   "afternoon", "evening", "noon",
                                         "midnight", "night",  "nightfall", "dawn",      "dusk",    "at",
                                         "about",    "around", "by",        "o'clock",   "the",     "mid",
                                         "shortly",  "after",  "before",    "local",     "time",    "gmt" };
    for (uint32_t i = stm_token_from(a, at.start); i < a->tokens.n && a->tokens.at[i].at.start < at.end; i++) {
        stm_str s = stm_str_lower(arena, stm_token_form(a, i));
        bool known = s.n == 0 || s.p[0] < 'a' || s.p[0] > 'z';
        for (size_t k = 0; k < sizeof words / sizeof *words && !known; k++) {
            known = stm_str_eqz(s, words[k]);
        }
        if (!known || stm_str_find(s, STM_STR("-"), 0) != SIZE_MAX) {
            return false;
        }
    }
    return true;
}

/* One day, and not by a time of day alone. */
static bool names_day(stm_work *w, const stm_article *a, const stm_time *t)
{
    return t->from_day != STM_NO_DAY && t->from_day == t->to_day && !t->vague &&
           !(t->type == STM_TIME_TIME && stm_time_only_clock(w->arena, a, t->at));
}

/* The day that the sentence of a time of day names, or else those before it; STM_NO_DAY: they name none. */
int32_t stm_time_day_around(stm_work *w, const stm_article *a, uint32_t time)
{
    uint32_t here = stm_sentence_at(a, a->times.at[time].at.start);
    for (uint32_t i = time + 1; i < a->times.n && stm_sentence_at(a, a->times.at[i].at.start) == here; i++) {
        if (names_day(w, a, &a->times.at[i])) {
            return a->times.at[i].from_day;
        }
    }
    for (uint32_t i = time; i-- > 0 && stm_sentence_at(a, a->times.at[i].at.start) + DAY_CARRIED >= here;) {
        if (names_day(w, a, &a->times.at[i])) {
            return a->times.at[i].from_day;
        }
    }
    return STM_NO_DAY;
}

static bool time_of_day(stm_str s)
{
    static const char *const words[] = { "dawn", "dusk", "midnight", "noon", "morning", "evening", "night", "sunrise" };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (stm_str_eq_nocase(s, stm_str_of(words[i]))) {
            return true;
        }
    }
    return false;
}

/* "the Dawn Brigade", "the Midnight Club": a word of a name that is no day or month. */
bool stm_time_in_name(const stm_article *a, stm_span at)
{
    uint32_t last = STM_NONE;
    for (uint32_t i = stm_token_from(a, at.start); i < a->tokens.n && a->tokens.at[i].at.start < at.end; i++) {
        stm_str f = stm_token_form(a, i);
        for (size_t k = 0; k < f.n; k++) {
            if (f.p[k] >= '0' && f.p[k] <= '9') {
                return false;
            }
        }
        last = i;
    }
    return last != STM_NONE && last + 1 < a->tokens.n && a->tokens.at[last].upos == STM_PROPN &&
           a->tokens.at[last + 1].upos == STM_PROPN && time_of_day(stm_token_form(a, last)) &&
           stm_token_form(a, last).p[0] >= 'A' && stm_token_form(a, last).p[0] <= 'Z';
}

/* "until Friday", "through February", "before Monday": an end of something, not its day. */
bool stm_time_is_bound(const stm_article *a, stm_span at)
{
    uint32_t first = stm_token_from(a, at.start);
    return first > 0 && first < a->tokens.n && stm_form_among(a, first - 1, "until till through before after than");
}
