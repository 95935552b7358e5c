/* fuzz_warc.c: any bytes as a web archive. */
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    stm_fuzz_intake(data, size, "warc");
    return 0;
}
