import { Wrench } from "lucide-react";
import Link from "next/link";
import { diffHref } from "@/components/address/diff-href";
import { CauseButton } from "@/components/causes/cause-button";
import { causeRemedy } from "@/components/marks/cause-remedy";
import { causeTerms } from "@/lib/core/list/cause-terms";
import type { FixFirst } from "@/lib/core/list/fix-first";
import { fixCost, fixSentence } from "./fix-words";
import { sessionsLink } from "./run-links";

const LINK = "underline underline-offset-4";

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
        Nothing to fix: no fork, loss or refusal here has a cause that could be removed.
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
        {fixCost(fix, trained)} {causeRemedy(fix.cause)}
      </p>
      <p className="mt-2 flex flex-wrap gap-x-4 gap-y-1 text-sm">
        <Link href={sessionsLink(filter, ...causeTerms(fix.subject, fix.cause))} className={LINK}>
          See these sessions
        </Link>
        <CauseButton asked={{ did: fix.subject, cause: fix.cause, node: null }}>
          <span className={LINK}>What differed, and what heals it</span>
        </CauseButton>
        {example && (
          <Link href={exampleHref(example, fix.subject)} prefetch={false} className={LINK}>
            {example.node === null || fix.subject === "refused"
              ? "Open an example"
              : "See an example token by token"}
          </Link>
        )}
      </p>
    </section>
  );
}

function exampleHref(
  { session, node }: { readonly session: string; readonly node: string | null },
  subject: FixFirst["subject"],
): string {
  if (node === null || subject === "refused") return `/sessions/${encodeURIComponent(session)}`;
  return diffHref(session, { b: node }, { policy: null, threshold: null });
}
