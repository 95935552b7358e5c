/* modal_words.c: reads and looks up the words of modality.
 *
 * In: data/modality.txt.  Out: an index of lemmas for each class.  Never: changes after reading.
 * Invariants: keys are lower case. Cost: linear in the list; a look-up is one hash of the lemma.
 */
#include "extract/modal_words.h"

enum { MAX_LEMMA = 32 };

static stm_str next_word(stm_str *line)
{
    stm_str word = *line;
    size_t n = 0;
    while (word.n > 0 && word.p[0] == ' ') {
        word.p++;
        word.n--;
    }
    while (n < word.n && word.p[n] != ' ' && word.p[n] != ':') {
        n++;
    }
    *line = (stm_str){ word.p + n, word.n - n };
    return (stm_str){ word.p, n };
}

static bool read_line(stm_arena *arena, stm_str line, stm_modal_words *out)
{
    static const char *const classes[STM_MODAL_CLASSES] = { "aux", "adverb", "predicate", "complement", "cue" };
    uint32_t kind = 0, modality = 1;
    stm_str word = next_word(&line);
    while (kind < STM_MODAL_CLASSES && !stm_str_eqz(word, classes[kind])) {
        kind++;
    }
    word = next_word(&line);
    while (modality < STM_MODALITY_COUNT && !stm_str_eqz(word, stm_modality_name((stm_modality)modality))) {
        modality++;
    }
    if (kind == STM_MODAL_CLASSES || modality == STM_MODALITY_COUNT || line.n == 0 || line.p[0] != ':') {
        return false;
    }
    line = (stm_str){ line.p + 1, line.n - 1 };
    for (word = next_word(&line); word.n > 0; word = next_word(&line)) {
        *stm_map_put(arena, &out->index[kind], word, modality) = modality;
    }
    return true;
}

stm_status stm_modal_words_read(stm_arena *arena, stm_str source, stm_modal_words *out, stm_err *err)
{
    uint32_t number = 0;
    for (size_t at = 0; at < source.n;) {
        size_t end = stm_str_find(source, STM_STR("\n"), at);
        end = end == SIZE_MAX ? source.n : end;
        stm_str line = stm_str_trim((stm_str){ source.p + at, end - at });
        number++;
        if (line.n > 0 && line.p[0] != '#' && !read_line(arena, line, out)) {
            return stm_fail(err, STM_FORMAT, "modality.txt, line %u: not CLASS modality: words", number);
        }
        at = end + 1;
    }
    return STM_OK;
}

stm_modality stm_modal_word(const stm_modal_words *words, stm_modal_class kind, stm_str lemma)
{
    char low[MAX_LEMMA];
    uint32_t found;
    if (lemma.p == NULL || lemma.n >= sizeof low) {
        return STM_MODALITY_NONE;
    }
    for (size_t i = 0; i < lemma.n; i++) {
        low[i] = (char)(lemma.p[i] >= 'A' && lemma.p[i] <= 'Z' ? lemma.p[i] + 32 : lemma.p[i]);
    }
    found = stm_map_get(&words->index[kind], (stm_str){ low, lemma.n });
    return found == STM_NONE ? STM_MODALITY_NONE : (stm_modality)found;
}
