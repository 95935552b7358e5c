/* attribution_nouns.c: nouns, adjectives and phrases that report: "his claim that", "confident that", "according to".
 *
 * In: a noun or adjective of the lexicon, or the first word of a phrase.  Out: at most one attribution.
 * Never: reports a noun phrase behind a noun when nobody is named who said it.
 * Cost: linear in the children of the word and of its heads.
 */
#include "extract/attribution.h"

/* ---- nouns --------------------------------------------------------------------------------------------- */

typedef struct noun_frame {
    uint32_t content;     /* head of what is said */
    uint32_t content_cut; /* its preposition, which goes with the cue, or STM_NONE */
    bool clause;
} noun_frame;

#define THOUGHTS "speculation fear hope concern worry rumor rumour suspicion report"

/* "on speculation the deal would fail", "fears it will spread": a noun of thinking without an article or owner, with
 * the clause right behind it. */
static uint32_t bare_clause(const stm_finder *f, uint32_t n)
{
    if (!stm_lemma_in(f, n, THOUGHTS) || stm_child(f, n, STM_DEP_DET) != STM_NONE ||
        stm_child(f, n, STM_DEP_NMOD_POSS) != STM_NONE) {
        return STM_NONE;
    }
    return stm_clause_right_behind(f, n);
}

/* "warnings from the council that the wall would fall": the clause that the tree hangs on the noun behind "from" or
 * "by", though it has a subject of its own. */
static uint32_t clause_behind_source(const stm_finder *f, uint32_t n)
{
    for (uint32_t i = f->child_at[n]; i < stm_children_end(f, n); i++) {
        uint32_t c = f->children[i];
        if (c < n || stm_tok(f, c)->deprel != STM_DEP_NMOD || stm_marker(f, c, "by from among") == STM_NONE) {
            continue;
        }
        for (uint32_t k = f->child_at[c]; k < stm_children_end(f, c); k++) {
            uint32_t v = f->children[k], rel = stm_tok(f, v)->deprel, first = f->first[v];
            if (v > c && (rel == STM_DEP_ACL || rel == STM_DEP_ACL_RELCL || rel == STM_DEP_CCOMP) &&
                stm_word_in(stm_form(f, first), "that") && stm_tok(f, first)->deprel == STM_DEP_MARK &&
                (stm_child(f, v, STM_DEP_NSUBJ) != STM_NONE || stm_child(f, v, STM_DEP_NSUBJ_PASS) != STM_NONE)) {
                return v;
            }
        }
    }
    return STM_NONE;
}

static bool noun_content(const stm_finder *f, const stm_cue *cue, uint32_t n, noun_frame *out)
{
    *out = (noun_frame){ STM_NONE, STM_NONE, false };
    for (uint32_t i = f->child_at[n]; i < stm_children_end(f, n); i++) {
        uint32_t c = f->children[i], rel = stm_tok(f, c)->deprel, p;
        if (c < n) {
            continue;
        }
        if (rel == STM_DEP_ACL || rel == STM_DEP_CCOMP || rel == STM_DEP_ACL_RELCL) {
            bool that = stm_marker(f, c, "that") != STM_NONE && (cue->frames & STM_CUE_THAT) != 0;
            bool whether = stm_marker(f, c, "whether if") != STM_NONE && (cue->frames & STM_CUE_WHETHER) != 0;
            bool to = stm_marker(f, c, "to") != STM_NONE && rel != STM_DEP_ACL_RELCL &&
                      (cue->frames & STM_CUE_INFINITIVE) != 0;
            if (that || whether || to) {
                *out = (noun_frame){ c, STM_NONE, true };
                return true;
            }
        }
        if (rel == STM_DEP_NMOD || rel == STM_DEP_ACL) {
            p = stm_marker_of(f, c, &cue->behind);
            if (p != STM_NONE && p == f->first[c] && out->content == STM_NONE && f->last[c] > p) {
                *out = (noun_frame){ c, p, false };
            }
        }
    }
    if (out->content == STM_NONE && (cue->frames & STM_CUE_THAT) != 0) {
        uint32_t c = clause_behind_source(f, n);
        c = c == STM_NONE ? bare_clause(f, n) : c;
        *out = (noun_frame){ c, STM_NONE, c != STM_NONE };
    }
    return out->content != STM_NONE;
}

/* "his claim", "the army's claim", "a claim by officials", "issued a claim". *light: the verb that joins the cue. */
static uint32_t noun_source(const stm_finder *f, uint32_t n, uint32_t content, uint32_t *without, uint32_t *light)
{
    uint32_t h = stm_tok(f, n)->head, rel = stm_tok(f, n)->deprel, s = stm_child(f, n, STM_DEP_NMOD_POSS);
    *without = *light = STM_NONE;
    if (s != STM_NONE) {
        return s;
    }
    for (uint32_t i = f->child_at[n]; i < stm_children_end(f, n); i++) {
        uint32_t c = f->children[i];
        if (c > n && c != content && stm_tok(f, c)->deprel == STM_DEP_NMOD &&
            stm_marker(f, c, "by from among") != STM_NONE) {
            return c;
        }
    }
    if (h != STM_NONE && (rel == STM_DEP_OBJ || (rel == STM_DEP_OBL && n > h)) && stm_is_verb(f, h)) {
        bool verb_is_light =
            stm_lemma_in(f, h,
                         "make express issue voice raise offer give have deliver release repeat "
                         "send share hold put level face take use reiterate renew launch poke call draw "
                         "pay claim throw cast lend declare announce pledge show keep") ||
            rel == STM_DEP_OBL;
        if (!verb_is_light || (rel == STM_DEP_OBL && stm_marker(f, n, "with in") == STM_NONE)) {
            return STM_NONE;
        }
        s = stm_is_passive(f, h) ? stm_agent(f, h) : stm_subject(f, h, without);
        *light = rel == STM_DEP_OBJ ? h : STM_NONE;
        return s;
    }
    return STM_NONE;
}

/* "rejected claims that he lied", "denying reports it had planned a sale": right before the noun, a verb by which
 * another denies what it reports. */
static void denial(stm_finder *f, uint32_t n, const stm_runs *content)
{
    uint32_t v = n > 0 && (stm_tok(f, n - 1)->upos == STM_ADJ || stm_tok(f, n - 1)->upos == STM_DET) ? n - 2 : n - 1,
             without;
    const stm_cue *cue;
    stm_runs r = *content;
    uint32_t s;
    if (n < 2 || v >= f->article->tokens.n || stm_tok(f, v)->lemma.p == NULL || f->said_by[v] != STM_NONE ||
        stm_tok(f, v)->sentence != stm_tok(f, n)->sentence ||
        !stm_lemma_in(f, v, "reject deny dismiss dispute refute rebut")) {
        return;
    }
    cue = stm_cue_find(&f->lexicon->cues, STM_CUE_VERB, stm_tok(f, v)->lemma, STM_NULL_STR);
    s = stm_subject(f, stm_participle_head(f, v), &without);
    s = s == STM_NONE || s > v ? stm_noun_before(f, v) : s;
    if (cue == NULL || s == STM_NONE) {
        return;
    }
    stm_runs_add(&r, v + 1, n);
    (void)stm_said_add(f, &r, v, stm_cue_span(f, v, STM_NONE), stm_cue_act(cue, STM_CUE_THAT | STM_CUE_NOUN), s,
                       without);
}

/* "Officials raised the stakes, warning that": a participle that was tagged as a noun. */
static uint32_t of_participle(const stm_finder *f, uint32_t n, uint32_t *without)
{
    uint32_t h = n > 0 && stm_str_eqz(stm_form(f, n - 1), ",") && stm_str_eqz(stm_form(f, n), "warning") ? n : STM_NONE;
    while (h != STM_NONE && (h >= n || !stm_is_verb(f, h) || stm_child(f, h, STM_DEP_NSUBJ) == STM_NONE)) {
        h = stm_tok(f, h)->head;
    }
    return h == STM_NONE ? STM_NONE : stm_subject(f, h, without);
}

void stm_attribute_noun(stm_finder *f, uint32_t n)
{
    const stm_cue *cue = stm_tok(f, n)->lemma.p == NULL
                             ? NULL
                             : stm_cue_find(&f->lexicon->cues, STM_CUE_NOUN_WORD, stm_tok(f, n)->lemma, STM_NULL_STR);
    noun_frame x;
    uint32_t source, without, light, from;
    stm_runs r = { .n = 0 };
    stm_span span = stm_tok(f, n)->at;
    stm_said *said;
    if (cue == NULL || f->said_by[n] != STM_NONE || !noun_content(f, cue, n, &x)) {
        return;
    }
    source = noun_source(f, n, x.content, &without, &light);
    source = source == STM_NONE && x.clause ? of_participle(f, n, &without) : source;
    without = source != STM_NONE && source < x.content && stm_tok(f, x.content)->head == source ? x.content : without;
    if (source == STM_NONE && (!x.clause || stm_marker(f, x.content, "to") != STM_NONE)) {
        return;
    }
    from = x.clause && f->first[x.content] <= n ? n + 1 : f->first[x.content];
    stm_runs_add(&r, from, x.clause ? stm_extent_one_clause(f, from, f->last[x.content]) : f->last[x.content]);
    if (x.content_cut != STM_NONE) {
        stm_runs_cut(&r, x.content_cut, x.content_cut);
    }
    if (source != STM_NONE && source > x.content && f->first[source] >= f->first[x.content] &&
        f->last[source] <= f->last[x.content]) {
        return;
    }
    denial(f, n, &r);
    if (light != STM_NONE && light < n && n - light < 6) {
        span.start = stm_cue_span(f, light, STM_NONE).start;
    }
    if (x.content_cut != STM_NONE && x.content_cut == n + 1) {
        span.end = stm_tok(f, x.content_cut)->at.end;
    }
    said =
        stm_said_add(f, &r, n, span,
                     x.clause ? stm_cue_act(cue, STM_CUE_THAT | STM_CUE_WHETHER | STM_CUE_INFINITIVE) : cue->behind_act,
                     source, without);
    if (said != NULL) {
        said->extent = x.clause ? STM_EXTENT_CLAUSE : STM_EXTENT_PHRASE;
    }
}

/* ---- adjectives ---------------------------------------------------------------------------------------- */

void stm_attribute_adjective(stm_finder *f, uint32_t a)
{
    const stm_cue *cue = stm_tok(f, a)->lemma.p == NULL
                             ? NULL
                             : stm_cue_find(&f->lexicon->cues, STM_CUE_ADJECTIVE, stm_tok(f, a)->lemma, STM_NULL_STR);
    uint32_t cop = stm_child(f, a, stm_tok(f, a)->xpos == STM_XP_VBN ? STM_DEP_AUX_PASS : STM_DEP_COP), subject,
             without, content = STM_NONE, preposition = STM_NONE;
    stm_runs r = { .n = 0 };
    stm_span span;
    stm_said *said;
    if (cue == NULL && cop != STM_NONE && stm_tok(f, a)->xpos == STM_XP_VBN) { /* "were concerned", as of to concern */
        cue = stm_cue_find(&f->lexicon->cues, STM_CUE_ADJECTIVE, stm_form(f, a), STM_NULL_STR);
    }
    if (cue == NULL || f->said_by[a] != STM_NONE) {
        return;
    }
    subject = stm_subject(f, a, &without);
    if (stm_lemma_in(f, a, "clear unclear")) { /* "it is unclear whether", "she made it clear that" */
        uint32_t h = stm_tok(f, a)->head;
        bool made = h != STM_NONE && stm_lemma_is(f, h, "make") && stm_tok(f, a)->deprel == STM_DEP_XCOMP;
        subject = made ? stm_subject(f, h, &without) : STM_NONE;
    } else if (subject == STM_NONE || stm_lemma_in(f, subject, "it this that there")) {
        return;
    }
    for (uint32_t i = f->child_at[a]; i < stm_children_end(f, a) && content == STM_NONE; i++) {
        uint32_t c = f->children[i], rel = stm_tok(f, c)->deprel;
        bool clause = rel == STM_DEP_CCOMP || rel == STM_DEP_XCOMP || rel == STM_DEP_ADVCL;
        if (c < a) {
            continue;
        }
        if (((rel == STM_DEP_CCOMP || rel == STM_DEP_CSUBJ) && (cue->frames & (STM_CUE_THAT | STM_CUE_WHETHER)) != 0) ||
            (clause && stm_marker(f, c, "that") != STM_NONE && (cue->frames & STM_CUE_THAT) != 0) ||
            (clause && stm_marker(f, c, "to") != STM_NONE && (cue->frames & STM_CUE_INFINITIVE) != 0)) {
            content = c;
        } else if (rel == STM_DEP_OBL || rel == STM_DEP_ADVCL) {
            preposition = stm_marker_of(f, c, &cue->behind);
            if (preposition != STM_NONE && preposition == f->first[c] && f->last[c] > preposition) {
                content = c;
            } else {
                preposition = STM_NONE;
            }
        }
    }
    if (content == STM_NONE) {
        return;
    }
    stm_runs_add(&r, f->first[content] > a ? f->first[content] : a + 1, f->last[content]);
    stm_cut_at_semicolon(f, a, &r);
    if (preposition != STM_NONE) {
        stm_runs_cut(&r, preposition, preposition);
    }
    span = stm_cue_span(f, a, preposition);
    if (cop != STM_NONE && cop < a && a - cop < 6 && stm_tok(f, cop)->at.start < span.start) {
        span.start = stm_tok(f, cop)->at.start;
    }
    said = stm_said_add(f, &r, a, span,
                        preposition != STM_NONE ? cue->behind_act : stm_cue_act(cue, STM_CUE_THAT | STM_CUE_INFINITIVE),
                        subject, without);
    if (said != NULL) {
        said->extent = preposition != STM_NONE ? STM_EXTENT_PHRASE : STM_EXTENT_CLAUSE;
    }
}

/* ---- "according to" ------------------------------------------------------------------------------------ */

/* Head of the noun phrase behind "according to", and the last word of the phrase's marker. */
static uint32_t according_to(const stm_finder *f, uint32_t t, uint32_t *marker_end)
{
    uint32_t h = stm_tok(f, t)->head;
    if (!stm_str_eq_nocase(stm_form(f, t), STM_STR("according")) || t + 2 >= f->article->tokens.n ||
        !stm_str_eq_nocase(stm_form(f, t + 1), STM_STR("to"))) {
        return STM_NONE;
    }
    *marker_end = t + 1;
    if (h != STM_NONE && h > t + 1 && stm_tok(f, t)->deprel == STM_DEP_CASE) {
        return h;
    }
    for (uint32_t i = f->child_at[t]; i < stm_children_end(f, t); i++) { /* parsed as a verb with an oblique */
        uint32_t c = f->children[i];
        if (c > t + 1 && (stm_tok(f, c)->deprel == STM_DEP_OBL || stm_tok(f, c)->deprel == STM_DEP_NMOD)) {
            return c;
        }
    }
    return STM_NONE;
}

/* "hopes to cut costs — roughly 9 million a year, according to the board": what an unpaired dash sets apart at the end
 * of a sentence is all that such a phrase behind it speaks of, where that is no clause. Its first token, or `first`. */
static uint32_t behind_dash(const stm_finder *f, uint32_t first, uint32_t from)
{
    uint32_t dash = STM_NONE;
    for (uint32_t t = first + 1; t + 1 < from; t++) {
        if (stm_word_in(stm_form(f, t), "— – ― --")) {
            if (dash != STM_NONE) {
                return first;
            }
            dash = t;
        }
        if (dash != STM_NONE && stm_is_finite(f, t)) {
            return first;
        }
    }
    return dash == STM_NONE || dash + 2 >= from ? first : dash + 1;
}

/* The clause that the phrase speaks of: at an edge of the sentence all of it, else the clause that it hangs on. */
void stm_attribute_phrase(stm_finder *f, uint32_t t)
{
    uint32_t marker_end = t, np = according_to(f, t, &marker_end), h, first, last, s;
    stm_runs r = { .n = 0 };
    const stm_sentence *sentence;
    if (np == STM_NONE || f->said_by[t] != STM_NONE) {
        return;
    }
    s = stm_tok(f, t)->sentence;
    sentence = &f->article->sentences.at[s];
    first = sentence->first_token;
    last = first + sentence->n_tokens - 1;
    h = stm_tok(f, np)->head;
    if (h == t) {
        h = stm_tok(f, t)->head;
    }
    uint32_t from = t, to = f->last[np];
    while (last > to && stm_tok(f, last)->upos == STM_PUNCT) {
        last--;
    }
    bool at_start = from <= first + 1, at_end = to >= last;
    bool comma = from > first && stm_word_in(stm_form(f, from - 1), ", ” \" '' — – -");
    if (h == STM_NONE || at_start || (at_end && comma)) {
        uint32_t start = at_end && !at_start ? behind_dash(f, first, from) : first;
        stm_runs_add(&r, start, first + sentence->n_tokens - 1);
    } else {
        while (stm_tok(f, h)->head != STM_NONE && !stm_is_verb(f, h) && stm_child(f, h, STM_DEP_COP) == STM_NONE) {
            h = stm_tok(f, h)->head; /* up to a clause */
        }
        stm_runs_add_tree(f, &r, h);
    }
    stm_runs_cut(&r, from, to);
    (void)stm_said_add(f, &r, t, (stm_span){ stm_tok(f, t)->at.start, stm_tok(f, marker_end)->at.end }, STM_ACT_SAY, np,
                       STM_NONE);
    if (f->said.n > 0 && f->said_by[t] == f->said.n - 1) { /* the source begins behind the marker */
        stm_said *said = &f->said.at[f->said.n - 1];
        for (uint32_t k = comma && from > first ? from - 1 : from; k <= to; k++) {
            f->aside[k] = t;
        }
        if (said->source.start < stm_tok(f, marker_end + 1)->at.start) {
            said->source.start = stm_tok(f, marker_end + 1)->at.start;
        }
    }
}
