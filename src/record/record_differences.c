/* record_differences.c: one matter that independent lines tell, but not alike: another time, number, doer, word, doubt.
 *
 * In: pairs of clauses near to each other (matches.c), trees, times.  Out: statements, contested, of wording.
 *
 * Sentences of independent lines whose clauses share most of what is rare in them tell one matter. Each clause is cut
 * into slots: who, whom or what, when, each prepositional phrase by its preposition, what it is, and how surely and how
 * fully it is so. A slot that both fill, each with a word that the other's sentence has nothing like, is a difference;
 * so is a verb of its own where who does it or whom it befalls is the same, a reserve, a degree or a "not" that one of
 * two like predicates has, and words of its own in either clause. What one of them does not speak of is none. A reading
 * is the sentence; the label names the two that differ. How sure it is that they tell one matter depends on how many
 * heads of slots, predicates included, have their like in the other clause: where none or one has, what is found is
 * only for who asks for all.
 * Invariants: (1) a sentence is in one matter at most; (2) a matter has one sentence of an article.
 * Never: two editions of one line; two days; captions, headlines, conditions; what is contested already.
 * Cost: pairs times the words of their sentences.
 * Source: predicate and argument alignment after Roth and Frank, "Aligning predicate argument structures in monolingual
 * comparable texts" (*SEM 2012); the apparatus of an edition, which gives every reading of one place.
 */
#include "record/record_parts.h"

#define MAX_SLOTS 16
#define MAX_TERMS 96    /* of a sentence */
#define MAX_TEXTS 8     /* readings of one matter */
#define MAX_LABEL 90    /* bytes of what a label quotes */
#define MAX_PASSAGE 700 /* bytes; of a longer sentence the clause is shown */

/* Of a pair (matches.c): to begin a matter, to add to one, with two shared terms only, where another does it. */
#define SEED_SCORE 6.0f
#define GROW_SCORE 5.0f
#define FEW_SHARED 2
#define FEW_SCORE 10.0f
#define OTHERS_SCORE 8.0f

#define OWN_SLOT 1.0f   /* weight of words that the other lacks, in a slot */
#define OWN_CLAUSE 1.8f /* and in all of a clause, its predicate aside */

#define LEAST_SURE 0.25
#define BASE_SURE 0.16
#define FOR_ANCHOR 0.12 /* up to MAX_ANCHORS */
#define MAX_ANCHORS 3
#define FOR_TERM 0.05 /* beyond two, up to three */
#define FOR_DICE 0.15
#define FOR_SLOT 0.15  /* it is known which slot differs, and another is alike */
#define FOR_OTHERS 0.1 /* less, where another does it */
#define OPEN_SURE 0.45 /* at most, where both may be right: for who asks for all */

/* What differs. */
enum {
    WHO = 1,
    WHOM = 2,
    WHEN = 4,
    HOW_MANY = 8,
    PHRASE = 16,
    WHAT = 32,
    VERB = 64,
    SURE = 128,
    DEGREE = 256,
    WORDS = 512
};

typedef struct slot {
    uint32_t kind, head;
    uint32_t by; /* token of the preposition, or STM_NONE */
    stm_span at;
    const stm_time *time; /* of WHEN */
} slot;

typedef struct frame {
    const stm_unit *u;
    const stm_article *a;
    slot slots[MAX_SLOTS];
    uint32_t n;
    uint32_t term[MAX_TERMS], n_terms; /* of the sentence */
    uint32_t reserve;                  /* bits */
    bool degree;                       /* "nearly", "partly" */
    stm_arguments args;
} frame;

/* How two clauses differ. */
typedef struct difference {
    uint32_t kinds;
    uint32_t shown; /* kind of the slot that the label names; 0: none */
    const slot *a, *b;
    double sure;
} difference;

/* One matter in the making. */
typedef struct several {
    uint32_t unit[MAX_TEXTS];
    bool differs[MAX_TEXTS];
    uint32_t n;
    uint32_t shown;
    double sure;
    stm_str about;
} several;

/* ---- slots ------------------------------------------------------------------------------------------------- */

/* The first time in a stretch that says when or how long; or NULL. */
static const stm_time *time_in(const stm_article *a, stm_span at)
{
    uint32_t lo = 0, hi = a->times.n;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (a->times.at[mid].at.end <= at.start) {
            lo = mid + 1;
        } else {
            hi = mid;
        }
    }
    for (; lo < a->times.n && a->times.at[lo].at.start < at.end; lo++) {
        const stm_time *t = &a->times.at[lo];
        if (!t->vague && (t->type == STM_TIME_DATE || t->type == STM_TIME_TIME || t->type == STM_TIME_DURATION)) {
            return t;
        }
    }
    return NULL;
}

static uint32_t preposition(const stm_article *a, uint32_t noun)
{
    for (uint32_t i = a->sentences.at[a->tokens.at[noun].sentence].first_token; i < noun; i++) {
        if (a->tokens.at[i].head == noun && a->tokens.at[i].deprel == STM_DEP_CASE) {
            return i;
        }
    }
    return STM_NONE;
}

/* Of what hangs on a predicate. What is to come is no reserve, since one text may be older, nor is what one is able to.
 */
static uint32_t reserve_of(const stm_work *w, uint32_t member, uint32_t i)
{
    const stm_article *a = w->article[member];
    uint8_t dep = a->tokens.at[i].deprel;
    if (dep != STM_DEP_AUX && dep != STM_DEP_ADVMOD) {
        return 0;
    }
    return stm_form_among(a, i, "may might")                                                               ? 1
           : stm_form_among(a, i, "must should ought")                                                     ? 2
           : stm_form_among(a, i, "not n't n\xE2\x80\x99t never")                                          ? 4
           : dep == STM_DEP_ADVMOD && (w->token_class[member][i] & (STM_WORD_HEDGE | STM_WORD_DOUBT)) != 0 ? 8
                                                                                                           : 0;
}

static uint32_t kind_of(uint8_t deprel)
{
    switch (deprel) {
    case STM_DEP_NSUBJ:
    case STM_DEP_OBL_AGENT: return WHO;
    case STM_DEP_OBJ:
    case STM_DEP_NSUBJ_PASS: return WHOM;
    case STM_DEP_OBL:
    case STM_DEP_OBL_UNMARKED:
    case STM_DEP_NMOD:
    case STM_DEP_IOBJ: return PHRASE;
    default: return 0;
    }
}

static void add_slot(frame *f, uint32_t kind, uint32_t head, stm_span at)
{
    const stm_article *a = f->a;
    if (f->n < MAX_SLOTS) {
        slot *s = &f->slots[f->n];
        const stm_time *t = kind == PHRASE || kind == WHEN ? time_in(a, at) : NULL;
        bool when = t != NULL && stm_span_meets(t->at, a->tokens.at[head].at);
        if (kind == WHEN && !when) {
            return;
        }
        *s = (slot){ when ? WHEN : kind, head, preposition(a, head), at, when ? t : NULL };
        f->n++;
    }
}

static void read_slots(const stm_work *w, frame *f, uint32_t head, bool inner)
{
    const stm_article *a = f->a;
    const stm_sentence *s = &a->sentences.at[a->tokens.at[head].sentence];
    bool copula = false;
    for (uint32_t i = s->first_token; i < s->first_token + s->n_tokens; i++) {
        const stm_token *t = &a->tokens.at[i];
        uint32_t kind = kind_of(t->deprel);
        if (t->head != head) {
            continue;
        }
        copula = copula || t->deprel == STM_DEP_COP;
        f->reserve |= reserve_of(w, f->u->member, i);
        f->degree = f->degree || stm_form_among(a, i,
                                                "nearly almost partly partially completely totally entirely fully "
                                                "mostly largely slightly barely hardly");
        if (kind != 0 && t->upos != STM_PRON) {
            add_slot(f, kind, i, stm_clause_span(a, i));
        } else if (t->deprel == STM_DEP_ADVMOD) {
            add_slot(f, WHEN, i, stm_clause_span(a, i));
        } else if (t->deprel == STM_DEP_XCOMP && !inner) {
            read_slots(w, f, i, true);
        }
    }
    if (copula) {
        add_slot(f, WHAT, head, stm_noun_phrase(a, head));
    }
}

static void read_frame(const stm_work *w, uint32_t unit, frame *f)
{
    const stm_unit *u = &w->units.at[unit];
    const stm_article *a = w->article[u->member];
    const stm_sentence *s = &a->sentences.at[u->sentence];
    f->u = u;
    f->a = a;
    f->n = f->n_terms = f->reserve = 0;
    f->degree = false;
    f->args = stm_arguments_of(a, u->head);
    for (uint32_t i = s->first_token; i < s->first_token + s->n_tokens && f->n_terms < MAX_TERMS; i++) {
        if (w->token_term[u->member][i].id != STM_NONE) {
            f->term[f->n_terms++] = w->token_term[u->member][i].id;
        }
    }
    read_slots(w, f, u->head, false);
}

/* ---- differences ------------------------------------------------------------------------------------------- */

static bool has_like(const stm_work *w, const frame *f, uint32_t term)
{
    for (uint32_t i = 0; i < f->n_terms; i++) {
        if (stm_terms_alike(w, f->term[i], term)) {
            return true;
        }
    }
    return false;
}

/* Nothing in the other sentence is like it; days are compared as days. */
static bool own(const stm_work *w, uint32_t term, const frame *other)
{
    return w->terms.items.at[term].key.p[0] != '@' && !has_like(w, other, term);
}

/* Part of a name whose head stands for it. */
static bool within_name(const stm_work *w, uint32_t member, uint32_t i)
{
    const stm_token *t = &w->article[member]->tokens.at[i];
    return t->upos == STM_PROPN && t->head != STM_NONE && w->at_token[member][t->head] != STM_NONE &&
           (t->deprel == STM_DEP_COMPOUND || t->deprel == STM_DEP_FLAT || t->deprel == STM_DEP_NMOD);
}

/* "Ann Roe, the head of the union": "the head of the union". */
static bool beside_name(const stm_work *w, const frame *f, uint32_t i)
{
    for (uint32_t step = 0; step < MAX_SLOTS && i != f->u->head && i != STM_NONE; step++) {
        const stm_token *t = &f->a->tokens.at[i];
        uint32_t e = t->head == STM_NONE ? STM_NONE : w->at_token[f->u->member][t->head];
        if ((t->deprel == STM_DEP_APPOS || t->deprel == STM_DEP_COMPOUND) && e != STM_NONE && w->named.at[e]) {
            return true;
        }
        i = t->head;
    }
    return false;
}

/* Weight of what a stretch has of its own. */
static float own_words(const stm_work *w, const frame *f, stm_span at, const frame *other)
{
    float sum = 0;
    uint32_t m = f->u->member;
    for (uint32_t i = stm_token_from(f->a, at.start); i < f->a->tokens.n && f->a->tokens.at[i].at.start < at.end; i++) {
        stm_matter_term t = w->token_term[m][i];
        if (t.id != STM_NONE && !w->attribution[m][i] && !within_name(w, m, i) && own(w, t.id, other)) {
            sum += t.weight * w->rarity.at[t.id];
        }
    }
    return sum;
}

/* The same, of the clause alone, without its predicate, which is compared by itself, and what stands beside a name:
 * whose office it is, is another matter. */
static float own_terms(const stm_work *w, const frame *f, const frame *other)
{
    const stm_sentence *s = &f->a->sentences.at[f->u->sentence];
    uint32_t m = f->u->member;
    float sum = 0;
    for (uint32_t i = s->first_token; i < s->first_token + s->n_tokens; i++) {
        stm_matter_term t = w->token_term[m][i];
        if (t.id != STM_NONE && !w->attribution[m][i] && !within_name(w, m, i) &&
            stm_clause_head(f->a, i) == f->u->head && i != f->u->head && !beside_name(w, f, i) && own(w, t.id, other)) {
            sum += t.weight * w->rarity.at[t.id];
        }
    }
    return sum;
}

static bool other_time(const stm_time *x, const stm_time *y)
{
    bool values = x->value.p != NULL && y->value.p != NULL && !stm_str_eq(x->value, y->value);
    if (x->type == STM_TIME_DURATION || y->type == STM_TIME_DURATION) {
        return x->type == y->type && values;
    }
    return (x->from_day != STM_NO_DAY && y->from_day != STM_NO_DAY &&
            (x->from_day != y->from_day || x->to_day != y->to_day)) ||
           (x->type == STM_TIME_TIME && y->type == STM_TIME_TIME && values);
}

/* The number that counts the noun, as a term; or STM_NONE. */
static uint32_t number_of(const stm_work *w, const frame *f, uint32_t noun)
{
    const stm_sentence *s = &f->a->sentences.at[f->u->sentence];
    for (uint32_t i = s->first_token; i < s->first_token + s->n_tokens; i++) {
        if (f->a->tokens.at[i].head == noun && f->a->tokens.at[i].deprel == STM_DEP_NUMMOD) {
            return w->token_term[f->u->member][i].id;
        }
    }
    return STM_NONE;
}

/* "12", and "twelve" as its term; not "dozen". */
static bool in_digits(const stm_work *w, uint32_t term)
{
    char c = w->terms.items.at[term].key.p[0];
    return c >= '0' && c <= '9';
}

static bool one_preposition(const frame *f, const slot *x, const frame *g, const slot *y)
{
    return x->by != STM_NONE && y->by != STM_NONE &&
           stm_str_eq_nocase(stm_token_form(f->a, x->by), stm_token_form(g->a, y->by));
}

static uint32_t compare_slots(stm_work *w, const frame *f, const slot *x, const frame *g, const slot *y)
{
    uint32_t p, q;
    bool alike;
    if (x->kind != y->kind) {
        return 0;
    }
    if (x->kind == WHEN) {
        return other_time(x->time, y->time) ? WHEN : 0;
    }
    alike = stm_tokens_alike(w, f->u->member, x->head, g->u->member, y->head) == 1;
    p = number_of(w, f, x->head);
    q = number_of(w, g, y->head);
    if (alike && p != STM_NONE && q != STM_NONE && p != q && in_digits(w, p) && in_digits(w, q)) {
        return HOW_MANY;
    }
    if (x->kind == PHRASE && !alike && !one_preposition(f, x, g, y)) {
        return 0;
    }
    return own_words(w, f, x->at, g) >= OWN_SLOT && own_words(w, g, y->at, f) >= OWN_SLOT ? x->kind : 0;
}

/* The predicate and the heads of slots that have their like among those of the other clause. */
static uint32_t anchors(stm_work *w, const frame *f, const frame *g)
{
    bool taken[MAX_SLOTS + 1] = { false };
    uint32_t n = 0;
    for (uint32_t i = 0; i <= f->n; i++) {
        uint32_t x = i == f->n ? f->u->head : f->slots[i].head;
        bool found = i < f->n && (f->slots[i].kind == WHEN || x == f->u->head);
        for (uint32_t k = 0; k <= g->n && !found; k++) {
            uint32_t y = k == g->n ? g->u->head : g->slots[k].head;
            if (!taken[k] && !(k < g->n && (g->slots[k].kind == WHEN || y == g->u->head)) &&
                stm_tokens_alike(w, f->u->member, x, g->u->member, y) == 1) {
                taken[k] = found = true;
                n++;
            }
        }
    }
    return n;
}

/* "who does not leave" says of nobody that he does not. */
static bool stands_alone(const frame *f)
{
    uint8_t dep = f->a->tokens.at[f->u->head].deprel;
    return dep != STM_DEP_ACL && dep != STM_DEP_ACL_RELCL && dep != STM_DEP_ADVCL && !stm_unit_waits(f->a, f->u);
}

/* Two that may both be right, or be two things: times of which one is rough or of another day, and two who do it. */
static bool open(stm_work *w, const frame *f, const frame *g, const difference *d)
{
    if (d->shown == WHO) {
        return stm_tokens_alike(w, f->u->member, d->a->head, g->u->member, d->b->head) < 0;
    }
    return d->shown == WHEN;
}

static difference compare(stm_work *w, const stm_match *m, const frame *f, const frame *g)
{
    difference d = { 0 };
    int agent = stm_tokens_alike(w, f->u->member, f->args.agent, g->u->member, g->args.agent);
    int patient = stm_tokens_alike(w, f->u->member, f->args.patient, g->u->member, g->args.patient);
    bool same = stm_tokens_alike(w, f->u->member, f->u->head, g->u->member, g->u->head) == 1;
    uint32_t n;
    for (uint32_t i = 0; i < f->n; i++) {
        for (uint32_t k = 0; k < g->n; k++) {
            uint32_t found = compare_slots(w, f, &f->slots[i], g, &g->slots[k]);
            if (found != 0 && (d.kinds & found) == 0 && (d.shown == 0 || found == WHEN || found == HOW_MANY)) {
                d.shown = found;
                d.a = &f->slots[i];
                d.b = &g->slots[k];
            }
            d.kinds |= found;
        }
    }
    if (f->u->verb != STM_NONE && g->u->verb != STM_NONE && agent + patient > 0 && agent >= 0 && patient >= 0 &&
        !has_like(w, g, f->u->verb) && !has_like(w, f, g->u->verb)) {
        d.kinds |= VERB;
    }
    d.kinds |= same && f->reserve != g->reserve && stands_alone(f) && stands_alone(g) ? SURE : 0;
    d.kinds |= same && f->degree != g->degree ? DEGREE : 0;
    d.kinds |= own_terms(w, f, g) >= OWN_CLAUSE && own_terms(w, g, f) >= OWN_CLAUSE ? WORDS : 0;
    if (d.kinds != 0) {
        n = anchors(w, f, g);
        d.sure = BASE_SURE + FOR_ANCHOR * (n < MAX_ANCHORS ? n : MAX_ANCHORS) +
                 FOR_TERM * (m->like.n < 5 ? (double)m->like.n - 2 : 3) + FOR_DICE * (double)m->like.dice +
                 (n > 1 && ((d.kinds & ~(uint32_t)(WORDS | SURE | VERB)) != 0 || agent + patient > 1) ? FOR_SLOT : 0) -
                 (agent < 0 && patient < 1 ? FOR_OTHERS : 0);
        d.sure = open(w, f, g, &d) && d.sure > OPEN_SURE ? OPEN_SURE : d.sure;
    }
    return d;
}

/* ---- matters ----------------------------------------------------------------------------------------------- */

/* A clause with a predicate that says that something is so. */
static bool may_tell(const stm_work *w, const stm_unit *u)
{
    const stm_article *a = w->article[u->member];
    bool tells;
    if (u->head == STM_NONE || u->caption || u->headline) {
        return false;
    }
    tells = a->tokens.at[u->head].upos == STM_VERB;
    for (uint32_t i = a->sentences.at[u->sentence].first_token; i < u->head; i++) {
        if (a->tokens.at[i].head == u->head) {
            tells = tells || a->tokens.at[i].deprel == STM_DEP_COP;
            if (a->tokens.at[i].deprel == STM_DEP_MARK && stm_form_among(a, i, "if unless whether")) {
                return false;
            }
        }
    }
    return tells;
}

/* Enough is shared, and no other does it to another. */
static bool one_matter(stm_work *w, const stm_match *m)
{
    const stm_unit *a = &w->units.at[m->a], *b = &w->units.at[m->b];
    stm_arguments p, q;
    int agent, patient;
    if (!may_tell(w, a) || !may_tell(w, b) || stm_units_two_do_it(w, a, b) ||
        (m->like.n <= FEW_SHARED && m->score < FEW_SCORE)) {
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

static stm_str quoted(stm_work *w, const frame *f, stm_span at)
{
    return cut(w->arena, stm_wording(w->arena, f->a, at));
}

static stm_str clause(stm_work *w, uint32_t unit)
{
    stm_str s = stm_unit_reading(w, unit);
    const stm_unit *u = &w->units.at[unit];
    return cut(w->arena, s.p != NULL ? s : stm_wording(w->arena, w->article[u->member], u->at));
}

static stm_str label(stm_work *w, const stm_match *m, const frame *f, const frame *g, const difference *d)
{
    static const struct {
        uint32_t kind;
        const char *name;
    } names[] = { { WHO, "Who" },           { WHOM, "Whom or what" },   { WHEN, "When" },
                  { HOW_MANY, "How many" }, { PHRASE, "Where or how" }, { WHAT, "What" } };
    stm_str of = clause(w, m->a), p, q;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (names[i].kind == d->shown) {
            p = quoted(w, f, d->a->at);
            q = quoted(w, g, d->b->at);
            return stm_str_format(w->arena,
                                  "%s: \xE2\x80\x9C%.*s\xE2\x80\x9D or \xE2\x80\x9C%.*s\xE2\x80\x9D, of "
                                  "\xE2\x80\x9C%.*s\xE2\x80\x9D",
                                  names[i].name, (int)p.n, p.p, (int)q.n, q.p, (int)of.n, of.p);
        }
    }
    q = clause(w, m->b);
    return stm_str_format(w->arena, "How it is told: \xE2\x80\x9C%.*s\xE2\x80\x9D or \xE2\x80\x9C%.*s\xE2\x80\x9D",
                          (int)of.n, of.p, (int)q.n, q.p);
}

static stm_span sentence_of(const stm_work *w, uint32_t unit)
{
    const stm_unit *u = &w->units.at[unit];
    return w->article[u->member]->sentences.at[u->sentence].at;
}

/* The statement has a reading in the sentence. */
static bool reads(const stm_work *w, const stm_statement *st, uint32_t unit)
{
    for (uint32_t r = 0; r < st->readings.n; r++) {
        const stm_passage *p = &st->readings.at[r].passage;
        if (p->article == w->index[w->units.at[unit].member] && stm_span_meets(p->at, sentence_of(w, unit))) {
            return true;
        }
    }
    return false;
}

#define SHOWN 0.5

/* Two of its sentences are shown as contested already. */
static bool known(const stm_work *w, const several *s, uint32_t n_statements)
{
    for (uint32_t i = 0; i < n_statements; i++) {
        const stm_statement *st = &w->record->statements.at[i];
        uint32_t n = 0;
        for (uint32_t k = 0; k < s->n && st->status != STM_ST_AGREED && st->confidence >= SHOWN; k++) {
            n += reads(w, st, s->unit[k]);
        }
        if (n > 1) {
            return true;
        }
    }
    return false;
}

static void tell(stm_work *w, const several *s)
{
    stm_contest c = { 0 };
    c.st.wording = true;
    for (uint32_t i = 0; i < s->n; i++) {
        stm_span at = sentence_of(w, s->unit[i]);
        if (s->differs[i]) {
            stm_contest_add(w, &c, w->units.at[s->unit[i]].member,
                            at.end - at.start > MAX_PASSAGE ? w->units.at[s->unit[i]].at : at, STM_ASSERTS,
                            stm_unit_reading(w, s->unit[i]));
        }
    }
    stm_contest_close(w, &c, STM_ST_CONTESTED, s->about, s->sure);
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

typedef STM_VEC(several) matters;

/* Takes the pair into the matter that one of its sentences is in, or begins one; STM_NONE: neither. at[i]: the place of
 * either. `in`: by sentence its matter, from 1 on. */
static uint32_t place(stm_work *w, matters *all, const stm_match *m, uint32_t *const in[2], uint32_t at[2])
{
    uint32_t unit[2] = { m->a, m->b }, new = *in[0] == 0 ? 0 : 1, of;
    several *s;
    if (*in[0] == 0 && *in[1] == 0) {
        s = stm_vec_add(w->arena, all);
        memset(s, 0, sizeof *s);
        *in[0] = *in[1] = all->n;
        s->unit[0] = m->a;
        s->unit[1] = m->b;
        s->n = 2;
        at[0] = 0;
        at[1] = 1;
        return all->n - 1;
    }
    of = *in[!new] - 1;
    s = &all->at[of];
    at[!new] = place_of(w, s, w->units.at[unit[!new]].member);
    if (s->n >= MAX_TEXTS || at[!new] == STM_NONE || place_of(w, s, w->units.at[unit[new]].member) != STM_NONE) {
        return STM_NONE;
    }
    *in[new] = of + 1;
    s->unit[s->n] = unit[new];
    at[new] = s->n++;
    return of;
}

static void add_pair(stm_work *w, several *s, const stm_match *m, const uint32_t at[2])
{
    frame f, g;
    difference d;
    read_frame(w, m->a, &f);
    read_frame(w, m->b, &g);
    d = compare(w, m, &f, &g);
    if (d.kinds != 0 && d.sure >= LEAST_SURE) {
        s->differs[at[0]] = s->differs[at[1]] = true;
        if (s->about.p == NULL || (s->shown == 0 && d.shown != 0)) {
            s->about = label(w, m, &f, &g, &d);
            s->shown = d.shown;
        }
        s->sure = d.sure > s->sure ? d.sure : s->sure;
    }
}

void stm_record_differences(stm_work *w)
{
    matters all = { 0 };
    uint32_t *base = STM_NEW_ARRAY(w->arena, uint32_t, (size_t)w->n + 1), n = 0, had = w->record->statements.n, *in;
    for (uint32_t i = 0; i < w->n; i++) {
        base[i] = n;
        n += w->article[i]->sentences.n;
    }
    in = STM_NEW_ARRAY(w->arena, uint32_t, (size_t)n + 1);
    for (uint32_t i = 0; i < w->near.n; i++) {
        const stm_match *m = &w->near.at[i];
        const stm_unit *a = &w->units.at[m->a], *b = &w->units.at[m->b];
        uint32_t *const of[2] = { &in[base[a->member] + a->sentence], &in[base[b->member] + b->sentence] };
        uint32_t at[2], s;
        if ((*of[0] != 0 && *of[1] != 0) || m->score < (*of[0] == 0 && *of[1] == 0 ? SEED_SCORE : GROW_SCORE) ||
            !one_matter(w, m)) {
            continue;
        }
        s = place(w, &all, m, of, at);
        if (s != STM_NONE) {
            add_pair(w, &all.at[s], m, at);
        }
    }
    for (uint32_t i = 0; i < all.n; i++) {
        if (all.at[i].about.p != NULL && !known(w, &all.at[i], had)) {
            tell(w, &all.at[i]);
        }
    }
}
