/* record_differences.c: one matter that independent lines tell, but not alike: another time, number, doer, word, doubt.
 *
 * In: pairs of clauses near to each other (matches.c), how they differ (clause_slots.c).  Out: statements, contested,
 * of wording.
 *
 * Sentences of independent lines whose clauses share most of what is rare in them tell one matter; those that differ in
 * a slot are its readings, and the label names two that do. Where few heads are alike, or both may be right, what is
 * found is only for who asks for all. Clauses that are alike, in sentences that differ, go before clauses that differ.
 * Invariants: (1) a clause begins or joins one matter at most, a sentence may be in several; (2) a matter has one
 * sentence of an article; (3) two sentences are together in one matter at most.
 * Never: two editions of one line; two days; captions, headlines, conditions; what is contested already.
 * Cost: pairs times the words of their sentences, and times the matters.
 * Source: the apparatus of an edition, which gives every reading of one place.
 */
#include <stdlib.h>

#include "record/differences.h"

#define MAX_TEXTS 8     /* readings of one matter */
#define MAX_LABEL 90    /* bytes of what a label quotes */
#define MAX_PASSAGE 700 /* bytes; of a longer sentence the clause is shown */

/* Of a pair (matches.c): with two shared terms only, unless both are anchors; where another does it. */
#define FEW_SHARED 2
#define FEW_SCORE 10.0f
#define OTHERS_SCORE 8.0f

/* Of a pair with a further text: by the clause that differs, by another of its sentence, or, of the two sentences, by
 * a fact that both tell. */
#define WIDER_CLAUSE 7.0f
#define WIDER_SENTENCE 10.0f
#define WIDER_FACT 7.0f
#define MAX_WIDER 3

#define LEAST_SURE 0.3
#define SHOWN 0.5
#define OPEN_SURE 0.45 /* at most, where both readings may be right */

/* One matter in the making. */
typedef struct several {
    uint32_t unit[MAX_TEXTS];
    bool differs[MAX_TEXTS];
    uint32_t n;
    double sure;
    bool excludes; /* what the label speaks of cannot both be so */
    stm_str about;
    stm_aparts apart;
} several;

/* What is looked up of all matters. */
typedef struct told {
    uint32_t *in;       /* by clause: its matter, from 1 on */
    stm_u32s *has;      /* by member: the matters that have a sentence of it */
    stm_u32s *near;     /* by member: the pairs of its clauses that are near enough to widen by, best first */
    stm_u32s *of;       /* by member: the statements that it has a reading of, ascending, as far as they were there */
    uint32_t *met;      /* by statement: the last turn in which a sentence was found in it */
    uint32_t turn;      /* from 1 on, one a matter */
    stm_matter *speaks; /* by clause: what its sentence speaks of, once it was asked */
} told;

/* A clause with a predicate that says that something is so. */
static bool may_tell(const stm_work *w, const stm_unit *u)
{
    const stm_article *a = w->article[u->member];
    bool tells;
    if (u->head == STM_NONE || u->caption || u->headline || stm_clause_left_open(a, u->head)) {
        return false;
    }
    tells = a->tokens.at[u->head].upos == STM_VERB;
    for (uint32_t i = a->sentences.at[u->sentence].first_token; i < u->head; i++) {
        tells = tells || (a->tokens.at[i].head == u->head && a->tokens.at[i].deprel == STM_DEP_COP);
    }
    return tells;
}

/* Enough is shared, and no other does it to another. */
static bool one_matter(stm_work *w, const stm_match *m)
{
    const stm_unit *a = &w->units.at[m->a], *b = &w->units.at[m->b];
    stm_arguments p, q;
    int agent, patient;
    if (!may_tell(w, a) || !may_tell(w, b) || stm_units_two_do_it(w, a, b)) {
        return false;
    }
    if (m->like.n <= FEW_SHARED && m->score < FEW_SCORE && stm_clauses_anchored(w, m) < FEW_SHARED) {
        return false;
    }
    p = stm_arguments_of(w->article[a->member], a->head);
    q = stm_arguments_of(w->article[b->member], b->head);
    agent = stm_tokens_alike(w, a->member, p.agent, b->member, q.agent);
    patient = stm_tokens_alike(w, a->member, p.patient, b->member, q.patient);
    return m->score >= OTHERS_SCORE || (agent + patient >= 0 && (agent >= 0 || patient > 0));
}

static stm_str cut(stm_arena *arena, stm_str s)
{
    size_t n = MAX_LABEL;
    if (s.n <= n) {
        return s;
    }
    while (n > 0 && s.p[n] != ' ') {
        n--;
    }
    return stm_str_format(arena, "%.*s\xE2\x80\xA6", (int)n, s.p);
}

static stm_str quoted(stm_work *w, uint32_t unit, stm_span at)
{
    return cut(w->arena, stm_wording(w->arena, w->article[w->units.at[unit].member], at));
}

stm_str stm_unit_quoted(stm_work *w, uint32_t unit)
{
    stm_str s = stm_unit_reading(w, unit);
    const stm_unit *u = &w->units.at[unit];
    return cut(w->arena, s.p != NULL ? s : stm_wording(w->arena, w->article[u->member], u->at));
}

static stm_str label(stm_work *w, const stm_match *m, const stm_difference *d)
{
    static const struct {
        uint32_t kind;
        const char *name;
    } names[] = {
        { STM_DIFFERS_WHO, "Who" },         { STM_DIFFERS_WHOM, "Whom or what" },   { STM_DIFFERS_WHEN, "When" },
        { STM_DIFFERS_NUMBER, "How many" }, { STM_DIFFERS_PHRASE, "Where or how" }, { STM_DIFFERS_WHAT, "What" }
    };
    stm_str of = stm_unit_quoted(w, m->a), p, q;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (names[i].kind == d->shown) {
            p = quoted(w, m->a, d->at_a);
            q = quoted(w, m->b, d->at_b);
            return stm_str_format(w->arena,
                                  "%s: \xE2\x80\x9C%.*s\xE2\x80\x9D or \xE2\x80\x9C%.*s\xE2\x80\x9D, of "
                                  "\xE2\x80\x9C%.*s\xE2\x80\x9D",
                                  names[i].name, (int)p.n, p.p, (int)q.n, q.p, (int)of.n, of.p);
        }
    }
    if (d->kinds == STM_DIFFERS_BESIDE) {
        of = stm_unit_quoted(w, d->unit[0]);
    }
    q = stm_unit_quoted(w, d->kinds == STM_DIFFERS_BESIDE ? d->unit[1] : m->b);
    return stm_str_format(w->arena, "How it is told: \xE2\x80\x9C%.*s\xE2\x80\x9D or \xE2\x80\x9C%.*s\xE2\x80\x9D",
                          (int)of.n, of.p, (int)q.n, q.p);
}

stm_span stm_unit_sentence(const stm_work *w, uint32_t unit)
{
    const stm_unit *u = &w->units.at[unit];
    return w->article[u->member]->sentences.at[u->sentence].at;
}

uint32_t stm_statement_reads(const stm_work *w, const stm_statement *st, uint32_t unit)
{
    for (uint32_t r = 0; r < st->readings.n; r++) {
        const stm_passage *p = &st->readings.at[r].passage;
        if (p->article == w->index[w->units.at[unit].member] && stm_span_meets(p->at, stm_unit_sentence(w, unit))) {
            return r;
        }
    }
    return STM_NONE;
}

static void list_once(stm_work *w, stm_u32s *list, uint32_t x)
{
    if (list->n == 0 || list->at[list->n - 1] != x) {
        stm_vec_push(w->arena, list, x);
    }
}

static told look_up(stm_work *w)
{
    uint32_t n = w->record->statements.n;
    told t = { .in = STM_NEW_ARRAY(w->arena, uint32_t, (size_t)w->units.n + 1),
               .has = STM_NEW_ARRAY(w->arena, stm_u32s, (size_t)w->n + 1),
               .near = STM_NEW_ARRAY(w->arena, stm_u32s, (size_t)w->n + 1),
               .of = STM_NEW_ARRAY(w->arena, stm_u32s, (size_t)w->n + 1),
               .met = STM_NEW_ARRAY(w->arena, uint32_t, (size_t)n + 1),
               .speaks = STM_NEW_ARRAY(w->arena, stm_matter, (size_t)w->units.n + 1) };
    for (uint32_t i = 0; i < n; i++) {
        const stm_statement *st = &w->record->statements.at[i];
        for (uint32_t r = 0; r < st->readings.n; r++) {
            list_once(w, &t.of[w->member_of[st->readings.at[r].passage.article]], i);
        }
    }
    for (uint32_t i = 0; i < w->near.n && w->near.at[i].score >= WIDER_CLAUSE; i++) {
        list_once(w, &t.near[w->units.at[w->near.at[i].a].member], i);
        list_once(w, &t.near[w->units.at[w->near.at[i].b].member], i);
    }
    return t;
}

/* Two of its sentences are contested already, as surely. */
static bool known(const stm_work *w, const several *s, told *t)
{
    t->turn++;
    for (uint32_t k = 0; k < s->n; k++) {
        const stm_u32s *of = &t->of[w->units.at[s->unit[k]].member];
        for (uint32_t i = 0; i < of->n; i++) {
            const stm_statement *st = &w->record->statements.at[of->at[i]];
            if (st->status == STM_ST_AGREED || (st->confidence < SHOWN && s->sure >= SHOWN) ||
                stm_statement_reads(w, st, s->unit[k]) == STM_NONE) {
                continue;
            }
            if (t->met[of->at[i]] == t->turn) {
                return true;
            }
            t->met[of->at[i]] = t->turn;
        }
    }
    return false;
}

/* Where the member's sentence is among those of a matter, or STM_NONE. */
static uint32_t place_of(const stm_work *w, const several *s, uint32_t member)
{
    for (uint32_t k = 0; k < s->n; k++) {
        if (w->units.at[s->unit[k]].member == member) {
            return k;
        }
    }
    return STM_NONE;
}

/* The first from `from` on that is in a list of one of the first `n` texts, where they differ, or STM_NONE; `next`: by
 * text, where it is looked for. */
static uint32_t next_of(const stm_work *w, const several *s, uint32_t n, const stm_u32s *lists, uint32_t from,
                        uint32_t next[MAX_TEXTS])
{
    uint32_t least = STM_NONE;
    for (uint32_t k = 0; k < n; k++) {
        const stm_u32s *of = &lists[w->units.at[s->unit[k]].member];
        while (s->differs[k] && next[k] < of->n && of->at[next[k]] < from) {
            next[k]++;
        }
        least = s->differs[k] && next[k] < of->n && of->at[next[k]] < least ? of->at[next[k]] : least;
    }
    return least;
}

/* Takes in further texts with a clause near to one of the matter's, or of its sentence, best first: what they tell of
 * it is a reading more. Only for who asks for all. Not by a clause that is in a matter of its own: one sentence may
 * tell two. */
static void widen(stm_work *w, several *s, uint32_t mine, const told *t)
{
    uint32_t n = s->n, next[MAX_TEXTS] = { 0 };
    for (uint32_t i = next_of(w, s, n, t->near, 0, next); i != STM_NONE; i = next_of(w, s, n, t->near, i + 1, next)) {
        uint32_t unit[2] = { w->near.at[i].a, w->near.at[i].b };
        for (uint32_t side = 0; side < 2; side++) {
            const stm_unit *in = &w->units.at[unit[side]], *out = &w->units.at[unit[!side]];
            uint32_t at = place_of(w, s, in->member);
            bool clause = at < n && s->differs[at] && s->unit[at] == unit[side];
            bool other = t->in[unit[side]] != 0 && t->in[unit[side]] != mine;
            bool sentence = at < n && s->differs[at] && w->units.at[s->unit[at]].sentence == in->sentence && !other;
            if ((clause || (sentence && w->near.at[i].score >= WIDER_SENTENCE)) && s->n < MAX_TEXTS &&
                s->n < n + MAX_WIDER && place_of(w, s, out->member) == STM_NONE && may_tell(w, out)) {
                s->unit[s->n] = unit[!side];
                s->differs[s->n++] = true;
            }
        }
    }
}

/* The clause among the first `n` that differ in which a reading of the statement lies, or STM_NONE. */
static uint32_t touched(const stm_work *w, const several *s, uint32_t n, const stm_statement *st)
{
    for (uint32_t k = 0; k < n; k++) {
        const stm_unit *u = &w->units.at[s->unit[k]];
        for (uint32_t r = 0; r < st->readings.n && s->differs[k]; r++) {
            const stm_passage *p = &st->readings.at[r].passage;
            if (p->article == w->index[u->member] && stm_span_meets(p->at, u->at)) {
                return s->unit[k];
            }
        }
    }
    return STM_NONE;
}

/* What the clause's sentence speaks of. */
static const stm_matter *spoken_of(stm_work *w, told *t, uint32_t unit)
{
    stm_matter *x = &t->speaks[unit];
    if (x->terms.at == NULL) {
        stm_span at = stm_unit_sentence(w, unit);
        stm_matter_of(w, w->units.at[unit].member, &at, 1, x);
    }
    return x;
}

/* Of the best clauses of further texts, best first, one a text. */
typedef struct further {
    uint32_t unit[MAX_WIDER];
    float share[MAX_WIDER];
    uint32_t n;
} further;

static void keep_best(const stm_work *w, further *f, uint32_t unit, float share)
{
    uint32_t at = 0;
    for (uint32_t k = 0; k < f->n; k++) {
        if (w->units.at[f->unit[k]].member == w->units.at[unit].member) {
            if (f->share[k] >= share) {
                return;
            }
            memmove(&f->unit[k], &f->unit[k + 1], sizeof *f->unit * (f->n - k - 1));
            memmove(&f->share[k], &f->share[k + 1], sizeof *f->share * (f->n - k - 1));
            f->n--;
            break;
        }
    }
    while (at < f->n && f->share[at] >= share) {
        at++;
    }
    if (at < MAX_WIDER) {
        f->n += f->n < MAX_WIDER;
        for (uint32_t k = f->n - 1; k > at; k--) {
            f->unit[k] = f->unit[k - 1];
            f->share[k] = f->share[k - 1];
        }
        f->unit[at] = unit;
        f->share[at] = share;
    }
}

/* The same with texts that tell a fact which one of the clauses tells, in whatever words, if their sentences have
 * enough in common. */
static void widen_by_facts(stm_work *w, several *s, uint32_t mine, told *t)
{
    further f = { .n = 0 };
    uint32_t next[MAX_TEXTS] = { 0 };
    for (uint32_t i = next_of(w, s, s->n, t->of, 0, next); i != STM_NONE; i = next_of(w, s, s->n, t->of, i + 1, next)) {
        const stm_statement *st = &w->record->statements.at[i];
        uint32_t by = st->status == STM_ST_AGREED ? touched(w, s, s->n, st) : STM_NONE;
        for (uint32_t r = 0; r < st->readings.n && by != STM_NONE; r++) {
            uint32_t member = w->member_of[st->readings.at[r].passage.article], unit;
            if (place_of(w, s, member) != STM_NONE) {
                continue;
            }
            unit = stm_unit_at(w, member, st->readings.at[r].passage.at.start);
            if (unit != STM_NONE && (t->in[unit] == 0 || t->in[unit] == mine) && !w->units.at[unit].caption &&
                !w->units.at[unit].headline) {
                float share = stm_matter_compare(w, spoken_of(w, t, by), spoken_of(w, t, unit)).shared;
                if (share >= WIDER_FACT) {
                    keep_best(w, &f, unit, share);
                }
            }
        }
    }
    for (uint32_t k = 0; k < f.n && s->n < MAX_TEXTS; k++) {
        s->unit[s->n] = f.unit[k];
        s->differs[s->n++] = true;
    }
}

/* The number in the clause is a reading of a figure that the record follows over days. */
static bool gives(const stm_work *w, const stm_record_figure *f, const stm_unit *u)
{
    for (uint32_t i = 0; i < f->readings.n; i++) {
        const stm_passage *p = &f->readings.at[i].passage;
        if (p->article == w->index[u->member] && stm_span_meets(p->at, u->at)) {
            return true;
        }
    }
    return false;
}

/* Two clauses of different lines give what changed from day to day: neither contradicts the other. */
static bool followed(const stm_work *w, const several *s)
{
    for (uint32_t i = 0; i < w->record->figures.n; i++) {
        uint32_t first = STM_NONE;
        for (uint32_t k = 0; w->record->figures.at[i].status == STM_FIG_UPDATE && k < s->n; k++) {
            const stm_unit *u = &w->units.at[s->unit[k]];
            if (s->differs[k] && gives(w, &w->record->figures.at[i], u)) {
                if (first != STM_NONE && w->line[first] != w->line[u->member]) {
                    return true;
                }
                first = first == STM_NONE ? u->member : first;
            }
        }
    }
    return false;
}

static void tell(stm_work *w, several *s, uint32_t mine, told *t)
{
    stm_contest c = { 0 };
    bool shown = s->excludes && !followed(w, s);
    c.st.wording = true;
    if (!s->excludes) {
        widen(w, s, mine, t);
        widen_by_facts(w, s, mine, t);
    }
    for (uint32_t i = 0; i < s->n; i++) {
        stm_span at = stm_unit_sentence(w, s->unit[i]);
        if (s->differs[i]) {
            stm_contest_add(w, &c, w->units.at[s->unit[i]].member,
                            at.end - at.start > MAX_PASSAGE ? w->units.at[s->unit[i]].at : at, STM_ASSERTS,
                            stm_unit_reading(w, s->unit[i]));
        }
    }
    stm_contest_close(w, &c, STM_ST_CONTESTED, s->about, shown || s->sure < OPEN_SURE ? s->sure : OPEN_SURE);
}

typedef STM_VEC(several) matters;

/* Takes the pair into the matter that one of its sentences is in, or begins one; STM_NONE: neither. */
static uint32_t place(stm_work *w, matters *all, const stm_match *m, const told *t)
{
    uint32_t unit[2] = { m->a, m->b }, *const in[2] = { &t->in[m->a], &t->in[m->b] }, new = *in[0] == 0 ? 0 : 1;
    several *s;
    if (*in[0] == 0 && *in[1] == 0) {
        s = stm_vec_add(w->arena, all);
        memset(s, 0, sizeof *s);
        *in[0] = *in[1] = all->n;
        s->unit[0] = m->a;
        s->unit[1] = m->b;
        s->n = 2;
        stm_vec_push(w->arena, &t->has[w->units.at[m->a].member], all->n - 1);
        stm_vec_push(w->arena, &t->has[w->units.at[m->b].member], all->n - 1);
        return all->n - 1;
    }
    s = &all->at[*in[!new] - 1];
    if (s->n >= MAX_TEXTS || place_of(w, s, w->units.at[unit[new]].member) != STM_NONE) {
        return STM_NONE;
    }
    *in[new] = *in[!new];
    s->unit[s->n++] = unit[new];
    stm_vec_push(w->arena, &t->has[w->units.at[unit[new]].member], *in[new] - 1);
    return *in[new] - 1;
}

/* The matter that has both sentences of the pair, or STM_NONE. */
static uint32_t has_both(const stm_work *w, const matters *all, const stm_match *m, const told *t)
{
    const stm_unit *pair[2] = { &w->units.at[m->a], &w->units.at[m->b] };
    const stm_u32s *has = &t->has[pair[0]->member];
    uint32_t first = STM_NONE;
    for (uint32_t i = 0; i < has->n; i++) {
        uint32_t n = 0;
        for (uint32_t k = 0; k < 2 && n == k; k++) {
            uint32_t at = place_of(w, &all->at[has->at[i]], pair[k]->member);
            n += at != STM_NONE && w->units.at[all->at[has->at[i]].unit[at]].sentence == pair[k]->sentence;
        }
        first = n == 2 && has->at[i] < first ? has->at[i] : first;
    }
    return first;
}

static void add_pair(stm_work *w, several *s, const stm_match *m, const stm_difference *d)
{
    uint32_t at[2] = { place_of(w, s, w->units.at[m->a].member), place_of(w, s, w->units.at[m->b].member) };
    s->differs[at[0]] = s->differs[at[1]] = true;
    if ((d->excludes || (d->shown & (STM_DIFFERS_WHOM | STM_DIFFERS_NUMBER)) != 0) && d->sure >= SHOWN) {
        stm_vec_push(w->arena, &s->apart, (stm_apart){ { m->a, m->b }, d->shown, { d->at_a, d->at_b } });
    }
    if (s->about.p == NULL || (d->excludes == s->excludes ? d->sure > s->sure : d->excludes)) {
        s->excludes = d->excludes;
        s->unit[at[0]] = m->a; /* what is shown of either sentence is what the label speaks of */
        s->unit[at[1]] = m->b;
        s->about = label(w, m, d);
    }
    s->sure = d->sure > s->sure ? d->sure : s->sure;
}

/* A pair that differs. */
typedef struct different {
    const stm_match *m;
    stm_difference d;
    uint32_t rank;
} different;

typedef STM_VEC(different) differents;

/* Clauses alike in sentences that differ are surest to tell one matter. */
static int alike_first(const void *a, const void *b)
{
    const different *x = a, *y = b;
    bool p = x->d.kinds == STM_DIFFERS_BESIDE, q = y->d.kinds == STM_DIFFERS_BESIDE;
    return p != q ? q - p : (x->rank > y->rank) - (x->rank < y->rank);
}

static differents pairs_that_differ(stm_work *w)
{
    differents list = { 0 };
    for (uint32_t i = 0; i < w->near.n; i++) {
        different x = { .m = &w->near.at[i], .rank = i };
        if (!one_matter(w, x.m)) {
            continue;
        }
        x.d = stm_clauses_differ(w, x.m);
        if (x.d.kinds == 0) {
            x.d = stm_sentences_differ(w, x.m);
        }
        if (x.d.kinds != 0 && x.d.sure >= LEAST_SURE) {
            stm_vec_push(w->arena, &list, x);
        }
    }
    if (list.n > 0) {
        qsort(list.at, list.n, sizeof *list.at, alike_first);
    }
    return list;
}

void stm_record_differences(stm_work *w)
{
    matters all = { 0 };
    stm_aparts apart = { 0 };
    differents list = pairs_that_differ(w);
    told t;
    if (list.n == 0) {
        return;
    }
    t = look_up(w);
    for (uint32_t i = 0; i < list.n; i++) {
        const stm_match *m = list.at[i].m;
        uint32_t s = has_both(w, &all, m, &t);
        if (s == STM_NONE && (t.in[m->a] == 0 || t.in[m->b] == 0)) {
            s = place(w, &all, m, &t);
        }
        if (s != STM_NONE) {
            add_pair(w, &all.at[s], m, &list.at[i].d);
        }
    }
    for (uint32_t i = 0; i < all.n; i++) {
        if (all.at[i].about.p != NULL && !known(w, &all.at[i], &t)) {
            tell(w, &all.at[i], i + 1, &t);
            for (uint32_t k = 0; k < all.at[i].apart.n; k++) {
                stm_vec_push(w->arena, &apart, all.at[i].apart.at[k]);
            }
        }
    }
    stm_agreements_part(w, &apart);
}
