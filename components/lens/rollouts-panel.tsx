import Link from "next/link";
import { formatReward, formatShare } from "@/components/ui/format";
import { formatCount } from "@/lib/core/base/format-count";
import { GRADIENT_UNITS, type GradientUnit } from "@/lib/core/lab/gradient-weights";
import type { GroupRails, RailRollout } from "@/lib/core/list/group-rails";
import { RolloutRail } from "./rollout-rail";

const UNIT_WORDS: Readonly<Record<GradientUnit, string>> = {
  row: "by row: each sample the same",
  session: "by session: its samples share one weight",
  token: "by token: each the same",
};

/** From so many times an even share on a rollout is named. */
const HEAVY = 1.5;

const GRID =
  "grid grid-cols-[minmax(0,1fr)_3.5rem_4rem] items-center gap-x-3 px-3 md:grid-cols-[9rem_3.5rem_4.5rem_minmax(0,1fr)_7rem]";

/** A group as its gradient sees it: its rollouts on one axis of tokens, the best reward first. */
export function RolloutsPanel({ rails, path }: { readonly rails: GroupRails; readonly path: string }) {
  const { rollouts, axis, unit, prompt, isDead } = rails;
  const even = 1 / Math.max(1, rollouts.length);
  const heavy = rollouts.filter(({ share }) => share > HEAVY * even);
  return (
    <section aria-label="Rollouts" className="overflow-hidden rounded-lg border border-line bg-surface">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b border-line px-3 py-2">
        <h2 className="text-sm font-medium">Rollouts, the best first</h2>
        <nav aria-label="What weighs the same" className="flex flex-wrap gap-3 text-sm md:ml-auto">
          <span className="text-ink-2">weights</span>
          {GRADIENT_UNITS.map((one) => (
            <Link
              key={one}
              href={`${path}?weights=${one}`}
              scroll={false}
              title={UNIT_WORDS[one]}
              aria-current={one === unit ? "true" : undefined}
              className="underline-offset-4 hover:underline aria-current:font-medium aria-current:underline"
            >
              {one}
            </Link>
          ))}
        </nav>
      </div>
      {prompt !== "" && <p className="border-b border-line px-3 py-2 text-ink-2">“{prompt}”</p>}
      {isDead && (
        <p className="border-b border-line bg-realigned-fill px-3 py-2 text-sm">
          <b className="font-medium">A dead group:</b> all its rewards are alike, so each advantage is 0 and
          nothing in it trains.
        </p>
      )}
      <div className={`${GRID} border-b border-line py-1.5 text-xs text-ink-2`} aria-hidden>
        <span>rollout</span>
        <span className="text-right">reward</span>
        <span className="text-right">advantage</span>
        <span className="max-md:hidden">
          {formatCount(axis)} tokens; depth of colour = weight in the gradient
        </span>
        <span className="text-right max-md:hidden">share of gradient</span>
      </div>
      <ul>
        {rollouts.map((rollout) => (
          <RolloutLine key={rollout.id} rollout={rollout} axis={axis} even={even} />
        ))}
      </ul>
      <p className="flex flex-wrap gap-x-4 gap-y-1 border-t border-line px-3 py-2 text-xs text-ink-2">
        <Legend look="bg-trained" label="trains" />
        <Legend look="border border-trained" label="trains with an advantage of 0" />
        <Legend look="cell-realigned" label="sampled and lost" />
        <Legend look="bg-[var(--context-mark)]" label="read" />
        {heavy.length > 0 && !isDead && (
          <span className="text-ink md:ml-auto" data-testid="heavy">
            {heavy.map(({ id, share }) => `${id} has ${(share / even).toFixed(1)}×`).join(", ")} an even share
            of the gradient, weighed {UNIT_WORDS[unit]}.
          </span>
        )}
      </p>
    </section>
  );
}

function RolloutLine({
  rollout,
  axis,
  even,
}: {
  readonly rollout: RailRollout;
  readonly axis: number;
  readonly even: number;
}) {
  const { id, reward, advantage, share } = rollout;
  return (
    <li
      data-rollout={id}
      className={`${GRID} border-b border-line py-1.5 text-sm last:border-0 hover:bg-raised`}
    >
      <Link
        href={`/sessions/${encodeURIComponent(id)}`}
        prefetch={false}
        title={id}
        className="truncate font-mono text-xs underline-offset-4 hover:underline"
      >
        {id}
      </Link>
      <span className="text-right">
        <span className="sr-only">reward </span>
        {formatReward(reward)}
      </span>
      <span className="text-right">
        <span className="sr-only">advantage </span>
        {advantage === null ? "—" : signed(advantage)}
      </span>
      <span className="max-md:col-span-3 max-md:row-start-2 max-md:pt-1">
        <RolloutRail rollout={rollout} axis={axis} />
      </span>
      <span className={`text-right max-md:sr-only ${share > HEAVY * even ? "font-medium" : ""}`}>
        <span className="sr-only">share of the gradient </span>
        {formatShare(share, 1)}
      </span>
    </li>
  );
}

function Legend({ look, label }: { readonly look: string; readonly label: string }) {
  return (
    <span className="inline-flex items-center gap-1.5">
      <span aria-hidden className={`h-2 w-4 rounded-xs ${look}`} />
      {label}
    </span>
  );
}

function signed(advantage: number): string {
  const size = Math.abs(advantage).toFixed(2);
  if (Number(size) === 0) return "0";
  return `${advantage > 0 ? "+" : "−"}${size}`;
}
