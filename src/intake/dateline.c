/* dateline.c: "PARIS (AP) —", "LONDON, May 3 (Reuters) -", "Brussels •", "Beirut:" at the head of a report.
 *
 * In: a unit of text.  Out: place, day, agency, and the passage up to and with the separator.  Never: takes a label
 * ("BREAKING:") or a speaker ("TORESKU:") for a place.
 * Idea: the head in front of the first separator must parse as a whole: places, then a date, then an agency in
 * brackets, each but the places optional. How much it takes to believe it depends on the separator: an agency or a
 * date is proof; a dash wants capitals or a known place; a colon wants a known place.  Cost: constant a unit.
 * Source: Associated Press and Reuters style guides, entry "datelines".
 */
#include "intake/furnish.h"
#include "intake/parts.h"

#define MAX_HEAD 110
#define MAX_NOTE 300

typedef enum separator { SEP_NONE, SEP_COLON, SEP_DASH, SEP_BULLET, SEP_AGENCY } separator;

typedef struct head {
    stm_str place;
    uint32_t agency;    /* index or STM_NONE */
    stm_span agency_at; /* relative to the unit */
    stm_str house;      /* in the bracket, when it is in no list: "Northern Wire" */
    bool paren, capitals, known, dated;
    int32_t year, month, day;
} head;

static bool upper(char c) { return c >= 'A' && c <= 'Z'; }

static bool lower(char c) { return c >= 'a' && c <= 'z'; }

/* The first separator of the unit: its start in *at, its end in *end. */
static separator find_separator(stm_str s, size_t *at, size_t *end)
{
    size_t depth = 0, limit = s.n < MAX_HEAD ? s.n : MAX_HEAD;
    for (size_t i = 1; i + 1 < limit; i++) {
        const unsigned char *u = (const unsigned char *)s.p + i;
        size_t left = s.n - i, n = 0;
        separator sep = SEP_NONE;
        depth += s.p[i] == '(';
        if (s.p[i] == ')' && depth > 0) {
            depth--;
            continue;
        }
        if (depth > 0 || s.p[i] == '\n') {
            if (s.p[i] == '\n') {
                return SEP_NONE;
            }
            continue;
        }
        if (left >= 3 && u[0] == 0xE2 && u[1] == 0x80 && (u[2] == 0x93 || u[2] == 0x94 || u[2] == 0x95)) {
            sep = SEP_DASH, n = 3;
        } else if (left >= 3 && u[0] == 0xE2 && u[1] == 0x80 && u[2] == 0xA2) {
            sep = SEP_BULLET, n = 3;
        } else if (left >= 2 && u[0] == 0xC2 && u[1] == 0xB7) {
            sep = SEP_BULLET, n = 2;
        } else if (u[0] == '-' && s.p[i - 1] == '-') {
            sep = SEP_DASH, n = 1;
        } else if (u[0] == '-' && s.p[i - 1] == ' ' && s.p[i + 1] == ' ') {
            sep = SEP_DASH, n = 1;
        } else if (u[0] == '-' && (s.p[i - 1] == ')' || (s.p[i - 1] == ' ' && i > 1 && s.p[i - 2] == ')'))) {
            sep = SEP_DASH, n = 1;
        } else if (u[0] == '|' && s.p[i - 1] == ' ') {
            sep = SEP_BULLET, n = 1;
        } else if (u[0] == ':' && (s.p[i + 1] == ' ' || s.p[i + 1] == '\t')) {
            sep = SEP_COLON, n = 1;
        } else if (u[0] == ' ' && s.p[i - 1] == ')') {
            /* "LONDON (AP) Police said": no separator but the bracket */
            size_t k = i;
            while (k < s.n && s.p[k] == ' ') {
                k++;
            }
            if (k < s.n && (upper(s.p[k]) || s.p[k] == '"')) {
                *at = *end = i;
                return SEP_AGENCY;
            }
        }
        if (sep != SEP_NONE) {
            *at = i;
            *end = i + n;
            if (sep == SEP_DASH && s.p[i] == '-' && s.p[i - 1] == '-') {
                *at = i - 1;
            }
            return sep;
        }
    }
    return SEP_NONE;
}

/* "LONDON (Reuters) -" in a line of its own. */
static separator closing_dash(stm_str s, size_t *at, size_t *end)
{
    static const char *const dashes[] = { ") -", ") --", ") \xE2\x80\x93", ") \xE2\x80\x94", ")-" };
    for (size_t k = 0; k < sizeof dashes / sizeof dashes[0]; k++) {
        if (stm_str_ends(s, dashes[k])) {
            *at = s.n - strlen(dashes[k]) + 1;
            *end = s.n;
            return SEP_DASH;
        }
    }
    return SEP_NONE;
}

static bool is_connector(stm_str w)
{
    static const char *const connectors[] = { "de",  "del",  "la",   "las", "el", "al",  "of",     "the",
                                              "and", "upon", "am",   "sur", "es", "es-", "da",     "do",
                                              "dos", "di",   "near", "in",  "on", "off", "outside" };
    for (size_t i = 0; i < sizeof connectors / sizeof connectors[0]; i++) {
        if (stm_str_eqz(w, connectors[i])) {
            return true;
        }
    }
    return false;
}

/* Words that stand before a colon or dash like a place, and are labels. */
static bool is_label(stm_str s)
{
    static const char *const labels[] = {
        "file",    "breaking",   "exclusive", "update",      "updated",       "live",
        "watch",   "video",      "photo",     "photos",      "analysis",      "opinion",
        "comment", "factbox",    "timeline",  "explainer",   "corrected",     "correction",
        "refile",  "rpt",        "table",     "note",        "editor",        "summary",
        "preview", "review",     "interview", "insight",     "special",       "report",
        "feature", "column",     "newsmaker", "snapshot",    "highlights",    "text",
        "q",       "a",          "the",       "soccer",      "tennis",        "golf",
        "cricket", "rugby",      "olympics",  "nba",         "nfl",           "mlb",
        "nhl",     "sheriff",    "police",    "read more",   "related",       "advertisement",
        "gallery", "key points", "top news",  "morning bid", "breakingviews", "poll",
        "wrapup",
    };
    for (size_t i = 0; i < sizeof labels / sizeof labels[0]; i++) {
        if (stm_str_eqz_nocase(s, labels[i])) {
            return true;
        }
    }
    return false;
}

/* One piece between commas as a place: capitalised words. *capitals: without a small letter. */
static bool is_place(stm_str s, bool *capitals)
{
    uint32_t words = 0;
    size_t i = 0;
    *capitals = true;
    while (i < s.n) {
        size_t start = i;
        stm_str w;
        while (i < s.n && s.p[i] != ' ' && s.p[i] != '/') {
            char c = s.p[i];
            bool ok = upper(c) || lower(c) || c == '.' || c == '\'' || c == '-' || (unsigned char)c >= 0x80;
            if (!ok) {
                return false;
            }
            i++;
        }
        w = (stm_str){ s.p + start, i - start };
        i += i < s.n;
        if (w.n == 0) {
            continue;
        }
        if (!upper(w.p[0]) && (unsigned char)w.p[0] < 0xC3 && !is_connector(w)) {
            return false;
        }
        for (size_t k = 0; k < w.n; k++) {
            if (lower(w.p[k]) && !is_connector(w) && !(k == 1 && w.n > 2 && w.p[0] == 'M' && w.p[k] == 'c')) {
                *capitals = false;
            }
        }
        words++;
    }
    return words > 0 && words <= 7 && s.n >= 2;
}

/* A place does not start with "On" or "The", as a sentence may. */
static bool capital_start(stm_str s)
{
    static const char *const words[] = { "On", "In", "At", "For", "By", "After", "Near", "And", "Of", "A", "An" };
    const char *blank = memchr(s.p, ' ', s.n);
    stm_str first = { s.p, blank == NULL ? s.n : (size_t)(blank - s.p) };
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (stm_str_eqz_nocase(first, words[i])) {
            return false;
        }
    }
    return true;
}

static bool any_known(const stm_furnisher *f, stm_str s)
{
    size_t start = 0;
    if (stm_place_known(f->words, f->arena, s)) {
        return true;
    }
    for (size_t i = 0; i <= s.n; i++) {
        if (i == s.n || s.p[i] == '/') {
            if (stm_place_known(f->words, f->arena, stm_str_trim((stm_str){ s.p + start, i - start }))) {
                return true;
            }
            start = i + 1;
        }
    }
    return false;
}

/* The bracket: "(Reuters)", "(AP/Xinhua)", "(Thomson Reuters Foundation)". */
static bool read_bracket(const stm_furnisher *f, stm_str s, size_t from, head *h)
{
    const char *close = memchr(s.p + from, ')', s.n - from);
    size_t start = from + 1, end, n;
    int32_t year = 0, month = 0, day = 0;
    h->paren = true;
    if (close == NULL || (size_t)(close - s.p) - start > 60) {
        return false;
    }
    end = (size_t)(close - s.p);
    for (size_t i = start; i < end; i++) {
        if (i == start || s.p[i - 1] == '/' || s.p[i - 1] == ' ') {
            uint32_t hit = stm_agency_at(f->words, (stm_str){ s.p + i, end - i }, &n);
            if (hit != STM_NONE && h->agency == STM_NONE) {
                h->agency = hit;
                h->agency_at = (stm_span){ (uint32_t)i, (uint32_t)(i + n) };
            }
        }
    }
    if (memchr(s.p + start, ',', end - start) != NULL && /* "(May 4, 2015)": with its year */
        stm_when_parts((stm_str){ s.p + start, end - start }, &year, &month, &day) && year != 0 && day != 0) {
        h->year = year, h->month = month, h->day = day;
    } else if (h->agency == STM_NONE &&
               (stm_house_of(f->words, (stm_str){ s.p + start, end - start }) != STM_HOUSE_NONE ||
                stm_looks_like_name((stm_str){ s.p + start, end - start }, 1, 4))) {
        h->house = (stm_str){ s.p + start, end - start };
    }
    for (size_t i = end + 1; i < s.n; i++) {
        if (s.p[i] != ' ' && s.p[i] != ',') {
            return false;
        }
    }
    return true;
}

/* "SEOUL Dec 12" without a comma: where the date starts, or 0. */
static size_t date_at(stm_str piece)
{
    for (size_t i = 1; i + 1 < piece.n; i++) {
        int32_t year, month, day;
        if (piece.p[i] == ' ' && stm_when_parts((stm_str){ piece.p + i + 1, piece.n - i - 1 }, &year, &month, &day) &&
            month != 0) {
            return i + 1;
        }
    }
    return 0;
}

/* Everything in front of the separator. */
static bool read_head(const stm_furnisher *f, stm_str s, head *h)
{
    const char *bracket = memchr(s.p, '(', s.n);
    stm_str rest = { s.p, bracket == NULL ? s.n : (size_t)(bracket - s.p) };
    size_t place_end = 0, at = 0;
    bool first = true;
    *h = (head){ .agency = STM_NONE, .capitals = true };
    if (bracket != NULL && !read_bracket(f, s, rest.n, h)) {
        return false;
    }
    while (at < rest.n) {
        const char *comma = memchr(rest.p + at, ',', rest.n - at);
        size_t end = comma == NULL ? rest.n : (size_t)(comma - rest.p);
        stm_str piece = stm_str_trim((stm_str){ rest.p + at, end - at });
        int32_t year = 0, month = 0, day = 0;
        bool capitals;
        if (piece.n == 0) {
            at = end + 1;
            continue;
        }
        if (first && date_at(piece) != 0) {
            end = (size_t)(piece.p - rest.p) + date_at(piece) - 1; /* the date is a piece of its own */
            piece = stm_str_trim((stm_str){ piece.p, date_at(piece) - 1 });
        }
        if (!first && stm_when_parts(piece, &year, &month, &day)) {
            h->dated = true;
            h->year = year != 0 ? year : h->year;
            h->month = month != 0 ? month : h->month;
            h->day = day != 0 ? day : h->day;
        } else if (!first && stm_agency_of(f->words, piece) != STM_NONE) {
            h->agency = stm_agency_of(f->words, piece);
            h->agency_at = (stm_span){ (uint32_t)(piece.p - s.p), (uint32_t)(piece.p - s.p + piece.n) };
        } else if (!h->dated && is_place(piece, &capitals)) {
            if (first) {
                h->capitals = capitals;
                h->known = any_known(f, piece);
                if (is_label(piece) || !capital_start(piece) || stm_when_parts(piece, &year, &month, &day)) {
                    return false;
                }
            }
            place_end = (size_t)(piece.p + piece.n - s.p);
        } else {
            return false;
        }
        first = false;
        at = end + 1;
    }
    h->dated = h->dated || h->day != 0;
    h->place = stm_str_trim((stm_str){ s.p, place_end });
    return h->place.n > 0;
}

static bool good_start(stm_str after)
{
    after = stm_str_trim(after);
    return after.n > 0 && (upper(after.p[0]) || (after.p[0] >= '0' && after.p[0] <= '9') || after.p[0] == '"' ||
                           after.p[0] == '$' || after.p[0] == '\'' || (unsigned char)after.p[0] >= 0xC2);
}

static bool believe(const head *h, separator sep, stm_str after)
{
    if (sep == SEP_AGENCY || (h->paren && h->agency == STM_NONE)) {
        return (h->agency != STM_NONE || (h->paren && sep == SEP_DASH)) && (h->capitals || h->known);
    }
    if (h->agency != STM_NONE) {
        return true;
    }
    if (!good_start(after)) {
        return false;
    }
    if (h->dated) {
        return h->capitals || h->known;
    }
    switch (sep) {
    case SEP_BULLET:
        return stm_when_read(stm_str_trim(after)).day == STM_NO_DAY && (h->capitals || h->known || h->place.n < 24);
    case SEP_DASH: return h->known || (h->capitals && h->place.n >= 4);
    default: return h->known || (h->capitals && h->place.n >= 4 && after.n > 60);
    }
}

/* Capitals and a colon: a place, or somebody who speaks, as in a transcript? Speakers come again, or say something. */
static bool is_speaker(const stm_furnisher *f, stm_str place, stm_str name)
{
    static const char *const verbs[] = { " said", " told", " says", " added", " asked", "'s ", "\xE2\x80\x99s " };
    stm_str t = f->a->text, surname = name;
    uint32_t lines = 0;
    for (size_t i = 0; i + place.n < t.n; i++) {
        const char *nl;
        lines += stm_str_starts((stm_str){ t.p + i, t.n - i }, "Q:");
        if (stm_str_eq((stm_str){ t.p + i, place.n }, place) && t.p[i + place.n] == ':') {
            lines++;
        }
        nl = memchr(t.p + i, '\n', t.n - i);
        if (nl == NULL) {
            break;
        }
        i = (size_t)(nl - t.p);
    }
    if (lines > 1) {
        return true;
    }
    for (size_t k = name.n; k > 0; k--) {
        if (name.p[k - 1] == ' ') {
            surname = (stm_str){ name.p + k, name.n - k };
            break;
        }
    }
    for (size_t at = stm_str_find(t, surname, 0); at != SIZE_MAX; at = stm_str_find(t, surname, at + 1)) {
        stm_str rest = { t.p + at + surname.n, t.n - at - surname.n };
        for (size_t k = 0; k < sizeof verbs / sizeof verbs[0]; k++) {
            if (stm_str_starts(rest, verbs[k])) {
                return true;
            }
        }
    }
    return false;
}

/* "NEW YORK" as "New York"; "D.C." stays. */
static stm_str place_name(stm_arena *arena, stm_str s, bool capitals)
{
    stm_str out = stm_str_dup(arena, s);
    char *p = stm_arena_copy(arena, s.p, s.n);
    if (!capitals) {
        return out;
    }
    for (size_t i = 0; i < s.n;) {
        size_t end = i;
        bool dots = false;
        while (end < s.n && s.p[end] != ' ' && s.p[end] != '/' && s.p[end] != '-' && s.p[end] != ',') {
            dots = dots || (s.p[end] == '.' && end - i == 1);
            end++;
        }
        for (size_t k = i + 1; k < end && !dots; k++) {
            bool after_mark = s.p[k - 1] == '\'' && end - k > 2;
            if (upper(s.p[k]) && !after_mark) {
                p[k] = (char)(p[k] + 32);
            } else if ((unsigned char)s.p[k] == 0xC3 && k + 1 < end && (unsigned char)s.p[k + 1] >= 0x80 &&
                       (unsigned char)s.p[k + 1] <= 0x9E) {
                p[k + 1] = (char)(p[k + 1] + 0x20); /* À-Þ */
                k++;
            }
        }
        if (!dots && i > 0 && is_connector(stm_str_lower(arena, (stm_str){ s.p + i, end - i }))) {
            p[i] = upper(p[i]) ? (char)(p[i] + 32) : p[i];
            if (end - i == 2 && (s.p[i] == 'E' || s.p[i] == 'L' || s.p[i] == 'A')) {
                p[i] = s.p[i]; /* El, La, Al start names */
            }
        }
        i = end + 1;
    }
    return (stm_str){ p, s.n };
}

/* The day: with the year that is printed, or else the one that brings it nearest to the date of publication. */
static int32_t day_of(const stm_article *a, const head *h)
{
    int32_t best = STM_NO_DAY;
    if (h->month == 0 || h->day == 0) {
        return STM_NO_DAY;
    }
    if (h->year != 0) {
        return stm_day_of((stm_date){ h->year, h->month, h->day });
    }
    if (a->published_day == STM_NO_DAY) {
        return STM_NO_DAY;
    }
    for (int32_t k = -1; k <= 1; k++) {
        int32_t d = stm_day_of((stm_date){ stm_date_of(a->published_day).year + k, h->month, h->day });
        int32_t far = d == STM_NO_DAY ? INT32_MAX : d < a->published_day ? a->published_day - d : d - a->published_day;
        if (far < 30) {
            best = d;
        }
    }
    return best;
}

/* "(Reuters) - ...": an agency and no place. */
static bool read_agency_only(stm_furnisher *f, stm_span unit, stm_str s)
{
    static const char *const dashes[] = { "\xE2\x80\x94", "\xE2\x80\x93", "--", "-" };
    size_t n, at;
    uint32_t agency = stm_agency_at(f->words, (stm_str){ s.p + 1, s.n - 1 }, &n);
    if (agency == STM_NONE || n + 2 >= s.n || s.p[n + 1] != ')') {
        return false;
    }
    at = n + 2;
    while (at < s.n && s.p[at] == ' ') {
        at++;
    }
    for (size_t k = 0; k < sizeof dashes / sizeof dashes[0]; k++) {
        if (stm_str_starts((stm_str){ s.p + at, s.n - at }, dashes[k])) {
            f->a->dateline = (stm_span){ unit.start, unit.start + (uint32_t)(at + strlen(dashes[k])) };
            stm_furnish_add(f, STM_FURN_DATELINE, f->a->dateline);
            stm_vec_push(f->arena, &f->a->credits,
                         (stm_credit){ f->words->agencies.at[agency].name,
                                       STM_CREDIT_TEXT,
                                       { unit.start + 1, unit.start + 1 + (uint32_t)n } });
            return true;
        }
    }
    return false;
}

static bool read_dateline(stm_furnisher *f, stm_span unit)
{
    stm_article *a = f->a;
    stm_str s = stm_str_sub(a->text, unit);
    size_t at, end;
    head h;
    stm_str place;
    separator sep;
    if (s.n > 4 && s.p[0] == '(' && !stm_span_some(a->dateline)) {
        return read_agency_only(f, unit, s);
    }
    sep = find_separator(s, &at, &end);
    if (sep == SEP_NONE && s.n < MAX_HEAD) {
        sep = closing_dash(s, &at, &end);
    }
    if (sep == SEP_NONE || stm_span_some(a->dateline) || !read_head(f, (stm_str){ s.p, at }, &h) ||
        !believe(&h, sep, (stm_str){ s.p + end, s.n - end })) {
        return false;
    }
    place = place_name(f->arena, h.place, h.capitals);
    if (sep == SEP_COLON && !h.known && h.agency == STM_NONE && !h.dated && is_speaker(f, h.place, place)) {
        return false;
    }
    a->dateline = (stm_span){ unit.start, unit.start + (uint32_t)end };
    a->dateline_place = place;
    a->dateline_day = day_of(a, &h);
    stm_furnish_add(f, STM_FURN_DATELINE, a->dateline);
    if (h.agency != STM_NONE && f->words->agencies.at[h.agency].kind == STM_AGENCY_TEXT) {
        stm_vec_push(f->arena, &a->credits,
                     (stm_credit){ f->words->agencies.at[h.agency].name,
                                   STM_CREDIT_TEXT,
                                   { unit.start + h.agency_at.start, unit.start + h.agency_at.end } });
    } else if (h.house.p != NULL) {
        uint32_t from = (uint32_t)(h.house.p - a->text.p);
        stm_vec_push(
            f->arena, &a->credits,
            (stm_credit){ stm_str_dup(f->arena, h.house), STM_CREDIT_TEXT, { from, from + (uint32_t)h.house.n } });
    }
    if (h.year != 0 && a->published_day == STM_NO_DAY && a->dateline_day != STM_NO_DAY) {
        stm_when_set(f->arena, a, (stm_when){ a->dateline_day, -1, INT32_MIN }, STM_FROM_TEXT);
        a->published_why = STM_STR(STM_WHY_DATELINE);
    }
    return true;
}

/* "By Jane Roe LORVIK (Reuters) - ...", glued into one line: where the place begins, or 0. */
static size_t behind_byline(stm_str s)
{
    size_t limit = s.n < MAX_HEAD ? s.n : MAX_HEAD;
    if (!stm_str_starts(s, "By ")) {
        return 0;
    }
    for (size_t i = 4; i < limit; i++) {
        size_t end = i;
        if (s.p[i - 1] != ' ') {
            continue;
        }
        while (end < limit && upper(s.p[end])) {
            end++;
        }
        if (end - i >= 4 || (end - i >= 3 && end < limit && s.p[end] == ' ' && upper(s.p[end + 1]))) {
            return i;
        }
    }
    return 0;
}

/* "(Corrects name in paragraph 3) LORVIK (Reuters) - ...", glued into one line: where the place begins, or 0. */
static size_t behind_note(stm_str s)
{
    size_t at = 1, limit = s.n < MAX_NOTE ? s.n : MAX_NOTE;
    if (s.n < 4 || s.p[0] != '(' || !stm_desk_verb((stm_str){ s.p + 1, s.n - 1 })) {
        return 0;
    }
    while (at < limit && s.p[at] != ')' && s.p[at] != '(') {
        at++;
    }
    return at + 2 < limit && s.p[at] == ')' && s.p[at + 1] == ' ' ? at + 2 : 0;
}

size_t stm_script_note(stm_str s)
{
    static const char *const notes[] = { "Please enable Javascript to watch this video ",
                                         "Please enable JavaScript to view this video " };
    for (size_t i = 0; i < sizeof notes / sizeof *notes; i++) {
        if (s.n > strlen(notes[i]) && stm_str_eq_nocase((stm_str){ s.p, strlen(notes[i]) }, stm_str_of(notes[i]))) {
            return strlen(notes[i]);
        }
    }
    return 0;
}

bool stm_dateline_read(stm_furnisher *f, stm_span unit)
{
    stm_span rest = unit;
    stm_str text = stm_str_sub(f->a->text, unit);
    size_t script = stm_script_note(text), note = script > 0 ? script : behind_note(text), glued = 0;
    glued = note == 0 ? behind_byline(stm_str_sub(f->a->text, unit)) : 0;
    rest.start += (uint32_t)(note + glued);
    if (!read_dateline(f, rest)) {
        return false;
    }
    if (note != 0) {
        stm_furnish_add(f, STM_FURN_PROMO, (stm_span){ unit.start, rest.start - 1 });
    }
    if (glued != 0) {
        stm_span byline = { unit.start, rest.start - 1 };
        stm_furnish_add(f, STM_FURN_BYLINE, byline);
        byline.start += 3;
        stm_byline_read(f, byline);
    }
    return true;
}
