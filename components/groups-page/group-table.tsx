import Link from "next/link";
import { formatReward } from "@/components/ui/format";
import { ShareBar } from "@/components/ui/share-bar";
import { formatCount } from "@/lib/core/base/format-count";
import type { GroupRow } from "@/lib/core/list/group-view";

/** Groups of rollouts, each with its rewards and how it fans out. */
export function GroupTable({ groups }: { readonly groups: readonly GroupRow[] }) {
  return (
    <table className="w-full text-sm">
      <thead>
        <tr className="border-b border-line text-xs text-ink-2">
          <th className="px-3 py-2 text-left font-medium">Group</th>
          <th className="px-3 py-2 text-right font-medium">Sessions</th>
          <th className="px-3 py-2 text-right font-medium max-sm:hidden">Finished</th>
          <th
            className="px-3 py-2 text-right font-medium"
            title="Mean and standard deviation (n − 1) of the rewards"
          >
            Reward
          </th>
          <th
            className="px-3 py-2 text-right font-medium max-sm:hidden"
            title="Training samples for each rollout: how much forks weigh this group"
          >
            Samples per rollout
          </th>
          <th
            className="px-3 py-2 text-right font-medium max-md:hidden"
            title="The rollout with the most samples, in even shares of the gradient: 1× is what each would have"
          >
            Heaviest
          </th>
          <th className="px-3 py-2 text-right font-medium max-sm:hidden">Forks</th>
          <th className="px-3 py-2 text-right font-medium max-md:hidden">Trained tokens</th>
          <th
            className="px-3 py-2 text-right font-medium"
            title="Share of the sampled tokens that some sample trains"
          >
            Yield
          </th>
        </tr>
      </thead>
      <tbody>
        {groups.map((group) => (
          <tr key={group.group_index} className="relative border-b border-line last:border-0 hover:bg-raised">
            <td className="px-3 py-2">
              <Link
                href={`/groups/${group.group_index}`}
                className="font-mono font-medium after:absolute after:inset-0"
              >
                {group.group_index}
              </Link>
            </td>
            <td className="px-3 py-2 text-right">{formatCount(group.sessions)}</td>
            <td className="px-3 py-2 text-right max-sm:hidden">{formatCount(group.finished)}</td>
            <td className="px-3 py-2 text-right whitespace-nowrap">
              {group.is_dead && (
                <span
                  title="All rewards are alike: each advantage is 0, and nothing in the group trains"
                  className="mr-2 rounded-xs bg-realigned-fill px-1 text-xs"
                >
                  dead
                </span>
              )}
              {formatReward(group.mean)}
              {group.std !== null && <span className="text-ink-2"> ± {formatReward(group.std)}</span>}
            </td>
            <td className="px-3 py-2 text-right max-sm:hidden">
              {(group.samples / group.sessions).toFixed(2)}
            </td>
            <td className="px-3 py-2 text-right max-md:hidden">{heaviest(group)}</td>
            <td className="px-3 py-2 text-right max-sm:hidden">{formatCount(group.forks)}</td>
            <td className="px-3 py-2 text-right max-md:hidden">{formatCount(group.trained_tokens)}</td>
            <td className="px-3 py-2 text-right">
              <ShareBar part={group.trained_tokens} whole={group.sampled_tokens} noun="sampled tokens" />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function heaviest({ samples, most_samples, sessions }: GroupRow): string {
  return samples === 0 ? "—" : `${((most_samples / samples) * sessions).toFixed(1)}×`;
}
