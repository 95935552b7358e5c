/* terminal.c: what standard output and standard error can do, and the progress line. */
#include <stdlib.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

#include "cli/cli.h"

bool stm_terminal_color(const stm_cli *cli)
{
    const char *no = getenv("NO_COLOR"), *term = getenv("TERM");
    if (cli->color != NULL && strcmp(cli->color, "auto") != 0) {
        return strcmp(cli->color, "always") == 0;
    }
    return isatty(STDOUT_FILENO) && (no == NULL || *no == '\0') && (term == NULL || strcmp(term, "dumb") != 0);
}

uint32_t stm_terminal_width(const stm_cli *cli)
{
    const char *columns = getenv("COLUMNS");
    long n = 0;
    if (cli->width != 0) {
        return cli->width < 40 ? 40 : cli->width;
    }
    if (!isatty(STDOUT_FILENO)) {
        return 80;
    }
#ifdef TIOCGWINSZ
    struct winsize size;
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0) {
        n = size.ws_col;
    }
#endif
    if (n == 0 && columns != NULL) {
        n = strtol(columns, NULL, 10);
    }
    return n <= 0 ? 80 : n < 40 ? 40 : n > 110 ? 110 : (uint32_t)n; /* longer lines are hard to read */
}

static int64_t now_ms(void)
{
    struct timespec t;
    return clock_gettime(CLOCK_MONOTONIC, &t) != 0 ? 0 : (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

void stm_progress_start(stm_progress *p, const stm_cli *cli)
{
    const char *term = getenv("TERM");
    p->on = !cli->quiet && isatty(STDERR_FILENO) && (term == NULL || strcmp(term, "dumb") != 0);
    p->shown = false;
    p->started_ms = p->shown_ms = p->on ? now_ms() : 0;
}

void stm_progress_show(stm_progress *p, const char *doing, uint64_t done)
{
    int64_t now;
    if (!p->on) {
        return;
    }
    now = now_ms();
    if (now - p->started_ms < 700 || now - p->shown_ms < 100) {
        return;
    }
    p->shown_ms = now;
    p->shown = true;
    if (done == 0) {
        (void)fprintf(stderr, "\r\033[Kstemma: %s", doing);
    } else {
        (void)fprintf(stderr, "\r\033[Kstemma: %s %llu", doing, (unsigned long long)done);
    }
    (void)fflush(stderr);
}

void stm_progress_end(stm_progress *p)
{
    if (p->shown) {
        (void)fprintf(stderr, "\r\033[K");
        (void)fflush(stderr);
        p->shown = false;
    }
}
