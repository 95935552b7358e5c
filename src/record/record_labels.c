/* record_labels.c: what each text calls one and the same thing: rebels, militants, terrorists.
 *
 * In: matches of clauses, tokens.  Out: statements, contested.  Words: data/labels.txt.
 *
 * That two such words stand for one thing is taken from clauses of independent lines that match and have one each; of
 * people, also from texts of which each has one word often and never the other. The label of a text is the one that it
 * uses most, outside the quotations if it can. Never: a text that uses two alike.
 * Cost: matches times the words of their clauses.
 */
#include "data/data.h"
#include "record/record_words.h"

#define OFTEN 3

void stm_label_words_read(stm_record_words *words)
{
    stm_arena *arena = &words->arena;
    stm_label_words *l = &words->labels;
    stm_word_rows rows = { stm_data_labels, stm_data_labels + stm_data_labels_size, 0 };
    uint32_t row = 0, place, kind = 0;
    stm_str word;
    while (stm_word_rows_next(&rows, &word, &place)) {
        if (place == 0) {
            row = *stm_map_put(arena, &l->rows, word, l->rows.items.n);
            continue;
        }
        for (size_t from = 0, i = 0; i <= word.n; i++) {
            if (i == word.n || word.p[i] == '=') {
                (void)stm_map_put(arena, &l->word, (stm_str){ word.p + from, i - from }, row);
                l->kind[l->word.items.n - 1] = kind;
                from = i + 1;
            }
        }
        kind++;
    }
    stm_gate_fill(&l->word_gate, &l->word);
}

/* The kind of the label at a token, where it is of the row; or STM_NONE. */
static uint32_t label_at(const stm_label_words *l, const stm_article *a, uint32_t i, uint32_t row)
{
    const stm_token *t = &a->tokens.at[i];
    if (t->upos != STM_NOUN || t->deprel == STM_DEP_COMPOUND || t->lemma.p == NULL ||
        stm_gate_get(&l->word_gate, &l->word, t->lemma) != row) {
        return STM_NONE;
    }
    for (uint32_t k = 0; k < l->word.items.n; k++) {
        if (stm_str_eq(l->word.items.at[k].key, t->lemma)) {
            return l->kind[k];
        }
    }
    return STM_NONE;
}

/* The only label of one row in a unit's own words, or STM_NONE. */
static uint32_t label_in(const stm_work *w, const stm_label_words *l, uint32_t unit, uint32_t row)
{
    const stm_unit *u = &w->units.at[unit];
    const stm_article *a = w->article[u->member];
    uint32_t found = STM_NONE;
    for (uint32_t i = stm_token_from(a, u->at.start); i < a->tokens.n && a->tokens.at[i].at.start < u->at.end; i++) {
        uint32_t k = label_at(l, a, i, row);
        if (k != STM_NONE) {
            if (found != STM_NONE && found != k) {
                return STM_NONE;
            }
            found = k;
        }
    }
    return found;
}

/* 0: the text's own words; 1: those of somebody, as the text tells them; 2: those of somebody, in marks. */
static uint32_t voice(const stm_article *a, stm_span at)
{
    uint32_t v = 0;
    for (uint32_t q = 0; q < a->quotations.n; q++) {
        for (uint32_t c = 0; c < a->quotations.at[q].content.n; c++) {
            if (stm_span_meets(a->quotations.at[q].content.at[c], at)) {
                uint32_t own = a->quotations.at[q].kind == STM_QUOTE_INDIRECT ? 1 : 2;
                v = own > v ? own : v;
            }
        }
    }
    return v;
}

/* What one text calls it. */
typedef struct calls {
    uint32_t label, first; /* STM_NONE: nothing, or two alike; the token of its first use */
    uint16_t uses[STM_MAX_LABELS];
} calls;

static calls calls_of(const stm_label_words *l, const stm_article *a, uint32_t row)
{
    uint32_t count[2][STM_MAX_LABELS] = { { 0 } }, best[STM_MAX_LABELS], at[STM_MAX_LABELS] = { 0 };
    calls out = { STM_NONE, 0, { 0 } };
    bool tie = false;
    for (uint32_t i = 0; i < a->tokens.n; i++) {
        uint32_t k = label_at(l, a, i, row);
        if (k != STM_NONE && a->sentences.at[a->tokens.at[i].sentence].furniture == 0) {
            uint32_t v = voice(a, a->tokens.at[i].at);
            if (out.uses[k] == 0 || v < best[k]) {
                at[k] = i; /* the first in the text's own words, or else as it tells those of somebody */
                best[k] = v;
            }
            count[v == 2][k]++;
            out.uses[k]++;
        }
    }
    for (uint32_t v = 0; v < 2 && out.label == STM_NONE; v++) {
        for (uint32_t k = 0; k < STM_MAX_LABELS; k++) {
            if (count[v][k] > 0 && (out.label == STM_NONE || count[v][k] >= count[v][out.label])) {
                tie = out.label != STM_NONE && count[v][k] == count[v][out.label];
                out.label = k;
            }
        }
    }
    if (out.label != STM_NONE) {
        out.first = at[out.label];
        out.label = tie ? STM_NONE : out.label;
    }
    return out;
}

static void row_of(stm_work *w, const stm_label_words *l, uint32_t row, const bool *seen)
{
    stm_contest c = { 0 };
    uint32_t used[STM_MAX_LABELS], n = 0;
    bool people = l->rows.items.at[row].key.p[0] == '*';
    stm_buf about = { 0 };
    c.st.wording = true;
    for (uint32_t m = 0; m < w->n; m++) {
        const stm_article *a = w->article[m];
        calls x = calls_of(l, a, row);
        stm_span at = x.label == STM_NONE ? (stm_span){ 0, 0 } : stm_noun_phrase(a, x.first);
        uint32_t i = 0, from = stm_token_from(a, at.start);
        if (x.label == STM_NONE || !seen[x.label]) {
            continue;
        }
        while (i < n && used[i] != x.label) {
            i++;
        }
        if (i == n) {
            used[n++] = x.label;
            stm_buf_addz(w->arena, &about, n > 1 ? ", " : people ? "What to call them: " : "What to call it: ");
            stm_buf_add_str(w->arena, &about, stm_str_lower(w->arena, stm_token_form(a, x.first)));
        }
        at.start = a->tokens.at[from].upos == STM_CCONJ ? a->tokens.at[from + 1].at.start : at.start;
        stm_contest_add(w, &c, m, at, STM_ASSERTS, STM_NULL_STR);
    }
    if (n > 1) {
        stm_contest_close(w, &c, STM_ST_CONTESTED, stm_buf_str(&about), 0.6);
    }
}

/* Two texts that do not copy from each other, each with one word often and never the other's. */
static bool apart(const stm_work *w, const stm_label_words *l, uint32_t row, bool *seen)
{
    calls *x = STM_NEW_ARRAY(w->arena, calls, (size_t)w->n + 1);
    bool any = false;
    for (uint32_t m = 0; m < w->n; m++) {
        x[m] = calls_of(l, w->article[m], row);
        for (uint32_t k = 0; k < m; k++) {
            if (x[m].label != STM_NONE && x[k].label != STM_NONE && x[m].label != x[k].label &&
                w->line[m] != w->line[k] && x[m].uses[x[k].label] == 0 && x[k].uses[x[m].label] == 0 &&
                x[m].uses[x[m].label] >= OFTEN && x[k].uses[x[k].label] >= OFTEN) {
                seen[x[m].label] = seen[x[k].label] = any = true;
            }
        }
    }
    return any;
}

void stm_record_labels(stm_work *w)
{
    const stm_label_words *l = &w->words->labels;
    bool seen[STM_MAX_LABELS];
    for (uint32_t row = 0; row < l->rows.items.n; row++) {
        bool any = false;
        memset(seen, 0, sizeof seen);
        for (uint32_t i = 0; i < w->matches.n; i++) {
            const stm_match *m = &w->matches.at[i];
            uint32_t x = label_in(w, l, m->a, row), y = x == STM_NONE ? x : label_in(w, l, m->b, row);
            if (x != STM_NONE && y != STM_NONE && x != y && (m->strong || m->same_verb)) {
                seen[x] = seen[y] = any = true;
            }
        }
        any = (w->n > 1 && l->rows.items.at[row].key.p[0] == '*' && apart(w, l, row, seen)) || any;
        if (any) {
            row_of(w, l, row, seen);
        }
    }
}
