/* corpora.c: see corpora.h. */
#include "helpers/corpora.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

/* ---- texts --------------------------------------------------------------------------------------------- */

static uint64_t next(uint64_t *seed)
{
    *seed = *seed * 6364136223846793005u + 1442695040888963407u;
    return *seed >> 33;
}

/* Sentence s of original `of`; `turn` other than 0 puts one word for another. */
static void sentence(FILE *to, uint32_t of, uint32_t s, uint32_t turn)
{
    static const char *const parts[] = {
        "ba", "ce", "di", "fo", "gu", "la", "me", "ni", "po", "ru", "sha", "te", "vi"
    };
    uint64_t seed = (uint64_t)of * 7919 + s * 104729 + 17;
    uint32_t n = 9 + (uint32_t)next(&seed) % 8;
    for (uint32_t w = 0; w < n; w++) {
        uint64_t word = next(&seed), other = word + turn;
        uint32_t k = 2 + (uint32_t)(word % 3);
        uint64_t letters = turn != 0 && w == 3 ? other * 31 : word;
        (void)fputs(w == 0 ? "" : " ", to);
        for (uint32_t i = 0; i < k; i++) {
            const char *part = parts[letters % 13];
            (void)fputc(w + i == 0 ? part[0] - 'a' + 'A' : part[0], to);
            (void)fputs(part + 1, to);
            letters = letters / 13 + 7;
        }
    }
    (void)fputs(s % 3 == 2 ? ".\\n\\n" : ". ", to);
}

static void footer(FILE *to, uint32_t k)
{
    (void)fprintf(
        to,
        "\\n\\nSubscribe to edition %u of the Made Gazette for eleven crowns a month and read every word that "
        "nobody wrote, at home and on the way.",
        k);
}

static void article(FILE *to, uint32_t i)
{
    uint32_t sentences = 6 + i % 5;
    (void)fprintf(to, "{\"id\": \"n%u\", \"outlet\": \"Paper %u\", \"published\": \"2024-%02u-%02u\", \"text\": \"", i,
                  i % 9, 1 + i / 28 % 12, 1 + i % 28);
    if (i % 7 == 1 || (i % 11 == 5 && i > 20)) { /* an edited copy, near or far */
        uint32_t of = i % 7 == 1 ? i - 1 : i / 2;
        for (uint32_t s = i % 3 == 0 ? 1 : 0; s < 6; s++) {
            sentence(to, of, s, s == 2 ? i : 0);
        }
    } else if (i % 7 == 3) { /* an excerpt in other text */
        sentence(to, i, 0, 0);
        for (uint32_t s = 2; s < 5; s++) {
            sentence(to, i - 3, s, 0);
        }
        sentence(to, i, 1, 0);
        sentence(to, i, 2, 0);
    } else {
        for (uint32_t s = 0; s < sentences; s++) {
            sentence(to, i, s, 0);
        }
    }
    if (i >= 520 && i % 2 == 1) { /* a paragraph that very many have, and a weekly one */
        for (uint32_t k = 0; k < 4; k++) {
            sentence(to, k < 2 ? 999983 : 999990 + i % 30, k, 0);
        }
    }
    if (i % 4 == 2) {
        footer(to, i % 3);
    }
    (void)fputs("\"}\n", to);
}

char *corpora_text(uint32_t first, uint32_t n)
{
    char *text = NULL;
    size_t size = 0;
    FILE *f = open_memstream(&text, &size);
    assert_non_null(f);
    for (uint32_t i = first; i < first + n; i++) {
        article(f, i);
    }
    assert_int_equal(fclose(f), 0);
    return text;
}

/* ---- what is said of them ------------------------------------------------------------------------------- */

typedef struct row {
    uint64_t key;
    uint32_t second;
    char *text;
} row;

typedef struct sink {
    corpora_run *run;
    const stm_corpus *corpus;
    row *rows;
    uint32_t n, cap;
    pthread_mutex_t lock;
} sink;

static void add(sink *s, uint64_t key, char *text)
{
    if (s->n == s->cap) {
        s->cap = s->cap * 2 + 64;
        s->rows = realloc(s->rows, s->cap * sizeof *s->rows);
        assert_non_null(s->rows);
    }
    s->rows[s->n] = (row){ key, s->n, text };
    s->n++;
}

static char *pair_text(const stm_pair *p, stm_article *const *articles)
{
    char *text = NULL;
    size_t size = 0;
    FILE *f = open_memstream(&text, &size);
    (void)fprintf(f, "%.*s %.*s %s from %.*s, %.6f %.6f, %.2f:", (int)articles[p->a]->id.n, articles[p->a]->id.p,
                  (int)articles[p->b]->id.n, articles[p->b]->id.p, stm_relation_name(p->relation),
                  p->from == STM_NONE ? 1 : (int)articles[p->from]->id.n,
                  p->from == STM_NONE ? "?" : articles[p->from]->id.p, p->shared_a, p->shared_b, p->confidence);
    for (uint32_t k = 0; k < p->passages.n; k++) {
        const stm_aligned *x = &p->passages.at[k];
        (void)fprintf(f, " %u-%u/%u-%u %s", x->a.start, x->a.end, x->b.start, x->b.end, stm_aligned_name(x->kind));
    }
    (void)fputs("\n", f);
    assert_int_equal(fclose(f), 0);
    return text;
}

static char *family_text(const stm_family *family, stm_article *const *articles)
{
    char *text = NULL;
    size_t size = 0;
    FILE *f = open_memstream(&text, &size);
    (void)fprintf(f, "family root %u lost %u:", family->root, family->n_lost);
    for (uint32_t k = 0; k < family->articles.n; k++) {
        stm_str id = articles[family->articles.at[k]]->id;
        (void)fprintf(f, " %.*s", (int)id.n, id.p);
    }
    for (uint32_t k = 0; k < family->edges.n; k++) {
        const stm_edge *e = &family->edges.at[k];
        (void)fprintf(f, " %u>%u %.2f %d", e->from, e->to, e->confidence, e->told);
    }
    for (uint32_t k = 0; k < family->passages.n; k++) {
        const stm_line_passage *p = &family->passages.at[k];
        (void)fprintf(f, "; %u: %u-%u %s %u %u %.2f", p->node, p->at.start, p->at.end, stm_role_name(p->role),
                      p->origin, p->from, p->confidence);
    }
    (void)fputs("\n", f);
    assert_int_equal(fclose(f), 0);
    return text;
}

static stm_status take(void *arg, stm_arena *arena, const stm_reuse *reuse, stm_article *const *articles,
                       const uint32_t *number, stm_err *err)
{
    sink *s = arg;
    (void)arena;
    (void)err;
    (void)pthread_mutex_lock(&s->lock);
    s->n += s->run->no_rows ? reuse->pairs.n : 0;
    for (uint32_t i = 0; i < reuse->pairs.n && !s->run->no_rows; i++) {
        const stm_pair *p = &reuse->pairs.at[i];
        add(s, (uint64_t)number[p->a] << 32 | number[p->b], pair_text(p, articles));
    }
    for (uint32_t i = 0; i < reuse->families.n && !s->run->no_rows; i++) {
        const stm_family *family = &reuse->families.at[i];
        bool asked = false;
        for (uint32_t k = 0; k < family->articles.n; k++) {
            asked = asked || number[family->articles.at[k]] >= stm_corpus_first_new(s->corpus);
        }
        if (asked) {
            add(s, (uint64_t)1 << 63 | number[family->articles.at[0]],
                family_text(family, articles)); /* behind pairs */
        }
    }
    (void)pthread_mutex_unlock(&s->lock);
    return STM_OK;
}

static int by_key(const void *x, const void *y)
{
    const row *a = x, *b = y;
    return a->key != b->key ? (a->key < b->key ? -1 : 1) : a->second < b->second ? -1 : 1;
}

static char *join(sink *s)
{
    char *text = NULL;
    size_t size = 0;
    FILE *f = open_memstream(&text, &size);
    assert_non_null(f);
    if (s->n > 1) {
        qsort(s->rows, s->n, sizeof *s->rows, by_key);
    }
    for (uint32_t i = 0; i < s->n; i++) {
        (void)fputs(s->rows[i].text, f);
        free(s->rows[i].text);
    }
    assert_int_equal(fclose(f), 0);
    return text;
}

stm_status corpora_do(corpora_run *run, stm_err *err)
{
    stm_corpus_options options = { .threads = run->threads,
                                   .memory_bytes = run->memory_bytes,
                                   .batch_bytes = run->batch_bytes,
                                   .index = run->index,
                                   .index_as_it_is = run->as_it_is,
                                   .all = run->all || run->index == NULL };
    stm_intake_options how = { .format = "jsonl", .bare = true };
    sink s = { .run = run, .lock = PTHREAD_MUTEX_INITIALIZER };
    stm_intake *intake = NULL;
    stm_corpus *corpus = NULL;
    stm_status status = run->text == NULL
                            ? stm_intake_open(&run->path, run->path == NULL ? 0 : 1, &how, NULL, NULL, &intake, err)
                            : stm_intake_open_bytes(stm_str_of(run->text), "made", &how, NULL, NULL, &intake, err);
    status = status == STM_OK ? stm_corpus_read(intake, &options, &corpus, err) : status;
    s.corpus = corpus;
    status = status == STM_OK ? stm_corpus_compare(corpus, take, &s, err) : status;
    status = status == STM_OK && run->keep ? stm_corpus_keep(corpus, err) : status;
    if (corpus != NULL) {
        run->counts = *stm_corpus_counted(corpus);
    }
    run->n_rows = s.n;
    run->rows = run->no_rows ? NULL : join(&s);
    free(s.rows);
    stm_corpus_close(corpus);
    stm_intake_close(intake);
    return status;
}

char *corpora_rows(corpora_run run)
{
    stm_err err = { 0 };
    if (corpora_do(&run, &err) != STM_OK) {
        fail_msg("%s", err.message);
    }
    return run.rows;
}

char *corpora_all_of(const char *index)
{
    return corpora_rows((corpora_run){ .index = index, .as_it_is = true, .all = true, .threads = 1 });
}

char *corpora_add(const char *index, uint32_t first, uint32_t n, uint32_t threads)
{
    char *text = corpora_text(first, n);
    char *rows = corpora_rows((corpora_run){ .text = text, .index = index, .keep = true, .threads = threads });
    free(text);
    return rows;
}

char *corpora_one_run(uint32_t n)
{
    char *text = corpora_text(0, n);
    char *rows = corpora_rows((corpora_run){ .text = text, .threads = 2 });
    free(text);
    return rows;
}

void corpora_assert_same(char *a, char *b)
{
    if (strcmp(a, b) != 0) {
        size_t k = 0;
        while (a[k] == b[k]) {
            k++;
        }
        while (k > 0 && a[k - 1] != '\n') {
            k--;
        }
        fail_msg("\n%.200s\n%.200s", a + k, b + k);
    }
    free(a);
    free(b);
}
