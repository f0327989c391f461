"use client";

import { useEffect, useEffectEvent, useState } from "react";
import { asObject, asString } from "@/lib/core/json/json-fields";
import { parseJson } from "@/lib/core/json/parse-json";

/** `lost`: just now, and being mended; `stale`: for so long that what is shown may be out of date. */
export type LiveState = "connecting" | "live" | "lost" | "stale";

/** Without a word from the server for this long, what is shown is called stale, in ms. It speaks every 5 s. */
const STALE_MS = 10_000;
/** A stream that the browser gave up, as on an error page of a proxy, is opened again after this, in ms. */
const REOPEN_MS = 2_000;

/** What of a change the pages need: which session, and whether it is new. */
interface LiveChange {
  readonly session: string;
  readonly kind: string;
}

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
    let source: EventSource | null = null;
    let lastId: string | null = null;
    let wasLost = false;
    let staleTimer: ReturnType<typeof setTimeout> | undefined;
    let reopenTimer: ReturnType<typeof setTimeout> | undefined;
    const heard = ({ lastEventId }: MessageEvent): void => {
      if (lastEventId !== "") lastId = lastEventId;
      clearTimeout(staleTimer);
      staleTimer = setTimeout(() => setState("stale"), STALE_MS);
      setState("live");
      // What the server tells again after a break begins where this page was; a new database may not know the place.
      if (wasLost) changed(null);
      wasLost = false;
    };
    const open = (): void => {
      source = new EventSource(eventsUrl(session, lastId));
      source.addEventListener("ready", heard);
      source.addEventListener("ping", heard);
      // More was missed than is told one by one, or the database is another.
      source.addEventListener("reset", (event) => {
        heard(event);
        changed(null);
      });
      source.addEventListener("change", (event) => {
        heard(event);
        changed(readLiveChange(event.data));
      });
      source.addEventListener("error", () => {
        wasLost = true;
        setState((known) => (known === "stale" ? known : "lost"));
        if (source?.readyState === EventSource.CLOSED) reopenTimer = setTimeout(open, REOPEN_MS);
      });
    };
    staleTimer = setTimeout(() => setState("stale"), STALE_MS);
    open();
    return () => {
      clearTimeout(staleTimer);
      clearTimeout(reopenTimer);
      source?.close();
    };
  }, [session]);
  return state;
}

function eventsUrl(session: string | null, after: string | null): string {
  const query = new URLSearchParams({
    ...(session === null ? {} : { session }),
    ...(after === null ? {} : { after }),
  });
  return query.size === 0 ? "/api/events" : `/api/events?${query}`;
}

/** Reads an event of `GET /api/events`; null when it is none. */
function readLiveChange(data: unknown): LiveChange | null {
  if (typeof data !== "string") return null;
  try {
    const { session, kind } = asObject(parseJson(data), "");
    return { session: asString(session, "session"), kind: asString(kind, "kind") };
  } catch {
    return null;
  }
}
