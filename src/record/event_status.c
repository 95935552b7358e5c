/* event_status.c: whether a dated event happened, is planned, or was called off.
 *
 * In: the clause of the event, the day it is dated to, the day of the article.  Out: stm_event_status, and for what was
 * called off the clause that says so.  Words: data/event_status.txt.
 *
 * A future or an infinitive of planning is a plan, whatever the day; so is a present tense on a day that is still to
 * come. A verb that ends plans, governing the noun that carries the day ("the meeting planned for Monday was
 * cancelled", "will not take place"), or a plan to meet that is negated ("will not meet on Monday"), calls it off;
 * "will not be allowed" does not. A past tense on a day that has come happened. Anything else is left open: a negated
 * past, a condition, a modal that may go either way. Never: a status from the day alone, unless it is still to come.
 */
#include "data/data.h"
#include "record/record_words.h"

#define MAX_UP 4

enum { AHEAD = 1, OFF = 2, MAYBE = 4, HELD = 8 };

const char *stm_event_status_name(stm_event_status v)
{
    static const char *const names[] = { NULL, "happened", "planned", "possible", "cancelled" };
    return names[v];
}

void stm_event_words_read(stm_record_words *words)
{
    static const char *const kinds[] = { "ahead", "off", "maybe", "held" };
    stm_word_rows rows = { stm_data_event_status, stm_data_event_status + stm_data_event_status_size, 0 };
    uint32_t kind = 0, place;
    stm_str word;
    while (stm_word_rows_next(&rows, &word, &place)) {
        for (uint32_t k = 0; k < 4 && place == 0; k++) {
            kind = stm_str_eqz(word, kinds[k]) ? 1u << k : kind;
        }
        if (place > 0) {
            *stm_map_put(&words->arena, &words->event, word, 0) |= kind;
        }
    }
}

/* Kind of a token by its lemma, with its particle; 0. */
static uint32_t kind_of(stm_arena *arena, const stm_map *words, const stm_article *a, uint32_t token)
{
    const stm_token *t = &a->tokens.at[token];
    const stm_sentence *s = &a->sentences.at[t->sentence];
    uint32_t end = s->first_token + s->n_tokens, kind;
    if (t->lemma.p == NULL) {
        return 0;
    }
    for (uint32_t i = token + 1; i < end && i < token + 4; i++) {
        if (a->tokens.at[i].head == token && a->tokens.at[i].deprel == STM_DEP_COMPOUND_PRT) {
            stm_str form = stm_str_lower(arena, stm_token_form(a, i));
            kind = stm_map_get(words,
                               stm_str_format(arena, "%.*s_%.*s", (int)t->lemma.n, t->lemma.p, (int)form.n, form.p));
            return kind == STM_NONE ? 0 : kind; /* "set up" is no "set" */
        }
    }
    if (stm_str_eqz(t->lemma, "set") && token + 1 < end && stm_form_among(a, token + 1, "in on by at")) {
        return 0; /* "a record that was set on Monday" */
    }
    if (token + 1 < end && stm_str_eqz(t->lemma, "take") && stm_form_among(a, token + 1, "place")) {
        kind = stm_map_get(words, STM_STR("take_place"));
        return kind == STM_NONE ? 0 : kind;
    }
    kind = stm_map_get(words, t->lemma);
    return kind == STM_NONE ? 0 : kind;
}

typedef struct auxiliaries {
    bool will, maybe, past, present, to, be_to, condition, nobody;
    bool would_have, if_only; /* "would have turned six"; "will close if nothing is passed" */
    bool came;                /* "would go on to win", "would later die": it came about */
} auxiliaries;

/* "will not arrive until Monday": it will, then. */
static bool until_then(const stm_article *a, uint32_t head)
{
    const stm_sentence *s = &a->sentences.at[a->tokens.at[head].sentence];
    for (uint32_t i = head + 1; i < s->first_token + s->n_tokens; i++) {
        uint32_t up = a->tokens.at[i].head;
        if (stm_form_among(a, i, "until till") && up != STM_NONE && up > i && a->tokens.at[up].head == head &&
            (a->tokens.at[up].deprel == STM_DEP_OBL || a->tokens.at[up].deprel == STM_DEP_OBL_UNMARKED)) {
            return true;
        }
    }
    return false;
}

/* "if", "unless" opens the clause of `head`. */
static bool marked_if(const stm_article *a, const stm_sentence *s, uint32_t head)
{
    for (uint32_t i = s->first_token; i < head; i++) {
        if (a->tokens.at[i].head == head && a->tokens.at[i].deprel == STM_DEP_MARK &&
            stm_form_among(a, i, "if unless") && !(i > s->first_token && stm_form_among(a, i - 1, "even"))) {
            return true;
        }
    }
    return false;
}

/* The words around a verb that give its tense and mood. */
static auxiliaries around(stm_arena *arena, const stm_map *words, const stm_article *a, uint32_t head)
{
    const stm_token *h = &a->tokens.at[head];
    const stm_sentence *s = &a->sentences.at[h->sentence];
    auxiliaries x = { .past = h->xpos == STM_XP_VBD, .present = h->xpos == STM_XP_VBZ || h->xpos == STM_XP_VBP };
    for (uint32_t i = s->first_token; i < s->first_token + s->n_tokens; i++) {
        const stm_token *t = &a->tokens.at[i];
        if (t->head != head) {
            continue;
        }
        if (t->deprel == STM_DEP_NSUBJ || t->deprel == STM_DEP_NSUBJ_PASS) {
            for (uint32_t k = s->first_token; k < i; k++) {
                x.nobody |= a->tokens.at[k].head == i && stm_form_among(a, k, "no neither");
            }
            x.nobody |= stm_form_among(a, i, "nobody none nothing");
        }
        x.would_have |= t->deprel == STM_DEP_AUX && h->xpos == STM_XP_VBN &&
                        stm_form_among(a, i, "have \xE2\x80\x99ve 've") && i > s->first_token &&
                        stm_form_among(a, i - 1, "would");
        x.if_only |= t->deprel == STM_DEP_ADVCL && marked_if(a, s, i);
        x.came |= t->xpos == STM_XP_MD && stm_form_among(a, i, "would") &&
                  (stm_form_among(a, i + 1, "later eventually ultimately subsequently") ||
                   (i + 2 < s->first_token + s->n_tokens && stm_form_among(a, i + 1, "go") &&
                    stm_form_among(a, i + 2, "on")));
        if (t->deprel == STM_DEP_MARK) {
            x.to |= t->xpos == STM_XP_TO;
            x.condition |= stm_form_among(a, i, "if unless whether before until");
        }
        if (t->deprel != STM_DEP_AUX && t->deprel != STM_DEP_AUX_PASS && t->deprel != STM_DEP_COP) {
            continue;
        }
        if (t->xpos == STM_XP_MD) {
            stm_str f = stm_str_lower(arena, stm_token_form(a, i));
            uint32_t k = stm_map_get(words, f);
            x.maybe |= k != STM_NONE && (k & MAYBE) != 0;
            x.will |= !(k != STM_NONE && (k & MAYBE) != 0);
        }
        x.past |= t->xpos == STM_XP_VBD || (t->xpos == STM_XP_VBP && stm_form_among(a, i, "have")) ||
                  (t->xpos == STM_XP_VBZ && stm_form_among(a, i, "has 's"));
        x.present |= t->xpos == STM_XP_VBZ || t->xpos == STM_XP_VBP;
        x.be_to |= t->lemma.p != NULL && stm_str_eqz(t->lemma, "be");
    }
    return x;
}

static bool noun_like(const stm_article *a, uint32_t i)
{
    return a->tokens.at[i].upos == STM_NOUN || a->tokens.at[i].upos == STM_PROPN;
}

/* "urged him to cancel the Friday session", "called for it to be dropped": it is not off for that. */
static bool only_called_for(stm_arena *arena, const stm_map *words, const stm_article *a, uint32_t verb)
{
    uint32_t up = a->tokens.at[verb].head;
    return up != STM_NONE && around(arena, words, a, verb).to &&
           stm_among(stm_token_lemma(a, up),
                     "call urge ask want demand press push consider threaten tell appeal lobby beg "
                     "pressure advise");
}

/* The noun's verb calls it off: "the talks were cancelled", "they called off the Friday talks", "will not take place".
 */
static uint32_t called_off(stm_arena *arena, const stm_map *words, const stm_article *a, uint32_t noun)
{
    uint32_t up = a->tokens.at[noun].head;
    uint8_t rel = a->tokens.at[noun].deprel;
    if (up != STM_NONE && (rel == STM_DEP_NSUBJ || rel == STM_DEP_NSUBJ_PASS) && stm_clause_negated(a, up) &&
        (kind_of(arena, words, a, up) & HELD) != 0 && around(arena, words, a, up).will) {
        return up;
    }
    if (up == STM_NONE || (rel != STM_DEP_OBJ && rel != STM_DEP_NSUBJ_PASS && rel != STM_DEP_NSUBJ)) {
        return STM_NONE;
    }
    if ((kind_of(arena, words, a, up) & OFF) == 0 || stm_clause_negated(a, up) ||
        (rel == STM_DEP_NSUBJ && a->tokens.at[up].upos != STM_ADJ && a->tokens.at[up].xpos != STM_XP_VBN)) {
        return STM_NONE;
    }
    return around(arena, words, a, up).maybe || only_called_for(arena, words, a, up) ? STM_NONE : up;
}

bool stm_event_calls_off(stm_arena *arena, const stm_map *words, const stm_article *a, stm_span at)
{
    for (uint32_t i = stm_token_from(a, at.start); i < a->tokens.n && a->tokens.at[i].at.start < at.end; i++) {
        if (noun_like(a, i) ? called_off(arena, words, a, i) != STM_NONE
                            : (a->tokens.at[i].upos == STM_VERB &&
                               (stm_clause_negated(a, i) || (kind_of(arena, words, a, i) & OFF) != 0))) {
            return true;
        }
    }
    return false;
}

/* "was expected", "is due"; not "had vowed". */
static bool is_meant(const stm_article *a, uint32_t verb)
{
    const stm_sentence *s = &a->sentences.at[a->tokens.at[verb].sentence];
    if (a->tokens.at[verb].upos == STM_ADJ) {
        return true;
    }
    for (uint32_t i = s->first_token; i < verb && a->tokens.at[verb].xpos == STM_XP_VBN; i++) {
        if (a->tokens.at[i].head == verb &&
            (a->tokens.at[i].deprel == STM_DEP_AUX_PASS || stm_str_eqz(stm_token_lemma(a, i), "be"))) {
            return true;
        }
    }
    return false;
}

/* "The council was on Monday expected to vote", "a vote was due", told on that day or before. */
static bool looked_for(const stm_article *a, uint32_t head, int32_t day)
{
    return stm_article_today(a) != STM_NO_DAY && day >= stm_article_today(a) &&
           stm_among(stm_token_lemma(a, head), "expect due schedule slate suppose");
}

bool stm_event_meant(stm_arena *arena, const stm_map *words, const stm_article *a, uint32_t head, int32_t day)
{
    const stm_token *t = &a->tokens.at[head];
    uint32_t up = t->head;
    bool to_come = stm_article_today(a) != STM_NO_DAY && day > stm_article_today(a);
    const stm_sentence *s = &a->sentences.at[t->sentence];
    if ((kind_of(arena, words, a, head) & AHEAD) != 0 && is_meant(a, head)) {
        for (uint32_t i = head + 1; i < s->first_token + s->n_tokens; i++) {
            const stm_token *x = &a->tokens.at[i];
            if (x->head == head && x->deprel == STM_DEP_XCOMP && around(arena, words, a, i).to) {
                return !stm_clause_negated(a, head); /* "On Tuesday the two were supposed to settle" */
            }
        }
    }
    if (up != STM_NONE && to_come && !stm_clause_negated(a, up) && !stm_clause_negated(a, head) &&
        (((t->deprel == STM_DEP_XCOMP || t->deprel == STM_DEP_ADVCL || t->deprel == STM_DEP_ACL) &&
          around(arena, words, a, head).to) ||
         (t->deprel == STM_DEP_CONJ && around(arena, words, a, head).will))) {
        return true; /* "was remanded to appear on 19 August", "has met her and will meet him on Friday" */
    }
    if (t->deprel != STM_DEP_XCOMP || up == STM_NONE || !around(arena, words, a, head).to ||
        (kind_of(arena, words, a, up) & AHEAD) == 0 || stm_clause_negated(a, up)) {
        return false;
    }
    return to_come || is_meant(a, up);
}

stm_event_status stm_event_status_of(stm_arena *arena, const stm_map *words, const stm_article *a, uint32_t head,
                                     uint32_t noun, int32_t day, uint32_t *off_at)
{
    bool to_come = day != STM_NO_DAY && stm_article_today(a) != STM_NO_DAY && day > stm_article_today(a);
    bool negated, planned;
    auxiliaries x;
    *off_at = STM_NONE;
    if (noun == STM_NONE && head != STM_NONE &&
        (a->tokens.at[head].deprel == STM_DEP_ACL || a->tokens.at[head].deprel == STM_DEP_ACL_RELCL) &&
        a->tokens.at[head].head != STM_NONE && (kind_of(arena, words, a, head) & AHEAD) != 0) {
        noun = a->tokens.at[head].head; /* "the meeting planned for Monday" */
        *off_at = called_off(arena, words, a, noun);
        if (*off_at == STM_NONE && a->tokens.at[noun].deprel == STM_DEP_NMOD && a->tokens.at[noun].head != STM_NONE) {
            *off_at = called_off(arena, words, a, a->tokens.at[noun].head); /* "the rally of the unions set for" */
        }
        return *off_at != STM_NONE ? STM_EVENT_CANCELLED : STM_EVENT_PLANNED;
    }
    if (noun != STM_NONE && noun_like(a, noun)) {
        *off_at = called_off(arena, words, a, noun);
        return *off_at != STM_NONE ? STM_EVENT_CANCELLED : to_come ? STM_EVENT_PLANNED : STM_EVENT_OPEN;
    }
    if (head == STM_NONE) {
        return to_come ? STM_EVENT_PLANNED : STM_EVENT_OPEN;
    }
    x = around(arena, words, a, head);
    if (x.came && !to_come && !stm_clause_negated(a, head)) {
        return STM_EVENT_HAPPENED;
    }
    negated = (stm_clause_negated(a, head) && !until_then(a, head)) || x.nobody;
    planned = x.will || (x.to && x.be_to) ||
              ((kind_of(arena, words, a, head) & AHEAD) != 0 &&
               (to_come || (is_meant(a, head) && ((x.present && !x.past) || looked_for(a, head, day)))));
    for (uint32_t up = head, step = 0; x.to && step < MAX_UP && !planned; step++) {
        up = a->tokens.at[up].deprel == STM_DEP_XCOMP || a->tokens.at[up].deprel == STM_DEP_CCOMP ||
                     a->tokens.at[up].deprel == STM_DEP_ADVCL || a->tokens.at[up].deprel == STM_DEP_ACL
                 ? a->tokens.at[up].head
                 : STM_NONE;
        if (up == STM_NONE) {
            break;
        }
        planned = (kind_of(arena, words, a, up) & AHEAD) != 0 ||
                  (a->tokens.at[up].lemma.p != NULL && stm_str_eqz(a->tokens.at[up].lemma, "be"));
        negated |= stm_clause_negated(a, up);
    }
    if (x.condition || (x.maybe && !negated)) {
        return x.past && !x.maybe ? STM_EVENT_OPEN : STM_EVENT_POSSIBLE;
    }
    if (negated && (planned || x.maybe || (to_come && !x.past))) {
        return (kind_of(arena, words, a, head) & HELD) != 0 ? STM_EVENT_CANCELLED : STM_EVENT_OPEN;
    }
    if (x.would_have) {
        return STM_EVENT_OPEN; /* it was not to be */
    }
    if (planned || (to_come && !x.past)) {
        if (x.will && x.if_only) {
            return STM_EVENT_POSSIBLE;
        }
        return STM_EVENT_PLANNED;
    }
    if (negated || to_come || x.to) {
        return STM_EVENT_OPEN;
    }
    return x.past || a->tokens.at[head].xpos == STM_XP_VBN ||
                   (x.present && stm_article_today(a) != STM_NO_DAY && day <= stm_article_today(a))
               ? STM_EVENT_HAPPENED
               : STM_EVENT_OPEN;
}
