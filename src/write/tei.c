/* tei.c: see export.h. TEI P5 guidelines, chapter 12 (critical apparatus), parallel segmentation method.
 *
 * The base is the family's root if it is an article, else its first. Every other witness is compared with the base
 * word by word, exactly. A word of the base that all witnesses have in the same order stands as text; what stands
 * between two such words is an <app> with one <rdg> for each different reading. So each witness, read alone, gives
 * its own words in its own order: nothing is left out. Paragraph breaks inside a reading are milestones.
 */
#include "write/export.h"
#include "write/html.h"
#include "write/words_diff.h"

typedef struct witness {
    uint32_t article;
    stm_spans words;
    uint32_t *of_base; /* by base word: index of the aligned word of this witness, or STM_NONE */
} witness;

static void split(stm_arena *arena, stm_str s, stm_spans *out)
{
    for (uint32_t i = 0; i < s.n;) {
        uint32_t end;
        while (i < s.n && strchr(" \n\t\r", s.p[i]) != NULL && s.p[i] != '\0') {
            i++;
        }
        end = i;
        while (end < s.n && (s.p[end] == '\0' || strchr(" \n\t\r", s.p[end]) == NULL)) {
            end++;
        }
        if (end > i) {
            stm_vec_push(arena, out, (stm_span){ i, end });
        }
        i = end;
    }
}

static void align(stm_arena *arena, const stm_run *run, const witness *base, witness *w)
{
    stm_str a = run->articles.at[base->article]->text, b = run->articles.at[w->article]->text;
    stm_diff diff;
    uint32_t i = 0, k = 0;
    w->of_base = STM_NEW_ARRAY(arena, uint32_t, base->words.n + 1);
    split(arena, b, &w->words);
    stm_diff_words(arena, a, b, true, &diff);
    for (uint32_t n = 0; n < base->words.n; n++) {
        w->of_base[n] = STM_NONE;
    }
    for (uint32_t r = 0; r < diff.runs.n; r++) {
        const stm_diff_run *run_ = &diff.runs.at[r];
        while (run_->kind != STM_DIFF_ONLY_B && i < base->words.n && base->words.at[i].start < run_->a.end) {
            if (run_->kind == STM_DIFF_SAME) {
                w->of_base[i] = k++;
            }
            i++;
        }
        while (run_->kind == STM_DIFF_ONLY_B && k < w->words.n && w->words.at[k].start < run_->b.end) {
            k++;
        }
    }
}

static bool paragraph_before(stm_str text, stm_span word)
{
    for (uint32_t i = word.start; i-- > 0 && (unsigned char)text.p[i] <= ' ';) {
        if (text.p[i] == '\n') {
            return true;
        }
    }
    return false;
}

/* words[from .. to) of a text; paragraph breaks inside are milestones. */
static void words(stm_html *x, stm_str text, const stm_spans *v, uint32_t from, uint32_t to)
{
    for (uint32_t i = from; i < to; i++) {
        stm_html_raw(x, i == from ? "" : " ");
        if (i > 0 && paragraph_before(text, v->at[i])) {
            stm_html_raw(x, "<milestone unit=\"paragraph\"/>");
        }
        stm_xml_text(x, stm_str_sub(text, v->at[i]));
    }
}

static bool same_words(const stm_run *run, const witness *a, uint32_t a0, uint32_t a1, const witness *b, uint32_t b0,
                       uint32_t b1)
{
    stm_str ta = run->articles.at[a->article]->text, tb = run->articles.at[b->article]->text;
    if (a1 - a0 != b1 - b0) {
        return false;
    }
    for (uint32_t i = 0; i < a1 - a0; i++) {
        if (!stm_str_eq(stm_str_sub(ta, a->words.at[a0 + i]), stm_str_sub(tb, b->words.at[b0 + i]))) {
            return false;
        }
    }
    return true;
}

/* What the witnesses have between two words that all share: from[w] .. to[w]. True if anything was written. */
static bool apparatus(stm_html *x, const stm_run *run, const witness *w, uint32_t n, const uint32_t *from,
                      const uint32_t *to, bool *done)
{
    bool any = false;
    for (uint32_t i = 0; i < n; i++) {
        any |= to[i] > from[i];
        done[i] = false;
    }
    if (!any) {
        return false;
    }
    stm_html_raw(x, "<app>");
    for (uint32_t i = 0; i < n; i++) {
        if (done[i]) {
            continue;
        }
        stm_html_raw(x, "<rdg wit=\"");
        for (uint32_t k = i; k < n; k++) {
            if (!done[k] && same_words(run, &w[i], from[i], to[i], &w[k], from[k], to[k])) {
                stm_html_rawf(x, "%s#W%u", k == i ? "" : " ", w[k].article + 1);
                done[k] = true;
            }
        }
        if (to[i] == from[i]) {
            stm_html_raw(x, "\"/>");
        } else {
            stm_html_raw(x, "\">");
            words(x, run->articles.at[w[i].article]->text, &w[i].words, from[i], to[i]);
            stm_html_raw(x, "</rdg>");
        }
    }
    stm_html_raw(x, "</app>");
    return true;
}

static void family(stm_arena *arena, stm_html *x, const stm_run *run, const stm_family *f, uint32_t index)
{
    uint32_t n = f->articles.n, first = f->root < n ? f->root : 0;
    witness *w = STM_NEW_ARRAY(arena, witness, n + 1);
    uint32_t *from = STM_NEW_ARRAY(arena, uint32_t, n + 1), *to = STM_NEW_ARRAY(arena, uint32_t, n + 1);
    bool *done = STM_NEW_ARRAY(arena, bool, n + 1);
    stm_str base_text;
    bool space = false;
    for (uint32_t i = 0; i < n; i++) { /* the base goes first */
        w[i].article = f->articles.at[i == 0 ? first : i <= first ? i - 1 : i];
    }
    base_text = run->articles.at[w[0].article]->text;
    split(arena, base_text, &w[0].words);
    for (uint32_t i = 1; i < n; i++) {
        align(arena, run, &w[0], &w[i]);
    }
    stm_html_rawf(x, "<div type=\"family\" xml:id=\"f%u\">\n<p>", index + 1);
    for (uint32_t b = 0; b <= w[0].words.n; b++) {
        bool shared = b < w[0].words.n;
        for (uint32_t i = 1; i < n && shared; i++) {
            shared = w[i].of_base[b] != STM_NONE;
        }
        if (!shared && b < w[0].words.n) {
            continue;
        }
        to[0] = b;
        for (uint32_t i = 1; i < n; i++) {
            to[i] = b < w[0].words.n ? w[i].of_base[b] : w[i].words.n;
        }
        stm_html_raw(x, space ? " " : "");
        space = apparatus(x, run, w, n, from, to, done);
        if (b == w[0].words.n) {
            break;
        }
        if (b > 0 && paragraph_before(base_text, w[0].words.at[b])) {
            stm_html_raw(x, "</p>\n<p>");
            space = false;
        }
        stm_html_raw(x, space ? " " : "");
        stm_xml_text(x, stm_str_sub(base_text, w[0].words.at[b]));
        space = true;
        from[0] = b + 1;
        for (uint32_t i = 1; i < n; i++) {
            from[i] = w[i].of_base[b] + 1;
        }
    }
    stm_html_raw(x, "</p>\n</div>\n");
}

static void header(stm_html *x, const stm_run *run)
{
    stm_html_raw(
        x,
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<TEI xmlns=\"http://www.tei-c.org/ns/1.0\">\n<teiHeader>\n"
        "<fileDesc>\n<titleStmt><title>Articles that descend from one text, with their readings</title></titleStmt>\n"
        "<publicationStmt><p>Made by stemma.</p></publicationStmt>\n<sourceDesc>\n<listWit>\n");
    for (uint32_t i = 0; i < run->articles.n; i++) {
        const stm_article *a = run->articles.at[i];
        stm_html_rawf(x, "<witness xml:id=\"W%u\"><idno>", i + 1);
        stm_xml_text(x, a->id);
        stm_html_raw(x, "</idno>");
        if (a->outlet.n != 0) {
            stm_html_raw(x, " <orgName>");
            stm_xml_text(x, a->outlet);
            stm_html_raw(x, "</orgName>");
        }
        if (a->title.n != 0) {
            stm_html_raw(x, " <title>");
            stm_xml_text(x, a->title);
            stm_html_raw(x, "</title>");
        }
        if (a->published_day != STM_NO_DAY) {
            stm_str day = stm_day_format(x->arena, a->published_day);
            stm_html_rawf(x, " <date when=\"%.10s\">%.10s</date>", day.p, day.p);
        }
        stm_html_raw(x, "</witness>\n");
    }
    stm_html_raw(
        x, "</listWit>\n</sourceDesc>\n</fileDesc>\n<encodingDesc><variantEncoding method=\"parallel-segmentation\" "
           "location=\"internal\"/></encodingDesc>\n</teiHeader>\n<text>\n<body>\n");
}

void stm_tei_run(stm_arena *arena, stm_buf *to, const stm_run *run)
{
    stm_html x = { arena, to };
    header(&x, run);
    for (uint32_t i = 0; i < run->reuse.families.n; i++) {
        family(arena, &x, run, &run->reuse.families.at[i], i);
    }
    stm_html_raw(&x, run->reuse.families.n == 0 ? "<div><p>No two articles share wording.</p></div>\n" : "");
    stm_html_raw(&x, "</body>\n</text>\n</TEI>\n");
}
