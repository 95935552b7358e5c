/* quotations_speaker.c: from the passage that names who speaks to the entity, or to nobody the reader could name.
 *
 * In: quotations with sources, entities with mentions.  Out: speaker, speaker_name, anonymous.
 * Never: guesses. A pronoun that no entity claims stays unknown; a name is only the entity's own or the passage's.
 *
 * A source is resolved by the mention that its head word stands in; "who" and "which" by the noun that they relate
 * to; a passage without a mention is anonymous if its head is a word for a person (data/anonymous.txt), and speaks
 * under its own name if it is a body or a document ("police", "the report"). Direct speech without a cue belongs to
 * the person of whom the sentence right before tells, else to whoever spoke last before it, if that is at most one
 * paragraph away; the passage that names them there is its source.
 * Cost: linear in the lengths of the mentions and in the quotations.
 */
#include "extract/attribution.h"

#define TEXTS "statement letter release tweet email e-mail message post memo communique"

enum { ENOUGH = 2, LEAST_SPEECH = 40 };

typedef struct speakers {
    stm_finder *f;
    stm_article *article;
    uint32_t *entity_of; /* per token: entity of the shortest mention that covers it, or STM_NONE */
    uint32_t *size_of;   /* bytes of that mention */
    stm_str *said_as;    /* per entity without a name: what the last source called it */
    bool *said_anonymous;
    bool *named; /* per entity: it has a name among its mentions */
} speakers;

static void read_mentions(speakers *s)
{
    const stm_article *a = s->article;
    s->entity_of = STM_NEW_ARRAY(s->f->arena, uint32_t, a->tokens.n + 1);
    s->said_as = STM_NEW_ARRAY(s->f->arena, stm_str, a->entities.n + 1);
    s->said_anonymous = STM_NEW_ARRAY(s->f->arena, bool, a->entities.n + 1);
    s->named = STM_NEW_ARRAY(s->f->arena, bool, a->entities.n + 1);
    s->size_of = STM_NEW_ARRAY(s->f->arena, uint32_t, a->tokens.n + 1);
    for (uint32_t t = 0; t < a->tokens.n; t++) {
        s->entity_of[t] = STM_NONE;
    }
    for (uint32_t e = 0; e < a->entities.n; e++) {
        for (uint32_t m = 0; m < a->entities.at[e].mentions.n; m++) {
            stm_span at = a->entities.at[e].mentions.at[m].at;
            uint32_t size = at.end - at.start;
            s->named[e] = s->named[e] || a->entities.at[e].mentions.at[m].form == STM_MENTION_NAME;
            for (uint32_t t = stm_token_from(a, at.start); t < a->tokens.n && a->tokens.at[t].at.start < at.end; t++) {
                if (s->entity_of[t] == STM_NONE || size < s->size_of[t]) {
                    s->entity_of[t] = e;
                    s->size_of[t] = size;
                }
            }
        }
    }
}

/* "a vote on the resolution, which calls for": votes and talks call for nothing, what they are about does. */
static uint32_t what_is_told_of(const stm_finder *f, uint32_t noun, uint32_t before)
{
    if (stm_lemma_in(f, noun, "vote debate meeting session talk discussion hearing version")) {
        for (uint32_t i = f->child_at[noun]; i < stm_children_end(f, noun); i++) {
            uint32_t c = f->children[i];
            if (c > noun && c < before && stm_tok(f, c)->deprel == STM_DEP_NMOD && stm_tok(f, c)->upos == STM_NOUN) {
                return c;
            }
        }
    }
    return noun;
}

/* "who", "which", "that" of a relative clause: the noun that the clause is about. */
static uint32_t antecedent(const stm_finder *f, uint32_t t)
{
    uint32_t v = stm_tok(f, t)->head;
    if (!stm_word_in(stm_form(f, t), "who which that whom whose") || v == STM_NONE) {
        return t;
    }
    for (int i = 0; i < 4 && v != STM_NONE; i++) {
        if (stm_tok(f, v)->deprel == STM_DEP_ACL_RELCL) {
            return stm_tok(f, v)->head == STM_NONE ? t : what_is_told_of(f, stm_tok(f, v)->head, t);
        }
        v = stm_tok(f, v)->head;
    }
    return t;
}

/* "the coast guard" is no man, though a lone "guard" is one. */
static bool armed_body(const stm_finder *f, uint32_t head)
{
    uint32_t guard = head + 1 < f->article->tokens.n && stm_lemma_is(f, head + 1, "guard") ? head + 1 : head;
    return guard > 0 && stm_lemma_is(f, guard, "guard") &&
           stm_word_in(stm_form(f, guard - 1), "coast national border home presidential republican revolutionary");
}

static bool is_person(const speakers *s, uint32_t t)
{
    return s->entity_of[t] != STM_NONE && s->named[s->entity_of[t]] &&
           s->article->entities.at[s->entity_of[t]].kind == STM_PERSON && !armed_body(s->f, t);
}

/* The person at the end of the run of nouns from `head` on, or STM_NONE. through_of: "Secretary of State John Smith".
 */
static uint32_t run_person(const speakers *s, uint32_t head, stm_span source, bool through_of)
{
    const stm_finder *f = s->f;
    uint32_t last = head;
    for (uint32_t t = head; t < f->article->tokens.n && stm_tok(f, t)->at.end <= source.end; t++) {
        uint8_t p = stm_tok(f, t)->upos;
        if (p != STM_PROPN && p != STM_NOUN && !stm_word_in(stm_form(f, t), ". 's ’s") &&
            !(through_of && stm_word_in(stm_form(f, t), "of the for"))) {
            break;
        }
        last = p == STM_PROPN ? t : last;
    }
    return is_person(s, last) ? s->entity_of[last] : STM_NONE;
}

/* The person whose name the source ends in, up to its first comma, preposition or "and": "Orford Police Chief Gita Rao"
 * is nobody else, however the tree and the names before it are cut. */
static uint32_t person_at_end(const speakers *s, uint32_t head, stm_span source)
{
    const stm_finder *f = s->f;
    uint32_t last = STM_NONE;
    for (uint32_t t = stm_token_from(f->article, source.start); t < f->article->tokens.n; t++) {
        uint8_t p = stm_tok(f, t)->upos;
        bool stop = stm_str_eqz(stm_form(f, t), ".");
        if (stm_tok(f, t)->at.end > source.end || p == STM_ADP || p == STM_CCONJ || (p == STM_PUNCT && !stop)) {
            break;
        }
        last = stop ? last : t;
    }
    return last != STM_NONE && last >= head && is_person(s, last) && stm_tok(f, last)->upos == STM_PROPN
               ? s->entity_of[last]
               : STM_NONE;
}

/* "the head of the port, Ann Lee": the person whose name alone, but for a title, stands between two commas of the
 * source or behind its last. */
static uint32_t person_behind_comma(const speakers *s, uint32_t head, stm_span source)
{
    const stm_finder *f = s->f;
    uint32_t last = STM_NONE;
    for (uint32_t t = head + 1; t < f->article->tokens.n && stm_tok(f, t)->at.end <= source.end; t++) {
        bool comma = stm_str_eqz(stm_form(f, t), ",");
        if (comma && last != STM_NONE && is_person(s, last)) {
            break;
        }
        last = comma ? t : stm_tok(f, t)->upos == STM_PROPN && last != STM_NONE ? t : STM_NONE;
    }
    return last != STM_NONE && is_person(s, last) ? s->entity_of[last] : STM_NONE;
}

/* "Orford police Lt. John Smith" speaks as the person at its end, whatever word the tree calls the head. */
static uint32_t person_of_phrase(const speakers *s, uint32_t head, stm_span source)
{
    uint32_t found = stm_tok(s->f, head)->upos == STM_NOUN ? person_behind_comma(s, head, source) : STM_NONE;
    found = found == STM_NONE ? run_person(s, head, source, false) : found;
    if (found == STM_NONE && is_person(s, head)) {
        found = s->entity_of[head];
    }
    if (found == STM_NONE && stm_tok(s->f, head)->upos == STM_PROPN) {
        found = run_person(s, head, source, true);
    }
    if (found == STM_NONE) {
        found = person_at_end(s, head, source);
    }
    return found;
}

/* The entity of a noun phrase: of its head, or of a name that stands for the head ("the spokesman, John Smith"). */
static uint32_t entity_of_phrase(const speakers *s, uint32_t head, stm_span source)
{
    const stm_finder *f = s->f;
    uint32_t person = person_of_phrase(s, head, source);
    if (person != STM_NONE) {
        return person;
    }
    if (s->entity_of[head] != STM_NONE && !armed_body(f, head)) {
        return s->entity_of[head];
    }
    for (uint32_t i = f->child_at[head]; i < stm_children_end(f, head); i++) {
        uint32_t c = f->children[i], rel = stm_tok(f, c)->deprel;
        if ((rel == STM_DEP_APPOS || rel == STM_DEP_FLAT) && s->entity_of[c] != STM_NONE) {
            return s->entity_of[c];
        }
    }
    return STM_NONE;
}

/* "Ann and Bob said": the passage names more than one. */
static bool several(const speakers *s, uint32_t head, stm_span source)
{
    const stm_finder *f = s->f;
    for (uint32_t i = f->child_at[head]; i < stm_children_end(f, head); i++) {
        uint32_t c = f->children[i];
        if (stm_tok(f, c)->deprel == STM_DEP_CONJ && stm_tok(f, c)->at.end <= source.end && c > head &&
            (stm_tok(f, c)->upos == STM_PROPN || stm_tok(f, c)->upos == STM_NOUN)) {
            return true;
        }
    }
    return false;
}

static bool within(stm_span at, const stm_spans *x)
{
    uint32_t i = 0;
    while (i < x->n && !(at.start >= x->at[i].start && at.end <= x->at[i].end)) {
        i++;
    }
    return i < x->n;
}

/* True if a name of entity e, or a description ("the president") of one that has a name, stands inside the content, but
 * not in the marks. */
static bool named_beside(const speakers *s, uint32_t e, const stm_spans *content, const stm_spans *marks)
{
    const stm_entity *x = &s->article->entities.at[e];
    for (uint32_t m = 0; m < x->mentions.n; m++) {
        bool name = x->mentions.at[m].form == STM_MENTION_NAME ||
                    (x->mentions.at[m].form == STM_MENTION_NOMINAL && s->named[e]);
        if (name && within(x->mentions.at[m].at, content) && !within(x->mentions.at[m].at, marks)) {
            return true;
        }
    }
    return false;
}

static bool named_within(const speakers *s, uint32_t e, const stm_spans *content)
{
    return named_beside(s, e, content, &(stm_spans){ .n = 0 });
}

/* The same, in what the reporter words himself; not where the content begins before its cue, with another's speech. */
static bool named_in_own(const speakers *s, uint32_t e, const stm_quotation *q)
{
    return q->kind != STM_QUOTE_DIRECT && (q->kind == STM_QUOTE_INDIRECT || q->cue.start < q->content.at[0].start) &&
           named_beside(s, e, &q->content, &q->quoted);
}

/* The same, with more than a surname: whose words “Former President Ann Lee, who is against my visit” are not. */
static bool named_in_full(const speakers *s, uint32_t e, const stm_spans *content)
{
    const stm_entity *x = &s->article->entities.at[e];
    for (uint32_t m = 0; m < x->mentions.n; m++) {
        stm_span at = x->mentions.at[m].at;
        for (uint32_t i = 0; i < content->n && x->mentions.at[m].form == STM_MENTION_NAME; i++) {
            if (at.start >= content->at[i].start && at.end <= content->at[i].end &&
                stm_str_find(stm_str_sub(s->article->text, at), STM_STR(" "), 0) != SIZE_MAX) {
                return true;
            }
        }
    }
    return false;
}

/* "the Halcyon", a ship: a name behind "the" without a title is no person's. */
static bool with_article(const speakers *s, uint32_t e)
{
    const stm_entity *x = &s->article->entities.at[e];
    for (uint32_t m = 0; m < x->mentions.n; m++) {
        uint32_t t = stm_token_from(s->article, x->mentions.at[m].at.start);
        bool name = x->mentions.at[m].form == STM_MENTION_NAME && t < s->article->tokens.n;
        if (name && (stm_word_in(stm_form(s->f, t), "the") || (t > 0 && stm_word_in(stm_form(s->f, t - 1), "the")))) {
            return x->titles.n == 0;
        }
    }
    return false;
}

/* "He" is no spokeswoman. */
static bool unlike_noun(const speakers *s, const stm_quotation *q, uint32_t noun)
{
    stm_str lemma = noun == STM_NONE ? STM_NULL_STR : stm_token_lemma(s->article, noun);
    uint32_t known =
        lemma.p == NULL ? STM_NONE : stm_map_get(&s->f->lexicon->persons.nouns, stm_str_lower(s->f->arena, lemma));
    uint32_t gender = known == STM_NONE ? 0 : known >> 8 & (STM_MALE | STM_FEMALE);
    return gender == (stm_word_in(stm_str_sub(s->article->text, q->source), "she") ? STM_MALE : STM_FEMALE);
}

/* "He" and "she" are people, and nobody calls himself by name in what he is reported to say in others' words ("She said
 * Lind was ill": she is not Lind): binding theory's condition C. Nor does a pronoun right behind one man without a name
 * ("one of the pilots said ... He asked") reach over him to a name further up. */
static bool mistaken_pronoun(const speakers *s, const stm_quotation *q, const stm_quotation *before)
{
    const stm_entity *x = &s->article->entities.at[q->speaker];
    if (!stm_word_in(stm_str_sub(s->article->text, q->source), "he she")) {
        return false;
    }
    if ((s->named[q->speaker] && (x->kind != STM_PERSON || with_article(s, q->speaker))) ||
        named_in_own(s, q->speaker, q)) {
        return true;
    }
    if (before == NULL || !before->anonymous || before->speaker == q->speaker || !stm_span_some(before->source) ||
        before->source.end > q->source.start || !s->named[q->speaker] || unlike_noun(s, q, before->source_head) ||
        !stm_word_in(stm_form(s->f, stm_token_from(s->article, before->source.start)), "one a an")) {
        return false;
    }
    for (uint32_t m = x->mentions.n; m > 0; m--) { /* spoken of in between? */
        stm_span at = x->mentions.at[m - 1].at;
        if (at.end <= q->source.start) {
            return at.start < before->source.end;
        }
    }
    return true;
}

/* Nothing that the article calls the entity speaks against "he" or "she". */
static bool may_be(const speakers *s, uint32_t e, bool female)
{
    const stm_entity *x = &s->article->entities.at[e];
    stm_str first = { x->name.p, 0 };
    uint32_t given;
    for (uint32_t m = 0; m < x->mentions.n; m++) {
        stm_str w = stm_str_sub(s->article->text, x->mentions.at[m].at);
        if (x->mentions.at[m].form == STM_MENTION_PRONOUN &&
            stm_word_in(w, female ? "he him his himself" : "she her hers herself")) {
            return false;
        }
    }
    while (first.n < x->name.n && x->name.p[first.n] != ' ') {
        first.n++;
    }
    given = stm_map_get(&s->f->lexicon->persons.given, stm_str_lower(s->f->arena, first));
    given = given == STM_NONE ? 0 : given & (STM_MALE | STM_FEMALE);
    return given == 0 || (given & (female ? STM_FEMALE : STM_MALE)) != 0;
}

/* "He added": who does so has spoken. */
static bool adds(const speakers *s, const stm_quotation *q)
{
    uint32_t t = stm_span_some(q->cue) ? stm_token_from(s->article, q->cue.start) : s->article->tokens.n;
    for (; t < s->article->tokens.n && stm_tok(s->f, t)->at.start < q->cue.end; t++) {
        if (stm_lemma_in(s->f, t, "add continue")) {
            return true;
        }
    }
    return false;
}

/* "Orr said the effort to unseat Lund had not failed. “We held,” she said": whom what was said right before is done to
 * takes no turn to speak. */
static bool done_to(const speakers *s, stm_span at, const stm_quotation *before)
{
    uint32_t t = stm_token_from(s->article, at.start);
    bool object = false, within = false;
    for (; t < s->article->tokens.n && stm_tok(s->f, t)->at.start < at.end; t++) {
        object = object || stm_tok(s->f, t)->deprel == STM_DEP_OBJ;
    }
    for (uint32_t i = 0; i < before->content.n; i++) {
        within = within || (at.start >= before->content.at[i].start && at.end <= before->content.at[i].end);
    }
    return object && within && before->source.end <= before->content.at[0].start;
}

/* '“...,” Lind said. Police seized a gun, he said.': who says so twice is one man, unless another who could be meant is
 * named in between. */
static bool goes_on(const speakers *s, const stm_quotation *q, const stm_quotation *before)
{
    stm_str pronoun = stm_str_sub(s->article->text, q->source);
    const stm_entity *x = &s->article->entities.at[q->speaker];
    uint32_t e = before == NULL ? STM_NONE : before->speaker, from;
    bool more;
    if (e == STM_NONE || e == q->speaker || !stm_word_in(pronoun, "he she") || !s->named[e] ||
        s->article->entities.at[e].kind != STM_PERSON || before->anonymous || !stm_span_some(before->source) ||
        before->source.end > q->source.start || !may_be(s, e, stm_word_in(pronoun, "she")) ||
        named_within(s, e, &q->content)) {
        return false;
    }
    from = before->source.end;
    more = adds(s, q);
    if (s->named[q->speaker] && x->kind == STM_PERSON && !more &&
        (q->cue.start < q->content.at[0].start || (q->act != STM_ACT_SAY && q->act != STM_ACT_ASK))) {
        return false; /* "he vetoed": not every deed is of who spoke last */
    }
    if (more && before->content.at[before->content.n - 1].end > from) {
        from = before->content.at[before->content.n - 1].end; /* of whom he speaks does not go on for him */
    }
    for (uint32_t m = 0; m < x->mentions.n; m++) {
        if (done_to(s, x->mentions.at[m].at, before)) {
            continue;
        }
        uint32_t next = stm_token_from(s->article, x->mentions.at[m].at.end);
        bool whose = next < s->article->tokens.n && stm_tok(s->f, next)->xpos == STM_XP_POS; /* "on Orr's remarks" */
        if (x->mentions.at[m].form == STM_MENTION_NAME && !whose && x->mentions.at[m].at.start >= from &&
            x->mentions.at[m].at.end <= q->source.start) {
            return false;
        }
    }
    return true;
}

/* Gives a mistaken pronoun to who spoke before it in the paragraph, if that can be, else to nobody. */
static void mend_pronoun(const speakers *s, stm_quotation *q, const stm_quotation *before)
{
    uint32_t wrong = q->speaker, e = before == NULL ? STM_NONE : before->speaker;
    bool person = e != STM_NONE && e != wrong && s->named[e] && s->article->entities.at[e].kind == STM_PERSON &&
                  !named_in_own(s, e, q);
    bool one = before != NULL && before->anonymous && before->speaker != wrong;
    q->speaker = person || one ? e : STM_NONE;
    q->speaker_name = person || one ? before->speaker_name : STM_NULL_STR;
    q->anonymous = one;
}

/* "The airline issued a statement saying", "the airline's statement said": whose words a statement's are. */
static uint32_t author(const stm_finder *f, uint32_t head)
{
    uint32_t v = stm_tok(f, head)->head, owner, without;
    if (!stm_lemma_in(f, head, TEXTS)) {
        return head;
    }
    owner = stm_child(f, head, STM_DEP_NMOD_POSS);
    for (uint32_t i = f->child_at[head]; owner == STM_NONE && i < stm_children_end(f, head); i++) {
        uint32_t c = f->children[i]; /* "a statement by Ann Lee" */
        owner = c > head && stm_tok(f, c)->upos == STM_PROPN && stm_marker(f, c, "by") != STM_NONE ? c : STM_NONE;
    }
    if (owner == STM_NONE && v != STM_NONE && stm_tok(f, head)->deprel == STM_DEP_OBJ && !stm_is_passive(f, v) &&
        stm_lemma_in(f, v, "issue release publish send write post make tweet circulate")) {
        owner = stm_subject(f, v, &without);
    }
    return owner == STM_NONE ? head : owner;
}

/* "They issued a statement on Monday. It read: ...": what reads is the text named last, in its sentence or the one
 * before. The noun, or `head` itself. */
static uint32_t text_that_reads(const stm_finder *f, const stm_quotation *q, uint32_t head)
{
    const stm_article *a = f->article;
    uint32_t cue = stm_span_some(q->cue) ? stm_token_from(a, q->cue.start) : a->tokens.n, sentence;
    if (cue >= a->tokens.n || !stm_lemma_is(f, cue, "read") || !stm_form_among(a, head, "it")) {
        return head;
    }
    sentence = stm_tok(f, head)->sentence;
    for (uint32_t i = head; i-- > 0 && stm_tok(f, i)->sentence + 1 >= sentence;) {
        if (stm_lemma_in(f, i, TEXTS)) {
            return i;
        }
    }
    return head;
}

#define MUTE                                                                                                           \
    "monday tuesday wednesday thursday friday saturday sunday today yesterday tomorrow week month year day night "     \
    "morning afternoon evening weekend hour minute apartment street road avenue room floor building stream river "     \
    "mountain frame car vehicle door window corner"

/* "Monday that said", "the apartment, screaming that": days, rooms and streets say nothing; who does is not known. */
static bool mute(const speakers *s, uint32_t head)
{
    uint8_t pos = stm_tok(s->f, head)->upos;
    bool named = s->entity_of[head] != STM_NONE && s->named[s->entity_of[head]];
    return (pos == STM_NOUN || pos == STM_PROPN) && !named && stm_lemma_in(s->f, head, MUTE);
}

/* The one person who is named there, or STM_NONE. */
static uint32_t person_within(const speakers *s, stm_span at)
{
    uint32_t found = STM_NONE;
    for (uint32_t t = stm_span_some(at) ? stm_token_from(s->article, at.start) : s->article->tokens.n;
         t < s->article->tokens.n && stm_tok(s->f, t)->at.start < at.end; t++) {
        uint32_t e = s->entity_of[t];
        if (e != STM_NONE && e != found && s->named[e] && s->article->entities.at[e].kind == STM_PERSON) {
            if (found != STM_NONE) {
                return STM_NONE;
            }
            found = e;
        }
    }
    return found;
}

/* "Town Aide Warns", all in capitals: what took the verb for a part of the name is nobody's name. */
static bool swallows_cue(const speakers *s, uint32_t e, uint32_t head, const stm_quotation *q)
{
    const stm_entity *x = &s->article->entities.at[e];
    for (uint32_t m = 0; m < x->mentions.n; m++) {
        stm_span at = x->mentions.at[m].at;
        if (at.start <= stm_tok(s->f, head)->at.start && stm_tok(s->f, head)->at.end <= at.end &&
            stm_span_some(q->cue) && at.start < q->cue.end && q->cue.start < at.end) {
            return true;
        }
    }
    return false;
}

static void resolve(const speakers *s, stm_quotation *q)
{
    const stm_finder *f = s->f;
    uint32_t head = author(f, text_that_reads(f, q, antecedent(f, q->source_head))),
             e = entity_of_phrase(s, head, q->source);
    uint8_t pos = stm_tok(f, head)->upos;
    if (mute(s, head)) {
        e = person_within(s, q->source); /* "Earlier Friday, Ann Lee" */
        if (e != STM_NONE) {
            q->speaker = e;
            q->speaker_name = s->article->entities.at[e].name;
            return;
        }
        q->source = STM_NO_SPAN;
        q->source_head = STM_NONE;
        return;
    }
    if (e != STM_NONE && (several(s, head, q->source) || swallows_cue(s, e, head, q))) {
        e = STM_NONE;
    }
    if (e != STM_NONE) {
        const stm_entity *x = &s->article->entities.at[e];
        bool named = s->named[e];
        q->speaker = e;
        q->speaker_name = x->name;
        q->anonymous = (!named && (stm_nameless_word(f, head) || (pos == STM_PRON && s->said_anonymous[e]))) ||
                       (x->kind != STM_PERSON && stm_some_of_them(f, head, q->source));
        if (!named && pos != STM_PRON && pos != STM_DET && head == q->source_head) {
            q->speaker_name = stm_source_name(f, head, q->source); /* with what is said of them */
            s->said_as[e] = q->speaker_name;
            s->said_anonymous[e] = q->anonymous;
        } else if (!named && s->said_as[e].p != NULL) {
            q->speaker_name = s->said_as[e];
        }
        return;
    }
    if (pos == STM_PRON || pos == STM_DET) {
        q->anonymous = stm_nameless_word(f, head);
        q->speaker_name = q->anonymous ? stm_source_name(f, head, q->source) : STM_NULL_STR;
        return;
    }
    q->anonymous = ((pos != STM_PROPN || stm_tok(f, head)->sentence == 0) && stm_nameless_word(f, head)) ||
                   stm_some_of_them(f, head, q->source);
    q->speaker_name = stm_source_name(f, head, q->source);
}

static uint32_t paragraph_of(const stm_article *a, uint32_t byte)
{
    uint32_t low = 0, high = a->paragraphs.n;
    while (low + 1 < high) {
        uint32_t mid = low + (high - low) / 2;
        if (a->paragraphs.at[mid].start <= byte) {
            low = mid;
        } else {
            high = mid;
        }
    }
    return low;
}

/* "Silva, who owns the bakery, lost everything. / “We ran ...”": the subject of the sentence right before speech
 * without a cue, where that sentence reports nothing and the subject is a person with a name. Its token, or STM_NONE.
 */
static uint32_t told_of_before(const speakers *s, uint32_t byte)
{
    const stm_finder *f = s->f;
    const stm_article *a = s->article;
    uint32_t t = stm_token_from(a, byte), subject = STM_NONE;
    const stm_sentence *before, *here;
    if (t == 0 || t >= a->tokens.n || stm_tok(f, t - 1)->sentence == stm_tok(f, t)->sentence) {
        return STM_NONE;
    }
    before = &a->sentences.at[stm_tok(f, t - 1)->sentence];
    here = &a->sentences.at[stm_tok(f, t)->sentence];
    if (before->paragraph + 1 < here->paragraph || before->furniture != 0) {
        return STM_NONE;
    }
    for (uint32_t k = before->first_token; k < before->first_token + before->n_tokens; k++) {
        if (f->said_by[k] != STM_NONE || f->quote_of[k] != STM_NONE) {
            return STM_NONE;
        }
        if (stm_tok(f, k)->head == STM_NONE && subject == STM_NONE) {
            subject = stm_child(f, k, STM_DEP_NSUBJ);
            subject = subject == STM_NONE ? stm_child(f, k, STM_DEP_NSUBJ_PASS) : subject;
            subject =
                subject == STM_NONE && stm_tok(f, k)->upos == STM_PROPN ? k : subject; /* its verb read as a relative */
        }
    }
    return subject != STM_NONE && is_person(s, subject) && !several(s, subject, before->at) ? subject : STM_NONE;
}

/* Speech without a cue: of whom the sentence before tells, else of who spoke last, if that is one paragraph away. */
static void imply(const speakers *s, stm_quotation *q, const stm_quotation *last)
{
    const stm_article *a = s->article;
    uint32_t subject = told_of_before(s, q->content.at[0].start);
    if (subject != STM_NONE) {
        q->source = stm_phrase_span(s->f, subject, STM_NONE);
        for (uint32_t t = subject + 1; t < a->tokens.n && stm_tok(s->f, t)->at.start < q->source.end; t++) {
            if (stm_word_in(stm_form(s->f, t), ", who")) {
                q->source.end = stm_tok(s->f, t - 1)->at.end;
            }
        }
        q->source_head = subject;
        q->speaker = s->entity_of[subject];
        q->speaker_name = a->entities.at[q->speaker].name;
    } else if (last != NULL && !(last->speaker != STM_NONE && named_in_full(s, last->speaker, &q->content)) &&
               paragraph_of(a, q->content.at[0].start) <=
                   paragraph_of(a, last->content.at[last->content.n - 1].end - 1) + 1) {
        q->source = last->source;
        q->source_head = last->source_head;
        q->speaker = last->speaker;
        q->speaker_name = last->speaker_name;
        q->anonymous = last->anonymous;
    }
}

/* Speech without a cue, in an article whose speech in marks is all of one person: at least ENOUGH of his. */
static void only_voice(const speakers *s)
{
    stm_article *a = s->article;
    uint32_t voice = STM_NONE, n = 0;
    for (uint32_t i = 0; i < a->quotations.n; i++) {
        const stm_quotation *q = &a->quotations.at[i];
        if (q->kind == STM_QUOTE_INDIRECT || q->nested_in != STM_NONE || (q->speaker_name.p == NULL && !q->anonymous)) {
            continue;
        }
        if (q->speaker == STM_NONE || q->anonymous || (voice != STM_NONE && voice != q->speaker)) {
            return;
        }
        voice = q->speaker;
        n += q->kind == STM_QUOTE_DIRECT && stm_span_some(q->source);
    }
    for (uint32_t i = 0; i < a->quotations.n; i++) {
        const stm_quotation *q = &a->quotations.at[i];
        stm_str said = stm_str_sub(a->text, q->content.at[q->content.n - 1]);
        if (q->kind == STM_QUOTE_DIRECT && !stm_span_some(q->cue) && !stm_str_ends(said, "\"") &&
            !stm_str_ends(said, "\xE2\x80\x9D")) {
            return; /* marks that do not close may have swallowed who speaks */
        }
    }
    if (n < ENOUGH || !s->named[voice] || a->entities.at[voice].kind != STM_PERSON) {
        return;
    }
    for (uint32_t i = 0; i < a->quotations.n; i++) {
        stm_quotation *q = &a->quotations.at[i];
        if (q->kind == STM_QUOTE_DIRECT && q->nested_in == STM_NONE && q->speaker_name.p == NULL && !q->anonymous &&
            !stm_span_some(q->cue) && q->content.at[0].end - q->content.at[0].start >= LEAST_SPEECH &&
            !named_in_full(s, voice, &q->content)) {
            q->speaker = voice;
            q->speaker_name = a->entities.at[voice].name;
        }
    }
}

/* "One of them", right after "officials of the guild said": "one of the officials". */
static void of_which(const speakers *s, stm_quotation *q, const stm_quotation *before)
{
    const stm_finder *f = s->f;
    stm_str source = stm_str_sub(s->article->text, q->source), noun;
    if (before == NULL || before->source_head == STM_NONE || stm_tok(f, before->source_head)->xpos != STM_XP_NNS ||
        !stm_str_ends(source, " of them")) {
        return;
    }
    noun = stm_form(f, before->source_head);
    q->speaker_name =
        stm_str_format(f->arena, "%.*s the %.*s", (int)(source.n - strlen(" them")), source.p, (int)noun.n, noun.p);
}

void stm_quotation_speakers(stm_finder *f, stm_article *article)
{
    speakers s = { .f = f, .article = article };
    uint32_t last = STM_NONE; /* the last quotation with a source, outside of others */
    read_mentions(&s);
    for (uint32_t i = 0; i < article->quotations.n; i++) {
        stm_quotation *q = &article->quotations.at[i];
        if (q->source_head != STM_NONE) {
            resolve(&s, q);
            const stm_quotation *before = last == STM_NONE ? NULL : &article->quotations.at[last];
            if (before != NULL &&
                paragraph_of(article, before->content.at[0].start) + 1 < paragraph_of(article, q->source.start)) {
                before = NULL;
            }
            uint32_t holder = q->speaker == STM_NONE || !s.named[q->speaker]
                                  ? stm_holder_of_office(f, article, s.named, q)
                                  : STM_NONE;
            if (holder != STM_NONE && !named_within(&s, holder, &q->content)) {
                q->speaker = holder;
                q->speaker_name = article->entities.at[holder].name;
                q->anonymous = false;
            }
            if (stm_body_again(f, article, s.named, s.entity_of, q, before)) {
                q->speaker = before->speaker;
                q->speaker_name = article->entities.at[q->speaker].name;
                q->anonymous = false;
            } else if (stm_it_again(f, article, q, before)) {
                q->speaker = before->speaker;
                q->speaker_name = before->speaker_name;
                q->anonymous = before->anonymous;
            }
            if (q->speaker == STM_NONE && stm_span_some(q->source)) {
                of_which(&s, q, before);
            }
            if (q->speaker != STM_NONE && stm_span_some(q->source) &&
                (mistaken_pronoun(&s, q, before) || goes_on(&s, q, before))) {
                mend_pronoun(&s, q, before);
            }
        } else if (q->kind == STM_QUOTE_DIRECT && !stm_span_some(q->cue)) {
            imply(&s, q, last == STM_NONE ? NULL : &article->quotations.at[last]);
        }
        if (q->nested_in == STM_NONE && (q->source_head != STM_NONE || q->speaker_name.p != NULL)) {
            last = i;
        }
    }
    only_voice(&s);
}
