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
#include "language/word_cache.h"

#define STM_SCORE_NEVER (-1000000000)
#define STM_OUTSIDE_COST 8    /* taken off "no name", so that as many are missed as made up; set on development texts */
#define STM_PIECE_TOKENS 1000 /* a longer sentence is tagged in pieces of so many tokens */

enum { WINDOW = 5, GROUPS = 3, KEYS = 4, ROWS = 3, RING = 16 };
typedef struct own_scores {
    int16_t at[WINDOW][STM_NAMES_TAGS];
} own_scores;

/* What is kept of a form from article to article. */
typedef struct kept_form {
    stm_names_view view;
    own_scores own;
} kept_form;

/* What the features of a group give to each tag, whatever token they are of: most groups stand in a few thousand forms.
 */
typedef struct kept_group {
    stm_names_group group; /* all 0: free */
    int16_t scores[STM_NAMES_TAGS];
    int16_t room[7];
} kept_group;

#define STM_GROUP_BITS 14

struct stm_names_cache {
    stm_word_cache *forms;
    kept_group *groups; /* a group stands in one place or in none */
};

typedef struct tagger {
    const stm_names_model *model;
    kept_group *groups; /* of the cache held now */
    const stm_names_view *views;
    int16_t (*scores)[STM_NAMES_TAGS]; /* per token: what its features give to each tag */
    const own_scores *own;             /* per token: what its form gives at each place of a window */
    own_scores outside[2];             /* the same for what lies before a sentence and behind it */
    uint8_t *back, *tags;
    uint8_t n_from[STM_NAMES_TAGS], from[STM_NAMES_TAGS][STM_NAMES_TAGS]; /* tags that each may follow, rising */
    int64_t step[STM_NAMES_TAGS][STM_NAMES_TAGS]; /* [to][k]: transition from from[to][k], packed like a score */
} tagger;

/* A score and the tag that it comes from in one number: the greatest is the best score, and of equal ones the one from
 * the lowest tag. */
#define STM_PACK 32
static int64_t pack(int32_t score, uint32_t from) { return (int64_t)score * STM_PACK + (STM_PACK - 1 - from); }
static uint32_t packed_tag(int64_t v) { return STM_PACK - 1 - (uint32_t)(v & (STM_PACK - 1)); }

/* Twice eight tags at once, and the seventeenth. Sums of 128 rows of at most 127 fit 16 bits. */
typedef int8_t row8 __attribute__((vector_size(8)));
typedef int16_t sum8 __attribute__((vector_size(16)));

/* Slots of the features that have weights, of `n` features; returns how many. Their rows are asked for. */
static uint32_t find_rows(const stm_names_model *m, const uint32_t *features, uint32_t n, uint32_t *slots)
{
    uint32_t found = stm_names_find_rows(m, features, n, slots);
    for (uint32_t f = 0; f < found; f++) {
        __builtin_prefetch(m->rows + (size_t)slots[f] * STM_NAMES_TAGS);
        __builtin_prefetch(m->rows + (size_t)slots[f] * STM_NAMES_TAGS + STM_NAMES_TAGS - 1);
    }
    return found;
}

static void add_rows(const stm_names_model *m, const uint32_t *slots, uint32_t n, int16_t out[STM_NAMES_TAGS])
{
    sum8 low, high;
    int32_t last = out[STM_NAMES_TAGS - 1];
    memcpy(&low, out, sizeof low);
    memcpy(&high, out + 8, sizeof high);
    for (uint32_t f = 0; f < n; f++) {
        const int8_t *row = m->rows + (size_t)slots[f] * STM_NAMES_TAGS;
        row8 some;
        memcpy(&some, row, sizeof some);
        low += __builtin_convertvector(some, sum8);
        memcpy(&some, row + 8, sizeof some);
        high += __builtin_convertvector(some, sum8);
        last += row[STM_NAMES_TAGS - 1];
    }
    memcpy(out, &low, sizeof low);
    memcpy(out + 8, &high, sizeof high);
    out[STM_NAMES_TAGS - 1] = (int16_t)last;
}

/* What the forms in the window of token i give to each tag. */
static void set_own(const tagger *g, uint32_t first, uint32_t n, uint32_t i, int16_t out[STM_NAMES_TAGS])
{
    sum8 low = { 0 }, high = { 0 };
    int32_t last = 0;
    for (uint32_t place = 0; place < WINDOW; place++) {
        uint32_t at = i + place - WINDOW / 2; /* beyond n also before 0 */
        const own_scores *own = at < n ? &g->own[first + at] : &g->outside[place > WINDOW / 2];
        sum8 some;
        memcpy(&some, own->at[place], sizeof some);
        low += some;
        memcpy(&some, own->at[place] + 8, sizeof some);
        high += some;
        last += own->at[place][STM_NAMES_TAGS - 1];
    }
    memcpy(out, &low, sizeof low);
    memcpy(out + 8, &high, sizeof high);
    out[STM_NAMES_TAGS - 1] = (int16_t)last;
}

static uint32_t place_of(const stm_names_group *g)
{
    uint64_t low = g->at[0] | (uint64_t)g->at[1] << 32, high = g->at[2] | (uint64_t)g->at[3] << 32;
    uint64_t h = (low ^ low >> 32) * UINT64_C(0x9e3779b97f4a7c15) + (high ^ high >> 32) * UINT64_C(0xc2b2ae3d27d4eb4f);
    return (uint32_t)((h ^ h >> 29) * UINT64_C(0x9e3779b97f4a7c15) >> (64 - STM_GROUP_BITS));
}

/* Features of a token, then the slots of those that have weights: first of those of no group, then of each group that
 * is not kept, one part behind another. */
typedef struct some_features {
    uint32_t at[STM_NAMES_MAX_FEATURES];
    uint32_t parts, start[STM_NAMES_GROUPS + 1], n[STM_NAMES_GROUPS + 1];
    stm_names_group groups[STM_NAMES_GROUPS]; /* all, then those not kept, of part 1 on */
    uint32_t places[STM_NAMES_GROUPS];        /* of these groups */
} some_features;

static void add_sums(const int16_t more[STM_NAMES_TAGS], int16_t out[STM_NAMES_TAGS])
{
    for (uint32_t t = 0; t < STM_NAMES_TAGS; t++) {
        out[t] = (int16_t)(out[t] + more[t]);
    }
}

/* Which groups token i is of; asks for what is kept of them. */
static void find_groups(const tagger *g, const stm_names_view *v, uint32_t n, uint32_t i, some_features *out)
{
    stm_names_groups(v, n, i, out->groups);
    for (uint32_t group = 0; group < STM_NAMES_GROUPS; group++) {
        out->places[group] = place_of(&out->groups[group]);
        __builtin_prefetch(&g->groups[out->places[group]]);
    }
}

/* Sums up what is kept of the groups of token i and collects the features of the others. */
static void use_groups(const tagger *g, const stm_names_view *v, uint32_t n, uint32_t i, some_features *some,
                       int16_t out[STM_NAMES_TAGS])
{
    uint32_t end = some->n[0];
    for (uint32_t group = 0; group < STM_NAMES_GROUPS; group++) {
        const kept_group *kept = &g->groups[some->places[group]];
        if (memcmp(&kept->group, &some->groups[group], sizeof kept->group) == 0) {
            add_sums(kept->scores, out);
            continue;
        }
        some->start[some->parts] = end;
        some->n[some->parts] = stm_names_group_features(v, n, i, group, some->at + end);
        end += some->n[some->parts];
        some->places[some->parts - 1] = some->places[group];
        some->groups[some->parts - 1] = some->groups[group];
        some->parts++;
    }
    for (uint32_t f = some->n[0]; f < end; f++) {
        stm_names_expect(g->model, some->at[f]);
    }
}

/* Scores of the n tokens of a piece that begins at `first`; the second time only hints are new. Keys and rows lie far
 * apart in memory: groups are asked for GROUPS tokens before they are used, keys KEYS tokens before they are looked up,
 * rows ROWS tokens before they are summed up. */
static void score(const tagger *g, uint32_t first, uint32_t n, bool again)
{
    const stm_names_view *v = g->views + first;
    some_features some[RING];
    for (uint32_t i = 0; i < n + GROUPS + KEYS + ROWS; i++) {
        if (i < n) {
            some_features *now = &some[i % RING];
            now->parts = 1;
            now->start[0] = 0;
            now->n[0] = again ? stm_names_hint_features(v, n, i, now->at) : stm_names_other_features(v, n, i, now->at);
            for (uint32_t f = 0; f < now->n[0]; f++) {
                stm_names_expect(g->model, now->at[f]);
            }
            if (!again) {
                find_groups(g, v, n, i, now);
            }
        }
        if (!again && i >= GROUPS && i - GROUPS < n) {
            int16_t *out = g->scores[first + i - GROUPS];
            set_own(g, first, n, i - GROUPS, out);
            out[0] -= STM_OUTSIDE_COST;
            use_groups(g, v, n, i - GROUPS, &some[(i - GROUPS) % RING], out);
        }
        if (i >= GROUPS + KEYS && i - GROUPS - KEYS < n) {
            some_features *then = &some[(i - GROUPS - KEYS) % RING];
            for (uint32_t k = 0; k < then->parts; k++) {
                uint32_t *at = then->at + then->start[k];
                then->n[k] = find_rows(g->model, at, then->n[k], at);
            }
        }
        if (i >= GROUPS + KEYS + ROWS) {
            uint32_t at = i - GROUPS - KEYS - ROWS;
            const some_features *found = &some[at % RING];
            int16_t *out = g->scores[first + at];
            add_rows(g->model, found->at, found->n[0], out);
            for (uint32_t k = 1; k < found->parts; k++) {
                kept_group *kept = &g->groups[found->places[k - 1]];
                *kept = (kept_group){ .group = found->groups[k - 1] };
                add_rows(g->model, found->at + found->start[k], found->n[k], kept->scores);
                add_sums(kept->scores, out);
            }
        }
    }
}

/* Best tags of the n tokens from `first` on. */
static void best_tags(const tagger *g, uint32_t first, uint32_t n, bool again)
{
    const int64_t never = pack(STM_SCORE_NEVER, 0);
    int32_t here[STM_NAMES_TAGS], best;
    uint32_t last = 0;
    score(g, first, n, again);
    for (uint32_t t = 0; t < STM_NAMES_TAGS; t++) {
        here[t] = t == 0 ? 0 : STM_SCORE_NEVER;
    }
    for (uint32_t i = 0; i < n; i++) {
        int64_t packed[STM_NAMES_TAGS];
        int32_t least = INT32_MAX;
        for (uint32_t t = 0; t < STM_NAMES_TAGS; t++) { /* so far below that no transition lifts it above `never` */
            packed[t] = here[t] == STM_SCORE_NEVER ? 4 * never : pack(here[t], t);
        }
        for (uint32_t to = 0; to < STM_NAMES_TAGS; to++) {
            int64_t most = never;
            for (uint32_t k = 0; k < g->n_from[to]; k++) {
                int64_t s = packed[g->from[to][k]] + g->step[to][k];
                most = s > most ? s : most;
            }
            if (most == never) {
                here[to] = STM_SCORE_NEVER;
                continue;
            }
            g->back[i * STM_NAMES_TAGS + to] = (uint8_t)packed_tag(most);
            here[to] = (int32_t)((most - (most & (STM_PACK - 1))) / STM_PACK) + g->scores[first + i][to];
            least = here[to] < least ? here[to] : least;
        }
        for (uint32_t t = 0; t < STM_NAMES_TAGS; t++) { /* kept near 0, so that no sentence is too long for 32 bits */
            here[t] -= here[t] == STM_SCORE_NEVER ? 0 : least;
        }
    }
    best = STM_SCORE_NEVER;
    for (uint32_t t = 0; t < STM_NAMES_TAGS; t++) {
        if (here[t] > best && stm_names_follows(t, 0)) {
            best = here[t];
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
        uint32_t last = i, end;
        stm_entity *e;
        if (tags[i] == 0) {
            continue;
        }
        while (((tags[last] - 1) & 3) != STM_NAMES_S && ((tags[last] - 1) & 3) != STM_NAMES_E) {
            last++;
        }
        end = last;
        while (end > i && stm_form_among(a, end, ". , ; : ! ?")) { /* a stop is no part of a name */
            end--;
        }
        e = stm_vec_add(arena, &a->entities);
        e->kind = kind_of(views, i, end, (uint32_t)(tags[i] - 1) >> 2);
        stm_vec_push(arena, &e->mentions,
                     (stm_mention){ .at = { a->tokens.at[i].at.start, a->tokens.at[end].at.end }, .head = end });
        e->name = stm_str_sub(a->text, e->mentions.at[0].at);
        i = last;
    }
}

void stm_names_cache_free(stm_names_cache *cache)
{
    if (cache != NULL) {
        stm_word_cache_free(cache->forms);
        stm_mem_free(cache->groups);
        stm_mem_free(cache);
    }
}

stm_names_cache *stm_names_cache_new(void)
{
    stm_names_cache *cache = stm_mem_zalloc(1, sizeof *cache);
    if (cache == NULL) {
        return NULL;
    }
    cache->forms = stm_word_cache_new((sizeof(kept_form) + 15) / 16 * 16);
    cache->groups = stm_mem_zalloc((size_t)1 << STM_GROUP_BITS, sizeof *cache->groups);
    if (cache->forms == NULL || cache->groups == NULL) {
        stm_names_cache_free(cache);
        return NULL;
    }
    return cache;
}

static void sum_own(const stm_names_model *model, const stm_names_view *view, own_scores *own)
{
    uint32_t features[WINDOW][STM_NAMES_MAX_FEATURES], n[WINDOW];
    memset(own, 0, sizeof *own);
    for (uint32_t place = 0; place < WINDOW; place++) {
        n[place] = stm_names_own_features(view, place, features[place]);
        for (uint32_t f = 0; f < n[place]; f++) {
            stm_names_expect(model, features[place][f]);
        }
    }
    for (uint32_t place = 0; place < WINDOW; place++) {
        n[place] = find_rows(model, features[place], n[place], features[place]);
    }
    for (uint32_t place = 0; place < WINDOW; place++) {
        add_rows(model, features[place], n[place], own->at[place]);
    }
}

/* Views and own scores of all tokens. Allocates nothing. What is kept lies far apart: it is asked for some tokens
 * ahead.
 */
static void look_at_forms(const stm_names_model *model, stm_word_cache *cache, const stm_article *a,
                          stm_names_view *views, own_scores *own)
{
    enum { SETS = 8, PLACES = 4, AHEAD = 16 };
    uint64_t hash[AHEAD];
    kept_form *kept[AHEAD];
    bool filled[AHEAD];
    stm_word_cache_batch(cache);
    for (uint32_t i = 0; i < a->tokens.n + SETS + PLACES; i++) {
        if (i < a->tokens.n) {
            hash[i % AHEAD] = stm_word_cache_expect(cache, stm_token_form(a, i), false);
        }
        if (i >= SETS && i - SETS < a->tokens.n) {
            uint32_t at = (i - SETS) % AHEAD;
            kept[at] = stm_word_cache_find(cache, stm_token_form(a, i - SETS), false, hash[at], &filled[at]);
            for (size_t k = 0; kept[at] != NULL && k < sizeof(kept_form); k += 64) {
                __builtin_prefetch((const char *)kept[at] + k);
            }
        }
        if (i >= SETS + PLACES) {
            uint32_t token = i - SETS - PLACES, at = token % AHEAD;
            kept_form here, *form = kept[at] != NULL ? kept[at] : &here;
            if (!filled[at]) {
                stm_names_look_at(model, stm_token_form(a, token), &form->view);
                sum_own(model, &form->view, &form->own);
            }
            views[token] = form->view;
            own[token] = form->own;
        }
    }
}

void stm_names_tag(stm_arena *arena, const stm_names_model *model, stm_pool *caches, stm_article *a)
{
    stm_names_view *views = STM_NEW_ARRAY(arena, stm_names_view, a->tokens.n + 1);
    own_scores *own = STM_NEW_ARRAY(arena, own_scores, a->tokens.n + 1);
    tagger g = { .model = model, .views = views, .own = own };
    stm_names_cache *cache = stm_pool_take(caches);
    if (cache == NULL) {
        stm_arena_fail(arena);
    }
    look_at_forms(model, cache->forms, a, views, own); /* nothing is allocated while the cache is held */
    stm_pool_give(caches, cache);
    sum_own(model, stm_names_outside(false), &g.outside[0]);
    sum_own(model, stm_names_outside(true), &g.outside[1]);
    stm_names_look_over(arena, model, a, views);
    g.tags = stm_arena_alloc(arena, (size_t)a->tokens.n + 1);
    g.back = stm_arena_array(arena, STM_PIECE_TOKENS, STM_NAMES_TAGS);
    g.scores = stm_arena_array(arena, (size_t)a->tokens.n + 1, sizeof *g.scores);
    for (uint32_t to = 0; to < STM_NAMES_TAGS; to++) {
        for (uint32_t from = 0; from < STM_NAMES_TAGS; from++) {
            if (stm_names_follows(from, to)) {
                g.step[to][g.n_from[to]] = (int64_t)model->trans[from * STM_NAMES_TAGS + to] * STM_PACK;
                g.from[to][g.n_from[to]++] = (uint8_t)from;
            }
        }
    }
    cache = stm_pool_take(caches);
    if (cache == NULL) {
        stm_arena_fail(arena);
    }
    g.groups = cache->groups;
    tag_all(&g, a, false);
    stm_pool_give(caches, cache);
    stm_names_hint(arena, a, views, g.tags);
    tag_all(&g, a, true);
    add_mentions(arena, a, views, g.tags);
}
