/* attribution_extent.c: the exact ends of what is said, where the tree alone is not to be trusted.
 *
 * In: a cue verb and the run of tokens that its subtree gives.  Out: the run, made longer or shorter at its ends.
 * Never: leaves the sentence.
 *
 * The idea. A parser errs most about where a long clause begins and ends, and its errors are plain on the surface: a
 * reported clause begins right behind its verb (or behind the one addressed, the day, the occasion), and it does not
 * end in front of a word that no comma or conjunction sets apart. A participle of saying behind a comma ("..., adding
 * that") goes on with the same speaker, not with what he said.
 * Cost: linear in the tokens looked at, at most MAX_LOOK to either side.
 */
#include "extract/attribution.h"

enum { MAX_LOOK = 120 };

bool stm_is_stop_mark(const stm_finder *f, uint32_t t)
{
    if (stm_str_eqz(stm_form(f, t), "-") && t > 0 && stm_tok(f, t - 1)->at.end == stm_tok(f, t)->at.start) {
        return false; /* "three-dimensional": one word */
    }
    return stm_word_in(stm_form(f, t), ", . ; : ! ? — – ― - -- ) ] ” \" » '' ... …");
}

bool stm_is_finite(const stm_finder *f, uint32_t t)
{
    uint8_t x = stm_tok(f, t)->xpos;
    return x == STM_XP_VBD || x == STM_XP_VBZ || x == STM_XP_VBP || x == STM_XP_MD;
}

bool stm_is_time_word(const stm_finder *f, uint32_t t)
{
    return stm_word_in(stm_form(f, t),
                       "monday tuesday wednesday thursday friday saturday sunday yesterday today tonight "
                       "earlier early late later last this next again recently");
}

bool stm_is_occasion(const stm_finder *f, uint32_t t)
{
    return stm_lemma_in(f, t,
                        "interview statement speech conference briefing tweet email e-mail letter post release report "
                        "filing call message twitter facebook television tv telegram radio news op-ed memo hearing "
                        "court testimony editorial column video podcast appearance note reporter telephone phone "
                        "monday tuesday wednesday thursday friday saturday sunday");
}

/* "in an interview", "on Friday", "to reporters": where and to whom it was said, behind what was said. */
static bool setting(const stm_finder *f, uint32_t t, uint32_t end)
{
    if (stm_is_time_word(f, t) && !stm_word_in(stm_form(f, t), "this last next")) {
        return true;
    }
    if (!stm_word_in(stm_form(f, t), "in on during at to via through by")) {
        return false;
    }
    for (uint32_t k = t + 1; k < end && k < t + 7 && !stm_is_stop_mark(f, k); k++) {
        if (stm_is_occasion(f, k)) {
            return true;
        }
        if (stm_tok(f, k)->upos == STM_ADP || stm_is_verb(f, k)) {
            return false;
        }
    }
    return false;
}

static uint32_t sentence_end(const stm_finder *f, uint32_t t)
{
    const stm_sentence *s = &f->article->sentences.at[stm_tok(f, t)->sentence];
    return s->first_token + s->n_tokens;
}

/* A word of the run is the subject of another one of it. */
static bool has_subject(const stm_finder *f, uint32_t first, uint32_t last)
{
    for (uint32_t t = first; t <= last && t < first + 12; t++) {
        uint8_t rel = stm_tok(f, t)->deprel;
        if (rel == STM_DEP_NSUBJ || rel == STM_DEP_NSUBJ_PASS || rel == STM_DEP_EXPL || rel == STM_DEP_CSUBJ) {
            return true;
        }
        if (stm_is_finite(f, t)) {
            return rel == STM_DEP_NSUBJ;
        }
    }
    return true;
}

/* Where the clause begins that starts at `first` by the tree: at its "that", or right behind the verb. */
static uint32_t extend_left(const stm_finder *f, uint32_t v, uint32_t first, uint32_t last, bool addressed)
{
    uint32_t p = stm_child(f, v, STM_DEP_COMPOUND_PRT), next = v + 1, body = first;
    next = p == next ? next + 1 : next;
    if (first <= next || first - next > 60) {
        return first;
    }
    while (body < last && stm_tok(f, body)->upos == STM_PUNCT) {
        body++; /* ", was proof that": the comma of what stands between it and its subject */
    }
    for (uint32_t t = next; t < first; t++) {
        if (stm_word_in(stm_form(f, t), "that whether") && stm_tok(f, t)->upos != STM_DET &&
            stm_tok(f, t)->deprel != STM_DEP_NSUBJ) {
            return t;
        }
        if (stm_is_stop_mark(f, t) || (stm_is_verb(f, t) && stm_tok(f, t)->deprel != STM_DEP_AMOD)) {
            bool gap = !stm_is_stop_mark(f, t) && (stm_tok(f, t)->xpos == STM_XP_VBG || !has_subject(f, body, last));
            bool headless = !addressed && stm_tok(f, next)->upos != STM_PUNCT && stm_is_finite(f, body) &&
                            !has_subject(f, body, last);
            if (addressed || (!gap && !headless)) {
                return first;
            }
        }
    }
    if (addressed) {
        return first;
    }
    while (next < first && (stm_tok(f, next)->upos == STM_ADV || stm_is_time_word(f, next))) {
        next++;
    }
    return next >= first || stm_tok(f, next)->upos == STM_ADP ? first : next;
}

static bool coordinates_verb(const stm_finder *f, uint32_t v, uint32_t cc)
{
    uint32_t h = stm_tok(f, cc)->head;
    return h != STM_NONE && h > cc && stm_tok(f, h)->deprel == STM_DEP_CONJ &&
           (stm_tok(f, h)->head == v || stm_tok(f, h)->head < v) && stm_child(f, h, STM_DEP_NSUBJ) == STM_NONE;
}

/* Last token of the prepositional phrase that begins at t. */
static uint32_t phrase_end(const stm_finder *f, uint32_t t)
{
    uint32_t h = stm_tok(f, t)->head;
    return h != STM_NONE && h > t && h < t + 20 && f->last[h] >= h ? f->last[h] : t;
}

/* "a plan to review", "criticism of", "him as a liar": what goes on with the phrase before it. */
static bool opens_complement(const stm_finder *f, uint32_t t)
{
    uint8_t p = stm_tok(f, t)->upos;
    if (p == STM_PART || stm_str_eq_nocase(stm_form(f, t), STM_STR("to"))) {
        uint32_t verb = t + 1 + (t + 2 < f->article->tokens.n && stm_tok(f, t + 1)->upos == STM_PART);
        verb += verb + 1 < f->article->tokens.n && stm_tok(f, verb)->upos == STM_ADV;
        return verb < f->article->tokens.n && stm_tok(f, verb)->xpos == STM_XP_VB &&
               stm_tok(f, t - 1)->upos == STM_NOUN;
    }
    return p == STM_ADP && stm_word_in(stm_form(f, t), "of about as for against over toward towards between regarding");
}

/* "reported | a fire | at the mill": a phrase of the thing told of, which trees like to hang on the verb; a time is of
 * the telling, where nothing is foretold. */
static bool hung_on_cue(const stm_finder *f, uint32_t v, uint32_t t)
{
    uint32_t h = stm_tok(f, t)->head;
    bool time = h != STM_NONE && !stm_lemma_in(f, v, "predict forecast project expect estimate anticipate") &&
                (stm_tok(f, h)->upos == STM_NUM ||
                 stm_lemma_in(f, h,
                              "time moment a.m. p.m. am pm noon midnight hour minute morning afternoon evening "
                              "night day week weekend month year january february march april may june july "
                              "august september october november december jan. feb. aug. sept. oct. nov. dec."));
    return stm_tok(f, t)->upos == STM_ADP && h != STM_NONE && stm_tok(f, h)->deprel == STM_DEP_OBL && !time &&
           stm_tok(f, h)->head == v && phrase_end(f, t) > t && !stm_lemma_is(f, v, "list") &&
           !stm_word_in(stm_form(f, t), "by to as despite before");
}

/* A closing mark whose opening one is part of the run as well sets nothing apart. */
static bool own_mark(const stm_finder *f, uint32_t first, uint32_t t)
{
    uint32_t q = f->quote_of[t];
    return q != STM_NONE && f->quoted.at[q].at.start >= stm_tok(f, first)->at.start &&
           stm_tok(f, t)->at.end == f->quoted.at[q].at.end;
}

/* Last token of the quoted passage that begins at t. */
static uint32_t quote_end(const stm_finder *f, uint32_t v, uint32_t t, uint32_t end)
{
    uint32_t q = stm_quote_beyond(f, t, v);
    while (q != STM_NONE && t + 1 < end && stm_tok(f, t + 1)->at.end <= f->quoted.at[q].at.end) {
        t++;
    }
    return t;
}

/* "said that in the talks, “we can ...": small letters in marks go on with the clause, and so does whatever stands in
 * marks that nothing sets apart. "the imminent “fall” of": a phrase goes on with its noun in marks. */
static bool goes_on_in_marks(const stm_finder *f, uint32_t v, uint32_t t, uint32_t end, stm_extent kind)
{
    bool comma = stm_str_eqz(stm_form(f, t), ",");
    uint32_t open = kind == STM_EXTENT_CLAUSE && comma ? t + 1 : t, q;
    uint8_t before;
    if (open + 1 >= end) {
        return false;
    }
    q = stm_quote_beyond(f, open, v);
    if (q == STM_NONE || f->quoted.at[q].at.start != stm_tok(f, open)->at.start || f->said_by[open] != STM_NONE) {
        return false;
    }
    before = stm_tok(f, t - 1)->upos;
    if (kind == STM_EXTENT_CLAUSE && open == t) {
        return before != STM_PUNCT;
    }
    return kind == STM_EXTENT_CLAUSE ? stm_form(f, open + 1).p[0] >= 'a' && stm_form(f, open + 1).p[0] <= 'z'
                                     : before == STM_DET || before == STM_ADJ || before == STM_NOUN;
}

/* The first of the verbs of a clause that is finite: its auxiliary, its copula or its main word. */
static uint32_t finite_of(const stm_finder *f, uint32_t head)
{
    for (uint32_t i = f->child_at[head]; i < stm_children_end(f, head); i++) {
        uint32_t c = f->children[i], rel = stm_tok(f, c)->deprel;
        if ((rel == STM_DEP_AUX || rel == STM_DEP_AUX_PASS || rel == STM_DEP_COP) && stm_is_finite(f, c)) {
            return c;
        }
    }
    return head;
}

/* "was quiet, but sales rose", "is quiet, but will rise": the tense goes on. Not "would stay, and he thanked": a plain
 * past of somebody called by a pronoun, behind what was to come or had been, is told of who said so. */
static bool same_tense(const stm_finder *f, uint32_t first, uint32_t last, uint32_t head)
{
    uint32_t b = finite_of(f, head), a = first, subject = stm_child(f, head, STM_DEP_NSUBJ);
    while (a < last && !(stm_is_finite(f, a) && stm_tok(f, a)->deprel != STM_DEP_ACL_RELCL)) {
        a++;
    }
    bool past_a = stm_tok(f, a)->xpos == STM_XP_VBD, past_b = stm_tok(f, b)->xpos == STM_XP_VBD;
    bool modal = stm_is_finite(f, a) && stm_tok(f, a)->upos == STM_AUX && !stm_lemma_is(f, a, "be");
    if (modal && past_b && b == head && subject != STM_NONE && stm_word_in(stm_form(f, subject), "he she")) {
        return false;
    }
    return stm_word_in(stm_form(f, last + 1), "and") ||
           (stm_is_finite(f, a) && stm_is_finite(f, b) && past_a == past_b);
}

/* The verb has a clause for its object, or stands beside speech in marks. */
static bool reports_clause(const stm_finder *f, uint32_t verb)
{
    const stm_cue *cue = stm_tok(f, verb)->lemma.p == NULL
                             ? NULL
                             : stm_cue_find(&f->lexicon->cues, STM_CUE_VERB, stm_tok(f, verb)->lemma, STM_NULL_STR);
    return cue != NULL && (stm_child(f, verb, STM_DEP_CCOMP) != STM_NONE ||
                           ((cue->frames & STM_CUE_QUOTE) != 0 && !stm_lemma_in(f, verb, "release publish issue")));
}

/* ", and the hospital would not release": a further clause with a subject of its own in which nobody reports a clause;
 * behind "but" only in the tense of the one before, which a past cue puts back. */
static bool goes_on_with_clause(const stm_finder *f, uint32_t v, uint32_t first, uint32_t t, uint32_t end)
{
    uint32_t h = STM_NONE;
    if (t + 3 >= end || !stm_str_eqz(stm_form(f, t), ",")) {
        return false;
    }
    for (uint32_t i = f->child_at[v]; i < stm_children_end(f, v); i++) { /* "one was sold, two were leased, and" */
        uint32_t c = f->children[i], s = stm_child(f, c, STM_DEP_NSUBJ);
        s = s == STM_NONE ? stm_child(f, c, STM_DEP_NSUBJ_PASS) : s;
        if (c > t && stm_tok(f, c)->deprel == STM_DEP_CCOMP && s != STM_NONE && f->first[s] == t + 1 &&
            f->first[c] >= t && f->quote_of[c] == f->quote_of[t]) {
            return !reports_clause(f, c);
        }
    }
    if (!stm_word_in(stm_form(f, t + 1), "and but or")) {
        return false;
    }
    if (stm_word_in(stm_form(f, t + 2), "that whether")) {
        return true;
    }
    h = stm_tok(f, t + 1)->head;
    if (h == STM_NONE || h <= t + 1 || h >= end || stm_tok(f, h)->deprel != STM_DEP_CONJ ||
        (stm_child(f, h, STM_DEP_NSUBJ) == STM_NONE && stm_child(f, h, STM_DEP_NSUBJ_PASS) == STM_NONE)) {
        return false;
    }
    if (stm_tok(f, v)->xpos == STM_XP_VBN || stm_is_negated(f, v) ||
        (stm_tok(f, v)->xpos != STM_XP_VBD && !stm_word_in(stm_form(f, t + 1), "and")) || !same_tense(f, first, t, h)) {
        return false; /* what has been said, or has not, is the ground of what is told next */
    }
    return !reports_clause(f, h);
}

/* The clause goes on until something sets the next word apart. */
static uint32_t extend_right(const stm_finder *f, uint32_t v, uint32_t first, uint32_t last, stm_extent kind)
{
    uint32_t end = sentence_end(f, v), t = last + 1;
    while (t < end && t < last + MAX_LOOK) {
        if (goes_on_in_marks(f, v, t, end, kind)) {
            last = quote_end(f, v, t + (kind == STM_EXTENT_CLAUSE && stm_str_eqz(stm_form(f, t), ",")), end);
            t = last + 1;
            continue;
        }
        if (kind == STM_EXTENT_CLAUSE && goes_on_with_clause(f, v, first, t, end)) {
            t += 2;
            continue;
        }
        if ((stm_is_stop_mark(f, t) && !own_mark(f, first, t)) || setting(f, t, end)) {
            break;
        }
        if (stm_tok(f, t)->upos == STM_CCONJ && coordinates_verb(f, v, t)) {
            break;
        }
        if (kind == STM_EXTENT_INFINITIVE && stm_tok(f, t)->upos == STM_SCONJ) {
            kind = STM_EXTENT_CLAUSE; /* "to stay until the storm has passed" */
        }
        if (kind != STM_EXTENT_CLAUSE &&
            (stm_is_finite(f, t) || (stm_tok(f, t)->upos == STM_SCONJ && !opens_complement(f, t)))) {
            break;
        }
        if (kind == STM_EXTENT_PHRASE && t == last + 1 && opens_complement(f, t)) {
            last = phrase_end(f, t);
            t = last + 1;
            continue;
        }
        if (kind == STM_EXTENT_PHRASE && t == last + 1 && hung_on_cue(f, v, t)) {
            last = phrase_end(f, t);
            t = last + 1;
            continue;
        }
        if (kind == STM_EXTENT_PHRASE && !own_mark(f, first, t) &&
            !(stm_tok(f, t)->upos == STM_PROPN && stm_tok(f, t - 1)->upos == STM_PROPN) &&
            !(stm_tok(f, t)->upos == STM_PROPN && stm_tok(f, t - 1)->upos == STM_NOUN)) {
            break;
        }
        t++;
    }
    return t - 1;
}

/* ", adding that ...", ", calling it ..." at the end of what is said. */
static uint32_t cut_participle(const stm_finder *f, uint32_t v, uint32_t first, uint32_t last)
{
    for (uint32_t t = first + 2; t <= last; t++) {
        uint32_t comma = own_mark(f, first, t - 1) && t > first + 2 ? t - 2 : t - 1; /* “a distortion,” calling it */
        if (stm_tok(f, t)->xpos == STM_XP_VBG && stm_str_eqz(stm_form(f, comma), ",") &&
            f->quote_of[t] == f->quote_of[v] && stm_tok(f, t)->lemma.p != NULL &&
            (stm_tok(f, t)->deprel == STM_DEP_ADVCL || comma < t - 1)) {
            const stm_cue *cue = stm_cue_find(&f->lexicon->cues, STM_CUE_VERB, stm_tok(f, t)->lemma, STM_NULL_STR);
            if (comma < t - 1 || (cue != NULL && (cue->frames & (STM_CUE_THAT | STM_CUE_PREDICATE)) != 0)) {
                return comma == t - 1 ? t - 2 : t - 1;
            }
        }
    }
    return last;
}

/* ", while Smith insists that ..." and ", and pledged to ...": another report begins behind the comma. */
static uint32_t cut_next_report(const stm_finder *f, uint32_t v, uint32_t first, uint32_t last)
{
    for (uint32_t t = first + 2; t + 3 <= last; t++) {
        uint32_t h = stm_tok(f, t + 1)->head, w = t + 2;
        const stm_cue *cue;
        if (!stm_str_eqz(stm_form(f, t), ",") || f->quote_of[t] != f->quote_of[v] ||
            !stm_word_in(stm_form(f, t + 1), "while whereas but and although though")) {
            continue;
        }
        while (w < last && stm_tok(f, w)->upos == STM_ADV) {
            w++;
        }
        if (stm_tok(f, v)->xpos == STM_XP_VBD && stm_tok(f, w)->xpos == STM_XP_VBD &&
            stm_child(f, w, STM_DEP_NSUBJ) == STM_NONE) {
            h = w; /* in the cue's own tense and without a subject: the cue's subject goes on */
        } else if (h == STM_NONE || h <= t + 1 || h > last || stm_child(f, h, STM_DEP_NSUBJ) == STM_NONE ||
                   (stm_child(f, h, STM_DEP_CCOMP) == STM_NONE && !stm_lemma_in(f, h, "decline refuse") &&
                    h + 1 <= last)) {
            continue;
        }
        cue = stm_tok(f, h)->lemma.p == NULL
                  ? NULL
                  : stm_cue_find(&f->lexicon->cues, STM_CUE_VERB, stm_tok(f, h)->lemma, STM_NULL_STR);
        if (cue != NULL && (cue->frames & (STM_CUE_THAT | STM_CUE_INFINITIVE)) != 0) {
            return t - 1;
        }
    }
    return last;
}

/* ", a move that ...", "— a claim echoed by ...", "— something he denies": what the reporter says of what was said. */
static bool sums_up(const stm_finder *f, uint32_t t, uint32_t last)
{
    if (t + 2 > last || (stm_word_in(stm_form(f, t), "something") && stm_tok(f, t + 1)->upos != STM_ADJ)) {
        return t + 2 <= last;
    }
    return t + 2 <= last && stm_word_in(stm_form(f, t), "a an") &&
           stm_word_in(stm_form(f, t + 1), "move practice point claim charge allegation assertion statement figure "
                                           "suggestion stance position comment remark reference step fact") &&
           (stm_tok(f, t + 2)->xpos == STM_XP_VBN || stm_word_in(stm_form(f, t + 2), "that which he she they"));
}

/* "he would stay despite the protests", "— even though he had sold it": what stands against it is the reporter's. Not
 * "despite the protests, he would stay".
 */
static bool stands_against(const stm_finder *f, uint32_t first, uint32_t t, uint32_t last)
{
    bool told = false, tells = false;
    if (!stm_word_in(stm_form(f, t), "despite")) {
        return stm_word_in(stm_form(f, t - 1), "— – ― - --") && t > first + 2 && !own_mark(f, first, t - 1) &&
               (stm_word_in(stm_form(f, t), "although though") ||
                (t < last && stm_word_in(stm_form(f, t), "even") && stm_word_in(stm_form(f, t + 1), "though")));
    }
    for (uint32_t k = first; k < t; k++) {
        told = told || stm_is_verb(f, k);
    }
    for (uint32_t k = t; k <= last; k++) {
        tells = tells || stm_is_finite(f, k);
    }
    return told || !tells;
}

/* ", which ..." at the end is most often the reporter's own. */
static uint32_t cut_relative(const stm_finder *f, uint32_t v, uint32_t first, uint32_t last)
{
    for (uint32_t t = first + 2; t <= last; t++) {
        if (f->quote_of[t] == f->quote_of[v] && stm_word_in(stm_form(f, t - 1), ", — – ― - --") &&
            sums_up(f, t, last)) {
            return t - 2;
        }
        if (f->quote_of[t] == f->quote_of[v] && stands_against(f, first, t, last)) {
            return stm_is_stop_mark(f, t - 1) ? t - 2 : t - 1;
        }
        if (f->quote_of[t] == f->quote_of[v] && stm_str_eqz(stm_form(f, t - 1), ",") &&
            stm_word_in(stm_form(f, t), "which") && stm_tok(f, t)->head != STM_NONE &&
            f->last[stm_tok(f, t)->head] >= last) {
            return t - 2;
        }
    }
    return last;
}

/* "Silva, who said the talks had failed, flew home": the main clause goes on behind the comma. */
static uint32_t cut_main_clause(const stm_finder *f, uint32_t v, uint32_t first, uint32_t last)
{
    uint32_t s = stm_child(f, v, STM_DEP_NSUBJ);
    if (stm_tok(f, v)->deprel != STM_DEP_ACL_RELCL || s == STM_NONE || s < 1 || !stm_str_eqz(stm_form(f, s - 1), ",")) {
        return last;
    }
    for (uint32_t t = first + 1; t < last; t++) {
        bool verb =
            stm_is_finite(f, t + 1) || stm_tok(f, t + 1)->upos == STM_VERB || stm_tok(f, t + 1)->upos == STM_AUX;
        if (stm_str_eqz(stm_form(f, t), ",") && f->quote_of[t] == f->quote_of[v] && verb &&
            stm_tok(f, t + 1)->xpos != STM_XP_VBG && stm_child(f, t + 1, STM_DEP_NSUBJ) == STM_NONE) {
            return t - 1;
        }
    }
    return last;
}

/* "Asked whether he would stay, Kun said": what a participle at the front reports ends at the comma. */
static uint32_t cut_front(const stm_finder *f, uint32_t v, uint32_t first, uint32_t last)
{
    uint32_t start = f->article->sentences.at[stm_tok(f, v)->sentence].first_token;
    uint8_t x = stm_tok(f, v)->xpos;
    if (v > start + 1 || (x != STM_XP_VBN && x != STM_XP_VBG && x != STM_XP_VBD) ||
        stm_child(f, v, STM_DEP_NSUBJ) != STM_NONE) {
        return last;
    }
    for (uint32_t t = first + 1; t <= last; t++) {
        if (stm_str_eqz(stm_form(f, t), ",") && f->quote_of[t] == f->quote_of[v]) {
            return t - 1;
        }
    }
    return last;
}

uint32_t stm_extent_one_clause(const stm_finder *f, uint32_t first, uint32_t last)
{
    bool seen = false, nominal = false;
    for (uint32_t t = first; t <= last; t++) {
        uint8_t p = stm_tok(f, t)->upos;
        if (stm_is_finite(f, t) && seen && !nominal) {
            return t - 1;
        }
        if (stm_is_finite(f, t) || p == STM_VERB || p == STM_AUX) {
            seen = seen || stm_is_finite(f, t);
            nominal = false;
        } else if (p == STM_NOUN || p == STM_PROPN || p == STM_PRON || p == STM_CCONJ || p == STM_DET ||
                   p == STM_PUNCT) {
            nominal = true;
        }
    }
    return last;
}

/* "was sworn", "were announced". */
static bool passive_past(const stm_finder *f, uint32_t verb)
{
    uint32_t aux = stm_child(f, verb, STM_DEP_AUX_PASS);
    return stm_tok(f, verb)->xpos == STM_XP_VBN && aux != STM_NONE && stm_tok(f, aux)->xpos == STM_XP_VBD;
}

/* "urged him to go after a jury was sworn": what is asked for is to come, and what a past clause tells is why it is
 * asked for now; so is what stands behind ", after".
 */
static uint32_t cut_cause(const stm_finder *f, uint32_t v, uint32_t first, uint32_t last)
{
    if (!stm_lemma_in(f, v,
                      "call urge ask press pressure demand order want beg implore appeal push request invite "
                      "encourage vow promise pledge threaten")) {
        return last; /* "accused him of leaving after it fell" */
    }
    for (uint32_t t = first + 2; t + 2 <= last; t++) {
        uint32_t h = stm_tok(f, t)->head;
        if (stm_word_in(stm_form(f, t), "have been")) {
            return last; /* "claimed to have left" */
        }
        if (f->quote_of[t] != f->quote_of[v] || !stm_word_in(stm_form(f, t), "after")) {
            continue;
        }
        if (stm_str_eqz(stm_form(f, t - 1), ",")) {
            return t - 2;
        }
        if (h != STM_NONE && h > t && h <= last && stm_tok(f, t)->deprel == STM_DEP_MARK &&
            (stm_tok(f, h)->xpos == STM_XP_VBD || passive_past(f, h))) {
            return t - 1;
        }
    }
    return last;
}

/* The end of "on Wednesday morning", "last month", "earlier this week", "a week ago" at token t, or t. */
static uint32_t day_end(const stm_finder *f, uint32_t t, uint32_t last)
{
    uint32_t k = t;
    if (t + 3 <= last && stm_word_in(stm_form(f, t + 2), "ago")) {
        return stm_word_in(stm_form(f, t + 1), "week weeks day days month months year years") ? t + 3 : t;
    }
    k += k < last && stm_word_in(stm_form(f, k), "on earlier late early");
    if (k + 1 < last && stm_word_in(stm_form(f, k), "last this")) {
        return stm_word_in(stm_form(f, k + 1), "week weekend month year night morning afternoon evening spring summer "
                                               "autumn fall winter monday tuesday wednesday thursday friday saturday "
                                               "sunday")
                   ? k + 2
                   : t;
    }
    if (k >= last || !stm_word_in(stm_form(f, k), "monday tuesday wednesday thursday friday saturday sunday yesterday "
                                                  "today tonight")) {
        return t;
    }
    k++;
    return k + (k < last && stm_word_in(stm_form(f, k), "morning afternoon evening night"));
}

/* "said on Wednesday the bid was too low", "said last month that the harbour would close": right behind the cue, and
 * without a comma, the day is that of speaking. Not "said Monday was quiet", "said Friday's vote", "said Sunday
 * services". The first token of what is said.
 */
static uint32_t cut_day(const stm_finder *f, uint32_t v, uint32_t first, uint32_t last)
{
    bool on = v + 1 < last && stm_word_in(stm_form(f, v + 1), "on"), opens;
    uint32_t t = day_end(f, v + 1, last);
    uint8_t p;
    if (t == v + 1 || first <= v || first > t || t >= last) {
        return first;
    }
    p = stm_tok(f, t)->upos;
    opens = p == STM_DET || p == STM_PRON || p == STM_PROPN || p == STM_NUM || p == STM_ADJ || (on && p == STM_NOUN) ||
            stm_word_in(stm_form(f, t), "that");
    return opens && has_subject(f, t, last) ? t : first;
}

/* "said afterward that", "said only that": the adverb is of the saying. */
static uint32_t cut_adverb(const stm_finder *f, uint32_t first, uint32_t last)
{
    return first + 1 < last && stm_tok(f, first)->upos == STM_ADV && stm_word_in(stm_form(f, first + 1), "that") &&
                   stm_tok(f, first + 1)->upos == STM_SCONJ
               ? first + 1
               : first;
}

/* "told Northern Wire the firm had not sold": a name right behind the cue, before a determiner or a pronoun that begins
 * a clause, is the one addressed.
 */
static uint32_t cut_addressee(const stm_finder *f, uint32_t v, uint32_t first, uint32_t last)
{
    uint32_t t = first;
    if (first != v + 1) {
        return first;
    }
    while (t < last && t < first + 4 && stm_tok(f, t)->upos == STM_PROPN) {
        t++;
    }
    bool opens = t > first && (stm_tok(f, t)->upos == STM_DET || stm_tok(f, t)->xpos == STM_XP_PRP ||
                               stm_tok(f, t)->xpos == STM_XP_PRPS);
    return t < last && opens && has_subject(f, t, last) ? t : first;
}

void stm_extent_fit(const stm_finder *f, uint32_t v, stm_extent kind, bool addressed, stm_runs *r)
{
    uint32_t i;
    if (r->n == 0 || r->first[r->n - 1] < v) {
        return;
    }
    i = r->n - 1;
    if (kind == STM_EXTENT_CLAUSE && (i == 0 || r->last[i - 1] < v)) {
        r->first[i] = extend_left(f, v, r->first[i], r->last[i], addressed);
    }
    r->last[i] = extend_right(f, v, r->first[i], r->last[i], kind);
    r->last[i] = cut_participle(f, v, r->first[i], r->last[i]);
    if (kind == STM_EXTENT_CLAUSE) {
        r->last[i] = cut_next_report(f, v, r->first[i], r->last[i]);
    }
    if (kind != STM_EXTENT_CLAUSE) {
        r->last[i] = cut_cause(f, v, r->first[i], r->last[i]);
    }
    r->last[i] = cut_front(f, v, r->first[i], r->last[i]);
    r->last[i] = cut_main_clause(f, v, r->first[i], r->last[i]);
    r->last[i] = cut_relative(f, v, r->first[i], r->last[i]);
    r->first[i] = cut_adverb(f, cut_day(f, v, r->first[i], r->last[i]), r->last[i]);
    if (addressed && kind == STM_EXTENT_CLAUSE) {
        r->first[i] = cut_addressee(f, v, r->first[i], r->last[i]);
    }
    /* "agreed Friday to pay", "said on Monday that": the day is that of speaking */
    for (uint32_t t = r->first[i]; t < r->last[i] && t < r->first[i] + 2; t++) {
        if (stm_is_time_word(f, t) && stm_word_in(stm_form(f, t + 1), "that to") &&
            stm_tok(f, t + 1)->upos != STM_DET && (t == r->first[i] || stm_word_in(stm_form(f, r->first[i]), "on"))) {
            r->first[i] = t + 1;
            break;
        }
    }
}
