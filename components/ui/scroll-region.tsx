import type { ComponentProps } from "react";

/** A pane that scrolls takes the focus, so that the keyboard can scroll it where nothing inside can be focused. */
const FOCUSABLE = { tabIndex: 0 };

/** A named pane that scrolls. */
export function ScrollRegion({
  className = "",
  ...rest
}: ComponentProps<"section"> & { readonly "aria-label": string }) {
  return (
    <section {...FOCUSABLE} className={`h-full overflow-auto -outline-offset-2 ${className}`} {...rest} />
  );
}
