// What both pages share: words in the reader's language, search without tone marks, text with marks.
let words = {};
export const speak = (given) => { words = given ?? {}; };
export const t = (english, ...values) => {
  let at = 0;
  return (words[english] ?? english).replace(/\{\}/g, () => values[at++]);
};

export const fold = (text, tones) => {
  const lower = text.toLowerCase();
  return tones ? lower.normalize("NFC")
    : lower.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replaceAll("đ", "d");
};

const bytes = (packed) => {
  if (Uint8Array.fromBase64) return Uint8Array.fromBase64(packed);
  const text = atob(packed), found = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at++) found[at] = text.charCodeAt(at);
  return found;
};

export const unpack = async (id) => {
  const stream = new Blob([bytes(document.getElementById(id).textContent)]).stream().pipeThrough(new DecompressionStream("gzip"));
  return JSON.parse(await new Response(stream).text());
};

// The text cut wherever a mark begins or ends. Offsets count characters, not the browser's half ones.
export const pieces = (text, marks) => {
  const letters = Array.from(text);
  const cuts = new Set([0, letters.length]);
  for (const { start, end } of marks) { cuts.add(Math.min(start, letters.length)); cuts.add(Math.min(end, letters.length)); }
  const sorted = [...cuts].sort((a, b) => a - b);
  return sorted.slice(0, -1).map((start, at) => ({
    start,
    text: letters.slice(start, sorted[at + 1]).join(""),
    marks: marks.filter((one) => one.start <= start && one.end > start),
  }));
};

export const label = (kind, index) => `${kind}[${index}]`;
