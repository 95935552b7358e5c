/* quotations_direct.c: direct speech: passages in marks that hold whole clauses, and the cue beside each.
 *
 * In: quoted passages, trees.  Out: one attribution per stretch of speech: pieces parted by its cue, further
 * sentences of the same paragraph and re-opened paragraphs belong to one.  Never: takes a word or phrase in marks
 * inside the reporter's sentence (a mixed quotation, a title, a nickname, irony) for speech.
 *
 * The idea. Position says more than the parse here. A passage that starts where a sentence may start and ends in a
 * comma or mark of its own waits for a cue right behind it; one that ends in a stop has it before (after a comma, a
 * colon or the verb itself), or goes on from the passage before it. The tree is asked only which word of that small
 * region is the verb and who its subject is.
 * Cost: linear in the tokens of the regions, each looked at once from either side.
 */
#include "extract/attribution.h"

typedef struct region {
    uint32_t first, last; /* tokens, inclusive; last < first: empty */
} region;

typedef struct walker {
    stm_finder *f;
    uint32_t previous; /* the quoted passage of the same level before, in this paragraph, or STM_NONE */
    uint32_t above;    /* the last one of the paragraph before, where this one opens its own; or STM_NONE */
    uint32_t *said_of; /* per quoted passage: its said, or STM_NONE */
    uint32_t *token_first, *token_last;
} walker;

static bool stop_char(char c) { return c == '.' || c == '!' || c == '?'; }

/* The last character of the words in marks that is no closing mark. */
static char end_char(const stm_finder *f, const stm_quoted *q)
{
    stm_str t = f->article->text;
    uint32_t e = q->inner.end;
    while (e > q->inner.start + 1 && (t.p[e - 1] == '\'' || t.p[e - 1] == '"' || t.p[e - 1] == ')')) {
        e--;
    }
    if (e > q->inner.start + 3 && (unsigned char)t.p[e - 3] == 0xE2 && (unsigned char)t.p[e - 2] == 0x80) {
        unsigned char c = (unsigned char)t.p[e - 1];
        if (c == 0x93 || c == 0x94 || c == 0xA6) {
            return '-'; /* a dash or an ellipsis: broken off */
        }
        return c == 0x99 || c == 0x9D ? t.p[e - 4] : t.p[e - 1];
    }
    return t.p[e - 1];
}

/* The first character of the words in marks: speech starts with a capital, a digit, a bracket or an ellipsis. */
static bool starts_large(const stm_finder *f, const stm_quoted *q)
{
    stm_str t = f->article->text;
    uint32_t at = q->inner.start;
    while (at < q->inner.end && (t.p[at] == '[' || t.p[at] == '(' || t.p[at] == '.' || t.p[at] == ' ' ||
                                 t.p[at] == '\'' || t.p[at] == '"')) {
        at++;
    }
    unsigned char c = at < q->inner.end ? (unsigned char)t.p[at] : 'a';
    return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c >= 0xC0 || c == '$';
}

static bool ends_sentence(const stm_finder *f, uint32_t t)
{
    stm_str s = stm_form(f, t);
    return s.n > 0 && stop_char(s.p[s.n - 1]);
}

static bool starts_with_capital(stm_str s)
{
    return s.n > 0 && ((s.p[0] >= 'A' && s.p[0] <= 'Z') || (unsigned char)s.p[0] >= 0xC3);
}

/* True if nothing but the end of a sentence, or nothing, stands before token `first`: speech may start here. */
static bool fresh_start(const walker *w, uint32_t q, uint32_t first)
{
    const stm_finder *f = w->f;
    const stm_article *a = f->article;
    uint32_t before, outer = f->quoted.at[q].outer;
    if (first == 0) {
        return true;
    }
    before = first - 1;
    if (stm_tok(f, before)->at.end <= a->paragraphs.at[f->quoted.at[q].paragraph].start) {
        return true;
    }
    if (outer != STM_NONE && stm_tok(f, before)->at.end <= f->quoted.at[outer].inner.start) {
        return true;
    }
    if (w->previous != STM_NONE && stm_tok(f, before)->at.end == f->quoted.at[w->previous].at.end) {
        return true;
    }
    return ends_sentence(f, before) || stm_word_in(stm_form(f, before), "— – - … ... ) ]");
}

/* ---- the cue of a region ------------------------------------------------------------------------------- */

/* beside: a word right beside the marks is taken for a verb, whatever its tag. */
static const stm_cue *quoting_verb(const stm_finder *f, uint32_t t, uint32_t outer, bool beside)
{
    const stm_cue *cue;
    if ((!stm_is_verb(f, t) && !beside) || stm_tok(f, t)->lemma.p == NULL || f->quote_of[t] != outer) {
        return NULL;
    }
    cue = stm_cue_find(&f->lexicon->cues, STM_CUE_VERB, stm_tok(f, t)->lemma,
                       t + 1 < f->article->tokens.n ? stm_tok(f, t + 1)->lemma : STM_NULL_STR);
    return cue != NULL && (cue->frames & STM_CUE_QUOTE) != 0 ? cue : NULL;
}

/* A verb that itself has a clause, or stands in a clause about a noun, is not the cue of the quotation beside it. */
static bool free_verb(const stm_finder *f, uint32_t t, const region *r)
{
    uint32_t rel = stm_tok(f, t)->deprel, c = stm_child(f, t, STM_DEP_CCOMP);
    if (rel == STM_DEP_ACL_RELCL || rel == STM_DEP_AMOD || stm_was_asked(f, t) ||
        (rel == STM_DEP_ACL && stm_tok(f, t)->xpos == STM_XP_VBN)) {
        return false;
    }
    return c == STM_NONE || c < r->first || c > r->last || stm_was_asked(f, c);
}

/* first_wins: the region follows the speech; else it goes before it. outer: the level of the speech. */
static uint32_t cue_in(stm_finder *f, const region *r, uint32_t outer, bool first_wins)
{
    uint32_t found = STM_NONE;
    if (r->last < r->first || r->last - r->first > 80) {
        return STM_NONE;
    }
    for (uint32_t t = r->first; t <= r->last; t++) {
        f->steps++;
        bool at_colon = !first_wins && t + 1 == r->last && stm_str_eqz(stm_form(f, r->last), ":");
        if (quoting_verb(f, t, outer, first_wins ? t == r->first : t + 2 > r->last) != NULL &&
            (at_colon || free_verb(f, t, r))) {
            bool participle = stm_tok(f, t)->xpos == STM_XP_VBG;
            bool beside = !first_wins && t + 1 == r->last && stm_str_eqz(stm_form(f, r->last), ",");
            if (!participle || found == STM_NONE || beside) { /* "..., heard him shouting, Smith said" */
                found = t;
            }
            if (first_wins && !participle) {
                break;
            }
        }
    }
    return found;
}

/* ---- the walk ------------------------------------------------------------------------------------------ */

/* From the closing mark to the end of the sentence or the next quotation of the level. */
static region after(const walker *w, uint32_t q, uint32_t next)
{
    stm_finder *f = w->f;
    region r = { w->token_last[q] + 1, 0 };
    uint32_t end = next == STM_NONE ? f->article->tokens.n : w->token_first[next], t;
    stm_span bound = f->article->paragraphs.at[f->quoted.at[q].paragraph];
    if (f->quoted.at[q].outer != STM_NONE) {
        bound = f->quoted.at[f->quoted.at[q].outer].inner;
    }
    for (t = r.first; t < end && stm_tok(f, t)->at.end <= bound.end; t++) {
        if (ends_sentence(f, t) && stm_tok(f, t)->upos == STM_PUNCT) {
            break;
        }
    }
    f->steps += t - r.first;
    r.last = t == 0 ? 0 : t - 1;
    return r;
}

/* From the start of the sentence or the quotation before to the opening mark. */
static region before(const walker *w, uint32_t q)
{
    stm_finder *f = w->f;
    uint32_t first = w->token_first[q], t = first;
    stm_span bound = f->article->paragraphs.at[f->quoted.at[q].paragraph];
    if (f->quoted.at[q].outer != STM_NONE) {
        bound = f->quoted.at[f->quoted.at[q].outer].inner;
    }
    while (t > 0 && stm_tok(f, t - 1)->at.start >= bound.start &&
           !(ends_sentence(f, t - 1) && stm_tok(f, t - 1)->upos == STM_PUNCT) &&
           (w->previous == STM_NONE || t - 1 > w->token_last[w->previous])) {
        t--;
    }
    f->steps += first - t;
    if (t == first && first > 0 && f->quoted.at[q].outer == STM_NONE && stm_str_eqz(stm_form(f, first - 1), ":")) {
        const stm_sentence *s = &f->article->sentences.at[stm_tok(f, first - 1)->sentence]; /* a block behind a colon */
        t = s->paragraph + 1 >= f->quoted.at[q].paragraph ? s->first_token : first;
    }
    return first == 0 ? (region){ 1, 0 } : (region){ t, first - 1 };
}

static bool nominal(const stm_finder *f, uint32_t t)
{
    uint8_t p = stm_tok(f, t)->upos;
    return p == STM_NOUN || p == STM_PROPN || p == STM_PRON || p == STM_NUM;
}

/* Up from a noun to the head of its phrase, as long as that is a noun of the same side of the cue. */
static uint32_t phrase_head(const stm_finder *f, uint32_t t, uint32_t first, uint32_t last)
{
    for (int i = 0; i < 12; i++) {
        uint32_t h = stm_tok(f, t)->head, rel = stm_tok(f, t)->deprel;
        if (h == STM_NONE || h < first || h > last || !nominal(f, h) || rel == STM_DEP_ACL_RELCL ||
            rel == STM_DEP_CONJ) {
            break;
        }
        t = h;
    }
    return t;
}

/* "Roe ended her post: “...”", "Roe's message:": whose it is, or who does what its verb tells. */
static uint32_t writer_of(const stm_finder *f, uint32_t noun, uint32_t *without)
{
    uint32_t owner = stm_child(f, noun, STM_DEP_NMOD_POSS), up = stm_tok(f, noun)->head, rel = stm_tok(f, noun)->deprel;
    *without = STM_NONE;
    if ((rel == STM_DEP_OBJ || rel == STM_DEP_OBL) && up != STM_NONE && stm_is_verb(f, up) && !stm_is_passive(f, up) &&
        (owner == STM_NONE || stm_tok(f, owner)->upos == STM_PRON)) {
        return stm_subject(f, up, without);
    }
    return owner;
}

/* Who speaks at the cue of direct speech. Trees of sentences with marks are often wrong about it, so the subject must
 * stand outside the marks; else the noun phrase right before the verb, or right behind it, is taken. */
static uint32_t speaker_at(const stm_finder *f, uint32_t cue, uint32_t outer, const region *r, uint32_t *without)
{
    bool paper = stm_tok(f, cue)->upos == STM_NOUN && cue + 1 == r->last && stm_str_eqz(stm_form(f, r->last), ":");
    uint32_t s = paper ? writer_of(f, cue, without) : stm_subject(f, cue, without), t, stop;
    if (s != STM_NONE && f->quote_of[s] == outer && (stm_tok(f, s)->head != cue || (s >= r->first && s <= r->last))) {
        return s;
    }
    *without = STM_NONE;
    for (t = cue; t > r->first; t--) {
        uint8_t p = stm_tok(f, t - 1)->upos;
        if (p != STM_AUX && p != STM_ADV && p != STM_PART && !(p == STM_VERB && stm_tok(f, t - 1)->head == cue)) {
            break;
        }
    }
    if (t > r->first && nominal(f, t - 1)) {
        uint32_t det = stm_child(f, cue, STM_DEP_DET);
        bool site = paper && stm_tok(f, t - 1)->deprel == STM_DEP_COMPOUND && stm_tok(f, t - 1)->head == cue &&
                    det != STM_NONE && stm_word_in(stm_form(f, det), "a an");
        return site ? STM_NONE : phrase_head(f, t - 1, r->first, cue - 1); /* "a Facebook post:" */
    }
    if (t == cue && cue < r->last && stm_lemma_is(f, cue, "say") && stm_tok(f, cue + 1)->upos == STM_PROPN &&
        stm_tok(f, cue + 1)->head == cue && stm_tok(f, cue + 1)->deprel != STM_DEP_OBL_UNMARKED) {
        return cue + 1; /* "smelt smoke and heard shots, said Ilka Brandt": nobody says a person */
    }
    if (t > r->first && stm_word_in(stm_form(f, t - 1), ", )") && t - 1 > r->first) {
        for (uint32_t k = r->first; k + 1 < t; k++) { /* "Smith, the minister, said" */
            if (nominal(f, k)) {
                return phrase_head(f, k, r->first, cue - 1);
            }
        }
    }
    stop = r->last < cue + 12 ? r->last : cue + 12;
    for (t = cue + 1; t <= stop; t++) {
        uint8_t p = stm_tok(f, t)->upos;
        if (nominal(f, t)) {
            return phrase_head(f, t, cue + 1, r->last);
        }
        if (p != STM_DET && p != STM_ADJ && p != STM_ADV) {
            break;
        }
    }
    return STM_NONE;
}

static stm_said *add_direct(walker *w, uint32_t q, uint32_t cue, const stm_cue *entry, const region *reach)
{
    stm_finder *f = w->f;
    stm_runs r = { .n = 0 };
    uint32_t without = STM_NONE, subject = STM_NONE;
    stm_said *s;
    if (cue != STM_NONE) {
        subject = speaker_at(f, cue, f->quoted.at[q].outer, reach, &without);
    }
    stm_runs_add(&r, w->token_first[q], w->token_last[q]);
    s = stm_said_add(f, &r, cue, cue == STM_NONE ? STM_NO_SPAN : stm_cue_span(f, cue, STM_NONE),
                     entry == NULL ? STM_ACT_SAY : stm_cue_act(entry, STM_CUE_QUOTE), subject, without);
    if (s != NULL) {
        s->direct = true;
        s->content.n = 1;
        s->content.at[0] = f->quoted.at[q].at;
        w->said_of[q] = f->said.n - 1;
    }
    return s;
}

/* Introduced by a colon alone: "He was blunt: ...", "The mayor: ...". The subject before the colon speaks. */
static void add_after_colon(walker *w, uint32_t q, const region *r)
{
    stm_finder *f = w->f;
    stm_said *s = add_direct(w, q, STM_NONE, NULL, NULL);
    uint32_t subject = STM_NONE;
    if (s == NULL || f->said_by[r->last] != STM_NONE) {
        return;
    }
    for (uint32_t t = r->first; t < r->last && subject == STM_NONE; t++) {
        if (stm_tok(f, t)->deprel == STM_DEP_NSUBJ && f->quote_of[t] == f->quoted.at[q].outer) {
            subject = t;
        }
    }
    if (subject == STM_NONE && r->last - r->first <= 6 && r->last > r->first && nominal(f, r->last - 1)) {
        subject = phrase_head(f, r->last - 1, r->first, r->last - 1);
    }
    s->cue = stm_tok(f, r->last)->at;
    s->cue_token = r->last;
    f->said_by[r->last] = f->said.n - 1;
    if (subject != STM_NONE) {
        s->source_head = subject;
        s->source = stm_phrase_span(f, subject, STM_NONE);
        if (s->source.end > s->cue.start && r->last > r->first) {
            s->source.end = stm_tok(f, r->last - 1)->at.end; /* without what stands behind the colon */
        }
    }
}

/* "..." - Name, in the same paragraph or as the next one. */
static bool signed_with_dash(walker *w, uint32_t q)
{
    stm_finder *f = w->f;
    const stm_article *a = f->article;
    uint32_t dash = w->token_last[q] + 1, paragraph = f->quoted.at[q].paragraph, last, t;
    stm_said *s;
    if (dash + 1 >= a->tokens.n || !stm_word_in(stm_form(f, dash), "— – ― - --")) {
        return false;
    }
    if (stm_tok(f, dash)->at.start >= a->paragraphs.at[paragraph].end) {
        paragraph++;
    }
    for (last = dash; last + 1 < a->tokens.n && stm_tok(f, last + 1)->at.end <= a->paragraphs.at[paragraph].end;
         last++) {
        if (last > dash + 12) {
            return false;
        }
    }
    for (t = dash + 1; t <= last; t++) {
        if (stm_is_verb(f, t)) {
            return false;
        }
    }
    if (last == dash || !starts_with_capital(stm_form(f, dash + 1))) {
        return false;
    }
    s = add_direct(w, q, STM_NONE, NULL, NULL);
    if (s != NULL) {
        while (last > dash + 1 && stm_tok(f, last)->upos == STM_PUNCT) {
            last--;
        }
        s->cue = stm_tok(f, dash)->at;
        s->cue_token = dash;
        f->said_by[dash] = f->said.n - 1;
        s->source_head = dash + 1;
        for (t = dash + 1; t <= last && !stm_word_in(stm_form(f, t), ", ("); t++) {
            s->source_head = nominal(f, t) ? t : s->source_head;
        }
        s->source = (stm_span){ stm_tok(f, dash + 1)->at.start, stm_tok(f, last)->at.end };
    }
    return true;
}

static void append(walker *w, uint32_t said, uint32_t q)
{
    stm_vec_push(w->f->arena, &w->f->said.at[said].content, w->f->quoted.at[q].at);
    w->said_of[q] = said;
}

static uint32_t words_in(const walker *w, uint32_t q)
{
    uint32_t n = 0;
    for (uint32_t t = w->token_first[q]; t <= w->token_last[q] && n < 6; t++) {
        n += stm_tok(w->f, t)->upos != STM_PUNCT;
    }
    return n;
}

/* "said on “Meet the Town.”": all words of weight have a capital. */
static bool titled(const walker *w, uint32_t q)
{
    const stm_finder *f = w->f;
    uint32_t large = 0;
    for (uint32_t t = w->token_first[q]; t <= w->token_last[q] && t < f->article->tokens.n; t++) {
        stm_str form = stm_form(f, t);
        bool letter = (form.p[0] >= 'a' && form.p[0] <= 'z') || starts_with_capital(form);
        if (letter && !starts_with_capital(form) &&
            !stm_word_in(form, "a an and at by for from in of on or the to with")) {
            return false;
        }
        large += letter && stm_tok(f, t)->upos != STM_PUNCT && starts_with_capital(form);
    }
    return large >= 2;
}

static bool whole_paragraph(const walker *w, uint32_t q)
{
    const stm_quoted *x = &w->f->quoted.at[q];
    stm_span p = w->f->article->paragraphs.at[x->paragraph];
    return x->at.start == p.start && x->at.end + 1 >= p.end;
}

/* The closing mark is missing and the cue stands inside: the speech ends where the cue's clause begins. */
static void end_before_cue(walker *w, uint32_t q)
{
    stm_finder *f = w->f;
    stm_quoted *x = &f->quoted.at[q];
    for (uint32_t t = w->token_first[q]; t <= w->token_last[q]; t++) {
        stm_runs content, source, aside;
        f->steps++;
        if (quoting_verb(f, t, q, false) == NULL || !stm_extent_tail(f, t, true, &content, &source, &aside)) {
            continue;
        }
        for (uint32_t k = aside.first[0] + 1; k <= w->token_last[q]; k++) {
            f->quote_of[k] = x->outer;
        }
        x->at.end = stm_tok(f, aside.first[0])->at.end;
        x->inner.end = x->at.end;
        w->token_last[q] = aside.first[0];
        return;
    }
}

/* "A. / B. / C," she said: the speech of several paragraphs that has no cue yet has it behind the last. */
static void cue_behind_last(walker *w, uint32_t q, uint32_t next)
{
    stm_finder *f = w->f;
    uint32_t said = w->said_of[q], outer = f->quoted.at[q].outer, without = STM_NONE, cue, subject;
    region r = after(w, q, next);
    if (f->said.at[said].cue_token != STM_NONE || stm_span_some(f->said.at[said].cue)) {
        return;
    }
    cue = cue_in(f, &r, outer, true);
    if (cue != STM_NONE && f->said_by[cue] == STM_NONE) {
        subject = speaker_at(f, cue, outer, &r, &without);
        stm_said_cue(f, said, cue, stm_cue_span(f, cue, STM_NONE),
                     stm_cue_act(quoting_verb(f, cue, outer, true), STM_CUE_QUOTE), subject, without);
    }
}

/* ", adding," behind the first cue, or ", although he also said,": the cue of a report of its own, or STM_NONE. */
static uint32_t second_cue(const stm_finder *f, uint32_t cue, const region *gap, uint32_t outer)
{
    for (uint32_t t = cue + 2; t <= gap->last; t++) {
        bool adding = stm_tok(f, t)->xpos == STM_XP_VBG && stm_str_eqz(stm_form(f, t - 1), ",");
        bool own = t + 1 == gap->last && stm_word_in(stm_form(f, gap->last), ", :") &&
                   stm_child(f, t, STM_DEP_NSUBJ) != STM_NONE && stm_child(f, t, STM_DEP_NSUBJ) > cue &&
                   stm_child(f, t, STM_DEP_NSUBJ) < t && stm_marker(f, t, "although though but while") != STM_NONE;
        if ((adding || own) && quoting_verb(f, t, outer, false) != NULL && f->said_by[t] == STM_NONE) {
            return t;
        }
    }
    return STM_NONE;
}

/* "A," she said, "b": the second piece of the speech before, whatever its first letter. */
static bool goes_on(const walker *w, uint32_t q, uint32_t next, bool begins)
{
    stm_finder *f = w->f;
    const stm_quoted *x = &f->quoted.at[q];
    uint32_t said = w->previous == STM_NONE ? STM_NONE : w->said_of[w->previous], c, behind = w->token_last[q] + 1;
    bool ends = false, comma_behind = behind < f->article->tokens.n && stm_tok(f, behind)->at.start == x->at.end &&
                                      stm_word_in(stm_form(f, behind), ", — –");
    region gap, r;
    if (said == STM_NONE) {
        return false;
    }
    c = f->said.at[said].cue_token;
    gap = (region){ w->token_last[w->previous] + 1, w->token_first[q] - 1 };
    for (uint32_t t = gap.first; t <= gap.last && t < f->article->tokens.n && w->token_first[q] > 0; t++) {
        f->steps++;
        ends = ends || (ends_sentence(f, t) && stm_tok(f, t)->upos == STM_PUNCT);
    }
    bool cue_between = c != STM_NONE && c >= gap.first && c <= gap.last;
    if (cue_between && !ends && second_cue(f, c, &gap, x->outer) != STM_NONE) {
        return false;
    }
    if (gap.last >= gap.first && !(cue_between && !ends && stm_word_in(stm_form(f, gap.last), ", ; : — –")) &&
        !(begins && cue_between && ends)) {
        return false;
    }
    r = after(w, q, next);
    bool own = (end_char(f, x) == ',' || comma_behind) && cue_in(f, &r, x->outer, true) != STM_NONE;
    return !own || (cue_between && !ends);
}

/* "B. / C," said Bo Roe: the last paragraph of the speech that begins at q has a cue behind it. */
static bool cue_below(const walker *w, uint32_t q)
{
    uint32_t last = q, n = w->f->quoted.n;
    region r;
    for (uint32_t k = q + 1; k < n && w->f->quoted.at[k].continues != STM_NONE; k++) {
        last = w->f->quoted.at[k].continues == last ? k : last;
    }
    r = after(w, last, STM_NONE);
    return last != q && strchr(",?!", end_char(w->f, &w->f->quoted.at[last])) != NULL &&
           cue_in(w->f, &r, STM_NONE, true) != STM_NONE;
}

/* "A," said Ann Lee. / "B." The paragraph behind speech and its cue is speech without one: it goes on. */
static bool goes_on_below(const walker *w, uint32_t q)
{
    const stm_finder *f = w->f;
    uint32_t said = w->above == STM_NONE ? STM_NONE : w->said_of[w->above], cue, first, ends = 0;
    if (said == STM_NONE || f->quoted.at[q].outer != STM_NONE || cue_below(w, q)) {
        return false;
    }
    cue = f->said.at[said].cue_token;
    first = w->token_last[w->above] + 1;
    for (uint32_t t = first; t < w->token_first[q]; t++) {
        ends += ends_sentence(f, t) && stm_tok(f, t)->upos == STM_PUNCT;
    }
    return cue != STM_NONE && cue >= first && cue < w->token_first[q] && ends == 1 &&
           second_cue(f, cue, &(region){ first, w->token_first[q] - 1 }, STM_NONE) == STM_NONE;
}

static void visit(walker *w, uint32_t q, uint32_t next)
{
    stm_finder *f = w->f;
    const stm_quoted *x = &f->quoted.at[q];
    char end = end_char(f, x);
    uint32_t behind = w->token_last[q] + 1, cue;
    bool fresh = fresh_start(w, q, w->token_first[q]);
    bool comma_behind = behind < f->article->tokens.n && stm_tok(f, behind)->at.start == x->at.end &&
                        stm_word_in(stm_form(f, behind), ", — –");
    bool large = starts_large(f, x);
    region r;
    if (x->continues != STM_NONE && w->said_of[x->continues] != STM_NONE) {
        append(w, w->said_of[x->continues], q);
        if (end == ',' || comma_behind) {
            cue_behind_last(w, q, next);
        }
        return;
    }
    if (goes_on(w, q, next, fresh && large)) {
        append(w, w->said_of[w->previous], q);
        return;
    }
    if (!fresh && !large) {
        return; /* a word or phrase of the reporter's sentence */
    }
    if ((fresh || (end == ',' && w->token_first[q] > 0 && stm_str_eqz(stm_form(f, w->token_first[q] - 1), ":"))) &&
        (end == ',' || end == '?' || end == '!' || end == '-' || comma_behind || !stop_char(end))) {
        r = after(w, q, next);
        cue = cue_in(f, &r, x->outer, true);
        if (cue != STM_NONE && f->said_by[cue] == STM_NONE) {
            (void)add_direct(w, q, cue, quoting_verb(f, cue, x->outer, true), &r);
            return;
        }
    }
    r = before(w, q);
    bool one_word = r.last > r.first && stm_word_in(stm_form(f, r.last), ", :") && stop_char(end) &&
                    quoting_verb(f, r.last - 1, x->outer, false) != NULL; /* said, “No.” */
    if (large && (words_in(w, q) >= 2 || one_word)) {
        bool ready = r.last >= r.first &&
                     (stm_word_in(stm_form(f, r.last), ", :") || quoting_verb(f, r.last, x->outer, false) != NULL ||
                      ((end == '.' || end == '!' || end == '?') && !titled(w, q)));
        cue = ready ? cue_in(f, &r, x->outer, false) : STM_NONE;
        if (cue != STM_NONE && f->said_by[cue] != STM_NONE && second_cue(f, cue, &r, x->outer) != STM_NONE) {
            cue = second_cue(f, cue, &r, x->outer);
        }
        if (cue != STM_NONE && f->said_by[cue] == STM_NONE && !stm_word_in(stm_form(f, r.last), "that")) {
            (void)add_direct(w, q, cue, quoting_verb(f, cue, x->outer, true), &r);
            return;
        }
        if (r.last >= r.first && stm_word_in(stm_form(f, r.last), ":")) {
            add_after_colon(w, q, &r);
            return;
        }
    }
    if (fresh && large && x->outer == STM_NONE && signed_with_dash(w, q)) {
        return;
    }
    if (fresh && large && words_in(w, q) >= 3 &&
        (stop_char(end) || end == '-' || whole_paragraph(w, q) || !x->closed)) {
        if (goes_on_below(w, q)) {
            append(w, w->said_of[w->above], q);
        } else if (x->outer == STM_NONE) {
            (void)add_direct(w, q, STM_NONE, NULL, NULL);
        }
    }
}

void stm_attribute_direct(stm_finder *f)
{
    walker w = { .f = f };
    uint32_t n = f->quoted.n, *next = STM_NEW_ARRAY(f->arena, uint32_t, n + 1);
    uint32_t *last_at = STM_NEW_ARRAY(f->arena, uint32_t, n + 1), *before_of = STM_NEW_ARRAY(f->arena, uint32_t, n + 1);
    uint32_t *above_of = STM_NEW_ARRAY(f->arena, uint32_t, n + 1);
    uint32_t top = STM_NONE, t = 0;
    w.said_of = STM_NEW_ARRAY(f->arena, uint32_t, n + 1);
    w.token_first = STM_NEW_ARRAY(f->arena, uint32_t, n + 1);
    w.token_last = STM_NEW_ARRAY(f->arena, uint32_t, n + 1);
    for (uint32_t q = 0; q < n; q++) { /* neighbours of the same level and paragraph; tokens of each */
        const stm_quoted *x = &f->quoted.at[q];
        uint32_t *last = x->outer == STM_NONE ? &top : &last_at[x->outer];
        uint32_t e;
        w.said_of[q] = next[q] = before_of[q] = above_of[q] = last_at[q] = STM_NONE;
        if (*last != STM_NONE && f->quoted.at[*last].paragraph + 1 == x->paragraph &&
            x->at.start == f->article->paragraphs.at[x->paragraph].start) {
            above_of[q] = *last;
        }
        if (*last != STM_NONE && f->quoted.at[*last].paragraph == x->paragraph) {
            before_of[q] = *last;
            next[*last] = q;
        }
        *last = q;
        while (t < f->article->tokens.n && stm_tok(f, t)->at.start < x->at.start) {
            t++;
        }
        w.token_first[q] = t;
        for (e = t; e < f->article->tokens.n && stm_tok(f, e)->at.start < x->at.end; e++) {
            f->steps++;
        }
        w.token_last[q] = e > t ? e - 1 : t;
    }
    for (uint32_t q = 0; q < n; q++) {
        w.previous = before_of[q];
        w.above = above_of[q];
        if (w.token_first[q] < f->article->tokens.n && !stm_is_silent(f->article, w.token_first[q]) &&
            w.token_first[q] <= w.token_last[q]) {
            if (!f->quoted.at[q].closed && f->quoted.at[q].opened) {
                end_before_cue(&w, q);
            }
            visit(&w, q, next[q]);
        }
    }
}
