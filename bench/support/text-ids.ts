import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { loadLanguageModel } from "@/lib/text/load-language-model";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
/** Every so many files, some text whose letters take two cells or several tokens. */
const FOREIGN = "記録された対話を訓練データにする。「木」の各葉が一つの標本になる 👩‍💻🇩🇪 é ก็ नमस्ते\n";

/** Token ids of real text, this project's own sources and documents, so that ids repeat as they do in a session. */
export async function textIds(count: number): Promise<Int32Array> {
  const model = await loadLanguageModel("qwen3");
  const files = readdirSync(ROOT, { recursive: true, encoding: "utf8" })
    .filter((file) => /^(lib|docs|components|scenarios)\/.*\.(ts|tsx|md)$/.test(file))
    .sort();
  const ids = new Int32Array(count);
  let filled = 0;
  for (const [at, file] of [...files, ...files].entries()) {
    const text = readFileSync(`${ROOT}/${file}`, "utf8") + (at % 5 === 0 ? FOREIGN : "");
    const next = model.encode(text).subarray(0, count - filled);
    ids.set(next, filled);
    filled += next.length;
    if (filled === count) return ids;
  }
  throw new Error(`The project's text has only ${filled} tokens.`);
}
