/* file.h: bytes of a file as they are meant: gzip and Zstandard are undone on the way, recognised by their first
 * bytes, never by name.
 *
 * In: a path, or "-" for standard input.  Out: peeks, lines, whole contents, borrowed until the next call.
 * Never: more memory than the caller's limit and one buffer.  Invariants: (1) after an error every later read gives
 * the same error. (2) offset counts decompressed bytes.  Cost: linear. Not thread-safe; one thread at a time.
 * Sources: RFC 1952 (gzip members may follow one another), RFC 8878 (Zstandard frames, skippable frames).
 */
#ifndef STM_BASE_FILE_H
#define STM_BASE_FILE_H

#include "base/str.h"

typedef struct stm_file stm_file;

/* STM_IO: cannot be opened, or a folder. The file is yours to close. */
stm_status stm_file_open(const char *path, stm_file **out, stm_err *err) STM_MUST_USE;
/* The same for bytes in memory, borrowed until close. For tests and fuzzers. */
stm_status stm_file_open_bytes(stm_str bytes, stm_file **out, stm_err *err) STM_MUST_USE;
void stm_file_close(stm_file *file);

/* The next bytes without taking them: `want` of them, fewer at the end of the file. */
stm_status stm_file_peek(stm_file *file, size_t want, stm_str *out, stm_err *err) STM_MUST_USE;
/* The next line without its "\n". *more false: there was none. A line longer than `max` bytes gives STM_LIMIT once,
 * with *more true, and is skipped. */
stm_status stm_file_line(stm_file *file, size_t max, stm_str *out, bool *more, stm_err *err) STM_MUST_USE;
/* All that is left. STM_LIMIT when it is more than `max` bytes. */
stm_status stm_file_all(stm_file *file, size_t max, stm_str *out, stm_err *err) STM_MUST_USE;
/* Has reading failed already, although bytes from before the failure are still to be had? */
bool stm_file_failed(const stm_file *file, stm_err *err);
/* Decompressed bytes before the next one. */
uint64_t stm_file_offset(const stm_file *file);

#endif
