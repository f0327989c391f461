import type { ShapeCheck, TemplateCheck } from "@/lib/core/proof/template-check";

const ROLE_WORDS = {
  system: "a system message",
  user: "a user message",
  tool: "a tool result",
  assistant: "an answer",
};

/** A shape of new messages in words: "a tool result, then a user message". */
export function shapeCheckWords({ roles }: ShapeCheck): string {
  const words: string[] = [];
  for (const [i, role] of roles.entries()) {
    if (role === "tool" && roles[i - 1] === "tool") words[words.length - 1] = "several tool results";
    else words.push(ROLE_WORDS[role]);
  }
  return words.join(", then ");
}

/** What probing a chat template found, in one sentence. */
export function templateWords({ graftable, shapes }: TemplateCheck): string {
  const held = shapes.filter(({ holds }) => holds).length;
  if (!graftable) return "The chat template cannot be grafted on: every prompt is rendered in full.";
  if (held === shapes.length) return "The chat template lets every kind of new message be grafted on.";
  return `The chat template lets ${held} of ${shapes.length} kinds of new messages be grafted on; the others are rendered in full.`;
}
