/* fold.c: see fold.h. In the paragraph the byte 1 + style switches the style; clean text holds no such bytes. */
#include "write/fold.h"

#include <utf8proc.h>

#include "text/text.h"

void stm_fold_init(stm_fold *fold, stm_arena *arena, stm_buf *to, uint32_t width, bool color)
{
    memset(fold, 0, sizeof *fold);
    fold->arena = arena;
    fold->to = to;
    fold->width = width < 20 ? 20 : width;
    fold->color = color;
}

/* C0 and C1 controls, bidirectional embeddings, overrides and isolates, line and paragraph separators. */
static bool is_control(uint32_t c)
{
    return c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0x200e || c == 0x200f || (c >= 0x2028 && c <= 0x202e) ||
           (c >= 0x2066 && c <= 0x2069);
}

stm_str stm_fold_clean(stm_arena *arena, stm_str text)
{
    stm_buf buf = { 0 };
    for (size_t i = 0; i < text.n;) {
        uint32_t c;
        size_t n = stm_utf8_decode(text.p + i, text.p + text.n, &c);
        if (is_control(c)) {
            stm_buf_add(arena, &buf, " ", 1);
        } else {
            stm_buf_add(arena, &buf, text.p + i, n);
        }
        i += n;
    }
    return stm_buf_str(&buf);
}

void stm_fold_add(stm_fold *fold, stm_style style, stm_str text)
{
    const char on = (char)(1 + style), off = 1 + STM_PLAIN;
    stm_str clean = stm_fold_clean(fold->arena, text);
    if (style != STM_PLAIN) {
        stm_buf_add(fold->arena, &fold->paragraph, &on, 1);
    }
    stm_buf_add_str(fold->arena, &fold->paragraph, clean);
    if (style != STM_PLAIN) {
        stm_buf_add(fold->arena, &fold->paragraph, &off, 1);
    }
}

void stm_fold_addz(stm_fold *fold, stm_style style, const char *text) { stm_fold_add(fold, style, stm_str_of(text)); }

static uint32_t columns(uint32_t c)
{
    int n = utf8proc_charwidth((utf8proc_int32_t)c);
    return n < 0 ? 0 : (uint32_t)n;
}

uint32_t stm_fold_width(stm_str text)
{
    uint32_t width = 0;
    for (size_t i = 0; i < text.n;) {
        uint32_t c;
        i += stm_utf8_decode(text.p + i, text.p + text.n, &c);
        width += c <= STM_STYLE_COUNT ? 0 : columns(c);
    }
    return width;
}

const char *stm_style_code(stm_style style)
{
    static const char *const codes[] = { "\033[0m", "\033[1m", "\033[2m", "\033[31m", "\033[32m", "\033[34m" };
    return codes[style];
}

static void put_styled(stm_fold *fold, stm_str s)
{
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        if (c >= 1 && c <= STM_STYLE_COUNT && !fold->keep_marks) {
            if (fold->color) {
                stm_buf_addz(fold->arena, fold->to, stm_style_code((stm_style)(c - 1)));
            }
        } else {
            stm_buf_add(fold->arena, fold->to, s.p + i, 1);
        }
    }
}

static void indent(stm_fold *fold, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        stm_buf_add(fold->arena, fold->to, " ", 1);
    }
}

/* Longest head of a word that fits `room` columns, at least one character. */
static size_t head_that_fits(stm_str word, uint32_t room)
{
    uint32_t used = 0;
    size_t i = 0;
    while (i < word.n) {
        uint32_t c;
        size_t n = stm_utf8_decode(word.p + i, word.p + word.n, &c);
        uint32_t w = c <= STM_STYLE_COUNT ? 0 : columns(c);
        if (i != 0 && used + w > room) {
            break;
        }
        used += w;
        i += n;
    }
    return i;
}

void stm_fold_end(stm_fold *fold, uint32_t first, uint32_t hang)
{
    stm_str p = stm_buf_str(&fold->paragraph);
    uint32_t at = first;
    bool line_empty = true;
    indent(fold, first);
    for (size_t i = 0; i < p.n;) {
        size_t end = i;
        stm_str word;
        uint32_t w;
        while (i < p.n && p.p[i] == ' ') {
            i++;
        }
        end = i;
        while (end < p.n && p.p[end] != ' ') {
            end++;
        }
        word = (stm_str){ p.p + i, end - i };
        w = stm_fold_width(word);
        if (!line_empty && at + 1 + w > fold->width) {
            stm_buf_addz(fold->arena, fold->to, "\n");
            indent(fold, hang);
            at = hang;
            line_empty = true;
        } else if (!line_empty && word.n != 0) {
            stm_buf_add(fold->arena, fold->to, " ", 1);
            at++;
        }
        while (at + w > fold->width && w != 0) { /* a word wider than the line */
            size_t n = head_that_fits(word, fold->width > at ? fold->width - at : 1);
            if (n == word.n) {
                break;
            }
            put_styled(fold, (stm_str){ word.p, n });
            word = (stm_str){ word.p + n, word.n - n };
            w = stm_fold_width(word);
            stm_buf_addz(fold->arena, fold->to, "\n");
            indent(fold, hang);
            at = hang;
        }
        put_styled(fold, word);
        at += w;
        line_empty = line_empty && w == 0;
        i = end;
    }
    stm_buf_addz(fold->arena, fold->to, "\n");
    fold->paragraph.n = 0;
}

void stm_fold_gap(stm_fold *fold) { stm_buf_addz(fold->arena, fold->to, "\n"); }
