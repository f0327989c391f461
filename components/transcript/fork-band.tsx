import { causeMark } from "@/components/marks/cause-marks";
import { FORK_MARKS } from "@/components/marks/fork-marks";
import { plural } from "@/lib/core/base/format-count";
import type { TurnView } from "@/lib/core/view/session-view";
import type { Band } from "./bands";
import type { RailGeometry } from "./rail-geometry";
import { railX } from "./rail-geometry";
import { railBend } from "./rail-paths";
import { BAND_PX } from "./row-heights";

/** Over a message: why it leaves what stands above, with the bends of the rails that begin at it. */
export function ForkBand({
  band: { forks, cause, starting },
  turn,
  geometry,
}: {
  readonly band: Band;
  /** The turn that brought the message. */
  readonly turn: TurnView | null;
  readonly geometry: RailGeometry;
}) {
  const [fork] = forks;
  const known = fork && FORK_MARKS[fork];
  const marked = cause === null ? null : causeMark(cause);
  const Icon = marked?.icon ?? known?.icon;
  return (
    <span
      className="rail-band flex items-center gap-1.5 pr-3 text-xs text-ink-2"
      style={{ height: BAND_PX, paddingLeft: geometry.width }}
      title={[known?.meaning, marked?.meaning].filter(Boolean).join(" ")}
    >
      <svg aria-hidden width={geometry.width} height={BAND_PX} className="absolute left-0">
        <path
          className="rail-bend"
          d={starting
            .flatMap(({ rail: { from }, at }) =>
              from === null ? [] : [railBend(railX(geometry, from), railX(geometry, at), BAND_PX)],
            )
            .join("")}
        />
      </svg>
      {Icon && <Icon size={12} aria-hidden className="shrink-0 text-forked" />}
      <span className="truncate">{bandWords({ forks, cause }, turn)}</span>
    </span>
  );
}

/** `sub-agent (new root), asked for by turn 3`. */
function bandWords({ forks, cause }: Pick<Band, "forks" | "cause">, turn: TurnView | null): string {
  const kinds = forks.map((fork) => FORK_MARKS[fork].label).join(", ") || "a sample of its own";
  const called = turn?.spawned_by ? `, asked for by turn ${turn.spawned_by.turn}` : "";
  const retried = turn?.retry_of ? `, asks turn ${turn.retry_of} again` : "";
  const named = cause === null || kinds.includes(cause) ? kinds : `${cause} (${kinds})`;
  return `${named}${called}${retried}`;
}

/** What is read out for a bundle: `52 more branches, alike`. */
export function bundleWords(count: number): string {
  return count === 1 ? "1 more branch, alike" : `${plural(count, "more branch", "more branches")}, alike`;
}
