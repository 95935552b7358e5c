/* csv_cell.c: see csv_cell.h. Cost: linear in the cells. */
#include "write/csv_cell.h"

#include <ctype.h>

void stm_csv_cell(stm_arena *arena, stm_buf *to, bool *first, stm_str s)
{
    bool formula = s.n > 1 && (s.p[0] == '=' || s.p[0] == '@' ||
                               ((s.p[0] == '+' || s.p[0] == '-') && isalpha((unsigned char)s.p[1])));
    bool quote = formula;
    for (size_t i = 0; i < s.n && !quote; i++) {
        quote = strchr(",\"\r\n", s.p[i]) != NULL || s.p[i] == '\0';
    }
    stm_buf_addz(arena, to, *first ? "" : ",");
    *first = false;
    stm_buf_addz(arena, to, quote ? "\"" : "");
    stm_buf_addz(arena, to, formula ? "'" : "");
    for (size_t i = 0; i < s.n; i++) {
        stm_buf_add(arena, to, s.p[i] == '\0' ? " " : s.p + i, 1);
        if (s.p[i] == '"') {
            stm_buf_addz(arena, to, "\"");
        }
    }
    stm_buf_addz(arena, to, quote ? "\"" : "");
}

void stm_csv_end_row(stm_arena *arena, stm_buf *to, bool *first)
{
    stm_buf_addz(arena, to, "\r\n");
    *first = true;
}
