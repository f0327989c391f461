"use client";

import { useRouter } from "next/navigation";
import { useAnnouncer } from "../ui/announcements";
import { neighboursUrl } from "../workspace/api-urls";
import { fetchJson } from "../workspace/fetch-json";

/** What of an address speaks of this one session; the rest goes along to the next. */
const OF_ONE_SESSION = ["node", "sample", "tok", "mark"] as const;

/** Opens the session before or after this one in the list, under the same policy, colours and panes. */
export function useSessionNeighbours(session: string) {
  const router = useRouter();
  const announcer = useAnnouncer();
  return (side: "after" | "before") => async (): Promise<void> => {
    try {
      const url = neighboursUrl(session, side, 1);
      const { sessions } = await fetchJson<{ readonly sessions: readonly { readonly id: string }[] }>(
        url,
        AbortSignal.timeout(10_000),
      );
      const next = sessions[0];
      if (!next)
        return announcer.say(side === "after" ? "This is the last session" : "This is the first session");
      const query = new URLSearchParams(window.location.search);
      for (const name of OF_ONE_SESSION) query.delete(name);
      router.push(`/sessions/${encodeURIComponent(next.id)}${query.size > 0 ? `?${query}` : ""}`);
    } catch {
      announcer.say("The server cannot be reached");
    }
  };
}
