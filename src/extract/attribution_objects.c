/* attribution_objects.c: a verb that reports by an infinitive, a gerund or an object, not by a clause.
 *
 * In: a frame in which no clause was found.  Out: its content.  Never: an object that the verb only moves or makes.
 *
 * "Ordered the crew to leave", "support reducing the tax", "denied any part in it": infinitives first, then gerunds,
 * then objects with what is predicated of them.  Cost: linear in the children of the verb and of its object.
 * Source: as attribution_verbs.c.
 */
#include "extract/attribution_frame.h"

static uint32_t object_of(const stm_verb_frame *x) { return stm_child(x->f, x->v, STM_DEP_OBJ); }

static bool try_infinitive(stm_verb_frame *x)
{
    const stm_finder *f = x->f;
    uint32_t c = stm_child(f, x->v, STM_DEP_XCOMP), o = object_of(x);
    if (o == STM_NONE) {
        o = stm_child(f, x->v, STM_DEP_IOBJ);
    }
    if (c == STM_NONE && o != STM_NONE) { /* parsers also hang it as a clause */
        c = stm_child(f, x->v, STM_DEP_CCOMP);
        c = c != STM_NONE && stm_marker(f, c, "to") != STM_NONE ? c : STM_NONE;
    }
    if (c == STM_NONE && o == STM_NONE &&
        stm_frame_has(x, STM_CUE_INFINITIVE)) { /* or as an adverbial right behind the verb */
        uint32_t k = stm_child(f, x->v, STM_DEP_ADVCL);
        c = k != STM_NONE && f->first[k] == x->v + 1 && stm_marker(f, k, "to") == x->v + 1 ? k : STM_NONE;
    }
    if (c == STM_NONE && o != STM_NONE &&
        stm_frame_has(x, STM_CUE_DIRECTED | STM_CUE_OBJECT_INF)) { /* or on the object */
        for (uint32_t i = f->child_at[o]; i < stm_children_end(f, o) && c == STM_NONE; i++) {
            uint32_t k = f->children[i];
            c = k > o && stm_tok(f, k)->deprel == STM_DEP_ACL && stm_marker(f, k, "to") == f->first[k] ? k : STM_NONE;
        }
        for (uint32_t k = o + 1; k <= f->last[o] && c == STM_NONE;
             k++) { /* or on a noun of it: "anyone with news to" */
            bool inside = stm_tok(f, k)->head != STM_NONE && stm_tok(f, k)->head > o;
            c = inside && stm_tok(f, k)->deprel == STM_DEP_ACL && f->last[k] == f->last[o] &&
                        stm_marker(f, k, "to") == f->first[k] && stm_lemma_in(f, o, "anyone anybody everyone people")
                    ? k
                    : STM_NONE;
        }
    }
    if (c == STM_NONE || c < x->v) {
        return false;
    }
    bool to = stm_marker(f, c, "to") != STM_NONE;
    if (o == STM_NONE && stm_frame_has(x, STM_CUE_INFINITIVE | STM_CUE_DIRECTED) && to) {
        stm_runs_add_tree(f, &x->content, c);
        x->act = stm_cue_act(x->cue, STM_CUE_INFINITIVE | STM_CUE_DIRECTED);
        x->extent = STM_EXTENT_INFINITIVE;
        return true;
    }
    if (o != STM_NONE && stm_frame_has(x, STM_CUE_DIRECTED) && !stm_frame_has(x, STM_CUE_OBJECT_INF) && to) {
        stm_runs_add_tree(f, &x->content, c);
        x->act = stm_cue_act(x->cue, STM_CUE_DIRECTED);
        x->extent = STM_EXTENT_INFINITIVE;
        return true;
    }
    if (o != STM_NONE &&
        ((stm_frame_has(x, STM_CUE_OBJECT_INF) && to) || (stm_frame_has(x, STM_CUE_PREDICATE) && !to))) {
        stm_runs_add_tree(f, &x->content, o);
        stm_runs_add_tree(f, &x->content, c);
        x->act = stm_cue_act(x->cue, to ? STM_CUE_OBJECT_INF : STM_CUE_PREDICATE);
        x->extent = to ? STM_EXTENT_INFINITIVE : STM_EXTENT_PHRASE;
        return true;
    }
    return false;
}

/* "issued a warning that": the noun reports, and the verb only lends itself. */
static bool reporting_noun(const stm_verb_frame *x, uint32_t o)
{
    const stm_finder *f = x->f;
    if (stm_tok(f, o)->lemma.p == NULL || x->act == STM_ACT_REJECT || x->act == STM_ACT_DENY ||
        !stm_lemma_in(f, x->v, "issue make repeat release reiterate express voice offer raise publish") ||
        stm_cue_find(&f->lexicon->cues, STM_CUE_NOUN_WORD, stm_tok(f, o)->lemma, STM_NULL_STR) == NULL) {
        return false;
    }
    for (uint32_t i = f->child_at[o]; i < stm_children_end(f, o); i++) {
        uint32_t c = f->children[i], rel = stm_tok(f, c)->deprel;
        if (c > o && (rel == STM_DEP_ACL || rel == STM_DEP_CCOMP || rel == STM_DEP_ACL_RELCL) &&
            stm_marker(f, c, "that whether") != STM_NONE) {
            return true;
        }
    }
    return false;
}

/* "support reducing the tax": a gerund in the place of an object. */
static bool try_gerund(stm_verb_frame *x)
{
    const stm_finder *f = x->f;
    if (!stm_frame_has(x, STM_CUE_NOUN) || x->subject == STM_NONE) {
        return false;
    }
    for (uint32_t i = f->child_at[x->v]; i < stm_children_end(f, x->v); i++) {
        uint32_t c = f->children[i], rel = stm_tok(f, c)->deprel;
        if (c == x->v + 1 && stm_tok(f, c)->xpos == STM_XP_VBG && f->first[c] == c &&
            (rel == STM_DEP_XCOMP || rel == STM_DEP_CCOMP || rel == STM_DEP_OBJ)) {
            stm_runs_add_tree(f, &x->content, c);
            x->act = stm_cue_act(x->cue, STM_CUE_NOUN);
            x->extent = STM_EXTENT_INFINITIVE;
            return true;
        }
    }
    return false;
}

static bool try_object(stm_verb_frame *x)
{
    const stm_finder *f = x->f;
    uint32_t o = object_of(x), as = STM_NONE;
    uint32_t rel = stm_tok(f, x->v)->deprel;
    if (o == STM_NONE && stm_frame_has(x, STM_CUE_NOUN)) {
        o = stm_frame_lost_object(x);
        x->preposition = o == STM_NONE ? x->preposition : x->particle;
    }
    if (o == STM_NONE && rel == STM_DEP_ACL_RELCL && stm_frame_has(x, STM_CUE_NOUN) && x->subject != STM_NONE &&
        stm_tok(f, x->subject)->head == x->v && stm_tok(f, x->v)->head != STM_NONE &&
        !stm_lemma_in(f, x->subject, "who which that")) {
        uint32_t noun = stm_tok(f, x->v)->head; /* "the plan he rejected" */
        x->act = stm_cue_act(x->cue, STM_CUE_NOUN);
        x->extent = STM_EXTENT_PHRASE;
        stm_runs_add_tree(f, &x->content, noun);
        stm_runs_cut_tree(f, &x->content, x->v);
        return x->content.n > 0;
    }
    if (o == STM_NONE || reporting_noun(x, o)) {
        return false;
    }
    if (o < x->v && x->subject != STM_NONE && x->subject > x->v && stm_tok(f, o)->upos != STM_PRON &&
        stm_tok(f, o)->upos != STM_DET) { /* subject and object confused */
        uint32_t s = x->subject;
        x->subject = o;
        x->without = STM_NONE;
        o = s;
    }
    if (stm_lemma_is(f, x->v, "question") && (stm_tok(f, o)->upos == STM_PROPN || stm_tok(f, o)->upos == STM_PRON ||
                                              stm_map_get(&f->lexicon->anonymous, stm_tok(f, o)->lemma) != STM_NONE)) {
        return false; /* the police question people */
    }
    if (stm_lemma_is(f, x->v, "find") &&
        (x->subject == STM_NONE || !stm_lemma_in(f, x->subject,
                                                 "poll survey study report analysis research review audit "
                                                 "investigation probe inquiry commission panel court jury"))) {
        return false; /* people find things; documents report them */
    }
    bool sentence =
        rel == STM_DEP_ACL && o == x->v + 1 && stm_tok(f, x->v)->head != STM_NONE &&
        stm_tok(f, stm_tok(f, x->v)->head)->deprel == STM_DEP_ROOT; /* "Vos accused Lund", read as a phrase */
    if (!sentence && !stm_lost_past(f, x->v) && stm_tok(f, x->v)->xpos == STM_XP_VBN && rel != STM_DEP_CONJ &&
        stm_child(f, x->v, STM_DEP_AUX) == STM_NONE && stm_child(f, x->v, STM_DEP_NSUBJ) == STM_NONE) {
        return false; /* "pledged delegates": a participle before its noun */
    }
    for (uint32_t i = f->child_at[x->v]; i < stm_children_end(f, x->v); i++) {
        uint32_t c = f->children[i];
        if (c > x->v && c != o && f->first[c] > f->last[o] && !stm_but_between(f, o, f->first[c]) &&
            (stm_marker_of(f, c, &x->cue->beside) != STM_NONE ||
             (stm_frame_has(x, STM_CUE_PREDICATE | STM_CUE_AGENTLESS) && stm_marker(f, c, "as") != STM_NONE))) {
            as = c;
            break;
        }
    }
    if (stm_lemma_is(f, x->v, "put")) { /* "put the toll at 30"; other things are put elsewhere */
        as = stm_number_put_on(f, o, as);
        if (as == STM_NONE) {
            return false;
        }
        stm_runs_add(&x->content, x->v + 1, f->last[as]);
    }
    if (as == STM_NONE && !stm_frame_has(x, STM_CUE_NOUN) && x->cue->beside.n == 0) {
        return false;
    }
    if (x->cue->beside.n > 0 && x->cue->beside_act == STM_ACT_CRITICIZE &&
        (stm_tok(f, o)->upos == STM_NUM || stm_tok(f, o)->upos == STM_SYM)) {
        return false; /* "ripped 4 million out of the budget" */
    }
    stm_runs_add_tree(f, &x->content, o);
    if (x->particle != STM_NONE && f->first[o] == x->particle) {
        stm_runs_cut(&x->content, x->particle, x->particle);
    }
    for (uint32_t i = f->child_at[x->v]; i < stm_children_end(f, x->v);
         i++) { /* "a 5 million pound ($7 million) bid" */
        uint32_t c = f->children[i];
        if (c > o && stm_tok(f, c)->deprel == STM_DEP_OBJ && f->first[c] == f->last[o] + 1 &&
            stm_str_eqz(stm_form(f, f->first[c]), "(")) {
            stm_runs_add_tree(f, &x->content, c);
        }
    }
    for (uint32_t i = f->child_at[x->v]; i < stm_children_end(f, x->v) && as == STM_NONE; i++) {
        uint32_t c = f->children[i]; /* "expressed shock at the deaths", which trees hang on the verb */
        if (c > o && f->first[c] == f->last[o] + 1 && stm_tok(f, c)->deprel == STM_DEP_OBL &&
            stm_lemma_in(f, x->v, "express voice convey") && stm_marker(f, c, "at over about for with") != STM_NONE) {
            stm_runs_add_tree(f, &x->content, c);
        }
    }
    /* what a poll shows goes on to the next stop: "shows her ahead in the north" */
    x->extent = stm_lemma_in(f, x->v, "show find") ? STM_EXTENT_INFINITIVE : STM_EXTENT_PHRASE;
    x->act = x->cue->beside.n > 0 ? x->cue->beside_act : stm_cue_act(x->cue, STM_CUE_NOUN | STM_CUE_PREDICATE);
    if (as != STM_NONE) {
        stm_runs_add_tree(f, &x->content, as);
    }
    return true;
}

bool stm_frame_object(stm_verb_frame *x) { return try_infinitive(x) || try_gerund(x) || try_object(x); }
