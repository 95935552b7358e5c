/* http.c: see serve.h. Sockets and HTTP by libmicrohttpd; nothing else in stemma knows of it. It is loaded when a
 * server starts, and stays: it draws ten libraries in, which would take a third of the time of a short command that
 * serves nothing.
 *
 * A thread for each connection, and few of them: one slow reader keeps nobody else waiting, and what requests may take
 * is bounded. Invariants: (1) the target of a request is copied as it came, before anything is unescaped. (2) a request
 * with a body is turned away before the body is read.
 */
#include <arpa/inet.h>
#include <dlfcn.h>
#include <errno.h>
#include <microhttpd.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>

#include "serve/serve.h"

enum {
    MOST_CONNECTIONS = 48,
    IDLE_SECONDS = 15,
    REQUEST_BYTES = 32 << 10 /* of a connection: head of the request and of the answer */
};

/* What is called of it. */
typedef struct library {
    __typeof__(&MHD_add_response_header) add_response_header;
    __typeof__(&MHD_create_response_from_buffer) create_response_from_buffer;
    __typeof__(&MHD_queue_response) queue_response;
    __typeof__(&MHD_destroy_response) destroy_response;
    __typeof__(&MHD_lookup_connection_value) lookup_connection_value;
    __typeof__(&MHD_start_daemon) start_daemon;
    __typeof__(&MHD_get_daemon_info) get_daemon_info;
    __typeof__(&MHD_stop_daemon) stop_daemon;
} library;

struct stm_server {
    library mhd;
    const stm_serve_site *site;
    struct MHD_Daemon *daemon;
};

/* `to`: a pointer to a function. */
static bool find(void *handle, const char *name, void *to)
{
    void *found = dlsym(handle, name);
    memcpy(to, &found, sizeof found);
    return found != NULL;
}

static bool load(library *l)
{
    void *handle = dlopen(STM_MHD_LIBRARY, RTLD_NOW | RTLD_LOCAL);
    return handle != NULL && find(handle, "MHD_add_response_header", &l->add_response_header) &&
           find(handle, "MHD_create_response_from_buffer", &l->create_response_from_buffer) &&
           find(handle, "MHD_queue_response", &l->queue_response) &&
           find(handle, "MHD_destroy_response", &l->destroy_response) &&
           find(handle, "MHD_lookup_connection_value", &l->lookup_connection_value) &&
           find(handle, "MHD_start_daemon", &l->start_daemon) &&
           find(handle, "MHD_get_daemon_info", &l->get_daemon_info) && find(handle, "MHD_stop_daemon", &l->stop_daemon);
}

/* What is kept of a request until it is done. */
typedef struct kept_request {
    bool begun;    /* the first call of handle is over */
    char target[]; /* as it came, ended by a NUL */
} kept_request;

static void *keep_target(void *arg, const char *target, struct MHD_Connection *connection)
{
    size_t n = strlen(target);
    kept_request *kept = stm_mem_alloc(sizeof *kept + n + 1);
    (void)arg;
    (void)connection;
    if (kept != NULL) {
        kept->begun = false;
        memcpy(kept->target, target, n + 1);
    }
    return kept;
}

static void done(void *arg, struct MHD_Connection *connection, void **kept, enum MHD_RequestTerminationCode how)
{
    (void)arg;
    (void)connection;
    (void)how;
    stm_mem_free(*kept);
    *kept = NULL;
}

static void header(const library *l, struct MHD_Response *response, const char *name, const char *value)
{
    (void)l->add_response_header(response, name, value);
}

static enum MHD_Result send_answer(const library *l, struct MHD_Connection *connection, const stm_serve_answer *a)
{
    char value[256];
    enum MHD_Result result;
    struct MHD_Response *response =
        l->create_response_from_buffer(a->body.n, a->body.n == 0 ? (void *)"" : a->body.at, MHD_RESPMEM_MUST_COPY);
    if (response == NULL) {
        return MHD_NO;
    }
    header(l, response, MHD_HTTP_HEADER_CONTENT_TYPE, a->type);
    header(l, response, MHD_HTTP_HEADER_CACHE_CONTROL, a->same ? "max-age=600" : "no-cache");
    for (const stm_serve_header *h = stm_serve_headers; h->name != NULL; h++) {
        header(l, response, h->name, h->value);
    }
    if (a->location.p != NULL) {
        (void)snprintf(value, sizeof value, "%.*s", (int)a->location.n, a->location.p);
        header(l, response, MHD_HTTP_HEADER_LOCATION, value);
    }
    if (a->file_name.p != NULL) {
        (void)snprintf(value, sizeof value, "attachment; filename=\"%.*s\"", (int)a->file_name.n, a->file_name.p);
        header(l, response, MHD_HTTP_HEADER_CONTENT_DISPOSITION, value);
    }
    if (a->status == 405) {
        header(l, response, MHD_HTTP_HEADER_ALLOW, "GET, HEAD");
    }
    if (a->status == 503) {
        header(l, response, MHD_HTTP_HEADER_RETRY_AFTER, "2");
    }
    result = l->queue_response(connection, a->status, response);
    l->destroy_response(response);
    return result;
}

static bool has_body(const library *l, struct MHD_Connection *connection)
{
    const char *length = l->lookup_connection_value(connection, MHD_HEADER_KIND, MHD_HTTP_HEADER_CONTENT_LENGTH);
    return (length != NULL && strcmp(length, "0") != 0) ||
           l->lookup_connection_value(connection, MHD_HEADER_KIND, MHD_HTTP_HEADER_TRANSFER_ENCODING) != NULL;
}

/* Called when the head of a request is there, and once more when the request has ended. An answer to the first call
 * closes the connection, so that only requests that bring what nobody asked for get one then. */
static enum MHD_Result handle(void *arg, struct MHD_Connection *connection, const char *url, const char *method,
                              const char *version, const char *upload, size_t *upload_bytes, void **kept)
{
    const stm_server *server = arg;
    kept_request *mine = *kept;
    stm_serve_request request = { .method = stm_str_of(method) };
    stm_serve_answer answer;
    stm_arena arena;
    enum MHD_Result result;
    bool plain = strcmp(method, "GET") == 0 || strcmp(method, "HEAD") == 0;
    (void)url;
    (void)version;
    (void)upload;
    (void)upload_bytes;
    if (mine == NULL) {
        return MHD_NO; /* out of memory */
    }
    if (!mine->begun && plain && !has_body(&server->mhd, connection)) {
        mine->begun = true;
        return MHD_YES;
    }
    request.target = mine->begun || !plain ? stm_str_of(mine->target) : STM_STR(""); /* a body: not well formed */
    request.host = stm_str_of(server->mhd.lookup_connection_value(connection, MHD_HEADER_KIND, MHD_HTTP_HEADER_HOST));
    stm_arena_init(&arena, 0);
    stm_serve_respond(server->site, &request, &arena, &answer);
    result = send_answer(&server->mhd, connection, &answer);
    stm_arena_fini(&arena);
    return result;
}

typedef union any_address {
    struct sockaddr any;
    struct sockaddr_in four;
    struct sockaddr_in6 six;
} any_address;

static bool address_of(const stm_server_options *o, any_address *out)
{
    const char *name = o->address == NULL ? "127.0.0.1" : o->address;
    memset(out, 0, sizeof *out);
    if (inet_pton(AF_INET, name, &out->four.sin_addr) == 1) {
        out->four.sin_family = AF_INET;
        out->four.sin_port = htons(o->port);
        return true;
    }
    out->six.sin6_family = AF_INET6;
    out->six.sin6_port = htons(o->port);
    return inet_pton(AF_INET6, name, &out->six.sin6_addr) == 1;
}

stm_status stm_server_start(const stm_serve_site *site, const stm_server_options *options, stm_server **out,
                            uint16_t *port, stm_err *err)
{
    unsigned flags = MHD_USE_THREAD_PER_CONNECTION | MHD_USE_AUTO_INTERNAL_THREAD | MHD_USE_ITC;
    const union MHD_DaemonInfo *info;
    stm_server *server;
    any_address address;
    *out = NULL;
    if (!address_of(options, &address)) {
        return stm_fail(err, STM_USAGE, "\"%.60s\" is no address in numbers, as 127.0.0.1 or ::1", options->address);
    }
    server = stm_mem_zalloc(1, sizeof *server);
    if (server == NULL) {
        return stm_fail(err, STM_NO_MEMORY, "out of memory");
    }
    if (!load(&server->mhd)) {
        stm_mem_free(server);
        return stm_fail(err, STM_IO, "the library " STM_MHD_LIBRARY " is not there, which serving takes");
    }
    server->site = site;
    flags |= address.any.sa_family == AF_INET6 ? MHD_USE_IPv6 : 0;
    errno = 0;
    server->daemon = server->mhd.start_daemon(
        flags, options->port, NULL, NULL, handle, server, MHD_OPTION_SOCK_ADDR, &address.any,
        MHD_OPTION_CONNECTION_LIMIT, (unsigned)MOST_CONNECTIONS, MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)IDLE_SECONDS,
        MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)REQUEST_BYTES, MHD_OPTION_URI_LOG_CALLBACK, keep_target, NULL,
        MHD_OPTION_NOTIFY_COMPLETED, done, NULL, MHD_OPTION_STRICT_FOR_CLIENT, 1, MHD_OPTION_END);
    if (server->daemon == NULL) {
        bool taken = errno == EADDRINUSE, refused = errno == EACCES;
        stm_mem_free(server);
        return stm_fail(err, STM_IO, "cannot listen on port %u%s", options->port,
                        taken     ? ": another program does. Name another port with --port N; 0 takes a free one."
                        : refused ? ": it is kept for the system. Name one from 1024 on with --port N."
                                  : " of this address. Is it one of this machine?");
    }
    info = server->mhd.get_daemon_info(server->daemon, MHD_DAEMON_INFO_BIND_PORT);
    *port = info == NULL ? options->port : info->port;
    *out = server;
    return STM_OK;
}

void stm_server_stop(stm_server *server)
{
    if (server != NULL) {
        server->mhd.stop_daemon(server->daemon);
        stm_mem_free(server);
    }
}
