import { cpus } from "node:os";
import { findTokens } from "@/components/token-pane/find/find-tokens";
import { layoutLines } from "@/components/token-pane/layout/line-layout";
import { layoutTree } from "@/components/tree/layout/tree-layout";
import { decodeTokenColumns, encodeTokenColumns, type TokenColumns } from "@/lib/core/tokens/token-columns";
import { TokenTexts } from "@/lib/core/tokens/token-texts";
import type { NodeView } from "@/lib/core/view/session-view";

const SAMPLE_TOKENS = 200_000;
/** One token in five was sampled, as in a session of tool calls. */
const SAMPLED_EVERY = 5;
/** What each step may take so that the page as a whole keeps its limits, in ms. */
const LIMITS = { tree: 50, lines: 60, find: 100, decode: 50 };

/** A session's nodes: a trunk, with a fork of 20 nodes every 50. */
function sessionNodes(count: number): readonly NodeView[] {
  let trunk = -1;
  let branch = -1;
  return Array.from({ length: count }, (_, at): NodeView => {
    const inBranch = at % 70 >= 50;
    const parent = inBranch && at % 70 > 50 ? branch : trunk;
    if (inBranch) branch = at;
    else trunk = at;
    return {
      id: `node-${at}`,
      parent,
      depth: at,
      role: at % 2 === 0 ? "tool" : "assistant",
      turn: at % 2 === 0 ? null : at,
      first_turn: at,
      preview: `message ${at}`,
      tool_calls: [],
      forks: at % 70 === 50 ? ["branch"] : [],
      fork_cause: null,
      tokens: 40,
      counts: [20, 20, 0, 0, 0, 0, 0],
      drift_spans: 0,
      merged_rewrite: null,
    };
  });
}

function sampleColumns(): TokenColumns {
  const sampled = Uint8Array.from({ length: SAMPLE_TOKENS }, (_, at) => Number(at % SAMPLED_EVERY === 0));
  return {
    start: 0,
    ids: Int32Array.from({ length: SAMPLE_TOKENS }, (_, at) => (at * 7919) % 150_000),
    states: sampled,
    sampled,
    changed: new Uint8Array(SAMPLE_TOKENS),
    logProbs: Float64Array.from(sampled, (flag, at) => (flag === 1 ? -(at % 97) / 20 : Number.NaN)),
    spans: [{ state: "context", role: null, start: 0, length: SAMPLE_TOKENS }],
  };
}

/** A sample's text over a vocabulary of a few words. */
function sampleTexts(): TokenTexts {
  const words = [" the", " function", "return", "(x", ")", ";\n", " 中文", " é", '":', " {"].map((word) =>
    new TextEncoder().encode(word),
  );
  const ids = Int32Array.from({ length: SAMPLE_TOKENS }, (_, at) => (at * 7) % words.length);
  return new TokenTexts(ids, { bytes: (id) => words[id] ?? null, isSpecial: () => false });
}

/** Runs a step many times and prints its 95th percentile beside what it may take. */
function report(name: string, limit: number, step: () => unknown): void {
  const times = Array.from({ length: 21 }, () => {
    const start = performance.now();
    step();
    return performance.now() - start;
  }).sort((left, right) => left - right);
  const p95 = times[Math.floor(times.length * 0.95)] ?? Number.NaN;
  const verdict = p95 <= limit ? "ok" : "OVER";
  if (p95 > limit) process.exitCode = 1;
  process.stdout.write(
    `${name}: p50 ${(times[10] ?? Number.NaN).toFixed(1)} ms, p95 ${p95.toFixed(1)} ms, at most ${limit} ms: ${verdict}\n`,
  );
}

/** The pure steps behind the inspector's panes, at the sizes they are promised for. */
async function run(): Promise<void> {
  process.stdout.write(`${cpus().length} cores, Node ${process.version}\n`);
  for (const count of [5_000, 20_000, 50_000]) {
    const nodes = sessionNodes(count);
    const unfolded = new Set(nodes.map(({ id }) => id));
    report(`tree layout, ${count} nodes, folded`, LIMITS.tree * (count / 5_000), () =>
      layoutTree(nodes, { expanded: new Set() }),
    );
    report(`tree layout, ${count} nodes, unfolded`, LIMITS.tree * (count / 5_000), () =>
      layoutTree(nodes, { expanded: unfolded }),
    );
  }
  const texts = sampleTexts();
  const columns = sampleColumns();
  const bytes = encodeTokenColumns(columns);
  report("visual lines of 200,000 tokens", LIMITS.lines, () =>
    layoutLines(texts, columns.ids, { width: 120, mode: "rendered" }),
  );
  report("text search over 200,000 tokens", LIMITS.find, () => findTokens("function", columns, texts));
  report("token columns of 200,000 tokens, read", LIMITS.decode, () => decodeTokenColumns(bytes));
  const sampled = SAMPLE_TOKENS / SAMPLED_EVERY;
  process.stdout.write(
    `payload ${bytes.length} bytes; at most ${5 * (SAMPLE_TOKENS - sampled) + 13 * sampled} and a header: ${bytes.length - 5 * SAMPLE_TOKENS - 8 * sampled} bytes of header\n`,
  );
}

await run();
