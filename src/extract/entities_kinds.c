/* entities_kinds.c: whether a name is that of a person, a body, a place or a thing, by what stands beside it and by its
 * other mentions, where the tagger was of two minds.
 *
 * In: name mentions with the tagger's kinds.  Out: the same with their kinds settled, before names are joined.
 * Never: changes the kind of a place that the lists know, of a people, or of a name behind a title.
 * Cost: linear in the mentions.
 */
#include "extract/coref.h"

#include "text/text.h"

/* "Ann Roe of Marenia": does the name stand behind a person and "of"? */
static bool of_person(const stm_coref *c, const stm_ment *m)
{
    return m->first > 1 && stm_str_eqz(stm_token_form(c->a, m->first - 1), "of") &&
           c->name_at[m->first - 2] != STM_NONE && c->ments.at[c->name_at[m->first - 2]].kind == STM_PERSON;
}

/* "the insurer X", "the rival bank X": what stands before a name says that it is a body. */
static bool called_body(const stm_coref *c, const stm_ment *m)
{
    static const char bodies[] =
        "company firm insurer bank lender airline carmaker automaker retailer chain brewer utility newspaper magazine "
        "tabloid broadcaster brokerage startup agency charity subsidiary carrier supermarket";
    return m->first > 0 && c->name_at[m->first - 1] == STM_NONE &&
           stm_str_among(stm_coref_lower(c, m->first - 1), bodies);
}

/* What the words beside it, or its last word, say of a name that was tagged as a person. */
static stm_entity_kind kind_by_words(const stm_coref *c, const stm_ment *m)
{
    static const char offices[] = "police county township mayor fire airport";
    static const char bodies[] =
        "advisors advisers partners associates brothers consultants industries holdings systems corp corp. inc inc. "
        "ltd ltd. plc llc police department council university hospital ministry party committee agency commission "
        "college survey service bureau authority institute association federation society foundation";
    uint32_t next = m->last + 1;
    stm_span dateline = c->a->dateline, at = c->a->tokens.at[m->first].at;
    if ((m->first < m->last && stm_str_among(stm_coref_lower(c, m->last), bodies)) || called_body(c, m)) {
        return STM_ORGANIZATION;
    }
    if (m->first == m->last && !m->named_by_title && next < c->a->tokens.n &&
        stm_str_among(stm_coref_lower(c, next), offices)) {
        return STM_PLACE;
    }
    if (stm_span_some(dateline) && at.start == dateline.start) {
        return STM_PLACE;
    }
    if (m->first == m->last && of_person(c, m) &&
        stm_map_get(&c->surnames, stm_coref_surname(c, m->first)) == STM_NONE) {
        return STM_PLACE;
    }
    return STM_PERSON;
}

/* "Mr. Roe" is a person and his name is Roe, whatever the tagger took it for; "Roe, Hull" is Roe. */
static void trim_person(const stm_coref *c, stm_ment *m)
{
    uint32_t title = stm_map_get(&c->words->titles, stm_coref_lower(c, m->first));
    if (m->first < m->last && m->kind != STM_PERSON && title != STM_NONE && (title & 0xff) == STM_TITLE_FORM) {
        m->first++;
        m->kind = STM_PERSON;
        m->gender = (uint8_t)(title >> 8);
        m->number = STM_ONE;
        m->named_by_title = true;
    }
    for (uint32_t i = m->first + 1; m->kind == STM_PERSON && i < m->last; i++) {
        if (stm_token_form(c->a, i).p[0] == ',' && !stm_str_among(stm_coref_lower(c, i + 1), STM_GENERATIONS)) {
            m->last = i - 1;
            m->head = m->head > m->last ? m->last : m->head;
        }
    }
}

/* "Redford, Wash.": a town and the abbreviated name of its state. */
static bool town_of_state(const stm_coref *c, const stm_ment *m)
{
    stm_str last = stm_coref_lower(c, m->last);
    return m->last > m->first + 1 && stm_str_eqz(stm_token_form(c->a, m->last - 1), ",") && last.n > 2 &&
           last.p[last.n - 1] == '.' && stm_map_get(&c->words->regions, last) != STM_NONE;
}

/* "Orr said", "said Orr". */
static bool says(const stm_coref *c, const stm_ment *m)
{
    static const char verbs[] = "say tell add recall explain think";
    const stm_token *t = c->a->tokens.at;
    uint32_t s = t[m->first].sentence;
    return (m->first > 0 && t[m->first - 1].sentence == s && stm_str_among(t[m->first - 1].lemma, verbs)) ||
           (m->last + 1 < c->a->tokens.n && t[m->last + 1].sentence == s && stm_str_among(t[m->last + 1].lemma, verbs));
}

/* A lone word that was tagged as a thing or a body, but is the surname of a person whom the article names in full. */
static void settle_kinds(stm_coref *c)
{
    stm_map places = { 0 }; /* lone words that are places in one spot, and so in all */
    for (uint32_t i = 0; i < c->ments.n; i++) {
        stm_ment *m = &c->ments.at[i];
        if (m->form != STM_MENTION_NAME) {
            continue;
        }
        trim_person(c, m);
        if (m->kind == STM_ORGANIZATION && town_of_state(c, m)) {
            m->kind = STM_PLACE;
        }
        if (m->first == m->last &&
            (m->kind == STM_OTHER || m->kind == STM_ORGANIZATION || (m->kind == STM_PLACE && says(c, m))) &&
            stm_map_get(&c->surnames, stm_coref_surname(c, m->first)) != STM_NONE) {
            m->kind = STM_PERSON;
            m->gender = 0;
            m->number = STM_ONE;
        } else if (m->kind == STM_PLACE && m->first == m->last && of_person(c, m)) {
            (void)stm_map_put(c->arena, &places, stm_coref_lower(c, m->first), 1);
        } else if (m->kind == STM_PERSON && kind_by_words(c, m) != STM_PERSON) {
            m->kind = kind_by_words(c, m);
            m->gender = STM_NEUTER;
            if (m->kind == STM_PLACE) {
                (void)stm_map_put(c->arena, &places, stm_coref_lower(c, m->first), 1);
            }
        }
    }
    for (uint32_t i = 0; i < c->ments.n; i++) {
        stm_ment *m = &c->ments.at[i];
        if (m->form == STM_MENTION_NAME && m->kind == STM_PERSON && m->first == m->last && !m->named_by_title &&
            stm_map_get(&places, stm_coref_lower(c, m->first)) != STM_NONE) {
            m->kind = STM_PLACE;
            m->gender = STM_NEUTER;
        }
    }
}

static const char vessels[] = "ship ferry boat vessel tanker freighter trawler yacht barge tug tugboat liner cutter "
                              "frigate destroyer submarine schooner ketch dinghy lifeboat steamer catamaran";

/* The words in lower case. */
static stm_str words_of(const stm_coref *c, uint32_t first, uint32_t last)
{
    return stm_str_lower(
        c->arena, stm_str_sub(c->a->text, (stm_span){ c->a->tokens.at[first].at.start, c->a->tokens.at[last].at.end }));
}

/* What firms are called for short: "Ardel" of "Ardel Holdings Inc.", and not the surname of somebody whom the article
 * names, nor what it calls "Mr. Ardel". */
static void name_firms(const stm_coref *c, stm_map *firms)
{
    static const char endings[] = "inc inc. corp corp. co co. ltd ltd. plc plc. llc ag nv sa gmbh group holdings "
                                  "incorporated corporation limited";
    for (uint32_t i = 0; i < c->ments.n; i++) {
        const stm_ment *m = &c->ments.at[i];
        uint32_t last = m->last;
        while (m->form == STM_MENTION_NAME && m->kind == STM_ORGANIZATION && last > m->first &&
               stm_str_among(stm_coref_lower(c, last), endings)) {
            last--;
        }
        if (last < m->last && stm_map_get(&c->surnames, stm_coref_surname(c, last)) == STM_NONE) {
            (void)stm_map_put(c->arena, firms, words_of(c, m->first, last), 1);
        }
    }
    for (uint32_t i = 0; i < c->ments.n; i++) {
        const stm_ment *m = &c->ments.at[i];
        if (m->form == STM_MENTION_NAME && m->named_by_title) {
            *stm_map_put(c->arena, firms, words_of(c, m->first, m->last), 0) = 0;
        }
    }
}

/* "The Silver Wren", "the ferry Silver Wren": a name of two words and more with an article of its own, not one that
 * stands before a noun ("the Ann Roe trial") or begins with a given name. */
static bool with_article(const stm_coref *c, const stm_ment *m)
{
    const stm_token *t = c->a->tokens.at;
    uint32_t next = m->last + 1, before = m->first;
    bool noun_behind = next < c->a->tokens.n && t[next].sentence == t[m->last].sentence &&
                       (t[next].upos == STM_NOUN || t[next].upos == STM_PROPN || t[next].upos == STM_ADJ ||
                        t[next].upos == STM_NUM || stm_token_form(c->a, next).p[0] == '-');
    if (m->first == m->last || noun_behind || m->gender != 0 || t[m->head].deprel == STM_DEP_COMPOUND ||
        stm_token_form(c->a, m->first).n < 3) {
        return false;
    }
    before -= before > 1 && stm_str_among(stm_coref_lower(c, before - 1), vessels) ? 1 : 0;
    return before > 0 && stm_str_eqz(stm_coref_lower(c, before - 1), "the");
}

typedef struct kind_votes {
    uint32_t kinds[STM_OTHER + 1], body, with_article, n;
} kind_votes;

/* One name is one kind of thing in an article: where the tagger was of two minds, most of its mentions decide, and what
 * it is called; whose name never stands without "the" is nobody. Places that lists know, peoples and titled persons
 * stay as they are: "Washington" may be both. */
static void settle_by_most(stm_coref *c)
{
    stm_map names = { 0 }, firms = { 0 };
    STM_VEC(kind_votes) votes = { 0 };
    name_firms(c, &firms);
    for (int pass = 0; pass < 2; pass++) {
        for (uint32_t i = 0; i < c->ments.n; i++) {
            stm_ment *m = &c->ments.at[i];
            uint32_t *at;
            kind_votes *v;
            uint32_t best = m->kind;
            stm_str words = words_of(c, m->first, m->last);
            if (m->form != STM_MENTION_NAME || m->kind == STM_GROUP || m->named_by_title ||
                stm_map_get(&c->words->countries, words) != STM_NONE ||
                stm_map_get(&c->words->capitals, words) != STM_NONE) {
                continue;
            }
            at = stm_map_put(c->arena, &names, words, (uint32_t)votes.n);
            if (*at == votes.n) {
                (void)stm_vec_add(c->arena, &votes);
            }
            v = &votes.at[*at];
            if (pass == 0) {
                v->kinds[m->kind]++;
                v->body += called_body(c, m);
                v->with_article += with_article(c, m);
                v->n++;
                continue;
            }
            for (uint32_t k = 0; k <= STM_OTHER; k++) {
                best = v->kinds[k] > v->kinds[best] ? k : best;
            }
            best = v->body > 0 || stm_map_get(&firms, words) == 1 ? (uint32_t)STM_ORGANIZATION : best;
            best = best == STM_PERSON && v->with_article == v->n ? (uint32_t)STM_OTHER : best;
            if (best != (uint32_t)m->kind) {
                m->kind = (stm_entity_kind)best;
                m->gender = best == STM_PERSON ? 0 : STM_NEUTER;
                m->number = best == STM_ORGANIZATION ? STM_ONE | STM_MANY : STM_ONE;
            }
        }
    }
}

void stm_coref_settle_kinds(stm_coref *c)
{
    settle_kinds(c);
    settle_by_most(c);
}
