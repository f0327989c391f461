import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import {
  type Colour,
  colourDistance,
  contrast,
  parseColour,
  type Vision,
} from "@/test/components/colour-distance";

const css = readFileSync(new URL("../../app/globals.css", import.meta.url), "utf8");

const palette: ReadonlyMap<string, { readonly light: Colour; readonly dark: Colour }> = new Map(
  Array.from(css.matchAll(/--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)/g), ([, name, light, dark]) => [
    name ?? "",
    { light: parseColour(light ?? ""), dark: parseColour(dark ?? "") },
  ]),
);

function colour(name: string, scheme: "light" | "dark"): Colour {
  const found = palette.get(name);
  if (!found) throw new Error(`app/globals.css has no colour --${name}`);
  return found[scheme];
}

const MARKS = ["trained-mark", "realigned-mark", "forked-mark", "refused-mark", "dropped-mark"];
const FILLS = ["trained-fill", "realigned-fill", "refused-fill", "dropped-fill", "forked-fill"];
const VISIONS: readonly Vision[] = ["normal", "protan", "deutan", "tritan"];
const SCHEMES = ["light", "dark"] as const;

const pairs = MARKS.flatMap((left, at) => MARKS.slice(at + 1).map((right) => [left, right] as const));

describe.each(SCHEMES)("the %s palette", (scheme) => {
  it.each(VISIONS)("keeps the marks of the states apart in %s vision", (vision) => {
    for (const [left, right] of pairs) {
      const distance = colourDistance(colour(left, scheme), colour(right, scheme), vision);
      expect(distance, `${left} and ${right}`).toBeGreaterThanOrEqual(0.09);
    }
  });

  it("shows every mark on the panels that hold it, and the lines of forks on the page", () => {
    for (const mark of MARKS) {
      expect(contrast(colour(mark, scheme), colour("surface", scheme)), mark).toBeGreaterThanOrEqual(3);
    }
    expect(contrast(colour("forked-mark", scheme), colour("page", scheme))).toBeGreaterThanOrEqual(3);
  });

  it("keeps text readable on every fill and every ground", () => {
    for (const fill of FILLS) {
      expect(contrast(colour("ink", scheme), colour(fill, scheme)), fill).toBeGreaterThanOrEqual(9);
    }
    for (const ground of ["page", "surface", "raised"]) {
      for (const text of ["ink", "ink-2", "ink-3"]) {
        const seen = contrast(colour(text, scheme), colour(ground, scheme));
        expect(seen, `${text} on ${ground}`).toBeGreaterThanOrEqual(4.5);
      }
    }
  });

  it("darkens, or in the dark lightens, the minimap step by step with surprise", () => {
    const ground = colour("surface", scheme);
    const steps = [0, 1, 2, 3, 4, 5, 6].map((step) =>
      contrast(colour(`surprisal-mark-${step}`, scheme), ground),
    );
    expect(steps).toEqual(steps.toSorted((left, right) => left - right));
    expect(steps.at(-1)).toBeGreaterThanOrEqual(3);
  });

  it("keeps text readable on the first six steps of surprisal", () => {
    for (let step = 0; step < 6; step++) {
      const seen = contrast(colour("ink", scheme), colour(`surprisal-${step}`, scheme));
      expect(seen, `step ${step}`).toBeGreaterThanOrEqual(5.5);
    }
  });
});
