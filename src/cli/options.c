/* options.c: the declarative table of options, and the reader of argv that follows it.
 *
 * In: argv.  Out: stm_cli.  A long option may be written --name VALUE or --name=VALUE, a short one -j8 or -j 8;
 * options and inputs may stand in any order; after "--" everything is an input; "-" is standard input.
 * A name that does not exist is answered with the nearest one that does.
 */
#include <stdlib.h>

#include "cli/cli.h"

enum {
    ARTICLES = 1,
    ANNOTATE = 2,
    REUSE = 4,
    STORIES = 8,
    RECORD = 16,
    DIFF = 32,
    SEARCH = 64,
    CHECK = 128,
    SERVE = 256
};
#define STAGES (ARTICLES | ANNOTATE | REUSE | STORIES)
#define READERS (STAGES | RECORD | DIFF) /* those that read articles */
#define ALL (READERS | SEARCH | CHECK | SERVE)

typedef enum option_kind { FLAG, TEXT, LIST, NUMBER, SHARE, CHOICE, BYTES } option_kind;

typedef struct option_row {
    const char *name;
    char letter; /* 0: none */
    option_kind kind;
    uint32_t commands; /* that take it */
    size_t at;         /* offset of the field in stm_cli */
    const char *value; /* how the help names the value; for CHOICE the words, parted by | */
    const char *help;
} option_row;

#define FIELD(name) offsetof(stm_cli, name)

static const option_row rows[] = {
    { "json", 0, TEXT, RECORD, FIELD(json), "FILE", "write the whole record as JSON" },
    { "jsonl", 0, TEXT, RECORD, FIELD(jsonl), "FILE",
      "write one JSON object a line for each story, as stories end: for streams of any length" },
    { "html", 0, TEXT, RECORD | DIFF, FIELD(html), "FILE", "write a page that any browser shows, without network" },
    { "db", 0, TEXT, RECORD, FIELD(db), "FILE", "keep everything in a store, and bring its stories up to date" },
    { "csv", 0, TEXT, RECORD, FIELD(csv), "DIR", "write tables: quotations, figures, statements, ..." },
    { "dot", 0, TEXT, RECORD, FIELD(dot), "FILE", "write the stemma for Graphviz" },
    { "graphml", 0, TEXT, RECORD, FIELD(graphml), "FILE", "write the stemma as GraphML" },
    { "tei", 0, TEXT, RECORD, FIELD(tei), "FILE", "write the families as TEI critical apparatus" },
    { "annotations", 0, TEXT, RECORD, FIELD(annotations), "FILE", "write every item as W3C Web Annotations (JSON-LD)" },
    { "matter", 0, CHOICE, RECORD, FIELD(matter), "conflict|quotes|figures|timeline",
      "show one part of the digest only" },
    { "min-lines", 0, NUMBER, RECORD, FIELD(min_lines), "N", "show what at least N independent lines of text carry" },
    { "min-confidence", 0, SHARE, RECORD, FIELD(min_confidence), "P",
      "show, and write to tables and annotations, what is at least so sure, from 0.01 to 1 (default: 0.5)" },
    { "all", 0, FLAG, RECORD, FIELD(all), NULL, "show everything, also what is less than certain" },
    { "one-story", 0, FLAG, RECORD, FIELD(one_story), NULL,
      "all inputs are about one happening; do not look for others" },
    { "window", 0, NUMBER, STORIES | RECORD, FIELD(window), "N",
      "keep at most N articles in memory (default: 20,000); a story ends when none of the newest quarter joins" },
    { "speaker", 0, TEXT, SEARCH, FIELD(speaker), "NAME", "what this person or body says" },
    { "kind", 0, CHOICE, SEARCH, FIELD(kind), "text|quotation|figure|statement",
      "what is searched (default: text; with --speaker: quotation)" },
    { "from", 0, TEXT, SEARCH, FIELD(from), "DATE", "articles published on this day or later, as 2024-03-31" },
    { "to", 0, TEXT, SEARCH, FIELD(to), "DATE", "articles published on this day or earlier" },
    { "limit", 0, NUMBER, SEARCH, FIELD(limit), "N", "show the N best passages (default: 20)" },
    { "json", 0, FLAG, SEARCH, FIELD(ndjson), NULL, "write one JSON object a line" },
    { "index", 0, TEXT, REUSE, FIELD(index), "FILE",
      "keep the articles in FILE, and compare with those that are there" },
    { "all", 0, FLAG, REUSE, FIELD(all), NULL, "with --index: write everything, not what touches new articles alone" },
    { "quick", 0, FLAG, REUSE, FIELD(quick), NULL,
      "near copies alone, by estimate: nothing is aligned, no families, no stemma" },
    { "clusters", 0, FLAG, REUSE, FIELD(clusters), NULL, "one row for each article: its cluster of near copies" },
    { "keep-one", 0, FLAG, REUSE, FIELD(keep_one), NULL,
      "list one article of each cluster: the longest; deletes nothing" },
    { "min-share", 0, NUMBER, REUSE, FIELD(min_share), "PERCENT",
      "both articles of a pair share so much, to be one cluster (50)" },
    { "cluster-column", 0, TEXT, REUSE, FIELD(cluster_column), "NAME",
      "name the cluster's field so, as minhash_cluster_id (default: cluster)" },
    { "format", 0, CHOICE, REUSE, FIELD(format), "jsonl|csv", "what is written (default: jsonl)" },
    { "memory", 0, BYTES, REUSE, FIELD(memory), "SIZE",
      "use about so much memory, as 2G or 500M, and temporary files" },
    { "statistics", 0, FLAG, REUSE, FIELD(statistics), NULL, "say on standard error how much was compared" },
    { "conllu", 0, FLAG, ANNOTATE, FIELD(conllu), NULL, "write CoNLL-U instead of JSON" },
    { "times", 0, FLAG, ANNOTATE, FIELD(times), NULL,
      "write the expressions of time alone, read off the words without trees: many times as fast" },
    { "quotations", 0, CHOICE, ANNOTATE, FIELD(quotations), "csv|jsonl",
      "write the quotations alone, one a row, instead of the articles" },
    { "tokens", 0, FLAG, ANNOTATE | RECORD, FIELD(tokens), NULL, "write every token with its tags and its head" },
    { "bounds", 0, CHOICE, ANNOTATE | RECORD, FIELD(bounds), "stemma|acled|ucdp",
      "whose conventions bound \"dozens\", \"at least 20\" (default: stemma)" },
    { "offsets", 0, CHOICE, READERS | SEARCH, FIELD(offsets), "bytes|codepoints|utf16",
      "what start and end count (default: bytes of UTF-8)" },
    { "input", 0, TEXT, READERS, FIELD(input), "FORMAT",
      "what the inputs are: auto (default), text, html, jsonl, conllu, warc, feed, nitf, newsml, ninjs" },
    { "map", 0, LIST, READERS, FIELD(map), "THEIRS=OURS",
      "name a field of JSONL input, as body=text; may be repeated" },
    { "published", 0, TEXT, READERS, FIELD(published), "DATE", "the date of articles that carry none, as 2024-03-31" },
    { "max-size", 0, NUMBER, READERS, FIELD(max_size), "MIB",
      "refuse a text, page, feed, JSONL line or record above this size (64)" },
    { "max-articles", 0, NUMBER, READERS, FIELD(max_articles), "N", "stop after N articles (10,000,000)" },
    { "max-depth", 0, NUMBER, READERS, FIELD(max_depth), "N", "refuse HTML, XML and JSON nested deeper (512)" },
    { "port", 0, TEXT, SERVE, FIELD(port), "N", "listen on this port (default: 8620); 0 takes a free one" },
    { "listen", 0, TEXT, SERVE, FIELD(listen), "ADDRESS",
      "listen on this address, in numbers (default: 127.0.0.1, this machine alone)" },
    { "models", 0, TEXT, READERS | SERVE, FIELD(models), "DIR", "read the language models from DIR" },
    { "threads", 'j', NUMBER, READERS, FIELD(threads), "N", "use N processors (default: all); the output is the same" },
    { "width", 0, NUMBER, RECORD | DIFF | SEARCH, FIELD(width), "N",
      "write lines of at most N columns (default: the terminal's)" },
    { "color", 0, CHOICE, RECORD | DIFF | SEARCH, FIELD(color), "auto|always|never",
      "colours (default: on a terminal, unless NO_COLOR is set)" },
    { "quiet", 'q', FLAG, ALL, FIELD(quiet), NULL, "no progress line" },
    { "help", 'h', FLAG, ALL, FIELD(help), NULL, "show this help" },
    { "version", 'V', FLAG, ALL, FIELD(version), NULL, "show the version" },
};
#define N_ROWS (sizeof rows / sizeof *rows)

/* Edit distance of two short words (insert, delete, replace, swap of neighbours), at most 31 letters. */
static unsigned distance(const char *a, const char *b)
{
    unsigned d[32][32];
    size_t n = strlen(a), m = strlen(b);
    if (n > 31 || m > 31) {
        return 99;
    }
    for (size_t i = 0; i <= n; i++) {
        for (size_t j = 0; j <= m; j++) {
            unsigned best;
            if (i == 0 || j == 0) {
                d[i][j] = (unsigned)(i + j);
                continue;
            }
            best = d[i - 1][j - 1] + (a[i - 1] != b[j - 1]);
            best = d[i - 1][j] + 1 < best ? d[i - 1][j] + 1 : best;
            best = d[i][j - 1] + 1 < best ? d[i][j - 1] + 1 : best;
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] && d[i - 2][j - 2] + 1 < best) {
                best = d[i - 2][j - 2] + 1;
            }
            d[i][j] = best;
        }
    }
    return d[n][m];
}

const char *stm_cli_nearest(const char *word, const char *const *words, size_t n)
{
    const char *best = NULL;
    unsigned least = (unsigned)strlen(word) / 3 + 1;
    for (size_t i = 0; i < n; i++) {
        unsigned d = strlen(word) >= 3 && strncmp(words[i], word, strlen(word)) == 0 ? 0 : distance(word, words[i]);
        if (d < least || (d == least && best == NULL)) {
            least = d;
            best = words[i];
        }
    }
    return best;
}

static bool unknown_option(const stm_cli *cli, const char *name, size_t n)
{
    const char *names[N_ROWS];
    const char *near;
    char word[64];
    size_t count = 0;
    (void)snprintf(word, sizeof word, "%.*s", (int)(n < 60 ? n : 60), name);
    for (size_t i = 0; i < N_ROWS; i++) {
        if (strcmp(rows[i].name, word) == 0) {
            (void)fprintf(stderr, "stemma: \"stemma %s\" has no option --%s.\n", cli->command->name, word);
            for (const stm_command *c = stm_commands; c->name != NULL; c++) {
                if ((rows[i].commands & c->bit) != 0) {
                    (void)fprintf(stderr, "It belongs to \"stemma %s\"; see: stemma %s --help\n", c->name, c->name);
                    break;
                }
            }
            return false;
        }
        if ((rows[i].commands & cli->command->bit) != 0) {
            names[count++] = rows[i].name;
        }
    }
    near = stm_cli_nearest(word, names, count);
    (void)fprintf(stderr, "stemma: there is no option --%s.", word);
    if (near != NULL) {
        (void)fprintf(stderr, " Did you mean --%s?", near);
    }
    (void)fprintf(stderr, "\nAll options: stemma %s --help\n", cli->command->name);
    return false;
}

static bool is_choice(const char *words, const char *value)
{
    size_t n = strlen(value);
    for (const char *p = words; p != NULL; p = strchr(p, '|') == NULL ? NULL : strchr(p, '|') + 1) {
        size_t m = strcspn(p, "|");
        if (m == n && strncmp(p, value, n) == 0) {
            return true;
        }
    }
    return false;
}

/* A number with K, M, G or T behind it; a bound below a megabyte is a mistake. */
static bool store_bytes(uint64_t *field, const option_row *row, const char *value)
{
    static const char units[] = "KMGT";
    char *end = NULL;
    unsigned long long number = strtoull(value, &end, 10);
    const char *unit = *end == '\0' ? NULL : strchr(units, *end >= 'a' ? *end - 'a' + 'A' : *end);
    unsigned shift = unit == NULL ? 0 : 10 * (unsigned)(unit - units + 1);
    if (end == value || *value == '-' || (*end != '\0' && (unit == NULL || end[1] != '\0')) ||
        number > UINT64_MAX >> 1 >> shift || number << shift < (unsigned long long)1 << 20) {
        (void)fprintf(stderr, "stemma: --%s wants a size of at least 1M, as 2G or 500M, not \"%s\".\n", row->name,
                      value);
        return false;
    }
    *field = (uint64_t)number << shift;
    return true;
}

static bool store(stm_cli *cli, const option_row *row, const char *value)
{
    char *field = (char *)cli + row->at;
    char *end = NULL;
    unsigned long number;
    double share;
    switch (row->kind) {
    case FLAG: *(bool *)(void *)field = true; return true;
    case LIST:
        if (strchr(value, '=') == NULL || *value == '=' || value[strlen(value) - 1] == '=') {
            (void)fprintf(stderr, "stemma: --map wants THEIRS=OURS, as --map body=text, not \"%s\".\n", value);
            return false;
        }
        cli->map[cli->n_map++] = value;
        return true;
    case NUMBER:
        number = strtoul(value, &end, 10);
        if (end == value || *end != '\0' || *value == '-' || number > 1000000) {
            (void)fprintf(stderr, "stemma: --%s wants a number, not \"%s\".\n", row->name, value);
            return false;
        }
        *(uint32_t *)(void *)field = (uint32_t)number;
        return true;
    case BYTES: return store_bytes((uint64_t *)(void *)field, row, value);
    case SHARE:
        share = strtod(value, &end);
        if (end == value || *end != '\0' || !(share >= 0.01 && share <= 1)) {
            (void)fprintf(stderr, "stemma: --%s wants a number from 0.01 to 1, as 0.8, not \"%s\".\n", row->name,
                          value);
            return false;
        }
        *(double *)(void *)field = share;
        return true;
    case CHOICE:
        if (!is_choice(row->value, value)) {
            (void)fprintf(stderr, "stemma: --%s is one of %s, not \"%s\".\n", row->name, row->value, value);
            return false;
        }
        break;
    case TEXT:
        if (*value == '\0') {
            (void)fprintf(stderr, "stemma: --%s wants a %s, not an empty word.\n", row->name, row->value);
            return false;
        }
        break;
    }
    *(const char **)(void *)field = value;
    return true;
}

static bool missing(const option_row *row)
{
    (void)fprintf(stderr, "stemma: --%s wants a value: --%s %s\n", row->name, row->name, row->value);
    return false;
}

static bool long_option(stm_cli *cli, int argc, char **argv, int *i)
{
    const char *name = argv[*i] + 2;
    size_t n = strcspn(name, "=");
    for (size_t k = 0; k < N_ROWS; k++) {
        const option_row *row = &rows[k];
        if (strlen(row->name) != n || strncmp(row->name, name, n) != 0 || (row->commands & cli->command->bit) == 0) {
            continue;
        }
        if (row->kind == FLAG) {
            if (name[n] == '=') {
                (void)fprintf(stderr, "stemma: --%s takes no value.\n", row->name);
                return false;
            }
            return store(cli, row, NULL);
        }
        if (name[n] == '=') {
            return store(cli, row, name + n + 1);
        }
        return *i + 1 < argc ? store(cli, row, argv[++*i]) : missing(row);
    }
    return unknown_option(cli, name, n);
}

static bool short_options(stm_cli *cli, int argc, char **argv, int *i)
{
    for (const char *p = argv[*i] + 1; *p != '\0'; p++) {
        const option_row *row = NULL;
        for (size_t k = 0; k < N_ROWS && row == NULL; k++) {
            row = rows[k].letter == *p && (rows[k].commands & cli->command->bit) != 0 ? &rows[k] : NULL;
        }
        if (row == NULL) {
            (void)fprintf(stderr, "stemma: there is no option -%c.\nAll options: stemma %s --help\n", *p,
                          cli->command->name);
            return false;
        }
        if (row->kind != FLAG) {
            if (p[1] != '\0') {
                return store(cli, row, p + 1 + (p[1] == '='));
            }
            return *i + 1 < argc ? store(cli, row, argv[++*i]) : missing(row);
        }
        if (!store(cli, row, NULL)) {
            return false;
        }
    }
    return true;
}

bool stm_cli_parse(int argc, char **argv, stm_cli *cli)
{
    int i = 1;
    bool inputs_only = false;
    cli->command = argc > 1 ? stm_command_of(argv[1]) : NULL;
    cli->named = cli->command != NULL;
    if (cli->named) {
        i = 2;
    } else {
        cli->command = &stm_commands[0];
    }
    for (; i < argc; i++) {
        const char *word = argv[i];
        if (inputs_only || word[0] != '-' || word[1] == '\0') {
            cli->paths[cli->n_paths++] = word;
        } else if (strcmp(word, "--") == 0) {
            inputs_only = true;
        } else if (!(word[1] == '-' ? long_option(cli, argc, argv, &i) : short_options(cli, argc, argv, &i))) {
            return false;
        }
    }
    return true;
}

void stm_cli_print_options(FILE *to, uint32_t bit)
{
    for (size_t i = 0; i < N_ROWS; i++) {
        const option_row *row = &rows[i];
        char left[80];
        char letter[8] = "    ";
        if ((row->commands & bit) == 0) {
            continue;
        }
        if (row->letter != 0) {
            (void)snprintf(letter, sizeof letter, "-%c, ", row->letter);
        }
        (void)snprintf(left, sizeof left, "%s--%s%s%s", letter, row->name, row->value == NULL ? "" : " ",
                       row->value == NULL ? "" : row->value);
        if (strlen(left) > 26) {
            (void)fprintf(to, "  %s\n  %-26s  %s\n", left, "", row->help);
        } else {
            (void)fprintf(to, "  %-26s  %s\n", left, row->help);
        }
    }
}
