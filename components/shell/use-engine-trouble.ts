"use client";

import { useEffect, useState } from "react";
import { fetchJson } from "@/components/reads/fetch-json";
import { type EngineAnswer, type EngineTrouble, engineTrouble } from "./engine-trouble";

/** How often the engine's health is asked for while the page is looked at, in ms. */
const ASK_MS = 15_000;

/** What is wrong with the engine now; null while nothing is, and while the server itself cannot be asked. */
export function useEngineTrouble(): EngineTrouble | null {
  const [trouble, setTrouble] = useState<EngineTrouble | null>(null);
  useEffect(() => {
    const left = new AbortController();
    const ask = async (): Promise<void> => {
      if (document.visibilityState === "hidden") return;
      try {
        setTrouble(engineTrouble(await fetchJson<EngineAnswer>("/healthz", left.signal)));
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
  return trouble;
}
