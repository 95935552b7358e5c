/* figures_counted.c: what a figure counts: the noun with its modifiers, and what befell it.
 *
 * In: an amount's place, tokens with trees.  Out: counted, counted_at, unit `person`; figures without a number.
 * Never: changes bounds. Invariants: (1) counted_at lies in one sentence. Cost: linear in the sentence.
 */
#include "extract/figures.h"

#include <math.h>
#include <stdlib.h>

static bool person(stm_arena *arena, const stm_wordbook *book, stm_str word)
{
    return stm_map_get(&book->people, stm_str_lower(arena, word)) != STM_NONE;
}

static bool nominal(const stm_token *t) { return t->upos == STM_NOUN || t->upos == STM_PROPN; }

static bool in_time(const stm_article *a, stm_span at)
{
    uint32_t low = stm_time_from(a, at.start);
    return low < a->times.n && a->times.at[low].at.start < at.end && a->times.at[low].type != STM_TIME_DURATION &&
           !a->times.at[low].vague;
}

/* Head noun of the phrase that goes on at token t: the last noun before anything that ends a noun phrase. */
static uint32_t noun_from(const stm_article *a, uint32_t t, uint32_t sentence)
{
    uint32_t noun = STM_NONE;
    for (uint32_t n = 0; t < a->tokens.n && n < 7; t++, n++) {
        const stm_token *x = &a->tokens.at[t];
        if (x->sentence != sentence) {
            break;
        }
        if (in_time(a, x->at) || stm_form_among(a, t, "apiece each")) {
            break; /* "two others Monday" */
        }
        if (x->upos == STM_NUM && a->text.p[x->at.start] >= '0' && a->text.p[x->at.start] <= '9') {
            break; /* the next figure */
        }
        if (nominal(x)) {
            noun = t;
            continue;
        }
        if (noun != STM_NONE && x->xpos == STM_XP_POS && t + 1 < a->tokens.n &&
            a->tokens.at[t + 1].sentence == sentence &&
            (nominal(&a->tokens.at[t + 1]) || a->tokens.at[t + 1].upos == STM_ADJ)) {
            continue; /* "the group's fighters" */
        }
        if (noun != STM_NONE && x->upos == STM_ADJ && a->text.p[x->at.start] >= 'A' && a->text.p[x->at.start] <= 'Z' &&
            t + 1 < a->tokens.n && a->tokens.at[t + 1].sentence == sentence && nominal(&a->tokens.at[t + 1])) {
            continue; /* "Kelver High School student" */
        }
        if (noun != STM_NONE && !(x->upos == STM_PUNCT && stm_form_among(a, t, "- ‑") && t + 1 < a->tokens.n &&
                                  nominal(&a->tokens.at[t + 1]))) {
            break;
        }
        if (x->upos != STM_ADJ && x->upos != STM_ADV && x->upos != STM_NUM &&
            !(x->upos == STM_VERB && (x->xpos == STM_XP_VBN || x->xpos == STM_XP_VBG)) &&
            !(x->upos == STM_PUNCT && stm_form_among(a, t, "- ‑"))) {
            break;
        }
    }
    return noun;
}

static const char harm[] =
    "killed wounded injured hurt died dead shot arrested detained captured displaced evacuated rescued missing "
    "abducted kidnapped hospitalized hospitalised trapped drowned executed beheaded infected kill wound injure die "
    "kills wounds "
    "injures dies killing wounding injuring burned stranded hanged sentenced charged indicted fired hired dismissed";

/* The event that the noun stands in, if it is one of those that people are counted for. */
static uint32_t event_of(const stm_article *a, uint32_t noun)
{
    uint32_t at = noun;
    for (int step = 0; step < 4 && at != STM_NONE; step++) {
        const stm_token *t = &a->tokens.at[at];
        if (t->head == STM_NONE) {
            break;
        }
        if (t->deprel == STM_DEP_OBJ || t->deprel == STM_DEP_NSUBJ || t->deprel == STM_DEP_NSUBJ_PASS) {
            return stm_form_among(a, t->head, harm) ? t->head : STM_NONE;
        }
        if (t->deprel != STM_DEP_CONJ && t->deprel != STM_DEP_NMOD && t->deprel != STM_DEP_APPOS) {
            break;
        }
        at = t->head;
    }
    for (uint32_t t = noun + 1;
         t < a->tokens.n && t <= noun + 3 && a->tokens.at[t].sentence == a->tokens.at[noun].sentence; t++) {
        if (a->tokens.at[t].head == noun && a->tokens.at[t].deprel == STM_DEP_ACL && stm_form_among(a, t, harm)) {
            return t; /* "people killed" */
        }
    }
    return STM_NONE;
}

static stm_str participle(stm_str verb)
{
    static const char *const pairs[][2] = {
        { "kill", "killed" },      { "kills", "killed" },     { "killing", "killed" }, { "wound", "wounded" },
        { "wounds", "wounded" },   { "wounding", "wounded" }, { "injure", "injured" }, { "injures", "injured" },
        { "injuring", "injured" }, { "die", "dead" },         { "dies", "dead" },      { "died", "dead" },
    };
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        if (stm_str_eq_nocase(verb, stm_str_of(pairs[i][0]))) {
            return stm_str_of(pairs[i][1]);
        }
    }
    return verb;
}

static stm_str spaced(stm_arena *arena, stm_str s)
{
    stm_buf buf = { 0 };
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i] == '\n' || s.p[i] == '\t' || s.p[i] == '\r' ? ' ' : s.p[i];
        if (c != ' ' || (buf.n > 0 && buf.at[buf.n - 1] != ' ')) {
            stm_buf_add(arena, &buf, &c, 1);
        }
    }
    return stm_buf_str(&buf);
}

/* "two men, ages 47 and 48", "a girl aged 9": the noun before a word for age that stands right before token `t`, or
 * before the first of two numbers; STM_NONE. */
static uint32_t noun_aged(const stm_article *a, uint32_t t)
{
    uint32_t at = t > 2 && stm_form_among(a, t - 1, "and") && a->tokens.at[t - 2].upos == STM_NUM ? t - 2 : t;
    if (at < 2 || !stm_form_among(a, at - 1, "age ages aged")) {
        return STM_NONE;
    }
    at -= at > 2 && stm_form_among(a, at - 2, ",") ? 3 : 2;
    return nominal(&a->tokens.at[at]) && a->tokens.at[at].sentence == a->tokens.at[t].sentence ? at : STM_NONE;
}

/* "Jane Roe, 38" and "38-year-old Jane Roe": whose age. */
static bool age_of(stm_arena *arena, const stm_wordbook *book, const stm_article *a, stm_figure *f)
{
    uint32_t t = stm_token_from(a, f->at.start), end = stm_token_from(a, f->at.end), first, last;
    uint32_t sentence;
    if (t >= a->tokens.n) {
        return false;
    }
    sentence = a->tokens.at[t].sentence;
    last = noun_from(a, end, sentence);
    if (last != STM_NONE && end < a->tokens.n && a->tokens.at[end].at.start <= f->at.end + 1) {
        first = end;
    } else {
        last = noun_aged(a, t);
        if (last != STM_NONE && a->tokens.at[last].xpos == STM_XP_NNS && a->tokens.at[last].lemma.p != NULL) {
            f->counted = stm_str_format(arena, "age of %.*s", (int)a->tokens.at[last].lemma.n,
                                        a->tokens.at[last].lemma.p); /* of each of them */
            return true;
        }
        last = last != STM_NONE ? last : t < 2 ? STM_NONE : t - 2;
        if (last != STM_NONE && last > 0 && stm_form_among(a, last, "II III IV Jr Jr. Sr Sr.")) {
            last--; /* "Jane Roe III, 38" */
        }
        if (last == STM_NONE || a->tokens.at[last].sentence != sentence || !nominal(&a->tokens.at[last]) ||
            (a->tokens.at[last].deprel == STM_DEP_OBL && a->tokens.at[last].upos == STM_NOUN &&
             !person(arena, book, stm_token_form(a, last)))) {
            return false; /* "died in his sleep, 91" */
        }
        first = last;
        while (first > 0 && a->tokens.at[first - 1].sentence == sentence && a->tokens.at[first - 1].upos == STM_PROPN) {
            first--;
        }
    }
    f->counted = stm_str_format(arena, "age of %.*s", (int)(a->tokens.at[last].at.end - a->tokens.at[first].at.start),
                                a->text.p + a->tokens.at[first].at.start);
    f->counted = spaced(arena, f->counted);
    return true;
}

/* The child of a token by its relation; STM_NONE. */
static uint32_t child_of(const stm_article *a, uint32_t token, uint8_t relation)
{
    uint32_t first = a->sentences.at[a->tokens.at[token].sentence].first_token;
    uint32_t end = first + a->sentences.at[a->tokens.at[token].sentence].n_tokens;
    for (uint32_t i = first; i < end; i++) {
        if (a->tokens.at[i].head == token && a->tokens.at[i].deprel == relation) {
            return i;
        }
    }
    return STM_NONE;
}

/* "has a population of 4,000", "attendance rose to 900", "put the crowd at 70": the noun that the number is told of,
 * where none stands behind it. */
static void count_of_noun(stm_arena *arena, const stm_article *a, uint32_t self, stm_figure *f)
{
    const stm_token *t = &a->tokens.at[self];
    uint32_t by = child_of(a, self, STM_DEP_CASE), noun = STM_NONE, first;
    if (t->head == STM_NONE) {
        return;
    }
    if (t->deprel == STM_DEP_NMOD && t->head < self && by != STM_NONE && stm_form_among(a, by, "of")) {
        noun = t->head;
    } else if (t->deprel == STM_DEP_OBL && by != STM_NONE && stm_form_among(a, by, "to at") &&
               a->tokens.at[t->head].lemma.p != NULL) {
        stm_str verb = a->tokens.at[t->head].lemma;
        if (stm_among(verb, "put estimate set")) {
            noun = child_of(a, t->head, STM_DEP_OBJ);
            noun = noun == STM_NONE ? child_of(a, t->head, STM_DEP_NSUBJ_PASS) : noun;
        } else if (stm_among(verb, "rise climb grow jump soar increase fall drop decline slip shrink swell surge "
                                   "decrease")) {
            noun = child_of(a, t->head, STM_DEP_NSUBJ);
        }
    }
    if (noun == STM_NONE || noun >= self || a->tokens.at[noun].upos != STM_NOUN ||
        stm_form_among(a, noun, "total number toll") ||
        (t->deprel == STM_DEP_NMOD &&
         !stm_form_among(a, noun,
                         "population crowd audience turnout membership workforce staff attendance majority "
                         "capacity circulation"))) {
        return;
    }
    for (first = noun;
         first > 0 && a->tokens.at[first - 1].head == noun &&
         (a->tokens.at[first - 1].deprel == STM_DEP_COMPOUND || a->tokens.at[first - 1].deprel == STM_DEP_AMOD);
         first--) {
    }
    f->counted_at = (stm_span){ a->tokens.at[first].at.start, a->tokens.at[noun].at.end };
    f->counted = spaced(arena, stm_str_sub(a->text, f->counted_at));
}

void stm_figure_count(stm_arena *arena, const stm_wordbook *book, const stm_article *a, const stm_amount *amount,
                      stm_figure *f)
{
    uint32_t t = stm_token_from(a, f->at.end), noun, first, event, sentence;
    stm_str words;
    bool tagged = t < a->tokens.n && a->tokens.at[t].upos != STM_UPOS_NONE;
    bool of = false, measure = amount->unit.p != NULL;
    if (amount->age) {
        if (!age_of(arena, book, a, f)) {
            f->counted = STM_STR("age");
        }
        return;
    }
    if (t == 0 || a->tokens.at[t - 1].upos == STM_UPOS_NONE || !tagged ||
        a->tokens.at[t].sentence != a->tokens.at[t - 1].sentence) {
        if (measure) {
            f->counted = amount->unit;
        } else if (t > 0 && a->tokens.at[t - 1].upos != STM_UPOS_NONE && (event = event_of(a, t - 1)) != STM_NONE) {
            f->counted = stm_str_dup(arena, participle(stm_token_form(a, event))); /* "shooting injures 2" */
            f->unit = STM_STR("person");
        } else if (t > 0 && a->tokens.at[t - 1].upos == STM_NUM && !amount->fraction) {
            count_of_noun(arena, a, t - 1, f);
        }
        return;
    }
    sentence = a->tokens.at[t].sentence;
    first = t;
    if (stm_form_among(a, first, "of") && !(measure && !stm_str_eqz(amount->kind, "percent"))) {
        of = true;
        first++;
        while (first < a->tokens.n && a->tokens.at[first].sentence == sentence && a->tokens.at[first].upos == STM_DET) {
            first++;
        }
        if (first < a->tokens.n && a->tokens.at[first].upos == STM_PRON && a->tokens.at[first].xpos == STM_XP_PRPS) {
            first++;
        }
    } else if (measure && stm_form_among(a, first, "of")) {
        first++;
    } else if (stm_form_among(a, first, "-") && a->tokens.at[first].at.start == f->at.end && first + 1 < a->tokens.n &&
               a->tokens.at[first + 1].at.start == a->tokens.at[first].at.end) {
        first++;
        if (!measure && a->tokens.at[first].upos != STM_NUM) { /* "three-story", "50-employee" */
            f->counted_at = a->tokens.at[first].at;
            f->counted = stm_str_dup(arena, stm_token_form(a, first));
            f->at.end = f->counted_at.end;
            if (person(arena, book, f->counted)) {
                f->unit = STM_STR("person");
            }
            return;
        }
    } else if (stm_form_among(a, first, "more other additional") && !measure) {
        first +=
            stm_form_among(a, first, "other") && first + 1 < a->tokens.n && !nominal(&a->tokens.at[first + 1]) ? 0 : 1;
    }
    noun = noun_from(a, first, sentence);
    if (noun == STM_NONE || (measure && !amount->hyphen && !of && !stm_form_among(a, t, "of"))) {
        if (measure) {
            f->counted = amount->unit;
        } else if (t < a->tokens.n && stm_form_among(a, t, harm)) { /* "1 dead, 2 hurt" */
            f->counted = stm_str_dup(arena, stm_token_form(a, t));
            f->counted_at = a->tokens.at[t].at;
            f->at.end = a->tokens.at[t].at.end;
            f->unit = STM_STR("person");
        } else if (t < a->tokens.n && stm_form_among(a, t, "others other")) {
            f->counted = STM_STR("others");
        } else { /* "shot three people, killing one" */
            uint32_t self = t - 1;
            event = event_of(a, self);
            if (event != STM_NONE) {
                f->counted = stm_str_dup(arena, participle(stm_token_form(a, event)));
                f->unit = STM_STR("person");
            } else if (a->tokens.at[self].upos == STM_NUM && !amount->fraction) {
                count_of_noun(arena, a, self, f);
            }
        }
        return;
    }
    words = stm_str_sub(a->text, (stm_span){ a->tokens.at[first].at.start, a->tokens.at[noun].at.end });
    if (words.n > 120) {
        return;
    }
    f->counted_at = (stm_span){ a->tokens.at[first].at.start, a->tokens.at[noun].at.end };
    event = event_of(a, noun);
    words = spaced(arena, words);
    if (event != STM_NONE && !(event >= first && event <= noun)) {
        stm_str verb = participle(stm_token_form(a, event));
        words = stm_str_format(arena, "%.*s %.*s", (int)words.n, words.p, (int)verb.n, verb.p);
    }
    if (amount->fraction || (measure && stm_str_eqz(amount->kind, "percent"))) {
        words = stm_str_format(arena, "share of %.*s", (int)words.n, words.p);
    }
    f->counted = words;
    if (measure && first > t && (stm_str_eqz(amount->kind, "mass") || stm_str_eqz(amount->kind, "volume")) &&
        stm_form_among(a, t, "of")) { /* "three cups of sugar" */
        f->counted_at.start = a->tokens.at[t].at.start;
        f->at.end = a->tokens.at[noun].at.end;
    }
    if (!measure && !amount->fraction) {
        if (person(arena, book, stm_token_form(a, noun))) {
            f->unit = STM_STR("person");
        }
        if (!of || amount->vague == STM_VAGUE_PLURAL) {
            if (noun - t < 5) {
                f->at.end = a->tokens.at[noun].at.end; /* "nearly 320 civilians" */
            }
        }
    }
}

/* ---- figures without a number -------------------------------------------------------------------------- */

static bool overlaps(const stm_article *a, uint32_t count, stm_span at)
{
    uint32_t low = 0, high = count;
    while (low < high) {
        uint32_t mid = low + (high - low) / 2;
        if (a->figures.at[mid].at.end <= at.start) {
            low = mid + 1;
        } else {
            high = mid;
        }
    }
    return low < count && a->figures.at[low].at.start < at.end;
}

static int by_place(const void *x, const void *y)
{
    const stm_figure *a = x, *b = y;
    return a->at.start < b->at.start ? -1 : a->at.start > b->at.start ? 1 : 0;
}

static void put(stm_arena *arena, stm_article *a, stm_bounds bounds, uint32_t first, uint32_t last, stm_span counted,
                double low, double high, bool hard, stm_str approximation, stm_str unit, stm_str words)
{
    stm_figure f = { .at = { a->tokens.at[first].at.start, a->tokens.at[last].at.end },
                     .low = low,
                     .high = high,
                     .approximation = approximation,
                     .unit = unit,
                     .counted = words,
                     .counted_at = counted,
                     .where = STM_NO_SPAN,
                     .holds_from = STM_NO_DAY,
                     .holds_to = STM_NO_DAY,
                     .quotation = STM_NONE,
                     .low_hard = hard,
                     .high_hard = hard };
    stm_figure_uncounted(bounds, &f);
    stm_vec_push(arena, &a->figures, f);
}

/* "no" before people, and nothing but adjectives between: a count of zero, not a way to deny something. */
static bool none_of(const stm_article *a, const stm_wordbook *book, stm_arena *arena, uint32_t t)
{
    uint32_t noun = noun_from(a, t + 1, a->tokens.at[t].sentence);
    return noun != STM_NONE && noun <= t + 3 && a->tokens.at[noun].xpos == STM_XP_NNS &&
           (stm_form_among(a, noun, "injuries casualties fatalities deaths arrests survivors victims hostages") ||
            (person(arena, book, stm_token_form(a, noun)) && event_of(a, noun) != STM_NONE)) &&
           !stm_form_among(a, t + 1, "longer more other such");
}

/* "an industry source said": one who tells, and is not named. */
static bool one_source(const stm_article *a, uint32_t noun, uint32_t *first)
{
    const stm_token *t = &a->tokens.at[noun];
    if ((t->deprel != STM_DEP_NSUBJ && t->deprel != STM_DEP_OBL) || noun + 1 >= a->tokens.n ||
        (t->deprel == STM_DEP_OBL && !stm_form_among(a, noun + 1, "close familiar")) ||
        stm_form_among(a, noun + 1, "of for")) {
        return false; /* "a source of income" */
    }
    for (uint32_t k = noun; k > 0 && noun - k < 6; k--) {
        const stm_token *x = &a->tokens.at[k - 1];
        if (x->sentence != t->sentence) {
            break;
        }
        if (stm_form_among(a, k - 1, "a an")) {
            *first = k - 1;
            return t->head != STM_NONE &&
                   stm_form_among(a, t->head,
                                  "said says say told tells added adds confirmed revealed claimed according");
        }
        if (x->upos != STM_NOUN && x->upos != STM_ADJ && x->upos != STM_PROPN && x->upos != STM_PUNCT) {
            break;
        }
    }
    return false;
}

/* What befell one person: the verb of event_of, or an injury that the subject suffered, or the hospital that treated
 * it. */
static uint32_t harm_of(const stm_article *a, uint32_t noun)
{
    uint32_t event = event_of(a, noun), verb = a->tokens.at[noun].head;
    const stm_token *t = &a->tokens.at[noun];
    bool treated =
        t->deprel == STM_DEP_NSUBJ_PASS && verb != STM_NONE && stm_form_among(a, verb, "treated taken rushed");
    if (event != STM_NONE || verb == STM_NONE ||
        !(treated ||
          (t->deprel == STM_DEP_NSUBJ && stm_form_among(a, verb, "suffered sustained received suffering")))) {
        return event;
    }
    for (uint32_t i = verb + 1; i < a->tokens.n && i < verb + 8 && a->tokens.at[i].sentence == t->sentence; i++) {
        if (treated ? stm_form_among(a, i, "hospital") : stm_form_among(a, i, "injuries injury wounds wound burns")) {
            return i;
        }
    }
    return STM_NONE;
}

void stm_figures_without_number(stm_arena *arena, const stm_wordbook *book, stm_bounds bounds, stm_article *a)
{
    uint32_t numbered = a->figures.n;
    for (uint32_t t = 0; t < a->tokens.n; t++) {
        const stm_token *x = &a->tokens.at[t];
        uint32_t first = t, noun, from = t + 1;
        double low = 1, high = 1;
        stm_str unit = STM_STR("share");
        bool hard = true, wanted = false, plural_needed = false, bare = false;
        if (x->upos == STM_UPOS_NONE) {
            break; /* not tagged: none of these can be told from look-alikes */
        }
        if (stm_form_among(a, t, "all both")) {
            plural_needed = true;
            wanted = true;
            if (stm_form_among(a, t, "both")) {
                low = high = 2;
                unit = STM_NULL_STR;
                bare = x->deprel == STM_DEP_NSUBJ || x->deprel == STM_DEP_NSUBJ_PASS;
            }
        } else if (stm_form_among(a, t, "everyone everybody") ||
                   (stm_form_among(a, t, "anyone") && t + 1 < a->tokens.n && stm_form_among(a, t + 1, "who whom"))) {
            /* "anyone who stays": all of them; not "anyone with news", "did not name anyone" */
            wanted = bare = true;
        } else if (stm_form_among(a, t, "entire whole") && t > 0 && a->tokens.at[t - 1].upos == STM_DET) {
            wanted = true;
            first = t - 1;
        } else if (stm_form_among(a, t, "no") && x->upos == STM_DET && t + 1 < a->tokens.n &&
                   none_of(a, book, arena, t)) { /* "no casualties", "no civilians" */
            wanted = plural_needed = true;
            low = high = 0;
            unit = STM_STR("person");
        } else if (stm_form_among(a, t, "many some numerous") && x->upos != STM_ADV) {
            wanted = plural_needed = true;
            low = high = NAN;
            hard = false;
            unit = STM_NULL_STR;
        } else if (stm_form_among(a, t, "much") && t + 1 < a->tokens.n && stm_form_among(a, t + 1, "of")) {
            wanted = true;
            low = high = NAN;
            hard = false;
        } else if (stm_form_among(a, t, "majority") && t > 0 && t + 1 < a->tokens.n &&
                   stm_form_among(a, t - 1, "a the") && stm_form_among(a, t + 1, "of")) {
            wanted = plural_needed = true;
            first = t - 1;
            low = 0.5;
        } else if (stm_form_among(a, t, "number bunch") && t > 0 && t + 1 < a->tokens.n &&
                   stm_form_among(a, t - 1, "a") && stm_form_among(a, t + 1, "of")) {
            wanted = plural_needed = true;
            first = t - 1;
            low = high = NAN;
            hard = false;
            unit = STM_NULL_STR;
        }
        if (wanted) {
            while (from < a->tokens.n && a->tokens.at[from].sentence == x->sentence && from < t + 4 &&
                   (stm_form_among(a, from, "of") || a->tokens.at[from].upos == STM_DET)) {
                from++;
            }
            noun = noun_from(a, from, x->sentence);
            noun = noun != STM_NONE && stm_form_among(a, noun, "lot thing time times way ways") ? STM_NONE : noun;
            if (noun != STM_NONE &&
                (!plural_needed || a->tokens.at[noun].xpos == STM_XP_NNS || a->tokens.at[noun].xpos == STM_XP_NNPS ||
                 person(arena, book, stm_token_form(a, noun)))) {
                stm_span c = { a->tokens.at[from].at.start, a->tokens.at[noun].at.end };
                stm_span whole;
                uint32_t last = noun;
                if (first > 0 && stm_form_among(a, first - 1, "as") && noun + 2 < a->tokens.n &&
                    stm_form_among(a, noun + 1, "as") &&
                    stm_form_among(a, noun + 2, "possible")) { /* "as many lives as possible" */
                    first--;
                    last = noun + 2;
                }
                whole = (stm_span){ a->tokens.at[first].at.start, a->tokens.at[last].at.end };
                if (!overlaps(a, numbered, whole)) {
                    if (isnan(low) || low == 2) {
                        unit = person(arena, book, stm_token_form(a, noun)) ? STM_STR("person") : unit;
                    }
                    put(arena, a, bounds, first, last, c, low, high, hard, stm_str_dup(arena, stm_token_form(a, t)),
                        unit, spaced(arena, stm_str_sub(a->text, c)));
                }
                t = noun;
            } else if (bare && !overlaps(a, numbered, x->at)) {
                put(arena, a, bounds, t, t, STM_NO_SPAN, low, high, hard, STM_NULL_STR, unit, STM_NULL_STR);
            }
            continue;
        }
        if (x->upos == STM_NOUN && x->xpos == STM_XP_NN && x->head != STM_NONE &&
            stm_form_among(a, t,
                           "aircraft jet plane helicopter warplane drone airliner airplane bomber ship ferry train") &&
            (x->deprel == STM_DEP_NSUBJ || x->deprel == STM_DEP_NSUBJ_PASS || x->deprel == STM_DEP_OBJ) &&
            stm_form_among(a, x->head,
                           "crashed crashes crash downed shot sank sunk destroyed derailed capsized hijacked")) {
            uint32_t det = t;
            for (uint32_t k = t > 6 ? t - 6 : 0; k < t; k++) {
                if (a->tokens.at[k].head == t && a->tokens.at[k].deprel == STM_DEP_DET) {
                    det = k;
                    break;
                }
            }
            if (det < t && stm_form_among(a, det, "a an") &&
                !overlaps(a, numbered, (stm_span){ a->tokens.at[det].at.start, x->at.end })) {
                stm_span c = { a->tokens.at[det + 1].at.start, x->at.end };
                put(arena, a, bounds, det, t, c, 1, 1, true, STM_NULL_STR, STM_NULL_STR,
                    spaced(arena, stm_str_sub(a->text, c)));
                continue;
            }
        }
        if (stm_form_among(a, t, "himself herself") && (x->deprel == STM_DEP_OBJ || x->deprel == STM_DEP_CONJ)) {
            uint32_t event = event_of(a, t);
            if (event != STM_NONE && stm_form_among(a, event, "killed kill kills killing shot hanged") &&
                !overlaps(a, numbered, x->at)) {
                put(arena, a, bounds, t, t, STM_NO_SPAN, 1, 1, true, STM_NULL_STR, STM_STR("person"),
                    participle(stm_token_form(a, event)));
            }
            continue;
        }
        if (x->xpos == STM_XP_NN && stm_form_among(a, t, "source") && x->upos == STM_NOUN && one_source(a, t, &first) &&
            !overlaps(a, numbered, (stm_span){ a->tokens.at[first].at.start, x->at.end })) {
            stm_span c = { a->tokens.at[first + 1].at.start, x->at.end };
            put(arena, a, bounds, first, t, c, 1, 1, true, STM_NULL_STR, STM_STR("person"),
                spaced(arena, stm_str_sub(a->text, c)));
            continue;
        }
        /* one victim: "killed a Russian nurse", "a woman died" */
        if (x->upos == STM_NOUN && x->xpos == STM_XP_NN && x->head != STM_NONE &&
            person(arena, book, stm_token_form(a, t)) &&
            (x->deprel == STM_DEP_OBJ || x->deprel == STM_DEP_NSUBJ || x->deprel == STM_DEP_NSUBJ_PASS ||
             x->deprel == STM_DEP_CONJ || x->deprel == STM_DEP_APPOS)) {
            uint32_t event = harm_of(a, t), det = t;
            bool subject = x->deprel == STM_DEP_NSUBJ, hurt;
            if (event == STM_NONE) {
                continue;
            }
            hurt = a->tokens.at[event].upos == STM_NOUN;
            if (subject && !hurt && !stm_form_among(a, event, "died dies die dead")) {
                continue;
            }
            for (uint32_t k = t > 8 ? t - 8 : 0; k < t; k++) {
                if (a->tokens.at[k].head == t &&
                    (a->tokens.at[k].deprel == STM_DEP_DET || a->tokens.at[k].deprel == STM_DEP_NMOD_POSS)) {
                    det = k;
                    break;
                }
            }
            if (det < t && stm_form_among(a, det, "a an his her") &&
                !overlaps(a, numbered, (stm_span){ a->tokens.at[det].at.start, x->at.end })) {
                stm_span c = { a->tokens.at[det + 1].at.start, x->at.end };
                stm_str verb = hurt ? STM_STR("injured") : participle(stm_token_form(a, event)),
                        words = spaced(arena, stm_str_sub(a->text, c));
                put(arena, a, bounds, det, t, c, 1, 1, true, STM_NULL_STR, STM_STR("person"),
                    stm_str_format(arena, "%.*s %.*s", (int)words.n, words.p, (int)verb.n, verb.p));
            }
        }
    }
    if (a->figures.n > numbered) {
        qsort(a->figures.at, a->figures.n, sizeof *a->figures.at, by_place);
    }
}
