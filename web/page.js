/* page.js: what the page can do beyond links: passages shown in the texts, keys, and the way back from a passage
 * to the items that rest on it. Everything it reads is in the page; it writes classes, no markup from data. */
(function () {
  "use strict";
  var root = document.documentElement;
  var reader = document.getElementById("reader");
  var links = Array.prototype.slice.call(document.querySelectorAll("a[data-p]"));
  var items = Array.prototype.slice.call(document.querySelectorAll("main .item"));
  var current = null; /* the item that the keys speak of */
  var lit = [];       /* links and pieces that are lit */
  var last = null;    /* the link that was followed: Esc goes back to it */
  root.classList.add("scripted");

  var close = document.createElement("button");
  close.type = "button";
  close.className = "close";
  close.textContent = "Close";
  close.addEventListener("click", function () { leave(); });
  reader.insertBefore(close, reader.firstChild);

  function narrow() { return getComputedStyle(reader).position === "fixed"; }
  function passage(link) { return link.getAttribute("data-p").split(" ").map(Number); }
  function within(p, at) { /* p: article, start, end, start, end, ... */
    for (var i = 1; i + 1 < p.length; i += 2) {
      if (p[i] <= at && at < p[i + 1]) { return true; }
    }
    return false;
  }
  function start(piece) { return Number(piece.id.split("-")[1]); }
  function motion() { return matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth"; }

  function dark() {
    lit.forEach(function (e) { e.classList.remove("on"); });
    lit = [];
  }
  function light(e) { e.classList.add("on"); lit.push(e); }

  function toReader(element) {
    var head = element.closest("article").querySelector("header").offsetHeight;
    var top = element.getBoundingClientRect().top - reader.getBoundingClientRect().top;
    reader.scrollTo({ top: reader.scrollTop + top - head - reader.clientHeight / 5, behavior: motion() });
  }

  /* Shows the passage of a link in its article. */
  function show(link) {
    var p = passage(link);
    var article = document.getElementById("a" + p[0]);
    var first = null;
    dark();
    light(link);
    Array.prototype.forEach.call(article.querySelectorAll(".c"), function (piece) {
      var at = start(piece);
      if (within(p, at)) {
        first = first || piece;
        light(piece);
      }
    });
    if (narrow()) { /* the texts come up from below: what was touched stays above them */
      reader.classList.add("open");
      var above = innerHeight - reader.offsetHeight, place = link.getBoundingClientRect();
      if (place.bottom > above - 12) { scrollBy({ top: place.bottom - above + 24, behavior: motion() }); }
    }
    toReader(first || article);
    choose(link.closest(".item"), false);
    last = link;
  }

  function leave() {
    reader.classList.remove("open");
    dark();
    if (last && reader.contains(document.activeElement)) {
      last.focus();
    } else if (current) {
      current.focus({ preventScroll: true });
    }
  }

  function choose(item, move) {
    if (current) { current.classList.remove("current"); }
    current = item;
    if (!item) { return; }
    item.classList.add("current");
    if (move) {
      var fold = item.closest("details");
      if (fold) { fold.open = true; }
      item.scrollIntoView({ block: "nearest", behavior: motion() });
      item.focus({ preventScroll: true });
    }
  }

  /* The items that rest on a piece of text; clicking again leads to the next of them. */
  var turn = { piece: null, n: 0 };
  function back(piece) {
    var article = Number(piece.id.slice(1).split("-")[0]), at = start(piece);
    var found = links.filter(function (link) {
      var p = passage(link);
      return p[0] === article && within(p, at);
    });
    if (found.length === 0) { return; }
    turn.n = turn.piece === piece ? (turn.n + 1) % found.length : 0;
    turn.piece = piece;
    if (narrow()) { reader.classList.remove("open"); }
    dark();
    light(piece);
    light(found[turn.n]);
    choose(found[turn.n].closest(".item"), true);
    found[turn.n].scrollIntoView({ block: "center", behavior: motion() });
  }

  document.addEventListener("click", function (event) {
    if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) { return; }
    var link = event.target.closest("a[data-p]");
    var box = event.target.closest(".stemma a");
    var piece = event.target.closest(".reader .c");
    if (link) {
      event.preventDefault();
      show(link);
      if (event.detail === 0) { /* by a key: go on reading there */
        document.getElementById("a" + passage(link)[0]).focus({ preventScroll: true });
      }
    } else if (box) {
      event.preventDefault();
      dark();
      if (narrow()) { reader.classList.add("open"); }
      var article = document.getElementById(box.getAttribute("href").slice(1));
      var down = article.getBoundingClientRect().top - reader.getBoundingClientRect().top;
      reader.scrollTo({ top: reader.scrollTop + down, behavior: motion() });
    } else if (piece && String(getSelection()) === "") {
      back(piece);
    }
  });

  function step(list, now, by) {
    var i = list.indexOf(now);
    return list[i < 0 ? (by > 0 ? 0 : list.length - 1) : Math.min(list.length - 1, Math.max(0, i + by))];
  }

  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey) { return; }
    var seen = items.filter(function (item) { return item.offsetParent !== null; });
    if ((event.key === "j" || event.key === "k") && seen.length) {
      choose(step(seen, current, event.key === "j" ? 1 : -1), true);
    } else if ((event.key === "n" || event.key === "p") && current) {
      var mine = links.filter(function (link) { return current.contains(link); });
      var now = mine.filter(function (link) { return link.classList.contains("on"); })[0];
      if (mine.length) { show(step(mine, now, event.key === "n" ? 1 : -1)); }
    } else if (event.key === "Escape") {
      leave();
    }
  });

  /* Where the reader is, in the contents. */
  var entries = Array.prototype.slice.call(document.querySelectorAll(".contents a"));
  if ("IntersectionObserver" in window) {
    var spy = new IntersectionObserver(function (seen) {
      seen.forEach(function (s) {
        if (s.isIntersecting) {
          entries.forEach(function (a) { a.classList.toggle("here", a.getAttribute("href") === "#" + s.target.id); });
        }
      });
    }, { rootMargin: "-20% 0px -70% 0px" });
    entries.forEach(function (a) {
      var section = document.getElementById(a.getAttribute("href").slice(1));
      if (section) { spy.observe(section); }
    });
  }
}());
