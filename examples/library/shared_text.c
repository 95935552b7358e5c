/* shared_text.c: adds two texts from memory and says how much of each stands in the other.
 *
 * usage: shared_text
 */
#include <stdio.h>
#include <string.h>
#include <stemma/stemma.h>

static const char first[] =
    "The harbour bridge will close for repairs on Monday, the port authority said in a statement. Lorries have to use "
    "the tunnel until the end of the month, and the night ferry runs twice an hour for people on foot.\n\n"
    "The bridge was built in 1931. Its deck was last renewed forty years ago, and engineers found cracks in two of "
    "its eleven girders in the spring.";
static const char second[] =
    "The harbor bridge will close for repairs on Monday, the port authority said. Lorries have to use the tunnel until "
    "the end of the month, and the night ferry runs twice an hour for people on foot.\n\n"
    "Shopkeepers on the south bank said that they had not been told.";

int main(void)
{
    stemma *s = NULL;
    stemma_status status = stemma_open(NULL, &s);
    if (status == STEMMA_OK) {
        status = stemma_add_text(s, "first", first, strlen(first), "2024-05-03");
    }
    if (status == STEMMA_OK) {
        status = stemma_add_text(s, "second", second, strlen(second), "2024-05-04");
    }
    if (status == STEMMA_OK) {
        status = stemma_run(s);
    }
    for (size_t i = 0; status == STEMMA_OK && i < stemma_pair_count(s); i++) {
        const stemma_pair *p = stemma_pair_at(s, i);
        (void)printf("%s and %s: %s, %.0f %% and %.0f %% shared\n", stemma_article_at(s, p->a)->id,
                     stemma_article_at(s, p->b)->id, p->relation, 100 * p->shared_a, 100 * p->shared_b);
    }
    stemma_close(s);
    return status == STEMMA_OK ? 0 : 1;
}
