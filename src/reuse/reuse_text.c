/* reuse_text.c: see reuse_text.h.
 *
 * One pass over the bytes. A word is collected in a small buffer of folded letters, then closed: spelling variants
 * are folded by rules that are applied to every word alike, so that they need not know which of the two spellings
 * is British (organisation and organization both become organisation; hour becomes hor, everywhere). Words that no
 * rule can reach (numbers, months, per cent) go through a table.
 * Never: allocates per word; looks at annotations.
 */
#include "reuse/reuse_text.h"

#include "data/data.h"
#include "reuse/reuse_tuning.h"

#define WORD_MAX 48    /* letters of one word that are kept apart; a longer one is cut into several */
#define FOLD_SLOTS 512 /* power of two, several times the lines of data/reuse_folds.txt */
#define REPLACEMENT 0xFFFDu

typedef struct fold {
    uint32_t hash;
    uint8_t from[16], to[16];
    uint8_t n_from, n_to;
} fold;

struct stm_folds {
    fold slots[FOLD_SLOTS];
};

static uint32_t hash_letters(const uint8_t *p, uint32_t n)
{
    uint32_t h = 2166136261u;
    for (uint32_t i = 0; i < n; i++) {
        h = (h ^ p[i]) * 16777619u;
    }
    h ^= h >> 15;
    return h * 2654435761u;
}

/* Spelling rules; returns the new length. Each is applied to every word, so that both spellings meet. */
static uint32_t fold_spelling(uint8_t *w, uint32_t n)
{
    uint32_t k = 0;
    if (n < 4 || w[0] < 'a') {
        return n;
    }
    for (uint32_t i = 0; i < n; i++) {
        uint8_t c = w[i] == 'z' ? 's' : w[i];
        if (k > 0 && w[k - 1] == c && c >= 'a') {
            continue; /* travelling, traveling */
        }
        if (c == 'u' && k > 0 && w[k - 1] == 'o' && i + 1 < n && w[i + 1] == 'r') {
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
            e.n_from = (uint8_t)fold_spelling(e.from, e.n_from);
            e.n_to = (uint8_t)fold_spelling(e.to, e.n_to);
            e.hash = hash_letters(e.from, e.n_from);
            for (i = e.hash % FOLD_SLOTS; f->slots[i].n_from != 0; i = (i + 1) % FOLD_SLOTS) {
            }
            f->slots[i] = e;
        }
        p = stop + 1;
    }
    return f;
}

static const fold *find_fold(const stm_folds *f, uint32_t hash, const uint8_t *w, uint32_t n)
{
    for (uint32_t i = hash % FOLD_SLOTS; f->slots[i].n_from != 0; i = (i + 1) % FOLD_SLOTS) {
        if (f->slots[i].hash == hash && f->slots[i].n_from == n && memcmp(f->slots[i].from, w, n) == 0) {
            return &f->slots[i];
        }
    }
    return NULL;
}

typedef struct builder {
    const stm_folds *folds;
    const char *text;
    size_t n;
    stm_rtext *out;
    uint8_t w[WORD_MAX];
    uint32_t n_w;        /* letters in w */
    uint32_t start, end; /* bytes of the open word */
    uint32_t flags;
    uint32_t next_flags; /* of the next word */
    uint32_t mix;        /* decimal points, which are no letters but tell 1.5 from 15 */
    uint32_t piece;      /* letters since the last dot inside the word */
    bool open, quoted, per;
    uint32_t slips; /* words with signs of misreading */
    bool slip;      /* the open word has one */
} builder;

static void push_word(builder *b, const uint8_t *letters, uint32_t n, uint32_t hash)
{
    stm_rtext *t = b->out;
    stm_rword *w = &t->words[t->n_words];
    *w = (stm_rword){ b->start, b->end, t->n_letters, hash, b->flags };
    for (uint32_t i = 0; i < n; i++) {
        t->letters[t->n_letters] = letters[i];
        t->word_of[t->n_letters++] = t->n_words;
    }
    t->n_words++;
}

static void close_word(builder *b)
{
    uint32_t hash;
    const fold *f;
    if (!b->open) {
        return;
    }
    b->open = false;
    b->slips += b->slip;
    b->slip = false;
    b->n_w = fold_spelling(b->w, b->n_w);
    hash = hash_letters(b->w, b->n_w);
    f = find_fold(b->folds, hash, b->w, b->n_w);
    if (f != NULL && f->n_to == 4 && memcmp(f->to, "cent", 4) == 0 && b->per) {
        /* "per cent": one word that begins at "per" */
        stm_rtext *t = b->out;
        stm_rword *w = &t->words[--t->n_words];
        b->start = w->start;
        b->flags = w->flags;
        t->n_letters = w->letter;
        push_word(b, (const uint8_t *)"pct", 3, hash_letters((const uint8_t *)"pct", 3));
        b->per = false;
        return;
    }
    b->per = b->n_w == 3 && memcmp(b->w, "per", 3) == 0;
    if (f != NULL) {
        push_word(b, f->to, f->n_to, hash_letters(f->to, f->n_to));
    } else {
        push_word(b, b->w, b->n_w, hash ^ b->mix);
    }
}

static void add_letter(builder *b, uint8_t c, uint32_t at, uint32_t bytes, bool capital, bool digit)
{
    if (b->open && b->n_w == WORD_MAX) {
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
        b->flags = b->next_flags | (capital ? STM_RWORD_CAPITAL : 0) | (b->quoted ? STM_RWORD_QUOTED : 0);
        b->next_flags = 0;
    }
    if (b->n_w > 0 && b->w[b->n_w - 1] >= 'a' && (digit || (capital && (b->flags & STM_RWORD_CAPITAL) == 0))) {
        b->slip = true; /* "th3n", "tHen" */
    }
    b->flags |= digit ? STM_RWORD_DIGIT : 0;
    b->w[b->n_w++] = c;
    b->piece++;
    b->end = at + bytes;
}

static size_t decode(const char *p, const char *end, uint32_t *c)
{
    const unsigned char *u = (const unsigned char *)p;
    size_t left = (size_t)(end - p);
    if (u[0] >= 0xC2 && u[0] < 0xE0 && left > 1) {
        *c = (u[0] & 0x1Fu) << 6 | (u[1] & 0x3Fu);
        return 2;
    }
    if (u[0] >= 0xE0 && u[0] < 0xF0 && left > 2) {
        *c = (u[0] & 0x0Fu) << 12 | (u[1] & 0x3Fu) << 6 | (u[2] & 0x3Fu);
        return 3;
    }
    if (u[0] >= 0xF0 && left > 3) {
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

static bool is_word_byte(unsigned char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c >= 0xC3;
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

static void flag_furniture(stm_rtext *t)
{
    const stm_article *a = t->article;
    uint32_t w = 0;
    for (uint32_t i = 0; i < a->furniture.n; i++) {
        stm_span at = a->furniture.at[i].at;
        while (w < t->n_words && t->words[w].end <= at.start) {
            w++;
        }
        for (; w < t->n_words && t->words[w].start < at.end; w++) {
            t->words[w].flags |= STM_RWORD_FURNITURE;
        }
    }
}

void stm_reuse_text(stm_arena *arena, const stm_folds *folds, const stm_article *article, stm_rtext *out)
{
    builder b = { .folds = folds,
                  .text = article->text.p,
                  .n = article->text.n,
                  .out = out,
                  .next_flags = STM_RWORD_SENTENCE | STM_RWORD_PARAGRAPH };
    size_t n = b.n, cap = n < UINT32_MAX ? n : UINT32_MAX - 1, marks = 0;
    size_t i = 0;
    for (size_t k = 0; k < cap; k++) {
        marks += b.text[k] == '%'; /* the one character that becomes several letters */
    }
    out->article = article;
    out->n_letters = out->n_words = 0;
    out->letters = stm_arena_array(arena, cap + 2 * marks + 64, 1);
    out->word_of = STM_NEW_ARRAY(arena, uint32_t, cap + 2 * marks + 64);
    out->words = STM_NEW_ARRAY(arena, stm_rword, cap / 2 + cap / 16 + marks + 64);
    while (i < cap) {
        unsigned char c = (unsigned char)b.text[i];
        if (c >= 'a' && c <= 'z') {
            add_letter(&b, c, (uint32_t)i++, 1, false, false);
        } else if (c >= 'A' && c <= 'Z') {
            add_letter(&b, (uint8_t)(c + 32), (uint32_t)i++, 1, true, false);
        } else if (c >= '0' && c <= '9') {
            add_letter(&b, c, (uint32_t)i++, 1, false, true);
        } else if (c >= 0x80) {
            i += beyond_ascii(&b, i);
        } else {
            i += mark(&b, i);
        }
    }
    close_word(&b);
    out->words[out->n_words] = (stm_rword){ (uint32_t)cap, (uint32_t)cap, out->n_letters, 0, 0 };
    out->noisy = b.slips * STM_SLIP_SHARE > out->n_words;
    flag_furniture(out);
}
