import { showBytes, showText } from "@/components/marks/show-text";
import { tokenLabel } from "@/components/marks/token-label";
import { TOKEN_STATES } from "@/lib/core/samples/token-state";
import type { TokenText } from "@/lib/core/tokens/token-text";

/** A token's text, marked by its state. Never interpreted: special tokens are chips, broken bytes are bytes. */
export function MarkedToken({
  text,
  state,
  changed,
}: {
  readonly text: TokenText;
  /** Position in `TOKEN_STATES`. */
  readonly state: number;
  /** Whether a realign changed it. */
  readonly changed: boolean;
}) {
  const look = `token-${TOKEN_STATES[state] ?? "context"} rounded-xs px-0.5 font-mono text-sm text-ink`;
  return (
    <span
      className={`${look} ${changed ? "token-changed" : text.kind === "special" ? "border border-line-strong" : ""}`}
      title={changed ? "The other side has another token here." : undefined}
    >
      {text.kind === "part" ? <GlyphPart {...text} /> : tokenLabel(text, "exact") || "∅"}
    </span>
  );
}

function GlyphPart({ bytes, part, of, character }: Extract<TokenText, { kind: "part" }>) {
  return (
    <>
      ⟨{showBytes(bytes)}⟩
      <span className="ml-1 font-sans text-xs text-ink-3">
        part {part} of {of} of “{showText(character)}”
      </span>
    </>
  );
}
