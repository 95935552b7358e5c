/* network.c: words to tags, heads and relations by the network of the model file.
 *
 * In: units (sentences) of an article.  Out: upos, xpos, head, deprel of their tokens.  Never: allocates while it
 * runs, reads the text beyond the forms.  Invariant: a word's result depends on its own unit only, so the way units
 * are put together changes nothing.  Cost: about 0.3 million multiplications a word, and n * n * arc for a unit.
 * Units are taken in batches, each one looked up before the one before is done: what is kept of its words, 3 kB each
 * all over the memory, comes while there are products to work out. Method: Lei et al. 2018 (simple recurrent units),
 * Dozat & Manning 2017 (biaffine arcs); shapes as in train/networks.py.
 */
#include "language/model.h"
#include "language/seen.h"
#include "language/word_cache.h"

#define ROWS STM_UNIT_MAX
#define WIDTH 512 /* d at most */
#define WIDE (3 * WIDTH)

/* A word that is to be worked out. */
typedef struct new_word {
    float *to;
    uint64_t keys[STM_N_FEATURES];
} new_word;

/* Units that are worked out together. */
typedef struct batch {
    stm_article *article;
    stm_unit units[ROWS];
    uint32_t n_units, rows, n_fresh;
    uint32_t token[ROWS];    /* of a row: rows of units stand close together, whatever lies between the units */
    const float *word[ROWS]; /* a row's vector [d] and its first layer [2 directions][3][d / 2] */
    new_word fresh[ROWS];    /* those of which that is still to be worked out */
} batch;

struct stm_network {
    const stm_parser *parser;
    stm_word_cache *words;
    stm_seen *seen;
    batch batches[2], *now, *next; /* now: its words are looked up, no more; without units: none */
    stm_ahead ahead;               /* words of the next batch */
    float *x, *y;                  /* [row][d]; point into `rows` and change places */
    _Alignas(STM_MEM_LINE) float rows[2][ROWS * WIDTH];
    float u[ROWS * WIDE]; /* [row][2 directions][3][d / 2], and outputs of the heads */
    _Alignas(STM_MEM_LINE) int8_t q[ROWS * WIDTH];
    float step[ROWS];
    stm_linear layer[STM_MAX_LAYERS]; /* the parser's, whose bias is theirs and that of the gates */
    _Alignas(STM_MEM_LINE) float bias[STM_MAX_LAYERS][WIDE];
    const float *u_of[ROWS], *x_of[ROWS]; /* of the words of a unit, in the order of a direction */
    float *y_of[ROWS];
    _Alignas(STM_MEM_LINE) int8_t dep[ROWS * WIDTH],
        head[2 * ROWS * WIDTH]; /* [row][arc]; a root before each unit's heads */
    float dep_step[ROWS], head_step[2 * ROWS], head_score[2 * ROWS];
    float scores[ROWS * (ROWS + 1)];
    _Alignas(STM_MEM_LINE) float fresh[ROWS * (WIDTH + WIDE)]; /* what `word` points to where the cache has no place */
    uint32_t heads[ROWS];
    stm_tree_scratch *tree;
};

void stm_network_free(stm_network *net)
{
    if (net != NULL) {
        stm_word_cache_free(net->words);
        stm_seen_free(net->seen);
        stm_mem_free(net->tree);
        stm_mem_free(net);
    }
}

/* A layer's product as it goes into the gates. */
static void add_gate_biases(stm_network *net, uint32_t layer)
{
    const stm_parser *p = net->parser;
    uint32_t h = p->d / 2;
    float *bias = net->bias[layer];
    net->layer[layer] = p->layer[layer];
    memcpy(bias, p->layer[layer].bias, (size_t)6 * h * sizeof *bias);
    for (uint32_t way = 0; way < 2; way++, bias += 3 * h) {
        stm_add(bias + h, bias + h, p->gates[layer] + way * h, h);
        stm_add(bias + 2 * h, bias + 2 * h, p->gates[layer] + p->d + way * h, h);
    }
    net->layer[layer].bias = net->bias[layer];
}

stm_network *stm_network_new(const stm_parser *parser)
{
    stm_network *net = stm_mem_table(sizeof *net);
    if (net == NULL) {
        return NULL;
    }
    net->parser = parser;
    net->now = &net->batches[0];
    net->next = &net->batches[1];
    net->now->n_units = 0;
    net->x = net->rows[0];
    net->y = net->rows[1];
    for (uint32_t l = 0; l < parser->layers; l++) {
        add_gate_biases(net, l);
    }
    net->tree = stm_mem_alloc(stm_tree_scratch_bytes());
    net->words = stm_word_cache_new((size_t)4 * parser->d * sizeof(float) + STM_MEM_LINE);
    net->seen = stm_seen_new();
    if (net->tree == NULL || net->words == NULL || net->seen == NULL) {
        stm_network_free(net);
        return NULL;
    }
    return net;
}

/* ---- words --------------------------------------------------------------------------------------------- */

static void quantize_rows(stm_network *net, const float *x, uint32_t rows, uint32_t width, size_t stride)
{
    for (uint32_t r = 0; r < rows; r++) {
        stm_quantize(x + r * stride, width, net->q + (size_t)r * width, &net->step[r]);
    }
}

/* What the tables hold of n words, asked for from memory together: they are far larger than the caches. */
static void look_up(const stm_parser *p, const new_word *words, uint32_t n, uint32_t slots[][STM_N_FEATURES])
{
    uint32_t unknown = stm_slots_get(&p->index, stm_fnv(STM_FNV, "W", 1));
    for (uint32_t r = 0; r < n; r++) {
        for (uint32_t k = 0; k < STM_N_FEATURES; k++) {
            uint32_t at = stm_slots_get(&p->index, words[r].keys[k]);
            at = at == STM_NONE && k == 1 ? unknown : at;
            at = at < (k == 0 ? p->n_vectors : p->n_rows) ? at : STM_NONE;
            slots[r][k] = at;
            if (at != STM_NONE) {
                uint32_t bytes = k == 0 ? p->dims : p->d;
                const int8_t *row = (k == 0 ? p->vectors : p->rows) + (size_t)at * bytes;
                for (uint32_t b = 0; b < bytes; b += 64) {
                    __builtin_prefetch(row + b);
                }
            }
        }
    }
}

/* x = tanh(projected vector + sum of the feature rows), and the first layer's product, for n words. */
static void work_out(stm_network *net, const new_word *words, uint32_t n)
{
    const stm_parser *p = net->parser;
    uint32_t d = p->d, slots[ROWS][STM_N_FEATURES];
    look_up(p, words, n, slots);
    for (uint32_t r = 0; r < n; r++) {
        float *sum = net->y + (size_t)r * d;
        int8_t *q = net->q + (size_t)r * p->dims;
        memset(sum, 0, d * sizeof *sum);
        for (uint32_t k = 1; k < STM_N_FEATURES; k++) {
            if (slots[r][k] != STM_NONE) {
                stm_add_row(sum, p->rows + (size_t)slots[r][k] * d, p->row_scale[slots[r][k]], d);
            }
        }
        if (slots[r][0] != STM_NONE) {
            memcpy(q, p->vectors + (size_t)slots[r][0] * p->dims, p->dims);
        } else {
            memset(q, 0, p->dims);
        }
        net->step[r] = 1.0f / 32;
    }
    stm_linear_apply(&p->project, net->q, net->step, n, net->u, d);
    stm_add(net->x, net->u, net->y, n * d);
    stm_tanh(net->x, n * d);
    quantize_rows(net, net->x, n, d, d);
    stm_linear_apply(&net->layer[0], net->q, net->step, n, net->u, 3 * d);
    for (uint32_t r = 0; r < n; r++) {
        memcpy(words[r].to, net->x + (size_t)r * d, d * sizeof(float));
        memcpy(words[r].to + d, net->u + (size_t)r * 3 * d, 3 * d * sizeof(float));
    }
}

/* Finds what is kept of the words of a batch, and room for the others. */
static void find_words(stm_network *net, batch *b)
{
    const stm_article *a = b->article;
    uint64_t hash[ROWS];
    stm_word_cache_batch(net->words);
    for (uint32_t r = 0; r < b->rows; r++) {
        uint32_t i = b->token[r];
        hash[r] = stm_word_cache_expect(net->words, stm_token_form(a, i), stm_space_before(a, i));
    }
    b->n_fresh = 0;
    for (uint32_t r = 0; r < b->rows; r++) {
        uint32_t i = b->token[r];
        stm_str form = stm_token_form(a, i);
        bool filled, space = stm_space_before(a, i);
        float *to = stm_word_cache_find(net->words, form, space, hash[r], &filled);
        to = to != NULL ? to : net->fresh + (size_t)r * 4 * net->parser->d;
        b->word[r] = to;
        if (!filled) {
            new_word *fresh = &b->fresh[b->n_fresh++];
            fresh->to = to;
            stm_word_features(form, space, fresh->keys);
            for (uint32_t k = 0; k < STM_N_FEATURES; k++) {
                stm_slots_expect(&net->parser->index, fresh->keys[k]);
            }
        }
    }
}

/* One layer over units whose products are in u: x becomes what the layer makes of it. */
static void recur(stm_network *net, uint32_t layer)
{
    const stm_unit *units = net->now->units;
    const float *const *word = net->now->word;
    uint32_t n_units = net->now->n_units, d = net->parser->d, h = d / 2, from = 0;
    const float *peepholes = net->parser->gates[layer] + 2 * (size_t)d;
    stm_sru run = { .h = h, .u = net->u_of, .x = net->x_of, .y = net->y_of, .far = layer == 0 };
    float *swap;
    for (uint32_t i = 0; i < n_units; from += units[i++].n) {
        run.n = units[i].n;
        for (uint32_t way = 0; way < 2; way++) {
            for (uint32_t k = 0; k < run.n; k++) {
                size_t r = from + (way == 0 ? k : run.n - 1 - k);
                net->u_of[k] = (layer == 0 ? word[r] + d : net->u + r * 3 * d) + way * 3 * h;
                net->x_of[k] = (layer == 0 ? word[r] : net->x + r * d) + way * h;
                net->y_of[k] = net->y + r * d + way * h;
            }
            run.forget = peepholes + way * h;
            run.read = peepholes + d + way * h;
            stm_sru_run(&run);
        }
    }
    swap = net->x;
    net->x = net->y;
    net->y = swap;
}

/* ---- tags, heads, relations ---------------------------------------------------------------------------- */

/* A product that leaves time to fetch what the next batch needs. */
static void apply(stm_network *net, const stm_linear *l, const int8_t *q, const float *step, uint32_t rows, float *y,
                  size_t stride)
{
    stm_linear_apply_ahead(l, q, step, rows, y, stride, &net->ahead);
}

/* out[r] = a[r] . b for `rows` rows that are `stride` apart. Each sum runs from the first product to the last; that
 * eight of them run side by side hides how long an addition takes. */
static void dots(const float *a, size_t stride, uint32_t rows, const float *b, uint32_t n, float *out)
{
    for (uint32_t r = 0; r < rows; r += 8) {
        float sum[8] = { 0 };
        const float *row[8];
        for (uint32_t k = 0; k < 8; k++) {
            row[k] = a + (r + k < rows ? r + k : r) * stride;
        }
        for (uint32_t i = 0; i < n; i++) {
            for (uint32_t k = 0; k < 8; k++) {
                sum[k] += row[k][i] * b[i];
            }
        }
        for (uint32_t k = 0; k < 8 && r + k < rows; k++) {
            out[r + k] = sum[k];
        }
    }
}

/* dep, head and head_score of all rows: heads with the root before each unit. The maps give dep and head side by
 * side: [row][2][arc]. q and step stay. */
static void prepare_arcs(stm_network *net, const stm_unit *units, uint32_t n_units, uint32_t rows)
{
    const stm_parser *p = net->parser;
    uint32_t arc = p->arc, r = 0, at = 0;
    float root_score;
    apply(net, &p->arcs, net->q, net->step, rows, net->u, 2 * arc);
    stm_leaky(net->u, rows * 2 * arc);
    dots(p->root, arc, 1, p->head_bias, arc, &root_score);
    for (uint32_t i = 0; i < n_units; i++) {
        net->head_score[at] = root_score;
        stm_quantize(p->root, arc, net->head + (size_t)at * arc, &net->head_step[at]);
        dots(net->u + (size_t)r * 2 * arc + arc, (size_t)2 * arc, units[i].n, p->head_bias, arc,
             net->head_score + at + 1);
        at++;
        for (uint32_t k = 0; k < units[i].n; k++, r++, at++) {
            const float *head = net->u + (size_t)r * 2 * arc + arc;
            stm_quantize(head, arc, net->head + (size_t)at * arc, &net->head_step[at]);
            stm_quantize(net->u + (size_t)r * 2 * arc, arc, net->dep + (size_t)r * arc, &net->dep_step[r]);
        }
    }
    apply(net, &p->pair, net->dep, net->dep_step, rows, net->u, arc);
    for (r = 0; r < rows; r++) {
        stm_quantize(net->u + (size_t)r * arc, arc, net->dep + (size_t)r * arc, &net->dep_step[r]);
    }
}

/* The unit's heads begin at `at`, with the root. */
static void attach(stm_network *net, uint32_t from, uint32_t n, uint32_t at)
{
    uint32_t arc = net->parser->arc;
    stm_pairs pairs = { arc,
                        n,
                        n + 1,
                        net->dep + (size_t)from * arc,
                        net->head + (size_t)at * arc,
                        net->dep_step + from,
                        net->head_step + at,
                        net->head_score + at };
    stm_pairs_apply(&pairs, net->scores);
    stm_tree_decode(net->scores, n, net->heads + from, net->tree);
}

/* heads of all units' words, within their unit: 0 is its root */
static void attach_all(stm_network *net, const stm_unit *units, uint32_t n_units, uint32_t rows)
{
    uint32_t from = 0;
    prepare_arcs(net, units, n_units, rows);
    for (uint32_t i = 0; i < n_units; from += units[i++].n) {
        attach(net, from, units[i].n, from + i); /* i roots stand before the unit's own */
    }
}

/* u = scores of the relation between each word and its head: from what the word brings as the one that hangs, y, and
 * its head as the one above. The latter only of words that are heads: half of all. */
static void relate(stm_network *net, const stm_unit *units, uint32_t n_units, uint32_t rows)
{
    const stm_parser *p = net->parser;
    uint32_t rel = p->rel, heads = 0, from = 0;
    uint32_t place[ROWS]; /* of a row that is a head, among the heads */
    apply(net, &p->rel_dep, net->q, net->step, rows, net->y, rel);
    memset(place, 0xFF, sizeof place);
    for (uint32_t i = 0; i < n_units; from += units[i++].n) {
        for (uint32_t k = 0; k < units[i].n; k++) {
            uint32_t row = from + net->heads[from + k] - 1;
            if (net->heads[from + k] != 0 && place[row] == STM_NONE) {
                memcpy(net->head + (size_t)heads * p->d, net->q + (size_t)row * p->d, p->d);
                net->head_step[heads] = net->step[row];
                place[row] = heads++;
            }
        }
    }
    apply(net, &p->rel_head, net->head, net->head_step, heads, net->u, rel);
    from = 0;
    for (uint32_t i = 0; i < n_units; from += units[i++].n) {
        for (uint32_t r = from; r < from + units[i].n; r++) {
            const float *above =
                net->heads[r] == 0 ? p->root_rel : net->u + (size_t)place[from + net->heads[r] - 1] * rel;
            stm_add(net->x + (size_t)r * rel, net->y + (size_t)r * rel, above, rel);
        }
    }
    stm_leaky(net->x, rows * rel);
    quantize_rows(net, net->x, rows, rel, rel);
    apply(net, &p->rel_out, net->q, net->step, rows, net->u, stm_blocks(p->n_rels) * STM_BLOCK);
}

/* The likeliest relation to a head that is a word. */
static uint8_t relation(const stm_parser *p, float *score)
{
    uint32_t label = stm_best(score, p->n_rels);
    for (uint32_t tries = 0; p->rel_of[label] == STM_DEP_ROOT && tries < p->n_rels; tries++) {
        score[label] = -1e30f;
        label = stm_best(score, p->n_rels);
    }
    return p->rel_of[label];
}

/* The first layer of the batch; its words are not needed any more. */
static void begin_batch(stm_network *net)
{
    if (net->now->n_fresh > 0) {
        work_out(net, net->now->fresh, net->now->n_fresh);
    }
    recur(net, 0);
}

static void put_tags(stm_network *net)
{
    const stm_parser *p = net->parser;
    uint32_t stride = stm_blocks(p->n_tags) * STM_BLOCK;
    apply(net, &p->tag, net->q, net->step, net->now->rows, net->u, stride);
    for (uint32_t r = 0; r < net->now->rows; r++) {
        stm_token *t = &net->now->article->tokens.at[net->now->token[r]];
        uint32_t tag = stm_best(net->u + r * stride, p->n_tags);
        t->upos = p->tag_upos[tag];
        t->xpos = p->tag_xpos[tag];
    }
}

/* What is left of the batch. */
static void end_batch(stm_network *net)
{
    const stm_parser *p = net->parser;
    const batch *b = net->now;
    uint32_t rel_stride = stm_blocks(p->n_rels) * STM_BLOCK;
    for (uint32_t l = 1; l < p->layers; l++) {
        quantize_rows(net, net->x, b->rows, p->d, p->d);
        apply(net, &net->layer[l], net->q, net->step, b->rows, net->u, 3 * p->d);
        recur(net, l);
    }
    quantize_rows(net, net->x, b->rows, p->d, p->d);
    put_tags(net);
    attach_all(net, b->units, b->n_units, b->rows);
    relate(net, b->units, b->n_units, b->rows);
    for (uint32_t i = 0, r = 0; i < b->n_units; i++) {
        for (uint32_t k = 0; k < b->units[i].n; k++, r++) {
            stm_token *t = &b->article->tokens.at[b->token[r]];
            uint32_t head = net->heads[r];
            t->head = head == 0 ? STM_NONE : b->units[i].first + head - 1;
            t->deprel = head == 0 ? STM_DEP_ROOT : relation(p, net->u + (size_t)r * rel_stride);
        }
    }
    for (uint32_t i = 0; i < b->n_units; i++) {
        stm_seen_keep(net->seen, b->article, b->units[i].first, b->units[i].n);
    }
}

void stm_network_take(stm_network *net, stm_article *a, const stm_unit *units, uint32_t n_units)
{
    batch *next = net->next;
    next->article = a;
    next->rows = 0;
    next->n_units = n_units;
    for (uint32_t i = 0; i < n_units; i++) {
        next->units[i] = units[i];
        for (uint32_t k = 0; k < units[i].n; k++) {
            next->token[next->rows++] = units[i].first + k;
        }
    }
    if (net->now->n_units > 0) {
        begin_batch(net);
    }
    find_words(net, next);
    net->ahead = (stm_ahead){ .pieces = next->word, .n = next->rows, .bytes = 4 * net->parser->d * sizeof(float) };
    if (net->now->n_units > 0) {
        end_batch(net);
    }
    net->next = net->now;
    net->now = next;
}

void stm_network_end(stm_network *net)
{
    net->ahead.n = 0;
    if (net->now->n_units > 0) {
        begin_batch(net);
        end_batch(net);
    }
    net->now->n_units = 0;
}

bool stm_network_recall(stm_network *net, stm_article *a, uint32_t first, uint32_t n)
{
    return stm_seen_recall(net->seen, a, first, n);
}
