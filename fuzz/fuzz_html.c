/* fuzz_html.c: any bytes as a page. */
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    stm_fuzz_intake(data, size, "html");
    return 0;
}
