/* attribution_deeds.c: verbs of the lexicon that tell here of a deed or of what happened, and nobody's words; and two
 * verbs that report as one.
 *
 * In: a verb with its frames.  Out: whether it reports nothing; who is quoted; the cue of "declined to comment on".
 * Never: looks beyond the sentence of the verb.  Cost: linear in the children of the verb.
 */
#include "extract/attribution_frame.h"

enum { MOST_BEFORE = 24 };

bool stm_verb_happens(const stm_finder *f, uint32_t v)
{
    if (stm_lemma_is(f, v, "see") && v + 1 < f->article->tokens.n && stm_word_in(stm_form(f, v + 1), "as")) {
        bool modal = false; /* "is seen as unlikely" is a view; "will be seen as" is none yet */
        for (uint32_t i = f->child_at[v]; i < stm_children_end(f, v) && !modal; i++) {
            modal = stm_tok(f, f->children[i])->xpos == STM_XP_MD;
        }
        return modal;
    }
    return stm_lemma_in(f, v, "see convict invite list find knock nickname");
}

/* "comment" of "declined to comment on it", "discuss" of "refused to discuss it": the other verb, or STM_NONE. */
static uint32_t declined(const stm_finder *f, uint32_t v)
{
    uint32_t h = stm_tok(f, v)->head;
    return stm_lemma_in(f, v, "comment discuss elaborate speculate") && stm_tok(f, v)->xpos == STM_XP_VB && v > 0 &&
                   stm_word_in(stm_form(f, v - 1), "to") && h != STM_NONE && h < v && v - h < 4 &&
                   stm_tok(f, v)->deprel == STM_DEP_XCOMP && stm_lemma_in(f, h, "decline refuse")
               ? h
               : STM_NONE;
}

/* What is not commented on: "on the report", "the report", "whether it would pay". */
static bool about_something(const stm_finder *f, uint32_t v)
{
    for (uint32_t i = f->child_at[v]; i < stm_children_end(f, v); i++) {
        uint32_t c = f->children[i], rel = stm_tok(f, c)->deprel;
        if (c > v && (rel == STM_DEP_OBJ || (rel == STM_DEP_CCOMP && stm_marker(f, c, "that") == STM_NONE) ||
                      stm_marker(f, c, "on about") != STM_NONE)) {
            return true;
        }
    }
    return false;
}

/* "indicted the officers", "charged them": a court's deed, and what is said only where somebody says what for. */
static bool charged(const stm_verb_frame *x)
{
    const stm_finder *f = x->f;
    bool told = stm_child(f, x->v, STM_DEP_CCOMP) != STM_NONE;
    for (uint32_t i = f->child_at[x->v]; i < stm_children_end(f, x->v); i++) {
        told = told || (f->children[i] > x->v && stm_marker(f, f->children[i], "with for") != STM_NONE);
    }
    for (uint32_t t = x->v + 1;
         t < f->article->tokens.n && stm_tok(f, t)->sentence == stm_tok(f, x->v)->sentence && !told; t++) {
        told =
            stm_word_in(stm_form(f, t), "accused suspected allegedly"); /* "indicted twelve men accused of hacking" */
    }
    return !told && (x->passive || stm_child(f, x->v, STM_DEP_OBJ) != STM_NONE);
}

bool stm_frame_is_deed(const stm_verb_frame *x)
{
    const stm_finder *f = x->f;
    uint32_t v = x->v, c = stm_child(f, v, STM_DEP_XCOMP);
    bool reduced = stm_tok(f, v)->deprel == STM_DEP_ACL && stm_tok(f, v)->xpos == STM_XP_VBN;
    if (x->subject != STM_NONE && stm_tok(f, x->subject)->head != v && stm_tok(f, v)->xpos == STM_XP_VB &&
        stm_lemma_is(f, x->subject, "it")) {
        return true; /* "it is too early to say" */
    }
    if (stm_lemma_is(f, v, "say") && v + 2 < f->article->tokens.n &&
        stm_word_in(stm_form(f, v + 1), "nothing little") &&
        (stm_tok(f, v + 1)->head == v || stm_tok(f, v + 2)->upos == STM_PUNCT ||
         stm_word_in(stm_form(f, v + 2), "about after when as until while before"))) {
        return true; /* "he said nothing after they had found him" */
    }
    if ((x->passive || reduced) && stm_lemma_in(f, v, "intend mean") && stm_agent(f, v) == STM_NONE) {
        return true; /* "is meant to calm the markets": what for, and nobody's words */
    }
    if (stm_lemma_in(f, v, "continue go") && v + 2 < f->article->tokens.n && stm_tok(f, v + 1)->xpos == STM_XP_TO &&
        stm_tok(f, v + 2)->xpos == STM_XP_VB) {
        return true; /* "as he continued to hold his ground": he speaks no word of it */
    }
    if (stm_lemma_is(f, v, "offer") && c == STM_NONE && stm_child(f, v, STM_DEP_OBJ) != STM_NONE &&
        !stm_lemma_in(f, stm_child(f, v, STM_DEP_OBJ),
                      "reward term compromise deal truce ceasefire talk amnesty concession aid assistance apology "
                      "condolence congratulation explanation excuse praise thanks proposal plan solution alternative "
                      "resignation asylum "
                      "refund compensation")) {
        return true; /* "offered details", "the town offers a view" */
    }
    if (stm_lemma_in(f, v, "charge indict") && charged(x)) {
        return true;
    }
    if (c != STM_NONE && declined(f, c) == v && about_something(f, c)) {
        return true; /* "comment on" reports it, with this verb in its cue */
    }
    return !x->passive && x->subject != STM_NONE && stm_lemma_is(f, v, "see") &&
           stm_tok(f, x->subject)->upos == STM_NOUN && !stm_nameless_word(f, x->subject); /* "a second raid saw" */
}

void stm_declined_to_comment(const stm_finder *f, uint32_t v, stm_said *said)
{
    uint32_t h = declined(f, v);
    if (h != STM_NONE) {
        said->cue.start = stm_cue_span(f, h, STM_NONE).start;
        said->act = STM_ACT_REJECT;
    }
    if (v > 2 && stm_word_in(stm_form(f, v - 1), "of") && stm_word_in(stm_form(f, v - 2), "short") &&
        stm_lemma_is(f, v - 3, "stop")) {
        said->cue.start = stm_cue_span(f, v - 3, STM_NONE).start; /* "stopped short of calling for it" */
        said->act = STM_ACT_REJECT;
    }
}

uint32_t stm_quoted_as_saying(const stm_finder *f, uint32_t v, uint32_t subject)
{
    uint32_t h = stm_tok(f, v)->head, first = f->article->sentences.at[stm_tok(f, v)->sentence].first_token, o;
    for (uint32_t t = v; h == STM_NONE || !stm_lemma_in(f, h, "quote cite"); t--) { /* hung elsewhere */
        if (t == first || v - t > MOST_BEFORE) {
            return subject;
        }
        h = t - 1;
    }
    o = stm_child(f, h, STM_DEP_OBJ);
    return o != STM_NONE && o > h && o < v && !stm_is_passive(f, h) ? o : subject;
}

bool stm_frame_may_be_said(const stm_verb_frame *x, uint32_t clause)
{
    const stm_finder *f = x->f;
    for (uint32_t i = f->child_at[x->v];
         stm_tok(f, clause)->deprel == STM_DEP_CSUBJ_PASS && i < stm_children_end(f, x->v); i++) {
        if (stm_tok(f, f->children[i])->xpos == STM_XP_MD) {
            return true;
        }
    }
    return false;
}
