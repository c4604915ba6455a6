// What a selection looks like: records or figures over time, and how often each document is cited.
import * as Plot from "@observablehq/plot";
import { useEffect, useRef, useState } from "preact/hooks";
import { t } from "./common.js";

const PERIODS = { year: 4, month: 7 };
const FILLED = 300, TICKS = 24; // periods that a gap is shown of, and of them those with a name
const SERIES = 7;
const LETTERS = 34, LETTER = 7; // of a document's name beside its bar, and the width of one in pixels
const COLOURS = ["#4269d0", "#efb118", "#ff725c", "#6cc5b0", "#3ca951", "#ff8ab7", "#a463f2"], OTHERS = "#9498a0";

function Drawn({ options, name }) {
  const place = useRef();
  useEffect(() => {
    const width = Math.max(280, place.current.clientWidth);
    const made = Plot.plot({ width, style: { background: "none", fontSize: "12px" }, ...options });
    made.setAttribute("role", "img");
    made.setAttribute("aria-label", name);
    place.current.replaceChildren(made);
  }, [options]);
  return <div class="chart" ref={place} />;
}

const counts = (number) => Number.isInteger(number) ? number.toLocaleString(document.documentElement.lang) : "";

const counted = (items) => {
  const counts = new Map();
  for (const item of items) counts.set(item, (counts.get(item) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1]);
};

// Every period from the first to the last, so that a gap is seen as one; only those that are there where they lie far apart.
const throughout = (periods) => {
  const there = [...new Set(periods)].sort(), [first, last] = [there[0], there.at(-1)];
  if (!there.length) return there;
  const number = (it) => it.length > 4 ? Number(it.slice(0, 4)) * 12 + Number(it.slice(5)) - 1 : Number(it);
  const name = (it) => first.length > 4 ? `${String(Math.floor(it / 12)).padStart(4, "0")}-${String(it % 12 + 1).padStart(2, "0")}` : String(it).padStart(4, "0");
  const span = number(last) - number(first) + 1;
  return span > FILLED ? there : Array.from({ length: span }, (_, at) => name(number(first) + at));
};

function overTime(run, rows, { by, period, measure }) {
  const dated = rows.filter((row) => run.day(row));
  const series = (row) => by === "none" ? "" : by === "kind" ? t(run.kinds[run.rows.kind[row]]) : run.text(by, row) || t("not said");
  const main = new Set(counted(dated.map(series)).slice(0, SERIES).map(([name]) => name));
  const named = (row) => main.has(series(row)) ? series(row) : t("others");
  const domain = [...new Set(dated.map(named))].sort((a, b) => main.has(b) - main.has(a) || a.localeCompare(b));
  const color = { legend: by !== "none", domain, range: domain.map((name, at) => main.has(name) ? COLOURS[at] : OTHERS) };
  const units = counted(dated.filter((row) => run.rows.value[row] !== null).map((row) => run.text("unit", row)));
  const unit = units[0]?.[0] ?? "";
  if (measure === "figures") {
    const points = dated.filter((row) => run.rows.value[row] !== null && run.text("unit", row) === unit)
      .map((row) => ({ when: new Date(run.day(row)), value: run.rows.value[row], series: named(row), what: run.text("title", row) }));
    return { unit, left: units.length - 1, options: {
      height: 340, marginLeft: 60, y: { label: unit, grid: true }, x: { label: null, type: "utc" }, color,
      marks: [Plot.ruleY([0]), Plot.lineY(points, { x: "when", y: "value", stroke: "series", sort: "when", strokeOpacity: 0.5 }),
        Plot.dot(points, { x: "when", y: "value", fill: "series", title: (it) => `${it.what}\n${it.value} ${unit}\n${it.series}` })],
    } };
  }
  const bars = dated.map((row) => ({ when: run.day(row).slice(0, PERIODS[period]), series: named(row) }));
  const periods = throughout(bars.map((it) => it.when)), each = Math.ceil(periods.length / TICKS);
  return { unit: "", left: 0, options: {
    height: 340, marginBottom: 50, marginLeft: 24 + LETTER * counts(rows.length).length, y: { label: t("records"), grid: true, tickFormat: counts }, color,
    x: { label: null, tickRotate: -40, type: "band", domain: periods, ticks: periods.filter((_, at) => at % each === 0) },
    marks: [Plot.ruleY([0]), Plot.barY(bars, Plot.groupX({ y: "count" }, { x: "when", fill: "series", tip: true }))],
  } };
}

function citations(run, rows) {
  const cited = rows.filter((row) => run.kinds[run.rows.kind[row]] === "directives" && /\d/.test(run.text("head", row)));
  const top = counted(cited.map((row) => run.text("head", row))).slice(0, 20).map(([name, count]) => ({ name, count }));
  const cut = (name) => name.length > LETTERS ? `${name.slice(0, LETTERS - 1)}…` : name;
  const short = (name) => name.length > LETTERS ? cut(name.replace(/ \([^()]*\)$/, "")) : name; // a gloss goes first
  const marginLeft = 16 + LETTER * Math.max(0, ...top.map(({ name }) => short(name).length));
  return top.length && { height: 40 + 24 * top.length, marginLeft, x: { label: t("citations"), tickFormat: counts }, y: { label: null, tickFormat: short },
    marks: [Plot.barX(top, { x: "count", y: "name", fill: "#e69f00", sort: { y: "-x" }, tip: true })] };
}

const Choice = ({ name, value, options, set }) => (
  <label>{name} <select value={value} onChange={(event) => set(event.target.value)}>
    {options.map(([key, shown]) => <option value={key}>{shown}</option>)}
  </select></label>
);

export function Charts({ run, rows }) {
  const [by, setBy] = useState("organisation");
  const [period, setPeriod] = useState("year");
  const [measure, setMeasure] = useState("records");
  const time = overTime(run, rows, { by, period, measure });
  const bars = citations(run, rows);
  const undated = rows.filter((row) => !run.day(row)).length;
  return (
    <div class="charts">
      <h2>{t("Over time")}</h2>
      <p class="choices">
        <Choice name={t("Show")} value={measure} set={setMeasure} options={[["records", t("number of records")], ["figures", t("figures")]]} />
        <Choice name={t("by")} value={by} set={setBy} options={["organisation", "place", "kind", "none"].map((it) => [it, t(it)])} />
        {measure === "records" && <Choice name={t("per")} value={period} set={setPeriod} options={["year", "month"].map((it) => [it, t(it)])} />}
      </p>
      {measure === "figures" && <p class="quiet">{t("Figures in {}, the commonest unit; {} other units are left out. Choose a topic on the left.", time.unit || "–", Math.max(0, time.left))}</p>}
      {undated > 0 && <p class="quiet">{t("Without a date, and not drawn: {}", counts(undated))}</p>}
      {undated < rows.length && <Drawn options={time.options} name={t("Over time")} />}
      {!rows.length && <p class="quiet">{t("No records.")}</p>}
      <h2>{t("Citations of each document")}</h2>
      {bars ? <Drawn options={bars} name={t("Citations of each document")} /> : <p class="quiet">{t("No document is cited here.")}</p>}
    </div>
  );
}
