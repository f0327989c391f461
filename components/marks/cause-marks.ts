import {
  Ban,
  Brackets,
  Copy,
  Diamond,
  Layers,
  type LucideIcon,
  MessageSquareOff,
  MessageSquarePlus,
  PanelTopDashed,
  PencilLine,
  Pilcrow,
  Replace,
  RotateCcw,
  Scissors,
  Shrink,
  SquareSplitHorizontal,
  Unplug,
  WrapText,
} from "lucide-react";
import { DRIFT_CAUSES, type DriftCause } from "@/lib/core/causes/drift-cause";
import { CAUSE_WORDS } from "./cause-words";

/** How a cause is drawn and named. The glyph and the word carry it; colour does not. */
export interface CauseMark {
  readonly icon: LucideIcon;
  readonly label: string;
  readonly meaning: string;
}

const ICONS: Readonly<Record<DriftCause, LucideIcon>> = {
  retokenised: Replace,
  "white space": Pilcrow,
  "tool call re-serialised": Brackets,
  "reasoning stripped": Scissors,
  "tool calls dropped": Unplug,
  "text dropped beside calls": MessageSquareOff,
  "content parts": SquareSplitHorizontal,
  "header changed": PanelTopDashed,
  compaction: Shrink,
  "sub-agent": Diamond,
  "new conversation": MessageSquarePlus,
  "sampled again": Copy,
  retry: RotateCcw,
  "truncated anchor": WrapText,
  "merged generations": Layers,
  rewritten: PencilLine,
};

/** The mark of any cause; those of refusals share one glyph. */
export function causeMark(cause: string): CauseMark {
  const known = DRIFT_CAUSES.find((name) => name === cause);
  if (known) return { icon: ICONS[known], label: known, meaning: CAUSE_WORDS[known].meaning };
  const label = cause.replaceAll("_", " ");
  return { icon: Ban, label, meaning: `Not trained, or not grafted: ${label}.` };
}
