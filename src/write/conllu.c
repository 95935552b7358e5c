/* conllu.c: an article as CoNLL-U (universaldependencies.org/format.html). FEATS, DEPS are left "_". */
#include "write/json.h"

static void add_form(stm_arena *arena, stm_buf *to, stm_str form)
{
    for (size_t i = 0; i < form.n; i++) { /* white space inside a form (numbers such as "10 000") is allowed in UD v2 */
        char c = form.p[i] == '\t' || form.p[i] == '\n' || form.p[i] == '\r' ? ' ' : form.p[i];
        stm_buf_add(arena, to, &c, 1);
    }
}

static bool space_after(const stm_article *a, uint32_t token)
{
    uint32_t end = a->tokens.at[token].at.end;
    return token + 1 < a->tokens.n ? a->tokens.at[token + 1].at.start > end : end < a->text.n;
}

static void token_line(stm_arena *arena, stm_buf *to, const stm_article *a, uint32_t i, uint32_t first, bool in_range)
{
    const stm_token *t = &a->tokens.at[i];
    stm_buf_format(arena, to, "%u\t", i - first + 1);
    add_form(arena, to, stm_token_form(a, i));
    stm_buf_addz(arena, to, "\t");
    t->lemma.p == NULL ? stm_buf_addz(arena, to, "_") : add_form(arena, to, t->lemma);
    stm_buf_format(arena, to, "\t%s\t%s\t_\t", stm_upos_name((stm_upos)t->upos), stm_xpos_name((stm_xpos)t->xpos));
    if (t->deprel == STM_DEP_NONE) {
        stm_buf_addz(arena, to, "_\t_");
    } else {
        stm_buf_format(arena, to, "%u\t%s", t->head == STM_NONE ? 0 : t->head - first + 1,
                       stm_deprel_name((stm_deprel)t->deprel));
    }
    stm_buf_addz(arena, to, !in_range && !space_after(a, i) ? "\t_\tSpaceAfter=No\n" : "\t_\t_\n");
}

void stm_conllu_article(stm_arena *arena, stm_buf *to, const stm_article *a)
{
    uint32_t paragraph = STM_NONE;
    stm_buf_addz(arena, to, "# newdoc id = ");
    add_form(arena, to, a->id);
    stm_buf_addz(arena, to, "\n");
    for (uint32_t s = 0; s < a->sentences.n; s++) {
        const stm_sentence *sent = &a->sentences.at[s];
        uint32_t end = sent->first_token + sent->n_tokens;
        if (sent->paragraph != paragraph) {
            stm_buf_addz(arena, to, "# newpar\n");
            paragraph = sent->paragraph;
        }
        stm_buf_format(arena, to, "# sent_id = %u\n# text = ", s + 1);
        add_form(arena, to, stm_str_sub(a->text, sent->at));
        stm_buf_addz(arena, to, "\n");
        for (uint32_t i = sent->first_token; i < end; i++) {
            uint32_t last = i;
            while (last + 1 < end && a->tokens.at[last].glued) {
                last++;
            }
            if (last > i) {
                stm_span whole = { a->tokens.at[i].at.start, a->tokens.at[last].at.end };
                stm_buf_format(arena, to, "%u-%u\t", i - sent->first_token + 1, last - sent->first_token + 1);
                add_form(arena, to, stm_str_sub(a->text, whole));
                stm_buf_addz(arena, to, "\t_\t_\t_\t_\t_\t_\t_\t");
                stm_buf_addz(arena, to, space_after(a, last) ? "_\n" : "SpaceAfter=No\n");
            }
            for (uint32_t k = i; k <= last; k++) {
                token_line(arena, to, a, k, sent->first_token, last > i);
            }
            i = last;
        }
        stm_buf_addz(arena, to, "\n");
    }
}
