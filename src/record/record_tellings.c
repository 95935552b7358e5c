/* record_tellings.c: one outcome told in two ways, and one death in two places.
 *
 * In: units, trees, entities, entities of pronouns.  Out: statements, contested.  Words: data/tellings.txt.
 *
 * "He surrendered" and "before apprehending him", "captured the quarter" and "withdrew from the quarter": one man or
 * one place, told as a deed of his own and as what others did to him. Two texts that do not copy from each other, or
 * two mouths, must stand behind the two. Where somebody died is told by the word that "died" stands beside; it is one
 * death where both name the dead, or where the story counts one alone. Never: what is denied, possible or planned.
 * Cost: the clauses with such a verb, each with each of its row.
 */
#include "data/data.h"
#include "record/record_words.h"

#define MAX_TOLD 400
#define LONG_AGO 400 /* days */
#define MAX_WORDS 12 /* behind the verb, of a reading */

enum { SIDE_OWN, SIDE_DONE, SIDE_PLACES };

typedef struct told {
    uint32_t member, verb, row, side, thing; /* thing: entity, or STM_NONE */
    uint32_t token;                          /* of the thing; of the one who died; or STM_NONE */
    uint32_t where;                          /* token */
} told;

typedef STM_VEC(told) tolds;

void stm_telling_words_read(stm_record_words *words)
{
    stm_arena *arena = &words->arena;
    stm_telling_words *l = &words->tellings;
    stm_word_rows rows = { stm_data_tellings, stm_data_tellings + stm_data_tellings_size, 0 };
    uint32_t row = 0, side = 0, place;
    bool died = false;
    stm_str word;
    while (stm_word_rows_next(&rows, &word, &place)) {
        if (place == 0) {
            died = stm_str_eqz(word, "died");
            row = died ? 0 : *stm_map_put(arena, &l->rows, word, l->rows.items.n);
        } else if (place == 1) {
            side = died                       ? *stm_map_put(arena, &l->places, word, l->places.items.n)
                   : stm_str_eqz(word, "own") ? SIDE_OWN
                                              : SIDE_DONE;
        } else if (died) {
            (void)stm_map_put(arena, &l->place, word, side);
        } else {
            *stm_map_put(arena, &l->word, word, 0) |= 1U << (row * 2 + side); /* "capture" a man, and a town */
        }
    }
}

/* The lemma of a verb with its particle: "give_up". */
static stm_str verb_of(stm_arena *arena, const stm_article *a, uint32_t verb)
{
    const stm_sentence *s = &a->sentences.at[a->tokens.at[verb].sentence];
    stm_str l = a->tokens.at[verb].lemma;
    for (uint32_t i = verb + 1; i < s->first_token + s->n_tokens && i <= verb + 4 && l.p != NULL; i++) {
        stm_str p = a->tokens.at[i].lemma;
        if (p.p != NULL && a->tokens.at[i].head == verb &&
            (a->tokens.at[i].deprel == STM_DEP_COMPOUND_PRT ||
             (a->tokens.at[i].deprel == STM_DEP_ADVMOD && stm_among(p, "up down in out back")))) {
            return stm_str_format(arena, "%.*s_%.*s", (int)l.n, l.p, (int)p.n, p.p);
        }
    }
    return l;
}

/* "(described) as subdued": how somebody is, or is said to be, not what was done to him. */
static bool is_said_to_be(const stm_article *a, uint32_t participle)
{
    uint32_t i = participle;
    while (i > 0 && a->tokens.at[i - 1].upos == STM_PUNCT) {
        i--;
    }
    return i > 0 && a->tokens.at[participle].xpos == STM_XP_VBN && stm_str_eqz(stm_token_form(a, i - 1), "as") &&
           a->tokens.at[i - 1].sentence == a->tokens.at[participle].sentence;
}

static bool real(const stm_article *a, uint32_t verb)
{
    static const char *const open = "may might could would should must can will";
    const stm_sentence *s = &a->sentences.at[a->tokens.at[verb].sentence];
    uint8_t rel = a->tokens.at[verb].deprel;
    bool marked = false;
    for (uint32_t i = s->first_token; i < s->first_token + s->n_tokens; i++) {
        const stm_token *t = &a->tokens.at[i];
        if (t->head == verb && t->lemma.p != NULL &&
            ((t->xpos == STM_XP_MD && stm_str_among(t->lemma, open)) || t->xpos == STM_XP_TO ||
             (t->deprel == STM_DEP_MARK && stm_among(t->lemma, "if unless whether until")))) {
            return false;
        }
        marked = marked || (t->head == verb && t->deprel == STM_DEP_MARK);
    }
    return !stm_clause_negated(a, verb) && !stm_clause_hypothetical(a, verb) && (rel != STM_DEP_XCOMP || marked);
}

/* Whom a participle is silent on: "drove off, surrendering at last". */
static uint32_t agent_of(const stm_article *a, uint32_t verb)
{
    uint32_t agent = stm_arguments_of(a, verb).agent, up = a->tokens.at[verb].head;
    if (agent == STM_NONE && up != STM_NONE &&
        (a->tokens.at[verb].deprel == STM_DEP_ADVCL || a->tokens.at[verb].deprel == STM_DEP_CONJ)) {
        agent = stm_arguments_of(a, up).agent;
    }
    return agent;
}

/* "from the quarter": the noun, or STM_NONE. */
static uint32_t from_where(const stm_article *a, uint32_t verb)
{
    const stm_sentence *s = &a->sentences.at[a->tokens.at[verb].sentence];
    for (uint32_t i = verb + 1; i < s->first_token + s->n_tokens; i++) {
        uint32_t up = a->tokens.at[i].head;
        if (stm_form_among(a, i, "from") && up != STM_NONE && a->tokens.at[up].head == verb) {
            return up;
        }
    }
    return STM_NONE;
}

/* The last word of the place's name in a noun phrase, not of what it lies in: "Orsa's Linden quarter". */
static stm_str place_name(const stm_article *a, uint32_t noun)
{
    uint32_t last = noun, first = noun > 8 ? noun - 8 : 0;
    while (last + 2 < a->tokens.n && a->tokens.at[last + 1].sentence == a->tokens.at[noun].sentence &&
           (a->tokens.at[last + 1].deprel == STM_DEP_FLAT || a->tokens.at[last + 2].deprel == STM_DEP_FLAT) &&
           a->tokens.at[last + 1].at.start <= a->tokens.at[last].at.end) {
        last++; /* "al-Orsa" */
    }
    for (uint32_t i = last + 1; i-- > first && a->tokens.at[i].sentence == a->tokens.at[noun].sentence;) {
        const stm_token *t = &a->tokens.at[i];
        uint32_t up = t->deprel == STM_DEP_FLAT && t->head != STM_NONE ? t->head : i;
        if (t->upos == STM_PROPN && stm_token_form(a, i).p[0] < 'a' && a->tokens.at[up].deprel != STM_DEP_NMOD_POSS &&
            (i == noun || up == noun || a->tokens.at[up].head == noun)) {
            return stm_token_form(a, i);
        }
    }
    return STM_NULL_STR;
}

/* The sentence speaks of what was long before the article: "was dismissed in 1985". */
static bool long_ago(const stm_article *a, uint32_t verb)
{
    stm_span at = a->sentences.at[a->tokens.at[verb].sentence].at;
    for (uint32_t i = 0; i < a->times.n && a->times.at[i].at.start < at.end; i++) {
        const stm_time *t = &a->times.at[i];
        if (t->at.start >= at.start && t->to_day != STM_NO_DAY && !t->vague && a->published_day != STM_NO_DAY &&
            a->published_day - t->to_day > LONG_AGO) {
            return true;
        }
    }
    return false;
}

/* What was taken, where the tree hangs it on an adjective before it: "captured the centrally located quarter". */
static uint32_t patient_of(const stm_article *a, uint32_t verb)
{
    const stm_sentence *s = &a->sentences.at[a->tokens.at[verb].sentence];
    uint32_t patient = stm_arguments_of(a, verb).patient;
    for (uint32_t i = verb + 1; i < s->first_token + s->n_tokens && i < verb + 10 && patient == STM_NONE; i++) {
        uint32_t up = a->tokens.at[i].head;
        patient = a->tokens.at[i].deprel == STM_DEP_OBJ && up != STM_NONE && up < i && a->tokens.at[up].head == verb &&
                          a->tokens.at[up].deprel == STM_DEP_XCOMP
                      ? i
                      : STM_NONE;
    }
    return patient;
}

static void collect(stm_work *w, const stm_telling_words *l, tolds *out, tolds *deaths)
{
    for (uint32_t m = 0; m < w->n; m++) {
        const stm_article *a = w->article[m];
        for (uint32_t i = 0; i < a->tokens.n; i++) {
            const stm_token *t = &a->tokens.at[i];
            told d = { .member = m, .verb = i, .token = STM_NONE, .thing = STM_NONE, .where = STM_NONE };
            uint32_t value;
            if (t->upos != STM_VERB || t->lemma.p == NULL || w->attribution[m][i] != 0 ||
                a->sentences.at[t->sentence].furniture != 0 || is_said_to_be(a, i)) {
                continue;
            }
            if (stm_str_eqz(t->lemma, "die") && real(a, i)) {
                d.token = agent_of(a, i);
                d.thing = d.token == STM_NONE ? STM_NONE : w->at_token[m][d.token];
                for (uint32_t k = i + 1; k < a->tokens.n && a->tokens.at[k].sentence == t->sentence && k < i + 8; k++) {
                    stm_str p = a->tokens.at[k].lemma;
                    uint32_t where = a->tokens.at[k].head == i && p.p != NULL ? stm_map_get(&l->place, p) : STM_NONE;
                    if (where != STM_NONE && d.where == STM_NONE) {
                        d.side = where;
                        d.where = k;
                    }
                }
                if (d.where != STM_NONE && d.token != STM_NONE && a->tokens.at[d.token].xpos != STM_XP_NNS &&
                    deaths->n < MAX_TOLD) {
                    stm_vec_push(w->arena, deaths, d);
                }
                continue;
            }
            value = stm_map_get(&l->word, verb_of(w->arena, a, i));
            if (value == STM_NONE || out->n >= MAX_TOLD || !real(a, i) || long_ago(a, i)) {
                continue;
            }
            for (uint32_t bit = 0; bit < l->rows.items.n * 2; bit++) {
                bool ground = bit / 2 == stm_map_get(&l->rows, STM_STR("ground"));
                d.row = bit / 2;
                d.side = bit % 2;
                d.token = d.side == SIDE_DONE ? patient_of(a, i) : ground ? from_where(a, i) : agent_of(a, i);
                d.thing = d.token == STM_NONE ? STM_NONE : w->at_token[m][d.token];
                if ((value >> bit & 1) != 0 && d.token != STM_NONE) {
                    stm_vec_push(w->arena, out, d);
                }
            }
        }
    }
}

/* Two texts that do not copy from each other, or two mouths of one. */
static bool apart(const stm_work *w, const told *x, const told *y)
{
    uint32_t ux = stm_unit_at(w, x->member, w->article[x->member]->tokens.at[x->verb].at.start);
    uint32_t uy = stm_unit_at(w, y->member, w->article[y->member]->tokens.at[y->verb].at.start), ex, ey;
    stm_str nx, ny;
    if (w->line[x->member] != w->line[y->member]) {
        return true;
    }
    if (ux == STM_NONE || uy == STM_NONE) {
        return false;
    }
    stm_said_by(w, x->member, w->units.at[ux].quotation, &ex, &nx);
    stm_said_by(w, y->member, w->units.at[uy].quotation, &ey, &ny);
    return nx.p != NULL && ny.p != NULL && !stm_one_origin(w, ex, nx, ey, ny);
}

static bool one_thing(const stm_work *w, const told *x, const told *y, bool ground)
{
    if (x->thing != STM_NONE && x->thing == y->thing && (ground || w->named.at[x->thing])) {
        return true;
    }
    if (ground) {
        stm_str p = place_name(w->article[x->member], x->token), q = place_name(w->article[y->member], y->token);
        return p.p != NULL && q.p != NULL && stm_str_eq_nocase(p, q);
    }
    return false;
}

/* From the thing or the verb, whichever is first, to a mark, to who says it, or to the place. */
static stm_span told_span(const stm_work *w, const told *d)
{
    const stm_article *a = w->article[d->member];
    uint32_t agent = agent_of(a, d->verb), last = d->verb, s = a->tokens.at[d->verb].sentence;
    stm_span at = a->tokens.at[d->verb].at;
    if (d->token < d->verb) {
        at.start = stm_noun_phrase(a, d->token).start;
    }
    if (agent != STM_NONE && agent < d->verb && agent + 8 >= d->verb && a->tokens.at[agent].head == d->verb) {
        uint32_t from =
            a->tokens.at[agent].upos == STM_PRON ? a->tokens.at[agent].at.start : stm_noun_phrase(a, agent).start;
        at.start = from < at.start ? from : at.start;
    }
    while (last + 1 < a->tokens.n && a->tokens.at[last + 1].sentence == s && last < d->verb + MAX_WORDS &&
           a->tokens.at[last + 1].head != STM_NONE && w->attribution[d->member][last + 1] == 0 &&
           !stm_form_among(a, last + 1, ", ; : . ( ) ! ?")) {
        last++;
    }
    while (last > d->verb && (a->tokens.at[last].upos == STM_ADP || a->tokens.at[last].upos == STM_DET ||
                              a->tokens.at[last].upos == STM_CCONJ || a->tokens.at[last].upos == STM_SCONJ ||
                              a->tokens.at[last].upos == STM_PUNCT || a->tokens.at[last].upos == STM_ADJ ||
                              a->tokens.at[last].upos == STM_ADV)) {
        last--;
    }
    at.end = a->tokens.at[last].at.end;
    return stm_span_trim(a, at);
}

/* Every text counts one dead, as far as it counts. */
static bool one_death(const stm_work *w)
{
    bool one = false;
    for (uint32_t i = 0; i < w->record->figures.n; i++) {
        const stm_record_figure *f = &w->record->figures.at[i];
        if (stm_str_eqz(f->counted, "people killed")) {
            one = true;
            for (uint32_t k = 0; k < f->readings.n; k++) {
                if (f->readings.at[k].low != 1 || f->readings.at[k].high != 1) {
                    return false;
                }
            }
        }
    }
    return one;
}

static stm_str name_of(const stm_work *w, const told *d)
{
    const stm_article *a = w->article[d->member];
    if (d->thing != STM_NONE && w->named.at[d->thing]) {
        return w->record->entities.at[d->thing].name;
    }
    if (a->tokens.at[d->token].upos == STM_PRON) {
        return STM_NULL_STR;
    }
    return stm_wording(w->arena, a, stm_noun_phrase(a, d->token));
}

/* "on the way to the hospital" */
static stm_str where_words(const stm_work *w, const told *d)
{
    const stm_article *a = w->article[d->member];
    return stm_wording(w->arena, a, (stm_span){ a->tokens.at[d->verb].at.end, told_span(w, d).end });
}

static void deaths_of(stm_work *w, const tolds *all)
{
    bool alone = one_death(w);
    for (uint32_t i = 0; i < all->n; i++) {
        const told *x = &all->at[i], *first = NULL;
        stm_contest c = { 0 };
        for (uint32_t k = 0; k < all->n; k++) {
            const told *y = &all->at[k];
            if (k == i || y->side == x->side || !apart(w, x, y) ||
                !(alone || (x->thing != STM_NONE && x->thing == y->thing && w->named.at[x->thing]))) {
                continue;
            }
            if (k < i) {
                first = NULL;
                break; /* told from the other side */
            }
            if (first == NULL) {
                stm_contest_add(w, &c, x->member, told_span(w, x), STM_ASSERTS, STM_NULL_STR);
            }
            first = y;
            stm_contest_add(w, &c, y->member, told_span(w, y), STM_ASSERTS, STM_NULL_STR);
        }
        if (first != NULL) {
            stm_str who = name_of(w, first), p = where_words(w, x), q = where_words(w, first);
            who = alone || who.p == NULL ? STM_STR("the one who was killed") : who;
            for (uint32_t k = 0; k < all->n; k++) { /* others of either side */
                const told *y = &all->at[k];
                if (alone && (y->side == x->side || y->side == first->side)) {
                    stm_contest_add(w, &c, y->member, told_span(w, y), STM_ASSERTS, STM_NULL_STR);
                }
            }
            stm_contest_close(w, &c, STM_ST_CONTESTED,
                              stm_str_format(w->arena, "Where %.*s died: %.*s or %.*s", (int)who.n, who.p, (int)p.n,
                                             p.p, (int)q.n, q.p),
                              0.7);
            return;
        }
    }
}

/* One text in its own words tells both: he left, and was caught later. No discrepancy, but two steps. */
static bool both_in_one(const stm_work *w, const tolds *all, const told *x, bool ground)
{
    for (uint32_t i = 0; i < all->n; i++) {
        const told *y = &all->at[i];
        for (uint32_t k = 0; k < all->n && y->row == x->row && y->side == SIDE_OWN && one_thing(w, x, y, ground); k++) {
            const told *z = &all->at[k];
            if (z->row == x->row && z->side != y->side && z->member == y->member && one_thing(w, y, z, ground) &&
                !apart(w, y, z)) {
                return true;
            }
        }
    }
    return false;
}

/* "Whether Lund resigned or was dismissed"; NULL where the row has no words for it. */
static stm_str question(stm_work *w, uint32_t row, stm_str who)
{
    static const char *const words[][2] = { { "custody", "surrendered or was caught" },
                                            { "post", "resigned or was dismissed" },
                                            { "home", "fled or was expelled" },
                                            { "ground", "was given up or taken" } };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (who.p != NULL && stm_map_get(&w->words->tellings.rows, stm_str_of(words[i][0])) == row) {
            return stm_str_format(w->arena, "Whether %.*s %s", (int)who.n, who.p, words[i][1]);
        }
    }
    return STM_NULL_STR;
}

void stm_record_tellings(stm_work *w)
{
    const stm_telling_words *l = &w->words->tellings;
    tolds all = { 0 }, deaths = { 0 };
    uint8_t *done;
    collect(w, l, &all, &deaths);
    done = STM_NEW_ARRAY(w->arena, uint8_t, (size_t)all.n + 1);
    for (uint32_t i = 0; i < all.n; i++) {
        const told *x = &all.at[i];
        bool ground = stm_map_get(&l->rows, STM_STR("ground")) == x->row;
        stm_contest c = { 0 };
        stm_str who = name_of(w, x);
        if (x->side != SIDE_OWN || done[i] || both_in_one(w, &all, x, ground)) {
            continue;
        }
        for (uint32_t k = 0; k < all.n; k++) {
            const told *y = &all.at[k];
            if (y->row != x->row || y->side == x->side || !one_thing(w, x, y, ground) || !apart(w, x, y) ||
                stm_units_days_apart(w, stm_unit_at(w, x->member, w->article[x->member]->tokens.at[x->verb].at.start),
                                     stm_unit_at(w, y->member, w->article[y->member]->tokens.at[y->verb].at.start))) {
                continue;
            }
            stm_contest_add(w, &c, x->member, told_span(w, x), STM_ASSERTS, STM_NULL_STR);
            stm_contest_add(w, &c, y->member, told_span(w, y), STM_ASSERTS, STM_NULL_STR);
            done[k] = 1;
        }
        for (uint32_t o = 0; o < all.n && c.st.readings.n > 0; o++) { /* his own deed, in other clauses */
            if (o != i && all.at[o].row == x->row && all.at[o].side == SIDE_OWN &&
                one_thing(w, x, &all.at[o], ground)) {
                stm_contest_add(w, &c, all.at[o].member, told_span(w, &all.at[o]), STM_ASSERTS, STM_NULL_STR);
                done[o] = 1;
            }
        }
        if (c.st.readings.n >= 2) {
            stm_str p = c.st.readings.at[0].reading, q = c.st.readings.at[1].reading;
            stm_str about = question(w, x->row, who);
            if (about.p == NULL) {
                about = stm_str_format(w->arena, "\xE2\x80\x9C%.*s\xE2\x80\x9D or \xE2\x80\x9C%.*s\xE2\x80\x9D",
                                       (int)p.n, p.p, (int)q.n, q.p);
            }
            stm_contest_close(w, &c, STM_ST_CONTESTED, about, who.p == NULL ? 0.4 : 0.65);
        }
    }
    deaths_of(w, &deaths);
}
