import { Columns2, Download } from "lucide-react";
import Link from "next/link";
import { compareHref } from "@/components/address/compare-href";
import { TOOL } from "@/components/marks/tool-look";
import type { GroupSession } from "@/lib/core/list/group-view";

/** What can be done with a group: its best beside its worst, its advantages, its samples. */
export function GroupActions({
  group,
  sessions,
  mayExport,
}: {
  readonly group: number;
  readonly sessions: readonly GroupSession[];
  readonly mayExport: boolean;
}) {
  const ranked = sessions
    .filter(({ advantage }) => advantage !== null)
    .toSorted((a, b) => (b.advantage ?? 0) - (a.advantage ?? 0));
  const [best, worst] = [ranked[0], ranked.at(-1)];
  return (
    <div className="flex flex-wrap gap-2">
      {best && worst && best.advantage !== worst.advantage && (
        <Link
          href={compareHref({ session: best.id }, { session: worst.id })}
          prefetch={false}
          className={TOOL}
        >
          <Columns2 size={16} aria-hidden />
          Best and worst
        </Link>
      )}
      <a
        href={`/api/groups/${group}/advantages.csv`}
        download={`group-${group}.advantages.csv`}
        title="Reward, advantage and weights of each session"
        className={TOOL}
      >
        <Download size={16} aria-hidden />
        Advantages
      </a>
      {mayExport && (
        <a
          href={`/api/samples.jsonl?${new URLSearchParams({ format: "trl", filter: `group:${group}` })}`}
          download={`group-${group}.trl.jsonl`}
          title="Samples as TRL reads them, each with its session's advantage"
          className={TOOL}
        >
          <Download size={16} aria-hidden />
          Samples
        </a>
      )}
    </div>
  );
}
