"""Reads CoNLL-U treebanks and makes the features of words. src/language/features.c computes the same features from
the same bytes: change both together, and retrain."""

XPOS = set('CC CD DT EX FW IN JJ JJR JJS LS MD NN NNS NNP NNPS PDT POS PRP PRP$ RB RBR RBS RP SYM TO UH VB VBD VBG VBN '
           'VBP VBZ WDT WP WP$ WRB HYPH AFX ADD NFP GW XX'.split())
DEPRELS = set('root acl acl:relcl advcl advcl:relcl advmod amod appos aux aux:pass case cc cc:preconj ccomp clf compound '
              'compound:prt conj cop csubj csubj:pass dep det det:predet discourse dislocated expl fixed flat goeswith iobj '
              'list mark nmod nmod:poss nmod:unmarked nsubj nsubj:pass nummod obj obl obl:agent obl:unmarked orphan '
              'parataxis punct reparandum vocative xcomp'.split())

# characters that stand for one another in the features of a word
SAME = {'\u2018': "'", '\u2019': "'", '\u201a': "'", '\u00b4': "'", '`': "'", '\u201c': '"', '\u201d': '"', '\u201e': '"',
        '\u2013': '-', '\u2014': '-', '\u2011': '-', '\u2010': '-', '\u2026': '...'}


class Word:
    __slots__ = ('form', 'lemma', 'upos', 'xpos', 'head', 'deprel', 'space')  # space: white space stands before it


def xpos_of(upos, xpos):
    return xpos if xpos in XPOS else 'PUNCT' if upos == 'PUNCT' else 'SYM'


def deprel_of(deprel):
    return deprel if deprel in DEPRELS else deprel.split(':')[0]


def read(path):
    """List of sentences, each a list of Word."""
    sentences, words, covered, space = [], [], 0, True
    with open(path, encoding='utf-8') as f:
        for line in f:
            line = line.rstrip('\n')
            if not line:
                if words:
                    sentences.append(words)
                words, covered, space = [], 0, True
                continue
            if line.startswith('#'):
                continue
            c = line.split('\t')
            after = 'SpaceAfter=No' not in c[9]
            if '-' in c[0]:
                covered, group_after = int(c[0].split('-')[1]), after
                continue
            if '.' in c[0]:
                continue
            w = Word()
            w.form, w.lemma, w.upos, w.xpos = c[1], c[2], c[3], xpos_of(c[3], c[4])
            w.head, w.deprel, w.space = int(c[6]), deprel_of(c[7]), space
            words.append(w)
            n = int(c[0])
            space = after if n > covered else group_after if n == covered else False
    if words:
        sentences.append(words)
    return sentences


def lower(form):
    """ASCII letters made small, typographic quotation marks and dashes made plain; bytes."""
    s = ''.join(SAME.get(c, c) for c in form)
    return bytes(b + 32 if 65 <= b <= 90 else b for b in s.encode('utf-8'))


def shape(form):
    """X, x, d, u for capitals, small letters, digits, other letters; others stay; runs are cut to two, all to twelve."""
    out = bytearray()
    for b in form.encode('utf-8'):
        c = 88 if 65 <= b <= 90 else 120 if 97 <= b <= 122 else 100 if 48 <= b <= 57 else 117 if b >= 128 else b
        if len(out) >= 2 and out[-1] == c and out[-2] == c:
            continue
        if len(out) < 12:
            out.append(c)
    return bytes(out)


def features(form, space):
    """The keys of one word, always in this order: vector, word, suffixes 2-5, prefixes 2-4, shape."""
    low = lower(form)
    word = bytes(48 if 48 <= b <= 57 else b for b in low)
    return [b'G' + low, b'W' + word, b'2' + word[-2:], b'3' + word[-3:], b'4' + word[-4:], b'5' + word[-5:],
            b'a' + word[:2], b'b' + word[:3], b'c' + word[:4], (b'S' if space else b's') + shape(form)]


N_FEATURES = 10


def fnv(key):
    """64-bit FNV-1a."""
    h = 0xcbf29ce484222325
    for b in key:
        h = ((h ^ b) * 0x100000001b3) & 0xffffffffffffffff
    return h
