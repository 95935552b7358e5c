/* record_backers.c: who stands behind a plan, a draft or a law, as texts differ in it.
 *
 * In: nouns of proposals, trees, entities.  Out: statements, contested.
 *
 * "A Union-backed draft resolution" in one line and "the resolution, drafted by two islands" in another: each names
 * somebody else, and neither names both. Mentions are of one proposal where their nouns are of one kind and the story
 * has only one of that kind with somebody behind it in each line. Never: two names for one; lines that name the same.
 * Cost: the few such phrases, each with each.
 */
#include "record/proposals.h"
#include "record/record_words.h"

#define MAX_BACKERS 60

typedef struct backer {
    uint32_t member, kind, noun, who; /* who: token */
    stm_span at;
} backer;

typedef STM_VEC(backer) backers;

/* "Union-backed", in front of the noun: the name, or STM_NONE. */
static uint32_t before(const stm_article *a, uint32_t noun)
{
    const stm_sentence *s = &a->sentences.at[a->tokens.at[noun].sentence];
    for (uint32_t i = s->first_token + 2; i < noun; i++) {
        if (stm_form_among(a, i, "backed sponsored drafted proposed brokered") && stm_form_among(a, i - 1, "-") &&
            a->tokens.at[i].head == noun && a->tokens.at[i - 2].upos == STM_PROPN) {
            return i - 2;
        }
    }
    return STM_NONE;
}

/* "drafted by two islands", behind it. */
static uint32_t behind(const stm_article *a, uint32_t noun)
{
    const stm_sentence *s = &a->sentences.at[a->tokens.at[noun].sentence];
    for (uint32_t i = noun + 1; i + 1 < s->first_token + s->n_tokens && i < noun + 5; i++) {
        if (stm_among(stm_token_lemma(a, i), "draft sponsor propose write back broker") &&
            a->tokens.at[i].xpos == STM_XP_VBN && stm_form_among(a, i + 1, "by")) {
            return a->tokens.at[i + 1].head;
        }
    }
    return STM_NONE;
}

static void collect(stm_work *w, backers *out)
{
    const stm_proposal_words *l = &w->words->proposals;
    for (uint32_t m = 0; m < w->n; m++) {
        const stm_article *a = w->article[m];
        for (uint32_t i = 0; i < a->tokens.n && out->n < MAX_BACKERS; i++) {
            backer b = { .member = m, .noun = i, .kind = stm_proposal_kind(l, a, i) };
            if (b.kind == STM_NONE) {
                continue;
            }
            b.who = before(a, i);
            b.at = b.who == STM_NONE ? b.at : (stm_span){ a->tokens.at[b.who].at.start, a->tokens.at[i].at.end };
            if (b.who == STM_NONE && (b.who = behind(a, i)) != STM_NONE) {
                uint32_t last = b.who;
                while (last + 1 < a->tokens.n && a->tokens.at[last + 1].sentence == a->tokens.at[i].sentence &&
                       (a->tokens.at[last + 1].upos == STM_PROPN || a->tokens.at[last + 1].deprel == STM_DEP_CC ||
                        stm_form_among(a, last + 1, ","))) {
                    last++;
                }
                while (last > b.who && a->tokens.at[last].upos != STM_PROPN) {
                    last--;
                }
                b.at = (stm_span){ a->tokens.at[i].at.start, a->tokens.at[last].at.end };
            }
            if (b.who != STM_NONE && w->at_token[m][b.who] != STM_NONE) {
                stm_vec_push(w->arena, out, b);
            }
        }
    }
}

/* Somebody whom the one names is named by the other too, anywhere in its phrase. */
static bool shared(const stm_work *w, const backer *x, const backer *y)
{
    const stm_article *a = w->article[x->member], *b = w->article[y->member];
    for (uint32_t i = stm_token_from(a, x->at.start); i < a->tokens.n && a->tokens.at[i].at.start < x->at.end; i++) {
        uint32_t e = w->at_token[x->member][i];
        for (uint32_t k = stm_token_from(b, y->at.start);
             e != STM_NONE && k < b->tokens.n && b->tokens.at[k].at.start < y->at.end; k++) {
            if (w->at_token[y->member][k] == e) {
                return true;
            }
        }
    }
    return false;
}

/* Two different ones of this kind with somebody behind them in one line: which of them the other line means is open. */
static bool several(const stm_work *w, const backers *all, uint32_t line, uint32_t kind)
{
    const backer *first = NULL;
    for (uint32_t i = 0; i < all->n; i++) {
        const backer *b = &all->at[i];
        if (b->kind == kind && w->line[b->member] == line) {
            if (first != NULL && w->at_token[b->member][b->who] != w->at_token[first->member][first->who]) {
                return true;
            }
            first = b;
        }
    }
    return false;
}

void stm_record_backers(stm_work *w)
{
    backers all = { 0 };
    bool *done = STM_NEW_ARRAY(w->arena, bool, MAX_BACKERS + 1);
    collect(w, &all);
    for (uint32_t i = 0; i < all.n; i++) {
        const backer *x = &all.at[i], *other = NULL;
        stm_contest c = { 0 };
        for (uint32_t k = i + 1; k < all.n && !done[i]; k++) {
            const backer *y = &all.at[k];
            if (y->kind != x->kind || w->line[y->member] == w->line[x->member] || shared(w, x, y) ||
                several(w, &all, w->line[x->member], x->kind) || several(w, &all, w->line[y->member], y->kind)) {
                continue;
            }
            stm_contest_add(w, &c, x->member, x->at, STM_ASSERTS, STM_NULL_STR);
            stm_contest_add(w, &c, y->member, y->at, STM_ASSERTS, STM_NULL_STR);
            other = other == NULL ? y : other;
            done[k] = true;
        }
        for (uint32_t k = i + 1; k < all.n && other != NULL; k++) { /* the same in further texts */
            const backer *y = &all.at[k];
            if (!done[k] && y->kind == x->kind && shared(w, x, y)) {
                stm_contest_add(w, &c, y->member, y->at, STM_ASSERTS, STM_NULL_STR);
                done[k] = true;
            }
        }
        if (other != NULL) {
            stm_str p = stm_wording(w->arena, w->article[x->member], x->at);
            stm_str q = stm_wording(w->arena, w->article[other->member], other->at);
            stm_contest_close(
                w, &c, STM_ST_CONTESTED,
                stm_str_format(w->arena, "Who stands behind it: %.*s or %.*s", (int)p.n, p.p, (int)q.n, q.p), 0.6);
        }
    }
}
