"use client";

import * as DropdownMenu from "radix-ui/dropdown-menu";
import type { ReactNode } from "react";
import { useHeldText } from "@/components/keys/use-held-text";

/** A menu that stands open under the button beside it, whose code is fetched when it is first pressed. */
export function OpenedMenu({
  onClose,
  children,
}: {
  readonly onClose: () => void;
  readonly children: ReactNode;
}) {
  useHeldText();
  return (
    <DropdownMenu.Root open onOpenChange={onClose}>
      <DropdownMenu.Trigger
        aria-hidden
        tabIndex={-1}
        className="pointer-events-none absolute inset-0 opacity-0"
      />
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align="end"
          sideOffset={4}
          className="z-50 w-72 rounded-md border border-line bg-surface p-1 shadow-[var(--shadow-raised)]"
        >
          {children}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
