/* quotations_office.c: who speaks as "the ex-congressman", by the titles of those whom the article names.
 *
 * In: a quotation whose source is an office without a name; entities with titles.  Out: the one person who holds it.
 * Never: chooses between two, or takes an office that the text gives to a place or a body ("the Orsa mayor").
 * Cost: linear in the entities and their titles.
 */
#include "extract/attribution.h"

/* "Former Rep." -> "representative": the word of a title that says what somebody is, in full and lower case. */
static stm_str office_of(const stm_finder *f, stm_str title)
{
    static const char *const full[][2] = { { "rep", "representative" }, { "sen", "senator" },   { "gov", "governor" },
                                           { "lt", "lieutenant" },      { "sgt", "sergeant" },  { "capt", "captain" },
                                           { "gen", "general" },        { "prof", "professor" } };
    stm_str word = title, low;
    for (size_t i = 0; i < title.n; i++) {
        word = title.p[i] == ' ' ? (stm_str){ title.p + i + 1, title.n - i - 1 } : word;
    }
    word.n -= word.n > 0 && word.p[word.n - 1] == '.';
    low = stm_str_lower(f->arena, word);
    for (size_t i = 0; i < sizeof full / sizeof *full; i++) {
        low = stm_str_eqz(low, full[i][0]) ? stm_str_of(full[i][1]) : low;
    }
    return low;
}

#define OFFICES                                                                                                        \
    "congressman congresswoman senator lawmaker representative legislator ex-congressman ex-senator mayor ex-mayor "   \
    "governor sheriff justice minister ex-minister premier chancellor ambassador general"

/* "the agency's general counsel", "the police chief": the only one who has a name and a title of just these two words,
 * which ends the source; STM_NONE where a name owns it ("Orsa's general counsel"). */
static uint32_t holder_of_title(const stm_finder *f, const stm_article *a, const bool *named, const stm_quotation *q)
{
    uint32_t head = q->source_head, first = stm_token_from(a, q->source.start), found = STM_NONE;
    stm_str two;
    if (head < first + 2 || stm_tok(f, head)->at.end != q->source.end || stm_tok(f, head)->xpos != STM_XP_NN ||
        !stm_word_in(stm_form(f, first), "the its their") || stm_tok(f, head - 1)->upos == STM_PART) {
        return STM_NONE;
    }
    for (uint32_t t = first; t < head; t++) {
        if (stm_tok(f, t)->upos == STM_PROPN) {
            return STM_NONE;
        }
    }
    two = stm_str_lower(f->arena,
                        stm_str_sub(a->text, (stm_span){ stm_tok(f, head - 1)->at.start, stm_tok(f, head)->at.end }));
    for (uint32_t e = 0; e < a->entities.n; e++) {
        const stm_entity *x = &a->entities.at[e];
        bool holds = false;
        for (uint32_t i = 0; named[e] && x->kind == STM_PERSON && i < x->titles.n && !holds; i++) {
            holds = stm_str_eq(two, stm_str_lower(f->arena, x->titles.at[i]));
        }
        if (holds && found != STM_NONE) {
            return STM_NONE;
        }
        found = holds ? e : found;
    }
    return found;
}

/* "the ex-congressman", "the four-term senator": the only one in the article who has a name and such an office. */
uint32_t stm_holder_of_office(const stm_finder *f, const stm_article *a, const bool *named, const stm_quotation *q)
{
    uint32_t head = q->source_head, found = STM_NONE;
    stm_str word;
    if (stm_span_some(q->source)) {
        found = holder_of_title(f, a, named, q);
    }
    if (found != STM_NONE) {
        return found;
    }
    if (!stm_span_some(q->source) || !stm_lemma_in(f, head, OFFICES) || stm_tok(f, head)->xpos != STM_XP_NN ||
        stm_tok(f, head)->at.end != q->source.end ||
        !stm_word_in(stm_form(f, stm_token_from(a, q->source.start)), "the")) {
        return STM_NONE;
    }
    for (uint32_t t = stm_token_from(a, q->source.start); t < head; t++) {
        if (stm_tok(f, t)->upos == STM_PROPN || stm_tok(f, t)->upos == STM_PART) {
            return STM_NONE; /* "the Orsa mayor", "the bank's ambassador": not everybody's */
        }
    }
    word = stm_str_lower(f->arena, stm_tok(f, head)->lemma);
    word = stm_str_starts(word, "ex-") ? (stm_str){ word.p + 3, word.n - 3 } : word;
    for (uint32_t e = 0; e < a->entities.n; e++) {
        const stm_entity *x = &a->entities.at[e];
        bool holds = false;
        for (uint32_t i = 0; named[e] && x->kind == STM_PERSON && i < x->titles.n && !holds; i++) {
            stm_str office = office_of(f, x->titles.at[i]), key = stm_str_join(f->arena, word, ' ', office);
            holds = stm_str_eq(word, office) || stm_map_get(&f->lexicon->persons.roles, key) != STM_NONE;
        }
        if (holds && found != STM_NONE) {
            return STM_NONE;
        }
        found = holds ? e : found;
    }
    return found;
}
