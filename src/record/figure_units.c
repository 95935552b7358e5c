/* figure_units.c: what a number measures, and in which units it is compared.
 *
 * In: the unit of a figure.  Out: its dimension, and what one of it is in the dimension's own unit (metres, seconds,
 * kilograms, a share of one).  Cost: a look along the table.
 */
#include "record/figure_units.h"

typedef struct unit_of {
    const char *name;
    stm_dimension dimension;
    double factor;
} unit_of;

static const unit_of units[] = {
    { "person", STM_DIM_PERSON, 1 },
    { "percent", STM_DIM_SHARE, 0.01 },
    { "share", STM_DIM_SHARE, 1 },
    { "metre", STM_DIM_LENGTH, 1 },
    { "meter", STM_DIM_LENGTH, 1 },
    { "kilometre", STM_DIM_LENGTH, 1000 },
    { "kilometer", STM_DIM_LENGTH, 1000 },
    { "mile", STM_DIM_LENGTH, 1609.34 },
    { "foot", STM_DIM_LENGTH, 0.3048 },
    { "yard", STM_DIM_LENGTH, 0.9144 },
    { "inch", STM_DIM_LENGTH, 0.0254 },
    { "centimetre", STM_DIM_LENGTH, 0.01 },
    { "mile per hour", STM_DIM_SPEED, 1.60934 },
    { "kilometre per hour", STM_DIM_SPEED, 1 },
    { "kilometer per hour", STM_DIM_SPEED, 1 },
    { "knot", STM_DIM_SPEED, 1.852 },
    { "square foot", STM_DIM_AREA, 0.092903 },
    { "square metre", STM_DIM_AREA, 1 },
    { "square meter", STM_DIM_AREA, 1 },
    { "square mile", STM_DIM_AREA, 2589988 },
    { "square kilometre", STM_DIM_AREA, 1e6 },
    { "hectare", STM_DIM_AREA, 1e4 },
    { "acre", STM_DIM_AREA, 4046.86 },
    { "second", STM_DIM_TIME, 1 },
    { "minute", STM_DIM_TIME, 60 },
    { "hour", STM_DIM_TIME, 3600 },
    { "day", STM_DIM_TIME, 86400 },
    { "week", STM_DIM_TIME, 604800 },
    { "month", STM_DIM_TIME, 2592000 },
    { "year", STM_DIM_TIME, 31536000 },
    { "decade", STM_DIM_TIME, 315360000 },
    { "kilogram", STM_DIM_WEIGHT, 1 },
    { "tonne", STM_DIM_WEIGHT, 1000 },
    { "ton", STM_DIM_WEIGHT, 1000 },
    { "pound", STM_DIM_WEIGHT, 0.4536 },
};

stm_dimension stm_dimension_of(stm_str unit, double *factor)
{
    *factor = 1;
    for (size_t i = 0; i < sizeof units / sizeof *units && unit.p != NULL; i++) {
        if (stm_str_eqz(unit, units[i].name)) {
            *factor = units[i].factor;
            return units[i].dimension;
        }
    }
    return unit.p == NULL ? STM_DIM_NUMBER : STM_DIM_OTHER;
}
