/* lines.c: how many independent lines of text, and how many ultimate sources, stand behind a set of passages.
 *
 * In: reuse, articles of the story.  Out: the line of each article; counts.
 *
 * Two articles are one line where the wording of one descends from the other's or both from a third's: where the reuse
 * stage put them into one family, and where a pair shares so much of either text that one cannot be a witness beside
 * the other. Counts err low: within a family even a sentence that only one edition has adds no line, since one desk
 * stands behind both.  Cost: linear in pairs.
 */
#include "record/record_parts.h"

#define SHARED_MOST 0.3   /* of the text that shares more, or */
#define SHARED_LEAST 0.15 /* of both */

static uint32_t root_of(uint32_t *up, uint32_t i)
{
    while (up[i] != i) {
        up[i] = up[up[i]];
        i = up[i];
    }
    return i;
}

static void join(uint32_t *up, uint32_t a, uint32_t b)
{
    a = root_of(up, a);
    b = root_of(up, b);
    if (a < b) {
        up[b] = a;
    } else {
        up[a] = b;
    }
}

uint32_t *stm_lines_of(stm_arena *arena, const stm_u32s *members, const stm_reuse *reuse)
{
    uint32_t n = members->n, top = 0;
    uint32_t *line = STM_NEW_ARRAY(arena, uint32_t, n + 1);
    uint32_t *place;
    for (uint32_t i = 0; i < n; i++) {
        line[i] = i;
        top = members->at[i] >= top ? members->at[i] + 1 : top;
    }
    place = STM_NEW_ARRAY(arena, uint32_t, (size_t)top + 1);
    for (uint32_t i = 0; i < top; i++) {
        place[i] = STM_NONE;
    }
    for (uint32_t i = 0; i < n; i++) {
        place[members->at[i]] = i;
    }
    for (uint32_t f = 0; f < reuse->families.n; f++) {
        const stm_u32s *a = &reuse->families.at[f].articles;
        uint32_t first = STM_NONE;
        for (uint32_t i = 0; i < a->n; i++) {
            uint32_t at = a->at[i] < top ? place[a->at[i]] : STM_NONE;
            if (at != STM_NONE && first != STM_NONE) {
                join(line, first, at);
            }
            first = first == STM_NONE ? at : first;
        }
    }
    for (uint32_t i = 0; i < reuse->pairs.n; i++) {
        const stm_pair *p = &reuse->pairs.at[i];
        double most = p->shared_a > p->shared_b ? p->shared_a : p->shared_b;
        double least = p->shared_a < p->shared_b ? p->shared_a : p->shared_b;
        if (p->a < top && p->b < top && place[p->a] != STM_NONE && place[p->b] != STM_NONE &&
            (most >= SHARED_MOST || least >= SHARED_LEAST)) {
            join(line, place[p->a], place[p->b]);
        }
    }
    for (uint32_t i = 0; i < n; i++) {
        line[i] = root_of(line, i);
    }
    return line;
}

uint32_t stm_lines_total(const uint32_t *line, uint32_t n)
{
    uint32_t total = 0;
    for (uint32_t i = 0; i < n; i++) {
        total += line[i] == i;
    }
    return total;
}

uint32_t stm_lines_among(const stm_work *w, const stm_u32s *members)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < members->n; i++) {
        bool seen = false;
        for (uint32_t k = 0; k < i && !seen; k++) {
            seen = w->line[members->at[k]] == w->line[members->at[i]];
        }
        n += !seen;
    }
    return n;
}

/* The people whom an unnamed or named source belongs to: "police" is in "Troy police Lt. Ann Lee". */
static bool word_in(stm_str word, stm_str text)
{
    size_t at = stm_str_find(text, word, 0);
    return word.n > 3 && at != SIZE_MAX && (at == 0 || text.p[at - 1] == ' ');
}

uint32_t stm_origins_among(const stm_work *w, const stm_u32s *said_by, const stm_strs *names)
{
    uint32_t n = 0;
    bool reports = false;
    (void)w;
    for (uint32_t i = 0; i < said_by->n; i++) {
        bool seen = false;
        if (said_by->at[i] == STM_NONE && names->at[i].p == NULL) {
            reports = true;
            continue;
        }
        for (uint32_t k = 0; k < i && !seen; k++) {
            stm_str x = names->at[i], y = names->at[k];
            if (said_by->at[k] == STM_NONE && y.p == NULL) {
                continue;
            }
            seen = (said_by->at[i] != STM_NONE && said_by->at[i] == said_by->at[k]) ||
                   (x.p != NULL && y.p != NULL && (stm_str_eq_nocase(x, y) || word_in(x, y) || word_in(y, x)));
        }
        n += !seen;
    }
    return n + reports;
}
