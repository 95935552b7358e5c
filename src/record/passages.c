/* passages.c: the wording of a stretch, and its speaker. */
#include <ctype.h>

#include "record/record_parts.h"

bool stm_span_meets(stm_span a, stm_span b) { return a.start < b.end && b.start < a.end; }

stm_span stm_span_of(const stm_quotation *q)
{
    return (stm_span){ q->content.at[0].start, q->content.at[q->content.n - 1].end };
}

/* Bytes of the mark or blank that ends at p (backwards) or begins there; 0: a letter or the like. */
static size_t edge_bytes(const char *from, const char *p, const char *end, bool backwards)
{
    const char *c = backwards ? p - 1 : p;
    static const char *const wide[] = { "\xE2\x80\x9C", "\xE2\x80\x9D", "\xE2\x80\x98", "\xE2\x80\x99", "\xE2\x80\x93",
                                        "\xE2\x80\x94", "\xE2\x80\xA6", "\xC2\xA0",     "\xC2\xAB",     "\xC2\xBB" };
    if (backwards ? p <= from : p >= end) {
        return 0;
    }
    if (*c == ' ' || *c == '\n' || *c == '\t' || *c == '\r' || *c == '"' || *c == '\'' || *c == ',' || *c == ';' ||
        *c == ':' || *c == '-' || *c == '.') {
        return 1;
    }
    for (size_t i = 0; ((unsigned char)*c & 0x80) != 0 && i < sizeof wide / sizeof *wide; i++) {
        size_t n = strlen(wide[i]);
        if (backwards ? (size_t)(p - from) >= n && memcmp(p - n, wide[i], n) == 0
                      : (size_t)(end - p) >= n && memcmp(p, wide[i], n) == 0) {
            return n;
        }
    }
    return 0;
}

stm_span stm_span_trim(const stm_article *a, stm_span at)
{
    const char *text = a->text.p, *p = text + at.start, *end = text + at.end;
    size_t k;
    while (p < end && (k = edge_bytes(text, p, end, false)) != 0) {
        p += k;
    }
    while (end > p && (k = edge_bytes(p, end, end, true)) != 0) {
        if (end[-1] == '.' && end - p > 2 && end[-3] == '.') {
            break; /* U.S. */
        }
        end -= k;
    }
    return p < end ? (stm_span){ (uint32_t)(p - text), (uint32_t)(end - text) } : at;
}

static bool in_word(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); }

uint32_t stm_token_of(const stm_article *a, uint32_t sentence, stm_str words)
{
    const stm_sentence *s = &a->sentences.at[sentence];
    for (uint32_t i = s->first_token; i < s->first_token + s->n_tokens && words.n > 0; i++) {
        stm_str rest = { a->text.p + a->tokens.at[i].at.start, s->at.end - a->tokens.at[i].at.start };
        if (rest.n >= words.n && memcmp(rest.p, words.p, words.n) == 0 &&
            (rest.n == words.n || !isalnum((unsigned char)rest.p[words.n]))) {
            return i;
        }
    }
    return STM_NONE;
}

/* "backed" of "U.S.-backed", "al" of "al-Assad": no word is cut at a hyphen. */
stm_span stm_whole_words(const stm_article *a, stm_span at)
{
    const char *t = a->text.p;
    if (at.start > 1 && t[at.start - 1] == '-' && in_word(t[at.start])) {
        at.start--;
        while (at.start > 0 && (in_word(t[at.start - 1]) || t[at.start - 1] == '.' || t[at.start - 1] == '-')) {
            at.start--;
        }
    }
    if (at.end + 1 < a->text.n && t[at.end] == '-' && in_word(t[at.end + 1]) && at.end > at.start &&
        in_word(t[at.end - 1])) {
        at.end++;
        while (at.end < a->text.n &&
               (in_word(t[at.end]) || (t[at.end] == '-' && at.end + 1 < a->text.n && in_word(t[at.end + 1])))) {
            at.end++;
        }
    }
    return at;
}

/* Eight bytes are copied as they stand: no line ends and tabs, no two blanks in a row. */
static bool stands_so(const char *p, bool behind_blank)
{
    const uint64_t ones = UINT64_C(0x0101010101010101), low = 0x7F * ones, tops = 0x80 * ones;
    uint64_t x, y, blanks;
    memcpy(&x, p, sizeof x);
    if (((x - 0x20 * ones) & ~x & tops) != 0 || (behind_blank && p[0] == ' ')) {
        return false; /* or, seldom, a blank behind such a byte */
    }
    y = x ^ 0x20 * ones;
    blanks = ~(((y & low) + low) | y | low); /* the top bit of each byte that is one */
    return (blanks & blanks >> 8) == 0;
}

stm_str stm_wording(stm_arena *arena, const stm_article *a, stm_span at)
{
    char *to;
    uint32_t n = 0;
    at = stm_whole_words(a, stm_span_trim(a, at));
    if (at.start >= at.end) {
        return STM_NULL_STR;
    }
    to = stm_arena_alloc(arena, (size_t)(at.end - at.start) + 1);
    for (uint32_t i = at.start; i < at.end; i++) {
        char c = a->text.p[i];
        if (at.end - i >= 8 && stands_so(a->text.p + i, n > 0 && to[n - 1] == ' ')) {
            memcpy(to + n, a->text.p + i, 8);
            n += 8;
            i += 7;
            continue;
        }
        if (c == '\n' || c == '\t' || c == '\r') {
            c = ' ';
        }
        if (c != ' ' || n == 0 || to[n - 1] != ' ') {
            to[n++] = c;
        }
    }
    return (stm_str){ to, n };
}

#define MAX_NESTED 4
#define CUE_BEFORE 24 /* bytes between cue and content: "requested on Monday" */

/* "to repay it", "the board of fraud", "closing the road": no sentence without what was promised, accused or urged. */
static bool is_sentence(const stm_article *a, uint32_t first, uint32_t end)
{
    bool finite = false;
    for (uint32_t i = first; i < a->tokens.n && a->tokens.at[i].at.start < end; i++) {
        uint8_t x = a->tokens.at[i].xpos;
        finite = finite || x == STM_XP_VBD || x == STM_XP_VBZ || x == STM_XP_VBP || x == STM_XP_MD ||
                 a->tokens.at[i].upos == STM_UPOS_NONE;
    }
    return finite && a->tokens.at[first].xpos != STM_XP_TO;
}

bool stm_quotation_is_plea(const stm_article *a, const stm_quotation *q)
{
    for (uint32_t i = stm_span_some(q->cue) ? stm_token_from(a, q->cue.start) : a->tokens.n;
         i < a->tokens.n && a->tokens.at[i].at.start < q->cue.end; i++) {
        if (a->tokens.at[i].lemma.p != NULL && stm_str_eqz(a->tokens.at[i].lemma, "plead")) {
            return q->act == STM_ACT_CONFIRM || q->act == STM_ACT_DENY;
        }
    }
    return false;
}

/* "gave no indication that" */
static bool with_no(const stm_article *a, uint32_t token)
{
    for (uint32_t i = token > 2 ? token - 2 : 0; i < token; i++) {
        if (a->tokens.at[i].head == token && a->tokens.at[i].deprel == STM_DEP_DET && stm_form_among(a, i, "no")) {
            return true;
        }
    }
    return false;
}

/* What stands in the cue makes something else of what is said: "denied that", "did not say that", "gave no sign that",
 * "demanded that", "asked whether". */
static bool cue_turns(const stm_article *a, const stm_quotation *q)
{
    static const uint8_t acts[] = { STM_ACT_DENY, STM_ACT_DEMAND, STM_ACT_ORDER,
                                    STM_ACT_ASK,  STM_ACT_DOUBT,  STM_ACT_HOPE };
    bool turns = false, says = false;
    for (size_t i = 0; i < sizeof acts; i++) {
        turns = turns || q->act == acts[i];
    }
    for (uint32_t i = stm_token_from(a, q->cue.start); i < a->tokens.n && a->tokens.at[i].at.start < q->cue.end; i++) {
        if ((a->tokens.at[i].upos == STM_VERB && stm_clause_negated(a, i)) ||
            (a->tokens.at[i].upos == STM_NOUN && with_no(a, i))) {
            return true;
        }
        says = says || stm_form_among(a, i, "say says said saying tell tells told telling add added adds write wrote");
    }
    return turns && !says;
}

/* The cue is no more than "said" or "adding", before words with a verb of their own: it goes without saying. */
static bool bare_cue(const stm_article *a, const stm_quotation *q, uint32_t first, uint32_t end)
{
    bool says = false, verb = false;
    for (uint32_t i = stm_token_from(a, q->cue.start); i < a->tokens.n && a->tokens.at[i].at.start < q->cue.end; i++) {
        says = says || stm_form_among(a, i, "say says said saying tell tells told telling add added adds adding");
        if (a->tokens.at[i].upos == STM_VERB && stm_clause_negated(a, i)) {
            return false;
        }
    }
    for (uint32_t i = first; i < a->tokens.n && a->tokens.at[i].at.start < end; i++) {
        uint8_t x = a->tokens.at[i].xpos;
        verb = verb || x == STM_XP_VBD || x == STM_XP_VBZ || x == STM_XP_VBP || x == STM_XP_MD ||
               a->tokens.at[i].deprel == STM_DEP_NSUBJ || a->tokens.at[i].deprel == STM_DEP_NSUBJ_PASS;
    }
    return says && verb;
}

/* "discounted rumors that", "speculation that": a noun of what nobody is named for; STM_NONE. */
static uint32_t noun_cue(const stm_article *a, const stm_quotation *q)
{
    uint32_t noun = stm_token_from(a, q->cue.start);
    bool one = !stm_span_some(q->source) && noun < a->tokens.n && a->tokens.at[noun].at.end >= q->cue.end;
    return one && a->tokens.at[noun].upos == STM_NOUN ? noun : STM_NONE;
}

/* Where such words begin: with the verb whose object the noun is. */
static uint32_t cue_start(const stm_article *a, const stm_quotation *q, uint32_t noun)
{
    uint32_t verb = noun == STM_NONE ? STM_NONE : a->tokens.at[noun].head;
    bool object = verb != STM_NONE && a->tokens.at[noun].deprel == STM_DEP_OBJ && verb < noun && noun - verb < 4;
    return object ? a->tokens.at[verb].at.start : q->cue.start;
}

stm_span stm_quotation_told(const stm_article *a, const stm_quotation *q)
{
    stm_span at = q->content.at[0], last = q->content.at[q->content.n - 1];
    uint32_t first = stm_token_from(a, at.start), before = q->cue.end, noun;
    bool around = q->content.n == 2 && at.end <= q->cue.start && q->cue.end <= last.start;
    if (q->kind == STM_QUOTE_INDIRECT && q->content.n == 1 && first + 1 < a->tokens.n &&
        stm_form_among(a, first, "and but") && a->tokens.at[first + 1].at.start < at.end) {
        at.start = a->tokens.at[first + 1].at.start; /* it goes on from what was said before */
        last = at;
    }
    if (stm_span_some(q->source) && q->source.start >= q->cue.end && q->source.end <= at.start) {
        before = q->source.end; /* "listed on the firm's website as" */
    }
    if (q->kind == STM_QUOTE_DIRECT || !stm_span_some(q->cue) || first >= a->tokens.n ||
        stm_sentence_at(a, q->cue.start) != a->tokens.at[first].sentence ||
        stm_sentence_at(a, last.end - 1) != a->tokens.at[first].sentence ||
        (!around && (q->content.n > 1 || before > at.start || at.start - before > CUE_BEFORE))) {
        return at;
    }
    /* "Lund | was charged | with attempted theft": a clause, whatever verbs it has */
    bool whole = around && !stm_span_some(q->source) && q->cue.start <= at.end + 1 && last.start <= q->cue.end + 1;
    for (uint32_t i = first; around && !whole && i < a->tokens.n && a->tokens.at[i].at.start < last.end; i++) {
        bool cue = a->tokens.at[i].at.start >= at.end && a->tokens.at[i].at.end <= last.start;
        if (!cue && (a->tokens.at[i].upos == STM_VERB || a->tokens.at[i].upos == STM_AUX)) {
            return at;
        }
    }
    noun = noun_cue(a, q);
    if (!around && noun == STM_NONE &&
        ((is_sentence(a, first, last.end) && !cue_turns(a, q)) || bare_cue(a, q, first, last.end))) {
        return at;
    }
    return (stm_span){ around ? at.start : cue_start(a, q, noun), last.end };
}

bool stm_source_is_pronoun(const stm_article *a, const stm_quotation *q)
{
    stm_str s = stm_span_some(q->source) ? stm_str_sub(a->text, q->source) : STM_NULL_STR;
    return s.p != NULL && (stm_str_eq_nocase(s, STM_STR("he")) || stm_str_eq_nocase(s, STM_STR("she")));
}

/* "I", within what somebody says, is he. */
static bool first_person(stm_str name)
{
    return stm_str_eqz(name, "I") || stm_str_eq_nocase(name, STM_STR("me")) ||
           stm_str_eq_nocase(name, STM_STR("myself"));
}

/* "92", which is an age, or "who": no name, nor what somebody is called. */
static bool names_nobody(stm_str name)
{
    static const char *const words[] = { "i",    "me",    "we",  "us",   "you",   "he",   "she",   "it",
                                         "they", "them",  "who", "that", "which", "this", "these", "what",
                                         "here", "there", "to",  "of",   "in",    "on",   "at",    "by",
                                         "for",  "from",  "and", "or",   "but",   "as",   "such" };
    bool letter = false;
    for (size_t i = 0; i < name.n; i++) {
        unsigned char c = (unsigned char)name.p[i];
        letter = letter || ((c | 32) >= 'a' && (c | 32) <= 'z') || c >= 0xC3;
    }
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        letter = letter && !stm_str_eqz_nocase(name, words[i]);
    }
    return !letter || name.p[0] == '-'; /* what is left of a word that was cut in two */
}

/* "Carla Voss said that Orlan was sorry. She said": Orlan, which the story knows for a firm, is no "she". Who spoke in
 * the sentence before, or STM_NONE. */
static uint32_t who_spoke_before(const stm_work *w, uint32_t member, uint32_t quotation)
{
    const stm_article *a = w->article[member];
    const stm_quotation *q = &a->quotations.at[quotation];
    uint32_t own = stm_sentence_at(a, q->source.start);
    for (uint32_t i = quotation; i > 0; i--) {
        const stm_quotation *x = &a->quotations.at[i - 1];
        uint32_t s = stm_span_some(x->source) ? stm_sentence_at(a, x->source.start) : STM_NONE;
        uint32_t e = x->speaker == STM_NONE || x->anonymous ? STM_NONE : w->entity[member][x->speaker];
        if (x->nested_in == STM_NONE && s != STM_NONE && own != STM_NONE && s < own) {
            return s + 1 == own && e != STM_NONE && w->named.at[e] && w->record->entities.at[e].kind == STM_PERSON
                       ? e
                       : STM_NONE;
        }
    }
    return STM_NONE;
}

void stm_said_by(const stm_work *w, uint32_t member, uint32_t quotation, uint32_t *entity, stm_str *name)
{
    *entity = STM_NONE;
    *name = STM_NULL_STR;
    for (uint32_t step = 0; step < MAX_NESTED && quotation != STM_NONE; step++) {
        const stm_quotation *q = &w->article[member]->quotations.at[quotation];
        if (q->speaker != STM_NONE || q->nested_in == STM_NONE || q->speaker_name.p == NULL ||
            !first_person(q->speaker_name)) {
            break;
        }
        quotation = q->nested_in;
    }
    if (quotation != STM_NONE) {
        const stm_quotation *q = &w->article[member]->quotations.at[quotation];
        if (q->speaker != STM_NONE && !q->anonymous) {
            *entity = w->entity[member][q->speaker];
        }
        if (*entity != STM_NONE && w->record->entities.at[*entity].kind != STM_PERSON &&
            w->record->entities.at[*entity].kind != STM_OTHER && w->named.at[*entity] &&
            stm_source_is_pronoun(w->article[member], q)) {
            *entity = who_spoke_before(w, member, quotation);
            *name = *entity == STM_NONE ? STM_NULL_STR : w->record->entities.at[*entity].name;
            return;
        }
        /* what has no name is called as its own article calls it */
        *name = *entity != STM_NONE && (w->named.at[*entity] || q->speaker_name.p == NULL)
                    ? w->record->entities.at[*entity].name
                    : q->speaker_name;
        if (name->p != NULL && names_nobody(*name)) {
            *entity = STM_NONE;
            *name = STM_NULL_STR;
        }
    }
}

bool stm_units_one_speaker(const stm_work *w, const stm_unit *a, const stm_unit *b)
{
    uint32_t ea, eb;
    stm_str na, nb;
    stm_said_by(w, a->member, a->quotation, &ea, &na);
    stm_said_by(w, b->member, b->quotation, &eb, &nb);
    return ea != STM_NONE && ea == eb;
}
