import type { Annotation } from "./annotation";
import { targetKey } from "./target-key";

/** What may stand once in a session: one producer says one kind of one target once at a moment. */
export function annotationIdentity({ producer, kind, target, at }: Annotation): string {
  return `${producer}\n${kind}\n${targetKey(target)}\n${at}`;
}
