/* record_unsaid.c: what one text says is not known or not told, and another tells.
 *
 * In: trees, times, units.  Out: statements, contested.
 *
 * "Deputies have not said how the two died", "a motive is unknown", "it is unclear where the boat lay": an open
 * question. It asks of a deed (how, why, where, when, who, whether) or of a noun (motive, cause, condition). A clause
 * of another line answers it where it tells the same deed of the same people and has what is asked for, or gives the
 * noun with what it is. Mostly two hours of one day; a reader of the first text is owed the second. Never: an answer
 * that is open itself, denied, planned, or in a headline; what nobody was ever asked ("did not know until"); names
 * (record_withheld.c). Cost: the few such questions, each with every clause.
 */
#include "record/record_parts.h"

#define MAX_QUESTIONS 60
#define MAX_ANSWERS 4
#define MAX_AHEAD 6     /* tokens from the word that says it is open to the question */
#define MAX_PASSAGE 700 /* bytes; of a longer sentence the clause is shown */
#define SURE 0.5        /* how, who, a noun */
#define SURE_LESS 0.4   /* where, when, why, whether: a like phrase may be of something else */

typedef enum asked { ASK_HOW, ASK_WHY, ASK_WHERE, ASK_WHEN, ASK_WHO, ASK_WHETHER, ASK_NOUN } asked;

typedef struct question {
    uint32_t member, open, head; /* head: the verb of what is asked, or the noun */
    asked kind;
    stm_span at;
} question;

typedef STM_VEC(question) questions;

/* "have yet to say". */
static bool yet_to(const stm_article *a, uint32_t i)
{
    return i > 1 && stm_form_among(a, i - 1, "to") && stm_form_among(a, i - 2, "yet");
}

/* The word says that something is not known or not told. */
static bool leaves_open(const stm_article *a, uint32_t i)
{
    uint8_t upos = a->tokens.at[i].upos;
    stm_str l = upos == STM_ADJ || upos == STM_VERB ? stm_token_lemma(a, i) : STM_NULL_STR;
    bool no = false;
    if (l.p == NULL) {
        return false;
    }
    if (a->tokens.at[i].upos == STM_ADJ && stm_among(l, "unclear unknown uncertain unsure undetermined")) {
        return !stm_clause_negated(a, i);
    }
    no = (a->tokens.at[i].upos == STM_ADJ && stm_among(l, "clear certain sure known")) ||
         (a->tokens.at[i].upos == STM_VERB &&
          stm_among(l, "say release disclose reveal confirm determine know establish specify explain give"));
    return no && (stm_clause_negated(a, i) || yet_to(a, i));
}

static bool asking_word(const stm_article *a, uint32_t i, asked *kind)
{
    static const char *const words[] = { [ASK_HOW] = "how",   [ASK_WHY] = "why", [ASK_WHERE] = "where",
                                         [ASK_WHEN] = "when", [ASK_WHO] = "who", [ASK_WHETHER] = "whether if" };
    for (uint32_t k = 0; k < ASK_NOUN; k++) {
        if (stm_form_among(a, i, words[k])) {
            *kind = (asked)k;
            /* "how many": a number, which is no manner */
            return k != ASK_HOW ||
                   (i + 1 < a->tokens.n && !stm_form_among(a, i + 1, "many much long far old often soon"));
        }
    }
    return false;
}

static bool asking_noun(const stm_article *a, uint32_t i)
{
    return a->tokens.at[i].upos == STM_NOUN &&
           stm_among(stm_token_lemma(a, i), "motive cause reason condition whereabouts relationship circumstance");
}

/* "Whether it broke or was cut": neither alone is an answer. */
static bool gives_choice(const stm_article *a, uint32_t head)
{
    stm_span at = stm_clause_span(a, head);
    for (uint32_t i = stm_token_from(a, at.start); i < a->tokens.n && a->tokens.at[i].at.start < at.end; i++) {
        if (stm_form_among(a, i, "or")) {
            return true;
        }
    }
    return false;
}

static void add(stm_work *w, questions *out, uint32_t member, uint32_t open, uint32_t head, asked kind)
{
    const stm_article *a = w->article[member];
    const stm_sentence *s = &a->sentences.at[a->tokens.at[open].sentence];
    if (kind == ASK_WHETHER && head != STM_NONE && gives_choice(a, head)) {
        return;
    }
    if (out->n < MAX_QUESTIONS && head != STM_NONE && head != open &&
        a->tokens.at[head].sentence == (uint32_t)(s - a->sentences.at)) {
        stm_vec_push(w->arena, out, (question){ member, open, head, kind, s->at });
    }
}

/* The questions that the word at `i` leaves open: behind it, or at the beginning of its sentence. */
static void read_questions(stm_work *w, questions *out, uint32_t m, uint32_t i)
{
    const stm_article *a = w->article[m];
    const stm_sentence *s = &a->sentences.at[a->tokens.at[i].sentence];
    uint32_t end = s->first_token + s->n_tokens;
    asked kind;
    for (uint32_t k = i + 1; k < end && k <= i + MAX_AHEAD; k++) {
        if (stm_form_among(a, k, "until till")) {
            return;
        }
        if (asking_word(a, k, &kind)) {
            add(w, out, m, i, stm_clause_head(a, k), kind);
            for (k++; k < end; k++) { /* "how they died or where they lay" */
                if (stm_form_among(a, k - 1, "or and") && asking_word(a, k, &kind)) {
                    add(w, out, m, i, stm_clause_head(a, k), kind);
                }
            }
            return;
        }
        if (asking_noun(a, k) && a->tokens.at[k].head == i) {
            add(w, out, m, i, k, ASK_NOUN);
            return;
        }
    }
    for (uint32_t k = s->first_token; k < i; k++) {
        if (asking_noun(a, k) && a->tokens.at[k].head == i &&
            (a->tokens.at[k].deprel == STM_DEP_NSUBJ || a->tokens.at[k].deprel == STM_DEP_NSUBJ_PASS)) {
            add(w, out, m, i, k, ASK_NOUN);
            return;
        }
    }
    if (asking_word(a, s->first_token, &kind) && kind != ASK_WHEN) {
        add(w, out, m, i, stm_clause_head(a, s->first_token), kind);
    }
}

/* A phrase behind the verb with one of these prepositions. */
static bool has_phrase(const stm_article *a, uint32_t head, const char *prepositions)
{
    const stm_sentence *s = &a->sentences.at[a->tokens.at[head].sentence];
    for (uint32_t i = s->first_token; i < s->first_token + s->n_tokens; i++) {
        const stm_token *t = &a->tokens.at[i];
        uint32_t up = t->head;
        if ((t->deprel == STM_DEP_CASE || t->deprel == STM_DEP_MARK) && up != STM_NONE &&
            a->tokens.at[up].head == head && a->tokens.at[up].deprel != STM_DEP_NSUBJ &&
            stm_form_among(a, i, prepositions)) {
            return true;
        }
    }
    return false;
}

static bool has_time(const stm_article *a, stm_span at)
{
    for (uint32_t i = 0; i < a->times.n; i++) {
        if (stm_span_meets(a->times.at[i].at, at) && a->times.at[i].type != STM_TIME_DURATION) {
            return true;
        }
    }
    return false;
}

/* The clause has what is asked for. */
static bool tells(const stm_work *w, asked kind, const stm_unit *u)
{
    const stm_article *a = w->article[u->member];
    stm_arguments x;
    switch (kind) {
    case ASK_HOW: return has_phrase(a, u->head, "from of by with through via after using");
    case ASK_WHY: return has_phrase(a, u->head, "because over after for due so");
    case ASK_WHERE: return has_phrase(a, u->head, "in at on near inside outside from under off behind throughout");
    case ASK_WHEN: return has_time(a, u->at);
    case ASK_WHO:
        x = stm_arguments_of(a, u->head);
        return x.agent != STM_NONE && w->at_token[u->member][x.agent] != STM_NONE &&
               w->named.at[w->at_token[u->member][x.agent]];
    case ASK_WHETHER: return !u->modal && !u->hedged;
    default: return false;
    }
}

static bool open_itself(const stm_article *a, const stm_unit *u)
{
    const stm_sentence *s = &a->sentences.at[u->sentence];
    for (uint32_t i = s->first_token; i < s->first_token + s->n_tokens; i++) {
        if (leaves_open(a, i)) {
            return true;
        }
    }
    return false;
}

/* The same deed, of the same people. */
static bool same_deed(stm_work *w, const question *q, const stm_unit *u)
{
    const stm_article *a = w->article[q->member];
    stm_arguments x = stm_arguments_of(a, q->head), y = stm_arguments_of(w->article[u->member], u->head);
    uint32_t verb = w->token_term[q->member][q->head].id;
    int agent, patient, cross;
    if (verb == STM_NONE || u->verb == STM_NONE || !stm_terms_alike(w, verb, u->verb)) {
        return false;
    }
    agent = q->kind == ASK_WHO ? 0 : stm_tokens_alike(w, q->member, x.agent, u->member, y.agent);
    patient = stm_tokens_alike(w, q->member, x.patient, u->member, y.patient);
    cross = x.patient == STM_NONE && y.agent == STM_NONE ? stm_tokens_alike(w, q->member, x.agent, u->member, y.patient)
            : y.patient == STM_NONE && x.agent == STM_NONE
                ? stm_tokens_alike(w, q->member, x.patient, u->member, y.agent)
                : 0;
    return agent >= 0 && patient >= 0 && agent + patient + cross > 0;
}

/* "The cause of his death". */
static bool asks_of_death(const stm_article *a, uint32_t noun)
{
    uint32_t end = a->sentences.at[a->tokens.at[noun].sentence].first_token +
                   a->sentences.at[a->tokens.at[noun].sentence].n_tokens;
    for (uint32_t i = noun + 1; i < end && i < noun + 5; i++) {
        if (a->tokens.at[i].head == noun && stm_str_eqz(stm_token_lemma(a, i), "death")) {
            return true;
        }
    }
    return false;
}

/* Who the token stands for is spoken of in the question's sentence. */
static bool named_in(const stm_work *w, const question *q, uint32_t member, uint32_t token)
{
    const stm_article *a = w->article[q->member];
    const stm_sentence *s = &a->sentences.at[a->tokens.at[q->open].sentence];
    uint32_t who = token == STM_NONE ? STM_NONE : w->at_token[member][token];
    for (uint32_t i = s->first_token; i < s->first_token + s->n_tokens && who != STM_NONE; i++) {
        if (w->at_token[q->member][i] == who) {
            return true;
        }
    }
    return false;
}

/* The noun with what it is: "the motive was robbery", "identified the cause as", "in critical condition". */
static bool gives_noun(stm_work *w, const question *q, const stm_unit *u)
{
    const stm_article *a = w->article[q->member], *b = w->article[u->member];
    stm_str noun = stm_token_lemma(a, q->head);
    const stm_sentence *s = &b->sentences.at[u->sentence];
    if (stm_str_eqz(noun, "cause") && asks_of_death(a, q->head) && stm_str_eqz(stm_token_lemma(b, u->head), "die")) {
        return has_phrase(b, u->head, "of from") && named_in(w, q, u->member, stm_arguments_of(b, u->head).agent);
    }
    for (uint32_t i = s->first_token; i < s->first_token + s->n_tokens; i++) {
        const stm_token *t = &b->tokens.at[i];
        if (t->lemma.p == NULL || !stm_str_eq(t->lemma, noun) || !stm_span_meets(t->at, u->at)) {
            continue;
        }
        if (stm_str_eqz(noun, "condition")) {
            return i > s->first_token + 1 && b->tokens.at[i - 1].head == i && b->tokens.at[i - 1].upos == STM_ADJ &&
                   stm_form_among(b, i - 2, "in");
        }
        for (uint32_t k = i + 1; k < s->first_token + s->n_tokens && k < i + MAX_AHEAD; k++) {
            if (t->head == k && (t->deprel == STM_DEP_NSUBJ || t->deprel == STM_DEP_NSUBJ_PASS) &&
                b->tokens.at[k].upos == STM_NOUN) {
                return true; /* "the cause was a candle" */
            }
        }
        if (t->deprel == STM_DEP_OBJ && has_phrase(b, t->head, "as")) {
            return true;
        }
    }
    return false;
}

static bool answers(stm_work *w, const question *q, const stm_unit *u)
{
    const stm_article *b = w->article[u->member];
    if (u->head == STM_NONE || u->member == q->member || w->line[u->member] == w->line[q->member] || u->headline ||
        u->caption || u->negated) {
        return false;
    }
    return (q->kind == ASK_NOUN ? gives_noun(w, q, u) : same_deed(w, q, u) && tells(w, q->kind, u)) &&
           !open_itself(b, u) && !stm_clause_left_open(b, u->head) && !stm_clause_hypothetical(b, u->head);
}

/* The questions that one word leaves open, in one sentence: what answers one of them. */
static void tell(stm_work *w, const question *q, uint32_t n_questions)
{
    stm_contest c = { .st.wording = true };
    uint32_t n = 0, last = STM_NONE;
    bool sure = false;
    stm_str open = stm_wording(w->arena, w->article[q->member], q->at), told = STM_NULL_STR;
    stm_contest_add(w, &c, q->member, q->at, STM_DOUBTS, STM_NULL_STR);
    for (uint32_t i = 0; i < w->units.n && n < MAX_ANSWERS; i++) {
        const stm_unit *u = &w->units.at[i];
        uint32_t k = 0;
        while (k < n_questions && (u->member == last || !answers(w, &q[k], u))) {
            k++;
        }
        if (k < n_questions) {
            stm_span at = w->article[u->member]->sentences.at[u->sentence].at;
            stm_contest_add(w, &c, u->member, at.end - at.start > MAX_PASSAGE ? u->at : at, STM_ASSERTS,
                            stm_unit_reading(w, i));
            told = told.p == NULL ? stm_unit_reading(w, i) : told;
            told = told.p == NULL ? stm_wording(w->arena, w->article[u->member], u->at) : told;
            sure = sure || q[k].kind == ASK_HOW || q[k].kind == ASK_WHO || q[k].kind == ASK_NOUN;
            last = u->member;
            n++;
        }
    }
    if (n > 0) {
        stm_contest_close(
            w, &c, STM_ST_CONTESTED,
            stm_str_format(w->arena,
                           "Open to one, told by another: \xE2\x80\x9C%.*s\xE2\x80\x9D or \xE2\x80\x9C%.*s\xE2\x80\x9D",
                           (int)open.n, open.p, (int)told.n, told.p),
            sure ? SURE : SURE_LESS);
    }
}

void stm_record_unsaid(stm_work *w)
{
    questions all = { 0 };
    for (uint32_t m = 0; m < w->n; m++) {
        for (uint32_t i = 0; i < w->article[m]->tokens.n; i++) {
            if (leaves_open(w->article[m], i)) {
                read_questions(w, &all, m, i);
            }
        }
    }
    for (uint32_t k = 0, n = 1; k < all.n; k += n) {
        for (n = 1; k + n < all.n && all.at[k + n].member == all.at[k].member && all.at[k + n].open == all.at[k].open;
             n++) {
        }
        tell(w, &all.at[k], n);
    }
}
