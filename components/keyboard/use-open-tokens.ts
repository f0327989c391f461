"use client";

import { useAnnouncer } from "../ui/announcements";
import { useSelection } from "../workspace/selection-context";
import type { SessionModel } from "../workspace/session-model";
import { useViewState } from "../workspace/view-state";

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
    void setState({ sample: holder.index + 1, tok: String(cell.start), pane: "samples" });
  };
}
