import { EmptyState } from "./empty-state";

/** What stands in a pane until its data is there, or in place of it. */
export function LoadingOrError({ error, what }: { readonly error: Error | null; readonly what: string }) {
  if (error) return <EmptyState title={`No ${what} to show`}>{error.message}</EmptyState>;
  return (
    <div role="status" aria-label={`Loading ${what}`} className="flex flex-col gap-2 p-4">
      <span className="h-4 w-3/4 animate-pulse rounded-sm bg-raised" />
      <span className="h-4 w-1/2 animate-pulse rounded-sm bg-raised" />
      <span className="h-4 w-2/3 animate-pulse rounded-sm bg-raised" />
    </div>
  );
}
