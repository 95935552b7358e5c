/* record_posts.c: one person whom independent lines spell in two ways, or to whom they give two offices.
 *
 * In: names, trees, entities of the record.  Out: statements, contested, of wording.  Words: data/posts.txt.
 *
 * An office is the noun before a name ("economic adviser Ann Roe") or beside it ("Ann Roe, chairwoman of the council,";
 * "the vice president of the union, Ann Roe,"). Two texts differ where no office of the one is one of the other, or
 * where each gives the one office a rank of its own ("senior", "deputy"). A given name differs where its letters do,
 * but for initials, "i" and "y"; a surname where the given name is the same. Never: forms of address and abbreviated
 * ranks ("Mr", "Lt."); one text against itself; "former" beside nothing. Cost: mentions of people times the words of
 * their sentences.
 */
#include "data/data.h"
#include "record/record_words.h"

#define MAX_POSTS 24 /* of one person */
#define SURE_RANKS 0.6
#define SURE_SPELLING 0.65
#define SURE_SHORT 0.4
#define SURE_OFFICES 0.45 /* one may hold two offices: only for who asks for all */
#define REACH 8           /* words before a name */

typedef struct post {
    uint32_t member, row;
    uint32_t head; /* token */
    stm_span at;   /* with the name */
    stm_span said; /* the office alone */
    stm_str rank;  /* NULL: none */
} post;

typedef STM_VEC(post) posts;

void stm_post_words_read(stm_record_words *words)
{
    stm_word_rows rows = { stm_data_posts, stm_data_posts + stm_data_posts_size, 0 };
    uint32_t row = 0, place;
    stm_str word;
    while (stm_word_rows_next(&rows, &word, &place)) {
        row += place == 0;
        (void)stm_map_put(&words->arena, &words->posts, word, row);
    }
}

static uint32_t row_of(stm_work *w, const stm_article *a, uint32_t token)
{
    stm_str l = a->tokens.at[token].lemma;
    uint32_t row = l.p == NULL ? STM_NONE : stm_map_get(&w->words->posts, stm_str_lower(w->arena, l));
    return a->tokens.at[token].upos == STM_NOUN || a->tokens.at[token].upos == STM_PROPN ? row : STM_NONE;
}

static stm_str rank_in(const stm_article *a, stm_span at)
{
    for (uint32_t i = stm_token_from(a, at.start); i < a->tokens.n && a->tokens.at[i].at.start < at.end; i++) {
        if (stm_form_among(a, i, "senior top chief leading deputy vice assistant acting interim junior")) {
            return stm_str_eq_nocase(stm_token_form(a, i), STM_STR("vice")) ? STM_STR("deputy") : stm_token_form(a, i);
        }
    }
    return STM_NULL_STR;
}

/* "top adviser", "senior adviser": how high somebody stands in a writer's eyes, no rank. */
static bool praise(stm_str rank)
{
    return rank.p != NULL && (stm_str_eq_nocase(rank, STM_STR("top")) || stm_str_eq_nocase(rank, STM_STR("leading")));
}

static void add(stm_work *w, posts *all, uint32_t member, uint32_t head, stm_span said, stm_span at)
{
    uint32_t row = row_of(w, w->article[member], head);
    if (row != STM_NONE && all->n < MAX_POSTS) {
        post p = { member, row, head, at, said, rank_in(w->article[member], said) };
        stm_vec_push(w->arena, all, p);
    }
}

/* A word that can stand within "the outgoing chairman of the National Council". */
static bool of_phrase(const stm_article *a, uint32_t i)
{
    const stm_token *t = &a->tokens.at[i];
    return t->upos == STM_NOUN || t->upos == STM_PROPN || t->upos == STM_ADJ || t->upos == STM_DET ||
           t->upos == STM_PART || t->upos == STM_NUM || (t->upos == STM_PRON && t->deprel == STM_DEP_NMOD_POSS) ||
           (t->upos == STM_VERB && (t->xpos == STM_XP_VBG || t->xpos == STM_XP_VBN) && t->deprel == STM_DEP_AMOD);
}

/* The office with "of the union" behind it. */
static uint32_t with_of(const stm_article *a, uint32_t noun, uint32_t stop)
{
    uint32_t last = noun;
    if (noun + 1 < stop && stm_form_among(a, noun + 1, "of for at")) {
        for (uint32_t i = noun + 2; i < stop && i < noun + 10 && of_phrase(a, i); i++) {
            last = i;
        }
    }
    return last;
}

static uint32_t phrase_start(const stm_article *a, uint32_t noun, uint32_t first)
{
    uint32_t from = noun;
    while (from > first && noun - from < REACH && of_phrase(a, from - 1) && a->tokens.at[from - 1].upos != STM_DET &&
           a->tokens.at[from - 1].upos != STM_PART) {
        from--;
    }
    while (from < noun && from > 0 && stm_form_among(a, from - 1, "-") &&
           a->tokens.at[from].at.start == a->tokens.at[from - 1].at.end) {
        from++; /* "51-year-old officer": no part of a word */
    }
    return from;
}

static stm_span stretch(const stm_article *a, uint32_t first, uint32_t last)
{
    return (stm_span){ a->tokens.at[first].at.start, a->tokens.at[last].at.end };
}

/* The head of a phrase: no noun stands behind it. */
static bool heads(const stm_article *a, uint32_t i, uint32_t end)
{
    return i + 1 >= end || (a->tokens.at[i + 1].upos != STM_NOUN && a->tokens.at[i + 1].upos != STM_PROPN &&
                            a->tokens.at[i + 1].upos != STM_PART);
}

static void offices_at(stm_work *w, uint32_t member, const stm_mention *m, posts *all)
{
    const stm_article *a = w->article[member];
    uint32_t first = stm_token_from(a, m->at.start), end = stm_token_from(a, m->at.end), start, stop;
    if (first >= a->tokens.n) {
        return;
    }
    start = a->sentences.at[a->tokens.at[first].sentence].first_token;
    stop = start + a->sentences.at[a->tokens.at[first].sentence].n_tokens;
    if (first > start && row_of(w, a, first - 1) != STM_NONE) {
        uint32_t from = phrase_start(a, first - 1, start);
        add(w, all, member, first - 1, stretch(a, from, first - 1),
            (stm_span){ a->tokens.at[from].at.start, m->at.end });
    }
    if (end + 1 < stop && stm_form_among(a, end, ",")) { /* "Ann Roe, the outgoing chairwoman of the council," */
        for (uint32_t i = end + 1; i < stop && i < end + REACH && of_phrase(a, i); i++) {
            if (row_of(w, a, i) != STM_NONE && heads(a, i, stop)) {
                uint32_t last = with_of(a, i, stop);
                add(w, all, member, i, stretch(a, phrase_start(a, i, end + 1), last),
                    (stm_span){ m->at.start, a->tokens.at[last].at.end });
                break;
            }
        }
    }
    if (first > start + 1 && end < stop && stm_form_among(a, first - 1, ",") && stm_form_among(a, end, ",")) {
        for (uint32_t i = first - 1; i-- > start && i + 12 > first;) { /* "the head of the union, Ann Roe," */
            if (row_of(w, a, i) != STM_NONE && with_of(a, i, first - 1) + 2 == first) {
                uint32_t from = phrase_start(a, i, start);
                add(w, all, member, i, stretch(a, from, first - 2),
                    (stm_span){ a->tokens.at[from].at.start, m->at.end });
                break;
            }
        }
    }
}

/* "head", "chief", "leader": whoever chairs or directs something is that too. */
static bool any_office(const stm_work *w, const post *p)
{
    return p->rank.p == NULL && p->row == stm_map_get(&w->words->posts, STM_STR("head"));
}

/* A noun in what stands behind the head of the one office, and nothing like it in all of the other. */
static bool own_noun(stm_work *w, const post *x, const post *y)
{
    const stm_article *a = w->article[x->member], *b = w->article[y->member];
    for (uint32_t i = x->head + 1; i < a->tokens.n && a->tokens.at[i].at.start < x->said.end; i++) {
        uint32_t t = w->token_term[x->member][i].id;
        bool found = t == STM_NONE || (a->tokens.at[i].upos != STM_NOUN && a->tokens.at[i].upos != STM_PROPN);
        for (uint32_t k = stm_token_from(b, y->said.start);
             k < b->tokens.n && b->tokens.at[k].at.start < y->said.end && !found; k++) {
            uint32_t u = w->token_term[y->member][k].id;
            found = (u != STM_NONE && stm_terms_alike(w, t, u)) ||
                    stm_str_eq_nocase(stm_token_form(a, i), stm_token_form(b, k));
        }
        if (!found) {
            return true;
        }
    }
    return false;
}

/* "Head of the emergency office", "head of the disaster service": both of something, and not of one thing. */
static bool of_two(stm_work *w, const post *x, const post *y)
{
    return (x->row == y->row || any_office(w, x) || any_office(w, y)) && own_noun(w, x, y) && own_noun(w, y, x);
}

/* No office of the one line is one of the other. */
static bool two_offices(const stm_work *w, const posts *all, const post *x, const post *y)
{
    if (any_office(w, x) || any_office(w, y)) {
        return false;
    }
    for (uint32_t i = 0; i < all->n; i++) {
        const post *p = &all->at[i];
        for (uint32_t k = 0; k < all->n; k++) {
            const post *q = &all->at[k];
            if (w->line[p->member] == w->line[x->member] && w->line[q->member] == w->line[y->member] &&
                (p->row == q->row && (p->rank.p == NULL || q->rank.p == NULL || stm_str_eq_nocase(p->rank, q->rank)))) {
                return false;
            }
        }
    }
    return true;
}

static void contest_posts(stm_work *w, uint32_t entity, const posts *all)
{
    stm_contest c = { 0 };
    stm_buf about = { 0 };
    stm_str name = w->record->entities.at[entity].name;
    bool *taken = STM_NEW_ARRAY(w->arena, bool, (size_t)all->n + 1);
    uint32_t shown = 0;
    bool ranks = false;
    c.st.wording = true;
    for (uint32_t i = 0; i < all->n; i++) {
        for (uint32_t k = i + 1; k < all->n; k++) {
            if (w->line[all->at[i].member] != w->line[all->at[k].member] &&
                (two_offices(w, all, &all->at[i], &all->at[k]) || of_two(w, &all->at[i], &all->at[k]))) {
                taken[i] = taken[k] = true;
                ranks = ranks || (all->at[i].row == all->at[k].row &&
                                  !of_two(w, &all->at[i], &all->at[k]) && /* "vice president", "president" */
                                  !praise(all->at[i].rank) && !praise(all->at[k].rank));
            }
        }
    }
    stm_buf_format(w->arena, &about, "Office of %.*s: ", (int)name.n, name.p);
    for (uint32_t i = 0; i < all->n; i++) {
        uint32_t had = c.st.readings.n;
        if (taken[i]) {
            const post *p = &all->at[i];
            stm_str s = stm_wording(w->arena, w->article[p->member], p->said);
            stm_contest_add(w, &c, p->member, p->at, STM_ASSERTS, s);
            if (c.st.readings.n > had && shown < 3 && stm_str_find(stm_buf_str(&about), s, 0) == SIZE_MAX) {
                stm_buf_format(w->arena, &about, "%s%.*s", shown++ > 0 ? " or " : "", (int)s.n, s.p);
            }
        }
    }
    stm_contest_close(w, &c, STM_ST_CONTESTED, stm_buf_str(&about), ranks ? SURE_RANKS : SURE_OFFICES);
}

/* The name, of two words at least, whose first is no initial; without what was taken in with it. */
static bool full_name(const stm_article *a, const stm_mention *m)
{
    stm_str s = stm_str_sub(a->text, m->at);
    size_t blank = stm_str_find(s, STM_STR(" "), 0);
    return blank != SIZE_MAX && blank > 2 && memchr(s.p, '.', blank) == NULL && memchr(s.p, ',', s.n) == NULL &&
           memchr(s.p, '\n', s.n) == NULL && memchr(s.p, ')', s.n) == NULL && memchr(s.p, '(', s.n) == NULL;
}

static char one_sound(char c) { return (c | 32) == 'y' ? 'i' : (char)(c | 32); }

static bool same_letters(stm_str a, stm_str b)
{
    for (size_t i = 0; i < a.n && a.n == b.n; i++) {
        if (one_sound(a.p[i]) != one_sound(b.p[i])) {
            return false;
        }
    }
    return a.n == b.n;
}

/* The given name, and what follows it and its initials: "Ann", "Roe" of "Ann B. Roe". */
static void parts_of(stm_str s, stm_str *given, stm_str *rest)
{
    size_t blank = stm_str_find(s, STM_STR(" "), 0);
    *given = (stm_str){ s.p, blank };
    *rest = (stm_str){ s.p + blank + 1, s.n - blank - 1 };
    while (rest->n > 3 && rest->p[1] == '.' && rest->p[2] == ' ') {
        *rest = (stm_str){ rest->p + 3, rest->n - 3 };
    }
}

static bool all_capitals(stm_str s)
{
    bool capitals = true;
    for (size_t i = 0; i < s.n; i++) {
        capitals = capitals && !(s.p[i] >= 'a' && s.p[i] <= 'z');
    }
    return capitals;
}

/* One surname, of one word, in two spellings: "Roe", "Row". */
static bool spelled_apart(stm_str x, stm_str y)
{
    return x.n > 2 && y.n > 2 && x.n <= y.n + 1 && y.n <= x.n + 1 && one_sound(x.p[0]) == one_sound(y.p[0]) &&
           memchr(x.p, ' ', x.n) == NULL && memchr(y.p, ' ', y.n) == NULL && !same_letters(x, y);
}

/* One letter stands for another, or is one too many; "i" and "y" are one. */
static bool a_letter_apart(stm_str x, stm_str y)
{
    size_t head = 0, tail = 0, least = x.n < y.n ? x.n : y.n, most = x.n < y.n ? y.n : x.n;
    while (head < least && one_sound(x.p[head]) == one_sound(y.p[head])) {
        head++;
    }
    while (tail < least - head && one_sound(x.p[x.n - 1 - tail]) == one_sound(y.p[y.n - 1 - tail])) {
        tail++;
    }
    return x.n > 3 && y.n > 3 && most - head - tail <= 1;
}

/* "Fire Marshal": no surname. */
static bool is_role(stm_work *w, stm_str s)
{
    return stm_map_get(&w->words->partners, stm_str_lower(w->arena, s)) != STM_NONE;
}

static bool other_letters(stm_work *w, const stm_article *a, stm_span x, const stm_article *b, stm_span y)
{
    stm_str f, g, s, t;
    parts_of(stm_str_sub(a->text, x), &f, &s);
    parts_of(stm_str_sub(b->text, y), &g, &t);
    if (stm_str_eq_nocase(f, g)) {
        return !all_capitals(s) && spelled_apart(s, t) && !is_role(w, s) && !is_role(w, t);
    }
    if (a_letter_apart(f, g) && a_letter_apart(s, t) && !(same_letters(f, g) && same_letters(s, t))) {
        return !all_capitals(s); /* "Jaymes Rowe", "Jaimes Rove": one person, as the entities have it */
    }
    return !all_capitals(f) && !same_letters(f, g) && /* "Byron Todd Roe" and "Todd Roe" are no two spellings */
           stm_str_eq_nocase(s, t);
}

typedef struct naming {
    uint32_t member;
    stm_span at;
} naming;

typedef STM_VEC(naming) namings;

/* "Lou" of "Louis", not "Ann" of "Anna". */
static bool begins_it(stm_str s, stm_str whole)
{
    return s.n > 2 && whole.n > s.n + 1 && stm_str_eq_nocase(s, (stm_str){ whole.p, s.n });
}

/* "William", "Bill", "Will": two forms that everybody knows for one. */
static bool short_form(const stm_work *w, stm_str x, stm_str y)
{
    size_t p = stm_str_find(x, STM_STR(" "), 0), q = stm_str_find(y, STM_STR(" "), 0);
    stm_str both =
        p == SIZE_MAX || q == SIZE_MAX ? STM_NULL_STR : stm_str_format(w->arena, "%.*s %.*s", (int)p, x.p, (int)q, y.p);
    return both.p != NULL &&
           (stm_map_get(&w->words->nicknames, stm_str_lower(w->arena, both)) != STM_NONE ||
            begins_it((stm_str){ x.p, p }, (stm_str){ y.p, q }) || begins_it((stm_str){ y.p, q }, (stm_str){ x.p, p }));
}

static void contest_names(stm_work *w, const naming *name, uint32_t n)
{
    stm_contest c = { 0 };
    stm_str x = STM_NULL_STR, y = STM_NULL_STR;
    c.st.wording = true;
    for (uint32_t i = 0; i < n; i++) {
        for (uint32_t k = i + 1; k < n; k++) {
            const stm_article *a = w->article[name[i].member], *b = w->article[name[k].member];
            if (w->line[name[i].member] != w->line[name[k].member] && other_letters(w, a, name[i].at, b, name[k].at) &&
                other_letters(w, b, name[k].at, a, name[i].at)) {
                stm_contest_add(w, &c, name[i].member, name[i].at, STM_ASSERTS, STM_NULL_STR);
                stm_contest_add(w, &c, name[k].member, name[k].at, STM_ASSERTS, STM_NULL_STR);
                x = x.p == NULL ? stm_wording(w->arena, a, name[i].at) : x;
                y = y.p == NULL ? stm_wording(w->arena, b, name[k].at) : y;
            }
        }
    }
    if (x.p != NULL) {
        stm_contest_close(w, &c, STM_ST_CONTESTED,
                          stm_str_format(w->arena, "Name: %.*s or %.*s", (int)x.n, x.p, (int)y.n, y.p),
                          short_form(w, x, y) ? SURE_SHORT : SURE_SPELLING);
    }
}

void stm_record_posts(stm_work *w)
{
    posts *all = STM_NEW_ARRAY(w->arena, posts, (size_t)w->record->entities.n + 1);
    namings *names = STM_NEW_ARRAY(w->arena, namings, (size_t)w->record->entities.n + 1);
    for (uint32_t m = 0; m < w->n; m++) {
        const stm_article *a = w->article[m];
        for (uint32_t e = 0; e < a->entities.n; e++) {
            uint32_t to = w->entity[m][e];
            bool named = false;
            if (a->entities.at[e].kind != STM_PERSON || to == STM_NONE || !w->named.at[to]) {
                continue;
            }
            for (uint32_t i = 0; i < a->entities.at[e].mentions.n; i++) {
                const stm_mention *x = &a->entities.at[e].mentions.at[i];
                if (x->form == STM_MENTION_NAME) {
                    offices_at(w, m, x, &all[to]);
                    if (!named && full_name(a, x)) {
                        stm_vec_push(w->arena, &names[to], (naming){ m, x->at });
                        named = true;
                    }
                }
            }
        }
    }
    for (uint32_t e = 0; e < w->record->entities.n; e++) {
        if (w->record->entities.at[e].kind == STM_PERSON && w->named.at[e]) {
            contest_names(w, names[e].at, names[e].n);
            contest_posts(w, e, &all[e]);
        }
    }
}
