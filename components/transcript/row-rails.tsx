import type { MouseEvent, PointerEvent } from "react";
import { sampleName } from "@/lib/core/tokens/explain-token";
import type { SampleView } from "@/lib/core/view/session-view";
import { cellOf, type RailPart, railParts } from "./rail-cell";
import { type RailGeometry, railAt, railX } from "./rail-geometry";
import { railPaths } from "./rail-paths";
import type { Rail } from "./rails";

/** What of a row its rails need. */
export interface RowRailsProps {
  readonly rails: readonly Rail[];
  readonly samples: readonly SampleView[];
  readonly geometry: RailGeometry;
  /** Place of the rail of the selected sample; -1 for none. */
  readonly selectedRail: number;
  /** Opens a message's tokens in a sample. */
  readonly onCell: (sample: number, node: number) => void;
}

/** The rails beside one message, one path a look; a press on a cell opens the message's tokens in that sample. */
export function RowRails({
  node,
  isSampled,
  height,
  rails,
  samples,
  geometry,
  selectedRail,
  onCell,
}: RowRailsProps & {
  /** Position of the message. */
  readonly node: number;
  /** Whether a turn sampled it. */
  readonly isSampled: boolean;
  readonly height: number;
}) {
  const cells = rails.map((rail) => partsOn(rail, samples, node, isSampled));
  const pointed = ({ currentTarget, clientX }: MouseEvent<Element>): Rail | null => {
    const at = railAt(geometry, clientX - currentTarget.getBoundingClientRect().left, rails.length);
    return cells[at] ? (rails[at] ?? null) : null;
  };
  const onClick = (event: MouseEvent<Element>): void => {
    const rail = pointed(event);
    const sample = rail && holderOf(rail, samples, node);
    if (!sample) return;
    event.stopPropagation();
    onCell(sample.index, node);
  };
  const onPointerMove = (event: PointerEvent<HTMLElement>): void => {
    const rail = pointed(event);
    const sample = rail && holderOf(rail, samples, node);
    event.currentTarget.title = sample ? cellWords(sample, node, isSampled) : "";
  };
  return (
    <span
      aria-hidden
      data-rails
      className="shrink-0 cursor-pointer"
      style={{ width: geometry.width, height }}
      onClick={onClick}
      onPointerMove={onPointerMove}
    >
      <svg aria-hidden width={geometry.width} height={height} className="block">
        {cells[selectedRail] && (
          <rect
            className="rail-chosen"
            x={railX(geometry, selectedRail) - geometry.cell / 2 - 3}
            width={geometry.cell + 6}
            height={height}
          />
        )}
        {[...railPaths(cells, geometry, height)].map(([look, path]) => (
          <path key={look} className={`rail-${look}`} d={path} />
        ))}
      </svg>
    </span>
  );
}

/** A shared rail shows what the samples on it make of the message together. */
function partsOn(
  rail: Rail,
  samples: readonly SampleView[],
  node: number,
  isSampled: boolean,
): readonly RailPart[] | null {
  const counts = rail.samples.flatMap((index) => {
    const sample = samples[index];
    const cell = sample && cellOf(sample, node);
    return cell ? [cell.counts] : [];
  });
  const [first, ...more] = counts;
  if (!first) return null;
  return railParts(
    first.map((count, state) => more.reduce((sum, other) => sum + (other[state] ?? 0), count)),
    isSampled,
  );
}

/** The sample of a rail that holds a message: the one that trains it, where one does. */
function holderOf(rail: Rail, samples: readonly SampleView[], node: number): SampleView | undefined {
  const holders = rail.samples.flatMap((index) => {
    const sample = samples[index];
    const cell = sample && cellOf(sample, node);
    return cell ? [{ sample, isContext: railParts(cell.counts)[0]?.look === "context" }] : [];
  });
  return (holders.find(({ isContext }) => !isContext) ?? holders[0])?.sample;
}

const LOOK_WORDS = {
  trained: "trained",
  reemitted: "context here, trained in another sample",
  realigned: "realigned",
  refused: "refused",
  dropped: "dropped",
  context: "context",
} as const;

function cellWords(sample: SampleView, node: number, isSampled: boolean): string {
  const looks = railParts(cellOf(sample, node)?.counts ?? [], isSampled).map(({ look }) => LOOK_WORDS[look]);
  return `${sampleName(sample.index)}: ${looks.join(", ")}. A click opens its tokens there.`;
}
