/* runs.h: files read by intake, one article after another and with hands; both must give the same. */
#ifndef STM_TESTS_RUNS_H
#define STM_TESTS_RUNS_H

#include "intake/intake.h"

/* What one run gave: ids, addresses, where they are from and texts joined by "|" (texts cut at 100 bytes), and the
 * diagnostics: what was said, and "length of the file's name:line:byte:recovered". */
typedef struct result {
    char ids[4096], texts[4096], urls[4096], from[4096], said[4096], where[4096];
    uint64_t failures;
} result;

/* One by one. */
result runs_read(const char *const *paths, uint32_t n, const stm_intake_options *options);
/* One by one, and with two hands, which look into the pieces in any order. */
result runs_both(const char *const *paths, uint32_t n, const stm_intake_options *options);
/* The same for one file in the test's folder. */
result runs_one(const char *name, const stm_intake_options *options);

#endif
