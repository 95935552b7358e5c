/* names.c: name mentions: persons, organizations, places, nationalities.
 *
 * In: tokens and sentences, tags and trees.  Out: one entity of one mention for each name, in text order.
 * The best tag sequence of each sentence (names_search.c), twice: the second pass also sees how the first
 * tagged the same words elsewhere in the article. In running text words that stand two tokens and more away from any
 * capital are no names, and nothing is asked about them: 60 % of all; what was made of them before was mostly wrong.
 * Invariants: (1) mentions do not overlap and lie within a sentence. (2) integers only: the same on every machine.
 * Cost: linear; scratch memory of a few hundred bytes a token.
 * Source: Krishnan and Manning (ACL 2006) for the two passes.
 */
#include "language/names.h"

#include "language/kernels_vnni.h"
#include "language/names_features.h"
#include "language/names_search.h"
#include "language/word_cache.h"

#define INLINE static inline __attribute__((always_inline))

#define STM_OFTEN 3        /* so often capitalised inside sentences, and never small */
#define STM_OFTEN_COST 120 /* taken off "no name" as well */
#define STM_ROW_COST 80    /* the same, beside another such word; all set on development texts */
#define STM_OUTSIDE_COST 8 /* taken off "no name", so that as many are missed as made up; set on development texts */

#define STM_NEVER (-8192) /* score of a tag that a token cannot have */

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
    const own_scores *const *own;      /* per token: what its form gives at each place of a window */
    own_scores outside[2];             /* the same for what lies before a sentence and behind it */
    uint32_t *others;                  /* room for stm_names_others */
    uint8_t *back, *tags;
    uint8_t *plain; /* per token: far from any capital */
    stm_names_steps steps;
} tagger;

/* Sixteen tags at once, and the seventeenth. Sums of 128 rows of at most 127 fit 16 bits. */
typedef int8_t row16 __attribute__((vector_size(16)));
typedef int16_t sum16 __attribute__((vector_size(32)));
typedef struct sums {
    sum16 most;
    int32_t last;
} sums;

INLINE void add_sums(sums *s, const int16_t more[STM_NAMES_TAGS])
{
    sum16 some;
    memcpy(&some, more, sizeof some);
    s->most += some;
    s->last += more[STM_NAMES_TAGS - 1];
}

INLINE void put_sums(const sums *s, int16_t out[STM_NAMES_TAGS])
{
    memcpy(out, &s->most, sizeof s->most);
    out[STM_NAMES_TAGS - 1] = (int16_t)s->last;
}

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

INLINE void add_rows(const stm_names_model *m, const uint32_t *slots, uint32_t n, sums *s)
{
    for (uint32_t f = 0; f < n; f++) {
        const int8_t *row = m->rows + (size_t)slots[f] * STM_NAMES_TAGS;
        row16 some;
        memcpy(&some, row, sizeof some);
        s->most += __builtin_convertvector(some, sum16);
        s->last += row[STM_NAMES_TAGS - 1];
    }
}

/* What the forms in the window of token i give to each tag. */
INLINE void add_own(const tagger *g, uint32_t first, uint32_t n, uint32_t i, sums *s)
{
    for (uint32_t place = 0; place < WINDOW; place++) {
        uint32_t at = i + place - WINDOW / 2; /* beyond n also before 0 */
        const own_scores *own = at < n ? g->own[first + at] : &g->outside[place > WINDOW / 2];
        add_sums(s, own->at[place]);
    }
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
INLINE void use_groups(const tagger *g, const stm_names_view *v, uint32_t n, uint32_t i, some_features *some, sums *s)
{
    uint32_t end = some->n[0];
    for (uint32_t group = 0; group < STM_NAMES_GROUPS; group++) {
        const kept_group *kept = &g->groups[some->places[group]];
        if (memcmp(&kept->group, &some->groups[group], sizeof kept->group) == 0) {
            add_sums(s, kept->scores);
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

/* Capitalised as names are, and no word that is written so without being one. */
static bool like_name(const stm_names_view *v)
{
    return v->caps == 2 && (v->lists & (STM_LIST_TITLE | STM_LIST_CALENDAR | STM_LIST_DEMONYM)) == 0;
}

static bool inside_sentence(const stm_names_view *v, uint32_t i) { return i > 0 && v[i - 1].caps != 0; }

/* What is taken off "no name" for how token i is written: words that no list and no vector knows are names where an
 * article writes them with a capital again and again, or several of them in a row. */
static int16_t outside_cost(const stm_names_view *v, uint32_t n, uint32_t i)
{
    int16_t cost = STM_OUTSIDE_COST;
    if (v[i].style != STM_STYLE_TEXT || !like_name(&v[i])) {
        return cost;
    }
    if ((v[i].document & 1) == 0 && v[i].often >= STM_OFTEN) {
        cost += STM_OFTEN_COST;
    }
    if (inside_sentence(v, i) &&
        ((i + 1 < n && like_name(&v[i + 1])) || (like_name(&v[i - 1]) && inside_sentence(v, i - 1)))) {
        cost += STM_ROW_COST;
    }
    return cost;
}

/* Has token i a capital that may tell of a name? Not that which opens a sentence, of a word that no name begins with.
 */
static bool has_capital(const stm_names_view *v, uint32_t i)
{
    if (v[i].caps < 2 || inside_sentence(v, i)) {
        return v[i].caps >= 2;
    }
    switch (v[i].xpos) {
    case STM_XP_CC:
    case STM_XP_DT:
    case STM_XP_EX:
    case STM_XP_IN:
    case STM_XP_MD:
    case STM_XP_PRP:
    case STM_XP_PRPS:
    case STM_XP_RB:
    case STM_XP_TO:
    case STM_XP_WDT:
    case STM_XP_WP:
    case STM_XP_WRB: return v[i].caps > 2;
    default: return true;
    }
}

/* Marks tokens of running text that have no capital within two tokens and are no proper nouns. */
static void mark_plain(const stm_names_view *v, uint32_t n, uint8_t *plain)
{
    bool text = n > 0 && v[0].style == STM_STYLE_TEXT;
    memset(plain, text, n);
    for (uint32_t i = 0; text && i < n; i++) {
        uint32_t reach = has_capital(v, i) ? WINDOW / 2 : 0;
        bool proper = v[i].xpos == STM_XP_NNP || v[i].xpos == STM_XP_NNPS;
        for (uint32_t k = i < reach ? 0 : i - reach; (proper || reach > 0) && k <= i + reach && k < n; k++) {
            plain[k] = 0;
        }
    }
}

/* Features of token i that no group has, and what is kept of its groups, are asked for. */
INLINE void collect(const tagger *g, const stm_names_view *v, uint32_t n, uint32_t i, const uint8_t *plain, bool again,
                    const uint32_t *others, some_features *now)
{
    now->parts = 1;
    now->start[0] = 0;
    now->n[0] = 0;
    if (plain[i]) {
        return;
    }
    if (again) {
        now->n[0] = stm_names_hint_features(v, n, i, now->at);
    } else {
        uint32_t m = 0;
        for (uint32_t k = 0; k < STM_NAMES_OTHERS; k++) {
            now->at[m] = others[(size_t)k * n + i];
            m += now->at[m] != 0;
        }
        now->n[0] = m;
        find_groups(g, v, n, i, now);
    }
    for (uint32_t f = 0; f < now->n[0]; f++) {
        stm_names_expect(g->model, now->at[f]);
    }
}

/* What is known of token i without looking features up. */
INLINE void score_known(const tagger *g, uint32_t first, uint32_t n, uint32_t i, some_features *some)
{
    const stm_names_view *v = g->views + first;
    int16_t *out = g->scores[first + i];
    sums s = { 0 };
    if (g->plain[first + i]) {
        for (uint32_t tag = 0; tag < STM_NAMES_TAGS; tag++) {
            out[tag] = tag == 0 ? 0 : STM_NEVER;
        }
        return;
    }
    add_own(g, first, n, i, &s);
    use_groups(g, v, n, i, some, &s);
    put_sums(&s, out);
    out[0] -= outside_cost(v, n, i);
}

/* Scores of the n tokens of a piece that begins at `first`; the second time only hints are new. Keys and rows lie far
 * apart in memory: groups are asked for GROUPS tokens before they are used, keys KEYS tokens before they are looked up,
 * rows ROWS tokens before they are summed up. */
INLINE void score(const tagger *g, uint32_t first, uint32_t n, bool again)
{
    const stm_names_view *v = g->views + first;
    const uint8_t *plain = g->plain + first;
    const uint32_t *others = again ? NULL : stm_names_others(v, n, g->others);
    some_features some[RING];
    for (uint32_t i = 0; i < n + GROUPS + KEYS + ROWS; i++) {
        if (i < n) {
            collect(g, v, n, i, plain, again, others, &some[i % RING]);
        }
        if (!again && i >= GROUPS && i - GROUPS < n) {
            score_known(g, first, n, i - GROUPS, &some[(i - GROUPS) % RING]);
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
            sums s = { 0 };
            if (found->n[0] == 0 && found->parts == 1) {
                continue;
            }
            add_sums(&s, g->scores[first + at]);
            add_rows(g->model, found->at, found->n[0], &s);
            for (uint32_t k = 1; k < found->parts; k++) {
                kept_group *kept = &g->groups[found->places[k - 1]];
                sums part = { 0 };
                *kept = (kept_group){ .group = found->groups[k - 1] };
                add_rows(g->model, found->at + found->start[k], found->n[k], &part);
                put_sums(&part, kept->scores);
                add_sums(&s, kept->scores);
            }
            put_sums(&s, g->scores[first + at]);
        }
    }
}

static void score_plain(const tagger *g, uint32_t first, uint32_t n, bool again) { score(g, first, n, again); }

#if STM_X86
__attribute__((target("avx512f,avx512bw,avx512dq"))) static void score_wide(const tagger *g, uint32_t first, uint32_t n,
                                                                            bool again)
{
    score(g, first, n, again);
}
#endif

/* Best tags of the n tokens from `first` on. */
static void best_tags(const tagger *g, uint32_t first, uint32_t n, bool again)
{
#if STM_X86
    (stm_vnni() ? score_wide : score_plain)(g, first, n, again);
#else
    score_plain(g, first, n, again);
#endif
    for (uint32_t i = first, end = first + n; i < end; i++) { /* each run of tokens that may be names by itself */
        uint32_t from = i;
        while (i < end && !g->plain[i]) {
            i++;
        }
        if (i > from) { /* up to the plain token behind it: what goes before one counts too */
            stm_names_search(&g->steps, (const int16_t(*)[STM_NAMES_TAGS])g->scores + from, i - from + (i < end),
                             g->back, g->tags + from);
        } else {
            g->tags[i] = 0;
        }
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
        for (; first < end; first += STM_NAMES_PIECE) {
            uint32_t n = end - first < STM_NAMES_PIECE ? end - first : STM_NAMES_PIECE;
            if (!again) {
                mark_plain(g->views + first, n, g->plain + first);
            }
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

/* "insurer Steady Life", "The Ferry Company": the word before a name that says what it is, and the article that opens a
 * sentence, are no part of it. */
static bool before_name(const stm_article *a, uint32_t i, uint32_t end)
{
    stm_str form = stm_token_form(a, i), next = i < end ? stm_token_form(a, i + 1) : STM_NULL_STR;
    if (next.n == 0 || next.p[0] < 'A' || next.p[0] > 'Z') {
        return false;
    }
    if (stm_str_eqz(form, "The")) {
        return i + 2 <= end && (i == 0 || a->tokens.at[i - 1].sentence != a->tokens.at[i].sentence);
    }
    for (size_t k = 0; k < form.n; k++) {
        if (form.p[k] < 'a' || form.p[k] > 'z') {
            return false;
        }
    }
    return (a->tokens.at[i].upos == STM_NOUN || a->tokens.at[i].upos == STM_PROPN) && form.n > 4 &&
           !stm_form_among(a, i, "north south eastern western northern southern central upper lower");
}

static void add_mentions(stm_arena *arena, stm_article *a, const stm_names_view *views, const uint8_t *tags)
{
    for (uint32_t i = 0; i < a->tokens.n; i++) {
        uint32_t last = i, end, first;
        stm_entity *e;
        if (tags[i] == 0) {
            continue;
        }
        while (((tags[last] - 1) & 3) != STM_NAMES_S && ((tags[last] - 1) & 3) != STM_NAMES_E) {
            last++;
        }
        end = last;
        while (end > i && stm_form_among(a, end, ". , ; : ! ? 's ’s")) { /* nor is a stop part of a name */
            end--;
        }
        for (first = i; before_name(a, first, end); first++) {
        }
        e = stm_vec_add(arena, &a->entities);
        e->kind = kind_of(views, first, end, (uint32_t)(tags[i] - 1) >> 2);
        stm_vec_push(arena, &e->mentions,
                     (stm_mention){ .at = { a->tokens.at[first].at.start, a->tokens.at[end].at.end }, .head = end });
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
    const size_t groups = sizeof(kept_group) << STM_GROUP_BITS;
    stm_names_cache *cache = stm_mem_zalloc(1, sizeof *cache);
    if (cache == NULL) {
        return NULL;
    }
    cache->forms = stm_word_cache_new((sizeof(kept_form) + 15) / 16 * 16);
    cache->groups = stm_mem_table(groups);
    if (cache->forms == NULL || cache->groups == NULL) {
        stm_names_cache_free(cache);
        return NULL;
    }
    memset(cache->groups, 0, groups);
    return cache;
}

static void sum_own(const stm_names_model *model, const stm_names_view *view, own_scores *own)
{
    uint32_t features[WINDOW][STM_NAMES_MAX_FEATURES], n[WINDOW];
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
        sums s = { 0 };
        add_rows(model, features[place], n[place], &s);
        put_sums(&s, own->at[place]);
    }
}

/* Views and own scores of all tokens. Allocates nothing. What is kept lies far apart: it is asked for some tokens
 * ahead. own[i] stays where the cache keeps it until the next batch, or goes to spare[i].
 */
static void look_at_forms(const stm_names_model *model, stm_word_cache *cache, const stm_article *a,
                          stm_names_view *views, const own_scores **own, own_scores *spare)
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
            stm_names_view *view = kept[at] != NULL ? &kept[at]->view : &views[token];
            own_scores *scores = kept[at] != NULL ? &kept[at]->own : &spare[token];
            if (!filled[at]) {
                stm_names_look_at(model, stm_token_form(a, token), view);
                sum_own(model, view, scores);
            }
            if (view != &views[token]) {
                views[token] = *view;
            }
            own[token] = scores;
        }
    }
}

void stm_names_tag(stm_arena *arena, const stm_names_model *model, stm_pool *caches, stm_article *a)
{
    uint32_t n = a->tokens.n, piece = n < STM_NAMES_PIECE ? n : STM_NAMES_PIECE;
    stm_names_view *views = stm_arena_raw(arena, (size_t)n + 1, sizeof *views);
    const own_scores **own = stm_arena_raw(arena, (size_t)n + 1, sizeof *own);
    own_scores *spare = stm_arena_raw(arena, (size_t)n + 1, sizeof *spare);
    stm_names_room room = stm_names_make_room(arena, n);
    tagger g = { .model = model, .views = views, .own = own };
    stm_names_cache *cache;
    g.others = stm_arena_raw(arena, stm_names_others_room(piece), sizeof *g.others);
    g.tags = stm_arena_alloc(arena, (size_t)n + 1);
    g.back = stm_arena_raw(arena, piece, STM_NAMES_BACK);
    g.plain = stm_arena_raw(arena, (size_t)n + 1, 1);
    g.scores = stm_arena_raw(arena, (size_t)n + 1, sizeof *g.scores);
    stm_names_steps_set(model->trans, &g.steps);
    sum_own(model, stm_names_outside(false), &g.outside[0]);
    sum_own(model, stm_names_outside(true), &g.outside[1]);
    cache = stm_pool_take(caches);
    if (cache == NULL) {
        stm_arena_fail(arena);
    }
    look_at_forms(model, cache->forms, a, views, own, spare); /* nothing is allocated while the cache is held */
    stm_names_look_over(&room, model, a, views);
    g.groups = cache->groups;
    tag_all(&g, a, false);
    stm_pool_give(caches, cache);
    stm_names_hint(arena, a, views, g.tags);
    tag_all(&g, a, true);
    add_mentions(arena, a, views, g.tags);
}
