/* times_tense.c: the tense of the verb that governs a time expression.
 *
 * In: tokens with tags and trees when the article has them, else the words around.  Out: past, present, future, or
 * unknown.  Never: changes the article. Invariants: none. Cost: linear in the sentence.
 * "Would" and "was to" look forward as "will" does: the day that they speak of lay ahead when the words were said.
 */
#include "extract/times.h"

/* The token that holds the byte, or STM_NONE. */
static uint32_t token_at(const stm_article *a, uint32_t byte)
{
    uint32_t t = stm_token_from(a, byte);
    return t < a->tokens.n && a->tokens.at[t].at.start <= byte ? t : STM_NONE;
}

/* What nobody sets a day for: "a crash early Sunday" has been, whatever tense the clause has. */
static const char mishaps[] =
    "accident accidents arson assault assaults blast blasts blaze bombing bombings burglary collision collisions crash "
    "crashes death deaths derailment explosion explosions fire fires gunfire homicide homicides incident incidents "
    "kidnapping killing killings massacre melee murder murders outage rape robberies robbery shooting shootings "
    "slaying slayings stabbing stabbings suicide wreck";

bool stm_is_mishap(const stm_article *a, uint32_t token) { return stm_form_among(a, token, mishaps); }

/* Verbs whose infinitive is of their own time: "continue to search". */
static const char lasting[] = "continue continues begin begins start starts keep keeps remain remains try tries appear "
                              "appears seem seems fail fails struggle struggles work tend tends";

static const char forward[] =
    "expected scheduled due set planned plans plan planning expects expect hopes hope intends intend supposed slated "
    "ready prepares prepare aims agreed agree vowed pledged promised likely wants want going hoped poised";

/* The verb's own tense by its tag and auxiliaries; UNKNOWN for an infinitive (*infinitive) or participle that its head
 * decides. */
static stm_tense verb_tense(const stm_article *a, uint32_t v, bool *infinitive)
{
    const stm_token *t = &a->tokens.at[v];
    const stm_sentence *s = &a->sentences.at[t->sentence];
    bool past = t->xpos == STM_XP_VBD, present = t->xpos == STM_XP_VBZ || t->xpos == STM_XP_VBP, to = false;
    for (uint32_t k = v > s->first_token + 12 ? v - 12 : s->first_token; k < v; k++) { /* auxiliaries stand near */
        const stm_token *c = &a->tokens.at[k];
        if (c->head != v) {
            continue;
        }
        if (c->deprel == STM_DEP_AUX || c->deprel == STM_DEP_AUX_PASS || c->deprel == STM_DEP_COP) {
            if (stm_form_among(a, k, "will would 'll ’ll wo shall may might could can should must ca")) {
                return stm_form_among(a, k, "could can might must should") && t->xpos != STM_XP_VB ? STM_TENSE_UNKNOWN
                                                                                                   : STM_TENSE_FUTURE;
            }
            past |= stm_form_among(a, k, "was were had did has have 've ’ve been");
            present |= stm_form_among(a, k, "is are am 's ’s 're do does");
        }
        to |= c->deprel == STM_DEP_MARK && stm_form_among(a, k, "to");
    }
    *infinitive = to;
    if (to) {
        return STM_TENSE_UNKNOWN;
    }
    if (present && !past) {
        return STM_TENSE_PRESENT;
    }
    return past ? STM_TENSE_PAST : STM_TENSE_UNKNOWN;
}

/* "has", "have" among the verb's auxiliaries? */
static bool has_present(const stm_article *a, uint32_t v)
{
    for (uint32_t k = v > 4 ? v - 4 : 0; k < v; k++) {
        if (a->tokens.at[k].head == v && stm_form_among(a, k, "has have 've ’ve")) {
            return true;
        }
    }
    return false;
}

/* "had been asked to vote on Friday": that is over. */
static bool had_been(const stm_article *a, uint32_t v)
{
    for (uint32_t k = v > 4 ? v - 4 : 0; k < v; k++) {
        if (a->tokens.at[k].head == v && stm_form_among(a, k, "had")) {
            return true;
        }
    }
    return false;
}

/* "a strike planned for Monday": the day lies ahead of the planning. What "had been planned" lay ahead of the article
 * too where it is called off. `planned`: the participle; `time`: a token of the expression. */
static bool lies_ahead(const stm_article *a, uint32_t planned, uint32_t time)
{
    static const char off[] =
        "cancelled canceled cancel off postponed postpone suspended suspend scrapped scrap delayed "
        "delay not n't won't";
    const stm_sentence *s = &a->sentences.at[a->tokens.at[planned].sentence];
    bool had = false;
    if (!stm_form_among(a, planned, "planned scheduled slated set due called booked") || time == 0 ||
        !stm_form_among(a, time - 1, "for")) {
        return false;
    }
    for (uint32_t i = s->first_token; i < planned; i++) {
        had |= a->tokens.at[i].head == planned && stm_form_among(a, i, "had was were");
    }
    for (uint32_t i = s->first_token; i < s->first_token + s->n_tokens && had; i++) {
        had = !stm_form_among(a, i, off);
    }
    return !had;
}

/* "continue to investigate a shooting at a club early Sunday": no verb stands between the mishap and its day. */
static bool of_mishap(const stm_article *a, uint32_t first)
{
    uint32_t start = a->sentences.at[a->tokens.at[first].sentence].first_token;
    for (uint32_t i = first, n = 0; i > start && n < 12; n++) {
        uint8_t upos = a->tokens.at[--i].upos;
        if (upos == STM_VERB || upos == STM_AUX || upos == STM_PUNCT) {
            return false;
        }
        if (stm_form_among(a, i, mishaps) && a->tokens.at[i].deprel != STM_DEP_COMPOUND) { /* no "fire drill" */
            return true;
        }
    }
    return false;
}

/* "a decision, expected by June", "poised to take over on Thursday": said of a noun, it looks ahead. */
static bool said_of_noun_ahead(const stm_article *a, uint32_t at, bool infinitive)
{
    const stm_token *t = &a->tokens.at[at];
    return (t->upos == STM_ADJ && infinitive && stm_form_among(a, at, forward)) ||
           (t->deprel == STM_DEP_ACL && (t->xpos == STM_XP_VBN || t->upos == STM_ADJ) &&
            stm_form_among(a, at, "expected anticipated slated due"));
}

/* "saw four men flee early Monday": a bare infinitive is of the time of the verb that it hangs on, and so is what the
 * tree joins to it. */
static bool bare_infinitive(const stm_article *a, uint32_t at)
{
    const stm_token *t = &a->tokens.at[at];
    if (t->deprel == STM_DEP_CONJ && t->head < at) {
        t = &a->tokens.at[t->head];
    }
    return (t->xpos == STM_XP_VB || t->xpos == STM_XP_VBP) && t->head < at &&
           (t->deprel == STM_DEP_CCOMP || t->deprel == STM_DEP_XCOMP) &&
           stm_among(stm_token_lemma(a, t->head), "see watch hear feel make let have help");
}

/* What a form of "be" says of its subject. */
static bool is_predicate(const stm_article *a, uint32_t token)
{
    const stm_sentence *s = &a->sentences.at[a->tokens.at[token].sentence];
    for (uint32_t i = s->first_token; i < token; i++) {
        if (a->tokens.at[i].head == token && a->tokens.at[i].deprel == STM_DEP_COP) {
            return true;
        }
    }
    return false;
}

/* "in their push for gains in the council in May": what somebody is at, so that the day is of what he wants; it is no
 * subject and no object of a verb that would tell how it went. */
static bool of_goal(const stm_article *a, uint32_t first)
{
    uint32_t start = a->sentences.at[a->tokens.at[first].sentence].first_token;
    for (uint32_t i = first, n = 0; i > start && n < 14; n++) {
        const stm_token *t = &a->tokens.at[--i];
        if (t->upos == STM_VERB || t->upos == STM_AUX || t->upos == STM_PUNCT) {
            return false;
        }
        if (stm_form_among(a, i, "push bid drive race campaign battle fight effort efforts hopes preparations") &&
            stm_form_among(a, i + 1, "for to") && (t->deprel == STM_DEP_OBL || t->deprel == STM_DEP_NMOD)) {
            return true;
        }
    }
    return false;
}

/* "in May, when Lund said": it has been, whatever the verb before; "dates back to May". */
static bool looks_back(const stm_article *a, uint32_t first, uint32_t last)
{
    uint32_t i = last + 1, end = a->sentences.at[a->tokens.at[last].sentence].first_token +
                                 a->sentences.at[a->tokens.at[last].sentence].n_tokens;
    if (first > 1 && stm_form_among(a, first - 1, "to") && stm_form_among(a, first - 2, "back")) {
        return true;
    }
    if (i + 1 >= end || !stm_form_among(a, i, ",") || !stm_form_among(a, i + 1, "when")) {
        return false;
    }
    for (uint32_t n = 0; n < 12 && i < end; n++, i++) {
        if (a->tokens.at[i].upos == STM_AUX || a->tokens.at[i].upos == STM_VERB) {
            return a->tokens.at[i].xpos == STM_XP_VBD;
        }
    }
    return false;
}

/* `token`: the top of the expression; `first`: its first. What "be" says of its subject is the verb of its
 * clause; "They will close, as Monday is a holiday": what is so is of the time of what it is said with. */
static stm_tense by_tree(const stm_article *a, uint32_t token, uint32_t first)
{
    uint32_t at = token, steps = 0, told = token;
    bool infinitive = false;
    if (is_predicate(a, token)) {
        bool to;
        return verb_tense(a, token, &to); /* "the last one was in May", "the meeting is on Monday" */
    }
    while (at != STM_NONE && steps++ < 64) {
        const stm_token *t = &a->tokens.at[at];
        if (at != token && said_of_noun_ahead(a, at, infinitive)) {
            return STM_TENSE_FUTURE;
        }
        if (at != token &&
            (t->upos == STM_VERB || t->upos == STM_AUX || t->deprel == STM_DEP_ROOT || is_predicate(a, at))) {
            bool to = false;
            stm_tense tense = verb_tense(a, at, &to);
            if (lies_ahead(a, at, first)) {
                return STM_TENSE_FUTURE;
            }
            if (infinitive && stm_form_among(a, at, forward)) {
                return STM_TENSE_FUTURE; /* "is expected to meet", "plans to vote" */
            }
            if (infinitive && tense == STM_TENSE_PRESENT && stm_form_among(a, at, lasting)) {
                return of_mishap(a, first) ? STM_TENSE_PAST : STM_TENSE_PRESENT;
            }
            if (infinitive && first > 0 && stm_form_among(a, first - 1, "by") &&
                stm_among(stm_token_lemma(a, at), "urge ask tell order press call demand require instruct")) {
                return STM_TENSE_FUTURE; /* "urged them to pass it by Friday" */
            }
            if (infinitive && stm_form_among(a, at, "asked invited summoned subpoenaed ordered") && !had_been(a, at) &&
                stm_form_among(
                    a, told, "appear testify attend answer speak report return vote decide join meet gather convene")) {
                return STM_TENSE_FUTURE; /* "was asked to appear on Tuesday": a summons */
            }
            if (tense == STM_TENSE_PAST && stm_form_among(a, at, "planned scheduled expected anticipated") &&
                (t->xpos == STM_XP_VBD || has_present(a, at))) {
                return STM_TENSE_FUTURE; /* "has scheduled a conference Thursday" */
            }
            if (!to && ((t->xpos == STM_XP_VBG && tense == STM_TENSE_UNKNOWN) || bare_infinitive(a, at))) {
                at = t->head; /* "in trading Friday, shares fell" */
                continue;
            }
            if (t->xpos == STM_XP_VBN && t->deprel == STM_DEP_ACL && tense == STM_TENSE_UNKNOWN && !infinitive) {
                return STM_TENSE_PAST; /* "proposals made on Friday" */
            }
            if (to) {
                infinitive = true;
                told = at;
            } else if (t->xpos == STM_XP_VB && tense == STM_TENSE_UNKNOWN) {
                return STM_TENSE_PRESENT; /* "Leaders attend a meeting" */
            } else if (tense != STM_TENSE_UNKNOWN && (tense != STM_TENSE_PRESENT || t->deprel != STM_DEP_ADVCL ||
                                                      t->upos == STM_VERB || t->upos == STM_AUX)) {
                bool past =
                    tense == STM_TENSE_PRESENT && !stm_str_eqz(stm_token_lemma(a, at), "be") && of_mishap(a, first);
                return past ? STM_TENSE_PAST : infinitive && tense == STM_TENSE_PRESENT ? STM_TENSE_FUTURE : tense;
            }
        }
        if (t->deprel == STM_DEP_ROOT) {
            break;
        }
        at = t->head;
    }
    return infinitive ? STM_TENSE_FUTURE : STM_TENSE_UNKNOWN;
}

/* ---- without trees ------------------------------------------------------------------------------------- */

static bool past_form(const stm_words *w, uint32_t i)
{
    stm_str s = stm_word_text(w, i);
    if (stm_word_among(
            w, i,
            "was were had did said told took came went made found began won lost met held led saw gave got left "
            "fell rose shot hit struck broke brought built bought sold sent kept became ran spoke wrote paid "
            "put set cut read fought drew fled died rejected vetoed grew knew thought felt stood sat heard")) {
        return true;
    }
    return s.n > 4 && stm_str_ends(s, "ed") &&
           !stm_word_among(w, i, "indeed hundred united need speed breed exceed proceed");
}

static bool ends_clause(const stm_words *w, uint32_t i)
{
    const stm_word *x = stm_word_at(w, i);
    if (x != NULL && stm_word_mark(w, i, '.') && i > 0 && stm_word_text(w, i - 1).n == 1) {
        return false; /* "9 p.m. on Friday" */
    }
    return x == NULL || x->line ||
           (x->kind == STM_WORD_MARK &&
            (x->code == '.' || x->code == ';' || x->code == '?' || x->code == '!' || x->code == 0x201D ||
             x->code == '"') &&
            (i + 1 >= w->at.n || w->at.at[i + 1].space));
}

static stm_tense by_words(const stm_words *w, uint32_t word, uint32_t end)
{
    stm_tense tense = STM_TENSE_UNKNOWN;
    for (uint32_t k = word, n = 0; k > 0 && n < 25 && !ends_clause(w, k - 1); n++) {
        k--;
        if (stm_word_among(w, k, "will would shall ll")) {
            return STM_TENSE_FUTURE;
        }
        if (stm_word_is(w, k, "to") && k + 1 < word && w->at.at[k + 1].kind == STM_WORD_LETTERS && k > 0 &&
            stm_word_among(w, k - 1, forward)) {
            return STM_TENSE_FUTURE;
        }
        if (stm_word_among(w, k, "expected scheduled due slated planned plans expects")) {
            return STM_TENSE_FUTURE;
        }
        if (past_form(w, k)) {
            for (uint32_t m = k, j = 0; m > 0 && j < 4 && !ends_clause(w, m - 1); j++) {
                m--;
                if (stm_word_among(w, m, "will would shall")) {
                    return STM_TENSE_FUTURE;
                }
            }
            return STM_TENSE_PAST;
        }
        if (stm_word_among(w, k, "is are has have am")) {
            tense = tense == STM_TENSE_UNKNOWN ? STM_TENSE_PRESENT : tense;
        }
    }
    if (tense != STM_TENSE_UNKNOWN) {
        return tense;
    }
    for (uint32_t k = end, n = 0; n < 25 && !ends_clause(w, k); n++, k++) {
        if (stm_word_among(w, k, "will would shall ll")) {
            return STM_TENSE_FUTURE;
        }
        if (past_form(w, k)) {
            return STM_TENSE_PAST;
        }
    }
    return STM_TENSE_UNKNOWN;
}

/* "announced Friday", "was told Wednesday": the verb right before it is past, and nothing near makes it a plan. */
static bool right_behind_past(const stm_words *w, uint32_t word)
{
    uint32_t k = word;
    if (k > 0 && stm_word_among(w, k - 1, "on late early")) {
        k--;
    }
    if (k == 0 || w->at.at[word].line || !past_form(w, k - 1) || stm_word_among(w, k - 1, forward) ||
        stm_word_among(w, k - 1, "postponed delayed put cut set read planned scheduled rescheduled needed called")) {
        return false;
    }
    for (uint32_t n = 0; k > 1 && n < 4; n++) {
        k--;
        if (ends_clause(w, k - 1)) {
            break;
        }
        if (stm_word_among(w, k - 1,
                           "will would ll to be being is are if when may might could can should must shall")) {
            return false;
        }
    }
    return true;
}

/* "a trial date was set for October 28", "pencilled in for May": a day of the year that lies ahead of the setting, if
 * the one behind it is not much nearer. */
static bool set_for(const stm_words *w, uint32_t word)
{
    uint32_t k = word;
    if (k < 2 || !(stm_word_classes(w, k) & STM_W_MONTH) || !stm_word_is(w, k - 1, "for")) {
        return false;
    }
    k -= k > 2 && stm_word_is(w, k - 2, "in") ? 3 : 2;
    return stm_word_among(w, k, "set scheduled slated fixed booked penciled pencilled");
}

/* "for the rules to be voted on Thursday": of what is still to be done. */
static bool to_be_done(const stm_words *w, uint32_t word)
{
    uint32_t k = word > 0 && stm_word_among(w, word - 1, "on late early by") ? word - 1 : word;
    return k > 2 && !w->at.at[word].line && past_form(w, k - 1) && stm_word_is(w, k - 2, "be") &&
           stm_word_is(w, k - 3, "to") &&
           !(k > 3 && stm_word_among(w, k - 4,
                                     "believed said thought reported known found appeared appears alleged "
                                     "seemed seems claimed"));
}

/* "The message from Tuesday is clear": what is there already has come from a day that has been. */
static bool come_from(const stm_article *a, uint32_t token, uint32_t first)
{
    const stm_token *t = &a->tokens.at[token];
    return first > 0 && t->head == first - 2 && t->deprel == STM_DEP_NMOD && stm_form_among(a, first - 1, "from") &&
           a->tokens.at[t->head].deprel == STM_DEP_NSUBJ;
}

static stm_tense tense_of(const stm_article *article, const stm_words *words, uint32_t word, uint32_t end)
{
    uint32_t last = end > word ? end - 1 : word;
    if (word > 0 && stm_word_among(words, word - 1, "starting beginning effective")) {
        return STM_TENSE_FUTURE;
    }
    if (word > 0 && stm_word_among(words, word - 1, "until till") &&
        !(words->at.at[word - 1].capital && (word == 1 || !words->at.at[word - 1].line))) {
        return STM_TENSE_FUTURE; /* "Until Friday, they had not ..." looks back */
    }
    if (word > 2 && stm_word_is(words, word - 1, "as") && stm_word_among(words, word - 2, "soon early") &&
        stm_word_is(words, word - 3, "as")) {
        return STM_TENSE_FUTURE;
    }
    if (word > 1 && stm_word_is(words, word - 1, "by") && stm_word_is(words, word - 2, "due")) {
        return STM_TENSE_FUTURE; /* "told us bids were due by Tuesday": a term set, ahead of him who told */
    }
    if (set_for(words, word)) {
        return STM_TENSE_FUTURE;
    }
    if (right_behind_past(words, word)) {
        return STM_TENSE_PAST;
    }
    if (to_be_done(words, word)) {
        return STM_TENSE_FUTURE;
    }
    if (stm_word_mark(words, end, '\'') && stm_word_is(words, end + 1, "s")) {
        for (uint32_t k = word, n = 0; k > 0 && n < 12 && !ends_clause(words, k - 1); n++) {
            if (stm_word_among(words, --k, "will ll upcoming coming scheduled ahead next")) {
                return STM_TENSE_FUTURE;
            }
        }
        return STM_TENSE_PAST; /* "Wednesday's ruling": what has a day for its name has mostly been */
    }
    uint32_t token = token_at(article, words->at.at[last].at.start);
    if (token != STM_NONE && article->tokens.at[token].deprel != STM_DEP_NONE) {
        uint32_t first = token_at(article, words->at.at[word].at.start), top = token;
        /* the expression's own top: the token whose head lies outside */
        for (uint32_t t = first == STM_NONE ? token : first; t <= token; t++) {
            uint32_t h = article->tokens.at[t].head;
            if (h == STM_NONE || h < first || h > token) {
                top = t;
                break;
            }
        }
        first = first == STM_NONE ? top : first;
        stm_tense tense = looks_back(article, first, token) ? STM_TENSE_PAST
                          : of_goal(article, first)         ? STM_TENSE_UNKNOWN
                                                            : by_tree(article, top, first);
        return tense == STM_TENSE_PRESENT && come_from(article, top, first) ? STM_TENSE_PAST : tense;
    }
    return by_words(words, word, end);
}

stm_tense stm_tense_at(const stm_article *article, const stm_words *words, uint32_t word, uint32_t end)
{
    stm_tense tense = tense_of(article, words, word, end);
    return tense == STM_TENSE_UNKNOWN && word > 0 && stm_word_among(words, word - 1, "until till") ? STM_TENSE_FUTURE
                                                                                                   : tense;
}
