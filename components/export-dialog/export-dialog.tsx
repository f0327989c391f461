"use client";

import { QueryClient, QueryClientProvider, useQuery } from "@tanstack/react-query";
import { Download } from "lucide-react";
import { useState } from "react";
import { useHeldText } from "@/components/keys/use-held-text";
import { fetchJson } from "@/components/reads/fetch-json";
import { CopyButton } from "@/components/ui/copy-button";
import { DialogFrame } from "@/components/ui/dialog-frame";
import { EXPORT_FORMATS } from "@/lib/core/list/export-formats";
import type { ExportSummary } from "@/lib/core/list/export-summary";
import { ExportChoices } from "./export-choices";
import { FormatChoice } from "./export-format-choice";
import { ExportPreview } from "./export-preview";
import {
  curlCommand,
  type ExportForm,
  type ExportTarget,
  exportUrl,
  isFlat,
  isParquet,
  UNCHOSEN,
} from "./export-urls";
import { SetChoice } from "./set-choice";
import { SummaryFacts } from "./summary-facts";

/** Chooses how samples are written, shows what the file will be, and downloads it. Fetched when it is opened. */
export function ExportDialog({
  target,
  onClose,
}: {
  readonly target: ExportTarget;
  readonly onClose: () => void;
}) {
  useHeldText();
  const [client] = useState(() => new QueryClient());
  return (
    <QueryClientProvider client={client}>
      <Form target={target} onClose={onClose} />
    </QueryClientProvider>
  );
}

const [FIRST] = EXPORT_FORMATS;

/** Where this browser keeps the format that was chosen last: who trains exports for one trainer. */
const FORMAT_KEY = "turntree-export-format";

function lastFormat(): string {
  const kept = window.localStorage.getItem(FORMAT_KEY);
  return EXPORT_FORMATS.some(({ name }) => name === kept) && kept !== null ? kept : (FIRST?.name ?? "");
}

function Form({ target, onClose }: { readonly target: ExportTarget; readonly onClose: () => void }) {
  const [form, setForm] = useState<ExportForm>(() => ({
    ...UNCHOSEN,
    format: lastFormat(),
    policy: target.kind === "filter" ? (target.policy ?? null) : null,
  }));
  const chooseFormat = (chosen: ExportForm): void => {
    window.localStorage.setItem(FORMAT_KEY, chosen.format);
    setForm(chosen);
  };
  const fileUrl = exportUrl(target, form, "file");
  const summaryUrl = exportUrl(target, form, "summary");
  const { data: summary, error } = useQuery({
    queryKey: ["export-summary", summaryUrl],
    queryFn: ({ signal }) => fetchJson<ExportSummary>(summaryUrl, signal),
    retry: false,
  });
  const command = (): string => curlCommand(new URL(fileUrl, window.location.href).href, summary ?? null);
  const isReady = summary !== undefined && summary.bytes > 0;
  return (
    <DialogFrame
      kind="sheet"
      title={`Export ${target.kind === "session" ? target.session : target.what}`}
      width="full"
      onClose={onClose}
      footer={
        <div className="flex flex-wrap items-center gap-2">
          {isFlat(form.format) && (
            <label className="inline-flex items-center gap-2">
              <input
                type="checkbox"
                checked={form.parquet}
                onChange={(event) => setForm({ ...form, parquet: event.target.checked })}
                className="toggle"
              />
              Parquet
            </label>
          )}
          <label className="mr-auto inline-flex items-center gap-2">
            <input
              type="checkbox"
              checked={form.gzip && !isParquet(form)}
              disabled={isParquet(form)}
              onChange={(event) => setForm({ ...form, gzip: event.target.checked })}
              className="toggle"
            />
            Compress (.gz)
          </label>
          <span className="inline-flex items-center text-ink-2">
            <CopyButton text={command} label="Copy as curl" />
            <span className="max-sm:sr-only">curl</span>
          </span>
          <a
            href={fileUrl}
            download
            aria-disabled={!isReady}
            tabIndex={isReady ? 0 : -1}
            className="inline-flex h-9 items-center gap-2 rounded-md bg-ink px-4 font-medium text-page hover:opacity-90 aria-disabled:pointer-events-none aria-disabled:opacity-40"
          >
            <Download size={16} aria-hidden />
            Download
          </a>
        </div>
      }
    >
      <div className="grid gap-4 p-4 md:grid-cols-[15rem_minmax(0,1fr)]">
        <FormatChoice form={form} onChange={chooseFormat} />
        <div className="flex min-w-0 flex-col gap-3">
          {target.kind === "filter" && <SetChoice form={form} summary={summary} onChange={setForm} />}
          {form.format !== "turns" && <ExportChoices target={target} form={form} onChange={setForm} />}
          <SummaryFacts target={target} form={form} summary={summary} error={error} />
          {!error && (
            <ExportPreview url={exportUrl(target, { ...form, gzip: false, parquet: false }, "file")} />
          )}
        </div>
      </div>
    </DialogFrame>
  );
}
