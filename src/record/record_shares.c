/* record_shares.c: how much of one place is held, taken or ruined, as the articles give it.
 *
 * In: figures with the unit share or percent, trees.  Out: record.figures.  Words: data/shares.txt.
 *
 * Two such figures are readings of one quantity where their wholes are one ("the valley" twice; "the enclave" and "the
 * east of" a town that both articles name), their predicates belong together (hold, take, capture) and the holders are
 * not two sides or two names. A passive and a pronoun leave the holder open. What is in the present or the present
 * perfect holds on the day of publication, a past with a day on that day. Bounds that do not meet are a conflict where
 * two of them hold for one day, else an update. Never: what is planned, possible, conditional or denied; a town beside
 * a part of it.
 * Cost: each such figure with at most MAX_BACK before it.
 */
#include <math.h>

#include "data/data.h"
#include "record/record_words.h"

#define MAX_BACK 300
#define MAX_STEPS 12
#define ROUNDING 0.012

enum { OPEN, OFFICIAL, OPPOSING };

typedef struct share {
    uint32_t member, figure, group, side, up;
    int32_t day;
    double low, high;
    uint32_t compass; /* as a letter, 0: none */
    bool ground, name;
    stm_str whole, who; /* lemma of the noun; of the holder's, NULL where the text leaves it open */
    stm_strs places, holders;
} share;

typedef STM_VEC(share) shares;

void stm_share_words_read(stm_record_words *words)
{
    stm_arena *arena = &words->arena;
    stm_word_rows rows = { stm_data_shares, stm_data_shares + stm_data_shares_size, 0 };
    stm_map groups = { 0 }, *into = NULL;
    uint32_t value = 0, place;
    stm_str word;
    while (stm_word_rows_next(&rows, &word, &place)) {
        if (place == 0) {
            value = 0;
            into = stm_str_eqz(word, "predicate") ? &words->shares_predicate
                   : stm_str_eqz(word, "ground")  ? &words->shares_ground
                                                  : &words->shares_side;
        } else if (place == 1 && into == &words->shares_predicate) {
            value = *stm_map_put(arena, &groups, word, groups.items.n);
        } else if (place == 1 && into == &words->shares_side) {
            value = stm_str_eqz(word, "official") ? OFFICIAL : OPPOSING;
        } else {
            (void)stm_map_put(arena, into, word, value);
        }
    }
}

/* East, west, north or south, alone or in "eastern", "south-east": its first letter. */
static uint32_t compass_of(stm_str s)
{
    static const char *const points[] = { "north", "south", "east", "west" };
    for (size_t i = 0; i < sizeof points / sizeof *points; i++) {
        size_t n = strlen(points[i]);
        if (s.n >= n && s.n <= n + 3 && stm_str_eqz_nocase((stm_str){ s.p, n }, points[i])) {
            return (uint32_t)points[i][0];
        }
    }
    return 0;
}

static bool is_name(const stm_article *a, uint32_t i)
{
    stm_str f = stm_token_form(a, i);
    return f.n > 1 && f.p[0] >= 'A' && f.p[0] <= 'Z' &&
           (a->tokens.at[i].upos == STM_PROPN || a->tokens.at[i].upos == STM_ADJ);
}

/* `token` hangs on `head` by links that keep to the phrase: no clause in between. */
static bool in_phrase(const stm_article *a, uint32_t token, uint32_t head)
{
    for (uint32_t step = 0; step < MAX_STEPS && token != STM_NONE; step++) {
        const stm_token *t = &a->tokens.at[token];
        if (token == head) {
            return true;
        }
        if (t->deprel == STM_DEP_ACL || t->deprel == STM_DEP_ACL_RELCL || t->deprel == STM_DEP_ADVCL ||
            t->deprel == STM_DEP_APPOS || t->deprel == STM_DEP_PARATAXIS || t->deprel == STM_DEP_CCOMP) {
            return false;
        }
        token = t->head;
    }
    return false;
}

static void find_holder(stm_work *w, share *s, uint32_t phrase)
{
    const stm_article *a = w->article[s->member];
    const stm_sentence *x = &a->sentences.at[a->tokens.at[phrase].sentence];
    uint32_t f = stm_token_from(a, a->figures.at[s->figure].at.start);
    for (uint32_t i = x->first_token; i < x->first_token + x->n_tokens; i++) {
        uint32_t side;
        if (a->tokens.at[i].upos == STM_ADP || w->attribution[s->member][i] || !in_phrase(a, i, phrase) ||
            (i != phrase && i >= f && i < f + 3 && in_phrase(a, f, phrase) && phrase > f)) {
            continue;
        }
        side = stm_map_get(&w->words->shares_side, stm_token_lemma(a, i));
        side = side == STM_NONE && stm_str_ends(stm_token_lemma(a, i), "-government") ? OFFICIAL : side;
        if (side != STM_NONE) {
            s->side = s->side == OPPOSING ? OPPOSING : side;
        }
        if (is_name(a, i) && side == STM_NONE) {
            stm_vec_push(w->arena, &s->holders, stm_str_lower(w->arena, stm_token_form(a, i)));
        }
    }
}

static uint32_t child(const stm_article *a, uint32_t of, stm_deprel deprel, uint32_t unless)
{
    const stm_sentence *x = &a->sentences.at[a->tokens.at[of].sentence];
    for (uint32_t i = x->first_token; i < x->first_token + x->n_tokens; i++) {
        if (a->tokens.at[i].head == of && a->tokens.at[i].deprel == deprel && i != unless) {
            return i;
        }
    }
    return STM_NONE;
}

/* Said to be so: not wanted, possible, on a condition or denied. `past`: it was so then. */
static bool asserted_alone(const stm_article *a, uint32_t head, bool *past)
{
    const stm_token *h = &a->tokens.at[head];
    const stm_sentence *x = &a->sentences.at[h->sentence];
    *past = h->xpos == STM_XP_VBD;
    if (stm_clause_negated(a, head)) {
        return false;
    }
    for (uint32_t i = x->first_token; i < x->first_token + x->n_tokens; i++) {
        const stm_token *t = &a->tokens.at[i];
        stm_str f = stm_token_form(a, i);
        if (t->head != head) {
            continue;
        }
        if (t->xpos == STM_XP_MD || stm_str_eq_nocase(f, STM_STR("to")) || stm_str_eq_nocase(f, STM_STR("if")) ||
            stm_str_eq_nocase(f, STM_STR("unless")) || stm_str_eq_nocase(f, STM_STR("until"))) {
            return false;
        }
        *past = *past || stm_str_eq_nocase(f, STM_STR("had")) || stm_str_eq_nocase(f, STM_STR("was")) ||
                stm_str_eq_nocase(f, STM_STR("were"));
    }
    return true;
}

/* Of two verbs joined by "and" the first one's "may" and "wants to" are the second one's too. */
static bool asserted(const stm_article *a, uint32_t head, bool *past)
{
    const stm_token *h = &a->tokens.at[head];
    bool then;
    return asserted_alone(a, head, past) &&
           (h->deprel != STM_DEP_CONJ || h->head == STM_NONE || asserted_alone(a, h->head, &then));
}

static bool load_holder(stm_work *w, share *s, uint32_t head, uint32_t token)
{
    const stm_article *a = w->article[s->member];
    uint32_t subject = STM_NONE, verb = head;
    bool own = a->tokens.at[head].upos != STM_VERB;
    if (own) { /* "is under government control" */
        find_holder(w, s, head);
        return true;
    }
    if (child(a, head, STM_DEP_NSUBJ_PASS, STM_NONE) != STM_NONE) {
        subject = child(a, head, STM_DEP_OBL_AGENT, STM_NONE);
    } else {
        for (uint32_t step = 0; step < 3 && subject == STM_NONE && verb != STM_NONE; step++) {
            subject = child(a, verb, STM_DEP_NSUBJ, STM_NONE);
            verb = a->tokens.at[verb].deprel == STM_DEP_ADVCL || a->tokens.at[verb].deprel == STM_DEP_CONJ
                       ? a->tokens.at[verb].head
                       : STM_NONE;
        }
        if (subject != STM_NONE && in_phrase(a, token, subject)) {
            return false; /* half of the place holds nothing itself */
        }
    }
    if (subject != STM_NONE && a->tokens.at[subject].upos != STM_PRON) {
        find_holder(w, s, subject);
        s->who = stm_token_lemma(a, subject);
    }
    return true;
}

static bool load_whole(stm_work *w, share *s)
{
    const stm_article *a = w->article[s->member];
    const stm_figure *f = &a->figures.at[s->figure];
    const stm_sentence *x;
    uint32_t noun = STM_NONE;
    if (!stm_span_some(f->counted_at)) {
        return false;
    }
    for (uint32_t i = stm_token_from(a, f->counted_at.start);
         i < a->tokens.n && a->tokens.at[i].at.start < f->counted_at.end; i++) {
        uint32_t h = a->tokens.at[i].head;
        if ((a->tokens.at[i].upos == STM_NOUN || a->tokens.at[i].upos == STM_PROPN) &&
            (noun == STM_NONE || (h != STM_NONE && a->tokens.at[noun].head == i))) {
            noun = i;
        }
        s->compass = s->compass == 0 ? compass_of(stm_token_form(a, i)) : s->compass;
    }
    if (noun == STM_NONE) {
        return false;
    }
    s->whole = stm_token_lemma(a, noun);
    s->name = a->tokens.at[noun].upos == STM_PROPN;
    s->ground = stm_map_get(&w->words->shares_ground, s->whole) != STM_NONE || compass_of(s->whole) != 0;
    x = &a->sentences.at[a->tokens.at[noun].sentence];
    for (uint32_t i = x->first_token; i < x->first_token + x->n_tokens; i++) {
        if (w->attribution[s->member][i]) {
            continue; /* who says it hangs on the nearest noun */
        }
        if (a->tokens.at[i].upos == STM_PROPN && compass_of(stm_token_form(a, i)) == 0 && in_phrase(a, i, noun)) {
            stm_vec_push(w->arena, &s->places, stm_str_lower(w->arena, stm_token_form(a, i)));
        } else if (i > noun && i < noun + 4 && s->compass == 0 && in_phrase(a, i, noun)) {
            s->compass = compass_of(stm_token_form(a, i));
        }
    }
    return true;
}

static bool load(stm_work *w, uint32_t member, uint32_t figure, share *s)
{
    const stm_article *a = w->article[member];
    const stm_figure *f = &a->figures.at[figure];
    uint32_t token = stm_token_from(a, f->at.start), head = token < a->tokens.n ? stm_clause_head(a, token) : STM_NONE;
    double factor;
    bool past;
    if (head == STM_NONE || f->unit.p == NULL || isnan(f->low) || isnan(f->high)) {
        return false;
    }
    factor = stm_str_eqz(f->unit, "percent") ? 0.01 : stm_str_eqz(f->unit, "share") ? 1 : 0;
    *s = (share){ .member = member, .figure = figure, .low = f->low * factor, .high = f->high * factor };
    s->group = stm_map_get(&w->words->shares_predicate, stm_token_lemma(a, head));
    if (factor == 0 || s->low >= 1 || s->group == STM_NONE || !asserted(a, head, &past)) {
        return false;
    }
    s->day = a->published_day;
    if (f->holds_from != STM_NO_DAY && (past || s->day == STM_NO_DAY)) {
        s->day = f->holds_to;
    }
    return load_whole(w, s) && load_holder(w, s, head, token);
}

static bool common(const stm_strs *a, const stm_strs *b)
{
    for (uint32_t i = 0; i < a->n; i++) {
        for (uint32_t k = 0; k < b->n; k++) {
            if (stm_str_eq(a->at[i], b->at[k])) {
                return true;
            }
        }
    }
    return false;
}

/* The article that gives no name with its whole speaks of one of these places somewhere. */
static bool speaks_of(const stm_work *w, uint32_t member, const stm_strs *places)
{
    for (uint32_t i = 0; i < places->n; i++) {
        if (stm_str_find(w->lower[member], places->at[i], 0) != SIZE_MAX) {
            return true;
        }
    }
    return false;
}

static bool one_whole(const stm_work *w, const share *a, const share *b)
{
    if (a->compass != 0 && b->compass != 0 && a->compass != b->compass) {
        return false;
    }
    if (a->places.n > 0 && b->places.n > 0 && !common(&a->places, &b->places)) {
        return false;
    }
    if (stm_str_eq_nocase(a->whole, b->whole) && (!a->name || a->compass == b->compass) &&
        (a->compass == b->compass || a->ground)) {
        return true;
    }
    if (!(a->ground || (a->name && a->compass != 0)) || !(b->ground || (b->name && b->compass != 0))) {
        return false;
    }
    return a->places.n > 0 ? b->places.n > 0 || speaks_of(w, b->member, &a->places)
                           : b->places.n > 0 && speaks_of(w, a->member, &b->places);
}

static bool one_holder(const share *a, const share *b)
{
    /* two of whom nothing tells that they are one: the fund and the bank */
    if (a->who.p != NULL && b->who.p != NULL && a->side == OPEN && b->side == OPEN &&
        !common(&a->holders, &b->holders) && !stm_str_eq_nocase(a->who, b->who)) {
        return false;
    }
    return !(a->side != OPEN && b->side != OPEN && a->side != b->side) &&
           (a->holders.n == 0 || b->holders.n == 0 || common(&a->holders, &b->holders));
}

static bool meet(const share *a, const share *b)
{
    return !(a->high * (1 + ROUNDING) < b->low || b->high * (1 + ROUNDING) < a->low);
}

static uint32_t root_of(shares *s, uint32_t i)
{
    while (s->at[i].up != i) {
        s->at[i].up = s->at[s->at[i].up].up;
        i = s->at[i].up;
    }
    return i;
}

/* Joined, some two would have two sides, or one article would say two things of one place. */
static bool clash(shares *s, uint32_t x, uint32_t y)
{
    for (uint32_t i = y > MAX_BACK ? y - MAX_BACK : 0; i < y; i++) {
        const share *a = &s->at[i], *b = &s->at[y];
        if (root_of(s, i) == x && (!one_holder(a, b) || (a->member == b->member && !meet(a, b)))) {
            return true;
        }
    }
    return false;
}

static void write_group(stm_work *w, const shares *s, const stm_u32s *group)
{
    static const char *const said[] = { "held or taken", "ruined or damaged" };
    stm_record_figure *r = stm_vec_add(w->arena, &w->record->figures);
    stm_u32s members = { 0 }, said_by = { 0 };
    stm_strs names = { 0 };
    const share *best = &s->at[group->at[0]];
    const stm_figure *f;
    bool apart = false;
    r->status = STM_FIG_AGREE;
    for (uint32_t i = 0; i < group->n; i++) {
        const share *x = &s->at[group->at[i]];
        stm_figure_reading v;
        f = &w->article[x->member]->figures.at[x->figure];
        v = (stm_figure_reading){
            .passage = { w->index[x->member], f->at }, .low = f->low, .high = f->high, .unit = f->unit
        };
        for (uint32_t k = i > MAX_BACK ? i - MAX_BACK : 0; k < i; k++) {
            const share *y = &s->at[group->at[k]];
            apart = apart || !meet(x, y);
            if (!meet(x, y) && x->day == y->day) {
                r->status = STM_FIG_CONFLICT;
            }
        }
        stm_said_by(w, x->member, f->quotation, &v.said_by, &v.said_by_name);
        v.holds = x->day != STM_NO_DAY ? stm_day_format(w->arena, x->day) : STM_NULL_STR;
        stm_vec_push(w->arena, &r->readings, v);
        stm_vec_push(w->arena, &members, x->member);
        stm_vec_push(w->arena, &said_by, v.said_by);
        stm_vec_push(w->arena, &names, v.said_by_name);
        if ((x->places.n > 0) + (x->compass != 0) > (best->places.n > 0) + (best->compass != 0)) {
            best = x;
        }
    }
    f = &w->article[best->member]->figures.at[best->figure];
    r->counted = stm_wording(w->arena, w->article[best->member], f->counted_at);
    {
        uint32_t t = stm_token_from(w->article[best->member], f->counted_at.start);
        bool the = t > 0 && stm_str_eq_nocase(stm_token_form(w->article[best->member], t - 1), STM_STR("the"));
        r->counted = stm_str_format(w->arena, "share of %s%.*s %s", the ? "the " : "", (int)r->counted.n, r->counted.p,
                                    said[best->group & 1]);
    }
    r->status = apart && r->status == STM_FIG_AGREE ? STM_FIG_UPDATE : r->status;
    r->lines = stm_lines_among(w, &members);
    r->origins = stm_origins_among(w, &said_by, &names);
    r->confidence = apart ? 0.7 : 0.8;
    if (r->lines < 2 && !apart) {
        w->record->figures.n--;
    }
}

/* Readings in the order of their days, the least of a day first; a group is few enough for insertion. */
static void by_day(const shares *s, stm_u32s *group)
{
    for (uint32_t i = 1; i < group->n; i++) {
        uint32_t x = group->at[i], k = i;
        for (; k > 0; k--) {
            const share *a = &s->at[group->at[k - 1]], *b = &s->at[x];
            if (a->day < b->day || (a->day == b->day && a->low <= b->low)) {
                break;
            }
            group->at[k] = group->at[k - 1];
        }
        group->at[k] = x;
    }
}

bool stm_record_is_share(const stm_work *w, uint32_t member, stm_span at)
{
    for (uint32_t i = 0; i < w->shares.n; i++) {
        if (w->shares.at[i].article == w->index[member] && stm_span_meets(w->shares.at[i].at, at)) {
            return true;
        }
    }
    return false;
}

void stm_record_shares(stm_work *w)
{
    shares s = { 0 };
    stm_u32s *group;
    for (uint32_t m = 0; m < w->n; m++) {
        for (uint32_t f = 0; f < w->article[m]->figures.n; f++) {
            share x;
            if (load(w, m, f, &x)) {
                x.up = s.n;
                stm_vec_push(w->arena, &s, x);
                stm_vec_push(w->arena, &w->shares, (stm_passage){ w->index[m], w->article[m]->figures.at[f].at });
            }
        }
    }
    for (uint32_t i = 0; i < s.n; i++) {
        for (uint32_t k = i > MAX_BACK ? i - MAX_BACK : 0; k < i; k++) {
            const share *a = &s.at[k], *b = &s.at[i];
            uint32_t x = root_of(&s, k);
            if (root_of(&s, i) != x && a->group == b->group && one_whole(w, a, b) && one_holder(a, b) &&
                !clash(&s, x, i)) {
                s.at[root_of(&s, i)].up = x;
            }
        }
    }
    group = STM_NEW_ARRAY(w->arena, stm_u32s, (size_t)s.n + 1);
    for (uint32_t i = 0; i < s.n; i++) {
        stm_vec_push(w->arena, &group[root_of(&s, i)], i);
    }
    for (uint32_t i = 0; i < s.n; i++) {
        if (group[i].n > 1) {
            by_day(&s, &group[i]);
            write_group(w, &s, &group[i]);
        }
    }
}
