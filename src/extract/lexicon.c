/* lexicon.c: the word lists of data/, indexed.
 *
 * In: the lists as compiled in.  Out: a lexicon, read-only and shared by all threads.  Cost: linear in the lists.
 */
#include "extract/lexicon.h"

#include "data/data.h"

typedef struct read_call {
    stm_lexicon *lexicon;
    stm_err *err;
    stm_status status;
} read_call;

/* Words parted by white space; a line that begins with # is a comment. */
static void read_words(stm_arena *arena, stm_str source, stm_map *out)
{
    size_t at = 0;
    while (at < source.n) {
        size_t start = at;
        if (source.p[at] == '#' && (at == 0 || source.p[at - 1] == '\n')) {
            at = stm_str_find(source, STM_STR("\n"), at);
            at = at == SIZE_MAX ? source.n : at + 1;
            continue;
        }
        while (at < source.n && source.p[at] != ' ' && source.p[at] != '\n') {
            at++;
        }
        if (at > start) {
            (void)stm_map_put(arena, out, (stm_str){ source.p + start, at - start }, 1);
        }
        at += at < source.n;
    }
}

static void read_lists(void *arg)
{
    read_call *c = arg;
    stm_lexicon *l = c->lexicon;
    stm_wordbook_open(&l->arena, &l->wordbook);
    c->status = stm_cues_read(&l->arena, (stm_str){ stm_data_cues, stm_data_cues_size }, &l->cues, c->err);
    if (c->status == STM_OK) {
        c->status =
            stm_modal_words_read(&l->arena, (stm_str){ stm_data_modality, stm_data_modality_size }, &l->modal, c->err);
    }
    stm_person_words_read(&l->arena, &l->persons);
    read_words(&l->arena, (stm_str){ stm_data_anonymous, stm_data_anonymous_size }, &l->anonymous);
}

stm_status stm_lexicon_open(stm_lexicon **out, stm_err *err)
{
    read_call call = { stm_mem_zalloc(1, sizeof **out), err, STM_OK };
    stm_status status;
    *out = NULL;
    if (call.lexicon == NULL) {
        return stm_fail(err, STM_NO_MEMORY, "out of memory");
    }
    stm_arena_init(&call.lexicon->arena, 0);
    status = stm_arena_protect(&call.lexicon->arena, read_lists, &call);
    if (status == STM_OK) {
        status = call.status;
    } else {
        (void)stm_fail(err, status, "out of memory while reading word lists");
    }
    if (status != STM_OK) {
        stm_lexicon_close(call.lexicon);
        return status;
    }
    *out = call.lexicon;
    return STM_OK;
}

void stm_lexicon_close(stm_lexicon *lexicon)
{
    if (lexicon != NULL) {
        stm_arena_fini(&lexicon->arena);
        stm_mem_free(lexicon);
    }
}

const stm_wordbook *stm_lexicon_wordbook(const stm_lexicon *lexicon) { return &lexicon->wordbook; }
