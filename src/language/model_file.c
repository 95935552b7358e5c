/* model_file.c: the sections of a model file, checked once, so that later steps need no checks.
 *
 * In: a mapped file of any bytes.  Out: stm_parser, whose arrays all lie in the file.  Never: writes.
 * Invariant: after STM_OK every array has the length that the sizes in "config" ask for, and every tag and relation
 * is a known one.
 */
#include "language/kernels_tiles.h"
#include "language/model.h"

#define VERSION 3
#define OLDEST 2 /* the same without lists of fours */

static uint64_t read_u64(const char *p)
{
    uint64_t v;
    memcpy(&v, p, sizeof v);
    return v;
}

static uint32_t read_u32(const char *p)
{
    uint32_t v;
    memcpy(&v, p, sizeof v);
    return v;
}

const void *stm_section(const stm_sections *file, const char *name, size_t bytes, size_t *n)
{
    uint32_t count = file->n < 16 ? 0 : read_u32(file->p + 12);
    for (uint32_t i = 0; i < count && 16 + (i + 1) * (size_t)32 <= file->n; i++) {
        const char *entry = file->p + 16 + i * (size_t)32;
        uint64_t at = read_u64(entry + 16), size = read_u64(entry + 24);
        if (strncmp(entry, name, 16) != 0) {
            continue;
        }
        if (at > file->n || size > file->n - at || at % 64 != 0 || size < bytes) {
            return NULL;
        }
        if (n != NULL) {
            *n = (size_t)size;
        }
        return file->p + at;
    }
    return NULL;
}

uint32_t stm_slots_get(const stm_slots *table, uint64_t hash)
{
    uint32_t check = (uint32_t)(hash >> 32), at = (uint32_t)hash & table->mask;
    for (uint32_t tries = 0; tries <= table->mask; tries++) {
        const stm_slot *slot = &table->at[at];
        if (slot->value == STM_NONE || slot->check == check) {
            return slot->value;
        }
        at = (at + 1) & table->mask;
    }
    return STM_NONE;
}

static bool load_slots(const stm_sections *file, const char *name, stm_slots *out)
{
    size_t n = 0;
    out->at = stm_section(file, name, sizeof(stm_slot), &n);
    n /= sizeof(stm_slot);
    out->mask = (uint32_t)n - 1;
    return out->at != NULL && n <= UINT32_MAX / 2 && (n & (n - 1)) == 0;
}

/* Lists of which fours of inputs each block has weights for, from a section of `bytes` bytes: as many in each, rising,
 * all of them there. */
static bool take_lists(stm_linear *l, size_t bytes)
{
    size_t blocks = stm_blocks(l->out);
    if (bytes % blocks != 0 || bytes / blocks > l->in / 4) {
        return false;
    }
    l->fours = (uint32_t)(bytes / blocks);
    for (size_t i = 0; i < bytes; i++) {
        if (l->at[i] >= l->in / 4 || (i % l->fours != 0 && l->at[i] <= l->at[i - 1])) {
            return false;
        }
    }
    return true;
}

static bool load_linear(const stm_sections *file, const char *name, uint32_t in, uint32_t out, stm_linear *l)
{
    char section[16];
    size_t outputs = (size_t)stm_blocks(out) * STM_BLOCK, n = strlen(name), lists = 0;
    if (in % 4 != 0 || in > STM_IN_MAX) {
        return false;
    }
    memcpy(section, name, n);
    *l = (stm_linear){ .in = in, .out = out, .fours = in / 4 };
    memcpy(section + n, ".k", 3);
    l->at = stm_section(file, section, 1, &lists);
    if (l->at != NULL && !take_lists(l, lists)) {
        return false;
    }
    memcpy(section + n, ".w", 3);
    l->w = stm_section(file, section, outputs * l->fours * 4, NULL);
    memcpy(section + n, ".o", 3);
    l->sum = stm_section(file, section, outputs * sizeof(int32_t), NULL);
    memcpy(section + n, ".s", 3);
    l->scale = stm_section(file, section, outputs * sizeof(float), NULL);
    memcpy(section + n, ".b", 3);
    l->bias = stm_section(file, section, outputs * sizeof(float), NULL);
    return l->w != NULL && l->sum != NULL && l->scale != NULL && l->bias != NULL;
}

/* `out` outputs from the first-th on, a multiple of STM_BLOCK. */
static stm_linear some_outputs(const stm_linear *l, uint32_t first, uint32_t out)
{
    size_t block = first / STM_BLOCK;
    stm_linear some = *l;
    some.out = out;
    some.w = stm_block_weights(l, (uint32_t)block);
    some.sum += first, some.scale += first, some.bias += first;
    some.at = l->at == NULL ? NULL : l->at + block * l->fours;
    return some;
}

/* Calls take(out, i, line) for each line of a section; returns the number of lines, 0 if one is unknown. */
static uint32_t load_names(const stm_sections *file, const char *name, bool (*take)(stm_parser *, uint32_t, stm_str),
                           stm_parser *out)
{
    size_t n = 0, from = 0;
    const char *p = stm_section(file, name, 1, &n);
    uint32_t count = 0;
    for (size_t i = 0; p != NULL && i < n; i++) {
        if (p[i] == '\n') {
            if (count == 256 || !take(out, count, (stm_str){ p + from, i - from })) {
                return 0;
            }
            count++;
            from = i + 1;
        }
    }
    return count;
}

static bool take_tag(stm_parser *p, uint32_t i, stm_str line)
{
    size_t space = stm_str_find(line, STM_STR(" "), 0);
    if (space == SIZE_MAX) {
        return false;
    }
    p->tag_upos[i] = (uint8_t)stm_upos_of((stm_str){ line.p, space });
    p->tag_xpos[i] = (uint8_t)stm_xpos_of((stm_str){ line.p + space + 1, line.n - space - 1 });
    return p->tag_upos[i] != STM_UPOS_NONE && p->tag_xpos[i] != STM_XPOS_NONE;
}

static bool take_rel(stm_parser *p, uint32_t i, stm_str line)
{
    p->rel_of[i] = (uint8_t)stm_deprel_of(line);
    return p->rel_of[i] != STM_DEP_NONE;
}

static bool load_all(const stm_sections *file, stm_parser *p)
{
    const uint32_t *config = stm_section(file, "config", 7 * sizeof *config, NULL);
    stm_linear rels = { 0 };
    bool ok;
    if (config == NULL) {
        return false;
    }
    p->d = config[0], p->layers = config[1], p->arc = config[2], p->rel = config[3];
    p->n_rows = config[4], p->n_vectors = config[5], p->dims = config[6];
    p->n_tags = load_names(file, "tags", take_tag, p);
    p->n_rels = load_names(file, "rels", take_rel, p);
    ok = p->d % 32 == 0 && p->d > 0 && p->d <= 512 && p->layers > 0 && p->layers <= STM_MAX_LAYERS &&
         p->arc % 16 == 0 && p->arc > 0 && 2 * p->arc <= p->d * 3 && p->arc <= 512 && p->rel % 16 == 0 && p->rel > 0 &&
         2 * p->rel <= p->d && p->dims <= p->d && p->n_tags > 0 && p->n_rels > 0 && p->n_tags <= 2 * p->d &&
         p->n_rels <= 2 * p->d && load_slots(file, "index", &p->index) && load_slots(file, "lemmas", &p->lemmas) &&
         load_linear(file, "project", p->dims, p->d, &p->project) &&
         load_linear(file, "tag", p->d, p->n_tags, &p->tag) && load_linear(file, "arcs", p->d, 2 * p->arc, &p->arcs) &&
         load_linear(file, "pair", p->arc, p->arc, &p->pair) && load_linear(file, "rels_in", p->d, 2 * p->rel, &rels) &&
         load_linear(file, "rel_out", p->rel, p->n_rels, &p->rel_out);
    for (uint32_t i = 0; ok && i < p->layers; i++) {
        char name[] = "layer0", gates[] = "gates0";
        name[5] = gates[5] = (char)('0' + i);
        p->gates[i] = stm_section(file, gates, 4 * p->d * sizeof(float), NULL);
        ok = p->gates[i] != NULL && load_linear(file, name, p->d, 3 * p->d, &p->layer[i]);
    }
    if (!ok) {
        return false;
    }
    p->rel_dep = some_outputs(&rels, 0, p->rel);
    p->rel_head = some_outputs(&rels, p->rel, p->rel);
    p->rows = stm_section(file, "rows.q", (size_t)p->n_rows * p->d, NULL);
    p->row_scale = stm_section(file, "rows.s", p->n_rows * sizeof(float), NULL);
    p->vectors = stm_section(file, "vectors", (size_t)p->n_vectors * p->dims, NULL);
    p->root = stm_section(file, "root", p->arc * sizeof(float), NULL);
    p->head_bias = stm_section(file, "head_bias", p->arc * sizeof(float), NULL);
    p->root_rel = stm_section(file, "root_rel", p->rel * sizeof(float), NULL);
    p->lemma_text = stm_section(file, "lemma_text", 1, &p->lemma_bytes);
    return p->rows != NULL && p->row_scale != NULL && p->vectors != NULL && p->root != NULL && p->head_bias != NULL &&
           p->root_rel != NULL && p->lemma_text != NULL && p->lemma_text[p->lemma_bytes - 1] == '\0';
}

stm_status stm_parser_load(const stm_sections *file, stm_parser *out, stm_err *err)
{
    uint16_t one = 1;
    uint32_t version;
    if (*(const unsigned char *)&one != 1) {
        return stm_fail(err, STM_FORMAT, "model files need a little-endian machine");
    }
    if (file->n < 16 || memcmp(file->p, "stmparse", 8) != 0) {
        return stm_fail(err, STM_FORMAT, "not a parser model");
    }
    version = read_u32(file->p + 8);
    if (version < OLDEST || version > VERSION) {
        return stm_fail(err, STM_FORMAT, "a parser model of version %u; this program reads %d to %d", version, OLDEST,
                        VERSION);
    }
    memset(out, 0, sizeof *out);
    return load_all(file, out) ? STM_OK : stm_fail(err, STM_FORMAT, "the parser model is damaged");
}

int8_t *stm_parser_lay_out(stm_parser *p)
{
    stm_linear *maps[STM_MAX_LAYERS + 7] = { &p->project, &p->tag,      &p->arcs,   &p->pair,
                                             &p->rel_dep, &p->rel_head, &p->rel_out };
    uint32_t n = 7;
    size_t bytes = 0;
    int8_t *tiles, *to;
    for (uint32_t i = 0; i < p->layers; i++) {
        maps[n++] = &p->layer[i];
    }
    for (uint32_t i = 0; i < n; i++) {
        bytes += stm_tiles_bytes(maps[i]);
    }
    to = tiles = stm_mem_table(bytes);
    for (uint32_t i = 0; tiles != NULL && i < n; i++) {
        stm_tiles_lay_out(maps[i], to);
        maps[i]->tiles = to;
        to += stm_tiles_bytes(maps[i]);
    }
    return tiles;
}
