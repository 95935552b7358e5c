/* json_span.h: how passages are written; shared by the files that write JSON. */
#ifndef STM_WRITE_JSON_SPAN_H
#define STM_WRITE_JSON_SPAN_H

#include "write/json.h"

/* Offset `at` of json->of in the unit that was asked for. */
uint32_t stm_json_offset(stm_json *json, uint32_t at);
/* [start, end], or null. */
void stm_json_span(stm_json *json, stm_span s);
/* "start": N, "end": N inside an object that is open. */
void stm_json_span_fields(stm_json *json, stm_span s);

#endif
