/* mend.c: mistakes of a tree that its own shape gives away.
 *
 * In: tags and the tree of one sentence.  Out: heads, relations, the tag of the verb.  Never: touches a sentence that
 * shows none. Invariant: (1) what was a tree with one root is one afterwards. Cost: linear.
 *   no verb       "The firm promised to repay it." as a firm that was promised: a noun is the root of a full sentence,
 *                 and a participle behind it has an object, a clause or an infinitive, which participles of the
 *                 passive hardly have, or is of a verb without a passive ("called for"): the participle is the verb
 *                 and the noun its subject; so is a relative clause that has neither pronoun nor subject
 *   two subjects  "The vote was put off, the speaker said.", "The company charged, and leaders denied, that ...": both
 *                 nouns hang on the second verb, and the first, between them, has none: the first is its subject;
 *                 or the first verb is a participle of the first noun, and "and" follows
 *   parted        "His reach, officials said, went north": of two subjects of one verb between commas the first is of
 *                 the verb behind it that has none
 *   after         "after the minister resigned" as "after the minister": a finite verb without a subject stands behind
 *                 the noun: the noun is its subject
 *   particle      "called off a strike": what stands behind a verb and its particle without a preposition is no oblique
 *   that          "a warning that floods were likely" as "a warning that were likely": "that" is no subject and no
 *                 object where the clause has another one and room for no object; the clause is what the noun says
 *   two objects   "a 4 pound ($5) bid" as a pound and a bid: a price with another in brackets is of what follows it
 *   said before   "while saying Lund would go" as what hangs on "go": a participle that no comma parts from the subject
 *                 of the verb behind it has that verb's clause as its content
 *   voicing       "a low tone, voicing concerns" as a tone and concerns: what stands right behind a participle, joined
 *                 with the participle's noun by nothing, is its object; behind a comma, who did the rest does that too
 *   two words     "the envoy Weiss spoke", "analyst Roman Weiss": two subjects that touch are one, and a capital word
 *                 before a name is of the name, not of the noun before
 *   asked to      "they ask people to call": what people are asked, with no other object, is the infinitive behind them
 *   made for      "made a proposal for a truce" as made for a truce: it is the proposal that is for it
 *   no content    "Asked whether he would go, Lund said": a participle that opens the sentence without a subject is
 *                 not what is said
 *   if and then   "She said if she won, she would go": the first of two things said, with "if", is for the second
 *   became so     "became law": what somebody becomes is no object
 *   was not       "The guild called for it" as called: without an auxiliary such a verb is no passive
 *   said then     "He said last week that he sold the mill": what was said does not hang on the week
 *   day behind    "The rules announced Thursday would help" as a Thursday that would help, "said Friday he would go"
 *                 as a Friday to go: a day right behind a verb is the verb's. The first verb, of a noun right before
 *                 it, is then a participle, and the noun the subject of the second
 *   poll released "according to a poll released Friday" as a poll that released: what has a preposition is no subject
 *   two tenses    "She said mills need more time and urged patience": a past tense is not coordinate with the present
 *                 or the modal verb of what was said, but with the past tense that says so
 */
#include "language/model.h"

#define STM_SUBJECT_REACH 20 /* words from a subject to its verb */
#define STM_CLIMB 12         /* steps up the tree */
#define STM_AUXILIARIES 8    /* words before a verb among which they stand */
#define STM_ASIDE 3          /* words between "she said" and the comma behind it */

typedef struct sentence_view {
    stm_token *t; /* of the article */
    const stm_article *a;
    const char *text;
    uint32_t first, end;
} sentence_view;

static bool subject(const stm_token *t) { return t->deprel == STM_DEP_NSUBJ || t->deprel == STM_DEP_NSUBJ_PASS; }

/* Has token `head` a child whose relation is one of the `n`? Words were parsed together up to STM_UNIT_MAX apart. */
static bool has_child(const sentence_view *s, uint32_t head, const uint8_t *relations, size_t n)
{
    uint32_t from = head > s->first + STM_UNIT_MAX ? head - STM_UNIT_MAX : s->first;
    uint32_t end = s->end - head > STM_UNIT_MAX ? head + STM_UNIT_MAX : s->end;
    for (uint32_t i = from; i < end; i++) {
        if (s->t[i].head == head && memchr(relations, s->t[i].deprel, n) != NULL) {
            return true;
        }
    }
    return false;
}

static const uint8_t SUBJECTS[] = { STM_DEP_NSUBJ, STM_DEP_NSUBJ_PASS, STM_DEP_CSUBJ, STM_DEP_EXPL };

static bool has_subject(const sentence_view *s, uint32_t verb) { return has_child(s, verb, SUBJECTS, sizeof SUBJECTS); }

static bool infinitive(const sentence_view *s, uint32_t verb)
{
    for (uint32_t i = verb + 1; i < s->end; i++) {
        if (s->t[i].head == verb && s->t[i].deprel == STM_DEP_XCOMP && s->t[i].xpos == STM_XP_VB) {
            return true;
        }
    }
    return false;
}

/* Is the participle of a verb that has no passive? */
static bool no_passive(const sentence_view *s, uint32_t verb)
{
    static const char *const forms[] = { "agreed",   "apologised",  "apologized", "appealed", "arrived",  "declined",
                                         "died",     "disappeared", "escaped",    "happened", "listened", "looked",
                                         "marched",  "occurred",    "protested",  "rallied",  "reacted",  "remained",
                                         "resigned", "responded",   "survived",   "vanished", "voted",    "waited" };
    stm_str form = stm_token_form(s->a, verb);
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        if (stm_str_eqz(form, forms[i])) {
            return true;
        }
    }
    return (stm_str_eqz(form, "called") || stm_str_eqz(form, "asked")) && verb + 1 < s->end &&
           stm_str_eqz(stm_token_form(s->a, verb + 1), "for");
}

static void no_verb(const sentence_view *s, uint32_t root)
{
    static const uint8_t clause[] = { STM_DEP_COP,   STM_DEP_AUX,        STM_DEP_AUX_PASS,
                                      STM_DEP_NSUBJ, STM_DEP_NSUBJ_PASS, STM_DEP_CSUBJ,
                                      STM_DEP_EXPL,  STM_DEP_CCOMP,      STM_DEP_PARATAXIS };
    static const uint8_t owned[] = { STM_DEP_OBJ, STM_DEP_IOBJ, STM_DEP_CCOMP };
    stm_token *t = s->t;
    uint32_t verb = root + 1;
    if ((t[root].upos != STM_NOUN && t[root].upos != STM_PROPN) || s->text[t[s->end - 1].at.end - 1] != '.') {
        return;
    }
    while (verb < s->end && (t[verb].head != root || (t[verb].deprel != STM_DEP_ACL &&
                                                      (t[verb].deprel != STM_DEP_ACL_RELCL || has_subject(s, verb))))) {
        verb++;
    }
    if (verb >= s->end || (t[verb].xpos != STM_XP_VBN && t[verb].xpos != STM_XP_VBD) ||
        has_child(s, root, clause, sizeof clause) ||
        (!infinitive(s, verb) && !has_child(s, verb, owned, sizeof owned) && !no_passive(s, verb))) {
        return;
    }
    for (uint32_t i = s->first; i < s->end; i++) {
        if (t[i].head == root && (i > verb || t[i].deprel == STM_DEP_PUNCT)) {
            t[i].head = verb;
        }
    }
    t[verb].head = STM_NONE;
    t[verb].deprel = STM_DEP_ROOT;
    t[verb].xpos = STM_XP_VBD;
    t[root].head = verb;
    t[root].deprel = STM_DEP_NSUBJ;
}

/* Is the verb a participle of the noun, with another clause behind it: "the company charged, and"? */
static bool first_of_two(const sentence_view *s, uint32_t noun, uint32_t verb)
{
    const stm_token *t = s->t;
    uint32_t next = verb + 1;
    next += next < s->end && t[next].upos == STM_PUNCT;
    return t[verb].head == noun && t[verb].deprel == STM_DEP_ACL && next < s->end && t[next].upos == STM_CCONJ;
}

static bool comma(const sentence_view *s, uint32_t i) { return i < s->end && s->text[s->t[i].at.start] == ','; }

/* `one`: a subject of a verb that has another. */
static void parted_subject(const sentence_view *s, uint32_t one)
{
    static const uint8_t passive[] = { STM_DEP_AUX_PASS };
    stm_token *t = s->t;
    uint32_t said = t[one].head, other = one + 1, stop = STM_NONE, verb;
    for (; other < said && !(subject(&t[other]) && t[other].head == said); other++) {
        stop = comma(s, other) ? other : stop;
    }
    verb = said + 1;
    while (verb < s->end && verb <= said + STM_ASIDE && !comma(s, verb)) {
        verb++;
    }
    if (other >= said || stop == STM_NONE || !comma(s, verb++)) {
        return;
    }
    while (verb < s->end && !(t[verb].head == said && t[verb].deprel == STM_DEP_CCOMP)) {
        verb++;
    }
    if (verb < s->end && !has_subject(s, verb)) {
        t[one].head = verb;
        t[one].deprel = has_child(s, verb, passive, sizeof passive) ? STM_DEP_NSUBJ_PASS : STM_DEP_NSUBJ;
    }
}

/* Does token i hang, however far down, on a or b? */
static bool hangs_on(const sentence_view *s, uint32_t i, uint32_t a, uint32_t b)
{
    for (uint32_t step = 0; step < STM_CLIMB && i != STM_NONE; step++, i = s->t[i].head) {
        if (i == a || i == b) {
            return true;
        }
    }
    return false;
}

static void two_subjects(const sentence_view *s, uint32_t one)
{
    static const uint8_t passive[] = { STM_DEP_AUX_PASS };
    stm_token *t = s->t;
    uint32_t head = t[one].head, verb = one + 1, other;
    uint32_t last = one + STM_SUBJECT_REACH < head ? one + STM_SUBJECT_REACH : head;
    while (verb < last && (t[verb].upos != STM_VERB || (t[verb].head != head && !first_of_two(s, one, verb)))) {
        verb++;
    }
    if (verb >= last || has_subject(s, verb)) {
        return;
    }
    for (uint32_t i = one + 1; i < verb; i++) {
        if (!hangs_on(s, i, one, verb)) {
            return;
        }
    }
    other = verb + 1;
    while (other < s->end && other <= head + STM_SUBJECT_REACH && (t[other].head != head || !subject(&t[other]))) {
        other++;
    }
    if (other < s->end && other <= head + STM_SUBJECT_REACH) {
        if (t[verb].head == one) {
            t[verb].head = head;
            t[verb].deprel = STM_DEP_CCOMP;
        }
        t[one].head = verb;
        t[one].deprel = has_child(s, verb, passive, sizeof passive) ? STM_DEP_NSUBJ_PASS : STM_DEP_NSUBJ;
    }
}

/* Is `head` above token i, however far? */
static bool below(const sentence_view *s, uint32_t i, uint32_t head)
{
    while (i != STM_NONE && i != head) {
        i = s->t[i].head;
    }
    return i == head;
}

/* `mark` stands as the preposition of a noun. */
static void after_clause(const sentence_view *s, uint32_t mark)
{
    static const char *const words[] = { "after", "before", "since", "until" };
    stm_token *t = s->t;
    uint32_t noun = t[mark].head, verb, i;
    stm_str form = stm_token_form(s->a, mark);
    for (i = 0; i < sizeof words / sizeof *words && !stm_str_eqz_nocase(form, words[i]); i++) {
    }
    if (i == sizeof words / sizeof *words || noun < mark || (t[noun].upos != STM_NOUN && t[noun].upos != STM_PROPN) ||
        t[noun].head == STM_NONE) {
        return;
    }
    verb = noun + 1;
    while (verb < s->end && hangs_on(s, verb, noun, noun)) {
        verb++;
    }
    if (verb >= s->end || t[verb].upos != STM_VERB || (t[verb].xpos != STM_XP_VBD && t[verb].xpos != STM_XP_VBZ) ||
        has_subject(s, verb) || below(s, noun, verb)) {
        return;
    }
    t[verb].head = t[noun].head;
    t[verb].deprel = STM_DEP_ADVCL;
    t[noun].head = verb;
    t[noun].deprel = STM_DEP_NSUBJ;
    t[mark].head = verb;
    t[mark].deprel = STM_DEP_MARK;
}

/* `part` is the particle of a verb before it. */
static void particle_object(const sentence_view *s, uint32_t part)
{
    static const uint8_t with[] = { STM_DEP_CASE, STM_DEP_MARK };
    static const uint8_t objects[] = { STM_DEP_OBJ, STM_DEP_CCOMP };
    stm_token *t = s->t;
    uint32_t verb = t[part].head, noun = part + 1;
    if (verb + 1 != part) {
        return;
    }
    while (noun < s->end && t[noun].head > noun && t[noun].head != STM_NONE && t[noun].deprel != STM_DEP_CASE) {
        noun++; /* what stands before the noun */
    }
    if (noun < s->end && t[noun].head == verb && t[noun].deprel == STM_DEP_OBL && t[noun].upos == STM_NOUN &&
        !has_child(s, noun, with, sizeof with) && !has_child(s, verb, objects, sizeof objects)) {
        t[noun].deprel = STM_DEP_OBJ;
    }
}

static bool object_behind(const sentence_view *s, uint32_t verb)
{
    uint32_t i = verb + 1;
    while (i < s->end && (s->t[i].head != verb || s->t[i].deprel != STM_DEP_OBJ)) {
        i++;
    }
    return i < s->end;
}

/* "that" as a subject or an object. */
static void that_clause(const sentence_view *s, uint32_t that)
{
    stm_token *t = s->t;
    uint32_t head = t[that].head, other = that + 1;
    if (head <= that || head == STM_NONE || t[head].deprel != STM_DEP_ACL_RELCL ||
        !stm_str_eqz(stm_token_form(s->a, that), "that") || (t[head].upos == STM_VERB && !object_behind(s, head))) {
        return;
    }
    while (other < head && (t[other].head != head || !subject(&t[other]))) {
        other++;
    }
    if (other < head) {
        t[that].upos = STM_SCONJ;
        t[that].xpos = STM_XP_IN;
        t[that].deprel = STM_DEP_MARK;
        t[head].deprel = STM_DEP_ACL;
    }
}

/* An object that is none; one before a closing bracket, and one behind it. */
static void two_objects(const sentence_view *s, uint32_t one)
{
    stm_token *t = s->t;
    uint32_t verb = t[one].head, other = one + 1;
    bool bracket = false;
    if (verb < one && stm_among(stm_token_form(s->a, verb), "become becomes became becoming")) {
        t[one].deprel = STM_DEP_XCOMP;
        return;
    }
    if (verb > one || one + 1 >= s->end || !stm_str_eqz(stm_token_form(s->a, one + 1), "(")) {
        return;
    }
    while (other < s->end && other <= one + STM_SUBJECT_REACH &&
           (t[other].head != verb || t[other].deprel != STM_DEP_OBJ)) {
        bracket = bracket || stm_str_eqz(stm_token_form(s->a, other), ")");
        if (!hangs_on(s, other, one, one) && t[other].head < other) {
            return; /* something else stands between */
        }
        other++;
    }
    if (other < s->end && other <= one + STM_SUBJECT_REACH && bracket) {
        t[one].head = other;
        t[one].deprel = STM_DEP_COMPOUND;
        for (uint32_t i = s->first; i < one; i++) {
            t[i].head = t[i].head == one && t[i].deprel == STM_DEP_DET ? other : t[i].head;
        }
    }
}

/* A participle that hangs on a verb behind it. */
static void said_before(const sentence_view *s, uint32_t i)
{
    stm_token *t = s->t;
    uint32_t verb = t[i].head, k = i + 1;
    if (verb <= i || verb == STM_NONE || t[i].xpos != STM_XP_VBG || i == s->first || t[verb].upos != STM_VERB) {
        return;
    }
    while (k < verb && t[k].upos != STM_PUNCT && (t[k].head != verb || !subject(&t[k]))) {
        if (!hangs_on(s, k, i, verb) && t[k].head < i) {
            return;
        }
        k++;
    }
    if (k >= verb || t[k].upos == STM_PUNCT || t[verb].head == STM_NONE) {
        return;
    }
    t[i].head = t[verb].head;
    t[verb].head = i;
    t[verb].deprel = STM_DEP_CCOMP;
}

/* An infinitive that says what for. */
static void asked_to(const sentence_view *s, uint32_t i)
{
    static const uint8_t person[] = { STM_DEP_IOBJ }, thing[] = { STM_DEP_OBJ };
    const stm_token *t = s->t;
    if (t[i].xpos == STM_XP_VB && i > s->first && t[i - 1].xpos == STM_XP_TO && t[i - 1].head == i && t[i].head < i &&
        has_child(s, t[i].head, person, sizeof person) && !has_child(s, t[i].head, thing, sizeof thing)) {
        s->t[i].deprel = STM_DEP_XCOMP;
    }
}

/* A noun that is coordinated with one before it. */
static void participle_object(const sentence_view *s, uint32_t noun)
{
    static const uint8_t joins[] = { STM_DEP_CC, STM_DEP_CASE };
    stm_token *t = s->t;
    uint32_t before = noun;
    while (before > s->first && (before == noun || (t[before].head == noun && t[before].upos != STM_PUNCT))) {
        before--; /* what stands before the noun */
    }
    if (t[before].xpos == STM_XP_VBG && t[before].upos == STM_VERB && t[before].deprel == STM_DEP_ACL &&
        t[before].head == t[noun].head && t[noun].upos == STM_NOUN && !has_child(s, noun, joins, sizeof joins)) {
        uint32_t of = t[noun].head;
        t[noun].head = before;
        t[noun].deprel = STM_DEP_OBJ;
        if (t[of].deprel == STM_DEP_OBJ && stm_str_eqz(stm_token_form(s->a, before - 1), ",")) {
            t[before].head = t[of].head;
            t[before].deprel = STM_DEP_ADVCL;
        }
    }
}

/* A subject, or an adjective, right before another word of the name or description. */
static void two_words(const sentence_view *s, uint32_t i)
{
    stm_token *t = s->t;
    uint32_t next = i + 1;
    if (next >= s->end || (t[next].upos != STM_PROPN && t[next].upos != STM_NOUN)) {
        return;
    }
    if (subject(&t[i]) && t[next].deprel == t[i].deprel && t[next].head == t[i].head && t[i].head > next &&
        (t[i].upos == STM_PROPN || t[i].upos == STM_NOUN)) {
        t[i].head = next;
        t[i].deprel = STM_DEP_COMPOUND;
    } else if (t[i].deprel == STM_DEP_AMOD && t[i].head < i && t[next].upos == STM_PROPN &&
               s->text[t[i].at.start] >= 'A' && s->text[t[i].at.start] <= 'Z') {
        t[i].head = next;
        t[i].deprel = STM_DEP_COMPOUND;
    }
}

/* What a thing that is made is for. */
static void made_for(const sentence_view *s, uint32_t noun)
{
    static const char *const forms[] = { "made", "make", "makes", "making" };
    static const uint8_t prepositions[] = { STM_DEP_CASE };
    stm_token *t = s->t;
    uint32_t verb = t[noun].head, i = noun;
    size_t k = 0;
    while (k < sizeof forms / sizeof *forms && (verb > noun || !stm_str_eqz(stm_token_form(s->a, verb), forms[k]))) {
        k++;
    }
    if (k == sizeof forms / sizeof *forms || !has_child(s, noun, prepositions, sizeof prepositions)) {
        return;
    }
    while (i > verb && (t[i].head != noun || t[i].deprel != STM_DEP_CASE)) {
        i--;
    }
    if (i > verb + 1 && t[i - 1].head == verb && t[i - 1].deprel == STM_DEP_OBJ && t[i - 1].upos == STM_NOUN &&
        (stm_str_eqz(stm_token_form(s->a, i), "for") || stm_str_eqz(stm_token_form(s->a, i), "of"))) {
        t[noun].head = i - 1;
        t[noun].deprel = STM_DEP_NMOD;
    }
}

static void no_content(const sentence_view *s)
{
    stm_token *t = &s->t[s->first];
    if (t->deprel == STM_DEP_CCOMP && t->head > s->first && t->head != STM_NONE && t->upos == STM_VERB &&
        (t->xpos == STM_XP_VBN || t->xpos == STM_XP_VBD || t->xpos == STM_XP_VBG) && !has_subject(s, s->first)) {
        t->deprel = STM_DEP_ADVCL;
        t->xpos = t->xpos == STM_XP_VBD ? STM_XP_VBN : t->xpos;
    }
}

STM_ALWAYS_INLINE bool among(const sentence_view *s, uint32_t i, const char *words)
{
    return stm_among(stm_token_form(s->a, i), words);
}

static const char said[] = "said announced added wrote tweeted declared warned acknowledged confirmed claimed "
                           "reported argued insisted stated told";
static const char times[] = "year month week weekend day morning afternoon evening night today yesterday Monday "
                            "Tuesday Wednesday Thursday Friday Saturday Sunday spring summer autumn fall winter";

/* `one`: what a verb before it says. */
static void if_and_then(const sentence_view *s, uint32_t one)
{
    stm_token *t = s->t;
    uint32_t says = t[one].head, mark = says + 1, then = one + 1;
    mark += mark < one && t[mark].upos == STM_PUNCT;
    while (then < s->end && (t[then].head != says || t[then].deprel != STM_DEP_CCOMP)) {
        then++;
    }
    if (mark < one && t[mark].head == one && among(s, mark, "if unless once when") && then < s->end &&
        !among(s, says, "ask asks asked asking wonder wonders wondered know knows knew see doubt doubted")) {
        t[one].head = then;
        t[one].deprel = STM_DEP_ADVCL;
    }
}

static void said_then(const sentence_view *s, uint32_t verb)
{
    static const uint8_t own[] = { STM_DEP_NSUBJ, STM_DEP_NSUBJ_PASS, STM_DEP_EXPL };
    stm_token *t = s->t;
    uint32_t noun = t[verb].head, that, cue;
    if (noun == STM_NONE || noun >= verb || noun + 1 >= s->end || !among(s, noun, times)) {
        return;
    }
    that = noun + 1;
    cue = t[noun].head;
    if (cue == STM_NONE || cue >= noun || t[cue].upos != STM_VERB || !among(s, cue, said) || !among(s, that, "that") ||
        t[that].head != verb || subject(&t[that]) || !has_child(s, verb, own, sizeof own)) {
        return;
    }
    t[verb].head = cue;
    t[verb].deprel = STM_DEP_CCOMP;
    t[that].deprel = STM_DEP_MARK;
    t[that].upos = STM_SCONJ;
    t[that].xpos = STM_XP_IN;
}

static bool past_form(const sentence_view *s, uint32_t i)
{
    return s->t[i].upos == STM_VERB && (s->t[i].xpos == STM_XP_VBD || s->t[i].xpos == STM_XP_VBN);
}

/* The verb right before the words of a time whose last is `noun`; STM_NONE. */
static uint32_t verb_before(const sentence_view *s, uint32_t noun)
{
    uint32_t i = noun;
    while (i > s->first && s->t[i - 1].head == noun) {
        i--;
    }
    return i > s->first && past_form(s, i - 1) ? i - 1 : STM_NONE;
}

/* "announced" of "the rules", with what follows it gone to the verb behind: the participle of the noun. */
static void made_participle(const sentence_view *s, uint32_t verb, uint32_t noun, uint32_t main)
{
    stm_token *t = s->t;
    t[main].head = t[verb].head;
    t[main].deprel = t[verb].deprel;
    for (uint32_t i = s->first; i < s->end; i++) {
        if (t[i].head == verb && (i < noun || i > main)) {
            t[i].head = main;
        }
    }
    t[noun].head = main;
    t[noun].deprel = STM_DEP_NSUBJ;
    t[verb].head = noun;
    t[verb].deprel = STM_DEP_ACL;
    t[verb].xpos = STM_XP_VBN;
}

static void day_behind(const sentence_view *s, uint32_t day)
{
    static const uint8_t auxiliary[] = { STM_DEP_AUX, STM_DEP_AUX_PASS, STM_DEP_COP };
    stm_token *t = s->t;
    uint32_t main = t[day].head, verb, noun;
    if (main == STM_NONE || main < day || !among(s, day, times) || (verb = verb_before(s, day)) == STM_NONE) {
        return;
    }
    if (t[day].deprel == STM_DEP_OBL_UNMARKED) { /* "said Friday he would go" */
        if (t[main].head == verb && t[main].deprel == STM_DEP_CCOMP && among(s, verb, said) && day + 1 < s->end &&
            t[day + 1].upos != STM_PUNCT && has_subject(s, main)) {
            t[day].head = verb;
        }
        return;
    }
    noun = verb - 1;
    if (t[day].deprel != STM_DEP_NSUBJ || verb == s->first || (t[noun].upos != STM_NOUN && t[noun].upos != STM_PROPN) ||
        stm_str_eqz(stm_token_form(s->a, verb), "said") || has_child(s, main, auxiliary + 2, 1)) {
        return;
    }
    if (t[verb].deprel == STM_DEP_ACL && t[verb].head == noun) {
        t[day].head = verb;
        t[day].deprel = STM_DEP_OBL_UNMARKED;
    } else if (t[main].head == verb && t[main].deprel == STM_DEP_CCOMP && t[noun].head == verb && subject(&t[noun]) &&
               !has_child(s, verb, auxiliary, sizeof auxiliary)) {
        made_participle(s, verb, noun, main);
        t[day].head = verb;
        t[day].deprel = STM_DEP_OBL_UNMARKED;
    }
}

static void poll_released(const sentence_view *s, uint32_t verb)
{
    static const uint8_t auxiliary[] = { STM_DEP_AUX, STM_DEP_AUX_PASS, STM_DEP_OBJ };
    stm_token *t = s->t;
    uint32_t noun = verb - 1, preposition = STM_NONE;
    if (verb == s->first || !past_form(s, verb) || no_passive(s, verb) || t[noun].head != verb ||
        t[noun].upos != STM_NOUN || (!subject(&t[noun]) && t[noun].deprel != STM_DEP_OBL) ||
        has_child(s, verb, auxiliary, sizeof auxiliary) ||
        (t[verb].deprel != STM_DEP_ADVCL && t[verb].deprel != STM_DEP_PARATAXIS)) {
        return;
    }
    for (uint32_t i = s->first; i < noun; i++) {
        preposition = t[i].head == noun && t[i].deprel == STM_DEP_CASE ? i : preposition;
    }
    if (preposition == STM_NONE || among(s, preposition, "after before since until as than")) {
        return;
    }
    t[noun].head = t[verb].head;
    t[noun].deprel = STM_DEP_OBL;
    t[verb].head = noun;
    t[verb].deprel = STM_DEP_ACL;
    t[verb].xpos = STM_XP_VBN;
    for (uint32_t i = s->first; i < noun; i++) {
        t[i].head = t[i].head == verb ? noun : t[i].head;
    }
}

/* Present tense, or with a modal: what a past tense behind "and" does not go on. */
static bool not_past(const sentence_view *s, uint32_t verb)
{
    if (s->t[verb].xpos == STM_XP_VBZ || s->t[verb].xpos == STM_XP_VBP) {
        return true;
    }
    for (uint32_t i = verb; i > s->first && verb - i < STM_AUXILIARIES; i--) {
        uint8_t x = s->t[i - 1].xpos;
        uint8_t d = s->t[i - 1].deprel;
        if (s->t[i - 1].head == verb && (d == STM_DEP_AUX || d == STM_DEP_AUX_PASS || d == STM_DEP_COP)) {
            return x == STM_XP_MD || x == STM_XP_VBZ || x == STM_XP_VBP;
        }
    }
    return false;
}

static void two_tenses(const sentence_view *s, uint32_t verb)
{
    static const uint8_t own[] = { STM_DEP_NSUBJ, STM_DEP_NSUBJ_PASS, STM_DEP_EXPL, STM_DEP_AUX, STM_DEP_AUX_PASS };
    static const uint8_t joined[] = { STM_DEP_CC };
    stm_token *t = s->t;
    uint32_t h = t[verb].head, up;
    if (h == STM_NONE || h >= verb || t[verb].xpos != STM_XP_VBD || has_child(s, verb, own, sizeof own) ||
        !has_child(s, verb, joined, sizeof joined) || !not_past(s, h)) {
        return;
    }
    up = t[h].head;
    for (uint32_t step = 0; step < STM_CLIMB && up != STM_NONE && up < h; step++) {
        uint8_t d = t[h].deprel;
        if (d == STM_DEP_CCOMP && t[up].xpos == STM_XP_VBD) {
            t[verb].head = up;
            for (uint32_t i = verb + 1; i < s->end; i++) { /* with what stands behind it */
                t[i].head = t[i].head != STM_NONE && t[i].head > up && t[i].head < verb ? verb : t[i].head;
            }
            return;
        }
        if (d != STM_DEP_CONJ && d != STM_DEP_CCOMP && d != STM_DEP_XCOMP && d != STM_DEP_ADVCL) {
            return;
        }
        h = up;
        up = t[h].head;
    }
}

/* `noun`: the subject of a passive. */
static void was_not(const sentence_view *s, uint32_t noun)
{
    static const uint8_t own[] = { STM_DEP_AUX, STM_DEP_AUX_PASS };
    uint32_t verb = s->t[noun].head;
    if (noun < verb && no_passive(s, verb) && !has_child(s, verb, own, sizeof own)) {
        s->t[noun].deprel = STM_DEP_NSUBJ;
        s->t[verb].xpos = STM_XP_VBD;
    }
}

void stm_tree_mend(stm_article *a, const stm_sentence *sentence)
{
    sentence_view s = { .t = a->tokens.at, .a = a, .text = a->text.p, .first = sentence->first_token };
    s.end = s.first + sentence->n_tokens;
    for (uint32_t i = s.first; i < s.end; i++) {
        if (s.t[i].head == STM_NONE) {
            no_verb(&s, i);
            break;
        }
    }
    no_content(&s);
    for (uint32_t i = s.first; i < s.end; i++) {
        if (s.t[i].head == STM_NONE) {
            continue;
        }
        two_words(&s, i);
        if (s.t[i].deprel == STM_DEP_CASE) {
            after_clause(&s, i);
        } else if (s.t[i].deprel == STM_DEP_COMPOUND_PRT && s.t[i].head < i) {
            particle_object(&s, i);
        } else if ((s.t[i].deprel == STM_DEP_NSUBJ || s.t[i].deprel == STM_DEP_OBJ) && s.t[i].upos == STM_PRON) {
            that_clause(&s, i);
        } else if (s.t[i].deprel == STM_DEP_OBJ) {
            two_objects(&s, i);
        } else if (s.t[i].deprel == STM_DEP_CCOMP && s.t[i].head < i) {
            if_and_then(&s, i);
        } else if (s.t[i].deprel == STM_DEP_NSUBJ_PASS) {
            was_not(&s, i);
        } else if (s.t[i].deprel == STM_DEP_ADVCL) {
            said_before(&s, i);
            asked_to(&s, i);
        } else if (s.t[i].deprel == STM_DEP_CONJ) {
            participle_object(&s, i);
        } else if (s.t[i].deprel == STM_DEP_OBL) {
            made_for(&s, i);
        }
    }
    for (uint32_t i = s.first; i < s.end; i++) {
        if (s.t[i].deprel == STM_DEP_NSUBJ || s.t[i].deprel == STM_DEP_OBL_UNMARKED) {
            day_behind(&s, i);
        } else if (s.t[i].deprel == STM_DEP_ADVCL || s.t[i].deprel == STM_DEP_PARATAXIS) {
            poll_released(&s, i);
        }
    }
    for (uint32_t i = s.first; i < s.end; i++) {
        if (subject(&s.t[i]) && s.t[i].head != STM_NONE && s.t[i].head > i + 1) {
            two_subjects(&s, i);
            parted_subject(&s, i);
        }
        if (s.t[i].deprel == STM_DEP_ACL_RELCL) {
            said_then(&s, i);
        }
        if (s.t[i].deprel == STM_DEP_CONJ) {
            two_tenses(&s, i);
        }
    }
}
