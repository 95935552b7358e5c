/* case_files.h: the *.case files of a folder under tests/cases, in the order of their names. */
#ifndef STM_TESTS_CASE_FILES_H
#define STM_TESTS_CASE_FILES_H

/* Calls visit(arg, path) for every *.case of tests/cases/FOLDER; returns the sum of what it returns, the number of
 * wrong cases by convention. Aborts if the folder holds none. */
int case_files_each(const char *folder, int (*visit)(void *arg, const char *path), void *arg);

#endif
