import { ZodError } from "zod";
import type { JsonValue } from "@/lib/core/json/json-value";
import type { Recording } from "@/lib/core/recording/recording";
import type { SampleColumns } from "@/lib/core/samples/materialise-sample";
import { rebuildLine } from "@/lib/export/rebuild-packed";
import {
  type ExportOrigin,
  REBUILT_FORMATS,
  type RebuiltCall,
  type RebuiltLine,
  type RebuiltSample,
} from "@/lib/export/rebuild-sample";
import { sampleDigest, signDigest } from "@/lib/export/sample-digest";
import { SessionNotFoundError } from "@/lib/store/rows/session-not-found-error";
import type { Fault } from "./fault";
import { proveSample } from "./prove-sample";
import { rewardFaults } from "./reward-faults";
import type { VerifySource } from "./verify-session";

/**
 * Checks an exported line of a trainer's format. It must give the sample back whose digest it carries, over that and
 * over the digests of its turns. Its signature must hold when there is a key. Each token that it trains is compared
 * with the recorded turns. Text, rewards and marks are not part of a digest; the reward is that of the revision that the line names.
 */
export async function verifyLine(
  store: VerifySource,
  line: JsonValue,
  signingKey: string | null,
): Promise<Fault[]> {
  const read = readLine(line);
  if (typeof read === "string") return [{ session: "", turn: null, sample: null, reason: read }];
  const faults: Fault[] = [];
  for (const one of read) faults.push(...(await verifySample(store, one, signingKey)));
  return faults;
}

async function verifySample(
  store: VerifySource,
  read: RebuiltLine,
  signingKey: string | null,
): Promise<Fault[]> {
  const { session, sample, turns } = read.origin;
  const fault = (reason: string): Fault => ({ session, turn: null, sample, reason });
  try {
    const recording = await store.readRecording(session);
    const digests = await store.readDigests(session);
    const known = turns.flatMap((turn) => digests[turn - 1] ?? []);
    if (known.length !== turns.length) return [fault("names a turn that is not in the database")];
    return [...(await rewardFaults(store, read)), ...lineFaults(read, recording, known, signingKey)].map(
      fault,
    );
  } catch (error) {
    if (error instanceof SessionNotFoundError) return [fault("the session is not in the database")];
    throw error;
  }
}

/** The samples of a line, or what is wrong with it. */
function readLine(line: JsonValue): readonly RebuiltLine[] | string {
  try {
    return (
      rebuildLine(line) ??
      `is no line of a format that can be checked: ${REBUILT_FORMATS.join(", ")}, packed, turns`
    );
  } catch (error) {
    if (!(error instanceof ZodError)) throw error;
    const [issue] = error.issues;
    return `is no exported sample: ${issue?.path.join(".")}: ${issue?.message}`;
  }
}

function lineFaults(
  { sample, origin }: RebuiltLine,
  recording: Recording,
  turnDigests: readonly string[],
  signingKey: string | null,
): string[] {
  const firstPrompt = recording.prompts.length(origin.turns[0] ?? 1);
  const columns = columnsOf(sample, sample.responseLength ?? sample.tokens.length - firstPrompt);
  const digest = sampleDigest(columns, turnDigests);
  return [
    ...(digest === origin.digest ? [] : ["the line is not what was exported: its digest does not fit"]),
    ...promptFaults(sample, columns),
    ...proveSample(recording, columns, origin.turns),
    ...callFaults(sample.calls, recording, origin.turns),
    ...(signingKey === null ? [] : signatureFaults(origin, signDigest(digest, signingKey))),
  ];
}

/** The sample's columns over a response region of that length, from the end. */
function columnsOf({ tokens, mask, logProbs }: RebuiltSample, responseLength: number): SampleColumns {
  const start = tokens.length - Math.max(0, responseLength);
  return {
    tokens: Int32Array.from(tokens),
    lossMask: Uint8Array.from(mask.slice(start)),
    logProbs: Float64Array.from(logProbs.slice(start)),
    responseLength,
  };
}

/** What trains before the response region, which nothing can have sampled in this sample. */
function promptFaults({ tokens, mask, logProbs }: RebuiltSample, { lossMask }: SampleColumns): string[] {
  const start = tokens.length - lossMask.length;
  const at = tokens.findIndex((_, i) => i < start && (mask[i] !== 0 || logProbs[i] !== 0));
  return at === -1 ? [] : [`position ${at} has a mask or a log-prob and stands in the first prompt`];
}

/** Calls that a line tells in full are those of its turns. */
function callFaults(calls: readonly RebuiltCall[], recording: Recording, turns: readonly number[]): string[] {
  const isRecorded = (call: RebuiltCall) => turns.some((turn) => isCallOf(call, recording, turn));
  const at = calls.findIndex((call) => !isRecorded(call));
  return at === -1 ? [] : [`the ids or log-probs of call ${at + 1} are those of none of its turns`];
}

function isCallOf(call: RebuiltCall, { turns, prompts }: Recording, index: number): boolean {
  const turn = turns[index - 1];
  if (turn === undefined) return false;
  const sameLogProbs =
    call.logProbs === null || turn.outputLogProbs === null || sameNumbers(call.logProbs, turn.outputLogProbs);
  return (
    sameNumbers(call.promptIds, prompts.ids(index)) &&
    sameNumbers(call.outputIds, turn.outputIds) &&
    sameLogProbs
  );
}

/** A position whose log-prob is not known is NaN in a recording and 0 in a line. */
function sameNumbers(line: readonly number[], recorded: ArrayLike<number>): boolean {
  return (
    line.length === recorded.length &&
    line.every((value, i) => value === recorded[i] || (Number.isNaN(recorded[i]) && value === 0))
  );
}

function signatureFaults({ signature }: ExportOrigin, expected: string): string[] {
  if (signature === expected) return [];
  return [signature === undefined ? "is not signed" : "the signature does not fit"];
}
