/* agreed_told.c: whole sentences that lines bear out, of what was found piece by piece, of how texts begin, and of what
 * is told alike anywhere.
 *
 * In: agreed statements below STM_FACT_SHOWN; sentences.  Out: some of the statements with a sentence for a label,
 * without the readings that do not bear it out, and shown; agreements of their own.
 *
 * Two passages that share words often lie in sentences that tell one thing, and more of it than the words that were
 * found. So every clause of these sentences is tried as a label against those of other lines; of all that several lines
 * bear out, that is taken which most do, of these that of which they have most. The same of the first sentences of all
 * texts, and of sentences that have half of a clause by weight.
 * Never: shows what another item that is shown tells, or sets against each other.
 * Cost: clauses of a group times sentences of it, times their words; of all sentences, those alone that share half of a
 * clause.
 */
#include <stdlib.h>

#include "record/agreed.h"

#define LEAST_TOKENS 5 /* of a sentence that texts begin with */
#define LEAST_RARE 1.0f
#define LEAST_ALIKE 0.5f
#define LEAST_MAY 0.4f
#define SURE 0.8       /* as read, with room */
#define BEGUN_SURE 0.9 /* it comes before what is no surer: it is what the story is of */
#define TOLD 0.6f      /* of a label that another item has */

enum { MOST_PLACES = 48, FIRST_SENTENCES = 3, MOST_BEGUN = 2, MOST_SENTENCES = 80, MOST_UP = 40 };

typedef stm_label_place place;

typedef STM_VEC(place) places;

/* The best label so far. */
typedef struct best {
    uint32_t unit, member, lines, n_pieces;
    float net;
    stm_str words;
    stm_span at;
    stm_span there[MOST_PLACES]; /* by place; STM_NO_SPAN: does not bear it out */
    float weight;                /* of the label */
    stm_u32s tokens;             /* its words */
} best;

static stm_span sentence_at(const stm_work *w, uint32_t m, uint32_t sentence)
{
    return w->article[m]->sentences.at[sentence].at;
}

/* By whole sentences: what two texts have in the same words is of one line, however it is cut. */
static uint32_t lines_of(stm_work *w, const stm_label *l, const places *list, const stm_borne *at, uint32_t pieces)
{
    stm_u32s members = { 0 };
    stm_span *spans = STM_NEW_ARRAY(w->arena, stm_span, (size_t)list->n + 2);
    spans[0] = sentence_at(w, l->member, w->units.at[l->unit].sentence);
    stm_vec_push(w->arena, &members, l->member);
    for (uint32_t i = 0; i < list->n; i++) {
        if (at[i].pieces >= pieces) {
            spans[members.n] = sentence_at(w, list->at[i].member, list->at[i].sentence);
            stm_vec_push(w->arena, &members, list->at[i].member);
        }
    }
    return members.n < 2 ? members.n : stm_lines_worded(w, &members, spans, 10);
}

static void try_label(stm_work *w, const stm_label *l, const places *list, stm_label_from from, best *out)
{
    stm_borne at[MOST_PLACES];
    for (uint32_t i = 0; i < list->n; i++) {
        const place *p = &list->at[i];
        at[i] = w->line[p->member] == w->line[l->member] ? (stm_borne){ .pieces = 0 } : stm_label_borne(w, l, p, from);
    }
    for (uint32_t n = 1; n <= l->pieces.n; n++) {
        stm_str words;
        uint32_t most = 1, lines;
        float net = 0;
        for (uint32_t i = 0; i < list->n; i++) {
            if (at[i].pieces >= n) {
                net = most == 1 || at[i].net[n - 1] < net ? at[i].net[n - 1] : net;
                most++;
            }
        }
        if (most == 1) {
            return;
        }
        if (most < out->lines || (most == out->lines && net <= out->net)) {
            continue;
        }
        lines = lines_of(w, l, list, at, n);
        if (lines < 2 || lines < out->lines || (lines == out->lines && net <= out->net)) {
            continue;
        }
        words = stm_label_wording(w, l->unit, &l->pieces, n);
        if (!stm_label_whole(w, l, n, words)) {
            continue;
        }
        out->unit = l->unit;
        out->member = l->member;
        out->lines = lines;
        out->net = net;
        out->words = words;
        out->at = (stm_span){ l->pieces.start, l->pieces.end[n - 1] };
        if (stm_span_some(l->pieces.who) && l->pieces.who.start < out->at.start) {
            out->at.start = l->pieces.who.start;
        }
        out->weight = 0;
        out->tokens.n = 0;
        for (uint32_t i = 0; i < l->n; i++) {
            if (l->words[i].piece < n) {
                out->weight += l->words[i].weight;
                stm_vec_push(w->arena, &out->tokens, l->words[i].token);
            }
        }
        for (uint32_t i = 0; i < list->n; i++) {
            out->there[i] = at[i].pieces >= n ? at[i].at : STM_NO_SPAN;
        }
    }
}

/* How much of the label lies in passages of the item that other texts of it have too, by weight. */
static float told_by(const stm_work *w, const best *x, const places *list, const stm_passages *of)
{
    bool other = false;
    float has = 0;
    for (uint32_t i = 0; i < list->n; i++) {
        for (uint32_t r = 0; r < of->n && stm_span_some(x->there[i]); r++) {
            other = other || (w->member_of[of->at[r].article] == list->at[i].member &&
                              stm_span_meets(of->at[r].at, x->there[i]));
        }
    }
    for (uint32_t k = 0; k < x->tokens.n && other; k++) {
        uint32_t i = x->tokens.at[k];
        stm_span at = w->article[x->member]->tokens.at[i].at;
        for (uint32_t r = 0; r < of->n; r++) {
            if (w->member_of[of->at[r].article] == x->member && of->at[r].at.start <= at.start &&
                at.end <= of->at[r].at.end) {
                has += w->token_term[x->member][i].weight * w->rarity.at[w->token_term[x->member][i].id];
                break;
            }
        }
    }
    return has;
}

/* How much of the label stands in the words of another, by weight. */
static float in_words(const stm_work *w, const best *x, stm_str words)
{
    stm_str other = stm_str_lower(w->arena, words);
    float has = 0;
    for (uint32_t k = 0; k < x->tokens.n; k++) {
        uint32_t i = x->tokens.at[k];
        stm_str own = stm_str_sub(w->lower[x->member], w->article[x->member]->tokens.at[i].at);
        if (stm_str_find(other, own, 0) != SIZE_MAX) {
            has += w->token_term[x->member][i].weight * w->rarity.at[w->token_term[x->member][i].id];
        }
    }
    return has;
}

/* Another item that is shown tells it, or sets its readings against each other. */
static bool told(stm_work *w, const best *x, const places *list, const stm_statement *own)
{
    for (uint32_t k = 0; k < w->record->statements.n; k++) {
        const stm_statement *o = &w->record->statements.at[k];
        stm_passages of = { 0 };
        float has;
        if (o == own || o->confidence < STM_FACT_SHOWN) {
            continue;
        }
        for (uint32_t r = 0; r < o->readings.n; r++) {
            stm_vec_push(w->arena, &of, o->readings.at[r].passage);
        }
        has = told_by(w, x, list, &of);
        if ((has > 0 && (o->status != STM_ST_AGREED || has >= TOLD * x->weight)) ||
            (o->status == STM_ST_AGREED && in_words(w, x, o->about) >= TOLD * x->weight &&
             !(o->lines < x->lines && stm_str_find(o->about, STM_STR(": \xE2\x80\x9C"), 0) != SIZE_MAX))) {
            return true;
        }
    }
    for (uint32_t k = 0; k < w->record->figures.n; k++) {
        const stm_record_figure *o = &w->record->figures.at[k];
        stm_passages of = { 0 };
        for (uint32_t r = 0; r < o->readings.n; r++) {
            stm_vec_push(w->arena, &of, o->readings.at[r].passage);
        }
        if (o->status != STM_FIG_AGREE && o->confidence >= STM_FACT_SHOWN && told_by(w, x, list, &of) > 0) {
            return true;
        }
    }
    return false;
}

static void try_unit(stm_work *w, uint32_t unit, const places *list, stm_label_from from, best *out)
{
    for (uint32_t way = 0; way < STM_LABEL_WAYS; way++) {
        stm_label l;
        if ((w->no_label[unit] >> way & 1) != 0) {
            continue; /* it was tried for other sentences */
        }
        if (stm_label_read(w, unit, way, &l)) {
            try_label(w, &l, list, from, out);
        } else {
            w->no_label[unit] |= (uint8_t)(1u << way);
        }
    }
}

/* One of the sentences may have enough of the clause. */
static bool may(const stm_work *w, const stm_unit *u, const places *list)
{
    for (uint32_t i = 0; i < list->n; i++) {
        const place *p = &list->at[i];
        float has = 0;
        for (uint32_t k = 0; k < u->matter.terms.n && w->line[p->member] != w->line[u->member]; k++) {
            has += stm_label_may_have(w, p, u->matter.terms.at[k].id) ? u->matter.terms.at[k].weight : 0;
        }
        if (has > 0 && has >= LEAST_MAY * u->matter.weight) {
            return true;
        }
    }
    return false;
}

/* The best label that a clause of the sentences makes. */
static bool find(stm_work *w, const places *list, stm_label_from from, best *out)
{
    *out = (best){ .lines = 0 };
    for (uint32_t i = 0; i < list->n; i++) {
        const place *p = &list->at[i];
        for (uint32_t k = stm_first_unit(w, p->member, p->sentence);
             k < w->first_unit[p->member + 1] && w->units.at[k].sentence == p->sentence; k++) {
            if (may(w, &w->units.at[k], list)) {
                try_unit(w, k, list, from, out);
            }
        }
    }
    return out->lines >= 2;
}

/* No phrase is cut in two: "Rowers dismissed Ann" of "the Orsa Rowers dismissed Ann Roe". */
static stm_span whole_phrases(const stm_article *a, stm_span at)
{
    uint32_t from = stm_token_from(a, at.start), to = from;
    if (from >= a->tokens.n) {
        return at;
    }
    while (to + 1 < a->tokens.n && a->tokens.at[to + 1].at.start < at.end) {
        to++;
    }
    for (uint32_t i = from; i > 0 && a->tokens.at[i - 1].sentence == a->tokens.at[from].sentence; i--) {
        const stm_token *t = &a->tokens.at[i - 1];
        bool of_phrase = t->deprel == STM_DEP_DET || t->deprel == STM_DEP_AMOD || t->deprel == STM_DEP_COMPOUND ||
                         t->deprel == STM_DEP_NUMMOD || t->deprel == STM_DEP_NMOD_POSS;
        if (t->head == STM_NONE || t->head < i || t->head > to ||
            (!of_phrase && a->tokens.at[t->head].deprel != STM_DEP_NMOD_POSS)) {
            break;
        }
        at.start = t->at.start;
    }
    for (uint32_t i = to + 1; i < a->tokens.n && a->tokens.at[i].sentence == a->tokens.at[to].sentence; i++) {
        const stm_token *t = &a->tokens.at[i];
        if (t->head == STM_NONE || t->head < from || t->head >= i ||
            (t->deprel != STM_DEP_FLAT && t->deprel != STM_DEP_COMPOUND)) {
            break;
        }
        at.end = t->at.end;
    }
    return at;
}

stm_statement_reading stm_agreed_reading(stm_work *w, uint32_t m, stm_span at)
{
    uint32_t unit = stm_unit_at(w, m, at.start);
    stm_statement_reading r = { .said_by = STM_NONE };
    uint32_t q = unit == STM_NONE ? STM_NONE : w->units.at[unit].quotation;
    r.passage.article = w->index[m];
    r.passage.at = stm_span_trim(w->article[m], whole_phrases(w->article[m], at));
    stm_said_by(w, m, q, &r.said_by, &r.said_by_name);
    r.stance = q == STM_NONE ? STM_ASSERTS : STM_REPORTS;
    r.reading = stm_wording(w->arena, w->article[m], r.passage.at);
    return r;
}

void stm_agreed_count(stm_work *w, stm_statement *st)
{
    stm_u32s said_by = { 0 };
    stm_strs names = { 0 };
    for (uint32_t i = 0; i < st->readings.n; i++) {
        stm_vec_push(w->arena, &said_by, st->readings.at[i].said_by);
        stm_vec_push(w->arena, &names, st->readings.at[i].said_by_name);
    }
    st->lines = stm_fact_lines_of(w, st);
    st->origins = stm_origins_among(w, &said_by, &names);
}

/* The reading, or what bears the new heading out where that is hardly in it; not if only the first is somebody's. */
static stm_statement_reading borne_by(stm_work *w, uint32_t m, const stm_statement_reading *r, stm_span at)
{
    stm_span had = r->passage.at;
    uint32_t from = had.start > at.start ? had.start : at.start, to = had.end < at.end ? had.end : at.end;
    stm_statement_reading fresh;
    if (to > from && (to - from) * 2 >= at.end - at.start) {
        return *r;
    }
    fresh = stm_agreed_reading(w, m, at);
    if (fresh.stance == STM_ASSERTS && (r->said_by != STM_NONE || r->said_by_name.n > 0) && to > from) {
        return *r;
    }
    return fresh;
}

/* What was found piece by piece. */
static void mend(stm_work *w, stm_statement *st)
{
    places list = { 0 };
    uint32_t n = 0;
    best x;
    for (uint32_t r = 0; r < st->readings.n && r < MOST_PLACES; r++) {
        const stm_passage *p = &st->readings.at[r].passage;
        uint32_t m = w->member_of[p->article], s = stm_sentence_at(w->article[m], p->at.start);
        if (s == STM_NONE || w->article[m]->sentences.at[s].furniture != 0) {
            continue;
        }
        stm_vec_push(w->arena, &list, stm_label_place_at(w, m, s, r));
    }
    if (!find(w, &list, STM_FROM_PIECES, &x) || told(w, &x, &list, st)) {
        return;
    }
    for (uint32_t i = 0; i < list.n; i++) {
        bool own = list.at[i].member == x.member && list.at[i].sentence == w->units.at[x.unit].sentence;
        if (own || stm_span_some(x.there[i])) {
            st->readings.at[n++] =
                borne_by(w, list.at[i].member, &st->readings.at[list.at[i].reading], own ? x.at : x.there[i]);
        }
    }
    st->readings.n = n;
    stm_agreed_count(w, st);
    st->about = stm_capital(w->arena, x.words);
    st->confidence = st->lines >= 2 ? SURE : st->confidence;
}

/* The verb that the word hangs under is `verb`. */
static bool under(const stm_article *a, uint32_t i, uint32_t verb)
{
    for (uint32_t step = 0; i != STM_NONE && step < MOST_UP; step++, i = a->tokens.at[i].head) {
        if (i == verb) {
            return true;
        }
    }
    return false;
}

/* Where in the passage a clause that tells when or why begins, of which it has not all: "she won, after a court
 * rejected a plea by Roe" of "a plea by Roe to stop the count". Its end: there is none. */
static uint32_t cut_clause(const stm_article *a, uint32_t from, uint32_t to)
{
    const stm_sentence *s = &a->sentences.at[a->tokens.at[from].sentence];
    for (uint32_t v = from + 1; v < to; v++) {
        uint32_t first = v, last = v;
        bool marked = false;
        if (a->tokens.at[v].deprel != STM_DEP_ADVCL || a->tokens.at[v].head == STM_NONE || a->tokens.at[v].head > v) {
            continue;
        }
        for (uint32_t i = s->first_token; i < s->first_token + s->n_tokens; i++) {
            if (i != v && a->tokens.at[i].upos != STM_PUNCT && under(a, i, v)) {
                first = i < first ? i : first;
                last = i > last ? i : last;
                marked = marked || (a->tokens.at[i].head == v && a->tokens.at[i].deprel == STM_DEP_MARK);
            }
        }
        if (marked && first > from && last >= to && a->tokens.at[v].head < first) {
            return first;
        }
    }
    return to;
}

/* The reading without a clause that its passage cuts in two, if the verb of the label stands before that. */
static stm_statement_reading whole_clauses(stm_work *w, uint32_t unit, stm_statement_reading r)
{
    uint32_t m = w->member_of[r.passage.article], head = w->units.at[unit].head;
    const stm_article *a = w->article[m];
    uint32_t from = stm_token_from(a, r.passage.at.start), to = from, end;
    uint32_t term = head == STM_NONE ? STM_NONE : w->token_term[w->units.at[unit].member][head].id;
    if (term == STM_NONE || from >= a->tokens.n) {
        return r;
    }
    while (to < a->tokens.n && a->tokens.at[to].sentence == a->tokens.at[from].sentence &&
           a->tokens.at[to].at.end <= r.passage.at.end) {
        to++;
    }
    end = cut_clause(a, from, to);
    for (uint32_t i = from; i < end && end < to; i++) {
        uint32_t other = w->token_term[m][i].id;
        if (a->tokens.at[i].upos == STM_VERB && other != STM_NONE && stm_terms_alike(w, term, other)) {
            while (end > i + 1 && a->tokens.at[end - 1].upos == STM_PUNCT) {
                end--;
            }
            r.reading = stm_wording(w->arena, a, (stm_span){ r.passage.at.start, a->tokens.at[end - 1].at.end });
            break;
        }
    }
    return r;
}

/* An agreement of its own, unless it is told. */
static void add(stm_work *w, const best *x, const places *list, double sure)
{
    stm_statement st = { .status = STM_ST_AGREED, .confidence = sure };
    if (told(w, x, list, NULL)) {
        return;
    }
    stm_vec_push(w->arena, &st.readings, stm_agreed_reading(w, x->member, x->at));
    for (uint32_t i = 0; i < list->n; i++) {
        bool had = !stm_span_some(x->there[i]);
        for (uint32_t j = 0; j < i && !had; j++) {
            had = stm_span_some(x->there[j]) && list->at[j].member == list->at[i].member;
        }
        if (!had) {
            stm_vec_push(w->arena, &st.readings,
                         whole_clauses(w, x->unit, stm_agreed_reading(w, list->at[i].member, x->there[i])));
        }
    }
    stm_agreed_count(w, &st);
    st.about = stm_capital(w->arena, x->words);
    if (st.lines >= 2) {
        stm_vec_push(w->arena, &w->record->statements, st);
    }
}

/* What texts begin with. */
static void begin(stm_work *w)
{
    places list = { 0 };
    for (uint32_t m = 0; m < w->n; m++) {
        const stm_article *a = w->article[m];
        for (uint32_t s = 0, n = 0; s < a->sentences.n && n < FIRST_SENTENCES && list.n < MOST_PLACES; s++) {
            if (a->sentences.at[s].furniture == 0 && a->sentences.at[s].n_tokens > LEAST_TOKENS) {
                stm_vec_push(w->arena, &list, stm_label_place_at(w, m, s, STM_NONE));
                n++;
            }
        }
    }
    for (uint32_t k = 0; k < MOST_BEGUN; k++) {
        uint32_t n = 0;
        best x;
        if (!find(w, &list, STM_FROM_BEGUN, &x)) {
            return;
        }
        add(w, &x, &list, BEGUN_SURE);
        for (uint32_t i = 0; i < list.n; i++) { /* and what they tell beside it */
            if (!(list.at[i].member == x.member && list.at[i].sentence == w->units.at[x.unit].sentence)) {
                list.at[n++] = list.at[i];
            }
        }
        list.n = n;
    }
}

/* A clause that sentences anywhere bear out. */
typedef struct hit {
    best x;
    places list;
} hit;
typedef STM_VEC(hit *) hits;

/* Most lines, then most in common, then as the texts have them: a clause is one hit. */
static int best_first(const void *a, const void *b)
{
    const best *x = &(*(hit *const *)a)->x, *y = &(*(hit *const *)b)->x;
    return x->lines != y->lines ? (x->lines < y->lines) - (x->lines > y->lines)
           : x->net != y->net   ? (x->net < y->net) - (x->net > y->net)
                                : (x->unit > y->unit) - (x->unit < y->unit);
}

/* A sentence. */
typedef struct spot {
    uint32_t member, sentence;
} spot;

typedef STM_VEC(spot) spots;

static spots *look_up(stm_work *w)
{
    spots *by = STM_NEW_ARRAY(w->arena, spots, (size_t)w->rarity.n + 1);
    for (uint32_t m = 0; m < w->n; m++) {
        const stm_article *a = w->article[m];
        for (uint32_t s = 0; s < a->sentences.n; s++) {
            const stm_sentence *x = &a->sentences.at[s];
            for (uint32_t i = x->first_token; x->furniture == 0 && i < x->first_token + x->n_tokens; i++) {
                uint32_t id = w->token_term[m][i].id;
                spots *p = id == STM_NONE || w->rarity.at[id] < LEAST_RARE ? NULL : &by[id];
                if (p != NULL && (p->n == 0 || p->at[p->n - 1].member != m || p->at[p->n - 1].sentence != s)) {
                    stm_vec_push(w->arena, p, (spot){ m, s });
                }
            }
        }
    }
    return by;
}

/* Sentences of other lines that have much of what the clause is made of. */
static void alike(stm_work *w, const spots *by, float **has, const stm_unit *u, places *out)
{
    float all = 0;
    spots met = { 0 };
    out->n = 0;
    for (uint32_t i = 0; i < u->matter.terms.n; i++) {
        const stm_matter_term *t = &u->matter.terms.at[i];
        const spots *list = &by[t->id];
        all += t->weight;
        for (uint32_t k = 0; k < list->n && list->n <= MOST_SENTENCES; k++) {
            const spot *p = &list->at[k];
            if (w->line[p->member] == w->line[u->member]) {
                continue;
            }
            if (has[p->member][p->sentence] == 0) {
                stm_vec_push(w->arena, &met, *p);
            }
            has[p->member][p->sentence] += t->weight;
        }
    }
    for (uint32_t k = 0; k < met.n; k++) {
        const spot *p = &met.at[k];
        if (has[p->member][p->sentence] >= LEAST_ALIKE * all && out->n < MOST_PLACES) {
            stm_vec_push(w->arena, out, stm_label_place_at(w, p->member, p->sentence, STM_NONE));
        }
        has[p->member][p->sentence] = 0;
    }
}

/* What lines tell anywhere. */
static void search(stm_work *w)
{
    spots *by = look_up(w);
    places list = { 0 };
    float **has = STM_NEW_ARRAY(w->arena, float *, (size_t)w->n + 1);
    hits all = { 0 };
    for (uint32_t m = 0; m < w->n; m++) {
        has[m] = STM_NEW_ARRAY(w->arena, float, (size_t)w->article[m]->sentences.n + 1);
    }
    for (uint32_t k = 0; k < w->units.n; k++) {
        const stm_unit *u = &w->units.at[k];
        best x = { .lines = 0 };
        if (u->head == STM_NONE || u->modal || u->hedged ||
            w->article[u->member]->sentences.at[u->sentence].furniture != 0) {
            continue;
        }
        alike(w, by, has, u, &list);
        if (list.n == 0) {
            continue;
        }
        try_unit(w, k, &list, STM_FROM_ANYWHERE, &x);
        if (x.lines >= 2) {
            hit *h = STM_NEW(w->arena, hit);
            h->x = x;
            for (uint32_t i = 0; i < list.n; i++) {
                stm_vec_push(w->arena, &h->list, list.at[i]);
            }
            stm_vec_push(w->arena, &all, h);
        }
    }
    if (all.n > 0) {
        qsort(all.at, all.n, sizeof(hit *), best_first);
    }
    for (uint32_t i = 0; i < all.n; i++) {
        add(w, &all.at[i]->x, &all.at[i]->list, SURE);
    }
}

void stm_agreed_told(stm_work *w)
{
    if (stm_lines_total(w->line, w->n) < 2) {
        return;
    }
    w->no_label = STM_NEW_ARRAY(w->arena, uint8_t, (size_t)w->units.n + 1);
    begin(w);
    for (uint32_t k = 0; k < w->record->statements.n; k++) {
        stm_statement *st = &w->record->statements.at[k];
        if (st->status == STM_ST_AGREED && st->readings.n >= 2 && st->confidence < STM_FACT_SHOWN) {
            mend(w, st);
        }
    }
    search(w);
}
