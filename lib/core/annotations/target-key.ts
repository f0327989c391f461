import type { AnnotationTarget } from "./annotation";

/**
 * A target in one word, equal for equal targets.
 *
 * @example
 * targetKey({ on: "range", turn: 3, start: 0, length: 12 }); // "range:3:0:12"
 */
export function targetKey(target: AnnotationTarget): string {
  switch (target.on) {
    case "session":
      return "session";
    case "turn":
      return `turn:${target.turn}`;
    case "range":
      return `range:${target.turn}:${target.start}:${target.length}`;
    case "leaf":
      return `leaf:${target.leaf}`;
    case "node":
      return `node:${target.node}`;
    case "sample":
      return `sample:${target.digest}`;
    default:
      return target satisfies never;
  }
}

/**
 * A target in words, for people.
 *
 * @example
 * targetWords({ on: "turn", turn: 3 }); // "turn 3"
 */
export function targetWords(target: AnnotationTarget): string {
  switch (target.on) {
    case "session":
      return "the session";
    case "turn":
      return `turn ${target.turn}`;
    case "range":
      return `tokens ${target.start} to ${target.start + target.length} of turn ${target.turn}`;
    case "leaf":
      return `leaf ${target.leaf}`;
    case "node":
      return `node ${target.node}`;
    case "sample":
      return `the sample of digest ${target.digest}`;
    default:
      return target satisfies never;
  }
}
