/* record_title.c: the headline that a story goes by.
 *
 * In: headlines, texts and days of the articles of one story.  Out: one of the headlines, or NULL: none has one.
 *
 * What happened last is what a reader knows a story by: an older headline may give a toll that has risen since or an
 * offer that is withdrawn by now. So it is the newest headline that tells of what the other texts tell of. One that
 * asks, explains, quotes or comments ("Why the ferry sank", "What we know") tells nothing, and "Voss: no deal" what one
 * says: they come in only where there is no other.  Never: words that are no headline.  Cost: the first bytes of each
 * text, for each headline and each of its words, of no more than MAX_LEADS texts.
 */
#include "record/record_parts.h"

#define LEAST_LETTERS 4
#define STEM 5 /* letters: "withdraws", "withdrawn" */
#define LEAD_BYTES 1500
#define LEAST_WORDS 1
#define MAX_LEADS 24

enum { COMMENT, LAID_TO_ONE, TELLS };

static bool letter(char c) { return (c | 32) >= 'a' && (c | 32) <= 'z'; }

/* The next word of the text from `*at` on, which it moves behind it; NULL: there is none. */
static stm_str next_word(stm_str s, size_t *at)
{
    size_t from;
    while (*at < s.n && !letter(s.p[*at]) && (unsigned char)s.p[*at] < 0x80) {
        ++*at;
    }
    for (from = *at; *at < s.n && (letter(s.p[*at]) || (unsigned char)s.p[*at] >= 0x80); ++*at) {
    }
    return *at > from ? (stm_str){ s.p + from, *at - from } : STM_NULL_STR;
}

/* How many words of the headline the text has, with other endings or not. */
static uint32_t words_in(stm_str title, stm_str lead)
{
    stm_str word;
    uint32_t n = 0;
    for (size_t i = 0; (word = next_word(title, &i)).p != NULL;) {
        word.n = word.n < STEM ? word.n : STEM;
        n += word.n >= LEAST_LETTERS &&
             !stm_str_among(word, "after says will with from over that have more than into") &&
             stm_str_find(lead, word, 0) != SIZE_MAX;
    }
    return n;
}

/* How many of the first texts of the story, but for its own, tell of what the headline tells of. */
static uint32_t borne_out(stm_arena *arena, const stm_str *leads, uint32_t n_leads, uint32_t own, stm_str title)
{
    stm_str lower = stm_str_lower(arena, title);
    uint32_t n = 0;
    for (uint32_t i = 0; i < n_leads; i++) {
        n += i != own && words_in(lower, leads[i]) >= LEAST_WORDS;
    }
    return n;
}

static uint32_t kind_of(stm_arena *arena, stm_str title)
{
    static const char *const knows[] = { "what we know", "what to know", "to know about", "explained", "explainer",
                                         "opinion",      "analysis",     "editorial",     "commentary" };
    stm_str lower = stm_str_lower(arena, title);
    size_t at = 0, colon = stm_str_find(title, STM_STR(": "), 0);
    stm_str first = next_word(lower, &at);
    for (size_t k = 0; k < sizeof knows / sizeof *knows; k++) {
        if (stm_str_find(lower, stm_str_of(knows[k]), 0) != SIZE_MAX) {
            return COMMENT;
        }
    }
    if (stm_str_ends(title, "?") || stm_str_among(first, "how why what who whose when where which is are does") ||
        stm_str_starts(title, "\"") || stm_str_starts(title, "'") || stm_str_starts(title, "\xE2\x80\x9C") ||
        stm_str_starts(title, "\xE2\x80\x98")) {
        return COMMENT;
    }
    return colon == SIZE_MAX ? TELLS : LAID_TO_ONE;
}

stm_str stm_title_of(stm_arena *arena, stm_article *const *articles, const stm_u32s *members)
{
    uint32_t best = STM_NONE, best_kind = 0, best_borne = 0, n_leads = 0;
    stm_str leads[MAX_LEADS];
    for (; n_leads < members->n && n_leads < MAX_LEADS; n_leads++) {
        stm_str text = articles[members->at[n_leads]]->text;
        leads[n_leads] = stm_str_lower(arena, (stm_str){ text.p, text.n < LEAD_BYTES ? text.n : LEAD_BYTES });
    }
    for (uint32_t i = 0; i < members->n; i++) {
        const stm_article *a = articles[members->at[i]], *b = best == STM_NONE ? NULL : articles[members->at[best]];
        uint32_t kind, borne;
        bool own_day = a->published_from != STM_FROM_STORY, day_of_b = b != NULL && b->published_from != STM_FROM_STORY;
        if (a->title.p == NULL || a->title.n == 0) {
            continue;
        }
        borne = borne_out(arena, leads, n_leads, i, a->title);
        kind = kind_of(arena, a->title);
        kind = kind == TELLS && borne * 2 + 1 < n_leads ? LAID_TO_ONE : kind;
        if (b == NULL || (kind != best_kind ? kind > best_kind
                          : a->published_day != b->published_day
                              ? b->published_day == STM_NO_DAY ||
                                    (a->published_day != STM_NO_DAY && a->published_day > b->published_day)
                          : own_day != day_of_b ? own_day
                                                : borne > best_borne)) {
            best = i;
            best_kind = kind;
            best_borne = borne;
        }
    }
    return best == STM_NONE ? STM_NULL_STR : articles[members->at[best]]->title;
}
