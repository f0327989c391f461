import { z } from "zod";
import type { JsonValue } from "@/lib/core/json-value";
import type { SampleColumns } from "@/lib/core/materialise-sample";
import { sampleDigest, signDigest } from "@/lib/export/sample-digest";
import { SessionNotFoundError } from "@/lib/store/session-not-found-error";
import type { Fault } from "./fault";
import { proveSample } from "./prove-sample";
import type { VerifySource } from "./verify-session";

/** What is checked of a line in the `slime` format. */
const lineShape = z.object({
  tokens: z.array(z.number().int()),
  loss_mask: z.array(z.number()),
  rollout_log_probs: z.array(z.number()),
  response_length: z.number().int(),
  metadata: z.object({
    turntree: z.object({
      session: z.string(),
      sample: z.number().int(),
      turns: z.array(z.number().int()),
      digest: z.string(),
      signature: z.string().optional(),
    }),
  }),
});

/**
 * Checks an exported line of the `slime` format: its digest over what it holds and over the digests of its turns,
 * its signature when there is a key, and each token that it trains against the recorded turns.
 */
export async function verifyLine(
  store: VerifySource,
  line: JsonValue,
  signingKey: string | null,
): Promise<Fault[]> {
  const read = lineShape.safeParse(line);
  if (!read.success) {
    const [issue] = read.error.issues;
    const reason = `is no exported sample in the slime format: ${issue?.path.join(".")}: ${issue?.message}`;
    return [{ session: "", turn: null, sample: null, reason }];
  }
  const { session, sample, turns, digest, signature } = read.data.metadata.turntree;
  const columns = columnsOf(read.data);
  const fault = (reason: string): Fault => ({ session, turn: null, sample, reason });
  try {
    const recording = await store.readRecording(session);
    const digests = await store.readDigests(session);
    const known = turns.flatMap((turn) => digests[turn - 1] ?? []);
    if (known.length !== turns.length) return [fault("names a turn that is not in the database")];
    const faults = proveSample(recording, columns, turns).map(fault);
    const derived = sampleDigest(columns, known);
    if (derived !== digest)
      faults.unshift(fault("the line is not what was exported: its digest does not fit"));
    if (signingKey !== null && signature !== signDigest(derived, signingKey)) {
      faults.push(fault(signature === undefined ? "is not signed" : "the signature does not fit"));
    }
    return faults;
  } catch (error) {
    if (error instanceof SessionNotFoundError) return [fault("the session is not in the database")];
    throw error;
  }
}

function columnsOf(line: z.infer<typeof lineShape>): SampleColumns {
  return {
    tokens: Int32Array.from(line.tokens),
    lossMask: Uint8Array.from(line.loss_mask),
    logProbs: Float64Array.from(line.rollout_log_probs),
    responseLength: line.response_length,
  };
}
