"use client";

import { type ComponentType, type KeyboardEvent, useEffect, useMemo, useRef, useState } from "react";
import { useQueryParams } from "@/components/address/use-query-params";
import { VIEW_PARAMS } from "@/components/address/view-state";
import { conversationThrough } from "@/components/marks/tree-modes";
import { cardsKept, type DrawnNodes } from "@/components/session/collapsed-runs";
import { useSelection } from "@/components/session/selection-context";
import type { SessionModel } from "@/components/session/session-model";
import { useOpenTokens } from "@/components/session/use-open-tokens";
import { useShowMessage } from "@/components/session/use-show-message";
import type { LaneMarks } from "@/components/tree/canvas/draw-lanes";
import { LandmarkRail } from "@/components/tree/canvas/landmark-rail";
import type { TreeFlowProps } from "@/components/tree/flow/tree-flow";
import { layoutTree, type TreeCard, type TreeLayout } from "@/components/tree/layout/tree-layout";
import { wholeViewport } from "@/components/tree/layout/whole-viewport";
import { pathTo } from "@/lib/core/view/path-to";
import type { SessionView } from "@/lib/core/view/session-view";
import { ModeSwitch } from "./mode-switch";
import { TreePreview } from "./tree-preview";

const { view: viewParam } = VIEW_PARAMS;
const TREE_PARAMS = { view: viewParam };

/** The tree as a graph. The transcript is the accessible tree; this is a second view of the same nodes. */
export function TreePane({ model }: { readonly model: SessionModel }) {
  const { node, expanded, path, toggleRun } = useSelection();
  const showMessage = useShowMessage();
  const [{ view: mode }, setParams] = useQueryParams(TREE_PARAMS);
  const { view } = model;
  const selected = node === null ? -1 : (model.positions.get(node) ?? -1);
  const shown = useMemo(
    () => (mode === "linear" ? conversationThrough(view, selected) : null),
    [mode, view, selected],
  );
  const open = useOpenCards(view, expanded, shown);
  const links = useMemo(() => ({ spawners: spawners(view), retries: retries(view) }), [view]);
  const layout = useMemo(
    () => layoutTree(view.nodes, { expanded, open, ...links, shown }),
    [view, expanded, open, links, shown],
  );
  const marks = useMarks(layout, model, path, selected);
  const openTokens = useOpenTokens(model);
  const onSelect = (card: TreeCard): void => {
    const isInside = selected >= 0 && card.nodes.includes(selected);
    showMessage(isInside && node !== null ? node : card.id);
  };
  const onOpen = (card: TreeCard): void => (card.nodes.length > 1 ? toggleRun(card.id) : openTokens?.());
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === "Enter" && event.target === event.currentTarget) openTokens?.();
  };
  return (
    <div className="flex h-full w-full">
      <LandmarkRail
        view={view}
        selected={selected}
        onSelect={(at) => {
          const id = view.nodes[at]?.id;
          if (id !== undefined) showMessage(id);
        }}
      />
      <section
        // One stop for the keyboard: the transcript reads the nodes out.
        aria-label="Tree of the session. The transcript has the same messages to read."
        data-testid="tree"
        data-has-path={path !== null || undefined}
        onKeyDown={onKeyDown}
        className="@container relative min-w-0 flex-1"
        {...FOCUSABLE}
      >
        <TreeSurface
          layout={layout}
          model={model}
          marks={marks}
          mode={mode}
          onSelect={onSelect}
          onOpen={onOpen}
        />
        <ModeSwitch
          mode={mode}
          hidden={shown ? view.nodes.length - shown.size : 0}
          onMode={(next) => setParams({ view: next })}
        />
      </section>
    </div>
  );
}

/** The messages that stand as cards of their own: what a turn brings that comes now folds none of them. */
function useOpenCards(
  { nodes }: SessionView,
  expanded: ReadonlySet<string>,
  shown: ReadonlySet<number> | null,
): ReadonlySet<string> {
  const [drawn, setDrawn] = useState<DrawnNodes>({ nodes, expanded, shown, open: new Set() });
  if (drawn.nodes === nodes && drawn.expanded === expanded && drawn.shown === shown) return drawn.open;
  const open = drawn.nodes === nodes ? drawn.open : cardsKept(drawn, nodes);
  setDrawn({ nodes, expanded, shown, open });
  return open;
}

const FOCUSABLE = { tabIndex: 0 };

/** What stands out, by card. */
function useMarks(
  layout: TreeLayout,
  model: SessionModel,
  path: ReadonlySet<string> | null,
  selected: number,
): LaneMarks {
  return useMemo(() => {
    const cardOf = (id: string) => layout.cardOfNode[model.positions.get(id) ?? -1] ?? -1;
    return {
      path: path && new Set([...path].map(cardOf)),
      selected: selected < 0 ? -1 : (layout.cardOfNode[selected] ?? -1),
    };
  }, [layout, model, path, selected]);
}

/** The preview that came with the page, until what moves the tree has come and drawn the same. */
function TreeSurface({
  layout,
  model,
  ...rest
}: Pick<TreeFlowProps, "layout" | "marks" | "mode" | "onSelect" | "onOpen"> & {
  readonly model: SessionModel;
}) {
  const [Flow, setFlow] = useState<ComponentType<TreeFlowProps> | null>(null);
  const [pane, setPane] = useState<{ readonly width: number; readonly height: number } | null>(null);
  const [isReady, setReady] = useState(false);
  const surface = useRef<HTMLDivElement>(null);
  useEffect(() => {
    void import("@/components/tree/flow/tree-flow").then(({ TreeFlow }) => {
      const { width = 0, height = 0 } = surface.current?.getBoundingClientRect() ?? {};
      setPane({ width, height });
      setFlow(() => TreeFlow);
    });
  }, []);
  return (
    <div ref={surface} className="tree-surface absolute inset-0">
      {Flow && pane && (
        <Flow
          layout={layout}
          view={model.view}
          first={wholeViewport(layout, pane)}
          pane={pane}
          onReady={() => setReady(true)}
          {...rest}
        />
      )}
      {!isReady && rest.mode !== "lanes" && (
        <TreePreview layout={layout} view={model.view} onPath={rest.marks.path} onSelect={rest.onSelect} />
      )}
    </div>
  );
}

/** Positions of the nodes that answer a call which was made again. */
function retries({ turns }: Pick<SessionView, "turns">): ReadonlySet<number> {
  return new Set(
    turns.flatMap(({ node, retry_of: asked }) => (node !== null && asked !== null ? [node] : [])),
  );
}

/** By the root of each sub-agent's conversation, the node whose tool call spawned it; positions in the nodes. */
function spawners({ nodes, turns }: SessionView): ReadonlyMap<number, number> {
  const found = new Map<number, number>();
  for (const { node, spawned_by: call } of turns) {
    if (node === null || call === null) continue;
    const [root] = pathTo(nodes, node);
    const by = turns[call.turn - 1]?.node ?? null;
    // A spawner stands before what it spawned, as a parent does.
    if (root !== undefined && by !== null && by < root && !found.has(root)) found.set(root, by);
  }
  return found;
}
