/* record_facts.c: further lines of what is agreed, and facts that no clause as a whole bore out.
 *
 * In: pairs of pieces of sentences (fact_pairs.c), what is agreed so far.  Out: readings and lines of agreed
 * statements; agreed statements.
 *
 * Clauses that agree as a whole found an agreement; the words that they share are its core. A sentence of another line
 * that has the core, in whatever form, bears it out too: for that it needs half of its weight, its days and numbers,
 * and a verb of it where there is one; or the word that heads it with a name or a number, and somewhere in
 * the sentence all names that hang on that word, and all days and numbers of the core. What two lines share in pieces
 * that tell something by themselves, and that no agreement has, is a fact of its own. Never: a fact told over and over
 * within one text, which is a topic. Cost: pairs times the facts of a sentence.
 */
#include "record/facts.h"

#define BEARS 0.5f         /* of the weight of a core, */
#define BEARS_IN_TWO 0.55f /* with two words of it */
#define NO_NEWS 0.4f       /* of the weight of a pair that lies in what is known already */
#define LEAST_CORE 4.0f
#define LEAST_SAID 3 /* words of what somebody said: who has two need not have it from him */
#define MOST_TOLD 2  /* sentences of one text that have all of a fact */
#define MOST_READINGS 12
#define MOST_FACTS 400
#define HIDDEN 0.45
#define SHOWN_SCORE 9.0f

typedef struct core_word {
    uint32_t token;
    float weight;
} core_word;

/* What one sentence gives of a fact. */
typedef struct part {
    uint32_t member, sentence;
    STM_VEC(core_word) words;
    stm_u32s tokens; /* the same */
    float weight;
    uint32_t head; /* of a reading: the word that all of it hangs on, or STM_NONE */
    bool founds;
} part;

typedef struct fact {
    STM_VEC(part) parts;
    float score;
    uint32_t statement; /* that it is the core of, or STM_NONE: it is new */
    bool grown;
    bool said; /* that somebody said it is what is agreed */
} fact;

typedef struct facts {
    stm_facts f;
    STM_VEC(fact) at;
    stm_u32s **of_sentence; /* [member][sentence]: facts */
} facts;

static const core_word *word_of(const part *p, uint32_t token)
{
    for (uint32_t i = 0; i < p->words.n; i++) {
        if (p->words.at[i].token == token) {
            return &p->words.at[i];
        }
    }
    return NULL;
}

static part *part_of(fact *x, uint32_t member, uint32_t sentence)
{
    for (uint32_t i = 0; i < x->parts.n; i++) {
        if (x->parts.at[i].member == member && x->parts.at[i].sentence == sentence) {
            return &x->parts.at[i];
        }
    }
    return NULL;
}

static bool has_member(const fact *x, uint32_t member)
{
    for (uint32_t i = 0; i < x->parts.n; i++) {
        if (x->parts.at[i].member == member) {
            return true;
        }
    }
    return false;
}

static part *add_part(stm_work *w, facts *all, uint32_t number, uint32_t member, uint32_t sentence)
{
    part *p = stm_vec_add(w->arena, &all->at.at[number].parts);
    *p = (part){ .member = member, .sentence = sentence, .head = STM_NONE };
    stm_vec_push(w->arena, &all->of_sentence[member][sentence], number);
    return p;
}

static void add_word(stm_work *w, part *p, uint32_t token, float weight)
{
    for (uint32_t i = 0; i < p->words.n; i++) {
        if (p->words.at[i].token == token) {
            if (weight > p->words.at[i].weight) {
                p->weight += weight - p->words.at[i].weight;
                p->words.at[i].weight = weight;
            }
            return;
        }
    }
    stm_vec_push(w->arena, &p->words, (core_word){ token, weight });
    stm_vec_push(w->arena, &p->tokens, token);
    p->weight += weight;
}

/* The word that all of the passage hangs on, or STM_NONE. */
static uint32_t head_of(const stm_work *w, const stm_facts *f, uint32_t m, uint32_t sentence, stm_span at)
{
    const stm_article *a = w->article[m];
    const stm_sentence *s = &a->sentences.at[sentence];
    uint32_t best = STM_NONE;
    for (uint32_t i = s->first_token; i < s->first_token + s->n_tokens; i++) {
        uint32_t up = a->tokens.at[i].head;
        bool in = at.start <= a->tokens.at[i].at.start && a->tokens.at[i].at.end <= at.end;
        bool out = up == STM_NONE || a->tokens.at[up].at.start < at.start || a->tokens.at[up].at.end > at.end;
        if (in && out && a->tokens.at[i].upos != STM_PUNCT) {
            if (best != STM_NONE) {
                return STM_NONE; /* the passage is no clause */
            }
            best = f->stands[m][i];
        }
    }
    return best;
}

/* What the readings of an agreement share, as a fact. */
static void found(stm_work *w, facts *all, uint32_t statement)
{
    const stm_statement *st = &w->record->statements.at[statement];
    uint32_t number = all->at.n;
    *stm_vec_add(w->arena, &all->at) = (fact){ .statement = statement, .said = true };
    for (uint32_t r = 0; r < st->readings.n; r++) {
        all->at.at[number].said = all->at.at[number].said && st->readings.at[r].stance == STM_REPORTS;
        stm_span at = st->readings.at[r].passage.at;
        uint32_t m = w->member_of[st->readings.at[r].passage.article], s = stm_sentence_at(w->article[m], at.start);
        for (; s != STM_NONE && s < w->article[m]->sentences.n && w->article[m]->sentences.at[s].at.start < at.end;
             s++) {
            part *p = part_of(&all->at.at[number], m, s);
            p = p == NULL ? add_part(w, all, number, m, s) : p;
            p->founds = true;
            p->head = head_of(w, &all->f, m, s, at);
            for (uint32_t k = 0; k < all->f.pairs_of[m][s].n; k++) {
                const stm_fact_pair *x = &all->f.pairs.at[all->f.pairs_of[m][s].at[k]];
                uint32_t side = x->member[0] == m && x->sentence[0] == s ? 0 : 1;
                for (uint32_t i = 0; i < x->n; i++) {
                    const stm_fact_link *l = &all->f.links.at[x->first + i];
                    if (stm_fact_reading_at(w, st, m, l->token[side]) == r &&
                        stm_fact_reading_at(w, st, x->member[1 - side], l->token[1 - side]) != STM_NONE) {
                        add_word(w, p, l->token[side], l->weight);
                    }
                }
            }
        }
    }
}

static stm_str key_at(const stm_work *w, uint32_t member, uint32_t token)
{
    return w->terms.items.at[w->token_term[member][token].id].key;
}

/* Of the core that the part gives, the pair has enough, with its days, its numbers and a verb. */
static bool bears(const stm_work *w, const facts *all, const fact *x, const part *p, const stm_fact_pair *pair,
                  uint32_t side)
{
    float shared = 0;
    uint32_t n = 0, same = 0;
    bool verb = false, needs_verb = false;
    for (uint32_t i = 0; i < p->words.n; i++) {
        const core_word *c = &p->words.at[i];
        stm_str key = key_at(w, p->member, c->token);
        bool verbal = w->article[p->member]->tokens.at[c->token].upos == STM_VERB, has = false;
        for (uint32_t k = 0; k < pair->n && !has; k++) {
            const stm_fact_link *l = &all->f.links.at[pair->first + k];
            uint32_t other = l->token[1 - side];
            has = l->token[side] == c->token;
            same += has && w->event.at[w->token_term[p->member][c->token].id] &&
                    w->token_term[p->member][c->token].id == w->token_term[pair->member[1 - side]][other].id;
            shared += !has ? 0 : l->weight < c->weight ? l->weight : c->weight;
        }
        if (!has && (key.p[0] == '@' || (key.p[0] >= '0' && key.p[0] <= '9'))) {
            return false;
        }
        n += has;
        needs_verb = needs_verb || verbal;
        verb = verb || (verbal && has);
    }
    return n >= 2 && (same > 0 || n > 2) && verb == needs_verb && p->weight >= LEAST_CORE &&
           shared >= (n == 2 ? BEARS_IN_TWO : BEARS) * (p->founds ? p->weight : x->score);
}

/* The sentence has the term, or one like it. */
static bool sentence_has(const stm_work *w, const stm_facts *f, uint32_t m, uint32_t sentence, uint32_t term)
{
    const stm_sentence *s = &w->article[m]->sentences.at[sentence];
    for (uint32_t i = s->first_token; i < s->first_token + s->n_tokens; i++) {
        if (stm_fact_term(f, m, i) == term) {
            return true;
        }
    }
    return false;
}

/* The pair has the head of the reading with a name or a number, and its sentence all that the core names. */
static bool bears_head(const stm_work *w, const facts *all, const part *p, const stm_fact_pair *pair, uint32_t side)
{
    bool head = false, one = false;
    for (uint32_t k = 0; k < pair->n; k++) {
        const stm_fact_link *l = &all->f.links.at[pair->first + k];
        stm_str key = key_at(w, p->member, l->token[side]);
        head = head || l->token[side] == p->head;
        one = one || key.p[0] == '=' || (key.p[0] >= '0' && key.p[0] <= '9');
    }
    for (uint32_t i = 0; i < p->words.n && head; i++) {
        stm_str key = key_at(w, p->member, p->words.at[i].token);
        bool own = stm_fact_near(&all->f, p->member, p->head, p->words.at[i].token);
        if (((key.p[0] == '=' && own) || key.p[0] == '@' || (key.p[0] >= '0' && key.p[0] <= '9')) &&
            !sentence_has(w, &all->f, pair->member[1 - side], pair->sentence[1 - side],
                          w->token_term[p->member][p->words.at[i].token].id)) {
            return false;
        }
    }
    return head && one;
}

/* The pair lies in what the part gives: most words of the one are words of the other. */
static bool within(const facts *all, const part *p, const stm_fact_pair *pair, uint32_t side, float *shared)
{
    uint32_t n = 0;
    *shared = 0;
    for (uint32_t k = 0; k < pair->n; k++) {
        const stm_fact_link *l = &all->f.links.at[pair->first + k];
        if (word_of(p, l->token[side]) != NULL) {
            n++;
            *shared += l->weight;
        }
    }
    return n >= 2 && 2 * n >= (p->words.n < pair->n ? p->words.n : pair->n);
}

static bool has_line(const stm_work *w, const fact *x, uint32_t member)
{
    for (uint32_t i = 0; i < x->parts.n; i++) {
        if (w->line[x->parts.at[i].member] == w->line[member]) {
            return true;
        }
    }
    return false;
}

static void add_side(stm_work *w, facts *all, uint32_t number, const stm_fact_pair *pair, uint32_t side, bool founds)
{
    part *p = add_part(w, all, number, pair->member[side], pair->sentence[side]);
    p->founds = founds;
    for (uint32_t k = 0; k < pair->n; k++) {
        const stm_fact_link *l = &all->f.links.at[pair->first + k];
        add_word(w, p, l->token[side], l->weight);
    }
}

static bool denied(const stm_work *w, const facts *all, const stm_fact_pair *pair, uint32_t side)
{
    stm_span at = { UINT32_MAX, 0 };
    for (uint32_t k = 0; k < pair->n; k++) {
        stm_span t = w->article[pair->member[side]]->tokens.at[all->f.links.at[pair->first + k].token[side]].at;
        at.start = t.start < at.start ? t.start : at.start;
        at.end = t.end > at.end ? t.end : at.end;
    }
    return stm_fact_denied(w, pair->member[side], at);
}

/* The pair is news of a known fact, or none. */
static bool known(stm_work *w, facts *all, const stm_fact_pair *pair)
{
    bool done = false;
    for (uint32_t side = 0; side < 2; side++) {
        const stm_u32s *list = &all->of_sentence[pair->member[side]][pair->sentence[side]];
        for (uint32_t i = 0; i < list->n; i++) {
            fact *x = &all->at.at[list->at[i]];
            const part *p = part_of(x, pair->member[side], pair->sentence[side]);
            uint32_t to = pair->member[1 - side], number = list->at[i];
            float shared;
            if (!within(all, p, pair, side, &shared)) {
                continue;
            }
            if (has_member(x, to) || denied(w, all, pair, 1 - side)) {
                return true;
            }
            if (x->parts.n < MOST_READINGS &&
                ((bears(w, all, x, p, pair, side) && (!x->said || p->words.n >= LEAST_SAID)) ||
                 (!x->said && bears_head(w, all, p, pair, side))) &&
                stm_fact_ties(w, &all->f, pair) && !stm_fact_clashes(w, &all->f, pair, 0)) {
                x->grown = x->grown || !has_line(w, x, to);
                add_side(w, all, number, pair, 1 - side, false);
                return true;
            }
            done = done || shared >= NO_NEWS * pair->score;
        }
    }
    return done;
}

/* ---- readings -------------------------------------------------------------------------------------------- */

static stm_span span_of(const stm_work *w, const facts *all, const part *p)
{
    return stm_fact_span(w, &all->f, p->member, p->sentence, &p->tokens);
}

static uint32_t origins_of(stm_work *w, const stm_statement *st)
{
    stm_u32s said_by = { 0 };
    stm_strs names = { 0 };
    for (uint32_t i = 0; i < st->readings.n; i++) {
        stm_vec_push(w->arena, &said_by, st->readings.at[i].said_by);
        stm_vec_push(w->arena, &names, st->readings.at[i].said_by_name);
    }
    return stm_origins_among(w, &said_by, &names);
}

/* The readings that an agreement has gained. */
static void grow(stm_work *w, facts *all, const fact *x)
{
    stm_statement *st = &w->record->statements.at[x->statement];
    uint32_t lines = stm_fact_lines_of(w, st);
    for (uint32_t i = 0; i < x->parts.n; i++) {
        const part *p = &x->parts.at[i];
        if (!p->founds) { /* whoever bears it out may have it from the same mouth: no origin more */
            stm_statement_reading r = stm_fact_reading(w, &all->f, p->member, p->sentence, &p->tokens);
            r.passage.at = stm_fact_phrase(w, &all->f, p->member, p->sentence, &p->tokens);
            if (stm_fact_of_another(w, st, &r)) {
                continue;
            }
            stm_vec_push(w->arena, &st->readings, r);
        }
    }
    st->lines += stm_fact_lines_of(w, st) - lines;
}

/* ---- new facts ------------------------------------------------------------------------------------------- */

/* How many sentences of the text have all words of the part. */
static uint32_t times_told(const stm_work *w, const facts *all, const part *p, uint32_t member)
{
    const stm_article *a = w->article[member];
    uint32_t n = 0;
    for (uint32_t s = 0; s < a->sentences.n; s++) {
        const stm_sentence *x = &a->sentences.at[s];
        uint32_t has = 0;
        for (uint32_t k = 0; k < p->words.n && has == k; k++) {
            uint32_t term = w->token_term[p->member][p->words.at[k].token].id;
            for (uint32_t i = x->first_token; i < x->first_token + x->n_tokens && has == k; i++) {
                uint32_t other = stm_fact_term(&all->f, member, i);
                has += other != STM_NONE && stm_terms_alike(w, term, other);
            }
        }
        n += has == p->words.n;
    }
    return n;
}

static bool topic(const stm_work *w, const facts *all, const fact *x)
{
    for (uint32_t i = 0; i < x->parts.n; i++) {
        if (times_told(w, all, &x->parts.at[0], x->parts.at[i].member) > MOST_TOLD) {
            return true;
        }
    }
    return false;
}

static bool covers(const stm_work *w, const fact *x, const stm_span *spans, stm_passage passage, uint32_t number)
{
    return w->member_of[passage.article] == x->parts.at[number].member && stm_span_meets(passage.at, spans[number]);
}

/* Of the statement a reading may be in one of the texts. */
static bool may_cover(const stm_work *w, const stm_statement *st, uint64_t members)
{
    bool may = false;
    for (uint32_t r = 0; r < st->readings.n; r++) {
        may = may || (members >> w->member_of[st->readings.at[r].passage.article] % 64 & 1) != 0;
    }
    return may;
}

/* Another agreement has the passages of two of its texts. */
static bool covered(const stm_work *w, const facts *all, const fact *x)
{
    stm_span *spans = STM_NEW_ARRAY(w->arena, stm_span, (size_t)x->parts.n + 1);
    uint64_t members = 0;
    for (uint32_t i = 0; i < x->parts.n; i++) {
        spans[i] = span_of(w, all, &x->parts.at[i]);
        members |= (uint64_t)1 << x->parts.at[i].member % 64;
    }
    for (uint32_t s = 0; s < w->record->statements.n; s++) {
        const stm_statement *st = &w->record->statements.at[s];
        uint32_t n = 0;
        if (st->status != STM_ST_AGREED || !may_cover(w, st, members)) {
            continue;
        }
        for (uint32_t i = 0; i < x->parts.n; i++) {
            bool has = false;
            for (uint32_t r = 0; r < st->readings.n && !has; r++) {
                has = covers(w, x, spans, st->readings.at[r].passage, i);
            }
            n += has;
        }
        if (n >= 2) {
            return true;
        }
    }
    for (uint32_t s = 0; s < w->record->figures.n; s++) {
        const stm_record_figure *g = &w->record->figures.at[s];
        uint32_t n = 0;
        for (uint32_t i = 0; i < x->parts.n && g->status == STM_FIG_AGREE; i++) {
            bool has = false;
            for (uint32_t r = 0; r < g->readings.n && !has; r++) {
                has = covers(w, x, spans, g->readings.at[r].passage, i);
            }
            n += has;
        }
        if (n >= 2) {
            return true;
        }
    }
    return false;
}

/* The passage with the words before it that belong to its first: "the", "was". */
static stm_str phrase_of(stm_work *w, uint32_t member, stm_span at)
{
    const stm_article *a = w->article[member];
    uint32_t from = stm_token_from(a, at.start), to = from;
    while (to + 1 < a->tokens.n && a->tokens.at[to + 1].at.start < at.end) {
        to++;
    }
    while (from > 0 && a->tokens.at[from - 1].sentence == a->tokens.at[to].sentence) {
        const stm_token *t = &a->tokens.at[from - 1];
        bool own = t->head != STM_NONE && t->head >= from && t->head <= to &&
                   (t->deprel == STM_DEP_DET || t->deprel == STM_DEP_AMOD || t->deprel == STM_DEP_COMPOUND ||
                    t->deprel == STM_DEP_NUMMOD || t->deprel == STM_DEP_AUX || t->deprel == STM_DEP_AUX_PASS ||
                    t->deprel == STM_DEP_COP || t->deprel == STM_DEP_NMOD_POSS);
        if (!own) {
            break;
        }
        from--;
    }
    return stm_wording(w->arena, a, (stm_span){ a->tokens.at[from].at.start, a->tokens.at[to].at.end });
}

/* A sentence that every one of them bears out; NULL: there is none. */
static stm_str sentence_for(stm_work *w, const fact *x, const stm_statement *st)
{
    stm_statement copy = *st;
    stm_u32s units = { 0 }, members = { 0 }, said_by = { 0 };
    stm_strs names = { 0 };
    memset(&copy.readings, 0, sizeof copy.readings);
    for (uint32_t i = 0; i < st->readings.n; i++) {
        uint32_t unit = stm_unit_at(w, x->parts.at[i].member, st->readings.at[i].passage.at.start);
        if (unit == STM_NONE) {
            return STM_NULL_STR;
        }
        stm_vec_push(w->arena, &copy.readings, st->readings.at[i]);
        stm_vec_push(w->arena, &units, unit);
        stm_vec_push(w->arena, &members, x->parts.at[i].member);
        stm_vec_push(w->arena, &said_by, st->readings.at[i].said_by);
        stm_vec_push(w->arena, &names, st->readings.at[i].said_by_name);
    }
    if (!stm_agreed_on(w, &copy, &units, &members, &said_by, &names) || copy.readings.n < st->readings.n) {
        return STM_NULL_STR;
    }
    return copy.about;
}

static void tell(stm_work *w, facts *all, const fact *x)
{
    stm_statement st = { .status = STM_ST_AGREED };
    stm_str best = STM_NULL_STR;
    for (uint32_t i = 0; i < x->parts.n; i++) {
        stm_str words;
        const part *p = &x->parts.at[i];
        stm_vec_push(w->arena, &st.readings, stm_fact_reading(w, &all->f, p->member, p->sentence, &p->tokens));
        words = phrase_of(w, p->member, st.readings.at[i].passage.at);
        best = best.p == NULL || words.n < best.n ? words : best;
    }
    st.lines = stm_fact_lines_of(w, &st);
    st.origins = origins_of(w, &st);
    st.about = sentence_for(w, x, &st);
    st.confidence = 0.3 + 0.015 * (x->score < 20 ? x->score : 20);
    if (st.about.p == NULL || x->score < SHOWN_SCORE) {
        st.confidence = st.confidence < HIDDEN ? st.confidence : HIDDEN;
    } else {
        st.confidence += 0.1;
    }
    if (st.about.p == NULL) {
        st.about = stm_capital(w->arena, best);
    }
    for (uint32_t i = 0; i < x->parts.n; i++) {
        const part *p = &x->parts.at[i];
        st.readings.at[i].passage.at = stm_fact_phrase(w, &all->f, p->member, p->sentence, &p->tokens);
    }
    if (st.lines >= 2) {
        stm_vec_push(w->arena, &w->record->statements, st);
    }
}

/* An earlier fact is of the same two words: one man's age, told again further down. */
static bool told_before(const stm_work *w, const facts *all, uint32_t number)
{
    const part *p = &all->at.at[number].parts.at[0];
    for (uint32_t i = 0; i < number && p->words.n == 2; i++) {
        const fact *y = &all->at.at[i];
        const part *q = y->parts.n > 0 ? &y->parts.at[0] : NULL;
        if (y->statement == STM_NONE && q->words.n == 2) {
            uint32_t a = w->token_term[p->member][p->words.at[0].token].id;
            uint32_t b = w->token_term[p->member][p->words.at[1].token].id;
            uint32_t c = w->token_term[q->member][q->words.at[0].token].id;
            uint32_t d = w->token_term[q->member][q->words.at[1].token].id;
            if ((a == c && b == d) || (a == d && b == c)) {
                return true;
            }
        }
    }
    return false;
}

/* An agreement from `first` on has the passage, in part. */
static bool told_since(const stm_work *w, uint32_t first, uint32_t member, stm_span at)
{
    for (uint32_t s = first; s < w->record->statements.n; s++) {
        const stm_statement *st = &w->record->statements.at[s];
        for (uint32_t r = 0; r < st->readings.n; r++) {
            const stm_passage *p = &st->readings.at[r].passage;
            if (p->article == w->index[member] && stm_span_meets(p->at, at)) {
                return true;
            }
        }
    }
    return false;
}

/* The clauses of the two name days, and not the same ones. */
static bool days_apart(const stm_work *w, const facts *all, const fact *x)
{
    uint32_t a = stm_unit_at(w, x->parts.at[0].member, span_of(w, all, &x->parts.at[0]).start);
    uint32_t b = stm_unit_at(w, x->parts.at[1].member, span_of(w, all, &x->parts.at[1]).start);
    return a != STM_NONE && b != STM_NONE && stm_units_days_apart(w, a, b);
}

/* What two sentences tell beside all that is known to be agreed: never sure enough to be shown. */
static void tell_loose(stm_work *w, facts *all)
{
    uint32_t first = w->record->statements.n;
    for (uint32_t p = 0; p < all->f.loose.n && w->record->statements.n < first + MOST_FACTS; p++) {
        const stm_fact_pair *x = &all->f.loose.at[p];
        uint32_t before = w->record->statements.n, number = all->at.n;
        fact *one;
        if (stm_fact_headline(w, x->member[0], x->sentence[0]) || stm_fact_headline(w, x->member[1], x->sentence[1])) {
            continue;
        }
        *stm_vec_add(w->arena, &all->at) = (fact){ .statement = STM_NONE, .score = x->score };
        add_side(w, all, number, x, 0, true);
        add_side(w, all, number, x, 1, true);
        one = &all->at.at[number];
        if (!days_apart(w, all, one) && !told_since(w, first, x->member[0], span_of(w, all, &one->parts.at[0])) &&
            !told_since(w, first, x->member[1], span_of(w, all, &one->parts.at[1])) && !covered(w, all, one)) {
            tell(w, all, one);
        }
        if (w->record->statements.n > before && w->record->statements.at[before].confidence > HIDDEN) {
            w->record->statements.at[before].confidence = HIDDEN;
        }
        all->at.n--;
    }
}

void stm_record_facts(stm_work *w)
{
    facts all = { 0 };
    if (stm_lines_total(w->line, w->n) < 2) {
        return;
    }
    stm_fact_trees(w, &all.f);
    stm_fact_pairs(w, &all.f);
    all.of_sentence = STM_NEW_ARRAY(w->arena, stm_u32s *, (size_t)w->n + 1);
    for (uint32_t m = 0; m < w->n; m++) {
        all.of_sentence[m] = STM_NEW_ARRAY(w->arena, stm_u32s, (size_t)w->article[m]->sentences.n + 1);
    }
    for (uint32_t s = 0; s < w->record->statements.n; s++) {
        if (w->record->statements.at[s].status == STM_ST_AGREED) {
            found(w, &all, s);
        }
    }
    for (uint32_t p = 0; p < all.f.pairs.n; p++) {
        const stm_fact_pair *x = &all.f.pairs.at[p];
        if (known(w, &all, x) || !x->tells || stm_fact_headline(w, x->member[0], x->sentence[0]) ||
            stm_fact_headline(w, x->member[1], x->sentence[1]) || all.at.n >= w->record->statements.n + MOST_FACTS) {
            continue;
        }
        *stm_vec_add(w->arena, &all.at) = (fact){ .statement = STM_NONE, .score = x->score };
        add_side(w, &all, all.at.n - 1, x, 0, true);
        add_side(w, &all, all.at.n - 1, x, 1, true);
    }
    for (uint32_t i = 0; i < all.at.n; i++) {
        fact *x = &all.at.at[i];
        if (x->statement != STM_NONE && x->grown) {
            grow(w, &all, x);
        }
    }
    for (uint32_t i = 0; i < all.at.n; i++) {
        const fact *x = &all.at.at[i];
        if (x->statement == STM_NONE && !topic(w, &all, x) && !covered(w, &all, x) && !told_before(w, &all, i)) {
            tell(w, &all, x);
        }
    }
    tell_loose(w, &all);
    stm_fact_doubles(w, &all.f);
    stm_fact_lines(w, &all.f);
}
