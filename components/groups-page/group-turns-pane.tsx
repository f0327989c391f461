"use client";

import { QueryClient, QueryClientProvider, useInfiniteQuery } from "@tanstack/react-query";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useRef, useState } from "react";
import { fetchJson } from "@/components/reads/fetch-json";
import { ScrollRegion } from "@/components/ui/scroll-region";
import { formatCount, plural } from "@/lib/core/base/format-count";
import type { GroupSession, GroupTurn, GroupTurns } from "@/lib/core/list/group-view";
import { TurnCell } from "./turn-cell";
import { TurnColumnHead } from "./turn-column-head";

/** Turns read at once, and sizes in px. */
const TURNS = 20;
const COLUMN = 232;
const GUTTER = 40;

interface GroupTurnsPaneProps {
  readonly group: number;
  readonly sessions: readonly GroupSession[];
}

/** The sessions of a group side by side, turn by turn: what each answered, in a line. */
export function GroupTurnsPane(props: GroupTurnsPaneProps) {
  const [client] = useState(() => new QueryClient());
  return (
    <QueryClientProvider client={client}>
      <SideBySide {...props} />
    </QueryClientProvider>
  );
}

function SideBySide({ group, sessions }: GroupTurnsPaneProps) {
  const { data, error, fetchNextPage, isFetching } = useInfiniteQuery({
    queryKey: ["group-turns", group],
    queryFn: ({ pageParam, signal }) =>
      fetchJson<GroupTurns>(
        `/api/groups/${group}/turns?from=${pageParam}&to=${pageParam + TURNS - 1}`,
        signal,
      ),
    initialPageParam: 1,
    getNextPageParam: ({ to }) => to + 1,
  });
  const scroller = useRef<HTMLDivElement>(null);
  const columns = useVirtualizer({
    count: sessions.length,
    horizontal: true,
    getScrollElement: () => scroller.current,
    estimateSize: () => COLUMN,
    paddingStart: GUTTER,
    overscan: 2,
    useFlushSync: false,
  });
  const longest = sessions.reduce((most, { turns }) => Math.max(most, turns), 0);
  const told = Math.min(longest, (data?.pages.length ?? 1) * TURNS);
  const shown = columns.getVirtualItems().flatMap(({ index, start }) => {
    const session = sessions[index];
    return session ? [{ session, left: start }] : [];
  });
  const turnOf = (id: string, turn: number): GroupTurn | undefined =>
    data?.pages[Math.floor((turn - 1) / TURNS)]?.sessions[id]?.[(turn - 1) % TURNS];
  return (
    <section className="rounded-lg border border-line bg-surface">
      <h2 className="border-b border-line px-3 py-2 text-sm font-medium">
        Side by side
        <span className="ml-2 text-xs font-normal text-ink-2">
          {plural(sessions.length, "session")}, turn by turn; scroll to the side for more
        </span>
      </h2>
      {error && <p className="p-3 text-sm text-ink-2">{error.message}</p>}
      <ScrollRegion ref={scroller} aria-label="Sessions side by side" className="!h-auto max-h-[70dvh]">
        <div className="relative" style={{ minWidth: columns.getTotalSize() }} data-testid="side-by-side">
          <div className="sticky top-0 z-10 h-22 border-b border-line bg-surface">
            {shown.map(({ session, left }) => (
              <TurnColumnHead key={session.id} session={session} left={left} width={COLUMN} />
            ))}
          </div>
          {Array.from({ length: told }, (_, at) => at + 1).map((turn) => (
            <div key={turn} className="relative h-18 border-b border-line last:border-0">
              <span className="sticky left-0 z-[5] inline-flex h-full w-10 items-start justify-end bg-surface pt-2 pr-2 text-xs text-ink-2">
                <span className="sr-only">Turn </span>
                {formatCount(turn)}
              </span>
              {shown.map(({ session, left }) => (
                <TurnCell
                  key={session.id}
                  turn={turnOf(session.id, turn)}
                  isOver={turn > session.turns}
                  left={left}
                  width={COLUMN}
                />
              ))}
            </div>
          ))}
        </div>
      </ScrollRegion>
      {told < longest && (
        <button
          type="button"
          disabled={isFetching}
          onClick={() => void fetchNextPage()}
          className="w-full border-t border-line py-2 text-sm text-ink-2 hover:bg-raised hover:text-ink"
        >
          {isFetching
            ? "Reading…"
            : `Show more turns: ${formatCount(told)} of ${formatCount(longest)} are shown`}
        </button>
      )}
    </section>
  );
}
