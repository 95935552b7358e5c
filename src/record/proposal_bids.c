/* proposal_bids.c: which bid is meant, where several are made for one thing: who bids, at what price, with whom.
 *
 * In: trees, entities, figures.  Out: the bid of a mention; whether a mention may be a bid that is known already.
 *
 * Two bidders have two bids. A bid that was turned down is over: a raised, latest or fresh one is another, and so is
 * one at another price, and one that is made when a later article speaks. A deal belongs to the bid of one of those who
 * made it, and to no other.
 * Cost: linear in the sentence.
 */
#include "record/proposals.h"
#include "record/record_words.h"

#define SAME_PRICE 1.02

static bool bid_noun(const stm_article *a, uint32_t noun)
{
    return stm_among(stm_token_lemma(a, noun), "bid offer takeover buyout approach acquisition") ||
           (noun > 0 && stm_form_among(a, noun, "proposal proposals") &&
            stm_form_among(a, noun - 1, "takeover buyout acquisition merger"));
}

static uint32_t sentence_start(const stm_article *a, uint32_t token)
{
    return a->sentences.at[a->tokens.at[token].sentence].first_token;
}

/* The verb's subject that has an entity; of "Orsa said it was considering" the one who says so. */
static uint32_t doer(const stm_work *w, uint32_t member, uint32_t verb)
{
    const stm_article *a = w->article[member];
    for (uint32_t step = 0; step < 4 && verb != STM_NONE; step++) {
        uint32_t subject = stm_proposal_child(a, verb, STM_DEP_NSUBJ);
        uint8_t rel = a->tokens.at[verb].deprel;
        if (subject != STM_NONE && a->tokens.at[subject].upos != STM_PRON) {
            return w->at_token[member][subject];
        }
        if (subject != STM_NONE && !stm_form_among(a, subject, "it they he she which who that")) {
            return STM_NONE;
        }
        if (rel != STM_DEP_XCOMP && rel != STM_DEP_CCOMP && rel != STM_DEP_ACL_RELCL) {
            return STM_NONE;
        }
        verb = a->tokens.at[verb].head;
        if (rel == STM_DEP_ACL_RELCL && verb != STM_NONE) {
            return w->at_token[member][verb];
        }
    }
    return STM_NONE;
}

/* Where "its" stands in the phrase, or before what belongs to it ("its $5 billion cash offer"); STM_NONE. */
static uint32_t possessive(const stm_article *a, const stm_proposal_mention *m)
{
    uint32_t first = stm_token_from(a, m->at.start), start = sentence_start(a, m->noun);
    for (uint32_t i = m->noun; i > start && m->noun - i < 20; i--) {
        const stm_token *t = &a->tokens.at[i - 1];
        if (t->xpos == STM_XP_PRPS && stm_form_among(a, i - 1, "its their his her our")) {
            return i - 1;
        }
        if (t->upos == STM_VERB || t->upos == STM_AUX || (t->upos == STM_ADP && i - 1 < first) ||
            stm_form_among(a, i - 1, ", a an the")) {
            break;
        }
    }
    return STM_NONE;
}

/* "in talks with Tarn on an offer", "were working on a bid": those who are at it. */
static uint32_t at_work(const stm_work *w, const stm_proposal_mention *m)
{
    const stm_article *a = w->article[m->member];
    uint32_t first = stm_token_from(a, m->at.start), start = sentence_start(a, m->noun), who = STM_NONE;
    if (first < start + 2 || !stm_form_among(a, first - 1, "on over about")) {
        return STM_NONE;
    }
    for (uint32_t i = first - 1; i > start && first - i < 18; i--) {
        if (stm_among(stm_token_lemma(a, i - 1), "talk negotiation discussion")) {
            uint32_t subject = stm_proposal_child(a, i - 1, STM_DEP_NSUBJ);
            return subject == STM_NONE ? STM_NONE : w->at_token[m->member][subject];
        }
        if (a->tokens.at[i - 1].upos == STM_VERB && i != first - 1) {
            break;
        }
    }
    if (!stm_str_eqz(stm_token_lemma(a, first - 2), "work")) {
        return STM_NONE;
    }
    for (uint32_t i = first - 2; i > start && who == STM_NONE; i--) {
        uint32_t e = w->at_token[m->member][i - 1], up = a->tokens.at[i - 1].head;
        uint8_t rel = a->tokens.at[i - 1].deprel;
        bool says = up != STM_NONE && w->attribution[m->member][up];
        who = e != STM_NONE && !says && (rel == STM_DEP_NSUBJ || rel == STM_DEP_NSUBJ_PASS) ? e : who;
    }
    return who;
}

/* Who bids: whose the bid is, whom it is from, or the subject of a verb of bidding. */
static uint32_t bidder(const stm_work *w, const stm_proposal_words *l, const stm_proposal_mention *m)
{
    const stm_article *a = w->article[m->member];
    const stm_token *noun = &a->tokens.at[m->noun];
    uint32_t first = stm_token_from(a, m->at.start), who;
    for (uint32_t i = first; i < m->noun; i++) {
        if (i + 1 < a->tokens.n && stm_form_among(a, i + 1, "'s \xE2\x80\x99s") &&
            w->at_token[m->member][i] != STM_NONE) {
            return w->at_token[m->member][i];
        }
    }
    for (uint32_t i = m->noun + 1, from = STM_NONE; i < stm_proposal_sentence_end(a, m->noun) && i < m->noun + 10;
         i++) {
        bool inside = a->tokens.at[i].at.start < m->at.end || from == m->noun + 1;
        from = stm_form_among(a, i, "from by") ? i : stm_form_among(a, i, ", for") ? STM_NONE : from;
        if (from != STM_NONE && i > from && inside && a->tokens.at[i].upos != STM_PRON &&
            w->at_token[m->member][i] != STM_NONE) {
            return w->at_token[m->member][i];
        }
    }
    who = at_work(w, m);
    if (who != STM_NONE) {
        return who;
    }
    if (possessive(a, m) != STM_NONE) { /* not of "refused its offer" */
        uint32_t clause = stm_clause_head(a, m->noun);
        uint32_t state =
            clause == STM_NONE ? STM_NONE : stm_map_get(&l->role[STM_ROLE_VERB], stm_token_lemma(a, clause));
        return clause == STM_NONE || state == STM_REJECTED || state == STM_AGREED ? STM_NONE
                                                                                  : doer(w, m->member, clause);
    }
    if (noun->head == STM_NONE ||
        !(noun->deprel == STM_DEP_OBJ || noun->deprel == STM_DEP_XCOMP ||
          (noun->deprel == STM_DEP_OBL && stm_form_among(a, first > 0 ? first - 1 : 0, "on with")))) {
        return STM_NONE;
    }
    return stm_among(stm_token_lemma(a, noun->head),
                     "make discuss consider submit prepare launch table raise sweeten drop withdraw pull plan mull "
                     "weigh improve up announce have unveil offer lodge extend")
               ? doer(w, m->member, noun->head)
               : STM_NONE;
}

/* The entity, if it has a name: "the insurer" may be any of them. */
static uint32_t named(const stm_work *w, uint32_t e)
{
    stm_str name = e == STM_NONE ? STM_NULL_STR : w->record->entities.at[e].name;
    return name.p != NULL && name.n > 0 && name.p[0] >= 'a' && name.p[0] <= 'z' ? STM_NONE
           : name.n > 4 && stm_str_eqz_nocase((stm_str){ name.p, 4 }, "the ")   ? STM_NONE
                                                                                : e;
}

/* One body under two names: "Orsa" and "Orsa Fund". */
static bool one_body(const stm_work *w, uint32_t a, uint32_t b)
{
    stm_str x = w->record->entities.at[a].name, y = w->record->entities.at[b].name;
    stm_str longer = x.n >= y.n ? x : y, shorter = x.n >= y.n ? y : x;
    size_t gap = longer.n - shorter.n;
    return a == b || (shorter.n > 2 && gap > 1 &&
                      ((memcmp(longer.p, shorter.p, shorter.n) == 0 && longer.p[shorter.n] == ' ') ||
                       (memcmp(longer.p + gap, shorter.p, shorter.n) == 0 && longer.p[gap - 1] == ' ')));
}

static bool money(stm_str unit)
{
    return unit.p != NULL && (stm_among(unit, "pence penny cent pound dollar euro franc yen yuan rupee rouble crown") ||
                              stm_str_find(unit, STM_STR(" pound"), 0) != SIZE_MAX ||
                              stm_str_find(unit, STM_STR(" dollar"), 0) != SIZE_MAX ||
                              stm_str_find(unit, STM_STR(" franc"), 0) != SIZE_MAX);
}

/* "Crowns a share", "a 62-crown-per-share offer". */
static bool of_share(const stm_article *a, const stm_figure *f)
{
    uint32_t i = stm_token_from(a, f->at.end);
    while (i < a->tokens.n && stm_form_among(a, i, "- in cash")) {
        i++;
    }
    if (i + 1 >= a->tokens.n || !stm_form_among(a, i, "a per each for")) {
        return false;
    }
    i += stm_form_among(a, i + 1, "- every each") ? 2 : 1;
    return i < a->tokens.n && stm_form_among(a, i, "share");
}

/* The first sum in all and the first of a share. */
static void read_prices(const stm_article *a, stm_span at, stm_bid *bid)
{
    for (uint32_t i = 0; i < a->figures.n && a->figures.at[i].at.start < at.end; i++) {
        const stm_figure *f = &a->figures.at[i];
        uint32_t which = of_share(a, f) ? 1 : 0;
        if (f->at.start >= at.start && f->low == f->high && money(f->unit) && bid->unit[which].p == NULL) {
            bid->price[which] = f->low;
            bid->unit[which] = f->unit;
        }
    }
}

/* 1: the two name one price, -1: two; 0: none that can be compared. */
static int prices_compare(const stm_bid *x, const stm_bid *y)
{
    int out = 0;
    for (uint32_t i = 0; i < STM_PRICES && out == 0; i++) {
        if (x->unit[i].p != NULL && y->unit[i].p != NULL && stm_str_eq(x->unit[i], y->unit[i])) {
            out = x->price[i] <= y->price[i] * SAME_PRICE && y->price[i] <= x->price[i] * SAME_PRICE ? 1 : -1;
        }
    }
    return out;
}

void stm_bid_read(const stm_work *w, const stm_proposal_words *l, stm_proposal_mention *m)
{
    const stm_article *a = w->article[m->member];
    uint32_t first = stm_token_from(a, m->at.start), end = m->at.end, last = 0;
    m->bid = (stm_bid){ .who = STM_NONE };
    m->bid.is = !m->meet && (bid_noun(a, m->noun) || stm_proposal_kind_is(l, m->kind, "bid") ||
                             (stm_proposal_kind_is(l, m->kind, "deal") && a->tokens.at[m->noun].deprel == STM_DEP_OBJ &&
                              stm_str_eqz(stm_token_lemma(a, a->tokens.at[m->noun].head), "offer")));
    if (!m->bid.is && !stm_proposal_kind_is(l, m->kind, "deal")) {
        return;
    }
    for (uint32_t i = m->noun + 1; i < stm_proposal_sentence_end(a, m->noun) && i < m->noun + 4; i++) {
        last = stm_form_among(a, i, "between") ? i + 10 : last; /* "a deal agreed between Orsa and Tarn" */
    }
    for (uint32_t i = first;
         i < stm_proposal_sentence_end(a, m->noun) && (a->tokens.at[i].at.start < m->at.end || i < last); i++) {
        uint32_t e = w->at_token[m->member][i];
        bool body = e != STM_NONE && w->record->entities.at[e].kind != STM_PERSON &&
                    w->record->entities.at[e].kind != STM_PLACE;
        m->bid.later |= i < m->noun && stm_form_among(a, i, STM_BID_LATER);
        if (body && m->bid.n_parties < STM_BID_PARTIES) {
            m->bid.parties[m->bid.n_parties++] = e;
        }
    }
    if (!m->bid.is) {
        return;
    }
    m->bid.several = a->tokens.at[m->noun].xpos == STM_XP_NNS;
    m->bid.who = named(w, bidder(w, l, m));
    for (uint32_t i = m->noun + 1; i < stm_proposal_sentence_end(a, m->noun) && i < m->noun + 8; i++) {
        if (stm_form_among(a, i, ",")) {
            break;
        }
        if (stm_form_among(a, i, "at worth")) { /* "an offer at 7 crowns a share" */
            end = a->tokens.at[i].at.end + 24;
        }
    }
    read_prices(a, (stm_span){ m->at.start, end }, &m->bid);
}

static bool among(const stm_work *w, const uint32_t *all, uint32_t n, uint32_t e)
{
    for (uint32_t i = 0; i < n; i++) {
        if (one_body(w, all[i], e)) {
            return true;
        }
    }
    return false;
}

/* The parties of the one are all among those of the other. */
static bool within(const stm_work *w, const stm_bid *a, const stm_bid *b)
{
    for (uint32_t i = 0; i < a->n_parties; i++) {
        if (!among(w, b->parties, b->n_parties, a->parties[i])) {
            return false;
        }
    }
    return a->n_parties > 0;
}

stm_bid_fit stm_bid_fits(const stm_work *w, const stm_topic *t, const stm_proposal_mention *m)
{
    const stm_bid *x = &t->bid, *y = &m->bid;
    bool equal = prices_compare(x, y) > 0, differ = prices_compare(x, y) < 0;
    int32_t day = w->article[m->member]->published_day;
    if (x->who != STM_NONE && y->who != STM_NONE && !one_body(w, x->who, y->who)) {
        return STM_BID_APART;
    }
    if (x->is && y->several && !t->over) {
        return STM_BID_APART; /* "two previous bids": those that are over */
    }
    if (x->is && y->is) {
        bool head = w->article[m->member]->sentences.at[w->article[m->member]->tokens.at[m->noun].sentence].furniture ==
                    1 + STM_FURN_HEADLINE; /* has no articles: "Kessel withdraws bid" */
        bool made =
            m->any && !head && !y->several && t->over_day != STM_NO_DAY && day != STM_NO_DAY && day > t->over_day;
        if ((differ && (t->over || y->later || t->member == m->member)) || (t->over && (y->later || made))) {
            return STM_BID_APART;
        }
        return equal || (x->who != STM_NONE && y->who != STM_NONE) ? STM_BID_SAME : STM_BID_OPEN;
    }
    if (x->is && y->n_parties > 0 && x->who != STM_NONE) { /* a deal: of the bidder, or of others */
        return among(w, y->parties, y->n_parties, x->who) ? STM_BID_SAME : STM_BID_APART;
    }
    if (y->is && x->n_parties > 0 && y->who != STM_NONE) {
        return among(w, x->parties, x->n_parties, y->who) ? STM_BID_SAME : STM_BID_APART;
    }
    if (x->n_parties > 1 && y->n_parties > 0 && !x->is && !y->is) {
        return within(w, x, y) || within(w, y, x) ? STM_BID_SAME : STM_BID_APART;
    }
    return STM_BID_OPEN;
}

/* The noun that "to merge" hangs on, if it is one of plans or deals. */
static uint32_t plan_over(const stm_article *a, uint32_t verb)
{
    const stm_token *t = &a->tokens.at[verb];
    uint32_t noun = t->head;
    if (noun != STM_NONE && verb > sentence_start(a, verb) + 1 && a->tokens.at[verb - 2].head == noun &&
        a->tokens.at[verb - 2].deprel == STM_DEP_OBJ) {
        noun = verb - 2; /* "announced plans to merge", where the tree hangs it on the verb */
    }
    return noun != STM_NONE && noun < verb && (t->deprel == STM_DEP_ACL || t->deprel == STM_DEP_XCOMP) &&
                   stm_among(stm_token_lemma(a, noun), "plan deal agreement offer bid proposal intention pact talk") &&
                   a->tokens.at[noun].upos == STM_NOUN
               ? noun
               : STM_NONE;
}

/* The sentence tells of a condition. */
static bool marked_if(const stm_article *a, uint32_t verb)
{
    for (uint32_t i = sentence_start(a, verb); i < stm_proposal_sentence_end(a, verb); i++) {
        if (a->tokens.at[i].deprel == STM_DEP_MARK && stm_form_among(a, i, "if If unless Unless once Once")) {
            return true;
        }
    }
    return false;
}

/* "Will buy Orsa", "said it would buy Orsa", "have bid for Orsa": told of the verb itself. */
static bool tells_itself(const stm_article *a, uint32_t verb)
{
    uint8_t x = a->tokens.at[verb].xpos;
    stm_mood mood = stm_mood_of(a, verb);
    uint32_t subject = stm_proposal_child(a, verb, STM_DEP_NSUBJ);
    if (subject == STM_NONE || mood.open || mood.condition || stm_clause_negated(a, verb)) {
        return false;
    }
    return stm_str_eqz(stm_token_lemma(a, verb), "bid")
               ? x != STM_XP_VB && a->sentences.at[a->tokens.at[verb].sentence].furniture == 0 &&
                     stm_form_among(a, verb + 1, "for")
               : x == STM_XP_VB && mood.future && !marked_if(a, verb);
}

/* "It will be acquired by Orsa Bank", "agreed to be bought by": the token that stands for what is taken; STM_NONE. */
static uint32_t taken_over(const stm_article *a, uint32_t verb)
{
    const stm_token *t = &a->tokens.at[verb];
    uint32_t up = t->deprel == STM_DEP_XCOMP ? t->head : verb, mood = stm_proposal_child(a, verb, STM_DEP_AUX);
    uint32_t aux = stm_proposal_child(a, verb, STM_DEP_AUX_PASS);
    if (t->xpos != STM_XP_VBN || aux == STM_NONE || !stm_form_among(a, aux, "be") || up == STM_NONE ||
        stm_clause_negated(a, verb) || stm_clause_negated(a, up) || stm_proposal_unreal(a, up) ||
        !(up == verb ? mood != STM_NONE && stm_form_among(a, mood, "will 'll would") && !marked_if(a, verb)
                     : stm_str_eqz(stm_token_lemma(a, up), "agree"))) {
        return STM_NONE;
    }
    return stm_proposal_child(a, up, up == verb ? STM_DEP_NSUBJ_PASS : STM_DEP_NSUBJ);
}

/* The entity that is taken: of "Orsa said it will be bought" Orsa. */
static uint32_t taken_of(const stm_work *w, uint32_t member, uint32_t verb, uint32_t what)
{
    const stm_article *a = w->article[member];
    uint32_t up = a->tokens.at[verb].deprel == STM_DEP_CCOMP ? a->tokens.at[verb].head : STM_NONE;
    uint32_t speaker = up != STM_NONE && stm_among(stm_token_lemma(a, up), "say announce confirm")
                           ? stm_proposal_child(a, up, STM_DEP_NSUBJ)
                           : STM_NONE;
    uint32_t e = named(w, w->at_token[member][what]);
    return e == STM_NONE && speaker != STM_NONE && speaker < what && stm_form_among(a, what, "it they")
               ? named(w, w->at_token[member][speaker])
               : e;
}

/* "Is close to bidding 3 billion for Orsa", "is interested in buying Orsa": how far it has come; STM_NONE. */
static uint32_t nearly(const stm_article *a, uint32_t verb)
{
    const stm_token *t = &a->tokens.at[verb];
    uint32_t up = t->head;
    if (t->xpos != STM_XP_VBG || up == STM_NONE || up >= verb || verb - up > 3 || stm_clause_negated(a, up) ||
        stm_proposal_unreal(a, up)) {
        return STM_NONE;
    }
    if (a->tokens.at[up].upos == STM_ADJ) {
        return stm_form_among(a, up, "close near")   ? STM_PROPOSED
               : stm_form_among(a, up, "interested") ? STM_DISCUSSED
                                                     : STM_NONE;
    }
    return stm_among(stm_token_lemma(a, up), "consider weigh mull contemplate") ? STM_DISCUSSED : STM_NONE;
}

/* Fills the mention of a body that is to be taken over by another. */
static bool joined_passively(stm_work *w, const stm_proposal_words *l, uint32_t member, uint32_t verb,
                             stm_proposal_mention *m)
{
    const stm_article *a = w->article[member];
    uint32_t what = taken_over(a, verb), agent = stm_proposal_child(a, verb, STM_DEP_OBL_AGENT), e, who;
    if (what == STM_NONE || agent == STM_NONE || !stm_among(stm_token_lemma(a, verb), "buy acquire purchase")) {
        return false;
    }
    e = taken_of(w, member, verb, what);
    if (e == STM_NONE || w->record->entities.at[e].kind == STM_PLACE || w->record->entities.at[e].kind == STM_PERSON) {
        return false;
    }
    *m = (stm_proposal_mention){ .member = member,
                                 .noun = verb,
                                 .at = a->tokens.at[verb].at,
                                 .kind = stm_map_get(&l->role[STM_ROLE_NOUN], STM_STR("merger")) };
    m->label = stm_str_format(w->arena, "takeover of %.*s", (int)w->record->entities.at[e].name.n,
                              w->record->entities.at[e].name.p);
    stm_matter_of(w, member, &m->at, 1, &m->beside);
    who = named(w, w->at_token[member][agent]);
    m->bid = (stm_bid){ .is = true, .who = who };
    m->bid.parties[m->bid.n_parties++] = e;
    if (who != STM_NONE) {
        m->bid.parties[m->bid.n_parties++] = who;
    }
    return true;
}

bool stm_bid_joins(stm_work *w, const stm_proposal_words *l, uint32_t member, uint32_t verb, stm_proposal_mention *m)
{
    const stm_article *a = w->article[member];
    const stm_token *t = &a->tokens.at[verb];
    stm_str lemma = stm_token_lemma(a, verb);
    uint32_t partner = STM_NONE, e, subject, noun = plan_over(a, verb), first;
    stm_str whom;
    bool merges = stm_among(lemma, "merge combine"), bids = stm_str_eqz(lemma, "bid"), itself;
    if (t->upos != STM_VERB || !(merges || bids || stm_among(lemma, "buy acquire purchase"))) {
        return false;
    }
    if (joined_passively(w, l, member, verb, m)) {
        return true;
    }
    itself = noun == STM_NONE && (tells_itself(a, verb) || nearly(a, verb) != STM_NONE);
    if (!itself && (t->xpos != STM_XP_VB || t->head == STM_NONE || (noun == STM_NONE && t->deprel != STM_DEP_XCOMP))) {
        return false;
    }
    for (uint32_t i = verb + 1; i < stm_proposal_sentence_end(a, verb) && partner == STM_NONE; i++) {
        uint32_t word = a->tokens.at[i].head == verb ? stm_proposal_child(a, i, STM_DEP_CASE) : STM_NONE;
        bool with = (merges || bids) && a->tokens.at[i].head == verb && a->tokens.at[i].deprel == STM_DEP_OBL &&
                    word != STM_NONE && stm_form_among(a, word, merges ? "with" : "for");
        partner = with || (!merges && !bids && a->tokens.at[i].head == verb && a->tokens.at[i].deprel == STM_DEP_OBJ)
                      ? i
                      : partner;
    }
    e = partner == STM_NONE ? STM_NONE : w->at_token[member][partner];
    if (e == STM_NONE || (a->tokens.at[partner].upos != STM_PROPN && named(w, e) == STM_NONE) ||
        w->record->entities.at[e].kind == STM_PLACE || (w->record->entities.at[e].kind == STM_PERSON && !merges)) {
        return false;
    }
    for (first = partner; a->tokens.at[first - 1].head == partner && a->tokens.at[first - 1].upos == STM_PROPN;) {
        first--;
    }
    *m = (stm_proposal_mention){ .member = member,
                                 .noun = verb,
                                 .kind = stm_map_get(&l->role[STM_ROLE_NOUN], STM_STR("merger")) };
    m->at = (stm_span){ t->at.start, a->tokens.at[partner].at.end };
    whom = stm_wording(w->arena, a, (stm_span){ a->tokens.at[first].at.start, m->at.end });
    m->label = stm_str_format(w->arena, "%s %.*s", merges ? "merger with" : "takeover of", (int)whom.n, whom.p);
    stm_matter_of(w, member, &m->at, 1, &m->beside);
    subject = named(w, doer(w, member,
                            itself && nearly(a, verb) == STM_NONE ? verb
                            : noun == STM_NONE                    ? t->head
                                                                  : a->tokens.at[noun].head));
    if (bids && subject != STM_NONE && w->record->entities.at[subject].kind == STM_PERSON) {
        return false; /* "bid for the Senate" */
    }
    m->bid = (stm_bid){ .is = !merges, .who = merges ? STM_NONE : subject };
    m->bid.parties[m->bid.n_parties++] = e;
    if (subject != STM_NONE) {
        m->bid.parties[m->bid.n_parties++] = subject;
    }
    return true;
}

bool stm_bid_joined(stm_work *w, const stm_proposal_words *l, uint32_t member, uint32_t noun)
{
    const stm_article *a = w->article[member];
    stm_proposal_mention m;
    for (uint32_t i = noun + 1; i < stm_proposal_sentence_end(a, noun) && i < noun + 4; i++) {
        if (a->tokens.at[i].upos == STM_VERB && plan_over(a, i) == noun && stm_bid_joins(w, l, member, i, &m)) {
            return true;
        }
    }
    return false;
}

void stm_bid_joins_states(stm_work *w, const stm_proposal_words *l, stm_topic *t, const stm_proposal_mention *m)
{
    const stm_article *a = w->article[m->member];
    uint32_t noun = plan_over(a, m->noun), up = noun == STM_NONE ? a->tokens.at[m->noun].head : a->tokens.at[noun].head;
    uint32_t state;
    if (noun == STM_NONE && nearly(a, m->noun) != STM_NONE) {
        stm_proposal_add_state(w, t, m->member, nearly(a, m->noun), stm_clause_span(a, up), up);
        return;
    }
    if (noun == STM_NONE && tells_itself(a, m->noun)) {
        stm_proposal_add_state(w, t, m->member, STM_PROPOSED, stm_clause_span(a, m->noun), m->noun);
        return;
    }
    if (taken_over(a, m->noun) != STM_NONE) {
        bool agreed = a->tokens.at[m->noun].deprel == STM_DEP_XCOMP;
        up = agreed ? up : m->noun;
        stm_proposal_add_state(w, t, m->member, agreed ? STM_AGREED : STM_PROPOSED, stm_clause_span(a, up), up);
        return;
    }
    if (noun != STM_NONE && stm_str_eqz(stm_token_lemma(a, noun), "talk")) {
        up = stm_clause_head(a, noun); /* "is in talks to buy" */
        if (up != STM_NONE && !stm_proposal_unreal(a, up) && !stm_clause_negated(a, up)) {
            stm_proposal_add_state(w, t, m->member, STM_DISCUSSED, stm_clause_span(a, up), up);
        }
        return;
    }
    if (up == STM_NONE || stm_proposal_unreal(a, up) || stm_clause_negated(a, up) ||
        a->tokens.at[up].xpos == STM_XP_VB) {
        return;
    }
    if (noun != STM_NONE) {
        state = a->tokens.at[noun].deprel == STM_DEP_OBJ || a->tokens.at[noun].deprel == STM_DEP_NSUBJ_PASS
                    ? stm_map_get(&l->role[STM_ROLE_VERB], stm_token_lemma(a, up))
                    : STM_NONE;
    } else {
        stm_str lemma = stm_token_lemma(a, up);
        state = stm_str_eqz(lemma, "agree")                                    ? STM_AGREED
                : stm_among(lemma, "plan offer propose intend seek want hope") ? STM_PROPOSED
                : stm_among(lemma, "refuse decline")                           ? STM_REJECTED
                                                                               : STM_NONE;
    }
    if (state != STM_NONE) {
        stm_proposal_add_state(w, t, m->member, state, stm_clause_span(a, up), up);
    }
}

void stm_bid_learn(const stm_work *w, stm_topic *t, const stm_proposal_mention *m)
{
    stm_bid *x = &t->bid;
    const stm_bid *y = &m->bid;
    x->is |= y->is;
    x->who = x->who == STM_NONE ? y->who : x->who;
    for (uint32_t i = 0; i < STM_PRICES; i++) {
        if (x->unit[i].p == NULL) {
            x->unit[i] = y->unit[i];
            x->price[i] = y->price[i];
        }
    }
    for (uint32_t i = 0; i < y->n_parties; i++) {
        if (x->n_parties < STM_BID_PARTIES && !among(w, x->parties, x->n_parties, y->parties[i])) {
            x->parties[x->n_parties++] = y->parties[i];
        }
    }
    for (uint32_t i = 0; i < t->states.n; i++) {
        int32_t day = w->article[w->member_of[t->states.at[i].passage.article]]->published_day;
        if (t->states.at[i].state == STM_REJECTED || t->states.at[i].state == STM_WITHDRAWN) {
            t->over = true;
            t->over_day = t->over_day == STM_NO_DAY || day < t->over_day ? day : t->over_day;
        }
    }
}

uint32_t stm_speaker_over(stm_work *w, uint32_t member, uint32_t token)
{
    const stm_article *a = w->article[member];
    uint32_t best = STM_NONE, who = STM_NONE;
    stm_str name;
    for (uint32_t q = 0; q < a->quotations.n; q++) {
        if (stm_span_meets(stm_span_of(&a->quotations.at[q]), a->tokens.at[token].at)) {
            best = q;
        }
    }
    if (best != STM_NONE) {
        stm_said_by(w, member, best, &who, &name);
    }
    return who;
}

bool stm_bid_made(const stm_work *w, const stm_proposal_mention *m)
{
    const stm_article *a = w->article[m->member];
    uint32_t first = stm_token_from(a, m->at.start), up = a->tokens.at[m->noun].head;
    uint32_t clause = stm_clause_head(a, m->noun);
    bool whose = (m->bid.who != STM_NONE && !m->any) || possessive(a, m) != STM_NONE;
    if (!m->bid.is || m->bid.several || !stm_among(stm_token_lemma(a, m->noun), "bid offer approach takeover buyout") ||
        (m->bid.who != STM_NONE && w->record->entities.at[m->bid.who].kind == STM_PERSON &&
         stm_str_eqz(stm_token_lemma(a, m->noun), "bid"))) {
        return false; /* "her bid for the Senate" */
    }
    for (uint32_t i = first; i < m->noun; i++) {
        if (stm_form_among(a, i, "possible potential planned rumored rumoured expected future next presidential")) {
            return false;
        }
    }
    return whose && (clause == STM_NONE || !stm_proposal_unreal(a, clause)) &&
           (up == STM_NONE || a->tokens.at[up].upos != STM_VERB || !stm_proposal_unreal(a, up));
}
