/* clauses.c: the clause that a word stands in, by the dependency tree. Unparsed text: the sentence. */
#include "record/record_parts.h"

#define MAX_STEPS 64

static bool is_clause_head(const stm_article *a, uint32_t i)
{
    const stm_token *t = &a->tokens.at[i];
    switch (t->deprel) {
    case STM_DEP_ROOT:
    case STM_DEP_CCOMP:
    case STM_DEP_ADVCL:
    case STM_DEP_ACL_RELCL:
    case STM_DEP_PARATAXIS:
    case STM_DEP_CSUBJ:
    case STM_DEP_CSUBJ_PASS: return true;
    case STM_DEP_ACL:
    case STM_DEP_XCOMP:
    case STM_DEP_CONJ: return t->upos == STM_VERB;
    default: return false;
    }
}

uint32_t stm_clause_head(const stm_article *a, uint32_t token)
{
    for (uint32_t step = 0; step < MAX_STEPS && token != STM_NONE && token < a->tokens.n; step++) {
        if (is_clause_head(a, token)) {
            return token;
        }
        if (a->tokens.at[token].head == token) {
            return STM_NONE;
        }
        token = a->tokens.at[token].head;
    }
    return STM_NONE;
}

static bool hangs_on(const stm_article *a, uint32_t token, uint32_t head)
{
    for (uint32_t step = 0; step < MAX_STEPS && token != STM_NONE && token < a->tokens.n; step++) {
        if (token == head) {
            return true;
        }
        token = a->tokens.at[token].head;
    }
    return false;
}

stm_span stm_clause_span(const stm_article *a, uint32_t head)
{
    const stm_sentence *s = &a->sentences.at[a->tokens.at[head].sentence];
    uint32_t from = head, to = head;
    while (from > s->first_token && hangs_on(a, from - 1, head)) {
        from--;
    }
    while (to + 1 < s->first_token + s->n_tokens && hangs_on(a, to + 1, head)) {
        to++;
    }
    return stm_span_trim(a, (stm_span){ a->tokens.at[from].at.start, a->tokens.at[to].at.end });
}

static bool nobody(const stm_article *a, uint32_t subject)
{
    if (stm_among(stm_token_form(a, subject), "nobody none nothing neither")) {
        return true;
    }
    /* "no one", "no voter" */
    for (uint32_t i = subject > 3 ? subject - 3 : 0; i < subject; i++) {
        if (a->tokens.at[i].head == subject && a->tokens.at[i].deprel == STM_DEP_DET &&
            stm_str_eq_nocase(stm_token_form(a, i), STM_STR("no"))) {
            return true;
        }
    }
    return false;
}

/* "did not", "never", "nobody was". */
bool stm_clause_negated(const stm_article *a, uint32_t head)
{
    const stm_sentence *s = &a->sentences.at[a->tokens.at[head].sentence];
    for (uint32_t i = s->first_token; i < s->first_token + s->n_tokens; i++) {
        if (a->tokens.at[i].head == head) {
            stm_str form = stm_token_form(a, i), lemma = a->tokens.at[i].lemma;
            uint8_t dep = a->tokens.at[i].deprel;
            if ((dep == STM_DEP_NSUBJ || dep == STM_DEP_NSUBJ_PASS) && nobody(a, i)) {
                return true;
            }
            if (i > head && i + 1 < s->first_token + s->n_tokens && stm_form_among(a, i + 1, "to") &&
                stm_str_eqz(form, "not")) {
                continue; /* "asked her not to go" */
            }
            if (stm_among(form, "not n't n\xE2\x80\x99t never") || (lemma.p != NULL && stm_str_eqz(lemma, "not"))) {
                return true;
            }
        }
    }
    return false;
}

static bool denies_thought(const stm_article *a, uint32_t verb)
{
    return a->tokens.at[verb].lemma.p != NULL &&
           stm_among(a->tokens.at[verb].lemma, "think believe expect suppose imagine feel") &&
           stm_clause_negated(a, verb);
}

bool stm_clause_thought_not(const stm_article *a, uint32_t head)
{
    uint32_t up = a->tokens.at[head].head, first;
    if (a->tokens.at[head].deprel != STM_DEP_CCOMP || up == STM_NONE) {
        return false;
    }
    if (denies_thought(a, up)) {
        return true;
    }
    first = stm_token_from(a, stm_clause_span(a, head).start);
    return first > up + 1 && first < a->tokens.n && a->tokens.at[first - 1].head == up &&
           denies_thought(a, first - 1); /* "said he did not think he won", where the tree hangs both on "said" */
}

bool stm_clause_left_open(const stm_article *a, uint32_t head)
{
    uint32_t first = a->sentences.at[a->tokens.at[head].sentence].first_token, up = head;
    for (uint32_t step = 0; step < MAX_STEPS && up != STM_NONE; step++) {
        for (uint32_t i = first; i < head; i++) {
            const stm_token *t = &a->tokens.at[i];
            if (t->deprel == STM_DEP_MARK && t->head == up && stm_form_among(a, i, "if unless whether")) {
                return true;
            }
        }
        /* "whether he plans to leave or will stay and fight": what is joined or wanted is as open */
        up = a->tokens.at[up].deprel == STM_DEP_CONJ || a->tokens.at[up].deprel == STM_DEP_XCOMP ? a->tokens.at[up].head
                                                                                                 : STM_NONE;
    }
    return false;
}

bool stm_clause_habitual(const stm_article *a, uint32_t head)
{
    const stm_token *h = &a->tokens.at[head];
    bool past = h->xpos != STM_XP_VBP && h->xpos != STM_XP_VBZ, when = false;
    for (uint32_t i = a->sentences.at[h->sentence].first_token; i < head && h->deprel == STM_DEP_ADVCL; i++) {
        when = when || (a->tokens.at[i].head == head && stm_form_among(a, i, "when whenever"));
    }
    return when && !past;
}

/* "any plan that involved", "would reject a plan that involves": what nobody says is so. */
bool stm_clause_hypothetical(const stm_article *a, uint32_t head)
{
    static const char *const open[] = { "any", "no", "every", "whatever", "whichever" };
    static const char *const refusing[] = { "reject", "refuse", "oppose", "prevent", "avoid" };
    for (uint32_t step = 0; step < MAX_STEPS && head != STM_NONE; step++) {
        const stm_token *t = &a->tokens.at[head];
        const stm_sentence *s = &a->sentences.at[t->sentence];
        if ((t->deprel != STM_DEP_ACL && t->deprel != STM_DEP_ACL_RELCL) || t->head == STM_NONE) {
            return false;
        }
        for (uint32_t i = s->first_token; i < t->head; i++) {
            for (size_t k = 0; k < sizeof open / sizeof *open && a->tokens.at[i].head == t->head; k++) {
                if (a->tokens.at[i].deprel == STM_DEP_DET && stm_str_eqz_nocase(stm_token_form(a, i), open[k])) {
                    return true;
                }
            }
        }
        head = a->tokens.at[t->head].deprel == STM_DEP_OBJ ? a->tokens.at[t->head].head : STM_NONE;
        for (size_t k = 0; head != STM_NONE && k < sizeof refusing / sizeof *refusing; k++) {
            stm_str l = a->tokens.at[head].lemma;
            if (l.p != NULL && stm_str_eqz(l, refusing[k])) {
                return true;
            }
        }
    }
    return false;
}

/* "The company", "its chairman": only the text around tells which one. */
bool stm_subject_vague(const stm_work *w, uint32_t member, uint32_t head)
{
    const stm_article *a = w->article[member];
    const stm_sentence *s = head == STM_NONE ? NULL : &a->sentences.at[a->tokens.at[head].sentence];
    uint32_t own = STM_NONE, e;
    bool the = false, more = false;
    for (uint32_t i = s == NULL ? 0 : s->first_token; s != NULL && i < s->first_token + s->n_tokens; i++) {
        if (a->tokens.at[i].head == head &&
            (a->tokens.at[i].deprel == STM_DEP_NSUBJ || a->tokens.at[i].deprel == STM_DEP_NSUBJ_PASS)) {
            own = i;
        }
    }
    if (own == STM_NONE || a->tokens.at[own].upos != STM_NOUN) {
        return false;
    }
    for (uint32_t i = s->first_token; i < s->first_token + s->n_tokens; i++) {
        if (a->tokens.at[i].head == own) {
            if (a->tokens.at[i].xpos == STM_XP_PRPS) {
                return true;
            }
            the = the || stm_form_among(a, i, "the The this This");
            more = more || a->tokens.at[i].deprel == STM_DEP_AMOD || a->tokens.at[i].deprel == STM_DEP_COMPOUND ||
                   a->tokens.at[i].deprel == STM_DEP_NMOD || a->tokens.at[i].deprel == STM_DEP_NMOD_POSS ||
                   a->tokens.at[i].deprel == STM_DEP_APPOS;
        }
    }
    e = w->at_token[member][own];
    return the && !more &&
           ((e != STM_NONE && w->named.at[e]) ||
            stm_among(stm_token_lemma(a, own),
                      "company firm group man woman suspect victim team actor actress couple"));
}
