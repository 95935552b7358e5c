/* json_span.c: see json_span.h. */
#include "write/json_span.h"

uint32_t stm_json_offset(const stm_json *json, uint32_t at)
{
    uint32_t n = 0;
    if (json->offsets == STM_OFFSETS_BYTES || json->of == NULL) {
        return at;
    }
    for (uint32_t i = 0; i < at; i++) {
        unsigned char c = (unsigned char)json->of->text.p[i];
        n += (c & 0xC0) != 0x80;
        n += json->offsets == STM_OFFSETS_UTF16 && c >= 0xF0;
    }
    return n;
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
