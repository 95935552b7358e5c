/* model.c: finds, maps and closes the model files.
 *
 * In: a folder, or nothing.  Out: stm_model.  Never: copies weights, but half a megabyte of them for processors
 * that multiply tiles.  Invariant: a model is read-only once opened.
 * Cost: a few system calls; pages are read when first used.
 */
#include "language/kernels_tiles.h"
#include "language/model.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xxhash.h>

#include "language/names_model.h"

#define PARSER_FILE "parser-en.model"
#define NAMES_FILE "names.bin"

#ifndef STM_MODELS_INSTALL_DIR
#define STM_MODELS_INSTALL_DIR "/usr/share/stemma/models"
#endif

stm_status stm_sections_map(const char *path, stm_sections *out, stm_err *err)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    struct stat st;
    void *p = MAP_FAILED;
    if (fd >= 0 && fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_size > 0) {
        p = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
    }
    if (fd >= 0) {
        (void)close(fd);
    }
    if (p == MAP_FAILED) {
        return stm_fail(err, STM_IO, "%s: cannot be read", path);
    }
    *out = (stm_sections){ p, (size_t)st.st_size };
    return STM_OK;
}

void stm_sections_unmap(stm_sections *file)
{
    if (file->n != 0) {
        (void)munmap((void *)(uintptr_t)file->p, file->n);
        *file = (stm_sections){ NULL, 0 };
    }
}

/* path = dir/file; false if it is too long or no such file is there. */
static bool there(char path[STM_PATH_CAP], const char *dir, size_t dir_n, const char *file)
{
    size_t n = strlen(file);
    if (dir_n == 0 || dir_n + n + 2 > STM_PATH_CAP) {
        return false;
    }
    memmove(path, dir, dir_n);
    path[dir_n] = '/';
    memcpy(path + dir_n + 1, file, n + 1);
    return access(path, R_OK) == 0;
}

/* The folder of the running program, without a slash at its end; 0 if it is not known. */
static size_t program_folder(char path[STM_PATH_CAP])
{
    ssize_t n = readlink("/proc/self/exe", path, STM_PATH_CAP - 64);
    while (n > 0 && path[n - 1] != '/') {
        n--;
    }
    return n > 0 ? (size_t)n - 1 : 0;
}

bool stm_model_find(const char *dir, const char *file, char path[STM_PATH_CAP])
{
    static const char *const beside[] = { "/../share/stemma/models", "/models" };
    const char *named = dir != NULL ? dir : getenv("STEMMA_MODELS");
    size_t n;
    if (named != NULL) {
        return there(path, named, strlen(named), file);
    }
    for (size_t i = 0; i < sizeof beside / sizeof *beside; i++) {
        n = program_folder(path);
        if (n > 0) {
            memcpy(path + n, beside[i], strlen(beside[i]) + 1);
            if (there(path, path, strlen(path), file)) {
                return true;
            }
        }
    }
    return there(path, STM_MODELS_INSTALL_DIR, strlen(STM_MODELS_INSTALL_DIR), file) ||
           there(path, STM_MODELS_SOURCE_DIR, strlen(STM_MODELS_SOURCE_DIR), file);
}

static void *make_network(const void *parser) { return stm_network_new(parser); }
static void drop_network(void *net) { stm_network_free(net); }
static void *make_cache(const void *none)
{
    (void)none;
    return stm_names_cache_new();
}
static void drop_cache(void *cache) { stm_names_cache_free(cache); }

stm_status stm_model_open_parser(const char *dir, stm_model **out, stm_err *err)
{
    char path[STM_PATH_CAP];
    stm_status status;
    stm_model *m = stm_mem_zalloc(1, sizeof *m);
    *out = NULL;
    if (m == NULL) {
        return stm_fail(err, STM_NO_MEMORY, "out of memory");
    }
    if (!stm_model_find(dir, PARSER_FILE, path)) {
        stm_mem_free(m);
        return stm_fail(err, STM_IO, "%s not found; set STEMMA_MODELS to its folder", PARSER_FILE);
    }
    status = stm_sections_map(path, &m->file, err);
    if (status == STM_OK) {
        status = stm_parser_load(&m->file, &m->parser, err);
    }
    if (status == STM_OK && stm_tiles_allowed()) {
        m->tiles = stm_parser_lay_out(&m->parser);
    }
    if (status == STM_OK) {
        m->networks = stm_pool_new(make_network, drop_network, &m->parser);
        m->name_caches = stm_pool_new(make_cache, drop_cache, NULL);
        status = m->networks == NULL || m->name_caches == NULL ? stm_fail(err, STM_NO_MEMORY, "out of memory") : STM_OK;
    }
    if (status != STM_OK) {
        stm_model_close(m);
        return status;
    }
    *out = m;
    return STM_OK;
}

stm_status stm_model_open(const char *dir, stm_model **out, stm_err *err)
{
    char path[STM_PATH_CAP];
    stm_model *m;
    stm_status status = stm_model_open_parser(dir, &m, err);
    *out = NULL;
    if (status != STM_OK) {
        return status;
    }
    if (!stm_model_find(dir, NAMES_FILE, path)) {
        status = stm_fail(err, STM_IO, "%s not found; set STEMMA_MODELS to its folder", NAMES_FILE);
    }
    if (status == STM_OK) {
        status = stm_names_model_open(path, &m->names, err);
    }
    if (status != STM_OK) {
        stm_model_close(m);
        return status;
    }
    *out = m;
    return STM_OK;
}

void stm_model_close(stm_model *m)
{
    if (m != NULL) {
        stm_names_model_close(m->names);
        stm_pool_free(m->name_caches);
        stm_pool_free(m->networks);
        stm_mem_free(m->tiles);
        stm_sections_unmap(&m->file);
        stm_mem_free(m);
    }
}

void stm_model_hash(const stm_model *m, uint64_t hash[2])
{
    XXH128_hash_t parser = XXH3_128bits(m->file.p, m->file.n);
    XXH128_hash_t names = { 0, 0 };
    if (m->names != NULL) {
        names = XXH3_128bits(m->names->map, m->names->map_bytes);
    }
    hash[0] = parser.high64 ^ names.low64 * UINT64_C(0x9E3779B97F4A7C15);
    hash[1] = parser.low64 ^ names.high64 * UINT64_C(0xC2B2AE3D27D4EB4F);
}

void stm_language_names(stm_arena *arena, const stm_model *m, stm_article *article)
{
    stm_names_tag(arena, m->names, m->name_caches, article);
    stm_tree_mend_names(article);
}
