import type { SeriesLook } from "./chart-series";

/** The colour of each look: marks of the palette, which keep their distance for every kind of vision. */
export const LOOK_COLOURS: Readonly<Record<SeriesLook, string>> = {
  solid: "var(--trained-mark)",
  stripes: "var(--realigned-mark)",
  dots: "var(--forked-mark)",
  cross: "var(--refused-mark)",
  lines: "var(--dropped-mark)",
};

/** What fills a bar of a look; `ChartPatterns` with the same name must stand in the drawing. */
export function lookFill(name: string, look: SeriesLook): string {
  return `url(#${name}-${look})`;
}

/** Patterns of a drawing, so that series are told apart without colour. */
export function ChartPatterns({
  name,
  looks,
}: {
  readonly name: string;
  readonly looks: readonly SeriesLook[];
}) {
  return (
    <defs>
      {looks.map((look) => (
        <pattern key={look} id={`${name}-${look}`} width={8} height={8} patternUnits="userSpaceOnUse">
          <LookDrawing look={look} />
        </pattern>
      ))}
    </defs>
  );
}

function LookDrawing({ look }: { readonly look: SeriesLook }) {
  const colour = LOOK_COLOURS[look];
  const ground = <rect width={8} height={8} fill={colour} opacity={look === "solid" ? 1 : 0.3} />;
  switch (look) {
    case "solid":
      return ground;
    case "stripes":
      return (
        <>
          {ground}
          <path d="M-2 2 2-2M0 8 8 0M6 10 10 6" stroke={colour} strokeWidth={2.5} />
        </>
      );
    case "dots":
      return (
        <>
          {ground}
          <circle cx={2} cy={2} r={1.6} fill={colour} />
          <circle cx={6} cy={6} r={1.6} fill={colour} />
        </>
      );
    case "cross":
      return (
        <>
          {ground}
          <path d="M0 0 8 8M8 0 0 8" stroke={colour} strokeWidth={1.6} />
        </>
      );
    case "lines":
      return (
        <>
          {ground}
          <path d="M0 2H8M0 6H8" stroke={colour} strokeWidth={1.8} />
        </>
      );
    default:
      return look satisfies never;
  }
}

/** A swatch of a look beside its name. */
export function LookSwatch({ name, look }: { readonly name: string; readonly look: SeriesLook }) {
  return (
    <svg width={14} height={14} aria-hidden className="shrink-0 rounded-xs">
      <ChartPatterns name={name} looks={[look]} />
      <rect width={14} height={14} fill={lookFill(name, look)} />
    </svg>
  );
}
