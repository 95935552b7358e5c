/* record_names.c: the contract's words for the states of a record's items. */
#include "record/record.h"

const char *stm_variant_name(stm_variant_relation v)
{
    static const char *const names[] = { "fullest", "same", "trimmed", "translated", "paraphrased", "altered" };
    return names[v];
}

const char *stm_figure_status_name(stm_figure_status v)
{
    static const char *const names[] = { "agree", "conflict", "update", "unclear" };
    return names[v];
}

const char *stm_statement_status_name(stm_statement_status v)
{
    static const char *const names[] = { "agreed", "contested", "denied", "changed", "single-source" };
    return names[v];
}

const char *stm_stance_name(stm_stance v)
{
    static const char *const names[] = { "asserts", "denies", "doubts", "reports" };
    return names[v];
}

const char *stm_proposal_status_name(stm_proposal_status v)
{
    static const char *const names[] = { "proposed", "discussed", "agreed",   "amended", "withdrawn",
                                         "rejected", "vetoed",    "in-force", "broken" };
    return names[v];
}
