import type { JsonObject } from "@/lib/core/json/json-value";
import type { AnswerWriter } from "@/scenarios/sim/choose-answer";
import { hermesAnswer } from "./hermes-answer";

/** What the user asks, and nothing else. */
export const RUN_QUESTION = "Why did the loss go up at step 61? Write report.md.";

/** The answer ends with it when the report is written. */
export const FOUND = "The cause is in report.md.";

/**
 * A model that looks for the cause as one would that knows nothing of the run: health, sessions, one session, its
 * tokens, the report. Each step takes the names and numbers that it goes on with from what the tools said.
 *
 * @param shell how this client is given a command.
 */
export function investigatingModel(
  shell: (command: string) => { name: string; arguments: JsonObject },
): AnswerWriter {
  return (heard) => {
    const prompt = heard.prompt();
    if (!heard.conversation.system.includes("<tools>") || !prompt.includes(RUN_QUESTION))
      return { text: "A short answer of the model." };
    const asked = prompt.slice(prompt.lastIndexOf(RUN_QUESTION));
    const calls = nextCalls(asked, shell);
    return { text: calls === null ? FOUND : hermesAnswer({ text: "I look.", calls: [calls] }, "") };
  };
}

function nextCalls(asked: string, shell: (command: string) => { name: string; arguments: JsonObject }) {
  const tool = (name: string, given: JsonObject) => ({ name: `mcp__turntree__${name}`, arguments: given });
  const answers = asked.split("<tool_response>").length - 1;
  switch (answers) {
    case 0:
      return tool("health_report", { filter: "step:61" });
    case 1:
      return tool("find_sessions", { filter: textOf(asked, "filter") });
    case 2:
      return tool("read_session", { session: textOf(asked, "session") });
    case 3:
      return tool("read_tokens", {
        session: textOf(asked, "session"),
        turn: Number(/losses.*?\\?"turn\\?":\s*(\d+)/s.exec(asked)?.[1] ?? 0),
      });
    case 4:
      return shell(`cat > report.md <<'END'\n${reportOf(asked)}\nEND`);
    default:
      return null;
  }
}

function reportOf(asked: string): string {
  const sentence =
    /\\?"flag\\?":\s*\\?"lost_signal\\?".*?\\?"sentence\\?":\s*\\?"([^"\\]+)/s.exec(asked)?.[1] ?? "";
  return `# Step 61\n\n${sentence} One of the answers is [this one](${textOf(asked, "cite")}).`;
}

/** The value of a field as the last tool that has it told it, however often its text was quoted on the way. */
function textOf(asked: string, field: string): string {
  const found = Array.from(asked.matchAll(new RegExp(`\\\\?"${field}\\\\?":\\s*\\\\?"([^"\\\\]*)`, "g")));
  // The filter that leaves the sessions of the first flag stands after that of the question itself.
  return (
    (field === "filter" ? found.find(([, text]) => text?.includes("flag:lost_signal")) : found.at(-1))?.[1] ??
    ""
  );
}
