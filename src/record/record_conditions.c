/* record_conditions.c: how one who was hurt is: what independent lines say of his injuries and his state.
 *
 * In: trees, entities of the record.  Out: statements, contested.
 *
 * "In critical condition", "critically injured", "in stable but critical condition", "treated and released", "minor
 * injuries": words of a clause that has the person for its subject or object. A person is one entity with a name, or
 * one noun in the singular that each text uses for one of the hurt alone ("a bank employee"). Two lines differ where
 * their words are not the same grades. Never: texts more than two days apart, between which a state changes; "another
 * employee". Cost: such words times the words of their sentences.
 */
#include "record/record_parts.h"

#define MAX_HURT 60
#define MAX_DAYS 2
#define MAX_BYTES 220

enum {
    GRAVE = 1,   /* critical, intensive care, life-threatening */
    SERIOUS = 2, /* serious, severe, bad */
    STABLE = 4,
    FAIR = 8, /* fair, good, satisfactory */
    MINOR = 16,
    RELEASED = 32,
    UNHURT = 64
};

typedef struct hurt {
    uint32_t member, who, entity, grades; /* who: token; entity: named, or STM_NONE */
    stm_span at;
} hurt;

typedef STM_VEC(hurt) hurts;

static uint32_t grade_of(const stm_article *a, uint32_t i)
{
    bool not_ = i > 1 && (stm_form_among(a, i - 1, "non not") ||
                          (stm_form_among(a, i - 1, "-") && i > 1 && stm_form_among(a, i - 2, "non")));
    return stm_form_among(a, i, "critical critically grave gravely")         ? GRAVE
           : stm_form_among(a, i, "serious seriously severe severely badly") ? SERIOUS
           : stm_form_among(a, i, "stable")                                  ? STABLE
           : stm_form_among(a, i, "fair good satisfactory")                  ? FAIR
           : stm_form_among(a, i, "minor slight slightly superficial")       ? MINOR
           : stm_form_among(a, i, "life")                                    ? (not_ ? MINOR : GRAVE)
                                                                             : 0;
}

/* The grades that the words around a word for the state give, and 0 for any other word. */
static uint32_t grades_at(const stm_article *a, uint32_t i)
{
    const stm_sentence *s = &a->sentences.at[a->tokens.at[i].sentence];
    uint32_t end = s->first_token + s->n_tokens, out = 0;
    stm_str l = stm_token_lemma(a, i);
    if (stm_form_among(a, i, "uninjured unhurt unharmed unscathed")) {
        return UNHURT;
    }
    if (stm_form_among(a, i, "released discharged")) {
        for (uint32_t k = i > 6 && i - 6 > s->first_token ? i - 6 : s->first_token; k < i; k++) {
            out = stm_form_among(a, k, "treated") ? RELEASED : out;
        }
        return out;
    }
    if (stm_form_among(a, i, "intensive") && i + 1 < end && stm_form_among(a, i + 1, "care")) {
        return GRAVE;
    }
    if (stm_among(l, "condition injury wound")) {
        for (uint32_t k = i > 6 && i - 6 > s->first_token ? i - 6 : s->first_token; k < i; k++) {
            if (!stm_form_among(a, k, "life") ||
                (k + 2 < end && (stm_form_among(a, k + 1, "threatening") || stm_form_among(a, k + 2, "threatening")))) {
                out |= grade_of(a, k);
            }
        }
        for (uint32_t k = i + 1; k < end && k < i + 3 && stm_form_among(a, i + 1, "but and"); k++) {
            out |= stm_form_among(a, k, "stable") ? STABLE : 0;
        }
    } else if (stm_among(l, "injure wound hurt") && a->tokens.at[i].upos == STM_VERB && i > s->first_token) {
        out = grade_of(a, i - 1);
    }
    return out;
}

/* Of whom the clause tells it. */
static uint32_t of_whom(const stm_work *w, uint32_t member, uint32_t i)
{
    const stm_article *a = w->article[member];
    uint32_t head = stm_clause_head(a, i), who;
    stm_arguments x;
    if (head == STM_NONE) {
        return STM_NONE;
    }
    x = stm_arguments_of(a, head);
    who = head == i || stm_among(stm_token_lemma(a, head), "injure wound hurt treat release discharge leave")
              ? x.patient
              : x.agent;
    if (who == STM_NONE || !stm_among(stm_token_lemma(a, head), "injure wound hurt")) {
        who = who != STM_NONE ? who : x.agent != STM_NONE ? x.agent : x.patient;
    }
    if (who == STM_NONE && a->tokens.at[head].deprel == STM_DEP_CONJ && a->tokens.at[head].head != STM_NONE) {
        x = stm_arguments_of(a, a->tokens.at[head].head);
        who = x.patient != STM_NONE ? x.patient : x.agent;
    }
    return who;
}

static bool person(const stm_work *w, uint32_t member, uint32_t who)
{
    const stm_article *a = w->article[member];
    uint32_t e = w->at_token[member][who];
    stm_span np = stm_noun_phrase(a, who);
    bool other = false;
    for (uint32_t i = stm_token_from(a, np.start); i < who; i++) {
        other = other || a->tokens.at[i].upos == STM_NUM || stm_form_among(a, i, "another other second third");
    }
    return e != STM_NONE && w->record->entities.at[e].kind == STM_PERSON && !other &&
           a->tokens.at[who].xpos != STM_XP_NNS &&
           (w->named.at[e] || (a->tokens.at[who].upos == STM_NOUN &&
                               !stm_form_among(a, who, "man woman person victim boy girl child suspect")));
}

static void collect(stm_work *w, hurts *all)
{
    for (uint32_t m = 0; m < w->n; m++) {
        const stm_article *a = w->article[m];
        for (uint32_t i = 0; i < a->tokens.n && all->n < MAX_HURT; i++) {
            uint32_t grades = grades_at(a, i), who = grades == 0 ? STM_NONE : of_whom(w, m, i), e, u;
            hurt *last = all->n > 0 ? &all->at[all->n - 1] : NULL;
            if (who == STM_NONE || !person(w, m, who) || a->sentences.at[a->tokens.at[i].sentence].furniture != 0) {
                continue;
            }
            e = w->at_token[m][who];
            u = stm_unit_at(w, m, a->tokens.at[i].at.start);
            if (last != NULL && last->member == m && last->who == who) {
                last->grades |= grades; /* "was injured and was in stable but critical condition" */
                last->at.end = a->tokens.at[i].at.end > last->at.end ? a->tokens.at[i].at.end : last->at.end;
            } else if (u != STM_NONE) {
                stm_span who_at = stm_noun_phrase(a, who), word = a->tokens.at[i].at;
                stm_span told = { who < i ? who_at.start : word.start, who < i ? word.end : who_at.end };
                bool same = a->tokens.at[who].sentence == a->tokens.at[i].sentence;
                hurt h = { m, who, w->named.at[e] ? e : STM_NONE, grades, w->units.at[u].at };
                h.at.start = who_at.start < h.at.start && same ? who_at.start : h.at.start; /* "... and released" */
                h.at = h.at.end - h.at.start <= MAX_BYTES ? h.at : told;
                stm_vec_push(w->arena, all, h);
            }
        }
    }
}

static bool one_person(const stm_work *w, const hurt *x, const hurt *y)
{
    const stm_article *a = w->article[x->member], *b = w->article[y->member];
    if (x->entity != STM_NONE || y->entity != STM_NONE) {
        return x->entity == y->entity;
    }
    return stm_str_eq(stm_token_lemma(a, x->who), stm_token_lemma(b, y->who));
}

static bool days_near(const stm_article *a, const stm_article *b)
{
    int32_t x = stm_article_today(a), y = stm_article_today(b);
    return x == STM_NO_DAY || y == STM_NO_DAY || (x - y <= MAX_DAYS && y - x <= MAX_DAYS);
}

static uint32_t grades_of_line(const stm_work *w, const hurts *all, const hurt *x)
{
    uint32_t out = 0;
    for (uint32_t i = 0; i < all->n; i++) {
        if (w->line[all->at[i].member] == w->line[x->member] && one_person(w, &all->at[i], x)) {
            out |= all->at[i].grades;
        }
    }
    return out;
}

void stm_record_conditions(stm_work *w)
{
    hurts all = { 0 };
    bool *done;
    collect(w, &all);
    done = STM_NEW_ARRAY(w->arena, bool, (size_t)all.n + 1);
    for (uint32_t i = 0; i < all.n; i++) {
        stm_contest c = { 0 };
        bool differ = false;
        stm_str who;
        for (uint32_t k = i; k < all.n && !done[i]; k++) {
            differ = differ ||
                     (w->line[all.at[i].member] != w->line[all.at[k].member] && one_person(w, &all.at[i], &all.at[k]) &&
                      days_near(w->article[all.at[i].member], w->article[all.at[k].member]) &&
                      grades_of_line(w, &all, &all.at[i]) != grades_of_line(w, &all, &all.at[k]));
        }
        for (uint32_t k = i; k < all.n && differ; k++) {
            if (one_person(w, &all.at[i], &all.at[k])) {
                done[k] = true;
                stm_contest_add(w, &c, all.at[k].member, all.at[k].at, STM_ASSERTS, STM_NULL_STR);
            }
        }
        if (differ) {
            who = all.at[i].entity != STM_NONE
                      ? w->record->entities.at[all.at[i].entity].name
                      : stm_wording(w->arena, w->article[all.at[i].member],
                                    stm_noun_phrase(w->article[all.at[i].member], all.at[i].who));
            stm_contest_close(w, &c, STM_ST_CONTESTED,
                              stm_str_format(w->arena, "How badly hurt: %.*s", (int)who.n, who.p), 0.6);
        }
    }
}
