"use client";

import { EXPORT_FORMATS } from "@/lib/core/list/export-formats";
import type { ExportForm } from "./export-urls";

/** Which trainer's format the file has: a list where there is room, a menu on a phone. */
export function FormatChoice({
  form,
  onChange,
}: {
  readonly form: ExportForm;
  readonly onChange: (form: ExportForm) => void;
}) {
  const chosen = EXPORT_FORMATS.find(({ name }) => name === form.format);
  return (
    <>
      <fieldset className="flex flex-col gap-0.5 max-md:hidden">
        <legend className="mb-1 text-xs text-ink-2">Format</legend>
        {EXPORT_FORMATS.map(({ name, label, meaning }) => (
          <label
            key={name}
            title={meaning}
            className="flex cursor-pointer items-center gap-2 rounded-md px-2 py-1 hover:bg-raised has-checked:bg-raised has-checked:font-medium"
          >
            <input
              type="radio"
              name="format"
              checked={name === form.format}
              onChange={() => onChange({ ...form, format: name })}
              className="accent-ink"
            />
            {label}
          </label>
        ))}
      </fieldset>
      <label className="flex items-center gap-2 md:hidden">
        <span className="text-ink-2">Format</span>
        <select
          value={form.format}
          onChange={(event) => onChange({ ...form, format: event.target.value })}
          className="h-9 min-w-0 flex-1 rounded-md border border-line-strong bg-surface px-2"
        >
          {EXPORT_FORMATS.map(({ name, label }) => (
            <option key={name} value={name}>
              {label}
            </option>
          ))}
        </select>
      </label>
      <p className="text-xs text-ink-2 md:hidden">{chosen?.meaning}</p>
    </>
  );
}
