import type { Message, Role } from "@/lib/core/message/message";

/** What matters of one new message to how a template frames it. */
export interface ShapePart {
  readonly role: Role;
  /** Calls it makes, up to two: two stand for any number. */
  readonly calls: number;
}

/** New messages without their content. */
export type Shape = readonly ShapePart[];

/** The shape of new messages. Runs of tool results are one unit, in which two stand for any number. */
export function shapeOf(messages: readonly Message[]): Shape {
  return messages
    .filter(
      ({ role }, i) =>
        role !== "tool" || messages[i - 1]?.role !== "tool" || messages[i - 2]?.role !== "tool",
    )
    .map(({ role, tool_calls }) => ({ role, calls: Math.min(tool_calls?.length ?? 0, 2) }));
}

/** A shape as the key of a cache. */
export function shapeKey(shape: Shape): string {
  return shape.map(({ role, calls }) => (calls === 0 ? role : `${role}:${calls}`)).join();
}

/** Results that come first, and so answer the calls of the answer before. */
export function leadingResults(shape: Shape): number {
  const firstOther = shape.findIndex(({ role }) => role !== "tool");
  return firstOther < 0 ? shape.length : firstOther;
}
