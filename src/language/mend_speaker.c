/* mend_speaker.c: who says it, behind what was said.
 *
 * In: tags and the tree of one sentence.  Out: heads, relations.  Never: touches a verb of saying that has a subject,
 * or that has no clause before a comma or a quotation mark for its content. Invariant: (1) what was a tree with one
 * root is one afterwards. Cost: linear, but for the words between the mark and the verb.
 *
 * "He turned down a request, Senator Lund, a farmer, said Tuesday.": the parser takes the noun behind the comma for
 * another word for the last noun of what was said, or for one that is spoken to; the verb is left without a subject.
 * The first noun behind the mark that hangs on the content is the subject. "Sixteen were aboard, said Lund, the
 * owner.": what follows such a verb right behind the mark is no object, but the one who says it.
 */
#include "language/model.h"

#define LONGEST_SPEAKER 30 /* tokens between the mark and the verb */
#define CLIMB 64           /* steps up the tree */

static bool form_in(const stm_article *a, uint32_t i, const char *words)
{
    return stm_str_among(stm_token_form(a, i), words);
}

static bool mark(const stm_article *a, uint32_t i) { return form_in(a, i, ", \" \xE2\x80\x9D '' ' \xE2\x80\x99"); }

/* The clause before the verb that is its content; STM_NONE: it has none, or has a subject. */
static uint32_t content_of(const stm_article *a, const stm_sentence *s, uint32_t verb)
{
    const stm_token *t = a->tokens.at;
    uint32_t content = STM_NONE;
    for (uint32_t i = s->first_token; i < s->first_token + s->n_tokens; i++) {
        if (t[i].head == verb) {
            if (t[i].deprel == STM_DEP_NSUBJ || t[i].deprel == STM_DEP_NSUBJ_PASS || t[i].deprel == STM_DEP_CSUBJ ||
                t[i].deprel == STM_DEP_EXPL) {
                return STM_NONE;
            }
            content = t[i].deprel == STM_DEP_CCOMP && i < verb ? i : content;
        }
    }
    return content;
}

static bool below(const stm_article *a, uint32_t i, uint32_t head)
{
    for (uint32_t step = 0; step < CLIMB && i != STM_NONE && i != head; step++) {
        i = a->tokens.at[i].head;
    }
    return i == head;
}

static bool noun(const stm_token *t) { return t->upos == STM_NOUN || t->upos == STM_PROPN; }

/* The word behind the mark that hangs on what stands before it, as no part of it does. */
static bool hangs_before(const stm_article *a, uint32_t i, uint32_t comma, uint32_t content)
{
    const stm_token *t = &a->tokens.at[i];
    return noun(t) && t->head < comma && below(a, i, content) &&
           (t->deprel == STM_DEP_APPOS || t->deprel == STM_DEP_VOCATIVE || t->deprel == STM_DEP_OBL_UNMARKED ||
            t->deprel == STM_DEP_OBL_AGENT || t->deprel == STM_DEP_OBJ);
}

/* The one who says it, before the verb; STM_NONE. No other verb stands between, and nothing that opens a phrase or
 * clause right behind the mark. */
static uint32_t speaker_before(const stm_article *a, uint32_t content, uint32_t verb)
{
    const stm_token *t = a->tokens.at;
    uint32_t comma = content + 1, i;
    while (comma < verb && !(mark(a, comma) && !mark(a, comma + 1))) {
        comma++;
    }
    for (i = comma + 1; i < verb && i < comma + LONGEST_SPEAKER; i++) {
        if (t[i].upos == STM_AUX || (t[i].upos == STM_VERB && t[i].deprel != STM_DEP_ACL_RELCL) ||
            t[i].upos == STM_SCONJ) {
            return STM_NONE;
        }
        if (mark(a, i) && !mark(a, i + 1)) {
            comma = i; /* a list of what was said, or an aside of it */
        }
        if (hangs_before(a, i, comma, content)) {
            return t[comma + 1].upos == STM_ADP || t[comma + 1].upos == STM_CCONJ ? STM_NONE : i;
        }
    }
    return STM_NONE;
}

/* The one who says it, right behind the verb; STM_NONE. */
static uint32_t speaker_behind(const stm_article *a, const stm_sentence *s, uint32_t verb)
{
    const stm_token *t = a->tokens.at;
    uint32_t found = STM_NONE;
    if (!mark(a, verb - 1) || !form_in(a, verb, "said says wrote added")) {
        return STM_NONE;
    }
    for (uint32_t i = verb + 1; i < s->first_token + s->n_tokens; i++) {
        if (t[i].head == verb && (t[i].deprel == STM_DEP_OBJ || t[i].deprel == STM_DEP_IOBJ)) {
            if (found != STM_NONE || !noun(&t[i])) {
                return STM_NONE; /* whom, and what */
            }
            found = i;
        }
    }
    return found;
}

void stm_tree_mend_speaker(stm_article *a, const stm_sentence *s)
{
    stm_token *t = a->tokens.at;
    for (uint32_t i = s->first_token + 1; i < s->first_token + s->n_tokens; i++) {
        uint32_t content, speaker;
        if (t[i].upos != STM_VERB || (t[i].xpos != STM_XP_VBD && t[i].xpos != STM_XP_VBZ) ||
            !form_in(a, i, "said says announced added reported told wrote warned claimed noted stated") ||
            (content = content_of(a, s, i)) == STM_NONE) {
            continue;
        }
        speaker = speaker_before(a, content, i);
        speaker = speaker == STM_NONE ? speaker_behind(a, s, i) : speaker;
        if (speaker != STM_NONE) {
            t[speaker].head = i;
            t[speaker].deprel = STM_DEP_NSUBJ;
        }
    }
}
