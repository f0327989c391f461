import { formatReward } from "@/components/ui/format";
import { formatCount } from "@/lib/core/base/format-count";
import type { GroupSession } from "@/lib/core/list/group-view";

/** A group's figures together. */
export function GroupFigures({
  mean,
  std,
  sessions,
}: {
  readonly mean: number | null;
  readonly std: number | null;
  readonly sessions: readonly GroupSession[];
}) {
  const sum = (figure: "samples" | "trained_tokens" | "forks"): number =>
    sessions.reduce((total, session) => total + session[figure], 0);
  const rewarded = sessions.filter(({ advantage }) => advantage !== null).length;
  const heaviest = Math.max(0, ...sessions.map(({ sample_share }) => sample_share * sessions.length));
  const figures = [
    ["sessions", formatCount(sessions.length), "Rollouts of the group"],
    ["rewarded", formatCount(rewarded), "Sessions whose reward is a number; the others take no part"],
    ["mean reward", formatReward(mean), "Over the rewards given"],
    ["standard deviation", formatReward(std), "Of the rewards, with n − 1; 0 leaves nothing to learn from"],
    ["trained tokens", formatCount(sum("trained_tokens")), "Tokens that some sample trains"],
    ["forks", formatCount(sum("forks")), "Places where sessions stop being one straight conversation"],
    ["samples per rollout", (sum("samples") / sessions.length).toFixed(2), "How much forks weigh this group"],
    [
      "heaviest rollout",
      `${heaviest.toFixed(1)}×`,
      "Its weight by sample, in even shares: 1× is what each would have",
    ],
  ] as const;
  return (
    <dl className="grid grid-cols-2 gap-px overflow-hidden rounded-lg border border-line bg-line sm:grid-cols-4 lg:grid-cols-8">
      {figures.map(([name, value, meaning]) => (
        <div key={name} title={meaning} className="flex flex-col-reverse justify-end bg-surface px-3 py-3">
          <dt className="text-xs text-ink-2">{name}</dt>
          <dd className="text-lg font-medium">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
