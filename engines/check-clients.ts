import { wireDifferences } from "@/engines/wire/compare-with-wire";
import { errorMessage } from "@/lib/core/base/error-message";
import type { CheckReport } from "./check-report";
import { callsOf, type LiveBench, liveSessionUrl } from "./live-bench";
import { type Knobs, LIVE_CLIENTS } from "./live-clients";

/** Conversations of each client that run side by side: where everything is proven, and else. */
const CONVERSATIONS = { whole: 2, usual: 1 } as const;

/** Lengths and temperatures of the turns; the last of one conversation is its longest. */
const TURNS: readonly Knobs[] = [
  { maxTokens: 60, temperature: 1, topP: 1 },
  { maxTokens: 7, temperature: 0.7, topP: 1 },
  { maxTokens: 1, temperature: 0, topP: 1 },
  { maxTokens: 90, temperature: 1, topP: 0.9 },
];

function talksOf({ isWhole }: Pick<LiveBench, "isWhole">) {
  const conversations = isWhole ? CONVERSATIONS.whole : CONVERSATIONS.usual;
  return LIVE_CLIENTS.flatMap((client, i) =>
    Array.from({ length: conversations }, (_, copy) => ({
      ...{ client, session: `talk-${i}-${copy}` },
      isReversed: (i + copy) % 2 === 1,
    })),
  );
}

/** The sessions in which the clients talk. */
export function talkSessions(bench: Pick<LiveBench, "isWhole">): readonly string[] {
  return talksOf(bench).map(({ session }) => session);
}

/**
 * Real clients over all three protocols, streamed and whole, side by side: every id and log-prob that was recorded is
 * the wire's, and every prompt was proven by the engine's own word.
 */
export async function checkClients(bench: LiveBench): Promise<CheckReport> {
  const talks = talksOf(bench);
  const problems: string[] = [];
  await Promise.all(
    talks.map(async ({ client, session, isReversed }) => {
      const knobs = isReversed ? [...TURNS].reverse() : TURNS;
      try {
        await client.talk(liveSessionUrl(bench, session), knobs);
      } catch (error) {
        problems.push(`${client.name}: ${errorMessage(error)}`);
      }
    }),
  );
  const calls = await callsOf(bench, talkSessions(bench));
  if (calls.length < talks.length * TURNS.length)
    problems.push(`${calls.length} calls were recorded of ${talks.length * TURNS.length}`);
  const tokens = calls.reduce((sum, { turn }) => sum + turn.outputIds.length, 0);
  const withCalls = calls.filter(({ turn }) => (turn.responseMessage?.tool_calls ?? []).length > 0).length;
  if (bench.start.model === "talking" && withCalls === 0) problems.push("no call of a tool was sampled");
  const grafts = calls.filter(({ turn }) => turn.promptBuild === "graft").length;
  return {
    check: "recorded as on the wire, prompts proven",
    figures: `${calls.length} calls of ${talks.length} conversations, ${tokens} tokens, ${withCalls} with tool calls, ${grafts} grafted`,
    problems: [...problems, ...wireDifferences(calls, bench.tap.exchanges)],
  };
}
