/* agreed_apart.c: what is agreed beside a difference of the same two sentences.
 *
 * In: pairs of clauses that differ in a slot, and where (record_differences.c); record.statements.  Out: the same,
 * agreed ones without the readings that their label does not hold for.
 *
 * "Divers found a bell" is not agreed where another text says that they found an anchor. A label that has the word that
 * heads one of two slots that differ, or its number, speaks of that slot: the reading of the other text goes, and the
 * agreement with it where fewer than two lines are left. A label that has neither says what both say, and stays.
 * Never: slots of which one has in its sentence what the other turns on ("a bond", "a bond measure").
 * Cost: differences that are shown times agreements times their readings.
 */
#include "record/differences.h"

#define COPIED_WORDS 10

static bool word_at(stm_str s, size_t i)
{
    unsigned char c = i < s.n ? (unsigned char)s.p[i] : ' ';
    return c >= 0x80 || (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z');
}

static bool has_word(stm_str s, stm_str word)
{
    for (size_t i = 0; i + word.n <= s.n && word.n > 0; i++) {
        if (stm_str_eq_nocase((stm_str){ s.p + i, word.n }, word) && (i == 0 || !word_at(s, i - 1)) &&
            !word_at(s, i + word.n)) {
            return true;
        }
    }
    return false;
}

/* What a slot turns on, a number of it or the word that all of it hangs on, and which the other sentence does not have;
 * or STM_NONE. */
static uint32_t own_word(const stm_work *w, const stm_apart *x, uint32_t side)
{
    const stm_article *a = w->article[w->units.at[x->unit[side]].member];
    const stm_article *b = w->article[w->units.at[x->unit[1 - side]].member];
    stm_str other = stm_str_sub(b->text, stm_unit_sentence(w, x->unit[1 - side]));
    stm_span at = x->at[side];
    for (uint32_t i = stm_token_from(a, at.start); i < a->tokens.n && a->tokens.at[i].at.start < at.end; i++) {
        const stm_token *t = &a->tokens.at[i];
        bool top = t->head == STM_NONE || !stm_span_meets(a->tokens.at[t->head].at, at);
        bool noun = t->upos == STM_NOUN || t->upos == STM_PROPN || t->upos == STM_ADJ || t->upos == STM_VERB;
        if ((x->kind == STM_DIFFERS_NUMBER ? t->upos == STM_NUM : top && noun) &&
            !has_word(other, stm_token_form(a, i))) {
            return i;
        }
    }
    return STM_NONE;
}

static void drop(stm_work *w, stm_statement *st, uint32_t reading)
{
    stm_u32s members = { 0 }, said_by = { 0 };
    stm_strs said = { 0 };
    stm_span *at = STM_NEW_ARRAY(w->arena, stm_span, (size_t)st->readings.n + 1);
    memmove(&st->readings.at[reading], &st->readings.at[reading + 1],
            sizeof *st->readings.at * (st->readings.n - reading - 1));
    st->readings.n--;
    for (uint32_t i = 0; i < st->readings.n; i++) {
        const stm_statement_reading *r = &st->readings.at[i];
        at[i] = r->passage.at;
        stm_vec_push(w->arena, &members, w->member_of[r->passage.article]);
        stm_vec_push(w->arena, &said_by, r->said_by);
        stm_vec_push(w->arena, &said, r->said_by_name);
    }
    st->lines = stm_lines_worded(w, &members, at, COPIED_WORDS);
    st->origins = stm_origins_among(w, &said_by, &said);
}

void stm_agreements_part(stm_work *w, const stm_aparts *list)
{
    uint32_t n = 0;
    for (uint32_t s = 0; s < w->record->statements.n; s++) {
        stm_statement *st = &w->record->statements.at[s];
        bool less = false;
        for (uint32_t i = 0; i < list->n && st->status == STM_ST_AGREED && st->readings.n > 1; i++) {
            const stm_apart *x = &list->at[i];
            uint32_t r[2] = { stm_statement_reads(w, st, x->unit[0]), stm_statement_reads(w, st, x->unit[1]) };
            uint32_t own[2];
            bool in[2];
            if (r[0] == STM_NONE || r[1] == STM_NONE) {
                continue;
            }
            own[0] = own_word(w, x, 0);
            own[1] = own[0] == STM_NONE ? STM_NONE : own_word(w, x, 1);
            if (own[1] == STM_NONE) {
                continue;
            }
            for (uint32_t k = 0; k < 2; k++) {
                in[k] = has_word(st->about, stm_token_form(w->article[w->units.at[x->unit[k]].member], own[k]));
            }
            if (in[0] != in[1]) {
                drop(w, st, r[in[0] ? 1 : 0]);
                less = true;
            }
        }
        if (!less || st->lines > 1) {
            w->record->statements.at[n++] = *st;
        }
    }
    w->record->statements.n = n;
}
