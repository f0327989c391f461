"use client";

import { Tooltip } from "radix-ui";
import type { ReactNode } from "react";

/** Explains a term or a figure on hover and on focus. The child must be one element that takes a ref. */
export function Hint({ text, children }: { readonly text: string; readonly children: ReactNode }) {
  return (
    <Tooltip.Root>
      <Tooltip.Trigger asChild>{children}</Tooltip.Trigger>
      <Tooltip.Portal>
        <Tooltip.Content
          sideOffset={6}
          collisionPadding={8}
          className="z-50 max-w-72 rounded-md bg-ink px-2 py-1.5 text-xs text-page shadow-[var(--shadow-raised)]"
        >
          {text}
        </Tooltip.Content>
      </Tooltip.Portal>
    </Tooltip.Root>
  );
}
