// Deciding about an engine's records, one after the other, with the keyboard.
import { render } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { pieces, speak, t, unpack } from "./common.js";
import "./style.css";
import "./review.css";

const UNKNOWN = { one: "", key: "", title: [], says: {}, fields: [] };
const EMPTY = { fields: {}, tasks: [], evidence: [], value_spans: [], of_spans: [] };

const call = async (path, method = "GET", body = undefined) => {
  const answer = await fetch(path, { method, headers: body === undefined ? {} : { "Content-Type": "application/json" }, body: body === undefined ? undefined : JSON.stringify(body) });
  const said = await answer.json();
  if (!answer.ok) throw new Error(said?.error ?? `${answer.status}`);
  return said;
};

// -- places: what is selected in the text, counted in characters ------------------------------------------------

const selected = () => {
  const text = document.querySelector(".text"), found = getSelection();
  if (!text || !found.rangeCount || found.isCollapsed || !text.contains(found.anchorNode) || !text.contains(found.focusNode)) return null;
  const range = found.getRangeAt(0), before = range.cloneRange();
  before.selectNodeContents(text);
  before.setEnd(range.startContainer, range.startOffset);
  const start = Array.from(before.toString()).length, words = Array.from(range.toString());
  const left = words.findIndex((one) => one.trim()), right = words.findLastIndex((one) => one.trim());
  return left < 0 ? null : [start + left, start + right + 1];
};

const words = (text, [start, end]) => Array.from(text).slice(start, end).join("");

// -- the text ---------------------------------------------------------------------------------------------------

const marksOf = (items, current) => items.flatMap((item) => item.decision === "rejected" ? [] : [
  ...item.form.evidence.map(([start, end]) => ({ start, end, item, part: item === current ? "now" : item.decision })),
  ...item.form.value_spans.map(([start, end]) => ({ start, end, item, part: "value" })),
  ...item.form.tasks.map(({ start, end }) => ({ start, end, item, part: item === current ? "now" : item.decision })),
]);

function Text({ article, items, current, at, choose }) {
  const marks = marksOf(items, current);
  if (at !== null) marks.push({ start: at[0], end: at[1], part: "digit" });
  const place = useRef();
  useEffect(() => {
    (place.current.querySelector(".p-digit") ?? place.current.querySelector(".p-now"))?.scrollIntoView({ block: "center" });
  }, [article.id, current?.id, at?.[0]]);
  return (
    <div class="text" ref={place} lang="vi">
      {pieces(article.text, marks).map((piece) => piece.marks.length ? (
        <span class={[...new Set(piece.marks.map((it) => `p-${it.part}`))].join(" ")}
          onClick={() => getSelection().isCollapsed && piece.marks[0].item && choose(piece.marks[0].item)}>{piece.text}</span>
      ) : piece.text)}
    </div>
  );
}

// -- one record -------------------------------------------------------------------------------------------------

const HINT = { date: "2023-09-29, 2023-09, 2023, A/B", figure: "1513, 80.8 %, 12 km", document: "kind | number", period: "2023-09-29, 2023-09, 2023-Q2, 2023-H1, 2023, A/B", people: "name | title | title", lines: "one a line", number: "1513, 80.8" };

// One field, by the path of its name: set(path, what its value becomes) changes it, touched(path) says it is worked on.
function Field({ spec, path, value, set, touched }) {
  const name = path.join("."), shared = { name, value: value ?? "", onInput: (event) => set(path, () => event.target.value), onFocus: () => touched(path), placeholder: HINT[spec.kind] ? t(HINT[spec.kind]) : "" };
  if (spec.kind === "record") return <Group {...{ spec, path, value, set, touched }} />;
  if (spec.kind === "records") return (
    <div class="group">
      {(value ?? []).map((one, at) => <div class="entry"><Group {...{ spec, set, touched }} path={[...path, at]} value={one} />
        <button aria-label={t("Remove")} onClick={() => set(path, (all) => all.filter((_, other) => other !== at))}>×</button></div>)}
      <button name={`${name}+`} onClick={() => set(path, (all) => [...(all ?? []), {}])}>+</button>
    </div>
  );
  if (spec.kind === "choice") return <select {...shared}><option value="" />{spec.choices.map((it) => <option value={it}>{it}</option>)}</select>;
  if (spec.kind === "flag") return <input type="checkbox" name={name} checked={Boolean(value)} onChange={(event) => set(path, () => event.target.checked ? "yes" : "")} />;
  if (spec.kind === "people" || spec.kind === "lines") return <textarea {...shared} rows={Math.max(1, (value ?? "").split("\n").length)} lang="vi" />;
  return <input type="text" {...shared} lang="vi" />;
}

const Row = (props) => {
  const row = <><span>{t(props.spec.name.replaceAll("_", " "))}</span><Field {...props} /></>;
  return /^records?$/.test(props.spec.kind) ? <div class="row-of">{row}</div> : <label class="row-of">{row}</label>;
};

const Group = ({ spec, path, value, set, touched }) => (
  <div class="group">{spec.fields.map((inner) => <Row spec={inner} path={[...path, inner.name]} value={value?.[inner.name]} set={set} touched={touched} />)}</div>
);

// The same values with the one at the path changed.
const within = (values, [first, ...rest], change) => {
  const copy = Array.isArray(values) ? [...values] : { ...values };
  copy[first] = rest.length ? within(copy[first] ?? {}, rest, change) : change(copy[first]);
  return copy;
};

const Places = ({ name, places, text, set }) => (
  <div class="places"><span class="quiet">{name}</span>
    {places.map((place, index) => (
      <span class="place" lang="vi">“{words(text, place)}” <button aria-label={t("Remove")} onClick={() => set(places.filter((_, at) => at !== index))}>×</button></span>
    ))}
    {!places.length && <span class="quiet">{t("none")}</span>}
  </div>
);

function Form({ item, specs, text, change, touched }) {
  const form = item.form, set = (part) => change({ form: { ...form, ...part } });
  return (
    <div class="form">
      {specs.filter((spec) => spec.kind !== "tasks").map((spec) => (
        <Row spec={spec} path={[spec.name]} value={form.fields[spec.name]} touched={touched} set={(path, to) => set({ fields: within(form.fields, path, to) })} />
      ))}
      {specs.some((spec) => spec.kind === "tasks") && <div class="places"><span class="quiet">{t("tasks")}</span>
        {form.tasks.map((task, index) => <span class="place" lang="vi">“{task.text}” <button aria-label={t("Remove")} onClick={() => set({ tasks: form.tasks.filter((_, at) => at !== index) })}>×</button></span>)}</div>}
      <Places name={t("evidence")} places={form.evidence} text={text} set={(evidence) => set({ evidence })} />
      {item.kind === "statistics" && <Places name={t("value")} places={form.value_spans} text={text} set={(value_spans) => set({ value_spans })} />}
    </div>
  );
}

const told = (value) => typeof value === "object" && value ? Object.values(value).map(told).filter(Boolean).join(", ") : (value ?? "").replaceAll("\n", "; ");
const titled = (item, type) => type.title.map((name) => told(item.form.fields[name])).filter(Boolean).join(" · ") || item.form.tasks.map((it) => it.text).join("; ");

function Item({ item, type, touched, article, chosen, editing, problem, choose, change, edit }) {
  const place = useRef();
  useEffect(() => { if (chosen) place.current.scrollIntoView({ block: "nearest" }); }, [chosen, editing]);
  return (
    <div class={`item ${item.decision} ${chosen ? "chosen" : ""}`} ref={place} onClick={choose} data-item={item.id}>
      <div class="line"><span class="kind">{t(type.one)}</span> <b lang="vi">{titled(item, type)}</b> <span class="decision">{t(item.decision === "open" ? "not decided" : item.decision)}</span></div>
      {item.why.map((why) => <div class="warning">{why}</div>)}
      {problem && <div class="error">{problem}</div>}
      {chosen && !editing && <div class="keys"><button onClick={() => change({ decision: "accepted" }, 1)}>{t("accept")} <kbd>a</kbd></button>
        <button onClick={() => change({ decision: "rejected" }, 1)}>{t("reject")} <kbd>r</kbd></button> <button onClick={() => edit(true)}>{t("correct")} <kbd>c</kbd></button></div>}
      {chosen && editing && <><Form item={item} specs={type.fields} text={article.text} change={change} touched={touched} />
        <div class="keys"><button onClick={() => { change({ decision: "accepted" }, 1); edit(false); }}>{t("accept")} <kbd>Ctrl Enter</kbd></button>
          <button onClick={() => edit(false)}>{t("back")} <kbd>Esc</kbd></button></div></>}
    </div>
  );
}

// -- digit strings ----------------------------------------------------------------------------------------------

function Digits({ article, state, reasons, set, at, choose }) {
  const open = article.digits.filter(([start]) => !state.digits[start]);
  const rest = article.digits.filter(([start]) => state.digits[start]);
  const row = ([start, end]) => (
    <div class={`digit ${at?.[0] === start ? "chosen" : ""}`} onClick={() => choose([start, end])}>
      <span lang="vi">{words(article.text, [Math.max(0, start - 24), start])}<b>{words(article.text, [start, end])}</b>{words(article.text, [end, end + 18])}</span>
      <select value={state.digits[start] ?? ""} name={`digit-${start}`} onFocus={() => choose([start, end])} onChange={(event) => set(start, event.target.value || null)}>
        <option value="">{t("why no statistic?")}</option>{reasons.map((it) => <option value={it}>{t(it)}</option>)}</select>
    </div>
  );
  return (
    <>
      {open.length > 0 && <h3>{t("Digit strings without a reason")} ({open.length})</h3>}{open.map(row)}
      {rest.length > 0 && <details><summary>{t("The others")} ({rest.length})</summary>{rest.map(row)}</details>}
    </>
  );
}

// -- the page ---------------------------------------------------------------------------------------------------

const HELP = [["j k", "next, previous"], ["a", "accept"], ["r", "reject"], ["c", "correct"], ["u", "decide again"],
  ["e E", "selected text: the evidence; more evidence"], ["v", "selected text: the number"], ["t", "selected text: one more task"],
  ["w", "selected text: the words of the field worked on last"], ["[ ]", "article before, after"], ["f", "finish the article"], ["Esc", "close"]];

function Help({ types, close }) {
  return <dialog open class="help"><h2>{t("Keyboard")}</h2>
    <dl>{HELP.map(([key, what]) => <><dt><kbd>{key}</kbd></dt><dd>{t(what)}</dd></>)}
      {Object.values(types).map((it) => <><dt><kbd>{it.key}</kbd></dt><dd>{t("selected text: a new {}", t(it.one))}</dd></>)}</dl><button onClick={close}>{t("Close")}</button></dialog>;
}

function App({ about }) {
  const [list, setList] = useState([]);
  const [article, setArticle] = useState(null);
  const [state, setState] = useState(null);
  const [problems, setProblems] = useState([]);
  const [now, setNow] = useState(null);
  const [digit, setDigit] = useState(null);
  const [editing, setEditing] = useState(false);
  const [trouble, setTrouble] = useState("");
  const [saving, setSaving] = useState(0);
  const [help, setHelp] = useState(false);
  const chain = useRef(Promise.resolve());
  const latest = useRef(null);
  const field = useRef(null);

  const said = (work) => work().catch((error) => setTrouble(error.message));
  const relist = () => said(async () => setList(await call("articles")));
  const open = (id) => said(async () => {
    await chain.current;
    const found = await call(`articles/${id}`);
    latest.current = found.state;
    relist();
    setArticle(found); setState(found.state); setProblems(found.problems); setEditing(false); setDigit(null); setTrouble("");
    setNow((found.state.items.find((it) => it.decision === "open") ?? found.state.items[0])?.id ?? null);
    history.replaceState(null, "", `#${id}`);
  });
  useEffect(() => said(async () => {
    const found = await call("articles");
    setList(found);
    const wanted = decodeURIComponent(location.hash.slice(1));
    open((found.find((it) => it.id === wanted) ?? found.find((it) => it.status !== "reviewed") ?? found[0]).id);
  }), []);

  // Changes are sent one after the other, each with the number of the one before.
  const keep = (next) => {
    latest.current = next;
    setState(next);
    setSaving((it) => it + 1);
    const id = article.id;
    chain.current = chain.current.then(() => said(async () => {
      const answer = await call(`articles/${id}`, "PUT", { ...next, version: latest.current.version });
      latest.current = { ...latest.current, version: answer.state.version };
      setArticle((it) => ({ ...it, digits: answer.digits }));
      setProblems(answer.problems);
      setTrouble("");
    })).then(() => setSaving((it) => it - 1));
  };
  const items = state?.items ?? [];
  const current = items.find((it) => it.id === now);
  const edit = (item, part) => keep({ ...latest.current, items: latest.current.items.map((it) => it.id === item.id ? { ...it, ...part } : it) });
  const step = (by) => {
    const at = items.findIndex((it) => it.id === now);
    setNow(items[Math.max(0, Math.min(items.length - 1, at + by))]?.id ?? null); setEditing(false); setDigit(null);
  };
  const decide = (item, part, by = 0) => {
    edit(item, part);
    if (!by) return;
    const at = items.indexOf(item), rest = [...items.slice(at + 1), ...items.slice(0, at)];
    setNow((rest.find((it) => it.decision === "open") ?? item).id);
  };
  const placed = (name, more) => {
    const place = selected();
    if (!place || !current) return;
    edit(current, { form: { ...current.form, [name]: more ? [...current.form[name], place] : [place] } });
    getSelection().removeAllRanges();
  };
  const task = () => {
    const place = selected();
    if (!place || current?.kind !== "directives") return;
    edit(current, { form: { ...current.form, tasks: [...current.form.tasks, { text: words(article.text, place), start: place[0], end: place[1] }] } });
    getSelection().removeAllRanges();
  };
  const begin = (kind) => {
    const place = selected();
    if (!place) return;
    const form = { ...EMPTY, fields: {}, evidence: [place] };
    const inside = article.digits.filter(([start, end]) => place[0] <= start && end <= place[1]);
    if (kind === "statistics" && inside.length) {
      form.value_spans = [inside[0]];
      form.fields.value = words(article.text, inside[0]).replace(/\.(?=\d{3})/g, "").replace(",", ".");
    }
    if (kind === "meetings") form.fields.name = words(article.text, place);
    Object.assign(form.fields, about.types[kind].says);
    const id = Math.max(-1, ...latest.current.items.map((it) => it.id)) + 1;
    keep({ ...latest.current, items: [...latest.current.items, { id, kind, decision: "open", why: [], form, base: {} }] });
    setNow(id); setEditing(true); getSelection().removeAllRanges();
  };
  const filled = () => {
    const place = selected();
    if (!place || !current || !field.current || field.current.item !== current.id) return;
    const quote = words(article.text, place).replace(/\s+/g, " ");
    const lines = field.current.element.tagName === "TEXTAREA";
    const fields = within(current.form.fields, field.current.path, (before) => lines && before ? `${before}\n${quote}` : quote);
    edit(current, { form: { ...current.form, fields } });
    getSelection().removeAllRanges();
  };
  const finish = () => said(async () => {
    await chain.current;
    const answer = await call(`articles/${article.id}/finish`, "POST", {});
    setProblems(answer.problems);
    const found = await call("articles");
    setList(found);
    if (answer.problems.length) {
      const first = answer.problems[0];
      if (first.item !== undefined) setNow(first.item);
      if (first.at !== undefined) setDigit(article.digits.find(([start]) => start === first.at) ?? null);
      setTrouble(t("{} things are left to do: {}", answer.problems.length, first.what));
    } else {
      const next = found.find((it) => it.status !== "reviewed");
      setTrouble("");
      if (next) open(next.id);
    }
  });
  const beside = (by) => { const at = list.findIndex((it) => it.id === article.id) + by; if (list[at]) open(list[at].id); };

  const pressed = useRef();
  pressed.current = (event) => {
    if (event.key === "Escape") { event.target.blur?.(); setEditing(false); setHelp(false); return; }
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && editing && current) { decide(current, { decision: "accepted" }, 1); setEditing(false); return; }
    if (/INPUT|SELECT|TEXTAREA/.test(event.target.tagName) || event.ctrlKey || event.metaKey || event.altKey) return;
    const doing = { j: () => step(1), k: () => step(-1), ArrowDown: () => step(1), ArrowUp: () => step(-1),
      a: () => current && decide(current, { decision: "accepted" }, 1), r: () => current && decide(current, { decision: "rejected" }, 1),
      u: () => current && decide(current, { decision: "open" }), c: () => setEditing(true), e: () => placed("evidence", false), E: () => placed("evidence", true),
      v: () => placed("value_spans", false), t: task, w: filled,
      ...Object.fromEntries(Object.entries(about.types).map(([kind, it]) => [it.key, () => begin(kind)])),
      "[": () => beside(-1), "]": () => beside(1), f: finish, "?": () => setHelp(true) }[event.key];
    if (doing) { event.preventDefault(); doing(); }
  };
  useLayoutEffect(() => addEventListener("keydown", (event) => pressed.current(event)), []);
  useEffect(() => { if (editing) document.querySelector(".item.chosen .form input, .item.chosen .form textarea")?.focus(); }, [editing, now]);

  if (!article || !state) return <p class="trouble">{trouble || t("Loading…")}</p>;
  const left = items.filter((it) => it.decision === "open").length;
  const standing = (it) => {
    if (it.status === "reviewed") return `✓ ${t("reviewed")}`;
    const open = it.id === article.id && left < items.length ? left : it.open;
    return open === null ? t("not begun") : t("{} left", open);
  };
  const problemOf = (item) => problems.find((it) => it.item === item.id && !it.open)?.what;
  return (
    <div class="page review">
      <header class="top">
        <select aria-label={t("Article")} value={article.id} onChange={(event) => open(event.target.value)}>
          {list.map((it) => <option value={it.id}>{it.id} · {standing(it)}</option>)}</select>
        <h1 lang="vi">{article.title ?? article.id}</h1>
        <span class="sum" role="status">{saving ? t("saving…") : t("saved")} · {t("{} of {} decided", items.length - left, items.length)}</span>
        <button class="finish" onClick={finish}>{t("Finish")} <kbd>f</kbd></button><button aria-label={t("Keyboard")} onClick={() => setHelp(true)}>?</button>
      </header>
      {trouble && <p class="trouble" role="alert">{trouble}</p>}
      <main><Text article={article} items={items} current={current} at={digit} choose={(item) => { setNow(item.id); setDigit(null); }} /></main>
      <section class="items" aria-label={t("Records")}>
        {items.map((item) => <Item key={item.id} {...{ item, article, editing }} type={about.types[item.kind] ?? UNKNOWN} chosen={item.id === now} problem={problemOf(item)}
          choose={() => { if (item.id !== now) { setNow(item.id); setEditing(false); setDigit(null); } }} change={(part, by) => decide(item, part, by)} edit={setEditing} touched={(path) => { field.current = { item: item.id, path, element: document.activeElement }; }} />)}
        {!items.length && <p class="quiet">{t("No proposals. Select words in the text and press {}; f finishes the article.", Object.values(about.types).map((it) => `${it.key} (${t(it.one)})`).join(", "))}</p>}
        <Digits article={article} state={state} reasons={about.reasons} at={digit} choose={setDigit}
          set={(start, why) => keep({ ...latest.current, digits: { ...latest.current.digits, [start]: why } })} />
      </section>
      {help && <Help types={about.types} close={() => setHelp(false)} />}
    </div>
  );
}

unpack("index").then((about) => {
  speak(about.words);
  const place = document.getElementById("app");
  place.replaceChildren();
  render(<App about={about} />, place);
  document.body.dataset.ready = "1";
});
