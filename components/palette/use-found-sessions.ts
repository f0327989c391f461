"use client";

import { useEffect, useState } from "react";
import { fetchJson } from "@/components/reads/fetch-json";
import { errorMessage } from "@/lib/core/base/error-message";

/** Rows shown of what the server finds. */
const MOST = 6;
/** Typing goes on for a while before the server is asked, in ms. */
const PAUSE_MS = 150;

/** As much of a session as a row of the palette shows. */
export interface FoundSession {
  readonly id: string;
  readonly model: string;
  readonly status: string;
}

/** The state of a search by id. */
export type FoundSessions =
  | { readonly state: "looking" }
  | { readonly state: "found"; readonly sessions: readonly FoundSession[]; readonly hasMore: boolean }
  | { readonly state: "failed"; readonly reason: string };

interface Page {
  readonly sessions: readonly FoundSession[];
  readonly next_cursor: string | null;
}

/** Sessions whose id holds what is typed, the last changed first; the last changed of all when nothing is. */
export function useFoundSessions(query: string): FoundSessions {
  const [found, setFound] = useState<FoundSessions>({ state: "looking" });
  const typed = query.trim();
  useEffect(() => {
    const aborter = new AbortController();
    const ask = async (): Promise<void> => {
      try {
        const params = new URLSearchParams({ limit: String(MOST), ...(typed && { search: typed }) });
        const page = await fetchJson<Page>(`/api/sessions?${params}`, aborter.signal);
        setFound({ state: "found", sessions: page.sessions, hasMore: page.next_cursor !== null });
      } catch (error) {
        if (aborter.signal.aborted) return;
        setFound({
          state: "failed",
          reason: errorMessage(error),
        });
      }
    };
    const timer = setTimeout(() => void ask(), PAUSE_MS);
    return () => {
      clearTimeout(timer);
      aborter.abort();
    };
  }, [typed]);
  return found;
}
