/* credited.c: see credited.h. Who quotes another paper's report names it, in the sentence before or behind what is
 * quoted; who was quoted does not name those who will quote it. So a name there tells direction where nothing else
 * does. A paper's own name beside its own words says nothing; inside a family nothing is said either by a name that the
 * paper's own text has ("told the Courier"), for whoever copies it copies that.
 *
 * In: a pair with passages, both articles' outlets and texts.  Out: a yes or no.  Cost: linear in the passages; of
 * stm_credited_houses the texts of a family by its credits.
 */
#include "reuse/credited.h"

#include "reuse/direction.h"
#include "reuse/reuse_tuning.h"

static bool is_letter(unsigned char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c >= 0x80;
}

/* The name as it stands inside a sentence, where the article goes its own ways: "the Courier" of "The Courier". */
static stm_str without_article(stm_str name)
{
    bool article = name.n > 4 && (memcmp(name.p, "The ", 4) == 0 || memcmp(name.p, "the ", 4) == 0);
    return article ? (stm_str){ name.p + 4, name.n - 4 } : name;
}

static bool is_furniture(const stm_article *a, size_t at)
{
    for (uint32_t i = 0; i < a->furniture.n; i++) {
        if (at >= a->furniture.at[i].at.start && at < a->furniture.at[i].at.end) {
            return true;
        }
    }
    return false;
}

static bool has_name(const stm_article *a, size_t from, size_t to, stm_str name)
{
    stm_str text = a->text;
    for (size_t i = from; i + name.n <= to; i++) {
        if (text.p[i] == name.p[0] && memcmp(text.p + i, name.p, name.n) == 0 &&
            (i == 0 || !is_letter((unsigned char)text.p[i - 1])) &&
            (i + name.n == text.n || !is_letter((unsigned char)text.p[i + name.n])) && !is_furniture(a, i)) {
            return true;
        }
    }
    return false;
}

/* A text that names its own outlet hands the name down to all that are made from it. */
static bool names_itself(const stm_article *a, stm_str name) { return has_name(a, 0, a->text.n, name); }

/* Whether article `by` names the outlet of the other one near what they share; inside: or inside of it. */
static bool credits(const stm_reuse_work *w, const stm_rpair *p, uint32_t by, bool inside)
{
    bool by_a = by == p->a;
    const stm_rtext *t = &w->texts[by];
    const stm_article *a = w->articles[by];
    stm_str own = a->outlet, other = w->articles[by_a ? p->b : p->a]->outlet, name;
    if (other.p == NULL || (own.p != NULL && stm_str_eq(own, other))) {
        return false;
    }
    name = without_article(other);
    for (uint32_t k = 0; k < p->passages.n && name.n >= STM_CREDIT_NAME; k++) {
        const stm_passage_words *x = &p->passages.at[k];
        size_t start = stm_rtext_start(t, by_a ? x->a0 : x->b0), end = stm_rtext_end(t, (by_a ? x->a1 : x->b1) - 1);
        size_t first = start < STM_CREDIT_BYTES ? 0 : start - STM_CREDIT_BYTES;
        size_t last = end + STM_CREDIT_BYTES > a->text.n ? a->text.n : end + STM_CREDIT_BYTES;
        if (!x->dropped && (has_name(a, first, start, name) || has_name(a, end, last, name) ||
                            (inside && has_name(a, start, end, name)))) {
            return true;
        }
    }
    return false;
}

bool stm_credits_other(const stm_reuse_work *w, const stm_rpair *p, uint32_t by) { return credits(w, p, by, false); }

bool stm_is_taken_from(const stm_reuse_work *w, const stm_rpair *p, uint32_t from)
{
    uint32_t to = from == p->a ? p->b : p->a;
    return credits(w, p, to, true) && !stm_credits_other(w, p, from) &&
           !names_itself(w->articles[from], without_article(w->articles[from]->outlet));
}

static bool credits_house(const stm_article *a, stm_str house)
{
    for (uint32_t i = 0; i < a->credits.n; i++) {
        stm_str agency = a->credits.at[i].agency;
        if (a->credits.at[i].kind == STM_CREDIT_TEXT && agency.p != NULL && stm_str_eq_nocase(agency, house)) {
            return true;
        }
    }
    return false;
}

/* Whether another text of the family, not of the same outlet, credits this one's outlet. */
static bool sells_to_family(const stm_reuse_work *w, const stm_family *family, uint32_t x)
{
    const stm_article *seller = w->articles[x];
    for (uint32_t k = 0; k < family->articles.n && seller->outlet.p != NULL; k++) {
        const stm_article *a = w->articles[family->articles.at[k]];
        if (a != NULL && a != seller && a->credits.n != 0 && !stm_one_outlet(a, seller) &&
            credits_house(a, seller->outlet)) {
            return true;
        }
    }
    return false;
}

void stm_credited_houses(stm_reuse_work *w, const stm_reuse *out, const uint8_t *families)
{
    for (uint32_t f = 0; f < out->families.n; f++) {
        const stm_family *family = &out->families.at[f];
        for (uint32_t k = 0; k < family->articles.n && family->articles.n <= STM_STEMMA_MAX; k++) {
            uint32_t x = family->articles.at[k];
            if (w->origins[x] == STM_ORIGIN_OUTLET && families[x] == 1 && w->articles[x] != NULL &&
                sells_to_family(w, family, x)) {
                w->origins[x] = STM_ORIGIN_AGENCY;
            }
        }
    }
}
