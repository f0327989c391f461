"use client";

import Link from "next/link";
import { messageHref, underPolicyHref } from "@/components/address/sample-href";
import type { CausePlace } from "@/components/causes/cause-card-context";
import { MessageDiffView } from "@/components/diff/message-diff-view";
import { TokenDiffView } from "@/components/diff/token-diff-view";
import { useNodeDiff } from "@/components/diff/use-node-diff";
import { FoldedRequest } from "@/components/node/folded-request";
import { LoadingOrError } from "@/components/ui/loading-or-error";
import type { NodeDiff } from "@/lib/core/diff/node-diff";
import { CauseAnswer } from "./cause-answer";
import { firstDifferent } from "./first-different";

/** What differed around the first difference, and the request that did it, with its body. */
export function CauseScene({
  place,
  isExample,
  error,
}: {
  readonly place: CausePlace | null | undefined;
  readonly isExample: boolean;
  readonly error: Error | null;
}) {
  if (place === undefined) return <LoadingOrError error={error} what="place" />;
  if (place === null)
    return <p className="text-ink-2">No session of the set is short enough to show it in.</p>;
  const href =
    place.node === null
      ? underPolicyHref(place.session, place.view)
      : messageHref(place.session, { node: place.node, tab: "diff" }, place.view);
  return (
    <>
      {isExample && (
        <p className="text-ink-2">
          As in{" "}
          <Link href={href} prefetch={false} className="font-mono text-ink underline underline-offset-4">
            {place.session}
          </Link>
        </p>
      )}
      {place.node !== null && <Scene place={place} node={place.node} />}
    </>
  );
}

function Scene({ place, node }: { readonly place: CausePlace; readonly node: string }) {
  const { session, view, revision } = place;
  const { data, error } = useNodeDiff({ session, node, against: null, view, revision });
  if (data) return <Difference session={session} diff={data} />;
  // Before the first call of a conversation nothing is held: there the answer itself is what there is to see.
  return error ? (
    <CauseAnswer place={place} node={node} />
  ) : (
    <LoadingOrError error={null} what="difference" />
  );
}

function Difference({ session, diff }: { readonly session: string; readonly diff: NodeDiff }) {
  const { tokens, a, b } = diff;
  return (
    <>
      <section className="flex flex-col gap-2">
        <h3 className="font-medium">What differed</h3>
        <p>{diff.words}</p>
        {tokens && (
          <TokenDiffView
            tokens={{ ...tokens, runs: firstDifferent(tokens.runs) }}
            pieces={diff.pieces}
            a={{ ...a, session, offset: 0 }}
            b={{ ...b, session, offset: 0 }}
            goesOn={diff.pair === "held"}
            bytes={false}
          />
        )}
      </section>
      <section className="flex flex-col gap-2" data-testid="cause-request">
        <h3 className="font-medium">The request that did it: turn {b.turn}</h3>
        <MessageDiffView rows={diff.messages} titles={["what was held", "the request"]} />
        <FoldedRequest session={session} turn={b.turn} />
      </section>
    </>
  );
}
