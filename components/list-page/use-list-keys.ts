"use client";

import { useRef, useState } from "react";
import { compareHref } from "@/components/address/compare-href";
import type { ListChoice } from "@/components/address/list-params";
import { sessionUrl } from "@/components/address/list-urls";
import { useNavigate } from "@/components/address/use-navigate";
import { useBackStep } from "@/components/keys/use-back-step";
import { usePaneShortcuts } from "@/components/keys/use-pane-shortcuts";
import { useAnnouncer } from "@/components/ui/announcements";
import type { ListRow } from "@/lib/core/list/list-row";
import { SESSIONS_KEYS } from "./sessions-keys";

interface ListKeysInput {
  readonly rows: readonly ListRow[];
  readonly list: ListChoice;
  readonly peek: string | null;
  readonly setPeek: (id: string | null) => void;
  readonly marked: readonly string[];
  readonly mark: (id: string) => void;
  readonly showNewest: (() => void) | undefined;
}

/** Walks the list by keys. While a session is peeked at, the peek goes along. */
export function useListKeys({ rows, list, peek, setPeek, marked, mark, showNewest }: ListKeysInput) {
  const navigate = useNavigate();
  const announcer = useAnnouncer();
  const [chosen, setChosen] = useState<string | null>(null);
  const steer = useRef<((index: number) => void) | null>(null);
  const active = peek ?? chosen;
  const at = rows.findIndex(({ id }) => id === active);
  const goTo = (index: number): void => {
    const row = rows[Math.min(rows.length - 1, Math.max(0, index))];
    if (!row) return;
    setChosen(row.id);
    if (peek !== null) setPeek(row.id);
    steer.current?.(rows.indexOf(row));
  };
  const toLoss = (by: 1 | -1): void => {
    const next = nextLossy(rows, at, by);
    if (next >= 0) goTo(next);
    else announcer.say(`No session ${by > 0 ? "below" : "above"} lost anything, of those that are read`);
  };
  const [a, b] = marked;
  usePaneShortcuts("sessions", SESSIONS_KEYS, {
    "sessions.next": () => goTo(at + 1),
    "sessions.previous": () => goTo(at < 0 ? 0 : at - 1),
    "sessions.first": () => goTo(0),
    "sessions.next-loss": () => toLoss(1),
    "sessions.previous-loss": () => toLoss(-1),
    "sessions.open": active === null ? undefined : () => navigate(sessionUrl(active, list)),
    "sessions.peek": () => {
      const id = active ?? rows[0]?.id;
      if (id === undefined) return;
      setChosen(id);
      setPeek(peek === null ? id : null);
    },
    "sessions.mark": active === null ? undefined : () => mark(active),
    "sessions.compare": () => {
      if (a && b) navigate(compareHref({ session: a }, { session: b }));
      else announcer.say("Mark two sessions with m, then press v");
    },
    "sessions.newest": showNewest,
  });
  useBackStep("peek", peek === null ? null : () => setPeek(null));
  return { active, activate: setChosen, steer };
}

/** Position of the nearest row on either side that trains less than was sampled; -1 where there is none. */
function nextLossy(rows: readonly ListRow[], at: number, by: 1 | -1): number {
  const isLossy = (row: ListRow): boolean => row.trained_tokens < row.sampled_tokens;
  if (by > 0) return rows.findIndex((row, index) => index > at && isLossy(row));
  return rows.findLastIndex((row, index) => index < at && isLossy(row));
}
