/* serve.h: map of the stage `serve`: a store as web pages, for the reader at this machine.
 *
 * In: requests.  Out: answers, each made anew from the store.  Never: a change of the store; a file's name taken from a
 * request; a byte of an article that is not escaped; an address outside of the server that is fetched.
 * Parts: target.c reads what is asked for; answer.c makes an answer of it, without a socket; listing.c, found.c and
 * shown.c write the pages; http.c alone knows libmicrohttpd.
 */
#ifndef STM_SERVE_SERVE_H
#define STM_SERVE_SERVE_H

#include "engine/engine.h"

/* What answers are made from; read-only, so any number of threads may use one. */
typedef struct stm_serve_site {
    const char *store;  /* path */
    stm_engine *engine; /* parses what pages need; borrowed */
    uint32_t wait_ms;   /* for a program that writes to the store; then 503 */
} stm_serve_site;

/* A request as it came, any bytes. */
typedef struct stm_serve_request {
    stm_str method; /* "GET" */
    stm_str target; /* path and query, escaped: "/search?q=tow" */
    stm_str host;   /* NULL: none */
} stm_serve_request;

typedef struct stm_serve_answer {
    uint32_t status;   /* of HTTP */
    const char *type;  /* Content-Type */
    stm_str location;  /* where status is 302; NULL */
    stm_str file_name; /* under which a browser is to keep it; NULL: to be shown */
    bool same;         /* the same for as long as the program runs: may be kept */
    stm_buf body;      /* for HEAD too: it is left out when it is sent */
} stm_serve_answer;

#define STM_SERVE_TARGET_BYTES 4096 /* a longer target is answered with 414 */

/* Answers one request. The answer lives in `arena`, or is constant. Always gives one: what fails is told in it. */
void stm_serve_respond(const stm_serve_site *site, const stm_serve_request *request, stm_arena *arena,
                       stm_serve_answer *out);

/* Headers that stand with every answer, ended by a NULL name. */
typedef struct stm_serve_header {
    const char *name, *value;
} stm_serve_header;
extern const stm_serve_header stm_serve_headers[];

/* ---- the server: http.c ------------------------------------------------------------------------------------ */

typedef struct stm_server stm_server;
typedef struct stm_server_options {
    const char *address; /* IPv4 or IPv6, numbers; NULL: 127.0.0.1 */
    uint16_t port;       /* 0: any free one */
} stm_server_options;

/* Listens and answers in threads of its own until it is stopped; `site` is borrowed until then. *port: where.
 * STM_USAGE: the address is none; STM_IO: the port is taken, or may not be used. Signals are the caller's: they come to
 * whatever threads had not blocked them when this was called. */
stm_status stm_server_start(const stm_serve_site *site, const stm_server_options *options, stm_server **out,
                            uint16_t *port, stm_err *err) STM_MUST_USE;
/* Finishes the answers that are under way. NULL is allowed. */
void stm_server_stop(stm_server *server);

#endif
