/* cues.c: reads and looks up the lexicon of reporting words.
 *
 * In: data/cues.txt.  Out: an index from lemma (and particle) to act and frames.  Never: changes after reading.
 * Invariants: (1) the first line that gives a lemma a frame gives the frame's act. (2) keys are lower case.
 * Cost: linear in the list; a look-up is one hash of the lemma.
 */
#include "extract/cues.h"

static const char frame_letters[] = "qtwiodncsea";

typedef struct line_parser {
    const char *p, *end;
} line_parser;

static stm_str next_word(line_parser *l)
{
    const char *start;
    while (l->p < l->end && (*l->p == ' ' || *l->p == '\t')) {
        l->p++;
    }
    start = l->p;
    while (l->p < l->end && *l->p != ' ' && *l->p != '\t' && *l->p != ':') {
        l->p++;
    }
    return (stm_str){ start, (size_t)(l->p - start) };
}

static bool act_of(stm_str name, stm_act *act)
{
    for (int i = 0; i < STM_ACT_COUNT; i++) {
        if (stm_str_eqz(name, stm_act_name((stm_act)i))) {
            *act = (stm_act)i;
            return true;
        }
    }
    return false;
}

static bool listed(const stm_strs *list, stm_str word)
{
    for (uint32_t i = 0; i < list->n; i++) {
        if (stm_str_eq(list->at[i], word)) {
            return true;
        }
    }
    return false;
}

static void add_words(stm_arena *arena, stm_strs *list, stm_str commas)
{
    size_t at = 0;
    while (at <= commas.n) {
        size_t end = stm_str_find(commas, STM_STR(","), at);
        stm_str word;
        end = end == SIZE_MAX ? commas.n : end;
        word = (stm_str){ commas.p + at, end - at };
        if (word.n > 0 && !listed(list, word)) {
            stm_vec_push(arena, list, word);
        }
        at = end + 1;
    }
}

/* A line under way: an entry whose act is one for all. */
typedef struct line_entry {
    stm_cue cue;
    stm_act act;
} line_entry;

static void merge_words(stm_arena *arena, stm_strs *to, const stm_strs *from)
{
    for (uint32_t i = 0; i < from->n; i++) {
        if (!listed(to, from->at[i])) {
            stm_vec_push(arena, to, from->at[i]);
        }
    }
}

static void merge(stm_arena *arena, stm_cue *to, const line_entry *from)
{
    for (uint32_t i = 0; i < STM_CUE_FRAMES; i++) {
        if ((from->cue.frames & ~to->frames & 1U << i) != 0) {
            to->acts[i] = from->act;
        }
    }
    to->frames |= from->cue.frames;
    to->behind_act = to->behind.n == 0 ? from->act : to->behind_act;
    to->beside_act = to->beside.n == 0 ? from->act : to->beside_act;
    merge_words(arena, &to->behind, &from->cue.behind);
    merge_words(arena, &to->beside, &from->cue.beside);
}

static stm_cue *entry(stm_arena *arena, stm_cues *cues, stm_cue_class kind, stm_str lemma)
{
    uint32_t n = cues->items.n, *at = stm_map_put(arena, &cues->index[kind], lemma, n);
    return *at == n ? stm_vec_add(arena, &cues->items) : &cues->items.at[*at];
}

static bool read_line(stm_arena *arena, stm_cues *cues, stm_str text)
{
    line_parser l = { text.p, text.p + text.n };
    stm_str kind = next_word(&l), word;
    line_entry line = { .act = STM_ACT_SAY };
    stm_cue_class c = STM_CUE_VERB;
    if (stm_str_eqz(kind, "noun")) {
        c = STM_CUE_NOUN_WORD;
    } else if (stm_str_eqz(kind, "adj")) {
        c = STM_CUE_ADJECTIVE;
    } else if (!stm_str_eqz(kind, "verb")) {
        return false;
    }
    if (!act_of(next_word(&l), &line.act)) {
        return false;
    }
    while (l.p < l.end && *l.p != ':') {
        word = next_word(&l);
        if (stm_str_starts(word, "f=")) {
            add_words(arena, &line.cue.behind, (stm_str){ word.p + 2, word.n - 2 });
        } else if (stm_str_starts(word, "r=")) {
            add_words(arena, &line.cue.beside, (stm_str){ word.p + 2, word.n - 2 });
        } else {
            const char *f = word.n == 1 ? strchr(frame_letters, word.p[0]) : NULL;
            if (f == NULL) {
                return false;
            }
            line.cue.frames |= 1U << (f - frame_letters);
        }
    }
    if (l.p == l.end) {
        return false;
    }
    for (l.p++, word = next_word(&l); word.n > 0; word = next_word(&l)) {
        merge(arena, entry(arena, cues, c, word), &line);
    }
    return true;
}

stm_status stm_cues_read(stm_arena *arena, stm_str source, stm_cues *out, stm_err *err)
{
    size_t at = 0;
    uint32_t number = 0;
    while (at < source.n) {
        size_t end = stm_str_find(source, STM_STR("\n"), at);
        stm_str line;
        end = end == SIZE_MAX ? source.n : end;
        line = stm_str_trim((stm_str){ source.p + at, end - at });
        number++;
        if (line.n > 0 && line.p[0] != '#' && !read_line(arena, out, line)) {
            return stm_fail(err, STM_FORMAT, "cues.txt, line %u: not CLASS act frames: words", number);
        }
        at = end + 1;
    }
    for (uint32_t k = 0; k < STM_CUE_CLASSES; k++) {
        stm_gate_fill(&out->gate[k], &out->index[k]);
    }
    return STM_OK;
}

const stm_cue *stm_cue_find(const stm_cues *cues, stm_cue_class kind, stm_str lemma, stm_str particle)
{
    uint32_t i;
    if (particle.n > 0 && lemma.n + particle.n + 1 < 64) {
        char key[64];
        memcpy(key, lemma.p, lemma.n);
        key[lemma.n] = '+';
        memcpy(key + lemma.n + 1, particle.p, particle.n);
        i = stm_gate_get(&cues->gate[kind], &cues->index[kind], (stm_str){ key, lemma.n + particle.n + 1 });
        if (i != STM_NONE) {
            return &cues->items.at[i];
        }
    }
    i = stm_gate_get(&cues->gate[kind], &cues->index[kind], lemma);
    return i == STM_NONE ? NULL : &cues->items.at[i];
}

stm_act stm_cue_act(const stm_cue *cue, uint32_t frames)
{
    for (uint32_t i = 0; i < STM_CUE_FRAMES; i++) {
        if ((cue->frames & frames & 1U << i) != 0) {
            return cue->acts[i];
        }
    }
    return STM_ACT_SAY;
}
