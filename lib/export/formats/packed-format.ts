import type { SampleColumns } from "@/lib/core/samples/materialise-sample";
import { packSamples } from "@/lib/core/samples/pack-samples";
import type { ExportFormat, ExportInput } from "@/lib/export/export-input";
import { type ExportedSample, exportedSamples } from "@/lib/export/exported-sample";
import { floatList } from "@/lib/export/lines/float-list";
import { integerList } from "@/lib/export/lines/integer-list";
import { RawJson, writeLine } from "@/lib/export/lines/write-line";
import { exportMark } from "./export-mark";
import { floatOf, needLogProbs, needScalarRewards } from "./needs-of-format";

/** Stretches `[start, length]` of a sample whose tokens train, and their log-probs, one after the other. */
interface TrainedTokens {
  readonly runs: readonly (readonly [start: number, length: number])[];
  readonly logProbs: Float64Array;
}

function trainedTokens({ tokens, lossMask, logProbs, responseLength }: SampleColumns): TrainedTokens {
  const regionStart = tokens.length - Math.max(0, responseLength);
  const runs: [number, number][] = [];
  const kept: number[] = [];
  for (const [at, bit] of lossMask.entries()) {
    if (bit !== 1) continue;
    const last = runs.at(-1);
    if (last !== undefined && last[0] + last[1] === regionStart + at) last[1]++;
    else runs.push([regionStart + at, 1]);
    kept.push(logProbs[at] ?? 0);
  }
  return { runs, logProbs: Float64Array.from(kept) };
}

function sampleOf(input: ExportInput, exported: ExportedSample, node: number): RawJson {
  const { runs, logProbs } = trainedTokens(exported.columns);
  return new RawJson(
    writeLine([
      ["node", node],
      ["length", exported.columns.tokens.length],
      ["response_length", exported.sample.responseLength],
      ["trained", runs],
      ["log_probs", new RawJson(floatList(logProbs))],
      ["weight", floatOf(input.weight)],
      ["reward", floatOf(exported.reward)],
      ["advantage", floatOf(input.advantage)],
      ["turntree", exportMark(input, exported)],
    ]),
  );
}

/** One line of all samples of these sessions. What packing saved is told of the first. */
function line(first: ExportInput, others: readonly ExportInput[]): string {
  const exported = [first, ...others].flatMap((input) =>
    Array.from(exportedSamples(input), (one) => ({ input, one })),
  );
  const { nodes, ends, together, alone } = packSamples(exported.map(({ one }) => one.columns));
  first.packed?.({ together, alone });
  const column = (of: (node: (typeof nodes)[number]) => number) =>
    new RawJson(integerList(Int32Array.from(nodes, of)));
  const ids = new Int32Array(together);
  let start = 0;
  for (const node of nodes) {
    ids.set(node.ids, start);
    start += node.ids.length;
  }
  const samples = exported.map(({ input, one }, at) => sampleOf(input, one, ends[at] ?? -1).text);
  return writeLine([
    ["session", others.length === 0 ? first.session.id : null],
    ["group_index", first.session.group_index],
    ["packed_ids", new RawJson(integerList(ids))],
    ["node_length", column(({ ids: held }) => held.length)],
    ["node_parent", column(({ parent }) => parent)],
    ["node_first", column(({ first }) => first)],
    ["node_enter", column(({ enter }) => enter)],
    ["node_exit", column(({ exit }) => exit)],
    ["samples", new RawJson(`[${samples.join(",")}]`)],
    ["tokens", together],
    ["tokens_alone", alone],
  ]);
}

/**
 * The samples of a session, or of the sessions of a group, as one prefix tree, so that a trainer forwards what they share once. `packed_ids` holds the
 * ids of the nodes one after the other, parents before children; `node_first` is the position of a node's first token in
 * a sequence. A token sees those of its own node before it, and those of every node `a` with
 * `node_enter[a] <= node_enter[b] < node_exit[a]`. Each sample says where it ends, and which of its tokens train.
 */
export const packedFormat: ExportFormat = {
  name: "packed",
  check(input) {
    needLogProbs("packed", input);
    needScalarRewards("packed", input);
  },
  *lines(input) {
    if (input.result.samples.length > 0) yield line(input, []);
  },
  *linesTogether(inputs) {
    const [first, ...others] = inputs.filter(({ result }) => result.samples.length > 0);
    if (first !== undefined) yield line(first, others);
  },
};
