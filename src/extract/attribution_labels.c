/* attribution_labels.c: speech that a label attributes: "Mayor: City to sell stadium", "SMITH: Let me finish".
 *
 * In: paragraphs, name mentions.  Out: attributions with a colon for their cue.  Never: takes a section's name, a place
 * or a theme ("Harbour fire: Two hurt") for a speaker.
 *
 * A paragraph that begins with a short phrase without a verb and a colon is a headline's claim if it is the first
 * paragraph or furniture of that kind, and a turn of a conversation if the label is in capitals.
 * Cost: constant a paragraph.
 */
#include "extract/attribution.h"

enum { MAX_LABEL = 6, MAX_LABEL_BEHIND = 5 };

static bool capitals(stm_str s)
{
    bool letter = false;
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] >= 'a' && s.p[i] <= 'z') {
            return false;
        }
        letter = letter || (s.p[i] >= 'A' && s.p[i] <= 'Z');
    }
    return letter && s.n > 1;
}

/* Token of the colon that ends a label at `first`, or STM_NONE. *loud: every word of it is in capitals. */
static uint32_t label_end(const stm_finder *f, uint32_t first, uint32_t end, bool *loud)
{
    *loud = true;
    for (uint32_t t = first; t < end && t <= first + MAX_LABEL; t++) {
        uint8_t p = stm_tok(f, t)->upos;
        if (stm_str_eqz(stm_form(f, t), ":")) {
            return t > first && stm_tok(f, t - 1)->at.end == stm_tok(f, t)->at.start && t + 3 < end &&
                           stm_tok(f, t + 1)->at.start > stm_tok(f, t)->at.end
                       ? t
                       : STM_NONE;
        }
        if (p == STM_VERB || p == STM_AUX || p == STM_NUM || p == STM_SCONJ ||
            stm_word_in(stm_form(f, t), ", — – ; ( \"") ||
            stm_word_in(
                stm_form(f, t),
                "latest exclusive update updated analysis opinion breaking video photos watch live "
                "correction note notes file deadline review commentary editorial column factbox timeline explainer "
                "related read more here today topics tags summary background why how what when")) {
            return STM_NONE;
        }
        *loud = *loud && (p == STM_PUNCT || capitals(stm_form(f, t)));
    }
    return STM_NONE;
}

/* Whether a headline's label with this head says what follows, and is no theme: a person or body by name or by noun,
 * or what is written to tell. A land or town may be either, so it is none. */
#define TELLERS                                                                                                        \
    "source sources study studies report reports poll polls survey surveys document documents memo lawsuit affidavit " \
    "complaint data paper papers"
#define THEMES                                                                                                         \
    "shooting shootings murder murders killing killings stabbing robbery crash fire blast explosion attack attacks "   \
    "trial case probe scandal crisis election strike storm quake earthquake flood merger takeover deal bid"
static bool may_say(const stm_finder *f, uint32_t head)
{
    const stm_article *a = f->article;
    uint32_t noun;
    if (stm_word_in(stm_str_lower(f->arena, stm_form(f, head)), THEMES)) {
        return false; /* "Harbour Shooting: Clerk Charged", whatever its name is taken for */
    }
    for (uint32_t e = 0; e < a->entities.n; e++) {
        const stm_entity *x = &a->entities.at[e];
        for (uint32_t m = 0; m < x->mentions.n && x->mentions.at[m].head <= head; m++) {
            if (x->mentions.at[m].head == head && x->mentions.at[m].form == STM_MENTION_NAME) {
                return x->kind == STM_PERSON || x->kind == STM_ORGANIZATION;
            }
        }
    }
    noun = stm_map_get(&f->lexicon->persons.nouns, stm_str_lower(f->arena, stm_token_lemma(a, head)));
    return stm_word_in(stm_form(f, head), TELLERS) ||
           (noun != STM_NONE && ((noun & 0xFF) == 'p' || (noun & 0xFF) == 'g' || (noun & 0xFF) == 'o'));
}

static void label(stm_finder *f, uint32_t paragraph, uint32_t sentence)
{
    const stm_article *a = f->article;
    uint32_t first = a->sentences.at[sentence].first_token, s = sentence, end, colon, head;
    stm_runs r = { .n = 0 };
    stm_said *said;
    bool loud, headline = paragraph == 0 || a->sentences.at[sentence].furniture == 1 + STM_FURN_HEADLINE;
    while (s + 1 < a->sentences.n && a->sentences.at[s + 1].paragraph == paragraph) {
        s++;
    }
    end = a->sentences.at[s].first_token + a->sentences.at[s].n_tokens;
    colon = label_end(f, first, end, &loud);
    if (colon == STM_NONE || (!loud && (!headline || s > sentence + 1)) || f->said_by[colon] != STM_NONE) {
        return;
    }
    for (uint32_t t = colon + 1; t < end && t < colon + 3; t++) {
        if (stm_quote_beyond(f, t, STM_NONE) != STM_NONE) {
            return; /* direct speech with marks of its own */
        }
    }
    for (uint32_t t = colon + 1; t < end; t++) {
        if (f->aside[t] != STM_NONE) {
            return; /* somebody else is named as its speaker: the label is a place or a theme */
        }
    }
    head = colon - 1;
    for (uint32_t t = first; t < colon; t++) {
        uint32_t h = stm_tok(f, t)->head;
        if ((h == STM_NONE || h >= colon || h < first) && stm_tok(f, t)->upos != STM_PUNCT) {
            head = t;
            break;
        }
    }
    if (!loud && !may_say(f, head)) {
        return;
    }
    stm_runs_add(&r, colon + 1, end - 1);
    said = stm_said_add(f, &r, colon, stm_tok(f, colon)->at, STM_ACT_SAY, head, STM_NONE);
    if (said != NULL) {
        said->source = (stm_span){ stm_tok(f, first)->at.start, stm_tok(f, colon - 1)->at.end };
        said->verbatim = loud && !capitals(stm_form(f, colon + 2));
    }
}

/* "WSJ", "OECD": a body that the text need not name in full; no land, whose letters the lists know. */
static bool in_letters(const stm_finder *f, uint32_t token)
{
    stm_str w = stm_form(f, token);
    for (size_t i = 0; i < w.n; i++) {
        if (w.p[i] < 'A' || w.p[i] > 'Z') {
            return false;
        }
    }
    return w.n > 1 && w.n < 7 && !stm_word_in(w, "US UK EU UN UAE TV FAQ DIY PM CEO CFO") &&
           stm_map_get(&f->lexicon->persons.countries, stm_str_lower(f->arena, w)) == STM_NONE;
}

/* "Ardel to bid for rival: sources": a headline that ends in who says so. */
static void label_behind(stm_finder *f, uint32_t sentence)
{
    const stm_sentence *s = &f->article->sentences.at[sentence];
    uint32_t first = s->first_token, end = first + s->n_tokens, colon = end, words = 0, head;
    stm_runs r = { .n = 0 };
    stm_said *said;
    bool verb = false;
    while (colon > first + 3 && end - colon < MAX_LABEL_BEHIND &&
           (colon == end || !stm_str_eqz(stm_form(f, colon), ":"))) {
        uint8_t p = stm_tok(f, --colon)->upos;
        if ((p == STM_VERB && (colon + 1 < end || !stm_word_in(stm_form(f, colon), TELLERS))) || p == STM_AUX ||
            p == STM_NUM) {
            return;
        }
    }
    if (colon + 1 >= end || !stm_str_eqz(stm_form(f, colon), ":") ||
        stm_tok(f, colon)->at.end == stm_tok(f, colon + 1)->at.start) {
        return;
    }
    head = stm_head_within(f, colon + 1, end - 1);
    if (!may_say(f, head) && !(colon + 2 == end && in_letters(f, head))) {
        return;
    }
    for (uint32_t t = first; t < colon; t++) {
        if (stm_str_eqz(stm_form(f, t), ":") || f->aside[t] != STM_NONE || f->said_by[t] != STM_NONE) {
            return;
        }
        words += stm_tok(f, t)->upos != STM_PUNCT;
        verb = verb || stm_tok(f, t)->upos == STM_VERB || stm_tok(f, t)->upos == STM_AUX;
    }
    /* "Ardel in talks to be sold: sources": no theme has such a label */
    verb |= words > 3 &&
            (stm_word_in(stm_form(f, head), "source sources report reports paper papers study survey poll memo") ||
             stm_nameless_word(f, head));
    if (!verb || words < 3) {
        return;
    }
    stm_runs_add(&r, first, colon - 1);
    said = stm_said_add(f, &r, colon, stm_tok(f, colon)->at, STM_ACT_SAY, stm_head_within(f, colon + 1, end - 1),
                        STM_NONE);
    if (said != NULL) {
        said->extent = STM_EXTENT_CLAUSE;
        said->source = (stm_span){ stm_tok(f, colon + 1)->at.start, stm_tok(f, end - 1)->at.end };
    }
}

void stm_attribute_labels(stm_finder *f)
{
    const stm_article *a = f->article;
    for (uint32_t s = 0; s < a->sentences.n; s++) {
        if ((s == 0 || a->sentences.at[s].paragraph != a->sentences.at[s - 1].paragraph) &&
            a->sentences.at[s].n_tokens > 0 && stm_tok(f, a->sentences.at[s].first_token)->upos != STM_UPOS_NONE) {
            label(f, a->sentences.at[s].paragraph, s);
            if ((s == 0 || a->sentences.at[s].furniture == 1 + STM_FURN_HEADLINE) &&
                (s + 1 == a->sentences.n || a->sentences.at[s + 1].paragraph != a->sentences.at[s].paragraph)) {
                label_behind(f, s);
            }
        }
    }
}
