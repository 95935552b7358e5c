/* names_mark.c: the names of texts as the tagger alone sees them, for train/names_gap.py.
 *
 * usage: names_mark FILE.jsonl... > OUT      STEMMA_MODELS names the folder of the two models
 *
 * A line for each line with `id` and `text`: {"id", "names": [{"start", "end", "kind"}]}, kind one of those of
 * train/names_train.c or null. Words, tags, trees and the tagger are all that it looks at: no rule about entities
 * changes what it writes.
 */
#include "language/language.h"
#include "text/text.h"

#include "each_line.h"

typedef struct job {
    stm_arena arena;
    stm_model *model;
    json_object *in;
} job;

static const char *kind_name(stm_entity_kind kind)
{
    return kind == STM_PERSON         ? "person"
           : kind == STM_ORGANIZATION ? "organization"
           : kind == STM_PLACE        ? "place"
                                      : NULL;
}

static void work(void *arg)
{
    job *j = arg;
    json_object *text = json_object_object_get(j->in, "text"), *out = json_object_new_object();
    json_object *names = json_object_new_array();
    stm_article a;
    stm_article_init(&a);
    a.text = (stm_str){ json_object_get_string(text), (size_t)json_object_get_string_len(text) };
    stm_text_split(&j->arena, &a);
    stm_language_parse(&j->arena, j->model, &a);
    stm_language_names(&j->arena, j->model, &a);
    for (uint32_t i = 0; i < a.entities.n; i++) {
        const stm_entity *e = &a.entities.at[i];
        const char *kind = kind_name(e->kind);
        json_object *o = json_object_new_object();
        json_object_object_add(o, "start", json_object_new_int((int32_t)e->mentions.at[0].at.start));
        json_object_object_add(o, "end", json_object_new_int((int32_t)e->mentions.at[0].at.end));
        json_object_object_add(o, "kind", kind == NULL ? NULL : json_object_new_string(kind));
        json_object_array_add(names, o);
    }
    json_object_object_add(out, "id", json_object_get(json_object_object_get(j->in, "id")));
    json_object_object_add(out, "names", names);
    (void)printf("%s\n", json_object_to_json_string_ext(out, JSON_C_TO_STRING_PLAIN));
    json_object_put(out);
}

int main(int argc, char **argv)
{
    static job j;
    if (argc < 2 || stm_model_open(NULL, &j.model, NULL) != STM_OK) {
        (void)fprintf(stderr, "usage: names_mark FILE.jsonl...\n");
        return 2;
    }
    stm_arena_init(&j.arena, 1 << 20);
    return train_each_line(argv + 1, argc - 1, &j.arena, &j.in, work, &j);
}
