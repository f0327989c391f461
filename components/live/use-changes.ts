"use client";

import { useEffect, useEffectEvent, useState } from "react";
import { type LiveChange, readLiveChange } from "./live-change";

export type LiveState = "connecting" | "live" | "lost";

/**
 * Listens to the server's event stream for as long as the component stands. The browser reconnects by itself and
 * says where it was, so that nothing is missed; after a silence `onChange` is all that is needed to catch up.
 *
 * @param session only this session's changes; null for all.
 */
export function useChanges(session: string | null, onChange: (change: LiveChange | null) => void): LiveState {
  const [state, setState] = useState<LiveState>("connecting");
  const changed = useEffectEvent(onChange);
  useEffect(() => {
    const query = session === null ? "" : `?session=${encodeURIComponent(session)}`;
    const source = new EventSource(`/api/events${query}`);
    source.addEventListener("ready", () => setState("live"));
    source.addEventListener("error", () => setState("lost"));
    source.addEventListener("change", ({ data }) => changed(readLiveChange(data)));
    return () => source.close();
  }, [session]);
  return state;
}
