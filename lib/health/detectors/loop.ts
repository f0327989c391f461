import { plural } from "@/lib/core/base/format-count";
import { stringifyJson } from "@/lib/core/json/stringify-json";
import type { Message, ToolCall } from "@/lib/core/message/message";
import type { MessageNode } from "@/lib/core/tree/tree";
import type { FlagFinding, RecordingDetector } from "@/lib/health/detector";
import { inSessions, mostly } from "@/lib/health/flag-words";

/** Asking twice may be an accident, and polling tells of something new. */
const LEAST_TIMES = 3;

export const loop: RecordingDetector = {
  name: "loop",
  level: "warn",
  looksAt: "recording",
  rule: "the same tool was called with the same arguments, and gave the same result, at least 3 times in a row",
  find: ({ result, recording }) => {
    const found: FlagFinding[] = [];
    const ahead = result.tree.map((node) => ({ node, path: NOTHING }));
    for (let at = ahead.pop(); at !== undefined; at = ahead.pop()) {
      const path = follow(at.path, at.node);
      if (path.times === LEAST_TIMES && path.turn !== null && at.path.times < LEAST_TIMES) {
        const length = recording.turns[path.turn - 1]?.outputIds.length ?? 0;
        found.push({ detail: path.name, tokens: length, turn: path.turn, start: 0, length });
      }
      for (const node of at.node.children) ahead.push({ node, path });
    }
    return found;
  },
  sentence: (tally) =>
    `${plural(tally.count, "call")} of a tool ${tally.count === 1 ? "goes" : "go"} round in circles, ${inSessions(tally)}${mostly(tally)}.`,
};

/** What was called last on the way to a message. */
interface Path {
  /** The last answer's calls that have no result yet, and its turn. */
  readonly calls: readonly ToolCall[];
  readonly turn: number | null;
  readonly name: string;
  /** The last call with its result, and how often that came in a row. */
  readonly last: string;
  readonly times: number;
}

const NOTHING: Path = { calls: [], turn: null, name: "", last: "", times: 0 };

function follow(path: Path, { message, turnIndex }: MessageNode): Path {
  if (message === null) return path;
  if (message.role === "assistant") {
    return { ...path, calls: message.tool_calls ?? [], turn: turnIndex ?? path.turn };
  }
  if (message.role !== "tool") return { ...NOTHING, turn: path.turn };
  const call = calledFor(path.calls, message);
  if (call === undefined) return path;
  const last = `${call.function.name}\n${stringifyJson(call.function.arguments)}\n${message.content ?? ""}`;
  return {
    ...path,
    calls: path.calls.filter((other) => other !== call),
    name: call.function.name,
    last,
    times: last === path.last ? path.times + 1 : 1,
  };
}

/** The call that a result answers: by its id, else the first. */
function calledFor(calls: readonly ToolCall[], { tool_call_id: id }: Message): ToolCall | undefined {
  return calls.find((call) => id !== undefined && call.id === id) ?? calls[0];
}
