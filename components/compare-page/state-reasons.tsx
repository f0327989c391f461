import { plural } from "@/components/ui/format";
import { STATE_WORDS } from "@/components/ui/state-words";
import { explainToken } from "@/lib/core/tokens/explain-token";
import type { TokenSpan } from "@/lib/core/tokens/token-span";

/** Reasons listed for one message; beyond that each token still has its own. */
const MOST_REASONS = 4;

/** Why a message's tokens have the states that they have, each reason once. */
export function StateReasons({ spans }: { readonly spans: readonly TokenSpan[] }) {
  const reasons = new Map(spans.map((span) => [explainToken(span), span.state]));
  const left = reasons.size - MOST_REASONS;
  return (
    <ul className="flex flex-col gap-0.5 px-4 pb-1.5 text-xs text-ink-2">
      {[...reasons].slice(0, MOST_REASONS).map(([words, state]) => (
        <li key={words} className="flex gap-1.5">
          <span aria-hidden className="w-3 shrink-0 text-center text-ink">
            {STATE_WORDS[state].glyph}
          </span>
          {words}
        </li>
      ))}
      {left > 0 && <li className="pl-4.5">{plural(left, "more reason")}: each token names its own.</li>}
    </ul>
  );
}
