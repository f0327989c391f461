"use client";

import { TokenList } from "../tokens/token-list";
import { LoadingOrError } from "./loading-or-error";
import { type NodeChoice, useNodeTokens } from "./use-node";

/** The node's tokens: in the selected sample, or by themselves when none is selected. */
export function TokensTab({ choice }: { readonly choice: NodeChoice }) {
  const { data, error } = useNodeTokens(choice);
  if (!data) return <LoadingOrError error={error} what="tokens" />;
  return <TokenList columns={data.columns} pieces={data.pieces} />;
}
