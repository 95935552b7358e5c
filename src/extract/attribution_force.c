/* attribution_force.c: what plain saying amounts to, read off the words said.
 *
 * In: attributions whose cue only says "said" (or "confirmed", "reported").  Out: their act and `negated`.  Never:
 * touches an act that the cue itself gives.
 *
 * The idea. "They would reject any plan", she said, is a rejection, and "I'm not positive" a doubt: where the main
 * clause of what is said has the speaker as its subject and a verb of the lexicon, the act is that verb's; where it
 * is negated, the statement is negated, as it is where the cue is ("could not say").
 * Cost: linear in the tokens of the first piece of each content up to its first clause.
 */
#include "extract/attribution.h"

enum { MAX_LOOK = 60 };

static uint32_t first_token_of(const stm_article *a, uint32_t byte)
{
    uint32_t low = 0, high = a->tokens.n;
    while (low < high) {
        uint32_t mid = low + (high - low) / 2;
        if (a->tokens.at[mid].at.start < byte) {
            low = mid + 1;
        } else {
            high = mid;
        }
    }
    return low;
}

/* A word that hangs on nothing inside the content. */
uint32_t stm_said_main_word(const stm_finder *f, const stm_said *s)
{
    stm_span c = s->content.at[0];
    uint32_t t = first_token_of(f->article, c.start), n = f->article->tokens.n, end = t + MAX_LOOK;
    for (; t < n && t < end && stm_tok(f, t)->at.start < c.end; t++) {
        uint32_t h = stm_tok(f, t)->head;
        bool outside = h == STM_NONE || stm_tok(f, h)->at.start < c.start || stm_tok(f, h)->at.start >= c.end;
        if (outside && stm_tok(f, t)->upos != STM_PUNCT && stm_tok(f, t)->upos != STM_CCONJ &&
            (stm_is_verb(f, t) || stm_child(f, t, STM_DEP_NSUBJ) != STM_NONE ||
             stm_child(f, t, STM_DEP_COP) != STM_NONE)) {
            return t;
        }
    }
    return STM_NONE;
}

static bool clause_negated(const stm_finder *f, uint32_t w)
{
    if (stm_is_negated(f, w)) {
        return true;
    }
    for (uint32_t i = f->child_at[w]; i < stm_children_end(f, w); i++) {
        uint32_t c = f->children[i], rel = stm_tok(f, c)->deprel;
        uint32_t det = rel == STM_DEP_NSUBJ || rel == STM_DEP_OBJ || rel == STM_DEP_NSUBJ_PASS
                           ? stm_child(f, c, STM_DEP_DET)
                           : STM_NONE;
        if (det != STM_NONE && stm_lemma_is(f, det, "no")) {
            return true;
        }
        if ((rel == STM_DEP_OBJ && stm_lemma_is(f, c, "nothing") && stm_lemma_is(f, w, "do")) ||
            (rel == STM_DEP_OBL && c < w && stm_child(f, c, STM_DEP_DET) != STM_NONE &&
             stm_lemma_is(f, stm_child(f, c, STM_DEP_DET), "no"))) {
            return true; /* "had done nothing wrong", "at no time was it" */
        }
        if (rel == STM_DEP_ADVMOD && c < w && stm_lemma_is(f, c, "yet") && stm_child(f, w, STM_DEP_AUX) != STM_NONE) {
            return true; /* "had yet to be" */
        }
    }
    return stm_child(f, w, STM_DEP_DET) != STM_NONE && stm_lemma_is(f, stm_child(f, w, STM_DEP_DET), "no");
}

static bool speaker_is_subject(const stm_finder *f, uint32_t w)
{
    uint32_t s = stm_child(f, w, STM_DEP_NSUBJ);
    return s != STM_NONE && stm_lemma_in(f, s, "i we they he she it");
}

static bool strong(stm_act act)
{
    switch (act) {
    case STM_ACT_DENY:
    case STM_ACT_REJECT:
    case STM_ACT_ACCUSE:
    case STM_ACT_THREATEN:
    case STM_ACT_PROMISE:
    case STM_ACT_DEMAND:
    case STM_ACT_DOUBT:
    case STM_ACT_HOPE:
    case STM_ACT_AGREE: return true;
    default: return false;
    }
}

#define HARSH                                                                                                          \
    "destructive unacceptable appalling disappointing shameful horror horrible horrific outrage outrageous disgrace "  \
    "disgraceful irresponsible unfair reckless terrible insult insulting affront mistake barbaric cowardly cynical "   \
    "senseless despicable hypocritical hypocrisy hypocrite unwarranted savage murderous ridiculous absurd dishonest "  \
    "immoral unjust hysterical provocative provocation disastrous disaster cruel shocking travesty farce illegal "     \
    "unconstitutional racist sexist wrong harmful liar lie lies betrayal scandalous wasteful misguided "               \
    "callous inhumane heinous vile blunder nonsense giveaway monstrous divisive offensive attack attacks shame"

/* "called the plan “a disgrace”", "said it was a “reckless” step": a harsh word in what somebody is called, or in the
 * few words that are quoted. */
static bool judges_harshly(const stm_finder *f, const stm_said *s)
{
    const stm_article *a = f->article;
    bool called = s->predicate && s->cue_token != STM_NONE &&
                  stm_lemma_in(f, s->cue_token, "call label brand dub term describe characterize characterise deem");
    for (uint32_t k = 0; !s->direct && k < s->content.n; k++) {
        stm_span c = s->content.at[k];
        for (uint32_t t = first_token_of(a, c.start); t < a->tokens.n && stm_tok(f, t)->at.start < c.end; t++) {
            if ((called || stm_quote_beyond(f, t, s->cue_token) != STM_NONE) && stm_word_in(stm_form(f, t), HARSH)) {
                return !(t > 0 && stm_word_in(stm_form(f, t - 1), "not no never"));
            }
        }
    }
    return false;
}

/* "There should be no talks", "there needs to be a vote": what there has to be. */
static bool demands_there_be(const stm_finder *f, uint32_t w)
{
    uint32_t there = stm_child(f, w, STM_DEP_EXPL), x;
    if (there == STM_NONE || there > w || !stm_word_in(stm_form(f, there), "there")) {
        return false;
    }
    x = stm_lemma_is(f, w, "need") && stm_tok(f, w)->xpos != STM_XP_VBD ? stm_child(f, w, STM_DEP_XCOMP) : STM_NONE;
    return (x != STM_NONE && stm_lemma_is(f, x, "be")) ||
           (stm_lemma_is(f, w, "be") && there + 1 < w && stm_word_in(stm_form(f, there + 1), "must should"));
}

/* “Cancel the summit,” “Don't hand him a victory”: an order, and none of the calls that only open a sentence ("Look,
 * ..."). */
static bool orders(const stm_finder *f, const stm_said *s, uint32_t w)
{
    uint32_t t = first_token_of(f->article, s->content.at[0].start), n = f->article->tokens.n;
    bool within = s->cue_token != STM_NONE && f->quote_of[s->cue_token] != STM_NONE; /* another's words, retold */
    while (t + 3 < n && stm_tok(f, t)->upos == STM_PUNCT) {
        t++;
    }
    if (s->direct && !within && t + 3 < n && stm_word_in(stm_form(f, t), "do") &&
        stm_word_in(stm_form(f, t + 1), "n't n’t not") && stm_tok(f, t + 2)->upos != STM_PRON &&
        !stm_lemma_in(f, t + 2, "worry")) {
        return true; /* “Don't hand him”, whatever the tree makes of it */
    }
    if (!s->direct || within || stm_tok(f, w)->xpos != STM_XP_VB || stm_tok(f, w)->deprel == STM_DEP_XCOMP ||
        stm_child(f, w, STM_DEP_NSUBJ) != STM_NONE || stm_child(f, w, STM_DEP_NSUBJ_PASS) != STM_NONE ||
        stm_lemma_in(
            f, w,
            "let look listen thank believe see imagine suppose wait guess hope say think know remember be mind")) {
        return false;
    }
    while (t < w &&
           (stm_tok(f, t)->upos == STM_PUNCT || stm_word_in(stm_form(f, t), "do n't n’t not don't don’t never just"))) {
        t++;
    }
    return t == w;
}

/* "The bank must pay", "the man needs to be found", "he must be ready": what another should do. */
static bool demands(const stm_finder *f, uint32_t w)
{
    uint32_t subject = stm_child(f, w, STM_DEP_NSUBJ);
    bool ready = stm_lemma_in(f, w, "ready willing prepared"), modal = false;
    for (uint32_t i = f->child_at[w]; i < stm_children_end(f, w); i++) {
        uint32_t c = f->children[i]; /* "should nix it": a verb, whatever its tag; "should have": what was not done */
        modal =
            modal || (c < w && stm_word_in(stm_form(f, c), "must should") && stm_child(f, w, STM_DEP_COP) == STM_NONE);
        if (c < w && stm_tok(f, c)->deprel == STM_DEP_AUX && stm_lemma_is(f, c, "have")) {
            return false;
        }
    }
    subject = subject == STM_NONE ? stm_child(f, w, STM_DEP_NSUBJ_PASS) : subject;
    if (subject == STM_NONE || subject > w || stm_tok(f, subject)->upos == STM_PRON ||
        (!stm_is_verb(f, w) && !ready && !modal) ||
        stm_marker(f, w, "because if when while though although") != STM_NONE) {
        return false;
    }
    if (stm_lemma_is(f, w, "need")) {
        uint32_t x = stm_child(f, w, STM_DEP_XCOMP);
        return x != STM_NONE && x > w && stm_marker(f, x, "to") != STM_NONE && stm_tok(f, w)->xpos != STM_XP_VBD;
    }
    for (uint32_t t = subject + 1; t < w; t++) {
        if (stm_tok(f, t)->head == w && stm_word_in(stm_form(f, t), "must should")) {
            return !stm_lemma_in(f, w, "have be see");
        }
    }
    return false;
}

/* "The planes should have been grounded": what others did not do. */
static bool finds_fault(const stm_finder *f, uint32_t w)
{
    uint32_t subject = stm_child(f, w, STM_DEP_NSUBJ);
    subject = subject == STM_NONE ? stm_child(f, w, STM_DEP_NSUBJ_PASS) : subject;
    if (subject == STM_NONE || subject + 2 >= w || stm_word_in(stm_form(f, subject), "i we it there that")) {
        return false;
    }
    for (uint32_t t = subject + 1; t + 1 < w; t++) {
        if (stm_word_in(stm_form(f, t), "should") && stm_tok(f, t)->head == w) {
            t += 1 + stm_word_in(stm_form(f, t + 1), "not n't n’t never");
            return t < w && stm_lemma_is(f, t, "have");
        }
    }
    return false;
}

/* “How many more?” and nothing else. */
static bool asks(const stm_finder *f, const stm_said *s)
{
    stm_str said = stm_str_sub(f->article->text, s->content.at[s->content.n - 1]);
    size_t n = said.n;
    while (n > 0 && ((unsigned char)said.p[n - 1] >= 0x80 || said.p[n - 1] == '"' || said.p[n - 1] == '\'' ||
                     said.p[n - 1] == ',')) {
        n--;
    }
    return s->direct && s->content.n == 1 && n > 0 && said.p[n - 1] == '?' &&
           stm_str_find(said, STM_STR(". "), 0) == SIZE_MAX;
}

static void read_force(const stm_finder *f, stm_said *s)
{
    uint32_t w = stm_said_main_word(f, s);
    const stm_cue *cue;
    bool negated;
    if (w == STM_NONE || w == s->cue_token) {
        return;
    }
    negated = clause_negated(f, w);
    if (s->act == STM_ACT_SAY && (demands(f, w) || demands_there_be(f, w) || orders(f, s, w))) {
        s->act = STM_ACT_DEMAND;
        return;
    }
    if (s->act == STM_ACT_SAY && finds_fault(f, w)) {
        s->act = STM_ACT_CRITICIZE;
        return;
    }
    if (s->act == STM_ACT_SAY && stm_lemma_in(f, w, "unacceptable inconceivable")) {
        s->act = STM_ACT_REJECT;
        return;
    }
    if (negated && s->act == STM_ACT_SAY && stm_lemma_in(f, w, "sure positive certain clear appear seem convinced")) {
        s->act = STM_ACT_DOUBT;
        s->negated = true;
        return;
    }
    s->negated = s->negated || negated;
    if (negated || s->act != STM_ACT_SAY || (s->direct && stm_tok(f, w)->xpos == STM_XP_VBD) ||
        !speaker_is_subject(f, w) || !stm_is_verb(f, w) || stm_tok(f, w)->lemma.p == NULL) {
        return;
    }
    cue = stm_cue_find(&f->lexicon->cues, STM_CUE_VERB, stm_tok(f, w)->lemma, STM_NULL_STR);
    if (cue != NULL) {
        stm_act act = stm_cue_act(cue, STM_CUE_INFINITIVE | STM_CUE_NOUN | STM_CUE_THAT);
        s->act = strong(act) ? act : s->act;
    }
}

void stm_attribution_force(stm_finder *f)
{
    for (uint32_t i = 0; i < f->said.n; i++) {
        stm_act act = f->said.at[i].act;
        bool plain = act == STM_ACT_SAY || act == STM_ACT_CONFIRM || act == STM_ACT_REPORT || act == STM_ACT_ANNOUNCE;
        if (plain && !f->said.at[i].agentless && f->said.at[i].extent == STM_EXTENT_CLAUSE) {
            read_force(f, &f->said.at[i]);
        }
        if (f->said.at[i].act == STM_ACT_SAY && asks(f, &f->said.at[i])) {
            f->said.at[i].act = STM_ACT_ASK;
        }
        if (f->said.at[i].act == STM_ACT_SAY && judges_harshly(f, &f->said.at[i])) {
            f->said.at[i].act = STM_ACT_CRITICIZE;
        }
    }
}
