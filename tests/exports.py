#!/usr/bin/env python3
"""exports.py STEMMA EXAMPLES: writes every export of the example stories and reads each with another program.

What each must give back: CSV rows whose words stand at their offsets; DOT that Graphviz draws; GraphML and TEI that are
well formed (xmllint); a TEI apparatus from which every witness can be read word by word; Web Annotations whose exact
text, prefix and suffix stand at their positions, and whose statements a JSON-LD processor (PyLD) reads as those of the
Web Annotation vocabulary; JSON whose offsets mean the same in every unit.
Exit status 77: a tool is missing. Without PyLD that one check is skipped, and said to be.
"""
import csv, io, json, os, shutil, subprocess, sys, tempfile
import xml.etree.ElementTree as ET

try:
    from pyld import jsonld
except ImportError:
    jsonld = None

STEMMA, EXAMPLES = sys.argv[1], sys.argv[2]
TEI = "{http://www.tei-c.org/ns/1.0}"
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
failed = 0


def check(what, ok, detail=""):
    global failed
    print("ok    " if ok else "FAILED", what, "" if ok else detail)
    failed += not ok


def run(*command):
    return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)


def words_of(node, witness):
    """The words that one witness has, in the apparatus."""
    out = []

    def walk(n):
        if n.tag == TEI + "rdg" and "#" + witness not in n.get("wit").split():
            return
        out.append(n.text or "")
        for child in n:
            walk(child)
            out.append(child.tail or "")
        if n.tag in (TEI + "p", TEI + "rdg"):
            out.append(" ")

    walk(node)
    return "".join(out).split()


def read_record(path):
    with open(path, encoding="utf-8") as f:
        return json.load(f)


# The terms of http://www.w3.org/ns/anno.jsonld that the export uses, each with what it stands for there (W3C Web
# Annotation Vocabulary, 2017). Written here, so that the test needs no network.
OA, RDF, AS, XSD = ("http://www.w3.org/ns/oa#", "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
                    "https://www.w3.org/ns/activitystreams#", "http://www.w3.org/2001/XMLSchema#")
link = lambda name, **more: dict({"@id": name, "@type": "@id"}, **more)
CONTEXT = {"id": "@id", "type": "@type", "Annotation": OA + "Annotation", "TextualBody": OA + "TextualBody",
           "AnnotationPage": AS + "OrderedCollectionPage", "TextPositionSelector": OA + "TextPositionSelector",
           "TextQuoteSelector": OA + "TextQuoteSelector", "identifying": OA + "identifying",
           "describing": OA + "describing", "assessing": OA + "assessing",
           "motivation": {"@id": OA + "motivatedBy", "@type": "@vocab"}, "body": link(OA + "hasBody"),
           "target": link(OA + "hasTarget"), "source": link(OA + "hasSource"), "selector": link(OA + "hasSelector"),
           "items": link(AS + "items", **{"@container": "@list"}), "value": RDF + "value",
           "format": "http://purl.org/dc/elements/1.1/format", "exact": OA + "exact", "prefix": OA + "prefix",
           "suffix": OA + "suffix", "start": {"@id": OA + "start", "@type": XSD + "nonNegativeInteger"},
           "end": {"@id": OA + "end", "@type": XSD + "nonNegativeInteger"}}


def load_context(url, options=None):
    if url != "http://www.w3.org/ns/anno.jsonld":
        raise ValueError("the export names another document: " + url)
    return {"contextUrl": None, "documentUrl": url, "contentType": "application/ld+json",
            "document": {"@context": CONTEXT}}


def linked_data(name, page):
    """A JSON-LD processor makes of every annotation the statements that the vocabulary has for it, and loses none."""
    if jsonld is None:
        print("skipped: PyLD is not installed (python3-pyld): the Web Annotations were not read as linked data")
        return
    quads = jsonld.to_rdf(page, {"documentLoader": load_context})["@default"]
    of = lambda p: [(q["subject"]["value"], q["object"]) for q in quads if q["predicate"]["value"] == p]
    n, kinds = len(page["items"]), {}
    for _, kind in of(RDF + "type"):
        kinds[kind["value"]] = kinds.get(kind["value"], 0) + 1
    check("%s: %d annotations are linked data" % (name, n), kinds == {
        AS + "OrderedCollectionPage": 1, OA + "Annotation": n, OA + "TextualBody": n, OA + "TextPositionSelector": n,
        OA + "TextQuoteSelector": n}, kinds)
    counts = {p: len(of(p)) for p in (OA + "hasBody", OA + "hasTarget", OA + "hasSource", OA + "motivatedBy",
                                      OA + "exact", OA + "prefix", OA + "suffix", OA + "start", OA + "end",
                                      RDF + "value")}
    check(name + ": no statement is lost", all(k == n for k in counts.values()) and len(of(OA + "hasSelector")) == 2 * n,
          counts)
    check(name + ": positions are numbers, sources are names", all(
        o["datatype"] == XSD + "nonNegativeInteger" for p in ("start", "end") for _, o in of(OA + p)) and all(
        o["type"] == "IRI" for _, o in of(OA + "hasSource") + of(OA + "motivatedBy")))


def sure_rows(name, record, source, folder):
    """Tables have what the digest may show, and say how sure it is; with --all, everything."""
    whole = os.path.join(folder, "all")
    run(STEMMA, "record", "--all", "--json", os.path.join(folder, "all.json"), "--csv", whole, source)
    unsure = 0
    for table, kind, key in (("figures", "figures", "figure"), ("statements", "statements", "statement"),
                             ("proposals", "proposals", "proposal")):
        said = {("s%d" % (i + 1), x["id"]): x.get("confidence")
                for i, s in enumerate(record["stories"]) for x in s[kind]}
        for place, least in ((os.path.join(folder, "csv"), .5), (whole, 0)):
            with open(os.path.join(place, table + ".csv"), encoding="utf-8", newline="") as f:
                rows = {(r["story"], r[key]): r["confidence"] for r in csv.DictReader(f, strict=True)}
            want = {k: "" if v is None else v for k, v in said.items() if v is None or v >= least}
            unsure += len(want) if least == 0 else -len(want)
            check("%s: %s.csv has what is at least %g sure" % (name, table, least),
                  rows.keys() == want.keys() and all(w == "" and rows[k] == "" or float(rows[k]) == w
                                                     for k, w in want.items()), rows.keys() ^ want.keys())
    check("%s: %d items are less sure" % (name, unsure), unsure > 0)


def story(name, folder):
    path = lambda n: os.path.join(folder, n)
    source = os.path.join(EXAMPLES, name)
    done = run(STEMMA, "record", "--json", path("r.json"), "--csv", path("csv"), "--dot", path("s.dot"), "--graphml",
               path("s.graphml"), "--tei", path("t.xml"), "--annotations", path("a.json"), source)
    check(name + ": all exports are written", done.returncode == 0, done.stdout)
    record = read_record(path("r.json"))
    texts = {a["id"]: a["text"] for a in record["articles"]}

    rows = 0
    for table in ("quotations", "figures", "statements", "proposals", "timeline"):
        with open(os.path.join(path("csv"), table + ".csv"), encoding="utf-8", newline="") as f:
            for row in csv.DictReader(f, strict=True):
                piece = texts[row["article"]].encode()[int(row["start"]):int(row["end"])].decode()
                rows += 1
                if not " ".join(piece.split()).endswith(row["words"].lstrip("'")):  # a dateline is left off
                    check(name + ": " + table + ".csv", False, row)
    check("%s: %d rows of CSV stand at their offsets" % (name, rows), rows > 0)
    sure_rows(name, record, source, folder)

    quoted = {(a["id"], q["id"]): (a["text"], q) for a in record["articles"] for q in a["quotations"]}
    seen, wrong = set(), 0
    with open(os.path.join(path("csv"), "quotations.csv"), encoding="utf-8", newline="") as f:
        for row in csv.DictReader(f, strict=True):
            text, q = quoted[row["article"], row["quotation"]]
            words = lambda span: text.encode()[span[0]:span[1]].decode() if span else ""
            seen.add((row["article"], row["quotation"]))
            wrong += (row["source"] != words(q["source"]) or row["cue"] != words(q["cue"])
                      or row["anonymous"] != str(q["anonymous"]).lower()
                      or row["negated"] != str(q["negated"]).lower()
                      or row["modality"] != (q["modality"] or "") or row["anonymity"] != words(q["anonymity"])
                      or (row["speaker_kind"] == "") != (q["speaker"] is None))
    check("%s: all %d quotations are in the table, as in the record" % (name, len(quoted)),
          seen == set(quoted) and wrong == 0 and len(seen) > 0, wrong)

    alone = run(STEMMA, "annotate", "--quotations", "csv", os.path.join(source, sorted(os.listdir(source))[0]))
    lone = list(csv.DictReader(io.StringIO(alone.stdout.decode(), newline=""), strict=True))
    wrong = [r for r in lone
             if texts.get(r["article"], "").encode()[int(r["beginIndex"]):int(r["endIndex"])].decode() != r["text"]]
    check("%s: %d quotations of one article stand at their offsets" % (name, len(lone)), lone and not wrong, wrong[:1])

    drawn = run("dot", "-Tplain", path("s.dot"))
    nodes = [l for l in drawn.stdout.decode().split("\n") if l.startswith("node ")]
    check(name + ": Graphviz draws every article", drawn.returncode == 0 and len(nodes) >= len(texts), drawn.stdout)
    for xml in ("s.graphml", "t.xml"):
        done = run("xmllint", "--noout", path(xml))
        check(name + ": " + xml + " is well formed", done.returncode == 0, done.stdout)
    graph = ET.parse(path("s.graphml")).getroot().find("{http://graphml.graphdrawing.org/xmlns}graph")
    ids = {n.get("id") for n in graph if n.tag.endswith("}node")}
    check(name + ": GraphML edges join nodes that are there",
          all(e.get("source") in ids and e.get("target") in ids for e in graph if e.tag.endswith("}edge")))

    tei = ET.parse(path("t.xml")).getroot()
    witnesses = {w.get(XML_ID): w.find(TEI + "idno").text for w in tei.iter(TEI + "witness")}
    families = [f for f in record["reuse"] if "family" in f]
    divs = [d for d in tei.iter(TEI + "div") if d.get("type") == "family"]
    check(name + ": TEI holds every family", len(divs) == len(families) > 0)
    for div, family in zip(divs, families):
        for key, article in witnesses.items():
            if article in family["articles"]:
                check("%s: %s can be read from the apparatus" % (name, article),
                      words_of(div, key) == texts[article].split())

    linked_data(name, read_record(path("a.json")))
    items = read_record(path("a.json"))["items"]
    sources = {"urn:stemma:article:" + k: v for k, v in texts.items()}
    for a in record["articles"]:
        if a["url"]:
            sources[a["url"]] = a["text"]
    wrong = 0
    for item in items:
        text = sources[item["target"]["source"]]
        place, quote = item["target"]["selector"]
        wrong += (text[place["start"]:place["end"]] != quote["exact"]
                  or not text[:place["start"]].endswith(quote["prefix"])
                  or not text[place["end"]:].startswith(quote["suffix"]) or not item["body"]["value"])
    check("%s: %d Web Annotations point at their words" % (name, len(items)), wrong == 0 and len(items) > 0, wrong)
    check(name + ": no annotation has the name of another", len({i["id"] for i in items}) == len(items))

    units = {"codepoints": lambda t, a, b: t[a:b],
             "utf16": lambda t, a, b: t.encode("utf-16-le")[2 * a:2 * b].decode("utf-16-le")}
    spans = lambda r: [(a["id"], s) for a in r["articles"] for s in a["sentences"]]
    for unit, cut in units.items():
        run(STEMMA, "record", "--offsets", unit, "--json", path(unit + ".json"), source)
        other = read_record(path(unit + ".json"))
        pairs = list(zip(spans(record), spans(other)))
        check("%s: offsets in %s mean the same" % (name, unit), pairs and all(
            texts[i].encode()[s[0]:s[1]].decode() == cut(texts[i], t[0], t[1]) for (i, s), (_, t) in pairs))


for tool in ("dot", "xmllint"):
    if shutil.which(tool) is None:
        print("skipped:", tool, "is not installed")
        sys.exit(77)
for name in ("ferry", "valley"):
    with tempfile.TemporaryDirectory() as folder:
        story(name, folder)
sys.exit(1 if failed else 0)
