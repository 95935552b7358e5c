/* word_rows.c: the words of a list of data/, line by line: "KIND word word ...". '#' opens a comment line.
 *
 * In: a list as it is compiled in.  Out: one word after the other, with its place in its line.  Allocates nothing.
 */
#include "record/record_words.h"

bool stm_word_rows_next(stm_word_rows *rows, stm_str *word, uint32_t *place)
{
    while (rows->at < rows->end) {
        const char *from = rows->at;
        if (*from == '\n' || *from == ' ') {
            rows->place = *from == '\n' ? 0 : rows->place;
            rows->at++;
            continue;
        }
        while (rows->at < rows->end && *rows->at != '\n' && (*rows->at != ' ' || *from == '#')) {
            rows->at++;
        }
        if (*from == '#' && rows->place == 0) {
            continue;
        }
        *word = (stm_str){ from, (size_t)(rows->at - from) };
        *place = rows->place++;
        return true;
    }
    return false;
}
