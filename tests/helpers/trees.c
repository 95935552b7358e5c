/* trees.c: see trees.h. */
#include "helpers/trees.h"

#include <stdio.h>
#include <string.h>

stm_sentence tree_given(const word *w, uint32_t n, stm_article *a, stm_token *tokens, char *text)
{
    stm_article_init(a);
    text[0] = '\0';
    for (uint32_t i = 0; i < n; i++) {
        uint32_t from = (uint32_t)strlen(text);
        (void)snprintf(text + from, TREE_TEXT - from, "%s ", w[i].form);
        tokens[i].at = (stm_span){ from, from + (uint32_t)strlen(w[i].form) };
        tokens[i].upos = (uint8_t)w[i].upos;
        tokens[i].xpos = (uint8_t)w[i].xpos;
        tokens[i].deprel = (uint8_t)w[i].deprel;
        tokens[i].head = w[i].head == 0 ? STM_NONE : w[i].head - 1;
    }
    a->text = stm_str_of(text);
    a->tokens.at = tokens;
    a->tokens.n = n;
    return (stm_sentence){ .first_token = 0, .n_tokens = n };
}

void tree_written(const stm_article *a, char *out, size_t cap)
{
    out[0] = '\0';
    for (uint32_t i = 0; i < a->tokens.n; i++) {
        const stm_token *t = &a->tokens.at[i];
        size_t at = strlen(out);
        (void)snprintf(out + at, cap - at, "%s%u %s", i == 0 ? "" : ", ", t->head == STM_NONE ? 0 : t->head + 1,
                       stm_deprel_name((stm_deprel)t->deprel));
    }
}
