/* answer.c: see serve.h. From a request to its answer, without a socket.
 *
 * The store is open only while it is read: who reads keeps a writer from finishing. What was read is then parsed and
 * written.  Invariants: (1) every answer has a status, a type and a body. (2) a request that fails names what to do.
 */
#include "data/data.h"
#include "serve/serve_parts.h"

#define HTML "text/html; charset=utf-8"
#define PLAIN "text/plain; charset=utf-8"

/* Pages take style, script and pictures from here alone, and send forms here alone; nobody may frame them or read them
 * from elsewhere. */
const stm_serve_header stm_serve_headers[] = {
    { "Content-Security-Policy", "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
                                 "form-action 'self'; base-uri 'none'; frame-ancestors 'none'" },
    { "X-Content-Type-Options", "nosniff" },
    { "Referrer-Policy", "no-referrer" },
    { "Cross-Origin-Resource-Policy", "same-origin" },
    { "Cross-Origin-Opener-Policy", "same-origin" },
    { NULL, NULL },
};

static const char icon[] =
    "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 32 32\"><g fill=\"none\" stroke=\"#9a2f1c\" "
    "stroke-width=\"2.5\"><path d=\"M16 9C16 17 7 15 7 23M16 9C16 17 25 15 25 23\"/><circle cx=\"16\" cy=\"6\" r=\"3\" "
    "stroke-dasharray=\"2 2\"/></g><g fill=\"#2a5f8f\"><rect x=\"3\" y=\"22\" width=\"8\" height=\"7\" rx=\"1\"/>"
    "<rect x=\"21\" y=\"22\" width=\"8\" height=\"7\" rx=\"1\"/></g></svg>\n";

typedef struct answering {
    const stm_serve_site *site;
    const stm_serve_request *request;
    stm_arena *arena;
    stm_serve_answer *out;
    stm_target target;
    stm_store *store;
    stm_run run;  /* of a story or an article */
    stm_buf made; /* in the run's arena */
    stm_article_page article;
    uint32_t number;
    stm_err err;
} answering;

static void told(answering *c, uint32_t status, const char *title, stm_str what)
{
    stm_html h = { c->arena, &c->out->body };
    c->out->body.n = 0;
    c->out->status = status;
    c->out->type = HTML;
    stm_serve_told(&h, title, what);
}

static void failed(answering *c, stm_status status)
{
    told(c, 500, "The store could not be read",
         c->err.message[0] == '\0' ? stm_str_of(stm_status_name(status))
                                   : stm_str_dup(c->arena, stm_str_of(c->err.message)));
}

static void no_such(answering *c, const char *what) { told(c, 404, "There is no such page", stm_str_of(what)); }

static void constant(answering *c, const char *type, const char *p, size_t n)
{
    c->out->type = type;
    c->out->same = true;
    stm_buf_add(c->arena, &c->out->body, p, n);
}

static bool open_store(answering *c)
{
    bool busy = false;
    stm_status status = stm_store_look(c->site->store, c->site->wait_ms, &c->store, &busy, &c->err);
    if (busy) {
        told(c, 503, "The store is being written to",
             STM_STR("Another program is adding to it. Load this page again in a moment."));
    } else if (status != STM_OK) {
        failed(c, status);
    }
    return status == STM_OK;
}

static void close_store(answering *c)
{
    stm_store_close(c->store);
    c->store = NULL;
}

static void list(answering *c)
{
    stm_story_rows rows = { 0 };
    stm_browse_counts counts = { 0 };
    stm_html h = { c->arena, &c->out->body };
    stm_status status = stm_store_counts_of(c->store, &counts, &c->err);
    if (status == STM_OK) {
        status = stm_store_stories(c->store, c->arena, (c->target.page - 1) * STM_SERVE_ROWS, STM_SERVE_ROWS, &rows,
                                   &c->err);
    }
    close_store(c);
    if (status != STM_OK) {
        failed(c, status);
    } else if (rows.n == 0 && c->target.page > 1) {
        no_such(c, "The list of stories ends before this page.");
    } else {
        stm_serve_list(&h, &rows, &counts, c->target.page);
    }
}

static void redirect(answering *c)
{
    int64_t id = 0;
    stm_status status = stm_store_story_id(c->store, (uint32_t)c->target.number, &id, &c->err);
    close_store(c);
    if (status != STM_OK) {
        failed(c, status);
    } else if (id == 0) {
        no_such(c, "The store has no story of this number.");
    } else {
        told(c, 302, "The story", STM_STR("It has an address that stays when stories are numbered anew."));
        c->out->location = stm_str_format(c->arena, "/story/%lld", (long long)id);
    }
}

static void write_story(void *arg)
{
    answering *c = arg;
    if (c->target.place == STM_AT_STORY) {
        stm_serve_story(&c->run.arena, &c->made, &c->run, c->target.number);
    } else {
        stm_serve_story_file(&c->run.arena, &c->made, &c->run, c->number, c->target.file);
    }
}

static void take_article(void *arg)
{
    answering *c = arg;
    stm_vec_push(&c->run.arena, &c->run.articles, c->article.article);
}

static void write_article(void *arg)
{
    answering *c = arg;
    stm_serve_article(&c->run.arena, &c->made, &c->run, &c->article, c->target.at);
}

/* Pages of articles: read, the store closed, parsed, written in the run's arena, and copied. */
static void of_story(answering *c)
{
    stm_status status = stm_store_recall(c->store, c->target.number, &c->run, &c->number, &c->err);
    close_store(c);
    if (status == STM_OK && c->number == 0) {
        no_such(c, "The store has no such story. It may have become part of another one when articles were added.");
        return;
    }
    if (status == STM_OK) {
        status = stm_store_parse(c->site->engine, &c->run, &c->err);
    }
    if (status == STM_OK) {
        status = stm_arena_protect(&c->run.arena, write_story, c);
    }
    if (status != STM_OK) {
        failed(c, status);
        return;
    }
    stm_buf_add(c->arena, &c->out->body, c->made.at, c->made.n);
    if (c->target.place == STM_AT_STORY_FILE) {
        const stm_serve_file *file = &stm_serve_files[c->target.file];
        c->out->type = file->type;
        if (c->target.file > 0) { /* JSON is looked at in a browser as often as it is kept */
            c->out->file_name = stm_str_format(c->arena, "s%u-%s", c->number, file->name);
        }
    }
}

static void of_article(answering *c)
{
    stm_status status = stm_store_article(c->store, &c->run.arena, c->target.number, &c->article, &c->err);
    close_store(c);
    if (status == STM_OK && c->article.article == NULL) {
        no_such(c, "The store has no article of this number.");
        return;
    }
    if (status == STM_OK) {
        status = stm_arena_protect(&c->run.arena, take_article, c);
    }
    if (status == STM_OK) {
        status = stm_store_parse(c->site->engine, &c->run, &c->err);
    }
    if (status == STM_OK) {
        status = stm_arena_protect(&c->run.arena, write_article, c);
    }
    if (status != STM_OK) {
        failed(c, status);
        return;
    }
    stm_buf_add(c->arena, &c->out->body, c->made.at, c->made.n);
}

static void search(answering *c)
{
    stm_status status = stm_serve_search(c->arena, &c->out->body, c->store, &c->target, &c->err);
    close_store(c);
    if (status == STM_USAGE) {
        c->out->status = 400;
    } else if (status != STM_OK) {
        failed(c, status);
    }
}

static void respond(void *arg)
{
    answering *c = arg;
    const stm_serve_request *r = c->request;
    bool get = stm_str_eqz(r->method, "GET") || stm_str_eqz(r->method, "HEAD");
    if (!stm_host_allowed(r->host)) {
        told(c, 400, "This server does not go by that name",
             STM_STR("It answers to its address in numbers, or to localhost, so that no page of another site can read "
                     "the store through your browser."));
    } else if (!get) {
        told(c, 405, "Nothing can be changed here", STM_STR("Pages can be looked at (GET, HEAD) and nothing else."));
    } else if (r->target.n > STM_SERVE_TARGET_BYTES) {
        told(c, 414, "This address is too long", STM_STR("Look for fewer words."));
    } else if (!stm_target_read(c->arena, r->target, &c->target)) {
        told(c, 400, "This address is not well formed", STM_STR("It has bytes that no address may have."));
    } else {
        switch (c->target.place) {
        case STM_AT_NOWHERE: no_such(c, "There are stories, articles, and the search."); return;
        case STM_AT_PAGE_CSS: constant(c, "text/css; charset=utf-8", stm_data_page_css, stm_data_page_css_size); return;
        case STM_AT_SERVE_CSS:
            constant(c, "text/css; charset=utf-8", stm_data_serve_css, stm_data_serve_css_size);
            return;
        case STM_AT_PAGE_JS:
            constant(c, "text/javascript; charset=utf-8", stm_data_page_js, stm_data_page_js_size);
            return;
        case STM_AT_ICON: constant(c, "image/svg+xml", icon, sizeof icon - 1); return;
        default: break;
        }
        if (!open_store(c)) {
            return;
        }
        switch (c->target.place) {
        case STM_AT_LIST: list(c); break;
        case STM_AT_STORY_NAME: redirect(c); break;
        case STM_AT_STORY:
        case STM_AT_STORY_FILE: of_story(c); break;
        case STM_AT_ARTICLE: of_article(c); break;
        default: search(c); break;
        }
    }
}

void stm_serve_respond(const stm_serve_site *site, const stm_serve_request *request, stm_arena *arena,
                       stm_serve_answer *out)
{
    answering c = { .site = site, .request = request, .arena = arena, .out = out };
    memset(out, 0, sizeof *out);
    out->status = 200;
    out->type = HTML;
    stm_run_init(&c.run);
    if (stm_arena_protect(arena, respond, &c) != STM_OK) {
        memset(out, 0, sizeof *out);
        out->status = 500;
        out->type = PLAIN;
    }
    close_store(&c);
    stm_run_fini(&c.run);
}
