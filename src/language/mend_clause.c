/* mend_clause.c: clauses that lost their subject, their verb or their place.
 *
 * In: tags and the tree of one sentence.  Out: heads, relations, tags of participles.  Never: touches a sentence that
 * shows none. Invariant: (1) what was a tree with one root is one afterwards. Cost: linear but for children looked for.
 *   but the other   "The post said it held, but the guild, said": a verb that goes on with another, without "but" or a
 *                   subject of its own, and a noun right before it that has the "but": the noun is its subject
 *   after whom      "faded after the guild charged" as faded by the guild: between "after" and its verb stands the
 * subject on fears        "hurt by concern that it fell and on fears" as what fell and fears: a noun with a preposition
 * goes on with the noun whose clause the verb is, not with the verb bare oblique    "Police said at least three people
 * were killed" as said people: without a preposition the noun is the subject of the clause behind it that has none said
 * a thing    "said the quake measured four" as a thing that is said: nobody says a noun; the participle between two
 * nouns is the verb of what is said was worried     "were concerned there was a bomb": an adjective has no auxiliary of
 * the passive, and of two things said the second, with no mark between, hangs on the adjective called so       "called
 * the devices “toy” bombs", as another word for the devices, or as what was called so while doing it: right behind the
 * object of "call" stands what it is called that            "said in a note that the rule applied" as a rule that was
 * applied: "that" opens the clause
 *   in writing      "warned it in writing on Friday" as a clause of its own with the day: a way to warn
 *   at least one    "At least one clerk who had a key told the guild" as told at a clerk: the words before the number
 * say how it is meant, and the noun is the subject
 */
#include "language/model.h"

#define CLIMB 12

static bool among(const stm_article *a, uint32_t i, const char *words)
{
    return stm_str_among(stm_token_form(a, i), words);
}

static bool finite(const stm_token *t)
{
    return t->xpos == STM_XP_VBD || t->xpos == STM_XP_VBZ || t->xpos == STM_XP_VBP;
}

static bool subject(const stm_token *t)
{
    return t->deprel == STM_DEP_NSUBJ || t->deprel == STM_DEP_NSUBJ_PASS || t->deprel == STM_DEP_EXPL ||
           t->deprel == STM_DEP_CSUBJ;
}

static bool noun(const stm_token *t) { return t->upos == STM_NOUN || t->upos == STM_PROPN; }

/* The first child of `head` in [from, end) with the relation; STM_NONE. */
static uint32_t child(const stm_token *t, uint32_t head, uint8_t deprel, uint32_t from, uint32_t end)
{
    for (uint32_t i = from; i < end; i++) {
        if (t[i].head == head && t[i].deprel == deprel) {
            return i;
        }
    }
    return STM_NONE;
}

static bool has_subject(const stm_token *t, uint32_t verb, const stm_sentence *s)
{
    for (uint32_t i = s->first_token; i < s->first_token + s->n_tokens; i++) {
        if (t[i].head == verb && subject(&t[i])) {
            return true;
        }
    }
    return false;
}

static bool below(const stm_token *t, uint32_t i, uint32_t top)
{
    for (uint32_t step = 0; step < CLIMB && i != STM_NONE && i != top; step++) {
        i = t[i].head;
    }
    return i == top;
}

/* `one`: a noun joined to another, with "but" or "and". */
static void but_the_other(stm_article *a, const stm_sentence *s, uint32_t one)
{
    stm_token *t = a->tokens.at;
    uint32_t end = s->first_token + s->n_tokens, verb = one + 1, cc = child(t, one, STM_DEP_CC, s->first_token, one);
    while (verb < end && (below(t, verb, one) || t[verb].upos == STM_PUNCT)) {
        verb++;
    }
    if (cc == STM_NONE || cc == s->first_token || !among(a, cc - 1, ",") || verb >= end || t[verb].upos != STM_VERB ||
        !finite(&t[verb]) || t[verb].deprel != STM_DEP_CONJ || t[verb].head > cc || has_subject(t, verb, s) ||
        !below(t, one, t[verb].head) ||
        (child(t, verb, STM_DEP_CC, s->first_token, verb) != STM_NONE &&
         child(t, verb, STM_DEP_CC, s->first_token, verb) != cc)) {
        return;
    }
    t[one].head = verb;
    t[one].deprel = STM_DEP_NSUBJ;
    t[cc].head = verb;
}

/* `two`: a noun with a preposition that is joined to a verb before it. */
static void on_fears(stm_article *a, const stm_sentence *s, uint32_t two)
{
    stm_token *t = a->tokens.at;
    uint32_t verb = t[two].head, one = verb < two ? t[verb].head : STM_NONE;
    if (one != STM_NONE && one < verb && t[verb].upos == STM_VERB && noun(&t[one]) && t[verb].deprel == STM_DEP_ACL &&
        child(t, two, STM_DEP_CASE, verb, two) != STM_NONE && child(t, two, STM_DEP_CC, verb, two) != STM_NONE &&
        child(t, one, STM_DEP_CASE, s->first_token, one) != STM_NONE) {
        t[two].head = one;
    }
}

static const char days[] = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May "
                           "June July August September October November December";

/* `two`: an oblique. */
static void one_name(stm_article *a, const stm_sentence *s, uint32_t two)
{
    stm_token *t = a->tokens.at;
    if (two > s->first_token && t[two].upos == STM_PROPN && t[two - 1].upos == STM_PROPN &&
        t[two - 1].deprel == STM_DEP_OBL && t[two - 1].head == t[two].head && !among(a, two, days) &&
        !among(a, two - 1, days) &&
        child(t, two, STM_DEP_CASE, s->first_token, s->first_token + s->n_tokens) == STM_NONE) {
        for (uint32_t i = s->first_token; i + 1 < two; i++) {
            t[i].head = t[i].head == two - 1 && t[i].deprel == STM_DEP_CASE ? two : t[i].head;
        }
        t[two - 1].head = two;
        t[two - 1].deprel = STM_DEP_NMOD;
    }
}

/* `what`: a clause that is said. */
static void bare_oblique(stm_article *a, const stm_sentence *s, uint32_t what)
{
    stm_token *t = a->tokens.at;
    uint32_t says = t[what].head, who = STM_NONE;
    if (says > what || !among(a, says, "said says say reported reports confirmed announced") ||
        has_subject(t, what, s) || t[what].upos != STM_VERB || t[what].xpos == STM_XP_VBG ||
        t[what].xpos == STM_XP_VB) {
        return;
    }
    for (uint32_t i = says + 1; i < what; i++) {
        if (t[i].head == says && noun(&t[i]) && t[i].deprel == STM_DEP_OBL) {
            who = i;
        } else if (t[i].head == says && t[i].upos != STM_PUNCT) {
            return;
        }
    }
    if (who != STM_NONE && child(t, who, STM_DEP_CASE, says + 1, who) == STM_NONE) {
        t[who].head = what;
        t[who].deprel = child(t, what, STM_DEP_AUX_PASS, who, what) != STM_NONE ? STM_DEP_NSUBJ_PASS : STM_DEP_NSUBJ;
    }
}

/* `who`: an oblique without a preposition before its verb, which has no subject. */
static void at_least_one(stm_article *a, const stm_sentence *s, uint32_t who)
{
    stm_token *t = a->tokens.at;
    uint32_t verb = t[who].head, at, number = child(t, who, STM_DEP_NUMMOD, s->first_token, who);
    if (verb < who || !noun(&t[who]) || number == STM_NONE || number < s->first_token + 2 || !finite(&t[verb]) ||
        has_subject(t, verb, s)) {
        return;
    }
    at = number - 2;
    if (!among(a, at, "at At") || !among(a, at + 1, "least most")) {
        return;
    }
    for (uint32_t i = s->first_token; i < who; i++) {
        if (i != at && t[i].head == who && t[i].deprel == STM_DEP_CASE) {
            return; /* "in at least one case" */
        }
    }
    t[at].head = at + 1;
    t[at].deprel = STM_DEP_ADVMOD;
    t[at + 1].head = number;
    t[who].deprel = child(t, verb, STM_DEP_AUX_PASS, who, verb) != STM_NONE ? STM_DEP_NSUBJ_PASS : STM_DEP_NSUBJ;
}

/* `verb`: of a clause that an "after" opens. */
static void after_whom(stm_article *a, const stm_sentence *s, uint32_t verb)
{
    stm_token *t = a->tokens.at;
    uint32_t mark = child(t, verb, STM_DEP_MARK, s->first_token, verb), who = STM_NONE;
    if (mark == STM_NONE || t[verb].head > mark || !finite(&t[verb]) || t[verb].upos != STM_VERB ||
        has_subject(t, verb, s)) {
        return;
    }
    for (uint32_t i = mark + 1; i < verb; i++) {
        if (t[i].head == t[verb].head && noun(&t[i]) && t[i].deprel == STM_DEP_OBL && who == STM_NONE) {
            who = i;
        } else if (t[i].head < mark || t[i].head == verb) {
            return;
        }
    }
    if (who != STM_NONE && child(t, who, STM_DEP_CASE, mark, who) == STM_NONE) {
        t[who].head = verb;
        t[who].deprel = STM_DEP_NSUBJ;
    }
}

/* `who`: an oblique right before its verb, which has a subject with a participle before it: "the board certified that
 * it held, after a court rejected a complaint". No comma parts `who` from the verb, so that both are the clause. */
static void after_a_court(stm_article *a, const stm_sentence *s, uint32_t who)
{
    stm_token *t = a->tokens.at;
    uint32_t verb = t[who].head, mark = child(t, who, STM_DEP_CASE, s->first_token, who), board, did, that;
    if (mark == STM_NONE || mark == s->first_token || verb < who || !noun(&t[who]) || !finite(&t[verb]) ||
        !among(a, mark, "after before since until") || !among(a, mark - 1, ",")) {
        return;
    }
    for (uint32_t i = mark + 1; i < verb; i++) {
        if (i != who && !below(t, i, who)) {
            return;
        }
    }
    board = child(t, verb, STM_DEP_NSUBJ, s->first_token, mark);
    did = board == STM_NONE ? STM_NONE : child(t, board, STM_DEP_ACL, board + 1, mark);
    if (did != board + 1 || t[did].upos != STM_VERB || (t[did].xpos != STM_XP_VBN && t[did].xpos != STM_XP_VBD)) {
        return;
    }
    that = child(t, board, STM_DEP_ACL_RELCL, did, mark);
    for (uint32_t i = s->first_token; i < mark; i++) {
        t[i].head = t[i].head == verb ? did : t[i].head;
    }
    if (that != STM_NONE) {
        t[that].head = did;
        t[that].deprel = STM_DEP_CCOMP;
        for (uint32_t i = did + 1; i < that; i++) {
            t[i].deprel = t[i].head == that && among(a, i, "that") ? STM_DEP_MARK : t[i].deprel;
        }
    }
    t[did].head = t[verb].head;
    t[did].deprel = t[verb].deprel;
    t[did].xpos = STM_XP_VBD;
    t[board].head = did;
    t[verb].head = did;
    t[verb].deprel = STM_DEP_ADVCL;
    t[who].head = verb;
    t[who].deprel = STM_DEP_NSUBJ;
    t[mark].head = verb;
    t[mark].deprel = STM_DEP_MARK;
}

/* `thing`: what a verb of saying has for its object, or for a first subject, another one before it. */
static void said_a_thing(stm_article *a, const stm_sentence *s, uint32_t thing)
{
    stm_token *t = a->tokens.at;
    uint32_t says = t[thing].head, verb, who, other;
    if (!among(a, says, "said says say") || t[says].upos != STM_VERB) {
        return;
    }
    verb = child(t, thing, STM_DEP_AMOD, s->first_token, thing);
    while (verb != STM_NONE &&
           (t[verb].upos != STM_VERB || (t[verb].xpos != STM_XP_VBN && t[verb].xpos != STM_XP_VBD))) {
        verb = child(t, thing, STM_DEP_AMOD, verb + 1, thing);
    }
    if (verb == STM_NONE || verb <= s->first_token + 1) {
        return;
    }
    who = verb - 1;
    other = thing > says ? says : child(t, says, STM_DEP_NSUBJ, thing + 1, says);
    if (other == STM_NONE || t[who].upos != STM_NOUN || t[who].head != thing || t[who].deprel != STM_DEP_COMPOUND ||
        child(t, thing, STM_DEP_DET, s->first_token, who) == STM_NONE ||
        child(t, says, STM_DEP_CCOMP, s->first_token, s->first_token + s->n_tokens) != STM_NONE) {
        return;
    }
    for (uint32_t i = s->first_token; i < who; i++) { /* what stood before the noun goes with it */
        t[i].head = t[i].head == thing ? who : t[i].head;
    }
    t[verb].head = says;
    t[verb].deprel = STM_DEP_CCOMP;
    t[verb].xpos = STM_XP_VBD;
    t[who].head = verb;
    t[who].deprel = STM_DEP_NSUBJ;
    t[thing].head = verb;
    t[thing].deprel = STM_DEP_OBJ;
}

/* `adjective` has an auxiliary, `aux`. */
static void was_worried(stm_article *a, const stm_sentence *s, uint32_t aux)
{
    stm_token *t = a->tokens.at;
    uint32_t adjective = t[aux].head, who, then;
    if (adjective == STM_NONE || t[adjective].upos != STM_ADJ || adjective < aux) {
        return;
    }
    t[aux].deprel = STM_DEP_COP;
    who = child(t, adjective, STM_DEP_NSUBJ_PASS, s->first_token, aux);
    if (who != STM_NONE) {
        t[who].deprel = STM_DEP_NSUBJ;
    }
    if (t[adjective].deprel != STM_DEP_CCOMP || t[adjective].head == STM_NONE) {
        return;
    }
    then = child(t, t[adjective].head, STM_DEP_CCOMP, adjective + 1, s->first_token + s->n_tokens);
    for (uint32_t i = adjective + 1; then != STM_NONE && i < then; i++) {
        if (!below(t, i, then)) {
            return;
        }
    }
    if (then != STM_NONE) {
        t[then].head = adjective;
    }
}

/* `what` stands right behind the object of "call", or hangs on it. */
static void called_so(stm_article *a, uint32_t what)
{
    stm_token *t = a->tokens.at;
    uint32_t thing = t[what].head, verb = thing, from;
    if (t[what].deprel == STM_DEP_APPOS && noun(&t[what])) {
        verb = t[thing].head;
        if (t[thing].deprel != STM_DEP_OBJ || thing > what || thing == 0 || t[thing - 1].upos != STM_DET) {
            return;
        }
    } else if (t[what].deprel == STM_DEP_ADVCL && t[what].xpos == STM_XP_VBG && what > 0 &&
               t[what - 1].deprel == STM_DEP_OBJ && t[what - 1].head == verb && what + 1 < a->tokens.n &&
               among(a, what + 1, "a an")) {
        thing = what - 1;
    } else {
        return;
    }
    if (verb == STM_NONE || verb > thing || !among(a, verb, "call calls called calling")) {
        return;
    }
    for (from = what; from > thing + 1 && below(t, from - 1, what); from--) {
    }
    if (from == thing + 1 && !among(a, from, ", ( -- - –")) {
        t[what].head = verb;
        t[what].deprel = STM_DEP_XCOMP;
    }
}

/* `that`: an object that is a conjunction. */
static void that_opens(stm_article *a, uint32_t that)
{
    stm_token *t = a->tokens.at;
    uint32_t verb = t[that].head, who = verb == STM_NONE ? STM_NONE : t[verb].head, up;
    if (who == STM_NONE || t[that].xpos != STM_XP_IN || !among(a, that, "that") || verb < that ||
        t[verb].deprel != STM_DEP_ACL || who < that || who > verb || !noun(&t[who])) {
        return;
    }
    up = t[who].head;
    for (uint32_t step = 0; step < CLIMB && up != STM_NONE && t[up].upos != STM_VERB; step++) {
        up = t[up].head;
    }
    if (up == STM_NONE || up > that || t[up].upos != STM_VERB) {
        return;
    }
    t[that].deprel = STM_DEP_MARK;
    t[verb].head = up;
    t[verb].deprel = STM_DEP_CCOMP;
    t[verb].xpos = t[verb].xpos == STM_XP_VBN ? STM_XP_VBD : t[verb].xpos;
    t[who].head = verb;
    t[who].deprel = STM_DEP_NSUBJ;
}

/* `how`: "writing" in "warned it in writing on Friday", as a clause of its own. */
static void in_writing(stm_article *a, const stm_sentence *s, uint32_t how)
{
    stm_token *t = a->tokens.at;
    uint32_t verb = t[how].head;
    if (!among(a, how, "writing") || how == s->first_token || !among(a, how - 1, "in") || t[how - 1].head != how ||
        t[verb].upos != STM_VERB || child(t, how, STM_DEP_OBJ, how, s->first_token + s->n_tokens) != STM_NONE) {
        return;
    }
    for (uint32_t i = how + 1; i < s->first_token + s->n_tokens; i++) {
        if (t[i].head == how && t[i].deprel == STM_DEP_OBL) {
            t[i].head = verb;
        }
    }
    t[how - 1].upos = STM_ADP;
    t[how - 1].deprel = STM_DEP_CASE;
    t[how].upos = STM_NOUN;
    t[how].xpos = STM_XP_NN;
    t[how].deprel = STM_DEP_OBL;
}

void stm_tree_mend_clause(stm_article *a, const stm_sentence *s)
{
    const stm_token *t = a->tokens.at;
    for (uint32_t i = s->first_token; i < s->first_token + s->n_tokens; i++) {
        if (t[i].head == STM_NONE) {
            continue;
        }
        switch (t[i].deprel) {
        case STM_DEP_CONJ:
            if (noun(&t[i])) {
                on_fears(a, s, i);
                but_the_other(a, s, i);
            }
            break;
        case STM_DEP_OBL:
            one_name(a, s, i);
            after_a_court(a, s, i);
            at_least_one(a, s, i);
            break;
        case STM_DEP_CCOMP: bare_oblique(a, s, i); break;
        case STM_DEP_OBJ:
            that_opens(a, i);
            if (noun(&t[i])) {
                said_a_thing(a, s, i);
            }
            break;
        case STM_DEP_NSUBJ:
            if (noun(&t[i])) {
                said_a_thing(a, s, i);
            }
            break;
        case STM_DEP_AUX_PASS: was_worried(a, s, i); break;
        case STM_DEP_ADVCL:
            after_whom(a, s, i);
            called_so(a, i);
            in_writing(a, s, i);
            break;
        case STM_DEP_APPOS: called_so(a, i); break;
        default: break;
        }
    }
}
