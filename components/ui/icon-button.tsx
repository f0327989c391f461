"use client";

import type { ComponentProps } from "react";
import { Hint } from "./hint";

/** A square button with an icon; its label is both the tooltip and the accessible name. */
export function IconButton({
  label,
  className = "",
  ...rest
}: ComponentProps<"button"> & { readonly label: string }) {
  return (
    <Hint text={label}>
      <button
        type="button"
        aria-label={label}
        className={`inline-flex size-8 shrink-0 items-center justify-center rounded-md text-ink-2 hover:bg-raised hover:text-ink disabled:opacity-40 ${className}`}
        {...rest}
      />
    </Hint>
  );
}
