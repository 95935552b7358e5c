/* names_train.c: trains the name tagger and writes names.bin.
 *
 * usage: names_train OUT LISTS SET.jsonl[:WEIGHT]...      LISTS: the folder that names_lists.py filled
 *
 * A linear-chain conditional random field over stm_names_features, fitted by AdaGrad. Spans that a set does not
 * judge (kind null) leave the tag open where the label says so. Each article also stands in the set in capitals now
 * and then. The second pass (hints) is taught with tags from models that have not seen the article (four folds).
 * One thread, fixed seed: the same input gives the same file. STEMMA_MODELS names the folder of parser-en.model.
 * Sources: Lafferty, McCallum and Pereira (ICML 2001); Duchi, Hazan and Singer (JMLR 2011); Tsuboi et al. (COLING
 * 2008) for open tags.
 */
#include <json-c/json.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "language/language.h"
#include "language/model.h"
#include "language/names_features.h"
#include "text/text.h"

#define TAGS STM_NAMES_TAGS
#define FOLDS 4
#define FOLD_ROUNDS 5
#ifndef ROUNDS
#define ROUNDS 12
#endif
#define STEP 0.12f
#ifndef SHRINK
#define SHRINK 2e-5f
#endif
#ifndef MAX_ROWS
#define MAX_ROWS 330000
#endif
#ifndef RARE
#define RARE 0.25f
#endif
#define SLOT_BITS 25

typedef struct sentence {
    uint32_t doc, first, n; /* tokens in its document */
    uint32_t *features;     /* flat */
    uint32_t *starts;       /* n + 1 */
    uint32_t *plain;        /* n: how many of a token's features do not look at hints */
} sentence;

typedef struct document {
    stm_article a;
    stm_names_view *views;
    uint32_t *open;  /* per token: bit t set: tag t allowed */
    uint8_t *usable; /* per sentence */
    float weight;
    uint32_t first, n; /* sentences */
    uint8_t *tags;     /* of the model that has not seen it */
} document;

typedef struct trainer {
    stm_arena arena;
    stm_model *model;
    stm_names_model lookup;
    STM_VEC(document) docs;
    STM_VEC(sentence) sentences;
    uint32_t *keys, *counts, *index; /* open addressing by feature */
    uint32_t n_features;
    float *w, *g;
    float trans[TAGS][TAGS], gtrans[TAGS][TAGS];
    uint64_t seed;
} trainer;

static uint32_t rnd(trainer *t)
{
    t->seed = t->seed * 6364136223846793005ULL + 1442695040888963407ULL;
    return (uint32_t)(t->seed >> 33);
}

/* ---- look-up tables from the lists --------------------------------------------------------------------- */

static void read_lists(trainer *t, const char *dir)
{
    char path[4096], line[512];
    FILE *f;
    stm_names_word *words;
    stm_names_phrase *ph;
    uint32_t n = 200000, np = 24000;
    words = calloc(n, sizeof *words);
    ph = calloc(np, sizeof *ph);
    (void)snprintf(path, sizeof path, "%s/words.tsv", dir);
    f = fopen(path, "r");
    while (f != NULL && fgets(line, sizeof line, f) != NULL) {
        char *tab = strchr(line, '\t');
        unsigned a, b, c, r, l;
        stm_names_word w;
        uint32_t i;
        if (tab == NULL || sscanf(tab, "%u %u %u %u %u", &a, &b, &c, &r, &l) != 5) {
            continue;
        }
        w = (stm_names_word){ stm_names_key((stm_str){ line, (size_t)(tab - line) }),
                              (uint16_t)a,
                              (uint16_t)b,
                              (uint8_t)c,
                              (uint8_t)r,
                              (uint16_t)l };
        for (i = stm_names_home(w.key, n); words[i].key != 0 && words[i].key != w.key; i = (i + 1) % n) {
        }
        if (words[i].key == 0) {
            words[i] = w;
        }
    }
    if (f == NULL) {
        exit(2);
    }
    (void)fclose(f);
    (void)snprintf(path, sizeof path, "%s/phrases.tsv", dir);
    f = fopen(path, "r");
    while (f != NULL && fgets(line, sizeof line, f) != NULL) {
        char *tab = strchr(line, '\t'), *p = line;
        stm_names_phrase x = { 0 };
        uint32_t i;
        if (tab == NULL) {
            continue;
        }
        x.lists = (uint16_t)atoi(tab + 1);
        *tab = '\0';
        while (*p != '\0') {
            size_t len = strcspn(p, " ");
            uint32_t key = stm_names_key((stm_str){ p, len });
            x.key = x.words++ == 0 ? key : stm_names_join(x.key, key);
            p += len + (p[len] == ' ');
        }
        for (i = stm_names_home(x.key, np); ph[i].key != 0; i = (i + 1) % np) {
        }
        ph[i] = x;
    }
    if (f == NULL) {
        exit(2);
    }
    (void)fclose(f);
    t->lookup.words = words;
    t->lookup.n_word_slots = n;
    t->lookup.phrases = ph;
    t->lookup.n_phrase_slots = np;
    stm_names_sieve_phrases(&t->lookup);
}

/* ---- documents ------------------------------------------------------------------------------------------ */

enum { EVERY = (1 << TAGS) - 1, MISC_TAGS = 15 << (1 + 4 * STM_NAMES_MISC) };

/* The type of a span, or -1: leave out, -2: anything, -3: outside or other. */
static int type_of(const char *kind, const char *label)
{
    if (kind != NULL) {
        return strcmp(kind, "person") == 0         ? STM_NAMES_PER
               : strcmp(kind, "organization") == 0 ? STM_NAMES_ORG
               : strcmp(kind, "place") == 0        ? STM_NAMES_LOC
                                                   : -1;
    }
    if (strcmp(label, "handle") == 0) {
        return -1;
    }
    if (strcmp(label, "MISC") == 0 || strcmp(label, "OTH") == 0) {
        return STM_NAMES_MISC;
    }
    if (strcmp(label, "person") == 0 || strcmp(label, "organization") == 0 || strchr(label, '|') != NULL) {
        return -2;
    }
    return -3;
}

static void mark(document *d, uint32_t start, uint32_t end, int type)
{
    const stm_article *a = &d->a;
    uint32_t first = 0, last, high = a->tokens.n;
    while (first < high) {
        uint32_t mid = (first + high) / 2;
        if (a->tokens.at[mid].at.end <= start) {
            first = mid + 1;
        } else {
            high = mid;
        }
    }
    for (last = first; last + 1 < a->tokens.n && a->tokens.at[last + 1].at.start < end; last++) {
    }
    if (first >= a->tokens.n) {
        return;
    }
    if (a->tokens.at[first].at.start != start || a->tokens.at[last].at.end != end ||
        a->tokens.at[first].sentence != a->tokens.at[last].sentence) {
        for (uint32_t s = a->tokens.at[first].sentence; s <= a->tokens.at[last].sentence; s++) {
            d->usable[s] = 0;
        }
        return;
    }
    for (uint32_t i = first; i <= last; i++) {
        uint32_t part = first == last ? STM_NAMES_S : i == first ? STM_NAMES_B : i == last ? STM_NAMES_E : STM_NAMES_I;
        if (type >= 0) {
            d->open[i] = 1U << (1 + 4 * (uint32_t)type + part);
        } else if (type == -2) {
            d->open[i] = EVERY;
        } else if (type == -3) {
            d->open[i] = 1 | MISC_TAGS;
        }
    }
}

static stm_str recase(trainer *t, const char *text, size_t n, int how)
{
    char *p = stm_arena_copy(&t->arena, text, n);
    bool start = true;
    for (size_t i = 0; i < n; i++) {
        if (how == 1 && p[i] >= 'a' && p[i] <= 'z') {
            p[i] -= 32;
        } else if (how == 2 && p[i] >= 'A' && p[i] <= 'Z') {
            p[i] += 32;
        } else if (how == 3 && start && p[i] >= 'a' && p[i] <= 'z') {
            p[i] -= 32;
        }
        start = p[i] == ' ' || p[i] == '\n';
    }
    return (stm_str){ p, n };
}

static void add_document(trainer *t, json_object *o, float weight, int how)
{
    document *d = stm_vec_add(&t->arena, &t->docs);
    json_object *text = json_object_object_get(o, "text"), *names = json_object_object_get(o, "names");
    stm_article_init(&d->a);
    d->a.text = recase(t, json_object_get_string(text), (size_t)json_object_get_string_len(text), how);
    d->weight = weight;
    stm_text_split(&t->arena, &d->a);
    stm_language_parse(&t->arena, t->model, &d->a);
    d->open = STM_NEW_ARRAY(&t->arena, uint32_t, d->a.tokens.n + 1);
    d->usable = stm_arena_alloc(&t->arena, d->a.sentences.n + 1);
    d->tags = stm_arena_alloc(&t->arena, d->a.tokens.n + 1);
    memset(d->usable, 1, d->a.sentences.n);
    for (uint32_t i = 0; i < d->a.tokens.n; i++) {
        d->open[i] = 1;
    }
    for (size_t i = 0; i < json_object_array_length(names); i++) {
        json_object *m = json_object_array_get_idx(names, i), *label = json_object_object_get(m, "label");
        int type = type_of(json_object_get_string(json_object_object_get(m, "kind")),
                           label == NULL ? "" : json_object_get_string(label));
        if (type != -1) {
            mark(d, (uint32_t)json_object_get_int(json_object_object_get(m, "start")),
                 (uint32_t)json_object_get_int(json_object_object_get(m, "end")), type);
        }
    }
    d->views = stm_names_look(&t->arena, &t->lookup, &d->a);
}

static void read_set(trainer *t, const char *spec)
{
    char path[4096];
    char *line = NULL, *colon;
    size_t cap = 0;
    float weight = 1;
    FILE *f;
    (void)snprintf(path, sizeof path, "%s", spec);
    colon = strrchr(path, ':');
    if (colon != NULL) {
        *colon = '\0';
        weight = (float)atof(colon + 1);
    }
    f = fopen(path, "r");
    if (f == NULL) {
        (void)fprintf(stderr, "%s: cannot be read\n", path);
        exit(2);
    }
    while (getline(&line, &cap, f) > 0) {
        json_object *o = json_tokener_parse(line);
        uint32_t r = rnd(t) % 20;
        add_document(t, o, weight, 0);
        if (r < 4) {
            add_document(t, o, weight * 0.5f, r == 0 ? 2 : r == 1 ? 3 : 1);
        }
        json_object_put(o);
    }
    free(line);
    (void)fclose(f);
}

/* ---- features ------------------------------------------------------------------------------------------ */

static uint32_t slot_of(const trainer *t, uint32_t key)
{
    uint32_t mask = (1U << SLOT_BITS) - 1, i = (key * 2654435761U) >> (32 - SLOT_BITS);
    while (t->keys[i] != 0 && t->keys[i] != key) {
        i = (i + 1) & mask;
    }
    return i;
}

/* Counts features, numbers those seen twice, and lists them for each usable sentence. */
static void build(trainer *t)
{
    uint32_t f[STM_NAMES_MAX_FEATURES];
    t->sentences.n = 0;
    memset(t->keys, 0, sizeof(uint32_t) << SLOT_BITS);
    memset(t->counts, 0, sizeof(uint32_t) << SLOT_BITS);
    t->n_features = 0;
    for (int round = 0; round < 2; round++) {
        for (uint32_t d = 0; d < t->docs.n; d++) {
            document *doc = &t->docs.at[d];
            doc->first = t->sentences.n;
            for (uint32_t s = 0; s < doc->a.sentences.n; s++) {
                const stm_sentence *x = &doc->a.sentences.at[s];
                stm_names_view *v = doc->views + x->first_token;
                sentence *out = NULL;
                uint32_t at = 0;
                if (!doc->usable[s] || x->n_tokens == 0) {
                    continue;
                }
                if (round == 1) {
                    out = stm_vec_add(&t->arena, &t->sentences);
                    *out = (sentence){ .doc = d, .first = x->first_token, .n = x->n_tokens };
                    out->features = malloc(sizeof(uint32_t) * STM_NAMES_MAX_FEATURES * (x->n_tokens + 1));
                    out->starts = malloc(sizeof(uint32_t) * (x->n_tokens + 1));
                    out->plain = malloc(sizeof(uint32_t) * (x->n_tokens + 1));
                }
                for (uint32_t i = 0; i < x->n_tokens; i++) {
                    uint32_t hints, n = stm_names_features(v, x->n_tokens, i, f, &hints);
                    if (round == 1) {
                        out->starts[i] = at;
                    }
                    for (uint32_t k = 0; k < n; k++) {
                        uint32_t slot = slot_of(t, f[k]);
                        if (round == 0) {
                            t->keys[slot] = f[k];
                            t->counts[slot]++;
                        } else if (t->counts[slot] >= 2) {
                            out->features[at++] = t->index[slot];
                        }
                        if (round == 1 && k + 1 == n - hints) {
                            out->plain[i] = at - out->starts[i];
                        }
                    }
                }
                if (round == 1) {
                    out->starts[x->n_tokens] = at;
                    out->features = realloc(out->features, sizeof(uint32_t) * (at + 1));
                }
            }
            doc->n = t->sentences.n - doc->first;
        }
        for (uint32_t i = 0; round == 0 && i < 1U << SLOT_BITS; i++) {
            if (t->counts[i] >= 2) {
                t->index[i] = t->n_features++;
            }
        }
    }
    (void)fprintf(stderr, "%u documents, %u sentences, %u features\n", t->docs.n, t->sentences.n, t->n_features);
}

static void forget(trainer *t)
{
    for (uint32_t i = 0; i < t->sentences.n; i++) {
        free(t->sentences.at[i].features);
        free(t->sentences.at[i].starts);
        free(t->sentences.at[i].plain);
    }
    free(t->w);
    free(t->g);
    t->w = t->g = NULL;
}

/* ---- the model ----------------------------------------------------------------------------------------- */

static void scores(const trainer *t, const sentence *s, bool hints, float (*e)[TAGS])
{
    for (uint32_t i = 0; i < s->n; i++) {
        uint32_t n = hints ? s->starts[i + 1] - s->starts[i] : s->plain[i];
        memset(e[i], 0, sizeof e[i]);
        for (uint32_t k = 0; k < n; k++) {
            const float *w = t->w + (size_t)s->features[s->starts[i] + k] * TAGS;
            for (uint32_t y = 0; y < TAGS; y++) {
                e[i][y] += w[y];
            }
        }
    }
}

/* Forward and backward with the tags that `open` allows; marginals into p, pair marginals added to pair * sign. */
static void expect(const trainer *t, const sentence *s, float (*e)[TAGS], const uint32_t *open, float (*p)[TAGS],
                   double (*alpha)[TAGS], double (*beta)[TAGS], double (*pair)[TAGS], double sign)
{
    double x[TAGS][TAGS];
    uint32_t n = s->n;
    double *scale = malloc(sizeof(double) * (n + 1));
    float(*m)[TAGS] = malloc(sizeof *m * n);
    for (uint32_t a = 0; a < TAGS; a++) {
        for (uint32_t b = 0; b < TAGS; b++) {
            x[a][b] = stm_names_follows(a, b) ? exp((double)t->trans[a][b]) : 0;
        }
    }
    for (uint32_t i = 0; i < n; i++) {
        float top = -1e30f;
        for (uint32_t y = 0; y < TAGS; y++) {
            top = e[i][y] > top ? e[i][y] : top;
        }
        for (uint32_t y = 0; y < TAGS; y++) {
            m[i][y] = (open[i] >> y & 1) != 0 ? expf(e[i][y] - top) : 0;
        }
    }
    for (uint32_t i = 0; i < n; i++) {
        double sum = 0;
        for (uint32_t y = 0; y < TAGS; y++) {
            double v = 0;
            if (i == 0) {
                v = x[0][y];
            } else if (m[i][y] > 0) {
                for (uint32_t z = 0; z < TAGS; z++) {
                    v += alpha[i - 1][z] * x[z][y];
                }
            }
            alpha[i][y] = v * m[i][y];
            sum += alpha[i][y];
        }
        sum = sum > 0 ? sum : 1e-300;
        scale[i] = sum;
        for (uint32_t y = 0; y < TAGS; y++) {
            alpha[i][y] /= sum;
        }
    }
    for (uint32_t y = 0; y < TAGS; y++) {
        beta[n - 1][y] = stm_names_follows(y, 0) ? 1 : 0;
    }
    for (uint32_t i = n - 1; i-- > 0;) {
        for (uint32_t y = 0; y < TAGS; y++) {
            double v = 0;
            for (uint32_t z = 0; z < TAGS; z++) {
                v += x[y][z] * m[i + 1][z] * beta[i + 1][z];
            }
            beta[i][y] = v / scale[i + 1];
        }
    }
    for (uint32_t i = 0; i < n; i++) {
        double sum = 0;
        for (uint32_t y = 0; y < TAGS; y++) {
            sum += alpha[i][y] * beta[i][y];
        }
        for (uint32_t y = 0; y < TAGS; y++) {
            p[i][y] = (float)(alpha[i][y] * beta[i][y] / (sum > 0 ? sum : 1));
        }
        if (i > 0) {
            double all = 0;
            for (uint32_t y = 0; y < TAGS; y++) {
                for (uint32_t z = 0; z < TAGS; z++) {
                    all += alpha[i - 1][y] * x[y][z] * m[i][z] * beta[i][z];
                }
            }
            for (uint32_t y = 0; all > 0 && y < TAGS; y++) {
                for (uint32_t z = 0; z < TAGS; z++) {
                    pair[y][z] += sign * alpha[i - 1][y] * x[y][z] * m[i][z] * beta[i][z] / all;
                }
            }
        }
    }
    free(scale);
    free(m);
}

typedef struct space {
    float (*e)[TAGS], (*p)[TAGS], (*q)[TAGS];
    double (*alpha)[TAGS], (*beta)[TAGS];
    uint32_t *every;
} space;

static space space_for(uint32_t n)
{
    space s = { malloc(sizeof(float) * TAGS * n),  malloc(sizeof(float) * TAGS * n),  malloc(sizeof(float) * TAGS * n),
                malloc(sizeof(double) * TAGS * n), malloc(sizeof(double) * TAGS * n), malloc(sizeof(uint32_t) * n) };
    for (uint32_t i = 0; i < n; i++) {
        s.every[i] = EVERY;
    }
    return s;
}

static void learn(trainer *t, const sentence *s, space *sp, bool hints)
{
    const document *d = &t->docs.at[s->doc];
    double pair[TAGS][TAGS] = { { 0 } };
    scores(t, s, hints, sp->e);
    expect(t, s, sp->e, sp->every, sp->p, sp->alpha, sp->beta, pair, -1);
    expect(t, s, sp->e, d->open + s->first, sp->q, sp->alpha, sp->beta, pair, 1);
    for (uint32_t i = 0; i < s->n; i++) {
        uint32_t n = hints ? s->starts[i + 1] - s->starts[i] : s->plain[i];
        float g[TAGS], most = 0;
        for (uint32_t y = 0; y < TAGS; y++) {
            g[y] = (sp->q[i][y] - sp->p[i][y]) * d->weight;
            most = fabsf(g[y]) > most ? fabsf(g[y]) : most;
        }
        if (most < 1e-3f) {
            continue;
        }
        for (uint32_t k = 0; k < n; k++) {
            size_t at = (size_t)s->features[s->starts[i] + k] * TAGS;
            for (uint32_t y = 0; y < TAGS; y++) {
                float step = g[y] - SHRINK * t->w[at + y];
                t->g[at + y] += step * step;
                t->w[at + y] += STEP * step / sqrtf(t->g[at + y] + 1e-4f);
            }
        }
    }
    for (uint32_t y = 0; y < TAGS; y++) {
        for (uint32_t z = 0; z < TAGS; z++) {
            float step = (float)pair[y][z] * d->weight;
            t->gtrans[y][z] += step * step;
            t->trans[y][z] += STEP * step / sqrtf(t->gtrans[y][z] + 1e-2f);
        }
    }
}

static void decode(const trainer *t, const sentence *s, space *sp, bool hints, uint8_t *tags)
{
    uint8_t(*back)[TAGS] = malloc((size_t)s->n * TAGS);
    float score[TAGS], next[TAGS];
    uint32_t last = 0;
    scores(t, s, hints, sp->e);
    for (uint32_t y = 0; y < TAGS; y++) {
        score[y] = y == 0 ? 0 : -1e30f;
    }
    for (uint32_t i = 0; i < s->n; i++) {
        for (uint32_t z = 0; z < TAGS; z++) {
            next[z] = -1e30f;
            back[i][z] = 0;
            for (uint32_t y = 0; y < TAGS; y++) {
                if (stm_names_follows(y, z) && score[y] + t->trans[y][z] > next[z]) {
                    next[z] = score[y] + t->trans[y][z];
                    back[i][z] = (uint8_t)y;
                }
            }
            next[z] += sp->e[i][z];
        }
        memcpy(score, next, sizeof score);
    }
    for (uint32_t y = 1; y < TAGS; y++) {
        last = stm_names_follows(y, 0) && score[y] > score[last] ? y : last;
    }
    for (uint32_t i = s->n; i-- > 0;) {
        tags[i] = (uint8_t)last;
        last = back[i][last];
    }
    free(back);
}

/* Trains on all documents but those of fold `without` (FOLDS: none left out). */
static void fit(trainer *t, uint32_t without, int rounds, space *sp)
{
    uint32_t *order = malloc(sizeof(uint32_t) * (t->sentences.n + 1));
    uint32_t n = 0;
    float *mean;
    free(t->w);
    free(t->g);
    t->w = calloc((size_t)t->n_features * TAGS, sizeof(float));
    t->g = calloc((size_t)t->n_features * TAGS, sizeof(float));
    memset(t->trans, 0, sizeof t->trans);
    memset(t->gtrans, 0, sizeof t->gtrans);
    for (uint32_t i = 0; i < t->sentences.n; i++) {
        if (without == FOLDS || t->sentences.at[i].doc % FOLDS != without) {
            order[n++] = i;
        }
    }
    mean = without == FOLDS ? calloc((size_t)t->n_features * TAGS, sizeof(float)) : NULL;
    for (int r = 0; r < rounds; r++) {
        for (uint32_t i = n; i > 1; i--) {
            uint32_t k = rnd(t) % i, x = order[i - 1];
            order[i - 1] = order[k];
            order[k] = x;
        }
        for (uint32_t i = 0; i < n; i++) {
            learn(t, &t->sentences.at[order[i]], sp, without == FOLDS && (i + (uint32_t)r) % 2 == 1);
        }
        for (size_t i = 0; mean != NULL && r >= rounds / 3 && i < (size_t)t->n_features * TAGS; i++) {
            mean[i] +=
                t->w[i] / (float)(rounds - rounds / 3); /* the mean of the later rounds is steadier than the last */
        }
        (void)fprintf(stderr, "fold %u round %d\n", without, r);
    }
    if (mean != NULL) {
        free(t->w);
        t->w = mean;
    }
    free(order);
}

/* ---- out ----------------------------------------------------------------------------------------------- */

static int descending(const void *a, const void *b)
{
    float x = *(const float *)a, y = *(const float *)b;
    return x < y ? 1 : x > y ? -1 : 0;
}

static float strength(const trainer *t, uint32_t feature, uint32_t count)
{
    float most = 0;
    for (uint32_t y = 0; y < TAGS; y++) {
        float w = fabsf(t->w[(size_t)feature * TAGS + y]);
        most = w > most ? w : most;
    }
    return most * powf((float)count, RARE); /* a weak feature that is met often matters more than its weight says */
}

static void write_model(const trainer *t, const char *path)
{
    const float unit = 28;
    uint32_t slots = MAX_ROWS / 4 * 5, kept = 0;
    float *order = malloc(sizeof(float) * (t->n_features + 1)), least;
    uint32_t *keys = calloc(slots, sizeof *keys);
    int8_t *rows = calloc(slots, TAGS);
    int32_t trans[TAGS][TAGS];
    stm_names_header h = { "stmNAME2", t->lookup.n_word_slots, t->lookup.n_phrase_slots, slots, TAGS };
    FILE *f = fopen(path, "wb");
    for (uint32_t i = 0, n = 0; i < 1U << SLOT_BITS; i++) {
        if (t->counts[i] >= 2) {
            order[n++] = strength(t, t->index[i], t->counts[i]);
        }
    }
    qsort(order, t->n_features, sizeof *order, descending);
    least = t->n_features > MAX_ROWS ? order[MAX_ROWS] : 0;
    memcpy(h.magic, "stmNAME2", 8);
    for (uint32_t i = 0; i < 1U << SLOT_BITS; i++) {
        if (t->counts[i] >= 2 && strength(t, t->index[i], t->counts[i]) > least && kept < MAX_ROWS) {
            uint32_t at = stm_names_home(t->keys[i], slots);
            while (keys[at] != 0) {
                at = (at + 1) % slots;
            }
            keys[at] = t->keys[i];
            kept++;
            for (uint32_t y = 0; y < TAGS; y++) {
                float w = roundf(t->w[(size_t)t->index[i] * TAGS + y] * unit);
                rows[(size_t)at * TAGS + y] = (int8_t)(w > 127 ? 127 : w < -127 ? -127 : w);
            }
        }
    }
    for (uint32_t a = 0; a < TAGS; a++) {
        for (uint32_t b = 0; b < TAGS; b++) {
            trans[a][b] = (int32_t)lroundf(t->trans[a][b] * unit);
        }
    }
    (void)fprintf(stderr, "%u rows of %u, weights from %.3f\n", kept, t->n_features, (double)least);
    (void)fwrite(&h, sizeof h, 1, f);
    (void)fwrite(t->lookup.words, sizeof *t->lookup.words, h.n_word_slots, f);
    (void)fwrite(t->lookup.phrases, sizeof *t->lookup.phrases, h.n_phrase_slots, f);
    (void)fwrite(trans, sizeof trans, 1, f);
    (void)fwrite(keys, sizeof *keys, slots, f);
    (void)fwrite(rows, TAGS, slots, f);
    if (fclose(f) != 0) {
        exit(2);
    }
    free(order);
    free(keys);
    free(rows);
}

static char **arguments;
static int n_arguments;

static void train(void *arg)
{
    trainer *t = arg;
    space sp;
    uint32_t longest = 0;
    read_lists(t, arguments[2]);
    for (int i = 3; i < n_arguments; i++) {
        read_set(t, arguments[i]);
    }
    build(t);
    for (uint32_t i = 0; i < t->sentences.n; i++) {
        longest = t->sentences.at[i].n > longest ? t->sentences.at[i].n : longest;
    }
    sp = space_for(longest + 1);
    for (uint32_t fold = 0; fold < FOLDS; fold++) {
        fit(t, fold, FOLD_ROUNDS, &sp);
        for (uint32_t i = 0; i < t->sentences.n; i++) {
            const sentence *s = &t->sentences.at[i];
            if (s->doc % FOLDS == fold) {
                decode(t, s, &sp, false, t->docs.at[s->doc].tags + s->first);
            }
        }
    }
    for (uint32_t d = 0; d < t->docs.n; d++) {
        stm_names_hint(&t->arena, &t->docs.at[d].a, t->docs.at[d].views, t->docs.at[d].tags);
    }
    forget(t);
    build(t);
    fit(t, FOLDS, ROUNDS, &sp);
    write_model(t, arguments[1]);
}

int main(int argc, char **argv)
{
    static trainer t;
    if (argc < 4) {
        (void)fprintf(stderr, "usage: names_train OUT LISTS SET.jsonl[:WEIGHT]...\n");
        return 2;
    }
    if (stm_model_open_parser(NULL, &t.model, NULL) != STM_OK) {
        (void)fprintf(stderr, "no model of tags and trees\n");
        return 2;
    }
    arguments = argv;
    n_arguments = argc;
    t.seed = 20161206;
    t.keys = calloc(1U << SLOT_BITS, sizeof(uint32_t));
    t.counts = calloc(1U << SLOT_BITS, sizeof(uint32_t));
    t.index = calloc(1U << SLOT_BITS, sizeof(uint32_t));
    stm_arena_init(&t.arena, 1 << 20);
    return stm_arena_protect(&t.arena, train, &t) == STM_OK ? 0 : 3;
}
