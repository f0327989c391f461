"use client";

import { useRouter } from "next/navigation";
import { useGatheredChanges } from "@/components/reads/use-gathered-changes";
import { LiveBadge } from "./live-badge";

/** A busy recorder changes many times a second; the list follows at most this often, in ms. */
const REFRESH_MS = 400;

/** Reads the page again when something was recorded. */
export function LiveRefresh() {
  const router = useRouter();
  const state = useGatheredChanges(null, REFRESH_MS, () => router.refresh());
  return <LiveBadge state={state} />;
}
