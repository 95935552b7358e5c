/* test_tongue.c: which language a text is in. All texts are invented. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "language/tongue.h"

typedef struct call {
    stm_tongues *tongues;
    stm_arena arena;
    stm_article article;
} call;

static void find(void *arg)
{
    call *c = arg;
    stm_tongue_find(c->tongues, &c->arena, &c->article);
}

static void expect(stm_tongues *t, const char *text, const char *said, const char *code, const char *name)
{
    call c = { .tongues = t };
    stm_arena_init(&c.arena, 0);
    stm_article_init(&c.article);
    c.article.text = stm_str_of(text);
    c.article.language = said == NULL ? STM_NULL_STR : stm_str_of(said);
    assert_int_equal(stm_arena_protect(&c.arena, find, &c), STM_OK);
    assert_true(code == NULL ? c.article.language.p == NULL : stm_str_eqz(c.article.language, code));
    assert_int_equal(stm_tongue_is_english(&c.article), name == NULL);
    assert_true(name == NULL ? stm_tongue_name(&c.article).p == NULL : stm_str_eqz(stm_tongue_name(&c.article), name));
    stm_arena_fini(&c.arena);
}

#define GERMAN                                                                                                         \
    "Die Brücke am alten Hafen bleibt bis Mitte August gesperrt, weil zwei ihrer Lager gerissen sind und neu "        \
    "gegossen "                                                                                                        \
    "werden müssen. Radfahrer sollen die Fähre nehmen, die sie vor neun Uhr umsonst mitnimmt, sagte die Stadt."
#define ENGLISH_TEXT                                                                                                   \
    "The bridge at the old harbour will stay shut until the middle of August, because two of its bearings have "       \
    "cracked and must be cast anew. Cyclists are to take the ferry, which carries them free before nine, the town "    \
    "said."

static void test_language_of_a_text(void **state)
{
    stm_tongues *t;
    stm_err err;
    (void)state;
    assert_int_equal(stm_tongues_open(&t, &err), STM_OK);
    expect(t, ENGLISH_TEXT, NULL, NULL, NULL);
    expect(t, GERMAN, NULL, "de", "German");
    expect(
        t,
        "Le pont du vieux port restera fermé jusqu'à la mi-août, parce que deux de ses appuis sont fendus et doivent "
        "être refondus. Les cyclistes prendront le bac, qui est gratuit avant neuf heures, a dit la mairie.",
        NULL, "fr", "French");
    expect(t,
           "Мост у старой гавани будет закрыт до середины августа, потому что две его опоры треснули. "
           "Велосипедистам придётся ездить на пароме, сообщила мэрия.",
           NULL, "ru", "Russian");
    expect(t,
           "旧港の橋は八月半ばまで閉鎖される。二つの軸受けにひびが入り、鋳直す必要があるためだと市は述べた。"
           "自転車は渡し船を使う。",
           NULL, "ja", "Japanese");
    /* what a page says of itself: of English words it is wrong, of others it stands */
    expect(t, ENGLISH_TEXT, "de-AT", "en", NULL);
    expect(t, ENGLISH_TEXT, "en-GB", "en-GB", NULL);
    expect(t, GERMAN, "de-AT", "de-AT", "German");
    expect(t, GERMAN, "en", "de", "German");
    /* too little to tell, and a table */
    expect(t, "Die Brücke bleibt zu.", NULL, NULL, NULL);
    expect(t,
           "1. Orla Venn (Tarn) 12:41.20 2. Ines Pardoe (Elmsford) 12:44.07 3. Ruth Calder (Harwick) 12:45.55 4. Jana "
           "Moe (Torvald) 12:47.01 5. Mira Salo (Orlan) 12:50.33 6. Edda Brenner (Sund) 12:51.10 7. Lena Hartwig "
           "(Brandt) 12:53.90 8. Sefa Oran (Lund) 12:58.12",
           NULL, NULL, NULL);
    stm_tongues_close(t);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_language_of_a_text) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
