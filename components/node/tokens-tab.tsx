"use client";

import { type NodeChoice, useNodeTokens } from "@/components/session/use-node";
import { TokenList } from "@/components/token-pane/lines/token-list";
import { LoadingOrError } from "@/components/ui/loading-or-error";

/** The node's tokens: in the selected sample, or by themselves when none is selected. */
export function TokensTab({ choice }: { readonly choice: NodeChoice }) {
  const { data, error } = useNodeTokens(choice);
  if (!data) return <LoadingOrError error={error} what="tokens" />;
  return <TokenList columns={data.columns} pieces={data.pieces} />;
}
