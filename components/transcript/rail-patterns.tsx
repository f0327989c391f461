/** The patterns that rails are filled with, once a page: what was lost is told by its hatch, not by its colour. */
export function RailPatterns() {
  return (
    <svg aria-hidden width={0} height={0} className="absolute">
      <defs>
        <pattern
          id="rail-realigned"
          width="6"
          height="6"
          patternUnits="userSpaceOnUse"
          patternTransform="rotate(45)"
        >
          <rect width="6" height="6" fill="var(--realigned-fill)" />
          <rect width="2.5" height="6" fill="var(--realigned-mark)" />
        </pattern>
        <pattern
          id="rail-refused"
          width="5"
          height="5"
          patternUnits="userSpaceOnUse"
          patternTransform="rotate(45)"
        >
          <rect width="5" height="5" fill="var(--refused-mark)" />
          <path d="M0 0H5M0 0V5" stroke="var(--refused-fill)" strokeWidth="1.5" />
        </pattern>
        <pattern id="rail-dropped" width="6" height="6" patternUnits="userSpaceOnUse">
          <rect width="6" height="6" fill="var(--dropped-fill)" />
          <rect width="6" height="2" fill="var(--dropped-mark)" />
        </pattern>
      </defs>
    </svg>
  );
}
