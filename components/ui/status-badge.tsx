import { Circle, CircleCheck, CircleSlash } from "lucide-react";

const STATUSES = {
  open: { icon: Circle, words: "Open: calls are still recorded.", look: "text-forked" },
  finished: { icon: CircleCheck, words: "Finished: its policy is frozen.", look: "text-ink-2" },
  dropped: { icon: CircleSlash, words: "Dropped: its turns were deleted.", look: "text-ink-3" },
} as const;

/** A session's status as a glyph and a word. */
export function StatusBadge({ status }: { readonly status: keyof typeof STATUSES }) {
  const { icon: Icon, words, look } = STATUSES[status];
  return (
    <span title={words} className="inline-flex items-center gap-1.5 text-xs text-ink-2">
      <Icon size={14} aria-hidden className={look} />
      {status}
    </span>
  );
}
