"use client";

import { useQuery } from "@tanstack/react-query";
import { viewQuery } from "@/components/address/api-urls";
import { readTokens } from "@/components/reads/read-tokens";
import { useTokenSource } from "@/components/reads/token-source-context";
import { sampleNodeAt } from "@/components/token-pane/reads/sample-nodes";
import { STATE_WORDS } from "@/components/ui/state-words";
import { TOKEN_STATES } from "@/lib/core/samples/token-state";
import { sampleName } from "@/lib/core/tokens/explain-token";
import type { CardSource } from "./card-source";
import { holdingWords } from "./token-facts";

/** Samples whose hold on a token is looked up one by one; the others say it of the message as a whole. */
const MOST_LOOKED_UP = 8;

/** The samples that hold a token, and what it is in each. */
export function HoldingSamples({
  source,
  token,
  isPinned,
}: {
  readonly source: CardSource;
  readonly token: number;
  readonly isPinned: boolean;
}) {
  const { nodes, model, choice, sample } = source;
  const tokenSource = useTokenSource();
  const owner = nodes[sampleNodeAt(nodes, token)];
  const at = owner ? (model.positions.get(owner.node.id) ?? -1) : -1;
  const holders = at < 0 ? [] : model.samplesOfNode(at).filter(({ index }) => index !== sample?.index);
  const looked = holders.slice(0, MOST_LOOKED_UP);
  const offset = token - (owner?.start ?? 0);
  const { session, view, revision } = choice;
  const { data } = useQuery({
    queryKey: ["token-states", session, viewQuery(view).toString(), revision, owner?.node.id, offset],
    enabled: isPinned && looked.length > 0,
    queryFn: ({ signal }) =>
      Promise.all(
        looked.map(async ({ index }) => {
          const place = { of: "node", node: owner?.node.id ?? "", sample: index } as const;
          const asked = { ...view, ...place, from: offset, to: offset + 1 };
          const { columns } = await readTokens(tokenSource, session, asked, signal);
          return TOKEN_STATES[columns.states[0] ?? -1] ?? null;
        }),
      ),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  if (!owner) return null;
  const words = holders.map((holder, place) => {
    const state = data?.[place];
    return state ? `${sampleName(holder.index)} ${STATE_WORDS[state].label}` : holdingWords(holder, at);
  });
  return (
    <p className="text-ink-2">
      {words.length === 0 ? (
        "No other sample holds it."
      ) : (
        <>
          Also in <span className="text-ink">{words.join(" · ")}</span>
        </>
      )}
    </p>
  );
}
