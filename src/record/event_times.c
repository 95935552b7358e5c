/* event_times.c: what an expression of time dates: its clause, a noun, or nothing.
 *
 * In: times, tokens with trees.  Out: the token that a time hangs on, the noun that it stands beside, the day of a time
 * of day, whether the day is that of saying or of what is said.  Never: a day that no word tells. Cost: linear in the
 * sentence.
 */
#include "record/event_times.h"
#include "extract/extract.h"
#include "extract/times.h"

#define DAY_CARRIED 3  /* sentences */
#define LONG_BEFORE 30 /* days */

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

/* "the 1980s", "the mid-1990's". */
bool stm_time_of_decade(const stm_time *t)
{
    return t->type == STM_TIME_DATE && t->value.n == 3 && t->to_day - t->from_day < 3660;
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

/* "at 6 a.m.", "early afternoon": no word of it says which day. */
bool stm_time_only_clock(stm_arena *arena, const stm_article *a, stm_span at)
{
    static const char *const words[] = { "a.m.",      "p.m.",    "am",        "pm",      "a.m",   "p.m",      "early",
                                         "late",      "morning", "afternoon", "evening", "noon",  "midnight", "night",
                                         "nightfall", "dawn",    "dusk",      "at",      "about", "around",   "by",
                                         "o'clock",   "the",     "mid",       "shortly", "after", "before",   "local",
                                         "time",      "gmt",     "hours",     "hrs",     "in",    "a",        "p",
                                         "m",         "a.",      "p.",        "m." };
    for (uint32_t i = stm_token_from(a, at.start); i < a->tokens.n && a->tokens.at[i].at.start < at.end; i++) {
        stm_str s = stm_str_lower(arena, stm_token_form(a, i));
        bool known = s.n == 0 || s.p[0] < 'a' || s.p[0] > 'z';
        for (size_t k = 0; k < sizeof words / sizeof *words && !known; k++) {
            known = stm_str_eqz(s, words[k]);
        }
        if (!known || stm_str_find(s, STM_STR("-"), 0) != SIZE_MAX || stm_str_find(s, STM_STR("/"), 0) != SIZE_MAX) {
            return false;
        }
    }
    return true;
}

/* "at 9:25 in the morning", "two minutes after the vote": what it says is the hour, or how long after. */
bool stm_time_of_clock(stm_arena *arena, const stm_article *a, stm_span at)
{
    bool long_after = false, after = false;
    if (stm_time_only_clock(arena, a, at)) {
        return true;
    }
    for (uint32_t i = stm_token_from(a, at.start); i < a->tokens.n && a->tokens.at[i].at.start < at.end; i++) {
        long_after |= stm_form_among(a, i, "minutes minute seconds moments");
        after |= stm_form_among(a, i, "after before later earlier");
    }
    return long_after && after;
}

/* One day, and not by a time of day alone. */
static bool names_day(stm_work *w, const stm_article *a, const stm_time *t)
{
    return t->from_day != STM_NO_DAY && t->from_day == t->to_day && !t->vague &&
           !(t->type == STM_TIME_TIME && stm_time_of_clock(w->arena, a, t->at));
}

/* "At 7 p.m. the clerk proposed saying that on Sept. 10 the guild had warned": a day within what a clause tells. */
static bool of_content(const stm_article *a, const stm_time *day)
{
    uint32_t head = stm_clause_head(a, stm_time_head(a, day->at));
    return head != STM_NONE && a->tokens.at[head].deprel == STM_DEP_CCOMP && a->tokens.at[head].head < head;
}

/* "was charged in the May 11 shooting. He went out around midnight": the day of the mishap, where no verb has one. */
static int32_t of_mishap_before(stm_work *w, const stm_article *a, uint32_t time)
{
    uint32_t here = stm_sentence_at(a, a->times.at[time].at.start);
    for (uint32_t i = time; i-- > 0 && stm_sentence_at(a, a->times.at[i].at.start) + DAY_CARRIED >= here;) {
        uint32_t noun = names_day(w, a, &a->times.at[i])
                            ? stm_time_noun(a, a->times.at[i].at, stm_time_head(a, a->times.at[i].at))
                            : STM_NONE;
        if (noun != STM_NONE) {
            return stm_is_mishap(a, noun) ? a->times.at[i].from_day : STM_NO_DAY;
        }
    }
    return STM_NO_DAY;
}

/* "Shares of Orsa Mills were up 2 percent in late morning trading": what is paid, which a report tells of its own day.
 */
static bool of_prices(const stm_article *a, uint32_t head)
{
    const stm_sentence *s = head == STM_NONE ? NULL : &a->sentences.at[a->tokens.at[head].sentence];
    for (uint32_t i = s == NULL ? 0 : s->first_token; s != NULL && i < s->first_token + s->n_tokens; i++) {
        if (a->tokens.at[i].head == head && a->tokens.at[i].deprel == STM_DEP_NSUBJ &&
            stm_among(stm_token_lemma(a, i), "share stock index future dollar euro yen yield bond oil crude gold")) {
            return true;
        }
    }
    return false;
}

/* The day that the sentence of a time of day names, or else those before it, or those before the time of day that it
 * follows; STM_NO_DAY: they name none. */
int32_t stm_time_day_around(stm_work *w, const stm_article *a, uint32_t time)
{
    uint32_t here = stm_sentence_at(a, a->times.at[time].at.start), own = stm_time_head(a, a->times.at[time].at);
    own = stm_clause_head(a, own);
    for (uint32_t i = time + 1; i < a->times.n && stm_sentence_at(a, a->times.at[i].at.start) == here; i++) {
        if (names_day(w, a, &a->times.at[i]) &&
            (!of_content(a, &a->times.at[i]) || stm_clause_head(a, stm_time_head(a, a->times.at[i].at)) == own)) {
            return a->times.at[i].from_day;
        }
    }
    if (of_prices(a, own) && stm_article_today(a) != STM_NO_DAY) {
        for (uint32_t i = time; i-- > 0 && stm_sentence_at(a, a->times.at[i].at.start) == here;) {
            if (names_day(w, a, &a->times.at[i])) {
                return a->times.at[i].from_day;
            }
        }
        return stm_article_today(a);
    }
    for (uint32_t i = time; i-- > 0 && stm_sentence_at(a, a->times.at[i].at.start) + DAY_CARRIED >= here;) {
        uint32_t noun;
        if (a->times.at[i].type == STM_TIME_TIME && stm_time_of_clock(w->arena, a, a->times.at[i].at)) {
            here = stm_sentence_at(a, a->times.at[i].at.start);
        }
        if (!names_day(w, a, &a->times.at[i]) || of_content(a, &a->times.at[i])) {
            continue;
        }
        if (a->times.at[i].at.end + 1 == a->times.at[time].at.start) {
            return a->times.at[i].from_day; /* "by Tuesday noon": the noun that has the day is the hour */
        }
        noun = stm_time_noun(a, a->times.at[i].at, stm_time_head(a, a->times.at[i].at));
        if (noun == STM_NONE && !stm_time_of_noun(a, a->times.at[i].at)) {
            return a->times.at[i].from_day;
        }
    }
    return of_mishap_before(w, a, time);
}

bool stm_time_later(stm_work *w, const stm_article *a, uint32_t time)
{
    const stm_time *t = &a->times.at[time];
    stm_str s = stm_str_sub(a->text, t->at);
    bool one = false; /* the text has named that day so far, and no other */
    for (uint32_t i = 0; i < time; i++) {
        if (names_day(w, a, &a->times.at[i])) {
            if (a->times.at[i].from_day != t->from_day) {
                one = false;
                break;
            }
            one = true;
        }
    }
    return t->type == STM_TIME_TIME && t->from_day != STM_NO_DAY && t->from_day == t->to_day && s.n > 6 &&
           stm_str_eq_nocase((stm_str){ s.p + s.n - 5, 5 }, STM_STR("later")) &&
           (one || stm_time_day_around(w, a, time) == t->from_day);
}

static bool time_of_day(stm_str s)
{
    static const char *const words[] = { "dawn", "dusk", "midnight", "noon", "morning", "evening", "night", "sunrise" };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (stm_str_eqz_nocase(s, words[i])) {
            return true;
        }
    }
    return false;
}

static bool small(const stm_article *a, uint32_t token)
{
    char c = stm_token_form(a, token).p[0];
    return c >= 'a' && c <= 'z';
}

/* "The 9 May Brigade", "Christmas House": a date or feast that the tree hangs on a name right behind it. */
static bool of_name(const stm_article *a, const stm_time *t)
{
    uint32_t first = stm_token_from(a, t->at.start), head = a->tokens.at[stm_time_head(a, t->at)].head;
    uint8_t rel = a->tokens.at[stm_time_head(a, t->at)].deprel;
    return (t->holiday || t->month_day > 0) && head != STM_NONE && head > first &&
           a->tokens.at[head].at.start >= t->at.end && head < first + 5 && a->tokens.at[head].upos == STM_PROPN &&
           !small(a, head) && a->tokens.at[head - 1].upos != STM_PUNCT &&
           (rel == STM_DEP_COMPOUND ||
            (first > 0 && rel != STM_DEP_OBL_UNMARKED && stm_form_among(a, first - 1, "the")));
}

/* "the Dawn Brigade", "the Midnight Club": a word of a name that is no day or month. */
bool stm_time_in_name(const stm_article *a, const stm_time *time)
{
    uint32_t last = STM_NONE;
    stm_span at = time->at;
    if (of_name(a, time)) {
        return true;
    }
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

/* "will not arrive until Monday": it arrives on Monday. */
static bool not_until(const stm_article *a, uint32_t until)
{
    uint32_t head = stm_clause_head(a, until);
    return stm_form_among(a, until, "until till") && head != STM_NONE && head < until && stm_clause_negated(a, head);
}

/* "refused to close the deal by Tuesday": the last day of what was to be done, not the day of the refusal. */
static bool last_day(const stm_article *a, uint32_t first)
{
    uint32_t head = stm_clause_head(a, first), verb = head == STM_NONE ? STM_NONE : a->tokens.at[head].head;
    return stm_form_among(a, first - 1, "by") && verb != STM_NONE && a->tokens.at[head].xpos == STM_XP_VB &&
           stm_str_among(stm_token_lemma(a, verb), "refuse fail decline neglect");
}

/* "until Friday", "through February", "before Monday": an end of something, not its day. */
bool stm_time_is_bound(const stm_article *a, stm_span at)
{
    uint32_t first = stm_token_from(a, at.start);
    stm_str own = stm_str_sub(a->text, at);
    if (stm_str_ends(own, " ago") &&
        (stm_str_starts(own, "more than") || stm_str_starts(own, "over") ||
         (first > 0 && first < a->tokens.n && stm_form_among(a, first - 1, "over than")))) {
        return true; /* "more than two years ago": in some year before */
    }
    if (first > 0 && first < a->tokens.n && last_day(a, first)) {
        return true;
    }
    if (first > 0 && first < a->tokens.n && not_until(a, first - 1)) {
        return false;
    }
    if (first > 1 && first < a->tokens.n && stm_form_among(a, first - 1, "after before") &&
        stm_form_among(a, first - 2, "shortly just soon little")) {
        return false; /* "shortly after 11am on Friday": about then */
    }
    return first > 0 && first < a->tokens.n &&
           stm_form_among(a, first - 1, "until till through before after than beyond");
}

/* "The Friday proposal": the day is the paper's, and says of no event when it was. */
bool stm_time_of_paper(const stm_article *a, uint32_t noun)
{
    const stm_token *t = &a->tokens.at[noun];
    for (int step = 0; step < 3 && t->deprel == STM_DEP_COMPOUND && t->head != STM_NONE; step++) {
        t = &a->tokens.at[t->head]; /* "the Friday ceasefire proposal" */
    }
    return t->lemma.p != NULL &&
           stm_among(t->lemma, "proposal plan offer document draft paper letter report edition newspaper article "
                               "statement memo bill text version story");
}

/* "on Tuesday or Wednesday": the first day, to the last day of the second; 0: no second. */
bool stm_time_or_another(const stm_article *a, uint32_t time, int32_t *to)
{
    const stm_time *t = &a->times.at[time], *next = t + 1;
    stm_str between;
    if (time + 1 >= a->times.n || next->at.start < t->at.end || next->from_day == STM_NO_DAY || next->vague) {
        return false;
    }
    between = stm_str_trim(stm_str_sub(a->text, (stm_span){ t->at.end, next->at.start }));
    if ((!stm_str_eqz(between, "or") && !stm_str_eqz(between, "or on")) || next->to_day < t->to_day) {
        return false;
    }
    *to = next->to_day;
    return true;
}

/* "a Halloween party", "they will remember Christmas": a feast that is said of a thing, or is one. "The Labor Day raid"
 * was on that day. */
bool stm_time_is_feast(const stm_article *a, const stm_time *t, uint32_t token, uint32_t noun)
{
    uint8_t rel = a->tokens.at[token].deprel;
    stm_str own = stm_str_sub(a->text, t->at);
    bool day = stm_str_ends(own, "Day") || stm_str_ends(own, "Eve");
    return t->holiday && (noun != STM_NONE ? !day : rel == STM_DEP_OBJ || rel == STM_DEP_NSUBJ);
}

/* "The fire ended a frantic morning": what the verb is done to, with "a" before it, and no day of it. */
bool stm_time_is_thing(const stm_article *a, stm_span at, uint32_t token)
{
    uint32_t first = stm_token_from(a, at.start);
    for (uint32_t i = first > 3 ? first - 3 : 0; i < token; i++) {
        if (a->tokens.at[token].deprel == STM_DEP_OBJ && a->tokens.at[i].head == token &&
            stm_form_among(a, i, "a an another")) {
            return true;
        }
    }
    return false;
}

/* "On Tuesday, police say a man fell": a present tense is of the report's day, so the day is of what they say. The verb
 * of that; else the token. */
uint32_t stm_time_in_saying(const stm_work *w, uint32_t member, uint32_t token)
{
    const stm_article *a = w->article[member];
    uint32_t head = token < a->tokens.n ? stm_clause_head(a, token) : STM_NONE;
    if (head == STM_NONE || token > head || !w->attribution[member][head] ||
        (a->tokens.at[head].xpos != STM_XP_VBP && a->tokens.at[head].xpos != STM_XP_VBZ)) {
        return token;
    }
    for (uint32_t i = head + 1; i < a->tokens.n && a->tokens.at[i].sentence == a->tokens.at[head].sentence; i++) {
        if (stm_form_among(a, i, "\" \xE2\x80\x9C : ''")) {
            return token; /* what he writes in the present is spoken then, whatever day it tells of */
        }
        if (a->tokens.at[i].head == head && a->tokens.at[i].deprel == STM_DEP_CCOMP) {
            return a->tokens.at[i].xpos == STM_XP_VBD ? i : token;
        }
    }
    return token;
}

/* "On 3 May the minister said that ...": a unit of what was said, where the day is that of saying it, some days before
 * the article; STM_NONE. What was said on the day of the report is its news, told already. */
uint32_t stm_time_said_then(stm_work *w, uint32_t member, uint32_t token, const stm_time *t)
{
    const stm_article *a = w->article[member];
    uint32_t head = stm_clause_head(a, token), u;
    int32_t today = stm_article_today(a);
    if (head == STM_NONE || today == STM_NO_DAY || t->from_day != t->to_day || t->to_day + 2 > today ||
        !w->attribution[member][head] || a->tokens.at[head].xpos != STM_XP_VBD || a->tokens.at[head].lemma.p == NULL ||
        !stm_among(a->tokens.at[head].lemma, "say tell announce declare warn promise state write acknowledge admit "
                                             "confirm deny demand urge vow pledge")) {
        return STM_NONE;
    }
    u = stm_first_unit(w, member, a->tokens.at[head].sentence);
    return u < w->first_unit[member + 1] && w->units.at[u].sentence == a->tokens.at[head].sentence ? u : STM_NONE;
}

/* "from a peak of 5 million in 1998 to", "3 percent a year ago" after "up from": the day of an amount that the event's
 * is compared with. */
bool stm_time_of_amount(const stm_article *a, stm_span at)
{
    uint32_t first = stm_token_from(a, at.start), i = first, sentence;
    bool number = false, comma = false;
    if (first == 0 || first >= a->tokens.n) {
        return false;
    }
    if (stm_str_find(stm_str_sub(a->text, at), STM_STR("year-ago"), 0) != SIZE_MAX ||
        stm_str_find(stm_str_sub(a->text, at), STM_STR("year-earlier"), 0) != SIZE_MAX) {
        return true; /* "in the year-ago quarter" */
    }
    sentence = a->tokens.at[first].sentence;
    {
        stm_str own = stm_str_sub(a->text, at);
        if (stm_form_among(a, first - 1, "from than") &&
            (stm_str_find(own, STM_STR("earlier"), 0) != SIZE_MAX || stm_str_find(own, STM_STR("ago"), 0) != SIZE_MAX ||
             stm_str_find(own, STM_STR("before"), 0) != SIZE_MAX)) {
            return true; /* "up 2 cents from a year earlier" */
        }
    }
    i -= stm_form_among(a, i - 1, "in on as the") ? 1 : 0;
    i -= i > 0 && stm_form_among(a, i - 1, "in on") ? 1 : 0;
    for (uint32_t step = 0; step < 16 && i > 0 && a->tokens.at[i - 1].sentence == sentence; step++) {
        const stm_token *t = &a->tokens.at[--i];
        if ((t->upos == STM_VERB && !stm_form_among(a, i, "compared")) ||
            (t->upos == STM_PUNCT && !stm_form_among(a, i, "% - $ ,"))) {
            return false;
        }
        comma |= stm_form_among(a, i, ",");
        if (number && ((!comma && stm_form_among(a, i, "from versus against")) ||
                       (i > 0 && stm_form_among(a, i, "with to") && stm_form_among(a, i - 1, "compared")))) {
            return true;
        }
        number |= t->upos == STM_NUM;
    }
    return false;
}

/* "will hold a hearing to look into the murder in 1967": what is still to come is of no day that is over. */
bool stm_time_over_in_future(const stm_article *a, uint32_t head, int32_t to)
{
    const stm_sentence *s;
    int32_t today = stm_article_today(a);
    for (uint32_t step = 0; step < 4 && head < a->tokens.n; step++) {
        const stm_token *t = &a->tokens.at[head];
        bool bare = t->xpos == STM_XP_VB || t->xpos == STM_XP_VBG;
        if (!bare || t->head == STM_NONE ||
            (t->deprel != STM_DEP_XCOMP && t->deprel != STM_DEP_ADVCL && t->deprel != STM_DEP_ACL &&
             t->deprel != STM_DEP_CONJ)) {
            break;
        }
        head = stm_clause_head(a, t->head);
    }
    s = head < a->tokens.n ? &a->sentences.at[a->tokens.at[head].sentence] : NULL;
    for (uint32_t i = s == NULL ? 0 : s->first_token; s != NULL && i < s->first_token + s->n_tokens; i++) {
        if (a->tokens.at[i].head == head && a->tokens.at[i].deprel == STM_DEP_AUX &&
            stm_form_among(a, i, "will 'll wo shall \xE2\x80\x99ll")) {
            return today != STM_NO_DAY && to < today;
        }
    }
    return false;
}

bool stm_time_before_next(const stm_article *a, uint32_t time, uint32_t head, int32_t to)
{
    int32_t today = stm_article_today(a);
    uint8_t x = head < a->tokens.n ? a->tokens.at[head].xpos : 0;
    if (today == STM_NO_DAY || to + LONG_BEFORE > today || (x != STM_XP_VBZ && x != STM_XP_VBP)) {
        return false;
    }
    for (uint32_t i = time + 1; i < a->times.n; i++) {
        const stm_time *t = &a->times.at[i];
        uint32_t token = stm_token_from(a, t->at.start);
        if (token >= a->tokens.n || a->tokens.at[token].sentence != a->tokens.at[head].sentence) {
            break;
        }
        if (t->from_day != STM_NO_DAY && t->from_day >= today && stm_clause_head(a, stm_time_head(a, t->at)) == head) {
            return true;
        }
    }
    return false;
}

/* "Posted on May 3", "(First published: 3 May, 4:08 p.m.)": a day of the text. */
bool stm_time_of_text(const stm_article *a, const stm_time *t)
{
    uint32_t number = stm_sentence_at(a, t->at.start), first, end;
    const stm_sentence *s = number == STM_NONE ? NULL : &a->sentences.at[number];
    if (s == NULL || s->n_tokens == 0) {
        return false;
    }
    first = s->first_token;
    end = first + s->n_tokens;
    while (first + 1 < end && stm_form_among(a, first, "( First Last Originally FIRST LAST")) {
        first++;
    }
    return (stm_token_from(a, t->at.start) < first + 8 || (first + 1 < end && stm_form_among(a, first + 1, ":"))) &&
           stm_form_among(
               a, first,
               "Posted Updated Published Modified Edited Printed Filed POSTED UPDATED PUBLISHED posted updated "
               "published modified");
}

/* "The Courier reported on Wednesday" and no more: what a clause tells of a text, and nothing of what happened. */
bool stm_time_reported_only(const stm_work *w, uint32_t member, stm_span at, const stm_time *t)
{
    const stm_article *a = w->article[member];
    bool reports = false;
    for (uint32_t i = stm_token_from(a, at.start); i < a->tokens.n && a->tokens.at[i].at.start < at.end; i++) {
        const stm_token *x = &a->tokens.at[i];
        bool when = x->at.start < t->at.end && x->at.end > t->at.start;
        bool verb = x->lemma.p != NULL && stm_among(x->lemma, "report say announce tell write state reveal");
        bool subject = x->deprel == STM_DEP_NSUBJ;
        reports |= verb;
        if (!(x->upos == STM_PUNCT || x->upos == STM_ADP || x->upos == STM_DET || when || verb || subject ||
              w->attribution[member][i] || x->upos == STM_PROPN)) {
            return false;
        }
    }
    return reports;
}

/* "could not be reached for comment on Friday", "did not return calls": what a reporter tried. */
bool stm_time_of_asking(const stm_article *a, uint32_t head)
{
    const stm_sentence *s = head < a->tokens.n ? &a->sentences.at[a->tokens.at[head].sentence] : NULL;
    stm_str l = s == NULL ? STM_NULL_STR : a->tokens.at[head].lemma;
    bool asked = false;
    if (l.p == NULL) {
        return false;
    }
    for (uint32_t i = head + 1; i < s->first_token + s->n_tokens && i < head + 8; i++) {
        asked |= stm_form_among(a, i, "comment");
    }
    if (stm_among(l, "reach") && asked && stm_clause_negated(a, head)) {
        return true;
    }
    if (stm_among(l, "decline refuse") && head + 2 < s->first_token + s->n_tokens) {
        return stm_form_among(a, head + 1, "to") && stm_form_among(a, head + 2, "comment");
    }
    for (uint32_t i = head + 1; i < s->first_token + s->n_tokens && i < head + 8; i++) {
        asked |= stm_form_among(a, i,
                                "call calls message messages e-mail e-mails email emails request requests query "
                                "queries question questions inquiry inquiries");
    }
    return stm_among(l, "respond return reply answer comment") && (asked || stm_str_eqz(l, "comment")) &&
           stm_clause_negated(a, head);
}

/* "the early 1990's", "the same day that he spoke": years, and a day that another clause has to name. */
bool stm_time_elsewhere(const stm_article *a, stm_span at)
{
    uint32_t next = stm_token_from(a, at.end), first = stm_token_from(a, at.start);
    stm_str own = stm_str_sub(a->text, at);
    if (own.n < 4 || next >= a->tokens.n || first >= a->tokens.n) {
        return false;
    }
    if (own.p[own.n - 1] == '0' && a->tokens.at[next].xpos == STM_XP_POS) {
        return first > 0 && (stm_form_among(a, first - 1, "the early mid late mid- and - to") ||
                             stm_form_among(a, first, "the early mid late"));
    }
    return stm_str_find(own, STM_STR("same day"), 0) != SIZE_MAX && stm_form_among(a, next, "that when as");
}

/* "in September this year", "Tuesday, 3 May": one that goes on from the one before it. */
bool stm_time_goes_on(const stm_article *a, uint32_t time)
{
    const stm_time *t = &a->times.at[time], *last = t - 1;
    return time > 0 && last->at.end < t->at.start && t->at.start - last->at.end == 1 &&
           a->text.p[last->at.end] == ' ' && last->type == STM_TIME_DATE && t->type == STM_TIME_DATE &&
           last->from_day != STM_NO_DAY && t->to_day - t->from_day > last->to_day - last->from_day;
}

/* "Monday night", "last night": the night has the name of its first day. "Overnight" has both. */
bool stm_time_night_of(const stm_article *a, const stm_time *t)
{
    stm_str own = stm_str_sub(a->text, t->at);
    return t->to_day == t->from_day + 1 && t->value.p != NULL && stm_str_ends(t->value, "TNI") && own.n > 5 &&
           stm_str_eq_nocase((stm_str){ own.p + own.n - 5, 5 }, STM_STR("night")) &&
           !stm_str_eq_nocase(own, STM_STR("overnight"));
}

/* "the next day, May 4": the second says which day the first is. */
bool stm_time_said_again(const stm_article *a, uint32_t time)
{
    const stm_time *t = &a->times.at[time], *next = t + 1;
    return time + 1 < a->times.n && t->type == STM_TIME_DATE && next->type == STM_TIME_DATE && next->month_day > 0 &&
           next->at.start == t->at.end + 2 && a->text.p[t->at.end] == ',' && t->from_day != next->from_day &&
           stm_str_ends(stm_str_sub(a->text, t->at), "day") && t->weekday == 0;
}

/* "from 22 May to 25 June", "between March and May", "in May and June": the last day of the second; false: no range. */
bool stm_time_range(const stm_article *a, uint32_t time, int32_t *to)
{
    const stm_time *t = &a->times.at[time], *next = t + 1;
    uint32_t first = stm_token_from(a, t->at.start);
    stm_str between;
    bool from, and;
    if (time + 1 >= a->times.n || first == 0 || next->at.start < t->at.end || next->from_day == STM_NO_DAY ||
        next->vague || next->to_day < t->to_day) {
        return false;
    }
    between = stm_str_trim(stm_str_sub(a->text, (stm_span){ t->at.end, next->at.start }));
    from = stm_form_among(a, first - 1, "from") &&
           (stm_str_eqz(between, "to") || stm_str_eqz(between, "through") || stm_str_eqz(between, "until"));
    and = stm_form_among(a, first - 1, "between") && stm_str_eqz(between, "and");
    if (next->from_day == t->to_day + 1 && t->type == STM_TIME_DATE && next->type == STM_TIME_DATE &&
        t->to_day - t->from_day >= 27 && stm_str_eqz(between, "and")) {
        and = true; /* "in May and June", "during 2006 and 2007" */
    }
    if (!from && !and) {
        return false;
    }
    *to = next->to_day;
    return true;
}

/* "Have you had any trouble today?": who asks tells nothing. */
bool stm_time_in_question(const stm_article *a, stm_span clause)
{
    uint32_t number = stm_sentence_at(a, clause.start), next = stm_token_from(a, clause.end), end;
    const stm_sentence *s = number == STM_NONE ? NULL : &a->sentences.at[number];
    if (s == NULL || s->n_tokens == 0) {
        return false;
    }
    end = s->first_token + s->n_tokens;
    while (end > s->first_token + 1 && stm_form_among(a, end - 1, "\" '' ) ! . \xE2\x80\x9D")) {
        end--;
    }
    return stm_form_among(a, end - 1, "?") || (next < end && stm_form_among(a, next, "?"));
}
