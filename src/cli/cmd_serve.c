/* cmd_serve.c: `stemma serve`: a store as pages, until a signal ends it. */
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>

#include "cli/cli.h"
#include "serve/serve.h"
#include "store/browse.h"

enum { DEFAULT_PORT = 8620, WAIT_MS = 1500 };

static bool port_of(const char *text, uint16_t *out)
{
    char *end = NULL;
    unsigned long n = text == NULL ? DEFAULT_PORT : strtoul(text, &end, 10);
    *out = (uint16_t)n;
    return text == NULL || (end != text && *end == '\0' && *text >= '0' && *text <= '9' && n <= 65535);
}

static int said(const stm_err *err, stm_status status)
{
    (void)fprintf(stderr, "stemma: %s\n", err->message[0] == '\0' ? stm_status_name(status) : err->message);
    return status == STM_USAGE ? STM_EXIT_USAGE : STM_EXIT_NOTHING;
}

/* What is wrong with the store is said before anybody asks for a page. */
static stm_status try_store(const char *path, stm_err *err)
{
    stm_store *store = NULL;
    bool busy = false;
    stm_status status = stm_store_look(path, WAIT_MS, &store, &busy, err);
    stm_store_close(store);
    return busy ? STM_OK : status;
}

static void print_address(const stm_cli *cli, uint16_t port)
{
    const char *address = cli->listen == NULL ? "127.0.0.1" : cli->listen;
    bool six = strchr(address, ':') != NULL;
    (void)printf("%s is at http://%s%s%s:%u/\n", cli->paths[0], six ? "[" : "", address, six ? "]" : "", port);
    (void)fflush(stdout);
    if (!cli->quiet) {
        (void)fprintf(stderr, "Ctrl-C ends it.\n");
    }
}

int stm_cmd_serve(const stm_cli *cli)
{
    stm_engine_options engine_options = { .threads = 1, .models = cli->models };
    stm_server_options options = { .address = cli->listen };
    stm_serve_site site = { .store = cli->paths[0], .wait_ms = WAIT_MS };
    stm_server *server = NULL;
    stm_err err = { 0 };
    uint16_t port = 0;
    sigset_t ends;
    int signal_number;
    stm_status status = STM_OK;
    if (cli->n_paths != 1) {
        status = stm_fail(&err, STM_USAGE, "name one store: stemma serve news.db");
    } else if (!port_of(cli->port, &options.port)) {
        status = stm_fail(&err, STM_USAGE, "--port wants a number up to 65535, not \"%.40s\"", cli->port);
    }
    if (status == STM_OK) {
        status = try_store(cli->paths[0], &err);
    }
    if (status == STM_OK) {
        status = stm_engine_open(&engine_options, &site.engine, &err);
    }
    /* The signals are waited for here: the threads of the server begin with them blocked. */
    (void)sigemptyset(&ends);
    (void)sigaddset(&ends, SIGINT);
    (void)sigaddset(&ends, SIGTERM);
    (void)sigaddset(&ends, SIGHUP);
    (void)signal(SIGPIPE, SIG_IGN);
    (void)pthread_sigmask(SIG_BLOCK, &ends, NULL);
    if (status == STM_OK) {
        status = stm_server_start(&site, &options, &server, &port, &err);
    }
    if (status == STM_OK) {
        print_address(cli, port);
        (void)sigwait(&ends, &signal_number);
    }
    stm_server_stop(server);
    stm_engine_close(site.engine);
    return status == STM_OK ? STM_EXIT_OK : said(&err, status);
}
