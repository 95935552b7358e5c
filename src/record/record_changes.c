/* record_changes.c: what changed between two editions of one text: the silent corrections.
 *
 * In: pairs of one line with aligned passages, sentences, matters.  Out: statements of status `changed`.
 *
 * Sentences that stand beside each other are compared word by word. A change counts where it can change what a reader
 * believes: a name, number, day, source, a word of doubt or denial, or a content word that no synonym stands in for.
 * Never counted: marks, spelling, articles and auxiliaries, a name shortened or a pronoun put for it, an abbreviation.
 * Sentences that no passage covers are put beside each other where verb, subject and most words are the same.
 * The same change between several pairs of a family is one statement with a reading of each article.
 * Cost: words times words of two sentences, for the sentences that passages put side by side.
 */
#include <stdlib.h>

#include "record/changes.h"

#define LEAST_COMMON 0.45    /* of the shorter sentence's words */
#define REWRITTEN_DICE 0.35f /* of the matters of two sentences that no passage puts beside each other */
#define MAX_PHRASE 12        /* words that are quoted of a change */
#define LEAST_TOLD 0.2       /* of a reporter's own words, that the other text has, too */
#define KEY_BYTES 7

typedef struct changes {
    stm_map known; /* about + line: statement index */
} changes;

/* The first KEY_BYTES bytes, and the length as far as a byte holds it. */
static uint64_t key_of(stm_str s)
{
    uint64_t key = 0;
    memcpy(&key, s.p, s.n < KEY_BYTES ? s.n : KEY_BYTES);
    return key << 8 | (s.n < 0xFF ? s.n : 0xFF);
}

static bool same_word(const stm_edition *a, uint32_t i, const stm_edition *b, uint32_t k)
{
    return a->key[i] == b->key[k] && (a->low[i].n <= KEY_BYTES || stm_str_eq(a->low[i], b->low[k]));
}

static bool identical(const stm_edition *a, const stm_edition *b)
{
    uint32_t i = 0;
    while (a->n == b->n && i < a->n && same_word(a, i, b, i)) {
        i++;
    }
    return a->n == b->n && i == a->n;
}

static uint32_t words_of(const stm_edition *e)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < e->n; i++) {
        n += stm_edition_word(e->low[i]);
    }
    return n;
}

/* No more words than these are the same in both, in whatever order. */
static uint32_t same_at_most(const stm_edition *a, const stm_edition *b)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < a->n; i++) {
        uint32_t k = 0;
        while (k < b->n && a->key[i] != b->key[k]) {
            k++;
        }
        n += k < b->n && stm_edition_word(a->low[i]);
    }
    return n;
}

static void load(stm_work *w, uint32_t member, uint32_t sentence, stm_edition *e)
{
    const stm_article *a = w->article[member];
    const stm_sentence *s = &a->sentences.at[sentence];
    e->member = member;
    e->first = s->first_token;
    e->n = s->n_tokens < STM_EDITION_WORDS ? s->n_tokens : STM_EDITION_WORDS;
    for (uint32_t i = 0; i < e->n; i++) {
        e->low[i] = stm_str_sub(w->lower[member], a->tokens.at[s->first_token + i].at);
        e->key[i] = key_of(e->low[i]);
    }
}

/* ---- the comparison of two sentences --------------------------------------------------------------------- */

/* Of "was fired last week was arrested" the words added are "was fired last week", not "fired last week was". */
static void slide(const stm_work *w, const stm_edition *e, uint32_t *from, uint32_t *to, uint32_t *there,
                  uint32_t *there_end)
{
    while (*there == *there_end && *there > 0 && *from > 0 && *to > *from + 1 &&
           stm_str_eq(e->low[*from - 1], e->low[*to - 1])) {
        uint8_t upos = w->article[e->member]->tokens.at[e->first + *to - 1].upos;
        if (upos != STM_AUX && upos != STM_DET && upos != STM_ADP && upos != STM_PART && upos != STM_CCONJ) {
            return;
        }
        --*from;
        --*to;
        --*there;
        --*there_end;
    }
}

static uint32_t regions_of(stm_work *w, const stm_edition *a, const stm_edition *b, stm_region *out, uint32_t max,
                           uint32_t *same)
{
    uint32_t wide = b->n + 1, n = 0, i = 0, k = 0;
    uint16_t *t;
    *same = 0;
    if (identical(a, b)) {
        *same = words_of(a);
        return 0;
    }
    t = stm_word_table(w);
    memset(&t[a->n * wide], 0, sizeof *t * wide);
    for (uint32_t x = 0; x < a->n; x++) {
        t[x * wide + b->n] = 0;
    }
    for (uint32_t x = a->n; x-- > 0;) {
        for (uint32_t y = b->n; y-- > 0;) {
            uint16_t skip = t[(x + 1) * wide + y] > t[x * wide + y + 1] ? t[(x + 1) * wide + y] : t[x * wide + y + 1];
            t[x * wide + y] = same_word(a, x, b, y) ? (uint16_t)(t[(x + 1) * wide + y + 1] + 1) : skip;
        }
    }
    while (i < a->n || k < b->n) {
        stm_region r = { i, i, k, k };
        while (i < a->n || k < b->n) {
            if (i < a->n && k < b->n && same_word(a, i, b, k)) {
                break;
            }
            if (k >= b->n || (i < a->n && t[(i + 1) * wide + k] >= t[i * wide + k + 1])) {
                i++;
            } else {
                k++;
            }
        }
        r.a1 = i;
        r.b1 = k;
        slide(w, a, &r.a0, &r.a1, &r.b0, &r.b1);
        slide(w, b, &r.b0, &r.b1, &r.a0, &r.a1);
        if ((r.a1 > r.a0 || r.b1 > r.b0) && n < max) {
            out[n++] = r;
        }
        while (i < a->n && k < b->n && same_word(a, i, b, k)) {
            *same += stm_edition_word(a->low[i]);
            i++;
            k++;
        }
    }
    return n;
}

/* ---- statements ------------------------------------------------------------------------------------------ */

static stm_str phrase(stm_work *w, const stm_edition *e, uint32_t from, uint32_t to)
{
    const stm_article *a = w->article[e->member];
    uint32_t end = to - from > MAX_PHRASE ? from + MAX_PHRASE : to;
    stm_str s;
    while (from < end && !stm_edition_word(e->low[from])) {
        from++;
    }
    while (end > from && !stm_edition_word(e->low[end - 1])) {
        end--;
    }
    if (from == end) {
        return STM_NULL_STR;
    }
    s = stm_wording(w->arena, a, stm_edition_span(w, e, from, end));
    return end < to && to - from > MAX_PHRASE ? stm_str_format(w->arena, "%.*s\xE2\x80\xA6", (int)s.n, s.p) : s;
}

static void add_reading(stm_work *w, stm_statement *st, const stm_edition *e, stm_str words, stm_str other)
{
    const stm_article *a = w->article[e->member];
    stm_span at = stm_span_trim(a, stm_edition_span(w, e, 0, e->n));
    stm_statement_reading r = { .passage = { w->index[e->member], at }, .stance = STM_ASSERTS, .said_by = STM_NONE };
    for (uint32_t i = 0; i < st->readings.n; i++) {
        if (st->readings.at[i].passage.article == r.passage.article &&
            st->readings.at[i].passage.at.start == at.start) {
            return;
        }
    }
    r.reading = words.p != NULL
                    ? words
                    : stm_str_format(w->arena, "without \xE2\x80\x9C%.*s\xE2\x80\x9D", (int)other.n, other.p);
    stm_vec_push(w->arena, &st->readings, r);
}

static void add_change(stm_work *w, changes *c, const stm_edition *a, const stm_edition *b, const stm_region *r,
                       double weight)
{
    stm_str x = r->a1 > r->a0 ? phrase(w, a, r->a0, r->a1) : STM_NULL_STR;
    stm_str y = r->b1 > r->b0 ? phrase(w, b, r->b0, r->b1) : STM_NULL_STR;
    stm_str about, key;
    uint32_t *at;
    if (x.p == NULL && y.p == NULL) {
        return;
    }
    if (x.p != NULL && y.p != NULL) {
        stm_str lo = stm_str_cmp(x, y) <= 0 ? x : y, hi = lo.p == x.p ? y : x;
        about = stm_str_format(w->arena,
                               "\xE2\x80\x9C%.*s\xE2\x80\x9D in one edition, \xE2\x80\x9C%.*s\xE2\x80\x9D in another",
                               (int)lo.n, lo.p, (int)hi.n, hi.p);
    } else {
        stm_str one = x.p != NULL ? x : y;
        about = stm_str_format(w->arena, "\xE2\x80\x9C%.*s\xE2\x80\x9D stands in one edition and not in another",
                               (int)one.n, one.p);
    }
    key = stm_str_format(w->arena, "%u %.*s", w->line[a->member], (int)about.n, about.p);
    at = stm_map_put(w->arena, &c->known, key, STM_NONE);
    if (*at == STM_NONE) {
        stm_statement *st = stm_vec_add(w->arena, &w->record->statements);
        *at = w->record->statements.n - 1;
        *st =
            (stm_statement){ .about = about, .status = STM_ST_CHANGED, .lines = 1, .origins = 1, .confidence = weight };
    }
    add_reading(w, &w->record->statements.at[*at], a, x, y);
    add_reading(w, &w->record->statements.at[*at], b, y, x);
}

/* ---- which sentences stand beside each other ------------------------------------------------------------- */

/* Words of a time, counted in its sentence; false: it does not lie in the sentence. */
static bool time_words(const stm_work *w, const stm_edition *e, const stm_time *t, uint32_t *from, uint32_t *to)
{
    const stm_article *a = w->article[e->member];
    uint32_t first = stm_token_from(a, t->at.start), end = first;
    while (end < a->tokens.n && a->tokens.at[end].at.start < t->at.end) {
        end++;
    }
    *from = first - e->first;
    *to = end - e->first;
    return first >= e->first && end <= e->first + e->n && end > first;
}

/* "12 March" for "March 2" is one change of a whole day, and "March 12" for "12 March" none: the regions within two
 * times that stand beside each other become one, or go. Returns how many are left. */
static uint32_t whole_times(const stm_work *w, const stm_edition *a, const stm_edition *b, stm_region *r, uint32_t n)
{
    const stm_article *x = w->article[a->member], *y = w->article[b->member];
    for (uint32_t i = 0; i < x->times.n; i++) {
        stm_region whole;
        if (!time_words(w, a, &x->times.at[i], &whole.a0, &whole.a1)) {
            continue;
        }
        for (uint32_t k = 0; k < y->times.n; k++) {
            const stm_time *p = &x->times.at[i], *q = &y->times.at[k];
            uint32_t kept = 0, inside = 0, first = 0;
            if (!time_words(w, b, q, &whole.b0, &whole.b1)) {
                continue;
            }
            for (uint32_t m = 0; m < n; m++) {
                bool in = r[m].a0 >= whole.a0 && r[m].a1 <= whole.a1 && r[m].b0 >= whole.b0 && r[m].b1 <= whole.b1;
                first = in && inside == 0 ? kept : first;
                inside += in;
                if (!in || inside == 1) {
                    r[kept++] = in ? whole : r[m];
                }
            }
            n = kept;
            if (inside > 0 && p->from_day != STM_NO_DAY && p->from_day == q->from_day && p->to_day == q->to_day) {
                memmove(&r[first], &r[first + 1], sizeof *r * (n - first - 1));
                n--;
            }
        }
    }
    return n;
}

/* Only "which", "that", "and": what remains of "which called" beside "over the weekend calling". */
static bool empty_words(const stm_article *a, const stm_edition *e, uint32_t from, uint32_t to)
{
    for (uint32_t i = from; i < to; i++) {
        if (stm_edition_word(e->low[i]) && !stm_form_among(a, e->first + i, "which that who and but as")) {
            return false;
        }
    }
    return to > from;
}

/* A region as it is told: without a verb at its end that both have in another form, if that leaves one side nothing. */
static stm_region without_shared_verb(const stm_work *w, const stm_edition *a, const stm_edition *b, stm_region r)
{
    const stm_article *x = w->article[a->member], *y = w->article[b->member];
    const stm_token *s = r.a1 > r.a0 ? &x->tokens.at[a->first + r.a1 - 1] : NULL;
    const stm_token *t = r.b1 > r.b0 ? &y->tokens.at[b->first + r.b1 - 1] : NULL;
    if (s == NULL || t == NULL || s->upos != STM_VERB || t->upos != STM_VERB || s->lemma.p == NULL ||
        t->lemma.p == NULL || !stm_str_eq(s->lemma, t->lemma)) {
        return r;
    }
    if (empty_words(y, b, r.b0, r.b1 - 1) && r.a1 - 1 > r.a0) {
        return (stm_region){ r.a0, r.a1 - 1, r.b0, r.b0 };
    }
    if (empty_words(x, a, r.a0, r.a1 - 1) && r.b1 - 1 > r.b0) {
        return (stm_region){ r.a0, r.a0, r.b0, r.b1 - 1 };
    }
    return r;
}

/* False: the two are not one sentence in two editions. */
static bool compare_sentences(stm_work *w, changes *c, uint32_t ma, uint32_t sa, uint32_t mb, uint32_t sb)
{
    stm_edition sides[2], *a = &sides[0], *b = &sides[1];
    stm_region regions[16];
    uint32_t n, same, words_a, words_b, least, best = STM_NONE;
    double most = 0;
    load(w, ma, sa, a);
    load(w, mb, sb, b);
    n = whole_times(w, a, b, regions, regions_of(w, a, b, regions, 16, &same));
    words_a = words_of(a);
    words_b = words_of(b);
    least = words_a < words_b ? words_a : words_b;
    if (same < 4 || (double)same < LEAST_COMMON * least) {
        return false;
    }
    /* One statement a sentence: its weightiest change, and the others are in the passage; but every number that another
     * has taken the place of is one. */
    for (uint32_t i = 0; i < n; i++) {
        double weight = stm_change_weight(w, a, b, &regions[i]);
        if (weight > most) {
            most = weight;
            best = i;
        }
    }
    if (best != STM_NONE) {
        stm_region told = without_shared_verb(w, a, b, regions[best]);
        add_change(w, c, a, b, &told, most);
        for (uint32_t i = 0; i < n; i++) {
            if (i != best && stm_change_of_number(w, a, b, &regions[i]) &&
                stm_change_weight(w, a, b, &regions[i]) >= most) {
                add_change(w, c, a, b, &regions[i], most);
            }
        }
    }
    return true;
}

static uint32_t overlap(stm_span a, stm_span b)
{
    uint32_t from = a.start > b.start ? a.start : b.start, to = a.end < b.end ? a.end : b.end;
    return from < to ? to - from : 0;
}

/* The sentence of b that the passages put most of sentence sa beside. */
static uint32_t beside(const stm_work *w, const stm_pair *p, uint32_t ma, uint32_t sa, uint32_t mb)
{
    stm_span s = w->article[ma]->sentences.at[sa].at;
    uint32_t best = STM_NONE, most = 0;
    for (uint32_t i = 0; i < p->passages.n && p->passages.at[i].a.start < s.end; i++) {
        const stm_aligned *x = &p->passages.at[i];
        uint32_t k = overlap(x->a, s), from, to, middle;
        if (k > most) {
            double scale = (double)(x->b.end - x->b.start) / (double)(x->a.end - x->a.start);
            from = x->a.start > s.start ? x->a.start : s.start;
            to = x->a.end < s.end ? x->a.end : s.end;
            middle = x->b.start + (uint32_t)(((from + to) / 2.0 - x->a.start) * scale);
            best = stm_sentence_at(w->article[mb], middle < x->b.end ? middle : x->b.end - 1);
            most = k;
        }
    }
    return best;
}

/* Words in common of two sentences, as a share of the shorter one's. */
static double common(stm_work *w, uint32_t ma, uint32_t sa, uint32_t mb, uint32_t sb)
{
    stm_edition sides[2];
    stm_region regions[16];
    uint32_t same, words[2];
    load(w, ma, sa, &sides[0]);
    load(w, mb, sb, &sides[1]);
    (void)regions_of(w, &sides[0], &sides[1], regions, 16, &same);
    for (uint32_t k = 0; k < 2; k++) {
        words[k] = words_of(&sides[k]);
    }
    return same < 4 ? 0 : (double)same / (words[0] < words[1] ? words[0] : words[1]);
}

/* The head of the sentence and its subject, as lemmas; false: it has no subject that is a noun. */
static bool deed_of(const stm_article *a, uint32_t sentence, stm_str *verb, stm_str *subject)
{
    const stm_sentence *s = &a->sentences.at[sentence];
    uint32_t root = STM_NONE;
    subject->p = NULL;
    for (uint32_t i = s->first_token; i < s->first_token + s->n_tokens && root == STM_NONE; i++) {
        root = a->tokens.at[i].deprel == STM_DEP_ROOT ? i : STM_NONE;
    }
    for (uint32_t i = s->first_token; i < s->first_token + s->n_tokens && root != STM_NONE; i++) {
        const stm_token *t = &a->tokens.at[i];
        if (t->head == root && (t->deprel == STM_DEP_NSUBJ || t->deprel == STM_DEP_NSUBJ_PASS) && t->upos != STM_PRON) {
            *subject = t->lemma;
        }
    }
    *verb = root == STM_NONE ? STM_NULL_STR : a->tokens.at[root].lemma;
    return verb->p != NULL && subject->p != NULL;
}

static bool one_deed(const stm_article *a, uint32_t sa, const stm_article *b, uint32_t sb)
{
    stm_str v, s, x, y;
    return deed_of(a, sa, &v, &s) && deed_of(b, sb, &x, &y) && stm_str_eq(v, x) && stm_str_eq_nocase(s, y);
}

/* Sentences that were written anew, so that no passage puts them beside each other: the best pairs of those left. */
static void compare_rewritten(stm_work *w, changes *c, uint32_t ma, const bool *done_a, uint32_t mb, const bool *done_b)
{
    const stm_article *a = w->article[ma], *b = w->article[mb];
    stm_matter *matter = STM_NEW_ARRAY(w->arena, stm_matter, (size_t)b->sentences.n + 1);
    for (uint32_t t = 0; t < b->sentences.n; t++) {
        if (!done_b[t]) {
            stm_matter_of(w, mb, &b->sentences.at[t].at, 1, &matter[t]);
        }
    }
    for (uint32_t s = 0; s < a->sentences.n; s++) {
        uint32_t best = STM_NONE;
        double most = 0;
        stm_matter own;
        if (done_a[s]) {
            continue;
        }
        stm_matter_of(w, ma, &a->sentences.at[s].at, 1, &own);
        for (uint32_t t = 0; t < b->sentences.n; t++) {
            bool apart = done_b[t] || stm_matter_compare(w, &own, &matter[t]).dice < REWRITTEN_DICE;
            double share = apart || !one_deed(a, s, b, t) ? 0 : common(w, ma, s, mb, t);
            best = share > most ? t : best;
            most = share > most ? share : most;
        }
        if (best != STM_NONE) {
            (void)compare_sentences(w, c, ma, s, mb, best);
        }
    }
}

/* Sentence breaks shift: of the three sentences about k the one with most words in common, the first of several; k
 * where none has any. The likeliest first, since most of the others then need not be laid beside it. */
static uint32_t nearest(stm_work *w, uint32_t ma, uint32_t sa, uint32_t mb, uint32_t k)
{
    stm_edition a, b;
    stm_region regions[16];
    uint32_t first = k > 0 ? k - 1 : 0, best = k, most = 0;
    uint32_t n =
        w->article[mb]->sentences.n - first < k + 2 - first ? w->article[mb]->sentences.n - first : k + 2 - first;
    load(w, ma, sa, &a);
    for (uint32_t i = 0; i < n; i++) {
        uint32_t t = first + (k - first + i) % n, same;
        load(w, mb, t, &b);
        same = same_at_most(&a, &b);
        if (same < most || same == 0 || (same == most && t > best)) {
            continue;
        }
        (void)regions_of(w, &a, &b, regions, 16, &same);
        if (same > most || (same == most && same > 0 && t < best)) {
            most = same;
            best = t;
        }
    }
    return best;
}

static void compare_pair(stm_work *w, changes *c, const stm_pair *p, uint32_t ma, uint32_t mb)
{
    bool *done_a = STM_NEW_ARRAY(w->arena, bool, (size_t)w->article[ma]->sentences.n + 1);
    bool *done_b = STM_NEW_ARRAY(w->arena, bool, (size_t)w->article[mb]->sentences.n + 1);
    for (uint32_t t = 0; t < w->article[mb]->sentences.n; t++) {
        done_b[t] = w->article[mb]->sentences.at[t].furniture != 0;
    }
    for (uint32_t s = 0; s < w->article[ma]->sentences.n; s++) {
        const stm_sentence *x = &w->article[ma]->sentences.at[s];
        uint32_t k = x->furniture != 0 ? STM_NONE : beside(w, p, ma, s, mb), best;
        done_a[s] = x->furniture != 0;
        if (k == STM_NONE) {
            continue;
        }
        best = nearest(w, ma, s, mb, k);
        if (w->article[mb]->sentences.at[best].furniture == 0 && compare_sentences(w, c, ma, s, mb, best)) {
            done_a[s] = done_b[best] = true;
        }
    }
    compare_rewritten(w, c, ma, done_a, mb, done_b);
}

/* Bytes of the stretch that lie in quotations in marks. */
static uint32_t quoted(const stm_article *a, stm_span at)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < a->quotations.n; i++) {
        const stm_quotation *q = &a->quotations.at[i];
        for (uint32_t k = 0; k < q->content.n && q->kind != STM_QUOTE_INDIRECT && q->nested_in == STM_NONE; k++) {
            n += overlap(q->content.at[k], at);
        }
    }
    return n;
}

/* The share of what the article tells in words of its own that passages of the pair cover. */
static double told_alike(const stm_work *w, const stm_pair *p, uint32_t m, bool first)
{
    const stm_article *a = w->article[m];
    uint32_t all = (uint32_t)a->text.n, own = quoted(a, (stm_span){ 0, all }), alike = 0;
    for (uint32_t i = 0; i < p->passages.n; i++) {
        stm_span s = first ? p->passages.at[i].a : p->passages.at[i].b;
        uint32_t inside = quoted(a, s);
        alike += inside < s.end - s.start ? s.end - s.start - inside : 0;
    }
    return own >= all ? 0 : (double)alike / (all - own);
}

/* Texts that have no more in common than what somebody told both are no editions of one text: what the one says about
 * it and the other does not was never taken out. */
static bool editions(const stm_work *w, const stm_pair *p, uint32_t ma, uint32_t mb)
{
    return told_alike(w, p, ma, true) >= LEAST_TOLD || told_alike(w, p, mb, false) >= LEAST_TOLD;
}

void stm_record_changes(stm_work *w)
{
    changes c = { 0 };
    for (uint32_t ma = 0; ma < w->n; ma++) {
        for (uint32_t i = stm_pairs_from(w->reuse, w->index[ma]);
             i < w->reuse->pairs.n && w->reuse->pairs.at[i].a == w->index[ma]; i++) {
            const stm_pair *p = &w->reuse->pairs.at[i];
            uint32_t mb = stm_u32s_place(&w->record->articles, p->b);
            if (mb != STM_NONE && p->relation != STM_REL_IDENTICAL && w->line[ma] == w->line[mb] &&
                editions(w, p, ma, mb)) {
                compare_pair(w, &c, p, ma, mb);
            }
        }
    }
}
