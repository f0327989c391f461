/** The letter of a side, in its colour and pattern. */
export function SideBadge({ name }: { readonly name: "A" | "B" }) {
  return (
    <span
      aria-hidden
      className={`inline-flex size-6 shrink-0 items-center justify-center rounded-sm text-xs font-semibold text-ink no-underline! ${name === "A" ? "diff-a" : "diff-b"}`}
    >
      {name}
    </span>
  );
}
