import { groupBy } from "@/lib/core/base/group-by";
import type { ExportSummary } from "@/lib/core/list/export-summary";
import { INCLUDED } from "./admission";
import type { SessionDone } from "./export-sessions";
import type { MadeExport } from "./make-export";
import type { ExportedFile } from "./summarise-export";

/** What an export holds that was read to its end: its file, and what became of its sessions. */
export function exportSummary(
  { fileName, reason, done }: Pick<MadeExport, "fileName" | "reason" | "done">,
  { bytes, sha256 }: ExportedFile,
): ExportSummary {
  const sum = (of: (report: SessionDone) => number) => done.reduce((total, report) => total + of(report), 0);
  return {
    file_name: fileName,
    sessions: done.length,
    open_sessions: done.filter(({ open }) => open).length,
    left_out: done.filter(({ leftOut }) => leftOut).length,
    unfit_reasons: countedReasons(done.filter(({ leftOut }) => leftOut)),
    kept_out: Object.fromEntries(
      INCLUDED.map((by) => [by, done.filter(({ keptOut }) => keptOut === by).length]),
    ),
    policies: policiesOf(done),
    samples: sum(({ samples }) => samples),
    lines: sum((report) => report.lines),
    bytes,
    sha256,
    reason,
    packed: packedOf(done),
  };
}

/** What packing saved in all; null where nothing was packed. */
function packedOf(done: readonly SessionDone[]): ExportSummary["packed"] {
  const packed = done.flatMap((report) => report.packed ?? []);
  if (packed.length === 0) return null;
  return {
    together: packed.reduce((total, { together }) => total + together, 0),
    alone: packed.reduce((total, { alone }) => total + alone, 0),
  };
}

/** The most frequent reasons, each with how many sessions it left out; sessions and turns go by a dash. */
function countedReasons(done: readonly SessionDone[]): ExportSummary["unfit_reasons"] {
  const alike = groupBy(done, ({ reason }) =>
    (reason ?? "").replace(/session "[^"]*"/g, "a session").replace(/\bturn \d+/g, "a turn"),
  );
  const counted = Array.from(alike, ([reason, of]) => ({ reason, sessions: of.length }));
  return counted.toSorted((left, right) => right.sessions - left.sessions).slice(0, MOST_REASONS);
}

const MOST_REASONS = 10;

function policiesOf(done: readonly SessionDone[]): ExportSummary["policies"] {
  const sessions = groupBy(
    done.filter(({ policy }) => policy !== null),
    ({ policy }) => policy ?? "",
  );
  return Array.from(sessions, ([policy, of]) => ({ policy, sessions: of.length })).toSorted(
    (left, right) => right.sessions - left.sessions,
  );
}
