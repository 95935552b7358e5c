/* variant_notes.c: what a version of a saying has or lacks, in a reader's words.
 *
 * In: the words of the version and of the fullest one, and which of them both have in one order.  Out: a note, or none.
 *
 * First what changes how much is claimed (a number in the place of a number, a cut without a mark, a reserve more or
 * less), then the place where the two differ most (variant_gaps.c), then an ellipsis that one of them has. Never: names
 * a difference that is only of spelling, tense or order. Cost: linear in the words, and that of variant_gaps.c.
 */
#include "record/record_parts.h"
#include "record/variant_words.h"

#define MAX_RESERVE 8 /* words; what is longer is more than a reserve */

typedef stm_variant_words words;

/* The longest run of words in one piece that the other lacks; with `bits`, one that holds a word of that class. */
static stm_span lost_run(const stm_work *w, uint32_t member, const words *a, const bool *keep, uint32_t bits)
{
    stm_span best = STM_NO_SPAN;
    uint32_t best_n = 0;
    for (uint32_t i = 0; i < a->n;) {
        uint32_t from = i;
        while (i < a->n && !keep[i] && a->piece[i] == a->piece[from]) {
            i++;
        }
        while (from + 1 < i && stm_variant_tail(w->article[member], a->span[from])) {
            from++; /* "'s two boats" of "Lee's two boats" */
        }
        if (i > from && i - from > best_n && (bits == 0 || i - from <= MAX_RESERVE)) {
            stm_span s = { a->span[from].start, a->span[i - 1].end };
            if (bits == 0 || (stm_matter_classes(w, member, s) & bits) != 0) {
                best = s;
                best_n = i - from;
            }
        }
        i += i == from;
    }
    /* a reserve lies within one sentence */
    for (uint32_t i = best.start; bits != 0 && stm_span_some(best) && i + 1 < best.end; i++) {
        const char *t = w->article[member]->text.p;
        if ((t[i] == '.' || t[i] == ';') && t[i + 1] == ' ') {
            stm_span left = { best.start, i }, right = { i + 2, best.end };
            bool there = (stm_matter_classes(w, member, left) & bits) != 0;
            best = there ? left : right;
            i = best.start;
        }
    }
    return best;
}

/* The length of the double quotation mark at `p`, or 0; side: 1 opens, -1 closes, 0 is straight. */
static size_t double_mark(const char *p, size_t n, int *side)
{
    stm_str rest = { p, n };
    bool open = stm_str_starts(rest, "\xE2\x80\x9C"), shut = stm_str_starts(rest, "\xE2\x80\x9D");
    *side = open - shut;
    return open || shut ? 3 : *p == '"';
}

/* Words to be printed inside double marks: their own pairs of these are made single, what has no partner goes. */
static stm_str single_marks(stm_arena *arena, stm_str s)
{
    stm_buf b = { 0 };
    int side, depth = 0, straight = 0;
    bool pairs = true;
    for (size_t i = 0; i < s.n; i++) {
        straight += double_mark(s.p + i, s.n - i, &side) == 1;
        depth += side;
        pairs = pairs && depth >= 0;
    }
    pairs = pairs && depth == 0 && straight % 2 == 0;
    for (size_t i = 0; i < s.n; i++) {
        size_t mark = double_mark(s.p + i, s.n - i, &side);
        if (mark == 0) {
            stm_buf_add(arena, &b, s.p + i, 1);
        } else if (pairs) {
            stm_buf_addz(arena, &b, side > 0 ? "\xE2\x80\x98" : side < 0 ? "\xE2\x80\x99" : "'");
        }
        i += mark == 3 ? 2 : 0;
    }
    return stm_buf_str(&b);
}

static stm_str clip(stm_arena *arena, stm_str s)
{
    size_t n = 90;
    s = single_marks(arena, s);
    if (s.n <= n + 20) {
        return s;
    }
    while (n > 0 && s.p[n] != ' ') {
        n--;
    }
    return stm_str_format(arena, "%.*s\xE2\x80\xA6", (int)n, s.p);
}

/* Both versions have words of the sentence that `at` lies in: what a summary leaves out whole, it takes no reserve
 * from.
 */
static bool beside_common(const stm_article *a, const words *f, const bool *keep, stm_span at)
{
    uint32_t s = stm_sentence_at(a, at.start), n = 0;
    for (uint32_t i = 0; s != STM_NONE && i < f->n; i++) {
        n += keep[i] && f->span[i].end - f->span[i].start > 3 && f->span[i].start >= a->sentences.at[s].at.start &&
             f->span[i].end <= a->sentences.at[s].at.end;
    }
    return n >= 2;
}

/* How many words before `byte` both versions have. */
static uint32_t common_before(const words *a, const bool *keep, uint32_t byte)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < a->n && a->span[i].start < byte; i++) {
        n += keep[i];
    }
    return n;
}

#define NEAR_CUT 2 /* words: translations order theirs differently */

/* `cut`, one version of which `keep` says what the other has too, leaves the words out that the other has from `byte`
 * on. */
static bool cut_there(const words *cut, const bool *keep, const words *whole, const bool *keep_whole, uint32_t byte)
{
    uint32_t n = 0, m = common_before(whole, keep_whole, byte);
    for (uint32_t i = 0; i < cut->n && i < cut->cut_after; i++) {
        n += keep[i];
    }
    return cut->cut && !whole->cut && (n > m ? n - m : m - n) <= NEAR_CUT;
}

/* A reserve ends with its conjunction: "my feeling is that" of "my feeling is that the other"; an adverb is one by
 * itself: "apparently". */
static stm_span to_that(const stm_work *w, uint32_t member, stm_span s)
{
    const stm_article *a = w->article[member];
    uint32_t adverb = STM_NONE, n = 0;
    for (uint32_t i = stm_token_from(a, s.start); i < a->tokens.n && a->tokens.at[i].at.end <= s.end; i++) {
        if (a->tokens.at[i].upos == STM_SCONJ && stm_str_eqz(stm_token_form(a, i), "that")) {
            return (stm_span){ s.start, a->tokens.at[i].at.end };
        }
        if ((w->token_class[member][i] & STM_WORD_HEDGE) != 0) {
            adverb = a->tokens.at[i].upos == STM_ADV ? i : STM_NONE;
            n++;
        }
    }
    return n == 1 && adverb != STM_NONE ? a->tokens.at[adverb].at : s;
}

/* The stretch stands inside quotation marks that were opened since `from`. */
static bool inside_marks(const stm_article *a, uint32_t from, stm_span at)
{
    int open = 0;
    for (uint32_t i = from; i < at.start; i++) {
        stm_str rest = { a->text.p + i, a->text.n - i };
        open += stm_str_starts(rest, "\xE2\x80\x9C") ? 1 : stm_str_starts(rest, "\xE2\x80\x9D") ? -1 : 0;
        open = *rest.p == '"' ? !open : open;
    }
    return open > 0;
}

#define LEAST_CLAUSE 6 /* words in marks that a reader may take for all of what was said */

/* "... six boats.”": the words in marks that the last word of both versions stands in end with a full stop inside. */
static bool ends_in_stop(const stm_article *a, const words *v, uint32_t last, const stm_quotation *q)
{
    for (uint32_t i = 0; i < q->quoted.n; i++) {
        stm_span at = q->quoted.at[i];
        if (at.start <= v->span[last].start && v->span[last].end <= at.end) {
            uint32_t n = 0;
            for (uint32_t k = 0; k < v->n; k++) {
                n += v->span[k].start >= at.start && v->span[k].end <= at.end;
            }
            return n >= LEAST_CLAUSE && (last + 1 == v->n || v->span[last + 1].start >= at.end) &&
                   v->span[last].end < a->text.n && a->text.p[v->span[last].end] == '.';
        }
    }
    return false;
}

/* What `full` has at `lost` is gone from inside what `q` prints as one piece, or from the end or beginning of a
 * sentence that it prints as if that were whole: a reader cannot see it. Who prints another sentence of a speech, or a
 * few words of it within his own, cuts nothing that a mark would stand for. */
static bool hidden_cut(const stm_article *fa, const stm_article *va, const words *f, const bool *keep_f, const words *v,
                       const bool *keep_v, stm_span lost, const stm_quotation *q)
{
    uint32_t left = STM_NONE, right = STM_NONE, n = 0, all = 0, k = 0, before = STM_NONE, after = STM_NONE;
    bool some = false;
    for (uint32_t i = 0; i < f->n; i++) {
        all += keep_f[i];
        n += keep_f[i] && f->span[i].start < lost.start;
        left = keep_f[i] && f->span[i].start < lost.start ? i : left;
        right = keep_f[i] && f->span[i].start >= lost.end && right == STM_NONE ? i : right;
    }
    for (uint32_t t = stm_token_from(fa, lost.start); t < fa->tokens.n && fa->tokens.at[t].at.start < lost.end; t++) {
        some = some || stm_variant_weighs(fa, t);
    }
    if (!some || all * 4 < v->n * 3) {
        return false; /* a word that says nothing; or other words throughout */
    }
    for (uint32_t i = 0; i < v->n; i++) {
        k += keep_v[i];
        before = keep_v[i] && k == n ? i : before;
        after = keep_v[i] && k == n + 1 ? i : after;
    }
    if (left != STM_NONE && right != STM_NONE && f->piece[left] != f->piece[right]) {
        return false; /* the other prints it in two pieces, of which this is one */
    }
    if (before != STM_NONE && after != STM_NONE && v->piece[before] == v->piece[after]) {
        bool marks = q->kind == STM_QUOTE_DIRECT;
        for (uint32_t i = 0; i < q->quoted.n; i++) {
            marks =
                marks || (q->quoted.at[i].start <= v->span[before].start && v->span[after].end <= q->quoted.at[i].end);
        }
        return marks;
    }
    if (q->kind == STM_QUOTE_MIXED && before != STM_NONE && left != STM_NONE && right == STM_NONE &&
        stm_sentence_at(fa, f->span[left].start) == stm_sentence_at(fa, lost.start)) {
        return ends_in_stop(va, v, before, q);
    }
    return q->kind == STM_QUOTE_DIRECT &&
           ((left != STM_NONE && stm_sentence_at(fa, f->span[left].start) == stm_sentence_at(fa, lost.start)) ||
            (right != STM_NONE && stm_sentence_at(fa, f->span[right].start) == stm_sentence_at(fa, lost.end - 1)));
}

/* Leaves out `s`, with a word on whether the reader can see it. */
static void say_left_out(stm_arena *arena, stm_buf *b, stm_str s, bool unmarked)
{
    stm_buf_format(arena, b,
                   unmarked ? "leaves out \xE2\x80\x9C%.*s\xE2\x80\x9D without a mark of the cut"
                            : "leaves out \xE2\x80\x9C%.*s\xE2\x80\x9D",
                   (int)s.n, s.p);
}

/* Words of the other version stand where the stretch of the full one does. */
static bool replaced(const words *f, const bool *keep_f, stm_span lost, const words *v, const bool *keep_v)
{
    uint32_t n = common_before(f, keep_f, lost.start), seen = 0;
    for (uint32_t i = 0; i < v->n && seen <= n; i++) {
        if (!keep_v[i] && seen == n) {
            return true;
        }
        seen += keep_v[i];
    }
    return false;
}

/* "plans" for "expects": one verb for another is no reserve more. */
static bool verb_for_verb(const stm_article *fa, stm_span lost, const stm_article *va, stm_span gained)
{
    uint32_t x, y;
    if (!stm_span_some(lost) || !stm_span_some(gained)) {
        return false;
    }
    x = stm_token_from(fa, lost.start);
    y = stm_token_from(va, gained.start);
    return fa->tokens.at[x].upos == STM_VERB && va->tokens.at[y].upos == STM_VERB &&
           fa->tokens.at[x].at.end >= lost.end && va->tokens.at[y].at.end >= gained.end;
}

static bool is_figure(stm_str s) { return s.n > 0 && s.p[0] >= '0' && s.p[0] <= '9'; }

bool stm_variant_figures_differ(const words *a, const bool *keep_a, const words *b, const bool *keep_b)
{
    bool x = false, y = false;
    for (uint32_t i = 0; i < a->n; i++) {
        x = x || (!keep_a[i] && is_figure(a->at[i]));
    }
    for (uint32_t i = 0; i < b->n; i++) {
        y = y || (!keep_b[i] && is_figure(b->at[i]));
    }
    return x && y;
}

/* The first number that the other lacks; of a date the whole of it. */
static stm_span first_figure(const stm_article *article, const words *a, const bool *keep)
{
    for (uint32_t i = 0; i < a->n; i++) {
        if (!keep[i] && is_figure(a->at[i])) {
            for (uint32_t t = 0; t < article->times.n && article->times.at[t].at.start < a->span[i].end; t++) {
                const stm_time *x = &article->times.at[t];
                if (x->type == STM_TIME_DATE && stm_span_meets(x->at, a->span[i])) {
                    return x->at;
                }
            }
            return a->span[i];
        }
    }
    return STM_NO_SPAN;
}

/* "killing one, at a northern" of "killing one, at a northern mill": without what hangs on a word behind, if a noun or
 * a verb is left that does not. */
static stm_span whole_phrase(const stm_article *a, stm_span at)
{
    uint32_t first = stm_span_some(at) ? stm_token_from(a, at.start) : a->tokens.n, last = first, end;
    while (last < a->tokens.n && a->tokens.at[last].at.start < at.end) {
        last++;
    }
    for (end = last; end > first + 1; end--) {
        const stm_token *t = &a->tokens.at[end - 1];
        bool part = t->deprel == STM_DEP_AMOD || t->deprel == STM_DEP_DET || t->deprel == STM_DEP_CASE ||
                    t->deprel == STM_DEP_CC || t->deprel == STM_DEP_COMPOUND || t->deprel == STM_DEP_NUMMOD ||
                    t->deprel == STM_DEP_MARK || t->deprel == STM_DEP_COP || t->deprel == STM_DEP_NMOD_POSS ||
                    t->deprel == STM_DEP_CC_PRECONJ;
        bool hangs = t->upos == STM_PUNCT || (part && t->head != STM_NONE && t->head >= end);
        bool named = t->upos == STM_PROPN && a->tokens.at[end - 2].upos == STM_PROPN &&
                     a->tokens.at[end - 2].head != STM_NONE && a->tokens.at[end - 2].head < end - 1;
        if (!hangs || named) { /* "Blue Strait" of "Blue Strait Lines" */
            break;
        }
    }
    for (uint32_t i = first; i < end && end < last; i++) {
        const stm_token *t = &a->tokens.at[i];
        if ((t->upos == STM_NOUN || t->upos == STM_PROPN || t->upos == STM_VERB) &&
            (t->head == STM_NONE || t->head < end)) {
            return (stm_span){ at.start, a->tokens.at[end - 1].at.end };
        }
    }
    return at;
}

void stm_variant_note(const stm_work *w, const stm_variant_side *x_side, const stm_variant_side *y_side,
                      stm_variant_relation relation, const stm_quotation *full, const stm_quotation *q, stm_str *note)
{
    uint32_t fm = x_side->member, vm = y_side->member;
    const words *f = x_side->words, *v = y_side->words;
    const bool *keep_f = x_side->keep, *keep_v = y_side->keep;
    const stm_article *fa = w->article[fm], *va = w->article[vm];
    stm_arena *arena = w->arena;
    stm_span lost = lost_run(w, fm, f, keep_f, 0), hedge = lost_run(w, fm, f, keep_f, STM_WORD_HEDGE);
    stm_span new_hedge = lost_run(w, vm, v, keep_v, STM_WORD_HEDGE);
    stm_buf b = { 0 };
    uint32_t from = stm_span_of(full).start;
    bool numbers = relation == STM_VARIANT_ALTERED && stm_variant_figures_differ(f, keep_f, v, keep_v);
    bool quoted = q->kind != STM_QUOTE_INDIRECT;
    if (stm_span_some(hedge) && !beside_common(fa, f, keep_f, hedge)) {
        hedge = STM_NO_SPAN;
    }
    if (stm_span_some(new_hedge) && !beside_common(va, v, keep_v, new_hedge)) {
        new_hedge = STM_NO_SPAN;
    }
    bool told = false;                                /* of the ellipsis */
    stm_span there = STM_NO_SPAN, here = STM_NO_SPAN; /* where they differ most */
    bool differ = stm_variant_gap(w, x_side, y_side, &there, &here);
    bool unmarked = quoted && !v->cut && stm_span_some(lost) &&
                    (full->kind == STM_QUOTE_DIRECT || inside_marks(fa, from > 3 ? from - 3 : 0, lost)) && differ &&
                    hidden_cut(fa, va, f, keep_f, v, keep_v, lost, q);
    if (numbers) { /* of all that differs what a reader must know, where one stands for the other */
        stm_span x = first_figure(fa, f, keep_f), y = first_figure(va, v, keep_v);
        numbers = common_before(f, keep_f, x.start) == common_before(v, keep_v, y.start) ||
                  (stm_time_from(fa, x.start) < fa->times.n && stm_time_from(va, y.start) < va->times.n &&
                   fa->times.at[stm_time_from(fa, x.start)].at.start == x.start &&
                   va->times.at[stm_time_from(va, y.start)].at.start == y.start);
        there = numbers ? x : there;
        here = numbers ? y : here;
        unmarked = unmarked && !numbers;
        hedge = numbers ? STM_NO_SPAN : hedge;
        new_hedge = numbers ? STM_NO_SPAN : new_hedge;
    }
    if (relation == STM_VARIANT_ALTERED && verb_for_verb(fa, there, va, here)) {
        new_hedge = hedge = STM_NO_SPAN;
    }
    there = numbers ? there : whole_phrase(fa, there);
    here = numbers ? here : whole_phrase(va, here);
    if (relation == STM_VARIANT_TRIMMED && stm_span_some(lost)) {
        say_left_out(arena, &b, clip(arena, stm_wording(arena, fa, unmarked || !stm_span_some(there) ? lost : there)),
                     unmarked);
    } else if (stm_span_some(hedge) && !stm_span_some(new_hedge)) {
        stm_str s = clip(arena, stm_wording(arena, fa, to_that(w, fm, hedge)));
        told = quoted && relation != STM_VARIANT_PARAPHRASED && cut_there(v, keep_v, f, keep_f, hedge.start);
        stm_buf_format(arena, &b,
                       told ? "has an ellipsis where the fullest version has the reserve \xE2\x80\x9C%.*s\xE2\x80\x9D"
                            : "without the reserve of \xE2\x80\x9C%.*s\xE2\x80\x9D",
                       (int)s.n, s.p);
    } else if (stm_span_some(new_hedge) && !stm_span_some(hedge)) {
        stm_str s = clip(arena, stm_wording(arena, va, to_that(w, vm, new_hedge)));
        told = quoted && relation != STM_VARIANT_PARAPHRASED && cut_there(f, keep_f, v, keep_v, new_hedge.start);
        stm_buf_format(arena, &b,
                       told ? "has the reserve \xE2\x80\x9C%.*s\xE2\x80\x9D where the fullest version has an ellipsis"
                            : "has the reserve \xE2\x80\x9C%.*s\xE2\x80\x9D, which the fullest version lacks",
                       (int)s.n, s.p);
    } else if (relation == STM_VARIANT_ALTERED && unmarked && !replaced(f, keep_f, lost, v, keep_v)) {
        say_left_out(arena, &b, clip(arena, stm_wording(arena, fa, lost)), true);
    } else if (relation == STM_VARIANT_ALTERED && (differ || numbers)) {
        stm_str x = stm_span_some(here) ? clip(arena, stm_wording(arena, va, here)) : STM_NULL_STR;
        stm_str y = stm_span_some(there) ? clip(arena, stm_wording(arena, fa, there)) : STM_NULL_STR;
        if (!stm_span_some(here)) {
            say_left_out(arena, &b, y, false);
        } else if (!stm_span_some(there)) {
            stm_buf_format(arena, &b, "adds \xE2\x80\x9C%.*s\xE2\x80\x9D", (int)x.n, x.p);
        } else {
            stm_buf_format(
                arena, &b,
                "has \xE2\x80\x9C%.*s\xE2\x80\x9D where the fullest version has \xE2\x80\x9C%.*s\xE2\x80\x9D", (int)x.n,
                x.p, (int)y.n, y.p);
        }
    }
    if (v->cut != f->cut && quoted && !told && relation != STM_VARIANT_PARAPHRASED) {
        stm_buf_format(arena, &b, "%s", b.n > 0 ? "; " : "");
        stm_buf_addz(arena, &b,
                     v->cut ? "marks a cut with an ellipsis where the fullest version has none"
                            : "has no ellipsis where the fullest version marks a cut");
    }
    *note = b.n == 0 ? STM_NULL_STR : stm_str_dup(arena, stm_buf_str(&b));
}
