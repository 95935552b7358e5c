/* view_groups.c: see view.h. Readings that say the same, printed as one.
 *
 * In: items of a record.  Out: groups, the reading that is shown first.  Cost: readings times groups, of which there
 * are few.
 */
#include <math.h>

#include "write/view.h"

static bool headline(const stm_view *v, stm_passage at)
{
    const stm_article *a = v->run->articles.at[at.article];
    uint32_t s = stm_sentence_at(a, at.at.start);
    return s != STM_NONE && a->sentences.at[s].furniture == 1 + STM_FURN_HEADLINE;
}

/* The headline of a text tells in short what the text tells below, which is one of the readings too. */
static bool told_again(const stm_view *v, const stm_statement *s, const stm_statement_reading *r)
{
    bool sides = false, below = false;
    if (!headline(v, r->passage)) {
        return false;
    }
    for (uint32_t i = 0; i < s->readings.n; i++) {
        const stm_statement_reading *o = &s->readings.at[i];
        sides = sides || o->stance == STM_DENIES || o->stance == STM_DOUBTS;
        below =
            below || (o->passage.article == r->passage.article && o->stance == r->stance && !headline(v, o->passage));
    }
    return below && (sides || s->status == STM_ST_AGREED || s->status == STM_ST_SINGLE_SOURCE);
}

static bool same_reading(const stm_view *v, const stm_statement_reading *a, const stm_statement_reading *b)
{
    stm_str x = stm_view_speaker(v, a->said_by, a->said_by_name), y = stm_view_speaker(v, b->said_by, b->said_by_name);
    return a->stance == b->stance && stm_view_same_name(x, y) && a->reading.p != NULL && b->reading.p != NULL &&
           stm_str_eq_nocase(a->reading, b->reading);
}

/* Two editions of one text have one man say it, one of them less of it. */
static bool trimmed_reading(stm_arena *arena, const stm_view *v, stm_statement_status status,
                            const stm_statement_reading *a, const stm_statement_reading *b)
{
    bool alike =
        a->stance == b->stance || (status == STM_ST_AGREED && (a->stance == STM_ASSERTS || a->stance == STM_REPORTS) &&
                                   (b->stance == STM_ASSERTS || b->stance == STM_REPORTS));
    stm_str x = stm_view_speaker(v, a->said_by, a->said_by_name), y = stm_view_speaker(v, b->said_by, b->said_by_name);
    stm_str s, t;
    if (!alike || x.p == NULL || y.p == NULL || a->reading.n == 0 || b->reading.n == 0 ||
        v->line_of[a->passage.article] != v->line_of[b->passage.article] || a->passage.article == b->passage.article ||
        !stm_view_same_name(stm_view_whose(arena, v, x, a->passage), stm_view_whose(arena, v, y, b->passage))) {
        return false;
    }
    s = stm_str_lower(arena, a->reading);
    t = stm_str_lower(arena, b->reading);
    return stm_str_find(s, t, 0) != SIZE_MAX || stm_str_find(t, s, 0) != SIZE_MAX;
}

/* The longer of two such is shown; of the other it is told that it has other words. */
static void join_editions(stm_arena *arena, const stm_view *v, const stm_statement *s, stm_reading_groups *groups)
{
    uint32_t n = 0;
    for (uint32_t g = 0; g < groups->n; g++) {
        stm_reading_group group = groups->at[g], *to = NULL;
        for (uint32_t k = 0; k < n && to == NULL; k++) {
            const stm_statement_reading *x = &s->readings.at[groups->at[k].first];
            to = groups->at[k].n_same == 0 && trimmed_reading(arena, v, s->status, x, &s->readings.at[group.first])
                     ? &groups->at[k]
                     : NULL;
        }
        if (to == NULL) {
            groups->at[n++] = group;
            continue;
        }
        if (s->readings.at[group.first].reading.n > s->readings.at[to->first].reading.n) {
            stm_reading_group longer = group;
            group = *to;
            *to = longer;
        }
        to->n_same = to->members.n;
        for (uint32_t i = 0; i < group.members.n; i++) {
            stm_vec_push(arena, &to->members, group.members.at[i]);
        }
    }
    groups->n = n;
}

void stm_view_group_readings(stm_arena *arena, const stm_view *view, const stm_statement *statement,
                             stm_reading_groups *out)
{
    memset(out, 0, sizeof *out);
    for (uint32_t i = 0; i < statement->readings.n; i++) {
        stm_reading_group *to = NULL;
        if (told_again(view, statement, &statement->readings.at[i])) {
            continue;
        }
        for (uint32_t g = 0; g < out->n && to == NULL; g++) {
            if (same_reading(view, &statement->readings.at[out->at[g].first], &statement->readings.at[i])) {
                to = &out->at[g];
            }
        }
        if (to == NULL) {
            to = stm_vec_add(arena, out);
            to->first = i;
        }
        stm_vec_push(arena, &to->members, i);
    }
    join_editions(arena, view, statement, out);
}

static bool same_voice(const stm_view *v, const stm_statement_reading *a, const stm_statement_reading *b)
{
    stm_str x = stm_view_speaker(v, a->said_by, a->said_by_name), y = stm_view_speaker(v, b->said_by, b->said_by_name);
    bool denies = a->stance == STM_DENIES || a->stance == STM_DOUBTS;
    if ((denies || b->stance == STM_DENIES || b->stance == STM_DOUBTS) && a->stance != b->stance) {
        return false;
    }
    return x.p == NULL && y.p == NULL ? a->passage.article == b->passage.article : stm_view_same_name(x, y);
}

/* Puts groups->at[g] behind the n groups that are kept, or its members into `to`, one of them. Returns the new n. */
static uint32_t keep_or_join(stm_arena *arena, stm_reading_groups *groups, uint32_t g, uint32_t n,
                             stm_reading_group *to)
{
    stm_reading_group group = groups->at[g];
    if (to == NULL) {
        group.n_same = group.n_same != 0 ? group.n_same : group.members.n;
        groups->at[n] = group;
        return n + 1;
    }
    for (uint32_t i = 0; i < group.members.n; i++) {
        stm_vec_push(arena, &to->members, group.members.at[i]);
    }
    return n;
}

void stm_view_join_voices(stm_arena *arena, const stm_view *view, const stm_statement *s, stm_reading_groups *groups)
{
    uint32_t n = 0;
    for (uint32_t g = 0; g < groups->n; g++) {
        stm_reading_group group = groups->at[g], *to = NULL;
        for (uint32_t k = 0; k < n && to == NULL; k++) {
            bool same = same_voice(view, &s->readings.at[groups->at[k].first], &s->readings.at[group.first]);
            to = same ? &groups->at[k] : NULL;
        }
        n = keep_or_join(arena, groups, g, n, to);
    }
    groups->n = n;
}

bool stm_view_group_editions(stm_arena *arena, const stm_view *view, const stm_statement *s, stm_reading_groups *out,
                             bool *known)
{
    bool first = false, second = false;
    memset(out, 0, sizeof *out);
    *known = false;
    for (uint32_t i = 0; i < s->readings.n; i++) {
        stm_reading_group *to = NULL;
        for (uint32_t g = 0; g < out->n && to == NULL; g++) {
            to = stm_str_eq(s->readings.at[out->at[g].first].reading, s->readings.at[i].reading) ? &out->at[g] : NULL;
        }
        if (to == NULL) {
            to = stm_vec_add(arena, out);
            to->first = i;
        }
        stm_vec_push(arena, &to->members, i);
    }
    if (out->n != 2) {
        return false;
    }
    for (uint32_t i = 0; i < out->at[0].members.n; i++) {
        for (uint32_t k = 0; k < out->at[1].members.n; k++) {
            uint32_t a = s->readings.at[out->at[0].members.at[i]].passage.article;
            uint32_t b = s->readings.at[out->at[1].members.at[k]].passage.article;
            uint32_t earlier = stm_view_earlier(view, a, b);
            if (a == b) {
                return false; /* one edition says both */
            }
            first |= earlier == a;
            second |= earlier == b;
        }
    }
    *known = first != second;
    if (*known && second) {
        stm_reading_group swap = out->at[0];
        out->at[0] = out->at[1];
        out->at[1] = swap;
    }
    return true;
}

static bool same_bound(double a, double b) { return a == b || (isnan(a) && isnan(b)); }

static bool same_figure(const stm_view *v, const stm_record_figure *f, const stm_figure_reading *a,
                        const stm_figure_reading *b)
{
    bool days =
        f->status == STM_FIG_AGREE || a->holds.p == NULL || b->holds.p == NULL || stm_str_eq(a->holds, b->holds);
    return same_bound(a->low, b->low) && same_bound(a->high, b->high) && days &&
           stm_view_same_name(stm_view_speaker(v, a->said_by, a->said_by_name),
                              stm_view_speaker(v, b->said_by, b->said_by_name));
}

static bool within(const stm_figure_reading *a, const stm_figure_reading *b)
{
    return (isnan(b->low) || a->low >= b->low) && (isnan(b->high) || a->high <= b->high);
}

/* "17 dead" over "at least 17 people", "dozens missing" over "about 70": what the text says below is what it means. */
static bool counted_again(const stm_view *v, const stm_record_figure *f, const stm_figure_reading *r)
{
    bool below = false;
    for (uint32_t i = 0; i < f->readings.n && !below; i++) {
        const stm_figure_reading *o = &f->readings.at[i];
        below = o->passage.article == r->passage.article && (o->low == r->low || within(o, r)) &&
                !headline(v, o->passage) && headline(v, r->passage);
    }
    return below;
}

/* What is counted grows less from the first day to the last: people missing, votes between two. */
static bool falling(const stm_view *v, const stm_record_figure *f)
{
    const stm_figure_reading *first = NULL, *last = NULL;
    for (uint32_t i = 0; i < f->readings.n; i++) {
        const stm_figure_reading *r = &f->readings.at[i];
        int32_t day = stm_view_reading_day(v, r);
        if (day != STM_NO_DAY && !isnan(r->low) && !counted_again(v, f, r)) {
            first = first == NULL || day < stm_view_reading_day(v, first) ? r : first;
            last = last == NULL || day > stm_view_reading_day(v, last) ? r : last;
        }
    }
    return f->status == STM_FIG_UPDATE && first != NULL && last->low < first->low;
}

/* By day, unknown days last; readings of one day by size, as the count goes, since what came first is not known. */
static bool comes_before(const stm_view *v, const stm_record_figure *f, const stm_figure_reading *a,
                         const stm_figure_reading *b, bool down)
{
    int32_t x = stm_view_reading_day(v, a), y = stm_view_reading_day(v, b);
    if (f->status == STM_FIG_CONFLICT && f->lines == 1 && a->passage.article == b->passage.article) {
        return a->passage.at.start < b->passage.at.start; /* as the one text gives it */
    }
    return x == y ? (down ? a->low > b->low : a->low < b->low) : y == STM_NO_DAY || (x != STM_NO_DAY && x < y);
}

void stm_view_group_figures(stm_arena *arena, const stm_view *view, const stm_record_figure *figure,
                            stm_reading_groups *out)
{
    const stm_figure_reading *at = figure->readings.at;
    bool down = falling(view, figure);
    memset(out, 0, sizeof *out);
    for (uint32_t i = 0; i < figure->readings.n; i++) {
        stm_reading_group *to = NULL;
        if (counted_again(view, figure, &at[i])) {
            continue;
        }
        for (uint32_t g = 0; g < out->n && to == NULL; g++) {
            to = same_figure(view, figure, &at[out->at[g].first], &at[i]) ? &out->at[g] : NULL;
        }
        if (to == NULL) {
            to = stm_vec_add(arena, out);
            to->first = i;
        } else if (at[to->first].holds.p == NULL &&
                   (at[i].holds.p != NULL || comes_before(view, figure, &at[i], &at[to->first], down))) {
            to->first = i; /* the one whose day is told, or the earliest */
        }
        stm_vec_push(arena, &to->members, i);
    }
    for (uint32_t g = 1; g < out->n; g++) {
        stm_reading_group group = out->at[g];
        uint32_t place = g;
        while (place > 0 && comes_before(view, figure, &at[group.first], &at[out->at[place - 1].first], down)) {
            out->at[place] = out->at[place - 1];
            place--;
        }
        out->at[place] = group;
    }
}

bool stm_view_said_again(const stm_view *v, const stm_utterance *u, const stm_variant *x)
{
    const stm_article *a = v->run->articles.at[x->article];
    bool below = false;
    if (x->relation == STM_VARIANT_FULLEST ||
        !headline(v, (stm_passage){ x->article, stm_variant_said(x, a)->content.at[0] })) {
        return false;
    }
    for (uint32_t i = 0; i < u->variants.n && !below; i++) {
        const stm_variant *o = &u->variants.at[i];
        below = o->article == x->article &&
                !headline(v, (stm_passage){ o->article, stm_variant_said(o, a)->content.at[0] });
    }
    return below;
}

void stm_view_group_variants(stm_arena *arena, const stm_view *view, const stm_utterance *u, stm_reading_groups *out)
{
    stm_strs said = { 0 }; /* of each group */
    memset(out, 0, sizeof *out);
    for (uint32_t pass = 0; pass < 2; pass++) { /* the fullest goes first */
        for (uint32_t i = 0; i < u->variants.n; i++) {
            const stm_article *a = view->run->articles.at[u->variants.at[i].article];
            stm_str words = stm_view_quotation(arena, a, stm_variant_said(&u->variants.at[i], a));
            stm_reading_group *to = NULL;
            if ((u->variants.at[i].relation == STM_VARIANT_FULLEST) != (pass == 0) ||
                stm_view_said_again(view, u, &u->variants.at[i])) {
                continue;
            }
            for (uint32_t g = 0; g < out->n && to == NULL; g++) {
                to = stm_str_eq(said.at[g], words) ? &out->at[g] : NULL;
            }
            if (to == NULL) {
                to = stm_vec_add(arena, out);
                to->first = i;
                stm_vec_push(arena, &said, words);
            }
            stm_vec_push(arena, &to->members, i);
        }
    }
}

/* What is shown before what is not, each in the order it had. */
static void shown_first(stm_arena *arena, stm_reading_groups *groups, const bool *shown)
{
    stm_reading_groups last = { 0 };
    uint32_t n = 0;
    for (uint32_t g = 0; g < groups->n; g++) {
        if (shown[g]) {
            groups->at[n++] = groups->at[g];
        } else {
            stm_vec_push(arena, &last, groups->at[g]);
        }
    }
    for (uint32_t g = 0; g < last.n; g++) {
        groups->at[n++] = last.at[g];
    }
}

void stm_view_versions_first(stm_arena *arena, const stm_utterance *u, uint32_t most, stm_reading_groups *groups)
{
    bool *shown = STM_NEW_ARRAY(arena, bool, (size_t)groups->n + 1);
    uint32_t left = most;
    for (uint32_t pass = 0; pass < 4; pass++) {
        for (uint32_t g = 0; g < groups->n && left > 0; g++) {
            const stm_variant *v = &u->variants.at[groups->at[g].first];
            bool other = true; /* an article of which nothing is shown yet */
            for (uint32_t k = 0; k < groups->n && other; k++) {
                for (uint32_t i = 0; i < groups->at[k].members.n && shown[k]; i++) {
                    other = other && u->variants.at[groups->at[k].members.at[i]].article != v->article;
                }
            }
            if (!shown[g] && (pass == 0   ? v->relation == STM_VARIANT_FULLEST
                              : pass == 1 ? v->note.p != NULL
                              : pass == 2 ? other
                                          : true)) {
                shown[g] = true;
                left--;
            }
        }
    }
    shown_first(arena, groups, shown);
}

/* "a proposed resolution": the thing by its name, and no more is told than that it is one. */
static bool bare_name(const stm_view *v, const stm_proposal_state *s)
{
    const stm_article *a = v->run->articles.at[s->passage.article];
    if (s->state != STM_PROPOSED || s->when.p != NULL) {
        return false;
    }
    for (uint32_t i = stm_token_from(a, s->passage.at.start);
         i < a->tokens.n && a->tokens.at[i].at.start < s->passage.at.end; i++) {
        const stm_token *t = &a->tokens.at[i];
        if ((t->upos == STM_VERB && t->deprel != STM_DEP_AMOD) || t->upos == STM_AUX || t->upos == STM_UPOS_NONE ||
            t->upos == STM_ADP) {
            return false;
        }
    }
    return true;
}

stm_str stm_view_state_name(const stm_view *view, const stm_proposal_state *s)
{
    const stm_article *a = view->run->articles.at[s->passage.article];
    uint32_t i = stm_token_from(a, s->passage.at.start);
    bool verb = false, ahead = false, discussed = false;
    if (s->state != STM_DISCUSSED) {
        return s->state == STM_IN_FORCE ? STM_STR("in force") : stm_str_of(stm_proposal_status_name(s->state));
    }
    for (; i + 1 < a->tokens.n && a->tokens.at[i].at.start < s->passage.at.end; i++) {
        const stm_token *t = &a->tokens.at[i];
        if (!verb && t->upos == STM_VERB && t->lemma.p != NULL && stm_str_among(t->lemma, "call brand label") &&
            !stm_form_among(a, i + 1, "for on off")) {
            return STM_STR("opinion");
        }
        verb = verb || t->upos == STM_VERB;
        ahead = ahead || stm_form_among(a, i, "will would still");
        discussed =
            discussed || (t->lemma.p != NULL &&
                          stm_str_among(t->lemma, "discuss discussion debate consider consideration talk "
                                                  "negotiate negotiation review examine examination study weigh "
                                                  "deliberate mull hear hearing vote meet meeting work explore "
                                                  "evaluate assess look table question consult"));
    }
    return ahead ? STM_STR("under discussion") : discussed ? STM_STR("discussed") : STM_STR("spoken of");
}

const char *stm_view_set_for(const stm_view *view, const stm_proposal_state *s)
{
    static const char *const leads[] = { "for", "by", "before", "until" };
    const stm_article *a = view->run->articles.at[s->passage.article];
    for (uint32_t i = 0; i < a->times.n && s->when.p != NULL; i++) {
        const stm_time *t = &a->times.at[i];
        uint32_t first = stm_token_from(a, t->at.start);
        if (t->from_day == stm_view_day_of(s->when) && t->from_day != STM_NO_DAY && t->from_day == t->to_day &&
            t->at.start >= s->passage.at.start && t->at.end <= s->passage.at.end && first > 0) {
            for (size_t k = 0; k < sizeof leads / sizeof *leads; k++) {
                if (stm_form_among(a, first - 1, leads[k])) {
                    return leads[k];
                }
            }
        }
    }
    return NULL;
}

void stm_view_group_states(stm_arena *arena, const stm_view *view, const stm_proposal *p, stm_reading_groups *out)
{
    stm_strs said = { 0 };
    memset(out, 0, sizeof *out);
    for (uint32_t i = 0; i < p->states.n; i++) {
        stm_str words = stm_view_words(arena, view, p->states.at[i].passage, 0);
        stm_reading_group *to = NULL;
        if (p->states.n > 1 && bare_name(view, &p->states.at[i])) {
            continue;
        }
        for (uint32_t g = 0; g < out->n && to == NULL; g++) {
            bool same = p->states.at[out->at[g].first].state == p->states.at[i].state && stm_str_eq(said.at[g], words);
            to = same ? &out->at[g] : NULL;
        }
        if (to == NULL) {
            to = stm_vec_add(arena, out);
            to->first = i;
            stm_vec_push(arena, &said, words);
        } else if (p->states.at[to->first].when.p == NULL && p->states.at[i].when.p != NULL) {
            to->first = i; /* the one that gives a date */
        }
        stm_vec_push(arena, &to->members, i);
    }
}

/* One fate, told twice: not two opinions on the thing, nor what came to pass on two days. */
static bool one_fate(const stm_view *view, const stm_proposal_state *a, const stm_proposal_state *b)
{
    stm_str x = stm_view_speaker(view, a->said_by, a->said_by_name),
            y = stm_view_speaker(view, b->said_by, b->said_by_name);
    return a->state == b->state && stm_view_same_name(x, y) && (a->state != STM_DISCUSSED || x.p != NULL) &&
           (a->when.p == NULL || b->when.p == NULL || stm_str_eq(a->when, b->when));
}

/* Some article tells both. */
static bool one_article(const stm_proposal *p, const stm_reading_group *a, const stm_reading_group *b)
{
    for (uint32_t i = 0; i < a->members.n; i++) {
        for (uint32_t k = 0; k < b->members.n; k++) {
            if (p->states.at[a->members.at[i]].passage.article == p->states.at[b->members.at[k]].passage.article) {
                return true;
            }
        }
    }
    return false;
}

static bool in_headline(const stm_view *view, const stm_proposal *p, const stm_reading_group *g)
{
    return g->members.n == 1 && headline(view, p->states.at[g->first].passage);
}

/* What the headline of a text tells, and the text itself, whoever each says it is from. */
static bool told_below(const stm_proposal *p, const stm_reading_group *a, const stm_reading_group *b)
{
    return p->states.at[a->first].state == p->states.at[b->first].state && one_article(p, a, b);
}

/* No other group tells of the same state more often, or as often and before. */
static bool best_told(const stm_proposal *p, const stm_reading_groups *groups, uint32_t g)
{
    for (uint32_t k = 0; k < groups->n; k++) {
        bool one = p->states.at[groups->at[k].first].state == p->states.at[groups->at[g].first].state;
        uint32_t n = groups->at[k].members.n;
        if (one && (n > groups->at[g].members.n || (n == groups->at[g].members.n && k < g))) {
            return false;
        }
    }
    return true;
}

void stm_view_fates_first(stm_arena *arena, const stm_proposal *p, uint32_t most, stm_reading_groups *groups)
{
    bool *shown = STM_NEW_ARRAY(arena, bool, (size_t)groups->n + 1);
    uint32_t left = most;
    for (uint32_t pass = 0; pass < 4; pass++) { /* one of each fate, further ones, who else proposes, talk of it */
        for (uint32_t g = 0; g < groups->n && left > 0; g++) {
            stm_proposal_status is = p->states.at[groups->at[g].first].state;
            uint32_t turn = is == STM_DISCUSSED ? 3 : best_told(p, groups, g) ? 0 : is == STM_PROPOSED ? 2 : 1;
            if (!shown[g] && turn == pass) {
                shown[g] = true;
                left--;
            }
        }
    }
    shown_first(arena, groups, shown);
}

void stm_view_join_states(stm_arena *arena, const stm_view *view, const stm_proposal *p, bool many,
                          stm_reading_groups *groups)
{
    uint32_t n = 0;
    for (uint32_t g = 0; g < groups->n; g++) {
        stm_reading_group group = groups->at[g], *to = NULL;
        const stm_proposal_state *a = &p->states.at[group.first];
        for (uint32_t k = 0; k < n && to == NULL; k++) {
            bool one = one_fate(view, a, &p->states.at[groups->at[k].first]) &&
                       (many || !one_article(p, &group, &groups->at[k]));
            to = one ? &groups->at[k] : NULL;
        }
        if (to != NULL && p->states.at[to->first].when.p == NULL && a->when.p != NULL) {
            group.n_same = group.members.n; /* the words of who gives a date are shown */
            groups->at[g] = *to;
            *to = group;
        }
        n = keep_or_join(arena, groups, g, n, to);
    }
    groups->n = n;
    for (uint32_t g = 1; g < groups->n; g++) { /* what is set for a day was so before anything came of it */
        stm_reading_group group = groups->at[g];
        uint32_t place = g;
        while (place > 0 && p->states.at[group.first].state == STM_PROPOSED &&
               p->states.at[groups->at[place - 1].first].state != STM_PROPOSED &&
               stm_view_set_for(view, &p->states.at[group.first]) != NULL) {
            groups->at[place] = groups->at[place - 1];
            place--;
        }
        groups->at[place] = group;
    }
    n = 0;
    for (uint32_t g = 0; g < groups->n; g++) {
        bool again = false;
        for (uint32_t k = 0; k < groups->n && !again; k++) {
            again = k != g && in_headline(view, p, &groups->at[g]) && !in_headline(view, p, &groups->at[k]) &&
                    told_below(p, &groups->at[g], &groups->at[k]);
        }
        if (!again) {
            groups->at[n++] = groups->at[g];
        }
    }
    groups->n = n;
}
