/* figures.c: the figures of one article.
 *
 * In: text, times, tokens with trees where they are.  Out: article.figures, in text order.  Never: changes anything
 * else. Invariants: (1) figures do not overlap. (2) what is part of a date, a name or a list is no figure. (3) low <=
 * high. Cost: linear in the text.
 */
#include "extract/figures_parts.h"

#include <math.h>

/* ---- what is no figure --------------------------------------------------------------------------------- */

/* Is the number at byte inside a date or a time of day? Durations are figures too. */
static bool in_date(const stm_article *a, uint32_t *cursor, stm_span at, bool time_unit)
{
    while (*cursor < a->times.n && a->times.at[*cursor].at.end <= at.start) {
        (*cursor)++;
    }
    if (*cursor < a->times.n && a->times.at[*cursor].at.start < at.end) {
        const stm_time *t = &a->times.at[*cursor];
        return t->type != STM_TIME_DURATION && !time_unit;
    }
    return false;
}

static bool in_address(const stm_article *a, stm_span at)
{
    uint32_t from = at.start, n = 0;
    while (from > 0 && n++ < 400 && a->text.p[from - 1] != ' ' && a->text.p[from - 1] != '\n') {
        from--;
    }
    return stm_str_find((stm_str){ a->text.p + from, at.start - from }, STM_STR("://"), 0) != SIZE_MAX ||
           stm_str_find((stm_str){ a->text.p + from, at.start - from }, STM_STR("www."), 0) != SIZE_MAX;
}

static const char *text_at(const stm_words *w, uint32_t i) { return w->article->text.p + w->at.at[i].at.start; }

/* "KWLD", "WXYZ": letters by which an American station goes, with its channel behind. */
static bool call_letters(const stm_words *w, uint32_t i)
{
    const stm_word *x = stm_word_at(w, i);
    return x != NULL && x->kind == STM_WORD_LETTERS && x->capitals && x->at.end - x->at.start == 4 &&
           (text_at(w, i)[0] == 'K' || text_at(w, i)[0] == 'W');
}

/* "magnitude-5.9", "a magnitude of 5.9", "6.4 on the Richter scale": of a quake. Tells in *first where "magnitude"
 * stands, if it is glued to the number. */
static bool magnitude(const stm_words *w, const stm_amount *a, uint32_t *first)
{
    uint32_t i = a->first;
    *first = a->first;
    if (a->unit.p != NULL || !a->digits || a->range || a->value > 10) {
        return false;
    }
    if (i > 1 && a->first == a->number && stm_word_mark(w, i - 1, '-') && stm_word_glued(w, i - 1) &&
        stm_word_is(w, i - 2, "magnitude")) {
        *first = i - 2;
        return true;
    }
    return (i > 0 && stm_word_is(w, i - 1, "magnitude")) ||
           (i > 1 && stm_word_is(w, i - 1, "of") && stm_word_is(w, i - 2, "magnitude")) ||
           (stm_word_is(w, a->end, "on") && stm_word_is(w, a->end + 1, "the") &&
            stm_word_is(w, a->end + 2, "Richter")) ||
           (stm_word_is(w, a->end, "on") && stm_word_is(w, a->end + 1, "Richter"));
}

static bool part_of_name(const stm_words *w, const stm_amount *a)
{
    uint32_t i = a->number;
    const stm_word *p = i > 0 ? stm_word_at(w, i - 1) : NULL, *x = stm_word_at(w, i);
    const stm_word *n = stm_word_at(w, a->end);
    if (x->kind == STM_WORD_DIGITS) {
        if (p != NULL && !x->space) {
            if ((p->kind == STM_WORD_LETTERS && a->number == a->first) || p->code == '^') {
                return true; /* F16, 1e999, 10^400 */
            }
            if (p->code == '-' && !p->dash && i > 1 && !p->space && a->first == i &&
                w->at.at[i - 2].kind != STM_WORD_MARK && w->at.at[i - 2].kind != STM_WORD_DIGITS) {
                return true; /* Su-33 */
            }
            if (p->code == '-' && !p->space && i > 1 && w->at.at[i - 2].kind == STM_WORD_DIGITS && a->first == i) {
                const stm_word *before = &w->at.at[i - 2]; /* telephone numbers; "2016-12" */
                if (a->range || (x->digits >= 3 && before->digits >= 3) ||
                    (x->digits == 2 && before->digits == 4 && !before->grouped && before->decimals == 0)) {
                    return true;
                }
            }
            if (p->code == '+' || p->code == '@' || p->code == '_' || p->code == '#') {
                return true;
            }
        }
        if (p != NULL && p->kind == STM_WORD_LETTERS && p->capital && a->unit.p == NULL && a->first == i &&
            stm_word_among(
                w, i - 1,
                "Route Interstate Highway Flight Article Section Chapter Room Channel Resolution No Number Boeing "
                "Airbus Apollo Windows Beta Group Pier Gate Platform Phase Type Mark Version Class Company Battalion "
                "Rule Title Part Volume Vol Form Act Bill Proposition Amendment Area Zone Sector Block Unit Line "
                "Bus Train Tunnel Exit Stage Step Level Tier Category Rank Grade Season Episode Super Psalm Page "
                "Matthew Mark Luke John Model Building House Building Terminal Runway Lane Ward Precinct FTSE Nikkei "
                "DAX "
                "CAC Fortune Russell Nasdaq STOXX Stoxx ASX Kospi Formula Force Hurricane Area Catch Copyright Xbox "
                "iPhone iPad Radio Title Amendment Proposition ABC NBC CBS FOX Fox BBC ITV")) {
            return true;
        }
        if (p != NULL && a->unit.p == NULL && a->first == i &&
            (stm_word_among(w, i - 1, "version serial versions") || p->code == 0xA9 || call_letters(w, i - 1) ||
             (p->code == '.' && i > 1 && stm_word_among(w, i - 2, "No Nos")) ||
             (stm_word_is(w, i - 1, "P") && i > 2 && stm_word_mark(w, i - 2, '&') && stm_word_is(w, i - 3, "S")))) {
            return true; /* "No. 2", "S&P 500", "KWLD 6" */
        }
        if (a->range && p != NULL && p->code == ')' && i > 2 && w->at.at[i - 2].kind == STM_WORD_DIGITS &&
            w->at.at[i - 2].digits == 3 && stm_word_mark(w, i - 3, '(')) {
            return true; /* (555) 222-2027 */
        }
        if (x->digits > 1 && x->decimals == 0 && text_at(w, i)[0] == '0') {
            return true; /* 007, 0800: no count begins with a nought */
        }
        if (n != NULL && stm_word_is(w, a->end, "block") && a->unit.p == NULL && x->digits >= 3 &&
            fmod(a->value, 100) == 0) {
            return true; /* "the 9500 block of Main Street" */
        }
        if (i > 0 && p->code == '(' && x->digits == 3 && n != NULL && n->code == ')' &&
            stm_word_at(w, a->end + 1) != NULL && w->at.at[a->end + 1].kind == STM_WORD_DIGITS &&
            w->at.at[a->end + 1].digits == 3 && stm_word_mark(w, a->end + 2, '-')) {
            return true; /* (555) 222-2027 */
        }
        if (n != NULL && n->code == '-' && !n->space && !n->dash && a->unit.p == NULL && x->digits <= 3 &&
            a->end + 2 < w->at.n && w->at.at[a->end + 1].kind == STM_WORD_DIGITS && w->at.at[a->end + 1].digits == 3 &&
            stm_word_mark(w, a->end + 2, '-') && stm_word_glued(w, a->end + 2)) {
            return true; /* 1-866-... */
        }
        if (n != NULL && n->code == '^' && !n->space) {
            return true;
        }
        if (n != NULL && n->kind == STM_WORD_LETTERS && !n->space && a->unit.p == NULL && a->end == a->number_end) {
            return true; /* 4x4, 3D, a unit that is not known */
        }
        if (n != NULL && n->code == '-' && !n->space && a->unit.p == NULL && stm_word_at(w, a->end + 1) != NULL &&
            w->at.at[a->end + 1].kind == STM_WORD_DIGITS && !w->at.at[a->end + 1].space && x->digits >= 3 &&
            w->at.at[a->end + 1].digits >= 3 && !a->range) {
            return true;
        }
        if (n != NULL && n->code == '/' && !n->space && stm_word_at(w, a->end + 1) != NULL && a->end == a->number_end &&
            w->at.at[a->end + 1].kind == STM_WORD_DIGITS && !w->at.at[a->end + 1].space) {
            return true; /* 5/17/2018, 1/0 */
        }
        if (p != NULL && p->code == '/' && !p->space && !x->space && i > 1 && w->at.at[i - 2].kind == STM_WORD_DIGITS) {
            return true;
        }
        if (a->end > a->number_end && stm_word_mark(w, a->end, '-') && stm_word_glued(w, a->end) &&
            stm_word_text(w, a->end - 1).n == 1 && stm_word_at(w, a->end + 1) != NULL &&
            w->at.at[a->end + 1].kind == STM_WORD_DIGITS) {
            return true; /* 24703 L-202 */
        }
        if (x->digits == 3 && x->value == 911 && a->unit.p == NULL && a->first == i &&
            !(n != NULL && n->kind == STM_WORD_LETTERS && stm_str_ends(stm_word_text(w, a->end), "s") &&
              !stm_word_among(w, a->end, "calls operators dispatchers tapes was is has"))) {
            return true; /* the emergency number, and a day in September */
        }
        if (x->digits == 3 && x->value >= 707 && x->value <= 797 && fmod(x->value, 10) == 7 && a->unit.p == NULL &&
            stm_str_find(w->article->text, STM_STR("Boeing"), 0) != SIZE_MAX) {
            return true; /* 747 */
        }
        return false;
    }
    if (x->kind == STM_WORD_LETTERS && a->unit.p == NULL && p != NULL && !x->line && a->first == i) {
        if (p->code == '-' && !p->dash && !p->space && !x->space && i > 1 && w->at.at[i - 2].kind == STM_WORD_LETTERS &&
            !(stm_word_classes(w, i - 2) & (STM_W_CARDINAL | STM_W_SCALE)) && !stm_word_among(w, i - 2, "to mid")) {
            return true; /* "one-on-one" */
        }
        if (x->capital && !x->capitals && p->kind == STM_WORD_LETTERS &&
            (!p->capital || stm_word_among(w, i - 1, "Force Formula Ground Big Phase Channel Radio Catch Group War"))) {
            return true; /* "Air Force One", "the Six Nations" */
        }
    }
    return false;
}

/* "1." or "2)" that opens a line. */
static bool list_number(const stm_words *w, const stm_amount *a)
{
    const stm_word *n = stm_word_at(w, a->number_end);
    return a->first == a->number && a->unit.p == NULL && (a->first == 0 || w->at.at[a->first].line) && n != NULL &&
           !n->space && (n->code == '.' || n->code == ')') && a->number_end + 1 < w->at.n &&
           w->at.at[a->number_end + 1].space && !w->at.at[a->number_end + 1].line && w->at.at[a->first].digits <= 2;
}

/* "fifth-largest", "third biggest": a place in an order by size. */
static bool ranks(const stm_words *w, uint32_t k)
{
    k = stm_word_mark(w, k, '-') && stm_word_glued(w, k) ? k + 1 : k;
    return stm_word_among(w, k, "largest biggest smallest highest lowest longest most");
}

static bool counts_ordinal(const stm_words *w, const stm_amount *a)
{
    if (a->range || a->other != STM_BOUND_NONE ||
        (a->value > 1 && a->bound != STM_BOUND_NONE && a->bound != STM_BOUND_STANCE && a->bound != STM_BOUND_ABOUT)) {
        return true;
    }
    return stm_word_among(w, a->number_end,
                          "floor floors story storey victim victims death fatality casualty loss attempt person "
                          "suspect straight consecutive bomb device explosion blast") ||
           (stm_word_is(w, a->number_end, "time") && a->value >= 2 && !stm_word_mark(w, a->number_end + 1, '\'')) ||
           ranks(w, a->number_end) ||
           (stm_word_mark(w, a->number_end, '-') && stm_word_glued(w, a->number_end) &&
            stm_word_among(w, a->number_end + 1, "floor story storey")) ||
           (stm_word_among(w, a->number_end, "year day week month") && a->first > 0 &&
            stm_word_among(w, a->first - 1, "its his her their"));
}

/* "a second car", "the first to arrive", "the first large mammal to go": one in an order, where the tags bear it out
 * and the noun is neither a name nor one that makes a saying of it. */
static bool orders(const stm_article *article, const stm_words *w, const stm_amount *a)
{
    uint32_t t = stm_token_from(article, w->at.at[a->number].at.start), k = a->number_end;
    const stm_word *next = stm_word_at(w, k);
    const stm_token *x = t < article->tokens.n ? &article->tokens.at[t] : NULL;
    if (stm_word_mark(w, k + 1, '\'') || x == NULL || x->upos != STM_ADJ || a->number_end != a->number + 1 ||
        next == NULL || next->line || next->kind == STM_WORD_DIGITS || next->kind == STM_WORD_MARK ||
        w->at.at[a->number].capital ||
        stm_word_among(w, k,
                       "name names lady ladies hand glance sight aid person class degree thing place instance half "
                       "quarter century week day month year hundred few couple thoughts billing fiddle opinion nature "
                       "language cousin cousins "
                       "grade grader graders wave world base generation responder responders party parties team")) {
        return false;
    }
    if (x->deprel == STM_DEP_AMOD && x->head != STM_NONE && x->head > t &&
        article->tokens.at[x->head].upos == STM_NOUN) {
        return article->tokens.at[t + 1].upos != STM_NUM;
    }
    return a->number > 0 && stm_word_is(w, a->number - 1, "the") && stm_word_is(w, k, "to");
}

static bool no_figure(const stm_words *w, const stm_amount *a)
{
    uint32_t i = a->first;
    if (i > 0 && a->unit.p == NULL && a->first == a->number && stm_word_is(w, i - 1, "number") && !w->at.at[i].line) {
        return true; /* "number one", "number 10" */
    }
    if (a->word_one && a->bound == STM_BOUND_NONE && a->unit.p == NULL && !a->range) {
        if (i > 0 && stm_word_among(w, i - 1, "the this that no any each every which another some not")) {
            return true;
        }
        if (stm_word_among(w, a->end, "way side thing") && stm_word_is(w, a->end + 1, "or")) {
            return true; /* "one way or the other" */
        }
        return stm_word_among(w, a->end, "another s day time by") || stm_word_mark(w, a->end, '-') ||
               stm_word_mark(w, a->end, '\'');
    }
    if (a->word_one && stm_word_among(w, a->number, "one") && a->kind.p != NULL && stm_str_eqz(a->kind, "time") &&
        stm_word_among(w, a->end - 1, "day") && a->bound == STM_BOUND_NONE && a->end == a->number + 2 && i == 0) {
        return true;
    }
    if (a->fraction && stm_word_mark(w, a->number + 1, '/') && a->number_end == a->number + 3) {
        double top = w->at.at[a->number].value, den = w->at.at[a->number + 2].value;
        if ((top == 9 && den == 11) || (top == 24 && den == 7) || (top == 7 && den == 7) || (top == 50 && den == 50)) {
            return true; /* a day, round the clock */
        }
    }
    if (stm_word_mark(w, a->end, '-') && stm_word_glued(w, a->end) &&
        stm_word_among(w, a->end + 1, "in figure figures")) {
        return true; /* "five-in-a-row", "a six-figure sum" */
    }
    if (stm_word_mark(w, a->end, '-') && stm_word_is(w, a->end + 1, "by") && stm_word_mark(w, a->end + 2, '-') &&
        stm_word_glued(w, a->end + 2) && a->unit.p == NULL && stm_word_is(w, a->end + 3, "four")) {
        return true; /* "a four-by-four": a kind of car */
    }
    if (stm_word_among(w, a->end, "Index Composite") && a->unit.p == NULL && w->at.at[a->end].capital) {
        return true;
    }
    if (stm_word_among(w, a->end, "figures") && !a->digits && a->value >= 4 && a->value <= 9 && a->unit.p == NULL) {
        return true; /* "a six-figure sum" in words */
    }
    if (a->fraction && stm_word_among(w, a->number, "half") && a->unit.p == NULL) {
        if (i > 0 && stm_word_among(w, i - 1, "first second last latter other better and")) {
            return true;
        }
        return !(a->bound != STM_BOUND_NONE || stm_word_among(w, a->end, "of the a all its his her their an") ||
                 a->end >= w->at.n || w->at.at[a->end].kind == STM_WORD_MARK) ||
               stm_word_mark(w, a->end, '-');
    }
    return false;
}

/* "one" as a pronoun: "a new one". */
static bool pronoun_one(const stm_article *article, uint32_t byte)
{
    uint32_t low = 0, high = article->tokens.n;
    while (low < high) {
        uint32_t mid = low + (high - low) / 2;
        if (article->tokens.at[mid].at.end <= byte) {
            low = mid + 1;
        } else {
            high = mid;
        }
    }
    return low < article->tokens.n && article->tokens.at[low].upos != STM_UPOS_NONE &&
           article->tokens.at[low].upos != STM_NUM;
}

/* "just days", "hours after": bare plurals of time with a word that measures. */
static bool bare_time(const stm_words *w, uint32_t i, stm_amount *out)
{
    const stm_unit_name *u;
    uint32_t e, k = i;
    stm_bound_kind bound = STM_BOUND_NONE;
    bool lasting = i > 0 && !w->at.at[i].line &&
                   (stm_word_among(w, i - 1, "for in within") ||
                    (i > 1 && stm_word_is(w, i - 1, "of") && stm_word_among(w, i - 2, "matter space"))) &&
                   stm_word_among(w, i, "minutes hours days weeks months years decades"); /* "dragged on for weeks" */
    if (stm_bound_match(w, i, &e, &bound) && bound == STM_BOUND_STANCE) {
        k = e;
    }
    if (!(stm_word_classes(w, k) & STM_W_UNITS) || w->at.at[k].line || !stm_unit_match(w, k, false, &e, &u) ||
        !stm_str_eqz(u->kind, "time") || stm_word_among(w, k, "seconds") ||
        (k == i && !lasting && !stm_word_among(w, e, "after before later away earlier")) ||
        (k == i && !lasting && i > 0 && !w->at.at[i].line && w->at.at[i - 1].kind != STM_WORD_MARK)) {
        return false;
    }
    memset(out, 0, sizeof *out);
    out->first = i;
    out->approx_first = i;
    out->approx_end = k;
    out->number = k;
    out->end = out->number_end = e;
    out->vague = STM_VAGUE_PLURAL;
    out->times = 1;
    out->bound = bound;
    out->unit = u->unit;
    out->kind = u->kind;
    return true;
}

/* "a kilometer", "a dollar": one of a unit; of time only where a word bounds it ("more than a year"). */
static bool one_unit(const stm_words *w, uint32_t i, stm_amount *out)
{
    const stm_unit_name *u;
    uint32_t e, k = i;
    stm_bound_kind bound = STM_BOUND_NONE;
    bool half, or_two, lasts;
    if (stm_bound_match(w, i, &e, &bound) && !(e < w->at.n && w->at.at[e].line)) {
        k = e;
    }
    if (!stm_word_among(w, k, "a an") || !stm_unit_match(w, k + 1, false, &e, &u) || w->at.at[k + 1].line ||
        w->at.at[k + 1].kind != STM_WORD_LETTERS || stm_word_text(w, k + 1).n < 2 || u->bare ||
        stm_str_eqz(u->kind, "angle") || stm_str_eqz(u->kind, "weapon") || stm_str_eqz(u->kind, "percent") ||
        stm_str_ends(stm_word_text(w, k + 1), "s")) {
        return false;
    }
    or_two = stm_str_eqz(u->kind, "time") && stm_word_is(w, e, "or") && stm_word_is(w, e + 1, "two") &&
             !w->at.at[e].line; /* "a month or two" */
    half = stm_word_is(w, e, "and") && stm_word_is(w, e + 1, "a") && stm_word_among(w, e + 2, "half quarter") &&
           !w->at.at[e].line;
    lasts = stm_word_among(w, k + 1, "minute hour day week month year decade century") && !w->at.at[e - 1].line &&
            e < w->at.n && !w->at.at[e].line &&
            (stm_word_among(w, e, "ago later earlier since after before") ||
             (stm_word_is(w, e, "of") && !stm_word_is(w, k + 1, "day")) ||
             (k > 0 && !w->at.at[k].line && stm_word_among(w, k - 1, "in within mark")));
    if (lasts && k > 0 && !w->at.at[k].line && stm_word_among(w, k - 1, "times once twice hours days percent")) {
        return false; /* "twice a week after that" */
    }
    if (stm_str_eqz(u->kind, "time") && !half && !or_two && !lasts
            ? bound == STM_BOUND_NONE || bound == STM_BOUND_STANCE || stm_word_text(w, e - 1).n < 3
            : stm_str_eqz(u->unit, "cup") || stm_str_eqz(u->unit, "mark") || stm_str_eqz(u->unit, "degree") ||
                  stm_str_eqz(u->unit, "bit") || stm_str_eqz(u->unit, "stone") || stm_str_eqz(u->unit, "yard") ||
                  stm_str_eqz(u->unit, "foot") || stm_str_eqz(u->unit, "gray")) {
        return false;
    }
    if (k == i && !half && !or_two && !lasts && i > 0 && !w->at.at[i].line && w->at.at[i - 1].kind != STM_WORD_MARK &&
        !stm_word_among(w, i - 1, "than only within for to is was")) {
        return false;
    }
    if (stm_word_mark(w, e, '-') && stm_word_glued(w, e)) {
        return false; /* "more than a dollar-store habit" */
    }
    memset(out, 0, sizeof *out);
    out->first = i;
    out->number = k;
    out->approx_first = i;
    out->approx_end = k;
    out->bound = bound;
    out->end = out->number_end = e;
    out->value = out->upper = 1;
    out->unit = u->unit;
    out->kind = u->kind;
    if (or_two) {
        out->upper = 2;
        out->range = true;
        out->end = e + 2;
    } else if (half) {
        out->value = out->upper = stm_word_is(w, e + 2, "half") ? 1.5 : 1.25;
        out->end = e + 3;
    } else if (stm_str_eqz(u->kind, "money")) { /* "a dollar and 42 cents" */
        stm_quantity q = { .value = 1, .money_before = true };
        out->end = stm_small_money(w, e, &q);
        out->value = out->upper = q.value;
    }
    return true;
}

/* An age in apposition: "Jane Roe, 38, of Troy". */
static bool apposed_age(const stm_words *w, const stm_amount *a)
{
    uint32_t i = a->first;
    const stm_word *x = stm_word_at(w, a->number), *n = stm_word_at(w, a->end);
    if (a->first != a->number || !a->digits || a->unit.p != NULL || x->digits > 3 || x->decimals > 0 || a->value < 1 ||
        a->value > 115 || i < 2 || !stm_word_mark(w, i - 1, ',') || w->at.at[i - 2].kind != STM_WORD_LETTERS ||
        !w->at.at[i - 2].capital || n == NULL || n->kind != STM_WORD_MARK) {
        return false;
    }
    return n->code == ',' || n->code == '.' || n->code == ')' || n->code == ';';
}

/* "aged 47", "ages 47 and 48"; "He was 77.", "Jane Roe dies at 77" */
static bool aged(const stm_words *w, const stm_amount *a)
{
    uint32_t i = a->first;
    const stm_word *next = stm_word_at(w, a->end);
    if (a->unit.p == NULL && a->digits && !a->range && i > 1 && a->value >= 5 && a->value <= 115 &&
        a->first == a->number &&
        (next == NULL || next->line || (next->kind == STM_WORD_MARK && (next->code == '.' || next->code == ','))) &&
        ((stm_word_among(w, i - 1, "was is") && stm_word_among(w, i - 2, "he she")) ||
         (stm_word_is(w, i - 1, "at") && stm_word_among(w, i - 2, "dies died dead")))) {
        return true;
    }
    if (a->unit.p != NULL || !a->digits || a->value > 115 || i == 0) {
        return false;
    }
    if (stm_word_among(w, i - 1, "and") && i > 2 && w->at.at[i - 2].kind == STM_WORD_DIGITS) {
        i -= 2;
    }
    return stm_word_among(w, i - 1, "age ages aged") ||
           (i > 1 && stm_word_is(w, i - 1, "of") && stm_word_is(w, i - 2, "age"));
}

/* Is the counted noun a singular? */
static bool counts_one(const stm_article *a, stm_span counted)
{
    uint32_t t = counted.start == STM_NONE ? 0 : stm_token_from(a, counted.end);
    return t > 0 && (a->tokens.at[t - 1].xpos == STM_XP_NN || a->tokens.at[t - 1].xpos == STM_XP_NNP);
}

/* Past "a share", "-per-share" behind money; or `k`. */
static uint32_t per_share(const stm_words *w, uint32_t k)
{
    uint32_t e = stm_word_mark(w, k, '-') && stm_word_glued(w, k) ? k + 1 : k;
    if (!stm_word_among(w, e, "a per")) {
        return k;
    }
    e = stm_word_mark(w, e + 1, '-') ? e + 2 : e + 1;
    return stm_word_is(w, e, "share") ? e + 1 : k;
}

static void add(stm_arena *arena, stm_article *article, const stm_words *w, stm_bounds bounds, const stm_amount *a)
{
    stm_figure *f = stm_vec_add(arena, &article->figures);
    stm_amount b = *a;
    uint32_t first;
    if (magnitude(w, a, &first)) {
        b.unit = b.kind = STM_STR("magnitude");
        b.first = first;
    }
    *f = (stm_figure){ .at = { w->at.at[b.first].at.start, w->at.at[a->end - 1].at.end },
                       .counted_at = STM_NO_SPAN,
                       .where = STM_NO_SPAN,
                       .holds_from = STM_NO_DAY,
                       .holds_to = STM_NO_DAY,
                       .quotation = STM_NONE };
    if (apposed_age(w, a) || a->age || aged(w, a)) {
        b.age = true;
        if (b.unit.p == NULL) {
            b.unit = STM_STR("year");
            b.kind = STM_STR("time");
        }
    }
    if (a->approx_end > a->approx_first) {
        f->approximation = stm_str_sub(
            article->text, (stm_span){ w->at.at[a->approx_first].at.start, w->at.at[a->approx_end - 1].at.end });
    } else if (a->vague != STM_VAGUE_NONE && a->vague != STM_VAGUE_PLURAL) {
        f->approximation =
            stm_str_sub(article->text, (stm_span){ w->at.at[a->number].at.start, w->at.at[a->number_end - 1].at.end });
    }
    f->unit = b.unit.p != NULL ? b.unit : b.fraction && b.value > 0 && b.value < 1 ? STM_STR("share") : STM_NULL_STR;
    stm_figure_count(arena, w->book, article, &b, f);
    if (b.age && (f->counted.p == NULL || stm_str_eqz(f->counted, "year"))) {
        f->counted = STM_STR("age");
    }
    if (b.kind.p != NULL && stm_str_eqz(b.kind, "money") && per_share(w, a->end) > a->end) {
        f->at.end = stm_word_mark(w, a->end, '-') ? w->at.at[per_share(w, a->end) - 1].at.end : f->at.end;
        f->counted = STM_STR("price per share");
        f->counted_at = STM_NO_SPAN;
    }
    if (b.year_like && !b.range && b.bound == STM_BOUND_NONE && b.value >= 1900 && b.value <= 2100 &&
        f->unit.p == NULL && counts_one(article, f->counted_at)) {
        article->figures.n--; /* "the expected 2011 deficit" */
        return;
    }
    if (f->counted_at.start == STM_NONE && f->unit.p == NULL && a->first > 0 && !a->digits && !a->range &&
        !a->fraction && a->value >= 2 && a->value <= 12 && a->first == a->number &&
        stm_word_is(w, a->first - 1, "the")) {
        f->at.start = w->at.at[a->first - 1].at.start; /* "the two": those named before */
    }
    stm_figure_bounds(&b, bounds, f);
}

void stm_extract_figures(stm_arena *arena, const stm_lexicon *lexicon, const stm_stretches *words, stm_bounds bounds,
                         stm_article *article)
{
    uint32_t cursor = 0;
    article->figures.n = 0;
    words = words == NULL ? stm_stretches_cut(arena, lexicon, article) : words;
    for (uint32_t s = 0; s < words->at.n; s++) {
        const stm_words *w = &words->at.at[s];
        uint32_t i = 0;
        while (i < w->at.n) {
            stm_amount a;
            stm_span number;
            uint32_t first;
            bool time;
            if (!w->at.at[i].amount ||
                (!stm_amount_match(arena, w, i, &a) && !one_unit(w, i, &a) && !bare_time(w, i, &a))) {
                i++;
                continue;
            }
            if (article->figures.n > 0 &&
                w->at.at[a.first].at.start < article->figures.at[article->figures.n - 1].at.end) {
                i++;
                continue; /* within what the one before counts */
            }
            number = (stm_span){ w->at.at[a.number].at.start, w->at.at[a.number_end - 1].at.end };
            time = a.kind.p != NULL && stm_str_eqz(a.kind, "time");
            if (a.number > 0 && a.first == a.number && stm_word_glued(w, a.number) && a.number > 1 &&
                (stm_word_mark(w, a.number - 1, '<') || stm_word_mark(w, a.number - 1, '>')) &&
                stm_word_glued(w, a.number - 1) && w->at.at[a.number - 2].kind == STM_WORD_MARK) {
                i = a.end;
                continue;
            }
            time = time && !(stm_str_eqz(a.unit, "second") && stm_word_is(w, a.end - 1, "s")); /* "the 1990s" */
            if (in_date(article, &cursor, number, time) || (part_of_name(w, &a) && !magnitude(w, &a, &first)) ||
                list_number(w, &a) || no_figure(w, &a) ||
                (a.ordinal && !counts_ordinal(w, &a) && !orders(article, w, &a)) ||
                (a.digits && (stm_of_telephone(article->text, number) || stm_of_house(w, &a))) ||
                (a.word_one && a.unit.p == NULL && !a.range && pronoun_one(article, number.start)) ||
                in_address(article, number)) {
                i = a.first == a.number ? a.number_end : i + 1;
                continue;
            }
            add(arena, article, w, bounds, &a);
            i = a.end;
        }
    }
    stm_figures_without_number(arena, stm_lexicon_wordbook(lexicon), bounds, article);
}
