/* mend_told.c: what is told behind a verb of telling, where the tree has it hang elsewhere.
 *
 * In: tags and the tree of one sentence.  Out: heads, relations.  Never: touches a sentence without a verb of telling.
 * Invariant: (1) what was a tree with one root is one afterwards. Cost: linear, but for the subtrees of what is mended.
 *
 * "Lund said the talks had stalled and urged both sides to go on", "saying it is a breach and adding that": the verb
 * behind "and" has the form of the verb of telling and not that of the clause told, so it goes on with who tells.
 * "The agency fined the line, charging it missed inspections": a finite verb has a subject and takes no other's object.
 * "She answered at once, telling the Courier it was too late": the clause right behind who is told is what he is told.
 * "Prices may rise, ministers of both lands said in a letter that": a clause of telling behind a comma that nothing
 * marks as of time or cause stands in parentheses.
 */
#include "language/model.h"

#define TELL                                                                                                           \
    "said says saying told tells telling added adds adding noted notes noting insisted insists insisting argued "      \
    "argues arguing announced announcing warned warns warning claimed claims claiming explained explains explaining "  \
    "reported reports reporting believed believes believing stated states stating confirmed confirms confirming "      \
    "acknowledged acknowledges acknowledging admitted admits admitting maintained maintains contended contends "       \
    "contending suggested suggests suggesting stressed alleged alleges alleging charged charging feared fears "        \
    "fearing "                                                                                                         \
    "estimated estimates estimating predicted predicts predicting"
/* Deeds of words that go with a saying. */
#define WORDS                                                                                                          \
    "urged blamed warned added noted predicted insisted stressed reiterated emphasized emphasised repeated promised "  \
    "pledged vowed criticized criticised praised condemned denied rejected dismissed demanded sought declined "        \
    "suggested expressed defended thanked apologized apologised acknowledged accused called"
#define MOST_DEPTH 64

static bool form_in(const stm_article *a, uint32_t i, const char *words)
{
    return stm_str_among(stm_token_form(a, i), words);
}

static bool finite(const stm_token *t)
{
    return t->xpos == STM_XP_VBD || t->xpos == STM_XP_VBZ || t->xpos == STM_XP_VBP;
}

static bool under(const stm_article *a, uint32_t i, uint32_t top)
{
    for (uint32_t steps = 0; i != STM_NONE && steps < MOST_DEPTH; steps++) {
        if (i == top) {
            return true;
        }
        i = a->tokens.at[i].head;
    }
    return false;
}

/* The first token of the subtree of `top`, as far as it stands together. */
static uint32_t first_of(const stm_article *a, const stm_sentence *s, uint32_t top)
{
    uint32_t i = top;
    while (i > s->first_token && under(a, i - 1, top)) {
        i--;
    }
    return i;
}

/* The first child of `head` with the relation, or STM_NONE. */
static uint32_t child(const stm_article *a, const stm_sentence *s, uint32_t head, stm_deprel rel)
{
    for (uint32_t i = s->first_token; i < s->first_token + s->n_tokens; i++) {
        if (a->tokens.at[i].head == head && a->tokens.at[i].deprel == rel) {
            return i;
        }
    }
    return STM_NONE;
}

static uint32_t subject(const stm_article *a, const stm_sentence *s, uint32_t verb)
{
    uint32_t n = child(a, s, verb, STM_DEP_NSUBJ);
    n = n == STM_NONE ? child(a, s, verb, STM_DEP_NSUBJ_PASS) : n;
    return n == STM_NONE ? child(a, s, verb, STM_DEP_EXPL) : n;
}

/* The clause of `verb` is in another tense than a bare past: its auxiliary or copula, or itself. *pluperfect: "had". */
static bool other_tense(const stm_article *a, const stm_sentence *s, uint32_t verb, bool *pluperfect)
{
    const stm_token *t = a->tokens.at;
    for (uint32_t i = s->first_token; i < verb; i++) {
        if (t[i].head == verb &&
            (t[i].deprel == STM_DEP_AUX || t[i].deprel == STM_DEP_AUX_PASS || t[i].deprel == STM_DEP_COP)) {
            *pluperfect = form_in(a, i, "had 'd ’d");
            return *pluperfect || t[i].xpos == STM_XP_MD || t[i].xpos == STM_XP_VBZ || t[i].xpos == STM_XP_VBP;
        }
    }
    return t[verb].xpos == STM_XP_VBZ || t[verb].xpos == STM_XP_VBP;
}

/* "said the talks had stalled and urged": `verb`, a conjunct in the clause told, goes on with who tells. */
static void goes_on_with_teller(const stm_article *a, const stm_sentence *s, uint32_t verb)
{
    stm_token *t = a->tokens.at;
    uint32_t before = t[verb].head, clause = before, tell, who;
    bool pluperfect = false;
    if (before == STM_NONE || before >= verb || t[verb].upos != STM_VERB ||
        (t[verb].xpos != STM_XP_VBG && (t[verb].xpos != STM_XP_VBD || !form_in(a, verb, WORDS)))) {
        return;
    }
    clause = t[before].deprel == STM_DEP_CONJ && t[before].head != STM_NONE ? t[before].head : before;
    tell = t[clause].head;
    if (t[clause].deprel != STM_DEP_CCOMP || tell == STM_NONE || tell >= clause || t[tell].xpos != t[verb].xpos ||
        !form_in(a, tell, TELL) || subject(a, s, verb) != STM_NONE) {
        return;
    }
    who = subject(a, s, clause);
    if (t[verb].xpos == STM_XP_VBG ? t[before].xpos == STM_XP_VBG || who == STM_NONE
                                   : !other_tense(a, s, before, &pluperfect)) {
        return;
    }
    if ((pluperfect && (who == STM_NONE || t[who].upos == STM_PROPN)) ||
        (form_in(a, verb, "called") && (verb + 1 >= s->first_token + s->n_tokens || !form_in(a, verb + 1, "for on")))) {
        return; /* "said Lund had left and accused": he may well have */
    }
    for (uint32_t i = verb + 1; i < s->first_token + s->n_tokens; i++) {
        t[i].head = t[i].head != STM_NONE && t[i].head >= clause && t[i].head < verb ? verb : t[i].head;
    }
    t[verb].head = tell;
}

/* "charging it missed inspections": what the tree has for the object of telling does what the finite verb tells. */
static void has_subject(const stm_article *a, const stm_sentence *s, uint32_t verb)
{
    stm_token *t = a->tokens.at;
    uint32_t tell = t[verb].head, object;
    if (!finite(&t[verb]) || tell == STM_NONE || tell >= verb || !form_in(a, tell, TELL) ||
        form_in(a, tell, "told telling tells") || subject(a, s, verb) != STM_NONE) {
        return;
    }
    object = child(a, s, tell, STM_DEP_OBJ);
    if (object == STM_NONE || object < tell || object > verb || first_of(a, s, object) != tell + 1 ||
        !under(a, first_of(a, s, verb) - 1, object)) {
        return;
    }
    t[object].head = verb;
    t[object].deprel = STM_DEP_NSUBJ;
    t[verb].deprel = STM_DEP_CCOMP;
}

/* "telling the Courier it was too late": `head` of a clause that hangs on another verb, right behind who is told. */
static void told_somebody(const stm_article *a, const stm_sentence *s, uint32_t head)
{
    stm_token *t = a->tokens.at;
    uint32_t first = first_of(a, s, head), tell = first, object;
    if (first < s->first_token + 2 || subject(a, s, head) == STM_NONE || t[first - 1].upos == STM_PUNCT) {
        return;
    }
    while (tell > s->first_token && first - tell < 10 && !form_in(a, tell, "told telling tells")) {
        tell--;
    }
    if (!form_in(a, tell, "told telling tells") || tell >= first || t[tell].upos != STM_VERB ||
        child(a, s, tell, STM_DEP_CCOMP) != STM_NONE || child(a, s, tell, STM_DEP_XCOMP) != STM_NONE ||
        under(a, tell, head)) {
        return;
    }
    object = child(a, s, tell, STM_DEP_OBJ);
    object = object == STM_NONE ? child(a, s, tell, STM_DEP_IOBJ) : object;
    if (object == STM_NONE || object < tell || !under(a, first - 1, object) || first_of(a, s, object) != tell + 1) {
        return;
    }
    t[head].head = tell;
    t[head].deprel = STM_DEP_CCOMP;
}

/* "Prices may rise, ministers said in a letter that": no clause of time or cause. */
static void in_parentheses(const stm_article *a, const stm_sentence *s, uint32_t tell)
{
    stm_token *t = a->tokens.at;
    uint32_t who = subject(a, s, tell), first;
    if (!finite(&t[tell]) || !form_in(a, tell, "said says") || t[tell].head == STM_NONE || t[tell].head >= tell ||
        who == STM_NONE || who > tell || child(a, s, tell, STM_DEP_MARK) != STM_NONE ||
        child(a, s, tell, STM_DEP_CCOMP) != STM_NONE || child(a, s, tell, STM_DEP_OBJ) != STM_NONE ||
        child(a, s, tell, STM_DEP_XCOMP) != STM_NONE) {
        return;
    }
    first = first_of(a, s, tell);
    while (first < who && t[first].upos == STM_PUNCT) {
        first++;
    }
    if (first > s->first_token + 1 && form_in(a, first - 1, ",") && under(a, first, who)) {
        t[tell].deprel = STM_DEP_PARATAXIS;
    }
}

void stm_tree_mend_told(stm_article *a, const stm_sentence *s)
{
    uint32_t end = s->first_token + s->n_tokens;
    bool tells = false;
    for (uint32_t i = s->first_token; i < end && !tells; i++) {
        tells = a->tokens.at[i].upos == STM_VERB && form_in(a, i, TELL);
    }
    for (uint32_t i = s->first_token; tells && i < end; i++) {
        switch (a->tokens.at[i].deprel) {
        case STM_DEP_CONJ: goes_on_with_teller(a, s, i); break;
        case STM_DEP_XCOMP: has_subject(a, s, i); break;
        case STM_DEP_PARATAXIS: told_somebody(a, s, i); break;
        case STM_DEP_ADVCL: in_parentheses(a, s, i); break;
        default: break;
        }
    }
}
