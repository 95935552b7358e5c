/* fuzz_file.c: any bytes as a file of unknown kind: packed, in any encoding, of any format. */
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    stm_fuzz_intake(data, size, "auto");
    return 0;
}
