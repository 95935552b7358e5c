/* names_model.c: maps names.bin and looks things up in it.
 *
 * In: the file.  Out: pointers into the mapping.  Never: trusts the file: sizes are checked against its length and a
 * probe is bounded by its table. Cost: O(1) to open, O(1) a look-up.
 */
#include "language/names_model.h"

#include "language/kernels_vnni.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#if STM_X86
#include <immintrin.h>
#endif

static bool lay_out(stm_names_model *m)
{
    const char *p = m->map;
    const stm_names_header *h = m->map;
    size_t need = sizeof *h;
    if (m->map_bytes < sizeof *h || memcmp(h->magic, "stmNAME2", 8) != 0 || h->tags != STM_NAMES_TAGS ||
        h->n_word_slots == 0 || h->n_phrase_slots == 0 || h->n_row_slots == 0) {
        return false;
    }
    m->words = (const void *)(p + need);
    need += (size_t)h->n_word_slots * sizeof *m->words;
    m->phrases = (const void *)(p + need);
    need += (size_t)h->n_phrase_slots * sizeof *m->phrases;
    m->trans = (const void *)(p + need);
    need += sizeof *m->trans * STM_NAMES_TAGS * STM_NAMES_TAGS;
    m->keys = (const void *)(p + need);
    need += (size_t)h->n_row_slots * sizeof *m->keys;
    m->rows = (const void *)(p + need);
    need += (size_t)h->n_row_slots * STM_NAMES_TAGS;
    m->n_word_slots = h->n_word_slots;
    m->n_phrase_slots = h->n_phrase_slots;
    m->n_row_slots = h->n_row_slots;
    if (need != m->map_bytes) {
        return false;
    }
    for (uint32_t i = 0; i < STM_NAMES_TAGS * STM_NAMES_TAGS; i++) {
        if (m->trans[i] < -STM_NAMES_TRANS_MAX || m->trans[i] > STM_NAMES_TRANS_MAX) {
            return false;
        }
    }
    stm_names_sieve_phrases(m);
    return true;
}

stm_status stm_names_model_open(const char *path, stm_names_model **out, stm_err *err)
{
    struct stat st;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    stm_names_model *m;
    if (fd < 0 || fstat(fd, &st) != 0) {
        if (fd >= 0) {
            (void)close(fd);
        }
        return stm_fail(err, STM_IO, "%s: cannot be read", path);
    }
    m = stm_mem_zalloc(1, sizeof *m);
    if (m == NULL) {
        (void)close(fd);
        return stm_fail(err, STM_NO_MEMORY, "out of memory");
    }
    m->map_bytes = (size_t)st.st_size;
    m->map = st.st_size == 0 ? MAP_FAILED : mmap(NULL, m->map_bytes, PROT_READ, MAP_SHARED, fd, 0);
    (void)close(fd);
    if (m->map == MAP_FAILED) {
        stm_mem_free(m);
        return stm_fail(err, STM_IO, "%s: cannot be mapped", path);
    }
    if (!lay_out(m)) {
        stm_names_model_close(m);
        return stm_fail(err, STM_FORMAT, "%s: not a model of names", path);
    }
    *out = m;
    return STM_OK;
}

void stm_names_model_close(stm_names_model *model)
{
    if (model != NULL) {
        if (model->map != NULL) {
            (void)munmap(model->map, model->map_bytes);
        }
        stm_mem_free(model);
    }
}

uint32_t stm_names_key(stm_str lower)
{
    uint32_t h = 2166136261U; /* FNV-1a */
    for (size_t i = 0; i < lower.n; i++) {
        h = (h ^ (uint8_t)lower.p[i]) * 16777619U;
    }
    return stm_names_mix(h);
}

const stm_names_word *stm_names_find_word(const stm_names_model *model, uint32_t key)
{
    uint32_t slots = model->n_word_slots;
    for (uint32_t i = stm_names_home(key, slots), n = 0; n < slots && model->words[i].key != 0; n++) {
        if (model->words[i].key == key) {
            return &model->words[i];
        }
        i = i + 1 == slots ? 0 : i + 1;
    }
    return NULL;
}

void stm_names_sieve_phrases(stm_names_model *model)
{
    memset(model->sieve, 0, sizeof model->sieve);
    for (uint32_t i = 0; i < model->n_phrase_slots; i++) {
        uint32_t key = model->phrases[i].key;
        model->sieve[key % STM_NAMES_SIEVE / 64] |= UINT64_C(1) << key % 64;
    }
}

const stm_names_phrase *stm_names_find_phrase(const stm_names_model *model, uint32_t key)
{
    uint32_t slots = model->n_phrase_slots;
    if ((model->sieve[key % STM_NAMES_SIEVE / 64] >> key % 64 & 1) == 0) {
        return NULL;
    }
    for (uint32_t i = stm_names_home(key, slots), n = 0; n < slots && model->phrases[i].key != 0; n++) {
        if (model->phrases[i].key == key) {
            return &model->phrases[i];
        }
        i = i + 1 == slots ? 0 : i + 1;
    }
    return NULL;
}

/* The slot of a feature, probing from slot i on; STM_NONE: it has no weights. */
static uint32_t find_row(const stm_names_model *model, uint32_t feature, uint32_t i)
{
    uint32_t slots = model->n_row_slots;
    for (uint32_t n = 0; n < slots && model->keys[i] != 0; n++) {
        if (model->keys[i] == feature) {
            return i;
        }
        i = i + 1 == slots ? 0 : i + 1;
    }
    return STM_NONE;
}

#if STM_X86
/* As below, sixteen keys at a time. */
__attribute__((target("avx512f"))) static uint32_t find_rows_wide(const stm_names_model *model,
                                                                  const uint32_t *features, uint32_t n, uint32_t *slots)
{
    uint32_t found = 0, end = model->n_row_slots;
    for (uint32_t f = 0; f < n; f++) {
        uint32_t at = stm_names_home(features[f], end), ends = 0, equal = 0;
        const __m512i key = _mm512_set1_epi32((int)features[f]);
        while (ends == 0 && at + 16 <= end) {
            __m512i keys = _mm512_loadu_si512(model->keys + at);
            equal = _mm512_cmpeq_epi32_mask(keys, key);
            ends = equal | (uint32_t)_mm512_testn_epi32_mask(keys, keys);
            at += ends == 0 ? 16 : (uint32_t)__builtin_ctz(ends);
        }
        if (ends == 0) {
            at = find_row(model, features[f], at == end ? 0 : at);
            equal = at != STM_NONE;
            ends = 1;
        }
        slots[found] = at;
        found += (equal & ends & -ends) != 0;
    }
    return found;
}
#endif

uint32_t stm_names_find_rows(const stm_names_model *model, const uint32_t *features, uint32_t n, uint32_t *slots)
{
    uint32_t found = 0;
#if STM_X86
    if (stm_vnni()) {
        return find_rows_wide(model, features, n, slots);
    }
#endif
    for (uint32_t f = 0; f < n; f++) {
        uint32_t slot = find_row(model, features[f], stm_names_home(features[f], model->n_row_slots));
        slots[found] = slot;
        found += slot != STM_NONE;
    }
    return found;
}
