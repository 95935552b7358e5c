/* cases.c: see cases.h. */
#include "cases.h"

#include <stdio.h>
#include <stdlib.h>

#include "case_files.h"
#include "text/text.h"

typedef struct one_text {
    const case_run *run;
    const stm_lexicon *lexicon;
    stm_arena arena;
    const char *text;
    int32_t today;
    int *texts; /* how many were run */
    stm_buf got;
} one_text;

static void find(void *arg)
{
    one_text *c = arg;
    stm_article article;
    stm_article_init(&article);
    article.text = stm_str_of(c->text);
    article.published_day = c->today;
    stm_text_split(&c->arena, &article);
    c->run->describe(&c->arena, c->lexicon, &article, &c->got);
}

static int check(one_text *c, const char *file, const char *text, const char *want)
{
    int wrong = 0;
    stm_str got;
    memset(&c->got, 0, sizeof c->got);
    stm_arena_init(&c->arena, 0);
    c->text = text;
    if (stm_arena_protect(&c->arena, find, c) != STM_OK) {
        abort();
    }
    got = stm_buf_str(&c->got);
    if (!stm_str_eqz(got, want)) {
        fprintf(stderr, "%s\n> %s\n--- expected\n%s--- found\n%.*s", file, text, want, (int)got.n, got.p);
        wrong = 1;
    }
    stm_arena_fini(&c->arena);
    return wrong;
}

static int32_t day_of(const char *z)
{
    int y, m, d;
    return sscanf(z, "%d-%d-%d", &y, &m, &d) == 3 ? stm_day_of((stm_date){ y, m, d }) : STM_NO_DAY;
}

static int run_file(void *arg, const char *path)
{
    one_text *c = arg;
    char line[4096], text[4096] = "", want[8192] = "";
    int wrong = 0;
    FILE *f = fopen(path, "r");
    if (f == NULL) {
        return 1;
    }
    c->today = STM_NO_DAY;
    while (fgets(line, sizeof line, f) != NULL) {
        size_t n = strlen(line);
        if (n > 0 && line[n - 1] == '\n') {
            line[n - 1] = '\0';
        }
        if (line[0] == '#' || line[0] == '\0') {
            continue;
        }
        if (line[0] == '>' || strncmp(line, "today ", 6) == 0) {
            if (text[0] != '\0') {
                wrong += check(c, path, text, want);
                (*c->texts)++;
            }
            text[0] = want[0] = '\0';
            if (line[0] == '>') {
                snprintf(text, sizeof text, "%s", line + 2);
            } else {
                c->today = day_of(line + 6);
            }
            continue;
        }
        if (strlen(want) + strlen(line) + 2 < sizeof want) {
            strcat(want, line);
            strcat(want, "\n");
        }
    }
    if (text[0] != '\0') {
        wrong += check(c, path, text, want);
        (*c->texts)++;
    }
    fclose(f);
    return wrong;
}

int cases_run(const case_run *run, int *texts)
{
    one_text c = { .run = run, .texts = texts };
    stm_lexicon *lexicon = NULL;
    int wrong;
    if (stm_lexicon_open(&lexicon, NULL) != STM_OK) {
        abort();
    }
    c.lexicon = lexicon;
    wrong = case_files_each(run->folder, run_file, &c);
    stm_lexicon_close(lexicon);
    return wrong;
}
