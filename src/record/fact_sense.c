/* fact_sense.c: whether what two sentences share tells something.
 *
 * In: a pair of pieces.  Out: yes or no.
 *
 * A piece tells something where its words are tied by more than being one name for a thing ("tax cut", "Senator Lund"),
 * where one of them is neither a name, a number nor a verb that only reports, and where both sides tell it alike: what
 * one denies or foresees the other does too, and the verb that both have is not done by or to two different ones. Of
 * two words without a name, a day or a number among them, both must be rare.
 * Cost: words of the pair times those of its sentences.
 */
#include "record/facts.h"

#define LEAST_TELLING 5.0f
#define LEAST_OF_TWO 7.5f /* of two words without a name, a day or a number */
#define MUCH 9.0f         /* is one thing, whatever its verb is done by */
#define MAX_PHRASE 12     /* words of a noun phrase that are compared */

/* Of facts.mood, beside STM_FACT_VERB. */
#define ASKED 2
#define DENIED 4
#define FORESEEN 8

static stm_str key_of(const stm_work *w, uint32_t term) { return w->terms.items.at[term].key; }

static bool stands_for_one(stm_str key)
{
    return key.p[0] == '=' || key.p[0] == '@' || (key.p[0] >= '0' && key.p[0] <= '9');
}

/* Verbs that tell that something is told, thought or begun, and nothing of what. */
static bool empty(stm_str lemma)
{
    return stm_among(lemma, "say tell describe speak comment expect appear decline add state note call report announce "
                            "ask seem know think believe want make take get go come put give also there have do be");
}

static bool has(const stm_facts *f, const stm_fact_pair *p, uint32_t side, uint32_t token)
{
    for (uint32_t i = 0; i < p->n; i++) {
        if (f->links.at[p->first + i].token[side] == token) {
            return true;
        }
    }
    return false;
}

/* How the token hangs on its head: a noun in front of another is part of its name, whatever the tree calls it. */
static uint8_t relation(const stm_article *a, uint32_t i)
{
    const stm_token *t = &a->tokens.at[i];
    bool before = t->head != STM_NONE && i < t->head;
    return before && (t->deprel == STM_DEP_NMOD || t->deprel == STM_DEP_NMOD_UNMARKED) ? STM_DEP_COMPOUND : t->deprel;
}

static bool predicates(const stm_article *a, uint32_t token)
{
    switch (relation(a, token)) {
    case STM_DEP_NSUBJ:
    case STM_DEP_NSUBJ_PASS:
    case STM_DEP_OBJ:
    case STM_DEP_IOBJ:
    case STM_DEP_OBL:
    case STM_DEP_OBL_AGENT:
    case STM_DEP_OBL_UNMARKED:
    case STM_DEP_XCOMP:
    case STM_DEP_CCOMP:
    case STM_DEP_CSUBJ:
    case STM_DEP_ACL:
    case STM_DEP_ACL_RELCL:
    case STM_DEP_ADVCL:
    case STM_DEP_APPOS:
    case STM_DEP_NUMMOD:
    case STM_DEP_NMOD:
    case STM_DEP_NMOD_UNMARKED:
    case STM_DEP_ADVMOD: return true;
    default: return false;
    }
}

/* The word over the token, up to which all is without a term; *tie: how it hangs on that is more than a name's part. */
static uint32_t over(const stm_work *w, const stm_facts *f, uint32_t m, uint32_t token, bool *tie)
{
    const stm_article *a = w->article[m];
    uint32_t up = a->tokens.at[token].head;
    *tie = predicates(a, token) || (a->tokens.at[token].deprel == STM_DEP_NMOD_POSS &&
                                    key_of(w, w->token_term[m][token].id).p[0] == '@'); /* "Friday's vote" */
    for (uint32_t step = 0; step < 5 && up != STM_NONE; step++, up = a->tokens.at[up].head) {
        uint32_t x = f->stands[m][up];
        if (x != token && stm_fact_term(f, m, x) != STM_NONE) {
            return x;
        }
        *tie = *tie || predicates(a, up);
    }
    return STM_NONE;
}

/* One of the words hangs on another as what it does, has or is, not as a part of its name; or both hang on a verb that
 * says nothing. */
static bool ties(const stm_work *w, const stm_facts *f, const stm_fact_pair *p, uint32_t side)
{
    uint32_t m = p->member[side];
    for (uint32_t i = 0; i < p->n; i++) {
        uint32_t x = f->links.at[p->first + i].token[side];
        bool tie, other;
        uint32_t up = over(w, f, m, x, &tie);
        if (tie && up != STM_NONE && has(f, p, side, up)) {
            return true;
        }
        for (uint32_t k = 0; k < i; k++) {
            uint32_t y = f->links.at[p->first + k].token[side];
            if (stm_fact_near(f, m, x, y) && up != y && over(w, f, m, y, &other) != x) {
                return true;
            }
        }
    }
    return false;
}

static bool capital(const stm_article *a, uint32_t i)
{
    char c = stm_token_form(a, i).p[0];
    return c >= 'A' && c <= 'Z';
}

static bool names_by(uint8_t deprel)
{
    return deprel == STM_DEP_APPOS || deprel == STM_DEP_FLAT || deprel == STM_DEP_COMPOUND;
}

/* "Captain Ann Lund", "the mayor, Ann Lund": who somebody is, and not whose. */
static bool rank_alone(const stm_work *w, const stm_facts *f, const stm_fact_pair *p)
{
    const stm_article *a = w->article[p->member[0]], *b = w->article[p->member[1]];
    uint32_t others = 0, people = 0, bodies = 0, capitals = 0, tied = 0;
    for (uint32_t i = 0; i < p->n; i++) {
        const stm_fact_link *x = &f->links.at[p->first + i];
        const stm_token *t = &a->tokens.at[x->token[0]], *u = &b->tokens.at[x->token[1]];
        uint32_t e = w->at_token[p->member[0]][x->token[0]];
        if (t->upos == STM_VERB || u->upos == STM_VERB) {
            return false;
        }
        tied += names_by(relation(a, x->token[0])) || names_by(relation(b, x->token[1]));
        if (key_of(w, w->token_term[p->member[0]][x->token[0]].id).p[0] == '=' && e != STM_NONE) {
            people += w->record->entities.at[e].kind == STM_PERSON;
            bodies += w->record->entities.at[e].kind == STM_ORGANIZATION;
        } else {
            others++;
            capitals += capital(a, x->token[0]) && capital(b, x->token[1]);
        }
    }
    return people > 0 && tied > 0 && (capitals == others || people + bodies < 2);
}

/* The terms of a noun and of what says which one it is. */
static uint32_t phrase(const stm_work *w, const stm_facts *f, uint32_t m, uint32_t noun, uint32_t *terms)
{
    const stm_article *a = w->article[m];
    const stm_sentence *s = &a->sentences.at[a->tokens.at[noun].sentence];
    uint32_t n = 0;
    for (uint32_t i = s->first_token; i < s->first_token + s->n_tokens && n < MAX_PHRASE; i++) {
        uint32_t up = i, id = stm_fact_term(f, m, f->stands[m][i]);
        for (uint32_t step = 0; step < 4 && up != noun && up != STM_NONE; step++) {
            uint8_t d = a->tokens.at[up].deprel;
            up = d == STM_DEP_COMPOUND || d == STM_DEP_AMOD || d == STM_DEP_NMOD || d == STM_DEP_NMOD_POSS ||
                         d == STM_DEP_CONJ || d == STM_DEP_APPOS || d == STM_DEP_NUMMOD || d == STM_DEP_FLAT
                     ? a->tokens.at[up].head
                     : STM_NONE;
        }
        if (up == noun && id != STM_NONE) {
            terms[n++] = id;
        }
    }
    return n;
}

/* Two nouns: 1 they share a word, 0 it is not known, -1 they do not, -2 and both have a name. */
static int alike(const stm_work *w, const stm_facts *f, const stm_fact_pair *p, uint32_t i, uint32_t k)
{
    uint32_t x[MAX_PHRASE], y[MAX_PHRASE], n, o, ma = p->member[0], mb = p->member[1];
    bool names;
    if (i == STM_NONE || k == STM_NONE) {
        return 0;
    }
    i = f->stands[ma][i];
    k = f->stands[mb][k];
    if (stm_fact_term(f, ma, i) == STM_NONE || stm_fact_term(f, mb, k) == STM_NONE) {
        return 0;
    }
    n = phrase(w, f, ma, i, x);
    o = phrase(w, f, mb, k, y);
    for (uint32_t u = 0; u < n; u++) {
        for (uint32_t v = 0; v < o; v++) {
            if (stm_terms_alike(w, x[u], y[v])) {
                return 1;
            }
        }
    }
    names = key_of(w, w->token_term[ma][i].id).p[0] == '=' && key_of(w, w->token_term[mb][k].id).p[0] == '=';
    if (w->article[ma]->tokens.at[i].upos == STM_PRON || w->article[mb]->tokens.at[k].upos == STM_PRON) {
        return names ? -2 : 0;
    }
    return names ? -2 : -1;
}

/* The token is a number that says how many there are, not one of a day or a name. */
static bool numbers(const stm_work *w, const stm_facts *f, uint32_t m, uint32_t i, uint32_t noun)
{
    const stm_token *t = &w->article[m]->tokens.at[i];
    uint32_t term = w->token_term[m][i].id;
    return t->head == noun && t->deprel == STM_DEP_NUMMOD && f->stands[m][i] == i && term != STM_NONE &&
           key_of(w, term).p[0] != '@';
}

/* Whether numbers say how many of the two there are, and no number of the one is one of the other. */
static bool numbers_apart(const stm_work *w, const stm_facts *f, const stm_fact_pair *p, uint32_t x, uint32_t y)
{
    const stm_article *a = w->article[p->member[0]], *b = w->article[p->member[1]];
    const stm_sentence *s = &a->sentences.at[a->tokens.at[x].sentence], *t = &b->sentences.at[b->tokens.at[y].sentence];
    bool apart = false;
    for (uint32_t i = s->first_token; i < s->first_token + s->n_tokens; i++) {
        for (uint32_t k = t->first_token; numbers(w, f, p->member[0], i, x) && k < t->first_token + t->n_tokens; k++) {
            if (numbers(w, f, p->member[1], k, y)) {
                if (w->token_term[p->member[0]][i].id == w->token_term[p->member[1]][k].id) {
                    return false;
                }
                apart = true;
            }
        }
    }
    return apart;
}

/* "will close", "to close": not what was done. */
static bool foreseen(const stm_article *a, uint32_t verb)
{
    const stm_sentence *s = &a->sentences.at[a->tokens.at[verb].sentence];
    for (uint32_t i = s->first_token; i < s->first_token + s->n_tokens; i++) {
        uint8_t x = a->tokens.at[i].xpos;
        if (a->tokens.at[i].head == verb && i < verb && (x == STM_XP_MD || x == STM_XP_TO)) {
            return true;
        }
    }
    return false;
}

/* "denied that he took it", "denied he asked them to stop", "requested that he stop": what a verb above makes of the
 * one whose clause it governs, from `steps` clauses up at most. */
static bool under(const stm_article *a, uint32_t verb, const char *lemmas, uint32_t steps)
{
    for (uint32_t up = a->tokens.at[verb].head; steps > 0 && up != STM_NONE; steps--, up = a->tokens.at[verb].head) {
        uint8_t rel = a->tokens.at[verb].deprel;
        if (rel != STM_DEP_CCOMP && rel != STM_DEP_XCOMP) {
            return false;
        }
        if (rel == STM_DEP_CCOMP && a->tokens.at[up].lemma.p != NULL && stm_str_among(a->tokens.at[up].lemma, lemmas)) {
            return !stm_clause_negated(a, up);
        }
        verb = up;
    }
    return false;
}

/* What a verb is, asked of its sentence once. */
static uint8_t mood_of(const stm_facts *f, const stm_article *a, uint32_t m, uint32_t verb)
{
    uint8_t *mood = &f->mood[m][verb];
    if ((*mood & ASKED) == 0) {
        bool denied = stm_clause_negated(a, verb) != under(a, verb, "deny dispute refute rebut", 3);
        bool ahead = foreseen(a, verb) || stm_clause_habitual(a, verb) ||
                     under(a, verb, "request demand ask urge order propose recommend", 1);
        *mood = (uint8_t)(*mood | ASKED | (denied ? DENIED : 0) | (ahead ? FORESEEN : 0));
    }
    return *mood;
}

bool stm_fact_moods_apart(const stm_work *w, const stm_facts *f, uint32_t m, uint32_t x, uint32_t o, uint32_t y)
{
    const stm_article *a = w->article[m], *b = w->article[o];
    uint8_t apart;
    if ((f->mood[m][x] & f->mood[o][y] & STM_FACT_VERB) == 0) {
        return false;
    }
    apart = mood_of(f, a, m, x) ^ mood_of(f, b, o, y);
    if (a->tokens.at[x].deprel == STM_DEP_ACL && b->tokens.at[y].deprel == STM_DEP_ACL) {
        apart &= DENIED; /* "a bill to let them sue", "letting them sue" */
    }
    return apart != 0;
}

/* "a tunnel", "any tunnel": which need not be there. */
static bool indefinite(const stm_article *a, uint32_t noun)
{
    const stm_sentence *s = &a->sentences.at[a->tokens.at[noun].sentence];
    for (uint32_t i = s->first_token; i < noun; i++) {
        if (a->tokens.at[i].head == noun && stm_form_among(a, i, "a an any no")) {
            return true;
        }
    }
    return false;
}

/* Two words and more, or one that need not be there, are parts of what one side denies, with a verb that the other does
 * not have: "did not open the tavern on Sunday", "on Sunday the tavern was full". What a noun alone holds is there all
 * the same: "nobody foresaw Thursday's eclipse". */
static bool denied_apart(const stm_work *w, const stm_facts *f, const stm_fact_pair *p)
{
    uint32_t apart = 0;
    for (uint32_t i = 0; i < p->n; i++) {
        uint32_t verb[2], side;
        bool denied[2];
        for (side = 0; side < 2; side++) {
            const stm_article *a = w->article[p->member[side]];
            verb[side] = stm_clause_head(a, f->links.at[p->first + i].token[side]);
            denied[side] = verb[side] != STM_NONE && (mood_of(f, a, p->member[side], verb[side]) & DENIED) != 0;
        }
        side = denied[0] ? 0 : 1;
        if (denied[0] != denied[1] && !has(f, p, 0, verb[0]) && !has(f, p, 1, verb[1])) {
            const stm_article *a = w->article[p->member[side]];
            uint32_t token = f->links.at[p->first + i].token[side];
            apart += a->tokens.at[token].head != verb[side] ? 0 : indefinite(a, token) ? 2 : 1;
        }
    }
    return apart >= 2;
}

bool stm_fact_clashes(const stm_work *w, const stm_facts *f, const stm_fact_pair *p, float much)
{
    const stm_article *a = w->article[p->member[0]], *b = w->article[p->member[1]];
    for (uint32_t i = 0; i < p->n; i++) {
        uint32_t x = f->links.at[p->first + i].token[0], y = f->links.at[p->first + i].token[1];
        stm_arguments of_x, of_y;
        int agent, patient;
        if (numbers_apart(w, f, p, x, y)) {
            return true;
        }
        if (a->tokens.at[x].upos != STM_VERB || b->tokens.at[y].upos != STM_VERB) {
            continue;
        }
        of_x = stm_arguments_of(a, x);
        of_y = stm_arguments_of(b, y);
        agent = alike(w, f, p, of_x.agent, of_y.agent);
        patient = alike(w, f, p, of_x.patient, of_y.patient);
        if (agent == -2 || patient == -2 || ((agent < 0 || patient < 0) && p->score < much)) {
            return true;
        }
    }
    return false;
}

bool stm_fact_ties(const stm_work *w, const stm_facts *f, const stm_fact_pair *p)
{
    return ties(w, f, p, 0) && ties(w, f, p, 1);
}

/* "730 crowns": a number and what it counts, and nothing of them. */
static bool amount(const stm_work *w, const stm_facts *f, const stm_fact_pair *p)
{
    for (uint32_t i = 0; i < p->n && p->n == 2; i++) {
        const stm_fact_link *x = &f->links.at[p->first + i];
        stm_str key = key_of(w, w->token_term[p->member[0]][x->token[0]].id);
        if (w->article[p->member[0]]->tokens.at[x->token[0]].upos == STM_NUM && key.p[0] != '@') {
            return true; /* a year counts nothing: "the 1907 ban" */
        }
    }
    return false;
}

/* "31-2", "31 to 2": what a vote or a match came to. */
static bool tally(const stm_work *w, const stm_facts *f, const stm_fact_pair *p)
{
    for (uint32_t side = 0; side < 2 && p->n == 2; side++) {
        const stm_article *a = w->article[p->member[side]];
        uint32_t x = f->links.at[p->first].token[side], y = f->links.at[p->first + 1].token[side];
        uint32_t from = x < y ? x : y, to = x < y ? y : x;
        if (to != from + 2 || a->tokens.at[from].upos != STM_NUM || a->tokens.at[to].upos != STM_NUM ||
            !stm_form_among(a, from + 1, "- \xE2\x80\x93 to")) {
            return false;
        }
    }
    return p->n == 2;
}

/* "Ann Lund, 46": what somebody's age is, on one side at the least as a number behind the name. */
static bool age(const stm_work *w, const stm_facts *f, const stm_fact_pair *p)
{
    const stm_fact_link *x = &f->links.at[p->first], *y = &f->links.at[p->first + 1];
    uint32_t found = 0;
    for (uint32_t side = 0; side < 2 && p->n == 2; side++) {
        const stm_article *a = w->article[p->member[side]];
        bool number = a->tokens.at[x->token[side]].upos == STM_NUM;
        uint32_t n = number ? x->token[side] : y->token[side], who = number ? y->token[side] : x->token[side];
        uint32_t e = w->at_token[p->member[side]][who];
        stm_str form = stm_token_form(a, n);
        if (e == STM_NONE || w->record->entities.at[e].kind != STM_PERSON || a->tokens.at[n].upos != STM_NUM ||
            form.n != 2) {
            return false;
        }
        found += a->tokens.at[n].head == who && n > who && stm_form_among(a, n - 1, ",");
    }
    return found > 0;
}

bool stm_fact_tells(const stm_work *w, const stm_facts *f, const stm_fact_pair *p)
{
    uint32_t ones = 0, words = 0, meant = 0, firm = 0; /* firm: verbs, days and numbers */
    if (p->score < LEAST_TELLING) {
        return false;
    }
    if (tally(w, f, p) || age(w, f, p)) {
        return true;
    }
    if (!stm_fact_ties(w, f, p)) {
        return false;
    }
    for (uint32_t i = 0; i < p->n; i++) {
        const stm_fact_link *x = &f->links.at[p->first + i];
        stm_str k = key_of(w, w->token_term[p->member[0]][x->token[0]].id);
        stm_str l = key_of(w, w->token_term[p->member[1]][x->token[1]].id);
        bool one = stands_for_one(k), says = !one && (empty(k) || empty(l));
        ones += one;
        firm += (one && k.p[0] != '=') || w->article[p->member[0]]->tokens.at[x->token[0]].upos == STM_VERB ||
                w->article[p->member[1]]->tokens.at[x->token[1]].upos == STM_VERB;
        meant += !says;
        words += !one && !says && w->article[p->member[0]]->tokens.at[x->token[0]].upos != STM_ADV;
    }
    if (words == 0 || meant < 2 || ((ones == 0 || firm == 0) && p->n == 2 && p->score < LEAST_OF_TWO)) {
        return false;
    }
    return !amount(w, f, p) && !rank_alone(w, f, p) && !denied_apart(w, f, p) && !stm_fact_clashes(w, f, p, MUCH);
}

bool stm_fact_tells_much(const stm_work *w, const stm_facts *f, const stm_fact_pair *p)
{
    uint32_t words = 0;
    for (uint32_t i = 0; i < p->n; i++) {
        stm_str k = key_of(w, w->token_term[p->member[0]][f->links.at[p->first + i].token[0]].id);
        words += !stands_for_one(k) && !empty(k);
    }
    return words > 0 && !rank_alone(w, f, p) && !denied_apart(w, f, p) && !stm_fact_clashes(w, f, p, 0);
}
