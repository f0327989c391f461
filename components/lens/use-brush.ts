import { type KeyboardEvent, type PointerEvent, useState } from "react";
import type { RunSteps, StepRange } from "@/lib/core/list/run-steps";
import { type Places, placesOf, rangeOfPlaces } from "./step-range";

const STEPS: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1 };

/** Choosing columns of a strip by dragging or by keys; who draws it keeps the choice. */
export function useBrush(
  { columns }: RunSteps,
  chosen: StepRange | null,
  onChoose: (range: StepRange | null) => void,
) {
  const [brushed, setBrushed] = useState<Places | null>(null);
  const held = placesOf(columns, chosen);
  const end = columns.length - 1;
  const choose = (places: Places): void => onChoose(rangeOfPlaces(columns, places));
  const columnAt = ({ clientX, currentTarget }: PointerEvent): number => {
    const { left, width } = currentTarget.getBoundingClientRect();
    return Math.min(end, Math.max(0, Math.floor(((clientX - left) / width) * columns.length)));
  };
  const handlers = {
    onKeyDown(event: KeyboardEvent): void {
      if (event.key === "Escape" && chosen !== null) onChoose(null);
      const by = STEPS[event.key];
      if (by === undefined) return;
      event.preventDefault();
      const last = Math.min(end, Math.max(0, held === null ? end : held.last + by));
      choose({ first: event.shiftKey && held !== null ? held.first : last, last });
    },
    onPointerDown(event: PointerEvent): void {
      event.currentTarget.setPointerCapture(event.pointerId);
      setBrushed({ first: columnAt(event), last: columnAt(event) });
    },
    onPointerMove(event: PointerEvent): void {
      if (brushed !== null) setBrushed({ ...brushed, last: columnAt(event) });
    },
    onPointerCancel: () => setBrushed(null),
    onPointerUp(): void {
      if (brushed !== null) choose(brushed);
      setBrushed(null);
    },
  };
  return { shown: brushed ?? held, handlers };
}
