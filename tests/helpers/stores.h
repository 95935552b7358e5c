/* stores.h: stores in a folder of their own, filled with the example stories, for tests of src/store. */
#ifndef STM_TESTS_STORES_H
#define STM_TESTS_STORES_H

#include "helpers/files.h"
#include "store/store.h"

void store_set_up(void);
void store_tear_down(void);
stm_engine *store_engine(void);
extern const char *const store_ferry[5], *const store_valley[4];

stm_status store_add_paths(const char *db, const char *const *paths, uint32_t n, stm_together together,
                           stm_store_report *report, stm_err *err);
/* The same; fails the test where it does not succeed. `report` may be NULL. */
void store_add_ok(const char *db, const char *const *paths, uint32_t n, stm_store_report *report);
/* How many things are wrong with a store; the last of them in `what`. */
uint64_t store_check(const char *db, char what[300]);
/* Fails the test if two stores do not hold the same. */
void store_assert_same(const char *a, const char *b);
/* Runs SQL that does harm. */
void store_damage(const char *db, const char *sql);

#endif
