"use client";

import { ChevronLeft, ChevronRight } from "lucide-react";
import Link from "next/link";
import type { ViewChoice } from "@/components/address/api-urls";
import { useKeptList } from "@/components/address/use-kept-list";
import { usePaneShortcuts } from "@/components/keys/use-pane-shortcuts";
import { CopyButton } from "@/components/ui/copy-button";
import { IconButton } from "@/components/ui/icon-button";
import { ThemeToggle } from "@/components/ui/theme-toggle";
import type { Departure, DiffPlaces } from "@/lib/core/diff/diff-places";
import { DIFF_KEYS } from "./diff-keys";

const KINDS: Readonly<Record<Departure["kind"], string>> = {
  fork: "fork",
  rewrite: "merged rewrite",
  suffered: "changed tokens",
  spared: "spared",
};

/** Which session, which two messages, and the way to the next departure. */
export function DiffHeader({
  places: { session, departures },
  node,
  against,
  view,
  onChoose,
}: {
  readonly places: DiffPlaces;
  readonly node: string | null;
  readonly against: string | null;
  readonly view: ViewChoice;
  readonly onChoose: (node: string) => void;
}) {
  const { keep } = useKeptList();
  const at = against === null ? departures.findIndex((departure) => departure.node === node) : -1;
  const go = (place: number): void => {
    const next = departures[place];
    if (next) onChoose(next.node);
  };
  const step = (by: number): void => go(at < 0 ? 0 : at + by);
  const nextLoss = departures.findIndex(({ lost }, place) => place > at && lost > 0);
  const lossBefore = departures.findLastIndex(({ lost }, place) => place < at && lost > 0);
  usePaneShortcuts("diff", DIFF_KEYS, {
    "diff.next-loss": nextLoss < 0 ? undefined : () => go(nextLoss),
    "diff.previous-loss": lossBefore < 0 ? undefined : () => go(lossBefore),
    "diff.next": at < departures.length - 1 ? () => step(1) : undefined,
    "diff.previous": at > 0 ? () => step(-1) : undefined,
  });
  return (
    <header className="border-b border-line bg-surface">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2">
        <Link
          href={keep(sessionHref(session, node, view))}
          className="-ml-1 inline-flex max-w-full items-center text-sm text-ink-2 hover:text-ink"
        >
          <ChevronLeft size={16} aria-hidden className="shrink-0" />
          <span className="truncate font-mono">{session}</span>
        </Link>
        <h1 className="text-base font-medium max-sm:order-last max-sm:w-full">
          {against === null ? "Held against incoming" : "Two messages compared"}
        </h1>
        <span className="ml-auto flex items-center gap-1">
          <CopyButton text={() => window.location.href} label="Copy a link to this difference" />
          <ThemeToggle />
        </span>
      </div>
      {departures.length > 0 && (
        <div className="flex flex-wrap items-center gap-2 border-t border-line px-4 py-2 text-sm text-ink-2">
          <label className="inline-flex min-w-0 items-center gap-2">
            Departure
            <select
              value={at < 0 ? "" : (node ?? "")}
              onChange={(event) => event.target.value && onChoose(event.target.value)}
              className="h-8 min-w-0 max-w-full rounded-md border border-line-strong bg-surface px-2 text-ink"
            >
              {at < 0 && <option value="">choose one of {departures.length}</option>}
              {departures.map((departure) => (
                <option key={departure.node} value={departure.node}>
                  turn {departure.turn}: {KINDS[departure.kind]}
                  {departure.cause ? `, ${departure.cause}` : ""}
                </option>
              ))}
            </select>
          </label>
          <IconButton label="Departure before" disabled={at <= 0} onClick={() => step(-1)}>
            <ChevronLeft size={16} aria-hidden />
          </IconButton>
          <IconButton label="Next departure" disabled={at >= departures.length - 1} onClick={() => step(1)}>
            <ChevronRight size={16} aria-hidden />
          </IconButton>
          {at >= 0 && (
            <span className="text-ink-3">
              {at + 1} of {departures.length}
            </span>
          )}
        </div>
      )}
    </header>
  );
}

function sessionHref(
  session: string,
  node: string | null,
  { policy, threshold, settings }: ViewChoice,
): string {
  const query = new URLSearchParams();
  if (node !== null) {
    query.set("node", node);
    query.set("tab", "diff");
  }
  if (policy !== null) query.set("policy", policy);
  if (threshold !== null) query.set("ft", String(threshold));
  if (settings) query.set("set", settings);
  const text = query.toString();
  return `/sessions/${encodeURIComponent(session)}${text ? `?${text}` : ""}`;
}
