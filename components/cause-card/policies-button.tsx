"use client";

import { FlaskConical } from "lucide-react";
import { useOpenedLater } from "@/components/keys/use-opened-later";
import { TOOL } from "@/components/marks/tool-look";

const loadPolicies = () => import("./policies-sheet").then((module) => module.PoliciesSheet);

/** The way to what one policy for a whole set would train, and to its export. */
export function PoliciesButton({
  filter,
  onApply = null,
}: {
  readonly filter: string;
  /** Told which policy was applied; null where nobody keeps it. */
  readonly onApply?: ((policy: string) => void) | null;
}) {
  const trying = useOpenedLater(loadPolicies);
  return (
    <>
      <button
        type="button"
        aria-haspopup="dialog"
        onClick={trying.open}
        title="What one policy for all these sessions would train"
        className={TOOL}
      >
        <FlaskConical size={16} aria-hidden />
        <span className="max-lg:sr-only">What if</span>
      </button>
      {trying.Opened && <trying.Opened filter={filter} onApply={onApply} onClose={trying.close} />}
    </>
  );
}
