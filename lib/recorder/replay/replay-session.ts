import { stringifyJson } from "@/lib/core/json/stringify-json";
import { OPTIONAL_TOLERANCES, type OptionalTolerance } from "@/lib/core/message/optional-tolerances";
import type { Recording } from "@/lib/core/recording/recording";
import { callOfRequest } from "@/lib/recorder/answer/call-of-request";
import { mintCallKey } from "@/lib/recorder/edge/request-id";
import { openKeyRing } from "@/lib/recorder/keys/key-ring";
import type { SessionOpening } from "@/lib/recorder/lifecycle/session-opening";
import type { RecorderParts } from "@/lib/recorder/parts";
import { createRecorder } from "@/lib/recorder/recorder";
import type { SessionRecord } from "@/lib/store/store";
import { openaiChat } from "@/lib/wire/openai-chat";
import { chatBody } from "./chat-body";
import { compareTurns, type TurnDifference } from "./compare-turns";
import { RecordedEngine } from "./recorded-engine";
import { replayHeaders } from "./replay-headers";

/** How a session is opened to be recorded as another was. */
export function replayOpening({ prompt_mode, matcher, max_context_tokens }: SessionRecord): SessionOpening {
  return { prompt_mode, matcher, max_context_tokens };
}

/** What settings forgave while a session was recorded. */
function forgivenIn({ turns }: Recording): readonly OptionalTolerance[] {
  const used = new Set(
    turns.flatMap((turn) => turn.acceptedRewrites.flatMap((one) => one.tolerance.split(", "))),
  );
  return OPTIONAL_TOLERANCES.filter((name) => used.has(name));
}

/**
 * Sends a recorded session's calls through the whole recorder again. The store does not hold it, and the engine samples
 * what was recorded. The new recording is compared bit for bit. A difference arose on the way from messages to prompt
 * ids, or from sampled ids to the turn.
 *
 * @throws Error when a call is not answered.
 */
export async function replaySession(
  session: SessionRecord,
  recording: Recording,
  parts: Omit<RecorderParts, "engine" | "keys" | "models">,
): Promise<readonly TurnDifference[]> {
  const engine = new RecordedEngine();
  const settings = { ...parts.settings, forgiven: forgivenIn(recording) };
  const recorder = createRecorder({ ...parts, settings, engine, keys: openKeyRing() });
  const { id } = session;
  await recorder.open({ ...replayOpening(session), id });
  for (const turn of recording.turns) {
    engine.next(turn);
    const request = new Request("http://localhost/v1/chat/completions", {
      method: "POST",
      headers: replayHeaders(turn),
      body: stringifyJson(chatBody(turn)),
    });
    const response = await recorder.call(
      { protocol: openaiChat, session: id, key: mintCallKey() },
      callOfRequest(request),
    );
    const text = await response.text();
    if (response.status !== 200) throw new Error(`Turn ${turn.index} of session ${id}: ${text}`);
  }
  await recorder.close();
  return compareTurns(recording, await parts.store.readRecording(id));
}
