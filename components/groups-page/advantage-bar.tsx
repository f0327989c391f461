/** A bar from the middle: to the right above the group's mean, to the left below it. */
export function AdvantageBar({
  value,
  most,
}: {
  readonly value: number | null;
  /** The largest advantage of the group, whichever way. */
  readonly most: number;
}) {
  const half = value === null ? 0 : (Math.abs(value) / most) * 50;
  const isBelow = (value ?? 0) < 0;
  return (
    <span className="flex items-center justify-end gap-2">
      <span aria-hidden className="relative h-1.5 w-20 rounded-xs bg-raised max-sm:hidden">
        <span
          className={`absolute inset-y-0 ${isBelow ? "cell-realigned" : "bg-trained"}`}
          style={isBelow ? { right: "50%", width: `${half}%` } : { left: "50%", width: `${half}%` }}
        />
        <span className="absolute inset-y-[-2px] left-1/2 w-px bg-line-strong" />
      </span>
      <span className="w-14 text-right">{value === null ? "—" : value.toFixed(3)}</span>
    </span>
  );
}
