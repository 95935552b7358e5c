/* variants.c: how one version of a saying stands to the fullest one, and what differs, in a reader's words.
 *
 * In: two quotations.  Out: relation, note.  Words are compared by their letters without case; the longest common
 * subsequence (Myers 1986 in spirit, plain dynamic programming here: quotations are short) tells what was dropped,
 * added and changed. Cost: words times words, at most MAX_WORDS each.
 */
#include <stdlib.h>

#include "record/changes.h"
#include "record/variant_words.h"

#define MAX_WORDS STM_VARIANT_MAX_WORDS
#define MOST_EDGE 6 /* words at the beginning or the end that may stand for each other */

typedef stm_variant_words words;

/* Lower case, and one kind of apostrophe. */
static stm_str plain_word(stm_arena *arena, stm_str s)
{
    stm_str low = stm_str_lower(arena, s);
    char *p = stm_arena_copy(arena, low.p, low.n);
    size_t n = 0;
    for (size_t i = 0; i < low.n; i++) {
        bool curly = (unsigned char)low.p[i] == 0xE2 && i + 2 < low.n && (unsigned char)low.p[i + 1] == 0x80 &&
                     ((unsigned char)low.p[i + 2] == 0x98 || (unsigned char)low.p[i + 2] == 0x99);
        p[n++] = curly ? '\'' : low.p[i];
        i += curly ? 2 : 0;
    }
    return (stm_str){ p, n };
}

bool stm_word_shortened(stm_str s, stm_str whole)
{
    size_t i = 1, k = 1;
    if (s.n < 3 || s.p[s.n - 1] != '.' || whole.n <= s.n || whole.p[whole.n - 1] == '.' || s.p[0] != whole.p[0]) {
        return false;
    }
    while (i + 1 < s.n && k < whole.n) {
        i += s.p[i] == whole.p[k];
        k++;
    }
    return i + 1 == s.n;
}

/* One word in two spellings: "a.m." and "am", "harbour" and "harbor", "realise" and "realize". */
bool stm_variant_one_word(stm_str a, stm_str b)
{
    static const char *const brief[][2] = { { "'ve", "have" }, { "'re", "are" }, { "'ll", "will" }, { "'m", "am" },
                                            { "n't", "not" },  { "ca", "can" },  { "wo", "will" } };
    static const char spares[] = ".-'"; /* what a spelling may begin with that the other has not */
    size_t i = 0, k = 0;
    if (a.n > 0 && b.n > 0 && a.p[0] != b.p[0] && strchr(spares, a.p[0]) == NULL && strchr(spares, b.p[0]) == NULL) {
        return false;
    }
    for (size_t x = 0; x < sizeof brief / sizeof *brief; x++) {
        if ((stm_str_eqz(a, brief[x][0]) && stm_str_eqz(b, brief[x][1])) ||
            (stm_str_eqz(b, brief[x][0]) && stm_str_eqz(a, brief[x][1]))) {
            return true;
        }
    }
    if (stm_word_shortened(a, b) || stm_word_shortened(b, a)) {
        return true;
    }
    while (i < a.n || k < b.n) {
        char x = i < a.n ? a.p[i] : 0, y = k < b.n ? b.p[k] : 0;
        if (i > 1 && k > 1 && i + 2 == a.n && k + 2 == b.n && ((x == 'e' && y == 'r') || (x == 'r' && y == 'e')) &&
            a.p[i + 1] == y && b.p[k + 1] == x) {
            return true; /* "fiber", "fibre" */
        }
        if (x != 0 && x == y) {
            i++;
            k++;
        } else if (x == '.' || x == '-') {
            i++;
        } else if (y == '.' || y == '-') {
            k++;
        } else if (i > 2 && ((x == 's' && y == 'z') || (x == 'z' && y == 's') ||
                             (a.p[i - 1] == 'n' && k > 0 && b.p[k - 1] == 'n' && i + 1 < a.n && a.p[i + 1] == 'e' &&
                              ((x == 'c' && y == 's') || (x == 's' && y == 'c'))))) { /* "defence", "defense" */
            i++;
            k++;
        } else if (i > 1 && x == 'u' && y == 'r' && a.p[i - 1] == 'o') {
            i++;
        } else if (k > 1 && y == 'u' && x == 'r' && b.p[k - 1] == 'o') {
            k++;
        } else {
            return false;
        }
    }
    return true;
}

static void read_words(const stm_work *w, uint32_t member, const stm_quotation *q, words *out)
{
    const stm_article *a = w->article[member];
    memset(out, 0, sizeof *out);
    for (uint32_t k = 0; k < q->content.n; k++) {
        bool put_in = false; /* "her (Ann Lee's) family": the desk's words */
        for (uint32_t i = stm_token_from(a, q->content.at[k].start);
             i < a->tokens.n && a->tokens.at[i].at.start < q->content.at[k].end && out->n < MAX_WORDS; i++) {
            stm_str s = stm_token_form(a, i);
            put_in = q->kind == STM_QUOTE_DIRECT && (put_in ? !stm_str_eqz(s, ")") : stm_str_eqz(s, "("));
            if (put_in) {
                continue;
            }
            unsigned char c = (unsigned char)s.p[0];
            bool letter = (c | 32) >= 'a' ? (c | 32) <= 'z' || (c >= 0xC3 && c != 0xE2) : c >= '0' && c <= '9';
            if (stm_str_eqz(s, "\xE2\x80\xA6") || stm_str_starts(s, "..") || stm_str_starts(s, ". .")) {
                out->cut_after = out->cut ? out->cut_after : out->n;
                out->cut = true;
            }
            if (!letter && (c != '\'' || s.n < 2 || s.p[1] == '\'') && !(c == 0xE2 && s.n > 3)) {
                continue; /* a mark, be it two apostrophes for one */
            }
            if (out->n == 0 && q->kind != STM_QUOTE_DIRECT && stm_str_eqz(s, "that")) {
                continue; /* the reporter's own */
            }
            out->piece[out->n] = (uint8_t)(k < 255 ? k : 255);
            out->span[out->n] = a->tokens.at[i].at;
            out->at[out->n++] = plain_word(w->arena, s);
        }
    }
}

/* keep_a[i], keep_b[i]: the word is part of the longest common subsequence. */
static uint32_t common(const stm_work *w, const words *a, const words *b, bool *keep_a, bool *keep_b)
{
    uint16_t *t = stm_word_table(w);
    uint32_t wide = b->n + 1, i = 0, k = 0, n = 0;
    memset(&t[a->n * wide], 0, sizeof *t * wide);
    for (uint32_t x = 0; x < a->n; x++) {
        t[x * wide + b->n] = 0;
    }
    for (uint32_t x = a->n; x-- > 0;) {
        for (uint32_t y = b->n; y-- > 0;) {
            uint16_t skip = t[(x + 1) * wide + y] > t[x * wide + y + 1] ? t[(x + 1) * wide + y] : t[x * wide + y + 1];
            t[x * wide + y] =
                stm_variant_one_word(a->at[x], b->at[y]) ? (uint16_t)(t[(x + 1) * wide + y + 1] + 1) : skip;
        }
    }
    while (i < a->n && k < b->n) {
        if (stm_variant_one_word(a->at[i], b->at[k])) {
            keep_a[i++] = keep_b[k++] = true;
            n++;
        } else if (t[(i + 1) * wide + k] >= t[i * wide + k + 1]) {
            i++;
        } else {
            k++;
        }
    }
    return n;
}

#define MAX_RESERVE 8 /* words; what is longer is more than a reserve */

bool stm_variant_tail(const stm_article *a, stm_span at)
{
    stm_str s = stm_str_sub(a->text, at);
    return at.start > 0 && a->text.p[at.start - 1] != ' ' && (s.p[0] == '\'' || stm_str_starts(s, "\xE2\x80\x99"));
}

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

bool stm_variant_weighs(const stm_article *a, uint32_t token)
{
    uint8_t x = a->tokens.at[token].upos;
    return x == STM_UPOS_NONE || x == STM_NOUN || x == STM_PROPN || x == STM_VERB || x == STM_ADJ || x == STM_ADV ||
           x == STM_NUM;
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

static bool figures_differ(const words *a, const bool *keep_a, const words *b, const bool *keep_b)
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

static void note_on(const stm_work *w, uint32_t fm, const words *f, const bool *keep_f, uint32_t vm, const words *v,
                    const bool *keep_v, stm_variant_relation relation, const stm_quotation *full,
                    const stm_quotation *q, stm_str *note)
{
    const stm_article *fa = w->article[fm], *va = w->article[vm];
    stm_arena *arena = w->arena;
    stm_span lost = lost_run(w, fm, f, keep_f, 0), hedge = lost_run(w, fm, f, keep_f, STM_WORD_HEDGE);
    stm_span new_hedge = lost_run(w, vm, v, keep_v, STM_WORD_HEDGE);
    stm_buf b = { 0 };
    uint32_t from = stm_span_of(full).start;
    bool numbers = relation == STM_VARIANT_ALTERED && figures_differ(f, keep_f, v, keep_v);
    bool quoted = q->kind != STM_QUOTE_INDIRECT;
    if (stm_span_some(hedge) && !beside_common(fa, f, keep_f, hedge)) {
        hedge = STM_NO_SPAN;
    }
    if (stm_span_some(new_hedge) && !beside_common(va, v, keep_v, new_hedge)) {
        new_hedge = STM_NO_SPAN;
    }
    bool told = false; /* of the ellipsis */
    stm_variant_side x_side = { fm, f, keep_f }, y_side = { vm, v, keep_v };
    stm_span there = STM_NO_SPAN, here = STM_NO_SPAN; /* where they differ most */
    bool differ = stm_variant_gap(w, &x_side, &y_side, &there, &here);
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

/* He holds an office of a country whose language is not English: two wordings of his are two translations. */
static bool speaks_foreign(const stm_work *w, uint32_t member, const stm_quotation *q)
{
    static const char *const english[] = { "United States", "United Kingdom", "Canada",       "Australia",
                                           "New Zealand",   "Ireland",        "South Africa", "Nigeria",
                                           "Kenya",         "Ghana",          "Uganda",       "Zambia",
                                           "Zimbabwe",      "Malawi",         "Botswana",     "Namibia",
                                           "Jamaica",       "Barbados",       "Bahamas",      "Trinidad and Tobago",
                                           "Guyana",        "Belize",         "Singapore",    "India",
                                           "Pakistan",      "Philippines",    "Malta",        "Liberia",
                                           "Sierra Leone" };
    uint32_t e = q->speaker == STM_NONE ? STM_NONE : w->entity[member][q->speaker];
    stm_str country = STM_NULL_STR;
    for (uint32_t m = 0; e != STM_NONE && m < w->n && country.p == NULL; m++) {
        for (uint32_t i = 0; i < w->article[m]->entities.n && country.p == NULL; i++) {
            if (w->entity[m][i] == e) {
                country = w->article[m]->entities.at[i].country;
            }
        }
    }
    for (size_t i = 0; i < sizeof english / sizeof *english; i++) {
        if (country.p != NULL && stm_str_eqz(country, english[i])) {
            return false;
        }
    }
    return country.p != NULL;
}

/* A run of words of which one says something by itself or turns what is said. */
static bool run_tells(const stm_work *w, uint32_t member, const words *a, uint32_t from, uint32_t to)
{
    const stm_article *article = w->article[member];
    for (uint32_t i = from; i < to; i++) {
        uint32_t token = stm_token_from(article, a->span[i].start);
        if (stm_variant_weighs(article, token) || article->tokens.at[token].upos == STM_AUX ||
            (w->token_class[member][token] & (STM_WORD_NOT | STM_WORD_HEDGE)) != 0) {
            return true;
        }
    }
    return false;
}

static bool any_run_tells(const stm_work *w, uint32_t member, const words *a, const bool *keep)
{
    for (uint32_t i = 0; i < a->n; i++) {
        if (!keep[i] && run_tells(w, member, a, i, i + 1)) {
            return true;
        }
    }
    return false;
}

/* "[the harbour]", "(Vint)": a reader sees that it was put in. */
static bool in_brackets(const stm_article *article, const words *a, uint32_t from, uint32_t to)
{
    uint32_t start = from < to ? a->span[from].start : 0, end = from < to ? a->span[to - 1].end : 0;
    return start > 0 && end < article->text.n && strchr("[(", article->text.p[start - 1]) != NULL &&
           strchr("])", article->text.p[end]) != NULL;
}

/* "cyber-crime", "cyber crime"; "can't", "cant" */
static bool same_letters(const words *a, uint32_t a0, uint32_t a1, const words *b, uint32_t b0, uint32_t b1)
{
    size_t i = 0, k = 0;
    while (a0 < a1 && b0 < b1) {
        i += i < a->at[a0].n && strchr("-'", a->at[a0].p[i]) != NULL;
        k += k < b->at[b0].n && strchr("-'", b->at[b0].p[k]) != NULL;
        if (i < a->at[a0].n && k < b->at[b0].n && a->at[a0].p[i++] != b->at[b0].p[k++]) {
            return false;
        }
        if (i >= a->at[a0].n) {
            a0++;
            i = 0;
        }
        if (k >= b->at[b0].n) {
            b0++;
            k = 0;
        }
    }
    return a0 == a1 && b0 == b1;
}

/* Where one side lacks what the other has before its word `at`, it stops and begins again, or has an ellipsis. */
static bool breaks_off(const words *a, uint32_t at) { return a->cut || a->piece[at] != a->piece[at - 1]; }

bool stm_variant_words_differ(const stm_work *w, uint32_t ma, const stm_quotation *x, uint32_t mb,
                              const stm_quotation *y)
{
    words sides[2], *a = &sides[0], *b = &sides[1];
    bool keep_a[MAX_WORDS] = { false }, keep_b[MAX_WORDS] = { false };
    read_words(w, ma, x, a);
    read_words(w, mb, y, b);
    (void)common(w, a, b, keep_a, keep_b);
    for (uint32_t i = 0, k = 0; i < a->n || k < b->n; i++, k++) {
        uint32_t i0 = i, k0 = k;
        bool edge, tells;
        while (i < a->n && !keep_a[i]) {
            i++;
        }
        while (k < b->n && !keep_b[k]) {
            k++;
        }
        edge = (i0 == 0 && k0 == 0) || (i == a->n && k == b->n);
        tells = (run_tells(w, ma, a, i0, i) || run_tells(w, mb, b, k0, k)) && !in_brackets(w->article[ma], a, i0, i) &&
                !in_brackets(w->article[mb], b, k0, k);
        if (i > i0 && k > k0) {
            if (tells && !same_letters(a, i0, i, b, k0, k) && (!edge || (i - i0 <= MOST_EDGE && k - k0 <= MOST_EDGE))) {
                return true;
            }
        } else if (tells && !edge && !(i > i0 ? breaks_off(b, k0) : breaks_off(a, i0))) {
            return true;
        }
    }
    return false;
}

void stm_variant_relate(const stm_work *w, uint32_t full_member, const stm_quotation *p, uint32_t member,
                        const stm_quotation *q, stm_variant_relation *relation, stm_str *note)
{
    words sides[2], *f = &sides[0], *v = &sides[1];
    bool keep_f[MAX_WORDS] = { false }, keep_v[MAX_WORDS] = { false };
    bool one_line = w->line[full_member] == w->line[member];
    uint32_t n;
    read_words(w, full_member, p, f);
    read_words(w, member, q, v);
    n = common(w, f, v, keep_f, keep_v);
    if (n == f->n && n == v->n) {
        *relation = STM_VARIANT_SAME;
        *note = STM_NULL_STR;
        return;
    }
    if (figures_differ(f, keep_f, v, keep_v)) {
        *relation = STM_VARIANT_ALTERED;
    } else if (n == v->n) {
        *relation = q->kind == STM_QUOTE_INDIRECT && p->kind != STM_QUOTE_INDIRECT ? STM_VARIANT_PARAPHRASED
                                                                                   : STM_VARIANT_TRIMMED;
    } else if (q->kind == STM_QUOTE_INDIRECT) {
        *relation =
            p->kind == STM_QUOTE_INDIRECT && one_line && n * 2 > v->n ? STM_VARIANT_ALTERED : STM_VARIANT_PARAPHRASED;
    } else if (q->kind == STM_QUOTE_DIRECT && p->kind == STM_QUOTE_DIRECT) {
        *relation = (one_line && n * 10 > v->n * 7) || !speaks_foreign(w, full_member, p) ? STM_VARIANT_ALTERED
                                                                                          : STM_VARIANT_TRANSLATED;
    } else {
        *relation = p->kind == STM_QUOTE_INDIRECT && !one_line ? STM_VARIANT_PARAPHRASED : STM_VARIANT_ALTERED;
    }
    if (full_member == member && q->kind != STM_QUOTE_DIRECT && *relation == STM_VARIANT_ALTERED) {
        *relation = STM_VARIANT_PARAPHRASED; /* a text sums up what it quotes: nobody altered anything */
    }
    if (*relation == STM_VARIANT_ALTERED && n * 2 <= v->n) {
        *relation = STM_VARIANT_PARAPHRASED; /* other words throughout: there is no word that stands for another */
    }
    if (*relation == STM_VARIANT_TRIMMED && !any_run_tells(w, full_member, f, keep_f)) {
        *relation = STM_VARIANT_SAME; /* "all three of the mills", "all three mills" */
        *note = STM_NULL_STR;
        return;
    }
    if ((*relation == STM_VARIANT_ALTERED || *relation == STM_VARIANT_TRIMMED) &&
        !figures_differ(f, keep_f, v, keep_v) && v->cut == f->cut) {
        stm_variant_side x = { full_member, f, keep_f }, y = { member, v, keep_v };
        stm_span there, here;
        if (!(q->kind == STM_QUOTE_DIRECT && stm_variant_moved(w, &x, &y)) &&
            !stm_variant_gap(w, &x, &y, &there, &here)) { /* a name by another, a tense */
            *relation = STM_VARIANT_SAME;
            *note = STM_NULL_STR;
            return;
        }
    }
    note_on(w, full_member, f, keep_f, member, v, keep_v, *relation, p, q, note);
    if (p->kind == STM_QUOTE_MIXED && q->kind == STM_QUOTE_MIXED && !one_line && *relation == STM_VARIANT_ALTERED &&
        !figures_differ(f, keep_f, v, keep_v) && note->p != NULL &&
        stm_str_find(*note, STM_STR("reserve"), 0) == SIZE_MAX &&
        stm_str_find(*note, STM_STR(" a mark"), 0) == SIZE_MAX) {
        *relation = STM_VARIANT_PARAPHRASED; /* what differs is either desk's own */
        *note = STM_NULL_STR;
    }
}
