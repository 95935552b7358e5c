/* fuzz.h: what the fuzz targets share. A target is one function that takes any bytes; libFuzzer calls it with bytes
 * that it makes up, replay.c with the files of a corpus. A broken promise of the library aborts. */
#ifndef STM_FUZZ_H
#define STM_FUZZ_H

#include <stddef.h>
#include <stdint.h>

#include "engine/engine.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Reads the bytes as one input of this format ("auto", "text", "html", "jsonl", "warc", "feed") and checks every
 * article: valid UTF-8, valid spans, an id that no other has, a diagnostic where nothing came. */
void stm_fuzz_intake(const uint8_t *data, size_t size, const char *format);

/* Aborts with a word on standard error. */
#define STM_FUZZ_CHECK(condition) ((condition) ? (void)0 : stm_fuzz_broken(#condition, __FILE__, __LINE__))
_Noreturn void stm_fuzz_broken(const char *condition, const char *file, int line);

#endif
