"use client";

import { useViewState } from "@/components/address/view-state";
import { useAnnouncer } from "@/components/ui/announcements";
import { useSelection } from "./selection-context";
import type { SessionModel } from "./session-model";

/** Opens the selected message in the token pane: in the open sample if it stands there, else in the first that has it. */
export function useOpenTokens(model: SessionModel): (() => void) | undefined {
  const { node, sample } = useSelection();
  const [, setState] = useViewState();
  const announcer = useAnnouncer();
  if (node === null) return undefined;
  return () => {
    const at = model.positions.get(node) ?? -1;
    const holders = model.samplesOfNode(at);
    const holder = holders.find(({ index }) => index === sample) ?? holders[0];
    const cell = holder?.cells.find((candidate) => candidate.node === at);
    if (!holder || !cell) return announcer.say("This message is in no sample");
    setState({ sample: holder.index + 1, tok: String(cell.start), pane: "tokens" });
  };
}
