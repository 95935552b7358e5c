/* record.c: builds the record of one story from its parts, one file each. */
#include "record/agreed.h"
#include "record/record_words.h"

/* Returns the lines of the members. */
static uint32_t *outline(stm_arena *arena, stm_article *const *articles, const stm_u32s *members,
                         const stm_reuse *reuse, stm_record *out)
{
    uint32_t *line = stm_lines_of(arena, members, articles, reuse);
    int32_t from = STM_NO_DAY, to = STM_NO_DAY;
    memset(out, 0, sizeof *out);
    for (uint32_t i = 0; i < members->n; i++) {
        int32_t day = articles[members->at[i]]->published_day;
        stm_vec_push(arena, &out->articles, members->at[i]);
        stm_vec_push(arena, &out->line_of, line[i]);
        if (day != STM_NO_DAY) {
            from = from == STM_NO_DAY || day < from ? day : from;
            to = to == STM_NO_DAY || day > to ? day : to;
        }
    }
    for (uint32_t f = 0; f < reuse->families.n; f++) {
        if (stm_family_here(&reuse->families.at[f], members)) {
            stm_vec_push(arena, &out->families, f);
        }
    }
    out->title = stm_title_of(arena, articles, members);
    out->from = from == STM_NO_DAY ? STM_NULL_STR : stm_day_format(arena, from);
    out->to = to == STM_NO_DAY ? STM_NULL_STR : stm_day_format(arena, to);
    out->lines = stm_lines_total(line, members->n);
    return line;
}

void stm_record_outline(stm_arena *arena, stm_article *const *articles, const stm_u32s *members, const stm_reuse *reuse,
                        stm_record *out)
{
    (void)outline(arena, articles, members, reuse, out);
}

uint16_t *stm_word_table(const stm_work *w)
{
    if (*w->table == NULL) {
        *w->table = STM_NEW_ARRAY(w->arena, uint16_t, (size_t)STM_TABLE_WORDS * STM_TABLE_WORDS);
    }
    return *w->table;
}

static void list_tokens(stm_work *w)
{
    w->tokens_of = STM_NEW_ARRAY(w->arena, stm_u32s, (size_t)w->record->entities.n + 1);
    for (uint32_t m = 0; m < w->n; m++) {
        for (uint32_t i = 0; i < w->article[m]->tokens.n; i++) {
            uint32_t e = w->at_token[m][i];
            if (e != STM_NONE) {
                stm_vec_push(w->arena, &w->tokens_of[e], m);
                stm_vec_push(w->arena, &w->tokens_of[e], i);
            }
        }
    }
}

void stm_record_build(stm_arena *arena, const stm_record_words *words, const stm_model *model,
                      stm_article *const *articles, uint32_t n_articles, const stm_u32s *members,
                      const stm_reuse *reuse, stm_record *out)
{
    stm_work w = { .arena = arena, .words = words, .model = model, .n = members->n, .reuse = reuse, .record = out };
    uint32_t *member_of = STM_NEW_ARRAY(arena, uint32_t, (size_t)n_articles + 1);
    w.line = outline(arena, articles, members, reuse, out);
    w.article = STM_NEW_ARRAY(arena, stm_article *, (size_t)w.n + 1);
    w.index = members->at;
    memset(member_of, 0xFF, sizeof *member_of * n_articles);
    for (uint32_t m = 0; m < w.n; m++) {
        member_of[members->at[m]] = m;
        w.article[m] = articles[members->at[m]];
    }
    w.member_of = member_of;
    w.table = STM_NEW(arena, uint16_t *);
    w.lower = STM_NEW_ARRAY(arena, stm_str, (size_t)w.n + 1);
    for (uint32_t m = 0; m < w.n; m++) {
        w.lower[m] = stm_str_lower(arena, w.article[m]->text);
    }
    stm_record_entities(&w);
    list_tokens(&w);
    stm_matter_open(&w);
    stm_matches_find(&w);
    stm_record_utterances(&w);
    w.used = STM_NEW_ARRAY(arena, uint8_t, (size_t)w.units.n + 1);
    stm_record_voices(&w);
    stm_record_accused(&w);
    stm_record_timeline(&w);
    stm_record_course(&w);
    stm_record_shares(&w);
    stm_record_figures(&w);
    stm_record_crowds(&w);
    stm_record_rivals(&w);
    stm_record_claims(&w);
    stm_record_opposed(&w);
    stm_record_tellings(&w);
    stm_record_refusals(&w);
    stm_record_amounts(&w);
    stm_record_clocks(&w);
    stm_record_unaware(&w);
    stm_record_backers(&w);
    stm_record_withheld(&w);
    stm_record_unsaid(&w);
    stm_record_labels(&w);
    stm_record_posts(&w);
    stm_record_ages(&w);
    stm_record_moments(&w);
    stm_record_conditions(&w);
    stm_record_statements(&w);
    stm_record_facts(&w);
    stm_record_differences(&w);
    stm_contests_join(&w);
    stm_record_denied(&w);
    stm_record_beside(&w);
    stm_record_aligned(&w);
    stm_record_sources(&w);
    stm_record_changes(&w);
    stm_record_proposals(&w);
    stm_events_join(&w);
    stm_agreed_told(&w);
    stm_agreed_passages(&w);
    stm_record_attributed(&w);
    stm_record_occasions(&w);
    stm_event_outcomes(&w);
    stm_record_undated(&w);
    stm_event_tellers(&w);
    stm_undated_show(&w);
    stm_agreed_events(&w);
    stm_agreed_origins(&w);
    stm_record_things(&w);
}
