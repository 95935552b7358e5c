/* encoding.h: bytes of any encoding to valid UTF-8.
 *
 * In: bytes, and the name that the document itself gives, if any.  Out: valid UTF-8 without byte order mark; what is
 * not decodable becomes U+FFFD and is counted.  Never: fails for what the bytes are.
 * Order of belief: byte order mark; being valid UTF-8; the declared name; UTF-8 with few errors; a guess from the
 * bytes (uchardet); windows-1252.  Invariant: input that is valid UTF-8 comes back byte for byte.  Cost: linear.
 * Sources: WHATWG Encoding Standard, sections 4.2 (labels: "latin1" means windows-1252) and 6 (byte order marks);
 * Unicode 15, section 3.9 (replacement).
 */
#ifndef STM_INTAKE_ENCODING_H
#define STM_INTAKE_ENCODING_H

#include "base/str.h"

typedef struct stm_decoded {
    stm_str text;         /* borrowed from the input where nothing had to change, else in the arena */
    char encoding[40];    /* "UTF-8", "windows-1252", ... */
    uint64_t replaced;    /* bytes that became U+FFFD */
    uint64_t first_error; /* offset in the input of the first of them; UINT64_MAX: none */
} stm_decoded;

/* `declared` may be STM_NULL_STR. Inside stm_arena_protect. */
stm_decoded stm_decode(stm_arena *arena, stm_str bytes, stm_str declared);
/* Bytes that are meant to be UTF-8: what is not becomes U+FFFD. Borrowed where nothing is wrong. */
stm_str stm_decode_utf8(stm_arena *arena, stm_str bytes);
/* "UTF-16LE" or "UTF-16BE" when the bytes look like it without saying so: Latin text then has a zero in every other
 * byte. NULL else. */
const char *stm_decode_wide(stm_str bytes);

#endif
