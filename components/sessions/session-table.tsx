import Link from "next/link";
import type { SessionRow } from "@/lib/core/view/session-row";
import { formatCount, formatReward, plural } from "../ui/format";
import { RelativeTime } from "../ui/relative-time";
import { ShareBar } from "../ui/share-bar";
import { StatusBadge } from "../ui/status-badge";
import { COLUMNS } from "./columns";

/** The sessions of one page, the last changed first. */
export function SessionTable({ rows }: { readonly rows: readonly SessionRow[] }) {
  return (
    <table className="w-full border-collapse text-sm" data-testid="sessions">
      <thead>
        <tr className="border-b border-line text-left text-xs text-ink-2">
          {COLUMNS.map(({ name, meaning, look }) => (
            <th key={name} scope="col" title={meaning} className={`px-3 py-2 font-medium ${look}`}>
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <SessionTableRow key={row.id} row={row} />
        ))}
      </tbody>
    </table>
  );
}

function SessionTableRow({ row }: { readonly row: SessionRow }) {
  const cells: Readonly<Record<(typeof COLUMNS)[number]["name"], React.ReactNode>> = {
    Session: <SessionName row={row} />,
    Model: <span className="block max-w-40 truncate text-ink-2">{row.model}</span>,
    Turns: formatCount(row.turns),
    Forks: quiet(row.forks),
    Drift: quiet(row.drift_spans),
    Refused: quiet(row.refused),
    Samples: formatCount(row.samples),
    Trained: <ShareBar part={row.trained_tokens} whole={row.sampled_tokens} noun="sampled tokens" />,
    Reward: formatReward(row.reward),
    Changed: <RelativeTime at={row.updated_at} />,
  };
  return (
    <tr className="relative border-b border-line last:border-0 hover:bg-raised">
      {COLUMNS.map(({ name, look }) => (
        <td key={name} className={`px-3 py-2 align-middle ${look}`}>
          {cells[name]}
        </td>
      ))}
    </tr>
  );
}

function SessionName({ row }: { readonly row: SessionRow }) {
  return (
    <span className="flex min-w-0 flex-col gap-0.5">
      <Link
        href={`/sessions/${encodeURIComponent(row.id)}`}
        className="block max-w-72 truncate font-mono font-medium text-ink after:absolute after:inset-0 max-md:max-w-48"
      >
        {row.id}
      </Link>
      <span className="flex items-center gap-2 text-xs text-ink-2">
        <StatusBadge status={row.status} />
        <span className="md:hidden">
          {plural(row.turns, "turn")} · {plural(row.forks, "fork")}
        </span>
      </span>
    </span>
  );
}

/** A count of something out of the ordinary: grey when there is none. */
function quiet(count: number): React.ReactNode {
  return <span className={count === 0 ? "text-ink-3" : "font-medium text-ink"}>{formatCount(count)}</span>;
}
