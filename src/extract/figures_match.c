/* figures_match.c: one amount, read off the words: sign, currency, number, scale, unit, range, bounds.
 *
 * In: words and a place among them.  Out: stm_amount.  Never: sets bounds by conventions (figures.c does), looks at
 * trees. Invariants: (1) `number` .. `number_end` lies in `first` .. `end`. (2) `upper` >= `value` in a range. Cost:
 * linear in the words of the amount.
 */
#include "extract/figures.h"

#include <math.h>

STM_ALWAYS_INLINE bool in(const stm_words *w, uint32_t i, const char *list) { return stm_word_among(w, i, list); }

static bool mark(const stm_words *w, uint32_t i, uint32_t c) { return stm_word_mark(w, i, c); }

static const stm_word *digits_at(const stm_words *w, uint32_t i)
{
    const stm_word *d = stm_word_at(w, i);
    return d != NULL && d->kind == STM_WORD_DIGITS ? d : NULL;
}

static bool line_at(const stm_words *w, uint32_t i) { return i >= w->at.n || w->at.at[i].line; }

/* Digits with powers and groups: "1.3e6", "6.2x10^-4", "10 000", "12,34,567.89". Returns the end or i. */
static uint32_t scientific(const stm_words *w, uint32_t i, double *value)
{
    const stm_word *d = digits_at(w, i), *x;
    uint32_t k = i + 1;
    double sign = 1;
    if (d == NULL) {
        return i;
    }
    if (stm_word_glued(w, k) && in(w, k, "e") && stm_word_glued(w, k + 1)) { /* 1.3e6, 1e-3 */
        uint32_t m = k + 1;
        if (mark(w, m, '-') || mark(w, m, '+')) {
            sign = mark(w, m, '-') ? -1 : 1;
            m++;
        }
        x = digits_at(w, m);
        if (x != NULL && stm_word_glued(w, m) && x->value < 300) {
            *value = d->value * pow(10, sign * x->value);
            return m + 1;
        }
    }
    if ((in(w, k, "x") || mark(w, k, 0xD7)) && digits_at(w, k + 1) != NULL && mark(w, k + 2, '^')) { /* 6.2x10^-4 */
        uint32_t m = k + 3;
        if (mark(w, m, '-') || mark(w, m, '+')) {
            sign = mark(w, m, '-') ? -1 : 1;
            m++;
        }
        x = digits_at(w, m);
        if (x != NULL && x->value < 300) {
            *value = d->value * pow(w->at.at[k + 1].value, sign * x->value);
            return m + 1;
        }
    }
    if (mark(w, k, '^') && stm_word_glued(w, k)) {
        uint32_t m = k + 1;
        while (mark(w, m, '-') || mark(w, m, '+')) {
            sign *= mark(w, m, '-') ? -1 : 1;
            m++;
        }
        x = digits_at(w, m);
        if (x != NULL && stm_word_glued(w, m) && x->value < 300) {
            *value = pow(d->value, sign * x->value);
            return m + 1;
        }
    }
    if (d->digits <= 3 && !d->grouped && d->decimals == 0) { /* 10 000; 1 414 021 100 */
        double v = d->value;
        uint32_t m = k;
        while ((x = digits_at(w, m)) != NULL && x->space && x->digits == 3 && x->at.end - x->at.start == 3 &&
               !x->line &&
               w->at.at[m].at.start - w->at.at[m - 1].at.end <= 3) { /* one blank, perhaps one that does not break */
            v = v * 1000 + x->value;
            m++;
        }
        if (m > k && !(digits_at(w, m) != NULL && w->at.at[m].space) && d->value >= 1) {
            *value = v;
            return m;
        }
    }
    return i;
}

typedef struct quantity {
    uint32_t number, number_end, end;
    double value;
    stm_numeral n;
    stm_vague_kind vague;
    double times;
    stm_str unit, kind;
    bool hyphen, age, money_before, negative;
} quantity;

/* "a few hundred", "several", "a couple of". Returns the end or i. */
static uint32_t vague(const stm_words *w, uint32_t i, quantity *q)
{
    uint32_t k = i;
    stm_numeral n;
    if (in(w, i, "a") && in(w, i + 1, "few couple pair handful")) {
        k++;
    }
    if (in(w, k, "few") && (k > i || (i > 0 && in(w, i - 1, "past last next first the")))) {
        q->vague = STM_VAGUE_FEW;
    } else if (in(w, k, "several")) {
        q->vague = STM_VAGUE_SEVERAL;
    } else if (in(w, k, "couple") && k > i) {
        q->vague = STM_VAGUE_COUPLE;
    } else if (in(w, k, "handful") && k > i && in(w, k + 1, "of")) {
        q->vague = STM_VAGUE_FEW;
    } else if (in(w, k, "pair") && k > i) {
        q->value = 2;
        q->times = 1;
        return in(w, k + 1, "of") && k + 2 < w->at.n ? k + 2 : k + 1;
    } else {
        return i;
    }
    q->times = 1;
    k++;
    if (in(w, k, "more") && !in(w, k + 1, "than")) {
        k++;
    }
    if (stm_numeral_read(w, k, &n) && (n.bare_plural || (stm_word_classes(w, k) & (STM_W_SCALE | STM_W_DOZEN))) &&
        !n.ordinal) {
        q->times = n.value;
        k = n.end;
    } else if (in(w, k, "of") && q->vague == STM_VAGUE_COUPLE) {
        k++;
    } else if (in(w, k, "of") && in(w, k - 1, "handful")) {
        k++;
    }
    return k;
}

/* The unit behind a number, with "per ...", "old", "of age". */
static uint32_t unit_behind(stm_arena *arena, const stm_words *w, uint32_t i, quantity *q)
{
    const stm_unit_name *u;
    uint32_t k = i, e;
    bool bracket = false;
    if (line_at(w, k)) {
        return i;
    }
    if (mark(w, k, '-') && !w->at.at[k].dash && stm_word_glued(w, k) && stm_word_glued(w, k + 1)) {
        q->hyphen = true;
        k++;
    } else if ((mark(w, k, '(') || mark(w, k, '[') || mark(w, k, '{') || mark(w, k, '<')) && w->at.at[k].space) {
        bracket = true;
        k++;
    }
    if (line_at(w, k) || !stm_unit_match(w, k, stm_word_glued(w, k) && !bracket, &e, &u)) {
        q->hyphen = false;
        return i;
    }
    if (bracket && !(mark(w, e, ')') || mark(w, e, ']') || mark(w, e, '}') || mark(w, e, '>'))) {
        return i;
    }
    if (stm_str_eqz(u->kind, "money") && e < w->at.n && stm_word_glued(w, e) && w->at.at[e].kind == STM_WORD_DIGITS &&
        w->at.at[k].space) {
        return i; /* "50 $20 bills": the mark goes with what follows */
    }
    if (k > i && q->hyphen && (stm_word_text(w, k).n <= 2 && u->bare)) {
        q->hyphen = false;
        return i; /* "9-m" */
    }
    q->unit = u->unit;
    q->kind = u->kind;
    k = bracket ? e + 1 : e;
    if (stm_str_eqz(u->kind, "time")) {
        uint32_t m = mark(w, k, '-') && stm_word_glued(w, k) ? k + 1 : k;
        if (in(w, m, "old")) {
            q->age = true;
            return m + 1;
        }
        if (in(w, k, "of") && in(w, k + 1, "age")) {
            q->age = true;
            return k + 2;
        }
    }
    if (stm_str_eqz(u->kind, "temperature") && in(w, k, "below") && in(w, k + 1, "zero")) {
        q->value = -q->value;
        return k + 2;
    }
    if (in(w, k, "cubed squared")) {
        q->unit = stm_str_format(arena, "%s %.*s", in(w, k, "cubed") ? "cubic" : "square", (int)q->unit.n, q->unit.p);
        return k + 1;
    }
    if ((in(w, k, "per") || mark(w, k, '/')) && !line_at(w, k) && !line_at(w, k + 1) &&
        stm_unit_match(w, k + 1, true, &e, &u) && !stm_str_eqz(u->kind, "money")) {
        q->unit = stm_str_format(arena, "%.*s per %.*s", (int)q->unit.n, q->unit.p, (int)u->unit.n, u->unit.p);
        k = e;
    }
    return k;
}

/* "and 43 cents", "and fourteen" behind money. */
static uint32_t small_money(const stm_words *w, uint32_t i, quantity *q)
{
    uint32_t k = in(w, i, "and") || mark(w, i, ',') ? i + 1 : i, e;
    const stm_unit_name *u;
    stm_numeral n;
    if (line_at(w, k) || !stm_numeral_read(w, k, &n) || n.ordinal || n.fraction || n.bare_plural || n.value >= 100 ||
        n.value < 1 || n.value != floor(n.value) || (digits_at(w, k) != NULL && digits_at(w, k)->digits > 2) ||
        q->value != floor(q->value) || n.article) {
        return i;
    }
    if (!line_at(w, n.end) && stm_unit_match(w, n.end, true, &e, &u) &&
        (stm_str_eqz(u->unit, "cent") || stm_str_eqz(u->unit, "pence") || stm_str_eqz(u->unit, "sen"))) {
        q->value += n.value / 100;
        return e;
    }
    if (mark(w, i, ',') || (q->money_before && !(in(w, i, "and") && digits_at(w, k) == NULL))) {
        return i;
    }
    if (n.end >= w->at.n || line_at(w, n.end) ||
        (w->at.at[n.end].kind == STM_WORD_MARK && !mark(w, n.end, '%') && !mark(w, n.end, '$') &&
         !mark(w, n.end, '-')) ||
        in(w, n.end, "point more")) {
        q->value += n.value / 100;
        return n.end;
    }
    return i;
}

/* Compound lengths: "7 feet and 10 inches", in the last unit. */
static uint32_t compound(const stm_words *w, uint32_t i, quantity *q)
{
    static const struct {
        const char *name;
        double size;
    } sizes[] = { { "kilometer", 1e5 }, { "meter", 100 }, { "centimeter", 1 }, { "millimeter", 0.1 },
                  { "mile", 63360 },    { "yard", 36 },   { "foot", 12 },      { "inch", 1 } };
    for (;;) {
        uint32_t k = mark(w, i, ',') ? i + 1 : i, e;
        const stm_unit_name *u;
        stm_numeral n;
        double from = 0, to = 0;
        size_t a = 0, b = 0;
        k = in(w, k, "and") ? k + 1 : k;
        if (line_at(w, k) || !stm_numeral_read(w, k, &n) || n.ordinal || line_at(w, n.end) ||
            !stm_unit_match(w, n.end, stm_word_glued(w, n.end), &e, &u)) {
            return i;
        }
        for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++) {
            if (stm_str_eqz(q->unit, sizes[s].name)) {
                from = sizes[s].size;
                a = s;
            }
            if (stm_str_eqz(u->unit, sizes[s].name)) {
                to = sizes[s].size;
                b = s;
            }
        }
        if (from == 0 || to == 0 || from <= to || (a < 4) != (b < 4)) {
            return i;
        }
        q->value = q->value * from / to + n.value;
        q->unit = u->unit;
        i = e;
    }
}

/* One number with all that belongs to it. */
static uint32_t read_quantity(stm_arena *arena, const stm_words *w, uint32_t i, quantity *q)
{
    uint32_t k = i, e;
    const stm_unit_name *u = NULL;
    double v = 0;
    memset(q, 0, sizeof *q);
    q->times = 1;
    if (line_at(w, i) && i > 0 && i >= w->at.n) {
        return i;
    }
    if (in(w, k, "negative minus") || (mark(w, k, '-') && !w->at.at[k].dash &&
                                       (k == 0 || w->at.at[k].space || mark(w, k - 1, '(') || mark(w, k - 1, '$') ||
                                        mark(w, k - 1, '<') || mark(w, k - 1, '=')))) {
        if (k + 1 < w->at.n &&
            (in(w, k, "negative minus") || stm_word_glued(w, k + 1) || digits_at(w, k + 1) != NULL)) {
            q->negative = true;
            k++;
        }
    }
    if (stm_currency_before(w, k, &e, &u) && e < w->at.n && !line_at(w, e) && digits_at(w, e) != NULL) {
        q->unit = u->unit;
        q->kind = u->kind;
        q->money_before = true;
        k = e;
    } else if (u != NULL && stm_currency_before(w, k, &e, &u) && (mark(w, e, '-') || mark(w, e, '.')) &&
               digits_at(w, e + 1) != NULL && stm_word_glued(w, e + 1)) {
        q->unit = u->unit;
        q->kind = u->kind;
        q->money_before = true;
        q->negative = mark(w, e, '-');
        k = q->negative ? e + 1 : e;
    }
    if (in(w, k, "percent percents percentage") || (in(w, k, "per") && in(w, k + 1, "cent"))) { /* "percent of ten" */
        stm_numeral n;
        e = in(w, k, "per") ? k + 2 : k + 1;
        if (in(w, e, "of") && (k == 0 || w->at.at[k - 1].kind == STM_WORD_MARK) && stm_numeral_read(w, e + 1, &n) &&
            !n.ordinal && !n.bare_plural) {
            q->number = e + 1;
            q->number_end = q->end = n.end;
            q->value = n.value;
            q->unit = q->kind = STM_STR("percent");
            return n.end;
        }
        return i;
    }
    q->number = k;
    if ((e = vague(w, k, q)) > k) {
        q->number_end = e;
    } else if (mark(w, k, '.') && stm_word_glued(w, k + 1) && digits_at(w, k + 1) != NULL &&
               w->at.at[k + 1].decimals == 0 && (w->at.at[k].space || q->money_before || q->negative)) { /* .25 */
        q->value = w->at.at[k + 1].value / pow(10, w->at.at[k + 1].digits);
        q->n.digits = true;
        q->number_end = k + 2;
    } else if ((e = scientific(w, k, &v)) > k) {
        stm_numeral tail = { 0 };
        q->value = v;
        q->n.digits = true;
        q->number_end = e;
        if (stm_word_classes(w, e) & STM_W_SCALE) {
            tail.value = stm_word_entry_at(w, e)->number;
            q->value *= tail.value;
            q->number_end = e + 1;
        }
    } else if (in(w, k, "quarter") && (e = mark(w, k + 1, '-') ? k + 2 : k + 1) < w->at.n &&
               stm_unit_match(w, e, false, &e, &u) &&
               (stm_str_eqz(u->kind, "volume") || stm_str_eqz(u->kind, "length") || stm_str_eqz(u->kind, "mass"))) {
        q->value = 0.25; /* "quarter-litre" */
        q->n.fraction = true;
        q->number_end = k + 1;
    } else if (stm_numeral_read(w, k, &q->n)) {
        q->value = q->n.value;
        q->number_end = q->n.end;
        if (q->n.bare_plural) {
            q->vague = STM_VAGUE_PLURAL;
            q->times = q->n.value;
        }
    } else {
        return i;
    }
    k = q->number_end;
    if (q->n.digits && stm_word_at(w, k) != NULL && w->at.at[k].kind == STM_WORD_LETTERS && stm_word_glued(w, k) &&
        !(stm_word_glued(w, k + 1) && stm_word_at(w, k + 1)->kind != STM_WORD_MARK)) { /* "$5m", "10M", "1.2b" */
        double s = in(w, k, "m mm mil") ? 1e6 : in(w, k, "b") ? 1e9 : in(w, k, "t") ? 1e12 : in(w, k, "g") ? 1e9 : 0;
        bool money = q->money_before && in(w, k, "m mm b t");
        bool plain = (in(w, k, "M G MM") && w->at.at[k].capitals) || in(w, k, "mil");
        if (s > 0 && (money || (plain && !q->money_before) || (in(w, k, "b") && w->at.at[k - 1].decimals > 0))) {
            q->value *= s;
            k = ++q->number_end;
            q->n.year_like = false;
        }
    }
    if (q->negative) {
        q->value = -q->value;
    }
    if (q->money_before) {
        if ((in(w, k, "per") || mark(w, k, '/')) && stm_unit_match(w, k + 1, true, &e, &u) &&
            !stm_str_eqz(u->kind, "money")) {
            q->unit = stm_str_format(arena, "%.*s per %.*s", (int)q->unit.n, q->unit.p, (int)u->unit.n, u->unit.p);
            return q->end = e;
        }
        return q->end = small_money(w, k, q);
    }
    if (in(w, k, "times") && in(w, k + 1, "per a an") && !line_at(w, k + 2) &&
        stm_unit_match(w, k + 2, false, &e, &u) && stm_str_eqz(u->kind, "time") &&
        q->vague == STM_VAGUE_NONE) { /* "four times per week" */
        q->unit = stm_str_format(arena, "count per %.*s", (int)u->unit.n, u->unit.p);
        q->kind = STM_STR("frequency");
        return q->end = e;
    }
    e = unit_behind(arena, w, k, q);
    if (e > k && in(w, e - 1, "pound pounds") && in(w, e, "of") && stm_str_eqz(q->unit, "british pound")) {
        q->unit = STM_STR("pound"); /* "two pounds of meat" */
        q->kind = STM_STR("mass");
        return q->end = e;
    }
    if (e > k && stm_str_eqz(q->kind, "money")) {
        uint32_t s = small_money(w, e, q);
        stm_numeral scale;
        if (s == e && (stm_word_classes(w, e) & STM_W_SCALE) && stm_numeral_read(w, e, &scale)) { /* "75 USD million" */
            q->value *= scale.value;
            s = scale.end;
        }
        return q->end = s;
    }
    if (e > k && stm_str_eqz(q->kind, "length") && !q->hyphen) {
        e = compound(w, e, q);
    }
    if (e == k && q->n.fraction &&
        (in(w, k, "a an") || (in(w, k, "of") && in(w, k + 1, "a an")))) { /* "half a liter" */
        uint32_t m = in(w, k, "of") ? k + 2 : k + 1;
        uint32_t x = unit_behind(arena, w, m, q);
        if (x > m) {
            e = x;
        }
    }
    return q->end = e;
}

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
    return in(w, i, "to") || mark(w, i, '-');
}

/* "10 to 20", "$10-$20", "between 3 and 5 kilometers". Lengthens *q's amount, or leaves it alone. */
static bool range(stm_arena *arena, const stm_words *w, const quantity *a, bool between, bool from, stm_amount *out)
{
    quantity b;
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
    e = read_quantity(arena, w, k, &b);
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
    if (a->unit.p == NULL && b.n.unit >= 1000 && a->value < 1000 && b.value >= 1000 && a->n.digits && !a->n.year_like &&
        (stm_word_classes(w, b.number_end - 1) & STM_W_SCALE)) {
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
static void out_of(const stm_words *w, quantity *q)
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

bool stm_amount_match(stm_arena *arena, const stm_words *w, uint32_t i, stm_amount *out)
{
    uint32_t k = i, e;
    bool between = false, from = false;
    quantity q;
    memset(out, 0, sizeof *out);
    out->first = i;
    if (i > 0 && stm_word_glued(w, i) && (mark(w, i, '<') || mark(w, i, '>') || mark(w, i, '=')) &&
        (mark(w, i - 1, '<') || mark(w, i - 1, '>') || mark(w, i - 1, '='))) {
        return false; /* "=<30" is no comparison that anyone agrees on */
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
    e = read_quantity(arena, w, k, &q);
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
    out->word_one = !q.n.digits && q.value == 1 && q.vague == STM_VAGUE_NONE;
    if (!range(arena, w, &q, between, from, out) && (between || from)) {
        return false;
    }
    if (mark(w, out->end, 0xB1) && digits_at(w, out->end + 1) != NULL) { /* 20±2 kg */
        quantity d;
        uint32_t x = read_quantity(arena, w, out->end + 1, &d);
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
        quantity second;
        x = in(w, x, "and but") ? x + 1 : x;
        x = in(w, x, "is") ? x + 1 : x;
        if (x > out->end && stm_bound_match(w, x, &e, &b) &&
            (b == STM_BOUND_OVER || b == STM_BOUND_LEAST || b == STM_BOUND_BELOW || b == STM_BOUND_MOST)) {
            bool up = out->bound == STM_BOUND_OVER || out->bound == STM_BOUND_LEAST;
            bool up2 = b == STM_BOUND_OVER || b == STM_BOUND_LEAST;
            uint32_t y;
            e = in(w, e, "the") ? e + 1 : e;
            y = read_quantity(arena, w, e, &second);
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
    return isfinite(out->value) && isfinite(out->upper);
}
