"use client";

import { useAnnouncer } from "@/components/ui/announcements";
import { nextLandmark, SOUGHT_WORDS, type Sought } from "./landmarks";
import { useSelection } from "./selection-context";
import type { SessionModel } from "./session-model";
import { stepInTree, type TreeStep } from "./step-in-tree";

/** What is said where a step leads nowhere. */
const NOWHERE: Readonly<Record<TreeStep, string>> = {
  parent: "This is the root",
  child: "This is the leaf",
  root: "There is no message",
  leaf: "There is no message",
  "next branch": "Nothing forks above this message",
  "previous branch": "Nothing forks above this message",
};

/** Moves the selection through the tree, and from one landmark to the next. */
export function useMovement(model: SessionModel) {
  const { node, path, selectNode } = useSelection();
  const announcer = useAnnouncer();
  const { nodes } = model.view;
  const current = model.positions.get(node ?? "") ?? -1;
  const step = (to: TreeStep) => (): void => {
    const next = stepInTree(nodes, current, to, path);
    const found = next === null ? undefined : nodes[next];
    if (found) selectNode(found.id);
    else announcer.say(NOWHERE[to]);
  };
  const seek = (kind: Sought, direction: 1 | -1) => (): void => {
    const order = nodes.map((_, at) => at);
    const next = nextLandmark(model.view, order, current, kind, direction);
    if (next === null) announcer.say(`There is no ${SOUGHT_WORDS[kind]} in this session`);
    else selectNode(next);
  };
  return { step, seek };
}
