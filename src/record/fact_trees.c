/* fact_trees.c: which words of a sentence hang together, function words and words that say nothing left out.
 *
 * In: dependency trees, mentions, times, terms.  Out: facts.stands, facts.near, facts.mood.
 *
 * A mention or a time is one word, that of its head. Of other words, each hangs together with the next word over it
 * that says something; a second conjunct with what the first hangs on and, where it is a verb, with its subject; an
 * infinitive or participle with the subject of the verb over it; and what hangs on a verb that says nothing ("had",
 * "made") with what else does.  Cost: linear in tokens.
 */
#include "record/facts.h"

#define MAX_CLIMB 6
#define MAX_UNDER 6 /* words under one that says nothing */

static void find_stands(const stm_work *w, uint32_t m, uint32_t *stands)
{
    const stm_article *a = w->article[m];
    for (uint32_t i = 0; i < a->tokens.n; i++) {
        stands[i] = i;
    }
    for (uint32_t k = 0; k < a->times.n; k++) {
        const stm_time *t = &a->times.at[k];
        uint32_t first = stm_token_from(a, t->at.start), head = first;
        for (uint32_t i = first; i < a->tokens.n && a->tokens.at[i].at.start < t->at.end; i++) {
            uint32_t h = a->tokens.at[i].head;
            bool outside =
                h == STM_NONE || a->tokens.at[h].at.start < t->at.start || a->tokens.at[h].at.start >= t->at.end;
            head = outside && a->tokens.at[i].upos != STM_ADP ? i : head;
        }
        for (uint32_t i = first; i < a->tokens.n && a->tokens.at[i].at.start < t->at.end && t->from_day != STM_NO_DAY;
             i++) {
            stands[i] = head;
        }
    }
    for (uint32_t e = 0; e < a->entities.n; e++) {
        for (uint32_t k = 0; k < a->entities.at[e].mentions.n; k++) {
            const stm_mention *x = &a->entities.at[e].mentions.at[k];
            if (x->form != STM_MENTION_NAME || x->head >= a->tokens.n || w->at_token[m][x->head] == STM_NONE) {
                continue;
            }
            for (uint32_t i = stm_token_from(a, x->at.start); i < a->tokens.n && a->tokens.at[i].at.start < x->at.end;
                 i++) {
                if (w->at_token[m][i] == STM_NONE || w->at_token[m][i] == w->at_token[m][x->head]) {
                    stands[i] = x->head; /* a name within the name stays itself */
                }
            }
        }
    }
}

bool stm_fact_near(const stm_facts *f, uint32_t m, uint32_t x, uint32_t y)
{
    for (uint32_t i = 0; i < f->near[m][x].n; i++) {
        if (f->near[m][x].at[i] == y) {
            return true;
        }
    }
    return false;
}

bool stm_fact_together(const stm_facts *f, uint32_t m, uint32_t x, uint32_t y)
{
    bool yes = stm_fact_near(f, m, x, y);
    for (uint32_t i = 0; !yes && i < f->near[m][x].n; i++) {
        yes = stm_fact_near(f, m, f->near[m][x].at[i], y);
    }
    return yes;
}

static void tie(stm_work *w, stm_facts *f, uint32_t m, uint32_t x, uint32_t y)
{
    if (x != y && !stm_fact_near(f, m, x, y)) {
        stm_vec_push(w->arena, &f->near[m][x], y);
        stm_vec_push(w->arena, &f->near[m][y], x);
    }
}

/* The next word over the token that says something. */
static uint32_t over(const stm_work *w, const stm_facts *f, uint32_t m, uint32_t i)
{
    const stm_article *a = w->article[m];
    uint32_t own = f->stands[m][i], up = a->tokens.at[own].head;
    for (uint32_t step = 0; step < MAX_CLIMB && up != STM_NONE; step++, up = a->tokens.at[up].head) {
        uint32_t x = f->stands[m][up];
        if (x != own && stm_fact_term(f, m, x) != STM_NONE) {
            return x;
        }
    }
    return STM_NONE;
}

/* The subject of the verb, if it says something. */
static uint32_t subject(const stm_work *w, const stm_facts *f, uint32_t m, uint32_t verb)
{
    const stm_article *a = w->article[m];
    const stm_sentence *s = &a->sentences.at[a->tokens.at[verb].sentence];
    for (uint32_t i = s->first_token; i < s->first_token + s->n_tokens; i++) {
        uint8_t d = a->tokens.at[i].deprel;
        if (a->tokens.at[i].head == verb && (d == STM_DEP_NSUBJ || d == STM_DEP_NSUBJ_PASS)) {
            uint32_t x = f->stands[m][i];
            return stm_fact_term(f, m, x) == STM_NONE ? STM_NONE : x;
        }
    }
    return STM_NONE;
}

/* What hangs on a verb without a term hangs together. */
static void tie_under(stm_work *w, stm_facts *f, uint32_t m, const stm_sentence *s)
{
    const stm_article *a = w->article[m];
    for (uint32_t v = s->first_token; v < s->first_token + s->n_tokens; v++) {
        uint32_t under[MAX_UNDER], n = 0;
        if (a->tokens.at[v].upos != STM_VERB || w->token_term[m][v].id != STM_NONE) {
            continue;
        }
        for (uint32_t i = s->first_token; i < s->first_token + s->n_tokens && n < MAX_UNDER; i++) {
            if (a->tokens.at[i].head == v && stm_fact_term(f, m, f->stands[m][i]) != STM_NONE) {
                under[n++] = f->stands[m][i];
            }
        }
        for (uint32_t i = 0; i < n; i++) {
            for (uint32_t k = 0; k < i; k++) {
                tie(w, f, m, under[i], under[k]);
            }
        }
    }
}

static void tie_sentence(stm_work *w, stm_facts *f, uint32_t m, const stm_sentence *s)
{
    const stm_article *a = w->article[m];
    for (uint32_t i = s->first_token; i < s->first_token + s->n_tokens; i++) {
        const stm_token *t = &a->tokens.at[i];
        uint32_t up, more = STM_NONE;
        if (stm_fact_term(f, m, i) == STM_NONE) {
            continue;
        }
        up = over(w, f, m, i);
        if (up != STM_NONE) {
            tie(w, f, m, i, up);
        }
        if (t->head == STM_NONE) {
            continue;
        }
        if (t->deprel == STM_DEP_CONJ && t->upos != STM_VERB) {
            more = over(w, f, m, f->stands[m][t->head]);
        } else if (t->deprel == STM_DEP_CONJ || t->deprel == STM_DEP_XCOMP || t->deprel == STM_DEP_ADVCL ||
                   t->deprel == STM_DEP_ACL) {
            more = subject(w, f, m, t->head);
        }
        if (more != STM_NONE) {
            tie(w, f, m, i, more);
        }
    }
    tie_under(w, f, m, s);
}

void stm_fact_trees(stm_work *w, stm_facts *f)
{
    f->stands = STM_NEW_ARRAY(w->arena, uint32_t *, (size_t)w->n + 1);
    f->term = STM_NEW_ARRAY(w->arena, uint32_t *, (size_t)w->n + 1);
    f->near = STM_NEW_ARRAY(w->arena, stm_u32s *, (size_t)w->n + 1);
    f->mood = STM_NEW_ARRAY(w->arena, uint8_t *, (size_t)w->n + 1);
    for (uint32_t m = 0; m < w->n; m++) {
        const stm_article *a = w->article[m];
        f->stands[m] = STM_NEW_ARRAY(w->arena, uint32_t, (size_t)a->tokens.n + 1);
        f->near[m] = STM_NEW_ARRAY(w->arena, stm_u32s, (size_t)a->tokens.n + 1);
        f->mood[m] = STM_NEW_ARRAY(w->arena, uint8_t, (size_t)a->tokens.n + 1);
        find_stands(w, m, f->stands[m]);
        f->term[m] = stm_arena_raw(w->arena, (size_t)a->tokens.n + 1, sizeof **f->term);
        for (uint32_t i = 0; i < a->tokens.n; i++) {
            f->term[m][i] = f->stands[m][i] == i ? w->token_term[m][i].id : STM_NONE;
            f->mood[m][i] = a->tokens.at[i].upos == STM_VERB ? STM_FACT_VERB : 0;
        }
        for (uint32_t s = 0; s < a->sentences.n; s++) {
            tie_sentence(w, f, m, &a->sentences.at[s]);
        }
    }
}
