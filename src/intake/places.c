/* places.c: where texts lie in the files that they were read from, and these texts again, so that who needs them later
 * need not keep them.
 *
 * In: large regular files of JSONL, not packed, and texts that flat.c has read there.  Out: the same bytes, or an error
 * that names the file.  Never: gives other bytes than the first time: what lies at a place has a checksum. Invariant: a
 * text with a place is what stm_flat_text makes of the bytes there.
 * Cost: a descriptor for each such file, some microseconds a text.
 */
#include <errno.h>
#include <stdio.h>
#include <unistd.h>

#include "intake/flat.h"
#include "intake/parts.h"

#define LEAST ((uint64_t)1 << 20) /* bytes of a file that is worth a descriptor */

void stm_intake_note_places(stm_intake *in) { in->noting = true; }

uint32_t stm_places_open(stm_intake *in)
{
    stm_places *p = &in->places;
    int fd = in->noting && p->n < STM_PLACES_FILES ? stm_file_share(in->file, LEAST) : -1;
    if (fd < 0) {
        return 0;
    }
    p->at[p->n].fd = fd;
    p->at[p->n].name = in->name;
    return ++p->n;
}

void stm_places_close(stm_places *p)
{
    while (p->n > 0) {
        (void)close(p->at[--p->n].fd);
    }
}

stm_text_place stm_text_place_of(const stm_intake *in, stm_str line, uint64_t offset)
{
    uintptr_t first = (uintptr_t)line.p, raw = (uintptr_t)in->raw.p;
    if (in->origin == 0 || in->raw.p == NULL || raw < first || raw - first > line.n ||
        line.n - (raw - first) < in->raw.n || in->raw.n > UINT32_MAX) { /* it lies in a copy that was decoded */
        return (stm_text_place){ 0 };
    }
    return (stm_text_place){ offset + (raw - first), stm_hash(in->raw.p, in->raw.n), (uint32_t)in->raw.n, in->origin };
}

static stm_status read_at(int fd, const char *name, const stm_text_place *place, char *to, stm_err *err)
{
    uint32_t n = 0;
    while (n < place->bytes) {
        ssize_t k = pread(fd, to + n, place->bytes - n, (off_t)(place->at + n));
        if (k == 0) {
            return stm_fail(err, STM_IO, "a file was cut short while its articles were compared: %s", name);
        }
        if (k < 0 && errno != EINTR) {
            int why = errno;
            char text[96];
            if (strerror_r(why, text, sizeof text) != 0) {
                (void)snprintf(text, sizeof text, "error %d", why);
            }
            return stm_fail(err, STM_IO, "a file cannot be read again: %s: %s", text, name);
        }
        n += k > 0 ? (uint32_t)k : 0;
    }
    return STM_OK;
}

stm_status stm_intake_text_again(const stm_intake *in, const stm_text_place *place, stm_arena *arena, stm_str *out,
                                 stm_err *err)
{
    const stm_places_file *file;
    stm_str raw;
    char *to;
    stm_status status;
    if (place->file == 0 || place->file > in->places.n) {
        return stm_fail(err, STM_IO, "a text that lies in no file is asked for");
    }
    file = &in->places.at[place->file - 1];
    to = stm_arena_raw(arena, (size_t)place->bytes + STM_FLAT_MORE, 1); /* for both: see stm_flat_text */
    raw = (stm_str){ to + STM_FLAT_MORE, place->bytes };
    status = read_at(file->fd, file->name, place, to + STM_FLAT_MORE, err);
    if (status == STM_OK && (stm_hash(raw.p, raw.n) != place->sum || !stm_flat_text(raw, to, out))) {
        status = stm_fail(err, STM_IO, "a file was changed while its articles were compared: %s", file->name);
    }
    return status;
}
