/* parse.c: lemmas, tags and trees for all sentences of an article.
 *
 * In: tokens and sentences.  Out: tokens[].lemma, upos, xpos, head, deprel.  Never: changes spans.
 * Invariants: (1) every sentence gets exactly one root, and its heads form a tree. (2) a sentence's result depends on
 * its own words only. Cost: linear in words; a sentence of more than STM_UNIT_MAX words is parsed in pieces, and
 * each later piece hangs on the first one's root as parataxis.
 */
#include "language/model.h"

/* Words that are parsed together if no sentence has more: what the network makes of them on its way stays in the
 * processor's second cache. */
#define BATCH 96

/* Words of the next piece of a sentence: all if they are few, else up to the last punctuation mark that fits. */
static uint32_t piece(const stm_article *a, uint32_t first, uint32_t left)
{
    if (left <= STM_UNIT_MAX) {
        return left;
    }
    for (uint32_t n = STM_UNIT_MAX; n > STM_UNIT_MAX / 2; n--) {
        stm_str form = stm_token_form(a, first + n - 1);
        if (form.n == 1 && strchr(",;:.!?", form.p[0]) != NULL) {
            return n;
        }
    }
    return STM_UNIT_MAX;
}

/* One tree of the pieces of a sentence. */
static void join(stm_article *a, const stm_sentence *s)
{
    uint32_t root = STM_NONE;
    for (uint32_t i = s->first_token; i < s->first_token + s->n_tokens; i++) {
        stm_token *t = &a->tokens.at[i];
        if (t->head == STM_NONE && root == STM_NONE) {
            root = i;
        } else if (t->head == STM_NONE) {
            t->head = root;
            t->deprel = STM_DEP_PARATAXIS;
        }
    }
}

typedef struct batch {
    stm_network *net;
    stm_article *article;
    stm_unit units[STM_UNIT_MAX];
    uint32_t n, words;
} batch;

static void run(batch *b)
{
    if (b->n > 0) {
        stm_network_take(b->net, b->article, b->units, b->n);
    }
    b->n = b->words = 0;
}

static void parse_sentence(batch *b, uint32_t at, uint32_t end)
{
    if (end - at <= STM_UNIT_MAX && stm_network_recall(b->net, b->article, at, end - at)) {
        return;
    }
    while (at < end) {
        uint32_t take = piece(b->article, at, end - at);
        if (b->words + take > BATCH) {
            run(b);
        }
        b->units[b->n++] = (stm_unit){ at, take };
        b->words += take;
        at += take;
    }
}

static void parse_all(stm_network *net, stm_article *a)
{
    batch b = { .net = net, .article = a };
    for (uint32_t s = 0; s < a->sentences.n; s++) {
        uint32_t first = a->sentences.at[s].first_token;
        parse_sentence(&b, first, first + a->sentences.at[s].n_tokens);
    }
    run(&b);
    stm_network_end(net);
    for (uint32_t s = 0; s < a->sentences.n; s++) {
        if (a->sentences.at[s].n_tokens > STM_UNIT_MAX) {
            join(a, &a->sentences.at[s]);
        }
        if (a->sentences.at[s].n_tokens > 0) {
            stm_tree_mend_words(a, &a->sentences.at[s]);
            stm_tree_mend(a, &a->sentences.at[s]);
            stm_tree_mend_clause(a, &a->sentences.at[s]);
            stm_tree_mend_said(a, &a->sentences.at[s]);
            stm_tree_mend_speaker(a, &a->sentences.at[s]);
            stm_tree_mend_told(a, &a->sentences.at[s]);
        }
    }
}

void stm_language_parse(stm_arena *arena, const stm_model *model, stm_article *a)
{
    stm_network *net;
    if (model->file.n == 0 || a->tokens.n == 0) {
        return;
    }
    net = stm_pool_take(model->networks);
    if (net == NULL) {
        stm_arena_fail(arena);
    }
    parse_all(net, a); /* nothing is allocated from the arena while `net` is held */
    stm_pool_give(model->networks, net);
    stm_lemmas(arena, &model->parser, a);
}
