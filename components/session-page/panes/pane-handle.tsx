"use client";

import type { KeyboardEvent, PointerEvent } from "react";
import { usePaneLayout } from "@/components/session/pane-layout-context";
import { type FoldingPane, LEAST_TREE, PANE_RANGES, STRIP_PX } from "@/components/session/pane-sizes";

/** What an arrow key moves the line by, in px; with Shift four times that. */
const STEP_PX = 16;

/** The line that a pane is resized by: which way it runs, and where the pane is from it. */
const HANDLES: Readonly<
  Record<FoldingPane, { readonly isColumn: boolean; readonly side: 1 | -1; readonly label: string }>
> = {
  transcript: { isColumn: true, side: 1, label: "Width of the transcript" },
  node: { isColumn: true, side: -1, label: "Width of the message's panel" },
  tokens: { isColumn: false, side: -1, label: "Height of the tokens" },
};

/** A rule that can be moved is a stop for the keyboard. */
const FOCUSABLE = { tabIndex: 0 };

/** The line between a pane and the tree: drag it, or focus it and use the arrow keys; a double click resets it. */
export function PaneHandle({ name }: { readonly name: FoldingPane }) {
  const { sizes, folded, resize, reset, toggle } = usePaneLayout();
  const { isColumn, side, label } = HANDLES[name];
  const { least, usual } = PANE_RANGES[name];
  const onPointerDown = (event: PointerEvent<HTMLElement>): void => {
    if (event.button !== 0) return;
    const handle = event.currentTarget;
    const { size, most } = roomOf(handle, name);
    const from = isColumn ? event.clientX : event.clientY;
    const onMove = (move: globalThis.PointerEvent): void => {
      const to = isColumn ? move.clientX : move.clientY;
      resize(name, size + (to - from) * side, most);
    };
    handle.setPointerCapture(event.pointerId);
    handle.addEventListener("pointermove", onMove);
    const stop = (): void => handle.removeEventListener("pointermove", onMove);
    handle.addEventListener("lostpointercapture", stop, { once: true });
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    const { size, most } = roomOf(event.currentTarget, name);
    const step = (event.shiftKey ? 4 : 1) * STEP_PX * side;
    const moves: Readonly<Record<string, () => void>> = {
      [isColumn ? "ArrowRight" : "ArrowDown"]: () => resize(name, size + step, most),
      [isColumn ? "ArrowLeft" : "ArrowUp"]: () => resize(name, size - step, most),
      Home: () => resize(name, least, most),
      End: () => resize(name, most, most),
      Enter: () => toggle(name),
    };
    const move = moves[event.key];
    if (!move) return;
    event.preventDefault();
    move();
  };
  const shape = isColumn
    ? "h-auto w-px cursor-col-resize before:-inset-x-1"
    : "h-px cursor-row-resize before:-inset-y-1";
  return (
    <hr
      {...FOCUSABLE}
      aria-label={label}
      aria-orientation={isColumn ? "vertical" : "horizontal"}
      aria-controls={`pane-${name}`}
      aria-valuenow={folded.has(name) ? STRIP_PX : (sizes[name] ?? usual)}
      aria-valuemin={STRIP_PX}
      onPointerDown={onPointerDown}
      onKeyDown={onKeyDown}
      onDoubleClick={() => reset(name)}
      className={`relative z-10 m-0 shrink-0 overflow-visible border-0 touch-none bg-line transition-colors before:absolute before:inset-0 before:content-[''] hover:bg-ink-3 focus-visible:bg-ink active:bg-ink ${shape}`}
    />
  );
}

/** The pane's size now, and the most that the tree can leave it, both in px. */
function roomOf(handle: Element, name: FoldingPane): { readonly size: number; readonly most: number } {
  const along = HANDLES[name].isColumn ? "width" : "height";
  const length = (selector: string): number =>
    handle.parentElement?.querySelector(selector)?.getBoundingClientRect()[along] ?? 0;
  const size = length(`#pane-${name}`);
  return { size, most: size + Math.max(0, length(":scope > [data-rest]") - LEAST_TREE[along]) };
}
