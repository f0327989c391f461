import { randomUUID } from "node:crypto";
import { z } from "zod";
import { stringifyJson } from "@/lib/core/json/stringify-json";
import type { Recording } from "@/lib/core/recording/recording";
import { importTurns } from "@/lib/store/import/import-turns";
import type { SessionRecord, Store } from "@/lib/store/store";
import { chatBody } from "./chat-body";
import { compareTurns, type TurnDifference } from "./compare-turns";
import { replayHeaders } from "./replay-headers";
import { replayOpening } from "./replay-session";
import type { RecordedEngineServer } from "./serve-recorded-engine";

/** A Turntree that runs, and what plays the engine behind it. */
export interface ReplayTarget {
  /** Its address, without a path. */
  readonly url: string;
  readonly apiToken: string | null;
  /** Samples what was recorded, if the running Turntree was started with it; null: its own engine samples. */
  readonly engine: RecordedEngineServer | null;
  /** Where what it recorded is read into, to be compared. */
  readonly copies: Store;
}

/** What became of a replay: the session that now stands in the running Turntree, and where it differs. */
export interface HttpReplay {
  readonly session: string;
  readonly differences: readonly TurnDifference[];
}

/** The longest id that leaves room for what makes it unique. */
const LONGEST_ID = 180;

const opened = z.object({ openai_base_url: z.string() });

/**
 * Sends a recorded session's calls, over HTTP only, to a Turntree that runs. They go under an id of their own, and the
 * recording there is compared bit for bit.
 *
 * @throws Error with the server's words when a call is not answered.
 */
export async function replayOverHttp(
  session: SessionRecord,
  recording: Recording,
  target: ReplayTarget,
): Promise<HttpReplay> {
  const id = `${session.id.slice(0, LONGEST_ID)}~${randomUUID().slice(0, 8)}`;
  const body = stringifyJson({ ...replayOpening(session), id, labels: { replay_of: session.id } });
  const opening = await send(target, `${target.url}/api/sessions`, body);
  const base = opened.parse(JSON.parse(opening));
  for (const turn of recording.turns) {
    target.engine?.next(turn);
    const call = stringifyJson(chatBody(turn));
    await send(target, `${base.openai_base_url}/chat/completions`, call, replayHeaders(turn));
  }
  const lines = (
    await send(target, `${target.url}/api/sessions/${encodeURIComponent(id)}/turns.jsonl`, null)
  ).split("\n");
  const { refused } = await importTurns(
    target.copies,
    lines.map((text, i) => ({ number: i + 1, text })),
  );
  const [first] = refused;
  if (first !== undefined) throw new Error(`What was recorded cannot be read: ${first.reason}`);
  return { session: id, differences: compareTurns(recording, await target.copies.readRecording(id)) };
}

/** The text of an answer; `body` null asks with GET. */
async function send(
  { apiToken }: ReplayTarget,
  url: string,
  body: string | null,
  more: Readonly<Record<string, string>> = {},
): Promise<string> {
  const headers = new Headers({ "content-type": "application/json", ...more });
  if (apiToken !== null) {
    headers.set("authorization", `Bearer ${apiToken}`);
    headers.set("x-turntree-token", apiToken);
  }
  const sent = fetch(url, body === null ? { headers } : { method: "POST", headers, body });
  const response = await sent.catch((error: unknown) => {
    throw new Error(`${url} cannot be reached.`, { cause: error });
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${text}`);
  return text;
}
