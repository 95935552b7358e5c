/* story_count.c: the terms of one article and how often it has each.
 *
 * In: article.title, article.text (no annotations).  Out: counts by hash.  Never: looks at word order beyond two words.
 *
 * Six views of an article: all words, the words of title and lead (where news says what happened), names (capitals
 * inside a sentence), numbers, the title, and pairs of words.
 *
 * A term is known by 64 bits of hash alone (XXH3 of word and view): with some millions of terms two fall together once
 * in a million runs, and then two rare words are taken for one.
 *
 * Cost: linear in bytes; 10 bytes kept for each different term.
 */
#include "base/map.h"
#include "story/story_parts.h"

#define LEAD_WORDS 60
#define TITLE_BYTES 80 /* of the text, where there is no title */
#define MAX_TOKEN 40   /* bytes; longer ones are addresses and noise */
#define MAX_COUNT 8000
#define MAX_TEXT (1u << 20) /* bytes of one article that are read */

#define BIT(view) (1u << (view))

typedef struct count {
    uint64_t hash;
    uint16_t view, n;
} count;

struct stm_term_counter {
    uint32_t n_read, weekdays; /* words of the article so far; weekdays among the first of them */
    STM_VEC(count) counts;     /* of the article at hand */
    uint32_t *slots;           /* index into counts + 1 by hash; 0: free */
    uint32_t n_slots;
};

stm_term_counter *stm_term_counter_new(stm_arena *arena)
{
    stm_term_counter *c = STM_NEW(arena, stm_term_counter);
    c->n_slots = 1u << 12;
    c->slots = STM_NEW_ARRAY(arena, uint32_t, c->n_slots);
    return c;
}

static uint32_t slot_of(const stm_term_counter *c, uint64_t hash)
{
    uint32_t k = (uint32_t)hash & (c->n_slots - 1);
    while (c->slots[k] != 0 && c->counts.at[c->slots[k] - 1].hash != hash) {
        k = (k + 1) & (c->n_slots - 1);
    }
    return k;
}

static void grow(stm_arena *arena, stm_term_counter *c)
{
    c->n_slots *= 2;
    c->slots = STM_NEW_ARRAY(arena, uint32_t, c->n_slots);
    for (uint32_t i = 0; i < c->counts.n; i++) {
        c->slots[slot_of(c, c->counts.at[i].hash)] = i + 1;
    }
}

static void add(stm_arena *arena, stm_term_counter *c, stm_term_view view, uint64_t word)
{
    uint64_t hash = stm_term_hash(word, view);
    uint32_t slot = slot_of(c, hash);
    if (c->slots[slot] == 0) {
        c->slots[slot] = c->counts.n + 1;
        stm_vec_push(arena, &c->counts, (count){ hash, (uint16_t)view, 1 });
        if (c->counts.n > c->n_slots / 2) {
            grow(arena, c);
        }
    } else if (c->counts.at[c->slots[slot] - 1].n < MAX_COUNT) {
        c->counts.at[c->slots[slot] - 1].n++;
    }
}

static bool is_letter(unsigned char c) { return (c | 32) >= 'a' && (c | 32) <= 'z'; }

static bool is_digit(unsigned char c) { return c >= '0' && c <= '9'; }

/* Letters, digits and the bytes of letters beyond ASCII; general punctuation (E2 80 xx) parts words. */
static size_t word_bytes(const char *p, const char *end)
{
    unsigned char c = (unsigned char)*p;
    if (is_letter(c) || is_digit(c)) {
        return 1;
    }
    if (c >= 0xC3 && c <= 0xF4 && c != 0xE2 && c != 0xEF) {
        size_t n = c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
        return (size_t)(end - p) >= n ? n : 0;
    }
    return 0;
}

/* A light suffix stripper: enough to bring the forms of one word together, and cheap. */
static size_t stem_length(const char *w, size_t n)
{
    static const char *const ends[] = { "ingly", "edly", "ings", "ing", "ies", "ied", "ed", "es", "ly", "s" };
    static const uint8_t sizes[] = { 5, 4, 4, 3, 3, 3, 2, 2, 2, 1 };
    char last = w[n - 1];
    if (last != 'y' && last != 's' && last != 'g' && last != 'd') {
        return n;
    }
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        size_t m = sizes[i];
        if (n >= m + 3 && memcmp(w + n - m, ends[i], m) == 0) {
            return n - m;
        }
    }
    return n;
}

/* The bit of a weekday; 0: another word. */
static uint32_t weekday_bit(const char *w, size_t n)
{
    static const char *const days[] = { "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday" };
    for (size_t i = 0; n > 5 && w[n - 1] == 'y' && i < sizeof days / sizeof *days; i++) {
        if (stm_str_eqz((stm_str){ w, n }, days[i])) {
            return 1u << i;
        }
    }
    return 0;
}

/* Runs over one part of an article. `views`: bit set of the views that its words count in. */
static uint32_t read_part(stm_arena *arena, stm_term_counter *c, stm_str text, uint32_t views, uint32_t lead_left)
{
    const char *p = text.p, *end = text.p + (text.n < MAX_TEXT ? text.n : MAX_TEXT);
    char key[2 * MAX_TOKEN + 2];
    size_t before = 0; /* bytes of the word before, kept at the start of `key`; 0: none */
    bool start = true; /* of a sentence */
    while (p < end) {
        size_t n = 0, step;
        char *word = key + before + (before != 0);
        const char *from = p;
        uint64_t hash;
        bool number;
        while (p < end && (step = word_bytes(p, end)) != 0) {
            for (size_t i = 0; i < step; i++, p++) {
                if (n < MAX_TOKEN) {
                    word[n++] = is_letter((unsigned char)*p) ? (char)(*p | 32) : *p;
                }
            }
            if (p + 1 < end && (*p == '.' || *p == ',') && is_digit((unsigned char)p[-1]) &&
                is_digit((unsigned char)p[1])) {
                word[n < MAX_TOKEN ? n++ : n - 1] = *p;
                p++;
            }
        }
        if (n == 0) {
            if (*p == '.' || *p == '!' || *p == '?' || *p == '\n') {
                start = true;
                before = 0;
            }
            p++;
            continue;
        }
        number = is_digit((unsigned char)*from);
        if (number && (views & BIT(STM_VIEW_WORDS))) {
            add(arena, c, STM_VIEW_NUMBERS, stm_hash(word, n));
        }
        if (n < 2) {
            before = 0;
            start = false;
            continue;
        }
        if (c->n_read++ < LEAD_WORDS) {
            c->weekdays |= weekday_bit(word, n);
        }
        n = stem_length(word, n);
        hash = stm_hash(word, n);
        if (views & BIT(STM_VIEW_WORDS)) {
            add(arena, c, STM_VIEW_WORDS, hash);
        }
        if ((views & BIT(STM_VIEW_LEAD)) && lead_left > 0) {
            lead_left--;
            add(arena, c, STM_VIEW_LEAD, hash);
        }
        if ((views & BIT(STM_VIEW_NAMES)) && !start && *from >= 'A' && *from <= 'Z') {
            add(arena, c, STM_VIEW_NAMES, hash);
        }
        if (views & BIT(STM_VIEW_TITLE)) {
            add(arena, c, STM_VIEW_TITLE, hash);
        }
        if ((views & BIT(STM_VIEW_PAIRS)) && before != 0) {
            key[before] = ' ';
            add(arena, c, STM_VIEW_PAIRS, stm_hash(key, before + 1 + n));
        }
        memmove(key, word, n);
        before = n;
        start = false;
    }
    return lead_left;
}

static void hand_out(stm_arena *arena, const stm_term_counter *c, stm_term_counts *out)
{
    uint32_t at[STM_STORY_PARTS] = { 0 };
    memset(out, 0, sizeof *out);
    for (uint32_t i = 0; i < c->counts.n; i++) {
        const count *x = &c->counts.at[i];
        out->start[stm_term_part(x->hash) + 1]++;
        out->n_lead += x->view == STM_VIEW_LEAD || x->view == STM_VIEW_TITLE;
    }
    for (uint32_t k = 0; k < STM_STORY_PARTS; k++) {
        out->start[k + 1] += out->start[k];
        at[k] = out->start[k];
    }
    out->hash = STM_NEW_ARRAY(arena, uint64_t, (size_t)c->counts.n + 1);
    out->what = STM_NEW_ARRAY(arena, uint16_t, (size_t)c->counts.n + 1);
    out->lead = STM_NEW_ARRAY(arena, uint64_t, (size_t)out->n_lead + 1);
    out->n_lead = 0;
    for (uint32_t i = 0; i < c->counts.n; i++) {
        const count *x = &c->counts.at[i];
        uint32_t k = at[stm_term_part(x->hash)]++;
        out->hash[k] = x->hash;
        out->what[k] = (uint16_t)(x->view | x->n << 3);
        if (x->view == STM_VIEW_LEAD || x->view == STM_VIEW_TITLE) {
            out->lead[out->n_lead++] = stm_term_hash(x->hash, (stm_term_view)x->view);
        }
    }
}

void stm_term_count(stm_arena *arena, stm_term_counter *c, const stm_article *a, stm_term_counts *out)
{
    stm_str title = a->title.p == NULL ? STM_STR("") : a->title;
    stm_str head = { a->text.p, a->text.n < TITLE_BYTES ? a->text.n : TITLE_BYTES };
    uint32_t all = BIT(STM_VIEW_WORDS) | BIT(STM_VIEW_LEAD) | BIT(STM_VIEW_NAMES) | BIT(STM_VIEW_PAIRS);
    uint32_t left = LEAD_WORDS;
    bool inside =
        title.n > 0 && stm_str_find((stm_str){ a->text.p, head.n + title.n < a->text.n ? head.n + title.n : a->text.n },
                                    title, 0) != SIZE_MAX;
    memset(c->slots, 0, c->n_slots * sizeof *c->slots);
    c->counts.n = 0;
    c->n_read = c->weekdays = 0;
    /* A title that is the text's own first line is read there; its words count once. */
    if (title.n > 0) {
        left = read_part(arena, c, title, BIT(STM_VIEW_TITLE) | (inside ? 0 : all), left);
    } else {
        (void)read_part(arena, c, head, BIT(STM_VIEW_TITLE), 0);
    }
    (void)read_part(arena, c, a->text, all, left > 10 ? left : 10);
    hand_out(arena, c, out);
    out->weekdays = c->weekdays;
}
