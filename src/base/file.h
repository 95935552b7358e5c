/* file.h: bytes of a file as they are meant: gzip and Zstandard are undone on the way, recognised by their first
 * bytes, never by name.
 *
 * In: a path, or "-" for standard input.  Out: peeks, lines, whole contents, borrowed until the next call.
 * Never: more memory than the caller's limit and one buffer.  Invariants: (1) after an error every later read gives
 * the same error, unless the reader asks to go on behind the damage. (2) offset counts decompressed bytes.  Cost:
 * linear. Not thread-safe; one thread at a time. Sources: RFC 1952 (gzip members may follow one another), RFC 8878
 * (Zstandard frames, skippable frames).
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
/* Takes at most `max` of the next bytes, those of one gzip member or Zstandard frame alone. *taken 0: there are none.
 */
stm_status stm_file_skip(stm_file *file, uint64_t max, uint64_t *taken, stm_err *err) STM_MUST_USE;
/* Does a gzip member or a Zstandard frame begin `ahead` bytes behind the next one, which were peeked at? *place is
 * where that byte lies: in the file, if it does or if the file is not packed; else in what it unpacks to. */
bool stm_file_frame(const stm_file *file, uint64_t ahead, uint64_t *place);
/* After packed data that was damaged (STM_FORMAT): goes on with the next gzip member or Zstandard frame, or what looks
 * like the beginning of one; what was read before is gone. False: there is none. STM_NO_MEMORY is not mended. */
bool stm_file_recover(stm_file *file);
/* Has reading failed already, although bytes from before the failure are still to be had? */
bool stm_file_failed(const stm_file *file, stm_err *err);
/* A descriptor of its own for a file of `least` bytes or more that is regular, was opened by its name, was peeked at
 * and is not packed: offsets then are places in the file. The caller closes it. -1: it is not such a file, or there are
 * no more descriptors. */
int stm_file_share(const stm_file *file, uint64_t least);
/* Decompressed bytes before the next one. */
uint64_t stm_file_offset(const stm_file *file);

#endif
