/* course_clauses.c: clauses that tell a deed without a time of its own, and which of them tell one.
 *
 * In: clauses, trees, matches, agreed numbers.  Out: whether a clause tells something that happened, whether it may be
 * an event by itself, whether two clauses tell one, the event of a group of them.  Never: what somebody said, states,
 * plans, what is denied.  Cost: linear in the sentence; of a pair, its matches.
 */
#include "record/course.h"
#include "record/event_dates.h"

#define CONFIDENCE 0.45 /* the day is followed, not told */
#define ALONE 0.4       /* and one article alone tells it */
#define SAME_WORDS 0.6f /* dice of the matters of two editions */
#define MAX_EVENT 200   /* bytes */

bool stm_course_names_days(const stm_time *t)
{
    return !t->vague && t->from_day != STM_NO_DAY && t->to_day != STM_NO_DAY &&
           (t->type == STM_TIME_DATE || t->type == STM_TIME_TIME);
}

bool stm_course_in_timeline(const stm_work *w, uint32_t member, stm_span at)
{
    for (uint32_t i = 0; i < w->record->timeline.n; i++) {
        const stm_event *e = &w->record->timeline.at[i];
        for (uint32_t k = 0; k < e->passages.n; k++) {
            if (e->passages.at[k].article == w->index[member] && stm_span_meets(e->passages.at[k].at, at)) {
                return true;
            }
        }
    }
    return false;
}

/* The words of somebody, in marks or denied. */
static bool in_marks(const stm_article *a, const stm_unit *u)
{
    const stm_quotation *q = u->quotation == STM_NONE ? NULL : &a->quotations.at[u->quotation];
    return q != NULL && (q->kind != STM_QUOTE_INDIRECT || q->negated || q->act == STM_ACT_DENY);
}

/* "alerted reporters that ...". */
static bool of_words(const stm_article *a, uint32_t head)
{
    for (uint32_t i = head + 1; i < a->tokens.n && a->tokens.at[i].sentence == a->tokens.at[head].sentence; i++) {
        if (a->tokens.at[i].head == head && a->tokens.at[i].deprel == STM_DEP_CCOMP) {
            return true;
        }
    }
    return false;
}

/* "a rule that he kept after she died": what hangs on a clause about a noun is recalled by the way. */
static bool within_noun(const stm_article *a, uint32_t head)
{
    for (uint32_t step = 0; step < 4 && head != STM_NONE; step++) {
        if (a->tokens.at[head].deprel == STM_DEP_ACL_RELCL) {
            return true;
        }
        head = a->tokens.at[head].head;
    }
    return false;
}

/* "Few details have been released", "has given little indication", "was spared no grief". */
static bool hardly_any(const stm_article *a, uint32_t head)
{
    const stm_sentence *s = &a->sentences.at[a->tokens.at[head].sentence];
    stm_arguments x = stm_arguments_of(a, head);
    for (uint32_t i = s->first_token; i < s->first_token + s->n_tokens; i++) {
        uint32_t up = a->tokens.at[i].head;
        if (up != STM_NONE && (up == x.agent || up == x.patient) &&
            stm_form_among(a, i, "few little no Few Little No") && !(i > 0 && stm_form_among(a, i - 1, "a A"))) {
            return true;
        }
    }
    return false;
}

/* "Hurry,\" he commanded": what stands before the comma is spoken, whatever the verb. */
static bool speaks_on(const stm_article *a, const stm_unit *u)
{
    uint32_t first = a->sentences.at[u->sentence].first_token;
    for (uint32_t i = first; i + 1 < u->head && stm_form_among(a, first, "\xE2\x80\x9C `` \""); i++) {
        if (stm_form_among(a, i, ",") && stm_form_among(a, i + 1, "\xE2\x80\x9D '' \"")) {
            return true;
        }
    }
    return false;
}

/* "declined to elaborate": no deed of the story. */
static bool will_not_tell(const stm_article *a, uint32_t head)
{
    if (!stm_among(stm_token_lemma(a, head), "decline refuse")) {
        return false;
    }
    for (uint32_t i = head + 1; i < a->tokens.n && a->tokens.at[i].sentence == a->tokens.at[head].sentence; i++) {
        if (a->tokens.at[i].head == head && a->tokens.at[i].deprel == STM_DEP_XCOMP) {
            return stm_among(stm_token_lemma(a, i), "comment elaborate say discuss identify speculate name answer "
                                                    "speak release disclose reveal provide give specify confirm");
        }
        if (a->tokens.at[i].head == head && a->tokens.at[i].deprel == STM_DEP_OBJ) {
            return stm_among(stm_token_lemma(a, i), "comment interview request");
        }
    }
    return false;
}

enum tense { SIMPLE, PERFECT, BEFORE };

/* "originally", "later": the deed is not of the day that the text is at. */
static bool sets_apart(const stm_article *a, uint32_t i)
{
    return stm_form_among(a, i,
                          "originally previously formerly once initially subsequently eventually later ultimately "
                          "Originally Previously Formerly Once Initially Subsequently Eventually Later Ultimately");
}

/* A deed in the simple past or in the perfect, active or passive; BEFORE: in the perfect, going on ("has been reviewing
 * it") or over ("had offered it") too, or in the simple past with a word that sets it apart. */
static bool happened(const stm_work *w, const stm_unit *u, enum tense tense)
{
    static const char *const states =
        "be have want know believe think seem appear remain include belong contain cost "
        "live work own need like hope fear expect lack mean describe house employ say tell "
        "add ask report announce realize realise look stand sit lie use list show tend plan fail suffer serve deny "
        "accuse warn claim "
        "allege argue insist promise possess intrigue recall remember";
    const stm_article *a = w->article[u->member];
    const stm_token *h = u->head == STM_NONE ? NULL : &a->tokens.at[u->head];
    const stm_sentence *s = &a->sentences.at[u->sentence];
    bool passive = false, has = false, apart = false, been = false;
    uint32_t first;
    if (h == NULL || h->upos != STM_VERB || u->negated || u->modal || u->caption || u->headline ||
        w->attribution[u->member][u->head] != 0 || h->lemma.p == NULL || (u->verb == STM_NONE && tense != BEFORE) ||
        (h->deprel != STM_DEP_ROOT && h->deprel != STM_DEP_CONJ && h->deprel != STM_DEP_PARATAXIS &&
         h->deprel != STM_DEP_CCOMP && h->deprel != STM_DEP_ADVCL) ||
        stm_str_among(h->lemma, states)) {
        return false;
    }
    first = stm_token_from(a, stm_clause_span(a, u->head).start);
    if (a->tokens.at[first].xpos == STM_XP_WRB || stm_form_among(a, first, "how what why who How What Why Who") ||
        in_marks(a, u) || (h->deprel == STM_DEP_ADVCL && within_noun(a, u->head)) ||
        (tense == BEFORE && (h->deprel == STM_DEP_CCOMP || of_words(a, u->head))) || hardly_any(a, u->head) ||
        speaks_on(a, u) || will_not_tell(a, u->head)) {
        return false;
    }
    for (uint32_t i = s->first_token; i < s->first_token + s->n_tokens; i++) {
        const stm_token *t = &a->tokens.at[i];
        if (t->head != u->head) {
            continue;
        }
        if (t->deprel == STM_DEP_ADVMOD && tense != BEFORE &&
            stm_form_among(a, i, "originally previously formerly once already earlier")) {
            return false; /* before what the text tells now */
        }
        apart = apart || (t->deprel == STM_DEP_ADVMOD && sets_apart(a, i));
        if (tense != SIMPLE && t->deprel == STM_DEP_AUX && stm_form_among(a, i, "has have had")) {
            has = true;
            continue;
        }
        if (tense == BEFORE && t->deprel == STM_DEP_AUX && h->xpos == STM_XP_VBG && stm_form_among(a, i, "been")) {
            been = i > 0 && !stm_form_among(a, i - 1, "had");
            continue;
        }
        if (t->deprel == STM_DEP_AUX || t->xpos == STM_XP_TO || t->xpos == STM_XP_WRB ||
            (t->deprel == STM_DEP_MARK && t->lemma.p != NULL && stm_among(t->lemma, "if unless whether until since"))) {
            return false; /* "had", "would", "did" */
        }
        passive = passive || (t->deprel == STM_DEP_AUX_PASS && stm_form_among(a, i, "was were"));
    }
    if (tense != SIMPLE && has) {
        return h->xpos == STM_XP_VBN || been;
    }
    return (tense == SIMPLE || (tense == BEFORE && apart)) &&
           (h->xpos == STM_XP_VBD || (h->xpos == STM_XP_VBN && passive));
}

bool stm_course_happened(const stm_work *w, const stm_unit *u) { return happened(w, u, SIMPLE); }

bool stm_course_done(const stm_work *w, const stm_unit *u) { return happened(w, u, PERFECT); }

bool stm_course_before(const stm_work *w, const stm_unit *u) { return happened(w, u, BEFORE); }

/* The first of the record's agreed numbers, of people or things, that the clause has; STM_NONE. */
uint32_t stm_course_number(const stm_work *w, const stm_unit *u)
{
    for (uint32_t i = 0; i < w->record->figures.n; i++) {
        const stm_record_figure *f = &w->record->figures.at[i];
        for (uint32_t k = 0; k < f->readings.n && f->status == STM_FIG_AGREE; k++) {
            const stm_figure_reading *r = &f->readings.at[k];
            if (r->passage.article == w->index[u->member] && r->passage.at.start >= u->at.start &&
                r->passage.at.end <= u->at.end && (r->unit.p == NULL || stm_str_eqz(r->unit, "person")) && r->low > 1) {
                return i;
            }
        }
    }
    return STM_NONE;
}

static bool matched(const stm_work *w, uint32_t a, uint32_t b)
{
    const stm_u32s *list = &w->matches_of[a];
    for (uint32_t k = 0; k < list->n; k++) {
        const stm_match *m = &w->matches.at[list->at[k]];
        if ((m->a == b || m->b == b) && m->same_verb) {
            return true;
        }
    }
    return false;
}

bool stm_course_one(stm_work *w, const stm_told *ta, const stm_told *tb)
{
    const stm_unit *a = &w->units.at[ta->unit], *b = &w->units.at[tb->unit];
    stm_arguments x, y;
    int agent, patient;
    if ((ta->number != STM_NONE && ta->number == tb->number) || matched(w, ta->unit, tb->unit)) {
        return true;
    }
    if (a->verb == STM_NONE && b->verb == STM_NONE
            ? !stm_str_eq(stm_token_lemma(w->article[a->member], a->head),
                          stm_token_lemma(w->article[b->member], b->head))
            : a->verb == STM_NONE || b->verb == STM_NONE || !stm_terms_alike(w, a->verb, b->verb)) {
        return false;
    }
    if (w->line[a->member] == w->line[b->member] && stm_matter_compare(w, &a->matter, &b->matter).dice >= SAME_WORDS) {
        return true; /* two editions */
    }
    x = stm_arguments_of(w->article[a->member], a->head);
    y = stm_arguments_of(w->article[b->member], b->head);
    agent = stm_tokens_alike(w, a->member, x.agent, b->member, y.agent);
    patient = stm_tokens_alike(w, a->member, x.patient, b->member, y.patient);
    return agent + patient > 0 && agent >= 0 && patient >= 0;
}

/* "had offered to pay": before what the text tells. */
static bool over(const stm_article *a, uint32_t head)
{
    for (uint32_t i = a->sentences.at[a->tokens.at[head].sentence].first_token; i < head; i++) {
        if (a->tokens.at[i].head == head && a->tokens.at[i].deprel == STM_DEP_AUX && stm_form_among(a, i, "had")) {
            return true;
        }
    }
    return false;
}

/* "The gate was left open, Orr said": the sentence tells it before it says who does. */
static bool told_first(const stm_article *a, const stm_unit *u)
{
    uint32_t up = a->tokens.at[u->head].head;
    return up != STM_NONE && up > u->head &&
           a->sentences.at[u->sentence].first_token == stm_token_from(a, stm_clause_span(a, u->head).start);
}

/* What one text may tell by itself: a clause of its own, not "as it passed", with somebody that has a name or a noun,
 * and more than that somebody spoke or meant to. */
bool stm_course_alone(const stm_work *w, const stm_unit *u)
{
    static const char *const soft =
        "express vow caution project advise decline refuse offer lead leave push turn begin "
        "start continue become get go come make take give call note find see hear feel "
        "decide agree choose opt mark follow cause result try attempt belie alert inform remind "
        "question pledge enjoy struggle affect cast locate situate suspect estimate praise exemplify illustrate "
        "underscore underline highlight reflect spend "
        "bring";
    const stm_article *a = w->article[u->member];
    const stm_token *h = &a->tokens.at[u->head];
    stm_arguments x = stm_arguments_of(a, u->head);
    uint32_t who = x.agent != STM_NONE ? x.agent : x.patient;
    if (h->deprel == STM_DEP_ADVCL || (h->deprel == STM_DEP_CCOMP && !told_first(a, u)) || who == STM_NONE ||
        (stm_str_among(h->lemma, soft) && !over(a, u->head))) {
        return false;
    }
    if (x.patient != STM_NONE && a->tokens.at[x.patient].lemma.p != NULL &&
        stm_among(a->tokens.at[x.patient].lemma, "statement comment remark email e-mail letter question answer message "
                                                 "note report concern doubt hope fear")) {
        return false;
    }
    if (of_words(a, u->head)) {
        return false;
    }
    if (a->tokens.at[who].upos == STM_PRON) {
        uint32_t e = w->at_token[u->member][who];
        return e != STM_NONE && w->named.at[e] && w->record->entities.at[e].kind == STM_PERSON;
    }
    return true;
}

uint32_t stm_course_root(stm_tolds *t, uint32_t i)
{
    while (t->at[i].up != i) {
        i = t->at[i].up;
    }
    return i;
}

/* A group with an event of the timeline adds its passages to that; another is an event if two articles tell it, or one
 * that may. */
void stm_course_write(stm_work *w, const stm_tolds *all, const stm_u32s *group, stm_str day, stm_event *out)
{
    stm_event e = { .from = day, .to = day, .status = STM_EVENT_HAPPENED, .agree = true, .confidence = CONFIDENCE };
    stm_u32s members = { 0 };
    uint32_t articles = 0, known = STM_NONE;
    bool alone = false;
    out->event = STM_NULL_STR;
    e.said_by = STM_NONE;
    for (uint32_t i = 0; i < group->n; i++) {
        const stm_told *t = &all->at[group->at[i]];
        const stm_article *a = w->article[t->member];
        const stm_unit *u = &w->units.at[t->unit];
        stm_str words = stm_unit_wording(w, t->unit), name;
        uint32_t who;
        bool there = false;
        if (t->event != STM_NONE) {
            known = t->event;
            continue;
        }
        for (uint32_t k = 0; k < members.n; k++) {
            there = there || members.at[k] == t->member;
        }
        stm_said_by(w, t->member, u->quotation, &who, &name);
        if (members.n == 0) {
            e.said_by = who;
            e.said_by_name = name;
        } else if (name.p == NULL || e.said_by_name.p == NULL ||
                   !stm_one_origin(w, e.said_by, e.said_by_name, who, name)) {
            e.said_by = STM_NONE;
            e.said_by_name = STM_NULL_STR;
        }
        articles += !there;
        alone = alone || t->alone;
        stm_vec_push(w->arena, &members, t->member);
        (void)stm_event_add(w, &e, (stm_passage){ w->index[t->member], stm_span_trim(a, stm_clause_span(a, u->head)) });
        if (words.p != NULL && words.n <= MAX_EVENT && (e.event.p == NULL || words.n > e.event.n)) {
            e.event = stm_capital(w->arena, stm_event_with_name(w, t->member, stm_token_from(a, u->at.start), words));
        }
    }
    if (known != STM_NONE) {
        stm_event *x = &w->record->timeline.at[known];
        for (uint32_t i = 0; i < e.passages.n; i++) {
            (void)stm_event_add(w, x, e.passages.at[i]);
        }
        stm_event_count(w, x);
    } else if ((articles > 1 || alone) && e.event.p != NULL) {
        stm_event_count(w, &e);
        e.confidence = articles > 1 ? CONFIDENCE : ALONE;
        *out = e;
    }
}
