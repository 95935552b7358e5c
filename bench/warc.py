#!/usr/bin/env python3
"""Makes a web archive, and reads it as a peer does; with bench/against.py the two can be run in turn.

usage: warc.py make OUT.warc.gz [--pages N] [--pictures N] [--seed N]
       warc.py read FILE.warc.gz

`make` writes, for each page, a request, an answer (HTML, chunked, gzip) and a metadata record, and among them answers that are
pictures; every record is a gzip member of its own. All of it is made up from a seed. `read` iterates over the records with warcio,
undoes chunks and gzip of every page, and prints how many there are. Needs warcio."""
import argparse
import gzip
import io
import random

from warcio.archiveiterator import ArchiveIterator
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

WORDS = ("harbour council ferry bridge minister tide mayor report winter station captain north island court budget strike "
         "union school river engine storm vote plan letter witness inquiry owner company night morning people water").split()


def sentence(rng):
    words = [rng.choice(WORDS) for _ in range(rng.randint(8, 22))]
    return "The " + " ".join(words) + "."


def page(rng, number):
    links = "".join(f'<li><a href="/s/{i}">{sentence(rng)[:30]}</a></li>' for i in range(40))
    body = "".join(f"<p>{' '.join(sentence(rng) for _ in range(4))}</p>" for _ in range(rng.randint(5, 25)))
    return (f"<!doctype html><html lang=en><head><title>Story {number} | Gazette</title></head><body><nav><ul>{links}</ul></nav>"
            f"<article><h1>Story {number}</h1>{body}</article><aside><ul>{links}</ul></aside></body></html>").encode()


def chunked(data):
    parts = [data[i:i + 4096] for i in range(0, len(data), 4096)]
    return b"".join(b"%x\r\n%s\r\n" % (len(p), p) for p in parts) + b"0\r\n\r\n"


def answer(writer, url, kind, body, extra):
    head = StatusAndHeaders("200 OK", [("Content-Type", kind)] + extra, protocol="HTTP/1.1")
    writer.write_record(writer.create_warc_record(url, "response", payload=io.BytesIO(body), http_headers=head))


def make(args):
    rng = random.Random(args.seed)
    with open(args.file, "wb") as out:
        writer = WARCWriter(out, gzip=True)
        writer.write_record(writer.create_warcinfo_record("made.warc.gz", {"software": "warc.py"}))
        todo = ["page"] * args.pages + ["picture"] * args.pictures
        rng.shuffle(todo)
        for i, what in enumerate(todo):
            url = f"https://gazette.example/{what}/{i}"
            if what == "picture":
                answer(writer, url, "image/jpeg", b"\xff\xd8\xff" + rng.randbytes(rng.randint(2000, 200000)), [])
                continue
            asked = StatusAndHeaders(f"GET /{what}/{i} HTTP/1.1", [("Host", "gazette.example")], is_http_request=True)
            writer.write_record(writer.create_warc_record(url, "request", http_headers=asked))
            answer(writer, url, "text/html; charset=utf-8", chunked(gzip.compress(page(rng, i), mtime=0)),
                   [("Content-Encoding", "gzip"), ("Transfer-Encoding", "chunked")])
            writer.write_record(writer.create_warc_record(url, "metadata", payload=io.BytesIO(b"fetchTimeMs: 12\r\n"),
                                                          warc_content_type="application/warc-fields"))


def read(args):
    pages = size = 0
    with open(args.file, "rb") as stream:
        for record in ArchiveIterator(stream):
            if record.rec_type != "response" or record.http_headers.get_statuscode() != "200":
                continue
            if (record.http_headers.get_header("Content-Type") or "").startswith("text/html"):
                pages += 1
                size += len(record.content_stream().read())
    print(pages, size)


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("what", choices=("make", "read"))
    ap.add_argument("file")
    ap.add_argument("--pages", type=int, default=2000)
    ap.add_argument("--pictures", type=int, default=2000)
    ap.add_argument("--seed", type=int, default=1)
    args = ap.parse_args()
    (make if args.what == "make" else read)(args)


if __name__ == "__main__":
    main()
