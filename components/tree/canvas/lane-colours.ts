import type { LaneColours } from "./draw-lanes";

let known: { readonly theme: number; readonly colours: LaneColours } | null = null;

/**
 * The page's colours for a canvas, which knows no custom properties.
 *
 * @param theme from `useThemeVersion`: colours are read again when it changes.
 */
export function laneColours(theme: number): LaneColours {
  if (known?.theme !== theme) known = { theme, colours: readColours() };
  return known.colours;
}

function readColours(): LaneColours {
  const probe = document.createElement("i");
  document.body.append(probe);
  const read = (name: string): string => {
    probe.style.color = `var(${name})`;
    return getComputedStyle(probe).color;
  };
  const colours: LaneColours = {
    states: {
      context: read("--context-mark"),
      trained: read("--trained-mark"),
      scaffold: read("--line-strong"),
      reemitted: read("--trained-mark"),
      realigned: read("--realigned-mark"),
      refused: read("--refused-mark"),
      dropped: read("--dropped-mark"),
    },
    line: read("--line-strong"),
    fork: read("--forked-mark"),
    selected: read("--ink"),
  };
  probe.remove();
  return colours;
}
