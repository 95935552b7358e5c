/* fuzz_query.c: any bytes as a query, and what stands behind the first line break as the text that it is looked for in.
 * What is found in the text is found by the index too; nothing that a query holds is taken for syntax by the index. */
#include "fuzz.h"

#include <sqlite3.h>

#include "store/search.h"
#include "text/text.h"

typedef struct query_call {
    stm_arena *arena;
    stm_sought sought;
    stm_str text, expression;
    stm_spans matches;
    bool found;
} query_call;

static void look(void *arg)
{
    query_call *c = arg;
    c->found = stm_search_match(c->arena, &c->sought, c->text, &c->matches);
    c->expression = stm_search_expression(c->arena, &c->sought, NULL);
}

/* Scripts that SQLite 3.40 (Unicode 6.1) and utf8proc know alike. */
static bool known_alike(stm_str s)
{
    for (size_t i = 0; i < s.n; i++) {
        if ((unsigned char)s.p[i] > 0xD1) {
            return false;
        }
    }
    return stm_utf8_valid_prefix(s.p, s.n) == s.n && memchr(s.p, '\0', s.n) == NULL;
}

static bool index_finds(const query_call *c)
{
    sqlite3 *db = NULL;
    sqlite3_stmt *q = NULL;
    int code;
    STM_FUZZ_CHECK(sqlite3_open(":memory:", &db) == SQLITE_OK);
    STM_FUZZ_CHECK(sqlite3_exec(db,
                                "CREATE VIRTUAL TABLE t USING fts5(words, speaker, detail=column, "
                                "tokenize='unicode61 remove_diacritics 2')",
                                NULL, NULL, NULL) == SQLITE_OK);
    STM_FUZZ_CHECK(sqlite3_prepare_v2(db, "INSERT INTO t VALUES(?1, NULL)", -1, &q, NULL) == SQLITE_OK);
    (void)sqlite3_bind_text(q, 1, c->text.p, (int)c->text.n, SQLITE_STATIC);
    STM_FUZZ_CHECK(sqlite3_step(q) == SQLITE_DONE);
    (void)sqlite3_finalize(q);
    STM_FUZZ_CHECK(sqlite3_prepare_v2(db, "SELECT rowid FROM t WHERE t MATCH ?1", -1, &q, NULL) == SQLITE_OK);
    (void)sqlite3_bind_text(q, 1, c->expression.p, (int)c->expression.n, SQLITE_STATIC);
    code = sqlite3_step(q);
    STM_FUZZ_CHECK(code == SQLITE_ROW || code == SQLITE_DONE);
    (void)sqlite3_finalize(q);
    (void)sqlite3_close(db);
    return code == SQLITE_ROW;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const uint8_t *line = size == 0 ? NULL : memchr(data, '\n', size);
    stm_str all = { size == 0 ? "" : (const char *)data, size };
    stm_str query = { all.p, line == NULL ? size : (size_t)(line - data) };
    stm_err err = { 0 };
    stm_arena arena;
    query_call c = { .arena = &arena };
    stm_arena_init(&arena, 0);
    c.text = line == NULL ? STM_STR("") : (stm_str){ all.p + query.n + 1, all.n - query.n - 1 };
    c.text.n = stm_utf8_valid_prefix(c.text.p, c.text.n);
    if (stm_search_parse(&arena, query, &c.sought, &err) != STM_OK) {
        STM_FUZZ_CHECK(err.status == STM_USAGE && err.message[0] != '\0');
    } else {
        STM_FUZZ_CHECK(stm_arena_protect(&arena, look, &c) == STM_OK);
        for (uint32_t i = 0; i < c.matches.n; i++) {
            stm_span m = c.matches.at[i];
            STM_FUZZ_CHECK(m.start < m.end && m.end <= c.text.n && (i == 0 || c.matches.at[i - 1].end <= m.start));
        }
        STM_FUZZ_CHECK((c.expression.p == NULL) == (c.sought.all.n == 0));
        if (c.expression.p != NULL && known_alike(query) && known_alike(c.text)) {
            bool by_index = index_finds(&c);
            STM_FUZZ_CHECK(by_index || !c.found);
        }
    }
    stm_arena_fini(&arena);
    return 0;
}
