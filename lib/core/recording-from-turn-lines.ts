import { FieldError } from "./json-fields";
import { parseJson } from "./parse-json";
import type { Recording } from "./recording";
import { RecordingAssembler } from "./recording-assembler";
import type { SessionLine } from "./turn-line";
import { readTurnLine } from "./turn-line-reader";

/** A session as its `turns.jsonl` tells it. */
export interface RecordedSession {
  readonly session: SessionLine;
  readonly recording: Recording;
}

/**
 * Reads the `turns.jsonl` of one session. Digests are not compared: who reads a recording from the server that holds
 * it has no reason to doubt it. Throws `SyntaxError`, `FieldError`, or `RangeError` for a copy that reaches too far.
 *
 * @example
 * const { session, recording } = recordingFromTurnLines(text.split("\n"));
 * linearise(recording, resolvePolicy("slime")).samples.length;
 */
export function recordingFromTurnLines(lines: Iterable<string>): RecordedSession {
  const assembler = new RecordingAssembler();
  let session: SessionLine | null = null;
  for (const text of lines) {
    if (text === "") continue;
    const line = readTurnLine(parseJson(text));
    if (line.type === "turn") assembler.add(line);
    else if (session) throw new FieldError("type", '"turn": the lines are those of one session');
    else session = line;
  }
  if (!session) throw new FieldError("type", '"session" in the first line');
  return { session, recording: assembler.recording };
}
