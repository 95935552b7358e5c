/* attribution_modality.c: how what is said stands to fact: asserted, possible, future, under a condition, a duty, an
 * intention, a question.
 *
 * In: attributions with their acts and extents.  Out: their modality.  Never: judges whether it is true, or how far the
 * speaker believes it; `negated` and the act say no and doubt.
 *
 * The idea. The main clause of what is said carries it: its auxiliary ("may"), an adverb ("perhaps"), a main word with
 * an infinitive ("plans to", "has to"), an if-clause beside it. "Would" in reported speech told in the past is a
 * future ("said he would resign"), elsewhere a condition. What is only wanted (promised to, called for) is an
 * intention, whatever its verb. "I think that" is looked through. Where no clause is said, nothing is told: none.
 * Cost: linear in the tokens of the first piece of each content up to its first clause.
 * Source: Quirk et al. 1985, 4.49-66 and 14.31 (backshift); the classes are those that FactBank (Sauri and Pustejovsky
 * 2009) marks, without its degrees.
 */
#include "extract/attribution.h"

typedef struct clause {
    const stm_finder *f;
    const stm_said *said;
    uint32_t w; /* main word */
} clause;

static stm_modality word(const clause *c, stm_modal_class kind, uint32_t t)
{
    return stm_modal_word(&c->f->lexicon->modal, kind,
                          stm_tok(c->f, t)->lemma.p == NULL ? stm_form(c->f, t) : stm_tok(c->f, t)->lemma);
}

/* What is wanted, not told. */
static bool wishes(stm_act act)
{
    switch (act) {
    case STM_ACT_PROMISE:
    case STM_ACT_THREATEN:
    case STM_ACT_PROPOSE:
    case STM_ACT_DEMAND:
    case STM_ACT_ORDER:
    case STM_ACT_HOPE: return true;
    default: return false;
    }
}

/* "I think that he left": what is thought. */
static uint32_t look_through(const stm_finder *f, uint32_t w)
{
    for (int i = 0; i < 3; i++) {
        uint32_t s = stm_child(f, w, STM_DEP_NSUBJ), c = stm_child(f, w, STM_DEP_CCOMP);
        if (s == STM_NONE || c == STM_NONE || c < w || !stm_lemma_in(f, s, "i we") || stm_is_negated(f, w) ||
            !stm_lemma_in(f, w, "think believe guess suppose feel say know tell")) {
            break;
        }
        w = c;
    }
    return w;
}

static bool asked(const clause *c, uint32_t first)
{
    const stm_finder *f = c->f;
    const stm_sentence *s = &f->article->sentences.at[stm_tok(f, c->w)->sentence];
    bool wh = stm_tok(f, first)->xpos == STM_XP_WP || stm_tok(f, first)->xpos == STM_XP_WRB ||
              stm_tok(f, first)->xpos == STM_XP_WDT;
    if (stm_word_in(stm_form(f, first), "whether") || (c->said->act == STM_ACT_ASK && !c->said->direct && wh) ||
        (stm_word_in(stm_form(f, first), "if") && stm_tok(f, first)->head == c->w && c->said->cue_token != STM_NONE &&
         (c->said->act == STM_ACT_ASK || c->said->negated ||
          stm_lemma_in(f, c->said->cue_token, "know see wonder doubt decide")))) {
        return true;
    }
    for (uint32_t t = c->w + 1; t < s->first_token + s->n_tokens;
         t++) { /* to the end of the sentence, or of what is said */
        if (stm_tok(f, t)->at.start >= c->said->content.at[c->said->content.n - 1].end) {
            break;
        }
        if (stm_tok(f, t)->upos == STM_PUNCT && stm_form(f, t).p[0] == '?') {
            return true;
        }
    }
    return false;
}

static bool under_condition(const clause *c)
{
    const stm_finder *f = c->f;
    for (uint32_t i = f->child_at[c->w]; i < stm_children_end(f, c->w); i++) {
        uint32_t k = f->children[i], mark;
        if (stm_tok(f, k)->deprel != STM_DEP_ADVCL) {
            continue;
        }
        mark = stm_marker(f, k, "if unless");
        if (mark != STM_NONE && (mark == 0 || !stm_word_in(stm_form(f, mark - 1), "as even"))) {
            return true;
        }
    }
    return false;
}

/* The main word itself: "is likely to lose", "has to go", "it is possible that". */
static stm_modality of_main_word(const clause *c)
{
    const stm_finder *f = c->f;
    stm_modality m = word(c, STM_MODAL_COMPLEMENT, c->w);
    if (m != STM_MODALITY_NONE) {
        for (uint32_t i = f->child_at[c->w]; i < stm_children_end(f, c->w); i++) {
            uint32_t k = f->children[i], rel = stm_tok(f, k)->deprel, to;
            if (k < c->w || (rel != STM_DEP_XCOMP && rel != STM_DEP_CCOMP && rel != STM_DEP_ADVCL)) {
                continue;
            }
            to = stm_marker(f, k, "to");
            if (to != STM_NONE && to < c->w + 6 && (m != STM_MODALITY_FUTURE || to <= c->w + 2) &&
                (!stm_lemma_is(f, c->w, "go") || stm_tok(f, c->w)->xpos == STM_XP_VBG)) {
                return m;
            }
        }
    }
    return word(c, STM_MODAL_PREDICATE, c->w);
}

/* "would": a condition, or in reported speech told in the past a future. */
static stm_modality of_would(const clause *c)
{
    const stm_finder *f = c->f;
    uint8_t x = c->said->cue_token == STM_NONE ? 0 : stm_tok(f, c->said->cue_token)->xpos;
    for (uint32_t i = f->child_at[c->w]; i < stm_children_end(f, c->w); i++) {
        uint32_t k = f->children[i];
        if (stm_tok(f, k)->deprel == STM_DEP_AUX && stm_word_in(stm_form(f, k), "have ’ve 've")) {
            return STM_MODALITY_CONDITIONAL;
        }
    }
    if (stm_quote_beyond(f, c->w, c->said->cue_token) != STM_NONE || c->said->verbatim) {
        return STM_MODALITY_CONDITIONAL;
    }
    return x == STM_XP_VBD || x == STM_XP_VBN || x == STM_XP_VBG || x == STM_XP_NN || x == STM_XP_NNS
               ? STM_MODALITY_FUTURE
               : STM_MODALITY_CONDITIONAL;
}

static stm_modality of_clause(const clause *c)
{
    const stm_finder *f = c->f;
    stm_modality aux = STM_MODALITY_NONE, main = of_main_word(c);
    bool maybe = main == STM_MODALITY_POSSIBLE, order;
    if (under_condition(c)) {
        return STM_MODALITY_CONDITIONAL;
    }
    for (uint32_t i = f->child_at[c->w]; i < stm_children_end(f, c->w); i++) {
        uint32_t k = f->children[i], rel = stm_tok(f, k)->deprel;
        if (rel == STM_DEP_ADVMOD) {
            maybe = maybe || word(c, STM_MODAL_ADVERB, k) == STM_MODALITY_POSSIBLE;
        } else if (rel == STM_DEP_AUX && aux == STM_MODALITY_NONE) {
            aux = stm_word_in(stm_form(f, k), "would 'd ’d") && stm_tok(f, k)->xpos == STM_XP_MD
                      ? of_would(c)
                      : word(c, STM_MODAL_AUX, k);
            if (stm_word_in(stm_form(f, k), "could") && stm_is_negated(f, c->w)) {
                aux = STM_MODALITY_NONE; /* "could not see": was not able to */
            }
        }
    }
    if (maybe || aux == STM_MODALITY_POSSIBLE) {
        return STM_MODALITY_POSSIBLE;
    }
    if (main != STM_MODALITY_NONE) {
        return main;
    }
    order = c->said->direct && stm_tok(f, c->w)->xpos == STM_XP_VB && aux == STM_MODALITY_NONE &&
            stm_child(f, c->w, STM_DEP_NSUBJ) == STM_NONE && stm_child(f, c->w, STM_DEP_NSUBJ_PASS) == STM_NONE &&
            stm_marker(f, c->w, "to") == STM_NONE;
    if (order) {
        return STM_MODALITY_OBLIGATION;
    }
    if (!c->said->direct && (c->said->act == STM_ACT_HOPE || (wishes(c->said->act) && aux == STM_MODALITY_NONE))) {
        return STM_MODALITY_INTENTION; /* "demanded that it leave", "hopes that it will" */
    }
    return aux != STM_MODALITY_NONE ? aux : STM_MODALITY_ASSERTED;
}

static stm_modality modality_of(const stm_finder *f, const stm_said *s)
{
    clause c = { f, s, stm_said_main_word(f, s) };
    uint32_t first = stm_token_from(f->article, s->content.at[0].start);
    if (s->predicate) {
        return STM_MODALITY_ASSERTED;
    }
    if (s->extent == STM_EXTENT_INFINITIVE && !s->direct) {
        if (s->agentless && s->cue_token != STM_NONE) {
            stm_modality m = word(&c, STM_MODAL_CUE, s->cue_token);
            return m != STM_MODALITY_NONE ? m : wishes(s->act) ? STM_MODALITY_INTENTION : STM_MODALITY_ASSERTED;
        }
        return wishes(s->act) || s->act == STM_ACT_THINK || s->act == STM_ACT_AGREE || s->act == STM_ACT_REJECT
                   ? STM_MODALITY_INTENTION
                   : STM_MODALITY_ASSERTED;
    }
    if (s->extent == STM_EXTENT_PHRASE && !s->direct) {
        return wishes(s->act) ? STM_MODALITY_INTENTION : STM_MODALITY_NONE;
    }
    while (first + 1 < f->article->tokens.n && stm_tok(f, first)->upos == STM_PUNCT) {
        first++;
    }
    if (c.w == STM_NONE) { /* no clause by the tree: the mark at its end may tell */
        stm_str words = stm_str_sub(f->article->text, s->content.at[0]);
        return s->direct && stm_str_find(words, STM_STR("?"), words.n > 5 ? words.n - 5 : 0) != SIZE_MAX
                   ? STM_MODALITY_QUESTION
                   : STM_MODALITY_NONE;
    }
    c.w = look_through(f, c.w);
    if (asked(&c, first)) {
        return STM_MODALITY_QUESTION;
    }
    if (!s->direct && s->negated && stm_word_in(stm_form(f, first), "what who how why when where which")) {
        return STM_MODALITY_NONE; /* "could not say how many" */
    }
    return of_clause(&c);
}

void stm_attribution_modality(stm_finder *f)
{
    for (uint32_t i = 0; i < f->said.n; i++) {
        f->said.at[i].modality = modality_of(f, &f->said.at[i]);
    }
}
