/* forms.c: see forms.h. A newspaper puts what it prints into its own house style; an agency's versions of a text are
 * written alike, with typewriter's quotation marks. So a text of an unknown outlet that has an agency's dateline or
 * credit is the agency's if it writes the words that it shares with a text of the agency as that one does, and a
 * newspaper's if it has a typesetter's quotation marks.
 *
 * In: families, origins.  Out: origins.  Never: looks at what is outside of a text's one family, for whether that is
 * there depends on what is asked for.  Cost: linear in the passages.
 */
#include "reuse/forms.h"

#include "reuse/direction.h"
#include "reuse/reuse_tuning.h"

uint16_t stm_form_of(const stm_rtext *t, uint32_t word)
{
    const char *p = t->article->text.p;
    uint32_t h = 2166136261u, marks = stm_rtext_end(t, word) + STM_KIN_MARKS;
    uint32_t end = word + 1 < t->n_words ? stm_rtext_start(t, word + 1) : (uint32_t)t->article->text.n;
    for (uint32_t i = stm_rtext_start(t, word); i < end; i++) {
        bool space = p[i] == ' ' || p[i] == '\n' || p[i] == '\r' || p[i] == '\t';
        if (!space && i < marks) {
            h = (h ^ (unsigned char)p[i]) * 16777619u;
        }
    }
    h ^= h >> 16;
    return (uint16_t)((h & 0xffff) == 0 ? 1 : h);
}

static void compare_words(const stm_rtext *a, uint32_t i, const stm_rtext *b, uint32_t j, stm_forms *f)
{
    f->words++;
    f->unlike += stm_form_of(a, i) != stm_form_of(b, j);
}

stm_forms stm_forms_compare(const stm_reuse_work *w, const stm_rpair *p)
{
    const stm_rtext *a = &w->texts[p->a], *b = &w->texts[p->b];
    stm_forms f = { 0, 0 };
    for (uint32_t k = 0; k < p->passages.n; k++) { /* from either end up to the first word that is another one */
        stm_passage_words x = p->passages.at[k];
        while (!x.dropped && x.a0 < x.a1 && x.b0 < x.b1 && a->hash[x.a0] == b->hash[x.b0]) {
            compare_words(a, x.a0++, b, x.b0++, &f);
        }
        while (!x.dropped && x.a0 < x.a1 && x.b0 < x.b1 && a->hash[x.a1 - 1] == b->hash[x.b1 - 1]) {
            compare_words(a, --x.a1, b, --x.b1, &f);
        }
    }
    return f;
}

static bool is_readable(const stm_rtext *t) { return t->letters != NULL && !t->noisy; }

/* How a text is written beside that text of an agency in its family with which it shares most. */
static stm_forms beside_agency(stm_reuse_work *w, const stm_family *family, uint32_t x)
{
    stm_forms most = { 0, 0 };
    for (uint32_t k = 0; k < family->articles.n; k++) {
        uint32_t y = family->articles.at[k];
        const stm_rpair *p = w->origins[y] == STM_ORIGIN_AGENCY ? stm_rpair_find(w, x, y) : NULL;
        if (p != NULL && is_readable(&w->texts[y])) {
            stm_forms f = stm_forms_compare(w, p);
            most = f.words > most.words ? f : most;
        }
    }
    return most;
}

void stm_forms_judge(stm_reuse_work *w, const stm_reuse *out, const uint8_t *families)
{
    for (uint32_t f = 0; f < out->families.n; f++) {
        const stm_family *family = &out->families.at[f];

        for (uint32_t k = 0; k < family->articles.n && family->articles.n <= STM_STEMMA_MAX; k++) {
            uint32_t x = family->articles.at[k];
            stm_forms forms;
            if (w->origins[x] != STM_ORIGIN_MAYBE || !is_readable(&w->texts[x])) {
                continue;
            }
            if (stm_is_typeset(w->articles[x])) {
                w->origins[x] = STM_ORIGIN_OUTLET;
                continue;
            }
            forms = families[x] == 1 ? beside_agency(w, family, x) : (stm_forms){ 0, 0 };
            if (forms.words >= STM_FORMS_WORDS && forms.unlike * 1000 <= forms.words * STM_FORMS_ALIKE) {
                w->origins[x] = STM_ORIGIN_WIRE;
            }
        }
    }
}
