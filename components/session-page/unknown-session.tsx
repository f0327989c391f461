"use client";

import Link from "next/link";
import { useEffect, useEffectEvent } from "react";
import { useGatheredChanges } from "@/components/reads/use-gathered-changes";
import { LiveBadge } from "@/components/shell/live-badge";
import { ServerNotice } from "@/components/shell/server-notice";
import { WaitingForCalls } from "./waiting-for-calls";

/** Changes that come this close together are one reason to look again, in ms. */
const GATHER_MS = 100;

/** What a link to a session that is not recorded here shows: it waits, and becomes the session with its first call. */
export function UnknownSession({ id }: { readonly id: string }) {
  const look = async (): Promise<void> => {
    const found = await fetch(`/api/sessions/${encodeURIComponent(id)}`).catch(() => null);
    // The router keeps what stands in place of a page that was not there: only a new page is the session's.
    if (found?.ok) window.location.reload();
  };
  const live = useGatheredChanges(id, GATHER_MS, () => void look());
  const onListening = useEffectEvent(look);
  useEffect(() => {
    // What was recorded between the answer and the first word of the stream.
    if (live === "live") void onListening();
  }, [live]);
  return (
    <main className="min-h-dvh">
      <header className="flex items-center gap-3 border-b border-line bg-surface px-4 py-2">
        <h1 className="min-w-0 truncate font-mono text-base font-medium" title={id}>
          {id}
        </h1>
        <LiveBadge state={live} />
      </header>
      <ServerNotice />
      <WaitingForCalls session={id} openedAt={null} live={live}>
        This session is not recorded here. Its id may be spelled otherwise, or it was recorded into another
        database.{" "}
        <Link
          href={`/sessions?q=${encodeURIComponent(id)}`}
          className="text-ink underline underline-offset-4"
        >
          Look for it
        </Link>{" "}
        or{" "}
        <Link href="/sessions" className="text-ink underline underline-offset-4">
          see all sessions
        </Link>
        . If it is about to begin, stay: this page becomes it with the first call.
      </WaitingForCalls>
    </main>
  );
}
