/* change_weight.c: how much a change between two editions can change what a reader believes.
 *
 * In: two sentences and one region of words that differ.  Out: 0 not at all .. 1 a denial or a number.
 * Invariant: marks, spelling, articles, a name shortened, who brings in whom, a place explained weigh nothing.
 * Cost: the words of the sentences and of those beside them; for names, one search of the other text.
 */
#include "record/changes.h"

#define LEAST_WEIGHT 1.8f /* of the terms that changed */
#define MANY_WORDS 9

bool stm_ticker(stm_str s)
{
    size_t dot = 0, end;
    while (dot < s.n && (((s.p[dot] | 32) >= 'a' && (s.p[dot] | 32) <= 'z') || (s.p[dot] >= '0' && s.p[dot] <= '9'))) {
        dot++;
    }
    for (end = dot + 1; end < s.n && (s.p[end] | 32) >= 'a' && (s.p[end] | 32) <= 'z'; end++) {
    }
    return dot >= 2 && dot <= 6 && end == s.n && (end - dot == 2 || end - dot == 3) && s.p[dot] == '.';
}

bool stm_edition_word(stm_str s)
{
    unsigned char c = s.n == 0 ? 0 : (unsigned char)s.p[0];
    return !stm_ticker(s) && ((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 0xC3 && c != 0xE2));
}

stm_span stm_edition_span(const stm_work *w, const stm_edition *e, uint32_t from, uint32_t to)
{
    const stm_article *a = w->article[e->member];
    return (stm_span){ a->tokens.at[e->first + from].at.start, a->tokens.at[e->first + to - 1].at.end };
}

/* The sentence with the ones before and after it. */
static stm_span around(const stm_work *w, const stm_edition *e)
{
    const stm_article *a = w->article[e->member];
    uint32_t s = a->tokens.at[e->first].sentence;
    uint32_t from = s > 0 ? s - 1 : 0, to = s + 1 < a->sentences.n ? s + 1 : s;
    return (stm_span){ a->sentences.at[from].at.start, a->sentences.at[to].at.end };
}

static float new_weight(const stm_work *w, const stm_matter *of, const stm_matter *beside)
{
    stm_likeness like = stm_matter_compare(w, of, beside);
    return of->weight - like.shared;
}

static bool wordless(const stm_edition *e, uint32_t from, uint32_t to)
{
    while (from < to && !stm_edition_word(e->low[from])) {
        from++;
    }
    return from == to;
}

static bool same_letters(stm_str a, stm_str b)
{
    size_t i = 0, k = 0;
    for (;;) {
        while (i < a.n && (a.p[i] == '.' || a.p[i] == '-' || a.p[i] == ' ')) {
            i++;
        }
        while (k < b.n && (b.p[k] == '.' || b.p[k] == '-' || b.p[k] == ' ')) {
            k++;
        }
        if (i == a.n || k == b.n || a.p[i] != b.p[k]) {
            return i == a.n && k == b.n;
        }
        i++;
        k++;
    }
}

static bool spelled_alike(stm_str a, stm_str b)
{
    size_t same = 0, most = a.n > b.n ? a.n : b.n, least = a.n < b.n ? a.n : b.n, tail = 0;
    while (same < least && a.p[same] == b.p[same]) {
        same++;
    }
    while (tail + same < least && a.p[a.n - 1 - tail] == b.p[b.n - 1 - tail]) {
        tail++;
    }
    return most >= 4 && same > 0 && most - same - tail <= 2 && a.p[0] >= 'a' && same + tail >= 3;
}

/* Every word of the run is part of a name that the other article's text around has too, or a title beside it. */
static bool name_only(const stm_work *w, const stm_edition *e, uint32_t from, uint32_t to, const stm_edition *other)
{
    const stm_article *a = w->article[e->member], *b = w->article[other->member];
    stm_span near = around(w, other);
    bool named = from == to;
    for (uint32_t i = from; i < to; i++) {
        uint32_t entity = w->at_token[e->member][e->first + i];
        stm_str form = stm_token_form(a, e->first + i);
        bool there = !stm_edition_word(e->low[i]) || stm_str_eqz(e->low[i], "the") || stm_str_eqz(e->low[i], "al") ||
                     (form.p[0] >= 'A' && form.p[0] <= 'Z');
        for (uint32_t t = stm_token_from(b, near.start);
             entity != STM_NONE && t < b->tokens.n && b->tokens.at[t].at.start < near.end; t++) {
            named = named || w->at_token[other->member][t] == entity;
        }
        if (!there) {
            return false;
        }
    }
    return named;
}

/* "said, adding" for "asserted": only how the speaker is brought in. */
static bool attribution_only(const stm_work *w, const stm_edition *e, uint32_t from, uint32_t to)
{
    for (uint32_t i = from; i < to; i++) {
        stm_str l = w->article[e->member]->tokens.at[e->first + i].lemma;
        uint32_t c = l.p == NULL ? 0 : stm_word_class_of(w->words, l);
        if (stm_edition_word(e->low[i]) && w->article[e->member]->tokens.at[e->first + i].upos == STM_VERB &&
            !w->attribution[e->member][e->first + i] && (c & STM_WORD_PLAIN) == 0) {
            return false;
        }
        if (stm_edition_word(e->low[i]) && w->article[e->member]->tokens.at[e->first + i].upos != STM_VERB &&
            w->article[e->member]->tokens.at[e->first + i].upos != STM_PRON) {
            return false;
        }
    }
    return from < to;
}

/* A word for speaking that takes a side. */
static bool loaded(const stm_work *w, const stm_edition *e, uint32_t from, uint32_t to)
{
    for (uint32_t i = from; i < to; i++) {
        stm_str l = w->article[e->member]->tokens.at[e->first + i].lemma;
        if (l.p != NULL && stm_among(l, "claim allege admit concede confess acknowledge insist boast deny threaten")) {
            return true;
        }
    }
    return false;
}

/* The entity of the record that a name at this token stands for, or of the next within two tokens. */
static uint32_t named_at(const stm_work *w, const stm_edition *e, uint32_t from, uint32_t to)
{
    uint32_t found = STM_NONE;
    for (uint32_t i = from; i < to + 2 && i < e->n && found == STM_NONE; i++) {
        found = w->article[e->member]->tokens.at[e->first + i].upos == STM_PROPN ? w->at_token[e->member][e->first + i]
                                                                                 : STM_NONE;
    }
    return found;
}

/* Nouns and a name after them: "police lieutenant Ann Roe". */
static bool before_name(const stm_article *a, uint32_t noun)
{
    for (uint32_t i = noun + 1; i < a->tokens.n && i < noun + 4; i++) {
        if (a->tokens.at[i].upos != STM_NOUN) {
            return a->tokens.at[i].upos == STM_PROPN;
        }
    }
    return false;
}

/* "Undersheriff James" before a surname, "III, 38" behind one: how somebody is brought in whom the other text has, too,
 * and brings in in another place. */
static bool brings_in(const stm_work *w, const stm_edition *e, uint32_t from, uint32_t to, const stm_edition *other)
{
    const stm_article *a = w->article[e->member], *b = w->article[other->member];
    uint32_t entity = from == to ? STM_NONE : named_at(w, e, from > 2 ? from - 2 : 0, to);
    bool there =
        from < to && stm_str_find(w->lower[other->member],
                                  stm_str_sub(w->lower[e->member], stm_edition_span(w, e, from, to)), 0) != SIZE_MAX;
    for (uint32_t i = 0; i < a->times.n && from < to; i++) {
        if (stm_span_meets(a->times.at[i].at, stm_edition_span(w, e, from, to))) {
            return false;
        }
    }
    for (uint32_t i = from; i < to; i++) {
        const stm_token *t = &a->tokens.at[e->first + i];
        stm_str form = stm_token_form(a, e->first + i);
        bool title = t->upos == STM_NOUN && before_name(a, e->first + i);
        bool digits = form.p[0] >= '0' && form.p[0] <= '9';
        if (stm_edition_word(e->low[i]) && t->upos != STM_PROPN && !title &&
            !stm_among(form, "II III IV Jr Sr Jr. Sr.") &&
            (!digits || stm_str_find(w->lower[other->member], e->low[i], 0) == SIZE_MAX)) {
            return false;
        }
    }
    for (uint32_t t = 0; entity != STM_NONE && t < b->tokens.n && !there; t++) {
        there = w->at_token[other->member][t] == entity && b->tokens.at[t].upos == STM_PROPN;
    }
    return there;
}

/* "the coastal city of" before a name. */
static bool explains_place(const stm_edition *e, uint32_t from, uint32_t to)
{
    return to - from >= 3 && to - from <= 5 && stm_str_eqz(e->low[from], "the") && stm_str_eqz(e->low[to - 1], "of") &&
           stm_among(e->low[to - 2], "city town village port province state region island suburb county district "
                                     "capital country nation hamlet area");
}

/* "had not yet regained" beside "had yet to regain". */
static bool not_yet(const stm_edition *e, uint32_t from, uint32_t to, const stm_edition *other)
{
    bool yet = false;
    for (uint32_t i = 0; i + 1 < other->n && !yet; i++) {
        yet = stm_str_eqz(other->low[i], "yet") && stm_str_eqz(other->low[i + 1], "to");
    }
    return yet && to == from + 1 && stm_str_eqz(e->low[from], "not");
}

/* One verb for another of which one says less surely that it comes about: "plans to meet", "expects to meet". */
static bool other_intent(const stm_work *w, const stm_edition *a, uint32_t i, const stm_edition *b, uint32_t k)
{
    static const char *const words = "plan intend expect hope want agree promise vow refuse decline try attempt seek "
                                     "threaten offer consider prepare demand order claim admit concede insist";
    const stm_token *x = &w->article[a->member]->tokens.at[a->first + i];
    const stm_token *y = &w->article[b->member]->tokens.at[b->first + k];
    return x->upos == STM_VERB && y->upos == STM_VERB && x->lemma.p != NULL && y->lemma.p != NULL &&
           !stm_str_eq(x->lemma, y->lemma) && stm_str_among(x->lemma, words) && stm_str_among(y->lemma, words);
}

static bool one_place(const stm_work *w, const stm_edition *e, uint32_t from, uint32_t to)
{
    for (uint32_t i = from; i < to; i++) {
        uint32_t entity = w->at_token[e->member][e->first + i];
        if (stm_edition_word(e->low[i]) && !stm_str_eqz(e->low[i], "the") &&
            (entity == STM_NONE || w->record->entities.at[entity].kind != STM_PLACE)) {
            return false;
        }
    }
    return from < to;
}

static bool in_furniture(const stm_work *w, const stm_edition *e, uint32_t from, uint32_t to)
{
    const stm_article *a = w->article[e->member];
    stm_span s;
    if (from == to) {
        return false;
    }
    s = stm_edition_span(w, e, from, to);
    if (stm_span_some(a->dateline) && stm_span_meets(a->dateline, s)) {
        return true;
    }
    for (uint32_t i = 0; i < a->furniture.n && a->furniture.at[i].at.start < s.end; i++) {
        if (stm_span_meets(a->furniture.at[i].at, s)) {
            return true;
        }
    }
    return false;
}

static bool has_content(const stm_work *w, const stm_edition *e, uint32_t from, uint32_t to)
{
    for (uint32_t i = from; i < to; i++) {
        uint8_t u = w->article[e->member]->tokens.at[e->first + i].upos;
        if (u == STM_NOUN || u == STM_PROPN || u == STM_VERB || u == STM_ADJ || u == STM_NUM || u == STM_UPOS_NONE) {
            return true;
        }
    }
    return false;
}

static bool has_number(const stm_work *w, const stm_edition *e, uint32_t from, uint32_t to)
{
    const stm_article *a = w->article[e->member];
    stm_span s;
    if (from == to) {
        return false;
    }
    s = stm_edition_span(w, e, from, to);
    for (uint32_t i = 0; i < a->figures.n && a->figures.at[i].at.start < s.end; i++) {
        if (stm_span_meets(a->figures.at[i].at, s)) {
            return true;
        }
    }
    for (uint32_t i = 0; i < a->times.n && a->times.at[i].at.start < s.end; i++) {
        if (stm_span_meets(a->times.at[i].at, s) && !a->times.at[i].vague) {
            return true;
        }
    }
    return false;
}

/* A pronoun, and no other word that counts. */
static bool pronoun(const stm_work *w, const stm_edition *e, uint32_t from, uint32_t to)
{
    bool found = false;
    for (uint32_t i = from; i < to; i++) {
        found |= w->article[e->member]->tokens.at[e->first + i].upos == STM_PRON;
    }
    return found && !has_content(w, e, from, to);
}

/* The run has one number, no day, and little else; and the other article has that number, too, in some place. */
static bool number_there(const stm_work *w, const stm_edition *e, uint32_t from, uint32_t to, const stm_edition *other)
{
    const stm_article *a = w->article[e->member], *b = w->article[other->member];
    const stm_figure *own = NULL;
    stm_span s;
    if (from == to || to - from > 5) {
        return false;
    }
    s = stm_edition_span(w, e, from, to);
    for (uint32_t i = 0; i < a->times.n; i++) {
        if (stm_span_meets(a->times.at[i].at, s)) {
            return false;
        }
    }
    for (uint32_t i = 0; i < a->figures.n; i++) {
        if (stm_span_meets(a->figures.at[i].at, s)) {
            if (own != NULL) {
                return false;
            }
            own = &a->figures.at[i];
        }
    }
    for (uint32_t i = 0; own != NULL && i < b->figures.n; i++) {
        if (b->figures.at[i].low == own->low && b->figures.at[i].high == own->high) {
            return true;
        }
    }
    return false;
}

/* ---- runs that stand for each other ---------------------------------------------------------------------- */

static bool function_word(uint8_t upos)
{
    return upos == STM_ADP || upos == STM_DET || upos == STM_CCONJ || upos == STM_SCONJ || upos == STM_PUNCT ||
           upos == STM_PART || upos == STM_AUX;
}

/* The word of a run on which all its other words hang; STM_NONE where there are several ("victim initially"), or where
 * a verb's run breaks off inside a phrase ("was taken to a"). */
static uint32_t top_of(const stm_work *w, const stm_edition *e, uint32_t from, uint32_t to)
{
    const stm_token *t = w->article[e->member]->tokens.at;
    uint32_t top = STM_NONE, loose = 0;
    for (uint32_t i = e->first + from; i < e->first + to; i++) {
        bool inside = t[i].head != STM_NONE && t[i].head >= e->first + from && t[i].head < e->first + to;
        if (inside || t[i].upos == STM_PUNCT) {
            continue;
        }
        if (function_word(t[i].upos)) {
            loose++;
        } else if (top != STM_NONE) {
            return STM_NONE;
        } else {
            top = i;
        }
    }
    return top != STM_NONE && t[top].upos == STM_VERB && loose > 0 ? STM_NONE : top;
}

static bool noun_like(uint8_t upos) { return upos == STM_NOUN || upos == STM_PROPN || upos == STM_PRON; }

static bool before_noun(const stm_token *t)
{
    return t->deprel == STM_DEP_AMOD || t->deprel == STM_DEP_COMPOUND || t->deprel == STM_DEP_NMOD_POSS ||
           t->deprel == STM_DEP_NUMMOD;
}

/* The preposition that leads a noun, as a lemma, if it stands in the run. */
static stm_str led_by(const stm_article *a, uint32_t noun, uint32_t from)
{
    for (uint32_t i = noun; i-- > from;) {
        if (a->tokens.at[i].head == noun && a->tokens.at[i].deprel == STM_DEP_CASE && a->tokens.at[i].lemma.p != NULL) {
            return a->tokens.at[i].lemma;
        }
    }
    return STM_NULL_STR;
}

/* The only figure of a run; NULL: it has none, or several. */
static const stm_figure *figure_of(const stm_article *a, stm_span at)
{
    const stm_figure *own = NULL;
    for (uint32_t i = 0; i < a->figures.n && a->figures.at[i].at.start < at.end; i++) {
        if (stm_span_meets(a->figures.at[i].at, at)) {
            if (own != NULL) {
                return NULL;
            }
            own = &a->figures.at[i];
        }
    }
    return own;
}

/* The only time of a run; NULL: it has none, or several. */
static const stm_time *time_of(const stm_article *a, stm_span at)
{
    const stm_time *own = NULL;
    for (uint32_t i = 0; i < a->times.n && a->times.at[i].at.start < at.end; i++) {
        if (stm_span_meets(a->times.at[i].at, at)) {
            if (own != NULL) {
                return NULL;
            }
            own = &a->times.at[i];
        }
    }
    return own;
}

/* Two ways to write one number or day, and nothing else: "100", "a hundred"; "Tuesday", "Tuesday, 3 February". */
static bool one_value(const stm_work *w, const stm_edition *a, const stm_edition *b, const stm_region *r)
{
    const stm_article *x = w->article[a->member], *y = w->article[b->member];
    stm_span p = stm_edition_span(w, a, r->a0, r->a1), q = stm_edition_span(w, b, r->b0, r->b1);
    const stm_time *s = time_of(x, p), *t = time_of(y, q);
    const stm_figure *f, *g;
    if (s != NULL && t != NULL && s->type == STM_TIME_DATE && t->type == STM_TIME_DATE) {
        return s->from_day != STM_NO_DAY && s->from_day == t->from_day && s->to_day == t->to_day &&
               s->at.start <= p.start && p.end <= s->at.end && t->at.start <= q.start && q.end <= t->at.end;
    }
    f = s == NULL && t == NULL ? figure_of(x, p) : NULL;
    g = f != NULL ? figure_of(y, q) : NULL;
    return g != NULL && f->low == g->low && f->high == g->high && f->at.start <= p.start && p.end <= f->at.end &&
           g->at.start <= q.start && q.end <= g->at.end;
}

/* "Lieutenant", "Lt." */
static bool cut_short(const stm_edition *a, const stm_edition *b, const stm_region *r)
{
    return r->a1 - r->a0 == 1 && r->b1 - r->b0 == 1 &&
           (stm_word_shortened(a->low[r->a0], b->low[r->b0]) || stm_word_shortened(b->low[r->b0], a->low[r->a0]));
}

/* Can one run have taken the place of the other? "when she shot herself" is nothing that "and her brother" replaces. */
static bool same_place(const stm_work *w, const stm_edition *a, const stm_edition *b, const stm_region *r)
{
    uint32_t x = r->a1 > r->a0 ? top_of(w, a, r->a0, r->a1) : STM_NONE;
    uint32_t y = r->b1 > r->b0 ? top_of(w, b, r->b0, r->b1) : STM_NONE;
    const stm_article *p = w->article[a->member], *q = w->article[b->member];
    const stm_token *s, *t;
    if (r->a1 == r->a0 || r->b1 == r->b0) {
        return true;
    }
    if (x == STM_NONE || y == STM_NONE) {
        return false;
    }
    s = &p->tokens.at[x];
    t = &q->tokens.at[y];
    if (before_noun(s) && before_noun(t)) {
        return true;
    }
    return noun_like(s->upos)
               ? noun_like(t->upos) && stm_str_eq(led_by(p, x, a->first + r->a0), led_by(q, y, b->first + r->b0))
               : s->upos == t->upos;
}

/* The verb whose time the run is; STM_NONE: it is none, or of a noun. */
static uint32_t dated_verb(const stm_work *w, const stm_edition *e, uint32_t from, uint32_t to)
{
    const stm_article *a = w->article[e->member];
    uint32_t top =
        to > from && time_of(a, stm_edition_span(w, e, from, to)) != NULL ? top_of(w, e, from, to) : STM_NONE;
    uint32_t head = top == STM_NONE ? STM_NONE : a->tokens.at[top].head;
    return head != STM_NONE && a->tokens.at[head].upos == STM_VERB ? head : STM_NONE;
}

/* "was put to the vote over the weekend", "was vetoed on Monday": the times of two deeds. */
static bool times_of_two(const stm_work *w, const stm_edition *a, const stm_edition *b, const stm_region *r)
{
    uint32_t x = dated_verb(w, a, r->a0, r->a1), y = dated_verb(w, b, r->b0, r->b1), s, t;
    if (x == STM_NONE || y == STM_NONE) {
        return false;
    }
    s = w->token_term[a->member][x].id;
    t = w->token_term[b->member][y].id;
    return !stm_str_eq(stm_token_lemma(w->article[a->member], x), stm_token_lemma(w->article[b->member], y)) &&
           !(s != STM_NONE && t != STM_NONE && stm_terms_alike(w, s, t));
}

/* How much the change can change what a reader believes: 0 not at all, 1 a denial or a number. */
double stm_change_weight(stm_work *w, const stm_edition *a, const stm_edition *b, const stm_region *r)
{
    stm_matter x = { 0 }, y = { 0 }, all_a, all_b;
    uint32_t cx = 0, cy = 0;
    stm_span near_a = around(w, a), near_b = around(w, b);
    float gone, come;
    bool number_a, number_b;
    if (r->a1 > r->a0) {
        stm_span s = stm_edition_span(w, a, r->a0, r->a1);
        stm_matter_of(w, a->member, &s, 1, &x);
        cx = stm_matter_classes(w, a->member, s) & ~(uint32_t)STM_WORD_PLAIN;
    }
    if (r->b1 > r->b0) {
        stm_span s = stm_edition_span(w, b, r->b0, r->b1);
        stm_matter_of(w, b->member, &s, 1, &y);
        cy = stm_matter_classes(w, b->member, s) & ~(uint32_t)STM_WORD_PLAIN;
    }
    if ((r->a1 - r->a0 == 1 && r->b1 - r->b0 == 1 && spelled_alike(a->low[r->a0], b->low[r->b0])) ||
        (r->a1 > r->a0 && r->b1 > r->b0 && (cut_short(a, b, r) || one_value(w, a, b, r)))) {
        return 0;
    }
    if ((r->a1 - r->a0 >= MANY_WORDS && r->b1 > r->b0 && r->b1 - r->b0 <= 2) ||
        (r->b1 - r->b0 >= MANY_WORDS && r->a1 > r->a0 && r->a1 - r->a0 <= 2)) {
        return 0; /* sentences that were cut at different places, not changed */
    }
    if ((wordless(a, r->a0, r->a1) && (brings_in(w, b, r->b0, r->b1, a) || explains_place(b, r->b0, r->b1))) ||
        (wordless(b, r->b0, r->b1) && (brings_in(w, a, r->a0, r->a1, b) || explains_place(a, r->a0, r->a1)))) {
        return 0;
    }
    if (not_yet(a, r->a0, r->a1, b) || not_yet(b, r->b0, r->b1, a)) {
        return 0;
    }
    if (r->a1 - r->a0 == 1 && r->b1 - r->b0 == 1 && other_intent(w, a, r->a0, b, r->b0)) {
        return 0.65;
    }
    if (in_furniture(w, a, r->a0, r->a1) || in_furniture(w, b, r->b0, r->b1)) {
        return 0;
    }
    if (r->a1 > r->a0 && r->b1 > r->b0) {
        stm_span p = stm_edition_span(w, a, r->a0, r->a1), q = stm_edition_span(w, b, r->b0, r->b1);
        if (same_letters(stm_str_lower(w->arena, stm_str_sub(w->article[a->member]->text, p)),
                         stm_str_lower(w->arena, stm_str_sub(w->article[b->member]->text, q)))) {
            return 0;
        }
        if (stm_figures_convert(w, a->member, p, b->member, q)) {
            return 0.3; /* miles for kilometres */
        }
    }
    if (!has_content(w, a, r->a0, r->a1) && !has_content(w, b, r->b0, r->b1) && (cx | cy) == 0) {
        return 0; /* "at about" for "around" */
    }
    stm_matter_of(w, a->member, &near_a, 1, &all_a);
    stm_matter_of(w, b->member, &near_b, 1, &all_b);
    cx &= ~stm_matter_classes(w, b->member, near_b);
    cy &= ~stm_matter_classes(w, a->member, near_a);
    /* what the other edition has nowhere near: words move between sentences */
    gone = new_weight(w, &x, &all_b);
    come = new_weight(w, &y, &all_a);
    if (gone < LEAST_WEIGHT && come < LEAST_WEIGHT &&
        ((cx | cy) & (STM_WORD_NOT | STM_WORD_DENY | STM_WORD_HEDGE | STM_WORD_DOUBT)) == 0) {
        return 0;
    }
    if (name_only(w, a, r->a0, r->a1, b) && name_only(w, b, r->b0, r->b1, a)) {
        return 0.3;
    }
    if (attribution_only(w, a, r->a0, r->a1) && attribution_only(w, b, r->b0, r->b1)) {
        return loaded(w, a, r->a0, r->a1) != loaded(w, b, r->b0, r->b1) ? 0.6 : 0; /* "asserted" is "said" */
    }
    if (one_place(w, a, r->a0, r->a1) && one_place(w, b, r->b0, r->b1)) {
        return 0.35; /* the capital for the country */
    }
    if ((wordless(a, r->a0, r->a1) || stm_change_brings_speaker(w, a, r->a0, r->a1)) &&
        (wordless(b, r->b0, r->b1) || stm_change_brings_speaker(w, b, r->b0, r->b1))) {
        return loaded(w, a, r->a0, r->a1) != loaded(w, b, r->b0, r->b1) ? 0.6 : 0; /* record_sources.c has these */
    }
    if (!has_content(w, a, r->a0, r->a1) != !has_content(w, b, r->b0, r->b1) &&
        (pronoun(w, a, r->a0, r->a1) || pronoun(w, b, r->b0, r->b1))) {
        return 0; /* "he" for the name */
    }
    if ((wordless(a, r->a0, r->a1) && number_there(w, b, r->b0, r->b1, a)) ||
        (wordless(b, r->b0, r->b1) && number_there(w, a, r->a0, r->a1, b))) {
        return 0.4; /* the other edition has it in another place: "a 34-year-old man", "Ann Roe, 34" */
    }
    if (times_of_two(w, a, b, r)) {
        return 0.45;
    }
    number_a = has_number(w, a, r->a0, r->a1);
    number_b = has_number(w, b, r->b0, r->b1);
    if (wordless(a, r->a0, r->a1) || wordless(b, r->b0, r->b1)
            ? !stm_change_whole(w, a, r->a0, r->a1) || !stm_change_whole(w, b, r->b0, r->b1)
            : !stm_change_stands_for(w, a, b, r, (number_a && number_b) || same_place(w, a, b, r))) {
        return 0;
    }
    if (number_a != number_b && !wordless(a, r->a0, r->a1) && !wordless(b, r->b0, r->b1) &&
        stm_change_own_words(w, a, b, r) > 1) {
        return 0.45; /* "Tuesday" is nothing that "the panel" has taken the place of */
    }
    if (number_a || number_b) {
        return 0.85;
    }
    if (((cx | cy) & (STM_WORD_NOT | STM_WORD_DENY | STM_WORD_HEDGE | STM_WORD_DOUBT)) != 0) {
        return 0.8;
    }
    if (!same_place(w, a, b, r)) {
        return 0;
    }
    return gone + come >= 6 ? 0.7 : gone + come >= 3.5f ? 0.6 : 0.45;
}
