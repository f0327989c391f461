"use client";

import { useEffect, useRef } from "react";
import { plural } from "@/lib/core/base/format-count";
import type { SessionRow } from "@/lib/core/view/session-row";
import { decodeShape } from "@/lib/core/view/session-shape";
import { drawShape, SHAPE_SIZE } from "./draw-shape";

type ShapedRow = Pick<SessionRow, "shape" | "turns" | "forks" | "drift_spans" | "refused">;

/** A session's outline, small enough to stand in a row. The drawing's label says the same in words. */
export function ShapeSpark({ row, scale = 1 }: { readonly row: ShapedRow; readonly scale?: number }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { shape } = row;
  useEffect(() => {
    const element = canvas.current;
    if (!element || shape === null) return;
    const draw = (): void => drawOn(element, shape, scale);
    draw();
    const scheme = window.matchMedia("(prefers-color-scheme: dark)");
    const theme = new MutationObserver(draw);
    theme.observe(document.documentElement, { attributeFilter: ["data-theme"] });
    scheme.addEventListener("change", draw);
    return () => {
      theme.disconnect();
      scheme.removeEventListener("change", draw);
    };
  }, [shape, scale]);
  if (shape === null)
    return (
      <span className="text-ink-3" title="Its figures are not worked out yet.">
        –
      </span>
    );
  const size = { width: SHAPE_SIZE.width * scale, height: SHAPE_SIZE.height * scale };
  return (
    <canvas
      ref={canvas}
      role="img"
      aria-label={shapeWords(row)}
      title={`${shapeWords(row)}. A line is a lane, a tick a fork, a hatch lost tokens, a block below a refusal.`}
      style={size}
      className="block"
    />
  );
}

/** What the drawing shows, in words. */
export function shapeWords({ shape, turns, forks, drift_spans, refused }: ShapedRow): string {
  const lanes = new Set(decodeShape(shape ?? "").flatMap((column) => column.lanes)).size;
  const parts = [plural(turns, "turn"), lanes > 1 ? `in ${plural(lanes, "lane")}` : ""];
  if (forks > 0) parts.push(`, ${plural(forks, "fork")}`);
  if (drift_spans > 0) parts.push(`, ${plural(drift_spans, "lost stretch")}`);
  if (refused > 0) parts.push(`, ${plural(refused, "refused token")}`);
  return parts.join(" ").replaceAll(" ,", ",").trim();
}

function drawOn(element: HTMLCanvasElement, shape: string, scale: number): void {
  const density = window.devicePixelRatio * scale;
  element.width = SHAPE_SIZE.width * density;
  element.height = SHAPE_SIZE.height * density;
  const context = element.getContext("2d");
  if (!context) return;
  context.scale(density, density);
  const colours = getComputedStyle(element);
  // A canvas takes no `light-dark()`; the probe's computed colour is what the theme makes of it.
  const colourOf = (name: string): string => {
    element.style.color = `var(${name})`;
    return colours.color;
  };
  drawShape(context, decodeShape(shape), {
    lane: colourOf("--ink-2"),
    fork: colourOf("--forked-mark"),
    drift: colourOf("--realigned-mark"),
    refused: colourOf("--refused-mark"),
  });
}
