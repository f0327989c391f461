import { plural } from "@/lib/core/base/format-count";

/** One thing that was looked at when the engine was first ready. */
export interface ShownFinding {
  readonly what: string;
  readonly state: "ok" | "no" | "fault";
  readonly words: string;
}

const LABELS = { ok: "yes", no: "no", fault: "fault" } as const;

/** What the engine was found to give, as `turntree doctor` says it. Nothing before it was looked at. */
export function EngineFindings({
  engine,
  findings,
}: {
  readonly engine: string;
  readonly findings: readonly ShownFinding[];
}) {
  if (findings.length === 0) return null;
  return (
    <details data-testid="engine-findings" className="text-sm text-ink-2">
      <summary className="cursor-pointer">
        Engine {engine}: {findingWords(findings)}
      </summary>
      <ul className="mt-2 flex flex-col gap-1 pl-4">
        {findings.map(({ what, state, words }) => (
          <li key={what}>
            {what}: {LABELS[state]}. {words}
          </li>
        ))}
      </ul>
    </details>
  );
}

/** @example findingWords([{ what: "ids", state: "fault", words: "No ids." }]); // "1 fault: ids." */
export function findingWords(findings: readonly ShownFinding[]): string {
  const named = (state: ShownFinding["state"]) =>
    findings.flatMap((finding) => (finding.state === state ? finding.what : []));
  const [given, missing, faults] = [named("ok"), named("no"), named("fault")];
  if (faults.length > 0) return `${plural(faults.length, "fault")}: ${faults.join(", ")}.`;
  return `gives ${given.join(", ")}${missing.length === 0 ? "" : `; not ${missing.join(", ")}`}.`;
}
