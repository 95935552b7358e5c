/* agreements.c: prints the statements of a story with the number of lines and origins behind each.
 *
 * usage: agreements ARTICLE...
 */
#include <stdio.h>
#include <stemma/stemma.h>

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
    if (status != STEMMA_OK) {
        (void)fprintf(stderr, "agreements: %s: %s\n", stemma_status_name(status), s == NULL ? "" : stemma_error(s));
        stemma_close(s);
        return 1;
    }
    for (size_t k = 0; k < stemma_story_count(s); k++) {
        for (size_t i = 0; i < stemma_item_count(s, k); i++) {
            const stemma_item *item = stemma_item_at(s, k, i);
            if (item->kind == STEMMA_STATEMENT) {
                (void)printf("%s: %s (lines %u, origins %u)\n", item->status, item->label, item->lines, item->origins);
            }
        }
    }
    stemma_close(s);
    return 0;
}
