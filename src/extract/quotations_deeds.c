/* quotations_deeds.c: what verbs of the lexicon are said to have done to a thing, and nobody's words.
 *
 * In: an attribution that is complete.  Out: whether it tells of a deed.  Never: one that reports a clause, or words in
 * marks.
 *
 * The idea. "Rejected any suggestion of a deal" tells what was suggested, "rejected the plan" that something was done.
 * Whether an object is told or dealt with depends on the verb ("cite", "deny" tell; "release", "question", "order" deal
 * with what they have), on its form ("in order to attack the bill": not done, let alone said), and on what the object
 * is. Cost: linear in the tokens of the content.
 */
#include "extract/attribution.h"

/* "rejected the plan", "a draft backed by the council": a deed with a thing for its object, of which nothing is told in
 * words. In marks, or with a clause, it is speech. */
static bool bare_deed(const stm_finder *f, const stm_said *s)
{
    uint32_t t, end;
    if (s->cue_token == STM_NONE || s->extent != STM_EXTENT_PHRASE || s->content.n != 1 ||
        !stm_lemma_in(f, s->cue_token, "reject veto accept back release publish issue")) {
        return false;
    }
    if (stm_lemma_in(f, s->cue_token, "release publish issue")) { /* "would not release any details" is an answer */
        return !s->negated;
    }
    end = s->content.at[0].end;
    if (stm_lemma_in(f, s->cue_token, "reject accept") && stm_said_words(f, s) > 2) {
        return false; /* "rejected any suggestion of a deal" tells what was suggested */
    }
    for (t = stm_token_from(f->article, s->content.at[0].start);
         t < f->article->tokens.n && stm_tok(f, t)->at.start < end; t++) {
        bool participle = stm_tok(f, t)->xpos == STM_XP_VBN && stm_child(f, t, STM_DEP_AUX) == STM_NONE;
        bool object = stm_tok(f, t)->head == s->cue_token && stm_tok(f, t)->upos != STM_PUNCT;
        if (stm_quote_beyond(f, t, s->cue_token) != STM_NONE || (stm_is_verb(f, t) && !participle) ||
            (object && stm_tok(f, t)->upos != STM_NOUN)) {
            return false;
        }
    }
    return true;
}

/* "Youths attacked the station with stones", "the riots threaten the harbour" (but a union threatens a strike), "a
 * march is planned": done, or bound to happen, and nobody's words. */
static bool happens(const stm_finder *f, const stm_said *s)
{
    uint32_t c = s->cue_token, h = s->source_head;
    if (c == STM_NONE || s->direct) {
        return false;
    }
    if (s->extent == STM_EXTENT_CLAUSE || s->content.n == 0) {
        return false;
    }
    if (stm_lemma_in(f, c, "plan schedule") && s->agentless) {
        return true;
    }
    if (stm_is_verb(f, c) && stm_lemma_is(f, c, "attack")) {
        uint32_t o = stm_child(f, c, STM_DEP_OBJ);
        for (uint32_t i = f->child_at[c]; i < stm_children_end(f, c); i++) {
            if (stm_marker(f, f->children[i], "as for over") != STM_NONE) {
                return false; /* "attacked the rival as weak" */
            }
        }
        return h != STM_NONE && stm_tok(f, h)->upos == STM_NOUN && o != STM_NONE &&
               (stm_tok(f, o)->upos == STM_NOUN || stm_lemma_is(f, o, "it"));
    }
    if (!stm_is_verb(f, c) || !stm_lemma_is(f, c, "threaten") || s->extent != STM_EXTENT_PHRASE || h == STM_NONE) {
        return false;
    }
    return stm_word_in(stm_form(f, h), "that which") ||
           (stm_tok(f, h)->upos == STM_NOUN &&
            stm_word_in(stm_form(f, stm_token_from(f->article, s->content.at[0].start)), "the its their his her") &&
            stm_map_get(&stm_lexicon_wordbook(f->lexicon)->people, stm_tok(f, h)->lemma) == STM_NONE);
}

/* "questioned the captain", and in a headline "Captain questioned, toll at 31": to question people is to say nothing.
 */
static bool questions_people(const stm_finder *f, const stm_said *s)
{
    if (s->cue_token == STM_NONE || s->direct || s->extent != STM_EXTENT_PHRASE || s->content.n != 1 ||
        !stm_lemma_in(f, s->cue_token, "question")) {
        return false;
    }
    for (uint32_t t = stm_token_from(f->article, s->content.at[0].start);
         t < f->article->tokens.n && stm_tok(f, t)->at.start < s->content.at[0].end; t++) {
        stm_str lower = stm_str_lower(f->arena, stm_form(f, t));
        if (stm_tok(f, t)->head == s->cue_token && stm_tok(f, t)->upos != STM_PUNCT) {
            return t > s->cue_token + 1 && stm_tok(f, s->cue_token + 1)->upos == STM_PUNCT
                       ? true
                       : stm_tok(f, t)->upos == STM_PROPN ||
                             stm_map_get(&stm_lexicon_wordbook(f->lexicon)->people, lower) != STM_NONE;
        }
    }
    return false;
}

/* Somebody, as a name or a noun for people, is the object: whom one orders or threatens, and not what. */
static bool is_somebody(const stm_finder *f, uint32_t object)
{
    return stm_tok(f, object)->upos == STM_PROPN || stm_tok(f, object)->upos == STM_PRON ||
           stm_map_get(&stm_lexicon_wordbook(f->lexicon)->people, stm_tok(f, object)->lemma) != STM_NONE;
}

/* "wants to attack the bill": not done, and what was said would be the whole; acts of words that one
 * does by speaking of the thing itself ("declined to discuss the deal") aside. */
static bool not_done(const stm_finder *f, const stm_said *s)
{
    bool infinitive = s->cue_token > 0 && stm_tok(f, s->cue_token)->xpos == STM_XP_VB &&
                      stm_tok(f, s->cue_token - 1)->xpos == STM_XP_TO;
    switch (s->act) {
    case STM_ACT_CRITICIZE:
    case STM_ACT_THINK:
    case STM_ACT_CONFIRM:
    case STM_ACT_ESTIMATE:
    case STM_ACT_PROPOSE: return infinitive;
    default: return false;
    }
}

/* "ordered the guards", "cheered the team": somebody or something that the verb is done to, with no word of what for.
 */
static bool done_to(const stm_finder *f, const stm_said *s)
{
    uint32_t o = stm_child(f, s->cue_token, STM_DEP_OBJ);
    bool more = false, infinitive = false;
    if (o == STM_NONE || stm_is_passive(f, s->cue_token)) {
        return false;
    }
    for (uint32_t i = f->child_at[s->cue_token]; i < stm_children_end(f, s->cue_token); i++) {
        uint32_t c = f->children[i];
        more = more || (c > o && stm_marker(f, c, "as for over with to from of") != STM_NONE);
    }
    for (uint32_t t = o + 1; t + 1 < f->article->tokens.n && stm_tok(f, t)->at.start < s->content.at[0].end; t++) {
        uint8_t next = stm_tok(f, t + 1)->upos; /* "ordered drivers to stop", whatever its tag; not "to the gate" */
        infinitive = infinitive || (stm_word_in(stm_form(f, t), "to") && next != STM_DET && next != STM_PROPN &&
                                    next != STM_ADJ && next != STM_PRON && next != STM_NUM);
    }
    if (stm_lemma_in(f, s->cue_token, "order threaten direct command instruct mandate")) {
        return !infinitive && (is_somebody(f, o) || stm_lemma_in(f, s->cue_token, "direct command instruct mandate"));
    }
    if (stm_lemma_is(f, s->cue_token, "admit")) {
        return is_somebody(f, o); /* to a school; a mistake is told */
    }
    return !more && !infinitive &&
           stm_lemma_in(f, s->cue_token,
                        "cheer honor honour hammer knock bash boo heckle jeer press contrast welcome "
                        "champion credit pan");
}

bool stm_said_is_deed(const stm_finder *f, const stm_said *s)
{
    if (bare_deed(f, s) || happens(f, s) || questions_people(f, s)) {
        return true;
    }
    if (s->cue_token == STM_NONE || s->direct || s->extent != STM_EXTENT_PHRASE || s->content.n != 1 ||
        !stm_is_verb(f, s->cue_token) || s->predicate) {
        return false;
    }
    for (uint32_t t = stm_token_from(f->article, s->content.at[0].start);
         t < f->article->tokens.n && stm_tok(f, t)->at.start < s->content.at[0].end; t++) {
        if (stm_quote_beyond(f, t, s->cue_token) != STM_NONE) {
            return false;
        }
    }
    return not_done(f, s) || done_to(f, s);
}
