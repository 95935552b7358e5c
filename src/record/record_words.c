/* record_words.c: reads the word lists of the stage, once for all stories.
 *
 * In: lists as they are compiled in (data/).  Out: maps.  Never: changes afterwards, so stories of all threads share
 * it. Cost: some 12,000 lines, a few milliseconds.
 */
#include <stdlib.h>

#include "data/data.h"
#include "record/record_words.h"

typedef void line_fn(stm_record_words *w, const stm_str *words, uint32_t n);

static void each_line(stm_record_words *w, const char *data, size_t size, line_fn *fn)
{
    stm_str words[64];
    const char *p = data, *end = data + size;
    while (p < end) {
        const char *stop = memchr(p, '\n', (size_t)(end - p));
        uint32_t n = 0;
        stop = stop == NULL ? end : stop;
        while (p < stop && *p != '#' && n < 64) {
            const char *from = p;
            while (p < stop && *p != ' ') {
                p++;
            }
            if (p > from) {
                words[n++] = (stm_str){ from, (size_t)(p - from) };
            }
            p += p < stop;
        }
        if (n > 0) {
            fn(w, words, n);
        }
        p = stop + 1;
    }
}

static void add_group(stm_record_words *w, const stm_str *words, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        uint32_t *at = stm_map_put(&w->arena, &w->synonyms, words[i], STM_NONE);
        if (*at == STM_NONE) {
            *at = w->groups.n;
            (void)stm_vec_add(&w->arena, &w->groups);
        }
        stm_vec_push(&w->arena, &w->groups.at[*at], w->n_groups);
    }
    w->n_groups++;
}

static void add_class(stm_record_words *w, const stm_str *words, uint32_t n)
{
    uint32_t bit = stm_str_eqz(words[0], "hedge")   ? STM_WORD_HEDGE
                   : stm_str_eqz(words[0], "doubt") ? STM_WORD_DOUBT
                   : stm_str_eqz(words[0], "deny")  ? STM_WORD_DENY
                   : stm_str_eqz(words[0], "not")   ? STM_WORD_NOT
                                                    : STM_WORD_PLAIN;
    for (uint32_t i = 1; i < n; i++) {
        *stm_map_put(&w->arena, &w->classes, words[i], 0) |= bit;
        stm_gate_add(&w->classes_gate, words[i]);
    }
}

static void add_opposites(stm_record_words *w, const stm_str *words, uint32_t n)
{
    if (n >= 2) {
        *stm_map_put(&w->arena, &w->opposites,
                     stm_str_format(&w->arena, "%.*s %.*s", (int)words[0].n, words[0].p, (int)words[1].n, words[1].p),
                     1) = 1;
    }
}

static void add_nicknames(stm_record_words *w, const stm_str *words, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        for (uint32_t k = 0; k < n; k++) {
            stm_str pair =
                stm_str_format(&w->arena, "%.*s %.*s", (int)words[i].n, words[i].p, (int)words[k].n, words[k].p);
            (void)stm_map_put(&w->arena, &w->nicknames, pair, 1);
        }
    }
}

static void add_english(stm_record_words *w, const stm_str *words, uint32_t n)
{
    if (n == 2 && words[0].p[0] != '=') {
        *stm_map_put(&w->arena, &w->english, words[0], 0) = (uint32_t)strtoul(words[1].p, NULL, 10);
    }
}

/* "Kenya;Republic of Kenya|Nairobi|Kenyan": names, capitals, words for what is of the country. */
static void read_countries(stm_record_words *w)
{
    const char *p = stm_data_countries, *end = p + stm_data_countries_size;
    while (p < end) {
        const char *stop = memchr(p, '\n', (size_t)(end - p)), *from = p;
        uint32_t field = 0;
        stop = stop == NULL ? end : stop;
        for (const char *q = p; *p != '#' && q <= stop; q++) {
            if (q < stop && *q != '|' && *q != ';') {
                continue;
            }
            if (q > from) {
                stm_map *of[] = { &w->countries, &w->capitals, &w->demonyms };
                stm_str word = stm_str_lower(&w->arena, (stm_str){ from, (size_t)(q - from) });
                (void)stm_map_put(&w->arena, of[field < 2 ? field : 2], word, w->n_countries);
            }
            field += q < stop && *q == '|';
            from = q + 1;
        }
        w->n_countries += *p != '#';
        p = stop + 1;
    }
}

static void read_all(void *arg)
{
    stm_record_words *w = arg;
    each_line(w, stm_data_synonyms, stm_data_synonyms_size, add_group);
    each_line(w, stm_data_news_synonyms, stm_data_news_synonyms_size, add_group);
    each_line(w, stm_data_stance_words, stm_data_stance_words_size, add_class);
    each_line(w, stm_data_antonyms, stm_data_antonyms_size, add_opposites);
    each_line(w, stm_data_nicknames, stm_data_nicknames_size, add_nicknames);
    each_line(w, stm_data_story_df, stm_data_story_df_size, add_english);
    read_countries(w);
    stm_event_words_read(w);
    stm_proposal_words_read(w);
    stm_partners_read(w);
    stm_name_forms_read(w);
    stm_share_words_read(w);
    stm_telling_words_read(w);
    stm_label_words_read(w);
    stm_post_words_read(w);
    stm_thing_words_read(w);
}

stm_status stm_record_words_open(stm_record_words **out, stm_err *err)
{
    stm_record_words *w = stm_mem_zalloc(1, sizeof *w);
    *out = NULL;
    if (w != NULL) {
        stm_arena_init(&w->arena, 0);
        if (stm_arena_protect(&w->arena, read_all, w) == STM_OK) {
            *out = w;
            return STM_OK;
        }
        stm_record_words_close(w);
    }
    return stm_fail(err, STM_NO_MEMORY, "out of memory while reading word lists");
}

void stm_record_words_close(stm_record_words *w)
{
    if (w != NULL) {
        stm_arena_fini(&w->arena);
        stm_mem_free(w);
    }
}
