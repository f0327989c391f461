"use client";

import { createContext, type ReactNode, use, useState, useSyncExternalStore } from "react";
import { Announcer } from "./announcer";

const AnnouncerContext = createContext<Announcer | null>(null);

/** Lets every component of a page say what it just did. */
export function Announcements({ children }: { readonly children: ReactNode }) {
  const [announcer] = useState(() => new Announcer());
  return (
    <AnnouncerContext.Provider value={announcer}>
      {children}
      <Announcement announcer={announcer} />
    </AnnouncerContext.Provider>
  );
}

/** @example useAnnouncer().say("Link copied"); */
export function useAnnouncer(): Announcer {
  const announcer = use(AnnouncerContext);
  if (!announcer) throw new Error("This component stands outside the page's announcements.");
  return announcer;
}

function Announcement({ announcer }: { readonly announcer: Announcer }) {
  const text = useSyncExternalStore(announcer.subscribe, announcer.current, () => null);
  return (
    <div
      role="status"
      data-testid="announcement"
      className="pointer-events-none fixed inset-x-4 bottom-12 z-50 flex justify-center"
    >
      {text !== null && (
        <span className="max-w-full rounded-md bg-ink px-3 py-1.5 text-sm text-page shadow-[var(--shadow-raised)]">
          {text}
        </span>
      )}
    </div>
  );
}
