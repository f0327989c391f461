"use client";

import { useRouter } from "next/navigation";
import type { RunSteps, StepRange } from "@/lib/core/list/run-steps";
import { StepStrip } from "./step-strip";

/** The strip of a page whose address holds what is chosen, as its parameter `steps`: `63`, `60-66`. */
export function AddressedStrip({
  steps,
  chosen,
  path,
}: {
  readonly steps: RunSteps;
  readonly chosen: StepRange | null;
  /** Address of the page. */
  readonly path: string;
}) {
  const router = useRouter();
  const choose = (range: StepRange | null): void => {
    const query =
      range === null ? "" : `?steps=${range.from === range.to ? range.from : `${range.from}-${range.to}`}`;
    router.push(`${path}${query}`, { scroll: false });
  };
  return <StepStrip steps={steps} chosen={chosen} onChoose={choose} />;
}
