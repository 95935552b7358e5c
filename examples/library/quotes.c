/* quotes.c: prints what was said in more than one article, each wording with the article that has it.
 *
 * usage: quotes ARTICLE...
 */
#include <stdio.h>
#include <stemma/stemma.h>

static void print_reading(const stemma *s, const stemma_reading *r)
{
    const stemma_article *a = stemma_article_at(s, r->article);
    (void)printf("  %s, bytes %zu-%zu (%s): %.*s\n", a->id, r->start, r->end, r->status == NULL ? "-" : r->status,
                 (int)(r->end - r->start), a->text + r->start);
}

int main(int argc, char **argv)
{
    stemma_options options = { sizeof options, NULL, 1, 1 };
    stemma *s = NULL;
    stemma_status status = stemma_open(&options, &s);
    for (int i = 1; i < argc && status == STEMMA_OK; i++) {
        status = stemma_add_file(s, argv[i]);
    }
    if (status == STEMMA_OK) {
        status = stemma_run(s);
    }
    for (size_t k = 0; status == STEMMA_OK && k < stemma_story_count(s); k++) {
        for (size_t i = 0; i < stemma_item_count(s, k); i++) {
            const stemma_item *item = stemma_item_at(s, k, i);
            if (item->kind == STEMMA_UTTERANCE && item->n_readings > 1) {
                (void)printf("%s\n", item->label == NULL ? "(speaker not known)" : item->label);
                for (size_t r = 0; r < item->n_readings; r++) {
                    print_reading(s, &item->readings[r]);
                }
            }
        }
    }
    stemma_close(s);
    return status == STEMMA_OK ? 0 : 1;
}
