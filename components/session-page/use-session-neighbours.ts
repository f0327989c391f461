"use client";

import { type ListChoice, listWords } from "@/components/address/list-params";
import { besideUrl } from "@/components/address/list-urls";
import { useKeptList } from "@/components/address/use-kept-list";
import { useNavigate } from "@/components/address/use-navigate";
import { fetchJson } from "@/components/reads/fetch-json";
import { useAnnouncer } from "@/components/ui/announcements";
import { formatCount, plural } from "@/lib/core/base/format-count";
import type { SessionBeside } from "@/lib/core/list/session-beside";

/** What of an address speaks of this one session; the rest goes along to the next. */
const OF_ONE_SESSION = ["node", "sample", "tok", "mark"] as const;

/**
 * Opens the session before or after this one in the list that the reader came from, and says where it stands there.
 * Policy, colours and panes stay.
 */
export function useSessionNeighbours(session: string) {
  const navigate = useNavigate();
  const announcer = useAnnouncer();
  const { list } = useKeptList();
  return (side: "after" | "before") => async (): Promise<void> => {
    try {
      const beside = await fetchJson<SessionBeside>(
        besideUrl(session, side, list),
        AbortSignal.timeout(10_000),
      );
      announcer.say(placeWords(beside, side, list));
      if (beside.session === null) return;
      const query = new URLSearchParams(window.location.search);
      for (const name of OF_ONE_SESSION) query.delete(name);
      navigate(`/sessions/${encodeURIComponent(beside.session)}${query.size > 0 ? `?${query}` : ""}`);
    } catch {
      announcer.say("The server cannot be reached");
    }
  };
}

function placeWords({ place, of }: SessionBeside, side: "after" | "before", list: ListChoice): string {
  if (place !== null) return `${formatCount(place)} of ${formatCount(of)}${listWords(list) || " sessions"}`;
  const end = side === "after" ? "last" : "first";
  return `This is the ${end} of ${plural(of, "session")}${listWords(list)}`;
}
