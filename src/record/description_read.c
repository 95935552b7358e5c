/* description_read.c: the nominal mentions of all articles as head word, attributes, number and age.
 *
 * In: mentions, tokens.  Out: describer.all, lists by head word.  Never: joins anything. Cost: linear.
 */
#include "data/data.h"
#include "record/descriptions.h"
#include "record/record_words.h"

#define LOCAL_SENTENCES 1 /* "a gunman ... the gunman": what was brought in just before */

stm_str stm_without_the(stm_str s)
{
    if (s.n > 4 && (s.p[0] | 32) == 't' && (s.p[1] | 32) == 'h' && (s.p[2] | 32) == 'e' && s.p[3] == ' ') {
        return (stm_str){ s.p + 4, s.n - 4 };
    }
    return s;
}

stm_str stm_last_word(stm_str s)
{
    size_t i = s.n;
    while (i > 0 && s.p[i - 1] != ' ') {
        i--;
    }
    return (stm_str){ s.p + i, s.n - i };
}

stm_str stm_first_word(stm_str s)
{
    size_t i = 0;
    while (i < s.n && s.p[i] != ' ' && s.p[i] != '-') {
        i++;
    }
    return (stm_str){ s.p, i };
}

bool stm_one_of(stm_str s, const char *const *words, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (stm_str_eqz_nocase(s, words[i])) {
            return true;
        }
    }
    return false;
}

/* ---- reading descriptions -------------------------------------------------------------------------------- */

stm_str stm_token_word(stm_work *w, const stm_article *a, uint32_t token)
{
    const stm_token *t = &a->tokens.at[token];
    return stm_str_lower(w->arena, t->lemma.p != NULL && t->lemma.n > 0 ? t->lemma : stm_token_form(a, token));
}

/* "38-year-old" or "38 years old" from a byte on -> 38, else 0; *end behind it. */
uint32_t stm_age_at(const stm_article *a, uint32_t byte, uint32_t *end)
{
    static const char *const ways[] = { "-year-old", "-years-old", " year old", " years old" };
    uint32_t n = 0, i = byte;
    while (i < a->text.n && a->text.p[i] >= '0' && a->text.p[i] <= '9' && n < 200) {
        n = n * 10 + (uint32_t)(a->text.p[i++] - '0');
    }
    for (size_t k = 0; i > byte && n < 120 && k < sizeof ways / sizeof *ways; k++) {
        if (stm_str_starts((stm_str){ a->text.p + i, a->text.n - i }, ways[k])) {
            *end = i + (uint32_t)strlen(ways[k]);
            return n;
        }
    }
    return 0;
}

static bool neutral(stm_str word)
{
    static const char *const words[] = { "all",       "some",      "then", "and",  "very",  "entire", "alleged",
                                         "suspected", "remaining", "own",  "same", "local", "late" };
    return ONE_OF(word, words);
}

/* "Marenian-backed rebels", "the rebel-held town": how many tokens such a word takes from `i` on, or 0. */
static uint32_t backed_by(const stm_article *a, uint32_t i, uint32_t head)
{
    static const char *const ends[] = { "backed", "led", "held", "run", "based", "controlled", "supported" };
    return i + 2 < head && stm_str_eqz(stm_token_form(a, i + 1), "-") && ONE_OF(stm_token_form(a, i + 2), ends) ? 3 : 0;
}

static void drop_attribute(description *x, uint32_t at)
{
    for (x->n_attributes--; at < x->n_attributes; at++) {
        x->attribute[at] = x->attribute[at + 1];
        x->proper[at] = x->proper[at + 1];
    }
}

/* One word for what news calls by several: "rebel fighters" and "rebels"; "the Marenian army", "the Marenian military"
 * and "Marenian forces". A side must be named: "the troops" may be any. */
static void one_word_for_fighters(description *x)
{
    static const char *const bodies[] = { "force", "troop", "fighter" }, *const armies[] = { "army", "military" };
    static const char *const sides[] = { "rebel", "insurgent", "militant", "guerrilla", "separatist", "jihadist" };
    bool army = ONE_OF(x->word, armies);
    if (x->plural && ONE_OF(x->word, bodies)) {
        for (uint32_t i = 0; i < x->n_attributes; i++) {
            if (ONE_OF(x->attribute[i], sides)) {
                x->word = x->attribute[i];
                drop_attribute(x, i);
                return;
            }
        }
    }
    if (x->n_attributes > 0 && (army || (x->plural && ONE_OF(x->word, bodies) && !stm_str_eqz(x->word, "fighter")))) {
        x->word = STM_STR("force");
        x->plural = true;
    } else if (army) {
        x->word = STM_STR("army");
    }
}

/* "A man suspected of the theft" at the head of a text is its suspect. */
static bool suspected(const describer *d, const stm_article *a, const description *x)
{
    static const char *const words[] = { "suspect", "accuse", "charge", "want" };
    uint32_t i = x->head + 1;
    return stm_anybody(x->word) && !x->plural && !x->contrast && !x->quantity && x->sentence < LEAD_SENTENCES &&
           i + 1 < a->tokens.n && a->tokens.at[i].deprel == STM_DEP_ACL && a->tokens.at[i].head == x->head &&
           a->tokens.at[i].xpos == STM_XP_VBN && ONE_OF(stm_token_word(d->w, a, i), words) &&
           !stm_str_eqz(stm_token_form(a, i + 1), "by");
}

bool stm_other_office(stm_str word)
{
    static const char *const words[] = { "vice", "deputy", "assistant", "associate" };
    return ONE_OF(word, words);
}

static void describe(describer *d, uint32_t member, uint32_t entity, const stm_mention *m)
{
    static const char *const apart[] = { "other",   "another", "several", "many",   "most",      "few",      "both",
                                         "former",  "fellow",  "next",    "second", "third",     "various",  "numerous",
                                         "certain", "new",     "more",    "first",  "different", "separate", "else" };
    stm_work *w = d->w;
    const stm_article *a = w->article[member];
    description *x;
    uint32_t list, from;
    if (m->head == STM_NONE || m->head >= a->tokens.n) {
        return;
    }
    x = stm_vec_add(w->arena, &d->all);
    memset(x, 0, sizeof *x);
    x->group = w->entity[member][entity];
    x->member = member;
    x->entity = entity;
    x->head = m->head;
    x->sentence = a->tokens.at[m->head].sentence;
    x->word = stm_token_word(w, a, m->head);
    x->plural = a->tokens.at[m->head].xpos == STM_XP_NNS || a->tokens.at[m->head].xpos == STM_XP_NNPS;
    for (uint32_t i = stm_token_from(a, m->at.start), past = 0; i < m->head; i++) {
        stm_str word = stm_token_word(w, a, i);
        uint8_t upos = a->tokens.at[i].upos;
        uint32_t age = stm_age_at(a, a->tokens.at[i].at.start, &past), skip = backed_by(a, i, m->head);
        if (skip > 0) {
            i += skip - 1;
        } else if (age > 0 || a->tokens.at[i].at.start < past) {
            x->age = age > 0 ? age : x->age;
        } else if (stm_str_eqz(word, "the") || stm_str_eqz(word, "this") || stm_str_eqz(word, "that") ||
                   stm_str_eqz(word, "these") || stm_str_eqz(word, "those")) {
            x->definite = true;
        } else if (stm_str_eqz(word, "a") || stm_str_eqz(word, "an")) {
            x->indefinite = true;
        } else if (ONE_OF(word, apart)) {
            x->contrast = true;
        } else if (upos == STM_NUM || (word.n > 0 && word.p[0] >= '0' && word.p[0] <= '9')) {
            x->quantity = true;
        } else if (word.n > 0 && upos != STM_PUNCT && upos != STM_PRON && upos != STM_PART && !neutral(word) &&
                   x->n_attributes < MAX_ATTRIBUTES) {
            x->proper[x->n_attributes] = upos == STM_PROPN;
            x->attribute[x->n_attributes++] = word;
        }
    }
    if (stm_str_eqz(x->word, "site") && x->n_attributes > 0 && stm_str_eqz(x->attribute[x->n_attributes - 1], "web")) {
        x->word = STM_STR("website");
        x->n_attributes--;
    }
    if (suspected(d, a, x)) {
        x->word = STM_STR("suspect");
        x->definite = true;
        x->indefinite = false;
    }
    one_word_for_fighters(x);
    if (x->n_attributes > 0 && stm_other_office(x->attribute[x->n_attributes - 1])) {
        x->n_attributes--;
        x->word = stm_str_join(w->arena, x->attribute[x->n_attributes], ' ', x->word);
    }
    x->wording = stm_str_lower(w->arena, stm_wording(w->arena, a, m->at));
    x->wording = stm_without_the(x->wording);
    if (x->indefinite) {
        x->wording =
            (stm_str){ x->wording.p + stm_first_word(x->wording).n, x->wording.n - stm_first_word(x->wording).n };
        x->wording = stm_str_trim(x->wording);
    }
    from = d->lists.n;
    list = *stm_map_put(w->arena, &d->first_of, x->word, from);
    if (list == from) {
        stm_vec_push(w->arena, &d->lists, (stm_u32s){ 0 });
    }
    stm_vec_push(w->arena, &d->lists.at[list], d->all.n - 1);
}

/* "Police said": a common noun at the head of a sentence that was taken for somebody's name. */
void stm_descriptions_unname(describer *d)
{
    stm_record *r = d->w->record;
    stm_map common = { 0 }; /* form of a description's head -> kind */
    for (uint32_t m = 0; m < d->w->n; m++) {
        const stm_article *a = d->w->article[m];
        for (uint32_t e = 0; e < a->entities.n; e++) {
            for (uint32_t i = 0; i < a->entities.at[e].mentions.n; i++) {
                const stm_mention *x = &a->entities.at[e].mentions.at[i];
                if (x->form == STM_MENTION_NOMINAL && x->head != STM_NONE && x->head < a->tokens.n &&
                    stm_token_form(a, x->head).p[0] >= 'a') {
                    stm_map_put(d->w->arena, &common, stm_token_form(a, x->head), a->entities.at[e].kind);
                }
            }
        }
    }
    for (uint32_t i = 0; i < r->entities.n; i++) {
        uint32_t kind = d->named[i] == STM_NONE || r->entities.at[i].kind == STM_PLACE
                            ? STM_NONE
                            : stm_map_get(&common, stm_str_lower(d->w->arena, r->entities.at[i].name));
        if (kind == STM_GROUP) {
            d->named[i] = STM_NONE;
            r->entities.at[i].kind = STM_GROUP;
        }
    }
}

void stm_descriptions_read(describer *d)
{
    for (uint32_t m = 0; m < d->w->n; m++) {
        const stm_article *a = d->w->article[m];
        for (uint32_t e = 0; e < a->entities.n; e++) {
            for (uint32_t i = 0; i < a->entities.at[e].mentions.n && d->w->entity[m][e] != STM_NONE; i++) {
                const stm_mention *x = &a->entities.at[e].mentions.at[i];
                if (x->form == STM_MENTION_NOMINAL ||
                    (x->form == STM_MENTION_NAME && d->named[d->w->entity[m][e]] == STM_NONE)) {
                    describe(d, m, e, x);
                }
            }
        }
    }
}

bool stm_description_has(const description *x, stm_str word)
{
    for (uint32_t i = 0; i < x->n_attributes; i++) {
        if (stm_str_eq(x->attribute[i], word)) {
            return true;
        }
    }
    return false;
}

/* Every attribute of x is one of y. */
bool stm_description_within(const description *x, const description *y)
{
    for (uint32_t i = 0; i < x->n_attributes; i++) {
        if (!stm_description_has(y, x->attribute[i])) {
            return false;
        }
    }
    return true;
}

const stm_strs *stm_partners_of(const describer *d, stm_str word)
{
    uint32_t i = stm_map_get(&d->w->words->partners, word);
    return i == STM_NONE ? NULL : &d->w->words->partners_of.at[i];
}

static void partner(stm_record_words *w, stm_str a, stm_str b)
{
    uint32_t n = w->partners_of.n, i = *stm_map_put(&w->arena, &w->partners, a, n);
    if (i == n) {
        stm_vec_push(&w->arena, &w->partners_of, (stm_strs){ 0 });
    }
    stm_vec_push(&w->arena, &w->partners_of.at[i], b);
}

/* data/roles.txt: the first word of a line for any of the others, and the others for it. */
void stm_partners_read(stm_record_words *words)
{
    const char *p = stm_data_roles, *end = p + stm_data_roles_size;
    while (p < end) {
        const char *stop = memchr(p, '\n', (size_t)(end - p));
        stm_str first = STM_NULL_STR;
        stop = stop == NULL ? end : stop;
        while (p < stop && *p != '#') {
            const char *q = p;
            while (q < stop && *q != ' ') {
                q++;
            }
            if (q > p && first.p == NULL) {
                first = (stm_str){ p, (size_t)(q - p) };
            } else if (q > p) {
                partner(words, first, (stm_str){ p, (size_t)(q - p) });
                partner(words, (stm_str){ p, (size_t)(q - p) }, first);
            }
            p = q < stop ? q + 1 : stop;
        }
        p = stop + 1;
    }
}

/* A word for anybody or anything tells nothing. */
bool stm_anybody(stm_str word)
{
    static const char *const words[] = { "man",    "woman", "person",   "people",  "boy",    "girl",     "child",
                                         "member", "one",   "friend",   "part",    "side",   "thing",    "group",
                                         "state",  "case",  "wife",     "husband", "son",    "father",   "mother",
                                         "other",  "who",   "daughter", "brother", "sister", "official", "employee" };
    return ONE_OF(word, words);
}

/* Brought in for the first time, in the middle of a text: anybody. */
bool stm_somebody_new(const describer *d, const description *x)
{
    return x->indefinite && x->sentence >= LEAD_SENTENCES && d->w->record->entities.at[x->group].kind == STM_PERSON;
}

/* Somebody called by the word was brought in just before x. */
static bool new_before(const describer *d, const description *x, stm_str word)
{
    uint32_t list = stm_map_get(&d->first_of, word);
    for (uint32_t i = 0; list != STM_NONE && i < d->lists.at[list].n; i++) {
        const description *o = &d->all.at[d->lists.at[list].at[i]];
        if (o->member == x->member && o->head < x->head && o->sentence + LOCAL_SENTENCES >= x->sentence &&
            o->indefinite && stm_somebody_new(d, o)) {
            return true;
        }
    }
    return false;
}

/* "a gunman wounded two wardens ... before a ranger hit the gunman"; also "the shooter": what may stand for one
 * word may stand for another. */
bool stm_brought_in(const describer *d, const description *x)
{
    const stm_strs *of = stm_partners_of(d, x->word);
    bool found = false;
    if (x->indefinite || x->plural) {
        return false;
    }
    found = new_before(d, x, x->word);
    for (uint32_t p = 0; of != NULL && p < of->n && !found; p++) {
        const stm_strs *others = stm_partners_of(d, of->at[p]);
        found = new_before(d, x, of->at[p]);
        for (uint32_t k = 0; others != NULL && k < others->n && !found; k++) {
            found = new_before(d, x, others->at[k]);
        }
    }
    return found;
}
