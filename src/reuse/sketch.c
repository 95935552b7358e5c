/* sketch.c: see sketch.h. Letters are folded into a small buffer; every run of k letters gets a hash; the runs whose
 * hash is the least of some window of w runs are taken (minimisers: Roberts and others, Bioinformatics 20, 2004;
 * winnowing: Schleimer and others, SIGMOD 2003). A run that is the least of a wide window is also the least of the
 * narrower ones inside of it, so the sparse sample of a clean text is part of its dense one, and noisy and clean texts
 * can be compared. All loops but the first have no branches that depend on the text, so that compilers vectorise them:
 * the least of each window, then the greatest of these over the windows that hold a run, is its own hash if it is
 * taken.
 *
 * In: UTF-8.  Out: hashes of 40 bits.  Never: words, sentences, tables of words.  Cost: linear, a few operations a
 * byte.
 */
#include "reuse/sketch_wide.h"

#include "text/text.h"

#define K STM_SEED_LETTERS
#define CHUNK 4096 /* letters that are looked at together */
#define WIDEST STM_SEED_WINDOW_CLEAN
#define OVERLAP (K + WIDEST - 2) /* letters that the next chunk sees again: every window lies whole in one chunk */
#define LAST_PLACE (((uint64_t)1 << STM_PLACE_BITS) - 1)
#define SEEN 512 /* power of two */
/* As in language/kernels.c: clang 14 does not link clones of hidden functions, and sanitizers run before resolvers. */
#if defined(__x86_64__) && !defined(__clang__) && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#define STM_WIDE __attribute__((target_clones("avx2", "default")))
#else
#define STM_WIDE
#endif
#define NARROW 16 /* bytes that are looked at one by one where marks are close together */
#define MARK 1    /* a byte that needs a look at its neighbours */

struct stm_sketcher {
    stm_arena *arena;
    bool wide;         /* this processor has what sketch_wide.h needs */
    uint8_t fold[256]; /* letter; 0: left out; MARK */
    uint8_t letters[CHUNK + STM_WIDE_ROOM];
    uint32_t n_letters;
    int16_t hash[CHUNK + 128], x[CHUNK + 128], y[CHUNK + 128];
    uint8_t equal[CHUNK + 64];
    uint16_t taken[CHUNK + 64];
    uint64_t prints[CHUNK + 64]; /* of those that are taken */
    bool more;                   /* the text had letters before these, ... */
    uint64_t base;               /* ... so many */
    uint64_t seen[SEEN];         /* fingerprints of this text, for those that come again soon */
    uint64_t *out;
    uint32_t n, cap;
};

stm_sketcher *stm_sketcher_new(stm_arena *arena)
{
    stm_sketcher *s = STM_NEW(arena, stm_sketcher);
    s->arena = arena;
#if STM_SKETCH_X86
    s->wide = stm_sketch_wide();
#endif
    for (uint32_t c = 'a'; c <= 'z'; c++) {
        s->fold[c] = s->fold[c - 'a' + 'A'] = c == 'z' ? 's' : (uint8_t)c;
    }
    for (uint32_t c = '0'; c <= '9'; c++) {
        s->fold[c] = (uint8_t)c;
    }
    for (uint32_t c = 0x80; c < 0x100; c++) {
        s->fold[c] = MARK;
    }
    s->fold['&'] = MARK;
    memset(s->seen, 0xFF, sizeof s->seen);
    return s;
}

/* Sixteen bits are enough to order the runs of one window; two that are equal are both taken. */
STM_WIDE static void least_of_two(const int16_t *restrict x, int16_t *restrict y, size_t n, size_t step)
{
    for (size_t i = 0; i < n; i++) {
        y[i] = x[i] < x[i + step] ? x[i] : x[i + step];
    }
}

STM_WIDE static void most_of_two(const int16_t *restrict x, int16_t *restrict y, size_t n, size_t step)
{
    for (size_t i = 0; i < n; i++) {
        y[i] = x[i] > x[i + step] ? x[i] : x[i + step];
    }
}

STM_WIDE static void are_equal(const int16_t *restrict x, const int16_t *restrict y, uint8_t *restrict out, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        out[i] = x[i] == y[i];
    }
}

/* Notes where a run is taken: where the greatest least of its windows is its own hash. Returns how many are: one in
 * seven or so, so that groups of eight without one are passed over. */
static uint32_t note_taken(stm_sketcher *s, const int16_t *high, uint32_t n)
{
    uint32_t taken = 0;
#if STM_SKETCH_X86
    if (s->wide) {
        return stm_wide_taken(high, s->hash, n, s->taken);
    }
#endif
    are_equal(high, s->hash, s->equal, n);
    memset(s->equal + n, 0, 8);
    for (uint32_t i = 0; i < n; i += 8) {
        for (uint64_t v = stm_eight_at(s->equal + i); v != 0; v &= v - 1) {
            s->taken[taken++] = (uint16_t)(i + (uint32_t)__builtin_ctzll(v) / 8);
        }
    }
    return taken;
}

typedef void two_fn(const int16_t *restrict x, int16_t *restrict y, size_t n, size_t step);

/* The least (most) of x[i .. i + w) for i < n, by windows that double. x has n + w - 1 items; both arrays are used up,
 * the one that is returned has the result. */
static int16_t *slide(two_fn *of_two, int16_t *x, int16_t *y, uint32_t n, uint32_t w)
{
    for (uint32_t have = 1, step, all = n + w - 1; have < w; have += step) {
        int16_t *swap = x;
        step = have * 2 <= w ? have : w - have;
        all -= step;
        of_two(x, y, all, step);
        x = y;
        y = swap;
    }
    return x;
}

/* The upper 16 bits of the hashes of n runs. */
static void hash_runs(stm_sketcher *s, uint32_t n)
{
#if STM_SKETCH_X86
    if (s->wide) {
        stm_wide_hashes(s->letters, n, s->hash);
        return;
    }
#endif
    for (uint32_t i = 0; i < n; i++) {
        s->hash[i] = (int16_t)(stm_run_hash(s->letters + i) >> 48);
    }
}

/* The least hash of each of so many windows of w runs, with room for w more before them and behind. */
static int16_t *least_of_windows(stm_sketcher *s, uint32_t windows, uint32_t w)
{
#if STM_SKETCH_X86
    if (s->wide && w == WIDEST) {
        stm_wide_least(s->hash, s->y + w, windows);
        return s->y + w;
    }
#endif
    memcpy(s->x + w, s->hash, (windows + w - 1) * sizeof *s->hash);
    return slide(least_of_two, s->x + w, s->y + w, windows, w);
}

/* The greatest of these over the w windows that hold a run, for n of them. */
static int16_t *most_of_windows(stm_sketcher *s, int16_t *low, uint32_t n, uint32_t w)
{
#if STM_SKETCH_X86
    if (s->wide && w == WIDEST) {
        stm_wide_most(low, s->x, n);
        return s->x;
    }
#endif
    return slide(most_of_two, low, low < s->y ? s->y : s->x, n, w);
}

static void prints_of_taken(stm_sketcher *s, uint32_t n)
{
#if STM_SKETCH_X86
    if (s->wide) {
        stm_wide_prints(s->letters, s->taken, n, s->prints);
        return;
    }
#endif
    for (uint32_t i = 0; i < n; i++) {
        s->prints[i] = stm_run_print(stm_run_hash(s->letters + s->taken[i]));
    }
}

/* Takes fingerprints from the letters that are there; a text shorter than a window gives the least one. */
static void take_runs(stm_sketcher *s, uint32_t w)
{
    uint32_t n = s->n_letters < K ? 0 : s->n_letters - K + 1, windows, taken, kept;
    uint64_t *out;
    int16_t *low, *high;
    if (n < w && s->more) {
        return; /* the chunk before has seen all of it */
    }
    if (n == 0) {
        return;
    }
    w = n < w ? n : w;
    windows = n - w + 1;
    hash_runs(s, n);
    low = least_of_windows(s, windows, w);
    /* low[j] is that of window j; nothing stands on either side, so that each run looks at w of them */
    low -= w - 1;
    for (uint32_t i = 0; i < w - 1; i++) {
        low[i] = low[n + i] = INT16_MIN;
    }
    high = most_of_windows(s, low, n, w);
    taken = note_taken(s, high, n);
    if (s->n + taken > s->cap) {
        uint64_t *old = s->out;
        s->cap = (s->n + taken) * 2;
        s->out = STM_NEW_ARRAY(s->arena, uint64_t, s->cap);
        if (s->n > 0) {
            memcpy(s->out, old, s->n * sizeof *old);
        }
    }
    out = s->out;
    kept = s->n;
    prints_of_taken(s, taken);
    for (uint32_t i = 0; i < taken; i++) {
        uint64_t h = s->prints[i], *seen = &s->seen[h % SEEN];
        uint64_t place = s->base + s->taken[i] < LAST_PLACE ? s->base + s->taken[i] : LAST_PLACE;
        out[kept] = h << STM_PLACE_BITS | place;
        kept += *seen != h;
        *seen = h;
    }
    s->n = kept;
}

static void next_chunk(stm_sketcher *s, uint32_t w)
{
    take_runs(s, w);
    memmove(s->letters, s->letters + s->n_letters - OVERLAP, OVERLAP);
    s->n_letters = OVERLAP;
    s->more = true;
    s->base += CHUNK - OVERLAP;
}

/* The ASCII letter of an accented Latin one, a byte above 127 for other letters, 0 for marks. */
static uint8_t fold_wide(uint32_t c)
{
    static const char latin[] = "aaaaaaaceeeeiiiidnooooo\0ouuuuytsaaaaaaaceeeeiiiidnooooo\0ouuuuyty"
                                "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkklllllllllln"
                                "nnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyssssss";
    if (c >= 0xC0 && c < 0xC0 + sizeof latin - 1) {
        return (uint8_t)latin[c - 0xC0];
    }
    if (c < 0xC0 || (c >= 0x2000 && c < 0x2C00) || (c >= 0x3000 && c < 0x3040) || (c >= 0xFE00 && c < 0xFE70) ||
        (c >= 0xFF00 && c < 0xFF10) || c == 0xFFFD || c == 0xFEFF || (c >= 0x300 && c < 0x370)) {
        return 0;
    }
    return (uint8_t)(128 + (c * 2654435761u >> 25));
}

/* A mark at text[i]; adds at most one letter. Returns the bytes that it takes. */
static size_t take_mark(stm_sketcher *s, stm_str text, size_t i)
{
    const char *p = text.p + i;
    uint32_t c;
    size_t k;
    uint8_t letter;
    if (*p == '&') {
        for (k = 1; k < 9 && i + k < text.n; k++) {
            if (p[k] == ';' && k > 2) {
                return k + 1;
            }
            if (s->fold[(unsigned char)p[k]] < '0' && p[k] != '#') {
                break;
            }
        }
        return 1;
    }
    k = stm_utf8_decode(p, text.p + text.n, &c);
    letter = fold_wide(c);
    s->letters[s->n_letters] = letter;
    s->n_letters += letter != 0;
    return k == 0 ? 1 : k;
}

static inline uint8_t below(uint8_t x, uint8_t from, uint8_t n) { return (uint8_t)(x - from) < n ? 1 : 0; }

/* Counts, over at most 240 places so that bytes hold the sums: digits and capitals behind two small letters; ends of
 * words. */
STM_WIDE static void count_slips(const uint8_t *restrict before, const uint8_t *restrict at,
                                 const uint8_t *restrict behind, size_t n, uint32_t *slips, uint32_t *words)
{
    uint8_t some = 0, ends = 0;
    for (size_t i = 0; i < n; i++) {
        uint8_t y = at[i], z = behind[i];
        uint8_t small_x = below(before[i], 'a', 26), small_y = below(y, 'a', 26);
        uint8_t other = below(z, '0', 10) | below(z, 'A', 26);
        some += (uint8_t)(small_x & small_y & other);
        ends += (uint8_t)(small_y & (z == ' ' ? 1 : 0));
    }
    *slips += some;
    *words += ends;
}

typedef enum { OTHER, SMALL, CAPITAL, DIGIT } kind;

static kind kind_of(char c)
{
    return c >= 'a' && c <= 'z' ? SMALL : c >= 'A' && c <= 'Z' ? CAPITAL : c >= '0' && c <= '9' ? DIGIT : OTHER;
}

/* Whether enough words are left that show misread letters: a name that begins with a capital may have more of them. */
static bool reads_noisy(stm_str text, uint32_t words)
{
    uint32_t slips = 0;
    bool named = false, slip = false;
    kind last = OTHER;
    for (size_t i = 0; i < text.n; i++) {
        kind k = kind_of(text.p[i]);
        if (k != OTHER) {
            named = last == OTHER ? k == CAPITAL : named;
            slip = slip || (last == SMALL && (k == DIGIT || (k == CAPITAL && !named)));
        } else {
            slips += slip;
            slip = false;
        }
        last = k;
    }
    return (uint64_t)(slips + slip) * STM_SLIP_SHARE > words;
}

static bool looks_noisy(const stm_sketcher *s, stm_str text)
{
    uint32_t slips = 0, words = 0;
    size_t at = 0;
    (void)s;
#if STM_SKETCH_X86
    if (s->wide && text.n > 2) {
        stm_wide_slips(text.p, text.n - 2, &slips, &words);
        at = text.n;
    }
#endif
    for (; at + 2 < text.n; at += 240) {
        const uint8_t *p = (const uint8_t *)text.p + at;
        count_slips(p, p + 1, p + 2, text.n - 2 - at < 240 ? text.n - 2 - at : 240, &slips, &words);
    }
    return (uint64_t)slips * STM_SLIP_SHARE > words && reads_noisy(text, words);
}

void stm_sketch_text(stm_sketcher *s, stm_str text, stm_sketch *out)
{
    bool noisy = looks_noisy(s, text);
    uint32_t w = noisy ? STM_SEED_WINDOW_NOISY : STM_SEED_WINDOW_CLEAN, n = 0;
#if STM_SKETCH_X86
    uint32_t narrow = 0; /* letters to be taken one by one */
#endif
    s->n_letters = s->n = 0;
    s->more = false;
    s->base = 0;
    for (size_t i = 0; i < text.n;) {
        size_t end = text.n - i < CHUNK - s->n_letters ? text.n : i + CHUNK - s->n_letters;
        n = s->n_letters;
        while (i < end) {
            uint8_t letter;
#if STM_SKETCH_X86
            if (s->wide && narrow-- == 0) {
                size_t ahead = stm_wide_letters(text.p + i, end - i, s->letters, &n);
                i += ahead;
                narrow = ahead < NARROW ? NARROW : 1; /* a mark stands there, and perhaps others near it */
                continue;
            }
#endif
            letter = s->fold[(unsigned char)text.p[i]];
            if (letter == MARK) {
                s->n_letters = n;
                i += take_mark(s, text, i);
                n = s->n_letters;
                continue;
            }
            s->letters[n] = letter;
            n += letter != 0;
            i++;
        }
        s->n_letters = n;
        if (n == CHUNK) {
            next_chunk(s, w);
        }
    }
    take_runs(s, w);
    for (uint32_t i = 0; i < s->n; i++) {
        s->seen[stm_seed_fingerprint(s->out[i]) % SEEN] = UINT64_MAX;
    }
    *out = (stm_sketch){ s->out, s->n, noisy };
}
