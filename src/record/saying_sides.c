/* saying_sides.c: sayings of two mouths that speak for one side, and an indirect saying that the next sentence quotes.
 *
 * In: two sayings and how like they are.  Out: whether they are one saying.
 *
 * "Officials said" in one text is "the police said" in another, "the ex-minister" has a name there, and a body speaks
 * through the man whom a third text names: where nearly all of what is said is the same, they are one saying. And a
 * reporter who first tells what somebody said and lets him say it in the very next sentence does not report two things.
 * Cost: constant but for the names compared.
 */
#include "record/sayings.h"

#define LEAST_DICE_SIDE 0.72f
#define LEAST_SHARED_SIDE 6.0f
#define LEAST_TERMS_SIDE 4
#define LEAST_DICE_LONG 0.57f /* on more, and rarer, terms; not of two leads, which sum up one happening each */
#define LEAST_COVERED_LONG 0.6f
#define LEAST_DICE_ANY 0.8f
#define LEAST_TERMS_ANY 5
#define LEAST_SHARED_ANY 12.0f
#define MOST_TERMS_SHORT 8 /* of bodies' leads that are longer, more must be the same */
#define LEAST_DICE_SHORT 0.58f
#define LEAST_COVERED_SHORT 0.65f
#define LEAST_SHARED_SHORT 9.0f
#define LEAST_TERMS_MUCH 6
#define LEAST_COVERED_MUCH 0.7f
#define HEAD_SENTENCES 2
#define MOST_IN_HEAD 0.5f
#define LEAST_DICE_QUOTED 0.55f
#define LEAST_COVERED_QUOTED 0.65f
#define LEAST_TERMS_QUOTED 3
#define LEAST_DICE_DEED 0.5f
#define MOST_TERMS_STEP 2
#define MOST_TERMS_REFUSED 10 /* of what he will not do, with the reason for it */
#define LEAST_COVERED_DENIED 0.6f
#define LEAST_COVERED_NEXT 0.4f /* of the shorter; or */
#define LEAST_DICE_MOST 0.325f  /* of both */
#define LEAST_SHARED_NEXT 3.5f
#define MOST_IN_MARKS 0.5f
#define LEAST_COVERED_ALL 0.95f
#define LEAST_SHARED_ALL 2.0f
#define LEAST_DICE_NEXT_SENTENCE 0.25f  /* of a long speech a part may be what was told */
#define LEAST_DICE_OTHER_SUBJECTS 0.33f /* where neither has what the other is about */

bool stm_saying_one_side(const stm_work *w, const saying *a, const saying *b)
{
    uint32_t ea, eb;
    stm_str na, nb;
    stm_said_by(w, a->member, a->quotation, &ea, &na);
    stm_said_by(w, b->member, b->quotation, &eb, &nb);
    return stm_one_origin(w, ea, na, eb, nb);
}

/* "Officials", "the authorities", "a source": whoever of those who are asked. */
static bool anybody(const stm_work *w, const saying *s)
{
    bool named = s->speaker != STM_NONE && w->named.at[s->speaker];
    return !named && (s->kind_of_people.p == NULL || stm_among(s->kind_of_people, "official authority source spokesman "
                                                                                  "spokeswoman spokesperson "
                                                                                  "representative report"));
}

bool stm_saying_short_and_like(const stm_likeness *like)
{
    return like->n >= LEAST_TERMS_SIDE && like->n <= MOST_TERMS_SHORT && like->dice >= LEAST_DICE_SHORT &&
           like->least >= LEAST_COVERED_SHORT && like->shared >= LEAST_SHARED_SHORT;
}

static bool denies(const saying *s) { return s->said->act == STM_ACT_DENY || s->said->act == STM_ACT_REJECT; }

bool stm_saying_much_shared(const saying *a, const saying *b, const stm_likeness *like)
{
    return (like->n >= LEAST_TERMS_MUCH && like->dice >= LEAST_DICE_SHORT && like->least >= LEAST_COVERED_MUCH) ||
           (denies(a) && denies(b) && like->n >= LEAST_TERMS_SIDE && like->least >= LEAST_COVERED_DENIED);
}

static bool named(const stm_work *w, const saying *s) { return s->speaker != STM_NONE && w->named.at[s->speaker]; }

/* No book. */
static bool somebody(const saying *s) { return s->speaker != STM_NONE || s->said->anonymous; }

/* "The ex-minister", "the firm": who has no name here may be the one who has a name there. */
static bool named_there(const stm_work *w, const saying *s, const saying *other)
{
    const stm_article *a = w->article[s->member];
    uint32_t head = s->said->source_head;
    return !named(w, s) && named(w, other) && head != STM_NONE && head < a->tokens.n &&
           a->tokens.at[head].xpos == STM_XP_NN;
}

static bool may_be_one(const stm_work *w, const saying *a, const saying *b)
{
    return anybody(w, a) || anybody(w, b) || named_there(w, a, b) || named_there(w, b, a) ||
           stm_saying_one_side(w, a, b);
}

/* The head of the text that the saying stands in tells most of what the two share. */
static bool headed(const stm_work *w, const saying *s, const saying *other)
{
    const stm_article *a = w->article[s->member];
    float all = 0, told = 0;
    for (uint32_t i = 0; i < s->matter.terms.n; i++) {
        stm_matter_term t = s->matter.terms.at[i];
        bool both = false, head = false;
        uint32_t body = 0, last = STM_NONE;
        for (uint32_t k = 0; k < other->matter.terms.n && !both; k++) {
            both = other->matter.terms.at[k].id == t.id;
        }
        for (uint32_t u = w->first_unit[s->member];
             both && !head && u < w->units.n && w->units.at[u].member == s->member; u++) {
            const stm_unit *unit = &w->units.at[u];
            body += unit->sentence != last && a->sentences.at[unit->sentence].furniture == 0;
            last = unit->sentence;
            for (uint32_t k = 0; k < unit->matter.terms.n && body <= HEAD_SENTENCES; k++) {
                head = head || unit->matter.terms.at[k].id == t.id;
            }
            if (body > HEAD_SENTENCES) {
                break;
            }
        }
        all += both ? t.weight : 0;
        told += head ? t.weight : 0;
    }
    return told >= MOST_IN_HEAD * all;
}

bool stm_saying_of_all(const stm_work *w, const saying *a, const saying *b)
{
    return a->member != b->member && a->lead != b->lead && headed(w, a->lead ? b : a, a->lead ? a : b);
}

/* "The clerk was charged with theft": a deed of the law, by whom no text says. */
static bool charged(const saying *s)
{
    return s->speaker == STM_NONE && s->kind_of_people.p == NULL && s->said->act == STM_ACT_ACCUSE &&
           s->said->kind == STM_QUOTE_INDIRECT;
}

bool stm_saying_another(const saying *a, const saying *b)
{
    stm_str x = a->said->speaker_name, y = b->said->speaker_name;
    bool in_a = x.p != NULL && (stm_str_starts(x, "another ") || stm_str_starts(x, "Another "));
    bool in_b = y.p != NULL && (stm_str_starts(y, "another ") || stm_str_starts(y, "Another "));
    return in_a != in_b && a->kind_of_people.p != NULL && b->kind_of_people.p != NULL &&
           stm_str_eq(a->kind_of_people, b->kind_of_people);
}

bool stm_saying_of_the_law(const saying *a, const saying *b)
{
    return (charged(a) && b->said->act != STM_ACT_ACCUSE) || (charged(b) && a->said->act != STM_ACT_ACCUSE);
}

bool stm_saying_of_side(const stm_work *w, const saying *a, const saying *b, const stm_likeness *like)
{
    if (a->member == b->member || a->part || b->part || stm_sayings_denial_apart(a, b) ||
        stm_matters_numbers_apart(w, &a->matter, &b->matter)) {
        return false;
    }
    if (like->n >= LEAST_TERMS_ANY && like->dice >= LEAST_DICE_ANY && like->shared >= LEAST_SHARED_ANY && somebody(a) &&
        somebody(b) && !(named(w, a) && named(w, b))) {
        return true; /* nearly every word: whoever it is, if it is somebody and no book */
    }
    return may_be_one(w, a, b) &&
           ((like->n >= LEAST_TERMS_SIDE && like->dice >= LEAST_DICE_SIDE && like->shared >= LEAST_SHARED_SIDE) ||
            (like->n >= LEAST_TERMS_ANY && like->dice >= LEAST_DICE_LONG && like->shared >= LEAST_SHARED_ANY &&
             like->least >= LEAST_COVERED_LONG && !(a->lead && b->lead)));
}

/* The sentence right behind that in which `first` ends, without captions and the like between them. */
static bool next_sentence(const stm_work *w, const saying *first, const saying *then)
{
    const stm_article *a = w->article[first->member];
    uint32_t from = stm_sentence_at(a, first->at.end - 1), to = stm_sentence_at(a, then->at.start);
    return from != STM_NONE && to != STM_NONE && to == from + 1 && a->sentences.at[from].furniture == 0 &&
           a->sentences.at[to].furniture == 0;
}

/* A noun is the subject of the main clause, and the other saying speaks neither of that nor of what it does. */
static bool of_another(const stm_work *w, const saying *s, const saying *other)
{
    const stm_article *a = w->article[s->member];
    stm_span c = s->said->content.at[0];
    if (s->root.terms.n == 0 || stm_matter_has_root(w, &s->root, &other->matter)) {
        return false;
    }
    for (uint32_t i = stm_token_from(a, c.start); i < a->tokens.n && a->tokens.at[i].at.start < c.end; i++) {
        const stm_token *t = &a->tokens.at[i];
        uint32_t up = t->head == STM_NONE ? STM_NONE : a->tokens.at[t->head].head;
        bool main = up == STM_NONE || a->tokens.at[up].at.start < c.start || a->tokens.at[up].at.start >= c.end;
        if (t->head != STM_NONE && main && (t->deprel == STM_DEP_NSUBJ || t->deprel == STM_DEP_NSUBJ_PASS) &&
            (t->upos == STM_NOUN || t->upos == STM_PROPN)) {
            stm_matter noun = { .terms = { .at = &w->token_term[s->member][i], .n = 1 } };
            return noun.terms.at->id != STM_NONE && !stm_matter_has_root(w, &noun, &other->matter);
        }
    }
    return false;
}

/* In the reporter's words; or of words in marks among them, most come again. */
static bool summed_up(const stm_work *w, const saying *first, const saying *then)
{
    return first->said->kind == STM_QUOTE_INDIRECT ||
           (first->said->kind == STM_QUOTE_MIXED && first->quoted.weight > 0 &&
            stm_matter_compare(w, &first->quoted, &then->matter).shared >= MOST_IN_MARKS * first->quoted.weight);
}

bool stm_saying_quoted_next(const stm_work *w, const saying *a, const saying *b, const stm_likeness *like)
{
    const saying *first = a->at.start < b->at.start ? a : b, *then = first == a ? b : a;
    bool all = like->least >= LEAST_COVERED_ALL && first->matter.weight <= then->matter.weight &&
               like->shared >= LEAST_SHARED_ALL; /* of a few words, each of which is spoken out */
    return a->member == b->member && !a->part && !b->part && summed_up(w, first, then) &&
           then->said->kind == STM_QUOTE_DIRECT && first->said->nested_in == STM_NONE &&
           (all || (like->n >= 2 && (like->least >= LEAST_COVERED_NEXT || like->dice >= LEAST_DICE_MOST) &&
                    like->dice >= LEAST_DICE_NEXT_SENTENCE && like->shared >= LEAST_SHARED_NEXT)) &&
           !stm_matters_numbers_apart(w, &a->matter, &b->matter) &&
           (all || like->dice >= LEAST_DICE_OTHER_SUBJECTS || !of_another(w, a, b) || !of_another(w, b, a)) &&
           next_sentence(w, first, then);
}

/* "I will not resign", "he has no plans to step down": one verb of what the speaker himself will do, or will not. */
bool stm_saying_own_step(const stm_work *w, const saying *s)
{
    const stm_article *a = w->article[s->member];
    uint32_t t = stm_token_from(a, s->at.start);
    bool ahead =
        s->said->negated || s->said->modality == STM_MODALITY_FUTURE || s->said->modality == STM_MODALITY_INTENTION;
    if (s->part || !named(w, s) || !ahead || s->root.terms.n == 0 ||
        s->matter.terms.n > (s->said->negated ? MOST_TERMS_REFUSED : MOST_TERMS_STEP) ||
        w->record->entities.at[s->speaker].kind != STM_PERSON) {
        return false;
    }
    while (t < a->tokens.n && a->tokens.at[t].at.start < s->at.end &&
           (a->tokens.at[t].upos == STM_PUNCT || a->tokens.at[t].upos == STM_SCONJ)) {
        t++;
    }
    return t < a->tokens.n && stm_form_among(a, t, "I he she we they");
}

bool stm_saying_one_step(const stm_work *w, const saying *a, const saying *b)
{
    bool two_things = a->object.terms.n > 0 && b->object.terms.n > 0 && !stm_matter_has_root(w, &a->object, &b->object);
    return stm_saying_own_step(w, a) && stm_saying_own_step(w, b) && a->said->negated == b->said->negated &&
           a->speaker == b->speaker && !two_things && !stm_matters_numbers_apart(w, &a->matter, &b->matter) &&
           stm_matter_has_root(w, &a->root, &b->root) && stm_matter_has_root(w, &b->root, &a->root);
}

/* In marks and in the reporter's words, of one man who has a name: most of either. */
bool stm_saying_told_and_quoted(const stm_work *w, const saying *a, const saying *b, const stm_likeness *like)
{
    return a->member == b->member && !a->part && !b->part && named(w, a) &&
           w->record->entities.at[a->speaker].kind == STM_PERSON && a->speaker == b->speaker &&
           (a->said->kind == STM_QUOTE_DIRECT) != (b->said->kind == STM_QUOTE_DIRECT) &&
           like->n >= LEAST_TERMS_QUOTED && like->dice >= LEAST_DICE_QUOTED && like->least >= LEAST_COVERED_QUOTED &&
           a->negated == b->negated && !stm_matters_numbers_apart(w, &a->matter, &b->matter);
}

/* "refused to testify", "declined to testify in the house"; "ordered a search": a deed that two texts tell of one. */
bool stm_saying_one_deed(const stm_work *w, const saying *a, const saying *b, const stm_likeness *like)
{
    bool roots = a->root.terms.n > 0 && b->root.terms.n > 0, cores = a->core.terms.n > 0 && b->core.terms.n > 0;
    return a->member != b->member && a->said->act == b->said->act &&
           (a->said->act == STM_ACT_REJECT || a->said->act == STM_ACT_ORDER) && !stm_saying_of_party(w, a) &&
           a->said->kind == STM_QUOTE_INDIRECT && b->said->kind == STM_QUOTE_INDIRECT && !a->part && !b->part &&
           like->dice >= LEAST_DICE_DEED && a->said->negated == b->said->negated &&
           ((roots && stm_matter_has_root(w, &a->root, &b->matter) && stm_matter_has_root(w, &b->root, &a->matter)) ||
            (cores && stm_matter_has_root(w, &a->core, &b->core))) &&
           !stm_matters_numbers_apart(w, &a->matter, &b->matter);
}
