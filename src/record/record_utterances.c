/* record_utterances.c: quotations of one saying, joined across articles and within one.
 *
 * In: quotations with speakers, matters, reuse.  Out: record.utterances.
 *
 * Two quotations are of one saying when one speaker says like things on days that do not contradict each other: the
 * same wording, a shorter or differently translated one, a paraphrase, a lead and the quotation that it sums up. Never:
 * like words from two mouths, or from one mouth on two days. Speakers without a name are one when they are called
 * alike ("officials"); where nobody is named, only texts of one family are joined, and only on the same words.
 *
 * Cost: pairs are looked at only where two quotations share a term that not more than MAX_SHARING others have.
 * Source: quotation grouping after Leskovec, Backstrom and Kleinberg, "Meme-tracking" (KDD 2009).
 */
#include <math.h>
#include <stdlib.h>

#include "record/record_parts.h"

#define MAX_SHARING 200
#define LEAST_SCORE 4.2f           /* weight shared times its shares, for one person's sayings of independent lines */
#define LEAST_DICE_OF_BODIES 0.72f /* what bodies are told to have said is often the desk's own summary */
#define LEAST_DICE_PARAPHRASE 0.7f /* less: the verb must be in both */
#define SAME_ARTICLE 1.3f          /* lead and quotation of one article share words anyway */
#define LEAST_DICE_VERBATIM 0.88f
#define LEAST_DICE_DAYS 0.75f /* where the days of two articles differ: nearly the same words */
#define WEAK 0.3f             /* pairs below do not count in the mean of two groups */
#define LEAST_MEAN 0.42f      /* over all pairs between two groups that are to be joined */
#define FULL 1.5f             /* what one pair can give to the mean */

typedef struct saying {
    uint32_t member, quotation;
    uint32_t speaker;       /* entity of the record or STM_NONE */
    stm_str kind_of_people; /* head word of an unnamed source, lower case; NULL: nobody */
    int32_t day;            /* of speaking, where the text gives it; STM_NO_DAY */
    stm_matter matter;
    stm_matter root;   /* of its main verb */
    stm_matter object; /* of what the main verb is about: its object, or the subject where it has none */
    bool summary;      /* indirect: one clause, which says what it is about */
    stm_span at;
    uint32_t up; /* union-find */
} saying;

typedef struct sayings {
    STM_VEC(saying) at;
} sayings;

typedef struct candidate {
    uint32_t a, b;
    float score;
} candidate;

typedef STM_VEC(candidate) candidates;

/* ---- who and when ---------------------------------------------------------------------------------------- */

/* "two senior officials in Harbourtown" -> "officials". */
static stm_str head_word(stm_work *w, const stm_article *a, const stm_quotation *q)
{
    stm_str s = q->speaker_name;
    if (q->source_head != STM_NONE && q->source_head < a->tokens.n) {
        const stm_token *t = &a->tokens.at[q->source_head];
        if (t->upos == STM_PRON) {
            return STM_NULL_STR;
        }
        return stm_str_lower(w->arena,
                             t->lemma.p != NULL && t->lemma.n > 0 ? t->lemma : stm_token_form(a, q->source_head));
    }
    if (s.p == NULL || s.n == 0) {
        return STM_NULL_STR;
    }
    while (s.n > 0 && s.p[s.n - 1] != ' ') {
        s.n--;
    }
    return stm_str_lower(w->arena, (stm_str){ q->speaker_name.p + s.n, q->speaker_name.n - s.n });
}

/* A day named in the sentence of the cue, outside what is quoted. */
static int32_t day_of_speaking(const stm_article *a, const stm_quotation *q)
{
    uint32_t from = stm_span_some(q->cue) ? q->cue.start : q->content.at[0].start;
    uint32_t s = stm_sentence_at(a, from);
    int32_t day = STM_NO_DAY;
    if (s == STM_NONE || !stm_span_some(q->cue)) {
        return day;
    }
    for (uint32_t i = 0; i < a->times.n; i++) {
        const stm_time *t = &a->times.at[i];
        bool inside = false;
        if (t->at.start < a->sentences.at[s].at.start || t->at.end > a->sentences.at[s].at.end ||
            t->from_day == STM_NO_DAY || t->from_day != t->to_day) {
            continue;
        }
        for (uint32_t k = 0; k < q->content.n; k++) {
            inside = inside || stm_span_meets(t->at, q->content.at[k]);
        }
        if (!inside) {
            day = day == STM_NO_DAY || day == t->from_day ? t->from_day : STM_NO_DAY;
        }
    }
    return day;
}

/* ---- alignment of two articles --------------------------------------------------------------------------- */

/* Share of a's span that lies in passages beside b's span, 0-1. */
static double aligned(const stm_work *w, const saying *a, const saying *b)
{
    uint32_t x = w->index[a->member], y = w->index[b->member];
    uint32_t lo = x < y ? x : y, hi = x < y ? y : x, covered = 0;
    stm_span sa = x < y ? a->at : b->at, sb = x < y ? b->at : a->at;
    uint32_t from = 0, to = w->reuse->pairs.n;
    while (from < to) {
        uint32_t mid = from + (to - from) / 2;
        const stm_pair *p = &w->reuse->pairs.at[mid];
        if (p->a < lo || (p->a == lo && p->b < hi)) {
            from = mid + 1;
        } else {
            to = mid;
        }
    }
    if (x == y || from >= w->reuse->pairs.n || w->reuse->pairs.at[from].a != lo || w->reuse->pairs.at[from].b != hi) {
        return 0;
    }
    for (uint32_t i = 0; i < w->reuse->pairs.at[from].passages.n; i++) {
        const stm_aligned *p = &w->reuse->pairs.at[from].passages.at[i];
        if (stm_span_meets(p->a, sa) && stm_span_meets(p->b, sb)) {
            uint32_t s = p->a.start > sa.start ? p->a.start : sa.start, e = p->a.end < sa.end ? p->a.end : sa.end;
            /* the same distance into the passage on either side, give or take the quotation's own length */
            int64_t da = (int64_t)sa.start - p->a.start, db = (int64_t)sb.start - p->b.start;
            double stretch = (double)(p->b.end - p->b.start) / (double)(p->a.end - p->a.start);
            if (fabs((double)db - (double)da * stretch) <= 60 + (sa.end - sa.start) / 2.0) {
                covered += e - s;
            }
        }
    }
    return (double)covered / (double)(sa.end - sa.start);
}

/* ---- joining --------------------------------------------------------------------------------------------- */

static bool one_mouth(const saying *a, const saying *b)
{
    if (a->speaker != STM_NONE || b->speaker != STM_NONE) {
        return a->speaker == b->speaker;
    }
    return a->kind_of_people.p != NULL && b->kind_of_people.p != NULL &&
           stm_str_eq(a->kind_of_people, b->kind_of_people);
}

static bool unknown(const saying *a) { return a->speaker == STM_NONE && a->kind_of_people.p == NULL; }

static bool days_agree(const saying *a, const saying *b)
{
    return a->day == STM_NO_DAY || b->day == STM_NO_DAY || a->day == b->day;
}

/* Where a text does not name the day of speaking, it is about that of publication. */
static bool days_near(const stm_work *w, const saying *a, const saying *b)
{
    int32_t x = a->day != STM_NO_DAY ? a->day : w->article[a->member]->published_day;
    int32_t y = b->day != STM_NO_DAY ? b->day : w->article[b->member]->published_day;
    return x == STM_NO_DAY || y == STM_NO_DAY || x == y;
}

/* One of the two speaks for the other: the police, and their chief. */
static bool one_side(const stm_work *w, const saying *a, const saying *b)
{
    uint32_t ea, eb;
    stm_str na, nb;
    stm_said_by(w, a->member, a->quotation, &ea, &na);
    stm_said_by(w, b->member, b->quotation, &eb, &nb);
    return stm_one_origin(w, ea, na, eb, nb);
}

static bool same_text(const stm_work *w, const saying *a, const saying *b)
{
    return stm_str_eq_nocase(stm_wording(w->arena, w->article[a->member], a->at),
                             stm_wording(w->arena, w->article[b->member], b->at));
}

bool stm_matter_has_root(const stm_work *w, const stm_matter *root, const stm_matter *other)
{
    for (uint32_t i = 0; i < root->terms.n; i++) {
        for (uint32_t k = 0; k < other->terms.n; k++) {
            if (stm_terms_alike(w, root->terms.at[i].id, other->terms.at[k].id)) {
                return true;
            }
        }
    }
    return root->terms.n == 0;
}

/* The word of what is said on which the rest of it hangs. */
void stm_matter_root(stm_work *w, uint32_t member, const stm_quotation *q, stm_matter *out)
{
    const stm_article *a = w->article[member];
    stm_span c = q->content.at[0];
    memset(out, 0, sizeof *out);
    for (uint32_t i = stm_token_from(a, c.start); i < a->tokens.n && a->tokens.at[i].at.start < c.end; i++) {
        uint32_t h = a->tokens.at[i].head;
        bool outside = h == STM_NONE || a->tokens.at[h].at.start < c.start || a->tokens.at[h].at.start >= c.end;
        if (outside && a->tokens.at[i].upos == STM_VERB) {
            stm_matter_of(w, member, &a->tokens.at[i].at, 1, out);
            return;
        }
    }
}

static void object_of(stm_work *w, uint32_t member, const stm_quotation *q, stm_matter *out)
{
    const stm_article *a = w->article[member];
    stm_span c = q->content.at[0];
    uint32_t first = stm_token_from(a, c.start), root = STM_NONE, object = STM_NONE;
    for (uint32_t i = first; i < a->tokens.n && a->tokens.at[i].at.start < c.end && root == STM_NONE; i++) {
        uint32_t h = a->tokens.at[i].head;
        bool outside = h == STM_NONE || a->tokens.at[h].at.start < c.start || a->tokens.at[h].at.start >= c.end;
        root = outside && a->tokens.at[i].upos == STM_VERB ? i : STM_NONE;
    }
    for (uint32_t i = first; root != STM_NONE && i < a->tokens.n && a->tokens.at[i].at.start < c.end; i++) {
        const stm_token *t = &a->tokens.at[i];
        if (t->head == root && (t->upos == STM_NOUN || t->upos == STM_PROPN) &&
            (t->deprel == STM_DEP_OBJ || t->deprel == STM_DEP_NSUBJ_PASS)) {
            object = object == STM_NONE ? i : object;
        }
    }
    if (object != STM_NONE) {
        stm_matter_of(w, member, &a->tokens.at[object].at, 1, out);
    }
}

/* A paraphrase has the verb of what it paraphrases and what that is about, or words that mean the same. */
static bool paraphrases(const stm_work *w, const saying *indirect, const saying *other)
{
    return stm_matter_has_root(w, &indirect->root, &other->matter) &&
           stm_matter_has_root(w, &indirect->object,
                               other->summary && other->object.terms.n > 0 ? &other->object : &other->matter);
}

/* How like the two are, if one mouth may have said both on one occasion; 1 and more is enough to join them. */
static float one_saying(const stm_work *w, const saying *a, const saying *b)
{
    const stm_quotation *p = &w->article[a->member]->quotations.at[a->quotation];
    const stm_quotation *q = &w->article[b->member]->quotations.at[b->quotation];
    stm_likeness like;
    double beside;
    bool nobody =
        a->speaker == STM_NONE && b->speaker == STM_NONE && a->kind_of_people.p == NULL && b->kind_of_people.p == NULL;
    if (a->member == b->member && stm_span_meets(a->at, b->at)) {
        return 0;
    }
    if (w->line[a->member] == w->line[b->member] && a->member != b->member && one_mouth(a, b) && same_text(w, a, b)) {
        return 3; /* one text; that "this afternoon" stands for "Monday" in it is the desk's doing */
    }
    if (!days_agree(a, b)) {
        return 0;
    }
    like = stm_matter_compare(w, &a->matter, &b->matter);
    /* The same words in marks, of which one text does not say whose they are. */
    if (p->kind != STM_QUOTE_INDIRECT && q->kind != STM_QUOTE_INDIRECT && like.dice >= LEAST_DICE_VERBATIM &&
        like.shared >= 3 &&
        (one_mouth(a, b) || unknown(a) || unknown(b) ||
         (w->line[a->member] == w->line[b->member] && one_side(w, a, b)))) {
        return 2 + like.dice;
    }
    if ((!one_mouth(a, b) && !nobody) || p->negated != q->negated) {
        return 0;
    }
    beside = w->line[a->member] == w->line[b->member] && a->member != b->member ? aligned(w, a, b) : 0;
    if (beside >= 0.5 && like.dice >= 0.5f) {
        return 3 + like.dice;
    }
    if (nobody || (p->act == STM_ACT_DENY) != (q->act == STM_ACT_DENY)) {
        return 0;
    }
    if (w->line[a->member] == w->line[b->member] && a->member != b->member && like.dice >= LEAST_DICE_VERBATIM &&
        !nobody) {
        return 2;
    }
    if (like.n < 2) {
        return 0;
    }
    if (w->line[a->member] == w->line[b->member] && a->member != b->member) {
        return like.dice >= 0.5f && like.shared >= 4 ? 1 + like.dice : 0;
    }
    /* Bodies say much in like words; of one person, what is rare and shared is one saying. */
    if (a->speaker == STM_NONE || w->record->entities.at[a->speaker].kind != STM_PERSON) {
        return like.dice >= LEAST_DICE_OF_BODIES && like.shared >= 6 ? 1 + like.dice : 0;
    }
    if (!days_near(w, a, b) && like.dice < LEAST_DICE_DAYS) {
        return 0;
    }
    if (like.dice < LEAST_DICE_PARAPHRASE && ((p->kind != STM_QUOTE_DIRECT && !paraphrases(w, a, b)) ||
                                              (q->kind != STM_QUOTE_DIRECT && !paraphrases(w, b, a)))) {
        return 0;
    }
    if (a->member == b->member) {
        like.shared /= SAME_ARTICLE;
    }
    return stm_matters_share_event(w, &a->matter, &b->matter) ? like.shared * (like.dice + like.least) / LEAST_SCORE
                                                              : 0;
}

static int best_first(const void *a, const void *b)
{
    const candidate *x = a, *y = b;
    return x->score != y->score ? (x->score < y->score) - (x->score > y->score)
           : x->a != y->a       ? (x->a > y->a) - (x->a < y->a)
                                : (x->b > y->b) - (x->b < y->b);
}

static uint32_t root_of(sayings *s, uint32_t i)
{
    while (s->at.at[i].up != i) {
        s->at.at[i].up = s->at.at[s->at.at[i].up].up;
        i = s->at.at[i].up;
    }
    return i;
}

/* "said he plans to meet": what he plans lies inside what he says, and is no saying of its own. */
static bool inside_another(const stm_work *w, uint32_t member, uint32_t quotation)
{
    const stm_article *a = w->article[member];
    const stm_quotation *q = &a->quotations.at[quotation];
    stm_span s = stm_span_of(q);
    uint32_t from = quotation > 4 ? quotation - 4 : 0; /* by first byte: what contains it stands shortly before */
    for (uint32_t i = from; i < a->quotations.n && i <= quotation + 1; i++) {
        const stm_quotation *o = &a->quotations.at[i];
        if (i != quotation && o->content.n > 0 && o->speaker == q->speaker &&
            (q->speaker != STM_NONE || q->speaker_name.p == NULL)) {
            stm_span t = stm_span_of(o);
            if (t.start <= s.start && s.end <= t.end && t.end - t.start > s.end - s.start) {
                return true;
            }
        }
    }
    return false;
}

static void collect(stm_work *w, sayings *out)
{
    for (uint32_t m = 0; m < w->n; m++) {
        const stm_article *a = w->article[m];
        for (uint32_t i = 0; i < a->quotations.n; i++) {
            const stm_quotation *q = &a->quotations.at[i];
            saying *s;
            stm_str name;
            if (q->content.n == 0 || inside_another(w, m, i)) {
                continue;
            }
            s = stm_vec_add(w->arena, &out->at);
            s->member = m;
            s->quotation = i;
            s->up = out->at.n - 1;
            stm_said_by(w, m, i, &s->speaker, &name);
            s->kind_of_people = s->speaker == STM_NONE ? head_word(w, a, q) : STM_NULL_STR;
            s->day = day_of_speaking(a, q);
            s->at = stm_span_of(q);
            s->summary = q->kind == STM_QUOTE_INDIRECT;
            stm_matter_of(w, m, q->content.at, q->content.n, &s->matter);
            stm_matter_root(w, m, q, &s->root);
            object_of(w, m, q, &s->object);
        }
    }
}

typedef struct neighbour {
    uint32_t other;
    float score;
} neighbour;

typedef struct neighbours {
    STM_VEC(neighbour) at;
} neighbours;

/* Mean score between two groups; the chain of a long week's remarks must not become one saying. */
static float mean_between(sayings *s, const neighbours *near, const stm_u32s *x, uint32_t n_y, uint32_t y)
{
    float sum = 0;
    for (uint32_t i = 0; i < x->n; i++) {
        const neighbours *list = &near[x->at[i]];
        for (uint32_t k = 0; k < list->at.n; k++) {
            if (root_of(s, list->at.at[k].other) == y) {
                sum += list->at.at[k].score < FULL ? list->at.at[k].score : FULL;
            }
        }
    }
    return sum / ((float)x->n * (float)n_y);
}

static void find_candidates(stm_work *w, sayings *s, candidates *found)
{
    stm_u32s *with = STM_NEW_ARRAY(w->arena, stm_u32s, (size_t)w->rarity.n + 1);
    uint32_t *seen = STM_NEW_ARRAY(w->arena, uint32_t, (size_t)s->at.n + 1);
    for (uint32_t i = 0; i < s->at.n; i++) {
        const saying *x = &s->at.at[i];
        for (uint32_t k = 0; k < x->matter.terms.n; k++) {
            stm_u32s *list = &with[x->matter.terms.at[k].id];
            for (uint32_t j = list->n > MAX_SHARING ? list->n - MAX_SHARING : 0; j < list->n; j++) {
                uint32_t o = list->at[j];
                if (seen[o] != i + 1) {
                    float score = one_saying(w, &s->at.at[o], x);
                    seen[o] = i + 1;
                    if (score >= WEAK) {
                        stm_vec_push(w->arena, found, (candidate){ o, i, score });
                    }
                }
            }
            stm_vec_push(w->arena, list, i);
        }
    }
    if (found->n > 0) {
        qsort(found->at, found->n, sizeof *found->at, best_first);
    }
}

static void join_all(stm_work *w, sayings *s)
{
    candidates found = { 0 };
    neighbours *near = STM_NEW_ARRAY(w->arena, neighbours, (size_t)s->at.n + 1);
    stm_u32s *group = STM_NEW_ARRAY(w->arena, stm_u32s, (size_t)s->at.n + 1);
    find_candidates(w, s, &found);
    for (uint32_t i = 0; i < found.n; i++) {
        stm_vec_push(w->arena, &near[found.at[i].a].at, (neighbour){ found.at[i].b, found.at[i].score });
        stm_vec_push(w->arena, &near[found.at[i].b].at, (neighbour){ found.at[i].a, found.at[i].score });
    }
    for (uint32_t i = 0; i < s->at.n; i++) {
        stm_vec_push(w->arena, &group[i], i);
    }
    for (uint32_t i = 0; i < found.n && found.at[i].score >= 1; i++) {
        uint32_t a = root_of(s, found.at[i].a), b = root_of(s, found.at[i].b);
        uint32_t lo = a < b ? a : b, hi = a < b ? b : a;
        if (a == b || (found.at[i].score < 3 && !days_agree(&s->at.at[a], &s->at.at[b])) ||
            mean_between(s, near, &group[hi], group[lo].n, lo) < LEAST_MEAN) {
            continue;
        }
        s->at.at[hi].up = lo;
        if (s->at.at[lo].day == STM_NO_DAY) {
            s->at.at[lo].day = s->at.at[hi].day;
        }
        for (uint32_t k = 0; k < group[hi].n; k++) {
            stm_vec_push(w->arena, &group[lo], group[hi].at[k]);
        }
        group[hi].n = 0;
    }
}

/* ---- writing them down ----------------------------------------------------------------------------------- */

static void write_utterance(stm_work *w, sayings *s, const stm_u32s *group)
{
    stm_utterance *u = stm_vec_add(w->arena, &w->record->utterances);
    const saying *first = &s->at.at[group->at[0]];
    stm_u32s members = { 0 };
    uint32_t entity, full;
    int32_t day = STM_NO_DAY;
    const saying **all = STM_NEW_ARRAY(w->arena, const saying *, group->n);
    stm_said_by(w, first->member, first->quotation, &entity, &u->speaker_name);
    u->speaker = entity;
    for (uint32_t i = 0; i < group->n; i++) {
        const saying *x = &s->at.at[group->at[i]];
        all[i] = x;
        stm_vec_push(w->arena, &members, x->member);
        day = x->day != STM_NO_DAY ? x->day : day;
    }
    u->when = day == STM_NO_DAY ? STM_NULL_STR : stm_day_format(w->arena, day);
    u->lines = stm_lines_among(w, &members);
    u->confidence = NAN;
    full = 0;
    for (uint32_t i = 1; i < group->n; i++) {
        if (stm_variant_fuller(w, all[i]->member, all[i]->quotation, all[full]->member, all[full]->quotation)) {
            full = i;
        }
    }
    for (uint32_t i = 0; i < group->n; i++) {
        stm_variant v = { .article = w->index[all[i]->member], .quotation = all[i]->quotation };
        if (i == full) {
            v.relation = STM_VARIANT_FULLEST;
        } else {
            stm_variant_relate(w, all[full]->member, all[full]->quotation, all[i]->member, all[i]->quotation,
                               &v.relation, &v.note);
        }
        stm_vec_push(w->arena, &u->variants, v);
    }
}

void stm_record_utterances(stm_work *w)
{
    sayings s = { 0 };
    stm_u32s *group;
    collect(w, &s);
    if (s.at.n == 0) {
        return;
    }
    join_all(w, &s);
    group = STM_NEW_ARRAY(w->arena, stm_u32s, s.at.n);
    for (uint32_t i = 0; i < s.at.n; i++) {
        stm_vec_push(w->arena, &group[root_of(&s, i)], i);
    }
    for (uint32_t i = 0; i < s.at.n; i++) {
        const stm_quotation *q = &w->article[s.at.at[i].member]->quotations.at[s.at.at[i].quotation];
        if (group[i].n > 1 || (group[i].n == 1 && q->kind != STM_QUOTE_INDIRECT)) {
            write_utterance(w, &s, &group[i]);
        }
    }
}
