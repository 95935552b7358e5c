/* fuzz_text.c: any bytes as a plain text. */
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    stm_fuzz_intake(data, size, "text");
    return 0;
}
