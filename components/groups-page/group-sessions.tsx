import Link from "next/link";
import { ShapeSpark } from "@/components/marks/shape-spark";
import { formatCount, formatReward } from "@/components/ui/format";
import type { GroupSession } from "@/lib/core/list/group-view";
import { AdvantageBar } from "./advantage-bar";
import { WeightBar } from "./weight-bar";

const HEAD = "px-3 py-2 font-medium whitespace-nowrap";

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
