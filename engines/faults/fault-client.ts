import { type LiveBench, liveSessionUrl, postJson } from "@/engines/live-bench";

/** What a client got of one call over Chat Completions. */
export interface ClientView {
  readonly status: number;
  readonly retryAfter: string | null;
  /** `whole`: it came to its end. `error`: an error in the protocol's shape. `cut`: the connection broke. `left`: the client left. */
  readonly end: "whole" | "error" | "cut" | "left";
  readonly finish: string | null;
  /** The error's type and words, where there is one. */
  readonly error: string | null;
  /** Pieces of the answer that came. */
  readonly pieces: number;
  /** Until the first of them, in ms. */
  readonly firstPieceMs: number | null;
}

export interface FaultCall {
  readonly session: string;
  readonly streamed: boolean;
  readonly maxTokens?: number;
  readonly content?: string;
  /** Further fields of the request. */
  readonly more?: object;
  /** Called once the first piece has come. */
  readonly onFirstPiece?: (leave: () => void) => void;
}

/** Makes a call whose answer does not end by itself before its limit, and says what came of it. Never throws. */
export async function faultCall(bench: LiveBench, call: FaultCall): Promise<ClientView> {
  const began = Date.now();
  const leaving = new AbortController();
  let status = 0;
  let retryAfter: string | null = null;
  let text = "";
  let pieces = 0;
  let firstPieceMs: number | null = null;
  let end: ClientView["end"] = "cut";
  try {
    const response = await postJson(
      `${liveSessionUrl(bench, call.session)}/v1/chat/completions`,
      {
        ...{ model: "m", temperature: 1, ignore_eos: true, stream: call.streamed },
        max_tokens: call.maxTokens ?? 40,
        messages: [{ role: "user", content: call.content ?? "Say something long." }],
        ...call.more,
      },
      leaving.signal,
    );
    status = response.status;
    retryAfter = response.headers.get("retry-after");
    const decoder = new TextDecoder();
    for await (const chunk of response.body ?? []) {
      text += decoder.decode(chunk, { stream: true });
      pieces = text.split("\n").filter((line) => /^data: \{.*"delta"/.test(line)).length;
      // The first event names the role and may hold nothing that was sampled.
      if (pieces > 1 && firstPieceMs === null) {
        firstPieceMs = Date.now() - began;
        call.onFirstPiece?.(() => leaving.abort());
      }
    }
    const isWhole = call.streamed ? text.includes("data: [DONE]") : true;
    end = status !== 200 || /"error":\s*\{/.test(text) ? "error" : isWhole ? "whole" : "cut";
  } catch {
    end = leaving.signal.aborted ? "left" : "cut";
  }
  return {
    ...{ status, retryAfter, end, pieces, firstPieceMs },
    finish: lastOf(text, /"finish_reason":\s*"(\w+)"/g),
    error: lastOf(text, /"message":\s*"((?:[^"\\]|\\.)*)"/g),
  };
}

function lastOf(text: string, pattern: RegExp): string | null {
  return [...text.matchAll(pattern)].at(-1)?.[1] ?? null;
}

/** An address of this run, with or without the words before it. */
const ADDRESS = /(?:The engine at )?http:\/\/127\.0\.0\.1:\d+\S*/g;

/** What a client got, in words. */
export function clientWords(view: ClientView): string {
  const { status, retryAfter, end, finish, error } = view;
  switch (end) {
    case "whole":
      return `the whole answer, \`${finish}\``;
    case "left":
      return "left";
    case "cut":
      return status === 0 ? "no connection" : "a cut stream";
    case "error":
      // The words of an engine that is not there are those of the tap.
      if (retryAfter !== null) return `${status}, retry-after ${retryAfter}`;
      return `${status}: ${(error ?? "").replaceAll(ADDRESS, "the engine").slice(0, 160)}`;
    default:
      return end satisfies never;
  }
}
