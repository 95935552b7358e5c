/* reuse_text_room.c: where a text is folded, and where what was made of it is kept. Most texts are folded in a room
 * that one thread has for all of them, in which every array has its place, and where words begin takes two bytes.
 *
 * In: texts, or what was made of them.  Out: room, at the greatest size that may be needed; copies at the true size.
 * Never: looks at words.
 */
#include "reuse/reuse_text_parts.h"
#include "reuse/sketch_wide.h"

stm_fold_room *stm_fold_room_new(stm_arena *arena, const stm_folds *folds)
{
    stm_fold_room *room = stm_arena_raw(arena, 1, sizeof *room);
#if STM_SKETCH_X86
    stm_wide_marks_init(&room->marks, folds);
#else
    (void)folds;
#endif
    return room;
}

/* Room for so many letters and words, and a sentinel; but for where words begin. */
static void make_arrays(stm_arena *arena, stm_rtext *t, size_t letters, size_t words)
{
    t->letters = (uint8_t *)stm_arena_raw(arena, letters + 2 * STM_LETTERS_PAD, 1) + STM_LETTERS_PAD;
    memset(t->letters - STM_LETTERS_PAD, 0, STM_LETTERS_PAD);
    t->hash = stm_arena_raw(arena, words + STM_WORDS_PAD, sizeof *t->hash);
    t->bytes = stm_arena_raw(arena, words + 1, sizeof *t->bytes);
    t->flags = stm_arena_raw(arena, words + STM_WORDS_PAD, sizeof *t->flags);
}

/* Room for where so many words begin. */
static void make_places(stm_arena *arena, stm_rtext *t, size_t letters, size_t words)
{
    t->letter = stm_arena_raw(arena, words + 1, sizeof *t->letter);
    t->start = stm_arena_raw(arena, words + 1, sizeof *t->start);
    t->word_at = stm_arena_raw(arena, letters / STM_RTEXT_BLOCK + BLOCKS_OF_WORD, sizeof *t->word_at);
    t->short_letter = t->short_start = t->short_word_at = NULL;
}

static void use_room(stm_fold_room *room, stm_rtext *t)
{
    t->letters = room->letters + STM_LETTERS_PAD;
    memset(room->letters, 0, STM_LETTERS_PAD);
    t->hash = room->hash;
    t->bytes = room->bytes;
    t->flags = room->flags;
    t->short_letter = room->letter;
    t->short_start = room->start;
    t->short_word_at = room->word_at;
    t->letter = t->start = t->word_at = NULL;
}

/* No less than the letters of a text: so many as it has bytes, and two more for each character that becomes several. */
static size_t most_letters(const char *text, size_t n)
{
    size_t most = n;
    if (n <= SHORT_TEXT / 3) {
        return 3 * n; /* there is room for all that this may be */
    }
    for (const char *p = text, *end = p + n; p < end && (p = memchr(p, '%', (size_t)(end - p))) != NULL; p++) {
        most += 2;
    }
    return most;
}

bool stm_rtext_make_room(stm_arena *arena, stm_fold_room *room, stm_str text, stm_rtext *out)
{
    size_t letters = most_letters(text.p, text.n), words = MOST_WORDS(letters);
    if (room != NULL && letters <= SHORT_TEXT) {
        use_room(room, out);
        short_begins_at(out->short_word_at, 0, 0);
        return true;
    }
    make_arrays(arena, out, letters + 64, words);
    make_places(arena, out, letters + 64, words);
    begins_at(out->word_at, 0, 0);
    return false;
}

static void *copied(stm_arena *arena, const void *of, size_t n, size_t bytes)
{
    void *to = stm_arena_raw(arena, n, bytes);
    memcpy(to, of, n * bytes);
    return to;
}

void stm_rtext_keep(stm_arena *arena, stm_rtext *t)
{
    size_t words = (size_t)t->n_words + 1, blocks = t->n_letters / STM_RTEXT_BLOCK + 1;
    t->letters =
        (uint8_t *)copied(arena, t->letters - STM_LETTERS_PAD, t->n_letters + 2 * STM_LETTERS_PAD, 1) + STM_LETTERS_PAD;
    t->hash = copied(arena, t->hash, t->n_words + STM_WORDS_PAD, sizeof *t->hash);
    t->bytes = copied(arena, t->bytes, words, sizeof *t->bytes);
    t->flags = copied(arena, t->flags, t->n_words + STM_WORDS_PAD, sizeof *t->flags);
    if (t->short_letter != NULL) {
        t->short_letter = copied(arena, t->short_letter, words, sizeof *t->short_letter);
        t->short_start = copied(arena, t->short_start, words, sizeof *t->short_start);
        t->short_word_at = copied(arena, t->short_word_at, blocks, sizeof *t->short_word_at);
    } else {
        t->letter = copied(arena, t->letter, words, sizeof *t->letter);
        t->start = copied(arena, t->start, words, sizeof *t->start);
        t->word_at = copied(arena, t->word_at, blocks, sizeof *t->word_at);
    }
}
