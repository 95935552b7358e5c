/* attribution_tail.c: a cue in parentheses, behind or inside what it reports: "..., the chief, John Smith, said".
 *
 * In: a verb.  Out: what it reports, who speaks, and the stretch between the commas.  Never: leaves the sentence.
 *
 * The idea. Trees of such sentences are often wrong, and their commas are not: what stands before the comma is said,
 * what stands between it and the verb (or right behind the verb) speaks, and what follows goes on with what is said
 * where it has a subject of its own and nobody in it reports.
 * Cost: linear in the tokens of the sentence, at most MAX_SENTENCE.
 */
#include "extract/attribution.h"

enum { MAX_SENTENCE = 600 };

static bool phrase_word(const stm_finder *f, uint32_t t)
{
    uint8_t p = stm_tok(f, t)->upos;
    return p == STM_NOUN || p == STM_PROPN || p == STM_PRON || p == STM_DET || p == STM_ADJ || p == STM_NUM ||
           p == STM_SYM || stm_word_in(stm_form(f, t), "of for at the 's ’s & -") || p == STM_PART;
}

/* First token of "the chief, John Smith" before the comma at `comma`, if a comma or mark stands before it. */
static uint32_t apposition(const stm_finder *f, uint32_t first, uint32_t comma)
{
    uint32_t t = comma, parts = 0;
    while (parts < 2) {
        uint32_t end = t;
        while (t > first && comma - t < 24 && phrase_word(f, t - 1)) {
            t--;
        }
        if (t == end || t == first || stm_word_in(stm_form(f, t), "who which whose where")) {
            return STM_NONE;
        }
        parts++;
        if (parts == 2) {
            return stm_word_in(stm_form(f, t - 1), ", ” \" '' »") ? t : STM_NONE;
        }
        if (!stm_str_eqz(stm_form(f, t - 1), ",")) {
            return STM_NONE;
        }
        t--;
    }
    return STM_NONE;
}

/* ", the source, who would not be named, | told Reuters": first token of the phrase before the relative clause that
 * ends right before the verb at `v`, if a comma or mark stands before it; STM_NONE. */
static uint32_t with_relative(const stm_finder *f, uint32_t first, uint32_t v)
{
    uint32_t who = v, t;
    if (v < first + 5 || !stm_str_eqz(stm_form(f, v - 1), ",")) {
        return STM_NONE;
    }
    for (who = v - 2; who > first + 2 && v - who < 20 && !stm_str_eqz(stm_form(f, who), ","); who--) {
    }
    if (!stm_str_eqz(stm_form(f, who), ",") || !stm_word_in(stm_form(f, who + 1), "who")) {
        return STM_NONE;
    }
    for (t = who; t > first && who - t < 16 && f->quote_of[t - 1] == f->quote_of[v] && phrase_word(f, t - 1); t--) {
    }
    return t < who && t > first && stm_word_in(stm_form(f, t - 1), ", ” \" '' »") ? t : STM_NONE;
}

/* "That was the aim, but “nobody was willing,” Smith said": where only what follows ", but" has words in marks, that is
 * what was said. */
static uint32_t last_conjunct(const stm_finder *f, uint32_t v, uint32_t first, uint32_t end)
{
    uint32_t but = STM_NONE;
    for (uint32_t t = first; t + 2 < end; t++) {
        if (stm_quote_beyond(f, t, v) != STM_NONE) {
            return but == STM_NONE ? first : but + 2;
        }
        but = stm_str_eqz(stm_form(f, t), ",") && stm_str_eqz(stm_form(f, t + 1), "but") ? t : but;
    }
    return first;
}

static bool comma_between(const stm_finder *f, uint32_t first, uint32_t end)
{
    for (uint32_t t = first + 1; t < end; t++) {
        if (stm_str_eqz(stm_form(f, t), ",")) {
            return true;
        }
    }
    return false;
}

/* "said Smith, founder of the party", "said Smith, who left": what is said of the speaker to the end of the sentence,
 * if no main clause follows. Where it ends; `right` (the comma) if nothing of the kind follows. */
static uint32_t behind_name(const stm_finder *f, uint32_t right, uint32_t end)
{
    uint32_t t = right + 1;
    bool relative = false;
    uint8_t p;
    if (t + 2 >= end || !stm_str_eqz(stm_form(f, right), ",")) {
        return right;
    }
    p = stm_tok(f, t)->upos;
    relative = stm_word_in(stm_form(f, t), "who whose which");
    if (!relative && p != STM_DET && p != STM_NOUN && p != STM_ADJ && p != STM_PROPN && p != STM_NUM) {
        return right;
    }
    for (; t < end && (stm_tok(f, t)->upos != STM_PUNCT || stm_str_eqz(stm_form(f, t), "-")); t++) {
        relative = relative || stm_word_in(stm_form(f, t), "who whose which that where");
        if (!relative && (stm_is_finite(f, t) || stm_tok(f, t)->xpos == STM_XP_VBG)) {
            return right;
        }
    }
    return t + 2 >= end ? t : right; /* nothing but the last stop, or a mark, is left */
}

/* "The offer, said Ann Lee, the head of the bank, is too low": the comma behind what she is, where the verb of what was
 * said follows. `right`, the comma before, where nothing of the kind does. */
static uint32_t behind_office(const stm_finder *f, uint32_t right, uint32_t end)
{
    uint32_t t = right + 1;
    while (t < end && t < right + 16 && phrase_word(f, t)) {
        t++;
    }
    return t > right + 1 && t + 1 < end && stm_str_eqz(stm_form(f, right), ",") && stm_str_eqz(stm_form(f, t), ",") &&
                   stm_is_finite(f, t + 1)
               ? t
               : right;
}

/* "In the end, Smith said, voters will decide": a few words open what is said, the clause follows behind the cue. */
static bool opened_before(const stm_finder *f, uint32_t first, uint32_t comma, uint32_t right, uint32_t end)
{
    uint8_t p = stm_tok(f, first)->upos;
    if (comma - first > 8 || (p != STM_ADP && p != STM_ADV) || right + 3 >= end ||
        !stm_str_eqz(stm_form(f, right), ",") ||
        stm_word_in(stm_form(f, first), "according as like unlike when after before since")) {
        return false;
    }
    p = stm_tok(f, right + 1)->upos;
    if (p != STM_DET && p != STM_NOUN && p != STM_PROPN && p != STM_PRON && p != STM_ADJ && p != STM_NUM) {
        return false;
    }
    for (uint32_t t = right + 2; t < end && t < right + 25; t++) {
        if (stm_is_finite(f, t)) {
            return !stm_word_in(stm_form(f, right + 1), "who which whose");
        }
        if (stm_str_eqz(stm_form(f, t), ",")) {
            break;
        }
    }
    return false;
}

/* "A, she said, and there have been B": a further clause with a subject of its own, in which nobody reports. */
static bool goes_on_behind(const stm_finder *f, uint32_t cc, uint32_t end)
{
    bool subject = false, tells = false;
    uint8_t p = cc + 1 < end ? stm_tok(f, cc + 1)->upos : STM_VERB;
    if (!stm_word_in(stm_form(f, cc), "and but or") || p == STM_VERB || p == STM_AUX || p == STM_ADV) {
        return false;
    }
    for (uint32_t t = cc + 1; t < end; t++) {
        const stm_cue *cue = NULL;
        p = stm_tok(f, t)->upos;
        subject = subject || (!tells && (p == STM_NOUN || p == STM_PROPN || p == STM_PRON));
        tells = tells || stm_is_finite(f, t);
        if (stm_is_verb(f, t) && stm_tok(f, t)->lemma.p != NULL) {
            cue = stm_cue_find(&f->lexicon->cues, STM_CUE_VERB, stm_tok(f, t)->lemma, STM_NULL_STR);
        }
        if (cue != NULL && (cue->frames & STM_CUE_QUOTE) != 0) {
            return false;
        }
    }
    return subject && tells;
}

/* ", agreed a pay rise": what the tree has as the object of a verb that may have one, and is neither a name nor a noun
 * for people, speaks not. */
static bool thing_behind(const stm_finder *f, uint32_t v)
{
    uint32_t o = stm_child(f, v, STM_DEP_OBJ), known;
    if (o == STM_NONE || o < v || stm_tok(f, o)->upos != STM_NOUN || stm_child(f, v, STM_DEP_NSUBJ) != STM_NONE ||
        stm_lemma_in(f, v, "say add ask reply write note explain continue recall")) {
        return false;
    }
    known = stm_map_get(&f->lexicon->persons.nouns, stm_str_lower(f->arena, stm_token_lemma(f->article, o)));
    return known == STM_NONE || ((known & 0xFF) != 'p' && (known & 0xFF) != 'g' && (known & 0xFF) != 'o');
}

bool stm_extent_tail(const stm_finder *f, uint32_t v, bool addressed, stm_runs *r, stm_runs *source, stm_runs *aside)
{
    const stm_sentence *s = &f->article->sentences.at[stm_tok(f, v)->sentence];
    uint32_t first = s->first_token, end = first + s->n_tokens, t = v, comma, right, level = f->quote_of[v];
    bool clause = false, inverted = false;
    stm_span dateline = f->article->dateline;
    source->n = r->n = aside->n = 0;
    while (stm_span_some(dateline) && first + 1 < v && stm_tok(f, first)->at.start < dateline.end &&
           stm_tok(f, first)->at.start >= dateline.start) {
        first++;
    }
    if (first < v && stm_word_in(stm_form(f, first), ": — – - --") && first > s->first_token) {
        first++;
    }
    if (!stm_is_finite(f, v) || v < first + 3 || v - first > MAX_SENTENCE) {
        return false;
    }
    while (t > first && (stm_tok(f, t - 1)->upos == STM_AUX || stm_tok(f, t - 1)->upos == STM_ADV)) {
        t--;
    }
    uint32_t phrase_last = t;
    while (t > first && v - t < 16 && f->quote_of[t - 1] == level &&
           (phrase_word(f, t - 1) || stm_word_in(stm_form(f, t - 1), "in from with on to near"))) {
        t--;
    }
    if (t == first || !stm_word_in(stm_form(f, t - 1), ", ” \" '' » —")) {
        return false;
    }
    comma = t - 1;
    uint32_t named = t == phrase_last ? apposition(f, first, comma) : STM_NONE;
    named = named == STM_NONE && t == phrase_last ? with_relative(f, first, t) : named;
    if (named != STM_NONE) { /* ", the chief, John Smith, said" */
        stm_runs_add(source, named, comma - 1);
        comma = named - 1;
        right = v + 1;
    } else if (t == phrase_last) { /* ", said Smith" */
        uint32_t subject = stm_child(f, v, STM_DEP_NSUBJ);
        inverted = t == v && (subject == STM_NONE || subject > v || stm_child(f, v, STM_DEP_OBJ) == STM_NONE);
        for (right = v + 1; right < end && phrase_word(f, right); right++) {
        }
        if (!inverted || right == v + 1 || stm_word_in(stm_form(f, v + 1), "to") || thing_behind(f, v) ||
            stm_lemma_is(f, v, "tell")) {
            return false; /* whom somebody tells is no speaker */
        }
        right = behind_office(f, behind_name(f, right, end), end);
        stm_runs_add(source, v + 1, right - 1);
    } else {
        uint8_t p = stm_tok(f, phrase_last - 1)->upos;
        if ((p != STM_NOUN && p != STM_PROPN && p != STM_PRON && p != STM_NUM && p != STM_DET) ||
            stm_word_in(stm_form(f, t), "who which that what whom")) {
            return false;
        }
        stm_runs_add(source, t, phrase_last - 1);
        right = v + 1;
    }
    for (; right < end && !stm_is_stop_mark(f, right); right++) { /* no clause of its own behind it */
        bool thing = right == v + 1 && !addressed && !inverted && stm_tok(f, right)->upos != STM_ADP &&
                     stm_tok(f, right)->upos != STM_ADV && !stm_is_time_word(f, right);
        if (thing || stm_is_finite(f, right) || stm_tok(f, right)->upos == STM_SCONJ ||
            stm_word_in(stm_form(f, right), "that") ||
            (stm_word_in(stm_form(f, right), "to") &&
             (stm_tok(f, right)->upos != STM_ADP || inverted || stm_lemma_is(f, v, "report") || right + 1 >= end))) {
            return false;
        }
    }
    for (t = first; t < comma; t++) {
        clause =
            clause ||
            stm_is_finite(f, t); /* also in marks that begin in the midst: "Sooner or later, “we will go,” he said" */
    }
    if (!clause && right + 2 < end && stm_str_eqz(stm_form(f, right), ",")) { /* "The merger, Smith said, will ..." */
        clause = stm_is_finite(f, right + 1) ||
                 ((stm_tok(f, right + 1)->upos == STM_ADV || stm_tok(f, right + 1)->upos == STM_PUNCT) &&
                  stm_is_finite(f, right + 2));
    }
    if (right < end && stm_str_eqz(stm_form(f, right), ":")) {
        return false; /* "Describing the crash, Smith said: ...": what is said stands behind */
    }
    clause = clause || opened_before(f, first, comma, right, end);
    if (stm_word_in(stm_form(f, first + (stm_tok(f, first)->upos == STM_CCONJ)), "asked questioned pressed") &&
        f->quote_of[first] == level) {
        return false; /* "But asked if it would, Smith said" */
    }
    if (!clause || (stm_word_in(stm_form(f, first), "when as after while if although though before since because") &&
                    !comma_between(f, first, comma))) {
        return false; /* "When asked, Smith said" */
    }
    first = last_conjunct(f, v, first, comma);
    stm_runs_add(r, first, comma - 1);
    stm_runs_add(aside, stm_str_eqz(stm_form(f, comma), ",") ? comma : comma + 1, right - 1);
    if (right + 2 < end && stm_str_eqz(stm_form(f, right), ",") &&
        (stm_tok(f, right + 1)->xpos != STM_XP_VBG || stm_word_in(stm_form(f, right + 1), "including")) &&
        stm_tok(f, right + 1)->upos != STM_SCONJ &&
        (stm_tok(f, right + 1)->upos != STM_CCONJ || goes_on_behind(f, right + 1, end)) &&
        !stm_word_in(stm_form(f, right + 1), "who which whose where when")) {
        stm_runs_add(r, right + 1, end - 1);
    }
    return true;
}
