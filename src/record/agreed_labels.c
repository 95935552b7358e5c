/* agreed_labels.c: a clause as a sentence that may be said of several texts.
 *
 * In: units.  Out: labels: their words by pieces, what does what; whether so much of one is a sentence.
 *
 * A clause is tried whole, without what stands before its subject, without the last that its verb need not have ("in
 * the north of the city"), and with a name for all that is told of who bears it ("Ann Roe, who led the office until
 * May, was dismissed"). What is left away is set apart by commas or leans on nothing that stays. Never: what is only
 * possible, asked, wanted or judged, what begins with a pronoun or speaks of "this", an end that lacks its object.
 * Cost: linear in the sentence.
 */
#include "record/agreed.h"

#define LEAST_TOKENS 5 /* of a label: "she even joked" says nothing */
#define LEAST_TERMS 3
#define MOST_BYTES 240

static bool tells_which(const stm_work *w, uint32_t m, uint32_t token)
{
    uint32_t e = w->at_token[m][token];
    stm_str key = w->terms.items.at[w->token_term[m][token].id].key;
    return (e != STM_NONE && w->named.at[e]) ||
           (key.n > 0 && (key.p[0] == '@' || (key.p[0] >= '0' && key.p[0] <= '9')));
}

static void add_words(const stm_work *w, stm_label *l, stm_span at, uint32_t piece)
{
    const stm_article *a = w->article[l->member];
    for (uint32_t i = stm_token_from(a, at.start); i < a->tokens.n && a->tokens.at[i].at.start < at.end; i++) {
        stm_matter_term t = w->token_term[l->member][i];
        bool had = t.id == STM_NONE || l->n == STM_LABEL_WORDS || w->attribution[l->member][i] != 0;
        for (uint32_t k = 0; k < l->n && !had; k++) {
            had = l->words[k].term == t.id;
        }
        if (!had) {
            l->words[l->n++] = (stm_label_word){ .token = i,
                                                 .term = t.id,
                                                 .piece = piece,
                                                 .weight = t.weight * w->rarity.at[t.id],
                                                 .which = tells_which(w, l->member, i) };
        }
    }
}

static bool finite_form(uint8_t xpos) { return xpos == STM_XP_VBD || xpos == STM_XP_VBZ || xpos == STM_XP_VBP; }

/* The clause tells a thing as so: with a finite verb, and a noun that does it. */
static bool asserts(const stm_work *w, const stm_unit *u, uint32_t *subject, uint32_t *verb, bool *passive)
{
    const stm_article *a = w->article[u->member];
    const stm_sentence *s = &a->sentences.at[u->sentence];
    *verb = finite_form(a->tokens.at[u->head].xpos) ? u->head : STM_NONE;
    *subject = STM_NONE;
    *passive = false;
    for (uint32_t i = s->first_token; i < s->first_token + s->n_tokens; i++) {
        const stm_token *t = &a->tokens.at[i];
        if (t->head != u->head) {
            continue;
        }
        if ((t->deprel == STM_DEP_AUX || t->deprel == STM_DEP_AUX_PASS || t->deprel == STM_DEP_COP) &&
            finite_form(t->xpos)) {
            *verb = i;
        }
        if (t->deprel == STM_DEP_NSUBJ || t->deprel == STM_DEP_NSUBJ_PASS) {
            *subject = i;
            *passive = t->deprel == STM_DEP_NSUBJ_PASS;
        }
    }
    return *verb != STM_NONE;
}

static bool of_one_who_speaks(stm_str words)
{
    static const char *const own[] = { " I ", " we ", " my ", " our ", " me ", " us ", " you ", " your ", "?" };
    for (size_t i = 0; i < sizeof own / sizeof *own; i++) {
        if (stm_str_find(words, stm_str_of(own[i]), 0) != SIZE_MAX) {
            return true;
        }
    }
    return false;
}

/* Told as so by itself: not what is asked, set before a condition or a time ("before she takes office"), or judged ("it
 * is wrong that a judge takes sides"). */
static bool stands(const stm_article *a, uint32_t head)
{
    const stm_token *t = &a->tokens.at[head];
    const stm_sentence *s = &a->sentences.at[t->sentence];
    if (s->n_tokens == 0 || a->tokens.at[s->first_token + s->n_tokens - 1].upos != STM_PUNCT ||
        t->deprel == STM_DEP_CSUBJ || t->deprel == STM_DEP_CSUBJ_PASS || stm_clause_left_open(a, head) ||
        stm_clause_habitual(a, head) || stm_clause_hypothetical(a, head) ||
        (t->deprel == STM_DEP_CCOMP && t->head != STM_NONE &&
         (a->tokens.at[t->head].upos != STM_VERB ||
          (a->tokens.at[t->head].lemma.p != NULL &&
           stm_among(a->tokens.at[t->head].lemma,
                     "recommend demand propose suggest urge insist ask want wish hope require doubt wonder"))))) {
        return false;
    }
    for (uint32_t i = s->first_token; i < head; i++) {
        uint8_t x = a->tokens.at[i].xpos;
        if (a->tokens.at[i].head == head && (stm_form_among(a, i, "before until lest than once till why how what") ||
                                             (x == STM_XP_WRB && t->deprel == STM_DEP_CCOMP))) {
            return false;
        }
    }
    return true;
}

/* What may follow all that the verb asks for: "in the north of the city", "for the third time". */
static uint32_t without_last(const stm_article *a, uint32_t head, uint32_t end)
{
    const stm_sentence *s = &a->sentences.at[a->tokens.at[head].sentence];
    uint32_t last = stm_token_from(a, end - 1), from = STM_NONE;
    bool full = false;
    for (uint32_t i = s->first_token; i <= last; i++) {
        const stm_token *t = &a->tokens.at[i];
        if (t->head != head) {
            continue;
        }
        full = full || t->deprel == STM_DEP_NSUBJ_PASS || t->deprel == STM_DEP_OBJ || t->deprel == STM_DEP_CCOMP ||
               t->deprel == STM_DEP_XCOMP;
        if (i > head && (t->deprel == STM_DEP_OBL || t->deprel == STM_DEP_ADVMOD)) {
            stm_span at = stm_clause_span(a, i);
            from = at.end >= a->tokens.at[last].at.end ? stm_token_from(a, at.start) : from;
        }
    }
    return full && from != STM_NONE && from > head + 1 ? a->tokens.at[from - 1].at.end : end;
}

/* The core of the label in two pieces, where it can be cut. */
static bool cut_core(const stm_article *a, uint32_t head, stm_label_pieces *p)
{
    uint32_t end = p->n <= STM_LABEL_ENDS ? without_last(a, head, p->end[0]) : p->end[0];
    if (end == p->end[0]) {
        return false;
    }
    memmove(&p->end[1], &p->end[0], sizeof *p->end * p->n);
    p->end[0] = end;
    p->n++;
    return true;
}

/* A name alone for all that is told of it: "Ann Roe, who led the office until May, was dismissed". */
static bool name_alone(const stm_article *a, uint32_t head, uint32_t subject, stm_label_pieces *p)
{
    stm_span all, who;
    uint32_t next, last;
    if (subject == STM_NONE || subject >= head || a->tokens.at[subject].upos != STM_PROPN || stm_span_some(p->who)) {
        return false;
    }
    all = stm_clause_span(a, subject);
    who = stm_noun_phrase(a, subject);
    next = stm_token_from(a, all.end);
    last = stm_token_from(a, who.end - 1);
    while (next < head && a->tokens.at[next].upos == STM_PUNCT) {
        next++;
    }
    if (all.end <= who.end || next > head || !stm_form_among(a, last + 1, ", ( - --") ||
        a->tokens.at[next].at.start >= p->end[0]) {
        return false;
    }
    p->who = who;
    p->start = a->tokens.at[next].at.start;
    return true;
}

bool stm_label_read(stm_work *w, uint32_t unit, uint32_t way, stm_label *l)
{
    const stm_unit *u = &w->units.at[unit];
    const stm_article *a = w->article[u->member];
    if (u->head == STM_NONE || u->modal || u->hedged || u->headline || u->caption || stm_unit_speaks(w, u) ||
        !asserts(w, u, &l->subject, &l->verb, &l->passive) || !stands(a, u->head) ||
        !stm_label_pieces_of(w, unit, way != STM_LABEL_FROM_SUBJECT, &l->pieces)) {
        return false;
    }
    if ((way == STM_LABEL_CUT && !cut_core(a, u->head, &l->pieces)) ||
        (way == STM_LABEL_NAMED && !name_alone(a, u->head, l->subject, &l->pieces))) {
        return false; /* as without it */
    }
    l->unit = unit;
    l->member = u->member;
    l->args = stm_arguments_of(a, u->head);
    l->n = 0;
    if (stm_span_some(l->pieces.who)) {
        uint32_t i = stm_token_from(a, l->pieces.who.start);
        add_words(w, l, l->pieces.who, 0);
        for (; i < a->tokens.n && a->tokens.at[i].at.start < l->pieces.who.end; i++) {
            l->subject = i; /* the noun, which ends it */
        }
    } else if (l->subject == STM_NONE) {
        return false;
    }
    if (a->tokens.at[l->subject].upos == STM_PRON || a->tokens.at[l->subject].upos == STM_DET) {
        return false;
    }
    for (uint32_t k = 0; k < l->pieces.n; k++) {
        stm_span at = { k == 0 ? l->pieces.start : l->pieces.end[k - 1], l->pieces.end[k] };
        add_words(w, l, at, k);
    }
    return l->n >= LEAST_TERMS;
}

/* What stands behind the end of a label may be left away: it leans on nothing within, and nothing within on it. */
static bool whole(const stm_work *w, const stm_label *l, uint32_t end)
{
    const stm_article *a = w->article[l->member];
    uint32_t from = stm_token_from(a, l->pieces.start), to = stm_token_from(a, end - 1), next = to + 1;
    uint32_t head = w->units.at[l->unit].head;
    const stm_sentence *s = &a->sentences.at[a->tokens.at[from].sentence];
    uint32_t past = s->first_token + s->n_tokens;
    bool comma = false, object = false;
    for (uint32_t i = from; i <= to; i++) {
        const stm_token *t = &a->tokens.at[i];
        if (i != head && t->upos != STM_PUNCT && t->head != STM_NONE && t->head > to && t->head < past) {
            return false;
        }
        if ((t->upos == STM_PRON && stm_form_among(a, i, "this these")) ||
            (t->upos == STM_DET && stm_form_among(a, i, "this these that those"))) {
            return false;
        }
        object = object || (t->head == head && t->deprel == STM_DEP_OBJ);
    }
    for (uint32_t i = next; i < past; i++) {
        const stm_token *t = &a->tokens.at[i];
        if (t->head != STM_NONE && t->head >= from && t->head <= to &&
            (t->deprel == STM_DEP_OBJ || t->deprel == STM_DEP_CCOMP || t->deprel == STM_DEP_XCOMP ||
             t->deprel == STM_DEP_FLAT || t->deprel == STM_DEP_COMPOUND)) {
            return false;
        }
    }
    while (next < past && a->tokens.at[next].upos == STM_PUNCT) {
        comma = true;
        next++;
    }
    if (next < past && !comma) {
        const stm_token *t = &a->tokens.at[next];
        bool led = t->upos == STM_ADP || t->upos == STM_SCONJ || t->upos == STM_CCONJ || t->upos == STM_ADV ||
                   t->xpos == STM_XP_VBN || t->xpos == STM_XP_VBG || t->xpos == STM_XP_WDT || t->xpos == STM_XP_WP;
        for (uint32_t k = 0; k < a->times.n && !led; k++) {
            led = a->times.at[k].at.start == t->at.start;
        }
        for (uint32_t k = next; k < past && !led && object && t->upos == STM_PART; k++) { /* "a patch to fix it" */
            led = a->tokens.at[k].head == head && a->tokens.at[k].deprel == STM_DEP_ADVCL && k == t->head &&
                  !(a->tokens.at[head].lemma.p != NULL &&
                    stm_among(a->tokens.at[head].lemma, "require force order ask tell urge allow enable want call"));
        }
        if (!led || a->tokens.at[to].upos == STM_ADJ) { /* "for drunk" driving */
            return false;
        }
    } else if (next < past && comma && a->tokens.at[next].upos == STM_PROPN) {
        return false; /* "and two managers, Ann Roe and Al Poe" */
    }
    if (to < l->verb) {
        return false; /* "Ann Roe, the former clerk" who "was" */
    }
    if (to == head && !object && next < past && a->tokens.at[next].upos == STM_CCONJ) {
        return false; /* "shot and killed a man" */
    }
    return to + 1 - from + (stm_span_some(l->pieces.who) ? 2 : 0) >= LEAST_TOKENS &&
           !stm_form_among(a, to, "who which that whose and or said says");
}

/* As many marks open as close, and nobody is named as its source. */
static bool neat(stm_str s)
{
    static const char *const asks[] = { "Why ", "How ", "What ", "Whether ", "Where ", "Who ", "When ", "Which " };
    uint32_t plain = 0, open = 0, close = 0;
    for (size_t i = 0; i < s.n; i++) {
        bool curly = i + 2 < s.n && s.p[i] == '\xE2' && s.p[i + 1] == '\x80';
        plain += s.p[i] == '"';
        open += (curly && s.p[i + 2] == '\x9C') || s.p[i] == '(';
        close += (curly && s.p[i + 2] == '\x9D') || s.p[i] == ')';
    }
    for (size_t i = 0; i < sizeof asks / sizeof *asks; i++) {
        size_t n = strlen(asks[i]);
        if (s.n > n && stm_str_eqz_nocase((stm_str){ s.p, n }, asks[i])) {
            return false;
        }
    }
    return s.n > 0 && s.p[0] != '(' && plain % 2 == 0 && open == close &&
           stm_str_find(s, STM_STR("ccording to"), 0) == SIZE_MAX;
}

bool stm_label_whole(const stm_work *w, const stm_label *l, uint32_t n, stm_str words)
{
    return words.n <= MOST_BYTES && stm_stands_alone(words) && !of_one_who_speaks(words) && neat(words) &&
           whole(w, l, l->pieces.end[n - 1]);
}
