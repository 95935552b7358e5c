/* figures_match.c: one amount, read off the words: one or two quantities with what bounds them, ranges, shares.
 *
 * In: words and a place among them.  Out: stm_amount.  Never: sets bounds by conventions (figures.c does), looks at
 * trees. Invariants: (1) `number` .. `number_end` lies in `first` .. `end`. (2) `upper` >= `value` in a range. Cost:
 * linear in the words of the amount.
 */
#include "extract/figures_parts.h"

#include <math.h>

static bool joins(const stm_words *w, uint32_t i, bool between, uint32_t *next)
{
    *next = i + 1;
    if (line_at(w, i)) {
        return false;
    }
    if (between) {
        return in(w, i, "and to") || mark(w, i, '-');
    }
    if (mark(w, i, '-') && in(w, i + 1, "to")) { /* "8- to 16-meter" */
        *next = i + 2;
        return true;
    }
    return in(w, i, "to or") || mark(w, i, '-');
}

/* "10 to 20", "$10-$20", "between 3 and 5 kilometers". Lengthens *q's amount, or leaves it alone. */
static bool range(stm_arena *arena, const stm_words *w, const stm_quantity *a, bool between, bool from, stm_amount *out)
{
    stm_quantity b;
    uint32_t k, e;
    stm_bound_kind bound;
    uint32_t skip;
    bool from_and = from && in(w, a->end, "and");
    if (a->vague != STM_VAGUE_NONE || a->age || !joins(w, a->end, between || from_and, &k)) {
        return false;
    }
    if (stm_bound_match(w, k, &skip, &bound) && bound == STM_BOUND_ABOUT) {
        k = skip;
    }
    k = in(w, k, "the") && between ? k + 1 : k;
    e = stm_quantity_read(arena, w, k, &b);
    if (e == k || b.vague != STM_VAGUE_NONE || (b.n.ordinal && !between) || (a->n.ordinal && !between) ||
        (!isnan(a->value) && b.value <= a->value)) {
        return false;
    }
    if (from_and && b.unit.p == NULL) {
        return false; /* "from 10 and later 20" is none, "from 30 and 40 degrees" is one */
    }
    if (a->unit.p != NULL && b.unit.p != NULL && !stm_str_eq(a->unit, b.unit)) {
        return false;
    }
    if (in(w, a->end, "or") && (a->unit.p != NULL || a->n.fraction || b.n.fraction || a->n.year_like ||
                                a->n.digits != b.n.digits || a->value < 2 || b.value > 10 * a->value)) {
        return false; /* "100 or 200", "two or three", not "1 or 2" */
    }
    if (a->unit.p != NULL && b.unit.p == NULL && !a->money_before) {
        return false;
    }
    if (mark(w, a->end, '-') && (digits_at(w, a->end + 1) == NULL && b.n.digits == false) && a->n.digits) {
        return false;
    }
    if (mark(w, e, '-') && stm_word_glued(w, e) && digits_at(w, e + 1) != NULL) {
        return false; /* 222-2222-2222 */
    }
    out->value = a->value;
    if ((a->unit.p == NULL || (a->money_before && a->n.unit < 1000)) && b.n.unit >= 1000 && a->value < 1000 &&
        b.value >= 1000 && a->n.digits && !a->n.year_like && (stm_word_classes(w, b.number_end - 1) & STM_W_SCALE)) {
        out->value = a->value * stm_word_entry_at(w, b.number_end - 1)->number; /* "2 to 3 million" */
    }
    out->upper = b.value;
    out->range = true;
    out->end = e;
    out->number_end = b.number_end;
    out->unit = b.unit.p != NULL ? b.unit : a->unit;
    out->kind = b.kind.p != NULL ? b.kind : a->kind;
    out->hyphen = b.hyphen;
    out->age = b.age;
    return true;
}

/* "200 or more", "5000 or less than". */
static void or_more(const stm_words *w, stm_amount *out)
{
    uint32_t k = out->end;
    if (out->bound != STM_BOUND_NONE && out->bound != STM_BOUND_STANCE) {
        if (in(w, k, "or") && in(w, k + 1, "equal")) {
            bool number = in(w, k + 2, "to") && digits_at(w, k + 3) != NULL;
            if (!number) {
                out->bound = out->bound == STM_BOUND_OVER    ? STM_BOUND_LEAST
                             : out->bound == STM_BOUND_BELOW ? STM_BOUND_MOST
                                                             : out->bound;
                out->end = k + 2;
            }
        }
        return;
    }
    if (!in(w, k, "or and")) {
        return;
    }
    if (in(w, k + 1, "more greater higher larger above over older up upward upwards longer")) {
        out->bound = STM_BOUND_LEAST;
    } else if (in(w, k, "or") && in(w, k + 1, "less fewer lower smaller below under younger")) {
        out->bound = STM_BOUND_MOST;
    } else {
        return;
    }
    if (in(w, k + 2, "than") && k + 3 < w->at.n &&
        (digits_at(w, k + 3) != NULL || stm_word_at(w, k + 3)->kind == STM_WORD_LETTERS)) {
        out->bound = STM_BOUND_NONE;
        return; /* "200 or greater than 190" */
    }
    out->end = in(w, k + 2, "than") ? k + 3 : k + 2;
}

/* "one in five", "two out of three": a share. */
static void out_of(const stm_words *w, stm_quantity *q)
{
    stm_numeral n;
    uint32_t k = q->end;
    bool over = in(w, k, "over");
    if (q->unit.p != NULL || q->vague != STM_VAGUE_NONE || q->n.ordinal || q->n.bare_plural || q->n.article) {
        return;
    }
    if (in(w, k, "in over")) {
        k++;
    } else if (in(w, k, "out") && in(w, k + 1, "of")) {
        k += 2;
    } else {
        return;
    }
    if (line_at(w, k) || !stm_numeral_read(w, k, &n) || n.ordinal || n.fraction || n.year_like || n.value < 2 ||
        n.bare_plural || (!over && n.value <= q->value) || n.article) {
        return;
    }
    if (n.end < w->at.n && (stm_word_classes(w, n.end) & (STM_W_UNIT | STM_W_UNITS | STM_W_MONTH))) {
        return;
    }
    if (in(w, q->end, "out") && n.value < 4 && q->value >= 1 && in(w, n.end, "pieces")) {
        return;
    }
    q->value /= n.value;
    q->number_end = q->end = n.end;
    q->n.fraction = true;
    q->n.year_like = false;
}

/* "$40 million | over seven years", "150,000 euros over a decade": behind an amount, and not "over seven years ago". */
static bool over_a_time(const stm_words *w, const stm_amount *x)
{
    uint32_t i = x->first;
    return i > 0 && !line_at(w, i) && stm_str_among(x->unit, "year month week day decade quarter hour") &&
           (in(w, i - 1, "million billion trillion thousand percent dollars euros pounds yen yuan") ||
            (i > 1 && digits_at(w, i - 1) != NULL && (mark(w, i - 2, '$') || mark(w, i - 2, 0x20AC)))) &&
           !in(w, x->end, "ago old earlier");
}

bool stm_amount_match(stm_arena *arena, const stm_words *w, uint32_t i, stm_amount *out)
{
    uint32_t k = i, e;
    bool between = false, from = false;
    stm_quantity q;
    memset(out, 0, sizeof *out);
    out->first = i;
    if (i > 0 && stm_word_glued(w, i) && (mark(w, i, '<') || mark(w, i, '>') || mark(w, i, '=')) &&
        (mark(w, i - 1, '<') || mark(w, i - 1, '>') || mark(w, i - 1, '='))) {
        return false; /* "=<30" is no comparison that anyone agrees on */
    }
    if ((mark(w, i, '<') || mark(w, i, '>')) && (mark(w, i + 1, '<') || mark(w, i + 1, '>')) &&
        stm_word_glued(w, i + 1) && w->at.at[i].code != w->at.at[i + 1].code) {
        return false; /* "<>30" says what it is not */
    }
    for (int turn = 0; turn < 4; turn++) { /* "an estimated", "only about", "no more than" */
        stm_bound_kind b;
        if (!stm_bound_match(w, k, &e, &b) || line_at(w, e) || (k > 0 && in(w, k, "about") && in(w, k - 1, "how"))) {
            break;
        }
        if (out->bound == STM_BOUND_NONE || out->bound == STM_BOUND_STANCE ||
            (out->bound == STM_BOUND_ABOUT && b != STM_BOUND_STANCE)) {
            out->bound = b;
        }
        out->approx_first = i;
        out->approx_end = e;
        k = e;
        if (in(w, k, "of")) {
            k++;
        }
    }
    if (out->approx_end > out->approx_first && in(w, k, "the") && stm_word_at(w, k + 1) != NULL) {
        int32_t o;
        if (stm_ordinal_read(w, k + 1, &o) > 0) {
            k++; /* "higher than the tenth" */
        }
    }
    if (in(w, k, "between")) {
        between = true;
        k++;
        k = in(w, k, "the") ? k + 1 : k;
    } else if (in(w, k, "from") && k == i) {
        from = true;
        k++;
    }
    e = stm_quantity_read(arena, w, k, &q);
    if (e == k) {
        return false;
    }
    out_of(w, &q);
    out->number = q.number;
    out->number_end = q.number_end;
    out->end = q.end;
    out->value = out->upper = q.value;
    out->unit = q.unit;
    out->kind = q.kind;
    out->fraction = q.n.fraction;
    out->ordinal = q.n.ordinal;
    out->digits = q.n.digits;
    out->year_like = q.n.year_like;
    out->vague = q.vague;
    out->times = q.times;
    out->hyphen = q.hyphen;
    out->age = q.age;
    out->word_one = !q.n.digits && !q.n.ordinal && q.value == 1 && q.vague == STM_VAGUE_NONE;
    if (!range(arena, w, &q, between, from, out) && (between || from)) {
        return false;
    }
    if (mark(w, out->end, 0xB1) && digits_at(w, out->end + 1) != NULL) { /* 20±2 kg */
        stm_quantity d;
        uint32_t x = stm_quantity_read(arena, w, out->end + 1, &d);
        if (x > out->end + 1) {
            out->upper = out->value + d.value;
            out->value -= d.value;
            out->range = true;
            out->unit = d.unit.p != NULL ? d.unit : out->unit;
            out->kind = d.kind.p != NULL ? d.kind : out->kind;
            out->end = x;
        }
    }
    or_more(w, out);
    if ((out->bound == STM_BOUND_OVER || out->bound == STM_BOUND_LEAST || out->bound == STM_BOUND_BELOW ||
         out->bound == STM_BOUND_MOST) &&
        !out->range) { /* "larger than 10 and smaller than 20" */
        uint32_t x = mark(w, out->end, ',') ? out->end + 1 : out->end;
        stm_bound_kind b;
        stm_quantity second;
        x = in(w, x, "and but") ? x + 1 : x;
        x = in(w, x, "is") ? x + 1 : x;
        if (x > out->end && stm_bound_match(w, x, &e, &b) &&
            (b == STM_BOUND_OVER || b == STM_BOUND_LEAST || b == STM_BOUND_BELOW || b == STM_BOUND_MOST)) {
            bool up = out->bound == STM_BOUND_OVER || out->bound == STM_BOUND_LEAST;
            bool up2 = b == STM_BOUND_OVER || b == STM_BOUND_LEAST;
            uint32_t y;
            e = in(w, e, "the") ? e + 1 : e;
            y = stm_quantity_read(arena, w, e, &second);
            if (up != up2 && y > e && second.vague == STM_VAGUE_NONE &&
                (up ? second.value > out->value : second.value < out->value)) {
                out->upper = up ? second.value : out->value;
                out->value = up ? out->value : second.value;
                out->range = true;
                out->other = b;
                out->end = y;
                out->unit = second.unit.p != NULL ? second.unit : out->unit;
                out->kind = second.kind.p != NULL ? second.kind : out->kind;
            }
        }
    }
    if (out->bound == STM_BOUND_STANCE && out->unit.p != NULL && out->first == out->approx_first &&
        in(w, out->first, "equal equals equaling")) {
        out->first = out->approx_end; /* "equal to one billion years": the verb of a comparison */
        out->bound = STM_BOUND_NONE;
        out->approx_first = out->approx_end = 0;
    }
    if (out->bound == STM_BOUND_OVER && out->approx_end == out->approx_first + 1 && in(w, out->approx_first, "over") &&
        over_a_time(w, out)) {
        out->first = out->approx_end; /* "$40 million over seven years": how long it is spread */
        out->bound = STM_BOUND_NONE;
        out->approx_first = out->approx_end = 0;
    }
    return isfinite(out->value) && isfinite(out->upper);
}
