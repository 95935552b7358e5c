/* proposal_phrases.c: the words around a noun that names a proposal.
 *
 * In: the word list, trees.  Out: noun phrases, and what the words before the noun say of which one is meant.
 */
#include "data/data.h"
#include "record/proposals.h"
#include "record/record_words.h"

#define MAX_NAME 90 /* bytes */

static uint32_t state_of(stm_str s)
{
    for (uint32_t i = 0; i <= STM_BROKEN; i++) {
        if (stm_str_eqz(s, stm_proposal_status_name((stm_proposal_status)i))) {
            return i;
        }
    }
    return STM_NONE;
}

void stm_proposal_words_read(stm_record_words *words)
{
    stm_proposal_words *l = &words->proposals;
    stm_arena *arena = &words->arena;
    static const char *const roles[STM_ROLES] = { "noun", "verb", "self", "adj", "of" };
    stm_word_rows rows = { stm_data_proposals, stm_data_proposals + stm_data_proposals_size, 0 };
    uint32_t role = STM_NONE, value = STM_NONE, place;
    stm_str word;
    while (stm_word_rows_next(&rows, &word, &place)) {
        if (place == 0) {
            role = STM_NONE;
            for (uint32_t i = 0; i < STM_ROLES; i++) {
                role = stm_str_eqz(word, roles[i]) ? i : role;
            }
        } else if (place == 1) {
            value = role == STM_ROLE_NOUN       ? *stm_map_put(arena, &l->kinds, word, l->kinds.items.n)
                    : stm_str_eqz(word, "none") ? STM_NO_FATE
                                                : state_of(word);
        } else if (role != STM_NONE && stm_map_get(&l->role[role], word) == STM_NONE) {
            *stm_map_put(arena, &l->role[role], word, value) = value;
        }
    }
    stm_gate_fill(&l->nouns_gate, &l->role[STM_ROLE_NOUN]);
}

uint32_t stm_proposal_talks(const stm_proposal_words *l)
{
    return stm_map_get(&l->role[STM_ROLE_NOUN], STM_STR("talk"));
}

bool stm_proposal_kind_is(const stm_proposal_words *l, uint32_t kind, const char *name)
{
    return stm_str_eqz(l->kinds.items.at[kind].key, name);
}

uint32_t stm_proposal_child(const stm_article *a, uint32_t of, stm_deprel deprel)
{
    uint32_t from, to;
    stm_proposal_range(a, of, &from, &to);
    for (uint32_t i = from; i < to; i++) {
        if (a->tokens.at[i].head == of && a->tokens.at[i].deprel == deprel) {
            return i;
        }
    }
    return STM_NONE;
}

/* "Resolution 12", "the Council Resolution": the word has something beside it. */
static bool counted_or_known(const stm_article *a, uint32_t i)
{
    uint8_t before = i > 0 ? a->tokens.at[i - 1].upos : STM_PUNCT;
    return (i + 1 < a->tokens.n && a->tokens.at[i + 1].upos == STM_NUM) || before == STM_DET || before == STM_NOUN ||
           before == STM_PROPN || before == STM_ADJ;
}

/* "Orsa's cash bid", "a bid", "its offer": what stands in front makes a noun of a word that the tagger calls a verb. */
static bool made_noun(const stm_article *a, uint32_t i)
{
    uint32_t floor = a->sentences.at[a->tokens.at[i].sentence].first_token;
    if (a->tokens.at[i].upos != STM_VERB || !stm_form_among(a, i, "bid bids deal offer plan")) {
        return false;
    }
    for (uint32_t k = i; k > floor && i - k < 8; k--) {
        const stm_token *t = &a->tokens.at[k - 1];
        if (stm_form_among(a, k - 1, "'s \xE2\x80\x99s a an A An") || t->xpos == STM_XP_PRPS) {
            return true;
        }
        if (t->upos != STM_NOUN && t->upos != STM_ADJ && t->upos != STM_NUM &&
            !stm_form_among(a, k - 1, "- and cash")) {
            return false;
        }
    }
    return false;
}

/* The words before such a noun that belong to it. */
static uint32_t front_of(const stm_article *a, uint32_t noun)
{
    uint32_t floor = a->sentences.at[a->tokens.at[noun].sentence].first_token, i = noun;
    while (i > floor && noun - i < 12) {
        const stm_token *t = &a->tokens.at[i - 1];
        if (t->upos != STM_NOUN && t->upos != STM_PROPN && t->upos != STM_ADJ && t->upos != STM_NUM &&
            t->upos != STM_PART && t->upos != STM_DET && t->xpos != STM_XP_PRPS && !stm_form_among(a, i - 1, "- and")) {
            break;
        }
        i--;
    }
    return stm_form_among(a, i, "- and") ? noun : i;
}

/* "The decision", "a decision to sell": one that the reader is told; not "hard decisions". */
static bool one_decision(const stm_article *a, uint32_t i)
{
    uint32_t before = i > 0 ? i - 1 : i;
    bool kind = before < i && a->tokens.at[before].upos == STM_NOUN; /* "ferry decision due" */
    while (before > 0 && (a->tokens.at[before].upos == STM_ADJ || a->tokens.at[before].upos == STM_NOUN ||
                          (a->tokens.at[before].head == i && a->tokens.at[before].deprel == STM_DEP_COMPOUND))) {
        before--; /* "his night sailing decision" */
    }
    return a->tokens.at[i].xpos == STM_XP_NN &&
           (stm_span_some(stm_proposal_content(a, i)) || (kind && !stm_form_among(a, before, "a an A An")) ||
            stm_form_among(a, before, "the The this This that That 's \xE2\x80\x99s") ||
            a->tokens.at[before].xpos == STM_XP_PRPS);
}

/* "Decided to retire", "plans to run again": what somebody does with his own life is put to nobody. */
static bool of_ones_own(const stm_article *a, uint32_t i)
{
    stm_span content = stm_proposal_content(a, i);
    for (uint32_t k = i + 1; stm_span_some(content) && k < i + 5 && k < a->tokens.n; k++) {
        if (a->tokens.at[k].xpos == STM_XP_VB) {
            return stm_among(a->tokens.at[k].lemma,
                             "resign retire quit leave run step stand stay return become marry play move") ||
                   (stm_str_eqz(a->tokens.at[k].lemma, "seek") && k + 1 < a->tokens.n &&
                    stm_form_among(a, k + 1, "re re-election reelection another office"));
        }
    }
    return false;
}

/* "A letter urging the council to vote", "signed a letter": one that wants something. */
static bool open_letter(const stm_article *a, uint32_t i)
{
    uint32_t up = a->tokens.at[i].head, asks = stm_proposal_child(a, i, STM_DEP_ACL), end;
    end = stm_proposal_sentence_end(a, i);
    for (uint32_t k = i + 1; k < end && asks == STM_NONE; k++) { /* "sent a letter to the guild, asking for" */
        asks = a->tokens.at[k].head == up && a->tokens.at[k].deprel == STM_DEP_ADVCL &&
                       a->tokens.at[i].deprel == STM_DEP_OBJ && a->tokens.at[k].xpos == STM_XP_VBG
                   ? k
                   : STM_NONE;
    }
    return (up != STM_NONE && a->tokens.at[i].deprel == STM_DEP_OBJ &&
            stm_among(stm_token_lemma(a, up), "sign circulate draft craft")) ||
           (asks != STM_NONE &&
            stm_form_among(a, asks, "urging asking demanding calling requesting imploring opposing seeking"));
}

/* "A request for an interview", "requests for comment": a reporter's. */
static bool of_reporter(const stm_article *a, uint32_t i)
{
    for (uint32_t k = i + 2; k < a->tokens.n && k < i + 5 && stm_form_among(a, i + 1, "for"); k++) {
        if (stm_form_among(a, k, "comment comments interview interviews")) {
            return true;
        }
    }
    return false;
}

/* "The nomination of Judge Orr", "her appointment": not a party's, not an award's. */
static bool of_somebody(const stm_article *a, uint32_t i)
{
    return (i > 0 && (a->tokens.at[i - 1].xpos == STM_XP_POS || a->tokens.at[i - 1].xpos == STM_XP_PRPS)) ||
           (i + 2 < a->tokens.n && stm_form_among(a, i + 1, "of") && a->tokens.at[i + 2].upos == STM_PROPN);
}

/* "Her bid for the Senate", "a bid to keep warm": nothing is bought. */
static bool in_a_race(const stm_article *a, uint32_t i)
{
    uint32_t from, to;
    stm_proposal_range(a, i, &from, &to);
    for (uint32_t k = i > from + 3 ? i - 3 : from; k < to && k < i + 8; k++) {
        if (a->tokens.at[k].upos == STM_VERB && k > i + 1 &&
            !(stm_form_among(a, k - 1, "to") &&
              stm_among(stm_token_lemma(a, k), "buy acquire take purchase merge combine"))) {
            return k == i + 2 && stm_form_among(a, i + 1, "to");
        }
        if (stm_form_among(a, k,
                           "re-election reelection presidential gubernatorial senatorial Senate House Congress "
                           "presidency nomination seat office governor mayor")) {
            return true;
        }
    }
    return false;
}

/* "Rule changes", "changes to the fishing regulations": the rule or law that is changed; STM_NONE. */
static uint32_t changed_rule(const stm_article *a, uint32_t i)
{
    static const char *const rules = "rule law regulation regulatory policy act Act statute requirement";
    uint32_t from, to;
    bool noun = a->tokens.at[i].upos == STM_NOUN || made_noun(a, i) || a->tokens.at[i].deprel == STM_DEP_OBJ;
    stm_proposal_range(a, i, &from, &to);
    if (!noun || !stm_form_among(a, i, "change changes revision revisions rewrite")) {
        return STM_NONE;
    }
    if (i > from && stm_str_among(stm_token_lemma(a, i - 1), rules)) {
        return i - 1;
    }
    for (uint32_t k = i + 2; k < to && k < i + 9 && stm_form_among(a, i + 1, "to in of"); k++) {
        uint8_t upos = a->tokens.at[k].upos;
        if (stm_str_among(stm_token_lemma(a, k), rules) && a->tokens.at[k].deprel != STM_DEP_COMPOUND) {
            return k;
        }
        if (upos != STM_DET && upos != STM_ADJ && upos != STM_PROPN && upos != STM_NOUN && upos != STM_PART) {
            break;
        }
    }
    return STM_NONE;
}

/* "That promise", "a commitment that he would pay", "the pledge to build": one that says what it holds, or one that the
 * text has told of; not "shows promise". */
static bool one_pledge(const stm_article *a, uint32_t i)
{
    uint32_t before = i > 0 ? i - 1 : i;
    while (before > 0 && a->tokens.at[before].upos == STM_ADJ) {
        before--;
    }
    return stm_span_some(stm_proposal_content(a, i)) || (i + 1 < a->tokens.n && stm_form_among(a, i + 1, "that")) ||
           (a->tokens.at[i].xpos == STM_XP_NN && (stm_form_among(a, before, "this This that That 's \xE2\x80\x99s") ||
                                                  a->tokens.at[before].xpos == STM_XP_PRPS));
}

/* "Launched an investigation", "an internal inquiry", "the board's review": one that somebody decides on; not the work
 * of police, nor of critics. */
static bool one_review(const stm_article *a, uint32_t i)
{
    uint32_t up = a->tokens.at[i].head, who;
    if (a->tokens.at[i].xpos != STM_XP_NN ||
        (i > 0 &&
         stm_form_among(a, i - 1, "police criminal murder homicide fire book film movie peer performance rave"))) {
        return false;
    }
    if (stm_among(stm_token_lemma(a, i), "review evaluation audit") ||
        (i > 0 && stm_form_among(a, i - 1, "internal independent congressional parliamentary public"))) {
        return true;
    }
    if (up == STM_NONE || a->tokens.at[up].upos != STM_VERB ||
        !((a->tokens.at[i].deprel == STM_DEP_OBJ &&
           stm_among(stm_token_lemma(a, up), "launch order demand announce promise seek want request commission")) ||
          (a->tokens.at[i].deprel == STM_DEP_OBL && stm_among(stm_token_lemma(a, up), "call push press")))) {
        return false;
    }
    who = stm_arguments_of(a, up).agent;
    return who == STM_NONE ||
           !stm_among(stm_token_lemma(a, who), "police detective officer investigator sheriff prosecutor authority "
                                               "constable force department inspector Police");
}

/* Kind of a noun by the list alone. "a measure of justice" and "documents" propose nothing. */
static uint32_t listed(const stm_proposal_words *l, const stm_article *a, uint32_t i)
{
    const stm_token *t = &a->tokens.at[i];
    if (changed_rule(a, i) != STM_NONE) {
        return stm_map_get(&l->role[STM_ROLE_NOUN], STM_STR("rule"));
    }
    if (t->lemma.p == NULL || !stm_gate_passes(&l->nouns_gate, t->lemma) ||
        (t->upos != STM_NOUN && t->upos != STM_PROPN && !made_noun(a, i)) || t->deprel == STM_DEP_COMPOUND ||
        (stm_among(t->lemma, "document contract transaction appeal suggestion") && t->xpos == STM_XP_NNS) ||
        (stm_str_eqz(t->lemma, "bid") && in_a_race(a, i)) ||
        (stm_form_among(a, i, "plans") && i > 0 && a->tokens.at[i - 1].upos == STM_PROPN && i + 1 < a->tokens.n &&
         stm_form_among(a, i + 1, "to")) || /* "Orsa plans to" */
        (stm_str_eqz(t->lemma, "approach") && t->xpos != STM_XP_NNS &&
         !(i > 0 && stm_form_among(a, i - 1, "takeover hostile unsolicited"))) ||       /* a way to do things */
        (stm_str_eqz(stm_token_form(a, i), "Resolution") && !counted_or_known(a, i)) || /* a body that is called so */
        (stm_str_eqz(t->lemma, "order") && !(i > 0 && stm_form_among(a, i - 1,
                                                                     "court executive restraining gag emergency "
                                                                     "evacuation judicial temporary"))) ||
        (stm_str_eqz(t->lemma, "strike") &&
         (i == 0 || stm_form_among(a, i - 1, "air missile drone rocket military retaliatory lightning first"))) ||
        (stm_str_eqz(t->lemma, "decision") && !one_decision(a, i)) ||
        (stm_among(t->lemma, "review investigation inquiry probe audit evaluation") && !one_review(a, i)) ||
        (stm_among(t->lemma, "decision plan") && of_ones_own(a, i)) ||
        stm_str_eqz(t->lemma, "candidacy") || /* proposal_races.c: it is somebody's */
        (stm_str_eqz(t->lemma, "letter") && !open_letter(a, i)) ||
        (stm_str_eqz(t->lemma, "bargain") && !(i > 0 && stm_form_among(a, i - 1, "plea"))) ||
        (stm_str_eqz(t->lemma, "request") && of_reporter(a, i)) ||
        (stm_among(t->lemma, "pledge promise commitment vow") && !one_pledge(a, i)) ||
        (stm_str_eqz(t->lemma, "statute") && i + 1 < a->tokens.n && stm_form_among(a, i + 1, "of")) || /* limitations */
        (stm_among(t->lemma, "law policy statute") && t->xpos == STM_XP_NNS) || /* those that there are */
        (stm_among(t->lemma, "nomination appointment") && !of_somebody(a, i)) ||
        (stm_str_eqz(t->lemma, "measure") && i + 1 < a->tokens.n && stm_form_among(a, i + 1, "of")) ||
        (stm_str_eqz(t->lemma, "deal") && i > 0 && stm_form_among(a, i - 1, "great good big"))) { /* of time, of luck */
        return STM_NONE;
    }
    return stm_map_get(&l->role[STM_ROLE_NOUN], t->lemma);
}

/* Of "a proposal for a ban" the ban, or STM_NONE. The tree may hang it on the verb. */
static uint32_t ban_of(const stm_proposal_words *l, const stm_article *a, uint32_t outer)
{
    uint32_t kind = listed(l, a, outer), from, to;
    if (kind == STM_NONE || !stm_proposal_kind_is(l, kind, "paper")) {
        return STM_NONE;
    }
    stm_proposal_range(a, outer, &from, &to);
    for (uint32_t i = outer + 1; i < to && i < outer + 6; i++) {
        uint8_t upos = a->tokens.at[i].upos;
        if (listed(l, a, i) != STM_NONE) {
            return stm_proposal_kind_is(l, listed(l, a, i), "ban") ? i : STM_NONE;
        }
        if (upos != STM_ADP && upos != STM_DET && upos != STM_ADJ) {
            return STM_NONE;
        }
    }
    return STM_NONE;
}

/* "His demand for a wall", "the guild's demands that": not what buyers want. */
static bool one_demand(const stm_article *a, uint32_t noun)
{
    uint32_t owner = stm_proposal_child(a, noun, STM_DEP_NMOD_POSS);
    if (owner == STM_NONE || noun + 2 >= a->tokens.n ||
        (a->tokens.at[owner].upos != STM_PROPN && a->tokens.at[owner].upos != STM_PRON)) {
        return false;
    }
    return stm_form_among(a, noun + 1, "that to") ||
           (stm_form_among(a, noun + 1, "for") &&
            (a->tokens.at[noun + 2].upos == STM_NUM || a->tokens.at[noun + 2].upos == STM_SYM ||
             stm_form_among(a, noun + 2, "a an")));
}

/* "The 14th Amendment", "his Fifth Amendment right": law long since. */
static bool of_constitution(const stm_article *a, uint32_t token)
{
    stm_str number;
    if (token == 0 || !stm_form_among(a, token, "Amendment Amendments")) {
        return false;
    }
    number = stm_token_form(a, token - 1);
    return stm_str_ends(number, "th") || stm_str_among(number, "First Second Third 1st 2nd 3rd 21st 22nd 23rd");
}

uint32_t stm_proposal_kind(const stm_proposal_words *l, const stm_article *a, uint32_t token)
{
    uint32_t kind = listed(l, a, token), inner;
    if (kind == STM_NONE || of_constitution(a, token) ||
        (stm_str_eqz(stm_token_lemma(a, token), "demand") && !one_demand(a, token))) {
        return STM_NONE;
    }
    for (uint32_t i = token; i-- > 0 && i + 9 > token;) {
        if (changed_rule(a, i) == token || (i + 6 > token && ban_of(l, a, i) == token)) {
            return STM_NONE; /* the outer noun is the mention */
        }
    }
    inner = ban_of(l, a, token);
    return inner == STM_NONE ? kind : listed(l, a, inner);
}

uint32_t stm_proposal_talked_of(const stm_proposal_words *l, const stm_article *a, uint32_t noun)
{
    uint32_t from, to, on = STM_NONE;
    stm_proposal_range(a, noun, &from, &to);
    if (!stm_among(stm_token_lemma(a, noun), "talk negotiation discussion")) {
        return STM_NONE;
    }
    for (uint32_t i = noun + 1; i < to && i < noun + 16; i++) {
        uint8_t upos = a->tokens.at[i].upos;
        uint32_t kind = on == STM_NONE ? STM_NONE : stm_proposal_kind(l, a, i);
        if (upos == STM_VERB || upos == STM_AUX || upos == STM_PUNCT || upos == STM_SCONJ) {
            return STM_NONE;
        }
        if (kind != STM_NONE) {
            return kind == stm_proposal_talks(l) ? STM_NONE : i;
        }
        if (on == STM_NONE ? stm_form_among(a, i, "on over about toward towards") : upos == STM_ADP) {
            if (on != STM_NONE) {
                return STM_NONE;
            }
            on = i;
        }
    }
    return STM_NONE;
}

static bool name_part(uint8_t deprel)
{
    return deprel == STM_DEP_AMOD || deprel == STM_DEP_COMPOUND || deprel == STM_DEP_NMOD_POSS ||
           deprel == STM_DEP_NUMMOD || deprel == STM_DEP_DET || deprel == STM_DEP_NMOD || deprel == STM_DEP_CASE ||
           deprel == STM_DEP_FLAT || deprel == STM_DEP_NMOD_UNMARKED || deprel == STM_DEP_OBL_UNMARKED ||
           deprel == STM_DEP_CONJ || deprel == STM_DEP_CC || deprel == STM_DEP_PUNCT;
}

/* "The plan and its costs": of another thing. In "a ban on night and storm sailings" trees err. */
static bool beside_noun(const stm_article *a, uint32_t token, uint32_t noun)
{
    uint32_t word;
    uint8_t next;
    if (a->tokens.at[token].deprel != STM_DEP_CONJ || a->tokens.at[token].head != noun) {
        return false;
    }
    word = stm_proposal_child(a, token, STM_DEP_CC);
    next = word == STM_NONE || word + 1 >= a->tokens.n ? STM_UPOS_NONE : a->tokens.at[word + 1].upos;
    return word == STM_NONE || word == noun + 1 || next == STM_DET || next == STM_PRON ||
           (word > 0 && a->tokens.at[word - 1].upos == STM_PUNCT);
}

static bool in_phrase(const stm_article *a, uint32_t token, uint32_t noun)
{
    for (uint32_t step = 0; step < 12 && token != STM_NONE; step++) {
        if (token == noun) {
            return true;
        }
        if (!name_part(a->tokens.at[token].deprel) || beside_noun(a, token, noun)) {
            return false;
        }
        token = a->tokens.at[token].head;
    }
    return false;
}

/* "His trophy hunting decision", with "trophy" for an object beside the decision: two nouns that touch are one. */
static bool beside_object(const stm_article *a, uint32_t token, uint32_t noun)
{
    const stm_token *t = &a->tokens.at[token], *n = &a->tokens.at[noun];
    return t->deprel == STM_DEP_OBJ && n->deprel == STM_DEP_OBJ && t->head == n->head && t->xpos == STM_XP_NN &&
           n->xpos == STM_XP_NN && a->tokens.at[token + 1].upos != STM_DET && a->tokens.at[token + 1].upos != STM_PRON;
}

/* A dash between words, however it is tagged: U+2012 to U+2015. */
static bool is_dash(stm_str s)
{
    return s.n == 3 && memcmp(s.p, "\xE2\x80", 2) == 0 && (uint8_t)s.p[2] >= 0x92 && (uint8_t)s.p[2] <= 0x95;
}

/* The "and" of "cash-and-shares". */
static bool hyphened(const stm_article *a, uint32_t i)
{
    return i > 0 && i + 1 < a->tokens.n && stm_form_among(a, i - 1, "-") && stm_form_among(a, i + 1, "-");
}

static stm_span phrase(const stm_article *a, uint32_t noun)
{
    uint32_t from, to, lo = noun, hi = noun, also = noun;
    stm_span s;
    stm_proposal_range(a, noun, &from, &to);
    if (a->tokens.at[noun].upos == STM_VERB) {
        s = (stm_span){ a->tokens.at[front_of(a, noun)].at.start, a->tokens.at[noun].at.end };
        return stm_whole_words(a, stm_span_trim(a, s));
    }
    while (lo > from && (in_phrase(a, lo - 1, noun) || in_phrase(a, lo - 1, also) || beside_object(a, lo - 1, noun)) &&
           a->tokens.at[lo - 1].upos != STM_ADP && a->tokens.at[lo - 1].upos != STM_SCONJ &&
           (a->tokens.at[lo - 1].upos != STM_CCONJ || hyphened(a, lo - 1)) &&
           (a->tokens.at[lo - 1].upos != STM_PUNCT || stm_str_eqz(stm_token_form(a, lo - 1), "-")) &&
           !is_dash(stm_token_form(a, lo - 1)) &&
           !stm_form_among(a, lo - 1, "including Including following Following regarding concerning")) {
        lo--;
        also = beside_object(a, lo, noun) ? lo : also;
    }
    while (hi + 1 < to && in_phrase(a, hi + 1, noun) && !stm_form_among(a, hi + 1, "including") &&
           a->tokens.at[hi + 1].at.end - a->tokens.at[lo].at.start <= MAX_NAME) {
        hi++;
    }
    while (hi > noun && (a->tokens.at[hi].upos == STM_PUNCT || a->tokens.at[hi].upos == STM_ADP ||
                         a->tokens.at[hi].upos == STM_DET)) {
        hi--;
    }
    for (uint32_t i = 0; i < a->times.n; i++) { /* "on Thursday" is no part of a name */
        uint32_t from_time = stm_token_from(a, a->times.at[i].at.start);
        if (from_time > noun && from_time <= hi) {
            hi = from_time - 1;
        }
    }
    while (hi > noun && a->tokens.at[hi].upos != STM_NOUN && a->tokens.at[hi].upos != STM_PROPN &&
           a->tokens.at[hi].upos != STM_NUM) {
        hi--;
    }
    for (uint32_t i = noun + 1; i < hi; i++) { /* "brought the bill to the floor": where it goes is none either */
        if (stm_form_among(a, i, "to on") && stm_form_among(a, hi, "floor table vote ballot parliament hold ice")) {
            hi = i - 1;
        }
    }
    s = (stm_span){ a->tokens.at[lo].at.start, a->tokens.at[hi].at.end };
    return stm_whole_words(a, stm_span_trim(a, s));
}

stm_span stm_proposal_phrase(const stm_proposal_words *l, const stm_article *a, uint32_t noun)
{
    uint32_t inner = ban_of(l, a, noun);
    stm_span at = phrase(a, noun);
    if (inner != STM_NONE && phrase(a, inner).end > at.end) {
        at.end = phrase(a, inner).end;
    }
    for (uint32_t i = noun + 2; i < a->tokens.n && a->tokens.at[i].at.end < at.end; i++) {
        if (a->tokens.at[i].upos == STM_ADP && stm_form_among(a, i, "after during")) {
            at.end = a->tokens.at[i - 1].at.end; /* "demands for a wall after the second meeting": when, not what */
        }
    }
    return at;
}

/* The phrase without "its" and "their own". */
stm_span stm_proposal_bare(const stm_article *a, stm_span at, uint32_t noun)
{
    for (uint32_t i = stm_token_from(a, at.start); i < noun; i++) {
        stm_str f = stm_token_form(a, i);
        if (a->tokens.at[i].upos == STM_PRON || a->tokens.at[i].upos == STM_ADV ||
            stm_str_eq_nocase(f, STM_STR("own")) || stm_str_eq_nocase(f, STM_STR("any")) ||
            stm_str_eq_nocase(f, STM_STR("no"))) {
            at.start = a->tokens.at[i + 1].at.start;
        } else {
            break;
        }
    }
    return at;
}

/* What the words before the noun say of which one it is; false: any, and so none. */
bool stm_proposal_which(const stm_article *a, stm_span at, stm_proposal_mention *m)
{
    bool article = false, known = false;
    for (uint32_t i = stm_token_from(a, at.start); i < m->noun; i++) {
        stm_str f = stm_token_form(a, i);
        if (a->tokens.at[i].head != m->noun && a->tokens.at[i].deprel != STM_DEP_AMOD) {
            continue;
        }
        if (stm_str_eq_nocase(f, STM_STR("any")) || stm_str_eq_nocase(f, STM_STR("no")) ||
            stm_str_eq_nocase(f, STM_STR("every"))) {
            return false;
        }
        known = known || a->tokens.at[i].deprel == STM_DEP_NMOD_POSS || a->tokens.at[i].upos == STM_PROPN ||
                stm_form_among(a, i, "the this that these those his her its their our my your own");
        article = article || stm_str_eq_nocase(f, STM_STR("a")) || stm_str_eq_nocase(f, STM_STR("an"));
        m->another = m->another || stm_str_eq_nocase(f, STM_STR("another")) || stm_str_eq_nocase(f, STM_STR("rival")) ||
                     stm_str_eq_nocase(f, STM_STR("alternative")) || stm_str_eq_nocase(f, STM_STR("separate")) ||
                     stm_str_eq_nocase(f, STM_STR("similar"));
        m->new_one =
            m->new_one || stm_str_eq_nocase(f, STM_STR("own")) || (article && stm_str_eq_nocase(f, STM_STR("new")));
    }
    m->any = !known;
    /* "the North Sea Fisheries Agreement": none that the story calls "the deal" */
    m->another = m->another || (a->tokens.at[m->noun].upos == STM_PROPN && m->noun > 0 &&
                                a->tokens.at[m->noun - 1].upos == STM_PROPN &&
                                a->sentences.at[a->tokens.at[m->noun].sentence].furniture == 0 &&
                                stm_form_among(a, m->noun, "Agreement Treaty Accord Accords Pact"));
    return true;
}
