/* split.c: paragraphs, sentences, tokens. First version: white space, quotation marks, stops. */
#include "text/text.h"

static bool space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static bool word_byte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
}

static uint32_t token_end(stm_str t, uint32_t at, uint32_t end)
{
    uint32_t c;
    uint32_t n = (uint32_t)stm_utf8_decode(t.p + at, t.p + end, &c);
    if (!word_byte(t.p[at]) && n == 1) {
        return at + 1;
    }
    if (n > 1 && c >= 0x2000 && c < 0x2100) {
        return at + n;
    }
    while (at < end && !space(t.p[at])) {
        n = (uint32_t)stm_utf8_decode(t.p + at, t.p + end, &c);
        if ((n == 1 && !word_byte(t.p[at])) || (c >= 0x2000 && c < 0x2100)) {
            bool inner = n == 1 && (t.p[at] == '.' || t.p[at] == ',' || t.p[at] == ':') && at + 1 < end &&
                         word_byte(t.p[at + 1]);
            if (!inner) {
                break;
            }
        }
        at += n;
    }
    return at;
}

static void split_paragraph(stm_arena *arena, stm_article *a, uint32_t paragraph, stm_span p)
{
    uint32_t at = p.start;
    while (at < p.end) {
        stm_sentence *s = stm_vec_add(arena, &a->sentences);
        uint32_t index = a->sentences.n - 1;
        bool stop = false;
        *s = (stm_sentence){ .at = { at, at }, .first_token = a->tokens.n, .paragraph = paragraph };
        while (at < p.end) {
            stm_str form;
            uint32_t end = token_end(a->text, at, p.end);
            stm_vec_push(arena, &a->tokens,
                         (stm_token){ .at = { at, end }, .sentence = index, .head = STM_NONE });
            form = stm_str_sub(a->text, (stm_span){ at, end });
            s->at.end = end;
            s->n_tokens++;
            stop = stm_str_eqz(form, ".") || stm_str_eqz(form, "!") || stm_str_eqz(form, "?") ||
                   (stop && (stm_str_eqz(form, "”") || stm_str_eqz(form, "\"")));
            at = end;
            if (at < p.end && space(a->text.p[at])) {
                while (at < p.end && space(a->text.p[at])) {
                    at++;
                }
                if (stop) {
                    break;
                }
            }
        }
    }
}

void stm_text_split(stm_arena *arena, stm_article *a)
{
    uint32_t at = 0, n = (uint32_t)a->text.n;
    while (at < n) {
        uint32_t start, end;
        while (at < n && space(a->text.p[at])) {
            at++;
        }
        start = at;
        while (at < n && a->text.p[at] != '\n') {
            at++;
        }
        end = at;
        while (end > start && space(a->text.p[end - 1])) {
            end--;
        }
        if (end > start) {
            stm_vec_push(arena, &a->paragraphs, (stm_span){ start, end });
            split_paragraph(arena, a, a->paragraphs.n - 1, (stm_span){ start, end });
        }
    }
}
