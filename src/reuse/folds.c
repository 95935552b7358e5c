/* folds.c: see folds.h. Rules are applied to every word alike, so that they need not know which of two spellings is
 * British (organisation and organization both become organisation; colour becomes color, everywhere). Short words are
 * others when they lose a letter (met and meet, filed and filled, for and four) and keep it. Words that no rule can
 * reach (numbers, months, per cent) go through the table of data/reuse_folds.txt.
 */
#include "reuse/folds.h"

#include "data/data.h"

uint32_t stm_fold_spelling(uint8_t *w, uint32_t n)
{
    uint32_t k = 0;
    if (n < 4 || w[0] < 'a') {
        return n;
    }
    for (uint32_t i = 0; i < n; i++) {
        uint8_t c = w[i] == 'z' ? 's' : w[i];
        if (n >= FOLD_DOUBLED && k > 0 && w[k - 1] == c && c >= 'a') {
            continue; /* travelling, traveling */
        }
        if (n > 4 && c == 'u' && k > 0 && w[k - 1] == 'o' && i + 1 < n && w[i + 1] == 'r') {
            continue; /* labour, labor */
        }
        if (c == 'e' && k > 0 && (w[k - 1] == 'a' || w[k - 1] == 'o') && i + 1 < n && i > 0) {
            k--; /* anaemia, manoeuvre */
        }
        w[k++] = c;
    }
    if (k > 4 && memcmp(w + k - 3, "tre", 3) == 0) {
        memcpy(w + k - 3, "ter", 3);
    } else if (k > 4 && memcmp(w + k - 3, "nce", 3) == 0) {
        w[k - 2] = 's';
    } else if (k > 5 && memcmp(w + k - 4, "ogue", 4) == 0) {
        k -= 2;
    } else if (k > 6 && memcmp(w + k - 5, "grame", 5) == 0) {
        k -= 1;
    } else if (k > 7 && memcmp(w + k - 6, "grames", 6) == 0) {
        w[k - 2] = 's';
        k -= 1;
    }
    return k;
}

const stm_folds *stm_folds_new(stm_arena *arena)
{
    stm_folds *f = STM_NEW(arena, stm_folds);
    const char *p = stm_data_reuse_folds, *end = p + stm_data_reuse_folds_size;
    while (p < end) {
        const char *eol = memchr(p, '\n', (size_t)(end - p));
        const char *stop = eol == NULL ? end : eol, *tab = memchr(p, ' ', (size_t)(stop - p));
        if (*p != '#' && tab != NULL && tab - p <= 16 && stop - tab - 1 <= 16 && stop - tab > 1) {
            fold e = { .n_from = (uint8_t)(tab - p), .n_to = (uint8_t)(stop - tab - 1) };
            uint32_t i;
            memcpy(e.from, p, e.n_from);
            memcpy(e.to, tab + 1, e.n_to);
            e.n_from = (uint8_t)stm_fold_spelling(e.from, e.n_from);
            e.n_to = (uint8_t)stm_fold_spelling(e.to, e.n_to);
            e.hash = hash_letters(e.from, e.n_from);
            e.to_hash = hash_letters(e.to, e.n_to);
            for (i = e.hash % FOLD_SLOTS; f->slots[i].n_from != 0; i = (i + 1) % FOLD_SLOTS) {
            }
            f->slots[i] = e;
            f->bits[fold_bits(e.hash)] |= (uint64_t)1 << e.hash % 64;
        }
        p = stop + 1;
    }
    return f;
}
