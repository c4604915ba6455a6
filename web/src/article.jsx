// One article: its records as cards, and its text with their places marked.
import { useEffect, useState } from "preact/hooks";
import { t, pieces, label } from "./common.js";
import { SIGNS, SEVERITIES } from "./data.js";

const marksOf = (details) => details.records.flatMap(([kind, records]) => records.flatMap((record, index) => [
  ...record.spans.map(([start, end]) => ({ start, end, kind, label: label(kind, index) })),
  ...(record.focus ? [{ start: record.focus[0], end: record.focus[1], kind: "value", label: label(kind, index) }] : []),
]));

const quote = (record) => {
  const [start, , text] = record.spans[0];
  if (!record.focus || record.focus[0] < start) return <>“{text}”</>;
  const letters = Array.from(text), [from, to] = record.focus.map((at) => at - start);
  return <>“{letters.slice(0, from).join("")}<b class="value">{letters.slice(from, to).join("")}</b>{letters.slice(to).join("")}”</>;
};

export function Text({ details, chosen, choose, known }) {
  return (
    <div class="text" lang="vi">
      {pieces(details.text, marksOf(details)).map((piece) => {
        if (!piece.marks.length) return piece.text;
        const closest = piece.marks.reduce((a, b) => (b.end - b.start < a.end - a.start ? b : a)).label;
        const kinds = [...new Set(piece.marks.map((it) => it.kind))];
        const here = piece.marks.some((it) => it.label === chosen);
        return kinds.reduce((inner, kind) => (
          <span class={`mark k-${kind === "value" ? "value" : known.indexOf(kind)}`}>{inner}</span>
        ), <span class={here ? "here" : ""} data-record={closest} title={piece.marks.map((it) => it.label).join(", ")}
          onClick={() => choose(closest)}>{piece.text}</span>);
      })}
    </div>
  );
}

// How bad the worst finding about something is, in a sign and a word.
export const Sign = ({ worst }) => worst > 0 && <span class={SEVERITIES[worst]}>{SIGNS[worst]} {t(SEVERITIES[worst])}</span>;

function Card({ kind, index, record, chosen, choose, quoted, worst, known }) {
  const name = label(kind, index);
  return (
    <div class={`card ${chosen === name ? "here" : ""}`} id={`card-${name}`} onClick={() => choose(name)}>
      <span class={`number k-${known.indexOf(kind)}`}>{index}</span>
      <div>
        <b>{record.head}</b> {record.title} <Sign worst={worst} />
        {record.facts.map(([fact, value]) => <div class="quiet">{t(fact)}: {value}</div>)}
        {quoted && <div class="quiet">{quote(record)}</div>}
      </div>
    </div>
  );
}

const Source = ({ source }) => /^https?:\/\//.test(source)
  ? <a href={source} rel="noreferrer noopener" target="_blank">{source}</a> : <>{source}</>;

function Facts({ details, choose }) {
  return (
    <>
      {details.findings.length > 0 && <h3>{t("Findings")}</h3>}
      {details.findings.map(([severity, message, about]) => (
        <p class="finding"><span class={severity}>{SIGNS[SEVERITIES.indexOf(severity)]} {t(severity)}</span> {message}{" "}
          {about.map((name) => <button class="link" onClick={() => choose(name)}>{name}</button>)}</p>
      ))}
      {details.unlocated.length > 0 && <h3>{t("Not found in the text")}</h3>}
      {details.unlocated.map(([what, said, why]) => <p class="finding"><b>{what}</b> {said} <span class="quiet">{why}</span></p>)}
      <p class="quiet">{t("Engine")}: {details.engine}<br />{t("Coverage")}: {details.coverage}</p>
    </>
  );
}

export function Article({ run, number, chosen, choose, close }) {
  const [details, setDetails] = useState(null);
  useEffect(() => {
    setDetails(null);
    let wanted = true;
    run.details(number).then((found) => wanted && setDetails(found));
    return () => { wanted = false; };
  }, [number]);
  useEffect(() => {
    if (!details || !chosen) return;
    for (const place of [document.getElementById(`card-${chosen}`), document.querySelector(".text .here")]) {
      place?.scrollIntoView({ block: "center" });
    }
  }, [details, chosen]);
  const [id, title, outlet, published, source] = run.articles[number];
  const worst = {};
  for (const [severity, , about] of details?.findings ?? []) {
    for (const name of about) worst[name] = Math.max(worst[name] ?? 0, SEVERITIES.indexOf(severity));
  }
  const found = details?.records.filter(([, records]) => records.length) ?? [];
  return (
    <section class="article" aria-label={t("Article")}>
      <header>
        <button class="close" onClick={close} aria-label={t("Close")}>×</button>
        <h2 lang="vi">{title || id}</h2>
        <p class="quiet">{[id, outlet, published].filter(Boolean).join(" · ")} · <Source source={source} /></p>
      </header>
      {details && <div class="panes">
        {details.text !== null && <Text details={details} chosen={chosen} choose={choose} known={run.kinds} />}
        <div class="cards">
          {found.map(([kind, records]) => (
            <>
              <h3>{t(kind)}</h3>
              {records.map((record, index) => <Card {...{ kind, index, record, chosen, choose }} quoted={details.text === null}
                worst={worst[label(kind, index)] ?? 0} known={run.kinds} />)}
            </>
          ))}
          {!found.length && <p class="quiet">{t("No records.")}</p>}
          <Facts details={details} choose={choose} />
        </div>
      </div>}
    </section>
  );
}
