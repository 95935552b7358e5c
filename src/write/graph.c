/* graph.c: see export.h. The stemma for Graphviz (DOT language) and as GraphML 1.0 (graphml.graphdrawing.org). */
#include <math.h>

#include "write/export.h"
#include "write/html.h"
#include "write/view.h"

/* Node ids: "aN" for the article with index N - 1, "fK-N" for the N-th lost source of family K. */
static stm_str node_id(stm_arena *arena, const stm_family *f, uint32_t family, uint32_t node)
{
    return node < f->articles.n ? stm_str_format(arena, "a%u", f->articles.at[node] + 1)
                                : stm_str_format(arena, "f%u-%u", family + 1, node - f->articles.n + 1);
}

static void dot_text(stm_arena *arena, stm_buf *to, stm_str s)
{
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == '"' || s.p[i] == '\\') {
            stm_buf_addz(arena, to, "\\");
        }
        stm_buf_add(arena, to, (unsigned char)s.p[i] < 0x20 ? " " : s.p + i, 1);
    }
}

static stm_str day_of(stm_arena *arena, const stm_article *a)
{
    return a->published_day == STM_NO_DAY ? STM_NULL_STR : stm_day_format(arena, a->published_day);
}

void stm_graph_dot(stm_arena *arena, stm_buf *to, const stm_run *run)
{
    stm_buf_addz(arena, to,
                 "digraph stemma {\n  rankdir=TB;\n  node [shape=box, style=rounded, fontname=\"sans-serif\"];\n"
                 "  edge [fontname=\"sans-serif\", fontsize=10];\n");
    for (uint32_t i = 0; i < run->articles.n; i++) {
        const stm_article *a = run->articles.at[i];
        stm_str day = day_of(arena, a);
        stm_buf_format(arena, to, "  \"a%u\" [label=\"", i + 1);
        dot_text(arena, to, a->id);
        stm_buf_addz(arena, to, a->outlet.n != 0 ? "\\n" : "");
        dot_text(arena, to, a->outlet);
        stm_buf_addz(arena, to, day.n != 0 ? "\\n" : "");
        dot_text(arena, to, day);
        stm_buf_addz(arena, to, "\"];\n");
    }
    for (uint32_t k = 0; k < run->reuse.families.n; k++) {
        const stm_family *f = &run->reuse.families.at[k];
        for (uint32_t i = 0; i < f->n_lost; i++) {
            stm_buf_format(arena, to, "  \"f%u-%u\" [shape=circle, style=dashed, label=\"", k + 1, i + 1);
            dot_text(arena, to, stm_lost_name(arena, i));
            stm_buf_addz(arena, to, "\"];\n");
        }
        for (uint32_t e = 0; e < f->edges.n; e++) {
            const stm_edge *edge = &f->edges.at[e];
            stm_str from = node_id(arena, f, k, edge->from), end = node_id(arena, f, k, edge->to);
            stm_buf_format(arena, to, "  \"%.*s\" -> \"%.*s\" [label=\"%s\"%s];\n", (int)from.n, from.p, (int)end.n,
                           end.p, stm_relation_name(edge->relation),
                           edge->from >= f->articles.n ? ", style=dashed" : "");
        }
        if (f->edges.n == 0) { /* kin whose order is not known */
            for (uint32_t i = 1; i < f->articles.n; i++) {
                stm_buf_format(arena, to, "  \"a%u\" -> \"a%u\" [dir=none, style=dotted];\n", f->articles.at[i - 1] + 1,
                               f->articles.at[i] + 1);
            }
        }
    }
    stm_buf_addz(arena, to, "}\n");
}

static void data(stm_html *x, const char *key, stm_str value)
{
    if (value.n != 0) {
        stm_html_rawf(x, "<data key=\"%s\">", key);
        stm_xml_text(x, value);
        stm_html_raw(x, "</data>");
    }
}

void stm_graph_graphml(stm_arena *arena, stm_buf *to, const stm_run *run)
{
    stm_html x = { arena, to };
    uint32_t *family = STM_NEW_ARRAY(arena, uint32_t, run->articles.n + 1); /* + 1; 0: none */
    stm_html_raw(&x, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                     "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n"
                     "  <key id=\"label\" for=\"node\" attr.name=\"label\" attr.type=\"string\"/>\n"
                     "  <key id=\"kind\" for=\"node\" attr.name=\"kind\" attr.type=\"string\"/>\n"
                     "  <key id=\"title\" for=\"node\" attr.name=\"title\" attr.type=\"string\"/>\n"
                     "  <key id=\"outlet\" for=\"node\" attr.name=\"outlet\" attr.type=\"string\"/>\n"
                     "  <key id=\"published\" for=\"node\" attr.name=\"published\" attr.type=\"string\"/>\n"
                     "  <key id=\"family\" for=\"node\" attr.name=\"family\" attr.type=\"string\"/>\n"
                     "  <key id=\"relation\" for=\"edge\" attr.name=\"relation\" attr.type=\"string\"/>\n"
                     "  <key id=\"confidence\" for=\"edge\" attr.name=\"confidence\" attr.type=\"double\"/>\n"
                     "  <graph id=\"stemma\" edgedefault=\"directed\">\n");
    for (uint32_t k = 0; k < run->reuse.families.n; k++) {
        for (uint32_t i = 0; i < run->reuse.families.at[k].articles.n; i++) {
            family[run->reuse.families.at[k].articles.at[i]] = k + 1;
        }
    }
    for (uint32_t i = 0; i < run->articles.n; i++) {
        const stm_article *a = run->articles.at[i];
        stm_html_rawf(&x, "    <node id=\"a%u\">", i + 1);
        data(&x, "label", a->id);
        data(&x, "kind", STM_STR("article"));
        data(&x, "title", a->title);
        data(&x, "outlet", a->outlet);
        data(&x, "published", a->published);
        data(&x, "family", family[i] == 0 ? STM_NULL_STR : stm_str_format(arena, "f%u", family[i]));
        stm_html_raw(&x, "</node>\n");
    }
    for (uint32_t k = 0; k < run->reuse.families.n; k++) {
        const stm_family *f = &run->reuse.families.at[k];
        for (uint32_t i = 0; i < f->n_lost; i++) {
            stm_html_rawf(&x, "    <node id=\"f%u-%u\">", k + 1, i + 1);
            data(&x, "label", stm_lost_name(arena, i));
            data(&x, "kind", STM_STR("lost"));
            data(&x, "family", stm_str_format(arena, "f%u", k + 1));
            stm_html_raw(&x, "</node>\n");
        }
        for (uint32_t e = 0; e < f->edges.n; e++) {
            const stm_edge *edge = &f->edges.at[e];
            stm_str from = node_id(arena, f, k, edge->from), end = node_id(arena, f, k, edge->to);
            stm_html_rawf(&x, "    <edge id=\"e%u-%u\" source=\"%.*s\" target=\"%.*s\">", k + 1, e + 1, (int)from.n,
                          from.p, (int)end.n, end.p);
            data(&x, "relation", stm_str_of(stm_relation_name(edge->relation)));
            if (!isnan(edge->confidence)) {
                data(&x, "confidence", stm_str_format(arena, "%.4g", edge->confidence));
            }
            stm_html_raw(&x, "</edge>\n");
        }
    }
    stm_html_raw(&x, "  </graph>\n</graphml>\n");
}
