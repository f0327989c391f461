import type { SampleTrace } from "@/lib/core/annotations/sample-trace";
import { StoreFault } from "@/lib/core/base/store-fault";
import type { SessionLines } from "./export-session";

/** Where it is kept where exported lines came from, so that they can be annotated by their digest; a store is one. */
export interface TraceBook {
  noteTraces?(traces: readonly SampleTrace[]): Promise<void>;
}

/** So many characters of lines are noted together: each note is a write that waits for the disk. */
const NOTED_TOGETHER = 262_144;

/**
 * Lines that are given once it was noted where they came from: whoever has a line can annotate it. A database that takes
 * no writes still exports.
 */
export async function* notedLines(
  { lines, traces }: Pick<SessionLines, "lines" | "traces">,
  source: TraceBook,
): AsyncGenerator<string> {
  let held: string[] = [];
  let size = 0;
  for (const line of lines) {
    held.push(line);
    size += line.length;
    if (size < NOTED_TOGETHER) continue;
    await note(source, traces);
    yield* held;
    held = [];
    size = 0;
  }
  await note(source, traces);
  yield* held;
}

async function note(source: TraceBook, traces: SampleTrace[]): Promise<void> {
  const made = traces.splice(0);
  if (made.length === 0) return;
  try {
    await source.noteTraces?.(made);
  } catch (error) {
    if (!(error instanceof StoreFault)) throw error;
  }
}
