/* saying_people.c: whom a saying names.
 *
 * In: a quotation of an article whose names have entities.  Out: the persons whom it names, but for who speaks; who is
 * accused or praised in it; whether two sayings are of different ones.
 * Never: whom a pronoun or a description stands for, which may be a mistake; whom a speech of several sentences names.
 *
 * One who accuses two men of one thing, or praises two, says it in much the same words: these are two sayings. What
 * names one man in one text and him and others in the next may be one. Cost: the tokens of what is quoted.
 */
#include "record/sayings.h"

#define MAX_PEOPLE 8
#define LEAST_LETTERS 3

void stm_saying_people(stm_work *w, uint32_t member, const stm_quotation *q, uint32_t speaker, stm_u32s *out)
{
    const stm_article *a = w->article[member];
    *out = (stm_u32s){ 0 };
    if (stm_sentence_at(a, stm_span_of(q).start) != stm_sentence_at(a, stm_span_of(q).end - 1)) {
        return; /* a speech comes to others further down */
    }
    for (uint32_t c = 0; c < q->content.n; c++) {
        for (uint32_t i = stm_token_from(a, q->content.at[c].start);
             i < a->tokens.n && a->tokens.at[i].at.start < q->content.at[c].end && out->n < MAX_PEOPLE; i++) {
            uint32_t e = a->tokens.at[i].upos == STM_PROPN ? w->at_token[member][i] : STM_NONE;
            bool known =
                e == STM_NONE || e == speaker || !w->named.at[e] || w->record->entities.at[e].kind != STM_PERSON;
            for (uint32_t k = 0; k < out->n && !known; k++) {
                known = out->at[k] == e;
            }
            if (!known) {
                stm_vec_push(w->arena, out, e);
            }
        }
    }
}

uint32_t stm_saying_target(const stm_work *w, uint32_t member, const stm_quotation *q)
{
    const stm_article *a = w->article[member];
    stm_span c = q->content.at[0];
    for (uint32_t i = stm_token_from(a, c.start);
         stm_span_some(q->cue) && i < a->tokens.n && a->tokens.at[i].at.start < c.end; i++) {
        uint32_t h = a->tokens.at[i].deprel == STM_DEP_OBJ ? a->tokens.at[i].head : STM_NONE,
                 e = w->at_token[member][i];
        if (h != STM_NONE && a->tokens.at[h].at.start >= q->cue.start && a->tokens.at[h].at.start < q->cue.end) {
            return e != STM_NONE && w->named.at[e] && a->tokens.at[i].upos == STM_PROPN ? e : STM_NONE;
        }
    }
    return STM_NONE;
}

/* The next word behind byte `*at`, which it moves. */
static bool next_word(stm_str s, size_t *at, stm_str *word)
{
    size_t from;
    while (*at < s.n && s.p[*at] == ' ') {
        ++*at;
    }
    for (from = *at; *at < s.n && s.p[*at] != ' '; ++*at) {
    }
    *word = (stm_str){ s.p + from, *at - from };
    return word->n > 0;
}

/* Both have a word, or one that is written with a letter more: one man, whom the texts' entities may keep apart. */
static bool namesakes(const stm_work *w, uint32_t x, uint32_t y)
{
    stm_str a = w->record->entities.at[x].name, b = w->record->entities.at[y].name;
    stm_str p, q;
    for (size_t i = 0; next_word(a, &i, &p);) {
        for (size_t k = 0; next_word(b, &k, &q);) {
            stm_str few = p.n < q.n ? p : q, more = p.n < q.n ? q : p;
            if (few.n >= LEAST_LETTERS && more.n <= few.n + 1 && stm_str_eq_nocase(few, (stm_str){ more.p, few.n })) {
                return true;
            }
        }
    }
    return false;
}

static bool names(const stm_work *w, const saying *s, uint32_t e)
{
    uint32_t term = w->entity_term[e]; /* STM_NONE: nothing that is compared names it */
    for (uint32_t i = 0; i < s->matter.terms.n && term != STM_NONE; i++) {
        if (stm_terms_alike(w, s->matter.terms.at[i].id, term)) {
            return true;
        }
    }
    return false;
}

/* `x` of the one and `y` of the other are two people, or two others (who accuses a house may accuse its head), and
 * neither saying names both. */
static bool two(const stm_work *w, const saying *a, uint32_t x, const saying *b, uint32_t y)
{
    return x != STM_NONE && y != STM_NONE && x != y && !namesakes(w, x, y) && !names(w, a, y) && !names(w, b, x) &&
           (w->record->entities.at[x].kind == STM_PERSON) == (w->record->entities.at[y].kind == STM_PERSON);
}

static bool people_apart(const stm_work *w, const saying *a, const saying *b)
{
    for (uint32_t i = 0; i < a->people.n; i++) {
        for (uint32_t k = 0; k < b->people.n; k++) {
            if (a->people.at[i] == b->people.at[k] || namesakes(w, a->people.at[i], b->people.at[k])) {
                return false;
            }
        }
    }
    return a->people.n > 0 && b->people.n > 0;
}

bool stm_sayings_of_two(const stm_work *w, const saying *a, const saying *b)
{
    return (a->course != STM_COURSE_UNTOLD && b->course != STM_COURSE_UNTOLD && a->course != b->course) ||
           people_apart(w, a, b) || two(w, a, a->target, b, b->target) ||
           (two(w, a, a->subject, b, b->subject) && a->root.terms.n > 0 && stm_matter_has_root(w, &a->root, &b->root));
}

bool stm_saying_speaker_guessed(const stm_work *w, const stm_utterance *u, const stm_variant *x)
{
    const stm_article *a = w->article[w->member_of[x->article]];
    bool named = false;
    for (uint32_t i = 0; i < u->variants.n; i++) {
        const stm_article *o = w->article[w->member_of[u->variants.at[i].article]];
        const stm_quotation *q = &o->quotations.at[u->variants.at[i].quotation];
        named = named || (o != a && q->speaker_name.p != NULL && !stm_source_is_pronoun(o, q));
    }
    return named && u->speaker != STM_NONE && stm_source_is_pronoun(a, &a->quotations.at[x->quotation]);
}
