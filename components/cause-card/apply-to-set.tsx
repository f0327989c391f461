"use client";

import { useState } from "react";
import { exportQuery } from "@/components/address/list-urls";
import { useOpenedLater } from "@/components/keys/use-opened-later";
import { useAccess } from "@/components/ui/access";
import { SetPolicyTable } from "./set-policy-table";
import { setWords } from "./set-words";

const loadExport = () =>
  import("@/components/export-dialog/export-dialog").then((module) => module.ExportDialog);

/** What-if over a set: what each policy gains there, and the export of the set under exactly the one that is chosen. */
export function ApplyToSet({
  filter,
  onApply,
}: {
  readonly filter: string;
  /** Told which policy was applied. */
  readonly onApply: ((policy: string) => void) | null;
}) {
  const { mayExport } = useAccess();
  const [policy, setPolicy] = useState<string | null>(null);
  const exporting = useOpenedLater(loadExport);
  const apply = (name: string): void => {
    setPolicy(name);
    onApply?.(name);
    exporting.open();
  };
  return (
    <>
      <SetPolicyTable filter={filter} onApply={mayExport ? apply : null} />
      {exporting.Opened && policy !== null && (
        <exporting.Opened
          target={{ kind: "filter", query: exportQuery(filter), what: setWords(filter), policy }}
          onClose={exporting.close}
        />
      )}
    </>
  );
}
