/* mend_said.c: the verb of saying that closes a sentence, behind what was said; what somebody calls a thing.
 *
 * In: tags and the tree of one sentence.  Out: heads, relations.  Never: touches a sentence without "call" that does
 * not end in a comma, a noun phrase, a finite verb of saying and, at most, to whom, where or when. Invariant: (1) what
 * was a tree with one root is one afterwards. Cost: linear.
 *
 * "called the plan a disgrace", "calls the visit 'harmful' to trade": what stands behind the object of "call" and hangs
 * on it, opened by an article or an adjective, is what the thing is called, and what follows hangs on that.
 *
 * "Couples may file joint returns, the Treasury and the tax office announced Thursday.": the parser takes a second noun
 * for one of the clause before ("returns, the Treasury and"), and the verb for one that goes on with it. The verb is
 * the root, the clause before it is its content, the noun its subject. "Guards found seven pots, police said.": where
 * the verb is the root, a participle of another subject before the comma is the verb of the content.
 */
#include "language/model.h"

#define LONGEST_SPEAKER 14 /* tokens */
#define LONGEST_REST 7

static bool form_in(const stm_article *a, uint32_t i, const char *words)
{
    return stm_str_among(stm_token_form(a, i), words);
}

/* Of a noun phrase, or of a preposition with one. */
static bool nominal(const stm_token *t)
{
    return t->upos == STM_DET || t->upos == STM_ADJ || t->upos == STM_NOUN || t->upos == STM_PROPN ||
           t->upos == STM_NUM || t->upos == STM_ADP || t->upos == STM_PART || t->upos == STM_CCONJ;
}

/* The verb of saying that ends the sentence; STM_NONE. */
static uint32_t closing_verb(const stm_article *a, const stm_sentence *s)
{
    const stm_token *t = a->tokens.at;
    uint32_t end = s->first_token + s->n_tokens - 1;
    if (s->n_tokens < 6 || !form_in(a, end, ".")) {
        return STM_NONE;
    }
    for (uint32_t i = end - 1; i > s->first_token + 3 && end - i <= LONGEST_REST; i--) {
        if (t[i].upos == STM_VERB && form_in(a, i,
                                             "said says say reported reports announced confirmed added wrote noted "
                                             "warned stated claimed showed")) {
            return t[i].xpos == STM_XP_VBD || t[i].xpos == STM_XP_VBZ || t[i].xpos == STM_XP_VBP ||
                           t[i].xpos == STM_XP_VBN
                       ? i
                       : STM_NONE;
        }
        if (!nominal(&t[i]) && t[i].upos != STM_ADV) {
            return STM_NONE;
        }
    }
    return STM_NONE;
}

/* The comma before the noun phrase right before the verb; STM_NONE. */
static uint32_t comma_before(const stm_article *a, const stm_sentence *s, uint32_t verb)
{
    const stm_token *t = a->tokens.at;
    bool noun = false;
    uint32_t i = verb;
    while (i > s->first_token && verb - i <= LONGEST_SPEAKER && nominal(&t[i - 1])) {
        i--;
        noun |= t[i].upos == STM_NOUN || t[i].upos == STM_PROPN;
    }
    return noun && i > s->first_token + 2 && form_in(a, i - 1, ",") && t[i].upos != STM_ADP && t[i].upos != STM_CCONJ &&
                   t[i].upos != STM_PART
               ? i - 1
               : STM_NONE;
}

/* A clause before the comma has the root for its verb, with a subject before it. */
static bool clause_before(const stm_article *a, const stm_sentence *s, uint32_t root, uint32_t comma)
{
    const stm_token *t = a->tokens.at;
    bool subject = false, verb = t[root].upos == STM_VERB;
    for (uint32_t i = s->first_token; i < comma; i++) {
        if (t[i].head == root) {
            subject |= t[i].deprel == STM_DEP_NSUBJ || t[i].deprel == STM_DEP_NSUBJ_PASS;
            verb |= t[i].deprel == STM_DEP_COP;
        }
    }
    return subject && verb;
}

/* The verb has its subject behind the comma, beside the clause: as good a tree. */
static bool told(const stm_article *a, uint32_t comma, uint32_t verb)
{
    bool outside = false, subject = false;
    for (uint32_t i = comma + 1; i < verb; i++) {
        const stm_token *t = &a->tokens.at[i];
        subject |= t->head == verb && t->deprel == STM_DEP_NSUBJ;
        outside |= t->head < comma;
    }
    return subject && !outside;
}

/* "Guards found seven pots, police said." */
static void participle_before(stm_article *a, const stm_sentence *s, uint32_t verb, uint32_t comma)
{
    stm_token *t = a->tokens.at;
    uint32_t noun = STM_NONE, own = STM_NONE, object = STM_NONE;
    for (uint32_t i = s->first_token; i < verb; i++) {
        if (t[i].head != verb) {
            continue;
        }
        if (t[i].deprel == STM_DEP_CCOMP) {
            return;
        }
        if (t[i].deprel == STM_DEP_NSUBJ) {
            noun = i < comma && noun == STM_NONE ? i : noun;
            own = i > comma ? i : own;
        }
    }
    if (noun == STM_NONE || own == STM_NONE) {
        return;
    }
    for (uint32_t i = comma; i > noun; i--) {
        if (t[i].upos == STM_AUX) {
            return; /* "a man suspected of it was arrested" */
        }
        object = t[i].deprel == STM_DEP_OBJ ? t[i].head : object;
        if (t[i].head == noun && t[i].deprel == STM_DEP_ACL && t[i].upos == STM_VERB && object == i &&
            (t[i].xpos == STM_XP_VBD || t[i].xpos == STM_XP_VBN)) {
            t[i].head = verb;
            t[i].deprel = STM_DEP_CCOMP;
            t[i].xpos = STM_XP_VBD;
            t[noun].head = i;
            return;
        }
    }
}

/* `what`: another word for a noun before it, or an adjective behind its noun. */
static void called_so(const stm_article *a, uint32_t what, uint32_t end)
{
    stm_token *t = a->tokens.at;
    uint32_t thing = t[what].head, verb, article = thing + 1, next = what + 1;
    bool noun = t[what].deprel == STM_DEP_APPOS;
    if (thing == STM_NONE || thing >= what || (!noun && t[what].deprel != STM_DEP_AMOD) ||
        t[thing].deprel != STM_DEP_OBJ || t[thing].head >= thing ||
        !form_in(a, t[thing].head, "call calls called calling") ||
        (noun && (article == what || t[article].head != what || !form_in(a, article, "a an the")))) {
        return;
    }
    verb = t[what].head = t[thing].head;
    t[what].deprel = STM_DEP_XCOMP;
    next += next < end && t[next].upos == STM_PUNCT;
    for (uint32_t i = next + 1; next < end && form_in(a, next, "to for") && i < end; i++) {
        if (t[next].head == i) {
            t[i].head = t[i].head == verb && t[i].deprel == STM_DEP_OBL ? what : t[i].head;
            break;
        }
    }
}

void stm_tree_mend_said(stm_article *a, const stm_sentence *s)
{
    stm_token *t = a->tokens.at;
    uint32_t verb = closing_verb(a, s), comma = verb == STM_NONE ? STM_NONE : comma_before(a, s, verb);
    uint32_t root = STM_NONE, noun = STM_NONE;
    for (uint32_t i = s->first_token; i < s->first_token + s->n_tokens; i++) {
        called_so(a, i, s->first_token + s->n_tokens);
    }
    for (uint32_t i = s->first_token; comma != STM_NONE && i < comma; i++) {
        root = t[i].head == STM_NONE ? i : root;
    }
    if (comma != STM_NONE && t[verb].head == STM_NONE) {
        participle_before(a, s, verb, comma);
    }
    if (root == STM_NONE || !clause_before(a, s, root, comma) ||
        (t[verb].deprel == STM_DEP_PARATAXIS && told(a, comma, verb))) {
        return;
    }
    for (uint32_t i = comma + 1; i < verb; i++) {
        uint32_t h = t[i].head;
        if (h > comma && h < verb) {
            continue;
        }
        if (noun == STM_NONE && (t[i].upos == STM_NOUN || t[i].upos == STM_PROPN)) {
            noun = i;
            t[i].head = verb;
            t[i].deprel = STM_DEP_NSUBJ;
        } else {
            t[i].head = noun == STM_NONE ? verb : noun;
            t[i].deprel = noun != STM_NONE && t[i].upos != STM_CCONJ ? STM_DEP_CONJ : t[i].deprel;
        }
    }
    for (uint32_t i = verb + 1; i < s->first_token + s->n_tokens; i++) {
        t[i].head = t[i].head < verb ? verb : t[i].head; /* to whom and when, and the full stop */
    }
    t[comma].head = verb;
    t[root].head = verb;
    t[root].deprel = STM_DEP_CCOMP;
    t[verb].head = STM_NONE;
    t[verb].deprel = STM_DEP_ROOT;
    t[verb].xpos = t[verb].xpos == STM_XP_VBN ? STM_XP_VBD : t[verb].xpos;
}
