"use strict";
(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const chosen = (name) => new Set(all("input." + name).filter((box) => box.checked).map((box) => box.value));
  const run = document.getElementById("run");
  const beside = document.getElementById("beside");
  const article = document.getElementById("article");
  const count = document.getElementById("count");

  function apply() {
    const types = chosen("type");
    const outcomes = chosen("outcome");
    let shown = 0;
    for (const entry of all(".entry")) {
      entry.hidden = ![run.value, beside.value].includes(entry.dataset.run) || (article.value !== "*" && entry.dataset.article !== article.value);
      for (const card of all(".card", entry)) {
        const some = card.dataset.outcomes.split(" ").some((outcome) => outcomes.has(outcome));
        card.hidden = !types.has(card.dataset.type) || !some;
        if (!card.hidden && !entry.hidden) shown += 1;
      }
      for (const mark of all("mark", entry)) {
        const records = mark.dataset.records.split(" ");
        mark.classList.toggle("off", !records.some((record) => types.has(record.split("[")[0])));
      }
    }
    for (const group of all(".case")) {
      const side = all(".entry", group).filter((entry) => !entry.hidden).length;
      group.classList.toggle("two", side > 1);
      group.hidden = side === 0;
    }
    count.textContent = count.dataset.said.replace("{}", shown);
  }

  function focus(card) {
    const entry = card.closest(".entry");
    for (const side of ["gold", "predicted"]) {
      let first = null;
      for (const mark of all("." + side + " mark", entry)) {
        const hit = card.open && card.dataset[side] !== undefined && mark.dataset.records.split(" ").includes(card.dataset[side]);
        mark.classList.toggle("focus", hit);
        if (hit && first === null) first = mark;
      }
      if (first !== null) {
        const pane = first.closest(".text");
        pane.scrollTop += first.getBoundingClientRect().top - pane.getBoundingClientRect().top - pane.clientHeight / 3;
      }
    }
  }

  // A mark leads to its card: the closest record that it names.
  document.addEventListener("click", (event) => {
    const mark = event.target.closest("mark");
    if (mark === null) return;
    const side = mark.closest(".gold") === null ? "predicted" : "gold";
    const records = mark.dataset.records.split(" ");
    const card = all(".card", mark.closest(".entry")).find((one) => !one.hidden && records.includes(one.dataset[side]));
    if (card === undefined) return;
    card.open = true;
    card.scrollIntoView({ block: "center" });
    card.querySelector("summary").focus({ preventScroll: true });
  });

  document.getElementById("controls").addEventListener("change", apply);
  for (const card of all(".card")) card.addEventListener("toggle", () => focus(card));
  apply();
})();
