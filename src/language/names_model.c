/* names_model.c: maps names.bin and looks things up in it.
 *
 * In: the file.  Out: pointers into the mapping.  Never: trusts the file: sizes are checked against its length and a
 * probe is bounded by its table. Cost: O(1) to open, O(1) a look-up.
 */
#include "language/names_model.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

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
    return need == m->map_bytes;
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

const stm_names_phrase *stm_names_find_phrase(const stm_names_model *model, uint32_t key)
{
    uint32_t slots = model->n_phrase_slots;
    for (uint32_t i = stm_names_home(key, slots), n = 0; n < slots && model->phrases[i].key != 0; n++) {
        if (model->phrases[i].key == key) {
            return &model->phrases[i];
        }
        i = i + 1 == slots ? 0 : i + 1;
    }
    return NULL;
}
