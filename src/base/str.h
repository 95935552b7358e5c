/* str.h: the borrowed slice, the span of offsets, and the growable array.
 *
 * stm_str is borrowed: somebody else (an arena, the article's text) owns the bytes, and they need not end in
 * NUL. stm_span is half-open, in bytes of an article's UTF-8 text. STM_VEC(T) grows inside an arena; its items
 * may move when it grows, so hold indexes, not pointers.
 */
#ifndef STM_BASE_STR_H
#define STM_BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include "base/arena.h"

typedef struct stm_str {
    const char *p; /* NULL: unknown (JSON null); "" with n 0: known and empty */
    size_t n;      /* bytes */
} stm_str;

typedef struct stm_span {
    uint32_t start; /* bytes, inclusive */
    uint32_t end;   /* bytes, exclusive; end >= start. start == STM_NONE: no span */
} stm_span;

#define STM_STR(literal) ((stm_str){ "" literal, sizeof(literal) - 1 })
#define STM_NULL_STR ((stm_str){ NULL, 0 })
#define STM_NO_SPAN ((stm_span){ STM_NONE, STM_NONE })

static inline stm_str stm_str_of(const char *z) { return (stm_str){ z, z == NULL ? 0 : strlen(z) }; }
/* The first byte is looked at before anything is called: most of what is compared differs there. */
static inline bool stm_str_eq(stm_str a, stm_str b)
{
    return a.n == b.n && (a.n == 0 || (a.p[0] == b.p[0] && memcmp(a.p, b.p, a.n) == 0));
}
static inline bool stm_str_eqz(stm_str a, const char *z)
{
    return a.n == 0 ? z[0] == '\0' : a.p[0] == z[0] && a.n == strlen(z) && memcmp(a.p, z, a.n) == 0;
}
static inline bool stm_span_some(stm_span s) { return s.start != STM_NONE; }
static inline stm_str stm_str_sub(stm_str text, stm_span s) { return (stm_str){ text.p + s.start, s.end - s.start }; }

/* Byte order; a prefix comes first. */
int stm_str_cmp(stm_str a, stm_str b);
/* ASCII letters without case; other bytes as they are. */
bool stm_str_eq_nocase(stm_str a, stm_str b);
static inline bool stm_str_eqz_nocase(stm_str a, const char *z)
{
    return a.n == 0 ? z[0] == '\0' : ((a.p[0] ^ z[0]) & ~0x20) == 0 && stm_str_eq_nocase(a, stm_str_of(z));
}
/* Is it one of the words of `list`, which single blanks part and a NUL ends? ASCII letters without case. */
bool stm_str_among_of(stm_str s, const char *list, size_t list_bytes);
/* The length of a list that stands in the code is known when this is compiled. */
static inline bool stm_str_among(stm_str s, const char *list) { return stm_str_among_of(s, list, strlen(list)); }
bool stm_str_starts(stm_str s, const char *prefix);
bool stm_str_ends(stm_str s, const char *suffix);
/* First place of `needle` in `hay` from `from` on, or SIZE_MAX. An empty needle is found at `from`. */
size_t stm_str_find(stm_str hay, stm_str needle, size_t from);
/* Without ASCII white space at both ends. */
stm_str stm_str_trim(stm_str s);
/* `s` without the closing quotation marks and brackets at its end. */
stm_str stm_str_unclosed(stm_str s);
/* A copy owned by the arena, NUL behind it. NULL stays NULL. */
stm_str stm_str_dup(stm_arena *arena, stm_str s);
/* Copy with A-Z made a-z; other bytes stay. */
stm_str stm_str_lower(stm_arena *arena, stm_str s);
/* The same, but `s` itself where it has no capital: for keys and comparisons, as long as its bytes live. */
stm_str stm_str_lower_of(stm_arena *arena, stm_str s);
/* printf into the arena. */
stm_str stm_str_format(stm_arena *arena, const char *format, ...) STM_PRINTF(2, 3);
/* `first`, `between`, `second`, in the arena. */
stm_str stm_str_join(stm_arena *arena, stm_str first, char between, stm_str second);
/* `mark` and the digits of n, in the arena. */
stm_str stm_str_numbered(stm_arena *arena, char mark, uint32_t n);

#define STM_VEC(T)                                                                                                     \
    struct {                                                                                                           \
        T *at;                                                                                                         \
        uint32_t n, cap;                                                                                               \
    }

typedef STM_VEC(stm_span) stm_spans;
typedef STM_VEC(stm_str) stm_strs;
typedef STM_VEC(uint32_t) stm_u32s;
/* Place of a number in an ascending list, or STM_NONE. */
uint32_t stm_u32s_place(const stm_u32s *list, uint32_t number);

void *stm_vec_grow(stm_arena *arena, void *at, uint32_t n, uint32_t *cap, size_t item_bytes);
/* Pointer to a new zeroed item at the end of *v. `v` is evaluated several times. */
#define stm_vec_add(arena, v)                                                                                          \
    ((v)->n == (v)->cap ? (void)((v)->at = stm_vec_grow((arena), (v)->at, (v)->n, &(v)->cap, sizeof *(v)->at))         \
                        : (void)0,                                                                                     \
     &(v)->at[(v)->n++])
#define stm_vec_push(arena, v, ...) (*stm_vec_add((arena), (v)) = (__VA_ARGS__))

/* Room for so many items in all, that it need not grow bit by bit. */
#define stm_vec_reserve(arena, v, items)                                                                               \
    ((items) > (v)->cap                                                                                                \
         ? (void)((v)->at = stm_vec_room((arena), (v)->at, (v)->n, &(v)->cap, (items), sizeof *(v)->at))               \
         : (void)0)
void *stm_vec_room(stm_arena *arena, void *at, uint32_t n, uint32_t *cap, uint32_t want, size_t item_bytes);

/* A string under construction, in an arena. */
typedef STM_VEC(char) stm_buf;
void stm_buf_add(stm_arena *arena, stm_buf *buf, const char *p, size_t n);
/* Room for n more bytes at buf->at + buf->n. */
void stm_buf_reserve(stm_arena *arena, stm_buf *buf, size_t n);
void stm_buf_addz(stm_arena *arena, stm_buf *buf, const char *z);
void stm_buf_add_str(stm_arena *arena, stm_buf *buf, stm_str s);
void stm_buf_format(stm_arena *arena, stm_buf *buf, const char *format, ...) STM_PRINTF(3, 4);
static inline stm_str stm_buf_str(const stm_buf *buf) { return (stm_str){ buf->at == NULL ? "" : buf->at, buf->n }; }

#endif
