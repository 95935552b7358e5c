/* test_intake_xml.c: feeds that are broken, and such as are made to do harm. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "helpers/files.h"
#include "helpers/runs.h"

#define ITEM(text) "<item><title>x</title><description>" text "</description></item>"
#define END "</channel></rss>"

static result read_text(const char *text)
{
    files_write_text(files_path("a.xml"), text);
    return runs_one("a.xml", NULL);
}

/* What stands before and behind an item that is broken, or odd. */
static void test_broken(void **state)
{
    result r;
    (void)state;
    r = read_text("<rss><channel>" ITEM("First.") ITEM("Sec<ond.") ITEM("Third.") END);
    assert_string_equal(r.texts, "First.|");
    assert_string_equal(r.said, "is not XML: not well-formed (invalid token)|");
    assert_int_equal(r.failures, 1);
    r = read_text("\xEF\xBB\xBF\n<rss><channel>" ITEM("One\x0B two.") ITEM("caf&eacute; &unknown; &#233;") END "x");
    assert_string_equal(r.texts, "One  two.|caf\xC3\xA9 &unknown; \xC3\xA9|");
    assert_string_equal(r.said, "1 control characters were left out|is not XML: junk after document element|");
    r = read_text("<?xml version='1.0' encoding='windows-1252'?><!DOCTYPE rss SYSTEM 'x.dtd' [<!ENTITY a '>'>]>"
                  "<rss><channel>" ITEM("Caf\xE9 \x93la-bas\x94 &a; b") END);
    assert_string_equal(r.texts, "Caf\xC3\xA9 \xE2\x80\x9Cla-bas\xE2\x80\x9D > b|");
    assert_string_equal(r.said, "");
    r = read_text("<rss><channel/></rss>");
    assert_string_equal(r.said, "holds no news item of a kind that is read|");
    r = read_text("<rss><channel>" ITEM("&lt;p&gt;") END);
    assert_string_equal(r.said, "has no text|");
}

/* Entities of entities, very many, and such as lie outside; depth; namespaces. */
static void test_harm(void **state)
{
    static char big[1 << 20];
    size_t n;
    result r;
    (void)state;
    n = (size_t)sprintf(big, "<?xml version=\"1.0\"?><!DOCTYPE rss [<!ENTITY a0 \"laughter, \">");
    for (int i = 1; i < 12; i++) {
        n += (size_t)sprintf(big + n, "<!ENTITY a%d \"", i);
        for (int k = 0; k < 10; k++) {
            n += (size_t)sprintf(big + n, "&a%d;", i - 1);
        }
        n += (size_t)sprintf(big + n, "\">");
    }
    (void)sprintf(big + n, "]><rss><channel>" ITEM("First.") ITEM("&a11;") END);
    r = read_text(big);
    assert_string_equal(r.texts, "First.|");
    assert_string_equal(r.said, "is not XML: entities grow beyond all measure|");
    n = (size_t)sprintf(big, "<!DOCTYPE rss [<!ENTITY e0 \"x\">");
    for (int i = 1; i < 20000; i++) { /* each is opened inside of the last one */
        n += (size_t)sprintf(big + n, "<!ENTITY e%d \"&e%d;\">", i, i - 1);
    }
    (void)sprintf(big + n, "]><rss><channel>" ITEM("&e19999;") END);
    r = read_text(big);
    assert_string_equal(r.said, "is not XML: declares too many entities|");
    files_write_text(files_path("secret"), "secret");
    (void)snprintf(big, sizeof big,
                   "<!DOCTYPE rss [<!ENTITY s SYSTEM \"file://%s\">]><rss><channel>" ITEM("A &s;b.") END,
                   files_path("secret"));
    r = read_text(big);
    assert_string_equal(r.texts, "A b.|");
    n = 0;
    for (int i = 0; i < 100000; i++) {
        n += (size_t)sprintf(big + n, "%s", i == 0 ? "<rss>" : "<a>");
    }
    r = read_text(big);
    assert_string_equal(r.said, "XML is nested deeper than the limit of 512|");
    n = (size_t)sprintf(big, "<rss ");
    for (int i = 0; i < 100; i++) {
        n += (size_t)sprintf(big + n, "xmlns:n%d='urn:%d' ", i, i);
    }
    (void)sprintf(big + n, "><channel>" ITEM("x") END);
    r = read_text(big);
    assert_string_equal(r.said, "is not XML: too many namespaces|");
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_broken), cmocka_unit_test(test_harm) };
    return cmocka_run_group_tests(tests, files_set_up, files_tear_down);
}
