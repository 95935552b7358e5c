/* status.c: see status.h. */
#include "base/status.h"

#include <stdio.h>

stm_status stm_fail(stm_err *err, stm_status status, const char *format, ...)
{
    if (err != NULL) {
        va_list args;
        err->status = status;
        err->byte = UINT64_MAX;
        err->line = 0;
        va_start(args, format);
        (void)vsnprintf(err->message, sizeof err->message, format, args);
        va_end(args);
    }
    return status;
}

const char *stm_status_name(stm_status status)
{
    switch (status) {
    case STM_OK: return "ok";
    case STM_NO_MEMORY: return "out of memory";
    case STM_IO: return "input/output error";
    case STM_FORMAT: return "malformed input";
    case STM_LIMIT: return "limit reached";
    case STM_USAGE: return "wrong usage";
    }
    return "unknown status";
}
