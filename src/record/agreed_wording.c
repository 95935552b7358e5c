/* agreed_wording.c: the sentence that all who are said to agree bear out.
 *
 * In: clauses that were found to tell one thing.  Out: a label, cut from one of them, and how much of it the others
 * have.  Never: new words.
 *
 * Texts that agree on a deed differ in what they add to it: one gives the day, one what came of it. A label cut from
 * one of them says of the others what they do not say, unless they have that too. So every wording of every clause is
 * tried, whole and without what hangs on its end (a clause of its own, a day) or stands before its subject, and the one
 * is taken that most lines bear out, of these the one that tells most. To bear out is to have its verb, its numbers and
 * days, its hour, and most of the weight of its words, somewhere in the sentence.
 * Cost: units squared times a few ends each; of units there are at most twelve.
 */
#include "record/agreed.h"
#include "record/event_times.h"

#define MAX_UNITS 12
#define LONG_BEFORE 14  /* days */
#define LEAST_LABEL 20  /* bytes: what is shorter says too little by itself */
#define COVER 0.6f      /* of the weight of a core that each of the others must have */
#define COVER_MORE 0.5f /* of what follows it */

static bool is_number(const stm_work *w, uint32_t term)
{
    stm_str key = w->terms.items.at[term].key;
    return key.n > 0 && ((key.p[0] >= '0' && key.p[0] <= '9') || key.p[0] == '@');
}

static bool has_term(const stm_work *w, const stm_matter *m, uint32_t term)
{
    for (uint32_t i = 0; i < m->terms.n; i++) {
        if (stm_terms_alike(w, term, m->terms.at[i].id)) {
            return true;
        }
    }
    return false;
}

/* "and the guild is worried": a clause without a verb for its head. */
static bool copula(const stm_article *a, uint32_t head)
{
    const stm_sentence *s = &a->sentences.at[a->tokens.at[head].sentence];
    for (uint32_t k = s->first_token; k < head; k++) {
        if (a->tokens.at[k].head == head && a->tokens.at[k].deprel == STM_DEP_COP) {
            return true;
        }
    }
    return false;
}

/* A clause that can be left away: what else happened, what is further told of a thing. Not a condition, nor what says
 * which one is meant where none need exist. */
static bool can_go(const stm_article *a, uint32_t i)
{
    const stm_token *t = &a->tokens.at[i];
    const stm_sentence *s = &a->sentences.at[t->sentence];
    if (t->deprel != STM_DEP_ADVCL && t->deprel != STM_DEP_ACL && t->deprel != STM_DEP_ACL_RELCL &&
        t->deprel != STM_DEP_PARATAXIS && t->deprel != STM_DEP_APPOS &&
        !(t->deprel == STM_DEP_CONJ && (t->upos == STM_VERB || copula(a, i)))) {
        return false;
    }
    for (uint32_t k = s->first_token; k < s->first_token + s->n_tokens; k++) {
        if (a->tokens.at[k].head == i && a->tokens.at[k].deprel == STM_DEP_MARK &&
            stm_form_among(a, k, "if unless until without whether")) {
            return false;
        }
    }
    return !stm_clause_hypothetical(a, i);
}

static bool has_verb(const stm_article *a, uint32_t from, uint32_t to)
{
    for (uint32_t i = stm_token_from(a, from); i < a->tokens.n && a->tokens.at[i].at.start < to; i++) {
        if (a->tokens.at[i].upos == STM_VERB || a->tokens.at[i].upos == STM_AUX ||
            a->tokens.at[i].upos == STM_UPOS_NONE) {
            return true;
        }
    }
    return false;
}

/* "walked out", "was sent home": the adverb right behind its verb is part of what was done; "fell sharply" tells how,
 * which others may not say. */
static bool goes_with_verb(const stm_article *a, uint32_t i)
{
    const stm_token *t = &a->tokens.at[i];
    return i > 0 && t->upos == STM_ADV && t->deprel == STM_DEP_ADVMOD && t->head == i - 1 &&
           a->tokens.at[i - 1].upos == STM_VERB && !stm_str_ends(stm_token_form(a, i), "ly");
}

/* The last token before the byte that is more than a mark or a word that leads to what was cut. */
static uint32_t last_before(const stm_article *a, uint32_t first, uint32_t end)
{
    uint32_t i = stm_token_from(a, end);
    while (i > first && a->tokens.at[i - 1].deprel != STM_DEP_COMPOUND_PRT && !goes_with_verb(a, i - 1) &&
           (a->tokens.at[i - 1].upos == STM_PUNCT || a->tokens.at[i - 1].upos == STM_CCONJ ||
            a->tokens.at[i - 1].upos == STM_SCONJ || a->tokens.at[i - 1].upos == STM_ADP ||
            a->tokens.at[i - 1].upos == STM_DET || a->tokens.at[i - 1].upos == STM_ADV)) {
        i--; /* "shortly after" */
    }
    return i > first ? i - 1 : first;
}

/* The next shorter end of the sentence that ends at `end`, or `end`. */
static uint32_t shorter(const stm_article *a, uint32_t head, uint32_t end)
{
    uint32_t last = last_before(a, head, end), best = head;
    for (uint32_t i = head + 1; i <= last; i++) {
        if (can_go(a, i)) {
            stm_span at = stm_clause_span(a, i);
            uint32_t from = stm_token_from(a, at.start);
            if (from > head && from > best && at.end >= a->tokens.at[last].at.end) {
                best = from;
            }
        }
    }
    for (uint32_t k = 0; k < a->times.n && a->times.at[k].at.start < end; k++) {
        uint32_t from = stm_token_from(a, a->times.at[k].at.start);
        if (from > head && from > best && a->times.at[k].at.end >= a->tokens.at[last].at.end &&
            a->tokens.at[last].deprel != STM_DEP_COMPOUND) {
            best = from;
        }
    }
    return best > head ? a->tokens.at[last_before(a, head, a->tokens.at[best].at.start)].at.end : end;
}

/* The first token of the sentence without what stands before its subject and is set apart by a comma ("on Monday,
 * ..."), or `first`. A condition in front stays. */
static uint32_t later_start(const stm_article *a, uint32_t head, uint32_t first)
{
    uint32_t comma = STM_NONE;
    for (uint32_t i = first; i < head; i++) {
        const stm_token *t = &a->tokens.at[i];
        if (t->head == head && (t->deprel == STM_DEP_NSUBJ || t->deprel == STM_DEP_NSUBJ_PASS)) {
            stm_span who = stm_clause_span(a, i);
            uint32_t from = stm_token_from(a, who.start);
            return comma != STM_NONE && comma + 1 == from ? from : first;
        }
        if (stm_form_among(a, i, "if unless until without whether")) {
            return first;
        }
        comma = stm_form_among(a, i, ",") ? i : comma;
    }
    return first;
}

bool stm_label_pieces_of(stm_work *w, uint32_t unit, bool front, stm_label_pieces *out)
{
    const stm_unit *u = &w->units.at[unit];
    const stm_article *a = w->article[u->member];
    uint32_t ends[STM_LABEL_ENDS + 1], n = 0, first;
    stm_span words;
    if (stm_unit_wording_until(w, unit, UINT32_MAX, &out->who, &words).p == NULL) {
        return false;
    }
    first = stm_token_from(a, words.start);
    out->start = words.start;
    if (!front) {
        uint32_t later = u->head == STM_NONE || stm_span_some(out->who) ? first : later_start(a, u->head, first);
        if (later == first) {
            return false;
        }
        out->start = a->tokens.at[later].at.start;
    }
    for (uint32_t end = words.end, next; n <= STM_LABEL_ENDS; end = next) {
        ends[n++] = end;
        next = u->head == STM_NONE ? end : shorter(a, u->head, end);
        if (next >= end) {
            break;
        }
    }
    for (uint32_t i = 0; i < n; i++) {
        stm_span at[2] = { { i == 0 ? out->start : ends[n - i], ends[n - 1 - i] }, out->who };
        stm_matter_of(w, u->member, at, i == 0 && stm_span_some(out->who) ? 2 : 1, &out->matter[i]);
        out->end[i] = ends[n - 1 - i];
    }
    out->n = n;
    return true;
}

stm_str stm_label_wording(stm_work *w, uint32_t unit, const stm_label_pieces *p, uint32_t n)
{
    const stm_article *a = w->article[w->units.at[unit].member];
    stm_str words = stm_wording(w->arena, a, (stm_span){ p->start, p->end[n - 1] });
    if (stm_span_some(p->who)) {
        stm_str who = stm_wording(w->arena, a, p->who);
        words = stm_str_format(w->arena, "%.*s %.*s", (int)who.n, who.p, (int)words.n, words.p);
    }
    return words;
}

static uint32_t subject_of(const stm_article *a, uint32_t head)
{
    const stm_sentence *s = head == STM_NONE ? NULL : &a->sentences.at[a->tokens.at[head].sentence];
    for (uint32_t i = s == NULL ? 0 : s->first_token; s != NULL && i < s->first_token + s->n_tokens; i++) {
        if (a->tokens.at[i].head == head &&
            (a->tokens.at[i].deprel == STM_DEP_NSUBJ || a->tokens.at[i].deprel == STM_DEP_NSUBJ_PASS)) {
            return i;
        }
    }
    return STM_NONE;
}

/* What the housing market does, no "world markets" bear out: of the nouns that say which kind it is, one is there.
 * "The ferry Astra" is the Astra. */
static bool of_one_kind(const stm_work *w, const stm_unit *u, uint32_t subject, const stm_matter *sentence)
{
    const stm_article *a = w->article[u->member];
    bool kinds = false;
    for (uint32_t i = subject > 4 ? subject - 4 : 0; i < subject && a->tokens.at[subject].upos == STM_NOUN; i++) {
        uint32_t id = w->token_term[u->member][i].id;
        if (a->tokens.at[i].head != subject || a->tokens.at[i].deprel != STM_DEP_COMPOUND ||
            a->tokens.at[i].upos != STM_NOUN || id == STM_NONE) {
            continue;
        }
        if (has_term(w, sentence, id)) {
            return true;
        }
        kinds = true;
    }
    return !kinds;
}

/* What one has done who has a name is told of him: under his name, or of "he" or nobody named; not of "I", not of "his
 * wife". */
static bool one_subject(const stm_work *w, const stm_unit *u, const stm_unit *other, const stm_matter *sentence)
{
    const stm_article *a = w->article[u->member], *b = w->article[other->member];
    uint32_t own = subject_of(a, u->head), theirs = subject_of(b, other->head), e, id;
    e = own == STM_NONE ? STM_NONE : w->at_token[u->member][own];
    if (own != STM_NONE && !of_one_kind(w, u, own, sentence)) {
        return false;
    }
    if (e == STM_NONE || !w->named.at[e] || a->tokens.at[own].upos == STM_PRON) {
        return true;
    }
    if (theirs == STM_NONE || w->at_token[other->member][theirs] == e) {
        return true;
    }
    if (b->tokens.at[theirs].upos == STM_PRON) {
        return !stm_form_among(b, theirs, "I we you");
    }
    if (w->at_token[other->member][theirs] != STM_NONE && w->named.at[w->at_token[other->member][theirs]] &&
        w->record->entities.at[e].kind == STM_PERSON &&
        w->record->entities.at[w->at_token[other->member][theirs]].kind == STM_PERSON) {
        return false; /* another man */
    }
    for (uint32_t i = theirs > 4 ? theirs - 4 : 0; i < theirs; i++) {
        if (b->tokens.at[i].head == theirs && b->tokens.at[i].deprel == STM_DEP_NMOD_POSS &&
            w->at_token[other->member][i] == e) {
            return false;
        }
    }
    id = w->token_term[u->member][own].id;
    return id == STM_NONE || has_term(w, sentence, id);
}

/* One names days long before its article, the other none: "was hit by another in January". */
static bool long_before(const stm_work *w, const stm_unit *u, const stm_unit *other)
{
    int32_t today = stm_article_today(w->article[u->member]);
    return u->to_day != STM_NO_DAY && other->from_day == STM_NO_DAY && today != STM_NO_DAY &&
           u->to_day + LONG_BEFORE < today;
}

/* The other sentence has the hours of the stretch. */
static bool same_hours(const stm_work *w, uint32_t member, stm_span at, const stm_unit *other)
{
    const stm_article *a = w->article[member], *b = w->article[other->member];
    stm_span there = b->sentences.at[other->sentence].at;
    for (uint32_t i = stm_time_from(a, at.start); i < a->times.n && a->times.at[i].at.start < at.end; i++) {
        bool found = !stm_time_has_clock(&a->times.at[i]);
        for (uint32_t k = stm_time_from(b, there.start);
             !found && k < b->times.n && b->times.at[k].at.start < there.end; k++) {
            found = stm_time_one_clock(&a->times.at[i], &b->times.at[k]);
        }
        if (!found) {
            return false;
        }
    }
    return true;
}

/* The other sentence has the numbers of the stretch that are words: "forty sheep". */
static bool same_numbers(const stm_work *w, uint32_t member, stm_span at, const stm_matter *sentence)
{
    const stm_article *a = w->article[member];
    for (uint32_t i = stm_token_from(a, at.start); i < a->tokens.n && a->tokens.at[i].at.start < at.end; i++) {
        uint32_t id = w->token_term[member][i].id;
        if (a->tokens.at[i].upos == STM_NUM && id != STM_NONE && !has_term(w, sentence, id)) {
            return false;
        }
    }
    return true;
}

/* How many pieces, from the first on, the other's sentence bears out; shared[i]: the weight of the first i + 1 of them
 * that it has. */
static uint32_t borne_out(const stm_work *w, const stm_label_pieces *p, const stm_unit *u, const stm_unit *other,
                          const stm_matter *sentence, float *shared)
{
    uint32_t verb = u->verb;
    for (uint32_t i = 0; i < p->n; i++) {
        const stm_matter *m = &p->matter[i];
        stm_span at = { i == 0 ? p->start : p->end[i - 1], p->end[i] };
        stm_likeness like = stm_matter_compare(w, m, sentence);
        shared[i] = like.shared + (i > 0 ? shared[i - 1] : 0);
        if ((m->weight > 0 && like.shared < m->weight * (i == 0 ? COVER : COVER_MORE)) ||
            !same_hours(w, u->member, at, other) || !same_numbers(w, u->member, at, sentence)) {
            return i;
        }
        for (uint32_t t = 0; t < m->terms.n; t++) {
            if ((is_number(w, m->terms.at[t].id) || (i == 0 && m->terms.at[t].id == verb)) &&
                !has_term(w, sentence, m->terms.at[t].id)) {
                return i;
            }
        }
    }
    return p->n;
}

static uint32_t lines_of(const stm_work *w, const stm_u32s *units, uint32_t own, const uint32_t *borne, uint32_t least)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < units->n && i < MAX_UNITS; i++) {
        bool seen = i != own && borne[i] < least;
        for (uint32_t k = 0; k < i && !seen; k++) {
            seen = (k == own || borne[k] >= least) &&
                   w->line[w->units.at[units->at[k]].member] == w->line[w->units.at[units->at[i]].member];
        }
        n += !seen;
    }
    return n;
}

/* "The day before": of which day, only the text around it tells. */
static bool by_another_day(stm_str words)
{
    static const char *const days[] = { "the day before", "the day after",     "the previous day",
                                        "the next day",   "the following day", "a day earlier",
                                        "a day later",    "yesterday",         "tomorrow" };
    for (size_t i = 0; i < sizeof days / sizeof *days; i++) {
        if (stm_str_find(words, stm_str_of(days[i]), 0) != SIZE_MAX) {
            return true;
        }
    }
    return false;
}

/* "They have not approved it yet": what, another sentence tells. */
static bool leans_on(stm_str words)
{
    return stm_str_find(words, STM_STR(" it "), 0) != SIZE_MAX ||
           stm_str_find(words, STM_STR(" them "), 0) != SIZE_MAX || stm_str_ends(words, " it") ||
           stm_str_ends(words, " them");
}

/* The wording that most lines bear out, or NULL; *bear: bit i is set where unit i does. */
static stm_str find_wording(stm_work *w, const stm_u32s *units, uint32_t *bear)
{
    stm_matter sentence[MAX_UNITS];
    stm_str best = STM_NULL_STR;
    float best_weight = 0;
    uint32_t best_lines = 1;
    uint32_t best_clear = 0;
    *bear = 0;
    for (uint32_t i = 0; i < units->n && i < MAX_UNITS; i++) {
        const stm_unit *u = &w->units.at[units->at[i]];
        stm_matter_of(w, u->member, &w->article[u->member]->sentences.at[u->sentence].at, 1, &sentence[i]);
    }
    for (uint32_t c = 0; c < units->n * 2 && c < MAX_UNITS * 2; c++) {
        const stm_unit *u = &w->units.at[units->at[c / 2]];
        const stm_article *a = w->article[u->member];
        uint32_t borne[MAX_UNITS];
        float shared[MAX_UNITS][STM_LABEL_ENDS + 1];
        stm_label_pieces p;
        if (!stm_label_pieces_of(w, units->at[c / 2], c % 2 == 0, &p)) {
            continue;
        }
        for (uint32_t k = 0; k < units->n && k < MAX_UNITS; k++) {
            const stm_unit *other = &w->units.at[units->at[k]];
            bool one = u->modal == other->modal && u->negated == other->negated && !long_before(w, u, other) &&
                       !long_before(w, other, u) && one_subject(w, u, other, &sentence[k]) &&
                       !stm_tokens_some_unlike(w, u->member, subject_of(a, u->head), other->member,
                                               subject_of(w->article[other->member], other->head));
            borne[k] = one ? borne_out(w, &p, u, other, &sentence[k], shared[k]) : 0;
        }
        for (uint32_t n = 1; n <= p.n; n++) {
            stm_str words = stm_label_wording(w, units->at[c / 2], &p, n);
            uint32_t lines = lines_of(w, units, c / 2, borne, n);
            float weight = 0; /* what others have of it: "sank off Orsa", not "sank on its way to Orsa" */
            for (uint32_t k = 0; k < units->n && k < MAX_UNITS; k++) {
                bool other = w->line[w->units.at[units->at[k]].member] != w->line[u->member];
                weight += k != c / 2 && borne[k] >= n && other ? shared[k][n - 1] : 0;
            }
            if (u->head != STM_NONE && !u->headline && !stm_span_some(p.who) && subject_of(a, u->head) == STM_NONE) {
                break; /* the tree knows of nobody who does it */
            }
            uint32_t clear = by_another_day(words) || leans_on(words)   ? 0
                             : stm_subject_vague(w, u->member, u->head) ? 1
                                                                        : 2;
            if (words.n < LEAST_LABEL || !stm_stands_alone(words) || !has_verb(a, p.start, p.end[n - 1]) ||
                lines < best_lines ||
                (lines == best_lines && (clear != best_clear ? clear < best_clear : weight <= best_weight))) {
                continue;
            }
            best = words;
            best_weight = weight;
            best_lines = lines;
            best_clear = clear;
            *bear = 0;
            for (uint32_t k = 0; k < units->n && k < MAX_UNITS; k++) {
                *bear |= k == c / 2 || borne[k] >= n ? (uint32_t)1 << k : 0;
            }
        }
    }
    if (best_lines < 2) {
        *bear = 0;
        return STM_NULL_STR;
    }
    return stm_capital(w->arena, best);
}

bool stm_agreed_on(stm_work *w, stm_statement *st, const stm_u32s *units, stm_u32s *members, stm_u32s *said_by,
                   stm_strs *names)
{
    uint32_t bear, n = 0;
    stm_str about = find_wording(w, units, &bear);
    if (about.p == NULL) {
        return false;
    }
    st->about = about;
    for (uint32_t i = 0; i < st->readings.n; i++) {
        if (i < MAX_UNITS && (bear >> i & 1) != 0) {
            st->readings.at[n] = st->readings.at[i];
            members->at[n] = members->at[i];
            said_by->at[n] = said_by->at[i];
            names->at[n++] = names->at[i];
        }
    }
    st->readings.n = members->n = said_by->n = names->n = n;
    return true;
}
