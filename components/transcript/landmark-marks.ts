import { Ban, EqualNot, FoldVertical, GitFork, type LucideIcon, TriangleAlert } from "lucide-react";
import type { Landmark } from "@/components/session/landmarks";

/** How each kind of landmark is drawn; the words say what it is. */
export const LANDMARK_MARKS: Readonly<
  Record<Landmark, { readonly icon: LucideIcon; readonly label: string; readonly look: string }>
> = {
  fork: { icon: GitFork, label: "fork", look: "text-forked" },
  drift: { icon: EqualNot, label: "changed tokens", look: "text-realigned" },
  loss: { icon: Ban, label: "refused or dropped tokens", look: "text-refused" },
  compaction: { icon: FoldVertical, label: "compaction", look: "text-forked" },
  error: { icon: TriangleAlert, label: "error", look: "text-refused" },
};
