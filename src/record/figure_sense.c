/* figure_sense.c: numbers that count nothing, and labels that say nothing.
 *
 * In: figures of one article.  Out: whether a number is one that texts can agree or differ on; what became of the
 * people whom it counts; whether it is a rate or a part of another. Never: a judgement on the value.  Cost: a few
 * tokens around the figure.
 *
 * "91-73" is a score, "page 20" a place, "2005" before a name a year, "nineteen" before "seventies" half of one, "dead
 * at 95" an age: set beside each other as "victory: 73" they are true of nothing.
 */
#include <math.h>

#include "record/record_parts.h"

#define TOLL_STEPS 3   /* from a number up to its verb */
#define STREET_WORDS 4 /* from a number to "Street" */

static bool digit(char c) { return c >= '0' && c <= '9'; }

/* "91-73": a mark between two numbers without a blank; ".308" without what stands before the point; "9-14" whole. */
static bool in_score(const stm_article *a, const stm_figure *f)
{
    const char *t = a->text.p;
    stm_span at = f->at;
    static const char games[] = "record game games loss win victory defeat lead score start mark vote match series tie";
    stm_str counted = f->counted, own = stm_str_sub(a->text, at);
    uint32_t marks = 0;
    for (size_t i = 0; i < own.n; i++) {
        marks += own.p[i] == '-' && i > 0 && i + 1 < own.n && digit(own.p[i - 1]) && digit(own.p[i + 1]);
    }
    if (marks > 0 && (marks > 1 || counted.p == NULL || counted.n == 0 || stm_str_among(counted, games))) {
        return true;
    }
    if (at.start > 0 && t[at.start - 1] == '.' && digit(t[at.start]) && (at.start < 2 || !digit(t[at.start - 2]))) {
        return true;
    }
    return (at.start > 1 && t[at.start - 1] == '-' && digit(t[at.start - 2]) && digit(t[at.start])) ||
           (at.end + 1 < a->text.n && t[at.end] == '-' && digit(t[at.end + 1]) && digit(t[at.end - 1]));
}

/* "AK-47", "AK 47": capitals before the number, and no word between. */
static bool in_name(const stm_article *a, stm_span at, stm_str before)
{
    const char *t = a->text.p;
    bool capitals = before.n >= 2 && before.n <= 3;
    for (size_t i = 0; i < before.n; i++) {
        capitals = capitals && before.p[i] >= 'A' && before.p[i] <= 'Z';
    }
    return digit(t[at.start]) &&
           (capitals || (at.start > 1 && t[at.start - 1] == '-' && t[at.start - 2] >= 'A' && t[at.start - 2] <= 'Z'));
}

/* "a mother of 12" */
static bool parent_of(const stm_article *a, uint32_t first)
{
    return first > 1 && stm_form_among(a, first - 1, "of") &&
           stm_form_among(a, first - 2, "mother father parent parents");
}

bool stm_figure_names_one(const stm_article *a, const stm_figure *f)
{
    if (f->low != 1 || f->high != 1) {
        return false;
    }
    for (uint32_t i = stm_token_from(a, f->at.start); i < a->tokens.n && a->tokens.at[i].at.start < f->at.end; i++) {
        if (a->tokens.at[i].upos == STM_NUM || digit(stm_token_form(a, i).p[0]) || stm_form_among(a, i, "one One")) {
            return false;
        }
    }
    return true;
}

/* "at 561 N. Linden": a house on a street whose kind is not told; but "at 12 N. Korean mines" counts them. */
static bool house_number(const stm_article *a, uint32_t first)
{
    uint32_t next = first + 1;
    bool named = false;
    if (first == 0 || !stm_form_among(a, first - 1, "at At") || next >= a->tokens.n ||
        !stm_form_among(a, next, "N S E W N. S. E. W. North South East West")) {
        return false;
    }
    for (next++; next < a->tokens.n && a->tokens.at[next].sentence == a->tokens.at[first].sentence; next++) {
        char c = stm_token_form(a, next).p[0];
        if (c != '.' && !(c >= 'A' && c <= 'Z') && !digit(c)) {
            break;
        }
        named |= c != '.';
    }
    return named && (next >= a->tokens.n || a->tokens.at[next].upos != STM_NOUN);
}

/* "24 Linden Street", "618 West 31st Street" */
static bool in_address(const stm_article *a, const stm_figure *f, uint32_t next)
{
    static const char ways[] =
        "Street Avenue Road Lane Drive Boulevard Square Place Court Way St Ave Rd Blvd St. Ave. Rd. Blvd.";
    if (f->counted.p != NULL && f->counted.n > 0 && f->counted.p[0] >= 'A' && f->counted.p[0] <= 'Z') {
        size_t from = f->counted.n;
        while (from > 0 && f->counted.p[from - 1] != ' ') {
            from--;
        }
        if (stm_str_among((stm_str){ f->counted.p + from, f->counted.n - from }, ways)) {
            return true;
        }
    }
    if (next > 0 && next < a->tokens.n && stm_form_among(a, next - 1, "East West North South")) {
        next--; /* what is taken for counted */
    }
    for (uint32_t i = next; i < a->tokens.n && i < next + STREET_WORDS; i++) {
        char c = stm_token_form(a, i).p[0];
        if (stm_form_among(a, i, ways)) {
            return i > next;
        }
        if (!((c >= 'A' && c <= 'Z') || digit(c))) {
            return false;
        }
    }
    return false;
}

bool stm_figure_counts(const stm_article *a, const stm_figure *f)
{
    static const char places[] =
        "page chapter section article number no no. route highway interstate channel room flight "
        "version volume title district ward grade level phase round lap mile gate platform";
    static const char decades[] = "twenties thirties forties fifties sixties seventies eighties nineties";
    uint32_t first = stm_token_from(a, f->at.start), next = stm_token_from(a, f->at.end);
    stm_str before = first > 0 && first < a->tokens.n ? stm_token_form(a, first - 1) : STM_STR("");
    bool plain = f->unit.p == NULL || stm_str_eqz(f->unit, "person");
    if (first >= a->tokens.n || !plain) {
        return f->low != 0 || f->high != 0; /* a "zero-day" hole has no length */
    }
    if (in_score(a, f) || stm_form_among(a, next > first ? next - 1 : first, decades) ||
        (next < a->tokens.n && stm_form_among(a, next, decades))) {
        return false;
    }
    if (first > 0 && a->tokens.at[first - 1].sentence == a->tokens.at[first].sentence &&
        (stm_form_among(a, first - 1, places) || stm_str_eqz(before, "#"))) {
        return false;
    }
    if (in_name(a, f->at, before) || (parent_of(a, first) && !stm_span_some(f->counted_at))) {
        return false;
    }
    if (stm_str_eqz_nocase(before, "at") && f->counted.p != NULL && stm_among(f->counted, "point stage time moment")) {
        return false; /* "at one point" */
    }
    if (in_address(a, f, next) || house_number(a, first)) {
        return false;
    }
    /* "dead at 95", "aged 95": nothing that is counted follows */
    if (first > 0 && f->low == f->high && f->low > 0 && f->low < 120 && !stm_span_some(f->counted_at) &&
        (stm_form_among(a, first - 1, "aged age") ||
         (stm_str_eqz(before, "at") && first > 1 && stm_form_among(a, first - 2, "dead died dies die dying")) ||
         (stm_str_eqz(before, "of") && first > 1 && stm_form_among(a, first - 2, "age")))) {
        return false;
    }
    /* a year in front of a name, or without anything that it counts */
    if (f->low == f->high && f->low >= 1700 && f->low <= 2100 && f->at.end - f->at.start == 4 &&
        (next >= a->tokens.n || a->tokens.at[next].upos != STM_NOUN || stm_token_form(a, next).p[0] < 'a')) {
        return false;
    }
    return true;
}

stm_span stm_figure_with_rate(const stm_article *a, const stm_figure *f)
{
    stm_span at = f->counted_at;
    uint32_t t = stm_token_from(a, at.end);
    if (t + 1 < a->tokens.n && stm_form_among(a, t, "a an per every") && a->tokens.at[t + 1].upos == STM_NOUN) {
        at.end = a->tokens.at[t + 1].at.end;
    }
    return at;
}

bool stm_figure_attribute(const stm_article *a, const stm_figure *f)
{
    static const char *const units[] = { "one", "two", "three", "four", "five", "six", "seven", "eight", "nine" };
    stm_str own = stm_str_sub(a->text, f->at);
    bool mark = f->at.end < a->text.n && a->text.p[f->at.end] == '-';
    for (size_t i = 1; i + 1 < own.n; i++) {
        bool number = false; /* "twenty-one" */
        for (size_t k = 0; k < sizeof units / sizeof *units && own.p[i] == '-'; k++) {
            number = number || stm_str_starts((stm_str){ own.p + i + 1, own.n - i - 1 }, units[k]);
        }
        mark = mark || (own.p[i] == '-' && own.p[i + 1] >= 'a' && own.p[i + 1] <= 'z' && !number);
    }
    return mark && f->unit.p == NULL;
}

bool stm_figure_again_later(const stm_article *a, const stm_figure *f, const stm_figure *other)
{
    bool later = false;
    for (uint32_t i = 0; i < a->figures.n && f->counted.p != NULL && other->counted.p != NULL; i++) {
        const stm_figure *g = &a->figures.at[i];
        uint32_t t = stm_token_from(a, g->at.start);
        later = later || (g->at.start > f->at.start && t > 0 && stm_form_among(a, t - 1, "a an") &&
                          g->counted.p != NULL && g->low == other->low && stm_str_eq(g->counted, other->counted));
    }
    return later && !stm_str_eq(f->counted, other->counted);
}

stm_str stm_figure_whose(const stm_work *w, uint32_t member, const stm_figure *f, stm_str label)
{
    static const char *const ends[] = { "\xE2\x80\x99s ", "'s " };
    const stm_article *a = w->article[member];
    uint32_t t = stm_span_some(f->counted_at) ? stm_token_from(a, f->counted_at.start) : a->tokens.n, e = STM_NONE;
    size_t at = SIZE_MAX, n = 0;
    for (size_t i = 0; i < sizeof ends / sizeof *ends && at == SIZE_MAX; i++) {
        at = stm_str_find(label, stm_str_of(ends[i]), 0);
        n = strlen(ends[i]);
    }
    for (; at != SIZE_MAX && e == STM_NONE && t < a->tokens.n && a->tokens.at[t].at.end <= f->counted_at.end; t++) {
        if (t + 1 < a->tokens.n && a->tokens.at[t + 1].xpos == STM_XP_POS) {
            e = a->tokens.at[t].upos == STM_NOUN ? w->at_token[member][t] : STM_NONE;
            break;
        }
    }
    if (e == STM_NONE || e >= w->named.n || w->named.at[e] == 0) {
        return label;
    }
    return stm_str_format(w->arena, "%.*s\xE2\x80\x99s %.*s", (int)w->record->entities.at[e].name.n,
                          w->record->entities.at[e].name.p, (int)(label.n - at - n), label.p + at + n);
}

bool stm_figure_label_vague(stm_str label)
{
    static const char words[] =
        "time times area distance speed weight people age floor point points count counts state "
        "story book member members thing things way ways number numbers part parts case cases "
        "place places year years day days week weeks month months hour hours minute minutes";
    return stm_str_among(label, words);
}

/* "a share", "per head", "each": behind the figure or behind what it counts. */
bool stm_figure_is_rate(const stm_article *a, const stm_figure *f)
{
    uint32_t t = stm_token_from(a, stm_span_some(f->counted_at) && f->counted_at.end > f->at.end ? f->counted_at.end
                                                                                                 : f->at.end);
    stm_str s = t < a->tokens.n ? stm_token_form(a, t) : STM_STR("");
    bool noun = t + 1 < a->tokens.n && a->tokens.at[t + 1].upos == STM_NOUN;
    stm_str own = stm_str_sub(a->text, f->at), rest = { a->text.p + f->at.end, a->text.n - f->at.end };
    if (stm_str_starts(rest, "-per-") || stm_str_starts(rest, "-a-") ||
        stm_str_find(own, STM_STR("-per-"), 0) != SIZE_MAX) {
        return true; /* "70p-per-share" */
    }
    return stm_str_eqz(s, "each") || stm_str_eqz(s, "apiece") ||
           ((stm_str_eqz(s, "a") || stm_str_eqz(s, "an") || stm_str_eqz(s, "per") || stm_str_eqz(s, "every")) && noun);
}

/* "15 of the 19 rooms": neither of the two is the number of something else. */
bool stm_figure_is_part(const stm_article *a, const stm_figure *f)
{
    uint32_t first = stm_token_from(a, f->at.start), next = stm_token_from(a, f->at.end), k = next + 1;
    if (next + 2 < a->tokens.n && stm_str_eqz(stm_token_form(a, next), "of")) {
        k += stm_str_eqz(stm_token_form(a, k), "the") || stm_str_eqz(stm_token_form(a, k), "its");
        if (k < a->tokens.n && a->tokens.at[k].upos == STM_NUM) {
            return true;
        }
    }
    k = first;
    k -= k > 0 && (stm_str_eqz(stm_token_form(a, k - 1), "the") || stm_str_eqz(stm_token_form(a, k - 1), "its"));
    return k > 1 && stm_str_eqz(stm_token_form(a, k - 1), "of") && a->tokens.at[k - 2].upos == STM_NUM;
}

/* "party", where two are meant, or "Magnum", where nothing is counted. */
bool stm_figure_label_singular(stm_str s)
{
    static const char many[] = "people men women children police staff crew personnel troops media fish sheep cattle "
                               "aircraft feet lives wives thieves";
    return s.n > 0 && stm_str_find(s, STM_STR(" "), 0) == SIZE_MAX && s.p[s.n - 1] != 's' && !stm_str_among(s, many);
}

static stm_harm harm_of_word(stm_str s)
{
    static const struct {
        const char *stem;
        stm_harm harm;
    } stems[] = { { "kill", STM_DEAD },           { "dead", STM_DEAD },        { "die", STM_DEAD },
                  { "death", STM_DEAD },          { "fatal", STM_DEAD },       { "injur", STM_INJURED },
                  { "wound", STM_INJURED },       { "hurt", STM_INJURED },     { "missing", STM_MISSING },
                  { "unaccounted", STM_MISSING }, { "arrest", STM_ARRESTED },  { "detain", STM_ARRESTED },
                  { "evacuat", STM_EVACUATED },   { "displac", STM_HOMELESS }, { "homeless", STM_HOMELESS } };
    for (size_t i = 0; i < sizeof stems / sizeof *stems; i++) {
        size_t n = strlen(stems[i].stem);
        if (s.n >= n && stm_str_eqz_nocase((stm_str){ s.p, n }, stems[i].stem) && (n > 3 || s.n <= 4)) {
            return stems[i].harm;
        }
    }
    return STM_NO_HARM;
}

/* The same, of a token; "death penalty" harms nobody yet. */
static stm_harm harm_at(const stm_article *a, uint32_t i)
{
    stm_str s = stm_token_form(a, i);
    bool other = s.n >= 5 && stm_str_eqz_nocase((stm_str){ s.p, 5 }, "death") && i + 1 < a->tokens.n &&
                 stm_form_among(a, i + 1, "penalty sentence sentences row threat threats warrant certificate");
    return other ? STM_NO_HARM : harm_of_word(s);
}

static bool parts(stm_str s)
{
    return stm_str_eqz(s, ",") || stm_str_eqz(s, "and") || stm_str_eqz(s, ";") || stm_str_eqz(s, "but");
}

/* "The death toll from the storm rose to 31": the subject of the number's verb is a toll. */
static bool of_toll(const stm_article *a, uint32_t number)
{
    uint32_t verb = number, first = a->sentences.at[a->tokens.at[number].sentence].first_token;
    for (int step = 0; step < TOLL_STEPS && verb != STM_NONE && a->tokens.at[verb].upos != STM_VERB; step++) {
        verb = a->tokens.at[verb].head;
    }
    for (uint32_t i = first; verb != STM_NONE && i < verb; i++) {
        const stm_token *t = &a->tokens.at[i];
        if (t->head == verb && t->deprel == STM_DEP_NSUBJ && stm_str_eqz(stm_token_lemma(a, i), "toll")) {
            return true;
        }
    }
    return false;
}

stm_str stm_harm_name(stm_harm harm)
{
    static const char *const names[] = { "",
                                         "people killed",
                                         "people injured",
                                         "people missing",
                                         "people arrested",
                                         "people evacuated",
                                         "people homeless" };
    return stm_str_of(names[harm]);
}

/* The nearest word of harm, within a few words and no comma: "killing at least 19 people", "25 are missing". */
stm_harm stm_figure_harm(const stm_article *a, const stm_figure *f)
{
    uint32_t first = stm_token_from(a, f->at.start), end = first, s;
    bool before = true, after = true;
    if (first < a->tokens.n && parent_of(a, first)) {
        return STM_NO_HARM;
    }
    for (uint32_t i = first; i < a->tokens.n && a->tokens.at[i].at.start < f->at.end; i++) {
        stm_harm h = harm_at(a, i);
        if (h != STM_NO_HARM) {
            return h;
        }
        end = i + 1;
    }
    if (first >= a->tokens.n) {
        return STM_NO_HARM;
    }
    s = a->tokens.at[first].sentence;
    if (f->counted.p == NULL && of_toll(a, first)) {
        return STM_DEAD;
    }
    before = first == 0 || f->counted.p == NULL ||
             !stm_form_among(a, first - 1, "in at from near across inside within"); /* where */
    for (uint32_t k = 1; k <= 4; k++) {
        uint32_t b = first - k, e = end + k - 1;
        before = before && k <= first && a->tokens.at[b].sentence == s && !parts(stm_token_form(a, b));
        after = after && e < a->tokens.n && a->tokens.at[e].sentence == s && !parts(stm_token_form(a, e));
        if (before && harm_at(a, b) != STM_NO_HARM) {
            return harm_at(a, b);
        }
        if (after && harm_at(a, e) != STM_NO_HARM) {
            return harm_at(a, e);
        }
    }
    return STM_NO_HARM;
}

bool stm_figure_still(const stm_article *a, const stm_figure *f)
{
    uint32_t t = stm_token_from(a, f->at.end);
    for (uint32_t i = t; i < a->tokens.n && i < t + 4 && a->tokens.at[i].upos != STM_PUNCT; i++) {
        if (stm_form_among(a, i, "still")) {
            return true;
        }
    }
    return false;
}

uint32_t stm_figure_whose_age(const stm_work *w, uint32_t member, const stm_figure *f, uint32_t sentence)
{
    const stm_article *a = w->article[member];
    stm_str whose = { f->counted.p + strlen("age of "), f->counted.n - strlen("age of ") };
    uint32_t entity = STM_NONE, t = a->tokens.n, end;
    for (t = stm_span_some(f->counted_at) ? stm_token_from(a, f->counted_at.start) : t;
         t < a->tokens.n && a->tokens.at[t].at.start < f->counted_at.end; t++) {
        entity = w->at_token[member][t] != STM_NONE ? w->at_token[member][t] : entity;
    }
    if (entity != STM_NONE || sentence == STM_NONE) {
        return entity;
    }
    t = stm_token_of(a, sentence, whose); /* "Ann Roe, 48": the name stands before the figure */
    if (t == STM_NONE) {
        return STM_NONE;
    }
    end = a->tokens.at[t].at.start + (uint32_t)whose.n;
    entity = w->at_token[member][t];
    for (; entity == STM_NONE && t < a->tokens.n && a->tokens.at[t].at.start < end; t++) {
        uint32_t e = w->at_token[member][t]; /* "Ms. Roe" */
        bool person = e != STM_NONE && w->record->entities.at[e].kind == STM_PERSON;
        entity = person && e < w->named.n && w->named.at[e] ? e : STM_NONE;
    }
    return entity;
}

stm_str stm_figure_label_with_article(stm_arena *arena, stm_str s)
{
    size_t at = strlen("age of ");
    bool bare = stm_str_starts(s, "age of ") && s.n > at && s.p[at] >= 'a' && s.p[at] <= 'z' &&
                stm_str_find((stm_str){ s.p + at, s.n - at }, STM_STR(" "), 0) == SIZE_MAX && !stm_str_ends(s, "s") &&
                !stm_str_ends(s, "men") && !stm_str_ends(s, "people") && !stm_str_ends(s, "children");
    return bare ? stm_str_format(arena, "age of %s %.*s", strchr("aeiou", s.p[at]) != NULL ? "an" : "a",
                                 (int)(s.n - at), s.p + at)
                : s;
}

/* "Won by 40 votes", "40 seats more than the others": by how much one is ahead. Only of what is won: "a march led by 40
 * nurses", "40 nurses more than last year" tell of no margin. */
bool stm_figure_margin(const stm_article *a, const stm_figure *f)
{
    static const char won[] = "vote votes ballot ballots seat seats delegate delegates";
    uint32_t first = stm_token_from(a, f->at.start), after = stm_token_from(a, f->at.end);
    uint32_t from = first < a->tokens.n ? a->sentences.at[a->tokens.at[first].sentence].first_token : 0;
    bool ahead = false;
    if (after == 0 || !stm_form_among(a, after - 1, won)) {
        return false;
    }
    if (after + 2 < a->tokens.n && stm_form_among(a, after, "more fewer less") &&
        stm_form_among(a, after + 1, "than")) {
        return !stm_form_among(a, after + 2, "in at last before expected previously needed ever");
    }
    for (uint32_t i = first; i > from && !ahead; i--) {
        ahead = a->tokens.at[i - 1].upos == STM_VERB &&
                stm_among(stm_token_lemma(a, i - 1), "win lose beat lead defeat trail");
    }
    return ahead && first > from && stm_form_among(a, first - 1, "by");
}

uint32_t stm_figure_told_in(const stm_article *a, const stm_figure *f)
{
    uint32_t quotation = f->quotation;
    for (uint32_t step = 0; step < 4 && quotation != STM_NONE; step++) {
        uint32_t up = a->quotations.at[quotation].nested_in;
        if (up == STM_NONE || a->quotations.at[up].speaker_name.p == NULL) {
            break;
        }
        quotation = up;
    }
    return quotation;
}
