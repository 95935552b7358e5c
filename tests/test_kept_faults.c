/* test_kept.c: the kept index of reuse: any number of runs say what one run says; nothing that dies, fails or is
 * damaged on the way leaves anything but the index before or the one after.
 *
 * The linker's --wrap puts the functions below in front of the C library's pwrite, fsync, rename and mkstemp, in this
 * program only: the Nth of these calls is refused, or kills the process, before its work or in the middle of it; or all
 * of them are written down, and disks are made of it that have lost what was not flushed.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/map.h"
#include "engine/kept.h"
#include "helpers/corpora.h"

/* ---- calls that fail ----------------------------------------------------------------------------------- */

ssize_t __real_pwrite(int fd, const void *p, size_t n, off_t at);
int __real_fsync(int fd);
int __real_rename(const char *from, const char *to);
int __real_mkstemp(char *path);
ssize_t __wrap_pwrite(int fd, const void *p, size_t n, off_t at);
int __wrap_fsync(int fd);
int __wrap_rename(const char *from, const char *to);
int __wrap_mkstemp(char *path);

typedef enum manner { REFUSE, KILL, TEAR } manner;

typedef struct written {
    char *bytes; /* NULL: a flush */
    size_t n;
    off_t at;
} written;

static struct {
    int64_t count, at; /* at 0: never */
    manner how;
    int why; /* errno */
    bool from_there_on;
    bool record;
    written log[400];
    uint32_t n_log;
} fault;

static bool struck(void)
{
    fault.count++;
    return fault.at != 0 && (fault.count == fault.at || (fault.from_there_on && fault.count > fault.at));
}

static void die(void) { (void)raise(SIGKILL); }

ssize_t __wrap_pwrite(int fd, const void *p, size_t n, off_t at)
{
    if (struck()) {
        if (fault.how == REFUSE) {
            errno = fault.why;
            return -1;
        }
        if (fault.how == TEAR) {
            (void)__real_pwrite(fd, p, n / 2, at);
        }
        die();
    }
    if (fault.record && fault.n_log < 400) {
        written *w = &fault.log[fault.n_log++];
        *w = (written){ malloc(n), n, at };
        memcpy(w->bytes, p, n);
    }
    return __real_pwrite(fd, p, n, at);
}

int __wrap_fsync(int fd)
{
    if (struck()) {
        if (fault.how == REFUSE) {
            errno = fault.why;
            return -1;
        }
        die();
    }
    if (fault.record && fault.n_log < 400) {
        fault.log[fault.n_log++] = (written){ NULL, 0, 0 };
    }
    return __real_fsync(fd);
}

int __wrap_rename(const char *from, const char *to)
{
    if (struck()) {
        if (fault.how == REFUSE) {
            errno = fault.why;
            return -1;
        }
        die();
    }
    return __real_rename(from, to);
}

int __wrap_mkstemp(char *path)
{
    if (struck() && fault.how == REFUSE) {
        errno = fault.why;
        return -1;
    }
    return __real_mkstemp(path);
}

/* ---- runs that end on the way --------------------------------------------------------------------------- */

/* `first` runs are in the index; one more of `n` articles ends at its Nth call, for all N. */
typedef struct ending {
    uint32_t had, n;
    const char *before, *work;
    char *rows_before, *rows_after;
} ending;

static void begin(ending *e, uint32_t had, uint32_t n)
{
    *e = (ending){ had, n, files_path("before"), files_path("work"), NULL, NULL };
    (void)unlink(e->before);
    (void)unlink(e->work);
    for (uint32_t i = 0; i < had; i += n) {
        free(corpora_add(e->before, i, n, 1));
    }
    e->rows_before = had == 0 ? calloc(1, 1) : corpora_all_of(e->before);
    e->rows_after = corpora_one_run(had + n);
}

static void finish(ending *e)
{
    free(e->rows_before);
    free(e->rows_after);
    (void)unlink(e->before);
}

static void restore(const ending *e)
{
    char line[300];
    (void)snprintf(line, sizeof line, "rm -f %s %s.new", e->work, e->work);
    assert_int_equal(system(line), 0);
    if (e->had != 0) {
        files_copy(e->before, e->work);
    }
}

/* It is the one or the other; and adding the articles again makes it the other. Returns whether it was that already. */
static bool settle(const ending *e)
{
    struct stat s;
    bool there = stat(e->work, &s) == 0 && s.st_size > 0, after = false;
    if (there) {
        char *rows = corpora_all_of(e->work);
        after = strcmp(rows, e->rows_after) == 0;
        if (!after && strcmp(rows, e->rows_before) != 0) {
            fail_msg("neither before nor after:\n%.300s", rows);
        }
        free(rows);
    } else {
        assert_int_equal(e->had, 0);
    }
    free(corpora_add(e->work, e->had, e->n, 1));
    {
        char *again = corpora_all_of(e->work);
        assert_string_equal(again, e->rows_after);
        free(again);
    }
    return after;
}

static void killed(const ending *e, manner how, uint32_t *n_before, uint32_t *n_after)
{
    char path[160];
    bool through = false;
    *n_before = *n_after = 0;
    for (int64_t n = 1; !through; n++) {
        int status = 0;
        pid_t child;
        restore(e);
        child = fork();
        assert_true(child >= 0);
        if (child == 0) {
            fault.count = 0;
            fault.at = n;
            fault.how = how;
            free(corpora_add(e->work, e->had, e->n, 1));
            _exit(0);
        }
        assert_int_equal(waitpid(child, &status, 0), child);
        through = WIFEXITED(status);
        if (through) {
            assert_int_equal(WEXITSTATUS(status), 0);
            assert_true(n > 5);
        }
        settle(e) ? ++*n_after : ++*n_before;
        (void)snprintf(path, sizeof path, "%s.new", e->work);
        assert_int_not_equal(access(path, F_OK), 0); /* nothing is left lying about */
    }
}

static void test_killed_at_each_write(void **state)
{
    ending e;
    uint32_t before, after;
    (void)state;
    begin(&e, 0, 40);
    killed(&e, KILL, &before, &after);
    finish(&e);
    begin(&e, 80, 40);
    killed(&e, KILL, &before, &after);
    assert_true(before > 3 && after > 1);
    killed(&e, TEAR, &before, &after);
    finish(&e);
}

/* Where much of the file is dead, the living part is copied and takes its place. */
static void test_killed_while_rewriting(void **state)
{
    ending e;
    uint32_t before, after, runs = 0;
    off_t size = 0;
    struct stat s;
    const char *index = files_path("rewritten");
    (void)state;
    for (; runs < 200; runs++) {
        free(corpora_add(index, runs * 10, 10, 1));
        assert_int_equal(stat(index, &s), 0);
        if (s.st_size < size) {
            break;
        }
        size = s.st_size;
    }
    assert_true(runs < 200);
    begin(&e, runs * 10, 10);
    killed(&e, KILL, &before, &after);
    assert_true(before > 3 && after > 3);
    finish(&e);
}

static void refused(const ending *e, int why, const char *said, bool from_there_on)
{
    bool through = false;
    char *text = corpora_text(e->had, e->n);
    for (int64_t n = 1; !through; n++) {
        corpora_run run = { .text = text, .index = e->work, .keep = true, .threads = 1 };
        stm_err err = { 0 };
        stm_status status;
        restore(e);
        fault.count = 0;
        fault.at = n;
        fault.how = REFUSE;
        fault.why = why;
        fault.from_there_on = from_there_on;
        status = corpora_do(&run, &err);
        free(run.rows);
        through = fault.count < n;
        fault.at = 0;
        if (status != STM_OK) {
            assert_int_equal(status, STM_IO);
            assert_non_null(strstr(err.message, e->work));
            assert_non_null(strstr(err.message, said));
        }
        (void)settle(e);
    }
    free(text);
}

static void test_full_and_broken_disk(void **state)
{
    ending e;
    (void)state;
    begin(&e, 80, 40);
    refused(&e, ENOSPC, "make room", false);
    refused(&e, ENOSPC, "make room", true);
    refused(&e, EIO, "written", false);
    finish(&e);
    begin(&e, 0, 40);
    refused(&e, ENOSPC, "make room", true);
    finish(&e);
}

/* The power goes: of what was written since the last flush, any part may have reached the disk. */
static void test_power_loss(void **state)
{
    ending e;
    uint64_t seed = 11;
    size_t n_bytes;
    char *bytes;
    (void)state;
    begin(&e, 80, 40);
    restore(&e);
    bytes = files_read(e.work, &n_bytes);
    fault.record = true;
    fault.n_log = 0;
    free(corpora_add(e.work, e.had, e.n, 1));
    fault.record = false;
    assert_true(fault.n_log > 6 && fault.n_log < 400);
    for (uint32_t cut = 0; cut <= fault.n_log; cut++) {
        for (uint32_t round = 0; round < 8; round++) {
            uint32_t flushed = 0;
            int fd;
            files_write(e.work, bytes, n_bytes);
            fd = open(e.work, O_WRONLY);
            assert_true(fd >= 0);
            for (uint32_t i = 0; i < cut; i++) {
                flushed = fault.log[i].bytes == NULL ? i : flushed;
            }
            for (uint32_t i = 0; i < cut; i++) {
                const written *w = &fault.log[i];
                bool lost = i > flushed && (seed = seed * 6364136223846793005u + 1, seed >> 62) != 0;
                if (w->bytes != NULL && !lost) {
                    assert_int_equal(__real_pwrite(fd, w->bytes, w->n, w->at), (ssize_t)w->n);
                }
            }
            (void)close(fd);
            (void)settle(&e);
        }
    }
    for (uint32_t i = 0; i < fault.n_log; i++) {
        free(fault.log[i].bytes);
    }
    free(bytes);
    finish(&e);
}

/* Temporary files for what does not fit the memory: an error that says so, and the index stays. */
static void test_temporary_files_fail(void **state)
{
    char *text = corpora_text(0, 200);
    uint32_t failed = 0;
    bool through = false;
    (void)state;
    for (int64_t n = 1; !through; n++) {
        corpora_run run = { .text = text, .threads = 2, .memory_bytes = 20000 };
        stm_err err = { 0 };
        stm_status status;
        fault.count = 0;
        fault.at = n;
        fault.how = REFUSE;
        fault.why = ENOSPC;
        fault.from_there_on = false;
        status = corpora_do(&run, &err);
        through = fault.count < n;
        fault.at = 0;
        free(run.rows);
        if (status != STM_OK) {
            assert_int_equal(status, STM_IO);
            assert_non_null(strstr(err.message, "temporary file"));
            failed++;
        }
        assert_true(status != STM_OK || through);
    }
    assert_true(failed > 3);
    free(text);
}

/* ---- damage -------------------------------------------------------------------------------------------- */

/* Either everything is as it was, or the message names the file, the place and a way out. */
static stm_status look_at(const char *index, const char *rows, bool checked)
{
    corpora_run run = { .index = index, .as_it_is = true, .all = true, .threads = 1 };
    stm_err err = { 0 };
    stm_status status = corpora_do(&run, &err);
    if (status == STM_OK) {
        assert_string_equal(run.rows, rows);
        if (checked) { /* what a run does not look at, the check does */
            stm_kept *kept = NULL;
            assert_int_equal(stm_kept_open(index, false, 0, &kept, &err), STM_OK);
            status = stm_kept_check(kept, &err);
            stm_kept_close(kept);
        }
    }
    free(run.rows);
    if (status != STM_OK) {
        assert_int_equal(status, STM_FORMAT);
        assert_non_null(strstr(err.message, index));
        assert_non_null(strstr(err.message, "Delete it"));
    }
    return status;
}

static void test_damage_is_told(void **state)
{
    const char *index = files_path("damaged");
    size_t n;
    char *bytes, *rows;
    uint32_t told = 0, tried = 0;
    (void)state;
    free(corpora_add(index, 0, 40, 1));
    free(corpora_add(index, 40, 30, 1));
    bytes = files_read(index, &n);
    rows = corpora_all_of(index);
    for (size_t cut = n - 1; cut > 8; cut = cut * 4 / 5) {
        files_write(index, bytes, cut);
        assert_int_equal(look_at(index, rows, false), STM_FORMAT);
    }
    for (size_t at = 8192; at < n; at += 211) {
        bytes[at] ^= 0x40;
        files_write(index, bytes, n);
        told += look_at(index, rows, true) != STM_OK;
        tried++;
        bytes[at] ^= 0x40;
    }
    assert_true(told * 2 > tried);       /* the rest lies in what no longer counts */
    for (size_t at = 0; at < 64; at++) { /* one head is enough */
        bytes[at] ^= 0x11;
        files_write(index, bytes, n);
        assert_int_equal(look_at(index, rows, true), STM_OK);
        bytes[at + 4096] ^= 0x11;
        files_write(index, bytes, n);
        if (at >= 8) {
            assert_int_equal(look_at(index, rows, true), STM_FORMAT);
        }
        bytes[at] ^= 0x11;
        bytes[at + 4096] ^= 0x11;
    }
    free(bytes);
    free(rows);
}

static void expect_refusal(const char *index, bool write, stm_status status, const char *said)
{
    stm_kept *kept = NULL;
    stm_err err = { 0 };
    assert_int_equal(stm_kept_open(index, write, 0, &kept, &err), status);
    assert_null(kept);
    assert_non_null(strstr(err.message, index));
    if (strstr(err.message, said) == NULL) {
        fail_msg("%s", err.message);
    }
}

static void test_other_files_are_left_alone(void **state)
{
    const char *index = files_path("other");
    char *bytes;
    size_t n;
    (void)state;
    files_write(index, "A letter to nobody.\n", 20);
    expect_refusal(index, true, STM_FORMAT, "another kind of file");
    bytes = files_read(index, &n);
    assert_int_equal(n, 20);
    free(bytes);
    expect_refusal(files_path("none"), false, STM_IO, "opened");
    expect_refusal(files_path(""), false, STM_FORMAT, "no ordinary file");
    (void)unlink(index);
    free(corpora_add(index, 0, 5, 1));
    bytes = files_read(index, &n);
    for (size_t head = 0; head <= 4096; head += 4096) { /* another version, and sound */
        uint64_t sum;
        bytes[head + 12] = 9;
        sum = stm_hash(bytes + head, 56);
        memcpy(bytes + head + 56, &sum, sizeof sum);
    }
    files_write(index, bytes, n);
    expect_refusal(index, true, STM_FORMAT, "another version");
    for (size_t head = 0; head <= 4096; head += 4096) {
        for (size_t k = 0; k < 4; k++) {
            bytes[head + 8 + k] = (char)(k + 1);
        }
    }
    files_write(index, bytes, n);
    expect_refusal(index, true, STM_FORMAT, "another order of bytes");
    free(bytes);
}

static void test_one_writer(void **state)
{
    const char *index = files_path("locked");
    int there[2], done[2], status;
    char byte;
    pid_t child;
    (void)state;
    free(corpora_add(index, 0, 20, 1));
    assert_int_equal(pipe(there), 0);
    assert_int_equal(pipe(done), 0);
    child = fork();
    if (child == 0) {
        stm_kept *kept = NULL;
        bool good = stm_kept_open(index, true, 0, &kept, NULL) == STM_OK;
        (void)!write(there[1], "x", 1);
        (void)!read(done[0], &byte, 1);
        _exit(good ? 0 : 1);
    }
    assert_int_equal(read(there[0], &byte, 1), 1);
    expect_refusal(index, true, STM_IO, "in use by another run");
    expect_refusal(index, false, STM_IO, "in use by another run");
    assert_int_equal(write(done[1], "x", 1), 1);
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(WEXITSTATUS(status), 0);
    free(corpora_all_of(index));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_killed_at_each_write),       cmocka_unit_test(test_killed_while_rewriting),
        cmocka_unit_test(test_full_and_broken_disk),       cmocka_unit_test(test_power_loss),
        cmocka_unit_test(test_temporary_files_fail),       cmocka_unit_test(test_damage_is_told),
        cmocka_unit_test(test_other_files_are_left_alone), cmocka_unit_test(test_one_writer),
    };
    return cmocka_run_group_tests_name("kept_faults", tests, files_set_up, files_tear_down);
}
