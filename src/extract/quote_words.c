/* quote_words.c: what the words beside a quotation mark, or of a paragraph without one, tell of it.
 *
 * In: text.  Out: yes or no.  Never: looks beyond the paragraph. Cost: linear in it.
 */
#include "extract/quote_marks.h"

enum { SPEAKER_REACH = 6 };

static const char *const says[] = { "said",      "says",    "told",    "tells",     "added",    "adds",
                                    "asked",     "wrote",   "replied", "explained", "recalled", "testified",
                                    "continued", "tweeted", "noted",   "insisted" };

static bool word_char(uint8_t c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '$' || c >= 0xC0;
}

/* How long the word at `at` is, 0 where there is none. */
static uint32_t word_at(stm_str text, uint32_t at, uint32_t end)
{
    uint32_t n = 0;
    while (at + n < end && word_char((uint8_t)text.p[at + n])) {
        n++;
    }
    return n;
}

bool stm_quote_off_comma(stm_str text, uint32_t start, uint32_t from)
{
    return start >= from + 2 && text.p[start - 1] == ' ' && strchr(",?!", text.p[start - 2]) != NULL;
}

/* '"We walked all night, "Lund said.': the words behind a mark that a blank has moved off its comma say who speaks.
 * Looks at SPEAKER_REACH words at most, none of them behind a stop or another mark. */
bool stm_quote_speaker_behind(stm_str text, uint32_t start, uint32_t from, uint32_t at, uint32_t end)
{
    uint32_t words = 0;
    if (!stm_quote_off_comma(text, start, from)) {
        return false;
    }
    while (at < end && words < SPEAKER_REACH) {
        uint32_t n = 0;
        while (at + n < end && (uint8_t)text.p[at + n] != 0xE2 && /* no mark, no dash */
               (word_char((uint8_t)text.p[at + n]) || (uint8_t)text.p[at + n] >= 0x80 ||
                (text.p[at + n] == '-' && n > 0))) {
            n++;
        }
        if (n == 0) {
            if (text.p[at] != ' ' || (at + 1 < end && text.p[at + 1] == ' ')) {
                return false;
            }
            at++;
            continue;
        }
        for (size_t i = 0; i < sizeof says / sizeof *says; i++) {
            if (stm_str_eqz((stm_str){ text.p + at, n }, says[i])) {
                at += n + 1; /* "said Orr", "testified Orr" */
                return words > 0 || i < 2 ||
                       (at < end && text.p[at - 1] == ' ' && text.p[at] >= 'A' && text.p[at] <= 'Z');
            }
        }
        words++;
        at += n;
    }
    return false;
}

bool stm_quote_in_first_person(stm_str text, stm_span para)
{
    static const char *const words[] = { "I", "We", "we", "My", "my", "Our", "our", "me", "us" };
    for (uint32_t at = para.start, n; at < para.end; at += n + (n == 0)) {
        n = word_at(text, at, para.end);
        for (size_t i = 0; n > 0 && i < sizeof words / sizeof *words; i++) {
            if (stm_str_eqz((stm_str){ text.p + at, n }, words[i])) {
                return true;
            }
        }
    }
    return false;
}

bool stm_quote_told(stm_str text, stm_span para)
{
    for (uint32_t at = para.start, n; at < para.end; at += n + (n == 0)) {
        n = word_at(text, at, para.end);
        for (size_t i = 0; n > 0 && i < 4; i++) {
            if (stm_str_eqz((stm_str){ text.p + at, n }, says[i])) {
                return true;
            }
        }
    }
    return false;
}
