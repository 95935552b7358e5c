/* kinship.c: see kinship.h. Most newspapers have an agency's text from the agency, and what two of them share and the
 * agency has not may be the habit of two desks. So the tree of least cost hangs them under the agency or under a lost
 * source. But a text that was taken from another newspaper has that one's marks all at once: hardly a word that it has
 * not, more of its words than any other text has, readings that few others have, the same stretches left out; and
 * nothing that the other had given up.
 *
 * A weighing of such marks, each counted by itself. The newspaper that most speaks for is the text's next of kin; the
 * search for the tree takes it for a parent at less cost.
 *
 * In: the table of words, dates.  Out: next of kin.  Never: of an agency's text, of a misread one, or one that was
 * published later.  Cost: quadratic in the texts, times blocks of a row.
 */
#include "reuse/kinship.h"

#include "reuse/direction.h"
#include "reuse/forms.h"
#include "reuse/reuse_tuning.h"

/* A stretch of the fullest agency text that a text has not, by columns. */
typedef struct omission {
    uint32_t first, last;
} omission;

typedef STM_VEC(omission) omissions;

typedef struct kinship {
    const stm_reuse_work *w;
    const stm_columns *columns;
    const uint32_t *members;
    uint32_t n, blocks;
    uint64_t *agency, *few;   /* columns: of agencies' texts; of few texts */
    omissions *left_out;      /* by text */
    uint16_t *form;           /* n * n_columns: how the text writes the word, as a hash; 0: it has it not */
    uint16_t *usual;          /* n_columns: how most texts write it; 0: as they like */
    uint64_t *breaks;         /* n * blocks: words that begin a paragraph */
    uint32_t full;            /* the fullest text of an agency, or of all */
    uint32_t *unlike;         /* n * n: words of both that they write in two ways, in a thousand */
    uint32_t *missing, *held; /* n * n: words of c that p has not; that it has; at [p * n + c] */
    uint8_t *best;            /* n * n: KIN_LEAST and so on */
} kinship;

/* Of all texts, p lacks least of c, alone; has most of it; writes it most alike. */
enum { KIN_LEAST = 1, KIN_ALONE = 2, KIN_MOST = 4, KIN_FORM = 8 };

static const uint64_t *row_of(const kinship *k, uint32_t text) { return k->columns->rows + (size_t)text * k->blocks; }

static bool is_agency(const kinship *k, uint32_t text) { return k->w->origins[k->members[text]] >= STM_ORIGIN_WIRE; }

/* How a text writes its words is not seen where letters were misread. */
static bool is_noisy(const kinship *k, uint32_t text) { return k->w->texts[k->members[text]].noisy; }

static uint32_t count_bits(uint64_t m) { return (uint32_t)__builtin_popcountll(m); }

/* How many of the bounds, ascending, a number reaches. */
static int32_t steps(uint32_t x, uint32_t one, uint32_t two, uint32_t three)
{
    return (x >= one) + (x >= two) + (x >= three);
}

static void find_masks(kinship *k, stm_arena *scratch)
{
    uint32_t most = k->n / 4 < 3 ? 3 : k->n / 4;
    k->agency = STM_NEW_ARRAY(scratch, uint64_t, k->blocks);
    k->few = STM_NEW_ARRAY(scratch, uint64_t, k->blocks);
    for (uint32_t x = 0; x < k->n; x++) {
        for (uint32_t b = 0; b < k->blocks && is_agency(k, x); b++) {
            k->agency[b] |= row_of(k, x)[b];
        }
    }
    for (uint32_t c = 0; c < k->columns->n_columns; c++) {
        if (k->columns->texts_of[c] <= most && (k->agency[c / 64] >> c % 64 & 1) == 0) {
            k->few[c / 64] |= (uint64_t)1 << c % 64;
        }
    }
}

/* The fullest text of an agency, or of all. */
static uint32_t fullest(const kinship *k)
{
    uint32_t best = 0, most = 0;
    bool agency = false;
    for (uint32_t x = 0; x < k->n; x++) {
        uint32_t size = 0;
        for (uint32_t b = 0; b < k->blocks; b++) {
            size += count_bits(row_of(k, x)[b]);
        }
        if ((is_agency(k, x) && !agency) || (size > most && is_agency(k, x) == agency)) {
            agency = is_agency(k, x);
            most = size;
            best = x;
        }
    }
    return best;
}

/* What texts leave out of the fullest one, but for what they leave out at the end. */
static void find_omissions(kinship *k, stm_arena *scratch)
{
    const uint64_t *full = row_of(k, k->full);
    k->left_out = STM_NEW_ARRAY(scratch, omissions, k->n);
    for (uint32_t x = 0; x < k->n; x++) {
        const uint64_t *row = row_of(k, x);
        omission open = { STM_NONE, 0 };
        for (uint32_t b = 0; b < k->blocks; b++) {
            for (uint64_t m = full[b]; m != 0; m &= m - 1) {
                uint32_t c = b * 64 + (uint32_t)__builtin_ctzll(m);
                if ((row[b] & m & (~m + 1)) == 0) {
                    open.first = open.first == STM_NONE ? c : open.first;
                    open.last = c;
                } else if (open.first != STM_NONE) {
                    stm_vec_push(scratch, &k->left_out[x], open);
                    open.first = STM_NONE;
                }
            }
        }
    }
}

/* What more than half of the texts that have a word write; 0: there is no such form. */
static uint16_t usual_form(const kinship *k, uint32_t column)
{
    uint32_t lead = 0, n = 0, same = 0;
    uint16_t form = 0;
    for (uint32_t x = 0; x < k->n; x++) { /* Boyer and Moore: the only form that can be it */
        uint16_t f = k->form[(size_t)x * k->columns->n_columns + column];
        if (f != 0) {
            form = lead == 0 ? f : form;
            lead = f == form ? lead + 1 : lead - 1;
            n++;
        }
    }
    for (uint32_t x = 0; x < k->n; x++) {
        same += form != 0 && k->form[(size_t)x * k->columns->n_columns + column] == form;
    }
    return same * 2 > n ? form : 0;
}

static void find_forms(kinship *k, stm_arena *scratch)
{
    k->form = STM_NEW_ARRAY(scratch, uint16_t, (size_t)k->n * k->columns->n_columns);
    k->usual = STM_NEW_ARRAY(scratch, uint16_t, k->columns->n_columns);
    k->breaks = STM_NEW_ARRAY(scratch, uint64_t, (size_t)k->n * k->blocks);
    for (uint32_t x = 0; x < k->n; x++) {
        const stm_rtext *t = &k->w->texts[k->members[x]];
        for (uint32_t i = 0; i < t->n_words; i++) {
            uint32_t c = k->columns->of_word[x][i];
            uint16_t *form = c == STM_NONE ? NULL : &k->form[(size_t)x * k->columns->n_columns + c];
            if (form != NULL && *form == 0) {
                *form = stm_form_of(t, i);
                k->breaks[(size_t)x * k->blocks + c / 64] |= (uint64_t)((t->flags[i] & STM_RWORD_PARAGRAPH) != 0)
                                                             << c % 64;
            }
        }
    }
    for (uint32_t c = 0; c < k->columns->n_columns; c++) {
        k->usual[c] = usual_form(k, c);
    }
}

/* How two texts write the words that both have: alike though most texts write them otherwise; not alike. */
static void compare_forms(const kinship *k, uint32_t p, uint32_t c, uint32_t *kept, uint32_t *differ)
{
    const uint16_t *fp = k->form + (size_t)p * k->columns->n_columns, *fc = k->form + (size_t)c * k->columns->n_columns;
    *kept = *differ = 0;
    for (uint32_t x = 0; x < k->columns->n_columns; x++) {
        bool both = fp[x] != 0 && fc[x] != 0, alike = fp[x] == fc[x];
        *differ += both && !alike;
        *kept += both && alike && k->usual[x] != 0 && fp[x] != k->usual[x];
    }
}

/* Paragraphs that both begin, or carry on, where the fullest text does not. */
static uint32_t common_breaks(const kinship *k, uint32_t p, uint32_t c)
{
    uint32_t n = 0;
    for (uint32_t b = 0; b < k->blocks; b++) {
        uint64_t all = row_of(k, p)[b] & row_of(k, c)[b] & row_of(k, k->full)[b];
        uint64_t bp = k->breaks[(size_t)p * k->blocks + b], bc = k->breaks[(size_t)c * k->blocks + b];
        n += count_bits(all & ~(bp ^ bc) & (bp ^ k->breaks[(size_t)k->full * k->blocks + b]));
    }
    return n;
}

/* Which text is nearest to c, by each measure. */
static void find_nearest_of(kinship *k, uint32_t c)
{
    uint32_t least = STM_NONE, most = 0, n_least = 0, alike = STM_NONE;
    for (uint32_t p = 0; p < k->n; p++) {
        size_t cell = (size_t)p * k->n + c;
        uint32_t kept, differ;
        if (p == c) {
            continue;
        }
        for (uint32_t b = 0; b < k->blocks; b++) {
            uint64_t hp = row_of(k, p)[b], hc = row_of(k, c)[b];
            k->held[cell] += count_bits(hp & hc);
            k->missing[cell] += count_bits(hc & ~hp);
        }
        compare_forms(k, p, c, &kept, &differ);
        k->unlike[cell] = k->held[cell] == 0 ? STM_NONE : differ * 1000 / k->held[cell];
        n_least = k->missing[cell] < least ? 1 : n_least + (k->missing[cell] == least);
        least = k->missing[cell] < least ? k->missing[cell] : least;
        most = k->held[cell] > most ? k->held[cell] : most;
        alike = k->unlike[cell] < alike ? k->unlike[cell] : alike;
    }
    for (uint32_t p = 0; p < k->n; p++) {
        size_t cell = (size_t)p * k->n + c;
        if (p != c) {
            k->best[cell] =
                (uint8_t)((k->missing[cell] == least ? KIN_LEAST : 0) |
                          (k->missing[cell] == least && n_least == 1 ? KIN_ALONE : 0) |
                          (k->held[cell] == most ? KIN_MOST : 0) | (k->unlike[cell] == alike ? KIN_FORM : 0));
        }
    }
}

static void find_nearest(kinship *k, stm_arena *scratch)
{
    size_t cells = (size_t)k->n * k->n;
    k->missing = STM_NEW_ARRAY(scratch, uint32_t, cells);
    k->held = STM_NEW_ARRAY(scratch, uint32_t, cells);
    k->unlike = STM_NEW_ARRAY(scratch, uint32_t, cells);
    k->best = stm_arena_array(scratch, cells, 1);
    for (uint32_t c = 0; c < k->n; c++) {
        find_nearest_of(k, c);
    }
}

/* Stretches that the parent has and the child has not, but for the last. */
typedef struct dropped {
    uint32_t many, own; /* words of longer ones; of those the parent's own */
} dropped;

static void close_gap(dropped *d, uint32_t words, uint32_t own)
{
    if (words >= STM_STEMMA_STRETCH) {
        d->many += words;
        d->own += own;
    }
}

static dropped find_dropped(const kinship *k, uint32_t p, uint32_t c)
{
    const uint64_t *hp = row_of(k, p), *hc = row_of(k, c), *own_at = k->columns->own_at + (size_t)p * k->blocks;
    const uint16_t *own = k->columns->own + (size_t)p * (k->columns->n_columns + 1);
    dropped d = { 0, 0 };
    uint32_t words = 0, mine = 0;
    for (uint32_t b = 0; b < k->blocks; b++) {
        for (uint64_t m = hp[b] | own_at[b]; m != 0; m &= m - 1) {
            uint64_t bit = m & (~m + 1);
            if ((own_at[b] & bit) != 0) {
                uint32_t o = own[b * 64 + (uint32_t)__builtin_ctzll(m)];
                words += o;
                mine += o;
            }
            if ((hp[b] & hc[b] & bit) != 0) {
                close_gap(&d, words, mine);
                words = mine = 0;
            } else {
                words += (hp[b] & bit) != 0;
            }
        }
    }
    return d;
}

/* Stretches that both leave out, and those that p alone does. */
static void compare_omissions(const kinship *k, uint32_t p, uint32_t c, uint32_t *both, uint32_t *given_up)
{
    const omissions *a = &k->left_out[p], *o = &k->left_out[c];
    uint32_t i = 0, j = 0;
    *both = *given_up = 0;
    while (i < a->n && j < o->n) {
        if (a->at[i].first == o->at[j].first && a->at[i].last == o->at[j].last) {
            ++*both;
        }
        a->at[i].first <= o->at[j].first ? i++ : j++;
    }
    for (i = 0; i < a->n; i++) {
        bool any = false;
        for (uint32_t x = a->at[i].first; x <= a->at[i].last && !any; x++) {
            any = stm_columns_has(k->columns, c, x);
        }
        *given_up += any;
    }
}

/* What speaks for c having been taken from p. */
static int32_t weigh(const kinship *k, uint32_t p, uint32_t c)
{
    size_t cell = (size_t)p * k->n + c;
    uint32_t readings = 0, both, given_up, kept, differ;
    dropped d = find_dropped(k, p, c);
    int32_t sum = 0;
    for (uint32_t b = 0; b < k->blocks; b++) {
        readings += count_bits(row_of(k, p)[b] & row_of(k, c)[b] & k->few[b]);
    }
    compare_omissions(k, p, c, &both, &given_up);
    compare_forms(k, p, c, &kept, &differ);
    sum += stm_published_order(k->w->articles[k->members[p]], k->w->articles[k->members[c]]) < 0 ? STM_KIN_EARLIER : 0;
    sum += (k->best[cell] & KIN_ALONE) != 0 ? STM_KIN_LEAST : 0;
    sum += (k->best[cell] & KIN_MOST) != 0 ? STM_KIN_MOST : 0;
    sum += (k->best[cell] & KIN_FORM) != 0 ? STM_KIN_ALIKE : 0;
    sum += (int32_t)(STM_KIN_FORMS * kept / (1 + kept + differ));
    sum += STM_KIN_BREAKS * steps(common_breaks(k, p, c), 1, 3, 7);
    sum += STM_KIN_READINGS * steps(readings, 1, 5, 15);
    sum += STM_KIN_OMISSIONS * steps(both, 1, 3, 7);
    sum -= STM_KIN_GIVEN_UP * steps(given_up, 1, 2, 4);
    sum -= STM_KIN_OWN * steps(d.own, 5, 20, 50);
    sum -= STM_KIN_DROPPED * steps(d.many, 1, 20, 60);
    sum -= STM_KIN_MISSING * steps(k->missing[cell], 1, 5, 15);
    sum -= STM_KIN_MANY * (steps(k->n, 4, 8, 14) + (k->n >= 22));
    return sum;
}

/* The newspaper that text c was most likely taken from. */
static uint32_t find_parent(const kinship *k, uint32_t c, int32_t *points)
{
    uint32_t parent = STM_NONE;
    for (uint32_t p = 0; p < k->n; p++) {
        size_t cell = (size_t)p * k->n + c;
        bool paper = k->w->origins[k->members[p]] == STM_ORIGIN_OUTLET && !is_noisy(k, p);
        if (p != c && paper && k->best[cell] != 0 &&
            stm_published_order(k->w->articles[k->members[p]], k->w->articles[k->members[c]]) <= 0) {
            int32_t sum = weigh(k, p, c);
            if (sum > *points) {
                *points = sum;
                parent = p;
            }
        }
    }
    return parent;
}

/* Whether any text of the family can be a newspaper's that another one may have been taken from. */
static bool may_have_kin(const kinship *k)
{
    uint32_t papers = 0, others = 0; /* papers are others too */
    for (uint32_t x = 0; x < k->n; x++) {
        papers += k->w->origins[k->members[x]] == STM_ORIGIN_OUTLET && !is_noisy(k, x);
        others += !is_agency(k, x) && !is_noisy(k, x);
    }
    return papers > 0 && others > 1;
}

void stm_kinship_find(const stm_reuse_work *w, stm_arena *scratch, const stm_columns *columns, const uint32_t *members,
                      stm_kin *out)
{
    kinship k = { .w = w, .columns = columns, .members = members, .n = columns->n_texts };
    k.blocks = columns->n_blocks;
    for (uint32_t c = 0; c < k.n; c++) {
        out[c] = (stm_kin){ STM_NONE, 0 };
    }
    if ((uint64_t)k.n * k.n * columns->n_columns > STM_LINEAGE_WORK || !may_have_kin(&k)) {
        return;
    }
    k.full = fullest(&k);
    find_masks(&k, scratch);
    find_forms(&k, scratch);
    find_omissions(&k, scratch);
    find_nearest(&k, scratch);
    for (uint32_t c = 0; c < k.n; c++) {
        int32_t sum = STM_KIN_ENOUGH - 1;
        if (!is_agency(&k, c) && !is_noisy(&k, c)) {
            out[c].parent = find_parent(&k, c, &sum);
            out[c].points = out[c].parent == STM_NONE ? 0 : sum;
        }
    }
}
