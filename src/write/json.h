/* json.h: a JSON writer and the contract's objects.
 *
 * In: articles, reuse, records.  Out: bytes appended to a stm_buf.  Never: invalid UTF-8 or a bare NaN.
 * Offsets are bytes of the article's text unless the writer is told otherwise.
 */
#ifndef STM_WRITE_JSON_H
#define STM_WRITE_JSON_H

#include "base/map.h"
#include "engine/engine.h"

typedef enum stm_offsets { STM_OFFSETS_BYTES, STM_OFFSETS_CODEPOINTS, STM_OFFSETS_UTF16 } stm_offsets;

typedef struct stm_json {
    stm_arena *arena;
    stm_buf *to;
    stm_offsets offsets;
    bool tokens;          /* write article.tokens */
    uint32_t first_story; /* number of the run's first story, from 0 */
    uint32_t depth;
    bool comma[64];                         /* a value stands already at this depth */
    void (*drain)(void *arg, stm_buf *buf); /* may write out and empty the buffer; called between top-level items */
    void *drain_arg;
    stm_map marked; /* articles whose offsets were counted, see json_span.c */
    STM_VEC(const uint32_t *) marks;
    const stm_article *of; /* article whose text the spans speak of; needed when offsets are not bytes */
} stm_json;

void stm_json_init(stm_json *json, stm_arena *arena, stm_buf *to);
void stm_json_begin(stm_json *json, char bracket); /* '{' or '[' */
void stm_json_end(stm_json *json, char bracket);   /* '}' or ']' */
void stm_json_key(stm_json *json, const char *key);
void stm_json_str(stm_json *json, stm_str s); /* NULL is null */
void stm_json_z(stm_json *json, const char *z);
void stm_json_int(stm_json *json, int64_t v);
void stm_json_id(stm_json *json, char letter, uint32_t index); /* "e1" of 0; STM_NONE is null */
void stm_json_real(stm_json *json, double v);                  /* NaN is null; shortest form that reads back the same */
void stm_json_bool(stm_json *json, bool v);
void stm_json_null(stm_json *json);

/* Whole objects of the contract. */
void stm_json_article(stm_json *json, const stm_article *article, stm_depth depth);
/* Its field "times", with the key. */
void stm_json_times(stm_json *json, const stm_article *article);
/* The fields `written` and `written_why`, where the text's "today" is not the day of publication. */
void stm_json_written(stm_json *json, const stm_article *article);
void stm_json_pair(stm_json *json, const stm_pair *pair, stm_article *const *articles);
void stm_json_family(stm_json *json, const stm_family *family, uint32_t index, stm_article *const *articles);
void stm_json_story(stm_json *json, const stm_record *record, uint32_t index, stm_article *const *articles);
void stm_json_run(stm_json *json, const stm_run *run);
/* The name of the k-th lost source of a family, from 0: α, β, ... ω, α2, ... */
stm_str stm_lost_name(stm_arena *arena, uint32_t k);
/* CoNLL-U, with "# newdoc id", "# newpar", SpaceAfter=No. */
void stm_conllu_article(stm_arena *arena, stm_buf *to, const stm_article *article);

#endif
