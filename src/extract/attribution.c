/* attribution.c: trees and runs of tokens, as the finders of attributions need them.
 *
 * In: tokens with heads, quoted passages.  Out: child lists, subtree extents, subjects, spans.
 * Never: trusts the trees to be trees: a head in another sentence or a circle counts as no head.
 * Invariants: (1) first[t] <= t <= last[t], inside t's sentence. (2) children are in text order.
 * Cost: linear in tokens to set up; every question costs the children of the tokens that it looks at.
 */
#include "extract/attribution.h"

/* ---- set up -------------------------------------------------------------------------------------------- */

static uint32_t head_of(const stm_article *a, uint32_t t)
{
    uint32_t h = a->tokens.at[t].head;
    return h != STM_NONE && h < a->tokens.n && h != t && a->tokens.at[h].sentence == a->tokens.at[t].sentence
               ? h
               : STM_NONE;
}

static void read_trees(stm_finder *f)
{
    const stm_article *a = f->article;
    uint32_t n = a->tokens.n, done = 0, filled = 0;
    uint32_t *order = STM_NEW_ARRAY(f->arena, uint32_t, n + 1), *next;
    f->first = STM_NEW_ARRAY(f->arena, uint32_t, n + 1);
    f->last = STM_NEW_ARRAY(f->arena, uint32_t, n + 1);
    f->child_at = STM_NEW_ARRAY(f->arena, uint32_t, n + 2);
    f->children = STM_NEW_ARRAY(f->arena, uint32_t, n + 1);
    next = STM_NEW_ARRAY(f->arena, uint32_t, n + 1);
    for (uint32_t t = 0; t < n; t++) {
        uint32_t h = head_of(a, t);
        f->first[t] = f->last[t] = t;
        if (h != STM_NONE) {
            f->child_at[h + 1]++;
        } else {
            order[filled++] = t;
        }
    }
    for (uint32_t t = 0; t < n; t++) {
        f->child_at[t + 1] += f->child_at[t];
        next[t] = f->child_at[t];
    }
    for (uint32_t t = 0; t < n; t++) {
        uint32_t h = head_of(a, t);
        if (h != STM_NONE) {
            f->children[next[h]++] = t;
        }
    }
    while (done < filled) { /* from the roots down, then the extents from the leaves up */
        uint32_t t = order[done++];
        for (uint32_t i = f->child_at[t]; i < f->child_at[t + 1]; i++) {
            order[filled++] = f->children[i];
        }
    }
    while (filled > 0) {
        uint32_t t = order[--filled], h = head_of(a, t);
        if (h != STM_NONE) {
            f->first[h] = f->first[t] < f->first[h] ? f->first[t] : f->first[h];
            f->last[h] = f->last[t] > f->last[h] ? f->last[t] : f->last[h];
        }
    }
}

static void read_quotes(stm_finder *f)
{
    const stm_article *a = f->article;
    uint32_t q = 0, current = STM_NONE;
    f->steps = stm_quote_marks(f->arena, a, &f->quoted);
    f->quote_of = STM_NEW_ARRAY(f->arena, uint32_t, a->tokens.n + 1);
    for (uint32_t t = 0; t < a->tokens.n; t++) {
        uint32_t at = a->tokens.at[t].at.start;
        while (q < f->quoted.n && f->quoted.at[q].at.start <= at) {
            while (current != STM_NONE && f->quoted.at[current].at.end <= f->quoted.at[q].at.start) {
                current = f->quoted.at[current].outer;
            }
            current = q++;
        }
        while (current != STM_NONE && f->quoted.at[current].at.end <= at) {
            current = f->quoted.at[current].outer;
        }
        f->quote_of[t] = current;
    }
}

void stm_finder_init(stm_finder *f, stm_arena *arena, const stm_lexicon *lexicon, const stm_article *article)
{
    memset(f, 0, sizeof *f);
    f->arena = arena;
    f->lexicon = lexicon;
    f->article = article;
    read_quotes(f);
    read_trees(f);
    f->said_by = STM_NEW_ARRAY(arena, uint32_t, article->tokens.n + 1);
    f->aside = STM_NEW_ARRAY(arena, uint32_t, article->tokens.n + 1);
    for (uint32_t t = 0; t < article->tokens.n; t++) {
        f->said_by[t] = f->aside[t] = STM_NONE;
    }
}

/* ---- words and trees ----------------------------------------------------------------------------------- */

uint32_t stm_child(const stm_finder *f, uint32_t t, stm_deprel rel)
{
    for (uint32_t i = f->child_at[t]; i < stm_children_end(f, t); i++) {
        if (stm_tok(f, f->children[i])->deprel == rel) {
            return f->children[i];
        }
    }
    return STM_NONE;
}

uint32_t stm_marker(const stm_finder *f, uint32_t t, const char *list)
{
    for (uint32_t i = f->child_at[t]; i < stm_children_end(f, t); i++) {
        uint32_t c = f->children[i];
        if ((stm_tok(f, c)->deprel == STM_DEP_CASE || stm_tok(f, c)->deprel == STM_DEP_MARK) &&
            stm_lemma_in(f, c, list)) {
            return c;
        }
    }
    return STM_NONE;
}

uint32_t stm_marker_of(const stm_finder *f, uint32_t t, const stm_strs *list)
{
    for (uint32_t i = f->child_at[t]; i < stm_children_end(f, t); i++) {
        uint32_t c = f->children[i];
        if (stm_tok(f, c)->deprel != STM_DEP_CASE && stm_tok(f, c)->deprel != STM_DEP_MARK) {
            continue;
        }
        for (uint32_t k = 0; k < list->n; k++) {
            if (stm_str_eq_nocase(stm_lemma_or_form(f, c), list->at[k])) {
                return c;
            }
        }
    }
    return STM_NONE;
}

bool stm_is_verb(const stm_finder *f, uint32_t t)
{
    uint8_t x = stm_tok(f, t)->xpos;
    return stm_tok(f, t)->upos == STM_VERB || (x >= STM_XP_VB && x <= STM_XP_VBZ && stm_tok(f, t)->upos != STM_AUX);
}

bool stm_is_passive(const stm_finder *f, uint32_t t)
{
    return stm_child(f, t, STM_DEP_AUX_PASS) != STM_NONE ||
           (stm_child(f, t, STM_DEP_NSUBJ_PASS) != STM_NONE && stm_child(f, t, STM_DEP_AUX) != STM_NONE);
}

bool stm_is_negated(const stm_finder *f, uint32_t t)
{
    for (uint32_t i = f->child_at[t]; i < stm_children_end(f, t); i++) {
        uint32_t c = f->children[i];
        if (stm_tok(f, c)->deprel == STM_DEP_ADVMOD && stm_lemma_in(f, c, "not n't n’t never neither")) {
            return true;
        }
        if (stm_tok(f, c)->deprel == STM_DEP_NSUBJ && stm_lemma_in(f, c, "nobody none")) {
            return true;
        }
    }
    return false;
}

uint32_t stm_quote_beyond(const stm_finder *f, uint32_t t, uint32_t from)
{
    uint32_t found = STM_NONE;
    for (uint32_t q = f->quote_of[t]; q != STM_NONE; q = f->quoted.at[q].outer) {
        if (from != STM_NONE) {
            stm_span at = f->quoted.at[q].at, other = stm_tok(f, from)->at;
            if (other.start >= at.start && other.end <= at.end) {
                break;
            }
        }
        found = q;
    }
    return found;
}

uint32_t stm_agent(const stm_finder *f, uint32_t v)
{
    for (uint32_t i = f->child_at[v]; i < stm_children_end(f, v); i++) {
        uint32_t c = f->children[i], rel = stm_tok(f, c)->deprel;
        if (rel == STM_DEP_OBL_AGENT || (rel == STM_DEP_OBL && stm_marker(f, c, "by") != STM_NONE)) {
            return c;
        }
    }
    return STM_NONE;
}

/* "Harbour Bank analyst | Roman Quorn | said", "the strike grounded flights and the union | said": of two subjects, the
 * one right before the verb. */
static uint32_t nearer_subject(const stm_finder *f, uint32_t verb, uint32_t s)
{
    uint32_t v = verb;
    while (v > s + 1 && (stm_tok(f, v - 1)->upos == STM_ADV || stm_tok(f, v - 1)->upos == STM_AUX)) {
        v--;
    }
    for (uint32_t i = f->child_at[verb]; i < stm_children_end(f, verb); i++) {
        uint32_t c = f->children[i], to = f->last[c], p = stm_tok(f, f->first[c])->upos;
        to += to + 1 < v && stm_str_eqz(stm_form(f, to + 1), ",") ? 1 : 0;
        if (c <= s || s > v || stm_tok(f, c)->deprel != STM_DEP_NSUBJ || to + 1 != v ||
            (f->first[c] == f->last[s] + 1 && (p == STM_PROPN || p == STM_NOUN) &&
             !stm_str_eqz(stm_form(f, f->last[s]), ","))) {
            continue; /* "pilot Ana Silva" is one phrase */
        }
        if (stm_tok(f, c)->upos == STM_NOUN || stm_tok(f, c)->upos == STM_PROPN) {
            return c;
        }
    }
    return s;
}

#define PAPERS "letter call email e-mail message note memo statement notice telegram complaint"

/* "the bakers" of "a letter from the bakers"; or the letter. */
static uint32_t sender_of(const stm_finder *f, uint32_t paper)
{
    for (uint32_t i = f->child_at[paper]; i < stm_children_end(f, paper); i++) {
        if (f->children[i] > paper && stm_marker(f, f->children[i], "from") != STM_NONE) {
            return f->children[i];
        }
    }
    return paper;
}

/* From v up to the clause that has the subject: coordination, infinitives and participles share it. */
/* "led lawyers and judges to question it": who is made to, though the tree hangs the infinitive as a purpose; STM_NONE.
 */
static uint32_t made_to(const stm_finder *f, uint32_t h, uint32_t v)
{
    uint32_t o = stm_child(f, h, STM_DEP_OBJ);
    return o != STM_NONE && o > h && o < v && f->last[o] + 1 == f->first[v] && stm_marker(f, v, "to") == f->first[v] &&
                   stm_lemma_in(f, h,
                                "lead cause prompt force push allow get help enable persuade convince inspire drive "
                                "compel spur move")
               ? o
               : STM_NONE;
}

uint32_t stm_subject(const stm_finder *f, uint32_t v, uint32_t *without)
{
    *without = STM_NONE;
    for (int steps = 0; steps < 6; steps++) {
        uint32_t s = stm_child(f, v, STM_DEP_NSUBJ), h = stm_tok(f, v)->head, rel = stm_tok(f, v)->deprel;
        uint8_t x = stm_tok(f, v)->xpos;
        if (s == STM_NONE) {
            s = stm_child(f, v, STM_DEP_NSUBJ_PASS);
        }
        if (s != STM_NONE && rel == STM_DEP_CONJ && s < v && stm_tok(f, s)->upos == STM_PROPN &&
            stm_child(f, s, STM_DEP_CASE) != STM_NONE &&
            stm_word_in(stm_form(f, stm_child(f, s, STM_DEP_CASE)), "on")) {
            s = STM_NONE; /* "met, and on Monday said": the day is no subject */
        }
        if (s != STM_NONE) {
            return nearer_subject(f, v, s);
        }
        if (h == STM_NONE) {
            return STM_NONE;
        }
        bool of = rel == STM_DEP_ACL && x == STM_XP_VBG && v > 0 && stm_tok(f, v - 1)->head == v &&
                  stm_str_eqz(stm_form(f, v - 1), "of");    /* "makes a point of saying" */
        if ((rel == STM_DEP_ACL && x == STM_XP_VB) || of) { /* "had one thing to say", "was the first to say" */
            uint32_t owner = stm_child(f, h, STM_DEP_NMOD_POSS);
            if (owner != STM_NONE) {
                return owner;
            }
            v = stm_tok(f, h)->deprel == STM_DEP_OBJ && stm_tok(f, h)->head != STM_NONE ? stm_tok(f, h)->head : h;
            continue;
        }
        if (rel == STM_DEP_ACL) {
            *without = v;
            return x == STM_XP_VBG && stm_lemma_in(f, h, PAPERS) ? sender_of(f, h) : h;
        }
        if (rel == STM_DEP_XCOMP) {
            s = stm_child(f, h, STM_DEP_OBJ);
            if (s == STM_NONE) {
                s = stm_child(f, h, STM_DEP_IOBJ);
            }
            if (s != STM_NONE && !stm_lemma_in(f, h, "promise vow take use have")) {
                return s;
            }
        } else if (rel == STM_DEP_ADVCL) {
            if (x != STM_XP_VBG && x != STM_XP_VB && x != STM_XP_VBN) {
                return STM_NONE;
            }
            if (x == STM_XP_VB && made_to(f, h, v) != STM_NONE) {
                return made_to(f, h, v);
            }
            s = stm_child(f, h, STM_DEP_OBJ); /* "got a letter from the bakers saying": they say it */
            if (x == STM_XP_VBG && s != STM_NONE && s < v && f->last[s] + 1 == v && stm_lemma_in(f, s, PAPERS)) {
                return sender_of(f, s);
            }
        } else if (rel != STM_DEP_CONJ && !(rel == STM_DEP_PARATAXIS && x == STM_XP_VBG)) {
            return STM_NONE;
        }
        v = h;
    }
    return STM_NONE;
}

/* ---- runs ---------------------------------------------------------------------------------------------- */

void stm_runs_add(stm_runs *r, uint32_t first, uint32_t last)
{
    uint32_t i = r->n;
    if (first > last) {
        return;
    }
    if (r->n == 4) {
        r->last[3] = last > r->last[3] ? last : r->last[3];
        return;
    }
    while (i > 0 && r->first[i - 1] > first) {
        r->first[i] = r->first[i - 1];
        r->last[i] = r->last[i - 1];
        i--;
    }
    r->first[i] = first;
    r->last[i] = last;
    r->n++;
    for (i = 0; i + 1 < r->n;) { /* runs that touch are one */
        if (r->last[i] + 1 >= r->first[i + 1]) {
            r->last[i] = r->last[i] > r->last[i + 1] ? r->last[i] : r->last[i + 1];
            for (uint32_t k = i + 1; k + 1 < r->n; k++) {
                r->first[k] = r->first[k + 1];
                r->last[k] = r->last[k + 1];
            }
            r->n--;
        } else {
            i++;
        }
    }
}

/* No further than the word that it hangs on: "the clerk, known as Vale, left, police said", where the last comma hangs
 * on the clerk. */
void stm_runs_add_tree(const stm_finder *f, stm_runs *r, uint32_t t)
{
    uint32_t h = stm_tok(f, t)->head, last = f->last[t];
    last = h != STM_NONE && h > t && h <= last ? h - 1 : last;
    while (last < f->last[t] && last > t && stm_str_eqz(stm_form(f, last), ",")) {
        last--;
    }
    stm_runs_add(r, f->first[t], last);
}

void stm_runs_cut(stm_runs *r, uint32_t first, uint32_t last)
{
    stm_runs old = *r;
    r->n = 0;
    for (uint32_t i = 0; i < old.n; i++) {
        if (old.last[i] < first || old.first[i] > last) {
            stm_runs_add(r, old.first[i], old.last[i]);
            continue;
        }
        if (old.first[i] < first) {
            stm_runs_add(r, old.first[i], first - 1);
        }
        if (old.last[i] > last) {
            stm_runs_add(r, last + 1, old.last[i]);
        }
    }
}

void stm_runs_cut_tree(const stm_finder *f, stm_runs *r, uint32_t t) { stm_runs_cut(r, f->first[t], f->last[t]); }

static bool is_quote_mark(const stm_finder *f, uint32_t t)
{
    return stm_word_in(stm_form(f, t), "\" “ ” « » „ ‟ ‹ › '' `` ‘ ’ '");
}

static bool droppable(const stm_finder *f, uint32_t t, bool at_start)
{
    const stm_token *k = stm_tok(f, t);
    if (k->upos == STM_PUNCT && !is_quote_mark(f, t)) {
        return !stm_word_in(stm_form(f, t), at_start ? "[ ( ... … $" : "] ) ... … %");
    }
    return k->upos == STM_PUNCT ? f->quote_of[t] == STM_NONE : k->upos == STM_CCONJ && k->deprel == STM_DEP_CC;
}

enum { MAX_LOOK = 2000 }; /* tokens: keeps one endless sentence of cues from costing its square */

/* Without the parentheses of other cues. */
static stm_runs without_asides(const stm_finder *f, const stm_runs *r, uint32_t cue)
{
    stm_runs out = *r;
    for (uint32_t i = 0; i < r->n; i++) {
        for (uint32_t t = r->first[i]; t <= r->last[i] && t < r->first[i] + MAX_LOOK; t++) {
            uint32_t other = f->aside[t], from = t;
            if (other == STM_NONE || other == cue || (cue != STM_NONE && f->aside[cue] == other)) {
                continue;
            }
            while (t + 1 <= r->last[i] && f->aside[t + 1] == other) {
                t++;
            }
            stm_runs_cut(&out, from, t);
        }
    }
    return out;
}

static bool has_word(const stm_finder *f, uint32_t a, uint32_t b)
{
    for (; a <= b; a++) {
        if (stm_tok(f, a)->upos != STM_PUNCT) {
            return true;
        }
    }
    return false;
}

stm_spans stm_runs_spans(const stm_finder *f, const stm_runs *runs, uint32_t cue)
{
    stm_spans out = { 0 };
    stm_runs clean = without_asides(f, runs, cue), *r = &clean;
    for (uint32_t i = 0; i < r->n; i++) {
        uint32_t a = r->first[i], b = r->last[i], q;
        stm_span s;
        while (a < b && droppable(f, a, true)) {
            a++;
        }
        while (b > a && droppable(f, b, false)) {
            b--;
        }
        if (!has_word(f, a, b)) {
            continue;
        }
        s = (stm_span){ stm_tok(f, a)->at.start, stm_tok(f, b)->at.end };
        q = stm_quote_beyond(f, a, cue);
        if (q != STM_NONE && f->quoted.at[q].at.start < s.start) {
            s.start = f->quoted.at[q].at.start;
        }
        q = stm_quote_beyond(f, b, cue);
        if (q != STM_NONE && f->quoted.at[q].at.end > s.end) {
            s.end = f->quoted.at[q].at.end;
        }
        if (out.n > 0 && s.start <= out.at[out.n - 1].end) {
            out.at[out.n - 1].end = s.end > out.at[out.n - 1].end ? s.end : out.at[out.n - 1].end;
        } else {
            stm_vec_push(f->arena, &out, s);
        }
    }
    return out;
}

/* A quotation mark at the end of a phrase that does not stand in the same marks as its head. */
static bool lone_mark(const stm_finder *f, uint32_t head, uint32_t t)
{
    return is_quote_mark(f, t) &&
           (f->quote_of[t] == STM_NONE || f->quoted.at[f->quote_of[t]].at.start == stm_tok(f, t)->at.start ||
            f->quoted.at[f->quote_of[t]].at.start < stm_tok(f, f->first[head])->at.start);
}

static bool closing_mark(const stm_finder *f, uint32_t t)
{
    return is_quote_mark(f, t) && f->quote_of[t] != STM_NONE &&
           f->quoted.at[f->quote_of[t]].at.end == stm_tok(f, t)->at.end;
}

/* '..., and sooner," | Ann Lee': where who speaks begins, behind marks that close within the phrase and opened before
 * it.
 */
static uint32_t behind_quotation(const stm_finder *f, uint32_t a, uint32_t head)
{
    for (uint32_t t = head; t > a; t--) {
        if (closing_mark(f, t - 1) && f->quoted.at[f->quote_of[t - 1]].at.start < stm_tok(f, a)->at.start) {
            while (t < head && droppable(f, t, true)) {
                t++;
            }
            return t;
        }
    }
    return a;
}

/* "Union envoy | Clara Weiss": the last name of the run of nouns that goes on behind b, for a name that the tree has
 * torn apart; b where there is none. */
static uint32_t end_of_name(const stm_finder *f, uint32_t b, uint32_t without)
{
    uint32_t found = b, stop = without == STM_NONE || f->first[without] <= b ? STM_NONE : f->first[without];
    if (stm_tok(f, b)->upos != STM_PROPN && stm_tok(f, b)->upos != STM_NOUN) {
        return b;
    }
    for (uint32_t t = b + 1; t < f->article->tokens.n && t < b + 8 && t < stop; t++) {
        uint8_t p = stm_tok(f, t)->upos;
        if ((p != STM_PROPN && p != STM_NOUN) || stm_tok(f, t)->sentence != stm_tok(f, b)->sentence ||
            f->quote_of[t] != f->quote_of[b]) {
            break;
        }
        found = p == STM_PROPN ? t : found;
    }
    return found;
}

/* "said" may be tagged a participle here, so any form of a verb but the base and "-ing" will do. */
uint32_t stm_with_adverb(const stm_finder *f, uint32_t last)
{
    const stm_article *a = f->article;
    bool room = last + 2 < a->tokens.n && stm_tok(f, last + 2)->sentence == stm_tok(f, last)->sentence;
    uint8_t next = room ? stm_tok(f, last + 2)->xpos : 0;
    return room && stm_tok(f, last)->xpos == STM_XP_VB && stm_tok(f, last + 1)->xpos == STM_XP_RB &&
                   stm_str_ends(stm_form(f, last + 1), "ly") && stm_tok(f, last + 2)->upos == STM_VERB &&
                   next != STM_XP_VB && next != STM_XP_VBG
               ? last + 1
               : last;
}

stm_span stm_phrase_span(const stm_finder *f, uint32_t head, uint32_t without)
{
    stm_runs r = { .n = 0 };
    uint32_t a, b;
    stm_runs_add_tree(f, &r, head);
    if (without != STM_NONE) {
        stm_runs_cut_tree(f, &r, without);
    }
    for (uint32_t i = 0; i < r.n; i++) {
        if (head >= r.first[i] && head <= r.last[i]) {
            a = r.first[i];
            b = r.last[i];
            while (a < head && (droppable(f, a, true) || closing_mark(f, a) || stm_tok(f, a)->deprel == STM_DEP_CASE ||
                                stm_tok(f, a)->deprel == STM_DEP_MARK)) {
                a++;
            }
            while (b > head && (droppable(f, b, false) || lone_mark(f, head, b))) {
                b--;
            }
            a = behind_quotation(f, a, head);
            b = stm_with_adverb(f, end_of_name(f, b, without));
            while (a > 0 && stm_tok(f, a - 1)->sentence == stm_tok(f, head)->sentence &&
                   f->quote_of[a - 1] == f->quote_of[a] &&
                   (stm_tok(f, a - 1)->upos == STM_DET ||
                    (stm_tok(f, a - 1)->upos == STM_PROPN && stm_tok(f, a)->upos == STM_PROPN))) {
                a--;
            }
            return (stm_span){ stm_tok(f, a)->at.start, stm_tok(f, b)->at.end };
        }
    }
    return stm_tok(f, head)->at;
}

stm_span stm_cue_span(const stm_finder *f, uint32_t v, uint32_t preposition)
{
    uint32_t a = v, b = v, p = stm_child(f, v, STM_DEP_COMPOUND_PRT), floor = stm_tok(f, v)->sentence;
    floor = f->article->sentences.at[floor].first_token;
    while (a > floor) { /* auxiliaries, negation and adverbs right before it */
        const stm_token *k = stm_tok(f, a - 1);
        bool mine = k->head == v || (k->head != STM_NONE && k->head >= a && k->head <= v);
        if (!mine || (k->deprel != STM_DEP_AUX && k->deprel != STM_DEP_AUX_PASS && k->deprel != STM_DEP_ADVMOD &&
                      k->deprel != STM_DEP_COP)) {
            break;
        }
        a--;
    }
    if (p != STM_NONE && p > b && p < b + 4) {
        b = p;
    }
    if (preposition != STM_NONE && preposition == b + 1) {
        b = preposition;
    }
    return (stm_span){ stm_tok(f, a)->at.start, stm_tok(f, b)->at.end };
}

/* "Foreign Minister Ana Silva of Orland | said": where the tree takes the noun of an "of" phrase for who speaks, though
 * it stands right behind a name or a word for a person, the whole phrase speaks. Its head, or STM_NONE. */
static uint32_t whole_phrase(const stm_finder *f, uint32_t subject)
{
    uint32_t floor = f->article->sentences.at[stm_tok(f, subject)->sentence].first_token, t = subject, head, first;
    while (t > floor && subject - t < 6 &&
           (stm_tok(f, t - 1)->upos == STM_DET || stm_tok(f, t - 1)->upos == STM_ADJ ||
            stm_tok(f, t - 1)->upos == STM_PROPN || stm_tok(f, t - 1)->upos == STM_NOUN)) {
        t--;
    }
    if (t < floor + 2 || !stm_word_in(stm_form(f, t - 1), "of in from") || f->quote_of[t - 2] != f->quote_of[subject]) {
        return STM_NONE;
    }
    head = first = t - 2;
    while (first > floor && t - first < 10 &&
           (stm_tok(f, first - 1)->upos == STM_PROPN || stm_tok(f, first - 1)->upos == STM_NOUN)) {
        first--;
    }
    for (uint32_t h = stm_tok(f, head)->head; h != STM_NONE && h >= first && h < head; h = stm_tok(f, head)->head) {
        head = h;
    }
    bool name = stm_tok(f, head)->upos == STM_PROPN && stm_tok(f, t - 2)->upos == STM_PROPN;
    bool person =
        stm_tok(f, head)->lemma.p != NULL && stm_map_get(&f->lexicon->anonymous, stm_tok(f, head)->lemma) != STM_NONE;
    while (first > floor && (stm_tok(f, first - 1)->upos == STM_DET || stm_tok(f, first - 1)->upos == STM_ADJ)) {
        first--;
    }
    bool governed = first > floor && (stm_tok(f, first - 1)->upos == STM_ADP || stm_is_verb(f, first - 1)) &&
                    !stm_word_in(stm_form(f, first - 1), "after before since until as");
    return (name || person) && !governed ? head : STM_NONE;
}

/* 'The families | asked for "calm",' with a comma that the tree hangs on the families: who speaks ends before the verb.
 */
static stm_span beside_cue(const stm_finder *f, stm_span source, uint32_t subject, uint32_t cue)
{
    if (cue != STM_NONE && subject < cue && stm_tok(f, cue)->at.start > source.start &&
        source.end > stm_tok(f, cue)->at.start) {
        uint32_t last = cue - 1;
        while (last > subject && stm_tok(f, last)->upos == STM_PUNCT && !is_quote_mark(f, last)) {
            last--;
        }
        source.end = stm_tok(f, last)->at.end;
    }
    return source;
}

/* "President Lund on Monday | said", "Police at first | said": the day is no part of who speaks. */
static stm_span without_day(const stm_finder *f, stm_span source)
{
    uint32_t last = stm_token_from(f->article, source.end);
    while (last > 0 && stm_tok(f, last - 1)->at.end > source.end) {
        last--;
    }
    if (last >= 3 && stm_tok(f, last - 1)->at.end == source.end && stm_tok(f, last - 3)->at.start >= source.start &&
        stm_word_in(stm_form(f, last - 2), "on") &&
        stm_word_in(stm_form(f, last - 1), "monday tuesday wednesday thursday friday saturday sunday")) {
        source.end = stm_tok(f, last - 3)->at.end;
    } else if (last >= 3 && stm_tok(f, last - 1)->at.end == source.end &&
               stm_tok(f, last - 3)->at.start >= source.start && stm_word_in(stm_form(f, last - 2), "at in") &&
               stm_word_in(stm_form(f, last - 1), "first last turn response")) {
        source.end = stm_tok(f, last - 3)->at.end;
    }
    return source;
}

void stm_said_cue(stm_finder *f, uint32_t said, uint32_t cue_token, stm_span cue, stm_act act, uint32_t subject,
                  uint32_t without)
{
    stm_said *s = &f->said.at[said];
    s->cue = cue;
    s->cue_token = cue_token;
    s->source_head = subject;
    s->act = act;
    if (subject != STM_NONE && (stm_tok(f, subject)->upos == STM_PUNCT || stm_tok(f, subject)->upos == STM_SYM)) {
        s->source_head = STM_NONE;
    } else if (subject != STM_NONE) {
        uint32_t whole = whole_phrase(f, subject);
        s->source = stm_phrase_span(f, subject, without);
        if (whole != STM_NONE && f->quote_of[whole] == f->quote_of[subject]) {
            uint32_t start = stm_phrase_span(f, whole, without).start;
            s->source.start = start < s->source.start ? start : s->source.start;
            s->source_head = whole;
        }
        s->source = without_day(f, beside_cue(f, s->source, subject, cue_token));
    }
    if (cue_token != STM_NONE) {
        f->said_by[cue_token] = said;
        s->negated = stm_is_negated(f, cue_token);
    }
}

/* "a truce of at least | seven days": what ends with the words that bound a number goes on to the noun that is counted.
 */
static stm_runs with_number(const stm_finder *f, const stm_runs *content)
{
    stm_runs r = *content;
    uint32_t last = r.n == 0 ? STM_NONE : r.last[r.n - 1], noun;
    if (last == STM_NONE || last + 1 >= f->article->tokens.n ||
        !stm_word_in(stm_form(f, last), "least most than about") || stm_tok(f, last + 1)->upos != STM_NUM ||
        stm_tok(f, last + 1)->sentence != stm_tok(f, last)->sentence) {
        return r;
    }
    noun = stm_tok(f, last + 1)->head;
    stm_runs_add(&r, last + 1, noun != STM_NONE && noun > last && noun < last + 5 ? noun : last + 1);
    return r;
}

stm_said *stm_said_add(stm_finder *f, const stm_runs *content, uint32_t cue_token, stm_span cue, stm_act act,
                       uint32_t subject, uint32_t without)
{
    stm_runs whole = with_number(f, content);
    stm_spans spans = stm_runs_spans(f, &whole, cue_token);
    stm_said *s;
    if (spans.n == 0) {
        return NULL;
    }
    s = stm_vec_add(f->arena, &f->said);
    *s = (stm_said){ .content = spans, .source = STM_NO_SPAN };
    stm_said_cue(f, f->said.n - 1, cue_token, cue, act, subject, without);
    return s;
}
