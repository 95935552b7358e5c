/* unit_wording.c: a clause as a sentence that a person would write: with its subject, without "and" or "who".
 *
 * In: a unit.  Out: its wording, cut from the text; NULL where the text gives no clean sentence. Never: new words, but
 * for the subject that the clause shares with another, put in front as the text has it.
 */
#include "record/record_parts.h"

#define MAX_SUBJECT 60 /* bytes */
#define LEAST_BYTES 12
#define MAX_CLIMB 4 /* clauses */

stm_str stm_capital(stm_arena *arena, stm_str s)
{
    if (s.n > 0 && s.p[0] >= 'a' && s.p[0] <= 'z') {
        char *p = stm_arena_copy(arena, s.p, s.n);
        p[0] = (char)(p[0] - 32);
        s.p = p;
    }
    return s;
}

stm_str stm_without_link(stm_arena *arena, stm_str s)
{
    static const char *const links[] = {
        "But ", "And ", "Meanwhile, ", "However, ", "Still, ", "So ", "Yet ", "Also, "
    };
    static const char *const whose[] = { "That he ", "That she ", "That it ",    "That they ", "That the ",
                                         "That a ",  "That his ", "That their ", "That her ",  "That its " };
    for (size_t i = 0; i < sizeof links / sizeof *links; i++) {
        size_t n = strlen(links[i]);
        if (stm_str_starts(s, links[i]) && s.n > n + LEAST_BYTES) {
            s = stm_capital(arena, (stm_str){ s.p + n, s.n - n });
            break;
        }
    }
    for (size_t i = 0; i < sizeof whose / sizeof *whose; i++) {
        if (stm_str_starts(s, whose[i])) {
            return stm_capital(arena, (stm_str){ s.p + strlen("That "), s.n - strlen("That ") });
        }
    }
    return s;
}

stm_str stm_plain_and(stm_arena *arena, stm_str s)
{
    static const char joint[] = " and that ";
    size_t at = stm_str_find(s, stm_str_of(joint), 0);
    return at == SIZE_MAX || stm_str_find((stm_str){ s.p, at }, STM_STR("that "), 0) != SIZE_MAX
               ? s
               : stm_str_format(arena, "%.*s and %.*s", (int)at, s.p, (int)(s.n - at - strlen(joint)),
                                s.p + at + strlen(joint));
}

static bool finite(const stm_article *a, uint32_t head)
{
    const stm_sentence *s = &a->sentences.at[a->tokens.at[head].sentence];
    uint8_t x = a->tokens.at[head].xpos;
    if (x == STM_XP_VBD || x == STM_XP_VBZ || x == STM_XP_VBP) {
        return true;
    }
    for (uint32_t i = s->first_token; i < s->first_token + s->n_tokens; i++) {
        const stm_token *t = &a->tokens.at[i];
        if (t->head == head &&
            (t->deprel == STM_DEP_AUX || t->deprel == STM_DEP_AUX_PASS || t->deprel == STM_DEP_COP) &&
            (t->xpos == STM_XP_VBD || t->xpos == STM_XP_VBZ || t->xpos == STM_XP_VBP || t->xpos == STM_XP_MD)) {
            return true;
        }
    }
    return false;
}

static uint32_t subject(const stm_article *a, uint32_t head)
{
    const stm_sentence *s = &a->sentences.at[a->tokens.at[head].sentence];
    for (uint32_t i = s->first_token; i < s->first_token + s->n_tokens; i++) {
        const stm_token *t = &a->tokens.at[i];
        if (t->head == head &&
            (t->deprel == STM_DEP_NSUBJ || t->deprel == STM_DEP_NSUBJ_PASS || t->deprel == STM_DEP_EXPL)) {
            return i;
        }
    }
    return STM_NONE;
}

static bool relative_word(const stm_article *a, uint32_t i)
{
    uint8_t x = a->tokens.at[i].xpos;
    stm_str f = stm_token_form(a, i);
    return x == STM_XP_WDT || x == STM_XP_WP || x == STM_XP_WPS || x == STM_XP_WRB ||
           (stm_str_eq_nocase(f, STM_STR("that")) && a->tokens.at[i].upos == STM_PRON);
}

/* The token hangs on the noun, over words between it and the noun: "a tram-driving man"; or it stands beside it as a
 * word of the same place in the sentence: "the Vardon Liberal", where the tree makes two subjects of the two. */
static bool within_noun(const stm_article *a, uint32_t token, uint32_t noun)
{
    uint32_t up = token;
    for (uint32_t step = 0; step < 6 && up != noun; step++) {
        const stm_token *t = &a->tokens.at[up];
        bool twin = up + 1 == noun && t->upos == STM_PROPN && t->head == a->tokens.at[noun].head &&
                    t->deprel == a->tokens.at[noun].deprel;
        if (twin) {
            return true;
        }
        if (t->head == STM_NONE || t->head > noun || (t->head < token && up == token && t->upos != STM_PUNCT)) {
            return false;
        }
        up = t->head;
    }
    return up == noun;
}

/* The last word of a name, whose first word is its head; of another noun, that noun. */
static uint32_t name_end(const stm_article *a, uint32_t noun)
{
    uint32_t last = noun;
    while (last + 1 < a->tokens.n && a->tokens.at[last + 1].deprel == STM_DEP_FLAT &&
           a->tokens.at[last + 1].head != STM_NONE && a->tokens.at[last + 1].head >= noun &&
           a->tokens.at[last + 1].head <= last) {
        last++;
    }
    return last;
}

/* The noun phrase of a subject without what hangs on it behind the noun. A pronoun is nobody's name: whom it stands
 * for is a guess, and a guess must not become part of a sentence. */
static stm_span subject_words(const stm_work *w, uint32_t member, uint32_t noun)
{
    const stm_article *a = w->article[member];
    const stm_sentence *s = &a->sentences.at[a->tokens.at[noun].sentence];
    uint32_t from = noun;
    stm_span at;
    if (a->tokens.at[noun].upos == STM_PRON) {
        return STM_NO_SPAN;
    }
    while (from > s->first_token && within_noun(a, from - 1, noun) && a->tokens.at[from - 1].upos != STM_ADP &&
           a->tokens.at[from - 1].deprel != STM_DEP_CASE && /* "following his arrest" */
           (a->tokens.at[from - 1].upos != STM_PUNCT || stm_str_eqz(stm_token_form(a, from - 1), "-"))) {
        from--;
    }
    at = (stm_span){ a->tokens.at[from].at.start, a->tokens.at[name_end(a, noun)].at.end };
    return at.end - at.start <= MAX_SUBJECT ? at : STM_NO_SPAN;
}

/* Bytes from the token on to the end of the unit; of fewer than `least`, none. */
static stm_span rest(const stm_work *w, const stm_unit *u, uint32_t token, uint32_t least)
{
    const stm_article *a = w->article[u->member];
    stm_span at = { a->tokens.at[token].at.start, u->at.end };
    at = at.start < at.end ? stm_span_trim(a, at) : STM_NO_SPAN;
    return at.end - at.start < least ? STM_NO_SPAN : at;
}

/* "..., police said": a main clause that somebody says, without him. */
static stm_span without_source(const stm_article *a, const stm_unit *u)
{
    stm_span head = a->tokens.at[u->head].at;
    for (uint32_t q = 0; q < a->quotations.n && a->quotations.at[q].content.at[0].start < u->at.end; q++) {
        const stm_quotation *x = &a->quotations.at[q];
        stm_span c = x->content.at[0];
        if (x->content.n == 1 && c.start <= head.start && head.end <= c.end && stm_span_some(x->cue)) {
            return (stm_span){ c.start > u->at.start ? c.start : u->at.start, c.end < u->at.end ? c.end : u->at.end };
        }
    }
    return u->at;
}

static bool has_conjunct(const stm_article *a, uint32_t head)
{
    const stm_sentence *s = &a->sentences.at[a->tokens.at[head].sentence];
    for (uint32_t i = head + 1; i < s->first_token + s->n_tokens; i++) {
        const stm_token *t = &a->tokens.at[i];
        if (t->head == head && t->upos == STM_VERB &&
            (t->deprel == STM_DEP_CONJ || t->deprel == STM_DEP_PARATAXIS || t->deprel == STM_DEP_CCOMP)) {
            return true;
        }
    }
    return false;
}

/* A verb, or a word with a copula: "a clerk shot one man and hurt two" has no subject where the tree takes "shot" for a
 * noun. */
static bool verbal(const stm_article *a, uint32_t head)
{
    const stm_sentence *s = &a->sentences.at[a->tokens.at[head].sentence];
    bool found = a->tokens.at[head].upos == STM_VERB;
    for (uint32_t i = s->first_token; i < s->first_token + s->n_tokens && !found; i++) {
        found = a->tokens.at[i].head == head && a->tokens.at[i].deprel == STM_DEP_COP;
    }
    return found;
}

/* "killed one man and hurt two others": others than whom stands before. */
static bool others_among(const stm_article *a, uint32_t head)
{
    const stm_sentence *s = &a->sentences.at[a->tokens.at[head].sentence];
    for (uint32_t i = s->first_token; i < s->first_token + s->n_tokens; i++) {
        if (a->tokens.at[i].head == head && a->tokens.at[i].deprel == STM_DEP_OBJ && stm_form_among(a, i, "others")) {
            return true;
        }
    }
    return false;
}

/* 'cited it as "no joke but, worse, implies"': a verb in marks whose first verb is a reporter's has no subject of his.
 */
static bool in_marks(const stm_article *a, uint32_t token)
{
    stm_span at = a->tokens.at[token].at;
    for (uint32_t q = 0; q < a->quotations.n && a->quotations.at[q].content.at[0].start <= at.start; q++) {
        const stm_quotation *x = &a->quotations.at[q];
        const stm_spans *marks = x->kind == STM_QUOTE_DIRECT ? &x->content : &x->quoted;
        for (uint32_t k = 0; k < marks->n && x->kind != STM_QUOTE_INDIRECT; k++) {
            if (stm_span_meets(marks->at[k], at)) {
                return true;
            }
        }
    }
    return false;
}

/* The noun that a clause about it is of. Not sure: "any who worked", "a van heading north on Mill Street, which fled",
 * "a tape of him boasting of a theft, which was released". `word`: the clause's "which". */
static bool antecedent_sure(const stm_article *a, uint32_t noun, uint32_t word)
{
    const stm_token *t = &a->tokens.at[noun], *up = t->head == STM_NONE ? NULL : &a->tokens.at[t->head];
    bool bare = up != NULL && (up->xpos == STM_XP_VBG || up->xpos == STM_XP_VBN) &&
                (up->deprel == STM_DEP_ACL || up->deprel == STM_DEP_ADVCL);
    return t->upos != STM_DET &&
           !(bare && t->deprel == STM_DEP_OBL && t->head < noun && a->tokens.at[word].xpos == STM_XP_WDT && word > 0 &&
             stm_form_among(a, word - 1, ","));
}

/* The two stretches that make the sentence: its subject, where that stands elsewhere, and the rest. */
static void find_words(const stm_work *w, const stm_unit *u, stm_span *who, stm_span *words)
{
    const stm_article *a = w->article[u->member];
    const stm_token *t;
    uint32_t own, first, end;
    *who = *words = STM_NO_SPAN;
    if (u->head == STM_NONE) {
        *words = u->at;
        return;
    }
    t = &a->tokens.at[u->head];
    own = subject(a, u->head);
    if (t->deprel == STM_DEP_ROOT) {
        *words = without_source(a, u);
        return;
    }
    if (!finite(a, u->head)) {
        return;
    }
    first = stm_token_from(a, u->at.start);
    end = u->head;
    /* leading "and", "that", "who", "from which": up to the subject or the verb */
    while (first < end && (a->tokens.at[first].deprel == STM_DEP_CC || a->tokens.at[first].deprel == STM_DEP_MARK ||
                           a->tokens.at[first].upos == STM_PUNCT)) {
        first++;
    }
    if (own != STM_NONE && !relative_word(a, own)) {
        uint32_t from = own;
        while (from > first && a->tokens.at[from - 1].head != STM_NONE && a->tokens.at[from - 1].head > from - 1 &&
               a->tokens.at[from - 1].head <= own) {
            from--;
        }
        if (t->deprel == STM_DEP_ACL_RELCL ||
            (t->deprel == STM_DEP_ACL && a->tokens.at[stm_token_from(a, u->at.start)].deprel != STM_DEP_MARK)) {
            /* "the plan it put forward" lacks its object; "the firm from which he was fired" is whole */
            bool whole =
                from > first && (a->tokens.at[first].upos == STM_ADP || a->tokens.at[first].xpos == STM_XP_WRB);
            if (!whole) {
                return;
            }
            first = from;
        } else if (t->deprel == STM_DEP_ADVCL) {
            first = from;
        }
        *words = rest(w, u, first, LEAST_BYTES);
        return;
    }
    /* without a subject of its own: the noun it hangs on, or the subject of the verb it is joined to */
    if (own != STM_NONE) {
        first = own + 1;
    }
    if (t->head == STM_NONE) {
        return;
    }
    if (t->deprel == STM_DEP_ACL_RELCL) {
        if (own == STM_NONE && first < u->head && a->tokens.at[first].xpos == STM_XP_WRB) {
            return; /* "the firm where was fired": a word is missing, and the firm is not what was */
        }
        if (own == STM_NONE || !antecedent_sure(a, t->head, own)) {
            return;
        }
        own = t->head;
        if (a->tokens.at[own].deprel == STM_DEP_NMOD || has_conjunct(a, u->head)) {
            return; /* "a woman who had left early fell ...": where it ends is not sure; and in "an
                                    employee of the firm who": which of the two nouns it hangs on is not sure */
        }
        for (uint32_t i = own + 1; i < first; i++) {
            if (a->tokens.at[i].upos == STM_NOUN || a->tokens.at[i].upos == STM_PROPN) {
                return; /* "the vote on the draft, written by two envoys, that calls for": nor here */
            }
        }
    } else if (t->deprel == STM_DEP_CONJ) {
        if (!verbal(a, t->head) || others_among(a, u->head) || (in_marks(a, u->head) && !in_marks(a, t->head))) {
            return;
        }
        own = subject(a, t->head);
    } else {
        return;
    }
    *who = own == STM_NONE || relative_word(a, own) ? STM_NO_SPAN : subject_words(w, u->member, own);
    *words = stm_span_some(*who) ? rest(w, u, first, 6) : STM_NO_SPAN;
}

stm_str stm_unit_wording_until(const stm_work *w, uint32_t unit, uint32_t end, stm_span *who, stm_span *words)
{
    stm_unit u = w->units.at[unit];
    const stm_article *a = w->article[u.member];
    stm_str x, y;
    find_words(w, &u, who, words);
    if (!stm_span_some(*words) || words->start >= end) {
        return STM_NULL_STR;
    }
    words->end = words->end < end ? words->end : end;
    y = stm_plain_and(w->arena, stm_wording(w->arena, a, *words));
    x = stm_span_some(*who) ? stm_wording(w->arena, a, *who) : STM_NULL_STR;
    return x.p == NULL ? y : stm_str_format(w->arena, "%.*s %.*s", (int)x.n, x.p, (int)y.n, y.p);
}

stm_str stm_unit_wording(const stm_work *w, uint32_t unit)
{
    stm_span who, words;
    return stm_unit_wording_until(w, unit, UINT32_MAX, &who, &words);
}

/* The noun with what stands before it, and a phrase or two behind it. */
stm_span stm_noun_phrase(const stm_article *a, uint32_t noun)
{
    const stm_sentence *s = &a->sentences.at[a->tokens.at[noun].sentence];
    uint32_t from = noun;
    while (from > s->first_token && a->tokens.at[from - 1].head != STM_NONE && a->tokens.at[from - 1].head >= from &&
           a->tokens.at[from - 1].head <= noun && a->tokens.at[from - 1].deprel != STM_DEP_NSUBJ &&
           a->tokens.at[from - 1].upos != STM_ADP && a->tokens.at[from - 1].upos != STM_PUNCT) {
        from--;
    }
    return (stm_span){ a->tokens.at[from].at.start, a->tokens.at[name_end(a, noun)].at.end };
}

stm_str stm_unit_with_noun(const stm_work *w, uint32_t unit)
{
    const stm_unit *u = unit == STM_NONE ? NULL : &w->units.at[unit];
    const stm_article *a = u == NULL ? NULL : w->article[u->member];
    const stm_token *t = u == NULL || u->head == STM_NONE ? NULL : &a->tokens.at[u->head];
    stm_span at;
    stm_str s = u == NULL ? STM_NULL_STR : stm_unit_wording(w, unit);
    if (u == NULL || s.p != NULL) {
        return s;
    }
    at = u->at;
    for (uint32_t i = stm_token_from(a, at.start); i < a->tokens.n && a->tokens.at[i].at.end < at.end; i++) {
        bool leads = a->tokens.at[i].deprel == STM_DEP_MARK || a->tokens.at[i].deprel == STM_DEP_CC ||
                     (a->tokens.at[i].upos == STM_ADP && i + 1 < a->tokens.n && a->tokens.at[i + 1].xpos == STM_XP_VBG);
        if (!leads) {
            break; /* "by firing", "and firing" */
        }
        at.start = a->tokens.at[i + 1].at.start;
    }
    if (t != NULL && t->head != STM_NONE && t->head < u->head &&
        (t->deprel == STM_DEP_ACL || t->deprel == STM_DEP_ACL_RELCL)) {
        at.start = stm_noun_phrase(a, t->head).start;
    }
    return stm_wording(w->arena, a, at);
}

stm_str stm_unit_reading(const stm_work *w, uint32_t unit)
{
    const stm_unit *u = &w->units.at[unit];
    const stm_article *a = w->article[u->member];
    stm_str s = stm_unit_wording(w, unit);
    uint32_t head = u->head;
    for (uint32_t step = 0; s.p == NULL && step < MAX_CLIMB && head != STM_NONE && a->tokens.at[head].head != STM_NONE;
         step++) {
        head = stm_clause_head(a, a->tokens.at[head].head);
        for (uint32_t i = stm_first_unit(w, u->member, u->sentence);
             i < w->first_unit[u->member + 1] && w->units.at[i].sentence == u->sentence; i++) {
            if (w->units.at[i].head == head && w->units.at[i].quotation == u->quotation) {
                s = stm_unit_wording(w, i);
            }
        }
    }
    return s.p != NULL ? s : stm_unit_with_noun(w, unit);
}

bool stm_unit_speaks(const stm_work *w, const stm_unit *u)
{
    static const char *const words[] = { "say", "tell", "report", "announce", "add", "state", "ask" };
    if (u->head == STM_NONE) {
        return false;
    }
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        stm_str l = w->article[u->member]->tokens.at[u->head].lemma;
        if (l.p != NULL && stm_str_eqz(l, words[i])) {
            return true;
        }
    }
    return w->attribution[u->member][u->head] != 0;
}
