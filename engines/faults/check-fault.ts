import type { FaultReport } from "@/engines/check-report";
import type { LiveBench } from "@/engines/live-bench";
import { type LiveRecording, recordedSession } from "@/engines/recorded-session";
import { errorMessage } from "@/lib/core/base/error-message";
import type { Turn } from "@/lib/core/recording/turn";
import { isIdle } from "./engine-idleness";
import { type ClientView, clientWords } from "./fault-client";
import type { LiveFault } from "./live-faults";

/** How long what became of a call may take to be written, in ms. */
const SETTLE_MS = 15_000;

/** How soon an engine stops working for a client that has left, in ms, where its machine is not busy. */
const STOP_MS = 1_000;

/** How soon it must on any machine: its answer would go on for longer. */
const LATEST_STOP_MS = 10_000;

/** Plays a fault and says what the client got, what was recorded and what of it trains. Never throws. */
export async function checkFault(bench: LiveBench, fault: LiveFault): Promise<FaultReport> {
  const { settings, ...rest } = fault;
  if (settings !== undefined) return bench.withTurntree(settings, (other) => checkFault(other, rest));
  const session = `fault-${fault.name.replaceAll(/[^a-z]+/gi, "-")}`;
  try {
    const view = await fault.play(bench, session);
    const stopped = view.end === "left" ? await stoppedWords(bench) : null;
    const recording = await settled(bench, session, fault.expect.recorded !== "nothing");
    return {
      fault: fault.name,
      client: clientWords(view),
      recorded: recordedWords(recording) + (stopped?.words ?? ""),
      trains: recording.trained === 0 ? "nothing" : "all of it",
      problems: [
        ...problemsOf(fault, view, recording),
        ...(fault.proof?.(bench, recording) ?? []),
        ...(stopped?.problems ?? []),
      ].map((problem) => `${fault.name}: ${problem}`),
    };
  } catch (error) {
    const words = errorMessage(error);
    return { fault: fault.name, client: "", recorded: "", trains: "", problems: [`${fault.name}: ${words}`] };
  }
}

function problemsOf({ expect }: LiveFault, view: ClientView, { calls, trained }: LiveRecording): string[] {
  const [last] = calls.slice(-1);
  const recorded = last === undefined ? "nothing" : isWhole(last.turn) ? "whole" : "part";
  const sampled = last?.turn.outputIds.length ?? 0;
  return [
    ...(expect.client(view) ? [] : [`the client got ${clientWords(view)}`]),
    ...(recorded === expect.recorded ? [] : [`${recorded} was recorded, not ${expect.recorded}`]),
    ...(trained > 0 === expect.trains ? [] : [`${trained} tokens train`]),
    ...(recorded === "nothing" || sampled === 0 || last?.turn.outputLogProbs
      ? []
      : ["the log-probs are lost"]),
  ];
}

function isWhole({ finishReason }: Turn): boolean {
  return finishReason !== "abort" && finishReason !== "error";
}

function recordedWords({ calls }: LiveRecording): string {
  const [last] = calls.slice(-1);
  if (last === undefined) return "nothing";
  const { outputIds, outputLogProbs, delivery, finishReason } = last.turn;
  const logProbs = outputLogProbs === null ? "without log-probs" : "with log-probs";
  const amount = isWhole(last.turn)
    ? "the turn"
    : `${outputIds.length > 0 ? "the ids until then" : "no ids"}`;
  return `${amount} ${logProbs}, \`${finishReason}\`, ${delivery.replaceAll("_", " ")}`;
}

/** The session once its last call has come to rest. */
async function settled(bench: LiveBench, session: string, isAwaited: boolean): Promise<LiveRecording> {
  const deadline = Date.now() + (isAwaited ? SETTLE_MS : 500);
  for (;;) {
    const recording = await recordedSession(bench.turntree, session);
    const [last] = recording.calls.slice(-1);
    if ((last !== undefined && last.turn.delivery !== "pending") || Date.now() > deadline) return recording;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Whether the engine stops for a client that has just left. */
async function stoppedWords(bench: LiveBench): Promise<{ words: string; problems: string[] }> {
  const began = Date.now();
  let idleAfter: number | null = null;
  while (idleAfter === null && Date.now() - began < 20 * STOP_MS) {
    const at = Date.now();
    if (await isIdle(bench)) idleAfter = at - began;
  }
  if (idleAfter !== null && idleAfter <= STOP_MS)
    return { words: "; the engine stops within a second", problems: [] };
  const words = idleAfter === null ? "the engine works on" : `the engine stops after ${idleAfter / 1000} s`;
  return { words: `; ${words}`, problems: idleAfter === null || idleAfter > LATEST_STOP_MS ? [words] : [] };
}
