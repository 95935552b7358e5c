/* admit.c: what was found in an input becomes part of the run: articles get their ids, diagnostics are reported.
 *
 * In: articles and diagnostics in the order of the input.  Out: ids that no other article of the run has.  Never: looks
 * at what reading is at; it may be far ahead, on another thread.
 */
#include <stdio.h>

#include "intake/parts.h"

void stm_intake_deliver(stm_intake *in, const stm_diagnostic *d)
{
    in->failures += !d->recovered;
    if (in->report != NULL) {
        in->report(in->arg, d);
    }
}

static void STM_PRINTF(4, 5) say_of(stm_intake *in, const stm_finding *f, bool recovered, const char *format, ...)
{
    char reason[256];
    stm_diagnostic d = { f->note.file, f->note.line, UINT64_MAX, reason, recovered };
    va_list args;
    va_start(args, format);
    (void)vsnprintf(reason, sizeof reason, format, args);
    va_end(args);
    stm_intake_deliver(in, &d);
}

/* An id that is new in this run: the given one, or the same with "-2", "-3", ... The map holds the last number. */
static void give_id(stm_intake *in, stm_arena *arena, const stm_finding *f)
{
    stm_article *a = f->article;
    stm_str id = a->id;
    uint32_t k = stm_map_get(&in->ids, id);
    if (k != STM_NONE) {
        do {
            k++;
            a->id = stm_str_format(arena, "%.*s-%u", (int)(id.n < INT32_MAX ? id.n : INT32_MAX), id.p, k);
        } while (stm_map_get(&in->ids, a->id) != STM_NONE);
        *stm_map_put(&in->of_ids, &in->ids, id, 0) = k;
        if (f->of_user) {
            say_of(in, f, true, "id \"%.*s\" is taken already; this article is \"%.*s\"", (int)(id.n < 80 ? id.n : 80),
                   id.p, (int)(a->id.n < 80 ? a->id.n : 80), a->id.p);
        }
    }
    (void)stm_map_put(&in->of_ids, &in->ids, stm_str_dup(&in->of_ids, a->id), 1);
}

bool stm_intake_let_in(stm_intake *in, stm_arena *arena, const stm_finding *f)
{
    if (atomic_load(&in->stopped)) {
        return false;
    }
    if (f->article == NULL) {
        stm_intake_deliver(in, &f->note);
        return false;
    }
    if (in->known != NULL && in->known(in->known_arg, f->article)) {
        in->passed++;
        return false;
    }
    give_id(in, arena, f);
    if (in->articles == in->options.max_articles) {
        say_of(in, f, false, "the limit of %llu articles is reached; the rest is left out",
               (unsigned long long)in->options.max_articles);
        atomic_store(&in->stopped, true);
        return false;
    }
    in->articles++;
    return true;
}

typedef struct id_call {
    stm_intake *in;
    stm_str id;
} id_call;

static void take_id(void *arg)
{
    id_call *c = arg;
    (void)stm_map_put(&c->in->of_ids, &c->in->ids, stm_str_dup(&c->in->of_ids, c->id), 1);
}

stm_status stm_intake_take_id(stm_intake *in, stm_str id, stm_err *err)
{
    id_call call = { in, id };
    stm_status status = stm_arena_protect(&in->of_ids, take_id, &call);
    return status == STM_OK ? STM_OK : stm_fail(err, status, "out of memory");
}

typedef struct admit_call {
    stm_intake *in;
    stm_arena *arena;
    const stm_finding *finding;
    bool admitted;
} admit_call;

static void admit_one(void *arg)
{
    admit_call *c = arg;
    stm_arena_share_guard(&c->in->of_ids, c->arena);
    c->admitted = stm_intake_let_in(c->in, c->arena, c->finding);
}

stm_status stm_intake_admit(stm_intake *in, stm_arena *arena, const stm_finding *finding, bool *admitted, stm_err *err)
{
    admit_call call = { in, arena, finding, false };
    stm_status status = stm_arena_protect(arena, admit_one, &call);
    in->of_ids.guard = NULL;
    *admitted = status == STM_OK && call.admitted;
    return status == STM_OK ? STM_OK : stm_fail(err, status, "out of memory while reading %s", finding->note.file);
}

void stm_intake_pass_over(stm_intake *in, bool (*known)(void *arg, const stm_article *article), void *arg)
{
    in->known = known;
    in->known_arg = arg;
}

uint64_t stm_intake_passed(const stm_intake *in) { return in->passed; }
