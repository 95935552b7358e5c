/* split.c: the text into paragraphs, and each into tokens and sentences.
 *
 * In: article.text, article.furniture.  Out: paragraphs, tokens, sentences.  Never: changes the text.
 * Invariants: (1) paragraphs hold all characters but white space. (2) a paragraph lies in one line, or in the lines of
 * one block that was broken by width.  Cost: linear.
 * A blank line parts paragraphs. A single line break does too, but not in a block that an old system has broken into
 * lines of like width, nor where the next line goes on with a small letter.
 */
#include "text/split.h"

#define NARROW 45u /* bytes of a line that was broken by width, at least and at most */
#define BROAD 110u

static bool blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\f' || c == '\v'; }

/* The line from `at` on: its end, without white space there; *next: where the next one begins. */
static uint32_t line_end(stm_str t, uint32_t at, uint32_t *next)
{
    const char *nl = memchr(t.p + at, '\n', t.n - at);
    uint32_t end = nl == NULL ? (uint32_t)t.n : (uint32_t)(nl - t.p);
    *next = nl == NULL ? end : end + 1;
    while (end > at && blank(t.p[end - 1])) {
        end--;
    }
    return end;
}

static uint32_t line_start(stm_str t, uint32_t at)
{
    while (at < t.n && blank(t.p[at])) {
        at++;
    }
    return at;
}

/* Is the block of lines from `at` up to a blank line broken by width? Then *end is where its last line ends. */
static bool broken_by_width(stm_str t, uint32_t at, uint32_t *end)
{
    uint32_t lines = 0, fitting = 0, longest = 0, last = 0, next = at;
    while (next < t.n) {
        uint32_t start = line_start(t, next), stop = line_end(t, start, &next), width = stop > start ? stop - start : 0;
        if (width == 0) {
            break;
        }
        fitting += lines > 0 && last >= NARROW && last <= BROAD; /* the last line of a block may be short */
        lines++;
        last = width;
        longest = width > longest ? width : longest;
        *end = stop;
    }
    return lines >= 3 && longest <= BROAD && fitting + 1 >= lines;
}

static bool goes_on(stm_str t, uint32_t end, uint32_t next)
{
    stm_char before = stm_char_before(t, end, 0), after = stm_char_at(t, next, (uint32_t)t.n);
    bool item = next + 1 < t.n && (t.p[next + 1] == ')' || t.p[next + 1] == '.');
    return after.n != 0 && after.kind == STM_CHAR_LOWER && !item &&
           ((stm_char_is_word(before) && end < t.n && t.p[end] != '\n') || before.c == ',' || before.c == '-');
}

static bool is_cut(const stm_article *a, uint32_t *f, stm_span p, uint32_t *cut)
{
    while (*f < a->furniture.n && a->furniture.at[*f].at.end <= p.start) {
        ++*f;
    }
    if (*f == a->furniture.n || a->furniture.at[*f].kind == STM_FURN_DATELINE) {
        return false;
    }
    *cut = a->furniture.at[*f].at.start > p.start ? a->furniture.at[*f].at.start : a->furniture.at[*f].at.end;
    return *cut < p.end;
}

/* A paragraph, cut where furniture begins or ends in it. */
static void paragraph(stm_arena *arena, stm_article *a, uint32_t *f, stm_span p)
{
    while (p.start < p.end) {
        uint32_t cut = p.end, first = a->tokens.n;
        stm_span part;
        (void)is_cut(a, f, p, &cut);
        part = (stm_span){ p.start, cut < p.end ? cut : p.end };
        p.start = part.end;
        stm_split_tokens(arena, a, part);
        if (a->tokens.n > first) {
            stm_span whole = { a->tokens.at[first].at.start, a->tokens.at[a->tokens.n - 1].at.end };
            stm_vec_push(arena, &a->paragraphs, whole);
            stm_split_sentences(arena, a, a->paragraphs.n - 1, first);
        }
    }
}

void stm_text_split(stm_arena *arena, stm_article *a)
{
    stm_str t = a->text;
    uint32_t next = 0, furniture = 0, block_end = 0;
    bool fresh = true; /* at the first line of a block */
    while (next < t.n) {
        uint32_t start = line_start(t, next), end = line_end(t, start, &next);
        if (end <= start) {
            fresh = true;
            continue;
        }
        if (fresh && broken_by_width(t, start, &block_end)) {
            end = block_end;
            (void)line_end(t, end, &next);
        }
        fresh = false;
        while (next < t.n && goes_on(t, end, line_start(t, next))) {
            end = line_end(t, line_start(t, next), &next);
        }
        paragraph(arena, a, &furniture, (stm_span){ start, end });
    }
    stm_tokens_placed(arena, a);
}
