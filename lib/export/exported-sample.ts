import type { SampleTrace } from "@/lib/core/annotations/sample-trace";
import type { JsonObject } from "@/lib/core/json/json-value";
import { policyLine } from "@/lib/core/policy/policy-line";
import type { Turn } from "@/lib/core/recording/turn";
import { weightSpansOf } from "@/lib/core/recording/weight-span";
import { materialiseSample, type SampleColumns } from "@/lib/core/samples/materialise-sample";
import type { Sample } from "@/lib/core/samples/sample";
import type { ExportInput } from "./export-input";
import { sampleDigest, signDigest } from "./sample-digest";

/** slime's names for how a sample ended. */
export type SampleStatus = "completed" | "truncated" | "aborted";

/** A sample with its columns and everything that formats say about one. */
export interface ExportedSample {
  readonly sample: Sample;
  readonly columns: SampleColumns;
  /** Turns of the chain, first to last. */
  readonly turns: readonly Turn[];
  readonly reward: number | JsonObject | null;
  readonly status: SampleStatus;
  /** Of each turn in order, and of each stretch of it where they changed in mid-answer. */
  readonly weightVersions: readonly string[];
  /** Ids of the prompt: all before the response region. */
  readonly promptIds: Int32Array;
  readonly responseIds: Int32Array;
  /** Where the sample comes from and the digest that `verify` checks. */
  readonly provenance: JsonObject;
}

function statusOf(sample: Sample, turns: readonly Turn[]): SampleStatus {
  if (turns.at(-1)?.finishReason === "abort") return "aborted";
  return sample.truncated ? "truncated" : "completed";
}

function provenanceOf(input: ExportInput, sample: Sample, columns: SampleColumns): JsonObject {
  const digests = sample.turns.map((index) => input.turnDigests[index - 1] ?? "");
  const digest = sampleDigest(columns, digests);
  return {
    session: input.session.id,
    sample: sample.index,
    turns: sample.turns,
    leaf: sample.leafNodeId,
    policy: input.policy.name,
    reward_revision: input.session.reward_revision,
    trained_tokens: sample.trainedTokens,
    digest,
    ...(input.signingKey === null ? {} : { signature: signDigest(digest, input.signingKey) }),
  };
}

function traceOf({ session, policy }: ExportInput, sample: Sample, digest: string): SampleTrace {
  return {
    digest,
    session: session.id,
    revision: session.revision,
    rewardRevision: session.reward_revision,
    policy: policyLine(policy),
    sample: sample.index,
    leaf: sample.leafNodeId,
    length: sample.length,
    responseLength: sample.responseLength,
    trained: sample.spans.flatMap((span) => {
      if (span.state !== "trained") return [];
      const { turn, outputStart, start, length } = span;
      return [{ turn, outputStart, start, length }];
    }),
  };
}

/** One sample at a time, so that memory holds one sample's columns whatever their number. */
export function* exportedSamples(input: ExportInput): Generator<ExportedSample> {
  for (const sample of input.result.samples) {
    const columns = materialiseSample(input.recording, sample);
    const turns = sample.turns.flatMap((index) => input.recording.turns[index - 1] ?? []);
    const provenance = provenanceOf(input, sample, columns);
    input.trace?.(traceOf(input, sample, String(provenance.digest)));
    const responseStart = columns.tokens.length - Math.max(0, sample.responseLength);
    yield {
      sample,
      columns,
      turns,
      reward: sample.reward,
      status: statusOf(sample, turns),
      weightVersions: turns.flatMap((turn) => weightSpansOf(turn).map(({ version }) => version)),
      promptIds: columns.tokens.subarray(0, responseStart),
      responseIds: columns.tokens.subarray(responseStart),
      provenance,
    };
  }
}
