/* newswords.c: see newswords.h. In: data/agencies.txt, dateline_places.txt, promos.txt. Cost: linear, once a run. */
#include "intake/newswords.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "data/data.h"

#define MAX_AGENCY_WORDS 5
#define MAX_HEAD_BYTES 32 /* of the first word of a phrase of promotion */

/* The next line that is no comment, without its end; false at the end. */
static bool next_line(stm_str *rest, stm_str *line)
{
    while (rest->n > 0) {
        const char *nl = memchr(rest->p, '\n', rest->n);
        size_t n = nl == NULL ? rest->n : (size_t)(nl - rest->p);
        *line = stm_str_trim((stm_str){ rest->p, n });
        n += nl != NULL;
        rest->p += n;
        rest->n -= n;
        if (line->n > 0 && line->p[0] != '#') {
            return true;
        }
    }
    return false;
}

/* The next piece between semicolons; false when the line is used up. */
static bool next_item(stm_str *line, stm_str *item)
{
    const char *semi;
    if (line->n == 0) {
        return false;
    }
    semi = memchr(line->p, ';', line->n);
    *item = stm_str_trim((stm_str){ line->p, semi == NULL ? line->n : (size_t)(semi - line->p) });
    line->n -= semi == NULL ? line->n : (size_t)(semi - line->p) + 1;
    line->p = semi == NULL ? line->p : semi + 1;
    return true;
}

static void read_agencies(stm_arena *arena, stm_newswords *w)
{
    stm_str rest = { stm_data_agencies, stm_data_agencies_size }, line, item;
    while (next_line(&rest, &line)) {
        stm_agency a = { STM_NULL_STR, STM_AGENCY_TEXT };
        if (stm_str_starts(line, "wire-word:") || stm_str_starts(line, "media-word:")) {
            uint32_t kind = line.p[0] == 'w' ? STM_HOUSE_WIRE : STM_HOUSE_MEDIA;
            size_t n = kind == STM_HOUSE_WIRE ? 10 : 11;
            line = (stm_str){ line.p + n, line.n - n };
            while (next_item(&line, &item)) {
                (void)stm_map_put(arena, &w->house_words, item, kind);
            }
            continue;
        }
        if (stm_str_starts(line, "photo:") || stm_str_starts(line, "told:")) {
            size_t n = line.p[0] == 'p' ? 6 : 5;
            a.kind = line.p[0] == 'p' ? STM_AGENCY_PHOTO : STM_AGENCY_TOLD;
            line.p += n;
            line.n -= n;
        }
        while (next_item(&line, &item)) {
            a.name = a.name.p == NULL ? item : a.name;
            (void)stm_map_put(arena, &w->agency_forms, item, w->agencies.n);
        }
        stm_vec_push(arena, &w->agencies, a);
    }
}

static bool word_byte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || (unsigned char)c >= 0xC3;
}

static stm_str first_word(stm_str s)
{
    size_t n = 0;
    while (n < s.n && word_byte(s.p[n])) {
        n++;
    }
    return (stm_str){ s.p, n };
}

void stm_newswords_init(stm_arena *arena, stm_newswords *w)
{
    stm_str rest, line, item;
    memset(w, 0, sizeof *w);
    read_agencies(arena, w);
    rest = (stm_str){ stm_data_dateline_places, stm_data_dateline_places_size };
    while (next_line(&rest, &line)) {
        while (next_item(&line, &item)) {
            (void)stm_map_put(arena, &w->places, stm_str_lower(arena, item), 1);
        }
    }
    rest = (stm_str){ stm_data_promos, stm_data_promos_size };
    while (next_line(&rest, &line)) {
        stm_promo p = { line, STM_PROMO_INSIDE, STM_NONE };
        uint32_t *head;
        if (line.p[0] == '=' || line.p[0] == '^') {
            p.where = line.p[0] == '=' ? STM_PROMO_WHOLE : STM_PROMO_START;
            p.phrase = (stm_str){ line.p + 1, line.n - 1 };
        }
        p.phrase = stm_str_lower(arena, p.phrase);
        head = stm_map_put(arena, &w->promo_heads, first_word(p.phrase), STM_NONE);
        p.next = *head;
        *head = w->promos.n;
        if (p.where == STM_PROMO_INSIDE) {
            w->promo_sieve.one |= stm_sieve_word(first_word(p.phrase)).one;
            w->promo_sieve.two |= stm_sieve_word(first_word(p.phrase)).two;
            w->promo_begins[p.phrase.p[0] & 31] |= (uint32_t)1 << (p.phrase.p[first_word(p.phrase).n > 1] & 31);
        }
        stm_vec_push(arena, &w->promos, p);
    }
}

uint32_t stm_agency_at(const stm_newswords *w, stm_str s, size_t *n)
{
    uint32_t found = STM_NONE, words = 0;
    for (size_t i = 0; i < s.n && i < 48 && words < MAX_AGENCY_WORDS; i++) {
        if (word_byte(s.p[i]) && (i + 1 == s.n || !word_byte(s.p[i + 1]))) {
            uint32_t hit = stm_map_get(&w->agency_forms, (stm_str){ s.p, i + 1 });
            words++;
            if (hit != STM_NONE) {
                found = hit;
                *n = i + 1;
            }
        } else if (s.p[i] == '\n') {
            break;
        }
    }
    return found;
}

uint32_t stm_agency_of(const stm_newswords *w, stm_str s) { return stm_map_get(&w->agency_forms, stm_str_trim(s)); }

stm_house stm_house_of(const stm_newswords *w, stm_str s)
{
    uint32_t words = 0, best = STM_HOUSE_NONE;
    for (size_t i = 0; i < s.n;) {
        stm_str word = first_word((stm_str){ s.p + i, s.n - i });
        uint32_t hit;
        if (word.n == 0) {
            if (s.p[i] != ' ' && s.p[i] != '-' && s.p[i] != '.' && s.p[i] != '\'' && s.p[i] != '&') {
                return STM_HOUSE_NONE;
            }
            i++;
            continue;
        }
        if (word.p[0] >= 'a' && word.p[0] <= 'z' && !stm_str_eqz(word, "of") && !stm_str_eqz(word, "and") &&
            !stm_str_eqz(word, "the")) {
            return STM_HOUSE_NONE;
        }
        hit = stm_map_get(&w->house_words, word);
        best = hit != STM_NONE && hit > best ? hit : best;
        words++;
        i += word.n;
    }
    return words <= 5 && words > 0 ? (stm_house)best : STM_HOUSE_NONE;
}

bool stm_place_known(const stm_newswords *w, stm_arena *arena, stm_str s)
{
    return s.n > 0 && s.n < 64 && stm_map_get(&w->places, stm_str_lower(arena, s)) != STM_NONE;
}

/* The first phrase that begins with the word; STM_NONE: none does. */
static uint32_t promo_head(const stm_newswords *w, stm_str word)
{
    char low[MAX_HEAD_BYTES];
    if (word.n == 0 || word.n > sizeof low) {
        return STM_NONE;
    }
    for (size_t c = 0; c < word.n; c++) {
        low[c] = (char)(word.p[c] >= 'A' && word.p[c] <= 'Z' ? word.p[c] + 32 : word.p[c]);
    }
    return stm_map_get(&w->promo_heads, (stm_str){ low, word.n });
}

/* Whether a phrase of promotion stands where a word begins; `first`: nothing but marks is before it. */
static bool promo_at(const stm_newswords *w, stm_str rest, stm_str word, bool first)
{
    for (uint32_t k = promo_head(w, word); k != STM_NONE; k = w->promos.at[k].next) {
        const stm_promo *p = &w->promos.at[k];
        bool hit = rest.n >= p->phrase.n && stm_str_eq_nocase((stm_str){ rest.p, p->phrase.n }, p->phrase);
        if (hit &&
            (p->where == STM_PROMO_INSIDE || (first && (p->where == STM_PROMO_START || rest.n == p->phrase.n)))) {
            return true;
        }
    }
    return false;
}

#ifdef __SSE2__
static __m128i at_most(__m128i x, char from, char n)
{
    x = _mm_sub_epi8(x, _mm_set1_epi8(from));
    return _mm_cmpeq_epi8(_mm_min_epu8(x, _mm_set1_epi8(n)), x);
}
#endif

/* A bit for each of sixteen bytes that is word_byte, the first the lowest; of the last ones of a text fewer. */
static uint32_t word_bytes(stm_str s)
{
    uint32_t bits = 0;
#ifdef __SSE2__
    if (s.n >= 16) {
        __m128i x = _mm_loadu_si128((const __m128i *)(const void *)s.p);
        __m128i word = _mm_or_si128(at_most(_mm_or_si128(x, _mm_set1_epi8(' ')), 'a', 25), at_most(x, '0', 9));
        return (uint32_t)_mm_movemask_epi8(_mm_or_si128(word, at_most(x, (char)0xC3, 0xFF - 0xC3)));
    }
#endif
    for (size_t i = 0; i < 16 && i < s.n; i++) {
        bits |= (uint32_t)word_byte(s.p[i]) << i;
    }
    return bits;
}

/* Words are told by registers, and most are none of those that phrases begin with by their first two letters: how long
 * they are, which is no pattern, is asked of few. */
bool stm_promo_in(const stm_newswords *w, stm_str s)
{
    size_t first = 0;
    uint32_t inside = 0; /* a word goes on from the sixteen before */
    while (first < s.n && !word_byte(s.p[first])) {
        first++;
    }
    s = (stm_str){ s.p + first, s.n - first };
    if (promo_at(w, s, first_word(s), true)) {
        return true;
    }
    for (size_t i = 0; i < s.n; i += 16) {
        uint32_t bits = word_bytes((stm_str){ s.p + i, s.n - i }), begins = bits & ~(bits << 1 | inside);
        inside = bits >> 15 & 1;
        for (; begins != 0; begins &= begins - 1) {
            size_t at = i + (uint32_t)__builtin_ctz(begins);
            stm_str rest = { s.p + at, s.n - at };
            bool more = rest.n > 1 && word_byte(rest.p[1]);
            if ((w->promo_begins[rest.p[0] & 31] >> (rest.p[more] & 31) & 1) != 0) {
                stm_str word = first_word(rest);
                if (stm_sieve_meet(stm_sieve_word(word), w->promo_sieve) && promo_at(w, rest, word, false)) {
                    return true;
                }
            }
        }
    }
    return false;
}
