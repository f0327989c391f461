import Link from "next/link";
import { plural } from "@/lib/core/base/format-count";
import type { RunSteps } from "@/lib/core/list/run-steps";

/** What stands above a strip: what its columns are, and the ways from those that are chosen. */
export function StripHead({
  steps: { by, more },
  listed,
  path,
}: {
  readonly steps: RunSteps;
  /** The filter of the sessions of the chosen columns; null where all are meant. */
  readonly listed: string | null;
  readonly path: string;
}) {
  return (
    <div className="mb-2 flex flex-wrap items-baseline gap-x-4 gap-y-1">
      <h2 className="text-sm font-medium">{by === "step" ? "Step by step" : "Group by group"}</h2>
      {more > 0 && <span className="text-xs text-ink-2">{plural(more, "earlier column")} left out</span>}
      {listed !== null && (
        <span className="flex gap-4 text-sm md:ml-auto">
          <Link
            href={`/sessions?${new URLSearchParams({ q: listed })}`}
            prefetch={false}
            className="underline underline-offset-4"
          >
            List these sessions
          </Link>
          <Link href={path} scroll={false} className="text-ink-2 underline underline-offset-4">
            All of them
          </Link>
        </span>
      )}
    </div>
  );
}
