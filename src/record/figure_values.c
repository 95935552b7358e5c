/* figure_values.c: numbers that are one by what they are: a sum of money, a crowd, how many women died.
 *
 * In: two figures of two articles with the same value, the articles' trees.  Out: whether both give one quantity; a
 * label for a sum.  Never: joins small numbers, numbers that a text has twice, or sums in clauses that two named
 * parties do.
 *
 * Two texts of one story that both speak of "30 billion euros" rarely mean two sums, however little else their
 * sentences share; two bidders may offer the same price, so the names of who does it must not differ. Of a crowd ("tens
 * of thousands of protesters", "tens of thousands of people") the number tells more than the noun. Cost: figures of an
 * article, a few tokens up the tree.
 */
#include <math.h>

#include "record/event_times.h"
#include "record/record_parts.h"

#define LEAST_SUM 100    /* of a unit: "5 euros" are soon said twice */
#define LEAST_CROWD 1000 /* people */
#define LEAST_ODD 13     /* of things: less is a number of many things, and so is a round one */
#define MAX_STEPS 12

/* No other sum of the text has this number within its bounds, so that it can stand for one thing only; the same sum
 * again is taken for the same thing. */
static bool given_once(const stm_article *a, const stm_figure *f)
{
    for (uint32_t i = 0; i < a->figures.n; i++) {
        const stm_figure *g = &a->figures.at[i];
        if (g->low <= f->low && g->high >= f->high && g->unit.p != NULL && f->unit.p != NULL &&
            stm_str_eq(g->unit, f->unit) && !(g->low == f->low && g->high == f->high)) {
            return false; /* "over a million", "1.2 million" */
        }
    }
    return true;
}

/* Who, by name, does what the clause or one over it tells; STM_NONE: nobody with a name. */
static uint32_t party(const stm_work *w, uint32_t member, uint32_t byte)
{
    const stm_article *a = w->article[member];
    uint32_t at = stm_token_from(a, byte), head = at < a->tokens.n ? stm_clause_head(a, at) : STM_NONE;
    for (uint32_t step = 0; step < MAX_STEPS && at < a->tokens.n && at != head; step++) { /* "Hall's offer at 720p" */
        for (uint32_t i = a->sentences.at[a->tokens.at[at].sentence].first_token;
             i < a->tokens.n && a->tokens.at[i].sentence == a->tokens.at[at].sentence; i++) {
            uint32_t e = a->tokens.at[i].deprel == STM_DEP_NMOD_POSS && a->tokens.at[i].head == at
                             ? w->at_token[member][i]
                             : STM_NONE;
            if (e != STM_NONE && w->named.at[e]) {
                return e;
            }
        }
        at = a->tokens.at[at].head;
    }
    for (uint32_t step = 0; step < MAX_STEPS && head != STM_NONE; step++) {
        uint32_t agent = stm_arguments_of(a, head).agent;
        uint32_t e = agent == STM_NONE ? STM_NONE : w->at_token[member][agent];
        if (e != STM_NONE && w->named.at[e]) {
            return e;
        }
        head = a->tokens.at[head].head == STM_NONE ? STM_NONE : stm_clause_head(a, a->tokens.at[head].head);
    }
    return STM_NONE;
}

bool stm_figures_two_parties(const stm_work *w, uint32_t ma, const stm_figure *f, uint32_t mb, const stm_figure *g)
{
    uint32_t x = party(w, ma, f->at.start), y = party(w, mb, g->at.start);
    const stm_record_entity *p = x == STM_NONE ? NULL : &w->record->entities.at[x],
                            *q = y == STM_NONE ? NULL : &w->record->entities.at[y];
    return p != NULL && q != NULL && x != y && (p->kind == STM_PERSON) == (q->kind == STM_PERSON) &&
           stm_str_find(p->name, q->name, 0) == SIZE_MAX &&
           stm_str_find(q->name, p->name, 0) == SIZE_MAX; /* "Insurer Linden" */
}

bool stm_figures_one_sum(const stm_work *w, uint32_t ma, const stm_figure *f, uint32_t mb, const stm_figure *g)
{
    return f->low >= LEAST_SUM && f->low == f->high && g->low == g->high && f->low == g->low &&
           given_once(w->article[ma], f) && given_once(w->article[mb], g);
}

bool stm_figures_one_crowd(const stm_figure *f, const stm_figure *g)
{
    return f->counted.p != NULL && g->counted.p != NULL && f->low >= LEAST_CROWD && f->low == g->low &&
           f->high == g->high;
}

/* Who, by name, does what the very clause tells; STM_NONE: nobody with a name. */
static uint32_t doer(const stm_work *w, uint32_t member, uint32_t byte)
{
    const stm_article *a = w->article[member];
    uint32_t at = stm_token_from(a, byte), head = at < a->tokens.n ? stm_clause_head(a, at) : STM_NONE;
    uint32_t agent = head == STM_NONE ? STM_NONE : stm_arguments_of(a, head).agent;
    uint32_t e = agent == STM_NONE ? STM_NONE : w->at_token[member][agent];
    return e != STM_NONE && w->named.at[e] ? e : STM_NONE;
}

/* The text has the number of nothing else. */
static bool of_one_thing(const stm_article *a, const stm_figure *f)
{
    for (uint32_t i = 0; i < a->figures.n; i++) {
        const stm_figure *g = &a->figures.at[i];
        if (g != f && g->low == f->low && g->high == f->high &&
            (g->counted.p == NULL || g->unit.p != NULL || !stm_str_eq_nocase(g->counted, f->counted))) {
            return false;
        }
    }
    return true;
}

bool stm_figures_one_number(const stm_work *w, uint32_t ma, const stm_figure *f, uint32_t mb, const stm_figure *g)
{
    double n = f->low;
    uint32_t x = doer(w, ma, f->at.start), y = doer(w, mb, g->at.start);
    return (x == STM_NONE || y == STM_NONE || x == y) && f->unit.p == NULL && g->unit.p == NULL &&
           f->counted.p != NULL && g->counted.p != NULL && n == f->high && n == g->low && n == g->high &&
           n >= LEAST_ODD && n == floor(n) && fmod(n, n < 100 ? 10 : 100) != 0 && of_one_thing(w->article[ma], f) &&
           of_one_thing(w->article[mb], g);
}

bool stm_figure_wordy(stm_arena *arena, const stm_article *a, const stm_figure *f)
{
    static const char words[] =
        "few several many some dozens scores hundreds thousands numerous various couple handful";
    stm_span at = f->at;
    for (uint32_t t = stm_token_from(a, at.start); t < a->tokens.n && a->tokens.at[t].at.start < at.end; t++) {
        if (a->tokens.at[t].upos == STM_NUM) {
            return false;
        }
        if (stm_str_among(stm_str_lower(arena, stm_token_form(a, t)), words)) {
            return true;
        }
    }
    return false;
}

/* The noun that a sum stands before, "aid package"; what is "of" or "worth" it: "takeover offer"; or what it is "in" or
 * "of": "savings". */
stm_str stm_figure_sum_of(stm_work *w, uint32_t member, const stm_figure *f)
{
    const stm_article *a = w->article[member];
    uint32_t first = stm_token_from(a, f->at.start), next = stm_token_from(a, f->at.end), last = next - 1;
    if (first >= a->tokens.n || next <= first) {
        return STM_NULL_STR;
    }
    if (next < a->tokens.n && stm_str_eqz(stm_token_form(a, next), ")")) {
        next++;                                                                   /* it is the other money itself */
    } else if (next < a->tokens.n && stm_str_eqz(stm_token_form(a, next), "(")) { /* the same in other money */
        for (uint32_t k = 0; k < 8 && next < a->tokens.n && !stm_str_eqz(stm_token_form(a, next), ")"); k++) {
            next++;
        }
        next++;
    }
    for (uint32_t i = first; i <= last; i++) {
        uint32_t h = a->tokens.at[i].head;
        if (h != STM_NONE && h >= next && h < next + 5 && a->tokens.at[h].upos == STM_NOUN) {
            return stm_wording(w->arena, a, (stm_span){ a->tokens.at[next].at.start, a->tokens.at[h].at.end });
        }
    }
    if (first >= 2 && stm_form_among(a, first - 1, "of worth") && a->tokens.at[first - 2].upos == STM_NOUN) {
        uint32_t from = first - 2;
        while (from > 0 && a->tokens.at[from - 1].upos == STM_NOUN &&
               a->tokens.at[from - 1].sentence == a->tokens.at[first].sentence) {
            from--;
        }
        return stm_wording(w->arena, a, (stm_span){ a->tokens.at[from].at.start, a->tokens.at[first - 2].at.end });
    }
    if (next + 1 < a->tokens.n && stm_form_among(a, next, "in of for")) {
        for (uint32_t h = next + 1; h < a->tokens.n && h < next + 5; h++) {
            if (a->tokens.at[h].upos == STM_NOUN && !(h + 1 < a->tokens.n && a->tokens.at[h + 1].upos == STM_NOUN)) {
                return stm_wording(w->arena, a, (stm_span){ a->tokens.at[next + 1].at.start, a->tokens.at[h].at.end });
            }
            if (a->tokens.at[h].upos != STM_ADJ && a->tokens.at[h].upos != STM_NOUN &&
                a->tokens.at[h].upos != STM_DET) {
                break;
            }
        }
    }
    return STM_NULL_STR;
}

stm_str stm_figure_price(stm_arena *arena, const stm_article *a, const stm_figure *f)
{
    static const char *const ways[] = { "-per-", "-a-", " per ", " a ", " an " };
    stm_str rest = { a->text.p + f->at.end, a->text.n - f->at.end };
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        size_t from = strlen(ways[i]), n = from;
        while (stm_str_starts(rest, ways[i]) && n < rest.n && (rest.p[n] | 32) >= 'a' && (rest.p[n] | 32) <= 'z') {
            n++;
        }
        if (n > from) {
            return stm_str_format(arena, "%.*s per %.*s", (int)f->unit.n, f->unit.p, (int)(n - from), rest.p + from);
        }
    }
    return STM_NULL_STR;
}

stm_str stm_figure_holds(stm_work *w, uint32_t member, const stm_figure *f)
{
    const stm_article *a = w->article[member];
    uint32_t here = stm_sentence_at(a, f->at.start);
    if (f->holds_from == STM_NO_DAY || f->holds_from != f->holds_to) {
        return STM_NULL_STR;
    }
    for (uint32_t i = 0; i < a->times.n; i++) {
        const stm_time *t = &a->times.at[i];
        if (stm_sentence_at(a, t->at.start) == here && t->from_day == f->holds_from && t->to_day == f->holds_to &&
            stm_time_noun(a, t->at, stm_time_head(a, t->at)) != STM_NONE) {
            return STM_NULL_STR; /* "seven sentences for the 3 May raid" */
        }
    }
    return stm_day_format(w->arena, f->holds_from);
}
