/* numbers_words.c: the wordbook, and text cut into words for times and figures.
 *
 * In: the lists of data/; a stretch of text.  Out: stm_wordbook; stm_words.  Never: looks at tokens or tags.
 * Invariants: (1) words are in text order and do not overlap; white space lies in none. (2) a word is letters
 * only, or digits with their commas and point, or one character. Cost: linear in the bytes of the stretch.
 */
#include "data/data.h"
#include "extract/numbers.h"
#include "text/text.h"

#include <stdlib.h>

/* ---- lists --------------------------------------------------------------------------------------------- */

static stm_str next_line(stm_str *rest)
{
    size_t n = 0;
    stm_str line;
    while (n < rest->n && rest->p[n] != '\n') {
        n++;
    }
    line = (stm_str){ rest->p, n };
    n = n < rest->n ? n + 1 : n;
    rest->p += n;
    rest->n -= n;
    return line;
}

static stm_str next_field(stm_str *line)
{
    stm_str field;
    size_t n = 0;
    *line = stm_str_trim(*line);
    while (n < line->n && line->p[n] != ' ' && line->p[n] != '\t') {
        n++;
    }
    field = (stm_str){ line->p, n };
    line->p += n;
    line->n -= n;
    return field;
}

static double to_number(stm_str s)
{
    char buf[32];
    size_t n = s.n < sizeof buf - 1 ? s.n : sizeof buf - 1;
    memcpy(buf, s.p, n);
    buf[n] = '\0';
    return strtod(buf, NULL);
}

static stm_word_entry *entry_of(stm_arena *arena, stm_wordbook *book, stm_str word)
{
    uint32_t at = stm_map_get(&book->index, word);
    if (at == STM_NONE) {
        at = book->entries.n;
        (void)stm_vec_add(arena, &book->entries);
        *stm_map_put(arena, &book->index, word, at) = at;
    }
    return &book->entries.at[at];
}

static void add_word(stm_word_entry *e, stm_str class, stm_str value)
{
    static const struct {
        const char *name;
        uint32_t flag;
    } classes[] = {
        { "cardinal", STM_W_CARDINAL }, { "scale", STM_W_SCALE },     { "scales", STM_W_SCALES },
        { "dozen", STM_W_DOZEN },       { "dozens", STM_W_DOZENS },   { "ordinal", STM_W_ORDINAL },
        { "part", STM_W_PART },         { "parts", STM_W_PARTS },     { "suffix", STM_W_SUFFIX },
        { "month", STM_W_MONTH },       { "weekday", STM_W_WEEKDAY }, { "weekdays", STM_W_WEEKDAYS },
        { "unit", STM_W_UNIT },         { "units", STM_W_UNITS },     { "weekend", STM_W_WEEKEND },
        { "season", STM_W_SEASON },     { "seasons", STM_W_SEASONS }, { "day", STM_W_DAY },
        { "vague", STM_W_VAGUE },       { "set", STM_W_SET },         { "decade", STM_W_DECADE },
        { "zone", STM_W_ZONE },         { "clock", STM_W_CLOCK },     { "overnight", STM_W_OVERNIGHT },
    };
    bool letters = value.n > 0 && value.p[0] >= 'A' && value.p[0] <= 'Z';
    uint32_t flag = 0;
    for (size_t i = 0; i < sizeof classes / sizeof *classes; i++) {
        if (stm_str_eqz(class, classes[i].name)) {
            flag = classes[i].flag;
        }
    }
    if ((flag == STM_W_PART || flag == STM_W_PARTS) && letters) {
        flag = flag == STM_W_PART ? STM_W_DAYPART : STM_W_DAYPARTS; /* "morning part MO" beside "half part 2" */
        memcpy(e->part, value.p, 2);
    }
    e->classes |= flag;
    if (flag & (STM_W_SEASON | STM_W_SEASONS)) {
        memcpy(e->season, value.p, 2);
    } else if (flag & (STM_W_UNIT | STM_W_UNITS)) {
        e->unit = value.p[0];
    } else if (flag & (STM_W_VAGUE | STM_W_SET)) {
        e->value = value;
    } else if (flag & STM_W_MONTH) {
        e->month = (int32_t)to_number(value);
    } else if (flag & (STM_W_WEEKDAY | STM_W_WEEKDAYS)) {
        e->weekday = (int32_t)to_number(value);
    } else if (flag & (STM_W_DAY | STM_W_ZONE | STM_W_CLOCK)) {
        e->offset = (int32_t)to_number(value);
    } else if (flag & STM_W_DECADE) {
        e->decade = (int32_t)to_number(value);
    } else if (!letters && e->number == 0) {
        e->number = to_number(value); /* "third" and "quarter" keep what the first line says: parts have own words */
    }
}

static void read_words(stm_arena *arena, stm_wordbook *book, stm_str list)
{
    while (list.n > 0) {
        stm_str line = next_line(&list), word, class, value, more;
        if (line.n == 0 || line.p[0] == '#') {
            continue;
        }
        word = next_field(&line);
        class = next_field(&line);
        value = next_field(&line);
        if (word.n > 0) {
            stm_word_entry *e = entry_of(arena, book, word);
            add_word(e, class, value);
            for (more = next_field(&line); more.n > 0; more = next_field(&line)) {
                e->classes |= stm_str_eqz(more, "cap") ? STM_W_CAPITAL : 0;
                e->classes |= stm_str_eqz(more, "abbr") ? STM_W_ABBREVIATION | STM_W_CAPITAL : 0;
            }
        }
    }
}

/* Words of a list entry, cut as text is: letters, digits, single marks. */
static void cut_entry(stm_arena *arena, stm_strs *out, stm_str s)
{
    stm_words w = { 0 };
    stm_article a = { .text = s };
    w.article = &a;
    stm_words_cut(arena, &w, (stm_span){ 0, (uint32_t)s.n }, true);
    for (uint32_t i = 0; i < w.at.n; i++) {
        stm_vec_push(arena, out, stm_str_sub(s, w.at.at[i].at));
    }
}

static void read_holidays(stm_arena *arena, stm_wordbook *book, stm_str list)
{
    while (list.n > 0) {
        stm_str line = next_line(&list), rule;
        size_t eq;
        stm_holiday *h;
        if (line.n == 0 || line.p[0] == '#' || (eq = stm_str_find(line, STM_STR("="), 0)) == SIZE_MAX) {
            continue;
        }
        h = stm_vec_add(arena, &book->holidays);
        cut_entry(arena, &h->words, stm_str_trim((stm_str){ line.p, eq }));
        entry_of(arena, book, h->words.at[0])->classes |= STM_W_HOLIDAY;
        line = (stm_str){ line.p + eq + 1, line.n - eq - 1 };
        rule = next_field(&line);
        if (stm_str_eqz(rule, "nth")) {
            h->month = (int32_t)to_number(next_field(&line));
            h->weekday = (int32_t)to_number(next_field(&line));
            h->nth = (int32_t)to_number(next_field(&line));
        } else if (stm_str_eqz(rule, "easter")) {
            h->by_easter = true;
            h->easter = (int32_t)to_number(next_field(&line));
        } else if (stm_str_eqz(rule, "election")) {
            h->election = true;
        } else {
            h->month = (int32_t)to_number((stm_str){ rule.p, 2 });
            h->day = (int32_t)to_number((stm_str){ rule.p + 3, 2 });
        }
    }
}

/* data/units.txt: NAME, written | forms | ... ; kind by section. */
static void read_units(stm_arena *arena, stm_wordbook *book, stm_str list)
{
    stm_str kind = STM_STR("");
    while (list.n > 0) {
        stm_str line = stm_str_trim(next_line(&list)), name, forms;
        size_t eq;
        if (line.n == 0 || line.p[0] == '#') {
            continue;
        }
        if (line.p[0] == '[') {
            kind = (stm_str){ line.p + 1, line.n - 2 };
            continue;
        }
        eq = stm_str_find(line, STM_STR("="), 0);
        if (eq == SIZE_MAX) {
            continue;
        }
        name = stm_str_trim((stm_str){ line.p, eq });
        forms = (stm_str){ line.p + eq + 1, line.n - eq - 1 };
        while (forms.n > 0) {
            size_t n = 0;
            stm_str form;
            stm_unit_name u = { .unit = name, .kind = kind };
            uint32_t *head;
            while (n < forms.n && forms.p[n] != '|') {
                n++;
            }
            form = stm_str_trim((stm_str){ forms.p, n });
            n = n < forms.n ? n + 1 : n;
            forms.p += n;
            forms.n -= n;
            while (form.n > 1 && (form.p[0] == '!' || form.p[0] == '<' || form.p[0] == '?')) {
                u.exact_case |= form.p[0] == '!';
                u.before |= form.p[0] == '<';
                u.bare |= form.p[0] == '?';
                form = (stm_str){ form.p + 1, form.n - 1 };
            }
            cut_entry(arena, &u.words, form);
            if (u.words.n == 0) {
                continue;
            }
            head = stm_map_put(arena, &book->unit_index, stm_str_lower(arena, u.words.at[0]), STM_NONE);
            stm_vec_push(arena, &book->unit_next, *head);
            *head = book->units.n;
            stm_vec_push(arena, &book->units, u);
        }
    }
}

static void read_people(stm_arena *arena, stm_wordbook *book, stm_str list)
{
    while (list.n > 0) {
        stm_str line = next_line(&list), word;
        if (line.n > 0 && line.p[0] == '#') {
            continue;
        }
        for (word = next_field(&line); word.n > 0; word = next_field(&line)) {
            (void)stm_map_put(arena, &book->people, word, 1);
        }
    }
}

/* data/approximators.txt: KIND = PHRASE | PHRASE */
static void read_bounds(stm_arena *arena, stm_wordbook *book, stm_str list)
{
    static const char *const kinds[] = { "none", "about", "nearly", "over", "least", "below", "most", "stance" };
    while (list.n > 0) {
        stm_str line = stm_str_trim(next_line(&list)), name, forms;
        size_t eq = stm_str_find(line, STM_STR("="), 0);
        uint8_t kind = 0;
        if (line.n == 0 || line.p[0] == '#' || eq == SIZE_MAX) {
            continue;
        }
        name = stm_str_trim((stm_str){ line.p, eq });
        forms = (stm_str){ line.p + eq + 1, line.n - eq - 1 };
        for (uint8_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
            kind = stm_str_eqz(name, kinds[k]) ? k : kind;
        }
        while (forms.n > 0) {
            size_t n = 0;
            stm_bound_phrase phrase = { .kind = kind, .next = STM_NONE };
            uint32_t *head;
            while (n < forms.n && forms.p[n] != '|') {
                n++;
            }
            cut_entry(arena, &phrase.words, stm_str_trim((stm_str){ forms.p, n }));
            n = n < forms.n ? n + 1 : n;
            forms.p += n;
            forms.n -= n;
            if (phrase.words.n == 0) {
                continue;
            }
            head = stm_map_put(arena, &book->bound_index, phrase.words.at[0], STM_NONE);
            phrase.next = *head;
            *head = book->bounds.n;
            stm_vec_push(arena, &book->bounds, phrase);
        }
    }
}

enum { ENTRY_MAX = 24, WORD_MAX = 32 }; /* bytes of a word of the lists */
enum { TOGETHER = 32 };                 /* words that are looked up at a time */
enum { MONEY_CODE = 4 };                /* letters of "MUSD", a million dollars */

static const stm_word_lists NOTHING = { STM_NONE, STM_NONE, STM_NONE, 0 };

static void mark_words(stm_arena *arena, stm_wordbook *book, stm_str list, uint8_t bits)
{
    for (stm_str word = next_field(&list); word.n > 0; word = next_field(&list)) {
        uint32_t at = *stm_map_put(arena, &book->words, word, book->lists.n);
        if (at == book->lists.n) {
            stm_vec_push(arena, &book->lists, NOTHING);
        }
        book->lists.at[at].opens |= bits;
    }
}

/* With these an amount may begin though no list knows them. What stm_quantity_read and those who call it take as a
 * first word of letters is of a list of data/ or is here. */
static void read_amount_beginnings(stm_arena *arena, stm_wordbook *book)
{
    mark_words(
        arena, book,
        STM_STR("a an between from negative minus percent percents percentage per few several couple half quarter "
                "one point"),
        STM_OPENS_AMOUNT);
}

/* With these a time may begin though no list knows them: determiners, approximators, what stands before a unit. What
 * a reader of times_*.c takes as its first word must be in data/time_words.txt, data/number_words.txt or here. */
static void read_beginnings(stm_arena *arena, stm_wordbook *book)
{
    stm_str list = STM_STR(
        "a an the its his her their our this that these those each every per another one "
        "last past next coming previous preceding prior following subsequent ensuing succeeding same current present "
        "latest upcoming first initial opening final closing intervening recent most more less fewer few couple "
        "several "
        "many some various number half dozens scores hundreds thousands tens "
        "fiscal full calendar trading business working consecutive straight additional other entire whole long short "
        "extra further financial solid good school tax flat latter second longstanding former ex "
        "early mid late middle earlier later sometime end beginning start close rest remainder eve turn outset "
        "about around nearly almost approximately roughly over just under circa barely ca at as up "
        "week day ad q h right so overnight midmorning midafternoon");
    mark_words(arena, book, list, STM_OPENS);
    /* Most of what these stand before is no time: one of the words above stands second then, one of the lists, or one
     * of those below. */
    mark_words(
        arena, book,
        STM_STR("a an the its his her their our this that these those each every per another as at about around "
                "nearly almost approximately roughly some over just under circa barely more less fewer up other"),
        STM_OPENS_LEADING);
    mark_words(arena, book,
               STM_STR("near foreseeable future present moment period time date point being least than to recently"),
               STM_OPENS_SECOND);
}

/* One look-up for each word of a text instead of one for each list. */
static void join_lists(stm_arena *arena, stm_wordbook *book)
{
    const stm_map *maps[] = { &book->index, &book->unit_index, &book->bound_index };
    for (size_t m = 0; m < sizeof maps / sizeof *maps; m++) {
        for (uint32_t i = 0; i < maps[m]->items.n; i++) {
            const stm_map_item *item = &maps[m]->items.at[i];
            uint32_t at;
            if (item->key.n > (m == 0 ? ENTRY_MAX : WORD_MAX)) {
                continue; /* never asked for */
            }
            at = *stm_map_put(arena, &book->words, item->key, book->lists.n);
            if (at == book->lists.n) {
                stm_vec_push(arena, &book->lists, NOTHING);
            }
            *(m == 0   ? &book->lists.at[at].entry
              : m == 1 ? &book->lists.at[at].unit
                       : &book->lists.at[at].bound) = item->value;
        }
    }
}

void stm_wordbook_open(stm_arena *arena, stm_wordbook *book)
{
    memset(book, 0, sizeof *book);
    read_words(arena, book, (stm_str){ stm_data_time_words, stm_data_time_words_size });
    read_words(arena, book, (stm_str){ stm_data_number_words, stm_data_number_words_size });
    read_holidays(arena, book, (stm_str){ stm_data_holidays, stm_data_holidays_size });
    read_units(arena, book, (stm_str){ stm_data_units, stm_data_units_size });
    read_bounds(arena, book, (stm_str){ stm_data_approximators, stm_data_approximators_size });
    read_people(arena, book, (stm_str){ stm_data_people, stm_data_people_size });
    join_lists(arena, book);
    read_beginnings(arena, book);
    read_amount_beginnings(arena, book);
}

/* ---- cutting ------------------------------------------------------------------------------------------- */

static bool digit(char c) { return c >= '0' && c <= '9'; }

static bool letter(uint32_t c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == 0xB5 ||
           (c >= 0xC0 && c < 0x2000 && c != 0xD7 && c != 0xF7);
}

static uint32_t plain_mark(uint32_t c, bool *dash)
{
    *dash = c >= 0x2012 && c <= 0x2015;
    if ((c >= 0x2010 && c <= 0x2015) || c == 0x2212) {
        return '-';
    }
    return c == 0x2019 || c == 0x2018 || c == 0x02BC ? '\'' : c;
}

/* Digits with groups of three behind commas, and a point with digits behind it. */
static uint32_t cut_number(stm_str t, uint32_t at, uint32_t end, stm_word *w)
{
    uint32_t from = at, n = 0;
    double v = 0, place = 1;
    while (at < end && digit(t.p[at])) {
        v = v * 10 + (t.p[at++] - '0');
        n++;
    }
    if (n <= 3 && at < end && t.p[at] == '.') { /* 1.111,11: points for groups where a decimal comma follows */
        uint32_t p = at, k = 0;
        double x = v;
        while (p + 3 < end && t.p[p] == '.' && digit(t.p[p + 1]) && digit(t.p[p + 2]) && digit(t.p[p + 3])) {
            x = x * 1000 + (t.p[p + 1] - '0') * 100 + (t.p[p + 2] - '0') * 10 + (t.p[p + 3] - '0');
            p += 4;
        }
        while (p > at && p < end && t.p[p] == ',' && p + 1 + k < end && digit(t.p[p + 1 + k])) {
            place /= 10;
            x += (t.p[p + 1 + k++] - '0') * place;
        }
        if (k == 1 || k == 2) {
            w->grouped = true;
            w->decimals = (uint8_t)k;
            w->value = x;
            w->digits = (uint8_t)n;
            return p + 1 + k;
        }
        place = 1;
    }
    while (n <= 3 && at + 3 < end && t.p[at] == ',' && digit(t.p[at + 1]) && digit(t.p[at + 2]) && digit(t.p[at + 3]) &&
           !(at + 4 < end && digit(t.p[at + 4]))) {
        v = v * 1000 + (t.p[at + 1] - '0') * 100 + (t.p[at + 2] - '0') * 10 + (t.p[at + 3] - '0');
        w->grouped = true;
        at += 4;
    }
    if (!w->grouped && n <= 2 && at + 6 < end && t.p[at] == ',' && digit(t.p[at + 1]) && digit(t.p[at + 2]) &&
        t.p[at + 3] == ',') {
        uint32_t p = at; /* 12,34,567: Indian groups */
        double x = v;
        while (p + 3 < end && t.p[p] == ',' && digit(t.p[p + 1]) && digit(t.p[p + 2]) && t.p[p + 3] == ',') {
            x = x * 100 + (t.p[p + 1] - '0') * 10 + (t.p[p + 2] - '0');
            p += 3;
        }
        if (p + 3 < end && t.p[p] == ',' && digit(t.p[p + 1]) && digit(t.p[p + 2]) && digit(t.p[p + 3]) &&
            !(p + 4 < end && digit(t.p[p + 4]))) {
            v = x * 1000 + (t.p[p + 1] - '0') * 100 + (t.p[p + 2] - '0') * 10 + (t.p[p + 3] - '0');
            w->grouped = true;
            at = p + 4;
        }
    }
    if (!w->grouped && n <= 3 && at + 1 < end && t.p[at] == ',' && digit(t.p[at + 1]) &&
        !(from > 0 && t.p[from - 1] == ',')) {
        uint32_t k = at + 2 < end && digit(t.p[at + 2]) ? 2 : 1; /* 1,3: a decimal comma, unless a list goes on */
        if (!(at + 1 + k < end && (digit(t.p[at + 1 + k]) || t.p[at + 1 + k] == ',' || t.p[at + 1 + k] == '-'))) {
            v += k == 1 ? (t.p[at + 1] - '0') / 10.0 : ((t.p[at + 1] - '0') * 10 + (t.p[at + 2] - '0')) / 100.0;
            w->decimals = (uint8_t)k;
            w->value = v;
            w->digits = (uint8_t)n;
            return at + 1 + k;
        }
    }
    if (at + 1 < end && t.p[at] == '.' && digit(t.p[at + 1]) &&
        !(n <= 2 && from > 1 && t.p[from - 1] == '.' && digit(t.p[from - 2]))) { /* of 5.12.2016 the 12 */
        uint32_t p = at + 1, k = 0;
        while (p < end && digit(t.p[p])) {
            place /= 10;
            v += (t.p[p++] - '0') * place;
            k++;
        }
        if (!(p + 1 < end && t.p[p] == '.' && digit(t.p[p + 1]))) { /* 12.5.2016, 10.0.0.1 are no decimals */
            at = p;
            w->decimals = k > 250 ? 250 : (uint8_t)k;
        } else {
            v = (double)(int64_t)(v < 9e15 ? v : 0);
        }
    }
    if (w->decimals > 0 && at - from < 60) { /* the nearest double of what is written, not of a sum */
        char buf[64];
        uint32_t k = 0;
        for (uint32_t p = from; p < at; p++) {
            if (t.p[p] != ',') {
                buf[k++] = t.p[p];
            }
        }
        buf[k] = '\0';
        v = strtod(buf, NULL);
    }
    w->value = v;
    w->digits = n > 255 ? 255 : (uint8_t)n;
    return at;
}

/* Sets what is known of n words, in small letters. */
static void look_up(const stm_wordbook *book, stm_str text, stm_word *words, uint32_t n)
{
    char low[TOGETHER][WORD_MAX];
    stm_str keys[TOGETHER];
    uint32_t at[TOGETHER];
    for (uint32_t k = 0; k < n; k++) {
        stm_str s = stm_str_sub(text, words[k].at);
        keys[k] = (stm_str){ low[k], s.n > WORD_MAX ? 0 : s.n };
        for (size_t i = 0; i < keys[k].n; i++) {
            low[k][i] = s.p[i] >= 'A' && s.p[i] <= 'Z' ? (char)(s.p[i] + 32) : s.p[i];
        }
    }
    if (book != NULL) {
        stm_map_get_many(&book->words, keys, n, at);
    }
    for (uint32_t k = 0; k < n; k++) {
        stm_word *w = &words[k];
        stm_word_lists known = book == NULL || keys[k].n == 0 || at[k] == STM_NONE ? NOTHING : book->lists.at[at[k]];
        w->entry = w->kind == STM_WORD_LETTERS ? known.entry : STM_NONE;
        w->begins = w->kind == STM_WORD_LETTERS ? known.entry != STM_NONE || (known.opens & STM_OPENS) != 0
                                                : w->kind == STM_WORD_DIGITS || w->code == '\'';
        w->leads = w->kind == STM_WORD_LETTERS ? known.entry == STM_NONE && (known.opens & STM_OPENS_LEADING) != 0
                                               : w->kind == STM_WORD_MARK;
        w->second = w->begins || (known.opens & STM_OPENS_SECOND) != 0 || w->code == '-';
        w->unit = known.unit;
        w->bound = known.bound;
        w->amount = w->entry != STM_NONE || w->unit != STM_NONE || w->bound != STM_NONE ||
                    (w->kind == STM_WORD_LETTERS
                         ? (known.opens & STM_OPENS_AMOUNT) != 0 || (w->capitals && keys[k].n == MONEY_CODE)
                         : w->kind == STM_WORD_DIGITS || w->code > '~' || strchr(",\"'():;?!", (int)w->code) == NULL);
    }
}

void stm_words_cut(stm_arena *arena, stm_words *words, stm_span span, bool wrapped)
{
    stm_str t = words->article->text;
    uint32_t at = span.start;
    bool space = true, line = false;
    stm_vec_reserve(arena, &words->at, (span.end - span.start) / 4 + 2);
    while (at < span.end) {
        stm_word w = { .space = space, .line = line };
        uint32_t c, n = (uint32_t)stm_utf8_decode(t.p + at, t.p + span.end, &c), from = at;
        if (c == ' ' || (c >= '\t' && c <= '\r') || c == 0xA0 || (c >= 0x2000 && c <= 0x200B) || c == 0x202F) {
            line |= c == '\n' && !wrapped;
            space = true;
            at += n;
            continue;
        }
        if (n == 1 && digit(t.p[at])) {
            w.kind = STM_WORD_DIGITS;
            at = cut_number(t, at, span.end, &w);
        } else if (letter(c)) {
            bool low = false;
            w.kind = STM_WORD_LETTERS;
            w.capital = c >= 'A' && c <= 'Z';
            while (at < span.end) {
                n = (uint32_t)stm_utf8_decode(t.p + at, t.p + span.end, &c);
                if (!letter(c)) {
                    break;
                }
                low |= !(c >= 'A' && c <= 'Z');
                at += n;
            }
            w.capitals = !low;
        } else {
            w.kind = STM_WORD_MARK;
            w.code = plain_mark(c, &w.dash);
            at += n;
            if (c == '-' && at < span.end && t.p[at] == '-') { /* two hyphens are one dash */
                at++;
                w.dash = true;
            }
        }
        w.at = (stm_span){ from, at };
        w.sieve = stm_sieve_word(stm_str_sub(t, w.at));
        stm_vec_push(arena, &words->at, w);
        space = line = false;
    }
    for (uint32_t i = 0; i < words->at.n; i += TOGETHER) {
        look_up(words->book, t, &words->at.at[i], words->at.n - i < TOGETHER ? words->at.n - i : TOGETHER);
    }
    for (uint32_t i = 0; i < words->at.n; i++) {
        stm_word *w = &words->at.at[i];
        w->begins = w->begins && (!w->leads || (i + 1 < words->at.n && words->at.at[i + 1].second));
    }
}

bool stm_text_wrapped(stm_str text)
{
    uint32_t lines = 0, cut = 0, from = 0;
    for (uint32_t i = 0; i < text.n; i++) {
        if (text.p[i] == '\n') {
            if (i - from >= 40 && i + 1 < text.n && text.p[i + 1] != '\n') {
                char last = text.p[i - 1];
                lines++;
                cut += i - from <= 100 && last != '.' && last != '"' && last != '!' && last != '?' && last != ':';
            }
            from = i + 1;
        }
    }
    return lines >= 3 && cut * 2 > lines;
}

bool stm_next_stretch(stm_str text, uint32_t *at, stm_span *out)
{
    uint32_t n = (uint32_t)text.n, i = *at;
    while (i < n && (text.p[i] == '\n' || text.p[i] == ' ' || text.p[i] == '\t' || text.p[i] == '\r')) {
        i++;
    }
    if (i >= n) {
        return false;
    }
    out->start = i;
    while (i < n) {
        if (text.p[i] == '\n') {
            uint32_t k = i + 1;
            while (k < n && (text.p[k] == ' ' || text.p[k] == '\t' || text.p[k] == '\r')) {
                k++;
            }
            if (k >= n || text.p[k] == '\n') {
                break;
            }
        }
        i++;
    }
    out->end = i;
    *at = i;
    return true;
}

const stm_stretches *stm_stretches_cut(stm_arena *arena, const stm_lexicon *lexicon, const stm_article *article)
{
    stm_stretches *out = STM_NEW(arena, stm_stretches);
    bool wrapped = stm_text_wrapped(article->text);
    uint32_t at = 0;
    stm_span span;
    while (stm_next_stretch(article->text, &at, &span)) {
        stm_words *w = stm_vec_add(arena, &out->at);
        w->article = article;
        w->book = stm_lexicon_wordbook(lexicon);
        stm_words_cut(arena, w, span, wrapped);
    }
    return out;
}

/* ---- asking -------------------------------------------------------------------------------------------- */

bool stm_word_is_surely(const stm_words *w, uint32_t i, const char *z)
{
    return stm_str_eq_nocase(stm_word_text(w, i), stm_str_of(z));
}

bool stm_word_among_surely(const stm_words *w, uint32_t i, const char *list)
{
    return w->at.at[i].kind == STM_WORD_LETTERS && stm_str_among(stm_word_text(w, i), list);
}
