import { type CauseDid, causeKindMark } from "@/components/marks/cause-kinds";

/** The glyph of what a cause did, on the colour of its tokens. */
export function CauseGlyph({ did, cause }: { readonly did: CauseDid; readonly cause: string }) {
  const { glyph, look } = causeKindMark(did, cause);
  return (
    <span
      aria-hidden
      className={`inline-flex size-4 shrink-0 items-center justify-center rounded-xs text-xs leading-none text-ink ${look}`}
    >
      {glyph}
    </span>
  );
}
