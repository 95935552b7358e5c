/* saying_split.c: an utterance in two where one long version alone holds both.
 *
 * In: the versions of an utterance, with the parts of each.  Out: those that belong to one stretch of the long version,
 * and the rest.
 * Never: parts two versions that are like each other, or that are like all of the long one.
 *
 * One text prints a speech at length; a second has its third sentence, another one its fifth. Each is one saying with
 * the long version, but not with each other: there are two sayings, and the long version has a part in either.
 * Cost: parts times versions.
 */
#include "record/sayings.h"

#define LEAST_DICE_PIECE 0.5f
#define LEAST_TERMS_PIECE 3
#define LEAST_GAIN 1.15f
#define MAX_SPLIT 24 /* versions that are looked at */

/* The part of `whole` that is what `x` says, much more so than all of it; or NULL. */
static const saying *piece_for(const stm_work *w, const sayings *s, const saying *whole, const saying *x)
{
    float least = stm_matter_compare(w, &whole->matter, &x->matter).dice * LEAST_GAIN;
    const saying *found = NULL;
    least = least > LEAST_DICE_PIECE ? least : LEAST_DICE_PIECE;
    for (uint32_t i = 0; i < whole->n_parts; i++) {
        const saying *part = &s->at.at[whole->first_part + i];
        stm_likeness like = stm_matter_compare(w, &part->matter, &x->matter);
        if (like.dice > least && like.n >= LEAST_TERMS_PIECE) {
            least = like.dice;
            found = part;
        }
    }
    return found;
}

static bool split_at(const stm_work *w, const sayings *s, const saying **all, uint32_t n, uint32_t z, uint32_t *first)
{
    const saying *piece[MAX_SPLIT] = { NULL }, *one = NULL, *other = NULL;
    bool later[MAX_SPLIT] = { false };
    uint32_t k = 0;
    for (uint32_t i = 0; i < n; i++) {
        piece[i] = i == z ? NULL : piece_for(w, s, all[z], all[i]);
        if (i != z && (piece[i] == NULL || all[i]->member == all[z]->member)) {
            return false;
        }
        one = i != z && (one == NULL || piece[i]->at.start < one->at.start) ? piece[i] : one;
    }
    for (uint32_t i = 0; i < n; i++) {
        later[i] = i != z && !stm_span_meets(piece[i]->at, one->at);
        other = later[i] && other == NULL ? piece[i] : other;
    }
    for (uint32_t i = 0; other != NULL && i < n; i++) {
        for (uint32_t m = 0; m < n; m++) {
            if (i != z && m != z && later[i] != later[m] && stm_one_saying(w, all[i], all[m]) > 0) {
                return false;
            }
        }
    }
    if (other == NULL) {
        return false;
    }
    /* what belongs to the first stretch, then the rest */
    const saying *order[MAX_SPLIT + 1];
    order[k++] = one;
    for (uint32_t i = 0; i < n; i++) {
        if (i != z && !later[i]) {
            order[k++] = all[i];
        }
    }
    *first = k;
    order[k++] = other;
    for (uint32_t i = 0; i < n; i++) {
        if (later[i]) {
            order[k++] = all[i];
        }
    }
    memcpy(all, order, k * sizeof *all);
    return true;
}

bool stm_saying_split(const stm_work *w, const sayings *s, const saying **all, uint32_t n, uint32_t *first)
{
    for (uint32_t z = 0; n >= 3 && n <= MAX_SPLIT && z < n; z++) {
        if (!all[z]->part && all[z]->said->kind == STM_QUOTE_DIRECT && all[z]->n_parts > 1 &&
            split_at(w, s, all, n, z, first)) {
            return true;
        }
    }
    return false;
}
