/* story_told.c: what the words of a story's other articles tell of the day on which one was written.
 *
 * In: annotated articles of one story, their pairs.  Out: days, STM_NO_DAY where nothing tells or two things disagree.
 * Never: touches an article. Cost: words of leads, and of sentences with the same weekday, for each pair of members.
 */
#include "story/story_parts.h"

#define LEAD 3         /* sentences, the headline among them */
#define MOST_WORDS 80  /* of a lead */
#define LEAST_SHARED 5 /* words of two leads of one happening, one of them for what happens */
#define LONG_BEFORE 60 /* days, at most, of a happening before the week in which it is told again */
#define KIN 0.5        /* of either text: two that share so much are of one week */
#define LATER 3        /* days after a happening in which its reports are looked for */
#define DATED_TOO 0.5  /* for a day on which a dated article of the story was published */

typedef struct lead {
    stm_str word[MOST_WORDS];
    uint32_t n;
} lead;

/* Words for what befalls people and things once, as one word. */
static bool befalls(stm_str word)
{
    static const char words[] =
        "dead die died dies death deaths kill kills killed killing injured injures wounded hurt "
        "exploded explodes explosion blast bomb bombing crash crashed crashes collapsed "
        "collapses arrested arrests shot shooting earthquake quake fire blaze attack attacked";
    return stm_str_among(word, words);
}

static bool plain(stm_str word)
{
    static const char words[] = "people said says that this these those with from were have been will would could "
                                "their them they there which while about into over after before more than when what "
                                "where who also first last least year years told";
    return stm_str_among(word, words);
}

/* Body text or a headline. */
static bool is_told(const stm_sentence *x) { return x->furniture == 0 || x->furniture == 1 + STM_FURN_HEADLINE; }

/* The words of an article's lead, each once; death in one form. */
static lead lead_of(stm_arena *arena, const stm_article *a)
{
    lead l = { 0 };
    for (uint32_t s = 0, n = 0; s < a->sentences.n && n < LEAD; s++) {
        const stm_sentence *x = &a->sentences.at[s];
        if (!is_told(x)) {
            continue;
        }
        n++;
        for (uint32_t i = x->first_token; i < x->first_token + x->n_tokens && l.n < MOST_WORDS; i++) {
            stm_str word = stm_str_lower(arena, stm_token_form(a, i));
            bool known = false;
            word = stm_among(word, "die died dies death deaths kill kills killed killing") ? STM_STR("dead") : word;
            for (uint32_t k = 0; k < l.n && !known; k++) {
                known = stm_str_eq(l.word[k], word);
            }
            if (!known && word.n > 3 && !plain(word)) {
                l.word[l.n++] = word;
            }
        }
    }
    return l;
}

static bool one_happening(const lead *a, const lead *b)
{
    uint32_t shared = 0;
    bool event = false;
    for (uint32_t i = 0; i < a->n; i++) {
        for (uint32_t k = 0; k < b->n; k++) {
            if (stm_str_eq(a->word[i], b->word[k])) {
                shared++;
                event = event || befalls(a->word[i]);
            }
        }
    }
    return event && shared >= LEAST_SHARED;
}

/* Words that two sentences share, those that say little and names of days left out. */
static uint32_t words_shared(stm_arena *arena, const stm_article *a, uint32_t s, const stm_article *b, uint32_t r)
{
    const stm_sentence *x = &a->sentences.at[s], *y = &b->sentences.at[r];
    uint32_t shared = 0;
    for (uint32_t i = x->first_token; i < x->first_token + x->n_tokens; i++) {
        stm_str word = stm_str_lower(arena, stm_token_form(a, i));
        bool found = word.n <= 3 || plain(word) || stm_str_ends(word, "day");
        for (uint32_t k = y->first_token; k < y->first_token + y->n_tokens && !found; k++) {
            if (stm_str_eq_nocase(word, stm_token_form(b, k))) {
                shared++;
                found = true;
            }
        }
    }
    return shared;
}

int32_t stm_week_of_told(stm_arena *arena, stm_article *const *articles, const stm_u32s *members, uint32_t self,
                         int32_t weekday, uint32_t *by)
{
    const stm_article *me = articles[members->at[self]];
    int32_t day = STM_NO_DAY;
    for (uint32_t m = 0; m < members->n; m++) {
        const stm_article *a = articles[members->at[m]];
        bool dated = m != self && a->published_day != STM_NO_DAY && a->published_from != STM_FROM_STORY;
        for (uint32_t i = 0; dated && i < a->times.n; i++) {
            const stm_time *t = &a->times.at[i];
            uint32_t s = stm_sentence_at(a, t->at.start);
            for (uint32_t k = 0; k < me->times.n && t->weekday > 0 && t->from_day != STM_NO_DAY && s != STM_NONE; k++) {
                const stm_time *u = &me->times.at[k];
                uint32_t r = stm_sentence_at(me, u->at.start);
                int32_t near = stm_day_around(t->from_day, weekday);
                if (u->weekday != t->weekday || u->month > 0 || r == STM_NONE ||
                    words_shared(arena, me, r, a, s) < LEAST_SHARED) {
                    continue;
                }
                if (day != STM_NO_DAY && day != near) {
                    return STM_NO_DAY;
                }
                day = near;
                *by = members->at[m];
            }
        }
    }
    return day;
}

int32_t stm_week_of_kin(stm_article *const *articles, const stm_u32s *members, uint32_t self, int32_t weekday,
                        const stm_reuse *reuse, uint32_t *by)
{
    uint32_t me = members->at[self];
    int32_t day = STM_NO_DAY;
    for (uint32_t m = 0; m < members->n; m++) {
        uint32_t other = members->at[m], low = me < other ? me : other, high = me < other ? other : me;
        const stm_article *a = articles[other];
        if (m == self || a->published_day == STM_NO_DAY || a->published_from == STM_FROM_STORY) {
            continue;
        }
        for (uint32_t i = stm_pairs_from(reuse, low); i < reuse->pairs.n && reuse->pairs.at[i].a == low; i++) {
            const stm_pair *p = &reuse->pairs.at[i];
            if (p->b != high || (p->shared_a < KIN && p->shared_b < KIN)) {
                continue;
            }
            if (day != STM_NO_DAY && day != stm_day_around(a->published_day, weekday)) {
                return STM_NO_DAY;
            }
            day = stm_day_around(a->published_day, weekday);
            *by = other;
        }
    }
    return day;
}

/* Sentence s has a word for what befalls people and things. */
static bool befallen_at(stm_arena *arena, const stm_article *a, uint32_t s)
{
    const stm_sentence *x = &a->sentences.at[s];
    bool event = false;
    for (uint32_t k = x->first_token; k < x->first_token + x->n_tokens && !event; k++) {
        event = befalls(stm_str_lower(arena, stm_token_form(a, k)));
    }
    return event;
}

/* The one day that a dated article's lead gives to what happened, of the week up to its own; STM_NO_DAY. */
static int32_t day_told(stm_arena *arena, const stm_article *a)
{
    int32_t day = STM_NO_DAY;
    for (uint32_t i = 0; i < a->times.n && a->published_day != STM_NO_DAY; i++) {
        const stm_time *t = &a->times.at[i];
        uint32_t s = stm_sentence_at(a, t->at.start);
        bool event;
        if (s == STM_NONE || s >= LEAD || t->tense == 3 || t->from_day == STM_NO_DAY || t->from_day != t->to_day ||
            (t->weekday == 0 && !stm_among(stm_str_sub(a->text, t->at), "today yesterday Today Yesterday"))) {
            continue;
        }
        event = befallen_at(arena, a, s);
        if (event && (t->from_day > a->published_day || t->from_day + STM_STORY_SPAN <= a->published_day ||
                      (day != STM_NO_DAY && day != t->from_day))) {
            return STM_NO_DAY;
        }
        day = event ? t->from_day : day;
    }
    return day;
}

int32_t stm_told_not_before(stm_arena *arena, stm_article *const *articles, const stm_u32s *members, uint32_t self,
                            uint32_t *by)
{
    lead own = lead_of(arena, articles[members->at[self]]);
    int32_t latest = STM_NO_DAY;
    for (uint32_t m = 0; m < members->n; m++) {
        const stm_article *a = articles[members->at[m]];
        int32_t day = m == self || a->published_from == STM_FROM_STORY ? STM_NO_DAY : day_told(arena, a);
        if (day != STM_NO_DAY && (latest == STM_NO_DAY || day > latest)) {
            lead other = lead_of(arena, a);
            if (one_happening(&own, &other)) {
                latest = day;
                *by = members->at[m];
            }
        }
    }
    return latest;
}

/* Sentences of body text and headlines before sentence s. */
static uint32_t told_before(const stm_article *a, uint32_t s)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < s; i++) {
        n += is_told(&a->sentences.at[i]);
    }
    return n;
}

int32_t stm_told_long_before(stm_arena *arena, stm_article *const *articles, const stm_u32s *members, uint32_t self,
                             int32_t anchor, uint32_t *by)
{
    const stm_article *me = articles[members->at[self]];
    lead own = lead_of(arena, me);
    for (uint32_t m = 0; m < members->n; m++) {
        const stm_article *a = articles[members->at[m]];
        for (uint32_t i = 0; m != self && i < a->times.n; i++) {
            const stm_time *t = &a->times.at[i];
            uint32_t s = stm_sentence_at(a, t->at.start);
            int32_t day, year = stm_date_of(anchor).year;
            bool again = false;
            lead other;
            if (t->month == 0 || t->tense == 3 || s == STM_NONE || told_before(a, s) >= 2 * LEAD) {
                continue;
            }
            day = stm_day_of((stm_date){ year, t->month, t->month_day });
            if (day != STM_NO_DAY && day > anchor) {
                day = stm_day_of((stm_date){ year - 1, t->month, t->month_day });
            }
            if (day == STM_NO_DAY || anchor - day <= STM_STORY_SPAN || anchor - day > LONG_BEFORE) {
                continue;
            }
            for (uint32_t k = 0; k < me->times.n && !again; k++) {
                again = me->times.at[k].month == t->month && me->times.at[k].month_day == t->month_day;
            }
            other = lead_of(arena, a);
            if (!again && befallen_at(arena, a, s) && one_happening(&own, &other)) {
                *by = members->at[m];
                return day;
            }
        }
    }
    return STM_NO_DAY;
}

int32_t stm_day_best_from(stm_article *const *articles, const stm_u32s *members, const double *score_of, int32_t first)
{
    double best = -10, second = -10;
    int32_t day = STM_NO_DAY;
    for (int32_t d = first; d <= first + LATER; d++) {
        double score = score_of[stm_weekday(d)];
        for (uint32_t m = 0; m < members->n; m++) {
            const stm_article *a = articles[members->at[m]];
            if (a->published_day == d && a->published_from != STM_FROM_STORY) {
                score += DATED_TOO;
                break;
            }
        }
        if (score > best) {
            second = best;
            best = score;
            day = d;
        } else if (score > second) {
            second = score;
        }
    }
    return best >= DATED_TOO && best - second >= DATED_TOO ? day : STM_NO_DAY;
}
