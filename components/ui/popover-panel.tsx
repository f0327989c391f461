import * as Popover from "radix-ui/popover";
import type { ReactNode } from "react";

/** What opens beside a popover's trigger; within `Popover.Root`. */
export function PopoverPanel({
  label,
  align,
  className,
  children,
}: {
  readonly label: string;
  readonly align: "start" | "end";
  /** Its width and padding. */
  readonly className: string;
  readonly children: ReactNode;
}) {
  return (
    <Popover.Portal>
      <Popover.Content
        align={align}
        sideOffset={4}
        collisionPadding={8}
        aria-label={label}
        className={`z-50 max-h-[70dvh] overflow-auto rounded-md border border-line bg-surface text-sm shadow-[var(--shadow-raised)] ${className}`}
      >
        {children}
      </Popover.Content>
    </Popover.Portal>
  );
}
