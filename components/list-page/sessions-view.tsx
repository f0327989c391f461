"use client";

import { X } from "lucide-react";
import { type ReactNode, useState } from "react";
import { CauseCards } from "@/components/cause-card/cause-cards";
import { ListHealth } from "@/components/health/list-health";
import { Pane } from "@/components/keys/pane";
import { ListSteps } from "@/components/lens/list-steps";
import { LiveBadge } from "@/components/shell/live-badge";
import { PageHeader } from "@/components/shell/page-header";
import { IconButton } from "@/components/ui/icon-button";
import { useIsNarrow } from "@/components/ui/use-is-narrow";
import { SetVerdictLine } from "@/components/verdict/set-verdict-line";
import { formatCount, plural } from "@/lib/core/base/format-count";
import { toggleTerm } from "@/lib/core/list/toggle-term";
import { FacetPane } from "./facet-pane";
import { ListToolbar } from "./list-toolbar";
import { PeekPanel } from "./peek-panel";
import { SessionRows } from "./session-rows";
import { useColumns } from "./use-columns";
import { useListModel } from "./use-list-model";
import type { InitialList } from "./use-session-list";

/** Facets, the list, and what is peeked at. */
export function SessionsView({
  initial,
  simulated,
  footer,
}: {
  readonly initial: InitialList;
  readonly simulated: boolean;
  readonly footer: ReactNode;
}) {
  const model = useListModel(initial);
  const { state, choice, pages, facets, rows, changes, total, marked, keys } = model;
  const { columns, toggle } = useColumns();
  const isNarrow = useIsNarrow();
  const [areFacetsOpen, setFacetsOpen] = useState(false);
  return (
    <CauseCards filter={choice.q}>
      <div className="flex h-dvh flex-col">
        <PageHeader simulated={simulated} current="Sessions" live={<LiveBadge state={changes.live} />} />
        <main className="relative flex min-h-0 flex-1">
          <h1 className="sr-only">Sessions</h1>
          <aside
            aria-label="Narrow the list"
            className={`w-56 shrink-0 overflow-y-auto border-r border-line bg-surface max-md:absolute max-md:inset-y-0 max-md:left-0 max-md:z-20 max-md:w-64 max-md:shadow-[var(--shadow-raised)] ${areFacetsOpen ? "" : "max-md:hidden"}`}
          >
            <div className="flex items-center justify-between border-b border-line py-2 pr-2 pl-4 md:hidden">
              <h2 className="text-sm font-medium">Narrow the list</h2>
              <IconButton label="Close" onClick={() => setFacetsOpen(false)}>
                <X size={16} aria-hidden />
              </IconButton>
            </div>
            {facets.data && (
              <FacetPane
                facets={facets.data}
                filter={state.q}
                onToggle={(term) => model.setFilter(toggleTerm(state.q, term))}
              />
            )}
          </aside>
          <Pane name="sessions" className="flex min-w-0 flex-1 flex-col">
            <ListToolbar
              filter={state.q}
              policy={model.policy}
              facets={facets.data?.facets ?? []}
              columns={columns}
              marked={marked}
              areFacetsOpen={areFacetsOpen}
              onFilter={model.setFilter}
              onColumn={toggle}
              onFacets={() => setFacetsOpen(!areFacetsOpen)}
              onUnmark={model.unmark}
              onPolicy={model.setPolicy}
            />
            <SetVerdictLine filter={choice.q} onFilter={model.setFilter} />
            <ListHealth filter={state.q} total={total} />
            <ListSteps filter={choice.q} onFilter={model.setFilter} />
            <SessionRows
              scroller={model.scroller}
              rows={rows}
              pages={pages}
              columns={columns}
              choice={choice}
              total={total}
              isNarrow={isNarrow}
              active={keys.active}
              marked={marked}
              fresh={changes.fresh.size}
              steer={keys.steer}
              onNewest={model.showNewest}
              onFilter={model.setFilter}
              onSort={model.sortBy}
              onActivate={model.activate}
              onMark={model.mark}
              onPlace={model.setPlace}
            />
            <ListStatus total={total} read={rows.length} isReading={pages.isFetching}>
              {footer}
            </ListStatus>
          </Pane>
          {state.peek !== null && (
            <PeekPanel key={state.peek} id={state.peek} list={choice} onClose={() => model.setPeek(null)} />
          )}
        </main>
      </div>
    </CauseCards>
  );
}

/** How much of the list was read, how much there is, and what the server knows of its template. */
function ListStatus({
  total,
  read,
  isReading,
  children,
}: {
  readonly total: number;
  readonly read: number;
  readonly isReading: boolean;
  readonly children: ReactNode;
}) {
  return (
    <footer className="flex flex-wrap items-baseline gap-x-4 gap-y-1 border-t border-line bg-surface px-3 py-1.5 text-xs text-ink-2">
      <span role="status">
        <span data-testid="total">{plural(total, "session")}</span>
        {read < total && `, ${formatCount(read)} read; scroll for more`}
        {isReading && " · reading"}
      </span>
      <span className="min-w-0 flex-1 max-md:hidden">{children}</span>
    </footer>
  );
}
