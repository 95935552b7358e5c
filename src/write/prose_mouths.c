/* prose_mouths.c: see prose.h. Whose words a passage gives, where it is not the one that the item is headed by; and
 * words that a cue interrupts.
 *
 * In: an item of the record, the articles' quotations.  Out: names, words.  Never: words in marks that stand in none.
 */
#include "write/prose.h"

/* Whom the article names as the one who says it, where that is nobody of the name of the utterance's speaker. */
stm_str stm_prose_other_speaker(const stm_prose *p, const stm_utterance *u, const stm_variant *v)
{
    const stm_article *a = p->view->run->articles.at[v->article];
    stm_str by = a->quotations.at[v->quotation].speaker_name;
    stm_str name = stm_view_speaker(p->view, u->speaker, u->speaker_name);
    bool known = by.p == NULL || name.p == NULL || stm_view_same_name(by, name) ||
                 stm_source_is_pronoun(a, &a->quotations.at[v->quotation]);
    for (uint32_t i = 0; !known && u->speaker != STM_NONE && i < p->view->record->entities.at[u->speaker].forms.n;
         i++) {
        known = stm_view_same_name(by, p->view->record->entities.at[u->speaker].forms.at[i]);
    }
    return known ? STM_NULL_STR : by;
}

stm_str stm_prose_reteller(const stm_prose *p, stm_passage at, stm_str by)
{
    const stm_article *a = p->view->run->articles.at[at.article];
    for (uint32_t i = 0; i < a->quotations.n && by.p != NULL; i++) {
        const stm_quotation *q = &a->quotations.at[i], *outer;
        stm_span all =
            q->content.n == 0 ? STM_NO_SPAN : (stm_span){ q->content.at[0].start, q->content.at[q->content.n - 1].end };
        if (q->nested_in == STM_NONE || q->nested_in >= a->quotations.n || q->speaker_name.p == NULL ||
            all.start < at.at.start || all.end > at.at.end || all.end + 2 < at.at.end ||
            !stm_str_starts(stm_str_sub(a->text, all), "that ") || !stm_view_same_name(q->speaker_name, by)) {
            continue; /* a deed, or words that nobody is said to have said just so */
        }
        outer = &a->quotations.at[q->nested_in];
        return outer->speaker != STM_NONE && a->entities.at[outer->speaker].kind == STM_PERSON &&
                       outer->speaker_name.p != NULL && !stm_view_same_name(outer->speaker_name, by)
                   ? outer->speaker_name
                   : STM_NULL_STR;
    }
    return STM_NULL_STR;
}

uint32_t stm_prose_lines_retold(const stm_prose *p, const stm_statement *s, stm_str *by)
{
    const stm_view *v = p->view;
    uint8_t *line = STM_NEW_ARRAY(p->arena, uint8_t, (size_t)v->n_lines + 1); /* 1: as another tells it; 2: by itself */
    uint32_t n = 0;
    bool several = false;
    *by = STM_NULL_STR;
    for (uint32_t i = 0; i < s->readings.n; i++) {
        const stm_statement_reading *r = &s->readings.at[i];
        stm_str from = stm_prose_reteller(p, r->passage, stm_view_speaker(v, r->said_by, r->said_by_name));
        uint32_t own = v->line_of[r->passage.article];
        if (own >= v->n_lines || line[own] == 2 || from.p == NULL) {
            line[own < v->n_lines ? own : v->n_lines] = 2;
            continue;
        }
        line[own] = 1;
        several = several || (by->p != NULL && !stm_view_same_name(*by, from));
        *by = from;
    }
    for (uint32_t i = 0; i < v->n_lines; i++) {
        n += line[i] == 1;
    }
    *by = several ? STM_NULL_STR : *by;
    return n;
}

stm_str stm_prose_in_pieces(const stm_prose *p, const stm_statement_reading *r, stm_str passage, stm_str shown)
{
    static const char gap[] = " \xE2\x80\xA6 ", open[] = "\xE2\x80\x9C", shut[] = "\xE2\x80\x9D";
    stm_str before = p->view->run->articles.at[r->passage.article]->text;
    stm_buf b = { 0 };
    before.n = r->passage.at.start;
    if (!(stm_str_ends(before, open) || stm_str_ends(before, "\"") || stm_str_starts(passage, open) ||
          stm_str_starts(passage, "\"")) ||
        stm_str_find(shown, STM_STR("\""), 0) != SIZE_MAX || stm_str_find(shown, stm_str_of(open), 0) != SIZE_MAX ||
        stm_str_find(shown, stm_str_of(shut), 0) != SIZE_MAX) {
        return STM_NULL_STR;
    }
    for (size_t from = 0; from < r->reading.n;) {
        size_t at = stm_str_find(r->reading, stm_str_of(gap), from), end = at == SIZE_MAX ? r->reading.n : at;
        if (stm_str_find(passage, (stm_str){ r->reading.p + from, end - from }, 0) == SIZE_MAX) {
            return STM_NULL_STR;
        }
        from = at == SIZE_MAX ? end : at + strlen(gap);
    }
    for (size_t i = 0; i < shown.n; i++) {
        bool cut = stm_str_starts((stm_str){ shown.p + i, shown.n - i }, gap);
        if (cut) {
            stm_buf_format(p->arena, &b, "%s%s%s", shut, gap, open);
            i += strlen(gap) - 1;
        } else {
            stm_buf_add(p->arena, &b, shown.p + i, 1);
        }
    }
    return stm_buf_str(&b);
}
