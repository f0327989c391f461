"use client";

import { type PointerEvent, type RefObject, useEffect, useRef, useState, useSyncExternalStore } from "react";
import type { TokenMatch } from "@/components/token-pane/find/find-tokens";
import { type LineLayout, lineCount, lineOfToken } from "@/components/token-pane/layout/line-layout";
import { LINE_HEIGHT } from "@/components/token-pane/layout/token-grid";
import type { OverlayStep } from "@/components/token-pane/reads/overlays";
import { minimapCells } from "./minimap-cells";
import { type RareRow, rareRows } from "./rare-rows";

const CELLS = 40;
const CELL_PX = 1;
const ROW_PX = 2;
/** Ticks of matches that can still be told apart. */
const MOST_TICKS = 2_000;

/** The whole sample at a glance, coloured as the text is; a click or a drag goes there. */
export function Minimap({
  layout,
  codes,
  steps,
  matches,
  scroller,
}: {
  readonly layout: LineLayout;
  readonly codes: Uint8Array;
  readonly steps: readonly OverlayStep[];
  readonly matches: readonly TokenMatch[];
  readonly scroller: RefObject<HTMLElement | null>;
}) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const view = useRef<HTMLDivElement>(null);
  const height = useHeight(canvas);
  const palette = usePaletteChange();
  useEffect(() => {
    const rows = Math.min(Math.floor(height / ROW_PX), Math.max(1, lineCount(layout) * 4));
    const element = canvas.current;
    if (!element || rows <= 0) return;
    // After the text has been painted: the lines are what the reader waits for.
    const later = setTimeout(() => {
      const cells = minimapCells(layout, codes, steps, { rows, columns: CELLS });
      const fills = fillsOf(element, steps, palette);
      draw(element, cells, { rows, fills });
      drawRare(element, rareRows(layout, codes, steps, rows), fills);
      drawTicks(element, layout, matches);
    });
    return () => clearTimeout(later);
  }, [layout, codes, steps, matches, height, palette]);
  useEffect(() => followScroll(scroller.current, view.current, lineCount(layout)), [scroller, layout]);
  const goTo = (event: PointerEvent<HTMLCanvasElement>): void => {
    if ((event.buttons & 1) === 0) return;
    const element = scroller.current;
    const box = event.currentTarget.getBoundingClientRect();
    event.currentTarget.setPointerCapture(event.pointerId);
    const share = (event.clientY - box.top) / box.height;
    if (element) element.scrollTop = share * lineCount(layout) * LINE_HEIGHT - element.clientHeight / 2;
  };
  return (
    <div
      aria-hidden
      className="relative w-14 shrink-0 border-l @max-lg:w-7 border-line bg-surface"
      data-testid="token-minimap"
    >
      <canvas
        ref={canvas}
        width={CELLS}
        className="absolute inset-y-0 left-1 h-full w-12 cursor-pointer @max-lg:w-5 [image-rendering:pixelated]"
        onPointerDown={goTo}
        onPointerMove={goTo}
      />
      <div
        ref={view}
        className="pointer-events-none absolute inset-x-0 min-h-1.5 border-y-2 border-ink/70 bg-ink/10"
      />
    </div>
  );
}

/** Each look's colour as the browser resolves it. */
function fillsOf(element: HTMLElement, steps: readonly OverlayStep[], palette: string): readonly string[] {
  const probe = document.createElement("span");
  probe.dataset.palette = palette;
  element.parentElement?.append(probe);
  const resolved = steps.map(({ mark }) => {
    probe.style.color = `var(${mark})`;
    return getComputedStyle(probe).color;
  });
  probe.remove();
  return resolved;
}

function draw(
  canvas: HTMLCanvasElement,
  cells: Uint8Array,
  { rows, fills }: { readonly rows: number; readonly fills: readonly string[] },
): void {
  canvas.height = rows;
  const context = canvas.getContext("2d");
  if (!context) return;
  fills.forEach((fill, code) => {
    context.fillStyle = fill;
    cells.forEach((cell, at) => {
      if (cell === code) context.fillRect((at % CELLS) * CELL_PX, Math.floor(at / CELLS), CELL_PX, 1);
    });
  });
}

/** What would be a speck is a band over the whole width. */
function drawRare(canvas: HTMLCanvasElement, bands: readonly RareRow[], fills: readonly string[]): void {
  const context = canvas.getContext("2d");
  if (!context) return;
  for (const { row, code } of bands) {
    context.fillStyle = fills[code] ?? "";
    context.fillRect(0, Math.min(row, canvas.height - 2), CELLS, 2);
  }
}

function drawTicks(canvas: HTMLCanvasElement, layout: LineLayout, matches: readonly TokenMatch[]): void {
  const context = canvas.getContext("2d");
  if (!context || matches.length === 0) return;
  context.fillStyle = getComputedStyle(canvas).color;
  const step = Math.max(1, Math.ceil(matches.length / MOST_TICKS));
  for (let at = 0; at < matches.length; at += step) {
    const line = lineOfToken(layout, matches[at]?.start ?? 0);
    context.fillRect(CELLS - 6, Math.floor((line / Math.max(1, lineCount(layout))) * canvas.height), 6, 1);
  }
}

/** Keeps the frame on the part that is in view. */
function followScroll(
  scroller: HTMLElement | null,
  frame: HTMLElement | null,
  lines: number,
): (() => void) | undefined {
  if (!scroller || !frame) return undefined;
  const place = (): void => {
    const whole = Math.max(scroller.clientHeight, lines * LINE_HEIGHT, 1);
    frame.style.top = `${(scroller.scrollTop / whole) * 100}%`;
    frame.style.height = `${Math.min(1, scroller.clientHeight / whole) * 100}%`;
  };
  place();
  const resized = new ResizeObserver(place);
  resized.observe(scroller);
  scroller.addEventListener("scroll", place, { passive: true });
  return () => {
    resized.disconnect();
    scroller.removeEventListener("scroll", place);
  };
}

function useHeight(element: RefObject<HTMLElement | null>): number {
  const [height, setHeight] = useState(0);
  useEffect(() => {
    const observed = element.current;
    if (!observed) return;
    const observer = new ResizeObserver(() => setHeight(observed.clientHeight));
    observer.observe(observed);
    return () => observer.disconnect();
  }, [element]);
  return height;
}

/** Which palette the page is drawn in; for what is painted rather than styled. */
function usePaletteChange(): string {
  return useSyncExternalStore(subscribe, currentPalette, () => "light");
}

function subscribe(changed: () => void): () => void {
  const system = matchMedia("(prefers-color-scheme: dark)");
  const chosen = new MutationObserver(changed);
  system.addEventListener("change", changed);
  chosen.observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });
  return () => {
    system.removeEventListener("change", changed);
    chosen.disconnect();
  };
}

function currentPalette(): string {
  const chosen = document.documentElement.dataset.theme;
  return chosen ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
}
