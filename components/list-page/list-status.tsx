import type { ReactNode } from "react";
import { formatCount, plural } from "@/components/ui/format";

/** How much of the list was read, how much there is, and what the server knows of its template. */
export function ListStatus({
  total,
  read,
  isReading,
  children,
}: {
  readonly total: number;
  readonly read: number;
  readonly isReading: boolean;
  readonly children: ReactNode;
}) {
  return (
    <footer className="flex flex-wrap items-baseline gap-x-4 gap-y-1 border-t border-line bg-surface px-3 py-1.5 text-xs text-ink-2">
      <span role="status">
        <span data-testid="total">{plural(total, "session")}</span>
        {read < total && `, ${formatCount(read)} read; scroll for more`}
        {isReading && " · reading"}
      </span>
      <span className="min-w-0 flex-1 max-md:hidden">{children}</span>
    </footer>
  );
}
