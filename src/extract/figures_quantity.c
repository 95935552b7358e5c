/* figures_quantity.c: one quantity, read off the words: sign, currency, number, scale, unit, compounds.
 *
 * In: words and a place among them.  Out: stm_quantity.  Never: joins two quantities to a range, sets bounds.
 * Invariants: (1) `number` .. `number_end` lies before `end`. (2) compounds are joined only within one system ("5 feet
 * 10 inches"), in their last unit. Cost: linear in the words of the quantity.
 */
#include "extract/figures_parts.h"

#include <math.h>

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
        if (x != NULL && stm_word_glued(w, m) && x->value < 300 &&
            (m > k + 1 || d->decimals > 0 || d->value == 1 || x->value > 9)) { /* a "7e7" is a craft */
            *value = d->value * pow(10, sign * x->value);
            return m + 1;
        }
    }
    if ((in(w, k, "x") || mark(w, k, 0xD7)) && digits_at(w, k + 1) != NULL &&
        (mark(w, k + 2, '^') || (w->at.at[k + 1].value == 10 && mark(w, k + 2, '-') && stm_word_glued(w, k + 2) &&
                                 stm_word_glued(w, k + 3) && digits_at(w, k + 3) != NULL))) { /* 6.2x10^-4, 6.2x10-4 */
        uint32_t m = mark(w, k + 2, '^') ? k + 3 : k + 2;
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
        if (m > k && !(digits_at(w, m) != NULL && w->at.at[m].space) && d->value >= 1 &&
            !(in(w, m, "s") && stm_word_glued(w, m))) { /* "18 777s" are eighteen */
            *value = v;
            return m;
        }
    }
    return i;
}

/* "a few hundred", "several", "a couple of". Returns the end or i. */
static uint32_t vague(const stm_words *w, uint32_t i, stm_quantity *q)
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
    } else if (in(w, k, "couple") && (k > i || (i > 0 && in(w, i - 1, "past last next first"))) &&
               (in(w, k + 1, "of more") || (stm_word_at(w, k + 1) != NULL && !w->at.at[k + 1].line &&
                                            (stm_str_ends(stm_word_text(w, k + 1), "s") ||
                                             (stm_word_classes(w, k + 1) & (STM_W_SCALE | STM_W_DOZEN)))))) {
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
static uint32_t unit_behind(stm_arena *arena, const stm_words *w, uint32_t i, stm_quantity *q)
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
    for (int turn = 0; turn < 2; turn++) { /* "20 J/m^2 per year" */
        if ((!in(w, k, "per") && !mark(w, k, '/')) || line_at(w, k) || line_at(w, k + 1) ||
            !stm_unit_match(w, k + 1, true, &e, &u) || stm_str_eqz(u->kind, "money")) {
            break;
        }
        q->unit = stm_str_format(arena, "%.*s per %.*s", (int)q->unit.n, q->unit.p, (int)u->unit.n, u->unit.p);
        k = e;
    }
    return k;
}

/* "and 43 cents", "and fourteen" behind money. */
uint32_t stm_small_money(const stm_words *w, uint32_t i, stm_quantity *q)
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

/* Units of one system, as multiples of its smallest. */
static const struct {
    const char *name;
    double size;
    int system;
} sizes[] = { { "kilometer", 1e6, 1 }, { "meter", 1000, 1 }, { "centimeter", 10, 1 }, { "millimeter", 1, 1 },
              { "mile", 63360, 2 },    { "yard", 36, 2 },    { "foot", 12, 2 },       { "inch", 1, 2 },
              { "stone", 224, 3 },     { "pound", 16, 3 },   { "ounce", 1, 3 },       { "tonne", 1e6, 4 },
              { "kilogram", 1000, 4 }, { "gram", 1, 4 },     { "week", 10080, 6 },    { "day", 1440, 6 },
              { "hour", 60, 6 },       { "minute", 1, 6 },   { "minute", 60, 7 },     { "second", 1, 7 },
              { "hour", 3600, 7 } };

/* How many of unit b make one of unit a; 0 if they are not of one system, or b is not the smaller. */
static double ratio(stm_str a, stm_str b)
{
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        for (size_t k = 0; stm_str_eqz(a, sizes[i].name) && k < sizeof sizes / sizeof *sizes; k++) {
            if (stm_str_eqz(b, sizes[k].name) && sizes[i].system == sizes[k].system && sizes[i].size > sizes[k].size) {
                return sizes[i].size / sizes[k].size;
            }
        }
    }
    return 0;
}

/* Compounds: "7 feet and 10 inches", "two hours, 15 minutes", "5'10\"", "5-foot-10", in the last unit. */
static uint32_t compound(const stm_words *w, uint32_t i, stm_quantity *q)
{
    bool foot = stm_str_eqz(q->unit, "foot");
    const stm_word *d;
    if (foot && q->hyphen && mark(w, i, '-') && stm_word_glued(w, i) && (d = digits_at(w, i + 1)) != NULL &&
        stm_word_glued(w, i + 1) && d->value < 12 && d->decimals == 0 && !q->n.fraction) { /* "5-foot-10" */
        q->value = q->value * 12 + d->value;
        q->unit = STM_STR("inch");
        return i + 2;
    }
    if (q->hyphen || q->n.fraction || q->vague != STM_VAGUE_NONE) {
        return i;
    }
    for (int turn = 0; turn < 3; turn++) {
        uint32_t k = mark(w, i, ',') ? i + 1 : i, e;
        const stm_unit_name *u;
        stm_numeral n;
        stm_str unit;
        double r;
        k = in(w, k, "and") ? k + 1 : k;
        if (line_at(w, k) || !stm_numeral_read(w, k, &n) || n.ordinal || n.bare_plural || n.article ||
            line_at(w, n.end)) {
            return i;
        }
        if (mark(w, n.end, '\'') && stm_word_glued(w, n.end)) {
            unit = STM_STR("foot");
            e = n.end + 1;
        } else if (stm_unit_match(w, n.end, stm_word_glued(w, n.end), &e, &u)) {
            unit = u->unit;
        } else {
            return i;
        }
        if (stm_str_eqz(unit, "british pound") && stm_str_eqz(q->unit, "stone")) {
            unit = STM_STR("pound");
        } else if (stm_str_eqz(q->unit, "british pound") && stm_str_eqz(unit, "ounce")) {
            q->unit = STM_STR("pound");
            q->kind = STM_STR("mass");
        }
        r = ratio(q->unit, unit);
        if (r == 0 || (stm_str_eqz(q->kind, "time") && n.value >= r) || stm_word_among(w, e, "old ago later earlier")) {
            return i;
        }
        q->value = q->value * r + n.value;
        q->unit = unit;
        i = e;
    }
    return i;
}

/* "MSEK", "MUSD": a million of a currency, as Nordic companies report. */
static bool million_code(const stm_words *w, uint32_t i, stm_str *unit)
{
    const stm_word *x = stm_word_at(w, i);
    stm_str s = stm_word_text(w, i);
    char low[3];
    if (x == NULL || x->kind != STM_WORD_LETTERS || !x->capitals || s.n != 4 || s.p[0] != 'M') {
        return false;
    }
    for (size_t k = 0; k < 3; k++) {
        low[k] = (char)(s.p[k + 1] + 32);
    }
    for (uint32_t u = stm_map_get(&w->book->unit_index, (stm_str){ low, 3 }); u != STM_NONE;
         u = w->book->unit_next.at[u]) {
        const stm_unit_name *e = &w->book->units.at[u];
        if (e->words.n == 1 && stm_str_eqz(e->kind, "money")) {
            *unit = e->unit;
            return true;
        }
    }
    return false;
}

/* "She weighs 150 pounds", "a 500-pound bomb", "20 pounds of rice", "30 pounds overweight": masses, not money. */
static bool weighs(const stm_words *w, uint32_t first, uint32_t end, bool hyphen)
{
    if (in(w, end, "of overweight heavier lighter")) {
        return !in(w, end + 1, "debt taxpayers public savings investment spending funding");
    }
    if (hyphen && !in(w, end, "note notes fine prize bill deal a price budget bonus salary jackpot cheque")) {
        return true;
    }
    for (uint32_t k = first, n = 0; k > 0 && n < 6; n++) {
        k--;
        if (in(w, k, "weigh weighs weighed weighing weight")) {
            return true;
        }
        if (w->at.at[k].line || mark(w, k, '.')) {
            break;
        }
    }
    return false;
}

/* One number with all that belongs to it. */
uint32_t stm_quantity_read(stm_arena *arena, const stm_words *w, uint32_t i, stm_quantity *q)
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
    if (stm_word_at(w, k) != NULL && million_code(w, k, &q->unit) && digits_at(w, k + 1) != NULL &&
        !line_at(w, k + 1)) { /* "MAUD 60" */
        stm_numeral n;
        if (stm_numeral_read(w, k + 1, &n)) {
            q->n = n;
            q->number = k + 1;
            q->number_end = n.end;
            q->value = n.value * 1e6;
            q->kind = STM_STR("money");
            q->money_before = true;
            return q->end = n.end;
        }
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
        if ((q->n.bare_plural || q->n.value >= 1e6) && in(w, q->n.end, "of") && !line_at(w, q->n.end + 1) &&
            w->at.at[q->n.end + 1].kind == STM_WORD_LETTERS && stm_unit_match(w, q->n.end + 1, false, &e, &u) &&
            stm_word_text(w, q->n.end + 1).n > 3 && !stm_str_eqz(u->kind, "percent") &&
            !stm_str_eqz(u->kind, "angle")) { /* "billions of dollars" */
            q->unit = u->unit;
            q->kind = u->kind;
            return q->end = e;
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
    if (!q->money_before && q->n.digits && in(w, k, "M") && w->at.at[k].capitals && !line_at(w, k) &&
        w->at.at[k - 1].digits > 0 &&
        (k + 1 >= w->at.n || w->at.at[k + 1].line ||
         (w->at.at[k + 1].kind == STM_WORD_MARK && !mark(w, k + 1, '-') && !mark(w, k + 1, '&') &&
          !mark(w, k + 1, '/') && !mark(w, k + 1, '\'')))) { /* "1,674.5 M" */
        q->value *= 1e6;
        k = ++q->number_end;
        q->n.year_like = false;
    }
    if (q->money_before && q->n.digits && stm_word_at(w, k) != NULL && w->at.at[k].capitals &&
        stm_word_text(w, k).n == 1 && !line_at(w, k) && in(w, k, "K M B T") && !stm_word_glued(w, k) &&
        !(stm_word_glued(w, k + 1) && w->at.at[k + 1].kind != STM_WORD_MARK) && !mark(w, k + 1, '&')) { /* "$3.5 M" */
        q->value *= in(w, k, "K") ? 1e3 : in(w, k, "M") ? 1e6 : in(w, k, "B") ? 1e9 : 1e12;
        k = ++q->number_end;
        q->n.year_like = false;
    }
    if (q->money_before) {
        if ((in(w, k, "per") || mark(w, k, '/')) && stm_unit_match(w, k + 1, true, &e, &u) &&
            !stm_str_eqz(u->kind, "money")) {
            q->unit = stm_str_format(arena, "%.*s per %.*s", (int)q->unit.n, q->unit.p, (int)u->unit.n, u->unit.p);
            return q->end = e;
        }
        return q->end = stm_small_money(w, k, q);
    }
    if (in(w, k, "times") && in(w, k + 1, "per a an") && !line_at(w, k + 2) &&
        stm_unit_match(w, k + 2, false, &e, &u) && stm_str_eqz(u->kind, "time") &&
        q->vague == STM_VAGUE_NONE) { /* "four times per week" */
        q->unit = stm_str_format(arena, "count per %.*s", (int)u->unit.n, u->unit.p);
        q->kind = STM_STR("frequency");
        return q->end = e;
    }
    if (!line_at(w, k) && million_code(w, k, &q->unit)) { /* "30 MSEK" */
        q->value *= 1e6;
        q->kind = STM_STR("money");
        return q->end = k + 1;
    }
    e = unit_behind(arena, w, k, q);
    if (e > k && in(w, e - 1, "pound pounds") && stm_str_eqz(q->unit, "british pound") && weighs(w, i, e, q->hyphen)) {
        q->unit = STM_STR("pound"); /* "two pounds of meat" */
        q->kind = STM_STR("mass");
        return q->end = compound(w, e, q);
    }
    if (e > k && stm_str_eqz(q->kind, "money")) {
        uint32_t s = stm_small_money(w, e, q);
        stm_numeral scale;
        if (s == e && (stm_word_classes(w, e) & STM_W_SCALE) && stm_numeral_read(w, e, &scale)) { /* "75 USD million" */
            q->value *= scale.value;
            s = scale.end;
        }
        return q->end = s;
    }
    if (e == k && q->n.digits && mark(w, k, '\'') && stm_word_glued(w, k) && digits_at(w, k + 1) != NULL &&
        stm_word_glued(w, k + 1) && w->at.at[k + 1].value < 12 && mark(w, k + 2, '"') &&
        stm_word_glued(w, k + 2)) { /* 5'10" */
        q->value = q->value * 12 + w->at.at[k + 1].value;
        q->unit = STM_STR("inch");
        q->kind = STM_STR("length");
        return q->end = k + 3;
    }
    if (e > k && !q->age) {
        e = compound(w, e, q);
    }
    if (e == k && q->n.ordinal && !q->n.digits && q->value >= 3 && in(w, k, "of") && in(w, k + 1, "a an") &&
        !(i > 0 && in(w, i - 1, "the a an his her its their"))) { /* "tenth of a gallon" */
        uint32_t m = unit_behind(arena, w, k + 2, q);
        if (m > k + 2) {
            q->value = 1 / q->value;
            q->n.ordinal = false;
            q->n.fraction = true;
            return q->end = m;
        }
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
