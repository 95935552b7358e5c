/* fact_vectors.c: how near in sense two sentences of a story are.
 *
 * In: aligned pairs of sentences (fact_pairs.c), word vectors.  Out: their likeness, more by how near they are.
 * Never: takes one word for another: of two words the vectors tell that they come with the same words, as "buy" and
 * "sell" do.
 *
 * A sentence is the sum of the vectors of its words. All of one story lie close together, since they have one topic:
 * what they have in common is taken off, and the angle between what is left tells paraphrases from two things of one
 * story where shared words do not. Invariant: sums are whole numbers, and what follows is the same on every machine.
 * Cost: words of the sentences, and pairs, times dimensions.
 * Source: Arora, Liang and Ma, "A simple but tough-to-beat baseline for sentence embeddings" (ICLR 2017); here the mean
 * of the story instead of a component of many texts.
 */
#include <math.h>

#include "record/facts.h"

#define SENSE 0.3f     /* of the cosine, beside the likeness by words */
#define STEPS 4096.0f  /* of a direction: products of two in all dimensions are less than 2^31 */
#define FEW 4.0f       /* sentences, added, for two alone lie on either side of their middle */
#define MAX_WAYS 20000 /* sentences; of a story that has more, nothing is said */

/* Sentences that are in some pair. */
typedef struct ways {
    uint32_t **number; /* [member][sentence]: its number and 1, or 0 */
    STM_VEC(uint32_t) member;
    STM_VEC(uint32_t) sentence;
    uint8_t *some; /* [n] a word of it has a vector */
    float *sum;    /* [n][dims] of the vectors of its words, later at length 1 */
    int16_t *way;  /* [n][dims] where it lies from the middle of the story, in STEPS */
    uint32_t dims;
} ways;

static void number_of(stm_work *w, ways *all, uint32_t member, uint32_t sentence)
{
    if (all->number[member][sentence] == 0) {
        stm_vec_push(w->arena, &all->member, member);
        stm_vec_push(w->arena, &all->sentence, sentence);
        all->number[member][sentence] = all->member.n;
    }
}

/* "wipe_out": that of "wipe". */
static const int8_t *vector_of(const stm_work *w, uint32_t term)
{
    stm_str key = w->terms.items.at[term].key;
    size_t end = stm_str_find(key, STM_STR("_"), 0);
    bool word = key.n > 0 && key.p[0] != '=' && key.p[0] != '@' && (key.p[0] < '0' || key.p[0] > '9');
    return word ? stm_language_vector(w->model, end == SIZE_MAX ? key : (stm_str){ key.p, end }) : NULL;
}

/* false: it is nothing. */
static bool scale_to_one(float *x, uint32_t n)
{
    float length = 0;
    for (uint32_t d = 0; d < n; d++) {
        length += x[d] * x[d];
    }
    length = sqrtf(length);
    for (uint32_t d = 0; d < n && length > 0; d++) {
        x[d] /= length;
    }
    return length > 0;
}

static void add_words(stm_work *w, const stm_facts *f, const int8_t **vector, ways *all, uint32_t i)
{
    const stm_sentence *s = &w->article[all->member.at[i]]->sentences.at[all->sentence.at[i]];
    float *sum = all->sum + (size_t)i * all->dims;
    for (uint32_t k = s->first_token; k < s->first_token + s->n_tokens; k++) {
        uint32_t term = stm_fact_term(f, all->member.at[i], k);
        const int8_t *v = term == STM_NONE ? NULL : vector[term];
        for (uint32_t d = 0; d < all->dims && v != NULL; d++) {
            sum[d] += v[d]; /* whole numbers, all of them small */
        }
    }
    all->some[i] = scale_to_one(sum, all->dims);
}

/* Directions from the middle of all. */
static void find_ways(stm_work *w, const stm_facts *f, ways *all)
{
    uint32_t n = all->member.n, terms = w->terms.items.n;
    const int8_t **vector = STM_NEW_ARRAY(w->arena, const int8_t *, (size_t)terms + 1);
    float *middle = STM_NEW_ARRAY(w->arena, float, all->dims);
    for (uint32_t i = 0; i < n; i++) {
        const stm_sentence *s = &w->article[all->member.at[i]]->sentences.at[all->sentence.at[i]];
        for (uint32_t k = s->first_token; k < s->first_token + s->n_tokens; k++) {
            uint32_t term = stm_fact_term(f, all->member.at[i], k);
            if (term != STM_NONE && vector[term] == NULL) {
                vector[term] = vector_of(w, term);
            }
        }
    }
    all->some = STM_NEW_ARRAY(w->arena, uint8_t, (size_t)n + 1);
    all->sum = STM_NEW_ARRAY(w->arena, float, (size_t)n * all->dims + 1);
    all->way = STM_NEW_ARRAY(w->arena, int16_t, (size_t)n * all->dims + 1);
    for (uint32_t i = 0; i < n; i++) {
        add_words(w, f, vector, all, i);
        for (uint32_t d = 0; d < all->dims; d++) {
            middle[d] += all->sum[(size_t)i * all->dims + d];
        }
    }
    for (uint32_t i = 0; i < n; i++) {
        float *x = all->sum + (size_t)i * all->dims;
        for (uint32_t d = 0; d < all->dims && all->some[i]; d++) {
            x[d] -= middle[d] / ((float)n + FEW);
        }
        (void)scale_to_one(x, all->dims);
        for (uint32_t d = 0; d < all->dims; d++) {
            all->way[(size_t)i * all->dims + d] = (int16_t)(x[d] * STEPS);
        }
    }
}

/* -1 to 1 */
static float cosine(const ways *all, uint32_t i, uint32_t k)
{
    const int16_t *x = all->way + (size_t)i * all->dims, *y = all->way + (size_t)k * all->dims;
    int32_t sum = 0;
    for (uint32_t d = 0; d < all->dims; d++) {
        sum += x[d] * y[d];
    }
    return (float)sum / (STEPS * STEPS);
}

bool stm_fact_vectors(stm_work *w, stm_facts *f)
{
    ways all = { .dims = w->model == NULL ? 0 : stm_language_dims(w->model) };
    if (all.dims == 0 || f->aligned.n == 0) {
        return false;
    }
    all.number = STM_NEW_ARRAY(w->arena, uint32_t *, (size_t)w->n + 1);
    for (uint32_t m = 0; m < w->n; m++) {
        all.number[m] = STM_NEW_ARRAY(w->arena, uint32_t, (size_t)w->article[m]->sentences.n + 1);
    }
    for (uint32_t i = 0; i < f->aligned.n; i++) {
        number_of(w, &all, f->aligned.at[i].member[0], f->aligned.at[i].sentence[0]);
        number_of(w, &all, f->aligned.at[i].member[1], f->aligned.at[i].sentence[1]);
    }
    if (all.member.n > MAX_WAYS) {
        return false;
    }
    find_ways(w, f, &all);
    for (uint32_t i = 0; i < f->aligned.n; i++) {
        stm_fact_pair *p = &f->aligned.at[i];
        p->likeness += SENSE * cosine(&all, all.number[p->member[0]][p->sentence[0]] - 1,
                                      all.number[p->member[1]][p->sentence[1]] - 1);
    }
    return true;
}
