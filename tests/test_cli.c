/* test_cli.c: golden tests of the command line (the format is that of cram, by Brodie Rao).
 *
 * In: tests/cases/cli/NAME.case. A line "$ COMMAND" is run by sh in the repository's root, with `stemma` on the PATH
 * and TMP a new folder; the lines after it are what it must print (standard error too), then [STATUS] if not 0.
 * "..." in an expected line stands for anything; a line "..." alone for any number of lines. '#' opens a comment
 * between commands at the start of the file.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <dirent.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

enum { MAX_LINES = 400, LINE = 2000 };

static bool line_matches(const char *want, const char *got)
{
    const char *dots = strstr(want, "...");
    size_t head, tail;
    if (dots == NULL) {
        return strcmp(want, got) == 0;
    }
    head = (size_t)(dots - want);
    tail = strlen(dots + 3);
    return strncmp(want, got, head) == 0 && strlen(got) >= head + tail &&
           strcmp(got + strlen(got) - tail, dots + 3) == 0;
}

static int split(char *text, char **lines)
{
    int n = 0;
    for (char *p = text; *p != '\0' && n < MAX_LINES;) {
        char *end = strchr(p, '\n');
        lines[n++] = p;
        if (end == NULL) {
            break;
        }
        *end = '\0';
        p = end + 1;
    }
    return n;
}

static bool output_matches(char **want, int n_want, char **got, int n_got)
{
    int g = 0;
    for (int w = 0; w < n_want; w++) {
        if (strcmp(want[w], "...") == 0) {
            if (w + 1 == n_want) {
                return true;
            }
            while (g < n_got && !line_matches(want[w + 1], got[g])) {
                g++;
            }
        } else if (g >= n_got || !line_matches(want[w], got[g++])) {
            return false;
        }
    }
    return g == n_got;
}

static char *read_all(FILE *f)
{
    size_t cap = 1 << 16, n = 0, got;
    char *text = malloc(cap);
    assert_non_null(text);
    while ((got = fread(text + n, 1, cap - n - 1, f)) > 0) {
        n += got;
        if (n + 1 == cap) {
            text = realloc(text, cap *= 2);
            assert_non_null(text);
        }
    }
    text[n] = '\0';
    return text;
}

/* Runs one command and compares; prints what differs. */
static bool run_command(const char *file, const char *command, char **want, int n_want)
{
    char script[LINE * 2], last[32];
    char *got[MAX_LINES];
    char *text;
    int status, n_got;
    bool same;
    FILE *p;
    (void)snprintf(script, sizeof script, "cd '%s/..' && PATH='%s':\"$PATH\" && { %s\n} 2>&1", STM_TEST_DIR,
                   STM_PROGRAM_DIR, command);
    p = popen(script, "r");
    assert_non_null(p);
    text = read_all(p);
    status = pclose(p);
    n_got = split(text, got);
    if (WEXITSTATUS(status) != 0 && n_got < MAX_LINES) {
        (void)snprintf(last, sizeof last, "[%d]", WEXITSTATUS(status));
        got[n_got++] = last;
    }
    same = output_matches(want, n_want, got, n_got);
    if (!same) {
        (void)fprintf(stderr, "%s: $ %s\n", file, command);
        for (int i = 0; i < n_got; i++) {
            (void)fprintf(stderr, "  got:  %s\n", got[i]);
        }
        for (int i = 0; i < n_want; i++) {
            (void)fprintf(stderr, "  want: %s\n", want[i]);
        }
    }
    free(text);
    return same;
}

static int run_file(const char *path)
{
    char *lines[MAX_LINES];
    FILE *f = fopen(path, "rb");
    char *text;
    int n, failed = 0;
    assert_non_null(f);
    text = read_all(f);
    (void)fclose(f);
    n = split(text, lines);
    for (int i = 0; i < n;) {
        int end = i + 1;
        if (strncmp(lines[i], "$ ", 2) != 0) {
            i++;
            continue;
        }
        while (end < n && strncmp(lines[end], "$ ", 2) != 0) {
            end++;
        }
        failed += !run_command(path, lines[i] + 2, lines + i + 1, end - i - 1);
        i = end;
    }
    free(text);
    return failed;
}

static void test_cases(void **state)
{
    struct dirent **names;
    char path[1000], tmp[] = "/tmp/stemma-cli-XXXXXX", clean[100];
    int failed = 0, n = scandir(STM_TEST_DIR "/cases/cli", &names, NULL, alphasort);
    (void)state;
    assert_true(n > 0);
    assert_non_null(mkdtemp(tmp));
    assert_int_equal(setenv("TMP", tmp, 1), 0);
    for (int i = 0; i < n; i++) {
        if (strstr(names[i]->d_name, ".case") != NULL) {
            (void)snprintf(path, sizeof path, "%s/cases/cli/%s", STM_TEST_DIR, names[i]->d_name);
            failed += run_file(path);
        }
        free(names[i]);
    }
    free(names);
    (void)snprintf(clean, sizeof clean, "rm -r %s", tmp);
    assert_int_equal(system(clean), 0);
    assert_int_equal(failed, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_cases) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
