/* view.c: see view.h. Names, lines of text, and the sorting of items into sections. */
#include "write/view.h"

#include <math.h>
#include <stdlib.h>

#include "base/map.h"

const char *stm_section_title(stm_section section)
{
    static const char *const titles[] = { "Contested",
                                          "Many lines, one origin",
                                          "Changed between editions",
                                          "Agreed",
                                          "One saying, several versions",
                                          "Figures",
                                          "Proposals and their fate",
                                          "Timeline" };
    return titles[section];
}

const char *stm_section_about(stm_section section)
{
    static const char *const about[] = {
        "What is denied, doubted, or told differently by texts that do not copy from each other.",
        "Several independent texts carry it, but all have it from the same mouth: one witness, not many.",
        "Editions of one text that do not say the same.",
        "What independent texts say alike.",
        "The same words of the same speaker as different articles give them.",
        "What is counted, by whom, and for which day.",
        "Plans, drafts and offers, and what became of them.",
        "What happened, and what was planned, day by day.",
    };
    return about[section];
}

/* The arrays by article, from another view of the run or new. */
static void share(stm_arena *arena, stm_view *v, const stm_view *before)
{
    uint32_t n = v->run->articles.n;
    if (before != NULL) {
        v->names = before->names;
        v->line_of = before->line_of;
        v->family_of = before->family_of;
        return;
    }
    v->names = STM_NEW_ARRAY(arena, stm_str, n + 1);
    v->line_of = STM_NEW_ARRAY(arena, uint32_t, n + 1);
    v->family_of = STM_NEW_ARRAY(arena, uint32_t, n + 1);
    for (uint32_t i = 0; i < n; i++) {
        v->names[i] = v->run->articles.at[i]->id;
        v->line_of[i] = v->family_of[i] = STM_NONE;
    }
}

/* Position of the first article of the line; of a record that does not say, of the first of the family. */
static uint32_t first_of_line(const stm_view *v, uint32_t i)
{
    const stm_record *r = v->record;
    uint32_t family = v->family_of[r->articles.at[i]], first = i;
    if (r->line_of.n == r->articles.n) {
        return r->line_of.at[i];
    }
    for (uint32_t k = 0; k < i && first == i && family != STM_NONE; k++) {
        first = v->family_of[r->articles.at[k]] == family ? k : i;
    }
    return first;
}

/* Numbers the lines in the order of their first article. An article of two families counts with the first. */
static void find_lines(stm_view *v)
{
    const stm_record *r = v->record;
    for (uint32_t i = r->families.n; i-- > 0;) {
        const stm_family *f = &v->run->reuse.families.at[r->families.at[i]];
        for (uint32_t k = 0; k < f->articles.n; k++) {
            v->family_of[f->articles.at[k]] = r->families.at[i];
        }
    }
    for (uint32_t i = 0; i < r->articles.n; i++) {
        uint32_t first = first_of_line(v, i);
        v->line_of[r->articles.at[i]] = first == i ? v->n_lines++ : v->line_of[r->articles.at[first]];
    }
}

/* An outlet names its article if no other article of the story has the same; else the id does. */
static void find_names(stm_arena *arena, stm_view *v)
{
    const stm_run *run = v->run;
    stm_map count = { 0 };
    for (uint32_t i = 0; i < v->record->articles.n; i++) {
        const stm_article *a = run->articles.at[v->record->articles.at[i]];
        if (a->outlet.p != NULL) {
            (*stm_map_put(arena, &count, stm_str_lower(arena, a->outlet), 0))++;
        }
    }
    for (uint32_t i = 0; i < v->record->articles.n; i++) {
        uint32_t index = v->record->articles.at[i];
        const stm_article *a = run->articles.at[index];
        bool alone = a->outlet.n != 0 && stm_map_get(&count, stm_str_lower(arena, a->outlet)) == 1;
        v->names[index] = alone ? a->outlet : a->id;
    }
}

static void add(stm_arena *arena, stm_view *v, const stm_view_options *o, stm_item item)
{
    bool all = o != NULL && o->all;
    item.rank = item.low ? 0 : item.rank + item.lines;
    if ((o != NULL && item.lines < o->min_lines) || (!all && (item.plain || item.confidence < v->sure))) {
        return;
    }
    stm_vec_push(arena, &v->sections[item.section], item);
}

static uint32_t count_lines(stm_arena *arena, const stm_view *v, const uint32_t *articles, uint32_t n)
{
    bool *seen = STM_NEW_ARRAY(arena, bool, v->n_lines + 1);
    uint32_t lines = 0;
    for (uint32_t i = 0; i < n; i++) {
        uint32_t line = v->line_of[articles[i]];
        if (line != STM_NONE && !seen[line]) {
            seen[line] = true;
            lines++;
        }
    }
    return lines;
}

/* Whoever is named as saying it, one by one. */
typedef struct voices {
    stm_str first;
    bool any, several, silent; /* a reading has none */
} voices;

static void add_voice(voices *x, stm_str by)
{
    x->several = x->several || (by.p != NULL && x->any && !stm_view_same_name(by, x->first));
    x->first = by.p != NULL && !x->any ? by : x->first;
    x->any = x->any || by.p != NULL;
    x->silent = x->silent || by.p == NULL;
}

/* All of it goes back to whom a reader sees named: not where a text tells it by itself, unless it is one person's
 * saying ("Roe: “It sank”"), of which a text may have the words without the name beside them. */
static bool one_voice(const voices *x, stm_str about)
{
    return x->any && (!x->silent || (!x->several && stm_view_is_saying(about)));
}

bool stm_view_is_saying(stm_str about) { return stm_str_find(about, STM_STR(": \xE2\x80\x9C"), 0) != SIZE_MAX; }

static bool has_voice(const stm_view *v, const stm_statement *s)
{
    voices x = { 0 };
    for (uint32_t i = 0; i < s->readings.n; i++) {
        add_voice(&x, stm_view_speaker(v, s->readings.at[i].said_by, s->readings.at[i].said_by_name));
    }
    return one_voice(&x, s->about);
}

static bool figure_has_voice(const stm_view *v, const stm_record_figure *f)
{
    voices x = { 0 };
    for (uint32_t i = 0; i < f->readings.n; i++) {
        add_voice(&x, stm_view_speaker(v, f->readings.at[i].said_by, f->readings.at[i].said_by_name));
    }
    return one_voice(&x, f->counted);
}

/* Nothing is told but that something is denied that nobody says: "denied the rumours". */
static bool bare_denial(const stm_statement *s)
{
    size_t first = stm_str_find(s->about, STM_STR(" "), 0);
    for (uint32_t i = 0; i < s->readings.n; i++) {
        if (s->readings.at[i].stance != STM_DENIES && s->readings.at[i].stance != STM_REPORTS) {
            return false;
        }
    }
    return first == SIZE_MAX || stm_str_find(s->about, STM_STR(" "), first + 1) == SIZE_MAX;
}

static bool is_denied(const stm_statement *s)
{
    bool denied = s->status == STM_ST_DENIED;
    for (uint32_t i = 0; i < s->readings.n; i++) {
        denied |= s->readings.at[i].stance == STM_DENIES;
    }
    return denied;
}

/* Every reading of the statement holds one of the figure: both tell of one thing. */
static bool tells_figure(const stm_statement *s, const stm_record_figure *f)
{
    for (uint32_t i = 0; i < s->readings.n; i++) {
        const stm_passage *p = &s->readings.at[i].passage;
        bool held = false;
        for (uint32_t k = 0; k < f->readings.n && !held; k++) {
            const stm_passage *q = &f->readings.at[k].passage;
            held = p->article == q->article && p->at.start <= q->at.start && q->at.end <= p->at.end;
        }
        if (!held) {
            return false;
        }
    }
    return f->status == STM_FIG_AGREE && (s->status == STM_ST_AGREED || s->status == STM_ST_SINGLE_SOURCE);
}

/* Of a statement and a figure that tell of one thing one is shown: of people come to harm the figure, which says it
 * shorter, and where a statement tells of several figures those; else the statement, which says what is counted. */
static void find_doubles(stm_arena *arena, const stm_view *v, bool **statement, bool **figure)
{
    const stm_record *r = v->record;
    *statement = STM_NEW_ARRAY(arena, bool, r->statements.n + 1);
    *figure = STM_NEW_ARRAY(arena, bool, r->figures.n + 1);
    for (uint32_t i = 0; i < r->statements.n; i++) {
        uint32_t n = 0, one = 0;
        for (uint32_t k = 0; k < r->figures.n && !(r->statements.at[i].confidence < v->sure); k++) {
            bool tells = tells_figure(&r->statements.at[i], &r->figures.at[k]);
            n += tells;
            one = tells ? k : one;
        }
        if (n > 1 || (n == 1 && stm_str_starts(r->figures.at[one].counted, "People "))) {
            (*statement)[i] = true;
        } else if (n == 1 && r->figures.at[one].lines <= r->statements.at[i].lines) {
            (*figure)[one] = true;
        }
    }
}

/* The other shows the same places of the same articles, and more of them: "the families asked for privacy" in what the
 * clinic says. */
static bool told_within(const stm_statement *s, const stm_statement *o)
{
    uint64_t own = 0, others = 0;
    if (o->status != s->status || o->lines < s->lines || o->origins != s->origins) {
        return false;
    }
    for (uint32_t i = 0; i < s->readings.n; i++) {
        const stm_passage *p = &s->readings.at[i].passage;
        bool met = false;
        for (uint32_t k = 0; k < o->readings.n && !met; k++) {
            const stm_passage *q = &o->readings.at[k].passage;
            met = p->article == q->article && p->at.start < q->at.end && q->at.start < p->at.end;
        }
        if (!met) {
            return false;
        }
        own += p->at.end - p->at.start;
    }
    for (uint32_t k = 0; k < o->readings.n; k++) {
        others += o->readings.at[k].passage.at.end - o->readings.at[k].passage.at.start;
    }
    return others > own;
}

/* Statements of one origin that a longer one shown beside them tells in full. */
static void find_told_twice(const stm_view *v, bool *doubles)
{
    const stm_record *r = v->record;
    for (uint32_t i = 0; i < r->statements.n; i++) {
        const stm_statement *s = &r->statements.at[i];
        bool one = s->status == STM_ST_AGREED && s->origins == 1 && s->lines > 1;
        for (uint32_t k = 0; k < r->statements.n && one && !doubles[i]; k++) {
            const stm_statement *o = &r->statements.at[k];
            doubles[i] = k != i && !doubles[k] && !(o->confidence < v->sure) && told_within(s, o);
        }
    }
}

/* "The charges", which somebody announced: a noun or two, of which nothing is said. */
static bool bare_nouns(const stm_view *v, stm_passage at)
{
    const stm_article *a = v->run->articles.at[at.article];
    uint32_t n = 0;
    for (uint32_t i = stm_token_from(a, at.at.start); i < a->tokens.n && a->tokens.at[i].at.start < at.at.end; i++) {
        uint8_t u = a->tokens.at[i].upos;
        if (u != STM_NOUN && u != STM_DET) {
            return false;
        }
        n += u == STM_NOUN;
    }
    return n > 0 && n <= 2 && (at.at.start == 0 || strchr(" \n", a->text.p[at.at.start - 1]) != NULL);
}

/* "the charges" */
static bool only_noun(stm_str s)
{
    return (stm_str_starts(s, "the ") || stm_str_starts(s, "The ")) && stm_str_find(s, STM_STR(" "), 4) == SIZE_MAX;
}

/* Most of every reading of what one mouth says stands in what is contested: it is told there. */
static bool told_contested(const stm_view *v, const stm_statement *s)
{
    for (uint32_t i = 0; i < v->record->statements.n; i++) {
        const stm_statement *c = &v->record->statements.at[i];
        bool all = (c->status == STM_ST_CONTESTED || c->status == STM_ST_DENIED) && !c->wording &&
                   !(c->confidence < v->sure) && c->readings.n >= s->readings.n;
        for (uint32_t k = 0; k < s->readings.n && all; k++) {
            const stm_passage *p = &s->readings.at[k].passage;
            all = false;
            for (uint32_t j = 0; j < c->readings.n && !all; j++) {
                const stm_passage *q = &c->readings.at[j].passage;
                all = p->article == q->article && p->at.start < q->at.end && q->at.start < p->at.end &&
                      c->readings.at[j].reading.n * 3 >= s->readings.at[k].reading.n * 2;
            }
        }
        if (all) {
            return true;
        }
    }
    return false;
}

static void add_statements(stm_arena *arena, stm_view *v, const stm_view_options *o, const bool *doubles)
{
    bool sections = o == NULL || o->matter == NULL; /* of one alone nothing is told in another */
    for (uint32_t i = 0; i < v->record->statements.n; i++) {
        const stm_statement *s = &v->record->statements.at[i];
        stm_section to = STM_SEC_AGREED;
        switch (s->status) {
        case STM_ST_CONTESTED:
        case STM_ST_DENIED: to = STM_SEC_CONTESTED; break;
        case STM_ST_CHANGED: to = STM_SEC_CHANGED; break;
        case STM_ST_AGREED:
        case STM_ST_SINGLE_SOURCE:
            to = s->lines >= 2 && s->origins == 1 && has_voice(v, s) ? STM_SEC_ONE_ORIGIN : STM_SEC_AGREED;
            break;
        }
        add(arena, v, o,
            (stm_item){ .section = to,
                        .kind = STM_ITEM_STATEMENT,
                        .index = i,
                        .lines = s->lines,
                        .low = s->wording,
                        .rank = to == STM_SEC_CONTESTED && is_denied(s) ? 2 : 0,
                        .confidence = s->confidence,
                        .plain = doubles[i] || bare_denial(s) ||
                                 (to == STM_SEC_ONE_ORIGIN && only_noun(s->readings.at[0].reading)) ||
                                 (sections && to == STM_SEC_ONE_ORIGIN && told_contested(v, s)) ||
                                 (s->status == STM_ST_SINGLE_SOURCE && s->lines < 2) });
    }
}

/* "one life", "one thing": that several say so is nothing to check; one who came to harm is. */
static bool trivial(const stm_record_figure *f)
{
    bool all =
        f->status == STM_FIG_AGREE && !stm_str_starts(f->counted, "people ") && !stm_str_starts(f->counted, "People ");
    for (uint32_t i = 0; i < f->readings.n && all; i++) {
        all = f->readings.at[i].low == 1 && f->readings.at[i].high == 1;
    }
    return all;
}

static void add_figures(stm_arena *arena, stm_view *v, const stm_view_options *o, const bool *doubles)
{
    for (uint32_t i = 0; i < v->record->figures.n; i++) {
        const stm_record_figure *f = &v->record->figures.at[i];
        stm_section to = f->status == STM_FIG_CONFLICT ? STM_SEC_CONTESTED
                         : f->status == STM_FIG_AGREE && f->lines >= 2 && f->origins == 1 && figure_has_voice(v, f)
                             ? STM_SEC_ONE_ORIGIN
                         : f->status == STM_FIG_AGREE ? STM_SEC_AGREED
                                                      : STM_SEC_FIGURES;
        add(arena, v, o,
            (stm_item){ .section = to,
                        .kind = STM_ITEM_FIGURE,
                        .index = i,
                        .lines = f->lines,
                        .low = stm_str_starts(f->counted, "age of a ") || stm_str_starts(f->counted, "age of an "),
                        .confidence = f->confidence,
                        .plain = doubles[i] || f->readings.n < 2 || trivial(f) });
    }
}

/* A version of the other holds this one; *bytes gets how many bytes it has. */
static bool held_by(const stm_view *v, const stm_variant *x, const stm_utterance *o, uint64_t *bytes)
{
    const stm_quotation *q = stm_variant_said(x, v->run->articles.at[x->article]);
    for (uint32_t k = 0; k < o->variants.n; k++) {
        const stm_variant *y = &o->variants.at[k];
        const stm_quotation *p = stm_variant_said(y, v->run->articles.at[y->article]);
        if (x->article == y->article && p->content.at[0].start <= q->content.at[0].start &&
            q->content.at[q->content.n - 1].end <= p->content.at[p->content.n - 1].end) {
            *bytes += p->content.at[p->content.n - 1].end - p->content.at[0].start;
            return true;
        }
    }
    return false;
}

/* The other has every version of it, and more in some: "the families asked for privacy", and what the clinic says. Of
 * a line of text that one version is held is enough: its editions say nothing else. */
static bool said_within(const stm_view *v, const stm_utterance *u, const stm_utterance *o)
{
    uint64_t own = 0, others = 0;
    if (u == o || o->variants.n < 2 || o->lines < u->lines || o->confidence < v->sure) {
        return false;
    }
    for (uint32_t i = 0; i < u->variants.n; i++) {
        const stm_variant *x = &u->variants.at[i];
        const stm_quotation *q = stm_variant_said(x, v->run->articles.at[x->article]);
        bool held = held_by(v, x, o, &others);
        own += held ? q->content.at[q->content.n - 1].end - q->content.at[0].start : 0;
        for (uint32_t k = 0; k < u->variants.n && !held; k++) {
            uint64_t ignored = 0;
            held = v->line_of[u->variants.at[k].article] == v->line_of[x->article] &&
                   held_by(v, &u->variants.at[k], o, &ignored);
        }
        if (!held) {
            return false;
        }
    }
    return others > own;
}

static bool bare_saying(const stm_view *v, const stm_variant *x)
{
    const stm_quotation *q = stm_variant_said(x, v->run->articles.at[x->article]);
    return q->kind == STM_QUOTE_INDIRECT && q->content.n == 1 &&
           bare_nouns(v, (stm_passage){ x->article, q->content.at[0] });
}

/* Nothing to compare: the same words, one article's own, a version of nobody's in copies of one text, or what stands
 * whole in another saying that is shown. */
static bool plain_saying(const stm_view *v, const stm_utterance *u)
{
    bool same = u->lines < 2, one = true, within = false, bare = true;
    for (uint32_t k = 0; k < u->variants.n; k++) {
        same &= u->variants.at[k].relation <= STM_VARIANT_SAME || stm_view_said_again(v, u, &u->variants.at[k]);
        bare &= bare_saying(v, &u->variants.at[k]);
        one &= u->variants.at[k].article == u->variants.at[0].article;
    }
    for (uint32_t k = 0; k < v->record->utterances.n && !within && !same && !one; k++) {
        within = said_within(v, u, &v->record->utterances.at[k]);
    }
    return same || one || within || bare || (u->lines < 2 && u->speaker == STM_NONE && u->speaker_name.p == NULL);
}

uint32_t stm_view_contested(const stm_record *r)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < r->statements.n; i++) {
        const stm_statement *s = &r->statements.at[i];
        n += (s->status == STM_ST_CONTESTED || s->status == STM_ST_DENIED) && !(s->confidence < STM_VIEW_SURE) &&
             !bare_denial(s);
    }
    for (uint32_t i = 0; i < r->figures.n; i++) {
        const stm_record_figure *f = &r->figures.at[i];
        n += f->status == STM_FIG_CONFLICT && !(f->confidence < STM_VIEW_SURE) && f->readings.n >= 2;
    }
    return n;
}

static void add_utterances(stm_arena *arena, stm_view *v, const stm_view_options *o)
{
    for (uint32_t i = 0; i < v->record->utterances.n; i++) {
        const stm_utterance *u = &v->record->utterances.at[i];
        bool plain = plain_saying(v, u);
        add(arena, v, o,
            (stm_item){ .section = STM_SEC_QUOTES,
                        .kind = STM_ITEM_UTTERANCE,
                        .index = i,
                        .lines = u->lines,
                        .confidence = u->confidence,
                        .plain = plain });
    }
}

static void add_proposals(stm_arena *arena, stm_view *v, const stm_view_options *o)
{
    for (uint32_t i = 0; i < v->record->proposals.n; i++) {
        const stm_proposal *p = &v->record->proposals.at[i];
        uint32_t *articles = STM_NEW_ARRAY(arena, uint32_t, p->states.n);
        for (uint32_t k = 0; k < p->states.n; k++) {
            articles[k] = p->states.at[k].passage.article;
        }
        add(arena, v, o,
            (stm_item){ .section = STM_SEC_PROPOSALS,
                        .kind = STM_ITEM_PROPOSAL,
                        .index = i,
                        .lines = count_lines(arena, v, articles, p->states.n),
                        .confidence = p->confidence,
                        .plain = p->states.n < 2 });
    }
}

static int by_weight(const void *x, const void *y)
{
    const stm_item *a = x, *b = y;
    double ca = isnan(a->confidence) ? 1 : a->confidence, cb = isnan(b->confidence) ? 1 : b->confidence;
    if (a->rank != b->rank) {
        return a->rank > b->rank ? -1 : 1;
    }
    if (ca != cb) {
        return ca > cb ? -1 : 1;
    }
    if (a->kind != b->kind) {
        return a->kind < b->kind ? -1 : 1;
    }
    return a->index < b->index ? -1 : a->index > b->index;
}

static bool wanted(const char *matter, stm_section section)
{
    if (matter == NULL) {
        return true;
    }
    switch (*matter) {
    case 'c': return section <= STM_SEC_CHANGED;
    case 'q': return section == STM_SEC_QUOTES;
    case 'f': return section == STM_SEC_FIGURES || section <= STM_SEC_AGREED;
    default: return section == STM_SEC_TIMELINE || section == STM_SEC_PROPOSALS;
    }
}

static void keep_matter(stm_view *v, const char *matter)
{
    for (stm_section s = STM_SEC_CONTESTED; s < STM_SEC_COUNT; s++) {
        stm_items *items = &v->sections[s];
        uint32_t n = 0;
        for (uint32_t i = 0; i < items->n; i++) {
            if (wanted(matter, s) && (matter == NULL || *matter != 'f' || items->at[i].kind == STM_ITEM_FIGURE)) {
                items->at[n++] = items->at[i];
            }
        }
        items->n = n;
    }
}

void stm_view_make(stm_arena *arena, const stm_run *run, const stm_record *record, const stm_view_options *options,
                   const stm_view *before, stm_view *out)
{
    bool *double_statement, *double_figure;
    memset(out, 0, sizeof *out);
    out->run = run;
    out->record = record;
    out->sure = options == NULL || options->sure == 0 ? STM_VIEW_SURE : options->sure;
    share(arena, out, before);
    find_lines(out);
    find_names(arena, out);
    find_doubles(arena, out, &double_statement, &double_figure);
    find_told_twice(out, double_statement);
    add_statements(arena, out, options, double_statement);
    add_figures(arena, out, options, double_figure);
    add_utterances(arena, out, options);
    add_proposals(arena, out, options);
    for (uint32_t i = 0; i < record->timeline.n; i++) {
        const stm_event *e = &record->timeline.at[i];
        add(arena, out, options,
            (stm_item){ .section = STM_SEC_TIMELINE,
                        .kind = STM_ITEM_EVENT,
                        .index = i,
                        .lines = e->lines,
                        .confidence = e->confidence,
                        .plain = false });
    }
    for (stm_section s = STM_SEC_CONTESTED; s < STM_SEC_TIMELINE; s++) {
        if (out->sections[s].n > 1) {
            qsort(out->sections[s].at, out->sections[s].n, sizeof *out->sections[s].at, by_weight);
        }
    }
    stm_view_order_events(out, &out->sections[STM_SEC_TIMELINE]);
    keep_matter(out, options == NULL ? NULL : options->matter);
}

stm_str stm_view_title(stm_arena *arena, const stm_run *run, const stm_record *record)
{
    stm_str first;
    if (record->title.n != 0 || record->articles.n == 0) {
        return record->title.n != 0 ? record->title : STM_STR("An empty story");
    }
    first = run->articles.at[record->articles.at[0]]->id;
    if (record->articles.n == 1) {
        return stm_str_format(arena, "The article %.*s", (int)first.n, first.p);
    }
    return stm_str_format(arena, "The story of %.*s and %u more article%s", (int)first.n, first.p,
                          record->articles.n - 1, record->articles.n == 2 ? "" : "s");
}

uint32_t stm_view_earlier(const stm_view *view, uint32_t a, uint32_t b)
{
    for (uint32_t i = 0; i < view->run->reuse.pairs.n; i++) {
        const stm_pair *p = &view->run->reuse.pairs.at[i];
        if ((p->a == a && p->b == b) || (p->a == b && p->b == a)) {
            return p->from;
        }
    }
    return STM_NONE;
}

int32_t stm_view_reading_day(const stm_view *view, const stm_figure_reading *reading)
{
    int32_t day = stm_view_day_of(reading->holds);
    return day != STM_NO_DAY ? day : view->run->articles.at[reading->passage.article]->published_day;
}
