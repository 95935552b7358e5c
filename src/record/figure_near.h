/* figure_near.h: a number with what stands near it in the tree of its sentence. Internal to `record`. */
#ifndef STM_RECORD_FIGURE_NEAR_H
#define STM_RECORD_FIGURE_NEAR_H

#include "record/figure_units.h"
#include "record/record_parts.h"

#define STM_MAX_NEAR 48  /* words around one figure */
#define STM_NEAR_CLOSE 2 /* steps from the number to the thing that it is of */

typedef struct stm_near_term {
    uint32_t id, form; /* of a name, the word as it stands, as a number beyond the terms; STM_NONE: no name */
    uint32_t steps;    /* in the tree, from the stm_number */
    float weight;
    bool noun, name;
} stm_near_term;

typedef struct stm_number {
    uint32_t member, figure;
    double low, high; /* in the dimension's unit */
    stm_dimension dimension;
    uint32_t counted; /* term of what is counted, or STM_NONE */
    bool people;      /* "inhabitants" are "people" */
    uint32_t place;   /* token: who live there are counted; or STM_NONE */
    stm_near_term near[STM_MAX_NEAR];
    uint32_t n_near;
    stm_u32s pairs;
} stm_number;

/* False: the figure is no number that texts can differ in. `forms`: of words of names; `steps`: room for a sentence. */
bool stm_number_load(stm_work *work, stm_map *forms, uint32_t member, uint32_t figure, uint32_t *steps,
                     stm_number *out);
/* Weight of what the two have near to them in common; *core: a noun among it that is close to both. */
float stm_numbers_share(const stm_work *work, const stm_number *a, const stm_number *b, bool *core);
/* Both have a word like it. */
bool stm_near_alike(const stm_work *work, const stm_near_term *a, const stm_near_term *b);
/* A word like `term` stands near the number, within so many steps. */
bool stm_number_has_near(const stm_work *work, const stm_number *number, const stm_near_term *term, uint32_t steps);
/* The first stands by a name, within `steps`, that the other has nowhere near to it. */
bool stm_number_has_own_name(const stm_work *work, const stm_number *a, const stm_number *b, uint32_t steps);
/* A name is close to both, or one of them has none. */
bool stm_numbers_share_name(const stm_work *work, const stm_number *a, const stm_number *b);

#endif
