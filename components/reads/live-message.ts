import type { ShownPlace } from "@/lib/core/report/session-change";

/** What a tab is told of the event stream that it shares with the browser's other tabs. */
export type LiveMessage =
  /** A word came, up to the event of this id. */
  | { readonly type: "heard"; readonly id: string | null }
  | { readonly type: "change"; readonly id: string | null; readonly session: string; readonly kind: string }
  /** Somebody points at a place. */
  | { readonly type: "shown"; readonly id: string | null; readonly place: ShownPlace }
  /** More happened than was told one by one. */
  | { readonly type: "reset"; readonly id: string | null }
  /** The stream broke off, and is being mended. */
  | { readonly type: "lost" };
