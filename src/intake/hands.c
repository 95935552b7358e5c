/* hands.c: reading on several threads. The input is cut into pieces by one thread at a time: a line of JSONL and
 * a record of WARC are cut off with hardly a look at them, everything else is read where it is cut. A hand is an intake
 * of its own that has no input and reads the lines and records that it is given; what it finds waits until the pieces
 * before are admitted.
 *
 * In: an intake.  Out: articles and diagnostics in the order of the input, as intake.c would give them one by one.
 * Invariant: what a hand looks at does not change while pieces are cut and admitted: options and word lists.
 * The first line of a file may be the beginning of a document over several lines, and is read where it is cut.
 */
#include "intake/parts.h"

struct stm_hand {
    stm_intake view;
};

static void read_words(void *arg) { stm_intake_words(arg); }

stm_status stm_hand_new(stm_intake *in, stm_hand **out, stm_err *err)
{
    stm_status status = stm_arena_protect(&in->arena, read_words, in);
    stm_hand *hand = status == STM_OK ? stm_mem_zalloc(1, sizeof *hand) : NULL;
    *out = hand;
    if (hand == NULL) {
        return stm_fail(err, STM_NO_MEMORY, "out of memory");
    }
    hand->view.options = in->options;
    hand->view.format = in->format;
    hand->view.words = in->words;
    hand->view.words_ready = true;
    hand->view.name = "";
    atomic_init(&hand->view.stopped, false);
    stm_arena_init(&hand->view.arena, 0);
    stm_arena_init(&hand->view.of_record, 0);
    return STM_OK;
}

void stm_hand_free(stm_hand *hand)
{
    if (hand == NULL) {
        return;
    }
    stm_intake_drop_json(&hand->view);
    stm_intake_drop_body(&hand->view);
    if (hand->view.tokener != NULL) {
        json_tokener_free(hand->view.tokener);
    }
    stm_arena_fini(&hand->view.arena);
    stm_arena_fini(&hand->view.of_record);
    stm_mem_free(hand);
}

typedef struct piece_call {
    stm_intake *in;
    stm_arena *arena;
    stm_piece *piece;
    bool ended;
} piece_call;

static stm_article *new_article(stm_arena *arena)
{
    stm_article *a = STM_NEW(arena, stm_article);
    stm_article_init(a);
    return a;
}

static void keep_piece(piece_call *c, stm_str bytes, uint64_t number, bool record)
{
    c->piece->line = stm_str_dup(c->arena, bytes);
    c->piece->name = c->in->name;
    c->piece->at = number;
    c->piece->record = record;
    c->piece->file = record ? 0 : c->in->origin;
}

static void cut(void *arg)
{
    piece_call *c = arg;
    stm_intake *in = c->in;
    stm_str line;
    bool done;
    stm_arena_share_guard(&in->arena, c->arena);
    stm_arena_share_guard(&in->of_document, c->arena);
    in->found = &c->piece->found;
    in->found_in = c->arena;
    if (in->list == NULL && in->file != NULL && in->kind == STM_FORMAT_JSONL && in->line > 0) {
        stm_intake_drop_json(in);
        if (stm_intake_take_line(in, c->arena, &line, &c->piece->offset, &done)) {
            keep_piece(c, line, in->line, false);
        }
        if (done) {
            stm_intake_close_file(in);
        }
        return;
    }
    if (in->file != NULL && in->kind == STM_FORMAT_WARC) {
        if (stm_intake_take_record(in, c->arena, &line, &c->piece->offset, &done)) {
            keep_piece(c, line, in->item, true);
        }
        if (done) {
            stm_intake_close_file(in);
        }
        return;
    }
    (void)stm_intake_step(in, c->arena, new_article(c->arena), &c->ended);
}

stm_status stm_intake_cut(stm_intake *in, stm_arena *arena, stm_piece *out, bool *more, stm_err *err)
{
    piece_call call = { in, arena, out, atomic_load(&in->stopped) };
    stm_status status = STM_OK;
    *out = (stm_piece){ .name = in->name };
    if (!call.ended) {
        status = stm_arena_protect(arena, cut, &call);
    }
    in->arena.guard = in->of_document.guard = NULL;
    in->found = NULL;
    *more = status == STM_OK && !call.ended;
    return status == STM_OK ? STM_OK : stm_fail(err, status, "out of memory while reading %s", in->name);
}

static void look_into(void *arg)
{
    piece_call *c = arg;
    stm_intake *in = c->in;
    stm_arena_share_guard(&in->arena, c->arena);
    in->found = &c->piece->found;
    in->found_in = c->arena;
    in->name = c->piece->name;
    in->line = c->piece->record ? 0 : c->piece->at;
    in->item = c->piece->record ? c->piece->at : 0;
    in->furnished = false;
    in->origin = c->piece->file;
    if (c->piece->record) {
        (void)stm_intake_record(in, c->arena, c->piece->line, c->piece->offset, new_article(c->arena));
        return;
    }
    (void)stm_intake_line(in, c->arena, c->piece->line, c->piece->offset, new_article(c->arena));
    while (in->list != NULL && in->list_at < json_object_array_length(in->list)) {
        in->furnished = false;
        (void)stm_intake_next_of_list(in, c->arena, new_article(c->arena));
    }
}

stm_status stm_hand_read(stm_hand *hand, stm_arena *arena, stm_piece *piece, stm_err *err)
{
    piece_call call = { &hand->view, arena, piece, false };
    stm_status status;
    if (piece->line.p == NULL) {
        return STM_OK;
    }
    status = stm_arena_protect(arena, look_into, &call);
    stm_intake_drop_json(&hand->view);
    stm_intake_drop_body(&hand->view);
    hand->view.arena.guard = NULL;
    return status == STM_OK ? STM_OK : stm_fail(err, status, "out of memory while reading %s", piece->name);
}
