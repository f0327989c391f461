import { Hint } from "@/components/ui/hint";
import { formatCount } from "@/lib/core/base/format-count";
import type { TurnView } from "@/lib/core/view/session-view";

const MEANINGS = {
  spared: "Grafting kept these sampled tokens; a full render of the histories would have changed them.",
  suffered: "Prompts were rendered afresh and changed these tokens that were held.",
} as const;

/** How many tokens the session's turns lost to drift, or were spared; nothing where none drifted. */
export function DriftFacts({ turns }: { readonly turns: readonly TurnView[] }) {
  return (["suffered", "spared"] as const).map((kind) => {
    const tokens = turns.reduce(
      (sum, { drift }) => sum + (drift?.kind === kind ? drift.changed_tokens : 0),
      0,
    );
    if (tokens === 0) return null;
    return (
      <Hint key={kind} text={MEANINGS[kind]}>
        <span>
          <span className="underline decoration-line-strong decoration-dotted underline-offset-4">
            drift {kind}
          </span>{" "}
          {formatCount(tokens)}
        </span>
      </Hint>
    );
  });
}
