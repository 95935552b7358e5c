/* commands.c: the table of subcommands with the text of their help. */
#include "cli/cli.h"

#define INPUTS "files or folders, or \"-\" for standard input"

/* The bits are those of options.c. */
const stm_command stm_commands[] = {
    { "record", 16, stm_cmd_record, "INPUT...", INPUTS,
      "one record of all that the articles say, as digest, page, JSON",
      "Reads news articles about one happening and makes one record of them: which article\n"
      "copies from which, who says what in which words, which figures and dates are given,\n"
      "where the articles agree and where they differ. Every item comes with the passages\n"
      "that it rests on. Inputs that clearly speak of several happenings make several records.\n"
      "Without --json, --html or another output file the digest is written to the terminal; it\n"
      "leads with what is contested. \"stemma INPUT...\" without a command always writes it.\n"
      "\n"
      "INPUT is a file, a folder, a glob in quotation marks, or \"-\" for standard input: plain\n"
      "text, HTML, or JSONL with one article a line; .gz and .zst are read as they come.\n",
      "  stemma record examples/stories/ferry\n"
      "      the digest of one example story\n"
      "  stemma record --html page.html --json record.json articles/*.txt\n"
      "      a page to read and a file to work with\n"
      "  stemma record --matter quotes articles/\n"
      "      only the quotations that several articles share\n"
      "  stemma record --db news.db today/*.html\n"
      "      adds today's articles to a store and makes the stories that they touch anew\n"
      "  stemma record --jsonl records.jsonl year.jsonl.zst\n"
      "      a stream of any length: the record of each story when it ends, one a line\n"
      "  stemma record --map body=text --map site=outlet dump.jsonl.gz\n"
      "      JSONL whose fields have other names\n" },
    { "articles", 1, stm_cmd_articles, "INPUT...", INPUTS,
      "the articles themselves: main text and what is known of them",
      "Reads files, web pages and feeds and writes one JSON object a line for each article: its\n"
      "text, title, byline, dateline, date, and which parts of the text are headline, caption\n"
      "or credit. What cannot be read is named on standard error; the rest is done.\n",
      "  stemma articles page.html\n"
      "  stemma articles saved-pages/ > articles.jsonl\n"
      "  stemma articles crawl.warc.gz feed.xml wire/*.nitf | stemma stories -\n"
      "  stemma articles articles.jsonl.zst | stemma annotate - > annotated.jsonl\n" },
    { "annotate", 2, stm_cmd_annotate, "INPUT...", INPUTS,
      "articles with sentences, entities, quotations, times, figures",
      "Writes one JSON object a line for each article, with the annotations of docs/output.md:\n"
      "sentences, entities with their mentions, quotations with cue and speaker, expressions of\n"
      "time with their dates, figures with their bounds. With --conllu it writes the tokens,\n"
      "tags and trees of Universal Dependencies instead; with --quotations the quotations alone.\n"
      "With --times it looks for expressions of time alone, many times as fast: without trees a\n"
      "tense is read off the words, and no quotation tells the day on which it was spoken.\n",
      "  stemma annotate article.txt\n"
      "  stemma annotate --tokens --offsets utf16 article.txt\n"
      "  stemma annotate --quotations csv articles.jsonl > quotations.csv\n"
      "  stemma annotate --times articles.jsonl.zst > times.jsonl\n"
      "  stemma annotate --conllu article.txt\n"
      "  stemma annotate --conllu --input conllu tokenised.conllu\n"
      "      keeps the tokens and sentences of the input\n" },
    { "reuse", 4, stm_cmd_reuse, "INPUT...", INPUTS, "which articles share wording, and which was made from which",
      "Compares all articles with each other and writes one JSON object a line: first each pair\n"
      "that shares text, with the aligned passages, then each family with its stemma, the tree\n"
      "that says which text was made from which. A lost common source is a node too (α, β).\n"
      "\n"
      "With --index FILE the articles of earlier runs count too: they are kept in FILE, and need not be\n"
      "read again. Written are those pairs and families that a new article is part of, as one run over\n"
      "all articles would say them; with --all everything, then also without INPUT.\n"
      "\n"
      "With --quick it only estimates how much any two articles share: for deduplication.\n",
      "  stemma reuse articles/\n"
      "  stemma reuse -j4 archive.jsonl.zst > reuse.jsonl\n"
      "  stemma reuse --quick --keep-one archive.jsonl.zst > keep.jsonl\n"
      "  stemma reuse --index month.index today.jsonl\n"
      "  stemma reuse --index month.index --all > reuse.jsonl\n" },
    { "stories", 8, stm_cmd_stories, "INPUT...", INPUTS, "which articles of a mixed stream are about one happening",
      "Groups the articles of a mixed stream by happening and writes one JSON object a line for\n"
      "each story, with its record.\n",
      "  stemma stories monday.jsonl\n"
      "  stemma articles pages/ | stemma stories -\n" },
    { "diff", 32, stm_cmd_diff, "A B", INPUTS, "two articles side by side",
      "Sets two articles side by side, sentence by sentence: what stands in both, what was\n"
      "reworded, word by word, what was moved, and what stands in one only. Figures, dates and\n"
      "names that changed, and words of quotations, are named; mere house style is not marked.\n",
      "  stemma diff morning.txt evening.txt\n"
      "  stemma diff --html diff.html agency.txt paper.txt\n" },
    { "search", 64, stm_cmd_search, "STORE QUERY", "a store and what to look for",
      "passages of a store that have the words of a query",
      "Looks for words in a store that \"stemma record --db STORE\" has made, and writes the passages\n"
      "that have all of them, best first, with article, outlet, day, story and byte offsets.\n"
      "\n"
      "Words may be written as they come; capitals, accents and punctuation count for nothing.\n"
      "\"Words in quotation marks\" stand side by side; OR lets either of two do; a minus before a\n"
      "word keeps passages out that have it; a star stands for any ending: resign*. Put the query\n"
      "in apostrophes, so that the shell leaves it alone. Exit status 1: nothing was found.\n",
      "  stemma search news.db captain tow\n"
      "  stemma search news.db '\"tow her off\" -tonight'\n"
      "  stemma search news.db --speaker Berg\n"
      "      all that he is quoted with\n"
      "  stemma search news.db --kind figure --from 2024-03-01 --json 'killed OR dead'\n" },
    { "serve", 256, stm_cmd_serve, "STORE", "a store", "a store as pages in the browser of this machine",
      "Shows a store that \"stemma record --db STORE\" has made: its stories, newest first; the page of\n"
      "each, with the passages that every line rests on; each article; the search; and every story\n"
      "as JSON, CSV and the other forms of \"stemma record\". It answers at the address that it prints\n"
      "until it is ended with Ctrl-C. Nothing can be changed through it, and articles may be added to\n"
      "the store meanwhile.\n"
      "\n"
      "Only this machine can reach it, unless --listen names another address. There is no password:\n"
      "on another address everybody who reaches it reads the whole store.\n",
      "  stemma serve news.db\n"
      "  stemma serve --port 9000 news.db\n" },
    { "check", 128, stm_cmd_check, "STORE...", "a store", "whether a store, or an index of reuse, is whole",
      "Verifies a store: the file itself, what its tables say of one another, every offset\n"
      "against its text, and the full-text index against the texts. Says what is wrong. Of an\n"
      "index that \"stemma reuse --index\" keeps, every byte that counts against its checksum.\n"
      "Exit status 0: it is whole; 1: something is wrong; 3: it could not be read.\n",
      "  stemma check news.db\n" },
    { NULL, 0, NULL, NULL, NULL, NULL, NULL, NULL },
};

const stm_command *stm_command_of(const char *name)
{
    for (const stm_command *c = stm_commands; c->name != NULL; c++) {
        if (strcmp(c->name, name) == 0) {
            return c;
        }
    }
    return NULL;
}
