"use client";

import { useEffect, useState } from "react";
import { readHealth } from "./read-health";
import { serverTroubles } from "./server-troubles";
import type { Trouble } from "./trouble";

/** How often the server's health is asked for while the page is looked at, in ms. */
const ASK_MS = 15_000;

/** What is wrong with the server now; what was wrong last while it cannot be asked. */
export function useServerTroubles(): readonly Trouble[] {
  const [troubles, setTroubles] = useState<readonly Trouble[]>([]);
  useEffect(() => {
    const left = new AbortController();
    const ask = async (): Promise<void> => {
      if (document.visibilityState === "hidden") return;
      try {
        setTroubles(serverTroubles(await readHealth("/healthz", left.signal)));
      } catch {
        // That the server does not answer is said by the live badge.
      }
    };
    void ask();
    const timer = setInterval(() => void ask(), ASK_MS);
    const onSeen = (): void => void ask();
    document.addEventListener("visibilitychange", onSeen);
    return () => {
      left.abort();
      clearInterval(timer);
      document.removeEventListener("visibilitychange", onSeen);
    };
  }, []);
  return troubles;
}
