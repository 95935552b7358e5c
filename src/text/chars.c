/* chars.c: see chars.h. ASCII by comparison, the rest by the Unicode character database of utf8proc. */
#include "text/chars.h"

#include <utf8proc.h>

stm_char_kind stm_char_kind_beyond(uint32_t c)
{
    switch (utf8proc_category((utf8proc_int32_t)c)) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LT: return STM_CHAR_UPPER;
    case UTF8PROC_CATEGORY_LL: return STM_CHAR_LOWER;
    case UTF8PROC_CATEGORY_ND: return STM_CHAR_DIGIT;
    case UTF8PROC_CATEGORY_ZS:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP: return STM_CHAR_SPACE;
    case UTF8PROC_CATEGORY_PC:
    case UTF8PROC_CATEGORY_PD:
    case UTF8PROC_CATEGORY_PS:
    case UTF8PROC_CATEGORY_PE:
    case UTF8PROC_CATEGORY_PI:
    case UTF8PROC_CATEGORY_PF:
    case UTF8PROC_CATEGORY_PO:
    case UTF8PROC_CATEGORY_SM:
    case UTF8PROC_CATEGORY_SC:
    case UTF8PROC_CATEGORY_SK:
    case UTF8PROC_CATEGORY_SO: return STM_CHAR_OTHER;
    case UTF8PROC_CATEGORY_CC: return c == 0x85 ? STM_CHAR_SPACE : STM_CHAR_OTHER;
    default: return STM_CHAR_LETTER;
    }
}

stm_char stm_char_before_any(stm_str text, uint32_t at, uint32_t start)
{
    uint32_t from = at;
    while (from > start && at - from < 4) {
        from--;
        if (((unsigned char)text.p[from] & 0xC0) != 0x80) {
            break;
        }
    }
    return stm_char_at(text, from, at);
}

bool stm_is_closer(uint32_t c)
{
    return c == ')' || c == ']' || c == '}' || c == '"' || c == '\'' || c == 0x201D || c == 0x2019 || c == 0xBB ||
           c == 0x203A;
}

bool stm_is_opener(uint32_t c)
{
    return c == '(' || c == '[' || c == '{' || c == '"' || c == '\'' || c == '`' || c == 0x201C || c == 0x2018 ||
           c == 0xAB || c == 0x2039 || c == 0x201E || c == 0x201A || c == 0xBF || c == 0xA1;
}

stm_str stm_low(stm_str s, char *buffer, size_t cap)
{
    size_t n = 0;
    for (size_t i = 0; i < s.n && n < cap; i++) {
        if (s.n - i >= 3 && memcmp(s.p + i, "\xE2\x80\x99", 3) == 0) {
            buffer[n++] = '\'';
            i += 2;
        } else {
            buffer[n++] = s.p[i] >= 'A' && s.p[i] <= 'Z' ? (char)(s.p[i] + 32) : s.p[i];
        }
    }
    return (stm_str){ buffer, n };
}
