"use client";

import { usePaneShortcuts } from "../keyboard/use-pane-shortcuts";
import { useViewState } from "../workspace/view-state";
import { TOKENS_KEYS } from "./tokens-keys";

/** The keys that say how tokens are drawn; they work before the token pane is open. */
export function useTokenKeys(): void {
  const [{ ws }, setState] = useViewState();
  usePaneShortcuts("tokens", TOKENS_KEYS, {
    "tokens.overlay-mask": () => void setState({ ov: "mask" }),
    "tokens.overlay-logprob": () => void setState({ ov: "logprob" }),
    "tokens.overlay-owner": () => void setState({ ov: "owner" }),
    "tokens.white-space": () => void setState({ ws: !ws }),
  });
}
