/* store.c: see store.h. Opening and closing, what SQLite's errors mean, statements, the transaction.
 *
 * A rollback journal, not a write-ahead log: the store is one file that can be copied, mailed and put on a medium that
 * is read only, and a run that is killed is undone by whoever opens the file next. Source: SQLite, "Atomic Commit".
 */
#include "store/browse.h"
#include "store/store_parts.h"

#include <math.h>
#include <stdio.h>

#define WAIT_MS 5000 /* for another program that holds the file */

static stm_status fail(stm_store *s, stm_status status, stm_err *err, const char *what)
{
    return stm_fail(err, status, "%.120s %s", s->path, what);
}

stm_status stm_store_fail(stm_store *s, int code, stm_err *err)
{
    switch (code & 0xff) {
    case SQLITE_NOMEM: return stm_fail(err, STM_NO_MEMORY, "out of memory in the store");
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return fail(s, STM_IO, err, "is in use by another program. Wait until it is done, then run this again.");
    case SQLITE_NOTADB:
        return fail(s, STM_FORMAT, err, "is no stemma store. Name another file; a new one is made where none is.");
    case SQLITE_CORRUPT:
        return fail(s, STM_FORMAT, err,
                    "is damaged. Make it again from the articles, or take a copy; \"stemma check\" says more.");
    case SQLITE_FULL:
        return fail(s, STM_IO, err, "cannot grow: the disk is full. The store is as it was; make room, run again.");
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH: return fail(s, STM_IO, err, "may not be written to. Mend its permissions or its folder's.");
    case SQLITE_CANTOPEN: return fail(s, STM_IO, err, "cannot be opened. Is the folder there, and may it be used?");
    case SQLITE_TOOBIG: return fail(s, STM_LIMIT, err, "cannot hold an item of this size.");
    case SQLITE_IOERR:
        return fail(s, STM_IO, err, "cannot be read or written: the disk reports an error. The store is as it was.");
    default:
        return stm_fail(err, STM_IO, "%.120s: %.100s", s->path,
                        s->db == NULL ? sqlite3_errstr(code) : sqlite3_errmsg(s->db));
    }
}

stm_status stm_store_run(stm_store *s, const char *sql, stm_err *err)
{
    int code = sqlite3_exec(s->db, sql, NULL, NULL, NULL);
    return code == SQLITE_OK ? STM_OK : stm_store_fail(s, code, err);
}

/* The number that a pragma gives; the statement is gone again at once. */
static int pragma(stm_store *s, const char *sql, int64_t *out)
{
    sqlite3_stmt *statement = NULL;
    int code = sqlite3_prepare_v2(s->db, sql, -1, &statement, NULL);
    if (code == SQLITE_OK) {
        code = sqlite3_step(statement);
        *out = code == SQLITE_ROW ? sqlite3_column_int64(statement, 0) : 0;
        code = code == SQLITE_ROW || code == SQLITE_DONE ? SQLITE_OK : code;
    }
    (void)sqlite3_finalize(statement);
    return code;
}

/* What the file is: ours, new, or something else. */
static stm_status recognise(stm_store *s, stm_err *err)
{
    int64_t application = 0, version = 0, tables = 0;
    int code = pragma(s, "PRAGMA application_id", &application);
    if (code == SQLITE_OK) {
        code = pragma(s, "PRAGMA user_version", &version);
    }
    if (code == SQLITE_OK) {
        code = pragma(s, "SELECT count(*) FROM sqlite_schema", &tables);
    }
    if (code != SQLITE_OK) {
        return stm_store_fail(s, code, err);
    }
    if (application == 0 && version == 0 && tables == 0) {
        s->version = 0;
        return s->write ? STM_OK : fail(s, STM_FORMAT, err, "is empty. Put articles in: stemma record --db FILE INPUT");
    }
    if (application != STM_STORE_APPLICATION) {
        return fail(s, STM_FORMAT, err, "is the database of another program. Name another file.");
    }
    if (version > STM_STORE_VERSION || version < 1) {
        return stm_fail(err, STM_FORMAT,
                        "%.100s was written by another stemma (tables of version %d, this one has %d). Use that "
                        "stemma, or keep the articles in a new file.",
                        s->path, (int)version, STM_STORE_VERSION);
    }
    s->version = (int)version;
    return STM_OK;
}

/* *code: what SQLite said last. */
static stm_status open_waiting(const char *path, bool write, int wait_ms, stm_store **out, int *code, stm_err *err)
{
    stm_store *s = stm_mem_zalloc(1, sizeof *s);
    stm_status status;
    size_t n = strlen(path);
    *out = NULL;
    *code = SQLITE_OK;
    if (s != NULL) {
        s->path = stm_mem_zalloc(n + 1, 1);
    }
    if (s == NULL || s->path == NULL) {
        stm_mem_free(s);
        return stm_fail(err, STM_NO_MEMORY, "out of memory");
    }
    memcpy(s->path, path, n);
    s->write = write;
    /* Also a reader opens for writing, where it may: what a killed writer has left must be undone before it is read. */
    *code = sqlite3_open_v2(path, &s->db, SQLITE_OPEN_READWRITE | (write ? SQLITE_OPEN_CREATE : 0), NULL);
    if (*code == SQLITE_OK) {
        (void)sqlite3_busy_timeout(s->db, wait_ms);
        (void)sqlite3_extended_result_codes(s->db, 1);
        (void)sqlite3_db_config(s->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
        (void)sqlite3_db_config(s->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
        *code = sqlite3_exec(s->db, "PRAGMA foreign_keys = ON; PRAGMA cell_size_check = ON", NULL, NULL, NULL);
    }
    status = *code == SQLITE_OK ? recognise(s, err) : stm_store_fail(s, *code, err);
    if (status != STM_OK) {
        *code = s->db == NULL ? *code : sqlite3_errcode(s->db);
        stm_store_close(s);
        return status;
    }
    *out = s;
    return STM_OK;
}

stm_status stm_store_open(const char *path, bool write, stm_store **out, stm_err *err)
{
    int code;
    return open_waiting(path, write, WAIT_MS, out, &code, err);
}

stm_status stm_store_look(const char *path, uint32_t wait_ms, stm_store **out, bool *busy, stm_err *err)
{
    int code;
    stm_status status = open_waiting(path, false, (int)wait_ms, out, &code, err);
    stm_store *s = *out;
    if (status == STM_OK) {
        status = stm_store_run(s, "PRAGMA query_only = ON; BEGIN; SELECT count(*) FROM sqlite_schema", err);
        code = sqlite3_errcode(s->db);
        s->in_transaction = true;
    }
    if (status != STM_OK) {
        stm_store_close(s);
        *out = NULL;
    }
    *busy = status != STM_OK && ((code & 0xff) == SQLITE_BUSY || (code & 0xff) == SQLITE_LOCKED);
    return status;
}

void stm_store_close(stm_store *s)
{
    if (s == NULL) {
        return;
    }
    stm_store_rollback(s);
    for (int q = 0; q < STM_Q_COUNT; q++) {
        (void)sqlite3_finalize(s->statements[q]);
    }
    (void)sqlite3_close(s->db);
    stm_mem_free(s->path);
    stm_mem_free(s);
}

sqlite3_stmt *stm_store_statement(stm_store *s, stm_query q, stm_err *err)
{
    if (s->statements[q] == NULL) {
        int code = sqlite3_prepare_v3(s->db, stm_store_sql(q), -1, SQLITE_PREPARE_PERSISTENT, &s->statements[q], NULL);
        if (code != SQLITE_OK) {
            (void)stm_store_fail(s, code, err);
            return NULL;
        }
    }
    (void)sqlite3_reset(s->statements[q]);
    (void)sqlite3_clear_bindings(s->statements[q]);
    s->bind_failed = SQLITE_OK;
    return s->statements[q];
}

stm_status stm_store_step(stm_store *s, sqlite3_stmt *statement, bool *row, stm_err *err)
{
    int code = s->bind_failed != SQLITE_OK ? s->bind_failed : sqlite3_step(statement);
    *row = code == SQLITE_ROW;
    if (code == SQLITE_ROW) {
        return STM_OK;
    }
    if (code != SQLITE_DONE) { /* the message is the statement's: before it is reset */
        (void)stm_store_fail(s, code, err);
    }
    (void)sqlite3_reset(statement);
    return code == SQLITE_DONE ? STM_OK : stm_store_fail(s, code, NULL);
}

stm_status stm_store_do(stm_store *s, sqlite3_stmt *statement, stm_err *err)
{
    bool row = false;
    stm_status status = stm_store_step(s, statement, &row, err);
    (void)sqlite3_reset(statement);
    (void)sqlite3_clear_bindings(statement); /* what was bound is borrowed */
    return status;
}

stm_status stm_store_begin(stm_store *s, stm_err *err)
{
    stm_status status = stm_store_run(s, "BEGIN IMMEDIATE", err);
    s->in_transaction = status == STM_OK;
    return status == STM_OK ? recognise(s, err) : status; /* another program may have made it meanwhile */
}

stm_status stm_store_commit(stm_store *s, stm_err *err)
{
    stm_status status = stm_store_run(s, "COMMIT", err);
    s->in_transaction = s->in_transaction && status != STM_OK;
    return status;
}

void stm_store_rollback(stm_store *s)
{
    if (s->in_transaction) {
        for (int q = 0; q < STM_Q_COUNT; q++) {
            (void)sqlite3_reset(s->statements[q]);
        }
        (void)sqlite3_exec(s->db, "ROLLBACK", NULL, NULL, NULL);
        s->in_transaction = false;
    }
}

/* ---- values ---------------------------------------------------------------------------------------------- */

static void bound(stm_store *s, int code) { s->bind_failed = s->bind_failed == SQLITE_OK ? code : s->bind_failed; }

void stm_bind_str(stm_store *s, sqlite3_stmt *statement, int at, stm_str v)
{
    bound(s, v.p == NULL ? sqlite3_bind_null(statement, at)
                         : sqlite3_bind_text64(statement, at, v.p, v.n, SQLITE_STATIC, SQLITE_UTF8));
}

void stm_bind_int(stm_store *s, sqlite3_stmt *statement, int at, int64_t v)
{
    bound(s, sqlite3_bind_int64(statement, at, v));
}

void stm_bind_index(stm_store *s, sqlite3_stmt *statement, int at, uint32_t v)
{
    bound(s, v == STM_NONE ? sqlite3_bind_null(statement, at) : sqlite3_bind_int64(statement, at, v));
}

void stm_bind_real(stm_store *s, sqlite3_stmt *statement, int at, double v)
{
    bound(s, isnan(v) ? sqlite3_bind_null(statement, at) : sqlite3_bind_double(statement, at, v));
}

void stm_bind_blob(stm_store *s, sqlite3_stmt *statement, int at, const void *p, size_t n)
{
    bound(s, sqlite3_bind_blob64(statement, at, p, n, SQLITE_STATIC));
}

void stm_bind_seal(stm_store *s, sqlite3_stmt *statement, int at, stm_str object)
{
    if (stm_digest_of(&object, 1, &s->seal)) {
        stm_bind_blob(s, statement, at, s->seal.bytes, sizeof s->seal.bytes);
    } else {
        bound(s, SQLITE_NOMEM);
    }
}

stm_str stm_column_str(sqlite3_stmt *statement, int at)
{
    const char *p = (const char *)sqlite3_column_text(statement, at);
    return (stm_str){ p, p == NULL ? 0 : (size_t)sqlite3_column_bytes(statement, at) };
}

uint32_t stm_column_index(sqlite3_stmt *statement, int at)
{
    int64_t v = sqlite3_column_int64(statement, at);
    return sqlite3_column_type(statement, at) == SQLITE_NULL || v < 0 || v >= STM_NONE ? STM_NONE : (uint32_t)v;
}
