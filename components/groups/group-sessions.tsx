import Link from "next/link";
import { formatCount, formatReward } from "../ui/format";
import { ShareBar } from "../ui/share-bar";

/** A session of a group with its place in it. */
export interface GroupSession {
  readonly id: string;
  readonly reward: unknown;
  readonly advantage: number | null;
  readonly turns: number;
  readonly forks: number;
  readonly samples: number;
  readonly sampled_tokens: number;
  readonly trained_tokens: number;
}

/** A group's sessions side by side, with rewards and group-normalised advantages. */
export function GroupSessions({ sessions }: { readonly sessions: readonly GroupSession[] }) {
  const most = Math.max(1e-9, ...sessions.map(({ advantage }) => Math.abs(advantage ?? 0)));
  return (
    <table className="w-full text-sm">
      <thead>
        <tr className="border-b border-line text-xs text-ink-2">
          <th className="px-3 py-2 text-left font-medium">Session</th>
          <th className="px-3 py-2 text-right font-medium">Reward</th>
          <th
            className="px-3 py-2 text-right font-medium"
            title="(reward − mean) ÷ (standard deviation + 1e-6), within the group"
          >
            Advantage
          </th>
          <th className="px-3 py-2 text-right font-medium max-sm:hidden">Turns</th>
          <th className="px-3 py-2 text-right font-medium max-sm:hidden">Forks</th>
          <th className="px-3 py-2 text-right font-medium max-sm:hidden">Samples</th>
          <th className="px-3 py-2 text-right font-medium max-sm:hidden">Trained</th>
        </tr>
      </thead>
      <tbody>
        {sessions.map((session) => (
          <tr key={session.id} className="relative border-b border-line last:border-0 hover:bg-raised">
            <td className="px-3 py-2">
              <Link
                href={`/sessions/${encodeURIComponent(session.id)}`}
                className="block max-w-72 truncate font-mono font-medium after:absolute after:inset-0 max-sm:max-w-36"
              >
                {session.id}
              </Link>
            </td>
            <td className="px-3 py-2 text-right">{formatReward(session.reward)}</td>
            <td className="px-3 py-2">
              <Advantage value={session.advantage} most={most} />
            </td>
            <td className="px-3 py-2 text-right max-sm:hidden">{formatCount(session.turns)}</td>
            <td className="px-3 py-2 text-right max-sm:hidden">{formatCount(session.forks)}</td>
            <td className="px-3 py-2 text-right max-sm:hidden">{formatCount(session.samples)}</td>
            <td className="px-3 py-2 text-right max-sm:hidden">
              <ShareBar part={session.trained_tokens} whole={session.sampled_tokens} noun="sampled tokens" />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** A bar from the middle: to the right above the group's mean, to the left below it. */
function Advantage({ value, most }: { readonly value: number | null; readonly most: number }) {
  const half = value === null ? 0 : (Math.abs(value) / most) * 50;
  return (
    <span className="flex items-center justify-end gap-2">
      <span aria-hidden className="relative h-1.5 w-24 rounded-xs bg-raised max-sm:hidden">
        <span
          className={`absolute inset-y-0 ${(value ?? 0) < 0 ? "bg-realigned" : "bg-trained"}`}
          style={(value ?? 0) < 0 ? { right: "50%", width: `${half}%` } : { left: "50%", width: `${half}%` }}
        />
      </span>
      <span className="w-16 text-right">{value === null ? "—" : value.toFixed(3)}</span>
    </span>
  );
}
