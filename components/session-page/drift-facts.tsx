import Link from "next/link";
import type { ViewChoice } from "@/components/address/api-urls";
import { diffHref } from "@/components/address/diff-href";
import { useKeptList } from "@/components/address/use-kept-list";
import { Hint } from "@/components/ui/hint";
import { formatCount } from "@/lib/core/base/format-count";
import { nodeOfTurn } from "@/lib/core/diff/signal-takers";
import type { SessionView } from "@/lib/core/view/session-view";

const MEANINGS = {
  spared: "Grafting kept these sampled tokens; a full render of the histories would have changed them.",
  suffered: "Prompts were rendered afresh and changed these tokens that were held.",
} as const;

/**
 * How many tokens the session's turns lost to drift, or were spared, each with the way to the first turn that it
 * happened in; nothing where none drifted.
 */
export function DriftFacts({
  session,
  view,
  choice,
}: {
  readonly session: string;
  readonly view: Pick<SessionView, "turns" | "nodes">;
  readonly choice: ViewChoice;
}) {
  const { keep } = useKeptList();
  const { turns } = view;
  return (["suffered", "spared"] as const).map((kind) => {
    const tokens = turns.reduce(
      (sum, { drift }) => sum + (drift?.kind === kind ? drift.changed_tokens : 0),
      0,
    );
    const first = turns.find(({ drift }) => drift?.kind === kind);
    const node = first && nodeOfTurn(view, first.index);
    if (tokens === 0 || !node) return null;
    return (
      <Hint key={kind} text={MEANINGS[kind]}>
        <Link href={keep(diffHref(session, { b: node }, choice))} prefetch={false} className="hover:text-ink">
          <span className="underline decoration-line-strong decoration-dotted underline-offset-4">
            drift {kind}
          </span>{" "}
          {formatCount(tokens)}
        </Link>
      </Hint>
    );
  });
}
