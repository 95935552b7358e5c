/* test_store_faults.c: nothing is left of a run that fails or is killed, and the store is whole afterwards.
 *
 * A run fails at every place: a file system of ours (a VFS of SQLite over the real one) refuses, or kills the process
 * at, the Nth write, flush or truncation, for N = 1, 2, 3, ... until a run needs fewer; SQLite's allocator does the
 * same with memory.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "helpers/stores.h"

/* ---- a file system that fails ----------------------------------------------------------------------------- */

typedef struct faulty_file {
    sqlite3_file base;
    sqlite3_file *real;
} faulty_file;

static struct {
    int64_t count, at; /* at 0: never */
    bool kill, full;
    sqlite3_vfs vfs, *real;
    sqlite3_io_methods methods;
} fault;

static int struck(void)
{
    fault.count++;
    if (fault.at == 0 || fault.count < fault.at) {
        return SQLITE_OK;
    }
    if (fault.kill) {
        (void)raise(SIGKILL);
    }
    return fault.full ? SQLITE_FULL : SQLITE_IOERR_WRITE;
}

static sqlite3_file *real_of(sqlite3_file *f) { return ((faulty_file *)f)->real; }

static int f_close(sqlite3_file *f)
{
    int code = real_of(f)->pMethods->xClose(real_of(f));
    free(real_of(f));
    return code;
}
static int f_read(sqlite3_file *f, void *p, int n, sqlite3_int64 at)
{
    return real_of(f)->pMethods->xRead(real_of(f), p, n, at);
}
static int f_write(sqlite3_file *f, const void *p, int n, sqlite3_int64 at)
{
    int code = struck();
    return code != SQLITE_OK ? code : real_of(f)->pMethods->xWrite(real_of(f), p, n, at);
}
static int f_truncate(sqlite3_file *f, sqlite3_int64 n)
{
    int code = struck();
    return code != SQLITE_OK ? code : real_of(f)->pMethods->xTruncate(real_of(f), n);
}
static int f_sync(sqlite3_file *f, int flags)
{
    int code = struck();
    return code != SQLITE_OK ? code : real_of(f)->pMethods->xSync(real_of(f), flags);
}
static int f_size(sqlite3_file *f, sqlite3_int64 *n) { return real_of(f)->pMethods->xFileSize(real_of(f), n); }
static int f_lock(sqlite3_file *f, int k) { return real_of(f)->pMethods->xLock(real_of(f), k); }
static int f_unlock(sqlite3_file *f, int k) { return real_of(f)->pMethods->xUnlock(real_of(f), k); }
static int f_reserved(sqlite3_file *f, int *out) { return real_of(f)->pMethods->xCheckReservedLock(real_of(f), out); }
static int f_control(sqlite3_file *f, int op, void *p) { return real_of(f)->pMethods->xFileControl(real_of(f), op, p); }
static int f_sector(sqlite3_file *f) { return real_of(f)->pMethods->xSectorSize(real_of(f)); }
static int f_traits(sqlite3_file *f) { return real_of(f)->pMethods->xDeviceCharacteristics(real_of(f)); }

static int v_open(sqlite3_vfs *v, const char *name, sqlite3_file *f, int flags, int *out)
{
    faulty_file *file = (faulty_file *)f;
    int code;
    (void)v;
    file->base.pMethods = NULL;
    file->real = calloc(1, (size_t)fault.real->szOsFile);
    if (file->real == NULL) {
        return SQLITE_NOMEM;
    }
    code = fault.real->xOpen(fault.real, name, file->real, flags, out);
    if (code != SQLITE_OK) {
        free(file->real);
        return code;
    }
    file->base.pMethods = &fault.methods;
    return SQLITE_OK;
}

static int v_delete(sqlite3_vfs *v, const char *name, int sync)
{
    int code = struck();
    (void)v;
    return code != SQLITE_OK ? SQLITE_IOERR_DELETE : fault.real->xDelete(fault.real, name, sync);
}

static void install_faults(void)
{
    fault.real = sqlite3_vfs_find(NULL);
    fault.vfs = *fault.real;
    fault.vfs.zName = "faulty";
    fault.vfs.szOsFile = (int)sizeof(faulty_file);
    fault.vfs.xOpen = v_open;
    fault.vfs.xDelete = v_delete;
    fault.vfs.pNext = NULL;
    fault.methods = (sqlite3_io_methods){ .iVersion = 1,
                                          .xClose = f_close,
                                          .xRead = f_read,
                                          .xWrite = f_write,
                                          .xTruncate = f_truncate,
                                          .xSync = f_sync,
                                          .xFileSize = f_size,
                                          .xLock = f_lock,
                                          .xUnlock = f_unlock,
                                          .xCheckReservedLock = f_reserved,
                                          .xFileControl = f_control,
                                          .xSectorSize = f_sector,
                                          .xDeviceCharacteristics = f_traits };
    assert_int_equal(sqlite3_vfs_register(&fault.vfs, 1), SQLITE_OK);
}

/* ---- an allocator that fails ------------------------------------------------------------------------------ */

static struct {
    int64_t count, at;
    sqlite3_mem_methods real;
} memory;

static bool refused(void) { return ++memory.count == memory.at; }
static void *m_malloc(int n) { return refused() ? NULL : memory.real.xMalloc(n); }
static void *m_realloc(void *p, int n) { return refused() ? NULL : memory.real.xRealloc(p, n); }

/* ---- failing and dying ------------------------------------------------------------------------------------ */

static void copy(const char *from, const char *to)
{
    char journal[160];
    (void)snprintf(journal, sizeof journal, "%s-journal", to);
    (void)unlink(journal);
    files_copy(from, to);
}

/* A run of one more article over and over, which fails at the Nth step; step(n) says whether it got through. */
static void sweep(const char *name, bool (*step)(const char *db, int64_t n), int64_t stride)
{
    char before_name[40], after_name[40], work_name[40], what[300];
    const char *before, *after, *work;
    bool through = false;
    (void)snprintf(before_name, sizeof before_name, "%s-before.db", name);
    (void)snprintf(after_name, sizeof after_name, "%s-after.db", name);
    (void)snprintf(work_name, sizeof work_name, "%s-work.db", name);
    before = files_path(before_name), after = files_path(after_name), work = files_path(work_name);
    store_add_ok(before, store_ferry, 2, NULL);
    copy(before, after);
    store_add_ok(after, &store_ferry[2], 1, NULL);
    for (int64_t n = 1; !through; n += stride) {
        copy(before, work);
        through = step(work, n);
        if (store_check(work, what) != 0) {
            fail_msg("step %lld: %s", (long long)n, what);
        }
        store_assert_same(work, through ? after : before);
    }
}

/* The file system refuses. After the point where the transaction is complete a failure changes nothing any more. */
static bool step_full(const char *db, int64_t n)
{
    stm_store_report report;
    stm_err err = { 0 };
    stm_status status;
    int64_t needed;
    fault.count = 0;
    fault.at = n;
    fault.full = true;
    status = store_add_paths(db, &store_ferry[2], 1, STM_TOGETHER_UNKNOWN, &report, &err);
    needed = fault.count;
    fault.at = 0;
    if (status != STM_OK) {
        assert_non_null(strstr(err.message, "disk"));
        return false;
    }
    assert_true(needed > 0);
    return true;
}

static void test_full_disk(void **state)
{
    (void)state;
    sweep("full", step_full, 1);
}

/* The process is killed at the Nth step. */
static bool step_killed(const char *db, int64_t n)
{
    int status = 0;
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        stm_store_report report;
        fault.count = 0;
        fault.at = n;
        fault.kill = true;
        _exit(store_add_paths(db, &store_ferry[2], 1, STM_TOGETHER_UNKNOWN, &report, NULL) == STM_OK ? 0 : 1);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFSIGNALED(status) || WEXITSTATUS(status) == 0);
    return !WIFSIGNALED(status);
}

static void test_killed(void **state)
{
    (void)state;
    sweep("killed", step_killed, 1);
}

/* SQLite's Nth allocation fails. */
static bool step_no_memory(const char *db, int64_t n)
{
    stm_store_report report;
    stm_err err = { 0 };
    stm_status status;
    bool hit;
    memory.count = 0;
    memory.at = n;
    status = store_add_paths(db, &store_ferry[2], 1, STM_TOGETHER_UNKNOWN, &report, &err);
    hit = memory.count >= n;
    memory.at = 0;
    if (status != STM_OK) {
        assert_true(hit);
        return false;
    }
    return true; /* not needed, or done without */
}

static void test_no_memory(void **state)
{
    char what[300];
    const char *before = files_path("memory.db"), *after = files_path("memory2.db"), *work = files_path("memory3.db");
    (void)state;
    store_add_ok(before, store_ferry, 2, NULL);
    copy(before, after);
    store_add_ok(after, &store_ferry[2], 1, NULL);
    for (int64_t n = 1;; n += n < 60 ? 1 : 61) {
        bool through;
        copy(before, work);
        through = step_no_memory(work, n);
        store_assert_same(work, through ? after : before);
        assert_int_equal(store_check(work, what), 0);
        if (through && memory.count < n) {
            break;
        }
    }
}

static int set_up(void **state)
{
    sqlite3_mem_methods methods;
    (void)state;
    assert_int_equal(sqlite3_config(SQLITE_CONFIG_GETMALLOC, &memory.real), SQLITE_OK);
    methods = memory.real;
    methods.xMalloc = m_malloc;
    methods.xRealloc = m_realloc;
    assert_int_equal(sqlite3_config(SQLITE_CONFIG_MALLOC, &methods), SQLITE_OK);
    /* Without it small items come from a pool that never fails. */
    assert_int_equal(sqlite3_config(SQLITE_CONFIG_LOOKASIDE, 0, 0), SQLITE_OK);
    install_faults();
    store_set_up();
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    store_tear_down();
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_full_disk),
        cmocka_unit_test(test_killed),
        cmocka_unit_test(test_no_memory),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
