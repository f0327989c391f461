"use client";

import { useSyncExternalStore } from "react";

const TICK_MS = 10_000;

const subscribe = (listener: () => void): (() => void) => {
  const timer = setInterval(listener, TICK_MS);
  return () => clearInterval(timer);
};
const now = (): number => Math.floor(Date.now() / TICK_MS) * TICK_MS;

/** How long ago something was; the exact time is in the tooltip. The server writes the date, which needs no clock. */
export function RelativeTime({ at }: { readonly at: number }) {
  const current = useSyncExternalStore(subscribe, now, () => 0);
  const exact = new Date(at).toISOString().slice(0, 19).replace("T", " ");
  return (
    <time dateTime={new Date(at).toISOString()} title={`${exact} UTC`} className="whitespace-nowrap">
      {current === 0 ? exact.slice(0, 16) : ago(Math.max(0, current - at))}
    </time>
  );
}

function ago(ms: number): string {
  const seconds = Math.round(ms / 1000);
  if (seconds < 10) return "just now";
  if (seconds < 60) return `${seconds} s ago`;
  if (seconds < 3600) return `${Math.round(seconds / 60)} min ago`;
  if (seconds < 86_400) return `${Math.round(seconds / 3600)} h ago`;
  return `${Math.round(seconds / 86_400)} d ago`;
}
