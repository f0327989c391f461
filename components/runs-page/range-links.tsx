import Link from "next/link";

const RANGES = [
  ["1h", "1 hour"],
  ["24h", "24 hours"],
  ["7d", "7 days"],
  ["30d", "30 days"],
  ["all", "All"],
] as const;
const BUCKETS = [
  ["auto", "Auto"],
  ["minute", "Minute"],
  ["hour", "Hour"],
  ["day", "Day"],
] as const;

/** Which time the figures are of, and in which steps; both stand in the address. */
export function RangeLinks({
  path,
  range,
  bucket,
}: {
  readonly path: string;
  readonly range: string;
  readonly bucket: string;
}) {
  return (
    <div className="flex flex-wrap gap-x-6 gap-y-2">
      <Choices
        label="Time"
        options={RANGES}
        current={range}
        to={(value) => `${path}?${new URLSearchParams({ range: value, bucket })}`}
      />
      <Choices
        label="Steps"
        options={BUCKETS}
        current={bucket}
        to={(value) => `${path}?${new URLSearchParams({ range, bucket: value })}`}
      />
    </div>
  );
}

function Choices({
  label,
  options,
  current,
  to,
}: {
  readonly label: string;
  readonly options: readonly (readonly [string, string])[];
  readonly current: string;
  readonly to: (value: string) => string;
}) {
  return (
    <nav aria-label={label} className="flex items-center gap-2 text-sm">
      <span className="text-xs text-ink-2">{label}</span>
      <span className="inline-flex overflow-hidden rounded-md border border-line-strong bg-surface">
        {options.map(([value, name]) => (
          <Link
            key={value}
            href={to(value)}
            scroll={false}
            aria-current={value === current ? "true" : undefined}
            className="border-l border-line-strong px-2.5 py-1 text-ink-2 first:border-0 hover:bg-raised aria-[current=true]:bg-raised aria-[current=true]:font-medium aria-[current=true]:text-ink"
          >
            {name}
          </Link>
        ))}
      </span>
    </nav>
  );
}
