/* names.c: name mentions: persons, organizations, places, nationalities.
 *
 * In: tokens and sentences.  Out: one entity of one mention for each name, in text order.  Never: reads trees.
 * The best tag sequence of each sentence (Viterbi, integers only), twice: the second pass also sees how the first
 * tagged the same words elsewhere in the article.
 * Invariants: (1) mentions do not overlap and lie within a sentence. (2) integers only: the same on every machine.
 * Cost: linear; scratch memory of a few hundred bytes a token.
 * Sources: Krishnan and Manning (ACL 2006) for the two passes; Forney (1973) for the search.
 */
#include "language/names.h"

#include "language/names_features.h"

#define STM_SCORE_NEVER (-1000000000)
#define STM_PIECE_TOKENS 1000 /* a longer sentence is tagged in pieces of so many tokens */

static void emissions(const stm_names_model *m, const stm_names_view *v, uint32_t n, uint32_t i, int32_t out[STM_NAMES_TAGS])
{
    uint32_t features[STM_NAMES_MAX_FEATURES];
    uint32_t k = stm_names_features(v, n, i, features, NULL);
    memset(out, 0, sizeof(int32_t) * STM_NAMES_TAGS);
    for (uint32_t f = 0; f < k; f++) {
        const int8_t *row = stm_names_find_row(m, features[f]);
        for (uint32_t t = 0; row != NULL && t < STM_NAMES_TAGS; t++) {
            out[t] += row[t];
        }
    }
}

/* Best tags of one sentence. `back` has n * STM_NAMES_TAGS bytes. */
static void best_tags(const stm_names_model *m, const stm_names_view *v, uint32_t n, uint8_t *back, uint8_t *tags)
{
    int32_t score[STM_NAMES_TAGS], next[STM_NAMES_TAGS], best;
    uint32_t last = 0;
    for (uint32_t t = 0; t < STM_NAMES_TAGS; t++) {
        score[t] = t == 0 ? 0 : STM_SCORE_NEVER;
    }
    for (uint32_t i = 0; i < n; i++) {
        int32_t here[STM_NAMES_TAGS], least = INT32_MAX;
        emissions(m, v, n, i, here);
        for (uint32_t to = 0; to < STM_NAMES_TAGS; to++) {
            best = STM_SCORE_NEVER;
            for (uint32_t from = 0; from < STM_NAMES_TAGS; from++) {
                int32_t s = score[from] + m->trans[from * STM_NAMES_TAGS + to];
                if (s > best && score[from] > STM_SCORE_NEVER && stm_names_follows(from, to)) {
                    best = s;
                    back[i * STM_NAMES_TAGS + to] = (uint8_t)from;
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
        tags[i] = (uint8_t)last;
        last = back[i * STM_NAMES_TAGS + last];
    }
}

static void tag_all(const stm_names_model *m, const stm_article *a, const stm_names_view *views, uint8_t *back,
                    uint8_t *tags)
{
    for (uint32_t s = 0; s < a->sentences.n; s++) {
        uint32_t first = a->sentences.at[s].first_token, end = first + a->sentences.at[s].n_tokens;
        for (; first < end; first += STM_PIECE_TOKENS) {
            uint32_t n = end - first < STM_PIECE_TOKENS ? end - first : STM_PIECE_TOKENS;
            best_tags(m, views + first, n, back, tags + first);
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
    uint8_t *tags = stm_arena_alloc(arena, (size_t)a->tokens.n + 1);
    uint8_t *back = stm_arena_array(arena, STM_PIECE_TOKENS, STM_NAMES_TAGS);
    stm_names_view *views = stm_names_look(arena, model, a);
    tag_all(model, a, views, back, tags);
    stm_names_hint(arena, a, views, tags);
    tag_all(model, a, views, back, tags);
    add_mentions(arena, a, views, tags);
}
