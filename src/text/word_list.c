/* word_list.c: see word_list.h. Binary search over bytes: from the middle back to the start of its line. */
#include "text/word_list.h"

static size_t skip_comments(const char *list, size_t n)
{
    size_t at = 0;
    while (at < n && list[at] == '#') {
        const char *end = memchr(list + at, '\n', n - at);
        at = end == NULL ? n : (size_t)(end - list) + 1;
    }
    return at;
}

static size_t line_end(const char *list, size_t n, size_t at)
{
    const char *end = memchr(list + at, '\n', n - at);
    return end == NULL ? n : (size_t)(end - list);
}

static stm_str first_word(const char *line, size_t n)
{
    const char *space = memchr(line, ' ', n);
    return (stm_str){ line, space == NULL ? n : (size_t)(space - line) };
}

stm_str stm_word_list_find(const char *list, size_t n, stm_str word)
{
    size_t low = skip_comments(list, n), high = n;
    while (low < high) {
        size_t start = low + (high - low) / 2, end;
        stm_str found;
        int order;
        while (start > low && list[start - 1] != '\n') {
            start--;
        }
        end = line_end(list, n, start);
        found = first_word(list + start, end - start);
        order = stm_str_cmp(word, found);
        if (order == 0) {
            size_t from = start + found.n + (start + found.n < end ? 1 : 0);
            return (stm_str){ list + from, end - from };
        }
        if (order < 0) {
            high = start;
        } else {
            low = end + 1;
        }
    }
    return STM_NULL_STR;
}

stm_sieve stm_word_list_sieve(const char *list, size_t n)
{
    stm_sieve all = { 0, 0 };
    for (size_t at = skip_comments(list, n); at < n; at = line_end(list, n, at) + 1) {
        stm_sieve word = stm_sieve_word(first_word(list + at, line_end(list, n, at) - at));
        all.one |= word.one;
        all.two |= word.two;
    }
    return all;
}

bool stm_word_list_sorted(const char *list, size_t n)
{
    stm_str last = STM_NULL_STR;
    for (size_t at = skip_comments(list, n); at < n; at = line_end(list, n, at) + 1) {
        stm_str word = first_word(list + at, line_end(list, n, at) - at);
        if (word.n == 0 || (last.p != NULL && stm_str_cmp(last, word) >= 0)) {
            return false;
        }
        last = word;
    }
    return true;
}
