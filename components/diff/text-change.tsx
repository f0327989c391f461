import { showText } from "@/components/marks/show-text";
import { ScrollRegion } from "@/components/ui/scroll-region";
import { formatCount } from "@/lib/core/base/format-count";
import { visibleText } from "@/lib/core/base/visible-text";
import { textDiff } from "@/lib/core/diff/text-diff";

/** Longer texts than this are cut on the page, and the rest is counted. */
const MOST_CHARACTERS = 20_000;

/** What each side is called where nobody sees on which it stands. */
const NAMES = { a: "The text before", b: "The text after", both: "The text, with what changed" };

/**
 * One side of two versions of a text, with what it alone says marked; `both` shows what the other one left out too.
 * White space is drawn where it differs.
 */
export function TextChange({
  held,
  found,
  side,
}: {
  readonly held: string;
  readonly found: string;
  readonly side: "a" | "b" | "both";
}) {
  const own = side === "a" ? held : found;
  const left = own.length - MOST_CHARACTERS;
  if (own === "") return <p className="text-sm text-ink-3 italic">not there</p>;
  const parts = textDiff(held.slice(0, MOST_CHARACTERS), found.slice(0, MOST_CHARACTERS))
    .filter((part) => side === "both" || part.side === "both" || part.side === side)
    .map((part, at) => ({ ...part, at }));
  return (
    <ScrollRegion aria-label={NAMES[side]} className="max-h-96 rounded-md bg-page">
      <pre className="p-2 font-mono text-sm whitespace-pre-wrap text-ink [overflow-wrap:anywhere]">
        {parts.map((part) =>
          part.side === "both" ? (
            visibleText(part.text)
          ) : (
            <mark key={part.at} className={`diff-${part.side} rounded-xs text-ink`}>
              {part.text.trim() === "" ? showText(part.text) : visibleText(part.text)}
            </mark>
          ),
        )}
        {left > 0 && `\n… ${formatCount(left)} more characters, in the session`}
      </pre>
    </ScrollRegion>
  );
}
