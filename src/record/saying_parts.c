/* saying_parts.c: sentences, clauses and stretches of a quotation as sayings of their own.
 *
 * In: sayings of whole quotations.  Out: the same, with parts behind them.
 *
 * One article prints a long quotation, another one sentence of it, or the same in other words: what they have in common
 * is a part. Parts are the sentences of a quotation, its finite clauses that assert something, and stretches between
 * marks of punctuation (windows) that are most like what the same mouth says in another article: where a parse of long
 * speech fails, its commas are still right.
 * Invariant: the parts of saying i lie together, at first_part .. first_part + n_parts.
 * Cost: windows are looked for only in quotations of several stretches, with what shares a term that not more than
 * MAX_SHARING others have.
 */
#include "record/sayings.h"

#define MAX_PARTS 12
#define LEAST_PART_BYTES 20
#define MAX_SHARING 60
#define MAX_STRETCHES 12
#define LEAST_WINDOW_SHARED 9.0f
#define LEAST_WINDOW_TERMS 4
#define LEAST_WINDOW_DICE 0.55f

#define CLAUSES_ABOVE 8

/* Not "because": the reason of what is not so is a fact. */
static bool governs(uint8_t deprel)
{
    return deprel == STM_DEP_CCOMP || deprel == STM_DEP_XCOMP || deprel == STM_DEP_ACL_RELCL || deprel == STM_DEP_OBJ ||
           deprel == STM_DEP_ACL;
}

/* What governs a part is negated: "he does not think that they will sell the bridge" does not say that they will. */
static bool denied_above(const stm_work *w, uint32_t member, stm_span whole, stm_span part)
{
    const stm_article *a = w->article[member];
    uint32_t first = stm_token_from(a, part.start), up = first < a->tokens.n ? first : STM_NONE, from = up;
    for (uint32_t step = 0;
         step < 64 && up != STM_NONE && a->tokens.at[up].at.start >= part.start && a->tokens.at[up].at.start < part.end;
         step++) {
        from = up;
        up = a->tokens.at[up].head;
    }
    for (uint32_t step = 0; step < CLAUSES_ABOVE && up != STM_NONE && governs(a->tokens.at[from].deprel) &&
                            a->tokens.at[up].at.start >= whole.start && a->tokens.at[up].at.start < whole.end;
         step++) {
        const stm_sentence *s = &a->sentences.at[a->tokens.at[up].sentence];
        for (uint32_t i = s->first_token; i < s->first_token + s->n_tokens; i++) {
            bool inside = a->tokens.at[i].at.start >= part.start && a->tokens.at[i].at.start < part.end;
            if (!inside && a->tokens.at[i].head == up && a->tokens.at[i].deprel == STM_DEP_ADVMOD &&
                (w->token_class[member][i] & STM_WORD_NOT) != 0) {
                return true;
            }
        }
        from = up;
        up = a->tokens.at[up].head;
    }
    return false;
}

static void add_part(stm_work *w, sayings *out, uint32_t whole, stm_span at)
{
    const stm_quotation *q = out->at.at[whole].said;
    stm_quotation *p;
    saying *s;
    at = stm_span_trim(w->article[out->at.at[whole].member], at);
    for (uint32_t i = out->at.n; i-- > 0 && out->at.at[i].whole == whole;) {
        if (out->at.at[i].at.start == at.start && out->at.at[i].at.end == at.end) {
            return;
        }
    }
    p = STM_NEW(w->arena, stm_quotation);
    *p = *q;
    memset(&p->content, 0, sizeof p->content);
    stm_vec_push(w->arena, &p->content, at);
    memset(&p->quoted, 0, sizeof p->quoted);
    for (uint32_t i = 0; i < q->quoted.n; i++) {
        stm_span x = q->quoted.at[i];
        x.start = x.start < at.start ? at.start : x.start;
        x.end = x.end > at.end ? at.end : x.end;
        if (x.start < x.end) {
            stm_vec_push(w->arena, &p->quoted, x);
        }
    }
    p->kind = q->kind == STM_QUOTE_MIXED && p->quoted.n == 0 ? STM_QUOTE_INDIRECT : q->kind;
    s = stm_vec_add(w->arena, &out->at);
    *s = out->at.at[whole];
    s->part = true;
    s->whole = whole;
    s->up = out->at.n - 1;
    s->first_part = s->n_parts = 0;
    stm_saying_fill(w, s, p);
    s->negated = s->negated || denied_above(w, s->member, stm_span_of(q), at);
    if (s->matter.terms.n < 2) {
        out->at.n--;
    }
}

static void sentences_of(stm_work *w, sayings *out, uint32_t whole)
{
    const stm_quotation *q = out->at.at[whole].said;
    const stm_article *a = w->article[out->at.at[whole].member];
    uint32_t first = stm_sentence_at(a, q->content.at[0].start);
    uint32_t last = stm_sentence_at(a, q->content.at[q->content.n - 1].end - 1);
    for (uint32_t i = first; first != last && i != STM_NONE && i <= last && i < a->sentences.n; i++) {
        for (uint32_t c = 0; c < q->content.n; c++) {
            stm_span at = a->sentences.at[i].at;
            at.start = at.start < q->content.at[c].start ? q->content.at[c].start : at.start;
            at.end = at.end > q->content.at[c].end ? q->content.at[c].end : at.end;
            if (at.start + LEAST_PART_BYTES <= at.end && at.end <= a->text.n) {
                add_part(w, out, whole, at);
            }
        }
    }
}

/* A finite clause that says something by itself: none of purpose or of time. */
static bool asserts(const stm_article *a, uint32_t head)
{
    static const uint8_t deps[] = { STM_DEP_ROOT, STM_DEP_CCOMP, STM_DEP_CONJ, STM_DEP_PARATAXIS, STM_DEP_ACL_RELCL };
    for (size_t i = 0; i < sizeof deps; i++) {
        if (a->tokens.at[head].deprel == deps[i]) {
            return a->tokens.at[head].xpos != STM_XP_VB || i == 0;
        }
    }
    return false;
}

/* The clause that a word belongs to, with what its verb or a noun of it cannot do without: what is said, what is
 * wanted, which one; not what else happened, when or why. */
static uint32_t full_clause_head(const stm_article *a, uint32_t token)
{
    static const uint8_t deps[] = { STM_DEP_ACL, STM_DEP_ACL_RELCL, STM_DEP_CCOMP, STM_DEP_XCOMP, STM_DEP_CSUBJ };
    uint32_t h = stm_clause_head(a, token);
    for (uint32_t step = 0; step < 6 && h != STM_NONE && a->tokens.at[h].head != STM_NONE; step++) {
        bool goes_on = false;
        for (size_t i = 0; i < sizeof deps; i++) {
            goes_on = goes_on || a->tokens.at[h].deprel == deps[i];
        }
        if (!goes_on) {
            break;
        }
        h = stm_clause_head(a, a->tokens.at[h].head);
    }
    return h;
}

static stm_span own_span(const stm_article *a, uint32_t head)
{
    stm_span all = stm_clause_span(a, head), own = STM_NO_SPAN;
    uint32_t top = full_clause_head(a, head);
    for (uint32_t i = stm_token_from(a, all.start); i < a->tokens.n && a->tokens.at[i].at.start < all.end; i++) {
        if (a->tokens.at[i].upos != STM_PUNCT && (stm_clause_head(a, i) == head || full_clause_head(a, i) == top)) {
            own.start = stm_span_some(own) ? own.start : a->tokens.at[i].at.start;
            own.end = a->tokens.at[i].at.end;
        }
    }
    return stm_span_some(own) ? own : all;
}

static void clauses_of(stm_work *w, sayings *out, uint32_t whole)
{
    uint32_t m = out->at.at[whole].member, all = out->at.at[whole].at.end - out->at.at[whole].at.start;
    const stm_article *a = w->article[m];
    uint32_t s = stm_sentence_at(a, out->at.at[whole].at.start);
    uint32_t u = s == STM_NONE ? w->first_unit[m + 1] : stm_first_unit(w, m, s);
    for (uint32_t n = 0; u < w->first_unit[m + 1] && n < MAX_PARTS; u++) {
        const stm_unit *x = &w->units.at[u];
        stm_span own = out->at.at[whole].at, at;
        if (a->sentences.at[x->sentence].at.start >= own.end) {
            break;
        }
        if (x->head == STM_NONE || x->quotation != out->at.at[whole].quotation || !asserts(a, x->head)) {
            continue;
        }
        at = own_span(a, x->head);
        at.start = at.start < own.start ? own.start : at.start;
        at.end = at.end > own.end ? own.end : at.end;
        if (at.start + LEAST_PART_BYTES <= at.end && (at.end - at.start) * 10 < all * 9) {
            add_part(w, out, whole, at);
            n++;
        }
    }
}

/* Ends a stretch: marks between clauses, not the comma of a number or the full stop of an abbreviation. */
static bool is_break(const stm_article *a, uint32_t token)
{
    static const char *const marks[] = { ",", ";", ":", ".", "!", "?", "--", "-", "\xE2\x80\x93", "\xE2\x80\x94" };
    stm_str s = stm_token_form(a, token);
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        if (stm_str_eqz(s, marks[i])) {
            return true;
        }
    }
    return false;
}

/* Stretches of one piece of content, by first byte and behind the last; at most MAX_STRETCHES. */
static uint32_t stretches_of(const stm_article *a, stm_span in, stm_span *out)
{
    uint32_t n = 0, from = in.start;
    for (uint32_t i = stm_token_from(a, in.start); i < a->tokens.n && a->tokens.at[i].at.start < in.end; i++) {
        bool last = i + 1 >= a->tokens.n || a->tokens.at[i + 1].at.start >= in.end;
        if (!last && !is_break(a, i)) {
            continue;
        }
        if (n < MAX_STRETCHES && a->tokens.at[i].at.end > from + 1) {
            out[n++] = (stm_span){ from, a->tokens.at[i].at.end < in.end ? a->tokens.at[i].at.end : in.end };
        }
        from = last ? in.end : a->tokens.at[i + 1].at.start;
    }
    return n;
}

/* The run of stretches of `whole` that is most like what another says, as a part; nothing where the whole is that. */
static void window_of(stm_work *w, sayings *out, uint32_t whole, const stm_matter *other)
{
    const saying *x = &out->at.at[whole];
    const stm_quotation *q = x->said;
    stm_likeness all = stm_matter_compare(w, &x->matter, other);
    float best = LEAST_WINDOW_DICE > all.dice * 1.15f ? LEAST_WINDOW_DICE : all.dice * 1.15f;
    stm_span at = STM_NO_SPAN, cut[MAX_STRETCHES];
    if (all.n < LEAST_WINDOW_TERMS || all.shared < LEAST_WINDOW_SHARED) {
        return;
    }
    for (uint32_t c = 0; c < q->content.n; c++) {
        uint32_t n = stretches_of(w->article[x->member], q->content.at[c], cut);
        for (uint32_t i = 0; n > 2 && i < n; i++) {
            for (uint32_t k = i; k < n; k++) {
                stm_span run = { cut[i].start, cut[k].end };
                stm_matter m;
                stm_likeness like;
                if (run.end - run.start < LEAST_PART_BYTES || k - i + 1 == n) {
                    continue;
                }
                stm_matter_of(w, x->member, &run, 1, &m);
                like = stm_matter_compare(w, &m, other);
                if (like.dice > best && like.n >= LEAST_WINDOW_TERMS && like.shared >= LEAST_WINDOW_SHARED) {
                    best = like.dice;
                    at = run;
                }
            }
        }
    }
    if (stm_span_some(at)) {
        add_part(w, out, whole, at);
    }
}

/* Compared with each sentence of what the other says. */
static void windows_for(stm_work *w, sayings *out, uint32_t whole, uint32_t o)
{
    const saying other = out->at.at[o];
    const stm_article *a = w->article[other.member];
    uint32_t first = stm_sentence_at(a, other.at.start), last = stm_sentence_at(a, other.at.end - 1);
    if (first == STM_NONE || first == last) {
        window_of(w, out, whole, &other.matter);
        return;
    }
    for (uint32_t i = first; i <= last && i < a->sentences.n; i++) {
        stm_span at = a->sentences.at[i].at;
        stm_matter m;
        at.start = at.start < other.at.start ? other.at.start : at.start;
        at.end = at.end > other.at.end ? other.at.end : at.end;
        stm_matter_of(w, other.member, &at, 1, &m);
        window_of(w, out, whole, &m);
    }
}

static void windows_of(stm_work *w, sayings *out, uint32_t whole, uint32_t n, const stm_u32s *with, uint32_t *seen)
{
    const stm_matter *m = &out->at.at[whole].matter;
    uint32_t before = out->at.n;
    for (uint32_t t = 0; t < m->terms.n && out->at.n < before + MAX_PARTS; t++) {
        const stm_u32s *list = &with[m->terms.at[t].id];
        for (uint32_t i = 0; list->n <= MAX_SHARING && i < list->n && out->at.n < before + MAX_PARTS; i++) {
            uint32_t o = list->at[i];
            if (o < n && seen[o] != whole + 1) {
                seen[o] = whole + 1;
                if (w->line[out->at.at[o].member] != w->line[out->at.at[whole].member] &&
                    stm_saying_one_mouth(w, &out->at.at[o], &out->at.at[whole])) {
                    windows_for(w, out, whole, o);
                    m = &out->at.at[whole].matter; /* the sayings may have moved */
                }
            }
        }
    }
}

void stm_sayings_add_parts(stm_work *w, sayings *out, uint32_t n)
{
    stm_u32s *with = STM_NEW_ARRAY(w->arena, stm_u32s, (size_t)w->rarity.n + 1);
    uint32_t *seen = STM_NEW_ARRAY(w->arena, uint32_t, (size_t)n + 1);
    for (uint32_t i = 0; i < n; i++) {
        for (uint32_t k = 0; k < out->at.at[i].matter.terms.n; k++) {
            stm_vec_push(w->arena, &with[out->at.at[i].matter.terms.at[k].id], i);
        }
    }
    for (uint32_t i = 0; i < n; i++) {
        uint32_t from = out->at.n;
        sentences_of(w, out, i);
        clauses_of(w, out, i);
        windows_of(w, out, i, n, with, seen);
        out->at.at[i].first_part = from;
        out->at.at[i].n_parts = out->at.n - from;
    }
}
