/* alike.c: see alike.h.
 *
 * In: the utterances of a record.  Out: pairs of people of two lines of text, in whose quotation marks one run of words
 * stands. A reader who knows the words from the one text takes them in the other for the same man's.
 *
 * Every run of RUN words within marks is looked up by its words, and what two people have is read on as far as it
 * goes. Never: a name, words that say nothing, what one quotes of the other; more than LONGEST words, which are one
 * saying that a text lays to somebody else. Cost: linear in the words.
 */
#include "write/alike.h"

#include <ctype.h>
#include <stdlib.h>

#include "base/map.h"

enum { RUN = 4, TELLING = 3, LONGEST = 9 };

typedef struct place {
    uint32_t utterance, article, token;
    stm_span piece;
} place;

typedef struct search {
    stm_arena *arena;
    const stm_view *view;
    stm_map runs; /* value: index into places, of the first that has the run */
    STM_VEC(place) places;
    stm_alikes *out;
} search;

static const stm_article *article_of(const search *x, uint32_t article) { return x->view->run->articles.at[article]; }

static bool is_word(const stm_article *a, uint32_t t)
{
    return a->tokens.at[t].upos != STM_PUNCT && a->tokens.at[t].upos != STM_SYM;
}

static bool tells(const stm_article *a, uint32_t t)
{
    const stm_token *x = &a->tokens.at[t];
    return (x->upos == STM_NOUN || x->upos == STM_ADJ || x->upos == STM_VERB) &&
           !stm_among(stm_token_lemma(a, t), "be have do get make go");
}

/* The next word of the piece from token t on, or STM_NONE. */
static uint32_t word_from(const stm_article *a, stm_span piece, uint32_t t)
{
    while (t < a->tokens.n && a->tokens.at[t].at.end <= piece.end) {
        if (is_word(a, t)) {
            return t;
        }
        t++;
    }
    return STM_NONE;
}

static bool person(const search *x, const stm_utterance *u)
{
    return u->speaker != STM_NONE && x->view->record->entities.at[u->speaker].kind == STM_PERSON;
}

static stm_str last_word(stm_str s)
{
    size_t from = s.n;
    while (from > 0 && s.p[from - 1] != ' ') {
        from--;
    }
    return (stm_str){ s.p + from, s.n - from };
}

/* "Orr" and "Mr. Orr", "Brandt" and "Brandl", "Van Lund" and "VanLund": surnames with one beginning or one end. */
static bool one_name(stm_str a, stm_str b)
{
    size_t n = 0, m = 0;
    a = last_word(a);
    b = last_word(b);
    while (n < a.n && n < b.n && tolower((unsigned char)a.p[n]) == tolower((unsigned char)b.p[n])) {
        n++;
    }
    while (m < a.n && m < b.n && tolower((unsigned char)a.p[a.n - 1 - m]) == tolower((unsigned char)b.p[b.n - 1 - m])) {
        m++;
    }
    return n + m + 1 >= a.n || n + m + 1 >= b.n;
}

/* Two people, in two lines of text. */
static bool two(const search *x, const place *p, const place *q)
{
    const stm_record *r = x->view->record;
    uint32_t a = r->utterances.at[p->utterance].speaker, b = r->utterances.at[q->utterance].speaker;
    return a != b && x->view->line_of[p->article] != x->view->line_of[q->article] &&
           !one_name(r->entities.at[a].name, r->entities.at[b].name);
}

/* The word of the piece before token t, or STM_NONE. */
static uint32_t word_before(const stm_article *a, stm_span piece, uint32_t t)
{
    while (t > 0 && a->tokens.at[t - 1].at.start >= piece.start) {
        t--;
        if (is_word(a, t)) {
            return t;
        }
    }
    return STM_NONE;
}

static bool same_word(const stm_article *a, uint32_t i, const stm_article *b, uint32_t k)
{
    return i != STM_NONE && k != STM_NONE && stm_str_eq_nocase(stm_token_form(a, i), stm_token_form(b, k));
}

/* How many words the two have in common around a word that both have; at: the stretch in either. */
static uint32_t common(const search *x, const place *p, const place *q, stm_span at[2], uint32_t *telling)
{
    const stm_article *a = article_of(x, p->article), *b = article_of(x, q->article);
    uint32_t i = p->token, k = q->token, n = 0;
    for (uint32_t x_i = i, x_k = k; same_word(a, x_i, b, x_k);) {
        i = x_i;
        k = x_k;
        x_i = word_before(a, p->piece, i);
        x_k = word_before(b, q->piece, k);
    }
    *telling = 0;
    at[0] = a->tokens.at[i].at;
    at[1] = b->tokens.at[k].at;
    while (same_word(a, i, b, k)) {
        at[0].end = a->tokens.at[i].at.end;
        at[1].end = b->tokens.at[k].at.end;
        *telling += tells(a, i);
        n++;
        i = word_from(a, p->piece, i + 1);
        k = word_from(b, q->piece, k + 1);
    }
    return n;
}

static void add(search *x, const place *p, const place *q)
{
    stm_alike found = { { p->utterance, q->utterance }, { { p->article, { 0, 0 } }, { q->article, { 0, 0 } } } };
    const stm_record *r = x->view->record;
    stm_span at[2];
    uint32_t telling, n = common(x, p, q, at, &telling);
    if (n > LONGEST || telling < TELLING) {
        return;
    }
    found.at[0].at = at[0];
    found.at[1].at = at[1];
    for (uint32_t i = 0; i < x->out->n; i++) {
        stm_alike *o = &x->out->at[i];
        if (r->utterances.at[o->utterance[0]].speaker == r->utterances.at[p->utterance].speaker &&
            r->utterances.at[o->utterance[1]].speaker == r->utterances.at[q->utterance].speaker) {
            *o = at[0].end - at[0].start > o->at[0].at.end - o->at[0].at.start ? found : *o;
            return;
        }
    }
    stm_vec_push(x->arena, x->out, found);
}

static void look_up(search *x, const place *p)
{
    const stm_article *a = article_of(x, p->article);
    stm_buf key = { 0 };
    uint32_t *seen, telling = 0, t = p->token;
    for (uint32_t n = 0; n < RUN; n++, t = word_from(a, p->piece, t + 1)) {
        if (t == STM_NONE) {
            return;
        }
        stm_buf_add_str(x->arena, &key, stm_str_lower(x->arena, stm_token_form(a, t)));
        stm_buf_addz(x->arena, &key, " ");
        telling += tells(a, t);
    }
    if (telling < TELLING) {
        return;
    }
    seen = stm_map_put(x->arena, &x->runs, stm_buf_str(&key), x->places.n);
    if (*seen == x->places.n) {
        stm_vec_push(x->arena, &x->places, *p);
    } else if (two(x, &x->places.at[*seen], p)) {
        add(x, &x->places.at[*seen], p);
    }
}

static void read_piece(search *x, place p)
{
    const stm_article *a = article_of(x, p.article);
    for (p.token = word_from(a, p.piece, stm_token_from(a, p.piece.start)); p.token != STM_NONE;
         p.token = word_from(a, p.piece, p.token + 1)) {
        look_up(x, &p);
    }
}

static int longest_first(const void *x, const void *y)
{
    const stm_alike *a = x, *b = y;
    uint32_t p = a->at[0].at.end - a->at[0].at.start, q = b->at[0].at.end - b->at[0].at.start;
    return p != q                               ? (p > q ? -1 : 1)
           : a->utterance[0] != b->utterance[0] ? (a->utterance[0] < b->utterance[0] ? -1 : 1)
           : a->utterance[1] < b->utterance[1]  ? -1
                                                : 1;
}

void stm_alikes_find(stm_arena *arena, const stm_view *view, stm_alikes *out)
{
    const stm_record *r = view->record;
    search x = { .arena = arena, .view = view, .out = out };
    memset(out, 0, sizeof *out);
    for (uint32_t u = 0; u < r->utterances.n; u++) {
        for (uint32_t i = 0; i < r->utterances.at[u].variants.n && person(&x, &r->utterances.at[u]); i++) {
            const stm_variant *v = &r->utterances.at[u].variants.at[i];
            const stm_quotation *q = stm_variant_said(v, article_of(&x, v->article));
            if (q->nested_in != STM_NONE) {
                continue;
            }
            for (uint32_t k = 0; k < q->quoted.n; k++) {
                read_piece(&x, (place){ u, v->article, 0, q->quoted.at[k] });
            }
        }
    }
    if (out->n > 1) {
        qsort(out->at, out->n, sizeof *out->at, longest_first);
    }
}

void stm_alike_print(stm_prose *p, const stm_alike *x)
{
    const stm_record *r = p->view->record;
    stm_prose_quote(p, x->at[0], stm_view_words(p->arena, p->view, x->at[0], p->limit));
    for (uint32_t i = 0; i < 2; i++) {
        const stm_utterance *u = &r->utterances.at[x->utterance[i]];
        stm_prose_textz(p, i == 0 ? " is quoted from " : " and from ");
        p->text(p, stm_view_speaker(p->view, u->speaker, u->speaker_name));
        stm_prose_textz(p, " (");
        p->article(p, x->at[i]);
        stm_prose_textz(p, ")");
    }
}
