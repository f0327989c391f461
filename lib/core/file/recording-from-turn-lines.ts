import type { Annotation } from "@/lib/core/annotations/annotation";
import { FieldError } from "@/lib/core/json/json-fields";
import { parseJson } from "@/lib/core/json/parse-json";
import type { Recording } from "@/lib/core/recording/recording";
import { RecordingAssembler } from "./recording-assembler";
import type { SessionLine } from "./turn-line";
import { readTurnLine } from "./turn-line-reader";

/** A session as its `turns.jsonl` tells it. */
export interface RecordedSession {
  readonly session: SessionLine;
  readonly recording: Recording;
  /** What was found out about it later, in the order in which it was written. */
  readonly annotations: readonly Annotation[];
}

/**
 * Reads the `turns.jsonl` of one session, line by line, so that a page can go on between them. Digests are not compared:
 * who reads a recording from the server that holds it has no reason to doubt it.
 *
 * @example
 * const reader = new TurnLinesReader();
 * for (const line of text.split("\n")) reader.add(line);
 * linearise(reader.done().recording, resolvePolicy("slime")).samples.length;
 */
export class TurnLinesReader {
  readonly #assembler = new RecordingAssembler();
  readonly #annotations: Annotation[] = [];
  #session: SessionLine | null = null;

  /** Takes the next line. Throws `SyntaxError`, `FieldError`, or `RangeError` for a copy that reaches too far. */
  add(text: string): void {
    if (text === "") return;
    const line = readTurnLine(parseJson(text));
    switch (line.type) {
      case "turn":
        this.#assembler.add(line);
        break;
      case "exported":
        break;
      case "annotation":
        this.#annotations.push(line.annotation);
        break;
      case "session":
        if (this.#session) throw new FieldError("type", '"turn": the lines are those of one session');
        this.#session = line;
        break;
      default:
        line satisfies never;
    }
  }

  /** What was read. Throws `FieldError` when no line told of the session. */
  done(): RecordedSession {
    if (!this.#session) throw new FieldError("type", '"session" in the first line');
    return {
      session: this.#session,
      recording: this.#assembler.recording,
      annotations: this.#annotations,
    };
  }
}

/**
 * Reads the `turns.jsonl` of one session at once. Throws as `TurnLinesReader` does.
 *
 * @example
 * const { session, recording } = recordingFromTurnLines(text.split("\n"));
 */
export function recordingFromTurnLines(lines: Iterable<string>): RecordedSession {
  const reader = new TurnLinesReader();
  for (const line of lines) reader.add(line);
  return reader.done();
}
