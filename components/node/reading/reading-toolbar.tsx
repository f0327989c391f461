"use client";

import { ChevronDown, ChevronUp } from "lucide-react";
import { useQueryParams } from "@/components/address/use-query-params";
import { VIEW_PARAMS } from "@/components/address/view-state";
import { OVERLAYS } from "@/components/marks/overlay-names";
import type { TokenRange } from "@/components/marks/token-range";
import { RangeCopies } from "@/components/token-pane/card/range-facts";
import { OVERLAY_FACTS } from "@/components/token-pane/reads/overlays";
import type { SampleTokens } from "@/components/token-pane/reads/use-sample-tokens";
import { ChoiceButtons } from "@/components/ui/choice-buttons";
import { IconButton } from "@/components/ui/icon-button";
import { plural } from "@/lib/core/base/format-count";
import type { LossWalk } from "./use-reading-keys";

const { tb, tab, ov } = VIEW_PARAMS;
const PARAMS = { tb, tab, ov };

const DETAILS = [
  { name: "text", label: "Text" },
  { name: "boundaries", label: "Boundaries" },
  { name: "each", label: "Each token" },
] as const;

/** How much of a message's tokens is shown, by what they are coloured, and the ways to its losses and to copy it. */
export function ReadingToolbar({
  tokens,
  losses,
  selected,
}: {
  readonly tokens: SampleTokens;
  readonly losses: LossWalk;
  readonly selected: TokenRange | null;
}) {
  const [{ tb: apart, tab, ov }, setState] = useQueryParams(PARAMS);
  const detail = tab === "tokens" ? "each" : apart ? "boundaries" : "text";
  const range = selected ?? { start: 0, end: tokens.columns.ids.length };
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-line px-4 py-1.5 text-xs text-ink-2">
      <fieldset className="inline-flex">
        <legend className="sr-only">How much of the tokens is shown</legend>
        <ChoiceButtons
          choices={DETAILS}
          chosen={detail}
          onChoose={(name) =>
            setState(name === "each" ? { tab: "tokens" } : { tab: "text", tb: name === "boundaries" })
          }
        />
      </fieldset>
      {detail !== "each" && (
        <label className="inline-flex items-center gap-1">
          Colours
          <select
            value={ov}
            title={OVERLAY_FACTS[ov].meaning}
            onChange={({ target }) =>
              setState({ ov: OVERLAYS.find((overlay) => overlay === target.value) ?? "mask" })
            }
            className="rounded-md border border-line-strong bg-surface px-1 py-0.5 text-ink"
          >
            {OVERLAYS.map((overlay) => (
              <option key={overlay} value={overlay}>
                {OVERLAY_FACTS[overlay].label}
              </option>
            ))}
          </select>
        </label>
      )}
      {losses.count > 0 && (
        <span className="inline-flex items-center whitespace-nowrap">
          {plural(losses.count, "loss", "losses")}
          <IconButton label="Loss before (X)" onClick={() => losses.step(-1)}>
            <ChevronUp size={16} aria-hidden />
          </IconButton>
          <IconButton label="Next loss (x)" onClick={() => losses.step(1)}>
            <ChevronDown size={16} aria-hidden />
          </IconButton>
        </span>
      )}
      <span className="ml-auto" title={selected === null ? "Of the whole message" : "Of the marked tokens"}>
        <RangeCopies tokens={tokens} range={range} />
      </span>
    </div>
  );
}
