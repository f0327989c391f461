/** How a button of the list's toolbar looks. */
export const TOOL =
  "inline-flex h-8 shrink-0 items-center gap-2 rounded-md border border-line-strong bg-surface px-2.5 text-sm text-ink hover:bg-raised disabled:opacity-40";
