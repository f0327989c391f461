import { tokenLabel } from "@/components/marks/token-label";
import { formatCount } from "@/lib/core/base/format-count";
import { tokenTexts } from "@/lib/core/tokens/token-texts";
import type { ReadingDrawing } from "./reading-drawing";
import { spellingName } from "./spelling-name";

/** Tokens of another spelling that are written out at one place. */
const MOST_TOKENS = 12;

/**
 * What the other spelling has at a place of the text, as a change that is tracked: what was sampled stands before what
 * took its place. It cannot be marked with the text, since it is none of the message's tokens.
 */
export function OtherTokens({
  drawing: { spelling, places, ends },
  at,
  side,
}: {
  readonly drawing: ReadingDrawing;
  readonly at: number;
  readonly side: "before" | "after";
}) {
  if (spelling === null) return null;
  const place = side === "before" ? places.get(at) : ends.get(at);
  const isBefore = place !== undefined && (spelling.isSampled || place.start === place.end);
  if (!place || place.ids.length === 0 || isBefore !== (side === "before")) return null;
  const ids = place.ids.slice(0, MOST_TOKENS);
  const texts = tokenTexts(Int32Array.from(ids), spelling.pieces).map((text, step) => ({ text, step }));
  const name = spellingName(spelling);
  const Element = spelling.isSampled ? "del" : "ins";
  return (
    <Element
      data-testid="other-spelling"
      title={`${name}: ${place.ids.length === 1 ? "id" : "ids"} ${place.ids.join(", ")}`}
      className="spelled-other"
    >
      <span className="sr-only"> ({name}: </span>
      {texts.map(({ text, step }) => (
        <span key={step} data-id={ids[step]} className="spelled-token" title={`${name}: id ${ids[step]}`}>
          {tokenLabel(text, "exact") || "∅"}
        </span>
      ))}
      {place.ids.length > ids.length && `+${formatCount(place.ids.length - ids.length)}`}
      <span className="sr-only">) </span>
    </Element>
  );
}
