/* record_ages.c: one person to whom independent lines give two ages, or two places to be of.
 *
 * In: mentions of people, entities of the record.  Out: statements, contested.
 *
 * "Ann Roe, 46, of Orsa", "46-year-old Ann Roe", "Ann Roe (46)", "Ann Roe, aged 46": of each text the first that it
 * gives. Two places may be one within the other, so that they are only for who asks for all. Never: a name to which one
 * text gives two ages, since it is of two people; ages in texts so far apart that a birthday lies between.
 * Cost: linear in mentions; the texts that name a person with each other.
 */
#include "record/record_parts.h"

#define MAX_BEFORE 40 /* bytes before a name in which an age may stand */
#define MAX_TITLE 2   /* words between the age and the name */
#define MAX_AGE 115
#define MAX_DAYS 45
#define MAX_APART 9 /* years: of more, two people have one name */
#define SURE_AGE 0.6
#define SURE_PLACE 0.45

typedef struct given {
    uint32_t member, age;          /* age 0: none */
    uint32_t place;                /* entity of the record, or STM_NONE */
    stm_span age_at, of_at, where; /* age_at: with the name; of_at: the name with the place, `where` the place alone */
    bool two;                      /* the text gives the name two ages */
} given;

typedef STM_VEC(given) all_given;

static bool digit(char c) { return c >= '0' && c <= '9'; }

/* The number that begins at *i, with *i behind it; 0: none that is an age. */
static uint32_t number_at(stm_str s, size_t *i)
{
    uint32_t n = 0;
    size_t k = *i;
    while (k < s.n && k < *i + 3 && digit(s.p[k])) {
        n = n * 10 + (uint32_t)(s.p[k++] - '0');
    }
    if (n == 0 || n > MAX_AGE || (k < s.n && digit(s.p[k]))) {
        return 0;
    }
    *i = k;
    return n;
}

static bool follows(stm_str s, size_t i, const char *words)
{
    size_t n = strlen(words);
    return i + n <= s.n && memcmp(s.p + i, words, n) == 0;
}

/* ", 46", " (46)", ", aged 46": *end behind it. */
static uint32_t age_behind(stm_str s, size_t at, size_t *end)
{
    static const char *const leads[] = { ", aged ", ", ", " (" };
    for (size_t k = 0; k < sizeof leads / sizeof *leads; k++) {
        size_t i = at + strlen(leads[k]);
        uint32_t age = follows(s, at, leads[k]) ? number_at(s, &i) : 0;
        if (age != 0 && (i == s.n || s.p[i] == ',' || s.p[i] == '.' || s.p[i] == ';' || s.p[i] == ')' ||
                         follows(s, i, " of ") || follows(s, i, " and "))) {
            *end = i;
            return age;
        }
    }
    return 0;
}

/* "46-year-old Ann Roe", "46 year-old farmer Ann Roe": *start of it. */
static uint32_t age_before(stm_str s, size_t at, size_t *start)
{
    size_t low = at > MAX_BEFORE ? at - MAX_BEFORE : 0, words = 0;
    for (size_t i = at; i > low + 9 && words <= MAX_TITLE; i--) {
        char c = s.p[i - 1];
        if (c == ',' || c == '.' || c == ';' || c == '\n') {
            return 0;
        }
        words += c == ' ' && i < at;
        if (c == 'd' && memcmp(s.p + i - 3, "old", 3) == 0 && memcmp(s.p + i - 8, "year", 4) == 0) {
            size_t k = i - 9, from;
            uint32_t age;
            if (s.p[k] != '-' && s.p[k] != ' ') {
                return 0;
            }
            from = k;
            while (from > 0 && k - from < 3 && digit(s.p[from - 1])) {
                from--;
            }
            *start = from;
            age = number_at(s, &from);
            return from == k ? age : 0;
        }
    }
    return 0;
}

/* The place that is named at the byte: the mention, with a further place behind a comma; *entity of the record. */
static stm_span place_at(const stm_work *w, uint32_t m, uint32_t byte, uint32_t *entity)
{
    const stm_article *a = w->article[m];
    stm_span at = { 0, 0 };
    for (uint32_t e = 0; e < a->entities.n; e++) {
        for (uint32_t i = 0; i < a->entities.at[e].mentions.n && a->entities.at[e].kind == STM_PLACE; i++) {
            if (a->entities.at[e].mentions.at[i].at.start == byte) {
                *entity = w->entity[m][e];
                at = a->entities.at[e].mentions.at[i].at;
            }
        }
    }
    return at;
}

static void read_mention(const stm_work *w, uint32_t m, stm_span at, given *g)
{
    stm_str s = w->article[m]->text;
    size_t end = at.end, start = at.start;
    uint32_t age = age_behind(s, at.end, &end), entity = STM_NONE;
    size_t i = end + (follows(s, end, ", of ") ? 5 : follows(s, end, " of ") ? 4 : 0);
    age = age != 0 ? age : age_before(s, at.start, &start);
    g->two = g->two || (age != 0 && g->age != 0 && age != g->age);
    if (age != 0 && g->age == 0) {
        g->age = age;
        g->age_at = (stm_span){ (uint32_t)start, (uint32_t)end };
    }
    if (i > end && g->place == STM_NONE) {
        stm_span where = place_at(w, m, (uint32_t)i, &entity);
        if (where.end > where.start && entity != STM_NONE) {
            g->place = entity;
            g->where = where;
            g->of_at = (stm_span){ (uint32_t)start, where.end };
        }
    }
}

static bool close_in_time(const stm_work *w, uint32_t a, uint32_t b)
{
    int32_t x = w->article[a]->published_day, y = w->article[b]->published_day;
    return x == STM_NO_DAY || y == STM_NO_DAY || (x - y <= MAX_DAYS && y - x <= MAX_DAYS);
}

/* Those of different lines whose ages differ, or whose places do. */
static void contest(stm_work *w, stm_str name, const all_given *all, bool ages)
{
    stm_contest c = { 0 };
    stm_str x = STM_NULL_STR, y = STM_NULL_STR;
    c.st.wording = !ages;
    for (uint32_t i = 0; i < all->n; i++) {
        for (uint32_t k = 0; k < i; k++) {
            const given *g = &all->at[k], *h = &all->at[i];
            bool differ = ages ? g->age != 0 && h->age != 0 && g->age != h->age && g->age <= h->age + MAX_APART &&
                                     h->age <= g->age + MAX_APART && close_in_time(w, g->member, h->member)
                               : g->place != STM_NONE && h->place != STM_NONE && g->place != h->place;
            if (!differ || w->line[g->member] == w->line[h->member]) {
                continue;
            }
            stm_contest_add(w, &c, g->member, ages ? g->age_at : g->of_at, STM_ASSERTS, STM_NULL_STR);
            stm_contest_add(w, &c, h->member, ages ? h->age_at : h->of_at, STM_ASSERTS, STM_NULL_STR);
            if (x.p == NULL) {
                x = ages ? stm_str_format(w->arena, "%u", g->age)
                         : stm_wording(w->arena, w->article[g->member], g->where);
                y = ages ? stm_str_format(w->arena, "%u", h->age)
                         : stm_wording(w->arena, w->article[h->member], h->where);
            }
        }
    }
    if (x.p != NULL) {
        stm_contest_close(w, &c, STM_ST_CONTESTED,
                          stm_str_format(w->arena, "%s of %.*s: %.*s or %.*s", ages ? "Age" : "Home", (int)name.n,
                                         name.p, (int)x.n, x.p, (int)y.n, y.p),
                          ages ? SURE_AGE : SURE_PLACE);
    }
}

void stm_record_ages(stm_work *w)
{
    all_given *all = STM_NEW_ARRAY(w->arena, all_given, (size_t)w->record->entities.n + 1);
    for (uint32_t m = 0; m < w->n; m++) {
        const stm_article *a = w->article[m];
        for (uint32_t e = 0; e < a->entities.n; e++) {
            uint32_t to = w->entity[m][e];
            given g = { .member = m, .place = STM_NONE };
            for (uint32_t i = 0; i < a->entities.at[e].mentions.n; i++) {
                const stm_mention *x = &a->entities.at[e].mentions.at[i];
                if (a->entities.at[e].kind == STM_PERSON && x->form == STM_MENTION_NAME) {
                    read_mention(w, m, x->at, &g);
                }
            }
            if (to != STM_NONE && (g.age != 0 || g.place != STM_NONE)) {
                stm_vec_push(w->arena, &all[to], g);
            }
        }
    }
    for (uint32_t e = 0; e < w->record->entities.n; e++) {
        bool two = false;
        for (uint32_t i = 0; i < all[e].n; i++) {
            two = two || all[e].at[i].two;
        }
        if (!two && w->named.at[e] && w->record->entities.at[e].kind == STM_PERSON) {
            contest(w, w->record->entities.at[e].name, &all[e], true);
            contest(w, w->record->entities.at[e].name, &all[e], false);
        }
    }
}
