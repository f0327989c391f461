import { CAUSE_WORDS } from "@/components/marks/cause-words";
import { Hint } from "@/components/ui/hint";
import { plural } from "@/lib/core/base/format-count";
import { DRIFT_CAUSES } from "@/lib/core/causes/drift-cause";
import type { Comparison, SideTally } from "@/lib/core/compare/comparison";
import { causePairs } from "./cause-pairs";
import { SideBadge } from "./side-badge";

/** Why each side forked or drifted, how often, and what it cost. */
export function CausePairTable({ comparison }: { readonly comparison: Comparison }) {
  const pairs = causePairs(comparison);
  if (pairs.length === 0) {
    return <p className="p-3 text-sm text-ink-2">Neither side forked, or changed tokens.</p>;
  }
  return (
    <table className="w-full text-sm" data-testid="causes">
      <caption className="sr-only">Causes of forks and of changed tokens on both sides</caption>
      <thead>
        <tr className="border-b border-line text-xs text-ink-2">
          <th scope="col" className="px-3 py-2 text-left font-medium">
            Cause
          </th>
          {(["A", "B"] as const).map((name) => (
            <th key={name} scope="col" className="px-3 py-2 text-left font-medium">
              <span className="sr-only">Side {name}</span>
              <SideBadge name={name} />
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {pairs.map(({ subject, cause, a, b }) => (
          <tr key={`${subject} ${cause}`} className="border-b border-line align-top last:border-0">
            <th scope="row" className="px-3 py-1.5 text-left font-normal">
              <CauseName cause={cause} />
              <span className="block text-xs text-ink-3">
                {subject === "fork" ? "fork" : "changed tokens"}
              </span>
            </th>
            <Tally tally={a} />
            <Tally tally={b} />
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function CauseName({ cause }: { readonly cause: string }) {
  const known = DRIFT_CAUSES.find((name) => name === cause);
  if (!known) return <span>{cause}</span>;
  return (
    <Hint text={`${CAUSE_WORDS[known].meaning} ${CAUSE_WORDS[known].remedy}`}>
      <span className="underline decoration-line-strong decoration-dotted underline-offset-4">{cause}</span>
    </Hint>
  );
}

const TOKEN_WORDS: Readonly<Record<SideTally["subject"], string>> = {
  fork: "on the branch left",
  "drift suffered": "changed",
  "drift spared": "spared",
};

function Tally({ tally }: { readonly tally: SideTally | null }) {
  if (!tally) return <td className="px-3 py-1.5 text-ink-3">none</td>;
  return (
    <td className="px-3 py-1.5">
      {plural(tally.tokens, "token")} {TOKEN_WORDS[tally.subject]}
      <span className="block text-xs text-ink-3">
        {tally.subject === "fork" ? plural(tally.count, "fork") : `in ${plural(tally.count, "prompt")}`}
      </span>
    </td>
  );
}
