/* record_timeline.c: dated events, merged across articles.
 *
 * In: times with days, clauses, matches.  Out: record.timeline, by day.
 *
 * A time expression dates the clause that it stands in. Two dated clauses are one event where their days meet and
 * their matters are alike, or their sentences match; an undated sentence of another line joins the event that it
 * matches. Where like clauses give days that do not meet, the event says so (`agree` false). Never: two days of one
 * text as one event, a vague time, a duration, a day that had to be guessed.
 * Cost: linear in times, and in the dated clauses that share a day or a term.
 */
#include <math.h>
#include <stdlib.h>

#include "record/event_dates.h"

#define LEAST_DICE 0.4f
#define LEAST_DICE_APART 0.62f /* for events on days that do not meet */
#define LEAST_DICE_UNDATED 0.5f
#define LONG_PAST 300 /* days */
#define MAX_SHARING 60
#define MAX_COMPARED 12 /* clauses of an event */
#define MAX_EVENT 240   /* bytes of wording */
#define HIDDEN 0.49     /* the most that an item gets that is not shown unasked */

static uint32_t root_of(stm_dateds *d, uint32_t i)
{
    while (d->at[i].up != i) {
        d->at[i].up = d->at[d->at[i].up].up;
        i = d->at[i].up;
    }
    return i;
}

/* "It had called off the strike": what another text tells with a name. */
static bool by_pronoun(const stm_dated *d)
{
    static const char *const words[] = {
        "It ", "He ", "She ", "They ", "We ", "I ", "This is ", "That is ", "This was "
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (stm_str_starts(d->event, words[i])) {
            return true;
        }
    }
    return false;
}

/* "at 10am today": another text may name the day. */
static bool by_todays_name(stm_work *w, const stm_dated *d)
{
    stm_str s = stm_str_lower(w->arena, d->event);
    static const char *const words[] = { " today",       "today ",         " yesterday",   "yesterday ", " tomorrow",
                                         "this morning", "this afternoon", "this evening", "tonight",    "last night" };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (stm_str_find(s, stm_str_of(words[i]), 0) != SIZE_MAX) {
            return true;
        }
    }
    return false;
}

/* "To the group gathered in Orsa", "Are the points that we will take there": a piece of a sentence. */
static bool fragment(stm_str event)
{
    static const char *const verbs[] = { "Had ", "Has ", "Have ", "Are ", "Is ", "Was ", "Were " };
    static const char *const pieces[] = { "With ",     "To ",    "After ", "Before ", "Until ",
                                          "Since ",    "While ", "If ",    "When ",   "Because ",
                                          "Although ", "Than ",  "Which ", "Who ",    "Whose " };
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++) {
        if (stm_str_starts(event, verbs[i])) {
            return true;
        }
    }
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        if (stm_str_starts(event, pieces[i])) {
            return stm_str_find(event, STM_STR(", "), 0) == SIZE_MAX;
        }
    }
    return false;
}

/* A pronoun for subject, or before it, and nobody is named as saying it whose words they might be: whom it means no
 * reader knows. */
static bool nobody_knows_who(const stm_dated *d)
{
    bool spoken = stm_str_find(d->event, STM_STR("\xE2\x80\x9D"), 0) != SIZE_MAX ||
                  stm_str_find(d->event, STM_STR("\""), 0) != SIZE_MAX;
    bool own = stm_str_starts(d->event, "I ") || stm_str_starts(d->event, "We ");
    bool whose = stm_str_starts(d->event, "Its ") || stm_str_starts(d->event, "His ") ||
                 stm_str_starts(d->event, "Her ") || stm_str_starts(d->event, "Their ");
    return (by_pronoun(d) || whose) && d->said_by == STM_NONE && d->said_by_name.p == NULL && !(own && spoken);
}

static bool matched(const stm_work *w, uint32_t a, uint32_t b)
{
    const stm_u32s *list = &w->matches_of[a];
    for (uint32_t k = 0; k < list->n; k++) {
        const stm_match *m = &w->matches.at[list->at[k]];
        if (m->a == b || m->b == b) {
            return true;
        }
    }
    return false;
}

static bool days_meet(const stm_dated *a, const stm_dated *b) { return a->from <= b->to && b->from <= a->to; }

/* The same verb, or a synonym, heads both. */
static bool same_verb(stm_work *w, const stm_dated *a, const stm_dated *b)
{
    const stm_unit *x = &w->units.at[a->unit], *y = &w->units.at[b->unit];
    stm_matter m, o;
    if (x->head == STM_NONE || y->head == STM_NONE) {
        return false;
    }
    stm_matter_of(w, a->member, &w->article[a->member]->tokens.at[x->head].at, 1, &m);
    stm_matter_of(w, b->member, &w->article[b->member]->tokens.at[y->head].at, 1, &o);
    return stm_matter_compare(w, &m, &o).shared > 0;
}

/* Some text of both groups gives days that do not meet: it tells of two events. */
static bool told_apart(const stm_dateds *d, const stm_u32s *x, const stm_u32s *y)
{
    for (uint32_t i = 0; i < x->n; i++) {
        for (uint32_t k = 0; k < y->n; k++) {
            const stm_dated *a = &d->at[x->at[i]], *b = &d->at[y->at[k]];
            if (a->member == b->member && !a->clock && !b->clock && !days_meet(a, b)) {
                return true;
            }
        }
    }
    return false;
}

/* Makes one group of two, in groups by root, unless a text tells of both. */
static void join(stm_work *w, stm_dateds *d, stm_u32s *group, uint32_t i, uint32_t k)
{
    uint32_t x = root_of(d, i), y = root_of(d, k), to = x < y ? x : y, from = x < y ? y : x;
    if (x == y || told_apart(d, &group[x], &group[y])) {
        return;
    }
    d->at[from].up = to;
    for (uint32_t n = 0; n < group[from].n; n++) {
        stm_vec_push(w->arena, &group[to], group[from].at[n]);
    }
    group[from].n = 0;
}

/* "the 2014 ban", "a 2014 ban". */
static bool one_noun(const stm_work *w, const stm_dated *a, const stm_dated *b)
{
    stm_str x = w->article[a->member]->tokens.at[a->noun_at].lemma,
            y = w->article[b->member]->tokens.at[b->noun_at].lemma;
    return x.p != NULL && y.p != NULL && stm_str_eq(x, y);
}

/* "We warned them twice last month", "twice in May we told them so": one man's own deeds of one stretch, as many. */
static bool own_deeds(const stm_work *w, const stm_dated *a, const stm_dated *b)
{
    static const char *const own[] = { "we", "We", "I" };
    bool first[2] = { false, false };
    for (uint32_t k = 0; k < 2; k++) {
        const stm_dated *x = k == 0 ? a : b;
        uint32_t head = w->units.at[x->unit].head, who = STM_NONE;
        who = head == STM_NONE ? STM_NONE : stm_arguments_of(w->article[x->member], head).agent;
        for (size_t i = 0; who != STM_NONE && i < sizeof own / sizeof *own; i++) {
            first[k] |= stm_str_eqz(stm_token_form(w->article[x->member], who), own[i]);
        }
    }
    return first[0] && first[1] && a->member != b->member && a->from == b->from && a->to == b->to &&
           a->said_by != STM_NONE && a->said_by == b->said_by;
}

static bool one_event(stm_work *w, const stm_dated *a, const stm_dated *b)
{
    stm_likeness like;
    bool several;
    if (a->member == b->member && a->unit == b->unit) {
        return false;
    }
    several = stm_clause_several_times(w->article[a->member], a->at);
    if (several != stm_clause_several_times(w->article[b->member], b->at) && (a->from != b->from || a->to != b->to)) {
        return false; /* one day is not when all of it was */
    }
    if (several && own_deeds(w, a, b)) {
        return true;
    }
    if (a->noun && b->noun && a->from == b->from && a->to == b->to && one_noun(w, a, b)) {
        return true;
    }
    if (a->unit != STM_NONE && b->unit != STM_NONE && w->units.at[a->unit].negated != w->units.at[b->unit].negated &&
        same_verb(w, a, b)) {
        return false; /* "did not close" is no account of the closing */
    }
    if (a->unit != STM_NONE && b->unit != STM_NONE &&
        (stm_units_two_do_it(w, &w->units.at[a->unit], &w->units.at[b->unit]) ||
         stm_units_two_rise(w, &w->units.at[a->unit], &w->units.at[b->unit]))) {
        return false;
    }
    if (!a->noun && !b->noun && stm_measures_apart(w, a->member, a->at, b->member, b->at)) {
        return false;
    }
    if (!a->noun && !b->noun && a->member != b->member && a->unit != STM_NONE && b->unit != STM_NONE &&
        stm_units_other_deed(w, &w->units.at[a->unit], &w->units.at[b->unit])) {
        return false;
    }
    like = stm_matter_compare(w, &a->matter, &b->matter);
    if (a->from == b->from && a->to == b->to && a->to - a->from <= 7 && like.shared >= 1 && same_verb(w, a, b)) {
        return true;
    }
    if (!a->beside && !b->beside && stm_units_of_two(w, a->unit, &a->matter, b->unit, &b->matter)) {
        return false; /* "the bells rang for the 31 dead", "the death toll rose to 31" */
    }
    if (days_meet(a, b)) {
        bool narrow = a->to - a->from <= 3 && b->to - b->from <= 3;
        return like.shared >= 3 && (like.dice >= LEAST_DICE || (narrow && like.n > 1 && like.least >= 0.65f) ||
                                    (narrow && matched(w, a->unit, b->unit) && like.least >= 0.4f));
    }
    return a->member != b->member && like.n >= 3 && like.shared >= 7 && like.dice >= LEAST_DICE_APART &&
           !stm_amounts_apart(w, a, b);
}

/* "the day before", "a week after": behind such a stretch of time these lead on to nothing. */
static bool behind_a_stretch(stm_str s)
{
    static const char *const stretches[] = { " day", " week", " month", " year", " night", " morning", " evening" };
    static const char *const ahead[] = { " the", " a", " two", " three", " few" };
    bool found = false;
    s.n -= s.n > 0 && s.p[s.n - 1] == 's' ? 1 : 0;
    for (size_t i = 0; i < sizeof stretches / sizeof *stretches; i++) {
        size_t n = strlen(stretches[i]);
        for (size_t k = 0; k < sizeof ahead / sizeof *ahead && stm_str_ends(s, stretches[i]); k++) {
            found = found || stm_str_ends((stm_str){ s.p, s.n - n }, ahead[k]);
        }
    }
    return found;
}

/* Long events end at a comma; none at a word that leads on to what was cut. */
static stm_str shortened(stm_work *w, stm_str s)
{
    static const char *const leads[] = {
        " after", " before", " when", " while", " and", " but", " as", " because", ","
    };
    size_t n = MAX_EVENT;
    for (size_t i = 0; i < sizeof leads / sizeof *leads; i++) {
        stm_str without = { s.p, s.n - (stm_str_ends(s, leads[i]) ? strlen(leads[i]) : 0) };
        s = i < 2 && behind_a_stretch(without) ? s : without;
    }
    if (s.n > MAX_EVENT + 40) {
        while (n > MAX_EVENT / 2 && !(s.p[n] == ',' && s.p[n + 1] == ' ')) {
            n--;
        }
        if (s.p[n] != ',') {
            n = MAX_EVENT;
            while (n > 0 && s.p[n] != ' ') {
                n--;
            }
        }
        s = stm_str_format(w->arena, "%.*s\xE2\x80\xA6", (int)n, s.p);
    }
    return s;
}

static void add_passage(stm_work *w, stm_event *e, uint32_t member, stm_span at, stm_u32s *members)
{
    stm_passage p = { w->index[member], at };
    for (uint32_t i = 0; i < e->passages.n; i++) {
        if (e->passages.at[i].article == p.article && stm_span_meets(e->passages.at[i].at, at)) {
            return;
        }
    }
    stm_vec_push(w->arena, &e->passages, p);
    stm_vec_push(w->arena, members, member);
}

/* What several lines date alike is agreed. */
static void agree(stm_work *w, stm_dateds *d, const stm_u32s *group, const stm_dated *best, const stm_event *e,
                  const stm_u32s *members)
{
    stm_statement st = { .status = STM_ST_AGREED, .lines = e->lines, .about = e->event };
    stm_u32s said_by = { 0 };
    double least = 1;
    stm_strs names = { 0 };
    stm_u32s units = { 0 }, texts = { 0 };
    bool fresh = false;
    for (uint32_t i = 0; i < group->n; i++) {
        if (w->used[d->at[group->at[i]].unit] == STM_USED) {
            return;
        }
        fresh = fresh || w->used[d->at[group->at[i]].unit] == 0;
    }
    if (!fresh) {
        return;
    }
    for (uint32_t i = 0; i < e->passages.n; i++) {
        stm_statement_reading r = { .passage = e->passages.at[i], .stance = STM_ASSERTS };
        uint32_t member = members->at[i], unit = stm_unit_at(w, member, r.passage.at.start);
        stm_said_by(w, member, unit == STM_NONE ? STM_NONE : w->units.at[unit].quotation, &r.said_by, &r.said_by_name);
        r.reading = unit == STM_NONE ? STM_NULL_STR : stm_unit_reading(w, unit);
        if (best->noun && unit != STM_NONE) { /* what the texts have in common is said in the clause around the noun */
            r.passage.at = stm_span_trim(w->article[member], w->units.at[unit].at);
        }
        if (r.reading.p == NULL) {
            r.reading = stm_wording(w->arena, w->article[member], r.passage.at);
        }
        if (unit != STM_NONE && !best->noun && e->status != STM_EVENT_CANCELLED &&
            w->units.at[unit].negated != w->units.at[best->unit].negated) {
            continue; /* "the tavern did not open on Sunday", "on Sunday the tavern was full" */
        }
        if (unit != STM_NONE) {
            double like = stm_matter_compare(w, &w->units.at[best->unit].matter, &w->units.at[unit].matter).dice;
            bool verb = w->units.at[unit].verb != STM_NONE && w->units.at[best->unit].verb != STM_NONE &&
                        stm_terms_alike(w, w->units.at[unit].verb, w->units.at[best->unit].verb) &&
                        !stm_unit_speaks(w, &w->units.at[unit]);
            like = verb ? like : like / 2; /* one day and the same names may still be two things */
            least = like < least && member != best->member ? like : least;
            w->used[unit] = 1;
            stm_vec_push(w->arena, &units, unit);
        }
        stm_vec_push(w->arena, &st.readings, r);
        stm_vec_push(w->arena, &texts, member);
        stm_vec_push(w->arena, &said_by, r.said_by);
        stm_vec_push(w->arena, &names, r.said_by_name);
    }
    for (uint32_t i = 0; i < group->n; i++) {
        w->used[d->at[group->at[i]].unit] = 1;
    }
    /* what holds for the whole is how like the least like of the clauses is; a day beside a noun dates no clause */
    st.confidence = best->noun || !best->whole ? 0.4 : 0.3 + 0.6 * least;
    if (units.n < st.readings.n || !stm_agreed_on(w, &st, &units, &texts, &said_by, &names)) {
        st.confidence = st.confidence > HIDDEN ? HIDDEN : st.confidence;
    }
    st.lines = stm_lines_among(w, &texts);
    st.origins = stm_origins_among(w, &said_by, &names);
    if (st.lines > 1) {
        stm_vec_push(w->arena, &w->record->statements, st);
    }
}

/* Some day that one article gives is one that the other gives too. */
static bool some_day_common(const stm_dateds *d, const stm_u32s *group, uint32_t a, uint32_t b)
{
    for (uint32_t i = 0; i < group->n; i++) {
        for (uint32_t k = 0; k < group->n; k++) {
            const stm_dated *x = &d->at[group->at[i]], *y = &d->at[group->at[k]];
            if (x->member == a && y->member == b && days_meet(x, y)) {
                return true;
            }
        }
    }
    return false;
}

/* A plan that others call off is off; one that came about has happened; both at once is left open. */
static stm_event_status joined(const stm_dateds *d, const stm_u32s *group)
{
    bool any[STM_EVENT_CANCELLED + 1] = { false };
    for (uint32_t i = 0; i < group->n; i++) {
        any[d->at[group->at[i]].status] = true;
    }
    if (any[STM_EVENT_CANCELLED]) {
        return any[STM_EVENT_HAPPENED] ? STM_EVENT_OPEN : STM_EVENT_CANCELLED;
    }
    return any[STM_EVENT_HAPPENED]   ? STM_EVENT_HAPPENED
           : any[STM_EVENT_PLANNED]  ? STM_EVENT_PLANNED
           : any[STM_EVENT_POSSIBLE] ? STM_EVENT_POSSIBLE
                                     : STM_EVENT_OPEN;
}

/* What the other clause tells is of days that its own text names. */
static bool of_other_day(const stm_unit *u, const stm_dated *d)
{
    return u->from_day != STM_NO_DAY && (u->to_day < d->from || d->to < u->from_day);
}

/* "We saw it": whoever reads it must be told who speaks. */
static bool first_person(stm_str event)
{
    static const char *const words[] = { "I", "we", "We", "my", "My", "our", "Our", "us" };
    size_t from = 0;
    if (stm_str_find(event, STM_STR("\""), 0) != SIZE_MAX ||
        stm_str_find(event, STM_STR("\xE2\x80\x9C"), 0) != SIZE_MAX) {
        return false; /* words in marks, beside which the sentence says whose they are */
    }
    for (size_t i = 0; i <= event.n; i++) {
        if (i == event.n || event.p[i] == ' ' || event.p[i] == ',') {
            for (size_t k = 0; k < sizeof words / sizeof *words; k++) {
                if (stm_str_eqz((stm_str){ event.p + from, i - from }, words[k])) {
                    return true;
                }
            }
            from = i + 1;
        }
    }
    return false;
}

/* Who alone says so is no longer told once another, or a text itself, says it too; `own_words`: "we warned them". */
static void one_voice(const stm_work *w, stm_event *e, bool own_words, uint32_t who, stm_str name)
{
    if (e->said_by_name.p != NULL && (name.p == NULL || !stm_one_origin(w, e->said_by, e->said_by_name, who, name))) {
        e->said_by = STM_NONE;
        e->said_by_name = STM_NULL_STR;
    } else if (e->said_by_name.p != NULL && e->said_by != STM_NONE && who != e->said_by && !own_words &&
               w->record->entities.at[e->said_by].kind == STM_PERSON &&
               (who == STM_NONE || w->record->entities.at[who].kind != STM_PERSON)) {
        e->said_by = who; /* what a man of the union says and the union: the union */
        e->said_by_name = name;
    }
}

/* The first says better what the event is: with a name for who does it, in words that several more texts bear out,
 * shorter. */
static bool plainer(const stm_work *w, const stm_dated *x, uint32_t told_x, const stm_dated *y, uint32_t told_y)
{
    bool vague_x = stm_subject_vague(w, x->member, w->units.at[x->unit].head);
    bool vague_y = stm_subject_vague(w, y->member, w->units.at[y->unit].head);
    bool more = told_x > told_y + 1 || told_y > told_x + 1; /* by one more: chance */
    return more ? told_x > told_y : vague_x != vague_y ? vague_y : x->at.end - x->at.start < y->at.end - y->at.start;
}

/* told[i]: how many others of the group bear out the words of the i-th. */
static void count_told(stm_work *w, const stm_dateds *d, const stm_u32s *group, uint32_t *told)
{
    for (uint32_t i = 0; i < group->n && group->n <= MAX_COMPARED; i++) {
        const stm_dated *x = &d->at[group->at[i]];
        for (uint32_t k = 0; k < group->n && !x->noun && x->whole; k++) {
            const stm_dated *y = &d->at[group->at[k]];
            told[i] += k != i && y->member != x->member && stm_event_tells(w, x->member, x->at, y->member, y->at);
        }
    }
}

static void write_event(stm_work *w, stm_dateds *d, const stm_u32s *group)
{
    stm_event *e = stm_vec_add(w->arena, &w->record->timeline);
    const stm_dated *best = &d->at[group->at[0]];
    stm_u32s members = { 0 };
    uint32_t *told = STM_NEW_ARRAY(w->arena, uint32_t, (size_t)group->n + 1), at = 0;
    uint32_t *numbers = STM_NEW_ARRAY(w->arena, uint32_t, (size_t)group->n + 1);
    uint32_t *lone = STM_NEW_ARRAY(w->arena, uint32_t, (size_t)group->n + 1);
    stm_str instead = STM_NULL_STR; /* of "it reached the port": "the ship reached the port" */
    bool named;
    count_told(w, d, group, told);
    if (group->n <= MAX_COMPARED) {
        stm_event_numbers(w, d, group, numbers, lone);
    }
    e->agree = true;
    for (uint32_t i = 0; i < group->n; i++) {
        const stm_dated *x = &d->at[group->at[i]];
        for (uint32_t k = 0; k < i && e->agree; k++) {
            const stm_dated *y = &d->at[group->at[k]];
            e->agree =
                x->member == y->member || x->clock || y->clock || some_day_common(d, group, x->member, y->member);
        }
    }
    for (uint32_t i = 0; i < group->n; i++) {
        const stm_dated *x = &d->at[group->at[i]];
        uint32_t width = (uint32_t)(x->to - x->from), least = (uint32_t)(best->to - best->from);
        bool worse = by_pronoun(x), bad = by_pronoun(best);
        bool later = by_todays_name(w, x), late = by_todays_name(w, best);
        if (x->whole != best->whole           ? x->whole
            : worse != bad                    ? bad
            : later != late && width == least ? late
            : width == least && w->line[x->member] == w->line[best->member] && numbers[i] == numbers[at] &&
                    (lone[i] == 0) != (lone[at] == 0)
                ? lone[i] == 0 /* of two editions, the number that others have */
                : width < least || (width == least && plainer(w, x, told[i], best, told[at]))) {
            best = x;
            at = i;
        }
    }
    for (uint32_t i = 0; i < group->n; i++) {
        const stm_dated *x = &d->at[group->at[i]];
        add_passage(w, e, x->member, x->at, &members);
    }
    for (uint32_t i = 0; i < group->n; i++) {
        const stm_dated *x = &d->at[group->at[i]];
        /* what matches the clause of "the Friday plan" is not of Friday */
        for (uint32_t k = 0; !x->noun && k < w->matches_of[x->unit].n && k < 4; k++) {
            const stm_match *m = &w->matches.at[w->matches_of[x->unit].at[k]];
            const stm_unit *u = &w->units.at[m->a == x->unit ? m->b : m->a];
            bool there = m->like.dice < LEAST_DICE_UNDATED || !m->strong || stm_unit_speaks(w, u) ||
                         of_other_day(u, x) || stm_units_two_do_it(w, &w->units.at[x->unit], u) ||
                         stm_units_two_rise(w, &w->units.at[x->unit], u) ||
                         stm_measures_apart(w, x->member, x->at, u->member, u->at) ||
                         stm_units_of_two(w, m->a, &w->units.at[m->a].matter, m->b, &w->units.at[m->b].matter);
            for (uint32_t r = 0; r < members.n && !there; r++) {
                there = members.at[r] == u->member;
            }
            if (!there) {
                add_passage(w, e, u->member, stm_span_trim(w->article[u->member], u->at), &members);
                instead = x == best && instead.p == NULL && by_pronoun(best) && m->same_verb
                              ? stm_unit_wording(w, m->a == x->unit ? m->b : m->a)
                              : instead;
            }
        }
    }
    e->status = joined(d, group);
    e->said_by = best->said_by;
    e->said_by_name = best->said_by_name;
    for (uint32_t i = 0; i < group->n; i++) {
        const stm_dated *x = &d->at[group->at[i]];
        one_voice(w, e, first_person(best->event), x->said_by, x->said_by_name);
    }
    for (uint32_t i = 0; i < e->passages.n; i++) { /* of further texts, which only match */
        uint32_t member = members.at[i], unit = stm_unit_at(w, member, e->passages.at[i].at.start), who;
        stm_str name;
        bool dated = false;
        for (uint32_t k = 0; k < group->n && !dated; k++) {
            dated = d->at[group->at[k]].member == member;
        }
        if (!dated && unit != STM_NONE) {
            stm_said_by(w, member, w->units.at[unit].quotation, &who, &name);
            one_voice(w, e, first_person(best->event), who, name);
        }
    }
    e->event = stm_event_with_name(w, best->member, stm_token_from(w->article[best->member], best->at.start),
                                   stm_without_link(w->arena, best->event));
    if (instead.p != NULL && stm_stands_alone(instead)) {
        e->event = stm_capital(w->arena, instead);
    }
    named = instead.p != NULL || stm_str_find(e->event, STM_STR(" ["), 0) != SIZE_MAX;
    e->event = shortened(w, e->event);
    e->from = stm_day_format(w->arena, best->from);
    e->to = stm_day_format(w->arena, best->to);
    e->lines = stm_lines_among(w, &members);
    /* "the Friday talks" tells of no event, "could meet on Friday" of one that need not be */
    e->confidence = best->whole && !best->noun && !best->loose && e->status != STM_EVENT_POSSIBLE &&
                            (named || !nobody_knows_who(best)) && !fragment(e->event)
                        ? NAN
                        : 0.45;
    if (e->said_by_name.p == NULL && first_person(e->event)) {
        e->confidence = 0.45;
    }
    if (e->lines > 1 && e->agree) {
        agree(w, d, group, best, e, &members);
    }
}

/* "Monday's shooting" and, of that day, "shot three people": the clause has a verb that the noun is made of. */
static bool deed_of(const stm_work *w, const stm_dated *noun, const stm_dated *clause)
{
    const stm_article *a = w->article[noun->member], *c = w->article[clause->member];
    stm_str l = a->tokens.at[noun->noun_at].lemma;
    if (noun->from != clause->from || noun->from != noun->to || clause->from != clause->to || l.p == NULL || l.n < 4) {
        return false;
    }
    l.n -= l.n > 6 && stm_str_eqz((stm_str){ l.p + l.n - 3, 3 }, "ing") ? 3 : 0;
    for (uint32_t i = stm_token_from(c, clause->at.start); i < c->tokens.n && c->tokens.at[i].at.start < clause->at.end;
         i++) {
        const stm_token *t = &c->tokens.at[i];
        if (t->upos == STM_VERB && t->lemma.p != NULL && stm_str_eq(t->lemma, l) &&
            (t->xpos == STM_XP_VBD || t->xpos == STM_XP_VBN)) {
            return true;
        }
    }
    return false;
}

/* One day of long ago: what texts name with it is mostly one thing ("the June 4 riots", "who died on June 4"). */
static bool long_past(const stm_work *w, const stm_dated *a, const stm_dated *b)
{
    int32_t today = stm_article_today(w->article[a->member]);
    return today != STM_NO_DAY && a->from == a->to && b->from == a->from && b->to == a->to && a->to + LONG_PAST < today;
}

/* Every clause of a group tells the deed: "walked into the hall at ten" is no shooting, whoever shot there later. */
static bool all_tell(const stm_work *w, const stm_dateds *d, const stm_u32s *group, const stm_dated *noun)
{
    for (uint32_t i = 0; i < group->n; i++) {
        const stm_dated *x = &d->at[group->at[i]];
        if (!x->noun && x->whole && !deed_of(w, noun, x)) {
            return false;
        }
    }
    return true;
}

/* A noun with its day is one with a clause that tells the deed. */
static void join_deeds(stm_work *w, stm_dateds *d, stm_u32s *group)
{
    for (uint32_t i = 0; i < d->n; i++) {
        for (uint32_t k = 0; d->at[i].noun && k < d->n; k++) {
            bool past = k != i && long_past(w, &d->at[i], &d->at[k]);
            if (past || (!d->at[k].noun && d->at[k].from == d->at[i].from && deed_of(w, &d->at[i], &d->at[k]) &&
                         all_tell(w, d, &group[root_of(d, k)], &d->at[i]))) {
                join(w, d, group, i, k);
                if (!past) {
                    break;
                }
            }
        }
    }
}

static int by_day(const void *a, const void *b)
{
    const stm_event *x = a, *y = b;
    int c = stm_str_cmp(x->from, y->from);
    c = c != 0 ? c : stm_str_cmp(x->to, y->to);
    return c != 0 ? c : stm_str_cmp(x->event, y->event);
}

void stm_timeline_sort(stm_record *r)
{
    if (r->timeline.n > 0) {
        qsort(r->timeline.at, r->timeline.n, sizeof *r->timeline.at, by_day);
    }
}

static int in_order(const void *x, const void *y)
{
    uint32_t a = *(const uint32_t *)x, b = *(const uint32_t *)y;
    return a < b ? -1 : a > b;
}

void stm_record_timeline(stm_work *w)
{
    stm_dateds d = { 0 };
    stm_u32s *with = STM_NEW_ARRAY(w->arena, stm_u32s, (size_t)w->rarity.n + 1), *group, apart = { 0 };
    uint32_t *seen;
    stm_dates_collect(w, &d);
    stm_dates_of_copies(w, &d);
    seen = STM_NEW_ARRAY(w->arena, uint32_t, (size_t)d.n + 1);
    group = STM_NEW_ARRAY(w->arena, stm_u32s, (size_t)d.n + 1);
    for (uint32_t i = 0; i < d.n; i++) {
        stm_vec_push(w->arena, &group[i], i);
        for (uint32_t k = 0; k < d.at[i].matter.terms.n; k++) {
            stm_u32s *list = &with[d.at[i].matter.terms.at[k].id];
            for (uint32_t j = list->n > MAX_SHARING ? list->n - MAX_SHARING : 0; j < list->n; j++) {
                uint32_t o = list->at[j];
                if (seen[o] != i + 1) {
                    seen[o] = i + 1;
                    if (one_event(w, &d.at[o], &d.at[i])) {
                        if (days_meet(&d.at[o], &d.at[i])) {
                            join(w, &d, group, o, i);
                        } else {
                            stm_vec_push(w->arena, &apart, o);
                            stm_vec_push(w->arena, &apart, i);
                        }
                    }
                }
            }
            stm_vec_push(w->arena, list, i);
        }
    }
    for (uint32_t i = 0; i < apart.n; i += 2) { /* those whose days meet go first */
        join(w, &d, group, apart.at[i], apart.at[i + 1]);
    }
    join_deeds(w, &d, group);
    for (uint32_t i = 0; i < d.n; i++) {
        if (group[i].n > 0) {
            qsort(group[i].at, group[i].n, sizeof *group[i].at, in_order);
            write_event(w, &d, &group[i]);
        }
    }
    stm_event_doubles_drop(w->arena, w->record);
    stm_timeline_sort(w->record);
}
