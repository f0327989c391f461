import { Wrench } from "lucide-react";
import Link from "next/link";
import { diffHref } from "@/components/address/diff-href";
import { CAUSE_WORDS } from "@/components/marks/cause-words";
import { DRIFT_CAUSES } from "@/lib/core/causes/drift-cause";
import type { FixFirst } from "@/lib/core/list/fix-first";
import type { RefusalReason } from "@/lib/core/recording/turn";
import { fixCost, fixSentence } from "./fix-words";
import { causeTerms, sessionsLink } from "./run-links";

const LINK = "underline underline-offset-4";

const REFUSALS: Readonly<Record<RefusalReason, string>> = {
  no_log_probs: "Have the engine return log-probs of what it samples.",
  no_token_ids: "Use an engine that returns token ids; a plain pass-through has none to train.",
  ill_formed: "Look at the answers that do not parse: the tool or reasoning parser may not fit the model.",
  undelivered:
    "Look at why the client hangs up before the answer is whole, such as a timeout that is too short.",
  partly_delivered:
    "Look at why the client hangs up before the answer is whole, such as a timeout that is too short.",
  prefix_not_proven: "Look at these turns' proof: the prompt does not begin with what was held.",
  framing_not_proven:
    "Check the tokenizer and the chat template: the framing between messages differs from them.",
  engine_count_disagrees: "Check that the engine runs the tokenizer that Turntree was given.",
  prompt_unconfirmed:
    "Use a version or a route of the engine that counts prompt tokens or echoes their ids: nothing shows which prompt it saw.",
  completeness_unknown:
    "Set TURNTREE_TOKENIZER to the tokenizer of the server behind, so that its ids can be compared with its replies.",
  reply_disagrees:
    "Check that TURNTREE_TOKENIZER is that of the server behind. If it is, the server loses ids: update it.",
  output_count_disagrees: "Look at the engine: it loses ids of what it samples, or counts wrong. Update it.",
  ids_taken_back: "Look at the engine, or a proxy before it: its stream contradicts itself.",
  impossible_log_probs: "Look at the engine: a log-prob is above 0, or lower than any token's.",
  unreadable_reply:
    "Look at the reply on the session's page: the server behind speaks another protocol there.",
  id_outside_vocabulary: "Check that the engine runs the tokenizer that Turntree was given.",
};

/** The cause that is worth the most to remove: what it costs, what removes it, and the way to it. */
export function FixFirstCard({
  fix,
  filter,
  trained,
  example,
}: {
  readonly fix: FixFirst | null;
  readonly filter: string;
  readonly trained: number;
  readonly example: { readonly session: string; readonly node: string | null } | null;
}) {
  if (!fix) {
    return (
      <p className="rounded-lg border border-line bg-surface p-4 text-ink-2">
        Nothing to fix: no fork, drift or refusal here has a cause that could be removed.
      </p>
    );
  }
  return (
    <section className="rounded-lg border border-realigned bg-realigned-fill p-4">
      <h2 className="inline-flex items-center gap-1.5 text-xs font-medium text-ink">
        <Wrench size={14} aria-hidden />
        What to fix first
      </h2>
      <p className="mt-1 text-lg">{fixSentence(fix)}</p>
      <p className="mt-1 max-w-3xl text-sm">
        {fixCost(fix, trained)} {remedyOf(fix.cause)}
      </p>
      <p className="mt-2 flex flex-wrap gap-x-4 gap-y-1 text-sm">
        <Link href={sessionsLink(filter, ...causeTerms(fix.subject, fix.cause))} className={LINK}>
          See these sessions
        </Link>
        {example && (
          <Link href={exampleHref(example)} prefetch={false} className={LINK}>
            {example.node === null ? "Open an example" : "See an example token by token"}
          </Link>
        )}
      </p>
    </section>
  );
}

function exampleHref({ session, node }: { readonly session: string; readonly node: string | null }): string {
  if (node === null) return `/sessions/${encodeURIComponent(session)}`;
  return diffHref(session, { b: node }, { policy: null, threshold: null });
}

/** What removes a cause of forks, drift or refusals. */
function remedyOf(cause: string): string {
  const known = DRIFT_CAUSES.find((name) => name === cause);
  if (known) return CAUSE_WORDS[known].remedy;
  const refusal = Object.entries(REFUSALS).find(([name]) => name === cause)?.[1];
  return refusal ?? "Look at an example: the session's page says at each turn why it was not grafted.";
}
