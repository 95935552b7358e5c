/* use.js FOLDER: opens ferry.html as a reader would (mouse, keys, phone, dark, print, no script) and checks what is
 * seen; checks that no page asks the network or logs an error; checks that all pages are valid HTML (html-validate,
 * when it is installed). Prints one line a check; exit status 1 if one fails. */
"use strict";
const fs = require("fs");
const path = require("path");
const { chromium } = require("playwright-core");

const folder = process.argv[2];
let failed = 0;

function check(what, ok, detail) {
  console.log((ok ? "ok    " : "FAILED ") + what + (ok || detail === undefined ? "" : ": " + detail));
  failed += ok ? 0 : 1;
}

const url = (name) => "file://" + path.join(folder, name);

async function open(browser, name, options) {
  const context = await browser.newContext(
    Object.assign({ viewport: { width: 1400, height: 900 }, reducedMotion: "reduce" }, options));
  const page = await context.newPage();
  page.trouble = [];
  page.on("pageerror", (e) => page.trouble.push(String(e)));
  page.on("console", (m) => { if (m.type() === "error") page.trouble.push(m.text()); });
  page.on("request", (r) => { if (!r.url().startsWith("file:")) page.trouble.push("asks for " + r.url()); });
  await page.goto(url(name));
  return page;
}

const lit = (page) => page.$$eval(".reader .c.on", (all) => all.map((e) => e.textContent).join(""));

async function desktop(browser) {
  const page = await open(browser, "ferry.html");
  await page.click("text=“The Halcyon Star was within its limits”");
  check("a click on a passage lights it in its article",
    (await lit(page)) === "The Halcyon Star was within its limits", await lit(page));
  const seen = await page.$eval(".reader .c.on", (e) => {
    const a = e.getBoundingClientRect(), b = document.getElementById("reader").getBoundingClientRect();
    return a.top >= b.top && a.bottom <= b.bottom;
  });
  check("and it is in sight", seen);
  check("the item is marked", (await page.$$eval(".item.current", (all) => all.length)) === 1);

  await page.click(".variant.trimmed blockquote a");
  check("a quotation with a cue inside lights its two parts and not the cue",
    !(await lit(page)).includes("told reporters") && (await lit(page)).includes("twice last month"), await lit(page));

  await page.click(".reader .c >> text=at least 17 people");
  const from = await page.$eval(".item.current h3", (e) => e.textContent);
  check("a click on a marked passage leads back to the item", from.startsWith("Dead"), from);

  await page.keyboard.press("Escape");
  await page.keyboard.press("j");
  const after = await page.$eval(".item.current h3", (e) => e.textContent);
  check("j goes to the next item", after !== from, after);
  await page.keyboard.press("n");
  check("n shows its first passage", (await lit(page)).length > 0);
  await page.keyboard.press("Escape");
  check("Esc puts the light out", (await lit(page)).length === 0);

  await page.focus(".contested a.p");
  await page.keyboard.press("Enter");
  check("Enter on a passage goes to its article",
    await page.evaluate(() => document.activeElement.closest("#reader article") !== null));
  await page.keyboard.press("Escape");
  check("Esc goes back to the passage", await page.evaluate(() => document.activeElement.matches(".contested a.p")));

  await page.click(".stemma .box");
  const top = await page.$eval(".reader article", (e) => e.getBoundingClientRect().top);
  check("a click in the stemma shows the article", Math.abs(top) < 120, top);

  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  check("nothing sticks out on a wide screen", wide <= 0, wide);
  const ids = await page.$$eval("[id]", (all) => all.map((e) => e.id));
  check("no id stands twice", new Set(ids).size === ids.length);
  check("every link leads somewhere", await page.$$eval("a[href^='#']", (all) =>
    all.every((a) => document.getElementById(a.getAttribute("href").slice(1)))));
  check("no errors, no network", page.trouble.length === 0, page.trouble.join("; "));
  await page.context().close();
}

async function phone(browser) {
  const page = await open(browser, "ferry.html", { viewport: { width: 375, height: 700 }, hasTouch: true });
  check("nothing sticks out on a phone",
    (await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)) <= 0);
  check("the texts are out of the way", !(await page.isVisible(".reader")));
  await page.tap("text=“The Halcyon Star was within its limits”");
  check("a tap brings them up", (await page.isVisible(".reader")) && (await lit(page)).includes("within its limits"));
  await page.tap(".reader .close");
  check("and away again", !(await page.isVisible(".reader")));
  await page.context().close();
}

/* Contrast of text on its ground, by WCAG 2.1; 4.5 is enough for small text. */
async function contrast(page, selector) {
  return page.$eval(selector, (e) => {
    const numbers = (c) => c.match(/[\d.]+/g).map(Number);
    const light = (c) => {
      const part = (v) => (v <= 0.03928 ? v / 12.92 : Math.pow((v + 0.055) / 1.055, 2.4));
      const f = numbers(c).slice(0, 3).map((v) => part(v / 255));
      return 0.2126 * f[0] + 0.7152 * f[1] + 0.0722 * f[2];
    };
    let ground = e;
    while (ground && (numbers(getComputedStyle(ground).backgroundColor)[3] === 0)) ground = ground.parentElement;
    const a = light(getComputedStyle(e).color), b = light(getComputedStyle(ground || document.body).backgroundColor);
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  });
}

async function colors(browser, scheme) {
  const page = await open(browser, "ferry.html", { colorScheme: scheme });
  for (const selector of [".masthead .span", ".contested > h2", ".readings li", ".variant del", ".variant figcaption",
    ".reader .line", ".reader .date", "footer p"]) {
    const c = await contrast(page, selector);
    check(scheme + ": " + selector + " can be read", c >= 4.5, c.toFixed(2));
  }
  await page.context().close();
}

async function plain(browser) {
  const page = await open(browser, "ferry.html", { javaScriptEnabled: false });
  check("without script the page is whole",
    (await page.textContent("main")).includes("Whether the ferry was overloaded"));
  const href = await page.getAttribute("main a.p", "href");
  await page.click("main a.p");
  check("and its links lead to the passages", page.url().endsWith(href) && (await page.isVisible(href)));
  await page.context().close();
  const printed = await open(browser, "ferry.html");
  await printed.emulateMedia({ media: "print" });
  check("in print the texts follow the record", await printed.evaluate(() =>
    document.getElementById("reader").getBoundingClientRect().top >=
      document.getElementById("record").getBoundingClientRect().bottom - 1));
  check("in print the contents are left out", !(await printed.isVisible(".contents")));
  await printed.context().close();
}

async function valid() {
  let lib;
  try {
    lib = require("html-validate");
  } catch (e) {
    console.log("skipped: html-validate is not installed, the pages are not checked as HTML");
    return;
  }
  const judge = new lib.HtmlValidate({ extends: ["html-validate:standard"], rules: { "no-inline-style": "off" } });
  for (const name of fs.readdirSync(folder).filter((f) => f.endsWith(".html"))) {
    const report = await judge.validateString(fs.readFileSync(path.join(folder, name), "utf8"));
    const said = report.results.flatMap((r) => r.messages)
      .map((m) => m.line + ":" + m.column + " " + m.ruleId + " " + m.message);
    check(name + " is valid HTML", report.valid, "\n  " + said.slice(0, 8).join("\n  "));
  }
}

(async function () {
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ["--no-sandbox"] });
  try {
    await desktop(browser);
    await phone(browser);
    await colors(browser, "light");
    await colors(browser, "dark");
    await plain(browser);
    for (const name of ["record.html", "two.html", "diff.html"]) {
      const page = await open(browser, name);
      const ids = await page.$$eval("[id]", (all) => all.map((e) => e.id));
      check(name + ": no id stands twice", new Set(ids).size === ids.length);
      check(name + ": every link leads somewhere", await page.$$eval("a[href^='#']", (all) =>
        all.every((a) => document.getElementById(a.getAttribute("href").slice(1)))));
      check(name + ": no errors, no network", page.trouble.length === 0, page.trouble.join("; "));
      await page.context().close();
    }
  } finally {
    await browser.close();
  }
  await valid();
  process.exit(failed === 0 ? 0 : 1);
}()).catch((e) => { console.error(e); process.exit(1); });
