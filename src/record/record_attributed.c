/* record_attributed.c: what one text lays to somebody and another tells by itself, or lays to somebody else.
 *
 * In: what is agreed, statements and figures; quotations.  Out: contested statements on who says so.
 *
 * Texts that agree on a fact need not agree on who knows it: "a clerk said that the ferry had left", "the ferry had
 * left". A reading lies in words of somebody whom its sentence names with a word of saying, or in no quotation at all;
 * two of these, of two lines, or two mouths that are not one origin, are a difference that a reader who asks for the
 * source wants to see, and no contest: it is never shown unasked. Never: two such statements of one pair of sentences;
 * a headline; one mouth under two names, as far as it is known to be one.  Cost: readings of an agreement, each with
 * each.
 */
#include "record/facts.h"

#define NEARLY_ALL 0.8
#define KNOWN 0.45 /* nobody but a reader can tell whether it matters */
#define GUESSED 0.4
#define LEAST_ALIKE 0.3f
#define LEAST_SHARED 5.0f

enum { MOST_MOUTHS = 8 };

/* Whom a reading is of. */
typedef struct mouth {
    uint32_t member, sentence, unit, said_by;
    stm_str name; /* NULL: the text tells it by itself */
    stm_span at;  /* the reading */
    bool whole;   /* all of the reading is its word */
} mouth;

typedef STM_VEC(mouth) mouths;

/* Somebody says half of it, or half of what he says lies in it: the quotation, or STM_NONE; *whole: he says nearly all
 * of it, or nobody anything. */
static uint32_t quotation_on(const stm_article *a, stm_span at, bool *any, bool *whole)
{
    uint32_t best = STM_NONE, most = 0;
    *any = false;
    for (uint32_t i = 0; i < a->quotations.n; i++) {
        const stm_quotation *q = &a->quotations.at[i];
        uint32_t common = 0, all = 0;
        for (uint32_t k = 0; k < q->content.n; k++) {
            stm_span s = q->content.at[k];
            uint32_t from = s.start > at.start ? s.start : at.start, to = s.end < at.end ? s.end : at.end;
            common += from < to ? to - from : 0;
            all += s.end - s.start;
        }
        *any = *any || common > 0;
        if (common > most && (common * 2 > at.end - at.start || common * 2 > all)) {
            best = i;
            most = common;
        }
    }
    *whole = *any ? best != STM_NONE && most >= NEARLY_ALL * (at.end - at.start) : true;
    return best;
}

/* Of one reading of a text; false: nothing is known of it. */
static bool mouth_of(const stm_work *w, const stm_passage *p, mouth *out)
{
    uint32_t m = w->member_of[p->article], s = stm_sentence_at(w->article[m], p->at.start), q;
    const stm_article *a = w->article[m];
    bool any;
    if (s == STM_NONE || a->sentences.at[s].furniture != 0) {
        return false;
    }
    *out =
        (mouth){ .member = m, .sentence = s, .unit = stm_unit_at(w, m, p->at.start), .at = p->at, .said_by = STM_NONE };
    q = quotation_on(a, p->at, &any, &out->whole);
    if (q == STM_NONE) {
        return !any;
    }
    if (!stm_span_some(a->quotations.at[q].cue) || !stm_span_some(a->quotations.at[q].source)) {
        return false;
    }
    stm_said_by(w, m, q, &out->said_by, &out->name);
    return out->name.p != NULL;
}

/* The sentence names the entity: who is told of there may well be who said it. */
static bool names(const stm_work *w, const mouth *x, uint32_t entity)
{
    const stm_sentence *s = &w->article[x->member]->sentences.at[x->sentence];
    for (uint32_t i = s->first_token; i < s->first_token + s->n_tokens; i++) {
        if (entity != STM_NONE && w->at_token[x->member][i] == entity) {
            return true;
        }
    }
    return false;
}

static bool near(stm_work *w, const mouth *x, const mouth *y)
{
    stm_matter a, b;
    stm_likeness like;
    stm_matter_of(w, x->member, &x->at, 1, &a);
    stm_matter_of(w, y->member, &y->at, 1, &b);
    like = stm_matter_compare(w, &a, &b);
    return like.dice >= LEAST_ALIKE && like.shared >= LEAST_SHARED;
}

/* One verb heads both. */
static bool one_verb(const stm_work *w, const mouth *x, const mouth *y)
{
    uint32_t a = x->unit == STM_NONE ? STM_NONE : w->units.at[x->unit].verb;
    uint32_t b = y->unit == STM_NONE ? STM_NONE : w->units.at[y->unit].verb;
    return a != STM_NONE && b != STM_NONE && stm_terms_alike(w, a, b);
}

/* `sure`: what they agree on is a sentence that both bear out. */
static bool apart(stm_work *w, const mouth *x, const mouth *y, bool sure)
{
    return w->line[x->member] != w->line[y->member] && x->name.p != NULL &&
           (y->name.p == NULL || !stm_one_origin(w, x->said_by, x->name, y->said_by, y->name)) &&
           !names(w, y, x->said_by) && near(w, x, y) && ((sure && x->whole && y->whole) || one_verb(w, x, y)) &&
           stm_units_one_deed(w, x->unit, y->unit);
}

/* A statement on who says so has both sentences. */
static bool had(const mouths *done, const mouth *x, const mouth *y)
{
    for (uint32_t i = 0; i + 1 < done->n; i += 2) {
        const mouth *a = &done->at[i], *b = &done->at[i + 1];
        if ((a->member == x->member && a->sentence == x->sentence && b->member == y->member &&
             b->sentence == y->sentence) ||
            (a->member == y->member && a->sentence == y->sentence && b->member == x->member &&
             b->sentence == x->sentence)) {
            return true;
        }
    }
    return false;
}

static stm_str shown_name(const mouth *x) { return x->name.p == NULL ? STM_STR("the text itself") : x->name; }

/* A reading, unless the sentence is one already. */
static void give(stm_work *w, stm_contest *c, const mouth *x)
{
    stm_contest_add(w, c, x->member, w->article[x->member]->sentences.at[x->sentence].at,
                    x->name.p == NULL ? STM_ASSERTS : STM_REPORTS, shown_name(x));
}

/* `saying`: what one man says, as far as the lines that carry it know. */
static void set_apart(stm_work *w, const mouths *all, stm_str about, bool saying, bool sure, mouths *done)
{
    for (uint32_t i = 0; i < all->n; i++) {
        for (uint32_t k = 0; k < all->n; k++) {
            const mouth *x = &all->at[i], *y = &all->at[k];
            stm_contest c = { 0 };
            if ((y->name.p != NULL && (k < i || saying)) || !apart(w, x, y, sure) || had(done, x, y)) {
                continue;
            }
            stm_vec_push(w->arena, done, *x);
            stm_vec_push(w->arena, done, *y);
            give(w, &c, x);
            give(w, &c, y);
            for (uint32_t n = 0; n < all->n; n++) {
                give(w, &c, &all->at[n]);
            }
            stm_contest_close(w, &c, STM_ST_CONTESTED,
                              stm_str_format(w->arena, "Who says so, %.*s or %.*s: %.*s", (int)shown_name(x).n,
                                             shown_name(x).p, (int)shown_name(y).n, shown_name(y).p, (int)about.n,
                                             about.p),
                              sure && !saying && x->whole && y->whole ? KNOWN : GUESSED);
            return;
        }
    }
}

void stm_record_attributed(stm_work *w)
{
    uint32_t statements = w->record->statements.n;
    mouths done = { 0 };
    for (uint32_t i = 0; i < 2 * statements; i++) { /* what is shown first */
        stm_statement st = w->record->statements.at[i % statements];
        mouths all = { 0 };
        size_t head;
        if (st.status != STM_ST_AGREED || (st.confidence >= STM_FACT_SHOWN) != (i < statements)) {
            continue;
        }
        for (uint32_t r = 0; r < st.readings.n && all.n < MOST_MOUTHS; r++) {
            mouth x;
            if (mouth_of(w, &st.readings.at[r].passage, &x)) {
                stm_vec_push(w->arena, &all, x);
            }
        }
        head = stm_str_find(st.about, STM_STR(": \xE2\x80\x9C"), 0);
        set_apart(w, &all, head == SIZE_MAX ? st.about : (stm_str){ st.about.p + head + 2, st.about.n - head - 2 },
                  head != SIZE_MAX, st.confidence >= STM_FACT_SHOWN, &done);
    }
    for (uint32_t i = 0; i < w->record->figures.n; i++) {
        const stm_record_figure *g = &w->record->figures.at[i];
        mouths all = { 0 };
        for (uint32_t r = 0; g->status == STM_FIG_AGREE && r < g->readings.n && all.n < MOST_MOUTHS; r++) {
            mouth x;
            if (mouth_of(w, &g->readings.at[r].passage, &x)) {
                stm_vec_push(w->arena, &all, x);
            }
        }
        set_apart(w, &all, g->counted, false, false, &done);
    }
}
