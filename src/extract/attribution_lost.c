/* attribution_lost.c: what is said, where the tree does not hang it on the verb that reports it.
 *
 * In: a verb with its speaker.  Out: the finite clause right behind it; the phrase behind its preposition; words in
 * marks that say what its object is.
 * Never: looks farther than 40 tokens.
 * Cost: tokens looked at, times their children.
 */
#include "extract/attribution_frame.h"

/* Three words at most, each with a capital. */
static bool title_in_marks(const stm_finder *f, uint32_t quoted)
{
    stm_span in = f->quoted.at[quoted].inner;
    uint32_t words = 0;
    for (uint32_t t = stm_token_from(f->article, in.start);
         t < f->article->tokens.n && stm_tok(f, t)->at.start < in.end; t++) {
        char c = stm_form(f, t).p[0];
        if (stm_tok(f, t)->upos == STM_PUNCT) {
            continue;
        }
        if (c < 'A' || c > 'Z' || ++words > 3) {
            return false;
        }
    }
    return words > 0;
}

/* May stand between the verb and its clause: the one addressed, the day, the place. */
static bool may_intervene(const stm_verb_frame *x, uint32_t t)
{
    const stm_finder *f = x->f;
    uint8_t p = stm_tok(f, t)->upos;
    if (p == STM_PUNCT && stm_frame_has(x, STM_CUE_ADDRESSED) && t > x->v + 1 &&
        stm_word_in(stm_form(f, t), ", ' ’ -")) {
        return f->quote_of[t] == f->quote_of[x->v]; /* "told a crowd in Orford, the capital, that" */
    }
    if (f->quote_of[t] != f->quote_of[x->v] && f->quote_of[t] != STM_NONE && title_in_marks(f, f->quote_of[t])) {
        return true; /* "said on the station's “Morning Hour” that" */
    }
    if (p == STM_VERB && stm_tok(f, t)->xpos == STM_XP_VBN &&
        (stm_tok(f, t)->deprel == STM_DEP_ACL || stm_tok(f, t)->deprel == STM_DEP_AMOD)) {
        return f->quote_of[t] == f->quote_of[x->v]; /* "said in a note issued Monday that" */
    }
    if (p == STM_PUNCT || p == STM_VERB || p == STM_CCONJ || p == STM_AUX || p == STM_SCONJ) {
        return false;
    }
    return f->quote_of[t] == f->quote_of[x->v];
}

/* Where the clause of `w` begins: its mark or its subject. */
static uint32_t clause_start(const stm_finder *f, uint32_t w, uint32_t from)
{
    uint32_t start = STM_NONE;
    for (uint32_t i = f->child_at[w]; i < stm_children_end(f, w); i++) {
        uint32_t c = f->children[i], rel = stm_tok(f, c)->deprel;
        bool opens = rel == STM_DEP_NSUBJ || rel == STM_DEP_NSUBJ_PASS || rel == STM_DEP_EXPL || rel == STM_DEP_MARK ||
                     rel == STM_DEP_CSUBJ;
        if (opens && f->first[c] > from && f->first[c] < start) {
            start = f->first[c];
        }
    }
    return start;
}

/* "said in an interview | he would stay": trees hang the clause on the occasion. Not "in an interview he gave". */
static bool behind_occasion(const stm_finder *f, uint32_t v, uint32_t start, uint32_t w)
{
    static const uint8_t whole[] = { STM_DEP_OBJ, STM_DEP_CCOMP, STM_DEP_XCOMP, STM_DEP_COP, STM_DEP_AUX };
    if (start < v + 4 || stm_tok(f, w)->deprel != STM_DEP_ACL_RELCL || stm_tok(f, w)->head != start - 1 ||
        !stm_is_occasion(f, start - 1) || stm_tok(f, start - 1)->upos != STM_NOUN ||
        !stm_word_in(stm_form(f, v + 1), "in on during at via through") ||
        stm_lemma_in(f, w, "give make deliver issue release write post publish send record hold grant read host")) {
        return false;
    }
    for (size_t i = 0; i < sizeof whole; i++) {
        if (stm_child(f, w, (stm_deprel)whole[i]) != STM_NONE) {
            return true;
        }
    }
    return false;
}

/* "believe the cook, his aunt and the clerk lived there": what several do, whom the tree takes for the object. */
static bool object_does(stm_verb_frame *x)
{
    const stm_finder *f = x->f;
    uint32_t o = stm_child(f, x->v, STM_DEP_OBJ), w;
    if (o == STM_NONE || f->first[o] != x->v + 1 || stm_child(f, o, STM_DEP_CONJ) == STM_NONE) {
        return false;
    }
    w = f->last[o] + 1;
    if (w >= f->article->tokens.n || stm_tok(f, w)->head != x->v || stm_tok(f, w)->deprel != STM_DEP_CONJ ||
        stm_tok(f, w)->xpos != STM_XP_VBD || stm_child(f, w, STM_DEP_NSUBJ) != STM_NONE) {
        return false;
    }
    stm_runs_add(&x->content, x->v + 1, f->last[w]);
    return true;
}

/* "told reporters that he had", "says he won": a finite clause right behind the verb, or behind the one addressed,
 * is what is said, wherever the parser hung it. Looks at most 40 tokens ahead. */
bool stm_frame_lost_clause(stm_verb_frame *x)
{
    const stm_finder *f = x->f;
    const stm_sentence *s = &f->article->sentences.at[stm_tok(f, x->v)->sentence];
    uint32_t end = s->first_token + s->n_tokens, stop = x->v + 40 < end ? x->v + 40 : end, gap = 0;
    if (!stm_frame_has(x, STM_CUE_THAT) || x->subject == STM_NONE || stm_tok(f, x->v)->deprel == STM_DEP_AMOD) {
        return false;
    }
    if (object_does(x)) {
        return true;
    }
    while (x->v + 1 + gap < stop && may_intervene(x, x->v + 1 + gap)) {
        gap++;
    }
    for (uint32_t w = x->v + 1; w < stop; w++) {
        uint32_t start = stm_child(f, w, STM_DEP_NSUBJ), mark = stm_marker(f, w, "that whether"), last;
        if (start == STM_NONE && mark == STM_NONE && stm_child(f, w, STM_DEP_NSUBJ_PASS) == STM_NONE) {
            continue;
        }
        start = clause_start(f, w, x->v);
        if (start == STM_NONE || start > x->v + 1 + gap || start < x->v + 1 || w < start) {
            continue;
        }
        if (stm_word_in(stm_form(f, start), "who which what against for") ||
            (mark == STM_NONE && start > x->v + 1 && !stm_frame_has(x, STM_CUE_DIRECTED) &&
             !behind_occasion(f, x->v, start, w))) {
            continue;
        }
        last = f->last[w] >= w ? f->last[w] : w;
        stm_runs_add(&x->content, start, last);
        return true;
    }
    return false;
}

uint32_t stm_frame_behind_agent(const stm_verb_frame *x, uint32_t *with)
{
    const stm_finder *f = x->f;
    uint32_t agent = stm_agent(f, x->v), at[2] = { agent, x->v };
    for (size_t k = 0; agent != STM_NONE && agent > x->v && k < 2; k++) {
        for (uint32_t i = f->child_at[at[k]]; i < stm_children_end(f, at[k]); i++) {
            uint32_t c = f->children[i];
            if (c < agent) {
                continue;
            }
            if (stm_marker(f, c, "to") == f->first[c] && f->first[c] < c && stm_tok(f, c)->xpos == STM_XP_VB &&
                stm_frame_has(x, STM_CUE_DIRECTED | STM_CUE_OBJECT_INF)) {
                return c;
            }
            if (k == 0 && stm_tok(f, c)->xpos == STM_XP_VBG && stm_marker_of(f, c, &x->cue->beside) == f->first[c]) {
                *with = c;
                return STM_NONE;
            }
        }
    }
    return STM_NONE;
}

bool stm_but_between(const stm_finder *f, uint32_t from, uint32_t to)
{
    for (uint32_t t = from; t < to; t++) {
        if (stm_str_eqz(stm_form(f, t), "but")) {
            return true;
        }
    }
    return false;
}

bool stm_frame_has_verdict(const stm_verb_frame *x, uint32_t object, uint32_t last)
{
    const stm_finder *f = x->f;
    if (stm_quote_beyond(f, x->v + 1, x->v) != STM_NONE) {
        return false;
    }
    for (uint32_t t = object + 1; t <= last && t < f->article->tokens.n; t++) {
        if (stm_quote_beyond(f, t, x->v) != STM_NONE && (t == last || stm_tok(f, t)->head == object)) {
            return true;
        }
    }
    return false;
}

uint32_t stm_frame_lost_object(const stm_verb_frame *x)
{
    const stm_finder *f = x->f;
    for (uint32_t i = f->child_at[x->v]; x->particle != STM_NONE && i < stm_children_end(f, x->v); i++) {
        uint32_t c = f->children[i], marker = stm_child(f, c, STM_DEP_CASE);
        if (c > x->particle && stm_tok(f, c)->deprel == STM_DEP_OBL &&
            ((f->first[c] == x->particle && marker == x->particle) ||
             (f->first[c] == x->particle + 1 && marker == STM_NONE))) {
            return c;
        }
    }
    return STM_NONE;
}

/* "pleaded guilty to fraud before Judge Lee": before whom is no part of it. */
static uint32_t before_court(const stm_finder *f, uint32_t first, uint32_t last)
{
    for (uint32_t t = first + 1; t < last; t++) {
        if (stm_word_in(stm_form(f, t), "before") && stm_tok(f, t)->upos == STM_ADP) {
            return t - 1;
        }
    }
    return last;
}

/* "called on Congress to act", "called for the army to leave": the phrase behind the preposition with the infinitive;
 * `of` is the verb, or the word beside it that the phrase hangs on ("pleaded guilty to fraud"). */
static bool behind(stm_verb_frame *x, uint32_t of)
{
    const stm_finder *f = x->f;
    for (uint32_t i = f->child_at[of]; i < stm_children_end(f, of); i++) {
        uint32_t c = f->children[i], rel = stm_tok(f, c)->deprel, p;
        if (c < x->v || (rel != STM_DEP_OBL && rel != STM_DEP_ADVCL && rel != STM_DEP_XCOMP && rel != STM_DEP_CCOMP &&
                         rel != STM_DEP_NMOD && rel != STM_DEP_OBL_AGENT)) {
            continue;
        }
        p = stm_marker_of(f, c, &x->cue->behind);
        if (stm_lemma_in(f, c, "condition behalf")) { /* spoke on condition of anonymity */
            continue;
        }
        if (p == STM_NONE || p != f->first[c] || f->last[c] == p) {
            continue;
        }
        stm_runs_add(&x->content, p + 1, of == x->v ? f->last[c] : before_court(f, p + 1, f->last[c]));
        x->preposition = p;
        x->act = x->cue->behind_act;
        x->extent = STM_EXTENT_PHRASE;
        p = stm_child(f, x->v, STM_DEP_XCOMP);
        if (p == STM_NONE) {
            p = stm_child(f, x->v, STM_DEP_ADVCL);
        }
        if (p != STM_NONE && p > c && f->first[p] == f->last[c] + 1 && stm_marker(f, p, "to") != STM_NONE) {
            stm_runs_add_tree(f, &x->content, p);
        }
        return true;
    }
    return false;
}

bool stm_frame_behind(stm_verb_frame *x)
{
    return behind(x, x->v) ||
           (x->particle != STM_NONE && stm_tok(x->f, x->particle)->upos == STM_ADJ && behind(x, x->particle));
}

uint32_t stm_plea_of(const stm_finder *f, uint32_t v)
{
    uint32_t p = v + 1;
    if (!stm_lemma_is(f, v, "plead") || v + 2 >= f->article->tokens.n) {
        return STM_NONE;
    }
    p += stm_lemma_is(f, p, "not");
    return stm_word_in(stm_form(f, p), "guilty innocent") ? p : STM_NONE;
}

stm_span stm_frame_cue(const stm_verb_frame *x)
{
    stm_span at = stm_cue_span(x->f, x->v, x->preposition);
    if (x->particle != STM_NONE && (x->particle == x->v + 1 || x->particle == stm_plea_of(x->f, x->v)) &&
        stm_tok(x->f, x->particle)->at.end > at.end) {
        at.end = stm_tok(x->f, x->preposition == x->particle + 1 ? x->preposition : x->particle)->at.end;
    }
    return at;
}

/* "said two children, both of them small, were upstairs", "told Reuters bids were due": the clause without a subject
 * has the one that the tree took for who is told. */
void stm_frame_lost_subject(stm_verb_frame *x, uint32_t c)
{
    const stm_finder *f = x->f;
    uint32_t o = stm_child(f, x->v, STM_DEP_IOBJ), from = x->v + 1;
    o = o == STM_NONE ? stm_child(f, x->v, STM_DEP_OBJ) : o;
    if (o == STM_NONE || o < x->v || c < o || f->first[o] != from || f->last[o] + 2 < f->first[c] ||
        stm_tok(f, o)->upos == STM_PRON || stm_marker(f, c, "that if whether to") != STM_NONE ||
        stm_child(f, c, STM_DEP_NSUBJ) != STM_NONE || stm_child(f, c, STM_DEP_NSUBJ_PASS) != STM_NONE ||
        stm_child(f, c, STM_DEP_EXPL) != STM_NONE || stm_child(f, c, STM_DEP_CSUBJ) != STM_NONE ||
        !(stm_is_finite(f, c) || stm_child(f, c, STM_DEP_COP) != STM_NONE ||
          stm_child(f, c, STM_DEP_AUX) != STM_NONE)) {
        return;
    }
    if (stm_frame_has(x, STM_CUE_DIRECTED | STM_CUE_ADDRESSED)) {
        while (from < o && stm_tok(f, from)->upos == STM_PROPN) {
            from++;
        }
        if (from == x->v + 1 || stm_tok(f, o)->upos != STM_NOUN) {
            return;
        }
    }
    stm_runs_add(&x->content, from, f->last[c]);
}
