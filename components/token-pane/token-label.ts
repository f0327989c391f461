import type { TokenText } from "@/lib/core/view/token-text";
import { showBytes, showText } from "../tokens/show-text";

/** What the pane writes for a token. `exact` makes white space visible. */
export function tokenLabel(text: TokenText, exact: boolean): string {
  switch (text.kind) {
    case "text":
      return exact ? showText(text.text) : text.text.replace(/[\r\n]/g, "").replaceAll("\t", "  ");
    case "special":
      return text.name;
    case "part":
      return text.part === 1 ? text.character : "";
    case "bytes":
      return `⟨${showBytes(text.bytes)}⟩`;
    case "unknown":
      return `#${text.id} `;
    default:
      return text satisfies never;
  }
}

/** Whether a line ends with this token. */
export function endsLine(text: TokenText): boolean {
  return text.kind === "text" && text.text.includes("\n");
}
