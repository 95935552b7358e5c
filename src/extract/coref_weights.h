/* coref_weights.h: weights of the features of coref_rank.c. */
#ifndef STM_EXTRACT_COREF_WEIGHTS_H
#define STM_EXTRACT_COREF_WEIGHTS_H

#include <stdint.h>

static const int16_t stm_coref_weights[64] = {
    100, 90, 30, 0, -40, -60,              /* sentences apart */
    40, 20, 5, 0, -10,                     /* order */
    0, 60, 15, 0, 0, -40,                  /* role */
    35, 25, 30,                            /* parallel */
    10, 0, 30,                             /* form */
    0, 10, 20, 30,                         /* count */
    15, 0,                                 /* gender */
    25, 0,                                 /* quote */
    0, 20, 20,                             /* clause, first, root subject */
    50, -50, -50, -50, -50,                /* he: kinds */
    -100, -20, 40, -20, 20,                /* it */
    -80, 50, 10, -60, -60,                 /* they */
    10, -10, 10,
};

#endif
