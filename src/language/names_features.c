/* names_features.c: words, shapes, affixes, clusters, lists, and what the rest of the article shows.
 *
 * In: tokens and sentences, with tags and trees where there are any.  Out: features, 32-bit keys.  Never: fails
 * without trees; an unparsed token has tag 0 and no head.
 * Every form is looked at in lower case beside its shape, and a sentence in capitals has shapes of its own kind, so
 * that headlines lose little. Cost: linear in the tokens; a form is measured at most once in STM_FORM_BYTES bytes.
 * Sources: Ratinov and Roth, "Design Challenges and Misconceptions in Named Entity Recognition" (CoNLL 2009);
 * Turian, Ratinov and Bengio (ACL 2010) for clusters; Krishnan and Manning (ACL 2006) for the second pass.
 */
#include "language/names_features.h"

#include "text/text.h"

#include <utf8proc.h>

#define STM_FORM_BYTES 96 /* of a longer token only the first bytes are looked at */
#define STM_PHRASE_WORDS 5
#define INLINE static inline __attribute__((always_inline))

static uint32_t combine(uint32_t a, uint32_t b) { return stm_names_join(a, b); }

/* Lower case with digits made 0, cut to whole characters. */
static size_t lower_form(stm_str form, char out[STM_FORM_BYTES + 8])
{
    const char *p = form.p, *end = form.p + form.n;
    size_t n = 0;
    while (p < end && n < STM_FORM_BYTES) {
        uint32_t c;
        size_t len = stm_utf8_decode(p, end, &c);
        if (len == 1) {
            out[n++] = (char)(*p >= 'A' && *p <= 'Z' ? *p + 32 : *p >= '0' && *p <= '9' ? '0' : *p);
        } else if (c == 0x2019 || c == 0x2018) {
            out[n++] = '\'';
        } else {
            n += (size_t)utf8proc_encode_char(utf8proc_tolower((utf8proc_int32_t)c), (utf8proc_uint8_t *)out + n);
        }
        p += len;
    }
    return n;
}

static char shape_class(const char *p, size_t len, uint32_t c)
{
    if (len == 1) {
        return (char)(*p >= 'A' && *p <= 'Z' ? 'X' : *p >= 'a' && *p <= 'z' ? 'x' : *p >= '0' && *p <= '9' ? '0' : *p);
    }
    switch (utf8proc_category((utf8proc_int32_t)c)) {
    case UTF8PROC_CATEGORY_LU: return 'X';
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LO: return 'x';
    default: return '^';
    }
}

/* Runs of one class are written once, twice if longer than one ("Xx", "XX", "00-0"); caps as in the view. */
static uint32_t shape_of(stm_str form, uint8_t *caps)
{
    char shape[16];
    const char *p = form.p, *end = form.p + (form.n < STM_FORM_BYTES ? form.n : STM_FORM_BYTES);
    size_t n = 0, upper = 0, lower = 0;
    bool first_upper = false;
    while (p < end) {
        uint32_t c;
        size_t len = stm_utf8_decode(p, end, &c);
        char k = shape_class(p, len, c);
        first_upper = first_upper || (k == 'X' && upper + lower == 0);
        upper += k == 'X';
        lower += k == 'x';
        if (n < sizeof shape && !(n >= 2 && shape[n - 1] == k && shape[n - 2] == k) &&
            !(n >= 1 && shape[n - 1] == k && k == 'x')) {
            shape[n++] = k;
        }
        p += len;
    }
    *caps = upper + lower == 0 ? 0 : upper == 0 ? 1 : lower == 0 && upper > 1 ? 3 : first_upper && upper == 1 ? 2 : 4;
    return stm_names_key((stm_str){ shape, n });
}

static void affixes(const char *w, size_t n, uint32_t out[7])
{
    size_t ends[4] = { 0 }, starts[4] = { 0 }, k = 0;
    for (size_t at = 0; at < n && k < 4; k++) {
        at++;
        while (at < n && ((uint8_t)w[at] & 0xC0) == 0x80) {
            at++;
        }
        ends[k] = at;
    }
    for (size_t j = 2; j <= k; j++) {
        out[j - 2] = combine((uint32_t)j, stm_names_key((stm_str){ w, ends[j - 1] }));
    }
    k = 0;
    for (size_t at = n; at > 0 && k < 4; k++) {
        at--;
        while (at > 0 && ((uint8_t)w[at] & 0xC0) == 0x80) {
            at--;
        }
        starts[k] = at;
    }
    for (size_t j = 1; j <= k; j++) {
        out[2 + j] = combine(16 + (uint32_t)j, stm_names_key((stm_str){ w + starts[j - 1], n - starts[j - 1] }));
    }
}

static uint8_t style_of(const stm_names_view *v, uint32_t n, bool stop)
{
    uint32_t capital = 0, all = 0, lower = 0, digits = 0;
    for (uint32_t i = 0; i < n; i++) {
        capital += v[i].caps == 2 || v[i].caps == 4;
        all += v[i].caps == 3;
        lower += v[i].caps == 1;
        digits += v[i].caps == 0 && v[i].shape != 0;
    }
    if (all >= 3 && all * 10 >= 7 * (all + lower + capital)) {
        return STM_STYLE_CAPITALS;
    }
    if (lower + capital + all >= 3 && capital + all == 0) {
        return STM_STYLE_LOWER;
    }
    if (!stop && lower <= 1 && digits * 3 >= n) {
        return STM_STYLE_TABLE;
    }
    return !stop && capital >= 3 && capital * 10 >= 6 * (lower + capital + all) ? STM_STYLE_TITLE : STM_STYLE_TEXT;
}

/* Marks phrases of the lists, longest first at each place. */
static void phrases(const stm_names_model *m, stm_names_view *v, uint32_t n)
{
    for (uint32_t i = 0; i < n;) {
        uint32_t key = v[i].word, length = 0;
        uint16_t lists = 0;
        for (uint32_t k = 1; k < STM_PHRASE_WORDS && i + k < n && v[i].caps != 1; k++) {
            const stm_names_phrase *p;
            key = combine(key, v[i + k].word);
            p = stm_names_find_phrase(m, key);
            if (p != NULL) {
                lists = p->lists;
                length = k + 1;
            }
        }
        for (uint32_t k = 0; k < length; k++) {
            v[i + k].spans = lists;
            v[i + k].at = k == 0 ? 1 : k + 1 == length ? 3 : 2;
        }
        i += length == 0 ? 1 : length;
    }
}

void stm_names_look_at(const stm_names_model *m, stm_str form, stm_names_view *v)
{
    char w[STM_FORM_BYTES + 8];
    size_t n = lower_form(form, w);
    const stm_names_word *word;
    *v = (stm_names_view){ 0 };
    v->word = stm_names_key((stm_str){ w, n });
    v->shape = shape_of(form, &v->caps);
    affixes(w, n, v->affix);
    word = stm_names_find_word(m, v->word);
    if (word != NULL) {
        v->fine = word->fine;
        v->middle = word->middle;
        v->coarse = word->coarse;
        v->rank = word->rank;
        v->lists = word->lists;
    }
}

struct stm_names_place {
    uint32_t key, form; /* key 0: free */
};

stm_names_room stm_names_make_room(stm_arena *arena, uint32_t n)
{
    stm_names_room room = { .mask = 15 };
    while (room.mask / 2 < n) {
        room.mask = 2 * room.mask + 1;
    }
    room.table = STM_NEW_ARRAY(arena, stm_names_place, (size_t)room.mask + 1);
    room.seen = stm_arena_alloc(arena, (size_t)n + 1);
    return room;
}

/* Numbers the forms of an article. */
static void number_forms(const stm_names_room *room, stm_names_view *views, uint32_t n)
{
    uint32_t forms = 0;
    for (uint32_t i = 0; i < n; i++) {
        uint32_t at = views[i].word & room->mask;
        while (room->table[at].key != 0 && room->table[at].key != views[i].word) {
            at = (at + 1) & room->mask;
        }
        if (room->table[at].key == 0) {
            room->table[at] = (stm_names_place){ views[i].word, forms++ };
        }
        views[i].form = room->table[at].form;
    }
}

stm_names_view *stm_names_look(stm_arena *arena, const stm_names_model *model, const stm_article *a)
{
    stm_names_view *views = STM_NEW_ARRAY(arena, stm_names_view, a->tokens.n + 1);
    stm_names_room room = stm_names_make_room(arena, a->tokens.n);
    for (uint32_t i = 0; i < a->tokens.n; i++) {
        stm_names_look_at(model, stm_token_form(a, i), &views[i]);
    }
    stm_names_look_over(&room, model, a, views);
    return views;
}

void stm_names_look_over(const stm_names_room *room, const stm_names_model *model, const stm_article *a,
                         stm_names_view *views)
{
    uint8_t *seen = room->seen;
    number_forms(room, views, a->tokens.n);
    for (uint32_t s = 0; s < a->sentences.n; s++) {
        const stm_sentence *sentence = &a->sentences.at[s];
        stm_names_view *v = views + sentence->first_token;
        uint32_t n = sentence->n_tokens;
        char last = n == 0 ? '\0' : a->text.p[sentence->at.end - 1];
        uint8_t style = style_of(v, n, last == '.' || last == '?' || last == '!' || last == '"' || last == ':');
        phrases(model, v, n);
        for (uint32_t i = 0; i < n; i++) {
            v[i].style = style;
            if (style == STM_STYLE_TEXT && v[i].caps != 0) {
                bool inside = v[i].caps != 1 && i > 0 && v[i - 1].caps != 0;
                stm_xpos xpos = a->tokens.at[sentence->first_token + i].xpos;
                seen[v[i].form] |= v[i].caps == 1 ? 1 : inside ? 2 : 0;
                if (inside && (xpos == STM_XP_NNP || xpos == STM_XP_NNPS) && seen[v[i].form] >> 2 < STM_OFTEN_MOST) {
                    seen[v[i].form] += 1 << 2;
                }
            }
        }
    }
    for (uint32_t i = 0; i < a->tokens.n; i++) {
        const stm_token *t = &a->tokens.at[i];
        views[i].xpos = t->xpos;
        views[i].deprel = t->deprel;
        if (t->head != STM_NONE) {
            views[i].above = views[t->head].fine;
            views[i].above2 = views[t->head].middle;
            views[i].above_word = views[t->head].word;
        }
    }
    for (uint32_t i = 0; i < a->tokens.n; i++) {
        views[i].document = seen[views[i].form] & 3;
        views[i].often = seen[views[i].form] >> 2;
    }
}

/* ---- the second pass ----------------------------------------------------------------------------------- */

typedef struct form_votes {
    uint32_t type[STM_NAMES_TYPES], part[4];
    bool any;
} form_votes;

static uint32_t part_of(uint8_t tag)
{
    switch ((tag - 1) & 3) {
    case STM_NAMES_B: return 1;
    case STM_NAMES_S: return 3;
    default: return 2;
    }
}

void stm_names_hint(stm_arena *arena, const stm_article *a, stm_names_view *views, const uint8_t *tags)
{
    uint32_t forms = 0;
    form_votes *votes;
    for (uint32_t i = 0; i < a->tokens.n; i++) {
        forms = views[i].form >= forms ? views[i].form + 1 : forms;
    }
    votes = STM_NEW_ARRAY(arena, form_votes, (size_t)forms + 1);
    for (uint32_t i = 0; i < a->tokens.n; i++) {
        if (tags[i] != 0) {
            form_votes *v = &votes[views[i].form];
            v->any = true;
            v->type[(tags[i] - 1) >> 2]++;
            v->part[part_of(tags[i])]++;
        }
    }
    for (uint32_t i = 0; i < a->tokens.n; i++) {
        const form_votes *v = &votes[views[i].form];
        uint32_t best = 0, most = 0;
        if (!v->any) {
            continue;
        }
        for (uint32_t t = 0; t < STM_NAMES_TYPES; t++) { /* the token's own vote does not count */
            uint32_t own = tags[i] != 0 && (uint32_t)((tags[i] - 1) >> 2) == t;
            if (v->type[t] - own > most) {
                most = v->type[t] - own;
                best = t + 1;
            }
        }
        views[i].hint = (uint8_t)best;
        most = 0;
        for (uint32_t k = 1; k < 4 && best != 0; k++) {
            uint32_t own = tags[i] != 0 && part_of(tags[i]) == k;
            if (v->part[k] - own > most) {
                most = v->part[k] - own;
                views[i].hint_part = (uint8_t)k;
            }
        }
    }
}

/* ---- features ------------------------------------------------------------------------------------------ */

enum { NO_PLACE = 5 };

/* A feature of a group is one of its bits, a feature of none REST, one of a single form OWN. */
enum { REST = STM_NAMES_GROUPS, OWN, EACH = (1 << (OWN + 1)) - 1 };

typedef struct feature_list {
    uint32_t *at;
    uint32_t n;
    uint32_t template;
    uint32_t wanted; /* bits of groups, REST and OWN */
    uint32_t place;  /* of the window: own features of this one only; NO_PLACE: of all */
} feature_list;

INLINE void put(feature_list *f, uint32_t group, uint32_t value)
{
    if ((f->wanted >> group & 1) != 0) {
        f->at[f->n++] = combine(STM_NAMES_TEMPLATE + f->template, value);
    }
}

/* A feature that only the form of the word at `place` of the window decides. */
INLINE void put_own(feature_list *f, uint32_t place, uint32_t value)
{
    if (f->place == place || f->place == NO_PLACE) {
        put(f, OWN, value);
    }
}

INLINE void words(feature_list *f, const stm_names_view *const w[5])
{
    static const uint8_t pairs[][2] = { { 1, 2 }, { 2, 3 }, { 1, 3 }, { 0, 1 }, { 3, 4 } };
    for (uint32_t k = 0; k < 5; k++) {
        f->template = 1 + k;
        put_own(f, k, w[k]->word);
    }
    for (uint32_t k = 0; k < 5; k++) {
        f->template = 8 + k;
        put(f, REST, combine(w[pairs[k][0]]->word, w[pairs[k][1]]->word));
    }
    for (uint32_t k = 0; k < 7; k++) {
        f->template = 16 + k;
        if (w[2]->affix[k] != 0) {
            put_own(f, 2, w[2]->affix[k]);
        }
    }
}

INLINE void shapes(feature_list *f, const stm_names_view *const w[5], bool first)
{
    uint32_t style = w[2]->style, here = combine(w[2]->shape, style);
    f->template = 32;
    put(f, STM_NAMES_BY_FORM, here);
    f->template = 33;
    put(f, STM_NAMES_BY_SHAPES, combine(here, w[1]->shape));
    f->template = 34;
    put(f, STM_NAMES_BY_SHAPES, combine(here, w[3]->shape));
    f->template = 35;
    put(f, STM_NAMES_BY_SHAPES, combine(combine(here, w[1]->shape), w[3]->shape));
    f->template = 36;
    put(f, STM_NAMES_BY_FORM, combine(here, w[2]->word));
    f->template = 37;
    put(f, REST, combine(here, w[1]->word));
    f->template = 38;
    put(f, REST, combine(here, w[3]->word));
    f->template = 39;
    put(f, STM_NAMES_BY_FORM, combine(here, first));
    f->template = 40;
    put(f, STM_NAMES_BY_FORM, combine(here, 16U * w[2]->document + first));
    f->template = 41;
    put(f, STM_NAMES_BY_FORM, combine(here, w[2]->rank));
    f->template = 42;
    put(f, STM_NAMES_BY_SHAPES, combine(combine(here, w[1]->caps), combine(w[3]->caps, w[4]->caps + 8U * w[0]->caps)));
    f->template = 43;
    put(f, STM_NAMES_BY_FORM, combine(16U + w[2]->document, w[2]->middle));
}

INLINE void clusters(feature_list *f, const stm_names_view *const w[5])
{
    uint32_t caps = w[2]->caps + 8U * w[2]->style;
    for (uint32_t k = 0; k < 5; k++) {
        f->template = 48 + k;
        put_own(f, k, w[k]->coarse);
        f->template = 56 + k;
        put_own(f, k, w[k]->middle);
        f->template = 64 + k;
        put_own(f, k, w[k]->fine);
    }
    f->template = 72;
    put(f, STM_NAMES_BY_FORM, combine(caps, w[2]->middle));
    f->template = 73;
    put(f, REST, combine(w[1]->middle, w[2]->middle));
    f->template = 74;
    put(f, REST, combine(w[2]->middle, w[3]->middle));
    f->template = 75;
    put(f, REST, combine(combine(w[1]->coarse, w[2]->coarse), w[3]->coarse));
    f->template = 76;
    put(f, STM_NAMES_BY_FORM, combine(caps, w[2]->fine));
    f->template = 77;
    put(f, REST, combine(combine(caps, w[1]->caps), w[1]->middle));
    f->template = 78;
    put(f, REST, combine(combine(caps, w[3]->caps), w[3]->middle));
    f->template = 79;
    put(f, REST, combine(w[0]->coarse, combine(w[1]->coarse, w[2]->coarse)));
    f->template = 80;
    put(f, REST, combine(w[2]->coarse, combine(w[3]->coarse, w[4]->coarse)));
}

INLINE void lists(feature_list *f, const stm_names_view *const w[5])
{
    uint32_t caps = w[2]->caps + 8U * w[2]->style;
    for (uint32_t k = 0; k < STM_LIST_COUNT; k++) {
        f->template = 88;
        if ((w[2]->lists >> k & 1) != 0) {
            put(f, STM_NAMES_BY_FORM, combine(k, caps));
        }
        f->template = 89;
        if (w[2]->at != 0 && (w[2]->spans >> k & 1) != 0) {
            put(f, STM_NAMES_BY_FORM, combine(8U * k + w[2]->at, caps));
        }
    }
    f->template = 90;
    put_own(f, 2, w[2]->lists);
    f->template = 91;
    put(f, STM_NAMES_BY_LISTS, combine(w[1]->lists, w[2]->lists));
    f->template = 92;
    put(f, STM_NAMES_BY_LISTS, combine(w[2]->lists, w[3]->lists));
    f->template = 93;
    put(f, STM_NAMES_BY_LISTS, combine(w[1]->lists, combine(w[2]->caps, w[1]->caps)));
    f->template = 94;
    put(f, STM_NAMES_BY_LISTS, combine(w[3]->lists, combine(w[2]->caps, w[3]->caps)));
    f->template = 95;
    put(f, STM_NAMES_BY_LISTS, combine(w[1]->lists, combine(w[2]->lists, w[3]->lists)));
    if (w[1]->at != 0 || w[3]->at != 0) {
        f->template = 96;
        put(f, REST, combine(combine(w[1]->spans, w[1]->at), combine(w[3]->spans, w[3]->at)));
    }
}

INLINE void tree(feature_list *f, const stm_names_view *const w[5])
{
    uint32_t caps = w[2]->caps + 8U * w[2]->style;
    for (uint32_t k = 1; k < 4; k++) {
        f->template = 110 + k;
        put(f, k == 1 ? STM_NAMES_BY_TAGS_BEFORE : k == 2 ? STM_NAMES_BY_TAG : STM_NAMES_BY_TAGS_BEHIND, w[k]->xpos);
    }
    f->template = 115;
    put(f, STM_NAMES_BY_TAGS_BEFORE, combine(w[1]->xpos, w[2]->xpos));
    f->template = 116;
    put(f, STM_NAMES_BY_TAGS_BEHIND, combine(w[2]->xpos, w[3]->xpos));
    f->template = 117;
    put(f, STM_NAMES_BY_TAG, combine(w[2]->xpos, caps));
    f->template = 118;
    put(f, REST, combine(w[2]->deprel, w[2]->above));
    f->template = 119;
    put(f, REST, combine(combine(w[2]->deprel, w[2]->above2), caps));
    f->template = 120;
    put(f, REST, combine(w[2]->deprel, w[2]->above_word));
    f->template = 121;
    put(f, STM_NAMES_BY_TAG, combine(w[2]->deprel, caps));
}

INLINE void hinted(feature_list *f, const stm_names_view *const w[5])
{
    uint32_t here = w[2]->hint + 8U * w[2]->hint_part;
    if (w[2]->hint != 0) {
        f->template = 100;
        put(f, REST, here);
        f->template = 101;
        put(f, REST, combine(here, w[2]->caps + 8U * w[2]->style));
    }
    f->template = 102;
    if (w[2]->hint != 0 || w[1]->hint != 0) {
        put(f, REST, combine(here, w[1]->hint + 8U * w[1]->hint_part));
    }
    f->template = 103;
    if (w[2]->hint != 0 || w[3]->hint != 0) {
        put(f, REST, combine(here, w[3]->hint + 8U * w[3]->hint_part));
    }
}

const stm_names_view *stm_names_outside(bool behind)
{
    static const stm_names_view before = { .word = 2, .shape = 2 }, after = { .word = 3, .shape = 3 };
    return behind ? &after : &before;
}

/* The token, two before it and two after it. */
static void window(const stm_names_view *v, uint32_t n, uint32_t i, const stm_names_view *w[5])
{
    const stm_names_view *before = stm_names_outside(false), *after = stm_names_outside(true);
    w[0] = i < 2 ? before : &v[i - 2];
    w[1] = i < 1 ? before : &v[i - 1];
    w[2] = &v[i];
    w[3] = i + 1 < n ? &v[i + 1] : after;
    w[4] = i + 2 < n ? &v[i + 2] : after;
}

/* Compiled for each set of wanted groups. */
INLINE void all(feature_list *f, const stm_names_view *const w[5], bool first)
{
    put(f, STM_NAMES_BY_FORM, w[2]->style);
    words(f, w);
    shapes(f, w, first);
    clusters(f, w);
    lists(f, w);
    tree(f, w);
}

uint32_t stm_names_features(const stm_names_view *v, uint32_t n, uint32_t i, uint32_t out[STM_NAMES_MAX_FEATURES],
                            uint32_t *hints)
{
    const stm_names_view *w[5];
    feature_list f = { .at = out, .wanted = EACH, .place = NO_PLACE };
    uint32_t plain;
    window(v, n, i, w);
    all(&f, w, i == 0);
    plain = f.n;
    hinted(&f, w);
    if (hints != NULL) {
        *hints = f.n - plain;
    }
    return f.n;
}

uint32_t stm_names_own_features(const stm_names_view *v, uint32_t place, uint32_t out[STM_NAMES_MAX_FEATURES])
{
    const stm_names_view *const w[5] = { v, v, v, v, v };
    feature_list f = { .at = out, .wanted = 1u << OWN, .place = place };
    all(&f, w, false);
    return f.n;
}

void stm_names_groups(const stm_names_view *v, uint32_t n, uint32_t i, stm_names_group out[STM_NAMES_GROUPS])
{
    const stm_names_view *w[5], *here = &v[i];
    uint32_t style = here->style;
    window(v, n, i, w);
    out[STM_NAMES_BY_FORM] = (stm_names_group){ { here->word, here->shape,
                                                  here->caps | style << 4 | (uint32_t)here->document << 8 |
                                                      (uint32_t)(i == 0) << 12 | (uint32_t)here->at << 16,
                                                  here->spans } };
    out[STM_NAMES_BY_TAG] =
        (stm_names_group){ { here->xpos | (uint32_t)here->deprel << 8 | (uint32_t)here->caps << 16 | style << 24 } };
    out[STM_NAMES_BY_TAGS_BEFORE] = (stm_names_group){ { w[1]->xpos | (uint32_t)here->xpos << 8 } };
    out[STM_NAMES_BY_TAGS_BEHIND] = (stm_names_group){ { here->xpos | (uint32_t)w[3]->xpos << 8 } };
    out[STM_NAMES_BY_SHAPES] = (stm_names_group){ { w[1]->shape, here->shape, w[3]->shape,
                                                    style | (uint32_t)w[0]->caps << 4 | (uint32_t)w[1]->caps << 8 |
                                                        (uint32_t)w[3]->caps << 12 | (uint32_t)w[4]->caps << 16 } };
    out[STM_NAMES_BY_LISTS] =
        (stm_names_group){ { w[1]->lists | (uint32_t)here->lists << 16, w[3]->lists,
                             w[1]->caps | (uint32_t)here->caps << 4 | (uint32_t)w[3]->caps << 8 } };
    for (uint32_t group = 0; group < STM_NAMES_GROUPS; group++) { /* all above leave the highest byte */
        out[group].at[3] |= (group + 1) << 24;
    }
}

uint32_t stm_names_group_features(const stm_names_view *v, uint32_t n, uint32_t i, uint32_t group,
                                  uint32_t out[STM_NAMES_MAX_FEATURES])
{
    const stm_names_view *w[5];
    feature_list f = { .at = out, .wanted = 1u << group, .place = NO_PLACE };
    window(v, n, i, w);
    all(&f, w, i == 0);
    return f.n;
}

uint32_t stm_names_hint_features(const stm_names_view *v, uint32_t n, uint32_t i, uint32_t out[STM_NAMES_MAX_HINTS])
{
    const stm_names_view *w[5];
    feature_list f = { .at = out, .wanted = 1u << REST, .place = NO_PLACE };
    window(v, n, i, w);
    hinted(&f, w);
    return f.n;
}
