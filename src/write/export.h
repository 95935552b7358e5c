/* export.h: a run in the formats of other programs, one file each.
 *
 * In: a run.  Out: bytes appended to a buffer.  Call inside stm_arena_protect.
 */
#ifndef STM_WRITE_EXPORT_H
#define STM_WRITE_EXPORT_H

#include "write/json.h"

typedef enum stm_table {
    STM_TABLE_QUOTATIONS,
    STM_TABLE_FIGURES,
    STM_TABLE_STATEMENTS,
    STM_TABLE_PROPOSALS,
    STM_TABLE_TIMELINE,
    STM_TABLE_COUNT
} stm_table;
/* "quotations": the table's file name without ".csv". */
const char *stm_table_name(stm_table table);
/* CSV (RFC 4180), one row for each passage, a heading first. Items of less confidence than `sure` (0 to 1) are left
 * out, and all but the quotations say their own; empty: there is no doubt. csv.c */
void stm_csv_table(stm_arena *arena, stm_buf *to, const stm_run *run, stm_table table, double sure,
                   stm_offsets offsets);

/* One row of n cells. */
void stm_csv_row(stm_arena *arena, stm_buf *to, const stm_str *cells, size_t n);

/* The stemma of all articles for Graphviz, and as GraphML. graph.c */
void stm_graph_dot(stm_arena *arena, stm_buf *to, const stm_run *run);
void stm_graph_graphml(stm_arena *arena, stm_buf *to, const stm_run *run);

/* Each family as a TEI P5 critical apparatus: listWit, parallel segmentation. tei.c */
void stm_tei_run(stm_arena *arena, stm_buf *to, const stm_run *run);

/* Every passage of the records' items of that confidence as a W3C Web Annotation (JSON-LD). Positions count code
 * points, as the standard has it, whatever --offsets says. annotations.c */
void stm_annotations_run(stm_arena *arena, stm_buf *to, const stm_run *run, double sure);

#endif
