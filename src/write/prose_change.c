/* prose_change.c: see prose.h. What one edition has and another has not, as a sentence. */
#include "write/prose.h"

/* "without “X”" is how a record says that an edition lacks X. */
static bool lacks(const stm_statement_reading *r)
{
    return r->reading.p != NULL && stm_str_starts(r->reading, "without “");
}

static void said_words(stm_prose *p, const stm_statement_reading *r)
{
    stm_prose_quote(p, r->passage,
                    r->reading.n == 0 ? stm_view_words(p->arena, p->view, r->passage, p->limit) : r->reading);
}

/* Where the words stand, if they are too short to tell by themselves. */
static void context(stm_prose *p, const stm_statement_reading *r)
{
    stm_str around = r->stance == STM_REPORTS /* who says it: the words are what he says */
                         ? stm_view_words(p->arena, p->view, r->passage, p->limit)
                         : p->brief && r->reading.n < 40 ? stm_view_context(p->arena, p->view, r->passage, r->reading)
                                                         : STM_NULL_STR;
    if (around.p != NULL) {
        stm_prose_textz(p, ": ");
        stm_prose_quote(p, r->passage, around);
    }
}

/* Both give the sentence in nearly the same words: it need be shown only once. */
static bool alike_from_start(stm_str a, stm_str b)
{
    size_t n = 0, least = a.n < b.n ? a.n : b.n;
    while (n < least && a.p[n] == b.p[n]) {
        n++;
    }
    return n * 2 >= least;
}

static void group_articles(stm_prose *p, const stm_statement *s, const stm_reading_group *g)
{
    stm_passages at = { 0 };
    for (uint32_t i = 0; i < g->members.n; i++) {
        stm_vec_push(p->arena, &at, s->readings.at[g->members.at[i]].passage);
    }
    stm_prose_articles(p, at.at, at.n);
}

/* The words of a reading with the word before them and two behind, so that they are found again; NULL. */
static stm_str with_neighbours(stm_prose *p, const stm_statement_reading *r)
{
    stm_str all = stm_view_words(p->arena, p->view, r->passage, 0);
    size_t at = r->reading.n == 0 ? SIZE_MAX : stm_str_find(all, r->reading, 0), end;
    if (at == SIZE_MAX || at < 2 || all.p[at - 1] != ' ') {
        return STM_NULL_STR;
    }
    end = at + r->reading.n;
    for (at--; at > 0 && all.p[at - 1] != ' ';) {
        at--;
    }
    for (uint32_t n = 0; n < 2; n++) {
        if (end >= all.n || all.p[end] != ' ') {
            return STM_NULL_STR;
        }
        for (end++; end < all.n && all.p[end] != ' ';) {
            end++;
        }
    }
    return (stm_str){ all.p + at, end - at };
}

/* ", whose caption still has “he plans to meet”": what an edition that changed a word left as it was, above or beside
 * its text, tells which of the two is the older. */
static void left_over(stm_prose *p, const stm_statement_reading *old, const stm_statement_reading *new)
{
    const stm_article *a = p->view->run->articles.at[new->passage.article];
    stm_str words = with_neighbours(p, old);
    for (uint32_t i = 0; i < a->sentences.n && words.p != NULL; i++) {
        const stm_sentence *s = &a->sentences.at[i];
        bool caption = s->furniture == 1 + STM_FURN_CAPTION, headline = s->furniture == 1 + STM_FURN_HEADLINE;
        size_t at = caption || headline ? stm_str_find(stm_str_sub(a->text, s->at), words, 0) : SIZE_MAX;
        if (at != SIZE_MAX) {
            uint32_t from = s->at.start + (uint32_t)at;
            stm_prose_textz(p, caption ? ", whose caption still has " : ", whose headline still has ");
            stm_prose_quote(p, (stm_passage){ new->passage.article, { from, from + (uint32_t)words.n } }, words);
            return;
        }
    }
}

bool stm_prose_change(stm_prose *p, const stm_statement *s)
{
    stm_reading_groups groups;
    const stm_reading_group *ga, *gb;
    const stm_statement_reading *a, *b;
    bool known, several_a, several_b;
    if (!stm_view_group_editions(p->arena, p->view, s, &groups, &known)) {
        return false;
    }
    ga = &groups.at[0];
    gb = &groups.at[1];
    a = &s->readings.at[ga->first];
    b = &s->readings.at[gb->first];
    several_a = ga->members.n > 1;
    several_b = gb->members.n > 1;
    if (lacks(a) || lacks(b)) {
        const stm_statement_reading *with = lacks(a) ? b : a;
        if (!known) {
            said_words(p, with);
            stm_prose_textz(p, " stands in ");
            group_articles(p, s, lacks(a) ? gb : ga);
            stm_prose_textz(p, " and not in ");
            group_articles(p, s, lacks(a) ? ga : gb);
        } else {
            group_articles(p, s, gb);
            stm_prose_textz(p, b == with ? several_b ? " add " : " adds " : several_b ? " leave out " : " leaves out ");
            said_words(p, with);
            stm_prose_textz(p, b == with ? ", not in " : ", which stands in ");
            group_articles(p, s, ga);
        }
        context(p, with);
        return true;
    }
    if (a->stance == STM_REPORTS && b->stance == STM_REPORTS) { /* the words are the same, and the mouth is another */
        bool alike = alike_from_start(stm_view_words(p->arena, p->view, a->passage, 0),
                                      stm_view_words(p->arena, p->view, b->passage, 0));
        stm_prose_textz(p, "Said by ");
        p->text(p, stm_view_mid_sentence(p->arena, p->view, stm_view_called(p->arena, p->view, a->reading)));
        stm_prose_textz(p, " (");
        group_articles(p, s, ga);
        if (!alike) {
            context(p, a);
        }
        stm_prose_textz(p, "), by ");
        p->text(p, stm_view_mid_sentence(p->arena, p->view, stm_view_called(p->arena, p->view, b->reading)));
        stm_prose_textz(p, " (");
        group_articles(p, s, gb);
        stm_prose_textz(p, ")");
    } else if (!known) {
        group_articles(p, s, ga);
        stm_prose_textz(p, several_a ? " have " : " has ");
        said_words(p, a);
        stm_prose_textz(p, " where ");
        group_articles(p, s, gb);
        stm_prose_textz(p, several_b ? " have " : " has ");
        said_words(p, b);
    } else {
        said_words(p, a);
        stm_prose_textz(p, " (");
        group_articles(p, s, ga);
        stm_prose_textz(p, ") became ");
        said_words(p, b);
        stm_prose_textz(p, " (");
        group_articles(p, s, gb);
        stm_prose_textz(p, ")");
        if (!several_b) {
            left_over(p, a, b);
        }
    }
    context(p, b);
    return true;
}
