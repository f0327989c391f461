import { Template } from "@huggingface/jinja";

/** Names that the marking statements use inside a template. */
export const MARK_FUNCTION = "turntree_mark";
const MESSAGES = "turntree_messages";

const SILENT = new Set(["Set", "Macro", "Comment", "Break", "Continue"]);

function blocks(node: object): unknown[][] {
  return ["body", "alternate", "defaultBlock"]
    .map((key): unknown => Reflect.get(node, key))
    .filter((block) => Array.isArray(block));
}

function nodeType(node: object): unknown {
  return Reflect.get(node, "type");
}

function prints(node: unknown): boolean {
  if (typeof node !== "object" || node === null) return false;
  const type = nodeType(node);
  if (type === "If" || type === "For") return blocks(node).some((block) => block.some(prints));
  if (type === "StringLiteral") return String(Reflect.get(node, "value")).trim() !== "";
  return !SILENT.has(String(type));
}

function markLoops(nodes: readonly unknown[]): void {
  for (const node of nodes) {
    if (typeof node !== "object" || node === null) continue;
    const variable: unknown = nodeType(node) === "For" ? Reflect.get(node, "loopvar") : null;
    for (const block of blocks(node)) markLoops(block);
    if (typeof variable !== "object" || variable === null || nodeType(variable) !== "Identifier") continue;
    if (!prints(node)) continue;
    const mark = new Template(`{{ ${MARK_FUNCTION}(${Reflect.get(variable, "value")}, ${MESSAGES}) }}`);
    blocks(node)[0]?.unshift(...mark.parsed.body);
  }
}

/**
 * Makes a parsed template print a mark where each message begins: the first thing that every printing loop does is
 * to call `MARK_FUNCTION(item, messages)`, which answers a mark for a message and nothing for any other item. So
 * where messages begin is known from the one render that makes the prompt, whatever the template's framing.
 */
export function markMessageLoops(template: Template): void {
  markLoops(template.parsed.body);
  template.parsed.body.unshift(...new Template(`{% set ${MESSAGES} = messages %}`).parsed.body);
}
