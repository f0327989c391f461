import { recordingFromTurnLines } from "@/lib/core/file/recording-from-turn-lines";
import { resolvePolicy } from "@/lib/core/policy/resolve-policy";
import type { Turn } from "@/lib/core/recording/turn";
import { linearise } from "@/lib/core/samples/linearise";

/** A recorded call, with its prompt. */
export interface RecordedCall {
  readonly session: string;
  readonly promptIds: Int32Array;
  readonly turn: Turn;
}

/** A session as the built server gives it. */
export interface LiveRecording {
  readonly calls: readonly RecordedCall[];
  /** Sampled tokens that train under the strict policy. */
  readonly trained: number;
}

/** Reads a session; one of which nothing was recorded has no calls. */
export async function recordedSession(turntree: string, session: string): Promise<LiveRecording> {
  const response = await fetch(`${turntree}/api/sessions/${encodeURIComponent(session)}/turns.jsonl`);
  const text = await response.text();
  if (response.status === 404) return { calls: [], trained: 0 };
  if (!response.ok) throw new Error(`${session}: ${response.status} ${text.slice(0, 200)}`);
  const { recording } = recordingFromTurnLines(text.split("\n"));
  const calls = recording.turns.map((turn) => ({
    session,
    promptIds: recording.prompts.ids(turn.index),
    turn,
  }));
  return { calls, trained: linearise(recording, resolvePolicy("strict")).ledger.trained };
}
