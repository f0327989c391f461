import type { AnnotationLine, ExportedLine } from "./later-line";
import type { SessionLine, TurnLine } from "./turn-line";

/** A line of a `turns.jsonl`: a session, its turns, the lines that were exported of it, what was found out later. */
export type RecordedLine = SessionLine | TurnLine | ExportedLine | AnnotationLine;
