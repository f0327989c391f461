import { Info, type LucideIcon, OctagonAlert, TriangleAlert } from "lucide-react";
import type { FlagLevel } from "@/lib/core/list/session-flag";

/** How a level is drawn: the shape says it, the colour only repeats it. */
const LOOKS: Readonly<Record<FlagLevel, { readonly icon: LucideIcon; readonly look: string }>> = {
  error: { icon: OctagonAlert, look: "text-refused" },
  warn: { icon: TriangleAlert, look: "text-realigned" },
  info: { icon: Info, look: "text-ink-3" },
};

const NAMES: Readonly<Record<FlagLevel, string>> = { error: "Error", warn: "Warning", info: "Note" };

/** The level of a flag as a mark with its name for those who do not see it. */
export function LevelMark({ level }: { readonly level: FlagLevel }) {
  const { icon: Icon, look } = LOOKS[level];
  return (
    <span className={`shrink-0 ${look}`} title={NAMES[level]}>
      <Icon size={15} aria-hidden />
      <span className="sr-only">{NAMES[level]}: </span>
    </span>
  );
}
