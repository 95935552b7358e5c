/* record_timeline.c: dated events, merged across articles.
 *
 * In: times with days, clauses, matches.  Out: record.timeline, by day.
 *
 * A time expression dates the clause that it stands in. Two dated clauses are one event where their days meet and
 * their matters are alike, or their sentences match; an undated sentence of another line joins the event that it
 * matches. Where like clauses give days that do not meet, the event says so (`agree` false). Never: a vague time, a
 * duration, a day that had to be guessed.
 * Cost: linear in times, and in the dated clauses that share a day or a term.
 */
#include <math.h>
#include <stdlib.h>

#include "record/event_times.h"
#include "record/record_words.h"

#define MAX_SPAN_DAYS 400
#define LEAST_DICE 0.4f
#define LEAST_DICE_APART 0.62f /* for events on days that do not meet */
#define LEAST_DICE_UNDATED 0.5f
#define LONG_PAST 300 /* days */
#define MAX_SHARING 60
#define MAX_EVENT 240 /* bytes of wording */
#define HIDDEN 0.49   /* the most that an item gets that is not shown unasked */

typedef struct dated {
    uint32_t member, unit, up;
    stm_span at;
    stm_str event;
    bool whole, noun; /* the event is a sentence; a noun with its day */
    uint32_t noun_at; /* that noun */
    bool clock;       /* only a time of day: its day is that of the sentences before */
    bool loose;       /* these name none, so that the article's is a guess */
    int32_t from, to;
    stm_event_status status;
    uint32_t said_by; /* entity of the record, or STM_NONE */
    stm_str said_by_name;
    stm_matter matter; /* the days left out */
} dated;

typedef STM_VEC(dated) dateds;

static uint32_t root_of(dateds *d, uint32_t i)
{
    while (d->at[i].up != i) {
        d->at[i].up = d->at[d->at[i].up].up;
        i = d->at[i].up;
    }
    return i;
}

static void without_days(const stm_work *w, stm_matter *m)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < m->terms.n; i++) {
        if (w->terms.items.at[m->terms.at[i].id].key.p[0] == '@') {
            m->weight -= m->terms.at[i].weight;
        } else {
            m->terms.at[n++] = m->terms.at[i];
        }
    }
    m->terms.n = n;
}

static bool has_mark(const stm_article *a, uint32_t head)
{
    const stm_sentence *s = &a->sentences.at[a->tokens.at[head].sentence];
    for (uint32_t i = s->first_token; i < s->first_token + s->n_tokens; i++) {
        if (a->tokens.at[i].head == head && a->tokens.at[i].deprel == STM_DEP_MARK &&
            a->tokens.at[i].xpos != STM_XP_TO) {
            return true;
        }
    }
    return false;
}

/* The day is of the clause of `head` itself, or of an infinitive, a participle or a second verb of its subject: in "a
 * topic she kept quiet about since declaring her candidacy in July" it is not that of the main clause. */
static bool same_clause(const stm_article *a, uint32_t token, uint32_t head)
{
    uint32_t h = stm_clause_head(a, token);
    for (uint32_t step = 0; step < 5 && h != STM_NONE; step++) {
        uint8_t rel = a->tokens.at[h].deprel;
        if (h == head) {
            return true;
        }
        if (a->tokens.at[h].head == STM_NONE ||
            !(rel == STM_DEP_XCOMP || rel == STM_DEP_CONJ || (rel == STM_DEP_ADVCL && !has_mark(a, h)))) {
            return false;
        }
        h = stm_clause_head(a, a->tokens.at[h].head);
    }
    return false;
}

/* A line without a verb is a date line, a label, a credit. */
static bool has_verb(const stm_article *a, const stm_unit *u)
{
    const stm_sentence *s = &a->sentences.at[u->sentence];
    for (uint32_t i = s->first_token; i < s->first_token + s->n_tokens; i++) {
        if (a->tokens.at[i].upos == STM_VERB || a->tokens.at[i].upos == STM_AUX) {
            return true;
        }
    }
    return false;
}

/* "as far as the board can judge today": how sure somebody is, not what happened. */
static bool as_far_as(const stm_article *a, const stm_unit *u)
{
    uint32_t first = stm_token_from(a, u->at.start);
    return first > 0 && first < a->tokens.n && stm_form_among(a, first, "as") && stm_form_among(a, first - 1, "far");
}

/* "It had called off the strike": what another text tells with a name. */
static bool by_pronoun(stm_str event)
{
    static const char *const words[] = { "It ", "He ", "She ", "They ", "We ", "I " };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (stm_str_starts(event, words[i])) {
            return true;
        }
    }
    return false;
}

/* The head of the unit is a verb, or has a copula: "the weekend bloodshed" is no clause, whatever the tree says. */
static bool says_something(const stm_article *a, const stm_unit *u)
{
    const stm_sentence *s = &a->sentences.at[u->sentence];
    bool verb = u->head != STM_NONE && a->tokens.at[u->head].upos == STM_VERB;
    for (uint32_t i = s->first_token; i < s->first_token + s->n_tokens && !verb; i++) {
        verb = a->tokens.at[i].head == u->head &&
               (a->tokens.at[i].deprel == STM_DEP_COP || a->tokens.at[i].deprel == STM_DEP_AUX);
    }
    return verb;
}

/* "A short time later cleared the hall": the tree makes the time the subject, and who did it is not told. */
static bool time_for_subject(const stm_article *a, stm_span at, uint32_t head)
{
    uint32_t subject = stm_arguments_of(a, head).agent;
    return subject != STM_NONE && stm_span_meets(a->tokens.at[subject].at, at);
}

/* The unit of the clause that a time dates: the nearest that makes a sentence of its own. */
static uint32_t clause_unit(stm_work *w, uint32_t member, uint32_t token)
{
    const stm_article *a = w->article[member];
    uint32_t head = stm_clause_head(a, token), first = STM_NONE;
    for (uint32_t step = 0; step < 4 && head != STM_NONE; step++) {
        for (uint32_t u = stm_first_unit(w, member, a->tokens.at[head].sentence);
             u < w->first_unit[member + 1] && w->units.at[u].sentence == a->tokens.at[head].sentence; u++) {
            if (w->units.at[u].head == head) {
                first = first == STM_NONE ? u : first;
                if (stm_unit_wording(w, u).p != NULL) {
                    return u;
                }
            }
        }
        if (a->tokens.at[head].head == STM_NONE || a->tokens.at[head].deprel == STM_DEP_ACL ||
            a->tokens.at[head].deprel == STM_DEP_ACL_RELCL) {
            break; /* what hangs on a noun has a day of its own */
        }
        head = stm_clause_head(a, a->tokens.at[head].head);
    }
    return first != STM_NONE ? first : stm_unit_at(w, member, a->tokens.at[token].at.start);
}

/* "an early-morning shooting": the tree takes the noun for a verb, with nothing before it. */
static uint32_t phrase_start(const stm_article *a, stm_span at, uint32_t noun)
{
    uint32_t first = stm_token_from(a, at.start);
    return noun > at.start && first > 0 && a->tokens.at[first - 1].upos == STM_DET ? a->tokens.at[first - 1].at.start
                                                                                   : noun;
}

/* "On Friday the city passed 700 cases this year": the stretch is no second date of the clause. */
static bool within_other(dateds *all, const dated *d)
{
    for (uint32_t i = all->n; i > 0 && all->at[i - 1].member == d->member && all->at[i - 1].unit + 3 > d->unit; i--) {
        dated *x = &all->at[i - 1];
        if (x->noun || d->noun || (x->unit != d->unit && !stm_str_eq(x->event, d->event)) || x->to < d->from ||
            d->to < x->from) {
            continue;
        }
        if (x->loose != d->loose ? x->loose : x->to - x->from > d->to - d->from) {
            uint32_t up = x->up;
            *x = *d;
            x->up = up;
        }
        return true;
    }
    return false;
}

/* A clause happens on one day: a second one in it belongs to some word of it that the tree did not find. */
static bool another_day(const dateds *all, const dated *d)
{
    for (uint32_t i = all->n; i > 0 && all->at[i - 1].member == d->member && all->at[i - 1].unit + 3 > d->unit; i--) {
        const dated *x = &all->at[i - 1];
        if ((x->unit == d->unit || stm_str_eq(x->event, d->event)) && (x->to < d->from || d->to < x->from)) {
            return true;
        }
    }
    return false;
}

/* Whether it came about, and who alone says so. What was called off is told by the clause that calls it off. */
static void standing(stm_work *w, const stm_map *words, dated *d, uint32_t noun, uint32_t token)
{
    const stm_article *a = w->article[d->member];
    const stm_unit *u = &w->units.at[d->unit];
    uint32_t off_at, unit, own = stm_clause_head(a, token);
    bool on_noun = own != STM_NONE && a->tokens.at[own].deprel == STM_DEP_ACL; /* "the rally set for Friday has been" */
    d->status = stm_event_status_of(w->arena, words, a, on_noun ? own : u->head, noun, d->from, &off_at);
    if (own != STM_NONE && off_at == STM_NONE && stm_event_meant(w->arena, words, a, own, d->from)) {
        d->status = STM_EVENT_PLANNED; /* "was held and was expected to be charged Tuesday": the day is of the charge */
    }
    unit = off_at == STM_NONE ? STM_NONE : stm_unit_at(w, d->member, a->tokens.at[off_at].at.start);
    if (unit != STM_NONE && stm_unit_wording(w, unit).p != NULL) {
        d->unit = unit;
        d->event = stm_capital(w->arena, stm_unit_wording(w, unit));
        d->at = stm_span_trim(a, w->units.at[unit].at);
        d->whole = true;
        d->noun = false;
    }
    stm_said_by(w, d->member, w->units.at[d->unit].quotation, &d->said_by, &d->said_by_name);
    if (d->said_by_name.p != NULL && d->event.n > d->said_by_name.n &&
        stm_str_eq_nocase((stm_str){ d->event.p, d->said_by_name.n }, d->said_by_name)) {
        d->said_by = STM_NONE; /* who threatens is told of, he does not tell */
        d->said_by_name = STM_NULL_STR;
    }
}

/* "will become the first since Lee sat there from 1931 to 1940": a plan, and a day long over of another clause. */
static bool clause_of_past(const stm_article *a, uint32_t token, const dated *d, uint32_t head)
{
    uint32_t own = stm_clause_head(a, token);
    int32_t today = stm_article_today(a);
    return today != STM_NO_DAY && d->to + 7 < today && own != STM_NONE && own != head &&
           a->tokens.at[own].xpos == STM_XP_VBD;
}

/* "When a magazine produced a profile", "How he will go about it": what it belongs to is missing. */
static bool half_clause(const stm_article *a, const stm_unit *u, stm_str event)
{
    static const char *const words[] = { "How ", "What ", "Whether ", "Why " };
    uint32_t first = stm_token_from(a, u->at.start);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (stm_str_starts(event, words[i])) {
            return true;
        }
    }
    return u->head != STM_NONE && first < a->tokens.n && a->tokens.at[first].head == u->head &&
           stm_form_among(a, first, "When If Although Because While Where when if although because while where") &&
           event.n > 4 && stm_str_eq_nocase((stm_str){ event.p, stm_token_form(a, first).n }, stm_token_form(a, first));
}

static void collect(stm_work *w, dateds *out)
{
    for (uint32_t m = 0; m < w->n; m++) {
        const stm_article *a = w->article[m];
        uint32_t skip = 0; /* a time that was taken with the one before */
        for (uint32_t i = 0; i < a->times.n; i++) {
            const stm_time *t = &a->times.at[i];
            uint32_t token = stm_time_in_saying(w, m, stm_time_head(a, t->at)), noun;
            dated d = { .member = m, .from = t->from_day, .to = t->to_day };
            bool told = false; /* the event is that somebody said it */
            if ((t->vague && !stm_time_later(w, a, i)) || (t->type != STM_TIME_DATE && t->type != STM_TIME_TIME) ||
                t->from_day == STM_NO_DAY || t->to_day == STM_NO_DAY || t->to_day - t->from_day > MAX_SPAN_DAYS ||
                token >= a->tokens.n || stm_time_names_thing(a, token, t) || stm_time_unanchored(w->arena, a, t)) {
                continue;
            }
            if (stm_time_or_another(a, i, &d.to) || stm_time_range(a, i, &d.to)) {
                skip = i + 1;
            } else if (skip == i && i > 0) {
                continue;
            }
            if (stm_time_in_name(a, t) || stm_time_is_bound(a, t->at) || stm_time_goes_on(a, i) ||
                stm_time_said_again(a, i) || stm_time_of_amount(a, t->at) || stm_time_of_text(a, t) ||
                stm_time_elsewhere(a, t->at) || (stm_span_some(a->dateline) && stm_span_meets(a->dateline, t->at))) {
                continue;
            }
            d.clock = t->type == STM_TIME_TIME && stm_time_of_clock(w->arena, a, t->at);
            if (d.clock) {
                int32_t day = stm_time_day_around(w, a, i);
                d.from = d.to = day != STM_NO_DAY ? day : d.from;
                d.loose = day == STM_NO_DAY;
            }
            d.unit = clause_unit(w, m, token);
            if (d.unit == STM_NONE && stm_time_noun(a, t->at, token) == STM_NONE) {
                d.unit = stm_time_said_then(w, m, token, t);
            }
            if (d.unit == STM_NONE || !has_verb(a, &w->units.at[d.unit])) {
                continue;
            }
            if (as_far_as(a, &w->units.at[d.unit]) || stm_time_of_asking(a, stm_clause_head(a, token)) ||
                stm_time_over_in_future(a, stm_clause_head(a, token), d.to)) {
                continue;
            }
            d.at = stm_span_trim(a, w->units.at[d.unit].at);
            noun = stm_time_noun(a, t->at, token);
            if (noun != STM_NONE && stm_noun_phrase(a, noun).start == t->at.start &&
                a->tokens.at[stm_token_from(a, t->at.start)].upos == STM_ADJ) {
                noun = STM_NONE; /* "last week shot" is no noun with its day */
            }
            if ((noun != STM_NONE && stm_time_of_paper(a, noun)) || stm_time_is_thing(a, t->at, token) ||
                stm_time_is_feast(a, t, token, noun)) {
                continue;
            }
            d.noun = noun != STM_NONE;
            d.noun_at = noun;
            if (noun != STM_NONE) {
                stm_span phrase = stm_noun_phrase(a, noun);
                phrase.start = phrase.start < t->at.start ? phrase.start : phrase_start(a, t->at, phrase.start);
                d.event = stm_capital(w->arena, stm_wording(w->arena, a, phrase));
                stm_matter_of(w, m, &phrase, 1, &d.matter);
            } else if (stm_clause_head(a, token) != STM_NONE && w->attribution[m][stm_clause_head(a, token)]) {
                /* the day is that of the saying, so the sentence stays whole, with who said it */
                d.event =
                    stm_capital(w->arena, stm_wording(w->arena, a, a->sentences.at[w->units.at[d.unit].sentence].at));
                d.at = stm_span_trim(a, a->sentences.at[w->units.at[d.unit].sentence].at);
                d.whole = true;
                told = a->tokens.at[stm_clause_head(a, token)].xpos != STM_XP_VB; /* "is expected to say on Friday" */
                d.status = STM_EVENT_HAPPENED;
                stm_matter_of(w, m, &d.at, 1, &d.matter);
            } else {
                stm_str s = stm_unit_wording(w, d.unit);
                d.whole = s.p != NULL && says_something(a, &w->units.at[d.unit]) &&
                          w->units.at[d.unit].head != STM_NONE && same_clause(a, token, w->units.at[d.unit].head) &&
                          !time_for_subject(a, t->at, w->units.at[d.unit].head);
                d.event = stm_capital(w->arena, s.p != NULL ? s : stm_unit_with_noun(w, d.unit));
                d.matter.weight = w->units.at[d.unit].matter.weight;
                for (uint32_t k = 0; k < w->units.at[d.unit].matter.terms.n; k++) {
                    stm_vec_push(w->arena, &d.matter.terms, w->units.at[d.unit].matter.terms.at[k]);
                }
            }
            without_days(w, &d.matter);
            d.said_by = STM_NONE;
            if (stm_time_reported_only(w, m, d.at, t)) {
                continue;
            }
            if (!told) {
                standing(w, &w->words->event, &d, noun, token);
            }
            if (d.status == STM_EVENT_PLANNED && clause_of_past(a, token, &d, w->units.at[d.unit].head)) {
                continue;
            }
            d.whole = d.whole && (told || !half_clause(a, &w->units.at[d.unit], d.event));
            if (d.clock && d.status == STM_EVENT_PLANNED) {
                d.from = d.to = t->from_day;
                d.loose = true;
            }
            if (another_day(out, &d) || within_other(out, &d)) {
                continue;
            }
            if (d.matter.terms.n >= 1 && !(out->n > 0 && out->at[out->n - 1].member == m &&
                                           out->at[out->n - 1].unit == d.unit && out->at[out->n - 1].from == d.from)) {
                d.up = out->n;
                stm_vec_push(w->arena, out, d);
            }
        }
    }
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

static bool days_meet(const dated *a, const dated *b) { return a->from <= b->to && b->from <= a->to; }

/* The same verb, or a synonym, heads both. */
static bool same_verb(stm_work *w, const dated *a, const dated *b)
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

static bool one_event(stm_work *w, const dated *a, const dated *b)
{
    stm_likeness like;
    if (a->member == b->member && a->unit == b->unit) {
        return false;
    }
    if (a->unit != STM_NONE && b->unit != STM_NONE && w->units.at[a->unit].negated != w->units.at[b->unit].negated &&
        same_verb(w, a, b)) {
        return false; /* "did not close" is no account of the closing */
    }
    if (a->unit != STM_NONE && b->unit != STM_NONE &&
        stm_units_two_do_it(w, &w->units.at[a->unit], &w->units.at[b->unit])) {
        return false;
    }
    like = stm_matter_compare(w, &a->matter, &b->matter);
    if (a->from == b->from && a->to == b->to && a->to - a->from <= 7 && like.shared >= 1 && same_verb(w, a, b)) {
        return true;
    }
    if (days_meet(a, b)) {
        bool narrow = a->to - a->from <= 3 && b->to - b->from <= 3;
        return like.shared >= 3 && (like.dice >= LEAST_DICE || (narrow && like.n > 1 && like.least >= 0.65f) ||
                                    (narrow && matched(w, a->unit, b->unit) && like.least >= 0.4f));
    }
    return a->member != b->member && like.n >= 3 && like.shared >= 7 && like.dice >= LEAST_DICE_APART;
}

/* Long events end at a comma. */
static stm_str shortened(stm_work *w, stm_str s)
{
    size_t n = MAX_EVENT;
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
static void agree(stm_work *w, dateds *d, const stm_u32s *group, const dated *best, const stm_event *e,
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
        if (r.reading.p == NULL) {
            r.reading = stm_wording(w->arena, w->article[member], r.passage.at);
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
    stm_vec_push(w->arena, &w->record->statements, st);
}

/* Some day that one article gives is one that the other gives too. */
static bool some_day_common(const dateds *d, const stm_u32s *group, uint32_t a, uint32_t b)
{
    for (uint32_t i = 0; i < group->n; i++) {
        for (uint32_t k = 0; k < group->n; k++) {
            const dated *x = &d->at[group->at[i]], *y = &d->at[group->at[k]];
            if (x->member == a && y->member == b && days_meet(x, y)) {
                return true;
            }
        }
    }
    return false;
}

/* A plan that others call off is off; one that came about has happened; both at once is left open. */
static stm_event_status joined(const dateds *d, const stm_u32s *group)
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

static void write_event(stm_work *w, dateds *d, const stm_u32s *group)
{
    stm_event *e = stm_vec_add(w->arena, &w->record->timeline);
    const dated *best = &d->at[group->at[0]];
    stm_u32s members = { 0 };
    e->agree = true;
    for (uint32_t i = 0; i < group->n; i++) {
        const dated *x = &d->at[group->at[i]];
        for (uint32_t k = 0; k < i && e->agree; k++) {
            const dated *y = &d->at[group->at[k]];
            e->agree =
                x->member == y->member || x->clock || y->clock || some_day_common(d, group, x->member, y->member);
        }
    }
    for (uint32_t i = 0; i < group->n; i++) {
        const dated *x = &d->at[group->at[i]];
        uint32_t width = (uint32_t)(x->to - x->from), least = (uint32_t)(best->to - best->from);
        bool worse = by_pronoun(x->event), bad = by_pronoun(best->event);
        if (x->whole != best->whole ? x->whole
            : worse != bad
                ? bad
                : width < least || (width == least && x->at.end - x->at.start < best->at.end - best->at.start)) {
            best = x;
        }
    }
    for (uint32_t i = 0; i < group->n; i++) {
        const dated *x = &d->at[group->at[i]];
        add_passage(w, e, x->member, x->at, &members);
    }
    for (uint32_t i = 0; i < group->n; i++) {
        const dated *x = &d->at[group->at[i]];
        /* what matches the clause of "the Friday plan" is not of Friday */
        for (uint32_t k = 0; !x->noun && k < w->matches_of[x->unit].n && k < 4; k++) {
            const stm_match *m = &w->matches.at[w->matches_of[x->unit].at[k]];
            const stm_unit *u = &w->units.at[m->a == x->unit ? m->b : m->a];
            bool there = m->like.dice < LEAST_DICE_UNDATED || !m->strong || stm_unit_speaks(w, u) ||
                         stm_units_two_do_it(w, &w->units.at[x->unit], u);
            for (uint32_t r = 0; r < members.n && !there; r++) {
                there = members.at[r] == u->member;
            }
            if (!there) {
                add_passage(w, e, u->member, stm_span_trim(w->article[u->member], u->at), &members);
            }
        }
    }
    e->status = joined(d, group);
    e->said_by = best->said_by;
    e->said_by_name = best->said_by_name;
    for (uint32_t i = 0; i < group->n; i++) {
        const dated *x = &d->at[group->at[i]];
        if (x->said_by != best->said_by || !stm_str_eq(x->said_by_name, best->said_by_name)) {
            e->said_by = STM_NONE;
            e->said_by_name = STM_NULL_STR;
        }
    }
    e->event = shortened(w, best->event);
    e->from = stm_day_format(w->arena, best->from);
    e->to = stm_day_format(w->arena, best->to);
    e->lines = stm_lines_among(w, &members);
    /* "the Friday talks" tells of no event, "could meet on Friday" of one that need not be */
    e->confidence = best->whole && !best->noun && !best->loose && e->status != STM_EVENT_POSSIBLE ? NAN : 0.45;
    if (e->lines > 1 && e->agree) {
        agree(w, d, group, best, e, &members);
    }
}

/* "Monday's shooting" and, of that day, "shot three people": the clause has a verb that the noun is made of. */
static bool deed_of(const stm_work *w, const dated *noun, const dated *clause)
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
static bool long_past(const stm_work *w, const dated *a, const dated *b)
{
    int32_t today = stm_article_today(w->article[a->member]);
    return today != STM_NO_DAY && a->from == a->to && b->from == a->from && b->to == a->to && a->to + LONG_PAST < today;
}

/* A noun with its day is one with a clause that tells the deed. */
static void join_deeds(stm_work *w, dateds *d)
{
    for (uint32_t i = 0; i < d->n; i++) {
        for (uint32_t k = 0; d->at[i].noun && k < d->n; k++) {
            bool past = k != i && long_past(w, &d->at[i], &d->at[k]);
            if (past || (!d->at[k].noun && d->at[k].from == d->at[i].from && deed_of(w, &d->at[i], &d->at[k]))) {
                uint32_t x = root_of(d, i), y = root_of(d, k);
                d->at[x < y ? y : x].up = x < y ? x : y;
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

void stm_record_timeline(stm_work *w)
{
    dateds d = { 0 };
    stm_u32s *with = STM_NEW_ARRAY(w->arena, stm_u32s, (size_t)w->rarity.n + 1), *group;
    uint32_t *seen;
    collect(w, &d);
    seen = STM_NEW_ARRAY(w->arena, uint32_t, (size_t)d.n + 1);
    for (uint32_t i = 0; i < d.n; i++) {
        for (uint32_t k = 0; k < d.at[i].matter.terms.n; k++) {
            stm_u32s *list = &with[d.at[i].matter.terms.at[k].id];
            for (uint32_t j = list->n > MAX_SHARING ? list->n - MAX_SHARING : 0; j < list->n; j++) {
                uint32_t o = list->at[j];
                if (seen[o] != i + 1) {
                    seen[o] = i + 1;
                    if (one_event(w, &d.at[o], &d.at[i])) {
                        uint32_t x = root_of(&d, o), y = root_of(&d, i);
                        d.at[x < y ? y : x].up = x < y ? x : y;
                    }
                }
            }
            stm_vec_push(w->arena, list, i);
        }
    }
    join_deeds(w, &d);
    group = STM_NEW_ARRAY(w->arena, stm_u32s, (size_t)d.n + 1);
    for (uint32_t i = 0; i < d.n; i++) {
        stm_vec_push(w->arena, &group[root_of(&d, i)], i);
    }
    for (uint32_t i = 0; i < d.n; i++) {
        if (group[i].n > 0) {
            write_event(w, &d, &group[i]);
        }
    }
    stm_event_doubles_drop(w->arena, w->record);
    if (w->record->timeline.n > 0) {
        qsort(w->record->timeline.at, w->record->timeline.n, sizeof *w->record->timeline.at, by_day);
    }
}
