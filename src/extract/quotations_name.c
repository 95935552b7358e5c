/* quotations_name.c: under which words a source goes that is no entity.
 *
 * In: the head word of a source, its passage.  Out: the words of a name, as the text has them.
 * Never: a clause, a day or a possessive at the end of it.  Cost: linear in the passage.
 */
#include "extract/attribution.h"

enum { NAME_MAX_BYTES = 160, NAME_LONG_BYTES = 80 };

/* The end of the name without what is no part of it: "a clerk's" of "a clerk's advice that", "a resolution Tuesday". */
static uint32_t name_ends(const stm_finder *f, uint32_t head, stm_span at)
{
    uint32_t last = stm_token_from(f->article, at.end - 1);
    if (last <= head || last + 1 >= f->article->tokens.n || stm_tok(f, last)->at.end != at.end) {
        return at.end;
    }
    if (stm_tok(f, last)->xpos == STM_XP_POS && stm_tok(f, last + 1)->sentence == stm_tok(f, last)->sentence &&
        (stm_tok(f, last + 1)->upos == STM_NOUN || stm_tok(f, last + 1)->upos == STM_ADJ)) {
        return stm_tok(f, last - 1)->at.end;
    }
    if (last == head + 1 && stm_tok(f, head)->upos == STM_NOUN &&
        stm_word_in(stm_form(f, last), "Monday Tuesday Wednesday Thursday Friday Saturday Sunday")) {
        return stm_tok(f, head)->at.end;
    }
    return at.end;
}

stm_str stm_source_name(const stm_finder *f, uint32_t head, stm_span source)
{
    stm_span at = source;
    stm_str text = f->article->text;
    while (at.start < at.end && (text.p[at.start] == '"' || stm_str_starts(stm_str_sub(text, at), "\xE2\x80\x9C"))) {
        at.start += text.p[at.start] == '"' ? 1 : 3;
    }
    if (source.start > stm_tok(f, head)->at.start || source.end < stm_tok(f, head)->at.end) {
        at = stm_tok(f, head)->at; /* of a relative pronoun: the noun that it stands for */
        for (uint32_t t = head; t > f->first[head] && !stm_word_in(stm_form(f, t - 1), ", ; : “ ( — –"); t--) {
            if (stm_tok(f, t - 1)->deprel == STM_DEP_CASE) {
                break;
            }
            at.start = stm_tok(f, t - 1)->at.start;
        }
        return stm_str_sub(f->article->text, at);
    }
    for (uint32_t t = head + 1; t < f->article->tokens.n && stm_tok(f, t)->at.start < source.end; t++) {
        if (stm_word_in(stm_form(f, t), ", who which that — – (")) {
            at.end = stm_tok(f, t - 1)->at.end;
            break;
        }
    }
    /* "members blamed on Monday a lease signed by ...": so long a clause is no part of a name */
    for (uint32_t i = f->child_at[head]; i < stm_children_end(f, head); i++) {
        uint32_t c = f->children[i];
        if (stm_tok(f, c)->deprel == STM_DEP_ACL && f->first[c] > head && at.end - at.start > NAME_LONG_BYTES &&
            stm_tok(f, f->first[c])->at.start < at.end) {
            at.end = stm_tok(f, f->first[c] - 1)->at.end;
        }
    }
    if (at.end - at.start > NAME_MAX_BYTES || at.end <= at.start) {
        at = stm_tok(f, head)->at;
    }
    at.end = name_ends(f, head, at);
    return stm_str_sub(f->article->text, at);
}
