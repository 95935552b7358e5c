/* lemma.c: the dictionary form of a tagged word.
 *
 * In: form and tags.  Out: lemma, in the arena or the model.  Cost: up to seven look-ups.
 * Method: exceptions by (form, tag); else the rule of the longest known suffix of up to six bytes, which says how
 * many bytes go and what comes instead; both learned by train/lemmas.py. Names keep their capitals.
 */
#include "language/model.h"

#define SUFFIX_MAX 6
#define WORD_CAP 64

/* Keys: kind, tag byte (stm_xpos name), 0x1F, text. */
static uint32_t look(const stm_parser *p, char kind, const char *tag, const char *text, size_t n)
{
    uint64_t h = stm_fnv(STM_FNV, &kind, 1);
    uint32_t at;
    h = stm_fnv(h, tag, strlen(tag));
    h = stm_fnv(h, "\x1F", 1);
    at = stm_slots_get(&p->lemmas, stm_fnv(h, text, n));
    return at < p->lemma_bytes ? at : STM_NONE;
}

stm_str stm_lemma(stm_arena *arena, const stm_parser *p, stm_str form, stm_upos upos, stm_xpos xpos)
{
    char low[WORD_CAP];
    size_t n = stm_fold_word(form, low, sizeof low);
    const char *tag = stm_xpos_name(xpos);
    bool name = upos == STM_PROPN;
    stm_str stem = name ? form : (stm_str){ low, n };
    uint32_t at;
    if (form.n > WORD_CAP) {
        return stm_str_dup(arena, form);
    }
    at = look(p, 'L', tag, low, n);
    if (at != STM_NONE) {
        return stm_str_of(p->lemma_text + at);
    }
    for (size_t k = n < SUFFIX_MAX ? n : SUFFIX_MAX; k > 0; k--) {
        at = look(p, 'R', tag, low + n - k, k);
        if (at != STM_NONE) { /* a digit: bytes to take off; then what to put on */
            size_t off = (size_t)(p->lemma_text[at] - '0');
            const char *on = p->lemma_text + at + 1;
            if (off < stem.n || (off == stem.n && *on != '\0')) {
                return stm_str_format(arena, "%.*s%s", (int)(stem.n - off), stem.p, on);
            }
        }
    }
    return upos == STM_PUNCT || upos == STM_SYM || upos == STM_X ? form : stm_str_dup(arena, stem);
}
