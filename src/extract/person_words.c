/* person_words.c: reads the lists of nouns, titles, given names, countries and roles.
 *
 * In: the lists of data/ as compiled in.  Out: maps from lower-case words.  Invariant: of a word that stands twice, the
 * first line counts. Cost: linear in the lists, once.
 */
#include "extract/person_words.h"

#include "data/data.h"

/* Calls with each line that is neither empty nor a comment. */
typedef void line_reader(stm_arena *arena, stm_person_words *out, stm_str line, uint32_t number);

static void each_line(stm_arena *arena, stm_person_words *out, const char *text, size_t n, line_reader *read)
{
    uint32_t number = 0;
    for (size_t at = 0; at < n;) {
        const char *end = memchr(text + at, '\n', n - at);
        size_t len = end == NULL ? n - at : (size_t)(end - text) - at;
        if (len > 0 && text[at] != '#') {
            read(arena, out, (stm_str){ text + at, len }, number++);
        }
        at += len + 1;
    }
}

/* The part up to `mark`, which is taken off `*rest`. */
static stm_str cut(stm_str *rest, char mark)
{
    const char *end = rest->n == 0 ? NULL : memchr(rest->p, mark, rest->n);
    size_t n = end == NULL ? rest->n : (size_t)(end - rest->p);
    stm_str part = { rest->p, n };
    rest->p += end == NULL ? n : n + 1;
    rest->n -= end == NULL ? n : n + 1;
    return part;
}

static uint32_t gender_of(stm_str letters)
{
    uint32_t g = 0;
    for (size_t i = 0; i < letters.n; i++) {
        g |= letters.p[i] == 'm' ? STM_MALE : letters.p[i] == 'f' ? STM_FEMALE : 0;
    }
    return g;
}

static void add_kind(stm_arena *arena, stm_person_words *out, stm_str word, stm_str kind)
{
    if (word.n > 0) {
        uint32_t gender = gender_of((stm_str){ kind.p + 1, kind.n - 1 });
        (void)stm_map_put(arena, &out->nouns, word, (uint32_t)(uint8_t)kind.p[0] | gender << 8);
    }
}

static void more_nouns(stm_arena *arena, stm_person_words *out, stm_str line, uint32_t number)
{
    stm_str kind = cut(&line, ' ');
    (void)number;
    while (line.n > 0) {
        add_kind(arena, out, cut(&line, ' '), kind);
    }
}

static void noun(stm_arena *arena, stm_person_words *out, stm_str line, uint32_t number)
{
    stm_str word = cut(&line, ' ');
    (void)number;
    add_kind(arena, out, word, line);
}

static void title(stm_arena *arena, stm_person_words *out, stm_str line, uint32_t number)
{
    stm_str word = cut(&line, '|'), gender = cut(&line, '|');
    uint32_t what = line.p[0] == 'f' ? STM_TITLE_FORM : line.p[0] == 'r' ? STM_TITLE_RANK : STM_TITLE_OFFICE;
    (void)number;
    (void)stm_map_put(arena, &out->titles, word, what | gender_of(gender) << 8);
}

static void given(stm_arena *arena, stm_person_words *out, stm_str line, uint32_t number)
{
    stm_str name = stm_str_lower(arena, cut(&line, '|'));
    (void)number;
    (void)stm_map_put(arena, &out->given, name, gender_of(line) | (line.p[line.n - 1] == 's' ? STM_SURNAME_TOO : 0));
}

static void country(stm_arena *arena, stm_person_words *out, stm_str line, uint32_t number)
{
    stm_str names = cut(&line, '|'), capitals = cut(&line, '|'), rest = names;
    stm_vec_push(arena, &out->country_names, cut(&rest, ';'));
    while (capitals.n > 0) {
        (void)stm_map_put(arena, &out->capitals, stm_str_lower(arena, cut(&capitals, ';')), number);
    }
    while (names.n > 0) {
        (void)stm_map_put(arena, &out->countries, stm_str_lower(arena, cut(&names, ';')), number);
    }
    while (line.n > 0) {
        stm_str one = stm_str_lower(arena, cut(&line, ';'));
        (void)stm_map_put(arena, &out->demonyms, one, number);
        (void)stm_map_put(arena, &out->demonyms, stm_str_format(arena, "%.*ss", (int)one.n, one.p), number);
    }
}

static void region(stm_arena *arena, stm_person_words *out, stm_str line, uint32_t number)
{
    while (line.n > 0) {
        (void)stm_map_put(arena, &out->regions, stm_str_lower(arena, cut(&line, ';')), number);
    }
}

static void both_ways(stm_arena *arena, stm_map *pairs, stm_str a, stm_str b)
{
    (void)stm_map_put(arena, pairs, stm_str_format(arena, "%.*s %.*s", (int)a.n, a.p, (int)b.n, b.p), 1);
    (void)stm_map_put(arena, pairs, stm_str_format(arena, "%.*s %.*s", (int)b.n, b.p, (int)a.n, a.p), 1);
}

static void roles(stm_arena *arena, stm_person_words *out, stm_str line, uint32_t number)
{
    stm_str first = cut(&line, ' ');
    (void)number;
    while (line.n > 0) {
        both_ways(arena, &out->roles, first, cut(&line, ' '));
    }
}

/* NAME SHORT...: any two of them. */
static void nickname(stm_arena *arena, stm_person_words *out, stm_str line, uint32_t number)
{
    (void)number;
    while (line.n > 0) {
        stm_str first = cut(&line, ' '), rest = line;
        while (rest.n > 0) {
            both_ways(arena, &out->nicknames, first, cut(&rest, ' '));
        }
    }
}

void stm_person_words_read(stm_arena *arena, stm_person_words *out)
{
    each_line(arena, out, stm_data_nouns_more, stm_data_nouns_more_size, more_nouns);
    each_line(arena, out, stm_data_nouns, stm_data_nouns_size, noun);
    each_line(arena, out, stm_data_titles, stm_data_titles_size, title);
    each_line(arena, out, stm_data_given_names, stm_data_given_names_size, given);
    each_line(arena, out, stm_data_given_names_us, stm_data_given_names_us_size, given);
    each_line(arena, out, stm_data_countries, stm_data_countries_size, country);
    each_line(arena, out, stm_data_regions, stm_data_regions_size, region);
    each_line(arena, out, stm_data_roles, stm_data_roles_size, roles);
    each_line(arena, out, stm_data_nicknames, stm_data_nicknames_size, nickname);
}
