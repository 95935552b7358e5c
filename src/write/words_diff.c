/* words_diff.c: see words_diff.h. */
#include "write/words_diff.h"

#include <ctype.h>

#define MAX_CELLS ((size_t)4 * 1024 * 1024)

static bool is_space(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; }

static void split(stm_arena *arena, stm_str s, stm_spans *out)
{
    for (size_t i = 0; i < s.n;) {
        size_t end;
        while (i < s.n && is_space(s.p[i])) {
            i++;
        }
        end = i;
        while (end < s.n && !is_space(s.p[end])) {
            end++;
        }
        if (end > i) {
            stm_vec_push(arena, out, (stm_span){ (uint32_t)i, (uint32_t)end });
        }
        i = end;
    }
}

/* Without ASCII punctuation and typographic quotation marks at both ends; the whole if nothing else is left. */
static stm_str core(stm_str w)
{
    stm_str s = w;
    bool more = true;
    while (more && s.n > 0) {
        more = false;
        if (ispunct((unsigned char)s.p[0])) {
            s = (stm_str){ s.p + 1, s.n - 1 };
            more = true;
        } else if (s.n >= 3 && memcmp(s.p, "\xe2\x80", 2) == 0) {
            s = (stm_str){ s.p + 3, s.n - 3 };
            more = true;
        }
    }
    more = true;
    while (more && s.n > 0) {
        more = false;
        if (ispunct((unsigned char)s.p[s.n - 1])) {
            s.n--;
            more = true;
        } else if (s.n >= 3 && memcmp(s.p + s.n - 3, "\xe2\x80", 2) == 0) {
            s.n -= 3;
            more = true;
        }
    }
    return s.n == 0 ? w : s;
}

static bool same(stm_str a, stm_span x, stm_str b, stm_span y, bool exact)
{
    return exact ? stm_str_eq(stm_str_sub(a, x), stm_str_sub(b, y))
                 : stm_str_eq_nocase(core(stm_str_sub(a, x)), core(stm_str_sub(b, y)));
}

static void run(stm_arena *arena, stm_diff *out, stm_diff_kind kind, stm_span a, stm_span b)
{
    stm_diff_run *last = out->runs.n == 0 ? NULL : &out->runs.at[out->runs.n - 1];
    if (last != NULL && last->kind == kind) {
        last->a.end = kind == STM_DIFF_ONLY_B ? last->a.end : a.end;
        last->b.end = kind == STM_DIFF_ONLY_A ? last->b.end : b.end;
        return;
    }
    stm_vec_push(arena, &out->runs, (stm_diff_run){ kind, a, b });
}

void stm_diff_words(stm_arena *arena, stm_str a, stm_str b, bool exact, stm_diff *out)
{
    stm_spans x = { 0 }, y = { 0 };
    uint32_t head = 0, tail = 0, n, m, i, j, alike = 0;
    uint32_t *table = NULL;
    memset(out, 0, sizeof *out);
    split(arena, a, &x);
    split(arena, b, &y);
    while (head < x.n && head < y.n && same(a, x.at[head], b, y.at[head], exact)) {
        head++;
    }
    while (tail < x.n - head && tail < y.n - head && same(a, x.at[x.n - 1 - tail], b, y.at[y.n - 1 - tail], exact)) {
        tail++;
    }
    n = x.n - head - tail;
    m = y.n - head - tail;
    if ((size_t)(n + 1) * (m + 1) <= MAX_CELLS) { /* table[i][j]: common words of x[i..] and y[j..] of the middle */
        table = STM_NEW_ARRAY(arena, uint32_t, (size_t)(n + 1) * (m + 1));
        for (i = n; i-- > 0;) {
            for (j = m; j-- > 0;) {
                uint32_t *cell = &table[(size_t)i * (m + 1) + j];
                uint32_t down = cell[m + 1], right = cell[1];
                *cell = same(a, x.at[head + i], b, y.at[head + j], exact) ? cell[m + 2] + 1
                        : down > right                                    ? down
                                                                          : right;
            }
        }
    }
    for (i = 0; i < head; i++) {
        run(arena, out, STM_DIFF_SAME, x.at[i], y.at[i]);
    }
    for (i = 0, j = 0; i < n || j < m;) {
        stm_span u = i < n ? x.at[head + i] : STM_NO_SPAN, v = j < m ? y.at[head + j] : STM_NO_SPAN;
        if (table != NULL && i < n && j < m && same(a, u, b, v, exact)) {
            run(arena, out, STM_DIFF_SAME, u, v);
            alike++;
            i++, j++;
        } else if (i < n && (table == NULL || j == m ||
                             table[(size_t)(i + 1) * (m + 1) + j] >= table[(size_t)i * (m + 1) + j + 1])) {
            run(arena, out, STM_DIFF_ONLY_A, u, (stm_span){ 0, 0 });
            i++;
        } else {
            run(arena, out, STM_DIFF_ONLY_B, (stm_span){ 0, 0 }, v);
            j++;
        }
    }
    for (i = 0; i < tail; i++) {
        run(arena, out, STM_DIFF_SAME, x.at[x.n - tail + i], y.at[y.n - tail + i]);
    }
    n = x.n > y.n ? x.n : y.n;
    out->alike = n == 0 ? 1 : (double)(alike + head + tail) / n;
}
