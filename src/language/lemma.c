/* lemma.c: the dictionary form of a tagged word.
 *
 * In: form and tags.  Out: lemma, in the arena or the model.  Cost: up to seven look-ups.
 * Method: exceptions by (form, tag); else the rule of the longest known suffix of up to six bytes, which says how
 * many bytes go and what comes instead; both learned by train/lemmas.py. Names keep their capitals.
 */
#include "language/model.h"

#define SUFFIX_MAX 6
#define WORD_CAP 64

/* Keys: kind, tag byte (stm_xpos name), 0x1F, text. This far the same for all texts. */
static uint64_t key_start(char kind, const char *tag, size_t n)
{
    return stm_fnv(stm_fnv(stm_fnv(STM_FNV, &kind, 1), tag, n), "\x1F", 1);
}

static uint32_t look(const stm_parser *p, uint64_t key)
{
    uint32_t at = stm_slots_get(&p->lemmas, key);
    return at < p->lemma_bytes ? at : STM_NONE;
}

/* The first n bytes of a, then z. */
static stm_str join(stm_arena *arena, const char *a, size_t n, const char *z)
{
    size_t more = strlen(z);
    char *out = stm_arena_alloc(arena, n + more + 1);
    memcpy(out, a, n);
    memcpy(out + n, z, more);
    return (stm_str){ out, n + more };
}

stm_str stm_lemma(stm_arena *arena, const stm_parser *p, stm_str form, stm_upos upos, stm_xpos xpos)
{
    char low[WORD_CAP];
    size_t n = stm_fold_word(form, low, sizeof low), longest = n < SUFFIX_MAX ? n : SUFFIX_MAX;
    const char *tag = stm_xpos_name(xpos);
    size_t tag_n = strlen(tag);
    bool name = upos == STM_PROPN;
    stm_str stem = name ? form : (stm_str){ low, n };
    uint64_t whole, rule, keys[SUFFIX_MAX + 1];
    uint32_t at;
    if (form.n > WORD_CAP) {
        return stm_str_dup(arena, form);
    }
    whole = stm_fnv(key_start('L', tag, tag_n), low, n);
    rule = key_start('R', tag, tag_n);
    stm_slots_expect(&p->lemmas, whole);
    for (size_t k = longest; k > 0; k--) {
        keys[k] = stm_fnv(rule, low + n - k, k);
        stm_slots_expect(&p->lemmas, keys[k]);
    }
    at = look(p, whole);
    if (at != STM_NONE) {
        return stm_str_of(p->lemma_text + at);
    }
    for (size_t k = longest; k > 0; k--) {
        at = look(p, keys[k]);
        if (at != STM_NONE) { /* a digit: bytes to take off; then what to put on */
            size_t off = (size_t)(p->lemma_text[at] - '0');
            const char *on = p->lemma_text + at + 1;
            if (off < stem.n || (off == stem.n && *on != '\0')) {
                return join(arena, stem.p, stem.n - off, on);
            }
        }
    }
    return upos == STM_PUNCT || upos == STM_SYM || upos == STM_X ? form : stm_str_dup(arena, stem);
}
