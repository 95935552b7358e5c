/* reuse_text.c: see reuse_text.h.
 *
 * One pass over the bytes. A word is collected in a small buffer of folded letters, then closed: spelling variants
 * are folded (folds.h). Most words are short, of plain small letters, and no rule touches them: those are told by
 * text_marks.h and taken whole (plain_words, or plain_wide.c), with the same result.
 * Never: allocates per word; looks at annotations.
 */
#include "reuse/reuse_text.h"

#include "reuse/reuse_text_parts.h"
#include "reuse/reuse_tuning.h"
#include "reuse/sketch_wide.h"

#define REPLACEMENT 0xFFFDu
#define ONES 0x0101010101010101u
#define HIGHS (0x80 * ONES)

static void push_word(builder *b, const uint8_t *letters, uint32_t n, uint32_t hash)
{
    stm_rtext *t = b->out;
    uint32_t w = t->n_words++;
    put_word(t, w, b->start, b->end - b->start, hash, b->flags);
    for (uint32_t k = 0; k < n; k += 8) { /* there is room behind both */
        memcpy(t->letters + t->n_letters + k, letters + k, 8);
    }
    t->n_letters += n;
}

/* A hash of a word with signs of misreading, by which such words are told apart: of the few that share a place only the
 * last is known, so which these are must not change with the hash of all words. */
static uint32_t slip_hash(const uint8_t *p, uint32_t n)
{
    uint64_t h = 0;
    for (bool last = false; !last; p += 8, n -= last ? 0 : 8) {
        last = n < 8;
        h = (h ^ (last ? first_bytes(eight(p), n) : eight(p))) * 0x9E3779B97F4A7C15u;
        h ^= h >> 32;
    }
    return (uint32_t)(h * 0xD6E8FEB86659FD93u >> 32);
}

static void note_slip(builder *b)
{
    uint32_t hash = slip_hash(b->w, b->n_w);
    if (b->slipped[hash % SLIP_SLOTS] != hash) { /* "iRail" again and again is a name */
        b->slipped[hash % SLIP_SLOTS] = hash;
        b->slips++;
    }
    b->slip = false;
}

static void close_word(builder *b)
{
    static const uint8_t pct[3 + 8] = "pct";
    uint32_t hash;
    const fold *f;
    if (!b->open) {
        return;
    }
    b->open = false;
    b->n_w = stm_fold_spelling(b->w, b->n_w);
    hash = hash_letters(b->w, b->n_w);
    if (b->slip) {
        note_slip(b);
    }
    f = find_fold(b->folds, hash, b->w, b->n_w);
    if (f != NULL && f->n_to == 4 && memcmp(f->to, "cent", 4) == 0 && behind_per(b->out) &&
        b->end - stm_rtext_start(b->out, b->out->n_words - 1) <= WORD_BYTES) {
        /* "per cent": one word that begins at "per" */
        stm_rtext *t = b->out;
        uint32_t w = --t->n_words;
        b->start = stm_rtext_start(t, w);
        b->flags = t->flags[w];
        t->n_letters = stm_rtext_letter(t, w);
        push_word(b, pct, 3, hash_letters(pct, 3));
        return;
    }
    if (f != NULL) {
        push_word(b, f->to, f->n_to, f->to_hash);
    } else {
        push_word(b, b->w, b->n_w, hash ^ b->mix);
    }
}

static void add_letter(builder *b, uint8_t c, uint32_t at, uint32_t bytes, bool capital, bool digit)
{
    if (b->open && (b->n_w == WORD_MAX || at + bytes - b->start > WORD_BYTES)) {
        close_word(b);
    }
    if (b->open && !digit && (b->flags & STM_RWORD_DIGIT) != 0 && b->w[b->n_w - 1] < 'a' && b->piece > 0) {
        /* "$45bn": the unit is a word of its own */
        close_word(b);
    }
    if (!b->open) {
        b->open = true;
        b->n_w = 0;
        b->mix = 0;
        b->piece = 0;
        b->start = at;
        b->flags = (uint8_t)(b->next_flags | (capital ? STM_RWORD_CAPITAL : 0) | (b->quoted ? STM_RWORD_QUOTED : 0));
        b->next_flags = 0;
    }
    if (b->n_w > 0 && b->w[b->n_w - 1] >= 'a' && (digit || (capital && (b->flags & STM_RWORD_CAPITAL) == 0))) {
        b->slip = true; /* "th3n", "tHen" */
    }
    b->flags = (uint8_t)(b->flags | (digit ? STM_RWORD_DIGIT : 0));
    b->w[b->n_w++] = c;
    b->piece++;
    b->end = at + bytes;
}

/* A number of nothing but digits, which ends at a mark. Returns the bytes that it takes; 0: it is none. */
static size_t whole_number(builder *b, size_t i)
{
    size_t n = 1;
    if (b->open || b->slip) {
        return 0;
    }
    while (n < PLAIN_MOST && i + n < b->n && (uint8_t)(b->text[i + n] - '0') < 10) {
        n++;
    }
    if (b->n - i < PLAIN_ROOM || !ends_word(b->text[i + n], b->text[i + n + 1])) {
        return 0;
    }
    memcpy(b->w, b->text + i, PLAIN_MOST + 1);
    b->start = (uint32_t)i;
    b->end = (uint32_t)(i + n);
    b->flags = (uint8_t)(b->next_flags | STM_RWORD_DIGIT | (b->quoted ? STM_RWORD_QUOTED : 0));
    b->next_flags = 0;
    push_word(b, b->w, (uint32_t)n, hash_letters(b->w, (uint32_t)n));
    return n;
}

static size_t decode(const char *p, const char *end, uint32_t *c)
{
    const unsigned char *u = (const unsigned char *)p;
    size_t left = (size_t)(end - p);
    size_t there = 1; /* bytes of the character that is begun */
    while (there < 4 && there < left && (u[there] & 0xC0u) == 0x80) {
        there++;
    }
    if (u[0] >= 0xC2 && u[0] < 0xE0 && there > 1) {
        *c = (u[0] & 0x1Fu) << 6 | (u[1] & 0x3Fu);
        return 2;
    }
    if (u[0] >= 0xE0 && u[0] < 0xF0 && there > 2) {
        *c = (u[0] & 0x0Fu) << 12 | (u[1] & 0x3Fu) << 6 | (u[2] & 0x3Fu);
        return 3;
    }
    if (u[0] >= 0xF0 && there > 3) {
        *c = (u[0] & 0x07u) << 18 | (u[1] & 0x3Fu) << 12 | (u[2] & 0x3Fu) << 6 | (u[3] & 0x3Fu);
        return 4;
    }
    *c = REPLACEMENT;
    return 1;
}

/* The ASCII letter that an accented Latin letter stands for, or a byte above 127 for other letters; 0: no letter. */
static uint8_t fold_letter(uint32_t c)
{
    static const char latin1[] = "aaaaaaaceeeeiiiidnooooo\0ouuuuytsaaaaaaaceeeeiiiidnooooo\0ouuuuyty";
    static const char latin_a[] = "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkklllllllllln"
                                  "nnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";
    if (c >= 0xC0 && c <= 0xFF) {
        return (uint8_t)latin1[c - 0xC0];
    }
    if (c >= 0x100 && c < 0x100 + sizeof latin_a - 1) {
        return (uint8_t)latin_a[c - 0x100];
    }
    if (c < 0xC0 || (c >= 0x2000 && c < 0x2C00) || (c >= 0x3000 && c < 0x3040) || (c >= 0xFE00 && c < 0xFE70) ||
        (c >= 0xFF00 && c < 0xFF10) || c == REPLACEMENT || c == 0xFEFF || (c >= 0x300 && c < 0x370)) {
        return 0;
    }
    return (uint8_t)(128 + (c * 2654435761u >> 25));
}

static bool is_ideograph(uint32_t c)
{
    return (c >= 0x2E80 && c < 0xA4D0) || (c >= 0xAC00 && c < 0xD7B0) || (c >= 0xF900 && c < 0xFB00) || c >= 0x20000;
}

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

/* Length of an HTML entity at p, or 0; *apostrophe: it is one. */
static size_t entity(const char *p, size_t n, bool *apostrophe, bool *quote)
{
    size_t k = 1;
    while (k < n && k < 9 && (is_word_byte((unsigned char)p[k]) || p[k] == '#')) {
        k++;
    }
    if (k < 3 || k >= n || p[k] != ';') {
        return 0;
    }
    *apostrophe = (k == 4 && memcmp(p, "&#39", 4) == 0) || (k == 6 && memcmp(p, "&rsquo", 6) == 0) ||
                  (k == 5 && memcmp(p, "&apos", 5) == 0);
    *quote = k == 5 && memcmp(p, "&quot", 5) == 0;
    return k + 1;
}

/* A mark that is no letter. Returns the bytes that it takes. */
static size_t mark(builder *b, size_t i)
{
    const char *t = b->text;
    char c = t[i], next = i + 1 < b->n ? t[i + 1] : '\0';
    bool glued = b->open && is_word_byte((unsigned char)next);
    switch (c) {
    case '\'':
    case '`':
    case '?':
        if (glued) {
            return 1;
        }
        break;
    case ',':
        if (glued && is_digit(t[i - 1]) && is_digit(next)) {
            return 1;
        }
        break;
    case '.':
        if (glued && is_digit(t[i - 1]) && is_digit(next)) {
            b->mix = b->mix * 31 + b->n_w;
            return 1;
        }
        if (glued && b->piece == 1 && (b->flags & STM_RWORD_DIGIT) == 0) {
            b->piece = 0;
            return 1;
        }
        break;
    case '-':
        if (b->open && next == '\n' && i + 2 < b->n && t[i + 2] >= 'a' && t[i + 2] <= 'z') {
            return 2;
        }
        break;
    case '&': {
        bool apostrophe = false, quote = false;
        size_t k = entity(t + i, b->n - i, &apostrophe, &quote);
        if (k != 0) {
            if (!(apostrophe && b->open)) {
                close_word(b);
            }
            b->quoted = quote ? !b->quoted : b->quoted;
            return k;
        }
        break;
    }
    case '%':
        close_word(b);
        add_letter(b, 'p', (uint32_t)i, 1, false, false);
        add_letter(b, 'c', (uint32_t)i, 1, false, false);
        add_letter(b, 't', (uint32_t)i, 1, false, false);
        break;
    case '$':
        if (b->open && b->n_w == 2 && memcmp(b->w, "us", 2) == 0) {
            b->open = false;
        }
        break;
    case '"':
        close_word(b);
        b->quoted = !b->quoted;
        return 1;
    default: break;
    }
    glued = glued && !(next == '\xe2' && i + 2 < b->n && t[i + 2] == '\x80'); /* a quotation mark or dash */
    b->slip = b->slip || (glued && (c == '~' || c == '^' || c == '*' || c == ';' || c == ',' || c == '!'));
    close_word(b);
    if (c == '.' || c == '!' || c == '?') {
        b->next_flags |= STM_RWORD_SENTENCE;
    } else if (c == '\n') {
        b->next_flags |= STM_RWORD_PARAGRAPH;
        b->quoted = b->quoted && next != '\n';
    }
    return 1;
}

/* A character above ASCII. Returns its bytes. */
static size_t beyond_ascii(builder *b, size_t i)
{
    const char *p = b->text + i, *end = b->text + b->n;
    uint32_t c;
    size_t k = decode(p, end, &c);
    uint8_t letter;
    if (b->n - i > 5 && memcmp(p, "\xC3\xA2\xE2\x82\xAC", 5) == 0) {
        /* a quotation mark or dash that was encoded twice */
        uint32_t third;
        size_t more = decode(p + 5, end, &third);
        if (!(third == 0x2122 && b->open)) {
            close_word(b);
        }
        return 5 + (more > 1 ? more : 0);
    }
    if ((c == 0x2019 || c == 0x2018 || c == REPLACEMENT || c == 0x2BC || c == 0xAD) && b->open &&
        k < (size_t)(end - p) && is_word_byte((unsigned char)p[k])) {
        return k;
    }
    letter = fold_letter(c);
    if (letter == 0) {
        close_word(b);
        if (c == 0x201C || c == 0xAB || c == 0x201E) {
            b->quoted = true;
        } else if (c == 0x201D || c == 0xBB) {
            b->quoted = false;
        }
        return k;
    }
    if (is_ideograph(c)) {
        close_word(b);
        add_letter(b, letter, (uint32_t)i, (uint32_t)k, false, false);
        close_word(b);
        return k;
    }
    add_letter(b, letter, (uint32_t)i, (uint32_t)k, false, false);
    return k;
}

/* ---- plain words ----------------------------------------------------------------------------------------- */

typedef uint8_t bytes16 __attribute__((vector_size(16)));

static bytes16 sixteen(const void *at)
{
    bytes16 v;
    memcpy(&v, at, sizeof v);
    return v;
}

/* What text_marks.h says of one word. */
typedef struct plain_marks {
    uint32_t twice, respell, end;
} plain_marks;

static void put_eight(uint8_t *to, uint64_t v)
{
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    v = __builtin_bswap64(v);
#endif
    memcpy(to, &v, sizeof v);
}

static uint64_t low_eight(bytes16 v) { return eight(&v); }
static uint64_t high_eight(bytes16 v) { return eight((const uint8_t *)&v + 8); }

/* Whether a rule of ends may touch a word that ends in these three letters, the first the lowest. */
static bool may_end_anew(uint32_t end)
{
    return end == ('t' | 'r' << 8 | 'e' << 16) || end == ('n' | 'c' << 8 | 'e' << 16) ||
           end == ('g' | 'u' << 8 | 'e' << 16) || end == ('a' | 'm' << 8 | 'e' << 16) ||
           end == ('m' | 'e' << 8 | 's' << 16);
}

/* A plain word as it is written down. */
typedef struct plain {
    uint32_t n, kept, hash; /* its letters; those that are left */
    bool respell;           /* a rule may touch it that is not followed here */
} plain;

/* The three letters before letter `n` of eight. */
static uint32_t last_three(uint64_t x, uint32_t n) { return (uint32_t)(x >> 8 * (n - 3)) & 0xFFFFFF; }

/* Writes the letters of a word of up to eight; the marks begin with it. */
static void take_short(const char *p, bool capital, const plain_marks *m, uint8_t *letters, plain *out)
{
    uint32_t n = out->n, twice = n >= FOLD_DOUBLED ? m->twice : 0;
    uint32_t kept = n;
    uint64_t x = (eight(p) | capital * SMALL * ONES) & ~(uint64_t)0 >> (64 - 8 * n);
    bool respell = (m->respell | (twice & (twice - 1))) != 0, end = m->end != 0;
    if (twice != 0 && !respell) { /* without the second of the two */
        uint64_t before = ((uint64_t)1 << 8 * (uint32_t)__builtin_ctz(twice)) - 1;
        x = (x & before) | (x >> 8 & ~before);
        kept = n - 1;
        end = may_end_anew(last_three(x, kept));
    }
    put_eight(letters, x);
    out->hash = hash_end(hash_eight(x, 0));
    out->kept = kept;
    out->respell = respell || (n > 4 && end);
}

/* The same of a longer one. */
static void take_long(const char *p, bool capital, const plain_marks *m, uint8_t *letters, plain *out)
{
    static const uint8_t first[32] = {
        [0] = 255, [1] = 255, [2] = 255,  [3] = 255,  [4] = 255,  [5] = 255,  [6] = 255,  [7] = 255,
        [8] = 255, [9] = 255, [10] = 255, [11] = 255, [12] = 255, [13] = 255, [14] = 255, [15] = 255
    };
    const uint8_t small = capital ? SMALL : 0;
    uint32_t n = out->n, kept = n;
    bytes16 x = (sixteen(p) | small) & sixteen(first + 16 - n);
    bool respell = (m->respell | (m->twice & (m->twice - 1))) != 0, end = m->end != 0;
    memcpy(letters, &x, sizeof x);
    if (m->twice != 0 && !respell) {
        uint32_t at = (uint32_t)__builtin_ctz(m->twice);
        kept = n - 1;
        x = (sixteen(p + at + 1) | small) & sixteen(first + 16 - (kept - at));
        memcpy(letters + at, &x, sizeof x);
        x = sixteen(letters);
        end = may_end_anew(letters[kept - 3] | (uint32_t)letters[kept - 2] << 8 | (uint32_t)letters[kept - 1] << 16);
    }
    out->hash = hash_end(hash_eight(low_eight(x), 0) + hash_eight(high_eight(x), 1));
    out->kept = kept;
    out->respell = respell || end;
}

void stm_close_plain(builder *b, size_t i, uint32_t n, uint8_t flags)
{
    b->n_w = 0;
    for (uint32_t k = 0; k < n; k++) {
        b->w[b->n_w] = (uint8_t)(b->text[i + k] | SMALL);
        b->n_w += b->text[i + k] != '\'';
    }
    b->open = true;
    b->mix = 0;
    b->start = (uint32_t)i;
    b->end = (uint32_t)i + n;
    b->flags = flags;
    close_word(b);
}

/* Words of small letters, or that begin with a capital, that no mark is part of, and the mark or blank behind them.
 * Returns where there is another one, or the text nears its end. */
static size_t plain_words(builder *b, size_t i)
{
    stm_rtext *t = b->out;
#if STM_SKETCH_X86
    if (b->wide) {
        return stm_plain_wide(b, i);
    }
#endif
    while (i >= 2 && b->n - i >= PLAIN_ROOM) {
        const char *p = b->text + i;
        const stm_text_marks *k = &b->marks;
        uint8_t *letters = t->letters + t->n_letters, flags;
        bool capital = (uint8_t)(*p - 'A') < 26;
        uint32_t w = t->n_words, in, all;
        plain_marks m;
        plain word;
        const fold *known;
        if (i - k->at > STM_TEXT_MARKS - PLAIN_MOST - 1) {
            stm_text_marks_read(b->text, b->n, i, &b->marks);
        }
        in = (uint32_t)(i - k->at);
        word.n = (uint32_t)__builtin_ctzll(~((capital ? k->letter : k->small) >> in));
        if (word.n - 1 >= PLAIN_MOST || !ends_word(p[word.n], p[word.n + 1])) {
            break;
        }
        all = (1u << word.n) - 1;
        m = (plain_marks){ (uint32_t)(k->twice >> in) & all, (uint32_t)(k->respell >> in) & all,
                           (uint32_t)(k->end >> (in + word.n - 1)) & 1 };
        flags = (uint8_t)(b->next_flags | (capital ? STM_RWORD_CAPITAL : 0) | (b->quoted ? STM_RWORD_QUOTED : 0));
        if (word.n <= 8) {
            take_short(p, capital, &m, letters, &word);
        } else {
            take_long(p, capital, &m, letters, &word);
        }
        known = !word.respell && may_fold(b->folds->bits, word.hash)
                    ? find_fold(b->folds, word.hash, letters, word.kept)
                    : NULL;
        if (word.respell || (known != NULL && behind_per(t))) { /* "per cent" */
            stm_close_plain(b, i, word.n, flags);
        } else {
            if (known != NULL) {
                memcpy(letters, known->to, sizeof known->to);
                word.kept = known->n_to;
                word.hash = known->to_hash;
            }
            put_word(t, w, (uint32_t)i, word.n, word.hash, flags);
            t->n_letters += word.kept;
            t->n_words = w + 1;
        }
        b->next_flags = 0;
        p += word.n;
        i += word.n + 1;
        if (*p != ' ') {
            pass_mark(b, p[0], p[1]);
            i += p[1] == ' ';
        }
    }
    return i;
}

/* How many of eight bytes are small letters, before the first that is none. */
static uint32_t small_letters(uint64_t x)
{
    uint64_t low = x & ~HIGHS, other = (~((low + (0x80 - 'a') * ONES) & ~(low + (0x7F - 'z') * ONES)) | x) & HIGHS;
    return other == 0 ? 8 : (uint32_t)__builtin_ctzll(other) / 8;
}

/* Small letters that go on with the open word, up to eight. Returns how many. */
static uint32_t go_on(builder *b, size_t i)
{
    uint32_t n;
    if (!b->open || b->n - i < 8) {
        return 0;
    }
    n = small_letters(eight(b->text + i));
    n = n < WORD_MAX - b->n_w ? n : WORD_MAX - b->n_w;
    n = (uint32_t)i + n - b->start > WORD_BYTES ? 0 : n;
    memcpy(b->w + b->n_w, b->text + i, 8);
    b->n_w += n;
    b->piece += n;
    b->end = n == 0 ? b->end : (uint32_t)i + n;
    return n;
}

/* ---- all of it ------------------------------------------------------------------------------------------ */

void stm_rtext_furnish(stm_rtext *t)
{
    const stm_article *a = t->article;
    uint32_t w = 0;
    for (uint32_t i = 0; i < a->furniture.n; i++) {
        stm_span at = a->furniture.at[i].at;
        uint32_t end = t->n_words;
        while (w < end) { /* the first word that ends behind where it begins */
            uint32_t mid = w + (end - w) / 2;
            if (stm_rtext_end(t, mid) <= at.start) {
                w = mid + 1;
            } else {
                end = mid;
            }
        }
        for (; w < t->n_words && stm_rtext_start(t, w) < at.end; w++) {
            t->flags[w] |= STM_RWORD_FURNITURE;
        }
    }
}

static void add_sentinel(stm_rtext *t, uint32_t end)
{
    if (t->short_letter != NULL) {
        t->short_start[t->n_words] = (uint16_t)end;
        t->short_letter[t->n_words] = (uint16_t)t->n_letters;
    } else {
        t->start[t->n_words] = end;
        t->letter[t->n_words] = t->n_letters;
    }
    t->bytes[t->n_words] = 0;
    memset(t->hash + t->n_words, 0, STM_WORDS_PAD * sizeof *t->hash);
    memset(t->flags + t->n_words, 0, STM_WORDS_PAD);
    memset(t->letters + t->n_letters, 0, STM_LETTERS_PAD);
}

static void fold_all(builder *b)
{
    size_t i = 0;
    while (i < b->n) {
        unsigned char c = (unsigned char)b->text[i];
        bool small = c >= 'a' && c <= 'z';
        if (small || (c >= 'A' && c <= 'Z')) {
            size_t end = b->open || b->slip ? i : plain_words(b, i);
            uint32_t more = 8;
            if (end == i) {
                add_letter(b, small ? c : (uint8_t)(c + 32), (uint32_t)end++, 1, !small, false);
                for (; end < b->n && more == 8; end += more) {
                    more = go_on(b, end);
                }
            }
            i = end;
        } else if (c == ' ') {
            close_word(b);
            i++;
        } else if (c >= '0' && c <= '9') {
            size_t n = whole_number(b, i);
            if (n == 0) {
                add_letter(b, c, (uint32_t)i, 1, false, true);
            }
            i += n == 0 ? 1 : n;
        } else if (c >= 0x80) {
            i += beyond_ascii(b, i);
        } else {
            i += mark(b, i);
        }
    }
    close_word(b);
}

/* room NULL: into the arena, which a text that is huge takes in any case. */
static void fold_text(stm_arena *arena, stm_fold_room *room, const stm_folds *folds, const stm_article *article,
                      bool wide, stm_rtext *out)
{
    size_t cap = article->text.n < UINT32_MAX ? article->text.n : UINT32_MAX - 1;
    builder b = { .folds = folds,
                  .text = article->text.p,
                  .n = cap,
                  .out = out,
                  .next_flags = STM_RWORD_SENTENCE | STM_RWORD_PARAGRAPH,
                  .wide = wide && cap >= PLAIN_ROOM,
                  .marks = { .at = SIZE_MAX / 2 } }; /* none */
    out->article = article;
    out->n_letters = out->n_words = 0;
    if (stm_rtext_make_room(arena, room, (stm_str){ b.text, cap }, out)) {
        b.room = room;
    }
#if STM_SKETCH_X86
    if (b.wide) {
        b.known_marks = room != NULL ? &room->marks : stm_arena_raw(arena, 1, sizeof *b.known_marks);
        if (room == NULL) {
            stm_wide_marks_init(b.known_marks, folds);
        }
        stm_plain_wide_begin(&b);
    }
#endif
    fold_all(&b);
    add_sentinel(out, (uint32_t)cap);
    out->noisy = b.slips * STM_SLIP_SHARE > out->n_words;
}

void stm_reuse_text(stm_arena *arena, const stm_folds *folds, const stm_article *article, stm_rtext *out)
{
    stm_reuse_text_as(arena, folds, article, stm_text_marks_wide(), out);
}

void stm_reuse_text_as(stm_arena *arena, const stm_folds *folds, const stm_article *article, bool wide, stm_rtext *out)
{
    fold_text(arena, NULL, folds, article, wide, out);
    stm_rtext_furnish(out);
}

void stm_reuse_text_keep(const stm_folding *to, const stm_article *article, stm_rtext *out)
{
    stm_reuse_text_keep_as(to, article, stm_text_marks_wide(), out);
}

void stm_reuse_text_keep_as(const stm_folding *to, const stm_article *article, bool wide, stm_rtext *out)
{
    fold_text(to->draft, to->room, to->folds, article, wide, out);
    stm_rtext_furnish(out);
    stm_rtext_keep(to->kept, out);
}
