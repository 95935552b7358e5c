/* agreed_borne.c: whether a sentence bears out a label of another text.
 *
 * In: a label, a sentence.  Out: how many of its pieces, where, how well.
 *
 * It does where a stretch of it, dense with the words of the label, has what does it, every name and day, every number
 * with what it counts, is as much said and as much denied, and has the verb with the same agent and no other patient,
 * or nearly all of the words. What texts begin with is one happening mostly: there the verb and two thirds of the words
 * will do. Words of clauses that have none of the label do not count against the stretch.
 * Cost: words of the label times those of the sentence that it has, squared.
 */
#include "record/agreed.h"

#define LEAST_TERMS 3 /* of the label that the other sentence has, */
#define MANY_TERMS 5
#define LEAST_WEIGHT 8.0f    /* that they weigh together, */
#define BEGUN_WEIGHT 2.0f    /* where texts begin with it, whose words are those of the whole story; */
#define LEAST_PART 0.55f     /* of what the label weighs, with the verb and who does it; */
#define LEAST_BEGUN 0.65f    /* with the verb alone, of what texts begin with; */
#define LEAST_ANYWHERE 0.75f /* of sentences that have nothing else in common; */
#define NEARLY_ALL 0.8f      /* without the verb */
#define LEAST_TAIL 0.6f      /* of each piece that is not the core */
#define LEAST_DENSE 0.45f    /* of the words between the first that is shared and the last */
#define LIKE 0.75f

enum { MOST_TOKENS = 160, MOST_HITS = 80 };

typedef stm_label_place place;

/* A token of the sentence that stands for a word of the label. */
typedef struct hit {
    uint32_t token, word;
    float part;
} hit;

stm_label_place stm_label_place_at(const stm_work *w, uint32_t member, uint32_t sentence, uint32_t reading)
{
    const stm_sentence *s = &w->article[member]->sentences.at[sentence];
    stm_label_place p = { .member = member, .sentence = sentence, .reading = reading };
    for (uint32_t i = s->first_token; i < s->first_token + s->n_tokens; i++) {
        uint32_t term = w->token_term[member][i].id;
        if (term != STM_NONE) {
            p.own |= (uint64_t)1 << term % 64;
            p.all.hint |= w->kin[term].hint;
            p.all.second |= w->kin[term].second;
        }
    }
    return p;
}

/* Of the core it may have enough, every name and number among it. */
static bool may_bear(const stm_work *w, const stm_label *l, const place *p)
{
    float all = 0, has = 0;
    uint32_t n = 0;
    for (uint32_t i = 0; i < l->n && l->words[i].piece == 0; i++) {
        bool may = stm_label_may_have(w, p, l->words[i].term);
        if (!may && l->words[i].which) {
            return false;
        }
        all += l->words[i].weight;
        has += may ? l->words[i].weight : 0;
        n += may;
    }
    return n >= LEAST_TERMS && has >= LEAST_PART * all;
}

/* What share of a term a token of another text has. */
static inline float part_of(const stm_work *w, uint32_t term, uint32_t m, uint32_t k)
{
    uint32_t other = w->token_term[m][k].id;
    return other == STM_NONE ? 0 : other == term ? 1 : stm_terms_alike(w, term, other) ? LIKE : 0;
}

/* The number is one of a like thing there: "three sentences" is no "sentence for three crimes". */
static bool counts_there(const stm_work *w, uint32_t m, uint32_t i, const place *p)
{
    const stm_article *a = w->article[m], *b = w->article[p->member];
    const stm_sentence *s = &b->sentences.at[p->sentence];
    uint32_t term = w->token_term[m][i].id, of;
    if (a->tokens.at[i].deprel != STM_DEP_NUMMOD || a->tokens.at[i].head == STM_NONE) {
        return true;
    }
    of = w->token_term[m][a->tokens.at[i].head].id;
    for (uint32_t k = s->first_token; k < s->first_token + s->n_tokens; k++) {
        const stm_token *t = &b->tokens.at[k];
        if (part_of(w, term, p->member, k) > 0 &&
            (of == STM_NONE || t->deprel != STM_DEP_NUMMOD || t->head == STM_NONE ||
             w->token_term[p->member][t->head].id == STM_NONE || part_of(w, of, p->member, t->head) > 0)) {
            return true;
        }
    }
    return false;
}

/* Which tokens stand for words of the label, by token; 0: too few of its core. */
static uint32_t find_hits(const stm_work *w, const stm_label *l, const place *p, hit *hits)
{
    const stm_sentence *s = &w->article[p->member]->sentences.at[p->sentence];
    float all = 0, has = 0, part[STM_LABEL_WORDS] = { 0 };
    uint32_t n = 0;
    for (uint32_t k = s->first_token; k < s->first_token + s->n_tokens && n < MOST_HITS; k++) {
        uint32_t other = w->token_term[p->member][k].id;
        for (uint32_t i = 0; i < l->n && other != STM_NONE && n < MOST_HITS; i++) {
            float one = part_of(w, l->words[i].term, p->member, k);
            if (one > 0) {
                hits[n++] = (hit){ k, i, one };
                part[i] = one > part[i] ? one : part[i];
            }
        }
    }
    for (uint32_t i = 0; i < l->n && l->words[i].piece == 0; i++) {
        all += l->words[i].weight;
        has += l->words[i].weight * part[i];
        if (l->words[i].which && part[i] == 0) {
            return 0;
        }
    }
    return has >= LEAST_PART * all ? n : 0;
}

/* The stretch of the sentence that has most of the label and is dense with it. */
static stm_span densest(const stm_work *w, const stm_label *l, const place *p, float *part)
{
    const stm_article *a = w->article[p->member];
    const stm_sentence *s = &a->sentences.at[p->sentence];
    hit hits[MOST_HITS];
    uint32_t n, from = 0, to = 0, before[MOST_TOKENS + 1], clause[MOST_TOKENS];
    float most = 0;
    if (s->n_tokens > MOST_TOKENS || !may_bear(w, l, p) || (n = find_hits(w, l, p, hits)) == 0) {
        return STM_NO_SPAN;
    }
    for (uint32_t k = 0; k < s->n_tokens; k++) {
        clause[k] = stm_clause_head(a, s->first_token + k);
    }
    before[0] = 0;
    for (uint32_t k = 0; k < s->n_tokens; k++) { /* of clauses that have none, none counts */
        bool counts = false;
        for (uint32_t i = 0; i < n && !counts && w->token_term[p->member][s->first_token + k].id != STM_NONE; i++) {
            counts = clause[k] == clause[hits[i].token - s->first_token];
        }
        before[k + 1] = before[k] + counts;
    }
    for (uint32_t x = 0; x < n; x++) {
        float has[STM_LABEL_WORDS] = { 0 }, sum = 0;
        uint32_t shared = 0;
        if (x > 0 && hits[x].token == hits[x - 1].token) {
            continue;
        }
        for (uint32_t y = x; y < n; y++) {
            const hit *h = &hits[y];
            uint32_t all = before[h->token - s->first_token + 1] - before[hits[x].token - s->first_token];
            shared += y == x || h->token != hits[y - 1].token;
            if (h->part > has[h->word]) {
                sum += (h->part - has[h->word]) * l->words[h->word].weight;
                has[h->word] = h->part;
            }
            if ((float)shared >= LEAST_DENSE * (float)all &&
                (sum > most + 0.01f || (sum > most - 0.01f && h->token - hits[x].token < to - from))) {
                most = sum;
                from = hits[x].token;
                to = h->token;
                memcpy(part, has, sizeof has);
            }
        }
    }
    return most > 0 ? (stm_span){ from, to + 1 } : STM_NO_SPAN;
}

/* In the stretch, the verb of the label: done by the same, and to no other (2); with neither known (1); else 0. */
static int verb_there(stm_work *w, const stm_label *l, const place *p, stm_span tokens)
{
    const stm_unit *u = &w->units.at[l->unit];
    const stm_article *b = w->article[p->member];
    uint32_t term = w->token_term[l->member][u->head].id;
    int found = 0;
    for (uint32_t k = tokens.start; k < tokens.end && term != STM_NONE; k++) {
        stm_arguments x;
        int agent, patient;
        if (part_of(w, term, p->member, k) == 0) {
            continue;
        }
        if (b->tokens.at[k].upos != STM_VERB) {
            found = found > 1 ? found : 1;
            continue;
        }
        x = stm_arguments_of(b, k);
        agent = stm_tokens_alike(w, l->member, l->args.agent, p->member, x.agent);
        patient = stm_tokens_alike(w, l->member, l->args.patient, p->member, x.patient);
        if (agent < 0 || patient < 0) {
            continue;
        }
        if (l->passive ? patient > 0 : agent > 0) {
            return 2;
        }
        found = 1;
    }
    return found;
}

static bool as_much_said(const stm_work *w, const stm_label *l, const place *p, stm_span at)
{
    const stm_unit *u = &w->units.at[l->unit];
    const stm_article *b = w->article[p->member];
    for (uint32_t k = stm_first_unit(w, p->member, p->sentence);
         k < w->first_unit[p->member + 1] && w->units.at[k].sentence == p->sentence; k++) {
        const stm_unit *o = &w->units.at[k];
        if (o->head != STM_NONE && at.start <= b->tokens.at[o->head].at.start &&
            b->tokens.at[o->head].at.end <= at.end &&
            (o->negated != u->negated || o->modal || stm_clause_hypothetical(b, o->head) ||
             stm_clause_left_open(b, o->head))) {
            return false;
        }
    }
    return !stm_fact_denied(w, p->member, at);
}

/* What the sentence bears out of the label. */
stm_borne stm_label_borne(stm_work *w, const stm_label *l, const stm_label_place *p, stm_label_from from)
{
    const stm_article *b = w->article[p->member];
    stm_borne out = { .pieces = 0 };
    float part[STM_LABEL_WORDS] = { 0 }, all[STM_LABEL_ENDS + 1] = { 0 }, has[STM_LABEL_ENDS + 1] = { 0 }, sum = 0,
          sum_has = 0;
    bool lacks[STM_LABEL_ENDS + 1] = { false }, subject = false, told = true;
    uint32_t n = 0, own, other, e = w->at_token[l->member][l->subject];
    stm_span tokens = densest(w, l, p, part);
    int verb;
    if (!stm_span_some(tokens)) {
        return out;
    }
    for (uint32_t i = 0; i < l->n; i++) {
        const stm_label_word *x = &l->words[i];
        all[x->piece] += x->weight;
        has[x->piece] += x->weight * part[i];
        lacks[x->piece] = lacks[x->piece] || (x->which && (part[i] == 0 || !counts_there(w, l->member, x->token, p)));
        n += x->piece == 0 && part[i] > 0;
        subject = subject || (x->token == l->subject && part[i] > 0);
        /* "the offer is fair": who tells of the offer has not said so */
        told = told && (part[i] > 0 || x->token != w->units.at[l->unit].head ||
                        w->article[l->member]->tokens.at[x->token].upos != STM_ADJ);
    }
    for (uint32_t k = tokens.start; k < tokens.end && !subject && e != STM_NONE; k++) {
        subject = w->at_token[p->member][k] == e;
    }
    out.at = (stm_span){ b->tokens.at[tokens.start].at.start, b->tokens.at[tokens.end - 1].at.end };
    if (from == STM_FROM_ANYWHERE && has[0] < LEAST_ANYWHERE * all[0]) {
        return out;
    }
    if (!subject || !told || n < LEAST_TERMS || lacks[0] ||
        has[0] < (from == STM_FROM_BEGUN ? BEGUN_WEIGHT : LEAST_WEIGHT) || has[0] < LEAST_PART * all[0] ||
        !as_much_said(w, l, p, out.at)) {
        return out;
    }
    own = l->unit;
    other = stm_unit_at(w, p->member, out.at.start);
    if (other != STM_NONE &&
        (stm_units_days_apart(w, own, other) || stm_units_two_do_it(w, &w->units.at[own], &w->units.at[other]))) {
        return out;
    }
    verb = verb_there(w, l, p, tokens);
    if (from == STM_FROM_ANYWHERE && verb == 0) {
        return out;
    }
    if (!(verb == 2 || (has[0] >= NEARLY_ALL * all[0] && (verb == 1 || n >= MANY_TERMS)) ||
          (from == STM_FROM_BEGUN && verb == 1 && has[0] >= LEAST_BEGUN * all[0]))) {
        return out;
    }
    for (uint32_t k = 0; k < l->pieces.n; k++) {
        if (k > 0 && (lacks[k] || has[k] < LEAST_TAIL * all[k])) {
            break;
        }
        sum += all[k];
        sum_has += has[k];
        out.net[k] = sum_has - (sum - sum_has);
        out.pieces = k + 1;
    }
    return out;
}
