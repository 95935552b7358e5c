/* view_words.c: see view.h. Passages, names, dates and numbers as they are printed. */
#include <ctype.h>
#include <math.h>

#include "data/data.h"
#include "write/view.h"

enum {
    LEAST_GONE = 6, /* of a text, for so many bytes of it one is cut off at least */
    PART = 10,      /* a part of so many tenths of what may stand is enough of it */
    MOST_OF_PART = 7
};

static bool is_space(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f' || c == '\v'; }

/* The word says nothing without one behind it. */
static bool leans_on_next(stm_str word)
{
    return stm_str_among(word, "a an the and or but nor that which who whose of in on at by for from to with into over "
                               "under about after before between against its his her their our my your is are was were "
                               "be been has have had will would can could may might must should not as than if when "
                               "while because said says");
}

/* Where a text of one line is cut that may have `limit` bytes: behind the last part that a comma or the like ends, if
 * most of it stands before that, else behind a word that says something; `n` where what would go is no longer than what
 * tells that it is gone. */
static size_t cut_at(stm_arena *arena, stm_str s, size_t limit)
{
    size_t end = limit, part;
    if (s.n <= limit + limit / LEAST_GONE) {
        return s.n;
    }
    while (end < s.n && s.p[end] != ' ') {
        end++;
    }
    for (part = end; part * PART > limit * MOST_OF_PART; part--) {
        if (s.p[part] == ' ' && strchr(",;", s.p[part - 1]) != NULL) {
            return part - 1;
        }
    }
    for (;;) {
        size_t from = end;
        while (from > 0 && s.p[from - 1] != ' ') {
            from--;
        }
        if (from < 2 || !leans_on_next(stm_str_lower(arena, (stm_str){ s.p + from, end - from }))) {
            return end;
        }
        end = from - 1;
    }
}

static stm_str folded(stm_arena *arena, stm_str s, size_t limit)
{
    stm_buf buf = { 0 };
    stm_str all;
    size_t end;
    for (size_t i = 0; i < s.n; i++) {
        if (!is_space(s.p[i])) {
            if (buf.n != 0 && is_space(s.p[i - 1])) {
                stm_buf_add(arena, &buf, " ", 1);
            }
            stm_buf_add(arena, &buf, s.p + i, 1);
        }
    }
    all = stm_buf_str(&buf);
    end = limit == 0 ? all.n : cut_at(arena, all, limit);
    return end == all.n ? all : stm_str_format(arena, "%.*s …", (int)end, all.p);
}

/* Bytes of a dash, a bullet, a colon or white space at the start of s. */
static size_t filler(stm_str s)
{
    static const char *const fill[] = { " ", "\n", "\t", "\r", "-", ":", "–", "—", "•", "\u00a0" };
    for (size_t i = 0; i < sizeof fill / sizeof *fill; i++) {
        if (stm_str_starts(s, fill[i])) {
            return strlen(fill[i]);
        }
    }
    return 0;
}

stm_str stm_view_words(stm_arena *arena, const stm_view *view, stm_passage passage, size_t limit)
{
    const stm_article *a = view->run->articles.at[passage.article];
    stm_str s = stm_str_sub(a->text, passage.at);
    if (stm_span_some(a->dateline) && a->dateline.start >= passage.at.start && a->dateline.end < passage.at.end &&
        a->dateline.start - passage.at.start < 8) { /* where it was written is no part of what it says */
        s = stm_str_sub(a->text, (stm_span){ a->dateline.end, passage.at.end });
    }
    while (filler(s) != 0 && filler(s) < s.n) {
        size_t n = filler(s);
        s = (stm_str){ s.p + n, s.n - n };
    }
    return folded(arena, s, limit);
}

stm_str stm_view_short(stm_arena *arena, stm_str s, size_t limit) { return folded(arena, s, limit); }

/* Strays of one pair of marks; `shut` within a word is an apostrophe. */
static void strays(stm_str s, const char *open, const char *shut, int *lacking_open, int *lacking_shut)
{
    size_t n = strlen(shut);
    *lacking_open = *lacking_shut = 0;
    for (size_t i = 0; i < s.n; i++) {
        stm_str rest = { s.p + i, s.n - i };
        bool in_word = i > 0 && isalnum((unsigned char)s.p[i - 1]) && i + n < s.n && isalpha((unsigned char)s.p[i + n]);
        if (stm_str_starts(rest, open)) {
            (*lacking_shut)++;
        } else if (stm_str_starts(rest, shut) && !in_word) {
            *lacking_shut > 0 ? (*lacking_shut)-- : (*lacking_open)++;
        }
    }
}

stm_str stm_view_balanced(stm_arena *arena, stm_str s)
{
    int no_open, no_shut, single_open, single_shut, straight = 0;
    strays(s, "“", "”", &no_open, &no_shut);
    strays(s, "‘", "’", &single_open, &single_shut); /* a stray ’ alone may be an apostrophe: left */
    for (size_t i = 0; i < s.n; i++) {
        straight += s.p[i] == '"';
    }
    if (no_open > 0 || no_shut > 0 || single_shut > 0) {
        return stm_str_format(arena, "%s%.*s%s%s", no_open > 0 ? "“" : "", (int)s.n, s.p, single_shut > 0 ? "’" : "",
                              no_shut > 0 ? "”" : "");
    }
    if (straight % 2 == 1) { /* its place tells which one is missing: an opening mark stands before a letter */
        size_t at = stm_str_find(s, STM_STR("\""), 0);
        bool opens = at + 1 < s.n && (at == 0 || s.p[at - 1] == ' ') && s.p[at + 1] != ' ';
        return stm_str_format(arena, "%s%.*s%s", opens ? "" : "\"", (int)s.n, s.p, opens ? "\"" : "");
    }
    return s;
}

static stm_str without_article(stm_str s)
{
    static const char *const articles[] = { "the ", "a ", "an " };
    for (size_t i = 0; i < sizeof articles / sizeof *articles; i++) {
        size_t n = strlen(articles[i]);
        if (s.n > n && stm_str_eqz_nocase((stm_str){ s.p, n }, articles[i])) {
            return (stm_str){ s.p + n, s.n - n };
        }
    }
    return s;
}

/* Where what somebody has begins: "campaign" of "Ann Roe's campaign"; *whose gets "Ann Roe". 0: nobody has it. */
static size_t owned(stm_str name, stm_str *whose)
{
    static const char *const marks[] = { "'s ", "’s ", "' ", "’ " };
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        size_t at = stm_str_find(name, stm_str_of(marks[i]), 0);
        if (at != SIZE_MAX && at > 0) {
            *whose = (stm_str){ name.p, at };
            return at + strlen(marks[i]);
        }
    }
    return 0;
}

/* "Ann Roe’s campaign" and "Roe's campaign". */
static bool same_owned(stm_str a, stm_str b)
{
    stm_str x = STM_NULL_STR, y = STM_NULL_STR;
    size_t i = owned(a, &x), k = owned(b, &y);
    if (i == 0 || k == 0 || !stm_str_eq_nocase((stm_str){ a.p + i, a.n - i }, (stm_str){ b.p + k, b.n - k })) {
        return false;
    }
    a = x.n >= y.n ? x : y;
    b = x.n >= y.n ? y : x;
    return stm_str_eq(a, b) || (a.n > b.n && a.p[a.n - b.n - 1] == ' ' && memcmp(a.p + a.n - b.n, b.p, b.n) == 0);
}

bool stm_view_same_name(stm_str a, stm_str b)
{
    return (a.p == NULL) == (b.p == NULL) &&
           (stm_str_eq_nocase(without_article(a), without_article(b)) || (a.p != NULL && same_owned(a, b)));
}

/* The word that the verb agrees with: the last one before "of", "in", "who", a comma. */
static stm_str head_word(stm_str name)
{
    static const char *const ends[] = { " of ",   " in ",  " at ",   " on ",    " for ", " from ",
                                        " with ", " who ", " that ", " close ", ", ",    " (" };
    stm_str s = name;
    size_t from;
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        size_t at = stm_str_find(s, stm_str_of(ends[i]), 0);
        s.n = at == SIZE_MAX || at == 0 ? s.n : at;
    }
    from = s.n;
    while (from > 0 && s.p[from - 1] != ' ') {
        from--;
    }
    return (stm_str){ s.p + from, s.n - from };
}

/* "Syrian", which data/nouns.txt has in small letters: it ends a field of data/countries.txt. */
static bool demonym(stm_arena *arena, stm_str word)
{
    static const char ends[] = "\n;";
    static const char starts[] = "|;";
    stm_str list = { stm_data_countries, stm_data_countries_size };
    size_t n = word.n > 1 && word.p[word.n - 1] == 's' ? word.n - 1 : word.n;
    for (size_t i = 0; i < 4; i++) {
        stm_str field = stm_str_format(arena, "%c%.*s%c", starts[i / 2], (int)n, word.p, ends[i % 2]);
        if (stm_str_find(list, field, 0) != SIZE_MAX) {
            return true;
        }
    }
    return false;
}

/* A common noun for people, of data/nouns.txt, in the singular or the plural. */
static bool common_noun(stm_arena *arena, stm_str word, bool *plural)
{
    static const struct {
        const char *end, *instead;
    } ends[] = { { "", "" }, { "s", "" }, { "es", "" }, { "ies", "y" }, { "men", "man" } };
    stm_str list = { stm_data_nouns, stm_data_nouns_size }, low = stm_str_lower(arena, word);
    if (demonym(arena, word)) {
        return false;
    }
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        if (low.n > 3 && stm_str_ends(low, ends[i].end)) {
            stm_str line =
                stm_str_format(arena, "\n%.*s%s p\n", (int)(low.n - strlen(ends[i].end)), low.p, ends[i].instead);
            if (stm_str_find(list, line, 0) != SIZE_MAX) {
                *plural = i > 0;
                return true;
            }
        }
    }
    return false;
}

/* Only the first letter is a capital: it may be there because a sentence began with it. */
static bool sentence_case(stm_str name)
{
    for (size_t i = 1; i < name.n; i++) {
        if (isupper((unsigned char)name.p[i]) || (signed char)name.p[i] < 0) {
            return false;
        }
    }
    return name.n > 0 && isupper((unsigned char)name.p[0]);
}

/* The texts write the word with a capital within a sentence, and never without: "Democrats", "Tories". */
static bool written_large(stm_arena *arena, const stm_view *view, stm_str word)
{
    stm_str low = stm_str_lower(arena, word);
    bool large = false;
    for (uint32_t i = 0; view != NULL && i < view->record->articles.n; i++) {
        stm_str text = view->run->articles.at[view->record->articles.at[i]]->text;
        for (size_t at = stm_str_find(text, low, 0); at != SIZE_MAX; at = stm_str_find(text, low, at + 1)) {
            if (at > 0 && text.p[at - 1] == ' ') {
                return false;
            }
        }
        for (size_t at = stm_str_find(text, word, 0); at != SIZE_MAX; at = stm_str_find(text, word, at + 1)) {
            large = large || (at > 1 && text.p[at - 1] == ' ' &&
                              (islower((unsigned char)text.p[at - 2]) || text.p[at - 2] == ','));
        }
    }
    return large;
}

stm_str stm_view_mid_sentence(stm_arena *arena, const stm_view *view, stm_str name)
{
    static const char *const small[] = { "the",       "a",         "an",          "some",   "several",   "many",
                                         "both",      "two",       "three",       "four",   "one",       "another",
                                         "other",     "officials", "authorities", "police", "witnesses", "survivors",
                                         "residents", "most",      "all",         "its",    "his",       "her",
                                         "their",     "sources",   "at",          "few" };
    size_t n = stm_str_find(name, STM_STR(" "), 0);
    stm_str first = { name.p, n == SIZE_MAX ? name.n : n };
    bool lower = false, plural = false;
    for (size_t i = 0; i < sizeof small / sizeof *small; i++) {
        lower |= first.n > 0 && stm_str_eqz_nocase(first, small[i]);
    }
    /* "Critics" and "Rebel leaders", but not "Union officials", nor "Baker", who may be a man of that name */
    lower |= sentence_case(name) && common_noun(arena, first, &plural) && (plural || n != SIZE_MAX) &&
             !written_large(arena, view, first);
    if (lower) {
        char *copy = stm_arena_copy(arena, name.p, name.n);
        copy[0] = (char)tolower((unsigned char)copy[0]);
        return (stm_str){ copy, name.n };
    }
    return name;
}

bool stm_view_may_speak(stm_arena *arena, stm_str name)
{
    static const char *const kinds[] = { "p", "g", "o", "l" };
    static const char papers[] =
        "statement report letter source sources spokesman document documents filing lawsuit suit "
        "complaint memo post tweet message recording site website page study poll survey review "
        "audit finding findings ad advertisement video book article editorial";
    stm_str word = stm_str_lower(arena, head_word(name)), list = { stm_data_nouns, stm_data_nouns_size };
    if (word.n == 0 || !islower((unsigned char)name.p[0]) || stm_view_plural(arena, name) ||
        stm_str_among(word, papers)) {
        return true;
    }
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (stm_str_find(list, stm_str_format(arena, "\n%.*s %s\n", (int)word.n, word.p, kinds[i]), 0) != SIZE_MAX) {
            return true;
        }
    }
    return false;
}

enum { MAX_ASKED = 12 }; /* articles that are asked how they name somebody */

/* Most of the texts of the story that name it in a sentence put "the" before the name: "the United States". */
static bool takes_article(const stm_view *view, stm_str name)
{
    const stm_record *r = view->record;
    uint32_t with = 0, all = 0;
    for (uint32_t i = 0; i < r->articles.n && i < MAX_ASKED; i++) {
        stm_str text = view->run->articles.at[r->articles.at[i]]->text;
        for (size_t at = stm_str_find(text, name, 0); at != SIZE_MAX; at = stm_str_find(text, name, at + name.n)) {
            bool word = at > 4 && !isalnum((unsigned char)text.p[at - 1]) &&
                        (at + name.n >= text.n || !isalnum((unsigned char)text.p[at + name.n]));
            all += word;
            with += word && text.p[at - 1] == ' ' &&
                    stm_str_eq_nocase((stm_str){ text.p + at - 4, 3 }, STM_STR("the")) &&
                    !isalpha((unsigned char)text.p[at - 5 * (at > 5)]);
        }
    }
    return with > 1 && with * 3 > all * 2;
}

stm_str stm_view_called(stm_arena *arena, const stm_view *view, stm_str name)
{
    bool proper =
        name.n > 2 && isupper((unsigned char)name.p[0]) && !stm_str_starts(name, "The ") && !stm_str_starts(name, "A ");
    return proper && takes_article(view, name) ? stm_str_format(arena, "the %.*s", (int)name.n, name.p) : name;
}

bool stm_view_plural(stm_arena *arena, stm_str name)
{
    bool plural = false;
    static const char *const many[] = { "police",    "people",    "men",       "women",  "children", "authorities",
                                        "officials", "they",      "others",    "some",   "several",  "many",
                                        "both",      "survivors", "witnesses", "sources" };
    static const char *const counts[] = { "sources", "two",     "three", "four", "five", "six", "seven",
                                          "some",    "several", "many",  "both", "most", "all" };
    static const char *const parties[] = { "crats", "ians", "icans", "ists" }; /* Democrats, Palestinians, ... */
    stm_str word = head_word(name), first = name;
    size_t space = stm_str_find(name, STM_STR(" "), 0), both;
    first.n = space == SIZE_MAX ? name.n : space;
    if (stm_str_eq_nocase(first, STM_STR("one")) || word.n == 0) {
        return false;
    }
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
        if (stm_str_eqz_nocase(first, counts[i])) {
            return true;
        }
    }
    for (size_t i = 0; i < sizeof many / sizeof *many; i++) {
        if (stm_str_eqz_nocase(word, many[i])) {
            return true;
        }
    }
    both = stm_str_find(name, STM_STR(" and "), 0);
    /* "the chairman of the House Oversight and Government Reform Committee" is one */
    if (both != SIZE_MAX && both < stm_str_find(name, STM_STR(" of the "), 0) && word.n > 0) {
        return isupper((unsigned char)name.p[0]) && isupper((unsigned char)word.p[0]) ? false : true;
    }
    /* "Attorneys for Lund": only the first letter of what stands before "for" is a capital */
    if ((sentence_case(name) ||
         (word.p == name.p && stm_str_starts((stm_str){ word.p + word.n, name.n - word.n }, " for "))) &&
        common_noun(arena, word, &plural) && plural) {
        return true;
    }
    for (size_t i = 0; i < sizeof parties / sizeof *parties; i++) {
        if (stm_str_ends(word, parties[i])) {
            return true;
        }
    }
    return word.n > 3 && islower((unsigned char)word.p[0]) && word.p[word.n - 1] == 's' &&
           strchr("sui", word.p[word.n - 2]) == NULL;
}

stm_str stm_view_context(stm_arena *arena, const stm_view *view, stm_passage passage, stm_str words)
{
    enum { AROUND = 48 };
    stm_str all = stm_view_words(arena, view, passage, 0);
    size_t at = words.n == 0 ? SIZE_MAX : stm_str_find(all, words, 0), from, to;
    if (at == SIZE_MAX) {
        return STM_NULL_STR;
    }
    from = at > AROUND ? at - AROUND : 0;
    to = at + words.n + AROUND < all.n ? at + words.n + AROUND : all.n;
    while (from > 0 && all.p[from - 1] != ' ') {
        from--;
    }
    while (to < all.n && all.p[to] != ' ') {
        to++;
    }
    return stm_view_balanced(arena, stm_str_format(arena, "%s%.*s%s", from > 0 ? "… " : "", (int)(to - from),
                                                   all.p + from, to < all.n ? " …" : ""));
}

/* Without quotation marks around it. */
static stm_str bare(stm_str s)
{
    static const char *const open[] = { "“", "\"", "«", "„", "‘‘", "``" };
    static const char *const shut[] = { "”", "\"", "»", "“", "’’", "''" };
    for (size_t i = 0; i < sizeof open / sizeof *open; i++) {
        if (stm_str_starts(s, open[i]) && s.n > strlen(open[i])) {
            s = (stm_str){ s.p + strlen(open[i]), s.n - strlen(open[i]) };
            break;
        }
    }
    for (size_t i = 0; i < sizeof shut / sizeof *shut; i++) {
        if (stm_str_ends(s, shut[i]) && s.n > strlen(shut[i])) {
            s.n -= strlen(shut[i]);
            break;
        }
    }
    s.n -= s.n > 1 && s.p[s.n - 1] == ',' ? 1 : 0; /* the reporter's comma before the cue */
    return s;
}

stm_str stm_view_without_that(stm_str s)
{
    return stm_str_starts(s, "that ") && s.n > 5 ? (stm_str){ s.p + 5, s.n - 5 } : s;
}

/* "as a member of its “staff,”": the comma before the closing mark belongs to the sentence around it. */
static stm_str without_last_comma(stm_arena *arena, stm_str s)
{
    size_t mark = stm_str_ends(s, ",\xE2\x80\x9D") ? 3 : stm_str_ends(s, ",\"") ? 1 : 0;
    return mark == 0 ? s : stm_str_format(arena, "%.*s%.*s", (int)(s.n - mark - 1), s.p, (int)mark, s.p + s.n - mark);
}

stm_str stm_view_quotation(stm_arena *arena, const stm_article *article, const stm_quotation *quotation)
{
    stm_buf buf = { 0 };
    for (uint32_t i = 0; i < quotation->content.n; i++) {
        stm_span at = i == 0 ? stm_quotation_told(article, quotation) : quotation->content.at[i];
        if (i > 0 && stm_quotation_told(article, quotation).end >= at.end) {
            break;
        }
        stm_str part = folded(arena, stm_str_sub(article->text, at), 0);
        part = quotation->kind == STM_QUOTE_DIRECT ? bare(part) : i == 0 ? stm_view_without_that(part) : part;
        if (i != 0) {
            stm_buf_addz(arena, &buf, quotation->kind == STM_QUOTE_DIRECT ? "” … “" : " … ");
        }
        stm_buf_add_str(arena, &buf, part);
    }
    return without_last_comma(arena, stm_buf_str(&buf));
}

stm_str stm_view_speaker(const stm_view *view, uint32_t entity, stm_str name)
{
    return name.p != NULL                                            ? name
           : entity != STM_NONE && entity < view->record->entities.n ? view->record->entities.at[entity].name
                                                                     : STM_NULL_STR;
}

static const char *const month_names[] = { "January", "February", "March",     "April",   "May",      "June",
                                           "July",    "August",   "September", "October", "November", "December" };

static int32_t digits_of(const char *p, size_t n)
{
    int32_t v = 0;
    for (size_t i = 0; i < n && isdigit((unsigned char)p[i]); i++) {
        v = v * 10 + (p[i] - '0');
    }
    return v;
}

int32_t stm_view_day_of(stm_str iso)
{
    if (iso.n < 10 || iso.p[4] != '-' || iso.p[7] != '-') {
        return STM_NO_DAY;
    }
    return stm_day_of((stm_date){ digits_of(iso.p, 4), digits_of(iso.p + 5, 2), digits_of(iso.p + 8, 2) });
}

/* Reads YYYY-MM[-DD]; day 0 if there is none. */
static bool read_date(stm_str iso, stm_date *d)
{
    for (size_t i = 0; i < iso.n && i < 10; i++) {
        if (i == 4 || i == 7 ? iso.p[i] != '-' : !isdigit((unsigned char)iso.p[i])) {
            return false;
        }
    }
    if (iso.n != 7 && iso.n < 10) {
        return false;
    }
    d->year = digits_of(iso.p, 4);
    d->month = digits_of(iso.p + 5, 2);
    d->day = iso.n >= 10 ? digits_of(iso.p + 8, 2) : 0;
    return d->month >= 1 && d->month <= 12;
}

stm_str stm_view_date(stm_arena *arena, stm_str iso, bool year)
{
    stm_date d = { 0, 0, 0 };
    stm_buf buf = { 0 };
    if (iso.p == NULL || !read_date(iso, &d)) {
        return iso;
    }
    if (d.day != 0) {
        stm_buf_format(arena, &buf, "%d ", d.day);
    }
    stm_buf_addz(arena, &buf, month_names[d.month - 1]);
    if (year || d.day == 0) {
        stm_buf_format(arena, &buf, " %d", d.year);
    }
    if (iso.n >= 16 && iso.p[10] == 'T') {
        stm_buf_format(arena, &buf, ", %.5s", iso.p + 11);
    }
    return stm_buf_str(&buf);
}

/* Whole months: "2023", "February 2023", "June to August 2023", "2009 to 2013"; NULL: the stretch ends inside of one.
 */
static stm_str whole_months(stm_arena *arena, stm_date a, stm_date b)
{
    const char *first, *last;
    if (a.day != 1 || b.day != stm_month_days(b.year, b.month)) {
        return STM_NULL_STR;
    }
    first = month_names[a.month - 1];
    last = month_names[b.month - 1];
    if (a.month == 1 && b.month == 12) {
        return a.year == b.year ? stm_str_format(arena, "%d", a.year)
                                : stm_str_format(arena, "%d to %d", a.year, b.year);
    }
    if (a.year != b.year) {
        return stm_str_format(arena, "%s %d to %s %d", first, a.year, last, b.year);
    }
    return a.month == b.month ? stm_str_format(arena, "%s %d", first, a.year)
                              : stm_str_format(arena, "%s to %s %d", first, last, a.year);
}

stm_str stm_view_dates(stm_arena *arena, stm_str from, stm_str to)
{
    stm_date a = { 0, 0, 0 }, b = { 0, 0, 0 };
    stm_str left, right, months = STM_NULL_STR;
    bool days;
    if (from.p == NULL || to.p == NULL || stm_str_eq(from, to)) {
        return stm_view_date(arena, from.p == NULL ? to : from, true);
    }
    days = read_date(from, &a) && read_date(to, &b) && from.n == 10 && to.n == 10;
    if (days) {
        months = whole_months(arena, a, b);
    }
    if (months.p != NULL) {
        return months;
    }
    if (days && a.year == b.year) {
        if (a.month == b.month) {
            return stm_str_format(arena, "%d to %d %s %d", a.day, b.day, month_names[a.month - 1], a.year);
        }
        return stm_str_format(arena, "%d %s to %d %s %d", a.day, month_names[a.month - 1], b.day,
                              month_names[b.month - 1], a.year);
    }
    left = stm_view_date(arena, from, true);
    right = stm_view_date(arena, to, true);
    return stm_str_format(arena, "%.*s to %.*s", (int)left.n, left.p, (int)right.n, right.p);
}

/* "by Friday", "by the end of June": the last of these days is a limit. */
static bool limit(const stm_view *v, const stm_event *e)
{
    stm_date to = { 0, 0, 0 };
    for (uint32_t i = 0; read_date(e->to, &to) && i < e->passages.n; i++) {
        const stm_article *a = v->run->articles.at[e->passages.at[i].article];
        for (uint32_t k = 0; k < a->times.n; k++) {
            const stm_time *t = &a->times.at[k];
            uint32_t first = stm_token_from(a, t->at.start);
            if (t->at.start < e->passages.at[i].at.start || t->at.end > e->passages.at[i].at.end || first == 0 ||
                first >= a->tokens.n) {
                continue;
            }
            if (t->to_day == stm_day_of(to) && stm_form_among(a, first - 1, "by By")) {
                stm_span at = { a->tokens.at[first - 1].at.start, t->at.end };
                return stm_str_find(e->event, stm_str_sub(a->text, at), 0) != SIZE_MAX;
            }
        }
    }
    return false;
}

stm_str stm_view_event_dates(stm_arena *arena, const stm_view *v, const stm_event *e)
{
    stm_str s;
    if (e->status == STM_EVENT_HAPPENED || e->to.p == NULL || !limit(v, e)) {
        return stm_view_dates(arena, e->from, e->to);
    }
    s = stm_view_date(arena, e->to, true);
    return stm_str_format(arena, "By %.*s", (int)s.n, s.p);
}

static stm_str number(stm_arena *arena, double v)
{
    stm_buf digits = { 0 }, out = { 0 };
    size_t whole;
    if (v == floor(v) && fabs(v) < 1e15) {
        stm_buf_format(arena, &digits, "%.0f", v);
    } else {
        stm_buf_format(arena, &digits, "%.4g", v);
        return stm_buf_str(&digits);
    }
    whole = digits.n;
    for (size_t i = 0; i < whole; i++) {
        if (i > 0 && (whole - i) % 3 == 0 && digits.at[i - 1] != '-' && whole > 4) {
            stm_buf_add(arena, &out, ",", 1);
        }
        stm_buf_add(arena, &out, digits.at + i, 1);
    }
    return stm_buf_str(&out);
}

stm_str stm_view_number(stm_arena *arena, double low, double high)
{
    stm_str a = number(arena, isnan(low) ? 0 : low), b = number(arena, isnan(high) ? 0 : high);
    if (isnan(low) && isnan(high)) {
        return STM_STR("an unknown number");
    }
    if (isnan(high)) {
        return stm_str_format(arena, "at least %.*s", (int)a.n, a.p);
    }
    if (isnan(low)) {
        return stm_str_format(arena, "at most %.*s", (int)b.n, b.p);
    }
    return low == high ? a : stm_str_format(arena, "%.*s to %.*s", (int)a.n, a.p, (int)b.n, b.p);
}

stm_str stm_view_amount(stm_arena *arena, const stm_figure_reading *r)
{
    bool share = stm_str_eqz(r->unit, "share");
    if (share || stm_str_eqz(r->unit, "percent")) {
        double scale = share ? 100 : 1, place = share ? 1 : 10; /* fractions are no decimals; percentages may be */
        stm_str v =
            stm_view_number(arena, round(r->low * scale * place) / place, round(r->high * scale * place) / place);
        return stm_str_format(arena, "%.*s %%", (int)v.n, v.p);
    }
    return stm_view_number(arena, r->low, r->high);
}
