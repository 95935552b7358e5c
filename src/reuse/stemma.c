/* stemma.c: the tree of one family: what speaks for and against each direction, and how sure each edge is.
 *
 * The wording alone gives a tree without a beginning (lineage.c). What gives it one: a parent published after its
 * child, an agency text made from a newspaper's, a newspaper's text at the very top, numbered versions, a text
 * that names the other's outlet (credited.c), and what a version knows (edition.c). Where no agency is known of, a lost
 * source is proposed only where much wording asks for it, and what two versions of a running text dropped says nothing:
 * it was overtaken.
 *
 * In: a family's articles, their pairs.  Out: root, edges, lost sources.
 * Cost: quadratic in the family, and the search for the tree; families beyond STM_STEMMA_MAX get no tree.
 */
#include "reuse/credited.h"
#include "reuse/direction.h"
#include "reuse/edition.h"
#include "reuse/kinship.h"
#include "reuse/lineage.h"
#include "reuse/reuse_tuning.h"

/* What a family says of agencies. */
typedef struct agencies {
    bool credited; /* some text names one as its source */
    bool held;     /* some text is, or may be, an agency's */
    bool one;      /* all are texts of one outlet */
} agencies;

static agencies agencies_of(const stm_reuse_work *w, const uint32_t *members, uint32_t n)
{
    agencies g = { false, false, true };
    for (uint32_t i = 0; i < n; i++) {
        g.one = g.one && stm_one_outlet(w->articles[members[0]], w->articles[members[i]]);
        g.credited = g.credited || stm_credits_agency(&w->agencies, w->articles[members[i]]);
        g.held = g.held || w->origins[members[i]] != STM_ORIGIN_OUTLET;
    }
    return g;
}

/* Folded headline: letters and digits only. */
static stm_str fold_title(stm_arena *arena, stm_str s)
{
    char *at = STM_NEW_ARRAY(arena, char, s.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        if (c >= 'A' && c <= 'Z') {
            at[n++] = (char)(c - 'A' + 'a');
        } else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c >= 0xc3) {
            at[n++] = (char)c;
        }
    }
    return (stm_str){ at, n };
}

/* Numbers the headlines, those of several texts first. */
static uint32_t number_titles(const stm_reuse_work *w, stm_arena *arena, const uint32_t *members, uint32_t n,
                              uint32_t *title)
{
    stm_str *folded = STM_NEW_ARRAY(arena, stm_str, n);
    uint32_t shared = 0, next;
    for (uint32_t i = 0; i < n; i++) {
        folded[i] = fold_title(arena, w->articles[members[i]]->title);
        for (uint32_t k = 0; k < i && title[i] == 0; k++) {
            if (folded[i].n > 0 && stm_str_eq(folded[i], folded[k])) {
                title[k] = title[k] == 0 ? ++shared : title[k];
                title[i] = title[k];
            }
        }
    }
    next = shared;
    for (uint32_t i = 0; i < n; i++) {
        title[i] = title[i] == 0 && folded[i].n > 0 ? ++next : title[i];
    }
    return shared;
}

/* What speaks for each direction, as the search and the edges need it. */
typedef struct evidence {
    stm_lineage_priors priors;
    int32_t *edge;      /* n * n: priors.edge */
    int32_t *edition;   /* n * n: what it costs that p was the earlier version of c */
    uint32_t *credited; /* n: the text that c says it has it from, or STM_NONE */
    bool any_agency;
} evidence;

static void weigh(stm_reuse_work *w, stm_arena *scratch, const stm_columns *columns, const uint32_t *members,
                  evidence *out)
{
    uint32_t n = columns->n_texts, *title = STM_NEW_ARRAY(scratch, uint32_t, n);
    size_t cells = (size_t)n * n;
    int32_t *edge = STM_NEW_ARRAY(scratch, int32_t, cells), *first = STM_NEW_ARRAY(scratch, int32_t, n);
    int32_t *over = STM_NEW_ARRAY(scratch, int32_t, n);
    uint8_t *late = stm_arena_array(scratch, cells, 1), *editions = stm_arena_array(scratch, cells, 1);
    stm_own_words *own = STM_NEW_ARRAY(scratch, stm_own_words, cells); /* [x * n + y]: of x, that y has not */
    stm_version *versions = STM_NEW_ARRAY(scratch, stm_version, n);
    agencies g = agencies_of(w, members, n);
    bool any = g.credited || g.held;
    for (uint32_t x = 0; x < n; x++) {
        stm_version_read(scratch, columns, &w->texts[members[x]], x, &versions[x]);
        for (uint32_t y = 0; y < n; y++) {
            if (x != y) {
                own[(size_t)x * n + y] = stm_edition_own(columns, &versions[x], y);
            }
        }
    }
    for (uint32_t x = 0; x < n; x++) {
        for (uint32_t y = 0; y < n; y++) {
            stm_own_words *of = &own[(size_t)x * n + y];
            if (x != y && stm_edition_are(*of, own[(size_t)y * n + x])) {
                stm_edition_weigh(scratch, w->hedges, columns, &versions[x], y, of);
            }
        }
    }
    out->edition = STM_NEW_ARRAY(scratch, int32_t, cells);
    out->any_agency = any;
    out->edge = edge;
    for (uint32_t c = 0; c < n; c++) {
        const stm_article *child = w->articles[members[c]];
        stm_origin origin = w->origins[members[c]];
        first[c] = any ? stm_first_of_all_cost(origin, child) : 0;
        over[c] = origin == STM_ORIGIN_OUTLET  ? STM_LINEAGE_UNDER_OUTLET
                  : origin == STM_ORIGIN_MAYBE ? STM_LINEAGE_UNDER_MAYBE
                                               : 0;
        for (uint32_t p = 0; p < n; p++) {
            size_t cell = (size_t)p * n + c;
            stm_own_words own_p, own_c;
            int order;
            if (p == c) {
                continue;
            }
            own_p = own[cell];
            own_c = own[(size_t)c * n + p];
            order = stm_published_order(w->articles[members[p]], child);
            late[cell] = order > 0;
            editions[cell] = !any && stm_edition_are(own_p, own_c);
            out->edition[cell] = stm_edition_cost(own_p, own_c);
            edge[cell] = out->edition[cell] + stm_direction_cost((stm_origin)w->origins[members[p]], origin, order);
        }
    }
    out->priors = (stm_lineage_priors){
        .edge = edge, .first = first, .over = over, .editions = editions, .late = late, .title = title
    };
    out->priors.shared_titles = number_titles(w, scratch, members, n, title);
    out->priors.lost = any ? STM_LINEAGE_LOST : STM_LINEAGE_LOST_NO_AGENCY;
    out->priors.lost_root = g.held       ? STM_LINEAGE_LOST_ROOT
                            : g.credited ? STM_LINEAGE_LOST_AGENCY
                                         : STM_LINEAGE_LOST_NO_AGENCY;
    if (g.one) {
        out->priors.lost = out->priors.lost_root = STM_LINEAGE_LOST_ONE_OUTLET;
    }
}

/* A text that names another one's outlet beside what they share has it from there, and is not where that one has it
 * from. Where it may mean several texts nothing tells which. */
static void prefer_credited(stm_reuse_work *w, stm_arena *scratch, const uint32_t *members, uint32_t n, evidence *e)
{
    e->credited = STM_NEW_ARRAY(scratch, uint32_t, n);
    for (uint32_t c = 0; c < n; c++) {
        uint32_t meant = 0;
        e->credited[c] = STM_NONE;
        for (uint32_t p = 0; p < n; p++) {
            const stm_rpair *pair = p == c ? NULL : stm_rpair_find(w, members[p], members[c]);
            if (pair != NULL && e->priors.late[(size_t)p * n + c] == 0 && stm_is_taken_from(w, pair, members[p])) {
                e->edge[(size_t)p * n + c] -= STM_CREDIT_WORTH;
                e->edge[(size_t)c * n + p] += STM_CREDIT_BACK;
                e->credited[c] = meant++ == 0 ? p : STM_NONE;
            }
        }
    }
}

/* Newspapers that were copied by others cost less as their parents. Where no agency is known they need no help. */
static stm_kin *prefer_kin(const stm_reuse_work *w, stm_arena *scratch, const stm_columns *columns,
                           const uint32_t *members, evidence *e)
{
    uint32_t n = columns->n_texts;
    stm_kin *kin = STM_NEW_ARRAY(scratch, stm_kin, n);
    if (e->any_agency) {
        stm_kinship_find(w, scratch, columns, members, kin);
    }
    for (uint32_t c = 0; c < n; c++) {
        if (e->any_agency && kin[c].parent != STM_NONE) {
            e->edge[(size_t)kin[c].parent * n + c] -= STM_KIN_WORTH;
        } else {
            kin[c].parent = STM_NONE;
        }
    }
    return kin;
}

/* Whether anything tells that text p was before text c. Of two newspapers with one agency's text, however changed,
 * either may have it from the agency; of two with a text that nobody claims, their dates tell, or what they know. */
static bool is_told(const stm_reuse_work *w, const evidence *e, const uint32_t *members, uint32_t n, uint32_t p,
                    uint32_t c)
{
    int order = stm_published_order(w->articles[members[p]], w->articles[members[c]]);
    if (w->origins[members[p]] != STM_ORIGIN_OUTLET || e->credited[c] == p) {
        return true;
    }
    if (e->any_agency || order != 0) {
        return !e->any_agency && order < 0;
    }
    return e->edition[(size_t)c * n + p] - e->edition[(size_t)p * n + c] >= STM_EDITION_TELLS;
}

/* How often such an edge is right, in percent. */
static int sureness(const stm_reuse_work *w, const stm_lineage *tree, const uint32_t *members, uint32_t n, uint32_t x,
                    bool told)
{
    uint32_t p = tree->parent[x];
    int32_t margin = tree->margin[x];
    stm_origin origin;
    if (p >= n || x >= n) {
        return STM_SURE_LOST;
    }
    origin = (stm_origin)w->origins[members[p]];
    if (origin == STM_ORIGIN_OUTLET) {
        return told ? STM_SURE_VERSION : STM_SURE_UNTOLD;
    }
    if (origin == STM_ORIGIN_MAYBE) {
        return margin >= STM_SURE_MAYBE_MARGIN ? STM_SURE_MAYBE : STM_SURE_MAYBE_LITTLE;
    }
    return margin >= STM_SURE_MARGIN_GOOD   ? STM_SURE_EDGE_GOOD
           : margin >= STM_SURE_MARGIN_SOME ? STM_SURE_EDGE_SOME
                                            : STM_SURE_EDGE;
}

void stm_reuse_stemma(stm_reuse_work *w, stm_arena *arena, stm_aligner *aligner, stm_arena *scratch, stm_family *family)
{
    uint32_t n = family->articles.n;
    const uint32_t *members = family->articles.at;
    stm_columns columns;
    stm_lineage tree;
    evidence e = { .any_agency = false };
    bool *noisy;
    stm_kin *kin;
    if (n > STM_STEMMA_MAX) {
        return;
    }
    stm_columns_build(w, scratch, aligner, members, n, &columns);
    weigh(w, scratch, &columns, members, &e);
    noisy = STM_NEW_ARRAY(scratch, bool, n);
    for (uint32_t x = 0; x < n; x++) {
        noisy[x] = w->texts[members[x]].noisy;
    }
    prefer_credited(w, scratch, members, n, &e);
    kin = prefer_kin(w, scratch, &columns, members, &e);
    stm_lineage_find(scratch, scratch, &columns, noisy, &e.priors, &tree);
    family->n_lost = tree.n_nodes - n;
    for (uint32_t x = 0; x < tree.n_nodes; x++) {
        uint32_t p = tree.parent[x];
        if (p == STM_NONE) {
            family->root = x;
        } else {
            bool of_kin = p < n && x < n && kin[x].parent == p;
            bool told = p >= n || x >= n || of_kin || is_told(w, &e, members, n, p, x);
            int percent = !of_kin                                ? sureness(w, &tree, members, n, x, told)
                          : kin[x].points >= STM_SURE_KIN_POINTS ? STM_SURE_KIN_GOOD
                                                                 : STM_SURE_KIN;
            stm_vec_push(arena, &family->edges, (stm_edge){ p, x, STM_REL_EDIT, percent / 100.0, told });
        }
    }
}
