import type { ReactNode } from "react";

/** What a pane says when there is nothing to show, and what would change that. */
export function EmptyState({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <div className="flex h-full flex-col items-center justify-center gap-2 p-8 text-center">
      <h2 className="font-medium text-ink">{title}</h2>
      <div className="max-w-sm text-sm text-ink-2">{children}</div>
    </div>
  );
}
