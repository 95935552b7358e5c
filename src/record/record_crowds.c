/* record_crowds.c: how many came: the size of one crowd, as the police, the organisers and each text put it.
 *
 * In: figures, trees, times.  Out: record.figures, in conflict.
 *
 * A figure is of a crowd where it counts protesters and the like, or people who march, rally, gather or attend, or a
 * march that is put at so many; where another mouth answers it in the next sentence without saying what is counted
 * ("but witnesses said there were more than 50,000"), that number is of the crowd too. All of one story and day are of
 * one crowd, unless the sentence names another town for it. Written only where two numbers cannot both hold. Never:
 * those arrested, hurt or fighting, the police, "a further 5,000". Cost: figures times the words of their sentences.
 */
#include <math.h>

#include "record/record_words.h"

#define LEAST 50 /* people */
#define MAX_CROWDS 60
#define LONG_AGO 21 /* days */
#define SHOWN_CONFIDENCE 0.65

typedef struct crowd {
    uint32_t member, figure, sentence;
    double low, high;
    uint32_t place; /* entity, or STM_NONE */
    int32_t day;    /* STM_NO_DAY: that of the story */
} crowd;

typedef STM_VEC(crowd) crowds;

STM_ALWAYS_INLINE bool in_stretch(const stm_article *a, stm_span at, const char *words)
{
    for (uint32_t i = stm_token_from(a, at.start); i < a->tokens.n && a->tokens.at[i].at.start < at.end; i++) {
        stm_str l = stm_token_lemma(a, i);
        if (l.p != NULL && l.n > 0 && (stm_among(l, words) || stm_form_among(a, i, words))) {
            return true;
        }
    }
    return false;
}

/* So many words before and behind a figure, within its sentence. */
static stm_span around(const stm_article *a, const stm_figure *f, uint32_t before, uint32_t behind)
{
    uint32_t t = stm_token_from(a, f->at.start), s = a->tokens.at[t].sentence, from = t, to = t;
    while (to + 1 < a->tokens.n && a->tokens.at[to + 1].at.start < f->at.end) {
        to++;
    }
    behind += to;
    while (from > 0 && t - from < before && a->tokens.at[from - 1].sentence == s &&
           !stm_form_among(a, from - 1, "; while as but")) {
        from--;
    }
    while (to + 1 < a->tokens.n && to < behind && a->tokens.at[to + 1].sentence == s &&
           !stm_form_among(a, to + 1, "; while but who which after as")) {
        to++;
    }
    return (stm_span){ a->tokens.at[from].at.start, a->tokens.at[to].at.end };
}

static bool of_crowd(const stm_article *a, const stm_figure *f)
{
    stm_span near = around(a, f, 3, 5), clause = around(a, f, 14, 8);
    static const char people[] =
        "protester demonstrator marcher reveller attendee spectator mourner worshipper striker "
        "picketer pilgrim";
    static const char deeds[] = "march rally protest demonstrate gather attend assemble converge parade throng turnout "
                                "demonstration procession vigil crowd street";
    static const char others[] = "arrest detain injure wound hurt kill die clash throw hurl storm attack fight further "
                                 "another additional ticket capacity dispersed";
    static const char force[] = "police officer policeman troop soldier guard agent anarchist hooligan";
    stm_span at = { f->at.start,
                    stm_span_some(f->counted_at) && f->counted_at.end > f->at.end ? f->counted_at.end : f->at.end };
    bool persons = f->unit.p != NULL && stm_str_eqz(f->unit, "person");
    if (in_stretch(a, near, others) || in_stretch(a, at, force)) {
        return false;
    }
    if (in_stretch(a, at, people)) {
        return true;
    }
    /* "put the march at roughly 30,000 people", "tens of thousands of people joined the walkout" */
    return (persons || (f->unit.p == NULL && f->counted.p != NULL)) &&
           (in_stretch(a, clause, deeds) ||
            (in_stretch(a, clause, "join") && in_stretch(a, clause, "strike walkout stoppage")));
}

static uint32_t place_in(const stm_work *w, uint32_t member, uint32_t sentence)
{
    const stm_article *a = w->article[member];
    const stm_sentence *s = &a->sentences.at[sentence];
    uint32_t found = STM_NONE;
    for (uint32_t i = s->first_token; i < s->first_token + s->n_tokens; i++) {
        uint32_t e = w->at_token[member][i];
        if (e != STM_NONE && w->named.at[e] && w->record->entities.at[e].kind == STM_PLACE &&
            a->tokens.at[i].upos == STM_PROPN &&
            stm_map_get(&w->words->countries, stm_str_lower(w->arena, w->record->entities.at[e].name)) == STM_NONE) {
            if (found != STM_NONE && found != e) {
                return STM_NONE;
            }
            found = e;
        }
    }
    return found;
}

static void add(stm_work *w, crowds *all, uint32_t member, uint32_t figure, uint32_t sentence)
{
    const stm_figure *f = &w->article[member]->figures.at[figure];
    crowd c = { .member = member, .figure = figure, .sentence = sentence, .place = place_in(w, member, sentence) };
    c.low = isnan(f->low) ? 0 : f->low;
    c.high = isnan(f->high) ? INFINITY : f->high;
    c.day = f->holds_from != STM_NO_DAY && w->article[member]->published_day != STM_NO_DAY &&
                    w->article[member]->published_day - f->holds_from > LONG_AGO
                ? STM_NO_DAY /* "the biggest since last May" */
                : f->holds_from;
    if (all->n < MAX_CROWDS) {
        stm_vec_push(w->arena, all, c);
    }
}

static void collect(stm_work *w, crowds *all)
{
    for (uint32_t m = 0; m < w->n; m++) {
        const stm_article *a = w->article[m];
        uint32_t last = STM_NONE; /* sentence of the crowd figure before */
        for (uint32_t i = 0; i < a->figures.n; i++) {
            const stm_figure *f = &a->figures.at[i];
            uint32_t s = stm_sentence_at(a, f->at.start);
            bool big = f->low >= LEAST || (isnan(f->low) && f->high >= LEAST);
            bool people = f->unit.p == NULL || stm_str_eqz(f->unit, "person");
            if (!big || !people || s == STM_NONE || a->tokens.n == 0 || stm_token_from(a, f->at.start) >= a->tokens.n ||
                !stm_figure_counts(a, f)) {
                continue;
            }
            if (of_crowd(a, f) && stm_figure_harm(a, f) == STM_NO_HARM) {
                add(w, all, m, i, s);
                last = s;
            } else if (last != STM_NONE && s <= last + 1 && !stm_span_some(f->counted_at) && f->quotation != STM_NONE &&
                       in_stretch(a, a->sentences.at[s].at, "say put estimate count")) {
                add(w, all, m, i, s);
            }
        }
    }
}

static bool meet(const crowd *x, const crowd *y) { return x->low <= y->high && y->low <= x->high; }

static bool one_crowd(const stm_work *w, const crowd *x, const crowd *y)
{
    bool days = x->day != STM_NO_DAY && y->day != STM_NO_DAY && x->day != y->day;
    return !days && (x->place == STM_NONE || y->place == STM_NONE || x->place == y->place) &&
           (x->member == y->member || w->line[x->member] != w->line[y->member]);
}

static void write_crowd(stm_work *w, const crowds *all, const bool *in)
{
    stm_record_figure *r = stm_vec_add(w->arena, &w->record->figures);
    stm_u32s members = { 0 }, said_by = { 0 };
    stm_strs names = { 0 };
    for (uint32_t i = 0; i < all->n; i++) {
        const crowd *c = &all->at[i];
        const stm_figure *f = &w->article[c->member]->figures.at[c->figure];
        stm_figure_reading v = {
            .passage = { w->index[c->member], f->at }, .low = f->low, .high = f->high, .unit = f->unit
        };
        if (in[i]) {
            v.holds = c->day == STM_NO_DAY ? STM_NULL_STR : stm_day_format(w->arena, c->day);
            stm_said_by(w, c->member, f->quotation, &v.said_by, &v.said_by_name);
            stm_vec_push(w->arena, &r->readings, v);
            stm_vec_push(w->arena, &members, c->member);
            stm_vec_push(w->arena, &said_by, v.said_by);
            stm_vec_push(w->arena, &names, v.said_by_name);
        }
    }
    r->counted = STM_STR("people in the crowd");
    r->status = STM_FIG_CONFLICT;
    r->lines = stm_lines_among(w, &members);
    r->origins = stm_origins_among(w, &said_by, &names);
    r->confidence = SHOWN_CONFIDENCE;
}

void stm_record_crowds(stm_work *w)
{
    crowds all = { 0 };
    bool *in, any = false;
    uint32_t place = STM_NONE;
    collect(w, &all);
    in = STM_NEW_ARRAY(w->arena, bool, (size_t)all.n + 1);
    for (uint32_t i = 0; i < all.n && place == STM_NONE; i++) {
        place = all.at[i].place; /* where the story is: the town that is named first */
    }
    for (uint32_t i = 0; i < all.n; i++) {
        for (uint32_t k = i + 1; k < all.n; k++) {
            const crowd *x = &all.at[i], *y = &all.at[k];
            bool here = (x->place == STM_NONE || x->place == place) && (y->place == STM_NONE || y->place == place);
            if (here && one_crowd(w, x, y) && !meet(x, y)) {
                in[i] = in[k] = any = true;
            }
        }
    }
    if (any) {
        write_crowd(w, &all, in);
    }
}
