/* event_nouns.c: the noun that an expression of time stands beside, and whose day it is.
 *
 * In: times, tokens with trees.  Out: that noun ("the Friday talks", "the 2014 ban"), or none, where the day is of what
 * the verb tells ("at Tuesday's briefing", "took the hill from rebels Tuesday"); whether the year is of a name ("a 2007
 * saloon").  Never: a noun that only tells who or where. Cost: linear in the sentence.
 */
#include "record/event_times.h"

/* "the 1976 act", "a 2005 murder": what is made, done or held in its year. */
static bool of_year(stm_str noun)
{
    return noun.p != NULL && stm_among(noun, "accord act agreement assassination attack ban bombing campaign "
                                             "convention conviction coup crash decision earthquake "
                                             "election explosion flood invasion killing law massacre merger murder "
                                             "referendum revolution ruling shooting "
                                             "strike treaty trial uprising verdict vote war");
}

static bool small(const stm_article *a, uint32_t token)
{
    char c = stm_token_form(a, token).p[0];
    return c >= 'a' && c <= 'z';
}

/* "a 2007 saloon": a year that names a thing dates nothing. */
bool stm_time_names_thing(const stm_article *a, uint32_t token, const stm_time *t)
{
    const stm_token *x = &a->tokens.at[token];
    uint32_t first = stm_token_from(a, t->at.start);
    if (x->head != STM_NONE && of_year(stm_token_lemma(a, x->head))) {
        return false;
    }
    if (x->head != STM_NONE && x->head + 1 == token && a->tokens.at[token].at.start == t->at.start &&
        t->to_day - t->from_day > 300 && x->deprel == STM_DEP_NMOD_UNMARKED &&
        (a->tokens.at[x->head].upos == STM_NOUN || a->tokens.at[x->head].upos == STM_PROPN) && !small(a, x->head)) {
        return true; /* "the Fire Safety Order 2005" */
    }
    if (first > 1 && first < a->tokens.n && t->to_day - t->from_day > 27 && stm_form_among(a, first - 1, "for") &&
        (a->tokens.at[first - 2].upos == STM_NOUN || a->tokens.at[first - 2].upos == STM_PROPN)) {
        return true; /* "the front-runner for 2016", "the budget for next year" */
    }
    return t->to_day - t->from_day > 300 && x->head != STM_NONE && x->head > token && x->deprel != STM_DEP_OBL &&
           (a->tokens.at[x->head].upos == STM_NOUN || a->tokens.at[x->head].upos == STM_PROPN);
}

/* The last of the nouns that stand together: "the 2012 terrorist attacks", "an off-duty agent". */
static uint32_t last_of_nouns(const stm_article *a, uint32_t noun)
{
    uint32_t last = noun, up = a->tokens.at[noun].head;
    uint8_t rel = a->tokens.at[noun].deprel;
    if ((rel != STM_DEP_COMPOUND && rel != STM_DEP_AMOD && rel != STM_DEP_NMOD_UNMARKED) || up == STM_NONE ||
        up <= noun || up > noun + 4) {
        return noun;
    }
    for (uint32_t i = noun + 1; i <= up; i++) {
        uint8_t upos = a->tokens.at[i].upos;
        if (upos != STM_NOUN && upos != STM_PROPN && upos != STM_ADJ) {
            return noun;
        }
        last = i;
    }
    return a->tokens.at[last].upos == STM_NOUN ? last : noun;
}

/* "the Sept. 11 attack", "their Friday meeting", "a 1993 federal law": between a determiner and a noun, whatever the
 * tree says. */
static uint32_t noun_behind(const stm_article *a, stm_span at)
{
    uint32_t first = stm_token_from(a, at.start), next = first;
    while (next < a->tokens.n && a->tokens.at[next].at.start < at.end) {
        next++;
    }
    if (next < a->tokens.n && stm_str_eqz(stm_token_form(a, next), ",")) {
        next++;
    }
    for (uint32_t n = 0;
         n < 2 && next + 1 < a->tokens.n &&
         (a->tokens.at[next].upos == STM_ADJ ||
          (a->tokens.at[next].xpos == STM_XP_VBN && a->tokens.at[next + 1].upos == STM_NOUN)); /* "attempted murder" */
         n++) {
        next++;
    }
    if (first == 0 || next >= a->tokens.n || a->tokens.at[next].sentence != a->tokens.at[first].sentence ||
        (a->tokens.at[next].upos != STM_NOUN && a->tokens.at[next].xpos != STM_XP_VBG &&
         a->tokens.at[next].xpos != STM_XP_VB && /* "the May 3, 2019, raid", which the tree takes for a verb */
         !(a->tokens.at[next].upos == STM_PROPN && small(a, next)))) {
        return STM_NONE;
    }
    first--;
    return a->tokens.at[first].upos == STM_DET || a->tokens.at[first].xpos == STM_XP_PRPS ||
                   a->tokens.at[first].xpos == STM_XP_POS
               ? last_of_nouns(a, next)
               : STM_NONE;
}

/* "will not meet before her speech in March": the day is that of the noun that bounds the clause. */
static uint32_t bounding_noun(const stm_article *a, stm_span at)
{
    uint32_t first = stm_token_from(a, at.start), noun;
    uint32_t start = first < a->tokens.n ? a->sentences.at[a->tokens.at[first].sentence].first_token : first;
    if (first < start + 3 || !stm_form_among(a, first - 1, "in on")) {
        return STM_NONE;
    }
    noun = first - 2;
    for (uint32_t i = noun; i > start && noun - i < 6 && a->tokens.at[noun].upos == STM_NOUN; i--) {
        uint8_t upos = a->tokens.at[i].upos;
        if (stm_form_among(a, i, "before") ||
            (stm_form_among(a, i, "of to") && stm_form_among(a, i - 1, "ahead prior"))) {
            return noun;
        }
        if (upos != STM_NOUN && upos != STM_PROPN && upos != STM_ADJ && upos != STM_DET &&
            a->tokens.at[i].xpos != STM_XP_PRPS && a->tokens.at[i].xpos != STM_XP_POS) {
            return STM_NONE;
        }
    }
    return STM_NONE;
}

/* "The same happened": the verb right before `i` says of something that it was like something else. */
static bool says_the_same(const stm_article *a, uint32_t i)
{
    uint32_t subject;
    if (i == 0 || a->tokens.at[i - 1].upos != STM_VERB ||
        !stm_among(stm_token_lemma(a, i - 1), "happen occur go hold apply be")) {
        return false;
    }
    subject = stm_arguments_of(a, i - 1).agent;
    for (uint32_t k = subject == STM_NONE || subject > i ? i : stm_token_from(a, stm_noun_phrase(a, subject).start);
         k <= subject && k < i; k++) {
        if (stm_form_among(a, k, "same Same")) {
            return true;
        }
    }
    return false;
}

/* "The same happened with our talks on 9 May", "as with the vote in June": the day of what the clause compares with. */
static uint32_t compared_noun(const stm_article *a, stm_span at)
{
    uint32_t first = stm_token_from(a, at.start), noun = STM_NONE, start;
    if (first == 0 || first >= a->tokens.n || !stm_form_among(a, first - 1, "on in")) {
        return STM_NONE;
    }
    start = a->sentences.at[a->tokens.at[first].sentence].first_token;
    for (uint32_t i = first - 1; i > start + 1 && i + 10 > first;) {
        uint8_t upos = a->tokens.at[--i].upos;
        if (upos == STM_VERB || upos == STM_AUX || upos == STM_PUNCT || upos == STM_SCONJ || upos == STM_PRON) {
            if (a->tokens.at[i].xpos != STM_XP_PRPS) {
                return STM_NONE;
            }
        }
        noun = upos == STM_NOUN ? i : noun;
        if (stm_form_among(a, i, "with") && noun != STM_NONE &&
            (says_the_same(a, i) || stm_form_among(a, i - 1, "as As"))) {
            return noun;
        }
    }
    return STM_NONE;
}

/* "killing the next day off-duty men": with an article of its own a day stands before no noun but with "'s". */
static bool before_nothing(const stm_article *a, stm_span at)
{
    uint32_t next = stm_token_from(a, at.end);
    return stm_form_among(a, stm_token_from(a, at.start), "the The") && next < a->tokens.n &&
           a->tokens.at[next].xpos != STM_XP_POS && !stm_form_among(a, next, "\xE2\x80\x99 '");
}

/* "the early hours of Monday", "in the course of the week": of the clause, as the day alone would be. */
static bool part_of_time(stm_str noun)
{
    return stm_among(noun,
                     "hour course rest middle end beginning start part half close morning afternoon evening night "
                     "day week weekend month");
}

/* "took the hill from rebels Tuesday": the day of what was done. */
static bool behind_verb(const stm_article *a, uint32_t noun)
{
    uint32_t head = stm_clause_head(a, noun);
    for (uint32_t i = head == STM_NONE ? noun : head + 1; i < noun; i++) {
        if (a->tokens.at[i].head == noun && stm_form_among(a, i, "after before since until following")) {
            return false; /* "gained after a loss Monday" */
        }
    }
    return head != STM_NONE && head < noun && a->tokens.at[head].xpos == STM_XP_VBD;
}

static bool bare_year(const stm_article *a, stm_span at)
{
    stm_str own = stm_str_sub(a->text, at);
    return own.n == 4 && stm_str_find(own, STM_STR("/"), 0) == SIZE_MAX;
}

/* "the Friday talks": the day is the thing's, whatever the verb says of it. The noun, or STM_NONE. */
uint32_t stm_time_noun(const stm_article *a, stm_span at, uint32_t token)
{
    const stm_token *x = &a->tokens.at[token];
    if (x->head == STM_NONE || noun_behind(a, at) != STM_NONE) {
        return noun_behind(a, at);
    }
    if (compared_noun(a, at) != STM_NONE) {
        return compared_noun(a, at);
    }
    if (bare_year(a, at) && x->head > token && x->deprel != STM_DEP_OBL && of_year(stm_token_lemma(a, x->head))) {
        return x->head; /* "the 1994 Harbour Ban" */
    }
    if (bounding_noun(a, at) != STM_NONE) {
        return bounding_noun(a, at);
    }
    if (x->head < token && x->deprel == STM_DEP_NMOD_UNMARKED && a->tokens.at[x->head].upos == STM_NOUN &&
        !behind_verb(a, x->head)) {
        return x->head; /* "the comments Monday" */
    }
    if (x->head < token && x->deprel == STM_DEP_OBL_UNMARKED && a->tokens.at[x->head].xpos == STM_XP_NN &&
        stm_among(stm_token_lemma(a, x->head), "hearing trial meeting election vote game deadline")) {
        return x->head; /* "pending his next hearing April 19" */
    }
    if (x->head < token && x->deprel == STM_DEP_NMOD && stm_token_from(a, at.start) > 0 &&
        stm_form_among(a, stm_token_from(a, at.start) - 1, "of") &&
        (a->tokens.at[x->head].upos == STM_NOUN || a->tokens.at[x->head].upos == STM_PROPN)) {
        return part_of_time(stm_token_lemma(a, x->head)) ? STM_NONE : x->head; /* "the campaign of 2012" */
    }
    if (x->deprel != STM_DEP_NMOD_POSS && before_nothing(a, at)) {
        return STM_NONE;
    }
    return x->head > token && x->head < token + 6 && a->tokens.at[x->head].upos == STM_NOUN &&
                   (x->deprel == STM_DEP_COMPOUND || x->deprel == STM_DEP_NMOD_UNMARKED ||
                    x->deprel == STM_DEP_NMOD_POSS || x->deprel == STM_DEP_OBL_UNMARKED || x->deprel == STM_DEP_NMOD ||
                    (x->deprel == STM_DEP_NUMMOD && !bare_year(a, at))) /* "a 9/11 widow" */
               ? x->head
               : STM_NONE;
}

/* "was questioned at Tuesday's briefing", "fell during the Friday session": the day of what one does something at is
 * that of the deed. */
bool stm_time_at_gathering(const stm_article *a, stm_span at, uint32_t noun)
{
    static const char *const nouns =
        "speech event interview remark ceremony hearing briefing conference debate meeting "
        "session rally service vigil talk appearance broadcast show game trial visit";
    uint32_t head = stm_clause_head(a, noun), first;
    stm_span phrase;
    if (head == STM_NONE || head > noun ||
        (a->tokens.at[head].xpos != STM_XP_VBD && a->tokens.at[head].xpos != STM_XP_VBN) ||
        !stm_among(stm_token_lemma(a, noun), nouns) ||
        stm_among(stm_token_lemma(a, head), "be seem appear look feel remain stay sound")) {
        return false;
    }
    phrase = stm_noun_phrase(a, noun);
    first = stm_token_from(a, phrase.start < at.start ? phrase.start : at.start);
    return first > head && stm_form_among(a, first - 1, "at during");
}
