/* store_check.c: see store.h, stm_store_check.
 *
 * Nothing is believed because another table says so: texts are valid UTF-8, every offset of every table is looked up
 * in its text, every JSON object is read, and the index is built against the texts again by FTS5 itself.
 * Cost: linear in the file.
 */
#include <stdio.h>

#include "store/store_parts.h"
#include "text/text.h"

typedef struct checking {
    stm_store *store;
    stm_store_complaint complain;
    void *arg;
    stm_err *err;
    uint64_t wrong;
    stm_status status; /* of the check itself: out of memory, the file in use */
} checking;

enum { SHOWN = 20 }; /* complaints of one kind that are written out */

static void complaint(checking *c, const char *what)
{
    c->wrong++;
    if (c->complain != NULL) {
        c->complain(c->arg, what);
    }
}

/* What SQLite says while it reads: damage is what was looked for, anything else ends the check. */
static void refused(checking *c, int code, const char *what)
{
    char line[300];
    switch (code & 0xff) {
    case SQLITE_NOMEM:
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_IOERR: c->status = stm_store_fail(c->store, code, c->err); return;
    default: (void)snprintf(line, sizeof line, "%s: %.200s", what, sqlite3_errmsg(c->store->db)); complaint(c, line);
    }
}

/* Each row of the query is a complaint: "about: column 0 column 1 ...". */
static void rows_wrong(checking *c, const char *sql, const char *about)
{
    sqlite3_stmt *q = NULL;
    int code = c->status == STM_OK ? sqlite3_prepare_v2(c->store->db, sql, -1, &q, NULL) : SQLITE_DONE;
    uint64_t n = 0;
    if (code != SQLITE_OK) {
        if (code != SQLITE_DONE) {
            refused(c, code, about);
        }
        return;
    }
    while ((code = sqlite3_step(q)) == SQLITE_ROW) {
        char line[300];
        int at = snprintf(line, sizeof line, "%s:", about);
        for (int k = 0; k < sqlite3_column_count(q) && at > 0 && (size_t)at < sizeof line; k++) {
            const unsigned char *v = sqlite3_column_text(q, k);
            at += snprintf(line + at, sizeof line - (size_t)at, " %s", v == NULL ? "null" : (const char *)v);
        }
        if (n++ < SHOWN) {
            complaint(c, line);
        } else {
            c->wrong++;
        }
    }
    if (code != SQLITE_DONE) {
        refused(c, code, about);
    }
    (void)sqlite3_finalize(q);
}

static void command(checking *c, const char *sql, const char *about)
{
    int code = c->status == STM_OK ? sqlite3_exec(c->store->db, sql, NULL, NULL, NULL) : SQLITE_OK;
    if (code != SQLITE_OK) {
        refused(c, code, about);
    }
}

static void whole_file(checking *c)
{
    rows_wrong(c, "SELECT * FROM pragma_integrity_check WHERE integrity_check <> 'ok'", "the file");
    rows_wrong(c, "SELECT \"table\", 'row', rowid, 'speaks of a row of', parent FROM pragma_foreign_key_check",
               "a row that is missing is spoken of");
}

/* ---- offsets ---------------------------------------------------------------------------------------------- */

static bool inside(stm_str text, int64_t at)
{
    return at >= 0 && (uint64_t)at <= text.n && ((uint64_t)at == text.n || ((unsigned char)text.p[at] & 0xC0) != 0x80);
}

/* article, start, end of every table that has them, beside the text they speak of. */
static const char *const spans_of[][2] = {
    { "passage", "SELECT a.text, a.name, p.start, p.end FROM passage p JOIN article a ON a.id = p.article" },
    { "passage as shown",
      "SELECT a.text, a.name, p.shown_start, p.shown_end FROM passage p JOIN article a ON a.id = p.article" },
    { "credit", "SELECT a.text, a.name, p.start, p.end FROM credit p JOIN article a ON a.id = p.article" },
    { "furniture", "SELECT a.text, a.name, p.start, p.end FROM furniture p JOIN article a ON a.id = p.article" },
    { "dateline", "SELECT text, name, dateline_start, dateline_end FROM article WHERE dateline_start IS NOT NULL" },
    { "mention",
      "SELECT a.text, a.name, m.value ->> 'start', m.value ->> 'end' FROM article a,"
      " json_each(a.object, '$.entities') e, json_each(e.value, '$.mentions') m WHERE json_valid(a.object)" },
    { "quotation", "SELECT a.text, a.name, s.value ->> 0, s.value ->> 1 FROM article a,"
                   " json_each(a.object, '$.quotations') q, json_each(q.value, '$.content') s"
                   " WHERE json_valid(a.object)" },
    { "time", "SELECT a.text, a.name, t.value ->> 'start', t.value ->> 'end' FROM article a,"
              " json_each(a.object, '$.times') t WHERE json_valid(a.object)" },
    { "figure", "SELECT a.text, a.name, f.value ->> 'start', f.value ->> 'end' FROM article a,"
                " json_each(a.object, '$.figures') f WHERE json_valid(a.object)" },
    { "event", "SELECT a.text, a.name, p.value ->> 'start', p.value ->> 'end' FROM story s,"
               " json_each(s.object, '$.timeline') e, json_each(e.value, '$.passages') p"
               " LEFT JOIN article a ON a.name = p.value ->> 'article' WHERE json_valid(s.object)" },
    { "reading of a statement", "SELECT a.text, a.name, p.value ->> '$.passage[0]', p.value ->> '$.passage[1]'"
                                " FROM story s, json_each(s.object, '$.statements') e, json_each(e.value, '$.readings')"
                                " p LEFT JOIN article a ON a.name = p.value ->> 'article' WHERE json_valid(s.object)" },
    { "reading of a figure", "SELECT a.text, a.name, p.value ->> 'start', p.value ->> 'end' FROM story s,"
                             " json_each(s.object, '$.figures') e, json_each(e.value, '$.readings') p"
                             " LEFT JOIN article a ON a.name = p.value ->> 'article' WHERE json_valid(s.object)" },
    { "state of a proposal", "SELECT a.text, a.name, p.value ->> '$.passage[0]', p.value ->> '$.passage[1]'"
                             " FROM story s, json_each(s.object, '$.proposals') e, json_each(e.value, '$.states')"
                             " p LEFT JOIN article a ON a.name = p.value ->> 'article' WHERE json_valid(s.object)" },
};

static void spans(checking *c, const char *what, const char *sql)
{
    sqlite3_stmt *q = NULL;
    int code = c->status == STM_OK ? sqlite3_prepare_v2(c->store->db, sql, -1, &q, NULL) : SQLITE_DONE;
    uint64_t n = 0;
    char line[300];
    if (code != SQLITE_OK) {
        if (code != SQLITE_DONE) {
            refused(c, code, what);
        }
        return;
    }
    while ((code = sqlite3_step(q)) == SQLITE_ROW) {
        stm_str text = stm_column_str(q, 0), name = stm_column_str(q, 1);
        int64_t start = sqlite3_column_int64(q, 2), end = sqlite3_column_int64(q, 3);
        if (text.p != NULL && start <= end && inside(text, start) && inside(text, end)) {
            continue;
        }
        (void)snprintf(line, sizeof line, "%s %lld-%lld is not a passage of the text of article \"%.80s\"", what,
                       (long long)start, (long long)end, name.p == NULL ? "?" : name.p);
        if (n++ < SHOWN) {
            complaint(c, line);
        } else {
            c->wrong++;
        }
    }
    if (code != SQLITE_DONE) {
        refused(c, code, what);
    }
    (void)sqlite3_finalize(q);
}

/* Valid text, and marks that fit it. */
static void texts(checking *c)
{
    stm_stored_articles stored;
    stm_arena arena;
    stm_err err = { 0 };
    stm_status status;
    if (c->status != STM_OK) {
        return;
    }
    stm_arena_init(&arena, 0);
    status = stm_store_load(c->store, &arena, &stored, &err);
    if (status == STM_NO_MEMORY || status == STM_IO) {
        c->status = status;
        if (c->err != NULL) {
            *c->err = err;
        }
    } else if (status != STM_OK) {
        complaint(c, "the articles cannot be read: their numbers, or marks in their texts, are broken");
    }
    for (uint32_t i = 0; i < stored.n && status == STM_OK; i++) {
        const stm_article *a = stored.at[i].article;
        char line[200];
        if (stm_utf8_valid_prefix(a->text.p, a->text.n) != a->text.n) {
            (void)snprintf(line, sizeof line, "article %u is not valid UTF-8", i + 1);
            complaint(c, line);
        }
    }
    stm_arena_fini(&arena);
}

/* What was written, in the words that the complaint uses: name, digest, then up to five strings. */
static const char *const sealed[][2] = {
    { "the text or the particulars of article",
      "SELECT name, digest, title, outlet, url, published, text FROM article" },
    { "the annotations of article", "SELECT name, seal, object FROM article" },
    { "the record of story", "SELECT number, seal, object FROM story" },
    { "what is shared by articles", "SELECT a || ' and ' || b, seal, object FROM pair" },
    { "family", "SELECT number, seal, object FROM family" },
};

static void seals(checking *c, const char *what, const char *sql)
{
    sqlite3_stmt *q = NULL;
    int code = c->status == STM_OK ? sqlite3_prepare_v2(c->store->db, sql, -1, &q, NULL) : SQLITE_DONE;
    while (code == SQLITE_OK && (code = sqlite3_step(q)) == SQLITE_ROW) {
        stm_str parts[5], name = stm_column_str(q, 0);
        const void *kept = sqlite3_column_blob(q, 1);
        int n = sqlite3_column_count(q) - 2;
        char line[200];
        stm_digest now;
        for (int i = 0; i < n; i++) {
            parts[i] = stm_column_str(q, i + 2);
        }
        code = stm_digest_of(parts, n, &now) ? SQLITE_OK : SQLITE_NOMEM;
        if (code == SQLITE_OK && (kept == NULL || sqlite3_column_bytes(q, 1) != STM_DIGEST_BYTES ||
                                  memcmp(kept, now.bytes, STM_DIGEST_BYTES) != 0)) {
            (void)snprintf(line, sizeof line, "%s %.80s: not as written", what, name.p == NULL ? "?" : name.p);
            complaint(c, line);
        }
    }
    if (c->status == STM_OK && code != SQLITE_DONE) {
        refused(c, code, what);
    }
    (void)sqlite3_finalize(q);
}

/* ---- what tables say of one another ------------------------------------------------------------------------ */

static const char *const tables[][2] = {
    { "article without a story", "SELECT name FROM article WHERE id NOT IN (SELECT article FROM story_article)" },
    { "article without annotations", "SELECT name FROM article WHERE object IS NULL OR NOT json_valid(object)" },
    { "article whose object has another id or text",
      "SELECT name FROM article WHERE json_valid(object) AND (object ->> 'id' IS NOT name OR object ->> 'text' IS NOT "
      "text)" },
    { "story without articles", "SELECT number FROM story WHERE id NOT IN (SELECT story FROM story_article)" },
    { "story whose object cannot be read", "SELECT number FROM story WHERE NOT json_valid(object)" },
    { "story whose object has another title, other days or lines",
      "SELECT number FROM story WHERE json_valid(object) AND (title IS NOT object ->> 'title' OR first_day IS NOT "
      "object ->> 'from' OR last_day IS NOT object ->> 'to' OR lines IS NOT object ->> 'lines')" },
    { "story whose object has another number or other articles",
      "SELECT number FROM story s WHERE json_valid(object) AND (object ->> 'story' IS NOT 's' || number OR (SELECT "
      "group_concat(value, char(10)) FROM json_each(s.object, '$.articles')) IS NOT (SELECT group_concat(name, "
      "char(10)) FROM (SELECT a.name FROM story_article m JOIN article a ON a.id = m.article WHERE m.story = s.id "
      "ORDER BY a.id)))" },
    { "numbers of the stories are not 1, 2, 3, ...",
      "SELECT count(*), min(number), max(number) FROM story HAVING count(*) > 0 AND (min(number) <> 1 OR max(number) "
      "<> count(*))" },
    { "family whose object cannot be read, or has other articles",
      "SELECT number FROM family f WHERE NOT json_valid(object) OR (SELECT count(*) FROM family_article m WHERE "
      "m.family = f.number) <> json_array_length(object, '$.articles')" },
    { "pair whose object cannot be read, or has other articles",
      "SELECT a, b FROM pair p WHERE NOT json_valid(object) OR object ->> '$.pair[0]' IS NOT (SELECT name FROM article "
      "WHERE id = p.a) OR object ->> '$.pair[1]' IS NOT (SELECT name FROM article WHERE id = p.b)" },
    { "article whose quotations or figures are not those that are searched",
      "SELECT a.name FROM article a WHERE json_valid(a.object) AND ((SELECT count(*) FROM json_each(a.object, "
      "'$.quotations') q, json_each(q.value, '$.content')) <> (SELECT count(*) FROM passage p WHERE p.article = a.id "
      "AND p.kind = 'quotation') OR json_array_length(a.object, '$.figures') <> (SELECT count(*) FROM passage p WHERE "
      "p.article = a.id AND p.kind = 'figure'))" },
    { "statements that are searched are not those of the stories",
      "SELECT x, y FROM (SELECT (SELECT count(*) FROM passage WHERE kind = 'statement') AS x, (SELECT count(*) FROM "
      "story s, json_each(s.object, '$.statements') e, json_each(e.value, '$.readings') WHERE json_valid(s.object)) AS "
      "y) WHERE x <> y" },
    { "article without a passage to search",
      "SELECT name FROM article WHERE id NOT IN (SELECT article FROM passage WHERE kind = 'text')" },
};

static uint64_t count(checking *c, const char *sql)
{
    sqlite3_stmt *q = NULL;
    uint64_t n = 0;
    if (sqlite3_prepare_v2(c->store->db, sql, -1, &q, NULL) == SQLITE_OK && sqlite3_step(q) == SQLITE_ROW) {
        n = (uint64_t)sqlite3_column_int64(q, 0);
    }
    (void)sqlite3_finalize(q);
    return n;
}

static bool other_rules(checking *c)
{
    sqlite3_stmt *q = c->status == STM_OK ? stm_store_statement(c->store, STM_Q_SETTING, c->err) : NULL;
    bool row = false, other = false;
    if (q != NULL) {
        stm_bind_str(c->store, q, 1, STM_STR("made_by"));
        other = stm_store_step(c->store, q, &row, NULL) == STM_OK &&
                !(row && stm_fingerprint_current(stm_column_str(q, 0)));
        (void)sqlite3_reset(q);
        (void)sqlite3_clear_bindings(q);
    }
    return other;
}

stm_status stm_store_check(stm_store *store, stm_store_complaint complain, void *arg, stm_store_counts *counts,
                           uint64_t *wrong, stm_err *err)
{
    checking c = { .store = store, .complain = complain, .arg = arg, .err = err };
    whole_file(&c);
    texts(&c);
    for (size_t i = 0; i < sizeof sealed / sizeof *sealed; i++) {
        seals(&c, sealed[i][0], sealed[i][1]);
    }
    for (size_t i = 0; i < sizeof spans_of / sizeof *spans_of; i++) {
        spans(&c, spans_of[i][0], spans_of[i][1]);
    }
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
        rows_wrong(&c, tables[i][1], tables[i][0]);
    }
    command(&c, "INSERT INTO passage_index(passage_index, rank) VALUES('integrity-check', 1)",
            "the full-text index does not fit the texts");
    counts->articles = count(&c, "SELECT count(*) FROM article");
    counts->stories = count(&c, "SELECT count(*) FROM story");
    counts->passages = count(&c, "SELECT count(*) FROM passage");
    counts->other_rules = other_rules(&c);
    *wrong = c.wrong;
    return c.status;
}
