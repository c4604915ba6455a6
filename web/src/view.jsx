// The page of a whole run.
import { render } from "preact";
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { Article, Sign } from "./article.jsx";
import { Charts } from "./charts.jsx";
import { speak, t, unpack } from "./common.js";
import { csv, EMPTY, Run } from "./data.js";
import { Rows } from "./rows.jsx";
import "./style.css";

const TABS = ["records", "articles", "charts"];

// -- the address: every filter and the open record, so that a link leads there --------------------------------

const read = (run) => {
  const given = new URLSearchParams(location.hash.slice(1));
  const filter = { ...EMPTY };
  for (const name of Object.keys(EMPTY)) {
    if (given.has(name)) filter[name] = typeof EMPTY[name] === "boolean" ? given.get(name) === "1" : given.get(name);
  }
  const tab = TABS.includes(given.get("tab")) ? given.get("tab") : "records";
  return { filter, tab, open: run.ids.get(given.get("article")) ?? null, record: given.get("record") };
};

const write = (run, { filter, tab, open, record }) => {
  const said = new URLSearchParams();
  for (const [name, value] of Object.entries(filter)) if (value) said.set(name, value === true ? "1" : value);
  if (tab !== "records") said.set("tab", tab);
  if (open !== null) said.set("article", run.articles[open][0]);
  if (open !== null && record) said.set("record", record);
  history.replaceState(null, "", `#${said}`);
};

// -- filters --------------------------------------------------------------------------------------------------

const Facet = ({ run, name, shown, filter, set }) => (
  <label>{shown}
    <input type="text" value={filter[name]} list={`of-${name}`} name={name} onInput={(event) => set({ [name]: event.target.value })} />
    <datalist id={`of-${name}`}>{useMemo(() => run.common(name, 200), []).map((text) => <option value={text} />)}</datalist>
  </label>
);

function Filters({ run, filter, set }) {
  const field = (name) => ({ name, value: filter[name], onInput: (event) => set({ [name]: event.target.value }) });
  return (
    <div class="filters">
      <label>{t("Type")}<select {...field("kind")}>
        <option value="">{t("all")}</option>{run.kinds.map((kind) => <option value={kind}>{t(kind)}</option>)}
      </select></label>
      <Facet {...{ run, filter, set }} name="organisation" shown={t("Organisation")} />
      <Facet {...{ run, filter, set }} name="place" shown={t("Place")} />
      <Facet {...{ run, filter, set }} name="topic" shown={t("Topic")} />
      <label>{t("From")}<input type="date" {...field("from")} /></label>
      <label>{t("To")}<input type="date" {...field("to")} /></label>
      <label>{t("Finding")}<select {...field("finding")}>
        <option value="">{t("with and without")}</option>
        <option value="note">{t("any")}</option><option value="warning">{t("warning or error")}</option><option value="error">{t("error")}</option>
      </select></label>
      <label class="check"><input type="checkbox" name="unlocated" checked={filter.unlocated} onChange={(event) => set({ unlocated: event.target.checked })} />
        {t("articles with claims not found in the text")}</label>
      <button onClick={() => set(EMPTY)}>{t("Clear all")}</button>
    </div>
  );
}

// -- the lists ------------------------------------------------------------------------------------------------

function RecordRow({ run, row, chosen, open }) {
  const worst = run.rows.worst[row], number = run.rows.article[row];
  return (
    <div class={`row ${chosen ? "chosen" : ""}`} role="option" aria-selected={chosen} data-row={row} onClick={open}>
      <span class={`tag k-${run.rows.kind[row]}`} title={run.label(row)} />
      <div class="what"><div lang="vi"><b>{run.text("head", row)}</b> {run.text("title", row)} <Sign worst={worst} /></div>
        <div class="quiet"><span lang="vi">{run.text("facts", row)}</span>{run.text("facts", row) && " · "}{run.articles[number][0]}</div></div>
    </div>
  );
}

function ArticleRow({ run, number, count, chosen, open }) {
  const [id, title, outlet, published, , worst, , unlocated] = run.articles[number];
  return (
    <div class={`row ${chosen ? "chosen" : ""}`} role="option" aria-selected={chosen} onClick={open}>
      <span class="count">{count}</span>
      <div class="what"><div lang="vi"><b>{title || id}</b> <Sign worst={worst} /></div>
        <div class="quiet">{[id, outlet, published].filter(Boolean).join(" · ")}{unlocated > 0 && ` · ${t("{} not found in the text", unlocated)}`}</div></div>
    </div>
  );
}

// -- the page -------------------------------------------------------------------------------------------------

const save = (name, text) => {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "text/csv;charset=utf-8" }));
  link.download = name;
  link.click();
};

const HELP = [["/", "search"], ["j k ↓ ↑", "next, previous"], ["Enter", "open"], ["Esc", "close"], ["1 2 3", "records, articles, charts"],
  ["f", "filters"], ["e", "export the selection as CSV"], ["?", "this help"]];

function Help({ close }) {
  return (
    <dialog open class="help"><h2>{t("Keyboard")}</h2>
      <dl>{HELP.map(([key, what]) => <><dt><kbd>{key}</kbd></dt><dd>{t(what)}</dd></>)}</dl>
      <button onClick={close}>{t("Close")}</button></dialog>
  );
}

function App({ run }) {
  const [state, setState] = useState(() => read(run));
  const [at, setAt] = useState(-1);
  const [help, setHelp] = useState(false);
  const [narrow, setNarrow] = useState(false);
  const search = useRef();
  const { filter, tab, open, record } = state;
  const selected = useMemo(() => run.selected(filter), [filter]);
  const change = (part) => setState((before) => ({ ...before, ...part }));
  const set = (part) => { setAt(-1); change({ filter: { ...filter, ...part } }); };
  const items = tab === "records" ? selected.rows : selected.articles;
  const show = (index) => {
    if (!(index in items)) return;
    setAt(index);
    if (tab === "records") change({ open: run.rows.article[items[index]], record: run.label(items[index]) });
    else change({ open: items[index][0], record: null });
  };
  const exported = () => save("partyx.csv", csv(run, selected.rows));

  useEffect(() => write(run, state), [state]);
  useLayoutEffect(() => {
    const follow = () => setState(read(run));
    addEventListener("hashchange", follow);
    return () => removeEventListener("hashchange", follow);
  }, []);
  const pressed = useRef();
  pressed.current = (event) => {
    if (event.key === "Escape") { event.target.blur?.(); setHelp(false); if (!help) change({ open: null, record: null }); return; }
    if (/INPUT|SELECT|TEXTAREA/.test(event.target.tagName) || event.ctrlKey || event.metaKey || event.altKey) return;
    const step = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1, PageDown: 10, PageUp: -10 }[event.key];
    const doing = step ? () => { const next = Math.max(0, Math.min(items.length - 1, at + step)); open === null ? setAt(next) : show(next); } : {
      "/": () => search.current.focus(), "?": () => setHelp(true), e: exported, f: () => setNarrow((it) => !it),
      Enter: () => show(at), 1: () => change({ tab: "records" }), 2: () => change({ tab: "articles" }), 3: () => change({ tab: "charts" }),
    }[event.key];
    if (doing) { event.preventDefault(); doing(); }
  };
  useEffect(() => addEventListener("keydown", (event) => pressed.current(event)), []);

  const active = Object.entries(filter).filter(([name, value]) => value && name !== "tones" && name !== "q").length;
  return (
    <div class={`page ${open === null ? "" : "with-article"}`}>
      <header class="top">
        <h1>{run.title}</h1>
        <input ref={search} type="search" placeholder={`${t("Search")}  /`} aria-label={t("Search")} value={filter.q} onInput={(event) => set({ q: event.target.value })} />
        <label class="check"><input type="checkbox" name="tones" checked={filter.tones} onChange={(event) => set({ tones: event.target.checked })} />{t("tone marks count")}</label>
        <nav>{TABS.map((name) => <button class={tab === name ? "on" : ""} onClick={() => { setAt(-1); change({ tab: name }); }}>{t(name)}</button>)}</nav>
        <button class="toggle" aria-expanded={narrow} onClick={() => setNarrow(!narrow)}>{t("filters")}{active ? ` (${active})` : ""}</button>
        <button onClick={exported}>CSV</button><button aria-label={t("Keyboard")} onClick={() => setHelp(true)}>?</button>
      </header>
      <aside class={narrow ? "unfolded" : ""}><Filters {...{ run, filter, set }} /></aside>
      <main>
        <p class="sum" role="status">{t("{} of {} records in {} of {} articles", selected.rows.length, run.rowCount, selected.articles.length, run.articles.length)}</p>
        {tab !== "charts" && !items.length && <p class="none quiet">{items === selected.rows && !run.rowCount ? t("No records.") : t("Nothing matches.")}</p>}
        {tab === "records" && <Rows key="records" name={t("records")} count={items.length} size={48} at={at} row={(index) =>
          <RecordRow run={run} row={items[index]} chosen={index === at} open={() => show(index)} />} />}
        {tab === "articles" && <Rows key="articles" name={t("articles")} count={items.length} size={48} at={at} row={(index) =>
          <ArticleRow run={run} number={items[index][0]} count={items[index][1]} chosen={index === at} open={() => show(index)} />} />}
        {tab === "charts" && <Charts run={run} rows={selected.rows} />}
      </main>
      {open !== null && <Article run={run} number={open} chosen={record} choose={(name) => change({ record: name })}
        close={() => change({ open: null, record: null })} />}
      {help && <Help close={() => setHelp(false)} />}
    </div>
  );
}

unpack("index").then((data) => {
  speak(data.words);
  const place = document.getElementById("app");
  place.replaceChildren();
  render(<App run={new Run(data)} />, place);
  document.body.dataset.ready = "1";
});
