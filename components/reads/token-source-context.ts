"use client";

import { createContext, use } from "react";
import type { RecordedSession } from "@/lib/core/file/recording-from-turn-lines";
import type { KnownPieces } from "./known-pieces";
import type { TriedView } from "./tried-view";

/** The view shown, worked out in the browser from the recording. */
export interface LocalView extends TriedView {
  readonly recorded: RecordedSession;
  /** When the recording was read, in ms; tells a grown recording from the one before it. */
  readonly readAt: number;
}

/** Where the panes take tokens from. */
export interface TokenSource {
  /** Null while the view shown is the one that the server sent. */
  readonly local: LocalView | null;
  readonly pieces: KnownPieces;
}

const TokenSourceContext = createContext<TokenSource | null>(null);

export const TokenSourceProvider = TokenSourceContext.Provider;

export function useTokenSource(): TokenSource {
  const source = use(TokenSourceContext);
  if (!source) throw new Error("This component stands outside a session's workspace.");
  return source;
}
