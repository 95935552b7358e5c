/* page_stemma.c: see page.h. The stemma as SVG: one row for each leaf, depth from left to right, lost sources as rings.
 *
 * Lines of text stand one under the other; an article that shares with none is a row of its own. Layout: a node
 * stands at the mean of its children's rows. Edges that would close a cycle are not drawn.
 */
#include "write/json.h"
#include "write/page.h"

enum { ROW = 46, BOX_W = 196, BOX_H = 38, GAP = 44, RING = 13, LEFT = 34, TOP = 8, MAX_NAME = 26 };

typedef struct node {
    uint32_t article; /* STM_NONE: lost */
    uint32_t parent, edge;
    uint32_t depth;
    double y;
    uint32_t n_children, child, next; /* first child, next child of the same parent; STM_NONE */
} node;

typedef struct tree {
    stm_page *page;
    const stm_family *family;
    node *nodes;
    uint32_t n;
    uint32_t *order; /* parents before children */
    double x[64];    /* left edge of each depth */
} tree;

/* The first `limit` characters, "…" for the rest. */
static void short_name(stm_html *h, stm_str s, uint32_t limit)
{
    uint32_t n = 0;
    size_t i = 0;
    while (i < s.n && n < limit) {
        i++;
        while (i < s.n && ((unsigned char)s.p[i] & 0xC0) == 0x80) {
            i++;
        }
        n++;
    }
    stm_html_text(h, (stm_str){ s.p, i });
    stm_html_raw(h, i < s.n ? "…" : "");
}

static void box(tree *t, const node *n, const char *relation)
{
    stm_page *p = t->page;
    stm_html *h = &p->html;
    const stm_article *a = p->view->run->articles.at[n->article];
    double x = t->x[n->depth], y = n->y;
    stm_html_rawf(h, "<a href=\"#a%u\" class=\"box l%u\"><title>", n->article, stm_page_color(p->view, n->article));
    stm_html_text(h, p->view->names[n->article]);
    if (a->title.p != NULL) {
        stm_html_raw(h, ": ");
        stm_html_text(h, a->title);
    }
    stm_html_rawf(h, "</title><rect x=\"%.0f\" y=\"%.0f\" width=\"%d\" height=\"%d\" rx=\"5\"/>", x, y - BOX_H / 2.0,
                  BOX_W, BOX_H);
    stm_html_rawf(h, "<text class=\"name\" x=\"%.0f\" y=\"%.0f\">", x + 11, y - 3);
    short_name(h, p->view->names[n->article], MAX_NAME);
    stm_html_rawf(h, "</text><text class=\"note\" x=\"%.0f\" y=\"%.0f\">", x + 11, y + 12);
    if (a->published_day != STM_NO_DAY) {
        stm_html_raw(h, stm_article_day_is_guess(a) ? "about " : "");
        stm_html_text(h, stm_view_date(h->arena, stm_day_format(h->arena, a->published_day), false));
    }
    if (relation != NULL) {
        stm_html_raw(h, a->published_day != STM_NO_DAY ? " · " : "");
        stm_html_textz(h, relation);
    } else if (a->title.n != 0) {
        stm_html_raw(h, a->published_day != STM_NO_DAY ? " · " : "");
        short_name(h, a->title, a->published_day == STM_NO_DAY ? 28 : stm_article_day_is_guess(a) ? 9 : 15);
    }
    stm_html_raw(h, "</text></a>\n");
}

static const char *relation_words(stm_relation r)
{
    static const char *const words[] = { "identical", "reprint", "edited", "excerpt", "common source" };
    return words[r];
}

static void draw(tree *t)
{
    stm_html *h = &t->page->html;
    for (uint32_t i = 0; i < t->n; i++) {
        const node *n = &t->nodes[i];
        if (n->parent != STM_NONE) {
            const node *up = &t->nodes[n->parent];
            double x0 = t->x[up->depth] + (up->article == STM_NONE ? 2 * RING : BOX_W), x1 = t->x[n->depth];
            double mid = (x0 + x1) / 2;
            stm_html_rawf(h, "<path class=\"edge%s\" d=\"M%.0f %.1fC%.0f %.1f %.0f %.1f %.0f %.1f\"/>\n",
                          up->article == STM_NONE ? " lost" : "", x0, up->y, mid, up->y, mid, n->y, x1, n->y);
        }
    }
    for (uint32_t i = 0; i < t->n; i++) {
        const node *n = &t->nodes[i];
        if (n->article != STM_NONE) {
            box(t, n, n->edge == STM_NONE ? NULL : relation_words(t->family->edges.at[n->edge].relation));
        } else if (n->n_children != 0) {
            double x = t->x[n->depth] + RING;
            stm_str name = stm_lost_name(h->arena, i - t->family->articles.n);
            stm_html_rawf(h,
                          "<g class=\"ring\"><title>%.*s: a common source that is not among the articles</title>"
                          "<circle cx=\"%.0f\" cy=\"%.1f\" r=\"%d\"/><text x=\"%.0f\" y=\"%.1f\">%.*s</text></g>\n",
                          (int)name.n, name.p, x, n->y, RING, x, n->y + 4.5, (int)name.n, name.p);
        }
    }
}

/* Depths, and rows from *row on. */
static void lay_out(tree *t, double *row)
{
    stm_u32s stack = { 0 };
    uint32_t done = 0;
    for (uint32_t i = 0; i < t->n; i++) { /* parents before children, breadth first */
        if (t->nodes[i].parent == STM_NONE) {
            t->order[done++] = i;
        }
    }
    for (uint32_t k = 0; k < done; k++) {
        for (uint32_t i = t->nodes[t->order[k]].child; i != STM_NONE; i = t->nodes[i].next) {
            uint32_t depth = t->nodes[t->order[k]].depth + 1;
            t->nodes[i].depth = depth < 63 ? depth : 63;
            t->order[done++] = i;
        }
    }
    /* Leaves take rows in the order of a walk from the root; the walk keeps its own stack. */
    for (uint32_t i = t->n; i-- > 0;) {
        if (t->nodes[i].parent == STM_NONE && (t->nodes[i].article != STM_NONE || t->nodes[i].n_children != 0)) {
            stm_vec_push(t->page->html.arena, &stack, i);
        }
    }
    while (stack.n > 0) {
        uint32_t at = stack.at[--stack.n];
        if (t->nodes[at].n_children == 0) {
            t->nodes[at].y = TOP + (*row + 0.5) * ROW;
            *row += 1;
        }
        for (uint32_t i = t->nodes[at].child; i != STM_NONE; i = t->nodes[i].next) {
            stm_vec_push(t->page->html.arena, &stack, i);
        }
    }
    for (uint32_t k = done; k-- > 0;) { /* inner nodes at the mean of their children, deepest first */
        node *n = &t->nodes[t->order[k]];
        double sum = 0;
        for (uint32_t i = n->child; i != STM_NONE; i = t->nodes[i].next) {
            sum += t->nodes[i].y;
        }
        n->y = n->n_children == 0 ? n->y : sum / n->n_children;
    }
}

/* Follows parents from `from`; true if `to` is met: an edge would close a cycle. */
static bool leads_to(const node *nodes, uint32_t from, uint32_t to, uint32_t n)
{
    for (uint32_t steps = 0; from != STM_NONE && steps <= n; steps++) {
        if (from == to) {
            return true;
        }
        from = nodes[from].parent;
    }
    return false;
}

/* An article of another line. */
static bool elsewhere(const tree *t, uint32_t i)
{
    return i < t->family->articles.n && t->nodes[i].article == STM_NONE;
}

/* The family's articles that are of the line of `alone`; without a family that article. The others have no place in
 * the tree, nor has a lost source that has one child left. */
static void make_tree(tree *t, stm_page *page, const stm_family *f, uint32_t alone)
{
    const uint32_t *line_of = page->view->line_of;
    stm_arena *arena = page->html.arena;
    memset(t, 0, sizeof *t);
    t->page = page;
    t->family = f;
    t->n = f == NULL ? 1 : f->articles.n + f->n_lost;
    t->nodes = STM_NEW_ARRAY(arena, node, t->n);
    t->order = STM_NEW_ARRAY(arena, uint32_t, t->n);
    for (uint32_t i = 0; i < t->n; i++) {
        bool here = f != NULL && i < f->articles.n && line_of[f->articles.at[i]] == line_of[alone];
        t->nodes[i].article = f == NULL ? alone : here ? f->articles.at[i] : STM_NONE;
        t->nodes[i].parent = t->nodes[i].edge = t->nodes[i].child = t->nodes[i].next = STM_NONE;
    }
    for (uint32_t e = 0; f != NULL && e < f->edges.n; e++) {
        uint32_t from = f->edges.at[e].from, to = f->edges.at[e].to;
        if (from < t->n && to < t->n && !elsewhere(t, from) && !elsewhere(t, to) && t->nodes[to].parent == STM_NONE &&
            !leads_to(t->nodes, from, to, t->n)) {
            t->nodes[to].parent = from;
            t->nodes[to].edge = e;
            t->nodes[from].n_children++;
            t->nodes[to].next = t->nodes[from].child;
            t->nodes[from].child = to;
        }
    }
    for (uint32_t i = 0; f != NULL && i < t->n; i++) {
        node *n = &t->nodes[i];
        if (n->article == STM_NONE && n->n_children == 1 && n->parent == STM_NONE) {
            t->nodes[n->child].parent = t->nodes[n->child].edge = STM_NONE;
            n->child = STM_NONE;
            n->n_children = 0;
        }
    }
}

/* Left edges of one tree: a depth is as wide as its widest node. Returns the right edge. */
static double columns(tree *t)
{
    double x = LEFT;
    bool boxes[64] = { false };
    uint32_t deepest = 0;
    for (uint32_t i = 0; i < t->n; i++) {
        boxes[t->nodes[i].depth] |= t->nodes[i].article != STM_NONE;
        deepest = t->nodes[i].depth > deepest ? t->nodes[i].depth : deepest;
    }
    for (uint32_t d = 0; d <= deepest; d++) {
        t->x[d] = x;
        x += boxes[d] ? BOX_W : 2 * RING;
        x += d < deepest ? GAP : 0;
    }
    return x + 6;
}

void stm_page_stemma(stm_page *page)
{
    const stm_view *v = page->view;
    const stm_record *r = v->record;
    stm_html *h = &page->html;
    tree *trees = STM_NEW_ARRAY(h->arena, tree, v->n_lines + 1);
    uint32_t *line = STM_NEW_ARRAY(h->arena, uint32_t, v->n_lines + 1);
    double *first_row = STM_NEW_ARRAY(h->arena, double, v->n_lines + 2);
    double row = 0, width = 0, right;
    uint32_t n = 0;
    for (uint32_t l = 0; l < v->n_lines; l++) {
        const stm_family *f = NULL;
        uint32_t alone = STM_NONE;
        for (uint32_t i = 0; i < r->articles.n && alone == STM_NONE; i++) {
            alone = v->line_of[r->articles.at[i]] == l ? r->articles.at[i] : STM_NONE;
        }
        for (uint32_t i = 0; i < r->families.n && f == NULL; i++) {
            const stm_family *x = &v->run->reuse.families.at[r->families.at[i]];
            for (uint32_t k = 0; k < x->articles.n; k++) {
                f = x->articles.at[k] == alone ? x : f;
            }
        }
        if (alone == STM_NONE) {
            continue;
        }
        make_tree(&trees[n], page, f, alone);
        first_row[n] = row;
        lay_out(&trees[n], &row);
        right = columns(&trees[n]);
        width = right > width ? right : width;
        line[n++] = l;
        row += 0.18;
    }
    if (n == 0) {
        return;
    }
    first_row[n] = row;
    stm_html_rawf(
        h,
        "<div class=\"scroll\"><svg class=\"stemma\" role=\"group\" aria-label=\"Which article was made from which\" "
        "width=\"%.0f\" height=\"%.0f\" viewBox=\"0 0 %.0f %.0f\">\n",
        width, TOP * 2 + row * ROW, width, TOP * 2 + row * ROW);
    for (uint32_t k = 0; k < n; k++) {
        double y0 = TOP + first_row[k] * ROW + 4, y1 = TOP + (first_row[k + 1] - 0.18) * ROW - 4;
        stm_html_rawf(h,
                      "<g class=\"bracket l%u\"><path d=\"M22 %.1fV%.1f\"/><text x=\"11\" y=\"%.1f\">%u</text></g>\n",
                      line[k] % 8, y0, y1, (y0 + y1) / 2 + 4.5, line[k] + 1);
        draw(&trees[k]);
    }
    stm_html_raw(h, "</svg></div>\n");
}
