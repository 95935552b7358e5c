/* furnish.c: tells headline, byline, dateline, captions, credit lines and promotion from the body of the text.
 *
 * In: text, and the metadata that is known.  Out: furniture spans in text order, not overlapping; title, byline,
 * dateline, credits, published where they were unknown and the text says them beyond doubt.  Never: changes text.
 * Idea: the text is cut into units (lines; blocks between blank lines where lines are hard-wrapped). What stands in
 * front of the first unit that reads like body text is the head, where a line may be a headline, byline, date; in
 * the rest only captions, credits and promotion are looked for, each by what it says and not by where it stands.
 * Cost: linear.
 */
#include <stdlib.h>

#include "intake/furnish.h"
#include "intake/parts.h"

#define MAX_HEAD_UNITS 14
#define MAX_HEADLINE_BYTES 220
#define MAX_HEADLINE_WORDS 30
#define MAX_PROMO_BYTES 420
#define MAX_CREDIT_BYTES 160 /* of a picture, in brackets */

typedef struct unit {
    stm_span at;
    uint32_t words;
    bool gap;      /* a blank line in front of it */
    bool sentence; /* ends like a sentence */
    bool done;     /* it is furniture */
} unit;

typedef struct units {
    unit *at;
    uint32_t n, cap;
} units;

void stm_furnish_add(stm_furnisher *f, stm_furniture_kind kind, stm_span at)
{
    if (at.end > at.start) {
        stm_vec_push(f->arena, &f->a->furniture, (stm_furniture){ kind, at });
    }
}

/* ---- units --------------------------------------------------------------------------------------------- */

static bool space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

static bool upper(char c) { return c >= 'A' && c <= 'Z'; }

static bool lower(char c) { return c >= 'a' && c <= 'z'; }

/* Does it end in a full stop and the like, marks and brackets behind it left aside? Abbreviated states and
 * companies ("U.S.", "Inc.") end headlines too, so a stop behind a single letter or them does not count. */
static bool ends_sentence(stm_str s)
{
    size_t n;
    s = stm_str_unclosed(s);
    n = s.n;
    if (stm_str_ends(s, "\xE2\x80\xA6")) {
        return true;
    }
    if (n == 0 || (s.p[n - 1] != '.' && s.p[n - 1] != '!' && s.p[n - 1] != '?')) {
        return false;
    }
    if (s.p[n - 1] == '.' && n >= 3 && upper(s.p[n - 2]) && (s.p[n - 3] == '.' || s.p[n - 3] == ' ')) {
        return false;
    }
    return true;
}

/* Without branches, and in bytes of at most 255 at a time, so that compilers vectorise it. */
static uint32_t count_words(stm_str s)
{
    uint32_t n = s.n > 0 && !space(s.p[0]);
    for (size_t at = 1; at < s.n; at += 255) {
        const unsigned char *p = (const unsigned char *)s.p + at - 1;
        size_t all = s.n - at < 255 ? s.n - at : 255;
        uint8_t some = 0;
        for (size_t i = 0; i < all; i++) {
            uint8_t here = (uint8_t)((p[i + 1] == ' ') | ((uint8_t)(p[i + 1] - '\t') < 5));
            uint8_t before = (uint8_t)((p[i] == ' ') | ((uint8_t)(p[i] - '\t') < 5));
            some = (uint8_t)(some + (before & (here ^ 1)));
        }
        n += some;
    }
    return n;
}

static void add_unit(stm_furnisher *f, units *v, stm_span at, bool gap)
{
    stm_str s;
    while (at.end > at.start && space(f->a->text.p[at.end - 1])) {
        at.end--;
    }
    while (at.start < at.end && space(f->a->text.p[at.start])) {
        at.start++;
    }
    s = stm_str_sub(f->a->text, at);
    if (s.n > 0) {
        stm_vec_push(f->arena, v, (unit){ at, count_words(s), gap, ends_sentence(s), false });
    }
}

/* Lines that stop in the middle of sentences, again and again: somebody's editor has broken them. */
static bool hard_wrapped(stm_str t)
{
    uint32_t inner = 0, broken = 0;
    for (size_t at = 0; at < t.n;) {
        const char *nl = memchr(t.p + at, '\n', t.n - at);
        size_t end = nl == NULL ? t.n : (size_t)(nl - t.p);
        stm_str line = stm_str_trim((stm_str){ t.p + at, end - at });
        bool next = end + 1 < t.n && t.p[end + 1] != '\n' && t.p[end + 1] != '\r';
        if (next && line.n > 0) {
            inner++;
            broken += line.n >= 40 && line.n <= 100 && !ends_sentence(line);
        }
        at = end + 1;
    }
    return broken >= 4 && broken * 5 > inner * 3;
}

static bool starts(stm_str s, const char *small)
{
    size_t n;
    if (s.n == 0 || (s.p[0] | 32) != (small[0] | 32)) {
        return false; /* of the dozens that are asked for, most */
    }
    n = strlen(small);
    return s.n >= n && stm_str_eq_nocase((stm_str){ s.p, n }, (stm_str){ small, n });
}

/* Where a picture's credit in brackets, or the offer of a print, ends with which a line opens; 0: with neither. A page
 * cut up badly glues the report's next sentence to it, and breaks the line inside: "(Photo:\nJane Roe, The Gazette)Buy
 * Photo The mayor of ...". */
static size_t glued_credit(stm_str t, size_t at)
{
    static const char *const heads[] = { "(photo:", "(photo by ", "(ap photo", "(credit:", "(image:" };
    stm_str s = { t.p + at, t.n - at > MAX_CREDIT_BYTES ? MAX_CREDIT_BYTES : t.n - at };
    if (starts(s, "buy photo ")) {
        return at + strlen("buy photo");
    }
    for (size_t i = 0; i < sizeof heads / sizeof heads[0]; i++) {
        const char *close = starts(s, heads[i]) ? memchr(s.p, ')', s.n) : NULL;
        if (close != NULL && stm_str_find((stm_str){ s.p, (size_t)(close - s.p) }, STM_STR("\n\n"), 0) == SIZE_MAX) {
            return (size_t)(close - t.p) + 1;
        }
    }
    return 0;
}

static void cut(stm_furnisher *f, units *v)
{
    stm_str t = f->a->text;
    bool wrapped = hard_wrapped(t), gap = false;
    size_t start = 0;
    for (size_t at = 0; at <= t.n;) {
        const char *nl;
        size_t end, glued = wrapped ? 0 : glued_credit(t, at);
        bool blank;
        if (glued > 0) {
            add_unit(f, v, (stm_span){ (uint32_t)at, (uint32_t)glued }, gap);
            gap = false;
            for (at = glued; at < t.n && (t.p[at] == ' ' || t.p[at] == '\r'); at++) {
            }
            start = at = at < t.n && t.p[at] == '\n' ? at + 1 : at;
            continue;
        }
        nl = at == t.n ? NULL : memchr(t.p + at, '\n', t.n - at);
        end = nl == NULL ? t.n : (size_t)(nl - t.p);
        blank = stm_str_trim((stm_str){ t.p + at, end - at }).n == 0;
        if (blank || !wrapped) {
            add_unit(f, v, (stm_span){ (uint32_t)start, (uint32_t)(blank ? at : end) }, gap);
            gap = blank;
            start = end + 1;
        }
        at = end + 1;
        if (at > t.n && !blank && wrapped) {
            add_unit(f, v, (stm_span){ (uint32_t)start, (uint32_t)t.n }, gap);
        }
    }
}

static stm_str text_of(const stm_furnisher *f, const unit *u) { return stm_str_sub(f->a->text, u->at); }

static void mark(stm_furnisher *f, unit *u, stm_furniture_kind kind)
{
    stm_furnish_add(f, kind, u->at);
    u->done = true;
}

/* ---- single kinds -------------------------------------------------------------------------------------- */

/* "ON DEADLINE: Live updates": a label in capitals with a title behind it. */
static bool labelled_link(stm_str s, const unit *u)
{
    const char *colon = memchr(s.p, ':', s.n);
    size_t n = colon == NULL ? 0 : (size_t)(colon - s.p), letters = 0;
    if (n < 3 || n > 30 || u->sentence || u->words > 16 || n + 2 >= s.n || s.p[n + 1] != ' ') {
        return false;
    }
    for (size_t i = 0; i < n; i++) {
        if (lower(s.p[i]) || (unsigned char)s.p[i] >= 0x80) {
            return false;
        }
        letters += upper(s.p[i]);
    }
    return letters * 10 >= n * 6;
}

static bool is_promo(const stm_furnisher *f, const unit *u)
{
    stm_str s = text_of(f, u);
    if (s.n > MAX_PROMO_BYTES || (f->a->dateline.start > u->at.start && f->a->dateline.end <= u->at.end)) {
        return false; /* what goes before a dateline in its line is furniture by itself */
    }
    if (s.n > 2 && memcmp(s.p, "\xC2\xA9", 2) == 0 && memchr(s.p, '0', s.n) != NULL && memchr(s.p, '2', s.n) != NULL) {
        return true; /* "© 2016 The Daily Gazette" */
    }
    return stm_promo_in(f->words, s);
}

static bool caption_words(stm_str s, const unit *u)
{
    static const char *const heads[] = {
        "file photo",      "file - ",          "file \xE2\x80\x93 ", "file \xE2\x80\x94 ",
        "file:",           "file image",       "file picture",       "photo:",
        "pictured:",       "image:",           "caption:",           "in this photo",
        "in this file",    "in this undated",  "in this handout",    "in this image",
        "in this picture", "in this still",    "in this frame",      "in this combination",
        "this photo ",     "this image ",      "this undated",       "this file photo",
        "this handout",    "this combination", "a file photo",       "an undated",
        "above:",          "below:",           "pictured, ",         "photo shows",
        "undated photo"
    };
    if (u->words > 90) {
        return false;
    }
    for (size_t i = 0; i < sizeof heads / sizeof heads[0]; i++) {
        if (starts(s, heads[i])) {
            return true;
        }
    }
    /* "(L)", "(R)", "(C)" behind names say who stands where in a picture */
    return stm_str_find(s, STM_STR(" (L)"), 0) != SIZE_MAX || stm_str_find(s, STM_STR(" (R)"), 0) != SIZE_MAX ||
           stm_str_find(s, STM_STR(", left, "), 0) != SIZE_MAX || stm_str_find(s, STM_STR(", right, "), 0) != SIZE_MAX;
}

static void add_agency(stm_furnisher *f, uint32_t agency, stm_credit_kind kind, stm_span named)
{
    if (agency != STM_NONE && stm_span_some(named)) {
        stm_vec_push(f->arena, &f->a->credits, (stm_credit){ f->words->agencies.at[agency].name, kind, named });
    }
}

static void add_photo(stm_furnisher *f, uint32_t agency, stm_span named)
{
    add_agency(f, agency, STM_CREDIT_PHOTO, named);
}

/* The body of the text goes on behind unit i. */
static bool body_follows(const units *v, uint32_t i)
{
    for (uint32_t k = i + 1; k < v->n && k < i + 12; k++) {
        if (v->at[k].words >= 12 && v->at[k].sentence) {
            return true;
        }
    }
    return false;
}

/* Nothing but furniture stands before unit i. */
static bool opens(const units *v, uint32_t i)
{
    uint32_t k = 0;
    while (k < i && v->at[k].done) {
        k++;
    }
    return k == i;
}

/* A caption, or the credit of a picture; with the caption in front of the credit when that stands alone. */
static bool read_caption(stm_furnisher *f, units *v, uint32_t i, bool in_head)
{
    unit *u = &v->at[i];
    stm_str s = text_of(f, u);
    stm_span credit, named;
    uint32_t agency;
    stm_photo_credit found;
    if (u->words > (in_head ? 120u : 50u)) {
        return false;
    }
    found = stm_photo_credit_read(f, u->at, &credit, &agency, &named);
    if (!in_head && agency != STM_NONE && credit.start > u->at.start && named.start == credit.start &&
        named.end == credit.end && !body_follows(v, i)) {
        return false; /* "... she said. Reuters" at the very end: where the text is from */
    }
    if (found == STM_PHOTO_WEAK) {
        bool fragment =
            in_head && i > 0 ? true : !ends_sentence(stm_str_trim((stm_str){ s.p, credit.start - u->at.start }));
        if (!(credit.start > u->at.start && body_follows(v, i) && (in_head || fragment))) {
            found = STM_PHOTO_NONE;
        }
    }
    if (found == STM_PHOTO_NONE) {
        if (!caption_words(s, u) || (!in_head && u->words > 60)) {
            return false;
        }
        mark(f, u, STM_FURN_CAPTION);
        return true;
    }
    if (credit.start == u->at.start) {
        /* nothing but the credit: the line in front of it is the caption when it touches and is no body text */
        unit *before = i > 0 ? &v->at[i - 1] : NULL;
        if (before != NULL && !before->done && !u->gap && before->words <= 70 && body_follows(v, i) &&
            (in_head || !before->sentence || (s.p[0] == '(' && opens(v, i - 1)))) {
            mark(f, before, STM_FURN_CAPTION);
        } else if (in_head && agency != STM_NONE && f->words->agencies.at[agency].kind == STM_AGENCY_TEXT &&
                   memchr(s.p, ',', s.n) != NULL && memchr(s.p, '/', s.n) == NULL) {
            /* "Reuters, The Daily Gazette": no picture near, so it is the text that is from there */
            add_agency(f, agency, STM_CREDIT_TEXT, named);
            agency = STM_NONE;
        }
        mark(f, u, STM_FURN_CREDIT);
    } else {
        mark(f, u, STM_FURN_CAPTION);
    }
    add_photo(f, agency, named);
    return true;
}

/* "© Jane Roe / ReutersThe caption once more": the page's parts were glued. */
static bool read_glued(stm_furnisher *f, units *v, uint32_t i)
{
    unit *u = &v->at[i], *before = i > 0 ? &v->at[i - 1] : NULL;
    stm_str s = text_of(f, u), caption, credit;
    stm_span at, named;
    uint32_t agency;
    if (before == NULL || u->at.end - u->at.start <= before->at.end - before->at.start) {
        return false;
    }
    caption = text_of(f, before);
    if (caption.n < 20 || memcmp(s.p + s.n - caption.n, caption.p, caption.n) != 0) {
        return false;
    }
    credit = (stm_str){ s.p, s.n - caption.n };
    at = (stm_span){ u->at.start, u->at.start + (uint32_t)credit.n };
    if (stm_photo_credit_read(f, at, &at, &agency, &named) == STM_PHOTO_NONE) {
        return false;
    }
    if (!before->done) {
        mark(f, before, STM_FURN_CAPTION);
    }
    stm_furnish_add(f, STM_FURN_CREDIT, (stm_span){ u->at.start, u->at.start + (uint32_t)credit.n });
    stm_furnish_add(f, STM_FURN_CAPTION, (stm_span){ u->at.start + (uint32_t)credit.n, u->at.end });
    u->done = true;
    add_photo(f, agency, named);
    return true;
}

static bool read_byline(stm_furnisher *f, unit *u)
{
    stm_str s = text_of(f, u);
    size_t skip = starts(s, "by ") || starts(s, "by:") ? 3 : starts(s, "written by ") ? 11 : starts(s, "from ") ? 5 : 0;
    if (skip == 0 || u->words > 25 || u->words < 2 || (u->sentence && u->words > 8)) {
        return false;
    }
    if (!upper(s.p[skip]) && (unsigned char)s.p[skip] < 0xC3 && !starts((stm_str){ s.p + skip, s.n - skip }, "our ") &&
        !starts((stm_str){ s.p + skip, s.n - skip }, "a ") && !starts((stm_str){ s.p + skip, s.n - skip }, "staff")) {
        return false;
    }
    stm_byline_read(f, (stm_span){ u->at.start + (uint32_t)skip, u->at.end });
    mark(f, u, STM_FURN_BYLINE);
    return true;
}

/* "on July 6, 2009 at 9:40 AM, updated July 21, 2009": the words before "updated". */
static stm_str before_update(stm_str s)
{
    static const char *const words[] = { "last updated", "updated" };
    for (size_t k = 0; k < sizeof words / sizeof words[0]; k++) {
        for (size_t i = 12; i + 8 < s.n; i++) {
            if (s.p[i - 1] == ' ' && starts((stm_str){ s.p + i, s.n - i }, words[k])) {
                return stm_str_trim((stm_str){ s.p, i });
            }
        }
    }
    return s;
}

/* A line that is a date and nothing else. */
static bool read_date(stm_furnisher *f, unit *u)
{
    stm_str s = text_of(f, u), first;
    stm_when w;
    bool updated =
        starts(s, "updated") || starts(s, "last updated") || starts(s, "modified") || starts(s, "last modified");
    if (u->words > 20) {
        return false; /* a paragraph is not looked through */
    }
    first = before_update(s);
    w = stm_when_read(first);
    if (w.day == STM_NO_DAY || (u->words > 14 && first.n == s.n)) {
        return false;
    }
    if (updated) {
        f->updated = f->a->modified.p == NULL ? w : f->updated;
        f->a->modified = f->a->modified.p == NULL ? stm_when_format(f->arena, w) : f->a->modified;
    } else if (f->a->published_day == STM_NO_DAY) {
        stm_when_set(f->arena, f->a, w, STM_FROM_TEXT);
        f->a->published_why = STM_STR(STM_WHY_DATE_LINE);
    }
    mark(f, u, STM_FURN_DATELINE);
    return true;
}

/* "Coast Radio, 15 March 2023", "Meridian Weekly | Thursday 16 March 2023", "15 March 2023 - Coast Radio". */
static bool read_house_and_date(stm_furnisher *f, unit *u)
{
    static const char *const seps[] = {
        ", ", " | ", " \xE2\x80\xA2 ", " \xC2\xB7 ", " - ", " \xE2\x80\x93 ", " \xE2\x80\x94 ", "; ", ": "
    };
    stm_str s = text_of(f, u);
    if (u->words > 14 || u->sentence) {
        return false;
    }
    for (size_t k = 0; k < sizeof seps / sizeof seps[0]; k++) {
        size_t at = stm_str_find(s, stm_str_of(seps[k]), 0), n = strlen(seps[k]);
        stm_str name, date;
        stm_when w;
        if (at == SIZE_MAX) {
            continue;
        }
        name = (stm_str){ s.p, at };
        date = (stm_str){ s.p + at + n, s.n - at - n };
        w = stm_when_read(date);
        if (w.day == STM_NO_DAY) {
            stm_str swap = name;
            name = date;
            date = swap;
            w = stm_when_read(date);
        }
        if (w.day == STM_NO_DAY || !stm_looks_like_name(name, 1, 6)) {
            continue;
        }
        if (f->a->outlet.p == NULL && stm_house_of(f->words, name) != STM_HOUSE_NONE) {
            f->a->outlet = stm_str_dup(f->arena, name);
        }
        if (f->a->published_day == STM_NO_DAY) {
            stm_when_set(f->arena, f->a, w, STM_FROM_TEXT);
            f->a->published_why = STM_STR(STM_WHY_DATE_LINE);
        }
        mark(f, u, STM_FURN_DATELINE);
        return true;
    }
    return false;
}

/* ---- head and body ------------------------------------------------------------------------------------- */

static bool like_body(const unit *u) { return (u->sentence && u->words >= 9) || u->words > 45; }

/* Letters and digits in order, without case: is one the other? */
static bool same_letters(stm_str a, stm_str b)
{
    size_t i = 0, k = 0;
    for (;;) {
        while (i < a.n && (unsigned char)a.p[i] < 0x80 && !lower((char)(a.p[i] | 32)) &&
               !(a.p[i] >= '0' && a.p[i] <= '9')) {
            i++;
        }
        while (k < b.n && (unsigned char)b.p[k] < 0x80 && !lower((char)(b.p[k] | 32)) &&
               !(b.p[k] >= '0' && b.p[k] <= '9')) {
            k++;
        }
        if (i == a.n || k == b.n) {
            return i == a.n && k == b.n;
        }
        if ((a.p[i] | 32) != (b.p[k] | 32)) {
            return false;
        }
        i++;
        k++;
    }
}

static bool headline_like(stm_str s, const unit *u)
{
    if (s.n > MAX_HEADLINE_BYTES || u->words > MAX_HEADLINE_WORDS || s.p[s.n - 1] == ':' || s.p[s.n - 1] == ',' ||
        s.p[s.n - 1] == ';' || lower(s.p[0]) || s.p[0] == '(') {
        return false;
    }
    return !u->sentence || (s.p[s.n - 1] != '.' && s.p[s.n - 1] != '"' && u->words <= 16);
}

/* Names without "By": "Jane Roe", "Jane Roe and John Doe, Daily Gazette" with the outlet or an agency behind them. */
static bool is_names(const stm_furnisher *f, stm_str s, const unit *u)
{
    const char *comma = memchr(s.p, ',', s.n);
    size_t n = comma == NULL ? s.n : (size_t)(comma - s.p), both = stm_str_find(s, STM_STR(" and "), 0);
    if (comma != NULL) {
        stm_str house = stm_str_trim((stm_str){ comma + 1, s.n - n - 1 });
        if (stm_agency_of(f->words, house) == STM_NONE &&
            !(f->a->outlet.p != NULL && same_letters(house, f->a->outlet))) {
            return false;
        }
    }
    if (both < n) {
        return stm_looks_like_name((stm_str){ s.p, both }, 2, 3) &&
               stm_looks_like_name((stm_str){ s.p + both + 5, n - both - 5 }, 2, 3);
    }
    return (comma != NULL || !u->gap) && stm_looks_like_name((stm_str){ s.p, n }, 2, 3);
}

bool stm_desk_verb(stm_str s)
{
    static const char *const verbs[] = { "updates", "adds",  "corrects",  "repeats", "rewrites", "refiles", "recasts",
                                         "removes", "fixes", "clarifies", "releads", "deletes",  "inserts" };
    for (size_t i = 0; i < sizeof verbs / sizeof verbs[0]; i++) {
        if (starts(s, verbs[i])) {
            return true;
        }
    }
    return false;
}

/* "(Updates with comment)", "Corrects name in paragraph 3": what a desk tells other desks. */
static bool is_desk_note(stm_str s, const unit *u)
{
    bool bracket = s.p[0] == '(';
    if (u->words > 60 || (bracket && s.p[s.n - 1] != ')')) {
        return false;
    }
    return (bracket || (!u->sentence && u->words <= 25)) && stm_desk_verb((stm_str){ s.p + bracket, s.n - bracket });
}

static void read_head(stm_furnisher *f, units *v, uint32_t *body)
{
    bool has_headline = false;
    uint32_t i = 0;
    for (; i < v->n && i < MAX_HEAD_UNITS; i++) {
        unit *u = &v->at[i];
        stm_str s = text_of(f, u);
        if (f->a->title.p != NULL && s.n <= 2 * MAX_HEADLINE_BYTES && same_letters(s, f->a->title)) {
            mark(f, u, STM_FURN_HEADLINE);
            has_headline = true;
            continue;
        }
        if (read_byline(f, u) || read_date(f, u) || read_house_and_date(f, u) || read_glued(f, v, i)) {
            continue;
        }
        if (stm_credit_line(f, u->at)) {
            u->done = true;
            continue;
        }
        if (stm_script_note(s) > 0 && stm_dateline_read(f, u->at)) {
            u->done = u->at.end == f->a->dateline.end;
            break;
        }
        if (body_follows(v, i) && is_desk_note(s, u)) {
            mark(f, u, STM_FURN_PROMO);
            continue;
        }
        if ((i > 0 || body_follows(v, i)) && (is_promo(f, u) || (i > 0 && labelled_link(s, u)))) {
            mark(f, u, STM_FURN_PROMO);
            continue;
        }
        if (read_caption(f, v, i, true)) {
            continue;
        }
        if (stm_dateline_read(f, u->at)) {
            if (u->at.end == f->a->dateline.end) {
                u->done = true;
                continue;
            }
            break;
        }
        if (like_body(u)) {
            break;
        }
        if ((has_headline || f->a->title.p != NULL) && is_names(f, s, u) && body_follows(v, i)) {
            stm_byline_read(f, u->at);
            mark(f, u, STM_FURN_BYLINE);
            continue;
        }
        if (!headline_like(s, u) || !body_follows(v, i)) {
            break;
        }
        mark(f, u, STM_FURN_HEADLINE);
        if (!has_headline && f->a->title.p == NULL) {
            f->a->title = stm_str_dup(f->arena, s);
        }
        has_headline = true;
    }
    *body = i;
}

/* A heading between paragraphs. */
static bool crosshead(const units *v, uint32_t i, stm_str s)
{
    const unit *u = &v->at[i];
    return i + 1 < v->n && !u->sentence && u->words <= 10 && s.n <= 80 && !lower(s.p[0]) && like_body(&v->at[i - 1]) &&
           like_body(&v->at[i + 1]) && (u->gap == v->at[i + 1].gap) && headline_like(s, u) && s.p[0] != '-' &&
           s.p[0] != '*';
}

/* A date below a picture's caption, a first paragraph or the whole text: with an hour, or said to be the text's. */
static bool dated_line(stm_str s)
{
    stm_when w = stm_when_read(s);
    return w.day != STM_NO_DAY && (w.second >= 0 || starts(s, "published") || starts(s, "posted"));
}

static void read_body(stm_furnisher *f, units *v, uint32_t first)
{
    for (uint32_t i = first; i < v->n; i++) {
        unit *u = &v->at[i];
        stm_str s = text_of(f, u);
        if (u->done) {
            continue;
        }
        if (i <= first + 1 && i > first && u->words >= 9 && !stm_span_some(f->a->dateline)) {
            (void)stm_dateline_read(f, u->at);
        }
        if (i > first && (i < first + 4 || i + 1 == v->n) && dated_line(s) && read_date(f, u)) {
            continue;
        }
        if (stm_credit_line(f, u->at)) {
            u->done = true;
        } else if (i > 0 && (is_promo(f, u) || labelled_link(s, u))) {
            mark(f, u, STM_FURN_PROMO);
        } else if (i > first && (read_glued(f, v, i) || read_caption(f, v, i, false))) {
            u->done = true;
        } else if (i > first && crosshead(v, i, s)) {
            mark(f, u, STM_FURN_HEADLINE);
        } else if (i + 4 >= v->n) {
            stm_credit_tail(f, u->at);
        }
    }
}

static int by_furniture(const void *a, const void *b)
{
    const stm_furniture *x = a, *y = b;
    return x->at.start != y->at.start ? (x->at.start > y->at.start) - (x->at.start < y->at.start)
                                      : (x->at.end < y->at.end) - (x->at.end > y->at.end);
}

static int by_credit(const void *a, const void *b)
{
    const stm_credit *x = a, *y = b;
    return x->at.start != y->at.start ? (x->at.start > y->at.start) - (x->at.start < y->at.start)
                                      : (int)x->kind - (int)y->kind;
}

/* Text order, without overlaps; of two that overlap the first and longer stays, of two credits of one place one. */
static void put_in_order(stm_article *a)
{
    uint32_t kept = 0, end = 0;
    if (a->furniture.n > 1) {
        qsort(a->furniture.at, a->furniture.n, sizeof a->furniture.at[0], by_furniture);
    }
    for (uint32_t i = 0; i < a->furniture.n; i++) {
        if (a->furniture.at[i].at.start >= end) {
            a->furniture.at[kept++] = a->furniture.at[i];
            end = a->furniture.at[i].at.end;
        }
    }
    a->furniture.n = kept;
    if (a->credits.n > 1) {
        qsort(a->credits.at, a->credits.n, sizeof a->credits.at[0], by_credit);
    }
    kept = 0;
    for (uint32_t i = 0; i < a->credits.n; i++) {
        if (kept == 0 || a->credits.at[kept - 1].at.start != a->credits.at[i].at.start) {
            a->credits.at[kept++] = a->credits.at[i];
        }
    }
    a->credits.n = kept;
}

void stm_furnish(stm_arena *arena, const stm_newswords *words, stm_article *a, bool told)
{
    stm_furnisher f = { arena, words, a, { STM_NO_DAY, -1, INT32_MIN } };
    units v = { 0 };
    uint32_t body = 0;
    cut(&f, &v);
    read_head(&f, &v, &body);
    read_body(&f, &v, body);
    if (told) {
        stm_told_read(&f);
    }
    put_in_order(a);
    if (a->published_day == STM_NO_DAY && f.updated.day != STM_NO_DAY) {
        stm_when_set(arena, a, f.updated, STM_FROM_TEXT);
        a->published_why =
            STM_STR("A line at the head of the text says when it was last updated, and none when it began.");
    }
    if (a->published_day == STM_NO_DAY && a->url.p != NULL) {
        stm_when_set(arena, a, stm_when_url(a->url), STM_FROM_URL);
    }
}
