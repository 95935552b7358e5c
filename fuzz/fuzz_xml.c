/* fuzz_xml.c: any bytes as news in XML. */
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    stm_fuzz_intake(data, size, "feed");
    return 0;
}
