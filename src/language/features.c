/* features.c: what the network sees of a word: hashes of its folded form, prefixes, suffixes and shape.
 *
 * In: the bytes of a form.  Out: STM_N_FEATURES 64-bit keys.  Never: allocates.  Cost: linear in the form, which
 * counts up to 64 bytes.  train/treebank.py computes the same keys; a change here needs a new model.
 */
#include "language/model.h"

#include "text/text.h"

#define FORM_CAP 64

uint64_t stm_fnv(uint64_t hash, const char *p, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        hash = (hash ^ (unsigned char)p[i]) * 0x100000001b3u;
    }
    return hash;
}

/* The plain characters that stand for a typographic one, or NULL. */
static const char *plain(uint32_t c)
{
    switch (c) {
    case 0x2018:
    case 0x2019:
    case 0x201A:
    case 0xB4: return "'";
    case 0x201C:
    case 0x201D:
    case 0x201E: return "\"";
    case 0x2010:
    case 0x2011:
    case 0x2013:
    case 0x2014: return "-";
    case 0x2026: return "...";
    default: return NULL;
    }
}

size_t stm_fold_word(stm_str form, char *out, size_t cap)
{
    const char *p = form.p, *end = form.p + form.n;
    size_t n = 0;
    while (p < end) {
        uint32_t c;
        size_t length = stm_utf8_decode(p, end, &c);
        const char *as = length > 1 ? plain(c) : *p == '`' ? "'" : NULL;
        size_t bytes = as != NULL ? strlen(as) : length;
        if (n + bytes > cap) {
            break;
        }
        memcpy(out + n, as != NULL ? as : p, bytes);
        if (bytes == 1 && out[n] >= 'A' && out[n] <= 'Z') {
            out[n] = (char)(out[n] + 32);
        }
        n += bytes;
        p += length;
    }
    return n;
}

/* Capitals, small letters, digits and other letters as X, x, d, u; runs cut to two, the whole to twelve. */
static size_t shape(stm_str form, char out[12])
{
    size_t n = 0;
    for (size_t i = 0; i < form.n && n < 12; i++) {
        unsigned char b = (unsigned char)form.p[i];
        char c = b >= 'A' && b <= 'Z'   ? 'X'
                 : b >= 'a' && b <= 'z' ? 'x'
                 : b >= '0' && b <= '9' ? 'd'
                 : b >= 128             ? 'u'
                                        : (char)b;
        if (n < 2 || out[n - 1] != c || out[n - 2] != c) {
            out[n++] = c;
        }
    }
    return n;
}

static uint64_t key(char kind, const char *p, size_t n) { return stm_fnv(stm_fnv(STM_FNV, &kind, 1), p, n); }

void stm_word_features(stm_str form, bool space_before, uint64_t out[STM_N_FEATURES])
{
    char word[FORM_CAP], kinds[12];
    size_t n = stm_fold_word(form, word, sizeof word);
    out[0] = key('G', word, n);
    for (size_t i = 0; i < n; i++) {
        word[i] = word[i] >= '0' && word[i] <= '9' ? '0' : word[i];
    }
    out[1] = key('W', word, n);
    for (size_t k = 2; k <= 5; k++) {
        size_t m = n < k ? n : k;
        out[k] = key((char)('0' + k), word + n - m, m);
    }
    for (size_t k = 2; k <= 4; k++) {
        out[k + 4] = key((char)('a' + k - 2), word, n < k ? n : k);
    }
    out[9] = key(space_before ? 'S' : 's', kinds, shape(form, kinds));
}
