/* article.c: see article.h. Word lists of the contract, and the validator. */
#include "article/article.h"

#include <math.h>

#define COUNT(list) (sizeof(list) / sizeof *(list))
#define NAME_OF(list, v) ((size_t)(v) < COUNT(list) && (list)[v] != NULL ? (list)[v] : "?")

static const char *const published_from[] = { "", "metadata", "url", "text", "option", "story" };
static const char *const credits[] = { "text", "photo", "told" };
static const char *const furniture[] = { "headline", "byline", "dateline", "caption", "credit", "promo" };
static const char *const upos[STM_UPOS_COUNT] = { "_",     "ADJ",   "ADP",   "ADV", "AUX",  "CCONJ",
                                                  "DET",   "INTJ",  "NOUN",  "NUM", "PART", "PRON",
                                                  "PROPN", "PUNCT", "SCONJ", "SYM", "VERB", "X" };
static const char *const xpos[STM_XPOS_COUNT] = { "_",   "CC",   "CD",  "DT",  "EX",  "FW",  "IN",   "JJ",   "JJR",
                                                  "JJS", "LS",   "MD",  "NN",  "NNS", "NNP", "NNPS", "PDT",  "POS",
                                                  "PRP", "PRP$", "RB",  "RBR", "RBS", "RP",  "SYM",  "TO",   "UH",
                                                  "VB",  "VBD",  "VBG", "VBN", "VBP", "VBZ", "WDT",  "WP",   "WP$",
                                                  "WRB", "HYPH", "AFX", "ADD", "NFP", "GW",  "XX",   "PUNCT" };
static const char *const deprel[STM_DEPREL_COUNT] = {
    "_",          "root",          "acl",      "acl:relcl",    "advcl",     "advcl:relcl", "advmod",
    "amod",       "appos",         "aux",      "aux:pass",     "case",      "cc",          "cc:preconj",
    "ccomp",      "clf",           "compound", "compound:prt", "conj",      "cop",         "csubj",
    "csubj:pass", "dep",           "det",      "det:predet",   "discourse", "dislocated",  "expl",
    "fixed",      "flat",          "goeswith", "iobj",         "list",      "mark",        "nmod",
    "nmod:poss",  "nmod:unmarked", "nsubj",    "nsubj:pass",   "nummod",    "obj",         "obl",
    "obl:agent",  "obl:unmarked",  "orphan",   "parataxis",    "punct",     "reparandum",  "vocative",
    "xcomp"
};
static const char *const entity_kinds[] = { "person", "organization", "place", "group", "other" };
static const char *const mention_forms[] = { "name", "nominal", "pronoun" };
static const char *const quotation_kinds[] = { "direct", "mixed", "indirect" };
static const char *const acts[STM_ACT_COUNT] = { "say",     "ask",     "deny",      "confirm",  "accuse",   "threaten",
                                                 "promise", "propose", "demand",    "reject",   "estimate", "think",
                                                 "warn",    "praise",  "criticize", "announce", "report",   "agree",
                                                 "doubt",   "order",   "hope" };
static const char *const modalities[STM_MODALITY_COUNT] = { NULL,          "asserted",   "possible",  "future",
                                                            "conditional", "obligation", "intention", "question" };
static const char *const time_types[] = { "DATE", "TIME", "DURATION", "SET" };

const char *stm_published_from_name(stm_published_from v) { return NAME_OF(published_from, v); }
bool stm_article_day_is_guess(const stm_article *a)
{
    return a->published_why.p != NULL && !stm_str_eqz(a->published_why, STM_WHY_DATELINE) &&
           !stm_str_eqz(a->published_why, STM_WHY_DATE_LINE);
}

const char *stm_credit_name(stm_credit_kind v) { return NAME_OF(credits, v); }
const char *stm_furniture_name(stm_furniture_kind v) { return NAME_OF(furniture, v); }
const char *stm_upos_name(stm_upos v) { return NAME_OF(upos, v); }
const char *stm_xpos_name(stm_xpos v) { return NAME_OF(xpos, v); }
const char *stm_deprel_name(stm_deprel v) { return NAME_OF(deprel, v); }
const char *stm_entity_kind_name(stm_entity_kind v) { return NAME_OF(entity_kinds, v); }
const char *stm_mention_form_name(stm_mention_form v) { return NAME_OF(mention_forms, v); }
const char *stm_quotation_kind_name(stm_quotation_kind v) { return NAME_OF(quotation_kinds, v); }
const char *stm_act_name(stm_act v) { return NAME_OF(acts, v); }
const char *stm_modality_name(stm_modality v) { return NAME_OF(modalities, v); }
const char *stm_time_type_name(stm_time_type v) { return NAME_OF(time_types, v); }

static uint32_t index_of(const char *const *list, size_t n, stm_str name)
{
    for (size_t i = 1; i < n; i++) {
        if (stm_str_eqz(name, list[i])) {
            return (uint32_t)i;
        }
    }
    return 0;
}

stm_upos stm_upos_of(stm_str name) { return (stm_upos)index_of(upos, COUNT(upos), name); }
stm_xpos stm_xpos_of(stm_str name) { return (stm_xpos)index_of(xpos, COUNT(xpos), name); }

stm_deprel stm_deprel_of(stm_str name)
{
    uint32_t i = index_of(deprel, COUNT(deprel), name);
    if (i == 0) {
        const char *colon = name.n == 0 ? NULL : memchr(name.p, ':', name.n);
        if (colon != NULL) {
            i = index_of(deprel, COUNT(deprel), (stm_str){ name.p, (size_t)(colon - name.p) });
        }
    }
    return (stm_deprel)i;
}

void stm_tokens_placed(stm_arena *arena, stm_article *a)
{
    uint32_t n = (uint32_t)(a->text.n / STM_TOKEN_STRETCH) + 1, t = 0;
    a->token_at = stm_arena_raw(arena, n, sizeof *a->token_at);
    for (uint32_t k = 0; k < n; k++) {
        while (t < a->tokens.n && a->tokens.at[t].at.end <= k * STM_TOKEN_STRETCH) {
            t++;
        }
        a->token_at[k] = t;
    }
}

/* Tokens are about equally long: the search begins where the byte would be if they were, and widens from there, so that
 * it reads what lies together. */
uint32_t stm_token_from(const stm_article *a, uint32_t byte)
{
    const stm_token *t = a->tokens.at;
    uint32_t lo = 0, hi = a->tokens.n, step = 4;
    if (a->token_at != NULL && byte <= a->text.n) {
        for (lo = a->token_at[byte / STM_TOKEN_STRETCH]; lo < hi && t[lo].at.end <= byte; lo++) {
        }
        return lo;
    }
    if (byte < a->text.n && hi > 0) {
        uint32_t at = (uint32_t)((uint64_t)byte * hi / a->text.n);
        if (t[at].at.end <= byte) {
            for (lo = at + 1; lo + step < hi; step *= 2) {
                if (t[lo + step].at.end > byte) {
                    hi = lo + step;
                    break;
                }
                lo += step + 1;
            }
        } else {
            for (hi = at; hi > step; step *= 2) {
                if (t[hi - step].at.end <= byte) {
                    lo = hi - step + 1;
                    break;
                }
                hi -= step;
            }
        }
    }
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (t[mid].at.end <= byte) {
            lo = mid + 1;
        } else {
            hi = mid;
        }
    }
    return lo;
}

uint32_t stm_time_from(const stm_article *a, uint32_t byte)
{
    uint32_t lo = 0, hi = a->times.n;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (a->times.at[mid].at.end <= byte) {
            lo = mid + 1;
        } else {
            hi = mid;
        }
    }
    return lo;
}

uint32_t stm_sentence_at(const stm_article *a, uint32_t byte)
{
    uint32_t lo = 0, hi = a->sentences.n;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (a->sentences.at[mid].at.end <= byte) {
            lo = mid + 1;
        } else {
            hi = mid;
        }
    }
    return lo < a->sentences.n ? lo : STM_NONE;
}

void stm_article_init(stm_article *a)
{
    memset(a, 0, sizeof *a);
    a->dateline = STM_NO_SPAN;
    a->dateline_day = STM_NO_DAY;
    a->published_day = STM_NO_DAY;
    a->written_day = STM_NO_DAY;
    a->published_at = STM_NO_INSTANT;
    a->text = STM_STR("");
}

int32_t stm_article_today(const stm_article *a)
{
    return a->written_day != STM_NO_DAY ? a->written_day : a->published_day;
}

static bool on_boundary(stm_str text, uint32_t at)
{
    return at == text.n || (at < text.n && ((unsigned char)text.p[at] & 0xC0) != 0x80);
}

static bool span_ok(const stm_article *a, stm_span s)
{
    return s.start <= s.end && s.end <= a->text.n && on_boundary(a->text, s.start) && on_boundary(a->text, s.end);
}

static bool spans_ok(const stm_article *a, const stm_spans *v)
{
    for (uint32_t i = 0; i < v->n; i++) {
        if (!span_ok(a, v->at[i])) {
            return false;
        }
    }
    return true;
}

#define BROKEN(err, ...) ((void)stm_fail((err), STM_FORMAT, __VA_ARGS__), false)

static bool validate_language(const stm_article *a, stm_err *err)
{
    uint32_t end = 0, next = 0;
    for (uint32_t i = 0; i < a->sentences.n; i++) {
        const stm_sentence *s = &a->sentences.at[i];
        if (!span_ok(a, s->at) || s->at.start < end || s->first_token != next || s->n_tokens > a->tokens.n - next) {
            return BROKEN(err, "sentence %u is broken", i);
        }
        if (a->paragraphs.n != 0 && s->paragraph >= a->paragraphs.n) {
            return BROKEN(err, "sentence %u has no paragraph", i);
        }
        end = s->at.end;
        next += s->n_tokens;
    }
    if (next != a->tokens.n) {
        return BROKEN(err, "%u tokens lie outside of the sentences", a->tokens.n - next);
    }
    end = 0;
    for (uint32_t i = 0; i < a->tokens.n; i++) {
        const stm_token *t = &a->tokens.at[i];
        if (!span_ok(a, t->at) || t->at.start < end || t->at.start == t->at.end || t->sentence >= a->sentences.n) {
            return BROKEN(err, "token %u is broken", i);
        }
        if (t->head != STM_NONE && (t->head >= a->tokens.n || a->tokens.at[t->head].sentence != t->sentence)) {
            return BROKEN(err, "token %u has a head outside of its sentence", i);
        }
        end = t->at.end;
    }
    return true;
}

static bool validate_annotations(const stm_article *a, stm_err *err)
{
    for (uint32_t i = 0; i < a->entities.n; i++) {
        for (uint32_t k = 0; k < a->entities.at[i].mentions.n; k++) {
            if (!span_ok(a, a->entities.at[i].mentions.at[k].at)) {
                return BROKEN(err, "entity %u: mention %u is broken", i, k);
            }
        }
    }
    for (uint32_t i = 0; i < a->quotations.n; i++) {
        const stm_quotation *q = &a->quotations.at[i];
        bool ok = q->content.n > 0 && spans_ok(a, &q->content) && spans_ok(a, &q->quoted) &&
                  (!stm_span_some(q->cue) || span_ok(a, q->cue)) &&
                  (!stm_span_some(q->source) || span_ok(a, q->source)) &&
                  (q->speaker == STM_NONE || q->speaker < a->entities.n) &&
                  (q->nested_in == STM_NONE || q->nested_in < a->quotations.n);
        if (!ok) {
            return BROKEN(err, "quotation %u is broken", i);
        }
    }
    for (uint32_t i = 0; i < a->times.n; i++) {
        if (!span_ok(a, a->times.at[i].at)) {
            return BROKEN(err, "time %u is broken", i);
        }
    }
    for (uint32_t i = 0; i < a->figures.n; i++) {
        const stm_figure *f = &a->figures.at[i];
        bool ok = span_ok(a, f->at) && (!stm_span_some(f->counted_at) || span_ok(a, f->counted_at)) &&
                  (f->quotation == STM_NONE || f->quotation < a->quotations.n) &&
                  (isnan(f->low) || isnan(f->high) || f->low <= f->high);
        if (!ok) {
            return BROKEN(err, "figure %u is broken", i);
        }
    }
    return true;
}

bool stm_article_validate(const stm_article *a, stm_err *err)
{
    for (uint32_t i = 0; i < a->furniture.n; i++) {
        if (!span_ok(a, a->furniture.at[i].at)) {
            return BROKEN(err, "furniture %u is broken", i);
        }
    }
    for (uint32_t i = 0; i < a->credits.n; i++) {
        if (!span_ok(a, a->credits.at[i].at)) {
            return BROKEN(err, "credit %u is broken", i);
        }
    }
    return validate_language(a, err) && validate_annotations(a, err);
}
