import Link from "next/link";
import { ShapeSpark } from "@/components/marks/shape-spark";
import { formatReward, formatShare } from "@/components/ui/format";
import { formatCount } from "@/lib/core/base/format-count";
import type { GroupSession } from "@/lib/core/list/group-view";

const HEAD = "px-3 py-2 font-medium whitespace-nowrap";

/** Wide enough for four times an even share; what is longer fills the bar. */
const TIMES_EVEN = 4;

/** A group's sessions with their rewards, group-normalised advantages, and what each weighs in the gradient. */
export function GroupSessions({ sessions }: { readonly sessions: readonly GroupSession[] }) {
  const most = Math.max(1e-9, ...sessions.map(({ advantage }) => Math.abs(advantage ?? 0)));
  const even = 1 / sessions.length;
  return (
    <table className="w-full text-sm">
      <thead>
        <tr className="border-b border-line text-right text-xs text-ink-2">
          <th className={`${HEAD} text-left`}>Session</th>
          <th className={`${HEAD} text-left max-md:hidden`}>Shape</th>
          <th className={HEAD}>Reward</th>
          <th className={HEAD} title="(reward − mean) ÷ (standard deviation + 1e-6), within the group">
            Advantage
          </th>
          <th className={`${HEAD} max-sm:hidden`}>Turns</th>
          <th className={`${HEAD} max-sm:hidden`}>Forks</th>
          <th className={`${HEAD} max-sm:hidden`}>Samples</th>
          <th className={`${HEAD} max-md:hidden`}>Trained tokens</th>
          <th
            className={`${HEAD} max-lg:hidden`}
            title="Share of the gradient where each sample counts the same; the tick is an even share"
          >
            Weight by sample
          </th>
          <th
            className={`${HEAD} max-lg:hidden`}
            title="Share of the gradient where each trained token counts the same; the tick is an even share"
          >
            Weight by token
          </th>
        </tr>
      </thead>
      <tbody>
        {sessions.map((session) => (
          <tr key={session.id} className="border-b border-line text-right last:border-0 hover:bg-raised">
            <td className="px-3 py-2 text-left">
              <Link
                href={`/sessions/${encodeURIComponent(session.id)}`}
                prefetch={false}
                className="block max-w-56 truncate font-mono font-medium underline-offset-4 hover:underline max-sm:max-w-36"
              >
                {session.id}
              </Link>
            </td>
            <td className="px-3 py-2 max-md:hidden">
              <ShapeSpark row={{ ...session, refused: session.refused }} />
            </td>
            <td className="px-3 py-2">{formatReward(session.reward)}</td>
            <td className="px-3 py-2">
              <AdvantageBar value={session.advantage} most={most} />
            </td>
            <td className="px-3 py-2 max-sm:hidden">{formatCount(session.turns)}</td>
            <td className="px-3 py-2 max-sm:hidden">{formatCount(session.forks)}</td>
            <td className="px-3 py-2 max-sm:hidden">{formatCount(session.samples)}</td>
            <td className="px-3 py-2 max-md:hidden">{formatCount(session.trained_tokens)}</td>
            <td className="px-3 py-2 max-lg:hidden">
              <WeightBar share={session.sample_share} even={even} />
            </td>
            <td className="px-3 py-2 max-lg:hidden">
              <WeightBar share={session.token_share} even={even} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** A bar from the middle: to the right above the group's mean, to the left below it. */
function AdvantageBar({
  value,
  most,
}: {
  readonly value: number | null;
  /** The largest advantage of the group, whichever way. */
  readonly most: number;
}) {
  const half = value === null ? 0 : (Math.abs(value) / most) * 50;
  const isBelow = (value ?? 0) < 0;
  return (
    <span className="flex items-center justify-end gap-2">
      <span aria-hidden className="relative h-1.5 w-20 rounded-xs bg-raised max-sm:hidden">
        <span
          className={`absolute inset-y-0 ${isBelow ? "bg-ink-3" : "bg-trained"}`}
          style={isBelow ? { right: "50%", width: `${half}%` } : { left: "50%", width: `${half}%` }}
        />
        <span className="absolute inset-y-[-2px] left-1/2 w-px bg-line-strong" />
      </span>
      <span className="w-14 text-right">{value === null ? "—" : value.toFixed(3)}</span>
    </span>
  );
}

/** A rollout's share of its group's gradient, with a tick at the share that every rollout would have. */
function WeightBar({ share, even }: { readonly share: number; readonly even: number }) {
  const scale = even * TIMES_EVEN;
  const isHeavy = share > even * 1.5;
  const times = even > 0 ? `${(share / even).toFixed(1)} times an even share` : "";
  return (
    <span className="inline-flex items-center gap-2" title={times}>
      <span aria-hidden className="relative h-1.5 w-20 rounded-xs bg-raised">
        <span
          className={`absolute inset-y-0 left-0 ${isHeavy ? "bg-ink-3" : "bg-trained"}`}
          style={{ width: `${Math.min(1, share / scale) * 100}%` }}
        />
        <span className="absolute inset-y-[-2px] w-px bg-ink-2" style={{ left: `${100 / TIMES_EVEN}%` }} />
      </span>
      <span className={`w-12 text-right ${isHeavy ? "font-medium" : ""}`}>{formatShare(share, 1)}</span>
    </span>
  );
}
