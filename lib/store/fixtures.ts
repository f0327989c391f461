import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Message } from "@/lib/core/message/message";
import type { Turn } from "@/lib/core/recording/turn";
import { UNSAID_SESSION } from "@/lib/core/recording/unsaid-session";
import { turnDigest } from "@/lib/store/turns/turn-digest";
import type { SessionCounters, SessionInput, TurnInput } from "./store";

/** A session as `POST /api/sessions` opens it, with nothing said. */
export function sessionInput(id: string, given: Partial<SessionInput> = {}): SessionInput {
  return {
    id,
    ...UNSAID_SESSION,
    prompt_mode: "graft",
    matcher: "exact",
    model: "qwen3",
    tokenizer: "qwen3",
    origin: "api",
    ...given,
  };
}

/** A turn of given ids; everything else is ordinary unless said. */
export function turnInput(
  prompt: readonly number[],
  output: readonly number[],
  given: Partial<TurnInput["turn"]> = {},
): TurnInput {
  const promptIds = Int32Array.from(prompt);
  const turn: Omit<Turn, "index"> = {
    promptMessages: [{ role: "user", content: "hi" }],
    responseMessage: { role: "assistant", content: `answer of ${output.length} tokens` },
    outputIds: Int32Array.from(output),
    outputLogProbs: Float64Array.from(output, (id) => -id / 7),
    finishReason: "stop",
    matchedStop: 151645,
    illFormed: null,
    delivery: "delivered",
    auxiliary: "none",
    retryOf: null,
    promptBuild: "graft",
    refusal: null,
    scaffolds: [],
    acceptedRewrites: [],
    headerDigest: "header",
    messageStarts: Int32Array.of(0),
    weightVersion: "7",
    logProbSemantics: "raw",
    subAgent: null,
    facts: { protocol: "openai_chat" },
    ...given,
  };
  return {
    turn,
    promptIds,
    digest: turnDigest(promptIds, turn.outputIds, turn.outputLogProbs),
    createdAt: 1_790_000_000_000,
  };
}

/** A user's or an assistant's words. */
export function say(role: Message["role"], content: string): Message {
  return { role, content };
}

/** A folder for one test's database, and the way to remove it. */
export function temporaryFolder(): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), "turntree-store-"));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** Figures as a policy might give them; turns, sampled tokens and context are what the store counts itself. */
export const COUNTERS: SessionCounters = {
  turns: 99,
  nodes: 5,
  forks: 2,
  drift_spans: 3,
  refused: 4,
  samples: 2,
  sampled_tokens: 99,
  trained_tokens: 6,
  context_tokens: 99,
  shape: "BA",
};
