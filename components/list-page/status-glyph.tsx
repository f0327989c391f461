import { Circle, CircleCheck, CircleSlash } from "lucide-react";
import type { SessionRow } from "@/lib/core/view/session-row";

const GLYPHS = {
  open: { icon: Circle, words: "Open: calls are still recorded", look: "text-forked" },
  finished: { icon: CircleCheck, words: "Finished: its policy is frozen", look: "text-ink-2" },
  dropped: { icon: CircleSlash, words: "Dropped: its turns were deleted", look: "text-ink-3" },
} as const;

/** A session's status where there is room for a glyph only. */
export function StatusGlyph({ status }: { readonly status: SessionRow["status"] }) {
  const { icon: Icon, words, look } = GLYPHS[status];
  return (
    <span role="img" aria-label={words} title={words} className={`shrink-0 ${look}`}>
      <Icon size={14} aria-hidden />
    </span>
  );
}
