"""Learns lemmas: exceptions by (word, tag), and rules by (suffix, tag). src/language/lemma.c applies them."""
import collections

import treebank as tb

SUFFIX_MAX = 6


def rule(word, lemma):
    """(bytes to take off, bytes to put on)."""
    n = 0
    while n < min(len(word), len(lemma)) and word[n] == lemma[n]:
        n += 1
    return len(word) - n, lemma[n:]


def apply(r, word):
    return word[:len(word) - r[0]] + r[1]


def key(kind, tag, text):
    return kind + tag.encode() + b'\x1f' + text


def suffixes(word):
    return [word[-k:] for k in range(1, min(SUFFIX_MAX, len(word)) + 1)]


def read_exceptions(path, tags):
    """WordNet's lists of irregular forms: 'form lemma'."""
    with open(path, encoding='utf-8') as f:
        for line in f:
            c = line.split()
            if len(c) >= 2 and '_' not in c[0]:
                for tag in tags:
                    yield c[0].encode(), tag, c[1].encode()


VOWELS = 'aeiou'


def doubles(w):
    """Does the last consonant double before a vowel: 'yes', 'no', 'may'?"""
    if len(w) < 3 or w[-1] in VOWELS + 'wxy' or w[-2] not in VOWELS or (w[-3] in VOWELS and w[-3:-1] != 'ui'):
        return 'no'
    return 'yes' if sum(c in VOWELS for c in w) == 1 else 'may'


def with_vowel(w, end):
    """Regular forms with -ed, -er, -est ('e' first) or -ing."""
    if end == 'ing' and w.endswith('ie'):
        return [w[:-2] + 'ying']
    if w.endswith('e') and (end[0] == 'e' or not w.endswith(('ee', 'oe', 'ye'))):
        return [w[:-1] + end]
    if end[0] == 'e' and len(w) > 1 and w[-1] == 'y' and w[-2] not in VOWELS:
        return [w[:-1] + 'i' + end]
    d = doubles(w)
    return ([w + end] if d != 'yes' else []) + ([w + w[-1] + end] if d != 'no' else [])


def with_s(w):
    if w.endswith(('s', 'x', 'z', 'ch', 'sh')) or (w[-1] == 'o' and w[-2] not in VOWELS):
        return w + 'es'
    return w[:-1] + 'ies' if w[-1] == 'y' and w[-2] not in VOWELS else w + 's'


def inflections(wordnet):
    """(form, tag, lemma, weight) of the regular forms of WordNet's words; the weight is how often senses were tagged."""
    for part in ('verb', 'noun', 'adj'):
        with open('%s/index.%s' % (wordnet, part), encoding='utf-8') as f:
            for line in f:
                c = line.split()
                w = c[0]
                if line[0] == ' ' or not (w.isascii() and w.isalpha()) or len(w) < 3:
                    continue
                n = int(c[5 + int(c[3])])
                if part == 'verb':
                    forms = [(with_s(w), 'VBZ')] + [(x, 'VBG') for x in with_vowel(w, 'ing')]
                    forms += [(x, t) for x in with_vowel(w, 'ed') for t in ('VBD', 'VBN')]
                elif part == 'noun':
                    forms = [(with_s(w), 'NNS')] if not w.endswith('s') else []
                elif len(w) <= 7:
                    forms = [(x, t) for end, t in (('er', 'JJR'), ('est', 'JJS')) for x in with_vowel(w, end)]
                else:
                    forms = []
                for form, tag in forms:
                    yield form.encode(), tag, w.encode(), n


def learn(sentences, wordnet):
    """{key: text}; the text of a rule is a digit and what is put on."""
    counts = collections.defaultdict(collections.Counter)
    for s in sentences:
        for w in s:
            low = tb.lower(w.form)
            if len(low) <= 64 and w.lemma != '_' and w.deprel != 'goeswith':
                counts[low, w.xpos, w.upos == 'PROPN'][w.lemma.encode()] += 1
    table = {}  # (word, tag) -> (lemma, is a name, how often)
    for (low, tag, name), c in sorted(counts.items()):
        lemma, n = max(sorted(c.items()), key=lambda x: x[1])
        if (low, tag) not in table or table[low, tag][2] < n:
            table[low, tag] = lemma, name, n
    low_lemma = {low: lemma for (low, tag), (lemma, name, n) in table.items() if tag[:2] in ('VB', 'NN') and not name}
    for file, tags in (('noun', ['NNS']), ('verb', ['VBD', 'VBN', 'VBG', 'VBZ']), ('adj', ['JJR', 'JJS']), ('adv', ['RBR', 'RBS'])):
        for word, tag, lemma in read_exceptions('%s/%s.exc' % (wordnet, file), tags):
            if tag == 'VBZ' and not word.endswith(b's') or tag == 'VBG' and not word.endswith(b'ing') or \
                    tag in ('VBD', 'VBN') and word.endswith((b'ing', b's')) or tag in ('JJR', 'RBR') and not word.endswith(b'r') or \
                    tag in ('JJS', 'RBS') and not word.endswith(b't'):
                continue
            if low_lemma.get(word, lemma) == lemma:
                table.setdefault((word, tag), (lemma, False, 1))
    for (word, tag), entry in list(table.items()):  # the tagger may take one past form for the other
        other = {'VBD': 'VBN', 'VBN': 'VBD'}.get(tag)
        if other:
            table.setdefault((word, other), entry)
    regular = {}
    for word, tag, lemma, n in inflections(wordnet):
        if (word, tag) not in regular or regular[word, tag][1] < n:
            regular[word, tag] = lemma, n
    for (word, tag), (lemma, n) in regular.items():
        table.setdefault((word, tag), (lemma, False, 1))
    votes = collections.defaultdict(collections.Counter)
    for (low, tag), (lemma, name, n) in sorted(table.items()):
        r = rule(low, tb.lower(lemma.decode()))
        if r[0] <= 9 and low.isalpha():
            for s in suffixes(low):
                votes[tag, s][r] += 1
    rules, same = {}, (0, b'')

    def decide(low, tag, upto):
        for s in reversed(suffixes(low)[:upto]):
            if (tag, s) in rules:
                return rules[tag, s]
        return same

    for (tag, s), c in sorted(votes.items(), key=lambda x: (len(x[0][1]), x[0])):
        r, n = max(sorted(c.items()), key=lambda x: x[1])
        if n >= 2 and r != decide(s, tag, len(s) - 1):
            rules[tag, s] = r
    out = {key(b'R', tag, s): b'%d' % r[0] + r[1] for (tag, s), r in rules.items()}
    for (low, tag), (lemma, name, n) in sorted(table.items()):
        got = apply(decide(low, tag, SUFFIX_MAX), low)
        if got != (tb.lower(lemma.decode()) if name else lemma) and (not name or n >= 3):
            out[key(b'L', tag, low)] = lemma
    return out
