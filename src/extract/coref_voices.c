/* coref_voices.c: who says what stands in quotation marks, as far as "I" and "he" in it ask.
 *
 * In: mentions, of which those of names have sets.  Out: the set that speaks, per quotation; sets of "I", "we", "you".
 * Invariant: (1) a quotation is of the subject of its sentence's verb of saying; one without a verb of saying goes on
 * with who spoke before it. Cost: mentions and the tokens of their sentences.
 */
#include "extract/coref.h"

bool stm_coref_speaks(const stm_coref *c, uint32_t verb)
{
    static const char *const verbs[] = { "say",     "tell",   "add",      "ask",      "reply",       "explain",
                                         "note",    "write",  "warn",     "insist",   "claim",       "state",
                                         "recall",  "admit",  "continue", "argue",    "believe",     "announce",
                                         "declare", "report", "comment",  "joke",     "acknowledge", "answer",
                                         "stress",  "remark", "observe",  "conclude", "tweet" };
    stm_str lemma = c->a->tokens.at[verb].lemma;
    for (size_t i = 0; lemma.p != NULL && i < sizeof verbs / sizeof *verbs; i++) {
        if (stm_str_eqz(lemma, verbs[i])) {
            return true;
        }
    }
    return false;
}

/* Gives each quotation of a sentence to the subject of that sentence's verb of saying, if that has a set. */
static void subjects_speak(stm_coref *c, uint32_t *speaker)
{
    for (uint32_t k = 0; k < c->ments.n; k++) {
        const stm_ment *m = &c->ments.at[k];
        uint32_t verb = c->a->tokens.at[m->head].head, s;
        if (m->set >= STM_NONE - 1 || m->quote != 0 || m->role != STM_ROLE_SUBJECT || verb == STM_NONE ||
            !stm_coref_speaks(c, verb)) {
            continue;
        }
        s = c->a->tokens.at[m->head].sentence;
        for (uint32_t i = 0; i < c->a->sentences.at[s].n_tokens; i++) {
            uint32_t q = c->quote[c->a->sentences.at[s].first_token + i];
            if (q != 0 && speaker[q] == STM_NONE) {
                speaker[q] = m->set;
            }
        }
    }
}

uint32_t *stm_coref_voices(stm_coref *c)
{
    size_t bytes = sizeof(uint32_t) * ((size_t)c->n_quotes + 1);
    uint32_t *speaker = STM_NEW_ARRAY(c->arena, uint32_t, (size_t)c->n_quotes + 1), last = 0, paragraph = STM_NONE;
    uint32_t *voice = STM_NEW_ARRAY(c->arena, uint32_t, (size_t)c->n_quotes + 1);
    memset(speaker, 0xff, bytes);
    memset(voice, 0xff, bytes);
    subjects_speak(c, speaker);
    for (uint32_t k = 0; k < c->ments.n; k++) {
        const stm_ment *m = &c->ments.at[k];
        uint32_t here = c->a->sentences.at[c->a->tokens.at[c->ments.at[k].first].sentence].paragraph;
        if (m->quote > 1 && m->quote != last && paragraph == here && speaker[m->quote] == STM_NONE) {
            speaker[m->quote] = speaker[last]; /* '“...,” she said. “...”' */
        }
        last = m->quote != 0 ? m->quote : last;
        paragraph = m->quote != 0 ? here : paragraph;
        if (m->person == 1 && m->number == STM_ONE && m->quote != 0) {
            voice[m->quote] = speaker[m->quote];
        }
    }
    return voice;
}

static void find_speakers(stm_coref *c)
{
    subjects_speak(c, c->speaker);
    for (uint32_t q = 2; q <= c->n_quotes; q++) { /* a quotation without a cue goes on with the same speaker */
        c->speaker[q] = c->speaker[q] == STM_NONE ? c->speaker[q - 1] : c->speaker[q];
    }
}

static void first_and_second_person(stm_coref *c)
{
    uint32_t writer[4] = { STM_NONE, STM_NONE, STM_NONE, STM_NONE };
    uint32_t *ours = STM_NEW_ARRAY(c->arena, uint32_t, c->n_quotes + 1);
    memset(ours, 0xff, sizeof *ours * (c->n_quotes + 1));
    for (uint32_t k = 0; k < c->ments.n; k++) {
        stm_ment *m = &c->ments.at[k];
        uint32_t *slot;
        if (m->person == 0 || m->person == 3) {
            continue;
        }
        if (m->quote == 0) {
            slot = &writer[m->person == 2 ? 2 : m->number == STM_MANY];
        } else if (m->person == 1 && m->number == STM_ONE) {
            slot = &c->speaker[m->quote];
        } else if (m->person == 1) {
            slot = &ours[m->quote];
        } else {
            continue;
        }
        if (*slot == STM_NONE) {
            *slot = stm_coref_new(c, k);
        } else {
            stm_coref_add(c, *slot, k);
        }
    }
}

void stm_coref_speakers(stm_coref *c)
{
    find_speakers(c);
    first_and_second_person(c);
}
