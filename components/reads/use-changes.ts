"use client";

import { useEffect, useEffectEvent, useState } from "react";
import type { ShownPlace } from "@/lib/core/report/session-change";
import { joinLive } from "./join-live";

/** `lost`: just now, and being mended; `stale`: for so long that what is shown may be out of date. */
export type LiveState = "connecting" | "live" | "lost" | "stale";

/** Without a word from the server for this long, what is shown is called stale, in ms. It speaks every 5 s. */
const STALE_MS = 10_000;

/** What of a change the pages need: which session, and whether it is new. */
interface LiveChange {
  readonly session: string;
  readonly kind: string;
}

/**
 * Listens to the server's changes for as long as the component stands. After a silence, or when more happened than is
 * told one by one, `onChange` gets null: all that is needed to catch up is to read anew.
 *
 * @param session only this session's changes; null for all.
 * @param onShown is told of places that somebody points at, in any session. They are no changes.
 */
export function useChanges(
  session: string | null,
  onChange: (change: LiveChange | null) => void,
  onShown: (place: ShownPlace) => void = () => undefined,
): LiveState {
  const [state, setState] = useState<LiveState>("connecting");
  const changed = useEffectEvent(onChange);
  const shown = useEffectEvent(onShown);
  useEffect(() => {
    let wasLost = false;
    let staleTimer = setTimeout(() => setState("stale"), STALE_MS);
    let leave = (): void => {};
    const heard = (): void => {
      clearTimeout(staleTimer);
      staleTimer = setTimeout(() => setState("stale"), STALE_MS);
      setState("live");
      // What the server tells again after a break begins where this page was; a new database may not know the place.
      if (wasLost) changed(null);
      wasLost = false;
    };
    const lost = (): void => {
      wasLost = true;
      setState((known) => (known === "stale" ? known : "lost"));
    };
    const join = (): void => {
      leave = joinLive((message) => {
        if (message.type === "lost") return lost();
        heard();
        if (message.type === "reset") changed(null);
        if (message.type === "shown") shown(message.place);
        if (message.type === "change" && (session === null || message.session === session)) changed(message);
      });
    };
    // A page that comes back from the browser's memory has heard nothing meanwhile.
    const comeBack = ({ persisted }: PageTransitionEvent): void => {
      if (!persisted) return;
      wasLost = true;
      leave();
      join();
    };
    join();
    addEventListener("pageshow", comeBack);
    return () => {
      clearTimeout(staleTimer);
      removeEventListener("pageshow", comeBack);
      leave();
    };
  }, [session]);
  return state;
}
