import { X } from "lucide-react";
import { filterParts } from "@/lib/core/list/session-filter";

/** What stands in the list's place when the filter leaves nothing: its conditions, each with the way to drop it. */
export function FilterChips({
  filter,
  onChange,
}: {
  readonly filter: string;
  readonly onChange: (filter: string) => void;
}) {
  const parts = filterParts(filter);
  return (
    <div className="flex h-full flex-col items-center justify-center gap-3 p-8 text-center">
      <p className="font-medium">No session fits</p>
      <p className="max-w-md text-sm text-ink-2">
        Each of these conditions hides some. Drop one, or all of them.
      </p>
      <ul className="flex flex-wrap justify-center gap-2">
        {parts.map((part) => (
          <li key={part}>
            <button
              type="button"
              aria-label={`Drop ${part}`}
              onClick={() => onChange(parts.filter((other) => other !== part).join(" "))}
              className="inline-flex items-center gap-1.5 rounded-md border border-line-strong bg-surface px-2 py-1 font-mono text-sm hover:bg-raised"
            >
              {part}
              <X size={14} aria-hidden className="text-ink-2" />
            </button>
          </li>
        ))}
      </ul>
      <button type="button" onClick={() => onChange("")} className="text-sm underline underline-offset-4">
        Clear the filter
      </button>
    </div>
  );
}
