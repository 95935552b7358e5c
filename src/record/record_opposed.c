/* record_opposed.c: two mouths that a text sets against each other: "the police said ..., but witnesses said ...".
 *
 * In: quotations with source and cue.  Out: statements, contested.
 *
 * A reporter who joins what two say by "but", "while" or a semicolon tells that it does not agree. Only where the
 * second speaker stands right behind the word that joins, so that it joins the two sayings and nothing else. What
 * several texts set against each other alike is one statement.
 * Who says right behind it that there was "no such letter" contradicts what stands there.
 * Never: what nobody says ("has not said"), pronouns, one mouth twice, two parts of one saying, what is contested
 * already; where another text has the denial, the two are further readings of that. Cost: pairs of quotations of a
 * sentence; statements of this file with each other.
 */
#include "record/record_parts.h"

#define SHOWN 0.55
#define ALIKE 0.6f   /* of two sides that two texts tell */
#define COVERED 0.5f /* of the shorter, of what is denied elsewhere */
#define MAX_PAIRS 64 /* of a story */
#define MAX_LABEL 66 /* bytes of a side */

/* Two sayings of one member. */
typedef struct against {
    uint32_t member;
    stm_matter side[2];
    stm_contest contest;
} against;

typedef STM_VEC(against) againsts;

/* Marks and one word that sets what follows against what stood before. */
static bool joins(stm_str s)
{
    static const char *const words[] = { "but", "while", "whereas", "although", "though", "yet" };
    size_t from = 0, to = s.n;
    stm_str word;
    bool semicolon = false;
    while (from < to && (s.p[from] < 'a' || s.p[from] > 'z')) {
        semicolon = semicolon || s.p[from] == ';';
        from++;
    }
    while (to > from && (s.p[to - 1] < 'a' || s.p[to - 1] > 'z')) {
        to--;
    }
    word = (stm_str){ s.p + from, to - from };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (stm_str_eqz(word, words[i])) {
            return true;
        }
    }
    return word.n == 0 && semicolon;
}

/* What is hoped, asked for or announced may stand beside anything. */
static bool takes_a_side(stm_act act)
{
    return act == STM_ACT_SAY || act == STM_ACT_DENY || act == STM_ACT_CONFIRM || act == STM_ACT_ACCUSE ||
           act == STM_ACT_PROMISE || act == STM_ACT_ESTIMATE || act == STM_ACT_THINK || act == STM_ACT_WARN ||
           act == STM_ACT_PRAISE || act == STM_ACT_CRITICIZE || act == STM_ACT_AGREE || act == STM_ACT_DOUBT;
}

/* "has not said", "were not available to comment": between who speaks and what is said. */
static bool silent(const stm_article *a, const stm_quotation *q)
{
    uint32_t from = q->source.end < q->cue.end ? q->source.end : q->cue.start, to = q->content.at[0].start;
    for (uint32_t i = stm_token_from(a, from); i < a->tokens.n && a->tokens.at[i].at.start < to; i++) {
        if (stm_form_among(a, i, "not n't n\xE2\x80\x99t never")) {
            return true;
        }
    }
    return false;
}

/* A person or a body, by name or by a noun, says that something is so. */
static bool speaks(const stm_work *w, uint32_t member, const stm_quotation *q)
{
    const stm_article *a = w->article[member];
    return takes_a_side(q->act) && stm_span_some(q->source) && stm_span_some(q->cue) && q->nested_in == STM_NONE &&
           !silent(a, q) && q->source_head != STM_NONE && a->tokens.at[q->source_head].upos != STM_PRON &&
           (q->speaker != STM_NONE || q->anonymous || w->at_token[member][q->source_head] != STM_NONE);
}

static bool one_mouth(const stm_work *w, uint32_t member, uint32_t p, uint32_t q)
{
    uint32_t ea, eb;
    stm_str na, nb;
    stm_said_by(w, member, p, &ea, &na);
    stm_said_by(w, member, q, &eb, &nb);
    return na.p == NULL || nb.p == NULL || stm_str_eq_nocase(na, nb) || stm_one_origin(w, ea, na, eb, nb);
}

static bool set_against(const stm_work *w, uint32_t member, uint32_t p, uint32_t q)
{
    const stm_article *a = w->article[member];
    const stm_quotation *x = &a->quotations.at[p], *y = &a->quotations.at[q];
    stm_span s, t;
    if (!speaks(w, member, x) || !speaks(w, member, y)) {
        return false;
    }
    s = stm_span_of(x);
    t = stm_span_of(y);
    s.end = s.end < x->source.end ? x->source.end : s.end;
    s.end = s.end < x->cue.end ? x->cue.end : s.end;
    return s.end <= y->source.start && y->source.end <= y->cue.start && y->cue.end <= t.start &&
           stm_sentence_at(a, s.start) == stm_sentence_at(a, t.start) &&
           joins(stm_str_sub(w->lower[member], (stm_span){ s.end, y->source.start })) && !one_mouth(w, member, p, q);
}

/* "No such letter", "did not know of any such order": what has just been told is not so. */
static bool says_no_such(const stm_article *a, const stm_quotation *q)
{
    for (uint32_t p = 0; p < q->content.n; p++) {
        stm_span c = q->content.at[p];
        for (uint32_t i = stm_token_from(a, c.start) + 1; i < a->tokens.n && a->tokens.at[i].at.start < c.end; i++) {
            uint32_t clause = stm_form_among(a, i, "such") ? stm_clause_head(a, i) : STM_NONE;
            if (clause != STM_NONE && a->tokens.at[i].head != STM_NONE &&
                a->tokens.at[a->tokens.at[i].head].upos == STM_NOUN &&
                (stm_form_among(a, i - 1, "no No") ||
                 (stm_form_among(a, i - 1, "any") && (q->act == STM_ACT_DENY || stm_clause_negated(a, clause))))) {
                return true;
            }
        }
    }
    return false;
}

/* What one says, and right behind it another that there was no such thing. */
static bool answered(const stm_work *w, uint32_t member, uint32_t p, uint32_t q)
{
    const stm_article *a = w->article[member];
    const stm_quotation *x = &a->quotations.at[p], *y = &a->quotations.at[q];
    uint32_t s, t;
    if (!speaks(w, member, x) || !speaks(w, member, y) || x->negated || !says_no_such(a, y)) {
        return false;
    }
    s = stm_sentence_at(a, stm_span_of(x).end - 1);
    t = stm_sentence_at(a, stm_span_of(y).start);
    for (uint32_t i = 0; i < a->quotations.n; i++) { /* of several before it nobody knows which is meant */
        const stm_quotation *z = &a->quotations.at[i];
        if (i != p && i != q && z->nested_in == STM_NONE && stm_sentence_at(a, stm_span_of(z).end - 1) == s) {
            return false;
        }
    }
    return s != STM_NONE && t != STM_NONE && s + 1 == t && !one_mouth(w, member, p, q);
}

/* What one says, with the words that tell who does. */
static stm_span side_of(const stm_quotation *q)
{
    stm_span at = stm_span_of(q);
    at.start = q->source.start < at.start ? q->source.start : at.start;
    at.start = q->cue.start < at.start ? q->cue.start : at.start;
    at.end = q->source.end > at.end ? q->source.end : at.end;
    at.end = q->cue.end > at.end ? q->cue.end : at.end;
    return at;
}

/* What is said, where that is a clause or stands in marks: who says it is told beside it. Else with its source: "the
 * firm put the number at 400". */
static stm_str said_alone(stm_work *w, uint32_t member, const stm_quotation *q)
{
    const stm_article *a = w->article[member];
    stm_span at = stm_quotation_told(a, q);
    if (q->content.n != 1 || at.start != q->content.at[0].start) {
        return STM_NULL_STR;
    }
    if (stm_str_starts(stm_str_sub(w->lower[member], at), "that ")) {
        at.start += 5;
    }
    return stm_wording(w->arena, a, stm_span_trim(a, at));
}

/* Who says it is told beside what is said, so that the passage is more than the quotation. */
static void add_reading(stm_work *w, stm_contest *c, uint32_t member, uint32_t quotation, stm_span at,
                        stm_stance stance)
{
    uint32_t n = c->st.readings.n;
    stm_contest_add(w, c, member, at, stance,
                    stance == STM_DENIES ? STM_NULL_STR
                                         : said_alone(w, member, &w->article[member]->quotations.at[quotation]));
    if (c->st.readings.n > n) {
        stm_statement_reading *r = &c->st.readings.at[n];
        stm_said_by(w, member, quotation, &r->said_by, &r->said_by_name);
        c->said_by.at[n] = r->said_by;
        c->names.at[n] = r->said_by_name;
    }
}

static stm_str shortened(stm_work *w, stm_str s)
{
    size_t n = MAX_LABEL;
    if (s.n <= n) {
        return s;
    }
    while (n > 0 && s.p[n] != ' ') {
        n--;
    }
    return stm_str_format(w->arena, "%.*s\xE2\x80\xA6", (int)n, s.p);
}

/* Both sides are contested already, as numbers or as what is said. */
static bool known(const stm_work *w, uint32_t member, stm_span x, stm_span y)
{
    uint32_t article = w->index[member];
    for (uint32_t i = 0; i < w->record->statements.n; i++) {
        const stm_statement *st = &w->record->statements.at[i];
        bool a = false, b = false;
        for (uint32_t k = 0; k < st->readings.n && st->status != STM_ST_AGREED; k++) {
            stm_passage p = st->readings.at[k].passage;
            a = a || (p.article == article && stm_span_meets(p.at, x) && !stm_span_meets(p.at, y));
            b = b || (p.article == article && stm_span_meets(p.at, y) && !stm_span_meets(p.at, x));
        }
        if (a && b) {
            return true;
        }
    }
    for (uint32_t i = 0; i < w->record->figures.n; i++) {
        const stm_record_figure *f = &w->record->figures.at[i];
        bool a = false, b = false;
        for (uint32_t k = 0; k < f->readings.n && f->status != STM_FIG_AGREE; k++) {
            stm_passage p = f->readings.at[k].passage;
            a = a || (p.article == article && stm_span_meets(p.at, x));
            b = b || (p.article == article && stm_span_meets(p.at, y));
        }
        if (a && b) {
            return true;
        }
    }
    return false;
}

/* The passage says of what the side says that it is not so, or that it is. */
static bool told_too(stm_work *w, const stm_statement_reading *r, const stm_matter *own, const stm_matter *root)
{
    stm_matter m;
    stm_likeness like;
    stm_matter_of(w, w->member_of[r->passage.article], &r->passage.at, 1, &m);
    like = stm_matter_compare(w, &m, own);
    return like.n > 1 && like.least >= COVERED && stm_matter_has_root(w, root, &m);
}

/* What one of the two says is denied in another text, and the second says that it is not so: no contest of its own. */
static bool denied_there(stm_work *w, uint32_t member, uint32_t p, uint32_t q)
{
    const stm_article *a = w->article[member];
    const stm_quotation *x = &a->quotations.at[p], *y = &a->quotations.at[q];
    stm_contest c = { 0 };
    stm_matter own, root;
    stm_matter_of(w, member, x->content.at, x->content.n, &own);
    stm_matter_root(w, member, x, &root);
    if ((stm_matter_classes(w, member, stm_span_of(y)) & STM_WORD_NOT) == 0 ||
        (stm_matter_classes(w, member, stm_span_of(x)) & STM_WORD_NOT) != 0 || root.terms.n == 0) {
        return false;
    }
    add_reading(w, &c, member, p, stm_span_of(x), STM_ASSERTS);
    add_reading(w, &c, member, q, side_of(y), STM_DENIES);
    for (uint32_t i = 0; c.st.readings.n == 2 && i < w->record->statements.n; i++) {
        stm_statement *st = &w->record->statements.at[i];
        for (uint32_t k = 0; st->status == STM_ST_DENIED && k < st->readings.n; k++) {
            if (st->readings.at[k].stance == STM_ASSERTS && told_too(w, &st->readings.at[k], &own, &root)) {
                stm_contest_take(w, st, &c.st);
                return true;
            }
        }
    }
    return false;
}

static void add(stm_work *w, againsts *all, uint32_t member, uint32_t p, uint32_t q)
{
    const stm_article *a = w->article[member];
    stm_span side[2] = { side_of(&a->quotations.at[p]), side_of(&a->quotations.at[q]) };
    against x = { .member = member };
    for (uint32_t k = 0; k < 2; k++) {
        stm_matter_of(w, member, &side[k], 1, &x.side[k]);
    }
    for (uint32_t i = 0; i < all->n; i++) {
        against *y = &all->at[i];
        if (y->member != member && stm_matter_compare(w, &x.side[0], &y->side[0]).dice >= ALIKE &&
            stm_matter_compare(w, &x.side[1], &y->side[1]).dice >= ALIKE) {
            add_reading(w, &y->contest, member, p, side[0], STM_ASSERTS);
            add_reading(w, &y->contest, member, q, side[1], STM_ASSERTS);
            return;
        }
    }
    if (all->n < MAX_PAIRS && !known(w, member, side[0], side[1]) && !denied_there(w, member, p, q)) {
        add_reading(w, &x.contest, member, p, side[0], STM_ASSERTS);
        add_reading(w, &x.contest, member, q, side[1], STM_ASSERTS);
        if (x.contest.st.readings.n < 2) {
            return;
        }
        stm_str one = shortened(w, stm_wording(w->arena, a, side[0]));
        stm_str other = shortened(w, stm_wording(w->arena, a, side[1]));
        x.contest.st.about =
            stm_str_format(w->arena, "Two sides: \xE2\x80\x9C%.*s\xE2\x80\x9D or \xE2\x80\x9C%.*s\xE2\x80\x9D",
                           (int)one.n, one.p, (int)other.n, other.p);
        stm_vec_push(w->arena, all, x);
    }
}

void stm_record_opposed(stm_work *w)
{
    againsts all = { 0 };
    for (uint32_t m = 0; m < w->n; m++) {
        const stm_article *a = w->article[m];
        for (uint32_t p = 0; p < a->quotations.n; p++) {
            for (uint32_t q = 0; q < a->quotations.n; q++) {
                if (p != q && (set_against(w, m, p, q) || answered(w, m, p, q))) {
                    add(w, &all, m, p, q);
                }
            }
        }
    }
    for (uint32_t i = 0; i < all.n; i++) {
        stm_contest_close(w, &all.at[i].contest, STM_ST_CONTESTED, all.at[i].contest.st.about, SHOWN);
    }
}
