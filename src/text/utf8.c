/* utf8.c: decoding and checking of UTF-8 (Unicode 15, section 3.9, table 3-7). */
#include "text/text.h"

size_t stm_utf8_decode_any(const char *p, const char *end, uint32_t *c)
{
    const unsigned char *u = (const unsigned char *)p;
    size_t n = (size_t)(end - p);
    if (u[0] < 0x80) {
        *c = u[0];
        return 1;
    }
    if (u[0] >= 0xC2 && u[0] <= 0xDF && n >= 2 && (u[1] & 0xC0) == 0x80) {
        *c = ((uint32_t)(u[0] & 0x1F) << 6) | (u[1] & 0x3F);
        return 2;
    }
    if (u[0] >= 0xE0 && u[0] <= 0xEF && n >= 3 && (u[1] & 0xC0) == 0x80 && (u[2] & 0xC0) == 0x80) {
        *c = ((uint32_t)(u[0] & 0x0F) << 12) | ((uint32_t)(u[1] & 0x3F) << 6) | (u[2] & 0x3F);
        if (*c >= 0x800 && (*c < 0xD800 || *c > 0xDFFF)) {
            return 3;
        }
    }
    if (u[0] >= 0xF0 && u[0] <= 0xF4 && n >= 4 && (u[1] & 0xC0) == 0x80 && (u[2] & 0xC0) == 0x80 &&
        (u[3] & 0xC0) == 0x80) {
        *c = ((uint32_t)(u[0] & 0x07) << 18) | ((uint32_t)(u[1] & 0x3F) << 12) | ((uint32_t)(u[2] & 0x3F) << 6) |
             (u[3] & 0x3F);
        if (*c >= 0x10000 && *c <= 0x10FFFF) {
            return 4;
        }
    }
    *c = 0xFFFD;
    return 1;
}

size_t stm_utf8_valid_prefix(const char *p, size_t n)
{
    const char *at = p, *end = p + n;
    while (at < end) {
        uint32_t c;
        size_t k;
        if ((unsigned char)*at < 0x80) {
            at++;
            continue;
        }
        k = stm_utf8_decode(at, end, &c);
        if (k == 1) {
            break;
        }
        at += k;
    }
    return (size_t)(at - p);
}
