/* saying_days.c: on which day something was said, and whether two sayings may be of one day.
 *
 * In: quotations with the days beside their cues, and the day of their article.  Out: days, what they allow.
 * Where no text names the day, it is about that of publication. What a man told one paper itself is not what another
 * had printed before, nor what he told that one. Never: takes the day of another deed for that of speaking.
 * Cost: the times of one article.
 */
#include "record/sayings.h"

#define MOST_DAYS_LATER 1
#define DAY_STEPS 5
#define CUE_REACH 5       /* tokens on either side of the verb that reports */
#define MOST_DAYS_BACK 14 /* between the texts, where the later one tells what was said as past */
#define MOST_DAYS_LONG 31 /* of a stretch in which something was said */

/* "In a statement issued on Friday": what comes out that day is what is said. */
static bool comes_out(const stm_article *a, uint32_t verb)
{
    static const char *const deeds[] = { "issue", "release", "post", "publish", "deliver", "send", "make", "give" };
    static const char *const said[] = { "statement", "speech",  "letter", "email",   "e-mail", "tweet",
                                        "post",      "message", "memo",   "release", "remark", "address" };
    const stm_token *t = &a->tokens.at[verb];
    bool deed = false, words = false;
    if (t->deprel != STM_DEP_ACL || t->head == STM_NONE || t->lemma.p == NULL ||
        a->tokens.at[t->head].lemma.p == NULL) {
        return false;
    }
    for (size_t i = 0; i < sizeof deeds / sizeof *deeds; i++) {
        deed = deed || stm_str_eqz(t->lemma, deeds[i]);
    }
    for (size_t i = 0; i < sizeof said / sizeof *said; i++) {
        words = words || stm_str_eqz(a->tokens.at[t->head].lemma, said[i]);
    }
    return deed && words;
}

/* Not the day of another deed: "in an interview that was published on Sunday", "but Lee left on Sunday". */
static bool dates_thing(const stm_article *a, const stm_quotation *q, stm_span day)
{
    uint32_t i = stm_token_from(a, day.start);
    for (uint32_t step = 0; step < DAY_STEPS && i != STM_NONE && i < a->tokens.n; step++) {
        const stm_token *t = &a->tokens.at[i];
        if (t->upos == STM_VERB && t->deprel != STM_DEP_XCOMP) {
            bool cue = t->at.start >= q->cue.start && t->at.end <= q->cue.end;
            return !cue && !comes_out(a, i) &&
                   (t->deprel == STM_DEP_ACL || t->deprel == STM_DEP_ACL_RELCL ||
                    (t->deprel == STM_DEP_CONJ && stm_saying_does(a, i)));
        }
        i = t->head;
    }
    return false;
}

/* "The council was to vote on Monday on the draft that calls for a truce": what hangs on a noun is said at no time that
 * the sentence gives to something else. */
static bool of_outer_clause(const stm_article *a, const stm_quotation *q, stm_span day)
{
    uint32_t v = stm_token_from(a, q->cue.start), i = stm_token_from(a, day.start);
    while (v < a->tokens.n && a->tokens.at[v].at.start < q->cue.end && a->tokens.at[v].upos != STM_VERB) {
        v++;
    }
    if (v >= a->tokens.n || a->tokens.at[v].at.start >= q->cue.end ||
        (a->tokens.at[v].deprel != STM_DEP_ACL_RELCL && a->tokens.at[v].deprel != STM_DEP_ACL)) {
        return false;
    }
    for (uint32_t step = 0; step < DAY_STEPS && i != STM_NONE && i < a->tokens.n; step++) {
        if (i == v) {
            return false;
        }
        i = a->tokens.at[i].head;
    }
    return true;
}

/* A day named in the sentence, outside what is quoted. */
static int32_t day_in(const stm_article *a, const stm_quotation *q, uint32_t s)
{
    int32_t day = STM_NO_DAY;
    int32_t today = a->published_from == STM_FROM_STORY ? STM_NO_DAY : stm_article_today(a);
    for (uint32_t i = 0; i < a->times.n; i++) {
        const stm_time *t = &a->times.at[i];
        bool inside = false;
        if (t->at.start < a->sentences.at[s].at.start || t->at.end > a->sentences.at[s].at.end ||
            t->from_day == STM_NO_DAY || t->from_day != t->to_day || (today != STM_NO_DAY && t->from_day > today + 1)) {
            continue; /* what is printed was said before */
        }
        for (uint32_t k = 0; k < q->content.n; k++) {
            inside = inside || stm_span_meets(t->at, q->content.at[k]);
        }
        if (!inside && !dates_thing(a, q, t->at) && !of_outer_clause(a, q, t->at)) {
            day = day == STM_NO_DAY || day == t->from_day ? t->from_day : STM_NO_DAY;
        }
    }
    return day;
}

/* "She said then that": on the day of the sentence before. */
static bool said_then(const stm_article *a, const stm_quotation *q)
{
    uint32_t i = stm_token_from(a, q->cue.end);
    return i < a->tokens.n && stm_form_among(a, i, "then") && !stm_span_meets(a->tokens.at[i].at, stm_span_of(q));
}

int32_t stm_saying_day(const stm_article *a, const stm_quotation *q)
{
    uint32_t s = stm_span_some(q->cue) ? stm_sentence_at(a, q->cue.start) : STM_NONE;
    int32_t day = s == STM_NONE ? STM_NO_DAY : day_in(a, q, s);
    bool before = day == STM_NO_DAY && s != STM_NONE && s > 0 && said_then(a, q) &&
                  a->sentences.at[s - 1].paragraph == a->sentences.at[s].paragraph;
    return before ? day_in(a, q, s - 1) : day;
}

bool stm_saying_days_agree(const saying *a, const saying *b)
{
    return a->day == STM_NO_DAY || b->day == STM_NO_DAY || a->day == b->day;
}

/* A day that the story alone gives a text is the last that it names: it may have been printed somewhat later. */
static int32_t later_by(const stm_work *w, const saying *s)
{
    const stm_article *a = w->article[s->member];
    return a->written_day == STM_NO_DAY && a->published_from == STM_FROM_STORY ? MOST_DAYS_LATER : 0;
}

/* What a text prints was not said on a later day. */
bool stm_saying_printed_before(const stm_work *w, const saying *text, const saying *said)
{
    int32_t day = stm_article_today(w->article[text->member]);
    return said->day != STM_NO_DAY && day != STM_NO_DAY && day + later_by(w, text) < said->day;
}

/* Where a text does not name the day of speaking, it is about that of publication. Days between the two. */
int32_t stm_saying_days_apart(const stm_work *w, const saying *a, const saying *b)
{
    int32_t x = a->day != STM_NO_DAY ? a->day : stm_article_today(w->article[a->member]);
    int32_t y = b->day != STM_NO_DAY ? b->day : stm_article_today(w->article[b->member]);
    return x == STM_NO_DAY || y == STM_NO_DAY ? 0 : x > y ? x - y : y - x;
}

/* Said on `day` by what one text tells, and in a text that does not name the day and came out then or the day after. */
static bool out_next_day(const stm_work *w, const saying *told, const saying *other)
{
    int32_t out = other->day == STM_NO_DAY ? stm_article_today(w->article[other->member]) : STM_NO_DAY;
    return told->day != STM_NO_DAY && out != STM_NO_DAY && out >= told->day && out - told->day <= MOST_DAYS_LATER;
}

/* "Had said", "originally said". */
static bool cue_looks_back(const stm_article *a, const stm_quotation *q)
{
    for (uint32_t i = stm_token_from(a, q->cue.start); i < a->tokens.n && a->tokens.at[i].at.start < q->cue.end; i++) {
        for (uint32_t k = i > CUE_REACH ? i - CUE_REACH : 0;
             a->tokens.at[i].upos == STM_VERB && k < a->tokens.n && k < i + CUE_REACH; k++) {
            uint8_t d = a->tokens.at[k].deprel;
            if (a->tokens.at[k].head == i &&
                ((d == STM_DEP_AUX && stm_form_among(a, k, "had")) ||
                 (d == STM_DEP_ADVMOD && stm_form_among(a, k, "originally earlier previously initially")))) {
                return true;
            }
        }
    }
    return false;
}

/* "Said last week", "earlier in May": a stretch beside the cue that the day lies in. */
static bool stretch_holds(const stm_article *a, const saying *s, int32_t day)
{
    uint32_t at = stm_sentence_at(a, s->said->cue.start);
    for (uint32_t i = 0; at != STM_NONE && i < a->times.n; i++) {
        const stm_time *t = &a->times.at[i];
        if (t->at.start >= a->sentences.at[at].at.start && t->at.end <= a->sentences.at[at].at.end &&
            !stm_span_meets(t->at, s->at) && t->type == STM_TIME_DATE && t->from_day != STM_NO_DAY &&
            t->to_day != STM_NO_DAY && t->to_day > t->from_day && t->to_day - t->from_day <= MOST_DAYS_LONG &&
            t->from_day <= day && day <= t->to_day && !dates_thing(a, s->said, t->at) &&
            !of_outer_clause(a, s->said, t->at)) {
            return true;
        }
    }
    return false;
}

/* What one text tells as past may have stood in the other when it was new. */
static bool looks_back(const stm_work *w, const saying *told, const saying *other)
{
    const stm_article *a = w->article[told->member];
    int32_t x = stm_article_today(a), y = stm_article_today(w->article[other->member]);
    return told->member != other->member && told->speaker != STM_NONE && told->speaker == other->speaker &&
           told->day == STM_NO_DAY && stm_span_some(told->said->cue) && x != STM_NO_DAY && y != STM_NO_DAY && x > y &&
           ((x - y <= MOST_DAYS_BACK && cue_looks_back(a, told->said)) || stretch_holds(a, told, y));
}

bool stm_saying_days_near(const stm_work *w, const saying *a, const saying *b)
{
    return looks_back(w, a, b) || looks_back(w, b, a) ||
           stm_saying_days_apart(w, a, b) <=
               (a->day == STM_NO_DAY ? later_by(w, a) : 0) + (b->day == STM_NO_DAY ? later_by(w, b) : 0) ||
           (a->day == STM_NO_DAY && b->day == STM_NO_DAY && stm_saying_days_apart(w, a, b) <= MOST_DAYS_LATER) ||
           out_next_day(w, a, b) || out_next_day(w, b, a);
}

/* "Told the Courier" in the Courier: the text has it from its own talk with him. The outlet may be named in short. */
static bool told_own_paper(const stm_work *w, const saying *s)
{
    const stm_article *a = w->article[s->member];
    stm_str outlet = stm_str_starts(a->outlet, "The ") ? (stm_str){ a->outlet.p + 4, a->outlet.n - 4 } : a->outlet;
    uint32_t from = stm_span_some(s->said->cue) && outlet.n > 0 ? stm_token_from(a, s->said->cue.start) : a->tokens.n;
    for (uint32_t v = from; v < a->tokens.n && a->tokens.at[v].at.start < s->said->cue.end; v++) {
        for (uint32_t i = v + 1; stm_str_eqz(stm_token_lemma(a, v), "tell") && i < a->tokens.n &&
                                 a->tokens.at[i].sentence == a->tokens.at[v].sentence;
             i++) {
            uint8_t rel = a->tokens.at[i].deprel;
            stm_str named;
            if (a->tokens.at[i].head != v || (rel != STM_DEP_IOBJ && rel != STM_DEP_OBJ)) {
                continue;
            }
            named = stm_str_sub(a->text, stm_noun_phrase(a, i));
            named = stm_str_starts(named, "the ") || stm_str_starts(named, "The ")
                        ? (stm_str){ named.p + 4, named.n - 4 }
                        : named;
            return a->tokens.at[i].upos == STM_PROPN && named.n > 2 && named.n <= outlet.n &&
                   stm_str_eq_nocase(named, (stm_str){ outlet.p, named.n }) &&
                   (named.n == outlet.n || outlet.p[named.n] == ' ');
        }
    }
    return false;
}

bool stm_saying_other_interview(const stm_work *w, const saying *a, const saying *b)
{
    int32_t x = stm_article_today(w->article[a->member]), y = stm_article_today(w->article[b->member]);
    bool own_a, own_b;
    stm_str one = w->article[a->member]->outlet, other = w->article[b->member]->outlet;
    if (w->line[a->member] == w->line[b->member] || one.n == 0 || other.n == 0 || stm_str_eq_nocase(one, other)) {
        return false;
    }
    own_a = told_own_paper(w, a);
    own_b = told_own_paper(w, b);
    return (own_a && own_b) || (x != STM_NO_DAY && y != STM_NO_DAY && ((own_a && y < x) || (own_b && x < y)));
}
