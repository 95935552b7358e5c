/* coref.c: whom nominals and pronouns speak of.
 *
 * In: names in sets, with titles and roles; nominals and pronouns without.  Out: every mention in a set, or in none.
 * From left to right, over the sets that were spoken of last (STM_RECENT of them):
 *   nominals   "the minister": a set with that role, or one that the role may stand for; the same noun said again;
 *              else a new set
 *   pronouns   he, she, it, they: the best ranked set that agrees in number and gender; I, we: the speaker of the
 *              quotation, or the writer; never, for who says it, whom his own words name
 * Invariants: (1) a set that a pronoun joins was named before it in the text, or stands in the same sentence.
 * (2) what cannot be resolved stays alone. Cost: mentions times STM_RECENT.
 * Source: mention ranking as in Denis and Baldridge, "Specialized models and ranking for coreference resolution"
 * (EMNLP 2008), with the constraints of Lappin and Leass (1994).
 */
#include "extract/coref.h"

#define STM_RECENT 24
#define STM_PREDICATE_REACH 15 /* words between a subject and what is said of it */
#define STM_MAX_SENTENCES 12   /* a pronoun's antecedent is no farther away */
#define OWN_WORDS 3            /* tokens between a speaker and his words */
#define NAMES_SEEN 60          /* mentions of a quotation that are looked at */

typedef struct resolver {
    stm_coref *c;
    uint32_t recent[STM_RECENT]; /* sets, the latest first */
    uint32_t n_recent;
    stm_u32s near;   /* per set: its latest mention so far, or STM_NONE */
    stm_map nouns;   /* number and head word -> latest set */
    uint32_t *voice; /* per quotation in which "I" speaks: the set of who says it, if by name; else STM_NONE */
} resolver;

static void saw(resolver *r, uint32_t mention)
{
    uint32_t set = stm_coref_set(r->c, r->c->ments.at[mention].set), k = 0;
    while (r->near.n <= set || r->near.n < r->c->sets.n) {
        stm_vec_push(r->c->arena, &r->near, STM_NONE);
    }
    r->near.at[set] = mention;
    while (k < r->n_recent && r->recent[k] != set) {
        k++;
    }
    if (k == r->n_recent) {
        if (r->n_recent < STM_RECENT) {
            r->n_recent++;
        } else {
            k--;
        }
    }
    memmove(r->recent + 1, r->recent, k * sizeof *r->recent);
    r->recent[0] = set;
}

static uint32_t sentence_of(const stm_coref *c, uint32_t mention)
{
    return c->a->tokens.at[c->ments.at[mention].first].sentence;
}

/* ---- agreement ----------------------------------------------------------------------------------------- */

bool stm_coref_may_agree(const stm_coref *c, const stm_set *s, const stm_ment *m)
{
    bool human = (m->gender & STM_NEUTER) == 0;
    (void)c;
    if (m->form == STM_MENTION_PRONOUN && m->number == STM_MANY) {
        return s->number != STM_ONE || s->kind == STM_ORGANIZATION || s->kind == STM_GROUP;
    }
    if ((s->number & m->number) == 0) {
        return false;
    }
    if (human) {
        return (s->kind == STM_PERSON || (s->kind == STM_OTHER && s->n_names == 0 && s->gender != STM_NEUTER)) &&
               (s->gender == 0 || (s->gender & m->gender) != 0);
    }
    return s->kind != STM_PERSON;
}

/* Two mentions that one verb governs are not the same, save with "himself" and "his". */
static bool barred(const stm_coref *c, const stm_ment *near, const stm_ment *m)
{
    const stm_token *x = &c->a->tokens.at[near->head], *y = &c->a->tokens.at[m->head];
    if (near->first <= m->first && m->last <= near->last && near->last != near->first) {
        return true; /* "his" in "his wife" is not the wife */
    }
    if (x->sentence != y->sentence || x->head == STM_NONE || m->reflexive) {
        return false;
    }
    if (m->owner) {
        return y->head == near->head;
    }
    return x->head == y->head && near->role != STM_ROLE_OWNER;
}

/* ---- pronouns ------------------------------------------------------------------------------------------ */

/* The stretch in quotation marks right before "he" ('“...,” he said'), or right behind his verb of saying; 0. */
static uint32_t own_words(const stm_coref *c, const stm_ment *m, bool behind)
{
    uint32_t verb = c->a->tokens.at[m->head].head, at;
    if (m->quote != 0 || m->role != STM_ROLE_SUBJECT || (m->gender & STM_NEUTER) != 0 || m->number == STM_MANY ||
        verb == STM_NONE || !stm_coref_speaks(c, verb)) {
        return 0;
    }
    at = behind ? (verb > m->last ? verb : m->last) + 1 : verb < m->first ? verb : m->first;
    for (uint32_t n = 0; n < OWN_WORDS && (behind ? at < c->a->tokens.n : at > 0); n++) {
        uint32_t quote = c->quote[behind ? at : at - 1];
        if (quote != 0) {
            return quote;
        }
        at = behind ? at + 1 : at - 1;
    }
    return 0;
}

/* Nobody calls himself by a name or a noun in his own words: "he said" is none of whom the quotation beside it names.
 */
static bool named_in(stm_coref *c, uint32_t set, uint32_t mention, uint32_t quote, bool behind)
{
    for (uint32_t n = 1; quote != 0 && n < NAMES_SEEN && (behind ? mention + n < c->ments.n : mention >= n); n++) {
        const stm_ment *x = &c->ments.at[behind ? mention + n : mention - n];
        if (x->quote != quote && x->quote != 0) {
            return false;
        }
        if (x->quote == quote && x->form != STM_MENTION_PRONOUN && x->set < STM_NONE - 1 &&
            stm_coref_set(c, x->set) == set) {
            return true;
        }
    }
    return false;
}

/* A name that follows in the same sentence, as the subject of a verb that the pronoun hangs under: "In her book, Ann
 * Roe says". */
static uint32_t named_after(resolver *r, uint32_t mention, stm_candidate *out, uint32_t n)
{
    stm_coref *c = r->c;
    const stm_ment *m = &c->ments.at[mention];
    uint32_t found = 0;
    for (uint32_t k = mention + 1; k < c->ments.n && k < mention + 12 && sentence_of(c, k) == sentence_of(c, mention);
         k++) {
        const stm_ment *x = &c->ments.at[k];
        bool known = false;
        if (x->form != STM_MENTION_NAME || x->role != STM_ROLE_SUBJECT ||
            !stm_coref_may_agree(c, &c->sets.at[stm_coref_set(c, x->set)], m) || barred(c, x, m) || found == 2 ||
            n + found == STM_RANK_CANDIDATES) {
            continue;
        }
        for (uint32_t i = 0; i < n; i++) {
            known = known || out[i].set == stm_coref_set(c, x->set);
        }
        if (!known) {
            out[n + found] = (stm_candidate){ .set = stm_coref_set(c, x->set), .near = k };
            found++;
        }
    }
    return found;
}

/* "he told Ann Roe": the one whom a verb of saying has as its object, by name, is not its subject. */
static bool addressed(stm_coref *c, uint32_t set, uint32_t mention)
{
    const stm_ment *m = &c->ments.at[mention];
    uint32_t verb = c->a->tokens.at[m->head].head;
    if (m->role != STM_ROLE_SUBJECT || verb == STM_NONE || verb < m->first || !stm_coref_speaks(c, verb)) {
        return false;
    }
    for (uint32_t k = mention + 1; k < c->ments.n && k < mention + 4; k++) {
        const stm_ment *x = &c->ments.at[k];
        if (x->form == STM_MENTION_NAME && c->a->tokens.at[x->head].head == verb && x->role != STM_ROLE_SUBJECT &&
            x->set < STM_NONE - 1 && stm_coref_set(c, x->set) == set) {
            return true;
        }
    }
    return false;
}

/* In what somebody says as "I" ("I saw that he asked them") "he" and "she" are others. */
static bool own_voice(const resolver *r, uint32_t set, const stm_ment *m)
{
    uint32_t speaker =
        m->quote == 0 || (m->gender & STM_NEUTER) != 0 || m->number == STM_MANY ? STM_NONE : r->voice[m->quote];
    return speaker != STM_NONE && stm_coref_set(r->c, speaker) == set;
}

/* "You are a better judge than I": what "be" says of somebody, with "a", is nobody to speak of next. */
static bool predicate_only(const stm_coref *c, const stm_set *s)
{
    const stm_ment *m = &c->ments.at[s->first];
    bool is = false;
    if (s->n != 1 || m->form != STM_MENTION_NOMINAL || m->article != STM_INDEFINITE) {
        return false;
    }
    for (uint32_t t = m->head; t > 0 && m->head - t < STM_PREDICATE_REACH && !is;) {
        t--;
        is = c->a->tokens.at[t].head == m->head && c->a->tokens.at[t].deprel == STM_DEP_COP;
    }
    return is;
}

static void third_person(resolver *r, uint32_t mention)
{
    stm_coref *c = r->c;
    const stm_ment *m = &c->ments.at[mention];
    stm_candidate candidates[STM_RANK_CANDIDATES];
    uint32_t best = 0, n = 0;
    int32_t most = INT32_MIN;
    uint32_t before = own_words(c, m, false), behind = own_words(c, m, true);
    for (uint32_t k = 0; k < r->n_recent && n + 2 < STM_RANK_CANDIDATES; k++) {
        uint32_t set = r->recent[k], near = r->near.at[set];
        if (sentence_of(c, mention) - sentence_of(c, near) <= STM_MAX_SENTENCES &&
            stm_coref_may_agree(c, &c->sets.at[set], m) && !barred(c, &c->ments.at[near], m) &&
            !named_in(c, set, mention, before, false) && !named_in(c, set, mention, behind, true) &&
            !addressed(c, set, mention) && !own_voice(r, set, m)) {
            candidates[n++] = (stm_candidate){ .set = set, .near = near };
        }
    }
    n += named_after(r, mention, candidates, n);
    candidates[n++] = (stm_candidate){ .set = STM_NONE, .near = STM_NONE };
    stm_coref_features(c, mention, candidates, n);
    for (uint32_t k = 0; k < n; k++) {
        int32_t score = stm_coref_rank(&candidates[k]);
        /* in what one says as "I" it is not meant, but stands there: others are as far away as the model learned it */
        bool never = r->voice[m->quote] != STM_NONE && candidates[k].set != STM_NONE &&
                     predicate_only(c, &c->sets.at[candidates[k].set]);
        if (score > most && !never) {
            most = score;
            best = k;
        }
    }
    if (c->teach != NULL) {
        uint32_t told = c->teach(c->teacher, mention, candidates, n);
        best = told == STM_NONE ? best : told;
    }
    if (candidates[best].set != STM_NONE) {
        stm_coref_add(c, candidates[best].set, mention);
        if (m->quote == 0 || r->voice[m->quote] == STM_NONE) {
            saw(r, mention); /* the text goes on with who speaks, not with whom he speaks of */
        }
    }
}

/* ---- nominals ------------------------------------------------------------------------------------------ */

static bool may_stand_for(const stm_coref *c, stm_str a, stm_str b)
{
    return stm_str_eq(a, b) || stm_map_get(&c->words->roles, stm_str_join(c->arena, a, ' ', b)) != STM_NONE;
}

static bool has_role(const stm_coref *c, const stm_set *s, stm_str word, bool exact)
{
    for (uint32_t i = 0; i < s->roles.n; i++) {
        if (stm_str_eq(s->roles.at[i], word) || (!exact && may_stand_for(c, word, s->roles.at[i]))) {
            return true;
        }
    }
    return false;
}

/* Does the name end in, or hold, the noun: "the ministry" for "Defence Ministry"? */
static bool name_holds(const stm_coref *c, uint32_t set, stm_str word)
{
    const stm_ment *m = &c->ments.at[c->sets.at[set].best];
    for (uint32_t i = m->first; m->form == STM_MENTION_NAME && i <= m->last; i++) {
        if (stm_str_eq(stm_coref_lower(c, i), word)) {
            return true;
        }
    }
    return false;
}

/* Modifiers that tell two of one noun apart: numbers, and adjectives or names that the other does not have. */
static bool modifiers_agree(const stm_coref *c, const stm_ment *new, const stm_ment *old)
{
    for (uint32_t i = new->first; i < new->head; i++) {
        const stm_token *t = &c->a->tokens.at[i];
        bool found = false;
        if (t->upos != STM_ADJ && t->upos != STM_PROPN && t->upos != STM_NUM && t->upos != STM_NOUN) {
            continue;
        }
        for (uint32_t k = old->first; k < old->head && !found; k++) {
            found = stm_str_eq_nocase(stm_token_form(c->a, k), stm_token_form(c->a, i));
        }
        if (!found) {
            return false;
        }
    }
    return true;
}

static stm_str noun_key(const stm_coref *c, const stm_ment *m)
{
    return stm_str_join(c->arena, m->number == STM_MANY ? STM_STR("1") : STM_STR("0"), ' ', m->word);
}

static bool one_of_a_kind(const stm_ment *m) { return m->article == STM_DEFINITE || m->article == STM_THIS; }

static bool gender_agrees(const stm_set *s, const stm_ment *m)
{
    return s->gender == 0 || m->gender == 0 || (s->gender & m->gender) != 0;
}

/* "police", "officers", "authorities" need no article to be the same ones again. */
static bool collective(const stm_ment *m)
{
    return m->first == m->last &&
           (stm_str_eqz(m->word, "police") || stm_str_eqz(m->word, "officer") || stm_str_eqz(m->word, "authority"));
}

/* A name before the noun of a nominal that is no place: "the Lee administration", "the Bellin family". */
static bool named_by(const stm_coref *c, const stm_ment *m, uint32_t token)
{
    return token < m->head && c->a->tokens.at[token].upos == STM_PROPN &&
           (c->name_at[token] == STM_NONE || c->ments.at[c->name_at[token]].kind != STM_PLACE);
}

/* "the Marenian government" */
static bool of_a_people(const stm_coref *c, const stm_ment *m, uint32_t token)
{
    char first = stm_token_form(c->a, token).p[0];
    return token > m->first && token < m->head && c->a->tokens.at[token].upos == STM_ADJ && first >= 'A' &&
           first <= 'Z';
}

static bool holds(const stm_coref *c, const stm_ment *m, stm_str word)
{
    for (uint32_t i = m->first; i <= m->last; i++) {
        if (stm_str_eq(stm_coref_lower(c, i), word)) {
            return true;
        }
    }
    return false;
}

/* "The Lee administration" is not the one of another, nor an agency with such a word in its name; "the Marenian
 * government" is not the Dalvan one. */
static bool names_agree(const stm_coref *c, uint32_t set, const stm_ment *m)
{
    const stm_set *s = &c->sets.at[set];
    const stm_ment *old[] = { &c->ments.at[s->best], &c->ments.at[s->first], &c->ments.at[s->last] };
    for (uint32_t i = m->first; i < m->head; i++) {
        bool name = named_by(c, m, i), there = false, other = name;
        if (!name && !of_a_people(c, m, i)) {
            continue;
        }
        for (size_t k = 0; k < sizeof old / sizeof *old; k++) {
            there = there || holds(c, old[k], stm_coref_lower(c, i));
            for (uint32_t t = old[k]->first; t < old[k]->head; t++) {
                other = other || of_a_people(c, old[k], t) || named_by(c, old[k], t);
            }
        }
        if (other && !there) {
            return false;
        }
    }
    return true;
}

/* A set that had this role, or whose name holds the noun; then one whose role or noun it may stand for. Of an office
 * that says its country first those of that country, and none of another. */
static uint32_t by_role(resolver *r, const stm_ment *m)
{
    stm_coref *c = r->c;
    uint32_t country = stm_coref_office_country(c, m);
    for (int round = country != 0 ? -1 : 0; round < 2; round++) {
        for (uint32_t k = 0; k < r->n_recent; k++) {
            uint32_t set = r->recent[k];
            const stm_set *s = &c->sets.at[set];
            if ((s->number & m->number) == 0 || !gender_agrees(s, m) || stm_coref_of_another(c, s, m) ||
                (m->kind != STM_PERSON && !names_agree(c, set, m)) ||
                (country != 0 && s->country != country && (round < 0 || s->country != 0))) {
                continue;
            }
            if (s->n_names > 0 && s->kind == STM_PERSON && m->kind == STM_PERSON &&
                has_role(c, s, m->word, round == 0)) {
                return set;
            }
            if (s->n_names > 0 && s->kind == m->kind && s->kind != STM_PERSON && round == 0 &&
                name_holds(c, set, m->word)) {
                return set;
            }
            if (round == 1 && s->n_names == 0 && s->kind == m->kind &&
                may_stand_for(c, m->word, c->ments.at[s->first].word)) {
                return set;
            }
        }
    }
    return STM_NONE;
}

/* ---- what kind of place or body a name names ----------------------------------------------------------- */

enum { STM_TYPE_NONE, STM_TYPE_CITY, STM_TYPE_COUNTRY, STM_TYPE_REGION, STM_TYPE_BODY };

static uint32_t type_of_noun(stm_str w)
{
    static const char *const cities[] = { "city", "town", "village" }, *const countries[] = { "country", "nation" };
    static const char *const regions[] = { "state", "province", "region" };
    static const char *const bodies[] = { "company",      "firm", "group", "organization",
                                          "organisation", "club", "team",  "agency" };
    for (size_t i = 0; i < sizeof bodies / sizeof *bodies; i++) {
        if (stm_str_eqz(w, bodies[i])) {
            return STM_TYPE_BODY;
        }
        if (i < 3 && stm_str_eqz(w, cities[i])) {
            return STM_TYPE_CITY;
        }
        if (i < 2 && stm_str_eqz(w, countries[i])) {
            return STM_TYPE_COUNTRY;
        }
        if (i < 3 && stm_str_eqz(w, regions[i])) {
            return STM_TYPE_REGION;
        }
    }
    return STM_TYPE_NONE;
}

/* "the firm" is no hospital and no court, whatever was spoken of last. */
static bool no_business(const stm_coref *c, const stm_set *s, stm_str noun)
{
    static const char *const bodies[] = { "hospital", "university", "college",    "school", "ministry", "court",
                                          "council",  "party",      "police",     "church", "senate",   "congress",
                                          "army",     "department", "parliament", "mosque", "nations",  "commission" };
    const stm_ment *m = &c->ments.at[s->best];
    stm_str last = stm_coref_lower(c, m->last);
    bool found = false;
    for (size_t i = 0; i < sizeof bodies / sizeof *bodies; i++) {
        found = found || stm_str_eqz(last, bodies[i]);
    }
    return found && (stm_str_eqz(noun, "company") || stm_str_eqz(noun, "firm"));
}

static uint32_t type_of_set(const stm_coref *c, const stm_set *s)
{
    const stm_ment *m = &c->ments.at[s->best];
    stm_str name;
    if (s->n_names == 0) {
        return STM_TYPE_NONE;
    }
    if (s->kind == STM_ORGANIZATION) {
        return STM_TYPE_BODY;
    }
    name = stm_str_lower(c->arena, stm_str_sub(c->a->text, (stm_span){ c->a->tokens.at[m->first].at.start,
                                                                       c->a->tokens.at[m->last].at.end }));
    if (s->kind != STM_PLACE) {
        return STM_TYPE_NONE;
    }
    return stm_map_get(&c->words->countries, name) != STM_NONE ? STM_TYPE_COUNTRY
           : stm_map_get(&c->words->regions, name) != STM_NONE ? STM_TYPE_REGION
                                                               : STM_TYPE_CITY;
}

/* Are there no names, numbers or comparisons between article and noun, and at most one word? */
static bool plain_words(const stm_coref *c, const stm_ment *m)
{
    uint32_t between = m->last - m->first - 1;
    return m->last > m->first && (between == 0 || (between == 1 && type_of_noun(m->word) == STM_TYPE_BODY &&
                                                   c->a->tokens.at[m->first + 1].upos == STM_NOUN));
}

/* "the city": the one place of that type that was spoken of lately, or one spoken of twice as often as the others. */
static uint32_t by_type(resolver *r, uint32_t mention)
{
    stm_coref *c = r->c;
    uint32_t type = type_of_noun(c->ments.at[mention].word), best = STM_NONE, most = 0, second = 0;
    uint32_t reach = type == STM_TYPE_BODY ? 3 : STM_MAX_SENTENCES;
    for (uint32_t k = 0; type != STM_TYPE_NONE && k < r->n_recent; k++) {
        const stm_set *s = &c->sets.at[r->recent[k]];
        uint32_t n;
        if (type_of_set(c, s) != type || no_business(c, s, c->ments.at[mention].word) ||
            sentence_of(c, mention) - sentence_of(c, r->near.at[r->recent[k]]) > reach) {
            continue;
        }
        n = s->n;
        if (n > most) {
            second = most;
            most = n;
            best = r->recent[k];
        } else {
            second = n > second ? n : second;
        }
    }
    return most >= 2 * second || (type == STM_TYPE_CITY && most > second + 1) ? best : STM_NONE;
}

/* "the city of Hamburg", "the carrier Admiral Roe", "Idlib province": the name that the nominal is part of. */
static uint32_t named_here(const stm_coref *c, uint32_t mention)
{
    static const char *const heads[] = { "province",      "city",     "town",    "village", "neighborhood",
                                         "neighbourhood", "district", "highway", "river",   "region",
                                         "island",        "state",    "township" };
    const stm_ment *m = &c->ments.at[mention];
    uint32_t at = m->last + 1, k;
    if (at < c->a->tokens.n && stm_str_eqz(stm_token_form(c->a, at), "of")) {
        bool place = false;
        for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) {
            place = place || stm_str_eqz(m->word, heads[i]);
        }
        at = place ? at + 1 : c->a->tokens.n;
    }
    if (at < c->a->tokens.n && c->name_at[at] != STM_NONE && m->number != STM_MANY) {
        k = c->name_at[at];
        if (c->ments.at[k].first == at && c->ments.at[k].kind == m->kind && c->ments.at[k].kind != STM_PERSON &&
            c->a->tokens.at[at].sentence == c->a->tokens.at[m->head].sentence) {
            return c->ments.at[k].set;
        }
    }
    if (m->head > m->first && m->kind == STM_PLACE && c->name_at[m->head - 1] != STM_NONE) {
        k = c->name_at[m->head - 1];
        for (size_t i = 0; c->ments.at[k].kind == STM_PLACE && i < sizeof heads / sizeof *heads; i++) {
            if (stm_str_eqz(m->word, heads[i])) {
                return c->ments.at[k].set;
            }
        }
    }
    return STM_NONE;
}

/* "Roe is the suspect": the set of the subject, if the nominal is what is said of a person. */
static uint32_t predicate_of(stm_coref *c, const stm_ment *m)
{
    const stm_token *tokens = c->a->tokens.at;
    uint32_t floor = c->a->sentences.at[tokens[m->head].sentence].first_token, subject = STM_NONE;
    bool is = false, denied = false;
    for (uint32_t t = m->head; t > floor && m->head - t < STM_PREDICATE_REACH;) {
        t--;
        if (tokens[t].head == m->head) {
            is = is ||
                 (tokens[t].deprel == STM_DEP_COP && tokens[t].lemma.p != NULL && stm_str_eqz(tokens[t].lemma, "be"));
            denied = denied || stm_str_eqz(stm_coref_lower(c, t), "not") || stm_str_eqz(stm_coref_lower(c, t), "n't") ||
                     tokens[t].deprel == STM_DEP_AUX; /* "would be the suspect" is no fact */
            subject = tokens[t].deprel == STM_DEP_NSUBJ ? t : subject;
        }
    }
    if (!is || denied || subject == STM_NONE || m->kind != STM_PERSON) {
        return STM_NONE;
    }
    if (tokens[m->head].deprel == STM_DEP_ACL_RELCL && tokens[m->head].head != STM_NONE &&
        stm_str_eqz(stm_token_form(c->a, subject), "who")) {
        subject = tokens[m->head].head; /* "Ann Roe, who is the mayor of Troy," */
    }
    for (const stm_ment *x = m; x > c->ments.at && tokens[x->first].sentence == tokens[m->first].sentence; x--) {
        if (x != m && x->head == subject && x->set < STM_NONE - 1 &&
            c->sets.at[stm_coref_set(c, x->set)].kind == STM_PERSON) {
            return x->set;
        }
    }
    return STM_NONE;
}

static void nominal(resolver *r, uint32_t mention)
{
    stm_coref *c = r->c;
    stm_ment *m = &c->ments.at[mention];
    stm_str key = noun_key(c, m);
    uint32_t set, same = stm_map_get(&r->nouns, key);
    bool named;
    set = named_here(c, mention);
    set = set == STM_NONE ? predicate_of(c, m) : set;
    set = set == STM_NONE ? STM_NONE : stm_coref_set(c, set);
    named = set != STM_NONE;
    if (set == STM_NONE && (one_of_a_kind(m) || collective(m))) {
        set = by_role(r, m);
    }
    if (set == STM_NONE && one_of_a_kind(m) && m->number != STM_MANY && plain_words(c, m)) {
        set = by_type(r, mention);
    }
    if (set == STM_NONE && same != STM_NONE && m->article != STM_INDEFINITE) {
        const stm_ment *old;
        same = stm_coref_set(c, same);
        old = &c->ments.at[r->near.at[same]];
        if (stm_coref_of_another(c, &c->sets.at[same], m)) {
            set = STM_NONE;
        } else if (modifiers_agree(c, m, old) || (old->form != STM_MENTION_NOMINAL && m->last == m->first + 1)) {
            set = m->article == STM_OWNED && !modifiers_agree(c, m, old) ? STM_NONE : same;
        }
    }
    if (!named && set != STM_NONE && barred(c, &c->ments.at[r->near.at[stm_coref_set(c, set)]], m)) {
        set = STM_NONE;
    }
    if (set == STM_NONE) {
        set = stm_coref_new(c, mention);
    } else {
        stm_coref_add(c, set, mention);
    }
    *stm_map_put(c->arena, &r->nouns, key, set) = set;
    saw(r, mention);
}

void stm_coref_resolve(stm_coref *c)
{
    resolver r = { .c = c };
    r.voice = stm_coref_voices(c);
    for (uint32_t k = 0; k < c->ments.n; k++) {
        stm_ment *m = &c->ments.at[k];
        if (m->set == STM_NONE - 1) {
            continue;
        }
        if (m->set != STM_NONE) {
            saw(&r, k);
            if (m->form == STM_MENTION_NOMINAL) {
                uint32_t *at = stm_map_put(c->arena, &r.nouns, noun_key(c, m), m->set);
                *at = m->set;
            }
        } else if (m->form == STM_MENTION_NOMINAL) {
            nominal(&r, k);
        } else if (m->form == STM_MENTION_PRONOUN && m->person == 3) {
            third_person(&r, k);
        }
    }
    stm_coref_speakers(c);
}
