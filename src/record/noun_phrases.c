/* noun_phrases.c: the whole of a description: "the families of the injured", not "the families".
 *
 * In: a nominal mention of an article, which ends at its head word, and the article's trees.  Out: its passage with the
 * words behind the head that tell which one is meant: "of the firm"; "from Dexton", "near Port Hale", which name a
 * place; "suspected of theft"; "familiar with the matter"; of a man and the like also "who was dismissed in May".
 * Never: goes past a comma, a dash, a quotation mark or the sentence; takes an apposition, what stands beside it in a
 * list, an infinitive, a second finite verb ("a man who fell" ends there, whatever the parser says of "died"), or a
 * clause or a second preposition but "of" inside of what it takes. A preposition that the parser may have hung on the
 * wrong word ("shot three people at a bank") is left out. Cost: words of the phrase times MAX_STEPS.
 */
#include "record/descriptions.h"

#define MAX_STEPS 12
#define MAX_WORDS 24

/* The word behind `head` over which a token hangs on it, or STM_NONE. */
static uint32_t branch_of(const stm_article *a, uint32_t token, uint32_t head)
{
    for (uint32_t step = 0; step < MAX_STEPS && token != STM_NONE && token > head; step++) {
        if (a->tokens.at[token].head == head) {
            return token;
        }
        token = a->tokens.at[token].head;
    }
    return STM_NONE;
}

/* "of the firm"; "near Port Hale". */
static bool of_or_place(const stm_article *a, uint32_t preposition, uint32_t noun, bool person)
{
    static const char *const places[] = { "in", "near", "outside", "at" };
    static const char *const kinds[] = { "for", "with", "from", "under", "between", "against", "around" };
    stm_str word = stm_token_form(a, preposition);
    if (a->tokens.at[preposition].upos != STM_ADP || a->tokens.at[preposition].head != noun) {
        return false;
    }
    return stm_str_eqz(word, "of") || ONE_OF(word, kinds) ||
           (a->tokens.at[noun].upos == STM_PROPN && (ONE_OF(word, places) || (person && stm_str_eqz(word, "from"))));
}

/* "suspected of theft", "formerly known as": a participle with what belongs to it. */
static bool participle(const stm_article *a, uint32_t token, uint32_t head)
{
    static const char *const before[] = { "formerly", "previously", "now", "once", "still", "also", "already" };
    return a->tokens.at[token].xpos == STM_XP_VBN && token <= head + 2 && token + 1 < a->tokens.n &&
           (a->tokens.at[token + 1].upos == STM_ADP || a->tokens.at[token + 1].deprel == STM_DEP_MARK) &&
           (token == head + 1 || ONE_OF(stm_token_form(a, head + 1), before));
}

/* "a source familiar with the matter" */
static bool adjective(const stm_article *a, uint32_t token, uint32_t head)
{
    return token == head + 1 && a->tokens.at[token].upos == STM_ADJ && token + 1 < a->tokens.n &&
           a->tokens.at[token + 1].upos == STM_ADP && !stm_among(stm_token_form(a, token), "other such same more");
}

/* "the families", "all the passengers": several, of whom what follows tells which. */
static bool all_of_them(const stm_article *a, const stm_mention *m)
{
    static const char *const words[] = { "the", "all", "those" };
    uint32_t first = stm_token_from(a, m->at.start);
    for (uint32_t i = first + 1; i < m->head; i++) {
        if (a->tokens.at[i].upos == STM_PROPN || stm_token_form(a, i).p[0] < 'a') {
            return false; /* "the Marenian envoys": it is told */
        }
    }
    return a->tokens.at[m->head].xpos == STM_XP_NNS && ONE_OF(stm_token_form(a, first), words);
}

static bool tells_which(const stm_article *a, uint32_t branch, const stm_mention *m)
{
    stm_str word = stm_token_form(a, m->head);
    bool person = a->tokens.at[m->head].xpos == STM_XP_NN && stm_anybody(word);
    switch (a->tokens.at[branch].deprel) {
    case STM_DEP_NMOD: return of_or_place(a, m->head + 1, branch, person);
    case STM_DEP_AMOD: return adjective(a, branch, m->head);
    case STM_DEP_ACL:
        return adjective(a, branch, m->head) ||
               participle(a, branch, m->head) || /* "of taking it", which the parser hung on the noun */
               (branch > m->head + 2 && a->tokens.at[branch].xpos == STM_XP_VBG && participle(a, branch - 2, m->head));
    case STM_DEP_ACL_RELCL:
        return a->tokens.at[m->head + 1].head == branch &&
               (stm_str_eqz(stm_token_form(a, m->head + 1), "who")
                    ? person || all_of_them(a, m)
                    : stm_str_eqz(stm_token_form(a, m->head + 1), "that") && all_of_them(a, m));
    default: return false;
    }
}

/* "the carrier Astra", "the town of Millbrook": the end of the name that stands behind, or of the mention. */
static uint32_t with_name(const stm_article *a, const stm_entity *e, uint32_t mention)
{
    const stm_mention *m = &e->mentions.at[mention];
    uint32_t next = m->head + 1;
    if (next < a->tokens.n && stm_str_eqz(stm_token_form(a, next), "of")) {
        next++;
    }
    for (uint32_t i = mention + 1; i < e->mentions.n && i <= mention + 2; i++) {
        const stm_mention *x = &e->mentions.at[i];
        if (x->form == STM_MENTION_NAME && next < a->tokens.n && x->at.start == a->tokens.at[next].at.start) {
            return x->at.end;
        }
    }
    return m->at.end;
}

/* "Ann Lee, a teacher at the school,": behind a comma. */
static bool apposed(const stm_article *a, const stm_mention *m)
{
    uint32_t first = stm_token_from(a, m->at.start);
    return a->tokens.at[m->head].deprel == STM_DEP_APPOS && first > 0 && stm_str_eqz(stm_token_form(a, first - 1), ",");
}

/* Its commas, or the end of the sentence, say where it ends. */
static stm_span apposition(const stm_article *a, const stm_mention *m)
{
    uint32_t end = m->head;
    for (uint32_t i = m->head + 1; i < a->tokens.n && i < m->head + MAX_WORDS; i++) {
        const stm_token *t = &a->tokens.at[i];
        if (t->sentence != a->tokens.at[m->head].sentence || branch_of(a, i, m->head) == STM_NONE) {
            return i > end + 1 ? m->at : (stm_span){ m->at.start, a->tokens.at[end].at.end };
        }
        if (t->upos == STM_PUNCT && !stm_str_eqz(stm_token_form(a, i), "-")) {
            break;
        }
        end = i;
    }
    return (stm_span){ m->at.start, a->tokens.at[end].at.end };
}

stm_span stm_whole_description(const stm_article *a, const stm_entity *e, uint32_t mention)
{
    const stm_mention *m = &e->mentions.at[mention];
    uint32_t end = m->head, named;
    if (m->head == STM_NONE || m->head >= a->tokens.n || a->tokens.at[m->head].at.end != m->at.end) {
        return m->at;
    }
    named = with_name(a, e, mention);
    if (named > m->at.end) {
        return (stm_span){ m->at.start, named };
    }
    if (apposed(a, m)) {
        return apposition(a, m);
    }
    for (uint32_t i = m->head + 1; i < a->tokens.n && i < m->head + MAX_WORDS; i++) {
        const stm_token *t = &a->tokens.at[i];
        uint32_t branch = t->sentence == a->tokens.at[m->head].sentence ? branch_of(a, i, m->head) : STM_NONE;
        bool again = branch != STM_NONE && t->upos == STM_ADP && i > m->head + 1 &&
                     !stm_str_eqz(stm_token_form(a, i), "of") && t->head != STM_NONE &&
                     a->tokens.at[t->head].head == branch && a->tokens.at[branch].deprel == STM_DEP_NMOD;
        bool finite = branch != STM_NONE && i > branch && a->tokens.at[branch].deprel == STM_DEP_ACL_RELCL &&
                      (t->xpos == STM_XP_VBD || t->xpos == STM_XP_VBZ || t->xpos == STM_XP_VBP || t->xpos == STM_XP_MD);
        if (branch == STM_NONE || !tells_which(a, branch, m) || again || finite ||
            (t->upos == STM_PUNCT && (i == m->head + 1 || !stm_str_eqz(stm_token_form(a, i), "-"))) ||
            (branch != i && (t->xpos == STM_XP_WP || t->xpos == STM_XP_WDT || t->xpos == STM_XP_WRB) &&
             i != m->head + 1)) {
            break;
        }
        end = i;
    }
    while (end > m->head && (a->tokens.at[end].upos == STM_CCONJ || a->tokens.at[end].upos == STM_ADP ||
                             a->tokens.at[end].upos == STM_DET || a->tokens.at[end].upos == STM_PUNCT)) {
        end--;
    }
    while (end + 2 < a->tokens.n && stm_str_eqz(stm_token_form(a, end + 1), "-") && end > m->head &&
           a->tokens.at[end].at.end == a->tokens.at[end + 1].at.start &&
           a->tokens.at[end + 1].at.end == a->tokens.at[end + 2].at.start) {
        end += 2; /* no name is cut at its hyphen */
    }
    return (stm_span){ m->at.start, a->tokens.at[end].at.end };
}
