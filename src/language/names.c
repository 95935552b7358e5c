/* names.c: name mentions: persons, organizations, places, nationalities.
 *
 * In: tokens and sentences, tags and trees.  Out: one entity of one mention for each name, in text order.
 * The best tag sequence of each sentence (Viterbi, integers only), twice: the second pass also sees how the first
 * tagged the same words elsewhere in the article.
 * Invariants: (1) mentions do not overlap and lie within a sentence. (2) integers only: the same on every machine.
 * Cost: linear; scratch memory of a few hundred bytes a token.
 * Sources: Krishnan and Manning (ACL 2006) for the two passes; Forney (1973) for the search.
 */
#include "language/names.h"

#include "language/names_features.h"

#define STM_SCORE_NEVER (-1000000000)
#define STM_OUTSIDE_COST 8    /* taken off "no name", so that as many are missed as made up; set on development texts */
#define STM_PIECE_TOKENS 1000 /* a longer sentence is tagged in pieces of so many tokens */

typedef struct tagger {
    const stm_names_model *model;
    const stm_names_view *views;
    int16_t (*scores)[STM_NAMES_TAGS]; /* per token: what its features but the hints give to each tag */
    uint8_t *back, *tags;
    uint8_t n_from[STM_NAMES_TAGS], from[STM_NAMES_TAGS][STM_NAMES_TAGS]; /* tags that each may follow */
} tagger;

static void add_rows(const stm_names_model *m, const uint32_t *features, uint32_t n, int32_t out[STM_NAMES_TAGS])
{
    for (uint32_t f = 0; f < n; f++) {
        const int8_t *row = stm_names_find_row(m, features[f]);
        for (uint32_t t = 0; row != NULL && t < STM_NAMES_TAGS; t++) {
            out[t] += row[t];
        }
    }
}

/* Scores of token i of the piece that begins at `first` and has n tokens; the second time only hints are new. */
static void emissions(const tagger *g, uint32_t first, uint32_t n, uint32_t i, bool again, int32_t out[STM_NAMES_TAGS])
{
    uint32_t features[STM_NAMES_MAX_FEATURES], hints;
    uint32_t k;
    memset(out, 0, sizeof(int32_t) * STM_NAMES_TAGS);
    if (again) {
        for (uint32_t t = 0; t < STM_NAMES_TAGS; t++) {
            out[t] = g->scores[first + i][t];
        }
        k = stm_names_hint_features(g->views + first, n, i, features);
        add_rows(g->model, features, k, out);
        return;
    }
    k = stm_names_features(g->views + first, n, i, features, &hints);
    add_rows(g->model, features, k - hints, out);
    out[0] -= STM_OUTSIDE_COST;
    for (uint32_t t = 0; t < STM_NAMES_TAGS; t++) {
        g->scores[first + i][t] = (int16_t)out[t]; /* at most 128 rows of at most 127 */
    }
}

/* Best tags of the n tokens from `first` on. */
static void best_tags(const tagger *g, uint32_t first, uint32_t n, bool again)
{
    int32_t score[STM_NAMES_TAGS], next[STM_NAMES_TAGS], best;
    const int32_t *trans = g->model->trans;
    uint32_t last = 0;
    for (uint32_t t = 0; t < STM_NAMES_TAGS; t++) {
        score[t] = t == 0 ? 0 : STM_SCORE_NEVER;
    }
    for (uint32_t i = 0; i < n; i++) {
        int32_t here[STM_NAMES_TAGS], least = INT32_MAX;
        emissions(g, first, n, i, again, here);
        for (uint32_t to = 0; to < STM_NAMES_TAGS; to++) {
            best = STM_SCORE_NEVER;
            for (uint32_t k = 0; k < g->n_from[to]; k++) {
                uint32_t from = g->from[to][k];
                int32_t s = score[from] + trans[from * STM_NAMES_TAGS + to];
                if (s > best && score[from] > STM_SCORE_NEVER) {
                    best = s;
                    g->back[i * STM_NAMES_TAGS + to] = (uint8_t)from;
                }
            }
            next[to] = best == STM_SCORE_NEVER ? STM_SCORE_NEVER : best + here[to];
            if (next[to] > STM_SCORE_NEVER && next[to] < least) {
                least = next[to];
            }
        }
        for (uint32_t t = 0; t < STM_NAMES_TAGS; t++) { /* kept near 0, so that no sentence is too long for 32 bits */
            score[t] = next[t] == STM_SCORE_NEVER ? STM_SCORE_NEVER : next[t] - least;
        }
    }
    best = STM_SCORE_NEVER;
    for (uint32_t t = 0; t < STM_NAMES_TAGS; t++) {
        if (score[t] > best && stm_names_follows(t, 0)) {
            best = score[t];
            last = t;
        }
    }
    for (uint32_t i = n; i-- > 0;) {
        g->tags[first + i] = (uint8_t)last;
        last = g->back[i * STM_NAMES_TAGS + last];
    }
}

static bool hinted(const tagger *g, uint32_t first, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        if (g->views[first + i].hint != 0) {
            return true;
        }
    }
    return false;
}

static void tag_all(const tagger *g, const stm_article *a, bool again)
{
    for (uint32_t s = 0; s < a->sentences.n; s++) {
        uint32_t first = a->sentences.at[s].first_token, end = first + a->sentences.at[s].n_tokens;
        for (; first < end; first += STM_PIECE_TOKENS) {
            uint32_t n = end - first < STM_PIECE_TOKENS ? end - first : STM_PIECE_TOKENS;
            if (!again || hinted(g, first, n)) {
                best_tags(g, first, n, again);
            }
        }
    }
}

static stm_entity_kind kind_of(const stm_names_view *v, uint32_t first, uint32_t last, uint32_t type)
{
    bool demonym = (v[first].lists & STM_LIST_DEMONYM) != 0 && first == last;
    demonym = demonym || (v[first].at == 1 && v[last].at == 3 && (v[first].spans & STM_LIST_DEMONYM) != 0);
    switch (type) {
    case STM_NAMES_PER: return STM_PERSON;
    case STM_NAMES_ORG: return STM_ORGANIZATION;
    case STM_NAMES_LOC: return STM_PLACE;
    default: return demonym ? STM_GROUP : STM_OTHER;
    }
}

static void add_mentions(stm_arena *arena, stm_article *a, const stm_names_view *views, const uint8_t *tags)
{
    for (uint32_t i = 0; i < a->tokens.n; i++) {
        uint32_t last = i;
        stm_entity *e;
        if (tags[i] == 0) {
            continue;
        }
        while (((tags[last] - 1) & 3) != STM_NAMES_S && ((tags[last] - 1) & 3) != STM_NAMES_E) {
            last++;
        }
        e = stm_vec_add(arena, &a->entities);
        e->kind = kind_of(views, i, last, (uint32_t)(tags[i] - 1) >> 2);
        stm_vec_push(arena, &e->mentions,
                     (stm_mention){ .at = { a->tokens.at[i].at.start, a->tokens.at[last].at.end }, .head = last });
        e->name = stm_str_sub(a->text, e->mentions.at[0].at);
        i = last;
    }
}

void stm_names_tag(stm_arena *arena, const stm_names_model *model, stm_article *a)
{
    stm_names_view *views = stm_names_look(arena, model, a);
    tagger g = { .model = model, .views = views };
    g.tags = stm_arena_alloc(arena, (size_t)a->tokens.n + 1);
    g.back = stm_arena_array(arena, STM_PIECE_TOKENS, STM_NAMES_TAGS);
    g.scores = stm_arena_array(arena, (size_t)a->tokens.n + 1, sizeof *g.scores);
    for (uint32_t to = 0; to < STM_NAMES_TAGS; to++) {
        for (uint32_t from = 0; from < STM_NAMES_TAGS; from++) {
            if (stm_names_follows(from, to)) {
                g.from[to][g.n_from[to]++] = (uint8_t)from;
            }
        }
    }
    tag_all(&g, a, false);
    stm_names_hint(arena, a, views, g.tags);
    tag_all(&g, a, true);
    add_mentions(arena, a, views, g.tags);
}
