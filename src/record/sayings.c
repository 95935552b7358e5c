/* sayings.c: whether two quotations are of one saying.
 *
 * In: quotations with speakers, matters, reuse.  Out: sayings, and how like two of them are.
 *
 * Two quotations are of one saying when one speaker says like things on days that do not contradict each other: the
 * same wording, a shorter or differently translated one, a paraphrase, a lead and the quotation that it sums up. Never:
 * like words from two mouths, or from one mouth on two days. Speakers without a name are one when they are called
 * alike ("officials"); where nobody is named, only texts of one family are joined, and only on the same words. In the
 * head of an article, a body may stand for the man who speaks for it further down.
 */
#include <math.h>
#include <stdio.h>

#include "record/sayings.h"

#define PLEA_AHEAD 0xFF            /* "will plead guilty" */
#define LEAST_SCORE 4.2f           /* weight shared times its shares, for one person's sayings of independent lines */
#define LEAST_DICE_OF_BODIES 0.72f /* what bodies are told to have said is often the desk's own summary */
#define LEAST_DICE_PARAPHRASE 0.7f /* less: the verb must be in both */
#define FEW_WORDS 14               /* of a stance */
#define SAME_ARTICLE 1.3f          /* lead and quotation of one article share words anyway */
#define LEAST_DICE_VERBATIM 0.88f
#define LEAST_RUN 6 /* words */
#define FEW_RUN 4   /* of two who quote one speech at length */
#define LONG_RUN 14
#define LEAST_RUN_SHARED 5.0f
#define LEAST_RUN_COVER 0.6f
#define LEAST_DICE_DAYS 0.75f /* where the days of two articles differ: nearly the same words */
#define LEAD_SENTENCES 3
#define LEAST_DICE_LEAD 0.42f
#define LEAST_DICE_ANNOUNCED 0.35f
#define LEAST_TERMS_HEADLINE 3
#define LEAST_COVERED_HEADLINE 0.6f
#define LEAST_DICE_NEXT 0.5f /* first and next sentence of an article */
#define LEAST_DICE_PART 0.5f
#define LEAST_DICE_VERBLESS 0.5f
#define LEAST_DICE_TWICE 0.7f
#define LEAST_DICE_LONG_LEAD 0.36f /* on many rare terms */
#define LONG_LEAD_SHARED 12.0f
#define LONG_LEAD_TERMS 5
#define LEAST_COVERED 0.8f /* of the shorter of two that one body says in one article */
#define LEAST_COVERED_TERMS 4
#define LEAST_DICE_NOBODY 0.6f
#define LEAST_TERMS_NOBODY 6
#define LEAST_RUN_NOBODY 6 /* words */
#define RETOLD 1.0f        /* joins what nothing else does; of three or more others, alone, none */

/* ---- who ---------------------------------------------------------------------------------------- */

/* "two senior officials in Harbourtown" -> "officials". */
static stm_str head_word(stm_work *w, const stm_article *a, const stm_quotation *q)
{
    stm_str s = q->speaker_name;
    if (q->source_head != STM_NONE && q->source_head < a->tokens.n) {
        const stm_token *t = &a->tokens.at[q->source_head];
        if (t->upos != STM_PRON) {
            return stm_str_lower(w->arena,
                                 t->lemma.p != NULL && t->lemma.n > 0 ? t->lemma : stm_token_form(a, q->source_head));
        }
    }
    if (s.p == NULL || s.n == 0) {
        return STM_NULL_STR;
    }
    while (s.n > 0 && s.p[s.n - 1] != ' ') {
        s.n--;
    }
    s = stm_str_lower(w->arena, (stm_str){ q->speaker_name.p + s.n, q->speaker_name.n - s.n });
    s.n -= s.n > 3 && s.p[s.n - 1] == 's' && s.p[s.n - 2] != 's'; /* "they", of "officials" */
    return s;
}

/* ---- alignment of two articles --------------------------------------------------------------------------- */

/* Share of a's span that lies in passages beside b's span, 0-1. */
static double aligned(const stm_work *w, const saying *a, const saying *b)
{
    uint32_t x = w->index[a->member], y = w->index[b->member];
    uint32_t lo = x < y ? x : y, hi = x < y ? y : x, covered = 0;
    stm_span sa = x < y ? a->at : b->at, sb = x < y ? b->at : a->at;
    const stm_pair *pair = stm_pair_of(w->reuse, lo, hi);
    if (pair == NULL) {
        return 0;
    }
    for (uint32_t i = 0; i < pair->passages.n; i++) {
        const stm_aligned *p = &pair->passages.at[i];
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

/* "The navy" and "the Orsan navy", not "the Orsan navy" and "the Lindish navy". */
static bool called_alike(const stm_work *w, const saying *a, const saying *b)
{
    stm_str x = w->record->entities.at[a->speaker].name, y = w->record->entities.at[b->speaker].name;
    x = stm_str_starts(x, "the ") || stm_str_starts(x, "The ") ? (stm_str){ x.p + 4, x.n - 4 } : x;
    y = stm_str_starts(y, "the ") || stm_str_starts(y, "The ") ? (stm_str){ y.p + 4, y.n - 4 } : y;
    return stm_str_eq_nocase(x, y) || stm_str_eq_nocase(x, a->kind_of_people) ||
           stm_str_eq_nocase(y, b->kind_of_people);
}

/* Two without a name that are called alike; or one speaker. */
bool stm_saying_one_mouth(const stm_work *w, const saying *a, const saying *b)
{
    bool unnamed =
        (a->speaker == STM_NONE || !w->named.at[a->speaker]) && (b->speaker == STM_NONE || !w->named.at[b->speaker]);
    if (unnamed && a->kind_of_people.p != NULL && b->kind_of_people.p != NULL) {
        return (a->speaker != STM_NONE && a->speaker == b->speaker) ||
               (stm_str_eq(a->kind_of_people, b->kind_of_people) &&
                (a->speaker == STM_NONE || b->speaker == STM_NONE || called_alike(w, a, b)));
    }
    return a->speaker != STM_NONE && a->speaker == b->speaker;
}

static bool unknown(const saying *a) { return a->speaker == STM_NONE && a->kind_of_people.p == NULL; }

bool stm_saying_same_words(const stm_work *w, const saying *a, const saying *b)
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

/* Who does what the main verb says: its entity, or STM_NONE. */
static uint32_t subject_of(const stm_work *w, uint32_t member, const stm_quotation *q)
{
    const stm_article *a = w->article[member];
    stm_span c = q->content.at[0];
    for (uint32_t i = stm_token_from(a, c.start); i < a->tokens.n && a->tokens.at[i].at.start < c.end; i++) {
        const stm_token *t = &a->tokens.at[i];
        uint32_t h = t->deprel == STM_DEP_NSUBJ ? t->head : STM_NONE;
        if (h != STM_NONE &&
            (a->tokens.at[h].head == STM_NONE || a->tokens.at[a->tokens.at[h].head].at.start < c.start ||
             a->tokens.at[a->tokens.at[h].head].at.start >= c.end)) {
            bool sure = t->upos != STM_PRON || stm_str_eqz(stm_token_form(a, i), "I");
            return sure && w->at_token[member][i] != STM_NONE && w->named.at[w->at_token[member][i]]
                       ? w->at_token[member][i]
                       : STM_NONE;
        }
    }
    return STM_NONE;
}

/* The main verb of one of the two is in the other. */
static bool verbs_meet(const stm_work *w, const saying *a, const saying *b)
{
    if ((a->root.terms.n > 0) != (b->root.terms.n > 0)) {
        return true; /* "there will be no talks", "talks do not work": the noun may stand for the verb */
    }
    return (a->root.terms.n > 0 && stm_matter_has_root(w, &a->root, &b->matter)) ||
           (b->root.terms.n > 0 && stm_matter_has_root(w, &b->root, &a->matter));
}

/* A paraphrase has the verb of what it paraphrases and what that is about, or words that mean the same. */
static bool paraphrases(const stm_work *w, const saying *indirect, const saying *other)
{
    return stm_matter_has_root(w, &indirect->root, &other->matter) &&
           stm_matter_has_root(w, &indirect->object,
                               other->summary && other->object.terms.n > 0 ? &other->object : &other->matter);
}

/* The verb on which each of the two hangs is in the other. */
static bool roots_meet(const stm_work *w, const saying *a, const saying *b)
{
    return stm_matter_has_root(w, &a->root, &b->matter) && stm_matter_has_root(w, &b->root, &a->matter);
}

/* A thing without a verb ("the destruction of all ships") is what the other says happens, or to what. */
static bool told_of(const stm_work *w, const saying *thing, const saying *other)
{
    return thing->root.terms.n > 0 || thing->core.terms.n == 0 || thing->said->kind == STM_QUOTE_DIRECT ||
           (other->root.terms.n > 0 && stm_matter_has_root(w, &thing->core, &other->root)) ||
           (other->object.terms.n > 0 && stm_matter_has_root(w, &thing->core, &other->object)) ||
           (other->core.terms.n > 0 && stm_matter_has_root(w, &thing->core, &other->core) &&
            thing->said->act == other->said->act);
}

/* One is denied, the other is not. Of two wholes the main clauses may be unlike where both have a "not" in them. */
bool stm_sayings_denial_apart(const saying *a, const saying *b)
{
    return a->negated != b->negated && (a->part || b->part || a->said->negated != b->said->negated);
}

/* The head of an article sums up what is told below it; its first sentence, what is told in the next. */
static bool lead_of(const stm_work *w, const saying *a, const saying *b, const stm_likeness *like)
{
    const saying *first = a->at.start < b->at.start ? a : b;
    bool apart = a->lead != b->lead, much;
    if (a->member != b->member || unknown(a) || unknown(b) || a->said->negated != b->said->negated ||
        like->n < (apart ? 2U : 3U) || like->shared < 4 || stm_matters_numbers_apart(w, &a->matter, &b->matter) ||
        !stm_matters_share_event(w, &a->matter, &b->matter) ||
        !(stm_saying_one_mouth(w, a, b) || stm_saying_one_side(w, a, b))) {
        return false;
    }
    if (a->headline != b->headline && like->n >= LEAST_TERMS_HEADLINE && !a->part && !b->part &&
        (like->dice >= LEAST_DICE_LEAD || like->least >= LEAST_COVERED_HEADLINE)) {
        return true; /* cut to fit: verbs are left out, or others */
    }
    if (!told_of(w, a, b) || !told_of(w, b, a)) {
        return false;
    }
    much = like->n >= LONG_LEAD_TERMS && like->shared >= LONG_LEAD_SHARED && like->dice >= LEAST_DICE_LONG_LEAD;
    if (!apart && (!first->lead || first->said->kind == STM_QUOTE_DIRECT || (!much && !verbs_meet(w, a, b)))) {
        return false;
    }
    if ((a->part || b->part) &&
        (!stm_saying_one_mouth(w, a, b) || !roots_meet(w, a, b) || !stm_matter_has_root(w, &a->object, &b->matter) ||
         !stm_matter_has_root(w, &b->object, &a->matter))) {
        return false;
    }
    return like->dice >= (apart ? LEAST_DICE_LEAD : LEAST_DICE_NEXT) || like->least >= 0.75f || much;
}

static bool named_person(const stm_work *w, const saying *a)
{
    return a->speaker != STM_NONE && w->named.at[a->speaker] && w->record->entities.at[a->speaker].kind == STM_PERSON;
}

/* What one text tells twice as one mouth's: all that the shorter says is in the longer. */
static bool told_twice(const stm_work *w, const saying *a, const saying *b, const stm_likeness *like)
{
    return a->member == b->member && !a->part && !b->part && like->n >= LEAST_COVERED_TERMS &&
           like->least >= LEAST_COVERED && (a->said->kind != STM_QUOTE_DIRECT || b->said->kind != STM_QUOTE_DIRECT) &&
           a->said->act == b->said->act && a->root.terms.n > 0 && b->root.terms.n > 0 &&
           stm_matter_has_root(w, &a->root, &b->root) && !stm_matters_numbers_apart(w, &a->matter, &b->matter);
}

/* "calls for a truce of a week", "demands a seven-day ceasefire": one demand, of one who makes it. */
static bool one_demand(const stm_work *w, const saying *a, const saying *b)
{
    return a->said->act == STM_ACT_DEMAND && b->said->act == STM_ACT_DEMAND && a->core.terms.n > 0 &&
           b->core.terms.n > 0 && stm_matter_has_root(w, &a->core, &b->core) &&
           !stm_matters_numbers_apart(w, &a->matter, &b->matter);
}

/* "announced the charges", "announced new charges against two": one thing that is made known, of one who does so. */
static bool one_announcement(const stm_work *w, const saying *a, const saying *b, const stm_likeness *like)
{
    return a->member != b->member && a->said->act == STM_ACT_ANNOUNCE && b->said->act == STM_ACT_ANNOUNCE &&
           a->core.terms.n > 0 && b->core.terms.n > 0 && a->people.n == b->people.n && !a->part && !b->part &&
           !a->said->negated && !b->said->negated && stm_matter_has_root(w, &a->core, &b->core) &&
           (like->dice >= LEAST_DICE_ANNOUNCED || like->least >= LEAST_COVERED) &&
           !stm_matters_numbers_apart(w, &a->matter, &b->matter);
}

/* "Lee" of "Ann Lee", "Orr" of "Tom Orr Jr." */
static stm_str surname(stm_str name)
{
    for (;;) {
        size_t i = name.n;
        stm_str last;
        while (i > 0 && name.p[i - 1] != ' ') {
            i--;
        }
        last = (stm_str){ name.p + i, name.n - i };
        if (i == 0 || !stm_among(last, "Jr Jr. Sr Sr. II III IV")) {
            return last;
        }
        name.n = i - 1;
    }
}

/* Two people of whom each has a name, and another one. */
static bool two_people(const stm_work *w, const saying *a, const saying *b)
{
    return a->speaker != b->speaker && named_person(w, a) && named_person(w, b) &&
           !stm_str_eq_nocase(surname(w->record->entities.at[a->speaker].name),
                              surname(w->record->entities.at[b->speaker].name));
}

/* Runs of the same words in marks are one saying, whoever a text lays them to ("the ad", "a spokesman", nobody); to two
 * people who each have a name, only a long one: these may quote a third. */
static bool verbatim(const stm_work *w, const saying *a, const saying *b, const stm_likeness *like)
{
    return (a->member != b->member || unknown(a) || unknown(b)) && a->said->kind != STM_QUOTE_INDIRECT &&
           b->said->kind != STM_QUOTE_INDIRECT && like->least >= LEAST_RUN_COVER &&
           like->shared >= (stm_saying_one_mouth(w, a, b) && like->least >= LEAST_COVERED ? LEAST_RUN_SHARED / 2
                                                                                          : LEAST_RUN_SHARED) &&
           stm_saying_run(w, a, b) >= (two_people(w, a, b) ? LONG_RUN : LEAST_RUN);
}

/* Whom one blames or praises stands in his words as well; what he rejects need not. */
static bool blames(const saying *s)
{
    return s->said->act == STM_ACT_CRITICIZE || s->said->act == STM_ACT_ACCUSE || s->said->act == STM_ACT_PRAISE;
}

/* What words, mouths and days tell; `out`: how like the two are, where that was asked. */
static float alike(const stm_work *w, const saying *a, const saying *b, stm_likeness *out)
{
    const stm_quotation *p = a->said, *q = b->said;
    stm_likeness like;
    double beside;
    bool two_mouths, near,
        nobody = a->speaker == STM_NONE && b->speaker == STM_NONE && a->kind_of_people.p == NULL &&
                 b->kind_of_people.p == NULL;
    if (a->member == b->member && stm_span_meets(a->at, b->at)) {
        return 0;
    }
    if (w->line[a->member] == w->line[b->member] && a->member != b->member && stm_saying_one_mouth(w, a, b) &&
        stm_saying_same_words(w, a, b)) {
        return 3; /* one text; that "this afternoon" stands for "Monday" in it is the desk's doing */
    }
    if (!stm_saying_days_agree(a, b) || stm_saying_printed_before(w, a, b) || stm_saying_printed_before(w, b, a)) {
        return 0;
    }
    if (stm_saying_other_interview(w, a, b) && stm_saying_run(w, a, b) < LONG_RUN) {
        return 0;
    }
    if (stm_sayings_small_talk(w, a, b) || a->stance + b->stance == 3) {
        return 0;
    }
    if (stm_saying_one_appeal(w, a, b)) {
        return 1.5f;
    }
    if (a->member == b->member && !a->part && !b->part &&
        (a->spoken_out == b->quotation || b->spoken_out == a->quotation) &&
        (stm_matter_compare(w, &a->matter, &b->matter).n > 0 || !(blames(a) || blames(b)))) {
        return 1.4f;
    }
    if (a->plea != 0 && a->plea == b->plea && !a->part && !b->part && stm_saying_one_mouth(w, a, b)) {
        return 1.3f;
    }
    if (a->plea != 0 && b->plea != 0 && (a->plea == PLEA_AHEAD) != (b->plea == PLEA_AHEAD)) {
        return 0; /* "is expected to plead guilty" tells of no plea */
    }
    two_mouths = a->member != b->member && !nobody && !stm_saying_one_mouth(w, a, b) && a->listed == STM_NONE &&
                 (p->kind == STM_QUOTE_INDIRECT || q->kind == STM_QUOTE_INDIRECT);
    near = stm_saying_days_near(w, a, b);
    if (two_mouths && (a->part || b->part || stm_sayings_denial_apart(a, b) ||
                       (!near && (a->day != STM_NO_DAY || b->day != STM_NO_DAY)))) {
        return 0;
    }
    *out = like = stm_matter_compare(w, &a->matter, &b->matter);
    /* The same words in marks, of which one text does not say whose they are. */
    if (p->kind != STM_QUOTE_INDIRECT && q->kind != STM_QUOTE_INDIRECT && like.dice >= LEAST_DICE_VERBATIM &&
        like.shared >= 3 &&
        (stm_saying_one_mouth(w, a, b) || unknown(a) || unknown(b) ||
         (w->line[a->member] == w->line[b->member] && stm_saying_one_side(w, a, b)))) {
        return 2 + like.dice;
    }
    if ((!stm_saying_one_mouth(w, a, b) || (!a->part && !b->part)) && verbatim(w, a, b, &like)) {
        return 2 + like.dice; /* the first clause of a long speech is negated, that of one sentence of it is not */
    }
    if (w->line[a->member] != w->line[b->member] && stm_saying_of_party(w, a) && stm_saying_of_party(w, b)) {
        return 0; /* what many of a party say is each desk's own sum of it */
    }
    if (stm_sayings_of_two(w, a, b)) {
        return 0; /* one accuses two, or praises them, in much the same words */
    }
    if (two_mouths) {
        return (near || like.dice >= LEAST_DICE_DAYS) && stm_saying_of_side(w, a, b, &like) ? 1 + like.dice : 0;
    }
    if (lead_of(w, a, b, &like) || stm_saying_titles(w, a, b, &like) ||
        (stm_saying_one_mouth(w, a, b) && stm_saying_quoted_next(w, a, b, &like))) {
        return 1 + like.dice;
    }
    if (stm_saying_one_mouth(w, a, b) && near &&
        (stm_saying_fragment(w, a, b, &like) || stm_saying_fragment(w, b, a, &like))) {
        return 1.5f;
    }
    if (a->listed != STM_NONE && a->listed == b->listed && !a->part && !b->part && near) {
        return 1.3f; /* one page lists one man once, in whatever words */
    }
    if ((!stm_saying_one_mouth(w, a, b) && !nobody) || stm_sayings_denial_apart(a, b)) {
        return 0;
    }
    if ((a->part || b->part) && a->member == b->member &&
        (like.dice < LEAST_DICE_TWICE || !stm_matter_has_root(w, &a->root, &b->root))) {
        return 0; /* of two clauses in one text each says something of its own */
    }
    if ((a->part || b->part) && a->member != b->member && w->line[a->member] == w->line[b->member] &&
        (like.dice < LEAST_DICE_VERBATIM || like.n < 3)) {
        return 0; /* between editions only what is the same */
    }
    if ((a->part || b->part) &&
        (like.dice < LEAST_DICE_PART || like.n < (like.dice >= LEAST_DICE_VERBATIM ? 2U : 3U) || like.shared < 4)) {
        return 0;
    }
    beside = w->line[a->member] == w->line[b->member] && a->member != b->member ? aligned(w, a, b) : 0;
    if (beside >= 0.5 && like.dice >= 0.5f && stm_matters_share_event(w, &a->matter, &b->matter)) {
        return 3 + like.dice;
    }
    if (nobody && like.dice >= LEAST_DICE_NOBODY && like.n >= LEAST_TERMS_NOBODY && !a->part && !b->part &&
        p->act == q->act && stm_saying_run(w, a, b) >= LEAST_RUN_NOBODY) {
        return 2; /* "is widely seen as a risk": of no day, where no text says by whom */
    }
    if (nobody || ((p->act == STM_ACT_DENY) != (q->act == STM_ACT_DENY) && p->act != STM_ACT_REJECT &&
                   q->act != STM_ACT_REJECT)) {
        return 0;
    }
    if (w->line[a->member] == w->line[b->member] && a->member != b->member && like.dice >= LEAST_DICE_VERBATIM &&
        !nobody) {
        return 2;
    }
    if (near && (one_demand(w, a, b) || one_announcement(w, a, b, &like) || stm_saying_one_deed(w, a, b, &like) ||
                 (a->told != STM_NONE && a->told == b->told && like.n > 0 && !a->part && !b->part))) {
        return 1.2f;
    }
    if (near && stm_saying_one_step(w, a, b)) {
        return 1.2f;
    }
    if (like.n < 2) {
        return 0;
    }
    if (told_twice(w, a, b, &like) || stm_saying_told_and_quoted(w, a, b, &like)) {
        return 1 + like.dice;
    }
    if (a->member == b->member && p->kind == STM_QUOTE_INDIRECT && q->kind == STM_QUOTE_INDIRECT) {
        return 0; /* one sentence after the other, on one thing */
    }
    if (a->member == b->member && like.n < 3 && (a->root.terms.n == 0) != (b->root.terms.n == 0)) {
        return 0; /* "has taken a stance on taxes": a word or two, and nothing said of them */
    }
    if (w->line[a->member] == w->line[b->member] && a->member != b->member) {
        bool both = (p->kind != STM_QUOTE_INDIRECT && q->kind != STM_QUOTE_INDIRECT) ||
                    stm_matters_share_event(w, &a->matter, &b->matter);
        return like.dice >= 0.5f && like.shared >= 4 && both ? 1 + like.dice : 0;
    }
    /* Bodies say much in like words; of one person, what is rare and shared is one saying. */
    if (a->speaker == STM_NONE || w->record->entities.at[a->speaker].kind != STM_PERSON) {
        bool in_marks = p->kind != STM_QUOTE_INDIRECT && q->kind != STM_QUOTE_INDIRECT;
        bool much = (like.dice >= LEAST_DICE_OF_BODIES && like.shared >= 6) ||
                    (roots_meet(w, a, b) && stm_saying_short_and_like(&like) && !stm_saying_of_all(w, a, b));
        return much && (in_marks || (!a->part && !b->part)) ? 1 + like.dice : 0;
    }
    if ((!near && like.dice < LEAST_DICE_DAYS) ||
        (stm_saying_days_apart(w, a, b) > 0 && like.dice < LEAST_DICE_VERBLESS)) {
        return 0;
    }
    /* without a verb that tells, or with other verbs, only most of the words make it one */
    if ((like.dice < LEAST_DICE_VERBLESS && !verbs_meet(w, a, b)) ||
        (like.dice < LEAST_DICE_PARAPHRASE && stm_matters_numbers_apart(w, &a->matter, &b->matter))) {
        return 0;
    }
    if (a->member == b->member && p->kind == STM_QUOTE_DIRECT && q->kind == STM_QUOTE_DIRECT &&
        like.dice < LEAST_DICE_TWICE) {
        return 0; /* nobody says a thing twice to one reporter */
    }
    if (a->member != b->member && p->kind == STM_QUOTE_DIRECT && q->kind == STM_QUOTE_DIRECT &&
        like.dice < LEAST_DICE_LEAD && like.least < LEAST_COVERED && stm_saying_run(w, a, b) < FEW_RUN) {
        return 0; /* two who had it from one mouth have some of its words in one order, and translators more of them */
    }
    if (like.dice < LEAST_DICE_PARAPHRASE && (a->topic || b->topic)) {
        return 0;
    }
    if (like.dice < LEAST_DICE_PARAPHRASE && !stm_saying_much_shared(a, b, &like) &&
        ((p->kind != STM_QUOTE_DIRECT && !paraphrases(w, a, b)) ||
         (q->kind != STM_QUOTE_DIRECT && !paraphrases(w, b, a)))) {
        return 0;
    }
    if (a->member == b->member) {
        like.shared /= SAME_ARTICLE;
    }
    return stm_matters_share_event(w, &a->matter, &b->matter) ? like.shared * (like.dice + like.least) / LEAST_SCORE
                                                              : 0;
}

float stm_one_saying(const stm_work *w, const saying *a, const saying *b)
{
    stm_likeness like = { 0 };
    float score;
    bool retold;
    if (stm_saying_asked_twice(w, a, b) || stm_saying_only_feared(w, a, b) || stm_saying_of_the_law(a, b) ||
        stm_saying_another(a, b)) {
        return 0;
    }
    score = alike(w, a, b, &like);
    retold = score < 1 && (stm_saying_retold(w, a, b, &like) || stm_saying_put_otherwise(w, a, b) ||
                           stm_saying_one_list(w, a, b) || stm_saying_one_fate(w, a, b));
    return retold ? RETOLD + RETOLD * like.dice / 10 : score;
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

/* That he speaks of himself is no sign that he says the same. */
static void drop_speaker(const stm_work *w, uint32_t speaker, stm_matter *m)
{
    uint32_t kept = 0, own = STM_NONE;
    if (speaker == STM_NONE) {
        return;
    }
    own = stm_map_get(&w->terms, stm_str_numbered(w->arena, '=', speaker));
    m->weight = 0;
    for (uint32_t i = 0; i < m->terms.n; i++) {
        if (m->terms.at[i].id != own) {
            m->weight += m->terms.at[i].weight;
            m->terms.at[kept++] = m->terms.at[i];
        }
    }
    m->terms.n = kept;
}

/* "will plead guilty", with its cue or as what is expected. */
static bool yet_to_plead(const stm_article *a, stm_span at)
{
    for (uint32_t i = stm_token_from(a, at.start); i < a->tokens.n && a->tokens.at[i].at.start < at.end; i++) {
        if (a->tokens.at[i].xpos == STM_XP_VB && stm_form_among(a, i, "plead")) {
            return true;
        }
    }
    return false;
}

/* "pleaded guilty to fraud", "is expected to plead"; and what is said for it: "Not guilty, Your Honor". */
static uint8_t plea_of(const stm_article *a, const stm_quotation *q)
{
    uint32_t i = stm_token_from(a, q->content.at[0].start), n = 0;
    bool denied = false;
    if (q->kind == STM_QUOTE_INDIRECT && (yet_to_plead(a, q->cue) || yet_to_plead(a, stm_span_of(q)))) {
        return PLEA_AHEAD;
    }
    if (stm_quotation_is_plea(a, q)) {
        return q->act;
    }
    for (; q->kind == STM_QUOTE_DIRECT && i < a->tokens.n && a->tokens.at[i].at.start < q->content.at[0].end && n < 3;
         i++) {
        n += a->tokens.at[i].upos != STM_PUNCT;
        denied = denied || stm_str_eqz_nocase(stm_token_form(a, i), "not");
        if (n <= 1U + denied && stm_str_eqz_nocase(stm_token_form(a, i), "guilty")) {
            return denied ? STM_ACT_DENY : STM_ACT_CONFIRM;
        }
    }
    return 0;
}

/* 1: for it, 2: against it, in a few words of a reporter's: "voiced support for the tax", "her opposition to it". */
static uint32_t stance_of(const stm_article *a, const stm_quotation *said)
{
    stm_span at = stm_quotation_told(a, said);
    uint32_t stance = 0, n = 0;
    for (uint32_t i = stm_token_from(a, at.start);
         i < a->tokens.n && a->tokens.at[i].at.start < at.end && n <= FEW_WORDS; i++, n++) {
        stm_str l = stm_token_lemma(a, i);
        stance |= stm_among(l, "support favor favour endorse") ? 1 : stm_among(l, "oppose opposition") ? 2 : 0;
    }
    return n <= FEW_WORDS && stance != 3 ? stance : 0;
}

void stm_saying_fill(stm_work *w, saying *s, const stm_quotation *said)
{
    const stm_article *a = w->article[s->member];
    uint32_t sentence = stm_sentence_at(a, said->content.at[0].start), n = 0;
    s->said = said;
    s->at = stm_span_of(said);
    s->summary = said->kind == STM_QUOTE_INDIRECT;
    s->plea = plea_of(a, said);
    s->stance = said->kind == STM_QUOTE_INDIRECT ? stance_of(a, said) : 0;
    s->topic = s->summary && stm_token_from(a, s->at.start) < a->tokens.n &&
               stm_form_among(a, stm_token_from(a, s->at.start), "how what why who where which when whether");
    stm_matter_of(w, s->member, said->content.at, said->content.n, &s->matter);
    drop_speaker(w, s->speaker, &s->matter);
    stm_matter_root(w, s->member, said, &s->root);
    stm_matter_object(w, s->member, said, &s->object);
    s->subject = subject_of(w, s->member, said);
    s->course = stm_saying_course_of(a, said);
    s->fate = stm_saying_fate_of(a, s->at);
    stm_saying_people(w, s->member, said, s->speaker, &s->people);
    s->target = s->part ? s->target : stm_saying_target(w, s->member, said);
    if (said->kind == STM_QUOTE_MIXED) {
        stm_matter_of(w, s->member, said->quoted.at, said->quoted.n, &s->quoted);
    } else {
        memset(&s->quoted, 0, sizeof s->quoted);
    }
    stm_matter_core(w, s->member, said, &s->core);
    for (uint32_t i = 0; sentence != STM_NONE && i <= sentence && n <= LEAD_SENTENCES; i++) {
        n += a->sentences.at[i].furniture == 0;
    }
    s->negated = (stm_matter_classes(w, s->member, s->at) & STM_WORD_NOT) != 0;
    s->lead = sentence != STM_NONE && n <= LEAD_SENTENCES;
    s->headline = stm_saying_in_headline(a, s->at);
}

/* A quotation in marks that nobody is named for is his whose the others of the article all are. */
static void give_speakers(stm_work *w, sayings *out)
{
    for (uint32_t i = 0, k; i < out->at.n; i = k) {
        uint32_t m = out->at.at[i].member, speaker = STM_NONE;
        bool one = true;
        for (k = i; k < out->at.n && out->at.at[k].member == m; k++) {
            const saying *s = &out->at.at[k];
            if (s->said->kind != STM_QUOTE_INDIRECT && s->said->nested_in == STM_NONE && !unknown(s)) {
                one = one && s->speaker != STM_NONE && (speaker == STM_NONE || speaker == s->speaker);
                speaker = s->speaker;
            }
        }
        for (k = i; k < out->at.n && out->at.at[k].member == m; k++) {
            saying *s = &out->at.at[k];
            if (one && speaker != STM_NONE && unknown(s) && s->said->kind == STM_QUOTE_DIRECT &&
                !stm_span_some(s->said->cue) && w->record->entities.at[speaker].kind == STM_PERSON) {
                s->speaker = speaker;
            }
        }
    }
}

static stm_quotation *some_of(stm_work *w, const stm_quotation *q, uint32_t from, uint32_t to)
{
    stm_quotation *p = STM_NEW(w->arena, stm_quotation);
    *p = *q;
    memset(&p->content, 0, sizeof p->content);
    for (uint32_t i = from; i < to; i++) {
        stm_vec_push(w->arena, &p->content, q->content.at[i]);
    }
    return p;
}

/* Speech that goes on in a paragraph of its own behind its cue is two sayings: what was said next, or elsewhere. Both
 * as quotations; returns how many. */
static uint32_t pieces_of(stm_work *w, const stm_article *a, const stm_quotation *q, const stm_quotation **out)
{
    for (uint32_t i = 1; i < q->content.n; i++) {
        uint32_t end = q->content.at[i - 1].end, start = q->content.at[i].start;
        uint32_t x = stm_sentence_at(a, end - 1), y = stm_sentence_at(a, start);
        if (q->cue.start >= end && q->cue.end <= start && x != STM_NONE && y != STM_NONE &&
            a->sentences.at[x].paragraph != a->sentences.at[y].paragraph) {
            out[0] = some_of(w, q, 0, i);
            out[1] = some_of(w, q, i, q->content.n);
            return 2;
        }
    }
    out[0] = q;
    return 1;
}

void stm_sayings_collect(stm_work *w, sayings *out)
{
    for (uint32_t m = 0; m < w->n; m++) {
        const stm_article *a = w->article[m];
        for (uint32_t i = 0; i < a->quotations.n; i++) {
            const stm_quotation *q = &a->quotations.at[i], *piece[2];
            uint32_t spoken_out = stm_saying_spoken_out(w, m, i), n;
            if (q->content.n == 0 || inside_another(w, m, i) || stm_saying_was_asked(a, q) ||
                (stm_saying_bare_deed(a, q) && spoken_out == STM_NONE)) {
                continue;
            }
            n = pieces_of(w, a, q, piece);
            for (uint32_t k = 0; k < n; k++) {
                saying *s = stm_vec_add(w->arena, &out->at);
                stm_str name;
                s->spoken_out = spoken_out;
                s->member = m;
                s->quotation = i;
                s->up = s->whole = out->at.n - 1;
                stm_said_by(w, m, i, &s->speaker, &name);
                s->kind_of_people =
                    s->speaker == STM_NONE || !w->named.at[s->speaker] ? head_word(w, a, q) : STM_NULL_STR;
                s->day = stm_saying_day(a, q);
                s->told = stm_saying_told(w, m, q);
                s->listed = stm_saying_listed(w, m, q);
                stm_saying_fill(w, s, piece[k]);
            }
        }
    }
    give_speakers(w, out);
    stm_sayings_lead_on(w, out);
    stm_sayings_give_headlines(w, out);
}
