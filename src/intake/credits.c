/* credits.c: whom a text or a picture is from, who helped, and whom people talked to.
 *
 * In: one unit of text.  Out: credits {agency, kind}, furniture of kind credit and byline, names in the byline.
 * Never: takes an agency that a sentence merely mentions for a credit: outside of "told X" only brackets, line ends
 * and lines of their own count.  Cost: linear in the unit.
 */
#include "intake/furnish.h"
#include "intake/parts.h"

static bool upper(char c) { return c >= 'A' && c <= 'Z'; }

static bool letter(char c) { return upper(c) || (c >= 'a' && c <= 'z') || (unsigned char)c >= 0xC3; }

static bool starts(stm_str s, const char *lower)
{
    size_t n;
    if (s.n == 0 || (s.p[0] | 32) != (lower[0] | 32)) {
        return false; /* of the dozens that are asked for, most */
    }
    n = strlen(lower);
    return s.n >= n && stm_str_eq_nocase((stm_str){ s.p, n }, (stm_str){ lower, n });
}

static bool holds(stm_str s, const char *lower)
{
    size_t n = strlen(lower);
    for (size_t i = 0; i + n <= s.n; i++) {
        if ((s.p[i] | 32) == lower[0] && stm_str_eq_nocase((stm_str){ s.p + i, n }, (stm_str){ lower, n })) {
            return true;
        }
    }
    return false;
}

/* "contributed", which is looked for in every paragraph: by its b, which few words have. */
static bool holds_contributed(stm_str s)
{
    for (uint32_t small = 0; small < 2; small++) {
        const char *end = s.p + s.n, *p = s.p;
        while (p < end && (p = memchr(p, small != 0 ? 'b' : 'B', (size_t)(end - p))) != NULL) {
            if (p - s.p >= 6 && end - p >= 5 && stm_str_eq_nocase((stm_str){ p - 6, 11 }, STM_STR("contributed"))) {
                return true;
            }
            p++;
        }
    }
    return false;
}

static stm_span sub_span(const stm_article *a, stm_str s)
{
    return (stm_span){ (uint32_t)(s.p - a->text.p), (uint32_t)(s.p - a->text.p + s.n) };
}

static void add_credit(stm_furnisher *f, uint32_t agency, stm_credit_kind kind, stm_span at)
{
    stm_vec_push(f->arena, &f->a->credits, (stm_credit){ f->words->agencies.at[agency].name, kind, at });
}

/* The first agency that is named at a word's start, in capitals or after a separator. */
static uint32_t find_agency(const stm_newswords *words, stm_str s, stm_str *where)
{
    size_t n;
    for (size_t i = 0; i < s.n; i++) {
        if (letter(s.p[i]) && (i == 0 || !letter(s.p[i - 1]))) {
            uint32_t hit = stm_agency_at(words, (stm_str){ s.p + i, s.n - i }, &n);
            if (hit != STM_NONE) {
                *where = (stm_str){ s.p + i, n };
                return hit;
            }
        }
    }
    return STM_NONE;
}

bool stm_looks_like_name(stm_str s, uint32_t min_words, uint32_t max_words)
{
    static const char *const small[] = { "de",  "van", "von", "der", "den", "del", "da",  "al", "el",
                                         "bin", "ibn", "la",  "le",  "dos", "di",  "ten", "ter" };
    uint32_t words = 0;
    for (size_t i = 0; i < s.n;) {
        size_t start = i;
        bool connector = false;
        while (i < s.n && s.p[i] != ' ') {
            if (!letter(s.p[i]) && s.p[i] != '.' && s.p[i] != '-' && s.p[i] != '\'' && (unsigned char)s.p[i] < 0x80) {
                return false;
            }
            i++;
        }
        if (i > start) {
            for (size_t k = 0; k < sizeof small / sizeof small[0]; k++) {
                connector = connector || stm_str_eqz((stm_str){ s.p + start, i - start }, small[k]);
            }
            if (!connector && !upper(s.p[start]) && (unsigned char)s.p[start] < 0xC3) {
                return false;
            }
            words += !connector;
        }
        i += i < s.n;
    }
    return words >= min_words && words <= max_words;
}

/* ---- pictures ------------------------------------------------------------------------------------------ */

static bool photo_word(stm_str s)
{
    static const char *const words[] = {
        "photo:",     "photos:",      "photo by ",     "photograph:",   "photograph by ", "picture:",
        "pictures:",  "picture by ",  "pic:",          "image:",        "images:",        "image by ",
        "credit:",    "photo credit", "image credit",  "image source:", "photo courtesy", "courtesy of ",
        "file photo", "file image",   "file)",         "ap photo",      "afp photo",      "reuters photo",
        "\xC2\xA9",   "source:",      "photographer:", "photography:",  "handout"
    };
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (starts(s, words[i])) {
            return true;
        }
    }
    return false;
}

/* "Francois Lenoir/Reuters", "REUTERS/Jane Roe", "Jane Roe / AFP via Getty Images": every piece is a name or an
 * agency, and one is an agency. */
static bool names_and_agency(const stm_newswords *words, stm_str s, uint32_t *agency, stm_str *where, uint32_t *pieces)
{
    size_t start = 0;
    *agency = STM_NONE;
    *pieces = 0;
    for (size_t i = 0; i <= s.n; i++) {
        bool cut = i == s.n || s.p[i] == '/' || s.p[i] == ',' || s.p[i] == ';' || s.p[i] == '|';
        size_t skip = 1;
        if (!cut && s.n - i > 5 && (memcmp(s.p + i, " via ", 5) == 0 || memcmp(s.p + i, " for ", 5) == 0)) {
            cut = true;
            skip = 5;
        } else if (!cut && s.n - i > 3 && memcmp(s.p + i, " - ", 3) == 0) {
            cut = true;
            skip = 3;
        }
        if (cut) {
            stm_str piece = stm_str_trim((stm_str){ s.p + start, i - start });
            uint32_t hit = stm_agency_of(words, piece);
            if (hit != STM_NONE && *agency == STM_NONE) {
                *agency = hit;
                *where = piece;
            } else if (hit == STM_NONE && piece.n > 0 && !stm_looks_like_name(piece, 1, 5)) {
                return false;
            }
            *pieces += piece.n > 0;
            start = i + skip;
            i += skip - 1;
        }
    }
    return *agency != STM_NONE;
}

static stm_photo_credit judge_credit(const stm_newswords *words, stm_str s, uint32_t *agency, stm_str *where)
{
    uint32_t pieces;
    s = stm_str_trim(s);
    if (s.n == 0 || s.n > 120) {
        return STM_PHOTO_NONE;
    }
    if (photo_word(s)) {
        *agency = find_agency(words, s, where);
        return STM_PHOTO_SURE;
    }
    if (!names_and_agency(words, s, agency, where, &pieces)) {
        return STM_PHOTO_NONE;
    }
    if (words->agencies.at[*agency].kind == STM_AGENCY_TOLD) {
        return pieces > 1 ? STM_PHOTO_SURE : STM_PHOTO_WEAK;
    }
    return pieces > 1 || words->agencies.at[*agency].kind == STM_AGENCY_PHOTO ? STM_PHOTO_SURE : STM_PHOTO_WEAK;
}

/* Start of what follows the last sentence end in front of the unit's own end; 0: one sentence. */
static size_t last_piece(stm_str s)
{
    for (size_t i = s.n; i > 2 && s.n - i < 120; i--) {
        char last = s.p[i - 2];
        if (s.p[i - 1] == ' ' && i < s.n &&
            (last == '.' || last == '!' || last == '?' || last == ')' || last == '"' || last == '|')) {
            return i;
        }
    }
    return 0;
}

stm_photo_credit stm_photo_credit_read(stm_furnisher *f, stm_span unit, stm_span *credit, uint32_t *agency,
                                       stm_span *named)
{
    stm_str s = stm_str_trim(stm_str_sub(f->a->text, unit)), where = STM_NULL_STR, tail;
    stm_photo_credit found = STM_PHOTO_NONE;
    *agency = STM_NONE;
    *named = STM_NO_SPAN;
    if (s.n > 1 && s.p[s.n - 1] == '.' && s.p[s.n - 2] == ')') {
        s.n--;
    }
    if (s.n > 2 && s.p[s.n - 1] == ')') {
        size_t open = s.n - 1;
        while (open > 0 && s.p[open] != '(') {
            open--;
        }
        tail = (stm_str){ s.p + open + 1, s.n - open - 2 };
        if (s.p[open] == '(') {
            found = judge_credit(f->words, tail, agency, &where);
            *credit = sub_span(f->a, (stm_str){ s.p + open, s.n - open });
        }
    } else {
        size_t from = last_piece(s);
        size_t copyright = stm_str_find(s, STM_STR("\xC2\xA9"), from);
        from = copyright == SIZE_MAX ? from : copyright;
        tail = (stm_str){ s.p + from, s.n - from };
        found = judge_credit(f->words, tail, agency, &where);
        if (found == STM_PHOTO_WEAK && from > 0) {
            found = STM_PHOTO_SURE; /* "... of the city. Reuters" */
        }
        *credit = sub_span(f->a, tail);
    }
    if (where.p != NULL) {
        *named = sub_span(f->a, where);
    }
    return found;
}

/* ---- texts --------------------------------------------------------------------------------------------- */

static bool contributor_start(stm_str s)
{
    static const char *const words[] = { "reporting by",
                                         "additional reporting",
                                         "reporting and writing by",
                                         "editing by",
                                         "writing by",
                                         "written by",
                                         "compiled by",
                                         "edited by",
                                         "reported by",
                                         "with additional reporting",
                                         "with reporting by",
                                         "with reporting from",
                                         "translated by",
                                         "translation by",
                                         "story by",
                                         "text by",
                                         "reporting from",
                                         "reporting for",
                                         "additional writing",
                                         "additional editing",
                                         "reporting:",
                                         "editing:",
                                         "with contributions from" };
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (starts(s, words[i])) {
            return true;
        }
    }
    return false;
}

static bool agency_source(stm_str s)
{
    static const char *const words[] = { "with inputs from",
                                         "with input from",
                                         "with agency inputs",
                                         "with agency input",
                                         "with files from",
                                         "with reports from",
                                         "with material from",
                                         "with agencies",
                                         "with reuters",
                                         "with afp",
                                         "with ap",
                                         "source:",
                                         "from reuters",
                                         "from ap",
                                         "from afp",
                                         "inputs from",
                                         "agency inputs",
                                         "with wire",
                                         "from wire",
                                         "agencies contributed",
                                         "via" };
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (starts(s, words[i])) {
            return true;
        }
    }
    return false;
}

/* All agencies named in a piece of credit are text credits. */
static void add_all(stm_furnisher *f, stm_str s)
{
    stm_str where;
    for (uint32_t k = 0; k < 4; k++) {
        uint32_t hit = find_agency(f->words, s, &where);
        size_t used;
        if (hit == STM_NONE) {
            return;
        }
        if (f->words->agencies.at[hit].kind != STM_AGENCY_PHOTO) {
            add_credit(f, hit, STM_CREDIT_TEXT, sub_span(f->a, where));
        }
        used = (size_t)(where.p - s.p) + where.n;
        s = (stm_str){ s.p + used, s.n - used };
    }
}

/* Is `s`, without brackets, a whole credit? *kind says which furniture. */
static bool whole_credit(const stm_newswords *words, stm_str s, stm_furniture_kind *kind)
{
    uint32_t agency, pieces;
    stm_str where;
    *kind = STM_FURN_CREDIT;
    if (contributor_start(s)) {
        *kind = STM_FURN_BYLINE;
        return true;
    }
    if (agency_source(s) && find_agency(words, s, &where) != STM_NONE) {
        return true;
    }
    return s.n < 60 && names_and_agency(words, s, &agency, &where, &pieces) && pieces == 1 &&
           words->agencies.at[agency].kind == STM_AGENCY_TEXT;
}

static stm_str bare(stm_str s)
{
    s = stm_str_trim(s);
    while (s.n > 1 && (s.p[0] == '(' || s.p[0] == '[')) {
        s.p++;
        s.n--;
    }
    while (s.n > 0 && (s.p[s.n - 1] == ')' || s.p[s.n - 1] == ']' || s.p[s.n - 1] == '.' || s.p[s.n - 1] == ' ')) {
        s.n--;
    }
    return stm_str_trim(s);
}

/* Up to some more than 70, which nobody asks for. In bytes of at most 255 at a time, without branches, so that
 * compilers vectorise it. */
static uint32_t count_words(stm_str s)
{
    uint32_t n = s.n > 0 && s.p[0] > ' ';
    for (size_t at = 1; at < s.n && n <= 70; at += 255) {
        const signed char *p = (const signed char *)s.p + at - 1;
        size_t all = s.n - at < 255 ? s.n - at : 255;
        uint8_t some = 0;
        for (size_t i = 0; i < all; i++) {
            some = (uint8_t)(some + ((p[i + 1] > ' ') & (p[i] <= ' ')));
        }
        n += some;
    }
    return n;
}

/* "Reporting by Jane Roe in Paris; editing by ...": the first of these wrote the text, the others did not. */
static void read_reporters(stm_furnisher *f, stm_str s)
{
    static const char *const words[] = {
        "reporting by ", "reporting and writing by ", "written by ", "reported by ", "story by ", "text by ", "by "
    };
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (starts(s, words[i])) {
            static const char *const stops[] = { ";", ", edit", ", additional", ", writ", ", translat" };
            size_t from = strlen(words[i]), end = s.n;
            for (size_t k = 0; k < sizeof stops / sizeof stops[0]; k++) {
                size_t hit = stm_str_find(s, stm_str_of(stops[k]), from);
                end = hit < end ? hit : end;
            }
            stm_byline_read(f, sub_span(f->a, (stm_str){ s.p + from, end - from }));
            return;
        }
    }
}

/* "— Northern Wire", "- Jane Roe" in a line of its own. */
static bool read_signature(stm_furnisher *f, stm_span unit, stm_str s)
{
    size_t dash = s.n > 3 && memcmp(s.p, "\xE2\x80\x94", 3) == 0   ? 3
                  : s.n > 3 && memcmp(s.p, "\xE2\x80\x93", 3) == 0 ? 3
                  : s.n > 2 && memcmp(s.p, "--", 2) == 0           ? 2
                  : s.n > 1 && s.p[0] == '-'                       ? 1
                                                                   : 0;
    stm_str name = stm_str_trim((stm_str){ s.p + dash, s.n - dash });
    uint32_t agency;
    if (dash == 0 || name.n == 0 || name.n > 50) {
        return false;
    }
    agency = stm_agency_of(f->words, name);
    if (agency != STM_NONE || stm_house_of(f->words, name) != STM_HOUSE_NONE) {
        stm_furnish_add(f, STM_FURN_CREDIT, unit);
        stm_vec_push(
            f->arena, &f->a->credits,
            (stm_credit){ agency != STM_NONE ? f->words->agencies.at[agency].name : stm_str_dup(f->arena, name),
                          STM_CREDIT_TEXT, sub_span(f->a, name) });
        return true;
    }
    if (f->a->byline.n == 0 && stm_looks_like_name(name, 2, 4)) {
        stm_furnish_add(f, STM_FURN_BYLINE, unit);
        stm_byline_read(f, sub_span(f->a, name));
        return true;
    }
    return false;
}

bool stm_credit_line(stm_furnisher *f, stm_span unit)
{
    static const char *const contributed[] = { "contributed to this", "contributed reporting", "contributed from",
                                               "also contributed" };
    stm_str s = stm_str_trim(stm_str_sub(f->a->text, unit)), inner = bare(s);
    stm_furniture_kind kind;
    uint32_t words = count_words(s);
    bool may = words <= 45 && holds_contributed(s);
    if (s.n == 0 || words > 70) {
        return false;
    }
    for (size_t i = 0; i < sizeof contributed / sizeof contributed[0]; i++) {
        if (may && holds(s, contributed[i])) {
            stm_furnish_add(f, STM_FURN_BYLINE, unit);
            add_all(f, s);
            return true;
        }
    }
    if (read_signature(f, unit, s)) {
        return true;
    }
    if (!whole_credit(f->words, inner, &kind)) {
        return false;
    }
    stm_furnish_add(f, kind, unit);
    if (kind == STM_FURN_CREDIT) {
        add_all(f, s);
    } else {
        read_reporters(f, inner);
    }
    return true;
}

void stm_credit_tail(stm_furnisher *f, stm_span unit)
{
    stm_str s = stm_str_sub(f->a->text, unit);
    size_t piece = last_piece(s);
    uint32_t agency = piece == 0 ? STM_NONE : stm_agency_of(f->words, (stm_str){ s.p + piece, s.n - piece });
    size_t low = s.n > 600 ? s.n - 600 : 0;
    const char *first;
    if (agency != STM_NONE && f->words->agencies.at[agency].kind == STM_AGENCY_TEXT) {
        stm_span at = { unit.start + (uint32_t)piece, unit.end }; /* "... she said. Reuters" */
        stm_furnish_add(f, STM_FURN_CREDIT, at);
        add_credit(f, agency, STM_CREDIT_TEXT, at);
        return;
    }
    first = memchr(s.p + low, '(', s.n - low);
    if (first == NULL) {
        return;
    }
    low = (size_t)(first - s.p);
    for (size_t i = s.n; i > low; i--) {
        stm_furniture_kind kind;
        stm_str inner;
        const char *close;
        if (s.p[i - 1] != '(') {
            continue;
        }
        inner = (stm_str){ s.p + i, s.n - i };
        close = memchr(inner.p, ')', inner.n);
        if (close == NULL) {
            continue;
        }
        inner.n = (size_t)(close - inner.p);
        if (whole_credit(f->words, bare(inner), &kind)) {
            size_t rest = (size_t)(close - s.p) + 1;
            stm_str after = stm_str_trim((stm_str){ s.p + rest, s.n - rest });
            if (after.n > 0 && after.p[0] != '(' && after.p[0] != '[' && after.n > 2) {
                return; /* more text behind it */
            }
            stm_furnish_add(f, kind, (stm_span){ unit.start + (uint32_t)i - 1, unit.end });
            if (kind == STM_FURN_CREDIT) {
                add_all(f, inner);
            } else {
                read_reporters(f, bare(inner));
            }
            return;
        }
    }
}

/* "CNN affiliate WDIV", "Times reporters' union": not the house itself. */
static bool of_somebody_else(stm_str s)
{
    return starts(s, " affiliate") || starts(s, "-affiliate") || starts(s, " partner") || starts(s, " sister");
}

void stm_told_read(stm_furnisher *f)
{
    static const char *const cues[] = { "told ", "interview with ", "speaking to ", "spoke to ", "statement to " };
    stm_str t = f->a->text;
    for (size_t c = 0; c < sizeof cues / sizeof cues[0]; c++) {
        stm_str cue = stm_str_of(cues[c]);
        size_t at = 0, n;
        while ((at = stm_str_find(t, cue, at)) != SIZE_MAX) {
            bool word = at == 0 || !letter(t.p[at - 1]);
            uint32_t hit;
            at += cue.n;
            if (!word) {
                continue;
            }
            hit = stm_agency_at(f->words, (stm_str){ t.p + at, t.n - at }, &n);
            if (hit == STM_NONE && t.n - at > 4 && memcmp(t.p + at, "the ", 4) == 0) {
                at += 4;
                hit = stm_agency_at(f->words, (stm_str){ t.p + at, t.n - at }, &n);
            }
            if (hit != STM_NONE && f->words->agencies.at[hit].kind != STM_AGENCY_PHOTO &&
                !of_somebody_else((stm_str){ t.p + at + n, t.n - at - n })) {
                add_credit(f, hit, STM_CREDIT_TOLD, (stm_span){ (uint32_t)at, (uint32_t)(at + n) });
            }
        }
    }
}

/* ---- names --------------------------------------------------------------------------------------------- */

/* Splits at commas, "and", "&", ";"; calls take() for each piece but the places ("in Paris"). */
static void split_names(stm_str s, void (*take)(void *arg, stm_str piece), void *arg)
{
    size_t start = 0;
    bool place = false;
    for (size_t i = 0; i <= s.n; i++) {
        size_t skip = 0;
        stm_str rest = { s.p + i, s.n - i };
        if (i == s.n || s.p[i] == ',' || s.p[i] == ';' || s.p[i] == '|' || s.p[i] == '&' || s.p[i] == '/' ||
            s.p[i] == '\n') {
            skip = 1;
        } else if (starts(rest, " and ") || starts(rest, " for ")) {
            skip = 5;
        } else if (starts(rest, " with ")) {
            skip = 6;
        } else if (starts(rest, " in ") || starts(rest, " at ") || starts(rest, " of ")) {
            skip = 4;
        } else if (stm_str_starts(rest, "\xE2\x80\xA2") || stm_str_starts(rest, "\xE2\x80\x94") ||
                   stm_str_starts(rest, "\xE2\x80\x93")) {
            skip = 3;
        }
        if (skip != 0) {
            if (!place) {
                take(arg, stm_str_trim((stm_str){ s.p + start, i - start }));
            }
            place = skip == 4;
            start = i + skip;
            i += skip - 1;
        }
    }
}

typedef struct name_sink {
    stm_arena *arena;
    const stm_newswords *words;
    stm_strs *out;
    stm_furnisher *f; /* NULL: names only */
} name_sink;

static bool is_staff(stm_str s)
{
    static const char *const words[] = { "staff",     "writer",     "writers",     "correspondent", "correspondents",
                                         "reporter",  "reporters",  "editor",      "editors",       "desk",
                                         "bureau",    "agencies",   "team",        "newsroom",      "service",
                                         "services",  "associated", "contributor", "columnist",     "author",
                                         "chief",     "senior",     "photos",      "photographer",  "special",
                                         "published", "updated",    "posted",      "com",           "minute",
                                         "min",       "read",       "admin" };
    size_t start = 0;
    for (size_t i = 0; i <= s.n; i++) {
        if (i == s.n || !letter(s.p[i])) {
            for (size_t k = 0; k < sizeof words / sizeof words[0]; k++) {
                if (stm_str_eqz_nocase((stm_str){ s.p + start, i - start }, words[k])) {
                    return true;
                }
            }
            start = i + 1;
        }
    }
    return false;
}

static void take_name(void *arg, stm_str piece)
{
    name_sink *k = arg;
    uint32_t hit;
    if (starts(piece, "by ") || starts(piece, "by:")) {
        piece = stm_str_trim((stm_str){ piece.p + 3, piece.n - 3 });
    }
    hit = stm_agency_of(k->words, piece);
    if (hit != STM_NONE) {
        if (k->f != NULL && k->words->agencies.at[hit].kind == STM_AGENCY_TEXT) {
            add_credit(k->f, hit, STM_CREDIT_TEXT, sub_span(k->f->a, piece));
        }
        return;
    }
    if (stm_house_of(k->words, piece) == STM_HOUSE_WIRE && k->f != NULL && !is_staff(piece)) {
        stm_vec_push(k->arena, &k->f->a->credits,
                     (stm_credit){ stm_str_dup(k->arena, piece), STM_CREDIT_TEXT, sub_span(k->f->a, piece) });
        return;
    }
    if (stm_looks_like_name(piece, 2, 5) && !is_staff(piece) && stm_house_of(k->words, piece) == STM_HOUSE_NONE) {
        for (uint32_t i = 0; i < k->out->n; i++) {
            if (stm_str_eq_nocase(k->out->at[i], piece)) {
                return;
            }
        }
        stm_vec_push(k->arena, k->out, stm_str_dup(k->arena, piece));
    }
}

void stm_byline_split(stm_arena *arena, const stm_newswords *words, stm_str line, stm_strs *out)
{
    name_sink sink = { arena, words, out, NULL };
    if (line.n < 400) {
        split_names(line, take_name, &sink);
    }
}

void stm_byline_read(stm_furnisher *f, stm_span unit)
{
    stm_strs names = { 0 };
    name_sink sink = { f->arena, f->words, &names, f };
    split_names(stm_str_sub(f->a->text, unit), take_name, &sink);
    if (f->a->byline.n == 0) {
        f->a->byline = names;
    }
}
