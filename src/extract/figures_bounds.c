/* figures_bounds.c: low and high of a figure, by the conventions of stemma, of ACLED or of UCDP.
 *
 * In: an amount, what it counts.  Out: low, high, best, what is hard.  Never: touches measures, money, shares, ages or
 * lengths of time by a convention for counts. Invariants: (1) low <= high. (2) best is NaN under stemma's own
 * conventions. (3) low <= best <= high where they are numbers. Cost: constant. Sources: the spec's conventions; ACLED,
 * Codebook and "FAQs: ACLED Fatality Methodology" (2023-24); UCDP, "Definitions, Sources and Methods" and Sundberg and
 * Melander, "Introducing the UCDP Georeferenced Event Dataset" (2013). docs/figures.md has the rules side by side.
 */
#include "extract/figures.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum { UNKNOWN = 3 }; /* what ACLED codes for people without a number outside the places of open war */

/* nearly N 0.9N up to N; about N ten percent either way; over N above N, for counts up to 1.1N and for small numbers
 * up to the next; at least N open above; less than N below N; up to N open below; a few 2-9, several 3-9, bare plurals
 * 2-9 of their unit. What only a convention sets is soft. */
static void by_stemma(const stm_amount *a, bool counts, stm_figure *f)
{
    double v = a->value, u = a->upper;
    bool time = stm_str_eqz(a->kind, "time") && !a->age;
    f->low = v;
    f->high = u;
    f->low_hard = f->high_hard = true;
    if (a->vague != STM_VAGUE_NONE) {
        f->low = a->times * (a->vague == STM_VAGUE_SEVERAL ? 3 : 2);
        f->high = a->times * (a->vague == STM_VAGUE_COUPLE ? 3 : 9);
        f->low_hard = a->vague == STM_VAGUE_PLURAL;
        f->high_hard = false;
        return;
    }
    if (a->fraction && a->bound == STM_BOUND_NONE) {
        f->low_hard = f->high_hard = false;
    }
    if (a->range && a->bound != STM_BOUND_NONE) {
        return;
    }
    switch (a->bound) {
    case STM_BOUND_ABOUT:
        f->low = v - fabs(v) * 0.1;
        f->high = u + fabs(u) * 0.1;
        f->low_hard = f->high_hard = false;
        break;
    case STM_BOUND_NEARLY:
        f->low = v - fabs(v) * 0.1;
        f->low_hard = false;
        break;
    case STM_BOUND_OVER:
        f->high = NAN;
        if (counts || time) {
            f->high = v < 10 && v == floor(v) ? v + 1 : v * 1.1;
            f->high_hard = false;
        }
        break;
    case STM_BOUND_LEAST: f->high = NAN; break;
    case STM_BOUND_BELOW:
        f->low = NAN;
        if (time && v > 1 && v < 10) {
            f->low = v - 1;
            f->low_hard = false;
        }
        break;
    case STM_BOUND_MOST: f->low = NAN; break;
    default: break;
    }
}

/* One number, the most conservative that the words allow: the lower end of a range, one of a bare plural's unit
 * ("tens" 10, "dozens" 12, "hundreds" 100), three of "several" and "a few". */
static void by_acled(const stm_amount *a, stm_figure *f)
{
    double v = a->value;
    if (a->vague == STM_VAGUE_PLURAL) {
        v = a->times;
    } else if (a->vague == STM_VAGUE_COUPLE) {
        v = 2 * a->times;
    } else if (a->vague != STM_VAGUE_NONE) {
        v = UNKNOWN * a->times;
    } else if ((a->bound == STM_BOUND_BELOW || a->bound == STM_BOUND_MOST) && !a->range) {
        return; /* no least number is named: the words' own bounds stay */
    }
    f->low = f->high = f->best = v;
    f->low_hard = f->high_hard = false;
}

/* Three estimates: what a source states is all of them; of a range, low and best are its lower end; a word without a
 * number is coded as the least that it can mean, and has no high estimate. */
static void by_ucdp(const stm_amount *a, stm_figure *f)
{
    f->low_hard = f->high_hard = false;
    if (a->vague != STM_VAGUE_NONE) {
        f->low = f->best = a->times * (a->vague == STM_VAGUE_SEVERAL ? 3 : 2);
        f->high = NAN;
        return;
    }
    f->low = f->best = a->value;
    f->high = a->upper;
    if ((a->bound == STM_BOUND_BELOW || a->bound == STM_BOUND_MOST) && !a->range) {
        f->low = f->best = NAN;
    }
}

/* Twelve digits are what a convention's tenth leaves of a number: 187, not 187.00000000000003. */
static double rounded(double v)
{
    char buf[32];
    if (isnan(v) || (v == floor(v) && fabs(v) < 1e12)) {
        return v;
    }
    snprintf(buf, sizeof buf, "%.12g", v);
    return strtod(buf, NULL);
}

void stm_figure_bounds(const stm_amount *a, stm_bounds bounds, stm_figure *f)
{
    bool count = a->unit.p == NULL && !a->fraction && !a->ordinal;
    f->best = NAN;
    f->bounds = STM_BOUNDS_STEMMA;
    by_stemma(a, count && f->counted_at.start != STM_NONE, f);
    if (count && bounds != STM_BOUNDS_STEMMA) {
        f->bounds = (uint8_t)bounds;
        bounds == STM_BOUNDS_ACLED ? by_acled(a, f) : by_ucdp(a, f);
    }
    f->low = rounded(f->low);
    f->high = rounded(f->high);
}

void stm_figure_uncounted(stm_bounds bounds, stm_figure *f)
{
    f->best = NAN;
    f->bounds = STM_BOUNDS_STEMMA;
    if (bounds == STM_BOUNDS_STEMMA || !stm_str_eqz(f->unit, "person")) {
        return;
    }
    f->bounds = (uint8_t)bounds;
    if (!isnan(f->low)) {
        f->best = f->low; /* one victim, both of them */
    } else if (bounds == STM_BOUNDS_ACLED) {
        f->low = f->high = f->best = UNKNOWN;
    }
}
