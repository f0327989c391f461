import { Separator } from "react-resizable-panels";

/** The line between two panes; drag it, or focus it and use the arrow keys. */
export function PaneHandle({
  orientation,
  label,
}: {
  readonly orientation: "horizontal" | "vertical";
  readonly label: string;
}) {
  const shape = orientation === "vertical" ? "w-px cursor-col-resize" : "h-px cursor-row-resize";
  return (
    <Separator
      aria-label={label}
      className={`${shape} bg-line transition-colors hover:bg-ink-3 focus-visible:bg-ink data-[separator=active]:bg-ink`}
    />
  );
}
