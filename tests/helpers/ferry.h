/* ferry.h: the example story examples/stories/ferry with a record made by hand, for tests of the writers. */
#ifndef STM_TESTS_FERRY_H
#define STM_TESTS_FERRY_H

#include "engine/engine.h"

/* Fills an initialised run. Aborts if an example text is missing or a passage of the record is not in it. */
void ferry_make(stm_run *run);

#endif
