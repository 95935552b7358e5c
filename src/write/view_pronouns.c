/* view_pronouns.c: see view.h. Whom "she" and "her campaign" mean, where a reader meets them without their text.
 *
 * In: words of an article that begin with a pronoun for a person.  Out: the words with the person's name.
 * Never: a name that is a guess. The article's coreference has the pronoun with a person who has a name, and no other
 * person is named between that name and the pronoun.  Cost: mentions of the article, for such words alone.
 */
#include "write/view.h"

static uint32_t entity_at(const stm_article *a, stm_span at, stm_mention_form form)
{
    for (uint32_t e = 0; e < a->entities.n; e++) {
        for (uint32_t m = 0; m < a->entities.at[e].mentions.n; m++) {
            const stm_mention *x = &a->entities.at[e].mentions.at[m];
            if (x->form == form && x->at.start == at.start && x->at.end == at.end) {
                return e;
            }
        }
    }
    return STM_NONE;
}

/* The story knows the name for one that is no person: "Dawn Brigade". */
static bool no_person(const stm_view *v, stm_str name)
{
    for (uint32_t i = 0; i < v->record->entities.n; i++) {
        const stm_record_entity *e = &v->record->entities.at[i];
        for (uint32_t k = 0; e->kind != STM_PERSON && k < e->forms.n; k++) {
            if (stm_view_same_name(e->forms.at[k], name)) {
                return true;
            }
        }
    }
    return false;
}

/* The person who was named last before the byte. */
static uint32_t named_before(const stm_view *v, const stm_article *a, uint32_t byte)
{
    uint32_t best = STM_NONE, last = 0;
    for (uint32_t e = 0; e < a->entities.n; e++) {
        const stm_entity *x = &a->entities.at[e];
        bool person = x->kind == STM_PERSON && !no_person(v, x->name);
        for (uint32_t m = 0; person && m < x->mentions.n; m++) {
            const stm_mention *y = &x->mentions.at[m];
            if (y->form == STM_MENTION_NAME && y->at.end <= byte && (best == STM_NONE || y->at.start > last)) {
                best = e;
                last = y->at.start;
            }
        }
    }
    return best;
}

/* Who speaks, where the pronoun is all that names the speaker. */
static uint32_t speaker_at(const stm_article *a, stm_span at)
{
    for (uint32_t i = 0; i < a->quotations.n; i++) {
        if (a->quotations.at[i].source.start == at.start && a->quotations.at[i].source.end == at.end) {
            return a->quotations.at[i].speaker;
        }
    }
    return STM_NONE;
}

/* The name of whom the pronoun means, or NULL. */
static stm_str meant(const stm_view *v, const stm_article *a, stm_span pronoun)
{
    uint32_t e = entity_at(a, pronoun, STM_MENTION_PRONOUN);
    e = e == STM_NONE ? speaker_at(a, pronoun) : e;
    return e != STM_NONE && a->entities.at[e].kind == STM_PERSON && named_before(v, a, pronoun.start) == e
               ? a->entities.at[e].name
               : STM_NULL_STR;
}

static size_t pronoun_at(stm_str s, const char *const *words, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (stm_str_starts(s, words[i])) {
            return strlen(words[i]) - 1;
        }
    }
    return 0;
}

stm_str stm_view_whose(stm_arena *arena, const stm_view *view, stm_str name, stm_passage near)
{
    static const char *const words[] = { "His ", "Her ", "his ", "her " };
    const stm_article *a = view->run->articles.at[near.article];
    size_t n = pronoun_at(name, words, sizeof words / sizeof *words), at = 0, best = SIZE_MAX;
    stm_str who;
    if (n == 0) {
        return name;
    }
    for (at = stm_str_find(a->text, name, 0); at != SIZE_MAX && at < near.at.end + name.n + 200;
         at = stm_str_find(a->text, name, at + 1)) {
        best = at; /* the last up to right behind the words */
    }
    who = best == SIZE_MAX ? STM_NULL_STR : meant(view, a, (stm_span){ (uint32_t)best, (uint32_t)(best + n) });
    return who.n == 0 ? name : stm_str_format(arena, "%.*s’s%.*s", (int)who.n, who.p, (int)(name.n - n), name.p + n);
}

stm_str stm_view_who(stm_arena *arena, const stm_view *view, stm_passage at, stm_str shown)
{
    static const char *const words[] = { "He ", "She " };
    const stm_article *a = view->run->articles.at[at.article];
    size_t n = pronoun_at(shown, words, sizeof words / sizeof *words);
    stm_str who = n == 0 || !stm_str_starts(stm_str_sub(a->text, at.at), n == 2 ? "He" : "She")
                      ? STM_NULL_STR
                      : meant(view, a, (stm_span){ at.at.start, at.at.start + (uint32_t)n });
    return who.n == 0 ? shown
                      : stm_str_format(arena, "%.*s [%.*s]%.*s", (int)n, shown.p, (int)who.n, who.p, (int)(shown.n - n),
                                       shown.p + n);
}
