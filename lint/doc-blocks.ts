/** A piece of a page of Markdown: a line of it, and what stands there. */
export interface DocBlock {
  /** Number of its first line, from 1. */
  readonly line: number;
  readonly kind: "heading" | "paragraph" | "bullet" | "row" | "image" | "code";
  /** Its lines, joined as they stand; without the mark of a bullet or the fence of code. */
  readonly text: string;
}

const FENCE = /^```/;
const BULLET = /^\s*(?:[-*]|\d+\.) /;

/**
 * The blocks of a page, in order. Lines that follow one another without an empty one between them are one paragraph, or
 * belong to the bullet above them, as Markdown has it.
 *
 * @example
 * docBlocks("# Store\n\nOne\nparagraph.").map(({ kind }) => kind); // ["heading", "paragraph"]
 */
export function docBlocks(page: string): DocBlock[] {
  const blocks: DocBlock[] = [];
  let isOpen = false;
  let code: { line: number; lines: string[] } | null = null;
  for (const [at, text] of page.split("\n").entries()) {
    const line = at + 1;
    if (FENCE.test(text)) {
      if (code !== null) blocks.push({ line: code.line, kind: "code", text: code.lines.join("\n") });
      code = code === null ? { line, lines: [] } : null;
      isOpen = false;
    } else if (code !== null) {
      code.lines.push(text);
    } else {
      const kind = kindOf(text);
      const last = blocks.at(-1);
      if (kind === "paragraph" && isOpen && last !== undefined) {
        blocks[blocks.length - 1] = { ...last, text: `${last.text}\n${text}` };
      } else if (kind !== null) {
        blocks.push({ line, kind, text: text.replace(BULLET, "") });
        isOpen = kind === "paragraph" || kind === "bullet";
      } else {
        isOpen = false;
      }
    }
  }
  return blocks;
}

function kindOf(line: string): Exclude<DocBlock["kind"], "code"> | null {
  if (line.trim() === "") return null;
  if (line.startsWith("#")) return "heading";
  if (line.startsWith("|")) return "row";
  if (line.startsWith("![")) return "image";
  return BULLET.test(line) ? "bullet" : "paragraph";
}
