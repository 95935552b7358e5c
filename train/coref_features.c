/* coref_features.c: writes what the pronoun ranker sees in marked texts, for train/coref_fit.py.
 *
 * usage: coref_features FILE.jsonl... > OUT      files of shared/data/gap and shared/data/coref
 *
 * A line for each pronoun whose right answer is among its candidates: "right|f f f|f f f|..." with the number of the
 * right candidate and the features of each. Earlier pronouns are resolved as the marks say.
 */
#include "extract/coref.h"
#include "language/language.h"
#include "text/text.h"

#include "each_line.h"

typedef struct gold {
    stm_span at;
    uint32_t set;
} gold;

typedef struct job {
    stm_arena arena;
    stm_model *model;
    stm_lexicon *lexicon;
    stm_article a;
    stm_coref c;
    json_object *o;
    STM_VEC(gold) gold;
    bool gap;
} job;

static stm_span span_of(const job *j, uint32_t mention)
{
    const stm_ment *m = &j->c.ments.at[mention];
    return (stm_span){ j->a.tokens.at[m->first].at.start, j->a.tokens.at[m->last].at.end };
}

/* The marked set of a mention: the same span, or the smallest marked span that ends with it or holds it and its head.
 */
static uint32_t gold_set(const job *j, stm_span s, bool name)
{
    uint32_t best = STM_NONE, size = UINT32_MAX;
    for (uint32_t i = 0; i < j->gold.n; i++) {
        stm_span g = j->gold.at[i].at;
        bool fits = (g.start == s.start && g.end == s.end) || (g.start <= s.start && s.end <= g.end) ||
                    (name && g.start < s.end && s.start < g.end);
        if (fits && g.end - g.start < size) {
            best = j->gold.at[i].set;
            size = g.end - g.start;
        }
    }
    return best;
}

static uint32_t teach(void *arg, uint32_t mention, const struct stm_candidate *x, uint32_t n)
{
    job *j = arg;
    stm_span at = span_of(j, mention);
    uint32_t want = STM_NONE, right = STM_NONE;
    for (uint32_t i = 0; i < j->gold.n; i++) {
        if (j->gold.at[i].at.start == at.start && j->gold.at[i].at.end == at.end) {
            want = j->gold.at[i].set;
        }
    }
    if (want == STM_NONE && j->gap) {
        return STM_NONE;
    }
    for (uint32_t k = 0; k < n && right == STM_NONE && want != STM_NONE; k++) {
        for (uint32_t m = x[k].set == STM_NONE ? STM_NONE : j->c.sets.at[x[k].set].first;
             m != STM_NONE && right == STM_NONE; m = j->c.ments.at[m].next) {
            if ((j->c.ments.at[m].form != STM_MENTION_PRONOUN) &&
                gold_set(j, span_of(j, m), j->c.ments.at[m].form == STM_MENTION_NAME) == want) {
                right = k;
            }
        }
    }
    if (right == STM_NONE) {
        if (j->gap) {
            return STM_NONE;
        }
        right = n - 1;
    }
    (void)printf("%d %u", j->gap ? 1 : 0, right);
    for (uint32_t k = 0; k < n; k++) {
        (void)printf("|");
        for (uint32_t f = 0; f < x[k].n; f++) {
            (void)printf("%s%u", f == 0 ? "" : " ", x[k].features[f]);
        }
    }
    (void)printf("\n");
    return right;
}

static void mark(job *j, json_object *m, uint32_t set)
{
    stm_vec_push(&j->arena, &j->gold,
                 (gold){ { (uint32_t)json_object_get_int(json_object_object_get(m, "start")),
                           (uint32_t)json_object_get_int(json_object_object_get(m, "end")) },
                         set });
}

static void work(void *arg)
{
    job *j = arg;
    json_object *text = json_object_object_get(j->o, "text"), *entities = json_object_object_get(j->o, "entities");
    stm_article_init(&j->a);
    j->a.text =
        stm_str_dup(&j->arena, (stm_str){ json_object_get_string(text), (size_t)json_object_get_string_len(text) });
    memset(&j->gold, 0, sizeof j->gold);
    j->gap = entities == NULL;
    if (j->gap) {
        json_object *a = json_object_object_get(j->o, "a"), *b = json_object_object_get(j->o, "b");
        bool is_a = json_object_get_boolean(json_object_object_get(a, "coref"));
        bool is_b = json_object_get_boolean(json_object_object_get(b, "coref"));
        mark(j, a, is_a ? 0 : 1);
        mark(j, b, is_b ? 0 : 2);
        if (is_a || is_b) {
            mark(j, json_object_object_get(j->o, "pronoun"), 0);
        }
    }
    for (size_t i = 0; entities != NULL && i < json_object_array_length(entities); i++) {
        json_object *ms = json_object_object_get(json_object_array_get_idx(entities, i), "mentions");
        for (size_t k = 0; k < json_object_array_length(ms); k++) {
            mark(j, json_object_array_get_idx(ms, k), (uint32_t)i);
        }
    }
    stm_text_split(&j->arena, &j->a);
    stm_language_parse(&j->arena, j->model, &j->a);
    stm_language_names(&j->arena, j->model, &j->a);
    j->c = (stm_coref){ .arena = &j->arena, .words = &j->lexicon->persons, .a = &j->a, .teach = teach, .teacher = j };
    j->c.quote = STM_NEW_ARRAY(&j->arena, uint32_t, j->a.tokens.n + 1);
    j->c.name_at = STM_NEW_ARRAY(&j->arena, uint32_t, j->a.tokens.n + 1);
    memset(j->c.name_at, 0xff, sizeof(uint32_t) * (j->a.tokens.n + 1));
    stm_coref_mentions(&j->c);
    stm_coref_names(&j->c);
    stm_coref_titles(&j->c);
    stm_coref_resolve(&j->c);
}

int main(int argc, char **argv)
{
    static job j;
    if (argc < 2 || stm_model_open(NULL, &j.model, NULL) != STM_OK || stm_lexicon_open(&j.lexicon, NULL) != STM_OK) {
        (void)fprintf(stderr, "usage: coref_features FILE.jsonl...\n");
        return 2;
    }
    stm_arena_init(&j.arena, 1 << 20);
    return train_each_line(argv + 1, argc - 1, &j.arena, &j.o, work, &j);
}
