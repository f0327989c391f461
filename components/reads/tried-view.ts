import { changedNodes } from "@/lib/core/view/changed-nodes";
import type { RecordingView } from "@/lib/core/view/view-recording";

/** A view that is tried, beside what the session's own policy makes. */
export interface TriedView extends RecordingView {
  readonly own: RecordingView;
  /** Ids of the nodes of either view that are not what they are in the other. */
  readonly changed: ReadonlySet<string>;
}

/** Puts a view beside the session's own. */
export function triedView(own: RecordingView, tried: RecordingView): TriedView {
  return { ...tried, own, changed: changedNodes(own.view, tried.view) };
}
