/* status.h: what every fallible function returns, and where its details go.
 *
 * In: nothing.  Out: stm_status, stm_err.  Never: prints, exits, allocates.
 * Invariants: (1) STM_OK is 0. (2) an stm_err given to a function that succeeds is left alone.
 */
#ifndef STM_BASE_STATUS_H
#define STM_BASE_STATUS_H

#include <stdarg.h>
#include <stdint.h>

typedef enum stm_status {
    STM_OK = 0,
    STM_NO_MEMORY, /* an allocation failed; everything allocated so far is still owned by its arena */
    STM_IO,        /* the operating system refused: open, read, write */
    STM_FORMAT,    /* the bytes are not what they claim to be */
    STM_LIMIT,     /* an option's limit was reached */
    STM_USAGE      /* the caller asked for something that does not exist */
} stm_status;

#if defined(__GNUC__)
#define STM_MUST_USE __attribute__((warn_unused_result))
#define STM_PRINTF(fmt, args) __attribute__((format(printf, fmt, args)))
#else
#define STM_MUST_USE
#define STM_PRINTF(fmt, args)
#endif

#define STM_NONE UINT32_MAX /* "no index": every 32-bit index in stemma uses it */

/* The caller's; a NULL stm_err * is always allowed and means "no details, please". */
typedef struct stm_err {
    stm_status status;
    uint64_t byte; /* 0-based offset in the input that the message speaks of; UINT64_MAX: none */
    uint64_t line; /* 1-based; 0: none */
    char message[256];
} stm_err;

/* Fills `err` (when not NULL) and returns `status`, so that a function can `return stm_fail(...)`. */
stm_status stm_fail(stm_err *err, stm_status status, const char *format, ...) STM_PRINTF(3, 4);

/* One English word or two for a status: "out of memory". Never NULL. */
const char *stm_status_name(stm_status status);

#endif
