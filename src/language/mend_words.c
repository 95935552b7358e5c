/* mend_words.c: words that a tree puts where they cannot be.
 *
 * In: tags and the tree of one sentence.  Out: heads, relations, the tag of a verb.  Never: touches a sentence that
 * shows none of these. Invariant: (1) what was a tree with one root is one afterwards. Cost: linear.
 *   past tense    "as many called for it", "left and called for it": with a subject, or after the past tense that it is
 *                 coordinate with, and without an auxiliary a form in -ed is no participle
 *   asked to      "urged the board to act" as a board to act, "called on them in a speech to go": what somebody is
 * asked is of the verb that asks no subject    "it will appeal the ruling" with two subjects: what stands behind a verb
 * that has one is its object listed as     "Orsa (ORS.L) agreed", "Orsa Bank ORS.L": what a company is listed as is
 * neither a subject nor the head of its name
 */
#include "language/model.h"

typedef struct sentence_view {
    stm_token *t; /* of the article */
    const stm_article *a;
    uint32_t first, end;
} sentence_view;

static bool form_in(const sentence_view *s, uint32_t i, const char *words)
{
    return i >= s->first && i < s->end && stm_str_among(stm_token_form(s->a, i), words);
}

/* Has the verb an auxiliary, or somebody that the passive is by? */
static bool has_auxiliary(const sentence_view *s, uint32_t verb)
{
    for (uint32_t i = s->first; i < s->end; i++) {
        uint8_t d = s->t[i].deprel;
        if (s->t[i].head == verb && (d == STM_DEP_AUX || d == STM_DEP_AUX_PASS || d == STM_DEP_NSUBJ_PASS ||
                                     d == STM_DEP_COP || d == STM_DEP_OBL_AGENT)) {
            return true;
        }
    }
    return false;
}

/* `verb`: a participle in -ed. */
static void past_tense(const sentence_view *s, uint32_t verb)
{
    stm_token *t = s->t;
    uint32_t subject = STM_NONE, over = t[verb].head;
    stm_str f = stm_token_form(s->a, verb);
    bool marked = false, joined = false, more = false;
    if (f.n < 4 || memcmp(f.p + f.n - 2, "ed", 2) != 0 || has_auxiliary(s, verb)) {
        return;
    }
    for (uint32_t i = s->first; i < s->end; i++) {
        uint8_t d = t[i].deprel;
        if (t[i].head != verb) {
            continue;
        }
        subject = d == STM_DEP_NSUBJ && i < verb ? i : subject;
        marked = marked || d == STM_DEP_MARK;
        joined = joined || d == STM_DEP_CC;
        more = more || (i > verb && d != STM_DEP_PUNCT);
    }
    switch (t[verb].deprel) {
    case STM_DEP_ROOT: subject = more ? subject : STM_NONE; break; /* "Mission accomplished." */
    case STM_DEP_CCOMP: break;
    case STM_DEP_ADVCL: subject = marked ? subject : STM_NONE; break; /* "its doors closed, the bank" */
    case STM_DEP_CONJ:
        subject =
            joined && over < verb && t[over].xpos == STM_XP_VBD && t[over].upos == STM_VERB && !has_auxiliary(s, over)
                ? over
                : STM_NONE;
        break;
    default: return;
    }
    t[verb].xpos = subject == STM_NONE ? t[verb].xpos : STM_XP_VBD;
}

/* Verbs that say what somebody is to do, and those of which the object may also be for something. */
static const char asking[] =
    "urge urged urges urging persuade persuaded convince convinced encourage encouraged "
    "encourages encouraging tell told tells telling instruct instructed advise advised advises "
    "implore implored beg begged lobby lobbied press pressed pressing pressure pressured "
    "remind reminded";
static const char wanting[] = "want wants wanted wanting ask asked asks asking order ordered orders ordering allow "
                              "allowed allows allowing require required requires requiring direct directed";

/* `verb`: an infinitive that a noun, or a verb, has for what it is. */
static void asked_to(const sentence_view *s, uint32_t verb)
{
    stm_token *t = s->t;
    uint32_t whom = t[verb].head, over = whom > verb ? STM_NONE : t[whom].head;
    bool called, object;
    if (t[verb].xpos != STM_XP_VB || verb == s->first || t[verb - 1].xpos != STM_XP_TO || whom > verb) {
        return;
    }
    if (t[whom].upos == STM_VERB && (t[whom].xpos == STM_XP_VBD || t[whom].xpos == STM_XP_VBZ)) {
        t[verb].deprel = STM_DEP_ADVCL;
        return;
    }
    for (uint32_t i = over; over < whom && i < verb; i++) {
        over = form_in(s, i, "for") ? STM_NONE : over; /* "called on Friday for a plan to go" */
    }
    if (over > whom) {
        return;
    }
    called = form_in(s, over, "call called calls calling") && form_in(s, over + 1, "on upon") &&
             t[whom].deprel == STM_DEP_OBL;
    object = (t[whom].deprel == STM_DEP_OBJ || t[whom].deprel == STM_DEP_IOBJ) &&
             (form_in(s, over, asking) ||
              (form_in(s, over, wanting) && (t[whom].upos == STM_PROPN || t[whom].xpos == STM_XP_NNS) &&
               !form_in(s, whom,
                        "plans efforts chances rights powers steps ways measures resources funds talks "
                        "troops rules moves votes permits changes")));
    if (called || object) {
        t[verb].head = over;
        t[verb].deprel = called ? STM_DEP_ADVCL : STM_DEP_XCOMP;
    }
}

/* "ORS.L": capital letters, a point, one or two more. */
static bool listing(stm_str f)
{
    size_t dot = 0;
    for (size_t i = 0; i < f.n; i++) {
        if (f.p[i] == '.' && dot == 0) {
            dot = i;
        } else if (f.p[i] < 'A' || f.p[i] > 'Z') {
            return false;
        }
    }
    return dot > 1 && dot + 1 < f.n && f.n - dot <= 3;
}

static void listed_as(const sentence_view *s, uint32_t i)
{
    stm_token *t = s->t;
    uint32_t name = i - 1, verb = t[i].head;
    if (i < s->first + 2) {
        return;
    }
    if (form_in(s, name, "(") && form_in(s, i + 1, ")") && t[i].deprel == STM_DEP_NSUBJ) {
        bool takes = t[name - 1].head == i;
        for (uint32_t k = s->first; k < s->end; k++) {
            t[k].head = t[k].head == i && k + 1 < name ? name - 1 : t[k].head;
        }
        t[name - 1].head = takes ? verb : t[name - 1].head;
        t[name - 1].deprel = takes ? STM_DEP_NSUBJ : t[name - 1].deprel;
        t[i].head = name - 1;
        t[i].deprel = STM_DEP_APPOS;
    } else if (t[name].upos == STM_PROPN && t[name].head == i) {
        for (uint32_t k = s->first; k < s->end; k++) {
            t[k].head = t[k].head == i ? name : t[k].head;
        }
        t[name].head = verb;
        t[name].deprel = t[i].deprel;
        t[i].head = name;
        t[i].deprel = STM_DEP_APPOS;
    }
}

void stm_tree_mend_words(stm_article *a, const stm_sentence *sentence)
{
    sentence_view s = { .t = a->tokens.at, .a = a, .first = sentence->first_token };
    s.end = s.first + sentence->n_tokens;
    for (uint32_t i = s.first; i < s.end; i++) {
        if (s.t[i].xpos == STM_XP_VBN && s.t[i].upos == STM_VERB) {
            past_tense(&s, i);
        }
        if (s.t[i].deprel == STM_DEP_ACL) {
            asked_to(&s, i);
        }
        if (s.t[i].upos == STM_PROPN && s.t[i].head != STM_NONE && listing(stm_token_form(a, i))) {
            listed_as(&s, i);
        }
    }
}
