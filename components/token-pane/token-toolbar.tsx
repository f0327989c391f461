"use client";

import { ChevronDown, ChevronUp, Maximize2 } from "lucide-react";
import Link from "next/link";
import { useQueryParams } from "@/components/address/use-query-params";
import { OVERLAYS, type Overlay } from "@/components/marks/overlay-names";
import { FindBar } from "@/components/token-pane/find/find-bar";
import type { Find } from "@/components/token-pane/find/use-find";
import { DRAWING_PARAMS } from "@/components/token-pane/layout/drawing-params";
import { OVERLAY_FACTS } from "@/components/token-pane/reads/overlays";
import { Hint } from "@/components/ui/hint";
import { IconButton } from "@/components/ui/icon-button";
import { plural } from "@/lib/core/base/format-count";
import type { LossSteps } from "./use-loss-steps";

/** What the colours stand for, how the text is written, and the pane's own search. */
export function TokenToolbar({
  length,
  losses,
  find,
  aloneHref,
}: {
  readonly length: number;
  readonly losses: LossSteps;
  readonly find: Find;
  /** Where the sample stands by itself; null on that page. */
  readonly aloneHref: string | null;
}) {
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-line px-4 py-1.5 text-sm @max-2xl:gap-x-2 @max-2xl:px-2 text-ink-2">
      <OverlayChoice />
      <TextModes />
      <span className="text-xs whitespace-nowrap @max-2xl:hidden">{plural(length, "token")}</span>
      <LossButtons losses={losses} />
      <FindBar find={find} />
      {aloneHref !== null && (
        <Hint text="Open this sample by itself, at full width">
          <Link
            href={aloneHref}
            prefetch={false}
            aria-label="Open alone"
            className="inline-flex size-8 items-center justify-center rounded-md hover:bg-raised hover:text-ink"
          >
            <Maximize2 size={16} aria-hidden />
          </Link>
        </Hint>
      )}
    </div>
  );
}

/** The way from one loss of the sample to the next; nothing where it lost none. */
function LossButtons({ losses: { count, step } }: { readonly losses: LossSteps }) {
  if (count === 0) return null;
  return (
    <span className="inline-flex items-center text-xs whitespace-nowrap">
      {plural(count, "loss", "losses")}
      <IconButton label="Loss before (X)" className="ml-1" onClick={() => step(-1)}>
        <ChevronUp size={16} aria-hidden />
      </IconButton>
      <IconButton label="Next loss (x)" onClick={() => step(1)}>
        <ChevronDown size={16} aria-hidden />
      </IconButton>
    </span>
  );
}

function OverlayChoice() {
  const [{ ov }, setState] = useQueryParams(DRAWING_PARAMS);
  return (
    <fieldset className="inline-flex max-w-full min-w-0 overflow-x-auto rounded-md border border-line-strong">
      <legend className="sr-only">Colours show</legend>
      {OVERLAYS.map((overlay, at) => (
        <OverlayButton
          key={overlay}
          overlay={overlay}
          hotkey={at + 1}
          pressed={ov === overlay}
          onPress={() => setState({ ov: overlay })}
        />
      ))}
    </fieldset>
  );
}

function OverlayButton({
  overlay,
  hotkey,
  pressed,
  onPress,
}: {
  readonly overlay: Overlay;
  readonly hotkey: number;
  readonly pressed: boolean;
  readonly onPress: () => void;
}) {
  const { label, meaning } = OVERLAY_FACTS[overlay];
  return (
    <Hint text={`${meaning} (key ${hotkey})`}>
      <button
        type="button"
        aria-pressed={pressed}
        onClick={onPress}
        className="shrink-0 border-r border-line-strong px-2.5 py-1 whitespace-nowrap last:border-0 hover:bg-raised aria-pressed:bg-ink aria-pressed:text-page"
      >
        {label}
      </button>
    </Hint>
  );
}

const MODES = [
  { name: "ws", glyph: "␣", label: "white space (w)" },
  { name: "tb", glyph: "a|b", label: "boundaries (b)" },
  { name: "ids", glyph: "#", label: "token ids (i)" },
] as const;

function TextModes() {
  const [state, setState] = useQueryParams(DRAWING_PARAMS);
  return (
    <fieldset className="inline-flex overflow-hidden rounded-md border border-line-strong">
      <legend className="sr-only">Text shows</legend>
      {MODES.map(({ name, glyph, label }) => (
        <Hint key={name} text={`Show ${label}`}>
          <button
            type="button"
            aria-pressed={state[name]}
            aria-label={`Show ${label}`}
            onClick={() => setState({ [name]: !state[name] })}
            className="min-w-8 border-r border-line-strong px-2 py-1 font-mono text-xs leading-5 last:border-0 hover:bg-raised aria-pressed:bg-ink aria-pressed:text-page"
          >
            {glyph}
          </button>
        </Hint>
      ))}
    </fieldset>
  );
}
