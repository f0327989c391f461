"use client";

import { useQueryParams } from "@/components/address/use-query-params";
import { usePaneShortcuts } from "@/components/keys/use-pane-shortcuts";
import type { Overlay } from "@/components/marks/overlay-names";
import { DRAWING_PARAMS } from "@/components/token-pane/layout/drawing-params";
import { TOKENS_KEYS } from "./tokens-keys";

/** The keys that say how tokens are drawn; they work before the token pane is open. */
export function useTokenKeys(): void {
  const [{ ws, tb, ids }, setState] = useQueryParams(DRAWING_PARAMS);
  const show = (ov: Overlay) => (): void => setState({ ov });
  usePaneShortcuts("tokens", TOKENS_KEYS, {
    "tokens.overlay-mask": show("mask"),
    "tokens.overlay-logprob": show("logprob"),
    "tokens.overlay-mismatch": show("mismatch"),
    "tokens.overlay-entropy": show("entropy"),
    "tokens.overlay-role": show("role"),
    "tokens.overlay-owner": show("owner"),
    "tokens.overlay-drift": show("drift"),
    "tokens.overlay-advantage": show("advantage"),
    "tokens.overlay-policy-mask": show("policy_mask"),
    "tokens.white-space": () => setState({ ws: !ws, ids: false }),
    "tokens.boundaries": () => setState({ tb: !tb }),
    "tokens.ids": () => setState({ ids: !ids }),
  });
}
