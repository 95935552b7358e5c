/* store_schema.c: the tables, the steps from each version to the next, and every statement of the store.
 *
 * What other programs read is kept twice on purpose: whole, as the JSON object of docs/output.md (`object`), and in
 * columns by what it is found by. Offsets are bytes of article.text, so passages are cut from it as bytes.
 * The index holds no text of its own (external content): it is checked against the texts by `stemma check`. Rows of it
 * come and go with those of `passage` (STM_Q_INDEX, STM_Q_UNINDEX), not by triggers: a schema is not trusted to run
 * code.
 */
#include <stdio.h>

#include "store/store_parts.h"

/* migrations[v] makes version v + 1 of version v. Never changed once released: a new version is a new step. */
static const char *const migrations[STM_STORE_VERSION] = {
    "CREATE TABLE setting(name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;"
    "CREATE TABLE article("
    " id INTEGER PRIMARY KEY,"    /* 1, 2, 3, ... in the order in which they came */
    " name TEXT NOT NULL UNIQUE," /* the contract's id */
    " source TEXT NOT NULL, url TEXT, outlet TEXT, title TEXT, language TEXT, modified TEXT,"
    " dateline_start INTEGER, dateline_end INTEGER, dateline_place TEXT, dateline_day INTEGER,"
    " published TEXT, published_day INTEGER, published_at INTEGER, published_from INTEGER NOT NULL,"
    " published_why TEXT, digest BLOB NOT NULL, text TEXT NOT NULL,"
    " day TEXT,"                /* of publication, also where the story fixed it */
    " object TEXT, seal BLOB);" /* article with annotations; NULL only inside of a transaction */
    "CREATE INDEX article_digest ON article(digest);"
    "CREATE TABLE byline(article INTEGER NOT NULL REFERENCES article(id), position INTEGER NOT NULL,"
    " name TEXT NOT NULL, PRIMARY KEY(article, position)) WITHOUT ROWID;"
    "CREATE TABLE credit(article INTEGER NOT NULL REFERENCES article(id), position INTEGER NOT NULL,"
    " agency TEXT, kind INTEGER NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL,"
    " PRIMARY KEY(article, position)) WITHOUT ROWID;"
    "CREATE TABLE furniture(article INTEGER NOT NULL REFERENCES article(id), position INTEGER NOT NULL,"
    " kind INTEGER NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL,"
    " PRIMARY KEY(article, position)) WITHOUT ROWID;"
    "CREATE TABLE pair(a INTEGER NOT NULL REFERENCES article(id), b INTEGER NOT NULL REFERENCES article(id),"
    " relation TEXT NOT NULL, shared_a REAL NOT NULL, shared_b REAL NOT NULL, object TEXT NOT NULL, seal BLOB NOT NULL,"
    " PRIMARY KEY(a, b), CHECK(a < b)) WITHOUT ROWID;"
    "CREATE TABLE family(number INTEGER PRIMARY KEY, object TEXT NOT NULL, seal BLOB NOT NULL);"
    "CREATE TABLE family_article(family INTEGER NOT NULL REFERENCES family(number) ON DELETE CASCADE,"
    " article INTEGER NOT NULL REFERENCES article(id), PRIMARY KEY(family, article)) WITHOUT ROWID;"
    "CREATE TABLE story("
    " id INTEGER PRIMARY KEY,"         /* stays when the story grows */
    " number INTEGER NOT NULL UNIQUE," /* s1, s2, ... by first article */
    " key BLOB NOT NULL,"              /* of all that the record was made from */
    " title TEXT, first_day TEXT, last_day TEXT, lines INTEGER NOT NULL, object TEXT NOT NULL,"
    " seal BLOB NOT NULL);"
    "CREATE TABLE story_article(article INTEGER PRIMARY KEY REFERENCES article(id),"
    " story INTEGER NOT NULL REFERENCES story(id) ON DELETE CASCADE);"
    "CREATE INDEX story_article_story ON story_article(story);"
    "CREATE TABLE passage("
    " id INTEGER PRIMARY KEY, article INTEGER NOT NULL REFERENCES article(id),"
    " kind TEXT NOT NULL CHECK(kind IN ('text', 'quotation', 'figure', 'statement')),"
    " start INTEGER NOT NULL, end INTEGER NOT NULL,"             /* the passage */
    " shown_start INTEGER NOT NULL, shown_end INTEGER NOT NULL," /* what is searched and shown: a figure's sentence */
    " item TEXT, speaker TEXT);"                                 /* q1 of the article, c1 of the story */
    "CREATE INDEX passage_article ON passage(article);"
    "CREATE VIEW passage_words AS SELECT p.id AS id, CAST(substr(CAST(a.text AS BLOB), p.shown_start + 1,"
    " p.shown_end - p.shown_start) AS TEXT) AS words, p.speaker AS speaker"
    " FROM passage p JOIN article a ON a.id = p.article;"
    "CREATE VIRTUAL TABLE passage_index USING fts5(words, speaker, content='passage_words', content_rowid='id',"
    " detail=column, tokenize='unicode61 remove_diacritics 2');",
};

static const char *const sql[STM_Q_COUNT] = {
    [STM_Q_ARTICLES] = "SELECT id, name, source, url, outlet, title, language, modified, dateline_start, dateline_end,"
                       " dateline_place, dateline_day, published, published_day, published_at, published_from,"
                       " published_why, digest, text FROM article ORDER BY id",
    [STM_Q_BYLINES] = "SELECT article, name FROM byline ORDER BY article, position",
    [STM_Q_CREDITS] = "SELECT article, agency, kind, start, end FROM credit ORDER BY article, position",
    [STM_Q_FURNITURE] = "SELECT article, kind, start, end FROM furniture ORDER BY article, position",
    [STM_Q_STORIES] = "SELECT id, number, key, object FROM story ORDER BY number",
    [STM_Q_STORY_ARTICLES] = "SELECT article, story FROM story_article ORDER BY article",
    [STM_Q_SETTING] = "SELECT value FROM setting WHERE name = ?1",
    [STM_Q_SET_SETTING] = "INSERT OR REPLACE INTO setting(name, value) VALUES(?1, ?2)",
    [STM_Q_ADD_ARTICLE] =
        "INSERT INTO article(id, name, source, url, outlet, title, language, modified, dateline_start, dateline_end,"
        " dateline_place, dateline_day, published, published_day, published_at, published_from, published_why, digest,"
        " text) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19)",
    [STM_Q_ADD_BYLINE] = "INSERT INTO byline(article, position, name) VALUES(?1, ?2, ?3)",
    [STM_Q_ADD_CREDIT] =
        "INSERT INTO credit(article, position, agency, kind, start, end) VALUES(?1, ?2, ?3, ?4, ?5, ?6)",
    [STM_Q_ADD_FURNITURE] = "INSERT INTO furniture(article, position, kind, start, end) VALUES(?1, ?2, ?3, ?4, ?5)",
    [STM_Q_SET_OBJECT] = "UPDATE article SET object = ?2, day = ?3, seal = ?4 WHERE id = ?1",
    [STM_Q_DROP_PAIRS] = "DELETE FROM pair",
    [STM_Q_DROP_FAMILIES] = "DELETE FROM family",
    [STM_Q_ADD_PAIR] = "INSERT INTO pair(a, b, relation, shared_a, shared_b, object, seal)"
                       " VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    [STM_Q_ADD_FAMILY] = "INSERT INTO family(number, object, seal) VALUES(?1, ?2, ?3)",
    [STM_Q_ADD_FAMILY_ARTICLE] = "INSERT INTO family_article(family, article) VALUES(?1, ?2)",
    [STM_Q_DROP_STORY] = "DELETE FROM story WHERE id = ?1",
    [STM_Q_PARK_NUMBERS] = "UPDATE story SET number = -number", /* UNIQUE holds while they are given anew */
    [STM_Q_ADD_STORY] = "INSERT INTO story(id, number, key, title, first_day, last_day, lines, object, seal)"
                        " VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
    [STM_Q_ADD_STORY_ARTICLE] = "INSERT INTO story_article(article, story) VALUES(?1, ?2)",
    [STM_Q_RESTAMP] = "UPDATE story SET number = ?2, object = ?3, seal = ?4 WHERE id = ?1",
    [STM_Q_UNINDEX] =
        "INSERT INTO passage_index(passage_index, rowid, words, speaker) SELECT 'delete', id, words, speaker"
        " FROM passage_words WHERE id IN (SELECT id FROM passage WHERE article = ?1)",
    [STM_Q_INDEX] = "INSERT INTO passage_index(rowid, words, speaker) SELECT id, words, speaker FROM passage_words"
                    " WHERE id IN (SELECT id FROM passage WHERE article = ?1)",
    [STM_Q_DROP_PASSAGES] = "DELETE FROM passage WHERE article = ?1",
    [STM_Q_ADD_PASSAGE] = "INSERT INTO passage(article, kind, start, end, shown_start, shown_end, item, speaker)"
                          " VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    [STM_Q_SEARCH] =
        "SELECT a.name, a.outlet, a.title, a.day, a.text, a.url, s.number, p.kind, p.start, p.end, p.shown_start,"
        " p.shown_end, p.item, p.speaker, a.id, s.id,"
        " s.title"
        " FROM passage_index f JOIN passage p ON p.id = f.rowid JOIN article a ON a.id = p.article"
        " LEFT JOIN story_article m ON m.article = a.id LEFT JOIN story s ON s.id = m.story"
        " WHERE passage_index MATCH ?1 AND p.kind = ?2 AND (?3 IS NULL OR a.day >= ?3) AND (?4 IS NULL OR a.day <= ?4)"
        " ORDER BY bm25(passage_index), a.id, p.start, p.id",
    [STM_Q_COUNTS] = "SELECT (SELECT count(*) FROM article), (SELECT count(*) FROM story)",
    [STM_Q_STORIES_BY_DAY] = "SELECT id, number, title, first_day, last_day, lines, object FROM story"
                             " ORDER BY last_day IS NULL, last_day DESC, first_day DESC, id DESC LIMIT ?1 OFFSET ?2",
    [STM_Q_STORY_ID] = "SELECT id FROM story WHERE number = ?1",
    [STM_Q_STORY] = "SELECT number, object FROM story WHERE id = ?1",
    [STM_Q_OBJECTS_OF] = "SELECT a.object FROM story_article m JOIN article a ON a.id = m.article WHERE m.story = ?1"
                         " ORDER BY a.id",
    [STM_Q_PAIRS_OF] = "SELECT p.object FROM story_article m JOIN pair p ON p.a = m.article"
                       " JOIN story_article n ON n.article = p.b WHERE m.story = ?1 AND n.story = ?1"
                       " ORDER BY p.a, p.b",
    [STM_Q_FAMILIES_OF] = "SELECT object FROM family WHERE number IN (SELECT f.family FROM family_article f"
                          " JOIN story_article m ON m.article = f.article WHERE m.story = ?1) ORDER BY number",
    [STM_Q_ARTICLE] = "SELECT a.object, s.id, s.number, s.title FROM article a"
                      " LEFT JOIN story_article m ON m.article = a.id LEFT JOIN story s ON s.id = m.story"
                      " WHERE a.id = ?1",
};

const char *stm_store_sql(stm_query query) { return sql[query]; }

stm_status stm_store_migrate(stm_store *store, stm_err *err)
{
    char stamp[120];
    stm_status status = STM_OK;
    for (int v = store->version; v < STM_STORE_VERSION && status == STM_OK; v++) {
        status = stm_store_run(store, migrations[v], err);
    }
    if (status == STM_OK && store->version != STM_STORE_VERSION) {
        (void)snprintf(stamp, sizeof stamp, "PRAGMA application_id = %d; PRAGMA user_version = %d",
                       STM_STORE_APPLICATION, STM_STORE_VERSION);
        status = stm_store_run(store, stamp, err);
    }
    return status;
}
