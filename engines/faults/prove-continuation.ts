import type { LiveBench } from "@/engines/live-bench";
import type { LiveRecording, RecordedCall } from "@/engines/recorded-session";
import { wireEvidence } from "@/engines/wire/wire-evidence";
import { type WireGeneration, wireGeneration } from "@/engines/wire/wire-generation";
import { weightSpansOf } from "@/lib/core/recording/weight-span";

/** A request that sampled a part of an answer, and which part. */
interface Part {
  readonly start: number;
  readonly end: number;
  readonly generation: WireGeneration;
}

/**
 * Whether an answer that came in several requests is proven as a graft is: each was sent exactly the prompt and what was
 * sampled before, and gave what was recorded of it. What it came from is told token by token.
 *
 * @param least How many requests, and how many versions of weights where the engine tells them, it must have come from.
 */
export function proveContinuation(
  { tap }: Pick<LiveBench, "tap">,
  { calls }: LiveRecording,
  least: { readonly requests: number; readonly versions: number },
): readonly string[] {
  const [call] = calls.slice(-1);
  if (call === undefined) return ["no turn was recorded"];
  const generations = tap.exchanges.flatMap((exchange) => wireGeneration(exchange) ?? []);
  const { turn } = call;
  const segments = turn.segments ?? [{ requestId: null, start: 0, end: turn.outputIds.length }];
  const parts = segments.flatMap(({ requestId, start, end }): Part[] => {
    const of = generations.find((one) =>
      requestId === null ? isPart(call, { start, end, generation: one }) : one.requestId === requestId,
    );
    return of === undefined ? [] : [{ start, end, generation: of }];
  });
  const wrong = parts.filter((part) => !isPart(call, part));
  return [
    ...(turn.refusal === null ? [] : [turn.refusal]),
    ...(segments.length >= least.requests ? [] : [`it came from ${segments.length} requests`]),
    ...(parts.length === segments.length ? [] : ["a request that sampled it is not on the wire"]),
    ...wrong.map(
      ({ start, end }) => `tokens ${start} to ${end} are not those of the wire after what came before`,
    ),
    ...weightProblems(call, parts, least.versions),
  ];
}

function isPart({ promptIds, turn }: RecordedCall, { start, end, generation }: Part): boolean {
  const sent = [...promptIds, ...turn.outputIds.subarray(0, start)];
  const sampled = [...turn.outputIds.subarray(start, end)];
  const logProbs = [...(turn.outputLogProbs?.subarray(start, end) ?? [])];
  return (
    generation.promptIds.join() === sent.join() &&
    generation.outputIds.slice(0, sampled.length).join() === sampled.join() &&
    logProbs.every((value, i) => Object.is(value, generation.logProbs[i] ?? Number.NaN))
  );
}

function weightProblems({ turn }: RecordedCall, parts: readonly Part[], least: number): readonly string[] {
  const recorded = weightSpansOf(turn).flatMap(({ version, start, end }) =>
    Array<string>(end - start).fill(version),
  );
  const told = parts.flatMap(({ start, end, generation }) => partWeights(generation, end - start));
  if (told.length !== turn.outputIds.length) {
    return recorded.length === 0 ? [] : ["weights that the wire does not tell of every token"];
  }
  const versions = new Set(recorded);
  return [
    ...(told.join() === recorded.join() ? [] : ["its weights are not those of the wire, token by token"]),
    ...(versions.size >= least ? [] : [`all of it came from the weights ${[...versions].join()}`]),
  ];
}

function partWeights(generation: WireGeneration, length: number): readonly string[] {
  const { weights } = wireEvidence(generation);
  if (weights.length > 0 || generation.weightVersion === null) return weights.slice(0, length);
  return Array<string>(length).fill(generation.weightVersion);
}
