"use client";

import type { ListChoice } from "@/components/address/list-params";
import { CauseChips } from "@/components/marks/cause-chips";
import { ShapeSpark } from "@/components/marks/shape-spark";
import { formatReward } from "@/components/ui/format";
import { RelativeTime } from "@/components/ui/relative-time";
import { ShareBar } from "@/components/ui/share-bar";
import { formatCount, plural } from "@/lib/core/base/format-count";
import type { ListRow } from "@/lib/core/list/list-row";
import { SessionCell } from "./session-cell";
import { SnippetLine } from "./snippet-line";
import type { RowWindow } from "./use-row-window";

/** Sessions where there is no room for a table; only those near the screen are in the document. */
export function SessionCards({
  rows,
  list,
  window,
}: {
  readonly rows: readonly ListRow[];
  readonly list: ListChoice;
  readonly window: RowWindow;
}) {
  return (
    <ul data-testid="sessions" style={{ paddingTop: window.before, paddingBottom: window.after }}>
      {window.items.map(({ index }) => {
        const row = rows[index];
        return row && <SessionCard key={row.id} row={row} list={list} />;
      })}
    </ul>
  );
}

function SessionCard({ row, list }: { readonly row: ListRow; readonly list: ListChoice }) {
  const forks = row.causes.filter(({ subject }) => subject === "fork");
  return (
    <li className="flex h-[108px] flex-col justify-center gap-1.5 border-b border-line px-3 text-sm">
      <div className="flex items-center gap-2">
        <span className="min-w-0 flex-1">
          <SessionCell row={row} column="session" list={list} />
        </span>
        <span className="text-xs text-ink-2">
          <RelativeTime at={row.created_at} />
        </span>
      </div>
      {row.snippet && <SnippetLine snippet={{ ...row.snippet, before: row.snippet.before.slice(-16) }} />}
      <div className="flex items-center gap-3">
        <ShapeSpark row={row} />
        <span className="ml-auto">
          <ShareBar part={row.trained_tokens} whole={row.sampled_tokens} noun="sampled tokens" />
        </span>
      </div>
      <div className="flex items-center gap-2 text-xs text-ink-2">
        <span>
          {plural(row.turns, "turn")} · {plural(row.samples, "sample")}
          {row.refused > 0 && ` · ${formatCount(row.refused)} refused`}
          {row.reward !== null && ` · reward ${formatReward(row.reward)}`}
        </span>
        {forks.length > 0 && (
          <span className="ml-auto">
            <CauseChips causes={forks} most={3} />
          </span>
        )}
      </div>
    </li>
  );
}
