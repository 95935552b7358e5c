/* prose.c: see prose.h. */
#include "write/prose.h"

#include <ctype.h>
#include <math.h>

#define MAX_TITLES 60 /* bytes before a name, and between it and its verb */

enum { MOST_OF_ONE = 96, MOST_OF_TWO = 160 }; /* bytes of a heading; of one that sets two against each other */
enum { PUT_RIGHT = 24 }; /* bytes between a number and the one that the same speaker puts in its place */

static void text(stm_prose *p, stm_str s) { p->text(p, s); }

void stm_prose_textz(stm_prose *p, const char *z) { p->text(p, stm_str_of(z)); }

static stm_str named(const stm_prose *p, stm_str by, stm_passage near)
{
    return by.p == NULL ? by : stm_view_whose(p->arena, p->view, by, near);
}

static stm_str mid_sentence(const stm_prose *p, stm_str name)
{
    return stm_view_mid_sentence(p->arena, p->view, stm_view_called(p->arena, p->view, name));
}

/* The first letter made a capital (ASCII only: other scripts are left as the article has them). */
static stm_str capital(stm_arena *arena, stm_str s)
{
    char *copy;
    if (s.n == 0 || !islower((unsigned char)s.p[0])) {
        return s;
    }
    copy = stm_arena_copy(arena, s.p, s.n);
    copy[0] = (char)toupper((unsigned char)copy[0]);
    return (stm_str){ copy, s.n };
}

/* Bytes of the quotation mark at the start (or end) of s; 0: none. */
static size_t mark_at_start(stm_str s)
{
    static const char *const marks[] = { "\"", "“", "”", "„", "«", "»" };
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        if (stm_str_starts(s, marks[i])) {
            return strlen(marks[i]);
        }
    }
    return 0;
}

static bool has_marks(stm_str s)
{
    for (size_t i = 0; i < s.n; i++) {
        if (mark_at_start((stm_str){ s.p + i, s.n - i }) != 0) {
            return true;
        }
    }
    return false;
}

void stm_prose_quote(stm_prose *p, stm_passage at, stm_str shown)
{
    size_t head = mark_at_start(shown);
    stm_str inner = { shown.p + head, shown.n - head };
    if (stm_str_ends(inner, "”")) {
        inner.n -= 3;
    } else if (stm_str_ends(inner, "\"")) {
        inner.n -= 1;
    }
    if (has_marks(inner)) {
        p->words(p, at, stm_view_balanced(p->arena, shown), false);
    } else {
        p->words(p, at, inner, true);
    }
}

static void quote_passage(stm_prose *p, stm_passage at)
{
    stm_prose_quote(p, at, stm_view_words(p->arena, p->view, at, p->limit));
}

/* The passages of a group, `all` in the order of its members: those with the shown words, and those of further
 * articles with others. */
static void split_passages(stm_prose *p, const stm_passages *all, uint32_t n_same, stm_passages *same,
                           stm_passages *other)
{
    memset(same, 0, sizeof *same);
    memset(other, 0, sizeof *other);
    for (uint32_t i = 0; i < all->n; i++) {
        bool seen = false;
        for (uint32_t k = 0; k < same->n; k++) {
            seen |= same->at[k].article == all->at[i].article;
        }
        if (n_same == 0 || i < n_same || !seen) {
            stm_vec_push(p->arena, n_same == 0 || i < n_same ? same : other, all->at[i]);
        }
    }
}

static void split_sources(stm_prose *p, const stm_statement *s, const stm_reading_group *g, stm_passages *same,
                          stm_passages *other)
{
    stm_passages all = { 0 };
    for (uint32_t i = 0; i < g->members.n; i++) {
        stm_vec_push(p->arena, &all, s->readings.at[g->members.at[i]].passage);
    }
    split_passages(p, &all, g->n_same, same, other);
}

static void in_other_words(stm_prose *p, const stm_passages *other)
{
    if (other->n != 0) {
        stm_prose_textz(p, "; in other words ");
        stm_prose_articles(p, other->at, other->n);
    }
}

/* ", as Roe tells it": who says that another said so. */
static void as_told_by(stm_prose *p, stm_str by)
{
    stm_prose_textz(p, " as ");
    text(p, mid_sentence(p, by));
    stm_prose_textz(p, stm_view_plural(p->arena, by) ? " tell it" : " tells it");
}

static void retold(stm_prose *p, stm_str by)
{
    if (by.p != NULL) {
        stm_prose_textz(p, ",");
        as_told_by(p, by);
    }
}

/* The others have some of the words that are shown, and none beside. */
static bool only_less(const stm_prose *p, const stm_statement *s, const stm_reading_group *g)
{
    stm_str all = stm_str_lower(p->arena, s->readings.at[g->first].reading);
    for (uint32_t i = g->n_same; i < g->members.n; i++) {
        const stm_statement_reading *r = &s->readings.at[g->members.at[i]];
        if (r->reading.n == 0 || stm_str_find(all, stm_str_lower(p->arena, r->reading), 0) == SIZE_MAX) {
            return false;
        }
    }
    return true;
}

static void group_sources(stm_prose *p, const stm_statement *s, const stm_reading_group *g)
{
    stm_passages same, other;
    split_sources(p, s, g, &same, &other);
    stm_prose_articles(p, same.at, same.n);
    if (other.n != 0 && only_less(p, s, g)) {
        stm_prose_textz(p, "; less of it in ");
        stm_prose_articles(p, other.at, other.n);
    } else {
        in_other_words(p, &other);
    }
}

void stm_prose_articles(stm_prose *p, const stm_passage *at, uint32_t n)
{
    stm_u32s once = { 0 };
    for (uint32_t i = 0; i < n; i++) {
        bool seen = false;
        for (uint32_t k = 0; k < once.n; k++) {
            seen |= at[once.at[k]].article == at[i].article;
        }
        if (!seen) {
            stm_vec_push(p->arena, &once, i);
        }
    }
    for (uint32_t k = 0; k < once.n; k++) {
        if (k != 0) {
            stm_prose_textz(p, k + 1 == once.n ? " and " : ", ");
        }
        p->article(p, at[once.at[k]]);
    }
}

static const char *small(stm_arena *arena, uint32_t n)
{
    static const char *const words[] = { "no",    "one",   "two",  "three", "four",   "five",  "six",
                                         "seven", "eight", "nine", "ten",   "eleven", "twelve" };
    return n < sizeof words / sizeof *words ? words[n] : stm_str_format(arena, "%u", n).p;
}

/* Who is named as saying it. */
typedef struct speakers {
    stm_str one; /* the only one, or NULL */
    bool any, several, silent;
} speakers;

static void add_speaker(const stm_view *v, speakers *x, uint32_t said_by, stm_str name)
{
    stm_str by = stm_view_speaker(v, said_by, name);
    x->several = x->several || (by.p != NULL && x->one.p != NULL && !stm_view_same_name(by, x->one));
    x->one = by.p != NULL ? by : x->one;
    x->any = x->any || by.p != NULL;
    x->silent = x->silent || by.p == NULL;
}

static speakers speakers_of(const stm_view *v, const stm_item *item)
{
    speakers x = { 0 };
    if (item->kind == STM_ITEM_STATEMENT) {
        const stm_statement *s = &v->record->statements.at[item->index];
        for (uint32_t i = 0; i < s->readings.n; i++) {
            add_speaker(v, &x, s->readings.at[i].said_by, s->readings.at[i].said_by_name);
        }
    } else if (item->kind == STM_ITEM_FIGURE) {
        const stm_record_figure *f = &v->record->figures.at[item->index];
        for (uint32_t i = 0; i < f->readings.n; i++) {
            add_speaker(v, &x, f->readings.at[i].said_by, f->readings.at[i].said_by_name);
        }
    }
    x.one = x.several ? STM_NULL_STR : x.one;
    return x;
}

void stm_prose_weight(stm_prose *p, const stm_item *item)
{
    const stm_record *r = p->view->record;
    uint32_t lines = item->lines, origins = 0, second = 0;
    stm_str retells = STM_NULL_STR;
    bool saying = false;
    speakers by = speakers_of(p->view, item);
    if (item->kind == STM_ITEM_STATEMENT) {
        origins = r->statements.at[item->index].origins;
        saying = stm_view_is_saying(r->statements.at[item->index].about);
        second = stm_prose_lines_retold(p, &r->statements.at[item->index], &retells);
    } else if (item->kind == STM_ITEM_FIGURE) {
        origins = r->figures.at[item->index].origins;
    }
    if (lines < 2) {
        return;
    }
    text(p, capital(p->arena, stm_str_format(p->arena, "%s independent texts", small(p->arena, lines))));
    if (origins == 1 && second > 0 && retells.p != NULL) { /* a text is not from whom it does not hear itself */
        text(p, second < lines ? stm_str_format(p->arena, ", %s of them", small(p->arena, second)) : STM_STR(","));
        as_told_by(p, retells);
    } else if (origins == 1 && by.one.p != NULL && (!by.silent || saying)) {
        stm_prose_textz(p, ", all from ");
        text(p, mid_sentence(p, by.one));
    } else if (origins == 1) {
        stm_prose_textz(p, !by.any     ? ", no source named"
                           : by.silent ? ", not all of which name a source"
                                       : ", one source");
    } else if (origins > 1) {
        text(p, stm_str_format(p->arena, ", %s sources", small(p->arena, origins)));
    }
}

/* The reading's own short wording if it has one, else the passage. */
static void reading_words(stm_prose *p, const stm_statement_reading *r)
{
    stm_str passage = stm_view_words(p->arena, p->view, r->passage, 0);
    stm_str shown = stm_view_short(p->arena, r->reading, p->limit);
    if (r->reading.n == 0) {
        quote_passage(p, r->passage);
    } else if (stm_str_find(passage, r->reading, 0) != SIZE_MAX) {
        stm_prose_quote(p, r->passage, shown);
    } else if (stm_str_find(r->reading, passage, 0) != SIZE_MAX) { /* the same with its dateline */
        quote_passage(p, r->passage);
    } else {
        stm_str pieces = stm_prose_in_pieces(p, r, passage, shown);
        p->words(p, r->passage, pieces.p != NULL ? pieces : stm_view_balanced(p->arena, shown), pieces.p != NULL);
    }
}

/* Different articles among passages. */
static uint32_t count_articles(const stm_passages *at)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < at->n; i++) {
        bool seen = false;
        for (uint32_t k = 0; k < i; k++) {
            seen |= at->at[k].article == at->at[i].article;
        }
        n += !seen;
    }
    return n;
}

/* What another has said right before a denial, beside which it stands. */
static bool told_before(const stm_statement *s, const stm_statement_reading *r)
{
    return s->status == STM_ST_DENIED && r->stance == STM_REPORTS;
}

/* Nobody in the articles says it, yet it is denied. */
static bool only_denied(const stm_statement *s)
{
    for (uint32_t i = 0; i < s->readings.n; i++) {
        if (s->readings.at[i].stance != STM_DENIES && !told_before(s, &s->readings.at[i])) {
            return false;
        }
    }
    return true;
}

/* "Campaign manager Luis Ferro said ...": the name, and a verb of saying behind it, open the words. */
static bool says_there(stm_str words, stm_str name)
{
    static const char *const verbs[] = { " said ", " says ", " told " };
    size_t at = stm_str_find(words, name, 0), behind;
    for (size_t i = 0; at != SIZE_MAX && at <= MAX_TITLES && i < sizeof verbs / sizeof *verbs; i++) {
        behind = stm_str_find(words, stm_str_of(verbs[i]), at + name.n);
        if (behind != SIZE_MAX && behind - at - name.n <= MAX_TITLES) {
            return true;
        }
    }
    return false;
}

/* "The police declined to give the names": who speaks stands in the words, and the article tells of him. */
static bool told_of(stm_prose *p, const stm_statement_reading *r, stm_str by)
{
    stm_str words = stm_str_lower(p->arena, r->reading), name = stm_str_lower(p->arena, by);
    name = stm_str_starts(name, "the ") ? (stm_str){ name.p + 4, name.n - 4 } : name;
    words = stm_str_starts(words, "the ") ? (stm_str){ words.p + 4, words.n - 4 } : words;
    if (r->stance == STM_DENIES || name.n == 0 || words.n <= name.n) {
        return false;
    }
    return memcmp(words.p, name.p, name.n) == 0 || says_there(words, name);
}

/* The subject of the verb, or of those that it is joined to; STM_NONE. */
static uint32_t subject_of(const stm_article *a, uint32_t verb)
{
    for (uint32_t step = 0; step < 3 && verb != STM_NONE; step++) {
        const stm_sentence *s = &a->sentences.at[a->tokens.at[verb].sentence];
        for (uint32_t i = s->first_token; i < s->first_token + s->n_tokens; i++) {
            if (a->tokens.at[i].head == verb && a->tokens.at[i].deprel == STM_DEP_NSUBJ) {
                return i;
            }
        }
        verb = a->tokens.at[verb].deprel == STM_DEP_CONJ ? a->tokens.at[verb].head : STM_NONE;
    }
    return STM_NONE;
}

/* What stands between who is named and his words, where these begin with a verb without its subject: "police would not
 * name her" if he is its subject, since he does not say so, else ": ". NULL: they have a subject. */
static const char *before_verb(const stm_prose *p, const stm_statement_reading *r, stm_str by)
{
    const stm_article *a = p->view->run->articles.at[r->passage.article];
    uint32_t first = stm_token_from(a, r->passage.at.start), subject;
    const stm_token *t = first < a->tokens.n ? &a->tokens.at[first] : NULL;
    if (t == NULL || t->at.start != r->passage.at.start || (r->stance != STM_ASSERTS && r->stance != STM_REPORTS) ||
        (t->xpos != STM_XP_VBD && t->xpos != STM_XP_VBZ && t->xpos != STM_XP_VBP && t->xpos != STM_XP_MD)) {
        return NULL;
    }
    subject = subject_of(a, t->deprel == STM_DEP_AUX && t->head != STM_NONE ? t->head : first);
    if (subject != STM_NONE && a->tokens.at[subject].at.end < t->at.start &&
        stm_str_find(stm_str_lower(p->arena, by),
                     stm_str_lower(p->arena, stm_str_sub(a->text, a->tokens.at[subject].at)), 0) != SIZE_MAX) {
        return " ";
    }
    return subject == STM_NONE || subject < first ? ": " : NULL;
}

/* "denied that it was so", not "the talks cannot begin" or "I will not go", which only say otherwise. */
static bool denial(const stm_prose *p, const stm_statement_reading *r)
{
    const stm_article *a = p->view->run->articles.at[r->passage.article];
    bool found = false, negated = false;
    for (uint32_t i = 0; i < a->quotations.n && !found; i++) {
        const stm_quotation *q = &a->quotations.at[i];
        found = q->act == STM_ACT_DENY && q->content.n > 0 && q->content.at[0].start < r->passage.at.end &&
                r->passage.at.start < q->content.at[q->content.n - 1].end;
    }
    for (uint32_t i = stm_token_from(a, r->passage.at.start);
         i < a->tokens.n && a->tokens.at[i].at.start < r->passage.at.end && !found; i++) {
        negated = negated || stm_form_among(a, i, "not n't n\xE2\x80\x99t cannot never");
    }
    return found || !negated;
}

/* "not aware of any refusal": the words say themselves how much he says. */
static bool knows_nothing(const stm_statement_reading *r)
{
    return r->stance == STM_DOUBTS && (stm_str_starts(r->reading, "not ") || stm_str_starts(r->reading, "unaware "));
}

void stm_prose_reading(stm_prose *p, const stm_statement *s, const stm_reading_group *g)
{
    const stm_statement_reading *r = &s->readings.at[g->first];
    stm_str by = named(p, stm_view_speaker(p->view, r->said_by, r->said_by_name), r->passage);
    stm_passages at = { 0 };
    static const char *const verb[] = { " says: ", " denies it: ", " says, with a reserve: ", " reports: " };
    static const char *const plural[] = { " say: ", " deny it: ", " say, with a reserve: ", " report: " };
    for (uint32_t i = 0; i < g->members.n; i++) {
        stm_vec_push(p->arena, &at, s->readings.at[g->members.at[i]].passage);
    }
    by = by.p != NULL && r->said_by == STM_NONE && r->stance == STM_DENIES && !stm_view_may_speak(p->arena, by)
             ? STM_NULL_STR
             : by;
    if (by.p != NULL && (told_before(s, r) || only_denied(s))) {
        stm_prose_textz(p, told_before(s, r) ? "Said just before by " : "Denied by ");
        text(p, mid_sentence(p, by));
        stm_prose_textz(p, ": ");
        reading_words(p, r);
        stm_prose_textz(p, " (");
        group_sources(p, s, g);
        stm_prose_textz(p, ")");
    } else if (by.p != NULL && !told_of(p, r, by)) {
        const char *link = before_verb(p, r, by);
        text(p, capital(p->arena, stm_view_called(p->arena, p->view, by)));
        link = link == NULL && r->stance == STM_DENIES && !denial(p, r)
                   ? stm_view_plural(p->arena, by) ? " say otherwise: " : " says otherwise: "
                   : link;
        stm_prose_textz(p, link != NULL       ? link
                           : knows_nothing(r) ? verb[STM_ASSERTS]
                                              : (stm_view_plural(p->arena, by)
                                                     ? plural
                                                     : verb)[r->stance == STM_REPORTS ? STM_ASSERTS : r->stance]);
        reading_words(p, r);
        stm_prose_textz(p, " (");
        group_sources(p, s, g);
        stm_prose_textz(p, ")");
    } else {
        bool several = count_articles(&at) > 1;
        stm_prose_articles(p, at.at, at.n);
        stm_prose_textz(p, r->stance == STM_DOUBTS
                               ? several ? " report, with a reserve: " : " reports, with a reserve: "
                           : r->stance == STM_DENIES
                               ? several        ? (denial(p, r) ? " report that it is denied: " : " report otherwise: ")
                                 : denial(p, r) ? " reports that it is denied: "
                                                : " reports otherwise: "
                               : (several ? plural : verb)[r->stance == STM_ASSERTS ? STM_REPORTS : r->stance]);
        reading_words(p, r);
    }
}

/* The heading names another, or there are several and it names none. */
static bool another_mouth(const stm_prose *p, const stm_statement *s, stm_str by)
{
    size_t end = stm_str_find(s->about, STM_STR(": \xE2\x80\x9C"), 0);
    speakers x = { 0 };
    for (uint32_t i = 0; i < s->readings.n; i++) {
        add_speaker(p->view, &x, s->readings.at[i].said_by, s->readings.at[i].said_by_name);
    }
    return by.p != NULL && x.several && (end == SIZE_MAX || !stm_view_same_name((stm_str){ s->about.p, end }, by));
}

void stm_prose_witness(stm_prose *p, const stm_statement *s, const stm_reading_group *g)
{
    stm_passages same, other;
    stm_str by = stm_view_speaker(p->view, s->readings.at[g->first].said_by, s->readings.at[g->first].said_by_name);
    split_sources(p, s, g, &same, &other);
    stm_prose_articles(p, same.at, same.n);
    if (another_mouth(p, s, by)) {
        stm_prose_textz(p, ", from ");
        text(p, mid_sentence(p, by));
    }
    retold(p, stm_prose_reteller(p, s->readings.at[g->first].passage, by));
    stm_prose_textz(p, ": ");
    reading_words(p, &s->readings.at[g->first]);
    in_other_words(p, &other);
}

void stm_prose_figure(stm_prose *p, const stm_record_figure *f, const stm_reading_group *g)
{
    const stm_figure_reading *r = &f->readings.at[g->first];
    stm_str by = named(p, stm_view_speaker(p->view, r->said_by, r->said_by_name), r->passage);
    stm_passages at = { 0 };
    for (uint32_t i = 0; i < g->members.n; i++) {
        stm_vec_push(p->arena, &at, f->readings.at[g->members.at[i]].passage);
    }
    quote_passage(p, r->passage);
    if (by.p != NULL) {
        stm_prose_textz(p, ", from ");
        text(p, mid_sentence(p, by));
    }
    if (r->holds.p != NULL && f->status != STM_FIG_AGREE) { /* the day tells readings apart, else it may be any */
        stm_prose_textz(p, ", for ");
        text(p, stm_view_date(p->arena, r->holds, false));
    }
    stm_prose_textz(p, " (");
    stm_prose_articles(p, at.at, at.n);
    stm_prose_textz(p, ")");
}

/* An amount as a heading gives it: in figures, but "dozens" and "about 5,000" in the text's words, since their bounds
 * are a convention. */
static stm_str amount(stm_prose *p, const stm_figure_reading *r)
{
    stm_str words = stm_view_words(p->arena, p->view, r->passage, 40);
    bool exact = stm_str_eqz(r->unit, "percent") || stm_str_eqz(r->unit, "share") || r->low == r->high ||
                 isnan(r->low) || isnan(r->high);
    if (exact && (isnan(r->low) ? r->high : r->low) >= 1e6 && stm_str_find(words, STM_STR("illion"), 0) != SIZE_MAX) {
        return words; /* "over 4.2 billion crowns": what they are of is said, and no reader counts noughts */
    }
    return exact ? stm_view_amount(p->arena, r)
                 : stm_str_format(p->arena, "\xE2\x80\x9C%.*s\xE2\x80\x9D", (int)words.n, words.p);
}

/* The unit that all readings have and the heading lacks: " days"; people and things counted have none. */
static void heading_unit(stm_prose *p, const stm_record_figure *f, stm_str last)
{
    stm_str unit = f->readings.at[0].unit;
    for (uint32_t i = 1; i < f->readings.n; i++) {
        if (!stm_str_eq(f->readings.at[i].unit, unit)) {
            return;
        }
    }
    if (unit.n == 0 || stm_str_eqz(unit, "person") || stm_str_eqz(unit, "percent") || stm_str_eqz(unit, "share") ||
        last.n == 0 || last.p[last.n - 1] < '0' || last.p[last.n - 1] > '9' ||
        stm_str_find(stm_str_lower(p->arena, f->counted), unit, 0) != SIZE_MAX) {
        return;
    }
    if (stm_str_eqz(unit, "year") && stm_str_starts(stm_str_lower(p->arena, f->counted), "age ")) {
        return;
    }
    stm_prose_textz(p, " ");
    text(p, stm_str_eqz(last, "1") || stm_str_find(unit, STM_STR(" "), 0) != SIZE_MAX
                ? unit
                : stm_str_format(p->arena, "%.*ss", (int)unit.n, unit.p));
}

/* "We have four doors, three doors": one speaker puts his own number right. */
static bool put_right(const stm_record_figure *f)
{
    const stm_figure_reading *a = f->readings.at, *b = a + 1;
    return f->status == STM_FIG_CONFLICT && f->lines == 1 && f->readings.n == 2 && a->said_by_name.p != NULL &&
           stm_view_same_name(a->said_by_name, b->said_by_name) && a->passage.article == b->passage.article &&
           a->passage.at.end <= b->passage.at.start && b->passage.at.start < a->passage.at.end + PUT_RIGHT;
}

/* "214 or 198", "at least 17, then 31, then 34": the values of a figure where they are few. */
static void figure_values(stm_prose *p, const stm_record_figure *f)
{
    stm_reading_groups groups;
    stm_strs values = { 0 };
    stm_u32s of = { 0 };        /* by value: its reading */
    uint32_t i_last = STM_NONE; /* the reading of the value that was added last */
    uint32_t dated = 0;         /* values whose day is known stand first */
    if (put_right(f)) {
        stm_str had = amount(p, &f->readings.at[0]), has = amount(p, &f->readings.at[1]);
        text(p, stm_str_format(p->arena, ": %.*s, corrected to %.*s", (int)had.n, had.p, (int)has.n, has.p));
        return;
    }
    stm_view_group_figures(p->arena, p->view, f, &groups);
    for (uint32_t g = 0; g < groups.n; g++) {
        const stm_figure_reading *r = &f->readings.at[groups.at[g].first];
        stm_str v = amount(p, r);
        bool seen = i_last != STM_NONE && f->readings.at[i_last].low == r->low &&
                    (isnan(f->readings.at[i_last].high) || isnan(r->high)); /* "17", then "at least 17" */
        for (uint32_t i = 0; i < values.n; i++) {
            const stm_figure_reading *o = &f->readings.at[of.at[i]];
            seen |= stm_str_eq(values.at[i], v) || (o->low == r->low && o->high == r->high);
        }
        if (!seen && !(isnan(r->low) && isnan(r->high))) {
            stm_vec_push(p->arena, &values, v);
            stm_vec_push(p->arena, &of, groups.at[g].first);
            i_last = groups.at[g].first;
            dated += stm_view_reading_day(p->view, r) != STM_NO_DAY;
        }
    }
    if (values.n == 0 || values.n > 5) {
        return;
    }
    stm_prose_textz(p, ": ");
    for (uint32_t i = 0; i < values.n; i++) {
        if (i != 0) {
            stm_prose_textz(p, f->status == STM_FIG_UPDATE && i < dated ? ", then "
                               : f->status == STM_FIG_UPDATE            ? ", day unknown: "
                               : f->status == STM_FIG_AGREE             ? "; "
                                                                        : " or ");
        }
        text(p, values.at[i]);
    }
    heading_unit(p, f, values.at[values.n - 1]);
}

static stm_passage variant_at(const stm_view *v, const stm_variant *x)
{
    return (stm_passage){ x->article, stm_variant_said(x, v->run->articles.at[x->article])->content.at[0] };
}

void stm_prose_heading(stm_prose *p, const stm_item *item)
{
    const stm_record *r = p->view->record;
    stm_str s = STM_NULL_STR;
    switch (item->kind) {
    case STM_ITEM_STATEMENT: s = r->statements.at[item->index].about; break;
    case STM_ITEM_FIGURE: s = r->figures.at[item->index].counted; break;
    case STM_ITEM_UTTERANCE:
        s = stm_view_speaker(p->view, r->utterances.at[item->index].speaker,
                             r->utterances.at[item->index].speaker_name);
        s = s.p == NULL ? s : named(p, s, variant_at(p->view, &r->utterances.at[item->index].variants.at[0]));
        break;
    case STM_ITEM_PROPOSAL: s = r->proposals.at[item->index].name; break;
    case STM_ITEM_EVENT: s = r->timeline.at[item->index].event; break;
    }
    s = stm_view_balanced(p->arena, stm_view_short(p->arena, s,
                                                   item->kind == STM_ITEM_EVENT         ? p->limit
                                                   : item->section == STM_SEC_CONTESTED ? MOST_OF_TWO
                                                                                        : MOST_OF_ONE));
    p->strong(p, s.n == 0 ? stm_str_of(item->kind == STM_ITEM_UTTERANCE ? "A speaker not named" : "No name")
                          : capital(p->arena, s));
    if (item->kind == STM_ITEM_UTTERANCE && r->utterances.at[item->index].when.p != NULL) {
        stm_prose_textz(p, ", ");
        text(p, stm_view_date(p->arena, r->utterances.at[item->index].when, false));
    } else if (item->kind == STM_ITEM_FIGURE) {
        figure_values(p, &r->figures.at[item->index]);
    }
}

void stm_prose_variant(stm_prose *p, const stm_utterance *u, const stm_reading_group *g)
{
    static const char *const how[] = { "in full", "the same", "trimmed", "in other words", "paraphrased", "altered" };
    const stm_variant *v = &u->variants.at[g->first];
    const stm_article *a = p->view->run->articles.at[v->article];
    const stm_quotation *q = stm_variant_said(v, a);
    stm_str said = stm_view_quotation(p->arena, a, q), by = stm_prose_other_speaker(p, u, v);
    stm_passage at = { v->article, q->content.at[0] };
    stm_passages all = { 0 };
    for (uint32_t i = 0; i < g->members.n; i++) {
        const stm_variant *m = &u->variants.at[g->members.at[i]];
        const stm_quotation *mq = stm_variant_said(m, p->view->run->articles.at[m->article]);
        stm_vec_push(p->arena, &all, (stm_passage){ m->article, mq->content.at[0] });
    }
    stm_prose_articles(p, all.at, all.n);
    if (by.p != NULL) {
        stm_prose_textz(p, ", from ");
        text(p, mid_sentence(p, by));
    }
    retold(p, stm_prose_reteller(p, at, a->quotations.at[v->quotation].speaker_name));
    if (g->members.n < u->variants.n && !(q->kind == STM_QUOTE_INDIRECT && v->relation <= STM_VARIANT_SAME)) {
        stm_prose_textz(p, ", ");
        stm_prose_textz(p, how[v->relation]);
    }
    stm_prose_textz(p, ": ");
    said = stm_view_short(p->arena, said, p->limit == 0 ? 0 : 2 * p->limit);
    p->words(p, at, q->kind == STM_QUOTE_DIRECT ? said : stm_view_balanced(p->arena, said),
             q->kind == STM_QUOTE_DIRECT);
    if (v->note.p != NULL) {
        size_t end = p->brief ? stm_str_find(v->note, STM_STR(";"), 0) : SIZE_MAX;
        stm_prose_textz(p, " (");
        text(p, stm_view_balanced(p->arena, (stm_str){ v->note.p, end == SIZE_MAX ? v->note.n : end }));
        stm_prose_textz(p, ")");
    }
}

void stm_prose_state(stm_prose *p, const stm_proposal *proposal, const stm_reading_group *g)
{
    const stm_proposal_state *s = &proposal->states.at[g->first];
    stm_passages all = { 0 }, same, other;
    stm_str by = named(p, stm_view_speaker(p->view, s->said_by, s->said_by_name), s->passage);
    const char *set = stm_view_set_for(p->view, s);
    p->strong(p, capital(p->arena, stm_view_state_name(p->view, s)));
    if (s->when.p != NULL && (s->state == STM_PROPOSED || set == NULL)) {
        text(p, set == NULL ? STM_STR(", ") : stm_str_format(p->arena, " %s ", set));
        text(p, stm_view_date(p->arena, s->when, false));
    }
    if (by.p != NULL) {
        stm_prose_textz(p, stm_view_plural(p->arena, by) ? ", say " : ", says ");
        text(p, mid_sentence(p, by));
        retold(p, stm_prose_reteller(p, s->passage, by));
    }
    stm_prose_textz(p, ": ");
    stm_prose_quote(p, s->passage,
                    stm_view_who(p->arena, p->view, s->passage,
                                 stm_view_without_that(stm_view_words(p->arena, p->view, s->passage, p->limit))));
    stm_prose_textz(p, " (");
    for (uint32_t i = 0; i < g->members.n; i++) {
        stm_vec_push(p->arena, &all, proposal->states.at[g->members.at[i]].passage);
    }
    split_passages(p, &all, g->n_same, &same, &other);
    stm_prose_articles(p, same.at, same.n);
    in_other_words(p, &other);
    stm_prose_textz(p, ")");
}
