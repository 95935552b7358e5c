/* lines.c: how many independent lines of text, and how many ultimate sources, stand behind a set of passages.
 *
 * In: reuse, articles of the story.  Out: the line of each article; counts.
 *
 * Two articles are one line where the wording of one descends from the other's or both from a third's: where the reuse
 * stage put them into one family, and where a pair shares so much of either text that one cannot be a witness beside
 * the other. What a speaker or a letter says in quotation marks two reporters may well have alike: one of a
 * family whose pairs all share next to nothing outside the marks is a line of its own, and so is one whose pairs all
 * have a little of what a third gave both (charges as a court reads them out): these are one line for the passages that
 * they share. So are two reports that a desk writes days apart on one matter, where less than a third of either is in
 * the other. Counts err low: within a family even a sentence that only one edition has adds no line, since one desk
 * stands behind both.  Cost: families and the pairs of the members, each found by bisection, and the bytes that they
 * share.
 */
#include "record/record_parts.h"

#define SHARED_MOST 0.3 /* of the text that shares more, or */
#define NEAR_WORDS 8
#define NEAR_NAME 4       /* words between an office and the name behind it */
#define SHARED_LEAST 0.15 /* of both */
#define OWN_LEAST 0.08    /* of either text, outside quotation marks, or */
#define OWN_MOSTLY 0.6    /* of what they share */
#define LEAST_DAYS 2      /* between two reports of one desk */
#define LOOK_BACK 4000    /* bytes before a passage in which the mark that opens may stand */
#define RANKS                                                                                                          \
    "Lt. Lieutenant Lt Sgt. Sergeant Sgt Capt. Captain Capt Cpl. Corporal Maj. Major Col. Colonel Gen. General Cmdr. " \
    "Commander Det. Detective Insp. Inspector Supt. Superintendent Trooper Officer Deputy Chief Sheriff"

static uint32_t root_of(uint32_t *up, uint32_t i)
{
    while (up[i] != i) {
        up[i] = up[up[i]];
        i = up[i];
    }
    return i;
}

static void join(uint32_t *up, uint32_t a, uint32_t b)
{
    a = root_of(up, a);
    b = root_of(up, b);
    if (a < b) {
        up[b] = a;
    } else {
        up[a] = b;
    }
}

bool stm_family_here(const stm_family *family, const stm_u32s *members)
{
    const stm_u32s *few = family->articles.n < members->n ? &family->articles : members;
    const stm_u32s *many = few == members ? &family->articles : members;
    for (uint32_t i = 0; i < few->n; i++) {
        if (stm_u32s_place(many, few->at[i]) != STM_NONE) {
            return true;
        }
    }
    return false;
}

/* Whether what follows byte i stands within quotation marks, if it does (`open`) before it; a paragraph closes them. */
static bool open_after(stm_str text, uint32_t i, bool open)
{
    switch (text.p[i]) {
    case '"': return !open;
    case '\n': return false;
    case '\xE2':
        if (i + 2 < text.n && text.p[i + 1] == '\x80' && (text.p[i + 2] == '\x9C' || text.p[i + 2] == '\x9D')) {
            return text.p[i + 2] == '\x9C';
        }
        return open;
    default: return open;
    }
}

/* Whether what stands at the byte is within quotation marks, by the marks before it in its paragraph. */
static bool marks_open(stm_str text, uint32_t at)
{
    uint32_t from = at < text.n ? at : (uint32_t)text.n, least = from > LOOK_BACK ? from - LOOK_BACK : 0;
    bool open = false;
    while (from > least && text.p[from - 1] != '\n') {
        from--;
    }
    for (uint32_t i = from; i < at && i < text.n; i++) {
        open = open_after(text, i, open);
    }
    return open;
}

/* Bytes of the stretch that stand outside quotation marks. */
static uint32_t outside_marks(stm_str text, stm_span at)
{
    bool open = marks_open(text, at.start);
    uint32_t n = 0;
    for (uint32_t i = at.start; i < at.end && i < text.n; i++) {
        open = open_after(text, i, open);
        n += !open && text.p[i] != '"';
    }
    return n;
}

static bool of_one_agency(const stm_article *a, const stm_article *b)
{
    for (uint32_t i = 0; i < a->credits.n; i++) {
        for (uint32_t k = 0; k < b->credits.n; k++) {
            if (a->credits.at[i].kind == STM_CREDIT_TEXT && b->credits.at[k].kind == STM_CREDIT_TEXT &&
                stm_str_eq(a->credits.at[i].agency, b->credits.at[k].agency)) {
                return true;
            }
        }
    }
    return false;
}

/* The two share enough of what the reporters themselves wrote, or have one desk. */
static bool share_own_words(const stm_pair *p, stm_article *const *articles)
{
    uint32_t own = 0, all = 0;
    if (p->passages.n > 0 && of_one_agency(articles[p->a], articles[p->b])) {
        return true;
    }
    for (uint32_t i = 0; i < p->passages.n; i++) {
        const stm_aligned *x = &p->passages.at[i];
        uint32_t in_a = outside_marks(articles[p->a]->text, x->a);
        uint32_t in_b = outside_marks(articles[p->b]->text, x->b);
        own += in_a > in_b ? in_a : in_b;
        all += x->a.end - x->a.start > x->b.end - x->b.start ? x->a.end - x->a.start : x->b.end - x->b.start;
    }
    return all == 0 || /* nobody has looked where */
           own >= OWN_MOSTLY * all || p->shared_a * own >= OWN_LEAST * all || p->shared_b * own >= OWN_LEAST * all;
}

static bool share_much(const stm_pair *p)
{
    double most = p->shared_a > p->shared_b ? p->shared_a : p->shared_b;
    double least = p->shared_a < p->shared_b ? p->shared_a : p->shared_b;
    return most >= SHARED_MOST || least >= SHARED_LEAST;
}

/* What a desk writes on a matter again, days later, with some paragraphs of its old report: neither was made from the
 * other, and most of either is new. */
static bool written_again(const stm_pair *p, stm_article *const *articles)
{
    int32_t a = articles == NULL ? STM_NO_DAY : articles[p->a]->published_day;
    int32_t b = articles == NULL ? STM_NO_DAY : articles[p->b]->published_day;
    return p->relation == STM_REL_COMMON_SOURCE && p->shared_a < SHARED_MOST && p->shared_b < SHARED_MOST &&
           a != STM_NO_DAY && b != STM_NO_DAY && (a < b ? b - a : a - b) >= LEAST_DAYS;
}

/* Two texts of two desks have a little of what a third gave both, each in a report of its own. */
static bool share_source_only(const stm_pair *p, stm_article *const *articles)
{
    return p->relation == STM_REL_COMMON_SOURCE && p->passages.n > 0 && !share_much(p) &&
           !of_one_agency(articles[p->a], articles[p->b]) &&
           (articles[p->a]->outlet.p == NULL || articles[p->b]->outlet.p == NULL ||
            !stm_str_eq(articles[p->a]->outlet, articles[p->b]->outlet));
}

/* What is known of a member by its pairs. */
typedef struct standing {
    uint32_t family; /* STM_NONE: of none */
    bool own;        /* it shares words of the reporters' own */
    bool loose;      /* it shares quotations, or what a source gave two desks */
    bool again;      /* it is one of two reports of several days */
} standing;

static standing *standings(stm_arena *arena, const stm_u32s *members, const stm_reuse *reuse)
{
    standing *of = STM_NEW_ARRAY(arena, standing, (size_t)members->n + 1);
    for (uint32_t i = 0; i < members->n; i++) {
        of[i] = (standing){ .family = STM_NONE };
        for (uint32_t f = 0; f < reuse->families.n && of[i].family == STM_NONE; f++) {
            of[i].family = stm_u32s_place(&reuse->families.at[f].articles, members->at[i]) != STM_NONE ? f : STM_NONE;
        }
    }
    return of;
}

/* Joins those that share more than quotations, and much or in one family. */
static void join_pairs(uint32_t *line, standing *of, const stm_u32s *members, stm_article *const *articles,
                       const stm_reuse *reuse)
{
    for (uint32_t i = 0; i < members->n; i++) {
        for (uint32_t lo = stm_pairs_from(reuse, members->at[i]);
             lo < reuse->pairs.n && reuse->pairs.at[lo].a == members->at[i]; lo++) {
            const stm_pair *p = &reuse->pairs.at[lo];
            uint32_t other = stm_u32s_place(members, p->b);
            if (other == STM_NONE) {
                continue;
            }
            if (!share_own_words(p, articles) || share_source_only(p, articles)) {
                of[i].loose = of[other].loose = true;
                continue;
            }
            of[i].own = of[other].own = true;
            if (written_again(p, articles)) {
                of[i].again = of[other].again = true;
            } else if (share_much(p) || (of[i].family != STM_NONE && of[i].family == of[other].family)) {
                join(line, i, other);
            }
        }
    }
}

/* A whole family is one, but where it has reports of several days: these are joined pair by pair. */
static void join_families(stm_arena *arena, uint32_t *line, const standing *of, uint32_t n, uint32_t families)
{
    uint32_t *first = STM_NEW_ARRAY(arena, uint32_t, (size_t)families + 1);
    bool *again = STM_NEW_ARRAY(arena, bool, (size_t)families + 1);
    for (uint32_t f = 0; f < families; f++) {
        first[f] = STM_NONE;
    }
    for (uint32_t i = 0; i < n; i++) {
        if (of[i].family != STM_NONE && of[i].again) {
            again[of[i].family] = true;
        }
    }
    for (uint32_t i = 0; i < n; i++) {
        uint32_t f = of[i].family;
        if (f == STM_NONE || again[f] || (of[i].loose && !of[i].own)) {
            continue;
        }
        if (first[f] != STM_NONE) {
            join(line, first[f], i);
        } else {
            first[f] = i;
        }
    }
}

uint32_t *stm_lines_of(stm_arena *arena, const stm_u32s *members, stm_article *const *articles, const stm_reuse *reuse)
{
    uint32_t n = members->n;
    uint32_t *line = STM_NEW_ARRAY(arena, uint32_t, (size_t)n + 1);
    for (uint32_t i = 0; i < n; i++) {
        line[i] = i;
    }
    if (n > 1) {
        standing *of = standings(arena, members, reuse);
        join_pairs(line, of, members, articles, reuse);
        join_families(arena, line, of, n, reuse->families.n);
    }
    for (uint32_t i = 0; i < n; i++) {
        line[i] = root_of(line, i);
    }
    return line;
}

uint32_t stm_lines_total(const uint32_t *line, uint32_t n)
{
    uint32_t total = 0;
    for (uint32_t i = 0; i < n; i++) {
        total += line[i] == i;
    }
    return total;
}

bool stm_passages_shared(const stm_work *w, uint32_t member_a, stm_span a, uint32_t member_b, stm_span b)
{
    bool turned = w->index[member_a] > w->index[member_b];
    uint32_t low = w->index[turned ? member_b : member_a], high = w->index[turned ? member_a : member_b];
    for (uint32_t i = stm_pairs_from(w->reuse, low); i < w->reuse->pairs.n && w->reuse->pairs.at[i].a == low; i++) {
        const stm_pair *p = &w->reuse->pairs.at[i];
        for (uint32_t k = 0; k < p->passages.n && p->b == high; k++) {
            stm_span in_a = turned ? p->passages.at[k].b : p->passages.at[k].a;
            stm_span in_b = turned ? p->passages.at[k].a : p->passages.at[k].b;
            if (stm_span_meets(in_a, a) && stm_span_meets(in_b, b) &&
                2 * outside_marks(w->article[member_a]->text, in_a) >= in_a.end - in_a.start) {
                return true;
            }
        }
    }
    return false;
}

uint32_t stm_lines_among(const stm_work *w, const stm_u32s *members)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < members->n; i++) {
        bool seen = false;
        for (uint32_t k = 0; k < i && !seen; k++) {
            seen = w->line[members->at[k]] == w->line[members->at[i]];
        }
        n += !seen;
    }
    return n;
}

/* Those who speak for the police, and the like, under whatever collective word. */
static bool collective(stm_str s)
{
    static const char *const words[] = { "police", "authorities", "officers", "investigators", "officials" };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        size_t n = strlen(words[i]);
        if (s.n >= n && stm_str_eqz_nocase((stm_str){ s.p + s.n - n, n }, words[i])) {
            return s.n <= n + 4; /* alone, or with "the": an attribute says whose */
        }
    }
    return false;
}

/* "police" is in "Troy Police Lt. Ann Lee": somebody who speaks for a body is that body. */
static bool word_in(stm_str word, stm_str text)
{
    if (word.n > 4 && (stm_str_starts(word, "the ") || stm_str_starts(word, "The "))) {
        word.p += 4;
        word.n -= 4;
    }
    for (size_t i = 0; word.n > 3 && i + word.n <= text.n; i++) {
        if ((i == 0 || text.p[i - 1] == ' ') && stm_str_eq_nocase((stm_str){ text.p + i, word.n }, word)) {
            return true;
        }
    }
    return false;
}

/* The word stands in the entity's name, a form of it, or a title that an article gives it. */
static bool described(const stm_work *w, uint32_t entity, stm_str word)
{
    const stm_record_entity *e = &w->record->entities.at[entity];
    for (uint32_t i = 0; i < e->forms.n; i++) {
        if (word_in(word, e->forms.at[i])) {
            return true;
        }
    }
    for (uint32_t m = 0; m < w->n && m < 64; m++) {
        for (uint32_t k = 0; k < w->article[m]->entities.n; k++) {
            if (w->entity[m][k] == entity) {
                const stm_strs *titles = &w->article[m]->entities.at[k].titles;
                stm_str country = w->article[m]->entities.at[k].country;
                if (country.p != NULL && stm_str_eq_nocase(country, word)) {
                    return true;
                }
                for (uint32_t t = 0; t < titles->n; t++) {
                    if (word_in(word, titles->at[t])) {
                        return true;
                    }
                }
            }
        }
    }
    return false;
}

static bool is_role(stm_str lemma)
{
    return stm_among(lemma, "director spokesman spokeswoman spokesperson chief chairman chairwoman chair president "
                            "executive head manager lawyer officer owner founder coach secretary commander ceo leader "
                            "official representative attorney");
}

/* "Harbour Police Lt. Ann Lee", "Lt. Ann Lee of the Harbour Police": a rank, and the body right before or behind. */
static bool ranks_in(const stm_work *w, uint32_t m, uint32_t i, uint32_t person, uint32_t body)
{
    const stm_article *a = w->article[m];
    uint32_t first = i, last = i;
    while (first > 0 && w->at_token[m][first - 1] == person) {
        first--;
    }
    while (last + 1 < a->tokens.n && w->at_token[m][last + 1] == person) {
        last++;
    }
    if (first == 0 || a->tokens.at[first - 1].sentence != a->tokens.at[i].sentence ||
        !stm_among(stm_token_form(a, first - 1), RANKS)) {
        return false;
    }
    if (first > 1 && w->at_token[m][first - 2] == body) {
        return true;
    }
    last++;
    if (last >= a->tokens.n || !stm_among(stm_token_form(a, last), "of with from")) {
        return false;
    }
    last += last + 1 < a->tokens.n && stm_str_eqz(stm_token_form(a, last + 1), "the") ? 2 : 1;
    return last < a->tokens.n && w->at_token[m][last] == body;
}

/* "Ann Lee and Alda's secretary of state Tom Orr": the office is of the one right behind it. */
static bool office_of_another(const stm_work *w, uint32_t m, uint32_t role, uint32_t person)
{
    const stm_article *a = w->article[m];
    for (uint32_t i = role + 1; i < a->tokens.n && i <= role + NEAR_NAME && a->tokens.at[i].upos != STM_PUNCT; i++) {
        uint32_t e = w->at_token[m][i];
        if (e != STM_NONE && w->record->entities.at[e].kind == STM_PERSON && w->named.at[e]) {
            return e != person && a->tokens.at[i].upos == STM_PROPN;
        }
    }
    return false;
}

/* A verb of a clause stands between the two: "Commander Lee repeated that the company was warned". */
static bool verb_between(const stm_article *a, uint32_t i, uint32_t k)
{
    for (uint32_t t = (i < k ? i : k) + 1; t < (i < k ? k : i); t++) {
        uint8_t x = a->tokens.at[t].xpos;
        if (a->tokens.at[t].upos == STM_VERB && (x == STM_XP_VBD || x == STM_XP_VBZ || x == STM_XP_VBP)) {
            return true;
        }
    }
    return false;
}

/* "its director, Ann Lee", "Ann Lee, a spokeswoman for the company": within a few words the person, a role and the
 * body. */
static bool speaks_for(const stm_work *w, uint32_t person, uint32_t body)
{
    if (w->record->entities.at[person].kind != STM_PERSON || w->record->entities.at[body].kind == STM_PERSON) {
        return false;
    }
    for (uint32_t t = 0; t < w->tokens_of[person].n; t += 2) {
        uint32_t m = w->tokens_of[person].at[t], i = w->tokens_of[person].at[t + 1];
        uint32_t from = i > NEAR_WORDS ? i - NEAR_WORDS : 0;
        const stm_article *a = w->article[m];
        bool role = false, there = false;
        if (m < 64 && i < a->tokens.n && ranks_in(w, m, i, person, body)) {
            return true;
        }
        for (uint32_t k = from; m < 64 && k < a->tokens.n && k <= i + NEAR_WORDS; k++) {
            there = there || (w->at_token[m][k] == body && a->tokens.at[k].sentence == a->tokens.at[i].sentence &&
                              !verb_between(a, i, k));
        }
        for (uint32_t k = from; there && k < a->tokens.n && k <= i + NEAR_WORDS; k++) {
            role = role || (a->tokens.at[k].sentence == a->tokens.at[i].sentence && is_role(stm_token_form(a, k)) &&
                            !office_of_another(w, m, k, person));
        }
        if (role) {
            return true;
        }
    }
    return false;
}

/* "a draft UN resolution", "the proposed resolution": one story has one. */
static bool one_document(stm_str a, stm_str b)
{
    static const char *const words[] = { "resolution", "bill",       "draft",  "report",   "statement", "lawsuit",
                                         "complaint",  "indictment", "filing", "petition", "proposal",  "treaty" };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (stm_str_ends(a, words[i]) && stm_str_ends(b, words[i])) {
            return true;
        }
    }
    return false;
}

/* "the coast guard", "the coastguard": the same letters, whatever stands between them. */
static bool same_letters(stm_str a, stm_str b)
{
    size_t i = 0, k = 0;
    for (;;) {
        while (i < a.n && (a.p[i] == ' ' || a.p[i] == '-')) {
            i++;
        }
        while (k < b.n && (b.p[k] == ' ' || b.p[k] == '-')) {
            k++;
        }
        if (i == a.n || k == b.n) {
            return i == a.n && k == b.n;
        }
        if (!stm_str_eq_nocase((stm_str){ a.p + i, 1 }, (stm_str){ b.p + k, 1 })) {
            return false;
        }
        i++;
        k++;
    }
}

/* "her campaign" -> "campaign": whose is not told by name, so it may be that of a longer name. */
static stm_str without_whose(stm_str s)
{
    static const char *const words[] = { "his ", "her ", "its ", "their ", "His ", "Her ", "Its ", "Their " };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (stm_str_starts(s, words[i])) {
            return (stm_str){ s.p + strlen(words[i]), s.n - strlen(words[i]) };
        }
    }
    return s;
}

bool stm_one_origin(const stm_work *w, uint32_t ea, stm_str na, uint32_t eb, stm_str nb)
{
    if (ea != STM_NONE && ea == eb) {
        return true;
    }
    if (ea != STM_NONE && eb != STM_NONE && (speaks_for(w, ea, eb) || speaks_for(w, eb, ea))) {
        return true;
    }
    if (na.p == NULL || nb.p == NULL) {
        return false;
    }
    na = without_whose(na);
    nb = without_whose(nb);
    if (same_letters(na, nb) || (ea == STM_NONE && eb == STM_NONE && one_document(na, nb)) || word_in(na, nb) ||
        word_in(nb, na) || (collective(na) && collective(nb))) {
        return true;
    }
    /* a minister's country, a police chief's force */
    if ((ea != STM_NONE && nb.n > 5 && w->record->entities.at[ea].kind == STM_PERSON && described(w, ea, nb)) ||
        (eb != STM_NONE && na.n > 5 && w->record->entities.at[eb].kind == STM_PERSON && described(w, eb, na))) {
        return true;
    }
    if (ea != STM_NONE && collective(nb)) {
        return described(w, ea, STM_STR("police")) || described(w, ea, nb);
    }
    if (eb != STM_NONE && collective(na)) {
        return described(w, eb, STM_STR("police")) || described(w, eb, na);
    }
    return false;
}

uint32_t stm_origins_among(const stm_work *w, const stm_u32s *said_by, const stm_strs *names)
{
    uint32_t n = 0;
    bool reports = false;
    for (uint32_t i = 0; i < said_by->n; i++) {
        bool seen = false;
        if (said_by->at[i] == STM_NONE && names->at[i].p == NULL) {
            reports = true;
            continue;
        }
        for (uint32_t k = 0; k < i && !seen; k++) {
            if (said_by->at[k] != STM_NONE || names->at[k].p != NULL) {
                seen = stm_one_origin(w, said_by->at[i], names->at[i], said_by->at[k], names->at[k]);
            }
        }
        n += !seen;
    }
    return n + reports;
}

void stm_count_readings(stm_work *w, stm_statement *st)
{
    stm_u32s members = { 0 }, said_by = { 0 };
    stm_strs names = { 0 };
    for (uint32_t i = 0; i < st->readings.n; i++) {
        stm_vec_push(w->arena, &members, w->member_of[st->readings.at[i].passage.article]);
        stm_vec_push(w->arena, &said_by, st->readings.at[i].said_by);
        stm_vec_push(w->arena, &names, st->readings.at[i].said_by_name);
    }
    st->lines = stm_lines_among(w, &members);
    st->origins = stm_origins_among(w, &said_by, &names);
}
