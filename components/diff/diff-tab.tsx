"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { divergenceWords } from "@/lib/core/view/divergence-words";
import type { NodeDiff } from "@/lib/core/view/node-diff";
import { LoadingOrError } from "../inspector/loading-or-error";
import type { NodeChoice } from "../inspector/use-node";
import { nodeDiffUrl } from "../workspace/api-urls";
import { fetchJson } from "../workspace/fetch-json";
import { alignTails } from "./align-tails";
import { type DiffLens, DiffSide } from "./diff-side";

/** What was held before the node's turn against the prompt that came: where they part, and why. */
export function DiffTab({ choice }: { readonly choice: NodeChoice }) {
  const { data, error } = useQuery({
    queryKey: [
      "diff",
      choice.session,
      choice.node,
      choice.view.policy,
      choice.view.threshold,
      choice.revision,
    ],
    queryFn: ({ signal }) =>
      fetchJson<NodeDiff>(nodeDiffUrl(choice.session, choice.node, choice.view), signal),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  if (!data) return <LoadingOrError error={error} what="difference" />;
  return <LoadedDiff diff={data} />;
}

function LoadedDiff({ diff }: { readonly diff: NodeDiff }) {
  const [lens, setLens] = useState<DiffLens>("text");
  const { prefix, heldEnd, incomingEnd } = alignTails(diff.held, diff.incoming);
  return (
    <div className="flex flex-col gap-3 p-4 text-sm">
      <p data-testid="divergence">{divergenceWords(diff, diff.threshold)}</p>
      {diff.cause && diff.verdict !== "clean" && (
        <p className="text-ink-2">
          Cause: <span className="font-medium text-ink">{diff.cause}</span>
        </p>
      )}
      {diff.verdict !== "clean" && (
        <>
          <fieldset className="inline-flex self-start overflow-hidden rounded-md border border-line-strong">
            <legend className="sr-only">Show tokens as</legend>
            {(["text", "ids", "bytes"] as const).map((name) => (
              <button
                key={name}
                type="button"
                aria-pressed={lens === name}
                onClick={() => setLens(name)}
                className="border-r border-line-strong px-3 py-1 text-ink-2 last:border-0 aria-pressed:bg-ink aria-pressed:text-page"
              >
                {name}
              </button>
            ))}
          </fieldset>
          <DiffSide
            title={`Held: turn ${diff.held_turn}'s prompt and answer`}
            ids={diff.held}
            from={prefix}
            to={heldEnd}
            diff={diff}
            length={diff.held_length}
            lens={lens}
          />
          <DiffSide
            title={`Incoming: turn ${diff.turn}'s prompt`}
            ids={diff.incoming}
            from={prefix}
            to={incomingEnd}
            diff={diff}
            length={diff.prompt_length}
            lens={lens}
          />
        </>
      )}
    </div>
  );
}
