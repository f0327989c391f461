import Link from "next/link";
import { plural } from "../ui/format";

/** How many rows are shown, and the way to the rest. */
export function PageLinks({
  filter,
  nextCursor,
  shown,
}: {
  readonly filter: { readonly q: string; readonly status: string | null; readonly cursor: string | null };
  readonly nextCursor: string | null;
  readonly shown: number;
}) {
  const to = (cursor: string | null): string => {
    const query = new URLSearchParams();
    if (filter.q) query.set("q", filter.q);
    if (filter.status) query.set("status", filter.status);
    if (cursor) query.set("cursor", cursor);
    const text = query.toString();
    return text ? `/sessions?${text}` : "/sessions";
  };
  const look = "rounded-md border border-line-strong bg-surface px-3 py-1 text-ink hover:bg-raised";
  return (
    <nav aria-label="Pages of the list" className="flex items-center gap-3 text-sm text-ink-2">
      <span>{plural(shown, "session")} on this page</span>
      {filter.cursor && (
        <Link className={`ml-auto ${look}`} href={to(null)}>
          First page
        </Link>
      )}
      {nextCursor && (
        <Link className={filter.cursor ? look : `ml-auto ${look}`} href={to(nextCursor)}>
          Older sessions
        </Link>
      )}
    </nav>
  );
}
