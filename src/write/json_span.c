/* json_span.c: see json_span.h.
 *
 * Offsets that are not bytes are counted from marks set every STEP bytes of the article's text; the marks of an
 * article are made once a writer. Cost: linear in the text once, then O(STEP) an offset.
 */
#include "write/json_span.h"

#define STEP 256u

static uint32_t units(const stm_json *json, uint32_t from, uint32_t to)
{
    uint32_t n = 0;
    for (uint32_t i = from; i < to; i++) {
        unsigned char c = (unsigned char)json->of->text.p[i];
        n += (c & 0xC0) != 0x80;
        n += json->offsets == STM_OFFSETS_UTF16 && c >= 0xF0;
    }
    return n;
}

/* marks[k]: units before byte k * STEP of json->of. */
static const uint32_t *marks_of(stm_json *json)
{
    const stm_str key = { (const char *)&json->of, sizeof json->of };
    uint32_t index = stm_map_get(&json->marked, key);
    if (index == STM_NONE) {
        uint32_t n = (uint32_t)(json->of->text.n / STEP + 1);
        uint32_t *marks = STM_NEW_ARRAY(json->arena, uint32_t, n);
        for (uint32_t k = 1; k < n; k++) {
            marks[k] = marks[k - 1] + units(json, (k - 1) * STEP, k * STEP);
        }
        index = json->marks.n;
        (void)stm_map_put(json->arena, &json->marked, stm_str_dup(json->arena, key), index);
        stm_vec_push(json->arena, &json->marks, marks);
    }
    return json->marks.at[index];
}

uint32_t stm_json_offset(stm_json *json, uint32_t at)
{
    if (json->offsets == STM_OFFSETS_BYTES || json->of == NULL) {
        return at;
    }
    return marks_of(json)[at / STEP] + units(json, at / STEP * STEP, at);
}

void stm_json_span(stm_json *json, stm_span s)
{
    if (!stm_span_some(s)) {
        stm_json_null(json);
        return;
    }
    stm_json_begin(json, '[');
    stm_json_int(json, stm_json_offset(json, s.start));
    stm_json_int(json, stm_json_offset(json, s.end));
    stm_json_end(json, ']');
}

void stm_json_span_fields(stm_json *json, stm_span s)
{
    stm_json_key(json, "start"), stm_json_int(json, stm_json_offset(json, s.start));
    stm_json_key(json, "end"), stm_json_int(json, stm_json_offset(json, s.end));
}
