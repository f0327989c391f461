import { availableParallelism } from "node:os";
import { assume } from "@/lib/core/base/assume";
import { Desk, type SharedByThreads } from "./desk";
import type { DeskAnswerName } from "./desk-answers";
import type { DeskStart } from "./desk-messages";

/** The threads beside the one that serves. On a machine of one or two cores both are one thread. */
interface Desks {
  /** What somebody looks at. */
  readonly reads: Desk;
  /** What becomes or comes from a file, which may take minutes. */
  readonly files: Desk;
}

const FILES: ReadonlySet<DeskAnswerName> = new Set<DeskAnswerName>([
  "export",
  "exportSummary",
  "sessionExport",
  "sessionSummary",
  "recordedTurns",
  "import",
  "finishedSamples",
  "annotateSamples",
  "annotateSession",
  "feed",
]);

const DESKS = Symbol.for("turntree.desks");

// Next bundles this module once for the start hook and once for the routes.
const slots = assume<{ [DESKS]?: Desks }>(globalThis, "the slot is written by this file only");

/** Starts the threads. Until then, and in the threads themselves, everything is worked out where it is asked for. */
export function openDesks(start: DeskStart, shared: SharedByThreads): void {
  const areTwo = availableParallelism() > 2;
  const each = { ...start, cacheShare: start.cacheShare / (areTwo ? 2 : 1) };
  const reads = new Desk(each, shared);
  const files = areTwo ? new Desk(each, shared) : reads;
  slots[DESKS] = { reads, files };
  for (const desk of new Set([reads, files])) desk.open();
}

export async function closeDesks(): Promise<void> {
  const { reads, files } = slots[DESKS] ?? {};
  delete slots[DESKS];
  await Promise.all([...new Set([reads, files])].map((desk) => desk?.close()));
}

/** The desk for pages; null where there is none. */
export function readingDesk(): Desk | null {
  return slots[DESKS]?.reads ?? null;
}

/** The desk for an answer of the API; null where there is none. */
export function deskFor(name: DeskAnswerName): Desk | null {
  const desks = slots[DESKS];
  if (desks === undefined) return null;
  return FILES.has(name) ? desks.files : desks.reads;
}
