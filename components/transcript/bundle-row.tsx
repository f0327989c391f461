"use client";

import { ChevronRight } from "lucide-react";
import type { SampleView } from "@/lib/core/view/session-view";
import { bundleWords } from "./fork-band";
import { type RailGeometry, railX } from "./rail-geometry";
import { railBend } from "./rail-paths";
import type { Rail } from "./rails";
import { BAND_PX } from "./row-heights";
import type { BundleEntry } from "./transcript-rows";

/** Branches that are alike, as one row that opens to all of them. */
export function BundleRow({
  row,
  index,
  top,
  height,
  current,
  rails,
  samples,
  geometry,
  onOpen,
}: {
  readonly row: BundleEntry;
  readonly index: number;
  readonly top: number;
  readonly height: number;
  readonly current: boolean;
  readonly rails: readonly Rail[];
  readonly samples: readonly SampleView[];
  readonly geometry: RailGeometry;
  readonly onOpen: (id: string) => void;
}) {
  const at = rails.findIndex(({ begins }) => row.starts.includes(begins));
  const rail = rails[at];
  const trained = rail?.samples.reduce((sum, sample) => sum + (samples[sample]?.trained_tokens ?? 0), 0) ?? 0;
  const x = railX(geometry, Math.max(0, at));
  return (
    <div
      role="treeitem"
      data-row={index}
      data-pane-focus={current || undefined}
      tabIndex={current ? 0 : -1}
      aria-level={row.level}
      aria-posinset={row.place}
      aria-setsize={row.of}
      aria-selected={false}
      aria-expanded={false}
      aria-label={bundleWords(row.starts.length)}
      onClick={() => onOpen(row.id)}
      onKeyDown={(event) => event.key === "Enter" && onOpen(row.id)}
      className="transcript-row rail-band flex items-center gap-1.5 pr-3 text-sm text-ink-2"
      style={{ top, height, paddingLeft: geometry.width }}
    >
      <svg aria-hidden width={geometry.width} height={height} className="absolute left-0">
        {rail && (
          <>
            {rail.from !== null && (
              <path className="rail-bend" d={railBend(railX(geometry, rail.from), x, BAND_PX)} />
            )}
            {/* Several rails, one beside the other. */}
            <path
              className={trained > 0 ? "rail-trained" : "rail-context"}
              d={[-3, 0, 3].map((side) => `M${x + side - 1} ${BAND_PX}h2V${height}h-2z`).join("")}
            />
          </>
        )}
      </svg>
      <ChevronRight size={14} aria-hidden className="shrink-0" />
      <span className="underline decoration-line-strong underline-offset-4">
        {bundleWords(row.starts.length)}
      </span>
    </div>
  );
}
