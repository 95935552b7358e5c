/* fact_lines.c: further lines of what is agreed, whatever words the rest of their sentences has.
 *
 * In: agreed statements.  Out: readings and lines of them.
 *
 * What an agreement says are the words that its readings share. A sentence of a line that has no reading bears it out
 * where it has most of them, by weight, with every day and number; of what is shown unasked also where most of what it
 * has hangs together in its own tree, with a verb of it if there is one. A headline bears out nothing.
 * Cost: agreements times sentences that share a term with them which not too many have, times their words.
 */
#include "record/facts.h"

#define LEAST_CORE 6.0f  /* weight of the words that a sentence shares with a reading, */
#define LEAST_PART 0.75f /* of what the reading shares with the others */
#define HIDDEN_CORE 4.0f /* the same of what is not shown unasked */
#define HIDDEN_PART 0.4f
#define TOGETHER 0.7f    /* of those words, that hang together with one of them: of what is shown */
#define LEAST_TERM 2.5f  /* rarity of a term by which sentences are looked up */
#define MAX_SENTENCES 80 /* that have such a term */
#define MAX_WORDS 24     /* of a reading */

typedef struct place {
    uint32_t member, sentence;
} place;

typedef STM_VEC(place) places;

/* A word of a reading that another reading has too. */
typedef struct shared {
    uint32_t token;
    float weight;
} shared;

/* The best sentence of a text. */
typedef struct found {
    uint32_t sentence;
    float part;
    bool line; /* its line has a reading already: nothing is looked for */
    stm_u32s tokens;
} found;

typedef struct looked {
    const places *by; /* by term */
    uint32_t **seen;  /* [member][sentence]: the last turn in which it was compared */
    uint32_t turn;    /* one a reading */
    found *best;      /* by member */
} looked;

static float weight_of(const stm_work *w, uint32_t m, uint32_t i)
{
    return w->token_term[m][i].weight * w->rarity.at[w->token_term[m][i].id];
}

/* What two tokens weigh as one, 0: they are not; less: one tells what was done and the other what is not or not yet. */
static inline float as_one(const stm_work *w, const stm_facts *f, uint32_t m, uint32_t i, uint32_t o, uint32_t k)
{
    uint32_t x = stm_fact_term(f, m, i), y = stm_fact_term(f, o, k);
    float a, b;
    if (x == STM_NONE || y == STM_NONE || (x != y && !stm_terms_alike(w, x, y))) {
        return 0;
    }
    if (stm_fact_moods_apart(w, f, m, i, o, k)) {
        return -1;
    }
    a = weight_of(w, m, i);
    b = weight_of(w, o, k);
    return (a < b ? a : b) * (x == y ? 1 : STM_FACT_LIKE);
}

/* The words of a reading that readings of other lines have. */
static uint32_t words_of(const stm_work *w, const stm_facts *f, const stm_statement *st, uint32_t reading, shared *out)
{
    const stm_passage *p = &st->readings.at[reading].passage;
    uint32_t m = w->member_of[p->article], n = 0;
    const stm_article *a = w->article[m];
    for (uint32_t i = stm_token_from(a, p->at.start);
         i < a->tokens.n && a->tokens.at[i].at.end <= p->at.end && n < MAX_WORDS; i++) {
        shared x = { i, 0 };
        for (uint32_t r = 0; r < st->readings.n && stm_fact_term(f, m, i) != STM_NONE; r++) {
            const stm_passage *q = &st->readings.at[r].passage;
            uint32_t o = w->member_of[q->article];
            const stm_article *b = w->article[o];
            if (w->line[o] == w->line[m]) {
                continue;
            }
            for (uint32_t k = stm_token_from(b, q->at.start); k < b->tokens.n && b->tokens.at[k].at.end <= q->at.end;
                 k++) {
                float one = as_one(w, f, m, i, o, k);
                x.weight = one > x.weight ? one : x.weight;
            }
        }
        if (x.weight > 0) {
            out[n++] = x;
        }
    }
    return n;
}

/* Most of the tokens hang together with one of them. */
static bool one_piece(const stm_facts *f, uint32_t m, const stm_u32s *tokens)
{
    uint32_t most = 0;
    for (uint32_t i = 0; i < tokens->n; i++) {
        uint32_t n = 0;
        for (uint32_t k = 0; k < tokens->n; k++) {
            n += i == k || stm_fact_together(f, m, tokens->at[i], tokens->at[k]);
        }
        most = n > most ? n : most;
    }
    return (float)most >= TOGETHER * (float)tokens->n;
}

static bool fixed(const stm_work *w, uint32_t m, uint32_t token)
{
    stm_str key = w->terms.items.at[w->token_term[m][token].id].key;
    return key.p[0] == '@' || (key.p[0] >= '0' && key.p[0] <= '9');
}

/* How much of a reading the sentence bears out, 0: not enough. */
static float borne_out(stm_work *w, const stm_facts *f, uint32_t m, const shared *words, uint32_t n, place at,
                       bool sure, stm_u32s *tokens)
{
    const stm_sentence *s = &w->article[at.member]->sentences.at[at.sentence];
    float all = 0, has = 0, total = 0, least;
    bool verb = false, needs_verb = false;
    tokens->n = 0;
    for (uint32_t i = 0; i < n; i++) {
        total += words[i].weight;
    }
    least = ((sure ? LEAST_PART : HIDDEN_PART) * total > (sure ? LEAST_CORE : HIDDEN_CORE)
                 ? (sure ? LEAST_PART : HIDDEN_PART) * total
                 : (sure ? LEAST_CORE : HIDDEN_CORE)) *
            0.999f; /* but for the rounding of sums */
    for (uint32_t i = 0; i < n; i++) {
        uint32_t best = STM_NONE;
        float most = 0;
        if (has + (total - all) < least) {
            return 0; /* the rest cannot make up for what is missing */
        }
        for (uint32_t k = s->first_token; k < s->first_token + s->n_tokens; k++) {
            float one = as_one(w, f, m, words[i].token, at.member, k);
            bool taken = false;
            if (one < 0 && stm_fact_term(f, m, words[i].token) == stm_fact_term(f, at.member, k)) {
                return 0;
            }
            for (uint32_t t = 0; t < tokens->n && one > most; t++) {
                taken = taken || tokens->at[t] == k;
            }
            if (one > most && !taken) {
                most = one;
                best = k;
            }
        }
        all += words[i].weight;
        needs_verb = needs_verb || w->article[m]->tokens.at[words[i].token].upos == STM_VERB;
        verb = verb || (best != STM_NONE && w->article[m]->tokens.at[words[i].token].upos == STM_VERB);
        if (best != STM_NONE) {
            has += most < words[i].weight ? most : words[i].weight;
            stm_vec_push(w->arena, tokens, best);
        } else if (fixed(w, m, words[i].token)) {
            return 0;
        }
    }
    if (sure && needs_verb && !verb) {
        return 0;
    }
    return tokens->n >= 2 && has >= (sure ? LEAST_CORE : HIDDEN_CORE) &&
                   has >= (sure ? LEAST_PART : HIDDEN_PART) * all && (!sure || one_piece(f, at.member, tokens))
               ? has / all
               : 0;
}

/* Sentences by term. */
static places *look_up(stm_work *w, const stm_facts *f)
{
    places *by = STM_NEW_ARRAY(w->arena, places, (size_t)w->rarity.n + 1);
    for (uint32_t m = 0; m < w->n; m++) {
        const stm_article *a = w->article[m];
        for (uint32_t s = 0; s < a->sentences.n; s++) {
            const stm_sentence *x = &a->sentences.at[s];
            if (x->furniture != 0 && x->furniture != 1 + STM_FURN_CAPTION) {
                continue;
            }
            for (uint32_t i = x->first_token; i < x->first_token + x->n_tokens; i++) {
                uint32_t id = stm_fact_term(f, m, i);
                places *p = id == STM_NONE || w->rarity.at[id] < LEAST_TERM ? NULL : &by[id];
                if (p != NULL && (p->n == 0 || p->at[p->n - 1].member != m || p->at[p->n - 1].sentence != s)) {
                    stm_vec_push(w->arena, p, (place){ m, s });
                }
            }
        }
    }
    return by;
}

static bool has_line(const stm_work *w, const stm_statement *st, uint32_t member)
{
    for (uint32_t r = 0; r < st->readings.n; r++) {
        if (w->line[w->member_of[st->readings.at[r].passage.article]] == w->line[member]) {
            return true;
        }
    }
    return false;
}

/* The best sentence of each text without a reading. */
static void search(stm_work *w, const stm_facts *f, const stm_statement *st, looked *l)
{
    for (uint32_t m = 0; m < w->n; m++) {
        l->best[m] = (found){ .line = has_line(w, st, m) };
    }
    for (uint32_t r = 0; r < st->readings.n; r++) {
        shared words[MAX_WORDS];
        uint32_t m = w->member_of[st->readings.at[r].passage.article], n = words_of(w, f, st, r, words);
        l->turn++;
        for (uint32_t i = 0; i < n; i++) {
            const places *list = &l->by[stm_fact_term(f, m, words[i].token)];
            for (uint32_t k = 0; k < list->n && list->n <= MAX_SENTENCES; k++) {
                place at = list->at[k];
                stm_u32s tokens = { 0 };
                float part;
                if (l->best[at.member].line || l->seen[at.member][at.sentence] == l->turn) {
                    continue; /* most sentences that have one of the words have several */
                }
                l->seen[at.member][at.sentence] = l->turn;
                part = borne_out(w, f, m, words, n, at, st->confidence >= STM_FACT_SHOWN, &tokens);
                if (part > l->best[at.member].part) {
                    l->best[at.member] = (found){ at.sentence, part, false, tokens };
                }
            }
        }
    }
}

static bool any_agreed(const stm_record *record)
{
    for (uint32_t i = 0; i < record->statements.n; i++) {
        if (record->statements.at[i].status == STM_ST_AGREED) {
            return true;
        }
    }
    return false;
}

void stm_fact_lines(stm_work *w, const stm_facts *f)
{
    looked l = { 0 };
    if (!any_agreed(w->record)) {
        return;
    }
    l = (looked){ look_up(w, f), STM_NEW_ARRAY(w->arena, uint32_t *, (size_t)w->n + 1), 0,
                  STM_NEW_ARRAY(w->arena, found, (size_t)w->n + 1) };
    for (uint32_t m = 0; m < w->n; m++) {
        l.seen[m] = STM_NEW_ARRAY(w->arena, uint32_t, (size_t)w->article[m]->sentences.n + 1);
    }
    for (uint32_t i = 0; i < w->record->statements.n; i++) {
        stm_statement *st = &w->record->statements.at[i];
        uint32_t lines;
        if (st->status != STM_ST_AGREED) {
            continue;
        }
        search(w, f, st, &l);
        lines = stm_fact_lines_of(w, st);
        for (uint32_t m = 0; m < w->n; m++) {
            if (l.best[m].part > 0 && !has_line(w, st, m)) {
                stm_statement_reading r = stm_fact_reading(w, f, m, l.best[m].sentence, &l.best[m].tokens);
                if (stm_fact_denied(w, m, r.passage.at) || stm_fact_of_another(w, st, &r)) {
                    continue;
                }
                r.passage.at = stm_fact_phrase(w, f, m, l.best[m].sentence, &l.best[m].tokens);
                stm_vec_push(w->arena, &st->readings, r);
            }
        }
        st->lines += stm_fact_lines_of(w, st) - lines;
    }
}
