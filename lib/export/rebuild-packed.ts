import { z } from "zod";
import type { JsonValue } from "@/lib/core/json/json-value";
import { given, type RebuiltLine, rebuildSample, sampleOrigin } from "./rebuild-sample";

const count = z.int().min(0);

const sample = z.looseObject({
  node: count,
  length: count,
  response_length: z.int(),
  trained: z.array(z.tuple([count, count])),
  log_probs: z.array(z.number()),
  reward: z.json().optional(),
  turntree: sampleOrigin,
});

const packed = z.looseObject({
  packed_ids: z.array(z.int32()),
  node_length: z.array(count),
  node_parent: z.array(z.int().min(-1)),
  node_first: z.array(count),
  samples: z.array(sample),
});

type Packed = z.infer<typeof packed>;

/**
 * Reads an exported line back to the samples that it was written from: those of a packed tree, or the one of any other
 * format. Null when it is in no format that holds samples. Throws `ZodError` for a line that does not fit its format.
 *
 * @example
 * rebuildLine(line)?.map(({ sample }) => sample.mask); // of each, over all tokens, prompt included
 */
export function rebuildLine(line: JsonValue): readonly RebuiltLine[] | null {
  if (typeof line === "object" && line !== null && "packed_ids" in line)
    return rebuildPacked(packed.parse(line));
  const one = rebuildSample(line);
  return one === null ? null : [one];
}

function rebuildPacked(tree: Packed): readonly RebuiltLine[] {
  const starts: number[] = [];
  let start = 0;
  for (const length of tree.node_length) {
    starts.push(start);
    start += length;
  }
  return tree.samples.map(
    ({ node, length, response_length: responseLength, trained, log_probs, reward, turntree }) => {
      const tokens = idsTo(tree, starts, node).slice(0, length);
      const mask = new Array<number>(tokens.length).fill(0);
      const logProbs = new Array<number>(tokens.length).fill(0);
      let taken = 0;
      for (const [from, run] of trained) {
        for (let at = from; at < Math.min(from + run, tokens.length); at++) {
          mask[at] = 1;
          logProbs[at] = log_probs[taken++] ?? 0;
        }
      }
      return {
        format: "packed",
        sample: { tokens, mask, logProbs, responseLength, calls: [] },
        origin: turntree,
        rewards: given(reward),
      };
    },
  );
}

/** The ids from the root to the end of a node. */
function idsTo(
  { packed_ids: ids, node_length: lengths, node_parent: parents }: Packed,
  starts: readonly number[],
  node: number,
) {
  const path: number[] = [];
  // A parent stands before its children, so a line that goes round ends too.
  for (let at = node; at >= 0 && !path.includes(at); at = parents[at] ?? -1) path.push(at);
  return path.reverse().flatMap((at) => ids.slice(starts[at] ?? 0, (starts[at] ?? 0) + (lengths[at] ?? 0)));
}
