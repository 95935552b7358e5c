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

/* A word whose lemma is asked for, with its keys. */
typedef struct sought {
    stm_str form, stem; /* stem: what a rule is applied to */
    char low[WORD_CAP];
    stm_upos upos;
    size_t longest; /* suffix */
    uint64_t whole, keys[SUFFIX_MAX + 1];
} sought;

/* How the keys of a tag begin: those of whole words, those of rules. */
typedef struct tag_keys {
    uint64_t whole, rule;
} tag_keys;

static tag_keys keys_of(stm_xpos xpos)
{
    const char *tag = stm_xpos_name(xpos);
    size_t n = strlen(tag);
    return (tag_keys){ key_start('L', tag, n), key_start('R', tag, n) };
}

/* Works out the keys and has memory fetch their places. */
static void seek(const stm_parser *p, stm_str form, stm_upos upos, const tag_keys *tag, sought *out)
{
    size_t n = stm_fold_word(form, out->low, sizeof out->low);
    out->form = form;
    out->upos = upos;
    if (form.n > WORD_CAP) {
        return;
    }
    out->stem = upos == STM_PROPN ? form : (stm_str){ out->low, n };
    out->longest = n < SUFFIX_MAX ? n : SUFFIX_MAX;
    out->whole = stm_fnv(tag->whole, out->low, n);
    stm_slots_expect(&p->lemmas, out->whole);
    for (size_t k = out->longest; k > 0; k--) {
        out->keys[k] = stm_fnv(tag->rule, out->low + n - k, k);
        stm_slots_expect(&p->lemmas, out->keys[k]);
    }
}

static stm_str find(stm_arena *arena, const stm_parser *p, const sought *s)
{
    uint32_t at;
    if (s->form.n > WORD_CAP) {
        return stm_str_dup(arena, s->form);
    }
    at = look(p, s->whole);
    if (at != STM_NONE) {
        return stm_str_of(p->lemma_text + at);
    }
    for (size_t k = s->longest; k > 0; k--) {
        at = look(p, s->keys[k]);
        if (at != STM_NONE) { /* a digit: bytes to take off; then what to put on */
            size_t off = (size_t)(p->lemma_text[at] - '0');
            const char *on = p->lemma_text + at + 1;
            if (off < s->stem.n || (off == s->stem.n && *on != '\0')) {
                return join(arena, s->stem.p, s->stem.n - off, on);
            }
        }
    }
    return s->upos == STM_PUNCT || s->upos == STM_SYM || s->upos == STM_X ? s->form : stm_str_dup(arena, s->stem);
}

stm_str stm_lemma(stm_arena *arena, const stm_parser *p, stm_str form, stm_upos upos, stm_xpos xpos)
{
    tag_keys tag = keys_of(xpos);
    sought s;
    seek(p, form, upos, &tag, &s);
    return find(arena, p, &s);
}

void stm_lemmas(stm_arena *arena, const stm_parser *p, stm_article *a)
{
    enum { AHEAD = 4, RING = 8 }; /* keys lie far apart: they are asked for some words before they are looked up */
    sought ring[RING];
    tag_keys tags[STM_XPOS_COUNT];
    for (uint32_t x = 0; x < STM_XPOS_COUNT; x++) {
        tags[x] = keys_of((stm_xpos)x);
    }
    for (uint32_t i = 0; i < a->tokens.n + AHEAD; i++) {
        if (i < a->tokens.n) {
            const stm_token *t = &a->tokens.at[i];
            seek(p, stm_token_form(a, i), (stm_upos)t->upos, &tags[t->xpos], &ring[i % RING]);
        }
        if (i >= AHEAD) {
            a->tokens.at[i - AHEAD].lemma = find(arena, p, &ring[(i - AHEAD) % RING]);
        }
    }
}
