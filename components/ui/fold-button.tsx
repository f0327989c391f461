import { ChevronDown, ChevronRight } from "lucide-react";
import type { ReactNode } from "react";

/** A line that stands for what is folded, and opens it. */
export function FoldButton({
  isOpen,
  onToggle,
  children,
}: {
  readonly isOpen: boolean;
  readonly onToggle: () => void;
  readonly children: ReactNode;
}) {
  const Icon = isOpen ? ChevronDown : ChevronRight;
  return (
    <button
      type="button"
      aria-expanded={isOpen}
      onClick={onToggle}
      className="inline-flex max-w-full items-center gap-1 self-start rounded-sm py-0.5 text-left text-xs text-ink-2 hover:text-ink"
    >
      <Icon size={14} aria-hidden className="shrink-0" />
      {children}
    </button>
  );
}
