import type { JsonObject } from "@/lib/core/json/json-value";
import { trainingRun } from "@/scenarios/sessions/training-run";
import type { AnswerWriter } from "@/scenarios/sim/choose-answer";
import { hermesAnswer } from "./hermes-answer";

/** What the user asks, and nothing else. */
export const RUN_QUESTION = "Why did the loss go up at step 61? Keep a report of it.";

/** The answer ends with it when the report is kept. */
export const FOUND = "The cause is in the report.";

/**
 * A model that looks for the cause as one would that knows nothing of the run: health of the step and of the one before,
 * sessions, one session, what the client sent back, its tokens, the report. Each call takes the names and numbers that it
 * goes on with from what the tools said. To the rollouts of the run it answers as they do.
 */
export const investigatingModel: AnswerWriter = (heard) => {
  const prompt = heard.prompt();
  if (!heard.conversation.system.includes("<tools>") || !prompt.includes(RUN_QUESTION)) {
    const step = trainingRun[0]?.scenario.steps[heard.conversation.assistantSegments];
    return { text: step?.answer.text ?? "A short answer of the model." };
  }
  const asked = prompt.slice(prompt.lastIndexOf(RUN_QUESTION));
  const call = nextCall(asked);
  return { text: call === null ? FOUND : hermesAnswer({ text: "I look.", calls: [call] }, "") };
};

function nextCall(asked: string): { readonly name: string; readonly arguments: JsonObject } | null {
  const tool = (name: string, given: JsonObject) => ({ name: `mcp__turntree__${name}`, arguments: given });
  const session = textOf(asked, "session");
  const turn = numberOf(asked, /losses.*?\\?"turn\\?":\s*(\d+)/s);
  switch (asked.split("<tool_response>").length - 1) {
    case 0:
      return tool("health_report", { filter: "run:r7 step:61" });
    case 1:
      return tool("health_report", { filter: "run:r7 step:60" });
    case 2:
      return tool("find_sessions", { filter: lossyFilter(asked) });
    case 3:
      return tool("read_session", { session });
    case 4:
      return tool("compare_turns", {
        session,
        turn,
        by: numberOf(asked, /\\?"taken_by_turn\\?":\s*(\d+)/),
      });
    case 5:
      return tool("read_tokens", { session, turn });
    case 6:
      return tool("write_report", { text: reportOf(asked, turn) });
    case 7:
      return tool("show", {
        session,
        turn,
        sentence: "This answer came back shortened, and trains nothing.",
      });
    default:
      return null;
  }
}

function reportOf(asked: string, turn: number): string {
  const lost = /\\?"flag\\?":\s*\\?"lost_signal\\?".*?\\?"sentence\\?":\s*\\?"([^"\\]+)/s.exec(asked)?.[1];
  const sent = /in_prompt.*?\\?"text\\?":\s*\\?"([^"\\]+)/s.exec(asked)?.[1];
  return [
    "# Why the loss went up at step 61",
    `${lost} The step before has no such flag.`,
    `In turn ${turn} the model said [this answer](${textOf(asked, "cite")}). The client sent back "${sent}" in its place.`,
  ].join("\n\n");
}

/** The filter that leaves exactly the sessions which lost signal. */
function lossyFilter(asked: string): string {
  return /\\?"filter\\?":\s*\\?"([^"\\]*flag:lost_signal[^"\\]*)/.exec(asked)?.[1] ?? "";
}

/** The value of a field as the last tool that has it told it, however often its text was quoted on the way. */
function textOf(asked: string, field: string): string {
  const told = asked.matchAll(new RegExp(`\\\\?"${field}\\\\?":\\s*\\\\?"([^"\\\\]*)`, "g"));
  return [...told].at(-1)?.[1] ?? "";
}

function numberOf(asked: string, pattern: RegExp): number {
  return Number(pattern.exec(asked)?.[1] ?? 0);
}
