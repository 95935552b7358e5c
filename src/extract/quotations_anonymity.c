/* quotations_anonymity.c: words for speakers whom nobody could name, and the passages that say that one would not be
 * named, and why.
 *
 * In: quotations with their speakers.  Out: `anonymity` of those whose speaker they are about, which are `anonymous`.
 * Never: touches a quotation whose speaker has a name.
 *
 * The idea. "Anonymity", "asked not to be identified", "was not authorized to speak" stand in a clause about the
 * speaker: inside the source ("a person who spoke on condition of anonymity"), beside it in its sentence, or in a
 * sentence of its own right behind ("The official asked not to be named because ..."). The clause belongs to the
 * quotation of its own sentence, else to the last one before it whose speaker has no name, at most one paragraph away;
 * and to the other quotations of that speaker. Cost: linear in the tokens, and in the quotations for each such clause.
 */
#include "extract/attribution.h"

enum { MAX_CLAUSES = 64 }; /* an article with more of them is no article */

/* "prosecutors", who speak as one body, as police do; "his lawyers", "relatives of Marek Loy": kin and counsel of
 * somebody who is named, or spoken of. */
static bool placed(const stm_finder *f, uint32_t head)
{
    if (stm_lemma_is(f, head, "prosecutor")) {
        return stm_tok(f, head)->xpos == STM_XP_NNS;
    }
    if (!stm_lemma_in(f, head, "lawyer attorney relative parent mother father")) {
        return false;
    }
    for (uint32_t i = f->child_at[head]; i < stm_children_end(f, head); i++) {
        const stm_token *t = stm_tok(f, f->children[i]);
        if ((t->deprel == STM_DEP_NMOD_POSS && (t->upos == STM_PRON || t->upos == STM_PROPN)) ||
            (t->deprel == STM_DEP_NMOD && t->upos == STM_PROPN)) {
            return true;
        }
    }
    return false;
}

bool stm_nameless_word(const stm_finder *f, uint32_t head)
{
    stm_str lemma = stm_tok(f, head)->lemma;
    char low[32];
    if (lemma.p == NULL || lemma.n >= sizeof low) {
        return false;
    }
    for (size_t i = 0; i < lemma.n; i++) {
        low[i] = (char)(lemma.p[i] >= 'A' && lemma.p[i] <= 'Z' ? lemma.p[i] + 32 : lemma.p[i]);
    }
    return stm_map_get(&f->lexicon->anonymous, (stm_str){ low, lemma.n }) != STM_NONE && !placed(f, head);
}

/* "some Democrats", "more than a dozen members", "one of his friends", "reports": some of many, whoever they are. */
bool stm_some_of_them(const stm_finder *f, uint32_t head, stm_span source)
{
    uint32_t first = stm_token_from(f->article, source.start);
    bool plural = stm_tok(f, head)->xpos == STM_XP_NNS || stm_tok(f, head)->xpos == STM_XP_NNPS;
    if (first > head || first >= f->article->tokens.n) {
        return false;
    }
    if (stm_lemma_is(f, head, "report")) {
        return plural && first == head;
    }
    if (stm_word_in(stm_form(f, first), "a the")) {
        first++;
        return first < head && stm_word_in(stm_form(f, first), "number few dozen handful majority group") && plural;
    }
    return stm_word_in(stm_form(f, first), "some many several few most more one dozens scores hundreds thousands "
                                           "members") &&
           (plural || first == head);
}

static bool refuses_name(const stm_finder *f, uint32_t t)
{
    uint32_t h = stm_tok(f, t)->head;
    return stm_word_in(stm_form(f, t), "named identified quoted") && stm_child(f, t, STM_DEP_AUX_PASS) != STM_NONE &&
           h != STM_NONE && stm_tok(f, t)->deprel != STM_DEP_ROOT &&
           stm_lemma_in(f, h, "ask decline refuse request insist want wish prefer demand");
}

static bool not_allowed(const stm_finder *f, uint32_t t)
{
    uint32_t c = stm_child(f, t, STM_DEP_XCOMP);
    c = c == STM_NONE ? stm_child(f, t, STM_DEP_ADVCL) : c;
    return stm_lemma_in(f, t, "authorize authorise permit allow empower") && stm_is_negated(f, t) && c != STM_NONE &&
           stm_lemma_in(f, c, "speak talk discuss comment brief disclose");
}

/* The verb of the clause that token t is the sign of, or STM_NONE. */
static uint32_t clause_verb(const stm_finder *f, uint32_t t)
{
    uint32_t v = t;
    if (not_allowed(f, t)) {
        return t;
    }
    if (refuses_name(f, t)) {
        return stm_tok(f, t)->head;
    }
    if (!stm_lemma_is(f, t, "anonymity")) {
        return STM_NONE;
    }
    for (int i = 0; i < 4 && v != STM_NONE && !stm_is_verb(f, v); i++) {
        v = stm_tok(f, v)->head;
    }
    return v != STM_NONE && stm_is_verb(f, v) &&
                   stm_lemma_in(f, v,
                                "speak talk ask request insist demand grant give comment describe discuss seek want "
                                "condition")
               ? v
               : STM_NONE;
}

/* From the verb, its auxiliaries included, to the end of its clause. */
static stm_span clause_span(const stm_finder *f, uint32_t v, uint32_t sign)
{
    const stm_sentence *s = &f->article->sentences.at[stm_tok(f, v)->sentence];
    uint32_t last = f->last[v] > sign ? f->last[v] : sign, end = s->first_token + s->n_tokens;
    stm_span at = stm_cue_span(f, v, STM_NONE);
    if (last + 1 < end && stm_word_in(stm_form(f, last + 1), "because since as given to")) {
        last = end - 1; /* the reason, wherever the tree hung it */
    }
    last = last < end ? last : end - 1;
    for (uint32_t t = sign + 1; t <= last; t++) { /* another clause is not part: "said the raid had failed" */
        uint8_t x = stm_tok(f, t)->xpos;
        bool report = f->said_by[t] != STM_NONE && (x == STM_XP_VBD || x == STM_XP_VBZ);
        if (report || stm_word_in(stm_form(f, t), ", ; . ” — –")) {
            last = t - 1;
        }
    }
    at.end = stm_tok(f, stm_with_adverb(f, last))->at.end;
    return at;
}

/* Per entity: it has a name among its mentions. */
static bool *read_names(const stm_finder *f, const stm_article *a)
{
    bool *named = STM_NEW_ARRAY(f->arena, bool, a->entities.n + 1);
    for (uint32_t e = 0; e < a->entities.n; e++) {
        for (uint32_t m = 0; m < a->entities.at[e].mentions.n && !named[e]; m++) {
            named[e] = a->entities.at[e].mentions.at[m].form == STM_MENTION_NAME;
        }
    }
    return named;
}

/* Somebody without a name, not something. */
static bool unnamed(const stm_article *a, const stm_quotation *q)
{
    return q->anonymous || (q->speaker == STM_NONE ? stm_word_in(stm_str_sub(a->text, q->source), "who he she they")
                                                   : a->entities.at[q->speaker].kind == STM_PERSON);
}

static uint32_t sentence_of(const stm_article *a, uint32_t byte)
{
    uint32_t t = stm_token_from(a, byte);
    return t < a->tokens.n ? a->tokens.at[t].sentence : STM_NONE;
}

/* The quotation that the clause at `at` in `sentence` is about, or STM_NONE. */
static uint32_t owner(const stm_article *a, const bool *named, stm_span at, uint32_t sentence)
{
    uint32_t found = STM_NONE, best = 0, paragraph = a->sentences.at[sentence].paragraph;
    for (uint32_t i = 0; i < a->quotations.n; i++) {
        const stm_quotation *q = &a->quotations.at[i];
        bool inside = q->source.start <= at.start && q->source.end >= at.end;
        uint32_t there, score;
        if (!stm_span_some(q->source) || (q->speaker != STM_NONE && named[q->speaker]) || (!inside && !unnamed(a, q))) {
            continue;
        }
        if (q->cue.start == at.start || (q->cue.start >= at.start && q->cue.end <= at.end)) {
            continue; /* "asked not to be named" is a quotation itself */
        }
        there = sentence_of(a, q->source.start);
        if (there == STM_NONE || there > sentence || a->sentences.at[there].paragraph + 1 < paragraph) {
            continue;
        }
        score = inside ? 4 : there == sentence ? 3 : 2;
        if (score >= best) { /* of several the last before the clause */
            best = score;
            found = i;
        }
    }
    return found;
}

void stm_quotation_anonymity(const stm_finder *f, stm_article *article)
{
    const bool *named = NULL;
    uint32_t clauses = 0;
    for (uint32_t t = 0; t < article->tokens.n && clauses < MAX_CLAUSES; t++) {
        uint32_t v, q;
        stm_span at;
        if (stm_tok(f, t)->deprel == STM_DEP_NONE || (v = clause_verb(f, t)) == STM_NONE) {
            continue;
        }
        clauses++;
        at = clause_span(f, v, t);
        named = named == NULL ? read_names(f, article) : named;
        q = owner(article, named, at, stm_tok(f, v)->sentence);
        if (q == STM_NONE || stm_span_some(article->quotations.at[q].anonymity)) {
            continue;
        }
        for (uint32_t i = 0; i < article->quotations.n; i++) {
            stm_quotation *o = &article->quotations.at[i];
            bool same = i == q || (o->speaker != STM_NONE && o->speaker == article->quotations.at[q].speaker);
            if (same && !stm_span_some(o->anonymity)) {
                o->anonymity = at;
                o->anonymous = true;
            }
        }
    }
}
