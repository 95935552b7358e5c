/* record_voices.c: statements that rest on who said what.
 *
 * In: utterances, quotations.  Out: statements; work.used for the units that they speak of.
 *
 * An utterance that several independent lines carry is agreed: that it was said, by one origin, however many lines
 * print it. Where two lines print it with another reserve or another number, that is contested as well. What one
 * speaker says and another denies is denied, with all variants of both as readings.
 * Cost: denials are compared with quotations of their own article and with those that share a rare term.
 */
#include <math.h>

#include "record/record_parts.h"
#include "record/sayings.h"

#define MAX_SHARING 120
#define LEAST_DICE 0.5f
#define LEAST_SHARED 3.5f
#define LEAST_COVER 0.8f /* of the lighter of the two */
#define LEAST_COVERED 4.0f
#define ANSWER_SENTENCES 2
#define LEAST_DICE_COPY 0.8f
#define UNCLEAR 0.45     /* below what is shown unasked */
#define LEAST_HEADING 16 /* bytes */
#define MAX_HEADING 34   /* of either wording */

typedef struct voices {
    uint32_t *member_of;  /* by article index */
    uint32_t **utterance; /* [member][quotation], or STM_NONE */
} voices;

/* "officials denied that ...": a denial is read with the words that make it one. */
static stm_span with_cue(const stm_article *a, const stm_quotation *q)
{
    stm_span at = stm_span_of(q);
    uint32_t s = stm_sentence_at(a, at.start);
    stm_span parts[2] = { q->cue, q->source };
    for (uint32_t k = 0; k < 2; k++) {
        if (stm_span_some(parts[k]) && s != STM_NONE && parts[k].start >= a->sentences.at[s].at.start &&
            parts[k].end <= a->sentences.at[s].at.end) {
            at.start = parts[k].start < at.start ? parts[k].start : at.start;
            at.end = parts[k].end > at.end ? parts[k].end : at.end;
        }
    }
    {
        size_t but = stm_str_find(stm_str_sub(a->text, at), STM_STR(" but "), 0);
        uint32_t first = but == SIZE_MAX ? a->tokens.n : stm_token_from(a, at.start + (uint32_t)but + 5);
        if (first < a->tokens.n && at.start + but > stm_span_of(q).start && a->tokens.at[first].upos != STM_VERB &&
            a->tokens.at[first].upos != STM_AUX) {
            at.end = at.start + (uint32_t)but; /* "denied there was any deal but the minister said": another's words */
        }
    }
    return stm_span_trim(a, at);
}

/* Not "could refute" or "did not deny", which nobody has done, nor "denied her the prize", "denied entry to the port",
 * which withhold a thing. */
static bool denies_so(const stm_article *a, uint32_t verb)
{
    const stm_sentence *s = &a->sentences.at[a->tokens.at[verb].sentence];
    if (stm_clause_negated(a, verb)) {
        return false;
    }
    for (uint32_t i = s->first_token; i < s->first_token + s->n_tokens; i++) {
        const stm_token *t = &a->tokens.at[i];
        bool withheld = t->deprel == STM_DEP_OBJ &&
                        stm_among(stm_token_lemma(a, i), "entry access admission bail parole visa permit permission "
                                                         "asylum request application appeal petition motion leave "
                                                         "aid benefit coverage care treatment service boarding");
        if (t->head == verb && (t->deprel == STM_DEP_IOBJ || t->xpos == STM_XP_MD || withheld)) {
            return false;
        }
    }
    return true;
}

/* Words that say of a proposition that it is not so; "disavow" and "reject" turn from a thing, and what contradicts a
 * promise is mostly a deed. */
bool stm_quotation_denies(const stm_article *a, const stm_quotation *q)
{
    static const char *const stems[] = { "den", "refut", "rebut", "disput" };
    for (uint32_t i = stm_span_some(q->cue) ? stm_token_from(a, q->cue.start) : a->tokens.n;
         i < a->tokens.n && a->tokens.at[i].at.start < q->cue.end; i++) {
        for (size_t k = 0; k < sizeof stems / sizeof *stems; k++) {
            stm_str f = stm_token_form(a, i);
            size_t n = strlen(stems[k]);
            if (f.n >= n && f.n > 3 && stm_str_eqz_nocase((stm_str){ f.p, n }, stems[k]) &&
                !stm_str_eq_nocase(f, STM_STR("density"))) {
                return q->act == STM_ACT_DENY && denies_so(a, i);
            }
        }
    }
    return false;
}

/* What is said, without who says it between two pieces of it. */
static stm_str pieces(const stm_work *w, const stm_article *a, const stm_quotation *q)
{
    stm_buf b = { 0 };
    for (uint32_t i = 0; i < q->content.n; i++) {
        stm_span at = i == 0 ? stm_quotation_told(a, q) : q->content.at[i];
        if (i > 0 && stm_quotation_told(a, q).end >= at.end) {
            break;
        }
        stm_str s = stm_wording(w->arena, a, stm_span_trim(a, at));
        stm_buf_addz(w->arena, &b, i > 0 ? " \xE2\x80\xA6 " : "");
        stm_buf_add_str(w->arena, &b, s);
    }
    return stm_buf_str(&b);
}

/* "she said, and he denied, that it was so" -> "he denied that it was so": the comma closed what was cut off. */
static stm_str denial(stm_work *w, const stm_article *a, const stm_quotation *q, stm_span at)
{
    stm_str cue, rest;
    if (!stm_span_some(q->cue) || q->cue.start < at.start || q->cue.end + 1 >= at.end || a->text.p[q->cue.end] != ',' ||
        !stm_form_among(a, stm_token_from(a, q->cue.end + 1), "that")) {
        return stm_wording(w->arena, a, at);
    }
    cue = stm_wording(w->arena, a, (stm_span){ at.start, q->cue.end });
    rest = stm_wording(w->arena, a, (stm_span){ q->cue.end + 1, at.end });
    rest = stm_str_starts(rest, " ") ? (stm_str){ rest.p + 1, rest.n - 1 } : rest;
    return stm_str_format(w->arena, "%.*s %.*s", (int)cue.n, cue.p, (int)rest.n, rest.p);
}

/* `part` of the quotation, or NULL: all of it. */
static void add_reading(stm_work *w, stm_statement *st, uint32_t member, uint32_t quotation, const stm_quotation *part,
                        stm_stance stance)
{
    const stm_article *a = w->article[member];
    const stm_quotation *q = &a->quotations.at[quotation];
    stm_span own = stm_span_of(part != NULL ? part : q);
    stm_statement_reading r = { .passage = { w->index[member], stm_span_trim(a, own) }, .stance = stance };
    if (stance == STM_DENIES) {
        r.passage.at = with_cue(a, q);
    } else {
        r.passage.at.start = stm_span_trim(a, stm_quotation_told(a, part != NULL ? part : q)).start;
    }
    for (uint32_t i = 0; i < st->readings.n; i++) {
        if (st->readings.at[i].passage.article == r.passage.article && st->readings.at[i].stance == stance &&
            stm_span_meets(st->readings.at[i].passage.at, r.passage.at)) {
            return;
        }
    }
    stm_said_by(w, member, quotation, &r.said_by, &r.said_by_name);
    r.reading = stance == STM_DENIES ? denial(w, a, q, r.passage.at) : pieces(w, a, part != NULL ? part : q);
    if (stm_str_starts(r.reading, "that ")) {
        r.reading.p += 5;
        r.reading.n -= 5;
    }
    stm_vec_push(w->arena, &st->readings, r);
}

static void use_units(stm_work *w, uint32_t member, uint32_t quotation, const stm_quotation *part, uint8_t how)
{
    stm_span at = stm_span_of(part != NULL ? part : &w->article[member]->quotations.at[quotation]);
    for (uint32_t u = w->first_unit[member]; u < w->first_unit[member + 1] && w->units.at[u].at.start < at.end; u++) {
        if (stm_span_meets(w->units.at[u].at, at) && w->units.at[u].quotation == quotation) {
            w->used[u] = w->used[u] == STM_USED ? STM_USED : how;
        }
    }
}

/* The saying that a reading is a version of, or NULL: its mouth is one, whatever a headline calls it. */
static const stm_utterance *saying_of(const stm_work *w, const voices *v, const stm_statement_reading *r)
{
    uint32_t m = v->member_of[r->passage.article];
    for (uint32_t q = 0; q < w->article[m]->quotations.n; q++) {
        stm_span own = stm_span_of(&w->article[m]->quotations.at[q]);
        bool denial = stm_quotation_denies(w->article[m], &w->article[m]->quotations.at[q]); /* goes with its cue */
        if (v->utterance[m][q] != STM_NONE && own.end == r->passage.at.end && denial == (r->stance == STM_DENIES) &&
            (denial ? own.start >= r->passage.at.start : own.start <= r->passage.at.start)) {
            return &w->record->utterances.at[v->utterance[m][q]];
        }
    }
    return NULL;
}

static void count(stm_work *w, stm_statement *st, const voices *v)
{
    stm_u32s members = { 0 }, said_by = { 0 };
    stm_strs names = { 0 };
    for (uint32_t i = 0; i < st->readings.n; i++) {
        const stm_statement_reading *r = &st->readings.at[i];
        const stm_utterance *u = saying_of(w, v, r);
        bool told = u != NULL && u->speaker_name.p != NULL;
        stm_vec_push(w->arena, &members, v->member_of[r->passage.article]);
        stm_vec_push(w->arena, &said_by, told ? u->speaker : r->said_by);
        stm_vec_push(w->arena, &names, told ? u->speaker_name : r->said_by_name);
    }
    st->lines = stm_lines_among(w, &members);
    st->origins = stm_origins_among(w, &said_by, &names);
}

static stm_str says(stm_work *w, stm_str who, stm_str what)
{
    return who.p == NULL
               ? stm_str_format(w->arena, "\xE2\x80\x9C%.*s\xE2\x80\x9D", (int)what.n, what.p)
               : stm_str_format(w->arena, "%.*s: \xE2\x80\x9C%.*s\xE2\x80\x9D", (int)who.n, who.p, (int)what.n, what.p);
}

/* Of either wording, from `from` on, as much as a heading has room for. */
static stm_str short_of(stm_arena *arena, stm_str s, size_t from)
{
    size_t n = MAX_HEADING;
    stm_str rest = { s.p + from, s.n - from };
    const char *lead = from > 0 ? "\xE2\x80\xA6 " : "";
    if (rest.n <= MAX_HEADING + MAX_HEADING / 4) {
        return stm_str_format(arena, "%s%.*s", lead, (int)rest.n, rest.p);
    }
    while (n > 0 && rest.p[n] != ' ') {
        n--;
    }
    while (n > 0 && (strchr(" ,;:", rest.p[n - 1]) != NULL || (unsigned char)rest.p[n - 1] == 0xA6)) {
        n -= (unsigned char)rest.p[n - 1] == 0xA6 ? 3 : 1; /* an ellipsis */
    }
    return stm_str_format(arena, "%s%.*s \xE2\x80\xA6", lead, (int)n, rest.p);
}

/* Where two wordings that begin alike begin to differ, less a word or two; 0: at once. */
static size_t parting(stm_str x, stm_str y)
{
    size_t n = 0, words = 0;
    while (n < x.n && n < y.n && (x.p[n] | 32) == (y.p[n] | 32)) {
        n++;
    }
    while (n > 0 && n < x.n && n < y.n && (words < 2 || x.p[n - 1] != ' ')) {
        n--;
        words += n > 0 && x.p[n - 1] == ' ';
    }
    return n >= x.n || n >= y.n || n < MAX_HEADING / 2 ? 0 : n;
}

/* Further texts that print one of the two wordings. */
static void add_same_words(stm_work *w, stm_statement *st, const voices *v, const stm_utterance *u)
{
    uint32_t n = st->readings.n;
    for (uint32_t i = 0; i < u->variants.n; i++) {
        const stm_variant *x = &u->variants.at[i];
        stm_statement one = { 0 };
        bool same = false;
        add_reading(w, &one, v->member_of[x->article], x->quotation, x->part, STM_ASSERTS);
        for (uint32_t k = 0; k < n && !same; k++) {
            same = stm_str_eq_nocase(one.readings.at[0].reading, st->readings.at[k].reading);
        }
        if (same) {
            add_reading(w, st, v->member_of[x->article], x->quotation, x->part, STM_ASSERTS);
        }
    }
}

static void carried(stm_work *w, const voices *v, const stm_utterance *u)
{
    stm_statement st = { .status = STM_ST_AGREED, .confidence = 0.85 };
    const stm_variant *full = &u->variants.at[0], *one = NULL, *other = NULL, *head;
    for (uint32_t i = 0; i < u->variants.n; i++) {
        const stm_variant *x = &u->variants.at[i];
        uint32_t n = st.readings.n;
        add_reading(w, &st, v->member_of[x->article], x->quotation, x->part, STM_REPORTS);
        if (st.readings.n > n && stm_saying_speaker_guessed(w, u, x)) {
            st.readings.at[n].said_by = u->speaker;
            st.readings.at[n].said_by_name = u->speaker_name;
        }
        use_units(w, v->member_of[x->article], x->quotation, x->part, STM_SAID);
        full = x->relation == STM_VARIANT_FULLEST ? x : full;
    }
    stm_put_otherwise(w, u, full, &one, &other);
    head = stm_saying_headed_by(w, u, full);
    st.about = says(w, u->speaker_name, st.readings.at[0].reading);
    for (uint32_t i = 0; i < st.readings.n; i++) {
        stm_span own = stm_span_of(stm_variant_said(head, w->article[v->member_of[head->article]]));
        if (st.readings.at[i].passage.article == head->article && stm_span_meets(st.readings.at[i].passage.at, own)) {
            st.about = says(w, u->speaker_name, stm_saying_heading(w, u, head, st.readings.at[i].reading));
            break;
        }
    }
    count(w, &st, v);
    st.origins = st.origins > 1 ? 1 : st.origins; /* one saying has one mouth, whatever it is called */
    stm_vec_push(w->arena, &w->record->statements, st);
    if (other != NULL) {
        stm_statement c = { .status = STM_ST_CONTESTED, .confidence = 0.62 }; /* behind what is told otherwise */
        size_t from;
        stm_str x, y,
            put = u->speaker_name.n == 0
                      ? STM_STR("How it was put")
                      : stm_str_format(w->arena, "How %.*s put it", (int)u->speaker_name.n, u->speaker_name.p);
        add_reading(w, &c, v->member_of[one->article], one->quotation, one->part, STM_ASSERTS);
        add_reading(w, &c, v->member_of[other->article], other->quotation, other->part, STM_ASSERTS);
        x = c.readings.at[0].reading;
        y = c.readings.at[c.readings.n - 1].reading;
        from = parting(x, y);
        x = short_of(w->arena, x, from);
        y = short_of(w->arena, y, from);
        c.about = stm_str_format(w->arena, "%.*s: \xE2\x80\x9C%.*s\xE2\x80\x9D or \xE2\x80\x9C%.*s\xE2\x80\x9D",
                                 (int)put.n, put.p, (int)x.n, x.p, (int)y.n, y.p);
        if (c.readings.n == 2) {
            add_same_words(w, &c, v, u);
            count(w, &c, v);
            stm_vec_push(w->arena, &w->record->statements, c);
        }
    }
}

static bool same_mouth(const stm_work *w, uint32_t ma, uint32_t qa, uint32_t mb, uint32_t qb)
{
    uint32_t ea, eb;
    stm_str na, nb;
    stm_said_by(w, ma, qa, &ea, &na);
    stm_said_by(w, mb, qb, &eb, &nb);
    return (ea != STM_NONE && ea == eb) || (na.p != NULL && nb.p != NULL && stm_str_eq_nocase(na, nb)) || nb.p == NULL;
}

/* A denial told within what another says is part of that saying, not an answer to it. */
static bool inside(const stm_quotation *q, const stm_quotation *o)
{
    stm_span s = stm_span_of(q), t = stm_span_of(o);
    return t.start <= s.start && s.end <= t.end && t.end - t.start > (s.end - s.start) + 8;
}

/* "doubted that he was armed", "would not say whether he was": that he was is what nobody says there. */
static bool left_open(const stm_article *a, const stm_quotation *q)
{
    stm_span at = stm_span_of(q);
    for (uint32_t i = stm_span_some(q->cue) ? stm_token_from(a, q->cue.start) : a->tokens.n;
         i < a->tokens.n && a->tokens.at[i].at.start < q->cue.end; i++) {
        if (a->tokens.at[i].lemma.p != NULL && stm_among(a->tokens.at[i].lemma, "doubt question wonder ask")) {
            return true;
        }
    }
    for (uint32_t i = stm_token_from(a, at.start), n = 0; i < a->tokens.n && a->tokens.at[i].at.start < at.end;
         i++, n++) {
        if (stm_form_among(a, i, "whether") || (n < 4 && stm_form_among(a, i, "doubt doubts doubted"))) {
            return true;
        }
    }
    return q->negated;
}

/* The version has no word of what is denied: it was cut from it. */
static bool cut_off(stm_work *w, const voices *v, const stm_variant *x, const stm_matter *root)
{
    uint32_t m = v->member_of[x->article];
    const stm_quotation *said = stm_variant_said(x, w->article[m]);
    stm_matter own;
    if (x->relation != STM_VARIANT_TRIMMED) {
        return false;
    }
    stm_matter_of(w, m, said->content.at, said->content.n, &own);
    return !stm_matter_has_root(w, root, &own);
}

/* Every variant of the utterance that a quotation belongs to, or the quotation alone. `root`: the verb that is denied.
 */
static void add_side(stm_work *w, stm_statement *st, const voices *v, uint32_t member, uint32_t quotation,
                     stm_stance stance, const stm_matter *root)
{
    uint32_t u = v->utterance[member][quotation];
    add_reading(w, st, member, quotation, NULL, stance);
    use_units(w, member, quotation, NULL, STM_USED);
    for (uint32_t i = 0; u != STM_NONE && i < w->record->utterances.at[u].variants.n; i++) {
        const stm_variant *x = &w->record->utterances.at[u].variants.at[i];
        const stm_article *a = w->article[v->member_of[x->article]];
        if (stance == STM_ASSERTS && (left_open(a, &a->quotations.at[x->quotation]) || cut_off(w, v, x, root))) {
            continue;
        }
        add_reading(w, st, v->member_of[x->article], x->quotation, x->part, stance);
        use_units(w, v->member_of[x->article], x->quotation, x->part, STM_USED);
    }
}

/* "voters had been turned away, she said. He denied that anybody had": an answer to what was just said. */
static bool answers(const stm_article *a, uint32_t denial, uint32_t other)
{
    uint32_t x = stm_sentence_at(a, stm_span_of(&a->quotations.at[denial]).start);
    uint32_t y = stm_sentence_at(a, stm_span_of(&a->quotations.at[other]).start);
    return x != STM_NONE && y != STM_NONE && y <= x && x - y <= ANSWER_SENTENCES;
}

/* Nothing hangs on the noun that tells which one it is: "the charges", "his role", "the charges, which were new". */
static bool bare(const stm_article *a, uint32_t noun)
{
    const stm_sentence *s = &a->sentences.at[a->tokens.at[noun].sentence];
    for (uint32_t i = s->first_token; i < s->first_token + s->n_tokens; i++) {
        uint8_t x = a->tokens.at[i].upos;
        if (a->tokens.at[i].head == noun && x != STM_DET && x != STM_PRON && x != STM_PUNCT && x != STM_ADP &&
            a->tokens.at[i].deprel != STM_DEP_ACL_RELCL) {
            return false;
        }
    }
    return true;
}

/* What is denied is a claim: a clause, or a noun that is one ("charges of fraud"); of "the harbour plan" one cannot say
 * that it is not so, and "the charges" are none that a reader would know. */
static bool is_claim(const stm_article *a, const stm_quotation *q)
{
    static const char nouns[] =
        "claim claims charge charges allegation allegations accusation accusations report reports "
        "rumor rumors rumour rumours suggestion suggestions involvement wrongdoing "
        "responsibility link links role knowledge guilt";
    stm_span c = q->content.at[0];
    bool verb = false, noun = false;
    for (uint32_t i = stm_token_from(a, c.start); i < a->tokens.n && a->tokens.at[i].at.start < c.end; i++) {
        uint8_t x = a->tokens.at[i].xpos;
        uint32_t h = a->tokens.at[i].head;
        bool outside = h == STM_NONE || a->tokens.at[h].at.start < c.start || a->tokens.at[h].at.start >= c.end;
        if (outside && stm_form_among(a, i, nouns)) {
            noun = true;
            if (!bare(a, i)) {
                return true;
            }
        }
        verb = verb || a->tokens.at[i].upos == STM_UPOS_NONE ||
               (!(noun && a->tokens.at[i].deprel == STM_DEP_ACL_RELCL) &&
                (x == STM_XP_VBD || x == STM_XP_VBZ || x == STM_XP_VBP || x == STM_XP_MD || x == STM_XP_VBG));
    }
    return verb;
}

/* "a report that the mill was sold", "they argued that it was": what is denied is that the mill was sold. From its
 * first byte on; where the content tells of no such words, that of the content. */
static uint32_t claim_from(const stm_article *a, const stm_quotation *q)
{
    stm_span c = q->content.at[0];
    uint32_t first = stm_token_from(a, c.start);
    for (uint32_t i = first; i + 1 < a->tokens.n && i < first + 12 && a->tokens.at[i + 1].at.end < c.end; i++) {
        const stm_token *t = &a->tokens.at[i];
        bool told = t->lemma.p != NULL &&
                    (stm_among(t->lemma, "report claim allegation accusation suggestion rumor rumour charge story "
                                         "contention assertion") ||
                     (t->upos == STM_VERB && stm_among(t->lemma, "argue contend allege assert claim maintain say")));
        if (told && stm_form_among(a, i + 1, "that") && i + 2 < a->tokens.n) {
            return a->tokens.at[i + 2].at.start;
        }
    }
    return c.start;
}

/* A noun with what hangs on it: "a report on the mill". */
static bool is_phrase(const stm_article *a, const stm_quotation *q)
{
    stm_span c = q->content.at[0];
    for (uint32_t i = stm_token_from(a, c.start); i < a->tokens.n && a->tokens.at[i].at.start < c.end; i++) {
        const stm_token *t = &a->tokens.at[i];
        bool outside =
            t->head == STM_NONE || a->tokens.at[t->head].at.start < c.start || a->tokens.at[t->head].at.start >= c.end;
        if (outside && (t->upos == STM_NOUN || t->upos == STM_PROPN) && t->deprel == STM_DEP_OBJ) {
            return true;
        }
    }
    return false;
}

/* A clause with its subject: what can stand behind "whether". */
static bool is_clause(const stm_article *a, const stm_quotation *q)
{
    stm_span c = { claim_from(a, q), q->content.at[0].end };
    bool subject = false;
    if (c.start != q->content.at[0].start || is_phrase(a, q)) {
        return c.start != q->content.at[0].start && q->content.n == 1;
    }
    for (uint32_t i = stm_token_from(a, c.start); i < a->tokens.n && a->tokens.at[i].at.start < c.end; i++) {
        const stm_token *t = &a->tokens.at[i];
        subject = subject || t->deprel == STM_DEP_NSUBJ || t->deprel == STM_DEP_NSUBJ_PASS || t->deprel == STM_DEP_EXPL;
        if (subject &&
            (t->xpos == STM_XP_VBD || t->xpos == STM_XP_VBZ || t->xpos == STM_XP_VBP || t->xpos == STM_XP_MD)) {
            return q->content.n == 1 && q->kind == STM_QUOTE_INDIRECT;
        }
        if (t->upos == STM_VERB && !subject) {
            return false;
        }
    }
    return false;
}

/* "whether They argued" -> "whether they argued": what began a sentence does not now, unless it is a name or "I". */
static stm_str small_inside(stm_work *w, const stm_article *a, const stm_quotation *q, stm_str s)
{
    size_t at = strlen("whether ");
    uint32_t first = stm_token_from(a, claim_from(a, q));
    uint8_t x = first < a->tokens.n ? a->tokens.at[first].upos : STM_PROPN;
    if (s.n > at && s.p[at] >= 'A' && s.p[at] <= 'Z' &&
        (x == STM_PRON || x == STM_DET || x == STM_ADP || x == STM_ADV) && !stm_form_among(a, first, "I")) {
        char *p = stm_arena_copy(w->arena, s.p, s.n);
        p[at] = (char)(p[at] + 32);
        s.p = p;
    }
    return s;
}

/* Up to what somebody else says of it, and to what another verb is about: "denies any part in it and two inquiries
 * found none". */
static uint32_t claim_end(const stm_article *a, stm_span at)
{
    stm_str s = stm_str_sub(a->text, at);
    size_t but = stm_str_find(s, STM_STR(" but "), 0), and = stm_str_find(s, STM_STR(" and "), LEAST_HEADING), next;
    uint32_t t = stm_token_from(a, at.end);
    uint8_t x = t < a->tokens.n ? a->tokens.at[t].xpos : 0;
    if (but != SIZE_MAX && but >= LEAST_HEADING) {
        return at.start + (uint32_t)but;
    }
    if (and == SIZE_MAX || !(x == STM_XP_VBD || x == STM_XP_VBZ || x == STM_XP_VBP || x == STM_XP_MD)) {
        return at.end;
    }
    while ((next = stm_str_find(s, STM_STR(" and "), and+1)) != SIZE_MAX) {
        and = next;
    }
    return at.start + (uint32_t) and;
}

/* Copies of the text deny it in the same words. */
static void denied_alike(stm_work *w, stm_statement *st, uint32_t member, uint32_t quotation, stm_matter **matter,
                         const uint32_t *first, uint8_t *done)
{
    for (uint32_t m = 0; m < w->n; m++) {
        for (uint32_t q = 0; m != member && w->line[m] == w->line[member] && q < w->article[m]->quotations.n; q++) {
            if (stm_quotation_denies(w->article[m], &w->article[m]->quotations.at[q]) && !done[first[m] + q] &&
                same_mouth(w, member, quotation, m, q) &&
                stm_matter_compare(w, &matter[member][quotation], &matter[m][q]).dice >= LEAST_DICE_COPY) {
                add_reading(w, st, m, q, NULL, STM_DENIES);
                use_units(w, m, q, NULL, STM_USED);
                done[first[m] + q] = 1;
            }
        }
    }
}

static stm_str without_that(stm_str s) { return stm_str_starts(s, "that ") ? (stm_str){ s.p + 5, s.n - 5 } : s; }

static void denials(stm_work *w, const voices *v)
{
    stm_u32s *with = STM_NEW_ARRAY(w->arena, stm_u32s, (size_t)w->rarity.n + 1);
    stm_matter **matter = STM_NEW_ARRAY(w->arena, stm_matter *, (size_t)w->n + 1);
    uint32_t *first = STM_NEW_ARRAY(w->arena, uint32_t, (size_t)w->n + 1), total = 0;
    uint8_t *done;
    for (uint32_t m = 0; m < w->n; m++) {
        const stm_article *a = w->article[m];
        first[m] = total;
        matter[m] = STM_NEW_ARRAY(w->arena, stm_matter, (size_t)a->quotations.n + 1);
        for (uint32_t q = 0; q < a->quotations.n; q++) {
            stm_matter_of(w, m, a->quotations.at[q].content.at, a->quotations.at[q].content.n, &matter[m][q]);
            for (uint32_t k = 0; k < matter[m][q].terms.n; k++) {
                stm_vec_push(w->arena, &with[matter[m][q].terms.at[k].id], total + q);
            }
        }
        total += a->quotations.n;
    }
    first[w->n] = total;
    done = STM_NEW_ARRAY(w->arena, uint8_t, (size_t)total + 1);
    for (uint32_t m = 0; m < w->n; m++) {
        for (uint32_t q = 0; q < w->article[m]->quotations.n; q++) {
            stm_statement st = { .status = STM_ST_DENIED, .confidence = 0.8 };
            stm_matter root;
            bool claim;
            if (!stm_quotation_denies(w->article[m], &w->article[m]->quotations.at[q]) || done[first[m] + q]) {
                continue;
            }
            claim = is_claim(w->article[m], &w->article[m]->quotations.at[q]);
            stm_matter_root(w, m, &w->article[m]->quotations.at[q], &root);
            for (uint32_t k = 0; k < matter[m][q].terms.n; k++) {
                const stm_u32s *list = &with[matter[m][q].terms.at[k].id];
                for (uint32_t j = 0; j < list->n && list->n <= MAX_SHARING; j++) {
                    uint32_t lo = 0, o, oq;
                    stm_likeness like;
                    while (lo + 1 < w->n && first[lo + 1] <= list->at[j]) {
                        lo++;
                    }
                    o = lo;
                    oq = list->at[j] - first[o];
                    if ((o == m && oq == q) || w->article[o]->quotations.at[oq].act == STM_ACT_DENY ||
                        w->article[o]->quotations.at[oq].act == STM_ACT_REJECT || same_mouth(w, m, q, o, oq) ||
                        left_open(w->article[o], &w->article[o]->quotations.at[oq])) {
                        continue;
                    }
                    if (o == m && inside(&w->article[m]->quotations.at[q], &w->article[m]->quotations.at[oq])) {
                        continue;
                    }
                    like = stm_matter_compare(w, &matter[m][q], &matter[o][oq]);
                    if (!claim || !stm_matter_has_root(w, &root, &matter[o][oq])) {
                        continue;
                    }
                    if (st.readings.n < 24 &&
                        ((o == m && like.least >= LEAST_COVER && answers(w->article[m], q, oq)) ||
                         (like.dice >= LEAST_DICE && like.shared >= LEAST_SHARED) ||
                         (like.least >= LEAST_COVER && like.n > 1 && like.shared >= LEAST_COVERED &&
                          stm_matters_share_event(w, &matter[m][q], &matter[o][oq])))) {
                        add_side(w, &st, v, o, oq, STM_ASSERTS, &root);
                    }
                }
            }
            /* A denial is never lost, whether or not somebody asserts in these texts what it denies. */
            if (matter[m][q].terms.n > 0) {
                uint32_t u = v->utterance[m][q];
                bool asserted = st.readings.n > 0;
                stm_span own = stm_span_of(&w->article[m]->quotations.at[q]);
                own.start = claim_from(w->article[m], &w->article[m]->quotations.at[q]);
                own.end = claim_end(w->article[m], own);
                stm_str what = without_that(st.readings.n > 0 ? st.readings.at[0].reading
                                                              : stm_wording(w->arena, w->article[m], own));
                add_side(w, &st, v, m, q, STM_DENIES, &root);
                denied_alike(w, &st, m, q, matter, first, done);
                done[first[m] + q] = 1;
                for (uint32_t i = 0; u != STM_NONE && i < w->record->utterances.at[u].variants.n; i++) {
                    const stm_variant *x = &w->record->utterances.at[u].variants.at[i];
                    done[first[v->member_of[x->article]] + x->quotation] = 1;
                }
                if (asserted && what.n > (own.end - own.start) * 3 / 2) {
                    what = without_that(stm_wording(w->arena, w->article[m], own)); /* one thing of several is denied */
                    asserted = !is_clause(w->article[m], &w->article[m]->quotations.at[q]);
                }
                what = stm_plain_and(w->arena, what);
                if (!asserted && is_clause(w->article[m], &w->article[m]->quotations.at[q])) {
                    /* nobody here says it is so */
                    what = stm_str_format(w->arena, "whether %.*s", (int)what.n, what.p);
                    what = small_inside(w, w->article[m], &w->article[m]->quotations.at[q], what);
                }
                st.about = stm_capital(w->arena, what);
                if (!claim) {
                    st.confidence = UNCLEAR;
                }
                count(w, &st, v);
                stm_vec_push(w->arena, &w->record->statements, st);
            }
        }
    }
}

void stm_record_voices(stm_work *w)
{
    voices v = { 0 };
    uint32_t top = 0;
    for (uint32_t m = 0; m < w->n; m++) {
        top = w->index[m] >= top ? w->index[m] + 1 : top;
    }
    v.member_of = STM_NEW_ARRAY(w->arena, uint32_t, (size_t)top + 1);
    v.utterance = STM_NEW_ARRAY(w->arena, uint32_t *, (size_t)w->n + 1);
    for (uint32_t m = 0; m < w->n; m++) {
        v.member_of[w->index[m]] = m;
        v.utterance[m] = STM_NEW_ARRAY(w->arena, uint32_t, (size_t)w->article[m]->quotations.n + 1);
        memset(v.utterance[m], 0xFF, sizeof(uint32_t) * ((size_t)w->article[m]->quotations.n + 1));
    }
    for (uint32_t u = 0; u < w->record->utterances.n; u++) {
        for (uint32_t i = 0; i < w->record->utterances.at[u].variants.n; i++) {
            const stm_variant *x = &w->record->utterances.at[u].variants.at[i];
            if (x->part == NULL) {
                v.utterance[v.member_of[x->article]][x->quotation] = u;
            }
        }
    }
    denials(w, &v);
    for (uint32_t u = 0; u < w->record->utterances.n; u++) {
        if (w->record->utterances.at[u].lines > 1) {
            carried(w, &v, &w->record->utterances.at[u]);
        }
    }
}
