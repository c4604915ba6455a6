// Builds the pages' scripts and styles into partyx/pages/built, with the licences of all that went into them.
import { build } from "esbuild";
import { readFileSync, writeFileSync, readdirSync, existsSync } from "node:fs";
import { join } from "node:path";

const out = process.argv[2] ?? "../partyx/pages/built";
const made = await build({
  entryPoints: readdirSync("src").filter((name) => /^(view|review)\.jsx$/.test(name)).map((name) => `src/${name}`),
  bundle: true, minify: true, format: "iife", target: "es2022", outdir: out, metafile: true,
  jsx: "automatic", jsxImportSource: "preact", legalComments: "none", charset: "utf8",
});

const packages = new Set();
for (const file of Object.keys(made.metafile.inputs)) {
  const found = file.match(/node_modules\/((?:@[^/]+\/)?[^/]+)\//);
  if (found) packages.add(found[1]);
}
const licences = [...packages].sort().map((name) => {
  const folder = join("node_modules", name);
  const { version, license } = JSON.parse(readFileSync(join(folder, "package.json")));
  const file = readdirSync(folder).find((one) => /^licen[cs]e/i.test(one));
  if (!file) throw new Error(`${name} has no licence file`);
  return `${name} ${version} (${license})\n\n${readFileSync(join(folder, file), "utf8").trim()}\n`;
});
writeFileSync(join(out, "LICENSES.txt"), licences.join(`\n${"-".repeat(80)}\n\n`));

// A closing script tag inside the script would end it early in the page it is put into.
for (const name of readdirSync(out).filter((one) => one.endsWith(".js"))) {
  const path = join(out, name);
  writeFileSync(path, readFileSync(path, "utf8").replaceAll("</script", "<\\/script"));
}
