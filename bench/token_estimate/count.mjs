// Adds the true counts of two tokenizers to each line of corpus.py's file.
// npm install gpt-tokenizer && node count.mjs corpus.jsonl > counted.jsonl
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const require = createRequire(process.cwd() + "/");
const load = async (name) => (await import(pathToFileURL(require.resolve(`gpt-tokenizer/encoding/${name}`)))).encode;
const encoders = { o200k: await load("o200k_base"), cl100k: await load("cl100k_base") };
const anything = { disallowedSpecial: new Set() };

for (const line of readFileSync(process.argv[2], "utf8").split("\n").filter(Boolean)) {
  const sample = JSON.parse(line);
  for (const [name, encode] of Object.entries(encoders)) sample[name] = encode(sample.text, anything).length;
  console.log(JSON.stringify(sample));
}
