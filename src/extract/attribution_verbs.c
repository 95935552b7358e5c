/* attribution_verbs.c: a verb that reports, its speaker and what it says, from the tree.
 *
 * In: a verb of the lexicon with its frames.  Out: at most one attribution (more cues may share its content).
 * Never: looks at quotation marks of its own (quotations_direct.c has had its turn; spans take marks whole).
 *
 * The frames are tried from the surest to the loosest: clause, then parenthesis ("..., she said"), then subject of a
 * passive or of seeming, then infinitives, object with predicate, noun phrase, prepositional phrase. The first that
 * fits gives the content.
 * Cost: linear in the children of the verb and of its heads up to the subject.
 * Source of the classes: Quirk et al. 1985, chapter 16; extents as PolNeAR draws them (Newell et al. 2018, LREC):
 * the clause with its "that", the object with its predicate, the preposition with the cue.
 */
#include "extract/attribution_frame.h"

static bool clause_child(const stm_verb_frame *x, uint32_t *out)
{
    const stm_finder *f = x->f;
    uint32_t c = STM_NONE;
    for (uint32_t i = f->child_at[x->v]; i < stm_children_end(f, x->v);
         i++) { /* the first behind the verb, else the last */
        uint32_t k = f->children[i];
        if (stm_tok(f, k)->deprel == STM_DEP_CCOMP && (c == STM_NONE || c < x->v)) {
            c = k;
        }
    }
    if (c == STM_NONE) {
        c = stm_child(x->f, x->v, STM_DEP_CSUBJ_PASS); /* "it is thought that" */
        c = c == STM_NONE ? stm_child(x->f, x->v, STM_DEP_CSUBJ) : c;
        c = c != STM_NONE && x->passive ? c : STM_NONE;
    }
    *out = c;
    return c != STM_NONE;
}

/* The clause without what belongs to the verb: when the clause is fronted its subtree may hold the verb itself. */
static void add_clause(stm_verb_frame *x, uint32_t c)
{
    const stm_finder *f = x->f;
    stm_runs_add_tree(f, &x->content, c);
    stm_runs_cut(&x->content, x->v, x->v);
    for (const uint32_t *k = f->children + f->child_at[x->v]; k < f->children + stm_children_end(f, x->v); k++) {
        if (*k != c && stm_tok(f, *k)->upos != STM_PUNCT && f->first[*k] >= f->first[c] && f->last[*k] <= f->last[c]) {
            stm_runs_cut_tree(f, &x->content, *k); /* "The bid, she had said on Tuesday, was" */
        }
    }
}

/* "that", "whether" and the like, or no mark at all; "because" and "while" make no content. */
static bool reported_clause(const stm_verb_frame *x, uint32_t c)
{
    return stm_marker(x->f, c, "because while although though since unless until after before when as than") ==
           STM_NONE;
}

/* A clause before the verb must be set off by a mark, and the subject must stand behind it. */
static bool fronted(const stm_verb_frame *x, uint32_t c)
{
    const stm_finder *f = x->f;
    uint32_t end = f->last[c] < x->v ? f->last[c] : c;
    if (x->subject == STM_NONE || f->first[x->subject] <= end) {
        return false;
    }
    for (uint32_t t = end; t < x->v && t < end + 3; t++) {
        if (stm_tok(f, t)->upos == STM_PUNCT) {
            return true;
        }
    }
    return false;
}

/* "said if he won, he would leave": the main clause behind the condition goes with it. */
static void add_main_clause(stm_verb_frame *x, uint32_t c)
{
    const stm_finder *f = x->f;
    for (uint32_t i = f->child_at[x->v]; i < stm_children_end(f, x->v); i++) {
        uint32_t k = f->children[i];
        if (k > c && stm_tok(f, k)->deprel == STM_DEP_CCOMP && f->first[k] == f->last[c] + 2 &&
            stm_str_eqz(stm_form(f, f->last[c] + 1), ",") && f->quote_of[k] == f->quote_of[c]) {
            stm_runs_add(&x->content, f->first[c], f->last[k]);
            return;
        }
    }
}

static bool try_clause(stm_verb_frame *x)
{
    uint32_t c;
    if (!stm_frame_has(x, STM_CUE_THAT | STM_CUE_WHETHER | STM_CUE_QUOTE) || !clause_child(x, &c) ||
        !reported_clause(x, c)) {
        return false;
    }
    if ((c < x->v && !x->passive && !fronted(x, c)) || stm_frame_may_be_said(x, c)) {
        return false;
    }
    add_clause(x, c);
    stm_frame_lost_subject(x, c);
    if (c > x->v && stm_marker(x->f, c, "if when unless once") == x->f->first[c] &&
        !stm_lemma_in(x->f, x->v, "ask wonder know see inquire")) {
        add_main_clause(x, c);
    }
    return x->content.n > 0;
}

static bool try_relative_clause_as_object(stm_verb_frame *x)
{
    uint32_t c = stm_child(x->f, x->v, STM_DEP_ADVCL);
    if (!stm_frame_has(x, STM_CUE_WHETHER) || c == STM_NONE || c < x->v ||
        stm_marker(x->f, c, "whether if") == STM_NONE ||
        (stm_marker(x->f, c, "if") != STM_NONE && !stm_lemma_in(x->f, x->v, "ask wonder know see inquire"))) {
        return false;
    }
    stm_runs_add_tree(x->f, &x->content, c);
    return true;
}

/* "A, she said, B" and "A, as she put it": the verb hangs on the clause that it reports. */
static bool try_parenthesis(stm_verb_frame *x)
{
    const stm_finder *f = x->f;
    const stm_token *k = stm_tok(f, x->v);
    uint32_t h = k->head;
    uint32_t marker = k->deprel == STM_DEP_ADVCL ? stm_marker(f, x->v, "as") : STM_NONE;
    bool as = marker != STM_NONE;
    if (!stm_frame_has(x, STM_CUE_QUOTE) || h == STM_NONE || x->subject == STM_NONE || x->passive ||
        stm_tok(f, x->subject)->head != x->v || !(k->deprel == STM_DEP_PARATAXIS || as) ||
        stm_child(f, x->v, STM_DEP_OBJ) != STM_NONE) {
        return false;
    }
    if (as && marker > 0 && stm_tok(f, marker - 1)->upos != STM_PUNCT) {
        return false; /* "told a station as the storm went on": a time */
    }
    if (!stm_is_verb(f, h) && f->first[x->v] > h && stm_tok(f, h)->deprel != STM_DEP_ROOT &&
        stm_tok(f, h)->deprel != STM_DEP_CCOMP && stm_tok(f, h)->deprel != STM_DEP_CONJ &&
        stm_tok(f, h)->deprel != STM_DEP_PARATAXIS) {
        return false; /* hangs on a noun inside a phrase: an aside, not a report of the clause */
    }
    stm_runs_add_tree(f, &x->content, h);
    stm_runs_cut_tree(f, &x->content, x->v);
    return x->content.n > 0;
}

/* "She said: A": what follows the colon or the comma hangs on the verb. */
static bool try_loose_clause(stm_verb_frame *x)
{
    const stm_finder *f = x->f;
    uint32_t p = stm_child(f, x->v, STM_DEP_PARATAXIS);
    if (!stm_frame_has(x, STM_CUE_QUOTE) || p == STM_NONE || x->subject == STM_NONE ||
        stm_child(f, x->v, STM_DEP_OBJ) != STM_NONE) {
        return false;
    }
    if (p > x->v && !stm_word_in(stm_form(f, f->first[p]), ": ,") &&
        (f->first[p] == 0 || !stm_word_in(stm_form(f, f->first[p] - 1), ": ,"))) {
        return false;
    }
    add_clause(x, p);
    return x->content.n > 0;
}

/* "cuts demanded by the lenders", "a plan announced by the mayor": the noun before it is what was said. */
static bool told_by(const stm_verb_frame *x)
{
    stm_act act = stm_cue_act(x->cue, STM_CUE_NOUN);
    return stm_frame_has(x, STM_CUE_NOUN) && stm_agent(x->f, x->v) != STM_NONE &&
           (act == STM_ACT_ANNOUNCE || act == STM_ACT_REJECT || act == STM_ACT_DEMAND || act == STM_ACT_PROPOSE ||
            act == STM_ACT_PROMISE);
}

/* Subject and complement of "is expected to win", "was described as a liar", "seems to work". */
static bool try_subject_said(stm_verb_frame *x)
{
    stm_finder *f = x->f;
    uint32_t s = STM_NONE, c = stm_child(f, x->v, STM_DEP_XCOMP), without = STM_NONE, o = STM_NONE, agents = STM_NONE;
    bool reduced = stm_tok(f, x->v)->deprel == STM_DEP_ACL && stm_tok(f, x->v)->xpos == STM_XP_VBN &&
                   (x->passive || stm_child(f, x->v, STM_DEP_AUX) == STM_NONE);
    bool seeming = stm_frame_has(x, STM_CUE_SEEMING);
    if (!seeming && !x->passive && !reduced) {
        return false;
    }
    if (c == STM_NONE && stm_frame_has(x, STM_CUE_AGENTLESS)) {
        uint32_t k = stm_child(f, x->v, STM_DEP_ADVCL);
        c = k != STM_NONE && k > x->v && stm_marker(f, k, "to") == f->first[k] ? k : STM_NONE;
    }
    if (c == STM_NONE && stm_frame_has(x, STM_CUE_PREDICATE | STM_CUE_AGENTLESS)) {
        for (uint32_t i = f->child_at[x->v]; i < stm_children_end(f, x->v) && c == STM_NONE; i++) {
            uint32_t k = f->children[i];
            c = k > x->v && stm_marker(f, k, "as") != STM_NONE && !stm_compared(f, k) ? k : STM_NONE;
        }
    }
    if (c == STM_NONE && x->cue->beside.n > 0) {
        for (uint32_t i = f->child_at[x->v]; i < stm_children_end(f, x->v) && o == STM_NONE; i++) {
            uint32_t k = f->children[i];
            o = k > x->v && stm_marker_of(f, k, &x->cue->beside) != STM_NONE ? k : STM_NONE;
        }
    }
    if (x->passive && c == STM_NONE && o == STM_NONE) {
        c = stm_frame_behind_agent(x, &o);
        agents = c != STM_NONE ? c : o;
    }
    if (reduced) {
        s = stm_tok(f, x->v)->head;
        without = x->v;
    } else {
        s = stm_child(f, x->v, STM_DEP_NSUBJ_PASS);
        s = s == STM_NONE ? stm_subject(f, x->v, &without) : s;
    }
    if (s == STM_NONE || (reduced && c == STM_NONE && o == STM_NONE && !told_by(x)) ||
        (c == STM_NONE && (o == STM_NONE || reduced) && stm_frame_has(x, STM_CUE_AGENTLESS) &&
         stm_agent(f, x->v) == STM_NONE)) {
        return false;
    }
    if (seeming) {
        if (c == STM_NONE) {
            return false;
        }
    } else if (stm_frame_has(x, STM_CUE_DIRECTED) ||
               (stm_frame_has(x, STM_CUE_OBJECT_INF) && !stm_frame_has(x, STM_CUE_AGENTLESS))) {
        if (c == STM_NONE) {
            return false;
        }
    } else if (!stm_frame_has(x, STM_CUE_AGENTLESS | STM_CUE_PREDICATE | STM_CUE_NOUN | STM_CUE_OBJECT_INF) &&
               x->cue->beside.n == 0) {
        return false;
    } else if (c == STM_NONE && o == STM_NONE && !stm_frame_has(x, STM_CUE_NOUN) && x->cue->beside.n == 0) {
        return false;
    }
    if (!seeming && stm_lemma_in(f, x->v, "call name title nickname") && stm_agent(f, x->v) == STM_NONE &&
        (c == STM_NONE || stm_quote_beyond(f, c, x->v) == STM_NONE)) {
        return false; /* "is called Orland": a name, and nobody's words */
    }
    if (!stm_frame_has(x, STM_CUE_DIRECTED) || seeming) {
        stm_runs_add_tree(f, &x->content, s);
        if (without != STM_NONE) {
            stm_runs_cut_tree(f, &x->content, without);
        }
        if (reduced && c == STM_NONE && o == STM_NONE && stm_child(f, s, STM_DEP_CASE) == f->first[s]) {
            stm_runs_cut(&x->content, f->first[s], f->first[s]); /* "to the plan announced by": the plan */
        }
    }
    if (c != STM_NONE) {
        stm_runs_add_tree(f, &x->content, c);
    }
    if (o != STM_NONE) {
        stm_runs_add_tree(f, &x->content, o);
    }
    x->act = o != STM_NONE || (x->cue->beside.n > 0 && c == STM_NONE)
                 ? x->cue->beside_act
                 : stm_cue_act(x->cue, seeming ? STM_CUE_SEEMING
                                               : STM_CUE_AGENTLESS | STM_CUE_DIRECTED | STM_CUE_OBJECT_INF |
                                                     STM_CUE_PREDICATE | STM_CUE_NOUN);
    x->extent = c != STM_NONE ? STM_EXTENT_INFINITIVE : STM_EXTENT_PHRASE;
    x->subject = seeming ? STM_NONE : stm_agent(f, x->v);
    x->without = agents;
    x->agentless = x->subject == STM_NONE;
    if (x->agentless && stm_verb_happens(f, x->v)) {
        x->content.n = 0;
        return false;
    }
    return true;
}

/* "was listed among the staff on the firm's website": the page says so. */
static bool try_listed(stm_verb_frame *x)
{
    stm_finder *f = x->f;
    uint32_t page = STM_NONE, as = STM_NONE, s = stm_child(f, x->v, STM_DEP_NSUBJ_PASS), without;
    if (s == STM_NONE && stm_tok(f, x->v)->deprel == STM_DEP_CONJ) {
        s = stm_subject(f, x->v, &without);
    }
    if (!x->passive || !stm_lemma_is(f, x->v, "list")) {
        return false;
    }
    for (uint32_t i = f->child_at[x->v]; i < stm_children_end(f, x->v); i++) {
        uint32_t k = f->children[i];
        if (k > x->v && stm_marker(f, k, "on in") != STM_NONE &&
            stm_lemma_in(f, k, "website site page list roster directory register registry")) {
            page = k;
        } else if (k > x->v && stm_marker(f, k, "as among") != STM_NONE) {
            as = k;
        }
    }
    if (page == STM_NONE) {
        return false;
    }
    if (s != STM_NONE && stm_tok(f, s)->upos != STM_PRON) {
        stm_runs_add_tree(f, &x->content, s);
    } else if (s != STM_NONE && stm_tok(f, x->v)->deprel == STM_DEP_ACL_RELCL && stm_word_in(stm_form(f, s), "who")) {
        uint32_t noun = stm_tok(f, x->v)->head, last = noun; /* "Lee, 38, who was listed": Lee */
        while (last + 1 < s && !stm_str_eqz(stm_form(f, last + 1), ",")) {
            last++;
        }
        stm_runs_add(&x->content, f->first[noun], last);
    }
    if (as != STM_NONE) {
        stm_runs_add_tree(f, &x->content, as);
    } else if (x->content.n > 0) {
        stm_runs_add(&x->content, x->v, x->v);
    }
    x->subject = page;
    x->without = STM_NONE;
    x->extent = STM_EXTENT_PHRASE;
    return x->content.n > 0;
}

/* "called him a liar", "described it as a lie": what stands behind the verb without a stop between. */
static bool try_predicate(stm_verb_frame *x)
{
    const stm_finder *f = x->f;
    uint32_t next = x->v + 1, parts = 0, last_object = STM_NONE;
    if (!stm_frame_has(x, STM_CUE_PREDICATE) || x->passive) {
        return false;
    }
    for (uint32_t i = f->child_at[x->v]; i < stm_children_end(f, x->v); i++) {
        uint32_t c = f->children[i], rel = stm_tok(f, c)->deprel;
        if (c < x->v || rel == STM_DEP_COMPOUND_PRT) {
            next = rel == STM_DEP_COMPOUND_PRT && c == next ? c + 1 : next;
            continue;
        }
        bool as = stm_marker(f, c, "as") != STM_NONE && parts > 0;
        bool object = rel == STM_DEP_OBJ || rel == STM_DEP_IOBJ || rel == STM_DEP_XCOMP || rel == STM_DEP_CCOMP;
        if (f->first[c] != next || (!as && !object) || (rel == STM_DEP_CCOMP && parts == 0)) {
            break;
        }
        if (stm_marker(f, c, "to that") != STM_NONE) {
            break;
        }
        next = f->last[c] + 1;
        last_object = c;
        parts++;
    }
    if (parts == 0 || stm_but_between(f, x->v, next) ||
        (parts < 2 && !stm_frame_has_verdict(x, last_object, next - 1))) {
        return false;
    }
    stm_runs_add(&x->content, x->v + 1, next - 1);
    x->act = stm_cue_act(x->cue, STM_CUE_PREDICATE);
    x->extent = STM_EXTENT_PHRASE;
    x->predicate = true;
    return true;
}

/* "charged, and officials denied, that A": the verb before the comma borrows the clause of the one behind "and". Read
 * off the surface, since few trees have it right. */
static bool try_shared(stm_verb_frame *x)
{
    stm_finder *f = x->f;
    const stm_sentence *s = &f->article->sentences.at[stm_tok(f, x->v)->sentence];
    uint32_t end = s->first_token + s->n_tokens, v = x->v;
    if (!stm_frame_has(x, STM_CUE_THAT) || v + 8 >= end || !stm_str_eqz(stm_form(f, v + 1), ",") ||
        stm_tok(f, v + 2)->upos != STM_CCONJ || stm_child(f, v, STM_DEP_AUX_PASS) != STM_NONE) {
        return false;
    }
    for (uint32_t t = v + 3; t + 3 < end && t < v + 15; t++) {
        uint32_t that = t + 2, w;
        if (!stm_is_verb(f, t) || !stm_str_eqz(stm_form(f, t + 1), ",") ||
            !stm_word_in(stm_form(f, that), "that whether")) {
            continue;
        }
        w = stm_tok(f, that)->head;
        stm_runs_add(&x->content, that, w != STM_NONE && w > that && f->last[w] >= w ? f->last[w] : end - 1);
        x->subject = stm_child(f, v, STM_DEP_NSUBJ);
        x->subject = x->subject == STM_NONE ? stm_child(f, v, STM_DEP_NSUBJ_PASS) : x->subject;
        x->without = STM_NONE;
        return true;
    }
    return false;
}

static bool attribute(stm_finder *f, uint32_t v, const stm_cue *cue, uint32_t particle)
{
    stm_verb_frame x = { .f = f, .v = v, .cue = cue, .preposition = STM_NONE, .particle = particle };
    stm_said *s;
    x.act = stm_cue_act(cue, STM_CUE_THAT | STM_CUE_WHETHER | STM_CUE_QUOTE);
    x.passive = stm_is_passive(f, v);
    if (!x.passive && stm_misread_participle(f, v)) {
        return false;
    }
    if (stm_lost_past(f, v)) {
        x.passive = false;
        x.without = v;
        x.subject = stm_tok(f, v)->head;
        for (uint32_t h = stm_tok(f, x.subject)->head;
             stm_tok(f, x.subject)->deprel == STM_DEP_NMOD && h != STM_NONE && h < x.subject;
             h = stm_tok(f, x.subject)->head) {
            x.subject = h; /* "the families of the injured asked for" */
        }
    } else if (x.passive) {
        x.subject = stm_agent(f, v);
        x.without = STM_NONE;
    } else {
        x.subject = stm_subject(f, stm_participle_head(f, v), &x.without);
        if (x.subject != STM_NONE && stm_span_some(f->article->dateline) &&
            stm_tok(f, x.subject)->at.start < f->article->dateline.end &&
            stm_tok(f, x.subject)->at.start >= f->article->dateline.start) {
            x.subject = STM_NONE; /* "BEIRUT (Agency) - Smith said": the tree takes the place for the subject */
        }
        if (stm_tok(f, v)->xpos == STM_XP_VBG && v > 1 && stm_str_eqz(stm_form(f, v - 1), ",") &&
            f->said_by[v - 2] != STM_NONE && f->said.at[f->said_by[v - 2]].source_head != STM_NONE) {
            x.subject = f->said.at[f->said_by[v - 2]].source_head; /* "Smith said, adding that" */
            x.without = STM_NONE;
        }
        if (stm_tok(f, v)->xpos == STM_XP_VBG && v > 0 && stm_str_eqz(stm_form(f, v - 1), ",") &&
            x.subject != STM_NONE && x.subject > v) {
            uint32_t h = stm_tok(f, v)->head; /* "Lind condemned it, saying the town had": not the town */
            while (h != STM_NONE && h > v) {
                h = stm_tok(f, h)->head;
            }
            x.subject = h == STM_NONE ? STM_NONE : stm_subject(f, h, &x.without);
        }
        if (v > 0 && stm_word_in(stm_form(f, v - 1), "as") && stm_tok(f, v)->xpos == STM_XP_VBG) {
            x.subject = stm_quoted_as_saying(f, v, x.subject);
        }
        uint32_t name = stm_frame_has(&x, STM_CUE_QUOTE) ? stm_name_before_parenthesis(f, v) : STM_NONE;
        if (name != STM_NONE && (x.subject == STM_NONE || x.subject > name || x.subject + 9 < name)) {
            x.subject = name;
            x.without = STM_NONE;
        }
        if (x.subject == STM_NONE) {
            x.subject = stm_noun_before(f, v);
        }
        if (x.subject == STM_NONE) {
            x.subject = stm_name_before_commas(f, v);
            x.without = STM_NONE;
        }
        if (stm_it_says(f, v) != STM_NONE && stm_frame_has(&x, STM_CUE_QUOTE)) {
            x.subject = stm_it_says(f, v);
            x.without = STM_NONE;
        }
        if (stm_was_asked(f, v)) {
            x.subject = stm_agent(f, v);
            x.without = STM_NONE;
            x.agentless = x.subject == STM_NONE;
        }
    }
    if (stm_frame_is_deed(&x)) {
        return false;
    }
    if (!try_shared(&x) && !try_clause(&x) && !try_relative_clause_as_object(&x) && !try_parenthesis(&x) &&
        !try_loose_clause(&x) && !try_listed(&x) && !try_subject_said(&x) && !try_predicate(&x) &&
        !stm_frame_lost_clause(&x) && !stm_frame_object(&x) && !stm_frame_behind(&x)) {
        return false;
    }
    stm_extent_fit(f, v, x.extent, stm_frame_has(&x, STM_CUE_DIRECTED | STM_CUE_ADDRESSED), &x.content);
    stm_cut_at_semicolon(f, v, &x.content);
    stm_cut_at_but(f, v, &x.content);
    s = stm_said_add(f, &x.content, v, stm_frame_cue(&x), x.act, x.subject, x.without);
    if (s != NULL) {
        stm_declined_to_comment(f, v, s);
        s->agentless = x.agentless;
        s->extent = x.extent;
        s->predicate = x.predicate;
    }
    return s != NULL;
}

void stm_attribute_tail(stm_finder *f, uint32_t v)
{
    stm_runs content, source, aside;
    const stm_cue *cue = stm_tok(f, v)->lemma.p == NULL || f->said_by[v] != STM_NONE
                             ? NULL
                             : stm_cue_find(&f->lexicon->cues, STM_CUE_VERB, stm_tok(f, v)->lemma, STM_NULL_STR);
    stm_said *s;
    if (cue == NULL || (cue->frames & STM_CUE_QUOTE) == 0 ||
        !stm_extent_tail(f, v, (cue->frames & STM_CUE_ADDRESSED) != 0, &content, &source, &aside)) {
        return;
    }
    s = stm_said_add(f, &content, v, stm_cue_span(f, v, STM_NONE), stm_cue_act(cue, STM_CUE_QUOTE | STM_CUE_THAT),
                     STM_NONE, STM_NONE);
    if (s != NULL) {
        s->source = (stm_span){ stm_tok(f, source.first[0])->at.start, stm_tok(f, source.last[0])->at.end };
        s->source_head = stm_head_within(f, source.first[0], source.last[0]);
        for (uint32_t t = aside.first[0]; t <= aside.last[0]; t++) {
            f->aside[t] = v;
        }
    }
}

/* The entry of the form without its ending, for a verb whose lemma was guessed wrong. */
static const stm_cue *by_form(const stm_finder *f, uint32_t v)
{
    static const char *const endings[] = { "ed", "d", "ing", "s" };
    stm_str form = stm_form(f, v);
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        size_t n = strlen(endings[i]);
        if (form.n > n + 3 && stm_str_ends(form, endings[i])) {
            const stm_cue *cue =
                stm_cue_find(&f->lexicon->cues, STM_CUE_VERB, (stm_str){ form.p, form.n - n }, STM_NULL_STR);
            if (cue != NULL) {
                return cue;
            }
        }
    }
    return NULL;
}

/* The entry with a particle first ("call on", "point out": parsers differ on what a particle is), then the bare one. */
void stm_attribute_verb(stm_finder *f, uint32_t v)
{
    const stm_cue *bare, *with = NULL;
    uint32_t p = stm_child(f, v, STM_DEP_COMPOUND_PRT);
    stm_str lemma = stm_tok(f, v)->lemma;
    if (lemma.p == NULL || f->said_by[v] != STM_NONE || stm_tok(f, v)->deprel == STM_DEP_AMOD) {
        return;
    }
    if (p == STM_NONE && v + 1 < f->article->tokens.n &&
        (stm_tok(f, v + 1)->upos == STM_ADP || stm_tok(f, v + 1)->upos == STM_ADV)) {
        p = v + 1;
    }
    p = p == STM_NONE || stm_lemma_is(f, p, "not") ? stm_plea_of(f, v) : p;
    bare = stm_cue_find(&f->lexicon->cues, STM_CUE_VERB, lemma, STM_NULL_STR);
    if (bare == NULL) {
        bare = by_form(f, v);
    }
    if (p != STM_NONE && stm_tok(f, p)->lemma.p != NULL) {
        bool denied = p == v + 2 && p == stm_plea_of(f, v); /* "pleaded not guilty" */
        stm_str word = denied ? STM_STR("innocent") : stm_tok(f, p)->lemma;
        with = stm_cue_find(&f->lexicon->cues, STM_CUE_VERB, lemma, word);
        with = with == bare ? NULL : with;
    }
    if (with == NULL && bare != NULL && stm_child(f, v, STM_DEP_COMPOUND_PRT) == v + 1 &&
        (bare->frames & (STM_CUE_QUOTE | STM_CUE_THAT)) == 0) {
        return; /* "knocked down": another verb than "knocked" */
    }
    if ((with == NULL || !attribute(f, v, with, p)) && bare != NULL) {
        (void)attribute(f, v, bare, STM_NONE);
    }
}
