import type { OtherSpelling } from "@/lib/core/tokens/other-spelling";

/**
 * What the other spelling of a message is called.
 *
 * @example
 * spellingName({ turn: 4, build: "sent", isSampled: false }); // "prompt of turn 4"
 */
export function spellingName({
  turn,
  build,
  isSampled,
}: Pick<OtherSpelling, "turn" | "build" | "isSampled">): string {
  if (isSampled) return `sampled by turn ${turn}`;
  return build === "rendered" ? `prompt of turn ${turn}, had it been rendered` : `prompt of turn ${turn}`;
}
