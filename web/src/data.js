// The run in memory: rows of numbers, texts by their number, filters over both.
import { fold, unpack, label } from "./common.js";

export const SIGNS = ["", "·", "!", "✗"];
export const SEVERITIES = ["", "note", "warning", "error"];
export const EMPTY = {
  q: "", tones: false, kind: "", organisation: "", place: "", topic: "", from: "", to: "", finding: "", unlocated: false,
};
const SEARCHED = ["head", "title", "facts"];

export class Run {
  constructor(data) {
    Object.assign(this, data);
    this.rowCount = data.rows.article.length;
    this.ids = new Map(data.articles.map(([id], number) => [id, number]));
    this.folded = new Map();
    this.opened = new Map();
  }

  text(name, row) { return this.texts[this.rows[name][row]]; }
  label(row) { return label(this.kinds[this.rows.kind[row]], this.rows.index[row]); }
  day(row) { return this.text("day", row) || this.articles[this.rows.article[row]][3]; }

  // Which texts hold a word: one look at each distinct text, however many rows print it.
  holding(word, tones) {
    if (!this.folded.has(tones)) this.folded.set(tones, this.texts.map((text) => fold(text, tones)));
    const wanted = fold(word, tones);
    return this.folded.get(tones).map((text) => text.includes(wanted));
  }

  articlesHolding(word, tones) {
    const key = `articles-${tones}`;
    if (!this.folded.has(key)) this.folded.set(key, this.articles.map((it) => fold(`${it[0]} ${it[1]} ${it[2]}`, tones)));
    const wanted = fold(word, tones);
    return this.folded.get(key).map((text) => text.includes(wanted));
  }

  tests(filter) {
    const { rows, articles } = this;
    const tests = [];
    if (filter.kind) {
      const kind = this.kinds.indexOf(filter.kind);
      tests.push((row) => rows.kind[row] === kind);
    }
    for (const name of ["organisation", "place", "topic"]) {
      if (!filter[name]) continue;
      const held = this.holding(filter[name], filter.tones);
      tests.push((row) => rows[name][row] && held[rows[name][row]]);
    }
    if (filter.from) tests.push((row) => this.day(row) >= filter.from);
    if (filter.to) tests.push((row) => { const day = this.day(row); return day && day <= filter.to; });
    if (filter.finding) {
      const least = SEVERITIES.indexOf(filter.finding);
      tests.push((row) => rows.worst[row] >= least);
    }
    if (filter.unlocated) tests.push((row) => articles[rows.article[row]][7] > 0);
    for (const word of filter.q.split(/\s+/).filter(Boolean)) {
      const held = this.holding(word, filter.tones), titled = this.articlesHolding(word, filter.tones);
      tests.push((row) => titled[rows.article[row]] || SEARCHED.some((name) => held[rows[name][row]]));
    }
    return tests;
  }

  selected(filter) {
    const tests = this.tests(filter);
    const rows = [];
    for (let row = 0; row < this.rowCount; row++) if (tests.every((test) => test(row))) rows.push(row);
    return { rows, articles: this.selectedArticles(filter, rows) };
  }

  // Articles with a selected record; one without any record can only be told by what is known of the article.
  selectedArticles(filter, rows) {
    const counts = new Map();
    for (const row of rows) counts.set(this.rows.article[row], (counts.get(this.rows.article[row]) ?? 0) + 1);
    const onRecords = filter.kind || filter.organisation || filter.place || filter.topic;
    const titled = filter.q.split(/\s+/).filter(Boolean).map((word) => this.articlesHolding(word, filter.tones));
    const bare = (number) => {
      const [, , , day, , worst, , unlocated] = this.articles[number];
      return !onRecords && titled.every((held) => held[number]) && (!filter.from || day >= filter.from)
        && (!filter.to || (day && day <= filter.to)) && (!filter.finding || worst >= SEVERITIES.indexOf(filter.finding))
        && (!filter.unlocated || unlocated > 0);
    };
    return this.articles.flatMap((_, number) => counts.has(number) || bare(number) ? [[number, counts.get(number) ?? 0]] : []);
  }

  async details(number) {
    const block = Math.floor(number / this.block);
    if (!this.opened.has(block)) this.opened.set(block, unpack(`block-${block}`));
    return (await this.opened.get(block))[number % this.block];
  }

  // The commonest values of a facet, for suggestions.
  common(name, most) {
    const counts = new Map();
    for (const text of this.rows[name]) if (text) counts.set(text, (counts.get(text) ?? 0) + 1);
    return [...counts].sort((a, b) => b[1] - a[1]).slice(0, most).map(([text]) => this.texts[text]);
  }
}

// Where a spreadsheet would run a formula, as partyx.tables has it: at the start of a cell, and where a cell begins for a
// program that takes another separator.
const FORMULA = /^(?=[=+\-@\t\r\n＝＋－＠﹦﹢﹣﹫])|(?<=[;\t\r\n])(?:(?=[=@＝＠﹦﹫])|(?=[+\-＋－﹢﹣][^;\t\r\n]*[\p{L}\d_][(|]))/gu;

export const csv = (run, rows) => {
  // A text that a spreadsheet would run has an apostrophe before it, which makes it a text there.
  const cell = (value) => {
    const text = typeof value === "string" ? value.replace(FORMULA, "'") : String(value ?? "");
    return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  const head = ["article", "published", "outlet", "source", "record", "type", "head", "title", "facts", "organisation", "place", "topic", "day", "value", "unit", "finding"];
  const lines = rows.map((row) => {
    const [id, , outlet, published, source] = run.articles[run.rows.article[row]];
    return [id, published, outlet, source, run.label(row), run.kinds[run.rows.kind[row]],
      ...["head", "title", "facts", "organisation", "place", "topic", "day"].map((name) => run.text(name, row)),
      run.rows.value[row], run.text("unit", row), SEVERITIES[run.rows.worst[row]]];
  });
  return "\ufeff" + [head, ...lines].map((line) => line.map(cell).join(",")).join("\r\n") + "\r\n";
};
