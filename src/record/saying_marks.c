/* saying_marks.c: what tells that two quotations are of one saying beside their words: to whom a notice goes, who is
 * listed on a page, the words in marks, three things named in a row, what is only feared.
 *
 * In: quotations of one article; two sayings.  Out: entities; whether one's words in marks stand in the other.
 * Cost: linear in the tokens of the cue and in the bytes of the two articles.
 */
#include "record/sayings.h"

#define MOST_TERMS_SMALL 3
#define LEAST_AGAIN 3.0f /* of words in marks that the same text gives once more, in his whole sentence */
#define MOST_OF_SHORT 0.9f
#define LEAST_FRAGMENT 6.5f /* weight of words in marks that another text has in marks too */
#define LEAST_WORDS_LIGHT 6 /* of everyday words: nobody puts these in one order by chance */
#define FEW_TERMS 3
#define LEAST_WORDS_OTHERWISE 6
#define MOST_WORDS_OTHERWISE 40
#define LEAST_OTHERWISE 0.7f /* of all words, small ones too */
#define LEAST_WORD 2.5f      /* of a single one, where more is alike */
#define LEAST_LISTED 3       /* nouns in a row */
#define MAX_LISTED 8

bool stm_saying_does(const stm_article *a, uint32_t verb)
{
    const stm_sentence *s = &a->sentences.at[a->tokens.at[verb].sentence];
    for (uint32_t i = s->first_token; i < s->first_token + s->n_tokens; i++) {
        if (a->tokens.at[i].head == verb && a->tokens.at[i].deprel == STM_DEP_NSUBJ) {
            return true;
        }
    }
    return false;
}

/* Whom a notice goes to: "had notified Harbourtown that". What a reporter is told goes to everybody. */
uint32_t stm_saying_told(const stm_work *w, uint32_t member, const stm_quotation *q)
{
    static const char *const notices[] = { "notify", "inform", "order" };
    const stm_article *a = w->article[member];
    for (uint32_t i = stm_span_some(q->cue) ? stm_token_from(a, q->cue.start) : a->tokens.n;
         i < a->tokens.n && a->tokens.at[i].at.start < q->cue.end; i++) {
        for (size_t k = 0; k < sizeof notices / sizeof *notices; k++) {
            stm_str l = a->tokens.at[i].lemma;
            for (uint32_t t = i + 1; l.p != NULL && stm_str_eqz(l, notices[k]) && t < a->tokens.n && t < i + 8; t++) {
                uint32_t e = w->at_token[member][t];
                if (a->tokens.at[t].head == i && e != STM_NONE && w->named.at[e] &&
                    (a->tokens.at[t].deprel == STM_DEP_OBJ || a->tokens.at[t].deprel == STM_DEP_IOBJ)) {
                    return e;
                }
            }
        }
    }
    return STM_NONE;
}

/* Who is listed: "Lee was listed on the firm's website". */
uint32_t stm_saying_listed(const stm_work *w, uint32_t member, const stm_quotation *q)
{
    static const char *const pages[] = { "website", "site",      "page",     "list",
                                         "roster",  "directory", "register", "registry" };
    const stm_article *a = w->article[member];
    uint32_t head = q->source_head, v = STM_NONE;
    bool page = false;
    for (size_t k = 0; head != STM_NONE && head < a->tokens.n && k < sizeof pages / sizeof *pages; k++) {
        page = page || (a->tokens.at[head].lemma.p != NULL && stm_str_eqz(a->tokens.at[head].lemma, pages[k]));
    }
    for (uint32_t i = page && stm_span_some(q->cue) ? stm_token_from(a, q->cue.start) : a->tokens.n;
         i < a->tokens.n && a->tokens.at[i].at.start < q->cue.end; i++) {
        v = a->tokens.at[i].lemma.p != NULL && stm_str_eqz(a->tokens.at[i].lemma, "list") ? i : v;
    }
    for (uint32_t step = 0; v != STM_NONE && step < 3; step++) {
        const stm_sentence *s = &a->sentences.at[a->tokens.at[v].sentence];
        uint32_t who = STM_NONE;
        for (uint32_t i = s->first_token; i < s->first_token + s->n_tokens && who == STM_NONE; i++) {
            bool object = a->tokens.at[i].deprel == STM_DEP_NSUBJ_PASS || a->tokens.at[i].deprel == STM_DEP_OBJ;
            who = a->tokens.at[i].head == v && object ? i : STM_NONE;
        }
        if (who != STM_NONE && a->tokens.at[who].upos == STM_PRON && a->tokens.at[v].deprel == STM_DEP_ACL_RELCL) {
            who = a->tokens.at[v].head;
        }
        if (who != STM_NONE && who < a->tokens.n) {
            uint32_t e = w->at_token[member][who];
            return e != STM_NONE && w->named.at[e] ? e : STM_NONE;
        }
        v = a->tokens.at[v].deprel == STM_DEP_CONJ ? a->tokens.at[v].head : STM_NONE;
    }
    return STM_NONE;
}

#define LOCAL_DIGITS 7 /* of a telephone number without its area */

/* The last digits of the first telephone number of what is said. False: there is none. */
static bool telephone(const stm_article *a, stm_span at, char out[LOCAL_DIGITS])
{
    uint32_t n = 0;
    for (uint32_t i = at.start; i < at.end; i++) {
        char c = a->text.p[i];
        if (c >= '0' && c <= '9') {
            memmove(out, out + 1, LOCAL_DIGITS - 1);
            out[LOCAL_DIGITS - 1] = c;
            n++;
        } else if (strchr("-.() ", c) == NULL || c == '\0') {
            if (n >= LOCAL_DIGITS) {
                return true;
            }
            n = 0;
        }
    }
    return n >= LOCAL_DIGITS;
}

static bool asks(const saying *s)
{
    return s->said->act == STM_ACT_DEMAND || s->said->act == STM_ACT_ASK || s->said->act == STM_ACT_ORDER;
}

bool stm_saying_one_appeal(const stm_work *w, const saying *a, const saying *b)
{
    char x[LOCAL_DIGITS] = { 0 }, y[LOCAL_DIGITS] = { 0 };
    return a->member != b->member && !a->part && !b->part && asks(a) && asks(b) &&
           telephone(w->article[a->member], a->at, x) && telephone(w->article[b->member], b->at, y) &&
           memcmp(x, y, sizeof x) == 0;
}

/* How often the words stand in an article. */
static uint32_t times_in(stm_str text, stm_str words)
{
    uint32_t n = 0;
    for (size_t at = stm_str_find(text, words, 0); at != SIZE_MAX && n < 9; at = stm_str_find(text, words, at + 1)) {
        n++;
    }
    return n;
}

/* "American Pie": a title, not somebody's words. */
static bool all_capitals(const stm_article *a, stm_span at)
{
    for (uint32_t i = stm_token_from(a, at.start); i < a->tokens.n && a->tokens.at[i].at.start < at.end; i++) {
        char c = stm_token_form(a, i).p[0];
        if (c >= 'a' && c <= 'z' && a->tokens.at[i].upos != STM_ADP && a->tokens.at[i].upos != STM_DET &&
            a->tokens.at[i].upos != STM_CCONJ) {
            return false;
        }
    }
    return true;
}

#define MAX_RUN_WORDS 160 /* of either side that are looked at */

/* Up to its apostrophe, which each desk prints in its own shape: "don’t" in one text is "don't" in another. */
static stm_str bare(stm_str form)
{
    if (stm_str_eqz(form, "&")) {
        return STM_STR("and");
    }
    for (size_t i = 1; i < form.n; i++) {
        if (form.p[i] == '\'' || (unsigned char)form.p[i] == 0xE2) {
            form.n = i;
        }
    }
    return form;
}

/* Words of the spans, without marks, as tokens. */
static uint32_t words_of(const stm_article *a, const stm_span *spans, uint32_t n_spans, uint32_t *out)
{
    uint32_t n = 0;
    for (uint32_t c = 0; c < n_spans; c++) {
        for (uint32_t i = stm_token_from(a, spans[c].start);
             i < a->tokens.n && a->tokens.at[i].at.start < spans[c].end && n < MAX_RUN_WORDS; i++) {
            unsigned char x = (unsigned char)a->text.p[a->tokens.at[i].at.start];
            if ((x >= '0' && x <= '9') || ((x | 32) >= 'a' && (x | 32) <= 'z') || x >= 0xC3 || x == '&') {
                if (x != 0xE2) {
                    out[n++] = i;
                }
            }
        }
    }
    return n;
}

/* The longest run of words that both lists have. */
static uint32_t longest_run(const stm_article *p, const uint32_t *x, uint32_t n, const stm_article *q,
                            const uint32_t *y, uint32_t m)
{
    uint8_t row[2][MAX_RUN_WORDS + 1] = { { 0 } };
    uint32_t best = 0;
    for (uint32_t i = 0; i < n; i++) {
        uint8_t *now = row[i & 1], *before = row[1 - (i & 1)];
        stm_str f = bare(stm_token_form(p, x[i]));
        for (uint32_t k = 0; k < m; k++) {
            bool one = stm_str_eq_nocase(f, bare(stm_token_form(q, y[k])));
            now[k + 1] = one ? (uint8_t)(before[k] + (before[k] < UINT8_MAX)) : 0;
            best = now[k + 1] > best ? now[k + 1] : best;
        }
    }
    return best;
}

/* In a headline every word may have a capital. */
static bool headed(const stm_article *a, stm_span at)
{
    uint32_t s = stm_sentence_at(a, at.start);
    return s != STM_NONE && (s == 0 || a->sentences.at[s].furniture == 1 + STM_FURN_HEADLINE);
}

/* "emergency response", "War on Ferries" name a thing, of which one speaks more than once. */
static bool only_names(const stm_article *a, stm_span at)
{
    for (uint32_t i = stm_token_from(a, at.start); i < a->tokens.n && a->tokens.at[i].at.start < at.end; i++) {
        uint8_t pos = a->tokens.at[i].upos;
        if (pos == STM_VERB || pos == STM_ADJ || pos == STM_ADV) {
            return false;
        }
    }
    return true;
}

/* All words in marks of one stand in the other, and nowhere else in the two texts: "called it a “provocative step”". In
 * one text a single word may do: "called him a “thief”" and “He is a thief,” she said. What everybody says is no sign
 * that one said it. */
bool stm_saying_fragment(const stm_work *w, const saying *few, const saying *all, const stm_likeness *like)
{
    stm_str text = w->lower[few->member], other = w->lower[all->member];
    uint32_t x[MAX_RUN_WORDS], y[MAX_RUN_WORDS], m;
    bool word =
        few->quoted.terms.n == 1 && few->quoted.weight >= LEAST_WORD && like->n >= 2 && few->member != all->member;
    bool again = few->member == all->member && all->said->kind == STM_QUOTE_DIRECT && few->quoted.terms.n > 0 &&
                 few->quoted.weight >= LEAST_AGAIN;
    bool light = few->quoted.weight < LEAST_FRAGMENT && !word && !again;
    bool alone = again && like->shared < MOST_OF_SHORT * all->matter.weight; /* “He is a thief” says nothing else */
    if ((few->quoted.terms.n < 2 && !word && !again) || (light && few->said->quoted.n > 1) ||
        all->said->kind == STM_QUOTE_INDIRECT || few->part || all->part) {
        return false;
    }
    m = words_of(w->article[all->member], all->said->content.at, all->said->content.n, y);
    for (uint32_t i = 0; i < few->said->quoted.n; i++) {
        stm_span at = stm_span_trim(w->article[few->member], few->said->quoted.at[i]);
        stm_str words = stm_str_sub(text, at);
        uint32_t n = words_of(w->article[few->member], &at, 1, x);
        if ((!headed(w->article[few->member], at) && all_capitals(w->article[few->member], at)) || n == 0 ||
            (light && n < LEAST_WORDS_LIGHT) ||
            (alone && !word && few->quoted.weight < LEAST_FRAGMENT &&
             ((n < 2 && few->quoted.terms.n < 2) || only_names(w->article[few->member], at))) ||
            longest_run(w->article[few->member], x, n, w->article[all->member], y, m) < n) {
            return false;
        }
        if (few->quoted.terms.n <= FEW_TERMS && !word &&
            (few->member == all->member ? times_in(text, words) > 2
                                        : times_in(text, words) > 1 || times_in(other, words) > 1)) {
            return false;
        }
    }
    return true;
}

uint32_t stm_saying_run(const stm_work *w, const saying *a, const saying *b)
{
    uint32_t x[MAX_RUN_WORDS], y[MAX_RUN_WORDS];
    const stm_article *p = w->article[a->member], *q = w->article[b->member];
    uint32_t n = words_of(p, a->said->content.at, a->said->content.n, x);
    uint32_t m = words_of(q, b->said->content.at, b->said->content.n, y);
    return longest_run(p, x, n, q, y, m);
}

bool stm_sayings_small_talk(const stm_work *w, const saying *a, const saying *b)
{
    uint32_t x[MAX_RUN_WORDS], y[MAX_RUN_WORDS], n, m;
    const stm_article *p = w->article[a->member], *q = w->article[b->member];
    if (!a->part || !b->part || a->said->kind != STM_QUOTE_DIRECT || b->said->kind != STM_QUOTE_DIRECT ||
        (a->matter.terms.n > MOST_TERMS_SMALL && b->matter.terms.n > MOST_TERMS_SMALL)) {
        return false;
    }
    n = words_of(p, a->said->content.at, a->said->content.n, x);
    m = words_of(q, b->said->content.at, b->said->content.n, y);
    return longest_run(p, x, n, q, y, m) + 1 < (n < m ? n : m);
}

bool stm_saying_put_otherwise(const stm_work *w, const saying *a, const saying *b)
{
    uint32_t x[MAX_RUN_WORDS], y[MAX_RUN_WORDS], n, m, common = 0;
    const stm_article *p = w->article[a->member], *q = w->article[b->member];
    if (a->member == b->member || a->said->kind != STM_QUOTE_DIRECT || b->said->kind != STM_QUOTE_DIRECT || a->part ||
        b->part || !stm_saying_one_mouth(w, a, b) || !stm_saying_days_near(w, a, b)) {
        return false;
    }
    n = words_of(p, a->said->content.at, a->said->content.n, x);
    m = words_of(q, b->said->content.at, b->said->content.n, y);
    if (n < LEAST_WORDS_OTHERWISE || m < LEAST_WORDS_OTHERWISE || n > MOST_WORDS_OTHERWISE ||
        m > MOST_WORDS_OTHERWISE) {
        return false;
    }
    for (uint32_t i = 0; i < n; i++) {
        stm_str f = bare(stm_token_form(p, x[i]));
        for (uint32_t k = 0; k < m; k++) {
            if (y[k] != STM_NONE && stm_str_eq_nocase(f, bare(stm_token_form(q, y[k])))) {
                y[k] = STM_NONE;
                common++;
                break;
            }
        }
    }
    return (float)(2 * common) >= LEAST_OTHERWISE * (float)(n + m);
}

/* "Unless it is paid", "until they do": what has to come about first. */
static bool conditional(const stm_work *w, const saying *s)
{
    const stm_article *a = w->article[s->member];
    for (uint32_t i = stm_token_from(a, s->at.start); i < a->tokens.n && a->tokens.at[i].at.start < s->at.end; i++) {
        const stm_token *t = &a->tokens.at[i];
        uint32_t h = t->deprel == STM_DEP_MARK ? t->head : STM_NONE;
        if (h != STM_NONE && a->tokens.at[h].deprel == STM_DEP_ADVCL && stm_form_among(a, i, "if unless until")) {
            return true;
        }
    }
    return false;
}

bool stm_saying_asked_twice(const stm_work *w, const saying *a, const saying *b)
{
    return a->member != b->member && a->said->act == STM_ACT_DEMAND && b->said->act == STM_ACT_DEMAND &&
           conditional(w, a) != conditional(w, b);
}

/* "The union had feared": what one is afraid of, in a reporter's words. */
static bool feared(const stm_work *w, const saying *s)
{
    const stm_article *a = w->article[s->member];
    uint32_t i = stm_span_some(s->said->cue) ? stm_token_from(a, s->said->cue.start) : a->tokens.n;
    for (; s->said->kind == STM_QUOTE_INDIRECT && i < a->tokens.n && a->tokens.at[i].at.start < s->said->cue.end; i++) {
        if (a->tokens.at[i].upos == STM_VERB && stm_among(stm_token_lemma(a, i), "fear dread worry")) {
            return true;
        }
    }
    return false;
}

bool stm_saying_only_feared(const stm_work *w, const saying *a, const saying *b)
{
    return feared(w, a) != feared(w, b);
}

/* Lemmas of the nouns that one noun of the saying is told in a row with; the first behind token `*from`, which moves.
 */
static uint32_t list_of(const stm_article *a, const saying *s, uint32_t *from, stm_str out[MAX_LISTED])
{
    for (; *from < a->tokens.n && a->tokens.at[*from].at.start < s->at.end; ++*from) {
        const stm_sentence *x = &a->sentences.at[a->tokens.at[*from].sentence];
        uint32_t n = 0;
        out[n++] = stm_token_lemma(a, *from);
        for (uint32_t i = *from + 1; i < x->first_token + x->n_tokens && a->tokens.at[i].at.end <= s->at.end; i++) {
            const stm_token *t = &a->tokens.at[i];
            if (t->head == *from && t->deprel == STM_DEP_CONJ && t->upos == STM_NOUN && n < MAX_LISTED) {
                out[n++] = stm_token_lemma(a, i);
            }
        }
        if (a->tokens.at[*from].upos == STM_NOUN && n >= LEAST_LISTED) {
            ++*from;
            return n;
        }
    }
    return 0;
}

bool stm_saying_one_list(const stm_work *w, const saying *a, const saying *b)
{
    const stm_article *x = w->article[a->member], *y = w->article[b->member];
    stm_str p[MAX_LISTED], q[MAX_LISTED];
    uint32_t n, m, same;
    if (a->member == b->member || a->part || b->part || a->speaker == STM_NONE || a->speaker != b->speaker ||
        !w->named.at[a->speaker] || !stm_saying_days_near(w, a, b) || stm_sayings_denial_apart(a, b)) {
        return false;
    }
    for (uint32_t i = stm_token_from(x, a->at.start); (n = list_of(x, a, &i, p)) > 0;) {
        for (uint32_t k = stm_token_from(y, b->at.start); (m = list_of(y, b, &k, q)) > 0;) {
            same = 0;
            for (uint32_t c = 0; c < n * m; c++) {
                same += stm_str_eq_nocase(p[c / m], q[c % m]);
            }
            if (same >= LEAST_LISTED) {
                return true;
            }
        }
    }
    return false;
}
