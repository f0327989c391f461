"use client";

import { useRouter } from "next/navigation";
import { useRef } from "react";
import { LiveBadge } from "./live-badge";
import { useChanges } from "./use-changes";

/** A busy recorder changes many times a second; the list follows at most this often, in ms. */
const REFRESH_MS = 400;

/** Reads the page again when something was recorded. */
export function LiveRefresh() {
  const router = useRouter();
  const waiting = useRef(false);
  const state = useChanges(null, () => {
    if (waiting.current) return;
    waiting.current = true;
    setTimeout(() => {
      waiting.current = false;
      router.refresh();
    }, REFRESH_MS);
  });
  return <LiveBadge state={state} />;
}
