/* fuzz_jsonl.c: any bytes as lines of JSON. */
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    stm_fuzz_intake(data, size, "jsonl");
    return 0;
}
