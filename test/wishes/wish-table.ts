import type { ProtocolDoor } from "./asked-at-door";
import { FORMAT_ROWS } from "./format-rows";
import { SAMPLING_ROWS } from "./sampling-rows";
import { STATE_ROWS } from "./state-rows";
import { TOOL_ROWS } from "./tool-rows";
import type { Doing, WishRow } from "./wish-row";

/** Every wish of the table, each with its proof. */
export const WISH_ROWS: readonly WishRow[] = [...TOOL_ROWS, ...FORMAT_ROWS, ...SAMPLING_ROWS, ...STATE_ROWS];

const HEAD = [
  "| wish | Chat Completions | Responses | Messages | SGLang | vLLM | llama.cpp |",
  "|---|---|---|---|---|---|---|",
];

/** The table as docs/protocols.md prints it. */
export function wishTable(): string {
  const rows = WISH_ROWS.map((row) => {
    const doors: readonly ProtocolDoor[] = ["chat", "responses", "messages"];
    const cells = [row.wish, ...doors.map((door) => asked(row, door)), ...Object.values(row.done).map(doing)];
    return `| ${cells.join(" | ")} |`;
  });
  return [...HEAD, ...rows].join("\n");
}

function asked({ asked }: WishRow, door: ProtocolDoor): string {
  const { words, refused, kept } = asked[door];
  if (kept !== undefined) return `${words}: kept as a fact`;
  return refused === undefined ? words : `${words}: refused, ${refused}`;
}

function doing(done: Doing): string {
  if (done.by === "refused") return `refused: ${done.instead}`;
  const by = { grammar: "the engine's grammar", engine: "the engine", recorder: "the recorder" }[done.by];
  return done.note ? `${by}: ${done.note}` : by;
}
