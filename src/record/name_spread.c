/* name_spread.c: names that the tagger found in one spot of a story, found again where it did not.
 *
 * In: name mentions and their entities, tokens.  Out: more mentions of record.entities; what had been taken for names
 * of their own inside a longer one ("Vale" in "Vale State Police") loses these mentions.  Never: a name that stands for
 * two entities; one word, unless it is a name at least SINGLE_LEAST times and is tagged as a proper noun here, or is
 * written as a name where other words are not, or is a noun that stands nowhere in small letters. The letters of a
 * name of three words ("Harbour Safety Act": HSA), with dots or without, are its name too.
 * Invariant: mentions of names do not overlap afterwards. Cost: linear in tokens, a few look-ups for each capital.
 */
#include "record/descriptions.h"

#define SINGLE_LEAST 3
#define MAX_NAME 6 /* tokens */
#define LEAST_LETTERS 3
#define MAX_LETTERS 7

typedef struct spread_name {
    uint32_t entity, times;
    bool two;   /* stands for two */
    bool small; /* one word, which stands in small letters as well */
} spread_name;

/* By its first byte, how long a key is, as bits: most words are left before they are looked up. */
typedef struct lengths {
    uint64_t of[256];
} lengths;

typedef struct spreader {
    stm_work *w;
    stm_map names;  /* as written -> index into all */
    lengths may_be; /* of names */
    STM_VEC(spread_name) all;
    uint32_t found;  /* names that the texts have; behind them others that they may go by */
    uint32_t *cover; /* by token of the member at hand: 1 + its mention in `here`; 0: in no name */
    STM_VEC(stm_span) here;
} spreader;

static void note_length(lengths *l, stm_str key)
{
    if (key.n > 0) {
        l->of[(unsigned char)key.p[0]] |= (uint64_t)1 << (key.n & 63);
    }
}

static uint32_t look_up(const stm_map *map, const lengths *l, stm_str key)
{
    bool may_be = key.n > 0 && (l->of[(unsigned char)key.p[0]] >> (key.n & 63) & 1) != 0;
    return may_be ? stm_map_get(map, key) : STM_NONE;
}

static bool capital(stm_str s) { return s.n > 0 && s.p[0] >= 'A' && s.p[0] <= 'Z'; }

static stm_str between(const stm_article *a, uint32_t first, uint32_t last)
{
    return stm_str_sub(a->text, (stm_span){ a->tokens.at[first].at.start, a->tokens.at[last].at.end });
}

static void collect(spreader *s, uint32_t member)
{
    const stm_article *a = s->w->article[member];
    for (uint32_t e = 0; e < a->entities.n; e++) {
        uint32_t entity = s->w->entity[member][e];
        for (uint32_t i = 0; i < a->entities.at[e].mentions.n && entity != STM_NONE; i++) {
            const stm_mention *m = &a->entities.at[e].mentions.at[i];
            stm_str text = stm_str_sub(a->text, m->at);
            uint32_t *at;
            if (m->form != STM_MENTION_NAME || !capital(text) || stm_nationality_word(a, m)) {
                continue;
            }
            at = stm_map_put(s->w->arena, &s->names, text, s->all.n);
            if (*at == s->all.n) {
                note_length(&s->may_be, text);
                stm_vec_push(s->w->arena, &s->all, (spread_name){ .entity = entity });
            }
            s->all.at[*at].two = s->all.at[*at].two || s->all.at[*at].entity != entity;
            s->all.at[*at].times++;
        }
    }
}

/* Enters another way to write a name, unless the texts use it for a name already. */
static void also(spreader *s, stm_str form, uint32_t entity)
{
    uint32_t n = s->all.n, at = *stm_map_put(s->w->arena, &s->names, form, n);
    if (at == n) {
        note_length(&s->may_be, form);
        stm_vec_push(s->w->arena, &s->all, (spread_name){ .entity = entity, .times = SINGLE_LEAST });
    } else if (at >= s->found && s->all.at[at].entity != entity) {
        s->all.at[at].two = true;
    }
}

/* "FBI" and "F.B.I.": the letters with dots, or without. */
static stm_str redotted(stm_arena *arena, stm_str s)
{
    bool dots = s.n > 1 && s.p[1] == '.';
    char *p = STM_NEW_ARRAY(arena, char, 2 * s.n + 1);
    uint32_t n = 0;
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] != '.' && !capital((stm_str){ s.p + i, 1 })) {
            return STM_NULL_STR;
        }
        if (s.p[i] != '.') {
            p[n++] = s.p[i];
            if (!dots) {
                p[n++] = '.';
            }
        }
    }
    return (stm_str){ p, n };
}

/* The letters that a body or a thing may go by: "Harbour Safety Act", HSA. */
static void add_letters(spreader *s)
{
    s->found = s->all.n;
    for (uint32_t i = 0; i < s->names.items.n && i < s->found; i++) {
        stm_str name = s->names.items.at[i].key;
        uint32_t entity = s->all.at[i].entity, n = 0;
        char letters[MAX_LETTERS];
        if (s->all.at[i].two || s->w->record->entities.at[entity].kind == STM_PERSON) {
            continue;
        }
        for (size_t at = 0; at < name.n && n < MAX_LETTERS; at++) {
            if ((at == 0 || name.p[at - 1] == ' ') && capital((stm_str){ name.p + at, 1 })) {
                letters[n++] = name.p[at];
            }
        }
        if (n >= LEAST_LETTERS && n < MAX_LETTERS) {
            stm_str form = stm_str_dup(s->w->arena, (stm_str){ letters, n });
            also(s, form, entity);
            also(s, redotted(s->w->arena, form), entity);
        } else if (name.n >= LEAST_LETTERS && name.n < 2 * MAX_LETTERS && n == 1) {
            stm_str other = redotted(s->w->arena, name);
            if (other.p != NULL) {
                also(s, other, entity);
            }
        }
    }
}

static void cover(spreader *s, uint32_t member)
{
    const stm_article *a = s->w->article[member];
    s->here.n = 0;
    memset(s->cover, 0, sizeof *s->cover * a->tokens.n);
    for (uint32_t e = 0; e < a->entities.n; e++) {
        for (uint32_t i = 0; i < a->entities.at[e].mentions.n; i++) {
            const stm_mention *m = &a->entities.at[e].mentions.at[i];
            if (m->form != STM_MENTION_NAME) {
                continue;
            }
            stm_vec_push(s->w->arena, &s->here, m->at);
            for (uint32_t k = stm_token_from(a, m->at.start); k < a->tokens.n && a->tokens.at[k].at.start < m->at.end;
                 k++) {
                s->cover[k] = (uint32_t)s->here.n;
            }
        }
    }
}

/* Which names of one word are words of the story, too. */
static void find_small(spreader *s)
{
    stm_map lower = { 0 }; /* -> index into all */
    lengths may_be = { { 0 } };
    for (uint32_t m = 0; m < s->w->n; m++) {
        const stm_article *a = s->w->article[m];
        for (uint32_t i = 0; i < a->tokens.n; i++) {
            uint32_t at =
                capital(stm_token_form(a, i)) ? look_up(&s->names, &s->may_be, stm_token_form(a, i)) : STM_NONE;
            if (at != STM_NONE && s->all.at[at].times >= SINGLE_LEAST) {
                stm_str small = stm_str_lower(s->w->arena, stm_token_form(a, i));
                note_length(&may_be, small);
                (void)stm_map_put(s->w->arena, &lower, small, at);
            }
        }
    }
    for (uint32_t m = 0; m < s->w->n; m++) {
        const stm_article *a = s->w->article[m];
        for (uint32_t i = 0; i < a->tokens.n; i++) {
            uint32_t at = capital(stm_token_form(a, i)) ? STM_NONE : look_up(&lower, &may_be, stm_token_form(a, i));
            if (at != STM_NONE) {
                s->all.at[at].small = true;
            }
        }
    }
}

/* Written as a name where other words are not: within a sentence that is no headline; or at its head and used as a
 * name: "Anchor said", where a noun would have an article. */
static bool stands_out(const stm_article *a, uint32_t token)
{
    const stm_sentence *s = &a->sentences.at[a->tokens.at[token].sentence];
    uint32_t words = 0, small = 0;
    if (a->tokens.at[token].upos == STM_PROPN) {
        return true;
    }
    for (uint32_t i = s->first_token; i < s->first_token + s->n_tokens; i++) {
        char c = stm_token_form(a, i).p[0];
        small += c >= 'a' && c <= 'z';
        words += (c | 32) >= 'a' && (c | 32) <= 'z';
    }
    if (small * 2 <= words || a->tokens.at[token].xpos != STM_XP_NN) {
        return false;
    }
    return token != s->first_token ||
           (a->tokens.at[token].deprel == STM_DEP_NSUBJ && token + 1 < a->tokens.n &&
            (a->tokens.at[token + 1].upos == STM_VERB || a->tokens.at[token + 1].upos == STM_AUX));
}

/* The name that stands at the tokens, if it may be put there. */
static const spread_name *name_at(const spreader *s, const stm_article *a, uint32_t first, uint32_t last)
{
    uint32_t at = look_up(&s->names, &s->may_be, between(a, first, last));
    const spread_name *n = at == STM_NONE ? NULL : &s->all.at[at];
    stm_span span = { a->tokens.at[first].at.start, a->tokens.at[last].at.end };
    bool noun = a->tokens.at[last].upos == STM_NOUN; /* "an Alandic boat" names nobody */
    if (n == NULL || n->two ||
        (first == last && (n->times < SINGLE_LEAST || !(stands_out(a, first) || (noun && !n->small))))) {
        return NULL;
    }
    for (uint32_t k = first; k <= last; k++) {
        if (s->cover[k] != 0) {
            stm_span known = s->here.at[s->cover[k] - 1];
            bool inside = known.start >= span.start && known.end <= span.end &&
                          (known.start != span.start || known.end != span.end);
            if (!inside) {
                return NULL;
            }
        }
    }
    return n;
}

static void drop_inside(stm_work *w, uint32_t member, stm_span span, uint32_t entity)
{
    for (uint32_t e = 0; e < w->record->entities.n; e++) {
        stm_passages *m = &w->record->entities.at[e].mentions;
        uint32_t n = 0;
        for (uint32_t i = 0; i < m->n; i++) {
            const stm_passage *p = &m->at[i];
            if (e == entity || p->article != w->index[member] || p->at.start < span.start || p->at.end > span.end) {
                m->at[n++] = *p;
            }
        }
        m->n = n;
    }
}

static void add_form(stm_work *w, uint32_t entity, stm_str form)
{
    stm_record_entity *e = &w->record->entities.at[entity];
    for (uint32_t i = 0; i < e->forms.n; i++) {
        if (stm_str_eq(e->forms.at[i], form)) {
            return;
        }
    }
    stm_vec_push(w->arena, &e->forms, form);
}

static void spread(spreader *s, uint32_t member)
{
    stm_work *w = s->w;
    const stm_article *a = w->article[member];
    cover(s, member);
    for (uint32_t i = 0; i < a->tokens.n; i++) {
        const stm_sentence *sentence = &a->sentences.at[a->tokens.at[i].sentence];
        uint32_t end = sentence->first_token + sentence->n_tokens, n = end - i < MAX_NAME ? end - i : MAX_NAME;
        const spread_name *found = NULL;
        bool some = false;
        if (!capital(stm_token_form(a, i)) || (i > 0 && s->cover[i] != 0 && s->cover[i - 1] == s->cover[i])) {
            continue;
        }
        for (; n > 0 && found == NULL; n--) {
            found = name_at(s, a, i, i + n - 1);
        }
        if (found == NULL) {
            continue;
        }
        for (uint32_t k = i; k <= i + n; k++) {
            some = some || s->cover[k] != 0;
            w->at_token[member][k] = found->entity;
        }
        if (some) {
            drop_inside(w, member, (stm_span){ a->tokens.at[i].at.start, a->tokens.at[i + n].at.end }, found->entity);
        }
        add_form(w, found->entity, between(a, i, i + n));
        stm_vec_push(w->arena, &w->record->entities.at[found->entity].mentions,
                     (stm_passage){ w->index[member], { a->tokens.at[i].at.start, a->tokens.at[i + n].at.end } });
        i += n;
    }
}

void stm_names_spread(stm_work *w)
{
    spreader s = { .w = w };
    uint32_t most = 0;
    for (uint32_t m = 0; m < w->n; m++) {
        most = w->article[m]->tokens.n > most ? w->article[m]->tokens.n : most;
        collect(&s, m);
    }
    find_small(&s);
    add_letters(&s);
    s.cover = STM_NEW_ARRAY(w->arena, uint32_t, (size_t)most + 1);
    for (uint32_t m = 0; m < w->n && s.all.n > 0; m++) {
        spread(&s, m);
    }
}
