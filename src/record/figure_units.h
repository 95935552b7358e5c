/* figure_units.h: what a number measures, and in which units it is compared. Internal to `record`. */
#ifndef STM_RECORD_FIGURE_UNITS_H
#define STM_RECORD_FIGURE_UNITS_H

#include "base/str.h"

typedef enum stm_dimension {
    STM_DIM_NUMBER,
    STM_DIM_PERSON,
    STM_DIM_SHARE,
    STM_DIM_LENGTH,
    STM_DIM_SPEED,
    STM_DIM_AREA,
    STM_DIM_TIME,
    STM_DIM_WEIGHT,
    STM_DIM_AGE, /* of somebody; no unit says so */
    STM_DIM_OTHER
} stm_dimension;

/* Of a unit as figures name it (NULL: none). *factor: what one of it is in the unit that the dimension is compared in.
 */
stm_dimension stm_dimension_of(stm_str unit, double *factor);

#endif
