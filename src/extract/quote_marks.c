/* quote_marks.c: pairs the quotation marks of an article.
 *
 * In: text, paragraphs, sentences.  Out: the passages in marks, nested, and how they go on from paragraph to
 * paragraph.  Never: judges whether something in marks is speech.
 *
 * The idea. What a mark does is said by its neighbours more reliably than by its shape: a mark after white space
 * and before a letter opens, one after a letter or a stop and before white space closes, whatever the typist or the
 * converter put there. The shape decides only where the neighbours do not. So “ ”, „ “, " ", '' '', ``  '', « », » «
 * ‹ › and 「」 go through one path, in families (double, angle, single angle, corner) whose members may close each
 * other; straight and curly marks close each other only where no mark of the own kind is open. Single marks are
 * apostrophes far more often than quotations: they are paired first, within the paragraph, and one that finds no
 * partner is an apostrophe.
 *
 * Errors of the typist. An odd mark harms its own paragraph only. An opening mark while one of its family is open
 * ends the open one just before (missing closing mark), unless the next two marks of the family both close: then it
 * is nested. A closing mark with nothing open, after a stop or a comma, opens at the start of its sentence (missing
 * opening mark). A quotation that is open at the end of its paragraph goes on if the next paragraph opens again, or
 * closes before it opens; it may do so through a few paragraphs without any mark.
 *
 * Invariants: (1) spans nest, never cross. (2) depth is at most MAX_DEPTH; deeper marks are read as text.
 * Cost: linear; every character is seen a fixed number of times. Source: the rules of The Chicago Manual of Style
 * (13.30, quotations over several paragraphs) and of the languages' own typography; method our own.
 */
#include "extract/quote_marks.h"
#include "text/text.h"

enum {
    MAX_DEPTH = 4,
    TEX_OPEN = 8,
    MAX_WITHOUT = 6, /* paragraphs without a mark that a quotation may go on through */
    MAX_BLANKS = 8
};

typedef enum family { F_CURLY, F_STRAIGHT, F_TEX, F_ANGLE, F_SINGLE_ANGLE, F_CORNER, F_SINGLE } family;
typedef enum role { R_OPEN, R_CLOSE, R_EITHER, R_NONE } role;

typedef struct mark {
    uint32_t start, end;
    uint8_t family;
    uint8_t role;
    bool low;  /* „ or ‚: what it opens, “ or ‘ closes */
    bool weak; /* a closing single mark that may be a possessive */
    bool tex;  /* of a pair of ` and ' or `` and '', which say themselves what they do */
    bool off;  /* a straight one that a blank has moved off its comma, perhaps */
} mark;

typedef STM_VEC(mark) marks;

typedef struct pairing {
    stm_arena *arena;
    const stm_article *article;
    stm_quoteds *out;
    marks marks;               /* of the paragraph */
    uint32_t stack[MAX_DEPTH]; /* indexes into out */
    uint8_t families[MAX_DEPTH];
    bool lows[MAX_DEPTH];
    bool texes[MAX_DEPTH];
    uint32_t depth;
    uint32_t unclosed; /* the piece at the end of the paragraph before that was left open, or STM_NONE */
    uint8_t unclosed_family;
    uint32_t left;          /* the same over paragraphs without any mark, or STM_NONE */
    uint32_t sentence;      /* first sentence of the paragraph */
    uint32_t tex[TEX_OPEN]; /* opening TeX marks of the paragraph that wait for theirs: indexes into marks */
    uint32_t tex_open;
    uint64_t steps;
} pairing;

/* ---- characters ---------------------------------------------------------------------------------------- */

static bool is_space(uint32_t c)
{
    return c == ' ' || (c >= '\t' && c <= '\r') || c == 0xA0 || (c >= 0x2000 && c <= 0x200B) || c == 0x202F ||
           c == 0x3000;
}

static bool is_mark(uint32_t c)
{
    return c == '"' || c == '\'' || c == '`' || c == 0xAB || c == 0xBB || (c >= 0x2018 && c <= 0x201F) || c == 0x2039 ||
           c == 0x203A || (c >= 0x300C && c <= 0x300F);
}

static bool is_word(uint32_t c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '$' || c == 0xA3 ||
           (c >= 0xC0 && c != 0xD7 && c != 0xF7 && c < 0x2000) || (c >= 0x20A0 && c < 0x20D0) || c >= 0x3040;
}

static bool is_digit(uint32_t c) { return c >= '0' && c <= '9'; }

/* Before an opening mark stand white space, an opening bracket, a dash, a slash or another mark. */
static bool opens_after(uint32_t c)
{
    return c == 0 || is_space(c) || c == '(' || c == '[' || c == '{' || c == '-' || (c >= 0x2010 && c <= 0x2015) ||
           c == '/' || c == '>' || c == 0x2026;
}

/* After a closing mark stand white space, a stop, a closing bracket, a dash. */
static bool closes_before(uint32_t c)
{
    return c == 0 || is_space(c) || strchr(".,;:!?)]}-/<", (int)(c < 128 ? c : 'a')) != NULL ||
           (c >= 0x2010 && c <= 0x2015) || c == 0x2026;
}

static uint32_t char_at(stm_str text, uint32_t at, uint32_t end, uint32_t *next)
{
    uint32_t c = (uint8_t)text.p[at], n = 1;
    if (c >= 0x80) {
        const unsigned char *p = (const unsigned char *)text.p + at;
        n = c >= 0xF0 ? 4 : c >= 0xE0 ? 3 : 2;
        if (at + n > end) {
            n = end - at;
        }
        c = n == 4   ? (c & 7U) << 18 | (p[1] & 63U) << 12 | (p[2] & 63U) << 6 | (p[3] & 63U)
            : n == 3 ? (c & 15U) << 12 | (p[1] & 63U) << 6 | (p[2] & 63U)
            : n == 2 ? (c & 31U) << 6 | (p[1] & 63U)
                     : 0xFFFD;
    }
    *next = at + n;
    return c;
}

/* ---- marks of a paragraph ------------------------------------------------------------------------------ */

/* Words that begin with an apostrophe: '90s, 'em, 'til. */
static bool elided(stm_str text, uint32_t at, uint32_t end)
{
    static const char *const words[] = { "em", "til", "till", "cause", "twas", "tis", "n", "bout", "round", "nuff" };
    uint32_t n = 0;
    if (at < end && is_digit((uint8_t)text.p[at])) {
        return at + 2 < end && is_digit((uint8_t)text.p[at + 1]) && (text.p[at + 2] == 's' || text.p[at + 2] == ' ');
    }
    while (at + n < end && n < 8 && is_word((uint8_t)text.p[at + n])) {
        n++;
    }
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (stm_str_eq_nocase((stm_str){ text.p + at, n }, stm_str_of(words[i]))) {
            return true;
        }
    }
    return false;
}

static role role_of(uint32_t shape, uint32_t before, uint32_t after)
{
    bool may_open = opens_after(before) && after != 0 && !is_space(after) && !closes_before(after);
    bool may_close = before != 0 && !is_space(before) && before != '(' && before != '[' && closes_before(after);
    role usual = shape == '"' || shape == '\'' ? R_EITHER : R_OPEN;
    if (shape == 0x201D || shape == 0x2019 || shape == 0xBB || shape == 0x203A) {
        usual = R_CLOSE;
    }
    if (after == 0x2026) { /* “… and then” opens with an ellipsis */
        may_open = may_open || opens_after(before);
    }
    return may_open && !may_close ? R_OPEN : may_close && !may_open ? R_CLOSE : usual;
}

/* A single mark opens or closes only where it can be no apostrophe; everything else is R_NONE. */
static role single_role(stm_str text, uint32_t shape, uint32_t before, uint32_t after, uint32_t at, uint32_t end)
{
    bool after_mark = before == '"' || before == 0x201C;
    if (shape == '\'' && after == '\'' && opens_after(before)) {
        return R_OPEN; /* before an apostrophe: ''Tis late,' */
    }
    if (shape == 0x201A) {
        return opens_after(before) ? R_OPEN : R_NONE;
    }
    if (shape == '`') {
        return opens_after(before) && is_word(after) ? R_OPEN : R_NONE;
    }
    if ((opens_after(before) || after_mark) && (is_word(after) || after == 0x2026 || after == '[' ||
                                                (opens_after(before) && (after == '"' || after == 0x201C)))) {
        return shape == 0x2019 || elided(text, at, end) ? R_NONE : R_OPEN;
    }
    if (before != 0 && !is_space(before) && (closes_before(after) || is_mark(after))) {
        return R_CLOSE;
    }
    return R_NONE;
}

static void add_mark(pairing *p, uint32_t start, uint32_t end, family f, role r, bool low)
{
    stm_vec_push(p->arena, &p->marks, (mark){ start, end, (uint8_t)f, (uint8_t)r, low, false, false, false });
}

/* Takes the first of a run of ' for the closing mark of the innermost open TeX mark, and gives its length; 0: for none.
 * A run of three or more says by its length alone nothing, by the marks that wait for it everything. */
static uint32_t close_tex(pairing *p, uint32_t at, uint32_t end)
{
    stm_str text = p->article->text;
    uint32_t run = 0, n;
    mark *open;
    if (p->tex_open == 0) {
        return 0;
    }
    while (at + run < end && run < 3 && text.p[at + run] == '\'') {
        run++;
    }
    open = &p->marks.at[p->tex[p->tex_open - 1]];
    n = open->end - open->start;
    if (run < 2 || n > run || (n < run && run == 2 && p->tex_open < 2)) {
        return 0; /* a single mark is an apostrophe first */
    }
    open->tex = true;
    p->tex_open--;
    add_mark(p, at, at + n, n == 2 ? F_TEX : F_SINGLE, R_CLOSE, false);
    p->marks.at[p->marks.n - 1].tex = true;
    return n;
}

/* Notes a TeX mark that opens; forgets the innermost single one where an apostrophe closes it. */
static void note_tex(pairing *p, uint32_t c, role r)
{
    if (c == '`' && r == R_OPEN && p->tex_open < TEX_OPEN) {
        p->tex[p->tex_open++] = p->marks.n - 1;
    } else if (c == '\'' && r == R_CLOSE && p->tex_open > 0) {
        const mark *open = &p->marks.at[p->tex[p->tex_open - 1]];
        p->tex_open -= open->end - open->start == 1;
    }
}

/* A straight mark with blanks on either side, as old wires have them, closes behind a comma. */
static bool closes_behind_comma(stm_str text, uint32_t start, uint32_t from, uint32_t after)
{
    uint32_t at = start;
    while (at > from && start - at < MAX_BLANKS && text.p[at - 1] == ' ') {
        at--;
    }
    return at > from && at < start && text.p[at - 1] == ',' && is_space(after);
}

static void find_marks(pairing *p, stm_span para)
{
    stm_str text = p->article->text;
    uint32_t before = 0, before2 = 0, at = para.start;
    p->marks.n = p->tex_open = 0;
    while (at < para.end) {
        uint32_t end, after = 0, ignored;
        uint32_t c = char_at(text, at, para.end, &end);
        p->steps++;
        if (!is_mark(c)) {
            before2 = before;
            before = c;
            at = end;
            continue;
        }
        uint32_t tex = c == '\'' && before != 0 && !is_space(before) ? close_tex(p, at, para.end) : 0;
        if (tex > 0) {
            before2 = before;
            before = c;
            at += tex;
            continue;
        }
        bool doubled = (c == '`' || c == '\'') && end < para.end && text.p[end] == (char)c &&
                       !(c == '\'' && opens_after(before) && end + 1 < para.end &&
                         !is_digit((uint8_t)text.p[end + 1]) && elided(text, end + 1, para.end));
        end += doubled;
        if (end < para.end) {
            after = char_at(text, end, para.end, &ignored);
        }
        uint32_t mark_before = is_mark(before) && before != '\'' && before != 0x2019 ? ' ' : before;
        uint32_t mark_after = is_mark(after) ? (is_word(before) || is_space(before) ? 'x' : ' ') : after;
        if (opens_after(before)) {
            mark_after = is_mark(after) ? 'x' : after;
        }
        if (doubled || c == '"' || c == 0x201C || c == 0x201D || c == 0x201E || c == 0x201F) {
            bool inches = c == '"' && is_digit(before) && (before2 == '\'' || before2 == 0x2019);
            role r = c == 0x201E ? R_OPEN : role_of(doubled ? (c == '`' ? 0x201C : '\'') : c, mark_before, mark_after);
            if (!inches) {
                if (r == R_EITHER && c == '"' && closes_behind_comma(text, at, para.start, after)) {
                    r = R_CLOSE;
                }
                if (r == R_OPEN && c == '"' && stm_quote_speaker_behind(text, at, para.start, end, para.end)) {
                    r = R_EITHER;
                }
                add_mark(p, at, end, doubled ? F_TEX : c == '"' ? F_STRAIGHT : F_CURLY, r, c == 0x201E);
                p->marks.at[p->marks.n - 1].off = c == '"' && stm_quote_off_comma(text, at, para.start);
                note_tex(p, c, r);
            }
        } else if (c == 0xAB || c == 0xBB) {
            add_mark(p, at, end, F_ANGLE, role_of(c, mark_before, mark_after), false);
        } else if (c == 0x2039 || c == 0x203A) {
            add_mark(p, at, end, F_SINGLE_ANGLE, role_of(c, mark_before, mark_after), false);
        } else if (c >= 0x300C) {
            add_mark(p, at, end, F_CORNER, c % 2 == 0 ? R_OPEN : R_CLOSE, false);
        } else {
            role r = single_role(text, c, before, after, end, para.end);
            if (r != R_NONE) {
                mark *m;
                add_mark(p, at, end, F_SINGLE, r, c == 0x201A);
                note_tex(p, c, r);
                m = &p->marks.at[p->marks.n - 1];
                m->weak = r == R_CLOSE && (before == 's' || before == 'S') && is_space(after) && end + 1 < para.end &&
                          is_word((uint8_t)text.p[end + 1]);
            }
        }
        before2 = before;
        before = c;
        at = end;
    }
}

/* 'We walked all night, "said Lund': nobody begins to speak with who said it. */
static bool small_behind(stm_str text, const mark *m)
{
    return m->role == R_EITHER && m->end < text.n && text.p[m->end] >= 'a' && text.p[m->end] <= 'z' &&
           text.p[m->start - 2] == ',';
}

/* The paragraphs since one that was left open have nobody say anything. */
static bool still_speaks(pairing *p, uint32_t paragraph)
{
    for (uint32_t i = p->out->at[p->left].paragraph + 1; i < paragraph; i++) {
        p->steps += p->article->paragraphs.at[i].end - p->article->paragraphs.at[i].start;
        if (stm_quote_told(p->article->text, p->article->paragraphs.at[i])) {
            return false;
        }
    }
    return true;
}

/* '"We walked all night, "the mate, Ann Lund, told': a mark off its comma closes where the count of its paragraph's
 * marks has it close, where it is the odd one behind a paragraph that was left open, or where its own was lost. */
static void settle_off(pairing *p, uint32_t paragraph)
{
    bool left = (p->unclosed != STM_NONE && p->unclosed_family == F_STRAIGHT) ||
                (p->unclosed == STM_NONE && p->left != STM_NONE);
    uint32_t n = 0, k = 0;
    for (uint32_t i = 0; i < p->marks.n; i++) {
        n += p->marks.at[i].family == F_STRAIGHT;
        if (p->marks.at[i].off && p->unclosed == STM_NONE && p->left != STM_NONE && !still_speaks(p, paragraph)) {
            p->left = STM_NONE;
            left = false;
        }
    }
    for (uint32_t i = 0; i < p->marks.n; i++) {
        mark *m = &p->marks.at[i];
        if (m->family != F_STRAIGHT) {
            continue;
        }
        if (m->off && m->role != R_CLOSE && n % 2 == 0 && k % 2 == 1) {
            m->role = R_EITHER;
        } else if (m->off && ((n % 2 == 1 && k == 0 && left) || (k % 2 == 0 && small_behind(p->article->text, m)))) {
            m->role = R_CLOSE;
            k += k % 2 == 0; /* the one that was lost */
        }
        k++;
    }
}

/* Keeps the single marks that pair; the others are apostrophes. A possessive closes only if nothing better follows
 * before the next opening mark. */
static void pair_singles(pairing *p, stm_span para, bool goes_on)
{
    uint32_t open = STM_NONE, weak = STM_NONE;
    for (uint32_t i = 0; i <= p->marks.n; i++) {
        bool end = i == p->marks.n;
        mark *m = end ? NULL : &p->marks.at[i];
        if (!end && (m->family != F_SINGLE || m->tex)) {
            continue;
        }
        if (end || m->role == R_OPEN) {
            if (open != STM_NONE && weak != STM_NONE) {
                p->marks.at[weak].weak = false;
            } else if (open != STM_NONE && !(end && (goes_on || p->marks.at[open].start == para.start))) {
                p->marks.at[open].role = R_NONE;
            }
            open = i;
            weak = STM_NONE;
        } else if (open == STM_NONE) {
            m->role = R_NONE;
        } else if (m->weak) {
            weak = weak == STM_NONE ? i : weak;
        } else {
            open = weak = STM_NONE;
        }
    }
    for (uint32_t i = 0; i < p->marks.n; i++) {
        if (p->marks.at[i].weak) {
            p->marks.at[i].role = R_NONE;
        }
    }
}

/* ---- pairing ------------------------------------------------------------------------------------------- */

/* Bytes of the width of the space at `at`, 0 for none: a byte 0xA0 alone is the end of another letter, such as "à". */
static uint32_t space_width(stm_str text, uint32_t at, uint32_t end)
{
    uint32_t c, n = (uint32_t)stm_utf8_decode(text.p + at, text.p + end, &c);
    return is_space(c) ? n : 0;
}

static stm_span trimmed(stm_str text, uint32_t start, uint32_t end)
{
    uint32_t n = 1;
    while (start < end && (n = space_width(text, start, end)) != 0) {
        start += n;
    }
    while (end > start && n == 0) {
        uint32_t last = end - 1;
        while (last > start && ((unsigned char)text.p[last] & 0xC0) == 0x80) {
            last--;
        }
        if (space_width(text, last, end) == 0) {
            break;
        }
        end = last;
    }
    return (stm_span){ start, end };
}

static void open_at(pairing *p, const mark *m, uint32_t paragraph, uint32_t start, uint32_t inner, bool opened)
{
    uint32_t outer = p->depth > 0 ? p->stack[p->depth - 1] : STM_NONE;
    if (p->depth == MAX_DEPTH) {
        return;
    }
    p->stack[p->depth] = p->out->n;
    p->families[p->depth] = m->family;
    p->lows[p->depth] = m->low;
    p->texes[p->depth] = m->tex;
    p->depth++;
    stm_vec_push(p->arena, p->out,
                 (stm_quoted){ .at = { start, inner },
                               .inner = { inner, inner },
                               .outer = outer,
                               .continues = STM_NONE,
                               .paragraph = paragraph,
                               .opened = opened,
                               .single = m->family == F_SINGLE });
}

/* Ends the innermost open one; inner_end is where its words end, end where its mark does. */
static void close_top(pairing *p, uint32_t inner_end, uint32_t end, bool closed)
{
    stm_quoted *q = &p->out->at[p->stack[--p->depth]];
    uint32_t start = q->inner.start;
    q->inner = trimmed(p->article->text, start, inner_end);
    p->steps += q->inner.start - start + (inner_end - q->inner.end) + 1;
    q->at.end = closed ? end : q->inner.end;
    q->closed = closed;
}

static bool is_open(const pairing *p, uint8_t f, bool closing, uint32_t *level)
{
    for (uint32_t i = p->depth; i > 0; i--) {
        if (p->families[i - 1] == f) {
            *level = i - 1;
            return true;
        }
    }
    for (uint32_t i = p->depth; closing && f <= F_TEX && i > 0; i--) { /* opened by another kind of double mark */
        if (p->families[i - 1] <= F_TEX) {
            *level = i - 1;
            return true;
        }
    }
    return false;
}

/* True if the next two marks of the family both close: the opening mark at i is a nested one. */
static bool nested_open(const pairing *p, uint32_t i)
{
    uint32_t seen = 0;
    for (uint32_t k = i + 1; k < p->marks.n && k < i + 8; k++) { /* no more than its eight next */
        const mark *m = &p->marks.at[k];
        if (m->family == p->marks.at[i].family) {
            if (m->role != R_CLOSE) {
                return false;
            }
            if (++seen == 2) {
                return true;
            }
        }
    }
    return false;
}

/* The last character before `at` that is no mark and no blank. */
static char stop_before(stm_str text, uint32_t at, uint32_t from)
{
    for (uint32_t n = 0; n < MAX_BLANKS && at > from && (text.p[at - 1] == '\'' || text.p[at - 1] == ' '); n++) {
        at--;
    }
    return at > from ? text.p[at - 1] : ' ';
}

/* A quotation that was left open some paragraphs before and whose closing mark stands in this one: the paragraphs
 * between, which have no mark at all, belong to it. Gives the piece that this paragraph's goes on from. */
static uint32_t through(pairing *p, uint32_t paragraph)
{
    uint32_t from = p->left;
    for (uint32_t i = p->out->at[p->left].paragraph + 1; i < paragraph; i++) {
        p->steps++;
        stm_span at = trimmed(p->article->text, p->article->paragraphs.at[i].start, p->article->paragraphs.at[i].end);
        stm_vec_push(p->arena, p->out,
                     (stm_quoted){ .at = at, .inner = at, .outer = STM_NONE, .continues = from, .paragraph = i });
        from = p->out->n - 1;
    }
    return from;
}

/* The paragraphs without a mark before one whose opening mark was lost, as far as somebody speaks of himself in them,
 * belong to his speech. Gives the piece that this paragraph's goes on from, or STM_NONE. */
static uint32_t spoken_before(pairing *p, uint32_t paragraph)
{
    const stm_article *a = p->article;
    uint32_t last = p->out->n > 0 ? p->out->at[p->out->n - 1].paragraph + 1 : 0, first = paragraph, from = STM_NONE;
    while (first > last && paragraph - first < MAX_WITHOUT &&
           stm_quote_in_first_person(a->text, a->paragraphs.at[first - 1])) {
        p->steps += a->paragraphs.at[first - 1].end - a->paragraphs.at[first - 1].start;
        first--;
    }
    for (; first < paragraph; first++) {
        stm_span at = trimmed(a->text, a->paragraphs.at[first].start, a->paragraphs.at[first].end);
        stm_vec_push(p->arena, p->out,
                     (stm_quoted){ .at = at, .inner = at, .outer = STM_NONE, .continues = from, .paragraph = first });
        from = p->out->n - 1;
    }
    return from;
}

/* A closing mark without an opening one: its quotation begins with its sentence, or with the paragraph if the one
 * before was left open. */
static void close_stray(pairing *p, const mark *m, uint32_t paragraph, stm_span para)
{
    const stm_article *a = p->article;
    uint32_t start = para.start, n = p->out->n;
    char before = stop_before(a->text, m->start, para.start);
    if (m->family == F_SINGLE || p->depth > 0) {
        return;
    }
    bool first = n == 0 || p->out->at[n - 1].paragraph != paragraph;
    bool goes_on = first && (p->unclosed != STM_NONE || (p->left != STM_NONE && strchr(",.!?", before) != NULL));
    if (!goes_on) {
        uint32_t s = p->sentence;
        if (strchr(",.!?", before) == NULL) {
            return;
        }
        while (s + 1 < a->sentences.n && a->sentences.at[s + 1].at.start < m->start) {
            s++;
            p->steps++;
        }
        p->sentence = s;
        start = s < a->sentences.n ? a->sentences.at[s].at.start : para.start;
        if (n > 0 && p->out->at[n - 1].at.end > start) {
            return;
        }
    }
    if (start >= m->start) {
        return;
    }
    uint32_t from = goes_on && p->unclosed == STM_NONE ? through(p, paragraph) : p->unclosed;
    if (!goes_on && m->off && start == para.start) {
        from = spoken_before(p, paragraph);
        goes_on = from != STM_NONE;
    }
    n = p->out->n;
    open_at(p, m, paragraph, start, start, false);
    p->out->at[n].continues = goes_on ? from : STM_NONE;
    close_top(p, m->start, m->end, true);
}

/* 'A speech in single marks goes on in the next paragraph, which begins with one as well. */
static bool opens_with_single(const stm_article *a, uint32_t paragraph)
{
    uint32_t next, after, ignored;
    stm_span at;
    if (paragraph >= a->paragraphs.n) {
        return false;
    }
    at = a->paragraphs.at[paragraph];
    if (at.start + 1 >= at.end || (a->text.p[at.start] != '\'' && (unsigned char)a->text.p[at.start] != 0xE2)) {
        return false;
    }
    uint32_t c = char_at(a->text, at.start, at.end, &next);
    after = next < at.end ? char_at(a->text, next, at.end, &ignored) : 0;
    return (c == '\'' || c == 0x2018) && single_role(a->text, c, 0, after, next, at.end) == R_OPEN;
}

/* 'It must go. "' at the end of a paragraph, behind a blank, where a speech of the paragraphs before was left open. */
static bool closes_what_was_left(const pairing *p, const mark *m, stm_span para)
{
    stm_str text = p->article->text;
    return (p->unclosed != STM_NONE || p->left != STM_NONE) && p->depth == 0 && m->start > para.start &&
           text.p[m->start - 1] == ' ' && trimmed(text, m->end, para.end).start == para.end &&
           strchr(",.!?", stop_before(text, m->start, para.start)) != NULL;
}

static void pair_paragraph(pairing *p, uint32_t paragraph)
{
    stm_span para = p->article->paragraphs.at[paragraph];
    uint32_t unclosed = STM_NONE;
    find_marks(p, para);
    settle_off(p, paragraph);
    pair_singles(p, para, opens_with_single(p->article, paragraph + 1));
    for (uint32_t i = 0; i < p->marks.n; i++) {
        const mark *m = &p->marks.at[i];
        p->steps++;
        uint32_t level = 0;
        bool open = is_open(p, m->family, m->role != R_OPEN, &level);
        role r = (role)m->role;
        if (r == R_NONE) {
            continue;
        }
        if (r == R_EITHER) {
            r = open || closes_what_was_left(p, m, para) ? R_CLOSE : R_OPEN;
        }
        if (r == R_OPEN && open && p->lows[level]) {
            r = R_CLOSE;
        }
        if (r == R_CLOSE) {
            if (!open) {
                close_stray(p, m, paragraph, para);
                continue;
            }
            while (p->depth > level + 1) {
                close_top(p, m->start, m->start, false);
            }
            close_top(p, m->start, m->end, true);
            continue;
        }
        if (open && !(m->tex && p->texes[level]) && !nested_open(p, i)) {
            while (p->depth > level) {
                close_top(p, m->start, m->start, false);
            }
        }
        uint32_t n = p->out->n;
        open_at(p, m, paragraph, m->start, m->end, true);
        if (m->start == para.start && p->unclosed != STM_NONE && p->out->n > n && m->family == p->unclosed_family) {
            p->out->at[n].continues = p->unclosed;
        }
    }
    if (p->depth > 0) {
        unclosed = p->stack[0];
    }
    while (p->depth > 0) {
        close_top(p, para.end, para.end, false);
    }
    p->unclosed = unclosed;
    p->unclosed_family = p->families[0];
    if (unclosed != STM_NONE) {
        p->left = p->families[0] == F_SINGLE ? STM_NONE : unclosed;
    } else if (p->marks.n > 0 || (p->left != STM_NONE && p->out->at[p->left].paragraph + MAX_WITHOUT < paragraph)) {
        p->left = STM_NONE;
    }
}

/* Drops what holds no words, and keeps the indexes right. */
static void drop_empty(stm_arena *arena, stm_quoteds *out)
{
    uint32_t *to = STM_NEW_ARRAY(arena, uint32_t, out->n + 1), kept = 0;
    for (uint32_t i = 0; i < out->n; i++) {
        stm_quoted q = out->at[i];
        to[i] = STM_NONE;
        if (q.inner.start < q.inner.end) {
            to[i] = kept;
            q.outer = q.outer == STM_NONE ? STM_NONE : to[q.outer];
            q.continues = q.continues == STM_NONE ? STM_NONE : to[q.continues];
            out->at[kept++] = q;
        }
    }
    out->n = kept;
}

uint64_t stm_quote_marks(stm_arena *arena, const stm_article *a, stm_quoteds *out)
{
    pairing p = { .arena = arena, .article = a, .out = out, .unclosed = STM_NONE, .left = STM_NONE };
    for (uint32_t i = 0; i < a->paragraphs.n; i++) {
        while (p.sentence < a->sentences.n && a->sentences.at[p.sentence].paragraph < i) {
            p.sentence++;
        }
        pair_paragraph(&p, i);
    }
    drop_empty(arena, out);
    return p.steps + out->n;
}
