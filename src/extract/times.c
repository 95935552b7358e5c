/* times.c: the times of one article.
 *
 * In: text, tokens where they are, published_day, quotations where they are.  Out: article.times, in text order.
 * Never: changes anything else. Invariants: (1) recognition does not depend on the day of publication, so that
 * resolving again leaves the number of times and their passages as they were. (2) times do not overlap.
 * Cost: linear in the text. Two passes: a survey (is this a history? which way round are numeric dates?), then the
 * times.
 */
#include "extract/times_week.h"

typedef struct survey {
    bool narrative;
    stm_date_order order;
    int32_t here; /* the weekday of the day of writing, where the text says it: "today, Saturday"; 0: it does not */
} survey;

/* "today, Saturday", "tomorrow [Monday]": the weekday of the day of writing, or 0. */
static int32_t weekday_said(const stm_words *w, uint32_t i)
{
    int32_t off = stm_word_is(w, i, "today") ? 0 : stm_word_is(w, i, "tomorrow") ? 1 : -1;
    uint32_t c = stm_word_classes(w, i + 2);
    if (!stm_word_among(w, i, "today tomorrow yesterday") || i + 2 >= w->at.n || !(c & STM_W_WEEKDAY) ||
        (c & STM_W_ABBREVIATION) || !w->at.at[i + 2].capital ||
        !(stm_word_mark(w, i + 1, ',') || stm_word_mark(w, i + 1, '[') || stm_word_mark(w, i + 1, '('))) {
        return 0;
    }
    return (stm_word_entry_at(w, i + 2)->weekday + 6 - off) % 7 + 1;
}

/* A history names years again and again and hardly a weekday: bare months then belong to the last year named. */
static survey look_over(const stm_stretches *all, const stm_article *a)
{
    survey out = { 0 };
    uint32_t far = 0, news = 0;
    int32_t numeric = 0, spelled = 0; /* for the day first, or against it */
    int32_t here = stm_article_today(a) == STM_NO_DAY ? 0 : stm_date_of(stm_article_today(a)).year;
    for (uint32_t s = 0; s < all->at.n; s++) {
        const stm_words *w = &all->at.at[s];
        for (uint32_t i = 0; i < w->at.n; i++) {
            const stm_word *x = &w->at.at[i];
            uint32_t c = stm_word_classes(w, i);
            if (x->kind == STM_WORD_DIGITS && x->digits == 4 && x->decimals == 0 && !x->grouped && x->value >= 1000 &&
                x->value <= 2100) {
                int32_t y = (int32_t)x->value;
                far += here == 0 || y < here - 1 || y > here + 1;
            } else if (x->kind == STM_WORD_LETTERS && stm_word_among(w, i, "BC BCE")) {
                far++;
            }
            out.here = out.here > 0 ? out.here : weekday_said(w, i);
            news += ((c & STM_W_WEEKDAY) && x->capital && !(c & STM_W_ABBREVIATION)) ||
                    stm_word_among(w, i, "yesterday today tomorrow tonight");
            if (x->kind == STM_WORD_DIGITS && x->value >= 1 && x->value <= 31 && x->digits <= 2 && x->decimals == 0) {
                const stm_word *y = stm_word_at(w, i + 2);
                if (i + 4 < w->at.n && stm_word_mark(w, i + 1, '/') && stm_word_mark(w, i + 3, '/') &&
                    y->kind == STM_WORD_DIGITS && !(i > 0 && stm_word_mark(w, i - 1, '/'))) {
                    numeric += x->value > 12 && y->value <= 12 ? 1 : x->value <= 12 && y->value > 12 ? -1 : 0;
                } else if ((stm_word_classes(w, i + 1) & STM_W_MONTH) && w->at.at[i + 1].capital) {
                    spelled++; /* "6 December" */
                } else if (i > 0 && (stm_word_classes(w, i - 1) & STM_W_MONTH) && w->at.at[i - 1].capital) {
                    spelled--;
                }
            }
        }
    }
    numeric = numeric != 0 ? numeric : spelled;
    out.order = numeric > 0 ? STM_ORDER_DAY_FIRST : numeric < 0 ? STM_ORDER_MONTH_FIRST : STM_ORDER_UNKNOWN;
    out.narrative = far >= 8 && far > 4 * news;
    return out;
}

bool stm_time_of_noun(const stm_article *a, stm_span at)
{
    uint32_t token = stm_token_from(a, at.start);
    for (uint32_t steps = 0; token < a->tokens.n && steps < 8; steps++) {
        const stm_token *t = &a->tokens.at[token];
        if (steps > 0 && t->upos == STM_VERB) {
            return t->deprel == STM_DEP_ACL;
        }
        if (t->head == STM_NONE || t->deprel == STM_DEP_NONE) {
            return false;
        }
        token = t->head;
    }
    return false;
}

/* "a Halloween party": a feast before the noun that it is said of, which need not be on its day. */
static bool feast_of_noun(const stm_article *a, stm_span at)
{
    uint32_t first = stm_token_from(a, at.start), next = first;
    while (next < a->tokens.n && a->tokens.at[next].at.start < at.end) {
        next++;
    }
    for (uint32_t i = first; i < next; i++) {
        const stm_token *t = &a->tokens.at[i];
        if (t->head == next && t->deprel == STM_DEP_COMPOUND) {
            return true;
        }
    }
    return false;
}

static void add(stm_arena *arena, stm_article *a, const stm_words *w, const stm_when *when, stm_when_state *state)
{
    stm_time *t = stm_vec_add(arena, &a->times);
    stm_tense tense = STM_TENSE_UNKNOWN;
    bool first = when->first == 0 || w->at.at[when->first].line;
    int32_t day = state->day;
    stm_str before = first ? STM_STR("") : stm_word_text(w, when->first - 1);
    if (when->kind == STM_WHEN_WEEKDAY && when->mod == STM_MOD_BEFORE) {
        tense = STM_TENSE_PAST; /* "vowed to stay earlier Tuesday" */
    } else if (when->kind == STM_WHEN_DATE || when->kind == STM_WHEN_WEEKDAY || when->kind == STM_WHEN_QUARTER ||
               when->kind == STM_WHEN_SEASON || when->kind == STM_WHEN_HOLIDAY || when->kind == STM_WHEN_WEEKEND ||
               (when->kind == STM_WHEN_CLOCK && state->fresh > 0)) {
        tense = stm_tense_at(a, w, when->first, when->end);
    }
    t->at = (stm_span){ w->at.at[when->first].at.start, w->at.at[when->end - 1].at.end };
    t->holiday = when->kind == STM_WHEN_HOLIDAY;
    tense = t->holiday && feast_of_noun(a, t->at) ? STM_TENSE_UNKNOWN : tense; /* the nearest */
    t->tense = (uint8_t)tense;
    t->zone = when->zone ? (int16_t)when->zone_minutes : STM_NO_ZONE;
    if (when->kind == STM_WHEN_WEEKDAY && when->tie == STM_TIE_NONE) {
        t->weekday =
            when->over ? 0 : (uint8_t)when->weekday; /* of another week, it tells nothing of the day of writing */
    } else if (when->kind == STM_WHEN_DATE && when->day > 0 && when->year == 0 && when->year_tie == STM_TIE_NONE) {
        t->month = (uint8_t)when->month;
        t->month_day = (uint8_t)when->day;
        t->weekday = (uint8_t)when->weekday; /* "Saturday, April 25" */
    }
    stm_when_resolve(arena, when, tense, before, state, t);
    if (day != STM_NO_DAY && when->kind == STM_WHEN_WEEKDAY && stm_time_of_noun(a, t->at)) {
        state->day = day;
    }
}

/* The bare day of "2 to 5 December". */
static void add_pair(stm_arena *arena, stm_article *a, const stm_words *w, const stm_when *when, stm_when_state *state)
{
    stm_when bare = *when;
    bare.first = when->pair_first;
    bare.end = when->pair_end;
    bare.day = when->pair_day;
    add(arena, a, w, &bare, state);
}

/* A passage of a quotation with the day on which it was said. */
typedef struct said_on {
    stm_span at;
    int32_t day;
} said_on;

typedef STM_VEC(said_on) said_list;

/* Days named beside a cue: "We leave tomorrow," she said on Monday. In text order of the passages' starts. */
static void find_speaking_days(stm_arena *arena, const stm_article *a, said_list *out)
{
    uint32_t t = 0;
    for (uint32_t q = 0; q < a->quotations.n; q++) {
        const stm_quotation *x = &a->quotations.at[q];
        int32_t day = STM_NO_DAY;
        uint32_t best = 90; /* bytes between a cue and the day that goes with it */
        if (!stm_span_some(x->cue)) {
            continue;
        }
        while (t > 0 && a->times.at[t - 1].at.end + 200 > x->cue.start) {
            t--;
        }
        while (t < a->times.n && a->times.at[t].at.end + 200 < x->cue.start) {
            t++;
        }
        for (uint32_t k = t; k < a->times.n && a->times.at[k].at.start < x->cue.end + 200; k++) {
            const stm_time *m = &a->times.at[k];
            bool inside = false;
            uint32_t gap;
            for (uint32_t c = 0; c < x->content.n; c++) {
                inside |= m->at.start < x->content.at[c].end && m->at.end > x->content.at[c].start;
            }
            gap = m->at.start >= x->cue.end   ? m->at.start - x->cue.end
                  : m->at.end <= x->cue.start ? x->cue.start - m->at.end
                                              : 0;
            for (uint32_t b = m->at.start < x->cue.start ? m->at.end : x->cue.end;
                 !inside && b < (m->at.start < x->cue.start ? x->cue.start : m->at.start); b++) {
                inside = a->text.p[b] == '.' || a->text.p[b] == '\n';
            }
            if (!inside && m->deictic && m->from_day != STM_NO_DAY && m->from_day == m->to_day &&
                m->from_day <= stm_article_today(a) && gap < best) {
                best = gap;
                day = m->from_day;
            }
        }
        if (day != STM_NO_DAY && day != stm_article_today(a)) {
            for (uint32_t c = 0; c < x->content.n; c++) {
                stm_vec_push(arena, out, (said_on){ x->content.at[c], day });
            }
        }
    }
}

/* The day on which the words at `byte` were said, or STM_NO_DAY. */
static int32_t speaking_day(const said_list *said, uint32_t byte)
{
    uint32_t low = 0, high = said->n;
    while (low < high) {
        uint32_t mid = low + (high - low) / 2;
        if (said->at[mid].at.start <= byte) {
            low = mid + 1;
        } else {
            high = mid;
        }
    }
    for (uint32_t k = 0; k < 4 && low > 0; k++) { /* quotations nest a little */
        low--;
        if (byte < said->at[low].at.end) {
            return said->at[low].day;
        }
    }
    return STM_NO_DAY;
}

/* Does the stretch compare the results of a quarter with those of a year before? */
static bool reckons(const stm_words *w)
{
    bool quarter = false, money = false;
    for (uint32_t i = 0; i < w->at.n; i++) {
        quarter |= stm_word_is(w, i, "quarter");
        money |= stm_word_among(w, i, "earnings net profit revenue sales income loss share shares");
    }
    return quarter && money;
}

/* "6 May 2015": a day that needs no other. */
static bool is_whole(const stm_when *w) { return w->kind == STM_WHEN_DATE && w->day > 0 && w->year > 0 && !w->bc; }

static void walk(stm_arena *arena, stm_article *a, const stm_wordbook *book, const stm_stretches *all,
                 const said_list *said)
{
    survey s = look_over(all, a);
    stm_when_state state = { .book = book,
                             .today = stm_article_today(a),
                             .narrative = s.narrative,
                             .day = STM_NO_DAY,
                             .here = s.here,
                             .hour = -1 };
    stm_week_told week = { .last_day = STM_NO_DAY };
    uint32_t whole = STM_NONE; /* the sentence that named a whole date last */
    a->times.n = 0;
    for (uint32_t k = 0; k < all->at.n; k++) {
        const stm_words *w = &all->at.at[k];
        uint32_t i = 0;
        week.last_day = week.stretches == 0 ? STM_NO_DAY : week.last_day;
        week.stretches -= week.stretches > 0;
        state.reckons |= reckons(w);
        while (i < w->at.n) {
            stm_when when;
            int32_t day;
            if (!stm_when_match(w, i, s.order, &when)) {
                i++;
                continue;
            }
            day = said->n == 0 ? STM_NO_DAY : speaking_day(said, w->at.at[i].at.start);
            uint32_t sentence = stm_sentence_at(a, w->at.at[i].at.start);
            state.fresh = whole == STM_NONE || sentence > whole + 1 ? 0 : sentence > whole ? 1 : 2;
            state.today = day == STM_NO_DAY ? stm_article_today(a) : day;
            if (stm_week_takes_up(w, &when, &week)) {
                state.today = week.last_day;
                when.over = true;
            }
            if (when.pair_end > when.pair_first && when.pair_before) {
                add_pair(arena, a, w, &when, &state);
                when.first = when.pair_end + 1;
            }
            add(arena, a, w, &when, &state);
            stm_week_read(w, &when, &a->times.at[a->times.n - 1], &week);
            i = when.end;
            whole = is_whole(&when) || (when.kind == STM_WHEN_CLOCK && state.fresh > 0) ? sentence : whole;
            if (when.pair_end > when.pair_first && !when.pair_before) {
                add_pair(arena, a, w, &when, &state);
                i = when.pair_end;
            }
        }
    }
}

/* May a day of speaking bear on a time? If not, going through the times again changes nothing. A time is taken to begin
 * a little earlier than it does, since the words before it that belong to it are not always in its passage. */
static bool bears(const said_list *said, const stm_article *a)
{
    for (uint32_t q = 0; q < said->n; q++) {
        stm_span at = said->at[q].at;
        uint32_t low = stm_time_from(a, at.start);
        if (low < a->times.n && a->times.at[low].at.start < at.end + 40) {
            return true;
        }
    }
    return false;
}

/* "Monday's meeting", "the Monday session": a weekday that a noun has, and no verb of its own. */
static bool of_noun(const stm_article *a, const stm_time *t)
{
    uint32_t first = stm_token_from(a, t->at.start), next = stm_token_from(a, t->at.end);
    if (t->weekday == 0 || t->month != 0 || t->from_day == STM_NO_DAY || next + 1 >= a->tokens.n || first == 0) {
        return false;
    }
    for (uint32_t i = next; i < a->tokens.n && i < next + 3; i++) {
        if (stm_is_mishap(a, i)) {
            return false; /* "the Monday morning shootings" have been */
        }
    }
    return a->tokens.at[next].xpos == STM_XP_POS ||
           (a->tokens.at[next].upos == STM_NOUN &&
            (a->tokens.at[first - 1].upos == STM_DET || a->tokens.at[first - 1].xpos == STM_XP_PRPS));
}

/* Where a text says with a verb which Monday it speaks of, "Monday's meeting" is of that day too, whatever tense the
 * clause has that names the meeting. */
static void days_of_nouns(stm_arena *arena, stm_article *a)
{
    for (uint32_t i = 0; i < a->times.n; i++) {
        stm_time *t = &a->times.at[i];
        int32_t day = STM_NO_DAY;
        bool one = true;
        if (!of_noun(a, t)) {
            continue;
        }
        for (uint32_t k = 0; k < a->times.n && one; k++) {
            const stm_time *o = &a->times.at[k];
            if (o->weekday == t->weekday && o->month == 0 && o->from_day != STM_NO_DAY && !of_noun(a, o) &&
                o->tense != 0) {
                one = day == STM_NO_DAY || day == o->from_day;
                day = o->from_day;
            }
        }
        if (one && day != STM_NO_DAY && (day - t->from_day == 7 || t->from_day - day == 7) && t->value.n >= 10) {
            stm_str date = stm_day_format(arena, day);
            t->value = stm_str_format(arena, "%.*s%.*s", (int)date.n, date.p, (int)t->value.n - 10, t->value.p + 10);
            t->to_day += day - t->from_day;
            t->from_day = day;
        }
    }
}

void stm_resolve_quoted_times(stm_arena *arena, const stm_lexicon *lexicon, const stm_stretches *words,
                              stm_article *article)
{
    said_list said = { 0 };
    if (article->quotations.n > 0 && stm_article_today(article) != STM_NO_DAY) {
        find_speaking_days(arena, article, &said);
    }
    if (bears(&said, article)) {
        words = words == NULL ? stm_stretches_cut(arena, lexicon, article) : words;
        walk(arena, article, stm_lexicon_wordbook(lexicon), words, &said);
    }
    days_of_nouns(arena, article);
}

void stm_resolve_times(stm_arena *arena, const stm_lexicon *lexicon, const stm_stretches *words, stm_article *article)
{
    said_list said = { 0 };
    words = words == NULL ? stm_stretches_cut(arena, lexicon, article) : words;
    walk(arena, article, stm_lexicon_wordbook(lexicon), words, &said);
    stm_resolve_quoted_times(arena, lexicon, words, article);
}

void stm_extract_times(stm_arena *arena, const stm_lexicon *lexicon, const stm_stretches *words, stm_article *article)
{
    stm_resolve_times(arena, lexicon, words, article);
}
