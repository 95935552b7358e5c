/* test_write_sides.c: two articles side by side: a row for each sentence, none lost, none twice. All texts are
 * invented. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdio.h>

#include "write/sides.h"

#define FIRE "Fire broke out at the old paper mill in Harwick on Tuesday night, the county fire service said."
#define HURT "Nobody was hurt, but twelve families had to spend the night in a school gym."
#define FLATS "The mill, which closed nine years ago, was to be turned into flats next spring by a firm from Elmsford."
#define BOTTLES                                                                                                        \
    "Two gas bottles stood on the second floor that should not have been there, the fire chief told reporters."
#define MAYOR "The mayor has asked for a meeting of the council, which is to sit on Friday at noon."
#define WALLS "Its walls will be tested in the coming week before anybody may go in again, the owner said."

typedef struct bench {
    stm_arena arena;
    stm_article articles[2], *list[2];
    stm_sides sides;
} bench;

static void make(void *arg)
{
    bench *b = arg;
    const stm_article *const list[] = { &b->articles[0], &b->articles[1] };
    stm_reuse reuse;
    assert_int_equal(stm_reuse_run(&b->arena, list, 2, NULL, &reuse, NULL), STM_OK);
    assert_int_equal(reuse.pairs.n, 1);
    stm_sides_make(&b->arena, b->list, 0, 1, &reuse.pairs.at[0], &b->sides);
}

static void put(bench *b, const char *left, const char *right)
{
    stm_arena_init(&b->arena, 0);
    for (uint32_t k = 0; k < 2; k++) {
        stm_article_init(&b->articles[k]);
        b->articles[k].id = k == 0 ? STM_STR("left") : STM_STR("right");
        b->articles[k].text = stm_str_of(k == 0 ? left : right);
        b->list[k] = &b->articles[k];
    }
    assert_int_equal(stm_arena_protect(&b->arena, make, b), STM_OK);
}

static stm_str cell(const stm_article *a, const stm_sides_piece *pieces, uint32_t n)
{
    return n == 0 ? STM_STR("") : stm_str_sub(a->text, (stm_span){ pieces[0].at.start, pieces[n - 1].at.end });
}

static void expect(const bench *b, uint32_t i, stm_sides_kind kind, const char *left, const char *right)
{
    const stm_sides_row *row = &b->sides.rows.at[i];
    stm_str x, y;
    assert_true(i < b->sides.rows.n);
    x = cell(b->sides.a, row->a.at, row->a.n);
    y = cell(b->sides.b, row->b.at, row->b.n);
    if (row->kind != kind || !stm_str_eqz(x, left) || !stm_str_eqz(y, right)) {
        fail_msg("row %u: kind %d\n%.*s\n%.*s", i, row->kind, (int)x.n, x.p, (int)y.n, y.p);
    }
}

/* The kinds of change that a row's pieces on the right have, a bit for each. */
static uint32_t changes(const stm_sides_row *row)
{
    uint32_t kinds = 0;
    for (uint32_t k = 0; k < row->b.n; k++) {
        kinds |= row->b.at[k].changed ? 1u << row->b.at[k].what : 0u;
    }
    return kinds;
}

/* Every word of either text stands in one row of its side; on the right, in two where it was moved. */
static void validate(const bench *b)
{
    for (uint32_t side = 0; side < 2; side++) {
        stm_str text = b->articles[side].text;
        char seen[4000] = { 0 };
        assert_true(text.n < sizeof seen);
        for (uint32_t i = 0; i < b->sides.rows.n; i++) {
            const stm_sides_row *r = &b->sides.rows.at[i];
            uint32_t n = side == 0 ? r->a.n : r->b.n;
            for (uint32_t k = 0; k < n && !(side == 1 && r->kind == STM_SIDES_MOVED_HERE); k++) {
                stm_span at = (side == 0 ? r->a.at : r->b.at)[k].at;
                for (uint32_t x = at.start; x < at.end; x++) {
                    assert_true(text.p[x] <= ' ' || seen[x] == 0);
                    seen[x] = 1;
                }
            }
        }
        for (size_t x = 0; x < text.n; x++) {
            assert_true(text.p[x] <= ' ' || seen[x] == 1);
        }
    }
}

static void test_sentences_stand_beside_each_other(void **state)
{
    bench b;
    (void)state;
    put(&b, FIRE " " HURT " " FLATS "\n\n" BOTTLES,
        FIRE " Nobody was hurt, but twenty families had to spend the night in a school gym. " BOTTLES "\n\n" MAYOR);
    assert_int_equal(b.sides.rows.n, 5);
    expect(&b, 0, STM_SIDES_SAME, FIRE, FIRE);
    expect(&b, 1, STM_SIDES_EDITED, HURT,
           "Nobody was hurt, but twenty families had to spend the night in a school gym.");
    expect(&b, 2, STM_SIDES_ONLY_A, FLATS, "");
    expect(&b, 3, STM_SIDES_SAME, BOTTLES, BOTTLES);
    expect(&b, 4, STM_SIDES_ONLY_B, "", MAYOR);
    assert_true(b.sides.rows.at[0].begins && !b.sides.rows.at[1].begins && !b.sides.rows.at[2].begins);
    assert_true(b.sides.rows.at[3].begins && b.sides.rows.at[4].begins);
    validate(&b);
    for (uint32_t k = 0; k < b.sides.rows.at[1].a.n; k++) {
        if (b.sides.rows.at[1].a.at[k].changed) {
            assert_true(stm_str_eqz(stm_str_sub(b.sides.a->text, b.sides.rows.at[1].a.at[k].at), "twelve"));
        }
    }
    stm_arena_fini(&b.arena);
}

/* More of what somebody said is more of a quotation, whatever names it has; a name put in alone is a name. */
static void test_what_a_quotation_gains(void **state)
{
    bench b;
    (void)state;
    put(&b, FIRE " " BOTTLES " \"The mill was a trap,\" she said.\n\n" HURT,
        FIRE " " BOTTLES " \"The mill was a trap, and everybody in Harwick knew it,\" she said.\n\n" HURT);
    assert_int_equal(b.sides.rows.n, 4);
    assert_int_equal(changes(&b.sides.rows.at[2]), 1u << STM_CHANGE_QUOTATION);
    stm_arena_fini(&b.arena);
    put(&b, FIRE " " BOTTLES " \"The mill was a trap,\" she said.\n\n" HURT,
        FIRE " " BOTTLES " \"The mill in Harwick was a trap,\" she said.\n\n" HURT);
    assert_int_equal(changes(&b.sides.rows.at[2]), 1u << STM_CHANGE_NAME);
    stm_arena_fini(&b.arena);
}

static void test_house_style_is_no_edit(void **state)
{
    bench b;
    (void)state;
    put(&b, FIRE " The damage is put at 40 percent of its value. " BOTTLES,
        FIRE " The damage is put at 40 per cent of its value. " BOTTLES);
    assert_int_equal(b.sides.rows.n, 3);
    assert_int_equal(b.sides.rows.at[1].kind, STM_SIDES_SAME);
    validate(&b);
    stm_arena_fini(&b.arena);
}

static void test_a_sentence_cut_in_two_is_one_row(void **state)
{
    static const char *const whole = "Fire broke out at the old paper mill in Harwick on Tuesday night and twelve "
                                     "families had to spend the night in a "
                                     "school gym.";
    static const char *const parts =
        "Fire broke out at the old paper mill in Harwick on Tuesday night. Twelve families "
        "had to spend the night in a school gym.";
    char left[400], right[400];
    bench b;
    (void)state;
    (void)snprintf(left, sizeof left, "%s %s", whole, BOTTLES);
    (void)snprintf(right, sizeof right, "%s %s", parts, BOTTLES);
    put(&b, left, right);
    assert_int_equal(b.sides.rows.n, 2);
    expect(&b, 0, STM_SIDES_EDITED, whole, parts);
    expect(&b, 1, STM_SIDES_SAME, BOTTLES, BOTTLES);
    validate(&b);
    stm_arena_fini(&b.arena);
}

static void test_moved_sentence(void **state)
{
    bench b;
    uint32_t moved = 0, here = 0;
    (void)state;
    put(&b, MAYOR "\n\n" FIRE " " FLATS "\n\n" WALLS "\n\n" BOTTLES,
        FIRE " " FLATS "\n\n" WALLS "\n\n" BOTTLES "\n\n" MAYOR);
    expect(&b, 0, STM_SIDES_MOVED, MAYOR, MAYOR);
    for (uint32_t i = 0; i < b.sides.rows.n; i++) {
        moved += b.sides.rows.at[i].kind == STM_SIDES_MOVED;
        here += b.sides.rows.at[i].kind == STM_SIDES_MOVED_HERE;
    }
    assert_int_equal(moved, 1);
    assert_int_equal(here, 1);
    expect(&b, b.sides.rows.n - 1, STM_SIDES_MOVED_HERE, "", MAYOR);
    validate(&b);
    stm_arena_fini(&b.arena);
}

/* A text that is longer than any word difference takes in at once. */
static void test_long_texts(void **state)
{
    enum { SENTENCES = 400 };
    static char left[60000], right[60000];
    uint32_t same = 0, edited = 0;
    size_t a = 0, b = 0;
    bench x;
    (void)state;
    for (uint32_t i = 0; i < SENTENCES; i++) {
        uint64_t seed = i + 1;
        char words[14][16];
        for (uint32_t w = 0; w < 14; w++) { /* words by chance: nobody's */
            uint32_t n = 4 + w % 5;
            for (uint32_t k = 0; k < n; k++) {
                seed = seed * 6364136223846793005u + 1442695040888963407u;
                words[w][k] = k % 2 == 0 ? "bdfglmnprt"[(seed >> 33) % 10] : "aeiou"[(seed >> 33) % 5];
            }
            words[w][n] = '\0';
        }
        for (uint32_t w = 0; w < 14; w++) {
            const char *behind = w < 13 ? " " : i % 5 == 4 ? ".\n\n" : ". ";
            bool other = w == 6 && i % 6 == 1;
            words[w][0] = (char)(w == 0 ? words[w][0] - 'a' + 'A' : words[w][0]);
            a += (size_t)snprintf(left + a, sizeof left - a, "%s%s", words[w], behind);
            b += (size_t)snprintf(right + b, sizeof right - b, "%s%s", other ? "captain" : words[w], behind);
        }
    }
    put(&x, left, right);
    for (uint32_t i = 0; i < x.sides.rows.n; i++) {
        same += x.sides.rows.at[i].kind == STM_SIDES_SAME;
        edited += x.sides.rows.at[i].kind == STM_SIDES_EDITED;
    }
    assert_int_equal(x.sides.rows.n, SENTENCES);
    assert_int_equal(edited, (SENTENCES + 4) / 6);
    assert_int_equal(same + edited, SENTENCES);
    stm_arena_fini(&x.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sentences_stand_beside_each_other),
        cmocka_unit_test(test_what_a_quotation_gains),
        cmocka_unit_test(test_house_style_is_no_edit),
        cmocka_unit_test(test_a_sentence_cut_in_two_is_one_row),
        cmocka_unit_test(test_moved_sentence),
        cmocka_unit_test(test_long_texts),
    };
    return cmocka_run_group_tests_name("write_sides", tests, NULL, NULL);
}
