import type { TokenRange } from "@/components/marks/token-range";
import { type SpelledToken, SpelledTokens } from "@/components/token-pane/card/spelled-tokens";
import { tokenTexts } from "@/lib/core/tokens/token-texts";
import type { ReadingDrawing } from "./reading-drawing";
import { spellingName } from "./spelling-name";

/** Tokens of either spelling that are written out. */
const MOST_TOKENS = 12;

/** Both spellings of the place that marked tokens are in, each token over its id; nothing where they are in none. */
export function OtherSpellingOfToken({
  drawing: { tokens, spelling },
  range,
}: {
  readonly drawing: ReadingDrawing;
  readonly range: TokenRange;
}) {
  const place = spelling?.places.find(
    ({ start, end }) => start < range.end && Math.max(end, start + 1) > range.start,
  );
  if (!spelling || !place) return null;
  const end = Math.min(place.end, place.start + MOST_TOKENS);
  const own = tokens.texts.slice(place.start, end).map((text, step): SpelledToken => {
    return { id: tokens.columns.ids[place.start + step] ?? -1, text, differs: true };
  });
  const ids = Int32Array.from(place.ids.slice(0, MOST_TOKENS));
  const other = tokenTexts(ids, spelling.pieces).map((text, step): SpelledToken => {
    return { id: ids[step] ?? -1, text, differs: true };
  });
  return (
    <dl
      data-testid="both-spellings"
      className="grid grid-cols-[auto_1fr] gap-x-3 gap-y-1 rounded-sm border border-line bg-raised p-2"
    >
      <Spelling name={spelling.isSampled ? "in this sample" : "as sampled"} tokens={own} />
      <Spelling name={spellingName(spelling)} tokens={other} />
    </dl>
  );
}

function Spelling({ name, tokens }: { readonly name: string; readonly tokens: readonly SpelledToken[] }) {
  return (
    <>
      <dt className="text-ink-2">{name}</dt>
      <dd className="min-w-0 font-mono">
        {tokens.length === 0 ? "nothing" : <SpelledTokens tokens={tokens} />}
      </dd>
    </>
  );
}
