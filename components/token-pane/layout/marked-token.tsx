import { showBytes, showText } from "@/components/marks/show-text";
import { TOKEN_STATES } from "@/lib/core/samples/token-state";
import type { TokenText } from "@/lib/core/tokens/token-text";

/** A token's text, marked by its state. Never interpreted: special tokens are chips, broken bytes are bytes. */
export function MarkedToken({ text, state }: { readonly text: TokenText; readonly state: number }) {
  const look = `token-${TOKEN_STATES[state] ?? "context"} rounded-xs px-0.5 font-mono text-sm text-ink`;
  switch (text.kind) {
    case "text":
      return <span className={look}>{showText(text.text) || "∅"}</span>;
    case "special":
      return <span className={`${look} border border-line-strong`}>{text.name}</span>;
    case "part":
      return (
        <span className={look}>
          ⟨{showBytes(text.bytes)}⟩
          <span className="ml-1 font-sans text-xs text-ink-3">
            part {text.part} of {text.of} of “{showText(text.character)}”
          </span>
        </span>
      );
    case "bytes":
      return <span className={look}>⟨{showBytes(text.bytes)}⟩</span>;
    case "unknown":
      return <span className={`${look} text-ink-3`}>id {text.id}</span>;
    default:
      return text satisfies never;
  }
}
